# SPDX-License-Identifier: Apache-2.0
"""Write what may be said of a threat: enough to act on, and nothing that tells how we know (ICD 209).

Promise: a text is composed from phrase books and the threat's elements alone, never from source text; each element is
said as finely as caveats and the sources' knowledge allow; the same facts stand in every language; what is withheld is
listed with its reason, for the high side only; and every rendering is checked against what must not leave before
anybody may sign it.

It does not decide whether to warn (`policy`), who signs (`release`) or how it travels (`deliver`).

1. `knowledge`: who knows each element, and how finely the caveats let it be said.
2. `choose`: which precision of each element is said: least exposing, balanced, or most specific.
3. `compose`: the texts, from phrase books.
4. `check`: the leak check over the rendered texts.
5. `parity`: that every text says the same facts, read back from the rendered texts.
6. `write`: the five in order.

Left for later (issue 6): corrections and all-clears as texts of their own, near-quotes across languages, and the check
of a claim's strength against its source beyond the likelihood term.
"""

from nadhir.tearline.check import check
from nadhir.tearline.choose import Choice, Option, options
from nadhir.tearline.compose import compose
from nadhir.tearline.knowledge import Knowledge, knowledge
from nadhir.tearline.parity import lost_facts
from nadhir.tearline.phrases import Clock, Names, PhraseBook, PhraseBooks, Voice
from nadhir.tearline.write import write

__all__ = [
    "Choice",
    "Clock",
    "Knowledge",
    "Names",
    "Option",
    "PhraseBook",
    "PhraseBooks",
    "Voice",
    "check",
    "compose",
    "knowledge",
    "lost_facts",
    "options",
    "write",
]

# SPDX-License-Identifier: Apache-2.0
"""Finds in a report the threats to life, the attacks, claims, warnings and calls, and lets the rest go.

Promise: `screen` returns, for any report in any language, labels with the exact words that spoke, whether a case opens,
the elements of the principal event with normalised values, and what the report itself says on how finely it may be
told. Every span is an exact slice of `Report.content`. Only passages that are the article raise labels; the headlines
of other articles never do. A language that the lexicon does not know is said to be unknown.

Follows the labelling guideline (`data/screening/GUIDELINE.md`). Two voices: the rules (lexicons that a linguist can
edit, one Aho-Corasick pass, grammars over sentences) and, behind the port in `model`, a small trained encoder. `weigh`
puts them together, and docs/adr/0005 says why.

It does not judge how credible a threat is (`assess`), who must be told (`policy`) or which reports belong together
(`link`), and it loads no data: a `Lexicon`, with its model, is handed in.
"""

from nadhir.screen.lexicon import Lexicon
from nadhir.screen.screening import SCREENER, screen, screen_all, screener_of

__all__ = ["SCREENER", "Lexicon", "screen", "screen_all", "screener_of"]

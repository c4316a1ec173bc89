# SPDX-License-Identifier: Apache-2.0
"""Remark on the words of likelihood and confidence of what officers write: a hint, which refuses and keeps nothing.

What is refused is refused where a text leaves the house, by the leak check. Officers write Arabic and English, and both
are looked for in every text: neither has the other's words.
"""

from collections.abc import Sequence
from typing import Final

from nadhir.language.estimative import remarks_on
from nadhir.reference.language_data import estimative_lexicons
from nadhir.terms.assessment import Yardstick
from nadhir.terms.estimative import EstimativeRemark
from nadhir.terms.text import Language, primary

WRITTEN: Final = (Language("ar"), Language("en"))


def lint_words(
    text: str, *, yardstick: Yardstick | None = None, languages: Sequence[Language] = WRITTEN
) -> tuple[EstimativeRemark, ...]:
    """Return what is to be remarked on the text, in its order; nothing for languages without a lexicon."""
    known = estimative_lexicons()
    tags = dict.fromkeys(primary(language) for language in languages)
    return remarks_on(text, lexicons=[known[tag] for tag in tags if tag in known], yardstick=yardstick)

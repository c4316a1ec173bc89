# SPDX-License-Identifier: Apache-2.0
"""Words as spans of the raw text.

A word is a run of letters and digits with the marks, tatweel and joiners that stand inside it, and an apostrophe
between two letters. Clitics are not split off: Arabic ``وسنهاجمكم`` is one word.
"""

import re

from nadhir.language.normalise import fold

__all__ = ["folded_words", "words"]

# What may stand inside a word though it is no letter: combining marks, zero-width joiners, soft hyphen, bidi marks.
_INSIDE = (
    "\u0300-\u036f\u0483-\u0487\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff"
    "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufe00-\ufe0f"
)
_RUN = rf"\w(?:[\w{_INSIDE}]*\w)?"
_WORD = re.compile(rf"{_RUN}(?:['’ʼ]{_RUN})*[\u064b-\u065f\u0300-\u036f\u0670]*")
_FOLDED_WORD = re.compile(r"\w+(?:'\w+)*")


def words(text: str) -> tuple[tuple[int, int], ...]:
    """Return the span of each word of the raw text, in order.

    >>> ["قتـــلَ الرجل، don't"[a:b] for a, b in words("قتـــلَ الرجل، don't")]
    ['قتـــلَ', 'الرجل', "don't"]
    """
    return tuple(match.span() for match in _WORD.finditer(text))


def folded_words(text: str) -> list[str]:
    """Return the words of the text folded for matching, in order, without spans."""
    return _FOLDED_WORD.findall(fold(text))

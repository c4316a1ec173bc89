# SPDX-License-Identifier: Apache-2.0
"""Words as spans of the raw text.

A word is a run of letters and digits with the marks, tatweel and joiners that stand inside it, and an apostrophe
between two letters. Clitics are not split off: Arabic ``وسنهاجمكم`` is one word. `stems` tells what a word may be
without what Persian writes onto its end, for who looks names up.
"""

import re

from nadhir.language.normalise import fold

__all__ = ["folded_words", "stems", "words"]

# What may stand inside a word though it is no letter: combining marks, zero-width joiners, soft hyphen, bidi marks.
_INSIDE = (
    "\u0300-\u036f\u0483-\u0487\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff"
    "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufe00-\ufe0f"
)
_RUN = rf"\w(?:[\w{_INSIDE}]*\w)?"
_WORD = re.compile(rf"{_RUN}(?:['’ʼ]{_RUN})*[\u064b-\u065f\u0300-\u036f\u0670]*")
_FOLDED_WORD = re.compile(r"\w+(?:'\w+)*")

_NON_JOINER = "\u200c"
#: What Persian writes onto a word, joined, after a non-joiner or after nothing: the copula, the plural, ezafe and
#: indefinite, possessives. Folded, longest first.
_PERSIAN_ENDINGS = tuple(
    sorted(
        map(
            fold,
            "اند ایم اید ام ای است ست ند ها های هایی هایم هایت هایش هایمان هایتان هایشان ی اش ات مان تان شان".split(),
        ),
        key=len,
        reverse=True,
    )
)
_LEAST_STEM = 3  # letters; a shorter rest is more often another word
_ENDINGS = {"fa": _PERSIAN_ENDINGS}


def words(text: str) -> tuple[tuple[int, int], ...]:
    """Return the span of each word of the raw text, in order.

    >>> ["قتـــلَ الرجل، don't"[a:b] for a, b in words("قتـــلَ الرجل، don't")]
    ['قتـــلَ', 'الرجل', "don't"]
    """
    return tuple(match.span() for match in _WORD.finditer(text))


def folded_words(text: str) -> list[str]:
    """Return the words of the text folded for matching, in order, without spans."""
    return _FOLDED_WORD.findall(fold(text))


def stems(word: str, *, language: str) -> tuple[str, ...]:
    """Return the folded word, then the folded words that it may be without what is written onto its end.

    The first is always the word as it stands; the others are guesses to look up, likeliest first, never to show. A
    zero-width non-joiner tells for certain where the word ends; folding takes it away, so give the raw word where it is
    at hand. A folded one is cut by its known endings alone.

    >>> stems("کرمان‌اند", language="fa")
    ('كرماناند', 'كرمان')
    >>> stems("تهرانایم", language="fa-AF")[1]
    'تهران'
    """
    whole = fold(word)
    endings = _ENDINGS.get(language.partition("-")[0], ())
    if not endings:
        return (whole,)
    _first, joiner, rest = word.partition(_NON_JOINER)
    if joiner and (told := fold(rest)) in endings and whole.endswith(told) and whole != told:
        return whole, whole.removesuffix(told)
    cut = (whole[: -len(end)] for end in endings if whole.endswith(end) and len(whole) - len(end) >= _LEAST_STEM)
    return tuple(dict.fromkeys((whole, *cut)))

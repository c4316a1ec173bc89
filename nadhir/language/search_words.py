# SPDX-License-Identifier: Apache-2.0
"""Words as a search finds them: folded, and the forms by which each is found too.

Promise: what an index keeps of a text and what a query asks are cut and folded here alone, so that the two cannot
drift apart. A word is found as it is folded (`normalise`). An Arabic one is found without its one-letter proclitics
and the article too: ``بالسوق`` by ``السوق`` and ``سوق``. A word with an apostrophe is found by its longer parts
(``l'heure`` by ``heure``) and written together. A word in another alphabet's look-alikes is found unmasked and as it
stands.

A *form* may be no word (``تاب`` of ``كتاب``): it costs a find too many, never one too few. The *core* of a word is what
is left when every letter is gone that may be a proclitic, again and again. It is no word to show; two spellings of one
word, with and without clitics, have the same core, which makes phrases match word by word.

It does not stem, and cuts nothing where a script writes no blanks (Chinese, Thai): such a stretch is one word.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from nadhir.language.normalise import Normalised, fold, normalise

__all__ = ["LONGEST_WORD", "SearchText", "core", "forms"]

#: Code points of a word that are looked at [D]: words that people write are shorter; base64 has no end.
LONGEST_WORD: Final = 64

_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*")  # a hashtag's underscore parts its words
#: What stands for an apostrophe inside a word: a letter to every index. Folding leaves no other in a text.
_APOSTROPHE: Final = "\u02bc"
_LEAST_PART: Final = 3  # letters: of l'heure the second part, of don't the whole

_ARABIC: Final = re.compile("[\u0621-\u064a\u066e-\u06d3]")
_CONJUNCTIONS: Final = frozenset("وف")
_PREPOSITIONS: Final = frozenset("بكلس")  # the sin of the future stands where a preposition would
_PROCLITICS: Final = _CONJUNCTIONS | _PREPOSITIONS
_ARTICLE: Final = "ال"
_LEAST_REST: Final = 3  # letters that a proclitic leaves: بيت is no ب and يت
_LEAST_NOUN: Final = 2  # letters that the article leaves: الدم is دم
#: Two letters that stand behind a conjunction all the same.
_SHORT_WORDS: Final = frozenset("في من عن ما لا لم لن قد هو هي ان او اي كي مع كل بن".split())
_NEVER_CUT: Final = frozenset(map(fold, "الله اللهم الذي التي الذين اللذين اللتين اللواتي الآن إلى إلا".split()))


class SearchText:
    """The words of a text, in order, with the way back to the raw text.

    >>> found = SearchText("قُتـل بالسوق")
    >>> [(word, found.raw[slice(*found.raw_span(at))]) for at, word in enumerate(found.words)]
    [('قتل', 'قُتـل'), ('بالسوق', 'بالسوق')]
    """

    __slots__ = ("_folded", "_spans", "_worn", "words")

    def __init__(self, raw: str) -> None:
        self._folded: Normalised = normalise(raw)
        text = self._folded.text
        self._spans = [found.span() for found in _WORD.finditer(text)]
        self.words: list[str] = [_kept(text[start:end]) for start, end in self._spans]
        self._worn = dict(_worn(self._folded, spans=self._spans))

    def __repr__(self) -> str:
        # The content of a report must not reach a log through a repr.
        return f"SearchText({len(self.words)} words)"

    @property
    def raw(self) -> str:
        """The text as it was."""
        return self._folded.raw

    def forms_at(self, at: int) -> tuple[str, ...]:
        """Return the forms by which the word is found, the word as folded first."""
        own = forms(self.words[at])
        worn = self._worn.get(at)
        return own if worn is None or worn in own else (*own, worn)

    def core_at(self, at: int) -> str:
        """Return the word's core."""
        return core(self.words[at])

    def raw_span(self, start: int, *, words: int = 1) -> tuple[int, int]:
        """Return the slice of the raw text in which so many words from `start` on stand."""
        return self._folded.raw_span(self._spans[start][0], self._spans[start + words - 1][1])


def _kept(word: str) -> str:
    return word[:LONGEST_WORD].replace("'", _APOSTROPHE)


def _worn(folded: Normalised, *, spans: list[tuple[int, int]]) -> Iterator[tuple[int, str]]:
    """Give each word that folding unmasked, as it would have been folded alone: it may be no disguise at all."""
    alone = folded.text
    if alone.isascii() and folded.raw.isascii():
        return
    for at, (start, end) in enumerate(spans):
        if not alone[start].isascii() or not alone[end - 1].isascii():
            continue
        raw_start, raw_end = folded.raw_span(start, end)
        raw = folded.raw[raw_start:raw_end]
        if not raw.isascii():
            word = _kept(fold(raw))
            if word != _kept(alone[start:end]):
                yield at, word


@lru_cache(maxsize=100_000)
def forms(word: str) -> tuple[str, ...]:
    """Return the forms by which a folded word is found, itself first.

    >>> forms("وبالسوق"), forms("للسوق"), forms("سوق")
    (('وبالسوق', 'بالسوق', 'السوق', 'سوق'), ('للسوق', 'السوق', 'سوق'), ('سوق',))
    """
    found = [word]
    if _APOSTROPHE in word:
        found.append(word.replace(_APOSTROPHE, ""))
        found += [part for part in word.split(_APOSTROPHE) if len(part) >= _LEAST_PART]
    elif _ARABIC.match(word):
        found += _without_clitics(word)
    return tuple(dict.fromkeys(found))


def _without_clitics(word: str) -> Iterator[str]:
    if word in _NEVER_CUT:
        return
    rest = word
    if rest[0] in _CONJUNCTIONS and (len(rest) > _LEAST_REST or rest[1:] in _SHORT_WORDS):
        rest = rest[1:]
        yield rest
    if rest in _NEVER_CUT:
        return
    if rest.startswith("لل") and len(rest) >= 2 + _LEAST_NOUN:
        yield _ARTICLE + rest[2:]  # the article loses its alif behind a lam
        yield rest[2:]
        return
    if rest[0] in _PREPOSITIONS and len(rest) > _LEAST_REST:
        rest = rest[1:]
        yield rest
    if rest.startswith(_ARTICLE) and len(rest) >= 2 + _LEAST_NOUN and rest not in _NEVER_CUT:
        yield rest[2:]


@lru_cache(maxsize=100_000)
def core(word: str) -> str:
    """Return the folded word without everything that may be a proclitic or the article.

    >>> core("بالسوق") == core("والسوق") == core("سوق"), core("بكتاب") == core("كتاب")
    (True, True)
    """
    if _APOSTROPHE in word:
        longest = max(word.split(_APOSTROPHE), key=len)
        return longest if len(longest) >= _LEAST_PART else word.replace(_APOSTROPHE, "")
    if not _ARABIC.match(word):
        return word
    rest = word
    while rest not in _NEVER_CUT:
        if rest.startswith(_ARTICLE) and len(rest) >= 2 + _LEAST_NOUN:
            rest = rest[2:]
        elif rest[0] in _PROCLITICS and (len(rest) > _LEAST_REST or rest[1:] in _SHORT_WORDS):
            rest = rest[1:]
        else:
            break
    return rest

# SPDX-License-Identifier: Apache-2.0
"""Key terms of our own, for a page that names none: words and short phrases that its text has more of than texts do.

A term is one to three words next to each other in one clause, none of them at its edge a word of grammar. It is weighed
by how often it stands in the text against how often it stands in the background (`data/intake/background`, counted over
our own training texts), more where it stands in the headline. Of Arabic, conjunctions, prepositions and the article
written onto a word are taken off before counting. The same text gives the same terms, in the same order.

They are ours and are said to be: they never stand among the page's own keywords, and nothing is decided on them.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from nadhir.language.normalise import fold, normalise

__all__ = ["Background", "bare_word", "key_terms", "words_of"]

_MOST_TERMS: Final = 8
_FEW_TERMS: Final = 3
_LONGEST: Final = 3  # words of a phrase
_SEARCHED_CHARS: Final = 60_000  # as far as linking looks; a page's subject stands in it
_LEAST_LETTERS: Final = 3
_IN_TITLE: Final = 1.6  # [D]
_PHRASE: Final = 1.35  # [D] a phrase that recurs says more than its words
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’\u200c-][^\W\d_]+)*")
_CLAUSE: Final = re.compile(r"[.!?;:,\"()\[\]\n|«»/]+|\s-\s")
_ARABIC: Final = re.compile("[\u0620-\u064a]")
_CONJUNCTION: Final = re.compile(r"\A[وف](?=\w{3})")
_ARTICLE: Final = re.compile(r"\A(?:[بك]?ال|لل)(?=\w{3})")
_PREPOSITION: Final = re.compile(r"\A[بلك](?=\w{4})")


@dataclass(frozen=True, slots=True)
class Background:
    """How often words stand in ordinary texts of one language: counts of bare words, their sum, and grammar's words."""

    counts: Mapping[str, int]
    total: int
    stop_words: frozenset[str]


def bare_word(word: str, *, known: Mapping[str, int]) -> str:
    """Return a folded word as it is counted: Arabic without what is written onto it, where that leaves a word.

    A preposition is taken off only where what remains is known, since as many words begin with its letter.

    >>> bare_word("والمدرسه", known={}), bare_word("بيت", known={}), bare_word("بمدرسه", known={"مدرسه": 3})
    ('مدرسه', 'بيت', 'مدرسه')
    """
    if not _ARABIC.match(word):
        return word
    bare = word
    joined = _CONJUNCTION.sub("", word)
    if joined != word and (_ARTICLE.match(joined) or _is_commoner(joined, than=word, known=known)):
        bare = joined
    without = _ARTICLE.sub("", bare)
    if without != bare:
        return without
    short = _PREPOSITION.sub("", bare)
    return short if short != bare and short in known and bare not in known else bare


def words_of(text: str) -> list[str]:
    """Return the folded words of a text, as they are counted before anything is taken off them."""
    return _WORD.findall(fold(text))


def _is_commoner(joined: str, *, than: str, known: Mapping[str, int]) -> bool:
    """Tell whether a word is rather the known one with "and" before it ("وقال") than one of its own ("وادي")."""
    return len(joined) > _LEAST_LETTERS and known.get(joined, 0) > known.get(than, 0)


@dataclass(frozen=True, slots=True)
class _Token:
    """A word of the text: how it is counted, as it stands, and as it stands without what is written onto it."""

    bare: str
    raw: str
    alone: str
    is_joined: bool  # an "and" is written onto it: what stands before it is another thing


def key_terms(*, title: str, body: str, background: Background | None) -> tuple[str, ...]:
    """Return the terms, best first, as they first stand in the text; none where the language has no background."""
    if background is None:
        return ()
    counts: Counter[tuple[str, ...]] = Counter()
    shown: dict[tuple[str, ...], str] = {}
    for clause in _clauses(f"{title}\n{body[:_SEARCHED_CHARS]}", background=background):
        for term, raw in _terms(clause, background=background):
            counts[term] += 1
            shown.setdefault(term, raw)
    head = {
        term for clause in _clauses(title, background=background) for term, _ in _terms(clause, background=background)
    }
    # What stands in a text but once is its subject only where the text is short and its headline says so.
    recurring = {term for term, count in counts.items() if count > 1}
    scores = {
        term: _weight(term, count=counts[term], background=background) * (_IN_TITLE if term in head else 1.0)
        for term in (recurring if len(recurring) >= _FEW_TERMS else recurring | head)
    }
    chosen: list[tuple[str, ...]] = []
    for term in sorted(scores, key=lambda each: (-scores[each], each)):
        if len(chosen) == _MOST_TERMS:
            break
        if not any(_overlaps(term, other) for other in chosen):
            chosen.append(term)
    return tuple(shown[term] for term in chosen)


def _clauses(text: str, *, background: Background) -> Iterator[list[_Token]]:
    folded = normalise(text)
    start = 0
    for match in (*_CLAUSE.finditer(folded.text), None):
        end = len(folded.text) if match is None else match.start()
        tokens = []
        for word in _WORD.finditer(folded.text, start, end):
            raw_start, raw_end = folded.raw_span(*word.span())
            bare = bare_word(word.group(), known=background.counts)
            raw = folded.raw[raw_start:raw_end]
            is_joined = word.group()[0] in "وف" and not bare.startswith(word.group()[0])
            alone = _unjoined(raw, word.group(), bare=bare)
            tokens.append(_Token(bare=bare, raw=raw, alone=alone, is_joined=is_joined))
        yield tokens
        start = end if match is None else match.end()


def _unjoined(raw: str, folded: str, *, bare: str) -> str:
    """Return a word as it is shown: without a conjunction or preposition before it, with its article."""
    if bare == folded or not _ARABIC.match(folded):
        return raw
    lead = folded[: len(folded) - len(bare)]
    if lead.endswith("ال"):
        return raw[len(lead) - 2 :] if len(raw) == len(folded) else raw
    if lead.endswith("لل"):
        return f"ال{raw[len(lead) :]}" if len(raw) == len(folded) else raw
    return raw[len(lead) :] if len(raw) == len(folded) else raw


def _terms(clause: list[_Token], *, background: Background) -> Iterator[tuple[tuple[str, ...], str]]:
    for at in range(len(clause)):
        for size in range(1, min(_LONGEST, len(clause) - at) + 1):
            piece = clause[at : at + size]
            if any(token.is_joined for token in piece[1:]):
                break
            if _may_stand(piece[0], background=background) and _may_stand(piece[-1], background=background):
                yield (
                    tuple(token.bare for token in piece),
                    " ".join((piece[0].alone, *(token.raw for token in piece[1:]))),
                )


def _may_stand(token: _Token, *, background: Background) -> bool:
    folded = fold(token.raw)
    is_grammar = token.bare in background.stop_words or folded in background.stop_words
    return len(token.bare) >= _LEAST_LETTERS and not is_grammar


def _weight(term: tuple[str, ...], *, count: int, background: Background) -> float:
    """Return how far a term stands out: its count by the surprise of its words, recurring phrases above words."""
    surprise = sum(math.log((background.total + 1) / (background.counts.get(word, 0) + 1)) for word in term)
    mean = surprise / len(term)
    return count * mean * (_PHRASE ** (len(term) - 1) if count > 1 else 1.0)


def _overlaps(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether one term is part of another, or shares its words."""
    return bool(set(one) & set(other))

# SPDX-License-Identifier: Apache-2.0
"""What a reader types into the search, taken apart.

Promise: every text is either understood or refused in words that say what is wrong with it and what to do; nothing in
it is dropped in silence. The language is small:

    bomb market            both words              "car bomb"        these words, one behind the other
    bomb OR mine           one of them             expl*             words that begin so
    -drill                 without it              -"car bomb"       without the phrase
    lang:ar  kind:tip  source:src-1  label:threat  after:2024-01-03  before:2024-02-01

OR binds more closely than the blank between words. A filter given twice wants one of the two; `-` before it wants none.
The names of filters may be Arabic: `لغة نوع مصدر سمة بعد قبل`. Punctuation around words says nothing; a word that
punctuation parts (al-Qaeda, t.me) is a phrase. It reads no database: whether a source exists is seen later.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from nadhir.language.normalise import fold
from nadhir.language.search_words import SearchText
from nadhir.store.search_index import Asked, Term, TermKind
from nadhir.terms.errors import ErrorValue, TheirsError
from nadhir.terms.ids import SourceId
from nadhir.terms.report import ReportKind
from nadhir.terms.screening import Label
from nadhir.terms.text import Language

LONGEST_QUERY: Final = 500  # code points: a paragraph that was pasted is no query
MOST_TERMS: Final = 32  # words, phrases and filters
LEAST_PREFIX: Final = 2  # letters: one letter is the beginning of everything

_QUOTES: Final = str.maketrans(dict.fromkeys("«»“”„‟″〝〞", '"'))
_MINUS: Final = re.compile("^[\u2212\u2010\u2011](?=.)")
_OR: Final = frozenset({"OR", "|"})
_FILTER: Final = re.compile(r"(?P<name>[^\W\d_]+):(?P<value>(?!//).+)", re.DOTALL)
_LATIN_NAME: Final = re.compile("[a-z]+")
_LANGUAGE: Final = re.compile(r"[a-z]{2,8}(-[a-z0-9]{1,8})*")
_DAY: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LONGEST_SOURCE: Final = 64
_FIRST_YEAR, _LAST_YEAR = 1900, 2999  # beyond them no time zone counts; no report was held there


class Filter(StrEnum):
    """What results can be narrowed by, as it is typed."""

    LANG = "lang"
    KIND = "kind"
    SOURCE = "source"
    LABEL = "label"
    AFTER = "after"
    BEFORE = "before"


_NAMES: Final = MappingProxyType(
    {
        fold(name): each
        for name, each in {
            **{each.value: each for each in Filter},
            "لغة": Filter.LANG,
            "نوع": Filter.KIND,
            "مصدر": Filter.SOURCE,
            "سمة": Filter.LABEL,
            "بعد": Filter.AFTER,
            "قبل": Filter.BEFORE,
        }.items()
    }
)


class BadQueryError(TheirsError):
    """The query was not understood; nothing was searched."""

    def __init__(self, what: str, *, remedy: str, **values: ErrorValue) -> None:
        super().__init__(what, where="query", remedy=remedy, values=values)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a result must be, or must not be; an empty set asks for nothing. Days are the organisation's own."""

    languages: frozenset[Language] = frozenset()
    not_languages: frozenset[Language] = frozenset()
    kinds: frozenset[ReportKind] = frozenset()
    not_kinds: frozenset[ReportKind] = frozenset()
    sources: frozenset[SourceId] = frozenset()
    not_sources: frozenset[SourceId] = frozenset()
    labels: frozenset[Label] = frozenset()
    not_labels: frozenset[Label] = frozenset()
    from_day: date | None = None  # held on it or later
    before_day: date | None = None  # held earlier


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A query, understood."""

    asked: Asked
    narrowed: Narrowed


@dataclass(frozen=True, slots=True)
class _Piece:
    """One piece of the query as it was typed, its sign and its quotes taken off."""

    text: str
    is_without: bool
    is_quoted: bool
    said: str  # as typed


def parse_query(text: str) -> SearchQuery:
    """Return what the text asks for.

    Raises:
        BadQueryError: it asks for nothing, or for something that there is not.
    """
    if len(text) > LONGEST_QUERY:
        raise BadQueryError(
            "the query is longer than %(most)s letters",
            remedy="give the few words that matter",
            most=LONGEST_QUERY,
        )
    pieces = list(_pieces(text))
    if not pieces:
        raise BadQueryError("nothing was asked", remedy="give a word, a phrase in quotation marks, or a filter")
    if len(pieces) > MOST_TERMS:
        raise BadQueryError(
            "the query has more than %(most)s parts", remedy="give the few words that matter", most=MOST_TERMS
        )
    read = [_read(piece) for piece in pieces]
    if any(each.is_or for each in read):
        _check_brackets(pieces)
    _check_alternatives(read)
    groups: list[list[Term]] = []
    without: list[Term] = []
    for before, each in zip([None, *read], read, strict=False):
        if each.term is None:
            continue
        if each.is_without:
            without.append(each.term)
        elif before is not None and before.is_or:
            groups[-1].append(each.term)
        else:
            groups.append([each.term])
    return SearchQuery(
        asked=Asked(groups=tuple(map(tuple, groups)), without=tuple(without)),
        narrowed=_narrowed([each for each in read if each.filter is not None]),
    )


@dataclass(frozen=True, slots=True)
class _Read:
    """One piece as it was understood: a term, a filter with its value, or OR."""

    is_without: bool = False
    term: Term | None = None
    filter: Filter | None = None
    value: str = ""

    @property
    def is_or(self) -> bool:
        return self.term is None and self.filter is None

    @property
    def is_alternative(self) -> bool:
        return self.term is not None and not self.is_without


def _read(piece: _Piece) -> _Read:
    if not piece.is_quoted:
        if piece.text in _OR and not piece.is_without:
            return _Read()
        found = _filter(piece)
        if found is not None:
            return found
    return _Read(is_without=piece.is_without, term=_term(piece))


def _check_alternatives(read: Sequence[_Read]) -> None:
    for at, each in enumerate(read):
        if each.is_or and not all(
            0 <= beside < len(read) and read[beside].is_alternative for beside in (at - 1, at + 1)
        ):
            raise BadQueryError(
                "OR stands between two words or phrases", remedy="write it in capitals between them, or leave it out"
            )


# ── cutting ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _pieces(text: str) -> Iterator[_Piece]:
    """Give the pieces between blanks, and those between quotation marks whole."""
    # What has no width would stand unseen in a filter's name or before its value.
    seen = "".join(letter for letter in text if unicodedata.category(letter) != "Cf" or letter == "\u200c")
    seen = seen.translate(_QUOTES)
    at = 0
    while at < len(seen):
        if seen[at].isspace():
            at += 1
            continue
        rest = _MINUS.sub("-", seen[at:])
        is_without = rest[0] == "-" and len(rest) > 1 and not rest[1].isspace()
        begins = at + is_without
        if seen[begins] == '"':
            end = _closing(seen, opened=begins)
            yield _Piece(seen[begins + 1 : end], is_without=is_without, is_quoted=True, said=seen[at : end + 1])
            at = end + 1
            continue
        end = begins
        while end < len(seen) and not seen[end].isspace() and not _is_delimiter(seen, at=end):
            end += 1
        yield _Piece(seen[begins:end], is_without=is_without, is_quoted=False, said=seen[at:end])
        at = end


def _is_delimiter(text: str, *, at: int) -> bool:
    """Tell whether a quotation mark opens or closes: inside a word (צה"ל) it is a part of it."""
    if text[at] != '"':
        return False
    return not (0 < at < len(text) - 1 and text[at - 1].isalnum() and text[at + 1].isalnum())


def _closing(text: str, *, opened: int) -> int:
    for at in range(opened + 1, len(text)):
        if _is_delimiter(text, at=at):
            return at
    raise BadQueryError("a quotation mark is opened and not closed", remedy="close it, or leave it out")


def _check_brackets(pieces: Iterable[_Piece]) -> None:
    if any(not piece.is_quoted and ("(" in piece.text or ")" in piece.text) for piece in pieces):
        raise BadQueryError(
            "brackets group nothing here",
            remedy="leave them out: OR joins the two beside it, and of what blanks part all must be there",
        )


# ── words and phrases ───────────────────────────────────────────────────────────────────────────────────────────────


def _term(piece: _Piece) -> Term:
    text = piece.text
    is_prefix = not piece.is_quoted and text.endswith("*")
    if is_prefix:
        text = text[:-1]
    if "*" in fold(text):  # folding knows the star's other shapes
        raise BadQueryError(
            "in %(part)s the star does not stand at the end of a word",
            remedy="put it behind the letters that the word begins with, outside quotation marks",
            part=piece.said,
        )
    found = SearchText(text)
    count = len(found.words)
    if not count:
        raise BadQueryError(
            "there is no word in %(part)s",
            remedy="leave it out: letters and digits are searched, signs are not",
            part=piece.said,
        )
    if is_prefix:
        if count > 1 or len(found.words[0]) < LEAST_PREFIX:
            raise BadQueryError(
                "%(part)s is no beginning of one word",
                remedy="give at least %(least)s letters before the star, and no signs between them",
                part=piece.said,
                least=LEAST_PREFIX,
            )
        return Term(TermKind.PREFIX, (found.words[0],))
    if count == 1:
        return Term(TermKind.WORD, (found.words[0],))
    return Term(TermKind.PHRASE, tuple(map(found.core_at, range(count))))


# ── filters ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _filter(piece: _Piece) -> _Read | None:
    """Return the filter and its value; None for what is none, such as ``10:30``."""
    found = _FILTER.fullmatch(piece.text)
    if found is None:
        if piece.text.endswith(":") and _named(fold(piece.text[:-1])) is not None:
            raise BadQueryError(
                "%(part)s has no value", remedy="write the value right behind the colon", part=piece.said
            )
        return None
    name = fold(found["name"])
    known = _named(name)
    if known is not None:
        # A source's identifier is what the directory says, letter for letter.
        value = found["value"] if known is Filter.SOURCE else fold(found["value"])
        return _Read(is_without=piece.is_without, filter=known, value=value)
    if _LATIN_NAME.fullmatch(name):
        raise BadQueryError(
            "there is no filter %(name)s",
            remedy="there are: %(known)s; to search it as words, put it in quotation marks",
            name=name,
            known=tuple(each.value for each in Filter),
        )
    return None


def _named(name: str) -> Filter | None:
    return _NAMES.get(name)


def _narrowed(filters: Iterable[_Read]) -> Narrowed:
    wanted: dict[tuple[Filter | None, bool], list[str]] = {}
    for each in filters:
        wanted.setdefault((each.filter, each.is_without), []).append(each.value)

    def these(name: Filter, *, without: bool = False) -> list[str]:
        return wanted.get((name, without), [])

    def day(name: Filter) -> date | None:
        return _one_day(name, days=these(name), opposite=these(name, without=True))

    return Narrowed(
        languages=frozenset(map(_language, these(Filter.LANG))),
        not_languages=frozenset(map(_language, these(Filter.LANG, without=True))),
        kinds=frozenset(map(_kind, these(Filter.KIND))),
        not_kinds=frozenset(map(_kind, these(Filter.KIND, without=True))),
        sources=frozenset(map(_source, these(Filter.SOURCE))),
        not_sources=frozenset(map(_source, these(Filter.SOURCE, without=True))),
        labels=frozenset(map(_label, these(Filter.LABEL))),
        not_labels=frozenset(map(_label, these(Filter.LABEL, without=True))),
        from_day=day(Filter.AFTER),
        before_day=day(Filter.BEFORE),
    )


def _language(value: str) -> Language:
    if not _LANGUAGE.fullmatch(value):
        raise BadQueryError("%(value)s is no language", remedy="give its tag, such as ar, en or fa", value=value)
    return Language(value)


def _kind(value: str) -> ReportKind:
    _check_known(value, known=ReportKind)
    return ReportKind(value)


def _label(value: str) -> Label:
    _check_known(value, known=Label)
    return Label(value)


def _check_known(value: str, *, known: type[StrEnum]) -> None:
    if value not in {each.value for each in known}:
        raise BadQueryError(
            "there is no %(value)s to narrow by",
            remedy="there are: %(known)s",
            value=value,
            known=tuple(each.value for each in known),
        )


def _source(value: str) -> SourceId:
    if len(value) > _LONGEST_SOURCE or "\0" in value:
        raise BadQueryError(
            "%(value)s is no source", remedy="give its identifier, as the directory has it", value=value
        )
    return SourceId(value)


def _one_day(name: Filter, *, days: list[str], opposite: list[str]) -> date | None:
    if opposite or len(days) > 1:
        raise BadQueryError(
            "%(name)s stands there twice, or with a minus",
            remedy="give one day after which, and one before which",
            name=name.value,
        )
    if not days:
        return None
    (value,) = days
    day = _day(value)
    if day is None:
        raise BadQueryError("%(value)s is no day", remedy="write year, month and day: 2024-01-03", value=value)
    return day


def _day(value: str) -> date | None:
    if not _DAY.fullmatch(value):
        return None
    try:
        found = date.fromisoformat(value)
    except ValueError:
        return None
    return found if _FIRST_YEAR <= found.year <= _LAST_YEAR else None

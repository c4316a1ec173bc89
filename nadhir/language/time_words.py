# SPDX-License-Identifier: Apache-2.0
"""The words of dates and times of each language, and text cut into them.

A lexicon is data (one `times.toml` a language). A text, folded by `normalise`, becomes a row of items: numbers, whole
numeric dates and clock times, known phrases with their tags, and words that say nothing about time. Grammar and
arithmetic are `times`' business.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from nadhir.language.calendars import FeastRule
from nadhir.language.normalise import Normalised

__all__ = ["Item", "TimeData", "TimeLexicon", "TimeTerm", "Vocabulary", "read_items", "split_words", "vocabulary"]

#: Tags of which inflected or prefixed forms are taken for the word: prepositions are not among them.
INFLECTED = frozenset(
    "weekday month hijri jalali unit dual number ordinal day part part_today part_yesterday holiday dayword yearword "
    "monthword end begin mid weekday_part next last season".split()
)

_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_NUMERIC = re.compile(
    r"(?P<ymd>(?<![\d.,/-])(?:1[34]|19|20)\d\d\s?([-/.])\s?\d{1,2}\s?\2\s?\d{1,2}(?![\d/-]|\.\d))"
    r"|(?P<dmy>(?<![\d.,/-])\d{1,2}\s?([-/.])\s?\d{1,2}\s?\4\s?(?:(?:1[34]|19|20)\d\d|\d\d)(?![\d/-]|\.\d))"
    r"|(?P<clock>(?<![\d:])(?:[01]?\d|2[0-4])\s?[:h]\s?[0-5]\d(?!\d|:\d\d:)(?::[0-5]\d)?)"
    r"|(?P<dm>(?<![\d.,/-])\d{1,2}\s?/\s?\d{1,2}(?![\d/%-]))"
)
_PHRASE_GAP = re.compile(r"[ '.\-]{0,2}\Z")
_JOIN = re.compile(r"[ \t'\"\-/,()]{0,4}\Z")
_JOIN_WITH_STOP = re.compile(r"\.[ \t,]{0,2}\Z")
_LONGEST_ABBREVIATION = 4
_LEAST_STEM = 2


@dataclass(frozen=True, slots=True)
class TimeTerm:
    """One phrase, as folded words, and what it says: a tag and the tag's value."""

    words: tuple[str, ...]
    tag: str
    value: str


@dataclass(frozen=True, slots=True, eq=False)
class TimeLexicon:
    """The time words of one language.

    ``needs_capital`` holds phrases that are time words only with a capital (``May``), ``needs_company`` those that are
    not read alone. ``past`` and ``future`` are cue words; an asterisk stands for any further letters.
    """

    language: str
    terms: tuple[TimeTerm, ...]
    prefixes: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    needs_capital: frozenset[str] = frozenset()
    needs_company: frozenset[str] = frozenset()
    past: tuple[str, ...] = ()
    future: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class TimeData:
    """Every lexicon by language, and when each named feast falls: a rule, or the names of feasts it may mean."""

    lexicons: Mapping[str, TimeLexicon]
    feasts: Mapping[str, FeastRule | tuple[str, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Lexicons compiled for reading: phrases by first word, longest first, and the cues of past and future."""

    languages: tuple[str, ...]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Mapping[str, str]], ...]]
    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]
    needs_capital: frozenset[str]
    needs_company: frozenset[str]
    tags: frozenset[str]
    cues: re.Pattern[str] | None


@dataclass(slots=True)
class Item:
    """One piece of a folded text: where it stands, what it may say, and how it hangs on the next piece.

    ``gap`` is the text up to the next item; ``is_joined`` tells whether the next may belong to the same expression.
    """

    start: int
    end: int
    tags: Mapping[str, str]
    number: int | None = None
    token_start: int = -1
    is_careful: bool = False
    has_and: bool = False
    gap: str = ""
    is_joined: bool = False
    numbers: tuple[int, ...] = field(default=())


_YEAR_DIGITS = 4
_FIGURE: Mapping[str, str] = {"figure": ""}
_NOTHING: Mapping[str, str] = {}


def split_words(folded: str) -> tuple[str, ...]:
    """Return the words and numbers of folded text, as they are looked up."""
    return tuple(_TOKEN.findall(folded))


@lru_cache(maxsize=32)
def vocabulary(data: TimeData, *, languages: tuple[str, ...]) -> Vocabulary:
    """Return the lexicons of these languages compiled together; languages without one add nothing."""
    lexicons = [data.lexicons[language] for language in languages if language in data.lexicons]
    merged: dict[tuple[str, ...], dict[str, str]] = {}
    for lexicon in lexicons:
        for term in lexicon.terms:
            merged.setdefault(term.words, {}).setdefault(term.tag, term.value)
    phrases: dict[str, list[tuple[tuple[str, ...], Mapping[str, str]]]] = {}
    for words in sorted(merged, key=len, reverse=True):
        phrases.setdefault(words[0], []).append((words, merged[words]))
    past = [cue for lexicon in lexicons for cue in lexicon.past]
    future = [cue for lexicon in lexicons for cue in lexicon.future]
    return Vocabulary(
        languages=languages,
        phrases={first: tuple(found) for first, found in phrases.items()},
        prefixes=tuple(sorted({p for lexicon in lexicons for p in lexicon.prefixes}, key=len, reverse=True)),
        suffixes=tuple(sorted({s for lexicon in lexicons for s in lexicon.suffixes}, key=len, reverse=True)),
        needs_capital=frozenset().union(*(lexicon.needs_capital for lexicon in lexicons)),
        needs_company=frozenset().union(*(lexicon.needs_company for lexicon in lexicons)),
        tags=frozenset(term.tag for lexicon in lexicons for term in lexicon.terms),
        cues=_cue_pattern(past=past, future=future),
    )


def _cue_pattern(*, past: list[str], future: list[str]) -> re.Pattern[str] | None:
    def alternation(cues: list[str]) -> str:
        return "|".join(re.escape(cue).replace(r"\*", r"\w+") for cue in sorted(set(cues), key=len, reverse=True))

    groups = [f"(?P<{name}>{alternation(cues)})" for name, cues in (("future", future), ("past", past)) if cues]
    # Arabic joins "and" to the verb.
    return re.compile(rf"(?<!\w)[وف]?(?:{'|'.join(groups)})(?!\w)") if groups else None


@lru_cache(maxsize=65536)
def stems_of(token: str, *, words: Vocabulary) -> tuple[tuple[str, int, bool], ...]:
    """Return the known stems of an inflected word: the stem, where its span begins, whether a prefix was taken off.

    Words recur, and most have no such stem: the answer is kept.
    """
    found: list[tuple[str, int, bool]] = []
    for prefix in words.prefixes:
        stem = token[len(prefix) :]
        if stem in words.phrases and token.startswith(prefix) and len(stem) >= _LEAST_STEM:
            # The article is part of the name of the time, a conjunction or preposition is not.
            found.append((stem, len(prefix) - 2 if prefix.endswith("ال") else len(prefix), True))
    for suffix in words.suffixes:
        stem = token[: -len(suffix)]
        if stem in words.phrases and token.endswith(suffix) and len(stem) >= _LEAST_STEM:
            found.append((stem, 0, False))
    return tuple(found)


class _Reader:
    """Reads one folded text into items, left to right, the longest phrase first."""

    def __init__(self, normalised: Normalised, *, words: Vocabulary) -> None:
        self.normalised = normalised
        self.text = normalised.text
        self.words = words
        self.tokens = [(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(self.text)]
        self.items: list[Item] = []

    def read(self) -> list[Item]:
        at = 0
        while at < len(self.tokens):
            at = self._read_one(at)
        for item, following in pairwise(self.items):
            item.gap = self.text[item.end : following.token_start if following.token_start >= 0 else following.start]
            item.is_joined = _joins(item.gap, item=item)
        return self.items

    def _read_one(self, at: int) -> int:
        start, _end, token = self.tokens[at]
        found = self._phrase(at, first=token) if token in self.words.phrases else None
        if found is not None:
            return self._add_phrase(at, found=found, start=start)
        if token.isdecimal():
            return self._read_figure(at)
        return self._read_inflected(at)

    def _read_figure(self, at: int) -> int:
        """Read a numeric date, a clock time or a number."""
        start, end, token = self.tokens[at]
        match = _NUMERIC.match(self.text, start)
        if match is not None:
            self._add_numeric(match)
            while at < len(self.tokens) and self.tokens[at][0] < match.end():
                at += 1
            return at
        # Longer figures are no part of a date; a tag keeps them apart from plain words.
        number = int(token) if len(token) <= _YEAR_DIGITS else None
        self.items.append(Item(start, end, _NOTHING if number is not None else _FIGURE, number=number))
        return at + 1

    def _add_numeric(self, match: re.Match[str]) -> None:
        kind = match.lastgroup or ""
        numbers = tuple(map(int, re.findall(r"\d+", match.group())))
        self.items.append(Item(match.start(), match.end(), {kind: match.group()}, numbers=numbers))

    def _phrase(self, at: int, *, first: str) -> tuple[int, Mapping[str, str]] | None:
        """Return how many tokens the longest phrase from here takes, and its tags."""
        known = self.words.phrases.get(first)
        if known is None:
            return None
        for words, tags in known:
            size = len(words)
            if size == 1:
                if "not_a_time" not in tags:
                    return 1, tags
                continue
            stretch = self.tokens[at : at + size]
            if len(stretch) < size or stretch[1][2] != words[1]:  # most end here
                continue
            if any(t[2] != w for t, w in zip(stretch[1:], words[1:], strict=True)):
                continue
            if any(not _PHRASE_GAP.match(self.text[a[1] : b[0]]) for a, b in pairwise(stretch)):
                continue
            if "not_a_time" in tags and self._is_modified(at + size):
                continue
            return size, tags
        return None

    def _is_modified(self, at: int) -> bool:
        """True where a word for next or last follows, which makes a time of what otherwise is none."""
        if at >= len(self.tokens):
            return False
        return any("next" in tags or "last" in tags for _, tags in self.words.phrases.get(self.tokens[at][2], ()))

    def _add_phrase(
        self,
        at: int,
        *,
        found: tuple[int, Mapping[str, str]],
        start: int,
        end: int | None = None,
        has_and: bool = False,
    ) -> int:
        size, tags = found
        stop = self.tokens[at + size - 1][1] if end is None else end
        written = self.text[start:stop]
        if written in self.words.needs_capital and not self._is_capital(start):
            tags = {tag: value for tag, value in tags.items() if tag in {"number", "ordinal"}}
        is_careful = written in self.words.needs_company
        value = tags.get("number")
        number = int(value) if value is not None else None
        token_start = self.tokens[at][0]
        self.items.append(
            Item(start, stop, tags, number=number, token_start=token_start, is_careful=is_careful, has_and=has_and)
        )
        return at + size

    def _is_capital(self, start: int) -> bool:
        raw_start, _ = self.normalised.raw_span(start, start + 1)
        return self.normalised.raw[raw_start].isupper()

    def _read_inflected(self, at: int) -> int:
        start, end, token = self.tokens[at]
        for stem, cut, is_prefixed in stems_of(token, words=self.words):
            found = self._phrase(at, first=stem)
            if found is None or INFLECTED.isdisjoint(found[1]):
                continue
            if is_prefixed:
                return self._add_phrase(at, found=found, start=start + cut, has_and=token[0] == "و")
            if found[0] == 1:
                return self._add_phrase(at, found=found, start=start, end=end)
        if token == "و":  # noqa: S105 - a conjunction, no secret
            self.items.append(Item(start, end, {"and": token}))
        elif self._is_case_ending(start):
            self.items.append(Item(start, end, {"case_ending": token}))
        else:
            self._add_plain(start, end)
        return at + 1

    def _add_plain(self, start: int, end: int) -> None:
        """Add words that say nothing about time; a run of them is one item."""
        last = self.items[-1] if self.items else None
        if last is not None and not last.tags and last.number is None and not last.numbers:
            last.end = end
        else:
            self.items.append(Item(start, end, _NOTHING))

    def _is_case_ending(self, start: int) -> bool:
        # Turkish parts the endings of numbers and names with an apostrophe.
        return bool(self.words.suffixes) and start > 0 and self.text[start - 1] == "'"


def _joins(gap: str, *, item: Item) -> bool:
    if _JOIN.match(gap):
        return True
    is_short = item.number is not None or item.end - item.start <= _LONGEST_ABBREVIATION
    return is_short and bool(item.tags or item.number is not None) and _JOIN_WITH_STOP.match(gap) is not None


def read_items(normalised: Normalised, *, words: Vocabulary) -> list[Item]:
    """Return the folded text as items, in order."""
    return _Reader(normalised, words=words).read()

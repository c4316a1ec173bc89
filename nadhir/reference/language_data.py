# SPDX-License-Identifier: Apache-2.0
"""Loads the packaged data of the room `language`: one folder a language, TOML that a linguist can edit.

`words.toml` tells a language and its dialects (see `language.detect`), `times.toml` its dates and times (see
`language.times`), `estimative.toml` its words of likelihood and confidence (see `language.estimative`). Files are read
once a process. What is wrong in a file is said with its name: these files are ours, so it is our error.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from nadhir.language.calendars import Calendar, FeastRule
from nadhir.language.detect import PART_LENGTHS, DialectProfile, LanguageProfile
from nadhir.language.estimative import EstimativeLexicon, Phrase, Scale, Sense
from nadhir.language.normalise import fold
from nadhir.language.time_words import TimeData, TimeLexicon, TimeTerm, split_words
from nadhir.language.tokens import words
from nadhir.terms.assessment import LikelihoodTerm

__all__ = ["estimative_lexicons", "language_profiles", "time_data"]

_FOLDER = "data/language"


def _tables(name: str) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Yield the folder's name and the parsed table of every language that has a file of this name, sorted."""
    root = files("nadhir.reference").joinpath(_FOLDER)
    for folder in sorted(root.iterdir(), key=lambda entry: entry.name):
        if folder.is_dir() and (file := folder.joinpath(name)).is_file():
            yield folder.name, tomllib.loads(file.read_text(encoding="utf-8"))


def _words(table: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = table.get(key, "")
    return tuple(value.split()) if isinstance(value, str) else ()


def _parts(table: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(part for raw in _words(table, "parts") if len(part := fold(raw).strip("-'")) in PART_LENGTHS)
    )


def _profile(table: Mapping[str, object]) -> LanguageProfile:
    dialects = table.get("dialects", {})
    return LanguageProfile(
        language=str(table["language"]),
        script=str(table["script"]),
        is_known=table["known"] is True,
        words=frozenset(map(fold, _words(table, "words"))),
        letters=frozenset(str(table.get("letters", ""))),
        other_letters=frozenset(str(table.get("also", ""))),
        parts=_parts(table),
        dialects=tuple(
            DialectProfile(language=tag, words=frozenset(map(fold, _words(entry, "words"))))
            for tag, entry in dialects.items()
        )
        if isinstance(dialects, dict)
        else (),
    )


@lru_cache(maxsize=1)
def language_profiles() -> tuple[LanguageProfile, ...]:
    """Return what tells every language apart, for `language.detect`."""
    return tuple(_profile(table) for _, table in _tables("words.toml"))


_DATE_TABLES = ("weekday", "month", "hijri", "jalali", "unit", "dual", "number", "ordinal", "day", "day_either", "part")
_WORD_TABLES = (
    "part_today",
    "part_yesterday",
    "part_over_night",
    "weekday_part",
    "holiday",
    "season",
    "vague",
    "not_a_time",
)


def _phrases(text: object) -> Iterator[str]:
    if isinstance(text, str):
        for phrase in text.split("|"):
            if folded := fold(phrase).strip():
                yield folded


def _entries(table: Mapping[str, object], key: str) -> Iterator[tuple[str, object]]:
    section = table.get(key, {})
    if isinstance(section, dict):
        yield from section.items()


def _lexicon(table: Mapping[str, object]) -> TimeLexicon:
    terms = [
        TimeTerm(words=split_words(phrase), tag=key, value=value)
        for key in (*_DATE_TABLES, *_WORD_TABLES)
        for value, text in _entries(table, key)
        for phrase in _phrases(text)
    ]
    terms += [
        TimeTerm(words=split_words(phrase), tag=tag, value=phrase)
        for tag, text in _entries(table, "word")
        for phrase in _phrases(text)
    ]
    careful = dict(_entries(table, "careful"))
    leaning = dict(_entries(table, "leaning"))
    return TimeLexicon(
        language=str(table["language"]),
        terms=tuple(term for term in terms if term.words),
        prefixes=tuple(map(fold, _words(table, "prefixes"))),
        suffixes=tuple(map(fold, _words(table, "suffixes"))),
        needs_capital=frozenset(_phrases(careful.get("capital"))),
        needs_company=frozenset(_phrases(careful.get("company"))),
        past=tuple(_phrases(leaning.get("past"))),
        future=tuple(_phrases(leaning.get("future"))),
    )


def _feast_rule(table: Mapping[str, object]) -> FeastRule | tuple[str, ...]:
    either = table.get("either")
    if isinstance(either, list):
        return tuple(map(str, either))
    numbers = {key: value for key, value in table.items() if isinstance(value, int)}
    return FeastRule(calendar=Calendar(str(table["calendar"])), **numbers)


@lru_cache(maxsize=1)
def time_data() -> TimeData:
    """Return the time words of every language and the rules of the feasts, for `language.times`."""
    feasts = tomllib.loads(
        files("nadhir.reference").joinpath(_FOLDER).joinpath("holidays.toml").read_text(encoding="utf-8")
    )
    return TimeData(
        lexicons={name: _lexicon(table) for name, table in _tables("times.toml")},
        feasts={name: _feast_rule(rule) for name, rule in feasts.items()},
    )


def _in_words(phrase: str) -> tuple[str, ...]:
    return tuple(phrase[start:end] for start, end in words(phrase))


def _estimative(table: Mapping[str, object]) -> EstimativeLexicon:
    measured: dict[tuple[str, ...], Phrase] = {}
    for scale in Scale:
        for term, text in _entries(table, scale):
            for phrase in map(_in_words, _phrases(text)):
                known = measured.get(phrase, Phrase(phrase, Sense.LIKELIHOOD, LikelihoodTerm(term)))
                measured[phrase] = replace(known, scales=known.scales | {scale})
    others = (
        Phrase(phrase, Sense(sense))
        for sense, text in _entries(table, "sense")
        for phrase in map(_in_words, _phrases(text))
        if phrase not in measured
    )
    before_verb = dict(_entries(table, "before_verb"))
    return EstimativeLexicon(
        language=str(table["language"]),
        phrases=(*measured.values(), *others),
        negations=frozenset(_phrases(table.get("negations"))),
        between=frozenset(_phrases(table.get("between"))),
        prefixes=tuple(map(fold, _words(table, "prefixes"))),
        suffixes=tuple(map(fold, _words(table, "suffixes"))),
        chances=frozenset(_phrases(table.get("chances"))),
        per_cent=tuple(_phrases(table.get("per_cent"))),
        lower=frozenset(_phrases(table.get("lower"))),
        before_verb=frozenset(_phrases(before_verb.get("words"))),
        verb_begins=tuple(map(fold, _words(before_verb, "begins"))),
        other_verbs=frozenset(_phrases(before_verb.get("others"))),
    )


@lru_cache(maxsize=1)
def estimative_lexicons() -> Mapping[str, EstimativeLexicon]:
    """Return the words of likelihood and confidence by language, for `language.estimative`."""
    return MappingProxyType({name: _estimative(table) for name, table in _tables("estimative.toml")})

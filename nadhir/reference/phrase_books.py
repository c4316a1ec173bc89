# SPDX-License-Identifier: Apache-2.0
"""Load the phrase books that ship with Nadhir, and the proper names that texts say.

One TOML file a language in `data/phrases/`; adding a language is adding a file. A file that lacks a phrase, or has one
that nothing reads, fails at load with the file's name and the phrase's.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Final

from nadhir.language.normalise import fold
from nadhir.reference.language_data import estimative_lexicons, time_data
from nadhir.reference.names import ReferenceNames
from nadhir.tearline import Clock, PhraseBook, PhraseBooks, Voice
from nadhir.terms.assessment import Confidence, LikelihoodTerm
from nadhir.terms.errors import OursError
from nadhir.terms.screening import Means
from nadhir.terms.text import Language

FOLDER: Final = resources.files("nadhir.reference") / "data" / "phrases"
SHARED: Final = (
    "targets.toml",
    "sites.toml",
    "actors.toml",
    "clock.toml",
)  # words that are the same question in every language
_PLAIN: Final = (
    "title",
    "drill",
    "unknown",
    "you",
    "line",
    "separator",
    "within",
    "during",
    "day",
    "plain_day",
    "month_of",
    "until",
    "at_hour",
    "calendar",
    "likelihood",
    "confidence",
    "validity",
    "advice_heading",
    "authenticity",
    "call",
    "no_contact",
    "withheld",
    "action_clause",
    "no_retaliation",
    "uncertainty",
)
_LISTS: Final = ("months", "weekdays")
_TABLES: Final = (
    "opening",
    "labels",
    "likelihood_terms",
    "confidence_levels",
    "advice",
    "means",
    "actors",
    "targets",
    "sites",
    "collection_words",
)


class PhraseBookError(OursError):
    """A phrase book that ships with Nadhir is incomplete."""


@cache
def load() -> PhraseBooks:
    """Return every phrase book, by primary language subtag, with the names of the reference data."""
    target_words, site_words, actor_words = (_words(name) for name in SHARED[:3])
    clocks = _toml(SHARED[3])
    books = {
        entry.name.removesuffix(".toml"): _book(
            entry.name, target_words=target_words, site_words=site_words, clocks=clocks
        )
        for entry in sorted(FOLDER.iterdir(), key=lambda e: e.name)
        if entry.name.endswith(".toml") and entry.name not in SHARED
    }
    for book in books.values():
        if missing := set(actor_words) - set(book.actors):
            raise PhraseBookError(
                f"lacks {sorted(missing)}", where=f"{book.language}.toml: actors", remedy="write these phrases"
            )
    return PhraseBooks(
        books=MappingProxyType(books),
        names=ReferenceNames(),
        times=time_data(),
        actor_words=actor_words,
        estimative=estimative_lexicons(),
    )


def _words(name: str) -> dict[str, tuple[str, ...]]:
    return {key: tuple(fold(w) for w in _strings(words, where=f"{name}: {key}")) for key, words in _toml(name).items()}


def _toml(name: str) -> dict[str, object]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def _book(
    name: str,
    *,
    target_words: Mapping[str, tuple[str, ...]],
    site_words: Mapping[str, tuple[str, ...]],
    clocks: Mapping[str, object],
) -> PhraseBook:
    data = _toml(name)
    language = name.removesuffix(".toml")
    _check_keys(name, given=set(data), wanted={*_PLAIN, *_LISTS, *_TABLES})
    plain = {key: _string(data[key], where=f"{name}: {key}") for key in _PLAIN}
    table = {key: _mapping(data[key], where=f"{name}: {key}") for key in _TABLES}
    for key in ("opening", "advice"):
        _check_keys(f"{name}: {key}", given=set(table[key]), wanted=set(Voice))
    _check_keys(f"{name}: sites", given=set(table["sites"]), wanted=set(site_words))
    _check_keys(f"{name}: targets", given=set(table["targets"]), wanted=set(target_words))
    return PhraseBook(
        language=Language(language),
        **plain,
        months=_strings(data["months"], where=f"{name}: months"),
        weekdays=_strings(data["weekdays"], where=f"{name}: weekdays"),
        opening={Voice(k): _string(v, where=name) for k, v in table["opening"].items()},
        labels={k: _string(v, where=name) for k, v in table["labels"].items()},
        targets={k: _string(v, where=name) for k, v in table["targets"].items()},
        target_words=target_words,
        sites={k: _string(v, where=name) for k, v in table["sites"].items()},
        site_words=site_words,
        actors={k: _string(v, where=name) for k, v in table["actors"].items()},
        means={Means(k): _string(v, where=name) for k, v in table["means"].items()},
        likelihood_terms={LikelihoodTerm(k): _string(v, where=name) for k, v in table["likelihood_terms"].items()},
        confidence_levels={Confidence(k): _string(v, where=name) for k, v in table["confidence_levels"].items()},
        advice={Voice(k): _strings(v, where=name) for k, v in table["advice"].items()},
        collection_words=frozenset(
            fold(w) for w in _strings(table["collection_words"]["words"], where=f"{name}: collection_words")
        ),
        clock=_clock(clocks.get(language), where=f"clock.toml: {language}"),
    )


def _clock(value: object, *, where: str) -> Clock:
    table = _mapping(value, where=where)
    _check_keys(where, given=set(table), wanted={"hours", "late_hours", "minutes", "patterns", "with_minutes"})

    def spelled(values: object) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(map(fold, each.split("|"))) for each in _strings(values, where=where))

    def by_minute(values: object) -> dict[int, tuple[str, ...]]:
        listed = _mapping(values, where=where).items()
        return {int(key): tuple(map(fold, _string(each, where=where).split("|"))) for key, each in listed}

    return Clock(
        hours=spelled(table["hours"]),
        late_hours=spelled(table["late_hours"]),
        minutes=by_minute(table["minutes"]),
        patterns=by_minute(table["patterns"]),
        with_minutes=tuple(map(fold, _strings(table["with_minutes"], where=where))),
    )


def _check_keys(where: str, *, given: set[str], wanted: set[str]) -> None:
    if given != wanted:
        raise PhraseBookError(
            f"lacks {sorted(wanted - given)}, and nothing reads {sorted(given - wanted)}",
            where=where,
            remedy="give every language the same phrases",
        )


def _string(value: object, *, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise PhraseBookError("is no text", where=where, remedy="write the phrase")
    return value


def _strings(value: object, *, where: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise PhraseBookError("is no list of texts", where=where, remedy='write it as ["…", "…"]')
    return tuple(_string(v, where=where) for v in value)


def _mapping(value: object, *, where: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise PhraseBookError("is no table", where=where, remedy='write it as [table] with key = "…"')
    return value

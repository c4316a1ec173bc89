# SPDX-License-Identifier: Apache-2.0
"""The phrase books that texts are composed from: one a language, handed in as data.

A phrase book is written by people who speak the language, and edited without touching code
(`nadhir/reference/data/phrases/<language>.toml`). Facts stand on labelled lines, so that no inflection can bend them
and a reader at three in the morning finds them. A book that lacks a phrase cannot be built.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Protocol

from nadhir.language.estimative import EstimativeLexicon
from nadhir.language.normalise import fold
from nadhir.language.time_words import TimeData
from nadhir.language.tokens import words
from nadhir.terms.assessment import Confidence, LikelihoodTerm
from nadhir.terms.errors import InvalidTermError
from nadhir.terms.screening import Means, PersonNorm, PlaceNorm
from nadhir.terms.text import Language, primary

PLACEHOLDER: Final = re.compile(r"\{\w+\}")


class Voice(StrEnum):
    """Whom the text speaks to, which decides its opening and its advice."""

    VICTIM = "victim"  # a person whose own life is meant
    PROTECTOR = "protector"  # whoever can protect those who are meant
    PLACE = "place"  # whoever runs the place
    PUBLIC = "public"  # everybody who might be there
    BOTH = "both"  # persons at risk and those who can protect them, by one text


class Names(Protocol):
    """Proper names in the language of the text; None where the reference data has none."""

    def place(self, norm: PlaceNorm, *, language: str) -> str | None:
        """Return the name of a place in the language."""

    def country(self, code: str, *, language: str) -> str | None:
        """Return the name of a country (ISO 3166-1 alpha-2) in the language."""

    def actor(self, norm: PersonNorm, *, language: str) -> str | None:
        """Return the name of an actor in the language."""


@dataclass(frozen=True, slots=True)
class Clock:
    """How a language says an hour in words; each entry lists spellings. Hours are the clock face's, one first."""

    hours: tuple[tuple[str, ...], ...]
    late_hours: tuple[tuple[str, ...], ...]  # thirteen first; empty where nobody says them
    minutes: Mapping[int, tuple[str, ...]]
    patterns: Mapping[int, tuple[str, ...]]  # minute → "quarter past {hour}", "quarter to {next}"
    with_minutes: tuple[str, ...]  # "{hour} {minutes}"

    def say(self, hour: int, *, minute: int) -> tuple[str, ...]:
        """Return the spellings of a time of day; none for minutes that nobody says in words.

        >>> clock = Clock((("one",), ("two",), ("three",), *(("x",),) * 9), (), {}, {45: ("quarter to {next}",)}, ())
        >>> clock.say(14, minute=45)
        ('quarter to three',)
        """
        told = [*self.hours[(hour - 1) % 12]]
        if self.late_hours and hour > len(self.hours):
            told += self.late_hours[hour - 1 - len(self.hours)]
        following = self.hours[hour % 12]
        found = [p.format(hour=h, next=n) for p in self.patterns.get(minute, ()) for h in told for n in following]
        found += [
            p.format(hour=h, minutes=m) for p in self.with_minutes for h in told for m in self.minutes.get(minute, ())
        ]
        return tuple(dict.fromkeys(found))


def _words_of(folded: Iterable[str]) -> frozenset[str]:
    return frozenset(phrase[start:end] for phrase in folded for start, end in words(phrase))


@dataclass(frozen=True, slots=True)
class PhraseBook:
    """Every phrase of one language; placeholders are named in braces."""

    language: Language
    title: str
    drill: str
    opening: Mapping[Voice, str]
    labels: Mapping[str, str]  # of the lines: who, whom, where, when, how, not_known
    unknown: str  # "not known to us, or not said here"
    you: str  # "you", of whoever is threatened and reads
    line: str  # "{label}: {value}"
    separator: str  # between values of one line
    within: str  # "{place}, {city}"
    during: str  # "{start} to {end}"
    day: str  # "{weekday}, {day} {month} {year}"
    plain_day: str  # "{day} {month} {year}"
    month_of: str  # "{month} {year}"
    until: str  # "until {end} at the latest", of a window that has begun
    at_hour: str  # "{day}, about {hour}"
    months: tuple[str, ...]  # January first
    weekdays: tuple[str, ...]  # Monday first
    targets: Mapping[str, str]  # key → phrase
    target_words: Mapping[str, tuple[str, ...]]  # key → English words that name the kind
    sites: Mapping[str, str]  # kinds of site: key → "{name} Cathedral"
    site_words: Mapping[str, tuple[str, ...]]  # key → words of any language that name the kind, folded
    actors: Mapping[str, str]  # kinds of actor: key → phrase
    means: Mapping[Means, str]
    likelihood: str  # "We judge that an attack is {term}."
    likelihood_terms: Mapping[LikelihoodTerm, str]
    confidence: str  # "Our confidence in this judgement is {level}."
    confidence_levels: Mapping[Confidence, str]
    validity: str  # "This warning stands until the end of {until} …"
    advice_heading: str
    advice: Mapping[Voice, tuple[str, ...]]
    authenticity: str  # how to check by another route that this is genuine
    call: str  # whom to call: "{contact}"
    no_contact: str
    withheld: str  # that some of what is known is not said
    action_clause: str  # for restricted markings: who may be told so that they can act
    no_retaliation: str
    uncertainty: str  # that place and time may differ
    collection_words: frozenset[str]  # words that tell of how something was learnt; none may stand in a text
    clock: Clock
    calendar: str = "gregorian"  # "jalali": days are said in both
    #: Folded, for the leak check: the sentences that stand in every warning, their words, and all words of the book.
    every_warning: tuple[str, ...] = field(init=False, default=(), repr=False)
    sentence_words: frozenset[str] = field(init=False, default=frozenset(), repr=False)
    all_words: frozenset[str] = field(init=False, default=frozenset(), repr=False)

    def sentences(self) -> tuple[str, ...]:
        """Return what the book says in every warning, whatever the case: it tells nobody anything of a source."""
        templates = (self.likelihood, self.confidence, self.validity, self.call)
        fixed = (
            *(self.title, self.drill, self.unknown, self.advice_heading, self.authenticity, self.no_contact),
            *(self.withheld, self.action_clause, self.no_retaliation, self.uncertainty),
            *self.opening.values(),
            *self.labels.values(),
            *(line for advice in self.advice.values() for line in advice),
        )
        parts = (part.strip() for template in templates for part in PLACEHOLDER.split(template))
        return (*fixed, *(part for part in parts if part))

    def __post_init__(self) -> None:
        object.__setattr__(self, "every_warning", tuple(fold(sentence) for sentence in self.sentences()))
        object.__setattr__(self, "sentence_words", _words_of(self.every_warning))
        named = (self.targets, self.sites, self.actors, self.means, self.likelihood_terms, self.confidence_levels)
        phrases = [fold(phrase) for table in named for phrase in table.values()]
        dates = [fold(name) for name in (*self.months, *self.weekdays)]
        object.__setattr__(self, "all_words", self.sentence_words | _words_of((*phrases, *dates)))
        for name, want, have in (
            ("months", 12, len(self.months)),
            ("weekdays", 7, len(self.weekdays)),
            ("means", len(Means), len(self.means)),
            ("opening", len(Voice), len(self.opening)),
            ("advice", len(Voice), len(self.advice)),
            ("likelihood_terms", len(LikelihoodTerm), len(self.likelihood_terms)),
            ("confidence_levels", len(Confidence), len(self.confidence_levels)),
        ):
            if want != have:
                raise InvalidTermError(
                    f"{name} has {have} entries where {want} are needed",
                    where=f"phrase book {self.language}",
                    remedy="add the missing phrases to its file",
                )


@dataclass(frozen=True, slots=True)
class PhraseBooks:
    """All phrase books that ship, by primary language subtag, and the proper names."""

    books: Mapping[str, PhraseBook]
    names: Names
    estimative: Mapping[str, EstimativeLexicon]  # words of likelihood and confidence, for the leak check
    #: Kinds of actor by the folded words that name them in reports of any language.
    actor_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    times: TimeData | None = None  # how languages write times, for the leak check; None: days are compared as written

    def book(self, language: Language) -> PhraseBook | None:
        """Return the book for the language, or None where it has none: the reader then gets English and Arabic."""
        return self.books.get(primary(language))

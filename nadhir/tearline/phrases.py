# SPDX-License-Identifier: Apache-2.0
"""The phrase books that texts are composed from: one a language, handed in as data.

A phrase book is written by people who speak the language, and edited without touching code
(`nadhir/reference/data/phrases/<language>.toml`). Facts stand on labelled lines, so that no inflection can bend them
and a reader at three in the morning finds them. A book that lacks a phrase cannot be built.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from nadhir.terms.assessment import Confidence, LikelihoodTerm
from nadhir.terms.errors import InvalidTermError
from nadhir.terms.screening import Means, PersonNorm, PlaceNorm
from nadhir.terms.text import Language, primary


class Voice(StrEnum):
    """Whom the text speaks to, which decides its opening and its advice."""

    VICTIM = "victim"  # a person whose own life is meant
    PROTECTOR = "protector"  # whoever can protect those who are meant
    PLACE = "place"  # whoever runs the place
    PUBLIC = "public"  # everybody who might be there


class Names(Protocol):
    """Proper names in the language of the text; None where the reference data has none."""

    def place(self, norm: PlaceNorm, *, language: str) -> str | None:
        """Return the name of a place in the language."""

    def country(self, code: str, *, language: str) -> str | None:
        """Return the name of a country (ISO 3166-1 alpha-2) in the language."""

    def actor(self, norm: PersonNorm, *, language: str) -> str | None:
        """Return the name of an actor in the language."""


@dataclass(frozen=True, slots=True)
class PhraseBook:
    """Every phrase of one language; placeholders are named in braces."""

    language: Language
    title: str
    drill: str
    opening: Mapping[Voice, str]
    labels: Mapping[str, str]  # of the lines: who, whom, where, when, how, not_known
    unknown: str  # "not known to us, or not said here"
    within: str  # "{place}, {city}"
    during: str  # "{start} to {end}"
    day: str  # "{weekday}, {day} {month} {year}"
    plain_day: str  # "{day} {month} {year}"
    month_of: str  # "{month} {year}"
    week_of: str  # "the week of {start}"
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
    validity: str  # "This warning stands until {until} …"
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
    calendar: str = "gregorian"  # "jalali": days are said in both

    def __post_init__(self) -> None:
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

    def book(self, language: Language) -> PhraseBook | None:
        """Return the book for the language, or None where it has none: the reader then gets English and Arabic."""
        return self.books.get(primary(language))

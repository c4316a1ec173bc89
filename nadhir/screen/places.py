# SPDX-License-Identifier: Apache-2.0
"""Places: an index of names in every script, and which of several places of one name a text means.

A name alone decides little: طرابلس lies in Lebanon and in Libya. The countries and cities that the same text names, the
dialect it is written in and the number of people decide, in this order; the readings that lost are kept as
`alternatives`, so that the desk can show an ambiguous place as ambiguous. Ordinary words that are also names of places
are refused unless something beside them says "place" (a preposition, "the city of", a dateline).

Source: GeoNames and our own additions, see `tools/build_gazetteer.py`.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from nadhir.language.normalise import fold
from nadhir.terms.screening import PlaceNorm, Precision

MOST_WORDS: Final = 4
#: A name that stands alone, without a preposition, is believed from this many people on. Convention, see tests/quality.
LARGE: Final = 60_000
#: From this many people on even a foreign spelling is believed; below, only a town's own name, or one announced.
VERY_LARGE: Final = 400_000
#: Texts without capitals: only an announced name of so many people.
KNOWN: Final = 15_000
SMALL: Final = 3_000
_SHORT_NAME: Final = 3
_ORIGIN: Final = frozenset("from aus von من مِن de du из от از via".split())
#: Folded words of living somewhere, within three words before a name: mostly it happens elsewhere.
_LIVES: Final = frozenset(
    """
    ساكن ساكنه ساكنين يسكن تسكن يسكنون عايش عايشه مقيم مقيمه المقيم المقيمه يقيم تقيم lives living resides resident
    habite residant wohnt lebt wohnhaft vive reside residente живет проживает проживающий yasiyor oturuyor زندگي رہتا
    """.split()
)
_LIVES_REACH: Final = 3
#: A short foreign name in Arabic letters is an ordinary word more often than a town; a metropolis is known.
_SHORT_FOREIGN: Final = 4
_METROPOLIS: Final = 1_200_000
#: Languages in which a name changes with its place in the sentence.
_INFLECTED: Final = frozenset({"ar", "ru", "fa", "tr"})
#: Countries whose towns Arabic texts name with a preposition glued on, however small.
_ARABIC_READING: Final = frozenset(
    "IQ SY LB JO PS IL EG LY TN DZ MA MR SD SS SO DJ YE SA AE QA BH KW OM IR AF PK TR ML NE TD NG".split()
)
_MOST_ALTERNATIVES: Final = 4
_DIALECT_COUNTRIES: Final = {
    "ar-arz": ("EG",), "ar-acm": ("IQ",), "ar-apc": ("LB", "SY", "JO", "PS"), "ar-ary": ("MA", "DZ"),
    "ar-afb": ("KW", "SA", "AE", "QA", "BH", "OM"), "fa": ("IR", "AF"), "tr": ("TR",), "ur": ("PK", "IN"),
    "ru": ("RU",), "de": ("DE", "AT", "CH"), "fr": ("FR", "BE"), "id": ("ID",), "so": ("SO",), "ckb": ("IQ", "IR"),
    "ku": ("TR", "SY"),
}  # fmt: skip
#: Russian case endings, and what stands in their place in the nominative.
_RU_ENDINGS: Final = (
    ("ами", ("а", "ы")), ("ого", ("ый", "ое", "ий")), ("ом", ("ый", "ое", "", "о")), ("ой", ("а", "ая")),
    ("ей", ("я", "ь")), ("ых", ("ые",)), ("ем", ("", "ь")), ("ии", ("ия",)), ("ию", ("ия",)), ("ией", ("ия",)),
    ("е", ("", "а", "ь", "о", "я")), ("у", ("", "а")), ("ы", ("а", "")), ("и", ("ь", "а", "я", "и")),
    ("а", ("", "ь")), ("я", ("ь", "й")), ("ю", ("ь", "я")),
)  # fmt: skip
#: Turkish case endings as they stand where the apostrophe is left out.
_TR_ENDINGS: Final = tuple(
    "daki deki taki teki ndan nden dan den tan ten nin nun da de ta te ya ye in un yi yu a e i u".split()
)
#: Persian joins "are", "am" and the plural to a name; what joined them is gone in folded text (کرمان‌اند).
_FA_ENDINGS: Final = ("اند", "ايم", "ايد", "هاي", "ها")
#: A name keeps at least so many letters when a prefix or an ending is taken off.
_SHORTEST_STEM: Final = 3


@dataclass(frozen=True, slots=True)
class Place:
    """One row of the index."""

    kind: str  # "country", "region", "city" or "site"
    name: str
    country: str
    lat: float
    lon: float
    population: int

    @property
    def precision(self) -> Precision:
        """How finely the place is said."""
        return {"country": Precision.COUNTRY, "region": Precision.REGION, "site": Precision.SITE}.get(
            self.kind, Precision.CITY
        )


@dataclass(frozen=True, slots=True)
class Mention:
    """One name of a place in a text, by words, with the places it may mean, the likeliest first."""

    first: int
    last: int  # exclusive
    places: tuple[Place, ...]
    is_sure: bool  # something beside the name says that a place is meant
    is_origin: bool = False  # somebody comes from there, or lives there

    @property
    def place(self) -> Place:
        """The likeliest reading."""
        return self.places[0]

    def norm(self) -> PlaceNorm:
        """Return the place as the vocabulary of reports has it."""
        best = self.places[0]
        others = [f"{p.name}, {p.country}" for p in self.places[1:] if p.country != best.country or p.name != best.name]
        return PlaceNorm(
            name=best.name, country=best.country, lat=best.lat, lon=best.lon, precision=best.precision,
            alternatives=tuple(dict.fromkeys(others))[:_MOST_ALTERNATIVES],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Appearance:
    """How a name stands in its text."""

    name: str
    is_announced: bool
    is_glued: bool  # to a preposition, as Arabic writes it
    is_capital: bool
    has_case: bool
    is_latin: bool
    follows_title: bool
    goes_on: bool = False  # into a longer name: "Linden Hill"


def _folded_main(place: Place) -> str:
    return " ".join(fold(place.name).replace("-", " ").replace("'", " ").split())


class Gazetteer:
    """The index of places: folded names to rows, rows read when they are first asked for."""

    __slots__ = ("_demonyms", "_first_words", "_names", "_read", "_rows", "before", "generic", "stop", "titles")

    def __init__(
        self,
        rows: Sequence[str],
        *,
        stop: frozenset[str] = frozenset(),
        before: Mapping[str, frozenset[str]] | None = None,
        demonyms: Mapping[str, str] | None = None,
        titles: frozenset[str] = frozenset(),
        generic: frozenset[str] = frozenset(),
    ) -> None:
        """Build the index.

        Args:
            rows: tab-separated kind, name, country, region, latitude, longitude, population, folded names split by `|`.
            stop: folded names that are ordinary words: never a place unless a word beside them says so.
            before: by language, the folded words that announce a place ("in", "مدينة").
            demonyms: folded words that point to a country ("iraqi" to IQ).
            titles: folded words after which a name is a person's.
            generic: folded words that end the name of something else than a town ("Linden Hill", "Preston Road").
        """
        self._rows = rows
        self._read: dict[int, Place] = {}
        self.stop = stop
        self.before = before or {}
        self.titles = titles
        self.generic = generic
        self._demonyms = demonyms or {}
        names: dict[str, list[int]] = {}
        for at, row in enumerate(rows):
            for name in row[row.rindex("\t") + 1 :].split("|"):
                names.setdefault(name, []).append(at)
        self._names = names
        self._first_words = frozenset(name[: name.index(" ")] for name in names if " " in name)

    def place(self, at: int) -> Place:
        """Return one row."""
        known = self._read.get(at)
        if known is None:
            kind, name, country, _, lat, lon, population, _ = self._rows[at].split("\t")
            known = self._read[at] = Place(kind, name, country, float(lat), float(lon), int(population))
        return known

    def named(self, name: str) -> tuple[Place, ...]:
        """Return the places of a folded name, in the order of the index."""
        return tuple(self.place(at) for at in self._names.get(name, ()))

    def _spelled(self, words: Sequence[str], *, language: str) -> Iterator[tuple[str, bool]]:
        """Yield the names that the words may stand for, and whether a preposition was glued to them."""
        yield " ".join(words), False
        if language == "ar" and len(words[0]) > _SHORTEST_STEM:
            yield from _without_proclitics(words[0], rest="".join(f" {w}" for w in words[1:]))
        elif language == "ru" and len(words[-1]) > _SHORTEST_STEM:
            stem, last = "".join(f"{w} " for w in words[:-1]), words[-1]
            for ending, bases in _RU_ENDINGS:
                if last.endswith(ending) and len(last) - len(ending) >= _SHORTEST_STEM:
                    for base in bases:
                        yield stem + last[: -len(ending)] + base, False
        elif language == "fa":
            whole = " ".join(words)
            for ending in _FA_ENDINGS:
                if words[-1].endswith(ending) and len(words[-1]) - len(ending) > _SHORTEST_STEM:
                    yield whole[: -len(ending)], False
        elif language == "tr":
            whole = " ".join(words)
            for ending in _TR_ENDINGS:
                if words[-1].endswith(ending) and len(words[-1]) - len(ending) > _SHORTEST_STEM:
                    yield whole[: -len(ending)], False

    def find(self, words: Sequence[str], *, language: str, is_capital: Sequence[bool] | None) -> list[Mention]:
        """Return the mentions of places among the folded words, resolved against one another.

        `is_capital` tells for each word whether it begins with a capital letter; None where the script or the text
        knows none.
        """
        primary = language.split("-", 1)[0]
        found: list[tuple[int, int, tuple[Place, ...], bool]] = []
        at = 0
        while at < len(words):
            hit = self._longest(words, at=at, language=primary, is_capital=is_capital)
            if hit is not None:
                found.append(hit)
            at = at + 1 if hit is None else hit[1]
        return self._resolve(_within_next(found), words=words, language=language)

    def _longest(
        self, words: Sequence[str], *, at: int, language: str, is_capital: Sequence[bool] | None
    ) -> tuple[int, int, tuple[Place, ...], bool] | None:
        """Return the longest believable name that begins at a word."""
        names = [words[at]]
        if language in _INFLECTED:
            names = [name for name, _ in self._spelled(names, language=language)]
        # A preposition written on changes the first word of a longer name, an ending only the last.
        may_go_on = not self._first_words.isdisjoint(names if language == "ar" else names[:1])
        if not may_go_on and self._names.keys().isdisjoint(names):
            return None
        for size in range(min(MOST_WORDS if may_go_on else 1, len(words) - at), 0, -1):
            hit = self._at(words[at : at + size], language=language)
            if hit is None:
                continue
            places, is_glued, name = hit
            announcing = self.before.get(language, frozenset())
            is_announced = is_glued or (at > 0 and words[at - 1] in announcing)
            how = _Appearance(
                name=name,
                is_announced=is_announced,
                is_glued=is_glued,
                is_capital=is_capital is not None and is_capital[at],
                has_case=is_capital is not None and words[at][0].lower() != words[at][0].upper(),
                is_latin=words[at].isascii(),
                follows_title=at > 0 and words[at - 1] in self.titles and words[at - 1] not in announcing,
                goes_on=is_capital is not None
                and at + size < len(words)
                and is_capital[at + size]
                and words[at + size] in self.generic,
            )
            if self._is_believed(places, how=how):
                return at, at + size, places, is_announced
        return None

    def _at(self, words: Sequence[str], *, language: str) -> tuple[tuple[Place, ...], bool, str] | None:
        whole = " ".join(words)
        # "Syrian", or "committee" (لجنة, which is no ل and Djenné): only as it stands, if at all.
        is_word = language == "ar" and (whole in self._demonyms or whole in self.stop)
        for name, is_glued in self._spelled(words, language=language):
            if is_word and name != whole:
                break
            rows = self._names.get(name)
            if rows:
                return tuple(map(self.place, rows)), is_glued, name
        return None

    def _is_believed(self, places: tuple[Place, ...], *, how: "_Appearance") -> bool:
        if how.follows_title and not how.is_glued:
            return False
        if how.name in self.stop and not (how.is_announced and how.is_capital and len(how.name) > _SHORT_NAME):
            return False
        if any(p.kind != "city" for p in places):
            return how.is_capital or not how.has_case
        largest = max(p.population for p in places)
        if how.goes_on and not how.is_announced and largest < VERY_LARGE:
            return False
        # Foreign spellings of small towns are other people's surnames ("Kane", "Caller").
        is_own_name = not how.is_latin or any(_folded_main(p) == how.name for p in places)
        if how.has_case:
            if not how.is_capital:
                return False
            return is_own_name or largest >= (LARGE if how.is_announced else VERY_LARGE)
        if how.is_latin:  # a text without capitals
            return how.is_announced and is_own_name and largest >= KNOWN
        is_foreign = all(p.country not in _ARABIC_READING for p in places)
        if is_foreign and largest < _METROPOLIS:
            short = len(how.name) <= (_SHORT_NAME if how.is_announced else _SHORT_FOREIGN)
            return not short and largest >= (KNOWN if how.is_announced and not how.is_glued else VERY_LARGE)
        if how.is_glued:
            return largest >= VERY_LARGE or any(p.country in _ARABIC_READING and p.population >= SMALL for p in places)
        return how.is_announced or largest >= LARGE or " " in how.name

    def _resolve(
        self, found: list[tuple[int, int, tuple[Place, ...], bool]], *, words: Sequence[str], language: str
    ) -> list[Mention]:
        weights: dict[str, float] = {}
        for country in _DIALECT_COUNTRIES.get(language, _DIALECT_COUNTRIES.get(language.split("-", 1)[0], ())):
            weights[country] = weights.get(country, 0.0) + 0.6
        for word in words:
            pointed = self._demonyms.get(word)
            if pointed is not None:
                weights[pointed] = weights.get(pointed, 0.0) + 0.7
        for _, _, places, _ in found:
            owners = {p.country for p in places if p.population >= LARGE or p.kind != "city"}
            sure = next((p for p in places if p.kind in {"country", "region"}), None)
            if sure is not None:
                weights[sure.country] = weights.get(sure.country, 0.0) + 1.6
            elif len(owners) == 1:
                weights[next(iter(owners))] = weights.get(next(iter(owners)), 0.0) + 0.8
        return [
            Mention(
                first,
                last,
                tuple(sorted(places, key=lambda p: -_worth(p, weights=weights))),
                is_sure,
                is_origin=(first > 0 and words[first - 1] in _ORIGIN)
                or not _LIVES.isdisjoint(words[max(0, first - _LIVES_REACH) : first]),
            )
            for first, last, places, is_sure in found
        ]


_Hit = tuple[int, int, tuple[Place, ...], bool]


def _within_next(found: Sequence[_Hit]) -> list[_Hit]:
    """Hold a town to the state or country that is named right after it: "Hamilton, Ontario", "Tripoli, Lebanon".

    A small town of that name elsewhere is not the one that is meant.
    """
    kept: list[_Hit] = []
    for hit, following in zip_longest(found, found[1:]):
        first, last, places, is_sure = hit
        if following is None or following[0] != last or any(p.kind != "city" for p in places):
            kept.append(hit)
            continue
        owners = {p.country for p in following[2] if p.kind in {"country", "region"}}
        inside = tuple(p for p in places if p.country in owners)
        if not owners or inside:
            kept.append((first, last, inside or places, is_sure))
        elif max(p.population for p in places) >= VERY_LARGE:
            kept.append(hit)
    return kept


def _worth(place: Place, *, weights: Mapping[str, float]) -> float:
    by_kind = {"site": 3.0, "region": 0.6, "country": 4.0}.get(place.kind, 0.0)
    return by_kind + math.log10(place.population + 10) + 0.9 * min(weights.get(place.country, 0.0), 2.0)


def _without_proclitics(first: str, *, rest: str) -> Iterator[tuple[str, bool]]:
    """Yield an Arabic name without the conjunction and the preposition written onto it, with and without article."""
    yield from _without_article(first, rest=rest, is_glued=False)
    if first[0] in "وف" and len(first) > _SHORTEST_STEM + 1:
        first = first[1:]
        yield first + rest, False
        yield from _without_article(first, rest=rest, is_glued=False)
    if first.startswith("لل"):
        first = "ال" + first[2:]
    elif first[0] in "بل":
        first = first[1:]
    else:
        return
    yield first + rest, True
    yield from _without_article(first, rest=rest, is_glued=True)


def _without_article(first: str, *, rest: str, is_glued: bool) -> Iterator[tuple[str, bool]]:
    if first.startswith("ال") and len(first) > _SHORTEST_STEM + 2:
        yield first[2:] + rest, is_glued


_ADJECTIVE_END: Final = re.compile("(?:يا|ا|ه|ية)$")


def arabic_adjectives(names: Iterable[str]) -> Iterator[str]:
    """Yield the Arabic adjectives of folded country names: عراقي, العراقي, العراقيه of العراق."""
    for name in names:
        if " " in name or not "\u0600" <= name[:1] <= "\u06ff":
            continue
        stem = _ADJECTIVE_END.sub("", name.removeprefix("ال"))
        if len(stem) >= _SHORTEST_STEM:
            for ending in ("ي", "يه", "يين", "يون"):
                yield stem + ending
                yield "ال" + stem + ending

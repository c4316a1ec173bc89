# SPDX-License-Identifier: Apache-2.0
"""How far two reports speak of one thing: reasons for and against, each with its code, its values and its weight.

Weights are judgements, set by hand on the historical replays and stated here; none is learned. Reasons add up; the sum
is held in [0, 1]. What is weighed: who said it, handles and initials, names as sounds, places by distance, windows of
time, actor, target, means, notions, words that both share, and nearness of meaning. A private source's own cover names
are left out: they say who speaks, not of whom.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from nadhir.language.names import name_key
from nadhir.language.normalise import fold
from nadhir.link.concepts import countries_of_word
from nadhir.link.meaning import nearness
from nadhir.link.spoken_of import SpokenOf, spoken_of
from nadhir.link.traces import Trace, stems_of_word, trace
from nadhir.terms.case import HeldReport
from nadhir.terms.links import LinkReason
from nadhir.terms.party import Party
from nadhir.terms.report import Report, SourceKind
from nadhir.terms.screening import PersonNorm, PlaceNorm, Precision, Role, TimeNorm
from nadhir.terms.text import primary

__all__ = ["Weighed", "article_text", "distance_km", "meaning_text", "places_of", "trace_of", "weigh"]

_EARTH_KM = 6371.0
#: A city and its outskirts; the gazetteer's points of one place lie within it (the guideline's 161 km is the far end).
_FINE = (Precision.CITY, Precision.SITE)
_SAME_PLACE_KM = 40.0
_NEAR_PLACE_KM = 161.0
_FAR_PLACE_KM = 350.0

_SAME_SOURCE = 0.24
_HANDLE, _MOST_HANDLES = 0.45, 0.6
_INITIALS = 0.32
_PERSON = 0.4
#: A known party that both name: whoever is threatened, whoever threatens (a group may threaten many).
_VICTIM, _ACCOUNT, _SUSPECT = 0.3, 0.3, 0.2
_NAME, _MOST_NAMES = 0.12, 0.5
_SURE_SOUNDS = 3  # shorter skeletons are shared by too many words, but for a person's name
_LOAN, _LOAN_LETTERS = 0.06, 5
_WORD_LETTERS = 4
_LEAST_ALIKE = 5
_WORD, _MOST_WORDS = 0.035, 0.3
_PLACE, _PLACE_NAMED, _NEAR_PLACE, _COUNTRY = 0.3, 0.2, 0.14, 0.08
_OTHER_PLACE, _OTHER_COUNTRY, _NO_COUNTRY_SHARED = -0.2, -0.2, -0.06
_ACTOR, _OTHER_ACTOR = 0.22, -0.12
_TARGET = 0.14
_MEANS = 0.06
_CONCEPT, _MOST_CONCEPTS = 0.05, 0.25
_WINDOW, _OTHER_WINDOW = 0.18, -0.15
#: From so near in meaning on it says something, in one language and across two; of the SemEval-2022 task 8 pairs of one
#: event 68 % lie above the first (4 % of others), 72 % above the second (8 %). 2026-11, `tools/measure_link.py`.
_NEAR_MEANING, _NEAR_MEANING_ACROSS = 0.6, 0.45
_MEANING, _MOST_MEANING = 0.5, 0.12
#: Days between the holding of the two, at most, and what so little time between them is worth.
_DAYS_APART = ((7, 0.1), (14, 0.08), (40, 0.05))
_LONG_AGO = -0.15
_MONTH_DAYS = 31
_LONG_AGO_DAYS = 400

#: Notions that most reports of violence share.
_DULL = frozenset(
    [
        "killed",
        "wounded",
        "police",
        "army",
        "strike",
        "arrest",
        "shooting",
        "blast",
        "warning",
        "court",
        "two",
        "money",
        "fire",
    ]
)
#: Actors that are a kind of people, not somebody.
_NOBODY = frozenset(
    ["lone actor", "small cell", "unknown", "armed group", "gang", "gunmen", "militants", "cell", "group"]
)


@dataclass(frozen=True, slots=True)
class Weighed:
    """The reasons for and against, and what they come to; `is_anchored` says that somebody or some place is shared."""

    reasons: tuple[LinkReason, ...]
    is_anchored: bool
    is_personal: bool  # a person, handle or initials are shared, not only a place or words
    is_tied: bool  # something of what is said agrees, beyond country and day
    is_conflicting: bool

    @property
    def score(self) -> float:
        """The sum of the weights, in [0, 1]."""
        return round(min(1.0, max(0.0, sum(reason.weight for reason in self.reasons))), 3)


def article_text(held: HeldReport) -> str:
    """Return the words of the report that count: title, standfirst and body."""
    return meaning_text(held.report)


def meaning_text(report: Report) -> str:
    """Return what an embedder reads of a report: the words that count, title first."""
    ranges = report.article_ranges()
    return "\n".join(report.content[start:end] for start, end in ranges) if ranges else report.content


@lru_cache(maxsize=4096)
def _trace(text: str) -> Trace:
    return trace(text)


def trace_of(held: HeldReport) -> Trace:
    """Return the traces of a held report; worked out once a text."""
    return _trace(article_text(held))


@lru_cache(maxsize=4096)
def _own_words(held_id: str, contents: tuple[str, ...]) -> frozenset[str]:
    del held_id
    return frozenset(word for content in contents for word in fold(content).replace("_", " ").split())


def _cover_words(held: HeldReport) -> frozenset[str]:
    contents = tuple(name.reveal(to="link: leave cover names out") for name in held.source.identifiers)
    return _own_words(held.source.id, contents)


@lru_cache(maxsize=4096)
def _stems_of(words: frozenset[str]) -> frozenset[str]:
    return frozenset(stem for word in words for stem in stems_of_word(word))


def distance_km(one: PlaceNorm, *, other: PlaceNorm) -> float:
    """Return the great-circle distance of two places."""
    lat, other_lat = math.radians(one.lat), math.radians(other.lat)
    chord = (
        math.sin((other_lat - lat) / 2) ** 2
        + math.cos(lat) * math.cos(other_lat) * math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    )
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(chord)))


Kind = TypeVar("Kind")


def _norms(held: HeldReport, role: Role, *, kind: type[Kind]) -> tuple[Kind, ...]:
    return tuple(element.norm for element in held.screening.of_role(role) if isinstance(element.norm, kind))


def _of_source(one: HeldReport, other: HeldReport) -> list[LinkReason]:
    # A platform's or a page's source is a place where many speak; a person, a tap or a partner is one voice.
    if one.source.id == other.source.id and one.source.kind in (
        SourceKind.HUMAN,
        SourceKind.SIGNALS,
        SourceKind.PARTNER,
    ):
        # The source's id, not its name: reasons are shown.
        return [LinkReason("same_source", (one.source.id,), _SAME_SOURCE)]
    return []


def _of_people(first: Trace, second: Trace, *, cover: frozenset[str]) -> list[LinkReason]:
    reasons = []
    handles = sorted(
        handle for handle in first.handles & second.handles if not set(handle.replace("_", " ").split()) <= cover
    )
    if handles:
        reasons.append(LinkReason("same_handle", tuple(handles), min(_MOST_HANDLES, _HANDLE * len(handles))))
    initials = sorted(first.initials & second.initials)
    if initials:
        reasons.append(LinkReason("same_initials", tuple(initials), _INITIALS))
    persons = sorted(first.persons & second.persons)
    if persons:
        reasons.append(LinkReason("same_person", tuple(persons), _PERSON))
    return reasons


def _of_names(first: Trace, second: Trace, *, cover: frozenset[str], languages_differ: bool) -> list[LinkReason]:
    """Return the names that both texts hold: spelled alike in one alphabet, sounding alike across alphabets."""
    spelled = sorted(word for word in first.proper & second.proper if word not in cover and not countries_of_word(word))
    weight = 1.3 * _NAME * len(spelled)
    values = list(spelled)
    if first.is_caseless != second.is_caseless or not (first.is_caseless or second.is_caseless):
        covers = {_sound(word) for word in cover}
        known = {_sound(word) for word in spelled}
        sounds = sorted(((first.names & second.names) | (first.salient & second.salient)) - covers - known)
        people = {person.rpartition(" ")[0] for person in (*first.persons, *second.persons)}
        sounds = [sound for sound in sounds if len(sound) >= _SURE_SOUNDS or sound in people]
        weight += sum(_NAME * min(len(sound), 5) / 4 for sound in sounds)
        values += sounds
    elif languages_differ:
        # Arabic, Persian and Urdu share names letter by letter, and few other words of this length.
        loans = sorted(stem for stem in (first.stems & second.stems) - _stems_of(cover) if len(stem) >= _LOAN_LETTERS)
        weight += _LOAN * min(len(loans), 4)
        values += loans
    if not values:
        return []
    return [LinkReason("same_names", tuple(values), round(min(_MOST_NAMES, weight), 3))]


def places_of(held: HeldReport) -> tuple[PlaceNorm, ...]:
    """Return the places of the report's event, without those that are part of a source's cover name."""
    cover = _cover_words(held)
    return tuple(
        element.norm
        for element in held.screening.of_role(Role.PLACE)
        if isinstance(element.norm, PlaceNorm) and not set(fold(element.span.exact).split()) <= cover
    )


def _of_places(one: HeldReport, other: HeldReport, first: Trace, second: Trace) -> list[LinkReason]:
    mine, theirs = places_of(one), places_of(other)
    fine = [place for place in mine if place.precision in _FINE]
    other_fine = [place for place in theirs if place.precision in _FINE]
    nearest = min(
        ((distance_km(a, other=b), a, b) for a in fine for b in other_fine), key=lambda found: found[0], default=None
    )
    if nearest is not None:
        km, a, b = nearest
        names = tuple(dict.fromkeys((a.name, b.name)))
        if km <= _SAME_PLACE_KM:
            return [LinkReason("same_place", names, _PLACE)]
        if km <= _NEAR_PLACE_KM and a.country == b.country:
            return [LinkReason("near_place", names, _NEAR_PLACE)]
    named = {place.name for place in fine if _sound(place.name) in second.names}
    named |= {place.name for place in other_fine if _sound(place.name) in first.names}
    if named:
        return [LinkReason("place_named", tuple(sorted(named)), _PLACE_NAMED)]
    countries = {place.country for place in mine} | first.countries
    others = {place.country for place in theirs} | second.countries
    shared = tuple(sorted(countries & others))
    if nearest is not None and nearest[0] > _FAR_PLACE_KM:
        _, a, b = nearest
        if a.country == b.country:
            return [LinkReason("other_place", (a.name, b.name), _OTHER_PLACE)]
        if not shared:
            return [LinkReason("other_country", (a.name, b.name), _OTHER_COUNTRY)]
    if shared:
        # A second country in common says more: a journey from one to the other.
        return [LinkReason("same_country", shared, _COUNTRY * min(len(shared), 2))]
    if countries and others:
        return [LinkReason("no_country_shared", (*sorted(countries), *sorted(others)), _NO_COUNTRY_SHARED)]
    return []


def _sound(name: str) -> str:
    return name_key(name).replace(" ", "")


def _of_roles(one: HeldReport, other: HeldReport) -> list[LinkReason]:
    reasons = []
    for role, code, weight in ((Role.ACTOR, "same_actor", _ACTOR), (Role.TARGET, "same_target", _TARGET)):
        mine = {norm.name for norm in _norms(one, role, kind=PersonNorm)} - _NOBODY
        theirs = {norm.name for norm in _norms(other, role, kind=PersonNorm)} - _NOBODY
        shared = sorted(mine & theirs) or _alike(mine, theirs)
        if shared:
            reasons.append(LinkReason(code, tuple(shared), weight))
        elif role is Role.ACTOR and mine and theirs:
            reasons.append(LinkReason("other_actor", (*sorted(mine), *sorted(theirs)), _OTHER_ACTOR))
    means = {str(e.norm) for e in one.screening.of_role(Role.MEANS)} & {
        str(e.norm) for e in other.screening.of_role(Role.MEANS)
    }
    if means:
        reasons.append(LinkReason("same_means", tuple(sorted(means)), _MEANS))
    return reasons


def _alike(mine: set[str], theirs: set[str]) -> list[str]:
    """Return names of which one says the other more fully: "Islamic State" and "Islamic State Khorasan Province"."""
    return sorted(a for a in mine for b in theirs if min(len(a), len(b)) > _LEAST_ALIKE and (a in b or b in a))


def _of_times(one: HeldReport, other: HeldReport) -> list[LinkReason]:
    reasons = []
    mine, theirs = _norms(one, Role.TIME, kind=TimeNorm), _norms(other, Role.TIME, kind=TimeNorm)
    if mine and theirs:
        gap = min(max((b.start - a.end).days, (a.start - b.end).days) for a in mine for b in theirs)
        span = min(((a.end - a.start).days for a in (*mine, *theirs)), default=0)
        if gap <= 1 and span <= _MONTH_DAYS:
            days = tuple(sorted({str(window.start) for window in (*mine, *theirs)}))
            reasons.append(LinkReason("same_time", days, _WINDOW))
        elif gap > _MONTH_DAYS:
            reasons.append(LinkReason("other_time", (str(mine[0].start), str(theirs[0].start)), _OTHER_WINDOW))
    apart = abs((one.report.held_at - other.report.held_at).days)
    for most, weight in _DAYS_APART:
        if apart <= most:
            reasons.append(LinkReason("held_days_apart", (str(apart),), weight))
            break
    else:
        if apart > _LONG_AGO_DAYS:
            reasons.append(LinkReason("held_long_apart", (str(apart),), _LONG_AGO))
    return reasons


def _of_words(first: Trace, second: Trace, *, cover: frozenset[str]) -> list[LinkReason]:
    reasons = []
    notions = sorted((first.concepts & second.concepts) - _DULL)
    if notions:
        reasons.append(LinkReason("same_notions", tuple(notions), min(_MOST_CONCEPTS, _CONCEPT * len(notions))))
    stems = sorted(stem for stem in (first.stems & second.stems) - _stems_of(cover) if len(stem) >= _WORD_LETTERS)
    # Long texts share words by chance; what counts is the share of the shorter one.
    few = max(1, min(len(first.stems), len(second.stems)))
    expected = 0.08 * few
    if len(stems) > expected:
        weight = min(_MOST_WORDS, _WORD * (len(stems) - expected) + 0.2 * len(stems) / few)
        reasons.append(LinkReason("same_words", tuple(stems[:8]), round(weight, 3)))
    return reasons


def _of_meaning(one: HeldReport, other: HeldReport, *, languages_differ: bool) -> list[LinkReason]:
    """Return that both say much the same: of modest weight, since a second threat of one kind says the same too."""
    near = nearness(one.meaning, other=other.meaning)
    least = _NEAR_MEANING_ACROSS if languages_differ else _NEAR_MEANING
    if near < least:
        return []
    return [
        LinkReason("same_meaning", (f"{near:.2f}",), round(min(_MOST_MEANING, _MEANING * (near - least) + 0.04), 3))
    ]


def _of_parties(one: SpokenOf, other: SpokenOf) -> list[LinkReason]:
    reasons = []
    for code, weight, shared in (
        ("same_victim_known", _VICTIM, one.threatened & other.threatened),
        ("same_account_known", _ACCOUNT, one.accounts & other.accounts),
        ("same_suspect_known", _SUSPECT, (one.suspected & other.suspected) - one.accounts),
    ):
        if shared:
            reasons.append(LinkReason(code, tuple(sorted(shared)), weight))
    return reasons


def weigh(one: HeldReport, *, other: HeldReport, parties: Sequence[Party] = ()) -> Weighed:
    """Return what speaks for and against the two reports speaking of one thing; `parties` are those that are known."""
    first, second = trace_of(one), trace_of(other)
    cover = _cover_words(one) | _cover_words(other)
    people = _of_people(first, second, cover=cover)
    languages_differ = primary(one.report.language) != primary(other.report.language)
    # A place in common is weighed as a place, not as a name besides.
    spots = frozenset(word for place in (*places_of(one), *places_of(other)) for word in fold(place.name).split())
    names = _of_names(first, second, cover=cover | spots, languages_differ=languages_differ)
    places = _of_places(one, other, first, second)
    known = _of_parties(spoken_of(one, parties=parties), spoken_of(other, parties=parties))
    reasons = (
        *known,
        *_of_source(one, other),
        *people,
        *names,
        *places,
        *_of_roles(one, other),
        *_of_times(one, other),
        *_of_words(first, second, cover=cover),
        *_of_meaning(one, other, languages_differ=languages_differ),
    )
    codes = {reason.code for reason in reasons}
    named_weight = sum(reason.weight for reason in names)
    named = named_weight >= 2 * _NAME
    return Weighed(
        reasons=reasons,
        is_anchored=bool(people)
        or bool(known)
        or named
        or bool(codes & {"same_place", "place_named", "same_actor", "same_source"})
        or (named_weight > 0 and bool(codes & {"same_country", "near_place"})),
        is_personal=bool(people) or named or bool(codes & {"same_victim_known", "same_account_known"}),
        is_tied=any(
            reason.weight > 0
            and (
                reason.code not in ("held_days_apart", "same_country", "same_meaning")
                or (reason.code == "same_country" and len(reason.values) > 1)
            )
            for reason in reasons
        ),
        is_conflicting=bool(codes & {"other_country", "other_place", "other_time", "other_actor"}),
    )

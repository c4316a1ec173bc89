"""Whom the threat concerns: which known parties the reports point at, who else would be hurt, who would pass it on.

A party is concerned where its name stands in a report that raises the threat, in any script, where a fact about it was
established, or where it is the only one that could be meant. Nationality and relation play no part.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Final

from nadhir.assess.cues import Cues
from nadhir.assess.leaks import leaky, name_of
from nadhir.assess.reading import Reading, read_all
from nadhir.language.mentions import (
    GENERIC,
    SAME_NAME,
    mentions,
    own_words,
    owned_words,
    place_words,
    proper_words,
    spoken,
    words_of,
)
from nadhir.language.names import names_match
from nadhir.language.normalise import fold
from nadhir.terms.assessment import Assessment, Feature
from nadhir.terms.case import CaseFile
from nadhir.terms.facts import FactName
from nadhir.terms.ids import PartyId
from nadhir.terms.party import Party, PartyRole
from nadhir.terms.screening import PersonNorm, PlaceNorm, Precision, Role
from nadhir.terms.threat import Evidence, IntendedVictim, ThreatElement

_SHORTEST_WORD: Final = 3  # letters of a kind's name; shorter words are particles
#: Facts that only a person who is at risk can have.
_OF_VICTIMS: Final = frozenset(
    {
        FactName.VICTIM_AWARE,
        FactName.COMBATANT_ONLY,
        FactName.VIOLENT_OFFENDER,
        FactName.VICTIM_IDENTIFIABLE,
        FactName.LOCATION_OF_VICTIM,
    }
)
_LOCATIONS: Final = frozenset({FactName.LOCATION_OF_SUSPECT, FactName.LOCATION_OF_VICTIM})
#: Kinds of target that are many people in one place, whatever the language they were named in.
_CROWDS: Final = frozenset(
    [
        *["concert audience", "large gathering", "church congregation", "synagogue worshippers", "temple worshippers"],
        *["school pupils", "hospital staff and patients", "shoppers", "christmas market visitors", "hotel guests"],
        *["wedding guests", "polling stations", "passengers", "displacement camp residents", "cinema audience"],
        *["shrine visitors", "memorial crowd", "dormitory residents", "asylum seekers' hostel residents"],
    ]
)
NAMED: Final = "a party that the reports name"
PRESUMED: Final = "the only party that can be meant"
EXPOSED: Final = "people beside the one who is meant"


@lru_cache(maxsize=2048)
def _kind_words(name: str) -> frozenset[str]:
    return frozenset(fold(w) for w in words_of(name) if len(w) > _SHORTEST_WORD) - GENERIC


@lru_cache(maxsize=2048)
def _folded_words(name: str) -> frozenset[str]:
    return frozenset(map(fold, words_of(name)))


def _means_by_element(reading: Reading, *, name: str) -> bool:
    """Tell whether an element means the party: by its name, or, where its name is only a kind, by that kind.

    "The families at the wedding" are meant by any wedding; "Magdala Christmas market" is not meant by any market.
    """
    kinds: frozenset[str] = frozenset() if proper_words(name)[1:] else _kind_words(name)
    return any(
        not kinds.isdisjoint(_folded_words(element.norm.name)) or names_match(name, element.norm.name) >= SAME_NAME
        for element in reading.elements
        if element.role in (Role.TARGET, Role.PLACE) and isinstance(element.norm, (PersonNorm, PlaceNorm))
    )


def _is_named_in(party: Party, readings: Sequence[Reading]) -> bool:
    """Tell whether a report that tells of the threat names the party or what it looks after."""
    name = name_of(party)
    owned = owned_words(name) if PartyRole.PLACE_OWNER in party.roles else ()
    telling = [r for r in readings if not r.is_copy and not r.tells_of_the_past]
    return any(
        mentions(r.held.report.content, name=name) is not None
        or (owned and spoken(r.held.report.content, words=owned) is not None)
        or _means_by_element(r, name=name)
        for r in telling
    )


def _crowd(readings: Sequence[Reading]) -> tuple[Evidence, ...]:
    """Return where the reports that raise the threat show people beside the one who is meant."""
    found: list[Evidence] = []
    for reading in readings:
        if reading.raises and not reading.has("no_bystanders"):
            found.extend(reading.evidence("bystanders", shows="bystanders_exposed"))
            # Where a report does not say what is meant, what it speaks of ("the clinic's cars") stands beside nobody.
            found.extend(
                Evidence(reading.report_id, element.span, "bystanders_exposed")
                for element in reading.of_role(Role.TARGET)
                if isinstance(element.norm, PersonNorm) and element.norm.name in _CROWDS and reading.harm is not None
            )
    return tuple(found)


def _strangers(file: CaseFile, *, readings: Sequence[Reading]) -> tuple[Evidence, ...]:
    """Return where the reports that raise the threat name a target that no party of the case stands for."""
    names = [name_of(party) for party in file.parties]
    return tuple(
        Evidence(reading.report_id, element.span, "somebody_else_meant")
        for reading in readings
        if reading.raises
        for element in reading.of_role(Role.TARGET)
        if isinstance(element.norm, PersonNorm)
        and element.norm.precision is Precision.NAMED
        and not any(_is_name_of(element.norm.name, party=name) for name in names)
    )


def _placed(
    where: Mapping[PartyId, Sequence[str]], *, readings: Sequence[Reading], stated: Sequence[str] = ()
) -> frozenset[PartyId]:
    """Return those of whose place a report that raises the threat, or what was established, speaks.

    A place counts as it is written before it counts as it was resolved: "Pueblo" is no word of Puebla's police.
    """
    raising = [reading for reading in readings if reading.raises]
    texts = [*(reading.held.report.content for reading in raising), *stated]
    found = {who for who, words in where.items() if any(spoken(text, words=words) is not None for text in texts)}
    places = ((e.span.exact, e.norm) for reading in raising for e in reading.of_role(Role.PLACE))
    # Many reports say the same place in the same words.
    for said, resolved in dict.fromkeys((said, norm.name) for said, norm in places if isinstance(norm, PlaceNorm)):
        if not any(spoken(said, words=words) is not None for words in where.values()):
            found.update(w for w, words in where.items() if any(names_match(x, resolved) >= SAME_NAME for x in words))
    return frozenset(found)


def _namesakes_elsewhere(file: CaseFile, *, readings: Sequence[Reading]) -> frozenset[PartyId]:
    """Return the parties whose like-named others the reports place: the clinic of that name in another town.

    Where the reports place none of them, or all, they tell nothing apart.
    """
    by_name: dict[tuple[str, ...], dict[PartyId, tuple[str, ...]]] = {}
    for party in file.parties:
        name = name_of(party)
        if (own := own_words(name)) and (where := place_words(name)):
            by_name.setdefault(own, {})[party.id] = where
    elsewhere: set[PartyId] = set()
    for alike in by_name.values():
        placed = _placed(alike, readings=readings)
        elsewhere.update(alike.keys() - placed if placed else ())
    return frozenset(elsewhere)


def _authorities_there(file: CaseFile, *, readings: Sequence[Reading]) -> frozenset[PartyId]:
    """Return the authorities whose own town or county the reports, or what was established, speak of."""
    stated = [f.value for f in file.facts if f.name in _LOCATIONS and isinstance(f.value, str)]
    where = {
        party.id: words
        for party in file.parties
        if PartyRole.AUTHORITY in party.roles and (words := own_words(name_of(party)) or place_words(name_of(party)))
    }
    return _placed(where, readings=readings, stated=stated)


def _is_name_of(said: str, *, party: str) -> bool:
    return mentions(said, name=party) is not None or names_match(said, party) >= SAME_NAME


def victims(
    file: CaseFile, *, readings: Sequence[Reading], elements: Sequence[ThreatElement]
) -> tuple[IntendedVictim, ...]:
    """Return whom the threat concerns: known parties first, then what the reports call the target.

    A public is concerned where the reports show people beside the one who is meant. Where the reports name no known
    victim, every known victim is taken to be meant, a public among them: a warning to one too many is the smaller harm.
    """
    by_fact = frozenset(
        f.about
        for f in file.facts
        if f.about is not None and f.name in _OF_VICTIMS and not f.is_from_other_case  # it tells of another threat
    )
    identified = frozenset(f.about for f in file.facts if f.name is FactName.VICTIM_IDENTIFIABLE and f.value is True)
    crowd = _crowd(readings)
    elsewhere = _namesakes_elsewhere(file, readings=readings)
    found: list[IntendedVictim] = []
    told_by: set[PartyId] = set()  # of these the reports, or who found the victim out, tell that they are meant
    for party in file.parties:
        if party.is_suspect or not {PartyRole.VICTIM, PartyRole.PLACE_OWNER} & party.roles:
            continue
        is_named = party.id in identified or (party.id not in elsewhere and _is_named_in(party, readings))
        if is_named and PartyRole.VICTIM in party.roles and PartyRole.PUBLIC not in party.roles:
            told_by.add(party.id)
        if PartyRole.PUBLIC in party.roles:
            if crowd:
                found.append(IntendedVictim(EXPOSED, party.id))
        elif is_named or party.id in by_fact:
            found.append(IntendedVictim(NAMED, party.id))
    # What was found out about one victim, that he knows or that he fights, does not tell that only he is meant.
    if not told_by:
        known = [p for p in file.parties if PartyRole.VICTIM in p.roles and not p.is_suspect]
        there = {v.party_id for v in found}
        spared = any(r.raises and r.has("no_bystanders") for r in readings)
        found.extend(
            IntendedVictim(PRESUMED, p.id)
            for p in known
            if p.id not in there | elsewhere and not (spared and PartyRole.PUBLIC in p.roles)
        )
    found.extend(
        IntendedVictim(e.norm.name) for e in elements if isinstance(e.norm, PersonNorm) and e.role is Role.TARGET
    )
    return tuple(dict.fromkeys(found))


def named_victims(assessment: Assessment) -> frozenset[PartyId]:
    """Return the known parties that the reports of an assessed case name: what another case asks about this one."""
    return frozenset(
        victim.party_id
        for victim in assessment.threat.victims
        if victim.party_id is not None and victim.description == NAMED
    )


def own_parties(
    file: CaseFile, *, elsewhere: Collection[PartyId], cues: Cues, placed: Collection[PartyId] = ()
) -> tuple[Party, ...]:
    """Return the parties of the file without those whom only another open case names.

    `elsewhere` are the parties that the other open cases name (`named_victims`), `placed` those whom an officer put
    into this one. Whom this file names itself stays, read anew from its own reports, so that a report of a moment ago
    counts. A public stays: that another case exposes it protects nobody here. Where nobody would be left who could be
    meant, everybody stays: a warning to one too many is the smaller harm.
    """
    strangers = frozenset(elsewhere) - frozenset(placed)
    strangers -= {p.id for p in file.parties if PartyRole.PUBLIC in p.roles}
    if not strangers:
        return file.parties
    readings = read_all(file, cues=cues)
    named = {v.party_id for v in victims(file, readings=readings, elements=()) if v.description == NAMED}
    left = tuple(p for p in file.parties if p.id not in strangers - named)
    can_be_meant = any({PartyRole.VICTIM, PartyRole.PLACE_OWNER} & p.roles and not p.is_suspect for p in left)
    return left if can_be_meant else file.parties


def features(file: CaseFile, *, readings: Sequence[Reading], cues: Cues) -> tuple[Feature, ...]:
    """Return what else a pack may ask about: bystanders, terrorist content, leaky parties, ways left open by a note."""
    found: list[Feature] = []
    crowd = _crowd(readings)
    if crowd:
        found.append(Feature("bystanders_exposed", crowd))
    if strangers := _strangers(file, readings=readings):
        found.append(Feature("somebody_else_meant", strangers))
    raising = [r for r in readings if r.raises]
    terrorist = tuple(e for r in raising for e in r.evidence("terrorist", shows="terrorist_content"))
    if terrorist:
        found.append(Feature("terrorist_content", terrorist))
    elsewhere = _namesakes_elsewhere(file, readings=readings)
    found.extend(Feature("namesake_is_meant", party_id=who) for who in sorted(elsewhere))
    there = _authorities_there(file, readings=readings)
    found.extend(Feature("its_place_is_spoken_of", party_id=who) for who in sorted(there))
    found.extend(leaky(file, readings=readings, cues=cues))
    found.extend(
        Feature("safe_way_remains", (), fact.about, fact.name)
        for fact in file.facts
        if any(cue.code == "safe_way" for cue in cues.find(fact.note))
    )
    return tuple(found)

"""Whom the threat concerns: which known parties the reports point at, who else would be hurt, who would pass it on.

A party is concerned where its name stands in a report that raises the threat, in any script, where a fact about it was
established, or where it is the only one that could be meant. Nationality and relation play no part.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Final

from nadhir.assess.cues import Cue, Cues
from nadhir.assess.merging import SAME_NAME
from nadhir.assess.reading import Reading, read_all
from nadhir.language.names import name_key, names_match
from nadhir.language.normalise import fold
from nadhir.terms.assessment import Assessment, Feature
from nadhir.terms.case import CaseFile
from nadhir.terms.facts import FactName
from nadhir.terms.ids import PartyId
from nadhir.terms.party import Party, PartyRole
from nadhir.terms.screening import PersonNorm, PlaceNorm, Precision, Role
from nadhir.terms.text import TextSpan
from nadhir.terms.threat import Evidence, IntendedVictim, ThreatElement

_WORD: Final = re.compile(r"(?:[^\W_]|[\u0900-\u0dff])+")  # with the vowel signs of India's scripts
_SENTENCE_END: Final = re.compile(r"[.!?؟۔\n]")
#: Words of a party's name that name nobody by themselves.
_GENERIC: Final = frozenset(
    [
        *["the", "of", "in", "at", "and", "for", "to", "on", "a", "an", "its", "whose", "who", "same", "use", "said"],
        *["people", "person", "man", "woman", "government", "management", "section", "service", "services", "office"],
        *["police", "department", "national", "state", "federal", "city", "republic", "station", "branch", "unit"],
        *["company", "association", "organisation", "organization", "union", "committee", "operator", "owner", "team"],
        *["staff", "general", "attending", "members", "citizens", "residents", "public", "user", "former", "human"],
        *["resources", "chief", "head", "commander", "leader", "north", "south", "east", "west", "new", "saint"],
        *["journalist", "columnist", "driver", "drivers", "worker", "workers", "threatened", "known", "security"],
    ]
)
#: What a place is: the school of one town is not named by a threat to the school of another.
_PLACE_KINDS: Final = frozenset(
    [
        *["school", "schools", "secondary", "primary", "high", "academy", "college", "university", "campus"],
        *["hospital", "clinic", "church", "churches", "mosque", "synagogue", "temple", "cathedral", "market"],
        *["hall", "hotel", "airport", "prison", "court", "bank", "stadium", "theatre", "theater", "club", "embassy"],
        *["consulate", "commission", "ministry", "interior", "authority", "authorities", "council", "square", "street"],
    ]
)
_SHORTEST_NAME: Final = 3  # letters; shorter words of a name are initials and particles
_SHORTEST_KEY: Final = 3  # sounds; below, keys of different names meet too often
_ENDINGS: Final = ("s", "in", "a", "da", "de", "un", "nin")  # genitives and cases that hang on a name
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


def _name(party: Party) -> str:
    return party.name.reveal(to="assess: which party do the reports speak of")


@lru_cache(maxsize=2048)
def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_WORD.findall(text)))


@lru_cache(maxsize=2048)
def _index(text: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the words of a text by their folded form, and by their sound where they are not plain Latin."""
    words = _words(text)
    by_form = {fold(word): word for word in words}
    by_sound: dict[str, str] = {}
    for word in words:
        if not word.isascii():
            for part in {word, word.removeprefix("ال"), word.removeprefix("وال"), word.removeprefix("ل")}:
                by_sound.setdefault(name_key(part), word)
    return by_form, by_sound


@lru_cache(maxsize=2048)
def proper_words(name: str) -> tuple[str, ...]:
    """Return the words of a party's name that tell it from others: capitalised, and not of the generic kind."""
    return tuple(
        word
        for word in _words(name)
        if len(word) >= _SHORTEST_NAME and not word[0].islower() and fold(word) not in _GENERIC | _PLACE_KINDS
    )


@lru_cache(maxsize=16_384)  # of a case of some hundred reports, each name is looked for in each at every judgement
def mentions(text: str, *, name: str) -> str | None:
    """Return the word of the text that names the party, whatever the script, or None.

    >>> mentions("сообщают о «Крокус Сити Холл»", name="Management of Crocus City Hall")
    'Крокус'
    """
    by_form, by_sound = _index(text)
    for word in proper_words(name):
        form = fold(word)
        token = next((by_form[f] for f in (form, *(form + end for end in _ENDINGS)) if f in by_form), None)
        if token is not None:
            return token
        key = name_key(word)
        heard = by_sound.get(key) if len(key) >= _SHORTEST_KEY else None
        if heard is not None and names_match(word, heard.removeprefix("ال")) >= SAME_NAME:
            return heard
    return None


@lru_cache(maxsize=2048)
def _kind_words(name: str) -> frozenset[str]:
    return frozenset(fold(w) for w in _words(name) if len(w) > _SHORTEST_NAME) - _GENERIC


@lru_cache(maxsize=2048)
def _folded_words(name: str) -> frozenset[str]:
    return frozenset(map(fold, _words(name)))


def _element_names(reading: Reading, *, name: str) -> Evidence | None:
    """Return the element that means the party: by its name, or, where its name is only a kind, by that kind.

    "The families at the wedding" are meant by any wedding; "Magdala Christmas market" is not meant by any market.
    """
    kinds: frozenset[str] = frozenset() if proper_words(name)[1:] else _kind_words(name)
    for element in reading.elements:
        norm = element.norm
        if element.role not in (Role.TARGET, Role.PLACE) or not isinstance(norm, (PersonNorm, PlaceNorm)):
            continue
        if kinds & _folded_words(norm.name) or names_match(name, norm.name) >= SAME_NAME:
            return Evidence(reading.report_id, element.span, "names_party")
    return None


def _named_in(party: Party, readings: Sequence[Reading]) -> tuple[Evidence, ...]:
    """Return where the reports that tell of the threat name the party or what it looks after."""
    name = _name(party)
    found: list[Evidence] = []
    for reading in readings:
        if reading.tells_of_the_past or reading.is_copy:
            continue
        content = reading.held.report.content
        token = mentions(content, name=name)
        if token is not None:
            start = content.index(token)
            span = TextSpan.of(content, start=start, end=start + len(token))
            found.append(Evidence(reading.report_id, span, "names_party"))
        elif (evidence := _element_names(reading, name=name)) is not None:
            found.append(evidence)
    return tuple(found)


def _crowd(readings: Sequence[Reading]) -> tuple[Evidence, ...]:
    """Return where the reports that raise the threat show people beside the one who is meant."""
    found: list[Evidence] = []
    for reading in readings:
        if reading.raises and not reading.has("no_bystanders"):
            found.extend(reading.evidence("bystanders", shows="bystanders_exposed"))
            found.extend(
                Evidence(reading.report_id, element.span, "bystanders_exposed")
                for element in reading.of_role(Role.TARGET)
                if isinstance(element.norm, PersonNorm) and element.norm.name in _CROWDS
            )
    return tuple(found)


def _strangers(file: CaseFile, *, readings: Sequence[Reading]) -> tuple[Evidence, ...]:
    """Return where the reports that raise the threat name a target that no party of the case stands for."""
    names = [_name(party) for party in file.parties]
    return tuple(
        Evidence(reading.report_id, element.span, "somebody_else_meant")
        for reading in readings
        if reading.raises
        for element in reading.of_role(Role.TARGET)
        if isinstance(element.norm, PersonNorm)
        and element.norm.precision is Precision.NAMED
        and not any(_is_name_of(element.norm.name, party=name) for name in names)
    )


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
    found: list[IntendedVictim] = []
    told_by: set[PartyId] = set()  # of these the reports, or who found the victim out, tell that they are meant
    for party in file.parties:
        if party.is_suspect or not {PartyRole.VICTIM, PartyRole.PLACE_OWNER} & party.roles:
            continue
        is_named = party.id in identified or bool(_named_in(party, readings))
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
            if p.id not in there and not (spared and PartyRole.PUBLIC in p.roles)
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


def _sentence(text: str, cue: Cue) -> str:
    before = max((m.end() for m in _SENTENCE_END.finditer(text, 0, cue.span.start)), default=0)
    after = _SENTENCE_END.search(text, cue.span.end)
    return text[before : after.start() if after else len(text)]


def _is_meant_by(sentence: str, *, party: Party, cues: Cues) -> bool:
    name = _name(party)
    if mentions(sentence, name=name) is not None:
        return True
    offices = {cue.code.removeprefix("who_") for cue in cues.find(sentence) if cue.code.startswith("who_")}
    return bool(offices & {fold(word) for word in _words(name)})


def _leaky(file: CaseFile, *, readings: Sequence[Reading], cues: Cues) -> tuple[Feature, ...]:
    """Return the parties that a report or a note says would tell the suspect."""
    said: dict[PartyId, list[Evidence]] = {}
    for reading in readings:
        for cue in reading.cues:
            if cue.code != "passes_on":
                continue
            sentence = _sentence(reading.held.report.content, cue)
            for party in file.parties:
                if PartyRole.VICTIM not in party.roles and _is_meant_by(sentence, party=party, cues=cues):
                    quote = Evidence(reading.report_id, cue.span, "would_pass_it_on")
                    said.setdefault(party.id, []).append(quote)
    noted = tuple(
        Feature("would_pass_it_on", (), fact.about, fact.name)
        for fact in file.facts
        if fact.about is not None and any(cue.code == "passes_on" for cue in cues.find(fact.note))
    )
    return (*(Feature("would_pass_it_on", tuple(quotes), who) for who, quotes in said.items()), *noted)


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
    found.extend(_leaky(file, readings=readings, cues=cues))
    found.extend(
        Feature("safe_way_remains", (), fact.about, fact.name)
        for fact in file.facts
        if any(cue.code == "safe_way" for cue in cues.find(fact.note))
    )
    return tuple(found)

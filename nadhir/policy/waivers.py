"""Grounds on which a warning may be waived: a closed list, judged for each victim, one ground at a time.

Rules (law.md 1.3, [D]): only an established fact with the value true is a ground; a qualification in words is none,
and says at most how little may be told. What is established of one party covers that party and nobody else: an aware
ministry is no aware crowd. What is established of the case as a whole covers everybody, but a ground that lies in the
person never covers the people beside him, a public, or the people at a place. A ground is judged anew when something
new comes in. What looked like a ground and is none is recorded with the reason.

That a waiver stands only when a named senior officer who is not the analyst affirms it is not decided here: what is
computed is a recommendation.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from nadhir.policy.addressees import barred
from nadhir.policy.matter import Matter
from nadhir.terms.assessment import Urgency
from nadhir.terms.determination import Waiver, WaiverGround
from nadhir.terms.facts import Fact, FactName
from nadhir.terms.ids import PartyId
from nadhir.terms.party import Party, PartyRole
from nadhir.terms.report import SourceKind
from nadhir.terms.screening import Role, TimeNorm
from nadhir.terms.threat import Evidence

FACT_OF: Final[Mapping[WaiverGround, FactName]] = {
    WaiverGround.AWARE: FactName.VICTIM_AWARE,
    WaiverGround.COMBATANT: FactName.COMBATANT_ONLY,
    WaiverGround.VIOLENT_OFFENDER: FactName.VIOLENT_OFFENDER,
    WaiverGround.OWN_SOURCES: FactName.ENDANGERS_OWN_SOURCES,
    WaiverGround.PARTNER_SOURCES: FactName.ENDANGERS_PARTNER_SOURCES,
    WaiverGround.NO_WAY: FactName.NO_REASONABLE_WAY,
}
#: Grounds that lie in who the victim is: they never cover anybody else.
OF_THE_PERSON: Final = frozenset({WaiverGround.COMBATANT, WaiverGround.VIOLENT_OFFENDER})
#: Grounds that lie in what a warning would do to a source.
OF_SOURCES: Final = frozenset({WaiverGround.OWN_SOURCES, WaiverGround.PARTNER_SOURCES})


@dataclass(frozen=True, slots=True)
class Exposed:
    """Somebody who would be hurt, and whom a ground has to cover by himself.

    `victim` is None for people whom no party of the case stands for; `is_beside` marks those beside the one who is
    meant, a public, and the people at a place: a ground that lies in a person never covers them.
    """

    victim: PartyId | None
    is_beside: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What became of one ground for one of the exposed: it stands, or it was looked at and does not."""

    ground: WaiverGround
    victim: PartyId | None
    stands: bool
    because: tuple[str, ...]
    established_at: datetime


def exposed(matter: Matter, *, victims: Sequence[Party] | None = None) -> tuple[Exposed, ...]:
    """Return everybody who would be hurt, each once: the victims, a public, those at a place, and those unknown.

    A pack that looks at other victims than those whom the reports mean gives them. There is always somebody: where
    nobody is known, it is people whom no party stands for.
    """
    meant = matter.victims if victims is None else victims
    people = [Exposed(party.id) for party in meant]
    people.extend(Exposed(party.id, is_beside=True) for party in matter.exposed_public)
    known = {person.victim for person in people}
    people.extend(Exposed(p.id, is_beside=True) for p in matter.place_owners if p.id not in known)
    if (matter.has_bystanders and not matter.exposed_public) or matter.features("somebody_else_meant"):
        people.append(Exposed(None, is_beside=True))
    return tuple(people) or (Exposed(None),)


def _basis_since(matter: Matter, *, fact: Fact) -> bool:
    """Tell whether something that came after the fact, from another source than before, gives a warning another
    basis.
    """
    before = {h.source.id for h in matter.file.held if h.report.held_at <= fact.at}
    return any(h.report.held_at > fact.at and h.source.id not in before and h.copy_of is None for h in matter.file.held)


def _is_from_a_partner(matter: Matter) -> bool:
    """Tell whether any report of the case came from a partner, or under an originator's control (law.md 1.3, W5)."""
    return any(
        h.source.kind is SourceKind.PARTNER
        or (h.report.marking is not None and h.report.marking.is_originator_controlled)
        for h in matter.file.held
    )


def _objection(matter: Matter, *, ground: WaiverGround, fact: Fact) -> str | None:
    """Return why a fact is no ground, or None."""
    if fact.value is False:
        return "established_not_to_be_so"
    if fact.value is not True:
        return "qualified_not_established"
    if ground is WaiverGround.PARTNER_SOURCES and not _is_from_a_partner(matter):
        return "no_report_comes_from_a_partner"
    safe = any(f.fact is fact.name and f.party_id == fact.about for f in matter.features("safe_way_remains"))
    if ground in OF_SOURCES and safe:
        return "a_safe_way_remains"
    if ground in OF_SOURCES and _basis_since(matter, fact=fact):
        return "reopened_by_new_information"
    is_of_the_situation = ground in (WaiverGround.AWARE, WaiverGround.COMBATANT, WaiverGround.NO_WAY)
    if is_of_the_situation and matter.assessment.latest_new_at > fact.at:
        return "reopened_by_new_information"
    return None


def _governing(matter: Matter, *, ground: WaiverGround, victim: PartyId | None) -> Fact | None:
    """Return the fact that answers for this one person: his own, or that of the case as a whole.

    The later of the two answers, unless his own says no: what is said of everybody never overrules what was found out
    about one.
    """
    general = matter.fact(FACT_OF[ground], about=None)
    own = matter.fact(FACT_OF[ground], about=victim) if victim is not None else None
    if general is None or own is None:
        return own or general
    return general if general.at > own.at and _objection(matter, ground=ground, fact=own) is None else own


def _sole_protector(matter: Matter, *, people: Sequence[Exposed]) -> PartyId | None:
    """Return who protects exactly the one person exposed and nobody else, or None.

    The law lets a warning rest where the victim or those who protect him already know. Nothing on file says whom a
    protector stands for; so it counts only where there is one person and one protector, and no office with others in
    its care. That a ministry knows is nothing to the people in the street.
    """
    protectors = matter.with_role(PartyRole.PROTECTOR)
    others = {PartyRole.AUTHORITY, PartyRole.PUBLIC, PartyRole.PLACE_OWNER, PartyRole.VICTIM}
    is_sole = len(people) == 1 and not people[0].is_beside and people[0].victim is not None and len(protectors) == 1
    if not is_sole or protectors[0].roles & others or matter.with_role(PartyRole.PUBLIC):
        return None
    return protectors[0].id


def look_for(matter: Matter, *, ground: WaiverGround, person: Exposed, people: Sequence[Exposed]) -> Found | None:
    """Return what became of this ground for this one of the people, or None where nothing was established about it."""
    victim, name = person.victim, FACT_OF[ground]
    fact = _governing(matter, ground=ground, victim=victim)
    because = "established_and_still_so"
    if fact is None and ground is WaiverGround.AWARE:
        protector = _sole_protector(matter, people=people)
        fact = matter.fact(name, about=protector) if protector is not None else None
        because = "those_who_protect_this_victim_alone_know"
    if fact is None:
        return _of_somebody_else(matter, ground=ground, person=person)
    if person.is_beside and ground in OF_THE_PERSON:
        return Found(ground, victim, stands=False, because=("never_covers_bystanders",), established_at=fact.at)
    objection = _objection(matter, ground=ground, fact=fact)
    return Found(ground, victim, stands=objection is None, because=(objection or because,), established_at=fact.at)


def _of_somebody_else(matter: Matter, *, ground: WaiverGround, person: Exposed) -> Found | None:
    """Return that the ground was established of another party only, and so is none for this one."""
    if ground in OF_SOURCES:
        return None  # that telling one party costs a source keeps that party out, and says nothing about a victim
    others = [f for f in matter.facts(FACT_OF[ground]) if f.value is True and f.about is not None]
    if not others:
        return None
    is_beside = person.is_beside and ground in OF_THE_PERSON
    because = "never_covers_bystanders" if is_beside else "established_of_another_only"
    return Found(ground, person.victim, stands=False, because=(because,), established_at=max(f.at for f in others))


def look_for_all(
    matter: Matter, *, grounds: Sequence[WaiverGround], people: Sequence[Exposed] | None = None
) -> tuple[Found, ...]:
    """Return what became of each of these grounds for each of the people exposed."""
    looked_at = exposed(matter) if people is None else people
    looked = (
        look_for(matter, ground=ground, person=person, people=looked_at) for person in looked_at for ground in grounds
    )
    return tuple(dict.fromkeys(found for found in looked if found is not None))


def covered(found: Sequence[Found]) -> frozenset[PartyId]:
    """Return the known parties for whom a ground stands."""
    return frozenset(f.victim for f in found if f.stands and f.victim is not None)


def still_told(
    matter: Matter, *, chosen: Sequence[tuple[Party, str]], found: Sequence[Found]
) -> tuple[tuple[Party, str], ...]:
    """Return the chosen without those whom a ground covers, where others remain to be told.

    Whoever protects, or answers for a place, is told however much he knows himself: others are told through him. And
    where nobody else could be told, it is told once more to those who know.
    """
    through = {PartyRole.PROTECTOR, PartyRole.PLACE_OWNER}
    known = covered(found)
    left = tuple((p, because) for p, because in chosen if p.id not in known or p.roles & through)
    return left if any(not barred(matter, party=p) for p, _ in left) else tuple(chosen)


def expires_at(matter: Matter) -> datetime:
    """Return when a waiver recommended now expires: soon, unless the harm is dated and far off."""
    parameters = matter.parameters
    starts = [e.norm.start for e in matter.assessment.threat.of_role(Role.TIME) if isinstance(e.norm, TimeNorm)]
    is_far = (
        matter.assessment.urgency is Urgency.LATER
        and bool(starts)
        and min(starts) >= (matter.at + timedelta(days=parameters.far_days)).date()
    )
    hours = parameters.waiver_hours_far if is_far else parameters.waiver_hours_near
    return matter.at.astimezone(UTC) + timedelta(hours=hours)  # hours that pass, whatever the clocks on the wall do


def recommend(
    matter: Matter, *, found: Sequence[Found], expires: datetime, people: Sequence[Exposed] | None = None
) -> tuple[Waiver, ...]:
    """Return one waiver for each of the people, where every one of them is covered by himself; else nothing.

    Where two grounds stand for one victim, the one established last is taken: it is the one that fits what is known
    now. One ground for each victim, none bundled.
    """
    waivers: list[Waiver] = []
    for person in exposed(matter) if people is None else people:
        standing = [f for f in found if f.stands and f.victim == person.victim]
        if not standing:
            return ()
        best = max(standing, key=lambda f: f.established_at)
        waivers.append(Waiver(best.ground, person.victim, expires, best.because, evidence=_quotes(matter)))
    return tuple(waivers)


def _quotes(matter: Matter) -> tuple[Evidence, ...]:
    return matter.assessment.specific.evidence[:3]

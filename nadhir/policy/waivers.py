"""Grounds on which a warning may be waived: a closed list, judged for each victim, one ground at a time.

Rules (law.md 1.3, [D]): only an established fact with the value true is a ground; a qualification in words is none,
and says at most how little may be told. A ground that lies in the person never covers the people beside him. A ground
is judged anew when something new comes in. What looked like a ground and is none is recorded with the reason.

That a waiver stands only when a named senior officer who is not the analyst affirms it is not decided here: what is
computed is a recommendation.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from nadhir.policy.matter import Matter
from nadhir.terms.assessment import Urgency
from nadhir.terms.determination import Waiver, WaiverGround
from nadhir.terms.facts import Fact, FactName
from nadhir.terms.ids import PartyId
from nadhir.terms.party import PartyRole
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
class Found:
    """What became of one ground for one victim: it stands, or it was looked at and does not."""

    ground: WaiverGround
    victim: PartyId | None
    stands: bool
    because: tuple[str, ...]
    established_at: datetime


def _basis_since(matter: Matter, *, fact: Fact) -> bool:
    """Tell whether something that came after the fact, from another source than before, gives a warning another
    basis.
    """
    before = {h.source.id for h in matter.file.held if h.report.held_at <= fact.at}
    return any(h.report.held_at > fact.at and h.source.id not in before and h.copy_of is None for h in matter.file.held)


def _objection(matter: Matter, *, ground: WaiverGround, fact: Fact) -> str | None:
    """Return why a fact is no ground, or None."""
    if fact.value is False:
        return "established_not_to_be_so"
    if fact.value is not True:
        return "qualified_not_established"
    safe = any(f.fact is fact.name and f.party_id == fact.about for f in matter.features("safe_way_remains"))
    if ground in OF_SOURCES and safe:
        return "a_safe_way_remains"
    if ground in OF_SOURCES and _basis_since(matter, fact=fact):
        return "reopened_by_new_information"
    is_of_the_situation = ground in (WaiverGround.AWARE, WaiverGround.COMBATANT, WaiverGround.NO_WAY)
    if is_of_the_situation and matter.assessment.latest_new_at > fact.at:
        return "reopened_by_new_information"
    return None


def look_for(
    matter: Matter, *, ground: WaiverGround, victim: PartyId | None, is_bystander: bool = False
) -> Found | None:
    """Return what became of this ground for this victim, or None where nothing was established about it.

    `victim` is None where no victim is known by name: then only what is true of the case as a whole counts.
    """
    name = FACT_OF[ground]
    candidates = [matter.fact(name, about=None)]
    if victim is not None:
        candidates.append(matter.fact(name, about=victim))
    if ground is WaiverGround.AWARE and (is_bystander or victim is None):
        # People who cannot be told one by one are told through those who protect them: it is these who must know.
        candidates.extend(matter.fact(name, about=p.id) for p in matter.with_role(PartyRole.PROTECTOR))
    fact = max((f for f in candidates if f is not None), key=lambda f: f.at, default=None)
    if fact is None:
        return None
    if is_bystander and ground in OF_THE_PERSON:
        return Found(ground, victim, stands=False, because=("never_covers_bystanders",), established_at=fact.at)
    objection = _objection(matter, ground=ground, fact=fact)
    because = (objection,) if objection else ("established_and_still_so",)
    return Found(ground, victim, stands=objection is None, because=because, established_at=fact.at)


def look_for_all(matter: Matter, *, grounds: Sequence[WaiverGround]) -> tuple[Found, ...]:
    """Return what became of each of these grounds for each victim and for the people beside them."""
    people: list[tuple[PartyId | None, bool]] = [(p.id, False) for p in matter.victims]
    people.extend((p.id, True) for p in matter.exposed_public)
    if matter.has_bystanders and not matter.exposed_public:
        people.append((None, True))
    if not people:
        people.append((None, False))
    looked = (
        look_for(matter, ground=ground, victim=victim, is_bystander=is_bystander)
        for victim, is_bystander in people
        for ground in grounds
    )
    found = [f for f in looked if f is not None]
    # That a violent man or a fighter is waived says nothing of those beside him; it is recorded that it was looked at.
    for waived in [f for f in found if f.stands and f.ground in OF_THE_PERSON]:
        found.extend(
            Found(
                waived.ground,
                victim,
                stands=False,
                because=("never_covers_bystanders",),
                established_at=waived.established_at,
            )
            for victim, is_bystander in people
            if is_bystander
        )
    return tuple(dict.fromkeys(found))


def expires_at(matter: Matter) -> datetime:
    """Return when a waiver recommended now expires: soon, unless the harm is dated and far off."""
    parameters = matter.parameters
    starts = [e.norm.start for e in matter.assessment.threat.of_role(Role.TIME) if isinstance(e.norm, TimeNorm)]
    is_far = (
        matter.assessment.urgency is Urgency.LATER
        and bool(starts)
        and min(starts) >= (matter.at + timedelta(days=parameters.far_days)).date()
    )
    return matter.at + timedelta(hours=parameters.waiver_hours_far if is_far else parameters.waiver_hours_near)


def recommend(matter: Matter, *, found: Sequence[Found], expires: datetime) -> tuple[Waiver, ...]:
    """Return one waiver for each victim, where every victim and everybody beside them is covered; else nothing.

    Where two grounds stand for one victim, the one established last is taken: it is the one that fits what is known
    now. One ground for each victim, none bundled.
    """
    people: list[PartyId | None] = list(
        dict.fromkeys([*(p.id for p in matter.victims), *(p.id for p in matter.exposed_public)])
    )
    if matter.has_bystanders and not matter.exposed_public:
        people.append(None)
    if not people:
        people.append(None)
    waivers: list[Waiver] = []
    for victim in people:
        standing = [f for f in found if f.stands and f.victim == victim]
        if not standing:
            return ()
        best = max(standing, key=lambda f: f.established_at)
        waivers.append(
            Waiver(
                ground=best.ground, victim=victim, expires_at=expires, because=best.because, evidence=_quotes(matter)
            )
        )
    return tuple(waivers)


def _quotes(matter: Matter) -> tuple[Evidence, ...]:
    return matter.assessment.specific.evidence[:3]

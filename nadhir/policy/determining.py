"""Applies a pack to a case: in force or not, bound or by choice, provision by provision, and what follows."""

from datetime import UTC, datetime, timedelta
from typing import Final

from nadhir.policy.harm_of_warning import look_for_harm
from nadhir.policy.matter import Matter
from nadhir.policy.pack import Pack, Ruling
from nadhir.policy.populations import DOUBLE_STANDARD, is_double_standard, populations, with_public
from nadhir.policy.waivers import look_for_all
from nadhir.terms.assessment import Answer, Assessment
from nadhir.terms.case import CaseFile
from nadhir.terms.determination import Clock, ClockName, Determination, NearMiss, Outcome, WaiverGround
from nadhir.terms.provision import Holding, Provision

#: The paragraph under which a determination says whether the instrument was in force that day.
IN_FORCE: Final = "in force"


def _in_force(pack: Pack, *, matter: Matter) -> Holding:
    instrument, day = pack.instrument, matter.at.date()
    provision = Provision(
        instrument=instrument.pack,
        paragraph=IN_FORCE,
        reference=instrument.reference or instrument.title,
        is_verified=instrument.is_verified,
        origin=instrument.origin,
        in_force_from=instrument.in_force_from,
        in_force_until=instrument.in_force_until,
        words=instrument.words,
    )
    if provision.is_in_force_on(day):
        return Holding(provision, Answer.YES, ("in_force",))
    if day > instrument.in_force_from:
        return Holding(provision, Answer.NO, ("no_longer_in_force",))
    if instrument.earlier_from is not None and day >= instrument.earlier_from:
        return Holding(provision, Answer.NO, ("not_yet_in_force",), left_to_person=instrument.earlier_for)
    return Holding(provision, Answer.NO, ("not_yet_in_force",))


def _clock(pack: Pack, *, matter: Matter, outcome: Outcome) -> Clock:
    """Return the clock of the release decision.

    It starts when the threat was first known, and anew when something came in that changed the picture, since that is a
    decision of its own. A report that only repeats moves nothing.
    """
    assessment = matter.assessment
    is_ripe = outcome in (Outcome.WARN, Outcome.WAIVE)
    known_at = assessment.latest_new_at if is_ripe else assessment.first_known_at
    started_at = known_at.astimezone(UTC)  # minutes that pass: clocks that are put forward on a wall take none away
    minutes = pack.parameters.clock_minutes[assessment.urgency]
    return Clock(
        name=ClockName.RELEASE_DECISION,
        started_at=started_at,
        due_at=started_at + timedelta(minutes=minutes),
        urgency=assessment.urgency,
        provision="[D]",
    )


def _not_in_force(holding: Holding) -> Ruling:
    return Ruling(
        outcome=Outcome.NO_DUTY,
        reasons=("instrument_" + holding.because[0],),
        would_change_it=tuple(code for code in (holding.left_to_person, "another_instrument_or_own_policy") if code),
    )


def _near_misses(matter: Matter) -> tuple[NearMiss, ...]:
    """Return every ground that was established in some way and stands for nobody it was looked at for, with why."""
    found = look_for_all(matter, grounds=tuple(WaiverGround))
    return tuple(NearMiss(each.ground, each.victim, each.because) for each in found if not each.stands)


def determine(assessment: Assessment, *, file: CaseFile, at: datetime, pack: Pack) -> Determination:
    """Return what the pack says follows, with the trace of every provision that was asked.

    It is a recommendation until a person takes it: `decided_by` is empty. A matter under a law that was not in force
    that day has no duty under it, and says so. Whoever it names is told only once an officer has weighed what telling
    them could do (`risks`).
    """
    trace: dict[str, Holding] = {}
    matter = Matter(assessment=assessment, file=file, at=at, parameters=pack.parameters, trace=trace)
    trace[IN_FORCE] = in_force = _in_force(pack, matter=matter)
    if in_force.holds is Answer.YES:
        for rule in pack.provisions:
            holding = rule(matter)
            trace[holding.provision.paragraph] = holding
        ruling = with_public(matter, ruling=pack.conclude(matter))
    else:
        ruling = _not_in_force(in_force)
    unreachable = tuple(f"no_channel_is_known:{a.party_id}" for a in ruling.addressees if not a.channels)
    exposed = populations(matter, addressees=ruling.addressees, not_addressed=ruling.not_addressed)
    unequal = (DOUBLE_STANDARD,) if is_double_standard(exposed) else ()
    questions = tuple(dict.fromkeys((*assessment.open_questions, *ruling.open_questions, *unreachable, *unequal)))
    return Determination(
        case_id=assessment.case_id,
        at=at,
        pack=pack.key,
        pack_version=pack.parameters.version,
        outcome=ruling.outcome,
        holdings=tuple(trace.values()),
        reasons=ruling.reasons,
        clock=_clock(pack, matter=matter, outcome=ruling.outcome),
        addressees=ruling.addressees,
        not_addressed=ruling.not_addressed,
        waivers=ruling.waivers,
        is_bound=pack.is_bound(file.holder),
        is_mandatory=pack.is_mandatory,
        open_questions=questions,
        renewal_due=assessment.window_lapsed,
        courtesy_notice=ruling.courtesy_notice,
        would_change_it=ruling.would_change_it,
        numbers_digest=pack.parameters.digest,
        rules_digest=pack.rules_digest,
        populations=exposed,
        risks=look_for_harm(matter, addressees=ruling.addressees),
        is_harm_looked_for=True,
        near_misses=_near_misses(matter),
    )

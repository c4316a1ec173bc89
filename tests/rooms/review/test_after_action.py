"""The review says only what the record holds: times, silence, and whether anybody took the warning in."""

from datetime import UTC, datetime, timedelta

import pytest

from nadhir.review import AfterAction, Extract, FigureName, LessonCode, Verdict, after_action
from nadhir.terms.assessment import Urgency
from nadhir.terms.case import CaseEvent, CaseEventKind
from nadhir.terms.delivery import Acknowledgement, Delivery, DeliveryState
from nadhir.terms.determination import Clock, ClockName, Determination, Outcome, Waiver, WaiverGround
from nadhir.terms.errors import InvalidTermError
from nadhir.terms.ids import CaseId, DeliveryId, PartyId, ReleaseId
from nadhir.terms.party import ChannelKind
from nadhir.terms.sealed import Sealed

CASE = CaseId("c-1")
KNOWN = datetime(2025, 3, 1, 8, 0, tzinfo=UTC)
K = CaseEventKind


def at(minutes: int) -> datetime:
    return KNOWN + timedelta(minutes=minutes)


def determined(outcome: Outcome, minutes: int, *, allowed: int = 120, renewal_due: bool = False) -> Determination:
    waivers = (Waiver(WaiverGround.NO_WAY, None, at(minutes + 60), ("every_channel_tried",)),)
    return Determination(
        case_id=CASE,
        at=at(minutes),
        pack="icd-191",
        pack_version="1",
        outcome=outcome,
        holdings=(),
        reasons=("because",),
        clock=Clock(ClockName.RELEASE_DECISION, KNOWN, at(allowed), Urgency.LATER),
        waivers=waivers if outcome is Outcome.WAIVE else (),
        renewal_due=renewal_due,
    )


def delivery(state: DeliveryState, *, acknowledged: int | None = None) -> Delivery:
    return Delivery(
        id=DeliveryId("d-1"),
        case_id=CASE,
        release_id=ReleaseId("rel-1"),
        party_id=PartyId("wardens"),
        channels=(ChannelKind.PHONE,),
        state=state,
        acknowledgement=None
        if acknowledged is None
        else Acknowledgement(by=Sealed("N. N."), rank="duty officer", at=at(acknowledged)),
    )


def reviewed(
    *events: tuple[CaseEventKind, int],
    determinations: tuple[Determination, ...] = (),
    deliveries: tuple[Delivery, ...] = (),
    attack: int | None = None,
) -> AfterAction:
    return after_action(
        Extract(
            case_id=CASE,
            first_known_at=KNOWN,
            drawn_at=at(10_000),
            events=tuple(CaseEvent(kind, CASE, at(minutes)) for kind, minutes in events),
            determinations=determinations,
            deliveries=deliveries,
            attack_at=None if attack is None else at(attack),
        )
    )


WARN = (determined(Outcome.WARN, 30),)
RELEASED = (K.WARNING_RELEASED, 60)


def test_a_warning_acknowledged_within_the_clock_and_before_the_act_is_met_in_time() -> None:
    review = reviewed(
        RELEASED,
        (K.WARNING_ACKNOWLEDGED, 90),
        determinations=WARN,
        deliveries=(delivery(DeliveryState.ACTION_STATED, acknowledged=90),),
        attack=5000,
    )
    assert review.verdict is Verdict.MET_IN_TIME
    assert review.figure(FigureName.TO_RELEASE).minutes == 60
    assert review.figure(FigureName.LEAD).minutes == 4910


def test_a_warning_that_was_only_sent_is_not_counted_as_taken_in() -> None:
    review = reviewed(RELEASED, determinations=WARN, deliveries=(delivery(DeliveryState.SENT),))
    assert review.verdict is Verdict.GIVEN_NOT_ACKNOWLEDGED
    assert review.acknowledged == 0


@pytest.mark.parametrize(("acknowledged", "attack"), [(200, 150), (150, 150)])
def test_an_acknowledgement_after_the_act_is_late(acknowledged: int, attack: int) -> None:
    review = reviewed(
        RELEASED,
        determinations=WARN,
        deliveries=(delivery(DeliveryState.ACKNOWLEDGED, acknowledged=acknowledged),),
        attack=attack,
    )
    assert review.verdict is Verdict.MET_LATE


def test_a_release_after_its_clock_is_late_and_said_so() -> None:
    review = reviewed(
        (K.WARNING_RELEASED, 500),
        determinations=WARN,
        deliveries=(delivery(DeliveryState.ACKNOWLEDGED, acknowledged=510),),
    )
    assert review.verdict is Verdict.MET_LATE
    assert LessonCode.RELEASE_AFTER_CLOCK in {lesson.code for lesson in review.lessons}


def test_the_clock_counts_from_the_duty_and_a_slow_finding_of_it_is_a_lesson() -> None:
    review = reviewed(
        (K.WARNING_RELEASED, 4060),
        determinations=(determined(Outcome.WARN, 4000),),
        deliveries=(delivery(DeliveryState.ACKNOWLEDGED, acknowledged=4100),),
    )
    assert review.verdict is Verdict.MET_IN_TIME
    assert review.figure(FigureName.DUTY_TO_RELEASE).minutes == 60
    assert LessonCode.SLOW_DETERMINATION in {lesson.code for lesson in review.lessons}


def test_a_duty_found_and_no_warning_released_is_not_given() -> None:
    review = reviewed(determinations=WARN)
    assert review.verdict is Verdict.NOT_GIVEN
    assert LessonCode.RELEASE_AFTER_CLOCK in {lesson.code for lesson in review.lessons}


@pytest.mark.parametrize(
    ("outcome", "verdict"),
    [
        (Outcome.WAIVE, Verdict.WAIVED),
        (Outcome.REFER, Verdict.REFERRED),
        (Outcome.NO_DUTY, Verdict.NO_DUTY),
        (Outcome.UNDECIDED, Verdict.UNDECIDED),
    ],
)
def test_a_case_without_a_warning_ends_as_it_was_determined(outcome: Outcome, verdict: Verdict) -> None:
    assert reviewed(determinations=(determined(outcome, 20),)).verdict is verdict


def test_a_case_nobody_determined_is_undecided() -> None:
    assert reviewed().verdict is Verdict.UNDECIDED


@pytest.mark.parametrize(
    ("escalated", "code"),
    [(True, LessonCode.SILENCE_THEN_ESCALATED), (False, LessonCode.SILENCE_NOT_ESCALATED)],
)
def test_silence_is_counted_as_silence_and_what_followed_is_said(escalated: bool, code: LessonCode) -> None:
    events = [RELEASED, (K.SILENCE_RECORDED, 3000)]
    if escalated:
        events.append((K.DELIVERY_ESCALATED, 3001))
    review = reviewed(*events, determinations=WARN, deliveries=(delivery(DeliveryState.SILENT),))
    assert review.silences == 1
    assert code in {lesson.code for lesson in review.lessons}


def test_a_lapsed_window_without_a_decision_is_pointed_to() -> None:
    lapsed = (*WARN, determined(Outcome.WARN, 4000, renewal_due=True))
    assert LessonCode.WINDOW_NOT_RENEWED in {
        lesson.code for lesson in reviewed(RELEASED, determinations=lapsed).lessons
    }
    renewed = reviewed(RELEASED, (K.WARNING_RENEWED, 4100), determinations=lapsed)
    assert LessonCode.WINDOW_NOT_RENEWED not in {lesson.code for lesson in renewed.lessons}


@pytest.mark.parametrize(
    ("events", "code"),
    [((RELEASED,), LessonCode.ACT_HAPPENED_AFTER_WARNING), ((), LessonCode.ACT_HAPPENED_UNWARNED)],
)
def test_an_act_after_all_is_in_the_review(events: tuple[tuple[CaseEventKind, int], ...], code: LessonCode) -> None:
    assert code in {lesson.code for lesson in reviewed(*events, determinations=WARN, attack=9000).lessons}


def test_events_out_of_order_are_refused() -> None:
    with pytest.raises(InvalidTermError):
        reviewed((K.WARNING_RELEASED, 60), (K.CASE_OPENED, 1))

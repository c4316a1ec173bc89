from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nadhir.deliver import (
    CLOSES_ATTEMPT,
    TABLE,
    NotAllowedError,
    Pace,
    StepKind,
    apply,
    claim,
    may_follow,
    next_step,
    queue,
    timed,
)
from nadhir.terms.delivery import (
    Acknowledgement,
    Delivery,
    DeliveryEvent,
    DeliveryEventKind,
    DeliveryState,
    Receipt,
)
from nadhir.terms.errors import InvalidTermError, TheirsError
from nadhir.terms.ids import CaseId, DeliveryId, OfficerId, PartyId, ReleaseId
from nadhir.terms.marking import TLP, Marking
from nadhir.terms.party import ChannelKind
from nadhir.terms.release import Mode, Recipient, Release, ReleaseState
from nadhir.terms.sealed import Sealed

S = DeliveryState
E = DeliveryEventKind
AT = datetime(2024, 1, 1, 9, tzinfo=UTC)
PACE = Pace()
LIAISON, PAGE, DROP = ChannelKind.LIAISON, ChannelKind.SECURE_PAGE, ChannelKind.DROP
SAID = Acknowledgement(by=Sealed("Col. Karimi"), rank="duty officer", at=AT)


def a_delivery(*channels: ChannelKind, state: DeliveryState = S.QUEUED) -> Delivery:
    return Delivery(
        id=DeliveryId("d-1"),
        case_id=CaseId("c-1"),
        release_id=ReleaseId("rel-1"),
        party_id=PartyId("embassy"),
        channels=channels or (LIAISON, PAGE),
        state=state,
    )


def happened(
    kind: DeliveryEventKind, *, at: datetime = AT, channel: ChannelKind | None = None, note: str = ""
) -> DeliveryEvent:
    is_answer = kind in {E.ACKNOWLEDGED, E.ACTION_STATED}
    return DeliveryEvent(kind=kind, at=at, channel=channel, note=note, acknowledgement=SAID if is_answer else None)


def sent(delivery: Delivery, *, at: datetime = AT) -> Delivery:
    receipt = Receipt(reference="r", at=at, is_with_addressee=False)
    return apply(claim(delivery, at=at, pace=PACE), event=replace(happened(E.ACCEPTED, at=at), receipt=receipt))


def test_sent_says_only_that_a_channel_took_it() -> None:
    delivery = sent(a_delivery())
    assert delivery.state is S.SENT
    assert delivery.acknowledgement is None
    assert next_step(delivery, at=AT, pace=PACE).kind is StepKind.WAIT


def test_silence_is_recorded_and_then_the_next_channel_is_tried() -> None:
    delivery = sent(a_delivery())
    due = timed(delivery, pace=PACE).answer_due_at
    assert due == AT + timedelta(minutes=PACE.answer_minutes[LIAISON])
    assert next_step(delivery, at=due - timedelta(seconds=1), pace=PACE).kind is StepKind.WAIT
    assert next_step(delivery, at=due, pace=PACE).kind is StepKind.RECORD_SILENCE
    silent = apply(delivery, event=happened(E.TIME_PASSED, at=due))
    assert silent.state is S.SILENT
    assert next_step(silent, at=due, pace=PACE).kind is StepKind.MOVE_ON
    moved = apply(silent, event=happened(E.MOVED_ON, at=due))
    assert (moved.state, moved.channel) == (S.QUEUED, PAGE)
    assert next_step(moved, at=due, pace=PACE).kind is StepKind.SEND


def test_an_exhausted_delivery_returns_the_case_to_a_person() -> None:
    failed = apply(claim(a_delivery(DROP), at=AT, pace=PACE), event=happened(E.FAILED_FOR_GOOD))
    exhausted = apply(failed, event=happened(E.MOVED_ON))
    assert exhausted.state is S.EXHAUSTED
    assert next_step(exhausted, at=AT, pace=PACE).kind is StepKind.RETURN_TO_PERSON


def test_a_retry_on_one_channel_bears_the_same_key_and_the_next_channel_another() -> None:
    delivery = claim(a_delivery(), at=AT, pace=PACE)
    again = claim(apply(delivery, event=happened(E.FAILED_FOR_NOW)), at=AT, pace=PACE)
    assert again.attempts[0].idempotency_key == again.attempts[1].idempotency_key
    moved = apply(apply(again, event=happened(E.FAILED_FOR_GOOD)), event=happened(E.MOVED_ON))
    third = claim(moved, at=AT, pace=PACE)
    assert third.attempts[2].idempotency_key != third.attempts[1].idempotency_key
    assert [attempt.number for attempt in third.attempts] == [1, 2, 3]


def test_passing_failures_pause_longer_and_then_end_the_channel() -> None:
    delivery, at = a_delivery(), AT
    for pause in PACE.retry_seconds:
        delivery = apply(claim(delivery, at=at, pace=PACE), event=happened(E.FAILED_FOR_NOW, at=at))
        step = next_step(delivery, at=at, pace=PACE)
        assert (step.kind, step.at) == (StepKind.WAIT, at + timedelta(seconds=pause))
        at += timedelta(seconds=pause)
        assert next_step(delivery, at=at, pace=PACE).kind is StepKind.SEND
    delivery = apply(claim(delivery, at=at, pace=PACE), event=happened(E.FAILED_FOR_NOW, at=at))
    assert next_step(delivery, at=at, pace=PACE).kind is StepKind.MOVE_ON


def test_a_lease_that_ran_out_is_sent_again_and_the_attempt_stays_on_record() -> None:
    delivery = claim(a_delivery(), at=AT, pace=PACE)
    assert next_step(delivery, at=AT, pace=PACE).kind is StepKind.WAIT
    late = AT + timedelta(seconds=PACE.lease_seconds)
    assert next_step(delivery, at=late, pace=PACE).kind is StepKind.EXPIRE_LEASE
    freed = apply(delivery, event=happened(E.LEASE_EXPIRED, at=late))
    assert freed.state is S.QUEUED
    assert freed.attempts[0].outcome is E.LEASE_EXPIRED


@pytest.mark.parametrize("state", DeliveryState)
def test_an_acknowledgement_counts_in_every_state(state: DeliveryState) -> None:
    acknowledged = apply(a_delivery(state=state), event=happened(E.ACKNOWLEDGED))
    assert acknowledged.acknowledgement == SAID
    kept = {S.ACTION_STATED, S.CANCELLED}
    assert acknowledged.state is (state if state in kept else S.ACKNOWLEDGED)


def test_nobody_acknowledges_without_a_name() -> None:
    with pytest.raises(NotAllowedError, match="name"):
        apply(sent(a_delivery()), event=DeliveryEvent(kind=E.ACKNOWLEDGED, at=AT))


def test_late_word_of_an_earlier_channel_is_noted_and_stops_nothing() -> None:
    silent = apply(sent(a_delivery()), event=happened(E.TIME_PASSED))
    moved = claim(apply(silent, event=happened(E.MOVED_ON)), at=AT, pace=PACE)
    told = apply(moved, event=happened(E.CONFIRMED, channel=LIAISON, note="handed over after all"))
    assert told.state is S.SENDING
    assert told.attempts[0].outcome is E.CONFIRMED
    assert "accepted before" in told.attempts[0].note
    assert told.attempts[1].outcome is None


def test_a_declined_warning_moves_on() -> None:
    declined = apply(sent(a_delivery()), event=happened(E.DECLINED))
    assert next_step(declined, at=AT, pace=PACE).kind is StepKind.MOVE_ON


def test_every_state_has_a_way_on_or_is_an_end() -> None:
    for state in DeliveryState:
        assert may_follow(state)
        delivery = a_delivery(state=state)
        step = next_step(delivery, at=AT, pace=PACE).kind
        assert step is not StepKind.NOTHING or state in {S.ACKNOWLEDGED, S.ACTION_STATED, S.CANCELLED}


def test_what_is_not_in_the_table_is_refused_and_changes_nothing() -> None:
    for state in DeliveryState:
        for kind in DeliveryEventKind:
            if (state, kind) not in TABLE:
                with pytest.raises(NotAllowedError, match="allowed now"):
                    apply(a_delivery(state=state), event=happened(kind))


def a_release(*, mode: Mode, state: ReleaseState) -> Release:
    return Release(
        id=ReleaseId("rel-1"),
        case_id=CaseId("c-1"),
        texts=(),
        recipients=(
            Recipient(party_id=PartyId("a"), channels=(DROP, DROP, PAGE), language="ar"),
            Recipient(party_id=PartyId("b"), channels=(LIAISON,), language="en"),
        ),
        marking=Marking(TLP.RED),
        authors=frozenset({OfficerId("salma")}),
        content_digest="",
        proposed_at=AT,
        expires_at=AT + timedelta(hours=72),
        mode=mode,
        state=state,
    )


def test_a_release_queues_one_delivery_for_each_recipient_and_a_drill_stays_a_drill() -> None:
    ids = (DeliveryId(f"d-{number}") for number in count())
    queued = queue(a_release(mode=Mode.DRILL, state=ReleaseState.RELEASED), ids=ids, at=AT)
    assert [(d.id, d.party_id, d.channels) for d in queued] == [
        ("d-0", "a", (DROP, PAGE)),
        ("d-1", "b", (LIAISON,)),
    ]
    assert all(delivery.is_drill for delivery in queued)


@pytest.mark.parametrize("state", [state for state in ReleaseState if state is not ReleaseState.RELEASED])
def test_what_is_not_released_queues_nothing(state: ReleaseState) -> None:
    with pytest.raises(TheirsError):
        queue(a_release(mode=Mode.LIVE, state=state), ids=iter(()), at=AT)


def test_a_pace_names_every_channel_and_goes_forward() -> None:
    with pytest.raises(InvalidTermError):
        Pace(lease_seconds=0)
    with pytest.raises(InvalidTermError, match="drop"):
        Pace(answer_minutes={kind: 1 for kind in ChannelKind if kind is not DROP})


far_side = st.sampled_from(("takes", "confirms", "later", "never"))
worker = st.sampled_from(("works", "dies_before_sending", "dies_after_sending"))
answers = st.sampled_from(("silent", "silent", "silent", "acknowledges"))


@given(
    channels=st.lists(st.sampled_from(tuple(ChannelKind)), min_size=1, max_size=4, unique=True),
    chances=st.lists(st.tuples(far_side, worker, answers), min_size=200, max_size=200),
)
def test_under_crashes_every_channel_it_comes_to_is_sent_at_least_once_and_every_attempt_is_recorded(
    channels: list[ChannelKind], chances: list[tuple[str, str, str]]
) -> None:
    """Walks a delivery to its end with a worker that dies and a far side that fails; the record is the stored value."""
    stored, at = a_delivery(*channels), AT
    reached: list[tuple[ChannelKind, str]] = []
    tries = 0
    for far, work, answer in chances:
        step = next_step(stored, at=at, pace=PACE)
        match step.kind:
            case StepKind.WAIT:
                assert step.at is not None
                assert step.at > at
                if answer == "acknowledges" and stored.state in {S.SENT, S.DELIVERED}:
                    stored = apply(stored, event=happened(E.ACKNOWLEDGED, at=at))
                at = step.at
            case StepKind.EXPIRE_LEASE:
                stored = apply(stored, event=happened(E.LEASE_EXPIRED, at=at))
            case StepKind.RECORD_SILENCE:
                stored = apply(stored, event=happened(E.TIME_PASSED, at=at))
            case StepKind.MOVE_ON:
                stored = apply(stored, event=happened(E.MOVED_ON, at=at))
            case StepKind.SEND:
                stored = claim(stored, at=at, pace=PACE)
                tries += 1
                if work == "dies_before_sending":
                    continue
                if far in {"takes", "confirms"}:
                    reached.append((stored.channel, stored.attempts[-1].idempotency_key))
                if work == "works":
                    kinds = {
                        "takes": E.ACCEPTED,
                        "confirms": E.CONFIRMED,
                        "later": E.FAILED_FOR_NOW,
                        "never": E.FAILED_FOR_GOOD,
                    }
                    stored = apply(stored, event=happened(kinds[far], at=at))
            case _:
                break
        assert len(stored.attempts) == tries
    assert stored.state in {S.EXHAUSTED, S.ACKNOWLEDGED}
    assert [attempt.number for attempt in stored.attempts] == list(range(1, tries + 1))
    assert all(attempt.outcome in CLOSES_ATTEMPT for attempt in stored.attempts)
    tried = list(dict.fromkeys(attempt.channel for attempt in stored.attempts))
    assert tried == channels[: len(tried)]
    if stored.state is S.EXHAUSTED:
        assert tried == channels
    # A recipient can tell a repetition: one key for each channel, whatever died.
    assert len({key for _, key in reached}) == len({channel for channel, _ in reached})
    recorded = {(attempt.channel, attempt.idempotency_key) for attempt in stored.attempts}
    assert set(reached) <= recorded

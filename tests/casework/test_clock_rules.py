"""The clocks as they follow from a record: whatever comes in, nothing of it puts a running decision off or ends it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from nadhir.casework.clocks import ClockRecord, Judged, StandingClock, standing_clocks
from nadhir.reference import clock_parameters
from nadhir.terms.assessment import Urgency
from nadhir.terms.clocks import ClockChange, ClockChangeKind
from nadhir.terms.determination import Clock, ClockName, Determination, Outcome
from nadhir.terms.ids import CaseId, OfficerId

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
PARAMETERS = clock_parameters.load()
minutes = st.integers(min_value=0, max_value=4000)
#: Each a minute of judging, how long before it something new came in, and how long its decision may take.
judgements = st.lists(st.tuples(minutes, st.integers(0, 300), st.integers(1, 1440)), min_size=1, max_size=8)


def judged(at: int, *, before: int = 0, allowed: int = 30, outcome: Outcome = Outcome.WARN) -> Judged:
    started_at = NOON + timedelta(minutes=at - min(before, at))
    return Judged(
        at=NOON + timedelta(minutes=at),
        started_at=started_at,
        due_at=started_at + timedelta(minutes=allowed),
        outcome=outcome,
    )


def record(*history: Judged, **changes: object) -> ClockRecord:
    last = history[-1]
    determination = Determination(
        case_id=CaseId("c-1"),
        at=last.at,
        pack="icd-191",
        pack_version="icd-191/1",
        outcome=last.outcome,
        holdings=(),
        reasons=("threshold_met",),
        clock=Clock(ClockName.RELEASE_DECISION, last.started_at, last.due_at, Urgency.UNDER_24_HOURS, "[D]"),
        decided_at=last.decided_at,
        decided_by=None if last.decided_at is None else OfficerId("salma"),
    )
    whole = ClockRecord(is_open=True, judged=history, determination=determination)
    return replace(whole, **changes)  # type: ignore[arg-type]


def decisions(given_record: ClockRecord) -> list[StandingClock]:
    return [
        each
        for each in standing_clocks(given_record, parameters=PARAMETERS)
        if each.clock.name is ClockName.RELEASE_DECISION and each.is_running
    ]


@given(judgements)
def test_no_judgement_that_follows_puts_a_decision_off_that_is_due(steps: list[tuple[int, int, int]]) -> None:
    history: list[Judged] = []
    soonest: datetime | None = None
    for at, before, allowed in sorted(steps):
        history.append(judged(at, before=before, allowed=allowed))
        running = decisions(record(*history))
        assert running, "a decision that nobody took has no clock"
        first = min(each.clock.due_at for each in running)
        known = {each.started_at for each in history[:-1]}
        if soonest is not None and history[-1].started_at not in known:
            assert first <= soonest
        soonest = first


@given(judgements, st.integers(min_value=0, max_value=5000))
def test_only_what_it_waits_for_ends_a_decision(steps: list[tuple[int, int, int]], released: int) -> None:
    history = [judged(at, before=before, allowed=allowed) for at, before, allowed in sorted(steps)]
    released_at = NOON + timedelta(minutes=released)
    running = decisions(record(*history, released_at=(released_at,)))
    for each in running:
        assert each.clock.started_at > released_at
    if released_at >= max(each.at for each in history):
        assert running == []


def test_a_report_within_the_time_shares_its_clock_and_one_after_it_has_its_own() -> None:
    first = judged(0, allowed=30)
    (shared,) = decisions(record(first, judged(20, allowed=30)))
    assert (shared.clock.started_at, shared.clock.due_at) == (first.started_at, first.due_at)
    own = decisions(record(first, judged(60, allowed=30)))
    assert [each.clock.started_at for each in own] == [NOON, NOON + timedelta(minutes=60)]


def test_a_recommendation_that_is_no_longer_what_was_released_asks_for_a_decision_again() -> None:
    first = judged(0)
    warned = NOON + timedelta(minutes=10)
    later = replace(judged(120, allowed=30), started_at=first.started_at, due_at=first.due_at)
    (again,) = decisions(record(first, later, released_at=(warned,)))
    assert again.clock.started_at == later.at
    decided = replace(later, decided_at=later.at + timedelta(minutes=5))
    (still,) = decisions(record(first, decided, released_at=(warned,)))
    assert still.key == again.key


def test_to_decide_that_nobody_is_owed_a_warning_takes_a_day_at_most() -> None:
    (clock,) = decisions(record(judged(0, allowed=30, outcome=Outcome.NO_DUTY)))
    assert clock.clock.minutes == PARAMETERS.closing_minutes


def test_a_stop_ends_a_clock_for_one_outcome_alone() -> None:
    first = judged(0)
    (clock,) = decisions(record(first))
    stop = ClockChange(
        key=clock.key, kind=ClockChangeKind.STOPPED, by=OfficerId("omar"), at=NOON, reason="x", outcome=Outcome.WARN
    )
    assert decisions(record(first, changes=(stop,))) == []
    assert decisions(record(replace(first, outcome=Outcome.UNDECIDED), changes=(stop,))) != []


def test_of_a_closed_case_no_clock_runs_and_of_one_opened_again_the_decision_does() -> None:
    first = judged(0)
    closed, again = NOON + timedelta(hours=5), NOON + timedelta(hours=9)
    assert standing_clocks(record(first, is_open=False), parameters=PARAMETERS) == ()
    (clock,) = decisions(record(first, closed_at=(closed,), reopened_at=(again,)))
    assert clock.clock.started_at == again

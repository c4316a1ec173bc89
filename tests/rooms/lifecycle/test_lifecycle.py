from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nadhir.lifecycle import TABLE, NotAllowedError, advance, draw, may_follow
from nadhir.terms.case import Case, CaseEvent, CaseEventKind, CaseState
from nadhir.terms.ids import CaseId, OfficerId, ReportId

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SALMA, KARIM = OfficerId("salma"), OfficerId("karim")


def a_case(*, state: CaseState = CaseState.OPENED, **changes: object) -> Case:
    case = Case(id=CaseId("c-1"), state=state, opened_at=NOON, report_ids=(ReportId("r-1"), ReportId("r-2")))
    return replace(case, **changes)  # type: ignore[arg-type]


def an_event(kind: CaseEventKind, **changes: object) -> CaseEvent:
    event = CaseEvent(kind=kind, case_id=CaseId("c-1"), at=NOON + timedelta(hours=1), by=SALMA, reason="told so")
    return replace(event, **changes)  # type: ignore[arg-type]


def along(*kinds: CaseEventKind) -> Case:
    case = a_case()
    for kind in kinds:
        case = advance(case, event=an_event(kind))
    return case


def test_the_whole_way_runs_from_opened_to_acted_on() -> None:
    e = CaseEventKind
    case = along(
        e.ASSESSED, e.DUTY_DETERMINED, e.TEARLINE_WRITTEN, e.RELEASE_PROPOSED, e.RELEASE_APPROVED, e.RELEASE_APPROVED,
        e.WARNING_RELEASED, e.WARNING_DELIVERED, e.WARNING_ACKNOWLEDGED, e.ACTION_STATED,
    )  # fmt: skip
    assert case.state is CaseState.ACTED_ON


def test_a_warning_is_never_released_without_a_determination() -> None:
    with pytest.raises(NotAllowedError) as refusal:
        advance(a_case(), event=an_event(CaseEventKind.WARNING_RELEASED))
    assert "allowed now" in str(refusal.value)


def test_a_new_report_reopens_a_waiver() -> None:
    waived = along(CaseEventKind.ASSESSED, CaseEventKind.DUTY_WAIVED)
    assert advance(waived, event=an_event(CaseEventKind.REPORT_LINKED)).state is CaseState.ASSESSING


def test_a_new_report_reopens_a_closed_case() -> None:
    closed = along(CaseEventKind.ASSESSED, CaseEventKind.CASE_CLOSED)
    assert closed.closed_at is not None
    reopened = advance(closed, event=an_event(CaseEventKind.REPORT_LINKED))
    assert reopened.state is CaseState.REOPENED
    assert reopened.closed_at is None


def test_a_late_acknowledgement_is_taken_by_a_closed_case_without_opening_it() -> None:
    closed = along(CaseEventKind.ASSESSED, CaseEventKind.CASE_CLOSED)
    answered = advance(closed, event=an_event(CaseEventKind.WARNING_ACKNOWLEDGED, at=NOON + timedelta(days=9)))
    assert answered.state is CaseState.CLOSED
    assert answered.closed_at == closed.closed_at


def test_an_exhausted_delivery_returns_the_case_to_a_person() -> None:
    assert TABLE[CaseState.WARNED, CaseEventKind.DELIVERY_EXHAUSTED] is CaseState.REFERRED


def test_a_declined_warning_is_no_acknowledged_one() -> None:
    assert TABLE[CaseState.ACKNOWLEDGED, CaseEventKind.WARNING_DECLINED] is CaseState.WARNED


def test_closing_needs_a_reason() -> None:
    with pytest.raises(NotAllowedError, match="reason"):
        advance(a_case(), event=an_event(CaseEventKind.CASE_CLOSED, reason="  "))


@pytest.mark.parametrize("second", [None, SALMA])
def test_closing_needs_a_second_person_where_life_was_in_question(second: OfficerId | None) -> None:
    case = a_case(life_in_question=True)
    with pytest.raises(NotAllowedError, match="second"):
        advance(case, event=an_event(CaseEventKind.CASE_CLOSED, seconded_by=second))
    assert advance(case, event=an_event(CaseEventKind.CASE_CLOSED, seconded_by=KARIM)).state is CaseState.CLOSED


def test_an_open_question_keeps_a_case_from_closing() -> None:
    case = a_case(open_questions=("who is the second man",))
    with pytest.raises(NotAllowedError, match="second man"):
        advance(case, event=an_event(CaseEventKind.CASE_CLOSED))


def test_reopening_needs_a_reason() -> None:
    closed = a_case(state=CaseState.CLOSED, closed_at=NOON)
    with pytest.raises(NotAllowedError, match="reason"):
        advance(closed, event=an_event(CaseEventKind.CASE_REOPENED, reason=""))


def test_an_event_of_another_case_is_refused() -> None:
    with pytest.raises(NotAllowedError, match="c-2"):
        advance(a_case(), event=an_event(CaseEventKind.ASSESSED, case_id=CaseId("c-2")))


def test_command_changes_hands_only_when_it_is_accepted_by_a_named_officer() -> None:
    case = a_case(commander=SALMA)
    offered = advance(case, event=an_event(CaseEventKind.COMMAND_OFFERED, by=SALMA))
    assert offered.commander == SALMA
    with pytest.raises(NotAllowedError):
        advance(offered, event=an_event(CaseEventKind.COMMAND_ACCEPTED, by=None))
    assert advance(offered, event=an_event(CaseEventKind.COMMAND_ACCEPTED, by=KARIM)).commander == KARIM


def test_a_report_can_be_linked_in_every_state() -> None:
    for state in CaseState:
        assert CaseEventKind.REPORT_LINKED in may_follow(state), state


def test_every_state_can_be_reached_and_left() -> None:
    reached, frontier = {CaseState.OPENED}, [CaseState.OPENED]
    while frontier:
        state = frontier.pop()
        for (from_state, _), leads_to in TABLE.items():
            if from_state is state and leads_to not in reached:
                reached.add(leads_to)
                frontier.append(leads_to)
    assert reached == set(CaseState)
    assert all(any(s is state and to is not state for (s, _), to in TABLE.items()) for state in CaseState)


@given(st.lists(st.sampled_from(list(CaseEventKind)), max_size=40), st.booleans())
def test_no_path_loses_a_report(kinds: list[CaseEventKind], seconded: bool) -> None:
    case = a_case(life_in_question=True)
    for kind in kinds:
        before = case
        try:
            case = advance(case, event=an_event(kind, seconded_by=KARIM if seconded else None))
        except NotAllowedError:
            assert case is before
        assert case.report_ids == before.report_ids
        assert case.is_open or (seconded and case.closed_at is not None)
    assert CaseEventKind.REPORT_LINKED in may_follow(case.state)


def test_the_document_shows_the_table_as_it_is(root: Path) -> None:
    document = (root / "docs" / "lifecycle.md").read_text(encoding="utf-8")
    assert f"```mermaid\n{draw()}```\n" in document, "docs/lifecycle.md is not drawn from the table: see its last line"

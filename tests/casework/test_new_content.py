"""What a report changes in a case that was decided, or warned of, already: a second threat is never swallowed by it."""

from datetime import UTC, datetime

from nadhir.casework import link, queries
from nadhir.casework.determine import NEW_CONTENT_TASK
from nadhir.casework.read_models import CaseView, TaskView
from nadhir.store.models import CaseReport, LedgerEntry
from nadhir.terms.case import CaseState
from nadhir.terms.ids import CaseId, ReportId
from tests.casework.desks import KARIM, SALMA, WIRE, Desk, decide, opened_case, released, take_in
from tests.casework.reports import CABLE, SECOND_CABLE


def seen(desk: Desk, case_id: CaseId) -> CaseView:
    return queries.case(desk.house, case_id=case_id, by=SALMA)


def asked(view: CaseView) -> list[TaskView]:
    return [task for task in view.tasks if task.kind == NEW_CONTENT_TASK and task.done_at is None]


def join_by_mistake(desk: Desk, case_id: CaseId) -> ReportId:
    """Puts a second threat into the case, as a link that is mistaken would."""
    desk.clock.move(hours=5)
    routed = take_in(desk, SECOND_CABLE)
    if routed.case_id != case_id:
        link.join(desk.house, report_id=routed.report_id, case_id=case_id, reason="taken for the same", by=KARIM)
    return routed.report_id


def test_a_second_threat_in_a_warned_case_is_a_task_and_a_clock_and_no_decision(desk: Desk) -> None:
    case_id = released(desk).release.case_id
    assert seen(desk, case_id).case.state is CaseState.WARNED
    second = join_by_mistake(desk, case_id)

    view = seen(desk, case_id)
    assert view.determination is not None
    assert view.determination.decided_by is None
    (task,) = asked(view)
    assert second in task.note
    assert view.determination.clock.started_at == datetime(2024, 1, 1, 14, 0, tzinfo=UTC)
    assert view.clocks[0].minutes_left > 0
    assert LedgerEntry.objects.unsafe_everything().filter(name="case.new_content.found").count() == 1


def test_a_second_threat_in_a_decided_case_awaits_an_officer(desk: Desk) -> None:
    case_id = opened_case(desk)
    decide(desk, case_id)
    join_by_mistake(desk, case_id)
    view = seen(desk, case_id)
    assert view.determination is not None
    assert view.determination.decided_by is None
    assert len(asked(view)) == 1


def test_a_mere_copy_moves_nothing(desk: Desk) -> None:
    case_id = released(desk).release.case_id
    before = seen(desk, case_id).determination
    desk.clock.move(hours=5)
    assert take_in(desk, CABLE, source_id=WIRE).case_id == case_id
    view = seen(desk, case_id)
    assert view.determination is not None
    assert before is not None
    assert view.determination.decided_by == SALMA
    assert view.determination.clock.started_at == before.clock.started_at
    assert asked(view) == []


def test_a_coarser_word_for_what_is_known_moves_nothing(desk: Desk) -> None:
    case_id = released(desk).release.case_id
    desk.clock.move(hours=1)
    routed = take_in(
        desk, "A partner says: a cell of Islamic State plans to attack the crowd in Doha on 5 January 2024."
    )
    if routed.case_id != case_id:
        link.join(desk.house, report_id=routed.report_id, case_id=case_id, reason="the same plan", by=KARIM)
    assert asked(seen(desk, case_id)) == []


def test_a_decision_stands_again_once_the_mistaken_report_was_split_off(desk: Desk) -> None:
    case_id = released(desk).release.case_id
    second = join_by_mistake(desk, case_id)
    link.split(desk.house, report_id=second, reason="another threat", by=KARIM)
    found = seen(desk, case_id).determination
    assert found is not None
    assert found.decided_by == SALMA


def test_a_second_new_report_joins_the_task_that_waits_already(desk: Desk) -> None:
    case_id = released(desk).release.case_id
    first = join_by_mistake(desk, case_id)
    desk.clock.move(minutes=10)
    other = take_in(desk, SECOND_CABLE.replace("Lyon", "Porto").replace("France", "Portugal"))
    if other.case_id != case_id:
        link.join(desk.house, report_id=other.report_id, case_id=case_id, reason="the same", by=KARIM)
    (task,) = asked(seen(desk, case_id))
    assert first in task.note
    assert other.report_id in task.note
    assert CaseReport.objects.unsafe_everything().filter(case_id=case_id, left_at=None).count() == 3

"""A closing rests on what was opened, is a proposal until a second officer confirms it, and closes over no question."""

from __future__ import annotations

from datetime import timedelta

import pytest

from nadhir.casework import (
    accounts,
    cases,
    determine,
    establish,
    link,
    queries,
    questions,
    review,
    share,
    tasks,
    viewed,
)
from nadhir.casework.authority import OfficerRole
from nadhir.casework.errors import NotAllowedError, NotFoundError
from nadhir.casework.read_models import CaseView
from nadhir.ledger.bundle import verify_bundle
from nadhir.lifecycle import NotAllowedError as NotNowError
from nadhir.review import LessonCode
from nadhir.store.models import AssessmentRow, DeterminationRow, ViewRow
from nadhir.terms.case import CaseEventKind, CaseState, ClosingGround, QuestionState
from nadhir.terms.determination import Outcome
from nadhir.terms.errors import TheirsError
from nadhir.terms.facts import FactName
from nadhir.terms.ids import CaseId, OfficerId
from nadhir.terms.threat import HarmType
from tests.casework.desks import (
    AT,
    GOVERNMENT,
    INES,
    KARIM,
    LINA,
    NADIA,
    OMAR,
    PASSWORD,
    SALMA,
    WIRE,
    Desk,
    closed,
    closing_proposed,
    opened_by,
    opened_case,
    take_in,
)
from tests.casework.reports import CABLE, NEWS

AT_LARGE = "who_is_still_at_large"


def seen(desk: Desk, case_id: CaseId, *, by: OfficerId = SALMA) -> CaseView:
    return queries.case(desk.house, case_id=case_id, by=by)


def asking_case(desk: Desk) -> CaseId:
    """Returns a case in which the judging rooms ask who is still at large."""
    case_id = opened_case(desk)
    establish.establish_fact(desk.house, case_id=case_id, name=FactName.SUSPECT_HELD, value=True, by=SALMA)
    return case_id


def given_up(desk: Desk, case_id: CaseId) -> dict[str, object]:
    still = [each.id for each in seen(desk, case_id).questions if each.is_open]
    return {
        "case_id": case_id,
        "ground": ClosingGround.DISRUPTED,
        "reason": "the cell was arrested",
        "withdrawn": dict.fromkeys(still, "overtaken"),
    }


def tasks_of(desk: Desk, case_id: CaseId) -> set[str]:
    return {task.kind for task in queries.tasks(desk.house, by=SALMA) if task.case_id == case_id}


# ── what was viewed ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_officer_is_on_record_with_a_report_once_an_hour(desk: Desk) -> None:
    case_id = opened_case(desk)
    (line,) = seen(desk, case_id).reports
    for minutes in (0, 20, 30, 30):
        desk.clock.move(minutes=minutes)
        viewed.record_report_opened(desk.house, report_id=line.report_id, by=SALMA)
    rows = ViewRow.objects.unsafe_everything().filter(report_id=line.report_id).order_by("at")
    assert [(row.officer, row.at - AT) for row in rows] == [
        (SALMA, timedelta(0)),
        (SALMA, timedelta(minutes=80)),
    ]


def test_a_case_is_not_closed_by_one_who_never_opened_its_report(desk: Desk) -> None:
    case_id = asking_case(desk)
    (line,) = seen(desk, case_id).reports
    viewed.record_report_opened(desk.house, report_id=line.report_id, by=LINA)  # that another opened it is not enough
    with pytest.raises(NotNowError, match=line.report_id):
        cases.propose_closing(desk.house, by=SALMA, **given_up(desk, case_id))  # type: ignore[arg-type]
    assert seen(desk, case_id).case.closing is None
    assert any(each.is_open for each in seen(desk, case_id).questions)  # nothing of it has happened
    viewed.record_report_opened(desk.house, report_id=line.report_id, by=SALMA)
    case = cases.propose_closing(desk.house, by=SALMA, **given_up(desk, case_id))  # type: ignore[arg-type]
    assert case.closing is not None
    assert [(each.id, each.at) for each in case.closing.viewed] == [(line.report_id, AT)]


def test_a_report_left_unread_needs_its_reason_which_is_on_record(desk: Desk) -> None:
    case_id = opened_case(desk)
    (line,) = seen(desk, case_id).reports
    case = cases.propose_closing(
        desk.house,
        by=SALMA,
        unread={line.report_id: "read on paper with the partner"},
        **given_up(desk, case_id),  # type: ignore[arg-type]
    )
    assert case.closing is not None
    assert [each.because for each in case.closing.viewed] == ["read on paper with the partner"]
    cases.confirm_closing(desk.house, case_id=case_id, proposed_at=case.closing.at, by=OMAR)
    bundle = share.share(desk.house, case_id=case_id, by=INES, with_personal=True)
    proven = verify_bundle(bundle, log_key=desk.house.ledger_signer.verifier)
    (entry,) = [each.entry for each in proven.entries if each.entry.name == CaseEventKind.CASE_CLOSED]
    assert entry.facts["left_unread"] == (("report", line.report_id),)
    assert "read on paper" in bundle.decode()


def test_the_same_bytes_opened_as_another_report_were_opened(desk: Desk) -> None:
    case_id = opened_case(desk)
    opened_by(desk, case_id, by=SALMA)
    desk.clock.move(hours=1)
    assert take_in(desk, CABLE).case_id == case_id
    assert len(seen(desk, case_id).reports) == 2
    assert all(each.is_accounted_for for each in seen(desk, case_id).to_account_for)


def test_an_earlier_closed_case_that_a_report_is_linked_to_has_to_be_opened_too(desk: Desk) -> None:
    earlier = opened_case(desk)
    desk.clock.move(hours=1)
    second = take_in(desk, CABLE + " The plan stands.")
    assert second.case_id == earlier
    case_id = link.split(desk.house, report_id=second.report_id, reason="another cell", by=SALMA)
    closed(desk, earlier)
    desk.clock.move(hours=2)
    assert {each.id: each.at for each in seen(desk, case_id, by=LINA).to_account_for} == {
        second.report_id: None,
        earlier: None,
    }
    viewed.record_report_opened(desk.house, report_id=second.report_id, by=LINA)
    with pytest.raises(NotNowError, match=earlier):
        cases.propose_closing(desk.house, by=LINA, **given_up(desk, case_id))  # type: ignore[arg-type]
    viewed.record_case_opened(desk.house, case_id=earlier, by=LINA)
    assert cases.propose_closing(desk.house, by=LINA, **given_up(desk, case_id)).closing  # type: ignore[arg-type]


# ── the second person ───────────────────────────────────────────────────────────────────────────────────────────────


def test_nothing_is_closed_by_who_proposed_it(desk: Desk) -> None:
    case_id = opened_case(desk)
    case = closing_proposed(desk, case_id)
    assert case.is_open
    assert case.closing is not None
    assert "confirm_closing" in tasks_of(desk, case_id)
    with pytest.raises(NotNowError, match="one person alone"):
        cases.confirm_closing(desk.house, case_id=case_id, proposed_at=case.closing.at, by=SALMA)
    with pytest.raises(NotAllowedError):
        cases.confirm_closing(desk.house, case_id=case_id, proposed_at=case.closing.at, by=KARIM)
    with pytest.raises(TheirsError, match="not what would be closed"):
        cases.confirm_closing(desk.house, case_id=case_id, proposed_at=AT - timedelta(hours=1), by=OMAR)
    assert seen(desk, case_id).case.is_open
    done = cases.confirm_closing(desk.house, case_id=case_id, proposed_at=case.closing.at, by=OMAR)
    assert done.state is CaseState.CLOSED
    assert "confirm_closing" not in tasks_of(desk, case_id)
    last = seen(desk, case_id).timeline[-1]
    assert (last.kind, last.by, last.seconded_by) == (CaseEventKind.CASE_CLOSED, OMAR, SALMA)


def test_a_second_officer_may_refuse_a_closing_with_a_reason(desk: Desk) -> None:
    case_id = opened_case(desk)
    closing_proposed(desk, case_id)
    with pytest.raises(NotNowError, match="reason"):
        cases.refuse_closing(desk.house, case_id=case_id, reason=" ", by=OMAR)
    case = cases.refuse_closing(desk.house, case_id=case_id, reason="two of them are at large", by=OMAR)
    assert case.is_open
    assert case.closing is None
    assert "confirm_closing" not in tasks_of(desk, case_id)


def test_a_report_that_comes_meanwhile_makes_a_proposed_closing_void(desk: Desk) -> None:
    case_id = opened_case(desk)
    case = closing_proposed(desk, case_id)
    assert case.closing is not None
    desk.clock.move(hours=1)
    assert take_in(desk, CABLE + " The plan stands.").case_id == case_id
    assert seen(desk, case_id).case.closing is None
    assert "confirm_closing" not in tasks_of(desk, case_id)
    with pytest.raises(NotNowError):
        cases.confirm_closing(desk.house, case_id=case_id, proposed_at=case.closing.at, by=OMAR)


def test_a_threshold_judged_not_met_is_reviewed_by_a_releasing_authority(desk: Desk) -> None:
    rim = accounts.create_officer(
        desk.house, username="rim", display_name="Rim", roles=[OfficerRole.ANALYST], password=PASSWORD, by=NADIA
    )
    case_id = opened_case(desk)
    case = closing_proposed(desk, case_id, ground=ClosingGround.NOT_A_THREAT)
    assert case.closing is not None
    accounts.set_password(desk.house, officer=rim, password=PASSWORD + " of mine", by=rim)
    with pytest.raises(TheirsError, match="releasing authority"):
        cases.confirm_closing(desk.house, case_id=case_id, proposed_at=case.closing.at, by=rim)
    cases.confirm_closing(desk.house, case_id=case_id, proposed_at=case.closing.at, by=LINA)
    bundle = share.share(desk.house, case_id=case_id, by=INES, with_personal=False)
    proven = verify_bundle(bundle, log_key=desk.house.ledger_signer.verifier)
    (entry,) = [each.entry for each in proven.entries if each.entry.name == CaseEventKind.CASE_CLOSED]
    assert entry.facts["senior_review_by"] == LINA


def test_where_no_life_was_ever_in_question_one_senior_officer_suffices(desk: Desk) -> None:
    case_id = opened_case(desk)
    for row in AssessmentRow.objects.unsafe_everything().filter(case_id=case_id):
        row.body["threat"]["harm"] = HarmType.PROPERTY_ONLY.value
        row.save()
    DeterminationRow.objects.unsafe_everything().filter(case_id=case_id).update(
        outcome=Outcome.NO_DUTY, decided_by=SALMA, decided_at=AT
    )
    waiting = closing_proposed(desk, case_id, by=SALMA)
    assert waiting.is_open  # no life was in question; that the threshold is not met a senior officer reviews
    assert not waiting.life_in_question
    cases.refuse_closing(desk.house, case_id=case_id, reason="I do it myself", by=SALMA)
    desk.clock.move(hours=1)
    assert not closing_proposed(desk, case_id, by=OMAR).is_open


def test_a_duplicate_names_a_case_of_the_same_house(desk: Desk) -> None:
    case_id = opened_case(desk)
    opened_by(desk, case_id, by=SALMA)
    asked = {**given_up(desk, case_id), "ground": ClosingGround.DUPLICATE}
    for other in (None, case_id):
        with pytest.raises(TheirsError, match="names the other case"):
            cases.propose_closing(desk.house, by=SALMA, duplicate_of=other, **asked)  # type: ignore[arg-type]
    with pytest.raises(NotFoundError):
        cases.propose_closing(desk.house, by=SALMA, duplicate_of=CaseId("c-0"), **asked)  # type: ignore[arg-type]


# ── questions ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_open_question_keeps_a_case_from_closing(desk: Desk) -> None:
    case_id = opened_case(desk)
    opened_by(desk, case_id, by=SALMA)
    plain = {**given_up(desk, case_id)}
    asked = questions.ask_question(desk.house, case_id=case_id, text="Who is the second man?", of=GOVERNMENT, by=SALMA)
    with pytest.raises(NotNowError, match="second man"):
        cases.propose_closing(desk.house, by=SALMA, **plain)  # type: ignore[arg-type]
    with pytest.raises(TheirsError, match="reason"):
        questions.answer_question(desk.house, question_id=asked.id, answer=" ", by=SALMA)
    ended = questions.answer_question(desk.house, question_id=asked.id, answer="His brother", by=SALMA)
    assert (ended.state, ended.ended_by, ended.words) == (QuestionState.ANSWERED, SALMA, "His brother")
    with pytest.raises(TheirsError, match="already"):
        questions.withdraw_question(desk.house, question_id=asked.id, reason="x", by=SALMA)
    assert cases.propose_closing(desk.house, by=SALMA, **plain).closing is not None  # type: ignore[arg-type]


def test_a_question_asked_after_the_proposal_keeps_it_from_being_confirmed(desk: Desk) -> None:
    case_id = opened_case(desk)
    case = closing_proposed(desk, case_id)
    assert case.closing is not None
    questions.ask_question(desk.house, case_id=case_id, text="Who is the second man?", by=LINA)
    with pytest.raises(NotNowError, match="second man"):
        cases.confirm_closing(desk.house, case_id=case_id, proposed_at=case.closing.at, by=OMAR)


def test_a_question_that_is_asked_no_more_says_so_in_the_record(desk: Desk) -> None:
    case_id = asking_case(desk)
    assert seen(desk, case_id).case.open_questions == (AT_LARGE,)
    desk.clock.move(hours=1)
    establish.establish_fact(desk.house, case_id=case_id, name=FactName.PLOT_DISRUPTED, value=True, by=SALMA)
    after = seen(desk, case_id)
    assert after.case.open_questions == ()
    (question,) = after.questions
    assert (question.state, question.ended_by) == (QuestionState.OVERTAKEN, None)
    names = [line.name for line in queries.ledger(desk.house, by=INES).lines]
    assert {"case.question.asked", "case.question.overtaken"} <= set(names)


def test_what_an_officer_ended_is_asked_again_only_once_something_new_is_known(desk: Desk) -> None:
    case_id = asking_case(desk)
    (first,) = seen(desk, case_id).questions
    questions.withdraw_question(desk.house, question_id=first.id, reason="nobody can know", by=SALMA)
    desk.clock.move(hours=1)
    determine.determine(desk.house, case_id=case_id, by=SALMA)
    assert first.text not in seen(desk, case_id).case.open_questions
    desk.clock.move(hours=1)
    assert take_in(desk, CABLE).case_id == case_id  # a mere copy tells nothing
    assert first.text not in seen(desk, case_id).case.open_questions
    desk.clock.move(hours=1)
    told = take_in(desk, NEWS, source_id=WIRE).report_id
    link.join(desk.house, report_id=told, case_id=case_id, reason="the library is their meeting place", by=SALMA)
    asked = seen(desk, case_id).questions
    assert [each.state for each in asked] == [QuestionState.WITHDRAWN, QuestionState.OPEN]
    assert {each.text for each in asked} == {AT_LARGE}


def test_a_party_that_does_not_answer_for_a_day_is_chased_once(desk: Desk) -> None:
    case_id = opened_case(desk)
    asked = questions.ask_question(desk.house, case_id=case_id, text="Is he held?", of=GOVERNMENT, by=SALMA)
    questions.ask_question(desk.house, case_id=case_id, text="Have we seen his name?", by=SALMA)
    desk.clock.move(hours=23)
    assert questions.chase(desk.house) == ()
    desk.clock.move(hours=1)
    (told,) = questions.chase(desk.house)
    assert told.question_id == asked.id
    assert questions.chase(desk.house) == ()
    (task,) = [each for each in queries.tasks(desk.house, by=SALMA) if each.kind == "question_unanswered"]
    assert "Is he held?" in task.note
    questions.answer_question(desk.house, question_id=asked.id, answer="He is", by=SALMA)
    assert "question_unanswered" not in tasks_of(desk, case_id)


def test_a_case_closed_over_an_unanswered_question_is_flagged_to_the_inspector(desk: Desk) -> None:
    case_id = opened_case(desk)
    questions.ask_question(desk.house, case_id=case_id, text="Is he held?", of=GOVERNMENT, by=SALMA)
    assert queries.closed_unanswered(desk.house, by=INES) == ()
    closed(desk, case_id)
    (line,) = queries.closed_unanswered(desk.house, by=INES)
    assert (line.case_id, line.unanswered_count) == (case_id, 1)
    review.review(desk.house, case_id=case_id, by=SALMA)  # no inspector has looked at it by that
    assert queries.closed_unanswered(desk.house, by=INES)
    found = review.review(desk.house, case_id=case_id, by=INES)
    assert LessonCode.CLOSED_WITH_UNANSWERED_QUESTION in {each.code for each in found.lessons}
    assert queries.closed_unanswered(desk.house, by=INES) == ()


def test_a_question_the_desk_gave_up_for_itself_flags_nothing(desk: Desk) -> None:
    case_id = opened_case(desk)
    closed(desk, case_id)
    assert queries.closed_unanswered(desk.house, by=INES) == ()


def test_a_closed_case_is_asked_nothing(desk: Desk) -> None:
    case_id = opened_case(desk)
    closed(desk, case_id)
    with pytest.raises(TheirsError, match="closed"):
        questions.ask_question(desk.house, case_id=case_id, text="x", by=SALMA)


def test_what_waits_for_a_second_person_is_not_done_by_a_word(desk: Desk) -> None:
    case_id = opened_case(desk)
    closing_proposed(desk, case_id)
    (task,) = [each for each in queries.tasks(desk.house, by=SALMA) if each.kind == "confirm_closing"]
    with pytest.raises(TheirsError, match="ends with what it asks for"):
        tasks.finish(desk.house, task_id=task.id, note="done", by=OMAR)

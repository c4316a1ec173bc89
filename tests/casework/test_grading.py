"""Grading by the Admiralty code: a 1 only where the chains show another voice, at reception, at the desk and after."""

import pytest

from nadhir.casework import link, queries
from nadhir.casework.authority import NotAllowedError
from nadhir.casework.errors import NotFoundError
from nadhir.casework.grade import grade
from nadhir.casework.receive import Handed, receive
from nadhir.store.models import Blob, GradingRow, LedgerEntry, ReportRow
from nadhir.terms.errors import InvalidTermError, TheirsError
from nadhir.terms.ids import CaseId, ReportId
from nadhir.terms.links import ConfirmationBar, LinkKind
from nadhir.terms.report import Grading, InformationCredibility
from tests.casework.desks import AT, BORIS, HUMINT, KARIM, SALMA, WIRE, Desk, opened_case, take_in
from tests.casework.reports import CABLE

ONE, TWO = InformationCredibility.CONFIRMED, InformationCredibility.PROBABLY_TRUE
TOLD = (
    "DOHA (Reuters) - A cell of Islamic State plans to attack the crowd at the Corniche in Doha on 5 January 2024 with "
    "explosives and to kill as many people as possible, two officials said. The embassy asked citizens to keep away."
)


def page(desk: Desk, text: str = TOLD) -> ReportId:
    """Returns a page of the agency that speaks of the same and is in the same case."""
    body = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    raw = (
        f"<html lang=en><head><title>Plot against the Corniche - Harbour Post</title></head><body><article>"
        f"<h1>Plot against the Corniche</h1>{body}</article></body></html>"
    )
    return receive(desk.house, handed=Handed(raw.encode(), source_id=WIRE, name="page.html"), by=KARIM)


def first_of(desk: Desk, case_id: CaseId) -> ReportId:
    return queries.case(desk.house, case_id=case_id, by=SALMA).reports[0].report_id


def entries(name: str) -> list[LedgerEntry]:
    return list(LedgerEntry.objects.unsafe_everything().filter(name=name))


def test_nothing_is_handed_in_as_confirmed_and_nothing_of_it_is_kept(desk: Desk) -> None:
    with pytest.raises(TheirsError, match="other sources confirm it") as refused:
        receive(desk.house, handed=Handed(CABLE.encode(), source_id=HUMINT, credibility=ONE), by=KARIM)
    assert "2 to 6" in refused.value.remedy
    assert ReportRow.objects.unsafe_everything().count() == 0
    assert Blob.objects.unsafe_everything().count() == 0


def test_what_nobody_else_tells_is_not_graded_1(desk: Desk) -> None:
    report_id = first_of(desk, opened_case(desk))
    with pytest.raises(TheirsError, match="no other report speaks of the same"):
        grade(desk.house, report_id=report_id, credibility=ONE, reason="I am sure", by=SALMA)
    assert queries.report(desk.house, report_id=report_id, by=SALMA).credibility == "6"
    assert GradingRow.objects.unsafe_everything().count() == 0


def test_ten_copies_do_not_make_a_1(desk: Desk) -> None:
    report_id = first_of(desk, opened_case(desk))
    for _ in range(3):
        take_in(desk, CABLE, source_id=WIRE)
    view = queries.report(desk.house, report_id=report_id, by=SALMA)
    assert {each.bar for each in view.confirmations} == {ConfirmationBar.COPY}
    assert not view.is_confirmed
    with pytest.raises(TheirsError, match="no other voice: copy"):
        grade(desk.house, report_id=report_id, credibility=ONE, reason="three say it", by=SALMA)


def test_another_voice_allows_a_1_and_stands_in_the_record_of_it(desk: Desk) -> None:
    case_id = opened_case(desk)
    report_id = first_of(desk, case_id)
    other = page(desk)
    link.join(desk.house, report_id=other, case_id=case_id, reason="the same plot", by=KARIM)
    view = queries.report(desk.house, report_id=report_id, by=SALMA)
    assert [(each.report_id, each.chain, each.bar) for each in view.confirmations] == [
        (other, ("Reuters", "Harbour Post"), None)
    ]
    before = queries.case(desk.house, case_id=case_id, by=SALMA).assessment
    given = grade(desk.house, report_id=report_id, credibility=ONE, reason="the agency has it too", by=SALMA)
    assert given.confirmed_by == (other,)
    assert queries.report(desk.house, report_id=report_id, by=SALMA).credibility == ONE
    after = queries.case(desk.house, case_id=case_id, by=SALMA).assessment
    assert before is not None
    assert after is not None
    assert after.likelihood.low > before.likelihood.low
    assert len(entries("report.graded")) == 1
    assert "agency has it too" not in str(entries("report.graded")[0].opening)


def test_a_1_whose_confirmation_was_split_off_is_seen_to_stand_on_nothing(desk: Desk) -> None:
    case_id = opened_case(desk)
    report_id, other = first_of(desk, case_id), page(desk)
    link.join(desk.house, report_id=other, case_id=case_id, reason="the same plot", by=KARIM)
    grade(desk.house, report_id=report_id, credibility=ONE, reason="the agency has it too", by=SALMA)
    link.split(desk.house, report_id=other, reason="another plot after all", by=KARIM)
    view = queries.report(desk.house, report_id=report_id, by=SALMA)
    assert (view.credibility, view.is_confirmed) == (ONE, False)


def test_two_that_a_person_said_do_not_belong_together_confirm_nothing(desk: Desk) -> None:
    case_id = opened_case(desk)
    report_id, other = first_of(desk, case_id), page(desk)
    link.join(desk.house, report_id=other, case_id=case_id, reason="the same plot", by=KARIM)
    link.decide_link(
        desk.house,
        report_id=report_id,
        other_id=other,
        kind=LinkKind.SAME_THREAT,
        belongs=False,
        reason="two plots",
        by=KARIM,
    )
    assert queries.report(desk.house, report_id=report_id, by=SALMA).confirmations == ()


def test_every_other_grade_is_the_officers_with_a_reason(desk: Desk) -> None:
    report_id = first_of(desk, opened_case(desk))
    with pytest.raises(TheirsError, match="reason"):
        grade(desk.house, report_id=report_id, credibility=TWO, reason=" ", by=SALMA)
    given = grade(desk.house, report_id=report_id, credibility=TWO, reason="it fits what we know", by=SALMA)
    assert (given.previous, given.credibility) == (InformationCredibility.CANNOT_BE_JUDGED, TWO)


def test_whoever_may_not_judge_grades_nothing_and_another_house_sees_nothing(desk: Desk) -> None:
    report_id = first_of(desk, opened_case(desk))
    with pytest.raises(NotAllowedError):
        grade(desk.house, report_id=report_id, credibility=TWO, reason="x", by=KARIM)
    with pytest.raises(NotFoundError):
        grade(desk.house, report_id=report_id, credibility=TWO, reason="x", by=BORIS)


def test_a_grading_of_1_without_a_report_behind_it_cannot_be_made() -> None:
    with pytest.raises(InvalidTermError, match="names no report"):
        Grading(ReportId("r-1"), AT, SALMA, ONE, TWO, "x")

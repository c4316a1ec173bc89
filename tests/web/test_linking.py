"""Opening a case by hand, putting a report into a case and splitting one off, from the pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from nadhir.casework import queries
from nadhir.terms.ids import CaseId, ReportId
from tests.casework.desks import BORIS, INES, KARIM, NADIA, OMAR, SALMA, WIRE, YUSUF, Desk, opened_case, take_in
from tests.casework.reports import CABLE, NEWS

pytestmark = pytest.mark.django_db(transaction=True)

ENTER = Callable[[str], Client]
WHY = {"reason": "garden is <b>their</b> word for it"}


def missed(desk: Desk) -> ReportId:
    """Returns a report that no rule put anywhere."""
    routed = take_in(desk, NEWS, source_id=WIRE)
    assert routed.case_id is None
    return routed.report_id


def case_of(desk: Desk, report_id: ReportId) -> CaseId | None:
    return queries.report(desk.house, report_id=report_id, by=SALMA).case_id


def test_a_report_that_no_rule_understood_opens_a_case(desk: Desk, enter: ENTER) -> None:
    report_id = missed(desk)
    karim = enter(KARIM)
    opens = reverse("report-open", args=[report_id])
    assert f'action="{opens}"' in karim.get(reverse("report", args=[report_id])).content.decode()
    answer = karim.post(opens, WHY)
    case_id = case_of(desk, report_id)
    assert case_id is not None
    assert answer.headers["Location"] == reverse("case", args=[case_id])
    assert f'action="{opens}"' not in karim.get(reverse("report", args=[report_id])).content.decode()
    again = karim.post(opens, WHY, headers={"Accept-Language": "ar"})
    assert again.status_code == 409
    assert case_id in again.content.decode()
    assert 'lang="en" dir="ltr">it is in case' not in again.content.decode()


def test_a_report_is_put_into_a_case_and_split_off_again(desk: Desk, enter: ENTER) -> None:
    case_id, report_id = opened_case(desk), missed(desk)
    salma = enter(SALMA)
    case, page = reverse("case", args=[case_id]), reverse("report", args=[report_id])
    joins, splits = reverse("report-join", args=[report_id]), reverse("case-split", args=[case_id, report_id])
    assert "/split/" not in salma.get(case).content.decode()  # its only report
    assert f'href="{joins}"' in salma.get(page).content.decode()
    assert f'<option value="{case_id}">' in salma.get(joins).content.decode()
    assert salma.post(joins, {**WHY, "case": case_id}).headers["Location"] == case
    assert case_of(desk, report_id) == case_id
    assert f'<option value="{case_id}">' not in salma.get(joins).content.decode()  # it is in it
    assert splits in salma.get(case).content.decode()
    assert salma.get(splits).status_code == 200
    assert case_of(desk, report_id) == case_id
    answer = salma.post(splits, WHY)
    alone = case_of(desk, report_id)
    assert alone not in {None, case_id}
    assert answer.headers["Location"] == reverse("case", args=[alone])
    assert salma.post(splits, WHY).status_code == 404
    assert salma.post(reverse("case-split", args=[alone, report_id]), WHY).status_code == 409


@pytest.mark.parametrize("wrong", [{"reason": ""}, {"reason": " "}, {"surprise": "x"}, {"case": "c-0000000000000000"}])
def test_without_a_reason_or_a_case_that_is_there_nothing_moves(
    desk: Desk, enter: ENTER, wrong: dict[str, str]
) -> None:
    case_id, report_id = opened_case(desk), missed(desk)
    answer = enter(SALMA).post(reverse("report-join", args=[report_id]), {**WHY, "case": case_id, **wrong})
    assert answer.status_code == 422
    assert case_of(desk, report_id) is None


@pytest.mark.parametrize(("officer", "status"), [(OMAR, 403), (YUSUF, 403), (INES, 403), (NADIA, 403), (BORIS, 404)])
def test_who_may_not_link_moves_nothing_and_is_offered_nothing(
    desk: Desk, enter: ENTER, officer: str, status: int
) -> None:
    case_id = opened_case(desk)
    second = take_in(desk, CABLE, source_id=WIRE).report_id
    report_id = missed(desk)
    client = enter(officer)
    for name, args in (
        ("report-open", [report_id]),
        ("report-join", [report_id]),
        ("case-split", [case_id, second]),
    ):
        address = reverse(name, args=args)
        assert client.get(address).status_code == status
        assert client.post(address, {**WHY, "case": case_id} if name == "report-join" else WHY).status_code == status
    assert case_of(desk, report_id) is None
    assert case_of(desk, second) == case_id
    for page in (reverse("report", args=[report_id]), reverse("case", args=[case_id])):
        shown = client.get(page).content.decode()
        assert not any(each in shown for each in ("/open/", "/join/", "/split/"))


def test_without_its_token_nothing_moves(desk: Desk, enter: ENTER) -> None:
    case_id = opened_case(desk)
    second = take_in(desk, CABLE, source_id=WIRE).report_id
    report_id = missed(desk)
    client = Client(enforce_csrf_checks=True)
    client.cookies = enter(SALMA).cookies
    assert client.post(reverse("report-open", args=[report_id]), WHY).status_code == 403
    assert client.post(reverse("report-join", args=[report_id]), {**WHY, "case": case_id}).status_code == 403
    assert client.post(reverse("case-split", args=[case_id, second]), WHY).status_code == 403
    assert case_of(desk, report_id) is None
    assert case_of(desk, second) == case_id

"""What the report's page says of its facts, in both languages: sourcing, who else tells it, key terms, versions."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from nadhir.casework import link, queries
from nadhir.casework.receive import Handed, receive_and_route
from nadhir.intake import READER
from nadhir.terms.ids import OfficerId, ReportId
from tests.casework.desks import HUMINT, KARIM, NADIA, SALMA, WIRE, Desk, opened_case
from tests.casework.reports import CABLE
from tests.casework.test_grading import page

pytestmark = pytest.mark.django_db(transaction=True)

ENTER = Callable[[str], Client]
TIP = (
    "قال مصدر أمني إن التهديد جدي. وأعلن وزير الداخلية سامر الحداد إغلاق السوق. ولم يتسن التحقق من صحة الرسالة. "
    "سمعت الجيران يتحدثون عن السوق."
)


def shown(client: Client, report_id: ReportId, *, language: str) -> str:
    client.cookies["django_language"] = language
    return client.get(reverse("report", args=[report_id])).content.decode()


def take(desk: Desk, text: str) -> ReportId:
    return receive_and_route(desk.house, handed=Handed(text.encode(), source_id=HUMINT), by=KARIM).report_id


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            ("Whom its claims are had from", "an official or source without a name", "neither confirmed nor denied"),
        ),
        ("ar", ("عمّن أُخذت أقواله", "مسؤول أو مصدر بلا اسم", "لا مؤكد ولا منفي")),
    ],
)
def test_the_page_says_whom_each_claim_is_had_from(
    desk: Desk, enter: ENTER, language: str, said: tuple[str, ...]
) -> None:
    text = shown(enter(SALMA), take(desk, TIP), language=language)
    assert [each for each in said if each not in text] == []
    assert "وزير الداخلية سامر الحداد" in text
    assert READER in text


@pytest.mark.parametrize(
    ("language", "alone", "other"),
    [
        ("en", "No other voice tells of the same", "It may be graded 1"),
        ("ar", "لا صوت آخر يتحدث عن الأمر نفسه", "يجوز أن يُعطى 1"),
    ],
)
def test_the_page_shows_the_chain_that_allows_a_1(
    desk: Desk, enter: ENTER, language: str, alone: str, other: str
) -> None:
    case_id = opened_case(desk)
    report_id = queries.case(desk.house, case_id=case_id, by=SALMA).reports[0].report_id
    client = enter(SALMA)
    assert alone in shown(client, report_id, language=language)
    link.join(desk.house, report_id=page(desk), case_id=case_id, reason="the same plot", by=KARIM)
    text = shown(client, report_id, language=language)
    assert other in text
    assert "Reuters" in text
    assert "Harbour Post" in text


@pytest.mark.parametrize(
    ("language", "refusal"), [("en", "no other report speaks of the same"), ("ar", "لا بلاغ آخر يتحدث عن الأمر نفسه")]
)
def test_a_1_that_nothing_confirms_is_refused_with_the_reason(
    desk: Desk, enter: ENTER, language: str, refusal: str
) -> None:
    report_id = take(desk, CABLE)
    client = enter(SALMA)
    client.cookies["django_language"] = language
    answer = client.post(reverse("report-grade", args=[report_id]), {"credibility": "1", "reason": "sure"})
    assert answer.status_code == 409
    assert refusal in answer.content.decode()
    answer = client.post(reverse("report-grade", args=[report_id]), {"credibility": "3", "reason": "fits"})
    assert answer.status_code == 302
    assert queries.report(desk.house, report_id=report_id, by=SALMA).credibility == "3"


def test_who_may_not_judge_sees_no_form_and_grades_nothing(desk: Desk, enter: ENTER) -> None:
    report_id = take(desk, CABLE)
    client = enter(KARIM)
    assert reverse("report-grade", args=[report_id]) not in shown(client, report_id, language="en")
    answer = client.post(reverse("report-grade", args=[report_id]), {"credibility": "3", "reason": "fits"})
    assert answer.status_code == 403


def test_the_form_of_reception_does_not_offer_a_1(desk: Desk, enter: ENTER) -> None:  # noqa: ARG001 - opens the desk
    text = enter(KARIM).get(reverse("report-receive")).content.decode()
    assert 'value="2"' in text
    assert 'value="1"' not in text


def test_the_api_refuses_a_1_with_its_reason_and_keeps_nothing(desk: Desk) -> None:
    from nadhir.casework import accounts  # noqa: PLC0415 - beside its one use

    key = accounts.create_intake_key(desk.house, name="gateway", source_id=HUMINT, by=NADIA)
    answer = Client().post(
        "/api/reports",
        data=json.dumps({"text": CABLE, "credibility": "1"}),
        content_type="application/json",
        headers={"Authorization": f"Bearer {key}"},
    )
    assert answer.status_code == 409
    assert "other sources confirm it" in answer.json()["what"]
    assert queries.inbox(desk.house, by=OfficerId(KARIM)).lines == ()


def test_key_terms_are_shown_as_ours_and_only_where_the_page_has_none(desk: Desk, enter: ENTER) -> None:
    client = enter(SALMA)
    assert "Key terms (ours)" in shown(client, page(desk), language="en")
    tagged = (
        b"<html lang=en><head><title>Bridge closed</title></head><body><article><h1>Bridge closed for repairs</h1>"
        b"<p>The council of Elden met on Monday and agreed to close the old bridge for repairs until the spring.</p>"
        b"<p>The bridge was built a century ago, and the council said that it would be open again in April.</p>"
        b"<div class=tags>Tags: <a href=/t>Elden</a> <a href=/u>bridges</a></div></article></body></html>"
    )
    report_id = receive_and_route(desk.house, handed=Handed(tagged, source_id=WIRE), by=KARIM).report_id
    text = shown(client, report_id, language="en")
    assert "Keywords of the page" in text
    assert "Key terms (ours)" not in text

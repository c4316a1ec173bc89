"""Closing, questions, command and the rota at the desk, in both languages, each officer in a browser of their own."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from nadhir.casework import command, queries
from nadhir.casework.read_models import CaseView
from nadhir.casework.receive import Handed, receive_and_route
from nadhir.terms.ids import CaseId
from nadhir.terms.report import ReportKind
from tests.casework.desks import (
    GOVERNMENT,
    HUMINT,
    INES,
    KARIM,
    OMAR,
    PASSWORD,
    SALMA,
    Desk,
    closing_proposed,
    opened_case,
)
from tests.casework.reports import CABLE
from tests.web.conftest import ENTER

ALERT = re.compile(r'<div class="message message-error" role="alert">.*?</div>', re.DOTALL)


def seen(desk: Desk, case_id: CaseId) -> CaseView:
    return queries.case(desk.house, case_id=case_id, by=SALMA)


def page_of(client: Client, case_id: CaseId) -> str:
    return client.get(reverse("case", args=[case_id])).content.decode()


def take(client: Client, case_id: CaseId, name: str, given: dict[str, str]) -> int:
    return client.post(reverse("case-step", args=[case_id, name]), given).status_code


def test_a_case_is_closed_by_two_officers_each_in_their_own_session(desk: Desk, enter: ENTER) -> None:
    case_id = opened_case(desk)
    (report,) = seen(desk, case_id).reports
    salma, omar = enter(SALMA), enter(OMAR)
    assert "Never opened by you:" in page_of(salma, case_id)
    given = {"ground": "disrupted", "reason": "The cell was arrested.", "duplicate_of": "", "password": PASSWORD}
    assert take(salma, case_id, "close", given) == 422  # a report was neither opened nor left unread for a reason
    assert salma.get(reverse("report", args=[report.report_id])).status_code == 200
    assert "Never opened by you:" not in page_of(salma, case_id)
    assert take(salma, case_id, "close", {**given, "password": "a guess"}) == 422
    assert take(salma, case_id, "close", given) == 302
    proposed = page_of(salma, case_id)
    assert "A closing is proposed" in proposed
    assert "The cell was arrested." in proposed
    assert "/do/confirm/" not in proposed
    (moment,) = re.findall(r'name="proposed_at" value="([^"]+)"', page_of(omar, case_id))
    assert take(salma, case_id, "confirm", {"proposed_at": moment, "password": PASSWORD}) == 409
    assert take(omar, case_id, "confirm", {"proposed_at": "yesterday", "password": PASSWORD}) == 422
    assert take(omar, case_id, "confirm", {"proposed_at": moment, "password": "a guess"}) == 422
    assert seen(desk, case_id).case.is_open
    assert take(omar, case_id, "confirm", {"proposed_at": moment, "password": PASSWORD}) == 302
    assert not seen(desk, case_id).case.is_open
    assert "What it was closed on" in page_of(omar, case_id)


def test_a_report_left_unread_is_said_why_in_the_form(desk: Desk, enter: ENTER) -> None:
    case_id = opened_case(desk)
    (report,) = seen(desk, case_id).reports
    given = {"ground": "disrupted", "reason": "The cell was arrested.", "password": PASSWORD}
    unread = {f"unread_{report.report_id}": "read on paper"}
    assert take(enter(SALMA), case_id, "close", {**given, **unread}) == 302
    told = page_of(enter(OMAR), case_id)
    assert "never opened" in told
    assert "read on paper" in told
    assert take(enter(OMAR), case_id, "do-not-close", {"reason": "Two are at large."}) == 302
    assert seen(desk, case_id).case.closing is None


def test_a_question_is_asked_answered_and_withdrawn_and_keeps_its_words(desk: Desk, enter: ENTER) -> None:
    case_id = opened_case(desk)
    salma = enter(SALMA)
    assert take(salma, case_id, "ask", {"text": "Is Dr. Haddad held: yes?", "of": GOVERNMENT}) == 302
    assert take(salma, case_id, "ask", {"text": "Who else?", "of": ""}) == 302
    assert "Is Dr. Haddad held: yes?" in page_of(salma, case_id)
    asked = {each.text: each.id for each in seen(desk, case_id).questions}
    answer = {"question": asked["Is Dr. Haddad held: yes?"], "words": "He is."}
    assert take(salma, case_id, "answer", answer) == 302
    assert take(salma, case_id, "withdraw", {"question": asked["Who else?"], "words": "Nobody knows."}) == 302
    told = page_of(salma, case_id)
    assert "He is." in told
    assert "Nobody knows." in told
    assert "/do/answer/" not in told


def test_command_is_handed_over_at_the_desk(desk: Desk, enter: ENTER) -> None:
    case_id = opened_case(desk)
    karim, salma = enter(KARIM), enter(SALMA)
    assert take(karim, case_id, "offer", {"to": SALMA}) == 302
    assert "who has not accepted yet" in page_of(karim, case_id)
    assert take(salma, case_id, "decline", {"reason": "Off shift."}) == 302
    assert take(karim, case_id, "offer", {"to": SALMA}) == 302
    assert take(karim, case_id, "keep", {}) == 302
    assert "/do/accept/" not in page_of(salma, case_id)
    assert take(karim, case_id, "offer", {"to": SALMA}) == 302
    assert take(salma, case_id, "accept", {}) == 302
    assert seen(desk, case_id).case.commander == SALMA


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_case_that_nobody_commands_says_so_at_the_head_of_its_page_and_of_the_watch(
    desk: Desk, enter: ENTER, language: str
) -> None:
    handed = Handed(CABLE.encode(), source_id=HUMINT, name="report.txt", kind=ReportKind.PARTNER)
    case_id = receive_and_route(desk.house, handed=handed, organisation="watch", via="gateway").case_id
    assert case_id is not None
    salma = enter(SALMA)
    salma.cookies["django_language"] = language
    for page in (page_of(salma, case_id), salma.get(reverse("watch")).content.decode()):
        (alert,) = ALERT.findall(page)
        assert {"en": "command", "ar": "قائد"}[language] in alert
    command.accept_command(desk.house, case_id=case_id, by=SALMA)
    assert not ALERT.findall(page_of(salma, case_id))
    assert not ALERT.findall(salma.get(reverse("watch")).content.decode())


@pytest.mark.usefixtures("desk")
def test_the_rota_is_kept_on_the_watch(enter: ENTER) -> None:
    omar, salma = enter(OMAR), enter(SALMA)
    assert "Nobody is on duty" in salma.get(reverse("watch")).content.decode()
    assert reverse("duty") not in salma.get(reverse("watch")).content.decode()
    assert omar.post(reverse("duty"), {"officer": SALMA, "hours": "8"}).status_code == 302
    assert omar.post(reverse("duty"), {"officer": KARIM, "hours": "8"}).status_code == 422  # may command no case
    watch = omar.get(reverse("watch")).content.decode()
    assert "Nobody is on duty" not in watch
    (turn,) = re.findall(r'action="(/duty/\d+/end/)"', watch)
    assert salma.post(turn).status_code == 403
    assert omar.post(turn).status_code == 302
    assert "Nobody is on duty" in salma.get(reverse("watch")).content.decode()


def test_an_inspector_sees_on_the_watch_what_was_closed_over_an_unanswered_question(desk: Desk, enter: ENTER) -> None:
    case_id = opened_case(desk)
    assert take(enter(SALMA), case_id, "ask", {"text": "Is he held?", "of": GOVERNMENT}) == 302
    closing = closing_proposed(desk, case_id).closing
    assert closing is not None
    given = {"proposed_at": closing.at.isoformat(), "password": PASSWORD}
    assert take(enter(OMAR), case_id, "confirm", given) == 302
    ines = enter(INES)
    assert "Closed over an unanswered question" in ines.get(reverse("watch")).content.decode()
    assert "Closed over an unanswered question" not in enter(SALMA).get(reverse("watch")).content.decode()
    assert take(ines, case_id, "review", {}) == 302
    assert "Closed over an unanswered question" not in ines.get(reverse("watch")).content.decode()

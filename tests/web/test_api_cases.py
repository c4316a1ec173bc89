"""Command and questions of a case over the API, with the session of an officer who is logged in at the desk."""

from __future__ import annotations

from typing import Any

from django.test import Client

from nadhir.casework import queries
from nadhir.terms.ids import CaseId
from tests.casework.desks import BORIS, GOVERNMENT, KARIM, OMAR, SALMA, YUSUF, Desk, closing_proposed, opened_case
from tests.web.conftest import ENTER


def post(client: Client, path: str, body: object = None) -> tuple[int, dict[str, Any]]:
    answer = client.post(f"/api{path}", body or {}, content_type="application/json")
    return answer.status_code, answer.json()


def test_where_a_case_stands_is_read_by_its_officers_alone(desk: Desk, enter: ENTER) -> None:
    case_id = opened_case(desk)
    answer = enter(SALMA).get(f"/api/cases/{case_id}")
    assert answer.status_code == 200
    told = answer.json()
    assert (told["state"], told["commander"], told["closing_proposed_by"]) == ("assessing", KARIM, None)
    assert enter(BORIS).get(f"/api/cases/{case_id}").status_code == 404
    assert Client().get(f"/api/cases/{case_id}").status_code == 401
    closing_proposed(desk, case_id)
    assert enter(OMAR).get(f"/api/cases/{case_id}").json()["closing_proposed_by"] == SALMA


def test_command_is_handed_over_by_acceptance_alone(desk: Desk, enter: ENTER) -> None:
    case_id = opened_case(desk)
    karim, salma, omar = enter(KARIM), enter(SALMA), enter(OMAR)
    way = f"/cases/{case_id}/command"
    assert post(salma, f"{way}/offer", {"to": OMAR})[0] == 403
    status, told = post(karim, f"{way}/offer", {"to": SALMA})
    assert (status, told["commander"], told["command_offered_to"]) == (200, KARIM, SALMA)
    status, problem = post(omar, f"{way}/accept")
    assert (status, problem["what"]) == (409, "its command was not offered to omar")
    assert post(salma, f"{way}/decline", {"words": "off shift"})[1]["command_offered_to"] is None
    assert post(karim, f"{way}/offer", {"to": SALMA})[0] == 200
    assert post(karim, f"{way}/withdraw")[1]["command_offered_to"] is None
    assert post(karim, f"{way}/offer", {"to": SALMA})[0] == 200
    assert post(salma, f"{way}/accept")[1]["commander"] == SALMA
    assert post(enter(YUSUF), f"{way}/accept")[0] == 403


def test_a_question_is_asked_answered_and_withdrawn(desk: Desk, enter: ENTER) -> None:
    case_id = opened_case(desk)
    salma = enter(SALMA)
    status, first = post(salma, f"/cases/{case_id}/questions", {"text": "Is he held?", "put_to": GOVERNMENT})
    assert (status, first["state"], first["put_to"]) == (200, "open", GOVERNMENT)
    _, second = post(salma, f"/cases/{case_id}/questions", {"text": "Who else?"})
    answered = post(salma, f"/questions/{first['question_id']}/answer", {"words": "He is."})
    assert (answered[1]["state"], answered[1]["ended_by"]) == ("answered", SALMA)
    assert post(salma, f"/questions/{first['question_id']}/answer", {"words": "No."})[0] == 409
    withdrawn = post(salma, f"/questions/{second['question_id']}/withdraw", {"words": "Nobody knows."})
    assert withdrawn[1]["state"] == "withdrawn"
    assert post(enter(BORIS), f"/questions/{second['question_id']}/withdraw", {"words": "x"})[0] == 404
    assert post(salma, f"/cases/{case_id}/questions", {"text": "x", "to": "y"})[0] == 422
    assert queries.case(desk.house, case_id=CaseId(case_id), by=SALMA).case.open_questions == ()


def test_a_request_of_another_page_hands_nothing_over(desk: Desk, enter: ENTER) -> None:
    case_id = opened_case(desk)
    karim = Client(enforce_csrf_checks=True)
    karim.cookies = enter(KARIM).cookies
    answer = karim.post(
        f"/api/cases/{case_id}/command/offer", {"to": SALMA}, content_type="application/json", secure=False
    )
    assert answer.status_code == 403
    assert queries.case(desk.house, case_id=case_id, by=SALMA).case.command_offered_to is None


def test_nothing_is_closed_over_the_api(desk: Desk, enter: ENTER) -> None:
    case_id = opened_case(desk)
    assert enter(SALMA).post(f"/api/cases/{case_id}/close", {}, content_type="application/json").status_code == 404

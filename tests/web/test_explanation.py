"""The page that explains a determination and computes it again, the form that weighs, and both over the API."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from nadhir.casework import queries
from nadhir.store import models as rows
from nadhir.terms.ids import CaseId, OfficerId
from tests.casework.desks import BORIS, GOVERNMENT, INES, KARIM, SALMA, YUSUF, Desk, decide, opened_case

ENTER = Callable[[str], Client]


def page_of(client: Client, case_id: CaseId, *, language: str = "en", **query: str) -> str:
    client.cookies["django_language"] = language
    answer = client.get(reverse("case-explanation", args=[case_id]), query)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            ("applies it by choice", "It binds", "our own default [D]", "it comes out the same", "Left to a person:"),
        ),
        ("ar", ("وهو ملزم للجهة", "من وضعنا [D]", "النتيجة نفسها", "متروك لشخص:")),
    ],
)
def test_the_determination_is_explained_in_the_language_of_the_page(
    desk: Desk, enter: ENTER, language: str, said: tuple[str, ...]
) -> None:
    page = page_of(enter(SALMA), opened_case(desk), language=language)
    found = [each for each in said if each in page]
    assert len(found) >= len(said) - 1  # bound, or by choice: one of the two
    assert "one_protected_source" not in page
    assert f'lang="{language}"' in page


def test_a_change_of_the_record_is_shown_on_the_page(desk: Desk, enter: ENTER) -> None:
    case_id = opened_case(desk)
    row = rows.DeterminationRow.objects.unsafe_everything().order_by("-id").first()
    assert row is not None
    row.body = {**row.body, "outcome": "no_duty"}
    row.save()
    page = page_of(enter(INES), case_id)
    assert "it differs from what is on record" in page
    assert "the ledger has another digest" in page


def test_a_moment_picks_what_stood_then_and_what_is_none_is_refused(desk: Desk, enter: ENTER) -> None:
    case_id = opened_case(desk)
    page_of(enter(SALMA), case_id, at="2024-01-01T09:00:00Z")
    refused = enter(SALMA).get(reverse("case-explanation", args=[case_id]), {"at": "yesterday"})
    assert refused.status_code == 409
    before = enter(SALMA).get(reverse("case-explanation", args=[case_id]), {"at": "2020-01-01T09:00:00Z"})
    assert before.status_code == 404


def test_the_form_of_a_decision_asks_for_each_risk_and_decides_nothing_without(desk: Desk, enter: ENTER) -> None:
    case_id = opened_case(desk)
    salma = enter(SALMA)
    page = salma.get(reverse("case", args=[case_id])).content.decode()
    assert "one protected source alone has it" in page
    assert "not weighed yet" in page
    step = reverse("case-step", args=[case_id, "decide"])
    number = str(queries.case(desk.house, case_id=case_id, by=SALMA).determination_id)
    assert salma.post(step, {"determination": number}).status_code == 422
    other = {"determination": number, "choice_0": "another_way", "because_0": "quieter"}
    assert salma.post(step, other).status_code == 409  # another way without a channel
    taken = salma.post(step, {**other, "channels_0": "secure_page"})
    assert taken.status_code == 302, taken.content.decode()
    page = salma.get(reverse("case", args=[case_id])).content.decode()
    assert "told another way" in page
    assert "quieter" in page


# ── the same over the API ───────────────────────────────────────────────────────────────────────────────────────────


def test_explanation_retracing_and_decision_over_the_api(desk: Desk, enter: ENTER) -> None:
    case_id = opened_case(desk)
    salma = enter(SALMA)
    explained = salma.get(f"/api/cases/{case_id}/explanation", {"language": "ar"})
    assert explained.status_code == 200
    assert explained.json()["chapters"][0]["title"] == "ما الذي يترتّب"
    number = explained.json()["determination"]
    weighed = {"party_id": GOVERNMENT, "choice": "told_anyway", "because": "the text names no place"}
    for body, status in (
        ({"determination": number}, 409),
        ({"determination": number + 1, "weighed": [weighed]}, 409),
        ({"determination": number, "weighed": [{**weighed, "choice": "perhaps"}]}, 422),
        ({"determination": number, "weighed": [weighed]}, 200),
    ):
        answer = salma.post(f"/api/cases/{case_id}/decision", json.dumps(body), content_type="application/json")
        assert answer.status_code == status, answer.content
        if status == 200:
            assert answer.json()["is_harm_weighed"] is True
            assert answer.json()["addressees"] == [GOVERNMENT]
    retraced = salma.get(f"/api/cases/{case_id}/retrace")
    assert (retraced.status_code, retraced.json()["verdict"]) == (200, "same")


@pytest.mark.parametrize(
    ("officer", "status"), [(BORIS, 404), (OfficerId("nadia"), 403), (None, 401)], ids=["other", "keeper", "nobody"]
)
def test_the_api_tells_nothing_to_whoever_may_not_know(
    desk: Desk, enter: ENTER, officer: OfficerId | None, status: int
) -> None:
    case_id = opened_case(desk)
    client = Client() if officer is None else enter(officer)
    for path in ("explanation", "retrace"):
        assert client.get(f"/api/cases/{case_id}/{path}").status_code == status


def test_a_decision_over_the_api_needs_the_role_and_the_token_of_the_session(desk: Desk, enter: ENTER) -> None:
    case_id = opened_case(desk)
    body = json.dumps({"determination": 1})
    for officer in (KARIM, YUSUF):
        answer = enter(officer).post(f"/api/cases/{case_id}/decision", body, content_type="application/json")
        assert answer.status_code == 403
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(rows.Officer.objects.get(username=SALMA), backend="django.contrib.auth.backends.ModelBackend")
    answer = strict.post(f"/api/cases/{case_id}/decision", body, content_type="application/json")
    assert answer.status_code == 403
    assert decide(desk, case_id).decided_by == SALMA

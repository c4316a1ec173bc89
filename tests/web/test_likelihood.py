"""The assessment at the desk and over the API: which word, chosen by whom, how finely what is known; hints on words."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from nadhir.casework import queries
from nadhir.casework.choose_likelihood import choose_likelihood
from nadhir.terms.assessment import Assessment
from nadhir.terms.ids import CaseId, OfficerId
from tests.casework.desks import BORIS, INES, NADIA, SALMA, Desk, opened_case

pytestmark = pytest.mark.django_db(transaction=True)

ENTER = Callable[[str], Client]


def shown(client: Client, case_id: CaseId, *, language: str) -> str:
    client.cookies["django_language"] = language
    return unescape(client.get(reverse("case", args=[case_id])).content.decode())


def assessed(desk: Desk, case_id: CaseId) -> Assessment:
    found = queries.case(desk.house, case_id=case_id, by=SALMA).assessment
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            (
                "What is known of it, and how finely",
                "Independent sources",
                "Not known",
                "ICD 203",
                "an officer chooses",
            ),
        ),
        ("ar", ("ما يُعرف عنه، وبأي دقة", "مصادر مستقلة", "غير المعلوم", "مقياس ICD 203", "اختيار لفظ الاحتمال")),
    ],
)
def test_the_page_shows_how_finely_each_element_is_known_and_what_the_words_are_measured_by(
    desk: Desk, enter: ENTER, language: str, said: tuple[str, ...]
) -> None:
    case_id = opened_case(desk)
    text = shown(enter(SALMA), case_id, language=language)
    assert [each for each in said if each not in text] == []
    report_id = queries.case(desk.house, case_id=case_id, by=SALMA).reports[0].report_id
    table = text.partition('aria-labelledby="sp-h"')[2].partition("</table>")[0]
    assert report_id in table


@pytest.mark.parametrize(("language", "by"), [("en", "chosen by"), ("ar", "اختاره")])
def test_an_officer_chooses_the_word_at_the_desk_and_the_page_says_who_and_why(
    desk: Desk, enter: ENTER, language: str, by: str
) -> None:
    case_id = opened_case(desk)
    word = assessed(desk, case_id).likelihood.terms[0]
    client = enter(SALMA)
    address = reverse("case-step", args=[case_id, "likelihood"])
    answer = client.post(address, {"term": word.value, "reason": "they were seen twice"})
    assert answer.status_code == 302
    assert assessed(desk, case_id).likelihood.term is word
    text = shown(client, case_id, language=language)
    assert by in text
    assert "they were seen twice" in text


def test_a_word_that_the_interval_does_not_have_is_no_choice_at_the_desk(desk: Desk, enter: ENTER) -> None:
    case_id = opened_case(desk)
    address = reverse("case-step", args=[case_id, "likelihood"])
    answer = enter(SALMA).post(address, {"term": "remote chance", "reason": "I am sure"})
    assert answer.status_code == 422
    assert assessed(desk, case_id).likelihood_choice is None


@pytest.mark.parametrize(
    ("language", "note", "said"),
    [
        (
            "en",
            "We are confident that an attack is very likely.",
            "“\u2068confident … very likely\u2069”: likelihood and confidence stand in one sentence; make two of it.",
        ),
        ("en", "It will definitely happen.", "nothing is certain, and nothing is impossible. Write: almost certain."),
        ("ar", "ربما يعودون ليلاً.", "«\u2068ربما\u2069»: لا يعرف هذا اللفظ أيُّ مقياس"),
        ("ar", "الهجوم احتمال واقعي.", "اكتب: مستبعد أو متكافئ الاحتمالين تقريباً."),
    ],
)
def test_what_an_officer_writes_is_kept_and_remarked_on_at_once(
    desk: Desk, enter: ENTER, language: str, note: str, said: str
) -> None:
    case_id = opened_case(desk)
    client = enter(SALMA)
    client.cookies["django_language"] = language
    fact = {"name": "suspect_held", "about": "", "value": "no", "note": note}
    client.post(reverse("case-step", args=[case_id, "fact"]), fact)
    assert queries.case(desk.house, case_id=case_id, by=SALMA).facts[-1].note == note
    text = shown(client, case_id, language=language)
    assert said in text
    assert said not in shown(client, case_id, language=language)


def test_what_is_written_well_has_no_hint(desk: Desk, enter: ENTER) -> None:
    case_id = opened_case(desk)
    client = enter(SALMA)
    note = "An attack is very likely. Our confidence in this is moderate."
    client.post(
        reverse("case-step", args=[case_id, "fact"]),
        {"name": "suspect_held", "about": "", "value": "no", "note": note},
    )
    assert "How it is known:" not in shown(client, case_id, language="en")


def read(client: Client, case_id: CaseId) -> tuple[int, dict[str, object]]:
    answer = client.get(f"/api/cases/{case_id}/assessment")
    return answer.status_code, answer.json()


def test_the_interface_gives_the_word_with_its_yardstick_and_who_chose_it(desk: Desk, enter: ENTER) -> None:
    case_id = opened_case(desk)
    status, before = read(enter(INES), case_id)
    assert status == 200
    likelihood = before["likelihood"]
    assert isinstance(likelihood, dict)
    assert (likelihood["term"], likelihood["chosen_by"], likelihood["yardstick"]) == (None, None, "icd-203")
    word = assessed(desk, case_id).likelihood.terms[0]
    choose_likelihood(desk.house, case_id=case_id, term=word, reason="as before", by=SALMA)
    _, after = read(enter(INES), case_id)
    chosen = after["likelihood"]
    assert isinstance(chosen, dict)
    assert (chosen["term"], chosen["chosen_by"], chosen["reason"]) == (word.value, SALMA, "as before")
    assert [each["role"] for each in after["specificity"]] == ["actor", "target", "place", "time", "means"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(("officer", "status"), [(BORIS, 404), (NADIA, 403)])
def test_the_interface_gives_no_assessment_to_others(desk: Desk, enter: ENTER, officer: OfficerId, status: int) -> None:
    case_id = opened_case(desk)
    given, answer = read(enter(officer), case_id)
    assert given == status
    assert set(answer) == {"what", "where", "remedy"}
    assert Client().get(f"/api/cases/{case_id}/assessment").status_code == 401

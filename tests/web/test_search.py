"""The search at the desk and over the API: what it finds, whom it tells, and what it never runs."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from nadhir.casework import accounts
from nadhir.casework.receive import Handed, receive
from nadhir.store.models import SearchEntry
from tests.casework.desks import BORIS, HUMINT, INES, KARIM, NADIA, OMAR, SALMA, WIRE, YUSUF, Desk, opened_case, take_in
from tests.casework.reports import NEWS

pytestmark = pytest.mark.django_db(transaction=True)

ENTER = Callable[[str], Client]
MARKET = "أكدت المصادر أن القنبلة وُضعت بالسّوق القديم وسط المديـنة."
HOSTILE = 'The <script>alert(1)</script> bomb & \u202ereversed\u202c "quoted" bomb\'s <mark>mark</mark>'
API = "/api/search"


def page_of(client: Client, query: str, **given: str) -> tuple[int, str]:
    answer = client.get(reverse("search"), {"q": query, **given})
    return answer.status_code, answer.content.decode()


def marked(page: str) -> list[str]:
    return [html.unescape(each) for each in re.findall(r'<mark class="m-found">(.*?)</mark>', page)]


# ── the desk ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", ["ar", "en"])
def test_what_was_found_is_marked_in_both_languages(desk: Desk, enter: ENTER, language: str) -> None:
    take_in(desk, MARKET, source_id=WIRE)
    salma = enter(SALMA)
    salma.post(reverse("set_language"), {"language": language, "next": "/"})
    status, page = page_of(salma, "السوق")
    assert status == 200
    assert marked(page) == ["بالسّوق"] * 2  # in the title and in the excerpt
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in page
    assert 'value="السوق"' in page
    assert "<script" not in page
    assert not re.search(r"\sstyle=|\son[a-z]+=\"|javascript:", page)


def test_the_box_stands_on_every_page_of_whoever_may_search(desk: Desk, enter: ENTER) -> None:
    opened_case(desk)
    for officer in (KARIM, SALMA, OMAR, YUSUF, INES):
        assert 'role="search"' in enter(officer).get(reverse("watch")).content.decode()
    assert 'role="search"' not in enter(NADIA).get(reverse("officers")).content.decode()
    assert page_of(enter(NADIA), "bomb")[0] == 403


def test_a_hostile_report_is_shown_and_never_run(desk: Desk, enter: ENTER) -> None:
    take_in(desk, HOSTILE, source_id=WIRE)
    _, page = page_of(enter(SALMA), "bomb OR reversed OR script OR mark")
    assert {"bomb", "reversed", "script", "mark"} <= set(marked(page))
    assert "<script" not in page
    assert "<mark>" not in page
    assert "\u202e" not in page


def test_a_hostile_query_is_shown_and_never_run(desk: Desk, enter: ENTER) -> None:
    take_in(desk, NEWS, source_id=WIRE)
    for query in (
        '"><script>alert(1)</script>',
        "' OR 1=1 --",
        'library"; DROP TABLE store_searchentry',
        "{{ 7|add:7 }}",
    ):
        status, page = page_of(enter(SALMA), query)
        assert status in {200, 422}
        assert "<script" not in page
    assert page_of(enter(SALMA), "library")[0] == 200


@pytest.mark.parametrize("query", ['"', "lang:", "kind:rumour", "bomb OR", "source:nobody", "🔥", "x" * 501])
def test_a_query_that_is_not_understood_is_answered_in_words_of_the_readers_language(
    desk: Desk, enter: ENTER, query: str
) -> None:
    take_in(desk, NEWS, source_id=WIRE)
    salma = enter(SALMA)
    salma.post(reverse("set_language"), {"language": "ar", "next": "/"})
    status, page = page_of(salma, query)
    assert status == 422
    said = re.search(r'<div class="message message-error" role="alert">(.*?)</div>', page, re.DOTALL)
    assert said is not None
    assert re.search("[\u0621-\u064a]{3}", said[1])
    assert 'lang="en"' not in said[1]


def test_pages_follow_one_another_and_cases_stand_before_reports(desk: Desk, enter: ENTER) -> None:
    case_id = opened_case(desk)
    for number in range(25):
        receive(desk.house, handed=Handed(f"Nothing new at the Corniche, {number}.".encode(), source_id=WIRE), by=KARIM)
        desk.clock.move(minutes=1)
    salma = enter(SALMA)
    _, first = page_of(salma, "corniche")
    assert first.count("<li class=") == 20
    assert first.index(case_id) < first.index("/reports/r-")
    address = re.search(r'<a class="btn btn-plain" href="(\?[^"]+)">', first)
    assert address is not None
    second = salma.get(reverse("search") + html.unescape(address[1])).content.decode()
    shown = [set(re.findall(r"/reports/(r-[0-9a-f]+)/", page)) for page in (first, second)]
    assert [len(each) for each in shown] == [20, 6]
    assert shown[0].isdisjoint(shown[1])
    _, cases = page_of(salma, "corniche", among="cases")
    assert case_id in cases
    assert "/reports/r-" not in cases


def test_an_empty_search_teaches_how_to_ask(desk: Desk, enter: ENTER) -> None:
    assert desk is not None
    status, page = page_of(enter(SALMA), "  ")
    assert status == 200
    assert "<details" in page
    assert "label:threat" in page


def test_what_is_not_searched_yet_is_said(desk: Desk, enter: ENTER) -> None:
    take_in(desk, NEWS, source_id=WIRE)
    SearchEntry.objects.unsafe_everything().delete()
    assert "nadhir search --rebuild" in page_of(enter(SALMA), "library")[1]


def test_another_organisation_finds_nothing(desk: Desk, enter: ENTER) -> None:
    case_id = opened_case(desk)
    for query in ("corniche", case_id, "-nothing"):
        for among in ("reports", "cases"):
            status, page = page_of(enter(BORIS), query, among=among)
            assert status in {200, 422}
            assert marked(page) == []
            assert "/reports/r-" not in page
            assert "/cases/c-" not in page


# ── the API ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_officer_who_is_logged_in_searches_over_the_api(desk: Desk, enter: ENTER) -> None:
    report_id = take_in(desk, MARKET, source_id=WIRE).report_id
    answer = enter(SALMA).get(API, {"q": "السوق"})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    (found,) = answer.json()["found"]
    assert found["report_id"] == report_id
    assert [span["exact"] for span in found["spans"]] == ["بالسّوق"]
    (span,) = found["title_spans"]
    assert found["title"][span["start"] : span["end"]] == "بالسّوق"
    assert (answer.json()["count"], answer.json()["next_after"]) == (1, None)


def test_an_intake_key_searches_nothing(desk: Desk) -> None:
    take_in(desk, NEWS)
    key = accounts.create_intake_key(desk.house, name="partner gateway", source_id=HUMINT, by=NADIA)
    for headers in ({}, {"Authorization": f"Bearer {key}"}, {"Cookie": f"sessionid={key}"}):
        answer = Client(headers=headers).get(API, {"q": "library"})
        assert answer.status_code == 401
        assert set(answer.json()) == {"what", "where", "remedy"}


def test_the_api_keeps_the_desks_rules(desk: Desk, enter: ENTER) -> None:
    case_id = opened_case(desk)
    assert enter(NADIA).get(API, {"q": "corniche"}).status_code == 403
    assert enter(BORIS).get(API, {"q": "corniche"}).json()["count"] == 0
    assert enter(SALMA).get(API, {"q": "crowd", "among": "cases"}).json()["found"][0]["case_id"] == case_id


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({}, 422),
        ({"q": '"'}, 422),
        ({"q": "kind:rumour"}, 422),
        ({"q": "corniche", "limit": "0"}, 422),
        ({"q": "corniche", "limit": "1000"}, 422),
        ({"q": "corniche", "among": "secrets"}, 422),
        ({"q": "corniche", "after": "r-0000000000000000"}, 409),
        ({"q": "corniche", "after": "\0"}, 409),
    ],
)
def test_what_the_api_does_not_understand_has_one_shape(
    desk: Desk, enter: ENTER, given: dict[str, str], status: int
) -> None:
    opened_case(desk)
    answer = enter(SALMA).get(API, given)
    assert answer.status_code == status
    assert set(answer.json()) == {"what", "where", "remedy"}

"""The recipient's page: nobody logs in, a look counts as nobody's, and what is answered is on record."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from nadhir.casework import deliver, queries
from nadhir.casework.read_models import DeliveryView, ReleaseView
from nadhir.terms.delivery import DeliveryState
from nadhir.terms.facts import ReplyState
from nadhir.terms.text import Language
from nadhir.web.recipient_words import ALL, words_for
from tests.casework.desks import OMAR, SALMA, YUSUF, Desk, released

pytestmark = pytest.mark.django_db(transaction=True)


def sent(desk: Desk) -> tuple[ReleaseView, str]:
    """Returns a release whose page was sent, and the page's address."""
    view = released(desk)
    desk.liaison.mood = "never"
    deliver.run(desk.house)
    return view, desk.page.got[0].page_url.removeprefix(desk.house.public_url)


def delivery(desk: Desk, view: ReleaseView) -> DeliveryView:
    (found,) = queries.case(desk.house, case_id=view.release.case_id, by=SALMA).deliveries
    return found


def test_a_program_that_follows_the_link_is_nobody(desk: Desk) -> None:
    view, address = sent(desk)
    client = Client()
    for _ in range(3):
        page = client.get(address)
        assert page.status_code == 200
        assert "Doha" not in page.content.decode()
    assert client.head(address).status_code == 200
    assert delivery(desk, view).page_opened_count == 0
    assert delivery(desk, view).state is DeliveryState.SENT


def test_the_cover_speaks_three_languages_and_names_nobody(desk: Desk) -> None:
    view, address = sent(desk)
    page = Client().get(address).content.decode()
    for words in ALL:
        assert words.cover_button in page
        assert f'lang="{words.lang}" dir="{words.dir}"' in page
    for secret in ("Joint Watch", "Ministry", "Cobalt", view.release.case_id, str(OMAR)):
        assert secret not in page


def test_whoever_opens_it_is_counted_and_reads_their_own_language_first(desk: Desk) -> None:
    view, address = sent(desk)
    page = Client().post(address, {"answer": "open"}).content.decode()
    assert delivery(desk, view).page_opened_count == 1
    assert delivery(desk, view).state is DeliveryState.OPENED
    assert '<html lang="ar" dir="rtl">' in page
    arabic = next(text for text in view.release.texts if text.language == "ar")
    english = next(text for text in view.release.texts if text.language == "en")
    assert page.index(arabic.content.splitlines()[0]) < page.index(english.content.splitlines()[0])
    assert "Call the embassy&#x27;s switchboard." in page
    assert words_for(Language("ar")).check in page


def test_nothing_of_the_high_side_is_on_the_page(desk: Desk) -> None:
    view, address = sent(desk)
    page = Client().post(address, {"answer": "open"}).content.decode()
    for secret in (
        "Cobalt Heron",
        "CH-7731",
        "src-human",
        view.release.case_id,
        view.release.id,
        "omar",
        "lina",
        "salma",
    ):
        assert secret not in page
    outside = [link for link in re.findall(r'(?:href|src|action)="([^"]+)"', page) if not link.startswith("/")]
    assert outside == []
    assert "<script" not in page


def test_a_named_person_acknowledges_and_then_says_what_they_will_do(desk: Desk) -> None:
    view, address = sent(desk)
    client = Client()
    given = {
        "answer": "acknowledge",
        "acknowledge-name": "العقيد حداد",
        "acknowledge-rank": "ضابط المناوبة",
        "acknowledge-will_do": "",
    }
    page = client.post(address, given).content.decode()
    assert words_for(Language("ar")).thanks in page
    assert delivery(desk, view).state is DeliveryState.ACKNOWLEDGED
    page = client.post(address, {"answer": "action", "action-will_do": "إغلاق الكورنيش"}).content.decode()
    assert "إغلاق الكورنيش" in page
    found = delivery(desk, view)
    assert found.state is DeliveryState.ACTION_STATED
    assert found.acknowledgement is not None
    assert found.acknowledgement.by.reveal(to="test") == "العقيد حداد"
    assert found.page_opened_count == 0


def test_without_a_name_nobody_has_acknowledged(desk: Desk) -> None:
    view, address = sent(desk)
    given = {"answer": "acknowledge", "acknowledge-name": "  ", "acknowledge-rank": "x", "acknowledge-will_do": ""}
    answer = Client().post(address, given)
    assert answer.status_code == 422
    assert words_for(Language("ar")).required in answer.content.decode()
    assert delivery(desk, view).state is DeliveryState.SENT


def test_a_recipient_may_decline_and_say_who_should_have_it(desk: Desk) -> None:
    view, address = sent(desk)
    given = {"answer": "decline", "decline-name": "حداد", "decline-text": "ليس من شأن مكتبي، اسألوا الشرطة."}
    assert Client().post(address, given).status_code == 200
    assert delivery(desk, view).state is DeliveryState.DECLINED


def test_a_dispute_is_a_reply_and_a_task_and_moves_no_delivery(desk: Desk) -> None:
    view, address = sent(desk)
    assert Client().post(address, {"answer": "dispute", "dispute-text": "المكان مغلق ذلك اليوم."}).status_code == 200
    found = queries.case(desk.house, case_id=view.release.case_id, by=SALMA)
    assert [reply.state for reply in found.replies] == [ReplyState.DISPUTED]
    assert delivery(desk, view).state is DeliveryState.SENT
    assert "recipient_disputed" in [task.kind for task in queries.tasks(desk.house, by=YUSUF)]


def test_a_question_makes_a_task_and_is_no_answer(desk: Desk) -> None:
    view, address = sent(desk)
    assert Client().post(address, {"answer": "ask", "ask-text": "هل يشمل ذلك المطار؟"}).status_code == 200
    (task,) = (task for task in queries.tasks(desk.house, by=YUSUF) if task.kind == "recipient_asked")
    assert task.note == "هل يشمل ذلك المطار؟"
    assert delivery(desk, view).state is DeliveryState.SENT


def test_a_page_that_has_ended_and_one_that_never_was_are_the_same(desk: Desk) -> None:
    _view, address = sent(desk)
    desk.clock.move(hours=24 * 40)
    ended = Client().post(address, {"answer": "open"})
    never = Client().post(reverse("recipient", args=["A" * 43]), {"answer": "open"})
    assert ended.status_code == never.status_code == 404
    strip = re.compile(r'(?:value|action)="[^"]+"')
    assert strip.sub("", ended.content.decode()) == strip.sub("", never.content.decode())
    assert words_for(Language("fa")).gone in ended.content.decode()


def test_a_form_from_elsewhere_answers_for_nobody(desk: Desk) -> None:
    view, address = sent(desk)
    client = Client(enforce_csrf_checks=True)
    given = {"answer": "acknowledge", "acknowledge-name": "X", "acknowledge-rank": "", "acknowledge-will_do": ""}
    assert client.post(address, given).status_code == 403
    assert delivery(desk, view).state is DeliveryState.SENT


def test_an_unknown_field_is_refused(desk: Desk) -> None:
    view, address = sent(desk)
    given = {"answer": "ask", "ask-text": "?", "state": "acknowledged"}
    assert Client().post(address, given).status_code == 422
    assert delivery(desk, view).state is DeliveryState.SENT


@pytest.mark.parametrize("words", ALL, ids=lambda words: str(words.lang))
def test_every_language_says_everything(words: object) -> None:
    from dataclasses import fields  # noqa: PLC0415 - one test's

    from nadhir.web.recipient_words import RecipientWords  # noqa: PLC0415 - after Django is set up

    assert isinstance(words, RecipientWords)
    assert [each.name for each in fields(words) if not getattr(words, each.name)] == []


def test_a_language_that_is_none_of_ours_is_answered_in_english() -> None:
    assert words_for(Language("tr")).lang == "en"
    assert words_for(Language("ar-acm")).lang == "ar"

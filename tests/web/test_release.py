"""Releasing at the desk: what is about to happen in words, the password once more, two people, and the exact bytes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from nadhir.casework import deliver, queries, write_tearline
from nadhir.casework.read_models import ReleaseView
from nadhir.release import ASKED_CHECKS
from nadhir.tearline import Choice
from nadhir.terms.delivery import DeliveryState
from nadhir.terms.release import Mode, ReleaseState
from tests.casework.desks import LINA, OMAR, PASSWORD, SALMA, YUSUF, Desk, opened_case, proposed

pytestmark = pytest.mark.django_db(transaction=True)

ENTER = Callable[[str], Client]


def seen(desk: Desk, view: ReleaseView) -> ReleaseView:
    return queries.release(desk.house, release_id=view.release.id, by=OMAR)


def approve(client: Client, view: ReleaseView, *, digest: str = "", password: str = PASSWORD) -> int:
    given = {"digest": digest or view.release.content_digest, "password": password}
    return client.post(reverse("release-approve", args=[view.release.id]), given).status_code


def test_the_page_says_whom_it_tells_what_and_how(desk: Desk, enter: ENTER) -> None:
    view = proposed(desk)
    page = enter(OMAR).get(reverse("release", args=[view.release.id])).content.decode()
    words = " ".join(page.split())
    whom = '<strong><bdi dir="auto">Ministry of Interior, Qatar</bdi></strong>'
    assert f"This tells {whom} by <strong>liaison, then by secure page" in words
    assert "in Arabic first" in words
    for text in view.release.texts:
        assert text.content.splitlines()[0] in page
    assert view.release.content_digest in page


def test_two_people_with_their_passwords_release_it(desk: Desk, enter: ENTER) -> None:
    view = proposed(desk)
    assert approve(enter(OMAR), view) == 302
    assert seen(desk, view).release.state is ReleaseState.APPROVED_ONCE
    assert approve(enter(LINA), view) == 302
    assert seen(desk, view).release.state is ReleaseState.RELEASED


def test_a_wrong_password_signs_nothing(desk: Desk, enter: ENTER) -> None:
    view = proposed(desk)
    assert approve(enter(OMAR), view, password="not this one") == 422
    assert approve(enter(OMAR), view, password="") == 422
    assert seen(desk, view).release.approvals == ()


def test_one_person_does_not_sign_twice(desk: Desk, enter: ENTER) -> None:
    view = proposed(desk)
    omar = enter(OMAR)
    assert approve(omar, view) == 302
    assert approve(omar, view) == 409
    assert len(seen(desk, view).release.approvals) == 1


def test_what_was_not_looked_at_cannot_be_signed(desk: Desk, enter: ENTER) -> None:
    view = proposed(desk)
    assert approve(enter(OMAR), view, digest="0" * 64) == 409
    assert seen(desk, view).release.approvals == ()


def test_a_changed_text_takes_the_signature_with_it(desk: Desk, enter: ENTER) -> None:
    view = proposed(desk)
    assert approve(enter(OMAR), view) == 302
    write_tearline.write_tearline(desk.house, case_id=view.release.case_id, by=SALMA, choice=Choice.LEAST_EXPOSING)
    assert approve(enter(LINA), view) == 409
    assert seen(desk, view).release.state is ReleaseState.VOID


@pytest.mark.parametrize("officer", [SALMA, YUSUF])
def test_who_is_no_releasing_authority_sees_no_button_and_has_none(desk: Desk, enter: ENTER, officer: str) -> None:
    view = proposed(desk)
    client = enter(officer)
    assert "exact bytes</button>" not in client.get(reverse("release", args=[view.release.id])).content.decode()
    assert approve(client, view) == 403
    assert seen(desk, view).release.approvals == ()


def test_a_refusal_needs_its_reason_and_keeps_it(desk: Desk, enter: ENTER) -> None:
    view = proposed(desk)
    omar, address = enter(OMAR), reverse("release-refuse", args=[view.release.id])
    assert omar.post(address, {"reason": "", "password": PASSWORD}).status_code == 422
    assert omar.post(address, {"reason": "The day is not certain.", "password": PASSWORD}).status_code == 302
    (refusal,) = seen(desk, view).release.refusals
    assert (refusal.by, refusal.reason) == (OMAR, "The day is not certain.")
    assert "The day is not certain." in enter(SALMA).get(reverse("release", args=[view.release.id])).content.decode()


def test_an_unknown_field_is_refused_and_nothing_is_done(desk: Desk, enter: ENTER) -> None:
    view = proposed(desk)
    given = {"digest": view.release.content_digest, "password": PASSWORD, "is_admin": "1"}
    answer = enter(OMAR).post(reverse("release-approve", args=[view.release.id]), given)
    assert answer.status_code == 422
    assert "is_admin" in answer.content.decode()
    assert seen(desk, view).release.approvals == ()


def test_a_drill_says_so_in_words(desk: Desk, enter: ENTER) -> None:
    view = proposed(desk, mode=Mode.DRILL)
    page = enter(OMAR).get(reverse("release", args=[view.release.id])).content.decode()
    assert "Drill: this reaches nobody." in page


def test_the_whole_way_is_walked_by_forms_alone(desk: Desk, enter: ENTER) -> None:
    case_id = opened_case(desk)
    salma = enter(SALMA)

    def take(name: str, given: dict[str, str]) -> None:
        answer = salma.post(reverse("case-step", args=[case_id, name]), given)
        assert answer.status_code == 302, answer.content.decode()

    take("assess", {})
    take("fact", {"name": "originator_consulted", "about": "", "value": "yes", "note": "They agree to city and day."})
    number = str(queries.case(desk.house, case_id=case_id, by=SALMA).determination_id)
    take("decide", {"determination": number, "choice_0": "told_anyway", "because_0": "the text names no place"})
    take("tearline", {"choice": "balanced"})
    answers = {f"reason_{name}": "looked at" for name in ASKED_CHECKS} | {f"done_{name}": "on" for name in ASKED_CHECKS}
    take("propose", {"mode": "live", **answers})
    (view,) = queries.case(desk.house, case_id=case_id, by=SALMA).releases
    assert approve(enter(OMAR), view) == 302
    assert approve(enter(LINA), view) == 302
    (sent,) = deliver.run(desk.house)
    desk.clock.move(minutes=5)
    yusuf = enter(YUSUF)
    hand = reverse("delivery-step", args=[case_id, sent.delivery_id, "hand-over"])
    assert yusuf.post(hand, {"to_name": "First Secretary Rossi", "rank": "", "note": "no word"}).status_code == 302
    silence = reverse("delivery-step", args=[case_id, sent.delivery_id, "silence"])
    assert yusuf.post(silence, {"note": "two calls"}).status_code == 302
    (delivery,) = queries.case(desk.house, case_id=case_id, by=SALMA).deliveries
    assert delivery.state is DeliveryState.QUEUED
    deliver.run(desk.house)
    answered = reverse("delivery-step", args=[case_id, sent.delivery_id, "acknowledged"])
    given = {"name": "Col. Haddad", "rank": "duty officer", "will_do": "raise the guard"}
    assert yusuf.post(answered, given).status_code == 302
    page = enter(SALMA).get(reverse("case", args=[case_id])).content.decode()
    for words in (
        "Col. Haddad",
        "raise the guard",
        "silence recorded",
        "A named person has it and said what they will do.",
    ):
        assert words in page


def test_an_edited_text_is_checked_for_leaks_again(desk: Desk, enter: ENTER) -> None:
    view = proposed(desk)
    address = reverse("case-step", args=[view.release.case_id, "edit"])
    texts = {f"text_{text.language}": text.content for text in view.release.texts}
    leaking = {**texts, "text_en": texts["text_en"] + "\nOur source Cobalt Heron (CH-7731) says so."}
    assert enter(SALMA).post(address, leaking).status_code == 302
    page = enter(SALMA).get(reverse("case", args=[view.release.case_id])).content.decode()
    assert "The leak check stopped it:" in page
    assert "do/propose/" not in page

"""Choosing one's own password at the desk: who must, what is refused, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse

from nadhir.casework import accounts, queries
from nadhir.casework.authority import Act
from nadhir.terms.ids import OfficerId
from tests.casework.desks import KARIM, LINA, NADIA, OMAR, PASSWORD, SALMA, Desk, opened_case, proposed

pytestmark = pytest.mark.django_db(transaction=True)

ENTER = Callable[[str], Client]
GIVEN = "six owls over the old mill"
OWN = "nine grey cranes in the reeds"
GOOD = {"password": PASSWORD, "new": OWN, "again": OWN}
BANNER = "Your password was set by somebody else."


def opens(password: str, *, of: OfficerId) -> bool:
    request = HttpRequest()
    request.META["REMOTE_ADDR"] = "198.51.100.9"
    return authenticate(request, username=of, password=password) is not None


def given_a_password(desk: Desk, *, officer: OfficerId) -> Client:
    """Returns a client of an officer who logged in with the password that an administrator set, at the login page."""
    accounts.set_password(desk.house, officer=officer, password=GIVEN, by=NADIA)
    if officer in {OMAR, LINA}:
        accounts.confirm_authority(desk.house, officer=officer, by=LINA if officer == OMAR else OMAR)
    client = Client()
    answer = client.post(reverse("login"), {"username": officer, "password": GIVEN, "next": reverse("cases")})
    assert answer.headers["Location"] == reverse("password")
    return client


def test_an_officer_changes_their_own_password_and_stays_logged_in_here_alone(enter: ENTER) -> None:
    here, elsewhere = enter(SALMA), enter(SALMA)
    assert here.post(reverse("password"), GOOD).headers["Location"] == reverse("watch")
    assert opens(OWN, of=SALMA)
    assert not opens(PASSWORD, of=SALMA)
    assert "Your password is changed." in here.get(reverse("watch")).content.decode()
    assert elsewhere.get(reverse("watch")).status_code == 302


def test_the_page_asks_for_the_present_password_and_the_new_one_twice(enter: ENTER) -> None:
    page = enter(SALMA).get(reverse("password")).content.decode()
    for label in ("Your present password", "New password", "The new password, once more"):
        assert label in page
    assert "Your password, once more" not in page


def test_whose_password_was_set_signs_once_they_chose_their_own(desk: Desk) -> None:
    view = proposed(desk)
    omar = given_a_password(desk, officer=OMAR)
    approve = reverse("release-approve", args=[view.release.id])
    signed = {"digest": view.release.content_digest}
    assert BANNER in omar.get(reverse("watch")).content.decode()
    assert omar.post(approve, {**signed, "password": GIVEN}).status_code == 403
    assert omar.post(reverse("password"), {**GOOD, "password": GIVEN}).status_code == 302
    assert BANNER not in omar.get(reverse("watch")).content.decode()
    assert omar.post(approve, {**signed, "password": OWN}).status_code == 302
    seen = queries.release(desk.house, release_id=view.release.id, by=LINA)
    assert [approval.by for approval in seen.release.approvals] == [OMAR]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"password": "not mine"}, "هذه ليست كلمة سرّك الحالية"),
        ({"again": "another phrase of birds"}, "الكلمتان غير متطابقتين"),
        ({"new": PASSWORD, "again": PASSWORD}, "اختر غيرها"),
        ({"new": "short", "again": "short"}, "ضعيفة"),
        ({"officer": OMAR}, "officer"),
    ],
    ids=["another's", "not the same", "not new", "weak", "unknown field"],
)
def test_what_is_not_right_changes_nothing_and_is_said_in_arabic(
    enter: ENTER, wrong: dict[str, str], said: str
) -> None:
    answer = enter(SALMA).post(reverse("password"), {**GOOD, **wrong}, headers={"Accept-Language": "ar"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert PASSWORD not in page
    assert OWN not in page
    assert opens(PASSWORD, of=SALMA)
    assert opens(PASSWORD, of=OMAR)


def test_a_counted_try_keeps_no_password_in_clear(enter: ENTER) -> None:
    salma = enter(SALMA)
    assert salma.post(reverse("password"), {**GOOD, "password": "not mine"}).status_code == 422
    (kept,) = AccessAttempt.objects.all()
    assert "again=" in kept.post_data
    assert OWN not in kept.post_data
    assert "not mine" not in kept.post_data


def test_the_password_that_was_given_is_not_kept_as_ones_own(desk: Desk) -> None:
    opened_case(desk)
    karim = given_a_password(desk, officer=KARIM)
    assert karim.post(reverse("password"), {"password": GIVEN, "new": GIVEN, "again": GIVEN}).status_code == 422
    assert queries.me(desk.house, by=KARIM).must_change_password


def test_until_then_they_read_and_work_and_stand_for_nothing(desk: Desk) -> None:
    case_id = opened_case(desk)
    salma = given_a_password(desk, officer=SALMA)
    page = salma.get(reverse("case", args=[case_id])).content.decode()
    assert Act.CLOSE_CASE not in queries.me(desk.house, by=SALMA).may
    assert f"/cases/{case_id}/do/close/" not in page
    assert f"/cases/{case_id}/do/assess/" in page


def test_looking_at_the_page_changes_nothing_and_a_stranger_does_not_see_it(enter: ENTER) -> None:
    assert enter(SALMA).get(reverse("password")).status_code == 200
    assert opens(PASSWORD, of=SALMA)
    answer = Client().post(reverse("password"), GOOD)
    assert answer.headers["Location"].startswith(reverse("login"))
    assert opens(PASSWORD, of=SALMA)


def test_without_its_token_nothing_is_changed(enter: ENTER) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = enter(SALMA).cookies
    assert client.post(reverse("password"), GOOD).status_code == 403
    assert opens(PASSWORD, of=SALMA)

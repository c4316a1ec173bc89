"""Clocks at the desk and over HTTP: hour and zone, the bar when one ran out, and what an officer does about one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from nadhir.casework import queries
from nadhir.casework.sound_clocks import sound
from nadhir.terms.determination import ClockName
from tests.casework.desks import BORIS, KARIM, NADIA, OMAR, PASSWORD, SALMA, Desk, opened_case

pytestmark = pytest.mark.django_db(transaction=True)

ENTER = Callable[[str], Client]


def test_the_page_of_clocks_gives_hour_and_zone(desk: Desk, enter: ENTER) -> None:
    opened_case(desk)
    page = enter(SALMA).get(reverse("clocks")).content.decode()
    assert "America/New_York" in page
    assert "04:15 <span" in page  # a quarter past nine in UTC, where the desk stands
    assert "-05" in page or "−05" in page


def test_a_clock_that_ran_out_stands_above_every_page_of_whoever_was_told(desk: Desk, enter: ENTER) -> None:
    opened_case(desk)
    assert "put before you" not in enter(SALMA).get(reverse("cases")).content.decode()
    desk.clock.move(minutes=16)
    sound(desk.house)
    assert "put before you" in enter(SALMA).get(reverse("cases")).content.decode()
    assert "put before you" not in enter(KARIM).get(reverse("cases")).content.decode()
    desk.clock.move(days=9)
    sound(desk.house)
    assert "nobody is left to be told" in enter(KARIM).get(reverse("cases")).content.decode()


def test_a_releasing_authority_stops_a_clock_with_password_and_reason(desk: Desk, enter: ENTER) -> None:
    case_id = opened_case(desk)
    client, address = enter(OMAR), reverse("case-step", args=[case_id, "stop-clock"])
    clocks = queries.case(desk.house, case_id=case_id, by=OMAR).clocks
    (key,) = (each.key for each in clocks if each.name is ClockName.RELEASE_DECISION)
    sent = {"clock": key, "reason": "the host state warns today", "password": "not this"}
    assert client.post(address, sent).status_code == 422
    assert client.post(address, {**sent, "password": PASSWORD}).status_code == 302
    page = client.get(reverse("case", args=[case_id])).content.decode()
    assert "the host state warns today" in page


def test_an_officer_names_their_own_deputy_at_the_desk(desk: Desk, enter: ENTER) -> None:
    sent = {"officer": SALMA, "deputy": KARIM}
    assert enter(SALMA).post(reverse("deputy"), sent).status_code == 302
    assert queries.me(desk.house, by=SALMA).deputy == KARIM
    assert enter(KARIM).post(reverse("deputy"), sent).status_code == 403
    assert KARIM in enter(NADIA).get(reverse("officers")).content.decode()


def test_the_clocks_over_http_are_the_officers_own_in_the_holders_zone(desk: Desk, enter: ENTER) -> None:
    case_id = opened_case(desk)
    answer = enter(SALMA).get("/api/clocks").json()
    assert {each["case_id"] for each in answer["clocks"]} == {case_id}
    first = next(each for each in answer["clocks"] if each["name"] == "first_look")
    assert first["due_at"] == "2024-01-01T04:15:00-05:00"
    assert first["timezone"] == "America/New_York"
    assert enter(BORIS).get("/api/clocks").json()["clocks"] == []
    assert enter(NADIA).get("/api/clocks").status_code == 403
    assert Client().get("/api/clocks").status_code == 401

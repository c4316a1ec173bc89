"""The directory, naming a party in a case, and the three ways to write a tearline side by side."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from nadhir.casework import lookups, queries
from nadhir.terms.party import ChannelKind, PartyRole
from nadhir.web.showing import source_of
from tests.casework.desks import INES, KARIM, OMAR, SALMA, YUSUF, Desk, decide, opened_case

pytestmark = pytest.mark.django_db(transaction=True)

ENTER = Callable[[str], Client]
HEYDAR = {
    "name": "Heydar <b>Example</b>",
    "country": "ir",
    "relation": "adversary",
    "roles": ["victim"],
    "languages": "fa، ar",
    "independent_check": "Ask at the embassy.",
    "channel_1": "liaison",
    "address_1": "the duty desk",
    "via_1": "Embassy of the protecting power",
}


def test_a_party_that_is_added_can_be_named_in_a_case_and_is_shown_escaped(desk: Desk, enter: ENTER) -> None:
    case_id = opened_case(desk)
    salma = enter(SALMA)
    assert salma.post(reverse("party-add"), HEYDAR).status_code == 302
    (line,) = [each for each in lookups.parties(desk.house, by=SALMA) if not each.is_standing]
    assert line.party.country == "IR"
    assert line.party.roles == {PartyRole.VICTIM}
    assert line.party.languages == ("fa", "ar")
    assert [contact.channel for contact in line.party.contacts] == [ChannelKind.LIAISON]
    assert "Heydar &lt;b&gt;Example&lt;/b&gt;" in salma.get(reverse("directory")).content.decode()
    step = reverse("case-step", args=[case_id, "party"])
    assert salma.post(step, {"party": line.party.id}).status_code == 302
    assert line.party.id in {each.id for each in queries.case(desk.house, case_id=case_id, by=SALMA).parties}
    assert salma.post(step, {"party": line.party.id}).status_code == 422  # the case knows them already


def test_a_source_is_added_with_what_would_give_it_away(desk: Desk, enter: ENTER) -> None:
    given = {"name": "Silver Ibis", "kind": "human", "reliability": "B", "is_protected": "on", "identifiers": "SI-4\nX"}
    assert enter(KARIM).post(reverse("source-add"), given).status_code == 302
    (found,) = [
        each
        for each in lookups.sources(desk.house, by=SALMA)
        if each.name is not None and each.name.reveal(to=SALMA) == "Silver Ibis"
    ]
    assert found.is_protected
    assert "Silver Ibis" in enter(SALMA).get(reverse("directory")).content.decode()
    assert "Silver Ibis" not in enter(YUSUF).get(reverse("directory")).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"country": "Iran"},
        {"roles": []},
        {"languages": "Persian!"},
        {"address_1": ""},
        {"channel_2": "liaison", "address_2": "elsewhere"},
        {"name": ""},
        {"surprise": "x"},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_a_party_that_is_not_whole_is_refused(desk: Desk, enter: ENTER, wrong: dict[str, object]) -> None:
    before = lookups.parties(desk.house, by=SALMA)
    assert enter(SALMA).post(reverse("party-add"), {**HEYDAR, **wrong}).status_code == 422
    assert lookups.parties(desk.house, by=SALMA) == before


@pytest.mark.parametrize("officer", [OMAR, INES])
def test_who_does_not_keep_the_directory_is_told_so_in_their_language(enter: ENTER, officer: str) -> None:
    client = enter(officer)
    for name in ("directory", "party-add", "source-add"):
        page = client.get(reverse(name), headers={"Accept-Language": "ar"})
        assert page.status_code == 403
        assert "إدارة المصادر والأطراف" in page.content.decode()
    assert client.post(reverse("party-add"), HEYDAR).status_code == 403


def test_three_ways_to_write_it_stand_side_by_side_before_one_is_chosen(desk: Desk, enter: ENTER) -> None:
    case_id = opened_case(desk)
    client = enter(SALMA)
    page = reverse("case", args=[case_id])
    assert 'class="offer"' not in client.get(page).content.decode()  # nobody decided yet
    decide(desk, case_id)
    html = client.get(page).content.decode()
    offers = re.findall(r'<div class="offer">.*?</ul>.*?</div>', html, re.DOTALL)
    assert len(offers) == 3
    assert "known more finely" in offers[0]
    assert "Doha" not in offers[0]
    assert "Doha" in offers[1]
    assert 'class="offer"' not in enter(OMAR).get(page).content.decode()  # who signs does not write


def test_a_provision_shows_where_it_was_read_and_that_nobody_read_the_primary_text(desk: Desk, enter: ENTER) -> None:
    html = enter(SALMA).get(reverse("case", args=[opened_case(desk)])).content.decode()
    assert "law.md" not in html
    assert "fas.org/publication/duty-to-warn" in html
    assert "not verified in the primary text" in html


@pytest.mark.parametrize(
    ("reference", "source"),
    [
        ("law.md 1 (after fas.org/a, sgp.fas.org/b)", "fas.org/a, sgp.fas.org/b"),
        ("law.md 2.3, 2.4 (police.example)", "police.example"),
        ("law.md 1.4", ""),
        ("Official Journal L 277", "Official Journal L 277"),
    ],
)
def test_of_a_reference_only_the_source_is_shown(reference: str, source: str) -> None:
    assert source_of(reference) == source

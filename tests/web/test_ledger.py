"""The ledger's page: an entry that was changed in the database is marked, and nothing that its row says is shown."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from nadhir.store.models import LedgerEntry
from tests.casework.desks import INES, Desk, opened_case

pytestmark = pytest.mark.django_db(transaction=True)

ENTER = Callable[[str], Client]


def test_a_damaged_entry_is_marked_in_both_languages(desk: Desk, enter: ENTER) -> None:
    case_id = opened_case(desk)
    client = enter(INES)
    addresses = [reverse("ledger"), reverse("case-ledger", args=[case_id])]
    assert not any("An entry is damaged" in client.get(each).content.decode() for each in addresses)
    rows = LedgerEntry.objects.unsafe_everything().filter(case_id=case_id).order_by("index")
    rows.filter(index=rows[0].index).update(name="case.closed", by="mallory")
    for address in addresses:
        page = client.get(address).content.decode()
        assert "An entry is damaged" in page
        assert page.count('<span class="tag tag-urgent">damaged</span>') == 1
        assert "mallory" not in page
        arabic = client.get(address, headers={"Accept-Language": "ar"}).content.decode()
        assert '<span class="tag tag-urgent">تالف</span>' in arabic
        assert "قيد تالف: ليس هو ما قُيّد في السجل" in arabic

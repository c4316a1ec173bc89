"""Erasing a person whom an open case needs takes two."""

import pytest

from nadhir.casework import erase
from nadhir.casework.errors import NotAllowedError
from nadhir.store.models import SubjectKey
from tests.casework.desks import BORIS, GOVERNMENT, HUMINT, NADIA, OMAR, YUSUF, Desk, opened_case, released


def erased() -> int:
    return SubjectKey.objects.filter(wrapped=None).count()


def test_who_is_warned_in_an_open_case_is_not_erased_by_one_person(desk: Desk) -> None:
    released(desk)
    for second in (None, NADIA, YUSUF, BORIS):  # nobody, the same person, no judge, another organisation's
        with pytest.raises(NotAllowedError):
            erase.erase_party(desk.house, party_id=GOVERNMENT, reason="asked for", by=NADIA, seconded_by=second)
    assert erased() == 0
    erase.erase_party(desk.house, party_id=GOVERNMENT, reason="asked for", by=NADIA, seconded_by=OMAR)
    assert erased() == 1


def test_the_source_of_an_open_case_is_not_erased_by_one_person(desk: Desk) -> None:
    opened_case(desk)
    with pytest.raises(NotAllowedError, match="open"):
        erase.erase_source(desk.house, source_id=HUMINT, reason="asked for", by=NADIA)
    erase.erase_source(desk.house, source_id=HUMINT, reason="asked for", by=NADIA, seconded_by=OMAR)
    assert erased() == 1


def test_whom_no_case_needs_one_person_erases(desk: Desk) -> None:
    erase.erase_source(desk.house, source_id=HUMINT, reason="asked for", by=NADIA)
    assert erased() == 1

# SPDX-License-Identifier: Apache-2.0
"""Entries sealed into leaves, opened again, and erased."""

import hashlib
from datetime import UTC, datetime, timedelta, timezone

import pytest

from nadhir.ledger import (
    COVER_NAME,
    OpeningError,
    check_personal,
    commit_personal,
    covers_needed,
    leaf_hash_of,
    open_entry,
    seal,
)
from nadhir.ledger.canonical import decode, encode
from nadhir.terms.entry import CaseThread, Entry, Json, Opening, PersonalOpening, SubjectId
from nadhir.terms.errors import InvalidTermError
from nadhir.terms.ids import CaseId, EntryIndex, OfficerId
from nadhir.terms.sealed import Sealed

AT = datetime(2024, 1, 2, 9, 30, 0, 5, tzinfo=UTC)
SALT, OTHER_SALT = bytes(range(32)), bytes(range(1, 33))
SUBJECT = SubjectId("s-4f1c")
NAME = Sealed("سلمى الراوي")


def released(**changes: object) -> Entry:
    fields: dict[str, object] = {
        "index": EntryIndex(7),
        "at": AT,
        "name": "warning.released",
        "by": OfficerId("salma"),
        "case": CaseId("c-1b8e"),
        "thread": CaseThread("00112233aabbccdd"),
        "facts": {"warning": "w-52aa", "languages": ["ar", "en"], "signers": 2, "drill": False, "expires": None},
        "personal": (commit_personal(NAME, name="recipient.name", subject=SUBJECT, salt=OTHER_SALT),),
    }
    return Entry(**{**fields, **changes})  # type: ignore[arg-type]  # a table of changes has no one type


def test_an_entry_comes_back_from_its_opening() -> None:
    entry = released()
    sealed = seal(entry, salt=SALT)
    assert open_entry(sealed.opening, commitment=sealed.commitment, index=7) == entry
    assert sealed.leaf_hash == leaf_hash_of(sealed.commitment, index=7)


def test_the_moment_is_the_same_in_whatever_zone_it_was_told() -> None:
    tehran = timezone(timedelta(hours=3, minutes=30))
    assert seal(released(at=AT.astimezone(tehran)), salt=SALT) == seal(released(), salt=SALT)


def test_the_same_entry_under_another_salt_is_another_leaf() -> None:
    first, second = seal(released(), salt=SALT), seal(released(), salt=OTHER_SALT)
    assert first.commitment != second.commitment
    assert first.leaf_hash != second.leaf_hash


@pytest.mark.parametrize(
    "change",
    [
        {"name": "warning.withdrawn"},
        {"at": AT + timedelta(microseconds=1)},
        {"by": None},
        {"case": CaseId("c-1b8f")},
        {"thread": CaseThread("00112233aabbccde")},
        {"facts": {"warning": "w-52ab"}},
        {"personal": ()},
    ],
)
def test_a_changed_entry_does_not_open_the_commitment(change: dict[str, object]) -> None:
    sealed, forged = seal(released(), salt=SALT), seal(released(**change), salt=SALT)
    with pytest.raises(OpeningError, match="do not give the commitment"):
        open_entry(forged.opening, commitment=sealed.commitment, index=7)


def test_a_changed_salt_does_not_open_the_commitment() -> None:
    sealed = seal(released(), salt=SALT)
    with pytest.raises(OpeningError):
        open_entry(Opening(salt=OTHER_SALT, body=sealed.opening.body), commitment=sealed.commitment, index=7)


def test_an_entry_opens_at_its_own_index_only() -> None:
    sealed = seal(released(), salt=SALT)
    with pytest.raises(OpeningError, match="that of entry 7"):
        open_entry(sealed.opening, commitment=sealed.commitment, index=8)


def test_a_body_that_says_more_than_an_entry_is_refused() -> None:
    body = decode(seal(released(), salt=SALT).opening.body)
    assert isinstance(body, dict)
    changes: list[dict[str, Json]] = [
        {"extra": 1},
        {"v": 2},
        {"at": "2024-01-02T09:30:00Z"},
        {"at": "2024-01-02T09:30:00.5Z"},
        {"index": "7"},
        {"personal": []},
    ]
    for change in changes:
        data = encode({**body, **change})
        commitment = hashlib.sha256(SALT + data).hexdigest()
        with pytest.raises(OpeningError):
            open_entry(Opening(salt=SALT, body=data), commitment=commitment, index=7)


def test_nothing_personal_stands_in_an_entry_its_leaf_or_its_repr() -> None:
    entry = released()
    sealed = seal(entry, salt=SALT)
    content = NAME.reveal(to="the test")
    assert content.encode() not in sealed.opening.body
    assert content not in repr(entry)
    assert sealed.opening.salt.hex() not in repr(sealed)
    assert "warning.released" not in repr(sealed)


def test_a_personal_datum_opens_its_commitment_and_no_other() -> None:
    commitment = released().personal[0]
    check_personal(PersonalOpening(name="recipient.name", salt=OTHER_SALT, value=NAME), commitment=commitment)
    for name, salt, value in [
        ("recipient.name", OTHER_SALT, Sealed("somebody else")),
        ("recipient.name", SALT, NAME),
        ("source.name", OTHER_SALT, NAME),
    ]:
        with pytest.raises(OpeningError):
            check_personal(PersonalOpening(name=name, salt=salt, value=value), commitment=commitment)


def test_a_personal_commitment_holds_for_its_subject_only() -> None:
    mine = commit_personal(NAME, name="recipient.name", subject=SUBJECT, salt=SALT)
    theirs = commit_personal(NAME, name="recipient.name", subject=SubjectId("s-other"), salt=SALT)
    assert mine.commitment != theirs.commitment


def test_an_entry_still_opens_after_its_personal_data_was_erased() -> None:
    sealed = seal(released(), salt=SALT)
    entry = open_entry(sealed.opening, commitment=sealed.commitment, index=7)  # neither value nor salt of it exist now
    assert entry.personal[0].name == "recipient.name"


def test_a_person_cannot_be_put_among_the_facts() -> None:
    with pytest.raises(InvalidTermError, match=r"facts\.name"):
        released(facts={"name": NAME})


def test_facts_cannot_be_changed_after_the_entry_was_made() -> None:
    facts = {"list": [1, 2]}
    entry = released(facts=facts)
    facts["list"].append(3)
    assert entry.facts["list"] == (1, 2)
    with pytest.raises(TypeError):
        entry.facts["more"] = 1  # type: ignore[index]  # that it is refused is the point


def test_a_cover_looks_like_any_other_entry_from_outside() -> None:
    cover = seal(released(name=COVER_NAME, by=None, case=None, thread=None, facts={}, personal=()), salt=SALT)
    entry = seal(released(), salt=OTHER_SALT)
    assert len(cover.leaf_hash) == len(entry.leaf_hash)
    assert len(cover.commitment) == len(entry.commitment)
    assert covers_needed(33, block=32) == 31


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Released"},
        {"name": "released"},
        {"at": datetime(2024, 1, 2)},  # noqa: DTZ001 — a moment without a zone is what is tried
        {"case": None},
        {"thread": None},
        {"index": EntryIndex(-1)},
    ],
)
def test_a_half_valid_entry_does_not_exist(change: dict[str, object]) -> None:
    with pytest.raises(InvalidTermError):
        released(**change)


def test_a_case_thread_begins_at_zero_and_names_the_one_before() -> None:
    first = seal(released(), salt=SALT)
    thread = first.next_thread()
    assert thread == CaseThread("00112233aabbccdd", sequence=1, previous=first.leaf_hash)
    with pytest.raises(InvalidTermError):
        CaseThread("00112233aabbccdd", sequence=1)
    with pytest.raises(InvalidTermError):
        CaseThread("00112233aabbccdd", sequence=0, previous=first.leaf_hash)
    with pytest.raises(InvalidTermError):
        CaseThread("0011")

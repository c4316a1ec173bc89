"""Accounts: no default one, nobody above themselves, Argon2, and a lock after wrong guesses."""

import pytest
from axes.models import AccessLog
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from nadhir.casework import accounts, queries, release
from nadhir.casework.authority import OfficerRole
from nadhir.casework.errors import NotAllowedError, NotFoundError
from nadhir.store import models as rows
from nadhir.terms.ids import OfficerId
from tests.casework.desks import HUMINT, INES, LINA, NADIA, OMAR, PASSWORD, SALMA, Desk, opened_case, proposed


def test_a_password_is_kept_by_argon2() -> None:
    assert make_password(PASSWORD).startswith("argon2$argon2id$")


@pytest.mark.django_db
def test_there_is_no_account_that_nobody_made() -> None:
    assert rows.Officer.objects.count() == 0
    assert rows.Organisation.objects.count() == 0


def test_only_the_first_administrator_is_made_without_an_account(desk: Desk) -> None:
    with pytest.raises(accounts.AccountError, match="has an administrator"):
        accounts.create_first_administrator(
            desk.house, organisation="watch", username="mallory", display_name="Mallory", password=PASSWORD
        )
    with pytest.raises(NotAllowedError):
        accounts.create_officer(
            desk.house,
            username="mallory",
            display_name="Mallory",
            roles=[OfficerRole.ANALYST],
            password=PASSWORD,
            by=SALMA,
        )


def test_nobody_changes_their_own_rights(desk: Desk) -> None:
    with pytest.raises(NotAllowedError, match="own account"):
        accounts.set_roles(desk.house, officer=NADIA, roles=[OfficerRole.RELEASING_AUTHORITY], by=NADIA)
    with pytest.raises(NotAllowedError, match="own account"):
        accounts.close_account(desk.house, officer=NADIA, by=NADIA)


def test_who_keeps_accounts_cannot_be_given_the_right_to_release(desk: Desk) -> None:
    roles = [OfficerRole.ADMINISTRATOR, OfficerRole.RELEASING_AUTHORITY]
    with pytest.raises(accounts.AccountError, match="does not release"):
        accounts.set_roles(desk.house, officer=SALMA, roles=roles, by=NADIA)
    with pytest.raises(accounts.AccountError, match="does not release"):
        accounts.create_officer(
            desk.house, username="mallory", display_name="Mallory", roles=roles, password=PASSWORD, by=NADIA
        )


def test_a_role_that_is_taken_away_is_ended_and_stays_on_record(desk: Desk) -> None:
    accounts.set_roles(desk.house, officer=SALMA, roles=[OfficerRole.INTAKE_OFFICER], by=NADIA)
    assert queries.me(desk.house, by=SALMA).roles == {OfficerRole.INTAKE_OFFICER}
    ended = rows.RoleGrant.objects.get(officer_id=SALMA, role=OfficerRole.ANALYST)
    assert ended.ended_at == desk.clock.now()
    assert ended.granted_by == NADIA


@pytest.mark.parametrize("password", ["short", "password1234", "123456789012"])
def test_a_weak_password_is_refused(desk: Desk, password: str) -> None:
    with pytest.raises(accounts.AccountError):
        accounts.set_password(desk.house, officer=SALMA, password=password, by=SALMA)


def test_an_officer_sets_their_own_password_and_no_colleagues(desk: Desk) -> None:
    accounts.set_password(desk.house, officer=SALMA, password="nine grey cranes in the reeds", by=SALMA)
    with pytest.raises(NotAllowedError):
        accounts.set_password(desk.house, officer=INES, password="nine grey cranes in the reeds", by=SALMA)


@pytest.mark.parametrize("username", ["", "sal ma", "سلمى", "salma\0", "../salma", "salma"])
def test_a_name_that_could_be_taken_for_another_is_refused(desk: Desk, username: str) -> None:
    with pytest.raises(accounts.AccountError):
        accounts.create_officer(
            desk.house,
            username=username,
            display_name="x",
            roles=[OfficerRole.ANALYST],
            password=PASSWORD,
            by=NADIA,
        )


def test_an_account_locks_after_wrong_guesses(desk: Desk) -> None:
    assert desk.house is not None
    request = HttpRequest()
    request.META["REMOTE_ADDR"] = "192.0.2.7"
    assert authenticate(request, username=SALMA, password=PASSWORD) is not None
    for _ in range(5):
        assert authenticate(request, username=SALMA, password="a guess") is None
    assert authenticate(request, username=SALMA, password=PASSWORD) is None


def guess(address: str, *, password: str = "") -> bool:
    request = HttpRequest()
    request.META["REMOTE_ADDR"] = address
    return authenticate(request, username=SALMA, password=password or "a guess") is not None


def test_an_account_rests_after_guesses_from_many_addresses(desk: Desk) -> None:
    assert desk.house is not None
    for number in range(19):
        assert not guess(f"192.0.2.{number}")
    assert guess("198.51.100.1", password=PASSWORD)
    assert not guess("192.0.2.99")
    assert not guess("198.51.100.1", password=PASSWORD)


def test_an_outsider_does_not_lock_an_officer_out_of_their_usual_desk(desk: Desk) -> None:
    assert desk.house is not None
    AccessLog.objects.create(username=SALMA, ip_address="198.51.100.1", user_agent="", path_info="/login/")
    for number in range(30):
        assert not guess(f"192.0.2.{number}")
    assert not guess("198.51.100.2", password=PASSWORD)
    assert guess("198.51.100.1", password=PASSWORD)


def test_an_intake_key_is_kept_as_its_hash_and_counted(desk: Desk) -> None:
    key = accounts.create_intake_key(desk.house, name="wire feed", source_id=HUMINT, by=NADIA)
    assert key not in str(list(rows.IntakeKey.objects.unsafe_everything().values_list()))
    assert accounts.recognise_intake_key(desk.house, key=key) == ("watch", HUMINT, "wire feed")
    assert rows.IntakeKey.objects.unsafe_everything().get().used_count == 1
    with pytest.raises(NotAllowedError):
        accounts.recognise_intake_key(desk.house, key=key + "x")


def test_an_officer_who_is_not_ours_cannot_be_changed(desk: Desk) -> None:
    with pytest.raises(NotFoundError):
        accounts.close_account(desk.house, officer=OfficerId("boris"), by=NADIA)


# ── nobody alone makes who may release ──────────────────────────────────────────────────────────────────────────────


def made(desk: Desk, name: str, role: OfficerRole) -> OfficerId:
    return accounts.create_officer(
        desk.house, username=name, display_name=name, roles=[role], password="six owls over the old mill", by=NADIA
    )


def test_one_administrator_alone_makes_nobody_who_may_release(desk: Desk) -> None:
    opened_case(desk)
    rafiq = made(desk, "rafiq", OfficerRole.RELEASING_AUTHORITY)
    assert queries.me(desk.house, by=rafiq).roles == frozenset()
    accomplice = made(desk, "nadia2", OfficerRole.ADMINISTRATOR)
    for second in (NADIA, accomplice, rafiq, SALMA):
        with pytest.raises(NotAllowedError):
            accounts.confirm_authority(desk.house, officer=rafiq, by=second)
    accounts.confirm_authority(desk.house, officer=rafiq, by=OMAR)
    assert queries.me(desk.house, by=rafiq).roles == {OfficerRole.RELEASING_AUTHORITY}
    names = [line.name for line in queries.ledger(desk.house, by=INES, limit=5).lines]
    assert {"officer.authority.proposed", "officer.authority.confirmed"} <= set(names)


def test_a_role_given_back_needs_the_second_person_again(desk: Desk) -> None:
    opened_case(desk)
    accounts.set_roles(desk.house, officer=OMAR, roles=[OfficerRole.LIAISON], by=NADIA)
    accounts.set_roles(desk.house, officer=OMAR, roles=[OfficerRole.RELEASING_AUTHORITY], by=NADIA)
    assert queries.me(desk.house, by=OMAR).roles == frozenset()
    accounts.confirm_authority(desk.house, officer=OMAR, by=LINA)
    assert queries.me(desk.house, by=OMAR).roles == {OfficerRole.RELEASING_AUTHORITY}
    with pytest.raises(accounts.AccountError, match="nothing is proposed"):
        accounts.confirm_authority(desk.house, officer=OMAR, by=LINA)


def test_a_password_that_somebody_else_set_signs_nothing(desk: Desk) -> None:
    view = proposed(desk)
    given = "six owls over the old mill"
    accounts.set_password(desk.house, officer=OMAR, password=given, by=NADIA)
    assert not rows.Officer.objects.get(username=OMAR).check_password(given)  # it awaits a second person
    accounts.confirm_authority(desk.house, officer=OMAR, by=LINA)
    assert rows.Officer.objects.get(username=OMAR).check_password(given)
    digest = view.release.content_digest
    with pytest.raises(NotAllowedError, match="set by somebody else"):
        release.approve(desk.house, release_id=view.release.id, content_digest=digest, by=OMAR)
    with pytest.raises(accounts.AccountError, match="set for you"):
        accounts.set_password(desk.house, officer=OMAR, password=given, by=OMAR)
    accounts.set_password(desk.house, officer=OMAR, password="ten finches in the thorn hedge", by=OMAR)
    release.approve(desk.house, release_id=view.release.id, content_digest=digest, by=OMAR)


def test_before_the_first_case_the_founder_needs_nobody(desk: Desk) -> None:
    rafiq = made(desk, "rafiq", OfficerRole.RELEASING_AUTHORITY)
    assert queries.me(desk.house, by=rafiq).roles == {OfficerRole.RELEASING_AUTHORITY}
    assert not queries.me(desk.house, by=rafiq).must_change_password

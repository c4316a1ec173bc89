# SPDX-License-Identifier: Apache-2.0
"""Organisations and officers. There is no default account: the first administrator of an organisation is made from the
machine itself, and from then on only administrators make accounts.

Nobody changes their own roles, and nobody who keeps accounts also releases warnings: one person who could do both could
make themselves the second signature. For the same reason nobody alone makes a releasing authority or an administrator,
nor sets the password of one: an administrator proposes it, and another administrator or a releasing authority confirms
it. While an organisation has no case yet, its founding administrator does without: nothing can be released, and there
is nobody to ask. A password that somebody else set is for the first login alone: until its owner chose their own, they
stand for nothing.
"""

import hashlib
from collections.abc import Iterable
from typing import Final

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import models

from nadhir.casework.authority import TABLE, Act, Caller, NotAllowedError, OfficerRole, admit, recognise
from nadhir.casework.command import hand_all_over
from nadhir.casework.house import House
from nadhir.casework.read_models import IntakeKeyLine
from nadhir.casework.unit import Unit, durable
from nadhir.store.models import (
    AuthorityProposal,
    CaseRow,
    IntakeKey,
    Officer,
    Organisation,
    RoleGrant,
    SourceRow,
)
from nadhir.store.scope import NotFoundError, Scope, load
from nadhir.terms.assessment import Yardstick
from nadhir.terms.entry import Json
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import OfficerId, SourceId
from nadhir.terms.party import Holder

_LONGEST_KEY_NAME: Final = 64  # what a report's row keeps of who handed it in
_APART: Final = frozenset({OfficerRole.ADMINISTRATOR, OfficerRole.RELEASING_AUTHORITY})
#: The roles that nobody gives alone: who releases, and who could make such accounts.
_GUARDED: Final = _APART


class AccountError(TheirsError):
    """The account cannot be made or changed like this; nothing has happened."""


def found_organisation(house: House, *, key: str, holder: Holder, contact: str = "") -> None:
    """Make an organisation; from the machine itself, since nobody can have an account before.

    `contact` is whom a recipient may call, as it is said in every warning.

    Raises:
        AccountError: there is one with this key.
    """
    with durable(house, caller=_founder(key)) as unit:
        if Organisation.objects.filter(key=key).exists():
            raise AccountError("it is there already", where=f"organisation {key}", remedy="choose another key")
        Organisation(
            key=key,
            name=holder.name,
            country=holder.country,
            pack=holder.pack,
            timezone=holder.timezone,
            yardstick=holder.own_yardstick or "",
            contact=contact,
        ).save(force_insert=True)
        unit.note(
            "organisation.founded",
            facts={"organisation": key, "pack": holder.pack, "yardstick": holder.yardstick.value},
        )


def choose_yardstick(house: House, *, yardstick: Yardstick, by: OfficerId) -> None:
    """Have the words of likelihood measured by this yardstick; a case is worded by it once it is assessed again.

    A word that an officer chose by another yardstick is not taken over: it may mean another band by this one.

    Raises:
        NotAllowedError: the caller keeps no accounts.
    """
    with durable(house, caller=admit(by, to=Act.KEEP_ACCOUNTS)) as unit:
        row = Organisation.objects.select_for_update().get(key=unit.scope.organisation)
        before = unit.holder().yardstick
        row.yardstick = yardstick
        row.save(update_fields=["yardstick"])
        unit.note("organisation.yardstick.chosen", facts={"yardstick": yardstick.value, "before": before.value})


def create_first_administrator(
    house: House, *, organisation: str, username: str, display_name: str, password: str
) -> OfficerId:
    """Make the organisation's first account, an administrator, from the machine itself.

    Raises:
        AccountError: the organisation has an administrator already, or the account cannot be made.
        NotFoundError: there is no such organisation.
    """
    with durable(house, caller=_founder(organisation)) as unit:
        load(Organisation.objects.select_for_update().all(), what="organisation", key=organisation)
        grants = RoleGrant.objects.filter(officer__organisation_id=organisation, ended_at=None)
        if grants.filter(role=OfficerRole.ADMINISTRATOR, officer__is_active=True).exists():
            raise AccountError(
                "it has an administrator", where=f"organisation {organisation}", remedy="ask them for an account"
            )
        return _create(
            unit,
            username=username,
            display_name=display_name,
            roles={OfficerRole.ADMINISTRATOR},
            password=password,
            language="en",
        )


def create_officer(
    house: House,
    *,
    username: str,
    display_name: str,
    roles: Iterable[OfficerRole],
    password: str,
    by: OfficerId,
    language: str = "en",
) -> OfficerId:
    """Make an account in the administrator's own organisation.

    Raises:
        NotAllowedError: the caller keeps no accounts.
        AccountError: the name is taken, the password too weak, or the roles do not go together.
    """
    with durable(house, caller=admit(by, to=Act.KEEP_ACCOUNTS)) as unit:
        return _create(
            unit,
            username=username,
            display_name=display_name,
            roles=set(roles),
            password=password,
            language=language,
        )


def set_roles(house: House, *, officer: OfficerId, roles: Iterable[OfficerRole], by: OfficerId) -> None:
    """Give the officer exactly these roles; what is taken away is ended, not deleted.

    To release and to keep accounts is proposed by this, and given once `confirm_authority` was called. Who may command
    no case by these roles hands those that they command over to who is on duty.

    Raises:
        TheirsError: they command open cases, may no more, and nobody else is on duty.
        NotAllowedError: the caller keeps no accounts, or it is their own.
        AccountError: the roles do not go together.
        NotFoundError: there is no such officer in the organisation.
    """
    with durable(house, caller=admit(by, to=Act.KEEP_ACCOUNTS)) as unit:
        _check_not_own(officer, by=by)
        row = _lock(unit, officer=officer)
        wanted = set(roles)
        _check_roles(wanted, username=officer)
        grants = RoleGrant.objects.filter(officer=row, ended_at=None)
        held = {OfficerRole(role) for role in grants.values_list("role", flat=True)}
        given = wanted - held
        if not wanted & TABLE[Act.TAKE_COMMAND]:
            hand_all_over(unit, officer=officer)
        guarded = given & _GUARDED if _is_at_work(unit) else set()
        grants.filter(role__in=held - wanted).update(ended_at=unit.at)
        _grant(unit, officer=row, roles=given - guarded)
        unit.note(
            "officer.roles.changed",
            facts={"officer": officer, "roles": sorted(wanted - guarded), "before": sorted(held)},
        )
        _end_proposal(unit, officer=row)
        if guarded:
            _propose(unit, officer=row, roles=guarded)


def set_deputy(house: House, *, officer: OfficerId, deputy: OfficerId | None, by: OfficerId) -> None:
    """Name who is told when a clock that this officer holds ran out; an officer names their own, an administrator any.

    Raises:
        NotAllowedError: it is another's, and the caller keeps no accounts.
        AccountError: nobody is their own deputy.
        NotFoundError: there is no such officer, or no such open account of a colleague.
    """
    caller = recognise(by) if officer == by else admit(by, to=Act.KEEP_ACCOUNTS)
    with durable(house, caller=caller) as unit:
        row = _lock(unit, officer=officer)
        if deputy == officer:
            raise AccountError(
                "nobody is their own deputy", where=f"account {officer}", remedy="name a colleague, or nobody"
            )
        if deputy is not None:
            colleagues = Officer.objects.filter(organisation_id=unit.scope.organisation, is_active=True)
            load(colleagues, what="colleague", username=deputy)
        row.deputy_id = deputy
        row.save(update_fields=["deputy"])
        unit.note("officer.deputy.named", facts={"officer": officer, "deputy": deputy})


def close_account(house: House, *, officer: OfficerId, by: OfficerId) -> None:
    """Close the account; what the officer did stays theirs on record. Cases under their command pass to who is on duty.

    Raises:
        TheirsError: they command open cases, and nobody else is on duty.
        NotAllowedError: the caller keeps no accounts, or it is their own.
        NotFoundError: there is no such officer in the organisation.
    """
    with durable(house, caller=admit(by, to=Act.KEEP_ACCOUNTS)) as unit:
        _check_not_own(officer, by=by)
        row = _lock(unit, officer=officer)
        row.is_active = False
        hand_all_over(unit, officer=officer)
        _end_proposal(unit, officer=row)
        row.set_unusable_password()
        row.save(update_fields=["is_active", "password"])
        unit.note("officer.account.closed", facts={"officer": officer})


def set_password(house: House, *, officer: OfficerId, password: str, by: OfficerId) -> None:
    """Set a password: an officer their own, an administrator a colleague's, who has to change it before they stand for
    anything. That of a releasing authority or an administrator is proposed, and set once a second person confirmed it.

    Raises:
        NotAllowedError: it is another's, and the caller keeps no accounts.
        AccountError: it is too weak.
        NotFoundError: there is no such officer in the organisation.
    """
    caller = recognise(by) if officer == by else admit(by, to=Act.KEEP_ACCOUNTS)
    with durable(house, caller=caller) as unit:
        row = _lock(unit, officer=officer)
        is_own = officer == by
        if is_own and row.must_change_password and row.check_password(password):
            raise AccountError(
                "it is the one that was set for you", where=f"account {officer}", remedy="choose another"
            )
        _set_password(row, password=password)
        held = set(RoleGrant.objects.filter(officer=row, ended_at=None).values_list("role", flat=True))
        if not is_own and held & _GUARDED and _is_at_work(unit):
            _propose(unit, officer=row, password=row.password)
            return
        row.must_change_password = not is_own and _is_at_work(unit)
        row.save(update_fields=["password", "must_change_password"])
        unit.note("officer.password.set", facts={"officer": officer})


def confirm_authority(house: House, *, officer: OfficerId, by: OfficerId) -> None:
    """Give effect to what an administrator proposed of this account; `by` is the second person who stands for it.

    Raises:
        NotAllowedError: the caller is neither an administrator nor a releasing authority, proposed it, or it is theirs.
        AccountError: nothing is proposed.
        NotFoundError: there is no such officer in the organisation.
    """
    with durable(house, caller=admit(by, to=Act.CONFIRM_AUTHORITY)) as unit:
        _check_not_own(officer, by=by)
        row = _lock(unit, officer=officer)
        proposal = AuthorityProposal.objects.within(unit.scope).filter(officer=row, ended_at=None).first()
        if proposal is None:
            raise AccountError("nothing is proposed", where=f"account {officer}", remedy="nothing is left")
        if proposal.proposed_by == by:
            raise NotAllowedError(
                "who proposed it does not confirm it", where=f"account {officer}", remedy="ask a second person"
            )
        held = set(RoleGrant.objects.filter(officer=row, ended_at=None).values_list("role", flat=True))
        roles = {OfficerRole(role) for role in proposal.roles} - held
        _check_roles({OfficerRole(role) for role in held} | roles, username=officer)
        _grant(unit, officer=row, roles=roles)
        if proposal.password:
            row.password, row.must_change_password = proposal.password, True
            row.save(update_fields=["password", "must_change_password"])
        proposal.confirmed_by, proposal.ended_at = by, unit.at
        proposal.save(update_fields=["confirmed_by", "ended_at"])
        unit.note(
            "officer.authority.confirmed",
            facts={
                "officer": officer,
                "roles": sorted(roles),
                "with_password": bool(proposal.password),
                "proposed_by": proposal.proposed_by,
            },
        )


def create_intake_key(house: House, *, name: str, source_id: SourceId, by: OfficerId) -> str:
    """Return a new key with which a system hands in reports of this source; it is shown this once.

    Raises:
        NotAllowedError: the caller keeps no accounts.
        NotFoundError: the source is not known to the organisation.
        AccountError: a key of this name is in use, or it is no name.
    """
    with durable(house, caller=admit(by, to=Act.KEEP_ACCOUNTS)) as unit:
        load(SourceRow.objects.within(unit.scope), what="source", source_id=source_id)
        if not name.strip() or len(name) > _LONGEST_KEY_NAME:
            raise AccountError(
                f"a key's name has 1 to {_LONGEST_KEY_NAME} letters",
                where=f"intake key {name[:_LONGEST_KEY_NAME]}",
                remedy="name the system that will use it",
            )
        if IntakeKey.objects.within(unit.scope).filter(name=name, revoked_at=None).exists():
            raise AccountError(
                "the name is in use", where=f"intake key {name}", remedy="revoke that key first, or choose another name"
            )
        key = house.ids.token()
        IntakeKey(
            key_hash=_hash(key),
            organisation_id=unit.scope.organisation,
            name=name,
            source_id=source_id,
            made_at=unit.at,
        ).save(force_insert=True)
        unit.note("intake_key.made", facts={"name": name, "source": source_id})
        return key


def revoke_intake_key(house: House, *, name: str, by: OfficerId) -> None:
    """Let the key of this name open nothing from now on; what came in by it stays.

    Raises:
        NotAllowedError: the caller keeps no accounts.
        NotFoundError: the organisation has no such key in use.
    """
    with durable(house, caller=admit(by, to=Act.KEEP_ACCOUNTS)) as unit:
        keys = IntakeKey.objects.within(unit.scope).filter(name=name, revoked_at=None)
        if not keys.update(revoked_at=unit.at):
            raise NotFoundError("there is no such key in use", where=f"intake key {name}", remedy="nadhir account keys")
        unit.note("intake_key.revoked", facts={"name": name})


def intake_keys(house: House, *, by: OfficerId) -> tuple[IntakeKeyLine, ...]:  # noqa: ARG001 - as every use case
    """Return the organisation's keys, those revoked too, by name.

    Raises:
        NotAllowedError: the caller keeps no accounts.
    """
    scope = admit(by, to=Act.KEEP_ACCOUNTS).scope
    return tuple(
        IntakeKeyLine(
            name=row.name,
            source_id=SourceId(row.source_id),
            made_at=row.made_at,
            revoked_at=row.revoked_at,
            last_used_at=row.last_used_at,
            used_count=row.used_count,
        )
        for row in IntakeKey.objects.within(scope).order_by("name", "made_at")
    )


def recognise_intake_key(house: House, *, key: str) -> tuple[str, SourceId, str]:
    """Return the organisation, the source and the name that the key stands for, and count its use.

    Raises:
        NotAllowedError: there is no such key, or it was revoked.
    """
    row = IntakeKey.objects.unsafe_everything().filter(key_hash=_hash(key), revoked_at=None).first()
    if row is None:
        raise NotAllowedError("the key is not known", where="intake key", remedy="ask the administrator for one")
    rows = IntakeKey.objects.unsafe_everything().filter(key_hash=row.key_hash)
    rows.update(used_count=models.F("used_count") + 1, last_used_at=house.clock.now())
    return row.organisation_id, SourceId(row.source_id), row.name


def _create(
    unit: Unit, *, username: str, display_name: str, roles: set[OfficerRole], password: str, language: str
) -> OfficerId:
    where = f"account {username}"
    if not username.isascii() or not username.replace("-", "").replace(".", "").isalnum():
        raise AccountError(
            "an account's name has letters, digits, dots and hyphens", where=where, remedy="choose another name"
        )
    if Officer.objects.filter(username=username).exists():
        raise AccountError("the name is taken", where=where, remedy="choose another name")
    _check_roles(roles, username=username)
    officer = Officer(
        username=username,
        display_name=display_name,
        organisation_id=unit.scope.organisation,
        language=language,
        made_at=unit.at,
    )
    _set_password(officer, password=password)
    is_at_work = _is_at_work(unit)
    officer.must_change_password = is_at_work
    officer.save(force_insert=True)
    guarded = roles & _GUARDED if is_at_work else set()
    _grant(unit, officer=officer, roles=roles - guarded)
    unit.note("officer.account.made", facts={"officer": username, "roles": sorted(roles - guarded)})
    if guarded:
        _propose(unit, officer=officer, roles=guarded)
    return OfficerId(username)


def _is_at_work(unit: Unit) -> bool:
    """Tell whether the organisation has ever had a case: from then on nobody alone makes who may release."""
    return CaseRow.objects.within(unit.scope).exists()


def _propose(
    unit: Unit, *, officer: Officer, roles: frozenset[OfficerRole] | set[OfficerRole] = frozenset(), password: str = ""
) -> None:
    """Put it before a second person; what was proposed of the account before is replaced.

    Its other half is kept where the same person proposed it: nobody puts their name to what another proposed unseen.
    """
    before = _end_proposal(unit, officer=officer)
    if before is not None and before.proposed_by != unit.by:
        before = None
    wanted = sorted(roles or (before.roles if before is not None else ()))
    AuthorityProposal(
        organisation_id=unit.scope.organisation,
        officer=officer,
        roles=wanted,
        password=password or (before.password if before is not None else ""),
        proposed_by=unit.by or "",
        proposed_at=unit.at,
    ).save(force_insert=True)
    facts: dict[str, Json] = {"officer": officer.username, "roles": wanted, "with_password": bool(password)}
    unit.note("officer.authority.proposed", facts=facts)


def _end_proposal(unit: Unit, *, officer: Officer) -> AuthorityProposal | None:
    found = AuthorityProposal.objects.within(unit.scope).filter(officer=officer, ended_at=None).first()
    if found is not None:
        found.ended_at = unit.at
        found.save(update_fields=["ended_at"])
    return found


def _grant(unit: Unit, *, officer: Officer, roles: set[OfficerRole]) -> None:
    for role in sorted(roles):
        RoleGrant(officer=officer, role=role, granted_by=unit.by or "", granted_at=unit.at).save(force_insert=True)


def _set_password(officer: Officer, *, password: str) -> None:
    try:
        validate_password(password, user=officer)
    except ValidationError as error:
        raise AccountError(
            " ".join(error.messages), where=f"account {officer.username}", remedy="choose a longer phrase of your own"
        ) from error
    officer.set_password(password)


def _check_roles(roles: set[OfficerRole], *, username: str) -> None:
    if not roles:
        raise AccountError("an account needs a role", where=f"account {username}", remedy="name one")
    if roles >= _APART:
        raise AccountError(
            "who keeps accounts does not release warnings",
            where=f"account {username}",
            remedy="use two accounts' owners",
        )


def _check_not_own(officer: OfficerId, *, by: OfficerId) -> None:
    if officer == by:
        raise NotAllowedError(
            "nobody changes their own account's rights", where=f"account {officer}", remedy="ask another administrator"
        )


def _lock(unit: Unit, *, officer: OfficerId) -> Officer:
    found = (
        Officer.objects.select_for_update().filter(username=officer, organisation_id=unit.scope.organisation).first()
    )
    if found is None:
        raise NotFoundError(f"there is no officer {officer}", where="accounts", remedy="check the name")
    return found


def _founder(organisation: str) -> Caller:
    """Return the machine's own operator, who needs no account to make the first."""
    return Caller(officer=None, scope=Scope(organisation), roles=frozenset())


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()

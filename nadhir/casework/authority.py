# SPDX-License-Identifier: Apache-2.0
"""Who may do what: the one place where it is decided, for the desk, the command line, the API and the worker alike.

Promise: what is in no row of the table is not allowed; an officer sees and changes their own organisation's rows and no
other's; an administrator, who makes accounts, reads no case; what needs a person's judgement the system cannot do. That
two *different* people stand for a release is not decided here but by `release`, which looks at who they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from nadhir.store.models import Officer, RoleGrant
from nadhir.store.scope import Scope
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import OfficerId


class OfficerRole(StrEnum):
    """What an officer is trusted with."""

    INTAKE_OFFICER = "intake_officer"
    ANALYST = "analyst"
    RELEASING_AUTHORITY = "releasing_authority"
    LIAISON = "liaison"
    INSPECTOR = "inspector"
    ADMINISTRATOR = "administrator"


class Act(StrEnum):
    """Something a person or the system does or reads."""

    READ_REPORTS = "read_reports"
    READ_CASES = "read_cases"
    READ_SOURCES = "read_sources"
    READ_LEDGER = "read_ledger"
    READ_OFFICERS = "read_officers"
    RECEIVE = "receive"
    SCREEN = "screen"
    LINK = "link"
    ESTABLISH = "establish"
    RECORD_REPLY = "record_reply"
    ASSESS = "assess"
    DETERMINE = "determine"
    DECIDE = "decide"
    AFFIRM_WAIVER = "affirm_waiver"
    WRITE_TEARLINE = "write_tearline"
    PROPOSE_RELEASE = "propose_release"
    APPROVE_RELEASE = "approve_release"
    REFUSE_RELEASE = "refuse_release"
    DELIVER = "deliver"
    HAND_OVER = "hand_over"
    CLOSE_CASE = "close_case"
    TAKE_COMMAND = "take_command"
    GIVE_COMMAND = "give_command"
    KEEP_ROTA = "keep_rota"
    ASK = "ask"
    KEEP_DIRECTORY = "keep_directory"
    SEAL = "seal"
    REVIEW = "review"
    SHARE = "share"
    ERASE = "erase"
    KEEP_ACCOUNTS = "keep_accounts"
    CONFIRM_AUTHORITY = "confirm_authority"
    LOOK = "look"
    CONSULT = "consult"
    RAISE_DISPUTE = "raise_dispute"
    SETTLE_DISPUTE = "settle_dispute"
    CHANGE_CLOCK = "change_clock"


R = OfficerRole
_DESK: Final = frozenset({R.INTAKE_OFFICER, R.ANALYST, R.RELEASING_AUTHORITY, R.LIAISON, R.INSPECTOR})
_JUDGES: Final = frozenset({R.ANALYST, R.RELEASING_AUTHORITY})

TABLE: Final[Mapping[Act, frozenset[OfficerRole]]] = MappingProxyType(
    {
        Act.READ_REPORTS: _DESK,
        Act.READ_CASES: _DESK,
        Act.READ_SOURCES: frozenset({R.INTAKE_OFFICER, R.ANALYST, R.RELEASING_AUTHORITY}),
        Act.READ_LEDGER: _DESK,
        Act.READ_OFFICERS: frozenset({R.ADMINISTRATOR, R.INSPECTOR}),
        Act.RECEIVE: frozenset({R.INTAKE_OFFICER, R.ANALYST}),
        Act.SCREEN: frozenset({R.INTAKE_OFFICER, R.ANALYST}),
        Act.LINK: frozenset({R.INTAKE_OFFICER, R.ANALYST}),
        Act.ESTABLISH: _JUDGES,
        Act.RECORD_REPLY: frozenset({R.ANALYST, R.LIAISON, R.RELEASING_AUTHORITY}),
        Act.ASSESS: _JUDGES,
        Act.DETERMINE: _JUDGES,
        Act.DECIDE: _JUDGES,
        Act.AFFIRM_WAIVER: frozenset({R.RELEASING_AUTHORITY}),
        Act.WRITE_TEARLINE: frozenset({R.ANALYST}),
        Act.PROPOSE_RELEASE: frozenset({R.ANALYST}),
        Act.APPROVE_RELEASE: frozenset({R.RELEASING_AUTHORITY}),
        Act.REFUSE_RELEASE: frozenset({R.RELEASING_AUTHORITY}),
        Act.DELIVER: frozenset({R.LIAISON}),
        Act.HAND_OVER: frozenset({R.LIAISON, R.ANALYST}),
        Act.CLOSE_CASE: _JUDGES,
        Act.TAKE_COMMAND: _JUDGES,
        Act.GIVE_COMMAND: frozenset({R.RELEASING_AUTHORITY}),
        Act.KEEP_ROTA: frozenset({R.RELEASING_AUTHORITY}),
        Act.ASK: frozenset({R.ANALYST, R.LIAISON, R.RELEASING_AUTHORITY}),
        Act.KEEP_DIRECTORY: frozenset({R.ANALYST, R.LIAISON, R.INTAKE_OFFICER}),
        Act.SEAL: frozenset({R.ADMINISTRATOR}),
        Act.REVIEW: frozenset({R.INSPECTOR, R.ANALYST, R.RELEASING_AUTHORITY}),
        Act.SHARE: frozenset({R.INSPECTOR, R.RELEASING_AUTHORITY}),
        Act.ERASE: frozenset({R.ADMINISTRATOR}),
        Act.KEEP_ACCOUNTS: frozenset({R.ADMINISTRATOR}),
        Act.CONFIRM_AUTHORITY: frozenset({R.ADMINISTRATOR, R.RELEASING_AUTHORITY}),
        Act.LOOK: frozenset({R.INTAKE_OFFICER, R.ANALYST, R.RELEASING_AUTHORITY}),
        Act.CONSULT: frozenset({R.ANALYST, R.LIAISON, R.RELEASING_AUTHORITY}),
        Act.RAISE_DISPUTE: frozenset({R.INTAKE_OFFICER, R.ANALYST, R.LIAISON, R.RELEASING_AUTHORITY}),
        Act.SETTLE_DISPUTE: _JUDGES,
        Act.CHANGE_CLOCK: frozenset({R.RELEASING_AUTHORITY}),
    }
)

#: What nobody does by a password that somebody else gave them: until they chose their own, it may not be them.
STANDS_FOR: Final = frozenset(
    {
        Act.APPROVE_RELEASE,
        Act.AFFIRM_WAIVER,
        Act.CLOSE_CASE,
        Act.CONFIRM_AUTHORITY,
        Act.CHANGE_CLOCK,
        Act.SETTLE_DISPUTE,
    }
)
#: Who is told next where a clock waits for this role and ran out: from the desk up to whoever inspects it.
ROLES_UP: Final = (R.LIAISON, R.INTAKE_OFFICER, R.ANALYST, R.RELEASING_AUTHORITY, R.INSPECTOR)

#: What happens without a person: taking in, finding, judging provisionally, sending what two people released.
SYSTEM_ACTS: Final = frozenset(
    {Act.RECEIVE, Act.SCREEN, Act.LINK, Act.ASSESS, Act.DETERMINE, Act.DELIVER, Act.RECORD_REPLY, Act.SEAL}
)


class NotAllowedError(TheirsError):
    """The caller may not do this; nothing has happened."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who acts: an officer, or (`officer` is None) the system for one organisation."""

    officer: OfficerId | None
    scope: Scope
    roles: frozenset[OfficerRole]
    must_change_password: bool = False

    def may(self, act: Act) -> bool:
        """Tell whether the caller may."""
        if self.must_change_password and act in STANDS_FOR:
            return False
        if self.officer is None:
            return act in SYSTEM_ACTS
        return bool(self.roles & TABLE[act])


def admit(by: OfficerId, *, to: Act) -> Caller:
    """Return the officer as a caller, after checking that they may.

    Raises:
        NotAllowedError: there is no such account, it is closed, or none of its roles allows this.
    """
    caller = recognise(by)
    if caller.must_change_password and to in STANDS_FOR:
        raise NotAllowedError(
            "the password was set by somebody else",
            where="authority",
            remedy="choose your own first, at the desk or by nadhir account password",
        )
    if not caller.may(to):
        raise NotAllowedError(
            "%(officer)s may not %(act)s",
            where="authority",
            remedy="this is for: %(allowed)s",
            values={"officer": by, "act": to, "allowed": tuple(sorted(TABLE[to]))},
        )
    return caller


def recognise(by: OfficerId) -> Caller:
    """Return the officer as a caller, whatever they may do.

    Raises:
        NotAllowedError: there is no such account, or it is closed.
    """
    officer = Officer.objects.filter(username=by, is_active=True).first()
    if officer is None:
        raise NotAllowedError(
            "there is no open account %(officer)s",
            where="authority",
            remedy="log in with your own account",
            values={"officer": by},
        )
    granted = RoleGrant.objects.filter(officer=officer, ended_at=None).values_list("role", flat=True)
    return Caller(
        officer=OfficerId(officer.username),
        scope=Scope(officer.organisation_id),
        roles=frozenset(OfficerRole(role) for role in granted),
        must_change_password=officer.must_change_password,
    )


def admit_colleague(name: OfficerId, *, of: Caller, to: Act) -> Caller:
    """Return the colleague, whom the caller names, as somebody who may.

    Raises:
        NotAllowedError: there is no such colleague; whether the account is another organisation's is not said.
    """
    refusal = NotAllowedError(
        "no colleague %(officer)s may %(act)s",
        where="authority",
        remedy="name somebody of yours who may",
        values={"officer": name, "act": to},
    )
    try:
        colleague = admit(name, to=to)
    except NotAllowedError:
        raise refusal from None
    if colleague.scope != of.scope:
        raise refusal
    return colleague


def admit_system(organisation: str, *, to: Act) -> Caller:
    """Return the system as a caller for one organisation.

    Raises:
        NotAllowedError: this needs a person.
    """
    if to not in SYSTEM_ACTS:
        raise NotAllowedError(
            "the system may not %(act)s", where="authority", remedy="a person must", values={"act": to}
        )
    return Caller(officer=None, scope=Scope(organisation), roles=frozenset())


def admit_either(by: OfficerId | None, *, organisation: str | None = None, to: Act) -> Caller:
    """Return the officer, or where there is none the system for `organisation`, as a caller that may.

    Raises:
        NotAllowedError: neither was named, or they may not.
    """
    if by is not None:
        return admit(by, to=to)
    if organisation is None:
        raise NotAllowedError("nobody was named", where="authority", remedy="name the officer")
    return admit_system(organisation, to=to)

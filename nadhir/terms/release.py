# SPDX-License-Identifier: Apache-2.0
"""Who stands for a warning: two different people, neither its author, bound to the exact bytes.

`content_digest` covers text, recipients, channels and markings; any edit makes another release.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from nadhir.terms.ids import CaseId, OfficerId, PartyId, ReleaseId
from nadhir.terms.marking import Marking
from nadhir.terms.party import ChannelKind
from nadhir.terms.text import Text


class ReleaseState(StrEnum):
    """Where a release stands."""

    PROPOSED = "proposed"
    APPROVED_ONCE = "approved_once"
    RELEASED = "released"
    REFUSED = "refused"
    EXPIRED = "expired"
    VOID = "void"


class Mode(StrEnum):
    """A drill never reaches a live channel."""

    LIVE = "live"
    DRILL = "drill"


@dataclass(frozen=True, slots=True)
class Recipient:
    """One party told by this release, by which channels in order, and through whom."""

    party_id: PartyId
    channels: tuple[ChannelKind, ...]
    language: str
    via: str = ""


@dataclass(frozen=True, slots=True)
class Approval:
    """One person's yes to the exact content with this digest."""

    by: OfficerId
    at: datetime
    content_digest: str


@dataclass(frozen=True, slots=True)
class RefusalOfRelease:
    """One person's no, with the reason."""

    by: OfficerId
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Check:
    """A question that must be answered before the button works: done, or skipped with a reason."""

    name: str  # "harm_of_warning", "originator_consulted", "courtesy_notice", "no_double_standard"
    is_done: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Release:
    """A warning on its way through the two signatures."""

    id: ReleaseId
    case_id: CaseId
    texts: tuple[Text, ...]
    recipients: tuple[Recipient, ...]
    marking: Marking
    authors: frozenset[OfficerId]
    content_digest: str  # hex SHA-256
    proposed_at: datetime
    expires_at: datetime
    state: ReleaseState = ReleaseState.PROPOSED
    mode: Mode = Mode.LIVE
    approvals: tuple[Approval, ...] = ()
    refusals: tuple[RefusalOfRelease, ...] = ()
    checks: tuple[Check, ...] = ()

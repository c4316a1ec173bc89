# SPDX-License-Identifier: Apache-2.0
"""What clocks wait for beside the release decision: an originator's word, the settling of a dispute; and how one ends.

A clock ends by the event that it waits for, or by a named officer with a reason on record (law.md 7.3); nothing here
lets it end in silence. Originators: law.md 1.2, R191-6; disputes: R191-7. The minutes are ours [D], see
`reference/data/policy/common.toml`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from nadhir.terms.assessment import Urgency
from nadhir.terms.ids import OfficerId, ReportId


class ClockChangeKind(StrEnum):
    """What a named officer did to a clock."""

    STOPPED = "stopped"
    EXTENDED = "extended"
    KEPT_UP = "kept_up"  # the window has an end; the threat is held to stand: a new warning is owed
    LET_LAPSE = "let_lapse"  # the window ends, and with it the threat


@dataclass(frozen=True, slots=True)
class ClockChange:
    """That a named officer stopped or extended a clock, or decided what follows its window; and why."""

    key: str  # of the clock
    kind: ClockChangeKind
    by: OfficerId
    at: datetime
    reason: str
    until: datetime | None = None  # of an extension
    outcome: str = ""  # what was recommended or decided then: a stop stands only while that stays


class ConsultationReply(StrEnum):
    """What an originator said to a warning drawn from their report."""

    CONSENTS = "consents"
    REFUSES = "refuses"
    OTHER_WORDING = "other_wording"


@dataclass(frozen=True, slots=True)
class Consultation:
    """That an originator was asked about content and method before release, and what they said."""

    id: str
    report_id: ReportId
    asked: str  # whom, and by what way
    question: str
    asked_at: datetime
    asked_by: OfficerId
    reply: ConsultationReply | None = None
    words: str = ""
    replied_at: datetime | None = None
    recorded_by: OfficerId | None = None


class DisputeAbout(StrEnum):
    """What officers or elements can disagree on (law.md R191-7)."""

    DUTY = "duty"
    WAIVER = "waiver"
    METHOD = "method"


class DisputeRung(StrEnum):
    """Who settles it, from the lowest level up."""

    LOWEST_LEVEL = "lowest_level"
    ELEMENT_HEADS = "element_heads"
    TOP = "top"


#: The rungs in order.
RUNGS: Final = tuple(DisputeRung)


@dataclass(frozen=True, slots=True)
class Position:
    """What one side of a dispute holds."""

    of: str  # an officer's account, or the name of an element
    says: str
    by: OfficerId  # who put it on record
    at: datetime


@dataclass(frozen=True, slots=True)
class Dispute:
    """A disagreement on duty, waiver or method: its sides, its rung, and how it was settled."""

    id: str
    about: DisputeAbout
    raised_at: datetime
    raised_by: OfficerId
    positions: tuple[Position, ...]
    rung: DisputeRung = DisputeRung.LOWEST_LEVEL
    rung_since: datetime | None = None  # None: since it was raised
    decision: str = ""
    dissent: str = ""
    settled_at: datetime | None = None
    settled_by: OfficerId | None = None

    @property
    def since(self) -> datetime:
        """Since when it lies on its rung."""
        return self.rung_since or self.raised_at


@dataclass(frozen=True, slots=True)
class ClockParameters:
    """The numbers of clocks that every pack shares; all of them ours [D]."""

    first_look_minutes: int
    consultation_minutes: int
    closing_minutes: int  # to decide that nobody need be told
    rung_minutes: Mapping[Urgency, int]  # between two rungs of an escalation
    dispute_minutes: Mapping[Urgency, int]  # on each rung of a dispute
    extensions_most: int
    extension_percent: int  # of the clock's own length, each time at most

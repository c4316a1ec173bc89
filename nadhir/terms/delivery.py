# SPDX-License-Identifier: Apache-2.0
"""Getting it there: one delivery for each recipient, attempts at each channel, and what is known of arrival.

The ladder is finer than CAP's Ack: queued, sent, delivered, opened, acknowledged by a named person, action stated; and
silence is recorded as silence.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from nadhir.terms.ids import CaseId, DeliveryId, PartyId, ReleaseId
from nadhir.terms.party import ChannelKind
from nadhir.terms.sealed import Sealed

IdempotencyKey = NewType("IdempotencyKey", str)  #: the same for every retry of one attempt, so a far side can tell


class DeliveryState(StrEnum):
    """Where a delivery stands."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"  # the channel took it; nobody is known to have it
    DELIVERED = "delivered"  # it lies with the addressee; nobody is known to have read it
    OPENED = "opened"
    ACKNOWLEDGED = "acknowledged"  # by a named person
    ACTION_STATED = "action_stated"
    DECLINED = "declined"
    SILENT = "silent"  # the time for an answer has passed
    FAILED = "failed"  # this channel failed; the next is tried
    EXHAUSTED = "exhausted"  # every channel tried: the case returns to a person
    CANCELLED = "cancelled"


class DeliveryEventKind(StrEnum):
    """What can happen to a delivery."""

    CLAIMED = "claimed"
    ACCEPTED = "accepted"  # by the channel
    CONFIRMED = "confirmed"  # it lies with the addressee
    OPENED = "opened"
    ACKNOWLEDGED = "acknowledged"
    ACTION_STATED = "action_stated"
    DECLINED = "declined"
    FAILED_FOR_NOW = "failed_for_now"
    FAILED_FOR_GOOD = "failed_for_good"
    LEASE_EXPIRED = "lease_expired"
    TIME_PASSED = "time_passed"  # without an answer
    MOVED_ON = "moved_on"  # to the next channel
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a channel gave back: its own reference, and how far it vouches."""

    reference: str
    at: datetime
    is_with_addressee: bool  # True: it lies with the addressee; False: only accepted for carriage


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """A named person says they have it, and what they will do."""

    by: Sealed  # name
    rank: str
    at: datetime
    will_do: str = ""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try at one channel."""

    number: int
    channel: ChannelKind
    at: datetime
    idempotency_key: IdempotencyKey
    outcome: DeliveryEventKind | None = None  # None: in flight, or the process died before marking
    note: str = ""
    receipt: Receipt | None = None


@dataclass(frozen=True, slots=True)
class DeliveryEvent:
    """Something that happened to a delivery."""

    kind: DeliveryEventKind
    at: datetime
    note: str = ""
    receipt: Receipt | None = None
    acknowledgement: Acknowledgement | None = None
    channel: ChannelKind | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One recipient of one release: which channel is tried now, and everything tried so far."""

    id: DeliveryId
    case_id: CaseId
    release_id: ReleaseId
    party_id: PartyId
    channels: tuple[ChannelKind, ...]  # in order; `channel_index` is the one being tried
    channel_index: int = 0
    state: DeliveryState = DeliveryState.QUEUED
    attempts: tuple[Attempt, ...] = ()
    acknowledgement: Acknowledgement | None = None
    answer_due_at: datetime | None = None
    next_try_at: datetime | None = None
    leased_until: datetime | None = None
    is_drill: bool = False

    @property
    def channel(self) -> ChannelKind:
        """The channel being tried."""
        return self.channels[min(self.channel_index, len(self.channels) - 1)]

# SPDX-License-Identifier: Apache-2.0
"""What is due for a delivery: a function of its state and the clock alone, asked again after every restart.

Nothing is scheduled in memory, so nothing is forgotten in a crash (an acknowledgement that stopped no call, reminders
that were silently not sent: peers.md 18).
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from nadhir.deliver.keys import this_sending
from nadhir.deliver.pace import Pace
from nadhir.deliver.protocol import apply
from nadhir.terms.delivery import Delivery, DeliveryEvent, DeliveryEventKind, DeliveryState

S = DeliveryState
E = DeliveryEventKind


class StepKind(StrEnum):
    """What is to be done."""

    SEND = "send"
    WAIT = "wait"
    EXPIRE_LEASE = "expire_lease"
    RECORD_SILENCE = "record_silence"
    MOVE_ON = "move_on"
    RETURN_TO_PERSON = "return_to_person"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done, and of a `WAIT` until when."""

    kind: StepKind
    at: datetime | None = None


def next_step(delivery: Delivery, *, at: datetime, pace: Pace) -> Step:
    """Return what is due at this moment."""
    match delivery.state:
        case S.QUEUED:
            return _of_queued(delivery, at=at, pace=pace)
        case S.SENDING:
            until = delivery.leased_until
            return Step(StepKind.EXPIRE_LEASE) if until is None or at >= until else Step(StepKind.WAIT, at=until)
        case S.SENT | S.DELIVERED | S.OPENED:
            due = _answer_due_at(delivery, pace=pace)
            return Step(StepKind.RECORD_SILENCE) if due is None or at >= due else Step(StepKind.WAIT, at=due)
        case S.SILENT | S.FAILED | S.DECLINED:
            return Step(StepKind.MOVE_ON)
        case S.EXHAUSTED:
            return Step(StepKind.RETURN_TO_PERSON)
        case S.ACKNOWLEDGED | S.ACTION_STATED | S.CANCELLED:
            return Step(StepKind.NOTHING)


def claim(delivery: Delivery, *, at: datetime, pace: Pace) -> Delivery:
    """Return the delivery taken for sending until the lease runs out, with its attempt opened.

    Raises:
        NotAllowedError: it is not waiting to be sent.
    """
    taken = apply(delivery, event=DeliveryEvent(kind=E.CLAIMED, at=at))
    return replace(taken, leased_until=at + timedelta(seconds=pace.lease_seconds))


def timed(delivery: Delivery, *, pace: Pace) -> Delivery:
    """Return the delivery with the times that follow from its state: when it is tried next, how long we wait."""
    is_waiting = delivery.state in (S.SENT, S.DELIVERED, S.OPENED)
    return replace(
        delivery,
        answer_due_at=_answer_due_at(delivery, pace=pace) if is_waiting else None,
        next_try_at=_next_try_at(delivery, pace=pace) if delivery.state is S.QUEUED else None,
    )


def _of_queued(delivery: Delivery, *, at: datetime, pace: Pace) -> Step:
    if len(this_sending(delivery)) > len(pace.retry_seconds):
        return Step(StepKind.MOVE_ON)
    due = _next_try_at(delivery, pace=pace)
    return Step(StepKind.SEND) if due is None or at >= due else Step(StepKind.WAIT, at=due)


def _next_try_at(delivery: Delivery, *, pace: Pace) -> datetime | None:
    """Return when it is tried next; of a delivery not tried on this channel yet, what stands in it."""
    begun = this_sending(delivery)
    if not begun:
        return delivery.next_try_at
    pauses = pace.retry_seconds
    if len(begun) > len(pauses):
        return None
    return begun[-1].at + timedelta(seconds=pauses[len(begun) - 1])


def _answer_due_at(delivery: Delivery, *, pace: Pace) -> datetime | None:
    begun = this_sending(delivery)
    if not begun:
        return None
    last = begun[-1]
    sent_at = last.receipt.at if last.receipt is not None else last.at
    return sent_at + pace.answer_time(delivery.channel)

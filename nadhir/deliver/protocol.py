# SPDX-License-Identifier: Apache-2.0
"""The table of (state, event) → state, and the one door through which a delivery moves.

Read a block as: in these states, this event leads there. What is missing is not allowed. The recipient's own words
(acknowledged, action stated, declined) are taken in every state, the cancelled and the exhausted included: whatever we
thought of the delivery, they are the truth about it. What a channel reports late never takes back what a person said.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Final

from nadhir.deliver.keys import key_of
from nadhir.terms.delivery import Attempt, Delivery, DeliveryEvent, DeliveryEventKind, DeliveryState
from nadhir.terms.errors import TheirsError

S = DeliveryState
E = DeliveryEventKind

_WAITING: Final = (S.SENT, S.DELIVERED, S.OPENED)
_ANSWERED: Final = (S.ACKNOWLEDGED, S.ACTION_STATED)
_UNHEARD: Final = (S.QUEUED, S.SENDING, *_WAITING, S.SILENT, S.FAILED, S.EXHAUSTED, S.DECLINED)
_STAYS: Final = None
#: Events that close the attempt in flight, and are its outcome.
CLOSES_ATTEMPT: Final = frozenset({E.ACCEPTED, E.CONFIRMED, E.FAILED_FOR_NOW, E.FAILED_FOR_GOOD, E.LEASE_EXPIRED})


class NotAllowedError(TheirsError):
    """The event may not follow in the state the delivery is in; nothing has happened."""


def _rows() -> Iterable[tuple[Iterable[DeliveryState], DeliveryEventKind, DeliveryState | None]]:
    # Sending. A lease that ran out tells nothing of what became of the parcel, so it is sent again.
    yield (S.QUEUED,), E.CLAIMED, S.SENDING
    yield (S.SENDING,), E.ACCEPTED, S.SENT
    yield (S.SENDING, S.SENT), E.CONFIRMED, S.DELIVERED
    yield (S.SENDING,), E.FAILED_FOR_NOW, S.QUEUED
    yield (S.SENDING,), E.LEASE_EXPIRED, S.QUEUED
    # A channel may take a parcel and fail later: a returned letter, an intermediary who hands the note back.
    yield (S.SENDING, *_WAITING), E.FAILED_FOR_GOOD, S.FAILED

    # Signs from the far side that no person has vouched for yet. While another channel is being tried they are noted
    # and stop nothing.
    yield (S.SENT, S.DELIVERED), E.OPENED, S.OPENED
    later = (S.SILENT, S.FAILED, S.EXHAUSTED, S.DECLINED, S.CANCELLED, *_ANSWERED)
    yield (S.OPENED, S.QUEUED, S.SENDING, *later), E.OPENED, _STAYS
    yield (S.DELIVERED, S.OPENED, *later), E.CONFIRMED, _STAYS

    # The recipient's own words.
    yield _UNHEARD, E.ACKNOWLEDGED, S.ACKNOWLEDGED
    yield (*_ANSWERED, S.CANCELLED), E.ACKNOWLEDGED, _STAYS
    yield (*_UNHEARD, *_ANSWERED), E.ACTION_STATED, S.ACTION_STATED
    yield (S.CANCELLED,), E.ACTION_STATED, _STAYS
    yield (S.EXHAUSTED, S.CANCELLED), E.DECLINED, _STAYS
    yield (*(state for state in _UNHEARD if state is not S.EXHAUSTED), *_ANSWERED), E.DECLINED, S.DECLINED

    # No answer, and what follows. `MOVED_ON` leads to the next channel, or after the last one to `EXHAUSTED`.
    yield _WAITING, E.TIME_PASSED, S.SILENT
    yield (S.QUEUED, S.SILENT, S.FAILED, S.DECLINED), E.MOVED_ON, S.QUEUED

    yield (*_UNHEARD, *_ANSWERED, S.CANCELLED), E.CANCELLED, S.CANCELLED


def _table() -> Mapping[tuple[DeliveryState, DeliveryEventKind], DeliveryState]:
    table: dict[tuple[DeliveryState, DeliveryEventKind], DeliveryState] = {}
    for states, event, leads_to in _rows():
        for state in states:
            table[state, event] = state if leads_to is _STAYS else leads_to
    return MappingProxyType(table)


#: (state, event) → state; `MOVED_ON` from the last channel leads to `EXHAUSTED`.
TABLE: Final[Mapping[tuple[DeliveryState, DeliveryEventKind], DeliveryState]] = _table()


def may_follow(state: DeliveryState) -> frozenset[DeliveryEventKind]:
    """Return the events that may happen to a delivery in this state."""
    return frozenset(event for (from_state, event) in TABLE if from_state is state)


def apply(delivery: Delivery, *, event: DeliveryEvent) -> Delivery:
    """Return the delivery after the event.

    `CLAIMED` opens an attempt, which is to be stored before anything is sent; what the channel then reports closes it.
    Word of a channel that is no longer the one being tried (`event.channel`) is noted on that channel's attempt and
    moves nothing. Times are not set here: `claim` sets the lease, `timed` the rest.

    Raises:
        NotAllowedError: the event may not follow in this state, or lacks what it must carry; nothing has happened.
    """
    where = f"delivery {delivery.id}"
    if event.kind in CLOSES_ATTEMPT and event.channel not in (None, delivery.channel):
        return replace(delivery, attempts=_closed(delivery.attempts, event=event))
    leads_to = TABLE.get((delivery.state, event.kind))
    if leads_to is None:
        raise NotAllowedError(
            "“%(event)s” may not follow while it is “%(state)s”",
            where=where,
            remedy="allowed now: %(allowed)s",
            values={"event": event.kind, "state": delivery.state, "allowed": tuple(sorted(may_follow(delivery.state)))},
        )
    match event.kind:
        case E.ACKNOWLEDGED | E.ACTION_STATED if not (event.acknowledgement or delivery.acknowledgement):
            raise NotAllowedError("no named person acknowledged it", where=where, remedy="name who has it")
        case E.CLAIMED:
            return replace(delivery, state=leads_to, attempts=(*delivery.attempts, _opened(delivery, at=event.at)))
        case E.MOVED_ON:
            return _on_next_channel(delivery)
        case kind if kind in CLOSES_ATTEMPT:
            return replace(
                delivery, state=leads_to, leased_until=None, attempts=_closed(delivery.attempts, event=event)
            )
        case _:
            said = event.acknowledgement or delivery.acknowledgement
            return replace(delivery, state=leads_to, acknowledgement=said)


def _on_next_channel(delivery: Delivery) -> Delivery:
    is_last = delivery.channel_index + 1 >= len(delivery.channels)
    return replace(
        delivery,
        state=S.EXHAUSTED if is_last else S.QUEUED,
        channel_index=delivery.channel_index if is_last else delivery.channel_index + 1,
        answer_due_at=None,
        next_try_at=None,
        leased_until=None,
    )


def _opened(delivery: Delivery, *, at: datetime) -> Attempt:
    return Attempt(number=len(delivery.attempts) + 1, channel=delivery.channel, at=at, idempotency_key=key_of(delivery))


def _closed(attempts: tuple[Attempt, ...], *, event: DeliveryEvent) -> tuple[Attempt, ...]:
    """Return the attempts with the event noted on the last one of its channel, whose earlier outcome stays in words."""
    channel = event.channel
    index = next((i for i in reversed(range(len(attempts))) if channel in (None, attempts[i].channel)), None)
    if index is None:
        return attempts
    attempt = attempts[index]
    earlier = f"{attempt.outcome} before" if attempt.outcome is not None else ""
    note = "; ".join(part for part in (attempt.note, earlier, event.note) if part)
    closed = replace(attempt, outcome=event.kind, note=note, receipt=event.receipt or attempt.receipt)
    return (*attempts[:index], closed, *attempts[index + 1 :])

# SPDX-License-Identifier: Apache-2.0
"""Deliver: one worker's step at a time, as many workers as one likes.

1. Find deliveries whose next step is due; take one whose case nobody else holds at the moment.
2. Where it is to be sent: claim it by compare-and-swap (a lease and a token of ours), open the attempt, commit.
3. Check anew that this very content was released and may still leave; then send, in no transaction.
4. Mark what the channel said, if the lease is still ours; commit. A worker that dies before this leaves a lease that
   runs out, and the delivery is sent again with the same key: at least once.
5. Where time has passed instead: record the silence, turn to the next channel, or return the case to a person.

A drill goes through the drill's channels alone, and a channel refuses a parcel that is not its own kind.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from nadhir import deliver
from nadhir import release as rule
from nadhir.casework.acknowledge import make_page
from nadhir.casework.authority import Act, admit_system
from nadhir.casework.escalate import escalate_in
from nadhir.casework.house import House
from nadhir.casework.outbox import (
    EXPIRED_TASK,
    STUCK_TASK,
    apply_event,
    check_contacts,
    lock_delivery,
    party_of,
    save_delivery,
)
from nadhir.casework.ports import Channel
from nadhir.casework.record_silence import record_silence_in
from nadhir.casework.tasks import make_task
from nadhir.casework.unit import Unit, durable
from nadhir.channels.parcels import ChannelError, Parcel, PassingChannelError, PermanentChannelError
from nadhir.deliver import StepKind
from nadhir.store.models import AttemptRow, CaseRow, DeliveryRow, Organisation, ReleaseRow
from nadhir.store.scope import Scope, load, lock
from nadhir.terms.case import CaseEventKind
from nadhir.terms.delivery import Delivery, DeliveryEvent, DeliveryEventKind, DeliveryState, Receipt
from nadhir.terms.entry import Json
from nadhir.terms.errors import OursError
from nadhir.terms.ids import CaseId, DeliveryId, PartyId
from nadhir.terms.party import ChannelKind
from nadhir.terms.release import Release
from nadhir.terms.text import Language, primary

_log = logging.getLogger(__name__)
_CANDIDATES: Final = 20
_AFTER_BUG: Final = timedelta(minutes=1)  # [D] until a delivery that failed on a bug of ours is tried again
E = DeliveryEventKind


@dataclass(frozen=True, slots=True)
class Stepped:
    """One step that was taken: which delivery, what was done, and where it stands now."""

    delivery_id: DeliveryId
    case_id: CaseId
    party_id: PartyId
    channel: ChannelKind
    kind: StepKind
    state: DeliveryState
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Claimed:
    """A delivery that is ours to send until the lease runs out."""

    delivery: Delivery
    lease: str
    scope: Scope
    parcel: Parcel
    channel: Channel


def step(house: House) -> Stepped | None:
    """Take the step that has been due longest, and return it; None where nothing is due that nobody else holds."""
    due = (
        DeliveryRow.objects.unsafe_everything()
        .filter(next_step_at__lte=house.clock.now())
        .order_by("next_step_at", "id")
        .values_list("id", "organisation_id", "case_id")[:_CANDIDATES]
    )
    for delivery_id, organisation, case_id in list(due):
        try:
            taken = _step(
                house, delivery_id=DeliveryId(delivery_id), organisation=organisation, case_id=CaseId(case_id)
            )
        except Exception:  # noqa: BLE001 - see below
            # A delivery that cannot be stepped must not hold up those behind it, nor go unseen.
            _log.exception("delivery %s could not be stepped", delivery_id)
            _set_aside(house, delivery_id=DeliveryId(delivery_id), organisation=organisation)
            continue
        if taken is not None:
            return taken
    return None


def run(house: House, *, limit: int = 1000, on_step: Callable[[Stepped], None] | None = None) -> tuple[Stepped, ...]:
    """Take every step that is due, at most `limit`, and return them in order."""
    taken: list[Stepped] = []
    while len(taken) < limit and (one := step(house)) is not None:
        taken.append(one)
        if on_step is not None:
            on_step(one)
    return tuple(taken)


def _step(house: House, *, delivery_id: DeliveryId, organisation: str, case_id: CaseId) -> Stepped | None:
    caller = admit_system(organisation, to=Act.DELIVER)
    claimed: _Claimed | None = None
    with durable(house, caller=caller) as unit:
        # Another worker, or an officer at this very case, holds it: the next candidate is tried instead.
        if not CaseRow.objects.within(unit.scope).select_for_update(skip_locked=True).filter(id=case_id).exists():
            return None
        case_row, row, delivery = lock_delivery(unit, delivery_id=delivery_id)
        due = deliver.next_step(delivery, at=unit.at, pace=house.pace)
        match due.kind:
            case StepKind.SEND:
                claimed = _claim(unit, case_row=case_row, row=row, delivery=delivery)
                if claimed is None:
                    return _stepped(delivery_of_row=row, delivery=delivery, kind=due.kind, note="not sent")
            case StepKind.EXPIRE_LEASE:
                event = DeliveryEvent(E.LEASE_EXPIRED, at=unit.at, note="the worker did not come back")
                moved = apply_event(unit, case_row=case_row, row=row, delivery=delivery, event=event)
                return _stepped(delivery_of_row=row, delivery=moved, kind=due.kind)
            case StepKind.RECORD_SILENCE:
                silent = record_silence_in(unit, case_row=case_row, row=row, delivery=delivery)
                moved = escalate_in(unit, case_row=case_row, row=row, delivery=silent)
                return _stepped(delivery_of_row=row, delivery=moved, kind=due.kind, note=delivery.channel)
            case StepKind.MOVE_ON:
                moved = escalate_in(unit, case_row=case_row, row=row, delivery=delivery)
                return _stepped(delivery_of_row=row, delivery=moved, kind=due.kind, note=delivery.channel)
            case StepKind.WAIT | StepKind.RETURN_TO_PERSON | StepKind.NOTHING:
                # Somebody was faster. The row already says when to look again.
                save_delivery(unit, row=row, delivery=delivery, lease=row.lease)
                return None
    return _send(house, claimed=claimed)


def _set_aside(house: House, *, delivery_id: DeliveryId, organisation: str) -> None:
    """Leave a delivery that failed on a bug of ours alone for a while, and tell a person."""
    with durable(house, caller=admit_system(organisation, to=Act.DELIVER)) as unit:
        row = lock(DeliveryRow.objects.within(unit.scope), what="delivery", id=delivery_id)
        row.next_step_at = unit.at + _AFTER_BUG
        row.save(update_fields=["next_step_at"])
        make_task(unit, case_row=row.case, row=row, kind=STUCK_TASK)
        unit.note("delivery.set_aside", facts={"delivery": delivery_id})


def _claim(unit: Unit, *, case_row: CaseRow, row: DeliveryRow, delivery: Delivery) -> _Claimed | None:
    """Claim the delivery and open its attempt, or put it before a person where the release may no longer leave."""
    released = load(ReleaseRow.objects.within(unit.scope), what="release", id=row.release_id)
    value = unit.from_json(released.body, of=Release)
    try:
        rule.verify_released(value, at=unit.at)
        check_contacts(unit, row=released, value=value)
    except rule.NotAllowedError as refusal:
        _withdraw(unit, case_row=case_row, row=row, delivery=delivery, because=refusal.what)
        return None
    taken = deliver.claim(delivery, at=unit.at, pace=unit.house.pace)
    channels = unit.house.drill_channels if row.is_drill else unit.house.channels
    channel = channels.get(taken.channel)
    lease = unit.house.ids.fresh("lease")
    taken = save_delivery(unit, row=row, delivery=taken, lease=lease)
    unit.note(
        "delivery.attempted",
        case=case_row,
        facts={
            "delivery": row.id,
            "attempt": len(taken.attempts),
            "channel": taken.channel.value,
            "party": row.party_id,
            "is_drill": row.is_drill,
        },
    )
    if channel is None:
        event = DeliveryEvent(E.FAILED_FOR_GOOD, at=unit.at, note="this house has no such channel")
        apply_event(unit, case_row=case_row, row=row, delivery=taken, event=event)
        return None
    parcel = _pack(unit, row=row, delivery=taken, value=value, channel=channel)
    return _Claimed(delivery=taken, lease=lease, scope=unit.scope, parcel=parcel, channel=channel)


def _pack(unit: Unit, *, row: DeliveryRow, delivery: Delivery, value: Release, channel: Channel) -> Parcel:
    party = party_of(unit, party_id=delivery.party_id)
    recipient = next(each for each in value.recipients if each.party_id == delivery.party_id)
    attempt = delivery.attempts[-1]
    own = primary(Language(recipient.language))
    return Parcel(
        delivery_id=delivery.id,
        idempotency_key=attempt.idempotency_key,
        channel=delivery.channel,
        recipient=party.name,
        contact=next((each for each in party.contacts if each.channel is delivery.channel), None),
        languages=tuple(dict.fromkeys((Language(recipient.language), *party.languages))),
        texts=tuple(sorted(value.texts, key=lambda text: primary(text.language) != own)),
        marking=value.marking,
        sender=Organisation.objects.get(key=unit.scope.organisation).name,
        at=attempt.at,
        valid_until=value.expires_at,
        is_drill=row.is_drill,
        page_url=make_page(unit, row=row, key=attempt.idempotency_key, until=value.expires_at)
        if channel.needs_page
        else "",
    )


def _send(house: House, *, claimed: _Claimed) -> Stepped:
    """Send what was claimed, in no transaction, and mark what became of it."""
    event: DeliveryEvent
    try:
        if claimed.channel.is_drill != claimed.delivery.is_drill:
            raise OursError("a drill and a live channel met", where=f"delivery {claimed.delivery.id}")
        receipt = claimed.channel.send(claimed.parcel)
    except PermanentChannelError as error:
        event = _failed(house, kind=E.FAILED_FOR_GOOD, error=error)
    except PassingChannelError as error:
        event = _failed(house, kind=E.FAILED_FOR_NOW, error=error)
    except Exception:  # noqa: BLE001 - see below
        # A bug in a channel must not stop the other deliveries; this one is tried again, then by the next channel.
        _log.exception("channel %s failed on delivery %s", claimed.delivery.channel, claimed.delivery.id)
        event = DeliveryEvent(E.FAILED_FOR_NOW, at=house.clock.now(), note="the channel failed")
    else:
        event = _taken(house, receipt=receipt)
    return _mark(house, claimed=claimed, event=replace(event, channel=claimed.delivery.channel))


def _mark(house: House, *, claimed: _Claimed, event: DeliveryEvent) -> Stepped:
    caller = admit_system(claimed.scope.organisation, to=Act.DELIVER)
    with durable(house, caller=caller) as unit:
        case_row, row, delivery = lock_delivery(unit, delivery_id=claimed.delivery.id)
        if row.lease != claimed.lease or delivery.state is not DeliveryState.SENDING:
            # The lease ran out, or the recipient was faster than we are. What the channel said is kept with the
            # attempt; the delivery has moved on without us.
            _note_late(unit, case_row=case_row, row=row, claimed=claimed, event=event)
            return _stepped(delivery_of_row=row, delivery=delivery, kind=StepKind.SEND, note="marked late")
        moved = apply_event(unit, case_row=case_row, row=row, delivery=delivery, event=event)
        if event.kind is E.ACCEPTED and claimed.channel.is_by_hand:
            kind = f"hand_over_{claimed.delivery.channel}"
            make_task(
                unit, case_row=case_row, row=row, kind=kind, note=event.receipt.reference if event.receipt else ""
            )
        return _stepped(delivery_of_row=row, delivery=moved, kind=StepKind.SEND, note=event.note)


def _note_late(unit: Unit, *, case_row: CaseRow, row: DeliveryRow, claimed: _Claimed, event: DeliveryEvent) -> None:
    number = len(claimed.delivery.attempts)
    attempt = AttemptRow.objects.within(unit.scope).filter(delivery=row, number=number).first()
    if attempt is not None:
        body = dict(attempt.body)
        body["note"] = "; ".join(part for part in (str(body.get("note", "")), f"marked late: {event.kind}") if part)
        attempt.body = body
        if not attempt.outcome:
            attempt.outcome = body["outcome"] = event.kind.value
        attempt.save(update_fields=["body", "outcome"])
    facts: dict[str, Json] = {"delivery": row.id, "attempt": number, "outcome": event.kind.value}
    unit.note("delivery.marked_late", case=case_row, facts=facts)


def _withdraw(unit: Unit, *, case_row: CaseRow, row: DeliveryRow, delivery: Delivery, because: str) -> None:
    """Send nothing that may no longer leave, and say so to a person: it must not look as if it had been delivered."""
    event = DeliveryEvent(E.CANCELLED, at=unit.at, note=because)
    apply_event(unit, case_row=case_row, row=row, delivery=delivery, event=event)
    if not row.is_drill:
        facts = {"delivery": row.id, "party": row.party_id, "because": because}
        unit.happen(case_row, kind=CaseEventKind.DELIVERY_EXHAUSTED, facts=facts)
    make_task(unit, case_row=case_row, row=row, kind=EXPIRED_TASK, note=because)


def _taken(house: House, *, receipt: Receipt) -> DeliveryEvent:
    kind = E.CONFIRMED if receipt.is_with_addressee else E.ACCEPTED
    return DeliveryEvent(kind, at=house.clock.now(), receipt=receipt)


def _failed(house: House, *, kind: DeliveryEventKind, error: ChannelError) -> DeliveryEvent:
    return DeliveryEvent(kind, at=house.clock.now(), note=error.what)


def _stepped(*, delivery_of_row: DeliveryRow, delivery: Delivery, kind: StepKind, note: str = "") -> Stepped:
    return Stepped(
        delivery_id=DeliveryId(delivery_of_row.id),
        case_id=CaseId(delivery_of_row.case_id),
        party_id=delivery.party_id,
        channel=delivery.channel,
        kind=kind,
        state=DeliveryState(delivery_of_row.state),
        note=note,
    )

# SPDX-License-Identifier: Apache-2.0
"""What a person carries, a person records: that a note was handed over, to whom, and what was answered."""

from dataclasses import replace

from nadhir.casework.acknowledge import named
from nadhir.casework.authority import Act, admit
from nadhir.casework.house import House
from nadhir.casework.outbox import apply_event, finish_tasks, lock_delivery
from nadhir.casework.unit import durable
from nadhir.terms.delivery import Delivery, DeliveryEvent, DeliveryEventKind
from nadhir.terms.errors import TheirsError
from nadhir.terms.facts import ReplyState
from nadhir.terms.ids import DeliveryId, OfficerId
from nadhir.terms.party import ChannelKind

E = DeliveryEventKind
_EVENT_OF = {
    ReplyState.DELIVERED: E.CONFIRMED,
    ReplyState.ACKNOWLEDGED: E.ACKNOWLEDGED,
    ReplyState.ACTION_STATED: E.ACTION_STATED,
    ReplyState.DECLINED: E.DECLINED,
    ReplyState.UNREACHABLE: E.FAILED_FOR_GOOD,
}


def record_hand_over(
    house: House, *, delivery_id: DeliveryId, to_name: str, by: OfficerId, rank: str = "", note: str = ""
) -> Delivery:
    """Return the delivery as handed to a named person, who has thereby received and not yet acknowledged it.

    Raises:
        NotFoundError: there is no such delivery within the scope.
        TheirsError: there is no name.
        NotAllowedError: of `deliver`: it was not given out to be handed over.
    """
    return record_answer(
        house, delivery_id=delivery_id, state=ReplyState.DELIVERED, name=to_name, by=by, rank=rank, note=note
    )


def record_answer(
    house: House,
    *,
    delivery_id: DeliveryId,
    state: ReplyState,
    name: str,
    by: OfficerId,
    rank: str = "",
    will_do: str = "",
    note: str = "",
    channel: ChannelKind | None = None,
) -> Delivery:
    """Return the delivery after what a named person of the far side answered, by whatever way it came.

    `channel` is the way it came by, where that is no longer the one being tried. `UNREACHABLE` says that this way has
    failed for good; the next is tried.

    Raises:
        NotFoundError: there is no such delivery within the scope.
        TheirsError: there is no name, or the answer is a dispute: that is a reply to the case, not to a delivery.
        NotAllowedError: of `deliver`: that may not follow now.
    """
    kind = _EVENT_OF.get(state)
    if kind is None:
        raise TheirsError(
            "a dispute concerns the case", where=f"delivery {delivery_id}", remedy="record it as a reply to the case"
        )
    with durable(house, caller=admit(by, to=Act.HAND_OVER)) as unit:
        case_row, row, delivery = lock_delivery(unit, delivery_id=delivery_id)
        is_answer = kind in (E.ACKNOWLEDGED, E.ACTION_STATED)
        said = None if kind is E.FAILED_FOR_GOOD else named(name=name, rank=rank, words=will_do, at=unit.at)
        told = "" if said is None or is_answer else f"{said.by.reveal(to=by)} {said.rank}".strip()
        event = DeliveryEvent(
            kind,
            at=unit.at,
            note="; ".join(part for part in (told, note.strip()) if part),
            acknowledgement=said if is_answer else None,
            channel=channel,
        )
        if kind is E.ACTION_STATED and delivery.acknowledgement is None:
            first = replace(event, kind=E.ACKNOWLEDGED)
            delivery = apply_event(unit, case_row=case_row, row=row, delivery=delivery, event=first)
        moved = apply_event(unit, case_row=case_row, row=row, delivery=delivery, event=event)
        finish_tasks(unit, row=row, kind_prefix="hand_over_")
        return moved

# SPDX-License-Identifier: Apache-2.0
"""Record silence as silence: the time for an answer has passed, and nobody is known to have the warning."""

from nadhir.casework.authority import Act, admit
from nadhir.casework.house import House
from nadhir.casework.outbox import apply_event, lock_delivery
from nadhir.casework.unit import Unit, durable
from nadhir.store.models import CaseRow, DeliveryRow
from nadhir.terms.delivery import Delivery, DeliveryEvent, DeliveryEventKind
from nadhir.terms.ids import DeliveryId, OfficerId


def record_silence(house: House, *, delivery_id: DeliveryId, by: OfficerId, note: str = "") -> Delivery:
    """Return the delivery as silent, on an officer's word that no answer will come by this way; escalation follows.

    Raises:
        NotFoundError: there is no such delivery within the scope.
        NotAllowedError: of `deliver`: it does not wait for an answer.
    """
    with durable(house, caller=admit(by, to=Act.HAND_OVER)) as unit:
        case_row, row, delivery = lock_delivery(unit, delivery_id=delivery_id)
        return record_silence_in(unit, case_row=case_row, row=row, delivery=delivery, note=note)


def record_silence_in(
    unit: Unit, *, case_row: CaseRow, row: DeliveryRow, delivery: Delivery, note: str = ""
) -> Delivery:
    """Record it within a transaction that is open already."""
    event = DeliveryEvent(DeliveryEventKind.TIME_PASSED, at=unit.at, note=note)
    return apply_event(unit, case_row=case_row, row=row, delivery=delivery, event=event)

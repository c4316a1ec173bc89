# SPDX-License-Identifier: Apache-2.0
"""Escalate: turn to the next channel, and after the last one return the case to a person. It happens by itself when the
time has passed; an officer may do it sooner.
"""

from nadhir.casework.authority import Act, admit
from nadhir.casework.house import House
from nadhir.casework.outbox import finish_tasks, lock_delivery, move_on
from nadhir.casework.unit import Unit, durable
from nadhir.store.models import CaseRow, DeliveryRow
from nadhir.terms.delivery import Delivery
from nadhir.terms.ids import DeliveryId, OfficerId


def escalate(house: House, *, delivery_id: DeliveryId, by: OfficerId) -> Delivery:
    """Return the delivery on its next channel, or exhausted.

    Raises:
        NotFoundError: there is no such delivery within the scope.
        NotAllowedError: of `deliver`: it is under way, or answered; record its silence first.
    """
    with durable(house, caller=admit(by, to=Act.HAND_OVER)) as unit:
        case_row, row, delivery = lock_delivery(unit, delivery_id=delivery_id)
        return escalate_in(unit, case_row=case_row, row=row, delivery=delivery)


def escalate_in(unit: Unit, *, case_row: CaseRow, row: DeliveryRow, delivery: Delivery) -> Delivery:
    """Escalate within a transaction that is open already; a hand-over task of the old channel ends with it."""
    finish_tasks(unit, row=row, kind_prefix="hand_over_")
    return move_on(unit, case_row=case_row, row=row, delivery=delivery)

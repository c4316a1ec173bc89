# SPDX-License-Identifier: Apache-2.0
"""What a recipient says on their page beside having the warning: that it is wrong, or a question.

Neither moves the delivery: who asks has not answered for having it. Both make a task for a person, and a dispute is a
reply of the party, on which the case is judged anew.
"""

from typing import Final

from nadhir.casework.acknowledge import link_of, page_of
from nadhir.casework.authority import Act, admit_system
from nadhir.casework.determine import judge_in
from nadhir.casework.establish import reply_in
from nadhir.casework.house import House
from nadhir.casework.outbox import lock_delivery
from nadhir.casework.read_models import RecipientPage
from nadhir.casework.tasks import make_task
from nadhir.casework.unit import Personal, durable
from nadhir.terms.entry import SubjectId
from nadhir.terms.errors import TheirsError
from nadhir.terms.facts import ReplyState
from nadhir.terms.ids import DeliveryId, PartyId
from nadhir.terms.sealed import Sealed

_LONGEST_WORDS: Final = 4000
ASKED_TASK: Final = "recipient_asked"
DISPUTED_TASK: Final = "recipient_disputed"


def look(house: House, *, token: str) -> RecipientPage:
    """Return the page without counting: for whoever has it open and sends something.

    Raises:
        NotFoundError: there is no such page, or it has expired.
    """
    link = link_of(house, token=token)
    with durable(house, caller=admit_system(link.organisation_id, to=Act.RECORD_REPLY)) as unit:
        _case_row, row, _delivery = lock_delivery(unit, delivery_id=DeliveryId(link.delivery_id))
        return page_of(unit, row=row)


def dispute(house: House, *, token: str, words: str) -> RecipientPage:
    """Return the page after the recipient said that the warning is wrong.

    Raises:
        NotFoundError: there is no such page, or it has expired.
        TheirsError: nothing is said, or too much.
    """
    said = _checked(words)
    link = link_of(house, token=token)
    with durable(house, caller=admit_system(link.organisation_id, to=Act.RECORD_REPLY)) as unit:
        case_row, row, _delivery = lock_delivery(unit, delivery_id=DeliveryId(link.delivery_id))
        make_task(unit, case_row=case_row, row=row, kind=DISPUTED_TASK, note=said)
        if not row.is_drill:
            reply_in(
                unit,
                row=case_row,
                party_id=PartyId(row.party_id),
                to="warning",
                state=ReplyState.DISPUTED,
                note=said,
            )
            judge_in(unit, row=case_row)
        return page_of(unit, row=row)


def ask(house: House, *, token: str, words: str) -> RecipientPage:
    """Return the page after the recipient asked something.

    Raises:
        NotFoundError: there is no such page, or it has expired.
        TheirsError: nothing is said, or too much.
    """
    said = _checked(words)
    link = link_of(house, token=token)
    with durable(house, caller=admit_system(link.organisation_id, to=Act.RECORD_REPLY)) as unit:
        case_row, row, _delivery = lock_delivery(unit, delivery_id=DeliveryId(link.delivery_id))
        make_task(unit, case_row=case_row, row=row, kind=ASKED_TASK, note=said)
        unit.note(
            "delivery.question.asked",
            case=case_row,
            facts={"delivery": row.id},
            personal={"question": Personal(SubjectId(case_row.subject), Sealed(said))},
        )
        return page_of(unit, row=row)


def _checked(words: str) -> str:
    said = words.strip()
    if not said or len(said) > _LONGEST_WORDS:
        raise TheirsError("nothing was said, or too much", where="answer", remedy="say it in a few sentences")
    return said

# SPDX-License-Identifier: Apache-2.0
"""Releases and deliveries as rows: how they are loaded, saved, and noted. The steps that use them stand in their own
files; nothing here decides.
"""

import hmac
from collections.abc import Mapping
from dataclasses import replace

from nadhir import deliver, lifecycle, release
from nadhir.casework.establish import reply_in
from nadhir.casework.tasks import make_task
from nadhir.casework.unit import Personal, Unit
from nadhir.deliver import StepKind
from nadhir.store.models import AttemptRow, CaseRow, DeliveryRow, PartyRow, ReleaseRow, Task
from nadhir.store.scope import load, lock
from nadhir.terms.case import CaseEventKind
from nadhir.terms.delivery import Attempt, Delivery, DeliveryEvent, DeliveryEventKind, DeliveryState
from nadhir.terms.entry import Json, SubjectId
from nadhir.terms.facts import ReplyState
from nadhir.terms.ids import CaseId, DeliveryId, PartyId, ReleaseId
from nadhir.terms.party import Party
from nadhir.terms.release import Release, ReleaseState
from nadhir.terms.sealed import Sealed

E = DeliveryEventKind
EXHAUSTED_TASK = "delivery_exhausted"
EXPIRED_TASK = "release_expired"
CANCELLED_TASK = "tell_of_cancellation"
STUCK_TASK = "delivery_stuck"

#: What a recipient's word, or its absence, means to the case, and the reply it is recorded as.
_MEANS_TO_CASE: Mapping[DeliveryEventKind, tuple[CaseEventKind, ReplyState | None]] = {
    E.CONFIRMED: (CaseEventKind.WARNING_DELIVERED, ReplyState.DELIVERED),
    E.ACKNOWLEDGED: (CaseEventKind.WARNING_ACKNOWLEDGED, ReplyState.ACKNOWLEDGED),
    E.ACTION_STATED: (CaseEventKind.ACTION_STATED, ReplyState.ACTION_STATED),
    E.DECLINED: (CaseEventKind.WARNING_DECLINED, ReplyState.DECLINED),
    E.TIME_PASSED: (CaseEventKind.SILENCE_RECORDED, None),
}


def lock_release(unit: Unit, *, release_id: ReleaseId) -> tuple[CaseRow, ReleaseRow, Release]:
    """Return the release with its case, both locked, the case first.

    Raises:
        NotFoundError: there is none within the scope.
    """
    rows = ReleaseRow.objects.within(unit.scope)
    found = load(rows, what="release", id=release_id)
    case_row = unit.lock_case(CaseId(found.case_id))
    row = lock(rows, what="release", id=release_id)
    return case_row, row, unit.from_json(row.body, of=Release)


def save_release(unit: Unit, *, row: ReleaseRow, value: Release) -> None:
    """Write the release into its row."""
    row.state, row.body = value.state, unit.to_json(value)
    row.save(update_fields=["state", "body"])


def contacts_mac(unit: Unit, *, value: Release) -> str:
    """Return a keyed digest of where the release's recipients are reached: two people sign for that too.

    Whoever may change a contact could otherwise send a signed warning somewhere else. It is keyed, since an address is
    easily guessed and a plain digest of it would be as good as the address.
    """
    parts: list[str] = []
    for recipient in value.recipients:
        for contact in party_of(unit, party_id=recipient.party_id).contacts:
            if contact.channel in recipient.channels:
                address = contact.address.reveal(to="release")
                parts += [recipient.party_id, contact.channel, address, contact.via, contact.independent_check]
    content = b"".join(len(part.encode()).to_bytes(4, "big") + part.encode() for part in (value.id, *parts))
    return hmac.new(unit.house.keys.master, b"nadhir contacts v1" + content, "sha256").hexdigest()


def check_contacts(unit: Unit, *, row: ReleaseRow, value: Release) -> None:
    """Check that the recipients are reached where they were when the release was proposed.

    Raises:
        ChangedSinceError: a contact was changed, or a recipient erased.
    """
    if not hmac.compare_digest(row.contacts_mac, contacts_mac(unit, value=value)):
        raise release.ChangedSinceError(
            "a recipient's contact was changed since it was proposed",
            where=f"release {row.id}",
            remedy="look at the contact, then propose it anew",
        )


def void_open_releases(unit: Unit, *, row: CaseRow, because: str) -> None:
    """Make every proposal of the case void that was not released yet."""
    open_states = (ReleaseState.PROPOSED, ReleaseState.APPROVED_ONCE)
    for each in ReleaseRow.objects.within(unit.scope).filter(case=row, state__in=open_states).select_for_update():
        save_release(unit, row=each, value=release.void(unit.from_json(each.body, of=Release)))
        unit.note("release.voided", case=row, facts={"release": each.id, "because": because})


def lock_delivery(unit: Unit, *, delivery_id: DeliveryId) -> tuple[CaseRow, DeliveryRow, Delivery]:
    """Return the delivery with its case, both locked, the case first.

    Raises:
        NotFoundError: there is none within the scope.
    """
    rows = DeliveryRow.objects.within(unit.scope)
    found = load(rows, what="delivery", id=delivery_id)
    case_row = unit.lock_case(CaseId(found.case_id))
    row = lock(rows, what="delivery", id=delivery_id)
    return case_row, row, delivery_of(unit, row=row)


def delivery_of(unit: Unit, *, row: DeliveryRow) -> Delivery:
    """Return the delivery with its attempts, which are rows of their own."""
    bodies = (
        AttemptRow.objects.within(unit.scope).filter(delivery=row).order_by("number").values_list("body", flat=True)
    )
    attempts = tuple(unit.from_json(body, of=Attempt) for body in bodies)
    return replace(unit.from_json(row.body, of=Delivery), attempts=attempts)


def party_of(unit: Unit, *, party_id: PartyId) -> Party:
    """Return the party within the scope."""
    row = load(PartyRow.objects.within(unit.scope), what="party", party_id=party_id)
    return unit.from_json(row.body, of=Party)


def insert_delivery(unit: Unit, *, delivery: Delivery) -> None:
    """Put a delivery into the outbox; the worker finds it once this is committed."""
    party = load(PartyRow.objects.within(unit.scope), what="party", party_id=delivery.party_id)
    DeliveryRow(
        id=delivery.id,
        organisation_id=unit.scope.organisation,
        case_id=delivery.case_id,
        release_id=delivery.release_id,
        party_id=delivery.party_id,
        subject=party.subject,
        state=delivery.state,
        queued_at=unit.at,
        next_step_at=unit.at,
        is_drill=delivery.is_drill,
        body=unit.to_json(delivery, subject=party.subject),
    ).save(force_insert=True)


def save_delivery(unit: Unit, *, row: DeliveryRow, delivery: Delivery, lease: str = "") -> Delivery:
    """Write the delivery with its attempts and the moment of its next step; return it with the times that follow."""
    timed = deliver.timed(delivery, pace=unit.house.pace)
    step = deliver.next_step(timed, at=unit.at, pace=unit.house.pace)
    ended = {StepKind.NOTHING, StepKind.RETURN_TO_PERSON}
    row.state, row.lease, row.leased_until = timed.state, lease, timed.leased_until
    row.next_step_at = None if step.kind in ended else step.at or unit.at
    row.body = unit.to_json(replace(timed, attempts=()), subject=row.subject)
    row.save()
    for attempt in timed.attempts:
        AttemptRow.objects.within(unit.scope).update_or_create(
            delivery=row,
            number=attempt.number,
            defaults={
                "organisation_id": row.organisation_id,
                "channel": attempt.channel,
                "at": attempt.at,
                "outcome": attempt.outcome or "",
                "body": unit.to_json(attempt),
            },
        )
    return timed


def apply_event(
    unit: Unit, *, case_row: CaseRow, row: DeliveryRow, delivery: Delivery, event: DeliveryEvent
) -> Delivery:
    """Let something happen to a locked delivery: the table decides, the rows are saved, case and ledger are told."""
    moved = save_delivery(unit, row=row, delivery=deliver.apply(delivery, event=event))
    facts: dict[str, Json] = {
        "delivery": row.id,
        "party": row.party_id,
        "channel": (event.channel or delivery.channel).value,
        "state": moved.state.value,
        "is_drill": row.is_drill,
    }
    personal = _personal(row, event=event)
    means = _MEANS_TO_CASE.get(event.kind)
    # A drill is on record and moves no case: nobody was warned by it.
    if means is None or row.is_drill:
        unit.note(f"delivery.{event.kind}", case=case_row, facts=facts, personal=personal)
    else:
        kind, state = means
        if state is not None:
            said = "" if event.acknowledgement is None else event.acknowledgement.will_do
            reply_in(
                unit,
                row=case_row,
                party_id=PartyId(row.party_id),
                to="warning",
                state=state,
                note="; ".join(part for part in (event.note, said) if part),
            )
        _happen(unit, case_row=case_row, row=row, kind=kind, facts=facts, personal=personal)
    return moved


def move_on(unit: Unit, *, case_row: CaseRow, row: DeliveryRow, delivery: Delivery) -> Delivery:
    """Turn to the next channel, or after the last one return the case to a person with a task."""
    moved = save_delivery(unit, row=row, delivery=deliver.apply(delivery, event=DeliveryEvent(E.MOVED_ON, at=unit.at)))
    facts: dict[str, Json] = {"delivery": row.id, "party": row.party_id, "from": delivery.channel.value}
    if moved.state is DeliveryState.EXHAUSTED:
        _happen(unit, case_row=case_row, row=row, kind=CaseEventKind.DELIVERY_EXHAUSTED, facts=facts)
        make_task(unit, case_row=case_row, row=row, kind=EXHAUSTED_TASK)
    else:
        facts["to"] = moved.channel.value
        _happen(unit, case_row=case_row, row=row, kind=CaseEventKind.DELIVERY_ESCALATED, facts=facts)
    return moved


def finish_tasks(unit: Unit, *, row: DeliveryRow, kind_prefix: str) -> None:
    """Mark the delivery's open tasks of this kind as done by the caller."""
    tasks = Task.objects.within(unit.scope).filter(delivery=row, done_at=None, kind__startswith=kind_prefix)
    tasks.update(done_at=unit.at, done_by=unit.by or "")


def _happen(
    unit: Unit,
    *,
    case_row: CaseRow,
    row: DeliveryRow,
    kind: CaseEventKind,
    facts: Mapping[str, Json],
    personal: Mapping[str, Personal] | None = None,
) -> None:
    """Let it happen to the case too. A drill moves no case; and where the table has no place for it, it is on record
    all the same: what a recipient says, or does not say, is never refused for the state that our case is in.
    """
    if row.is_drill:
        unit.note(f"drill.{kind}", case=case_row, facts=facts, personal=personal)
        return
    try:
        unit.happen(case_row, kind=kind, facts=facts, personal=personal)
    except lifecycle.NotAllowedError:
        unit.note(kind, case=case_row, facts={**facts, "case_unmoved_in": case_row.state}, personal=personal)


def _personal(row: DeliveryRow, *, event: DeliveryEvent) -> dict[str, Personal]:
    subject = SubjectId(row.subject)
    said: dict[str, Sealed] = {}
    if event.note:
        said["note"] = Sealed(event.note)
    if event.acknowledgement is not None:
        said["recipient.name"] = event.acknowledgement.by
        said["recipient.rank"] = Sealed(event.acknowledgement.rank)
        said["recipient.will_do"] = Sealed(event.acknowledgement.will_do)
    return {name: Personal(subject, value) for name, value in said.items() if value}

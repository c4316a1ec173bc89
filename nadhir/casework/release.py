# SPDX-License-Identifier: Apache-2.0
"""Release a warning: an analyst proposes, two releasing authorities who wrote none of it sign, and the second signature
puts the deliveries into the outbox in the same transaction. There is no other way to the outbox.
"""

from collections.abc import Iterable, Mapping
from itertools import repeat

from nadhir import deliver
from nadhir import release as rule
from nadhir.casework.authority import Act, Caller, OfficerRole, admit
from nadhir.casework.house import House
from nadhir.casework.outbox import (
    CANCELLED_TASK,
    apply_event,
    check_contacts,
    contacts_mac,
    insert_delivery,
    lock_delivery,
    lock_release,
    party_of,
    save_release,
    void_open_releases,
)
from nadhir.casework.read_models import RecipientView, ReleaseView
from nadhir.casework.renew import end_renewed, end_withdrawn
from nadhir.casework.tasks import make_task
from nadhir.casework.unit import Personal, Unit, durable
from nadhir.casework.write_tearline import NothingToSayError, decided_to_warn, latest_tearline
from nadhir.store.models import CaseEventRow, CaseRow, DeliveryRow, PartyRow, ReleaseRow
from nadhir.terms.case import CaseEventKind
from nadhir.terms.delivery import DeliveryEvent, DeliveryEventKind
from nadhir.terms.determination import Addressee, Determination
from nadhir.terms.entry import Json, SubjectId
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import CaseId, DeliveryId, OfficerId, ReleaseId
from nadhir.terms.party import Party
from nadhir.terms.release import Check, Mode, Recipient, Release, ReleaseState
from nadhir.terms.sealed import Sealed
from nadhir.terms.tearline import Tearline
from nadhir.terms.text import Language


def propose(
    house: House, *, case_id: CaseId, checks: Iterable[Check], by: OfficerId, mode: Mode = Mode.LIVE
) -> ReleaseView:
    """Return the proposal to tell everybody whom the decision addresses the latest text; it has two people to convince.

    `checks` answer `ASKED_CHECKS`; what telling could do was weighed at the decision, and its record is the answer.

    Raises:
        NotFoundError: there is no such case within the scope.
        NothingToSayError: nobody decided to warn, or there is no text, or it is not for this decision.
        TheirsError: the list of those to be told does not stand, or the harm of telling is answered a second time.
        NotAllowedError: of `release`: the leak check, a check not answered, no way to reach a recipient.
    """
    with durable(house, caller=admit(by, to=Act.PROPOSE_RELEASE)) as unit:
        row = unit.lock_case(case_id)
        latest, determination = decided_to_warn(unit, row=row)
        written = latest_tearline(unit, row=row)
        if written is None:
            raise NothingToSayError("there is no text yet", where=f"case {case_id}", remedy="write it first")
        if written.determination.outcome != latest.outcome or written.determination.at > latest.at:
            raise NothingToSayError(
                "the text was written for another decision", where=f"case {case_id}", remedy="write it anew"
            )
        asked = tuple(checks)
        if any(each.name == rule.HARM_OF_WARNING for each in asked):
            raise TheirsError(
                "what telling could do was weighed at the decision",
                where=f"case {case_id}",
                remedy="leave that check out; to weigh it anew, determine and decide again",
            )
        proposal = rule.propose(
            unit.from_json(written.body, of=Tearline),
            id=ReleaseId(house.ids.fresh("rel")),
            recipients=[_recipient(unit, addressee=each, mode=mode) for each in determination.addressees],
            authors={*(OfficerId(author) for author in written.authors), by},
            at=unit.at,
            mode=mode,
            checks=(_harm_weighed(determination), *asked),
        )
        void_open_releases(unit, row=row, because="another was proposed")
        saved = ReleaseRow(
            id=proposal.id,
            organisation_id=row.organisation_id,
            case=row,
            tearline=written,
            state=proposal.state,
            mode=mode,
            content_digest=proposal.content_digest,
            contacts_mac=contacts_mac(unit, value=proposal),
            proposed_by=by,
            proposed_at=unit.at,
            expires_at=proposal.expires_at,
            body=unit.to_json(proposal),
        )
        saved.save(force_insert=True)
        _tell(
            unit,
            row=row,
            mode=mode,
            kind=CaseEventKind.RELEASE_PROPOSED,
            facts={
                "release": proposal.id,
                "content_digest": proposal.content_digest,
                "authors": sorted(proposal.authors),
                "recipients": [[each.party_id, each.language, list(each.channels)] for each in proposal.recipients],
                "mode": mode.value,
                "checks": [[each.name, each.is_done] for each in proposal.checks],
            },
        )
        return view(unit, row=saved)


def approve(house: House, *, release_id: ReleaseId, content_digest: str, by: OfficerId) -> ReleaseView:
    """Return the release with this officer's signature; the second one sends it on its way.

    `content_digest` is that of what the officer looked at: the page carries it from what it showed.

    Raises:
        NotFoundError: there is no such release within the scope.
        NotAllowedError: of `authority` or of `release`, saying which rule forbids it.
    """
    with durable(house, caller=admit(by, to=Act.APPROVE_RELEASE)) as unit:
        case_row, row, before = lock_release(unit, release_id=release_id)
        check_contacts(unit, row=row, value=before)
        signed = rule.approve(
            before, by=by, at=unit.at, content_digest=content_digest, may_release=_may_release(unit.caller)
        )
        save_release(unit, row=row, value=signed)
        facts: dict[str, Json] = {
            "release": row.id,
            "content_digest": content_digest,
            "signature": len(signed.approvals),
        }
        _tell(unit, row=case_row, mode=signed.mode, kind=CaseEventKind.RELEASE_APPROVED, facts=facts)
        if signed.state is ReleaseState.RELEASED:
            ids = (DeliveryId(house.ids.fresh(kind)) for kind in repeat("d"))
            queued = deliver.queue(signed, ids=ids, at=unit.at)
            for each in queued:
                insert_delivery(unit, delivery=each)
            was_warned_before = _was_warned(unit, row=case_row)
            _tell(
                unit,
                row=case_row,
                mode=signed.mode,
                kind=CaseEventKind.WARNING_RELEASED,
                facts={
                    "release": row.id,
                    "content_digest": content_digest,
                    "signers": [each.by for each in signed.approvals],
                    "deliveries": [[each.id, each.party_id, list(each.channels)] for each in queued],
                    "mode": signed.mode.value,
                },
            )
            if signed.mode is Mode.LIVE:
                end_renewed(unit, row=case_row, by_release=signed)
            if was_warned_before:
                facts = {"release": row.id}
                _tell(unit, row=case_row, mode=signed.mode, kind=CaseEventKind.WARNING_RENEWED, facts=facts)
        return view(unit, row=row)


def cancel(house: House, *, release_id: ReleaseId, reason: str, by: OfficerId) -> ReleaseView:
    """Return the release after everything of it that is still under way was stopped, for a reason that stays on record.

    Whoever may already have it is told by a person: a task is made for each. It unsends nothing. The texts of a
    correction or an all-clear are written and released like any other.

    Raises:
        NotFoundError: there is no such release within the scope.
        TheirsError: it was not released, or there is no reason.
    """
    if not reason.strip():
        raise TheirsError("a cancellation needs its reason", where=f"release {release_id}", remedy="say why")
    with durable(house, caller=admit(by, to=Act.REFUSE_RELEASE)) as unit:
        case_row, row, value = lock_release(unit, release_id=release_id)
        if value.state is not ReleaseState.RELEASED:
            raise TheirsError(
                "it is %(state)s",
                where=f"release {release_id}",
                remedy="refuse it instead",
                values={"state": value.state},
            )
        for each in DeliveryRow.objects.within(unit.scope).filter(release=row).order_by("id"):
            _, locked, delivery = lock_delivery(unit, delivery_id=DeliveryId(each.id))
            event = DeliveryEvent(DeliveryEventKind.CANCELLED, at=unit.at)
            apply_event(unit, case_row=case_row, row=locked, delivery=delivery, event=event)
            if delivery.attempts:
                make_task(unit, case_row=case_row, row=locked, kind=CANCELLED_TASK)
        end_withdrawn(unit, row=case_row, release_row=row)
        _tell(
            unit,
            row=case_row,
            mode=value.mode,
            kind=CaseEventKind.WARNING_CANCELLED,
            reason=reason,
            facts={"release": row.id},
        )
        return view(unit, row=row)


def refuse(house: House, *, release_id: ReleaseId, reason: str, by: OfficerId) -> ReleaseView:
    """Return the release as refused, with the reason; the case goes back to those who write.

    Raises:
        NotFoundError: there is no such release within the scope.
        NotAllowedError: of `authority` or of `release`, saying which rule forbids it.
    """
    with durable(house, caller=admit(by, to=Act.REFUSE_RELEASE)) as unit:
        case_row, row, before = lock_release(unit, release_id=release_id)
        refused = rule.refuse(before, by=by, at=unit.at, reason=reason, may_release=_may_release(unit.caller))
        save_release(unit, row=row, value=refused)
        _tell(
            unit,
            row=case_row,
            mode=refused.mode,
            kind=CaseEventKind.RELEASE_REFUSED,
            reason=reason,
            facts={"release": row.id},
        )
        return view(unit, row=row)


def view(unit: Unit, *, row: ReleaseRow) -> ReleaseView:
    """Return the release as it is shown to the caller, with what they may do."""
    value = rule.expire(unit.from_json(row.body, of=Release), at=unit.at)
    refusal = _why_not(value, caller=unit.caller)
    is_open = value.state in (ReleaseState.PROPOSED, ReleaseState.APPROVED_ONCE)
    return ReleaseView(
        release=value,
        tearline_id=row.tearline_id,
        proposed_by=OfficerId(row.proposed_by),
        recipients=tuple(
            RecipientView(
                party_id=each.party_id,
                name=party_of(unit, party_id=each.party_id).name,
                channels=each.channels,
                language=Language(each.language),
                via=_handed_on_by(unit, via=each.via),
            )
            for each in value.recipients
        ),
        is_expired=unit.at >= value.expires_at,
        may_approve=refusal is None,
        may_refuse=is_open and _may_release(unit.caller),
        why_not="" if refusal is None else refusal.what,
        refusal=refusal,
    )


def _handed_on_by(unit: Unit, *, via: str) -> Sealed | None:
    """Return who hands it on: a party of the directory by its name, anybody else as the contact names them."""
    if not via:
        return None
    row = PartyRow.objects.within(unit.scope).filter(party_id=via).first()
    return Sealed(via) if row is None else unit.from_json(row.body, of=Party).name


def _harm_weighed(determination: Determination) -> Check:
    """Return the answer to whether the warning itself could do harm, from the record of the decision."""
    if not determination.is_harm_weighed:
        raise TheirsError(
            "what telling could do was not weighed, so the list of those to be told does not stand",
            where=f"case {determination.case_id}",
            remedy="determine it again, and decide that",
        )
    reasons = dict.fromkeys(f"{each.by}: {each.because}" for each in determination.weighings)
    return Check(rule.HARM_OF_WARNING, is_done=True, reason="; ".join(reasons))


def _recipient(unit: Unit, *, addressee: Addressee, mode: Mode) -> Recipient:
    """Return how this addressee is told: by the channels the determination names, or their own, that the house has."""
    party = party_of(unit, party_id=addressee.party_id)
    ours = unit.house.drill_channels if mode is Mode.DRILL else unit.house.channels
    wanted = addressee.channels or tuple(contact.channel for contact in party.contacts) or party.channels
    channels = tuple(kind for kind in dict.fromkeys(wanted) if kind in ours)
    if not channels:
        raise TheirsError(
            "%(party)s cannot be reached by any channel of this house (wanted: %(channels)s)"
            if wanted
            else "%(party)s cannot be reached: no channel is known",
            where=f"party {party.id}",
            remedy="add a contact to the party, or set the channel up",
            values={"party": party.id, "channels": wanted},
        )
    through = [contact.via for contact in party.contacts if contact.channel in channels and contact.via]
    return Recipient(
        party_id=party.id,
        channels=channels,
        language=party.languages[0] if party.languages else Language("en"),
        via=addressee.via or (through[0] if through else ""),
    )


def _tell(
    unit: Unit, *, row: CaseRow, mode: Mode, kind: CaseEventKind, facts: Mapping[str, Json], reason: str = ""
) -> None:
    """Let it happen to the case; a drill is on record and moves no case, since nobody was warned by it."""
    if mode is Mode.LIVE:
        unit.happen(row, kind=kind, facts=facts, reason=reason)
        return
    personal = {"reason": Personal(SubjectId(row.subject), Sealed(reason))} if reason else {}
    unit.note(f"drill.{kind}", case=row, facts=facts, personal=personal)


def _was_warned(unit: Unit, *, row: CaseRow) -> bool:
    rows = CaseEventRow.objects.within(unit.scope)
    return rows.filter(case=row, kind=CaseEventKind.WARNING_RELEASED).exists()


def _may_release(caller: Caller) -> bool:
    return OfficerRole.RELEASING_AUTHORITY in caller.roles


def _why_not(value: Release, *, caller: Caller) -> TheirsError | None:
    """Return why the caller may not approve, from the rule itself; None where they may."""
    if caller.officer is None:
        return TheirsError("a person must approve")
    if not caller.may(Act.APPROVE_RELEASE):
        return TheirsError("this is for a releasing authority")
    try:
        rule.approve(
            value,
            by=caller.officer,
            at=value.proposed_at,
            content_digest=value.content_digest,
            may_release=_may_release(caller),
        )
    except rule.NotAllowedError as refusal:
        return refusal
    return None

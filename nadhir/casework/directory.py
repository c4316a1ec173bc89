# SPDX-License-Identifier: Apache-2.0
"""The directory of sources and parties: names, contacts and identities are sealed under each one's own key."""

from dataclasses import replace

from nadhir.casework.authority import Act, admit
from nadhir.casework.determine import judge_in
from nadhir.casework.house import House
from nadhir.casework.judge_again import judge_due, touch_by_party, touch_by_source
from nadhir.casework.unit import durable
from nadhir.store.models import CaseParty, PartyRow, SourceRow
from nadhir.store.scope import load
from nadhir.terms.ids import CaseId, OfficerId, PartyId
from nadhir.terms.party import Party
from nadhir.terms.report import Source


def save_source(house: House, *, source: Source, by: OfficerId) -> None:
    """Add the source, or bring it up to date; its reports keep what was said of it in their time through the ledger.

    Open cases that hold a report of a source whose reliability or kind changed are judged anew.
    """
    with durable(house, caller=admit(by, to=Act.KEEP_DIRECTORY)) as unit:
        row = SourceRow.objects.within(unit.scope).select_for_update().filter(source_id=source.id).first()
        is_new = row is None
        if row is None:
            row = SourceRow(organisation_id=unit.scope.organisation, source_id=source.id, subject=unit.make_subject())
        weighs = _weight(source)
        is_weighed_anew = not is_new and _weight(unit.from_json(row.body, of=Source)) != weighs
        row.kind, row.is_protected = source.kind, source.is_protected
        row.body = unit.to_json(source, subject=row.subject)
        row.save()
        unit.note(
            "source.added" if is_new else "source.changed",
            facts={
                "source": source.id,
                "kind": source.kind.value,
                "reliability": source.reliability.value,
                "is_protected": source.is_protected,
            },
        )
        touched = touch_by_source(unit, row=row) if is_weighed_anew else ()
    judge_due(house, cases=touched)


def _weight(source: Source) -> tuple[object, ...]:
    """Return what of a source a judgement rests on."""
    return source.kind, source.reliability, source.is_protected


def save_party(house: House, *, party: Party, by: OfficerId, is_standing: bool = True) -> None:
    """Add the party, or bring it up to date. A standing party is known to every case, another to those it is named in.

    Contacts keep what the party's key keeps; nothing of them goes into the ledger but which channels there are. Open
    cases that know it are judged anew, unless only its contacts changed.
    """
    with durable(house, caller=admit(by, to=Act.KEEP_DIRECTORY)) as unit:
        row = PartyRow.objects.within(unit.scope).select_for_update().filter(party_id=party.id).first()
        is_new = row is None
        if row is None:
            row = PartyRow(organisation_id=unit.scope.organisation, party_id=party.id, subject=unit.make_subject())
        was_standing = not is_new and row.is_standing
        is_same = (
            not is_new
            and was_standing == is_standing
            and replace(unit.from_json(row.body, of=Party), contacts=()) == replace(party, contacts=())
        )
        row.is_standing = is_standing
        row.body = unit.to_json(party, subject=row.subject)
        row.save()
        unit.note(
            "party.added" if is_new else "party.changed",
            facts={
                "party": party.id,
                "roles": sorted(party.roles),
                "channels": [contact.channel.value for contact in party.contacts],
                "is_standing": is_standing,
            },
        )
        touched = () if is_same else touch_by_party(unit, row=row, was_standing=was_standing)
    judge_due(house, cases=touched)


def name_party(house: House, *, case_id: CaseId, party_id: PartyId, by: OfficerId) -> None:
    """Let a case know a party that is not a standing one, a victim, a witness; an open case is judged anew.

    Raises:
        NotFoundError: the case or the party is not within the scope.
    """
    with durable(house, caller=admit(by, to=Act.KEEP_DIRECTORY)) as unit:
        row = unit.lock_case(case_id)
        party = load(PartyRow.objects.within(unit.scope), what="party", party_id=party_id)
        _, is_new = CaseParty.objects.within(unit.scope).get_or_create(
            case=row, party=party, organisation_id=unit.scope.organisation
        )
        unit.note("case.party.named", case=row, facts={"party": party_id})
        if is_new and row.is_open and unit.case(row).report_ids:
            judge_in(unit, row=row)

# SPDX-License-Identifier: Apache-2.0
"""The directory of sources and parties: names, contacts and identities are sealed under each one's own key."""

from nadhir.casework.authority import Act, admit
from nadhir.casework.house import House
from nadhir.casework.unit import durable
from nadhir.store.models import CaseParty, PartyRow, SourceRow
from nadhir.store.scope import load
from nadhir.terms.ids import CaseId, OfficerId, PartyId
from nadhir.terms.party import Party
from nadhir.terms.report import Source


def save_source(house: House, *, source: Source, by: OfficerId) -> None:
    """Add the source, or bring it up to date; its reports keep what was said of it in their time through the ledger."""
    with durable(house, caller=admit(by, to=Act.KEEP_DIRECTORY)) as unit:
        row = SourceRow.objects.within(unit.scope).select_for_update().filter(source_id=source.id).first()
        is_new = row is None
        if row is None:
            row = SourceRow(organisation_id=unit.scope.organisation, source_id=source.id, subject=unit.make_subject())
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


def save_party(house: House, *, party: Party, by: OfficerId, is_standing: bool = True) -> None:
    """Add the party, or bring it up to date. A standing party is known to every case, another to those it is named in.

    Contacts keep what the party's key keeps; nothing of them goes into the ledger but which channels there are.
    """
    with durable(house, caller=admit(by, to=Act.KEEP_DIRECTORY)) as unit:
        row = PartyRow.objects.within(unit.scope).select_for_update().filter(party_id=party.id).first()
        is_new = row is None
        if row is None:
            row = PartyRow(organisation_id=unit.scope.organisation, party_id=party.id, subject=unit.make_subject())
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


def name_party(house: House, *, case_id: CaseId, party_id: PartyId, by: OfficerId) -> None:
    """Let a case know a party that is not a standing one: a victim, a witness.

    Raises:
        NotFoundError: the case or the party is not within the scope.
    """
    with durable(house, caller=admit(by, to=Act.KEEP_DIRECTORY)) as unit:
        row = unit.lock_case(case_id)
        party = load(PartyRow.objects.within(unit.scope), what="party", party_id=party_id)
        CaseParty.objects.within(unit.scope).get_or_create(
            case=row, party=party, organisation_id=unit.scope.organisation
        )
        unit.note("case.party.named", case=row, facts={"party": party_id})

# SPDX-License-Identifier: Apache-2.0
"""Erase a person: their subject's key is destroyed, and with it every value of theirs, wherever it lies. Every proof of
the ledger stays as valid as before, since it commits to salted hashes.

Whoever is needed to warn, or to be warned, is not erased by one person: while a case of theirs is open, or a delivery
to them under way, a second officer who judges cases has to confirm it.

What reports say of a person in their own words is not erased by this; that belongs to retention (a later issue).
"""

from nadhir.casework.authority import Act, NotAllowedError, admit, admit_colleague
from nadhir.casework.house import House
from nadhir.casework.search import forget_source
from nadhir.casework.unit import Unit, durable
from nadhir.store.models import CaseParty, CaseReport, DeliveryRow, PartyRow, SourceRow, SubjectKey
from nadhir.store.scope import load
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import OfficerId, PartyId, SourceId


def erase_party(
    house: House, *, party_id: PartyId, reason: str, by: OfficerId, seconded_by: OfficerId | None = None
) -> None:
    """Destroy what is kept of a party's name, contacts and answers.

    Raises:
        NotFoundError: there is no such party within the scope.
        NotAllowedError: they are needed in an open case or a delivery, and nobody else confirmed it.
        TheirsError: there is no reason, or it was erased already.
    """
    with durable(house, caller=admit(by, to=Act.ERASE)) as unit:
        row = load(PartyRow.objects.within(unit.scope), what="party", party_id=party_id)
        deliveries = DeliveryRow.objects.within(unit.scope).filter(subject=row.subject)
        named = CaseParty.objects.within(unit.scope).filter(party=row, case__is_open=True)
        is_needed = (
            deliveries.filter(case__is_open=True).exists()
            or deliveries.filter(next_step_at__isnull=False).exists()
            or named.exists()
        )
        _check_needed(unit, is_needed=is_needed, seconded_by=seconded_by, what=f"party {party_id}")
        _destroy(unit, subject=row.subject, reason=reason, what=f"party {party_id}", seconded_by=seconded_by)


def erase_source(
    house: House, *, source_id: SourceId, reason: str, by: OfficerId, seconded_by: OfficerId | None = None
) -> None:
    """Destroy what is kept of a source's name and identifiers, and take the words of its reports out of the search.

    Raises:
        NotFoundError: there is no such source within the scope.
        NotAllowedError: they are needed in an open case or a delivery, and nobody else confirmed it.
        TheirsError: there is no reason, or it was erased already.
    """
    with durable(house, caller=admit(by, to=Act.ERASE)) as unit:
        row = load(SourceRow.objects.within(unit.scope), what="source", source_id=source_id)
        held = CaseReport.objects.within(unit.scope).filter(report__source=row, left_at=None, case__is_open=True)
        _check_needed(unit, is_needed=held.exists(), seconded_by=seconded_by, what=f"source {source_id}")
        _destroy(unit, subject=row.subject, reason=reason, what=f"source {source_id}", seconded_by=seconded_by)
        forget_source(unit, source=row)


def _check_needed(unit: Unit, *, is_needed: bool, seconded_by: OfficerId | None, what: str) -> None:
    if seconded_by is not None:
        admit_colleague(seconded_by, of=unit.caller, to=Act.CLOSE_CASE)
    if is_needed and (seconded_by is None or seconded_by == unit.by):
        raise NotAllowedError(
            "a case of theirs is open, or a delivery to them under way",
            where=what,
            remedy="close the case first, or have a second officer who judges cases confirm it",
        )


def _destroy(unit: Unit, *, subject: str, reason: str, what: str, seconded_by: OfficerId | None) -> None:
    if not reason.strip():
        raise TheirsError("an erasure needs its reason", where=what, remedy="say why, in a word that names nobody")
    erased = SubjectKey.objects.filter(subject=subject, wrapped__isnull=False).update(wrapped=None, erased_at=unit.at)
    if not erased:
        raise TheirsError("it was erased already", where=what, remedy="nothing is left to erase")
    # The reason goes in openly, since there is nobody's key left to keep it under.
    unit.note("subject.erased", facts={"subject": subject, "reason": reason, "seconded_by": seconded_by})

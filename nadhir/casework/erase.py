# SPDX-License-Identifier: Apache-2.0
"""Erase a person: their subject's key is destroyed, and with it every value of theirs, wherever it lies. Every proof of
the ledger stays as valid as before, since it commits to salted hashes.

What reports say of a person in their own words is not erased by this; that belongs to retention (a later issue).
"""

from nadhir.casework.authority import Act, admit
from nadhir.casework.house import House
from nadhir.casework.unit import Unit, durable
from nadhir.store.models import PartyRow, SourceRow, SubjectKey
from nadhir.store.scope import load
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import OfficerId, PartyId, SourceId


def erase_party(house: House, *, party_id: PartyId, reason: str, by: OfficerId) -> None:
    """Destroy what is kept of a party's name, contacts and answers.

    Raises:
        NotFoundError: there is no such party within the scope.
        TheirsError: there is no reason, or it was erased already.
    """
    with durable(house, caller=admit(by, to=Act.ERASE)) as unit:
        subject = load(PartyRow.objects.within(unit.scope), what="party", party_id=party_id).subject
        _destroy(unit, subject=subject, reason=reason, what=f"party {party_id}")


def erase_source(house: House, *, source_id: SourceId, reason: str, by: OfficerId) -> None:
    """Destroy what is kept of a source's name and identifiers.

    Raises:
        NotFoundError: there is no such source within the scope.
        TheirsError: there is no reason, or it was erased already.
    """
    with durable(house, caller=admit(by, to=Act.ERASE)) as unit:
        subject = load(SourceRow.objects.within(unit.scope), what="source", source_id=source_id).subject
        _destroy(unit, subject=subject, reason=reason, what=f"source {source_id}")


def _destroy(unit: Unit, *, subject: str, reason: str, what: str) -> None:
    if not reason.strip():
        raise TheirsError("an erasure needs its reason", where=what, remedy="say why, in a word that names nobody")
    erased = SubjectKey.objects.filter(subject=subject, wrapped__isnull=False).update(wrapped=None, erased_at=unit.at)
    if not erased:
        raise TheirsError("it was erased already", where=what, remedy="nothing is left to erase")
    # The reason goes in openly, since there is nobody's key left to keep it under.
    unit.note("subject.erased", facts={"subject": subject, "reason": reason})

# SPDX-License-Identifier: Apache-2.0
"""Share a case: one file that an inspector, a court or a victim's family verifies offline, with the log's key alone.

The case is disclosed whole, and proven whole, up to the latest checkpoint; the rest of the log stays unsaid. What is
personal is withheld unless it is asked for, and what was erased is said to be erased. That it was shared is itself an
entry, of the next bundle.
"""

from nadhir.casework.authority import Act, admit
from nadhir.casework.house import House
from nadhir.casework.prove import prove_rows
from nadhir.casework.seal import map_of_heads, seal_ledger, tree_of_ledger
from nadhir.casework.unit import Unit, durable
from nadhir.ledger import parse_checkpoint
from nadhir.ledger.bundle import CaseClaim, Disclosure, PersonalState, RecordedHead, write_bundle
from nadhir.ledger.heads import HEADS_NAME
from nadhir.store.models import CaseRow, LedgerEntry, LedgerHeads, LedgerPersonal
from nadhir.terms.entry import SALT_BYTES, LeafHash, Opening, PersonalOpening, SealedEntry, SubjectId
from nadhir.terms.ids import CaseId, EntryIndex, OfficerId
from nadhir.terms.sealed import Sealed


def share(house: House, *, case_id: CaseId, by: OfficerId, with_personal: bool = False) -> bytes:
    """Return the disclosure bundle of the case, complete to a checkpoint that is signed now where it is needed.

    Raises:
        NotFoundError: there is no such case within the scope.
        LedgerDamagedError: an entry of it is missing or was changed; nothing is disclosed.
        BundleRefusedError: what is stored does not prove what it claims: somebody changed the database.
    """
    caller = admit(by, to=Act.SHARE)
    with durable(house, caller=caller) as unit:
        row = unit.lock_case(case_id)
        unit.note("case.shared", case=row, facts={"with_personal": with_personal})
    note = seal_ledger(house)
    with durable(house, caller=caller) as unit:
        row = unit.lock_case(case_id)
        return _bundle(unit, row=row, note=note, with_personal=with_personal)


def _bundle(unit: Unit, *, row: CaseRow, note: str, with_personal: bool) -> bytes:
    size = parse_checkpoint(note).size
    everything = LedgerEntry.objects.unsafe_everything().filter(index__lt=size)
    recorded = everything.filter(name=HEADS_NAME).order_by("-index").first()
    entries = list(LedgerEntry.objects.within(unit.scope).filter(case_id=row.id, index__lt=size).order_by("index"))
    prove_rows(entries)
    disclosures = [_disclosure(unit, entry=entry, with_personal=with_personal) for entry in entries]
    claims, heads = {CaseId(row.id): CaseClaim.SELECTED}, {}
    if recorded is not None:
        seed = bytes(LedgerHeads.objects.get(entry=recorded).seed)
        head, proof = map_of_heads(seed=seed, before=recorded.index).proof(row.thread_tag)
        heads = {CaseId(row.id): RecordedHead(recorded_in=EntryIndex(recorded.index), head=head, proof=proof)}
        claims = {CaseId(row.id): CaseClaim.COMPLETE}
        disclosures.append(_disclosure(unit, entry=recorded, with_personal=False))
    return write_bundle(
        disclosures,
        tree=tree_of_ledger(size),
        checkpoint=note,
        log_key=unit.house.ledger_signer.verifier,
        claims=claims,
        heads=heads,
    )


def _disclosure(unit: Unit, *, entry: LedgerEntry, with_personal: bool) -> Disclosure:
    sealed = SealedEntry(
        index=EntryIndex(entry.index),
        commitment=entry.commitment,
        leaf_hash=LeafHash(bytes(entry.leaf_hash)),
        opening=Opening(salt=bytes(entry.salt), body=bytes(entry.opening)),
    )
    rows = LedgerPersonal.objects.unsafe_everything().filter(entry=entry)
    return Disclosure(
        sealed=sealed, personal={each.name: _personal(unit, row=each, is_shown=with_personal) for each in rows}
    )


def _personal(unit: Unit, *, row: LedgerPersonal, is_shown: bool) -> PersonalOpening | PersonalState:
    content = unit.vault.open(bytes(row.sealed), subject=SubjectId(row.subject))
    if content is None:
        return PersonalState.ERASED
    if not is_shown:
        return PersonalState.WITHHELD
    value = Sealed(content[SALT_BYTES:].decode("utf-8", "surrogatepass"))
    return PersonalOpening(name=row.name, salt=content[:SALT_BYTES], value=value)

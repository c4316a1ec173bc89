# SPDX-License-Identifier: Apache-2.0
"""The one shape of every use case: a durable transaction with its ledger entries inside.

Promise: what a use case changes and what the ledger says of it are committed together or not at all. The ledger's head
is locked last and for the shortest time, so that indexes have no gap and follow the order of the commits. A case is
locked before anything of it is read, and always before the ledger: two use cases cannot wait for each other.

    with durable(house, caller=authority.admit(by, to=Act.…)) as unit:
        row = unit.lock_case(case_id)                       load and lock, within the caller's scope
        …                                                   a pure room decides
        unit.happen(row, kind=CaseEventKind.…)              save, move the case, and note it for the ledger
                                                            the entries are written, then all is committed
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, TypeVar, cast

from django.db import models, transaction

from nadhir import lifecycle
from nadhir.casework.authority import Caller
from nadhir.casework.house import House
from nadhir.ledger import commit_personal, seal
from nadhir.store import codec
from nadhir.store.models import (
    CaseEventRow,
    CaseRow,
    LedgerEntry,
    LedgerHead,
    LedgerPersonal,
    Organisation,
    Task,
)
from nadhir.store.scope import Scope, lock
from nadhir.store.vault import Vault
from nadhir.terms.assessment import Yardstick
from nadhir.terms.case import Case, CaseEvent, CaseEventKind, Closing
from nadhir.terms.entry import CaseThread, Entry, Json, LeafHash, SubjectId
from nadhir.terms.ids import CaseId, EntryIndex, OfficerId
from nadhir.terms.party import Holder
from nadhir.terms.sealed import Sealed

T = TypeVar("T")
M = TypeVar("M", bound=models.Model)
_READER = "ledger"
_ROWS_AT_ONCE: Final = 500
#: What a second officer has to do about a closing that is proposed; it is over once the proposal is.
CONFIRM_CLOSING_TASK: Final = "confirm_closing"


@dataclass(frozen=True, slots=True)
class Personal:
    """A personal datum of an entry: whose it is, and what; it goes in as a salted commitment."""

    subject: SubjectId
    value: Sealed


@dataclass(slots=True)
class _Noted:
    """An entry to be written at the end of the transaction."""

    name: str
    case: CaseRow | None
    facts: Mapping[str, Json]
    personal: Mapping[str, Personal]
    by: OfficerId | None


@dataclass(slots=True)
class Unit:
    """One use case under way: who acts, at what moment, and what the ledger will say."""

    house: House
    caller: Caller
    at: datetime
    vault: Vault
    _cases: dict[CaseId, CaseRow] = field(default_factory=dict)
    _noted: list[_Noted] = field(default_factory=list)
    _clocks_due_at: dict[CaseId, datetime | None] = field(default_factory=dict)
    _holder: Holder | None = None
    _known: dict[tuple[type, object], object] = field(default_factory=dict)

    @property
    def scope(self) -> Scope:
        """Whose rows may be read."""
        return self.caller.scope

    @property
    def by(self) -> OfficerId | None:
        """The officer who acts, or None for the system."""
        return self.caller.officer

    def holder(self) -> Holder:
        """Return the caller's organisation."""
        if self._holder is None:
            row = Organisation.objects.get(key=self.scope.organisation)
            self._holder = Holder(
                name=row.name,
                country=row.country,
                pack=row.pack,
                timezone=row.timezone,
                own_yardstick=Yardstick(row.yardstick) if row.yardstick else None,
            )
        return self._holder

    # ── terms and rows ──────────────────────────────────────────────────────────────────────────────────────────────

    def to_json(self, term: object, *, subject: str | None = None) -> dict[str, object]:
        """Return the term for a `body` column; sealed values are kept under `subject`."""
        return codec.to_json(term, vault=self.vault, subject=None if subject is None else SubjectId(subject))

    def from_json(self, body: codec.Json, *, of: type[T]) -> T:
        """Return the term of a `body` column."""
        return codec.from_json(body, of=of, vault=self.vault)

    def from_text(self, text: str, *, of: type[T]) -> T:
        """Return the term of a `body` column read as text; for terms that hold nothing sealed."""
        return codec.from_text(text, of=of)

    def known(self, key: object, *, body: codec.Json, of: type[T]) -> T:
        """Return the term of a row that this unit does not change, opened once however many cases know it."""
        found = self._known.get((of, key))
        if found is None:
            found = self._known[of, key] = self.from_json(body, of=of)
        return cast("T", found)

    def make_subject(self) -> SubjectId:
        """Make a subject with a key of its own; its name says nothing."""
        return self.vault.make_subject(SubjectId(self.house.ids.fresh("s")))

    # ── cases ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def lock_case(self, case_id: CaseId) -> CaseRow:
        """Return the case's row, locked until the end; asked again, the same row.

        Raises:
            NotFoundError: there is none within the scope.
        """
        if case_id not in self._cases:
            self._cases[case_id] = lock(CaseRow.objects.within(self.scope), what="case", id=case_id)
        return self._cases[case_id]

    def case(self, row: CaseRow) -> Case:
        """Return the case."""
        return self.from_json(row.body, of=Case)

    def open_case(self, case: Case, *, subject: SubjectId) -> CaseRow:
        """Write a new case and note its opening."""
        row = CaseRow(
            id=case.id,
            organisation_id=self.scope.organisation,
            subject=subject,
            state=case.state,
            is_open=True,
            commander=case.commander or "",
            opened_at=case.opened_at,
            touched_at=case.opened_at,
            thread_tag=self.house.ids.thread_tag(),
            body=self.to_json(case),
        )
        row.save(force_insert=True)
        self._cases[case.id] = row
        event = CaseEvent(kind=CaseEventKind.CASE_OPENED, case_id=case.id, at=self.at, by=self.by, to=case.commander)
        self._save_event(row, event=event)
        self.note(event.kind, case=row, facts={"is_undecided": case.is_undecided_opening, "commander": case.commander})
        return row

    def happen(
        self,
        row: CaseRow,
        *,
        kind: CaseEventKind,
        reason: str = "",
        seconded_by: OfficerId | None = None,
        to: OfficerId | None = None,
        closing: Closing | None = None,
        change: Callable[[Case], Case] | None = None,
        facts: Mapping[str, Json] | None = None,
        personal: Mapping[str, Personal] | None = None,
    ) -> Case:
        """Let something happen to a locked case: the table decides, the row is saved, the ledger is told.

        `change` alters the case's other fields once the table allowed the event. `reason` is free text and may speak of
        people: in the ledger it stands as a commitment under the case's own subject.

        Raises:
            NotAllowedError: of `lifecycle`: the event may not follow now; nothing has happened.
        """
        event = CaseEvent(
            kind=kind,
            case_id=CaseId(row.id),
            at=self.at,
            by=self.by,
            reason=reason,
            seconded_by=seconded_by,
            to=to,
            closing=closing,
        )
        before = self.case(row)
        case = lifecycle.advance(before, event=event)
        if change is not None:
            case = change(case)
        self.save_case(row, case=case)
        self._save_event(row, event=event)
        said = dict(personal or {})
        if reason:
            said["reason"] = Personal(SubjectId(row.subject), Sealed(reason))
        stated: dict[str, Json] = {"state": case.state.value, **(facts or {})}
        if seconded_by is not None:
            stated["seconded_by"] = seconded_by
        if to is not None:
            stated["to"] = to
        if before.closing is not None and before.is_open and (case.closing is None or not case.is_open):
            stated["ends_proposed_closing_of"] = before.closing.by
            waiting = Task.objects.within(self.scope).filter(case=row, kind=CONFIRM_CLOSING_TASK, done_at=None)
            waiting.update(done_at=self.at, done_by=self.by or "")
        self.note(kind, case=row, facts=stated, personal=said)
        return case

    def save_case(self, row: CaseRow, *, case: Case) -> None:
        """Write the case into its row."""
        row.body = self.to_json(case)
        row.state, row.is_open = case.state, case.is_open
        row.commander = case.commander or ""
        row.touched_at = self.at
        row.save()

    def _save_event(self, row: CaseRow, *, event: CaseEvent) -> None:
        CaseEventRow(
            organisation_id=row.organisation_id,
            case=row,
            at=event.at,
            kind=event.kind,
            by=event.by or "",
            body=self.to_json(event),
        ).save(force_insert=True)

    # ── the ledger ──────────────────────────────────────────────────────────────────────────────────────────────────

    def note(
        self,
        name: str,
        *,
        case: CaseRow | None = None,
        facts: Mapping[str, Json] | None = None,
        personal: Mapping[str, Personal] | None = None,
    ) -> None:
        """Note an entry; it is written with everything else, or not at all. A case must have been locked before."""
        self._noted.append(_Noted(name=name, case=case, facts=facts or {}, personal=personal or {}, by=self.by))

    def write_ledger(self) -> None:
        """Write the entries noted, at the next free indexes."""
        if not self._noted:
            return
        # The head is one row that every writer locks, here, as the last thing before the commit.
        LedgerHead.objects.get_or_create(id=1)
        head = LedgerHead.objects.select_for_update().get(id=1)
        entries: list[LedgerEntry] = []
        personal: list[LedgerPersonal] = []
        for noted in self._noted:
            entry, said = self._make_entry(noted, index=EntryIndex(head.size))
            entries.append(entry)
            personal += said
            head.size += 1
        LedgerEntry.objects.unsafe_everything().bulk_create(entries, batch_size=_ROWS_AT_ONCE)
        LedgerPersonal.objects.unsafe_everything().bulk_create(personal, batch_size=_ROWS_AT_ONCE)
        head.save(update_fields=["size"])
        for row in {noted.case.id: noted.case for noted in self._noted if noted.case is not None}.values():
            # Whatever is on record of a case may start or end a clock: the worker looks at them again, now.
            row.clocks_due_at = self._clocks_due_at.get(CaseId(row.id), self.at)
            row.save(update_fields=["thread_sequence", "thread_previous", "clocks_due_at"])
        self._noted.clear()

    def settle_clocks(self, row: CaseRow, *, until: datetime | None) -> None:
        """Note that the case's clocks were just looked at, and when they have to be again by themselves."""
        self._clocks_due_at[CaseId(row.id)] = until
        row.clocks_due_at = until
        row.save(update_fields=["clocks_due_at"])

    def _make_entry(self, noted: _Noted, *, index: EntryIndex) -> tuple[LedgerEntry, list[LedgerPersonal]]:
        salts = {name: self.house.ids.salt() for name in noted.personal}
        entry = Entry(
            index=index,
            at=self.at,
            name=noted.name,
            by=noted.by,
            case=None if noted.case is None else CaseId(noted.case.id),
            thread=None if noted.case is None else _thread(noted.case),
            facts=noted.facts,
            personal=tuple(
                commit_personal(each.value, name=name, subject=each.subject, salt=salts[name])
                for name, each in noted.personal.items()
            ),
        )
        sealed = seal(entry, salt=self.house.ids.salt())
        row = LedgerEntry(
            index=index,
            organisation_id=self.scope.organisation,
            at=self.at,
            name=noted.name,
            by=noted.by or "",
            case_id=entry.case or "",
            leaf_hash=sealed.leaf_hash,
            commitment=sealed.commitment,
            salt=sealed.opening.salt,
            opening=sealed.opening.body,
        )
        said = [
            LedgerPersonal(
                organisation_id=self.scope.organisation,
                entry=row,
                name=name,
                subject=each.subject,
                sealed=self.vault.seal(
                    salts[name] + each.value.reveal(to=_READER).encode("utf-8", "surrogatepass"), subject=each.subject
                ),
            )
            for name, each in noted.personal.items()
        ]
        if noted.case is not None:
            noted.case.thread_sequence += 1
            noted.case.thread_previous = sealed.leaf_hash
        return row, said


def _thread(row: CaseRow) -> CaseThread:
    previous = row.thread_previous
    return CaseThread(
        tag=row.thread_tag,
        sequence=row.thread_sequence,
        previous=None if previous is None else LeafHash(bytes(previous)),
    )


@contextmanager
def durable(house: House, *, caller: Caller) -> Iterator[Unit]:
    """Open the transaction of one use case; at its end the ledger is written and all is committed."""
    with transaction.atomic(durable=True):
        unit = Unit(house=house, caller=caller, at=house.clock.now(), vault=Vault(house.keys.master))
        yield unit
        unit.write_ledger()

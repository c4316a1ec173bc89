# SPDX-License-Identifier: Apache-2.0
"""A small log with two cases, covers between them, a recorded map of heads, and two checkpoints."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from nadhir.ledger import COVER_NAME, SigningKey, Tree, commit_personal, seal, sign_checkpoint
from nadhir.ledger.heads import HEADS_NAME, HeadMap, ThreadHead
from nadhir.terms.entry import (
    CaseThread,
    Checkpoint,
    Entry,
    Json,
    PersonalCommitment,
    PersonalOpening,
    SealedEntry,
    SubjectId,
)
from nadhir.terms.ids import CaseId, EntryIndex, OfficerId
from nadhir.terms.sealed import Sealed

BEGIN = datetime(2023, 12, 28, 6, 0, tzinfo=UTC)
RECIPIENT = Sealed("سلمى الراوي")
FIRST, SECOND = CaseId("c-first"), CaseId("c-second")


def salt_of(*parts: object) -> bytes:
    return sha256(repr(parts).encode()).digest()


@dataclass
class Log:
    """A log under construction, with everything that a store would keep."""

    signer: SigningKey = field(default_factory=lambda: SigningKey("nadhir.example/ledger", salt_of("log key")))
    tree: Tree = field(default_factory=Tree)
    sealed: list[SealedEntry] = field(default_factory=list)
    threads: dict[CaseId, CaseThread] = field(default_factory=dict)
    newest: dict[CaseId, SealedEntry] = field(default_factory=dict)
    openings: dict[int, PersonalOpening] = field(default_factory=dict)
    maps: dict[int, HeadMap] = field(default_factory=dict)

    def write(
        self,
        name: str,
        *,
        case: CaseId | None = None,
        person: Sealed | None = None,
        at: datetime | None = None,
        **facts: Json,
    ) -> SealedEntry:
        index = self.tree.size
        personal: tuple[PersonalCommitment, ...] = ()
        if person is not None:
            self.openings[index] = PersonalOpening(name="recipient.name", salt=salt_of("person", index), value=person)
            personal = (
                commit_personal(
                    person, name="recipient.name", subject=SubjectId("s-1"), salt=self.openings[index].salt
                ),
            )
        thread = None if case is None else self.threads.get(case, CaseThread(salt_of(case)[:8].hex()))
        entry = Entry(
            index=EntryIndex(index),
            at=at or BEGIN + timedelta(minutes=index),
            name=name,
            by=OfficerId("salma"),
            case=case,
            thread=thread,
            facts=facts,
            personal=personal,
        )
        sealed = seal(entry, salt=salt_of("entry", index))
        self.tree.append(sealed.leaf_hash)
        self.sealed.append(sealed)
        following = sealed.next_thread()
        if case is not None and following is not None:
            self.threads[case] = following
            self.newest[case] = sealed
        return sealed

    def record_heads(self) -> SealedEntry:
        heads = [self.head_of(case) for case in self.newest]
        made = HeadMap(heads, seed=salt_of("map", self.tree.size))
        sealed = self.write(HEADS_NAME, root=made.root().hex())
        self.maps[sealed.index] = made
        return sealed

    def head_of(self, case: CaseId) -> ThreadHead:
        newest, following = self.newest[case], self.threads[case]
        return ThreadHead(tag=following.tag, count=following.sequence, leaf_hash=newest.leaf_hash)

    def sign(self) -> str:
        head = self.tree.head()
        return sign_checkpoint(Checkpoint(origin=self.signer.name, size=head.size, root=head.root), signer=self.signer)

    def of_case(self, case: CaseId) -> list[SealedEntry]:
        tag = self.threads[case].tag
        return [each for each in self.sealed if each.thread is not None and each.thread.tag == tag]


def story() -> tuple[Log, str, str, SealedEntry]:
    log = Log()
    log.write("case.opened", case=FIRST, harm="killing")
    log.write("officer.added")
    log.write("case.opened", case=SECOND, harm="kidnapping")
    log.write("duty.determined", case=FIRST, outcome="warn", limbs=["credible", "specific", "impending"])
    older = log.sign()
    log.write("warning.released", case=FIRST, person=RECIPIENT)
    log.write(COVER_NAME)
    log.write("duty.determined", case=SECOND, outcome="waive")
    log.write("delivery.acknowledged", case=FIRST, person=RECIPIENT)
    record = log.record_heads()
    log.write(COVER_NAME)
    return log, older, log.sign(), record

# SPDX-License-Identifier: Apache-2.0
"""A case, what happened to it, and the file that the judging rooms read."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from nadhir.terms.facts import Fact, Reply
from nadhir.terms.ids import CaseId, OfficerId, PartyId, ReportId, SourceId
from nadhir.terms.links import Link
from nadhir.terms.party import Holder, Party
from nadhir.terms.report import Report, Source
from nadhir.terms.screening import Screening


class CaseState(StrEnum):
    """The states of a case; `lifecycle` holds the table of what may follow what."""

    OPENED = "opened"
    ASSESSING = "assessing"
    DETERMINED = "determined"
    WAIVED = "waived"
    REFERRED = "referred"
    RELEASING = "releasing"
    WARNED = "warned"
    ACKNOWLEDGED = "acknowledged"
    ACTED_ON = "acted_on"
    RENEWED = "renewed"
    CLOSED = "closed"
    REOPENED = "reopened"


class CaseEventKind(StrEnum):
    """What can happen to a case; the value is the audit name, stable for ever."""

    CASE_OPENED = "case.opened"
    REPORT_LINKED = "case.report.linked"
    REPORT_SPLIT = "case.report.split"
    ASSESSED = "case.assessed"
    DUTY_DETERMINED = "case.duty.determined"
    DUTY_WAIVED = "case.duty.waived"
    WAIVER_EXPIRED = "case.waiver.expired"
    CASE_REFERRED = "case.referred"
    TEARLINE_WRITTEN = "tearline.written"
    RELEASE_PROPOSED = "release.proposed"
    RELEASE_APPROVED = "release.approved"
    RELEASE_REFUSED = "release.refused"
    WARNING_RELEASED = "warning.released"
    WARNING_DELIVERED = "warning.delivered"
    WARNING_ACKNOWLEDGED = "warning.acknowledged"
    ACTION_STATED = "warning.action.stated"
    WARNING_DECLINED = "warning.declined"
    SILENCE_RECORDED = "delivery.silence.recorded"
    DELIVERY_ESCALATED = "delivery.escalated"
    DELIVERY_EXHAUSTED = "delivery.exhausted"
    WARNING_RENEWED = "warning.renewed"
    WARNING_CANCELLED = "warning.cancelled"
    FACT_ESTABLISHED = "case.fact.established"
    ATTACK_REPORTED = "case.attack.reported"
    REVIEWED = "case.reviewed"
    CASE_CLOSED = "case.closed"
    CASE_REOPENED = "case.reopened"
    COMMAND_OFFERED = "case.command.offered"
    COMMAND_ACCEPTED = "case.command.accepted"


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """Something that happened to a case, when, and by whom (None: by the system)."""

    kind: CaseEventKind
    case_id: CaseId
    at: datetime
    by: OfficerId | None = None
    reason: str = ""
    seconded_by: OfficerId | None = None  # of a closing: the second person


@dataclass(frozen=True, slots=True)
class Case:
    """A case as `lifecycle` moves it."""

    id: CaseId
    state: CaseState
    opened_at: datetime
    report_ids: tuple[ReportId, ...]
    commander: OfficerId | None = None
    is_undecided_opening: bool = False
    life_in_question: bool = False  # closing then needs a second person
    open_questions: tuple[str, ...] = ()
    closed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether anybody still has to do something about it."""
        return self.state is not CaseState.CLOSED


@dataclass(frozen=True, slots=True)
class HeldReport:
    """A report of the case with its screening and its source."""

    report: Report
    screening: Screening
    source: Source
    copy_of: ReportId | None = None  # a copy confirms nothing
    meaning: bytes = field(default=b"", repr=False)  # as an embedder has it; none where it was not asked


@dataclass(frozen=True, slots=True)
class CaseFile:
    """Everything about one case that is held at an instant: what `assess`, `policy` and `tearline` read.

    `held` is in order of `held_at`; facts and replies are in order of `at`; nothing in it is later than the instant it
    was drawn up for. `links` are those among `held`. `others` are reports outside the case that talk of its parties.
    `warned_at` is when a warning first left, with `warned_texts_by` the disclosures' latest stated window end.
    """

    case: Case
    holder: Holder
    held: tuple[HeldReport, ...]
    parties: tuple[Party, ...] = ()
    facts: tuple[Fact, ...] = ()
    replies: tuple[Reply, ...] = ()
    links: tuple[Link, ...] = ()
    warned_at: datetime | None = None
    renewed_at: datetime | None = None
    sources: tuple[Source, ...] = field(default=())  # every source known, also outside the case, for the leak check

    def party(self, party_id: PartyId) -> Party | None:
        """Return the party with this id, or None where the case does not know it."""
        return next((p for p in self.parties if p.id == party_id), None)

    def report(self, report_id: ReportId) -> HeldReport | None:
        """Return the held report with this id, or None where it is not in the case."""
        return next((h for h in self.held if h.report.id == report_id), None)

    def source(self, source_id: SourceId) -> Source | None:
        """Return the source with this id, or None."""
        return next((s for s in self.sources if s.id == source_id), None)

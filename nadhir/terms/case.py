# SPDX-License-Identifier: Apache-2.0
"""A case, what happened to it, what is asked in it, how it closes, and the file that the judging rooms read."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from nadhir.terms.errors import InvalidTermError
from nadhir.terms.facts import Fact, Reply
from nadhir.terms.ids import CaseId, OfficerId, PartyId, QuestionId, ReportId, SourceId
from nadhir.terms.links import Link
from nadhir.terms.party import Holder, Party
from nadhir.terms.report import Report, ReportKind, Source, SourceKind
from nadhir.terms.screening import Modality, Screening


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
    CLOSING_PROPOSED = "case.closing.proposed"
    CLOSING_REFUSED = "case.closing.refused"
    CASE_CLOSED = "case.closed"
    CASE_REOPENED = "case.reopened"
    COMMAND_ASSIGNED = "case.command.assigned"
    COMMAND_OFFERED = "case.command.offered"
    COMMAND_ACCEPTED = "case.command.accepted"
    COMMAND_DECLINED = "case.command.declined"
    COMMAND_WITHDRAWN = "case.command.withdrawn"


class ClosingGround(StrEnum):
    """Why a case is closed: a closed list [D], beside which the closer says in words what it rests on."""

    WARNED_AND_ACTED_ON = "warned_and_acted_on"
    DISRUPTED = "disrupted"
    THREAT_PASSED = "threat_passed"
    ATTACK_HAPPENED = "attack_happened"
    NOT_A_THREAT = "not_a_threat"
    THRESHOLD_NOT_MET = "threshold_not_met"
    HANDED_TO_ANOTHER_HOUSE = "handed_to_another_house"
    DUPLICATE = "duplicate"
    NO_REPORT_LEFT = "no_report_left"


class ViewedKind(StrEnum):
    """What an officer can have looked at."""

    REPORT = "report"
    CASE = "case"


@dataclass(frozen=True, slots=True)
class Viewed:
    """One thing that a closing rests on: when who proposes it opened it last, or why they left it unread."""

    kind: ViewedKind
    id: str  # of the report or case
    at: datetime | None = None  # None: never opened
    because: str = ""

    @property
    def is_accounted_for(self) -> bool:
        """Whether it was opened, or left unread for a reason."""
        return self.at is not None or bool(self.because.strip())


@dataclass(frozen=True, slots=True)
class Closing:
    """What an officer proposes to close a case on; nothing is closed by it where a second person must confirm."""

    ground: ClosingGround
    words: str
    by: OfficerId
    at: datetime
    viewed: tuple[Viewed, ...] = ()
    duplicate_of: CaseId | None = None
    needs_senior: bool = False  # the threshold is judged not met: a senior officer reviews it (law.md, R191-5)

    def __post_init__(self) -> None:
        if (self.ground is ClosingGround.DUPLICATE) != (self.duplicate_of is not None):
            raise InvalidTermError("a duplicate names its other case, and nothing else does", where="closing")


class QuestionState(StrEnum):
    """Where a question stands. What new information answered by the way is `overtaken`, and says so."""

    OPEN = "open"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    OVERTAKEN = "overtaken"


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a case: a code that the judging rooms ask by (`by` is None), or an officer's own words."""

    id: QuestionId
    text: str
    asked_at: datetime
    by: OfficerId | None = None
    of: PartyId | None = None  # whom it was put to; None: to the desk itself
    state: QuestionState = QuestionState.OPEN
    ended_at: datetime | None = None
    ended_by: OfficerId | None = None  # None where it was overtaken
    words: str = ""  # the answer, or why it was withdrawn
    chased_at: datetime | None = None  # when a person was told that no answer has come

    @property
    def is_open(self) -> bool:
        """Whether it keeps its case from closing."""
        return self.state is QuestionState.OPEN


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """Something that happened to a case, when, and by whom (None: by the system)."""

    kind: CaseEventKind
    case_id: CaseId
    at: datetime
    by: OfficerId | None = None
    reason: str = ""
    seconded_by: OfficerId | None = None  # of a closing: the other of the two who stand for it
    to: OfficerId | None = None  # of command: whom it is offered or assigned to
    closing: Closing | None = None  # of a closing that is proposed: what it rests on


@dataclass(frozen=True, slots=True)
class Case:
    """A case as `lifecycle` moves it."""

    id: CaseId
    state: CaseState
    opened_at: datetime
    report_ids: tuple[ReportId, ...]
    commander: OfficerId | None = None
    is_undecided_opening: bool = False
    life_in_question: bool = True  # closing then needs a second person
    open_questions: tuple[str, ...] = ()
    closed_at: datetime | None = None
    command_offered_to: OfficerId | None = None
    closing: Closing | None = None  # proposed, or what it was closed on

    @property
    def is_open(self) -> bool:
        """Whether anybody still has to do something about it."""
        return self.state is not CaseState.CLOSED


_NO_EARNEST: Final = frozenset({Modality.FICTION, Modality.METAPHOR, Modality.DRILL})
_OPEN_TO_BE_MEANT: Final = frozenset({Modality.UNCLEAR, Modality.IMPENDING, Modality.PAST})
_PAGES: Final = frozenset({ReportKind.PAGE, ReportKind.NEWS})


@dataclass(frozen=True, slots=True)
class HeldReport:
    """A report of the case with its screening and its source."""

    report: Report
    screening: Screening
    source: Source
    copy_of: ReportId | None = None  # a copy confirms nothing
    meaning: bytes = field(default=b"", repr=False)  # as an embedder has it; none where it was not asked

    @property
    def raises_possibly(self) -> bool:
        """Whether what screening holds possible is to be looked into: it was confided, or told by an open source's own
        voice (a caller, a comment), and is no jest, story or drill. What stands on a page has to raise it by itself.
        """
        if not self.screening.is_possible_threat or self.screening.modality in _NO_EARNEST:
            return False
        return self.source.kind.is_private or (
            self.source.kind is SourceKind.OPEN
            and self.report.kind not in _PAGES
            and self.screening.modality in _OPEN_TO_BE_MEANT
        )


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

# SPDX-License-Identifier: Apache-2.0
"""What desk, recipient's page, command line and API show: frozen dataclasses, never rows.

They speak codes and terms; the wording is looked up beside them. Sealed values stay sealed: a page that shows one calls
`.reveal(to=…)` with who reads it. A moment is UTC; the organisation's time zone stands beside it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from nadhir.casework.authority import Act, OfficerRole
from nadhir.intake import Step
from nadhir.terms.assessment import Assessment, Urgency
from nadhir.terms.case import Case, CaseEventKind, CaseState, Question, Viewed
from nadhir.terms.clocks import ClockChange, Consultation, Dispute
from nadhir.terms.delivery import Acknowledgement, Attempt, DeliveryState
from nadhir.terms.determination import ClockName, Determination, Outcome
from nadhir.terms.errors import NadhirError
from nadhir.terms.facts import Fact, Reply
from nadhir.terms.ids import CaseId, DeliveryId, OfficerId, PartyId, ReleaseId, ReportId, SourceId
from nadhir.terms.links import ConfirmationBar, LinkKind, LinkReason
from nadhir.terms.marking import Marking
from nadhir.terms.party import ChannelKind, Holder, Party
from nadhir.terms.release import Release
from nadhir.terms.report import (
    InformationCredibility,
    PassageKind,
    Report,
    ReportKind,
    SourceKind,
    SourceReliability,
    Sourcing,
    Understanding,
)
from nadhir.terms.screening import CaveatKind, Element, Finding, Label, Norm, Precision, Queue, Role, Screening
from nadhir.terms.sealed import Sealed
from nadhir.terms.tearline import Tearline
from nadhir.terms.text import Language, Text, TextSpan

# ── who looks ───────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Me:
    """The officer who is logged in, and what they may do."""

    id: OfficerId
    display_name: str
    holder: Holder
    roles: frozenset[OfficerRole]
    may: frozenset[Act]
    language: Language
    now: datetime  # the house's moment: clocks are shown against it
    must_change_password: bool = False  # it was set by somebody else: until then they stand for nothing
    deputy: OfficerId | None = None
    loud_count: int = 0  # clocks that ran out, of which this officer was told
    unheard_count: int = 0  # clocks that ran out, and nobody is left to be told of them


@dataclass(frozen=True, slots=True)
class OfficerLine:
    """One account."""

    id: OfficerId
    display_name: str
    roles: frozenset[OfficerRole]
    is_active: bool
    made_at: datetime
    last_login_at: datetime | None
    must_change_password: bool = False
    proposed_by: OfficerId | None = None  # who proposed roles or a password that a second person has to confirm
    deputy: OfficerId | None = None  # who is told when a clock that they hold ran out


@dataclass(frozen=True, slots=True)
class IntakeKeyLine:
    """One key with which a system hands reports in; what the key is nobody knows but that system."""

    name: str
    source_id: SourceId
    made_at: datetime
    revoked_at: datetime | None
    last_used_at: datetime | None
    used_count: int


# ── reports ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class InboxLine:
    """One report in the inbox. `queue` is None until it was screened; then it waits for the worker or a person."""

    report_id: ReportId
    title: str  # of a report without one: the beginning of its text
    language: Language
    kind: ReportKind
    source_id: SourceId
    source_kind: SourceKind
    held_at: datetime
    published_on: date | None
    understanding: Understanding
    problem: str
    queue: Queue | None
    score: float
    labels: frozenset[Label]
    opens_case: bool
    is_possible_threat: bool
    is_language_known: bool
    case_id: CaseId | None
    copy_of: ReportId | None
    why_no_case: str
    is_routed: bool


@dataclass(frozen=True, slots=True)
class Inbox:
    """A page of the inbox, the most urgent queue first and then the newest; `next_before` fetches the next page."""

    lines: tuple[InboxLine, ...]
    urgent_count: int
    review_count: int
    not_understood_count: int
    not_routed_count: int
    next_before: datetime | None


class MarkKind(StrEnum):
    """What a stretch of a report's text was taken for."""

    FINDING = "finding"
    ELEMENT = "element"
    CAVEAT = "caveat"


@dataclass(frozen=True, slots=True)
class Mark:
    """Why a stretch is highlighted: a label's evidence, an element of the event, or a handling caveat."""

    kind: MarkKind
    code: str  # a `Label`, a `Role`, or a `CaveatKind`
    rule: str
    role: Role | None = None
    norm: Norm | None = None
    precision: Precision | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the report's text under the same marks; all segments joined give the text exactly."""

    start: int
    end: int
    text: str
    passage: PassageKind | None
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class CaveatView:
    """What the report itself says on who may be told how finely, in its own words."""

    kind: CaveatKind
    role: Role | None
    precision: Precision | None
    quoted: TextSpan


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source. `name` is None for whoever may not read sources."""

    id: SourceId
    name: Sealed | None
    kind: SourceKind
    reliability: SourceReliability
    is_protected: bool


@dataclass(frozen=True, slots=True)
class LinkView:
    """One link of a report, seen from it."""

    kind: LinkKind
    other_id: ReportId
    other_title: str
    other_case_id: CaseId | None
    score: float
    reasons: tuple[LinkReason, ...]
    decided_by: OfficerId | None


@dataclass(frozen=True, slots=True)
class ConfirmationView:
    """Another report of the same, with who told it, and why it confirms nothing, if it does not."""

    report_id: ReportId
    title: str
    chain: tuple[str, ...]
    bar: ConfirmationBar | None

    @property
    def is_independent(self) -> bool:
        """Whether it is another voice."""
        return self.bar is None


@dataclass(frozen=True, slots=True)
class ContainerView:
    """What a report came in together with others, and where in it it stood."""

    name: str  # as it was handed in
    digest: str  # of the container as it is kept
    size_bytes: int
    place: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report beside what was found in it."""

    report: Report
    credibility: InformationCredibility
    source: SourceView
    screening: Screening | None
    findings: tuple[Finding, ...]
    elements: tuple[Element, ...]
    caveats: tuple[CaveatView, ...]
    segments: tuple[Segment, ...]
    links: tuple[LinkView, ...]
    copy_of: ReportId | None
    case_id: CaseId | None
    why_no_case: str
    handed_in_as: str
    handed_in_by: str
    first_held_at: datetime  # of these bytes, whoever brought them first
    read_at: datetime  # when it was first read
    routed_at: datetime | None
    linker: str
    older_readers: tuple[str, ...]  # whose readings were replaced, the latest first
    sourcing: tuple[Sourcing, ...]
    confirmations: tuple[ConfirmationView, ...]
    container: ContainerView | None = None
    attached_to: ReportId | None = None  # the message that it was attached to
    attachments: tuple[ReportId, ...] = ()

    @property
    def is_confirmed(self) -> bool:
        """Whether a report of another voice speaks of the same: what a grade of 1 rests on."""
        return any(each.is_independent for each in self.confirmations)


# ── cases ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class ClockView:
    """A deadline as it stands now; `minutes_left` is negative once it has passed."""

    name: ClockName
    started_at: datetime
    due_at: datetime
    minutes_left: int
    is_overdue: bool
    provision: str
    key: str = ""
    case_id: CaseId | None = None
    urgency: Urgency = Urgency.UNDATED
    timezone: str = "UTC"  # the holder's: every clock is shown with its hour there
    role: OfficerRole = OfficerRole.ANALYST  # whose act it waits for
    held_by: OfficerId | None = None
    about: str = ""  # a victim, a report, the rung of a dispute
    settled_at: datetime | None = None  # what it waited for was done
    stopped: ClockChange | None = None
    extended: ClockChange | None = None
    rung: int = 0  # how many times it was made loud
    told: tuple[OfficerId, ...] = ()
    is_nobody_left: bool = False
    may_be_stopped: bool = False
    longest_extension_minutes: int = 0

    @property
    def is_running(self) -> bool:
        """Whether it still waits."""
        return self.settled_at is None and self.stopped is None


@dataclass(frozen=True, slots=True)
class CaseClock:
    """A clock in the list of all cases' clocks."""

    case_id: CaseId
    title: str
    clock: ClockView


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case in the list."""

    case_id: CaseId
    state: CaseState
    is_open: bool
    title: str
    opened_at: datetime
    touched_at: datetime
    report_count: int
    outcome: Outcome | None
    clock: ClockView | None
    commander: OfficerId | None
    is_undecided_opening: bool
    silent_count: int  # deliveries that nobody answered
    unanswered_count: int = 0  # of a closed case: questions put to somebody and withdrawn without an answer


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One thing that happened, and the index of its ledger entry."""

    at: datetime
    kind: CaseEventKind
    by: OfficerId | None
    by_name: str
    reason: str
    seconded_by: OfficerId | None


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A turn of the rota."""

    turn_id: int
    officer: OfficerId
    name: str
    from_at: datetime
    until_at: datetime | None


@dataclass(frozen=True, slots=True)
class CaseReportLine:
    """A report in its case."""

    report_id: ReportId
    title: str
    language: Language
    held_at: datetime
    source_kind: SourceKind
    reliability: SourceReliability
    credibility: InformationCredibility
    labels: frozenset[Label]
    copy_of: ReportId | None
    links: tuple[LinkView, ...]  # into this case: why it belongs here
    looked_by: OfficerId | None = None  # who looked at it first
    looked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TearlineView:
    """A tearline as written or edited, and by whom. What is withheld is for the desk alone."""

    id: str
    at: datetime
    authors: frozenset[OfficerId]
    tearline: Tearline
    needed_checks: tuple[str, ...] = ()  # what must be answered before it is proposed, beside what is always asked


@dataclass(frozen=True, slots=True)
class TearlineOffer:
    """What one choice of how far to go would say and withhold, before anything is written."""

    choice: str  # a `tearline.Choice`
    tearline: Tearline

    @property
    def exposed_count(self) -> int:
        """How many values it says that one protected source alone carries: what could lead to that source."""
        said = self.tearline.disclosures
        return sum(1 for each in said if each.protected_sources and each.independent_sources == 1)


@dataclass(frozen=True, slots=True)
class PartyLine:
    """One party of the organisation's directory."""

    party: Party
    is_standing: bool


@dataclass(frozen=True, slots=True)
class RecipientView:
    """Whom a release tells, by what, in which language."""

    party_id: PartyId
    name: Sealed
    channels: tuple[ChannelKind, ...]
    language: Language
    via: Sealed | None  # who hands it on


@dataclass(frozen=True, slots=True)
class ReleaseView:
    """A release with what the officer looking at it may do.

    Where they may not approve it, `refusal` is what the rule says, to be worded, and `why_not` its English sentence.
    """

    release: Release
    tearline_id: str
    proposed_by: OfficerId
    recipients: tuple[RecipientView, ...]
    is_expired: bool
    may_approve: bool
    may_refuse: bool
    why_not: str
    refusal: NadhirError | None


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """A delivery: to whom, where it stands, everything tried."""

    id: DeliveryId
    release_id: ReleaseId
    party_id: PartyId
    recipient: Sealed
    channel: ChannelKind
    channels: tuple[ChannelKind, ...]
    state: DeliveryState
    attempts: tuple[Attempt, ...]
    acknowledgement: Acknowledgement | None
    answer_due_at: datetime | None
    next_step_at: datetime | None
    page_opened_count: int
    is_drill: bool


@dataclass(frozen=True, slots=True)
class TaskView:
    """Something a person has to do."""

    id: str
    kind: str  # "hand_over_in_person", "hand_over_liaison", "delivery_exhausted", …
    case_id: CaseId
    delivery_id: DeliveryId | None
    made_at: datetime
    done_at: datetime | None
    done_by: OfficerId | None
    note: str
    clock: ClockName | None = None  # which ran out
    assignees: tuple[OfficerId, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseView:
    """Everything the desk shows of a case."""

    case: Case
    holder: Holder
    title: str
    now: datetime
    clocks: tuple[ClockView, ...]
    timeline: tuple[TimelineItem, ...]
    reports: tuple[CaseReportLine, ...]
    parties: tuple[Party, ...]
    nameable: tuple[Party, ...]  # those of the directory that this case does not know yet
    facts: tuple[Fact, ...]
    replies: tuple[Reply, ...]
    assessment: Assessment | None
    determination: Determination | None  # `decided_by` is None while it is a recommendation
    determination_id: int | None
    tearline: TearlineView | None
    releases: tuple[ReleaseView, ...]
    deliveries: tuple[DeliveryView, ...]
    tasks: tuple[TaskView, ...]
    may: frozenset[Act]
    questions: tuple[Question, ...] = ()  # every one that was ever asked
    to_account_for: tuple[Viewed, ...] = ()  # what a closing rests on, and when the officer looking opened it
    colleagues: tuple[tuple[OfficerId, str], ...] = ()  # who else may command it, by name
    me: OfficerId | None = None
    consultations: tuple[Consultation, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    clock_changes: tuple[ClockChange, ...] = ()


# ── search ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a text, and whether it is what was looked for."""

    text: str
    is_hit: bool


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A part of a text in stretches, which joined are exactly that part; `spans` are the hits, in the whole text."""

    stretches: tuple[Stretch, ...]
    spans: tuple[TextSpan, ...]
    is_from_start: bool  # nothing that is searched stands before it
    is_to_end: bool


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A report that was found; among cases, the report whose title stands for `case`.

    The spans of `title` lie in the title as lists show it, those of `excerpt` in `Report.content`.
    """

    report_id: ReportId
    title: Excerpt
    excerpt: Excerpt
    language: Language
    kind: ReportKind
    source_id: SourceId
    source_kind: SourceKind
    held_at: datetime
    published_on: date | None
    queue: Queue | None
    labels: frozenset[Label]
    case_id: CaseId | None
    case: CaseLine | None


@dataclass(frozen=True, slots=True)
class SearchPage:
    """A page of what a query found, best first; `next_after` fetches the next one."""

    text: str
    hits: tuple[SearchHit, ...]
    count: int  # of all results; 0 on a page that nothing stands on
    next_after: ReportId | None
    not_indexed_count: int  # reports on record that the search does not know yet


# ── the recipient's page ────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class RecipientPage:
    """What one recipient sees: the warning in their language first, and what they have answered so far."""

    delivery_id: DeliveryId
    sender: str
    recipient: Sealed
    texts: tuple[Text, ...]
    marking: Marking
    is_drill: bool
    released_at: datetime
    valid_until: datetime
    independent_check: str
    state: DeliveryState
    acknowledgement: Acknowledgement | None


# ── the ledger ──────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One entry as its organisation may see it."""

    index: int
    at: datetime
    name: str
    by: OfficerId | None
    case_id: CaseId | None
    leaf_hash: bytes
    is_damaged: bool = False  # its row is not what stands in the tree: nothing else of it is to be believed


@dataclass(frozen=True, slots=True)
class LedgerView:
    """A page of the organisation's entries, newest first, and the latest signed checkpoint of the whole log."""

    size: int
    lines: tuple[LedgerLine, ...]
    checkpoint: str  # the signed note; empty before the first
    checkpoint_at: datetime | None
    verifier_key: str
    next_before: int | None

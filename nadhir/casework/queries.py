# SPDX-License-Identifier: Apache-2.0
"""Every question that desk, command line and API ask: each checks the caller, stays in their scope, changes nothing."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Final

from django.db import models
from django.db.models import Case as Choose
from django.db.models import Count, F, IntegerField, OuterRef, Subquery, Value, When

from nadhir.casework import release as releasing
from nadhir.casework.authority import TABLE, Act, Caller, OfficerRole, admit, recognise
from nadhir.casework.case_file import copies_among, other_parties, parties_of
from nadhir.casework.clock_record import clocks_of
from nadhir.casework.clocks import MAY_BE_EXTENDED, MAY_BE_STOPPED, StandingClock
from nadhir.casework.grade import confirmations_in
from nadhir.casework.house import House
from nadhir.casework.keep_clocks import WINDOW_TASK
from nadhir.casework.outbox import delivery_of, party_of
from nadhir.casework.prove import proven
from nadhir.casework.questions import questions_of
from nadhir.casework.read_models import (
    CaseClock,
    CaseLine,
    CaseReportLine,
    CaseView,
    CaveatView,
    ClockView,
    ConfirmationView,
    ContainerView,
    DeliveryView,
    Inbox,
    InboxLine,
    LedgerLine,
    LedgerView,
    LinkView,
    Mark,
    MarkKind,
    Me,
    OfficerLine,
    ReleaseView,
    ReportView,
    Segment,
    SourceView,
    TaskView,
    TimelineItem,
)
from nadhir.casework.route import NOT_UNDERSTOOD
from nadhir.casework.unit import Unit
from nadhir.casework.viewed import viewed_before_closing
from nadhir.casework.write_tearline import latest_tearline
from nadhir.casework.write_tearline import view as view_tearline
from nadhir.intake import Step, StepUnit, sourcing
from nadhir.store.models import (
    AssessmentRow,
    AuthorityProposal,
    Blob,
    CaseEventRow,
    CaseReport,
    CaseRow,
    CheckpointRow,
    ClockChangeRow,
    ClockRung,
    ConsultationRow,
    DeliveryRow,
    DeterminationRow,
    DisputeRow,
    FactRow,
    LedgerEntry,
    LedgerHead,
    LinkRow,
    LookRow,
    Officer,
    QuestionRow,
    ReadingRow,
    RecipientLink,
    ReleaseRow,
    ReplyRow,
    ReportRow,
    RoleGrant,
    ScreeningRow,
    SourceRow,
    Task,
)
from nadhir.store.scope import NotFoundError, load
from nadhir.store.vault import Vault
from nadhir.terms.assessment import Assessment
from nadhir.terms.case import CaseEvent, CaseEventKind, QuestionState
from nadhir.terms.clocks import ClockChange, Consultation, Dispute
from nadhir.terms.delivery import DeliveryState
from nadhir.terms.determination import ClockName, Determination, Outcome
from nadhir.terms.facts import Fact, Reply
from nadhir.terms.ids import CaseId, DeliveryId, OfficerId, ReleaseId, ReportId, SourceId
from nadhir.terms.links import Link, LinkKind
from nadhir.terms.report import Report, ReportKind, Source, SourceKind, Understanding
from nadhir.terms.screening import Queue, Screening
from nadhir.terms.text import Language

__all__ = [
    "NotFoundError",
    "case",
    "cases",
    "clocks",
    "closed_unanswered",
    "container_bytes",
    "inbox",
    "ledger",
    "me",
    "officers",
    "raw_bytes",
    "release",
    "report",
    "tasks",
]

_LARGEST_PAGE: Final = 500
DAMAGED: Final = "ledger.entry.damaged"


def me(house: House, *, by: OfficerId) -> Me:
    """Return the officer who is logged in, with what they may do.

    Raises:
        NotAllowedError: there is no such open account.
    """
    unit = _unit(house, caller=recognise(by))
    officer = Officer.objects.get(username=by)
    return Me(
        id=by,
        display_name=officer.display_name,
        holder=unit.holder(),
        roles=unit.caller.roles,
        may=_may(unit.caller),
        language=Language(officer.language),
        now=unit.at,
        must_change_password=officer.must_change_password,
        deputy=_officer(officer.deputy_id or ""),
        **_loudness(unit),
    )


def _loudness(unit: Unit) -> dict[str, int]:
    """Return how many clocks that ran out this officer was told of, and of how many nobody is left to be told."""
    if not unit.caller.may(Act.READ_CASES):
        return {}
    loud = ClockRung.objects.within(unit.scope).filter(ended_at=None, case__is_open=True)
    rows = list(loud.values_list("case_id", "key", "told", "is_nobody_left"))
    return {
        "loud_count": len({(case_id, key) for case_id, key, told, _ in rows if unit.by in told}),
        "unheard_count": len({(case_id, key) for case_id, key, _, is_nobody_left in rows if is_nobody_left}),
    }


# ── reports ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def inbox(
    house: House, *, by: OfficerId, queue: Queue | None = None, limit: int = 50, before: datetime | None = None
) -> Inbox:
    """Return the reports, newest first, of one queue or of all; with how many stand in each.

    Without a queue, what was not understood, what was not routed yet and what is in an unknown language stand among
    them; they are in no queue, and a person must see them.
    """
    unit = _unit(house, caller=admit(by, to=Act.READ_REPORTS))
    everything = ReportRow.objects.within(unit.scope)
    latest = ScreeningRow.objects.within(unit.scope).filter(is_latest=True)
    counts = dict(latest.values_list("queue").annotate(number=Count("id")).values_list("queue", "number"))
    rows = everything if queue is None else everything.filter(id__in=latest.filter(queue=queue).values("report_id"))
    if before is not None:
        rows = rows.filter(held_at__lt=before)
    ordered = rows.select_related("source").order_by("-held_at", "-id")
    shown = list(ordered[: min(limit, _LARGEST_PAGE)])
    if shown:
        # Reports of one moment are never torn apart: the next page begins before it, and would lose the rest.
        last = shown[-1].held_at
        shown += list(ordered.filter(held_at=last).exclude(id__in=[row.id for row in shown]))
    return Inbox(
        lines=_inbox_lines(unit, rows=shown),
        urgent_count=counts.get(Queue.URGENT, 0),
        review_count=counts.get(Queue.REVIEW, 0),
        not_understood_count=everything.filter(understanding=Understanding.NOT_UNDERSTOOD).count(),
        not_routed_count=everything.filter(routed_at=None).count(),
        next_before=shown[-1].held_at if shown and ordered.filter(held_at__lt=shown[-1].held_at).exists() else None,
    )


def report(house: House, *, report_id: ReportId, by: OfficerId) -> ReportView:
    """Return the report beside what was found in it.

    Raises:
        NotFoundError: there is no such report within the scope.
    """
    unit = _unit(house, caller=admit(by, to=Act.READ_REPORTS))
    rows = ReportRow.objects.within(unit.scope).select_related("source")
    row = load(rows, what="report", id=report_id)
    value = unit.from_json(row.body, of=Report)
    body = _screening_bodies(unit, report_ids=[row.id]).get(row.id)
    screening = None if body is None else unit.from_json(body, of=Screening)
    links = _links_of(unit, report_ids=[row.id]).get(row.id, ())
    return ReportView(
        report=value,
        credibility=value.credibility,
        source=_source(unit, row=row.source),
        screening=screening,
        findings=() if screening is None else screening.findings,
        elements=() if screening is None else screening.elements,
        caveats=()
        if screening is None
        else tuple(
            CaveatView(kind=each.kind, role=each.role, precision=each.precision, quoted=each.span)
            for each in screening.caveats
        ),
        segments=segments(value, screening=screening),
        links=links,
        copy_of=_copy_of(links),
        case_id=cases_of(unit, report_ids=[row.id]).get(row.id),
        why_no_case=row.why_no_case,
        handed_in_as=row.name,
        handed_in_by=row.handed_in_by,
        first_held_at=min(
            ReportRow.objects.within(unit.scope).filter(blob_id=row.blob_id).order_by("held_at")[:1].get().held_at,
            row.held_at,
        ),
        read_at=row.read_at,
        routed_at=row.routed_at,
        linker=row.linker,
        older_readers=tuple(
            ReadingRow.objects.within(unit.scope)
            .filter(report=row)
            .order_by("-replaced_at", "-id")
            .values_list("reader", flat=True)
        ),
        sourcing=sourcing(value, words=house.knowledge.sourcing),
        confirmations=_confirmations(unit, report_id=value.id),
        container=_container(unit, row=row),
        attached_to=None if row.attached_to_id is None else ReportId(row.attached_to_id),
        attachments=_attachments(unit, row=row),
    )


def _confirmations(unit: Unit, *, report_id: ReportId) -> tuple[ConfirmationView, ...]:
    found = confirmations_in(unit, report_id=report_id)
    rows = ReportRow.objects.within(unit.scope).filter(id__in=[each.report_id for each in found])
    titles = dict(rows.values_list("id", "title"))
    return tuple(
        ConfirmationView(report_id=each.report_id, title=titles.get(each.report_id, ""), chain=each.chain, bar=each.bar)
        for each in found
    )


def _attachments(unit: Unit, *, row: ReportRow) -> tuple[ReportId, ...]:
    """Return what was attached to the report, in the order in which it stood there."""
    found = ReportRow.objects.within(unit.scope).filter(attached_to_id=row.id).values_list("place", "id")
    placed = sorted(([int(step[1]) for step in place or ()], report_id) for place, report_id in found)
    return tuple(ReportId(report_id) for _, report_id in placed)


def _container(unit: Unit, *, row: ReportRow) -> ContainerView | None:
    if row.container_id is None:
        return None
    blob = load(Blob.objects.within(unit.scope).defer("data"), what="container", id=row.container_id)
    steps = tuple(Step(StepUnit(str(kind)), int(number), str(label)) for kind, number, label in row.place or ())
    return ContainerView(name=row.container_name or "", digest=blob.digest, size_bytes=blob.size_bytes, place=steps)


def raw_bytes(house: House, *, report_id: ReportId, by: OfficerId) -> bytes:
    """Return the bytes as they were received. They are somebody else's: serve them as a download, never as a page.

    Raises:
        NotFoundError: there is no such report within the scope.
    """
    unit = _unit(house, caller=admit(by, to=Act.READ_REPORTS))
    row = load(ReportRow.objects.within(unit.scope), what="report", id=report_id)
    return bytes(load(Blob.objects.within(unit.scope), what="bytes", id=row.blob_id).data)


def container_bytes(house: House, *, report_id: ReportId, by: OfficerId) -> bytes:
    """Return the container that a report came in, as it was received; to be served as `raw_bytes` are.

    Raises:
        NotFoundError: there is no such report within the scope, or it came alone.
    """
    unit = _unit(house, caller=admit(by, to=Act.READ_REPORTS))
    row = load(ReportRow.objects.within(unit.scope), what="report", id=report_id)
    return bytes(load(Blob.objects.within(unit.scope), what="container", id=row.container_id).data)


def segments(report: Report, *, screening: Screening | None) -> tuple[Segment, ...]:
    """Return the report's text cut wherever a passage or a mark begins or ends; joined, they are the text exactly."""
    spans: list[tuple[int, int, Mark]] = []
    if screening is not None:
        for finding in screening.findings:
            mark = Mark(kind=MarkKind.FINDING, code=finding.label, rule=finding.rule)
            spans.append((finding.span.start, finding.span.end, mark))
        for element in screening.elements:
            mark = Mark(
                kind=MarkKind.ELEMENT, code=element.role, rule=element.rule, role=element.role, norm=element.norm
            )
            spans.append((element.span.start, element.span.end, mark))
        for caveat in screening.caveats:
            mark = Mark(
                kind=MarkKind.CAVEAT,
                code=caveat.kind,
                rule=caveat.rule,
                role=caveat.role,
                precision=caveat.precision,
            )
            spans.append((caveat.span.start, caveat.span.end, mark))
    content = report.content
    edges = {0, len(content)}
    edges.update(edge for passage in report.passages for edge in (passage.start, passage.end))
    edges.update(min(edge, len(content)) for start, end, _ in spans for edge in (start, end))
    return tuple(
        Segment(
            start=start,
            end=end,
            text=content[start:end],
            passage=next((p.kind for p in report.passages if p.start <= start and end <= p.end), None),
            marks=tuple(mark for left, right, mark in spans if left <= start and end <= right),
        )
        for start, end in pairwise(sorted(edges))
    )


# ── cases ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def cases(house: House, *, by: OfficerId, is_open: bool | None = True, limit: int = 100) -> tuple[CaseLine, ...]:
    """Return the cases, those whose clock is due first at the top; `is_open` None gives the closed ones too.

    Of those that no clock tells apart, the one told again latest comes first: a repeated report lifts its case.
    """
    unit = _unit(house, caller=admit(by, to=Act.READ_CASES))
    rows = CaseRow.objects.within(unit.scope)
    if is_open is not None:
        rows = rows.filter(is_open=is_open)
    has_clock = Choose(When(due_at=None, then=Value(1)), default=Value(0), output_field=IntegerField())
    members = CaseReport.objects.within(unit.scope).filter(case=OuterRef("pk"), left_at=None)
    told_at = Subquery(members.order_by("-joined_at").values("joined_at")[:1])
    ordered = rows.annotate(has_clock=has_clock, told_at=told_at).order_by(
        "has_clock", "due_at", F("told_at").desc(nulls_last=True), "-opened_at", "id"
    )
    return tuple(_case_line(unit, row=row) for row in ordered[: min(limit, _LARGEST_PAGE)])


def closed_unanswered(house: House, *, by: OfficerId, limit: int = 100) -> tuple[CaseLine, ...]:
    """Return the cases that were closed over a question put to somebody and never answered, latest first, until one
    who inspects has reviewed them since (law.md F7).
    """
    unit = _unit(house, caller=admit(by, to=Act.REVIEW))
    given_up = QuestionRow.objects.within(unit.scope).filter(state=QuestionState.WITHDRAWN).exclude(of="")
    rows = CaseRow.objects.within(unit.scope).filter(is_open=False, id__in=given_up.values("case_id"))
    inspectors = RoleGrant.objects.filter(role=OfficerRole.INSPECTOR, ended_at=None).values("officer_id")
    events = CaseEventRow.objects.within(unit.scope).filter(case=OuterRef("pk"))
    of_the_same = CaseEventRow.objects.within(unit.scope).filter(case_id=OuterRef("case_id"))
    closed = of_the_same.filter(kind=CaseEventKind.CASE_CLOSED).order_by("-id").values("id")[:1]
    reviewed = events.filter(kind=CaseEventKind.REVIEWED, by__in=inspectors, id__gt=Subquery(closed))
    waiting = rows.exclude(models.Exists(reviewed)).order_by("-touched_at", "id")
    return tuple(_case_line(unit, row=row) for row in waiting[: min(limit, _LARGEST_PAGE)])


def case(house: House, *, case_id: CaseId, by: OfficerId) -> CaseView:
    """Return everything the desk shows of a case.

    Raises:
        NotFoundError: there is no such case within the scope.
    """
    unit = _unit(house, caller=admit(by, to=Act.READ_CASES))
    row = load(CaseRow.objects.within(unit.scope), what="case", id=case_id)
    scope = unit.scope
    reports = _case_reports(unit, row=row)
    assessed = AssessmentRow.objects.within(scope).filter(case=row).order_by("-id").first()
    determined = DeterminationRow.objects.within(scope).filter(case=row).order_by("-id").first()
    determination = None if determined is None else unit.from_json(determined.body, of=Determination)
    written = latest_tearline(unit, row=row)
    released = ReleaseRow.objects.within(scope).filter(case=row).order_by("-proposed_at", "-id")
    sent = DeliveryRow.objects.within(scope).filter(case=row).order_by("queued_at", "id")
    deliveries = tuple(_delivery(unit, row=each) for each in sent)
    facts = FactRow.objects.within(scope).filter(case=row).order_by("at", "id").values_list("body", flat=True)
    replies = ReplyRow.objects.within(scope).filter(case=row).order_by("at", "id").values_list("body", flat=True)
    return CaseView(
        case=unit.case(row),
        holder=unit.holder(),
        title=reports[0].title if reports else "",
        now=unit.at,
        clocks=_clocks(unit, row=row, is_running=None),
        timeline=_timeline(unit, row=row),
        reports=reports,
        parties=parties_of(unit, row=row),
        nameable=other_parties(unit, row=row) if unit.caller.may(Act.KEEP_DIRECTORY) else (),
        facts=tuple(unit.from_json(body, of=Fact) for body in facts),
        replies=tuple(unit.from_json(body, of=Reply) for body in replies),
        assessment=None if assessed is None else unit.from_json(assessed.body, of=Assessment),
        determination=determination,
        determination_id=None if determined is None else determined.pk,
        tearline=None if written is None else view_tearline(unit, row=written),
        releases=tuple(releasing.view(unit, row=each) for each in released),
        deliveries=deliveries,
        tasks=_tasks(Task.objects.within(scope).filter(case=row).order_by("made_at", "id")),
        may=_may(unit.caller),
        questions=questions_of(unit, row=row),
        to_account_for=viewed_before_closing(unit, row=row, by=by) if unit.caller.may(Act.CLOSE_CASE) else (),
        colleagues=_colleagues(unit),
        me=by,
        consultations=tuple(
            unit.from_json(body, of=Consultation)
            for body in ConsultationRow.objects.within(scope)
            .filter(case=row)
            .order_by("asked_at", "id")
            .values_list("body", flat=True)
        ),
        disputes=tuple(
            unit.from_json(body, of=Dispute)
            for body in DisputeRow.objects.within(scope)
            .filter(case=row)
            .order_by("raised_at", "id")
            .values_list("body", flat=True)
        ),
        clock_changes=tuple(
            unit.from_json(body, of=ClockChange)
            for body in ClockChangeRow.objects.within(scope)
            .filter(case=row)
            .order_by("at", "id")
            .values_list("body", flat=True)
        ),
    )


def release(house: House, *, release_id: ReleaseId, by: OfficerId) -> ReleaseView:
    """Return the release, with what the officer may do about it.

    Raises:
        NotFoundError: there is no such release within the scope.
    """
    unit = _unit(house, caller=admit(by, to=Act.READ_CASES))
    return releasing.view(unit, row=load(ReleaseRow.objects.within(unit.scope), what="release", id=release_id))


def tasks(house: House, *, by: OfficerId) -> tuple[TaskView, ...]:
    """Return what people have to do, oldest first."""
    unit = _unit(house, caller=admit(by, to=Act.READ_CASES))
    return _tasks(Task.objects.within(unit.scope).filter(done_at=None).order_by("made_at", "id"))


def clocks(house: House, *, by: OfficerId, limit: int = 200) -> tuple[CaseClock, ...]:
    """Return the clocks that run in all open cases, next due first."""
    unit = _unit(house, caller=admit(by, to=Act.READ_CASES))
    rows = CaseRow.objects.within(unit.scope).filter(is_open=True).order_by("opened_at", "id")
    titles = _titles(unit)
    found = [
        CaseClock(case_id=CaseId(row.id), title=titles.get(row.id, ""), clock=clock)
        for row in rows
        for clock in _clocks(unit, row=row, is_running=True)
    ]
    return tuple(sorted(found, key=lambda each: (each.clock.due_at, each.case_id))[: min(limit, _LARGEST_PAGE)])


def _titles(unit: Unit) -> Mapping[str, str]:
    """Return the title of each open case's first report."""
    members = CaseReport.objects.within(unit.scope).filter(left_at=None, case__is_open=True)
    named = members.order_by("-report__held_at", "-report_id").values_list("case_id", "report__title")
    return dict(named)


# ── ledger and accounts ─────────────────────────────────────────────────────────────────────────────────────────────


def ledger(house: House, *, by: OfficerId, limit: int = 100, before: int | None = None) -> LedgerView:
    """Return the organisation's entries, newest first, and the latest checkpoint of the whole log."""
    unit = _unit(house, caller=admit(by, to=Act.READ_LEDGER))
    rows = LedgerEntry.objects.within(unit.scope).order_by("-index")
    if before is not None:
        rows = rows.filter(index__lt=before)
    page = list(rows[: min(limit, _LARGEST_PAGE) + 1])
    shown = page[: min(limit, _LARGEST_PAGE)]
    checkpoint = CheckpointRow.objects.order_by("-size").first()
    head = LedgerHead.objects.first()
    return LedgerView(
        size=0 if head is None else head.size,
        lines=tuple(ledger_line(each) for each in shown),
        checkpoint="" if checkpoint is None else checkpoint.note,
        checkpoint_at=None if checkpoint is None else checkpoint.at,
        verifier_key=str(house.ledger_signer.verifier),
        next_before=shown[-1].index if len(page) > len(shown) else None,
    )


def ledger_line(row: LedgerEntry) -> LedgerLine:
    """Return the entry as its opening says it, not as columns do that nothing proves; a damaged one as such."""
    entry = proven(row)
    return LedgerLine(
        index=row.index,
        at=row.at if entry is None else entry.at,
        name=DAMAGED if entry is None else entry.name,
        by=None if entry is None else entry.by,
        case_id=None if entry is None else entry.case,
        leaf_hash=bytes(row.leaf_hash),
        is_damaged=entry is None,
    )


def officers(house: House, *, by: OfficerId) -> tuple[OfficerLine, ...]:
    """Return the organisation's accounts."""
    unit = _unit(house, caller=admit(by, to=Act.READ_OFFICERS))
    rows = Officer.objects.filter(organisation_id=unit.scope.organisation).order_by("username")
    grants: dict[str, set[OfficerRole]] = {}
    for officer_id, role in RoleGrant.objects.filter(officer__in=rows, ended_at=None).values_list("officer_id", "role"):
        grants.setdefault(officer_id, set()).add(OfficerRole(role))
    waiting = AuthorityProposal.objects.within(unit.scope).filter(ended_at=None)
    proposers = {name: OfficerId(by) for name, by in waiting.values_list("officer_id", "proposed_by")}
    return tuple(
        OfficerLine(
            id=OfficerId(row.username),
            display_name=row.display_name,
            roles=frozenset(grants.get(row.username, ())),
            is_active=row.is_active,
            made_at=row.made_at,
            last_login_at=row.last_login,
            must_change_password=row.must_change_password,
            proposed_by=proposers.get(row.username),
            deputy=_officer(row.deputy_id or ""),
        )
        for row in rows
    )


# ── what the questions share ────────────────────────────────────────────────────────────────────────────────────────


def _unit(house: House, *, caller: Caller) -> Unit:
    """Return a unit to read with: in no transaction, and nothing of it is ever written."""
    return Unit(house=house, caller=caller, at=house.clock.now(), vault=Vault(house.keys.master))


def _may(caller: Caller) -> frozenset[Act]:
    return frozenset(act for act in Act if caller.may(act))


def _colleagues(unit: Unit) -> tuple[tuple[OfficerId, str], ...]:
    """Return who else may command a case, for who may offer one to choose from."""
    holders = RoleGrant.objects.filter(role__in=[str(role) for role in TABLE[Act.TAKE_COMMAND]], ended_at=None)
    rows = Officer.objects.filter(
        organisation_id=unit.scope.organisation, is_active=True, username__in=holders.values("officer_id")
    ).exclude(username=unit.by)
    return tuple((OfficerId(row.username), row.display_name) for row in rows.order_by("display_name", "username"))


def _officer(name: str) -> OfficerId | None:
    return OfficerId(name) if name else None


def cases_of(unit: Unit, *, report_ids: Iterable[str]) -> Mapping[str, CaseId]:
    """Return which of these reports is in a case, and in which."""
    rows = CaseReport.objects.within(unit.scope).filter(report_id__in=list(report_ids), left_at=None)
    return {report_id: CaseId(case_id) for report_id, case_id in rows.values_list("report_id", "case_id")}


def case_lines(unit: Unit, *, case_ids: Iterable[CaseId]) -> Mapping[CaseId, CaseLine]:
    """Return these cases as lists show them."""
    rows = CaseRow.objects.within(unit.scope).filter(id__in=list(case_ids))
    return {CaseId(row.id): _case_line(unit, row=row) for row in rows}


def _screening_bodies(unit: Unit, *, report_ids: Iterable[str]) -> Mapping[str, Mapping[str, object]]:
    rows = ScreeningRow.objects.within(unit.scope).filter(report_id__in=list(report_ids), is_latest=True)
    return dict(rows.values_list("report_id", "body"))


def _copies_of(unit: Unit, *, report_ids: Iterable[str]) -> Mapping[str, ReportId]:
    """Return which of these reports is a copy, of whichever other, from the columns alone."""
    rows = LinkRow.objects.within(unit.scope).filter(report_id__in=list(report_ids), kind=LinkKind.COPY, score__gt=0)
    return {
        report_id: ReportId(other) for report_id, other in rows.order_by("-id").values_list("report_id", "other_id")
    }


def _links_of(unit: Unit, *, report_ids: Iterable[str]) -> Mapping[str, tuple[LinkView, ...]]:
    ids = list(report_ids)
    rows = list(
        LinkRow.objects.within(unit.scope).filter(report_id__in=ids).select_related("other").order_by("-score", "id")
    )
    case_of = cases_of(unit, report_ids=[row.other_id for row in rows])
    found: dict[str, dict[tuple[str, str], LinkView]] = {}
    for row in rows:
        link = unit.from_json(row.body, of=Link)
        view = LinkView(
            kind=link.kind,
            other_id=link.other_id,
            other_title=row.other.title,
            other_case_id=case_of.get(row.other_id),
            score=link.score,
            reasons=link.reasons,
            decided_by=link.decided_by,
        )
        known = found.setdefault(row.report_id, {})
        # A report that was routed twice was linked twice: the person's word counts, else the latest.
        if link.decided_by is not None or (link.kind, link.other_id) not in known:
            known[link.kind, link.other_id] = view
    return {report_id: tuple(views.values()) for report_id, views in found.items()}


def _copy_of(links: Sequence[LinkView]) -> ReportId | None:
    return next((link.other_id for link in links if link.kind is LinkKind.COPY and link.score > 0), None)


def _inbox_lines(unit: Unit, *, rows: Sequence[ReportRow]) -> tuple[InboxLine, ...]:
    ids = [row.id for row in rows]
    bodies = _screening_bodies(unit, report_ids=ids)
    case_of = cases_of(unit, report_ids=ids)
    copies = _copies_of(unit, report_ids=ids)
    lines = []
    for row in rows:
        screening = unit.from_json(bodies[row.id], of=Screening) if row.id in bodies else None
        lines.append(
            InboxLine(
                report_id=ReportId(row.id),
                title=row.title,
                language=Language(row.language),
                kind=ReportKind(row.kind),
                source_id=SourceId(row.source.source_id),
                source_kind=SourceKind(row.source.kind),
                held_at=row.held_at,
                published_on=row.published_on,
                understanding=Understanding(row.understanding),
                problem=str(row.body.get("problem", "")) if row.why_no_case == NOT_UNDERSTOOD else "",
                queue=None if screening is None else screening.queue,
                score=0.0 if screening is None else screening.score,
                labels=frozenset() if screening is None else screening.labels,
                opens_case=screening is not None and screening.opens_case,
                is_possible_threat=screening is not None and screening.is_possible_threat,
                is_language_known=screening is None or screening.is_language_known,
                case_id=case_of.get(row.id),
                copy_of=copies.get(row.id),
                why_no_case=row.why_no_case,
                is_routed=row.routed_at is not None,
            )
        )
    return tuple(lines)


def _source(unit: Unit, *, row: SourceRow) -> SourceView:
    source = unit.from_json(row.body, of=Source)
    return SourceView(
        id=source.id,
        name=source.name if unit.caller.may(Act.READ_SOURCES) else None,
        kind=source.kind,
        reliability=source.reliability,
        is_protected=source.is_protected,
    )


def _case_line(unit: Unit, *, row: CaseRow) -> CaseLine:
    members = CaseReport.objects.within(unit.scope).filter(case=row, left_at=None).select_related("report")
    first = members.order_by("report__held_at", "report_id").first()
    clocks = _clocks(unit, row=row, is_running=True)
    value = unit.case(row)
    silent = (DeliveryState.SILENT, DeliveryState.EXHAUSTED)
    return CaseLine(
        case_id=value.id,
        state=value.state,
        is_open=value.is_open,
        title="" if first is None else first.report.title,
        opened_at=value.opened_at,
        touched_at=row.touched_at,
        report_count=members.count(),
        outcome=Outcome(row.outcome) if row.outcome else None,
        clock=next(iter(clocks), None),
        commander=value.commander,
        is_undecided_opening=value.is_undecided_opening,
        silent_count=DeliveryRow.objects.within(unit.scope).filter(case=row, is_drill=False, state__in=silent).count(),
        unanswered_count=0 if value.is_open else _unanswered(unit, row=row).count(),
    )


def _unanswered(unit: Unit, *, row: CaseRow) -> models.QuerySet[QuestionRow]:
    """Return the questions that were put to somebody, and given up without an answer (law.md F7)."""
    rows = QuestionRow.objects.within(unit.scope).filter(case=row, state=QuestionState.WITHDRAWN)
    return rows.exclude(of="")


def _case_reports(unit: Unit, *, row: CaseRow) -> tuple[CaseReportLine, ...]:
    members = CaseReport.objects.within(unit.scope).filter(case=row, left_at=None).values("report_id")
    rows = list(
        ReportRow.objects.within(unit.scope).filter(id__in=members).select_related("source").order_by("held_at", "id")
    )
    ids = {each.id for each in rows}
    bodies = _screening_bodies(unit, report_ids=ids)
    links = _links_of(unit, report_ids=ids)
    copies = copies_among(unit, report_ids=ids)
    looks = {
        report_id: (OfficerId(name), at)
        for report_id, name, at in LookRow.objects.within(unit.scope)
        .filter(report_id__in=ids)
        .values_list("report_id", "by", "at")
    }
    lines = []
    for each in rows:
        value = unit.from_json(each.body, of=Report)
        source = unit.from_json(each.source.body, of=Source)
        screening = unit.from_json(bodies[each.id], of=Screening) if each.id in bodies else None
        lines.append(
            CaseReportLine(
                report_id=value.id,
                title=each.title,
                language=value.language,
                held_at=each.held_at,
                source_kind=source.kind,
                reliability=source.reliability,
                credibility=value.credibility,
                labels=frozenset() if screening is None else screening.labels,
                copy_of=copies.get(value.id),
                links=tuple(link for link in links.get(each.id, ()) if link.other_id in ids),
                looked_by=looks[each.id][0] if each.id in looks else None,
                looked_at=looks[each.id][1] if each.id in looks else None,
            )
        )
    return tuple(lines)


def _timeline(unit: Unit, *, row: CaseRow) -> tuple[TimelineItem, ...]:
    bodies = (
        CaseEventRow.objects.within(unit.scope).filter(case=row).order_by("at", "id").values_list("body", flat=True)
    )
    events = [unit.from_json(body, of=CaseEvent) for body in bodies]
    names = dict(
        Officer.objects.filter(username__in={event.by for event in events if event.by is not None}).values_list(
            "username", "display_name"
        )
    )
    return tuple(
        TimelineItem(
            at=event.at,
            kind=event.kind,
            by=event.by,
            by_name="" if event.by is None else names.get(event.by, event.by),
            reason=event.reason,
            seconded_by=event.seconded_by,
        )
        for event in events
    )


def _delivery(unit: Unit, *, row: DeliveryRow) -> DeliveryView:
    value = delivery_of(unit, row=row)
    pages = RecipientLink.objects.within(unit.scope).filter(delivery=row).values_list("opened_count", flat=True)
    return DeliveryView(
        id=DeliveryId(row.id),
        release_id=value.release_id,
        party_id=value.party_id,
        recipient=party_of(unit, party_id=value.party_id).name,
        channel=value.channel,
        channels=value.channels,
        state=value.state,
        attempts=value.attempts,
        acknowledgement=value.acknowledgement,
        answer_due_at=value.answer_due_at,
        next_step_at=row.next_step_at,
        page_opened_count=sum(pages),
        is_drill=row.is_drill,
    )


def _clocks(unit: Unit, *, row: CaseRow, is_running: bool | None) -> tuple[ClockView, ...]:
    """Return the case's clocks, those that wait first; how loud each was made, and what the caller may do."""
    found = clocks_of(unit, row=row)
    if is_running is not None:
        found = tuple(each for each in found if each.is_running is is_running)
    if not found:
        return ()
    zone = unit.holder().timezone
    loud: dict[str, list[ClockRung]] = {}
    for rung in ClockRung.objects.within(unit.scope).filter(case=row).order_by("rung"):
        loud.setdefault(rung.key, []).append(rung)
    return tuple(
        _clock(unit, clock=each, case_id=CaseId(row.id), zone=zone, rungs=loud.get(each.key, ())) for each in found
    )


def _clock(unit: Unit, *, clock: StandingClock, case_id: CaseId, zone: str, rungs: Sequence[ClockRung]) -> ClockView:
    left = int((clock.clock.due_at - unit.at).total_seconds() // 60)
    may_change = clock.is_running and unit.caller.may(Act.CHANGE_CLOCK)
    is_extensible = may_change and clock.clock.name in MAY_BE_EXTENDED and unit.at < clock.clock.due_at
    limits = unit.house.knowledge.clocks
    return ClockView(
        name=clock.clock.name,
        started_at=clock.clock.started_at,
        due_at=clock.clock.due_at,
        minutes_left=left,
        is_overdue=clock.is_running and unit.at >= clock.clock.due_at,
        provision=clock.clock.provision,
        key=clock.key,
        case_id=case_id,
        urgency=clock.clock.urgency,
        timezone=zone,
        role=clock.role,
        held_by=clock.held_by,
        about=str(clock.about or ""),
        settled_at=clock.settled_at,
        stopped=clock.stopped,
        extended=clock.extended,
        rung=len(rungs),
        told=tuple(dict.fromkeys(OfficerId(name) for rung in rungs for name in rung.told)),
        is_nobody_left=any(rung.is_nobody_left for rung in rungs),
        may_be_stopped=may_change and clock.clock.name in MAY_BE_STOPPED,
        longest_extension_minutes=clock.clock.minutes * limits.extension_percent // 100
        if is_extensible and clock.extended is None
        else 0,
    )


def _tasks(rows: Iterable[Task]) -> tuple[TaskView, ...]:
    return tuple(
        TaskView(
            id=row.id,
            kind=row.kind,
            case_id=CaseId(row.case_id),
            delivery_id=None if row.delivery_id is None else DeliveryId(row.delivery_id),
            made_at=row.made_at,
            done_at=row.done_at,
            done_by=_officer(row.done_by),
            note="" if row.kind == WINDOW_TASK else row.note,
            clock=ClockName(row.clock.partition(":")[0]) if row.clock else None,
            assignees=tuple(OfficerId(name) for name in row.assignees),
        )
        for row in rows
    )

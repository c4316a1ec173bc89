# SPDX-License-Identifier: Apache-2.0
"""Draws up the file of a case: everything held at the moment, as the judging rooms read it, and nothing later."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from django.db.models import Max, TextField
from django.db.models.functions import Cast

from nadhir.assess import named_victims, own_parties
from nadhir.casework.unit import Unit
from nadhir.store.models import (
    AssessmentRow,
    CaseEventRow,
    CaseParty,
    CaseReport,
    CaseRow,
    FactRow,
    LinkRow,
    Mark,
    PartyRow,
    ReplyRow,
    ReportRow,
    ScreeningRow,
    SourceRow,
)
from nadhir.terms.assessment import Assessment
from nadhir.terms.case import CaseEventKind, CaseFile, HeldReport
from nadhir.terms.facts import Fact, Reply
from nadhir.terms.ids import PartyId, ReportId
from nadhir.terms.links import Link, LinkKind
from nadhir.terms.party import Party, PartyRole
from nadhir.terms.report import Report, Source
from nadhir.terms.screening import Screening

#: A `body` as the database keeps it: what was decoded before need not be decoded again.
_BODY: Final = Cast("body", TextField())
_MAY_BE_MEANT: Final = frozenset({PartyRole.VICTIM, PartyRole.PLACE_OWNER, PartyRole.PROTECTOR})


def draw_up(unit: Unit, *, row: CaseRow, is_to_judge: bool = False) -> CaseFile:
    """Return the file of the case as it is held now.

    A file `is_to_judge` leaves out the sources that no report of the case has: only what leaves the house is held
    against them all.
    """
    scope = unit.scope
    report_ids = list(
        CaseReport.objects.within(scope).filter(case=row, left_at=None).values_list("report_id", flat=True)
    )
    links = links_among(unit, report_ids=report_ids)
    events = CaseEventRow.objects.within(scope).filter(case=row).order_by("at", "id")
    held = held_reports(unit, report_ids=report_ids)
    own = tuple(dict.fromkeys(each.source for each in held))
    facts = FactRow.objects.within(scope).filter(case=row, at__lte=unit.at).order_by("at", "id")
    replies = ReplyRow.objects.within(scope).filter(case=row, at__lte=unit.at).order_by("at", "id")
    whole = CaseFile(
        case=unit.case(row),
        holder=unit.holder(),
        held=held,
        parties=parties_of(unit, row=row),
        facts=tuple(unit.from_json(body, of=Fact) for body in facts.values_list("body", flat=True)),
        replies=tuple(unit.from_json(body, of=Reply) for body in replies.values_list("body", flat=True)),
        links=links,
        warned_at=events.filter(kind=CaseEventKind.WARNING_RELEASED).values_list("at", flat=True).first(),
        renewed_at=events.filter(kind=CaseEventKind.WARNING_RENEWED).values_list("at", flat=True).last(),
        sources=own if is_to_judge else tuple(_sources(unit).values()),
    )
    placed = frozenset(_placed(unit, row=row))
    # Only a standing party that somebody could mean may be another case's victim; most desks have none.
    standing = [p for p in whole.parties if p.id not in placed and p.roles & _MAY_BE_MEANT]
    if not standing:
        return whole
    elsewhere = _named_elsewhere(unit, row=row)
    cues = unit.house.knowledge.assessing.cues
    return replace(whole, parties=own_parties(whole, elsewhere=elsewhere, cues=cues, placed=placed))


def held_reports(unit: Unit, *, report_ids: Iterable[str]) -> tuple[HeldReport, ...]:
    """Return the reports with screening and source, in order of arrival; one that was never screened is left out."""
    ids = list(report_ids)
    rows = ReportRow.objects.within(unit.scope).filter(id__in=ids, held_at__lte=unit.at).order_by("held_at", "id")
    found = list(rows.values_list("id", "source_id", _BODY))
    seen = ScreeningRow.objects.within(unit.scope).filter(report_id__in=ids, is_latest=True)
    screenings = dict(seen.values_list("report_id", _BODY))
    copies = copies_among(unit, report_ids=ids)
    marks = Mark.objects.within(unit.scope).filter(report_id__in=ids, embedder=unit.house.knowledge.embedder.name)
    meanings = {report_id: bytes(vector) for report_id, vector in marks.values_list("report_id", "vector")}
    sources = _sources(unit, keys={source for _, source, _ in found})
    return tuple(
        HeldReport(
            report=unit.from_text(body, of=Report),
            screening=unit.from_text(screenings[report_id], of=Screening),
            source=sources[source],
            copy_of=copies.get(ReportId(report_id)),
            meaning=meanings.get(report_id, b""),
        )
        for report_id, source, body in found
        if report_id in screenings
    )


def _sources(unit: Unit, *, keys: Iterable[int] | None = None) -> Mapping[int, Source]:
    """Return these sources by their row's key, or every source known."""
    rows = SourceRow.objects.within(unit.scope)
    chosen = list(rows if keys is None else rows.filter(pk__in=keys))
    unit.vault.fetch(row.subject for row in chosen)
    return {row.pk: unit.from_json(row.body, of=Source) for row in chosen}


def copies_among(unit: Unit, *, report_ids: Iterable[str]) -> Mapping[ReportId, ReportId]:
    """Return which of these reports is a copy of which, from the columns alone: it is asked of many at once."""
    ids = list(report_ids)
    rows = LinkRow.objects.within(unit.scope).filter(kind=LinkKind.COPY, report_id__in=ids, other_id__in=ids)
    copies: dict[ReportId, ReportId] = {}
    decided: dict[frozenset[str], bool] = {}
    found = list(rows.order_by("at", "id").values_list("report_id", "other_id", "score", "decided_by"))
    for report_id, other_id, score, decided_by in found:
        if decided_by:
            decided[frozenset((report_id, other_id))] = score > 0
    for report_id, other_id, score, _ in found:
        if decided.get(frozenset((report_id, other_id)), score > 0):
            copies.setdefault(ReportId(report_id), ReportId(other_id))
    return copies


def links_among(unit: Unit, *, report_ids: Iterable[str]) -> tuple[Link, ...]:
    """Return the links among these reports; where a person decided, theirs alone."""
    ids = list(report_ids)
    rows = LinkRow.objects.within(unit.scope).filter(report_id__in=ids, other_id__in=ids).order_by("at", "id")
    found = [unit.from_text(body, of=Link) for body in rows.values_list(_BODY, flat=True)]
    decided = {_question(link) for link in found if link.decided_by is not None}
    return tuple(link for link in found if link.decided_by is not None or _question(link) not in decided)


def decisions(unit: Unit) -> tuple[Link, ...]:
    """Return every link or split that a person decided."""
    rows = LinkRow.objects.within(unit.scope).exclude(decided_by="").order_by("at", "id")
    return tuple(unit.from_json(body, of=Link) for body in rows.values_list("body", flat=True))


def parties_of(unit: Unit, *, row: CaseRow) -> tuple[Party, ...]:
    """Return the parties that the case knows: the standing ones, and those named in it."""
    named = CaseParty.objects.within(unit.scope).filter(case=row).values("party_id")
    rows = PartyRow.objects.within(unit.scope)
    known = (rows.filter(is_standing=True) | rows.filter(pk__in=named)).order_by("party_id")
    found = list(known)
    unit.vault.fetch(each.subject for each in found)
    return tuple(unit.from_json(each.body, of=Party) for each in found)


def _placed(unit: Unit, *, row: CaseRow) -> tuple[PartyId, ...]:
    """Return the parties that an officer named in this case."""
    named = CaseParty.objects.within(unit.scope).filter(case=row)
    return tuple(PartyId(party_id) for party_id in named.values_list("party__party_id", flat=True))


def _named_elsewhere(unit: Unit, *, row: CaseRow) -> frozenset[PartyId]:
    """Return the parties that the reports of other open cases name: who is meant there is not meant here by that."""
    others = AssessmentRow.objects.within(unit.scope).filter(case__is_open=True).exclude(case=row)
    latest = others.order_by("case_id").values("case_id").annotate(newest=Max("id")).values("newest")
    bodies = AssessmentRow.objects.within(unit.scope).filter(id__in=latest).values_list("body", flat=True)
    return frozenset(party for body in bodies for party in named_victims(unit.from_json(body, of=Assessment)))


def other_parties(unit: Unit, *, row: CaseRow) -> tuple[Party, ...]:
    """Return the parties of the directory that the case does not know: neither standing ones nor named in it."""
    named = CaseParty.objects.within(unit.scope).filter(case=row).values("party_id")
    rows = PartyRow.objects.within(unit.scope).filter(is_standing=False).exclude(pk__in=named).order_by("party_id")
    return tuple(unit.from_json(body, of=Party) for body in rows.values_list("body", flat=True))


def _question(link: Link) -> tuple[LinkKind, frozenset[ReportId]]:
    """Return what a person decides on: whether these two belong together in this way."""
    return link.kind, frozenset((link.report_id, link.other_id))

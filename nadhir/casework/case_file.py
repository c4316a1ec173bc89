# SPDX-License-Identifier: Apache-2.0
"""Draws up the file of a case: everything held at the moment, as the judging rooms read it, and nothing later."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Final

from django.db.models import Exists, OuterRef, TextField
from django.db.models.functions import Cast

from nadhir.assess import named_victims, own_parties
from nadhir.casework.unit import Unit
from nadhir.store.models import (
    CaseEventRow,
    CaseParty,
    CaseReport,
    CaseRow,
    FactRow,
    LinkRow,
    Mark,
    NamedVictim,
    PartyRow,
    ReplyRow,
    ReportRow,
    ScreeningRow,
    SourceRow,
)
from nadhir.terms.assessment import Assessment
from nadhir.terms.case import CaseEventKind, CaseFile, HeldReport
from nadhir.terms.facts import OF_THE_PARTY, Fact, Reply
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
    placed = frozenset(_placed(unit, row=row))
    events = CaseEventRow.objects.within(scope).filter(case=row).order_by("at", "id")
    held = held_reports(unit, report_ids=report_ids)
    own = tuple(dict.fromkeys(each.source for each in held))
    replies = ReplyRow.objects.within(scope).filter(case=row, at__lte=unit.at).order_by("at", "id")
    whole = CaseFile(
        case=unit.case(row),
        holder=unit.holder(),
        held=held,
        parties=parties_of(unit, row=row),
        facts=_facts(unit, row=row, placed=placed),
        replies=tuple(unit.from_json(body, of=Reply) for body in replies.values_list("body", flat=True)),
        links=links,
        warned_at=events.filter(kind=CaseEventKind.WARNING_RELEASED).values_list("at", flat=True).first(),
        renewed_at=events.filter(kind=CaseEventKind.WARNING_RENEWED).values_list("at", flat=True).last(),
        sources=own if is_to_judge else tuple(_sources(unit).values()),
    )
    # Only a standing party that somebody could mean may be another case's victim; most desks have none.
    standing = [p for p in whole.parties if p.id not in placed]
    if not any(p.roles & _MAY_BE_MEANT for p in standing):
        return whole
    elsewhere = _named_elsewhere(unit, row=row, among=[p.id for p in standing])
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


def _facts(unit: Unit, *, row: CaseRow, placed: Collection[PartyId]) -> tuple[Fact, ...]:
    """Return what was established in this case, and of the parties named in it what is true of them everywhere."""
    known = FactRow.objects.within(unit.scope).filter(at__lte=unit.at)
    rows = known.filter(case=row)
    if placed:
        rows |= known.filter(about__in=sorted(placed), name__in=sorted(OF_THE_PARTY))
    return tuple(
        fact if case_id == row.id else replace(fact, note="", limits=(), is_from_other_case=True)
        for case_id, body in rows.order_by("at", "id").values_list("case_id", _BODY)
        for fact in (unit.from_text(body, of=Fact),)
    )


def _named_elsewhere(unit: Unit, *, row: CaseRow, among: Collection[PartyId]) -> frozenset[PartyId]:
    """Return which of these parties the reports of other open cases name: who is meant there is not meant here by it.

    Asked of each party by itself, so that the first case that names it ends the search.
    """
    others = NamedVictim.objects.within(unit.scope).filter(case__is_open=True).exclude(case=row)
    known = PartyRow.objects.within(unit.scope).filter(party_id__in=sorted(among))
    named = known.filter(Exists(others.filter(party_id=OuterRef("party_id"))))
    return frozenset(map(PartyId, named.values_list("party_id", flat=True)))


def keep_named_victims(unit: Unit, *, row: CaseRow, assessment: Assessment) -> None:
    """Keep which known parties the reports of a case name, by its assessment just made, for other cases to ask."""
    rows = NamedVictim.objects.within(unit.scope).filter(case=row)
    named, kept = named_victims(assessment), set(rows.values_list("party_id", flat=True))
    if kept - named:
        rows.filter(party_id__in=sorted(kept - named)).delete()
    NamedVictim.objects.unsafe_everything().bulk_create(
        NamedVictim(organisation_id=row.organisation_id, case=row, party_id=party_id)
        for party_id in sorted(named - kept)
    )


def other_parties(unit: Unit, *, row: CaseRow) -> tuple[Party, ...]:
    """Return the parties of the directory that the case does not know: neither standing ones nor named in it."""
    named = CaseParty.objects.within(unit.scope).filter(case=row).values("party_id")
    rows = PartyRow.objects.within(unit.scope).filter(is_standing=False).exclude(pk__in=named).order_by("party_id")
    return tuple(unit.from_json(body, of=Party) for body in rows.values_list("body", flat=True))


def _question(link: Link) -> tuple[LinkKind, frozenset[ReportId]]:
    """Return what a person decides on: whether these two belong together in this way."""
    return link.kind, frozenset((link.report_id, link.other_id))

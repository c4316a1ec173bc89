# SPDX-License-Identifier: Apache-2.0
"""Draws up the file of a case: everything held at the moment, as the judging rooms read it, and nothing later."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
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
from nadhir.terms.ids import CaseId, PartyId, ReportId
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
    return draw_up_all(unit, rows=[row], is_to_judge=is_to_judge)[CaseId(row.id)]


def draw_up_all(unit: Unit, *, rows: Sequence[CaseRow], is_to_judge: bool = False) -> Mapping[CaseId, CaseFile]:
    """Return the files of these cases as they are held now: as many questions to the database as for one."""
    scope, ids = unit.scope, [row.id for row in rows]
    members = CaseReport.objects.within(scope).filter(case_id__in=ids, left_at=None)
    case_of = dict(members.values_list("report_id", "case_id"))
    held: dict[str, list[HeldReport]] = {each: [] for each in ids}
    for one in held_reports(unit, report_ids=case_of, case_of=case_of):
        held[case_of[one.report.id]].append(one)
    links: dict[str, list[Link]] = {each: [] for each in ids}
    for link in links_among(unit, report_ids=case_of, case_of=case_of):
        links[case_of[link.report_id]].append(link)
    parties, placed = _parties(unit, case_ids=ids)
    facts = _facts(unit, case_ids=ids, placed=placed)
    replies: dict[str, list[Reply]] = {each: [] for each in ids}
    said = ReplyRow.objects.within(scope).filter(case_id__in=ids, at__lte=unit.at).order_by("at", "id")
    for case_id, body in said.values_list("case_id", _BODY):
        replies[case_id].append(unit.from_text(body, of=Reply))
    warned, renewed = _warned(unit, case_ids=ids)
    every = () if is_to_judge else tuple(_sources(unit).values())
    return {
        CaseId(row.id): _own(
            unit,
            row=row,
            placed=placed[row.id],
            whole=CaseFile(
                case=unit.case(row),
                holder=unit.holder(),
                held=tuple(held[row.id]),
                parties=parties[row.id],
                facts=facts[row.id],
                replies=tuple(replies[row.id]),
                links=tuple(links[row.id]),
                warned_at=warned.get(row.id),
                renewed_at=renewed.get(row.id),
                sources=tuple(dict.fromkeys(each.source for each in held[row.id])) if is_to_judge else every,
            ),
        )
        for row in rows
    }


def _own(unit: Unit, *, row: CaseRow, placed: Collection[PartyId], whole: CaseFile) -> CaseFile:
    """Return the file without the victims of another case that this one does not speak of."""
    # Only a standing party that somebody could mean may be another case's victim; most desks have none.
    standing = [p for p in whole.parties if p.id not in placed]
    if not any(p.roles & _MAY_BE_MEANT for p in standing):
        return whole
    elsewhere = _named_elsewhere(unit, row=row, among=[p.id for p in standing])
    cues = unit.house.knowledge.assessing.cues
    return replace(whole, parties=own_parties(whole, elsewhere=elsewhere, cues=cues, placed=placed))


def _warned(unit: Unit, *, case_ids: Collection[str]) -> tuple[Mapping[str, datetime], Mapping[str, datetime]]:
    """Return when a warning first left each case, and when one was last renewed."""
    first: dict[str, datetime] = {}
    last: dict[str, datetime] = {}
    kinds = (CaseEventKind.WARNING_RELEASED, CaseEventKind.WARNING_RENEWED)
    rows = CaseEventRow.objects.within(unit.scope).filter(case_id__in=case_ids, kind__in=kinds).order_by("at", "id")
    for case_id, kind, at in rows.values_list("case_id", "kind", "at"):
        if kind == CaseEventKind.WARNING_RELEASED:
            first.setdefault(case_id, at)
        else:
            last[case_id] = at
    return first, last


def held_reports(
    unit: Unit, *, report_ids: Iterable[str], case_of: Mapping[str, str] | None = None
) -> tuple[HeldReport, ...]:
    """Return the reports with screening and source, in order of arrival; one that was never screened is left out.

    With `case_of`, a report is a copy of one in its own case alone.
    """
    ids = list(report_ids)
    rows = ReportRow.objects.within(unit.scope).filter(id__in=ids, held_at__lte=unit.at).order_by("held_at", "id")
    found = list(rows.values_list("id", "source_id", _BODY))
    seen = ScreeningRow.objects.within(unit.scope).filter(report_id__in=ids, is_latest=True)
    screenings = dict(seen.values_list("report_id", _BODY))
    copies = copies_among(unit, report_ids=ids, case_of=case_of)
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
    return {row.pk: unit.known(row.pk, body=row.body, of=Source) for row in chosen}


def copies_among(
    unit: Unit, *, report_ids: Iterable[str], case_of: Mapping[str, str] | None = None
) -> Mapping[ReportId, ReportId]:
    """Return which of these reports is a copy of which, from the columns alone: it is asked of many at once.

    With `case_of`, only within a case.
    """
    ids = list(report_ids)
    rows = LinkRow.objects.within(unit.scope).filter(kind=LinkKind.COPY, report_id__in=ids, other_id__in=ids)
    copies: dict[ReportId, ReportId] = {}
    decided: dict[frozenset[str], bool] = {}
    found = [
        each
        for each in rows.order_by("at", "id").values_list("report_id", "other_id", "score", "decided_by")
        if case_of is None or case_of[each[0]] == case_of[each[1]]
    ]
    for report_id, other_id, score, decided_by in found:
        if decided_by:
            decided[frozenset((report_id, other_id))] = score > 0
    for report_id, other_id, score, _ in found:
        if decided.get(frozenset((report_id, other_id)), score > 0):
            copies.setdefault(ReportId(report_id), ReportId(other_id))
    return copies


def links_among(unit: Unit, *, report_ids: Iterable[str], case_of: Mapping[str, str] | None = None) -> tuple[Link, ...]:
    """Return the links among these reports, with `case_of` only within a case; where a person decided, theirs alone."""
    ids = list(report_ids)
    rows = LinkRow.objects.within(unit.scope).filter(report_id__in=ids, other_id__in=ids).order_by("at", "id")
    found = [unit.from_text(body, of=Link) for body in rows.values_list(_BODY, flat=True)]
    if case_of is not None:
        found = [link for link in found if case_of[link.report_id] == case_of[link.other_id]]
    decided = {_question(link) for link in found if link.decided_by is not None}
    return tuple(link for link in found if link.decided_by is not None or _question(link) not in decided)


def decisions(unit: Unit) -> tuple[Link, ...]:
    """Return every link or split that a person decided."""
    rows = LinkRow.objects.within(unit.scope).exclude(decided_by="").order_by("at", "id")
    return tuple(unit.from_json(body, of=Link) for body in rows.values_list("body", flat=True))


def parties_of(unit: Unit, *, row: CaseRow) -> tuple[Party, ...]:
    """Return the parties that the case knows: the standing ones, and those named in it."""
    parties, _ = _parties(unit, case_ids=[row.id])
    return parties[row.id]


def parties_of_cases(unit: Unit, *, case_ids: Iterable[CaseId]) -> tuple[Party, ...]:
    """Return the parties that any of these cases knows, the standing ones among them, each once."""
    named = CaseParty.objects.within(unit.scope).filter(case_id__in=list(case_ids)).values("party_id")
    rows = PartyRow.objects.within(unit.scope)
    known = list((rows.filter(is_standing=True) | rows.filter(pk__in=named)).order_by("party_id"))
    unit.vault.fetch(each.subject for each in known)
    return tuple(unit.known(each.pk, body=each.body, of=Party) for each in known)


def _parties(
    unit: Unit, *, case_ids: Collection[str]
) -> tuple[Mapping[str, tuple[Party, ...]], Mapping[str, frozenset[PartyId]]]:
    """Return the parties that each case knows, and which of them an officer named in it."""
    named = CaseParty.objects.within(unit.scope).filter(case_id__in=case_ids)
    keys: dict[str, set[int]] = {each: set() for each in case_ids}
    for case_id, key in named.values_list("case_id", "party_id"):
        keys[case_id].add(key)
    rows = PartyRow.objects.within(unit.scope)
    chosen = rows.filter(is_standing=True) | rows.filter(pk__in=set().union(*keys.values()))
    known = list(chosen.order_by("party_id"))
    unit.vault.fetch(each.subject for each in known)
    opened = {each.pk: unit.known(each.pk, body=each.body, of=Party) for each in known}
    parties = {
        case_id: tuple(opened[each.pk] for each in known if each.is_standing or each.pk in own)
        for case_id, own in keys.items()
    }
    return parties, {case_id: frozenset(opened[key].id for key in own) for case_id, own in keys.items()}


def _facts(
    unit: Unit, *, case_ids: Collection[str], placed: Mapping[str, frozenset[PartyId]]
) -> Mapping[str, tuple[Fact, ...]]:
    """Return what was established in each case, and of the parties named in it what is true of them everywhere."""
    known = FactRow.objects.within(unit.scope).filter(at__lte=unit.at)
    rows = known.filter(case_id__in=case_ids)
    anybody = frozenset[PartyId]().union(*placed.values())
    if anybody:
        rows |= known.filter(about__in=sorted(anybody), name__in=sorted(OF_THE_PARTY))
    facts: dict[str, list[Fact]] = {each: [] for each in case_ids}
    for established_in, body in rows.order_by("at", "id").values_list("case_id", _BODY):
        fact = unit.from_text(body, of=Fact)
        for case_id, own in facts.items():
            if case_id == established_in:
                own.append(fact)
            elif fact.about in placed[case_id] and fact.name in OF_THE_PARTY:
                own.append(replace(fact, note="", limits=(), is_from_other_case=True))
    return {case_id: tuple(own) for case_id, own in facts.items()}


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

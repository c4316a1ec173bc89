# SPDX-License-Identifier: Apache-2.0
"""Smaller questions of the desk beside `queries`: each checks the caller, stays in their scope, changes nothing."""

from collections.abc import Collection, Mapping
from typing import Final

from django.db.models import Max

from nadhir.casework.authority import Act, Caller, admit
from nadhir.casework.case_file import draw_up
from nadhir.casework.house import House
from nadhir.casework.queries import ledger_line
from nadhir.casework.read_models import LedgerLine, PartyLine, SourceView
from nadhir.casework.review import extract_of
from nadhir.casework.unit import Unit
from nadhir.review import AfterAction, after_action
from nadhir.store.models import (
    AssessmentRow,
    CaseReport,
    CaseRow,
    CheckpointRow,
    LedgerEntry,
    PartyRow,
    ReportRow,
    SourceRow,
)
from nadhir.store.scope import Scope, load
from nadhir.store.vault import Vault
from nadhir.tearline import Option, knowledge, options
from nadhir.terms.assessment import Assessment
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import CaseId, OfficerId, ReportId
from nadhir.terms.party import Party
from nadhir.terms.report import Report, Source
from nadhir.terms.threat import Threat

_LARGEST_PAGE: Final = 500


def sources(house: House, *, by: OfficerId) -> tuple[SourceView, ...]:
    """Return the sources known to the organisation, for whoever takes a report in to choose from."""
    unit = _unit(house, caller=admit(by, to=Act.READ_SOURCES))
    rows = SourceRow.objects.within(unit.scope).order_by("source_id").values_list("body", flat=True)
    found = (unit.from_json(body, of=Source) for body in rows)
    return tuple(
        SourceView(
            id=each.id, name=each.name, kind=each.kind, reliability=each.reliability, is_protected=each.is_protected
        )
        for each in found
    )


def parties(house: House, *, by: OfficerId) -> tuple[PartyLine, ...]:
    """Return the parties of the organisation's directory, for whoever keeps it."""
    unit = _unit(house, caller=admit(by, to=Act.KEEP_DIRECTORY))
    rows = PartyRow.objects.within(unit.scope).order_by("party_id").values_list("body", "is_standing")
    return tuple(PartyLine(party=unit.from_json(body, of=Party), is_standing=standing) for body, standing in rows)


def ledger_of_case(house: House, *, case_id: CaseId, by: OfficerId, limit: int = 100) -> tuple[LedgerLine, ...]:
    """Return the entries of one case, newest first.

    Raises:
        NotFoundError: there is no such case within the scope.
    """
    unit = _unit(house, caller=admit(by, to=Act.READ_LEDGER))
    load(CaseRow.objects.within(unit.scope), what="case", id=case_id)
    rows = LedgerEntry.objects.within(unit.scope).filter(case_id=case_id).order_by("-index")
    return tuple(ledger_line(row) for row in rows[: min(limit, _LARGEST_PAGE)])


def texts_of_case(house: House, *, case_id: CaseId, by: OfficerId) -> Mapping[ReportId, str]:
    """Return the texts of a case's reports, for quotations to be shown with what stands around them.

    Raises:
        NotFoundError: there is no such case within the scope.
    """
    unit = _unit(house, caller=admit(by, to=Act.READ_REPORTS))
    row = load(CaseRow.objects.within(unit.scope), what="case", id=case_id)
    members = CaseReport.objects.within(unit.scope).filter(case=row).values("report_id")
    bodies = ReportRow.objects.within(unit.scope).filter(id__in=members).values_list("body", flat=True)
    return {each.id: each.content for each in (unit.from_json(body, of=Report) for body in bodies)}


def threats_of_cases(house: House, *, case_ids: Collection[CaseId], by: OfficerId) -> Mapping[CaseId, Threat]:
    """Return what each of these cases is about, as it was last assessed; a case without an assessment is left out."""
    unit = _unit(house, caller=admit(by, to=Act.READ_CASES))
    rows = AssessmentRow.objects.within(unit.scope).filter(case_id__in=list(case_ids))
    latest = rows.values("case_id").annotate(newest=Max("id")).values("newest")
    bodies = rows.filter(id__in=latest).values_list("case_id", "body")
    return {CaseId(case_id): unit.from_json(body, of=Assessment).threat for case_id, body in bodies}


def look_back(house: House, *, case_id: CaseId, by: OfficerId) -> AfterAction:
    """Return what a review of the case would say now, without recording that it was made.

    Raises:
        NotFoundError: there is no such case within the scope.
    """
    unit = _unit(house, caller=admit(by, to=Act.READ_CASES))
    return after_action(extract_of(unit, row=load(CaseRow.objects.within(unit.scope), what="case", id=case_id)))


def options_of_case(house: House, *, case_id: CaseId, by: OfficerId) -> tuple[Option, ...]:
    """Return what each choice of the tearline would say and expose, from the latest assessment; nothing is kept.

    Raises:
        NotFoundError: there is no such case within the scope.
        TheirsError: it was not judged yet.
    """
    unit = _unit(house, caller=admit(by, to=Act.READ_CASES))
    row = load(CaseRow.objects.within(unit.scope), what="case", id=case_id)
    assessed = AssessmentRow.objects.within(unit.scope).filter(case=row).order_by("-id").first()
    if assessed is None:
        raise TheirsError("nothing was determined yet", where=f"case {case_id}", remedy="determine it first")
    threat = unit.from_json(assessed.body, of=Assessment).threat
    return options(knowledge(threat, file=draw_up(unit, row=row)))


def latest_checkpoint() -> str:
    """Return the latest signed checkpoint, which is for everybody to keep; empty before the first."""
    found = CheckpointRow.objects.order_by("-size").values_list("note", flat=True).first()
    return found or ""


def waiting_reports() -> int:
    """Return how many reports of all organisations wait to be sorted; a number that tells of nobody."""
    return ReportRow.objects.unsafe_everything().filter(routed_at=None).count()


def is_sorted(report_id: ReportId, *, organisation: str) -> bool:
    """Tell whether a report of the organisation was sorted, for whoever handed it in."""
    return ReportRow.objects.within(Scope(organisation)).filter(id=report_id, routed_at__isnull=False).exists()


def _unit(house: House, *, caller: Caller) -> Unit:
    return Unit(house=house, caller=caller, at=house.clock.now(), vault=Vault(house.keys.master))

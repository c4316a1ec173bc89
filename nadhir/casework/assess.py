# SPDX-License-Identifier: Apache-2.0
"""Assess a case as it is held now, and keep the assessment; the word of likelihood that an officer chose goes with it
as long as the interval is the one that they chose it for.
"""

from dataclasses import replace

from nadhir.assess import assess as judge
from nadhir.casework.authority import Act, admit_either
from nadhir.casework.case_file import draw_up, keep_named_victims
from nadhir.casework.house import House
from nadhir.casework.unit import Unit, durable
from nadhir.store.models import AssessmentRow, CaseEventRow, CaseRow, LikelihoodChoiceRow
from nadhir.terms.assessment import Assessment, LikelihoodChoice
from nadhir.terms.case import CaseEventKind, CaseFile
from nadhir.terms.ids import CaseId, OfficerId


def assess(
    house: House, *, case_id: CaseId, by: OfficerId | None = None, organisation: str | None = None
) -> Assessment:
    """Return the assessment of the case at this moment.

    Raises:
        NotFoundError: there is no such case within the scope.
    """
    with durable(house, caller=admit_either(by, organisation=organisation, to=Act.ASSESS)) as unit:
        row = unit.lock_case(case_id)
        found, _ = assess_in(unit, row=row, file=draw_up(unit, row=row, is_to_judge=True))
        return found


def assess_in(unit: Unit, *, row: CaseRow, file: CaseFile) -> tuple[Assessment, AssessmentRow]:
    """Assess a locked case, drawn up just now, within a transaction that is open already; return it and its row."""
    found = judge(file, at=unit.at, parameters=unit.house.knowledge.assessing)
    assessment = _with_choice(unit, row=row, found=found)
    saved = AssessmentRow(
        organisation_id=row.organisation_id,
        case=row,
        at=unit.at,
        assessor=assessment.assessor,
        body=unit.to_json(assessment),
    )
    saved.save(force_insert=True)
    keep_named_victims(unit, row=row, assessment=assessment)
    unit.happen(
        row,
        kind=CaseEventKind.ASSESSED,
        facts={
            "credible": assessment.credible.answer.value,
            "specific": assessment.specific.answer.value,
            "impending": assessment.impending.answer.value,
            "urgency": assessment.urgency.value,
            "likelihood_percent": [assessment.likelihood.low, assessment.likelihood.high],
            "likelihood": assessment.likelihood.term,
            "yardstick": assessment.likelihood.yardstick.value,
            "confidence": assessment.confidence.value,
            "assessor": assessment.assessor,
        },
    )
    if assessment.attack_happened and not _knows_of_attack(unit, row=row):
        unit.happen(row, kind=CaseEventKind.ATTACK_REPORTED)
    return assessment, saved


def latest_assessment(unit: Unit, *, row: CaseRow) -> AssessmentRow | None:
    """Return the latest assessment's row."""
    return AssessmentRow.objects.within(unit.scope).filter(case=row).order_by("-id").first()


def _with_choice(unit: Unit, *, row: CaseRow, found: Assessment) -> Assessment:
    if found.likelihood.term is not None:
        return found
    rows = LikelihoodChoiceRow.objects.within(unit.scope).filter(case=row).order_by("-id")
    for body in rows.values_list("body", flat=True):
        choice = unit.from_json(body, of=LikelihoodChoice)
        if choice.is_for(found.likelihood):
            return replace(found, likelihood=choice.likelihood, likelihood_choice=choice)
    return found


def _knows_of_attack(unit: Unit, *, row: CaseRow) -> bool:
    rows = CaseEventRow.objects.within(unit.scope)
    return rows.filter(case=row, kind=CaseEventKind.ATTACK_REPORTED).exists()

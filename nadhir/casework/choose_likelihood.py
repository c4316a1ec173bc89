# SPDX-License-Identifier: Apache-2.0
"""Choose the word of likelihood where the interval spans several, or reaches into a gap of the yardstick.

Promise: what is computed is the interval; where it does not tell the word, an officer does, with a reason, and both go
on record. The word stands for that very interval by that yardstick: a report, a grade or a fact that moves it opens the
question again. Choosing moves neither the interval nor the determination.
"""

from dataclasses import replace

from nadhir.casework.assess import latest_assessment
from nadhir.casework.authority import Act, admit
from nadhir.casework.determine import judge_in
from nadhir.casework.house import House
from nadhir.casework.unit import Personal, durable
from nadhir.store.models import LikelihoodChoiceRow
from nadhir.terms.assessment import Assessment, LikelihoodChoice, LikelihoodTerm
from nadhir.terms.entry import SubjectId
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import CaseId, OfficerId
from nadhir.terms.sealed import Sealed


def choose_likelihood(house: House, *, case_id: CaseId, term: LikelihoodTerm, reason: str, by: OfficerId) -> Assessment:
    """Return the assessment with the word that this officer chose for the interval as it was last assessed.

    Raises:
        NotFoundError: there is no such case within the scope.
        NotAllowedError: the officer judges no cases.
        TheirsError: there is no reason, nothing to choose, or something has moved the interval since.
        InvalidTermError: the word cannot be said of the interval.
    """
    if not reason.strip():
        raise TheirsError("a choice needs its reason", where=f"case {case_id}", remedy="say what it rests on")
    with durable(house, caller=admit(by, to=Act.ASSESS)) as unit:
        row = unit.lock_case(case_id)
        latest = latest_assessment(unit, row=row)
        if latest is None:
            raise TheirsError("it was not assessed yet", where=f"case {case_id}", remedy="assess it first")
        found = replace(unit.from_json(latest.body, of=Assessment).likelihood, chosen=None)
        if found.term is not None:
            raise TheirsError(
                "there is nothing to choose: %(low)s to %(high)s %% is “%(term)s” by %(yardstick)s",
                where=f"case {case_id}",
                remedy="where the interval is wrong, grade the reports anew",
                values={"low": found.low, "high": found.high, "term": found.term, "yardstick": found.yardstick},
            )
        choice = LikelihoodChoice(at=unit.at, by=by, likelihood=replace(found, chosen=term), reason=reason.strip())
        LikelihoodChoiceRow(
            organisation_id=row.organisation_id, case=row, at=unit.at, by=by, body=unit.to_json(choice)
        ).save(force_insert=True)
        unit.note(
            "case.likelihood.chosen",
            case=row,
            facts={
                "term": term.value,
                "could_be": [each.value for each in found.terms],
                "likelihood_percent": [found.low, found.high],
                "yardstick": found.yardstick.value,
            },
            personal={"reason": Personal(SubjectId(row.subject), Sealed(choice.reason))},
        )
        assessment, _ = judge_in(unit, row=row)
        if assessment.likelihood_choice != choice:
            raise TheirsError(
                "the interval is another by now: %(low)s to %(high)s %%",
                where=f"case {case_id}",
                remedy="assess it again, look at it, and choose for that",
                values={"low": assessment.likelihood.low, "high": assessment.likelihood.high},
            )
        return assessment

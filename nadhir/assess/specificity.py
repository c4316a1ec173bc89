# SPDX-License-Identifier: Apache-2.0
"""What is known of each element, how finely and by whom; and which reports meet the threshold together.

The threshold may be met jointly by several reports (law.md 6, F9): one says who and where, another when. Then it is
said which those are and what each brings, so that an officer sees what falls when one of them falls. The set that is
given is the smallest that was found by taking reports in the order of their grades and then letting go every one that
the others do without; another set of the same size may exist. Copies bring nothing. [D]
"""

from collections.abc import Sequence
from typing import Final

from nadhir.assess.concerned import victims
from nadhir.assess.limbs import Basis, basis, credible, impending, origin_of, specific
from nadhir.assess.merging import grade, merge, worst_harm
from nadhir.assess.parameters import AssessParameters
from nadhir.assess.reading import Reading
from nadhir.terms.assessment import Answer, Contribution, Specificity, Support
from nadhir.terms.case import CaseFile
from nadhir.terms.ids import ReportId
from nadhir.terms.screening import Role
from nadhir.terms.threat import Threat, ThreatElement

#: Reports that are tried together [D]: a threat that so many well-graded ones do not make credible and specific is made
#: so by none that comes after them, and each that is tried costs a merging of those before.
MOST_TRIED: Final = 12


def specificity(readings: Sequence[Reading], *, threat: Threat) -> tuple[Specificity, ...]:
    """Return what is known of each element, in the order of `Role`."""
    own = {r.report_id: r for r in readings if not r.is_copy}
    return tuple(
        Specificity(role, tuple(_support(element, own=own) for element in threat.of_role(role))) for role in Role
    )


def _support(element: ThreatElement, *, own: dict[ReportId, Reading]) -> Support:
    said_by = [own[report_id] for report_id in dict.fromkeys(e.report_id for e in element.evidence) if report_id in own]
    voices, names = {origin_of(r) for r in said_by}, {r.held.source.id for r in said_by}
    return Support(
        norm=element.norm,
        precision=element.precision,
        report_ids=tuple(r.report_id for r in said_by),
        independent_sources=min(len(voices), len(names)),
    )


def met_by(
    file: CaseFile, *, grounds: Basis, parameters: AssessParameters, is_over: bool, window_lapsed: bool
) -> tuple[Contribution, ...]:
    """Return what each of the fewest reports brings that meet the threshold together; none where no set was found."""

    def is_met(tried: Sequence[Reading]) -> bool:
        return _is_met(file, readings=tried, parameters=parameters, is_over=is_over, window_lapsed=window_lapsed)

    own = sorted((r for r in grounds.raising if not r.is_copy), key=lambda r: (grade(r), r.held_at, r.report_id))
    candidates = own[:MOST_TRIED]
    alone = next((r for r in candidates if is_met([r])), None)
    if alone is not None:
        return (_contribution(alone, parameters=parameters),)
    enough = next((n for n in range(2, len(candidates) + 1) if is_met(candidates[:n])), None)
    if enough is None:
        return ()
    kept = candidates[:enough]
    for reading in reversed(candidates[: enough - 1]):  # the last is needed: without it, it was not met
        without = [r for r in kept if r is not reading]
        if is_met(without):
            kept = without
    kept.sort(key=lambda r: (r.held_at, r.report_id))
    return tuple(_contribution(r, parameters=parameters) for r in kept)


def _is_met(
    file: CaseFile, *, readings: Sequence[Reading], parameters: AssessParameters, is_over: bool, window_lapsed: bool
) -> bool:
    grounds = basis(readings)
    if credible(grounds, parameters=parameters).answer is not Answer.YES:
        return False
    elements = merge(readings)
    threat = Threat(
        harm=worst_harm(readings), elements=elements, victims=victims(file, readings=readings, elements=elements)
    )
    return (
        specific(grounds, threat=threat).answer is Answer.YES
        and impending(grounds, threat=threat, is_over=is_over, window_lapsed=window_lapsed).answer is Answer.YES
    )


def _contribution(reading: Reading, *, parameters: AssessParameters) -> Contribution:
    return Contribution(
        report_id=reading.report_id,
        roles=tuple(role for role in Role if reading.of_role(role)),
        states_harm=reading.harm is not None,
        is_graded_credible=credible(basis([reading]), parameters=parameters).answer is Answer.YES,
    )

# SPDX-License-Identifier: Apache-2.0
"""Which of the reports that speak of the same are another voice: what a grade of 1, "confirmed", asks for.

Ten copies are one source. A report confirms another only where the source chains show that it is told by somebody
else: no copy of it, nor of any of its copies; from another source; with no teller in common, from the origin to the
page at hand; and, of pages that anybody can write, with a chain at all. A report that was itself graded doubtful or
worse, or whose source is unreliable, confirms nothing; one that nobody could judge (F, 6) does, since "cannot be
judged" is no bad grade.

It does not see that two papers quote one official: what the texts say of their sources (`intake.sourcing`) is for the
officer, who decides. Follows NATO's AJP-2.1 on grading (credibility 1: "confirmed by other sources").
"""

import re
from collections.abc import Sequence
from typing import Final

from nadhir.language.normalise import fold
from nadhir.terms.case import HeldReport
from nadhir.terms.ids import ReportId
from nadhir.terms.links import Confirmation, ConfirmationBar, Link, LinkKind
from nadhir.terms.report import InformationCredibility, SourceKind, SourceReliability

__all__ = ["confirmations"]

_OF_MANY: Final = frozenset({SourceKind.OPEN, SourceKind.PUBLIC})
_DOUBTED: Final = frozenset({InformationCredibility.DOUBTFUL, InformationCredibility.IMPROBABLE})


def confirmations(
    held: HeldReport, *, others: Sequence[HeldReport], copies: Sequence[Link]
) -> tuple[Confirmation, ...]:
    """Return what each of the other reports is to this one: the independent ones first, each by order of arrival.

    `others` speak of the same threat or event; `copies` are the copy links among all of them, people's word respected.
    """
    group = _copy_group(held.report.id, copies=copies)
    known = {each.report.id: each for each in (held, *others)}
    own = frozenset(key for member in group if member in known for key in _tellers(known[member]))
    found = []
    for other in others:
        if other.report.id == held.report.id:
            continue
        voices = frozenset(
            key
            for member in _copy_group(other.report.id, copies=copies)
            if member in known
            for key in _tellers(known[member])
        )
        bar = _bar(held, other=other, is_copy=other.report.id in group, own=own, voices=voices)
        found.append(Confirmation(report_id=other.report.id, chain=other.report.source_chain.members, bar=bar))
    return tuple(sorted(found, key=lambda each: not each.is_independent))


def _bar(
    held: HeldReport, *, other: HeldReport, is_copy: bool, own: frozenset[str], voices: frozenset[str]
) -> ConfirmationBar | None:
    if is_copy:
        return ConfirmationBar.COPY
    if other.source.id == held.source.id:
        return ConfirmationBar.SAME_SOURCE
    if own & voices:
        return ConfirmationBar.SAME_ORIGIN
    if any(each.source.kind in _OF_MANY and not each.report.source_chain.members for each in (held, other)):
        return ConfirmationBar.ORIGIN_UNKNOWN
    if other.source.reliability is SourceReliability.E or other.report.credibility in _DOUBTED:
        return ConfirmationBar.DOUBTED
    return None


def _tellers(held: HeldReport) -> frozenset[str]:
    """Return everybody who told it on: the members of its chain, and the source that it was had from."""
    chain = (re.sub(r"[\W_]+", "", fold(member)) for member in held.report.source_chain.members)
    return frozenset((f"source {held.source.id}", *filter(None, chain)))


def _copy_group(report_id: ReportId, *, copies: Sequence[Link]) -> frozenset[ReportId]:
    """Return the report and everything that is a copy of it, or of a copy of it."""
    group = {report_id}
    pairs = [(link.report_id, link.other_id) for link in copies if link.kind is LinkKind.COPY and link.score > 0]
    grown = True
    while grown:
        grown = False
        for one, other in pairs:
            if (one in group) != (other in group):
                group |= {one, other}
                grown = True
    return frozenset(group)

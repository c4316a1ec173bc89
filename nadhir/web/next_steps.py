# SPDX-License-Identifier: Apache-2.0
"""What a case waits for now, in the order in which it has to be done: the first thing that its page says.

Promise: every open case waits for something or says that it does not; each line leads to where it is done. Nothing is
decided here: whether an officer may do it is asked by the steps, and again by the use case.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nadhir.casework import wording
from nadhir.casework.read_models import CaseView, ClockView
from nadhir.release.signing import SIGNATURES_NEEDED
from nadhir.terms.delivery import DeliveryState
from nadhir.terms.determination import Determination, Outcome
from nadhir.terms.release import ReleaseState

_DONE: Final = (DeliveryState.ACKNOWLEDGED, DeliveryState.ACTION_STATED, DeliveryState.CANCELLED)
_UNSIGNED: Final = (ReleaseState.PROPOSED, ReleaseState.APPROVED_ONCE)


@dataclass(frozen=True, slots=True)
class NextStep:
    """One thing that the case waits for, where on the page it is done, and whether who looks may do it there."""

    words: str
    anchor: str
    is_ours: bool


def next_steps(view: CaseView, *, forms: Mapping[str, Sequence[object]]) -> tuple[NextStep, ...]:
    """Return what the case waits for, first things first; nothing of a closed case."""
    if not view.case.is_open:
        return ()
    signs = any(each.may_approve for each in view.releases)
    return tuple(
        NextStep(words=words, anchor=anchor, is_ours=bool(forms.get(anchor)) or (anchor == "release" and signs))
        for words, anchor in _awaited(view)
    )


def next_clock(view: CaseView) -> ClockView | None:
    """Return the clock that runs out first of those that still run."""
    running = [each for each in view.clocks if each.is_running]
    return min(running, key=lambda each: each.due_at, default=None)


def _awaited(view: CaseView) -> Iterator[tuple[str, str]]:
    if view.case.closing is not None:
        yield _("A second officer confirms the closing, or says why not."), "closing"
    if any(not each.copy_of and each.looked_by is None for each in view.reports):
        yield _("Read the reports that nobody has opened."), "reports"
    if any(each.settled_at is None for each in view.disputes):
        yield _("Settle the dispute."), "disputes"
    found = view.determination
    if view.assessment is None or found is None:
        yield _("Assess the case."), "assessment"
        return
    if found.decided_by is None:
        yield from _undecided(found)
        return
    lacking = sum(1 for each in found.waivers if each.affirmed_by is None)
    if lacking:
        words = ngettext(
            "A senior officer affirms the waiver; until then it does not stand.",
            "A senior officer affirms %(n)s waivers; until then they do not stand.",
            lacking,
        )
        yield words % {"n": lacking}, "determination"
    if found.outcome in (Outcome.WARN, Outcome.REFER):
        yield from _on_the_way_out(view)


def _undecided(found: Determination) -> Iterator[tuple[str, str]]:
    if found.unweighed:
        yield _("Weigh what telling them could do."), "determination"
    said = _("Decide. The recommendation is: %(outcome)s.") % {"outcome": wording.word(found.outcome)}
    yield said, "determination"


def _on_the_way_out(view: CaseView) -> Iterator[tuple[str, str]]:
    if view.tearline is None:
        yield _("Write the tearline."), "tearline"
        return
    if view.tearline.tearline.leaks:
        yield _("Take out of the tearline what the leak check found."), "tearline"
        return
    proposed = [each.release for each in view.releases if each.release.state in _UNSIGNED]
    for release in proposed:
        missing = SIGNATURES_NEEDED - len(release.approvals)
        words = ngettext(
            "%(n)s releasing authority has still to sign.", "%(n)s releasing authorities have still to sign.", missing
        )
        yield words % {"n": missing}, "release"
    if not proposed and not any(each.release.state is ReleaseState.RELEASED for each in view.releases):
        yield _("Propose the tearline for release."), "release"
    waiting = sum(1 for each in view.deliveries if each.state not in _DONE)
    if waiting:
        words = ngettext(
            "Reach %(n)s recipient: no named person has the warning yet.",
            "Reach %(n)s recipients: no named person of theirs has the warning yet.",
            waiting,
        )
        yield words % {"n": waiting}, "delivery"

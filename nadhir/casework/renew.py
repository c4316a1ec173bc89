# SPDX-License-Identifier: Apache-2.0
"""Renew or withdraw: no warning lapses silently. It says until when it holds, and before that a person is told.

A warning that was released and neither renewed nor withdrawn stands under a clock until its validity ends (`clocks`).
In time before that end the worker makes a task, once; where the end comes all the same, that is on record as a lapse,
with a task of its own. Whoever was warned by it must not be left to guess whether it still holds.

It renews nothing by itself: a renewal is a release like any other, with two people who stand for it.
"""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from nadhir.casework.authority import Act, admit_system
from nadhir.casework.clocks import ASK_BEFORE
from nadhir.casework.house import House
from nadhir.casework.tasks import finish_case_tasks, make_task
from nadhir.casework.unit import Unit, durable
from nadhir.store.models import CaseRow, ReleaseRow
from nadhir.store.scope import lock
from nadhir.terms.ids import CaseId, ReleaseId
from nadhir.terms.release import Mode, Release, ReleaseState

_log = logging.getLogger(__name__)
RENEW_TASK: Final = "renew_or_withdraw"
LAPSED_TASK: Final = "warning_lapsed"


@dataclass(frozen=True, slots=True)
class Reminded:
    """What the worker told people of a warning: that it is about to lapse, or that it has."""

    release_id: ReleaseId
    case_id: CaseId
    expires_at: datetime
    has_lapsed: bool


def remind(house: House, *, limit: int = 100) -> tuple[Reminded, ...]:
    """Make a task for each warning that is about to lapse, and for each that has; return what was told of."""
    now = house.clock.now()
    due = (
        ReleaseRow.objects.unsafe_everything()
        .filter(state=ReleaseState.RELEASED, mode=Mode.LIVE, ended_at=None, lapsed_at=None, case__is_open=True)
        .filter(expires_at__lte=now + ASK_BEFORE)
        .order_by("expires_at", "id")
        .values_list("id", "organisation_id", "case_id", "proposed_at", "expires_at", "renewal_asked_at")[:limit]
    )
    told = []
    for release_id, organisation, case_id, proposed_at, expires_at, asked_at in list(due):
        is_asked = asked_at is not None
        if now < (expires_at if is_asked else _asked_from(proposed_at, expires_at=expires_at)):
            continue
        try:
            told += _remind(house, release_id=release_id, organisation=organisation, case_id=CaseId(case_id))
        except Exception:  # noqa: BLE001 - see below
            # One warning that cannot be looked at must not hold up the word on the others.
            _log.exception("release %s could not be looked at for its renewal", release_id)
    return tuple(told)


def standing_releases(unit: Unit, *, row: CaseRow) -> tuple[Release, ...]:
    """Return the case's warnings that left and were neither renewed nor withdrawn, whether they have lapsed or not."""
    rows = ReleaseRow.objects.within(unit.scope).filter(
        case=row, state=ReleaseState.RELEASED, mode=Mode.LIVE, ended_at=None
    )
    return tuple(unit.from_json(each.body, of=Release) for each in rows.order_by("expires_at", "id"))


def end_renewed(unit: Unit, *, row: CaseRow, by_release: Release) -> None:
    """End every standing warning of the case whose recipients this release, just signed, all tells anew."""
    told = {recipient.party_id for recipient in by_release.recipients}
    rows = ReleaseRow.objects.within(unit.scope).filter(
        case=row, state=ReleaseState.RELEASED, mode=Mode.LIVE, ended_at=None
    )
    for each in rows.exclude(id=by_release.id).order_by("id"):
        if {recipient.party_id for recipient in unit.from_json(each.body, of=Release).recipients} <= told:
            each.ended_at = unit.at
            each.save(update_fields=["ended_at"])
    _finish(unit, row=row)


def end_withdrawn(unit: Unit, *, row: CaseRow, release_row: ReleaseRow) -> None:
    """End a warning that was withdrawn."""
    release_row.ended_at = unit.at
    release_row.save(update_fields=["ended_at"])
    _finish(unit, row=row)


def _finish(unit: Unit, *, row: CaseRow) -> None:
    """Take the tasks off the table once nothing of the case stands that is about to lapse, or has."""
    if all(
        unit.at < _asked_from(each.proposed_at, expires_at=each.expires_at) for each in standing_releases(unit, row=row)
    ):
        finish_case_tasks(unit, case_row=row, kinds=(RENEW_TASK, LAPSED_TASK))


def _asked_from(proposed_at: datetime, *, expires_at: datetime) -> datetime:
    return expires_at - min(ASK_BEFORE, (expires_at - proposed_at) / 2)


def _remind(house: House, *, release_id: str, organisation: str, case_id: CaseId) -> list[Reminded]:
    with durable(house, caller=admit_system(organisation, to=Act.DELIVER)) as unit:
        case_row = unit.lock_case(case_id)
        row = lock(ReleaseRow.objects.within(unit.scope), what="release", id=release_id)
        has_lapsed = unit.at >= row.expires_at
        if row.ended_at or row.lapsed_at or (row.renewal_asked_at and not has_lapsed):
            return []  # another worker, or an officer, was faster
        told = f"{release_id}: {row.expires_at.isoformat()}"
        facts = {"release": release_id, "expires_at": row.expires_at.isoformat()}
        if has_lapsed:
            row.lapsed_at = unit.at
            make_task(unit, case_row=case_row, row=None, kind=LAPSED_TASK, note=told)
            unit.note("warning.lapsed", case=case_row, facts=facts)
        else:
            row.renewal_asked_at = unit.at
            make_task(unit, case_row=case_row, row=None, kind=RENEW_TASK, note=told)
            unit.note("warning.renewal.asked", case=case_row, facts=facts)
        row.save(update_fields=["renewal_asked_at", "lapsed_at"])
        return [Reminded(ReleaseId(release_id), case_id, expires_at=row.expires_at, has_lapsed=has_lapsed)]

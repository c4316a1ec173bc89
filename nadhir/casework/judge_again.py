# SPDX-License-Identifier: Apache-2.0
"""Judge anew every open case that a change touched: a fact that is true of a party wherever it is known, a party's
roles or places, a source's reliability.

Promise: which cases a change touches is written in the same transaction as the change, so that none is forgotten; each
is then judged, with an entry in its own ledger thread, at once after whoever made the change, and by the worker where
that was cut short, failed, or touches more than one waits for. A case is judged for all that touched it at once; judged
already, there is nothing left of it to do.
"""

import logging
from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta
from enum import StrEnum
from typing import Final

from django.db.models import Min, Q

from nadhir.casework.authority import Act, admit_system
from nadhir.casework.case_file import draw_up_all
from nadhir.casework.determine import judge_in
from nadhir.casework.house import House
from nadhir.casework.trace import look_up
from nadhir.casework.unit import Unit, durable
from nadhir.store.models import CaseParty, CaseReport, CaseRow, JudgementDue, PartyRow, SourceRow
from nadhir.terms.facts import OF_THE_PARTY, Fact
from nadhir.terms.ids import CaseId

_log = logging.getLogger(__name__)
#: How many cases somebody waits for who made a change; the worker judges the rest. A party known to fifty is a
#: realistic upper figure. [D]
AT_ONCE: Final = 100
_PAUSE: Final = timedelta(minutes=1)  # [D] before a case whose judging failed is tried again
#: Cases judged in one transaction, which holds all of them locked: half a second's work. [D]
_IN_ONE_TRANSACTION: Final = 25
_ROWS_AT_ONCE: Final = 1_000


class Touch(StrEnum):
    """What touched a case, as its ledger says it."""

    FACT_OF_PARTY = "fact_of_party"
    PARTY_CHANGED = "party_changed"
    SOURCE_CHANGED = "source_changed"


def touch_by_fact(unit: Unit, *, fact: Fact, without: CaseRow) -> tuple[CaseId, ...]:
    """Write down which other open cases the fact touches, and return them."""
    if fact.about is None or fact.name not in OF_THE_PARTY:
        return ()
    named = CaseParty.objects.within(unit.scope).filter(party__party_id=fact.about, case__is_open=True)
    others = named.exclude(case=without).values_list("case_id", flat=True)
    return _touch(unit, cases=others, because=Touch.FACT_OF_PARTY)


def touch_by_party(unit: Unit, *, row: PartyRow, was_standing: bool) -> tuple[CaseId, ...]:
    """Write down which open cases know the party, all of them where it is or was a standing one, and return them."""
    cases = CaseRow.objects.within(unit.scope).filter(is_open=True)
    if not (row.is_standing or was_standing):
        named = CaseParty.objects.within(unit.scope).filter(party=row).values("case_id")
        cases = cases.filter(id__in=named)
    return _touch(unit, cases=cases.values_list("id", flat=True), because=Touch.PARTY_CHANGED)


def touch_by_source(unit: Unit, *, row: SourceRow) -> tuple[CaseId, ...]:
    """Write down which open cases hold a report of the source, and return them."""
    members = CaseReport.objects.within(unit.scope).filter(report__source=row, left_at=None, case__is_open=True)
    return _touch(unit, cases=members.values_list("case_id", flat=True).distinct(), because=Touch.SOURCE_CHANGED)


def _touch(unit: Unit, *, cases: Iterable[str], because: Touch) -> tuple[CaseId, ...]:
    touched = sorted(map(CaseId, cases))
    # A row for each change, never one that stands for an earlier change too: who judges the case at this moment does
    # not see this change yet, and takes away only what it saw.
    JudgementDue.objects.unsafe_everything().bulk_create(
        [
            JudgementDue(organisation_id=unit.scope.organisation, case_id=each, since=unit.at, because=because)
            for each in touched
        ],
        batch_size=_ROWS_AT_ONCE,
    )
    return tuple(touched)


def judge_due(house: House, *, cases: Collection[CaseId] | None = None, limit: int = AT_ONCE) -> tuple[CaseId, ...]:
    """Judge anew what was touched, longest waiting first, of these cases or of all; return those that were judged.

    One that fails is told of and tried again later; it stands in nobody's way.
    """
    if cases is not None and not cases:
        return ()
    now = house.clock.now()
    rows = JudgementDue.objects.unsafe_everything().filter(Q(again_at=None) | Q(again_at__lte=now))
    if cases is not None:
        rows = rows.filter(case_id__in=sorted(cases)[:limit])
    waiting = rows.values("case_id", "organisation_id").annotate(first=Min("id")).order_by("first")
    by_organisation: dict[str, list[CaseId]] = {}
    for each in list(waiting[:limit]):
        by_organisation.setdefault(str(each["organisation_id"]), []).append(CaseId(each["case_id"]))
    judged: list[CaseId] = []
    for organisation, ids in by_organisation.items():
        for begin in range(0, len(ids), _IN_ONE_TRANSACTION):
            judged += _judge_some(house, ids=ids[begin : begin + _IN_ONE_TRANSACTION], organisation=organisation)
    return tuple(judged)


def _judge_some(house: House, *, ids: Sequence[CaseId], organisation: str) -> list[CaseId]:
    """Judge these cases in one transaction, or where that fails each in its own: what fails holds up no other."""
    try:
        return _judge(house, ids=ids, organisation=organisation)
    except Exception:  # noqa: BLE001 - see below
        if len(ids) > 1:
            return [each for one in ids for each in _judge_some(house, ids=[one], organisation=organisation)]
        # One case on which a room fails must not hold up the others, nor undo the change that touched it.
        _log.exception("case %s could not be judged anew", ids[0])
        again_at = house.clock.now() + _PAUSE
        JudgementDue.objects.unsafe_everything().filter(case_id=ids[0]).update(again_at=again_at)
        return []


def _judge(house: House, *, ids: Sequence[CaseId], organisation: str) -> list[CaseId]:
    """Return which of the cases were judged: not one that was already, was closed, or holds no report any more."""
    with durable(house, caller=admit_system(organisation, to=Act.DETERMINE)) as unit:
        # Always in this order, so that nobody who locks several waits for one who waits for them.
        rows = {case_id: unit.lock_case(case_id) for case_id in sorted(ids)}
        waiting = JudgementDue.objects.within(unit.scope).filter(case_id__in=sorted(ids))
        due = list(waiting.order_by("id").values_list("id", "case_id", "because"))
        waiting.filter(id__in=[number for number, _, _ in due]).delete()
        because: dict[str, set[str]] = {}
        for _, case_id, why in due:
            because.setdefault(case_id, set()).add(why)
        to_judge = [row for row in rows.values() if row.id in because and row.is_open and unit.case(row).report_ids]
        files = draw_up_all(unit, rows=to_judge, is_to_judge=True)
        record = look_up(unit, files=files.values())
        for row in to_judge:
            unit.note("case.judged_again", case=row, facts={"because": sorted(because[row.id])})
            judge_in(unit, row=row, file=files[CaseId(row.id)], record=record)
        return [CaseId(row.id) for row in to_judge]

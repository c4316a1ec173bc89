"""The table of (state, event) → state, and the one door through which a case moves.

Read a block as: in these states, this event leads there. What is missing from the table is not allowed. Answers of
recipients are taken in every state that a warned case can be in, since an acknowledgement that arrives late must not
be refused by a case that has moved on.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from nadhir.terms.case import Case, CaseEvent, CaseEventKind, CaseState
from nadhir.terms.errors import TheirsError

S = CaseState
E = CaseEventKind

_UNJUDGED: Final = (S.OPENED, S.ASSESSING, S.REOPENED)
_JUDGED: Final = (S.DETERMINED, S.WAIVED, S.REFERRED)
_TOLD: Final = (S.WARNED, S.ACKNOWLEDGED, S.ACTED_ON, S.RENEWED)
_OPEN: Final = (*_UNJUDGED, *_JUDGED, S.RELEASING, *_TOLD)
_STAYS: Final = None


class NotAllowedError(TheirsError):
    """The event may not follow in the state the case is in; nothing has happened."""


def _rows() -> Iterable[tuple[Iterable[CaseState], CaseEventKind, CaseState | None]]:
    # What comes in. New information reopens a waiver, a referral and a closed case.
    yield (S.OPENED, S.ASSESSING, S.REOPENED, S.DETERMINED, S.RELEASING, *_TOLD), E.REPORT_LINKED, _STAYS
    yield (S.WAIVED, S.REFERRED), E.REPORT_LINKED, S.ASSESSING
    yield (S.CLOSED,), E.REPORT_LINKED, S.REOPENED
    yield (S.OPENED, S.ASSESSING, S.REOPENED, S.DETERMINED, S.RELEASING, *_TOLD), E.FACT_ESTABLISHED, _STAYS
    yield (S.WAIVED, S.REFERRED), E.FACT_ESTABLISHED, S.ASSESSING
    yield (S.CLOSED,), E.FACT_ESTABLISHED, S.REOPENED
    yield _OPEN, E.ATTACK_REPORTED, _STAYS
    yield (S.CLOSED,), E.ATTACK_REPORTED, S.REOPENED
    # A report that was linked by mistake leaves for a case of its own; it is never left in none.
    yield _OPEN, E.REPORT_SPLIT, _STAYS

    # What it amounts to. A case that was warned of stays so while it is judged anew.
    yield _UNJUDGED, E.ASSESSED, S.ASSESSING
    yield (*_JUDGED, S.RELEASING, *_TOLD), E.ASSESSED, _STAYS
    yield (*_UNJUDGED, *_JUDGED), E.DUTY_DETERMINED, S.DETERMINED
    yield (S.RELEASING, *_TOLD), E.DUTY_DETERMINED, _STAYS
    yield (*_UNJUDGED, *_JUDGED, S.RELEASING, *_TOLD), E.DUTY_WAIVED, S.WAIVED
    yield (*_UNJUDGED, *_JUDGED, S.RELEASING, *_TOLD), E.CASE_REFERRED, S.REFERRED
    # A waiver does not outlive its time: the case is a person's again.
    yield (S.WAIVED,), E.WAIVER_EXPIRED, S.ASSESSING
    yield (*_UNJUDGED, S.DETERMINED, S.REFERRED, S.RELEASING, *_TOLD), E.WAIVER_EXPIRED, _STAYS

    # From a determination to a warning.
    yield (S.DETERMINED, S.REFERRED, S.RELEASING, *_TOLD), E.TEARLINE_WRITTEN, _STAYS
    yield (S.DETERMINED, S.REFERRED, S.RELEASING, *_TOLD), E.RELEASE_PROPOSED, S.RELEASING
    yield (S.RELEASING,), E.RELEASE_APPROVED, _STAYS
    yield (S.RELEASING,), E.RELEASE_REFUSED, S.DETERMINED
    yield (S.RELEASING,), E.WARNING_RELEASED, S.WARNED

    # What became of it.
    yield (S.WARNED, S.RENEWED, S.REFERRED), E.WARNING_ACKNOWLEDGED, S.ACKNOWLEDGED
    yield (S.ACKNOWLEDGED, S.ACTED_ON), E.WARNING_ACKNOWLEDGED, _STAYS
    yield (*_TOLD, S.REFERRED), E.ACTION_STATED, S.ACTED_ON
    yield (*_TOLD, S.REFERRED), E.WARNING_DECLINED, S.WARNED
    yield _TOLD, E.DELIVERY_EXHAUSTED, S.REFERRED
    yield (S.REFERRED,), E.DELIVERY_EXHAUSTED, _STAYS
    told_and_judged_anew = (S.ASSESSING, S.REOPENED, S.DETERMINED, S.WAIVED, S.RELEASING, S.CLOSED)
    for answer in (E.WARNING_ACKNOWLEDGED, E.ACTION_STATED, E.WARNING_DECLINED, E.DELIVERY_EXHAUSTED):
        yield told_and_judged_anew, answer, _STAYS
    for passing in (E.WARNING_DELIVERED, E.SILENCE_RECORDED, E.DELIVERY_ESCALATED):
        yield (*_TOLD, S.REFERRED, *told_and_judged_anew), passing, _STAYS
    yield _TOLD, E.WARNING_RENEWED, S.RENEWED
    yield (*_TOLD, S.REFERRED, S.RELEASING, S.DETERMINED, S.ASSESSING), E.WARNING_CANCELLED, S.ASSESSING

    # Looking back, closing, opening again.
    yield (*_OPEN, S.CLOSED), E.REVIEWED, _STAYS
    yield _OPEN, E.CASE_CLOSED, S.CLOSED
    yield (S.CLOSED,), E.CASE_REOPENED, S.REOPENED

    # One named commander at all times: an offer changes nothing until it is accepted.
    yield _OPEN, E.COMMAND_OFFERED, _STAYS
    yield _OPEN, E.COMMAND_ACCEPTED, _STAYS


def _table() -> Mapping[tuple[CaseState, CaseEventKind], CaseState]:
    table: dict[tuple[CaseState, CaseEventKind], CaseState] = {}
    for states, event, leads_to in _rows():
        for state in states:
            table[state, event] = state if leads_to is _STAYS else leads_to
    return MappingProxyType(table)


#: (state, event) → state. `CASE_OPENED` is in no row: it makes the case, in the state `opened`.
TABLE: Final[Mapping[tuple[CaseState, CaseEventKind], CaseState]] = _table()


def may_follow(state: CaseState) -> frozenset[CaseEventKind]:
    """Return the events that may happen to a case in this state."""
    return frozenset(event for (from_state, event) in TABLE if from_state is state)


def _check_closing(case: Case, event: CaseEvent) -> None:
    where = f"case {case.id}"
    if not event.reason.strip():
        raise NotAllowedError("a case is not closed without a reason", where=where, remedy="say why it is closed")
    if case.open_questions:
        raise NotAllowedError(
            "%(count)s question(s) of this case stand open: %(questions)s",
            where=where,
            values={"count": len(case.open_questions), "questions": case.open_questions},
            remedy="answer each, or withdraw it with a reason, then close",
        )
    if case.life_in_question and (event.by is None or event.seconded_by is None or event.by == event.seconded_by):
        raise NotAllowedError(
            "life was in question: one person alone does not close this case",
            where=where,
            remedy="have a second, different officer confirm the closing",
        )


def _check_conditions(case: Case, event: CaseEvent) -> None:
    where = f"case {case.id}"
    if event.case_id != case.id:
        raise NotAllowedError(
            "the event belongs to case %(case)s",
            where=where,
            remedy="give the event to its own case",
            values={"case": event.case_id},
        )
    if event.at.tzinfo is None:
        raise NotAllowedError("the event's moment has no time zone", where=where, remedy="give an aware moment")
    if event.kind is E.CASE_CLOSED:
        _check_closing(case, event)
    if event.kind is E.CASE_REOPENED and not event.reason.strip():
        raise NotAllowedError("a case is not reopened without a reason", where=where, remedy="say what has changed")
    if event.kind is E.COMMAND_ACCEPTED and event.by is None:
        raise NotAllowedError(
            "command is accepted by a named officer, not by the system", where=where, remedy="name who accepts"
        )


def advance(case: Case, *, event: CaseEvent) -> Case:
    """Return the case after the event.

    Raises:
        NotAllowedError: the event may not follow in this state, or what it needs is missing; the case is as it was.
    """
    leads_to = TABLE.get((case.state, event.kind))
    if leads_to is None:
        raise NotAllowedError(
            "“%(event)s” may not follow while the case is “%(state)s”",
            where=f"case {case.id}",
            remedy="allowed now: %(allowed)s",
            values={"event": event.kind, "state": case.state, "allowed": tuple(sorted(may_follow(case.state)))},
        )
    _check_conditions(case, event)
    closed_at = case.closed_at
    if leads_to is not case.state and S.CLOSED in (leads_to, case.state):
        closed_at = event.at if leads_to is S.CLOSED else None
    commander = event.by if event.kind is E.COMMAND_ACCEPTED else case.commander
    return replace(case, state=leads_to, closed_at=closed_at, commander=commander)

"""The table of (state, event) → state, and the one door through which a case moves.

Read a block as: in these states, this event leads there. What is missing from the table is not allowed. Answers of
recipients are taken in every state that a warned case can be in, since an acknowledgement that arrives late must not
be refused by a case that has moved on.

A row says what may follow; the checks below it say what an event needs: a closing its words, what was viewed and no
question open; a case in which life was in question a second person; command somebody whom it was offered to.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from nadhir.terms.case import Case, CaseEvent, CaseEventKind, CaseState, Closing
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import OfficerId

S = CaseState
E = CaseEventKind

_UNJUDGED: Final = (S.OPENED, S.ASSESSING, S.REOPENED)
_JUDGED: Final = (S.DETERMINED, S.WAIVED, S.REFERRED)
_TOLD: Final = (S.WARNED, S.ACKNOWLEDGED, S.ACTED_ON, S.RENEWED)
_OPEN: Final = (*_UNJUDGED, *_JUDGED, S.RELEASING, *_TOLD)
_STAYS: Final = None

#: What may happen between the proposal of a closing and its confirmation. Whatever else happens to the case makes the
#: proposal void: it was made on another case than the one that would be closed.
_LEAVES_CLOSING: Final = frozenset(
    {
        E.ASSESSED,
        E.REVIEWED,
        E.CASE_CLOSED,
        E.COMMAND_ASSIGNED,
        E.COMMAND_OFFERED,
        E.COMMAND_ACCEPTED,
        E.COMMAND_DECLINED,
        E.COMMAND_WITHDRAWN,
    }
)


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
    yield (S.OPENED, S.ASSESSING, S.REOPENED, S.DETERMINED, S.RELEASING, *_TOLD), E.ATTACK_REPORTED, _STAYS
    yield (S.WAIVED, S.REFERRED), E.ATTACK_REPORTED, S.ASSESSING
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
    # A warning that stands can be withdrawn wherever its case has gone; of a closed case once it is open again.
    yield _OPEN, E.WARNING_CANCELLED, S.ASSESSING

    # Looking back, closing, opening again. A closing is proposed and refused where the case is; confirmed, it closes.
    yield (*_OPEN, S.CLOSED), E.REVIEWED, _STAYS
    yield _OPEN, E.CLOSING_PROPOSED, _STAYS
    yield _OPEN, E.CLOSING_REFUSED, _STAYS
    yield _OPEN, E.CASE_CLOSED, S.CLOSED
    yield (S.CLOSED,), E.CASE_REOPENED, S.REOPENED

    # One named commander at all times: an offer changes nothing until it is accepted. Assigned is command alone where
    # there is nobody to offer it: at the opening, and where who has it is there no longer.
    for command in (
        E.COMMAND_ASSIGNED,
        E.COMMAND_OFFERED,
        E.COMMAND_ACCEPTED,
        E.COMMAND_DECLINED,
        E.COMMAND_WITHDRAWN,
    ):
        yield _OPEN, command, _STAYS


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


def _check_questions(case: Case) -> None:
    if case.open_questions:
        raise NotAllowedError(
            "%(count)s question(s) of this case stand open: %(questions)s",
            where=f"case {case.id}",
            values={"count": len(case.open_questions), "questions": case.open_questions},
            remedy="answer each, or withdraw it with a reason, then close",
        )


def _check_proposal(case: Case, event: CaseEvent) -> None:
    where = f"case {case.id}"
    closing = event.closing
    if closing is None or not closing.words.strip():
        raise NotAllowedError("a case is not closed without a reason", where=where, remedy="say why it is closed")
    if event.by is None or closing.by != event.by:
        raise NotAllowedError("a closing is proposed by a named officer", where=where, remedy="name the officer")
    if case.closing is not None:
        raise NotAllowedError(
            "%(officer)s has proposed to close it already",
            where=where,
            values={"officer": case.closing.by},
            remedy="confirm or refuse that first",
        )
    _check_questions(case)
    unread = tuple(each.id for each in closing.viewed if not each.is_accounted_for)
    seen = {each.id for each in closing.viewed}
    unread += tuple(report for report in case.report_ids if report not in seen)
    if unread:
        raise NotAllowedError(
            "%(officer)s has never opened %(count)s report(s) or case(s) that this closing rests on: %(things)s",
            where=where,
            values={"officer": closing.by, "count": len(unread), "things": unread},
            remedy="open each, or say of each why it is left unread",
        )


def _check_closing(case: Case, event: CaseEvent) -> None:
    where = f"case {case.id}"
    if case.closing is None:
        raise NotAllowedError("nobody has proposed to close it", where=where, remedy="propose it, with the reason")
    _check_questions(case)
    if case.life_in_question and (event.by is None or event.by == case.closing.by):
        raise NotAllowedError(
            "life was in question: one person alone does not close this case",
            where=where,
            remedy="have a second, different officer confirm the closing",
        )


def _check_command(case: Case, event: CaseEvent) -> None:
    where = f"case {case.id}"
    match event.kind:
        case E.COMMAND_ASSIGNED | E.COMMAND_OFFERED if event.to is None:
            raise NotAllowedError("command goes to a named officer", where=where, remedy="name them")
        case E.COMMAND_OFFERED if event.to == case.commander:
            raise NotAllowedError(
                "%(officer)s commands it already",
                where=where,
                values={"officer": event.to or ""},
                remedy="offer it to somebody else",
            )
        case E.COMMAND_OFFERED if event.to == event.by:
            raise NotAllowedError(
                "nobody offers command to themselves", where=where, remedy="ask its commander to offer it to you"
            )
        case E.COMMAND_ACCEPTED if event.by is None:
            raise NotAllowedError(
                "command is accepted by a named officer, not by the system", where=where, remedy="name who accepts"
            )
        case E.COMMAND_ACCEPTED | E.COMMAND_DECLINED if event.by != case.command_offered_to:
            if case.commander is None and event.kind is E.COMMAND_ACCEPTED:
                return  # nobody has it: who may command takes it
            raise NotAllowedError(
                "its command was not offered to %(officer)s",
                where=where,
                values={"officer": event.by or ""},
                remedy="ask its commander to offer it to you",
            )
        case E.COMMAND_WITHDRAWN if case.command_offered_to is None:
            raise NotAllowedError("its command was offered to nobody", where=where, remedy="nothing is left")
        case _:
            pass


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
    if event.kind is E.CLOSING_PROPOSED:
        _check_proposal(case, event)
    if event.kind is E.CLOSING_REFUSED and case.closing is None:
        raise NotAllowedError("nobody has proposed to close it", where=where, remedy="nothing is left")
    if event.kind is E.CASE_CLOSED:
        _check_closing(case, event)
    if event.kind in (E.CLOSING_REFUSED, E.CASE_REOPENED, E.COMMAND_ASSIGNED) and not event.reason.strip():
        raise NotAllowedError("this needs its reason", where=where, remedy="say why")
    _check_command(case, event)


def _commander(case: Case, event: CaseEvent) -> tuple[OfficerId | None, OfficerId | None]:
    """Return who commands the case after the event, and to whom its command is offered."""
    match event.kind:
        case E.COMMAND_ASSIGNED:
            return event.to, None
        case E.COMMAND_ACCEPTED:
            return event.by, None
        case E.COMMAND_OFFERED:
            return case.commander, event.to
        case E.COMMAND_DECLINED | E.COMMAND_WITHDRAWN | E.CASE_CLOSED:
            return case.commander, None
        case _:
            return case.commander, case.command_offered_to


def _closing(case: Case, event: CaseEvent) -> Closing | None:
    """Return what is proposed to close the case on after the event, or, of a closed case, what it was closed on."""
    if event.kind is E.CLOSING_PROPOSED:
        return event.closing
    return case.closing if event.kind in _LEAVES_CLOSING or not case.is_open else None


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
    closed_at, closing = case.closed_at, _closing(case, event)
    if leads_to is not case.state and S.CLOSED in (leads_to, case.state):
        closed_at = event.at if leads_to is S.CLOSED else None
        closing = closing if leads_to is S.CLOSED else None
    commander, offered_to = _commander(case, event)
    return replace(
        case,
        state=leads_to,
        closed_at=closed_at,
        closing=closing,
        commander=commander,
        command_offered_to=offered_to,
    )

# SPDX-License-Identifier: Apache-2.0
"""The open questions of a case, each a thing of its own: asked when, by whom, of whom, and how it ended.

Promise: none vanishes. What the judging rooms ask is asked once and stays open until an officer answers it, withdraws
it with a reason, or new information makes them ask it no more: then it is `overtaken`, and the record says so. What an
officer ended is asked again only once the case has learnt something since. A question put to a party that is not
answered within a day makes a task, once (law.md F7: Boston, two requests unanswered and the case closed all the same).
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from nadhir.casework.authority import Act, admit, admit_system
from nadhir.casework.case_file import copies_among
from nadhir.casework.house import House
from nadhir.casework.tasks import make_task
from nadhir.casework.unit import Personal, Unit, durable
from nadhir.store.models import CaseEventRow, CaseReport, CaseRow, PartyRow, QuestionRow, Task
from nadhir.store.scope import load, lock
from nadhir.terms.case import CaseEventKind, Question, QuestionState
from nadhir.terms.entry import SubjectId
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import CaseId, OfficerId, PartyId, QuestionId
from nadhir.terms.sealed import Sealed

_log = logging.getLogger(__name__)
#: How long a party may leave a question unanswered before a person is told [D]: a working day and a night.
CHASE_AFTER: Final = timedelta(days=1)
CHASE_TASK: Final = "question_unanswered"


@dataclass(frozen=True, slots=True)
class Chased:
    """A question that the worker told people of."""

    question_id: QuestionId
    case_id: CaseId
    asked_at: datetime


def ask_question(house: House, *, case_id: CaseId, text: str, by: OfficerId, of: PartyId | None = None) -> Question:
    """Return the question as put to a party, or to the desk itself; it keeps the case from closing until it ended.

    Raises:
        NotFoundError: the case, or the party, is not within the scope.
        TheirsError: there is no question, or the case is closed.
    """
    with durable(house, caller=admit(by, to=Act.ASK)) as unit:
        row = unit.lock_case(case_id)
        if of is not None:
            load(PartyRow.objects.within(unit.scope), what="party", party_id=of)
        if not text.strip():
            raise TheirsError("there is no question", where=f"case {case_id}", remedy="say what is asked")
        if not row.is_open:
            raise TheirsError("the case is closed", where=f"case {case_id}", remedy="reopen it first")
        asked = _ask(unit, row=row, text=text.strip(), by=by, of=of)
        _save_open(unit, row=row)
        return asked


def answer_question(house: House, *, question_id: QuestionId, answer: str, by: OfficerId) -> Question:
    """Return the question as answered.

    Raises:
        NotFoundError: there is no such question within the scope.
        TheirsError: it is no longer open, or there is no answer.
    """
    with durable(house, caller=admit(by, to=Act.ASK)) as unit:
        return _end_one(unit, question_id=question_id, state=QuestionState.ANSWERED, words=answer)


def withdraw_question(house: House, *, question_id: QuestionId, reason: str, by: OfficerId) -> Question:
    """Return the question as given up, for this reason.

    Raises:
        NotFoundError: there is no such question within the scope.
        TheirsError: it is no longer open, or there is no reason.
    """
    with durable(house, caller=admit(by, to=Act.CLOSE_CASE)) as unit:
        return _end_one(unit, question_id=question_id, state=QuestionState.WITHDRAWN, words=reason)


def chase(house: House, *, limit: int = 100) -> tuple[Chased, ...]:
    """Make a task for each question that a party has left unanswered for too long; return what was told of."""
    due = (
        QuestionRow.objects.unsafe_everything()
        .filter(state=QuestionState.OPEN, chased_at=None, asked_at__lte=house.clock.now() - CHASE_AFTER)
        .exclude(of="")
        .order_by("asked_at", "id")
        .values_list("id", "organisation_id", "case_id")[:limit]
    )
    told = []
    for question_id, organisation, case_id in list(due):
        try:
            told += _chase(
                house, question_id=QuestionId(question_id), organisation=organisation, case_id=CaseId(case_id)
            )
        except Exception:  # noqa: BLE001 - see below
            # One question that cannot be looked at must not hold up the word on the others.
            _log.exception("question %s could not be chased", question_id)
    return tuple(told)


def questions_of(unit: Unit, *, row: CaseRow) -> tuple[Question, ...]:
    """Return every question that was ever asked in the case, in the order in which they were."""
    rows = QuestionRow.objects.within(unit.scope).filter(case=row).order_by("asked_at", "id")
    return tuple(unit.from_json(body, of=Question) for body in rows.values_list("body", flat=True))


def renew_questions(unit: Unit, *, row: CaseRow, asked: Sequence[str]) -> None:
    """Bring what the judging rooms ask of a locked case up to date, within a transaction that is open already."""
    known_of = questions_of(unit, row=row)
    by_rooms = [each for each in known_of if each.by is None]
    latest = {each.text: each for each in by_rooms}
    is_same = True
    for each in latest.values():
        if each.is_open and each.text not in asked:
            _end(unit, row=row, question=each, state=QuestionState.OVERTAKEN)
            is_same = False
    for text in dict.fromkeys(asked):
        known = latest.get(text)
        if known is None or (not known.is_open and _may_ask_again(unit, row=row, question=known)):
            _ask(unit, row=row, text=text)
            is_same = False
    _save_open(unit, row=row, questions=known_of if is_same else None)


def withdraw_in(unit: Unit, *, row: CaseRow, question_id: QuestionId, reason: str) -> None:
    """Withdraw an open question of a locked case.

    Raises:
        NotFoundError: the case has no such question.
        TheirsError: it is no longer open, or there is no reason.
    """
    held = lock(QuestionRow.objects.within(unit.scope).filter(case=row), what="question", id=question_id)
    question = unit.from_json(held.body, of=Question)
    _check_ends(question, words=reason)
    _end(unit, row=row, question=question, state=QuestionState.WITHDRAWN, words=reason)
    _save_open(unit, row=row)


def _may_ask_again(unit: Unit, *, row: CaseRow, question: Question) -> bool:
    """Tell whether a question that was ended may be asked again: always where new information had overtaken it, else
    once a report that is no copy has joined the case since, or the case was reopened.
    """
    if question.state is QuestionState.OVERTAKEN or question.ended_at is None:
        return True
    members = dict(
        CaseReport.objects.within(unit.scope).filter(case=row, left_at=None).values_list("report_id", "joined_at")
    )
    copies = copies_among(unit, report_ids=members)
    reopened = CaseEventRow.objects.within(unit.scope).filter(case=row, kind=CaseEventKind.CASE_REOPENED)
    return (
        any(at > question.ended_at for report_id, at in members.items() if report_id not in copies)
        or reopened.filter(at__gt=question.ended_at).exists()
    )


def _ask(unit: Unit, *, row: CaseRow, text: str, by: OfficerId | None = None, of: PartyId | None = None) -> Question:
    question = Question(id=QuestionId(unit.house.ids.fresh("q")), text=text, asked_at=unit.at, by=by, of=of)
    QuestionRow(
        id=question.id,
        organisation_id=row.organisation_id,
        case=row,
        state=question.state,
        asked_at=question.asked_at,
        of=of or "",
        body=unit.to_json(question),
    ).save(force_insert=True)
    # A code of ours stands in the open; an officer's own words may speak of people.
    code = {"asked": text} if by is None else {}
    words = {} if by is None else {"asked": Personal(SubjectId(row.subject), Sealed(text))}
    unit.note("case.question.asked", case=row, facts={"question": question.id, "of": of, **code}, personal=words)
    return question


def _end_one(unit: Unit, *, question_id: QuestionId, state: QuestionState, words: str) -> Question:
    rows = QuestionRow.objects.within(unit.scope)
    row = unit.lock_case(CaseId(load(rows, what="question", id=question_id).case_id))
    question = unit.from_json(lock(rows, what="question", id=question_id).body, of=Question)
    _check_ends(question, words=words)
    ended = _end(unit, row=row, question=question, state=state, words=words.strip())
    _save_open(unit, row=row)
    return ended


def _check_ends(question: Question, *, words: str) -> None:
    where = f"question {question.id}"
    if not question.is_open:
        raise TheirsError(
            "it is %(state)s already", where=where, remedy="nothing is left", values={"state": question.state}
        )
    if not words.strip():
        raise TheirsError("this needs its reason", where=where, remedy="say why")


def _end(unit: Unit, *, row: CaseRow, question: Question, state: QuestionState, words: str = "") -> Question:
    by = None if state is QuestionState.OVERTAKEN else unit.by
    ended = replace(question, state=state, ended_at=unit.at, ended_by=by, words=words)
    rows = QuestionRow.objects.within(unit.scope).filter(id=question.id)
    rows.update(state=state, body=unit.to_json(ended))
    chased = Task.objects.within(unit.scope).filter(case=row, kind=CHASE_TASK, note__startswith=question.id)
    chased.filter(done_at=None).update(done_at=unit.at, done_by=unit.by or "")
    names = {
        QuestionState.ANSWERED: "case.question.answered",
        QuestionState.WITHDRAWN: "case.question.withdrawn",
        QuestionState.OVERTAKEN: "case.question.overtaken",
    }
    unit.note(
        names[state],
        case=row,
        facts={"question": question.id},
        personal={"words": Personal(SubjectId(row.subject), Sealed(words))} if words else {},
    )
    return ended


def _save_open(unit: Unit, *, row: CaseRow, questions: Sequence[Question] | None = None) -> None:
    """Write into the case what stands open in it, for `lifecycle`, which lets no case close over it.

    `questions` are all of the case's, where they were read just now.
    """
    every = questions_of(unit, row=row) if questions is None else questions
    still = tuple(each.text for each in every if each.is_open)
    unit.save_case(row, case=replace(unit.case(row), open_questions=still))


def _chase(house: House, *, question_id: QuestionId, organisation: str, case_id: CaseId) -> list[Chased]:
    with durable(house, caller=admit_system(organisation, to=Act.DETERMINE)) as unit:
        row = unit.lock_case(case_id)
        held = lock(QuestionRow.objects.within(unit.scope), what="question", id=question_id)
        if held.chased_at is not None or held.state != QuestionState.OPEN:
            return []  # another worker, or an officer, was faster
        question = replace(unit.from_json(held.body, of=Question), chased_at=unit.at)
        held.chased_at, held.body = unit.at, unit.to_json(question)
        held.save(update_fields=["chased_at", "body"])
        make_task(unit, case_row=row, row=None, kind=CHASE_TASK, note=f"{question.id}: {question.text}")
        unit.note("case.question.chased", case=row, facts={"question": question.id, "of": question.of})
        return [Chased(question_id=question.id, case_id=case_id, asked_at=question.asked_at)]

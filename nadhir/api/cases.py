# SPDX-License-Identifier: Apache-2.0
"""Where a case stands, its command and its questions, for an officer who is logged in at the desk.

Closing is not offered here: it is signed with a password, by two people at their own screens.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Final, TypeVar

from django.http import HttpRequest
from ninja import Router, Status

from nadhir.api.schemas import OfferIn, Problem, QuestionIn, QuestionOut, StandingOut, WordsIn
from nadhir.casework import command, queries, questions
from nadhir.casework.errors import NotAllowedError, NotFoundError
from nadhir.casework.house import house
from nadhir.casework.viewed import record_case_opened
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import CaseId, OfficerId, PartyId, QuestionId

T = TypeVar("T")

router = Router()

_PROBLEMS: Final = {
    HTTPStatus.UNAUTHORIZED: Problem,
    HTTPStatus.FORBIDDEN: Problem,
    HTTPStatus.NOT_FOUND: Problem,
    HTTPStatus.CONFLICT: Problem,
    HTTPStatus.UNPROCESSABLE_ENTITY: Problem,
    HTTPStatus.SERVICE_UNAVAILABLE: Problem,
}
_STANDING: Final = {HTTPStatus.OK: StandingOut, **_PROBLEMS}
_QUESTION: Final = {HTTPStatus.OK: QuestionOut, **_PROBLEMS}


@router.get("/cases/{case_id}", response=_STANDING, operation_id="read_standing", summary="Where a case stands")
def read_standing(request: HttpRequest, case_id: str) -> Status[StandingOut | Problem]:
    """Return its state, its commander and its questions; that the officer opened it is on record from now on."""

    def opened() -> None:
        record_case_opened(house(), case_id=CaseId(case_id), by=_officer(request))

    return _standing(request, case_id, opened)


@router.post(
    "/cases/{case_id}/command/offer", response=_STANDING, operation_id="offer_command", summary="Offer its command"
)
def offer_command(request: HttpRequest, case_id: str, body: OfferIn) -> Status[StandingOut | Problem]:
    """Offer it to a colleague; it stays where it is until they accept it."""
    to, by = OfficerId(body.to), _officer(request)
    return _standing(request, case_id, lambda: command.offer_command(house(), case_id=CaseId(case_id), to=to, by=by))


@router.post(
    "/cases/{case_id}/command/accept", response=_STANDING, operation_id="accept_command", summary="Take its command"
)
def accept_command(request: HttpRequest, case_id: str) -> Status[StandingOut | Problem]:
    """Take the command that was offered to this officer, or that nobody has."""
    by = _officer(request)
    return _standing(request, case_id, lambda: command.accept_command(house(), case_id=CaseId(case_id), by=by))


@router.post(
    "/cases/{case_id}/command/decline",
    response=_STANDING,
    operation_id="decline_command",
    summary="Decline its command",
)
def decline_command(request: HttpRequest, case_id: str, body: WordsIn) -> Status[StandingOut | Problem]:
    """Do not take the command that was offered to this officer."""
    by = _officer(request)
    return _standing(
        request,
        case_id,
        lambda: command.decline_command(house(), case_id=CaseId(case_id), reason=body.words, by=by),
    )


@router.post(
    "/cases/{case_id}/command/withdraw",
    response=_STANDING,
    operation_id="withdraw_command_offer",
    summary="Withdraw the offer of its command",
)
def withdraw_command_offer(request: HttpRequest, case_id: str) -> Status[StandingOut | Problem]:
    """Keep its command after all."""
    by = _officer(request)
    return _standing(request, case_id, lambda: command.withdraw_command_offer(house(), case_id=CaseId(case_id), by=by))


@router.post(
    "/cases/{case_id}/questions", response=_QUESTION, operation_id="ask_question", summary="Ask a question of a case"
)
def ask_question(request: HttpRequest, case_id: str, body: QuestionIn) -> Status[QuestionOut | Problem]:
    """Put a question on record; it keeps the case from closing until it ended."""
    of, by = None if body.put_to is None else PartyId(body.put_to), _officer(request)
    return _refusing(
        lambda: QuestionOut.of(questions.ask_question(house(), case_id=CaseId(case_id), text=body.text, of=of, by=by))
    )


@router.post(
    "/questions/{question_id}/answer", response=_QUESTION, operation_id="answer_question", summary="Answer a question"
)
def answer_question(request: HttpRequest, question_id: str, body: WordsIn) -> Status[QuestionOut | Problem]:
    """Record the answer to an open question."""
    by = _officer(request)
    return _refusing(
        lambda: QuestionOut.of(
            questions.answer_question(house(), question_id=QuestionId(question_id), answer=body.words, by=by)
        )
    )


@router.post(
    "/questions/{question_id}/withdraw",
    response=_QUESTION,
    operation_id="withdraw_question",
    summary="Withdraw a question",
)
def withdraw_question(request: HttpRequest, question_id: str, body: WordsIn) -> Status[QuestionOut | Problem]:
    """Give an open question up, for a reason."""
    by = _officer(request)
    return _refusing(
        lambda: QuestionOut.of(
            questions.withdraw_question(house(), question_id=QuestionId(question_id), reason=body.words, by=by)
        )
    )


def _officer(request: HttpRequest) -> OfficerId:
    return OfficerId(str(request.auth))  # type: ignore[attr-defined]  # what OfficerAuth returned


def _standing(request: HttpRequest, case_id: str, act: Callable[[], object]) -> Status[StandingOut | Problem]:
    """Do it, and return where the case stands then."""

    def done() -> StandingOut:
        act()
        return StandingOut.of(queries.case(house(), case_id=CaseId(case_id), by=_officer(request)))

    return _refusing(done)


def _refusing(done: Callable[[], T]) -> Status[T | Problem]:
    """Return what was done, or in the one shape why it was not."""
    try:
        return Status(HTTPStatus.OK, done())
    except TheirsError as error:
        kinds = {NotAllowedError: HTTPStatus.FORBIDDEN, NotFoundError: HTTPStatus.NOT_FOUND}
        status = kinds.get(type(error), HTTPStatus.CONFLICT)
        return Status(status, Problem(what=error.what, where=error.where, remedy=error.remedy))

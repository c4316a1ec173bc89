# SPDX-License-Identifier: Apache-2.0
"""The routes. Each declares every answer that it can give."""

from http import HTTPStatus
from typing import Annotated, Final

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Query, Status
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import APIKeyCookie, HttpBearer

from nadhir.api.schemas import FoundOut, Health, PieceOut, Problem, ReportIn, ReportOut, SearchOut
from nadhir.casework import lookups
from nadhir.casework.accounts import recognise_intake_key
from nadhir.casework.errors import NotAllowedError
from nadhir.casework.house import house
from nadhir.casework.receive import Handed, check_grade_at_reception
from nadhir.casework.search import LARGEST_PAGE, Among, search
from nadhir.casework.search_query import BadQueryError
from nadhir.casework.unpack import as_one, open_up, receive_each
from nadhir.terms.errors import NadhirError, TheirsError, WorldError
from nadhir.terms.ids import OfficerId, SourceId
from nadhir.terms.marking import Marking
from nadhir.terms.text import Language

#: Reports of one request that are sorted before it is answered [D]: some seconds; the worker sorts the others.
_ROUTED_AT_ONCE: Final = 5

api = NinjaAPI(
    title="Nadhir",
    version="1",
    description=(
        "Hands reports in to a duty-to-warn desk, and lets an officer who is logged in at the desk search what is on "
        "record. An intake key reads nothing; nothing can be released over this interface."
    ),
    docs_url=None,  # its page would load scripts of others
    openapi_url="/openapi.json",
    urls_namespace="api",
)


class IntakeKeyAuth(HttpBearer):
    """The intake key, as a bearer token (RFC 6750)."""

    openapi_name = "IntakeKey"

    def authenticate(self, request: HttpRequest, token: str) -> tuple[str, SourceId, str] | None:  # noqa: ARG002
        """Return the organisation, source and name that the key stands for."""
        try:
            return recognise_intake_key(house(), key=token)
        except NotAllowedError:
            return None


class OfficerAuth(APIKeyCookie):
    """The session of an officer who logged in at the desk; an intake key is none."""

    openapi_name = "OfficerSession"
    param_name = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, key: str | None) -> OfficerId | None:  # noqa: ARG002
        """Return the officer; whether they may, the use case asks."""
        if not request.user.is_authenticated:
            raise HttpError(HTTPStatus.UNAUTHORIZED, "nobody is logged in: log in at the desk, and send its session")
        return OfficerId(request.user.get_username())


@api.post(
    "/reports",
    auth=IntakeKeyAuth(),
    response={
        HTTPStatus.CREATED: ReportOut,
        HTTPStatus.BAD_REQUEST: Problem,
        HTTPStatus.UNAUTHORIZED: Problem,
        HTTPStatus.CONFLICT: Problem,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: Problem,
        HTTPStatus.UNPROCESSABLE_ENTITY: Problem,
        HTTPStatus.SERVICE_UNAVAILABLE: Problem,
    },
    exclude_unset=True,
    operation_id="hand_in_report",
    summary="Hand a report in",
)
def hand_in_report(request: HttpRequest, body: ReportIn) -> Status[ReportOut]:
    """Keep the report byte for byte, under the key's own source; it is then read, sorted and shown at the desk."""
    organisation, source_id, name = request.auth  # type: ignore[attr-defined]  # what IntakeKeyAuth returned
    here = house()
    handed = Handed(
        data=body.data(),
        source_id=source_id,
        name=body.name,
        media_type=body.media_type or (None if body.text is None else "text/plain"),
        declared_encoding=None if body.text is None else "utf-8",
        kind=body.kind,
        published_on=body.published_on,
        language=None if body.language is None else Language(body.language),
        credibility=body.credibility,
        marking=None if body.marking is None else Marking.parse(body.marking),
    )
    check_grade_at_reception(handed.credibility)  # before it is opened, so that nothing of it is kept
    opened = open_up(handed) if body.text is None else as_one(handed)
    # What is not sorted is on record all the same, which is what the sender must know: an error here would have it sent
    # again. The worker sorts what waits, and the inbox shows it as not yet sorted.
    taken = tuple(receive_each(here, opened=opened, organisation=organisation, via=name, routes=_ROUTED_AT_ONCE))
    first = next((each.report_id for each in taken if each.report_id is not None), None)
    if first is None:
        raise WorldError("nothing of it could be recorded", where="reports", remedy="send it again later")
    is_sorted = all(each.routed is not None for each in taken)
    if opened.form is None:
        return Status(HTTPStatus.CREATED, ReportOut(report_id=first, is_sorted=is_sorted))
    pieces = [PieceOut(report_id=each.report_id, name=each.name, is_sorted=each.routed is not None) for each in taken]
    return Status(HTTPStatus.CREATED, ReportOut(report_id=first, is_sorted=is_sorted, pieces=pieces))


@api.get(
    "/search",
    auth=OfficerAuth(),
    response={
        HTTPStatus.OK: SearchOut,
        HTTPStatus.UNAUTHORIZED: Problem,
        HTTPStatus.FORBIDDEN: Problem,
        HTTPStatus.CONFLICT: Problem,
        HTTPStatus.UNPROCESSABLE_ENTITY: Problem,
        HTTPStatus.SERVICE_UNAVAILABLE: Problem,
    },
    operation_id="search",
    summary="Search what is on record",
)
def search_record(
    request: HttpRequest,
    q: Annotated[str, Query(description="Words, phrases and filters, as at the desk: see docs/cli.md")],
    among: Annotated[Among, Query(description="Reports, or cases by the titles that lists show")] = Among.REPORTS,
    after: Annotated[str | None, Query(max_length=64, description="The `next_after` of the page before")] = None,
    limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = 20,
) -> Status[SearchOut | Problem]:
    """Find what the officer's own organisation holds and they may read, by the desk's own rules."""
    officer = request.auth  # type: ignore[attr-defined]  # what OfficerAuth returned
    try:
        page = search(house(), text=q, by=officer, among=among, after=after, limit=limit)
    except NotAllowedError as error:
        return Status(HTTPStatus.FORBIDDEN, Problem(what=error.what, where=error.where, remedy=error.remedy))
    except BadQueryError as error:
        return Status(HTTPStatus.UNPROCESSABLE_ENTITY, Problem(what=error.what, where="q", remedy=error.remedy))
    answer = SearchOut(
        count=page.count,
        found=[FoundOut.of(hit) for hit in page.hits],
        next_after=page.next_after,
        not_indexed_count=page.not_indexed_count,
    )
    return Status(HTTPStatus.OK, answer)


@api.get(
    "/checkpoint",
    response={HTTPStatus.OK: str, HTTPStatus.NOT_FOUND: Problem},
    operation_id="read_checkpoint",
    summary="The latest signed checkpoint of the ledger (C2SP tlog-checkpoint), for everybody to keep",
    openapi_extra={"responses": {200: {"content": {"text/plain": {"schema": {"type": "string"}}}}}},
)
def read_checkpoint(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Ninja hands it over by this name
    """Return the note as it was signed; it says how long the log is and what it looks like, and nothing of anybody."""
    note = lookups.latest_checkpoint()
    if not note:
        return _answer(
            HTTPStatus.NOT_FOUND, Problem(what="no checkpoint is signed yet", where="ledger", remedy="ask again later")
        )
    return HttpResponse(note, content_type="text/plain; charset=utf-8")


@api.get(
    "/health",
    response={HTTPStatus.OK: Health, HTTPStatus.SERVICE_UNAVAILABLE: Problem},
    operation_id="read_health",
    summary="Whether the house can take reports in",
)
def read_health(request: HttpRequest) -> Status[Health | Problem]:  # noqa: ARG001 - as above
    """Ask the database a question, and count what waits to be sorted."""
    try:
        waiting = lookups.waiting_reports()
    except DatabaseError:
        problem = Problem(what="the database does not answer", where="database", remedy="see the process's own log")
        return Status(HTTPStatus.SERVICE_UNAVAILABLE, problem)
    return Status(HTTPStatus.OK, Health(is_well=True, waiting=waiting))


# ── problems ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _answer(status: int, problem: Problem) -> HttpResponse:
    return HttpResponse(problem.model_dump_json(), status=status, content_type="application/json")


@api.exception_handler(ValidationError)
def on_invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Say which field is wrong, without repeating what stood in it."""
    found = "; ".join(
        f"{'.'.join(str(part) for part in each['loc'][2:]) or each['loc'][-1]}: {each['msg']}" for each in error.errors
    )
    where = str(error.errors[0]["loc"][0]) if error.errors else "body"
    return _answer(
        HTTPStatus.UNPROCESSABLE_ENTITY, Problem(what=found, where=where, remedy="see the contract, openapi.json")
    )


@api.exception_handler(AuthenticationError)
def on_unknown_key(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    """Say that the key is missing or not known; which of the two is not said."""
    problem = Problem(
        what="the intake key is missing or not known",
        where="Authorization",
        remedy="send `Authorization: Bearer KEY` with a key from your administrator",
    )
    return _answer(HTTPStatus.UNAUTHORIZED, problem)


@api.exception_handler(RequestDataTooBig)
def on_too_big(_request: HttpRequest, _error: RequestDataTooBig) -> HttpResponse:
    """Say that nothing was kept of a request too large to be read, so that whoever sent it keeps it."""
    problem = Problem(
        what="the request is too large to be read; nothing of it was kept",
        where="body",
        remedy="keep it, and hand the file to the desk, whose command line takes any size (nadhir receive)",
    )
    return _answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, problem)


@api.exception_handler(HttpError)
def on_http_error(_request: HttpRequest, error: HttpError) -> HttpResponse:
    """Give what the framework refuses (a body that is no JSON) the one shape."""
    problem = Problem(what=str(error), where="request", remedy="see the contract, openapi.json")
    return _answer(error.status_code, problem)


@api.exception_handler(NadhirError)
def on_refused(_request: HttpRequest, error: NadhirError) -> HttpResponse:
    """Give what the house refuses the one shape; what is not the sender's fault can be sent again."""
    status = HTTPStatus.CONFLICT if isinstance(error, TheirsError) else HTTPStatus.SERVICE_UNAVAILABLE
    return _answer(status, Problem(what=error.what, where=error.where, remedy=error.remedy))

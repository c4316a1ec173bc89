# SPDX-License-Identifier: Apache-2.0
"""The routes. Each declares every answer that it can give."""

import hashlib
import logging
import re
from collections.abc import Collection, Iterable, Sequence
from http import HTTPStatus
from typing import Annotated, Final, Literal, TypeAlias

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from ninja import File, Form, NinjaAPI, Path, Query, Status
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.files import UploadedFile
from ninja.security import APIKeyCookie, HttpBearer
from pydantic import AwareDatetime

from nadhir.api import cases
from nadhir.api.schemas import (
    AssessmentOut,
    ClockOut,
    ClocksOut,
    DecisionIn,
    DecisionOut,
    ExplanationOut,
    FoundOut,
    Health,
    Known,
    PieceOut,
    Problem,
    ReportIn,
    ReportOut,
    RetracedOut,
    SearchOut,
)
from nadhir.casework import lookups, queries
from nadhir.casework.accounts import recognise_intake_key
from nadhir.casework.determine import Weighed, decide
from nadhir.casework.errors import NotAllowedError, NotFoundError
from nadhir.casework.explain import explain
from nadhir.casework.house import house
from nadhir.casework.receive import Handed, check_grade_at_reception
from nadhir.casework.retrace import retrace
from nadhir.casework.search import LARGEST_PAGE, Among, search
from nadhir.casework.search_query import BadQueryError
from nadhir.casework.unpack import Opened, OtherBytesError, Taken, as_one, open_up, receive_each
from nadhir.terms.errors import NadhirError, TheirsError, WorldError
from nadhir.terms.ids import CaseId, OfficerId, PartyId, ReportId, SourceId
from nadhir.terms.marking import Marking
from nadhir.terms.text import Language

#: Reports of one request that are sorted before it is answered [D]: some seconds; the worker sorts the others.
_ROUTED_AT_ONCE: Final = 5

_log = logging.getLogger(__name__)

api = NinjaAPI(
    title="Nadhir",
    version="1",
    description=(
        "Hands reports in to a duty-to-warn desk, and lets an officer who is logged in at the desk search what is on "
        "record, read what a case amounts to and why it is judged as it is, decide it, hand command of it over, and "
        "keep its questions (with the header X-CSRFToken, as the desk's own forms have it). An intake key reads "
        "nothing; nothing can be released or closed over this interface."
    ),
    docs_url=None,  # its page would load scripts of others
    openapi_url="/openapi.json",
    urls_namespace="api",
)


class IntakeKeyAuth(HttpBearer):
    """The intake key, as a bearer token (RFC 6750)."""

    openapi_name = "IntakeKey"

    def authenticate(self, request: HttpRequest, token: str) -> tuple[str, SourceId, str] | None:
        """Return the organisation, source and name that the key stands for.

        The request's length is looked at here, before anything of it is read: a form's file would else be written to
        the disk whole, however large.

        Raises:
            RequestDataTooBig: the request is too large.
            LengthError: it does not say how large it is.
        """
        try:
            known = recognise_intake_key(house(), key=token)
        except NotAllowedError:
            return None
        if request.headers.get("Transfer-Encoding") and not request.headers.get("Content-Length"):
            raise LengthError(
                "the request does not say how long it is",
                where="Content-Length",
                remedy="send the length: with curl, --data-binary @FILE, and not -T -",
            )
        if int(request.headers.get("Content-Length") or 0) > (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0):
            raise RequestDataTooBig
        return known


class LengthError(TheirsError):
    """The request's length is not said."""


class ContentError(TheirsError):
    """What the request holds is not what the contract asks for."""


class RepeatedError(TheirsError):
    """The idempotency key came before, with other bytes."""


_ANSWERS: Final = {
    HTTPStatus.OK: ReportOut,
    HTTPStatus.CREATED: ReportOut,
    HTTPStatus.BAD_REQUEST: Problem,
    HTTPStatus.UNAUTHORIZED: Problem,
    HTTPStatus.CONFLICT: Problem,
    HTTPStatus.LENGTH_REQUIRED: Problem,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: Problem,
    HTTPStatus.UNPROCESSABLE_ENTITY: Problem,
    HTTPStatus.SERVICE_UNAVAILABLE: Problem,
}
_KEY_HEADER: Final = "Idempotency-Key"
_IDEMPOTENCY: Final = {
    "in": "header",
    "name": _KEY_HEADER,
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 200},
    "description": (
        "A word of your own for this report, such as a UUID. Sent again with the same bytes, after a time-out for "
        "example, the report that is on record already is answered, with 200; with other bytes, 409. Where the bytes "
        "hold several reports, what of them is on record is answered, and the rest is taken in: 201 if there was any"
    ),
}
#: What curl and Python say where nobody told them what it is.
_SAY_NOTHING: Final = frozenset({"", "application/octet-stream", "application/x-www-form-urlencoded"})


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
    response=_ANSWERS,
    exclude_unset=True,
    operation_id="hand_in_report",
    summary="Hand a report in, as JSON",
    openapi_extra={"parameters": [_IDEMPOTENCY]},
)
def hand_in_report(request: HttpRequest, body: ReportIn) -> Status[ReportOut]:
    """Keep the report byte for byte, under the key's own source; it is then read, sorted and shown at the desk."""
    return _hand_in(
        request,
        data=body.data(),
        known=body,
        media_type=body.media_type or (None if body.text is None else "text/plain"),
        encoding=None if body.text is None else "utf-8",
        is_text=body.text is not None,
    )


@api.post(
    "/reports/bytes",
    auth=IntakeKeyAuth(),
    response=_ANSWERS,
    exclude_unset=True,
    operation_id="hand_in_bytes",
    summary="Hand a report in, its bytes as the body",
    openapi_extra={
        "parameters": [_IDEMPOTENCY],
        "requestBody": {
            "required": True,
            "description": "The report as it is; Content-Type says what it is, and its charset",
            "content": {"*/*": {"schema": {"type": "string", "format": "binary", "minLength": 1}}},
        },
    },
)
def hand_in_bytes(request: HttpRequest, known: Query[Known]) -> Status[ReportOut]:
    """Keep the body byte for byte; what is known of it stands in the query (`?name=page.html&kind=page`)."""
    _check_fields(request.GET, allowed=Known.model_fields, where="query")
    if (request.content_type or "").startswith("multipart/"):
        raise ContentError("the body is a form", where="Content-Type", remedy="send it to /api/reports/form")
    if not request.body:
        raise ContentError(
            "there are no bytes", where="body", remedy="send the report as the body: curl --data-binary @FILE"
        )
    charset = request.content_params.get("charset") if request.content_params else None
    return _hand_in(
        request, data=request.body, known=known, media_type=request.content_type, encoding=_charset(charset)
    )


@api.post(
    "/reports/form",
    auth=IntakeKeyAuth(),
    response=_ANSWERS,
    exclude_unset=True,
    operation_id="hand_in_form",
    summary="Hand a report in, as a form with a file (multipart/form-data)",
    openapi_extra={"parameters": [_IDEMPOTENCY]},
)
def hand_in_form(request: HttpRequest, known: Form[Known], file: File[UploadedFile]) -> Status[ReportOut]:
    """Keep the file byte for byte; its name and type are taken from its part, unless a field says otherwise."""
    _check_fields(request.POST, allowed=Known.model_fields, where="form")
    _check_fields(request.GET, allowed=(), where="query")
    _check_fields(request.FILES, allowed=("file",), where="form")
    if len(request.FILES.getlist("file")) != 1:
        raise ContentError("there is more than one file", where="form.file", remedy="send each report by itself")
    data = file.read()
    if not data:
        raise ContentError("there are no bytes", where="form.file", remedy="send a file that is not empty")
    named = known if known.name else known.model_copy(update={"name": (file.name or "")[:300]})
    return _hand_in(request, data=data, known=named, media_type=file.content_type, encoding=_charset(file.charset))


def _check_fields(given: Iterable[str], *, allowed: Collection[str], where: str) -> None:
    unknown = sorted(set(given) - set(allowed))
    if unknown:
        named = ", ".join(allowed) or "none here"
        raise ContentError(
            f"fields that the contract does not know: {', '.join(unknown)[:200]}", where=where, remedy=f"known: {named}"
        )


def _charset(said: str | bytes | None) -> str | None:
    """Return the charset that was declared, where it can be a name at all; intake sees whether it is true."""
    text = said.decode("latin-1") if isinstance(said, bytes) else said or ""
    return text.lower() if re.fullmatch(r"[A-Za-z0-9_.:+-]{1,40}", text) else None


def _hand_in(
    request: HttpRequest,
    *,
    data: bytes,
    known: Known,
    media_type: str | None,
    encoding: str | None,
    is_text: bool = False,
) -> Status[ReportOut]:
    """Keep the report, or each that the bytes hold, then bring it as far as it goes; a text is always one.

    What is on record is said to be, whatever happens after.
    """
    organisation, source_id, name = request.auth  # type: ignore[attr-defined]  # what IntakeKeyAuth returned
    handed = Handed(
        data=data,
        source_id=source_id,
        name=known.name,
        media_type=None if (media_type or "") in _SAY_NOTHING else media_type,
        declared_encoding=encoding,
        kind=known.kind,
        published_on=known.published_on,
        language=None if known.language is None else Language(known.language),
        credibility=known.credibility,
        marking=None if known.marking is None else Marking.parse(known.marking),
    )
    check_grade_at_reception(handed.credibility)  # before it is opened, so that nothing of it is kept
    report_id = _chosen_id(request, organisation=organisation, key_name=name)
    opened = as_one(handed) if is_text else open_up(handed)
    try:
        # What is not sorted is on record all the same, which is what the sender must know: an error here would have it
        # sent again. The worker sorts what waits, and the inbox shows it as not yet sorted.
        taken = tuple(
            receive_each(
                house(),
                opened=opened,
                organisation=organisation,
                via=name,
                routes=_ROUTED_AT_ONCE,
                report_id=report_id,
            )
        )
    except OtherBytesError as error:
        raise RepeatedError(
            "another report was handed in under this key",
            where=_KEY_HEADER,
            remedy="send each report under a key of its own",
        ) from error
    return _answer_for(taken, opened=opened, organisation=organisation)


def _answer_for(taken: Sequence[Taken], *, opened: Opened, organisation: str) -> Status[ReportOut]:
    """Return the answer for what is on record now: 200 where all of it was before."""
    first = next((each.report_id for each in taken if each.report_id is not None), None)
    if first is None:
        raise WorldError("nothing of it could be recorded", where="reports", remedy="send it again later")
    pieces = [
        PieceOut(report_id=each.report_id, name=each.name, is_sorted=_is_sorted(each, organisation=organisation))
        for each in taken
    ]
    answer = ReportOut(report_id=first, is_sorted=all(each.is_sorted for each in pieces))
    if opened.form is not None:
        answer = ReportOut(report_id=first, is_sorted=answer.is_sorted, pieces=pieces)
    return Status(HTTPStatus.OK if all(each.was_on_record for each in taken) else HTTPStatus.CREATED, answer)


def _is_sorted(taken: Taken, *, organisation: str) -> bool:
    if taken.was_on_record and taken.report_id is not None:
        return lookups.is_sorted(taken.report_id, organisation=organisation)
    return taken.routed is not None


def _chosen_id(request: HttpRequest, *, organisation: str, key_name: str) -> ReportId | None:
    """Return the id that an idempotency key leads to, which is this sender's alone; none where none was sent."""
    chosen = request.headers.get(_KEY_HEADER)
    if chosen is None:
        return None
    if not re.fullmatch(r"[\x21-\x7e]{1,200}", chosen):
        raise ContentError("it is no word of 1 to 200 letters", where=_KEY_HEADER, remedy="send a UUID, for example")
    digest = hashlib.sha256(f"{organisation}\n{key_name}\n{chosen}".encode()).hexdigest()
    return ReportId(f"r-{digest[:32]}")


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


_OF_A_CASE: Final = {
    HTTPStatus.UNAUTHORIZED: Problem,
    HTTPStatus.FORBIDDEN: Problem,
    HTTPStatus.NOT_FOUND: Problem,
    HTTPStatus.CONFLICT: Problem,
    HTTPStatus.UNPROCESSABLE_ENTITY: Problem,
    HTTPStatus.SERVICE_UNAVAILABLE: Problem,
}
_CaseIn: TypeAlias = Annotated[
    str, Path(description="The case", min_length=1, max_length=64, pattern=r"^[A-Za-z0-9._-]+$")
]
_At: TypeAlias = Annotated[
    AwareDatetime | None, Query(description="The determination that stood then; without it, the latest")
]


@api.get(
    "/cases/{case_id}/explanation",
    auth=OfficerAuth(),
    response={HTTPStatus.OK: ExplanationOut, **_OF_A_CASE},
    operation_id="explain_determination",
    summary="Explain a case's determination in whole sentences",
)
def explain_determination(
    request: HttpRequest,
    case_id: _CaseIn,
    language: Annotated[Literal["ar", "en"], Query(description="The reader's language")] = "en",
    at: _At = None,
) -> Status[ExplanationOut]:
    """Tell what was asked, what answered, who is told and why, and what would change it."""
    officer = request.auth  # type: ignore[attr-defined]  # what OfficerAuth returned
    found = explain(house(), case_id=CaseId(case_id), by=officer, at=at, language=language)
    return Status(HTTPStatus.OK, ExplanationOut.of(found))


@api.get(
    "/cases/{case_id}/retrace",
    auth=OfficerAuth(),
    response={HTTPStatus.OK: RetracedOut, **_OF_A_CASE},
    operation_id="retrace_determination",
    summary="Compute a case's determination again as of its own day",
)
def retrace_determination(request: HttpRequest, case_id: _CaseIn, at: _At = None) -> Status[RetracedOut]:
    """Apply the pack with the numbers of that day to the file of that day, and compare with the record."""
    officer = request.auth  # type: ignore[attr-defined]  # what OfficerAuth returned
    found = retrace(house(), case_id=CaseId(case_id), by=officer, at=at)
    return Status(HTTPStatus.OK, RetracedOut.of(found))


@api.post(
    "/cases/{case_id}/decision",
    auth=OfficerAuth(),
    response={HTTPStatus.OK: DecisionOut, **_OF_A_CASE},
    operation_id="decide_case",
    summary="Decide the recommendation that was looked at, with what telling could do weighed",
)
def decide_case(request: HttpRequest, case_id: _CaseIn, body: DecisionIn) -> Status[DecisionOut]:
    """Make the recommendation the officer's decision; nothing leaves the house by it."""
    officer = request.auth  # type: ignore[attr-defined]  # what OfficerAuth returned
    weighed = [
        Weighed(
            party_id=PartyId(each.party_id),
            choice=each.choice,
            because=each.because,
            channels=tuple(each.channels),
        )
        for each in body.weighed
    ]
    found = decide(house(), case_id=CaseId(case_id), by=officer, weighed=weighed, seen=body.determination)
    return Status(HTTPStatus.OK, DecisionOut.of(found))


@api.get(
    "/cases/{case_id}/assessment",
    auth=OfficerAuth(),
    response={
        HTTPStatus.OK: AssessmentOut,
        HTTPStatus.UNAUTHORIZED: Problem,
        HTTPStatus.FORBIDDEN: Problem,
        HTTPStatus.NOT_FOUND: Problem,
        HTTPStatus.SERVICE_UNAVAILABLE: Problem,
    },
    operation_id="read_assessment",
    summary="What a case amounts to: the limbs, likelihood, confidence, and what is known of each element",
)
def read_assessment(
    request: HttpRequest, case_id: Annotated[str, Path(max_length=64)]
) -> Status[AssessmentOut | Problem]:
    """Return the latest assessment of a case of the officer's own organisation."""
    officer = request.auth  # type: ignore[attr-defined]  # what OfficerAuth returned
    try:
        found = queries.case(house(), case_id=CaseId(case_id), by=officer).assessment
    except NotAllowedError as error:
        return Status(HTTPStatus.FORBIDDEN, Problem(what=error.what, where=error.where, remedy=error.remedy))
    except NotFoundError as error:
        return Status(HTTPStatus.NOT_FOUND, Problem(what=error.what, where=error.where, remedy=error.remedy))
    if found is None:
        problem = Problem(what="it was not assessed yet", where=f"case {case_id}", remedy="assess it first")
        return Status(HTTPStatus.NOT_FOUND, problem)
    return Status(HTTPStatus.OK, AssessmentOut.of(found))


api.add_router("", cases.router, auth=OfficerAuth())


@api.get(
    "/clocks",
    auth=OfficerAuth(),
    response={
        HTTPStatus.OK: ClocksOut,
        HTTPStatus.UNAUTHORIZED: Problem,
        HTTPStatus.FORBIDDEN: Problem,
        HTTPStatus.CONFLICT: Problem,
        HTTPStatus.UNPROCESSABLE_ENTITY: Problem,
        HTTPStatus.SERVICE_UNAVAILABLE: Problem,
    },
    operation_id="list_clocks",
    summary="The clocks that run in all open cases, next due first",
)
def list_clocks(
    request: HttpRequest, limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = LARGEST_PAGE
) -> Status[ClocksOut | Problem]:
    """List the clocks of the officer's own organisation, in the holder's hour and zone."""
    officer = request.auth  # type: ignore[attr-defined]  # what OfficerAuth returned
    try:
        found = queries.clocks(house(), by=officer, limit=limit)
        me = queries.me(house(), by=officer)
    except NotAllowedError as error:
        return Status(HTTPStatus.FORBIDDEN, Problem(what=error.what, where=error.where, remedy=error.remedy))
    clocks = [ClockOut.of(each) for each in found]
    return Status(HTTPStatus.OK, ClocksOut(clocks=clocks, unheard_count=me.unheard_count))


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
        f"{'.'.join(str(part) for part in _field(each['loc'])) or 'body'}: {each['msg']}" for each in error.errors
    )
    where = str(error.errors[0]["loc"][0]) if error.errors else "body"
    remedy = "see the contract, /api/openapi.json"
    if where == "file":
        where, remedy = "form", "send multipart/form-data with the report as its `file`: curl -F file=@FILE"
    return _answer(HTTPStatus.UNPROCESSABLE_ENTITY, Problem(what=found, where=where, remedy=remedy))


def _field(place: Sequence[object]) -> Sequence[object]:
    """Return where in a body, query or form: of a body, Ninja names our own argument too."""
    return place[2:] if place[:1] == ("body",) and place[1:2] == ("body",) else place[1:]


@api.exception_handler(ContentError)
def on_content(_request: HttpRequest, error: ContentError) -> HttpResponse:
    """Say what the contract asks for in place of what came."""
    return _answer(HTTPStatus.UNPROCESSABLE_ENTITY, Problem(what=error.what, where=error.where, remedy=error.remedy))


@api.exception_handler(LengthError)
def on_no_length(_request: HttpRequest, error: LengthError) -> HttpResponse:
    """Ask for the length (RFC 9110, 15.5.12); nothing was read."""
    return _answer(HTTPStatus.LENGTH_REQUIRED, Problem(what=error.what, where=error.where, remedy=error.remedy))


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
    remedy = "see the contract, /api/openapi.json"
    if error.status_code == HTTPStatus.BAD_REQUEST:
        remedy = "/api/reports takes JSON, /api/reports/bytes bytes as they are, /api/reports/form a form with a file"
    return _answer(error.status_code, Problem(what=str(error), where="request", remedy=remedy))


@api.exception_handler(NotFoundError)
def on_not_found(_request: HttpRequest, error: NotFoundError) -> HttpResponse:
    """Say that it is not there; whether it is somebody else's is not said."""
    return _answer(HTTPStatus.NOT_FOUND, Problem(what=error.what, where=error.where, remedy=error.remedy))


@api.exception_handler(NotAllowedError)
def on_not_allowed(_request: HttpRequest, error: NotAllowedError) -> HttpResponse:
    """Say that the officer may not."""
    return _answer(HTTPStatus.FORBIDDEN, Problem(what=error.what, where=error.where, remedy=error.remedy))


@api.exception_handler(NadhirError)
def on_refused(_request: HttpRequest, error: NadhirError) -> HttpResponse:
    """Give what the house refuses the one shape; what is not the sender's fault can be sent again."""
    status = HTTPStatus.CONFLICT if isinstance(error, TheirsError) else HTTPStatus.SERVICE_UNAVAILABLE
    return _answer(status, Problem(what=error.what, where=error.where, remedy=error.remedy))


@api.exception_handler(OperationalError)
@api.exception_handler(InterfaceError)
def on_no_database(_request: HttpRequest, error: Exception) -> HttpResponse:
    """Say that it can be sent again; the sender learns nothing of the database, and whoever runs it reads the log."""
    _log.error("the database failed on a request", exc_info=error)
    problem = Problem(
        what="the database does not answer, or is full; not all of it is on record",
        where="database",
        remedy="send it again later; under an Idempotency-Key, what is on record is not taken twice",
    )
    return _answer(HTTPStatus.SERVICE_UNAVAILABLE, problem)

# SPDX-License-Identifier: Apache-2.0
"""The inbox, one report beside what was found in it, and taking a report in by hand."""

from datetime import datetime
from http import HTTPStatus
from typing import Final

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from nadhir.casework import grade as grading
from nadhir.casework import lookups, queries, wording
from nadhir.casework.authority import Act, admit
from nadhir.casework.errors import NotAllowedError, NotFoundError
from nadhir.casework.look import look_at_report
from nadhir.casework.read_models import ReportView, SourceView
from nadhir.casework.receive import Handed
from nadhir.casework.unpack import Opened, Taken, as_one, open_up, receive_each
from nadhir.casework.viewed import record_report_opened
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import ReportId, SourceId
from nadhir.terms.marking import Marking
from nadhir.terms.report import InformationCredibility, ReportKind, Understanding
from nadhir.terms.screening import Queue
from nadhir.web.forms import GradeForm, ReceiveForm, StepForm
from nadhir.web.frame import Desk, officer_page
from nadhir.web.hints import give_hints
from nadhir.web.showing import marks_of, refused, sources_of
from nadhir.web.steps import aimed
from nadhir.web.views.linking import forms_of_report

#: Letters of a text that one page shows [D]: a book chapter; marks beyond it are in the list, with their words.
_LETTERS_SHOWN: Final = 200_000
#: Reports of one file that are sorted before the page answers [D]: some seconds; the worker sorts the others.
_ROUTED_AT_ONCE: Final = 5
_FILTERED = {Queue.URGENT.value: Queue.URGENT, Queue.REVIEW.value: Queue.REVIEW}


@require_safe
@officer_page
def inbox(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the reports, the most urgent queue first and then the newest."""
    queue = _FILTERED.get(request.GET.get("queue", ""))
    found = queries.inbox(desk.house, by=desk.by, queue=queue, before=_moment(request.GET.get("before", "")))
    context = {"inbox": found, "queue": queue or "", "may_receive": Act.RECEIVE in desk.me.may}
    return desk.page(request, "desk/inbox.html", context)


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


@require_safe
@officer_page
def report(request: HttpRequest, desk: Desk, report_id: str) -> HttpResponse:
    """Show one report beside what was found in it; the first officer who does is on record."""
    look_at_report(desk.house, report_id=ReportId(report_id), by=desk.by)
    view = queries.report(desk.house, report_id=ReportId(report_id), by=desk.by)
    if request.method == "GET":  # a HEAD shows nothing
        record_report_opened(desk.house, report_id=view.report.id, by=desk.by)
    pieces, notes = marks_of(view)
    shown = [piece for piece in pieces if piece.start < _LETTERS_SHOWN]
    context = {
        "view": view,
        "pieces": shown,
        "notes": notes,
        "is_cut": len(shown) < len(pieces),
        "forms": forms_of_report(desk, view),
        "may_join": Act.LINK in desk.me.may,
        "sources": sources_of(view),
        "grade_form": _grade_form(view) if Act.ASSESS in desk.me.may else None,
    }
    return desk.page(request, "desk/report.html", context)


def _grade_form(view: ReportView, data: QueryDict | None = None) -> StepForm:
    form = GradeForm(data, auto_id="grade-%s", initial={"credibility": view.credibility.value})
    return aimed(form, "report-grade", view.report.id)


@officer_page
def grade(request: HttpRequest, desk: Desk, report_id: str) -> HttpResponse:
    """Grade the information of a report; a grade of 1 is refused with the reason where nothing confirms it."""
    admit(desk.by, to=Act.ASSESS)
    view = queries.report(desk.house, report_id=ReportId(report_id), by=desk.by)
    form = _grade_form(view, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        credibility = InformationCredibility(given["credibility"])
        try:
            grading.grade(
                desk.house, report_id=view.report.id, credibility=credibility, reason=given["reason"], by=desk.by
            )
        except (NotFoundError, NotAllowedError):
            raise
        except TheirsError as error:
            form.add_error(None, refused(error))
            context = {"form": form, "back": reverse("report", args=[report_id])}
            return desk.page(request, "desk/step.html", context, status=HTTPStatus.CONFLICT)
        messages.success(request, _("Done and on record: %(step)s.") % {"step": form.title})
        give_hints(request, form)
        return redirect("report", report_id=report_id)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"form": form, "back": reverse("report", args=[report_id])}
    return desk.page(request, "desk/step.html", context, status=status)


@require_safe
@officer_page
def received_bytes(request: HttpRequest, desk: Desk, report_id: str) -> HttpResponse:
    """Give the bytes as they were received, to be saved: they are somebody else's, and no browser may show them."""
    data = queries.raw_bytes(desk.house, report_id=ReportId(report_id), by=desk.by)
    if request.method == "GET":
        record_report_opened(desk.house, report_id=ReportId(report_id), by=desk.by)
    answer = HttpResponse(data, content_type="application/octet-stream")
    answer.headers["Content-Disposition"] = f'attachment; filename="{report_id}.bin"'
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@require_safe
@officer_page
def container_bytes(_request: HttpRequest, desk: Desk, report_id: str) -> HttpResponse:
    """Give the container that a report came in, as it was received, to be saved."""
    data = queries.container_bytes(desk.house, report_id=ReportId(report_id), by=desk.by)
    answer = HttpResponse(data, content_type="application/octet-stream")
    answer.headers["Content-Disposition"] = f'attachment; filename="{report_id}-container.bin"'
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@officer_page
def receive(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take a report in by hand."""
    sources = [(str(each.id), _source_words(each, reader=desk.by)) for each in lookups.sources(desk.house, by=desk.by)]
    form = ReceiveForm(request.POST or None, request.FILES or None, sources=sources, auto_id="receive-%s")
    form.action = reverse("report-receive")
    if request.method == "POST" and form.is_valid():
        handed = _handed(form)
        opened = open_up(handed) if form.cleaned_data["file"] else as_one(handed)
        try:
            taken = tuple(receive_each(desk.house, opened=opened, by=desk.by, routes=_ROUTED_AT_ONCE))
        except TheirsError as error:
            form.add_error(None, refused(error))
        else:
            return _received(request, opened=opened, taken=taken)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return desk.page(request, "desk/step.html", {"form": form, "back": reverse("inbox")}, status=status)


def _received(request: HttpRequest, *, opened: Opened, taken: tuple[Taken, ...]) -> HttpResponse:
    """Tell what is on record, and show the one report, or the inbox where there are several."""
    recorded = [each for each in taken if each.report_id is not None]
    if opened.form is None and recorded:
        messages.success(request, _("The report is on record."))
        return redirect("report", report_id=recorded[0].report_id)
    said = ngettext(
        "%(count)d report out of it is on record.", "%(count)d reports out of it are on record.", len(recorded)
    )
    messages.success(request, said % {"count": len(recorded)})
    waiting = sum(each.routed is None for each in taken)
    if waiting:
        left = ngettext(
            "%(count)d of them is not sorted yet; the worker does it.",
            "%(count)d of them are not sorted yet; the worker does it.",
            waiting,
        )
        messages.warning(request, left % {"count": waiting})
    not_read = sum(
        each.routed is not None and each.routed.report.understanding is Understanding.NOT_UNDERSTOOD for each in taken
    )
    if not_read:
        not_said = ngettext(
            "%(count)d of them was not understood: a person has to look.",
            "%(count)d of them were not understood: a person has to look.",
            not_read,
        )
        messages.warning(request, not_said % {"count": not_read})
    return redirect("inbox")


def _source_words(source: SourceView, *, reader: str) -> str:
    name = "" if source.name is None else source.name.reveal(to=reader)
    return f"{name or source.id} · {wording.word(source.kind)} · {source.reliability}"


def _handed(form: ReceiveForm) -> Handed:
    given = form.cleaned_data
    file = given["file"]
    kind = given["kind"]
    if isinstance(file, UploadedFile):
        data, name, media_type = file.read(), file.name or "", None
    else:
        # A browser sends line ends as CR LF; what was pasted had them as they are in the text.
        data, name, media_type = str(given["text"]).replace("\r\n", "\n").encode(), "", "text/plain"
    return Handed(
        data=data,
        source_id=SourceId(given["source"]),
        name=name,
        media_type=media_type,
        declared_encoding=None if file else "utf-8",
        kind=ReportKind(kind) if kind else None,
        credibility=InformationCredibility(given["credibility"]),
        marking=Marking.read(given["marking"]) if given["marking"] else None,
    )

# SPDX-License-Identifier: Apache-2.0
"""What a person does about linking: open a case by hand, put a report into a case, split one off."""

from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from nadhir.casework import link, lookups, queries
from nadhir.casework.authority import Act, admit
from nadhir.casework.errors import NotAllowedError, NotFoundError
from nadhir.casework.read_models import ReportView
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import CaseId, ReportId
from nadhir.web.forms import JoinForm, OpenByHandForm, SplitForm, StepForm
from nadhir.web.frame import Desk, officer_page
from nadhir.web.hints import give_hints
from nadhir.web.showing import lines_of, refused
from nadhir.web.steps import aimed

_LISTED = 500  # open cases to choose from: as many as one page of cases holds at most


def forms_of_report(desk: Desk, view: ReportView) -> tuple[StepForm, ...]:
    """Return what the officer may do about where the report belongs, beside putting it into a case (`join`).

    That one has a page of its own: its list of cases is too much to gather for whoever only reads the report.
    """
    if Act.LINK not in desk.me.may or view.case_id is not None:
        return ()
    return (aimed(OpenByHandForm(auto_id="open-%s"), "report-open", view.report.id),)


def _open_cases(desk: Desk, *, without: CaseId | None) -> dict[str, str]:
    lines = queries.cases(desk.house, by=desk.by, limit=_LISTED)
    threats = lookups.threats_of_cases(desk.house, case_ids=[line.case_id for line in lines], by=desk.by)
    return {
        str(each.view.case_id): f"{each.title} · {each.view.case_id}"
        for each in lines_of(lines, threats=threats)
        if each.view.case_id != without
    }


@officer_page
def open_by_hand(request: HttpRequest, desk: Desk, report_id: str) -> HttpResponse:
    """Open a case from a report that no rule opened one from."""
    admit(desk.by, to=Act.LINK)
    view = queries.report(desk.house, report_id=ReportId(report_id), by=desk.by)
    form = aimed(OpenByHandForm(_sent(request), auto_id="open-%s"), "report-open", report_id)

    def take() -> CaseId:
        return link.open_by_hand(desk.house, report_id=view.report.id, reason=form.cleaned_data["reason"], by=desk.by)

    return _moved(request, desk, form, back=reverse("report", args=[report_id]), take=take)


@officer_page
def join(request: HttpRequest, desk: Desk, report_id: str) -> HttpResponse:
    """Put a report into a case."""
    admit(desk.by, to=Act.LINK)
    view = queries.report(desk.house, report_id=ReportId(report_id), by=desk.by)
    others = _open_cases(desk, without=view.case_id)
    form = aimed(JoinForm(_sent(request), auto_id="join-%s", cases=others), "report-join", report_id)

    def take() -> CaseId:
        given = form.cleaned_data
        case_id = CaseId(given["case"])
        link.join(desk.house, report_id=view.report.id, case_id=case_id, reason=given["reason"], by=desk.by)
        return case_id

    return _moved(request, desk, form, back=reverse("report", args=[report_id]), take=take)


@officer_page
def split(request: HttpRequest, desk: Desk, case_id: str, report_id: str) -> HttpResponse:
    """Take a report out of this case into one of its own."""
    admit(desk.by, to=Act.LINK)
    view = queries.case(desk.house, case_id=CaseId(case_id), by=desk.by)
    if report_id not in view.case.report_ids:
        raise NotFoundError(f"report {report_id} is not in it", where=f"case {case_id}", remedy="go back to the case")
    form = aimed(SplitForm(_sent(request), auto_id="split-%s"), "case-split", case_id, report_id)

    def take() -> CaseId:
        return link.split(desk.house, report_id=ReportId(report_id), reason=form.cleaned_data["reason"], by=desk.by)

    return _moved(request, desk, form, back=f"{reverse('case', args=[case_id])}#reports", take=take)


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _moved(request: HttpRequest, desk: Desk, form: StepForm, *, back: str, take: Callable[[], CaseId]) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            case_id = take()
        except (NotFoundError, NotAllowedError):
            raise
        except TheirsError as error:
            form.add_error(None, refused(error))
            return desk.page(request, "desk/step.html", {"form": form, "back": back}, status=HTTPStatus.CONFLICT)
        messages.success(request, _("Done and on record: %(step)s.") % {"step": form.title})
        give_hints(request, form)
        return redirect("case", case_id=case_id)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return desk.page(request, "desk/step.html", {"form": form, "back": back}, status=status)

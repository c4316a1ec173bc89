# SPDX-License-Identifier: Apache-2.0
"""The watch, the list of cases, the case itself, its review, and every step an officer takes on it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from nadhir.casework import lookups, queries
from nadhir.casework.accounts import set_deputy
from nadhir.casework.authority import Act, OfficerRole
from nadhir.casework.errors import NotAllowedError, NotFoundError
from nadhir.casework.explain import explain
from nadhir.casework.look import look_at_case
from nadhir.casework.provision_questions import label
from nadhir.casework.read_models import CaseLine, CaseView
from nadhir.casework.retrace import retrace
from nadhir.casework.viewed import record_case_opened
from nadhir.casework.write_tearline import offers
from nadhir.review import Verdict
from nadhir.terms.assessment import Yardstick
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import CaseId, DeliveryId, OfficerId, ReportId
from nadhir.web import steps
from nadhir.web.forms import DeputyForm, StepForm
from nadhir.web.frame import Desk, officer_page
from nadhir.web.hints import give_hints
from nadhir.web.next_steps import next_clock, next_steps
from nadhir.web.showing import (
    CaseLineShown,
    CaseShown,
    DeliveryShown,
    OfferShown,
    delivery_css,
    delivery_meaning,
    lines_of,
    offers_of,
    refused,
    texts_of,
    title_of,
)
from nadhir.web.views.duty import duty_of

_VERDICT_CSS = {
    Verdict.MET_IN_TIME: "outcome-no_duty",
    Verdict.NO_DUTY: "outcome-no_duty",
    Verdict.MET_LATE: "outcome-undecided",
    Verdict.UNDECIDED: "outcome-undecided",
    Verdict.GIVEN_NOT_ACKNOWLEDGED: "outcome-warn",
    Verdict.NOT_GIVEN: "outcome-warn",
}


@require_safe
@officer_page
def watch(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what is due: open cases by their clock, and the head of the inbox."""
    if Act.READ_CASES not in desk.me.may:  # an administrator keeps accounts and reads no case
        return redirect("officers")
    open_cases = queries.cases(desk.house, by=desk.by)
    context = {
        "lines": _lines(desk, open_cases),
        "inbox": queries.inbox(desk.house, by=desk.by) if Act.READ_REPORTS in desk.me.may else None,
        "uncommanded": [line for line in open_cases if line.commander is None],
        "unanswered": _closed_unanswered(desk),
        **duty_of(desk),
    }
    return desk.page(request, "desk/watch.html", context)


def _closed_unanswered(desk: Desk) -> tuple[CaseLineShown, ...]:
    """Return the cases closed over an unanswered question, for those who inspect."""
    if OfficerRole.INSPECTOR not in desk.me.roles:
        return ()
    return _lines(desk, queries.closed_unanswered(desk.house, by=desk.by))


@require_safe
@officer_page
def clocks(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List every clock that runs, next due first, and who stands in for the officer who looks."""
    found = queries.clocks(desk.house, by=desk.by)
    threats = lookups.threats_of_cases(desk.house, case_ids=[each.case_id for each in found], by=desk.by)
    lines = [
        {
            "case_id": each.case_id,
            "title": title_of(threats.get(each.case_id), otherwise=each.title),
            "clock": each.clock,
        }
        for each in found
    ]
    form = steps.aimed(
        DeputyForm(initial={"officer": desk.by, "deputy": desk.me.deputy or ""}, auto_id="deputy-%s"), "deputy"
    )
    return desk.page(request, "desk/clocks.html", {"lines": lines, "form": form})


@require_POST
@officer_page
def deputy(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Name an officer's deputy: one's own, or, for an administrator, anybody's."""
    back = reverse("clocks") if Act.READ_CASES in desk.me.may else reverse("officers")
    form = steps.aimed(DeputyForm(request.POST, auto_id="deputy-%s"), "deputy")

    def take() -> None:
        officer, named = form.cleaned_data["officer"], form.cleaned_data["deputy"]
        set_deputy(desk.house, officer=OfficerId(officer), deputy=OfficerId(named) if named else None, by=desk.by)

    return _taken(request, desk, form, back=back, take=take)


@require_safe
@officer_page
def cases(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the cases, by their clock."""
    with_closed = request.GET.get("closed") == "1"
    lines = _lines(desk, queries.cases(desk.house, by=desk.by, is_open=None if with_closed else True))
    return desk.page(request, "desk/cases.html", {"lines": lines, "with_closed": with_closed})


def _lines(desk: Desk, lines: Sequence[CaseLine]) -> tuple[CaseLineShown, ...]:
    threats = lookups.threats_of_cases(desk.house, case_ids=[line.case_id for line in lines], by=desk.by)
    return lines_of(lines, threats=threats)


@require_safe
@officer_page
def case(request: HttpRequest, desk: Desk, case_id: str) -> HttpResponse:
    """Show a case, in the order of its way; the first officer who does is on record."""
    look_at_case(desk.house, case_id=CaseId(case_id), by=desk.by)
    view = queries.case(desk.house, case_id=CaseId(case_id), by=desk.by)
    if request.method == "GET":  # a HEAD shows nothing
        record_case_opened(desk.house, case_id=view.case.id, by=desk.by)
    texts = lookups.texts_of_case(desk.house, case_id=view.case.id, by=desk.by)
    return desk.page(request, "desk/case.html", {**_laid_out(view, texts=texts), "offers": _offers(desk, view)})


def _laid_out(view: CaseView, *, texts: Mapping[ReportId, str]) -> dict[str, object]:
    shown = CaseShown(view, texts=texts)
    forms = steps.forms_of_case(view)
    return {
        "view": view,
        "next_steps": next_steps(view, forms=forms),
        "next_clock": next_clock(view),
        "title": shown.title(),
        "clocks": shown.clocks(),
        "victims": shown.victims(),
        "way": shown.way(),
        "limbs": shown.limbs(),
        "hypotheses": shown.hypotheses(),
        "specificity": shown.specificity(),
        "met_by": shown.met_by(),
        "holdings": shown.holdings(),
        "not_holding": shown.not_holding(),
        "addressees": shown.addressees(),
        "not_addressed": shown.not_addressed(),
        "risks": shown.risks(),
        "texts": () if view.tearline is None else texts_of(view.tearline.tearline),
        "disclosures": shown.disclosures(),
        "withheld": shown.withheld(),
        "facts": shown.facts(),
        "replies": shown.replies(),
        "timeline": shown.timeline(),
        "questions": shown.questions(),
        "closing": view.case.closing,
        "viewed": shown.viewed(),
        "tasks": [task for task in view.tasks if task.done_at is None],
        "deliveries": [
            DeliveryShown(
                view=each,
                css=delivery_css(each.state),
                meaning=delivery_meaning(each.state),
                forms=steps.forms_of_delivery(view, delivery=each),
            )
            for each in view.deliveries
        ],
        "forms": forms,
        "consultations": view.consultations,
        "disputes": view.disputes,
        "near_misses": shown.near_misses(),
        "waivers": shown.waivers(),
        "may_split": Act.LINK in view.may and view.case.is_open and len(view.case.report_ids) > 1,
    }


def _offers(desk: Desk, view: CaseView) -> tuple[OfferShown, ...]:
    """Return what each way of writing the tearline would say, where the officer may write it now."""
    step = steps.STEPS["tearline"]
    if step.act not in view.may or not step.is_shown(view) or view.assessment is None:
        return ()
    return offers_of(offers(desk.house, case_id=view.case.id, by=desk.by), threat=view.assessment.threat)


@sensitive_post_parameters("password")
@officer_page
def step(request: HttpRequest, desk: Desk, case_id: str, name: str) -> HttpResponse:
    """Take one step on a case; asked without a POST, show its form and change nothing."""
    found = steps.step_named(name)
    view = queries.case(desk.house, case_id=CaseId(case_id), by=desk.by)
    form = found.form(view, request if request.method == "POST" else None, f"{name}-%s")
    steps.aimed(form, "case-step", case_id, name)
    back = (
        reverse("case-review", args=[case_id])
        if found.anchor == "review"
        else f"{reverse('case', args=[case_id])}#{found.anchor}"
    )
    taken = partial(found.take, desk.house, desk.by, view, form)
    yardstick = view.holder.yardstick
    return _taken(request, desk, form, back=back, take=taken, yardstick=yardstick)


@officer_page
def delivery_step(request: HttpRequest, desk: Desk, case_id: str, delivery_id: str, name: str) -> HttpResponse:
    """Record something of one delivery; asked without a POST, show the form and change nothing."""
    found = steps.delivery_step_named(name)
    form = found.form(request.POST if request.method == "POST" else None, auto_id=f"{name}-%s")
    steps.aimed(form, "delivery-step", case_id, delivery_id, name)
    back = f"{reverse('case', args=[case_id])}#delivery"
    take = partial(found.take, desk.house, desk.by, DeliveryId(delivery_id), form)
    return _taken(request, desk, form, back=back, take=take)


def _taken(
    request: HttpRequest,
    desk: Desk,
    form: StepForm,
    *,
    back: str,
    take: Callable[[], object],
    yardstick: Yardstick | None = None,
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            take()
        except (NotFoundError, NotAllowedError):
            raise
        except TheirsError as error:
            form.add_error(None, refused(error))
            form.is_bare = False
            return desk.page(request, "desk/step.html", {"form": form, "back": back}, status=HTTPStatus.CONFLICT)
        messages.success(request, _("Done and on record: %(step)s.") % {"step": form.title})
        give_hints(request, form, yardstick=yardstick)
        return redirect(back)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    form.is_bare = False
    return desk.page(request, "desk/step.html", {"form": form, "back": back}, status=status)


@require_safe
@officer_page
def explanation(request: HttpRequest, desk: Desk, case_id: str) -> HttpResponse:
    """Explain the determination in the page's language, and show what comes of computing it again."""
    at = _moment_of(request)
    explained = explain(desk.house, case_id=CaseId(case_id), by=desk.by, at=at)
    retraced = retrace(desk.house, case_id=CaseId(case_id), by=desk.by, at=at)
    context = {
        "explained": explained,
        "retraced": retraced,
        "differing": [(label(each.paragraph), each) for each in retraced.compared if not each.is_same],
        "compared_count": len(retraced.compared),
        "not_holding_count": sum(each.is_no for chapter in explained.chapters for each in chapter.passages),
    }
    return desk.page(request, "desk/explanation.html", context)


def _moment_of(request: HttpRequest) -> datetime | None:
    """Return the moment that the address names, in UTC where it names no zone.

    Raises:
        TheirsError: it is no moment.
    """
    given = request.GET.get("at", "")
    if not given:
        return None
    found = parse_datetime(given.replace(" ", "+"))  # a plus that the browser took for a blank
    if found is None:
        raise TheirsError(
            "%(value)s is no moment", where="at", remedy="write 2024-01-03T12:00:00Z", values={"value": given}
        )
    return found if found.tzinfo else found.replace(tzinfo=UTC)


@require_safe
@officer_page
def review(request: HttpRequest, desk: Desk, case_id: str) -> HttpResponse:
    """Show the after-action review."""
    view = queries.case(desk.house, case_id=CaseId(case_id), by=desk.by)
    found = lookups.look_back(desk.house, case_id=CaseId(case_id), by=desk.by)
    context = {
        "case_id": case_id,
        "review": found,
        "verdict_css": _VERDICT_CSS.get(found.verdict, "outcome-refer"),
        "forms": steps.forms_of_case(view)["review"],
    }
    return desk.page(request, "desk/review.html", context)

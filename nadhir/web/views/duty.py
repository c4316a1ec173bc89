# SPDX-License-Identifier: Apache-2.0
"""The rota on the watch: who is on duty, and putting somebody on it or taking them off."""

from datetime import timedelta
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nadhir.casework import duty
from nadhir.casework.authority import Act
from nadhir.casework.errors import NotAllowedError, NotFoundError
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import OfficerId
from nadhir.web.forms import DutyForm, EndDutyForm
from nadhir.web.frame import Desk, officer_page
from nadhir.web.showing import refused
from nadhir.web.steps import aimed


def duty_of(desk: Desk) -> dict[str, object]:
    """Return the rota as the watch shows it, with its forms for whoever keeps it."""
    may_keep = Act.KEEP_ROTA in desk.me.may
    turns = [
        (
            line,
            aimed(EndDutyForm(auto_id=f"off-{line.turn_id}-%s"), "duty-end", str(line.turn_id)) if may_keep else None,
        )
        for line in duty.rota(desk.house, by=desk.by)
    ]
    return {"turns": turns, "duty_form": _form(desk) if may_keep else None}


def _form(desk: Desk, request: HttpRequest | None = None) -> DutyForm:
    able = [(str(name), shown) for name, shown in duty.who_may_be(desk.house, by=desk.by)]
    form = DutyForm(None if request is None else request.POST, auto_id="duty-%s", colleagues=able)
    return aimed(form, "duty")


@officer_page
def put_on(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Put an officer on duty from now on; asked without a POST, show the form."""
    form = _form(desk, request if request.method == "POST" else None)
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            hours = form.cleaned_data["hours"]
            until_at = None if hours is None else desk.me.now + timedelta(hours=hours)
            try:
                duty.put_on_duty(
                    desk.house, officer=OfficerId(form.cleaned_data["officer"]), until_at=until_at, by=desk.by
                )
            except (NotFoundError, NotAllowedError):
                raise
            except TheirsError as error:
                form.add_error(None, refused(error))
                status = HTTPStatus.CONFLICT
            else:
                messages.success(request, _("Done and on record: %(step)s.") % {"step": form.title})
                return redirect("watch")
    return desk.page(request, "desk/step.html", {"form": form, "back": reverse("watch")}, status=status)


@require_POST
@officer_page
def take_off(request: HttpRequest, desk: Desk, turn_id: int) -> HttpResponse:
    """Take a turn off the rota."""
    form = EndDutyForm(request.POST)
    if form.is_valid():
        duty.take_off_duty(desk.house, turn_id=turn_id, by=desk.by)
        messages.success(request, _("Done and on record: %(step)s.") % {"step": form.title})
    return redirect("watch")

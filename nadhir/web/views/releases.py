# SPDX-License-Identifier: Apache-2.0
"""One release: what is about to happen, in words, and the two signatures or the refusal."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from nadhir.casework import queries
from nadhir.casework import release as use_case
from nadhir.casework.errors import NotAllowedError
from nadhir.casework.read_models import ReleaseView
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import ReleaseId
from nadhir.web.forms import ApproveForm, RefuseForm
from nadhir.web.frame import Desk, officer_page
from nadhir.web.hints import give_hints
from nadhir.web.showing import in_reading_order, refused
from nadhir.web.steps import aimed


@require_safe
@officer_page
def release(request: HttpRequest, desk: Desk, release_id: str) -> HttpResponse:
    """Show what would leave, to whom and how."""
    view = queries.release(desk.house, release_id=ReleaseId(release_id), by=desk.by)
    return _page(request, desk, view, forms=_forms(view))


def _forms(view: ReleaseView) -> list[ApproveForm | RefuseForm]:
    forms: list[ApproveForm | RefuseForm] = []
    if view.may_approve:
        forms.append(aimed(ApproveForm(release=view, auto_id="approve-%s"), "release-approve", view.release.id))
    if view.may_refuse:
        forms.append(aimed(RefuseForm(auto_id="refuse-%s"), "release-refuse", view.release.id))
    return forms


def _page(
    request: HttpRequest,
    desk: Desk,
    view: ReleaseView,
    *,
    forms: list[ApproveForm | RefuseForm],
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    context = {"view": view, "texts": in_reading_order(view.release.texts), "forms": forms}
    return desk.page(request, "desk/release.html", context, status=status)


@sensitive_post_parameters("password")
@require_POST
@officer_page
def approve(request: HttpRequest, desk: Desk, release_id: str) -> HttpResponse:
    """Sign, with the password once more, what was looked at."""
    view = queries.release(desk.house, release_id=ReleaseId(release_id), by=desk.by)
    form = aimed(
        ApproveForm(request.POST, release=view, request=request, auto_id="approve-%s"),
        "release-approve",
        release_id,
    )
    if not form.is_valid():
        return _again(request, desk, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        use_case.approve(
            desk.house, release_id=view.release.id, by=desk.by, content_digest=str(form.cleaned_data["digest"])
        )
    except NotAllowedError:
        raise
    except TheirsError as error:
        form.add_error(None, refused(error))
        return _again(request, desk, form, status=HTTPStatus.CONFLICT)
    messages.success(request, _("Your signature is on record."))
    return redirect("release", release_id=release_id)


@sensitive_post_parameters("password")
@require_POST
@officer_page
def refuse(request: HttpRequest, desk: Desk, release_id: str) -> HttpResponse:
    """Say no, with the reason."""
    view = queries.release(desk.house, release_id=ReleaseId(release_id), by=desk.by)
    form = aimed(RefuseForm(request.POST, request=request, auto_id="refuse-%s"), "release-refuse", release_id)
    if not form.is_valid():
        return _again(request, desk, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        use_case.refuse(desk.house, release_id=view.release.id, by=desk.by, reason=str(form.cleaned_data["reason"]))
    except NotAllowedError:
        raise
    except TheirsError as error:
        form.add_error(None, refused(error))
        return _again(request, desk, form, status=HTTPStatus.CONFLICT)
    messages.success(request, _("Your refusal is on record."))
    give_hints(request, form)
    return redirect("release", release_id=release_id)


def _again(request: HttpRequest, desk: Desk, form: ApproveForm | RefuseForm, *, status: int) -> HttpResponse:
    context = {"form": form, "back": form.action.rpartition("/approve/")[0] or form.action.rpartition("/refuse/")[0]}
    return desk.page(request, "desk/step.html", context, status=status)

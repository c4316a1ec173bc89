# SPDX-License-Identifier: Apache-2.0
"""What every page of the desk stands in: who looks, in which time zone, and what is said when something may not be.

Promise: nobody who is not logged in gets past; what the caller may not do is a 403 and what is not theirs is a 404 that
says nothing of whether it exists elsewhere; a use case's refusal is shown in its own words and has changed nothing.
"""

from collections.abc import Callable, Mapping
from functools import update_wrapper
from http import HTTPStatus
from typing import Concatenate, ParamSpec
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from nadhir.casework import queries
from nadhir.casework.errors import NotAllowedError, NotFoundError
from nadhir.casework.house import House, house
from nadhir.casework.read_models import Me
from nadhir.terms.errors import NadhirError, TheirsError, WorldError
from nadhir.terms.ids import OfficerId
from nadhir.web.context import frame

P = ParamSpec("P")


class Desk:
    """An officer at the desk: the house, who they are, and the request's own context for templates."""

    def __init__(self, house_: House, me: Me) -> None:
        self.house = house_
        self.me = me

    @property
    def by(self) -> OfficerId:
        """The officer's account."""
        return self.me.id

    def page(
        self, request: HttpRequest, template: str, context: Mapping[str, object], *, status: int = HTTPStatus.OK
    ) -> HttpResponse:
        """Return a page of the desk."""
        return render(request, template, {"me": self.me, **frame(request, me=self.me), **context}, status=status)


def officer_page(
    view: Callable[Concatenate[HttpRequest, Desk, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Wrap a view so that it is given the officer who looks, after the login and in their organisation's time zone."""

    def wrapped(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            here = house()
            desk = Desk(here, queries.me(here, by=OfficerId(request.user.get_username())))
        except TheirsError as error:
            return refusal(request, error, status=HTTPStatus.FORBIDDEN)
        with timezone.override(ZoneInfo(desk.me.holder.timezone)):
            try:
                return view(request, desk, *args, **kwargs)
            except NotFoundError as error:
                return refusal(request, error, status=HTTPStatus.NOT_FOUND, me=desk.me)
            except NotAllowedError as error:
                return refusal(request, error, status=HTTPStatus.FORBIDDEN, me=desk.me)
            except TheirsError as error:
                return refusal(request, error, status=HTTPStatus.CONFLICT, me=desk.me)
            except WorldError as error:
                return refusal(request, error, status=HTTPStatus.SERVICE_UNAVAILABLE, me=desk.me)

    update_wrapper(wrapped, view)
    return login_required(wrapped)


def refusal(request: HttpRequest, error: NadhirError, *, status: HTTPStatus, me: Me | None = None) -> HttpResponse:
    """Return the page that says what could not be done, in the words of whoever refused."""
    context = {"me": me, **frame(request, me=me), "error": error, "status": int(status)}
    return render(request, "desk/refusal.html", context, status=status)

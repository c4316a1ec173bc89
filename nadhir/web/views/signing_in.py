# SPDX-License-Identifier: Apache-2.0
"""Logging in and out. Wrong passwords are counted by django-axes; an account that had too many rests for a while."""

from http import HTTPStatus

from axes.decorators import axes_dispatch
from django.contrib.auth import views as auth_views
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy

from nadhir.web.context import frame


class LoginForm(AuthenticationForm):
    """Account and password; one sentence for every way of being wrong, so that none is given away."""

    error_messages = {
        "invalid_login": gettext_lazy("Account or password is not right, or the account is closed or at rest."),
        "inactive": gettext_lazy("Account or password is not right, or the account is closed or at rest."),
    }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["username"].label = gettext_lazy("Account")
        self.fields["password"].label = gettext_lazy("Password")
        for field in self.fields.values():
            field.widget.attrs.update({"class": "form-control", "dir": "ltr"})


@method_decorator(axes_dispatch, name="dispatch")
class LoginView(auth_views.LoginView):
    """The login page."""

    template_name = "desk/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add the frame, of nobody yet."""
        return {**super().get_context_data(**kwargs), **frame(self.request, me=None)}


class LogoutView(auth_views.LogoutView):
    """Logging out, by POST alone."""

    http_method_names = ["post", "options"]
    next_page = "login"


def rests(request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
    """Say that the account rests; axes calls this in place of the login."""
    return render(
        request, "desk/rests.html", {"me": None, **frame(request, me=None)}, status=HTTPStatus.TOO_MANY_REQUESTS
    )

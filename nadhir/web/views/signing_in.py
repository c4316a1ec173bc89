# SPDX-License-Identifier: Apache-2.0
"""Logging in and out, and choosing one's own password.

Wrong passwords are counted by django-axes; an account that had too many rests for a while.
"""

from http import HTTPStatus

from axes.decorators import axes_dispatch
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth import views as auth_views
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from nadhir.casework import queries
from nadhir.casework.accounts import set_password
from nadhir.casework.errors import NotAllowedError
from nadhir.casework.house import house
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import OfficerId
from nadhir.web.context import frame
from nadhir.web.forms import NewPasswordForm
from nadhir.web.frame import Desk, officer_page
from nadhir.web.showing import refused
from nadhir.web.steps import aimed


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

    def get_success_url(self) -> str:
        """Lead to where the officer wanted to go; first to their own password, where somebody else set the one used."""
        me = queries.me(house(), by=OfficerId(self.request.user.get_username()))
        return reverse("password") if me.must_change_password else super().get_success_url()


class LogoutView(auth_views.LogoutView):
    """Logging out, by POST alone."""

    http_method_names = ["post", "options"]
    next_page = "login"


@sensitive_post_parameters("password", "new", "again")
@officer_page
def password(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Change one's own password; nobody else's is changed here."""
    is_sent = request.method == "POST"
    form = aimed(NewPasswordForm(request.POST if is_sent else None, request=request, auto_id="password-%s"), "password")
    if is_sent and form.is_valid():
        try:
            set_password(desk.house, officer=desk.by, password=form.cleaned_data["new"], by=desk.by)
        except NotAllowedError:
            raise
        except TheirsError as error:
            form.add_error(None, refused(error))
        else:
            assert request.user.is_authenticated  # noqa: S101 - `officer_page` let nobody else in
            request.user.refresh_from_db()
            update_session_auth_hash(request, request.user)  # this browser stays logged in, every other one does not
            messages.success(request, _("Your password is changed."))
            return redirect("watch")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return desk.page(request, "desk/step.html", {"form": form, "back": reverse("watch")}, status=status)


def rests(request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
    """Say that the account rests; axes calls this in place of the login."""
    return render(
        request, "desk/rests.html", {"me": None, **frame(request, me=None)}, status=HTTPStatus.TOO_MANY_REQUESTS
    )

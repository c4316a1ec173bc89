# SPDX-License-Identifier: Apache-2.0
"""The search: what was typed, what it found, and where it was not understood, what to do."""

from http import HTTPStatus
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from nadhir.casework.authority import Act, admit
from nadhir.casework.errors import NotAllowedError
from nadhir.casework.search import Among, search
from nadhir.terms.errors import TheirsError
from nadhir.terms.report import ReportKind
from nadhir.terms.screening import Label
from nadhir.web.frame import Desk, officer_page

_CASES_BESIDE: Final = 3  # cases that stand above the reports; the rest are a press away


@require_safe
@officer_page
def results(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what a query finds: the cases that it names, then the reports, best first."""
    admit(desk.by, to=Act.READ_REPORTS)
    asked = request.GET.get("q", "")
    among = Among.CASES if request.GET.get("among") == Among.CASES else Among.REPORTS
    context: dict[str, object] = {"asked": asked, "among": among, "kinds": list(ReportKind), "labels": list(Label)}
    if not asked.strip():
        return desk.page(request, "desk/search.html", context)
    after = request.GET.get("after") or None
    try:
        page = search(desk.house, text=asked, by=desk.by, among=among, after=after)
        if among is Among.REPORTS and after is None and Act.READ_CASES in desk.me.may:
            context["beside"] = search(desk.house, text=asked, by=desk.by, among=Among.CASES, limit=_CASES_BESIDE)
    except NotAllowedError:
        raise
    except TheirsError as error:
        context["error"] = error
        return desk.page(request, "desk/search.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    context |= {
        "page": page,
        "is_first": after is None,
        "of_reports": _address(asked, among=Among.REPORTS),
        "of_cases": _address(asked, among=Among.CASES),
        "next": None if page.next_after is None else _address(asked, among=among, after=page.next_after),
    }
    return desk.page(request, "desk/search.html", context)


def _address(asked: str, *, among: Among, after: str = "") -> str:
    given = {"q": asked}
    if among is Among.CASES:
        given["among"] = among.value
    if after:
        given["after"] = after
    return f"?{urlencode(given)}"

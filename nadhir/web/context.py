# SPDX-License-Identifier: Apache-2.0
"""What the frame of every page needs: the places one may go to, and whether this is a demo."""

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from nadhir.casework.authority import Act
from nadhir.casework.read_models import Me


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation."""

    name: str
    url: str
    label: "str | Promise"


_PLACES: Final = (
    ("watch", gettext_lazy("Watch"), Act.READ_CASES, frozenset({"watch"})),
    (
        "inbox",
        gettext_lazy("Reports"),
        Act.READ_REPORTS,
        frozenset({"inbox", "report", "report-receive", "report-open", "report-join"}),
    ),
    (
        "cases",
        gettext_lazy("Cases"),
        Act.READ_CASES,
        frozenset(
            {
                "cases",
                "case",
                "case-step",
                "case-split",
                "delivery-step",
                "case-review",
                "release",
                "release-approve",
                "release-refuse",
            }
        ),
    ),
    ("clocks", gettext_lazy("Clocks"), Act.READ_CASES, frozenset({"clocks", "deputy"})),
    ("directory", gettext_lazy("Directory"), Act.KEEP_DIRECTORY, frozenset({"directory", "party-add", "source-add"})),
    ("ledger", gettext_lazy("Ledger"), Act.READ_LEDGER, frozenset({"ledger", "case-ledger"})),
    ("officers", gettext_lazy("Officers"), Act.READ_OFFICERS, frozenset({"officers"})),
)


def frame(request: HttpRequest, *, me: Me | None) -> dict[str, object]:
    """Return the navigation by role, where the page stands in it, who may search, and whether this is a demo."""
    match = request.resolver_match
    at = "" if match is None else match.url_name or ""
    may = frozenset() if me is None else me.may
    return {
        "nav": [Place(name, reverse(name), label) for name, label, act, _under in _PLACES if act in may],
        "here": next((name for name, _label, _act, under in _PLACES if at in under), ""),
        "may_search": Act.READ_REPORTS in may,
        "is_demo": settings.NADHIR_IS_DEMO,
    }

# SPDX-License-Identifier: Apache-2.0
"""What is on record: the ledger with its latest checkpoint, the entries of one case, and the accounts."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nadhir.casework import lookups, queries
from nadhir.casework.authority import Act
from nadhir.casework.read_models import LedgerLine
from nadhir.casework.seal import seal_ledger
from nadhir.terms.ids import CaseId
from nadhir.web.forms import DeputyForm, SealForm, StepForm
from nadhir.web.frame import Desk, officer_page
from nadhir.web.steps import aimed


@require_safe
@officer_page
def ledger(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the organisation's entries and the latest checkpoint of the whole log."""
    before = request.GET.get("before", "")
    found = queries.ledger(
        desk.house, by=desk.by, before=int(before) if before.isascii() and before.isdecimal() else None
    )
    return desk.page(request, "desk/ledger.html", {"ledger": found, **_shown(found.lines)})


@require_safe
@officer_page
def case_ledger(request: HttpRequest, desk: Desk, case_id: str) -> HttpResponse:
    """Show the entries of one case."""
    lines = lookups.ledger_of_case(desk.house, case_id=CaseId(case_id), by=desk.by)
    return desk.page(request, "desk/ledger.html", {**_shown(lines), "case_id": case_id})


def _shown(lines: Sequence[LedgerLine]) -> dict[str, object]:
    return {"lines": lines, "has_damage": any(line.is_damaged for line in lines)}


@require_POST
@officer_page
def seal_now(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Sign a checkpoint of everything up to now."""
    seal_ledger(desk.house, by=desk.by)
    messages.success(request, _("A checkpoint is signed."))
    return redirect("officers")


@require_safe
@officer_page
def officers(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the organisation's accounts."""
    forms: list[StepForm] = [aimed(SealForm(auto_id="seal-%s"), "seal")] if Act.SEAL in desk.me.may else []
    if Act.KEEP_ACCOUNTS in desk.me.may:
        forms.append(aimed(DeputyForm(auto_id="deputy-%s"), "deputy"))
    return desk.page(request, "desk/officers.html", {"lines": queries.officers(desk.house, by=desk.by), "forms": forms})

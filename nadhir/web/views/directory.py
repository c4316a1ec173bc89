# SPDX-License-Identifier: Apache-2.0
"""The directory: the sources that reports come from, the parties that may have to be told, and adding one of either."""

from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nadhir.casework import lookups
from nadhir.casework.authority import Act
from nadhir.casework.directory import save_party, save_source
from nadhir.casework.errors import NotAllowedError
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import PartyId, SourceId
from nadhir.terms.party import ChannelKind, Contact, Party, PartyRole, Relation
from nadhir.terms.report import Source, SourceKind, SourceReliability
from nadhir.terms.sealed import Sealed
from nadhir.web.forms import PartyForm, SourceForm, StepForm
from nadhir.web.frame import Desk, officer_page
from nadhir.web.showing import refused
from nadhir.web.steps import aimed


@require_safe
@officer_page
def directory(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show sources, to those who may read them, and parties."""
    context = {
        "parties": lookups.parties(desk.house, by=desk.by),
        "sources": lookups.sources(desk.house, by=desk.by) if Act.READ_SOURCES in desk.me.may else None,
        "forms": [
            aimed(PartyForm(auto_id="party-%s"), "party-add"),
            aimed(SourceForm(auto_id="source-%s"), "source-add"),
        ],
    }
    return desk.page(request, "desk/directory.html", context)


@officer_page
def add_party(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Add a party."""
    form = aimed(PartyForm(request.POST if request.method == "POST" else None, auto_id="party-%s"), "party-add")

    def add() -> None:
        party = _party(form, id=PartyId(desk.house.ids.fresh("party")))
        save_party(desk.house, party=party, by=desk.by, is_standing=form.cleaned_data["is_standing"])

    return _added(request, desk, form, add=add)


@officer_page
def add_source(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Add a source."""
    form = aimed(SourceForm(request.POST if request.method == "POST" else None, auto_id="source-%s"), "source-add")

    def add() -> None:
        source = _source(form, id=SourceId(desk.house.ids.fresh("src")))
        save_source(desk.house, source=source, by=desk.by)

    return _added(request, desk, form, add=add)


def _added(request: HttpRequest, desk: Desk, form: StepForm, *, add: Callable[[], None]) -> HttpResponse:
    if Act.KEEP_DIRECTORY not in desk.me.may:
        lookups.parties(desk.house, by=desk.by)  # says who may, and that this officer may not
    if request.method == "POST" and form.is_valid():
        try:
            add()
        except NotAllowedError:
            raise
        except TheirsError as error:
            form.add_error(None, refused(error))
        else:
            messages.success(request, _("Done and on record: %(step)s.") % {"step": form.title})
            return redirect("directory")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return desk.page(request, "desk/step.html", {"form": form, "back": reverse("directory")}, status=status)


def _party(form: PartyForm, *, id: PartyId) -> Party:  # noqa: A002 - the field is called so
    given = form.cleaned_data
    contacts = tuple(
        Contact(
            channel=ChannelKind(given[f"channel_{way}"]),
            address=Sealed(given[f"address_{way}"]),
            via=given[f"via_{way}"],
            independent_check=given["independent_check"],
        )
        for way in form.ways
        if given[f"channel_{way}"]
    )
    return Party(
        id=id,
        name=Sealed(given["name"]),
        country=given["country"].upper(),
        relation=Relation(given["relation"]),
        roles=frozenset(PartyRole(role) for role in given["roles"]),
        languages=given["languages"],
        channels=tuple(contact.channel for contact in contacts),
        contacts=contacts,
    )


def _source(form: SourceForm, *, id: SourceId) -> Source:  # noqa: A002 - the field is called so
    given = form.cleaned_data
    return Source(
        id=id,
        name=Sealed(given["name"]),
        kind=SourceKind(given["kind"]),
        reliability=SourceReliability(given["reliability"]),
        is_protected=given["is_protected"],
        identifiers=tuple(Sealed(line.strip()) for line in given["identifiers"].splitlines() if line.strip()),
    )

# SPDX-License-Identifier: Apache-2.0
"""The recipient's page: one recipient, no login, short-lived, counted; it works without JavaScript and on a telephone.

A GET shows a cover and changes nothing: programs that follow every link in a message then count as nobody. Who presses
the button has opened it. An address that is not, or no longer, good gets one and the same answer.
"""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from nadhir.casework import acknowledge as use_case
from nadhir.casework import answer_back
from nadhir.casework.errors import NotFoundError
from nadhir.casework.house import House, house
from nadhir.casework.read_models import RecipientPage
from nadhir.terms.delivery import DeliveryState
from nadhir.terms.errors import TheirsError
from nadhir.terms.text import Direction, Language, Text, primary
from nadhir.web import forms as f
from nadhir.web.recipient_words import ALL, RecipientWords, words_for

_SETTLED: Final = (DeliveryState.DECLINED, DeliveryState.CANCELLED)


@dataclass(frozen=True, slots=True)
class TextShown:
    """One text of the warning, with the name of its language as its readers write it."""

    content: str
    language: Language
    direction: Direction
    own_name: str


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def page(request: HttpRequest, token: str) -> HttpResponse:
    """Show the cover; with the button pressed, the warning and what may be answered."""
    with translation.override("en"), timezone.override(ZoneInfo("UTC")):
        if request.method != "POST":
            return _wordless(request, "recipient/cover.html", token=token)
        here = house()
        try:
            return _answered(request, here, token=token)
        except NotFoundError:
            return _wordless(request, "recipient/gone.html", token=token, status=HTTPStatus.NOT_FOUND)


def _answered(request: HttpRequest, here: House, *, token: str) -> HttpResponse:
    answer = request.POST.get("answer", "")
    found = use_case.open_page(here, token=token) if answer == "open" else answer_back.look(here, token=token)
    words = words_for(found.texts[0].language)
    if answer == "open":
        return _warning(request, found, words=words, token=token)
    kind = _FORMS.get(answer)
    if kind is None:
        return _warning(request, found, words=words, token=token)
    form = kind(request.POST, words=words)
    if form.is_valid():
        try:
            found = _TAKEN[answer](here, token, form.cleaned_data)
        except NotFoundError:
            raise
        except TheirsError:
            form.add_error(None, words.not_taken)
        else:
            done = words.thanks if answer in {"acknowledge", "action"} else words.noted
            return _warning(request, found, words=words, token=token, done=done)
    return _warning(request, found, words=words, token=token, wrong=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


_FORMS: Final[dict[str, Callable[..., f.RecipientForm]]] = {
    "acknowledge": f.RecipientAcknowledgeForm,
    "action": f.RecipientActionForm,
    "decline": f.RecipientDeclineForm,
    "dispute": f.RecipientDisputeForm,
    "ask": f.RecipientAskForm,
}
_TAKEN: Final[dict[str, Callable[[House, str, dict[str, str]], RecipientPage]]] = {
    "acknowledge": lambda here, token, given: use_case.acknowledge(
        here, token=token, name=given["name"], rank=given["rank"], will_do=given["will_do"]
    ),
    "action": lambda here, token, given: use_case.state_action(here, token=token, will_do=given["will_do"]),
    "decline": lambda here, token, given: use_case.decline(here, token=token, name=given["name"], reason=given["text"]),
    "dispute": lambda here, token, given: answer_back.dispute(here, token=token, words=given["text"]),
    "ask": lambda here, token, given: answer_back.ask(here, token=token, words=given["text"]),
}


def _forms(found: RecipientPage, *, words: RecipientWords, wrong: f.RecipientForm | None) -> list[f.RecipientForm]:
    forms: list[f.RecipientForm]
    if found.state in _SETTLED:
        forms = [f.RecipientAskForm(words=words)]
    elif found.acknowledgement is None:
        forms = [
            f.RecipientAcknowledgeForm(words=words),
            f.RecipientAskForm(words=words),
            f.RecipientDisputeForm(words=words),
            f.RecipientDeclineForm(words=words),
        ]
    else:
        forms = [
            f.RecipientActionForm(words=words),
            f.RecipientAskForm(words=words),
            f.RecipientDisputeForm(words=words),
        ]
    return forms if wrong is None else [wrong, *(each for each in forms if each.prefix != wrong.prefix)]


def _warning(
    request: HttpRequest,
    found: RecipientPage,
    *,
    words: RecipientWords,
    token: str,
    done: str = "",
    wrong: f.RecipientForm | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    context = {
        "page": found,
        "words": words,
        "texts": [_shown(each) for each in found.texts],
        "forms": _forms(found, words=words, wrong=wrong),
        "action": reverse("recipient", args=[token]),
        "done": done,
    }
    with translation.override(str(words.lang)):
        return render(request, "recipient/page.html", context, status=status)


def _shown(text: Text) -> TextShown:
    own = words_for(text.language)
    name = own.own_name if own.lang == primary(text.language) else str(text.language)
    return TextShown(content=text.content, language=text.language, direction=text.direction, own_name=name)


def _wordless(request: HttpRequest, template: str, *, token: str, status: int = HTTPStatus.OK) -> HttpResponse:
    context = {"words": ALL[0], "all": ALL, "action": reverse("recipient", args=[token])}
    return render(request, template, context, status=status)

# SPDX-License-Identifier: Apache-2.0
"""Hints on the words of likelihood in what an officer has just sent: what stands where, and what to write instead."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from nadhir.casework.lint_words import WRITTEN, lint_words
from nadhir.casework.wording import remark
from nadhir.terms.assessment import Yardstick
from nadhir.terms.text import Language, TextSpan


def give_hints(request: HttpRequest, form: forms.Form, *, yardstick: Yardstick | None = None) -> None:
    """Put a hint on the next page for every remark on the longer texts of a form that was taken.

    Lines that stood there before are not the officer's, and have no hint.
    """
    for name, field in form.fields.items():
        if not isinstance(field.widget, forms.Textarea):
            continue
        text = str(form.cleaned_data.get(name) or "").replace("\r\n", "\n")
        stood = frozenset(str(field.initial or "").splitlines())
        tag = field.widget.attrs.get("lang")
        languages = WRITTEN if tag is None else (Language(str(tag)),)
        for each in lint_words(text, yardstick=yardstick, languages=languages):
            if _line_of(text, span=each.span) not in stood:
                messages.warning(request, f"{field.label}: {remark(each)}")


def _line_of(text: str, *, span: TextSpan) -> str:
    return text[text.rfind("\n", 0, span.start) + 1 :].partition("\n")[0]

"""Every refusal that an officer can meet is said in both languages, and what is not worded is shown and marked."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.utils import translation

import nadhir.casework.errors
from nadhir.casework.authority import Act, OfficerRole
from nadhir.casework.refusals import refusal, said_in_english
from nadhir.terms.delivery import DeliveryEventKind, DeliveryState
from nadhir.terms.errors import NadhirError, OursError, TheirsError, WorldError
from nadhir.web.showing import refused
from tests.conftest import ROOT

ARABIC = re.compile(r"[\u0621-\u064a]")
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
ROOMS = ("casework", "policy", "release", "deliver", "lifecycle")
#: Raised where no page is: on the command line, at start-up, or in a folder of replays.
NO_PAGE = {
    "accounts.py",
    "replay.py",
    "screen_text.py",
    "json_lines.py",
    "erase.py",
    "fetch.py",
    "pace.py",
    "prove.py",
    "seal.py",
}
#: A page says one and the same of everything that is not there; a bug is told by its family; no page chooses an id; a
#: broken trace is a code among the findings of a retracing.
NOT_BY_SENTENCE = {"NotFoundError", "OursError", "ReadApartError", "OtherBytesError", "TraceError"}


def _sources() -> Iterator[Path]:
    for room in ROOMS:
        yield from (path for path in sorted((ROOT / "nadhir" / room).rglob("*.py")) if path.name not in NO_PAGE)
    yield ROOT / "nadhir" / "store" / "vault.py"
    yield ROOT / "nadhir" / "web" / "steps.py"


def _raised(path: Path) -> Iterator[tuple[str, ast.expr]]:
    """Gives each sentence of each refusal that a module raises, with the place it stands at."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name.endswith("Error") and name not in NOT_BY_SENTENCE:
            for said in (node.args[0], *(word.value for word in node.keywords if word.arg == "remedy")):
                for one in (said.body, said.orelse) if isinstance(said, ast.IfExp) else (said,):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", one


@pytest.mark.parametrize("path", list(_sources()), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_sentence_of_a_refusal_is_worded(path: Path) -> None:
    known = said_in_english()
    lacking = [
        (place, ast.unparse(said))
        for place, said in _raised(path)
        if not (isinstance(said, ast.Constant) and said.value in known)
    ]
    assert lacking == [], "word it in casework/refusals.py; put what varies into `values`"


def test_every_sentence_has_its_arabic_with_the_same_values() -> None:
    with translation.override("ar"):
        for said in said_in_english():
            worded = translation.pgettext("refusal", said)
            assert ARABIC.search(worded), said
            assert set(PLACEHOLDER.findall(worded)) == set(PLACEHOLDER.findall(said)), said


def _kinds(kind: type[NadhirError] = NadhirError) -> Iterator[type[NadhirError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _kinds(below)


def test_every_kind_of_error_is_told_in_arabic_even_where_its_sentence_is_not_worded() -> None:
    assert nadhir.casework.errors.NotAllowedError in set(_kinds())
    with translation.override("ar"):
        for kind in set(_kinds()):
            error = kind.__new__(kind)
            NadhirError.__init__(error, "a sentence of tomorrow", where="here", remedy="wait")
            told = refusal(error)
            assert ARABIC.search(told.what), kind
            assert "a sentence of tomorrow" in told.detail


def test_the_values_of_a_refusal_are_worded_too() -> None:
    error = TheirsError(
        "“%(event)s” may not follow while it is “%(state)s”",
        remedy="allowed now: %(allowed)s",
        values={
            "event": DeliveryEventKind.CONFIRMED,
            "state": DeliveryState.CANCELLED,
            "allowed": (DeliveryEventKind.OPENED, DeliveryEventKind.DECLINED),
        },
    )
    assert str(error) == "“confirmed” may not follow while it is “cancelled” — allowed now: opened, declined"
    with translation.override("ar"):
        told = refusal(error)
    assert "أُلغي" in told.what
    assert "، " in told.remedy
    assert not re.search(r"[A-Za-z]", told.what + told.remedy)


def test_a_moment_an_act_and_a_role_are_worded() -> None:
    with translation.override("ar"):
        expired = refusal(TheirsError("it expired at %(at)s", values={"at": datetime(2024, 1, 3, 9, tzinfo=UTC)}))
        barred = refusal(
            TheirsError(
                "%(officer)s may not %(act)s",
                remedy="this is for: %(allowed)s",
                values={"officer": "salma", "act": Act.APPROVE_RELEASE, "allowed": (OfficerRole.RELEASING_AUTHORITY,)},
            )
        )
    assert "يناير 2024" in expired.what
    assert "الموافقة على الإجازة" in barred.what
    assert "\u2068salma\u2069" in barred.what
    assert "صاحب صلاحية الإجازة" in barred.remedy


@pytest.mark.parametrize("kind", [TheirsError, WorldError, OursError])
def test_what_is_not_worded_is_shown_in_english_and_marked_so(kind: type[NadhirError]) -> None:
    with translation.override("ar"):
        html = refused(kind("<b>a sentence of tomorrow</b>"))
    assert '<bdi class="small" lang="en" dir="ltr">&lt;b&gt;a sentence of tomorrow&lt;/b&gt;</bdi>' in html


def test_a_percent_sign_of_a_sender_is_no_placeholder() -> None:
    assert TheirsError("100 %(sure)s").what == "100 %(sure)s"
    assert TheirsError("it is %(state)s", values={"state": "%(x)s"}).what == "it is %(x)s"

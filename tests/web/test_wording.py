"""Every code has its word, in both languages: those of the vocabularies, and those that the rooms give as reasons."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.utils import translation

import nadhir.terms
from nadhir.casework import wording
from nadhir.casework.authority import Act, OfficerRole
from nadhir.casework.retrace import RetraceVerdict
from nadhir.release import ONE_THREAT, REQUIRED_CHECKS
from nadhir.review import FigureName, LessonCode, Verdict
from nadhir.tearline import Choice
from nadhir.terms.case import CaseEventKind
from nadhir.terms.delivery import DeliveryEventKind
from nadhir.terms.marking import TLP
from nadhir.terms.screening import Means, PersonNorm, PlaceNorm, Precision, TimeNorm
from nadhir.terms.text import Direction, Language
from tests.conftest import ROOT

ARABIC = re.compile(r"[\u0621-\u064a]")
#: Labels that FIRST forbids to translate, and HTML's own words; `warning` holds CAP's words for the wire.
NOT_WORDED = (TLP, Direction)
ON_THE_WIRE = "nadhir.terms.warning"
#: Calls and names whose string arguments are codes for people to read.
CODE_CALLS = frozenset(
    {
        "Limb",
        "RiskOfTelling",
        "TraceError",
        "Holding",
        "Ruling",
        "Withheld",
        "NotAddressed",
        "Addressee",
        "Evidence",
        "LinkReason",
    }
)
CODE_KEYWORDS = frozenset(
    {"because", "missing", "shows", "reasons", "would_change_it", "open_questions", "why_no_case"}
)
CODE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+")


def _vocabularies() -> Iterator[type[StrEnum]]:
    for module in pkgutil.iter_modules(nadhir.terms.__path__, prefix="nadhir.terms."):
        if module.name != ON_THE_WIRE:
            for value in vars(importlib.import_module(module.name)).values():
                if isinstance(value, type) and issubclass(value, StrEnum) and value.__module__ == module.name:
                    yield value
    yield from (Act, OfficerRole, RetraceVerdict, Verdict, FigureName, LessonCode)


@pytest.mark.parametrize(
    "vocabulary", [v for v in _vocabularies() if v not in NOT_WORDED], ids=lambda v: str(v.__name__)
)
def test_every_value_of_a_vocabulary_has_a_word_in_both_languages(vocabulary: type[StrEnum]) -> None:
    table = wording.WORDS[vocabulary.__name__]
    assert [value.value for value in vocabulary if value.value not in table] == []
    with translation.override("ar"):
        kept_in_latin = {"TAXII"}
        words = {value: wording.word(value) for value in vocabulary}
        assert [v for v, word in words.items() if not ARABIC.search(word) and word not in kept_in_latin] == []


def _codes_of(path: Path) -> Iterator[str]:
    """Gives the string constants that a module hands over as reasons, as what evidence shows, or as what is missing."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        given = [keyword.value for keyword in node.keywords if keyword.arg in CODE_KEYWORDS]
        if name in CODE_CALLS:
            given += [*node.args]
        for value in given:
            for constant in ast.walk(value):
                if isinstance(constant, ast.Constant) and isinstance(constant.value, str):
                    yield constant.value


@pytest.mark.parametrize("room", ["assess", "policy", "link", "tearline"])
def test_every_code_that_a_room_gives_has_a_sentence(room: str) -> None:
    codes = {
        code
        for path in sorted((ROOT / "nadhir" / room).rglob("*.py"))
        for code in _codes_of(path)
        if CODE.fullmatch(code)
    }
    assert codes
    assert sorted(code for code in codes if not wording.is_worded(code)) == []


RULE = re.compile(r'(?:rule=|Precision\.\w+\), |signs\.\w+, )"([a-z]+(?:_[a-z]+)+)"')
TASK_OR_NOTE = re.compile(r'(?:note\(\s*|_TASK: Final = |problem=|_by_hand\(unit, name=)"([a-z_]+(?:[._][a-z_]+)+)"')


def test_every_rule_of_screening_has_a_sentence() -> None:
    found = {
        code for path in (ROOT / "nadhir" / "screen").glob("*.py") for code in RULE.findall(path.read_text("utf-8"))
    }
    assert "named_person" in found
    assert sorted(code for code in found if not wording.is_worded(code)) == []


def test_every_task_and_entry_of_casework_has_a_sentence() -> None:
    folder = ROOT / "nadhir" / "casework"
    found = {code for path in folder.glob("*.py") for code in TASK_OR_NOTE.findall(path.read_text("utf-8"))}
    assert "renew_or_withdraw" in found
    known = {*CaseEventKind, *(f"delivery.{kind}" for kind in DeliveryEventKind)}
    assert sorted(code for code in found - known if not wording.is_worded(code)) == []


def test_every_check_and_choice_has_a_sentence() -> None:
    assert [code for code in (*REQUIRED_CHECKS, ONE_THREAT, *Choice) if not wording.is_worded(code)] == []


def test_every_sentence_has_its_arabic() -> None:
    with translation.override("ar"):
        assert [code for code in wording.SENTENCES if not ARABIC.search(wording.sentence(code))] == []


def test_a_composed_code_is_worded_part_by_part() -> None:
    with translation.override("en"):
        assert wording.sentence("to_know_time") == "to know: the time"
        assert wording.sentence("established_and_still_so:gov-qa") == "established, and still so: gov-qa"
        assert wording.sentence("no_ground_aware:nothing_established").endswith("no fact establishes this ground")


def test_a_code_that_nobody_worded_is_shown_and_not_hidden() -> None:
    assert wording.sentence("seen_nowhere.before") == "seen nowhere before"


def test_elements_are_described_in_the_readers_language() -> None:
    from datetime import date  # noqa: PLC0415 - one test's

    tehran = PlaceNorm("Tehran", "IR", 35.69, 51.42)
    day = TimeNorm(date(2024, 1, 3), date(2024, 1, 3))
    with translation.override("ar"):
        assert wording.described(tehran).startswith("طهران")
        assert wording.described(day) == "3 يناير 2024"
        assert wording.described(Means.EXPLOSIVE) == "متفجرات"
        assert wording.described(PersonNorm("lone actor", Precision.KIND)) == "شخص بمفرده"
        assert wording.language_name(Language("ar-acm")) == "العربية (العراقية)"
    with translation.override("en"):
        assert wording.described(tehran) == "Tehran, Iran"
        assert wording.described(day) == "3 January 2024"
        assert wording.language_name(Language("xx")) == "xx"


OWN_WORDS = """
[en]
the_minister_wants_it = "the Minister's order asks for it"
told_in_english_alone = "told in English alone"
duty_of_care = "another's words for what is worded already"

[ar]
the_minister_wants_it = "يقتضيه أمر الوزير"
"""


def test_the_codes_of_an_own_pack_are_said_in_its_words_and_never_break_the_desk(
    tmp_path: Path, settings: LazySettings
) -> None:
    pack = tmp_path / "xx_duty"
    pack.mkdir()
    (pack / "parameters.toml").write_text("", encoding="utf-8")
    (pack / "words.toml").write_text(OWN_WORDS, encoding="utf-8")
    settings.NADHIR_PACKS = (tmp_path,)
    with translation.override("ar"):
        assert wording.sentence("the_minister_wants_it") == "يقتضيه أمر الوزير"
        assert wording.sentence("told_in_english_alone") == "told in English alone"
        assert wording.sentence("a_code_without_words:police-7") == "a code without words: police-7"
    with translation.override("en"):
        assert wording.sentence("the_minister_wants_it") == "the Minister's order asks for it"
        assert wording.sentence("to_know_the_minister_wants_it") == "to know: the Minister's order asks for it"
        assert wording.sentence("duty_of_care") == "the duty of care"

"""One thing, one word: every closed vocabulary of `terms` stands in the glossary, in Arabic and English."""

from __future__ import annotations

import importlib
import pkgutil
import re
from enum import StrEnum
from types import ModuleType

import pytest

import nadhir.terms
from nadhir.terms.assessment import LIKELIHOOD_BANDS, Yardstick
from tests.conftest import ROOT

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text("utf-8")
ARABIC = re.compile("[\u0621-\u064a]")
NOT_SAID_TO_PEOPLE = {"Direction"}  # of writing: it lays out a page and is never read


def _rows() -> list[tuple[int, list[str]]]:
    lines = enumerate(GLOSSARY.splitlines(), start=1)
    return [
        (number, [cell.strip() for cell in line.strip("|").split(" | ")]) for number, line in lines if line[:2] == "| "
    ]


def _code_words() -> set[str]:
    found = {word for _, cells in _rows() for word in re.findall(r"`([^`]+)`", cells[0])}
    return found | {word.rpartition(".")[2] for word in found}


def _modules() -> list[ModuleType]:
    return [
        importlib.import_module(f"nadhir.terms.{module.name}") for module in pkgutil.iter_modules(nadhir.terms.__path__)
    ]


def _vocabularies() -> list[type[StrEnum]]:
    return [
        value
        for module in _modules()
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, StrEnum) and value.__module__ == module.__name__
    ]


@pytest.mark.parametrize("vocabulary", _vocabularies(), ids=lambda vocabulary: vocabulary.__name__)
def test_every_word_of_a_closed_vocabulary_stands_in_the_glossary(vocabulary: type[StrEnum]) -> None:
    if vocabulary.__name__ in NOT_SAID_TO_PEOPLE:
        return
    missing = sorted({member.value for member in vocabulary} - _code_words())
    assert not missing, f"docs/glossary.md lacks {missing} of {vocabulary.__name__}: add a row with the Arabic word"


def test_every_row_of_the_glossary_has_an_arabic_word() -> None:
    kept_latin = re.compile(r"`(TLP:|taxii)|term in code|---")
    bare = [
        number
        for number, cells in _rows()
        if not kept_latin.search(cells[0] or "") and not ARABIC.search(" ".join(cells[1:]))
    ]
    assert not bare, f"no Arabic in line {bare}"


@pytest.mark.parametrize("yardstick", Yardstick)
def test_the_bands_of_likelihood_in_the_glossary_are_those_of_the_code(yardstick: Yardstick) -> None:
    for term, (low, high) in LIKELIHOOD_BANDS[yardstick].items():
        rows = [cells[-1] for _, cells in _rows() if cells[0] == f"`{term.value}`"]
        assert any(f"{low:02}–{high:02} %" in row for row in rows), (term, rows)

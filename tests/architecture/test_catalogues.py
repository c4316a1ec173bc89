"""Both languages are complete: what the desk and the recipient's page say, and what the glossary calls things."""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

#: The pages, and the words of codes that desk and command line share; each has a catalogue of its own.
PACKAGES = (ROOT / "nadhir" / "web", ROOT / "nadhir" / "casework")
ARABIC = re.compile(r"[\u0621-\u064a]")
FEWEST_TERMS = 50
LATIN = re.compile(r"[A-Za-z]")
EACH_PACKAGE = pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)


def _catalogue(package: Path) -> Path:
    return package / "locale" / "ar" / "LC_MESSAGES" / "django.po"


def _messages(catalogue: Path) -> set[str]:
    """Returns what a catalogue has to say something for, one sorted text a message, by gettext's own reading."""
    listed = subprocess.run(
        ["msgattrib", "--no-obsolete", "--no-wrap", "--no-location", "--sort-output", str(catalogue)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    entries = listed.split("\n\n")[1:]  # the first is the header
    return {
        "\n".join(line for line in entry.splitlines() if re.match(r'msg(?:id|ctxt|id_plural)|"', line)).split(
            "\nmsgstr"
        )[0]
        for entry in entries
    }


def _selected(catalogue: Path, *options: str) -> str:
    return subprocess.run(
        ["msgattrib", *options, "--no-obsolete", str(catalogue)], capture_output=True, text=True, check=True
    ).stdout.strip()


@EACH_PACKAGE
def test_the_arabic_catalogue_has_no_gap_and_no_guess(package: Path) -> None:
    assert _selected(_catalogue(package), "--untranslated") == ""
    assert _selected(_catalogue(package), "--only-fuzzy") == ""


@EACH_PACKAGE
def test_the_arabic_catalogue_is_well_formed(package: Path) -> None:
    command = ["msgfmt", "--check", "--output-file=-", str(_catalogue(package))]
    checked = subprocess.run(command, capture_output=True, check=False)
    assert checked.returncode == 0, checked.stderr.decode()


@EACH_PACKAGE
def test_the_arabic_catalogue_knows_everything_that_is_said(package: Path, tmp_path: Path) -> None:
    copy = tmp_path / package.name
    shutil.copytree(package, copy, ignore=shutil.ignore_patterns("static", "__pycache__", "*.mo"))
    subprocess.run(
        [ROOT / ".venv" / "bin" / "django-admin", "makemessages", "--locale", "ar", "--no-wrap", "--no-location"],
        cwd=copy,
        check=True,
        capture_output=True,
    )
    fresh = copy / "locale" / "ar" / "LC_MESSAGES" / "django.po"
    assert sorted(_messages(fresh) - _messages(_catalogue(package))) == [], (
        "say `make catalogue` and translate what is new"
    )


@EACH_PACKAGE
def test_the_compiled_catalogue_is_that_of_its_source(package: Path, tmp_path: Path) -> None:
    compiled = _catalogue(package).with_suffix(".mo")
    again = tmp_path / "django.mo"
    subprocess.run(["msgfmt", f"--output-file={again}", str(_catalogue(package))], check=True, capture_output=True)
    assert _pairs(compiled) == _pairs(again), "say `make catalogue`"


def _pairs(compiled: Path) -> dict[bytes, bytes]:
    """Reads a compiled catalogue as GNU gettext's manual lays it out (section on the format of MO files)."""
    content = compiled.read_bytes()
    _magic, _revision, count, originals, translations = struct.unpack_from("<5I", content)

    def text(table: int, index: int) -> bytes:
        length, offset = struct.unpack_from("<2I", content, table + 8 * index)
        return content[offset : offset + length]

    return {text(originals, i): text(translations, i) for i in range(count) if text(originals, i)}


def _tables(text: str) -> Iterator[list[list[str]]]:
    """Gives each table of a Markdown text as rows of cells, its header first."""
    for block in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        rows = [[cell.strip() for cell in line.strip()[1:-1].split("|")] for line in block.splitlines()]
        yield [row for row in rows if not all(re.fullmatch(r":?-+:?", cell) for cell in row)]


def test_the_glossary_gives_every_term_in_both_languages() -> None:
    """A name that Arabic keeps in Latin letters (TAXII) stands in both columns."""
    text = (ROOT / "docs" / "glossary.md").read_text("utf-8")
    terms = [
        (row[header.index("English")], row[header.index("Arabic")])
        for header, *rows in _tables(text)
        if {"English", "Arabic"} <= set(header)
        for row in rows
    ]
    assert len(terms) > FEWEST_TERMS
    assert [
        term for term in terms if not (LATIN.search(term[0]) and (ARABIC.search(term[1]) or term[0] == term[1]))
    ] == []

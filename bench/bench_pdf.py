"""Reading PDFs: ours, beside pypdfium2, pypdf and pdfminer.six's own layout, on pages that a browser prints.

Of each reader it says how long a page takes, and how many of the paragraphs it gives as they were written: in the order
in which they are read, presentation forms folded for all of them, blanks and line breaks not counted.
"""

from __future__ import annotations

import io
import logging
import shutil
import tempfile
import unicodedata
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pypdf
import pypdfium2
from pdfminer.high_level import extract_text

from bench.stopwatch import machine, report, seconds_each
from nadhir.casework.read_apart import open_pdf
from nadhir.intake import Limits, read_pdf
from tests.peers.test_browser_pdf import ARABIC, ENGLISH, PAGE, PERSIAN, print_page

_COPIES = 24
_TEXTS = {"ar": ("rtl", ARABIC), "fa": ("rtl", PERSIAN), "en": ("ltr", ENGLISH)}


def main() -> None:
    """Measures and prints."""
    print(machine())
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    for lang, (way, paragraphs) in _TEXTS.items():
        data = _printed(lang, way=way, paragraphs=paragraphs)
        pages = read_pdf(data).pages
        readers: dict[str, Callable[[], str]] = {
            "read_pdf": partial(_ours, data),
            "open_pdf": partial(_apart, data),
            "pypdfium2": partial(_pdfium, data),
            "pypdf": partial(_pypdf, data),
            "pdfminer.six": partial(_pdfminer, data),
        }
        for name, run in readers.items():
            text = _bare(run())
            found = sum(text.count(_bare(each)) for each in paragraphs)
            what = f"{name}, {lang}: {found} of {len(paragraphs) * _COPIES} paragraphs"
            report(what, seconds=seconds_each(run, runs_at_once=pages), unit="page")


def _printed(lang: str, *, way: str, paragraphs: tuple[str, ...]) -> bytes:
    browser = shutil.which("chromium")
    if browser is None:
        raise SystemExit("chromium is not installed; `make system` names the command that installs it")
    with tempfile.TemporaryDirectory() as folder:
        body = "".join(f"<p>{text}</p>" for text in paragraphs * _COPIES)
        page = PAGE.format(lang=lang, way=way, title="—", body=body)
        return print_page(page, folder=Path(folder), browser=browser)


def _bare(text: str) -> str:
    """Returns the text without blanks and invisible signs, its presentation forms as letters."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(char for char in folded if not char.isspace() and unicodedata.category(char) != "Cf")


def _ours(data: bytes) -> str:
    return read_pdf(data).content


def _apart(data: bytes) -> str:
    """Reads as the desk does, in a process of its own."""
    return open_pdf(data, limits=Limits()).content


def _pdfminer(data: bytes) -> str:
    return str(extract_text(io.BytesIO(data)))


def _pdfium(data: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))


def _pypdf(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: Apache-2.0
"""The glyphs of a PDF (ISO 32000-1), page by page: which letters each shows, and where it stands.

Only what a page draws as text is followed: no image is decoded, no path drawn, no script, attachment, form or link
looked at. Where the glyphs stand is all that is believed; the order in which the file draws them is not, since for
Arabic each producer has another (9.4.3 leaves it free). What cannot be read ends the reading with a code, and the pages
before it have been handed out already.

A damaged or hostile file may cost the parser a lot of time and memory before it says anything: whoever reads
strangers' files does so in a process with limits (`casework.read_apart`).
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from math import hypot
from typing import Final

from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import (
    PDFDocument,
    PDFEncryptionError,
    PDFNoValidXRef,
    PDFPasswordIncorrect,
    PDFXRefFallback,
)
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFResourceManager, PDFStackT
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import Matrix, apply_matrix_pt, decode_text

from nadhir.intake.limits import Limits
from nadhir.terms.errors import TheirsError

__all__ = ["Glyph", "GlyphPage", "PdfError", "PdfHints", "glyph_pages", "hints_of", "looks_like_pdf"]

_SIGNATURE: Final = b"%PDF-"
_HEAD_BYTES: Final = 1024  # ISO 32000-1, Annex H, note 13: readers take the signature within the first 1024 bytes
_END: Final = b"%%EOF"
_TAIL_BYTES: Final = 2048
_UPRIGHT: Final = 0.1  # of its length, how much an upright line of text may rise
_FARTHEST: Final = 1e6  # points; the largest page that a reader shows (Annex C) has 14,400
_HINT_CHARS: Final = 500
_UNKNOWN: Final = "\ufffd"  # of a glyph that does not say which letters it shows
_LETTERS_OF_A_GLYPH: Final = 24  # the longest ligature, U+FDFA, stands for 18 letters


class PdfError(TheirsError):
    """That the rest of a file cannot be read; `problem` is the code on the report."""

    def __init__(self, problem: str) -> None:
        self.problem = problem
        super().__init__(problem.replace("_", " "), where="PDF", remedy="ask the sender for it anew, or as text")


@dataclass(frozen=True, slots=True)
class Glyph:
    """The letters that one glyph shows, from `left` to `right` on the line `base`, in points from the bottom left."""

    text: str
    left: float
    right: float
    base: float
    size: float
    is_upright: bool = True


@dataclass(frozen=True, slots=True)
class GlyphPage:
    """One page, its glyphs in the order in which the file draws them."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class PdfHints:
    """What a file says of itself (14.3.3): what the program says that made it, and so never believed alone."""

    title: str = ""
    author: str = ""
    created: str = ""  # as it stands there: `D:20231214…`


def looks_like_pdf(data: bytes, *, is_binary: bool) -> bool:
    """Tell whether the bytes bear a PDF's signature: at their start, or where they are no text, near it."""
    return data[:_HEAD_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(_SIGNATURE) or (
        is_binary and _SIGNATURE in data[:_HEAD_BYTES]
    )


@dataclass(slots=True)
class _Span:
    """Marked content that is open: from which glyph on, and the text that it stands for, where it says so."""

    start: int
    actual_text: str


class _Glyphs(PDFTextDevice):
    """Takes the glyphs of a page down; everything else that a page draws is passed over.

    What a file says that glyphs stand for (`ActualText`, 14.9.4) counts only where they do not say it themselves: else
    a page could show people one text and machines another.
    """

    def __init__(self, resources: PDFResourceManager, *, limits: Limits) -> None:
        super().__init__(resources)
        self.found: list[Glyph] = []
        self.spans: list[_Span] = []
        self.left_chars = limits.pdf_chars

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:  # noqa: ARG002 - pdfminer's signature
        self.found = []
        self.spans = []

    def begin_tag(self, tag: PSLiteral, props: PDFStackT | None = None) -> None:  # noqa: ARG002 - as above
        text = resolve1(props.get("ActualText")) if isinstance(props, dict) else None
        self.spans.append(_Span(len(self.found), decode_text(text) if isinstance(text, bytes) else ""))

    def end_tag(self) -> None:
        if not self.spans:
            return
        span = self.spans.pop()
        drawn = self.found[span.start :]
        text = span.actual_text
        if not text.strip() or not any(glyph.text == _UNKNOWN for glyph in drawn):
            return
        size = max(glyph.size for glyph in drawn)
        if len({round(glyph.base / max(size, 1.0)) for glyph in drawn}) > len(("one line",)):
            return
        whole = Glyph(
            text=text[: len(drawn) * _LETTERS_OF_A_GLYPH],
            left=min(glyph.left for glyph in drawn),
            right=max(glyph.right for glyph in drawn),
            base=drawn[0].base,
            size=size,
            is_upright=drawn[0].is_upright,
        )
        self.found[span.start :] = [whole]

    def render_char(  # noqa: PLR0917 - pdfminer's signature
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: PDFColorSpace,  # noqa: ARG002 - as above
        graphicstate: PDFGraphicState,  # noqa: ARG002 - as above
    ) -> float:
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = _UNKNOWN
        advance: float = font.char_width(cid) * fontsize * scaling
        self.left_chars -= 1
        if self.left_chars < 0:
            raise PdfError("pdf_too_long")
        if any(unicodedata.category(char) == "Cc" and not char.isspace() for char in text):
            text = _UNKNOWN  # browsers map to NUL what they cannot name
        if text:
            x0, y0 = apply_matrix_pt(matrix, (0, rise))
            x1, y1 = apply_matrix_pt(matrix, (advance, rise))
            top_x, top_y = apply_matrix_pt(matrix, (0, rise + fontsize))
            size = hypot(top_x - x0, top_y - y0)
            if not max(map(abs, (x0, y0, x1, y1, top_x, top_y))) < _FARTHEST:  # not a number, too
                x0 = y0 = x1 = y1 = top_x = top_y = size = 0.0
            self.found.append(
                Glyph(
                    text=text,
                    left=min(x0, x1),
                    right=max(x0, x1),
                    base=y0,
                    size=size,
                    is_upright=size > 0
                    and abs(top_x - x0) <= max(abs(top_y - y0), _UPRIGHT)
                    and abs(y1 - y0) <= _UPRIGHT * size,
                )
            )
        return advance


def _document(data: bytes) -> PDFDocument:
    try:
        return PDFDocument(PDFParser(BytesIO(data[data.find(_SIGNATURE) :])))
    except (PDFPasswordIncorrect, PDFEncryptionError):
        raise PdfError("pdf_encrypted") from None
    except PDFNoValidXRef:
        raise PdfError("pdf_damaged") from None
    except MemoryError:
        raise PdfError("pdf_too_costly") from None
    except Exception:  # noqa: BLE001 - see below
        # A parser that follows a stranger's offsets fails with whatever they lead it to; all of it means the same here.
        raise PdfError("pdf_damaged") from None


def hints_of(data: bytes) -> PdfHints:
    """Return what the file says of itself; empty where it says nothing or cannot be read."""
    try:
        infos = _document(data).info
        info = infos[0] if infos else {}
        return PdfHints(*(_hint(info.get(name)) for name in ("Title", "Author", "CreationDate")))
    except Exception:  # noqa: BLE001 - as in `_document`; what is only a hint may be missing
        return PdfHints()


def _hint(value: object) -> str:
    value = resolve1(value)
    text = decode_text(value) if isinstance(value, bytes) else value if isinstance(value, str) else ""
    return " ".join("".join(char if unicodedata.category(char) != "Cc" else " " for char in text).split())[:_HINT_CHARS]


def glyph_pages(data: bytes, *, limits: Limits) -> Iterator[GlyphPage]:
    """Yield the pages in their order.

    Raises:
        PdfError: the rest cannot be read; its code is one of `pdf_encrypted`, `pdf_damaged`, `pdf_too_many_pages`,
            `pdf_too_long`, `pdf_too_costly`.
    """
    document = _document(data)
    is_cut = any(isinstance(each, PDFXRefFallback) for each in document.xrefs) and _END not in data[-_TAIL_BYTES:]
    resources = PDFResourceManager(caching=True)
    device = _Glyphs(resources, limits=limits)
    interpreter = PDFPageInterpreter(resources, device)
    try:
        number = 0
        for page in PDFPage.create_pages(document):
            number += 1
            if number > limits.pdf_pages:
                raise PdfError("pdf_too_many_pages")
            left, bottom, right, top = (float(each) for each in page.mediabox)
            width, height = abs(right - left), abs(top - bottom)
            fault = None
            try:
                interpreter.process_page(page)
            except PdfError as found:  # what the page showed until then is handed out before it
                fault = found
            yield GlyphPage(
                width=width if width < _FARTHEST else 0.0,
                height=height if height < _FARTHEST else 0.0,
                glyphs=tuple(device.found),
            )
            if fault is not None:
                raise fault
    except PdfError:
        raise
    except MemoryError:
        raise PdfError("pdf_too_costly") from None
    except Exception:  # noqa: BLE001 - as in `_document`
        raise PdfError("pdf_damaged") from None
    if is_cut or number == 0:
        raise PdfError("pdf_damaged")

# SPDX-License-Identifier: Apache-2.0
"""A PDF with a text layer as text: its title, its paragraphs in reading order, and what its pages repeat kept apart.

Promise: `read_pdf` never raises for what the bytes hold. Arabic, Persian and Urdu come out as letters in the order in
which they are read, whatever order and forms the file holds (`pdf_lines`). A paragraph is one line of the text, words
that were cut at a line's end made whole; running heads, feet and page numbers stand at the end of the text, as clutter.
Of a file that cannot be read to its end, what was read of it stays, for a person, beside a code:

    pdf_encrypted        it opens with a password only
    pdf_no_text_layer    there are pages, and no letters on them: a scan
    pdf_no_letters       its fonts do not say which letters they show
    pdf_damaged          it is cut off, or broken so that pages are missing
    pdf_too_many_pages, pdf_too_long, pdf_too_costly    it goes beyond a limit (docs/limits.md)

It reads no scan (OCR), table as a table, form field, annotation, attachment or script. What the file says of its title,
author and day comes from the program that made it and is handed on as a hint; nothing here believes it.

Follows ISO 32000-1 through pdfminer.six, which is pure Python: no file can corrupt the memory of whoever reads it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from nadhir.intake.limits import Limits
from nadhir.intake.pdf_glyphs import Glyph, PdfError, PdfHints, glyph_pages, hints_of, looks_like_pdf
from nadhir.intake.pdf_lines import Row, is_mirrored, rows_of, runs_from_right, text_of
from nadhir.language.normalise import fold

__all__ = [
    "PdfError",
    "PdfHints",
    "PdfPage",
    "PdfPiece",
    "PdfText",
    "compose",
    "looks_like_pdf",
    "pages_of",
    "read_pdf",
]

_BETWEEN: Final = "\n\n"
_EDGE_ROWS: Final = 3  # running heads and feet are among the first and last rows of a page
_EDGE_SHARE: Final = 0.16  # of the page's height, counted from either end
_REPEATED_SHARE: Final = 0.5  # of the pages, even and odd ones apart
_FEWEST_REPEATS: Final = 2
_TITLE_SIZE: Final = 1.15  # of the size that most of the text is set in
_TITLE_CHARS: Final = 300
_TITLE_SHARE: Final = 0.6  # of the first page: a title stands in its upper part
_PARAGRAPH_GAP: Final = 1.25  # of the usual distance between two lines
_SIZE_STEP: Final = 0.12  # of the size: another size is another paragraph
_INDENT: Final = 1.2  # of the size
_SHORT_LINE: Final = 0.88  # of the column's width: a line that ends before is a paragraph's last, if it ends a sentence
_UNREADABLE_SHARE: Final = 0.1  # of the letters, as of undecodable text; one symbol font in a readable page stays below
_TERMINAL: Final = re.compile(r"[.!?؟۔…:؛\"”»)\]]\W*\Z")
_NUMBER_ONLY: Final = re.compile(
    r"\W*(?:(?:page|seite|p|صفحة|صفحه|ص|стр)\W*)?\d{1,4}(?:\W{1,3}(?:of|von|من|از|из)?\W{0,3}\d{1,4})?\W*",
    re.IGNORECASE,
)
_DIGITS: Final = re.compile(r"\d+")
_CUT_WORD: Final = re.compile(r"[^\W\d_][\u00ad\u2010-]\Z")
_ITEM: Final = re.compile(r"\s*(?:[•▪●◦‣·–—*-]\s|\(?(?:\d{1,3}|[^\W\d_])[.)]\s)")


@dataclass(frozen=True, slots=True)
class PdfPage:
    """One page as rows in reading order, and the text that stands sideways on it."""

    width: float
    height: float
    rows: tuple[Row, ...]
    sideways: str = ""


@dataclass(frozen=True, slots=True)
class PdfPiece:
    """A stretch of the text: code points `start` to `end`."""

    start: int
    end: int
    size: float
    is_clutter: bool = False


@dataclass(frozen=True, slots=True)
class PdfText:
    """A file's text, its pieces in order, which of them is the title, and what the file says of itself.

    `problem` is a code where not all of it was read.
    """

    content: str
    pieces: tuple[PdfPiece, ...]
    title_at: int | None
    pages: int
    hints: PdfHints
    problem: str = ""

    @property
    def title(self) -> str | None:
        """The title that the first page shows."""
        if self.title_at is None:
            return None
        piece = self.pieces[self.title_at]
        return self.content[piece.start : piece.end]


@dataclass(slots=True)
class _Paragraph:
    text: str
    size: float
    page: int
    top: float  # share of the page's height, from above
    is_open: bool  # its last line goes to the end of the column and ends no sentence
    last: Row


def pages_of(data: bytes, *, limits: Limits) -> Iterator[PdfPage]:
    """Yield the pages as they are read.

    Raises:
        PdfError: the rest cannot be read.
    """
    for page in glyph_pages(data, limits=limits):
        yield PdfPage(
            width=page.width,
            height=page.height,
            rows=tuple(rows_of(page.glyphs)),
            sideways=_sideways(page.glyphs),
        )


def read_pdf(data: bytes, *, limits: Limits | None = None) -> PdfText:
    """Return the text of a PDF, as far as it can be read."""
    limits = limits or Limits()
    pages: list[PdfPage] = []
    problem = ""
    try:
        pages.extend(pages_of(data, limits=limits))
    except PdfError as error:
        problem = error.problem
    return compose(pages, hints=hints_of(data), problem=problem)


def compose(pages: Sequence[PdfPage], *, hints: PdfHints, problem: str = "") -> PdfText:
    """Return the text that pages make, which were read here or by a process of their own."""
    mirrored = is_mirrored(row for page in pages for row in page.rows)
    clutter = _repeated(pages)
    paragraphs = _paragraphs(pages, clutter=clutter, mirrored=mirrored)
    aside = [
        _row_text(page.rows[at], mirrored=mirrored)
        for page, places in zip(pages, clutter, strict=True)
        for at in sorted(places)
    ]
    aside += [page.sideways for page in pages if page.sideways]
    texts: list[str] = []
    pieces: list[PdfPiece] = []
    start = 0
    for text, size, is_clutter in (
        *((each.text, each.size, False) for each in paragraphs),
        *((text, 0.0, True) for text in aside if text.strip()),
    ):
        texts.append(text)
        pieces.append(PdfPiece(start=start, end=start + len(text), size=size, is_clutter=is_clutter))
        start += len(text) + len(_BETWEEN)
    content = _BETWEEN.join(texts)
    return PdfText(
        content=content,
        pieces=tuple(pieces),
        title_at=_title_at(paragraphs, hints=hints),
        pages=len(pages),
        hints=hints,
        problem=problem or _problem_of(content),
    )


def _problem_of(content: str) -> str:
    letters = sum(1 for char in content if char.isalpha())
    unread = content.count("\ufffd")
    if not letters:
        return "pdf_no_letters" if unread else "pdf_no_text_layer"
    return "pdf_no_letters" if unread > _UNREADABLE_SHARE * (letters + unread) else ""


def _sideways(glyphs: Iterable[Glyph]) -> str:
    return " ".join("".join(glyph.text for glyph in glyphs if not glyph.is_upright).split())


def _row_text(row: Row, *, mirrored: bool) -> str:
    return text_of(row, from_right=runs_from_right("".join(row.tokens)), is_mirrored=mirrored)


# ── heads and feet ──────────────────────────────────────────────────────────────────────────────────────────────────


def _repeated(pages: Sequence[PdfPage]) -> list[set[int]]:
    """Return of each page the rows that are its running head, its foot or its number."""
    found: list[set[int]] = [set() for _ in pages]
    keys: list[dict[int, tuple[str, int]]] = []
    seen: Counter[tuple[str, int, int]] = Counter()
    for number, page in enumerate(pages):
        edges = {at: _edge_key(page, at=at) for at in _edge_rows(page)}
        keys.append(edges)
        for each in set(edges.values()):
            seen[(*each, number % 2)] += 1
    of_side = [len(range(side, len(pages), 2)) for side in (0, 1)]
    for number, page in enumerate(pages):
        for at, key in keys[number].items():
            count = seen[(*key, 0)] + seen[(*key, 1)]
            side = number % 2
            is_running = count >= _FEWEST_REPEATS and (
                count > _REPEATED_SHARE * len(pages)
                or (seen[(*key, side)] >= _FEWEST_REPEATS + 1 and seen[(*key, side)] > _REPEATED_SHARE * of_side[side])
            )
            if is_running or _NUMBER_ONLY.fullmatch(_row_text(page.rows[at], mirrored=False)):
                found[number].add(at)
    if any(pages) and all(len(found[number]) == len(page.rows) for number, page in enumerate(pages)):
        # Every page says the same and nothing else: that is the text.
        found = [set(), *({*range(len(page.rows))} for page in pages[1:])] if pages else []
    return found


def _edge_rows(page: PdfPage) -> list[int]:
    by_height = sorted(range(len(page.rows)), key=lambda at: -page.rows[at].base)
    top = [at for at in by_height[:_EDGE_ROWS] if page.rows[at].base > (1 - _EDGE_SHARE) * page.height]
    bottom = [at for at in by_height[-_EDGE_ROWS:] if page.rows[at].base < _EDGE_SHARE * page.height]
    return list(dict.fromkeys(top + bottom))


def _edge_key(page: PdfPage, *, at: int) -> tuple[str, int]:
    row = page.rows[at]
    text = _DIGITS.sub("#", fold("".join(row.tokens)))
    return text, round(20 * row.base / max(page.height, 1.0))


# ── paragraphs ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _paragraphs(pages: Sequence[PdfPage], *, clutter: Sequence[set[int]], mirrored: bool) -> list[_Paragraph]:
    kept = [
        (number, row)
        for number, page in enumerate(pages)
        for at, row in enumerate(page.rows)
        if at not in clutter[number]
    ]
    whole = frozenset(word for _, row in kept for word in _hyphenated("".join(row.tokens)))
    pitch = _pitch(kept)
    widths = _columns(kept)
    found: list[_Paragraph] = []
    for number, row in kept:
        before = found[-1] if found else None
        from_right = runs_from_right(
            "".join(row.tokens) if before is None or not before.is_open else before.text + "".join(row.tokens)
        )
        text = text_of(row, from_right=from_right, is_mirrored=mirrored)
        if not text:
            continue
        left, right = widths.get((number, _column(row)), (row.left, row.right))
        is_full = (row.left - left if from_right else right - row.right) <= (1 - _SHORT_LINE) * max(right - left, 1.0)
        ends = _TERMINAL.search(text) is not None
        if before is not None and _goes_on(before, row=row, text=text, page=number, pitch=pitch, from_right=from_right):
            before.text = _joined(before.text, text, whole=whole)
            before.is_open, before.last, before.page = is_full or not ends, row, number
        else:
            height = max(pages[number].height, 1.0)
            found.append(
                _Paragraph(
                    text=text,
                    size=row.size,
                    page=number,
                    top=1 - row.base / height,
                    is_open=is_full or not ends,
                    last=row,
                )
            )
    return found


def _goes_on(before: _Paragraph, *, row: Row, text: str, page: int, pitch: float, from_right: bool) -> bool:
    """Tell whether a row goes on with the paragraph before it."""
    if not before.is_open or abs(row.size - before.last.size) > _SIZE_STEP * before.last.size or _ITEM.match(text):
        return False
    drop = before.last.base - row.base
    is_next_column = page != before.page or drop < -before.last.size
    if is_next_column:
        # Over the end of a page or column only what ended no sentence goes on, and not with a capital letter.
        return _TERMINAL.search(before.text) is None and not text[0].isupper()
    if drop > _PARAGRAPH_GAP * max(pitch, row.size):
        return False
    indent = before.last.right - row.right if from_right else row.left - before.last.left
    return not (indent > _INDENT * row.size and _TERMINAL.search(before.text) is not None)


def _joined(before: str, text: str, *, whole: frozenset[str]) -> str:
    """Return two lines as one; a word cut at the line's end is made whole, one that has its hyphen keeps it."""
    if _CUT_WORD.search(before) and text[:1].islower():
        head, tail = before.rsplit(" ", 1)[-1][:-1], text.split(" ", 1)[0]
        kept = f"{head}-{tail}".lower().strip(".,;:!?")
        if before.endswith("-") and kept in whole:
            return before + text
        return before[:-1] + text
    return f"{before} {text}"


def _hyphenated(text: str) -> list[str]:
    return [word.lower().strip(".,;:!?") for word in text.split() if "-" in word[1:-1]]


def _pitch(rows: Sequence[tuple[int, Row]]) -> float:
    drops = [
        upper.base - lower.base
        for (page, upper), (other, lower) in pairwise(rows)
        if page == other and 0 < upper.base - lower.base < 3 * max(upper.size, 1.0)
    ]
    return _usual(drops)


def _usual(values: Sequence[float]) -> float:
    """Return the commonest of the values, as pairs of them round alike; the median where none is."""
    if not values:
        return 0.0
    commonest, count = Counter(round(value * 2) / 2 for value in values).most_common(1)[0]
    return commonest if count > 1 else median(values)


def _column(row: Row) -> int:
    """Return which column a row may belong to: those that begin or end within a hand's breadth of each other."""
    return round((row.left + row.right) / 2 / 150)


def _columns(rows: Sequence[tuple[int, Row]]) -> dict[tuple[int, int], tuple[float, float]]:
    """Return for each page and column where its lines begin and end."""
    found: dict[tuple[int, int], tuple[float, float]] = {}
    for page, row in rows:
        key = (page, _column(row))
        left, right = found.get(key, (row.left, row.right))
        found[key] = (min(left, row.left), max(right, row.right))
    return found


def _title_at(paragraphs: Sequence[_Paragraph], *, hints: PdfHints) -> int | None:
    """Return which paragraph is the title: set larger than the text, in the upper part of the first page; where none
    is, the one that the file itself names so, if the first page shows it.
    """
    first = [(at, each) for at, each in enumerate(paragraphs) if each.page == paragraphs[0].page and each.text.strip()]
    letters: Counter[float] = Counter()
    for each in paragraphs:
        letters[round(each.size, 1)] += len(each.text)
    if len(paragraphs) < len(("title", "text")):
        return None
    usual = letters.most_common(1)[0][0]
    shown = [
        (at, each)
        for at, each in first
        if each.size > _TITLE_SIZE * usual
        and len(each.text) <= _TITLE_CHARS
        and each.top < _TITLE_SHARE
        and any(char.isalpha() for char in each.text)
    ]
    if shown:
        largest = max(each.size for _, each in shown)
        return next(at for at, each in shown if each.size == largest)
    stated = " ".join(fold(hints.title).split())
    return next((at for at, each in first if stated and " ".join(fold(each.text).split()) == stated), None)

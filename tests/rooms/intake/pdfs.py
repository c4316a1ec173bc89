"""PDFs as tests want them: every glyph where the test puts it, in the order in which it says so.

One font with codes of two bytes, each of which stands for a text of its own (`ToUnicode`), half a size wide. So a test
can draw Arabic as any producer does: in the order that is seen or the one that is read, shaped or not.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

WIDTH = 0.5  # of the size, of every glyph
_MARKS = frozenset("ًٌٍَُِّْٔ")


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs from left to right on one line; `order` says in which order the file draws them."""

    glyphs: tuple[str, ...]
    x: float = 72
    y: float = 700
    size: float = 12
    order: tuple[int, ...] | None = None
    at: tuple[float, ...] | None = None  # where each glyph begins; one after the other where nothing is said


@dataclass(slots=True)
class Pdf:
    """A file in the making."""

    pages: list[list[Run]] = field(default_factory=list)
    info: str = ""
    is_mapped: bool = True
    is_squeezed: bool = False
    last_content: bytes = b""  # a stream that is the content of one more page

    def write(self, *, trailer: bytes = b"") -> bytes:
        texts = sorted({glyph for page in self.pages for run in page for glyph in run.glyphs})
        codes = {text: number for number, text in enumerate(texts, 1)}
        first = 6
        count = len(self.pages) + bool(self.last_content)
        kids = b" ".join(b"%d 0 R" % (first + 2 * at) for at in range(count))
        to_unicode = b" /ToUnicode 5 0 R" if self.is_mapped else b""
        objects = [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count),
            b"<</Type/Font/Subtype/Type0/BaseFont/Test/Encoding/Identity-H/DescendantFonts[4 0 R]%s>>" % to_unicode,
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Test/DW 500/W[%s]"
            b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>" % self._widths(codes),
            self._stream(_cmap(codes)),
        ]
        contents = [self._stream(b"\n".join(_drawn(run, codes=codes) for run in page)) for page in self.pages]
        for content in (*contents, *((self.last_content,) if self.last_content else ())):
            objects.append(
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>"
                % (len(objects) + 2)
            )
            objects.append(content)
        if self.info:
            objects.append(f"<<{self.info}>>".encode("latin-1"))
            trailer += b"/Info %d 0 R" % len(objects)
        return assembled(objects, trailer=trailer)

    def _widths(self, codes: dict[str, int]) -> bytes:
        return b" ".join(b"%d[0]" % code for text, code in codes.items() if text in _MARKS)

    def _stream(self, data: bytes) -> bytes:
        return stream(zlib.compress(data), b"/Filter/FlateDecode") if self.is_squeezed else stream(data)


def stream(data: bytes, extra: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), extra, data)


def assembled(objects: Sequence[bytes], *, trailer: bytes = b"") -> bytes:
    out = b"%PDF-1.7\n"
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        table,
        len(objects) + 1,
        trailer,
        len(out),
    )


def _cmap(codes: dict[str, int]) -> bytes:
    lines = [f"<{code:04x}> <{text.encode('utf-16-be').hex()}>".encode() for text, code in codes.items()]
    parts = [lines[at : at + 100] for at in range(0, len(lines), 100)]
    maps = b"\n".join(b"%d beginbfchar\n%s\nendbfchar" % (len(part), b"\n".join(part)) for part in parts)
    return (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        b"1 begincodespacerange <0000> <ffff> endcodespacerange\n" + maps + b"\nendcmap end end"
    )


def _drawn(run: Run, *, codes: dict[str, int]) -> bytes:
    places = run.at or places_of(run.glyphs, x=run.x, size=run.size)
    order = run.order if run.order is not None else range(len(run.glyphs))
    drawn = b" ".join(b"1 0 0 1 %.2f %.2f Tm <%04x> Tj" % (places[at], run.y, codes[run.glyphs[at]]) for at in order)
    return b"BT /F %.2f Tf %s ET" % (run.size, drawn)


def places_of(glyphs: Iterable[str], *, x: float, size: float) -> tuple[float, ...]:
    """Return where each glyph begins; a mark stands in the middle of the glyph after it, which it belongs to."""
    places = []
    for glyph in glyphs:
        places.append(x + size * WIDTH / 2 if glyph in _MARKS else x)
        x += 0 if glyph in _MARKS else size * WIDTH
    return tuple(places)


def seen(*parts: str) -> tuple[str, ...]:
    """Return a line of an Arabic text as it is seen, from left to right; each part is Arabic, or runs from the left."""
    glyphs: list[str] = []
    for part in reversed(parts):
        glyphs += part if part.isascii() else reversed(part)
    return tuple(glyphs)


def lines(*texts: str, x: float = 72, top: float = 700, size: float = 12, leading: float = 15) -> list[Run]:
    """Return lines that run from the left, one below the other."""
    return [Run(tuple(text), x=x, y=top - leading * at, size=size) for at, text in enumerate(texts)]


def lines_from_right(
    *rows: tuple[str, ...], right: float = 528, top: float = 700, size: float = 12, leading: float = 15
) -> list[Run]:
    """Return lines that end at the right edge, given as they are seen."""
    return [
        Run(row, x=right - size * WIDTH * sum(glyph not in _MARKS for glyph in row), y=top - leading * at, size=size)
        for at, row in enumerate(rows)
    ]

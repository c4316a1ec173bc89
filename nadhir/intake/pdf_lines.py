# SPDX-License-Identifier: Apache-2.0
"""Glyphs as lines of text in reading order, from where they stand alone.

1. Glyphs on one height are a row, from left to right; marks (harakat, accents) join the letter that they stand on.
2. Columns of prose are told by the gutter between them, and read one after the other, the right one first where the
   page is written from the right.
3. A row that is written from the right is turned round; what runs from the left in it (Latin words, numbers) is turned
   back. That undoes what the Unicode Bidirectional Algorithm (UAX #9, rules L2 and W1 to W7) did for display, as far as
   it can be undone: `15 iPhone` and `iPhone 15` look the same in an Arabic line, and are read as the latter.
4. Presentation forms become letters (their compatibility decomposition), and a break of joining inside a word becomes
   the ZERO WIDTH NON-JOINER that Persian writes there, where the forms show it.

Brackets: some producers keep the bracket that was meant, others the one that is seen; `is_mirrored` tells which.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from nadhir.intake.pdf_glyphs import Glyph

__all__ = ["Row", "is_mirrored", "rows_of", "runs_from_right", "text_of"]

_SAME_ROW: Final = 0.45  # of the size: superscripts stand 0.3 higher, the next line of the tightest setting 0.9 lower
_MARK_REACH: Final = 1.2  # of the size, how far above or below its letter's line a mark may be placed
_MARK_ASIDE: Final = 0.15  # of the size, how far beside its letter a mark may begin
_WORD_GAP: Final = 0.22  # of the size; blanks of the tightest justified line we met are 0.2, kerning below 0.1
_WORD_GAP_BESIDE_BLANKS: Final = 0.6  # where the row writes its blanks, a gap alone is letter-spacing
_NO_WIDTH: Final = 0.05  # of the size
_SAME_PLACE: Final = 0.25  # of the width: a letter drawn twice to look bold
_GUTTER: Final = 1.2  # of the size; the blanks of a justified line stay below
_GUTTER_ROWS: Final = 4
_COLUMN_CHARS: Final = 14  # a column of prose is wider than a table's
_MOST_COLUMNS: Final = 4
_OPENING: Final = "([{«‹<"
_CLOSING: Final = ")]}»›>"
_MIRROR: Final = str.maketrans(_OPENING + _CLOSING, _CLOSING + _OPENING)
_JOINTS: Final = frozenset(".,:/٫٬،")  # what stands inside one number
_ZWNJ: Final = "\u200c"
_BLANK: Final = " "
_FORMS: Final = tuple(chr(code) for code in (*range(0xFB50, 0xFDFC), *range(0xFE70, 0xFEFD)))
#: Letters that join on both sides, so that a final or isolated form inside a word was broken off on purpose.
_DUAL: Final = frozenset(
    parts[1]
    for char in _FORMS
    if (parts := unicodedata.decomposition(char).split())[:1] == ["<initial>"] and len(parts) == len(("form", "letter"))
)
_PRESENTED: Final = frozenset(_FORMS) | {chr(code) for code in range(0xFB00, 0xFB07)}


@dataclass(slots=True)
class _Unit:
    """A glyph with the marks that stand on it."""

    text: str
    left: float
    right: float
    base: float
    size: float
    marks: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """The units of one line from left to right, and where it stands; `text_of` reads it."""

    tokens: tuple[str, ...]  # of each unit its text, and a blank between words
    left: float
    right: float
    base: float
    size: float

    @property
    def length(self) -> int:
        """How many units it has."""
        return len(self.tokens)


def rows_of(glyphs: Iterable[Glyph]) -> list[Row]:
    """Return the rows of a page's upright glyphs in reading order."""
    upright = [glyph for glyph in glyphs if glyph.is_upright and glyph.size > 0]
    lines = _lines(upright)
    letters = "".join(unit.text for line in lines for unit in line)
    return [_row(line) for line in _in_order(lines, from_right=runs_from_right(letters), columns=_MOST_COLUMNS)]


def runs_from_right(text: str) -> bool:
    """Tell whether more letters of the text run from the right than from the left."""
    right = left = 0
    for char in text:
        kind = unicodedata.bidirectional(char)
        right += kind in ("R", "AL")
        left += kind == "L"
    return right > left


def _is_mark(text: str) -> bool:
    return bool(text) and all(unicodedata.category(char) == "Mn" for char in text)


def _unpresented_mark(text: str) -> str:
    """Return an isolated form of a mark (U+FE70 to U+FE7F: a blank or tatweel with the mark) as the mark alone."""
    if len(text) == 1 and "\ufe70" <= text <= "\ufe7f":
        return "".join(char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char) == "Mn")
    return text


def _lines(glyphs: Sequence[Glyph]) -> list[list[_Unit]]:
    """Return the glyphs as lines from top to bottom, each from left to right, its marks joined to their letters."""
    units: list[_Unit] = []
    marks: list[_Unit] = []
    waiting: list[_Unit] = []
    before: _Unit | None = None
    for glyph in glyphs:
        text = _unpresented_mark(glyph.text)
        unit = _Unit(text=text, left=glyph.left, right=glyph.right, base=glyph.base, size=glyph.size)
        if _is_mark(text):
            waiting.append(unit)
            continue
        marks += [mark for mark in waiting if not _join_neighbour(mark, before=before, after=unit)]
        waiting = []
        units.append(unit)
        before = unit
    marks += [mark for mark in waiting if not _join_neighbour(mark, before=before, after=None)]
    units.sort(key=lambda unit: -unit.base)
    lines: list[list[_Unit]] = []
    height = size = 0.0
    for unit in units:
        if lines and height - unit.base <= _SAME_ROW * min(max(size, 1.0), max(unit.size, 1.0)):
            lines[-1].append(unit)
            size = max(size, unit.size)
        else:
            lines.append([unit])
            size = unit.size
        height = unit.base if len(lines[-1]) == 1 else height
    for line in lines:
        # By their middles; a blank by where it begins, since it may take no room and be as wide as a letter.
        line.sort(key=lambda unit: unit.left + (unit.right if unit.text.strip() else unit.left))
    lines = [_once(line) for line in lines if any(unit.text.strip() for unit in line)]
    _join_marks(marks, lines=lines)
    return lines


def _once(line: list[_Unit]) -> list[_Unit]:
    """Return the line without what is drawn twice on one place."""
    kept: list[_Unit] = []
    for unit in line:
        before = kept[-1] if kept else None
        if (
            before is not None
            and before.text == unit.text
            and unit.right > unit.left
            and unit.left - before.left < _SAME_PLACE * (unit.right - unit.left)
        ):
            continue
        kept.append(unit)
    return kept


def _join_neighbour(mark: _Unit, *, before: _Unit | None, after: _Unit | None) -> bool:
    """Put a mark to the letter that is drawn beside it, if one is near enough; tell whether that was done.

    Where a file draws Arabic as it is seen, a mark comes before its letter, else behind it. That tells better than
    where the mark stands, since each font gives its marks another origin.
    """
    beside = [
        unit
        for unit in (before, after)
        if unit is not None
        and unit.text.strip()
        and abs(unit.base - mark.base) <= _MARK_REACH * mark.size
        and unit.left - _MARK_ASIDE * mark.size <= mark.left <= unit.right + _MARK_ASIDE * mark.size
    ]
    if not beside:
        return False
    if len(beside) == 1:
        chosen = beside[0]
    else:
        is_as_seen = beside[0].left < beside[1].left and _kind(beside[1].text) == "R"
        chosen = beside[1] if is_as_seen else beside[0]
    chosen.marks += mark.text
    return True


def _join_marks(marks: Sequence[_Unit], *, lines: Sequence[list[_Unit]]) -> None:
    """Put each mark to the letter over or under which it stands; one that stands on none is left out."""
    at = 0
    for mark in sorted(marks, key=lambda unit: -unit.base):
        while at < len(lines) and lines[at][0].base > mark.base + _MARK_REACH * mark.size:
            at += 1
        middle = (mark.left + mark.right) / 2
        best: _Unit | None = None
        distance = 0.0
        for line in lines[at : at + 4]:
            if abs(line[0].base - mark.base) > _MARK_REACH * mark.size:
                continue
            for unit in line[_first_reaching(line, middle) :]:
                if unit.left > middle:
                    break
                if unit.right < middle or not unit.text.strip():
                    continue
                far = abs(line[0].base - mark.base) * 4 + abs((unit.left + unit.right) / 2 - middle)
                if best is None or far < distance:
                    best, distance = unit, far
        if best is not None:
            best.marks += mark.text


def _first_reaching(line: Sequence[_Unit], x: float) -> int:
    """Return from where on units can reach `x`: a few before the first whose middle lies beyond it."""
    low, high = 0, len(line)
    while low < high:
        middle = (low + high) // 2
        if line[middle].left + line[middle].right < 2 * x:
            low = middle + 1
        else:
            high = middle
    return max(0, low - 3)


# ── columns ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _gaps(line: Sequence[_Unit]) -> list[tuple[float, float]]:
    """Return the gaps in a line that could be part of a gutter."""
    inked = [unit for unit in line if unit.text.strip()]
    found = []
    reach = inked[0].right if inked else 0.0
    for unit in inked[1:]:
        if unit.left - reach > _GUTTER * unit.size:
            found.append((reach, unit.left))
        reach = max(reach, unit.right)
    return found


def _in_order(lines: list[list[_Unit]], *, from_right: bool, columns: int) -> list[list[_Unit]]:
    """Return the lines with the columns of the page one after the other."""
    gutter = _gutter(lines) if columns > 1 else None
    if gutter is None:
        return lines
    ordered: list[list[_Unit]] = []
    band: list[list[_Unit]] = []

    def end_band() -> None:
        sides: tuple[list[list[_Unit]], list[list[_Unit]]] = ([], [])
        for each in band:
            for side, is_right in zip(sides, (False, True), strict=True):
                part = [unit for unit in each if ((unit.left + unit.right) / 2 > gutter) is is_right]
                if any(unit.text.strip() for unit in part):
                    side.append(part)
        for side in reversed(sides) if from_right else sides:
            ordered.extend(_in_order(side, from_right=from_right, columns=columns - 1))
        band.clear()

    for line in lines:
        if _crosses(line, x=gutter):
            end_band()
            ordered.append(line)
        else:
            band.append(line)
    end_band()
    return ordered


def _crosses(line: Sequence[_Unit], *, x: float) -> bool:
    inked = [unit for unit in line if unit.text.strip()]
    if not inked[0].left < x < inked[-1].right:
        return False
    return not any(left <= x <= right for left, right in _gaps(line))


def _gutter(lines: Sequence[list[_Unit]]) -> float | None:
    """Return where the gutter of two columns of prose runs, if there is one."""
    candidates = [(left + right) / 2 for line in lines for left, right in _gaps(line)]
    if len(candidates) < _GUTTER_ROWS:
        return None
    best, most = None, 0
    for x in sorted({round(each) for each in candidates}):
        lengths: list[tuple[int, int]] = []
        crossing = 0
        for line in lines:
            if _crosses(line, x=x):
                crossing += 1
            elif line[0].left < x < line[-1].right:
                left = sum(1 for unit in line if unit.right <= x)
                lengths.append((left, len(line) - left))
        if len(lengths) < max(_GUTTER_ROWS, crossing) or len(lengths) <= most:
            continue
        if all(median(each[side] for each in lengths) >= _COLUMN_CHARS for side in (0, 1)):
            best, most = float(x), len(lengths)
    return best


def _row(line: Sequence[_Unit]) -> Row:
    size = median(unit.size for unit in line if unit.text.strip())
    has_blanks = any(not unit.text.strip() and unit.right - unit.left > _NO_WIDTH * unit.size for unit in line[1:-1])
    least_gap = (_WORD_GAP_BESIDE_BLANKS if has_blanks else _WORD_GAP) * size
    tokens: list[str] = []
    reach = 0.0
    blank: _Unit | None = None
    for unit in line:
        if not unit.text.strip():
            blank = unit if blank is None else blank
            continue
        if tokens:
            if blank is not None and unit.left - blank.left <= _NO_WIDTH * size and _kind(tokens[-1]) == "R":
                # A blank that takes no room parts no words: browsers draw one for the non-joiner of Persian.
                tokens.append(_ZWNJ)
            elif blank is not None or unit.left - reach > least_gap:
                tokens.append(_BLANK)
        tokens.append(unit.text.strip() + unit.marks)
        reach = max(reach, unit.right) if len(tokens) > 1 else unit.right
        blank = None
    inked = [unit for unit in line if unit.text.strip()]
    return Row(
        tokens=tuple(tokens),
        left=min(unit.left for unit in inked),
        right=max(unit.right for unit in inked),
        base=median(unit.base for unit in inked),
        size=size,
    )


# ── direction ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _kind(text: str) -> str:
    """Return `R`, `L`, `N` (a digit), `J` (what may stand inside a number) or a blank for what is none of these."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in ("R", "AL"):
            return "R"
        if kind == "L":
            return "L"
        if kind in ("EN", "AN"):
            return "N"
    return "J" if text in _JOINTS else " "


def text_of(row: Row, *, from_right: bool, is_mirrored: bool) -> str:
    """Return the row's text in the order in which it is read; `from_right` is the direction of its paragraph."""
    if from_right:
        return _from_right(row.tokens, is_mirrored=is_mirrored).strip()
    said: list[str] = []
    at = 0
    kinds = [_kind(token) for token in row.tokens]
    while at < len(kinds):
        if kinds[at] != "R":
            said.append(_plain(row.tokens[at]))
            at += 1
            continue
        # Arabic words in a line that runs from the left, with the blanks and numbers between them.
        end = next((place for place in range(at, len(kinds)) if kinds[place] == "L"), len(kinds))
        last = max(place for place in range(at, end) if kinds[place] == "R") + 1
        said.append(_from_right(row.tokens[at:last], is_mirrored=is_mirrored))
        at = last
    return "".join(said).strip()


def _from_right(tokens: Sequence[str], *, is_mirrored: bool) -> str:
    """Return what is written from the right, given from left to right."""
    turned = tuple(reversed(tokens))
    kinds = [_kind(token) for token in turned]
    said: list[str] = []
    at = 0
    while at < len(turned):
        if kinds[at] in ("L", "N"):
            end = _phrase_end(kinds, at=at)
            said.extend(_plain(token) for token in reversed(turned[at:end]))
            at = end
            continue
        plain = _plain(turned[at])
        if at and _is_broken(turned[at - 1], following=turned[at]):
            said.append(_ZWNJ)
        said.append(plain.translate(_MIRROR) if is_mirrored and len(plain) == 1 else plain)
        at += 1
    return "".join(said)


def _phrase_end(kinds: Sequence[str], *, at: int) -> int:
    """Return where what runs from the left ends, in a turned row: a Latin phrase with the number after it, or a number.

    In a turned row, the number that was written after a Latin word stands before it.
    """
    end = at
    if kinds[at] == "N":
        end = _number_end(kinds, at=at)
        blanks = end
        while blanks < len(kinds) and kinds[blanks] == " " and blanks - end < 1:
            blanks += 1
        if blanks == len(kinds) or kinds[blanks] != "L":
            return end
        end = blanks
    last = end
    for place in range(end, len(kinds)):
        if kinds[place] == "R":
            break
        if kinds[place] == "L":
            last = place
    last += 1
    # A number glued to the phrase's first word (3M) stands behind it here.
    return _number_end(kinds, at=last) if last < len(kinds) and kinds[last] == "N" else last


def _number_end(kinds: Sequence[str], *, at: int) -> int:
    place = at
    while place < len(kinds) and (
        kinds[place] == "N" or (kinds[place] == "J" and place > at and kinds[place + 1 : place + 2] == ["N"])
    ):
        place += 1
    return place


def _is_broken(text: str, *, following: str) -> bool:
    """Tell whether a letter that could have joined the next one shows that it does not."""
    parts = unicodedata.decomposition(text[0]).split() if text and text[0] in _PRESENTED else []
    return (
        parts[:1] in (["<final>"], ["<isolated>"])
        and len(parts) == len(("form", "letter"))
        and parts[1] in _DUAL
        and _kind(following) == "R"
    )


def _plain(text: str) -> str:
    if not any(char in _PRESENTED for char in text):
        return text
    return "".join(unicodedata.normalize("NFKC", char) if char in _PRESENTED else char for char in text)


def is_mirrored(rows: Iterable[Row]) -> bool:
    """Tell whether brackets of the rows are those that are seen, and must be turned with what they enclose."""
    meant = seen = 0
    previous = ""
    for row in rows:
        if not runs_from_right("".join(row.tokens)):
            continue
        for token in reversed(row.tokens):
            if len(token) == 1 and token in _OPENING + _CLOSING:
                is_pair = bool(previous) and token == previous.translate(_MIRROR)
                meant += is_pair and previous in _OPENING
                seen += is_pair and previous in _CLOSING
                previous = token
    return seen > meant

# SPDX-License-Identifier: Apache-2.0
"""Folding of text for matching, with a way back to the raw code points.

Promise: two spellings that a reader takes for the same word fold to the same text, and every span of the folded text
leads back to an exact slice of the raw one. Folded away are: compatibility forms (NFKD per character, so that
presentation forms, ligatures, full-width and mathematical letters become plain), case, combining marks (Arabic
diacritics, Latin accents, hamza and madda on their carriers), tatweel, zero-width and bidi controls, the letter forms
of Persian and Urdu that Arabic writes otherwise, all decimal digits (to ASCII), quotes, dashes and Arabic punctuation,
and look-alike letters of another alphabet inside a word. Because every combining mark goes, the result is the same
for NFC, NFD, NFKC and NFKD of one text.

It does not collapse white space, remove punctuation between letters or stem: those change what was said, and belong
to whoever matches. Letters that tell languages apart (``ی`` from ``ي``) are lost here: ask `detect` with the raw text.

Follows: Unicode 15 normalisation forms (UAX #15), combining classes (UAX #44), confusables in the sense of UTS #39, cut
down to the letters that Latin, Cyrillic and Greek share.
"""

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

__all__ = ["Normalised", "fold", "fold_all", "normalise", "normalise_all"]

_LETTERS = {
    "ى": "ي", "ی": "ي", "ې": "ي", "ے": "ي", "ێ": "ي", "ۍ": "ي",
    "ة": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه", "ۃ": "ه", "ۂ": "ه",
    "ٱ": "ا", "ک": "ك", "ڪ": "ك", "ګ": "گ", "ڭ": "گ", "ں": "ن", "ٮ": "ب", "ڡ": "ف", "ٯ": "ق",
    "ı": "i", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h", "ə": "e",
    "ʻ": "'", "ʼ": "'", "ʽ": "'", "ʾ": "'", "ʿ": "'", "ˈ": "'", "ʹ": "'", "ˊ": "'", "ˋ": "'",
}  # fmt: skip

_SIGNS = {
    "«": '"', "»": '"', "“": '"', "”": '"', "„": '"', "‟": '"', "‹": '"', "›": '"', "″": '"', "〝": '"', "〞": '"',
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "`": "'", "´": "'",
    "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "‒": "-", "―": "-", "⸺": "-", "⸻": "-", "־": "-", "﹘": "-",
    "،": ",", "٬": ",", "؛": ";", "؟": "?", "۔": ".", "٫": ".", "٪": "%", "⁄": "/", "∕": "/", "٭": "*",
    "\u2028": "\n", "\u2029": "\n", "\x85": "\n", "\x0b": "\n", "\x0c": "\n",
}  # fmt: skip

_TATWEEL = "ـ"
_KEPT_CONTROLS = "\n\r\t"

# Letters that look alike, lower case and after folding. Cyrillic or Greek on the left, Latin on the right.
_CYRILLIC_TO_LATIN = str.maketrans("аеорсухіјѕԁһкмтвнпгьԛԝ", "aeopcyxijsdhkmtbhnrbqw")
_GREEK_TO_LATIN = str.maketrans("αβεικνορτυχγηω", "abeiknoptuxynw")
_LATIN_TO_CYRILLIC = str.maketrans("aeopcyxijskmtbhnr", "аеорсухіјѕкмтвнпг")

_CYRILLIC = "\u0400-\u052f"
_GREEK = "\u0370-\u03ff"
_LOOK_ALIKES_POSSIBLE = re.compile(f"[{_CYRILLIC}{_GREEK}]")
_LATIN_LETTER = re.compile("[a-z]")
_WORD = re.compile(f"[a-z{_CYRILLIC}{_GREEK}]+")
_CYRILLIC_LETTER = re.compile(f"[{_CYRILLIC}]")
_GREEK_LETTER = re.compile(f"[{_GREEK}]")
_ONLY_SHAPED_LIKE_LATIN = re.compile("[аеорсухіјѕԁһαοικνρτυχ]{2,}")


def _is_mark(char: str) -> bool:
    # Combining class 0 marks are the vowels of Indic scripts and carry meaning; the others are signs upon a letter.
    return unicodedata.combining(char) != 0 or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


def _fold_once(char: str) -> str:
    replaced = _SIGNS.get(char) or _LETTERS.get(char)
    if replaced is not None:
        return replaced
    if char == _TATWEEL or _is_mark(char):
        return ""
    category = unicodedata.category(char)
    if category == "Cf" or (category == "Cc" and char not in _KEPT_CONTROLS) or char == "\u034f":
        return ""
    if category == "Nd":
        return str(unicodedata.digit(char))
    parts = unicodedata.normalize("NFKD", char)
    if category == "Zs":
        return " "
    folded = "".join(part for part in parts if not _is_mark(part) and part != _TATWEEL).casefold()
    # A spacing form of a mark decomposes to a blank and the mark: it is no blank between words.
    return "" if folded.isspace() and category not in {"Zs", "Zl", "Zp", "Cc"} else folded


def _fold_char(char: str) -> str:
    seen = char
    for _ in range(6):
        folded = "".join(map(_fold_once, seen))
        if folded == seen:
            break
        seen = folded
    return seen


class _FoldTable(dict[int, str]):
    """Fold of each code point, worked out when first met: a memo of a pure function, for `str.translate`."""

    def __missing__(self, code: int) -> str:
        folded = _fold_char(chr(code))
        self[code] = folded
        return folded


_TABLE = _FoldTable()

# Most of an ordinary text folds to itself: of what is looked through here, the rest is all that has to be looked up.
_COMMON = (range(0x80), range(0x400, 0x460), range(0x600, 0x700))
_SETTLED = "".join(char for codes in _COMMON for char in map(chr, codes) if _TABLE[ord(char)] == char)
_UNSETTLED = re.compile(f"[^{re.escape(_SETTLED)}]")
#: With more different letters to replace than this, looking every letter up is faster.
_MOST_REPLACED = 64


def _letter_by_letter(text: str) -> str:
    """Return the text with every code point folded, words of mixed alphabets left as they are."""
    if text.isascii():  # which str.translate is quick at, and at nothing else
        return text.translate(_TABLE)
    unsettled = set(_UNSETTLED.findall(text))
    if len(unsettled) > _MOST_REPLACED:
        return text.translate(_TABLE)
    for char in unsettled:  # in any order: what a letter folds to folds to itself
        text = text.replace(char, _TABLE[ord(char)])
    return text


def _unmask_word(match: re.Match[str]) -> str:
    word = match.group()
    latin = len(_LATIN_LETTER.findall(word))
    if not latin or latin == len(word):
        return word
    cyrillic = len(_CYRILLIC_LETTER.findall(word))
    if cyrillic > latin:
        return word.translate(_LATIN_TO_CYRILLIC)
    return word.translate(_CYRILLIC_TO_LATIN).translate(_GREEK_TO_LATIN)


def _may_be_masked(text: str) -> bool:
    return not text.isascii() and bool(_LATIN_LETTER.search(text) and _LOOK_ALIKES_POSSIBLE.search(text))


def _unmask(text: str) -> str:
    """Replace look-alikes of another alphabet, one for one, so that offsets stay."""
    if not _may_be_masked(text):
        return text
    text = _WORD.sub(_unmask_word, text)
    foreign = [w for w in _WORD.findall(text) if _LATIN_LETTER.match(w) is None]
    if foreign and all(_ONLY_SHAPED_LIKE_LATIN.fullmatch(w) for w in foreign):
        # In a text otherwise Latin, words made of look-alikes alone are disguised Latin words.
        return text.translate(_CYRILLIC_TO_LATIN).translate(_GREEK_TO_LATIN)
    return text


class Normalised:
    """Folded text with the way back to the raw text it was folded from.

    >>> n = normalise("قُنْبـلة")
    >>> n.text, n.raw_span(0, 5)
    ('قنبله', (0, 8))
    """

    __slots__ = ("_starts", "raw", "text")

    raw: str
    text: str

    def __init__(self, raw: str, *, text: str) -> None:
        self.raw = raw
        self.text = text
        self._starts: array[int] | None = None

    def __repr__(self) -> str:
        # The content of a report must not reach a log through a repr.
        return f"Normalised({len(self.raw)} raw, {len(self.text)} folded code points)"

    @property
    def is_one_to_one(self) -> bool:
        """True where folded and raw offsets are the same."""
        return self._map() is _SAME

    def _map(self) -> "array[int]":
        # Most texts are screened without a hit: the map is built for those that are asked about.
        starts = self._starts
        if starts is None:
            starts = self._starts = _raw_starts(self.raw, folded_length=len(self.text))
        return starts

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the slice of the raw text that folded to ``text[start:end]``.

        Marks and tatweel that hang on the last letter belong to it. A ligature that is cut in the folded text is
        whole in the raw one. An empty span stays empty.

        Raises:
            ValueError: the span does not lie in the folded text.
        """
        if not 0 <= start <= end <= len(self.text):
            message = f"span {start}:{end} does not lie in a folded text of {len(self.text)} code points"
            raise ValueError(message)
        starts = self._map()
        if starts is _SAME:
            return start, end
        if start == end:
            at = starts[start] if start < len(starts) else len(self.raw)
            return at, at
        raw_end = starts[end - 1] + 1
        while raw_end < len(self.raw) and (_is_mark(self.raw[raw_end]) or self.raw[raw_end] == _TATWEEL):
            raw_end += 1
        return starts[start], raw_end

    def raw_starts(self, folded_starts: Sequence[int]) -> Sequence[int]:
        """Return where in the raw text each of these code points of the folded text stands."""
        starts = self._map()
        return folded_starts if starts is _SAME else [starts[at] for at in folded_starts]

    def folded_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the folded text that the raw slice ``raw[start:end]`` became.

        Raises:
            ValueError: the span does not lie in the raw text.
        """
        if not 0 <= start <= end <= len(self.raw):
            message = f"span {start}:{end} does not lie in a raw text of {len(self.raw)} code points"
            raise ValueError(message)
        starts = self._map()
        if starts is _SAME:
            return start, end
        first = bisect_left(starts, start)
        return first, max(first, bisect_right(starts, end - 1) if end > start else first)


_SAME: "array[int]" = array("L")
_COUNTING: "array[int]" = array("L", range(1 << 12))


def _raw_starts(raw: str, *, folded_length: int) -> "array[int]":
    # Few characters fold to none or to several: only where they stand does the map leave its even pace.
    odd = [char for char in set(_UNSETTLED.findall(raw)) if len(_TABLE[ord(char)]) != 1]
    if not odd and len(raw) == folded_length:
        return _SAME
    counting = _COUNTING if len(raw) <= len(_COUNTING) else array("L", range(len(raw)))
    starts = array("L")
    behind = 0
    for match in re.finditer(f"[{re.escape(''.join(odd))}]", raw):
        at = match.start()
        starts += counting[behind:at]
        starts.extend([at] * len(_TABLE[ord(match.group())]))
        behind = at + 1
    starts += counting[behind : len(raw)]
    return starts


def normalise(text: str) -> Normalised:
    """Return the text folded for matching, with the map back to its code points.

    >>> normalise("Êtes-vous à l’heure ?").text
    "etes-vous a l'heure ?"
    >>> normalise("٢٤ أغسطس").text
    '24 اغسطس'
    """
    return Normalised(text, text=fold(text))


def fold(text: str) -> str:
    """Return only the folded text: for terms, keys and keywords that need no way back."""
    return _unmask(_letter_by_letter(text))


def fold_all(texts: Iterable[str]) -> tuple[str, ...]:
    """Fold every text of a collection, in its order; quick at many short ones."""
    texts = tuple(texts)
    folded = _letter_by_letter("\n".join(texts))
    together = tuple(folded.split("\n"))
    if len(together) != len(texts):  # a text of several lines is folded by itself
        return tuple(map(fold, texts))
    # Look-alikes are told by the other words of their own text.
    return tuple(map(_unmask, together)) if _may_be_masked(folded) else together


# ── many texts at once ────────────────────────────────────────────────────────────────────────────────────────────────
#: Texts of one array: enough to share the cost of a call, few enough to stay in the processor's cache.
_BATCH = 64
#: Stands between two texts, folds to itself and is assigned to no character (Unicode, section 23.7).
_BETWEEN = "\ufdd1"
# What the table of a batch says besides code units, in noncharacters too: nothing stays, or it cannot tell.
_NOTHING, _OTHERWISE = 0xFDD0, 0xFFFF
_CODE_UNITS, _SURROGATES = 1 << 16, range(0xD800, 0xE000)
_LOOK_ALIKES = range(0x370, 0x530)  # Greek and Cyrillic, and nothing between them


@lru_cache(maxsize=1)
def _unit_table() -> Any:  # noqa: ANN401 - an array; numpy is loaded only where batches are folded
    """Return the fold of each UTF-16 code unit, worked out once: some 0.3 s, 128 KiB.

    It cannot tell of halves of code points beyond the first plane, and of letters that fold to several.
    """
    import numpy as np  # noqa: PLC0415 - as above

    table = np.full(_CODE_UNITS, _OTHERWISE, dtype="<u2")
    for code in (*range(_SURROGATES.start), *range(_SURROGATES.stop, _CODE_UNITS)):
        folded = _fold_char(chr(code))
        if len(folded) <= 1 and folded <= "\uffff":
            table[code] = ord(folded) if folded else _NOTHING
    table[_NOTHING] = _OTHERWISE
    return table


def normalise_all(texts: Sequence[str]) -> list[Normalised]:
    """Return what `normalise` does of every text, in their order: 64 at a time, several times as fast.

    A text with letters that fold to several, or with code points beyond the first plane, is folded by itself.

    >>> [n.text for n in normalise_all(["À", "قُنْبـلة"])]
    ['a', 'قنبله']
    """
    return [
        Normalised(raw, text=text)
        for at in range(0, len(texts), _BATCH)
        for raw, text in zip(
            texts[at : at + _BATCH], _folded_together(texts[at : at + _BATCH], table=_unit_table()), strict=True
        )
    ]


def _folded_together(texts: Sequence[str], *, table: Any) -> list[str]:  # noqa: ANN401 - an array
    import numpy as np  # noqa: PLC0415 - as in `_unit_table`

    folded = table.take(np.frombuffer(_BETWEEN.join(texts).encode("utf-16-le", "surrogatepass"), dtype="<u2"))
    stays = folded != _NOTHING
    kept = folded if stays.all() else folded[stays]
    out: list[str] = kept.tobytes().decode("utf-16-le").split(_BETWEEN)
    if len(out) != len(texts):  # a text holds what stands between them
        return list(map(fold, texts))
    # What is smaller than the first look-alike wraps round and is larger than any.
    for at in _texts_with(kept - np.uint16(_LOOK_ALIKES.start) < len(_LOOK_ALIKES), units=kept):
        out[at] = _unmask(out[at])
    for at in _texts_with(kept == _OTHERWISE, units=kept):
        out[at] = fold(texts[at])
    return out


def _texts_with(is_there: Any, *, units: Any) -> Iterable[int]:  # noqa: ANN401 - arrays of one length
    """Return the numbers of the texts, among those joined in `units`, that have such a unit."""
    import numpy as np  # noqa: PLC0415 - as in `_unit_table`

    if not is_there.any():
        return ()
    between = np.flatnonzero(units == ord(_BETWEEN))
    return set(np.searchsorted(between, np.flatnonzero(is_there)).tolist())

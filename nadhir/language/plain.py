# SPDX-License-Identifier: Apache-2.0
"""Text as a trained model reads it: cleaned of what makes one spelling look like two, and otherwise as it was written.

Promise: the NFC, NFD, NFKC and NFKD forms of a text, with tatweel and Arabic vowel signs or without, with bidi marks
and zero-width characters or without, in whatever digits, give the same plain text, and every span of it leads back to
an exact slice of the raw one. Case, accents, hamza and the letters that tell Persian from Arabic stay, other than in
`nadhir.language.normalise`: a model knows words by them. Every line break becomes ``¶`` with a blank, and every other
white space a blank; runs of blanks become one.

Follows: Unicode 15 normalisation forms (UAX #15).
"""

import re
import unicodedata
from array import array
from typing import Final

__all__ = ["BREAK", "Plain", "plain"]

#: Stands for a line break, which tells a headline from what follows it.
BREAK: Final = "¶"
_LINE_BREAKS: Final = frozenset("\n\r\u2028\u2029\x85\x0b\x0c")
#: Tatweel, vowel signs and Koranic marks; not the hamza and madda that combine with their carrier (U+0653 to U+0655).
_REMOVED: Final = re.compile(r"[\u0640\u0610-\u061a\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06ed\u034f\ufe00-\ufe0f]")
#: A letter with the marks that hang on it, what may stand between them included.
_CLUSTER: Final = re.compile(
    r"[^\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]"
    r"[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u2069\ufeff]*"
)


class Plain:
    """Plain text with the way back to the raw text it was made of.

    >>> p = plain("سَيَـقتلونهم")
    >>> p.text, p.raw_span(0, 3)
    ('سيقتلونهم', (0, 6))
    """

    __slots__ = ("_starts", "raw", "text")

    def __init__(self, raw: str, *, text: str, starts: "array[int]") -> None:
        self.raw = raw
        self.text = text
        self._starts = starts  # of each code point, and of the end

    def __repr__(self) -> str:
        # The content of a report must not reach a log through a repr.
        return f"Plain({len(self.raw)} raw, {len(self.text)} plain code points)"

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the slice of the raw text that became ``text[start:end]``, white space at its edges left out.

        Raises:
            ValueError: the span is empty or does not lie in the plain text.
        """
        if not 0 <= start < end <= len(self.text):
            message = f"span {start}:{end} does not lie in a plain text of {len(self.text)} code points"
            raise ValueError(message)
        after = end
        while after < len(self.text) and self._starts[after] == self._starts[end - 1]:
            after += 1  # a ligature is whole in the raw text
        first, last = self._starts[start], self._starts[after]
        while last > first + 1 and (self.raw[last - 1].isspace() or unicodedata.category(self.raw[last - 1]) == "Cf"):
            last -= 1
        return first, last

    def plain_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the plain text that the raw slice ``raw[start:end]`` became."""
        starts = self._starts
        first = 0
        while first < len(self.text) and starts[first + 1] <= start:
            first += 1
        last = first
        while last < len(self.text) and starts[last] < end:
            last += 1
        return first, last


def _plain_cluster(cluster: str) -> str:
    kept = _REMOVED.sub("", unicodedata.normalize("NFC", cluster))
    kept = _REMOVED.sub("", unicodedata.normalize("NFKC", kept))
    out = []
    for char in kept:
        if char in _LINE_BREAKS:
            out.append(BREAK)
            continue
        category = unicodedata.category(char)
        if char.isspace():
            out.append(" ")
        elif category == "Nd":
            out.append(str(unicodedata.digit(char)))
        elif category not in {"Cf", "Cc"}:
            out.append(char)
    return "".join(out)


class _Clusters(dict[str, str]):
    """Plain form of each cluster, worked out when first met: a memo of a pure function."""

    def __missing__(self, cluster: str) -> str:
        value = _plain_cluster(cluster)
        if len(self) < _MOST_REMEMBERED:
            self[cluster] = value
        return value


_MOST_REMEMBERED: Final = 20_000
_KNOWN: Final = _Clusters()


def plain(raw: str) -> Plain:
    r"""Return the text as a model reads it, with the map back to its code points.

    >>> plain("٢٤  آب\n2013").text
    '24 آب¶ 2013'
    """
    out: list[str] = []
    starts = array("L")
    last = ""
    for match in _CLUSTER.finditer(raw):
        at = match.start()
        for char in _KNOWN[match.group()]:
            if char == " " and last in {" ", ""}:
                continue
            if char == BREAK:
                if len(out) > 1 and out[-2] == BREAK:
                    continue
                out.append(char)
                starts.append(at)
                char = " "  # noqa: PLW2901 - the word after a break begins like any other
            out.append(char)
            starts.append(at)
            last = char
    starts.append(len(raw))
    return Plain(raw, text="".join(out), starts=starts)

# SPDX-License-Identifier: Apache-2.0
"""Text with its language and direction, and spans of it.

`Language` is a BCP 47 tag; `TextSpan` follows the W3C Web Annotation TextPositionSelector with the exact quote beside
it, so that a span which no longer fits its text is seen. Offsets are Unicode code points, the end is exclusive.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NewType, Self

from nadhir.terms.errors import InvalidTermError

Language = NewType("Language", str)  #: a BCP 47 tag, for example "ar-acm"; "und" where it is unknown
UNKNOWN_LANGUAGE: Final = Language("und")
RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "ur", "he", "ckb", "ps", "sd", "ug", "yi", "dv"})


class Direction(StrEnum):
    """The base direction of a text, in HTML's words."""

    LTR = "ltr"
    RTL = "rtl"


def primary(language: Language) -> str:
    """Return the primary subtag: `ar` of `ar-acm`."""
    return language.split("-", 1)[0].lower()


def direction_of(language: Language) -> Direction:
    """Return the direction the language is written in; `ar-Latn` runs left to right."""
    if language.lower().endswith("-latn"):
        return Direction.LTR
    return Direction.RTL if primary(language) in RIGHT_TO_LEFT else Direction.LTR


@dataclass(frozen=True, slots=True)
class Text:
    """A text for people to read, in one language."""

    content: str
    language: Language

    @property
    def direction(self) -> Direction:
        """The direction to lay it out in."""
        return direction_of(self.language)


@dataclass(frozen=True, slots=True)
class TextSpan:
    """Code points `start` to `end` of a text, and exactly what stands there."""

    start: int
    end: int
    exact: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or self.end - self.start != len(self.exact):
            raise InvalidTermError(
                f"a span from {self.start} to {self.end} cannot hold {len(self.exact)} code points",
                where="TextSpan",
                remedy="build it with TextSpan.of(text, start=…, end=…)",
            )

    @classmethod
    def of(cls, text: str, *, start: int, end: int) -> Self:
        """Return the span `start` to `end` of `text`."""
        return cls(start=start, end=end, exact=text[start:end])

    def is_slice_of(self, text: str) -> bool:
        """Tell whether the span still fits the text."""
        return text[self.start : self.end] == self.exact

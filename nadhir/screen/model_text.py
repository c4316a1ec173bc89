# SPDX-License-Identifier: Apache-2.0
"""What the trained model reads of a report: the article's plain text, the kind of report before it, cut into windows.

Training (`tools/screening_model`) and screening both come through here, so that the model never meets in service what
it was not trained on.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from nadhir.language.pieces import Piece, PieceVocabulary
from nadhir.language.plain import BREAK, Plain, plain
from nadhir.terms.report import Report

__all__ = [
    "MODEL_LABELS",
    "MODEL_MEANS",
    "MODEL_ROLES",
    "WINDOW",
    "ModelText",
    "model_text",
    "numbers_of",
    "windows",
]

#: The order in which the model answers.
MODEL_LABELS: Final = ("threat", "attack", "claim", "warning", "incitement", "recruitment")
MODEL_ROLES: Final = ("actor", "target", "place", "time", "means")
MODEL_MEANS: Final = (
    "explosive", "firearm", "blade", "vehicle", "arson", "chemical", "drone", "rocket", "hostage", "other",
)  # fmt: skip
#: Pieces of one window, its marks of beginning and end included: as many as the model was trained on at once.
WINDOW: Final = 192
_OVERLAP: Final = 40


@dataclass(frozen=True, slots=True)
class ModelText:
    """The plain text of the article's ranges, one after the other, with the way back to the raw text."""

    prefix: str
    text: str
    parts: tuple[tuple[int, int, Plain], ...]  # where in `text` each range begins, where in the raw text, the range

    def with_text(self, text: str) -> "ModelText":
        """Return it with another spelling of the same length."""
        if len(text) != len(self.text):
            message = f"a spelling of {len(text)} code points cannot stand for one of {len(self.text)}"
            raise ValueError(message)
        return replace(self, text=text)

    def raw_span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the raw slice of a span of the text; None where it runs over the edge of a range."""
        for begin, raw, part in self.parts:
            if begin <= start < end <= begin + len(part.text):
                first, last = part.raw_span(start - begin, end - begin)
                return raw + first, raw + last
        return None

    def held_span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the raw slice of that part of a span which lies in one range, the one that holds most of it."""
        inside = [(max(start, begin), min(end, begin + len(part.text))) for begin, _, part in self.parts]
        first, last = max(inside, key=lambda span: span[1] - span[0], default=(start, start))
        return self.raw_span(first, last) if first < last else None

    def span_of(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the span of the text that a raw slice became; None where it is no part of the article."""
        for begin, raw, part in self.parts:
            if raw <= start < end <= raw + len(part.raw):
                first, last = part.plain_span(start - raw, end - raw)
                return (begin + first, begin + last) if first < last else None
        return None


def model_text(report: Report, *, ranges: Sequence[tuple[int, int]]) -> ModelText:
    """Return what the model reads of a report: the given raw ranges, made plain."""
    parts: list[tuple[int, int, Plain]] = []
    text = ""
    for start, end in ranges:
        part = plain(report.content[start:end])
        if part.text.strip():
            if text:
                text += f"{BREAK} "
            parts.append((len(text), start, part))
            text += part.text
    return ModelText(f"{report.kind.value}: ", text, tuple(parts))


def numbers_of(text: ModelText, *, vocabulary: PieceVocabulary) -> tuple[list[int], list[Piece | None]]:
    """Return the numbers of all pieces, prefix first, and the piece of the text that each is; None for the prefix."""
    before = vocabulary.cut(text.prefix.rstrip())
    pieces = vocabulary.cut(text.text)
    return [p.number for p in (*before, *pieces)], [*(None for _ in before), *pieces]


def windows(numbers: Sequence[int], *, prefix: int, begin: int, end: int) -> list[tuple[int, list[int]]]:
    """Return windows over the pieces, each with the prefix and the marks, and where its first own piece stands."""
    room = WINDOW - 2 - prefix
    head, own = list(numbers[:prefix]), numbers[prefix:]
    out = []
    at = 0
    while True:
        out.append((prefix + at, [begin, *head, *own[at : at + room], end]))
        if at + room >= len(own):
            return out
        at += room - _OVERLAP

# SPDX-License-Identifier: Apache-2.0
"""What a container holds, as its forms give it: pieces, where each stood, what the container says of it, and what is
wrong with what could not be read.

A piece with a problem is not read: it is put before a person, with what bytes of it there are. A piece without one is
read like any report that was handed in alone.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from nadhir.intake.limits import Limits
from nadhir.terms.marking import Marking
from nadhir.terms.report import InformationCredibility, ReportKind
from nadhir.terms.text import Language

__all__ = ["NOTHING", "Budget", "Form", "LeftAside", "OverLimitError", "Piece", "Problem", "Stated", "Step", "StepUnit"]


class Form(StrEnum):
    """What a container is."""

    MBOX = "mbox"
    MAIL = "mail"  # a message, with what is attached to it
    FEED = "feed"
    WARC = "warc"
    JSON_LINES = "json_lines"
    TELEGRAM = "telegram"
    ZIP = "zip"
    GZIP = "gzip"


class StepUnit(StrEnum):
    """What a container is counted in."""

    MESSAGE = "message"
    ATTACHMENT = "attachment"
    ENTRY = "entry"
    RECORD = "record"
    LINE = "line"
    FILE = "file"
    REST = "rest"  # what follows the last piece that could be read, or what could not be read between two


class Problem(StrEnum):
    """Why a stretch of a container was not read."""

    CUT_SHORT = "cut_short"
    DAMAGED = "damaged"
    EXPANDS_TOO_MUCH = "expands_too_much"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    TOO_MANY_PIECES = "too_many_pieces"
    TOO_LARGE = "too_large"  # the container itself: only its beginning is kept
    NESTED_TOO_DEEP = "nested_too_deep"
    ENCRYPTED = "encrypted"
    UNKNOWN_COMPRESSION = "unknown_compression"
    NOTHING_INSIDE = "nothing_inside"
    XML_ENTITIES = "xml_entities"
    NO_JSON = "no_json"
    LINE_WITHOUT_TEXT = "line_without_text"
    BAD_LINE = "bad_line"


class OverLimitError(Exception):
    """More came out of a container than the limits allow; caught by the forms, and never seen outside the room."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Step:
    """One step into a container: the third message; the file of that name. Counted from 1."""

    unit: StepUnit
    number: int
    label: str = ""

    def said(self) -> str:
        """Return the step as a name in English, for a piece that has no other.

        >>> Step(StepUnit.ATTACHMENT, 1, "plan.pdf").said()
        'attachment 1 (plan.pdf)'
        """
        if self.unit is StepUnit.FILE and self.label:
            return self.label
        counted = self.unit.value if self.unit is StepUnit.REST else f"{self.unit.value} {self.number}"
        return f"{counted} ({self.label})" if self.label else counted


@dataclass(frozen=True, slots=True)
class Stated:
    """What the container says of a piece; what is None or empty it does not say."""

    title: str | None = None
    author: str | None = None
    published_on: date | None = None
    updated_on: date | None = None
    held_at: datetime | None = None
    language: Language | None = None
    kind: ReportKind | None = None
    credibility: InformationCredibility | None = None
    marking: Marking | None = None
    source_chain: tuple[str, ...] = ()


NOTHING: Final = Stated()


@dataclass(frozen=True, slots=True)
class Piece:
    """One report's worth of a container. `data` may be empty where there is a problem: then the container holds it."""

    data: bytes
    place: tuple[Step, ...]
    name: str = ""
    file_name: str = ""  # its own, where it has one: what else tells its form
    media_type: str | None = None
    declared_encoding: str | None = None
    stated: Stated = NOTHING
    problem: Problem | None = None
    attached_to: int | None = None  # the index, among the pieces, of the message that it is attached to


@dataclass(frozen=True, slots=True)
class LeftAside:
    """What a container holds that is nobody's words: it stays in the container and becomes no report."""

    place: tuple[Step, ...]
    because: str


class Budget:
    """What may still come out of one container; handed from form to form, so that nesting gains nothing."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._left_bytes = limits.unpacked_bytes

    def spend(self, size_bytes: int, *, made_bytes: int, packed_bytes: int) -> None:
        """Count bytes that came out: `size_bytes` now, `made_bytes` in all, of `packed_bytes`.

        Raises:
            OverLimitError: they are too many, or too many for what went in.
        """
        self._left_bytes -= size_bytes
        if self._left_bytes < 0:
            raise OverLimitError(Problem.UNPACKS_TOO_LARGE)
        allowed = max(self.limits.expansion_free_bytes, packed_bytes * self.limits.expansion)
        if made_bytes > allowed:
            raise OverLimitError(Problem.EXPANDS_TOO_MUCH)

    def give_back(self, size_bytes: int) -> None:
        """Return what was unpacked and not kept."""
        self._left_bytes += size_bytes

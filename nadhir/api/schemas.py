# SPDX-License-Identifier: Apache-2.0
"""What goes over the wire; Pydantic checks it, and nothing of it goes further in than the routes."""

import base64
import binascii
from datetime import date, datetime
from typing import Annotated, Final, Self
from zoneinfo import ZoneInfo

from ninja import Schema
from pydantic import ConfigDict, Field, field_validator, model_validator

from nadhir.casework.authority import OfficerRole
from nadhir.casework.read_models import CaseClock, Excerpt, SearchHit
from nadhir.intake import Limits
from nadhir.terms.assessment import Urgency
from nadhir.terms.determination import ClockName
from nadhir.terms.errors import InvalidTermError
from nadhir.terms.marking import Marking
from nadhir.terms.report import InformationCredibility, ReportKind
from nadhir.terms.screening import Label, Queue

_TEXT: Final = (
    f"The text exactly as it came. Beyond {Limits().size_bytes} bytes it is on record as not understood: its "
    "beginning, and the digest and size of the whole. A request beyond 24 MiB is refused, and nothing of it is kept"
)
_LANGUAGE: Final = r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"  # the shape of a BCP 47 tag


class StrictSchema(Schema):
    """A body that refuses fields it does not know."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=False)


class Known(StrictSchema):
    """What is known of a report beside its bytes; all of it may be left out."""

    name: Annotated[str, Field(max_length=300, description="A file's name, or a subject line")] = ""
    kind: ReportKind | None = None
    published_on: Annotated[date | None, Field(description="The day the text itself was published")] = None
    language: Annotated[str | None, Field(max_length=35, pattern=_LANGUAGE, description="BCP 47")] = None
    credibility: Annotated[
        InformationCredibility,
        Field(
            description="Admiralty code; 6 says that nobody can judge. 1, confirmed by other sources, is refused here: "
            "nothing is linked yet to what has just come"
        ),
    ] = InformationCredibility.CANNOT_BE_JUDGED
    marking: Annotated[str | None, Field(max_length=200, description='As it stands, e.g. "TLP:RED, ORCON"')] = None

    @field_validator("marking")
    @classmethod
    def check_marking(cls, value: str | None) -> str | None:
        """Refuse a marking that is none; a machine must not guess at a limit."""
        if value is not None:
            try:
                Marking.parse(value)
            except InvalidTermError as error:
                raise ValueError(str(error)) from error
        return value


class ReportIn(Known):
    """One report: its text, or its bytes in base64, and what is known of it."""

    text: Annotated[str | None, Field(min_length=1, description=_TEXT)] = None
    content_base64: Annotated[
        str | None, Field(min_length=1, description="The bytes as they came, in base64; see text")
    ] = None
    media_type: Annotated[str | None, Field(max_length=100)] = None

    @field_validator("content_base64")
    @classmethod
    def check_base64(cls, value: str | None) -> str | None:
        """Refuse what is no base64."""
        if value is not None:
            try:
                base64.b64decode(value := "".join(value.split()), validate=True)  # as `base64` writes it, in lines
            except (binascii.Error, ValueError) as error:
                msg = "this is no base64"
                raise ValueError(msg) from error
        return value

    @model_validator(mode="after")
    def check_content(self) -> Self:
        """Ask for a text or bytes, not both and not neither."""
        if (self.text is None) == (self.content_base64 is None):
            msg = "give either text or content_base64"
            raise ValueError(msg)
        return self

    def data(self) -> bytes:
        """Return the bytes."""
        if self.text is not None:
            return self.text.encode("utf-8")
        return base64.b64decode(self.content_base64 or "", validate=True)


class PieceOut(StrictSchema):
    """That one report of several is on record."""

    report_id: Annotated[str | None, Field(description="Null: it could not be recorded alone; what held it is kept")]
    name: Annotated[str, Field(description="Where it stood: “inbox.mbox, message 3”")]
    is_sorted: bool


class ReportOut(StrictSchema):
    """That the report is on record. What was found in it is for the desk."""

    report_id: Annotated[str, Field(description="Of several reports in one file: the first")]
    is_sorted: Annotated[bool, Field(description="False: it is on record and waits to be read and sorted")]
    pieces: Annotated[
        list[PieceOut] | None,
        Field(description="Given where the bytes hold several reports (a mailbox, a feed, an archive): each of them"),
    ] = None


class Health(StrictSchema):
    """Whether the house can take reports in."""

    is_well: bool
    waiting: Annotated[int, Field(ge=0, description="Reports that wait to be sorted")]


class Problem(StrictSchema):
    """What went wrong, where, and what to do about it."""

    what: str
    where: str
    remedy: str


class SpanOut(StrictSchema):
    """A stretch of a text in Unicode code points, the end exclusive, and exactly what stands there."""

    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    exact: str


class FoundOut(StrictSchema):
    """A report that was found; among cases, the report whose title stands for the case."""

    report_id: str
    case_id: str | None
    title: str
    title_spans: Annotated[list[SpanOut], Field(description="What was found in the title")]
    excerpt: Annotated[str, Field(description="A stretch of the body around what was found")]
    spans: Annotated[list[SpanOut], Field(description="What was found in it, counted in the report's whole text")]
    language: str
    kind: ReportKind
    source_id: str
    held_at: datetime
    published_on: date | None
    queue: Queue | None
    labels: list[Label]

    @classmethod
    def of(cls, hit: SearchHit) -> Self:
        """Return what goes over the wire of a result."""
        return cls(
            report_id=hit.report_id,
            case_id=hit.case_id,
            title=_text_of(hit.title),
            title_spans=_spans_of(hit.title),
            excerpt=_text_of(hit.excerpt),
            spans=_spans_of(hit.excerpt),
            language=hit.language,
            kind=hit.kind,
            source_id=hit.source_id,
            held_at=hit.held_at,
            published_on=hit.published_on,
            queue=hit.queue,
            labels=sorted(hit.labels),
        )


class SearchOut(StrictSchema):
    """A page of results, best first, of equals the newest."""

    count: Annotated[int, Field(ge=0, description="How many results there are in all")]
    found: list[FoundOut]
    next_after: Annotated[str | None, Field(description="The `after` of the next page; null on the last")]
    not_indexed_count: Annotated[int, Field(ge=0, description="Reports on record that the search does not know yet")]


class ClockOut(StrictSchema):
    """One clock that runs: what it waits for, by when, in whose hands, and whom it was made loud to."""

    case_id: str
    key: str
    name: ClockName
    started_at: datetime
    due_at: Annotated[datetime, Field(description="In the holder's own zone, with its distance from UTC")]
    timezone: Annotated[str, Field(description="The holder's zone, by its IANA name")]
    minutes_left: Annotated[int, Field(description="Negative once it has run out")]
    is_overdue: bool
    urgency: Urgency
    provision: Annotated[str, Field(description="The paragraph, or [D]: our own default")]
    role: Annotated[OfficerRole, Field(description="Whose act it waits for")]
    held_by: str | None
    rung: Annotated[int, Field(ge=0, description="How often it was made loud")]
    told: list[str]
    is_nobody_left: bool

    @classmethod
    def of(cls, found: CaseClock) -> Self:
        """Return what goes over the wire of a clock."""
        clock = found.clock
        zone = ZoneInfo(clock.timezone)
        return cls(
            case_id=found.case_id,
            key=clock.key,
            name=clock.name,
            started_at=clock.started_at.astimezone(zone),
            due_at=clock.due_at.astimezone(zone),
            timezone=clock.timezone,
            minutes_left=clock.minutes_left,
            is_overdue=clock.is_overdue,
            urgency=clock.urgency,
            provision=clock.provision,
            role=clock.role,
            held_by=clock.held_by,
            rung=clock.rung,
            told=list(clock.told),
            is_nobody_left=clock.is_nobody_left,
        )


class ClocksOut(StrictSchema):
    """The clocks that run in all open cases, next due first."""

    clocks: list[ClockOut]
    unheard_count: Annotated[int, Field(ge=0, description="Clocks that ran out, and nobody is left to be told of them")]


def _text_of(excerpt: Excerpt) -> str:
    return "".join(each.text for each in excerpt.stretches)


def _spans_of(excerpt: Excerpt) -> list[SpanOut]:
    return [SpanOut(start=span.start, end=span.end, exact=span.exact) for span in excerpt.spans]

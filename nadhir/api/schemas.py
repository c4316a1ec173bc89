# SPDX-License-Identifier: Apache-2.0
"""What goes over the wire; Pydantic checks it, and nothing of it goes further in than the routes."""

import base64
import binascii
from datetime import date
from typing import Annotated, Final, Self

from ninja import Schema
from pydantic import ConfigDict, Field, field_validator, model_validator

from nadhir.intake import Limits
from nadhir.terms.errors import InvalidTermError
from nadhir.terms.marking import Marking
from nadhir.terms.report import InformationCredibility, ReportKind

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
    credibility: InformationCredibility = InformationCredibility.CANNOT_BE_JUDGED
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

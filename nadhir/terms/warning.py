# SPDX-License-Identifier: Apache-2.0
"""The warning as it travels: the words of OASIS CAP 1.2 (ITU-T X.1303), section 3.2, by their own names.

`WarningMessage` is CAP's `alert` (`Warning` is Python's own). Values are checked at construction against what CAP
demands, and against what its schema does not say but its text does: addresses with `Private`, a restriction with
`Restricted`, references with everything but a first `Alert`, polygons that close, a ceiling only above an altitude.

Moments are aware, keep the offset they were told in, and are cut to whole seconds and minutes of offset, since CAP
carries no more. Coordinates are decimals, so that no digit is invented or lost (WGS 84, degrees). This module writes
and reads no XML: `exchange.cap12` does; whether a warning may be sent at all is decided elsewhere.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final

from nadhir.terms.errors import InvalidTermError
from nadhir.terms.text import Language

DEFAULT_LANGUAGE: Final = Language("en-US")  # CAP 1.2, 3.2.2: what an info without a language is in
_TOKEN = re.compile(r"[^\s,&<]+")  # CAP 1.2, 3.2.1: no spaces, commas, or the restricted characters < and &
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")  # xs:language
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x1f\x7f\[\]#]*(#[^\s<>\"{}|\\^`\x00-\x1f\x7f\[\]#]*)?")
_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, production 2
_FARTHEST_OFFSET: Final = timedelta(hours=14)  # xs:dateTime
FEWEST_POINTS: Final = 4  # CAP 1.2, 3.2.4: a polygon of at least four, the last the same as the first


class Status(StrEnum):
    """What is to be done with the message at all."""

    ACTUAL = "Actual"
    EXERCISE = "Exercise"
    SYSTEM = "System"
    TEST = "Test"
    DRAFT = "Draft"


class MsgType(StrEnum):
    """What the message does to those before it."""

    ALERT = "Alert"
    UPDATE = "Update"
    CANCEL = "Cancel"
    ACK = "Ack"
    ERROR = "Error"


class Scope(StrEnum):
    """For whom the message is."""

    PUBLIC = "Public"
    RESTRICTED = "Restricted"
    PRIVATE = "Private"


class Category(StrEnum):
    """The kind of event."""

    GEO = "Geo"
    MET = "Met"
    SAFETY = "Safety"
    SECURITY = "Security"
    RESCUE = "Rescue"
    FIRE = "Fire"
    HEALTH = "Health"
    ENV = "Env"
    TRANSPORT = "Transport"
    INFRA = "Infra"
    CBRNE = "CBRNE"
    OTHER = "Other"


class ResponseType(StrEnum):
    """What the recipient should do."""

    SHELTER = "Shelter"
    EVACUATE = "Evacuate"
    PREPARE = "Prepare"
    EXECUTE = "Execute"
    AVOID = "Avoid"
    MONITOR = "Monitor"
    ASSESS = "Assess"
    ALL_CLEAR = "AllClear"
    NONE = "None"


class Urgency(StrEnum):
    """How soon to act."""

    IMMEDIATE = "Immediate"
    EXPECTED = "Expected"  # within the hour
    FUTURE = "Future"
    PAST = "Past"
    UNKNOWN = "Unknown"


class Severity(StrEnum):
    """How bad it would be."""

    EXTREME = "Extreme"
    SEVERE = "Severe"
    MODERATE = "Moderate"
    MINOR = "Minor"
    UNKNOWN = "Unknown"


class Certainty(StrEnum):
    """How sure it is: observed is happening or has; likely is above one half; possible is not; unlikely is about
    nought.
    """

    OBSERVED = "Observed"
    LIKELY = "Likely"
    POSSIBLE = "Possible"
    UNLIKELY = "Unlikely"
    UNKNOWN = "Unknown"


@dataclass(frozen=True, slots=True)
class NamedValue:
    """A value in somebody's coding system: an event code, a parameter, a geocode. The value may be empty."""

    name: str
    value: str

    def __post_init__(self) -> None:
        _check_text(self.name, where="valueName", is_required=True)
        _check_text(self.value, where=f"value of {self.name}")


@dataclass(frozen=True, slots=True)
class Point:
    """Latitude and longitude in degrees, WGS 84."""

    lat: Decimal
    lon: Decimal

    def __post_init__(self) -> None:
        _check_decimal(self.lat, where="latitude", least=-90, most=90)
        _check_decimal(self.lon, where="longitude", least=-180, most=180)


@dataclass(frozen=True, slots=True)
class Circle:
    """All within a distance of a point."""

    centre: Point
    radius_km: Decimal

    def __post_init__(self) -> None:
        _check_decimal(self.radius_km, where="radius", least=0, most=20_040)  # half of the way round the Earth


@dataclass(frozen=True, slots=True)
class Area:
    """Where: always in words, and as shapes where it is safe to say so finely. Heights are feet above sea level."""

    description: str
    polygons: tuple[tuple[Point, ...], ...] = ()
    circles: tuple[Circle, ...] = ()
    geocodes: tuple[NamedValue, ...] = ()
    altitude_feet: Decimal | None = None
    ceiling_feet: Decimal | None = None

    def __post_init__(self) -> None:
        _check_text(self.description, where="areaDesc", is_required=True)
        for polygon in self.polygons:
            if len(polygon) < FEWEST_POINTS or polygon[0] != polygon[-1]:
                raise InvalidTermError(
                    f"a polygon of {len(polygon)} points does not close",
                    where=f"area {self.description}",
                    remedy="give at least four points, the last the same as the first",
                )
        for height, where in ((self.altitude_feet, "altitude"), (self.ceiling_feet, "ceiling")):
            if height is not None:
                _check_decimal(height, where=where, least=0, most=10_000_000)
        if self.ceiling_feet is not None and (self.altitude_feet is None or self.ceiling_feet < self.altitude_feet):
            raise InvalidTermError(
                "a ceiling needs an altitude below it", where=f"area {self.description}", remedy="give the altitude too"
            )


@dataclass(frozen=True, slots=True)
class Resource:
    """A file that goes with the warning; `content` is base64, for links that cannot be followed (CAP's derefUri)."""

    description: str
    mime_type: str
    size_bytes: int | None = None
    uri: str = ""
    content: str = ""
    digest: str = ""  # SHA-1 in hex, as CAP 1.2 has it: against accidents only

    def __post_init__(self) -> None:
        _check_text(self.description, where="resourceDesc", is_required=True)
        _check_text(self.mime_type, where="mimeType", is_required=True)
        _check_uri(self.uri, where="uri")
        _check_text(self.content, where="derefUri")
        _check_text(self.digest, where="digest")
        if self.size_bytes is not None and self.size_bytes < 0:
            raise InvalidTermError(f"a size of {self.size_bytes} bytes", where="resource", remedy="leave it out")


@dataclass(frozen=True, slots=True)
class Info:
    """What is said, in one language: the same facts in every language of a message."""

    language: Language
    categories: tuple[Category, ...]
    event: str
    urgency: Urgency
    severity: Severity
    certainty: Certainty
    response_types: tuple[ResponseType, ...] = ()
    audience: str = ""
    event_codes: tuple[NamedValue, ...] = ()
    effective_at: datetime | None = None
    onset_at: datetime | None = None
    expires_at: datetime | None = None
    sender_name: str = ""
    headline: str = ""
    description: str = ""
    instruction: str = ""
    web: str = ""
    contact: str = ""
    parameters: tuple[NamedValue, ...] = ()
    resources: tuple[Resource, ...] = ()
    areas: tuple[Area, ...] = ()

    def __post_init__(self) -> None:
        where = f"info in {self.language!r}"
        if not _LANGUAGE.fullmatch(self.language):
            raise InvalidTermError(f"{self.language!r} is no language tag", where="info", remedy="use e.g. ar or en-GB")
        if not self.categories:
            raise InvalidTermError("there is no category", where=where, remedy="give one, e.g. Security")
        _check_text(self.event, where=f"{where}: event", is_required=True)
        for name in ("audience", "sender_name", "headline", "description", "instruction", "contact"):
            _check_text(getattr(self, name), where=f"{where}: {name}")
        _check_uri(self.web, where=f"{where}: web")
        for name in ("effective_at", "onset_at", "expires_at"):
            moment = getattr(self, name)
            if moment is not None:
                object.__setattr__(self, name, cut_moment(moment, where=f"{where}: {name}"))
        for start in (self.effective_at, self.onset_at):
            if start is not None and self.expires_at is not None and self.expires_at < start:
                raise InvalidTermError(
                    f"it expires at {self.expires_at.isoformat()}, before it begins at {start.isoformat()}",
                    where=where,
                    remedy="give an end after the beginning",
                )


@dataclass(frozen=True, slots=True)
class Reference:
    """Another message: its sender, its identifier and when it was sent."""

    sender: str
    identifier: str
    sent_at: datetime

    def __post_init__(self) -> None:
        _check_token(self.sender, where="reference: sender")
        _check_token(self.identifier, where="reference: identifier")
        object.__setattr__(self, "sent_at", cut_moment(self.sent_at, where="reference: sent"))


@dataclass(frozen=True, slots=True)
class WarningMessage:
    """One CAP message. The `addresses` of a `Private` one are seen by all who get it: send one to each recipient."""

    identifier: str
    sender: str
    sent_at: datetime
    status: Status
    msg_type: MsgType
    scope: Scope
    infos: tuple[Info, ...] = ()
    source: str = ""
    restriction: str = ""
    addresses: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    note: str = ""
    references: tuple[Reference, ...] = ()
    incidents: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check_token(self.identifier, where="identifier")
        where = f"message {self.identifier}"
        _check_token(self.sender, where=f"{where}: sender")
        object.__setattr__(self, "sent_at", cut_moment(self.sent_at, where=f"{where}: sent"))
        for name in ("source", "restriction", "note"):
            _check_text(getattr(self, name), where=f"{where}: {name}")
        for code in self.codes:
            _check_text(code, where=f"{where}: code", is_required=True)
        for listed in (*self.addresses, *self.incidents):
            _check_text(listed, where=f"{where}: addresses, incidents", is_required=True)
            if '"' in listed or listed != " ".join(listed.split()):
                raise InvalidTermError(
                    f"{listed!r} cannot stand in a list",
                    where=where,
                    remedy="leave out quotation marks and breaks",
                )
        if self.scope is Scope.RESTRICTED and not self.restriction:
            raise InvalidTermError("it is Restricted and says not how", where=where, remedy="give the restriction")
        if self.scope is Scope.PRIVATE and not self.addresses:
            raise InvalidTermError("it is Private and says not to whom", where=where, remedy="give the addresses")
        if self.msg_type is not MsgType.ALERT and not self.references:
            raise InvalidTermError(
                f"an {self.msg_type} names no message that it is about", where=where, remedy="give its references"
            )

    @property
    def reference(self) -> Reference:
        """What another message names this one by."""
        return Reference(sender=self.sender, identifier=self.identifier, sent_at=self.sent_at)


def _check_token(value: str, *, where: str) -> None:
    if not _TOKEN.fullmatch(value) or _NOT_XML.search(value):
        raise InvalidTermError(
            f"{value!r} is empty or holds a space, comma, < or &", where=where, remedy="leave them out"
        )


def _check_text(value: str, *, where: str, is_required: bool = False) -> None:
    found = _NOT_XML.search(value)
    if found:
        raise InvalidTermError(
            f"the character U+{ord(found.group()):04X} cannot stand in XML", where=where, remedy="take it out"
        )
    if value and not value.strip():
        raise InvalidTermError("there is nothing but blanks", where=where, remedy="leave it empty")
    if is_required and not value:
        raise InvalidTermError("it is missing", where=where, remedy="CAP demands it")


def _check_uri(value: str, *, where: str) -> None:
    if value and (not _URI.fullmatch(value) or _ESCAPE.search(value) or _NOT_XML.search(value)):
        raise InvalidTermError(f"{value[:80]!r} is no absolute URI", where=where, remedy="give e.g. https://…")


def _check_decimal(value: Decimal, *, where: str, least: int, most: int) -> None:
    if not value.is_finite() or not least <= value <= most or (least == 0 and value.is_signed()):
        raise InvalidTermError(f"{value} is not from {least} to {most}", where=where, remedy="check the number")


def cut_moment(moment: datetime, *, where: str) -> datetime:
    """Return the moment in whole seconds; where its offset is beyond what CAP carries, in UTC."""
    offset = moment.utcoffset()
    if offset is None:
        raise InvalidTermError("the moment has no time zone", where=where, remedy="give an aware moment")
    if offset % timedelta(minutes=1) or abs(offset) > _FARTHEST_OFFSET:
        moment = moment.astimezone(UTC)
    return moment.replace(microsecond=0)

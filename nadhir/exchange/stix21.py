# SPDX-License-Identifier: Apache-2.0
"""Bundle ⇄ STIX 2.1 (OASIS Standard, 10 June 2021), the part that a duty to warn needs.

Promise: `parse(write(bundle)) == bundle`. Types: `identity`, `location`, `threat-actor`, `incident` (the core stub),
`note`, `report`, `relationship`, `marking-definition` (TLP 2.0 by OASIS's extension, and statements),
`extension-definition`, and our own `x-warning`: a new object by STIX's extension mechanism (7.3), since STIX has no
word for a warning. It carries the warning as CAP 1.2, whole, and beside it what a reader who knows no CAP wants
first.

Objects of other types, and properties that we have no field for, are kept as they came (`Other`, `StixObject.extra`)
and written back: passing on a partner's bundle loses nothing, above all no marking.

It leaves: patterns, observables, granular markings' meaning (they are kept as they came), and STIX 2.0. It gives out no
identifiers and decides nothing on what may be shared: see `stix21_export`.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final, NewType, NoReturn, TypeAlias, TypedDict

from nadhir.exchange import cap12
from nadhir.exchange.errors import ExchangeError, StixError
from nadhir.exchange.json import parse_json
from nadhir.exchange.tlp2 import DEFINITION_IDS, EXTENSION_ID, KNOWN_IDS, marking_of, tlp_word
from nadhir.terms.errors import InvalidTermError
from nadhir.terms.marking import TLP, Marking
from nadhir.terms.warning import WarningMessage

MEDIA_TYPE: Final = "application/stix+json;version=2.1"
SPEC_VERSION: Final = "2.1"
LARGEST_BUNDLE: Final = 32 * 1024 * 1024  # bytes; ours: some 20,000 objects
WARNING_TYPE: Final = "x-warning"
#: Ours, drawn once. The definition travels with every bundle that holds an x-warning.
WARNING_EXTENSION_ID: Final = "extension-definition--8d2f1c6e-6b1d-4e0a-9a53-7f0c1be0a2d4"

StixId = NewType("StixId", str)  #: `type--UUID`
JsonObject: TypeAlias = Mapping[str, object]

_SAID_BY_CAP: Final = ("name", "status", "msg_type", "sent", "texts", "extensions")  # of an x-warning: cap_alert rules
_ID = re.compile(r"[a-z][a-z0-9-]{1,248}[a-z0-9]--[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z")
_MOST_CONFIDENT: Final = 100


class IdentityClass(StrEnum):
    """STIX 2.1, 10.7: what kind of thing an identity is."""

    INDIVIDUAL = "individual"
    GROUP = "group"
    SYSTEM = "system"
    ORGANIZATION = "organization"
    CLASS = "class"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class StixObject:
    """What all STIX objects have in common (3.2). `extra` keeps, as it came, every property that has no field here."""

    id: StixId
    created_at: datetime | None = None  # None of observables only, which STIX gives no moments
    modified_at: datetime | None = None  # None of marking definitions, which never change, and observables
    created_by: StixId | None = None
    marking_refs: tuple[StixId, ...] = ()
    confidence: int | None = None  # 0 to 100, of the basis (3.2)
    language: str = ""  # BCP 47
    is_revoked: bool = False
    extra: JsonObject = field(default_factory=dict)

    def __post_init__(self) -> None:
        where = f"STIX object {self.id}"
        _check_ids((self.id, *self.marking_refs, *(() if self.created_by is None else (self.created_by,))), where=where)
        expected = _TYPES.get(type(self))
        if expected is not None and not self.id.startswith(f"{expected}--"):
            raise InvalidTermError(f"the id is not that of a {expected}", where=where, remedy=f"use {expected}--UUID")
        for name in ("created_at", "modified_at"):
            moment = getattr(self, name)
            if moment is not None:
                object.__setattr__(self, name, _in_utc(moment, where=where))
        if expected is not None and self.created_at is None:
            raise InvalidTermError("it was never created", where=where, remedy="give the moment it was")
        if self.modified_at is not None and self.created_at is not None and self.modified_at < self.created_at:
            raise InvalidTermError("it was modified before it was created", where=where, remedy="correct the moments")
        if self.confidence is not None and not 0 <= self.confidence <= _MOST_CONFIDENT:
            raise InvalidTermError(f"{self.confidence} is no confidence", where=where, remedy="give 0 to 100")


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity(StixObject):
    """A person, organisation or group, or a class of them."""

    name: str
    identity_class: IdentityClass = IdentityClass.UNKNOWN
    roles: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Location(StixObject):
    """A place, as finely as it is said: country (ISO 3166-1 alpha-2), division, city, and a point in degrees."""

    name: str = ""
    country: str = ""
    region: str = ""
    administrative_area: str = ""
    city: str = ""
    latitude: float | None = None
    longitude: float | None = None

    def __post_init__(self) -> None:
        StixObject.__post_init__(self)
        where = f"STIX object {self.id}"
        if (self.latitude is None) != (self.longitude is None):
            raise InvalidTermError("latitude and longitude go together", where=where, remedy="give both or neither")
        if self.latitude is None and not (self.country or self.region):
            raise InvalidTermError("it says not where", where=where, remedy="give a region, a country or a point")
        for value, most in ((self.latitude, 90), (self.longitude, 180)):
            if value is not None and not -most <= value <= most:
                raise InvalidTermError(f"{value} is not from -{most} to {most}", where=where, remedy="check the number")


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreatActor(StixObject):
    """Who means the harm."""

    name: str
    threat_actor_types: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident(StixObject):
    """What happened, where it did."""

    name: str
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(StixObject):
    """A judgement on other objects; its confidence is a number beside it, never in its words."""

    content: str
    object_refs: tuple[StixId, ...]
    abstract: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(StixObject):
    """What belongs together, under a name."""

    name: str
    published_at: datetime
    object_refs: tuple[StixId, ...]
    report_types: tuple[str, ...] = ()
    description: str = ""

    def __post_init__(self) -> None:
        StixObject.__post_init__(self)
        object.__setattr__(self, "published_at", _in_utc(self.published_at, where=f"STIX object {self.id}"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationship(StixObject):
    """That one object stands to another as the word says: `targets`, `related-to`."""

    relationship_type: str
    source_ref: StixId
    target_ref: StixId


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkingDefinition(StixObject):
    """A TLP 2.0 label, or a statement in words."""

    tlp: TLP | None = None
    statement: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionDefinition(StixObject):
    """Who defined an extension, and where it is described (7.3)."""

    name: str
    schema: str
    version: str
    extension_types: tuple[str, ...]
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningObject(StixObject):
    """Our x-warning: a CAP message, and which objects of the bundle it is about."""

    message: WarningMessage
    about_refs: tuple[StixId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Other(StixObject):
    """An object of a type that we do not read: all of it is in `extra`."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """What is exchanged at once."""

    id: StixId
    objects: tuple[StixObject, ...] = ()

    def marking_of(self, found: StixObject) -> Marking | None:
        """Return the marking of one of the objects; what is not understood holds as TLP:RED, and no marking is
        `None`.
        """
        statements: dict[str, str] = {
            each.id: each.statement for each in self.objects if isinstance(each, MarkingDefinition) and each.statement
        }
        labels: dict[str, str] = {
            each.id: DEFINITION_IDS[each.tlp]
            for each in self.objects
            if isinstance(each, MarkingDefinition) and each.tlp is not None and each.id not in KNOWN_IDS
        }
        return marking_of((labels.get(ref, ref) for ref in found.marking_refs), statements=statements)


_TYPES: Final[dict[type[StixObject], str]] = {
    Identity: "identity",
    Location: "location",
    ThreatActor: "threat-actor",
    Incident: "incident",
    Note: "note",
    Report: "report",
    Relationship: "relationship",
    MarkingDefinition: "marking-definition",
    ExtensionDefinition: "extension-definition",
    WarningObject: WARNING_TYPE,
}


def write(bundle: Bundle) -> bytes:
    """Return the bundle as UTF-8 JSON."""
    document = {"type": "bundle", "id": bundle.id, "objects": [to_json(each) for each in bundle.objects]}
    if not bundle.objects:
        del document["objects"]  # STIX 2.1, 2.14: a list is never empty
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8")


def to_json(found: StixObject) -> dict[str, object]:
    """Return one object as STIX writes it, without empty properties."""
    properties: dict[str, object] = {
        "type": found.id.partition("--")[0],
        "spec_version": SPEC_VERSION,
        "id": found.id,
        "created_by_ref": found.created_by,
        "created": None if found.created_at is None else write_moment(found.created_at),
        "modified": None if found.modified_at is None else write_moment(found.modified_at),
        "confidence": found.confidence,
        "lang": found.language,
        "revoked": found.is_revoked,
        "object_marking_refs": list(found.marking_refs),
        **_own_properties(found),
    }
    return {**{name: value for name, value in properties.items() if _is_said(value)}, **found.extra}


def parse(data: bytes) -> Bundle:
    """Return the bundle that the bytes hold.

    Raises:
        StixError: no JSON, no STIX 2.1 bundle, or an object that breaks the standard: its id and property are named.
    """
    if len(data) > LARGEST_BUNDLE:
        raise StixError(f"it has more than {LARGEST_BUNDLE} bytes", where="STIX", remedy="send it in parts")
    try:
        document = parse_json(data)
    except ValueError as error:
        raise StixError(
            f"it is no JSON in UTF-8: {error}", where="STIX", remedy="ask the sender for it anew"
        ) from error
    if not isinstance(document, dict) or document.get("type") != "bundle":
        raise StixError("it is no bundle", where="STIX", remedy="send an object of type bundle")
    objects = document.get("objects", [])
    if not isinstance(objects, list):
        raise StixError("objects is no list", where="STIX", remedy="send a list of objects")
    identifier = document.get("id")
    if not isinstance(identifier, str) or not identifier.startswith("bundle--") or not _ID.fullmatch(identifier):
        raise StixError("the bundle has no id", where="STIX", remedy="give bundle--UUID")
    return Bundle(id=StixId(identifier), objects=tuple(from_json(each) for each in objects))


def from_json(properties: object) -> StixObject:
    """Return one object from its JSON.

    Raises:
        StixError: it breaks the standard; the id and the property are named.
    """
    if not isinstance(properties, dict):
        raise StixError("an object is no JSON object", where="STIX", remedy="ask the sender to correct it")
    reader = _Reader(properties)
    try:
        return _READERS.get(reader.type, _read_other)(reader)
    except (InvalidTermError, ExchangeError) as error:
        where = error.where if reader.id in error.where else f"{reader.id}, {error.where}"
        raise StixError(error.what, where=where, remedy=error.remedy or "ask the sender to correct it") from error


def write_moment(moment: datetime) -> str:
    """Return an aware moment as STIX writes it, UTC in milliseconds, in microseconds where it has them.

    >>> write_moment(datetime(2024, 1, 3, 11, 30, tzinfo=UTC))
    '2024-01-03T11:30:00.000Z'
    """
    timespec = "microseconds" if moment.microsecond % 1000 else "milliseconds"
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec=timespec) + "Z"


def _in_utc(moment: datetime, *, where: str) -> datetime:
    if moment.tzinfo is None:
        raise InvalidTermError("the moment has no time zone", where=where, remedy="give an aware moment")
    return moment.astimezone(UTC)


def _own_properties(found: StixObject) -> dict[str, object]:
    match found:
        case Identity():
            return {
                "name": found.name,
                "description": found.description,
                "roles": list(found.roles),
                "identity_class": found.identity_class.value,
            }
        case Location():
            return {
                "name": found.name,
                "country": found.country,
                "region": found.region,
                "administrative_area": found.administrative_area,
                "city": found.city,
                "latitude": found.latitude,
                "longitude": found.longitude,
            }
        case ThreatActor():
            return {
                "name": found.name,
                "description": found.description,
                "threat_actor_types": list(found.threat_actor_types),
            }
        case Incident():
            return {"name": found.name, "description": found.description}
        case Note():
            return {"abstract": found.abstract, "content": found.content, "object_refs": list(found.object_refs)}
        case Report():
            return {
                "name": found.name,
                "description": found.description,
                "report_types": list(found.report_types),
                "published": write_moment(found.published_at),
                "object_refs": list(found.object_refs),
            }
        case Relationship():
            return {
                "relationship_type": found.relationship_type,
                "source_ref": found.source_ref,
                "target_ref": found.target_ref,
            }
        case MarkingDefinition():
            return _marking_properties(found)
        case ExtensionDefinition():
            return {
                "name": found.name,
                "description": found.description,
                "schema": found.schema,
                "version": found.version,
                "extension_types": list(found.extension_types),
            }
        case WarningObject():
            return _warning_properties(found)
        case _:
            return {}


def _is_said(value: object) -> bool:
    return value is not None and value is not False and value not in ("", [])


def _marking_properties(found: MarkingDefinition) -> dict[str, object]:
    if found.tlp is not None:
        extension = {"extension_type": "property-extension", "tlp_2_0": tlp_word(found.tlp)}
        return {"name": found.name, "extensions": {EXTENSION_ID: extension}}
    return {
        "name": found.name,
        "definition_type": "statement" if found.statement else "",
        "definition": {"statement": found.statement} if found.statement else None,
    }


def _warning_properties(found: WarningObject) -> dict[str, object]:
    message = found.message
    texts = [
        {
            "lang": info.language,
            **{
                name: text
                for name, text in (
                    ("headline", info.headline),
                    ("description", info.description),
                    ("instruction", info.instruction),
                )
                if text
            },
        }
        for info in message.infos
    ]
    return {
        "name": message.infos[0].headline if message.infos else "",
        "status": message.status.value,
        "msg_type": message.msg_type.value,
        "sent": write_moment(message.sent_at),
        "texts": texts,
        "about_refs": list(found.about_refs),
        "cap_alert": cap12.write(message).decode("utf-8"),
        "extensions": {WARNING_EXTENSION_ID: {"extension_type": "new-sdo"}},
    }


class _Reader:
    """The properties of one object, taken one by one; what is left in the end is kept as `extra`."""

    __slots__ = ("_left", "id", "type")

    def __init__(self, properties: Mapping[str, object]) -> None:
        self._left = dict(properties)
        self.id = self.text("id", is_required=True)
        self.type = self.text("type", is_required=True)
        if not _ID.fullmatch(self.id) or not self.id.startswith(f"{self.type}--"):
            raise StixError(f"{self.id[:80]!r} is no id of a {self.type[:40]}", where="id", remedy="give type--UUID")
        version = self._left.pop("spec_version", None)
        if version not in (SPEC_VERSION, None) or (version is None and "created" in self._left):
            self.refuse("spec_version", f"{version!r} is not {SPEC_VERSION}")

    def refuse(self, name: str, what: str) -> NoReturn:
        raise StixError(what, where=f"{self.id}, {name}", remedy="ask the sender to correct it")

    def take(self, name: str) -> object:
        return self._left.pop(name, None)

    def text(self, name: str, *, is_required: bool = False) -> str:
        value = self._left.pop(name, None)
        if value is None and not is_required:
            return ""
        if not isinstance(value, str) or (is_required and not value):
            raise StixError("there is no text", where=name, remedy="ask the sender to correct it")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        value = self._left.pop(name, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise StixError("there is no list of texts", where=name, remedy="ask the sender to correct it")
        return tuple(value)

    def ids(self, name: str, *, is_required: bool = False) -> tuple[StixId, ...]:
        found = tuple(StixId(each) for each in self.texts(name))
        if is_required and not found:
            raise StixError("it is empty", where=name, remedy="ask the sender to correct it")
        _check_ids(found, where=name)
        return found

    def id_of(self, name: str) -> StixId:
        found = StixId(self.text(name, is_required=True))
        _check_ids((found,), where=name)
        return found

    def moment(self, name: str) -> datetime | None:
        text = self.text(name)
        return _parse_moment(text, where=name) if text else None

    def number(self, name: str) -> float | None:
        value = self._left.pop(name, None)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise StixError("there is no number", where=name, remedy="ask the sender to correct it")
        return float(value)

    def common(self) -> "_Common":
        """Return the properties of all objects, and all that is left as `extra`; to be called last."""
        confidence = self._left.pop("confidence", None)
        if confidence is not None and (isinstance(confidence, bool) or not isinstance(confidence, int)):
            raise StixError("there is no whole number", where="confidence", remedy="give 0 to 100")
        is_revoked = self._left.pop("revoked", False)
        if not isinstance(is_revoked, bool):
            raise StixError("it is neither true nor false", where="revoked", remedy="ask the sender to correct it")
        created_by = self.text("created_by_ref")
        return _Common(
            id=StixId(self.id),
            created_at=self.moment("created"),
            modified_at=self.moment("modified"),
            created_by=StixId(created_by) if created_by else None,
            marking_refs=self.ids("object_marking_refs"),
            confidence=confidence,
            language=self.text("lang"),
            is_revoked=is_revoked,
            extra=dict(self._left),
        )


class _Common(TypedDict):
    """The keyword arguments that every object takes."""

    id: StixId
    created_at: datetime | None
    modified_at: datetime | None
    created_by: StixId | None
    marking_refs: tuple[StixId, ...]
    confidence: int | None
    language: str
    is_revoked: bool
    extra: JsonObject


def _read_identity(reader: _Reader) -> Identity:
    name, roles = reader.text("name", is_required=True), reader.texts("roles")
    description, kind = reader.text("description"), reader.text("identity_class")
    common = reader.common()
    if kind and kind not in set(IdentityClass):  # an open vocabulary: another house's word is kept, and written back
        common["extra"] = {**common["extra"], "identity_class": kind}
        kind = ""
    identity_class = IdentityClass(kind) if kind else IdentityClass.UNKNOWN
    return Identity(name=name, identity_class=identity_class, roles=roles, description=description, **common)


def _read_location(reader: _Reader) -> Location:
    name, country, region = reader.text("name"), reader.text("country"), reader.text("region")
    administrative_area, city = reader.text("administrative_area"), reader.text("city")
    latitude, longitude = reader.number("latitude"), reader.number("longitude")
    return Location(
        name=name,
        country=country,
        region=region,
        administrative_area=administrative_area,
        city=city,
        latitude=latitude,
        longitude=longitude,
        **reader.common(),
    )


def _read_threat_actor(reader: _Reader) -> ThreatActor:
    name, types = reader.text("name", is_required=True), reader.texts("threat_actor_types")
    return ThreatActor(name=name, threat_actor_types=types, description=reader.text("description"), **reader.common())


def _read_incident(reader: _Reader) -> Incident:
    name = reader.text("name", is_required=True)
    return Incident(name=name, description=reader.text("description"), **reader.common())


def _read_note(reader: _Reader) -> Note:
    content, abstract = reader.text("content", is_required=True), reader.text("abstract")
    object_refs = reader.ids("object_refs", is_required=True)
    return Note(content=content, abstract=abstract, object_refs=object_refs, **reader.common())


def _read_report(reader: _Reader) -> Report:
    name, description = reader.text("name", is_required=True), reader.text("description")
    published_at = _parse_moment(reader.text("published", is_required=True), where="published")
    report_types, object_refs = reader.texts("report_types"), reader.ids("object_refs", is_required=True)
    return Report(
        name=name,
        description=description,
        published_at=published_at,
        report_types=report_types,
        object_refs=object_refs,
        **reader.common(),
    )


def _read_relationship(reader: _Reader) -> Relationship:
    word = reader.text("relationship_type", is_required=True)
    source_ref, target_ref = reader.id_of("source_ref"), reader.id_of("target_ref")
    return Relationship(relationship_type=word, source_ref=source_ref, target_ref=target_ref, **reader.common())


def _read_marking(reader: _Reader) -> StixObject:
    name = reader.text("name")
    extensions, definition = reader.take("extensions"), reader.take("definition")
    kind = reader.text("definition_type")
    if isinstance(extensions, dict) and set(extensions) == {EXTENSION_ID} and not kind and definition is None:
        word = extensions[EXTENSION_ID]
        labels = {tlp_word(tlp): tlp for tlp in TLP}
        if isinstance(word, dict) and word.get("tlp_2_0") in labels and set(word) == {"extension_type", "tlp_2_0"}:
            return MarkingDefinition(tlp=labels[str(word["tlp_2_0"])], name=name, **reader.common())
    if isinstance(definition, dict) and kind == "statement" and set(definition) == {"statement"} and not extensions:
        return MarkingDefinition(statement=str(definition["statement"]), name=name, **reader.common())
    # Somebody else's marking: kept as it came, and held as TLP:RED by whoever asks what it amounts to.
    put_back = {
        "name": name or None,
        "extensions": extensions,
        "definition": definition,
        "definition_type": kind or None,
    }
    common = reader.common()
    common["extra"] = {**common["extra"], **{key: value for key, value in put_back.items() if _is_said(value)}}
    return Other(**common)


def _read_extension(reader: _Reader) -> ExtensionDefinition:
    name, description = reader.text("name", is_required=True), reader.text("description")
    schema, version = reader.text("schema", is_required=True), reader.text("version", is_required=True)
    return ExtensionDefinition(
        name=name,
        description=description,
        schema=schema,
        version=version,
        extension_types=reader.texts("extension_types"),
        **reader.common(),
    )


def _read_warning(reader: _Reader) -> WarningObject:
    message = cap12.parse(reader.text("cap_alert", is_required=True).encode("utf-8"))
    about_refs = reader.ids("about_refs")
    for name in _SAID_BY_CAP:
        reader.take(name)
    return WarningObject(message=message, about_refs=about_refs, **reader.common())


def _read_other(reader: _Reader) -> Other:
    return Other(**reader.common())


_READERS: Final[Mapping[str, Callable[[_Reader], StixObject]]] = {
    "identity": _read_identity,
    "location": _read_location,
    "threat-actor": _read_threat_actor,
    "incident": _read_incident,
    "note": _read_note,
    "report": _read_report,
    "relationship": _read_relationship,
    "marking-definition": _read_marking,
    "extension-definition": _read_extension,
    WARNING_TYPE: _read_warning,
}


def _parse_moment(text: str, *, where: str) -> datetime:
    if not _MOMENT.fullmatch(text) or not text.isascii():
        raise StixError(f"{text[:40]!r} is no STIX time", where=where, remedy="write e.g. 2024-01-03T11:30:00.000Z")
    whole, _, fraction = text[:-1].partition(".")
    try:
        return datetime.fromisoformat(f"{whole}.{fraction[:6]:0<6}+00:00")
    except ValueError as error:
        raise StixError(f"{text!r} does not exist: {error}", where=where, remedy="correct the date") from error


def _check_ids(ids: Sequence[str], *, where: str) -> None:
    for each in ids:
        if not _ID.fullmatch(each):
            raise InvalidTermError(f"{each[:80]!r} is no STIX id", where=where, remedy="give type--UUID")

# SPDX-License-Identifier: Apache-2.0
"""Event ⇄ MISP core format (draft-dulaunoy-misp-core-format), the part that a duty to warn needs.

Promise: `parse(write(event)) == event`. Read are the event, its attributes, objects, event reports, tags and galaxies,
who made it, how far MISP itself would spread it, and its moments. Properties that have no field here (identifiers of
the sending server, sightings, proposals, references between objects) are kept as they came in `extra` and written back.

Of tags four machine tags (taxonomies) are understood: `tlp`, `admiralty-scale`, `estimative-language`, and of other
systems of classification that they are one: what is not understood holds as TLP:RED. `distribution` is a setting of
MISP's synchronisation, not a marking, and is never read as one.

It leaves: patterns and warning lists, files inside attributes (their base64 stays in `extra`), encryption and
signatures of protected events, and MISP's other exports.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Final, NewType, NoReturn, TypeAlias, TypeVar

from nadhir.exchange.errors import MispError
from nadhir.exchange.json import parse_json
from nadhir.terms.assessment import LIKELIHOOD_BANDS, Confidence, LikelihoodTerm, Yardstick
from nadhir.terms.errors import InvalidTermError
from nadhir.terms.marking import TLP, Marking, strictest
from nadhir.terms.report import InformationCredibility, SourceReliability

__all__ = [
    "LARGEST_EVENT",
    "Analysis",
    "Attribute",
    "Distribution",
    "Event",
    "EventReport",
    "Galaxy",
    "GalaxyCluster",
    "MispObject",
    "Organisation",
    "Tag",
    "ThreatLevel",
    "parse",
    "parse_all",
    "write",
]

MEDIA_TYPE: Final = "application/json"  # MISP has none of its own
LARGEST_EVENT: Final = 32 * 1024 * 1024  # bytes; ours, as of a STIX bundle: some 20,000 attributes

MispUuid = NewType("MispUuid", str)
JsonObject: TypeAlias = Mapping[str, object]

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE | re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_EPOCH = re.compile(r"\d{1,12}", re.ASCII)
_MACHINE_TAG = re.compile(r'([^:="]+):([^="]+)(?:="([^"]*)")?')
#: Taxonomies of MISP that limit who may have a thing. Those but TLP hold as TLP:RED, with their words kept.
_CLASSIFICATIONS: Final = frozenset(["tlp", "pap", "dni-ism", "nato", "fr-classif", "de-vs"])
_TLP_WORDS: Final[Mapping[str, TLP]] = {
    **{tlp.value.lower(): tlp for tlp in TLP},
    "tlp:white": TLP.CLEAR,  # TLP 1
}
_NO_LIMIT: Final = frozenset(["pap:clear", "pap:white"])
_LIKELIHOODS: Final = "likelihood-probability"
_CONFIDENCES: Final = "confidence-in-analytic-judgment"


class Distribution(StrEnum):
    """How far MISP would hand a thing on by itself."""

    ORGANISATION = "0"
    COMMUNITY = "1"
    CONNECTED = "2"
    ALL = "3"
    SHARING_GROUP = "4"
    INHERIT = "5"  # of attributes, objects and event reports: as their event


class ThreatLevel(StrEnum):
    """How the sender ranks the event; MISP calls it risk."""

    HIGH = "1"
    MEDIUM = "2"
    LOW = "3"
    UNDEFINED = "4"


class Analysis(StrEnum):
    """How far the sender's own work on it has come."""

    INITIAL = "0"
    ONGOING = "1"
    COMPLETE = "2"


_Word = TypeVar("_Word", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A label, mostly a machine tag: `tlp:amber`, `admiralty-scale:information-credibility="2"`."""

    name: str
    extra: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """Who made (`Orgc`) or holds (`Org`) an event."""

    name: str
    uuid: MispUuid | None = None
    extra: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class GalaxyCluster:
    """One entry of a galaxy: an actor, a tool, a place."""

    value: str
    tag_name: str = ""
    description: str = ""
    uuid: MispUuid | None = None
    extra: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Galaxy:
    """A collection that the event was tagged from, with those of its entries that hold."""

    name: str
    type: str = ""
    description: str = ""
    uuid: MispUuid | None = None
    clusters: tuple[GalaxyCluster, ...] = ()
    extra: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """One fact of the event: of MISP's `type` (`text`, `target-user`, `ip-dst`) in a `category`, and its value."""

    uuid: MispUuid
    type: str
    category: str
    value: str
    comment: str = ""
    object_relation: str = ""
    is_for_detection: bool = False  # to_ids
    is_deleted: bool = False
    distribution: Distribution = Distribution.INHERIT
    changed_at: datetime | None = None
    first_seen_at: datetime | None = None
    last_seen_at: datetime | None = None
    tags: tuple[Tag, ...] = ()
    galaxies: tuple[Galaxy, ...] = ()
    extra: JsonObject = field(default_factory=dict)

    def __post_init__(self) -> None:
        _check_seen(self.first_seen_at, self.last_seen_at, where=f"attribute {self.uuid}")


@dataclass(frozen=True, slots=True, kw_only=True)
class MispObject:
    """Attributes that belong together under a template's name."""

    uuid: MispUuid
    name: str
    meta_category: str = ""
    description: str = ""
    comment: str = ""
    is_deleted: bool = False
    distribution: Distribution = Distribution.INHERIT
    changed_at: datetime | None = None
    first_seen_at: datetime | None = None
    last_seen_at: datetime | None = None
    attributes: tuple[Attribute, ...] = ()
    extra: JsonObject = field(default_factory=dict)

    def __post_init__(self) -> None:
        _check_seen(self.first_seen_at, self.last_seen_at, where=f"object {self.uuid}")


@dataclass(frozen=True, slots=True, kw_only=True)
class EventReport:
    """A text (Markdown) that tells the event."""

    uuid: MispUuid
    name: str
    content: str = ""
    is_deleted: bool = False
    distribution: Distribution = Distribution.INHERIT
    changed_at: datetime | None = None
    extra: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What is shared at once. `on` is the day that the sender gives it, mostly of what it tells, not of its writing."""

    uuid: MispUuid
    info: str
    on: date
    originator: Organisation | None = None  # Orgc
    holder: Organisation | None = None  # Org: whoever sent it on
    is_published: bool = False
    published_at: datetime | None = None  # None where it never was, which MISP writes as 0
    changed_at: datetime | None = None
    threat_level: ThreatLevel = ThreatLevel.UNDEFINED
    analysis: Analysis = Analysis.INITIAL
    distribution: Distribution = Distribution.ORGANISATION
    extends: MispUuid | None = None
    attributes: tuple[Attribute, ...] = ()
    objects: tuple[MispObject, ...] = ()
    reports: tuple[EventReport, ...] = ()
    tags: tuple[Tag, ...] = ()
    galaxies: tuple[Galaxy, ...] = ()
    extra: JsonObject = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.info.strip():
            raise InvalidTermError("it has no info", where=f"event {self.uuid}", remedy="say in a line what it is")
        if self.distribution is Distribution.INHERIT:
            raise InvalidTermError("an event inherits from nothing", where=f"event {self.uuid}", remedy="give 0 to 4")

    def all_tags(self) -> tuple[Tag, ...]:
        """Return the tags of the event and of all that it holds and is not deleted."""
        inner = [each for found in self.objects if not found.is_deleted for each in found.attributes]
        parts = (each for each in (*self.attributes, *inner) if not each.is_deleted)
        return (*self.tags, *(tag for each in parts for tag in each.tags))

    @property
    def marking(self) -> Marking | None:
        """The strictest marking of the event and its parts, `None` where none is marked; never loosened."""
        return strictest(found for tag in self.all_tags() if (found := _marking_of(tag)) is not None)

    @property
    def credibility(self) -> InformationCredibility | None:
        """What the event's own tags say of the information in the Admiralty code, where they say one thing."""
        return _one_word(
            self.tags, taxonomy="admiralty-scale", name="information-credibility", of=InformationCredibility
        )

    @property
    def reliability(self) -> SourceReliability | None:
        """What they say of the source; `g`, a source that deceives on purpose, has no grade here and gives none."""
        return _one_word(self.tags, taxonomy="admiralty-scale", name="source-reliability", of=SourceReliability)

    @property
    def likelihood(self) -> LikelihoodTerm | None:
        """The likelihood that the event's own tags state, in the words of ICD 203."""
        word = _one_word(self.tags, taxonomy="estimative-language", name=_LIKELIHOODS, of=LikelihoodTerm)
        return word if word in LIKELIHOOD_BANDS[Yardstick.ICD_203] else None

    @property
    def confidence(self) -> Confidence | None:
        """The confidence of the judgement that they state."""
        return _one_word(self.tags, taxonomy="estimative-language", name=_CONFIDENCES, of=Confidence)


def _check_seen(first: datetime | None, last: datetime | None, *, where: str) -> None:
    for moment in (first, last):
        if moment is not None and moment.tzinfo is None:
            raise InvalidTermError("the moment has no time zone", where=where, remedy="give an aware moment")
    if first is not None and last is not None and last < first:
        raise InvalidTermError("it was last seen before it was first seen", where=where, remedy="correct the moments")


def _marking_of(tag: Tag) -> Marking | None:
    word = "".join(tag.name.lower().split())
    if word in _TLP_WORDS:
        return Marking(_TLP_WORDS[word])
    taxonomy = word.partition(":")[0]
    if ":" not in word or taxonomy not in _CLASSIFICATIONS or word in _NO_LIMIT:
        return None
    return Marking(TLP.RED, foreign=(tag.name,))


def _one_word(tags: Iterable[Tag], *, taxonomy: str, name: str, of: type[_Word]) -> _Word | None:
    """Return the word that the tags of one predicate state, `None` where they state none, several or another one."""
    stated = set()
    for tag in tags:
        found = _MACHINE_TAG.fullmatch(tag.name.strip())
        if found is not None and (found[1].lower(), found[2].lower()) == (taxonomy, name):
            stated.add((found[3] or "").strip().lower())
    words = {_comparable(each.value): each for each in of}
    return words.get(_comparable(stated.pop())) if len(stated) == 1 else None


def _comparable(word: str) -> str:
    return word.lower().replace("-", " ").replace("_", " ")


# ── writing ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def write(event: Event) -> bytes:
    """Return the event as UTF-8 JSON."""
    return json.dumps({"Event": _event_json(event)}, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode(
        "utf-8"
    )


def _event_json(event: Event) -> dict[str, object]:
    return _said(
        {
            "uuid": event.uuid,
            "info": event.info,
            "date": event.on.isoformat(),
            "published": event.is_published,
            "publish_timestamp": _epoch(event.published_at),
            "timestamp": _epoch(event.changed_at),
            "threat_level_id": event.threat_level.value,
            "analysis": event.analysis.value,
            "distribution": event.distribution.value,
            "extends_uuid": event.extends,
            "Orgc": _organisation_json(event.originator),
            "Org": _organisation_json(event.holder),
            "Attribute": [_attribute_json(each) for each in event.attributes],
            "Object": [_object_json(each) for each in event.objects],
            "EventReport": [_report_json(each) for each in event.reports],
            "Tag": [_tag_json(each) for each in event.tags],
            "Galaxy": [_galaxy_json(each) for each in event.galaxies],
        },
        extra=event.extra,
    )


def _attribute_json(found: Attribute) -> dict[str, object]:
    return _said(
        {
            "uuid": found.uuid,
            "type": found.type,
            "category": found.category,
            "value": found.value,
            "comment": found.comment,
            "object_relation": found.object_relation,
            "to_ids": found.is_for_detection,
            "deleted": found.is_deleted,
            "distribution": found.distribution.value,
            "timestamp": _epoch(found.changed_at),
            "first_seen": _moment_json(found.first_seen_at),
            "last_seen": _moment_json(found.last_seen_at),
            "Tag": [_tag_json(each) for each in found.tags],
            "Galaxy": [_galaxy_json(each) for each in found.galaxies],
        },
        extra=found.extra,
    )


def _object_json(found: MispObject) -> dict[str, object]:
    return _said(
        {
            "uuid": found.uuid,
            "name": found.name,
            "meta-category": found.meta_category,
            "description": found.description,
            "comment": found.comment,
            "deleted": found.is_deleted,
            "distribution": found.distribution.value,
            "timestamp": _epoch(found.changed_at),
            "first_seen": _moment_json(found.first_seen_at),
            "last_seen": _moment_json(found.last_seen_at),
            "Attribute": [_attribute_json(each) for each in found.attributes],
        },
        extra=found.extra,
    )


def _report_json(found: EventReport) -> dict[str, object]:
    return _said(
        {
            "uuid": found.uuid,
            "name": found.name,
            "content": found.content,
            "deleted": found.is_deleted,
            "distribution": found.distribution.value,
            "timestamp": _epoch(found.changed_at),
        },
        extra=found.extra,
    )


def _galaxy_json(found: Galaxy) -> dict[str, object]:
    clusters = [
        _said(
            {"value": each.value, "tag_name": each.tag_name, "description": each.description, "uuid": each.uuid},
            extra=each.extra,
        )
        for each in found.clusters
    ]
    return _said(
        {
            "name": found.name,
            "type": found.type,
            "description": found.description,
            "uuid": found.uuid,
            "GalaxyCluster": clusters,
        },
        extra=found.extra,
    )


def _tag_json(found: Tag) -> dict[str, object]:
    return _said({"name": found.name}, extra=found.extra)


def _organisation_json(found: Organisation | None) -> dict[str, object] | None:
    return None if found is None else _said({"name": found.name, "uuid": found.uuid}, extra=found.extra)


def _said(properties: Mapping[str, object], *, extra: JsonObject) -> dict[str, object]:
    return {**{name: value for name, value in properties.items() if value not in (None, "", [])}, **extra}


def _epoch(moment: datetime | None) -> str | None:
    return None if moment is None else str(int(moment.timestamp()))


def _moment_json(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="microseconds")


# ── reading ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def parse(data: bytes) -> Event:
    """Return the one event that the bytes hold.

    Raises:
        MispError: no JSON, no MISP event, more than one, or one that breaks the format: the place is named.
    """
    events = parse_all(data)
    if len(events) != 1:
        raise MispError(f"there are {len(events)} events", where="MISP", remedy="send one, or read them all")
    return events[0]


def parse_all(data: bytes) -> tuple[Event, ...]:
    """Return the events that the bytes hold: one, as `{"Event": …}`, or a search's, as `{"response": [{"Event": …}]}`.

    Raises:
        MispError: as `parse`; there is at least one event.
    """
    if len(data) > LARGEST_EVENT:
        raise MispError(f"it has more than {LARGEST_EVENT} bytes", where="MISP", remedy="send it in parts")
    try:
        document = parse_json(data)
    except ValueError as error:
        raise MispError(
            f"it is no JSON in UTF-8: {error}", where="MISP", remedy="ask the sender for it anew"
        ) from error
    found = document.get("response", [document]) if isinstance(document, dict) else document
    if not isinstance(found, list) or not found:
        raise MispError("it holds no event", where="MISP", remedy='send {"Event": …}')
    events = []
    for each in found:
        inner = each.get("Event") if isinstance(each, dict) else None
        if not isinstance(inner, dict):
            raise MispError("it holds no event", where="MISP", remedy='send {"Event": …}')
        events.append(_read_event(inner))
    return tuple(events)


class _Reader:
    """The properties of one thing, taken one by one; what is left in the end is kept as `extra`."""

    __slots__ = ("_left", "_where")

    def __init__(self, properties: object, *, where: str) -> None:
        if not isinstance(properties, dict):
            raise MispError("there is no JSON object", where=where, remedy="ask the sender to correct it")
        self._left = dict(properties)
        identifier = self._left.get("uuid")
        self._where = f"{where} {identifier}" if isinstance(identifier, str) and _UUID.fullmatch(identifier) else where

    @property
    def where(self) -> str:
        """Which thing it is."""
        return self._where

    def refuse(self, name: str, what: str) -> NoReturn:
        raise MispError(what, where=f"{self._where}, {name}", remedy="ask the sender to correct it")

    def text(self, name: str, *, is_required: bool = False) -> str:
        value = self._left.pop(name, None)
        if value is None and not is_required:
            return ""
        if not isinstance(value, str) or (is_required and not value.strip()):
            self.refuse(name, "there is no text")
        return value

    def uuid(self, name: str = "uuid", *, is_required: bool = False) -> MispUuid | None:
        text = self.text(name, is_required=is_required)
        if not text:
            return None
        if not _UUID.fullmatch(text):
            self.refuse(name, f"{text[:40]!r} is no UUID")
        return MispUuid(text.lower())

    def own_uuid(self) -> MispUuid:
        found = self.uuid(is_required=True)
        if found is None:
            self.refuse("uuid", "there is no text")
        return found

    def word(self, name: str, *, of: type[_Word], default: _Word) -> _Word:
        value = self._left.pop(name, None)
        if value is None or value == "":
            return default
        text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
        try:
            return of(text)
        except ValueError:
            self.refuse(name, f"{str(value)[:40]!r} is none of {', '.join(of)}")

    def flag(self, name: str) -> bool:
        value = self._left.pop(name, False)
        if value in ("0", "1"):
            value = value == "1"
        if value in (0, 1) and not isinstance(value, bool):
            value = value == 1
        if not isinstance(value, bool):
            self.refuse(name, "it is neither true nor false")
        return value

    def day(self, name: str) -> date:
        text = self.text(name, is_required=True)
        try:
            return date.fromisoformat(text if _DAY.fullmatch(text) else "")
        except ValueError:
            self.refuse(name, f"{text[:40]!r} is no day")

    def epoch(self, name: str) -> datetime | None:
        """Return a moment given in seconds since 1970; 0 and nothing say that there is none."""
        value = self._left.pop(name, None)
        if value is None or value == "":
            return None
        text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
        if not _EPOCH.fullmatch(text):
            self.refuse(name, f"{str(value)[:40]!r} is no time in seconds")
        try:
            return datetime.fromtimestamp(int(text), tz=UTC) if int(text) else None
        except (ValueError, OverflowError, OSError):
            self.refuse(name, f"{text} seconds lie beyond the calendar")

    def moment(self, name: str) -> datetime | None:
        """Return a moment given as ISO 8601 with its offset."""
        text = self.text(name)
        if not text:
            return None
        try:
            found = datetime.fromisoformat(text)
        except ValueError:
            self.refuse(name, f"{text[:40]!r} is no moment")
        if found.tzinfo is None:
            self.refuse(name, f"{text[:40]!r} has no time zone")
        try:
            return found.astimezone(UTC)
        except OverflowError:
            self.refuse(name, f"{text[:40]!r} lies beyond the calendar")

    def things(self, name: str) -> list[object]:
        value = self._left.pop(name, None)
        if value is None:
            return []
        if not isinstance(value, list):
            self.refuse(name, "there is no list")
        return value

    def thing(self, name: str) -> object:
        return self._left.pop(name, None)

    def extra(self) -> dict[str, object]:
        """Return all that is left; to be called last."""
        return dict(self._left)


_Thing = TypeVar("_Thing")


def _read_event(properties: object) -> Event:
    reader = _Reader(properties, where="event")
    originator, holder = reader.thing("Orgc"), reader.thing("Org")
    return _made(
        lambda: Event(
            uuid=reader.own_uuid(),
            info=reader.text("info", is_required=True),
            on=reader.day("date"),
            is_published=reader.flag("published"),
            published_at=reader.epoch("publish_timestamp"),
            changed_at=reader.epoch("timestamp"),
            threat_level=reader.word("threat_level_id", of=ThreatLevel, default=ThreatLevel.UNDEFINED),
            analysis=reader.word("analysis", of=Analysis, default=Analysis.INITIAL),
            distribution=reader.word("distribution", of=Distribution, default=Distribution.ORGANISATION),
            extends=reader.uuid("extends_uuid"),
            originator=None if originator is None else _read_organisation(originator),
            holder=None if holder is None else _read_organisation(holder),
            attributes=tuple(_read_attribute(each) for each in reader.things("Attribute")),
            objects=tuple(_read_object(each) for each in reader.things("Object")),
            reports=tuple(_read_report(each) for each in reader.things("EventReport")),
            tags=_read_tags(reader),
            galaxies=_read_galaxies(reader),
            extra=reader.extra(),
        )
    )


def _made(make: Callable[[], _Thing]) -> _Thing:
    """Return what is made; what its type refuses is the sender's fault, too."""
    try:
        return make()
    except InvalidTermError as error:
        raise MispError(error.what, where=error.where, remedy=error.remedy) from error


def _read_attribute(properties: object) -> Attribute:
    reader = _Reader(properties, where="attribute")
    return _made(
        lambda: Attribute(
            uuid=reader.own_uuid(),
            type=reader.text("type", is_required=True),
            category=reader.text("category", is_required=True),
            value=reader.text("value", is_required=True),
            comment=reader.text("comment"),
            object_relation=reader.text("object_relation"),
            is_for_detection=reader.flag("to_ids"),
            is_deleted=reader.flag("deleted"),
            distribution=reader.word("distribution", of=Distribution, default=Distribution.INHERIT),
            changed_at=reader.epoch("timestamp"),
            first_seen_at=reader.moment("first_seen"),
            last_seen_at=reader.moment("last_seen"),
            tags=_read_tags(reader),
            galaxies=_read_galaxies(reader),
            extra=reader.extra(),
        )
    )


def _read_object(properties: object) -> MispObject:
    reader = _Reader(properties, where="object")
    return _made(
        lambda: MispObject(
            uuid=reader.own_uuid(),
            name=reader.text("name", is_required=True),
            meta_category=reader.text("meta-category"),
            description=reader.text("description"),
            comment=reader.text("comment"),
            is_deleted=reader.flag("deleted"),
            distribution=reader.word("distribution", of=Distribution, default=Distribution.INHERIT),
            changed_at=reader.epoch("timestamp"),
            first_seen_at=reader.moment("first_seen"),
            last_seen_at=reader.moment("last_seen"),
            attributes=tuple(_read_attribute(each) for each in reader.things("Attribute")),
            extra=reader.extra(),
        )
    )


def _read_report(properties: object) -> EventReport:
    reader = _Reader(properties, where="event report")
    return EventReport(
        uuid=reader.own_uuid(),
        name=reader.text("name", is_required=True),
        content=reader.text("content"),
        is_deleted=reader.flag("deleted"),
        distribution=reader.word("distribution", of=Distribution, default=Distribution.INHERIT),
        changed_at=reader.epoch("timestamp"),
        extra=reader.extra(),
    )


def _read_organisation(properties: object) -> Organisation:
    reader = _Reader(properties, where="organisation")
    return Organisation(name=reader.text("name", is_required=True), uuid=reader.uuid(), extra=reader.extra())


def _read_tags(reader: _Reader) -> tuple[Tag, ...]:
    inner = (_Reader(each, where=f"tag of {reader.where}") for each in reader.things("Tag"))
    return tuple(Tag(name=each.text("name", is_required=True), extra=each.extra()) for each in inner)


def _read_galaxies(reader: _Reader) -> tuple[Galaxy, ...]:
    found = []
    for each in reader.things("Galaxy"):
        inner = _Reader(each, where=f"galaxy of {reader.where}")
        found.append(
            Galaxy(
                name=inner.text("name", is_required=True),
                type=inner.text("type"),
                description=inner.text("description"),
                uuid=inner.uuid(),
                clusters=tuple(_read_cluster(cluster) for cluster in inner.things("GalaxyCluster")),
                extra=inner.extra(),
            )
        )
    return tuple(found)


def _read_cluster(properties: object) -> GalaxyCluster:
    reader = _Reader(properties, where="galaxy cluster")
    return GalaxyCluster(
        value=reader.text("value", is_required=True),
        tag_name=reader.text("tag_name"),
        description=reader.text("description"),
        uuid=reader.uuid(),
        extra=reader.extra(),
    )

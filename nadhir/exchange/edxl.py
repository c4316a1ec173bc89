# SPDX-License-Identifier: Apache-2.0
"""Distribution ⇄ EDXL-DE 1.0 (OASIS, 1 May 2006): the envelope that says for whom a warning is, and how it is marked.

Promise: `parse(write(distribution)) == distribution`, valid under the OASIS schema. The marking stands as a TLP line in
`combinedConfidentiality`; `Distribution.whole_marking` is the strictest of it and of its contents', so that an envelope
never loosens what is in it; an action clause has no place in EDXL and stays behind. CAP messages inside are read and
checked as `cap12` does, and one bad message refuses the whole: half of a distribution is worse than none, since
nobody would know which half.

It leaves: `keyXMLContent` and elements of other namespaces at the end of a content object are passed over, content in
XML that is no CAP is kept as bytes and not looked into, and signatures are neither made nor verified.
"""

import base64
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final, TypeAlias, TypeVar

from lxml import etree

from nadhir.exchange import cap12
from nadhir.exchange.errors import CapError, EdxlError
from nadhir.exchange.shapes import parse_circle, parse_polygon, write_circle, write_polygon
from nadhir.exchange.tlp2 import from_confidentiality, to_confidentiality
from nadhir.exchange.xml import Cursor, local_name, parse_document
from nadhir.terms.errors import InvalidTermError
from nadhir.terms.marking import TLP, Marking, strictest
from nadhir.terms.warning import FEWEST_POINTS, Circle, Point, WarningMessage, cut_moment

NAMESPACE: Final = "urn:oasis:names:tc:emergency:EDXL:DE:1.0"
MEDIA_TYPE: Final = "application/emergency-distribution+xml"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)", re.ASCII)
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, production 2
_Word = TypeVar("_Word", bound=StrEnum)


class DistributionStatus(StrEnum):
    """Whether it is in earnest."""

    ACTUAL = "Actual"
    EXERCISE = "Exercise"
    SYSTEM = "System"
    TEST = "Test"


class DistributionType(StrEnum):
    """What the envelope does."""

    REPORT = "Report"
    UPDATE = "Update"
    CANCEL = "Cancel"
    REQUEST = "Request"
    RESPONSE = "Response"
    DISPATCH = "Dispatch"
    ACK = "Ack"
    ERROR = "Error"
    SENSOR_CONFIGURATION = "SensorConfiguration"
    SENSOR_CONTROL = "SensorControl"
    SENSOR_STATUS = "SensorStatus"
    SENSOR_DETECTION = "SensorDetection"


@dataclass(frozen=True, slots=True)
class ValueList:
    """Words of a published list: roles, keywords."""

    urn: str
    values: tuple[str, ...]

    def __post_init__(self) -> None:
        _check_texts((self.urn, *self.values), where="value list")
        if not self.values:
            raise InvalidTermError("the list has no value", where=f"value list {self.urn}", remedy="leave it out")


@dataclass(frozen=True, slots=True)
class ExplicitAddress:
    """Named recipients, each under an addressing scheme (`e-mail`). All of them are seen by all who get it."""

    scheme: str
    values: tuple[str, ...]

    def __post_init__(self) -> None:
        _check_texts((self.scheme, *self.values), where="explicit address")
        if not self.values:
            raise InvalidTermError("there is no address", where=f"scheme {self.scheme}", remedy="leave it out")


@dataclass(frozen=True, slots=True)
class TargetArea:
    """For where it is meant: shapes, ISO 3166-1 countries, ISO 3166-2 subdivisions, UN/LOCODEs."""

    circles: tuple[Circle, ...] = ()
    polygons: tuple[tuple[Point, ...], ...] = ()
    countries: tuple[str, ...] = ()
    subdivisions: tuple[str, ...] = ()
    locodes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check_texts((*self.countries, *self.subdivisions, *self.locodes), where="target area")
        if any(len(polygon) < FEWEST_POINTS or polygon[0] != polygon[-1] for polygon in self.polygons):
            raise InvalidTermError("a polygon does not close", where="target area", remedy="repeat its first point")


@dataclass(frozen=True, slots=True)
class Messages:
    """Content that is CAP messages."""

    messages: tuple[WarningMessage, ...]

    def __post_init__(self) -> None:
        if not self.messages:
            raise InvalidTermError("there is no message", where="content", remedy="give one")


@dataclass(frozen=True, slots=True)
class File:
    """Content that is no XML: the bytes themselves, or where they are."""

    mime_type: str
    data: bytes | None = field(default=None, repr=False)
    size_bytes: int | None = None
    digest: str = ""
    uri: str = ""

    def __post_init__(self) -> None:
        _check_texts((self.mime_type,), where="mimeType")
        _check_texts(filter(None, (self.digest, self.uri)), where=f"file of {self.mime_type}")
        if self.data == b"":
            raise InvalidTermError("it is empty", where=f"file of {self.mime_type}", remedy="give None in its place")


@dataclass(frozen=True, slots=True)
class ForeignXml:
    """Content in XML that is no CAP: each element as canonical bytes (C14N 1.0), not looked into."""

    elements: tuple[bytes, ...]


Payload: TypeAlias = Messages | File | ForeignXml


@dataclass(frozen=True, slots=True)
class Content:
    """One thing in the envelope."""

    payload: Payload
    description: str = ""
    keywords: tuple[ValueList, ...] = ()
    incident_id: str = ""
    incident_description: str = ""
    originator_roles: tuple[ValueList, ...] = ()
    consumer_roles: tuple[ValueList, ...] = ()
    marking: Marking | None = None

    def __post_init__(self) -> None:
        texts = (self.description, self.incident_id, self.incident_description)
        _check_texts(filter(None, texts), where="content")


@dataclass(frozen=True, slots=True)
class Distribution:
    """The envelope. Its moment keeps the offset it was told in, and is cut to whole seconds."""

    distribution_id: str
    sender_id: str
    sent_at: datetime
    status: DistributionStatus
    distribution_type: DistributionType
    marking: Marking
    language: str = ""
    sender_roles: tuple[ValueList, ...] = ()
    recipient_roles: tuple[ValueList, ...] = ()
    keywords: tuple[ValueList, ...] = ()
    references: tuple[str, ...] = ()
    addresses: tuple[ExplicitAddress, ...] = ()
    areas: tuple[TargetArea, ...] = ()
    contents: tuple[Content, ...] = ()

    def __post_init__(self) -> None:
        where = f"distribution {self.distribution_id}"
        _check_texts((self.distribution_id, self.sender_id, *self.references), where=where)
        _check_texts(filter(None, (self.language,)), where=where)
        object.__setattr__(self, "sent_at", cut_moment(self.sent_at, where=where))

    @property
    def whole_marking(self) -> Marking:
        """The strictest of the envelope's marking and those of its contents."""
        inner = (content.marking for content in self.contents if content.marking is not None)
        return strictest((self.marking, *inner)) or Marking(TLP.RED)


def write(distribution: Distribution) -> bytes:
    """Return the distribution as an EDXL-DE 1.0 document in UTF-8."""
    nsmap = {None: NAMESPACE}  # the default namespace, whose prefix lxml calls None and its stubs forget
    root = etree.Element(f"{{{NAMESPACE}}}EDXLDistribution", nsmap=nsmap)  # type: ignore[arg-type]
    _add(root, "distributionID", distribution.distribution_id)
    _add(root, "senderID", distribution.sender_id)
    _add(root, "dateTimeSent", cap12.write_moment(distribution.sent_at))
    _add(root, "distributionStatus", distribution.status)
    _add(root, "distributionType", distribution.distribution_type)
    _add(root, "combinedConfidentiality", to_confidentiality(distribution.marking))
    _add(root, "language", distribution.language)
    _add_lists(root, "senderRole", distribution.sender_roles)
    _add_lists(root, "recipientRole", distribution.recipient_roles)
    _add_lists(root, "keyword", distribution.keywords)
    for reference in distribution.references:
        _add(root, "distributionReference", reference)
    for address in distribution.addresses:
        child = _add_element(root, "explicitAddress")
        _add(child, "explicitAddressScheme", address.scheme)
        for value in address.values:
            _add(child, "explicitAddressValue", value)
    for area in distribution.areas:
        _add_area(root, area)
    for content in distribution.contents:
        _add_content(root, content)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def parse(data: bytes) -> Distribution:
    """Return the distribution of an EDXL-DE 1.0 document.

    Raises:
        EdxlError: it is no such document, breaks the standard, or holds a CAP message that does.
    """
    root = parse_document(data, refusal=EdxlError)
    if root.tag != f"{{{NAMESPACE}}}EDXLDistribution":
        raise EdxlError(f"the root is {root.tag}", where="EDXL-DE", remedy="send an EDXL-DE 1.0 distribution")
    try:
        return _distribution(_cursor(root))
    except (InvalidTermError, CapError) as error:
        raise EdxlError(error.what, where=f"EDXL-DE, {error.where}", remedy=error.remedy) from error


def _distribution(cursor: Cursor) -> Distribution:
    distribution = Distribution(
        distribution_id=cursor.required("distributionID").strip(),
        sender_id=cursor.required("senderID").strip(),
        sent_at=_moment(cursor.required("dateTimeSent"), cursor=cursor),
        status=_word(cursor.required("distributionStatus"), of=DistributionStatus, cursor=cursor),
        distribution_type=_word(cursor.required("distributionType"), of=DistributionType, cursor=cursor),
        marking=from_confidentiality(cursor.required("combinedConfidentiality")),
        language=cursor.text("language"),
        sender_roles=_lists(cursor, "senderRole"),
        recipient_roles=_lists(cursor, "recipientRole"),
        keywords=_lists(cursor, "keyword"),
        references=cursor.texts("distributionReference"),
        addresses=tuple(_address(_cursor(each)) for each in cursor.take_all("explicitAddress")),
        areas=tuple(_area(_cursor(each)) for each in cursor.take_all("targetArea")),
        contents=tuple(_content(_cursor(each)) for each in cursor.take_all("contentObject")),
    )
    cursor.finish()
    return distribution


def _lists(cursor: Cursor, name: str) -> tuple[ValueList, ...]:
    found = []
    for element in cursor.take_all(name):
        inner = _cursor(element)
        found.append(ValueList(urn=inner.required("valueListUrn"), values=inner.texts("value")))
        inner.finish()
    return tuple(found)


def _address(cursor: Cursor) -> ExplicitAddress:
    scheme = cursor.required("explicitAddressScheme")
    address = ExplicitAddress(scheme=scheme, values=cursor.texts("explicitAddressValue"))
    cursor.finish()
    return address


def _area(cursor: Cursor) -> TargetArea:
    area = TargetArea(
        circles=tuple(parse_circle(text, refuse=cursor.refuse) for text in cursor.texts("circle")),
        polygons=tuple(parse_polygon(text, refuse=cursor.refuse) for text in cursor.texts("polygon")),
        countries=cursor.texts("country"),
        subdivisions=cursor.texts("subdivision"),
        locodes=cursor.texts("locCodeUN"),
    )
    cursor.finish()
    return area


def _content(cursor: Cursor) -> Content:
    description, keywords = cursor.text("contentDescription"), _lists(cursor, "contentKeyword")
    incident_id, incident_description = cursor.text("incidentID"), cursor.text("incidentDescription")
    originator_roles, consumer_roles = _lists(cursor, "originatorRole"), _lists(cursor, "consumerRole")
    confidentiality = cursor.text("confidentiality")
    element = cursor.take("nonXMLContent")
    if element is not None:
        payload: Payload = _file(_cursor(element))
    else:
        element = cursor.take("xmlContent")
        if element is None:
            cursor.refuse("xmlContent or nonXMLContent is missing")
        payload = _xml(_cursor(element))
    cursor.skip_other_namespaces()
    cursor.finish()
    return Content(
        payload=payload,
        description=description,
        keywords=keywords,
        incident_id=incident_id,
        incident_description=incident_description,
        originator_roles=originator_roles,
        consumer_roles=consumer_roles,
        marking=from_confidentiality(confidentiality) if confidentiality else None,
    )


def _file(cursor: Cursor) -> File:
    mime_type, size = cursor.required("mimeType"), cursor.text("size").strip()
    digest, uri = cursor.text("digest"), cursor.text("uri")
    if size and not re.fullmatch(r"[+-]?\d{1,18}", size, re.ASCII):
        cursor.refuse(f"the size {size[:40]!r} is no whole number")
    encoded = "".join(cursor.text("contentData").split())
    cursor.finish()
    try:
        data = base64.b64decode(encoded, validate=True) if encoded else None
    except ValueError:
        cursor.refuse("contentData is no base64")
    return File(mime_type=mime_type, data=data, size_bytes=int(size) if size else None, digest=digest, uri=uri)


def _xml(cursor: Cursor) -> Payload:
    cursor.take_all("keyXMLContent")
    elements = [child for wrapper in cursor.take_all("embeddedXMLContent") for child in wrapper]
    cursor.finish()
    if elements and all(local_name(each) == "alert" for each in elements):
        return Messages(messages=tuple(cap12.from_element(each) for each in elements))
    return ForeignXml(elements=tuple(_canonical(each) for each in elements))


def _canonical(element: etree._Element) -> bytes:
    try:
        return etree.tostring(element, method="c14n", exclusive=True, with_tail=False)
    except etree.C14NError as error:  # C14N 1.0, 1.3: of what has a relative namespace there is no canonical form
        raise EdxlError(
            f"{local_name(element)} has no canonical form",
            where="embeddedXMLContent",
            remedy="ask the sender for absolute namespaces",
        ) from error


def _moment(text: str, *, cursor: Cursor) -> datetime:
    stripped = text.strip()
    if not _MOMENT.fullmatch(stripped):
        cursor.refuse(f"{stripped[:40]!r} is no moment with a time zone")
    try:
        moment = datetime.fromisoformat(stripped)
    except ValueError as error:
        cursor.refuse(f"{stripped!r} does not exist: {error}")
    return moment if moment.utcoffset() else moment.astimezone(UTC)


def _word(text: str, *, of: type[_Word], cursor: Cursor) -> _Word:
    if text.strip() not in set(of):
        cursor.refuse(f"{text.strip()[:40]!r} is none of {', '.join(of)}")
    return of(text.strip())


def _cursor(element: etree._Element) -> Cursor:
    return Cursor(element, namespace=NAMESPACE, refusal=EdxlError)


def _add(parent: etree._Element, name: str, text: str) -> None:
    if text:
        _add_element(parent, name).text = str(text)


def _add_element(parent: etree._Element, name: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")


def _add_lists(parent: etree._Element, name: str, lists: Iterable[ValueList]) -> None:
    for each in lists:
        child = _add_element(parent, name)
        _add(child, "valueListUrn", each.urn)
        for value in each.values:
            _add(child, "value", value)


def _add_area(root: etree._Element, area: TargetArea) -> None:
    child = _add_element(root, "targetArea")
    for circle in area.circles:
        _add(child, "circle", write_circle(circle))
    for polygon in area.polygons:
        _add(child, "polygon", write_polygon(polygon))
    for name, values in (("country", area.countries), ("subdivision", area.subdivisions), ("locCodeUN", area.locodes)):
        for value in values:
            _add(child, name, value)


def _add_content(root: etree._Element, content: Content) -> None:
    child = _add_element(root, "contentObject")
    _add(child, "contentDescription", content.description)
    _add_lists(child, "contentKeyword", content.keywords)
    _add(child, "incidentID", content.incident_id)
    _add(child, "incidentDescription", content.incident_description)
    _add_lists(child, "originatorRole", content.originator_roles)
    _add_lists(child, "consumerRole", content.consumer_roles)
    _add(child, "confidentiality", "" if content.marking is None else to_confidentiality(content.marking))
    match content.payload:
        case File() as file:
            inner = _add_element(child, "nonXMLContent")
            _add(inner, "mimeType", file.mime_type)
            _add(inner, "size", "" if file.size_bytes is None else str(file.size_bytes))
            _add(inner, "digest", file.digest)
            _add(inner, "uri", file.uri)
            _add(inner, "contentData", "" if file.data is None else base64.b64encode(file.data).decode())
        case Messages() as warnings:
            inner = _add_element(child, "xmlContent")
            for message in warnings.messages:
                _add_element(inner, "embeddedXMLContent").append(cap12.to_element(message))
        case ForeignXml() as foreign:
            inner = _add_element(child, "xmlContent")
            for element in foreign.elements:
                _add_element(inner, "embeddedXMLContent").append(parse_document(element, refusal=EdxlError))


def _check_texts(texts: Iterable[str], *, where: str) -> None:
    for text in texts:
        if not text.strip() or _NOT_XML.search(text):
            raise InvalidTermError(f"{text[:80]!r} is empty, or no text for XML", where=where, remedy="correct it")

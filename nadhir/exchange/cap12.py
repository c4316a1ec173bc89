# SPDX-License-Identifier: Apache-2.0
"""WarningMessage ⇄ CAP 1.2 (OASIS, 1 July 2010; ITU-T X.1303 bis).

Promise: `parse(write(message)) == message`, for every message there can be; what is written is valid under the schema
of CAP 1.2 and under the stricter one of google/cap-library. Times are written as CAP demands, never with `Z`, and UTC
as `-00:00` (3.3.2). What is read must be in the schema's order and of its words; CAP 1.1 is read too, `Very Likely`
as `Likely` (CAP 1.2, Appendix B). Nothing is fetched, no entity resolved, no document type declaration taken.

It leaves: enveloped signatures are passed over, neither made nor verified (a receiver must not refuse a message for a
signature that it cannot verify); `resource` files are not fetched; whether a message may go out is not asked here,
only by `check_ours` whether it is as complete as we want our own to be.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeVar

from lxml import etree

from nadhir.exchange.errors import CapError
from nadhir.exchange.shapes import parse_circle, parse_decimal, parse_polygon, write_circle, write_polygon
from nadhir.exchange.xml import Cursor, local_name, namespace_of, parse_document
from nadhir.terms.errors import InvalidTermError
from nadhir.terms.text import Language
from nadhir.terms.warning import (
    DEFAULT_LANGUAGE,
    Area,
    Category,
    Certainty,
    Info,
    MsgType,
    NamedValue,
    Reference,
    Resource,
    ResponseType,
    Scope,
    Severity,
    Status,
    Urgency,
    WarningMessage,
)

NAMESPACE: Final = "urn:oasis:names:tc:emergency:cap:1.2"
NAMESPACE_11: Final = "urn:oasis:names:tc:emergency:cap:1.1"
MEDIA_TYPE: Final = "application/cap+xml"
_SIGNATURE: Final = "http://www.w3.org/2000/09/xmldsig#"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
_LISTED = re.compile(r'"([^"]*)"|([^\s"]+)')
_Word = TypeVar("_Word", bound=StrEnum)


def write(message: WarningMessage) -> bytes:
    """Return the message as a CAP 1.2 document in UTF-8."""
    return etree.tostring(to_element(message), xml_declaration=True, encoding="UTF-8", pretty_print=False)


def to_element(message: WarningMessage) -> etree._Element:
    """Return the message as an `alert` element, to be put into another document."""
    nsmap = {None: NAMESPACE}  # the default namespace, whose prefix lxml calls None and its stubs forget
    alert = etree.Element(f"{{{NAMESPACE}}}alert", nsmap=nsmap)  # type: ignore[arg-type]
    _add(alert, "identifier", message.identifier)
    _add(alert, "sender", message.sender)
    _add(alert, "sent", write_moment(message.sent_at))
    _add(alert, "status", message.status)
    _add(alert, "msgType", message.msg_type)
    _add(alert, "source", message.source)
    _add(alert, "scope", message.scope)
    _add(alert, "restriction", message.restriction)
    _add(alert, "addresses", _write_list(message.addresses))
    for code in message.codes:
        _add(alert, "code", code)
    _add(alert, "note", message.note)
    _add(
        alert,
        "references",
        " ".join(f"{each.sender},{each.identifier},{write_moment(each.sent_at)}" for each in message.references),
    )
    _add(alert, "incidents", _write_list(message.incidents))
    for info in message.infos:
        _add_info(alert, info)
    return alert


def parse(data: bytes) -> WarningMessage:
    """Return the message of a CAP 1.2 or 1.1 document.

    Raises:
        CapError: it is no such document, or breaks the standard: the element and what is wrong with it are named.
    """
    return from_element(parse_document(data, refusal=CapError))


def from_element(alert: etree._Element) -> WarningMessage:
    """Return the message of an `alert` element that was already read.

    Raises:
        CapError: as `parse`.
    """
    name, namespace = local_name(alert), namespace_of(alert)
    if name != "alert" or namespace not in (NAMESPACE, NAMESPACE_11):
        raise CapError(
            f"the root is {name} of {namespace or 'no namespace'}",
            where="CAP",
            remedy="send a CAP 1.2 alert",
        )
    try:
        return _alert(Cursor(alert, namespace=namespace, refusal=CapError), namespace=namespace)
    except InvalidTermError as error:
        raise CapError(error.what, where=error.where, remedy=error.remedy) from error


def check_ours(message: WarningMessage) -> None:
    """Check what we ask of a warning of our own beyond CAP: an end, a place, one language once, and the same facts in
    all.

    Raises:
        CapError: an info lacks `expires`, `area` or what to do; expires before it was sent; repeats a language; or
        states
            another urgency, severity, certainty, category, time or response than the first.
    """
    where = f"message {message.identifier}"
    if message.msg_type in (MsgType.ALERT, MsgType.UPDATE) and not message.infos:
        raise CapError("it says nothing", where=where, remedy="give an info in each language")
    languages = [info.language for info in message.infos]
    if len(set(languages)) != len(languages):
        raise CapError("two infos are in one language", where=where, remedy="give one for each language")
    for info in message.infos:
        _check_our_info(info, message=message)
    if len({_facts(info) for info in message.infos}) > 1:
        raise CapError(
            "its languages say different things",
            where=where,
            remedy="give the same urgency, severity, certainty, categories, response and times in each",
        )


def write_moment(moment: datetime) -> str:
    """Return an aware moment as CAP writes it.

    >>> write_moment(datetime(2024, 1, 3, 11, 30, tzinfo=UTC))
    '2024-01-03T11:30:00-00:00'
    """
    text = moment.isoformat(timespec="seconds")
    return text[:-6] + "-00:00" if moment.utcoffset() == timedelta(0) else text


def parse_moment(text: str) -> datetime:
    """Return the moment that a CAP time tells, in the offset it was told in.

    Raises:
        CapError: it is not `YYYY-MM-DDThh:mm:ss±hh:mm`, or no such moment exists.
    """
    stripped = text.strip()
    if not _MOMENT.fullmatch(stripped):
        raise CapError(
            f"{stripped[:40]!r} is no CAP time", where="time", remedy="write e.g. 2024-01-03T15:00:00+03:30, never Z"
        )
    try:
        moment = datetime.fromisoformat(stripped)
    except ValueError as error:
        raise CapError(f"{stripped!r} does not exist: {error}", where="time", remedy="correct the date") from error
    return moment.astimezone(UTC) if moment.utcoffset() == timedelta(0) else moment


def _check_our_info(info: Info, *, message: WarningMessage) -> None:
    where = f"message {message.identifier}, info in {info.language}"
    if info.expires_at is None:
        raise CapError("it has no end", where=where, remedy="say until when it holds; it can be renewed")
    if info.expires_at <= message.sent_at:
        raise CapError("it ends before it was sent", where=where, remedy="give an end in the future")
    if not info.areas:
        raise CapError("it names no place", where=where, remedy="give an area, at least in words")
    if not info.headline or not info.description:
        raise CapError("it says not what is threatened", where=where, remedy="give a headline and a description")
    if not info.instruction:
        raise CapError("it says not what to do", where=where, remedy="give an instruction")


def _facts(info: Info) -> tuple[object, ...]:
    return (
        info.categories,
        info.response_types,
        info.urgency,
        info.severity,
        info.certainty,
        info.effective_at,
        info.onset_at,
        info.expires_at,
        len(info.areas),
    )


def _add(parent: etree._Element, name: str, text: str) -> None:
    if text:
        etree.SubElement(parent, f"{{{NAMESPACE}}}{name}").text = str(text)


def _add_moment(parent: etree._Element, name: str, moment: datetime | None) -> None:
    if moment is not None:
        _add(parent, name, write_moment(moment))


def _add_values(parent: etree._Element, name: str, values: Iterable[NamedValue]) -> None:
    for each in values:
        child = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
        _add(child, "valueName", each.name)
        etree.SubElement(child, f"{{{NAMESPACE}}}value").text = each.value


def _add_info(alert: etree._Element, info: Info) -> None:
    element = etree.SubElement(alert, f"{{{NAMESPACE}}}info")
    _add(element, "language", info.language)
    for category in info.categories:
        _add(element, "category", category)
    _add(element, "event", info.event)
    for response in info.response_types:
        _add(element, "responseType", response)
    _add(element, "urgency", info.urgency)
    _add(element, "severity", info.severity)
    _add(element, "certainty", info.certainty)
    _add(element, "audience", info.audience)
    _add_values(element, "eventCode", info.event_codes)
    _add_moment(element, "effective", info.effective_at)
    _add_moment(element, "onset", info.onset_at)
    _add_moment(element, "expires", info.expires_at)
    _add(element, "senderName", info.sender_name)
    _add(element, "headline", info.headline)
    _add(element, "description", info.description)
    _add(element, "instruction", info.instruction)
    _add(element, "web", info.web)
    _add(element, "contact", info.contact)
    _add_values(element, "parameter", info.parameters)
    for resource in info.resources:
        child = etree.SubElement(element, f"{{{NAMESPACE}}}resource")
        _add(child, "resourceDesc", resource.description)
        _add(child, "mimeType", resource.mime_type)
        _add(child, "size", "" if resource.size_bytes is None else str(resource.size_bytes))
        _add(child, "uri", resource.uri)
        _add(child, "derefUri", resource.content)
        _add(child, "digest", resource.digest)
    for area in info.areas:
        _add_area(element, area)


def _add_area(info: etree._Element, area: Area) -> None:
    element = etree.SubElement(info, f"{{{NAMESPACE}}}area")
    _add(element, "areaDesc", area.description)
    for polygon in area.polygons:
        _add(element, "polygon", write_polygon(polygon))
    for circle in area.circles:
        _add(element, "circle", write_circle(circle))
    _add_values(element, "geocode", area.geocodes)
    for name, height in (("altitude", area.altitude_feet), ("ceiling", area.ceiling_feet)):
        _add(element, name, "" if height is None else f"{height:f}")


def _write_list(items: Iterable[str]) -> str:
    return " ".join(f'"{item}"' if " " in item else item for item in items)


def _alert(cursor: Cursor, *, namespace: str) -> WarningMessage:
    message = WarningMessage(
        identifier=cursor.required("identifier").strip(),
        sender=cursor.required("sender").strip(),
        sent_at=parse_moment(cursor.required("sent")),
        status=_word(cursor.required("status"), of=Status, name="status"),
        msg_type=_word(cursor.required("msgType"), of=MsgType, name="msgType"),
        source=cursor.text("source"),
        scope=_word(cursor.required("scope"), of=Scope, name="scope"),
        restriction=cursor.text("restriction"),
        addresses=_list(cursor.text("addresses")),
        codes=cursor.texts("code"),
        note=cursor.text("note"),
        references=_references(cursor),
        incidents=_list(cursor.text("incidents")),
        infos=tuple(
            _info(Cursor(element, namespace=namespace, refusal=CapError), namespace=namespace)
            for element in cursor.take_all("info")
        ),
    )
    cursor.skip_namespace(_SIGNATURE)
    cursor.finish()
    return message


def _references(cursor: Cursor) -> tuple[Reference, ...]:
    found = []
    for triple in cursor.text("references").split():
        parts = triple.split(",")
        if len(parts) != len(("sender", "identifier", "sent")):
            cursor.refuse(f"the reference {triple[:80]!r} is not sender,identifier,sent")
        found.append(Reference(sender=parts[0], identifier=parts[1], sent_at=parse_moment(parts[2])))
    return tuple(found)


def _info(cursor: Cursor, *, namespace: str) -> Info:
    language = cursor.text("language").strip()
    info = Info(
        language=Language(language) if language else DEFAULT_LANGUAGE,
        categories=tuple(_word(text, of=Category, name="category") for text in cursor.texts("category")),
        event=cursor.required("event"),
        response_types=tuple(
            _word(text, of=ResponseType, name="responseType") for text in cursor.texts("responseType")
        ),
        urgency=_word(cursor.required("urgency"), of=Urgency, name="urgency"),
        severity=_word(cursor.required("severity"), of=Severity, name="severity"),
        certainty=_certainty(cursor.required("certainty"), namespace=namespace),
        audience=cursor.text("audience"),
        event_codes=_values(cursor, "eventCode", namespace=namespace),
        effective_at=_moment(cursor, "effective"),
        onset_at=_moment(cursor, "onset"),
        expires_at=_moment(cursor, "expires"),
        sender_name=cursor.text("senderName"),
        headline=cursor.text("headline"),
        description=cursor.text("description"),
        instruction=cursor.text("instruction"),
        web=cursor.text("web").strip(),
        contact=cursor.text("contact"),
        parameters=_values(cursor, "parameter", namespace=namespace),
        resources=tuple(
            _resource(Cursor(element, namespace=namespace, refusal=CapError)) for element in cursor.take_all("resource")
        ),
        areas=tuple(
            _area(Cursor(element, namespace=namespace, refusal=CapError), namespace=namespace)
            for element in cursor.take_all("area")
        ),
    )
    cursor.finish()
    return info


def _resource(cursor: Cursor) -> Resource:
    description, mime_type = cursor.required("resourceDesc"), cursor.text("mimeType")
    size = cursor.text("size").strip()
    if size and not re.fullmatch(r"[+-]?\d{1,18}", size, re.ASCII):
        cursor.refuse(f"the size {size[:40]!r} is no whole number")
    resource = Resource(
        description=description,
        mime_type=mime_type,
        size_bytes=int(size) if size else None,
        uri=cursor.text("uri").strip(),
        content=cursor.text("derefUri"),
        digest=cursor.text("digest"),
    )
    cursor.finish()
    return resource


def _area(cursor: Cursor, *, namespace: str) -> Area:
    area = Area(
        description=cursor.required("areaDesc"),
        polygons=tuple(parse_polygon(text, refuse=cursor.refuse) for text in _each(cursor, "polygon")),
        circles=tuple(parse_circle(text, refuse=cursor.refuse) for text in _each(cursor, "circle")),
        geocodes=_values(cursor, "geocode", namespace=namespace),
        altitude_feet=_height(cursor, "altitude"),
        ceiling_feet=_height(cursor, "ceiling"),
    )
    cursor.finish()
    return area


def _each(cursor: Cursor, name: str) -> list[str]:
    return [cursor.text_of(element) for element in cursor.take_all(name)]


def _height(cursor: Cursor, name: str) -> Decimal | None:
    text = cursor.text(name).strip()
    return parse_decimal(text, refuse=cursor.refuse) if text else None


def _values(cursor: Cursor, name: str, *, namespace: str) -> tuple[NamedValue, ...]:
    found = []
    for element in cursor.take_all(name):
        inner = Cursor(element, namespace=namespace, refusal=CapError)
        value_name = inner.required("valueName")
        value = inner.take("value")
        if value is None:
            inner.refuse(f"value is missing in {local_name(element)} {value_name}")
        found.append(NamedValue(name=value_name, value=inner.text_of(value)))
        inner.finish()
    return tuple(found)


def _moment(cursor: Cursor, name: str) -> datetime | None:
    text = cursor.text(name)
    return parse_moment(text) if text else None


def _certainty(text: str, *, namespace: str) -> Certainty:
    if namespace == NAMESPACE_11 and text.strip() == "Very Likely":
        return Certainty.LIKELY
    return _word(text, of=Certainty, name="certainty")


def _word(text: str, *, of: type[_Word], name: str) -> _Word:
    try:
        return of(text.strip())
    except ValueError:
        raise CapError(
            f"{text.strip()[:40]!r} is none of its words", where=name, remedy="use one of " + ", ".join(of)
        ) from None


def _list(text: str) -> tuple[str, ...]:
    if text.count('"') % 2:
        raise CapError(f"a quotation mark is left open in {text[:80]!r}", where="list", remedy="close it")
    found = (" ".join((quoted or plain).split()) for quoted, plain in _LISTED.findall(text))
    return tuple(item for item in found if item)

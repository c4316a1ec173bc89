# SPDX-License-Identifier: Apache-2.0
"""Bytes to a report, whatever standard they are in: what `intake` reads, and what the codecs of `exchange` read for it.

A CAP alert, a STIX bundle and a MISP event are told by their bytes, whatever name or media type came with them. Their
codec reads them; the report's text is what they say in words, in the language that they have, each line of it a passage
of its own: of CAP title, description, instruction, place, times and sender; of STIX the names and descriptions of its
objects, reports first; of MISP info, event reports, texts and comments. What a codec refuses is a report that was not
understood: its code names the standard, the codec's own reason follows, and the text stays readable.

What a document says of itself is taken where nobody outranks it (title, language, day, sender, credibility), and its
marking always: a marking is a floor. That a message is an exercise, a test, a draft or a cancellation stands in its
text.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import orjson

from nadhir.casework.read_apart import open_pdf
from nadhir.exchange import cap12, misp, stix21
from nadhir.exchange.errors import ExchangeError
from nadhir.intake import Given, IntakeKnowledge, Received, read, read_given, read_refused
from nadhir.intake.encoding import decode
from nadhir.terms.marking import Marking, strictest
from nadhir.terms.report import PassageKind, Report, ReportKind
from nadhir.terms.text import Language
from nadhir.terms.warning import Info, MsgType, Scope, Status, WarningMessage

__all__ = ["Standard", "read_report", "standard_of"]

Pieces = list[tuple[str, PassageKind]]


class Standard(StrEnum):
    """The standards of other houses that a report may come in."""

    CAP = "cap"
    STIX = "stix"
    MISP = "misp"


_MEDIA_TYPES: Final[Mapping[Standard, str]] = MappingProxyType(
    {Standard.CAP: cap12.MEDIA_TYPE, Standard.STIX: stix21.MEDIA_TYPE, Standard.MISP: misp.MEDIA_TYPE}
)
_KINDS: Final[Mapping[Standard, ReportKind]] = MappingProxyType(
    {Standard.CAP: ReportKind.ALERT, Standard.STIX: ReportKind.PARTNER, Standard.MISP: ReportKind.PARTNER}
)
_HEAD_BYTES: Final = 16_384
#: What may stand before the root element (atomic, so that no input makes it search twice), and a root that says CAP.
_ALERT: Final = re.compile(
    r"(?>\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)*+"
    r"<(?:[\w.-]{1,40}:)?alert\b[^<>]{0,2000}?(?:cap[:/]1\.\d|emergency:cap)",
    re.DOTALL,
)
_BUNDLE: Final = re.compile(r'"type"\s*:\s*"bundle"')
_EVENT: Final = re.compile(r'\s*(?:\[\s*)?\{\s*(?:"response"\s*:\s*\[\s*\{\s*)?"Event"\s*:\s*\{')
#: Attributes of MISP that are words for people, by their type; the values of all others are data for machines.
_WORDED: Final = frozenset(
    "text comment other campaign-name threat-actor target-user target-org target-location target-external full-name "
    "email-subject email-body place-of-birth".split()
)
_WORDED_CATEGORIES: Final = frozenset(["Targeting data", "Attribution", "Person", "Social network"])


def read_report(received: Received, *, knowledge: IntakeKnowledge) -> Report:
    """Return the report that the bytes hold; one that is not understood where they hold none that can be read."""
    standard = standard_of(received.data)
    if standard is None:
        return read(received, knowledge=knowledge, open_pdf=open_pdf)
    try:
        given = _GIVEN[standard](received.data)
    except ExchangeError as error:
        return _refused(received, standard=standard, error=error)
    return read_given(received, given=given, knowledge=knowledge)


def standard_of(data: bytes) -> Standard | None:
    """Tell by the bytes whether they are meant as a document of one of the standards, well made or not."""
    head = decode(data[:_HEAD_BYTES]).text.lstrip("\ufeff \t\r\n")
    if head.startswith("<"):
        return Standard.CAP if _ALERT.match(head) else None
    if not head.startswith(("{", "[")):
        return None
    try:
        document = orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError:
        # Cut off or damaged: its beginning tells what it was to be, and the codec says what is wrong.
        if _EVENT.match(head):
            return Standard.MISP
        return Standard.STIX if head.startswith("{") and _BUNDLE.search(head) and '"objects"' in head else None
    return _of_json(document)


def _of_json(document: object) -> Standard | None:
    if isinstance(document, dict) and document.get("type") == "bundle" and {"id", "objects"} & set(document):
        return Standard.STIX
    inner = document.get("response", [document]) if isinstance(document, dict) else document
    is_event = isinstance(inner, list) and bool(inner) and all(_is_event(each) for each in inner)
    return Standard.MISP if is_event else None


def _is_event(value: object) -> bool:
    event = value.get("Event") if isinstance(value, dict) else None
    return isinstance(event, dict) and bool({"info", "uuid", "Attribute"} & set(event))


def _refused(received: Received, *, standard: Standard, error: ExchangeError) -> Report:
    where = f"{error.where}: " if error.where else ""
    given = Given(
        pieces=((decode(received.data).text, PassageKind.OPTIONAL),),
        kind=_KINDS[standard],
        media_type=_MEDIA_TYPES[standard],
    )
    return read_refused(received, given=given, problem=f"{standard.value}_refused:{where}{error.what}")


def _line(*parts: str) -> str:
    return " · ".join(part.strip() for part in parts if part.strip())


# ── CAP ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _of_cap(data: bytes) -> Given:
    message = cap12.parse(data)
    pieces = list(_cap_pieces(message))
    info = message.infos[0] if message.infos else None
    sender = next((each.sender_name for each in message.infos if each.sender_name), message.sender)
    return Given(
        pieces=tuple(pieces),
        kind=_KINDS[Standard.CAP],
        media_type=_MEDIA_TYPES[Standard.CAP],
        language=None if info is None else info.language,
        telling="" if info is None else f"{info.headline}\n{info.description}\n{info.instruction}".strip(),
        published_on=message.sent_at.date(),
        outlet=sender.strip() or None,
        marking=_cap_marking(message),
    )


def _cap_marking(message: WarningMessage) -> Marking | None:
    """Return the marking of the restriction; a message that is not public and does not say how far holds as TLP:RED."""
    if message.scope is Scope.PUBLIC:
        return None
    return Marking.read(message.restriction or message.scope.value)


def _cap_pieces(message: WarningMessage, *, has_title: bool = False) -> Iterator[tuple[str, PassageKind]]:
    for info in message.infos:
        first = _line(info.headline or info.event)
        yield first, PassageKind.BODY if has_title else PassageKind.TITLE
        has_title = True
        yield from _info_pieces(info)
    # What it is not (an exercise, a test, withdrawn) must be read with what it says.
    said = [] if message.status is Status.ACTUAL else [message.status.value]
    said += [] if message.msg_type is MsgType.ALERT else [message.msg_type.value]
    yield _line(*said), PassageKind.OPTIONAL
    yield message.note, PassageKind.BODY
    yield _line(_moment(message.sent_at), message.sender), PassageKind.BYLINE


def _info_pieces(info: Info) -> Iterator[tuple[str, PassageKind]]:
    if info.headline.strip() and info.event.strip() != info.headline.strip():
        yield info.event, PassageKind.OPTIONAL
    yield info.description, PassageKind.BODY
    yield info.instruction, PassageKind.BODY
    for area in info.areas:
        yield area.description, PassageKind.BODY
    times = [_moment(each) for each in (info.onset_at or info.effective_at, info.expires_at) if each is not None]
    yield " – ".join(times), PassageKind.OPTIONAL
    yield info.audience, PassageKind.OPTIONAL
    yield _line(info.urgency.value, info.severity.value, info.certainty.value), PassageKind.KEYWORDS
    yield info.sender_name, PassageKind.BYLINE
    yield _line(info.contact, info.web), PassageKind.BYLINE


def _moment(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M %z")


# ── STIX ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _of_stix(data: bytes) -> Given:
    bundle = stix21.parse(data)
    told = [each for each in sorted(bundle.objects, key=_stix_order) if _has_words(each)]
    pieces: Pieces = []
    for found in told:
        if isinstance(found, stix21.WarningObject):
            pieces += _cap_pieces(found.message, has_title=bool(pieces))
        for text in _stix_texts(found):
            pieces.append((text, PassageKind.BODY if pieces else PassageKind.TITLE))
        if found.is_revoked:
            pieces.append(("revoked", PassageKind.OPTIONAL))
    reports = [each for each in told if isinstance(each, stix21.Report)]
    days = {each.published_at.date() for each in reports}
    maker = _stix_maker(bundle, of=told)
    is_person = maker is not None and maker.identity_class is stix21.IdentityClass.INDIVIDUAL
    return Given(
        pieces=tuple(pieces),
        kind=_KINDS[Standard.STIX],
        media_type=_MEDIA_TYPES[Standard.STIX],
        language=next((Language(each.language) for each in told if each.language), None),
        published_on=max(days) if days else None,
        author=maker.name if maker is not None and is_person else None,
        outlet=maker.name if maker is not None and not is_person else None,
        marking=strictest(each for each in map(bundle.marking_of, bundle.objects) if each is not None),
    )


_STIX_ORDER: Final = (stix21.Report, stix21.WarningObject, stix21.Incident, stix21.ThreatActor, stix21.Note)


def _stix_order(found: stix21.StixObject) -> int:
    """Return where an object's words stand: the report first, places last, what has no words of its own behind."""
    return next((at for at, each in enumerate(_STIX_ORDER) if isinstance(found, each)), len(_STIX_ORDER))


def _stix_texts(found: stix21.StixObject) -> list[str]:
    match found:
        case stix21.Report() | stix21.Incident() | stix21.ThreatActor():
            texts = [found.name, found.description]
        case stix21.Note():
            texts = [found.abstract, found.content]
        case stix21.Location():
            texts = [_line(*dict.fromkeys((found.name, found.city, found.administrative_area, found.country)))]
        case stix21.Other():
            texts = [text for name in ("name", "description") if isinstance(text := found.extra.get(name), str)]
        case _:
            texts = []
    return [text for text in texts if text.strip()]


def _has_words(found: stix21.StixObject) -> bool:
    return isinstance(found, stix21.WarningObject) or bool(_stix_texts(found))


def _stix_maker(bundle: stix21.Bundle, *, of: Iterable[stix21.StixObject]) -> stix21.Identity | None:
    known = {each.id: each for each in bundle.objects if isinstance(each, stix21.Identity)}
    return next((known[each.created_by] for each in of if each.created_by in known), None)


# ── MISP ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _of_misp(data: bytes) -> Given:
    events = misp.parse_all(data)
    pieces: Pieces = []
    for event in events:
        pieces.append((event.info, PassageKind.BODY if pieces else PassageKind.TITLE))
        pieces += ((text, PassageKind.BODY) for text in _misp_texts(event))
        for galaxy in event.galaxies:
            for cluster in galaxy.clusters:
                pieces.append((_line(galaxy.name, cluster.value), PassageKind.OPTIONAL))
        pieces.append((_line(*(tag.name for tag in event.tags)), PassageKind.KEYWORDS))
        # MISP's date is the day of what the event tells, or of its writing: nobody knows which.
        pieces.append((_line(event.on.isoformat(), _name(event.originator)), PassageKind.BYLINE))
    grades = {event.credibility for event in events}
    return Given(
        pieces=tuple(pieces),
        kind=_KINDS[Standard.MISP],
        media_type=_MEDIA_TYPES[Standard.MISP],
        published_on=_misp_published(events),
        outlet=_name(events[0].originator) or None,
        marking=strictest(event.marking for event in events if event.marking is not None),
        credibility=grades.pop() if len(grades) == 1 else None,
    )


def _misp_published(events: Iterable[misp.Event]) -> date | None:
    days = [each.published_at.date() for each in events if each.is_published and each.published_at is not None]
    return max(days) if days else None


def _misp_texts(event: misp.Event) -> Iterator[str]:
    for report in event.reports:
        if not report.is_deleted:
            yield report.name
            yield report.content
    for attribute in event.attributes:
        yield from _attribute_texts(attribute)
    for found in event.objects:
        if not found.is_deleted:
            yield found.comment
            for attribute in found.attributes:
                yield from _attribute_texts(attribute)


def _attribute_texts(attribute: misp.Attribute) -> Iterator[str]:
    if attribute.is_deleted:
        return
    if attribute.type in _WORDED or attribute.category in _WORDED_CATEGORIES or attribute.object_relation in _WORDED:
        yield attribute.value
    yield attribute.comment


def _name(organisation: misp.Organisation | None) -> str:
    return "" if organisation is None else organisation.name


_GIVEN: Final[Mapping[Standard, Callable[[bytes], Given]]] = MappingProxyType(
    {Standard.CAP: _of_cap, Standard.STIX: _of_stix, Standard.MISP: _of_misp}
)

# SPDX-License-Identifier: Apache-2.0
"""An export of Telegram Desktop, as JSON (`result.json`: one chat, or an account's chats) or as `messages*.html`.

Each message with words in it is a piece: its text, its sender, its day, and from whom it was forwarded. What the
service says (somebody joined) and messages of a picture alone are left aside: the export holds the picture as a file.
Of an export that breaks off, the messages before and after the break are read one by one.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Final

import orjson
from lxml import etree, html

from nadhir.intake.encoding import decode
from nadhir.intake.pieces import Budget, LeftAside, Piece, Problem, Stated, Step, StepUnit
from nadhir.terms.report import ReportKind

__all__ = ["looks_like_telegram", "pieces_of"]

_SNIFFED_BYTES: Final = 8192
_JSON_HEAD: Final = re.compile(rb'"messages"\s*:\s*\[|"chats"\s*:\s*\{')
_JSON_MESSAGE: Final = re.compile(rb'"date_unixtime"|"from_id"|"text_entities"|"type"\s*:\s*"(?:message|service)"')
_JSON_CHAT: Final = re.compile(
    rb'"type"\s*:\s*"(?:personal_chat|bot_chat|saved_messages|private_(?:group|supergroup|channel)'
    rb'|public_(?:supergroup|channel))"'
)
_HTML: Final = re.compile(rb'class="(?:message (?:default|service)|history|page_wrap)[ "]')
_HTML_MESSAGE: Final = re.compile(rb'<div[^>]{0,200}class="message default')
_MESSAGE_START: Final = re.compile(r'\{\s*"id"\s*:\s*-?\d+')
_CHANNELS: Final = frozenset(["public_channel", "private_channel"])
_DATE: Final = re.compile(r"(\d\d)\.(\d\d)\.(\d{4}) \d\d:\d\d")
_LONGEST_NAME: Final = 300
_MOST_RESTS: Final = (
    50  # broken messages after which no further one is looked for: each may cost a look at all that follows
)


def looks_like_telegram(data: bytes) -> bool:
    """Tell whether the bytes begin as Telegram Desktop writes them."""
    head = data[:_SNIFFED_BYTES]
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        has_chat = _JSON_CHAT.search(head) is not None or _JSON_MESSAGE.search(head) is not None
        return _JSON_HEAD.search(head) is not None and has_chat
    return _HTML.search(head) is not None and _HTML_MESSAGE.search(data) is not None


def pieces_of(data: bytes, *, name: str, budget: Budget) -> Iterator[Piece | LeftAside]:  # noqa: ARG001 - as every form
    """Yield the messages in the order of the export."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        yield from _of_json(data)
    else:
        yield from _of_html(data)


# ── result.json ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _of_json(data: bytes) -> Iterator[Piece | LeftAside]:
    try:
        export = orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError:
        yield from _salvaged(data)
        return
    number = 0
    for chat in _chats(export):
        name, kind = _string(chat.get("name")), _kind(chat.get("type"))
        messages = chat.get("messages")
        for message in messages if isinstance(messages, list) else ():
            number += 1
            yield _message(message, number=number, chat=name, kind=kind)


def _chats(export: object) -> Iterator[Mapping[str, object]]:
    if not isinstance(export, dict):
        return
    if isinstance(export.get("messages"), list):
        yield export
    for group in ("chats", "left_chats"):
        listed = export.get(group)
        found = listed.get("list") if isinstance(listed, dict) else None
        yield from (chat for chat in (found if isinstance(found, list) else ()) if isinstance(chat, dict))


def _kind(said: object) -> ReportKind | None:
    return None if not isinstance(said, str) else ReportKind.POST if said in _CHANNELS else ReportKind.CHAT


def _salvaged(data: bytes) -> Iterator[Piece | LeftAside]:
    """Yield the messages of an export that is no whole JSON: each object that begins as a message does."""
    text = data.decode("utf-8", "replace")
    head = text[: max(text.find('"messages"'), 0)]
    named = re.search(r'"name"\s*:\s*"((?:[^"\\]|\\.){0,300})"', head)
    typed = re.search(r'"type"\s*:\s*"(\w{1,40})"', head)
    name, kind = (named[1] if named else ""), _kind(typed[1] if typed else None)
    decoder = json.JSONDecoder()
    at = number = rests = 0
    lost = False
    while (found := _MESSAGE_START.search(text, at)) is not None:
        number += 1
        try:
            message, end = decoder.raw_decode(text, found.start())
        except (ValueError, RecursionError):
            lost = True
            following = _MESSAGE_START.search(text, found.end())
            stop = len(text) if following is None else following.start()
            rests += 1
            broken = text[found.start() : stop].encode("utf-8", "replace")
            yield Piece(broken, (Step(StepUnit.MESSAGE, number),), problem=Problem.DAMAGED)
            if rests == _MOST_RESTS:
                break
            at = stop
            continue
        yield _message(message, number=number, chat=name, kind=kind)
        at = end
    if rests == _MOST_RESTS or not lost or not text.rstrip().endswith("}"):
        yield Piece(b"", (Step(StepUnit.REST, 1),), problem=Problem.CUT_SHORT)


def _message(message: object, *, number: int, chat: str, kind: ReportKind | None) -> Piece | LeftAside:
    place = (Step(StepUnit.MESSAGE, number),)
    if not isinstance(message, dict):
        return Piece(orjson.dumps(message), place, problem=Problem.BAD_LINE)
    text = _plain(message.get("text"))
    poll = message.get("poll")
    if not text.strip() and isinstance(poll, dict):
        text = _string(poll.get("question"))
    if message.get("type") == "service" or not text.strip():
        return LeftAside(place, "service" if message.get("type") == "service" else "no_content")
    sender = _string(message.get("from")) or _string(message.get("author")) or chat
    return _piece(
        text,
        place=(Step(StepUnit.MESSAGE, number, chat),),
        sender=sender,
        forwarded=_string(message.get("forwarded_from")),
        published_on=_day(message.get("date")),
        updated_on=_day(message.get("edited")),
        kind=kind,
    )


def _plain(text: object) -> str:
    """Return a message's text: a string, or a list of strings and of marked stretches."""
    if isinstance(text, str):
        return text
    if not isinstance(text, list):
        return ""
    return "".join(part if isinstance(part, str) else _string(_field(part, "text")) for part in text)


def _field(value: object, name: str) -> object:
    return value.get(name) if isinstance(value, dict) else None


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""


def _day(said: object) -> date | None:
    try:
        return datetime.fromisoformat(said).date() if isinstance(said, str) else None
    except ValueError:
        return None


def _piece(
    text: str,
    *,
    place: tuple[Step, ...],
    sender: str,
    forwarded: str,
    published_on: date | None,
    updated_on: date | None,
    kind: ReportKind | None,
) -> Piece:
    author, origin = sender[:_LONGEST_NAME], forwarded[:_LONGEST_NAME]
    return Piece(
        text.encode("utf-8", "replace"),
        place,
        media_type="text/plain",
        declared_encoding="utf-8",
        stated=Stated(
            author=author or None,
            published_on=published_on,
            updated_on=updated_on,
            kind=kind,
            source_chain=(origin, author) if origin and author else (origin,) if origin else (),
        ),
    )


# ── messages.html ───────────────────────────────────────────────────────────────────────────────────────────────────


def _of_html(data: bytes) -> Iterator[Piece | LeftAside]:
    source = decode(data, declared="utf-8").text.replace("\0", "")
    parser = html.HTMLParser(encoding="utf-8", recover=True, no_network=True, remove_comments=True, huge_tree=False)
    try:
        root = html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        yield Piece(b"", (Step(StepUnit.REST, 1),), problem=Problem.DAMAGED)
        return
    chat = _inner(_first(root, "page_header"), "text")
    number, sender = 0, ""
    for element in root.iter("div"):
        classes = _classes(element)
        if "message" not in classes:
            continue
        number += 1
        place = (Step(StepUnit.MESSAGE, number, chat[:_LONGEST_NAME]),)
        if "default" not in classes:
            yield LeftAside(place, "service")
            continue
        forwarded = next((d for d in element.iter("div") if {"forwarded", "body"} <= _classes(d)), None)
        # A message that follows another of the same sender is "joined" and does not name him again.
        own = [found for found in element.iter("div") if "from_name" in _classes(found)]
        named = next((_own_text(each) for each in own if forwarded is None or not _is_within(each, forwarded)), "")
        sender = named or (sender if "joined" in classes else "") or chat
        text = "\n".join(_words(each) for each in element.iter("div") if _classes(each) == {"text"})
        if not text.strip():
            yield LeftAside(place, "no_content")
            continue
        yield _piece(
            text,
            place=place,
            sender=sender,
            forwarded="" if forwarded is None else _inner(forwarded, "from_name", own=True),
            published_on=_html_day(element, forwarded=forwarded),
            updated_on=None,
            kind=None,
        )
    if "</html>" not in source[-2000:]:
        yield Piece(b"", (Step(StepUnit.REST, 1),), problem=Problem.CUT_SHORT)


def _classes(element: etree._Element) -> set[str]:
    return set((element.get("class") or "").split())


def _first(element: etree._Element | None, name: str) -> etree._Element | None:
    if element is None:
        return None
    return next((found for found in element.iter("div") if found is not element and name in _classes(found)), None)


def _inner(element: etree._Element | None, name: str, *, own: bool = False) -> str:
    found = _first(element, name)
    return "" if found is None else _own_text(found) if own else " ".join(_words(found).split())


def _own_text(element: etree._Element) -> str:
    """Return the text before the first element inside: a forwarded name is followed by its date."""
    return " ".join((element.text or "").split())


def _is_within(element: etree._Element, outer: etree._Element) -> bool:
    return any(ancestor is outer for ancestor in element.iterancestors())


def _words(element: etree._Element) -> str:
    """Return all words within an element, a line break where the page has one."""
    parts: list[str] = []
    for event, inner in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            parts += ["\n" if inner.tag == "br" else "", inner.text or ""]
        elif inner is not element:
            parts.append(inner.tail or "")
    return "\n".join(line.strip() for line in "".join(parts).strip().splitlines())


def _html_day(element: etree._Element, *, forwarded: etree._Element | None) -> date | None:
    for found in element.iter("div"):
        if "date" in _classes(found) and (forwarded is None or not _is_within(found, forwarded)):
            match = _DATE.search(found.get("title") or "")
            try:
                return None if match is None else date(int(match[3]), int(match[2]), int(match[1]))
            except ValueError:
                return None
    return None

# SPDX-License-Identifier: Apache-2.0
"""A message (RFC 5322, MIME) as text: its subject, who it is from, when it was sent, and the part that people read.

The plain-text part is preferred to the HTML one. Attachments are counted, not opened: they come in as reports of their
own. Broken headers, missing boundaries and wrong charsets give what can be read.
"""

import re
from dataclasses import dataclass
from datetime import date
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header
from email.message import EmailMessage, Message
from email.utils import parseaddr, parsedate_to_datetime

from nadhir.intake.encoding import decode
from nadhir.intake.limits import Limits

__all__ = ["Mail", "looks_like_mail", "read_mail"]

_HEADER = re.compile(rb"\A(?:From .*\r?\n)?(?:[A-Za-z][A-Za-z0-9-]{1,60}:[ \t].*\r?\n(?:[ \t].*\r?\n)*){2,}\r?\n")
_TELLING = re.compile(
    rb"(?im)^(?:message-id|mime-version|received|return-path|delivered-to|x-mailer|date|subject|from):"
)
_LEAST_TELLING = 3
_SNIFFED_BYTES = 64_000


@dataclass(frozen=True, slots=True)
class Mail:
    """What people read of a message; `is_markup` where only an HTML part was there."""

    subject: str
    text: str
    is_markup: bool
    encoding: str
    author: str | None
    sent_on: date | None
    attachments: int


def looks_like_mail(data: bytes) -> bool:
    """Tell whether the bytes start with the headers of a message."""
    head = data[:_SNIFFED_BYTES]
    match = _HEADER.match(head)
    return match is not None and len(_TELLING.findall(match.group())) >= _LEAST_TELLING


def _header(message: Message, name: str) -> str:
    try:
        return " ".join(str(message.get(name) or "").split())
    except (ValueError, IndexError, LookupError, AttributeError, TypeError, MessageError):
        # The standard library's header parser gives up on some broken encoded words with these.
        return ""


def _content(part: Message) -> tuple[str, str]:
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        payload = None
    raw = payload if isinstance(payload, bytes) else str(part.get_payload()).encode("utf-8", "surrogateescape")
    try:
        charset = part.get_content_charset()
    except (ValueError, LookupError, TypeError):
        charset = None
    decoded = decode(raw, declared=charset)
    return decoded.text, decoded.encoding


def read_mail(data: bytes, *, limits: Limits) -> Mail | None:
    """Return the message's readable part, or None where it has none."""
    try:
        message = message_from_bytes(data, _class=EmailMessage, policy=policy.compat32)
        parts = list(_parts(message, limits=limits))
    except (MessageError, ValueError, LookupError, RecursionError, AttributeError, TypeError):
        return None
    plain = next((part for part in parts if part.get_content_type() == "text/plain"), None)
    marked = next((part for part in parts if part.get_content_type() == "text/html"), None)
    chosen = plain if plain is not None else marked
    if chosen is None:
        return None
    text, encoding = _content(chosen)
    if not text.strip() and marked is not None and chosen is not marked:
        chosen = marked
        text, encoding = _content(marked)
    if not text.strip():
        return None
    name, _ = parseaddr(_decoded_words(_header(message, "From")))
    return Mail(
        subject=_decoded_words(_header(message, "Subject")),
        text=text.replace("\r\n", "\n"),
        is_markup=chosen is marked,
        encoding=encoding,
        author=name or None,
        sent_on=_sent_on(_header(message, "Date")),
        attachments=len(parts) - 1,
    )


def _parts(message: Message, *, limits: Limits) -> list[Message]:
    found: list[Message] = []
    queue = [message]
    while queue and len(found) < limits.mail_parts:
        part = queue.pop(0)
        if part.is_multipart():
            payload = part.get_payload()
            if isinstance(payload, list):
                queue.extend(item for item in payload if isinstance(item, Message))
        else:
            found.append(part)
    return found


def _decoded_words(value: str) -> str:
    try:
        pieces = decode_header(value)
    except (ValueError, MessageError):
        return value
    decoded = (piece if isinstance(piece, str) else decode(piece, declared=charset).text for piece, charset in pieces)
    return " ".join("".join(decoded).split())


def _sent_on(value: str) -> date | None:
    try:
        return parsedate_to_datetime(value).date() if value else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None

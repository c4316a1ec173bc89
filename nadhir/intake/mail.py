# SPDX-License-Identifier: Apache-2.0
"""A message (RFC 5322, MIME) as text: its subject, who it is from, when it was sent, and the part that people read.

The plain-text part is preferred to the HTML one. Attachments are told apart, not opened: `forms.mail` gives each as a
report of its own. Broken headers, missing boundaries and wrong charsets give what can be read.
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

__all__ = ["Mail", "MailParts", "decoded_words", "looks_like_mail", "parts_of_mail", "read_mail"]

#: Possessive throughout: a line ends in one way only, or a message that ends within its headers would be searched anew
#: for each way in which its lines could end.
_HEADER = re.compile(rb"\A(?:From .*+\n)?(?:[A-Za-z][A-Za-z0-9-]{1,60}:[ \t].*+\n(?:[ \t].*+\n)*+){2,}+\r?\n")
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


@dataclass(frozen=True, slots=True)
class MailParts:
    """A message's parts: the one that people read, the same in another form (HTML), and everything else."""

    message: Message
    chosen: Message | None
    attached: tuple[Message, ...]


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


def parts_of_mail(data: bytes, *, limits: Limits) -> MailParts | None:
    """Return the message's parts, or None where the bytes are too broken to have any."""
    try:
        message = message_from_bytes(data, _class=EmailMessage, policy=policy.compat32)
        leaves = _leaves(message, limits=limits)
    except (MessageError, ValueError, LookupError, RecursionError, AttributeError, TypeError):
        return None
    own = [leaf for leaf in leaves if not leaf.is_attached and not _is_message(leaf.part)]
    # A message that is nothing but another one, or a text by way of attachment, is read by that.
    others = [leaf for each in leaves for leaf in _within(each, limits=limits) if each not in own]
    chosen = _chosen(own) or _chosen(others)
    attached = tuple(leaf.part for leaf in leaves if chosen is None or not _says_the_same(leaf, chosen=chosen))
    return MailParts(message=message, chosen=None if chosen is None else chosen.part, attached=attached)


def read_mail(data: bytes, *, limits: Limits) -> Mail | None:
    """Return the message's readable part, or None where it has none."""
    parts = parts_of_mail(data, limits=limits)
    if parts is None or parts.chosen is None:
        return None
    text, encoding = _content(parts.chosen)
    name, _ = parseaddr(decoded_words(_header(parts.message, "From")))
    return Mail(
        subject=decoded_words(_header(parts.message, "Subject")),
        text=text.replace("\r\n", "\n"),
        is_markup=parts.chosen.get_content_type() == "text/html",
        encoding=encoding,
        author=name or None,
        sent_on=_sent_on(_header(parts.message, "Date")),
        attachments=len(parts.attached),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Leaf:
    """A part that holds no others, or a message within the message.

    `path` leads to it, itself included; `alternatives` are the parts that say the same in another form, its own branch
    among them.
    """

    part: Message
    is_attached: bool
    path: tuple[Message, ...] = ()
    alternatives: tuple[Message, ...] = ()


def _says_the_same(leaf: _Leaf, *, chosen: _Leaf) -> bool:
    """Tell whether a part is the chosen one, or its words in another form: not the pictures beside them."""
    if leaf.part is chosen.part:
        return True
    is_text = leaf.part.get_content_maintype() == "text" and leaf.part.get_content_subtype() != "calendar"
    return is_text and not leaf.is_attached and any(each is one for each in leaf.path for one in chosen.alternatives)


def _is_message(part: Message) -> bool:
    return part.get_content_maintype() == "message"


def _leaves(message: Message, *, limits: Limits) -> list[_Leaf]:
    """Return the leaves in the order of the message, not looking into messages within it."""
    found: list[_Leaf] = []
    stack: list[tuple[Message, tuple[Message, ...], tuple[Message, ...]]] = [(message, (message,), ())]
    while stack and len(found) < limits.mail_parts:
        part, path, alternatives = stack.pop()
        payload = part.get_payload()
        if part.is_multipart() and isinstance(payload, list) and (part is message or not _is_message(part)):
            items = [item for item in payload if isinstance(item, Message)]
            same = tuple(items) if part.get_content_subtype() == "alternative" else alternatives
            stack.extend((item, (*path, item), same) for item in reversed(items))
        else:
            is_attached = "attachment" in str(part.get("Content-Disposition") or "").lower()
            found.append(_Leaf(part, is_attached=is_attached, path=path, alternatives=alternatives))
    return found


def _within(leaf: _Leaf, *, limits: Limits) -> list[_Leaf]:
    payload = leaf.part.get_payload()
    if not _is_message(leaf.part) or not isinstance(payload, list):
        return [leaf]
    return [inner for item in payload if isinstance(item, Message) for inner in _leaves(item, limits=limits)]


def _chosen(leaves: list[_Leaf]) -> _Leaf | None:
    """Return the first leaf with words in it, plain text before HTML."""
    for wanted in ("text/plain", "text/html"):
        for leaf in leaves:
            if leaf.part.get_content_type() == wanted and _content(leaf.part)[0].strip():
                return leaf
    return None


def decoded_words(value: str) -> str:
    """Return a header's text, its encoded words (RFC 2047) decoded."""
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

# SPDX-License-Identifier: Apache-2.0
"""A message (RFC 5322, MIME) and what is attached to it.

The message is the first piece, byte for byte; every part but the one that is read, and the same words in another form,
is a piece of its own that names the message. Signatures of the transport are left aside.
"""

from collections.abc import Iterator
from email.errors import CloseBoundaryNotFoundDefect, MessageError, StartBoundaryNotFoundDefect
from email.message import Message
from typing import Final

from nadhir.intake.limits import Limits
from nadhir.intake.mail import decoded_words, parts_of_mail
from nadhir.intake.pieces import LeftAside, Piece, Problem, Step, StepUnit

__all__ = ["attachments_of"]

_SIGNATURES: Final = frozenset(
    ["application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"]
)
#: Of these the bytes tell more than their sender does.
_VAGUE: Final = frozenset(["application/octet-stream", "application/x-unknown", "text/plain"])
_BROKEN: Final = (MessageError, ValueError, LookupError, AttributeError, TypeError, RecursionError, AssertionError)


def attachments_of(data: bytes, *, limits: Limits) -> Iterator[Piece | LeftAside]:
    """Yield what is attached to a message, in its order, and that the message has no end where it has none."""
    parts = parts_of_mail(data, limits=limits)
    if parts is None or not parts.attached:
        return
    for number, part in enumerate(parts.attached, start=1):
        file_name = _file_name(part)
        place = (Step(StepUnit.ATTACHMENT, number, file_name),)
        kind = part.get_content_type()
        if kind in _SIGNATURES:
            yield LeftAside(place, "signature")
            continue
        content = _content(part)
        if content is None:
            yield Piece(b"", place, file_name=file_name, problem=Problem.DAMAGED)
        elif not content.strip():
            yield LeftAside(place, "no_content")
        else:
            yield Piece(
                content,
                place,
                file_name=file_name,
                media_type=None if kind in _VAGUE else kind,
                declared_encoding=_charset(part),
            )
    if _has_no_end(parts.message):
        yield Piece(b"", (Step(StepUnit.REST, 1),), problem=Problem.CUT_SHORT)


def _content(part: Message) -> bytes | None:
    try:
        inner = part.get_payload()
        if isinstance(inner, list):
            # A message within the message: its lines are written anew, its words are not.
            return b"".join(item.as_bytes() for item in inner if isinstance(item, Message))
        decoded = part.get_payload(decode=True)
    except _BROKEN:
        return None
    return decoded if isinstance(decoded, bytes) else None


def _file_name(part: Message) -> str:
    try:
        return decoded_words(part.get_filename() or "")
    except _BROKEN:
        return ""


def _charset(part: Message) -> str | None:
    try:
        return part.get_content_charset()
    except _BROKEN:
        return None


def _has_no_end(message: Message) -> bool:
    stack = [message]
    while stack:
        part = stack.pop()
        if any(isinstance(each, CloseBoundaryNotFoundDefect | StartBoundaryNotFoundDefect) for each in part.defects):
            return True
        payload = part.get_payload()
        if isinstance(payload, list) and part.get_content_maintype() == "multipart":
            stack.extend(item for item in payload if isinstance(item, Message))
    return False

# SPDX-License-Identifier: Apache-2.0
"""A container to its pieces: what came as one file and holds several reports, told apart.

Promise: whatever the bytes are, `unpack` returns; every piece says where it stood, and what could not be read, or was
more than the limits allow, is a piece with a problem. Time and memory are bounded by `Limits`, whatever a container
says of its own size.

It changes nothing: who calls it keeps the container byte for byte. It opens a container within a container, and no
deeper; a message is opened wherever it lies, since what is attached to it belongs to it. An office document is one
report, though it is packed as an archive. Nothing is fetched, written or run.

A form is told by the bytes first; name and type are asked only where the bytes leave it open.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from nadhir.intake.forms import feed, gzipped, json_lines, mbox, telegram, warc, zipped
from nadhir.intake.forms.inflate import GZIP_MAGIC
from nadhir.intake.forms.mail import attachments_of
from nadhir.intake.limits import Limits
from nadhir.intake.mail import looks_like_mail
from nadhir.intake.pieces import Budget, Form, LeftAside, Piece, Problem, Stated, Step, StepUnit

__all__ = ["Unpacked", "form_of", "unpack"]

_ZIP_MAGICS: Final = (b"PK\x03\x04", b"PK\x05\x06")
_ZIP_END: Final = b"PK\x05\x06"
_PIECES_OF: Final[dict[Form, Callable[..., Iterator[Piece | LeftAside]]]] = {
    Form.MBOX: mbox.pieces_of,
    Form.FEED: feed.pieces_of,
    Form.WARC: warc.pieces_of,
    Form.JSON_LINES: json_lines.pieces_of,
    Form.TELEGRAM: telegram.pieces_of,
    Form.ZIP: zipped.pieces_of,
    Form.GZIP: gzipped.pieces_of,
}


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What a delivery holds. `form` is None where it is no container: then it is one report, and there are no pieces.

    A message with nothing attached is one report, too.
    """

    form: Form | None
    pieces: tuple[Piece, ...] = ()
    left_aside: tuple[LeftAside, ...] = ()


def form_of(data: bytes, *, name: str = "", media_type: str | None = None) -> Form | None:
    r"""Return what kind of container the bytes are, or None where they are none.

    >>> form_of(b"WARC/1.1\r\nWARC-Type: warcinfo\r\n")
    <Form.WARC: 'warc'>
    >>> form_of(b"They will come on Friday.") is None
    True
    """
    given = (media_type or "").split(";")[0].strip().lower()
    file_name = name.lower()
    if data.startswith(_ZIP_MAGICS) or (file_name.endswith(".zip") and _ZIP_END in data):
        return None if zipped.is_document(data) else Form.ZIP
    if warc.looks_like_warc(data) or (file_name.endswith((".warc", ".warc.gz")) and b"WARC/1." in data):
        return Form.WARC
    if data.startswith(GZIP_MAGIC):
        return Form.GZIP
    if mbox.looks_like_mbox(data):
        return Form.MBOX
    if looks_like_mail(data):
        return Form.MAIL
    if telegram.looks_like_telegram(data):
        return Form.TELEGRAM
    if feed.looks_like_feed(data):
        return Form.FEED
    if json_lines.looks_like_json_lines(data, name=file_name, media_type=given):
        return Form.JSON_LINES
    if given == "message/rfc822" or file_name.endswith(".eml"):
        return Form.MAIL
    return None


def unpack(data: bytes, *, name: str = "", media_type: str | None = None, limits: Limits | None = None) -> Unpacked:
    """Return the pieces of what came, each with a name that says where it stood."""
    opening = _Opening(limits or Limits(), name=name)
    form = form_of(data, name=name, media_type=media_type)
    if form is None:
        return Unpacked(form=None)
    if form is Form.MAIL:
        opening.take_message(Piece(data, (), file_name=name, media_type="message/rfc822"), depth=0)
        if len(opening.pieces) == 1:
            return Unpacked(form=None)
    else:
        opening.open(Piece(data, (), file_name=name, media_type=media_type), form=form, depth=0)
    if not opening.pieces:
        opening.add(Piece(b"", (), problem=Problem.NOTHING_INSIDE))
    return Unpacked(form=form, pieces=tuple(opening.pieces), left_aside=tuple(opening.left_aside))


class _Opening:
    """One container being opened: what came of it so far, and what may still come."""

    def __init__(self, limits: Limits, *, name: str) -> None:
        self.limits = limits
        self.name = name
        self.pieces: list[Piece] = []
        self.left_aside: list[LeftAside] = []
        self._budget = Budget(limits)

    @property
    def is_full(self) -> bool:
        """Whether no further piece is taken; the last one says so."""
        return len(self.pieces) > self.limits.pieces

    def open(self, container: Piece, *, form: Form, depth: int) -> None:
        """Take the pieces of a container, opening those that are containers in turn."""
        found = _PIECES_OF[form](container.data, name=container.file_name, budget=self._budget)
        for each in found:
            if self.is_full:
                return
            if len(self.left_aside) > self.limits.pieces and isinstance(each, LeftAside):
                continue  # their number is told up to there; they stay in the container
            placed = replace(each, place=(*container.place, *each.place))
            if isinstance(placed, LeftAside):
                self.left_aside.append(placed)
            else:
                self.take(_under(placed, container=container), depth=depth + 1)

    def take(self, piece: Piece, *, depth: int) -> None:
        """Take one piece, opened where it is a container itself; what is empty is nobody's words."""
        if piece.problem is None and not piece.data.strip(b" \t\r\n\0"):
            self.left_aside.append(LeftAside(piece.place, "no_content"))
            return
        # What its form calls a text is one, whatever it begins with: a chat may quote a whole message.
        is_leaf = piece.problem is not None or piece.media_type == "text/plain"
        form = None if is_leaf else form_of(piece.data, name=piece.file_name, media_type=piece.media_type)
        if form is None:
            self.add(piece)
        elif form is Form.MAIL:
            self.take_message(piece, depth=depth)
        elif depth >= self.limits.container_depth:
            self.add(replace(piece, problem=Problem.NESTED_TOO_DEEP))
        else:
            before = len(self.pieces)
            self.open(piece, form=form, depth=depth)
            if len(self.pieces) == before:
                self.add(replace(piece, problem=Problem.NOTHING_INSIDE))

    def take_message(self, piece: Piece, *, depth: int) -> None:
        """Take a message, and what is attached to it as pieces of their own."""
        at = len(self.pieces)
        self.add(piece)
        for each in attachments_of(piece.data, limits=self.limits):
            if self.is_full:
                return
            placed = replace(each, place=(*piece.place, *each.place))
            if isinstance(placed, LeftAside):
                self.left_aside.append(placed)
                continue
            attached = replace(placed, attached_to=at, stated=_of_message(piece))
            if _is_message_in_message(attached) and depth >= self.limits.container_depth:
                self.add(replace(attached, problem=Problem.NESTED_TOO_DEEP))
            else:
                self.take(attached, depth=depth + 1 if _is_message_in_message(attached) else max(depth, 1))

    def add(self, piece: Piece) -> None:
        """Add a piece as it is; beyond the limit, one that says so in its place."""
        if self.is_full:
            return
        if len(self.pieces) == self.limits.pieces:
            piece = Piece(b"", (Step(StepUnit.REST, 1),), problem=Problem.TOO_MANY_PIECES)
        self.pieces.append(replace(piece, name=piece.name or self._said(piece.place)))

    def _said(self, place: tuple[Step, ...]) -> str:
        return ", ".join([*([self.name] if self.name else []), *(step.said() for step in place)])


def _under(piece: Piece, *, container: Piece) -> Piece:
    """Return a piece with what holds for all that its container holds, where it says nothing else itself."""
    stated = piece.stated
    if stated.held_at is None and container.stated.held_at is not None:
        stated = replace(stated, held_at=container.stated.held_at)
    attached_to = piece.attached_to if piece.attached_to is not None else container.attached_to
    return replace(piece, stated=stated, attached_to=attached_to)


def _of_message(message: Piece) -> Stated:
    """Return what holds for an attachment too: since when it is held, and who may be told."""
    return Stated(held_at=message.stated.held_at, marking=message.stated.marking)


def _is_message_in_message(piece: Piece) -> bool:
    return piece.problem is None and (piece.media_type == "message/rfc822" or looks_like_mail(piece.data))

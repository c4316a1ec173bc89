# SPDX-License-Identifier: Apache-2.0
"""A mailbox (RFC 4155): each message in it.

A message begins at a line `From … Mon Jan 1 10:00:00 2024` that a header follows. Its bytes are those that stand in the
mailbox, without that line: `>From` in a body stays quoted, since nobody can know who quoted it.
"""

import re
from collections.abc import Iterator
from typing import Final

from nadhir.intake.pieces import Budget, LeftAside, Piece, Step, StepUnit

__all__ = ["looks_like_mbox", "pieces_of"]

_FROM: Final = re.compile(
    rb"^From [^\r\n]{0,300}(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? [^\r\n]{0,20}\d\d:\d\d[^\r\n]{0,60}\r?\n"
    rb"(?=[!-9;-~]{1,76}:|>From )",
    re.MULTILINE,
)


def looks_like_mbox(data: bytes) -> bool:
    """Tell whether the bytes begin with a mailbox's first message."""
    return _FROM.match(data.lstrip(b"\r\n \t\xef\xbb\xbf")[:1024]) is not None


def pieces_of(data: bytes, *, name: str, budget: Budget) -> Iterator[Piece | LeftAside]:  # noqa: ARG001 - as every form
    """Yield the messages, and first what stands before them."""
    starts = [(match.start(), match.end()) for match in _FROM.finditer(data)]
    ends = [start for start, _ in starts[1:]] + [len(data)]
    before = data[: starts[0][0]] if starts else data
    if before.strip(b"\r\n \t\xef\xbb\xbf"):
        yield Piece(before, (Step(StepUnit.REST, 1),), media_type="message/rfc822")
    for number, ((_, start), end) in enumerate(zip(starts, ends, strict=True), start=1):
        message = data[start:end]
        # The blank line before the next `From` belongs to the mailbox (RFC 4155, appendix A).
        for blank in (b"\r\n\r\n", b"\n\n"):
            if end < len(data) and message.endswith(blank):
                message = message[: -len(blank) // 2]
                break
        yield Piece(message, (Step(StepUnit.MESSAGE, number),), media_type="message/rfc822")

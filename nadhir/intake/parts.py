# SPDX-License-Identifier: Apache-2.0
"""The parts of a page, and a page with each block's part: what classification hands on."""

from dataclasses import dataclass
from enum import StrEnum

from nadhir.intake.blocks import Layout
from nadhir.intake.cues import Wording
from nadhir.intake.knowledge import Hint

__all__ = ["Classified", "Part"]


class Part(StrEnum):
    """What a block is."""

    TITLE = "title"
    BODY = "body"
    OPTIONAL = "optional"
    BYLINE = "byline"
    CAPTION = "caption"
    TAGS = "tags"
    SOURCE = "source"
    RELATED = "related"
    CLUTTER = "clutter"


@dataclass(frozen=True, slots=True)
class Classified:
    """The layout with the part of each block, its wording, what markup says of it, the title, and other headlines."""

    layout: Layout
    parts: tuple[Part, ...]
    wordings: tuple[Wording, ...]
    hints: tuple[Hint | None, ...]  # what keeps the block out of the article, else what piece of it it is
    inner_hints: tuple[Hint | None, ...]  # what piece of an article it is, whatever lies around it
    title: str | None
    title_at: int | None  # index of the title's block
    related: tuple[str, ...]

    def of(self, part: Part) -> tuple[int, ...]:
        """Return the indexes of the blocks of a part, in reading order."""
        return tuple(at for at, found in enumerate(self.parts) if found is part)

# SPDX-License-Identifier: Apache-2.0
"""A page as a line of blocks: stretches of text in reading order, each with what its markup tells, if it had any.

HTML and flattened text both become such a line, and all that follows treats them alike. Blocks and nodes are named
tuples: a page has hundreds, and a frozen dataclass takes five times as long to make.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from nadhir.intake.knowledge import Hint

__all__ = ["ROOT", "Block", "Layout", "Node"]

ROOT = 0  #: the number of the root node; flattened text has no other


class Node(NamedTuple):
    """An element: its parent's number, its tag, and what its class, id and role say."""

    parent: int
    tag: str
    hints: tuple[Hint, ...] = ()
    itemprop: str = ""
    signature: str = ""  # tag and classes: siblings of one kind share it
    moment: str = ""  # of `datetime` or `content`, where it marks a moment


class Block(NamedTuple):
    """A stretch of text: code points `start` to `end` of the content, the node it stands in, and its links."""

    text: str
    start: int
    end: int
    node: int = ROOT
    links: tuple[str, ...] = ()
    heading: int = 0  # 1 to 6 within a heading, else 0
    after_gap: bool = False  # of flattened text: an empty line stands before it

    @property
    def link_share(self) -> float:
        """Share of the characters that are links."""
        return min(1.0, sum(map(len, self.links)) / max(len(self.text), 1)) if self.links else 0.0


@dataclass(frozen=True, slots=True)
class Layout:
    """The content, its blocks in reading order, and the nodes they stand in; `is_markup` tells HTML from flat text."""

    content: str
    blocks: tuple[Block, ...]
    nodes: tuple[Node, ...] = field(default=(Node(parent=-1, tag=""),))
    is_markup: bool = False

    def lineage(self, node: int) -> tuple[int, ...]:
        """Return the node and its ancestors, nearest first, without the root."""
        found = []
        while node > ROOT:
            found.append(node)
            node = self.nodes[node].parent
        return tuple(found)

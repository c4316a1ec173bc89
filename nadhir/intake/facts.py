# SPDX-License-Identifier: Apache-2.0
"""What holds of each block by itself: its wording, what markup makes of it, and where in the tree the article lies.

A hint of a class or tag holds for everything inside the element, unless the element holds most of the page's
sentences: then it is the page, not what its class says.
"""

import re
from itertools import chain
from typing import Final

from nadhir.intake.blocks import ROOT, Layout
from nadhir.intake.cues import stems_of_folded, wordings
from nadhir.intake.knowledge import Cue, Hint, IntakeKnowledge
from nadhir.intake.limits import Limits
from nadhir.language.normalise import fold

__all__ = ["BRACKETED", "HEADLINE_WORDS", "LINKED_SHARE", "PageFacts"]

#: Hints that say "not the article", from an ancestor too; the nearest counts, and a side column last.
_OUTSIDE: Final = frozenset(
    [
        Hint.COMMENTS,
        Hint.AD,
        Hint.COOKIE,
        Hint.NAV,
        Hint.FOOTER,
        Hint.SHARE,
        Hint.NEWSLETTER,
        Hint.RELATED,
        Hint.TAGS,
        Hint.EMBED,
        Hint.CAPTION,
    ]
)
#: Nothing inside these is anything else.
_SEALING: Final = frozenset([Hint.COMMENTS, Hint.COOKIE, Hint.AD])
#: An element with this share of the page's sentences is the page (page wrappers carry classes such as `with-sidebar`);
#: comments may outweigh a short article, so they need more.
_WIDE_SHARE: Final = 0.5
_WIDE_SHARE_COMMENTS: Final = 0.85
#: A block of which so much is links is a list of links, and above the second figure a link.
_LINKS_SHARE: Final = 0.5
LINKED_SHARE: Final = 0.6
HEADLINE_WORDS: Final = 30
_CAPTION_WORDS: Final = 45
_CREDIT_WORDS: Final = 8
_LEAST_CAPTION_WORDS: Final = 3
_CREDIT: Final = re.compile(
    r"(?:\((?:[^()]{2,40})\)|REUTERS/\S.*|©.{2,60}|\bGetty Images\b.*|AP Photo.*"
    r"|/\s?(?:AFP|AP|REUTERS|EPA|Getty)\b.*)\s*\Z"
)
_CREDIT_SIGNS: Final = ("(", "/", "©", "Getty Images", "AP Photo")  # one stands in every credit
_AFTER_CAPTION_CUE: Final = re.compile(r"\s*[:：/\-–)]")
BRACKETED: Final = re.compile(r"\s*[(\[].*[)\]]\s*\Z", re.DOTALL)
_NUMBERS_ONLY: Final = re.compile(r"[\W\d_]*\Z")
#: How far up a paragraph lends its weight to the elements that hold it (Readability goes as far).
_CONTAINER_LEVELS: Final = 6
_BODY_BONUS: Final = 1.25
_ARTICLE_BODY_BONUS: Final = 1.5
_SCRIPTS: Final = {
    "Arab": re.compile("[\u0600-\u06ff\u0750-\u077f]+"),
    "Cyrl": re.compile("[\u0400-\u04ff]+"),
    "Latn": re.compile("[A-Za-z\u00c0-\u024f]+"),
}
_LATIN_1_LETTERS: Final = bytes((*range(0x41, 0x5B), *range(0x61, 0x7B), *range(0xC0, 0x100)))
_WIDE_BLANKS: Final = re.compile("[ \u00a0]{2,}")
_LEAST_ENTRIES: Final = 3
_ENTRY_WORDS: Final = 3
_DOMINANT_SHARE: Final = 0.8
_SCRIPT_SAMPLE_CHARS: Final = 20_000


def is_menu_line(layout: Layout, *, at: int) -> bool:
    """Tell whether a line of a flattened page is a menu: short entries with wide blanks between all of them."""
    if layout.is_markup:
        return False
    block = layout.blocks[at]
    entries = _WIDE_BLANKS.split(layout.content[block.start : block.end])
    return len(entries) >= _LEAST_ENTRIES and all(len(entry.split()) <= _ENTRY_WORDS for entry in entries)


class PageFacts:
    """The facts of one layout, worked out once, for the steps of classification."""

    def __init__(self, layout: Layout, *, knowledge: IntakeKnowledge, limits: Limits) -> None:
        self.layout = layout
        self.blocks = layout.blocks
        self.knowledge = knowledge
        self.wordings = wordings(
            [block.text for block in layout.blocks], knowledge=knowledge, searched_chars=limits.searched_chars
        )
        self._searched_chars = limits.searched_chars
        self._is_sentence: dict[int, bool] = {}
        self._stems: dict[int, frozenset[str]] = {}
        self._script = _dominant_script(layout.content[:_SCRIPT_SAMPLE_CHARS])
        held = [0] * len(layout.nodes)
        whole = 0
        for block, said in zip(self.blocks, self.wordings, strict=True):
            if said.is_sentence and block.link_share < _LINKS_SHARE:
                whole += len(block.text)
                for node in layout.lineage(block.node):
                    held[node] += len(block.text)
        self.outer: dict[int, Hint | None] = {ROOT: None}
        self.inner: dict[int, Hint | None] = {ROOT: None}
        for number, element in enumerate(layout.nodes):
            if element.hints:
                self._inherit(number, share=held[number] / max(1, whole))
            elif number != ROOT:
                self.outer[number], self.inner[number] = self.outer[element.parent], self.inner[element.parent]

    def _inherit(self, number: int, *, share: float) -> None:
        """Work out the effective hints of a node from its own and its parent's, since parents come first."""
        node = self.layout.nodes[number]
        holding = [
            hint
            for hint in node.hints
            if share < (_WIDE_SHARE_COMMENTS if hint is Hint.COMMENTS else _WIDE_SHARE) or hint is Hint.BODY
        ]
        inside = [hint for hint in holding if hint not in _OUTSIDE and hint not in (Hint.SIDEBAR, Hint.LIVE)]
        outside = [hint for hint in holding if hint in _OUTSIDE]
        above = self.outer[node.parent]
        own = next(chain(outside, (hint for hint in holding if hint is Hint.SIDEBAR)), None)
        is_weaker = own is None or (own is Hint.SIDEBAR and above is not None)
        self.outer[number] = above if is_weaker or above in _SEALING else own
        self.inner[number] = inside[0] if inside else self.inner[node.parent]

    def hint(self, at: int) -> Hint | None:
        """Return what markup says of a block: what keeps it out of the article first."""
        node = self.blocks[at].node
        return self.outer[node] or self.inner[node]

    def inner_hint(self, at: int) -> Hint | None:
        """Return what piece of an article markup takes a block for."""
        return self.inner[self.blocks[at].node]

    def is_outside(self, at: int) -> bool:
        """Tell whether markup keeps the block out of the article."""
        return self.outer[self.blocks[at].node] is not None

    def is_headline(self, at: int) -> bool:
        """Tell whether a block reads like a headline: some words, no full stop, no small print."""
        said = self.wordings[at]
        return (
            said.words <= HEADLINE_WORDS
            and not said.has_full_stop
            and said.clutter is None
            and _NUMBERS_ONLY.match(said.folded) is None
            and not is_menu_line(self.layout, at=at)
        )

    def is_sentence_of_article(self, at: int) -> bool:
        """Tell whether a block is a sentence in the page's script that nothing keeps out of an article."""
        known = self._is_sentence.get(at)
        if known is None:
            known = self._is_sentence[at] = self._reads_as_article(at)
        return known

    def stems(self, at: int) -> frozenset[str]:
        """Return the stems of a block's words, worked out once."""
        known = self._stems.get(at)
        if known is None:
            known = self._stems[at] = stems_of_folded(self.folded(at))
        return known

    def folded(self, at: int) -> str:
        """Return a block's whole text, folded."""
        text = self.blocks[at].text
        return self.wordings[at].folded if len(text) <= self._searched_chars else fold(text)

    def _reads_as_article(self, at: int) -> bool:
        said, block = self.wordings[at], self.blocks[at]
        return (
            said.is_sentence
            and block.link_share < _LINKS_SHARE
            and block.heading == 0
            and not self.is_outside(at)
            and (said.label is None or said.label.cue in (Cue.AUTHOR, Cue.PUBLISHED, Cue.TICKER))
            and said.clutter is None
            and self.inner_hint(at) not in (Hint.TITLE, Hint.SITE)
            and (self._script is None or self._script.search(block.text) is not None)
        )

    def is_caption(self, at: int) -> bool:
        """Tell whether wording makes a block a caption: a credit at its end, or a caption's label before it."""
        text, said = self.blocks[at].text, self.wordings[at]
        if said.words > _CAPTION_WORDS:
            return False
        cues = self.knowledge.cues[Cue.CAPTION]
        bare = said.folded.lstrip(" ([")
        opener = cues.at_start(bare)
        if opener is not None and _AFTER_CAPTION_CUE.match(bare[opener.end() :]):
            return True
        if BRACKETED.match(text):
            return said.words <= _CREDIT_WORDS and cues.search(said.folded) is not None
        if said.has_full_stop or said.words < _LEAST_CAPTION_WORDS or not any(sign in text for sign in _CREDIT_SIGNS):
            return False
        return _CREDIT.search(text) is not None

    def container(self) -> frozenset[int]:
        """Return the nodes that hold the article: the best one and its like siblings. Empty for flat text."""
        if not self.layout.is_markup:
            return frozenset()
        nodes = self.layout.nodes
        scores: dict[int, float] = {}
        for at, block in enumerate(self.blocks):
            if self.is_sentence_of_article(at):
                weight = float(self.wordings[at].words)
                for distance, node in enumerate(self.layout.lineage(block.node)[:_CONTAINER_LEVELS]):
                    # Full weight to the paragraph and its parent, less and less above.
                    scores[node] = scores.get(node, 0.0) + weight / max(1, distance)
        if not scores:
            return frozenset()
        for node in scores:
            if Hint.BODY in nodes[node].hints:
                scores[node] *= _ARTICLE_BODY_BONUS if nodes[node].itemprop == "articlebody" else _BODY_BONUS
        best = max(scores, key=lambda node: (scores[node], -node))
        like = nodes[best]
        titled = {node for block in self.blocks if block.heading == 1 for node in self.layout.lineage(block.node)}
        # A second `div` of the same class is this article going on; a second `section` or `article` is one only where
        # the headline stands above them all, as on a live page.
        is_story = like.tag in ("section", "article")
        goes_on = not is_story or (bool(titled) and best not in titled)
        entries = self._live_entries(best, titled=titled)
        if entries:
            return entries
        return frozenset(
            node
            for node in scores
            if node == best
            or (
                nodes[node].parent == like.parent
                and nodes[node].signature == like.signature
                and goes_on
                and not (is_story and node in titled)
            )
        )

    def _live_entries(self, best: int, *, titled: set[int]) -> frozenset[int]:
        """Return the entries of a live page where `best` lies in one: its like siblings, under a title above them."""
        nodes = self.layout.nodes
        is_live = False
        for node in self.layout.lineage(best)[:_CONTAINER_LEVELS]:
            like = nodes[node]
            is_live = is_live or Hint.LIVE in like.hints  # the entry's own class, or that of a piece of it
            if not is_live or node in titled:
                continue
            found = frozenset(
                at
                for at, other in enumerate(nodes)
                if other.parent == like.parent and other.signature == like.signature and at not in titled
            )
            if len(found) > 1:
                return found
        return frozenset()


def _letters_of_scripts(sample: str) -> dict[str, int]:
    """Return how many letters of each of `_SCRIPTS` a text has, counted by code units: four times as fast."""
    rows = sample.encode("utf-16-le", "surrogatepass")[1::2]  # the high byte of each
    low = sample.encode("latin-1", "ignore")
    counts = {
        "Arab": rows.count(0x06),
        "Cyrl": rows.count(0x04),
        "Latn": len(low) - len(low.translate(None, _LATIN_1_LETTERS)) + rows.count(0x01),
    }
    for row, name in ((0x07, "Arab"), (0x02, "Latn")):  # rows that a script has a part of
        if row in rows:
            counts[name] = sum(map(len, _SCRIPTS[name].findall(sample)))
    return counts


def _dominant_script(sample: str) -> re.Pattern[str] | None:
    """Return the letters of the script that nearly all of the page is in; None where it mixes or has another one."""
    counts = _letters_of_scripts(sample)
    name = max(counts, key=counts.__getitem__)
    return _SCRIPTS[name] if counts[name] > _DOMINANT_SHARE * max(1, sum(counts.values())) else None

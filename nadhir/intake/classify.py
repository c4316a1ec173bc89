# SPDX-License-Identifier: Apache-2.0
"""Which block is title, body, by-line, caption, tag, other people's headline, or clutter.

One way for HTML and flattened text, in steps: 1. what markup hints at, unless the element holds most of the page's
sentences; 2. what wording says; 3. the element that holds the article, where there is markup; 4. the title; 5. one
pass in reading order, in which a label ("Read also", "Tags", "Comments") rules what follows it.

It errs towards leaving out: a sentence of the article that is missed is seen by the officer who opens the raw text; a
headline about another attack that slips into the body changes what the report says. It never drops text: every block
keeps a kind, and the content stays whole.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from nadhir.intake.blocks import ROOT, Block, Layout
from nadhir.intake.cues import Label, Wording, bare_headline, overlap, stems, wording
from nadhir.intake.knowledge import Cue, Hint, IntakeKnowledge
from nadhir.intake.limits import Limits
from nadhir.language.normalise import fold

__all__ = ["Classified", "Part", "classify", "without_site_name"]


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
    """The layout with the part of each block, its wording, its effective hint, the title, and other headlines."""

    layout: Layout
    parts: tuple[Part, ...]
    wordings: tuple[Wording, ...]
    hints: tuple[Hint | None, ...]
    inner_hints: tuple[Hint | None, ...]  # the nearest that speaks of a piece of the article, whatever lies around it
    title: str | None
    title_at: int | None  # index of the title's block
    related: tuple[str, ...]

    def of(self, part: Part) -> tuple[int, ...]:
        """Return the indexes of the blocks of a part, in reading order."""
        return tuple(at for at, found in enumerate(self.parts) if found is part)


#: Hints that say "not the article", from an ancestor too; the nearest counts, and a side column last.
_OUTSIDE = frozenset(
    [
        Hint.COMMENTS, Hint.AD, Hint.COOKIE, Hint.NAV, Hint.FOOTER, Hint.SHARE, Hint.NEWSLETTER, Hint.RELATED, Hint.TAGS,
        Hint.EMBED, Hint.CAPTION,
    ]
)  # fmt: skip
_PART_OF_HINT = {
    Hint.COMMENTS: Part.CLUTTER, Hint.AD: Part.CLUTTER, Hint.COOKIE: Part.CLUTTER, Hint.NAV: Part.CLUTTER,
    Hint.FOOTER: Part.CLUTTER, Hint.SHARE: Part.CLUTTER, Hint.NEWSLETTER: Part.CLUTTER, Hint.TAGS: Part.TAGS,
    Hint.EMBED: Part.OPTIONAL, Hint.CAPTION: Part.CAPTION, Hint.BYLINE: Part.BYLINE, Hint.AUTHOR: Part.BYLINE,
    Hint.DATE: Part.BYLINE, Hint.UPDATED: Part.BYLINE, Hint.OPTIONAL: Part.OPTIONAL, Hint.SITE: Part.CLUTTER,
}  # fmt: skip
#: An element with this share of the page's sentences is the page, not what its class says (page wrappers carry classes
#: such as `with-sidebar`); comments may outweigh a short article, so they need more.
_WIDE_SHARE = 0.5
_WIDE_SHARE_COMMENTS = 0.85
_HEADLINE_WORDS = 30
_STANDFIRST_WORDS = 45
_LEAST_RELATED_WORDS = 3
_LEAST_LOOSE_WORDS = 4
_OTHER_ARTICLE_OVERLAP = 0.5
_LIST_TAGS = frozenset(["li", "a", "h2", "h3", "h4", "h5", "h6", "dt", "dd"])
_TEXT_TAGS = frozenset(["p", "li", "blockquote", "dd"])
_CREDIT = re.compile(
    r"(?:\((?:[^()]{2,40})\)|REUTERS/\S.*|©.{2,60}|\bGetty Images\b.*|AP Photo.*|/\s?(?:AFP|AP|REUTERS|EPA|Getty)\b.*)\s*\Z"
)
_BRACKETED = re.compile(r"\s*[(\[].*[)\]]\s*\Z", re.DOTALL)
_SEPARATED = re.compile(r"\s+[|¦\-–—»«•:]\s+|\s*[|»]\s*|:\s+")
#: A place of a few words, perhaps a day, and then an agency or outlet in brackets, before a dash.
_DATELINE = re.compile(
    r"^[^\s.!?؟:()\"]+(?:[ ,،/][^\s.!?؟:()\"]+){0,5}\s*(?:\([^()]{2,40}\)\s*[-–—:]|[-–—]\s*[(«][^()«»]{2,30}[)»]\s*[-–—:])\s*\S"
)
_NUMBERS_ONLY = re.compile(r"[\W\d_]*\Z")


def without_site_name(title: str, *, outlets: Sequence[str]) -> str:
    """Return a page's title without the outlet's name before or after a separator.

    >>> without_site_name("Flood in the valley | The Harbour Post", outlets=["The Harbour Post"])
    'Flood in the valley'
    """
    parts = _SEPARATED.split(title)
    if len(parts) < 2:
        return title.strip()
    known = {fold(outlet) for outlet in outlets}
    start = len(parts[0]) if fold(parts[0]).strip() in known else 0
    end = len(title)
    if fold(parts[-1]).strip() in known or any(fold(parts[-1]).startswith(name) for name in known if name):
        end = title.rfind(parts[-1])
    stripped = title[start:end].strip(" |¦-–—»«•:")
    return stripped or title.strip()


class _Page:
    """The work of one classification: facts that several steps share."""

    def __init__(self, layout: Layout, *, knowledge: IntakeKnowledge, limits: Limits) -> None:
        self.layout = layout
        self.blocks = layout.blocks
        self.knowledge = knowledge
        self.wordings = tuple(
            wording(block.text, knowledge=knowledge, searched_chars=limits.searched_chars) for block in layout.blocks
        )
        self.sentence_chars = [0] * len(layout.nodes)
        for block, said in zip(self.blocks, self.wordings, strict=True):
            if said.is_sentence and block.link_share < 0.5:
                for node in layout.lineage(block.node):
                    self.sentence_chars[node] += len(block.text)
        self.all_chars = max(
            1,
            sum(len(b.text) for b, s in zip(self.blocks, self.wordings, strict=True) if s.is_sentence and b.link_share < 0.5),
        )
        self.outer: dict[int, Hint | None] = {ROOT: None}
        self.inner: dict[int, Hint | None] = {ROOT: None}
        for number in range(1, len(layout.nodes)):
            self._inherit(number)
        self.parts: list[Part | None] = [None] * len(self.blocks)

    def _inherit(self, number: int) -> None:
        """Work out the effective hints of a node from its own and its parent's, since parents come first."""
        node = self.layout.nodes[number]
        share = self.sentence_chars[number] / self.all_chars
        own_outer: Hint | None = None
        own_inner: Hint | None = None
        for hint in node.hints:
            if share >= (_WIDE_SHARE_COMMENTS if hint is Hint.COMMENTS else _WIDE_SHARE):
                if hint is Hint.BODY:
                    own_inner = hint
                continue
            if hint in _OUTSIDE and own_outer in (None, Hint.SIDEBAR):
                own_outer = hint
            elif hint is Hint.SIDEBAR and own_outer is None:
                own_outer = hint
            elif hint not in _OUTSIDE and hint is not Hint.SIDEBAR and own_inner is None:
                own_inner = hint
        above = self.outer[node.parent]
        if own_outer is None or (own_outer is Hint.SIDEBAR and above is not None):
            own_outer = above
        elif above in (Hint.COMMENTS, Hint.COOKIE, Hint.AD):
            own_outer = above
        self.outer[number] = own_outer
        self.inner[number] = own_inner if own_inner is not None else self.inner[node.parent]

    def hint(self, at: int) -> Hint | None:
        """Return what markup says of a block: what keeps it out of the article first."""
        node = self.blocks[at].node
        return self.outer[node] or self.inner[node]

    def is_outside(self, at: int) -> bool:
        """Tell whether markup keeps the block out of the article."""
        return self.outer[self.blocks[at].node] is not None

    def is_headline(self, at: int) -> bool:
        """Tell whether a block reads like a headline: some words, no full stop, no label."""
        said = self.wordings[at]
        return (
            said.words <= _HEADLINE_WORDS
            and not said.has_full_stop
            and said.clutter is None
            and _NUMBERS_ONLY.match(said.folded) is None
        )

    def is_body_candidate(self, at: int) -> bool:
        """Tell whether a block is a sentence that nothing keeps out of an article."""
        said, block = self.wordings[at], self.blocks[at]
        return (
            said.is_sentence
            and block.link_share < 0.5
            and block.heading == 0
            and not self.is_outside(at)
            and (said.label is None or said.label.cue in (Cue.AUTHOR, Cue.PUBLISHED, Cue.TICKER))
            and said.clutter is None
            and self.inner[block.node] not in (Hint.TITLE, Hint.SITE)
        )


def _container(page: _Page) -> frozenset[int]:
    """Return the nodes that hold the article: the best one and its like siblings. Empty for flat text."""
    if not page.layout.is_markup:
        return frozenset()
    scores: dict[int, float] = {}
    for at, block in enumerate(page.blocks):
        if not page.is_body_candidate(at):
            continue
        weight = float(page.wordings[at].words)
        for distance, node in enumerate(page.layout.lineage(block.node)):
            # Full weight to the paragraph and its parent, less and less above: the measure of Readability.
            scores[node] = scores.get(node, 0.0) + weight / max(1, distance)
            if distance > 5:
                break
    if not scores:
        return frozenset()
    for node in scores:
        hints = page.layout.nodes[node].hints
        if Hint.BODY in hints:
            scores[node] *= 1.5 if page.layout.nodes[node].itemprop == "articlebody" else 1.25
    best = max(scores, key=lambda node: (scores[node], -node))
    parent = page.layout.nodes[best].parent
    signature = page.layout.nodes[best].signature
    chosen = {best}
    for node in scores:
        other = page.layout.nodes[node]
        if other.parent == parent and node != best and other.signature == signature and other.tag not in ("section", "article"):
            chosen.add(node)
    return frozenset(chosen)


def _matches(text: str, *, title: str) -> float:
    """Return how far a block is the title that the page states: the share that the shorter has of the longer."""
    one, other = " ".join(fold(text).split()), " ".join(fold(title).split())
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    if one in other or other in one:
        return min(len(one), len(other)) / max(len(one), len(other))
    return 0.0


def _title(page: _Page, *, stated: Sequence[str], outlets: Sequence[str], first_body: int | None, body: frozenset[str]) -> int | None:
    """Return the index of the title's block, or None where the page shows none."""
    site = {fold(outlet) for outlet in outlets}
    best: tuple[float, int] | None = None
    for at, block in enumerate(page.blocks):
        said = page.wordings[at]
        if page.is_outside(at) or said.words < 2 or said.words > 2 * _HEADLINE_WORDS or said.folded.strip() in site:
            continue
        match = max((_matches(block.text, title=title) for title in stated), default=0.0)
        if match < 0.45:
            continue
        score = match + (0.3 if block.heading == 1 else 0.2 if block.heading else 0.0)
        score += 0.2 if page.inner[block.node] is Hint.TITLE else 0.0
        if best is None or score > best[0] + 0.001:
            best = (score, at)
    if best is not None:
        return best[1]
    return _unstated_title(page, site=site, first_body=first_body, body=body)


def _unstated_title(page: _Page, *, site: set[str], first_body: int | None, body: frozenset[str]) -> int | None:
    candidates: list[tuple[float, int]] = []
    end = len(page.blocks) if first_body is None else first_body
    for at in range(end):
        said, block = page.wordings[at], page.blocks[at]
        is_marked = block.heading in (1, 2) or page.inner[block.node] is Hint.TITLE
        if (
            page.is_outside(at)
            or not page.is_headline(at)
            or said.words < (3 if is_marked else _LEAST_LOOSE_WORDS)
            or said.folded.strip() in site
            or (said.label is not None and said.label.cue not in (Cue.TICKER, Cue.NOTICE))
            or (block.link_share > 0.8 and not is_marked)
            or page.inner[block.node] in (Hint.BYLINE, Hint.AUTHOR, Hint.DATE, Hint.UPDATED, Hint.SITE)
            or _is_caption(page, at)
        ):
            continue
        shared = overlap(block.text, others=body)
        score = shared + (0.6 if block.heading == 1 else 0.4 if is_marked else 0.0)
        score -= 0.5 if said.label is not None else 0.0
        if shared > 0 or is_marked:
            candidates.append((score, at))
    if not candidates:
        return None
    top = max(score for score, _ in candidates)
    return next(at for score, at in candidates if score >= 0.6 * top)


def _is_caption(page: _Page, at: int) -> bool:
    """Tell whether wording makes a block a caption: a credit at its end, or a caption's label before it."""
    text, said = page.blocks[at].text, page.wordings[at]
    if said.words > 45:
        return False
    opener = page.knowledge.cues[Cue.CAPTION].at_start(said.folded.lstrip(" (["))
    if opener is not None and re.match(r"\s*[:：/\-–)]", said.folded.lstrip(" ([")[opener.end() :]):
        return True
    bracketed = _BRACKETED.match(text) is not None
    if bracketed and said.words <= 8 and page.knowledge.cues[Cue.CAPTION].search(said.folded):
        return True
    return not bracketed and not said.has_full_stop and _CREDIT.search(text) is not None and said.words >= 3


class _Pass:
    """The pass in reading order; its fields are what it remembers from block to block."""

    def __init__(self, page: _Page, *, container: frozenset[int], title_at: int | None) -> None:
        self.page = page
        self.container = container
        self.title_at = title_at
        self.mode: Cue | None = None
        self.ended = False
        self.bodies: list[int] = []
        self.related: list[tuple[int, str]] = []
        self.label_gap = False
        self.items = 0
        self.other_headline = ""
        self.in_article = [
            bool(container.intersection(page.layout.lineage(block.node))) if container else not page.layout.is_markup
            for block in page.blocks
        ]
        sentences = [at for at in range(len(page.blocks)) if self.in_article[at] and page.is_body_candidate(at)]
        after_title = [at for at in sentences if title_at is None or at > title_at]
        self.sentences = after_title or sentences
        self.first = self.sentences[0] if self.sentences else None
        self.last = self.sentences[-1] if self.sentences else None
        datelines = [at for at in self.sentences[:3] if _DATELINE.match(page.blocks[at].text[:120])]
        self.dateline = datelines[0] if datelines else None

    def run(self) -> None:
        for at in range(len(self.page.blocks)):
            self.page.parts[at] = Part.TITLE if at == self.title_at else self.part(at)
            if at == self.title_at:
                self.mode = None

    def part(self, at: int) -> Part:
        page, said = self.page, self.page.wordings[at]
        outer = page.outer[page.blocks[at].node]
        if outer is not None:
            return self.outside(at, hint=outer)
        if said.label is not None and not self.is_plain_sentence(at, label=said.label):
            return self.label(at, label=said.label)
        if _is_caption(page, at):
            return Part.CAPTION
        if said.clutter is not None:
            if self.mode is not Cue.COMMENTS:
                self.mode = None
            return Part.CLUTTER
        inner = page.inner[page.blocks[at].node]
        if inner in (Hint.BYLINE, Hint.AUTHOR, Hint.DATE, Hint.UPDATED, Hint.SITE) or (
            inner is Hint.OPTIONAL and page.layout.is_markup
        ):
            return _PART_OF_HINT[inner]
        return self.by_mode(at)

    def is_plain_sentence(self, at: int, *, label: Label) -> bool:
        """Tell whether a label's words merely open a sentence of the article."""
        if not self.page.wordings[at].is_sentence or not self.in_article[at]:
            return False
        return label.cue in (Cue.AUTHOR, Cue.PUBLISHED, Cue.UPDATED, Cue.TICKER, Cue.VIA, Cue.SHARE)

    def outside(self, at: int, *, hint: Hint) -> Part:
        page, said, block = self.page, self.page.wordings[at], self.page.blocks[at]
        self.mode = None if page.layout.is_markup else self.mode
        if hint in (Hint.RELATED, Hint.SIDEBAR):
            if said.label is not None and said.label.rest_at is not None and said.label.cue in (Cue.RELATED, Cue.NEXT_ARTICLE, Cue.TICKER):
                self.add_related(at, text=block.text[said.label.rest_at :])
                return Part.RELATED
            if said.label is not None or said.clutter is not None or not page.is_headline(at):
                return Part.CLUTTER
            least = _LEAST_RELATED_WORDS - (1 if hint is Hint.RELATED and block.link_share > 0.8 else 0)
            if said.words >= least and not self.is_moment(at):
                self.add_related(at, text=block.text)
                return Part.RELATED
            return Part.CLUTTER
        if hint is Hint.TAGS and (said.label is None or said.label.cue in (Cue.TAGS, Cue.RELATED, Cue.NOTICE, Cue.SOURCE)):
            return Part.TAGS
        if said.label is not None and said.label.cue in (Cue.TAGS, Cue.SOURCE):
            return Part.TAGS if said.label.cue is Cue.TAGS else Part.SOURCE
        return _PART_OF_HINT[hint]

    def is_moment(self, at: int) -> bool:
        """Tell whether a line is a date or clock time rather than a headline."""
        text = self.page.wordings[at].folded
        digits = sum(char.isdigit() for char in text)
        return self.page.wordings[at].words <= 7 and digits >= 4 and digits >= 0.2 * len(text.replace(" ", ""))

    def add_related(self, at: int, *, text: str) -> None:
        bare = bare_headline(text)
        if bare:
            self.related.append((at, bare))
            self.other_headline = bare

    def label(self, at: int, *, label: Label) -> Part:
        page, block = self.page, self.page.blocks[at]
        rest = block.text[label.rest_at :].strip() if label.rest_at is not None else ""
        is_flat = not page.layout.is_markup
        seen = bool(self.bodies)
        match label.cue:
            case Cue.RELATED | Cue.NEXT_ARTICLE | Cue.TICKER:
                if label.cue is Cue.NEXT_ARTICLE and seen:
                    self.ended = True
                self.mode, self.label_gap, self.items = Cue.RELATED, False, 0
                if rest and len(rest.split()) >= 2:
                    self.add_related(at, text=rest)
                    # A headline on the label's own line is the one it announces, unless a list may follow at the end.
                    self.mode = Cue.RELATED if self.ended else None
                    return Part.RELATED
                if label.cue is Cue.TICKER:
                    self.mode = None if is_flat else Cue.RELATED
                return Part.CLUTTER
            case Cue.TAGS:
                self.mode = None if rest else Cue.TAGS
                self.ended = self.ended or (seen and is_flat)
                return Part.TAGS
            case Cue.SOURCE:
                self.mode = None if rest else Cue.SOURCE
                self.ended = self.ended or (seen and is_flat)
                return Part.SOURCE
            case Cue.COMMENTS:
                self.mode = Cue.COMMENTS
                self.ended = self.ended or seen
                return Part.CLUTTER
            case Cue.AD:
                self.mode = None if rest else Cue.AD
                return Part.CLUTTER
            case Cue.AUTHOR | Cue.PUBLISHED | Cue.UPDATED:
                return Part.BYLINE
            case Cue.RIGHTS:
                self.ended = self.ended or seen
                return Part.CLUTTER
            case _:
                if self.mode is not Cue.COMMENTS:
                    self.mode = None
                return Part.CLUTTER

    def by_mode(self, at: int) -> Part:
        page, said, block = self.page, self.page.wordings[at], self.page.blocks[at]
        if self.mode is Cue.COMMENTS:
            return Part.CLUTTER
        if self.mode is Cue.TAGS:
            if said.words <= 5 and not said.has_full_stop:
                return Part.TAGS
            self.mode = None
        if self.mode is Cue.SOURCE:
            self.mode = None
            if said.words <= 6 and not said.has_full_stop:
                return Part.SOURCE
        if self.mode is Cue.AD:
            self.mode = None
            if not said.is_sentence and said.words <= 20:
                return Part.CLUTTER
        if self.mode is Cue.RELATED:
            found = self.in_related(at)
            if found is not None:
                return found
        del page, block
        return self.loose(at)

    def in_related(self, at: int) -> Part | None:
        page, said, block = self.page, self.page.wordings[at], self.page.blocks[at]
        is_paragraph = page.layout.nodes[block.node].tag == "p" and block.link_share < 0.3 and self.in_article[at]
        if self.items == 0:
            self.label_gap = block.after_gap
        elif not page.layout.is_markup and block.after_gap and not self.label_gap and not self.ended:
            if bare_headline(block.text) == block.text.strip():
                self.mode = None
                return None
        if page.is_headline(at) and not is_paragraph and said.words >= 2:
            if not self.is_moment(at):
                self.items += 1
                self.add_related(at, text=block.text)
                return Part.RELATED
            return Part.CLUTTER
        if said.is_sentence:
            if self.ended or self.is_other_article(at):
                return Part.CLUTTER
            self.mode = None
            return None
        return Part.CLUTTER if not page.layout.is_markup else None

    def is_other_article(self, at: int) -> bool:
        """Tell whether a sentence after another article's headline belongs to that article: it repeats its words."""
        if not self.other_headline or not self.bodies:
            return False
        text = self.page.blocks[at].text
        own = frozenset().union(*(stems(self.page.blocks[body].text) for body in self.bodies))
        other = overlap(self.other_headline, others=stems(text))
        return other >= _OTHER_ARTICLE_OVERLAP and other > overlap(self.other_headline, others=own)

    def loose(self, at: int) -> Part:
        page, said, block = self.page, self.page.wordings[at], self.page.blocks[at]
        node = page.layout.nodes[block.node]
        if self.ended or not self.in_article[at]:
            return self.loose_outside(at)
        if at in self.sentences_set:
            if self.dateline is not None and at < self.dateline and said.words <= _STANDFIRST_WORDS:
                return Part.OPTIONAL
            self.bodies.append(at)
            return Part.BODY
        if self.first is None or self.last is None or at < self.first:
            return Part.OPTIONAL if said.words >= _LEAST_LOOSE_WORDS else Part.CLUTTER
        if block.heading:
            return Part.OPTIONAL
        is_between = at < self.last
        if block.link_share > 0.6:
            return self.loose_outside(at)
        if _BRACKETED.match(block.text):
            return Part.OPTIONAL
        if said.is_short_sentence and (is_between or page.layout.is_markup):
            self.bodies.append(at)
            return Part.BODY
        if page.layout.is_markup and is_between and node.tag in _TEXT_TAGS and said.words >= _LEAST_RELATED_WORDS:
            self.bodies.append(at)
            return Part.BODY
        return Part.OPTIONAL if said.words >= _LEAST_RELATED_WORDS else Part.CLUTTER

    @property
    def sentences_set(self) -> frozenset[int]:
        if not hasattr(self, "_sentences_set"):
            self._sentences_set = frozenset(self.sentences)
        return self._sentences_set

    def loose_outside(self, at: int) -> Part:
        """Return the part of a block outside the article: a headline of another one where it looks like a link to it."""
        page, said, block = self.page, self.page.wordings[at], self.page.blocks[at]
        if not page.layout.is_markup:
            return Part.CLUTTER
        tag = page.layout.nodes[block.node].tag
        is_linked = block.link_share > 0.6 or tag in _LIST_TAGS or block.heading > 0
        if is_linked and page.is_headline(at) and said.words >= _LEAST_LOOSE_WORDS and not self.is_moment(at):
            self.add_related(at, text=block.text)
            return Part.RELATED
        return Part.CLUTTER


def classify(
    layout: Layout, *, stated_titles: Sequence[str], outlets: Sequence[str], knowledge: IntakeKnowledge, limits: Limits
) -> Classified:
    """Return what each block of the layout is; `stated_titles` and `outlets` are what the page says of itself, if it does."""
    page = _Page(layout, knowledge=knowledge, limits=limits)
    container = _container(page)
    before = _Pass(page, container=container, title_at=None)
    body_stems = frozenset().union(*(stems(page.blocks[at].text) for at in before.sentences[:40]))
    title_at = _title(page, stated=stated_titles, outlets=outlets, first_body=before.first, body=body_stems)
    walk = _Pass(page, container=container, title_at=title_at)
    walk.run()
    title = None if title_at is None else _title_text(page.blocks[title_at], stated=stated_titles)
    related = _related(walk, title=title)
    parts = tuple(part if part is not None else Part.CLUTTER for part in page.parts)
    hints = tuple(page.hint(at) for at in range(len(page.blocks)))
    return Classified(
        layout=layout,
        parts=parts,
        wordings=page.wordings,
        hints=hints,
        inner_hints=tuple(page.inner[block.node] for block in page.blocks),
        title=title,
        title_at=title_at,
        related=related,
    )


def _title_text(block: Block, *, stated: Sequence[str]) -> str:
    """Return the title as the page shows it, without what a stated title says stands before or after it."""
    text = " ".join(block.text.split())
    for title in stated:
        bare = " ".join(title.split())
        if bare and bare != text and fold(bare) in fold(text) and len(bare.split()) >= 3 and not bare.endswith(("…", "...")):
            return bare
    return text


def _related(walk: _Pass, *, title: str | None) -> tuple[str, ...]:
    own = " ".join(fold(title or "").split())
    found: dict[str, str] = {}
    for _, text in walk.related:
        key = " ".join(fold(text).split())
        if key and key != own:
            found.setdefault(key, text)
    return tuple(found.values())

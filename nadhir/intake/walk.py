# SPDX-License-Identifier: Apache-2.0
"""The pass in reading order: a label rules what follows it, and the article ends where its page says that it ends."""

import re
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import Final

from nadhir.intake.blocks import ROOT
from nadhir.intake.cues import Label, bare_headline, overlap
from nadhir.intake.facts import BRACKETED, HEADLINE_WORDS, LINKED_SHARE, PageFacts
from nadhir.intake.knowledge import Cue, Hint
from nadhir.intake.parts import Part

__all__ = ["Walk"]

_PART_OF_HINT: Final = {
    Hint.COMMENTS: Part.CLUTTER,
    Hint.AD: Part.CLUTTER,
    Hint.COOKIE: Part.CLUTTER,
    Hint.NAV: Part.CLUTTER,
    Hint.FOOTER: Part.CLUTTER,
    Hint.SHARE: Part.CLUTTER,
    Hint.NEWSLETTER: Part.CLUTTER,
    Hint.SITE: Part.CLUTTER,
    Hint.TAGS: Part.TAGS,
    Hint.EMBED: Part.OPTIONAL,
    Hint.OPTIONAL: Part.OPTIONAL,
    Hint.CAPTION: Part.CAPTION,
    Hint.BYLINE: Part.BYLINE,
    Hint.AUTHOR: Part.BYLINE,
    Hint.DATE: Part.BYLINE,
    Hint.UPDATED: Part.BYLINE,
}
_PIECES: Final = frozenset([Hint.BYLINE, Hint.AUTHOR, Hint.DATE, Hint.UPDATED, Hint.SITE, Hint.OPTIONAL])
#: Labels that open a sentence as often as they announce something ("By …", "Share …").
_OPENERS: Final = frozenset([Cue.AUTHOR, Cue.PUBLISHED, Cue.UPDATED, Cue.TICKER, Cue.VIA, Cue.SHARE])
_ANNOUNCERS: Final = frozenset([Cue.RELATED, Cue.NEXT_ARTICLE, Cue.TICKER])
_LABELS_OF_TAGS: Final = frozenset([Cue.TAGS, Cue.RELATED, Cue.NOTICE, Cue.SOURCE])
_LIST_TAGS: Final = frozenset(["li", "a", "h2", "h3", "h4", "h5", "h6", "dt", "dd"])
_TEXT_TAGS: Final = frozenset(["p", "li", "blockquote", "dd"])
#: A place of a few words, perhaps a day, and then an agency or outlet in brackets, before a dash.
_DATELINE: Final = re.compile(
    r"^[^\s.!?؟:()\"]+(?: [^\s.!?؟:()\"]+){0,5}\s*"
    r"(?:\([^()]{2,40}\)\s*[-–—:]|[-–—]\s*[(«][^()«»]{2,30}[)»]\s*[-–—:])\s*\S"
)
#: "Copyright 2024 …", however long the paragraph goes on.
_RIGHTS: Final = re.compile(r"\W{0,3}(?:copyright|\(c\)|©|حقوق النشر)\W{0,4}(?:\(c\)|©)?\W{0,3}(?:19|20)\d\d(?!\d)")
_ONLY_HASHTAGS: Final = re.compile(r"(?:#[^\s#]{2,60}+[\s,،]*+)++\Z")
_DATELINE_CHARS: Final = 120
_DATELINE_AMONG: Final = 3  # a standfirst and a caption may stand before the dateline, no more
_STANDFIRST_WORDS: Final = 45
_SIGN_OFF_WORDS: Final = 40
#: Blocks between two sentences of one article: a label, its headline, a caption, an advertisement.
_ARTICLE_GAP: Final = 4
_LEAST_RELATED_WORDS: Final = 3
_LEAST_LOOSE_WORDS: Final = 4
_TAG_WORDS, _SOURCE_WORDS = 5, 6
_MOMENT_WORDS, _MOMENT_DIGITS, _MOMENT_SHARE = 7, 4, 0.2
#: A sentence repeats this share of another article's headline, or of its own article's words, and so belongs to it.
_OTHER_ARTICLE: Final = 0.5
_COHESION: Final = 0.15
_SHARED_STEMS: Final = 2
_GAP_SHARE: Final = 0.7
_OWN_LINK_SHARE: Final = 0.3


class Walk:
    """One pass over a page; its fields are what it remembers from block to block. `run` gives the parts."""

    def __init__(self, facts: PageFacts, *, container: frozenset[int], title_at: int | None) -> None:
        self.facts = facts
        self.title_at = title_at
        self.related: list[str] = []
        inside = [False] * len(facts.layout.nodes)
        for number, node in enumerate(facts.layout.nodes) if container else ():
            inside[number] = number != ROOT and (inside[node.parent] or number in container)
        is_flat = not container and not facts.layout.is_markup
        self.in_article = [is_flat or inside[block.node] for block in facts.blocks]
        found = [at for at in range(len(facts.blocks)) if self.in_article[at] and facts.is_sentence_of_article(at)]
        after_title = [at for at in found if title_at is None or at > title_at]
        self.sentences = after_title or found
        self._is_sentence = frozenset(self.sentences)
        self._first = self.sentences[0] if self.sentences else None
        self._last = self._last_of_article()
        # Where empty lines part the paragraphs, what stands right under a label belongs to the label.
        apart = [facts.blocks[at].after_gap for at in self.sentences]
        self._has_gaps = len(apart) > 1 and sum(apart) >= _GAP_SHARE * len(apart)
        self._dateline = next(
            (at for at in self.sentences[:_DATELINE_AMONG] if _DATELINE.match(facts.blocks[at].text[:_DATELINE_CHARS])),
            None,
        )
        self._mode: Cue | None = None
        self._has_ended = False
        self._told: list[int] = []  # the body so far
        self._own_stems: set[str] = set()
        self._weighed = 0  # how much of the body they are of
        self._label_gap = False
        self._items = 0
        self._is_list_in_menu = False
        self._other_headline = ""

    @property
    def start(self) -> int | None:
        """The article's first sentence: the one with a dateline, or the first that others follow closely.

        A lone sentence far above the others is a notice of the page.
        """
        if self._dateline is not None:
            return self._dateline
        close = (at for at, then in pairwise(self.sentences) if then - at <= _ARTICLE_GAP)
        return next(close, self._first)

    def _last_of_article(self) -> int | None:
        """Return the last sentence of the article, a short one too where markup says that it belongs to it."""
        if not self.sentences:
            return None
        facts, last = self.facts, self.sentences[-1]
        if not facts.layout.is_markup:
            return last
        for at in range(last + 1, len(facts.blocks)):
            said = facts.wordings[at]
            if not self.in_article[at]:
                break
            if said.is_short_sentence and not facts.is_outside(at) and said.label is None and said.clutter is None:
                last = at
        return last

    def run(self) -> tuple[Part, ...]:
        """Return the part of each block, in order."""
        parts = []
        for at in range(len(self.facts.blocks)):
            if at == self.title_at:
                self._mode = None
                parts.append(Part.TITLE)
            else:
                parts.append(self._part(at))
        return tuple(parts)

    def _part(self, at: int) -> Part:
        facts, said = self.facts, self.facts.wordings[at]
        outer = facts.outer[facts.blocks[at].node]
        if outer is not None:
            return self._outside(at, hint=outer)
        if said.label is not None and not (said.label.cue in _OPENERS and said.is_sentence and self.in_article[at]):
            return self._label(at, label=said.label)
        if _ONLY_HASHTAGS.match(facts.blocks[at].text):
            return Part.TAGS
        if facts.is_caption(at):
            return Part.CAPTION
        if said.clutter is not None:
            self._leave()
            return Part.CLUTTER
        inner = facts.inner_hint(at)
        # Under "read also" a link is one of the list, whatever its class says ("views-row").
        is_listed = self._mode is Cue.RELATED and facts.blocks[at].link_share > LINKED_SHARE and facts.is_headline(at)
        if inner is not None and inner in _PIECES and not is_listed:
            return _PART_OF_HINT[inner]
        return self._by_mode(at)

    def _leave(self) -> None:
        """End what a label began; comments go on until the page says otherwise."""
        if self._mode is not Cue.COMMENTS:
            self._mode = None

    # ── what markup keeps out ───────────────────────────────────────────────────────────────────────────────────────

    def _outside(self, at: int, *, hint: Hint) -> Part:
        said = self.facts.wordings[at]
        self._mode = None
        was_list, self._is_list_in_menu = self._is_list_in_menu, False
        if hint is Hint.NAV:
            # "À lire aussi" and its links in an element that its author called a menu.
            is_label = said.label is not None and said.label.cue is Cue.RELATED and said.label.rest_at is None
            self._is_list_in_menu = is_label or (was_list and self.facts.blocks[at].link_share > LINKED_SHARE)
            if self._is_list_in_menu and not is_label:
                return self._in_side_column(at, is_related=True)
        if hint in (Hint.RELATED, Hint.SIDEBAR):
            return self._in_side_column(at, is_related=hint is Hint.RELATED)
        if hint is Hint.TAGS and (said.label is None or said.label.cue in _LABELS_OF_TAGS):
            return Part.TAGS
        if said.label is not None and said.label.cue in (Cue.TAGS, Cue.SOURCE):
            return Part.TAGS if said.label.cue is Cue.TAGS else Part.SOURCE
        return _PART_OF_HINT[hint]

    def _in_side_column(self, at: int, *, is_related: bool) -> Part:
        facts, said, block = self.facts, self.facts.wordings[at], self.facts.blocks[at]
        if said.clutter is not None or facts.knowledge.cues[Cue.VIA].at_start(said.folded) is not None:
            return Part.CLUTTER
        if said.label is not None:
            if said.label.rest_at is not None and said.label.cue in _ANNOUNCERS:
                return self._add_related(block.text[said.label.rest_at :])
            return Part.CLUTTER
        is_link = is_related and block.link_share > LINKED_SHARE
        if not facts.is_headline(at) or self._is_moment(at) or said.words < _LEAST_RELATED_WORDS - is_link:
            return Part.CLUTTER
        return self._add_related(block.text)

    def _is_moment(self, at: int) -> bool:
        """Tell whether a line is a date or clock time rather than a headline."""
        text = self.facts.wordings[at].folded.replace(" ", "")
        digits = sum(char.isdigit() for char in text)
        is_short = self.facts.wordings[at].words <= _MOMENT_WORDS
        return is_short and digits >= _MOMENT_DIGITS and digits >= _MOMENT_SHARE * len(text)

    def _add_related(self, text: str) -> Part:
        bare = bare_headline(text)
        if bare:
            self.related.append(bare)
            self._other_headline = bare
        return Part.RELATED

    # ── what labels say ─────────────────────────────────────────────────────────────────────────────────────────────

    def _label(self, at: int, *, label: Label) -> Part:
        rest = self.facts.blocks[at].text[label.rest_at :].strip() if label.rest_at is not None else ""
        is_end_of_flat = self._has_body and not self.facts.layout.is_markup
        match label.cue:
            case Cue.RELATED | Cue.NEXT_ARTICLE | Cue.TICKER:
                return self._announcer(label.cue, rest=rest)
            case Cue.TAGS | Cue.SOURCE:
                self._mode = None if rest else label.cue
                self._has_ended = self._has_ended or is_end_of_flat
                return Part.TAGS if label.cue is Cue.TAGS else Part.SOURCE
            case Cue.COMMENTS:
                self._mode = Cue.COMMENTS
                self._has_ended = self._has_ended or self._has_body
            case Cue.AD:
                self._mode = None if rest else Cue.AD
            case Cue.AUTHOR | Cue.PUBLISHED | Cue.UPDATED:
                return Part.BYLINE
            case Cue.RIGHTS:
                self._has_ended = self._has_ended or self._has_body
            case _:
                self._leave()
        return Part.CLUTTER

    def _announcer(self, cue: Cue, *, rest: str) -> Part:
        """Return the part of a label that announces other articles, and remember that they follow."""
        if cue is Cue.NEXT_ARTICLE and self._has_body:
            self._has_ended = True
        self._label_gap, self._items = False, 0
        if len(rest.split()) > 1:
            # A headline on the label's own line is the one it announces; at the end a list may follow.
            self._mode = Cue.RELATED if self._has_ended else None
            return self._add_related(rest)
        is_lone_ticker = cue is Cue.TICKER and not self.facts.layout.is_markup
        self._mode = None if is_lone_ticker else Cue.RELATED
        return Part.CLUTTER

    def _by_mode(self, at: int) -> Part:
        said = self.facts.wordings[at]
        mode = self._mode
        found: Part | None = None
        if mode is Cue.COMMENTS:
            return Part.CLUTTER
        if mode is Cue.TAGS and said.words <= _TAG_WORDS and not said.has_full_stop:
            return Part.TAGS
        if mode is Cue.RELATED:
            found = self._under_related(at)
        elif mode is not None:
            self._mode = None
            if mode is Cue.SOURCE and said.words <= _SOURCE_WORDS and not said.has_full_stop:
                found = Part.SOURCE
            elif mode is Cue.AD and self._is_advertisement(at):
                found = Part.CLUTTER
        return self._loose(at) if found is None else found

    def _is_advertisement(self, at: int) -> bool:
        """Tell whether the line under "Advertisement" is one: no sentence, or one right under it that strays."""
        said, block = self.facts.wordings[at], self.facts.blocks[at]
        if said.words > HEADLINE_WORDS:
            return False
        is_beside = not block.after_gap and not self.facts.layout.is_markup
        return not said.is_sentence or (is_beside and (self._has_gaps or not self._is_of_article(at)))

    def _under_related(self, at: int) -> Part | None:
        """Return the part of a line under "Read also", or None where the article goes on there."""
        facts, said, block = self.facts, self.facts.wordings[at], self.facts.blocks[at]
        is_flat = not facts.layout.is_markup
        if self._items == 0:
            self._label_gap = block.after_gap
        elif self._is_list_over(at):
            self._mode = None
            return None
        tag = facts.layout.nodes[block.node].tag
        is_paragraph = tag == "p" and block.link_share < _OWN_LINK_SHARE and self.in_article[at]
        if facts.is_headline(at) and not is_paragraph and said.words > 1:
            if self._is_moment(at):
                return Part.CLUTTER
            self._items += 1
            return self._add_related(block.text)
        if said.is_sentence:
            strays = self._items > 1 and not self._is_of_article(at)
            if self._has_ended or self._is_of_other_article(at) or strays:
                return Part.CLUTTER
            self._mode = None
            return None
        return Part.CLUTTER if is_flat else None

    def _is_list_over(self, at: int) -> bool:
        """Tell whether a flat list that stood right under its label is over.

        After an empty line only a bullet or number goes on with it.
        """
        block = self.facts.blocks[at]
        is_apart = block.after_gap and not self._label_gap and not self.facts.layout.is_markup
        return is_apart and not self._has_ended and bare_headline(block.text) == block.text.strip()

    def _is_of_other_article(self, at: int) -> bool:
        """Tell whether a sentence after another article's headline belongs to it: it repeats the headline's words."""
        if not self._other_headline or not self._has_body:
            return False
        share = overlap(self._other_headline, others=self.facts.stems(at))
        return share >= _OTHER_ARTICLE and share > overlap(self._other_headline, others=self._own())

    def _is_of_article(self, at: int) -> bool:
        """Tell whether a sentence shares words with the article so far."""
        if not self._has_body:
            return True
        mine = self.facts.stems(at)
        shared = len(mine & self._own())
        return shared >= _SHARED_STEMS or shared >= _COHESION * max(1, len(mine))

    # ── what is left ────────────────────────────────────────────────────────────────────────────────────────────────

    def _body(self, at: int) -> Part:
        self._told.append(at)
        return Part.BODY

    @property
    def _has_body(self) -> bool:
        return bool(self._told)

    def _own(self) -> AbstractSet[str]:
        """Return the stems of the body so far; asked only where another article may have begun."""
        self._own_stems.update(*map(self.facts.stems, self._told[self._weighed :]))
        self._weighed = len(self._told)
        return self._own_stems

    def _is_sign_off(self, at: int) -> bool:
        """Tell whether a line after the first paragraph says who made the article rather than going on with it."""
        said = self.facts.wordings[at]
        if not self._has_body or said.words > _SIGN_OFF_WORDS:
            return False
        notes = self.facts.knowledge.cues[Cue.END_NOTE]
        return notes.at_start(said.folded.lstrip(" ([_-")) is not None or notes.has_long(said.folded)

    def _loose(self, at: int) -> Part:
        said = self.facts.wordings[at]
        if self._has_body and _RIGHTS.match(said.folded):
            self._has_ended = True
            return Part.CLUTTER
        is_link = at not in self._is_sentence and self.facts.blocks[at].link_share > LINKED_SHARE
        if self._has_ended or not self.in_article[at] or is_link:
            return self._loose_outside(at)
        if at in self._is_sentence:
            is_standfirst = self._dateline is not None and at < self._dateline and said.words <= _STANDFIRST_WORDS
            return Part.OPTIONAL if is_standfirst or self._is_sign_off(at) else self._body(at)
        if self._is_short_body(at) and not self._is_sign_off(at):
            return self._body(at)
        least = _LEAST_LOOSE_WORDS if self._first is None or at < self._first else _LEAST_RELATED_WORDS
        return Part.OPTIONAL if said.words >= least else Part.CLUTTER

    def _is_short_body(self, at: int) -> bool:
        """Tell whether a line that is no full sentence belongs to the article between its first and last one."""
        facts, said, block = self.facts, self.facts.wordings[at], self.facts.blocks[at]
        if self._first is None or self._last is None or not self._first < at <= self._last:
            return False
        if block.heading or BRACKETED.match(block.text):
            return False
        is_text = facts.layout.is_markup and facts.layout.nodes[block.node].tag in _TEXT_TAGS
        return said.is_short_sentence or (is_text and said.words >= _LEAST_RELATED_WORDS)

    def _loose_outside(self, at: int) -> Part:
        """Return the part of a block outside the article: another one's headline where it looks like a link to it."""
        facts, said, block = self.facts, self.facts.wordings[at], self.facts.blocks[at]
        if not facts.layout.is_markup:
            return Part.CLUTTER
        tag = facts.layout.nodes[block.node].tag
        is_point = self._is_key_point(at, tag=tag)
        is_linked = not is_point and (block.link_share > LINKED_SHARE or tag in _LIST_TAGS or block.heading > 0)
        is_headline = facts.is_headline(at) and said.words >= _LEAST_LOOSE_WORDS and not self._is_moment(at)
        return self._add_related(block.text) if is_linked and is_headline else Part.CLUTTER

    def _is_key_point(self, at: int, *, tag: str) -> bool:
        """Tell whether an entry of a list between title and article says what the article holds: it links nowhere."""
        is_between = self.title_at is not None and self._first is not None and self.title_at < at < self._first
        return is_between and tag == "li" and not self.facts.blocks[at].links

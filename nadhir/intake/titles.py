# SPDX-License-Identifier: Apache-2.0
"""The article's headline as the page shows it: found by what it states, by its heading, or by the article's words."""

import re
from collections.abc import Sequence
from typing import Final

from nadhir.intake.blocks import Block
from nadhir.intake.facts import HEADLINE_WORDS, LINKED_SHARE, PageFacts
from nadhir.intake.knowledge import Cue, Hint
from nadhir.language.normalise import fold

__all__ = ["shown_title", "stated_block", "unstated_block", "without_site_name"]

_SEPARATED: Final = re.compile(r"\s+[|¦\-–—»«•:]\s+|\s*[|»]\s*|:\s+")
_EDGES: Final = " |¦-–—»«•:"
#: A visible block is the stated title where the shorter has this share of the longer (`Headline - Outlet`).
_LEAST_MATCH: Final = 0.45
_LEAST_WORDS, _LEAST_MARKED_WORDS, _LEAST_LOOSE_WORDS = 2, 3, 4
#: What a heading adds to the share of words that a headline has in common with its article.
_FIRST_HEADING, _HEADING, _TITLE_CLASS = 0.3, 0.2, 0.2
_UNSTATED_FIRST_HEADING, _UNSTATED_MARKED = 0.6, 0.4
_LABELLED: Final = 0.5
#: Of candidates nearly as good, the first is the headline and the next its standfirst.
_NEARLY: Final = 0.6
_TITLE_HEADINGS: Final = (1, 2)


def without_site_name(title: str, *, outlets: Sequence[str]) -> str:
    """Return a page's title without the outlet's name before or after a separator.

    >>> without_site_name("Flood in the valley | The Harbour Post", outlets=["The Harbour Post"])
    'Flood in the valley'
    """
    parts = _SEPARATED.split(title)
    known = {fold(outlet) for outlet in outlets if outlet}
    if len(parts) == 1:
        return title.strip()
    start = len(parts[0]) if fold(parts[0]).strip() in known else 0
    last = fold(parts[-1]).strip()
    end = title.rfind(parts[-1]) if any(last.startswith(name) for name in known) else len(title)
    return title[start:end].strip(_EDGES) or title.strip()


def _match(text: str, *, title: str) -> float:
    """Return how far a block is the title that the page states, both folded: the share that the shorter has."""
    if not text or not title or not (text in title or title in text):
        return 0.0
    return min(len(text), len(title)) / max(len(text), len(title))


def stated_block(facts: PageFacts, *, stated: Sequence[str], outlets: Sequence[str]) -> int | None:
    """Return the index of the block that shows a title that the page states, or None where none does."""
    site = {fold(outlet).strip() for outlet in outlets}
    titles = [" ".join(fold(title).split()) for title in stated]
    best: tuple[float, int] | None = None
    for at, block in enumerate(facts.blocks):
        said = facts.wordings[at]
        if facts.is_outside(at) or said.folded.strip() in site or not _LEAST_WORDS <= said.words <= 2 * HEADLINE_WORDS:
            continue
        folded = " ".join(facts.folded(at).split())
        match = max([_match(folded, title=title) for title in titles], default=0.0)
        if match < _LEAST_MATCH:
            continue
        score = match + (_FIRST_HEADING if block.heading == 1 else _HEADING if block.heading else 0.0)
        score += _TITLE_CLASS if facts.inner_hint(at) is Hint.TITLE else 0.0
        if best is None or score > best[0]:
            best = (score, at)
    return None if best is None else best[1]


def _may_be_title(facts: PageFacts, *, at: int, site: set[str], is_marked: bool) -> bool:
    said, block = facts.wordings[at], facts.blocks[at]
    return (
        not facts.is_outside(at)
        and facts.is_headline(at)
        and said.words >= (_LEAST_MARKED_WORDS if is_marked else _LEAST_LOOSE_WORDS)
        and said.folded.strip() not in site
        and (said.label is None or said.label.cue in (Cue.TICKER, Cue.NOTICE))
        and (is_marked or block.link_share <= LINKED_SHARE)
        and facts.inner_hint(at) not in (Hint.BYLINE, Hint.AUTHOR, Hint.DATE, Hint.UPDATED, Hint.SITE)
        and not facts.is_caption(at)
    )


def unstated_block(
    facts: PageFacts, *, outlets: Sequence[str], first_body: int | None, body: frozenset[str]
) -> int | None:
    """Return the headline-like block before the article that shares most words with it, headings preferred."""
    site = {fold(outlet).strip() for outlet in outlets}
    candidates: list[tuple[float, int]] = []
    for at in range(len(facts.blocks) if first_body is None else first_body):
        block = facts.blocks[at]
        is_marked = block.heading in _TITLE_HEADINGS or facts.inner_hint(at) is Hint.TITLE
        if not _may_be_title(facts, at=at, site=site, is_marked=is_marked):
            continue
        own = facts.stems(at)
        shared = len(own & body) / len(own) if own else 0.0
        if shared > 0 or is_marked:
            score = shared + (_UNSTATED_FIRST_HEADING if block.heading == 1 else _UNSTATED_MARKED if is_marked else 0.0)
            candidates.append((score - (_LABELLED if facts.wordings[at].label is not None else 0.0), at))
    top = max((score for score, _ in candidates), default=0.0)
    return next((at for score, at in candidates if score >= min(_NEARLY * top, top)), None)


def shown_title(block: Block, *, stated: Sequence[str]) -> str:
    """Return the title as the page shows it, without what a stated title says stands before or after it."""
    text = " ".join(block.text.split())
    for title in stated:
        bare = " ".join(title.split())
        is_inside = bare != text and fold(bare) in fold(text) and len(bare.split()) >= _LEAST_MARKED_WORDS
        if is_inside and not bare.endswith(("…", "...")):
            return bare
    return text

# SPDX-License-Identifier: Apache-2.0
"""Which block is title, body, by-line, caption, tag, other people's headline, or clutter.

One way for HTML and flattened text, in steps: 1. what markup hints at, unless the element holds most of the page's
sentences; 2. what wording says; 3. the element that holds the article, where there is markup; 4. the title; 5. one
pass in reading order, in which a label ("Read also", "Tags", "Comments") rules what follows it.

It errs towards leaving out: a sentence of the article that is missed is seen by the officer who opens the raw text; a
headline about another attack that slips into the body changes what the report says. It never drops text: every block
keeps a part, and the content stays whole.
"""

import re
from collections.abc import Sequence

from nadhir.intake.blocks import Layout
from nadhir.intake.facts import PageFacts
from nadhir.intake.knowledge import IntakeKnowledge
from nadhir.intake.limits import Limits
from nadhir.intake.parts import Classified, Part
from nadhir.intake.titles import shown_title, stated_block, unstated_block
from nadhir.intake.walk import Walk
from nadhir.language.normalise import fold

__all__ = ["classify"]

_REPLY = re.compile(r"\A(?:re|aw|ynt|rv|sv|رد|отв)\s*:\s*")  # before a thread's own title, folded
_SENTENCES_COMPARED = 40  # enough to know an article's words by


def classify(
    layout: Layout,
    *,
    stated_titles: Sequence[str],
    outlets: Sequence[str],
    knowledge: IntakeKnowledge,
    limits: Limits,
    is_body_alone: bool = False,
) -> Classified:
    """Return what each block is; `stated_titles` and `outlets` are what the page says of itself, if it does.

    With `is_body_alone` other headlines are told apart and not listed.
    """
    facts = PageFacts(layout, knowledge=knowledge, limits=limits)
    container = facts.container()
    title_at = stated_block(facts, stated=stated_titles, outlets=outlets)
    if title_at is None:
        untitled = Walk(facts, container=container, title_at=None)
        words = frozenset[str]().union(*map(facts.stems, untitled.sentences[:_SENTENCES_COMPARED]))
        title_at = unstated_block(facts, outlets=outlets, first_body=untitled.start, body=words)
    walk = Walk(facts, container=container, title_at=title_at)
    parts = walk.run()
    title = None if title_at is None else shown_title(layout.blocks[title_at], stated=stated_titles)
    blocks = range(len(layout.blocks))
    return Classified(
        layout=layout,
        parts=parts,
        wordings=facts.wordings,
        hints=tuple(facts.hint(at) for at in blocks),
        inner_hints=tuple(facts.inner_hint(at) for at in blocks),
        title=title,
        title_at=title_at,
        related=() if is_body_alone else _related(walk, parts=parts, title=title),
    )


def _related(walk: Walk, *, parts: Sequence[Part], title: str | None) -> tuple[str, ...]:
    """Return the other headlines, each once: not the article's own, which a live page lists before it tells them."""
    own = {
        " ".join(said.folded.split())
        for at, said in enumerate(walk.facts.wordings)
        if walk.in_article[at] and parts[at] in (Part.OPTIONAL, Part.BODY)
    }
    own.add(" ".join(fold(title or "").split()))
    found: dict[str, str] = {}
    for text in walk.related:
        key = _REPLY.sub("", " ".join(fold(text).split()))
        if key and key not in own:
            found.setdefault(key, text)
    return tuple(found.values())

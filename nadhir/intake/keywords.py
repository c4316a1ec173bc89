# SPDX-License-Identifier: Apache-2.0
"""The page's own keywords for its article: the tags it shows; else those it states for machines.

Tags that a scraper ran together are told apart by the article itself: words that stand together there, or in the list
of names of more than one word, are one tag.
"""

import re
from collections.abc import Sequence

from nadhir.intake.cues import bare_headline
from nadhir.intake.knowledge import Cue, IntakeKnowledge
from nadhir.intake.parts import Classified, Part
from nadhir.language.normalise import fold

__all__ = ["keywords_of"]

_SEPARATORS = re.compile(r"\s*[,،;؛|•·\n\t]\s*|\s+[-–/]\s+|\s{2,}")
_HASHTAGS = re.compile(r"#\s*([^\s#,،|]+(?:\s+(?!#)[^\s#,،|]+)*)")
_EDGES = ' .:،,;#()[]«»"“”-–—|/>»'
_LONGEST_TAG_WORDS = 4
_TAG_WORDS = 6


def keywords_of(classified: Classified, *, stated: Sequence[str], knowledge: IntakeKnowledge) -> tuple[str, ...]:
    """Return the keywords, each once, in the page's order."""
    blocks = classified.layout.blocks
    body = " ".join(
        " ".join(fold(blocks[at].text).split()) for at in (*classified.of(Part.TITLE), *classified.of(Part.BODY))
    )
    groups: list[list[str]] = []
    last = -2
    for at in classified.of(Part.TAGS):
        said, text = classified.wordings[at], blocks[at].text
        if classified.hints[at] is None and classified.title_at is not None and at < classified.title_at:
            continue
        is_label = said.label is not None and said.label.cue in (Cue.TAGS, Cue.RELATED)
        if is_label or at != last + 1:
            groups.append([])
        last = at
        if said.label is not None and said.label.rest_at is None:
            continue
        if blocks[at].links:
            groups[-1].extend(blocks[at].links)
            continue
        rest = text[said.label.rest_at :] if said.label is not None and said.label.rest_at is not None else text
        groups[-1].extend(_cut(rest, body=body, is_flat=not classified.layout.is_markup, knowledge=knowledge))
    cleaned = [tuple(dict.fromkeys(filter(None, map(_clean, group)))) for group in groups]
    shown = max(cleaned, key=len, default=())
    return shown or tuple(dict.fromkeys(filter(None, map(_clean, stated))))


def _clean(tag: str) -> str:
    bare = " ".join(tag.split()).strip(_EDGES)
    return bare if 0 < len(bare.split()) <= _TAG_WORDS and any(char.isalpha() for char in bare) else ""


def _cut(text: str, *, body: str, is_flat: bool, knowledge: IntakeKnowledge) -> list[str]:
    hashtags = _HASHTAGS.findall(text)
    if hashtags:
        return list(hashtags)
    parts = [part for part in _SEPARATORS.split(bare_headline(text)) if part]
    if len(parts) > 1 or not is_flat or len(text.split()) <= 1:
        return parts
    return _segment(text, body=body, knowledge=knowledge)


def _segment(text: str, *, body: str, knowledge: IntakeKnowledge) -> list[str]:
    words = text.split()
    folded = [fold(word) for word in words]
    compounds = knowledge.cues[Cue.COMPOUNDS]
    found: list[str] = []
    at = 0
    while at < len(words):
        size = 1
        for length in range(min(_LONGEST_TAG_WORDS, len(words) - at), 1, -1):
            phrase = " ".join(folded[at : at + length])
            if phrase in compounds or re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", body):
                size = length
                break
        found.append(" ".join(words[at : at + size]))
        at += size
    return found

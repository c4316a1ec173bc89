# SPDX-License-Identifier: Apache-2.0
"""Flattened pages and plain text as blocks: one a line, or one a paragraph where lines were wrapped by a machine.

The content is the given text, unchanged, so that every offset into it holds. Lines in which a page's pieces run
together (`a | b | c`, `home » world » …`, a source line with the tags glued to it) are cut at the joints.
"""

import re

from nadhir.intake.blocks import Block, Layout
from nadhir.intake.knowledge import Cue, IntakeKnowledge
from nadhir.intake.limits import Limits
from nadhir.language.normalise import fold, normalise

__all__ = ["flat_layout"]

_LINE = re.compile(r"[^\r\n\u2028\u2029\x85\x0b\x0c]+")
_EDGES = re.compile(r"\s*(.*?)\s*\Z", re.DOTALL)
_PIPES = re.compile(r"\s+[|¦│•·]\s+|\s*\|\s*|\t+")
_ARROWS = re.compile(r"\s+(?:[»›>→]|&gt;)\s+")
_WRAP_MIN, _WRAP_MAX, _WRAP_RUN = 50, 92, 3  # RFC 5322 asks for lines of 78; cables and mail stay below 92
_TERMINAL = re.compile(r"[.!?؟۔…:。\"”»)]\W*\Z")
_SHORT_WORDS = 8
_LABEL_AND_REST = 2
_LEAST_LABEL = 4


def _is_wrapped(lines: list[re.Match[str]]) -> bool:
    if len(lines) <= _WRAP_RUN or max(len(line.group()) for line in lines) > _WRAP_MAX:
        return False
    run = longest = 0
    for line in lines:
        text = line.group().rstrip()
        run = run + 1 if len(text) >= _WRAP_MIN and not _TERMINAL.search(text) else 0
        longest = max(longest, run)
    return longest >= _WRAP_RUN


def _wrapped_spans(text: str, *, lines: list[re.Match[str]]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    previous: re.Match[str] | None = None
    for line in lines:
        joins = (
            previous is not None
            and text.count("\n", previous.end(), line.start()) == 1
            and len(previous.group().rstrip()) >= _WRAP_MIN
        )
        if joins and line.group().strip():
            spans[-1] = (spans[-1][0], line.end())
        else:
            spans.append(line.span())
        previous = line if line.group().strip() else None
    return spans


def _cuts(text: str, *, knowledge: IntakeKnowledge) -> list[tuple[int, int]]:
    """Return the pieces of one line: itself, or its parts where a page's pieces run together in it."""
    for joint in (_ARROWS, _PIPES):
        parts: list[tuple[int, int]] = []
        start = 0
        for match in joint.finditer(text):
            parts.append((start, match.start()))
            start = match.end()
        parts.append((start, len(text)))
        kept = [(a, b) for a, b in parts if text[a:b].strip()]
        if len(kept) == _LABEL_AND_REST and knowledge.cues[Cue.TICKER].phrases & {fold(text[slice(*kept[0])]).strip()}:
            continue
        is_short = [len(text[a:b].split()) <= _SHORT_WORDS for a, b in kept]
        if len(kept) > 1 and (
            all(is_short) or (joint is _ARROWS and all(is_short[:-1])) or len(kept) > _LABEL_AND_REST
        ):
            if joint is _ARROWS and "«" in text and text.count("«") == text.count("»"):
                continue
            return [
                (a + c, a + d)
                for a, b in kept
                for c, d in (_cuts(text[a:b], knowledge=knowledge) if joint is _ARROWS else [(0, b - a)])
            ]
    return _source_and_tags(text, knowledge=knowledge)


def _source_and_tags(text: str, *, knowledge: IntakeKnowledge) -> list[tuple[int, int]]:
    folded = normalise(text)
    if knowledge.cues[Cue.SOURCE].at_start(folded.text) is None:
        return [(0, len(text))]
    # The tags' label stands glued to the first tag, so no word ends there.
    found = [
        at
        for phrase in knowledge.cues[Cue.TAGS].phrases
        if len(phrase) >= _LEAST_LABEL and (at := folded.text.find(f" {phrase}")) > 0
    ]
    if not found:
        return [(0, len(text))]
    cut = folded.raw_span(min(found) + 1, min(found) + 2)[0]
    return [(0, cut), (cut, len(text))]


def flat_layout(text: str, *, knowledge: IntakeKnowledge, limits: Limits, is_page: bool) -> Layout:
    """Return the blocks of a text; `is_page` says to cut lines in which a page's pieces run together."""
    lines = list(_LINE.finditer(text))
    spans = _wrapped_spans(text, lines=lines) if _is_wrapped(lines) else [line.span() for line in lines]
    blocks: list[Block] = []
    gap_after = 0
    for line_start, line_end in spans:
        raw = text[line_start:line_end]
        cuts = _cuts(raw, knowledge=knowledge) if is_page and len(raw) <= limits.searched_chars else [(0, len(raw))]
        for a, b in cuts:
            piece = _EDGES.match(raw, a, b)
            if piece is None or not piece.group(1):
                continue
            start, end = line_start + piece.start(1), line_start + piece.end(1)
            after_gap = text.count("\n", gap_after, start) > 1
            blocks.append(Block(text=" ".join(text[start:end].split()), start=start, end=end, after_gap=after_gap))
            gap_after = end
    return Layout(content=text, blocks=tuple(blocks[: limits.blocks]))

# SPDX-License-Identifier: Apache-2.0
"""Who told whom: the chain from the agency or paper that an article comes from to the page at hand.

An origin counts where the page gives the article to it: in the brackets of a dateline ("الرباط (و م ع) -"), in a
source line ("المصدر أ ف ب"), in a by-line, in a sign-off, or in an opening "نقلاً عن". A photograph's credit and a paper
quoted in a sentence are no link of the chain. Agencies are named by their short names, others as the page names them.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from nadhir.intake.cues import agency_names
from nadhir.intake.knowledge import Cue, Hint, IntakeKnowledge
from nadhir.intake.parts import Classified, Part
from nadhir.language.normalise import fold, normalise

__all__ = ["chain_of"]

_BRACKETS: Final = re.compile(r"[(\[«\"“]\s*([^()\[\]«»\"“”]{2,40}?)\s*[)\]»\"”]")
_DASH_END: Final = re.compile(r"\s[-–—]\s?|[-–—]\s|:\s")
_NAME_END: Final = re.compile(r"\s[-–—]\s?|[-–—]\s|:\s|[,،\n]|\.\s")
_EDGES: Final = " .:،,;()[]«»\"“”'’-–—|/*_\u200f\u200e"
_NAME_SPLIT: Final = re.compile(r"\s*[+/&|]\s*|\s*[,،;]\s*|\s+-\s+|\s+(?:and|et|und|y|ve|и)\s+")
_DATELINE_SPLIT: Final = re.compile(r"[,،/]|\s[-–—]\s")
_BYLINE_SPLIT: Final = re.compile(r"\s+[-–—|•·/]\s+|\s*[|•·/]\s*|\s*[,،]\s+")
_DATELINE_CHARS, _AFTER_DASH_CHARS, _OPENING_CHARS = 90, 40, 160
_PLACE_WORDS: Final = 8  # before the brackets of a dateline: place, country, day
_NAME_WORDS, _AGENCY_WORDS = 6, 4
_DATELINE_PIECES: Final = 5
_BYLINE_WORDS: Final = 14
_MOST_IN_BYLINE: Final = 2
_INSIDE: Final = 4  # characters above which one name inside another is no chance
_GENERIC: Final = "agencies"
_ELSEWHERE: Final = frozenset(
    [
        Hint.CAPTION,
        Hint.NAV,
        Hint.FOOTER,
        Hint.RELATED,
        Hint.COMMENTS,
        Hint.SHARE,
        Hint.EMBED,
        Hint.SIDEBAR,
        Hint.AD,
    ]
)
_VIA_BEFORE: Final = 4  # blocks before the first paragraph
_NEVER_VIA: Final = frozenset([Hint.CAPTION, Hint.NAV, Hint.FOOTER, Hint.RELATED, Hint.COMMENTS, Hint.AD])
_BYLINES: Final = frozenset([Part.BYLINE, Part.OPTIONAL, Part.CLUTTER])


def _agency(name: str, *, knowledge: IntakeKnowledge) -> str | None:
    """Return the short name of the agency that a name stands for; of "agencies" the page's own word; else None."""
    known = agency_names(knowledge)
    folded = " ".join(fold(name).strip(_EDGES).split())
    found = known.get(folded)
    if found is None and "." in folded:
        letters = [part for part in re.split(r"[.\s]+", folded) if part]
        found = known.get(" ".join(letters)) or known.get("".join(letters))
    return name.strip(_EDGES) if found is not None and found.lower() == _GENERIC else found


def _members(text: str, *, knowledge: IntakeKnowledge) -> list[str]:
    """Return the members that a source line names: agencies by their short names, others as written."""
    whole = _agency(text, knowledge=knowledge)
    if whole is not None:
        return [whole]
    found = []
    for piece in _NAME_SPLIT.split(text):
        name = piece.strip(_EDGES)
        agency = _agency(name, knowledge=knowledge)
        if agency is not None:
            found.append(agency)
        elif len(name) > 1 and len(name.split()) <= _NAME_WORDS and "://" not in name and not name[0].isdigit():
            found.append(name)
    return found


def _dateline(text: str, *, knowledge: IntakeKnowledge) -> list[str]:
    """Return the agencies in the dateline of a paragraph: in brackets, or between place and dash."""
    end = _DASH_END.search(text, 0, _DATELINE_CHARS)
    head = text[: min(_DATELINE_CHARS, end.end() + _AFTER_DASH_CHARS) if end is not None else _DATELINE_CHARS]
    found: list[str | None] = []
    for match in _BRACKETS.finditer(head):
        if len(text[: match.start()].split()) > _PLACE_WORDS:
            break
        found.extend(_agency(piece, knowledge=knowledge) for piece in (match[1], *_NAME_SPLIT.split(match[1])))
    if not any(found) and end is not None:
        # "İstanbul, AA -", "МОСКВА, 24 мар — РИА Новости."
        pieces = (piece.split(". ")[0] for piece in _DATELINE_SPLIT.split(text[:_DATELINE_CHARS])[:_DATELINE_PIECES])
        found.extend(_agency(piece, knowledge=knowledge) for piece in pieces if len(piece.split()) <= _AGENCY_WORDS)
    return [name for name in found if name is not None]


def _opening_via(text: str, *, knowledge: IntakeKnowledge) -> list[str]:
    """Return whom an opening "نقلاً عن «…» -" names."""
    head = normalise(text[:_OPENING_CHARS])
    bare = head.text.lstrip(" ([")
    opener = knowledge.cues[Cue.VIA].at_start(bare)
    if opener is None:
        return []
    rest = text[head.raw_span(0, len(head.text) - len(bare) + opener.end())[1] :][:_DATELINE_CHARS].lstrip(" :")
    quoted = _BRACKETS.match(rest)
    if quoted is not None:
        return _members(quoted[1], knowledge=knowledge)
    end = _NAME_END.search(rest)
    name = rest[: end.start()] if end is not None else ""
    return _members(name, knowledge=knowledge) if 0 < len(name.split()) <= _NAME_WORDS else []


def _byline(text: str, *, knowledge: IntakeKnowledge) -> list[str]:
    """Return the agencies of a by-line or sign-off that says little else: "By Reuters", "(avec AFP)", "X | AP"."""
    whole = _agency(text, knowledge=knowledge)
    if whole is not None:
        return [whole]
    folded = fold(text).strip(_EDGES)
    known = agency_names(knowledge)
    for cue in (Cue.AUTHOR, Cue.VIA, Cue.SOURCE, Cue.END_NOTE):
        opener = knowledge.cues[cue].at_start(folded)
        if opener is None:
            continue
        words = folded[opener.end() :].strip(_EDGES).split()
        # A sign-off goes on after the agency ("Reporting by Reuters Vienna bureau"), a by-line does not.
        lengths = range(min(len(words), 3), 0, -1) if cue in (Cue.END_NOTE, Cue.VIA) else (len(words),)
        for length in lengths:
            name = known.get(" ".join(words[:length]))
            if name is not None and name.lower() != _GENERIC:
                return [name]
    pieces = _BYLINE_SPLIT.split(text)
    if len(pieces) == 1:
        return []
    named = (_agency(piece, knowledge=knowledge) for piece in pieces if len(piece.split()) <= _AGENCY_WORDS)
    return [name for name in named if name is not None][:_MOST_IN_BYLINE]


def _around(classified: Classified, *, knowledge: IntakeKnowledge) -> Iterator[str]:
    """Yield the agencies of by-lines, sign-offs and of a dateline that stands on a line of its own."""
    blocks, title_at = classified.layout.blocks, classified.title_at
    first = next(iter(classified.of(Part.BODY)), len(blocks))
    for at, part in enumerate(classified.parts):
        if part not in _BYLINES or classified.hints[at] in _ELSEWHERE or classified.wordings[at].words > _BYLINE_WORDS:
            continue
        yield from _byline(blocks[at].text, knowledge=knowledge)
        if part is Part.OPTIONAL and title_at is not None and title_at < at < first:
            yield from _dateline(blocks[at].text, knowledge=knowledge)


def _via_lines(classified: Classified, *, knowledge: IntakeKnowledge) -> Iterator[str]:
    """Yield whom a line right before the article, of nothing else, names: "نقلاً عن صحيفة السهل", "Forwarded from …"."""
    blocks, title_at = classified.layout.blocks, classified.title_at
    first = next(iter(classified.of(Part.BODY)), 0)
    start = max(0, first - _VIA_BEFORE) if title_at is None or title_at > first else max(title_at, first - _VIA_BEFORE)
    for at in range(start, first):
        text, said = blocks[at].text, classified.wordings[at]
        if said.words > _BYLINE_WORDS or classified.parts[at] is Part.RELATED or classified.hints[at] in _NEVER_VIA:
            continue
        folded = normalise(text)
        opener = knowledge.cues[Cue.VIA].at_start(folded.text)
        if opener is None or opener.end() >= len(folded.text):
            continue
        name = text[folded.raw_span(opener.start(), opener.end())[1] :].strip(_EDGES)
        if 0 < len(name.split()) <= _NAME_WORDS and not name.endswith("."):
            yield from _members(name, knowledge=knowledge)


def _source_lines(classified: Classified, *, knowledge: IntakeKnowledge) -> Iterator[str]:
    """Yield what source lines name, in the page's order: each republisher adds its own below."""
    for at in classified.of(Part.SOURCE):
        text, label = classified.layout.blocks[at].text, classified.wordings[at].label
        if label is None:
            yield from _members(text, knowledge=knowledge)
        elif label.rest_at is not None:
            yield from _members(text[label.rest_at :], knowledge=knowledge)


def chain_of(
    classified: Classified,
    *,
    outlet: str | None,
    origins: Sequence[str],
    authors: Sequence[str],
    knowledge: IntakeKnowledge,
) -> tuple[str, ...]:
    """Return the chain, origin first, the page's own outlet last where it is known.

    `origins` and `authors` are what the page states for machines; of the authors only agencies count.
    """
    found: list[str] = []
    bodies = classified.of(Part.BODY)
    if bodies:
        lead = classified.layout.blocks[bodies[0]].text
        found += _opening_via(lead, knowledge=knowledge) or _dateline(lead, knowledge=knowledge)
    found += _via_lines(classified, knowledge=knowledge)
    found += _around(classified, knowledge=knowledge)
    found += _source_lines(classified, knowledge=knowledge)
    for origin in origins:
        found += _members(origin, knowledge=knowledge) if len(origin.split()) <= _NAME_WORDS else ()
    found += (name for author in authors if (name := _agency(author, knowledge=knowledge)) is not None)
    own = _key(outlet or "")
    chain: dict[str, str] = {}
    for name in found:
        key = _key(name)
        if key and not _is_same(key, own):
            chain.setdefault(key, name)
    return (*chain.values(), *([outlet] if outlet else ()))


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", fold(name))


def _is_same(one: str, other: str) -> bool:
    if not other:
        return False
    return one == other or (len(one) > _INSIDE and one in other) or (len(other) > _INSIDE and other in one)

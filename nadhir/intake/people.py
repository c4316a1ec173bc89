# SPDX-License-Identifier: Apache-2.0
"""Who wrote an article: a person's name as the page gives it, never a desk, an agency, a site or an account.

Steps, the first that gives a name: 1. what the page states for machines; 2. the elements marked as an author's;
3. a by-line ("By …", "كتب: …", "… / Bolu", "الدوحة - …") among the lines around the article.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from nadhir.intake.cues import agency_names
from nadhir.intake.dates import find_days
from nadhir.intake.knowledge import Cue, Hint, IntakeKnowledge
from nadhir.intake.parts import Classified, Part
from nadhir.language.normalise import fold, normalise

__all__ = ["author_of"]

_CUT: Final = re.compile(r"\s*(?:[|•·،,;»–—\n(]|\s[-/]\s|\s/\s?|/\s|<|@|\bin\s)\s*")
_PIECES: Final = re.compile(r"\s+[-–—|•·/]\s+|\s*[|•·]\s*|\s*/\s*|\s*[,،]\s+|\n")
_CUE_GAP: Final = re.compile(r"[\s:：/-]+")
_CUE_END: Final = re.compile(r"[\s:：/\-–|]")
_NO_NAME: Final = re.compile(r"[\d@]|://")
_PUNCTUATED: Final = re.compile(r"[.!?؟:;«»\"]")
_HONORIFIC: Final = re.compile(
    r"\A(?:د|دكتور|الدكتور|دكتورة|أ\.د|أ|م|المهندس|الأستاذ|الاستاذ|الشيخ|dr|prof|mr|mrs|ms|sir)\.?\s*[./]?\s+(?=\S)",
    re.IGNORECASE,
)
_CASED_WORD: Final = re.compile(r"[A-Za-zÀ-ɏА-Яа-яЁёҐ-ӹİıŞşĞğ'’.\-]+\Z")
_PARTICLES: Final = frozenset(
    "de la le van von der den al el bin ibn abu ben del di da dos du bint ould and et y".split()
)
_EDGES: Final = " .:-–—|،,"
_INITIAL_END: Final = re.compile(r"\s[^\W\d_]\Z")
_NAME_WORDS: Final = range(2, 6)
_NAME_CHARS: Final = range(4, 60)
_LONG_NAME: Final = 4  # characters above which an outlet's or agency's name inside another is no chance
_BYLINE_WORDS: Final = 20
_BEFORE, _AFTER = 12, 6  # blocks around the article in which by-lines stand
_UNMARKED_WORDS, _DATE_WORDS, _UNMARKED_BEFORE, _UNMARKED_AFTER = 7, 9, 4, 3
_PAIR: Final = 2
_ELSEWHERE: Final = frozenset([Hint.COMMENTS, Hint.RELATED, Hint.NAV, Hint.AD, Hint.SIDEBAR, Hint.EMBED, Hint.CAPTION])
_NEVER_BYLINES: Final = frozenset([Part.BODY, Part.TITLE, Part.RELATED, Part.CAPTION, Part.TAGS, Part.SOURCE])
_MARKED: Final = frozenset([Hint.BYLINE, Hint.AUTHOR, Hint.DATE])
_NOT_A_NAME_START: Final = (Cue.SHARE, Cue.NOTICE, Cue.UPDATED, Cue.PUBLISHED, Cue.RELATED, Cue.COMMENTS, Cue.DESKS)
_NOT_IN_A_NAME: Final = (Cue.RELATIVE, Cue.NOTICE, Cue.END_NOTE, Cue.TAGS, Cue.AD)


@lru_cache(maxsize=4)
def _agency_pattern(knowledge: IntakeKnowledge) -> re.Pattern[str]:
    long = sorted((name for name in agency_names(knowledge) if len(name) > _LONG_NAME), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, long))})(?!\w)" if long else r"(?!)")


@dataclass(frozen=True, slots=True)
class _Names:
    """What is needed to tell a person's name: the knowledge, and the outlet's own names."""

    knowledge: IntakeKnowledge
    outlets: frozenset[str]  # folded

    def is_person(self, name: str) -> bool:
        """Tell whether a name reads as a person's: some words of letters, none of a desk, agency or outlet."""
        words = name.split()
        if len(words) not in _NAME_WORDS or len(name) not in _NAME_CHARS or _NO_NAME.search(name):
            return False
        folded = " ".join(fold(name).split())
        if any(folded == outlet or (len(outlet) > _LONG_NAME and outlet in folded) for outlet in self.outlets):
            return False
        agencies = agency_names(self.knowledge)
        if folded in agencies or _agency_pattern(self.knowledge).search(folded):
            return False
        cues = self.knowledge.cues
        if any(word in cues[Cue.DESKS] for word in folded.split()):
            return False
        if any(cues[cue].at_start(folded) for cue in _NOT_A_NAME_START):
            return False
        if any(cues[cue].search(folded) for cue in _NOT_IN_A_NAME):
            return False
        if all(_CASED_WORD.match(word) for word in words):
            return all(word[0].isupper() or word.lower() in _PARTICLES for word in words)
        return any(char.isalpha() for char in name) and _PUNCTUATED.search(name.replace(".", "", 2)) is None

    def bare(self, text: str) -> str:
        """Return a name without the cue before it, the place and the post after it."""
        name = " ".join(text.split())
        cues = self.knowledge.cues
        for _ in range(2):
            folded = normalise(name)
            opener = cues[Cue.AUTHOR].at_start(folded.text)
            if opener is None:
                break
            rest = name[folded.raw_span(opener.start(), opener.end())[1] :]
            if rest and not _CUE_END.match(rest):
                break
            name = rest.lstrip(" :：/-–|")
        words = _CUT.split(name, maxsplit=1)[0].strip(" .:-–—|").split()
        post = next(
            (at for at in range(min(_NAME_WORDS), len(words)) if cues[Cue.POSTS].at_start(fold(" ".join(words[at:])))),
            len(words),
        )
        name = " ".join(words[:post])
        name = _HONORIFIC.sub("", name) if post > min(_NAME_WORDS) else name
        bare = (name.title() if name.isupper() and name.isascii() else name).strip(_EDGES)
        # The point behind an initial is part of the name.
        return f"{bare}." if _INITIAL_END.search(bare) and f"{bare}." in text else bare

    def after_cue(self, text: str) -> str | None:
        """Return the person that a line names after an author's cue, at its start or at the start of a piece of it."""
        folded = normalise(text)
        for start in self._after_cues(folded.text):
            name = self.bare(text[folded.raw_span(start, start)[0] :])
            if self.is_person(name):
                return name
        return None

    def _after_cues(self, folded: str) -> Iterator[int]:
        for start in (0, *(match.end() for match in _PIECES.finditer(folded))):
            piece = folded[start:]
            lead = len(piece) - len(piece.lstrip(" ([-–—*"))
            opener = self.knowledge.cues[Cue.AUTHOR].at_start(piece[lead:])
            gap = None if opener is None else _CUE_GAP.match(piece, lead + opener.end())
            if gap is not None:
                yield start + gap.end()

    def among_pieces(self, text: str) -> str | None:
        """Return the person that is one of the pieces of a by-line without a cue ("Emre Aksoy / Bolu")."""
        for piece in _PIECES.split(text):
            name = self.bare(piece)
            if self.is_person(name) and not find_days(piece, months=self.knowledge.months):
                return name
        return None


def author_of(
    classified: Classified, *, stated: Sequence[str], outlets: Sequence[str], knowledge: IntakeKnowledge
) -> str | None:
    """Return the author's name as the page gives it, or None for a desk, an agency or nobody."""
    names = _Names(knowledge, frozenset(" ".join(fold(outlet).split()) for outlet in outlets if outlet))
    for name in map(names.bare, stated):
        if names.is_person(name):
            return name
    blocks, hints = classified.layout.blocks, classified.hints
    for at, inner in enumerate(classified.inner_hints):
        if inner is Hint.AUTHOR and hints[at] not in _ELSEWHERE:
            found = names.after_cue(blocks[at].text) or names.among_pieces(blocks[at].text)
            if found is not None:
                return found
    near = list(_near(classified))
    for at in near:
        found = names.after_cue(blocks[at].text)
        if found is not None:
            return found
    for at in near:
        found = names.among_pieces(blocks[at].text) if hints[at] in _MARKED else None
        if found is not None:
            return found
    return _unmarked(classified, names=names)


def _near(classified: Classified) -> Iterator[int]:
    """Yield the short lines around and between the article's paragraphs in which a by-line may stand."""
    bodies = classified.of(Part.BODY)
    start = max(bodies[0] - _BEFORE, 0) if bodies else 0
    end = bodies[-1] + _AFTER if bodies else len(classified.parts)
    for at in range(start, min(end, len(classified.parts))):
        is_elsewhere = classified.parts[at] is Part.CLUTTER and classified.hints[at] in (*_ELSEWHERE, Hint.FOOTER)
        if (
            classified.parts[at] not in _NEVER_BYLINES
            and not is_elsewhere
            and classified.wordings[at].words <= _BYLINE_WORDS
        ):
            yield at


def _unmarked(classified: Classified, *, names: _Names) -> str | None:
    """Return a name that stands without a cue where names stand: with place or outlet, or beside the date line."""
    blocks, bodies = classified.layout.blocks, classified.of(Part.BODY)
    if not bodies:
        return None
    title_at = classified.title_at
    start = title_at + 1 if title_at is not None and title_at < bodies[0] else max(0, bodies[0] - _UNMARKED_BEFORE)
    after = range(bodies[-1] + 1, min(bodies[-1] + _UNMARKED_AFTER, len(blocks)))
    for at in (*range(start, bodies[0]), *after):
        said = classified.wordings[at]
        is_line = classified.parts[at] in (Part.OPTIONAL, Part.CLUTTER, Part.BYLINE) and said.words <= _UNMARKED_WORDS
        if not is_line or said.label is not None or said.clutter is not None or classified.hints[at] in _ELSEWHERE:
            continue
        found = _beside_place(blocks[at].text, names=names) or _beside_date(classified, at=at, names=names)
        if found is not None:
            return found
    return None


def _beside_place(text: str, *, names: _Names) -> str | None:
    """Return the person of a line of two pieces of which the other is one word or the outlet ("الدوحة - …")."""
    pieces = [piece.strip() for piece in _PIECES.split(text) if piece.strip()]
    if len(pieces) != _PAIR:
        return None
    for piece, other in (pieces, pieces[::-1]):
        is_place = len(other.split()) == 1 or any(fold(other) in outlet for outlet in names.outlets)
        name = names.bare(piece)
        if is_place and names.is_person(name) and not find_days(other, months=names.knowledge.months):
            return name
    return None


def _beside_date(classified: Classified, *, at: int, names: _Names) -> str | None:
    """Return the person whose name, in a script with capitals, is the whole of a line beside the date line."""
    blocks = classified.layout.blocks
    name = names.bare(blocks[at].text)
    if not name or not all(map(_CASED_WORD.match, name.split())) or not names.is_person(name):
        return None
    beside = (blocks[near].text for near in (at - 1, at + 1) if 0 <= near < len(blocks))
    is_dated = any(
        len(line.split()) <= _DATE_WORDS and find_days(line, months=names.knowledge.months) for line in beside
    )
    return name if is_dated else None

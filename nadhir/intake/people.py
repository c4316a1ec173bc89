# SPDX-License-Identifier: Apache-2.0
"""Who wrote an article: a person's name as the page gives it, never a desk, an agency, a site or an account.

Steps, the first that gives a name: 1. what the page states for machines; 2. the elements marked as an author's;
3. a by-line ("By …", "كتب: …", "… / Bolu", "الدوحة - …") among the lines around the article.
"""

import re
from collections.abc import Sequence

from nadhir.intake.classify import Classified, Part
from nadhir.intake.cues import agency_names
from nadhir.intake.dates import find_days
from nadhir.intake.knowledge import Cue, Hint, IntakeKnowledge
from nadhir.language.normalise import fold, normalise

__all__ = ["author_of", "is_person"]

_CUT = re.compile(r"\s*(?:[|•·،,;–—\n(]|\s[-/]\s|\s/\s?|/\s|<|@|\bin\s)\s*")
_PIECES = re.compile(r"\s+[-–—|•·/]\s+|\s*[|•·]\s*|\s*/\s*|\s*[,،]\s+|\n")
_LETTERS = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")
_NAME_WORDS = range(2, 6)
_NAME_CHARS = range(4, 60)
_PARTICLES = frozenset("de la le van von der den al el bin ibn abu ben del di da dos du bint ould and et و و".split())
_TITLES = re.compile(r"\A(?:د|دكتور|الدكتور|دكتورة|أ\.د|أ|م|المهندس|الأستاذ|الاستاذ|الشيخ|dr|prof|mr|mrs|ms|sir)\.?\s*[./]?\s+(?=\S)", re.IGNORECASE)
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏА-Яа-яЁёҐ-ӹİıŞşĞğ'’.\-]+\Z")


def is_person(name: str, *, outlets: Sequence[str], knowledge: IntakeKnowledge) -> bool:
    """Tell whether a name reads as a person's: some words of letters, none of a desk, agency or outlet."""
    folded = " ".join(fold(name).split())
    words = name.split()
    if len(words) not in _NAME_WORDS:
        return False
    if len(name) not in _NAME_CHARS or _DIGIT.search(name) or "@" in name or "://" in name or not _LETTERS.search(name):
        return False
    if folded in agency_names(knowledge) or folded in {" ".join(fold(outlet).split()) for outlet in outlets}:
        return False
    if any(fold(outlet) in folded for outlet in outlets if len(outlet) > 4):
        return False
    desks = knowledge.cues[Cue.DESKS]
    if folded in desks or any(word in desks for word in folded.split()) or desks.at_start(folded):
        return False
    if any(re.search(rf"(?<!\w){re.escape(agency)}(?!\w)", folded) for agency in agency_names(knowledge) if len(agency) > 4):
        return False
    if any(knowledge.cues[cue].at_start(folded) for cue in (Cue.SHARE, Cue.NOTICE, Cue.UPDATED, Cue.PUBLISHED, Cue.RELATED, Cue.COMMENTS)):
        return False
    latin = [word for word in words if _LATIN_WORD.match(word)]
    if len(latin) == len(words):
        capital = [word for word in words if word[0].isupper() or word.lower() in _PARTICLES]
        return len(capital) == len(words)
    return not re.search(r"[.!?؟:;«»\"]", name.replace(".", "", 2))


def _bare_name(text: str, *, knowledge: IntakeKnowledge) -> str:
    """Return a name without the cue before it, the place and the post after it."""
    name = " ".join(text.split())
    for _ in range(2):
        folded = normalise(name)
        opener = knowledge.cues[Cue.AUTHOR].at_start(folded.text)
        if opener is None:
            break
        rest = name[folded.raw_span(opener.start(), opener.end())[1] :]
        if rest and not rest[0].isspace() and rest[0] not in ":：/-–|":
            break
        name = rest.lstrip(" :：/-–|")
    name = _CUT.split(name, maxsplit=1)[0].strip(" .:-–—|")
    posts = knowledge.cues[Cue.POSTS]
    words = name.split()
    for at, word in enumerate(words):
        if at >= 2 and (fold(word) in posts or posts.at_start(fold(" ".join(words[at:])))):
            name = " ".join(words[:at])
            break
    name = _TITLES.sub("", name) if len(name.split()) > 2 else name
    if name.isupper() and name.isascii():
        name = name.title()
    return name.strip(" .:-–—|،,")


def _from_line(text: str, *, outlets: Sequence[str], knowledge: IntakeKnowledge, is_marked: bool) -> str | None:
    """Return the person that a by-line names: after a cue, or one of its pieces."""
    folded = normalise(text)
    for start in _author_cues(folded.text, knowledge=knowledge):
        name = _bare_name(text[folded.raw_span(start, start)[0] :], knowledge=knowledge)
        if is_person(name, outlets=outlets, knowledge=knowledge):
            return name
    if not is_marked:
        return None
    for piece in _PIECES.split(text):
        name = _bare_name(piece, knowledge=knowledge)
        if is_person(name, outlets=outlets, knowledge=knowledge) and not find_days(piece, months=knowledge.months):
            return name
    return None


def _author_cues(folded: str, *, knowledge: IntakeKnowledge) -> list[int]:
    """Return where a name may start: after each author's cue at the start of the line or of a piece of it."""
    starts = [0, *(match.end() for match in _PIECES.finditer(folded))]
    found = []
    for start in starts:
        piece = folded[start:]
        lead = len(piece) - len(piece.lstrip(" ([-–—*"))
        opener = knowledge.cues[Cue.AUTHOR].at_start(piece[lead:])
        if opener is None:
            continue
        gap = re.match(r"[\s:：/-]+", piece[lead + opener.end() :])
        if gap is not None:
            found.append(start + lead + opener.end() + gap.end())
    return found


def author_of(
    classified: Classified, *, stated: Sequence[str], outlets: Sequence[str], knowledge: IntakeKnowledge
) -> str | None:
    """Return the author's name as the page gives it, or None for a desk, an agency or nobody."""
    for name in stated:
        bare = _bare_name(name, knowledge=knowledge)
        if is_person(bare, outlets=outlets, knowledge=knowledge):
            return bare
    blocks = classified.layout.blocks
    bodies = classified.of(Part.BODY)
    near = range(max(bodies[0] - 12, 0) if bodies else 0, min(bodies[-1] + 6, len(blocks)) if bodies else len(blocks))
    elsewhere = (Hint.COMMENTS, Hint.RELATED, Hint.NAV, Hint.AD, Hint.SIDEBAR, Hint.EMBED, Hint.CAPTION)
    marked = [
        at
        for at in range(len(blocks))
        if classified.inner_hints[at] is Hint.AUTHOR and classified.hints[at] not in elsewhere
    ]
    for at in marked:
        name = _from_line(blocks[at].text, outlets=outlets, knowledge=knowledge, is_marked=True)
        if name is not None:
            return name
    for is_marked in (False, True):
        for at in near:
            part = classified.parts[at]
            if at in bodies or part in (Part.TITLE, Part.RELATED, Part.CAPTION, Part.TAGS, Part.SOURCE):
                continue
            if part is Part.CLUTTER and classified.hints[at] in (Hint.COMMENTS, Hint.RELATED, Hint.NAV, Hint.FOOTER, Hint.AD, Hint.SIDEBAR):
                continue
            said = classified.wordings[at]
            if said.words > 20:
                continue
            name = _from_line(
                blocks[at].text, outlets=outlets, knowledge=knowledge, is_marked=is_marked and classified.hints[at] in (Hint.BYLINE, Hint.AUTHOR, Hint.DATE)
            )
            if name is not None:
                return name
    return None

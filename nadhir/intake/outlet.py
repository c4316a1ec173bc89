# SPDX-License-Identifier: Apache-2.0
"""Whose page it is: the outlet's name as the page gives it.

Steps, the first that gives a name: 1. what the page states for machines; 2. the site's own title; 3. what the head's
title carries beside the article's; 4. the line of rights; 5. a short first line that the page repeats; 6. a head title
that names nothing else.
"""

import re
from collections.abc import Sequence
from typing import Final

from nadhir.intake.facts import is_menu_line
from nadhir.intake.knowledge import Cue, Hint, IntakeKnowledge
from nadhir.intake.parts import Classified, Part
from nadhir.language.normalise import fold, normalise

__all__ = ["outlet_of"]

_EDGES: Final = " .:،,;()[]«»\"“”'’-–—|/*_•\u200f\u200e"
_TITLE_JOINT: Final = re.compile(r"\s+(?:[|\-–—»•]|::)\s+|\s*\|\s*|,\s*\d")
_HEAD_JOINT: Final = re.compile(r"\s+[-–—|»:]\s+|\s*\|\s*")
_DATE_TAIL: Final = re.compile(r"[,،]?\s*\d[\d./\-]*\Z")
_RIGHTS_SIGN: Final = re.compile(r"©|\(c\)|&copy;|copyright", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20|14|13)\d{2}(?:\s*[-–]\s*(?:19|20|14|13)?\d{2})?(?!\d)")
_QUOTED: Final = re.compile(r"[«\"“]\s*([^«»\"“”]{2,40}?)\s*[»\"”]")
_RIGHTS_SENTENCE: Final = re.compile(r"[.|\n]|\s[-–—]\s")
_RIGHTS_OF: Final = re.compile(
    r"^\s*(?:ل(?=صحيف|موقع|وكال|شبك|قنا|مؤسس)|لدى|لـ|by|to|of|for|the rights of|à|de)\s*", re.IGNORECASE
)
_NAME_WORDS: Final = 6
_LEAST_HEADLINE_WORDS: Final = 3
_RIGHTS_CHARS: Final = 200
_LEAST_CHARS: Final = 3
_FIRST_LINES, _FIRST_LINE_WORDS = 10, 5
_BARE_WORDS, _BARE_TITLE_WORDS = 4, 8
_KIND_AND_NAME: Final = 2  # "صحيفة" and one more word: the kind is part of so short a name


def outlet_of(
    classified: Classified, *, stated: Sequence[str], titles: Sequence[str], knowledge: IntakeKnowledge
) -> str | None:
    """Return the name of the outlet whose page this is, or None where the page does not tell."""
    platforms = knowledge.cues[Cue.PLATFORMS]
    own = [site for site in stated if " ".join(fold(site).split()) not in platforms]
    if stated and not own:
        # A platform's page of one post is the account's, whose name it states as its title.
        account = next((title for title in titles if title and len(title.split()) <= _NAME_WORDS), None)
        if account is not None and " ".join(fold(account).split()) not in platforms:
            return account
    return (
        next(iter(own), None)
        or _site_title(classified)
        or _beside_title(classified.title, titles=titles)
        or _of_rights(classified, knowledge=knowledge)
        or _of_first_lines(classified, knowledge=knowledge)
        or _of_bare_title(titles)
    )


def _site_title(classified: Classified) -> str | None:
    for at, hint in enumerate(classified.hints):
        text = classified.layout.blocks[at].text
        if hint is Hint.SITE and at != classified.title_at and len(text.split()) <= _NAME_WORDS:
            return text
    return None


def _beside_title(title: str | None, *, titles: Sequence[str]) -> str | None:
    """Return what the head's title says beside the article's own: `Headline - Outlet`, `Outlet: Headline`."""
    own = " ".join((title or "").split())
    for stated in titles if own else ():
        whole = " ".join(stated.split())
        at = whole.find(own)
        if at < 0:
            name = _beside_cut_title(own, whole=whole)
            if name is not None:
                return name
        if at < 0 or whole == own:
            continue
        # The site stands at the outer end: `Headline - Section | Site`, `Site | Section | Headline`.
        for rest, outer in ((whole[at + len(own) :], -1), (whole[:at], 0)):
            name = _DATE_TAIL.sub("", _TITLE_JOINT.split(rest.strip(_EDGES))[outer].strip(_EDGES)).strip(_EDGES)
            if name and len(name.split()) <= _NAME_WORDS:
                return name
    return None


def _beside_cut_title(own: str, *, whole: str) -> str | None:
    """Return what stands beside a headline that the head's title gives shortened."""
    parts = [part.strip(_EDGES) for part in _TITLE_JOINT.split(whole)]
    if len(parts) == 1:
        return None
    for name, headline in ((parts[-1], parts[0]), (parts[0], parts[-1])):
        is_short = 0 < len(name.split()) <= _NAME_WORDS and fold(name) not in fold(own)
        if is_short and len(headline.split()) >= _LEAST_HEADLINE_WORDS and fold(headline) in fold(own):
            return name
    return None


def _of_rights(classified: Classified, *, knowledge: IntakeKnowledge) -> str | None:
    rights = knowledge.cues[Cue.RIGHTS]
    for at in range(len(classified.layout.blocks) - 1, -1, -1):
        text = classified.layout.blocks[at].text
        if len(text) > _RIGHTS_CHARS or classified.parts[at] is Part.BODY:
            continue
        if _RIGHTS_SIGN.search(text) is None and rights.search(classified.wordings[at].folded) is None:
            continue
        name = _rights_holder(text, knowledge=knowledge)
        if name is not None:
            return name
    return None


def _rights_holder(text: str, *, knowledge: IntakeKnowledge) -> str | None:
    """Return who holds the rights, from a line such as `© جميع الحقوق محفوظة صدى الضفاف 2024`."""
    quoted = _QUOTED.search(text)
    if quoted is not None and len(quoted[1].split()) <= _NAME_WORDS:
        return quoted[1].strip(_EDGES)
    cues = knowledge.cues
    for sentence in _RIGHTS_SENTENCE.split(_YEAR.sub(" ", _RIGHTS_SIGN.sub(" ", text))):
        name = _without_phrases(sentence, phrases=cues[Cue.RIGHTS].phrases)
        words = _RIGHTS_OF.sub("", name.strip(_EDGES)).split()
        if len(words) > _KIND_AND_NAME and fold(words[0]) in cues[Cue.OUTLET_KINDS]:
            words = words[1:]
        name = " ".join(words).strip(_EDGES)
        has_cue = any(cues[cue].search(fold(name)) for cue in (Cue.COOKIE, Cue.NOTICE, Cue.NEWSLETTER))
        if words and len(words) <= _NAME_WORDS and len(name) >= _LEAST_CHARS and not has_cue:
            return name
    return None


def _without_phrases(sentence: str, *, phrases: frozenset[str]) -> str:
    folded = normalise(sentence)
    any_of = "|".join(map(re.escape, sorted(phrases, key=len, reverse=True)))
    name = sentence
    for start, end in reversed([folded.raw_span(*match.span()) for match in re.finditer(any_of, folded.text)]):
        name = f"{name[:start]} {name[end:]}"
    return name


def _of_first_lines(classified: Classified, *, knowledge: IntakeKnowledge) -> str | None:
    """Return a short line before the article that the page repeats or that says what it is, or its very first."""
    blocks, is_flat = classified.layout.blocks, not classified.layout.is_markup
    bodies = classified.of(Part.BODY)
    end = classified.title_at if classified.title_at is not None else next(iter(bodies), 0)
    whole = fold(classified.layout.content)
    first: str | None = None
    for at in range(min(end, _FIRST_LINES)):
        text, said = blocks[at].text.strip(_EDGES), classified.wordings[at]
        words = text.split()
        if said.label is not None or said.clutter is not None or said.has_full_stop or not words:
            continue
        if is_menu_line(classified.layout, at=at):
            continue
        if len(words) > _FIRST_LINE_WORDS or (len(words) == 1 and any(char.isdigit() for char in text)):
            continue
        is_masthead = is_flat and len(words) > 1 and text.isupper()
        says_kind = len(words) > 1 and knowledge.cues[Cue.OUTLET_KINDS].at_start(said.folded.lstrip()) is not None
        if is_masthead or says_kind or whole.count(fold(text)) > 1:
            return text
        if at == 0 and is_flat and len(text) > _LEAST_CHARS:
            first = text
    return first


def _of_bare_title(titles: Sequence[str]) -> str | None:
    """Return the outlet of a head title that names nothing else (`منبر برقة - صحيفة يومية مستقلة`)."""
    for title in titles:
        name = _HEAD_JOINT.split(title)[0].strip(_EDGES)
        if 0 < len(name.split()) <= _BARE_WORDS and len(title.split()) <= _BARE_TITLE_WORDS:
            return name
    return None

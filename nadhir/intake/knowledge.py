# SPDX-License-Identifier: Apache-2.0
"""What intake knows of pages: the words put around an article, in each language, class names, and news agencies.

It is handed in, frozen; `nadhir.reference.intake_knowledge` loads it. Phrases are folded (`language.normalise`), and so
must be what is compared with them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from nadhir.intake.dates import Months
from nadhir.intake.key_terms import Background
from nadhir.language.detect import LanguageProfile
from nadhir.language.normalise import fold

__all__ = ["Agency", "Cue", "Hint", "IntakeKnowledge", "PhraseSet"]


class Cue(StrEnum):
    """What a phrase announces, or what a line with it is."""

    RELATED = "related"
    NEXT_ARTICLE = "next_article"
    TICKER = "ticker"
    TAGS = "tags"
    SOURCE = "source"
    VIA = "via"
    OUTLET_KINDS = "outlet_kinds"
    AUTHOR = "author"
    POSTS = "posts"
    DESKS = "desks"
    PUBLISHED = "published"
    UPDATED = "updated"
    TODAY = "today"
    RELATIVE = "relative"
    SHARE = "share"
    AD = "ad"
    COOKIE = "cookie"
    NEWSLETTER = "newsletter"
    COMMENTS = "comments"
    CAPTION = "caption"
    NOTICE = "notice"
    RIGHTS = "rights"
    END_NOTE = "end_note"
    COMPOUNDS = "compounds"
    JOINED = "joined"  # a member's own date beside what they wrote
    PLATFORMS = "platforms"  # who carries other people's pages and is not their outlet


class Hint(StrEnum):
    """What the class, id, role or tag of an element says of its content."""

    RELATED = "related"
    TAGS = "tags"
    SHARE = "share"
    COMMENTS = "comments"
    AD = "ad"
    COOKIE = "cookie"
    NEWSLETTER = "newsletter"
    NAV = "nav"
    FOOTER = "footer"
    CAPTION = "caption"
    EMBED = "embed"
    BYLINE = "byline"
    AUTHOR = "author"
    DATE = "date"
    UPDATED = "updated"
    OPTIONAL = "optional"
    TITLE = "title"
    SIDEBAR = "sidebar"
    BODY = "body"
    SITE = "site"
    LIVE = "live"  # one entry of a page that goes on


#: Arabic and Persian write "and", "by", "for" onto the next word.
_CLITIC = "(?:[وفبلك]|ال|وال|بال)?"
_NEVER = re.compile(r"(?!)")
_LONG_PHRASE_WORDS = 3


class PhraseSet:
    """Folded phrases, found at the start of a folded line, anywhere in it, or as the whole of it."""

    __slots__ = ("_anywhere", "_long", "_start", "long_phrases", "phrases")

    def __init__(self, phrases: Iterable[str]) -> None:
        self.phrases = frozenset(filter(None, (" ".join(fold(phrase).split()) for phrase in phrases)))
        ordered = sorted(self.phrases, key=lambda phrase: (-len(phrase), phrase))
        self._start = _alternatives(ordered, before="")
        self._anywhere = _alternatives(ordered, before=rf"(?<!\w){_CLITIC}")
        long = [phrase for phrase in ordered if len(phrase.split()) >= _LONG_PHRASE_WORDS]
        self.long_phrases = frozenset(long)
        self._long = _alternatives(long, before=rf"(?<!\w){_CLITIC}")

    def at_start(self, folded: str) -> re.Match[str] | None:
        """Return the longest phrase that the folded text starts with, whole words."""
        return self._start.match(folded)

    def anywhere(self, folded: str) -> tuple[str, ...]:
        """Return every phrase that stands in the folded text, each once."""
        return tuple(dict.fromkeys(match.group(1) for match in self._anywhere.finditer(folded)))

    def has_long(self, folded: str) -> bool:
        """Tell whether a phrase of three words or more stands anywhere in the folded text."""
        return self._long.search(folded) is not None

    def search(self, folded: str) -> re.Match[str] | None:
        """Return the first phrase in the folded text."""
        return self._anywhere.search(folded)

    def __contains__(self, folded: str) -> bool:
        """Tell whether the folded text is one of the phrases."""
        return folded in self.phrases


def _alternatives(ordered: list[str], *, before: str) -> re.Pattern[str]:
    if not ordered:
        return _NEVER
    return re.compile(rf"{before}({'|'.join(map(re.escape, ordered))})(?!\w)")


@dataclass(frozen=True, slots=True)
class Agency:
    """A news agency: its short name, its folded names in print, and short forms for where one is expected."""

    name: str
    names: frozenset[str]
    marks: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class IntakeKnowledge:
    """Everything that intake is told about pages and languages.

    Known by identity: what is worked out from it is looked up for every line.
    """

    cues: Mapping[Cue, PhraseSet]
    hints: Mapping[str, Hint]  # a word of a class name, or two joined by a blank
    agencies: tuple[Agency, ...]
    profiles: tuple[LanguageProfile, ...]
    months: Months
    backgrounds: Mapping[str, Background]  # by language: what key terms of ours are held against

# SPDX-License-Identifier: Apache-2.0
"""Find the strings that name a source: folded, without spaces or punctuation, wherever they stand.

`knowledge` asks whether a value of the threat was read out of such a string ("the Tanta baker" names no place of the
attack); `check` asks whether one stands in an outgoing text. Both must find the same, so both ask here.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from nadhir.language.normalise import normalise
from nadhir.language.tokens import words
from nadhir.terms.case import CaseFile
from nadhir.terms.party import PartyRole
from nadhir.terms.report import Source
from nadhir.terms.tearline import LeakKind

TELEPHONE_DIGITS: Final = 7
SHORT_IDENTIFIER: Final = 4  # letters and digits: shorter ones count only where nothing but a sign parts them
SHORTEST_IDENTIFIER: Final = 2  # a single letter or digit stands in every text
SHORTEST_PART: Final = 4  # letters of a word of a longer identifier that gives the source away by itself [D]
READER: Final = "tearline.protected"


@dataclass(frozen=True, slots=True)
class Guarded:
    """A string that may not leave, as it was given, and what it is."""

    content: str
    kind: LeakKind


def sources_of(file: CaseFile) -> tuple[Source, ...]:
    """Return every source that the file knows, of the case or not."""
    return tuple({s.id: s for s in (*file.sources, *(h.source for h in file.held))}.values())


def guarded_of(file: CaseFile) -> tuple[Guarded, ...]:
    """Return the identifiers of all sources, and the names of protected ones and of originators."""
    found: list[Guarded] = []
    for source in sources_of(file):
        found += [Guarded(i.reveal(to=READER), LeakKind.IDENTIFIER) for i in source.identifiers]
        if source.is_protected:
            found.append(Guarded(source.name.reveal(to=READER), LeakKind.SOURCE_NAME))
    for party in file.parties:
        if PartyRole.ORIGINATOR in party.roles and PartyRole.PUBLIC not in party.roles:
            found.append(Guarded(party.name.reveal(to=READER), LeakKind.SOURCE_NAME))
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Compact:
    """Letters and digits of a folded text alone, and where each stood: spacing and punctuation hide nothing then."""

    folded: str
    text: str
    at: tuple[int, ...]

    @classmethod
    def of(cls, folded: str) -> "Compact":
        """Return the compact form of a folded text."""
        at = tuple(i for i, char in enumerate(folded) if char.isalnum())
        return cls(folded, "".join(folded[i] for i in at), at)

    def find(self, content: str) -> Iterator[tuple[int, int]]:
        """Yield each folded span that holds the string, whatever stands between its letters."""
        needle = Compact.of(normalise(content).text).text
        digits = re.sub(r"\D", "", needle)
        needles = {needle}
        if len(digits) >= TELEPHONE_DIGITS and len(digits) == len(needle):  # counts without its country code too
            needles |= {digits[-TELEPHONE_DIGITS:], digits.lstrip("0")}
        for one in sorted(needles):
            yield from self._find_one(one)

    def _find_one(self, needle: str) -> Iterator[tuple[int, int]]:
        if len(needle) < SHORTEST_IDENTIFIER:
            return
        at = self.text.find(needle)
        while at >= 0:
            start, end = self.at[at], self.at[at + len(needle) - 1] + 1
            if self._counts(needle, start=start, end=end):
                yield start, end
            at = self.text.find(needle, at + 1)

    def _counts(self, needle: str, *, start: int, end: int) -> bool:
        if len(needle) < SHORT_IDENTIFIER and re.search(r"\s|\w\W\W+\w", self.folded[start:end]):
            return False  # "A1" is not the end of one line and the number of the next
        is_long = len(needle) >= TELEPHONE_DIGITS
        return is_long or on_word_edges(self.folded, start=start, end=end)


def on_word_edges(text: str, *, start: int, end: int) -> bool:
    """Tell whether the span begins and ends where words do."""
    before = start == 0 or not text[start - 1].isalnum()
    return before and (end == len(text) or not text[end].isalnum())


def parts_of(content: str, *, common: frozenset[str]) -> tuple[str, ...]:
    """Return the words of a longer identifier that give it away alone: no common words, and none shorter than four."""
    folded = normalise(content).text.replace("_", " ")
    found = [folded[s:e] for s, e in words(folded)]
    if len(found) < 2:  # noqa: PLR2004 -- one word is the identifier itself
        return ()
    return tuple(w for w in found if len(w) >= SHORTEST_PART and w.isalpha() and w not in common)


def spans_naming_sources(content: str, *, guarded: Sequence[Guarded]) -> tuple[tuple[int, int], ...]:
    """Return the raw spans of a report that hold an identifier of any source."""
    folded = normalise(content)
    compact = Compact.of(folded.text)
    return tuple(
        folded.raw_span(start, end)
        for one in guarded
        if one.kind is LeakKind.IDENTIFIER
        for start, end in compact.find(one.content)
    )

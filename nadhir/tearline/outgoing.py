# SPDX-License-Identifier: Apache-2.0
"""One rendered text as the leak check reads it: folded once for every question, with what was leave to say.

Two things are let pass. The sentences of the phrase book stand in every warning and tell nothing of a source. What was
chosen to be said (names of disclosed places and actors, days, the contact) tells what it was chosen to tell; an
identifier of a source is no such choice, and is a leak even there.
"""

from collections.abc import Iterable, Iterator, Sequence

from nadhir.language.normalise import Normalised, normalise
from nadhir.language.tokens import words
from nadhir.tearline.protected import Compact, on_word_edges
from nadhir.terms.ids import ReportId
from nadhir.terms.sealed import Sealed
from nadhir.terms.tearline import Leak, LeakKind
from nadhir.terms.text import Language, TextSpan

Span = tuple[int, int]


class Outgoing:
    """A text that is about to leave."""

    def __init__(self, text: str, *, language: Language, everywhere: Iterable[str], allowed: Iterable[str]) -> None:
        self.raw = text
        self.language = language
        self.folded: Normalised = normalise(text)
        self.words = [(s, e, self.folded.text[s:e]) for s, e in words(self.folded.text)]
        self.tokens = [word for _, _, word in self.words]
        self.compact = Compact.of(self.folded.text)
        self._everywhere = tuple(places(self.folded.text, phrases=everywhere))
        self._allowed = tuple(places(self.folded.text, phrases=allowed))

    @property
    def allowed(self) -> Sequence[Span]:
        """The folded spans of what was chosen to be said."""
        return self._allowed

    def stands_everywhere(self, span: Span) -> bool:
        """Tell whether the folded span lies inside a sentence that every warning has."""
        start, end = span
        return any(s <= start and end <= e for s, e in self._everywhere)

    def is_permitted(self, span: Span) -> bool:
        """Tell whether the folded span lies inside such a sentence, or inside something that was chosen to be said."""
        start, end = span
        return self.stands_everywhere(span) or any(s <= start and end <= e for s, e in self._allowed)

    def span_of(self, first: int, *, last: int) -> Span:
        """Return the folded span from the first to the last of these words."""
        return self.words[first][0], self.words[last][1]

    def leak(self, kind: LeakKind, *, span: Span, passage: str, report: ReportId | None = None) -> Leak:
        """Return the leak at a folded span, pointing into the raw text."""
        start, end = self.folded.raw_span(*span)
        return self.leak_at(kind, span=(start, max(end, start + 1)), passage=passage, report=report)

    def leak_at(self, kind: LeakKind, *, span: Span, passage: str = "", report: ReportId | None = None) -> Leak:
        """Return the leak at a span of the raw text."""
        start, end = span
        return Leak(
            kind=kind,
            language=self.language,
            span=TextSpan.of(self.raw, start=start, end=end),
            source_passage=Sealed(passage),
            report_id=report,
        )


def places(folded: str, *, phrases: Iterable[str]) -> Iterator[Span]:
    """Yield where any of the folded phrases stands in the folded text, from word to word."""
    for phrase in phrases:
        at = folded.find(phrase) if phrase else -1
        while at >= 0:
            if on_word_edges(folded, start=at, end=at + len(phrase)):
                yield at, at + len(phrase)
            at = folded.find(phrase, at + 1)

# SPDX-License-Identifier: Apache-2.0
"""The leak check: compare an outgoing text with everything it must protect, before anybody may sign it.

It blocks and shows both passages side by side; it does not repair. What it looks for, in order:
1. identifiers and names of sources, folded, without spaces or punctuation, and across scripts by their sound;
2. quotes: a run of `QUOTE_WORDS` words that also stands in a report that the public has not got;
3. words that tell how something was learnt (of the phrase book), and links;
4. numbers that a private report carries and no disclosure gave leave for;
5. values that are withheld, as they stand in the report;
6. likelihood and confidence in one sentence (ICD 203);
7. characters that hide or reorder text.

It reads the rendered text, never what went in. Not here yet: near-quotes in another language (issue 6).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from nadhir.language.names import name_key, names_match
from nadhir.language.normalise import Normalised, normalise
from nadhir.language.sentences import sentences
from nadhir.language.tokens import words
from nadhir.tearline.phrases import PhraseBook, PhraseBooks
from nadhir.terms.case import CaseFile, HeldReport
from nadhir.terms.ids import ReportId
from nadhir.terms.sealed import Sealed
from nadhir.terms.tearline import Leak, LeakKind, Withheld
from nadhir.terms.text import Language, TextSpan

QUOTE_WORDS: Final = 6  # shorter runs are common phrases; six words in a row are somebody's sentence [D]
SHORTEST_IDENTIFIER: Final = 3  # folded letters and digits; shorter ones stand in every text
SHORTEST_SOUND: Final = 3  # letters of a sound key: shorter keys of different names collide [D]
SAME_SOUND: Final = 0.75  # of `names_match`: confirms what the keys found [D]
TELEPHONE_DIGITS: Final = 7
LONGEST_WITHHELD_WORDS: Final = 6  # a longer withheld passage is caught as a quote
#: Zero-width and bidi controls, but for the joiners that Persian spelling needs (U+200C) and isolates.
HIDDEN: Final = re.compile("[\u200b\u200d-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
LINK: Final = re.compile(r"(?:https?|ftp)://\S+|www\.\S+|\b\w[\w.-]*\.(?:com|org|net|onion|io)\b", re.IGNORECASE)
NUMBER: Final = re.compile(r"\d+(?:[.:,/-]\d+)*")
READER: Final = "tearline.check"


def check(
    texts: Mapping[Language, str],
    *,
    file: CaseFile,
    phrases: PhraseBooks,
    withheld: Sequence[Withheld] = (),
    allowed: Iterable[str] = (),
) -> tuple[Leak, ...]:
    """Return every leak in the texts, in reading order; none means that they may be put before two people.

    `allowed` are strings that were chosen to be said (names of disclosed places and actors, the contact): what stands
    inside one of them is no leak, unless it is an identifier of a source.
    """
    found: list[Leak] = []
    permitted = tuple(a for a in (normalise(a).text for a in allowed) if a)
    for language, text in texts.items():
        outgoing = _Outgoing(text, language=language, permitted=permitted)
        found += _identifiers(outgoing, file=file)
        found += _quotes(outgoing, file=file)
        book = phrases.book(language)
        if book is not None:
            found += _collection_words(outgoing, book=book)
            found += _mixed_sentences(outgoing, book=book)
        found += _numbers(outgoing, file=file)
        found += _withheld(outgoing, withheld=withheld)
        found += _tricks(outgoing)
    return tuple(sorted(set(found), key=lambda leak: (leak.language, leak.span.start, leak.kind)))


class _Outgoing:
    """One rendered text, folded once for every question."""

    def __init__(self, text: str, *, language: Language, permitted: tuple[str, ...]) -> None:
        self.raw = text
        self.language = language
        self.folded: Normalised = normalise(text)
        self.words = [(s, e, self.folded.text[s:e]) for s, e in words(self.folded.text)]
        self.permitted = permitted
        self.compact, self.compact_at = _compact(self.folded.text)

    def leak(self, kind: LeakKind, *, start: int, end: int, passage: str, report: ReportId | None = None) -> Leak:
        """Return the leak at a folded span, pointing into the raw text."""
        raw_start, raw_end = self.folded.raw_span(start, end)
        return Leak(
            kind=kind,
            language=self.language,
            span=TextSpan.of(self.raw, start=raw_start, end=max(raw_end, raw_start + 1)),
            source_passage=Sealed(passage),
            report_id=report,
        )

    def is_permitted(self, start: int, end: int) -> bool:
        """Tell whether the folded span lies inside something that was chosen to be said."""
        for phrase in self.permitted:
            at = self.folded.text.find(phrase)
            while at >= 0:
                if at <= start and end <= at + len(phrase):
                    return True
                at = self.folded.text.find(phrase, at + 1)
        return False


def _compact(folded: str) -> tuple[str, list[int]]:
    """Return letters and digits alone, and where each stood: spacing and punctuation hide nothing then."""
    at = [i for i, char in enumerate(folded) if char.isalnum()]
    return "".join(folded[i] for i in at), at


def _identifiers(outgoing: _Outgoing, *, file: CaseFile) -> list[Leak]:
    found: list[Leak] = []
    sources = {s.id: s for s in (*file.sources, *(h.source for h in file.held))}
    for source in sources.values():
        names = [(i, LeakKind.IDENTIFIER) for i in source.identifiers]
        if source.is_protected:
            names.append((source.name, LeakKind.SOURCE_NAME))
        for sealed, kind in names:
            content = sealed.reveal(to=READER)
            found += _compact_hits(outgoing, content=content, kind=kind)
            if kind is LeakKind.IDENTIFIER:
                found += _sound_hits(outgoing, content=content)
    return found


def _compact_hits(outgoing: _Outgoing, *, content: str, kind: LeakKind) -> list[Leak]:
    needle, _ = _compact(normalise(content).text)
    needles = {needle}
    digits = re.sub(r"\D", "", needle)
    if len(digits) >= TELEPHONE_DIGITS:  # a telephone number counts without its country code too
        needles.add(digits[-TELEPHONE_DIGITS:])
    found: list[Leak] = []
    for one in needles:
        if len(one) < SHORTEST_IDENTIFIER:
            continue
        at = outgoing.compact.find(one)
        while at >= 0:
            start, end = outgoing.compact_at[at], outgoing.compact_at[at + len(one) - 1] + 1
            if _on_word_edges(outgoing.folded.text, start=start, end=end) or len(one) >= TELEPHONE_DIGITS:
                found.append(outgoing.leak(kind, start=start, end=end, passage=content))
            at = outgoing.compact.find(one, at + 1)
    return found


def _on_word_edges(text: str, *, start: int, end: int) -> bool:
    before = start == 0 or not text[start - 1].isalnum()
    return before and (end == len(text) or not text[end].isalnum())


def _sound_hits(outgoing: _Outgoing, *, content: str) -> list[Leak]:
    """Find an identifier written in another script, by its sound."""
    sought = [name_key(t) for t in re.findall(r"[^\W\d_]+", content)]
    sought = [k for k in sought if k]
    if not sought or sum(map(len, sought)) < SHORTEST_SOUND:
        return []
    found: list[Leak] = []
    keys = [name_key(w) for _, _, w in outgoing.words]
    for at in range(len(keys) - len(sought) + 1):
        if keys[at : at + len(sought)] == sought:
            start, end = outgoing.words[at][0], outgoing.words[at + len(sought) - 1][1]
            words_there = outgoing.folded.text[start:end]
            # In its own script an identifier is found letter by letter; by sound alone, hello would be HOLLOW.
            is_other_script = words_there.isascii() != normalise(content).text.isascii()
            if (
                is_other_script
                and names_match(words_there, content) >= SAME_SOUND
                and not outgoing.is_permitted(start, end)
            ):
                found.append(outgoing.leak(LeakKind.IDENTIFIER, start=start, end=end, passage=content))
    return found


def _private(file: CaseFile) -> list[HeldReport]:
    return [h for h in file.held if h.source.is_protected or h.source.kind.is_private]


def _quotes(outgoing: _Outgoing, *, file: CaseFile) -> list[Leak]:
    found: list[Leak] = []
    runs = {
        tuple(w for _, _, w in outgoing.words[i : i + QUOTE_WORDS]): i
        for i in range(len(outgoing.words) - QUOTE_WORDS + 1)
    }
    for held in _private(file):
        folded = normalise(held.report.content)
        tokens = [(s, e, folded.text[s:e]) for s, e in words(folded.text)]
        for i in range(len(tokens) - QUOTE_WORDS + 1):
            at = runs.get(tuple(w for _, _, w in tokens[i : i + QUOTE_WORDS]))
            if at is None:
                continue
            start, end = outgoing.words[at][0], outgoing.words[at + QUOTE_WORDS - 1][1]
            if outgoing.is_permitted(start, end):
                continue
            raw = folded.raw_span(tokens[i][0], tokens[i + QUOTE_WORDS - 1][1])
            passage = held.report.content[raw[0] : raw[1]]
            found.append(outgoing.leak(LeakKind.QUOTE, start=start, end=end, passage=passage, report=held.report.id))
    return found


def _collection_words(outgoing: _Outgoing, *, book: PhraseBook) -> list[Leak]:
    return [
        outgoing.leak(LeakKind.COLLECTION_WORD, start=start, end=end, passage=word)
        for start, end, word in outgoing.words
        if word in book.collection_words and not outgoing.is_permitted(start, end)
    ]


def _numbers(outgoing: _Outgoing, *, file: CaseFile) -> list[Leak]:
    """Find numbers of two digits and more that a private report carries; one digit alone is in every text."""
    carried: dict[str, HeldReport] = {}
    for held in _private(file):
        for match in NUMBER.finditer(normalise(held.report.content).text):
            if len(re.sub(r"\D", "", match[0])) > 1:
                carried.setdefault(re.sub(r"\D", "", match[0]), held)
    found: list[Leak] = []
    for match in NUMBER.finditer(outgoing.folded.text):
        holder = carried.get(re.sub(r"\D", "", match[0]))
        if holder is not None and not outgoing.is_permitted(match.start(), match.end()):
            found.append(
                outgoing.leak(
                    LeakKind.RARE_NUMBER,
                    start=match.start(),
                    end=match.end(),
                    passage=match[0],
                    report=holder.report.id,
                )
            )
    return found


def _withheld(outgoing: _Outgoing, *, withheld: Sequence[Withheld]) -> list[Leak]:
    found: list[Leak] = []
    tokens = [w for _, _, w in outgoing.words]
    for item in withheld:
        if item.span is None:
            continue
        folded = normalise(item.span.exact).text
        sought = [folded[s:e] for s, e in words(folded)]
        if not sought or len(sought) > LONGEST_WITHHELD_WORDS or sum(map(len, sought)) < SHORTEST_IDENTIFIER:
            continue
        for at in range(len(tokens) - len(sought) + 1):
            if tokens[at : at + len(sought)] == sought:
                start, end = outgoing.words[at][0], outgoing.words[at + len(sought) - 1][1]
                if not outgoing.is_permitted(start, end):
                    found.append(
                        outgoing.leak(
                            LeakKind.WITHHELD_FACT,
                            start=start,
                            end=end,
                            passage=item.span.exact,
                            report=item.report_id,
                        )
                    )
    return found


def _mixed_sentences(outgoing: _Outgoing, *, book: PhraseBook) -> list[Leak]:
    terms = [normalise(t).text for t in book.likelihood_terms.values()]
    confidence = normalise(book.labels["confidence"]).text
    found: list[Leak] = []
    for start, end in sentences(outgoing.raw):
        sentence = normalise(outgoing.raw[start:end]).text
        if confidence in sentence and any(_has_phrase(sentence, t) for t in terms):
            found.append(
                Leak(
                    kind=LeakKind.MIXED_LIKELIHOOD_AND_CONFIDENCE,
                    language=outgoing.language,
                    span=TextSpan.of(outgoing.raw, start=start, end=end),
                    source_passage=Sealed(""),
                )
            )
    return found


def _has_phrase(sentence: str, phrase: str) -> bool:
    at = sentence.find(phrase)
    while at >= 0:
        if _on_word_edges(sentence, start=at, end=at + len(phrase)):
            return True
        at = sentence.find(phrase, at + 1)
    return False


def _tricks(outgoing: _Outgoing) -> list[Leak]:
    found = [
        Leak(kind, outgoing.language, TextSpan.of(outgoing.raw, start=m.start(), end=m.end()), Sealed(""))
        for kind, pattern in ((LeakKind.UNICODE_TRICK, HIDDEN), (LeakKind.LINK, LINK))
        for m in pattern.finditer(outgoing.raw)
    ]
    return [leak for leak in found if leak.span.exact]

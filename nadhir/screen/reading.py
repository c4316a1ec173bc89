# SPDX-License-Identifier: Apache-2.0
"""A report as screening reads it: its words, its sentences, which of them are the article, and the cues in each.

Evasive spellings (`d.r.0.w.n`, ا ل ق ت ل) are read as the word they hide. Passages that intake marked as related
headlines, menus or tags are no article; in a page that was flattened to one body they are recognised here by the lines
that open them. Nothing is decided here.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, islice
from operator import add
from typing import Final, NamedTuple

from nadhir.language.normalise import Normalised, fold, normalise
from nadhir.language.sentences import sentences
from nadhir.screen.lexicon import WORD, Found, Lexicon, PageMarks, Vocabulary, as_written
from nadhir.terms.report import PassageKind, Report, ReportKind
from nadhir.terms.text import TextSpan, primary

#: The kinds written by journalists, whose prose is fuller of images than what people confide.
REPORTS: Final = frozenset({ReportKind.PAGE, ReportKind.NEWS})
_SPELLED_MIN = 4  # so many single letters in a row are one word taken apart
_MOST_GAP = 7  # words between the parts of a term with a gap
_LEET = str.maketrans("013457@$", "oieastas")
_SPELLED = re.compile(r"(?<!\w)\w(\W)\w\1\w\1\w(?!\w)")
_WORD_KEPT = re.compile(f"({WORD.pattern})")
_SEPARATORS = re.compile(r"[|›»▸•·>/—–←-]|::|\s-\s")
_SENTENCE_ENDS = tuple('.!?؟۔…:»"”)')
_LINE = re.compile(r"[^\n\r\u2028\u2029\x85]+")
_SHORT_LINE = 90
_FEW_CAPITALS = 0.02
_MOST_OPENING = 5
_ACRONYM = 4
_MENU_SEPARATORS = 3
_FEWEST_LINES = 3


class Cue(NamedTuple):  # as `Found`
    """One term found: its category and meaning, by words, and the words it stands in."""

    category: str
    value: str
    text: str
    first: int
    last: int  # exclusive
    is_future: bool = False


class Reading:
    """A report taken apart for screening. Word offsets are into `words`; `span` leads back to the raw text.

    `text` is its content normalised, where that was done before.
    """

    def __init__(self, report: Report, *, lexicon: Lexicon, language: str, text: Normalised | None = None) -> None:
        self.report = report
        self.lexicon = lexicon
        self.language = language
        self.text = normalise(report.content) if text is None else text
        self._tokenise()

    def _tokenise(self) -> None:
        text = self.text.text
        pieces = _WORD_KEPT.split(text)  # what stands between the words, and the words
        edges = list(accumulate(map(len, pieces)))
        self.words, self.starts, self.ends = pieces[1::2], edges[:-1:2], edges[1::2]
        if list(map(len, self.words)).count(1) >= _SPELLED_MIN and _SPELLED.search(text):
            self.words, self.starts, self.ends = self._unspelled()
        letters_before = accumulate(map(len, self.words), initial=1)
        blanks_before = range(len(self.words))
        self._flat_starts = list(map(add, letters_before, blanks_before))
        self.flat = as_written(" " + " ".join(self.words) + " ", language=self.language)

    def _unspelled(self) -> tuple[list[str], list[int], list[int]]:
        """Return the words, those taken apart letter by letter put together, and where they begin and end."""
        words: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        run, separator = 0, ""
        for match in WORD.finditer(self.text.text):
            word, between = match.group(), self.text.text[ends[-1] : match.start()] if ends else ""
            if len(word) > 1:
                run = 0
            elif run and len(between) == 1 and separator in {"", between}:
                run, separator = run + 1, between
            else:
                run, separator = 1, ""
            words.append(word)
            starts.append(match.start())
            ends.append(match.end())
            if run >= _SPELLED_MIN and not self._goes_on(match.end(), separator=separator):
                joined = "".join(words[-run:]).translate(_LEET)
                if not joined.isdigit():
                    first = starts[-run]
                    for values in (words, starts, ends):
                        del values[-run:]
                    words.append(joined)
                    starts.append(first)
                    ends.append(match.end())
                run = 0
        return words, starts, ends

    @property
    def taken_apart(self) -> list[int]:
        """The numbers of the words that stood letter by letter."""
        edges = zip(self.starts, self.ends, strict=True)
        return [number for number, (start, end) in enumerate(edges) if end - start != len(self.words[number])]

    def _goes_on(self, end: int, *, separator: str) -> bool:
        """Tell whether another single letter follows after the same separator."""
        following = self.text.text[end : end + 3].ljust(3)
        return following[0] == separator and following[1].isalnum() and not following[2].isalnum()

    # ── raw text ──────────────────────────────────────────────────────────────────────────────────────────────────────
    def span(self, first: int, last: int) -> TextSpan:
        """Return the raw slice from the first word to before the last."""
        start, end = self.text.raw_span(self.starts[first], self.ends[last - 1])
        return TextSpan.of(self.report.content, start=start, end=end)

    def word_at(self, raw_offset: int) -> int:
        """Return the number of the word at or before a raw offset."""
        folded, _ = self.text.folded_span(
            min(raw_offset, len(self.report.content)), min(raw_offset + 1, len(self.report.content))
        )
        return max(0, bisect_right(self.starts, folded) - 1)

    # ── cues ──────────────────────────────────────────────────────────────────────────────────────────────────────────
    def find(self, vocabulary: Vocabulary) -> list[Cue]:
        """Return the cues of a vocabulary in text order, terms with gaps put together."""
        whole: list[Cue] = []
        parts: dict[tuple[str, str, int], list[list[tuple[int, int]]]] = {}
        seen: set[tuple[str, str, int, int]] = set()
        is_report = self.report.kind in REPORTS
        starts = self._flat_starts
        for found in vocabulary.find(self.flat):
            if is_report and found.part.is_talk:
                continue
            first = bisect_right(starts, found.start) - 1
            last = bisect_right(starts, found.end - 1, first)
            part = found.part
            if part.of > 1:
                slots = parts.setdefault((part.category, part.value, part.of), [[] for _ in range(part.of)])
                slots[part.at].append((first, last))
                continue
            category = f"{part.category}_future" if found.is_future else part.category
            if part.category == "group" and not self._is_acronym(part.text, first=first, last=last):
                continue
            key = (category, part.value, first, last)
            if key not in seen:
                seen.add(key)
                whole.append(Cue(category, part.value, part.text, first, last, found.is_future))
        for (category, value, _), slots in parts.items():
            following: dict[int, tuple[int, int]] = {}  # of each word, the first term that begins there: which, its end
            for at, (begin, end) in enumerate(slots[-1]):
                following.setdefault(begin, (at, end))
            for first, last in slots[0]:
                near = [following[begin] for begin in range(last, last + _MOST_GAP + 1) if begin in following]
                if near:
                    whole.append(Cue(category, value, "", first, min(near)[1]))
        return sorted(whole, key=lambda cue: (cue.first, -cue.last))

    def _is_acronym(self, text: str, *, first: int, last: int) -> bool:
        """Tell whether a short Latin name stands in capitals, as `IS` does and "is" does not; longer names may vary."""
        if len(text) > _ACRONYM or not text.isascii():
            return True
        return sum(map(str.isupper, self.span(first, last).exact)) > 1

    # ── sentences and the article ─────────────────────────────────────────────────────────────────────────────────────
    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """The sentences of the article by words, in order; empty ones left out."""
        ranges = self.article  # in order and apart, as a report's passages are
        range_ends = [end for _, end in ranges]
        bounds: list[tuple[int, int]] = []
        number: int | None = None  # "3." that numbers a paragraph stands with what it numbers
        for start, end in sentences(self.report.content):
            first, last = self.words_within(start, end)
            nearest = bisect_right(range_ends, start)
            if last > first and nearest < len(ranges) and ranges[nearest][0] < end:
                if last == first + 1 and self.words[first].isdigit():
                    number = first
                    continue
                bounds.append((first if number != first - 1 else number, last))
                number = None
        return bounds

    def words_within(self, start: int, end: int) -> tuple[int, int]:
        """Return the words of a raw range: the first, and the one after the last."""
        folded_start, folded_end = self.text.folded_span(start, end)
        first = bisect_right(self.ends, folded_start)
        last = bisect_right(self.starts, folded_end - 1) if folded_end > folded_start else first
        return first, max(first, last)

    @cached_property
    def article(self) -> tuple[tuple[int, int], ...]:
        """The raw ranges that are the article itself."""
        ranges = self.report.article_ranges()
        if not ranges:
            return ((0, len(self.report.content)),) if not self.report.passages else ()
        is_marked = any(
            p.kind in {PassageKind.RELATED, PassageKind.CLUTTER, PassageKind.KEYWORDS} for p in self.report.passages
        )
        if is_marked or self.report.kind not in REPORTS:
            return ranges
        return tuple(
            piece
            for start, end in ranges
            for piece in _without_clutter(self.report.content, start=start, end=end, marks=self.lexicon.page_marks)
        )

    @cached_property
    def is_article_word(self) -> Sequence[bool]:
        """For each word, whether it is of the article."""
        marks = [False] * len(self.words)
        for first, last in self.sentences:
            marks[first:last] = [True] * (last - first)
        return marks

    def by_sentence(self, cues: Sequence[Cue]) -> list[Mapping[str, list[Cue]]]:
        """Return the cues of each sentence by category."""
        firsts = [first for first, _ in self.sentences]
        out: list[dict[str, list[Cue]]] = [{} for _ in self.sentences]
        for cue in cues:
            at = bisect_right(firsts, cue.first) - 1
            if at >= 0 and cue.first < self.sentences[at][1]:
                out[at].setdefault(cue.category, []).append(cue)
        return list(out)

    @cached_property
    def capitals(self) -> Sequence[bool] | None:
        """For each word, whether it begins with a capital; None where script or writer use none, or nothing else."""
        raw = self.report.content
        firsts = self.text.raw_starts(self.starts)
        cased = [at for at in firsts if raw[at].isupper() or raw[at].islower()]
        if not cased:
            return None
        # A word of one letter ("A MAN", "I") is written alike by whoever shouts and whoever does not.
        telling = [at for at in cased if raw[at + 1 : at + 2].isalpha()] or cased
        named = sum(raw[at].isupper() and not raw[at + 1 : at + 2].isupper() for at in telling)
        share = named / len(telling)
        # Next to no capitals: a chat. Nearly all: a cable. In neither do they tell names.
        if share < _FEW_CAPITALS:
            return None
        return [raw[at].isupper() for at in firsts]


def _without_clutter(content: str, *, start: int, end: int, marks: PageMarks) -> list[tuple[int, int]]:
    """Return the ranges of a flattened body that are no menu, tag line or list of other headlines."""
    kept: list[tuple[int, int]] = []
    is_related = False
    lines = list(_LINE.finditer(content, start, end))
    if len(lines) < _FEWEST_LINES:
        return [(start, end)]
    for match in lines:
        line = match.group().strip()
        if not line:
            continue
        words = (match.group() for match in islice(WORD.finditer(fold(line)), _MOST_OPENING))
        openings = list(accumulate(words, "{} {}".format))  # the first word, the first two, and so on
        is_ended = line.endswith(_SENTENCE_ENDS)
        is_long = len(line) > _SHORT_LINE and is_ended
        if not marks.related.isdisjoint(openings):
            is_related = True
            continue
        if is_related and not is_long:
            continue
        is_related = False
        if not marks.clutter.isdisjoint(openings) or (
            not is_ended and len(_SEPARATORS.findall(line)) >= _MENU_SEPARATORS
        ):
            continue
        if kept and kept[-1][1] == match.start() - 1:
            kept[-1] = (kept[-1][0], match.end())
        else:
            kept.append((match.start(), match.end()))
    return kept


class Holders:
    """Finds the cues that another may lie in, without comparing each with each."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        self._cues = sorted(cues, key=lambda cue: cue.first)
        self._firsts = [cue.first for cue in self._cues]
        self._longest = max((cue.last - cue.first for cue in self._cues), default=0)

    def of(self, cue: Cue) -> Iterator[Cue]:
        """Yield every cue, itself too, that begins no later and ends no sooner."""
        begin = bisect_left(self._firsts, cue.last - self._longest)
        for other in self._cues[begin : bisect_right(self._firsts, cue.first)]:
            if cue.last <= other.last:
                yield other


def language_of(report: Report) -> str:
    """Return the language to read a report in: its primary subtag, `ar-Latn` kept."""
    language = str(report.language)
    return "ar-Latn" if language.lower().startswith("ar-latn") else primary(report.language)


__all__ = ["Cue", "Found", "Holders", "Reading", "language_of"]

# SPDX-License-Identifier: Apache-2.0
"""What one line says of itself: a label ("Read also:"), a notice of the page, a headline, a sentence.

These are judgements about wording alone; where the line stands is for `classify`.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from nadhir.intake.knowledge import Cue, IntakeKnowledge
from nadhir.language.normalise import fold, fold_all

__all__ = ["Label", "Wording", "bare_headline", "overlap", "stems", "stems_of_folded", "wording", "wordings"]

_SENTENCE_END = re.compile(r"[.!?؟۔…。][\"'”’»›)\]\u200f\u200e\u202c\u2069]*\s*\Z")
_FULL_STOP = re.compile(r"[.۔。][\"'”’»›)\]\u200f\u200e\u202c\u2069]*\s*\Z")
_QUOTE_OR_COLON_END = re.compile(r"[\"'”’»›:,;؛،][\"'”’»›]*\s*\Z")
_BULLET = re.compile(r"^\s*(?:[-–—•*▪●■◾♦‣⁃>»‹›·#]+|\(?\d{1,2}\s*[.)\-–:]|\d{1,2}(?=\s+[^\d\s:.,/-]))\s*")
_CLOCK = re.compile(r"^\s*\d{1,2}[:.]\d{2}\s*[-–|]?\s*")
_COUNT = re.compile(r"^[\s:：.\-–—|»«>‹›*#/]*(?:\(?\d{1,6}\)?)?[\s:：.\-–—|»«>‹›*#/]*\Z")
_BRACKETED_COUNT = re.compile(r"\s*\(\s*\d{1,6}\s*\)")
_JOINT = re.compile(r"\s*(?::|：|\||»|›|>|\s[-–—]\s|[-–—]\s)\s*")
_WORD = re.compile(r"\w+")
_OPEN_ENDS = frozenset(["من", "في", "عن", "حول", "from", "on", "in", "aus", "von", "sur", "sobre", "de", "en", "по"])
#: A word of three letters and more without the first of these prefixes that fits, whatever is left then.
_STEM_WORD = re.compile(r"(?<!\w)(?>(?:وال|بال|فال|كال|لل|ال|و(?=\w{3}))?)(\w{3,})")

#: Sentences shorter than this are as often headlines, captions or slogans (counted on the 16 development pages).
_SENTENCE_WORDS = 8
_LONG_WORDS = 25
_MOST_LETTERS = 200  # a word on average: what has more is no text
_END_CHARS = 12
_LEADS = " -–—•*#»«›([{\"'|"
_LABEL_WORDS = 7
_CLUTTER_WORDS = 14
_STEM_LETTERS = 5
_MOST_NUMBERED = 20  # headlines in a numbered list; a greater number begins the headline itself
_SHORT_SENTENCE_WORDS = 3
_SOURCE_NAME_WORDS = 4

_LABELS = (
    Cue.COMMENTS, Cue.NEXT_ARTICLE, Cue.RELATED, Cue.TAGS, Cue.SOURCE, Cue.AD, Cue.UPDATED, Cue.PUBLISHED, Cue.RIGHTS,
    Cue.TICKER, Cue.SHARE, Cue.NEWSLETTER, Cue.COOKIE, Cue.NOTICE, Cue.AUTHOR,
)  # fmt: skip
_CLUTTER = (Cue.COOKIE, Cue.NEWSLETTER, Cue.NOTICE, Cue.SHARE, Cue.COMMENTS, Cue.RIGHTS, Cue.AD)
_LONG_ANYWHERE = (Cue.COOKIE, Cue.NEWSLETTER, Cue.NOTICE)
_ANYWHERE = (Cue.COOKIE, Cue.NEWSLETTER, Cue.RIGHTS)
_GLUED = ("الوسوم", "كلمات دلاليه", "كلمات مفتاحيه", "التسميات", "etiketler", "tags:")


@dataclass(frozen=True, slots=True)
class Label:
    """A line that announces something: which cue, and where in the raw line its object starts (None: below)."""

    cue: Cue
    rest_at: int | None = None


class Wording(NamedTuple):  # one a block, see `Block`
    """What a line's words say: how many, whether it is a sentence, which label it is, whether it is small print."""

    folded: str
    words: int
    is_sentence: bool  # a full sentence or a long passage, as articles consist of
    is_short_sentence: bool  # ends like a sentence and is shorter
    has_full_stop: bool
    label: Label | None
    clutter: Cue | None


def bare_headline(text: str) -> str:
    """Return a headline without bullet, number or clock time before it.

    >>> bare_headline("• 1. جسر جوي"), bare_headline("10:05 На Волге"), bare_headline("76 قتيلا في حريق")
    ('جسر جوي', 'На Волге', '76 قتيلا في حريق')
    """
    bare = _CLOCK.sub("", text, count=1)
    for _ in range(2):
        match = _BULLET.match(bare)
        if match is None or (match.group().strip().isdecimal() and int(match.group()) > _MOST_NUMBERED):
            break
        bare = bare[match.end() :]
    return bare.strip() or text.strip()


def _rest_at(raw: str, *, folded: str, at: int) -> int:
    """Return where in the raw line the folded offset lies, near enough to cut at a joint."""
    if len(raw) == len(folded):
        return at
    seen = 0
    for position, char in enumerate(raw):
        if seen >= at:
            return position
        seen += len(fold(char))
    return len(raw)


def _beginning(folded: str) -> str:
    """Return the first word where a text starts with one, else its first sign: who starts alike has the same."""
    word = _WORD.match(folded)
    return folded[:1] if word is None else word.group()


def _by_beginning(cues: tuple[Cue, ...], *, knowledge: IntakeKnowledge) -> Mapping[str, tuple[Cue, ...]]:
    """Return which of the cues, in their order, have a phrase that begins so: most lines begin like none."""
    found: dict[str, tuple[Cue, ...]] = {}
    for cue in cues:
        for beginning in set(map(_beginning, knowledge.cues[cue].phrases)):
            found[beginning] = (*found.get(beginning, ()), cue)
    return found


@lru_cache(maxsize=4)
def _labels_by_beginning(knowledge: IntakeKnowledge) -> Mapping[str, tuple[Cue, ...]]:
    return _by_beginning(_LABELS, knowledge=knowledge)


@lru_cache(maxsize=4)
def _clutter_by_beginning(knowledge: IntakeKnowledge) -> Mapping[str, tuple[Cue, ...]]:
    return _by_beginning(_CLUTTER, knowledge=knowledge)


@lru_cache(maxsize=4)
def _small_print(knowledge: IntakeKnowledge) -> AhoCorasick:
    """Return what finds any phrase that makes a line small print wherever it stands in it."""
    cues = knowledge.cues
    long = (cues[cue].long_phrases for cue in _LONG_ANYWHERE)
    return AhoCorasick(sorted(frozenset[str]().union(*long, *(cues[cue].phrases for cue in _ANYWHERE))))


def _with_small_print(folded: Sequence[str], *, knowledge: IntakeKnowledge) -> frozenset[int]:
    """Return which of the lines have such a phrase in them, if only as part of a word: one pass for all."""
    found = _small_print(knowledge).find_matches_as_indexes("\n".join(folded))
    if not found:
        return frozenset()
    ends = list(accumulate(len(line) + 1 for line in folded))
    return frozenset(bisect_right(ends, start) for _, start, _ in found)


def _label(raw: str, *, folded: str, words: int, knowledge: IntakeKnowledge) -> Label | None:
    body = folded.lstrip(_LEADS)
    lead = len(folded) - len(body)
    for cue in _labels_by_beginning(knowledge).get(_beginning(body), ()):
        match = knowledge.cues[cue].at_start(body)
        if match is None:
            continue
        rest = body[match.end() :]
        if _COUNT.match(rest) or (cue is Cue.COMMENTS and _BRACKETED_COUNT.match(rest)):
            return Label(cue)
        joint = _JOINT.match(rest)
        if joint is not None:
            return Label(cue, rest_at=_rest_at(raw, folded=folded, at=lead + match.end() + joint.end()))
        if cue is Cue.RELATED and match.group().split()[-1] in _OPEN_ENDS and words <= _LABEL_WORDS:
            return Label(cue)
        if cue is Cue.SOURCE and _is_source_line(match.group(), rest=rest, knowledge=knowledge):
            return Label(cue, rest_at=_rest_at(raw, folded=folded, at=lead + match.end()))
        if cue is Cue.TAGS and "#" in rest:
            return Label(cue, rest_at=_rest_at(raw, folded=folded, at=lead + match.end()))
        if cue in (Cue.PUBLISHED, Cue.UPDATED) and re.match(r"\D{0,24}\d", rest) and words <= _CLUTTER_WORDS:
            return Label(cue, rest_at=_rest_at(raw, folded=folded, at=lead + match.end()))
    return _glued_tags(raw, folded=folded, lead=lead, knowledge=knowledge)


def _glued_tags(raw: str, *, folded: str, lead: int, knowledge: IntakeKnowledge) -> Label | None:
    """Return the tags' label where the first tag is glued to it, as scrapers leave it (`الوسومإيران …`)."""
    body = folded[lead:]
    if not body.startswith(_GLUED):
        return None
    for phrase in _GLUED:
        if (
            body.startswith(phrase)
            and len(body) > len(phrase)
            and phrase in knowledge.cues[Cue.TAGS].phrases | {"tags:"}
        ):
            return Label(Cue.TAGS, rest_at=_rest_at(raw, folded=folded, at=lead + len(phrase)))
    return None


def _is_source_line(phrase: str, *, rest: str, knowledge: IntakeKnowledge) -> bool:
    name = rest.strip(" :()-–")
    return name in agency_names(knowledge) or (
        phrase.startswith("المصدر") and 0 < len(name.split()) <= _SOURCE_NAME_WORDS
    )


@lru_cache(maxsize=4)
def agency_names(knowledge: IntakeKnowledge) -> dict[str, str]:
    """Return the short name of each agency by its folded names and marks."""
    agencies = knowledge.agencies
    return {key: agency.name for agency in agencies for key in (fold(agency.name), *agency.marks, *agency.names)}


def _clutter(
    folded: str, *, words: int, has_full_stop: bool, has_small_print: bool, knowledge: IntakeKnowledge
) -> Cue | None:
    may_open = _clutter_by_beginning(knowledge).get(_beginning(folded), ())
    for cue in _CLUTTER if has_small_print else may_open:
        phrases = knowledge.cues[cue]
        opener = phrases.at_start(folded) if cue in may_open else None
        if opener is not None and (words <= _CLUTTER_WORDS or not has_full_stop):
            # A cue that opens a headline or sentence is a word of it ("Share prices fell …", "Search for survivors …").
            beyond = words - len(opener.group().split())
            most = _CLUTTER_WORDS if cue in (Cue.COOKIE, Cue.NEWSLETTER) and len(opener.group().split()) > 1 else 3
            if beyond <= most:
                return cue
        if cue in _LONG_ANYWHERE and has_small_print and words <= 3 * _LONG_WORDS and phrases.has_long(folded):
            return cue
    if not has_small_print:
        return None
    small_print = set(knowledge.cues[Cue.COOKIE].anywhere(folded)) | set(
        knowledge.cues[Cue.NEWSLETTER].anywhere(folded)
    )
    small_print |= set(knowledge.cues[Cue.RIGHTS].anywhere(folded))
    return Cue.COOKIE if len(small_print) > 1 and words <= 2 * _LONG_WORDS else None


def wording(text: str, *, knowledge: IntakeKnowledge, searched_chars: int) -> Wording:
    """Return what the words of one block say."""
    return wordings([text], knowledge=knowledge, searched_chars=searched_chars)[0]


def wordings(texts: Sequence[str], *, knowledge: IntakeKnowledge, searched_chars: int) -> tuple[Wording, ...]:
    """Return what the words of each block say; quicker at all blocks of a page than one by one."""
    heads = [text[:searched_chars] for text in texts]
    folded = fold_all(heads)
    small_print = _with_small_print(folded, knowledge=knowledge)
    labels, clutters = _labels_by_beginning(knowledge), _clutter_by_beginning(knowledge)
    found = []
    for at, (text, head, line) in enumerate(zip(texts, heads, folded, strict=True)):
        words = len(_WORD.findall(head)) if head == text else len(text.split())
        end = text[-_END_CHARS:]
        ends = _SENTENCE_END.search(end) is not None
        has_full_stop = ends and _FULL_STOP.search(end) is not None
        is_long = words >= _LONG_WORDS and len(text) < _MOST_LETTERS * words
        quoted = words >= _SENTENCE_WORDS + 4 and _QUOTE_OR_COLON_END.search(text[-6:]) is not None
        body = line.lstrip(_LEADS)
        beginning = _beginning(body)
        may_label = beginning in labels or body.startswith(_GLUED)
        has_small_print = at in small_print
        may_clutter = has_small_print or (beginning if body == line else _beginning(line)) in clutters
        found.append(
            Wording(
                folded=line,
                words=words,
                is_sentence=(ends and words >= _SENTENCE_WORDS) or is_long or quoted,
                is_short_sentence=ends and _SHORT_SENTENCE_WORDS <= words < _SENTENCE_WORDS,
                has_full_stop=has_full_stop,
                label=_label(head, folded=line, words=words, knowledge=knowledge) if may_label else None,
                clutter=_clutter(
                    line,
                    words=words,
                    has_full_stop=has_full_stop,
                    has_small_print=has_small_print,
                    knowledge=knowledge,
                )
                if may_clutter
                else None,
            )
        )
    return tuple(found)


def stems(text: str) -> frozenset[str]:
    """Return the folded words of three letters and more, without Arabic prefixes, cut to five letters.

    >>> sorted(stems("والهجوم على السوق"))
    ['سوق', 'هجوم']
    """
    return stems_of_folded(fold(text))


def stems_of_folded(folded: str) -> frozenset[str]:
    """Return the stems of a text that is folded already."""
    return frozenset([word[:_STEM_LETTERS] for word in _STEM_WORD.findall(folded) if word not in _STOP])


_STOP = frozenset(
    fold(word)
    for word in (
        "على الى عن من في هذا هذه التي الذي كان بعد قبل بين حول عند the and for with from that this are was has have "
        "der die und les des une dans pour par sur que los las del con por para bir için ile ve این که است برای های "
        "را در به на что как для "
    ).split()
)


def overlap(text: str, *, others: AbstractSet[str]) -> float:
    """Return the share of the text's stems that are among `others`; 0.0 where it has none."""
    own = stems(text)
    return len(own & others) / len(own) if own else 0.0

# SPDX-License-Identifier: Apache-2.0
"""Finds the words of likelihood and of confidence in a text, and remarks on how they are used.

Promise: every remark points at an exact slice of the raw text, under vowel signs, tatweel and clitics. Found are the
words of ICD 203 (rows A and B) and of PHIA, of which the longest at a place counts: "very unlikely" is no "likely". A
negated word is no word of a yardstick ("not likely" says nothing of how unlikely).

The four remarks: likelihood and confidence in one sentence; certainty or impossibility said of an event, in words or as
0 or 100 per cent; words of two rows or yardsticks in one text; words that readers take for a likelihood and no
yardstick has ("may well", «ربما»). It does not know what a sentence is about: "the certain death of the hostages" is
remarked on, and "it will happen" is not, though it says as much. Words come in as data, one lexicon a language.

Follows ICD 203 (2 January 2015), D.6.e.(2), and PHIA's yardstick, as law.md 1.8 and 3 have them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from nadhir.language.normalise import Normalised, normalise
from nadhir.language.sentences import sentences
from nadhir.language.tokens import words
from nadhir.terms.assessment import LIKELIHOOD_BANDS, LikelihoodTerm, Yardstick
from nadhir.terms.estimative import EstimativeFault, EstimativeRemark
from nadhir.terms.text import TextSpan

__all__ = ["EstimativeLexicon", "Phrase", "Scale", "Sense", "remarks_on"]


class Scale(StrEnum):
    """The rows whose words are not to be mixed."""

    ICD_203_A = "icd_203_a"
    ICD_203_B = "icd_203_b"
    PHIA = "phia"


class Sense(StrEnum):
    """What a phrase of a lexicon says."""

    LIKELIHOOD = "likelihood"  # of one or more scales; of none: a likelihood that no yardstick has ("quite likely")
    CONFIDENCE = "confidence"
    CERTAIN = "certain"
    IMPOSSIBLE = "impossible"
    VAGUE = "vague"  # readers take it for a likelihood
    NOTHING = "nothing"  # one of the words above that says something else here ("in confidence")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Folded words that stand next to each other, and what they say."""

    words: tuple[str, ...]
    sense: Sense
    term: LikelihoodTerm | None = None
    scales: frozenset[Scale] = frozenset()


@dataclass(frozen=True, slots=True)
class EstimativeLexicon:
    """The words of one language, folded."""

    language: str
    phrases: tuple[Phrase, ...]
    negations: frozenset[str] = frozenset()
    between: frozenset[str] = frozenset()  # what may stand between a negation and what it negates
    prefixes: tuple[str, ...] = ()  # written onto a word: «و», «بال»
    suffixes: tuple[str, ...] = ()
    chances: frozenset[str] = frozenset()  # words that make "100 %" a likelihood
    per_cent: tuple[str, ...] = ()
    lower: frozenset[str] = frozenset()  # words that are something else with a capital: "May"
    before_verb: frozenset[str] = frozenset()  # a phrase's word that is vague before a verb of these beginnings alone
    verb_begins: tuple[str, ...] = ()
    other_verbs: frozenset[str] = frozenset()
    by_first: Mapping[str, tuple[Phrase, ...]] = field(init=False, default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        found: dict[str, list[Phrase]] = {}
        for phrase in sorted(self.phrases, key=lambda p: -len(p.words)):
            found.setdefault(phrase.words[0], []).append(phrase)
        object.__setattr__(self, "by_first", {first: tuple(listed) for first, listed in found.items()})

    def forms(self, word: str) -> tuple[str, ...]:
        """Return the word, and what it may be without what is written onto it."""
        bare = [word, *(word[len(p) :] for p in self.prefixes if word.startswith(p) and len(word) - len(p) >= _STEM)]
        cut = [b[: -len(s)] for b in bare for s in self.suffixes if b.endswith(s) and len(b) - len(s) >= _STEM]
        return tuple(dict.fromkeys((*bare, *cut)))


_STEM: Final = 2  # letters [D]: «قد» is the shortest word that takes a prefix
_FURTHEST: Final = 3  # words between a negation and what it negates [D]: "not at all very likely"
_HOUSE_SCALES: Final = {Yardstick.ICD_203: (Scale.ICD_203_A, Scale.ICD_203_B), Yardstick.PHIA: (Scale.PHIA,)}
_YARDSTICK_OF: Final = {
    Scale.ICD_203_A: Yardstick.ICD_203,
    Scale.ICD_203_B: Yardstick.ICD_203,
    Scale.PHIA: Yardstick.PHIA,
}


@dataclass(frozen=True, slots=True)
class _Found:
    """A phrase in the text, by its folded span; `start` reaches back to the negation, if there is one."""

    start: int
    end: int
    phrase: Phrase
    is_negated: bool


def remarks_on(
    text: str, *, lexicons: Sequence[EstimativeLexicon], yardstick: Yardstick | None = None
) -> tuple[EstimativeRemark, ...]:
    """Return what is to be remarked on the text, in its order.

    `yardstick` is the one that the house measures by: words that it does not have are then remarked on too. None: the
    text is only held against itself.
    """
    folded = normalise(text)
    found = sorted((f for lexicon in lexicons for f in _found(folded, lexicon=lexicon)), key=lambda f: f.start)
    spoken = [f for f in found if f.phrase.sense is not Sense.NOTHING]
    lines = [folded.folded_span(*span) for span in sentences(text)]
    measured = yardstick or Yardstick.ICD_203
    remarks = [
        *_mixed_sentences(folded, lines=lines, found=spoken),
        *_certainties(folded, found=spoken, yardstick=measured),
        *_figures(folded, lines=lines, lexicons=lexicons, yardstick=measured),
        *_mixed_scales(folded, found=spoken, yardstick=yardstick),
        *_unmeasured(folded, found=spoken),
    ]
    return tuple(sorted(set(remarks), key=lambda r: (r.span.start, -r.span.end, r.fault)))


# ── finding ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _found(folded: Normalised, *, lexicon: EstimativeLexicon) -> Iterable[_Found]:
    spans = words(folded.text)
    tokens = [lexicon.forms(folded.text[start:end]) for start, end in spans]
    at = 0
    while at < len(spans):
        phrase = _phrase_at(at, tokens=tokens, lexicon=lexicon)
        if phrase is None or not _is_meant(phrase, at, tokens=tokens, spans=spans, folded=folded, lexicon=lexicon):
            at += 1
            continue
        last = at + len(phrase.words) - 1
        negation = None
        if phrase.sense in _NEGATABLE:
            negation = _negation_before(at, tokens=tokens, spans=spans, folded=folded, lexicon=lexicon)
        first = at if negation is None else negation
        yield _Found(spans[first][0], spans[last][1], phrase, is_negated=negation is not None)
        at = last + 1


_NEGATABLE: Final = frozenset({Sense.LIKELIHOOD, Sense.CERTAIN, Sense.IMPOSSIBLE})


def _phrase_at(at: int, *, tokens: Sequence[tuple[str, ...]], lexicon: EstimativeLexicon) -> Phrase | None:
    """Return the longest phrase that begins with this word, the word as it stands before its guessed forms."""
    best: Phrase | None = None
    for form in tokens[at]:
        for phrase in lexicon.by_first.get(form, ()):
            if best is not None and len(phrase.words) <= len(best.words):
                break
            rest = tokens[at + 1 : at + len(phrase.words)]
            if len(rest) == len(phrase.words) - 1 and all(
                word in forms for word, forms in zip(phrase.words[1:], rest, strict=True)
            ):
                best = phrase
                break
    return best


def _is_meant(
    phrase: Phrase,
    at: int,
    *,
    tokens: Sequence[tuple[str, ...]],
    spans: Sequence[tuple[int, int]],
    folded: Normalised,
    lexicon: EstimativeLexicon,
) -> bool:
    """Tell whether a word that is also another one is this one here."""
    if len(phrase.words) > 1:
        return True
    word = phrase.words[0]
    if word in lexicon.lower:
        start, end = folded.raw_span(*spans[at])
        beside = [tokens[i][0] for i in (at - 1, at + 1) if 0 <= i < len(tokens)]
        return folded.raw[start:end].islower() and not any(token.isdigit() for token in beside)
    if word in lexicon.before_verb:
        following = next((forms[0] for forms in tokens[at + 1 :] if forms[0] not in lexicon.negations), "")
        return following.startswith(lexicon.verb_begins) and following not in lexicon.other_verbs
    return True


def _negation_before(
    at: int,
    *,
    tokens: Sequence[tuple[str, ...]],
    spans: Sequence[tuple[int, int]],
    folded: Normalised,
    lexicon: EstimativeLexicon,
) -> int | None:
    for back in range(at - 1, max(-1, at - 2 - _FURTHEST), -1):
        if not folded.text[spans[back][1] : spans[back + 1][0]].isspace():
            return None  # a comma or a full stop stands between
        if any(form in lexicon.negations for form in tokens[back]):
            return back
        if not any(form in lexicon.between for form in tokens[back]):
            return None
    return None


def _span(folded: Normalised, start: int, end: int) -> TextSpan:
    raw_start, raw_end = folded.raw_span(start, end)
    return TextSpan.of(folded.raw, start=raw_start, end=raw_end)


# ── remarks ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _mixed_sentences(
    folded: Normalised, *, lines: Sequence[tuple[int, int]], found: Sequence[_Found]
) -> Iterable[EstimativeRemark]:
    for start, end in lines:
        inside = [f for f in found if start <= f.start and f.end <= end]
        likely = next((f for f in inside if f.phrase.sense is Sense.LIKELIHOOD), None)
        confident = next((f for f in inside if f.phrase.sense is Sense.CONFIDENCE), None)
        if likely is not None and confident is not None:
            pair = sorted((likely, confident), key=lambda f: f.start)
            yield EstimativeRemark(
                EstimativeFault.WITH_CONFIDENCE,
                _span(folded, start, end),
                of=tuple(_span(folded, f.start, f.end) for f in pair),
            )


def _certainties(folded: Normalised, *, found: Sequence[_Found], yardstick: Yardstick) -> Iterable[EstimativeRemark]:
    for each in found:
        if each.phrase.sense in {Sense.CERTAIN, Sense.IMPOSSIBLE} and not each.is_negated:
            yield EstimativeRemark(
                EstimativeFault.CERTAINTY,
                _span(folded, each.start, each.end),
                instead=(_extreme(yardstick, is_high=each.phrase.sense is Sense.CERTAIN),),
            )


def _extreme(yardstick: Yardstick, *, is_high: bool) -> LikelihoodTerm:
    terms = tuple(LIKELIHOOD_BANDS[yardstick])
    return terms[-1] if is_high else terms[0]


def _figures(
    folded: Normalised,
    *,
    lines: Sequence[tuple[int, int]],
    lexicons: Sequence[EstimativeLexicon],
    yardstick: Yardstick,
) -> Iterable[EstimativeRemark]:
    """Remark on 0 and 100 per cent, where the sentence speaks of a chance."""
    signs = "|".join(re.escape(sign) for lexicon in lexicons for sign in lexicon.per_cent)
    figure = re.compile(rf"(?<![\w.,])(100|0)(?:[.,]0+)?\s*(?:%|(?:{signs})(?!\w))" if signs else r"(?!)")
    for start, end in lines:
        line = folded.text[start:end]
        if not any(
            form in lexicon.chances for lexicon in lexicons for s, e in words(line) for form in lexicon.forms(line[s:e])
        ):
            continue
        for match in figure.finditer(line):
            yield EstimativeRemark(
                EstimativeFault.CERTAINTY,
                _span(folded, start + match.start(), start + match.end()),
                instead=(_extreme(yardstick, is_high=match.group(1) == "100"),),
            )


def _mixed_scales(
    folded: Normalised, *, found: Sequence[_Found], yardstick: Yardstick | None
) -> Iterable[EstimativeRemark]:
    measured = [f for f in found if f.phrase.scales and not f.is_negated]
    scales = tuple(Scale) if yardstick is None else _HOUSE_SCALES[yardstick]
    if any(all(scale in f.phrase.scales for f in measured) for scale in scales):
        return
    # Whoever writes row B beside row A is asked for row A, since it is the row that we write.
    kept = max(
        (s for s in scales if s is not Scale.ICD_203_B), key=lambda s: sum(s in f.phrase.scales for f in measured)
    )
    for each in measured:
        if kept not in each.phrase.scales:
            yield EstimativeRemark(
                EstimativeFault.MIXED_YARDSTICKS,
                _span(folded, each.start, each.end),
                instead=_same_in(_YARDSTICK_OF[kept], phrase=each.phrase),
            )


def _same_in(yardstick: Yardstick, *, phrase: Phrase) -> tuple[LikelihoodTerm, ...]:
    """Return the words of the yardstick whose bands overlap that of the phrase."""
    if phrase.term is None:
        return ()
    own = _YARDSTICK_OF[min(phrase.scales)]
    low, high = LIKELIHOOD_BANDS[own][phrase.term]
    return tuple(
        term for term, (least, most) in LIKELIHOOD_BANDS[yardstick].items() if min(high, most) > max(low, least)
    )


def _unmeasured(folded: Normalised, *, found: Sequence[_Found]) -> Iterable[EstimativeRemark]:
    for each in found:
        is_unmeasured = each.phrase.sense is Sense.LIKELIHOOD and not each.phrase.scales
        if each.phrase.sense is Sense.VAGUE or each.is_negated or is_unmeasured:
            yield EstimativeRemark(EstimativeFault.NO_YARDSTICK, _span(folded, each.start, each.end))

# SPDX-License-Identifier: Apache-2.0
"""Which language, script and Arabic dialect family a text is written in, or that this is not known.

Evidence is ours and can be read: function words, telling letters and telling letter sequences of each language, from
the word lists handed in. Neighbours that Nadhir does not read (Portuguese, Pashto, Ukrainian …) have lists too, so
that their texts are said to be unknown and go to a person instead of passing for Spanish, Persian or Russian.

It does not translate, split mixed texts by language or judge people by the way they write: a dialect family is a
reading aid for the lexicons, at first strength. The raw text is to be handed in: folding loses telling letters.

Language tags follow BCP 47 (`ar-acm`, `ar-Latn`, `ckb`, `und`), scripts ISO 15924.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from nadhir.language.normalise import fold_all

__all__ = ["DialectProfile", "LanguageGuess", "LanguageProfile", "detect", "script_profile"]

UNKNOWN = "und"

_SCRIPTS = {
    "Arab": "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
    "Latn": "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0250-\u02af\u1e00-\u1eff\uff21-\uff5a",
    "Cyrl": "\u0400-\u052f",
    "Grek": "\u0370-\u03ff",
    "Hebr": "\u0590-\u05ff",
    "Deva": "\u0900-\u097f",
    "Beng": "\u0980-\u09ff",
    "Thai": "\u0e00-\u0e7f",
    "Geor": "\u10a0-\u10ff",
    "Armn": "\u0530-\u058f",
    "Ethi": "\u1200-\u139f",
    "Hira": "\u3040-\u30ff",
    "Hang": "\u1100-\u11ff\uac00-\ud7af",
    "Hani": "\u3400-\u4dbf\u4e00-\u9fff",
    "Syrc": "\u0700-\u074f",
    "Tfng": "\u2d30-\u2d7f",
}  # fmt: skip
# A character that is a word or a syllable weighs as many letters.
_IDEOGRAMS = frozenset({"Hani", "Hira", "Hang"})
_IDEOGRAM_LETTERS = 3
_SCRIPT_RUNS = {name: re.compile(f"[{ranges}]+") for name, ranges in _SCRIPTS.items()}
_COMMON_SCRIPTS = ("Arab", "Latn")
_RARER_LETTER = re.compile(f"[{''.join(ranges for name, ranges in _SCRIPTS.items() if name not in _COMMON_SCRIPTS)}]")
#: What begins within a word is not looked for: a megabyte without a blank would be searched from each of its letters.
_NO_LANGUAGE = re.compile(
    r"https?://\S+|www\.\S+|(?<!\S)\S+@\S+|[@#]\w+|(?<![\w-])[\w-]+\.(?:com|org|net|info|io|me|tv)\b"
)
#: One of these stands in whatever it matches.
_NO_LANGUAGE_SIGNS = ("@", "#", "://", "www.", ".com", ".org", ".net", ".info", ".io", ".me", ".tv")
# Tatweel, bidi controls and zero-width marks; the zero-width non-joiner stays, it is a letter of Persian spelling.
_INVISIBLE = re.compile("[\u0640\u00ad\u061c\u200b\u200d\u200e\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
_RAW_WORD = re.compile(r"[^\W_]+(?:['’ʼ\u200c\u0300-\u036f\u064b-\u065f\u0670][^\W_]+)*'?")

# A few hundred words tell a language; the rest of a long page only costs time.
_MOST_WORDS = 120
# Letter sequences help where words are few.
_FEW_WORDS = 40
# Measured on the development set, see tests/quality/test_language.py: below this share of evidence a word, or with
# the runner-up this close, the guess was no better than chance.
_LEAST_DENSITY = 0.07
_LEAST_MARGIN = 0.08
# Headlines have few of the frequent words: where nothing else comes near, less evidence will do.
_CLEAR_MARGIN = 0.45
_CLEAR_WORDS = 5
_LEAST_CLEAR_DENSITY = 0.035
_FULL_DENSITY = 0.22
_LEAST_DIALECT_EVIDENCE = 0.9
_LEAST_DIALECT_DENSITY = 0.035
_LETTER_WEIGHT = 0.4
_PART_WEIGHT = 0.12
_FOREIGN_LETTER_WEIGHT = 0.5
_DIGIT_LETTER_WEIGHT = 1.2
# One-letter words are shared by too many languages to tell much.
_SHORT_WORD_WEIGHTS = {1: 0.35, 2: 0.8}
#: Lengths of the telling letter sequences of a profile.
PART_LENGTHS = (2, 3, 4)
# Arabizi: a digit that stands for a letter stands inside a word, or begins one before a vowel.
_DIGIT_AS_LETTER = re.compile(r"(?:[a-z]+[235679][a-z]+|[2357][aeiou][a-z]+|[a-z]+[aeiou][2357])\Z")


@dataclass(frozen=True, slots=True)
class DialectProfile:
    """Folded marker words of one spoken family; ``language`` is its tag."""

    language: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)  # known by identity: the index of all is looked up for every text
class LanguageProfile:
    """What tells one language: folded words, letters as they are typed, folded letter sequences.

    ``other_letters`` are those it writes too though they tell others. ``is_known`` is False for a language listed only
    to be told apart from those that Nadhir reads. Parts have two to four letters.
    """

    language: str
    script: str
    is_known: bool
    words: frozenset[str]
    letters: frozenset[str]
    other_letters: frozenset[str]
    parts: tuple[str, ...]
    dialects: tuple[DialectProfile, ...] = ()


@dataclass(frozen=True, slots=True)
class LanguageGuess:
    """The language of a text: a BCP 47 tag, or ``und`` with ``is_known`` False.

    ``confidence`` lies between 0 and 1 and grows with the evidence a word and the distance to the runner-up;
    ``runner_up`` names what it was nearly taken for.
    """

    language: str
    script: str
    confidence: float
    is_known: bool
    runner_up: str = UNKNOWN

    @property
    def primary(self) -> str:
        """The primary subtag: `ar` of `ar-acm`."""
        return self.language.split("-", 1)[0]


@dataclass(frozen=True, slots=True)
class _Index:
    profiles: tuple[LanguageProfile, ...]
    by_word: Mapping[str, tuple[tuple[int, float], ...]]
    by_letter: Mapping[str, tuple[tuple[int, float], ...]]
    by_part: Mapping[str, tuple[tuple[int, float], ...]]
    part_starts: frozenset[str]  # the first two letters of each part
    part_lengths: tuple[int, ...]
    dialect_words: Mapping[str, tuple[tuple[int, float], ...]]
    telling_letters: frozenset[str]
    written_letters: tuple[frozenset[str], ...]  # of each profile, its own and those it writes too


def script_profile(text: str) -> dict[str, float]:
    """Return the share of each script among the letters of the text, largest first; empty where it has no letter."""
    counts = {
        name: sum(map(len, runs.findall(text))) * (_IDEOGRAM_LETTERS if name in _IDEOGRAMS else 1)
        for name in (_COMMON_SCRIPTS if _RARER_LETTER.search(text) is None else _SCRIPTS)
        if (runs := _SCRIPT_RUNS[name]).search(text) is not None
    }
    total = sum(counts.values())
    return {name: n / total for name, n in sorted(counts.items(), key=lambda item: -item[1])} if total else {}


def _shared(entries: Iterable[tuple[int, Iterable[str]]]) -> dict[str, tuple[tuple[int, float], ...]]:
    """Index strings by owner, each weighing the less the more languages own it."""
    owners: dict[str, set[int]] = defaultdict(set)
    for at, strings in entries:
        for string in strings:
            owners[string].add(at)
    return {string: tuple((at, 1.0 / len(own)) for at in sorted(own)) for string, own in owners.items()}


@lru_cache(maxsize=8)
def _index_of(profiles: tuple[LanguageProfile, ...]) -> Mapping[str, _Index]:
    indexes: dict[str, _Index] = {}
    for script in {profile.script for profile in profiles}:
        chosen = tuple(profile for profile in profiles if profile.script == script)
        dialects = [dialect for profile in chosen for dialect in profile.dialects]
        parts = [part for profile in chosen for part in profile.parts]
        standard = frozenset[str]().union(*(profile.words for profile in chosen if profile.dialects))
        indexes[script] = _Index(
            profiles=chosen,
            by_word=_shared(
                (at, profile.words.union(*(dialect.words for dialect in profile.dialects)))
                for at, profile in enumerate(chosen)
            ),
            by_letter=_shared((at, profile.letters) for at, profile in enumerate(chosen)),
            telling_letters=frozenset[str]().union(*(profile.letters for profile in chosen)),
            written_letters=tuple(profile.letters | profile.other_letters for profile in chosen),
            part_starts=frozenset(part[: PART_LENGTHS[0]] for part in parts),
            part_lengths=tuple(size for size in PART_LENGTHS if size in map(len, parts)),
            by_part=_shared((at, profile.parts) for at, profile in enumerate(chosen)),
            dialect_words=_shared((at, dialect.words - standard) for at, dialect in enumerate(dialects)),
        )
    return indexes


def _score(found: list[str], *, index: _Index) -> tuple[list[float], frozenset[int]]:
    """Return the evidence for each profile, and the profiles of which at least one whole word was met."""
    scores = [0.0] * len(index.profiles)
    met: set[int] = set()
    arabizi = [at for at, profile in enumerate(index.profiles) if profile.language.endswith("-Latn")]
    by_word, telling_letters = index.by_word, index.telling_letters
    is_few = len(found) <= _FEW_WORDS
    for raw, word in zip(found, fold_all(found), strict=True):
        for piece in _pieces(word) if "'" in word else (word,):
            if piece in by_word:
                for at, weight in by_word[piece]:
                    scores[at] += weight * _SHORT_WORD_WEIGHTS.get(len(piece), 1.0)
                    met.add(at)
        lowered = raw.lower()
        if not telling_letters.isdisjoint(lowered):
            _add_letters(scores, lowered=lowered, index=index)
        if is_few:
            _add_parts(scores, word=word, index=index)
        if arabizi and _DIGIT_AS_LETTER.match(lowered):
            for at in arabizi:
                scores[at] += _DIGIT_LETTER_WEIGHT
                met.add(at)
    return scores, frozenset(met)


def _sample(found: list[str]) -> list[str]:
    """Return words from the beginning and the middle of a long text: pages begin with navigation."""
    if len(found) <= _MOST_WORDS:
        return found
    half, middle = _MOST_WORDS // 2, len(found) // 2
    return found[:half] + found[middle : middle + half]


def _pieces(word: str) -> tuple[str, ...]:
    """Return the word, and where it has an apostrophe what stands before it, with it, and behind: `j'`, `aime`."""
    before, apostrophe, behind = word.partition("'")
    return (word, before + apostrophe, behind) if behind else (word,)


def _add_letters(scores: list[float], *, lowered: str, index: _Index) -> None:
    telling = index.telling_letters.intersection(lowered)
    if not telling:
        return
    for letter in telling:
        for at, weight in index.by_letter[letter]:
            scores[at] += weight * _LETTER_WEIGHT / len(telling)
    for at, written in enumerate(index.written_letters):
        if not telling <= written:
            scores[at] -= _FOREIGN_LETTER_WEIGHT


def _add_parts(scores: list[float], *, word: str, index: _Index) -> None:
    pair = PART_LENGTHS[0]
    starts = [start for start in range(len(word) - pair + 1) if word[start : start + pair] in index.part_starts]
    for size in index.part_lengths if starts else ():
        for start in starts:
            if start + size <= len(word):
                for at, weight in index.by_part.get(word[start : start + size], ()):
                    scores[at] += weight * _PART_WEIGHT


def _dialect(found: list[str], *, profile: LanguageProfile, index: _Index) -> str:
    scores = [0.0] * len(profile.dialects)
    for word in fold_all(found):
        for at, weight in index.dialect_words.get(word, ()):
            scores[at] += weight
    order = sorted(range(len(scores)), key=scores.__getitem__, reverse=True)
    best = scores[order[0]]
    second = scores[order[1]] if len(order) > 1 else 0.0
    is_told = best >= _LEAST_DIALECT_EVIDENCE and best >= _LEAST_DIALECT_DENSITY * len(found) and best > second * 1.15
    return profile.dialects[order[0]].language if is_told else profile.language


def detect(text: str, *, profiles: tuple[LanguageProfile, ...]) -> LanguageGuess:
    """Return the language the raw text is written in, or ``und`` where the evidence does not carry a guess."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    if any(sign in text for sign in _NO_LANGUAGE_SIGNS):
        text = _NO_LANGUAGE.sub(" ", text)
    shares = script_profile(text)
    if not shares:
        return LanguageGuess(language=UNKNOWN, script="Zyyy", confidence=0.0, is_known=False)
    script = next(iter(shares))
    index = _index_of(profiles).get(script)
    if index is None:
        return LanguageGuess(language=UNKNOWN, script=script, confidence=0.0, is_known=False)
    in_script = _SCRIPT_RUNS[script]
    found = _sample(list(filter(in_script.search, _RAW_WORD.findall(text))))
    scores, met = _score(found, index=index)
    order = sorted(range(len(scores)), key=scores.__getitem__, reverse=True)
    profile, best = index.profiles[order[0]], scores[order[0]]
    second = max(scores[order[1]], 0.0) if len(order) > 1 else 0.0
    runner_up = index.profiles[order[1]].language if second > 0 else UNKNOWN
    density = best / max(len(found), 1)
    margin = (best - second) / best if best > 0 else 0.0
    # Letters alone name no language of the Latin script: a string of consonants would pass for Kurdish.
    is_clear = margin >= _CLEAR_MARGIN and len(found) >= _CLEAR_WORDS
    is_told = order[0] in met or is_clear or (script != "Latn" and best > 0)
    if (
        density < (_LEAST_CLEAR_DENSITY if is_clear else _LEAST_DENSITY)
        or margin < _LEAST_MARGIN
        or not (is_told and profile.is_known)
    ):
        named = profile.language if best > 0 else UNKNOWN
        return LanguageGuess(language=UNKNOWN, script=script, confidence=0.0, is_known=False, runner_up=named)
    confidence = min(1.0, density / _FULL_DENSITY) * min(1.0, 0.5 + margin)
    language = _dialect(found, profile=profile, index=index) if profile.dialects else profile.language
    return LanguageGuess(
        language=language, script=script, confidence=round(confidence, 3), is_known=True, runner_up=runner_up
    )

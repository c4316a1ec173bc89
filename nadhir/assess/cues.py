"""Finds what a text says about a threat by word patterns, each with the exact slice it stands on.

A cue is a code (`kills`, `purpose_unknown`, …) with patterns in many languages. Patterns are data and come in from
outside; they are compared with the folded text, so that diacritics, tatweel, letter forms and case make no difference.

The pattern language is small on purpose, so that a linguist can read it:

- words in order; `kill*` also takes longer words that begin so;
- `~قتل` is an Arabic verb stem: it takes the prefixes of person, future and the dialects, and endings (`سنقتلهم`);
- `…` lets up to six other words stand between two.

Nothing here weighs or judges; whether a hit counts is for the module that asked.
"""

import re
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from nadhir.language.normalise import Normalised, fold
from nadhir.terms.text import TextSpan

#: Vowel signs of the scripts of India are no letters to Unicode's classes, and yet part of the word.
_TOKEN: Final = re.compile(r"[\w'\u0900-\u0dff]+|[.!?؟۔\n]")
_ARABIC: Final = re.compile(r"[\u0600-\u06ff]")
_ENDS: Final = frozenset(".!?؟۔\n")
_GAP: Final = "…"
_GAP_WORDS: Final = 6  # [D]: a clause; longer gaps pair words that do not belong together
#: What Arabic writes onto the front of a noun, and of a verb in the standard language and the dialects.
_NOUN_PREFIXES: Final = ("", "و", "ف", "ب", "ل", "ك", "ال", "وال", "فال", "بال", "لل", "كال", "وب", "ول")
_VERB_PREFIXES: Final = tuple(
    joiner + future + person
    for joiner in ("", "و", "ف", "ل")
    for future in ("", "س", "ح", "ه", "ب", "غ", "ت", "ك")
    for person in ("", "ي", "ن", "ت", "ا")
)


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    is_prefix: bool
    is_stem: bool

    def fits(self, forms: frozenset[str], stems: frozenset[str]) -> bool:
        if self.is_stem:
            return any(stem.startswith(self.text) for stem in stems)
        if self.is_prefix:
            return any(form.startswith(self.text) for form in forms)
        return self.text in forms


@dataclass(frozen=True, slots=True)
class _Pattern:
    code: str
    words: tuple[_Word | None, ...]  # None: a gap


@dataclass(frozen=True, slots=True)
class Cue:
    """One hit: what it shows, and where the text says so."""

    code: str
    span: TextSpan


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str
    forms: frozenset[str]
    stems: frozenset[str]
    keys: tuple[str, ...]


def _parse(code: str, raw: str) -> _Pattern:
    words: list[_Word | None] = []
    for part in raw.replace(_GAP, f" {_GAP} ").split():
        if part == _GAP:
            words.append(None)
            continue
        is_stem = part.startswith("~")
        is_prefix = part.endswith("*")
        words.append(_Word(text=fold(part.strip("~*")), is_prefix=is_prefix, is_stem=is_stem))
    if not words or words[0] is None or words[-1] is None:
        message = f"the pattern {raw!r} of {code!r} neither begins nor ends with a gap"
        raise ValueError(message)
    return _Pattern(code=code, words=tuple(words))


_REMEMBERED: Final = 2048  # texts; ten cases of the largest size that is measured
_KEY_LETTERS: Final = 4  # of a pattern's first word; longer keys part few more


def _without(text: str, prefixes: Sequence[str]) -> frozenset[str]:
    return frozenset(text[len(p) :] for p in prefixes if text.startswith(p) and len(text) - len(p) > 1)


@lru_cache(maxsize=65_536)
def _faces(text: str) -> tuple[frozenset[str], frozenset[str], tuple[str, ...]]:
    """Return the forms and stems that a word may be read as, and the keys under which its patterns are found."""
    if _ARABIC.match(text):
        forms, stems = _without(text, _NOUN_PREFIXES) | {text}, _without(text, _VERB_PREFIXES) | {text}
    else:
        # The parts beside an apostrophe count as words too: "j'égorge", "he's".
        forms = stems = frozenset({text, *filter(None, text.split("'"))})
    keys = {face[:length] for face in forms | stems for length in range(1, _KEY_LETTERS + 1)}
    return forms, stems, tuple(sorted(keys))


def _token(match: re.Match[str]) -> _Token:
    text = match.group()
    forms, stems, keys = _faces(text)
    return _Token(match.start(), match.end(), text, forms, stems, keys)


class Cues:
    """The patterns of all codes, indexed by how their first word begins. Built once, never changed.

    >>> cues = Cues({"kills": ("kill*", "~قتل", "put* one in")})
    >>> [(c.code, c.span.exact) for c in cues.find("He is putting one in him. سنقتلهم")]
    [('kills', 'putting one in'), ('kills', 'سنقتلهم')]
    """

    __slots__ = ("_by_start", "_found", "codes")

    _by_start: Mapping[str, tuple[_Pattern, ...]]
    _found: OrderedDict[tuple[str, tuple[tuple[int, int], ...]], tuple[Cue, ...]]
    codes: frozenset[str]

    def __init__(self, patterns: Mapping[str, Sequence[str]]) -> None:
        """Raises:
        ValueError: a pattern begins or ends with a gap, or is empty.
        """
        index: dict[str, list[_Pattern]] = {}
        for code, raws in patterns.items():
            for raw in dict.fromkeys(raws):
                pattern = _parse(code, raw)
                first = pattern.words[0]
                if first is not None:
                    index.setdefault(first.text[:_KEY_LETTERS], []).append(pattern)
        self._by_start = {start: tuple(found) for start, found in index.items()}
        self.codes = frozenset(patterns)
        # A memo of a pure function: every determination of a case reads the same reports again.
        self._found = OrderedDict()

    def find(self, text: str, *, ranges: Sequence[tuple[int, int]] = ()) -> tuple[Cue, ...]:
        """Return every hit in the order of the text; with `ranges`, only those inside one of them."""
        asked = (text, tuple(ranges))
        found = self._found.get(asked)
        if found is None:
            found = self._found[asked] = self._find(text, ranges=ranges)
            if len(self._found) > _REMEMBERED:
                with suppress(KeyError):  # another thread may have forgotten it first
                    self._found.popitem(last=False)
        return found

    def _find(self, text: str, *, ranges: Sequence[tuple[int, int]]) -> tuple[Cue, ...]:
        folded = Normalised(text, text=fold(text))
        tokens = [_token(match) for match in _TOKEN.finditer(folded.text)]
        found: dict[tuple[str, int], tuple[int, int]] = {}
        for index, token in enumerate(tokens):
            for key in token.keys:
                for pattern in self._by_start.get(key, ()):
                    last = _match(pattern, tokens, index)
                    if last is not None:
                        found.setdefault((pattern.code, token.start), (token.start, tokens[last].end))
        cues: list[Cue] = []
        for (code, _), (begin, end) in sorted(found.items(), key=lambda item: (item[1], item[0])):
            low, high = folded.raw_span(begin, end)
            if not ranges or any(first <= low and high <= last for first, last in ranges):
                cues.append(Cue(code, TextSpan.of(text, start=low, end=high)))
        return tuple(cues)


def _match(pattern: _Pattern, tokens: Sequence[_Token], at: int) -> int | None:
    """Return the index of the last token of the pattern when it begins at `at`, or None."""
    position, is_gap = at, False
    last = at
    for word in pattern.words:
        if word is None:
            is_gap = True
            continue
        reach = range(position, min(position + (_GAP_WORDS + 1 if is_gap else 1), len(tokens)))
        for candidate in reach:
            token = tokens[candidate]
            if word.fits(token.forms, token.stems):
                last, position, is_gap = candidate, candidate + 1, False
                break
            if token.text in _ENDS:
                return None
        else:
            return None
    return last

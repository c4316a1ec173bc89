# SPDX-License-Identifier: Apache-2.0
"""Look for the names and identifiers of sources in an outgoing text, under whatever disguise.

A disguise is spacing, punctuation, look-alike letters, digits for letters, an ending, an Arabic clitic, one letter more
or less, or another script. A code word translated by its meaning is not found here: that needs a dictionary.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from nadhir.language.names import name_key, names_match
from nadhir.language.normalise import fold
from nadhir.language.tokens import words
from nadhir.tearline.outgoing import Outgoing, Span
from nadhir.tearline.protected import Compact, Guarded, parts_of
from nadhir.terms.tearline import Leak, LeakKind

SHORTEST_SOUND: Final = 3  # letters of a sound key: shorter keys of different names collide [D]
SAME_SOUND: Final = (
    0.86  # of `names_match`, from which two spellings are plausibly one name; below, "at once" is one [D]
)
SAME_SOUND_OF_SHORT_KEY: Final = 0.95  # two consonants alone say little [D]
SHORTEST_MISSPELT: Final = 6  # letters: one letter off makes other words of shorter ones [D]
SHORTEST_DISGUISED: Final = 5  # letters and digits read with digits for letters
LONGEST_ENDING: Final = 3  # letters of an inflection
#: Digits and signs that stand for letters in the writing of those who dodge filters, each with one look.
DIGITS_FOR_LETTERS: Final = tuple(
    str.maketrans({"0": "o", "1": one, "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "@": "a", "$": "s", "!": "i"})
    for one in "li"
)
CLITICS: Final = re.compile("^(?:[وف]?(?:[بك]?ال|لل|[بكلس]))|^[وف]")
INFLECTED: Final = re.compile("[\u0400-\u04ff]")
ARABIC: Final = re.compile("[\u0600-\u06ff]")


def names_in(outgoing: Outgoing, *, guarded: Sequence[Guarded], common: frozenset[str]) -> Iterator[Leak]:
    """Yield a leak for each name or identifier that stands in the text."""
    disguised = [Compact.of(outgoing.folded.text.translate(table)) for table in DIGITS_FOR_LETTERS]
    keys = [name_key(word) for word in outgoing.tokens]
    for one in guarded:
        whole = {*outgoing.compact.find(one.content), *_disguised(one.content, texts=disguised)}
        sought = tuple(w for w in _words(one.content) if w.isalnum())
        whole |= set(_runs(outgoing, sought=sought))
        parts: set[Span] = set()
        if one.kind is LeakKind.IDENTIFIER:
            whole |= set(_sounding(outgoing, keys=keys, content=one.content))
            for part in parts_of(one.content, common=common):
                parts |= {*outgoing.compact.find(part), *_runs(outgoing, sought=(part,))}
                parts |= set(_sounding_part(outgoing, keys=keys, part=part))
        for span in whole:
            is_let_pass = outgoing.stands_everywhere if one.kind is LeakKind.IDENTIFIER else outgoing.is_permitted
            if not is_let_pass(span):
                yield outgoing.leak(one.kind, span=span, passage=one.content)
        for span in parts:
            if not outgoing.is_permitted(span):
                yield outgoing.leak(one.kind, span=span, passage=one.content)


def _words(content: str) -> list[str]:
    folded = fold(content).replace("_", " ")
    return [folded[s:e] for s, e in words(folded)]


def _disguised(content: str, *, texts: Sequence[Compact]) -> Iterator[Span]:
    for table, text in zip(DIGITS_FOR_LETTERS, texts, strict=True):
        needle = fold(content).translate(table)
        letters = sum(char.isalpha() for char in fold(content))
        if letters >= SHORTEST_DISGUISED:
            yield from text.find(needle)


def _runs(outgoing: Outgoing, *, sought: tuple[str, ...]) -> Iterator[Span]:
    """Yield where the words stand in a row, each with an ending, a clitic or a letter more or less."""
    if not sought or max(map(len, sought)) < SHORTEST_DISGUISED - 1:
        return
    joined = "".join(sought)
    for at in range(len(outgoing.tokens) - len(sought) + 1):
        there = outgoing.tokens[at : at + len(sought)]
        if all(map(_is_form_of, there, sought)) or (joined.isalpha() and _is_misspelt("".join(there), joined)):
            yield outgoing.span_of(at, last=at + len(sought) - 1)


@lru_cache(maxsize=65536)
def _is_form_of(token: str, word: str) -> bool:
    """Tell whether a word of the text is the identifier's, with an ending or a clitic, or a letter off."""
    if token == word:
        return True
    if len(word) < SHORTEST_DISGUISED - 1 or not word.isalpha():
        return False
    if ARABIC.search(word):
        bare = {token, CLITICS.sub("", token)}
        wanted = {word, CLITICS.sub("", word)}
        return any(t == w or _has_ending(t, w) or _is_misspelt(t, w) for t in bare for w in wanted)
    if _has_ending(token, word):
        return True
    if INFLECTED.search(word):
        stem = word[: max(len(word) - 2, SHORTEST_DISGUISED - 1)]
        if token.startswith(stem) and len(token) <= len(word) + LONGEST_ENDING - 1:
            return True
    return _is_misspelt(token, word)


def _has_ending(token: str, word: str) -> bool:
    return len(word) >= SHORTEST_DISGUISED - 1 and token.startswith(word) and len(token) - len(word) <= LONGEST_ENDING


def _is_misspelt(token: str, word: str) -> bool:
    """Tell whether one letter makes the difference, in words long enough for that to be no accident."""
    if min(len(token), len(word)) < SHORTEST_MISSPELT or abs(len(token) - len(word)) > 1 or token[0] != word[0]:
        return False
    if not token.isalpha():
        return False
    short, long = sorted((token, word), key=len)
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    rest = (short[at + 1 :], long[at + 1 :]) if len(short) == len(long) else (short[at:], long[at + 1 :])
    return rest[0] == rest[1]


def _sounding(outgoing: Outgoing, *, keys: Sequence[str], content: str) -> Iterator[Span]:
    """Yield where an identifier stands in another script, by its sound."""
    sought = [key for token in re.findall(r"[^\W\d_]+", content) if (key := name_key(token))]
    if not sought or sum(map(len, sought)) < SHORTEST_SOUND:
        return
    for at in range(len(keys) - len(sought) + 1):
        if keys[at : at + len(sought)] == sought:
            span = outgoing.span_of(at, last=at + len(sought) - 1)
            # In its own script an identifier is found letter by letter; by sound alone, hello would be HOLLOW.
            there = outgoing.folded.text[span[0] : span[1]]
            if _scripts_differ(there, content) and names_match(there, content) >= SAME_SOUND:
                yield span


def _sounding_part(outgoing: Outgoing, *, keys: Sequence[str], part: str) -> Iterator[Span]:
    key = name_key(part)
    least = SAME_SOUND if len(key) >= SHORTEST_SOUND else SAME_SOUND_OF_SHORT_KEY
    if len(part) < SHORTEST_DISGUISED and len(key) < SHORTEST_SOUND:
        return
    for at, own in enumerate(keys):
        token = outgoing.tokens[at]
        bare = CLITICS.sub("", token) if ARABIC.search(token) else token
        if (own == key or name_key(bare) == key) and _scripts_differ(token, part):
            best = max(names_match(token, part), names_match(bare, part)) if bare else 0.0
            if best >= least:
                yield outgoing.span_of(at, last=at)


def _scripts_differ(first: str, second: str) -> bool:
    return any(
        bool(script.search(fold(first))) != bool(script.search(fold(second)))
        for script in (ARABIC, INFLECTED, re.compile("[a-z]"))
    )


def mixed_words(outgoing: Outgoing) -> Iterator[Leak]:
    """Yield words whose letters come from several alphabets: nobody writes so who means to be read."""
    for start, end in words(outgoing.raw):
        alphabets = [a for char in outgoing.raw[start:end] if (a := _alphabet(char))]
        if any(a != b for a, b in pairwise(alphabets)):
            yield outgoing.leak_at(LeakKind.UNICODE_TRICK, span=(start, end))


def _alphabet(char: str) -> str:
    if not char.isalpha():
        return ""
    for name, pattern in ALPHABETS:
        if pattern.match(char):
            return name
    return ""


ALPHABETS: Final = (
    ("latin", re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")),
    ("cyrillic", INFLECTED),
    ("greek", re.compile("[\u0370-\u03ff]")),
    ("arabic", re.compile("[\u0620-\u064a\u066e-\u06d3]")),
)

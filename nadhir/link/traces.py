# SPDX-License-Identifier: Apache-2.0
"""What a text leaves for others to be recognised by: shingles, words, names as sounds, numbers, handles, notions.

Nothing here knows what a report means; `screen`'s elements are weighed beside it by `weigh`.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from nadhir.language.digits import ascii_digits
from nadhir.language.names import name_key
from nadhir.language.normalise import fold
from nadhir.language.shingles import shingles
from nadhir.link.concepts import COMMON_WORDS, concepts_of_word, countries_of_word

__all__ = ["Trace", "stems_of_word", "trace"]

_WORD = re.compile(r"[^\W\d_]+(?:['’\u200c-]?[^\W\d_\u0900-\u0dff]+|[\u0900-\u0dff])*")
_NUMBER = re.compile(
    r"(?<![\w.,:/-])\d{1,3}(?:[,.٬ \u00a0\u202f]\d{3})*(?![\w:/-]|[.,]\d)|(?<![\w.,:/-])\d{1,6}(?![\w:/-]|[.,]\d)"
)
#: Two digits and more, and no year.
_TELLING_NUMBER = re.compile(r"(?!(?:19|20)\d\d\Z)\d{2,}\Z")
_HANDLE = re.compile(
    r"@[\w.]{3,40}|(?<![\w@])[A-Za-z][A-Za-z0-9]*_[A-Za-z0-9_]{1,40}|(?<![\w@])[A-Za-z]{2,}\d{2,}\w*"
    # File numbers, and accounts like "name.surname".
    r"|(?<![\w-])[A-Z]{1,4}-\d{3,6}(?!\w)|(?<![\w@])[a-z][a-z0-9]+\.[a-z][a-z0-9]+(?![\w.@])"
)
_PERSON = re.compile(
    r"(?<!\w)([A-ZÀ-ÞА-Я][\w'’]{2,})\s([A-ZÀ-ÞА-Я])(?:\.|(?=[\s,;:'’]|\Z))|(?<!\w)([\u0620-\u06d3]{3,})\s([\u0620-\u06d3])\.(?!\w)"
)
_PROPER = re.compile(r"(?<=[^\s.!?:\n\"“«»؟…][ \u00a0])([A-ZÀ-ÞА-Я][a-zß-ÿа-яё][\w'’]{2,})")
_LETTER_NAMES = re.compile("[\u0900-\u0dff\u1200-\u137f]")
_INITIALS = re.compile(r"(?<!\w)([^\W\d_])\.\s?([^\W\d_])\.(?!\w)")
_CASELESS = re.compile("[\u0590-\u0dff\u1200-\u137f\ufb50-\ufeff]")
_PREFIX = re.compile(r"^(?:وال|بال|فال|كال|لل|ال|و(?=\w{3})|ب(?=\w{4})|ل(?=\w{4}))")
_LEAST_NAME_SOUNDS = 3
_STEM_LETTERS = 5
_LEAST_WORD = 3
_MOST_CHARS = 60_000
_HEAD_CHARS = 220
_CABLE_CAPITALS = 0.6

#: First letters of names by sound, so that `T. A.` and `ط. ع.` are one.
_INITIAL_SOUND = {"ع": "a", "ا": "a", "أ": "a", "إ": "a", "آ": "a", "ي": "y", "و": "w"}


@dataclass(frozen=True, slots=True)
class Trace:
    """The traces of one text; `script` is "caseless" where letters have no capitals, so that names do not stand out."""

    shingles: frozenset[int]
    stems: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    handles: frozenset[str]
    initials: frozenset[str]
    persons: frozenset[str]  # a name with the initial after it: "Salma K."
    proper: frozenset[str]  # capitalised words inside a sentence, folded
    concepts: frozenset[str]
    countries: frozenset[str]
    salient: frozenset[str]  # names of two sounds and more that stand in the head of the text or in it twice
    is_caseless: bool
    words: int


def _stem(folded: str) -> str:
    bare = _PREFIX.sub("", folded)
    return bare[:_STEM_LETTERS]


def stems_of_word(folded: str) -> frozenset[str]:
    """Return the stems that the words within a folded string leave in a trace."""
    return frozenset(_stem(word) for word in _WORD.findall(folded))


def _name_words(text: str, *, caseless: bool) -> list[tuple[int, str]]:
    """Return where the words stand that may be names: capitalised ones, or all where letters have no capitals."""
    capitals = sum(1 for char in text if char.isupper())
    letters = sum(1 for char in text if char.isalpha())
    is_cable = caseless or (letters > 0 and capitals > _CABLE_CAPITALS * letters)
    return [
        (match.start(), match.group())
        for match in _WORD.finditer(text)
        if (is_cable or match.group()[0].isupper())
        and len(match.group()) >= _LEAST_WORD
        and fold(match.group()) not in COMMON_WORDS
    ]


def _letters_by_name(word: str) -> str:
    """Return a Latin skeleton of a word in an Indic script or in Ethiopic, from the names of its letters."""
    sounds = []
    for char in word:
        name = unicodedata.name(char, "")
        if " LETTER " in name or " SYLLABLE " in name:
            sound = name.rpartition(" ")[2].rstrip("AEIOU").lower() or "a"
            sounds.append("s" if sound == "c" else sound)
    return "a".join(sounds)


def _keys(word: str, *, caseless: bool) -> set[str]:
    forms = [word]
    if _LETTER_NAMES.match(word):
        # These scripts write one letter for sounds that others keep apart: s and z.
        skeleton = _letters_by_name(word)
        forms = [skeleton, skeleton.replace("s", "z")]
    if caseless and word[0] in "وبلفك" and len(word) > _LEAST_WORD + 1:
        forms.append(word[1:])
    return {name_key(form).replace(" ", "") for form in forms}


def _names(text: str, *, caseless: bool) -> tuple[set[str], frozenset[str]]:
    """Return the sounds of the names, and those that stand out: in the head of the text, or in it twice."""
    seen: Counter[str] = Counter()
    head: set[str] = set()
    for at, word in _name_words(text, caseless=caseless):
        keys = _keys(word, caseless=caseless)
        seen.update(keys)
        if at < _HEAD_CHARS:
            head.update(keys)
    salient = frozenset(key for key, count in seen.items() if len(key) > 1 and (count > 1 or key in head))
    return {key for key in seen if len(key) >= _LEAST_NAME_SOUNDS}, salient


def _initial_sound(letter: str) -> str:
    return _INITIAL_SOUND.get(letter) or name_key(letter) or fold(letter)


def _initials(text: str) -> frozenset[str]:
    return frozenset(" ".join(map(_initial_sound, match.groups())) for match in _INITIALS.finditer(text))


def _persons(text: str) -> frozenset[str]:
    found = set()
    for match in _PERSON.finditer(text):
        name, initial = (match[1], match[2]) if match[1] else (match[3], match[4])
        if fold(name) not in COMMON_WORDS and name_key(name):
            found.add(f"{name_key(name)} {_initial_sound(initial)}")
    return frozenset(found)


def _numbers(text: str) -> frozenset[str]:
    found = (re.sub(r"\D", "", match.group()) for match in _NUMBER.finditer(ascii_digits(text)))
    return frozenset(number for number in found if _TELLING_NUMBER.match(number))


def trace(text: str) -> Trace:
    """Return the traces of a text, of its first 60,000 code points."""
    text = text[:_MOST_CHARS]
    folded_words = [fold(match.group()) for match in _WORD.finditer(text)]
    caseless = len(_CASELESS.findall(text)) * 2 > sum(1 for char in text if char.isalpha())
    names, salient = _names(text, caseless=caseless)
    return Trace(
        shingles=shingles(text),
        stems=frozenset(
            _stem(word)
            for word in folded_words
            if word not in COMMON_WORDS and len(_PREFIX.sub("", word)) >= _LEAST_WORD
        ),
        names=frozenset(names),
        numbers=_numbers(text),
        handles=frozenset(match.group().lower().lstrip("@") for match in _HANDLE.finditer(text)),
        initials=_initials(text),
        persons=_persons(text),
        proper=frozenset(folded for match in _PROPER.finditer(text) if len(folded := fold(match[1])) > _LEAST_WORD)
        - COMMON_WORDS,
        concepts=frozenset(concept for word in folded_words for concept in concepts_of_word(word)),
        countries=frozenset(country for word in folded_words for country in countries_of_word(word)),
        salient=salient,
        is_caseless=caseless,
        words=len(folded_words),
    )

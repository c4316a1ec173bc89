# SPDX-License-Identifier: Apache-2.0
"""Whether a text names a party that is known: by the words of its name that tell it from others, in any script.

It looks for the name alone. Whether the text means harm to that party is for the rooms that ask.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from nadhir.language.names import name_key, names_match
from nadhir.language.normalise import fold

__all__ = [
    "GENERIC",
    "SAME_NAME",
    "is_account",
    "mentions",
    "own_words",
    "owned_words",
    "place_words",
    "proper_words",
    "spoken",
    "words_of",
]

SAME_NAME: Final = 0.85  # [D]: spellings of one name across scripts lie above, two names below, by this package's tests
_WORD: Final = re.compile(r"(?:[^\W_]|[\u0900-\u0dff])+")  # with the vowel signs of India's scripts
_QUALIFIED: Final = re.compile(r"[,،(]|\s(?:in|at|near|from|à|en|im|bei|aus|de la|في|من|در)\s")
#: Another name of the same party: "Wilmer C., called El Zurdo".
_ALSO_CALLED: Final = re.compile(
    r"(?:called|known as|alias|a\.k\.a\.|aka|nicknamed|dit|genannt|llamado|apodado|المعروف ب|الملقب ب|المكنى)"
    r"\s*([^,،)]+)"
)
_OWNS: Final = re.compile(
    r"\b(?:owners?|operators?|managers?|proprietors?|landlord|landlady|trustees|keepers?|directors?) of\b",
    re.IGNORECASE,
)
#: Words of a party's name that name nobody by themselves.
GENERIC: Final = frozenset(
    [
        *["the", "of", "in", "at", "and", "for", "to", "on", "a", "an", "its", "whose", "who", "same", "use", "said"],
        *["people", "person", "man", "woman", "government", "management", "section", "service", "services", "office"],
        *["police", "department", "national", "state", "federal", "city", "republic", "station", "branch", "unit"],
        *["company", "association", "organisation", "organization", "union", "committee", "operator", "owner", "team"],
        *["staff", "general", "attending", "members", "citizens", "residents", "public", "user", "former", "human"],
        *["resources", "chief", "head", "commander", "leader", "north", "south", "east", "west", "new", "saint"],
        *["sheriff", "county", "district", "governorate", "prosecutor", "uploader", "holder", "account", "sender"],
        *["manager", "landlady", "landlord", "trustees", "caretaker", "warden", "keeper", "headmaster", "principal"],
        *["journalist", "columnist", "driver", "drivers", "worker", "workers", "threatened", "known", "security"],
    ]
)
#: What a place is: the school of one town is not named by a threat to the school of another.
_PLACE_KINDS: Final = frozenset(
    [
        *["school", "schools", "secondary", "primary", "high", "academy", "college", "university", "campus"],
        *["hospital", "clinic", "church", "churches", "mosque", "synagogue", "temple", "cathedral", "market"],
        *["hall", "hotel", "airport", "prison", "court", "bank", "stadium", "theatre", "theater", "club", "embassy"],
        *["consulate", "commission", "ministry", "interior", "authority", "authorities", "council", "square", "street"],
    ]
)
_NAMES_NOBODY: Final = GENERIC | _PLACE_KINDS
_SHORTEST_NAME: Final = 3  # letters; shorter words of a name are initials and particles
_SHORTEST_KEY: Final = 3  # sounds; below, keys of different names meet too often
#: What an account is called, where a party's name gives it: with digits, dots or underscores, or behind such a word.
_HANDLE: Final = re.compile(
    r"(?<!\w)(?:\w+[._])+\w+|(?<=[Uu]ser )[\w.]+|(?<=[Aa]ccount )[\w.]+|(?<=[Uu]ploader )[\w.]+"
)
_ENDINGS: Final = ("s", "in", "a", "da", "de", "un", "nin")  # genitives and cases that hang on a name


@lru_cache(maxsize=2048)
def words_of(text: str) -> tuple[str, ...]:
    """Return the different words of a text, in order."""
    return tuple(dict.fromkeys(_WORD.findall(text)))


@lru_cache(maxsize=2048)
def _index(text: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the words of a text by their folded form, and by their sound where they are not plain Latin."""
    words = words_of(text)
    by_form = {fold(word): word for word in words}
    by_sound: dict[str, str] = {}
    for word in words:
        if not word.isascii():
            for part in {word, word.removeprefix("ال"), word.removeprefix("وال"), word.removeprefix("ل")}:
                by_sound.setdefault(name_key(part), word)
    return by_form, by_sound


@lru_cache(maxsize=2048)
def proper_words(name: str) -> tuple[str, ...]:
    """Return the words of a party's name that tell it from others: capitalised, and not of the generic kind.

    What stands behind a comma or an "in" says where somebody is, not who: it counts where nothing else does.

    >>> proper_words("Daniel O., shift lead at a warehouse in Fresno"), proper_words("Police, Fresno")
    (('Daniel',), ('Fresno',))
    """
    called = [word for also in _ALSO_CALLED.findall(name) for word in _proper(also)]
    return (*own_words(name), *called) or _proper(name)


@lru_cache(maxsize=2048)
def own_words(name: str) -> tuple[str, ...]:
    """Return the proper words of what stands before a comma or an "in": of who it is, without where.

    >>> own_words("Balsam clinic, Taiz"), own_words("Police, Fresno")
    (('Balsam',), ())
    """
    return _proper(_QUALIFIED.split(name, maxsplit=1)[0])


@lru_cache(maxsize=2048)
def place_words(name: str) -> tuple[str, ...]:
    """Return the proper words of the first place that the name says behind a comma or an "in": where it is.

    >>> place_words("Balsam clinic, Taiz"), place_words("Sheriff's office, Pueblo County, Colorado")
    (('Taiz',), ('Pueblo',))
    """
    parts = (_proper(part) for part in _QUALIFIED.split(name)[1:])
    return next((words for words in parts if words), ())


@lru_cache(maxsize=2048)
def owned_words(name: str) -> tuple[str, ...]:
    """Return the proper words of what somebody is said to own or run.

    >>> owned_words("Lacson Shipping, owner of the MV Reyna")
    ('Reyna',)
    """
    owned = _OWNS.search(name)
    return _proper(_QUALIFIED.split(name[owned.end() :], maxsplit=1)[0]) if owned else ()


@lru_cache(maxsize=2048)
def _proper(name: str) -> tuple[str, ...]:
    return tuple(
        word
        for word in words_of(name)
        if len(word) >= _SHORTEST_NAME and not word[0].islower() and fold(word) not in _NAMES_NOBODY
    )


@lru_cache(maxsize=16_384)  # of a case of some hundred reports, each name is looked for in each at every judgement
def mentions(text: str, *, name: str) -> str | None:
    """Return the word of the text that names the party, whatever the script, or None.

    >>> mentions("сообщают о «Крокус Сити Холл»", name="Management of Crocus City Hall")
    'Крокус'
    """
    for handle in _HANDLE.findall(name):
        found = re.search(rf"(?<!\w){re.escape(handle)}(?!\w)", text, re.IGNORECASE)
        if found is not None:
            return found.group()
    return spoken(text, words=proper_words(name))


def spoken(text: str, *, words: Sequence[str]) -> str | None:
    """Return the word of the text that is the first found of these words of a name, in any script, or None."""
    by_form, by_sound = _index(text)
    there = by_form.keys()
    for word in words:
        forms, key = _sought(word)
        if not there.isdisjoint(forms):
            return next(by_form[form] for form in forms if form in by_form)
        heard = by_sound.get(key) if len(key) >= _SHORTEST_KEY else None
        if heard is not None and names_match(word, heard.removeprefix("ال")) >= SAME_NAME:
            return heard
    return None


@lru_cache(maxsize=8192)  # the words of the names of some thousand parties
def _sought(word: str) -> tuple[tuple[str, ...], str]:
    """Return how a word of a name may stand in a text, folded, and how it sounds."""
    form = fold(word)
    return (form, *(form + end for end in _ENDINGS)), name_key(word)


def is_account(name: str) -> bool:
    """Tell whether a party's name is, or holds, the name of an account.

    >>> is_account("User saqr_1990"), is_account("The client")
    (True, False)
    """
    return _HANDLE.search(name) is not None

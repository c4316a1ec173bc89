# SPDX-License-Identifier: Apache-2.0
"""Spell a proper name in another script, so that a reader can say it aloud: Latin and Cyrillic into Arabic, Latin and
Arabic into Cyrillic or Latin.

A rough spelling by sound, as newspapers make one for a name that they meet for the first time; never an identifier, and
always shown with the name as it is known beside it. Words that are no name (a hall, a market) are translated by whoever
asks, before. It follows no standard: ISO 233 and BGN/PCGN write what a reader cannot type.
"""

import re
import unicodedata
from typing import Final

from nadhir.language.names import romanise

_ARABIC: Final = re.compile("[\u0600-\u06ff]")
_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")

#: Longest first; `^` begins a word, `$` ends it.
_LATIN_TO_ARABIC: Final = (
    ("tsch", "تش"), ("sch", "ش"), ("tch", "تش"), ("sh", "ش"), ("ch", "تش"), ("kh", "خ"), ("gh", "غ"), ("th", "ث"),
    ("dh", "ذ"), ("ph", "ف"), ("zh", "ج"), ("ts", "تس"), ("ck", "ك"), ("qu", "كو"), ("ou", "و"), ("oo", "و"),
    ("ee", "ي"), ("ie", "ي"), ("ei", "اي"), ("ai", "اي"), ("au", "او"), ("ce", "سي"), ("ci", "سي"), ("ya", "يا"),
    ("yu", "يو"), ("aa", "ا"), ("ii", "ي"), ("uu", "و"),
    ("a", "ا"), ("b", "ب"), ("c", "ك"), ("d", "د"), ("e", ""), ("f", "ف"), ("g", "غ"), ("h", "ه"), ("i", "ي"),
    ("j", "ج"), ("k", "ك"), ("l", "ل"), ("m", "م"), ("n", "ن"), ("o", "و"), ("p", "ب"), ("q", "ق"), ("r", "ر"),
    ("s", "س"), ("t", "ت"), ("u", "و"), ("v", "ف"), ("w", "و"), ("x", "كس"), ("y", "ي"), ("z", "ز"),
)  # fmt: skip
_FIRST_ARABIC: Final = {"e": "إي", "i": "إي", "o": "أو", "u": "أو", "a": "أ"}
_LATIN_TO_CYRILLIC: Final = (
    ("shch", "щ"), ("tsch", "ч"), ("sch", "ш"), ("sh", "ш"), ("ch", "ч"), ("kh", "х"), ("gh", "г"), ("th", "т"),
    ("ph", "ф"), ("zh", "ж"), ("ts", "ц"), ("ck", "к"), ("qu", "кв"), ("ou", "у"), ("oo", "у"), ("ee", "и"),
    ("ya", "я"), ("yu", "ю"), ("yo", "ё"), ("ye", "е"),
    ("a", "а"), ("b", "б"), ("c", "к"), ("d", "д"), ("e", "е"), ("f", "ф"), ("g", "г"), ("h", "х"), ("i", "и"),
    ("j", "дж"), ("k", "к"), ("l", "л"), ("m", "м"), ("n", "н"), ("o", "о"), ("p", "п"), ("q", "к"), ("r", "р"),
    ("s", "с"), ("t", "т"), ("u", "у"), ("v", "в"), ("w", "в"), ("x", "кс"), ("y", "и"), ("z", "з"),
)  # fmt: skip
_CYRILLIC_TO_LATIN: Final = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh", "з": "z", "и": "i", "й": "y",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip


def is_in_script_of(name: str, *, language: str) -> bool:
    """Tell whether a name is already written in the script of the language (a primary subtag)."""
    return _script_of(name) == _script_for(language)


def spell(name: str, *, language: str) -> str:
    """Return a name spelled in the script of the language; itself where it is in that script already.

    >>> spell("Dahlia", language="ar"), spell("Lom-Nava", language="ar"), spell("Bardo", language="ru")
    ('داهليا', 'لوم-نافا', 'Бардо')
    """
    wanted, given = _script_for(language), _script_of(name)
    if wanted == given:
        return name
    latin = _to_latin(name, script=given)
    if wanted == "latin":
        return latin
    table = _LATIN_TO_ARABIC if wanted == "arabic" else _LATIN_TO_CYRILLIC
    spelled = "".join(
        _spell_word(word, table=table, is_arabic=wanted == "arabic") if word.isalpha() else word
        for word in re.findall(r"[^\W\d_]+|[\W\d_]+", latin)
    )
    return spelled if wanted == "arabic" else spelled.title()


def _script_for(language: str) -> str:
    if language in {"ar", "fa", "ur", "ckb", "ps"}:
        return "arabic"
    return "cyrillic" if language in {"ru", "uk", "bg", "sr", "tg", "kk"} else "latin"


def _script_of(name: str) -> str:
    if _ARABIC.search(name):
        return "arabic"
    return "cyrillic" if _CYRILLIC.search(name) else "latin"


def _to_latin(name: str, *, script: str) -> str:
    if script == "cyrillic":
        return "".join(_CYRILLIC_TO_LATIN.get(char.lower(), char) for char in name).title()
    if script == "arabic":
        return romanise(name).title()
    bare = unicodedata.normalize("NFKD", name)
    return "".join(char for char in bare if not unicodedata.combining(char))


def _spell_word(word: str, *, table: tuple[tuple[str, str], ...], is_arabic: bool) -> str:
    rest, spelled = word.lower(), ""
    while rest:
        if is_arabic and not spelled and rest[0] in _FIRST_ARABIC:
            spelled += _FIRST_ARABIC[rest[0]]
            rest = rest[1:]
            continue
        for latin, other in table:
            if rest.startswith(latin):
                spelled += other
                rest = rest[len(latin) :]
                break
        else:
            spelled += rest[0]
            rest = rest[1:]
    return spelled

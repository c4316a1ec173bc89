# SPDX-License-Identifier: Apache-2.0
"""The words that screening knows, ready to be looked for: vocabularies, places, and the data of dates.

A `Lexicon` is built once by `nadhir.reference.lexicon` from data files and handed to `screen`. It reads no file and
knows no path. A `Vocabulary` is one language's terms in one Aho-Corasick automaton; which letters may stand before or
after a term inside a word (Arabic clitics, Persian suffixes) is decided here, so that the data stay plain words.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Final, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from nadhir.language.detect import LanguageProfile
from nadhir.language.normalise import fold
from nadhir.language.time_words import TimeData
from nadhir.screen.model import TextModel
from nadhir.screen.places import Gazetteer

#: A word of folded text, or one of the signs that speak (weapons, laughter, fire).
SIGNS: Final = "💣🔫🔪🗡🧨🔥⚔😂🤣😅😭🙄💀😜😤🤪😹🎮⚽🕯🖤🍅🍪👻🩸☠⚰🪦"
WORD: Final = re.compile(rf"[^\W_]+|[{SIGNS}]")
_GAP: Final = "..."


def flat_words(text: str) -> str:
    """Return folded text as its words between single blanks, a blank at either end."""
    return " " + " ".join(WORD.findall(text)) + " "


#: Letters that Iraqi, Gulf and Maghrebi writers put for the sound they say: گال is قال, باچر is باكر.
_SOUNDS: Final = (("گ", "ق"), ("چ", "ك"))


def as_written(flat: str, *, language: str) -> str:
    """Return flat text with the letters of dialect spelling as standard Arabic writes them; one letter for one."""
    for written, standard in _SOUNDS if language == "ar" else ():
        flat = flat.replace(written, standard)
    return flat


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to look for: a category, what it means there, and its written form."""

    category: str
    text: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What a pattern of the automaton stands for. A term with gaps has several parts; `of` counts them."""

    category: str
    value: str
    text: str
    at: int = 0
    of: int = 1
    is_stem: bool = False
    is_talk: bool = False  # a word that threatens in talk and means nothing in a journalist's prose


_AND: Final = ("", "و", "ف")
#: What may stand before an Arabic word without changing which word it is: conjunctions, prepositions, article, and what
#: dialects write onto it (عالذكرى, هالجمعة).
_AR_BEFORE: Final = frozenset(
    f"{a}{b}" for a, b in product(_AND, ("", "ال", "بال", "كال", "عال", "هال", "لل", "ب", "ل", "ك"))
)
_AR_BEFORE_ARTICLE: Final = frozenset({"ع", "ه", "وع", "وه"})
#: Two letters with a preposition written on are mostly another word: بعض is no ب and عض, سفر no فر.
_AR_BEFORE_SHORT: Final = frozenset(f"{a}{b}" for a, b in product(_AND, ("", "ال")))
_SHORT_WORD: Final = 2
_AR_AFTER: Final = frozenset(
    [
        "",
        *(
            "ه ك ي ن ها هم هن هما كم كن كو نا ني ا و وا وه وها وهم وني وك وكم ون ين ان ات تين تان اته اتها اتهم "
            "ته تها تهم تك تكم ش هاش وش كش نهم نكم نك نه نها لو لك لهم لها له لي"
        ).split(),
    ]
)
#: After a noun: no verb endings, so that "his divorced wife" is not "divorced husband".
_AR_AFTER_NOUN: Final = frozenset(("", *"ه ك ي ها هم هن هما كم نا ا ين ون ان ات تين تان".split()))
_NOUNS: Final = frozenset({"actor", "target", "group"})
#: Imperfect: conjunction, future mark (standard س, Egyptian ه/ح, Levantine ب, Maghrebi غ/ك), person.
_PERSONS: Final = "اينت"
_AR_FUTURE: Final = frozenset(
    f"{a}{b}"
    for a, b in product(
        _AND, ("لا", *(f"{c}{mark}{person}" for c in ("", "ل") for mark in "سهحغ" for person in _PERSONS))
    )
)
_AR_PRESENT: Final = frozenset(f"{a}{b}{person}" for a, b, person in product(_AND, ("", "ل", "ب", "ك"), _PERSONS))
#: After a noun: no "my", so that مردم (people) is no مرد (man).
_FA_AFTER_NOUN: Final = frozenset(("", *"ي ها هاي هايي هايش هاش ان اني ش شان ند اند ه رو و وں ون يں ين ات ے".split()))
_FA_AFTER: Final = frozenset(
    ("", *"ي ها هاي هايي هاش هام م ت ش ان مان تان شان ند يم يد ه اش ام ات ايي و رو وں ون يں ين ے".split())
)
_ANY_AFTER: Final = _AR_AFTER | _AR_AFTER_NOUN | _FA_AFTER | _FA_AFTER_NOUN


class Found(NamedTuple):  # made for every match, which a frozen dataclass takes three times as long for
    """One match: the pattern's part, and where in the flat text."""

    part: Part
    start: int
    end: int
    is_future: bool = False


def _is_arabic(word: str) -> bool:
    return "\u0600" <= word[0] <= "\u06ff"


class Vocabulary:
    """The terms of one language (and the names that cross languages) in one automaton."""

    __slots__ = ("_automaton", "_borders", "_joins", "_parts", "language")

    def __init__(self, terms: Iterable[Term], *, language: str) -> None:
        self.language = language
        self._joins = {"ar": "ar", "fa": "fa", "ur": "fa", "ckb": "fa", "und": "ar"}.get(language, "")
        patterns: dict[str, list[Part]] = {}
        for term in terms:
            self._add(term, patterns=patterns)
        self._parts: tuple[tuple[Part, ...], ...] = tuple(tuple(parts) for parts in patterns.values())
        self._borders = tuple(
            (pattern[0] == " ", pattern[-1] == " ", bool(self._joins) and _is_arabic(pattern.strip()))
            for pattern in patterns
        )
        self._automaton = AhoCorasick(list(patterns) or ["\0"], matchkind=MatchKind.Standard)

    def _add(self, term: Term, *, patterns: dict[str, list[Part]]) -> None:
        pieces = [piece for piece in term.text.split(_GAP) if piece.strip()]
        for at, raw in enumerate(pieces):
            piece = raw.strip()
            is_open_before, is_open_after = piece.startswith("*"), piece.endswith("*")
            core = as_written(flat_words(fold(piece.strip("*"))).strip(), language=self.language)
            if not core:
                continue
            is_stem = term.category.endswith("_stem")
            is_arabic = _is_arabic(core)
            before = "" if is_open_before or (is_arabic and self._joins == "ar") else " "
            after = "" if is_open_after or (is_arabic and self._joins) else " "
            is_talk = term.category.endswith("_talk")
            category = term.category.removesuffix("_stem").removesuffix("_talk")
            part = Part(category, term.value, core, at, len(pieces), is_stem, is_talk)
            for spelled in dict.fromkeys(
                (core, core[:-1] + "ت") if is_arabic and core.endswith("ه") and self._joins == "ar" else (core,)
            ):
                known = patterns.setdefault(f"{before}{spelled}{after}", [])
                if part not in known:
                    known.append(part)

    def find(self, flat: str) -> list[Found]:
        """Return every term that stands in the flat text as a word of its own, clitics allowed."""
        found: list[Found] = []
        for index, start, end in self._automaton.find_matches_as_indexes(flat, overlapping=True):
            is_bordered_before, is_bordered_after, is_joined = self._borders[index]
            if is_bordered_after:
                end -= 1  # noqa: PLW2901 - the blank is the border, not the word
                last = end
            else:
                last = flat.find(" ", end)
            after = flat[end:last]
            if is_joined and after not in _ANY_AFTER:
                continue  # most of what is found inside other words ends here
            if is_bordered_before:
                start += 1  # noqa: PLW2901 - as above
                first = start
            else:
                first = flat.rfind(" ", 0, start) + 1
            if not is_joined:
                found += [Found(part, first, last) for part in self._parts[index]]
                continue
            before = flat[first:start]
            for part in self._parts[index]:
                one = self._accept(part, start=start, end=end, before=before, after=after)
                if one is not None:
                    found.append(one)
        return found

    def _accept(self, part: Part, *, start: int, end: int, before: str, after: str) -> Found | None:
        """Return the match of an Arabic word with these letters written onto it, None where they make it another."""
        is_noun = part.category in _NOUNS
        if self._joins == "fa":
            return Found(part, start, end) if after in (_FA_AFTER_NOUN if is_noun else _FA_AFTER) else None
        if after not in (_AR_AFTER_NOUN if is_noun else _AR_AFTER):
            return None
        if part.is_stem:
            is_future = before in _AR_FUTURE
            if not is_future and before not in _AR_PRESENT:
                return None
            return Found(part, start - len(before), end + len(after), is_future)
        if end - start <= _SHORT_WORD:
            return Found(part, start, end) if before in _AR_BEFORE_SHORT and len(after) != 1 else None
        is_allowed = before in _AR_BEFORE or (before in _AR_BEFORE_ARTICLE and part.text.startswith("ال"))
        return Found(part, start, end) if is_allowed else None


@dataclass(frozen=True, slots=True)
class PageMarks:
    """Folded line openings of flattened pages: what begins the headlines of other articles, tags, menus."""

    related: frozenset[str] = frozenset()
    clutter: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything `screen` reads with; `times` and `profiles` are what `nadhir.language` asks for.

    Without a `model` the rules decide alone, and find far less (docs/quality.md).
    """

    vocabularies: Mapping[str, Vocabulary]
    gazetteer: Gazetteer
    page_marks: PageMarks = PageMarks()
    times: TimeData | None = None
    profiles: tuple[LanguageProfile, ...] = ()
    version: str = ""
    model: TextModel | None = None

    def vocabulary(self, language: str) -> Vocabulary:
        """Return the vocabulary of a language, or the one of all languages where it has none."""
        return self.vocabularies.get(language) or self.vocabularies["und"]

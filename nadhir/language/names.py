# SPDX-License-Identifier: Apache-2.0
"""Names across scripts: a rough romanisation, a key to look names up by, and how well two spellings agree.

A name is read as sounds: Arabic, Persian, Urdu and Sorani letters, Cyrillic, Latin with its digraphs, and the digits of
Arabizi. Short vowels that Arabic script leaves out cost next to nothing, letters that transliterations confuse
(q/g/k, kh/h, dh/z/d, p/b …) cost little, other consonants cost much.

It does not know aliases: that داعش is the Islamic State is a lexicon's business. Nor does a high score say that two
names mean one person. Arabic and Western forms of one biblical name (Yusuf, Joseph) do not match.
"""

import re
import unicodedata
from enum import Enum, auto
from functools import lru_cache
from itertools import groupby

from nadhir.language.normalise import fold

__all__ = ["name_key", "names_match", "romanise"]

# Sounds are one letter each. Upper case: K kh, G gh, T th, D dh, Z zh, S sh, C ch. Vowels a e i o u.
_ARABIC = {
    "ا": "a", "ب": "b", "ت": "t", "ث": "T", "ج": "j", "ح": "h", "خ": "K", "د": "d", "ذ": "D", "ر": "r", "ز": "z",
    "س": "s", "ش": "S", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "", "غ": "G", "ف": "f", "ق": "q", "ك": "k",
    "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "w", "ي": "y", "ء": "", "پ": "p", "چ": "C", "ژ": "Z", "گ": "g",
    "ڤ": "v", "ڨ": "g", "ٹ": "t", "ڈ": "d", "ڑ": "r", "ڕ": "r", "ڵ": "l", "ۆ": "o", "ۇ": "u", "ې": "e",
}  # fmt: skip
_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "Z", "з": "z", "и": "i", "к": "k", "л": "l",
    "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "K", "ц": "ts",
    "ч": "C", "ш": "S", "щ": "S", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "yu", "я": "ya", "і": "i", "є": "ye",
    "ґ": "g", "ә": "a", "ғ": "G", "қ": "q", "ң": "n", "ө": "o", "ұ": "u", "ү": "u", "һ": "h", "ј": "y", "љ": "l",
    "њ": "n", "ћ": "C", "ђ": "j", "џ": "j",
}  # fmt: skip
_LATIN_DIGRAPHS = (
    ("tsch", "C"), ("dsch", "j"), ("sch", "S"), ("tch", "C"), ("dzh", "j"), ("dj", "j"), ("kh", "K"), ("gh", "G"),
    ("sh", "S"), ("ch", "C"), ("th", "T"), ("dh", "D"), ("zh", "Z"), ("ph", "f"), ("ck", "k"), ("qu", "q"),
    ("oo", "w"), ("ou", "w"), ("ee", "y"), ("ie", "i"), ("ei", "ey"), ("ai", "ay"), ("x", "ks"),
)  # fmt: skip
_LATIN_DIGRAPH = re.compile("|".join(digraph for digraph, _ in _LATIN_DIGRAPHS))
_LATIN_DIGRAPH_SOUNDS = dict(_LATIN_DIGRAPHS)
_LATIN_MARKED = str.maketrans(
    {"ş": "sh", "ș": "sh", "š": "sh", "ç": "ch", "č": "ch", "ć": "ch", "ğ": "gh", "ž": "zh", "ż": "zh", "ź": "z",
     "ḥ": "h", "ẖ": "kh", "ḵ": "kh", "ġ": "gh", "ḏ": "dh", "ṯ": "th", "ʿ": "", "ʾ": "", "’": "", "‘": "", "'": "",
     "ʼ": "", "`": "", "´": "", "ǧ": "j", "ñ": "n"}
)  # fmt: skip
_SOFT_C = re.compile("c(?=[eiy])")
_ARABIZI_DIGITS = str.maketrans({"2": "", "3": "", "4": "S", "5": "K", "6": "t", "7": "h", "8": "G", "9": "s"})
_ARTICLE_BEFORE_DIGIT = re.compile(r"^[ae]l(?=\d)")
#: In the Gulf 9 is ص, in the Levant and the Maghreb ق.
_NINE_AS_QAF = str.maketrans({"9": "q"})
_ARABIC_LETTER = re.compile("[\u0600-\u06ff]")
_NAME_WORD = re.compile(r"[^\W_]+")
_ARTICLES = frozenset(
    [
        "al",
        "el",
        "ul",
        "il",
        "ad",
        "ed",
        "ud",
        "as",
        "es",
        "us",
        "ash",
        "esh",
        "ar",
        "er",
        "ur",
        "an",
        "en",
        "at",
        "et",
        "az",
        "ez",
        "the",
        "аль",
        "эль",
        "ал",
        "эл",
        "ад",
        "эд",
        "ас",
        "эс",
        "аш",
        "эш",
        "ар",
        "эр",
        "ан",
        "эн",
        "ат",
        "эт",
        "аз",
        "эз",
    ]
)
_SERVANT = re.compile(r"(?:abd|ebd|abed)(?:[aeiouw]?l)?(.{3,})\Z")
_SERVANT_OF_GOD = re.compile(r"(?:abd|ebd|abed)[aeiouw]?l[aeo]h?\Z")

# Shorter words begin with these letters by chance.
_LEAST_WITH_ARTICLE = 4
_LEAST_WITH_SERVANT = 5
_LEAST_WITH_WEAK_H = 2
_SERVANT_ALONE = frozenset(["bd", "abdul", "abdel", "abdal", "abdol", "abdwl", "ebdul", "ebdel"])

_VOWELS = frozenset("aeiou")
_HALF_VOWELS = frozenset("wy")
# Pairs of sounds that spellings confuse, by what confusing them costs.
_CONFUSED = {
    0.05: "kq",
    0.1: "jg gG jZ tT Ts Dd Dz vw",
    0.15: "qg hK SC bp fv",
    0.25: "sz",
    0.3: "kK dz dt qG Zz TD wf",
    0.35: "yj",
    0.4: "GK hg sS bv CK Ck ZS GR jC",
    0.6: "CT hy",
}
_CLOSE = {pair: cost for cost, pairs in _CONFUSED.items() for one in pairs.split() for pair in (one, one[::-1])}
#: Sounds that Arabic writes with another's letter, and Persian and Urdu with their own: پشاور and بيشاور.
_LOANS = frozenset(pair for one in "bp fv gj gG qg gK CS".split() for pair in (one, one[::-1])) & _CLOSE.keys()
_VOWEL_GROUPS = ("ae", "iy", "ey", "ie", "ou", "uw", "ow", "ai", "ao")
_CLOSE_VOWELS = {pair: 0.06 for sounds in _VOWEL_GROUPS for pair in (sounds, sounds[::-1])}
_VOWEL_WEIGHT = 0.25
_UNWRITTEN_VOWEL_COST = 0.04
#: Where both are written in Arabic letters, a long vowel is a letter: عمر and عمار, جمال and جميل are two names.
_LONG_VOWEL_COST = 0.36
_OTHER_LETTER_COST = 0.3
_NISBA_COST = 0.9  # سليمان and سليماني
_FIRST_VOWEL_COST = 0.45  # Hassan and Ihsan

_KEY_CLASSES = str.maketrans(
    {"K": "h", "G": "g", "j": "g", "Z": "g", "q": "k", "T": "t", "D": "d", "S": "x", "C": "x", "p": "b", "v": "f",
     "w": None, "y": None, "a": None, "e": None, "i": None, "o": None, "u": None}
)  # fmt: skip
_SPELLED = str.maketrans({"K": "kh", "G": "gh", "T": "th", "D": "dh", "Z": "zh", "S": "sh", "C": "ch"})


class _Writing(Enum):
    """Which of two names leave short vowels unwritten."""

    SPELLED = auto()  # neither
    MIXED = auto()  # one
    ARABIC = auto()  # both


def _sounds_of_word(word: str) -> str:
    """Return the sounds of one word, doubled ones once."""
    if _ARABIC_LETTER.search(word):
        folded = fold(word)
        if folded == "الله":
            return "alah"
        if folded.startswith("ال") and len(folded) > _LEAST_WITH_ARTICLE:
            folded = folded[2:]
        marks_feminine = word.rstrip("\u064b\u064c\u064d\u064e\u064f\u0650\u0652").endswith(("ة", "ۃ"))
        if marks_feminine or (folded.endswith("ه") and _ends_with_weak_he(word)):
            folded = folded[:-1] + "ا"
        sounds = "".join(_ARABIC.get(char, char if char.isascii() else "") for char in folded.replace("تش", "چ"))
    else:
        sounds = _latin_or_cyrillic_sounds(word)
    return "".join(sound for sound, _ in groupby(sounds))


def _ends_with_weak_he(word: str) -> bool:
    # Sorani and Urdu write a final vowel as these; Arabic ه is a consonant and stays.
    return unicodedata.normalize("NFKC", word).endswith(("ە", "ہ"))


def _latin_or_cyrillic_sounds(word: str) -> str:
    lowered = unicodedata.normalize("NFC", word).lower()
    has_digit_letters = any(char.isdigit() for char in lowered) and any(char.isalpha() for char in lowered)
    if has_digit_letters:
        lowered = _ARTICLE_BEFORE_DIGIT.sub("", lowered).translate(_ARABIZI_DIGITS)
        spoken = "".join(char if char in "SKG" else fold(char) for char in lowered.translate(_LATIN_MARKED))
    else:
        spoken = fold(lowered.translate(_LATIN_MARKED))
    spoken = "".join(_CYRILLIC.get(char, char) for char in spoken.replace("дж", "ј"))
    spoken = _LATIN_DIGRAPH.sub(lambda match: _LATIN_DIGRAPH_SOUNDS[match.group()], spoken)
    return _SOFT_C.sub("s", spoken).replace("c", "k")


@lru_cache(maxsize=16384)
def _sounds(name: str) -> tuple[tuple[str, ...], bool]:
    """Return the sounds of each word of the name without articles, and whether short vowels are unwritten."""
    name = unicodedata.normalize("NFKC", name)
    joined = _without_marks(name) if _ARABIC_LETTER.search(name) else name.translate(_LATIN_MARKED)
    found: list[str] = []
    for raw in _NAME_WORD.findall(joined):
        if raw.casefold() in _ARTICLES:
            continue
        sounds = _sounds_of_word(raw)
        spread = _spread(raw, sounds)
        servant = _SERVANT.match(spread)
        if _SERVANT_OF_GOD.match(spread):
            found.extend(("abd", "alah"))
        elif servant is not None:
            found.extend(("abd", "".join(sound for sound, _ in groupby(servant.group(1)))))
        elif sounds:
            found.append("abd" if sounds in _SERVANT_ALONE else sounds)
    return tuple(found), _ARABIC_LETTER.search(name) is not None


def _spread(raw: str, sounds: str) -> str:
    """Return sounds fit for splitting names of the form 'servant of' (`عبدالله`, `Abdullah`); empty for others."""
    if _ARABIC_LETTER.search(raw):
        folded = fold(raw)
        if folded.startswith("عبد") and len(folded) > _LEAST_WITH_SERVANT:
            rest = "لا" if folded.endswith("الله") else folded[3:].removeprefix("ال")
            return "abd" + "".join(_ARABIC.get(char, "") for char in rest)
        return ""
    return sounds if sounds.startswith(("abd", "ebd", "abed")) else ""


def _without_marks(name: str) -> str:
    """Return the name with marks, tatweel and controls removed and letters as they were written."""
    return "".join(
        char for char in name if char != "ـ" and unicodedata.combining(char) == 0 and unicodedata.category(char) != "Cf"
    )


def romanise(name: str) -> str:
    """Return a rough Latin spelling of a name in Arabic, Cyrillic or Latin script, without articles or short vowels.

    >>> romanise("كرمان"), romanise("Мухаммад"), romanise("5aled")
    ('krman', 'mukhamad', 'khaled')
    """
    return " ".join(word.translate(_SPELLED) for word in _sounds(name)[0])


def name_key(name: str) -> str:
    """Return the consonant skeleton that spellings of one name mostly share: a key to look candidates up by.

    >>> name_key("كرمان") == name_key("Kerman") == name_key("Кирман")
    True
    """
    keys: list[str] = []
    for word in _sounds(name)[0]:
        body = word[:-1] if len(word) > _LEAST_WITH_WEAK_H and word.endswith("h") else word
        skeleton = "".join(sound for sound, _ in groupby(body.translate(_KEY_CLASSES)))
        keys.append(skeleton or word[:1])
    return " ".join(key for key in keys if key)


def _weight(sound: str) -> float:
    return _VOWEL_WEIGHT if sound in _VOWELS else 0.5 if sound in _HALF_VOWELS else 1.0


def _drop_cost(sound: str, *, is_last: bool, is_first: bool, writing: _Writing) -> float:
    if sound == "y" and is_last and writing is _Writing.ARABIC:
        return _NISBA_COST
    if sound in _VOWELS or sound in _HALF_VOWELS:
        if writing is _Writing.ARABIC:
            return _LONG_VOWEL_COST
        if sound in _HALF_VOWELS:
            return 0.3
        if writing is _Writing.MIXED:
            return _UNWRITTEN_VOWEL_COST
        return _FIRST_VOWEL_COST if is_first else 0.15
    if sound == "h":
        return 0.1 if is_last else 0.5
    return 1.3 if is_first else 1.0


def _swap_cost(one: str, other: str, *, writing: _Writing) -> float:
    if one == other:
        return 0.0
    pair = one + other
    if writing is _Writing.ARABIC:
        if pair in _LOANS:
            return _CLOSE[pair]
        # Two letters of one script were told apart by whoever wrote them.
        return max(_CLOSE.get(pair, _CLOSE_VOWELS.get(pair, 0.9)), _OTHER_LETTER_COST)
    if pair in _CLOSE:
        return _CLOSE[pair]
    if pair in _CLOSE_VOWELS:
        return _CLOSE_VOWELS[pair]
    if one in _VOWELS and other in _VOWELS:
        return 0.15
    soft = one in _VOWELS or other in _VOWELS or one in _HALF_VOWELS or other in _HALF_VOWELS
    return 0.9 if soft else 1.2


@lru_cache(maxsize=65536)
def _word_match(left: str, right: str, *, writing: _Writing) -> float:
    """Return the agreement of two words' sounds by weighted edit distance, 1.0 for the same sounds."""
    if left == right:
        return 1.0
    last_left, last_right = len(left) - 1, len(right) - 1
    row = [0.0]
    for at, sound in enumerate(right):
        row.append(row[-1] + _drop_cost(sound, is_last=at == last_right, is_first=at == 0, writing=writing))
    for at, sound in enumerate(left):
        drop = _drop_cost(sound, is_last=at == last_left, is_first=at == 0, writing=writing)
        following = [row[0] + drop]
        for other_at, other in enumerate(right):
            insert = _drop_cost(other, is_last=other_at == last_right, is_first=other_at == 0, writing=writing)
            following.append(
                min(
                    row[other_at + 1] + drop,
                    following[-1] + insert,
                    row[other_at] + _swap_cost(sound, other, writing=writing),
                )
            )
        row = following
    longest = max(sum(map(_weight, left)), sum(map(_weight, right)), 1.0)
    return max(0.0, 1.0 - row[-1] / longest)


@lru_cache(maxsize=65536)  # a case asks it of the same names at every judgement, each name of each other
def names_match(first: str, second: str) -> float:
    """Return how well two spellings agree as one name, 0.0 to 1.0, whatever scripts they are in.

    Words may be split or joined differently (عبد الرحمن, Abdulrahman) and come in another order; a word that only one
    of the two has costs in proportion. From about 0.85 on two spellings are plausibly one name.
    """
    return max(
        _readings_match(one, other)
        for one in dict.fromkeys((first, first.translate(_NINE_AS_QAF)))
        for other in dict.fromkeys((second, second.translate(_NINE_AS_QAF)))
    )


def _readings_match(first: str, second: str) -> float:
    left, left_unwritten = _sounds(first)
    right, right_unwritten = _sounds(second)
    if not left or not right:
        return 0.0
    both = _Writing.ARABIC if left_unwritten and right_unwritten else _Writing.SPELLED
    writing = _Writing.MIXED if left_unwritten != right_unwritten else both
    joined = _word_match("".join(left), "".join(right), writing=writing)
    if len(left) == 1 and len(right) == 1:
        return round(joined, 4)
    return round(max(joined, _match_words(left, right, writing=writing)), 4)


def _match_words(left: tuple[str, ...], right: tuple[str, ...], *, writing: _Writing) -> float:
    pairs = sorted(
        (
            (_word_match(one, other, writing=writing), at, other_at)
            for at, one in enumerate(left)
            for other_at, other in enumerate(right)
        ),
        reverse=True,
    )
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    agreement = 0.0
    for score, at, other_at in pairs:
        if at in taken_left or other_at in taken_right:
            continue
        taken_left.add(at)
        taken_right.add(other_at)
        agreement += score
    return agreement / max(len(left), len(right))

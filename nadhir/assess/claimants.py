"""Who a claim says it is, and whether two names are one actor's: across languages, quotation marks and capitals.

A name is taken from where claims of every language put it: "in the name of …", "signed …", "we, the …", and in front
of "claimed" and its like. A name is known again by its sounds, and, where a group's name is made of common words (the
lions of somewhere, the brigade of something), by their meaning. A name that nothing knows stays as the text writes it.
"""

import re
from functools import lru_cache
from typing import Final

from nadhir.assess.accounts import AttackWords
from nadhir.language.mentions import SAME_NAME, mentions, proper_words
from nadhir.language.names import names_match
from nadhir.language.normalise import fold

_CAPITAL: Final = r"[A-ZÀ-ÖØ-ÞА-ЯЁŞĞİÇ][\w'’\-]*"
_SMALL: Final = r"(?:of|for|the|de|du|des|del|da|von|der|van|la|le|les|el|al|dos|das)"
_NAME: Final = (
    rf"(?:[«\"“„'‘]\s*(?P<quoted{{n}}>[^«»\"“”„]{{{{2,60}}}}?)\s*[»\"”“'’]"
    rf"|(?P<bare{{n}}>{_CAPITAL}(?:\s+(?:{_SMALL}\s+){{{{0,2}}}}{_CAPITAL}){{{{0,5}}}})"
    rf"|(?P<arabic{{n}}>[\u0621-\u06ff]+(?:[^\S\n]+[\u0621-\u06ff\-–]+){{{{0,3}}}}))"
)
_ARTICLE: Final = r"(?:(?:the|die|der|das|den|les|la|le|los|las|el|de|het|il|THE)\s+)?"
#: Words in front of a claimant's name.
_BEFORE: Final = (
    r"in the name of|under the name(?: of)?|on behalf of|signed(?: by)?|signs itself|calls itself"
    r"|calling (?:itself|themselves)"
    r"|au nom (?:de|du|des)|signée?s?(?: par)?|se faisant appeler|im namen (?:von|des|der)|unterzeichnet(?: von)?"
    r"|gezeichnet(?: von)?|en nombre de(?: los| las| la)?|firmad[oa]s?(?: por)?|от имени|подписан[оаы]?"
    r"|a nome (?:di|del|della)"
    r"|firmat[oa](?: da)?|in naam van|ondertekend(?: door)?|atas nama|باسم(?: جماعة| تنظيم| حركة)?|بتوقيع|بإسم|توقيع"
    r"|(?:تسمي|يسمي) نفسه[اا]?|به نام|با امضای|we,?(?: are)?|wir,?(?: sind)?|nous,?(?: sommes)?|nosotros,?|мы,?|biz,?"
    r"|نحن(?: في)?"
    r"|(?:أعلن|أعلنت|تعلن|يعلن|نعلن|تبنى|تبنت|تبنّت|تبنّى)"
)
#: Words behind it.
_BEHIND: Final = (
    r"claim(?:s|ed)?|has claimed|have claimed|says it|said it|takes? responsibility|took responsibility|a revendiqué"
    r"|revendique|bekennt sich|hat sich bekannt|bekannte sich|se atribuy[eóo]+|reivindic[aóo]+|взял[аио]?|берет|берёт"
    r"|üstlen\w*|adına|imzalı|imzasıyla|مسئولیت|کے نام سے|نے ذمہ داری|eist|eiste|rivendica|mengaku"
)
_FRONT_PATTERN: Final = re.compile(rf"(?<!\w)(?i:{_BEFORE})\s*[:\s]\s*{_ARTICLE}{_NAME.format(n=1)}")
_BACK_PATTERN: Final = re.compile(rf"{_NAME.format(n=2)},?\s+(?i:{_BEHIND})(?!\w)")
#: Where a name in a script without capitals, or in capitals throughout, ends.
_STOPS: Final = frozenset(
    [
        *["take", "takes", "took", "claim", "claims", "have", "has", "did", "burned", "bombed", "struck", "are", "and"],
        *[
            "ubernehmen",
            "ubernimmt",
            "bekennen",
            "haben",
            "avons",
            "revendiquons",
            "revendique",
            "hemos",
            "reivindicamos",
        ],
        *[
            "берем",
            "взяли",
            "заявляем",
            "from",
            "on",
            "in",
            "for",
            "that",
            "killed",
            "attacked",
            "shot",
            "will",
            "blew",
        ],
        *["عن", "في", "مسووليته", "مسووليتها", "مسووليتنا", "ان", "انها", "انه", "علي", "من", "التي", "الذي", "قبل"],
        *["اليوم", "بيان", "بيانا", "منشور", "هجوم", "الهجوم", "تفجير", "التفجير", "عمليه", "العمليه", "رسميا", "تبني"],
        *["الحداد", "حداد", "مقتل", "حاله", "الطواري", "وفاه"],  # what is announced, and claimed by nobody
        *["هذا", "هذه", "جاء", "قال", "قالت", "نشر", "نشرت", "انشيت", "انشئت", "مسووليه", "يتبني", "تتبني", "احد"],
        *["مسئولیت", "را", "که", "در", "از", "منتشر", "یک", "نے", "کے", "سے", "میں", "کی", "پر", "انجام", "این"],
    ]
)
_PRONOUNS: Final = frozenset(
    [
        "we",
        "they",
        "he",
        "she",
        "it",
        "i",
        "nobody",
        "wir",
        "sie",
        "nous",
        "ils",
        "мы",
        "они",
        "biz",
        "no",
        "the",
        "this",
    ]
)
#: In whose name much is said that nobody claims.
_NO_ACTORS: Final = frozenset(
    [
        "الله",
        "god",
        "allah",
        "dieu",
        "gott",
        "gottes",
        "бога",
        "аллаха",
        "dios",
        "dio",
        "خدا",
        "خداوند",
        "allahın",
        "lord",
    ]
)
_LEAST_LETTERS: Final = 3
_LEAST_INITIALS: Final = 3  # two letters stand in too many texts to be taken for a name
_HANDLE: Final = re.compile(r"@?\w*(?:_\w*|\d\w*)")
_LEAST_HANDLE: Final = 5


def _until_stop(name: str) -> str:
    kept: list[str] = []
    for word in name.split():
        if fold(word.strip(",.:;،")) in _STOPS:
            break
        kept.append(word)
    return " ".join(kept).strip(" ,.:;،-–")


_ARTICLES: Final = frozenset(["the", "die", "der", "das", "les", "la", "le", "los", "las", "el", "de", "het", "il"])


def _without_article(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if rest and fold(first) in _ARTICLES else name


def _titled(name: str) -> str:
    return name.title() if name.isupper() and len(name) > _LEAST_LETTERS + 1 else name


def _is_name(name: str, *, is_quoted: bool) -> bool:
    """Tell whether this can be what somebody calls himself: quoted, or of several words, and nobody's god."""
    if len(name) < _LEAST_LETTERS or fold(name) in _PRONOUNS:
        return False
    return fold(name.partition(" ")[0]) not in _NO_ACTORS and (is_quoted or " " in name or "-" in name)


def _where(name: str, *, text: str, at: int) -> tuple[int, int]:
    """Return where a name stands; in the text a line may end between its words, or more than one blank stand there."""
    found = re.compile(r"\s+".join(re.escape(word) for word in name.split())).search(text, at)
    assert found is not None  # noqa: S101 - it was read from here
    return found.span()


@lru_cache(maxsize=1024)
def claimants(text: str) -> tuple[tuple[str, int, int], ...]:
    """Return the names under which the text claims, each with where it stands."""
    found: dict[str, tuple[str, int, int]] = {}
    for pattern, number in ((_FRONT_PATTERN, 1), (_BACK_PATTERN, 2)):
        for match in pattern.finditer(text):
            for form in ("quoted", "bare", "arabic"):
                raw = match.group(f"{form}{number}")
                if raw is None:
                    continue
                name = _without_article(_until_stop(raw))
                if _is_name(name, is_quoted=form == "quoted"):
                    start, end = _where(name, text=text, at=match.start(f"{form}{number}"))
                    found.setdefault(fold(name), (_titled(name), start, end))
    return tuple(found.values())


@lru_cache(maxsize=4096)
def _meanings(text: str, words: AttackWords) -> frozenset[str]:
    return frozenset(cue.code for cue in words.group_words.find(text))


def _initials(name: str) -> str:
    letters = "".join(word[0] for word in name.split() if word[:1].isupper())
    return letters if len(letters) >= _LEAST_INITIALS else ""


def _plain_words(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


def _is_part(one: str, other: str) -> bool:
    """Tell whether all words of the one name stand in the other, next to each other."""
    return f" {one} " in f" {other} "


@lru_cache(maxsize=16_384)
def is_same_actor(one: str, *, other: str, words: AttackWords) -> bool:
    """Tell whether two names are one actor's: spelled alike, one the longer form of the other, or of one meaning."""
    first, second = _plain_words(one), _plain_words(other)
    if not first or not second:
        return False
    if first == second or names_match(one, other) >= SAME_NAME:
        return True
    shorter, longer = sorted((first, second), key=len)
    if _is_part(shorter, longer) and (" " in shorter or not _meanings(shorter, words)):
        return True
    ours, theirs = _word_meanings(first, words), _word_meanings(second, words)
    return (
        min(len(ours), len(theirs)) > 1
        and all(any(own & their for their in theirs) for own in ours)
        and all(any(own & their for own in ours) for their in theirs)
        and _others_agree(one, other, words)
    )


def _word_meanings(plain: str, words: AttackWords) -> tuple[frozenset[str], ...]:
    """Return of each common word of a name what it can mean."""
    return tuple(meanings for word in plain.split() if (meanings := _meanings(word, words)))


def _others_agree(one: str, other: str, words: AttackWords) -> bool:
    """Tell whether what is no common word agrees too, so that brigades of two towns stay two."""
    own = [w for w in proper_words(one) if not _meanings(w, words)]
    return not own or any(mentions(other, name=w) is not None for w in own)


@lru_cache(maxsize=16_384)
def speaks_of(text: str, *, name: str, words: AttackWords) -> bool:
    """Tell whether the text names this actor: a person by one word of the name, a group by two, or by its initials."""
    handles = [h for h in _HANDLE.findall(name) if len(h.strip("@_")) >= _LEAST_HANDLE]
    if any(re.search(rf"(?<!\w){re.escape(h.strip('@_'))}_*(?!\w)", text, re.IGNORECASE) for h in handles):
        return True
    initials = _initials(name)
    if initials and initials in frozenset(re.findall(r"\w+", text)):
        return True
    own = proper_words(name)
    if not own:
        return not name.isascii() and _is_part(_plain_words(name), _plain_words(text))
    common = _meanings(name, words)
    distinct = [w for w in own if not _meanings(w, words)]
    if not common:
        return any(mentions(text, name=w) is not None for w in distinct)
    said = len(common & _meanings(text, words)) + sum(mentions(text, name=w) is not None for w in distinct)
    return said >= min(2, len(common) + len(distinct))

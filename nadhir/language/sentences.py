# SPDX-License-Identifier: Apache-2.0
"""Sentences as spans of the raw text: Arabic, Latin, Cyrillic and Urdu punctuation, line breaks, abbreviations.

A sentence ends at a full stop, question or exclamation mark, ellipsis or Urdu stop that is followed by white space,
and at the end of a line. It does not end after an abbreviation or initial, inside a number, after the ordinal of a
German date, or where a lower-case letter goes on. Lines of a hard-wrapped text (cables, mail) are joined.

Spans cover every character that is no white space, in order and without overlap; they carry no white space at
either end.
"""

import re

__all__ = ["sentences"]

_ABBREVIATIONS = frozenset(
    (
        "mr mrs ms dr prof st sr jr gen col lt sgt capt cpt maj gov sen rep rev hon no nr vs etc approx fig "
        "vol inc ltd co jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri "
        "sat sun m mme mlle av bd art env tel bzw ca evtl ggf inkl str usw vgl geb mio mrd tgl abs sra srta "
        "ud uds ee pág aprox avda г гг ул д кв им т тыс млн млрд руб обл р пос пр стр см рис янв февр апр авг "
        "сент окт нояб дек vb örn yy yrd doç alb müh bkz د م أ ا ص ت ه ج س ق ود وم "
    ).split()
)
_GERMAN_DATE_WORDS = frozenset(
    [
        "januar",
        "jänner",
        "februar",
        "märz",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "dezember",
        "jahrhundert",
        "jan",
        "feb",
        "mär",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "okt",
        "nov",
        "dez",
        "tag",
        "jahrestag",
    ]
)

_STOP, _BREAK, _CLOSING = ".!?؟۔…。", r"\n\r\u2028\u2029\x85\x0b\x0c", r"\"'”’»›)\]\u061c\u200e\u200f\u202c\u2069"
# A class in front, though the branches say it again: so the engine passes over other letters four times as fast.
_END = re.compile(rf"[{_STOP}{_BREAK}](?:(?<=[{_STOP}])[{_STOP}]*[{_CLOSING}]*(?=\s|\Z)|(?<=[{_BREAK}])[{_BREAK}]*)")
_LAST_WORD = re.compile(r"([\w.ـ]*\w)\.\Z")
_NEXT_WORD = re.compile(r"\s*[\"'“‘«‹(\[]*(\w+)")
_TERMINAL = re.compile(r"[.!?؟۔…:。]\W*\Z")
_BULLET = re.compile(r"\s*(?:[-*•–—▪●]|\d+[.)])\s")

# A cable or mail is wrapped between 55 and 85 columns (RFC 5322 asks for 78); measured on nothing, a convention.
_WRAP_MIN, _WRAP_MAX, _WRAP_LINES = 50, 90, 3
_DAY_DIGITS = 2
_INITIAL_LETTERS = 2


def _is_hard_wrapped(text: str) -> bool:
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) <= _WRAP_LINES or max(map(len, lines)) > _WRAP_MAX:
        return False
    run = longest = 0
    for line in lines:
        run = run + 1 if len(line) >= _WRAP_MIN and not _TERMINAL.search(line) else 0
        longest = max(longest, run)
    return longest >= _WRAP_LINES


def _goes_on(text: str, *, start: int, match: re.Match[str]) -> bool:
    """True where a lone full stop does not end the sentence."""
    mark = match.group()
    if mark[0] != "." or mark.startswith(".."):
        return False
    following = _NEXT_WORD.match(text, match.end())
    next_word = following.group(1) if following else ""
    last = _LAST_WORD.search(text, max(start, match.start() - 24), match.start() + 1)
    if last is None:
        return bool(next_word) and next_word[0].islower()
    word = last.group(1).casefold().strip("ـ")
    if not next_word:
        return False
    if next_word[0].islower():
        return True
    if word.isdigit():
        return len(word) <= _DAY_DIGITS and next_word.casefold() in _GERMAN_DATE_WORDS
    # An initial (J. Smith, U.S. Army), not the short Arabic word that may end a sentence.
    is_initial = "." in word and max(map(len, word.split("."))) <= _INITIAL_LETTERS
    return is_initial or word in _ABBREVIATIONS or (len(word) == 1 and last.group(1).isupper())


def _ends_soft(text: str, *, match: re.Match[str], line_start: int) -> bool:
    """True where a line break of a hard-wrapped text is no end."""
    if match.group().count("\n") != 1:
        return False
    line = text[line_start : match.start()]
    following = text[match.end() : match.end() + 8]
    return len(line) >= _WRAP_MIN and not _TERMINAL.search(line) and not _BULLET.match(following)


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return the span of each sentence of the raw text, in order.

    >>> t = "قال د. سامي: سنعود. هل تسمع؟ نعم"
    >>> [t[a:b] for a, b in sentences(t)]
    ['قال د. سامي: سنعود.', 'هل تسمع؟', 'نعم']
    """
    wrapped = _is_hard_wrapped(text)
    found: list[tuple[int, int]] = []
    start = line_start = 0
    for match in _END.finditer(text):
        is_line_break = match.group()[0] in "\n\r\u2028\u2029\x85\x0b\x0c"
        if is_line_break:
            soft = wrapped and _ends_soft(text, match=match, line_start=line_start)
            line_start = match.end()
            if soft:
                continue
        elif _goes_on(text, start=start, match=match):
            continue
        _add(found, text=text, start=start, end=match.end())
        start = match.end()
    _add(found, text=text, start=start, end=len(text))
    return tuple(found)


def _add(found: list[tuple[int, int]], *, text: str, start: int, end: int) -> None:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        first = start + piece.index(stripped[0]) if piece[0].isspace() else start
        found.append((first, first + len(stripped)))

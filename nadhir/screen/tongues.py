# SPDX-License-Identifier: Apache-2.0
"""The other languages of a text: a cable quoted under an Arabic cover note, a threat behind a page of padding.

The language of a report is that of most of it. What is said in another one is read too, or four hundred copies of one
word would hide a threat behind them. Looked at are the stretches whose script is not the report's, and in what people
write themselves (not in news and pages, which keep to one) also stretches of the same script.
"""

import re
from typing import Final

from nadhir.language.detect import detect
from nadhir.language.sentences import sentences
from nadhir.screen.lexicon import Lexicon
from nadhir.terms.report import Report, ReportKind

__all__ = ["other_languages"]

#: Shorter stretches are names, quotations of a title, or a menu.
_LEAST_WORDS: Final = 4
_LONGEST: Final = 1_500  # code points that a language is told from
_MOST_STRETCHES: Final = 60
_LETTERS: Final = {
    "arabic": "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff",
    "cyrillic": "\u0400-\u052f",
    "latin": "A-Za-z\u00c0-\u024f",
}
_RUNS: Final = {name: re.compile(f"[{letters}]+") for name, letters in _LETTERS.items()}
_ANY_LETTER: Final = re.compile(f"[{''.join(_LETTERS.values())}]")
_OTHER_LETTER: Final = {
    name: re.compile(f"[{''.join(letters for other, letters in _LETTERS.items() if other != name)}]")
    for name in _LETTERS
}
_OF_ONE_LANGUAGE: Final = frozenset({ReportKind.NEWS, ReportKind.PAGE})


def other_languages(report: Report, *, lexicon: Lexicon, than: str) -> tuple[str, ...]:
    """Return the languages with a vocabulary that stretches of the article are written in, besides `than`, in order."""
    if not lexicon.profiles:
        return ()
    ranges = report.article_ranges() or ((0, len(report.content)),)
    text = "\n".join(report.content[start:end] for start, end in ranges)
    is_of_one_script = text.isascii() or sum(letters.search(text) is not None for letters in _RUNS.values()) <= 1
    is_of_one_language = report.kind in _OF_ONE_LANGUAGE
    if is_of_one_script and is_of_one_language:
        return ()
    main = _script(text)
    other_letter = _OTHER_LETTER[main]
    by_script: dict[str, list[str]] = {}
    stretches: list[str] = []
    for start, end in sentences(text)[: _MOST_STRETCHES * 20]:
        stretch = text[start:end]
        if not is_of_one_script and other_letter.search(stretch) is not None:
            for script, words in _parts(stretch):
                if script != main and len(words) >= _LEAST_WORDS:
                    by_script.setdefault(script, []).append(" ".join(words))
        if not is_of_one_language and len(stretch.split()) >= _LEAST_WORDS:
            stretches.append(stretch)
    asked = [" ".join(parts)[:_LONGEST] for parts in by_script.values()]
    asked += [stretch[:_LONGEST] for stretch in dict.fromkeys(stretches)][:_MOST_STRETCHES]
    found = dict.fromkeys(language for one in asked if (language := _read_in(one, lexicon=lexicon)) not in ("", than))
    return tuple(found)


def _read_in(text: str, *, lexicon: Lexicon) -> str:
    guess = detect(text, profiles=lexicon.profiles)
    read = guess.language if guess.language in lexicon.vocabularies else guess.primary
    return read if guess.is_known and read in lexicon.vocabularies else ""


def _script(text: str) -> str:
    counts = {name: sum(map(len, runs.findall(text))) for name, runs in _RUNS.items()}
    return max(counts, key=lambda name: counts[name])


def _parts(stretch: str) -> list[tuple[str, list[str]]]:
    """Return the runs of words of one script, in order."""
    runs: list[tuple[str, list[str]]] = []
    for word in stretch.split():
        script = _script_of_word(word)
        if runs and script in ("", runs[-1][0]):
            runs[-1][1].append(word)
        elif script:
            runs.append((script, [word]))
    return runs


def _script_of_word(word: str) -> str:
    """Return the script of most of a word's letters; empty where it has none of the three."""
    first = _ANY_LETTER.search(word)
    if first is None:
        return ""
    for name, other_letter in _OTHER_LETTER.items():
        if other_letter.search(word, first.start()) is None:
            return name
    return _script(word)

# SPDX-License-Identifier: Apache-2.0
"""Read back from the rendered texts which facts stand in them, so that no language says less than another.

The texts are read, not what they were made of: each labelled line is found by its label, and in it the phrase of a
disclosed value, or of a day its number, month and year. What one language does not say is a `Lost`. A text
that an officer edited is read the same way. It doesn't judge wording: a fact said in other words counts as lost, and
a person looks.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from nadhir.language.normalise import fold
from nadhir.tearline.compose import LINES, say
from nadhir.tearline.outgoing import places
from nadhir.tearline.phrases import PhraseBook, PhraseBooks
from nadhir.terms.screening import Means, Precision, TimeNorm
from nadhir.terms.tearline import Disclosure, Lost
from nadhir.terms.text import Language

LABEL_OF: Final = dict(LINES)


def lost_facts(
    texts: Mapping[Language, str],
    *,
    disclosures: Sequence[Disclosure],
    phrases: PhraseBooks,
    today: date | None = None,
) -> tuple[Lost, ...]:
    """Return each disclosed fact that a text does not say; none means that all say the same.

    `today` is the day that the texts were composed on: a window that had begun by then is said by its end.
    """
    found: list[Lost] = []
    for language, text in texts.items():
        book = phrases.book(language)
        if book is None:
            found += [Lost(language=language, role=d.role, precision=d.precision) for d in disclosures]
            continue
        lines = dict(_lines(text, book=book))
        for disclosure in disclosures:
            line = lines.get(LABEL_OF[disclosure.role], "")
            if not _stands(disclosure, line=line, book=book, phrases=phrases, today=today):
                found.append(Lost(language=language, role=disclosure.role, precision=disclosure.precision))
    return tuple(dict.fromkeys(found))


def _lines(text: str, *, book: PhraseBook) -> Iterator[tuple[str, str]]:
    """Yield the label of each labelled line and what follows it, folded."""
    for line in text.splitlines():
        folded = fold(line)
        for label in LABEL_OF.values():
            head = fold(book.labels[label])
            if folded.startswith(head) and folded[len(head) :].lstrip().startswith(":"):
                yield label, folded[len(head) :].lstrip()[1:].strip()


def _stands(disclosure: Disclosure, *, line: str, book: PhraseBook, phrases: PhraseBooks, today: date | None) -> bool:
    norm = disclosure.norm
    if isinstance(norm, TimeNorm):
        return _says_time(norm, line=line, book=book, today=today)
    if isinstance(norm, Means):
        return any(places(line, phrases=(fold(book.means[norm]),)))
    said = fold(say(disclosure, book=book, names=phrases.names, today=today))
    if any(places(line, phrases=(said,))):
        return True
    # "People" is left out beside who they are.
    return said == fold(book.targets["people"]) and line not in ("", fold(book.unknown))


def _says_time(norm: TimeNorm, *, line: str, book: PhraseBook, today: date | None) -> bool:
    days = set(_days_in(line, book=book))
    month = f"{fold(book.months[norm.start.month - 1])} {norm.start.year}"
    if norm.precision is Precision.MONTH and not days:
        return any(places(line, phrases=(month,)))
    wanted = {norm.end} if today is not None and norm.start <= today else {norm.start, norm.end}
    has_hour = norm.precision is not Precision.HOUR or norm.hour is None or norm.start != norm.end
    return wanted <= days and (has_hour or f"{norm.hour:02d}:{norm.minute or 0:02d}" in line)


def _days_in(line: str, *, book: PhraseBook) -> Iterator[date]:
    """Yield the days of the Gregorian calendar that a line names in the words of the book."""
    pattern = re.escape(fold(book.plain_day))
    for name, group in (("day", r"(?P<day>\d{1,2})"), ("year", r"(?P<year>\d{4})")):
        pattern = pattern.replace(re.escape("{" + name + "}"), group)
    for number, month in enumerate(book.months, start=1):
        for match in re.finditer(pattern.replace(re.escape("{month}"), re.escape(fold(month))), line):
            yield date(int(match["year"]), number, int(match["day"]))

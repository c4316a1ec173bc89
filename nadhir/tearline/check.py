# SPDX-License-Identifier: Apache-2.0
"""The leak check: compare an outgoing text with everything it must protect, before anybody may sign it.

It blocks and shows both passages side by side; it does not repair. What it looks for, in order:
1. identifiers and names of sources, folded, without spaces or punctuation, with digits for letters, with endings and
   clitics, and across scripts by their sound; of longer ones also each word that is no common one;
2. quotes: of `QUOTE_WORDS` words in a row all but one, as they stand in a report that the public has not got;
3. words that tell how something was learnt (of the phrase book), and links;
4. numbers and hours that a private report carries and no disclosure gave leave for, hours in words too;
5. values that are withheld: as they stand in the report, and days in whatever way a language writes them;
6. likelihood and confidence in one sentence, and certainty said as a likelihood (ICD 203, by `language.estimative`);
7. characters that hide or reorder text.

It reads the rendered text, never what went in. The sentences of the phrase book itself are the same in every warning
and are let pass; what was chosen to be said is let pass but for identifiers. Not here yet: near-quotes in another
language, and code words translated by their meaning (issue 6).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Final

from nadhir.language.estimative import remarks_on
from nadhir.language.normalise import fold
from nadhir.tearline.check_names import ARABIC, CLITICS, LONGEST_ENDING, mixed_words, names_in
from nadhir.tearline.check_values import days_in, numbers_in, quotes_in, withheld_in
from nadhir.tearline.outgoing import Outgoing, places
from nadhir.tearline.phrases import PhraseBook, PhraseBooks
from nadhir.tearline.protected import guarded_of
from nadhir.terms.case import CaseFile
from nadhir.terms.estimative import EstimativeFault
from nadhir.terms.tearline import Leak, LeakKind, Withheld
from nadhir.terms.text import Language, primary

#: Characters that are not seen or that reorder what is: zero-width and bidi controls but for the joiner that Persian
#: spelling needs (U+200C) and the isolates, fillers, tags, and letters in other clothes (full-width, mathematical).
HIDDEN: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200d-\u200f\u202a-\u202e\u2060-\u2064\u206a-\u206f"
    "\u2800\u3164\ufe00-\ufe0f\ufeff\uff01-\uff5e\uffa0\ufff9-\ufffb\U0001d400-\U0001d7ff\U000e0000-\U000e01ef]"
)
LINK: Final = re.compile(
    r"(?:https?|ftp|hxxps?)\s?:\s?//\S+|www\.\S+|\bt\.me/\S*"
    r"|\b\w[\w-]*(?:\s?\[\.\]\s?|\.)(?:com|org|net|onion|io|info|example|me|ru|ir)\b",
    re.IGNORECASE,
)

_LEAK_OF: Final = {
    EstimativeFault.WITH_CONFIDENCE: LeakKind.MIXED_LIKELIHOOD_AND_CONFIDENCE,
    EstimativeFault.CERTAINTY: LeakKind.CERTAINTY_AS_LIKELIHOOD,
}


def check(
    texts: Mapping[Language, str],
    *,
    file: CaseFile,
    phrases: PhraseBooks,
    withheld: Sequence[Withheld] = (),
    allowed: Iterable[str] = (),
    today: date | None = None,
) -> tuple[Leak, ...]:
    """Return every leak in the texts, in reading order; none means that they may be put before two people.

    `allowed` are strings that were chosen to be said (names of disclosed places and actors, the contact): what stands
    inside one of them is no leak, unless it is an identifier of a source. `today` is the day that "tomorrow" counts
    from; by default that of the latest report.
    """
    permitted = tuple(dict.fromkeys(p for a in allowed if (p := fold(a).strip())))
    guarded = guarded_of(file)
    all_words = frozenset().union(*(book.all_words for book in phrases.books.values()))
    sentence_words = frozenset().union(*(book.sentence_words for book in phrases.books.values()))
    day = today or max((h.report.held_at.date() for h in file.held), default=date.min)
    found: list[Leak] = []
    for language, text in texts.items():
        book = phrases.book(language)
        everywhere = book.every_warning if book is not None else ()
        outgoing = Outgoing(text, language=language, everywhere=everywhere, allowed=permitted)
        found += names_in(outgoing, guarded=guarded, common=all_words)
        found += quotes_in(outgoing, file=file)
        if book is not None:
            found += _collection_words(outgoing, book=book)
        found += _misworded(outgoing, phrases=phrases)
        found += numbers_in(outgoing, file=file, phrases=phrases)
        found += withheld_in(outgoing, withheld=withheld, common=sentence_words)
        found += days_in(outgoing, file=file, withheld=withheld, phrases=phrases, today=day)
        found += _tricks(outgoing)
    return tuple(sorted(set(found), key=lambda leak: (leak.language, leak.span.start, leak.kind)))


def names_a_source(wordings: Mapping[Language, str], *, file: CaseFile, phrases: PhraseBooks) -> bool:
    """Tell whether what is about to be chosen to be said holds an identifier of a source, in any language.

    The words of a longer identifier are no leak here: a town may be threatened that a source is called after.
    """
    guarded = guarded_of(file)
    common = frozenset().union(*(book.all_words for book in phrases.books.values()))
    return any(
        leak.kind is LeakKind.IDENTIFIER
        for language, text in wordings.items()
        for leak in names_in(
            Outgoing(text, language=language, everywhere=(), allowed=(fold(text),)), guarded=guarded, common=common
        )
    )


def _collection_words(outgoing: Outgoing, *, book: PhraseBook) -> Iterator[Leak]:
    for told in book.collection_words:
        if " " in told:
            spans = list(places(outgoing.folded.text, phrases=(told,)))
        else:
            spans = [(start, end) for start, end, word in outgoing.words if _is_form_of(word, told)]
        for span in spans:
            if not outgoing.is_permitted(span):
                yield outgoing.leak(LeakKind.COLLECTION_WORD, span=span, passage=told)


@lru_cache(maxsize=65536)
def _is_form_of(word: str, told: str) -> bool:
    if ARABIC.search(told):
        return CLITICS.sub("", word) == CLITICS.sub("", told)
    return word.startswith(told) and len(word) - len(told) <= LONGEST_ENDING


def _misworded(outgoing: Outgoing, *, phrases: PhraseBooks) -> Iterator[Leak]:
    """Yield what is refused of a text's words of likelihood; what is only a hint is shown to who writes, not here."""
    lexicon = phrases.estimative.get(primary(outgoing.language))
    for remark in remarks_on(outgoing.raw, lexicons=() if lexicon is None else (lexicon,)):
        if remark.is_refused:
            yield outgoing.leak_at(_LEAK_OF[remark.fault], span=(remark.span.start, remark.span.end))


def _tricks(outgoing: Outgoing) -> Iterator[Leak]:
    for kind, pattern in ((LeakKind.UNICODE_TRICK, HIDDEN), (LeakKind.LINK, LINK)):
        for match in pattern.finditer(outgoing.raw):
            yield outgoing.leak_at(kind, span=match.span())
    yield from mixed_words(outgoing)

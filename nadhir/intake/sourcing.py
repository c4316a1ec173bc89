# SPDX-License-Identifier: Apache-2.0
"""How each claim of a report is sourced: by somebody named, somebody unnamed, a document, a post, or by nobody.

A claim is a sentence of the article. It may say whom it is had from ("according to …", "قال … إن", "… göre"), that
the source would not be named, that it stands in a document or on a social medium, or that it is neither confirmed nor
denied, which may stand beside any other. What says nothing of a source is the author's own. "He added" goes back to
the source named last. Every span is an exact slice of the report's text.

It judges words, not truth: a named source may be wrong and an unnamed one right. It reads the nine languages that
have cue lists (`data/intake/sourcing`); a text in another language has its unread claims left out, not called the
author's own. Quotations within quotations are not followed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from nadhir.language.normalise import Normalised, fold, normalise
from nadhir.language.sentences import sentences
from nadhir.terms.report import PassageKind, Report, Sourcing, SourcingKind
from nadhir.terms.text import TextSpan, primary

__all__ = ["SOURCER", "SourcingCue", "SourcingWords", "sourcing"]

SOURCER: Final = "sourcing 1"
_TWO: Final = 2  # capitals, or words, that make a name
_TITLE_WORDS: Final = 3
_NAME_WORDS: Final = 9  # a source named with post and place; what is longer holds part of the claim
_MOST_CLAIMS: Final = 400  # a page of some 8,000 words; what follows is left unread
_CLAIM_CHARS: Final = 2_000
_ARAB_CLITIC: Final = "(?:[وف]?(?:ال|بال|كال|لل|[بلك])?)"
_NEVER: Final = re.compile(r"(?!)")
_WORD: Final = re.compile(r"[^\s\"(),;:.!?\[\]]+(?:\.(?=\w)[^\s\"(),;:.!?\[\]]+)*")
_NAME_END: Final = re.compile(r"[\"(),;:.!?\[\]]|\s-+\s")
_CLAUSE_END: Final = re.compile(r"[\"();:.!?\[\]]")
_SUFFIX: Final = re.compile(r"['’]\w{1,4}\Z")
_ASIDE: Final = re.compile(r",[^,\"]{2,120},\s*\Z")
_INVERTED: Final = re.compile(r"(?:\A|[\",;:-])\s*\Z")
_NOT: Final = frozenset({"not", "never", "nicht", "no", "не", "ne"})
_PASSIVE_AFTER: Final = frozenset({"was", "were", "been", "is", "are", "be", "being", "by", "of", "and", "or"})


class SourcingCue(StrEnum):
    """The lists of a file in `data/intake/sourcing`."""

    LEADS = "leads"
    FOLLOWS = "follows"
    UNNAMED = "unnamed"
    ROLES = "roles"
    ANONYMOUS = "anonymous"
    DOCUMENT = "document"
    POST = "post"
    UNCONFIRMED = "unconfirmed"
    AGAIN = "again"
    OWN = "own"
    SHOWN = "shown"
    ENDS = "ends"
    RELATES = "relates"
    ARTICLES = "articles"
    INDEFINITE = "indefinite"
    BODIES = "bodies"
    PRONOUNS = "pronouns"


class SourcingWords:
    """The cues of one language, folded and compiled."""

    __slots__ = ("_patterns", "_sets", "clitic", "has_capitals", "is_german", "is_verb_last")

    def __init__(self, lists: Mapping[SourcingCue, Iterable[str]], *, language: str) -> None:
        self.has_capitals = language not in ("ar", "fa", "ur")
        self.is_german = language == "de"
        self.is_verb_last = language in ("fa", "tr")
        self.clitic = _ARAB_CLITIC if language == "ar" else ""
        folded = {cue: tuple(dict.fromkeys(map(_key, lists.get(cue, ())))) for cue in SourcingCue}
        self._sets = {cue: frozenset(words) for cue, words in folded.items()}
        self._patterns = {cue: _compiled(words, clitic=self.clitic) for cue, words in folded.items()}

    def find(self, cue: SourcingCue, *, text: str) -> re.Match[str] | None:
        """Return the first place where a phrase of the list stands, the longest one there."""
        return self._patterns[cue].search(text)

    def find_all(self, cue: SourcingCue, *, text: str) -> Iterator[re.Match[str]]:
        """Yield every place where a phrase of the list stands."""
        return self._patterns[cue].finditer(text)

    def holds(self, cue: SourcingCue, *, word: str) -> bool:
        """Tell whether a folded word is one of the list, as it stands."""
        return word in self._sets[cue]


def _key(phrase: str) -> str:
    return " ".join(fold(phrase).split())


def _compiled(phrases: Iterable[str], *, clitic: str) -> re.Pattern[str]:
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    if not ordered:
        return _NEVER
    parts = []
    for phrase in ordered:
        escaped = re.escape(phrase).replace(r"\ \~\ ", r"(?:\s+[^\s.!?]+){0,4}?\s+").replace(r"\ ", r"\s+")
        parts.append(escaped + ("" if phrase.endswith("'") else r"(?!\w)"))
    return re.compile(rf"(?<!\w){clitic}(?P<cue>{'|'.join(parts)})")


_Token = tuple[int, int, str]  # where a word begins and ends in the folded text, and the word


@dataclass(frozen=True, slots=True)
class _Said:
    """A source found in a sentence: kind, the folded span of the words that say so, and of its name."""

    kind: SourcingKind
    start: int
    end: int
    name: tuple[int, int] | None = None
    is_again: bool = False


def sourcing(report: Report, *, words: Mapping[str, SourcingWords]) -> tuple[Sourcing, ...]:
    """Return how the claims of the report's article are sourced, in the order of the text.

    A claim may stand in it twice: with its source, and as not confirmed. Of a language without cues nothing is said.
    """
    known = words.get(primary(report.language))
    if known is None:
        return ()
    found: list[Sourcing] = []
    last: tuple[SourcingKind, str] | None = None
    is_quoting = False
    count = 0
    at_passage = -1
    for start, end, passage in _claims(report):
        if count == _MOST_CLAIMS:
            break
        count += 1
        is_quoting = is_quoting and passage == at_passage  # a quotation mark that nobody closed ends with its paragraph
        at_passage = passage
        claim = TextSpan.of(report.content, start=start, end=end)
        folded = normalise(claim.exact[:_CLAIM_CHARS])
        was_quoting, is_quoting = is_quoting, _is_quoting(claim.exact, before=is_quoting)
        for said in _read(folded, words=known):
            if was_quoting and said.kind is SourcingKind.OWN and said.start == said.end and last is not None:
                # The sentence goes on inside a quotation that began before it: it is the last speaker's still.
                found.append(Sourcing(claim=claim, kind=last[0], name=last[1]))
                continue
            name = "" if said.name is None else _exact_name(folded, span=said.name, words=known)
            kind = said.kind
            if said.is_again and last is not None:
                kind, name = last
            elif kind in (SourcingKind.NAMED, SourcingKind.UNNAMED, SourcingKind.DOCUMENT, SourcingKind.POST):
                last = kind, name
            found.append(Sourcing(claim=claim, kind=kind, said_by=_span(claim, folded=folded, said=said), name=name))
    return tuple(found)


def _claims(report: Report) -> Iterator[tuple[int, int, int]]:
    """Yield where each sentence of the body begins and ends, and in which passage it stands."""
    for number, passage in enumerate(report.passages):
        if passage.kind is PassageKind.BODY:
            text = report.content[passage.start : passage.end]
            for start, end in sentences(text):
                yield passage.start + start, passage.start + end, number


def _is_quoting(text: str, *, before: bool) -> bool:
    """Tell whether a quotation stands open behind the sentence, where one stood open before it or not."""
    is_open = before
    for char in text:
        if char in "«“„":
            is_open = True
        elif char in "»”":
            is_open = False
        elif char == '"':
            is_open = not is_open
    return is_open


def _span(claim: TextSpan, *, folded: Normalised, said: _Said) -> TextSpan | None:
    if said.start == said.end:
        return None
    start, end = folded.raw_span(said.start, said.end)
    exact = claim.exact[start:end]
    start += len(exact) - len(exact.lstrip())
    end -= len(exact) - len(exact.rstrip())
    if start >= end:
        return None
    return TextSpan(start=claim.start + start, end=claim.start + end, exact=claim.exact[start:end])


def _exact_name(folded: Normalised, *, span: tuple[int, int], words: SourcingWords) -> str:
    start, end = folded.raw_span(*span)
    name = " ".join(folded.raw[start:end].split())
    if words.clitic and folded.text[span[0] :].startswith("لل"):
        name = f"ا{name[1:]}"  # "وفقا للشرطة" names الشرطة
    return _SUFFIX.sub("", name) if words.has_capitals else name


def _read(folded: Normalised, *, words: SourcingWords) -> tuple[_Said, ...]:
    """Return the sources of one sentence: one of whom it is had from, and beside it that it is not confirmed."""
    text = folded.text
    doubts = tuple(words.find_all(SourcingCue.UNCONFIRMED, text=text))
    doubt = (_at(SourcingKind.UNCONFIRMED, doubts[0]),) if doubts else ()
    source = _source(folded, words=words, doubts=tuple(match.span("cue") for match in doubts))
    own = words.find(SourcingCue.OWN, text=text)
    if own is not None and (
        source is None or source.is_again or _overlaps(own.span("cue"), (source.start, source.end))
    ):
        return (_at(SourcingKind.OWN, own), *doubt)
    post = words.find(SourcingCue.POST, text=text)
    anonymous = words.find(SourcingCue.ANONYMOUS, text=text)
    if anonymous is not None:
        start, end = anonymous.span("cue")
        if source is not None and source.kind is SourcingKind.UNNAMED:
            start, end = min(start, source.start), max(end, source.end)
        return (_Said(SourcingKind.UNNAMED, start, end), *doubt)
    if post is not None and (source is None or source.kind is not SourcingKind.DOCUMENT):
        name = source.name if source is not None and source.kind is SourcingKind.NAMED else None
        start, end = post.span("cue")
        return (_Said(SourcingKind.POST, start, end, name=name), *doubt)
    shown = words.find(SourcingCue.SHOWN, text=text)
    if shown is not None and (source is None or source.is_again):
        return (_at(SourcingKind.DOCUMENT, shown), *doubt)
    if source is not None:
        return (source, *doubt)
    return doubt or (_Said(SourcingKind.OWN, 0, 0),)


def _overlaps(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _at(kind: SourcingKind, match: re.Match[str]) -> _Said:
    start, end = match.span("cue")
    return _Said(kind, start, end)


def _source(folded: Normalised, *, words: SourcingWords, doubts: tuple[tuple[int, int], ...]) -> _Said | None:
    """Return whom the sentence is had from: the first cue, in the order of the text, beside which a source stands."""
    text = folded.text
    again = words.find(SourcingCue.AGAIN, text=text)
    cues = [(match.start("cue"), match.end("cue"), True) for match in words.find_all(SourcingCue.LEADS, text=text)]
    cues += [(match.start("cue"), match.end("cue"), False) for match in words.find_all(SourcingCue.FOLLOWS, text=text)]
    pronoun: _Said | None = None
    for start, end, leads in sorted(cues, key=lambda cue: (cue[0], -cue[1], cue[2])):
        if any(_overlaps((start, end), each) for each in doubts):
            continue
        if leads:
            span = _name_after(text, at=end, words=words)
        else:
            span = _name_before(text, at=start, words=words)
            if span is None and _INVERTED.search(text[:start]):  # "…," said the mayor
                span = _name_after(text, at=end, words=words)
        if span is not None and any(_overlaps(span, each) for each in doubts):
            continue
        if span is not None and not leads:
            span = _with_apposition(folded, span=span, at=start)
        if span is None:
            if leads and words.clitic and pronoun is None:
                pronoun = _Said(SourcingKind.NAMED, start, end, is_again=True)
            continue
        head = text[span[0] : span[1]].split()
        if words.holds(SourcingCue.PRONOUNS, word=head[0]) and len(head) == 1:
            pronoun = pronoun or _Said(SourcingKind.NAMED, start, end, is_again=True)
            continue
        kind = _kind(folded, span=span, words=words)
        name = _capitals(folded, span=span, words=words) if kind is SourcingKind.NAMED else None
        found = _Said(kind, min(start, span[0]), max(end, span[1]), name=name)
        if again is not None and again.start("cue") < found.start:
            break
        return found
    if again is not None:
        return _Said(SourcingKind.NAMED, again.start("cue"), again.end("cue"), is_again=True)
    return pronoun


def _name_after(text: str, *, at: int, words: SourcingWords) -> tuple[int, int] | None:
    """Return the span of the words after a cue that name a source; None where none follow."""
    start = at + len(text[at:]) - len(text[at:].lstrip())
    stop = _NAME_END.search(text, start)
    limit = len(text) if stop is None else stop.start()
    end, count = start, 0
    for match in _WORD.finditer(text, start, limit):
        word = match.group()
        if count == 0 and words.holds(SourcingCue.ARTICLES, word=word):
            if not words.holds(SourcingCue.INDEFINITE, word=word):
                start = end = match.end() + 1
            continue
        if words.holds(SourcingCue.ENDS, word=word) or count == _NAME_WORDS:
            break
        end, count = match.end(), count + 1
    if 0 < count <= _TITLE_WORDS and stop is not None and stop.group() == '"' and not text[end : stop.start()].strip():
        end = _closed_quote(text, at=stop.start()) or end  # a company or group whose name stands in quotes
    start = min(start, end)
    while start < end and text[start].isspace():
        start += 1
    start = _elided(text, start=start, words=words)
    return (start, end) if count and start < end else None


def _closed_quote(text: str, *, at: int) -> int | None:
    """Return where a short name in quotes ends; None where the quotation is a sentence, or never ends."""
    close = text.find('"', at + 1)
    return close + 1 if close > 0 and len(text[at:close].split()) <= _TITLE_WORDS + 2 else None


def _elided(text: str, *, start: int, words: SourcingWords) -> int:
    """Return where a French name begins behind its elided article."""
    for article in ("l'", "d'"):
        if words.holds(SourcingCue.ARTICLES, word=article) and text.startswith(article, start):
            return start + len(article)
    return start


def _name_before(text: str, *, at: int, words: SourcingWords) -> tuple[int, int] | None:
    """Return the span of the words before a cue that name a source; None where none stand there."""
    head = text[:at].rstrip()
    if words.is_verb_last:
        begins = max((match.end() for match in _CLAUSE_END.finditer(head)), default=0)
        head = head[:begins] + head[begins:].partition(",")[0]
    else:
        if head.endswith(","):
            # "A senior official, who declined to be named, said": what stands between commas is not the name.
            aside = _ASIDE.search(head)
            if aside is None:
                return None
            head = head[: aside.start()]
        begins = max((match.end() for match in _NAME_END.finditer(head)), default=0)
    tokens = [(m.start(), m.end(), m.group()) for m in _WORD.finditer(head, begins)]
    while tokens and words.holds(SourcingCue.ENDS, word=tokens[-1][2]):
        if tokens.pop()[2] in _NOT:
            return None
    if tokens and tokens[-1][2] in _PASSIVE_AFTER | _NOT:
        return None
    kept = _named_before(tokens, words=words)
    while len(kept) > 1 and _is_bare_article(kept[0][2], words=words):
        kept = kept[1:]
    if not kept:
        return None
    if len(kept) == 1 and (words.holds(SourcingCue.ARTICLES, word=kept[0][2]) or kept[0][2].isdigit()):
        return None
    start = _elided(text, start=kept[0][0], words=words)
    return (start, kept[-1][1]) if start < kept[-1][1] else None


def _with_apposition(folded: Normalised, *, span: tuple[int, int], at: int) -> tuple[int, int]:
    """Return the span with a name that stands behind it between commas: "a spokeswoman, Dana Weiss, said"."""
    between = folded.text[span[1] : at].strip()
    if not (between.startswith(",") and between.endswith(",") and len(between) > _TWO):
        return span
    start = folded.text.index(",", span[1]) + 1
    end = folded.text.rindex(",", start, at)
    raw_start, raw_end = folded.raw_span(start, end)
    raw = folded.raw[raw_start:raw_end].split()
    if 0 < len(raw) <= _TITLE_WORDS + 1 and all(word[:1].isupper() for word in raw):
        return span[0], end
    return span


def _named_before(tokens: list[_Token], *, words: SourcingWords) -> list[_Token]:
    """Return of the words before a verb those that name who says it.

    "Two people familiar with the exchange" are the people, not the exchange; "the market was full when police" are
    the police; "on Tuesday the ministry" is the ministry.
    """
    breaks = [at for at, token in enumerate(tokens) if words.holds(SourcingCue.ENDS, word=token[2])]
    if words.is_verb_last:
        return tokens[: next(iter(breaks), len(tokens))][:_NAME_WORDS]
    hard = [at for at in breaks if not words.holds(SourcingCue.RELATES, word=tokens[at][2])]
    first = hard[-1] + 1 if hard else 0
    if first in breaks:
        return tokens[breaks[-1] + 1 :][-_NAME_WORDS:]
    soft = next((at for at in breaks if at > first), len(tokens))
    return tokens[first:soft][-_NAME_WORDS:]


def _is_bare_article(word: str, *, words: SourcingWords) -> bool:
    return words.holds(SourcingCue.ARTICLES, word=word) and not words.holds(SourcingCue.INDEFINITE, word=word)


def _kind(folded: Normalised, *, span: tuple[int, int], words: SourcingWords) -> SourcingKind:
    """Return what kind of source the words of a span name."""
    text = folded.text[span[0] : span[1]]
    if words.find(SourcingCue.POST, text=text) is not None:
        return SourcingKind.POST
    unnamed = words.find(SourcingCue.UNNAMED, text=text)
    before = [] if unnamed is None else text[: unnamed.start()].split()
    if words.clitic and any(not words.holds(SourcingCue.INDEFINITE, word=word) for word in before):
        unnamed = None  # in Arabic the head stands first: "وكالة الأنباء" is an agency, not news
    if unnamed is not None and not _has_name_behind(folded, span=span, at=span[0] + unnamed.end(), words=words):
        return SourcingKind.UNNAMED
    document = words.find(SourcingCue.DOCUMENT, text=text)
    if document is not None and unnamed is None:
        return SourcingKind.DOCUMENT
    first = text.split()[0]
    is_body = words.find(SourcingCue.BODIES, text=text) is not None
    if is_body and not words.holds(SourcingCue.INDEFINITE, word=first):
        return SourcingKind.NAMED
    if words.has_capitals:
        raw = _raw_words(folded, span=span)
        capitals = [word for word in raw if word[:1].isupper()]
        opens = folded.raw_span(*span)[0] == 0
        if words.holds(SourcingCue.INDEFINITE, word=first) and len(capitals) < _TWO:
            return SourcingKind.UNNAMED
        if not words.is_german and not capitals:
            return SourcingKind.UNNAMED
        if not words.is_german and opens and len(capitals) == 1 and len(raw) > _TWO:
            return SourcingKind.UNNAMED
    return SourcingKind.NAMED


def _capitals(folded: Normalised, *, span: tuple[int, int], words: SourcingWords) -> tuple[int, int]:
    """Return of a name before its verb's object, as Turkish has it, the run of capitals that it begins with."""
    if not (words.is_verb_last and words.has_capitals):
        return span
    end = count = 0
    for match in _WORD.finditer(folded.text, *span):
        raw_start, raw_end = folded.raw_span(*match.span())
        is_body = words.holds(SourcingCue.BODIES, word=match.group())
        if not folded.raw[raw_start:raw_end][:1].isupper() and not is_body:
            break
        end, count = match.end(), count + 1
    return (span[0], end) if count else span


def _raw_words(folded: Normalised, *, span: tuple[int, int]) -> list[str]:
    start, end = folded.raw_span(*span)
    return folded.raw[start:end].split()


def _has_name_behind(folded: Normalised, *, span: tuple[int, int], at: int, words: SourcingWords) -> bool:
    """Tell whether a name follows an office that may go unnamed: "defence official John Marsh"."""
    match = words.find(SourcingCue.ROLES, text=folded.text[span[0] : span[1]])
    if match is None:
        return False
    rest = folded.text[at : span[1]].split()
    if words.has_capitals:
        raw = _raw_words(folded, span=(at, span[1])) if at < span[1] else []
        return sum(word[:1].isupper() for word in raw) >= _TWO
    # Without capitals: "المسؤول الأمني علي حسن", "مسؤول الإعلام كريم العلي"; "مسؤول أمني رفيع" names nobody.
    office = folded.text[span[0] + match.start() : span[0] + match.end()]
    is_definite = office.startswith("ال") or any(word.startswith("ال") for word in rest[:_TWO])
    return is_definite and len(rest) >= _TWO

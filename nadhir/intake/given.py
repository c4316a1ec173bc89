# SPDX-License-Identifier: Apache-2.0
"""A report from what a codec of another room read: pieces of text, each known for what it is.

Nothing has to be found out here but the language, where the text tells it: what a document states of its own language
counts where the text does not. The pieces stand in the content one after the other, so every span into them is exact.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from nadhir.intake.knowledge import IntakeKnowledge
from nadhir.intake.markup import strip_tags
from nadhir.intake.reading import FINGERPRINT_CHARS, READER, Received, language_of
from nadhir.language.shingles import minhash
from nadhir.terms.marking import Marking, strictest
from nadhir.terms.report import (
    Fingerprint,
    InformationCredibility,
    Passage,
    PassageKind,
    Report,
    ReportKind,
    Understanding,
)
from nadhir.terms.text import UNKNOWN_LANGUAGE, Language

__all__ = ["Given", "read_given", "read_refused"]

_BETWEEN: Final = "\n\n"
_HALF_CHARACTER: Final = re.compile("[\ud800-\udfff]")  # JSON can name one half of a character, which no text has

#: Houses put HTML into texts that their standard calls plain.
_TAG: Final = re.compile(r"</?(?:br|p|b|i|u|a|ul|ol|li|div|span|strong|em|h[1-6])\b[^<>]{0,200}>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Given:
    """What a codec read: stretches of text in reading order, and what the document says of itself."""

    pieces: tuple[tuple[str, PassageKind], ...]
    kind: ReportKind
    media_type: str
    language: Language | None = None  # as stated
    telling: str = (
        ""  # the part of the text that tells the language; where a document says the same in several, its first
    )
    published_on: date | None = None
    author: str | None = None
    outlet: str | None = None
    marking: Marking | None = None
    credibility: InformationCredibility | None = None


def read_given(received: Received, *, given: Given, knowledge: IntakeKnowledge) -> Report:
    """Return the report of what a codec read.

    What the bearer says outranks the document, as in `read`; of two markings the strictest holds.
    """
    texts: list[str] = []
    passages: list[Passage] = []
    start = 0
    for text, kind in given.pieces:
        plain = _HALF_CHARACTER.sub("\ufffd", strip_tags(text) if _TAG.search(text) else text).strip()
        if plain:
            texts.append(plain)
            passages.append(Passage(start=start, end=start + len(plain), kind=kind))
            start += len(plain) + len(_BETWEEN)
    body = "\n".join(text for text, passage in zip(texts, passages, strict=True) if passage.kind is PassageKind.BODY)
    title = next((text for text, each in zip(texts, passages, strict=True) if each.kind is PassageKind.TITLE), None)
    told = "\n".join(part for part in (title, body) if part)
    language = received.language or language_of(given.telling or told, stated=given.language or "", knowledge=knowledge)
    problem = "no_text" if not told else "" if language != UNKNOWN_LANGUAGE else "unknown_language"
    credibility = received.credibility
    if credibility is InformationCredibility.CANNOT_BE_JUDGED and given.credibility is not None:
        credibility = given.credibility
    return _report(
        received,
        content=_BETWEEN.join(texts),
        passages=passages,
        title=title,
        body=body or title or "",
        language=language,
        given=given,
        credibility=credibility,
        problem=problem,
    )


def read_refused(received: Received, *, given: Given, problem: str) -> Report:
    """Return the report of a document that its codec refused, its pieces kept as they are for a person to read."""
    content = _BETWEEN.join(_HALF_CHARACTER.sub("\ufffd", text) for text, _ in given.pieces)
    passages = [Passage(start=0, end=len(content), kind=PassageKind.OPTIONAL)] if content.strip() else []
    return _report(
        received,
        content=content,
        passages=passages,
        title=None,
        body="",
        language=received.language or UNKNOWN_LANGUAGE,
        given=given,
        credibility=received.credibility,
        problem=problem,
    )


def _report(
    received: Received,
    *,
    content: str,
    passages: Sequence[Passage],
    title: str | None,
    body: str,
    language: Language,
    given: Given,
    credibility: InformationCredibility,
    problem: str,
) -> Report:
    return Report(
        id=received.id,
        source_id=received.source_id,
        content=content,
        passages=tuple(passages),
        title=title,
        body=body,
        language=language,
        kind=received.kind or given.kind,
        fingerprint=Fingerprint(
            digest=hashlib.sha256(received.data).hexdigest(),
            minhash=minhash(body[:FINGERPRINT_CHARS]) if body else (),
        ),
        held_at=received.held_at,
        media_type=given.media_type,
        encoding="utf-8",
        size_bytes=len(received.data),
        published_on=received.published_on or given.published_on,
        author=given.author,
        outlet=given.outlet,
        credibility=credibility,
        marking=strictest(each for each in (received.marking, given.marking) if each is not None),
        understanding=Understanding.NOT_UNDERSTOOD if problem else Understanding.UNDERSTOOD,
        problem=problem,
        reader=READER,
    )

# SPDX-License-Identifier: Apache-2.0
"""Bytes to a report: what came, read as a careful reader reads it, and recorded as not understood where it cannot be.

`read` and `read_page` never raise for what the bytes hold. The text that spans point into is the given text itself
where text was given (a tip, a cable, a flattened page), and the visible text in document order where it was HTML.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final, Protocol

from nadhir.intake.blocks import Block, Layout
from nadhir.intake.chain import chain_of
from nadhir.intake.classify import classify
from nadhir.intake.cues import overlap, stems, wording
from nadhir.intake.encoding import Decoded, decode, is_binary
from nadhir.intake.key_terms import key_terms
from nadhir.intake.keywords import keywords_of
from nadhir.intake.knowledge import Cue, Hint, IntakeKnowledge
from nadhir.intake.limits import Limits
from nadhir.intake.mail import Mail, looks_like_mail, read_mail
from nadhir.intake.markup import Markup, MarkupTooLargeError, looks_like_markup, read_markup, strip_tags
from nadhir.intake.outlet import outlet_of
from nadhir.intake.parts import Classified, Part
from nadhir.intake.pdf import PdfText, looks_like_pdf
from nadhir.intake.people import author_of
from nadhir.intake.plain import flat_layout
from nadhir.intake.published import PageDays, days_of
from nadhir.intake.statements import Statements, gather
from nadhir.intake.titles import without_site_name
from nadhir.language.detect import detect
from nadhir.language.normalise import fold
from nadhir.language.shingles import minhash
from nadhir.terms.ids import ReportId, SourceId
from nadhir.terms.marking import Marking
from nadhir.terms.report import (
    Fingerprint,
    InformationCredibility,
    Passage,
    PassageKind,
    Report,
    ReportKind,
    SourceChain,
    Understanding,
)
from nadhir.terms.text import UNKNOWN_LANGUAGE, Language, primary

__all__ = [
    "FINGERPRINT_CHARS",
    "READER",
    "OpensPdf",
    "PageReading",
    "Received",
    "language_of",
    "read",
    "read_body",
    "read_page",
]

READER: Final = "intake 2"
_PASSAGE_OF = {
    Part.TITLE: PassageKind.TITLE,
    Part.BODY: PassageKind.BODY,
    Part.OPTIONAL: PassageKind.OPTIONAL,
    Part.SOURCE: PassageKind.OPTIONAL,
    Part.BYLINE: PassageKind.BYLINE,
    Part.CAPTION: PassageKind.CAPTION,
    Part.TAGS: PassageKind.KEYWORDS,
    Part.RELATED: PassageKind.RELATED,
    Part.CLUTTER: PassageKind.CLUTTER,
}
_MARKUP_TYPES = frozenset(["text/html", "application/xhtml+xml"])
_MAIL_TYPES = frozenset(["message/rfc822"])
FINGERPRINT_CHARS: Final = 200_000
_PDF_TYPE: Final = "application/pdf"
_LANGUAGE_CHARS = 12_000
_TITLE_WORDS = 4
#: What is never an article, also where nothing else on the page is.
_NO_BODY = frozenset(
    [Hint.RELATED, Hint.NAV, Hint.COOKIE, Hint.AD, Hint.SHARE, Hint.NEWSLETTER, Hint.FOOTER, Hint.TAGS]
)
_LEAST_STATED_WORDS = 30  # what is shorter is a description
_NOTICE_WORDS = 60
_SAME_TEXT = 0.5  # share of a shown paragraph's words that the stated text holds
_LEAST_BODY_WORDS = 3  # "We will kill" is a text; "Home", "Log in" are a menu's


class OpensPdf(Protocol):
    """What makes text of a PDF: `read_pdf` itself, or a process of its own that runs it."""

    def __call__(self, data: bytes, *, limits: Limits) -> PdfText:
        """Return the text, with a problem where not all of it was read; it never raises for what the bytes hold."""
        ...


@dataclass(frozen=True, slots=True)
class Received:
    """What came in, with what its bearer says of it; the bytes alone decide what it is."""

    id: ReportId
    source_id: SourceId
    data: bytes
    held_at: datetime
    media_type: str | None = None
    kind: ReportKind | None = None
    published_on: date | None = None
    language: Language | None = None
    credibility: InformationCredibility = InformationCredibility.CANNOT_BE_JUDGED
    marking: Marking | None = None
    declared_encoding: str | None = None
    name: str = ""
    title: str | None = None  # this and the following: as the container says that it came in
    author: str | None = None
    updated_on: date | None = None
    source_chain: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageReading:
    """What `nadhir read` says of one page; the fields and their meaning are those of `data/pages/FORMAT.md`.

    `problem` is a code where the page was not understood; the other fields are then empty.
    """

    name: str
    lang: str
    title: str | None
    text: str
    published: str | None
    updated: str | None  # not of FORMAT.md: the day the page says it was last changed
    author: str | None
    source_chain: tuple[str, ...]
    keywords: tuple[str, ...]
    related: tuple[str, ...]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class _Reading:
    """One reading, before it becomes a report or a line."""

    layout: Layout
    parts: tuple[Part, ...]
    title: str | None
    body: str
    media_type: str
    encoding: str
    language: Language = UNKNOWN_LANGUAGE
    days: PageDays = field(default_factory=PageDays)
    author: str | None = None
    outlet: str | None = None
    chain: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    is_page: bool = False
    problem: str = ""


def language_of(text: str, *, stated: str, knowledge: IntakeKnowledge) -> Language:
    """Return the language that a text tells, or the stated one where it does not tell and the scripts agree."""
    guess = detect(text[:_LANGUAGE_CHARS], profiles=knowledge.profiles)
    if guess.is_known:
        return Language(guess.language)
    # What a page states of its language counts only where the text itself does not tell.
    known = {profile.language.split("-")[0] for profile in knowledge.profiles if profile.is_known}
    tag = stated.strip().replace("_", "-")
    if primary(Language(tag)) in known and guess.script in (
        "Zyyy",
        *_SCRIPTS_OF.get(primary(Language(tag)), ("Latn",)),
    ):
        return Language(primary(Language(tag)))
    return UNKNOWN_LANGUAGE


_SCRIPTS_OF = {"ar": ("Arab",), "fa": ("Arab",), "ur": ("Arab",), "ckb": ("Arab",), "ru": ("Cyrl",)}


def _failed(problem: str, *, content: str = "", encoding: str = "", media_type: str = "") -> _Reading:
    """Return a reading of what was not understood; what text there is stays, for a person to see."""
    blocks = (Block(text=content, start=0, end=len(content)),) if content.strip() else ()
    return _Reading(
        layout=Layout(content=content, blocks=blocks),
        parts=tuple(Part.OPTIONAL for _ in blocks),
        title=None,
        body="",
        language=UNKNOWN_LANGUAGE,
        days=PageDays(),
        author=None,
        outlet=None,
        chain=(),
        keywords=(),
        related=(),
        media_type=media_type or "application/octet-stream",
        encoding=encoding,
        is_page=False,
        problem=problem,
    )


def _read_bytes(
    data: bytes,
    *,
    media_type: str | None,
    kind: ReportKind | None,
    declared: str | None,
    knowledge: IntakeKnowledge,
    limits: Limits,
    is_page: bool | None,
    open_pdf: OpensPdf | None,
    is_body_alone: bool = False,
) -> _Reading:
    """Read bytes of any kind; with `is_body_alone` only the text matters, and nothing is worked out but it."""
    if len(data) > limits.size_bytes:
        return _failed("too_large")
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
        return _failed("empty", media_type="text/plain")
    if open_pdf is not None and looks_like_pdf(data, is_binary=is_binary(data, limits=limits)):
        return _read_pdf(data, open_pdf=open_pdf, knowledge=knowledge, limits=limits)
    if is_binary(data, limits=limits):
        return _failed("binary")
    given = (media_type or "").split(";")[0].strip().lower()
    if given in _MAIL_TYPES or (not given and looks_like_mail(data)):
        return _read_message(data, knowledge=knowledge, limits=limits)
    decoded = decode(data, declared=declared)
    if decoded.undecodable_share > limits.undecodable_share:
        return _failed("undecodable", content=decoded.text, encoding=decoded.encoding, media_type="text/plain")
    if given in _MARKUP_TYPES or (given in ("", "text/plain") and looks_like_markup(decoded.text)):
        return _read_html(decoded, knowledge=knowledge, limits=limits, is_body_alone=is_body_alone)
    return _read_text(
        decoded, kind=kind, knowledge=knowledge, limits=limits, is_page=is_page, is_body_alone=is_body_alone
    )


def _read_pdf(data: bytes, *, open_pdf: OpensPdf, knowledge: IntakeKnowledge, limits: Limits) -> _Reading:
    """Read a PDF: as a page where it shows the pieces of one (a page that was printed), else as a text that all counts.

    What the file itself names as its author counts where its text names the same; its day of making never does.
    """
    text = open_pdf(data, limits=limits)
    if text.problem:
        return _failed(text.problem, content=text.content, media_type=_PDF_TYPE)
    pieces = text.pieces[: limits.blocks]
    blocks = tuple(
        Block(
            text=" ".join(text.content[piece.start : piece.end].split()),
            start=piece.start,
            end=piece.end,
            heading=int(at == text.title_at),
        )
        for at, piece in enumerate(pieces)
    )
    inner = tuple(block for block, piece in zip(blocks, pieces, strict=True) if not piece.is_clutter)
    aside = blocks[len(inner) :]  # `compose` puts what is clutter last
    judged = _judge(
        Markup(layout=Layout(content=text.content, blocks=inner)),
        stated=Statements(),
        encoding="",
        media_type=_PDF_TYPE,
        knowledge=knowledge,
        limits=limits,
    )
    if judged.is_page and judged.body:
        layout = replace(judged.layout, blocks=(*judged.layout.blocks, *aside))
        return replace(judged, layout=layout, parts=(*judged.parts, *(Part.CLUTTER for _ in aside)))
    body = "\n".join(block.text for at, block in enumerate(inner) if at != text.title_at)
    stated = fold(text.hints.author)
    is_named = bool(stated.strip()) and stated in fold(text.content)
    return replace(
        judged,
        layout=Layout(content=text.content, blocks=blocks),
        parts=(
            *(Part.TITLE if at == text.title_at else Part.BODY for at in range(len(inner))),
            *(Part.CLUTTER for _ in aside),
        ),
        title=text.title,
        body=body or text.title or "",
        language=language_of(text.content, stated="", knowledge=knowledge),
        author=text.hints.author if is_named else judged.author,
        outlet=None,
        keywords=(),
        related=(),
        is_page=False,
        problem="",
    )


def _read_html(
    decoded: Decoded, *, knowledge: IntakeKnowledge, limits: Limits, is_body_alone: bool = False
) -> _Reading:
    try:
        markup = read_markup(decoded.text, knowledge=knowledge, limits=limits, utf8=decoded.utf8)
    except MarkupTooLargeError as error:
        return _failed(
            error.problem, content=strip_tags(decoded.text), encoding=decoded.encoding, media_type="text/html"
        )
    stated = gather(markup)
    if not markup.layout.blocks and not stated.body:
        return _failed("no_text", encoding=decoded.encoding, media_type="text/html")
    return _judge(
        markup,
        stated=stated,
        encoding=decoded.encoding,
        media_type="text/html",
        knowledge=knowledge,
        limits=limits,
        is_body_alone=is_body_alone,
    )


def _judge(
    markup: Markup,
    *,
    stated: Statements,
    encoding: str,
    media_type: str,
    knowledge: IntakeKnowledge,
    limits: Limits,
    is_body_alone: bool = False,
) -> _Reading:
    """Read a laid-out page: classify its blocks, then weigh what it states against what it shows."""
    classified = classify(
        markup.layout,
        stated_titles=stated.titles,
        outlets=stated.sites,
        knowledge=knowledge,
        limits=limits,
        is_body_alone=is_body_alone,
    )
    classified = _with_stated_body(_with_a_body(classified), stated=stated.body, knowledge=knowledge, limits=limits)
    body = "\n".join(classified.layout.blocks[at].text for at in classified.of(Part.BODY))
    if not body and classified.title is None:
        return _failed("no_text", content=classified.layout.content, encoding=encoding, media_type=media_type)
    if is_body_alone:
        return _Reading(
            layout=classified.layout,
            parts=classified.parts,
            title=classified.title,
            body=body,
            media_type=media_type,
            encoding=encoding,
        )
    outlet = outlet_of(classified, stated=stated.sites, titles=stated.titles, knowledge=knowledge)
    title = classified.title or _stated_title(stated.titles, outlet=outlet)
    outlets = (*stated.sites, *((outlet,) if outlet else ()))
    chain = chain_of(
        classified,
        outlet=outlet,
        origins=stated.origins,
        authors=(*stated.organisations, *stated.authors),
        knowledge=knowledge,
    )
    return _Reading(
        layout=classified.layout,
        parts=classified.parts,
        title=title,
        body=body,
        language=language_of(
            body or classified.layout.content, stated=stated.language or markup.language, knowledge=knowledge
        ),
        days=days_of(classified, stated=stated.published, stated_updates=stated.updated, knowledge=knowledge),
        author=author_of(classified, stated=stated.authors, outlets=outlets, knowledge=knowledge),
        outlet=outlet,
        chain=chain,
        keywords=keywords_of(classified, stated=stated.keywords, knowledge=knowledge),
        related=_without(classified, outlets=outlets),
        media_type=media_type,
        encoding=encoding,
        is_page=_is_page(classified),
    )


def _with_a_body(classified: Classified) -> Classified:
    """Return the page with a body where classification found none: a line of threat on a bare page is its article.

    What is left then counts as body: everything with words that is no other article's headline and no menu, the
    comments too. A page of a title alone keeps it as title, which is read like a body.
    """
    if classified.of(Part.BODY):
        return classified
    kept = [
        at
        for at, block in enumerate(classified.layout.blocks)
        if classified.parts[at] in (Part.CLUTTER, Part.OPTIONAL, Part.CAPTION, Part.BYLINE)
        and classified.wordings[at].clutter is None
        and classified.hints[at] not in _NO_BODY
        and len(block.text.split()) >= _LEAST_BODY_WORDS
    ]
    parts = tuple(Part.BODY if at in kept else part for at, part in enumerate(classified.parts))
    return replace(classified, parts=parts)


def _with_stated_body(
    classified: Classified, *, stated: Sequence[str], knowledge: IntakeKnowledge, limits: Limits
) -> Classified:
    """Return the page with the text that it states of its article, where it shows no more than a beginning of it.

    Pages that a script writes, and those behind a wall, state the article for machines and show a notice or its first
    lines. What is stated then follows what is shown, in the content too, so that spans point into it.
    """
    whole = sum(len(paragraph.split()) for paragraph in stated)
    blocks = classified.layout.blocks
    shown = [at for at in classified.of(Part.BODY) if blocks[at].text]
    if whole < _LEAST_STATED_WORDS or 2 * sum(len(blocks[at].text.split()) for at in shown) > whole:
        return classified
    words = frozenset[str]().union(*map(stems, stated))
    strays = sum(overlap(blocks[at].text, others=words) < _SAME_TEXT for at in shown)
    if 2 * strays > len(shown) and sum(classified.wordings[at].words for at in shown) > _NOTICE_WORDS:
        return classified  # what is shown is another text, and a long one: the statement is of something else
    content, added, said = classified.layout.content, list(blocks), list(classified.wordings)
    for paragraph in stated[: limits.blocks - len(blocks)]:
        start = len(content) + (1 if content else 0)
        content = f"{content}\n{paragraph}" if content else paragraph
        added.append(Block(text=paragraph, start=start, end=start + len(paragraph)))
        said.append(wording(paragraph, knowledge=knowledge, searched_chars=limits.searched_chars))
    count = len(added) - len(blocks)
    return replace(
        classified,
        layout=replace(classified.layout, content=content, blocks=tuple(added)),
        parts=(
            *(Part.CLUTTER if at in shown else part for at, part in enumerate(classified.parts)),
            *[Part.BODY] * count,
        ),
        wordings=tuple(said),
        hints=(*classified.hints, *[None] * count),
        inner_hints=(*classified.inner_hints, *[None] * count),
    )


def _without(classified: Classified, *, outlets: Sequence[str]) -> tuple[str, ...]:
    own = set(outlets)
    return tuple(headline for headline in classified.related if headline not in own)


def _is_page(classified: Classified) -> bool:
    """Tell whether a text shows the pieces of a page around it, rather than being a message that all counts."""
    if classified.layout.is_markup:
        return True
    pieces = {said.label.cue for said in classified.wordings if said.label is not None}
    pieces |= {said.clutter for said in classified.wordings if said.clutter is not None}
    return bool(
        pieces
        & {
            Cue.RELATED,
            Cue.TAGS,
            Cue.SHARE,
            Cue.COMMENTS,
            Cue.NOTICE,
            Cue.COOKIE,
            Cue.NEWSLETTER,
            Cue.SOURCE,
            Cue.NEXT_ARTICLE,
            Cue.RIGHTS,
        }
    )


def _stated_title(titles: Sequence[str], *, outlet: str | None) -> str | None:
    """Return the article's title where the page states one and shows none."""
    for title in titles:
        bare = without_site_name(title, outlets=[outlet] if outlet else [])
        if len(bare.split()) >= _TITLE_WORDS and bare != outlet:
            return bare
    return None


def _read_text(
    decoded: Decoded,
    *,
    kind: ReportKind | None,
    knowledge: IntakeKnowledge,
    limits: Limits,
    is_page: bool | None,
    is_body_alone: bool = False,
) -> _Reading:
    wants_page = is_page if is_page is not None else kind in (None, ReportKind.PAGE, ReportKind.NEWS)
    if wants_page:
        layout = flat_layout(decoded.text, knowledge=knowledge, limits=limits, is_page=True)
        reading = _judge(
            Markup(layout=layout),
            stated=Statements(),
            encoding=decoded.encoding,
            media_type="text/plain",
            knowledge=knowledge,
            limits=limits,
            is_body_alone=is_body_alone,
        )
        if is_page or (reading.body and (reading.is_page or kind is not None)):
            return reading
    return _message(
        decoded.text, title=None, encoding=decoded.encoding, media_type="text/plain", knowledge=knowledge, limits=limits
    )


def _message(
    text: str, *, title: str | None, encoding: str, media_type: str, knowledge: IntakeKnowledge, limits: Limits
) -> _Reading:
    """Read a message in which every word counts: a tip, a cable, a post."""
    layout = flat_layout(text, knowledge=knowledge, limits=limits, is_page=False)
    if not layout.blocks:
        return _failed("no_text", content="", encoding=encoding, media_type=media_type)
    return _Reading(
        layout=layout,
        parts=tuple(Part.BODY for _ in layout.blocks),
        title=title,
        body="\n".join(block.text for block in layout.blocks),
        language=language_of(text, stated="", knowledge=knowledge),
        days=PageDays(),
        author=None,
        outlet=None,
        chain=(),
        keywords=(),
        related=(),
        media_type=media_type,
        encoding=encoding,
        is_page=False,
    )


def _read_message(data: bytes, *, knowledge: IntakeKnowledge, limits: Limits) -> _Reading:
    mail: Mail | None = read_mail(data, limits=limits)
    if mail is None:
        decoded = decode(data)
        return _failed("no_text", content=decoded.text, encoding=decoded.encoding, media_type="message/rfc822")
    if mail.is_markup:
        reading = _read_html(Decoded(mail.text, mail.encoding), knowledge=knowledge, limits=limits)
        text = reading.layout.content
    else:
        text = mail.text
    content = f"{mail.subject}\n\n{text}" if mail.subject else text
    message = _message(
        content,
        title=mail.subject or None,
        encoding=mail.encoding,
        media_type="message/rfc822",
        knowledge=knowledge,
        limits=limits,
    )
    if message.problem:
        return message
    parts = (Part.TITLE, *message.parts[1:]) if mail.subject else message.parts
    body = "\n".join(block.text for block, part in zip(message.layout.blocks, parts, strict=True) if part is Part.BODY)
    return _Reading(
        layout=message.layout,
        parts=parts,
        title=mail.subject or None,
        body=body,
        language=message.language,
        days=PageDays(published=mail.sent_on),
        author=mail.author,
        outlet=None,
        chain=(),
        keywords=(),
        related=(),
        media_type="message/rfc822",
        encoding=mail.encoding,
        is_page=False,
    )


def read_page(
    data: bytes,
    *,
    name: str,
    knowledge: IntakeKnowledge,
    limits: Limits | None = None,
    open_pdf: OpensPdf | None = None,
) -> PageReading:
    """Return what one page says, as `nadhir read` prints it; `name` is handed through."""
    reading = _read_bytes(
        data,
        media_type=None,
        kind=ReportKind.PAGE,
        declared=None,
        knowledge=knowledge,
        limits=limits or Limits(),
        is_page=True,
        open_pdf=open_pdf,
    )
    return PageReading(
        name=name,
        lang=reading.language,
        title=reading.title,
        text=reading.body,
        published=None if reading.days.published is None else reading.days.published.isoformat(),
        updated=None if reading.days.updated is None else reading.days.updated.isoformat(),
        author=reading.author,
        source_chain=reading.chain,
        keywords=reading.keywords,
        related=reading.related,
        problem=reading.problem,
    )


def read_body(data: bytes, *, knowledge: IntakeKnowledge, limits: Limits | None = None) -> str:
    """Return the article's text of one page and nothing else: the `text` of `read_page`, by the same steps.

    For who reads many pages for their text alone: language, dates, author, chain, tags and other headlines are not
    worked out. Empty where the page was not understood.
    """
    return _read_bytes(
        data,
        media_type=None,
        kind=ReportKind.PAGE,
        declared=None,
        knowledge=knowledge,
        limits=limits or Limits(),
        is_page=True,
        open_pdf=None,
        is_body_alone=True,
    ).body


def read(
    received: Received,
    *,
    knowledge: IntakeKnowledge,
    limits: Limits | None = None,
    open_pdf: OpensPdf | None = None,
) -> Report:
    """Return the report that the bytes hold; one that is not understood where they hold none that can be read.

    What the bearer says (`kind`, `published_on`, `language`; and `title`, `author`, `updated_on`, `source_chain` of the
    container that it came in) outranks what the bytes say, as an officer knows more than a page. Without `open_pdf` a
    PDF is no text but binary data: whoever reads strangers' files decides where they are opened.
    """
    reading = _read_bytes(
        received.data,
        media_type=received.media_type,
        kind=received.kind,
        declared=received.declared_encoding,
        knowledge=knowledge,
        limits=limits or Limits(),
        is_page=None,
        open_pdf=open_pdf,
    )
    language = received.language or reading.language
    problem = reading.problem or ("" if language != UNKNOWN_LANGUAGE else "unknown_language")
    passages = tuple(
        Passage(start=block.start, end=block.end, kind=_PASSAGE_OF[part])
        for block, part in zip(reading.layout.blocks, reading.parts, strict=True)
    )
    return Report(
        id=received.id,
        source_id=received.source_id,
        content=reading.layout.content,
        passages=passages,
        title=received.title or reading.title,
        body=reading.body,
        language=language,
        kind=received.kind or (ReportKind.PAGE if reading.is_page else ReportKind.TIP),
        fingerprint=Fingerprint(
            digest=hashlib.sha256(received.data).hexdigest(),
            minhash=minhash(reading.body[:FINGERPRINT_CHARS]) if reading.body else (),
        ),
        held_at=received.held_at,
        media_type=reading.media_type,
        encoding=reading.encoding,
        size_bytes=len(received.data),
        published_on=received.published_on or reading.days.published,
        updated_on=received.updated_on or reading.days.updated,
        author=received.author or reading.author,
        outlet=reading.outlet,
        source_chain=SourceChain(members=received.source_chain or reading.chain),
        keywords=reading.keywords,
        key_terms=()
        if reading.keywords or problem
        else key_terms(
            title=reading.title or "", body=reading.body, background=knowledge.backgrounds.get(primary(language))
        ),
        related=reading.related,
        credibility=received.credibility,
        marking=received.marking,
        understanding=Understanding.NOT_UNDERSTOOD if problem else Understanding.UNDERSTOOD,
        problem=problem,
        reader=READER,
    )

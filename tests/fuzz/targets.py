# SPDX-License-Identifier: Apache-2.0
"""What is fuzzed, and what must hold whatever comes in: `tools/fuzz_intake.py` searches, `test_corpus.py` replays.

A target turns any bytes into an answer and checks on the way that it keeps the promises of its room:

- nothing is raised but the errors that the function names;
- every span is an exact slice of the text, and stands where its room says it may;
- what came in is kept whole: digest, size, and of a plain text every code point, understood or not;
- what a codec understood it can write, and reads back the same.

`check` adds what holds for all of them: the same bytes give the same answer twice, in a time and with a memory that
grow with the size.
"""

from __future__ import annotations

import gc
import gzip
import hashlib
import logging
import resource
import time
import zipfile
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime
from functools import cache
from io import BytesIO
from typing import Final

from nadhir.casework.read_report import read_report
from nadhir.exchange import cap12, edxl, misp, stix21, taxii21
from nadhir.exchange.errors import ExchangeError
from nadhir.intake import IntakeKnowledge, Limits, Problem, Received, Unpacked, read, read_page, read_pdf, unpack
from nadhir.intake.encoding import decode
from nadhir.language.sentences import sentences
from nadhir.reference import intake_knowledge
from nadhir.reference import lexicon as lexicons
from nadhir.screen import Lexicon, screen
from nadhir.terms.ids import ReportId, SourceId
from nadhir.terms.report import PassageKind, Report, ReportKind, Understanding
from nadhir.terms.screening import Screening
from nadhir.terms.text import TextSpan

__all__ = ["TARGETS", "BrokenPromiseError", "Target", "check", "load"]

HELD_AT: Final = datetime(2024, 1, 3, 9, 0, tzinfo=UTC)
TODAY: Final = date(2024, 1, 3)

#: What a bearer may say of the bytes; the first bytes of an input choose among them, the rest is what came.
MEDIA_TYPES: Final = (
    None, "text/html", "text/plain", "message/rfc822", "application/xhtml+xml", "text/html; charset=utf-7",
    "application/pdf", "application/json", "image/png", "",
)  # fmt: skip
ENCODINGS: Final = (None, "utf-8", "windows-1256", "utf-16", "iso-2022-jp", "zlib", "\u0000 no such", "utf-7", "idna")
KINDS: Final = (None, *ReportKind)
NAMES: Final = ("", "a.eml", "a.mbox", "a.xml", "a.warc", "a.warc.gz", "a.jsonl", "a.json", "a.html", "a.zip", "a.gz")

#: CPU seconds that one input may take: a start for what a process does once, and so much for each byte. Reading and
#: screening together take some 20 to 40 µs a byte of dense text (2026-11, samples/, one core); what squares its
#: input takes hundreds of times as much at the sizes that are tried.
FREE_SECONDS: Final = 1.0
SECONDS_A_BYTE: Final = 200e-6
#: By how much the process may grow over what it ever was: a tree of HTML takes some 500 bytes a byte.
FREE_BYTES: Final = 64 * 1024 * 1024
BYTES_A_BYTE: Final = 2_000


class BrokenPromiseError(AssertionError):
    """An input for which a promise does not hold."""


@dataclass(frozen=True, slots=True)
class Target:
    """One way in: what becomes of the bytes, how many bytes choose the circumstances, and what may be raised."""

    name: str
    answer: Callable[[bytes], object]
    chosen_bytes: int = 0
    largest_bytes: int = 16_384
    #: Whether the room promises a time that grows with the size. A PDF is read by a process that is ended when it
    #: takes too long (`casework.read_apart`), since no reader of PDFs can promise that.
    is_timed: bool = True


def hold(condition: object, promise: str) -> None:
    """Raise where a promise does not hold."""
    if not condition:
        raise BrokenPromiseError(promise)


@cache
def knowledge() -> IntakeKnowledge:
    """Return what intake knows."""
    return intake_knowledge.load()


@cache
def lexicon() -> Lexicon:
    """Return the lexicon without its model: the rules alone are searched, which are ours."""
    return lexicons.load_rules()


def load() -> None:
    """Load everything once, so that no input is charged with it."""
    knowledge()
    lexicon()
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it says of every broken file what is broken
    gc.collect()
    gc.freeze()


# ── what holds of every input ───────────────────────────────────────────────────────────────────────────────────────


def check(target: Target, data: bytes, *, again: bool = True, slower: float = 1.0) -> str:
    """Return the answer's words; `slower` is how much longer everything takes where it is instrumented.

    Raises:
        BrokenPromiseError: a promise does not hold.
    """
    peak = _peak_bytes()
    begun = time.process_time()
    answer = said(target.answer(data))
    spent = time.process_time() - begun
    allowed = float("inf") if not target.is_timed else slower * (FREE_SECONDS + len(data) * SECONDS_A_BYTE)
    if again or spent > allowed:
        begun = time.process_time()
        second = said(target.answer(data))
        spent = min(spent, time.process_time() - begun)
        hold(second == answer, "the same bytes give the same answer twice")
    hold(spent <= allowed, f"the time grows with the size: {spent:.1f} s for {len(data)} bytes")
    grown = _peak_bytes() - peak
    hold(
        grown <= FREE_BYTES + len(data) * BYTES_A_BYTE,
        f"the memory grows with the size: {grown >> 20} MiB for {len(data)} bytes",
    )
    return answer


def said(value: object) -> str:
    """Return an answer in words that are the same in every process: sets in order, and all fields of a dataclass."""
    if is_dataclass(value):
        inner = ", ".join(f"{field.name}={said(getattr(value, field.name))}" for field in fields(value))
        return f"{type(value).__name__}({inner})"
    if isinstance(value, set | frozenset):
        return f"{{{', '.join(sorted(map(said, value)))}}}"
    if isinstance(value, tuple):
        return f"({', '.join(map(said, value))})"
    return repr(value)  # lists and dictionaries are JSON, which may be nested too deep for anything else


def _peak_bytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def check_report(report: Report, *, data: bytes) -> None:
    """Hold a report to what its type and its room promise."""
    hold(report.fingerprint.digest == hashlib.sha256(data).hexdigest(), "the digest is that of what came")
    hold(report.size_bytes == len(data), "the size is that of what came")
    hold(report.held_at == HELD_AT, "it is held since it came")
    hold(
        (report.understanding is Understanding.NOT_UNDERSTOOD) == bool(report.problem),
        "what was not understood says why, and nothing else does",
    )
    body = [report.content[p.start : p.end] for p in report.passages if p.kind is PassageKind.BODY]
    if body:
        hold(_squeezed(report.body) == _squeezed(" ".join(body)), "the body is what its passages hold")
    for passage in report.passages:
        hold(report.content[passage.start : passage.end].strip(), "no passage is blank")


def check_kept(report: Report, *, text: str) -> None:
    """Hold the report of a plain text to keeping every code point of it, also where it was not understood."""
    if report.problem in {"too_large", "empty", "binary"}:
        return
    if not report.content:
        hold(not "".join(text.split()), "the content of a text is the text")
        return
    hold(report.content == text, "the content of a text is the text")


def check_covered(report: Report) -> None:
    """Hold the report of a message to letting nothing of it go unread: every letter stands in a passage."""
    end = 0
    for passage in report.passages:
        hold(not report.content[end : passage.start].strip(), "every letter of a message stands in a passage")
        end = passage.end
    hold(not report.content[end:].strip(), "every letter of a message stands in a passage")


def check_screening(screening: Screening, *, report: Report) -> None:
    """Hold a screening to exact spans, and its findings to the article."""
    spans: list[TextSpan] = [
        *(each.span for each in screening.findings),
        *(each.span for each in screening.elements),
        *(each.span for each in screening.caveats),
    ]
    for span in spans:
        hold(span.is_slice_of(report.content), "every span is an exact slice of the content")
    # A sentence that stands partly in the article is heard whole.
    article = _Ranges(report.article_ranges())
    heard = _Ranges([each for each in sentences(report.content) if article.meet(*each)])
    for finding in screening.findings:
        hold(heard.meet(finding.span.start, finding.span.end), "only the sentences of the article raise labels")


class _Ranges:
    """Ranges in order and apart."""

    def __init__(self, ranges: Sequence[tuple[int, int]]) -> None:
        self._ranges = ranges
        self._ends = [end for _, end in ranges]

    def meet(self, start: int, end: int) -> bool:
        """Tell whether one of them has a letter between `start` and `end`."""
        at = bisect_right(self._ends, start)
        return at < len(self._ranges) and self._ranges[at][0] < end


# ── reading ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _received(
    data: bytes, *, media_type: str | None = None, encoding: str | None = None, kind: ReportKind | None = None
) -> Received:
    return Received(
        id=ReportId("fuzz"),
        source_id=SourceId("fuzz"),
        data=data,
        held_at=HELD_AT,
        media_type=media_type,
        declared_encoding=encoding,
        kind=kind,
    )


def _chosen(data: bytes, *tables: Sequence[object]) -> tuple[list[object], bytes]:
    """Return what the first bytes choose from each table, and the rest."""
    heads = data[: len(tables)].ljust(len(tables), b"\0")
    return [table[head % len(table)] for table, head in zip(tables, heads, strict=True)], data[len(tables) :]


def _read_and_screen(received: Received) -> tuple[Report, Screening]:
    report = read(received, knowledge=knowledge())
    check_report(report, data=received.data)
    if report.media_type == "text/plain" and report.problem != "empty":
        check_kept(report, text=decode(received.data, declared=received.declared_encoding).text)
        if received.kind not in {None, ReportKind.PAGE, ReportKind.NEWS} and not report.problem:
            check_covered(report)
    screening = screen(report, lexicon=lexicon(), today=TODAY)
    check_screening(screening, report=report)
    return report, screening


def _of_anything(data: bytes) -> object:
    (media_type, encoding, kind), rest = _chosen(data, MEDIA_TYPES, ENCODINGS, KINDS)
    return _read_and_screen(_received(rest, media_type=media_type, encoding=encoding, kind=kind))  # type: ignore[arg-type]


def _of_markup(data: bytes) -> object:
    return _read_and_screen(_received(data, media_type="text/html"))


def _of_mail(data: bytes) -> object:
    return _read_and_screen(_received(data, media_type="message/rfc822"))


def _of_text(data: bytes) -> object:
    (kind,), rest = _chosen(data, KINDS)
    text = rest.decode("utf-8", "replace").encode()
    return _read_and_screen(_received(text, media_type="text/plain", encoding="utf-8", kind=kind))  # type: ignore[arg-type]


def _of_page(data: bytes) -> object:
    reading = read_page(data, name="fuzz", knowledge=knowledge())
    hold(reading.name == "fuzz", "the name is handed through")
    if reading.problem not in {"", "unknown_language"}:
        hold(not reading.title, "of a page that was not understood nothing is told")
    return reading


# ── the codecs ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _of_codec(parse: Callable[[bytes], object], *, write: Callable[..., bytes]) -> Callable[[bytes], object]:
    def answer(data: bytes) -> object:
        try:
            value = parse(data)
        except ExchangeError as error:
            hold(error.what and error.where, "a refusal says what is wrong, and where")
            return str(error)
        hold(parse(write(value)) == value, "what was understood is read back the same")
        return value

    return answer


def _of_standards(data: bytes) -> object:
    """Read what casework reads: whatever standard the bytes are in. PDFs are left to their own target."""
    if b"%PDF-" in data[:1024]:
        return None
    received = _received(data)
    report = read_report(received, knowledge=knowledge())
    check_report(report, data=data)
    screening = screen(report, lexicon=lexicon(), today=TODAY)
    check_screening(screening, report=report)
    return report, screening


# ── PDF ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

#: So that an input costs the search no more than a second; a house allows more.
_PDF_LIMITS: Final = Limits(pdf_pages=8, pdf_chars=4_000)


def _of_pdf(data: bytes) -> object:
    received = _received(data, media_type="application/pdf")
    report = read(received, knowledge=knowledge(), limits=_PDF_LIMITS, open_pdf=read_pdf)
    check_report(report, data=data)
    check_screening(screen(report, lexicon=lexicon(), today=TODAY), report=report)
    text = read_pdf(data, limits=_PDF_LIMITS)
    end = 0
    for piece in text.pieces:
        hold(end <= piece.start <= piece.end <= len(text.content), "pieces of a PDF are in order and in its text")
        end = piece.end
    return report, text


# ── containers ──────────────────────────────────────────────────────────────────────────────────────────────────────

#: So that what an input can make is small enough to try thousands.
_UNPACK_LIMITS: Final = Limits(unpacked_bytes=2_000_000, pieces=60, expansion_free_bytes=100_000)


def check_unpacked(unpacked: Unpacked) -> None:
    """Hold pieces to their limits, and each that is not read to saying why."""
    pieces = unpacked.pieces
    hold(unpacked.form is None or pieces, "a container has pieces, if only one that says that there is nothing inside")
    hold(len(pieces) <= _UNPACK_LIMITS.pieces + 1, "no more pieces than the limit, and one that says so")
    hold(sum(len(piece.data) for piece in pieces) <= 2 * _UNPACK_LIMITS.unpacked_bytes, "no more bytes than the limit")
    for at, piece in enumerate(pieces):
        hold(piece.data or piece.problem is not None, "a piece has bytes, or says why not")
        hold(piece.name or not piece.place, "a piece of a container has a name")
        hold(piece.attached_to is None or 0 <= piece.attached_to < at, "what it is attached to came before")
        if piece.stated.held_at is not None:
            hold(piece.stated.held_at.tzinfo is not None, "moments have a time zone")


def _of_container(data: bytes) -> object:
    (name,), rest = _chosen(data, NAMES)
    return _unpack_and_read(rest, name=str(name))


def _of_packed(data: bytes) -> object:
    """Pack the bytes first, since the search does not find its way through a checksum."""
    (name, way), rest = _chosen(data, NAMES, ("gzip", "stored", "deflated"))
    if way == "gzip":
        return _unpack_and_read(gzip.compress(rest, mtime=0), name=f"{name}.gz")
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED if way == "stored" else zipfile.ZIP_DEFLATED) as archive:
        for each, content in (("one.txt", THREAT), (str(name) or "two", rest), ("three.txt", THREAT)):
            archive.writestr(zipfile.ZipInfo(each), content)
    unpacked = unpack(buffer.getvalue(), name="a.zip", limits=_UNPACK_LIMITS)
    check_unpacked(unpacked)
    if unpacked.form is not None:
        hold(
            sum(piece.data == THREAT for piece in unpacked.pieces) >= len(("one.txt", "three.txt"))
            or is_full(unpacked),
            "whatever lies beside it, a file of an archive is read whole",
        )
    return unpacked


def is_full(unpacked: Unpacked) -> bool:
    """Tell whether a limit was met, after which the rest is one piece."""
    return any(
        piece.problem in {Problem.TOO_MANY_PIECES, Problem.UNPACKS_TOO_LARGE, Problem.EXPANDS_TOO_MUCH}
        for piece in unpacked.pieces
    )


THREAT: Final = b"They will come on Friday, he said."


def _unpack_and_read(data: bytes, *, name: str) -> object:
    unpacked = unpack(data, name=name, limits=_UNPACK_LIMITS)
    check_unpacked(unpacked)
    reports = []
    for piece in unpacked.pieces[:4]:
        if piece.problem is None:
            received = _received(piece.data, media_type=piece.media_type, encoding=piece.declared_encoding)
            report = read(received, knowledge=knowledge())
            check_report(report, data=piece.data)
            reports.append(report)
    return unpacked, reports


TARGETS: Final[Mapping[str, Target]] = {
    target.name: target
    for target in (
        Target("read", _of_anything, chosen_bytes=3),
        Target("markup", _of_markup),
        Target("page", _of_page),
        Target("mail", _of_mail),
        Target("text", _of_text, chosen_bytes=1),
        Target("cap", _of_codec(cap12.parse, write=cap12.write)),
        Target("edxl", _of_codec(edxl.parse, write=edxl.write)),
        Target("stix", _of_codec(stix21.parse, write=stix21.write)),
        Target("taxii", _of_codec(taxii21.parse_envelope, write=taxii21.write_envelope)),
        Target("misp", _of_codec(misp.parse, write=misp.write)),
        Target("standards", _of_standards),
        Target("pdf", _of_pdf, is_timed=False),
        Target("container", _of_container, chosen_bytes=1),
        Target("packed", _of_packed, chosen_bytes=2),
    )
}

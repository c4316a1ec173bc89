# SPDX-License-Identifier: Apache-2.0
"""`nadhir receive`: take reports in, and say of each what was read, what was found, and which case it joined."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from nadhir.casework.json_lines import read_lines
from nadhir.casework.screen_text import LineError, TextLine
from nadhir.cli.command import Console
from nadhir.cli.desk import Desk, add_json, add_officer, has_strays, open_desk
from nadhir.cli.exits import Exit
from nadhir.cli.lines import dump, error_line
from nadhir.egress import FetchError
from nadhir.intake.limits import Limits
from nadhir.terms.errors import InvalidTermError, NadhirError, TheirsError
from nadhir.terms.ids import ReportId, SourceId
from nadhir.terms.marking import Marking
from nadhir.terms.report import InformationCredibility, ReportKind
from nadhir.terms.text import Language

if TYPE_CHECKING:
    from nadhir.casework.receive import Handed
    from nadhir.casework.route import Routed
    from nadhir.casework.unpack import Taken

SUMMARY = "take reports in: read, screened, linked, and their case judged anew"
DESCRIPTION = """Take reports in: pages, messages and texts, each byte for byte as it came. Each is kept, read, screened
and linked; a report that raises a threat opens a case or joins one, and the case is judged anew. HTML, plain text,
messages, PDF with a text layer, CAP alerts, STIX bundles and MISP events are told by their bytes. Of a folder every
file is taken, in order of names, but hidden ones and .json that is no export, STIX or MISP; - reads one file from
standard input.

What holds several reports is kept whole and taken apart, with a line for each: a mailbox, a message with attachments, a
feed (RSS, Atom), a web archive (WARC), JSON Lines, an export of Telegram, a ZIP or gzip file, and one of these in
another. What of it cannot be read becomes a line, too, that says why; what came before and after it is read.

  nadhir receive page.html --source so-1 --by salma
  nadhir receive inbox.mbox site.warc.gz channel/result.json --source so-3
  nadhir receive inbox/ --source so-3 --credibility 2 --marking "TLP:RED, ORCON" --held-at 2024-01-02T08:40+03:00
  nadhir receive --jsonl posts.jsonl --source so-7 --kind post --json
  nadhir receive --fetch https://news.example/item --source so-3 --by salma
  nadhir receive --sources --by salma        which sources the house knows
  nadhir receive --again r-77aa01 --by salma read, screen and link it again, with this release, from its bytes
  nadhir receive --again older --by salma    the same for all that an older reader, screener or linker made
  nadhir receive --open-by-hand r-77aa01 --reason "the photo shows a plan" --by salma        a case that no rule opened

--fetch asks the web for one page, and may be given several times. It is off until the operator turns it on
(NADHIR_FETCH, docs/settings.md); the site then learns this machine's address, and that somebody has come by.

A line of --jsonl is {"text": "…", "id": "1", "lang": "ar", "kind": "post", "published": "2024-01-02",
"credibility": "2", "marking": "TLP:RED", "held_at": "2024-01-02T08:40+03:00"}; all but text may be left out, and what
is left out is taken from the options. What cannot be read becomes a line that says what, where and what to do; the
rest goes on, and the exit code is 1. What is no text at all, or larger than intake takes, is kept as "not understood"
and put before a person; of what is too large the beginning is kept, with the digest and the size of the whole."""
FROM_INPUT: Final = "-"
OLDER: Final = "older"
_CHUNK_BYTES: Final = 1024 * 1024
_SNIFFED_BYTES: Final = 64 * 1024
ASIDE: Final = frozenset({".json"})


@dataclass(frozen=True, slots=True)
class Piece:
    """One report to be taken in, or what is wrong with it; `known` names it in JSON."""

    name: str
    content: "Handed | NadhirError"
    known: dict[str, object] = field(default_factory=dict)


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files, folders of them, or - for standard input")
    parser.add_argument("--jsonl", metavar="FILE", help="texts, one JSON object a line; - reads standard input")
    parser.add_argument("--fetch", metavar="URL", action="append", default=[], help="fetch this page, and take it in")
    parser.add_argument("--source", metavar="ID", help="the source that they are had from")
    parser.add_argument("--sources", action="store_true", help="list the sources instead")
    parser.add_argument(
        "--open-by-hand", metavar="REPORT", help="open a case from a report that was missed or not understood, instead"
    )
    parser.add_argument(
        "--again",
        metavar="REPORT",
        help="read, screen and link a report again from its bytes, instead; or older: all that an older release made",
    )
    parser.add_argument("--reason", metavar="WHY", help="of --open-by-hand: what a person sees in it")
    add_known(parser)
    parser.add_argument("--held-at", type=_moment, metavar="MOMENT", help="since when the house has it (default: now)")
    add_json(parser)
    add_officer(parser)


def add_known(parser: ArgumentParser) -> None:
    """Declare what may be known of every report that is handed in."""
    parser.add_argument("--kind", type=ReportKind, choices=list(ReportKind), metavar="KIND", help=_listed(ReportKind))
    parser.add_argument("--lang", type=Language, metavar="TAG", help="the language, as BCP 47 names it (default: told)")
    parser.add_argument("--published", type=_day, metavar="DATE", help="the day it was published (default: as it says)")
    parser.add_argument(
        "--credibility",
        type=InformationCredibility,
        choices=list(InformationCredibility),
        metavar="1-6",
        default=InformationCredibility.CANNOT_BE_JUDGED,
        help="of the information, in the Admiralty code (default: 6, cannot be judged); 1, confirmed by other sources, "
        "is given at the desk once an independent report is linked",
    )
    parser.add_argument("--marking", type=_marking, metavar="TLP", help='as it stands on the report: "TLP:RED, ORCON"')


def _listed(values: type[ReportKind]) -> str:
    return "its form: " + ", ".join(each.value for each in values) + " (default: told by the reading)"


def run(args: Namespace, *, console: Console) -> Exit:
    """Take every report in, in order, and tell what became of each."""
    given = {"path": args.paths, "jsonl": args.jsonl, "fetch": args.fetch, "source": args.source}
    if args.sources and has_strays(console, **given):
        return Exit.USAGE
    is_by_hand = args.open_by_hand is not None
    if is_by_hand and has_strays(console, **given, sources=args.sources):
        return Exit.USAGE
    if has_strays(console, reason=args.reason and not is_by_hand):
        return Exit.USAGE
    is_again = args.again is not None
    if is_again and (is_by_hand or has_strays(console, **given)):
        return Exit.USAGE
    desk = open_desk(args, console=console)
    if is_by_hand or is_again:
        return _open_by_hand(desk, args) if is_by_hand else _read_again(desk, args)
    if args.sources:
        return _list_sources(desk, args)
    _check_asked(desk, args)
    failed = done = 0
    for piece in _pieces(args, desk=desk):
        console.progress(f"received {done}: {piece.name}")
        for is_whole in take(desk, piece=piece, is_json=args.json):
            failed += not is_whole
            done += 1
            console.progress(f"received {done}: {piece.name}")
    console.progress("")
    if failed:
        console.note(f"nadhir receive: {failed} of {done} were not taken in whole; each says why")
    return Exit.SOME_FAILED if failed else Exit.OK


def _check_asked(desk: Desk, args: Namespace) -> None:
    """Refuse what cannot be taken in as it was asked, before anything is."""
    from nadhir.casework.receive import check_grade_at_reception

    if sum(map(bool, (args.paths, args.jsonl, args.fetch))) != 1:
        raise TheirsError(
            "nothing to take in, or more than one kind", where="receive", remedy="name files, or a --jsonl, or --fetch"
        )
    if not args.source:
        raise TheirsError("no source was named", where="--source", remedy="see nadhir receive --sources")
    if args.held_at is not None and args.held_at > desk.house.clock.now():
        raise TheirsError("that lies in the future", where="--held-at", remedy="give when the house first had it")
    check_grade_at_reception(args.credibility)


def _open_by_hand(desk: Desk, args: Namespace) -> Exit:
    from nadhir.casework.link import open_by_hand

    report_id = ReportId(args.open_by_hand)
    case_id = open_by_hand(desk.house, report_id=report_id, reason=args.reason or "", by=desk.by)
    if args.json:
        desk.console.print(dump({"report": report_id, "case": case_id, "has_opened_case": True}))
    else:
        desk.console.print(
            f"report {report_id}: opened case {case_id}, which waits for a person (nadhir case {case_id})"
        )
    return Exit.OK


def _read_again(desk: Desk, args: Namespace) -> Exit:
    """Read one report again, or all that an older release made; one that fails does not stand before the others."""
    from nadhir.casework.read_again import read_again, read_by_older

    is_all = args.again == OLDER
    ids = read_by_older(desk.house, by=desk.by) if is_all else (ReportId(args.again),)
    failed = 0
    for done, report_id in enumerate(ids):
        desk.console.progress(f"read again {done} of {len(ids)}")
        try:
            routed = read_again(desk.house, report_id=report_id, by=desk.by)
        except Exception as error:  # what fails on one report must not hold up the others
            if not is_all:
                raise
            failed += 1
            known = error if isinstance(error, TheirsError) else None
            told = known or TheirsError(
                f"it could not be read again ({type(error).__name__})",
                where=report_id,
                remedy="nothing is lost: its older reading stands, or it waits to be sorted",
            )
            piece = Piece(name=report_id, content=told)
            say_failed(desk, piece=piece, error=told, is_json=args.json, report_id=report_id)
            continue
        if args.json:
            desk.console.print(dump(_as_json(routed)))
        else:
            story = desk.story()
            story.scene(f"{report_id}  read again", at=routed.report.held_at)
            story.routed(routed, names={})
    desk.console.progress("")
    if is_all:
        desk.console.note(f"nadhir receive: {len(ids) - failed} of {len(ids)} were read again")
    return Exit.SOME_FAILED if failed else Exit.OK


# ── one report ──────────────────────────────────────────────────────────────────────────────────────────────────────


def take(
    desk: Desk,
    *,
    piece: Piece,
    is_json: bool,
    report_id: ReportId | None = None,
    on_record: Callable[[], None] | None = None,
) -> Iterator[bool]:
    """Take one in and tell what became of it, or of each report that it holds; False where something of it failed.

    `on_record` is called once all of it is on disk and in the ledger, before anything is made of it. What was on record
    under the id before is not taken again.

    Raises:
        OtherBytesError: other bytes are on record under the id.
    """
    from nadhir.casework.unpack import open_up, receive_each

    if isinstance(piece.content, NadhirError):
        say_failed(desk, piece=piece, error=piece.content, is_json=is_json)
        yield False
        return
    opened = open_up(piece.content)
    for taken in receive_each(desk.house, opened=opened, by=desk.by, report_id=report_id, on_record=on_record):
        known = dict(piece.known)
        if opened.form is not None:
            known |= {"form": opened.form.value, "piece": taken.name}
        one = replace(piece, name=piece.name if opened.form is None else taken.name, known=known)
        yield _tell(desk, piece=one, taken=taken, is_json=is_json)
    if opened.left_aside_count:
        desk.console.note(
            f"nadhir: {opened.left_aside_count} parts of {piece.name} that are nobody's words (folders, style sheets, "
            "what a service says) were left in it"
        )


def _tell(desk: Desk, *, piece: Piece, taken: "Taken", is_json: bool) -> bool:
    if taken.was_on_record:
        if is_json:
            desk.console.print(dump({**piece.known, "report": taken.report_id, "was_on_record": True}))
        else:
            desk.console.print(f"{taken.report_id}  {piece.name}: it was on record already")
        return True
    if taken.routed is None:
        kind = type(taken.error).__name__
        what = f"kept as {taken.report_id}, and could not be screened and linked ({kind})"
        remedy = "nothing is lost: the worker tries it again, and it stands in nadhir cases --inbox"
        if taken.report_id is None:
            what = f"could not be received ({kind})"
            remedy = "its container is kept, so that nothing is lost: hand the piece in by itself"
        error = TheirsError(what, where=piece.name, remedy=remedy)
        say_failed(desk, piece=piece, error=error, is_json=is_json, report_id=taken.report_id)
        return False
    if is_json:
        desk.console.print(dump({**piece.known, **_as_json(taken.routed)}))
    else:
        story = desk.story()
        story.scene(f"{taken.report_id}  {piece.name}", at=taken.routed.report.held_at)
        story.routed(taken.routed, names={})
    return True


def say_failed(
    desk: Desk, *, piece: Piece, error: NadhirError, is_json: bool, report_id: ReportId | None = None
) -> None:
    """Tell what went wrong with one, where, and what to do."""
    if is_json:
        known = dict(piece.known) if report_id is None else {**piece.known, "report": report_id}
        line = known.pop("line", None)
        desk.console.print(error_line(error, line=line if isinstance(line, int) else None, **known))
        return
    story = desk.story()
    story.scene(piece.name)
    story.say("error", str(error))


def _as_json(routed: "Routed") -> dict[str, object]:
    report, screening = routed.report, routed.screening
    found = routed.links.links if routed.links is not None else ()
    return {
        "report": report.id,
        "understanding": report.understanding.value,
        "problem": report.problem,
        "lang": report.language,
        "title": report.title,
        "published": None if report.published_on is None else report.published_on.isoformat(),
        "updated": None if report.updated_on is None else report.updated_on.isoformat(),
        "reader": report.reader,
        "held_at": report.held_at.isoformat(),
        "source_chain": list(report.source_chain.members),
        "labels": [] if screening is None else sorted(label.value for label in screening.labels),
        "opens_case": screening is not None and screening.opens_case,
        "queue": None if screening is None else screening.queue.value,
        "score": 0.0 if screening is None else screening.score,
        "links": [{"kind": each.kind.value, "other": each.other_id, "score": each.score} for each in found],
        "case": routed.case_id,
        "has_opened_case": routed.has_opened_case,
        "why_no_case": routed.why_no_case,
        "outcome": None if routed.determination is None else routed.determination.outcome.value,
    }


# ── what is handed in ───────────────────────────────────────────────────────────────────────────────────────────────


def handed_as(args: Namespace, *, held_at: datetime | None = None) -> "Handed":
    """Return what the options say of every report, without any bytes."""
    from nadhir.casework.receive import Handed

    return Handed(
        data=b"",
        source_id=SourceId(args.source),
        kind=args.kind,
        published_on=args.published,
        language=args.lang,
        credibility=args.credibility,
        marking=args.marking,
        held_at=held_at,
    )


def _pieces(args: Namespace, *, desk: Desk) -> Iterator[Piece]:
    console, usual = desk.console, handed_as(args, held_at=args.held_at)
    for url in args.fetch:
        yield _fetched(desk, url=url, usual=usual)
    if args.jsonl:
        yield from _lines(args.jsonl, usual=usual, console=console)
    for given in args.paths:
        if given == FROM_INPUT:
            yield read_piece("standard input", stream=console.stdin, usual=usual)
        elif Path(given).is_dir():
            yield from _folder(Path(given), usual=usual, console=console)
        else:
            yield _file(Path(given), usual=usual)


def _folder(folder: Path, *, usual: "Handed", console: Console) -> Iterator[Piece]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    aside = [path for path in files if _is_hidden(path.relative_to(folder)) or _is_beside(path)]
    if aside:
        console.note(f"nadhir receive: {len(aside)} hidden or .json files in {folder} were left aside")
    taken = [path for path in files if path not in set(aside)]
    if not taken:
        error = LineError("there is no file in it", where=str(folder), remedy="name a folder of pages")
        yield Piece(name=str(folder), content=error, known={"name": str(folder)})
    for path in taken:
        yield _file(path, usual=usual)


def _is_beside(path: Path) -> bool:
    """Tell whether a file stands beside reports, rather than being one: JSON that is no export and in no standard."""
    from nadhir.casework.read_report import standard_of
    from nadhir.casework.unpack import is_container

    if path.suffix.lower() not in ASIDE:
        return False
    try:
        with path.open("rb") as stream:
            if is_container(stream.read(_SNIFFED_BYTES), name=path.name):
                return False
            stream.seek(0)
            return standard_of(stream.read(Limits().size_bytes)) is None
    except OSError:
        return False  # taken, so that the line of this file says what is wrong with it


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _file(path: Path, *, usual: "Handed") -> Piece:
    try:
        with path.open("rb") as stream:
            return read_piece(str(path), stream=stream, usual=usual, name=path.name)
    except OSError as problem:
        what = problem.strerror or str(problem)
        error = LineError(what, where=str(path), remedy="check the path and its permissions")
        return Piece(name=str(path), content=error, known={"name": str(path)})


def _fetched(desk: Desk, *, url: str, usual: "Handed") -> Piece:
    from nadhir.casework.fetch import fetch

    content: Handed | NadhirError
    try:
        content = fetch(desk.house, url=url, usual=usual, by=desk.by)
    except FetchError as error:
        content = error
    return Piece(name=url, content=content, known={"name": url})


def read_piece(where: str, *, stream: IO[bytes], usual: "Handed", name: str = "") -> Piece:
    """Return what the stream gives; beyond what intake takes it is read to its end, and known by its digest alone."""
    from nadhir.casework.receive import Whole
    from nadhir.casework.unpack import is_container

    data = stream.read(Limits().size_bytes)
    if len(data) == Limits().size_bytes and is_container(data, name=name):
        data += stream.read(Limits().container_bytes - len(data))
    digest, size = sha256(data), len(data)
    while more := stream.read(_CHUNK_BYTES):
        digest.update(more)
        size += len(more)
    whole = None if size == len(data) else Whole(digest=digest.hexdigest(), size_bytes=size)
    content = replace(usual, data=data, name=name or where, whole=whole)
    return Piece(name=where, content=content, known={"name": where})


def _lines(given: str, *, usual: "Handed", console: Console) -> Iterator[Piece]:
    where = "standard input" if given == FROM_INPUT else given
    with ExitStack() as stack:
        stream = console.stdin if given == FROM_INPUT else stack.enter_context(Path(given).open("rb"))
        for line in read_lines(stream, name=where):
            known: dict[str, object] = {"line": line.number}
            content: Handed | TheirsError
            try:
                if isinstance(line.value, LineError):
                    raise line.value
                known["id"] = line.value.get("id")
                content = _of_line(line.value, where=line.where, usual=usual)
            except TheirsError as error:
                content = error
            yield Piece(name=line.where, content=content, known=known)


def _of_line(value: Mapping[str, object], *, where: str, usual: "Handed") -> "Handed":
    from nadhir.casework.receive import check_grade_at_reception

    text = TextLine.parse(value, where=where)
    data = text.text.encode("utf-8", "surrogatepass")
    credibility, marking, held_at = (value.get(name) for name in ("credibility", "marking", "held_at"))
    try:
        graded = usual.credibility if credibility is None else InformationCredibility(str(credibility))
        check_grade_at_reception(graded)
        return replace(
            usual,
            data=data,
            name=str(value.get("id") or where),
            media_type="text/plain",
            declared_encoding="utf-8",
            kind=text.kind or usual.kind,
            published_on=text.published_on or usual.published_on,
            language=text.language or usual.language,
            credibility=graded,
            marking=usual.marking if marking is None else Marking.parse(str(marking)),
            held_at=usual.held_at if held_at is None else _moment(str(held_at)),
        ).beginning(Limits().size_bytes)
    except (ValueError, ArgumentTypeError) as problem:
        raise LineError(str(problem), where=where, remedy="see nadhir receive --help") from problem


def _list_sources(desk: Desk, args: Namespace) -> Exit:
    from nadhir.casework.lookups import sources
    from nadhir.casework.wording import word

    for source in sources(desk.house, by=desk.by):
        name = source.name.reveal(to=desk.by) if source.name is not None else "(not for your role)"
        if args.json:
            known = {"id": source.id, "name": name, "kind": source.kind.value, "reliability": source.reliability.value}
            desk.console.print(dump({**known, "is_protected": source.is_protected}))
        else:
            protected = ", protected" if source.is_protected else ""
            grade = f"{source.reliability.value}, {word(source.reliability)}"
            desk.console.print(f"{source.id:<12} {name} — {word(source.kind)}, {grade}{protected}")
    return Exit.OK


# ── what an option may say ──────────────────────────────────────────────────────────────────────────────────────────


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no day: write 2024-01-31") from None


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no moment: write 2024-01-31T08:40+03:00") from None
    if moment.tzinfo is None:
        raise ArgumentTypeError(f"{text!r} has no time zone: write 2024-01-31T08:40+03:00")
    return moment


def _marking(text: str) -> Marking:
    try:
        return Marking.parse(text)
    except InvalidTermError as error:
        raise ArgumentTypeError(str(error)) from None

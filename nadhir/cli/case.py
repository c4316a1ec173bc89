# SPDX-License-Identifier: Apache-2.0
"""`nadhir case`: one case, whole; its ledger; its review, its closing, and the bundle that proves it to others."""

import os
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path
from typing import Final

from nadhir.cli.command import Console
from nadhir.cli.desk import Desk, add_json, add_officer, add_password, check_password, has_strays, open_desk
from nadhir.cli.exits import Exit
from nadhir.cli.lines import dump
from nadhir.cli.plain import plain
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import CaseId, OfficerId, ReportId

SUMMARY = "show one case whole; its ledger; review, close, or share it as a bundle that proves itself"
DESCRIPTION = """Show a case: its clocks, reports, what was established, the assessment with its evidence, the
determination under the law it works with, the texts, who stood for them, where each delivery stands, what waits for a
person, and its timeline.

  nadhir case c-1b8e0f2a9d31 --by karim
  nadhir case c-1b8e0f2a9d31 --ledger --by adil
  nadhir case c-1b8e0f2a9d31 --review --by adil
  nadhir case c-1b8e0f2a9d31 --share out --by adil      then: nadhir verify out/bundle.json --key out/log.vkey
  nadhir case c-1b8e0f2a9d31 --close "the plot was disrupted" --second huda --by karim
  nadhir case c-1b8e0f2a9d31 --split r-77aa01 --reason "another plot, another town" --by karim
  nadhir case c-1b8e0f2a9d31 --join r-77aa01 --reason "the same men, says the partner" --by karim

Sharing and closing ask for your password, closing for the second officer's too. A bundle discloses the case whole and
leaves out what is personal, unless --with-personal is given; give the log's key to whoever verifies by another way
than the bundle."""
BUNDLE: Final = "bundle.json"
KEY: Final = "log.vkey"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("case", metavar="ID", help="the case")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--ledger", action="store_true", help="its entries in the ledger instead, newest first")
    what.add_argument("--review", action="store_true", help="review it after the fact, from its record")
    what.add_argument("--share", type=Path, metavar="FOLDER", help=f"write {BUNDLE} and {KEY} there")
    what.add_argument("--close", metavar="REASON", help="close it, with a second officer")
    what.add_argument("--reopen", metavar="REASON", help="open it again")
    what.add_argument("--take-command", action="store_true", help="take command of it")
    what.add_argument("--offer-command", metavar="USERNAME", help="offer its command; it is yours until they take it")
    what.add_argument("--split", metavar="REPORT", help="take a report out of it into a case of its own")
    what.add_argument("--join", metavar="REPORT", help="put a report into it, out of whichever case it is in, or none")
    parser.add_argument("--reason", metavar="WHY", help="of --split and --join: why")
    parser.add_argument("--with-personal", action="store_true", help="of --share: open names and answers too")
    parser.add_argument("--second", metavar="USERNAME", help="of --close: the second officer")
    parser.add_argument(
        "--second-password-file", type=Path, metavar="FILE", help="of --close: their password (default: ask)"
    )
    parser.add_argument(
        "--withdraw",
        action="append",
        default=[],
        type=_withdrawal,
        metavar="QUESTION=WHY",
        help="of --close: why an open question is given up; may be given again",
    )
    add_json(parser)
    add_officer(parser)
    add_password(parser)


def _withdrawal(text: str) -> tuple[str, str]:
    question, equals, why = text.partition("=")
    if not equals or not question or not why.strip():
        raise ArgumentTypeError(f"{text!r} is not QUESTION=WHY")
    return question, why


def run(args: Namespace, *, console: Console) -> Exit:
    """Show it, or do what was asked."""
    of_closing = (args.second, args.second_password_file, args.withdraw) if args.close is None else (None, None, None)
    second, second_password_file, withdraw = of_closing
    if has_strays(
        console,
        with_personal=args.with_personal and args.share is None,
        second=second,
        second_password_file=second_password_file,
        withdraw=withdraw,
        reason=args.reason if args.split is None and args.join is None else None,
    ):
        return Exit.USAGE
    desk = open_desk(args, console=console)
    case_id = CaseId(args.case)
    if args.ledger:
        _ledger(desk, args, case_id=case_id)
    elif args.review:
        _review(desk, args, case_id=case_id)
    elif args.share is not None:
        _share(desk, args, case_id=case_id)
    elif args.close is not None:
        _close(desk, args, case_id=case_id)
    elif args.split is not None or args.join is not None:
        _link(desk, args, case_id=case_id)
    elif args.reopen is not None or args.take_command or args.offer_command is not None:
        _move(desk, args, case_id=case_id)
    else:
        _show(desk, args, case_id=case_id)
    return Exit.OK


def _show(desk: Desk, args: Namespace, *, case_id: CaseId) -> None:
    from nadhir.casework import queries
    from nadhir.casework.look import look_at_case
    from nadhir.cli.telling import tell_case

    look_at_case(desk.house, case_id=case_id, by=desk.by)
    view = queries.case(desk.house, case_id=case_id, by=desk.by)
    if args.json:
        desk.console.print(dump(plain(view, to=desk.by)))
    else:
        tell_case(desk.story(), view, by=desk.by)


def _ledger(desk: Desk, args: Namespace, *, case_id: CaseId) -> None:
    from nadhir.casework.lookups import ledger_of_case
    from nadhir.cli.telling import tell_ledger

    lines = ledger_of_case(desk.house, case_id=case_id, by=desk.by, limit=500)
    if args.json:
        for line in lines:
            desk.console.print(dump(plain(line, to=desk.by)))
    else:
        tell_ledger(desk.story(), lines)


def _review(desk: Desk, args: Namespace, *, case_id: CaseId) -> None:
    from nadhir.casework.review import review
    from nadhir.casework.wording import word
    from nadhir.cli.telling import duration

    found = review(desk.house, case_id=case_id, by=desk.by)
    if args.json:
        desk.console.print(dump(plain(found, to=desk.by)))
        return
    story = desk.story()
    story.chapter(f"After-action review of case {case_id}")
    story.say("verdict", word(found.verdict))
    for figure in found.figures:
        if figure.minutes is not None:
            sign = "minus " if figure.minutes < 0 else ""
            allowed = f" (allowed: {duration(figure.allowed_minutes)})" if figure.allowed_minutes is not None else ""
            late = " LATE" if figure.is_late else ""
            story.say("figure", f"{word(figure.name)}: {sign}{duration(abs(figure.minutes))}{allowed}{late}")
    told = f"{found.acknowledged} of {found.recipients} recipients acknowledged"
    story.say("counted", f"{found.attempts} attempts, {found.silences} silence(s), {told}")
    for lesson in found.lessons:
        story.say("lesson", f"{word(lesson.code)} ({', '.join(story.moment(at) for at in lesson.rests_on)})")


def _share(desk: Desk, args: Namespace, *, case_id: CaseId) -> None:
    from nadhir.casework.share import share

    folder: Path = args.share
    bundle, key = folder / BUNDLE, folder / KEY
    if bundle.exists():
        raise TheirsError("there is a bundle already", where=str(bundle), remedy="name another folder")
    check_password(desk, file=args.password_file, to=f"share case {case_id}")
    data = share(desk.house, case_id=case_id, by=desk.by, with_personal=args.with_personal)
    folder.mkdir(parents=True, exist_ok=True)
    _write(bundle, content=data)
    key.write_text(f"{desk.house.ledger_signer.verifier}\n", encoding="utf-8")
    if args.json:
        desk.console.print(dump({"bundle": str(bundle), "key": str(key), "size_bytes": len(data)}))
        return
    desk.console.print(f"wrote {bundle} ({len(data)} bytes) and {key}")
    desk.console.print(f"prove it: nadhir verify {bundle} --key {key}")


def _write(path: Path, *, content: bytes) -> None:
    """Write a file that is new and its owner's alone: it says what happened to people."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)


def _close(desk: Desk, args: Namespace, *, case_id: CaseId) -> None:
    from nadhir.casework import cases

    if not args.second:
        raise TheirsError("a case is closed by two people", where=f"case {case_id}", remedy="name the other: --second")
    second = OfficerId(args.second)
    check_password(desk, file=args.password_file, to=f"close case {case_id}")
    if second != desk.by:  # the same person twice is the use case's to refuse, in its own words
        check_password(desk, file=args.second_password_file, to=f"second closing case {case_id}", officer=second)
    case = cases.close(
        desk.house,
        case_id=case_id,
        reason=args.close,
        seconded_by=second,
        by=desk.by,
        withdrawn=dict(args.withdraw),
    )
    _say_state(desk, args, case_id=case_id, state=case.state, what=f"closed by {desk.by} and {second}")


def _move(desk: Desk, args: Namespace, *, case_id: CaseId) -> None:
    from nadhir.casework import cases

    if args.reopen is not None:
        case = cases.reopen(desk.house, case_id=case_id, reason=args.reopen, by=desk.by)
        what = f"reopened by {desk.by}"
    elif args.take_command:
        case = cases.accept_command(desk.house, case_id=case_id, by=desk.by)
        what = f"under {desk.by}'s command"
    else:
        case = cases.offer_command(desk.house, case_id=case_id, to=OfficerId(args.offer_command), by=desk.by)
        what = f"its command is offered to {args.offer_command}"
    _say_state(desk, args, case_id=case_id, state=case.state, what=what)


def _link(desk: Desk, args: Namespace, *, case_id: CaseId) -> None:
    from nadhir.casework import link, queries

    report_id, reason = ReportId(args.split or args.join), args.reason or ""
    if args.join:
        link.join(desk.house, report_id=report_id, case_id=case_id, reason=reason, by=desk.by)
        _say_state(desk, args, case_id=case_id, state="joined", what=f"holds {report_id} now, and was judged anew")
        return
    if queries.report(desk.house, report_id=report_id, by=desk.by).case_id != case_id:
        raise TheirsError("it is not in this case", where=f"report {report_id}", remedy="see nadhir case ID")
    opened = link.split(desk.house, report_id=report_id, reason=reason, by=desk.by)
    _say_state(
        desk, args, case_id=case_id, state="split", what=f"{report_id} has case {opened} of its own; both judged"
    )


def _say_state(desk: Desk, args: Namespace, *, case_id: CaseId, state: str, what: str) -> None:
    if args.json:
        desk.console.print(dump({"case": case_id, "state": str(state), "did": what}))
    else:
        desk.console.print(f"case {case_id}: {what}")

# SPDX-License-Identifier: Apache-2.0
"""`nadhir case`: one case, whole; its ledger; its review, its closing, and the bundle that proves it to others."""

import os
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path
from typing import Final

from nadhir.cli.command import Console
from nadhir.cli.desk import Desk, add_json, add_officer, add_password, check_password, has_strays, open_desk
from nadhir.cli.exits import Exit
from nadhir.cli.hints import give_hints
from nadhir.cli.lines import dump
from nadhir.cli.plain import plain
from nadhir.terms.case import ClosingGround
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import CaseId, OfficerId, PartyId, QuestionId, ReportId

SUMMARY = "show one case whole; its ledger; review, close, or share it as a bundle that proves itself"
DESCRIPTION = """Show a case: its clocks, reports, what was established, the assessment with its evidence, the
determination under the law it works with, the texts, who stood for them, where each delivery stands, what waits for a
person, and its timeline.

  nadhir case c-1b8e0f2a9d31 --by karim
  nadhir case c-1b8e0f2a9d31 --ledger --by adil
  nadhir case c-1b8e0f2a9d31 --review --by adil
  nadhir case c-1b8e0f2a9d31 --share out --by adil      then: nadhir verify out/bundle.json --key out/log.vkey
  nadhir case c-1b8e0f2a9d31 --report r-77aa01 --by karim
  nadhir case c-1b8e0f2a9d31 --ask "Is he still held?" --of qatar-moi --by karim
  nadhir case c-1b8e0f2a9d31 --close "all four were arrested" --ground disrupted --by karim
  nadhir case c-1b8e0f2a9d31 --confirm-closing --by huda
  nadhir case c-1b8e0f2a9d31 --split r-77aa01 --reason "another plot, another town" --by karim
  nadhir case c-1b8e0f2a9d31 --join r-77aa01 --reason "the same men, says the partner" --by karim

Sharing and closing ask for your password. --close proposes: where life was in question nothing is closed before a
second officer confirms it, signed in as themselves. It is refused while a report of the case was never opened by you,
at the desk or with --report, unless --unread says why. A bundle discloses the case whole and leaves out what is
personal, unless --with-personal is given; give the log's key to whoever verifies by another way than the bundle."""
BUNDLE: Final = "bundle.json"
KEY: Final = "log.vkey"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("case", metavar="ID", help="the case")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--ledger", action="store_true", help="its entries in the ledger instead, newest first")
    what.add_argument("--review", action="store_true", help="review it after the fact, from its record")
    what.add_argument("--share", type=Path, metavar="FOLDER", help=f"write {BUNDLE} and {KEY} there")
    what.add_argument(
        "--report", metavar="REPORT", help="show the text of one of its reports; that you opened it is kept"
    )
    what.add_argument("--ask", metavar="QUESTION", help="ask a question, which keeps it from closing until it ended")
    what.add_argument("--answer", metavar="QUESTION=ANSWER", type=_pair, help="record the answer to a question")
    what.add_argument("--withdraw-question", metavar="QUESTION=WHY", type=_pair, help="give a question up")
    what.add_argument("--close", metavar="REASON", help="propose to close it, under a --ground")
    what.add_argument("--confirm-closing", action="store_true", help="close it, as the second officer")
    what.add_argument("--refuse-closing", metavar="REASON", help="leave it open, though its closing is proposed")
    what.add_argument("--reopen", metavar="REASON", help="open it again")
    what.add_argument("--take-command", action="store_true", help="take its command, offered to you or nobody's")
    what.add_argument("--offer-command", metavar="USERNAME", help="offer its command; it is yours until they take it")
    what.add_argument("--decline-command", metavar="REASON", help="do not take its command, which was offered to you")
    what.add_argument("--withdraw-offer", action="store_true", help="keep its command after all")
    what.add_argument("--split", metavar="REPORT", help="take a report out of it into a case of its own")
    what.add_argument("--join", metavar="REPORT", help="put a report into it, out of whichever case it is in, or none")
    parser.add_argument("--reason", metavar="WHY", help="of --split and --join: why")
    parser.add_argument("--with-personal", action="store_true", help="of --share: open names and answers too")
    parser.add_argument("--of", metavar="PARTY", help="of --ask: whom it is put to (default: the desk itself)")
    parser.add_argument(
        "--ground",
        choices=[each.value for each in ClosingGround],
        help="of --close: the ground of the closing",
    )
    parser.add_argument("--duplicate-of", metavar="CASE", help="of --close, of a duplicate: the other case")
    parser.add_argument(
        "--withdraw",
        action="append",
        default=[],
        type=_pair,
        metavar="QUESTION=WHY",
        help="of --close: why an open question is given up; may be given again",
    )
    parser.add_argument(
        "--unread",
        action="append",
        default=[],
        type=_pair,
        metavar="ID=WHY",
        help="of --close: why a report or earlier case was left unread; may be given again",
    )
    add_json(parser)
    add_officer(parser)
    add_password(parser)


def _pair(text: str) -> tuple[str, str]:
    what, equals, words = text.partition("=")
    if not equals or not what or not words.strip():
        raise ArgumentTypeError(f"{text!r} is not ID=WORDS")
    return what, words


def run(args: Namespace, *, console: Console) -> Exit:
    """Show it, or do what was asked."""
    is_closing = args.close is not None
    if has_strays(
        console,
        with_personal=args.with_personal and args.share is None,
        ground=None if is_closing else args.ground,
        duplicate_of=None if is_closing else args.duplicate_of,
        withdraw=None if is_closing else args.withdraw,
        unread=None if is_closing else args.unread,
        of=args.of if args.ask is None else None,
        reason=args.reason if args.split is None and args.join is None else None,
    ):
        return Exit.USAGE
    desk = open_desk(args, console=console)
    give_hints(console, {"--close": args.close, "--reopen": args.reopen, "--reason": args.reason})
    case_id = CaseId(args.case)
    if args.ledger:
        _ledger(desk, args, case_id=case_id)
    elif args.review:
        _review(desk, args, case_id=case_id)
    elif args.share is not None:
        _share(desk, args, case_id=case_id)
    elif args.report is not None:
        _report(desk, args, case_id=case_id)
    elif args.ask is not None or args.answer is not None or args.withdraw_question is not None:
        _question(desk, args, case_id=case_id)
    elif is_closing:
        _close(desk, args, case_id=case_id)
    elif args.confirm_closing:
        _confirm(desk, args, case_id=case_id)
    elif args.split is not None or args.join is not None:
        _link(desk, args, case_id=case_id)
    elif args.reopen is not None or args.refuse_closing is not None:
        _move(desk, args, case_id=case_id)
    elif _is_of_command(args):
        _command(desk, args, case_id=case_id)
    else:
        _show(desk, args, case_id=case_id)
    return Exit.OK


def _is_of_command(args: Namespace) -> bool:
    offered = args.offer_command is not None or args.decline_command is not None
    return offered or bool(args.take_command or args.withdraw_offer)


def _show(desk: Desk, args: Namespace, *, case_id: CaseId) -> None:
    from nadhir.casework import queries
    from nadhir.casework.look import look_at_case
    from nadhir.casework.viewed import record_case_opened
    from nadhir.cli.telling import tell_case

    look_at_case(desk.house, case_id=case_id, by=desk.by)
    view = queries.case(desk.house, case_id=case_id, by=desk.by)
    record_case_opened(desk.house, case_id=case_id, by=desk.by)
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


def _report(desk: Desk, args: Namespace, *, case_id: CaseId) -> None:
    """Show the text of a report of the case, as it is kept; that the officer opened it is on record from now on."""
    from nadhir.casework import queries
    from nadhir.casework.viewed import record_report_opened

    view = queries.report(desk.house, report_id=ReportId(args.report), by=desk.by)
    if view.case_id != case_id:
        raise TheirsError("it is not in this case", where=f"report {args.report}", remedy="see nadhir case ID")
    record_report_opened(desk.house, report_id=view.report.id, by=desk.by)
    if args.json:
        desk.console.print(dump(plain(view, to=desk.by)))
        return
    story = desk.story()
    story.chapter(f"Report {view.report.id}")
    story.say("held", story.moment(view.report.held_at))
    desk.console.print(view.report.content)


def _question(desk: Desk, args: Namespace, *, case_id: CaseId) -> None:
    from nadhir.casework import questions

    if args.ask is not None:
        of = None if args.of is None else PartyId(args.of)
        question = questions.ask_question(desk.house, case_id=case_id, text=args.ask, of=of, by=desk.by)
    elif args.answer is not None:
        question_id, words = args.answer
        question = questions.answer_question(desk.house, question_id=QuestionId(question_id), answer=words, by=desk.by)
    else:
        question_id, words = args.withdraw_question
        question = questions.withdraw_question(
            desk.house, question_id=QuestionId(question_id), reason=words, by=desk.by
        )
    _say_state(desk, args, case_id=case_id, state=question.state, what=f"question {question.id} is {question.state}")


def _close(desk: Desk, args: Namespace, *, case_id: CaseId) -> None:
    from nadhir.casework import cases

    if args.ground is None:
        raise TheirsError("a case is closed under a ground", where=f"case {case_id}", remedy="name it: --ground")
    check_password(desk, file=args.password_file, to=f"propose to close case {case_id}")
    case = cases.propose_closing(
        desk.house,
        case_id=case_id,
        ground=ClosingGround(args.ground),
        reason=args.close,
        duplicate_of=None if args.duplicate_of is None else CaseId(args.duplicate_of),
        unread=dict(args.unread),
        withdrawn={QuestionId(question): why for question, why in args.withdraw},
        by=desk.by,
    )
    what = f"{desk.by} proposes to close it; a second officer confirms it" if case.is_open else f"closed by {desk.by}"
    _say_state(desk, args, case_id=case_id, state=case.state, what=what)


def _confirm(desk: Desk, args: Namespace, *, case_id: CaseId) -> None:
    """Show what the closing rests on, then ask for the password, and close it on that and nothing else."""
    from nadhir.casework import cases, queries
    from nadhir.casework.viewed import record_case_opened
    from nadhir.cli.telling import tell_closing

    case = queries.case(desk.house, case_id=case_id, by=desk.by).case
    if case.closing is None or not case.is_open:
        raise TheirsError("nobody has proposed to close it", where=f"case {case_id}", remedy="propose it: --close")
    record_case_opened(desk.house, case_id=case_id, by=desk.by)
    if not args.json:
        tell_closing(desk.story(), case)
    check_password(desk, file=args.password_file, to=f"confirm closing case {case_id}")
    closed = cases.confirm_closing(desk.house, case_id=case_id, proposed_at=case.closing.at, by=desk.by)
    what = f"closed by {case.closing.by} and {desk.by}"
    _say_state(desk, args, case_id=case_id, state=closed.state, what=what)


def _move(desk: Desk, args: Namespace, *, case_id: CaseId) -> None:
    from nadhir.casework import cases

    if args.reopen is not None:
        case = cases.reopen(desk.house, case_id=case_id, reason=args.reopen, by=desk.by)
        what = f"reopened by {desk.by}"
    else:
        case = cases.refuse_closing(desk.house, case_id=case_id, reason=args.refuse_closing, by=desk.by)
        what = f"its closing is refused by {desk.by}"
    _say_state(desk, args, case_id=case_id, state=case.state, what=what)


def _command(desk: Desk, args: Namespace, *, case_id: CaseId) -> None:
    from nadhir.casework import command

    if args.take_command:
        case = command.accept_command(desk.house, case_id=case_id, by=desk.by)
        what = f"under {desk.by}'s command"
    elif args.offer_command is not None:
        case = command.offer_command(desk.house, case_id=case_id, to=OfficerId(args.offer_command), by=desk.by)
        what = f"its command is offered to {args.offer_command}; {case.commander or 'nobody'} has it until they take it"
    elif args.decline_command is not None:
        case = command.decline_command(desk.house, case_id=case_id, reason=args.decline_command, by=desk.by)
        what = f"{desk.by} does not take its command, which stays {case.commander or 'nobody'}'s"
    else:
        case = command.withdraw_command_offer(desk.house, case_id=case_id, by=desk.by)
        what = f"the offer of its command is withdrawn; it stays {case.commander or 'nobody'}'s"
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

# SPDX-License-Identifier: Apache-2.0
"""`nadhir clocks`: every clock of every case by its due moment; and what a named officer may do to one."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from nadhir.cli.command import Console
from nadhir.cli.desk import Desk, add_json, add_officer, add_password, check_password, has_strays, open_desk
from nadhir.cli.exits import Exit
from nadhir.cli.lines import dump
from nadhir.cli.plain import plain
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import CaseId

if TYPE_CHECKING:
    from nadhir.terms.clocks import ClockChange

SUMMARY = "list the clocks of all cases, next due first; stop or extend one, or decide on a stated window"
DESCRIPTION = """List every clock that runs in any open case, next due first: what it waits for, by when in the
house's own hour and zone, how much is left, who has it in hand, and who was told once it ran out.

  nadhir clocks --by karim
  nadhir clocks c-1b8e0f2a9d31 --by karim                       of one case, those that ended too, with their keys
  nadhir clocks c-1b8e0f2a9d31 --stop KEY --reason "the host state warns today" --by omar
  nadhir clocks c-1b8e0f2a9d31 --extend KEY --minutes 15 --reason "the second signer lands at 14:40" --by omar
  nadhir clocks c-1b8e0f2a9d31 --window stands --reason "the cell is at large" --by karim

A clock ends by the act that it waits for. Only a releasing authority stops or extends one, with their password and a
reason that stays on record and is shown beside it; an expiry or a first look cannot be stopped at all. `--window` says
what follows once the window that the reports state has passed: the threat stands, and a new warning is owed, or it
ended."""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("case", metavar="ID", nargs="?", help="one case (default: all open cases)")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--stop", metavar="KEY", help="stop this clock of the case")
    what.add_argument("--extend", metavar="KEY", help="extend this clock of the case, once, before it has run out")
    what.add_argument("--window", choices=("stands", "ended"), help="what follows the stated window of the case")
    parser.add_argument("--minutes", type=int, metavar="N", help="of --extend: by how many minutes")
    parser.add_argument("--reason", metavar="WHY", help="of --stop, --extend and --window: why")
    parser.add_argument("--limit", type=int, default=200, metavar="N", help="at most so many (default: 200)")
    add_json(parser)
    add_officer(parser)
    add_password(parser)


def run(args: Namespace, *, console: Console) -> Exit:
    """List them, or do what was asked."""
    is_change = args.stop is not None or args.extend is not None or args.window is not None
    if has_strays(
        console,
        minutes=args.minutes is not None and args.extend is None,
        reason=args.reason and not is_change,
        stop=args.stop and not args.case,
        extend=args.extend and not args.case,
        window=args.window and not args.case,
    ):
        return Exit.USAGE
    desk = open_desk(args, console=console)
    if is_change:
        _change(desk, args, case_id=CaseId(args.case))
    elif args.case:
        _list_of_case(desk, args, case_id=CaseId(args.case))
    else:
        _list(desk, args)
    return Exit.OK


def _list(desk: Desk, args: Namespace) -> None:
    from nadhir.casework import queries
    from nadhir.cli.story import quoted
    from nadhir.cli.telling import tell_alarms, tell_clock

    found = queries.clocks(desk.house, by=desk.by, limit=args.limit)
    if args.json:
        for each in found:
            desk.console.print(dump(plain(each, to=desk.by)))
        return
    story = desk.story()
    tell_alarms(story, desk.me)
    for each in found:
        story.scene(f"{each.case_id}  {quoted(each.title)}")
        tell_clock(story, each.clock)
    if not found:
        desk.console.print("no clock runs")


def _list_of_case(desk: Desk, args: Namespace, *, case_id: CaseId) -> None:
    from nadhir.casework import queries
    from nadhir.cli.telling import tell_clock

    view = queries.case(desk.house, case_id=case_id, by=desk.by)
    if args.json:
        for clock in view.clocks:
            desk.console.print(dump(plain(clock, to=desk.by)))
        return
    story = desk.story()
    for clock in view.clocks:
        tell_clock(story, clock)
        story.say("key", clock.key)
    if not view.clocks:
        desk.console.print("no clock runs")


def _change(desk: Desk, args: Namespace, *, case_id: CaseId) -> None:
    from nadhir.casework import keep_clocks

    change: ClockChange
    if args.window is not None:
        change = keep_clocks.decide_window(
            desk.house,
            case_id=case_id,
            is_threat_standing=args.window == "stands",
            reason=args.reason or "",
            by=desk.by,
        )
    elif args.stop is not None:
        check_password(desk, file=args.password_file, to=f"stop a clock of case {case_id}")
        change = keep_clocks.stop_clock(
            desk.house, case_id=case_id, key=args.stop, reason=args.reason or "", by=desk.by
        )
    else:
        if args.minutes is None:
            raise TheirsError("by how much?", where="--extend", remedy="say so with --minutes")
        check_password(desk, file=args.password_file, to=f"extend a clock of case {case_id}")
        change = keep_clocks.extend_clock(
            desk.house, case_id=case_id, key=args.extend, minutes=args.minutes, reason=args.reason or "", by=desk.by
        )
    if args.json:
        desk.console.print(dump(plain(change, to=desk.by)))
        return
    until = f" until {desk.story().hour(change.until)}" if change.until is not None else ""
    desk.console.print(f"{change.key}: {change.kind.value.replace('_', ' ')}{until} by {change.by}, on record")

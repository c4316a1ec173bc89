# SPDX-License-Identifier: Apache-2.0
"""`nadhir duty`: who is on duty, and so commands what the system opens; putting officers on the rota and off it."""

from argparse import ArgumentParser, Namespace
from datetime import datetime

from nadhir.cli.command import Console
from nadhir.cli.desk import Desk, add_json, add_officer, has_strays, open_desk
from nadhir.cli.exits import Exit
from nadhir.cli.lines import dump
from nadhir.cli.plain import plain
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import OfficerId

SUMMARY = "show who is on duty, and keep the rota"
DESCRIPTION = """Show the rota: who is on duty now, and who will be. A case that the system opens, or an intake officer,
is commanded by who is on duty then; where nobody is, it says loudly that nobody commands it. A releasing authority
keeps the rota, of officers who may command a case.

  nadhir duty --by karim
  nadhir duty --put salma --by huda
  nadhir duty --put rim --from 2026-03-01T20:00+01:00 --until 2026-03-02T08:00+01:00 --by huda
  nadhir duty --off 3 --by huda"""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--put", metavar="USERNAME", help="put this officer on duty")
    what.add_argument("--off", type=int, metavar="TURN", help="take this turn off the rota")
    parser.add_argument("--from", dest="from_at", metavar="MOMENT", help="of --put: from when (default: now)")
    parser.add_argument("--until", metavar="MOMENT", help="of --put: until when (default: until another's turn begins)")
    add_json(parser)
    add_officer(parser)


def run(args: Namespace, *, console: Console) -> Exit:
    """Show it, or change it."""
    is_put = args.put is not None
    if has_strays(console, **{"from": None if is_put else args.from_at, "until": None if is_put else args.until}):
        return Exit.USAGE
    desk = open_desk(args, console=console)
    if is_put:
        _put(desk, args)
    elif args.off is not None:
        _take_off(desk, args)
    else:
        _show(desk, args)
    return Exit.OK


def _show(desk: Desk, args: Namespace) -> None:
    from nadhir.casework import duty

    turns = duty.rota(desk.house, by=desk.by)
    story = desk.story()
    for line in turns:
        if args.json:
            desk.console.print(dump(plain(line, to=desk.by)))
            continue
        until = "until another's turn begins" if line.until_at is None else f"until {story.moment(line.until_at)}"
        story.say(f"turn {line.turn_id}", f"{line.officer} ({line.name}), from {story.moment(line.from_at)} {until}")
    if not turns and not args.json:
        desk.console.print("nobody is on duty: what the system opens will have no commander")


def _put(desk: Desk, args: Namespace) -> None:
    from nadhir.casework import duty

    turn = duty.put_on_duty(
        desk.house,
        officer=OfficerId(args.put),
        from_at=_moment(args.from_at, of="--from"),
        until_at=_moment(args.until, of="--until"),
        by=desk.by,
    )
    _say(desk, args, turn=turn, what=f"{args.put} is on the rota")


def _take_off(desk: Desk, args: Namespace) -> None:
    from nadhir.casework import duty

    duty.take_off_duty(desk.house, turn_id=args.off, by=desk.by)
    _say(desk, args, turn=args.off, what="off the rota")


def _say(desk: Desk, args: Namespace, *, turn: int, what: str) -> None:
    desk.console.print(dump({"turn": turn, "did": what}) if args.json else f"turn {turn}: {what}")


def _moment(text: str | None, *, of: str) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise TheirsError(f"{text!r} is no moment", where=of, remedy="write 2026-03-01T20:00+01:00") from error
    if moment.tzinfo is None:
        raise TheirsError(f"{text!r} has no time zone", where=of, remedy="write 2026-03-01T20:00+01:00")
    return moment

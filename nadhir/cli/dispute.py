# SPDX-License-Identifier: Apache-2.0
"""`nadhir dispute`: put a disagreement on duty, waiver or method on record, hand it up, settle it."""

from argparse import ArgumentParser, Namespace

from nadhir.cli.command import Console
from nadhir.cli.desk import Desk, add_json, add_officer, add_password, check_password, has_strays, open_desk
from nadhir.cli.exits import Exit
from nadhir.cli.lines import dump
from nadhir.cli.plain import plain
from nadhir.terms.clocks import DisputeAbout
from nadhir.terms.ids import CaseId

SUMMARY = "put a disagreement on duty, waiver or method on record, hand it up, settle it"
DESCRIPTION = """Show the disputes of a case, raise one, take a position, hand it up, or settle it. Each of the three
rungs (the lowest level, the heads of the elements, the top) has its time; once it has passed, the worker hands the
dispute up by itself. Nobody settles it who took a side; above the lowest level a releasing authority does. A dispute
holds up no other clock.

  nadhir dispute c-1b8e0f2a9d31 --by karim
  nadhir dispute c-1b8e0f2a9d31 --about method --of "liaison bureau" --says "not by telephone" --by karim
  nadhir dispute c-1b8e0f2a9d31 --position x-0c11 --of omar --says "the telephone is the only way in time" --by omar
  nadhir dispute c-1b8e0f2a9d31 --hand-up x-0c11 --by karim
  nadhir dispute c-1b8e0f2a9d31 --settle x-0c11 --decision "by telephone" --dissent "liaison bureau" --by lina

Settling asks for your password."""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("case", metavar="ID", help="the case")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--about", choices=[each.value for each in DisputeAbout], help="raise one, about this")
    what.add_argument("--position", metavar="DISPUTE", help="take a position in it")
    what.add_argument("--hand-up", metavar="DISPUTE", help="hand it up by one rung, before its time has passed")
    what.add_argument("--settle", metavar="DISPUTE", help="settle it")
    parser.add_argument("--of", metavar="WHO", help="of --about and --position: an officer's account, or an element")
    parser.add_argument("--says", metavar="TEXT", help="of --about and --position: what they hold")
    parser.add_argument("--decision", metavar="TEXT", help="of --settle: what was decided")
    parser.add_argument("--dissent", metavar="TEXT", help="of --settle: who still disagrees, and why")
    add_json(parser)
    add_officer(parser)
    add_password(parser)


def run(args: Namespace, *, console: Console) -> Exit:
    """Show them, or do what was asked."""
    is_said = args.about is not None or args.position is not None
    if has_strays(
        console,
        of=args.of and not is_said,
        says=args.says and not is_said,
        decision=args.decision and args.settle is None,
        dissent=args.dissent and args.settle is None,
    ):
        return Exit.USAGE
    desk = open_desk(args, console=console)
    case_id = CaseId(args.case)
    _record(desk, args, case_id=case_id)
    _show(desk, args, case_id=case_id)
    return Exit.OK


def _record(desk: Desk, args: Namespace, *, case_id: CaseId) -> None:
    from nadhir.casework import dispute

    of, says = args.of or "", args.says or ""
    if args.about is not None:
        about = DisputeAbout(args.about)
        dispute.raise_dispute(desk.house, case_id=case_id, about=about, of=of, says=says, by=desk.by)
    elif args.position is not None:
        dispute.take_position(desk.house, dispute_id=args.position, of=of, says=says, by=desk.by)
    elif args.hand_up is not None:
        dispute.raise_rung(desk.house, dispute_id=args.hand_up, by=desk.by)
    elif args.settle is not None:
        check_password(desk, file=args.password_file, to=f"settle dispute {args.settle}")
        dispute.settle_dispute(
            desk.house,
            dispute_id=args.settle,
            decision=args.decision or "",
            dissent=args.dissent or "",
            by=desk.by,
        )


def _show(desk: Desk, args: Namespace, *, case_id: CaseId) -> None:
    from nadhir.casework import queries
    from nadhir.cli.telling import tell_disputes

    view = queries.case(desk.house, case_id=case_id, by=desk.by)
    if args.json:
        for each in view.disputes:
            desk.console.print(dump(plain(each, to=desk.by)))
    elif view.disputes:
        tell_disputes(desk.story(), view.disputes)
    else:
        desk.console.print("no dispute")

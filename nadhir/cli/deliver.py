# SPDX-License-Identifier: Apache-2.0
"""`nadhir deliver`: let the outbox take the steps that are due; record what people carried, heard, and did not hear."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from nadhir.cli.command import Console
from nadhir.cli.desk import Desk, add_json, add_officer, has_strays, open_desk, open_house
from nadhir.cli.exits import Exit
from nadhir.cli.lines import dump
from nadhir.cli.plain import plain
from nadhir.terms.errors import TheirsError
from nadhir.terms.facts import ReplyState
from nadhir.terms.ids import DeliveryId
from nadhir.terms.party import ChannelKind

if TYPE_CHECKING:
    from nadhir.casework.deliver import Stepped
    from nadhir.terms.delivery import Delivery

SUMMARY = "send what is due, once; record hand-overs, answers and silence"
DESCRIPTION = """Without an option: take every step that is due now, once, and say each: sent, tried again, silence
recorded, the next way tried. The worker does this by itself (nadhir worker).

A liaison records what people carry: the note handed over, and to whom; what a named person answered; that nobody will
answer by this way. A receipt is no acknowledgement, and silence is recorded as silence.

  nadhir deliver
  nadhir deliver --hand-over d-0a91be --to "duty officer, gave no name" --by rim --note "taken at the ministry's desk"
  nadhir deliver --answer d-0a91be --state acknowledged --name "Maryam Karimi" --rank "governor's office" --by rim
  nadhir deliver --silence d-0a91be --note "called twice" --by rim
  nadhir deliver --escalate d-0a91be --by rim"""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--hand-over", metavar="DELIVERY", help="the note was handed over, to whom --to names")
    what.add_argument("--answer", metavar="DELIVERY", help="somebody answered, as --state and --name say")
    what.add_argument("--silence", metavar="DELIVERY", help="no answer will come by this way")
    what.add_argument("--escalate", metavar="DELIVERY", help="turn to the next way now")
    parser.add_argument("--to", metavar="NAME", help="of --hand-over: who took it, as they gave their name")
    parser.add_argument(
        "--state",
        type=ReplyState,
        choices=[state for state in ReplyState if state is not ReplyState.DISPUTED],
        metavar="STATE",
        help="of --answer: delivered, acknowledged, action_stated, declined, or unreachable",
    )
    parser.add_argument("--name", default="", help="of --answer: who answered")
    parser.add_argument("--rank", default="", help="their rank or function")
    parser.add_argument("--will-do", default="", metavar="WORDS", help="of --answer: what they will do")
    parser.add_argument("--note", default="", help="what was said, and the receipt's reference")
    parser.add_argument(
        "--channel",
        type=ChannelKind,
        choices=list(ChannelKind),
        metavar="CHANNEL",
        help="of --answer: the way it came by, where that is not the one being tried",
    )
    add_json(parser)
    add_officer(parser)


def run(args: Namespace, *, console: Console) -> Exit:
    """Send, or record."""
    if has_strays(console, **_strays(args)):
        return Exit.USAGE
    if not any((args.hand_over, args.answer, args.silence, args.escalate)):
        return _send(args, console=console)
    desk = open_desk(args, console=console)
    _say(desk, args, moved=_record(desk, args))
    return Exit.OK


def _strays(args: Namespace) -> dict[str, object]:
    """Return the options that the act asked for has no use for: an answer must not go lost beside a sending."""
    told = {name: getattr(args, name) for name in ("to", "state", "name", "rank", "will_do", "note", "channel")}
    if args.hand_over:
        taken = {"to", "rank", "note"}
    elif args.answer:
        taken = {"state", "name", "rank", "will_do", "note", "channel"}
    else:
        taken = {"note"} if args.silence else set()
    return {name: value for name, value in told.items() if name not in taken}


def _send(args: Namespace, *, console: Console) -> Exit:
    opened = open_house()
    from nadhir.casework.deliver import run as take_steps

    taken = take_steps(opened, on_step=lambda step: say_step(step, console=console, is_json=args.json))
    if not taken and not args.json:
        console.print("nothing is due")
    return Exit.OK


def say_step(step: "Stepped", *, console: Console, is_json: bool) -> None:
    """Say one step of the outbox; parties stand as their ids, since nobody by name asked."""
    from nadhir.casework.wording import word

    if is_json:
        console.print(dump(plain(step, to="the worker")))
        return
    note = f" — {step.note}" if step.note else ""
    about = f"{step.delivery_id} of case {step.case_id}, {step.party_id}"
    console.print(f"{word(step.kind)} · {word(step.channel)} · {about}: {word(step.state)}{note}")


def _record(desk: Desk, args: Namespace) -> "Delivery":
    from nadhir.casework.escalate import escalate
    from nadhir.casework.hand_over import record_answer, record_hand_over
    from nadhir.casework.record_silence import record_silence

    if args.hand_over:
        if not args.to:
            raise TheirsError("to whom?", where="--hand-over", remedy="say it with --to, as they gave their name")
        return record_hand_over(
            desk.house,
            delivery_id=DeliveryId(args.hand_over),
            to_name=args.to,
            rank=args.rank,
            note=args.note,
            by=desk.by,
        )
    if args.answer:
        if args.state is None:
            raise TheirsError("what was the answer?", where="--answer", remedy="say it with --state")
        return record_answer(
            desk.house,
            delivery_id=DeliveryId(args.answer),
            state=args.state,
            name=args.name,
            rank=args.rank,
            will_do=args.will_do,
            note=args.note,
            channel=args.channel,
            by=desk.by,
        )
    if args.silence:
        return record_silence(desk.house, delivery_id=DeliveryId(args.silence), note=args.note, by=desk.by)
    return escalate(desk.house, delivery_id=DeliveryId(args.escalate), by=desk.by)


def _say(desk: Desk, args: Namespace, *, moved: "Delivery") -> None:
    from nadhir.casework.wording import word
    from nadhir.terms.delivery import DeliveryState

    if args.json:
        desk.console.print(dump(plain(moved, to=desk.by)))
        return
    desk.console.print(f"{moved.id}: {word(moved.state)} on {word(moved.channel)}")
    match moved.state:
        case DeliveryState.DELIVERED:
            desk.console.print("  not acknowledged: nobody by name has said yet that they have it")
        case DeliveryState.SILENT:
            desk.console.print("  the worker turns to the next way; --escalate does it now")
        case DeliveryState.EXHAUSTED:
            desk.console.print("  every way was tried: the case is back with a person")
        case _:
            pass

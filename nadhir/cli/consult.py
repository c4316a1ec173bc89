# SPDX-License-Identifier: Apache-2.0
"""`nadhir consult`: ask the originator of a report on content and method before release, and record what they say."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace

from nadhir.cli.command import Console
from nadhir.cli.desk import Desk, add_json, add_officer, has_strays, open_desk
from nadhir.cli.exits import Exit
from nadhir.cli.lines import dump
from nadhir.cli.plain import plain
from nadhir.terms.clocks import ConsultationReply
from nadhir.terms.ids import CaseId, ReportId

SUMMARY = "ask the originator of a report before release, and record what they say"
DESCRIPTION = """Show whom the house asked about the reports of a case, ask, or record the answer. From the asking on a
clock runs; asking again does not wind it up. The answer becomes the fact “originator consulted”, and the case is judged
anew; a refusal is no ground for a waiver, it raises a dispute.

  nadhir consult c-1b8e0f2a9d31 --by karim
  nadhir consult c-1b8e0f2a9d31 --ask r-77aa01 --whom "duty desk of the partner, by telephone" \\
      --question "may the city and the day be named?" --by karim
  nadhir consult c-1b8e0f2a9d31 --reply n-0c11=other_wording --words "the region, not the city" --by rim"""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("case", metavar="ID", help="the case")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--ask", metavar="REPORT", help="ask the originator of this report")
    what.add_argument(
        "--reply",
        type=_reply,
        metavar="CONSULTATION=ANSWER",
        help="record the answer: " + ", ".join(each.value for each in ConsultationReply),
    )
    parser.add_argument("--whom", metavar="TEXT", help="of --ask: who was asked, and by what way")
    parser.add_argument("--question", metavar="TEXT", help="of --ask: what they were asked")
    parser.add_argument("--words", metavar="TEXT", help="of --reply: what they said")
    add_json(parser)
    add_officer(parser)


def _reply(text: str) -> tuple[str, ConsultationReply]:
    known, equals, answer = text.partition("=")
    try:
        if not equals or not known:
            raise ValueError
        return known, ConsultationReply(answer)
    except ValueError:
        raise ArgumentTypeError(
            f"{text!r} is not CONSULTATION=ANSWER, with one of " + ", ".join(ConsultationReply)
        ) from None


def run(args: Namespace, *, console: Console) -> Exit:
    """Show them, or do what was asked."""
    if has_strays(
        console,
        whom=args.whom and args.ask is None,
        question=args.question and args.ask is None,
        words=args.words and args.reply is None,
    ):
        return Exit.USAGE
    desk = open_desk(args, console=console)
    case_id = CaseId(args.case)
    if args.ask is not None or args.reply is not None:
        _record(desk, args, case_id=case_id)
    _show(desk, args, case_id=case_id)
    return Exit.OK


def _record(desk: Desk, args: Namespace, *, case_id: CaseId) -> None:
    from nadhir.casework import consult

    if args.ask is not None:
        consult.ask_originator(
            desk.house,
            case_id=case_id,
            report_id=ReportId(args.ask),
            asked=args.whom or "",
            question=args.question or "",
            by=desk.by,
        )
        return
    known, reply = args.reply
    consult.record_originator_reply(desk.house, consultation_id=known, reply=reply, words=args.words or "", by=desk.by)


def _show(desk: Desk, args: Namespace, *, case_id: CaseId) -> None:
    from nadhir.casework import queries
    from nadhir.cli.telling import tell_consultations

    view = queries.case(desk.house, case_id=case_id, by=desk.by)
    if args.json:
        for each in view.consultations:
            desk.console.print(dump(plain(each, to=desk.by)))
    elif view.consultations:
        tell_consultations(desk.story(), view.consultations)
    else:
        desk.console.print("nobody was asked")

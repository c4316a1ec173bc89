# SPDX-License-Identifier: Apache-2.0
"""`nadhir cases`: which cases there are, the most pressing first, and what waits for a person."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from nadhir.cli.command import Console
from nadhir.cli.desk import Desk, add_json, add_officer, open_desk
from nadhir.cli.exits import Exit
from nadhir.cli.lines import dump
from nadhir.cli.plain import plain

if TYPE_CHECKING:
    from nadhir.casework.read_models import CaseLine

SUMMARY = "list the cases, the most pressing first, or the inbox, or what waits for a person"
DESCRIPTION = """List the open cases, those whose clock is due first at the top, each with its state, what is
recommended or decided, and how many of those told have not answered. With --all, closed ones too. Below them stands
how many reports wait in each queue of the inbox.

  nadhir cases --by karim
  nadhir cases --inbox --by salma        the reports, also those that were not understood
  nadhir cases --unanswered --by adil    closed over a question that nobody answered, and not inspected since
  nadhir cases --tasks --by rim          what a person has to do: notes to carry, ways that are exhausted"""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--all", action="store_true", help="closed cases too")
    what.add_argument("--inbox", action="store_true", help="the reports instead, newest first")
    what.add_argument("--tasks", action="store_true", help="what waits for a person instead")
    what.add_argument("--unanswered", action="store_true", help="cases closed over an unanswered question, to inspect")
    parser.add_argument("--limit", type=int, default=100, metavar="N", help="at most so many (default: 100)")
    add_json(parser)
    add_officer(parser)


def run(args: Namespace, *, console: Console) -> Exit:
    """List them."""
    desk = open_desk(args, console=console)
    if args.inbox:
        _inbox(desk, args)
    elif args.tasks:
        _tasks(desk, args)
    else:
        _cases(desk, args)
    return Exit.OK


def _cases(desk: Desk, args: Namespace) -> None:
    from nadhir.casework import queries
    from nadhir.cli.telling import tell_alarms

    if args.unanswered:
        found = queries.closed_unanswered(desk.house, by=desk.by, limit=args.limit)
    else:
        found = queries.cases(desk.house, by=desk.by, is_open=None if args.all else True, limit=args.limit)
    if args.json:
        for case in found:
            desk.console.print(dump(plain(case, to=desk.by)))
        return
    for case in found:
        _case(desk, case)
    if not found:
        desk.console.print("no case" if args.all or args.unanswered else "no open case")
    inbox = queries.inbox(desk.house, by=desk.by, limit=1)
    desk.console.print()
    tell_alarms(desk.story(), desk.me)
    desk.story().say(
        "inbox",
        f"{inbox.urgent_count} urgent, {inbox.review_count} to review, {inbox.not_understood_count} not understood, "
        f"{inbox.not_routed_count} not routed yet (nadhir cases --inbox)",
    )


def _case(desk: Desk, case: "CaseLine") -> None:
    from nadhir.casework.wording import word
    from nadhir.cli.story import quoted
    from nadhir.cli.telling import clock_line

    story = desk.story()
    story.scene(f"{case.case_id}  {word(case.state)}  {quoted(case.title)}")
    if case.clock is not None:
        story.say("clock", clock_line(story, case.clock))
    outcome = word(case.outcome) if case.outcome else "not determined yet"
    undecided = ", opened undecided: a person has to look" if case.is_undecided_opening else ""
    story.say("outcome", f"{outcome}{undecided}")
    commander = f", under {case.commander}" if case.commander else ", under nobody's command"
    story.say("holds", f"{case.report_count} report(s), opened {story.moment(case.opened_at)}{commander}")
    if case.unanswered_count:
        story.say("unanswered", f"closed over {case.unanswered_count} question(s) that nobody answered")
    if case.silent_count:
        story.say("silence", f"{case.silent_count} delivery(ies) that nobody answered")


def _inbox(desk: Desk, args: Namespace) -> None:
    from nadhir.casework import queries
    from nadhir.casework.wording import language_name, sentence, word
    from nadhir.cli.story import quoted

    inbox = queries.inbox(desk.house, by=desk.by, limit=args.limit)
    story = desk.story()
    for line in inbox.lines:
        if args.json:
            desk.console.print(dump(plain(line, to=desk.by)))
            continue
        queue = word(line.queue) if line.queue else "in no queue"
        story.scene(f"{line.report_id}  {queue}  {quoted(line.title)}", at=line.held_at)
        labels = ", ".join(sorted(word(label) for label in line.labels)) or "no label"
        story.say("found", f"{labels} · {language_name(line.language)} · {word(line.kind)} of {line.source_id}")
        if line.case_id:
            story.say("case", line.case_id)
        elif line.problem:
            story.say("no case", f"not understood: {sentence(line.problem)}; a person has to look")
        else:
            story.say("no case", sentence(line.why_no_case) if line.is_routed else "not routed yet: the worker will")
    if inbox.next_before is not None:
        desk.console.note(f"nadhir cases: there are more than {len(inbox.lines)}; --limit shows more")
    if not inbox.lines and not args.json:
        desk.console.print("no report")


def _tasks(desk: Desk, args: Namespace) -> None:
    from nadhir.casework import queries
    from nadhir.cli.telling import tell_tasks

    found = queries.tasks(desk.house, by=desk.by)[: args.limit]
    if args.json:
        for task in found:
            desk.console.print(dump(plain(task, to=desk.by)))
        return
    if not found:
        desk.console.print("nothing waits for a person")
    tell_tasks(desk.story(), found, with_case=True)

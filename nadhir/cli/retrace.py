# SPDX-License-Identifier: Apache-2.0
"""`nadhir retrace`: compute a determination again as of its own day, and hold it against the record."""

from argparse import ArgumentParser, Namespace

from nadhir.cli.command import Console
from nadhir.cli.desk import add_json, add_officer, open_desk
from nadhir.cli.exits import Exit
from nadhir.cli.explain import add_moment
from nadhir.cli.lines import dump
from nadhir.cli.plain import plain
from nadhir.terms.ids import CaseId

SUMMARY = "compute a determination again with the file and the numbers of its day, and compare"
DESCRIPTION = """Draw the file of a case up as it was held when it was determined, apply the pack with the numbers of
that day, and hold what comes out against what is on record, paragraph by paragraph. Both are held against the digests
that stand in the ledger, so that a change made since is found.

  nadhir retrace c-1b8e0f2a9d31 --by adil
  nadhir retrace c-1b8e0f2a9d31 --by adil --at 2024-01-03T12:00:00Z     the determination that stood then

Exit code 0 where it comes out the same; 3 where it differs, or cannot be computed again, which is said with the
reason and never guessed at."""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("case", metavar="ID", help="the case")
    add_moment(parser)
    add_json(parser)
    add_officer(parser)


def run(args: Namespace, *, console: Console) -> Exit:
    """Retrace it."""
    desk = open_desk(args, console=console)
    from nadhir.casework.provision_questions import instrument_name, label
    from nadhir.casework.retrace import RetraceVerdict, retrace
    from nadhir.casework.wording import sentence, word

    found = retrace(desk.house, case_id=CaseId(args.case), by=desk.by, at=args.at)
    code = Exit.OK if found.verdict is RetraceVerdict.SAME else Exit.REFUSED
    if args.json:
        console.print(dump(plain(found, to=desk.by)))
        return code
    story = desk.story()
    story.chapter(f"Determination of case {found.case_id}, {story.moment(found.at)}")
    story.say("under", f"{instrument_name(found.pack)}, numbers {found.pack_version}")
    for each in found.compared:
        mark = "✓" if each.is_same else "✗"
        if each.paragraph:
            then = word(each.recorded) if each.recorded else "not asked"
            now = word(each.found) if each.found else "not asked"
            said = then if each.is_same else f"on record {then}, now {now}: its answer or its reasons differ"
            story.say(mark, f"{label(each.paragraph)}: {said}")
        elif not each.is_same:
            story.say(mark, f"{sentence(each.part)}: differs")
    story.say("why", *(sentence(each) for each in found.why))
    story.say("note", *(sentence(each) for each in found.notes))
    console.print()
    console.print(f"{word(found.verdict).upper()}.")
    return code

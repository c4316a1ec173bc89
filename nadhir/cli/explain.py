# SPDX-License-Identifier: Apache-2.0
"""`nadhir explain`: a determination in whole sentences, in Arabic or English."""

import textwrap
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import datetime

from nadhir.cli.command import Console
from nadhir.cli.desk import add_json, add_officer, open_desk
from nadhir.cli.exits import Exit
from nadhir.cli.lines import dump
from nadhir.cli.plain import plain
from nadhir.terms.ids import CaseId

SUMMARY = "explain a determination in whole sentences, in Arabic or English"
DESCRIPTION = """Explain a determination: which instrument, and whether it binds or is applied by choice; what each
paragraph asked, what answered, on which words, and what was left to a person; what follows, by when; who is told and
why, who is not and why, who else stands under the same threat; what would change it.

  nadhir explain c-1b8e0f2a9d31 --by karim
  nadhir explain c-1b8e0f2a9d31 --by karim --language ar
  nadhir explain c-1b8e0f2a9d31 --by karim --at 2024-01-03T12:00:00Z     as it stood then

It explains what is on record; whether that can be computed again: nadhir retrace."""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("case", metavar="ID", help="the case")
    add_moment(parser)
    parser.add_argument("--language", choices=("ar", "en"), default="en", help="the reader's language (default: en)")
    add_json(parser)
    add_officer(parser)


def add_moment(parser: ArgumentParser) -> None:
    """Declare the moment whose determination is meant."""
    parser.add_argument(
        "--at",
        type=_moment,
        metavar="MOMENT",
        help="the determination that stood then, in ISO 8601 (default: the latest)",
    )


def _moment(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no moment: write 2024-01-03T12:00:00+03:00") from None
    if at.tzinfo is None:
        raise ArgumentTypeError(f"{text!r} has no time zone: write 2024-01-03T12:00:00Z, for example")
    return at


def run(args: Namespace, *, console: Console) -> Exit:
    """Explain it."""
    desk = open_desk(args, console=console)
    from nadhir.casework.explain import explain
    from nadhir.cli.story import WIDTH, quoted

    found = explain(desk.house, case_id=CaseId(args.case), by=desk.by, at=args.at, language=args.language)
    if args.json:
        console.print(dump(plain(found, to=desk.by)))
        return Exit.OK
    console.print(found.title)
    for chapter in found.chapters:
        console.print()
        console.print(f"━━ {chapter.title}")
        for passage in chapter.passages:
            console.print()
            if passage.heading:
                console.print(f"  {passage.heading}")
            for line in textwrap.wrap(" ".join(passage.sentences), WIDTH - 4, break_on_hyphens=False):
                console.print(f"    {line}")
            for quote in passage.quotations:
                console.print(f"      {quoted(quote.exact)} — {quote.report_id}: {quote.shows}")
    return Exit.OK

# SPDX-License-Identifier: Apache-2.0
"""`nadhir screen`: texts in, what speaks of a threat out, each with the words that said so."""

from argparse import ArgumentParser, Namespace
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from nadhir.casework.json_lines import read_lines
from nadhir.casework.screen_text import LineError, TextLine, screen_text
from nadhir.cli.command import Console
from nadhir.cli.exits import Exit
from nadhir.cli.lines import dump, error_line

SUMMARY = "screen texts (JSON Lines) for threats, attacks, claims, warnings, incitement, recruitment"
DESCRIPTION = """Screen texts, one JSON object a line: {"id": "1", "text": "…", "lang": "ar", "kind": "post",
"published": "2024-01-02"}; lang, kind and published may be left out or null.

Gives a line for each, in order: {"id", "lang", "labels", "opens_case", "queue", "score", "elements", "evidence",
"screener"}. Offsets count code points of the text as it was given. A line that cannot be read or understood becomes a
line with "error"; the rest goes on, and the exit code is 1. A text in a language that Nadhir does not read has
"needs_person". Whole archives, on many cores or machines: nadhir bulk.

  nadhir screen samples/screen.jsonl
  tail -f posts.jsonl | nadhir screen -"""
PROGRESS_EVERY: Final = 200


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", nargs="?", default="-", help="a file of JSON Lines; - or nothing reads standard input")


def run(args: Namespace, *, console: Console) -> Exit:
    """Screen every line of the input."""
    failed = done = 0
    name = "standard input" if args.file == "-" else args.file
    with ExitStack() as stack:
        stream = console.stdin if args.file == "-" else stack.enter_context(Path(args.file).open("rb"))
        for line in read_lines(stream, name=name):
            known: dict[str, object] = {}
            try:
                if isinstance(line.value, LineError):
                    raise line.value
                known["id"] = line.value.get("id")
                answer = screen_text(TextLine.parse(line.value, where=line.where), at=console.now(), where=line.where)
                console.print(dump(known | answer))
            except LineError as error:
                failed += 1
                console.print(error_line(error, line=line.number, **known))
            done += 1
            if done % PROGRESS_EVERY == 0:
                console.progress(f"screened {done}")
    console.progress("")
    if failed:
        console.note(f"nadhir screen: {failed} of {done} lines could not be screened; each says why")
    return Exit.SOME_FAILED if failed else Exit.OK

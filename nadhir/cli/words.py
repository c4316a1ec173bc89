# SPDX-License-Identifier: Apache-2.0
"""`nadhir words`: a text in, what is to be remarked on its words of likelihood and confidence out."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Final

from nadhir.cli.command import Console
from nadhir.cli.exits import Exit
from nadhir.cli.lines import dump
from nadhir.terms.assessment import Yardstick
from nadhir.terms.errors import TheirsError
from nadhir.terms.text import Language

SUMMARY = "look through a text for words of likelihood and confidence that are misused"
DESCRIPTION = """Remark on the words of likelihood and confidence in a text, Arabic or English, and say what to write
instead. Refused, as the leak check refuses it of a warning: a likelihood and a confidence in one sentence (ICD 203);
certainty or impossibility said of an event, also as 100 or 0 per cent. Hints: words of two rows or yardsticks in one
text, or of another than --yardstick; words that readers take for a likelihood and no yardstick has ("may well",
«ربما»).

  nadhir words judgement.txt
  nadhir words judgement.txt --yardstick phia
  echo "لدينا ثقة عالية بأن الهجوم مرجح." | nadhir words -

Gives a line for each remark: the line and column of the text, counted in code points, and the remark. Exit code 1 where
something is refused. With --json, a JSON object a line: {"fault", "refused", "start", "end", "exact", "instead"}."""
LONGEST_TEXT_BYTES: Final = 1 << 20  # [D] a long report; its words are read in a second


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", nargs="?", default="-", help="a text in UTF-8; - or nothing reads standard input")
    parser.add_argument("--yardstick", choices=[each.value for each in Yardstick], help="that the text is to keep to")
    parser.add_argument(
        "--language",
        action="append",
        default=[],
        type=Language,
        metavar="TAG",
        help="whose words are looked for: ar, de, en, es, fa, fr, ru, tr (default: ar and en); may be given again",
    )
    parser.add_argument("--json", action="store_true", help="JSON Lines instead of lines for reading")


def run(args: Namespace, *, console: Console) -> Exit:
    """Look through the text."""
    import django
    from django.conf import settings

    from nadhir.casework.lint_words import WRITTEN, lint_words

    if not settings.configured:  # the words need no database: an installation is not asked for
        settings.configure(USE_I18N=False)
        django.setup()
    from nadhir.casework.wording import remark

    text = _read(args.file, console=console)
    yardstick = None if args.yardstick is None else Yardstick(args.yardstick)
    found = lint_words(text, yardstick=yardstick, languages=args.language or WRITTEN)
    for each in found:
        if args.json:
            console.print(
                dump(
                    {
                        "fault": each.fault.value,
                        "refused": each.is_refused,
                        "start": each.span.start,
                        "end": each.span.end,
                        "exact": each.span.exact,
                        "instead": [term.value for term in each.instead],
                    }
                )
            )
            continue
        before = text[: each.span.start]
        line, column = before.count("\n") + 1, each.span.start - before.rfind("\n")
        console.print(f"{line}:{column}: {'refused' if each.is_refused else 'hint'}: {remark(each)}")
    return Exit.SOME_FAILED if any(each.is_refused for each in found) else Exit.OK


def _read(file: str, *, console: Console) -> str:
    """Return the text.

    Raises:
        TheirsError: it is too long, or no UTF-8.
    """
    if file == "-":
        data = console.stdin.read(LONGEST_TEXT_BYTES + 1)
    else:
        with Path(file).open("rb") as stream:
            data = stream.read(LONGEST_TEXT_BYTES + 1)
    where = "standard input" if file == "-" else file
    if len(data) > LONGEST_TEXT_BYTES:
        raise TheirsError("it is too long", where=where, remedy=f"give at most {LONGEST_TEXT_BYTES} bytes at a time")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TheirsError("it is no UTF-8", where=where, remedy="save it as UTF-8") from error

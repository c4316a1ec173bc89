# SPDX-License-Identifier: Apache-2.0
"""`nadhir tearline`: write what may be said, in every language of those who are told, and check that nothing leaks."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from nadhir.cli.command import Console
from nadhir.cli.desk import Desk, add_json, add_officer, has_strays, open_desk
from nadhir.cli.exits import Exit
from nadhir.cli.lines import dump
from nadhir.cli.plain import plain
from nadhir.tearline import Choice
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import CaseId
from nadhir.terms.text import Language

if TYPE_CHECKING:
    from nadhir.casework.read_models import TearlineView

SUMMARY = "write what may be said, or change its wording, and check that nothing leaks"
DESCRIPTION = """Write the warning's text for those whom the decision addresses, in their languages and in Arabic and
English. It is composed of phrases, never of the sources' words, as finely as caveats and the sources allow; what is
withheld is listed with its reason, and stays in the house. Every proposal made of the text before is void.

  nadhir tearline c-1b8e0f2a9d31 --by karim --options              three degrees of exposure, side by side
  nadhir tearline c-1b8e0f2a9d31 --by karim --choice least_exposing
  nadhir tearline c-1b8e0f2a9d31 --by karim --edit fa=warning-fa.txt --edit en=warning-en.txt
  nadhir tearline c-1b8e0f2a9d31 --by karim --show

An edited text is held against every report; where it gives something away, both passages are shown, the exit code is 3,
and nobody can propose it. Whoever edits becomes an author, who may not approve."""
LONGEST_TEXT_BYTES: Final = 64 * 1024  # [D] a warning is a page; a file beyond this is the wrong file


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("case", metavar="ID", help="the case")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--show", action="store_true", help="show the text as it stands, and write none")
    what.add_argument("--options", action="store_true", help="show what each choice would say, and write none")
    what.add_argument(
        "--edit",
        action="append",
        type=_edit,
        metavar="LANG=FILE",
        help="put the file's text in place of that language's; may be given again; - reads standard input",
    )
    parser.add_argument(
        "--choice",
        type=Choice,
        choices=list(Choice),
        metavar="CHOICE",
        help="how far to go: " + ", ".join(Choice) + " (default: balanced)",
    )
    parser.add_argument(
        "--language",
        action="append",
        type=Language,
        default=[],
        metavar="TAG",
        help="a language beside those of the recipients; may be given again",
    )
    parser.add_argument("--drill", action="store_true", help="write it for a drill: it says so in its first line")
    add_json(parser)
    add_officer(parser)


def _edit(text: str) -> tuple[Language, str]:
    language, equals, file = text.partition("=")
    if not equals or not language or not file:
        raise ArgumentTypeError(f"{text!r} is not LANG=FILE")
    return Language(language), file


def run(args: Namespace, *, console: Console) -> Exit:
    """Write it, edit it, or show it."""
    is_writing = not (args.show or args.options or args.edit)
    if not is_writing and has_strays(console, choice=args.choice, language=args.language, drill=args.drill):
        return Exit.USAGE
    desk = open_desk(args, console=console)
    from nadhir.casework.write_tearline import edit_tearline, write_tearline

    case_id = CaseId(args.case)
    if args.options:
        return _show_options(desk, args, case_id=case_id)
    if args.show:
        return _tell(desk, args, view=_standing(desk, case_id=case_id))
    if args.edit:
        texts = {language: _read(file, console=console) for language, file in args.edit}
        return _tell(desk, args, view=edit_tearline(desk.house, case_id=case_id, texts=texts, by=desk.by))
    written = write_tearline(
        desk.house,
        case_id=case_id,
        by=desk.by,
        choice=args.choice or Choice.BALANCED,
        languages=args.language,
        is_drill=args.drill,
    )
    return _tell(desk, args, view=written)


def _standing(desk: Desk, *, case_id: CaseId) -> "TearlineView":
    from nadhir.casework import queries

    found = queries.case(desk.house, case_id=case_id, by=desk.by).tearline
    if found is None:
        raise TheirsError("there is no text yet", where=f"case {case_id}", remedy="write it: nadhir tearline ID")
    return found


def _tell(desk: Desk, args: Namespace, *, view: "TearlineView") -> Exit:
    from nadhir.cli.telling import tell_tearline

    if args.json:
        desk.console.print(dump(plain(view, to=desk.by)))
    else:
        tell_tearline(desk.story(), view, by=desk.by)
    return Exit.OK if view.tearline.is_releasable else Exit.REFUSED


def _read(file: str, *, console: Console) -> str:
    """Return the text of the file, as an officer wrote it.

    Raises:
        TheirsError: it is too large, or no UTF-8.
    """
    if file == "-":
        data = console.stdin.read(LONGEST_TEXT_BYTES + 1)
    else:
        with Path(file).open("rb") as stream:
            data = stream.read(LONGEST_TEXT_BYTES + 1)
    if len(data) > LONGEST_TEXT_BYTES:
        raise TheirsError("it is too large to be a warning", where=file, remedy=f"under {LONGEST_TEXT_BYTES} bytes")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise TheirsError("it is no UTF-8", where=file, remedy="save it as UTF-8") from error


def _show_options(desk: Desk, args: Namespace, *, case_id: CaseId) -> Exit:
    """Show what each choice would say, with what it exposes and what it is good for."""
    from nadhir.casework.lookups import options_of_case
    from nadhir.casework.wording import described, sentence, word

    for option in options_of_case(desk.house, case_id=case_id, by=desk.by):
        if args.json:
            desk.console.print(dump(plain(option, to=desk.by)))
            continue
        story = desk.story()
        story.scene(sentence(option.choice))
        for said in option.disclosures:
            known = f"{said.independent_sources} independent source(s), {said.protected_sources} protected"
            story.say(word(said.role), f"{described(said.norm)} ({word(said.precision)}) — {known}")
        if not option.disclosures:
            story.say("says", "nothing that could be acted on")
        story.say(
            "exposes", f"{option.exposure} (0: nothing that one protected source alone carries, but the coarsest)"
        )
        story.say("good for", f"{option.actionability} of the five: who, whom, where, when, how")
    return Exit.OK

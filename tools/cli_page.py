"""Writes what `--help` says of every command into docs/cli.md, under the part that is written by hand.

`python -m tools.cli_page` after any change of a command's help; tests/cli/test_page.py fails until it was run.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Final

from nadhir.cli.__main__ import COMMANDS
from nadhir.cli.__main__ import _parser as parser_of

PAGE: Final = Path(__file__).resolve().parent.parent / "docs" / "cli.md"
GENERATED: Final = "## What each command's `--help` says\n"
COLUMNS: Final = 118


def page(by_hand: str) -> str:
    """Returns the page: the part written by hand, then the help of every command and of each of its steps."""
    parts = [by_hand.partition(GENERATED)[0] + GENERATED]
    for command in COMMANDS:
        parts.append(f"\n### nadhir {command}\n")
        parts.extend(f"\n```text\n{text.rstrip()}\n```\n" for text in helps(command))
    return "".join(parts)


def helps(command: str) -> list[str]:
    """Returns the command's help, and after it that of each of its steps."""
    os.environ["COLUMNS"] = str(COLUMNS)
    parser, _ = parser_of([command])
    own = _choices(parser)[command]
    return [own.format_help(), *(step.format_help() for step in _choices(own).values())]


def _choices(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Returns a parser's commands or steps."""
    for action in parser._actions:  # noqa: SLF001 - argparse has no other way to its subparsers
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - as above
            return dict(action.choices)
    return {}


def main() -> None:
    """Writes the page anew."""
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"wrote {PAGE.name}")


if __name__ == "__main__":
    main()

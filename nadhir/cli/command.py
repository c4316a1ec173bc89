# SPDX-License-Identifier: Apache-2.0
"""What a command is: a summary, its arguments, and a run that gives an exit code."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Protocol

from nadhir.cli.exits import Exit


class Installer(Protocol):
    """Makes an installation's folder and keys."""

    def __call__(self, home: Path, *, is_demo: bool) -> tuple[Path, ...]:
        """Make what is missing and return the paths of the keys made now."""


@dataclass(frozen=True, slots=True)
class Console:
    """Where a command reads, writes and tells of its progress, and what time it is."""

    stdin: IO[bytes]
    out: IO[str]
    err: IO[str]
    now: Callable[[], datetime]
    install: Installer

    def print(self, text: str = "") -> None:
        """Write a line of output and show it at once."""
        self.out.write(text + "\n")
        self.out.flush()

    def note(self, text: str) -> None:
        """Write a line for the person at the keyboard, apart from the output."""
        self.err.write(text + "\n")
        self.err.flush()

    def progress(self, text: str) -> None:
        """Show progress in place on a terminal, and nowhere else."""
        if self.err.isatty():
            self.err.write(f"\r\x1b[2K{text}")
            self.err.flush()


class Command(Protocol):
    """One command's module."""

    SUMMARY: str  # one line, for `nadhir --help`
    DESCRIPTION: str  # what it does, with an example, for `nadhir COMMAND --help`

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""

    def run(self, args: Namespace, *, console: Console) -> Exit:
        """Do it."""

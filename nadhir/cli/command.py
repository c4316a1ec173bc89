# SPDX-License-Identifier: Apache-2.0
"""What a command is: a summary, its arguments, and a run that gives an exit code."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Protocol

from nadhir.cli.exits import Exit


class Installer(Protocol):
    """Makes an installation's folder and keys."""

    def __call__(self, home: Path, *, is_demo: bool) -> tuple[Path, ...]:
        """Make what is missing and return the paths of the keys made now."""


class ArchiveProgress(Protocol):
    """How far the screening of an archive is; at its end, what it came to."""

    @property
    def files(self) -> int:
        """How many files there are."""

    @property
    def files_read(self) -> int:
        """How many of them were cut into parts."""

    @property
    def lines(self) -> int:
        """How many lines there are, once all files were cut."""

    @property
    def lines_done(self) -> int:
        """How many of them are done."""

    @property
    def lines_before(self) -> int:
        """How many of those an earlier run had done."""

    @property
    def failed(self) -> int:
        """How many could not be screened."""

    @property
    def opens_case(self) -> int:
        """How many would open a case."""

    @property
    def needs_person(self) -> int:
        """How many must be read by a person, those that failed among them."""

    @property
    def workers(self) -> int:
        """How many workers are there now."""

    @property
    def left_out(self) -> tuple[str, ...]:
        """What lies in the archive and is not read."""


class ArchiveScreener(Protocol):
    """Screens whole archives on workers of its own or of a scheduler, into a folder of answers."""

    def __call__(
        self,
        paths: Sequence[Path],
        *,
        out: Path,
        at: datetime,
        workers: int | None,
        scheduler: str | None,
        part_lines: int | None,
        on_progress: Callable[[ArchiveProgress], None],
    ) -> ArchiveProgress:
        """Screen what is not screened yet, and return what all of it came to."""


@dataclass(frozen=True, slots=True)
class Console:
    """Where a command reads, writes and tells of its progress, and what time it is."""

    stdin: IO[bytes]
    out: IO[str]
    err: IO[str]
    now: Callable[[], datetime]
    install: Installer
    screen_archive: ArchiveScreener

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

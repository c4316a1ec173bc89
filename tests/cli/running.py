"""Run a command in this process, on a console of the test's own."""

import io
from dataclasses import dataclass
from datetime import UTC, datetime

import orjson

from nadhir.cli.__main__ import main
from nadhir.cli.command import Console
from nadhir.config.console import screen_archive
from nadhir.config.install import install

NOW = datetime(2024, 1, 2, 12, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command gave: its exit code, its output, and what it told the person at the keyboard."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, object]]:
        """The output as JSON Lines."""
        return [orjson.loads(line) for line in self.out.splitlines() if line]


def nadhir(*argv: str, stdin: bytes = b"") -> Outcome:
    """Run `nadhir ARGV…` and return what it gave."""
    out, err = io.StringIO(), io.StringIO()
    console = Console(
        stdin=io.BytesIO(stdin),
        out=out,
        err=err,
        now=lambda: NOW,
        install=install,
        screen_archive=screen_archive,
    )
    try:
        code = int(main(argv, console=console))
    except SystemExit as stop:
        code = int(stop.code or 0)
    return Outcome(code, out.getvalue(), err.getvalue())

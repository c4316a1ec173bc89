# SPDX-License-Identifier: Apache-2.0
"""The program `nadhir`: the command line, wired to this machine's clock and to the settings."""

import os
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from nadhir.cli.__main__ import main as run_command
from nadhir.cli.command import ArchiveProgress, Console
from nadhir.config.clock import SystemClock
from nadhir.config.install import install
from nadhir.terms.errors import WorldError


def main() -> int:
    """Run the command that the arguments name and return its exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nadhir.config.settings")
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # an Arabic line must not die of a C locale
            reconfigure(encoding="utf-8", errors="backslashreplace")
    console = Console(
        stdin=sys.stdin.buffer,
        out=sys.stdout,
        err=sys.stderr,
        now=SystemClock().now,
        install=install,
        screen_archive=screen_archive,
    )
    return run_command(sys.argv[1:], console=console)


def screen_archive(
    paths: Sequence[Path],
    *,
    out: Path,
    at: datetime,
    workers: int | None,
    scheduler: str | None,
    part_lines: int | None,
    on_progress: Callable[[ArchiveProgress], None],
) -> ArchiveProgress:
    """Screen an archive with `nadhir.bulk`, whose engine is loaded here and for no other command.

    Raises:
        WorldError: the extra `bulk` is not installed.
    """
    try:
        from nadhir.bulk import screen_on_cluster  # noqa: PLC0415 -- Dask and Arrow take a second and are an extra
    except ModuleNotFoundError as problem:
        raise WorldError(
            "the engine for archives is not installed",
            where=problem.name or "nadhir.bulk",
            remedy="install the extra: pip install 'nadhir[bulk]', or requirements/bulk.txt",
        ) from problem
    return screen_on_cluster(
        paths,
        out=out,
        at=at,
        workers=workers,
        scheduler=scheduler,
        part_lines=part_lines,
        on_progress=on_progress,
    )


if __name__ == "__main__":
    sys.exit(main())

# SPDX-License-Identifier: Apache-2.0
"""`nadhir bulk`: whole archives in, a folder of Parquet out, on as many cores or machines as there are."""

import signal
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from nadhir.cli.command import ArchiveProgress, Console
from nadhir.cli.exits import Exit

SUMMARY = "screen whole archives (JSON Lines, Parquet) on many cores or machines, into Parquet"
DESCRIPTION = """Screen archives: folders, or files, of .jsonl, .jsonl.gz, .jsonl.zst and .parquet, with the fields or
columns of `nadhir screen`: text, and where known id, lang, kind, published. Of a folder everything below it is read;
what is of another kind is named and left out.

OUT becomes a folder of Parquet, part-….parquet, one row a line: id, file, line, lang, labels, opens_case, queue, score,
elements, evidence, needs_person, problem, screener, error_what, error_where, error_do. A line that cannot be screened
has its error in the last three and needs_person; it costs no other, and the exit code is 1. _done.json in OUT says that
all is there, and counts it.

Killed, or stopped with Ctrl-C? The same command goes on where it was: a part lies in OUT whole or not at all, and is
not screened twice. If the archive has changed meanwhile, it says so and stops.

Without --scheduler it starts workers on this machine, reached over loopback alone. With it, the workers of any Dask
scheduler do the work; scheduler and workers need this Nadhir, and the workers the archive and OUT under the same paths.
Needs the extra nadhir[bulk].

  nadhir bulk samples/screen.jsonl var/screened
  nadhir bulk posts/ pages-2024.parquet answers --workers 8
  nadhir bulk /archive /answers --scheduler tcp://10.0.0.5:8786"""
#: How often a line is said where nobody watches a terminal.
LINE_EVERY: Final = timedelta(minutes=1)
_LEFT_OUT_NAMED: Final = 3


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("inputs", nargs="+", type=Path, metavar="IN", help="folders or files to screen")
    parser.add_argument("out", type=Path, metavar="OUT", help="the folder for the answers, made where it is missing")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--workers", type=_positive, metavar="N", help="processes on this machine; one a core if unsaid")
    where.add_argument("--scheduler", metavar="ADDRESS", help="a Dask scheduler: tcp://HOST:PORT or tls://HOST:PORT")
    parser.add_argument(
        "--part-lines", type=_positive, metavar="N", help="lines a part, 1000 if unsaid: what a killed worker repeats"
    )


def run(args: Namespace, *, console: Console) -> Exit:
    """Screen the archive, say how far it is, and what it came to."""
    begun = console.now()
    teller = _Teller(console=console, begun=begun, said_at=begun)
    try:
        with _stopped_politely():
            done = console.screen_archive(
                args.inputs,
                out=args.out,
                at=begun,
                workers=args.workers,
                scheduler=args.scheduler,
                part_lines=args.part_lines,
                on_progress=teller.tell,
            )
    finally:
        console.progress("")
    if done.left_out:
        named = ", ".join(done.left_out[:_LEFT_OUT_NAMED])
        more = f" and {len(done.left_out) - _LEFT_OUT_NAMED} more" if len(done.left_out) > _LEFT_OUT_NAMED else ""
        console.note(f"nadhir bulk: left out, since they are of no kind that is read: {named}{more}")
    console.note(
        f"nadhir bulk: {done.lines:,} lines of {done.files:,} files are screened in {args.out}; "
        f"{done.opens_case:,} would open a case, {done.needs_person:,} need a person to read them"
    )
    if done.failed:
        console.note(f"nadhir bulk: {done.failed:,} could not be screened; each says why in its error_what")
    return Exit.SOME_FAILED if done.failed else Exit.OK


@contextmanager
def _stopped_politely() -> Iterator[None]:
    """Let SIGTERM end the run as Ctrl-C does, so that the workers end with it."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@dataclass(slots=True)
class _Teller:
    """Says how far a run is: in place on a terminal, elsewhere a line now and then."""

    console: Console
    begun: datetime
    said_at: datetime
    working_since: datetime | None = field(default=None)

    def tell(self, progress: ArchiveProgress) -> None:
        """Say it."""
        now = self.console.now()
        if progress.lines and self.working_since is None:
            self.working_since = now
        said = _said(progress, seconds=(now - (self.working_since or now)).total_seconds())
        self.console.progress(said)
        if not self.console.err.isatty() and now - self.said_at >= LINE_EVERY:
            self.said_at = now
            self.console.note(f"nadhir bulk: {said}")


def _said(progress: ArchiveProgress, *, seconds: float) -> str:
    """Return how far a run is, in one line."""
    if not progress.lines:
        return f"looked through {progress.files_read:,} of {progress.files:,} files"
    share = 100 * progress.lines_done // progress.lines
    parts = [f"{progress.lines_done:,} of {progress.lines:,} lines ({share} %)"]
    now_done = progress.lines_done - progress.lines_before
    if now_done and seconds:
        left = timedelta(seconds=round((progress.lines - progress.lines_done) * seconds / now_done))
        parts.append(f"{now_done / seconds:,.0f} a second, {left} left")
    if progress.failed:
        parts.append(f"{progress.failed:,} could not be screened")
    parts.append(f"{progress.opens_case:,} would open a case")
    parts.append(f"{progress.workers} {'worker' if progress.workers == 1 else 'workers'}")
    return ", ".join(parts)


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"{text!r} is no whole number from 1 on")
    return int(text)

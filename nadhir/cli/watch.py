# SPDX-License-Identifier: Apache-2.0
"""`nadhir watch`: take in every file that is put into a folder, once, for as long as it runs.

The folder is looked at again and again: that works on every file system, over NFS, SMB and in containers, and finds
what was put there while nobody watched, which being told of changes does not.
"""

import math
import os
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from nadhir.cli.command import Console
from nadhir.cli.desk import Desk, add_json, add_officer, open_desk
from nadhir.cli.exits import Exit
from nadhir.cli.receive import Piece, add_known, handed_as, read_piece, say_failed, take
from nadhir.cli.watched_folder import TAKING, Claim, Stamp, UnreadableFileError, WatchedFolder, hold
from nadhir.cli.worker import Stop, stopped_politely
from nadhir.terms.errors import NadhirError
from nadhir.terms.ids import ReportId

if TYPE_CHECKING:
    from nadhir.casework.receive import Handed

SUMMARY = "take in every file that is put into a folder, until it is stopped"
DESCRIPTION = """Take in every file put into a folder, as nadhir receive would, until stopped (Ctrl-C, or SIGTERM
from a supervisor). A file is taken once it stood still for one round, then moved to FOLDER/taken/, its report's id
before its name; what cannot be read goes to FOLDER/not-taken/, with a .why.txt beside it. Killed at any moment, the
next run goes on where it was: nothing is lost, and nothing taken twice. Left alone: folders in it, hidden files, empty
ones, and names that end as unfinished ones do (.part, .tmp …); whoever writes slowly should use one of those, and
rename it in the end. What lies in taken/ and not-taken/ is yours to clear away.

What holds several reports is taken apart, as by nadhir receive: the first has the id before the file's name, the others
have it with .1, .2 … after it, and the file is moved once all of them are on record.

  nadhir watch /srv/inbox --source so-3 --by karim
  nadhir watch /srv/inbox --source so-3 --by karim --once       one round, for a timer of your own

Each report is a line, as of nadhir receive. With --once the exit code is 1 where a file was not taken."""
EVERY_SECONDS: Final = 5.0  # [D]: a report waits as long at most, and twice; a folder of thousands is listed in a blink
_LEAST_SECONDS: Final = 0.1
_MOST_SECONDS: Final = 86_400.0
_LONGEST_AFTER_FAILURE: Final = 60.0  # seconds [D]: a full disk or a database that is away is tried again every minute


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where files are put")
    parser.add_argument("--source", required=True, metavar="ID", help="the source that they are had from")
    parser.add_argument(
        "--every",
        type=_seconds,
        default=EVERY_SECONDS,
        metavar="SECONDS",
        help=f"how long a round is (default: {EVERY_SECONDS:g})",
    )
    parser.add_argument("--once", action="store_true", help="look, wait one round, take what stood still, and end")
    add_known(parser)
    add_json(parser)
    add_officer(parser)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not _LEAST_SECONDS <= seconds <= _MOST_SECONDS:
        raise ArgumentTypeError(f"{text!r} is no number of seconds from {_LEAST_SECONDS:g}")
    return seconds


def run(args: Namespace, *, console: Console) -> Exit:
    """Watch until stopped, or for one round."""
    desk = open_desk(args, console=console)
    from nadhir.casework.receive import check_grade_at_reception, check_may_receive

    usual = handed_as(args)
    # Now, or every file would wait for what never comes.
    check_may_receive(desk.house, source_id=usual.source_id, by=desk.by)
    check_grade_at_reception(usual.credibility)
    with hold(args.folder.expanduser().absolute()) as folder:
        watch = Watch(desk, folder=folder, usual=usual, is_json=args.json)
        with stopped_politely(watch.stop.ask):
            watch.round()
            if args.once:
                watch.stop.wait(args.every)
                if not watch.stop.is_asked:
                    watch.round()
                return Exit.SOME_FAILED if watch.failures else Exit.OK
            if not args.json:
                console.print(f"watching {args.folder}; stop with Ctrl-C")
            watch.loop(every=args.every)
    if not args.json:
        console.print("stopped")
    return Exit.OK


@dataclass(slots=True)
class Watch:
    """One folder under watch: what it looked like a round ago, and what failed."""

    desk: Desk
    folder: WatchedFolder
    usual: "Handed"
    is_json: bool
    stop: Stop = field(default_factory=Stop)
    failures: int = 0
    _machine_failures: int = 0
    _before: dict[str, Stamp] = field(default_factory=dict)
    _just_taken: list[Claim] = field(default_factory=list)
    _said: set[str] = field(default_factory=set)

    def loop(self, *, every: float) -> None:
        """Look round after round until told to stop; after a failure of the machine the pauses double."""
        pause = every
        while True:
            self.stop.wait(pause)
            if self.stop.is_asked:
                return
            pause = every if self.round() else min(pause * 2, max(every, _LONGEST_AFTER_FAILURE))

    def round(self) -> bool:
        """Take what stood still since the last round, and tell whether the machine let us; a bad file is no failure
        of the machine.

        Raises:
            TheirsError: the officer may not hand reports in any more, or the source is gone.
        """
        from django.db import DatabaseError, close_old_connections

        close_old_connections()  # a connection that the database dropped meanwhile is made anew
        failed_before = self._machine_failures
        try:
            self._look_again()
            self._say_left()
            for claim in self._due():
                if self.stop.is_asked:
                    break
                self._try(claim)
        except (OSError, DatabaseError) as problem:
            self._say_machine_failed(self.folder.folder.name, problem=problem)
        return self._machine_failures == failed_before

    def _due(self) -> Iterator[Claim]:
        """Give each file that stood still for a round, claimed; those first that an earlier run had claimed."""
        claims = self.folder.claims()
        candidates = [each for each in self.folder.candidates() if not each.is_empty]
        before, self._before = self._before, {}
        self._before |= {f"{TAKING}/{each.path.name}": each.stamp for each in claims}
        self._before |= {each.name: each.stamp for each in candidates}
        yield from (each for each in claims if before.get(f"{TAKING}/{each.path.name}") == each.stamp)
        for candidate in candidates:
            if before.get(candidate.name) != candidate.stamp:
                continue
            try:
                claim = self.folder.claim(candidate, report_id=self._fresh_id())
            except OSError as problem:  # one that may not be moved must not hold up those behind it
                self._say_machine_failed(candidate.name, problem=problem)
                continue
            if claim is not None:
                yield claim

    def _try(self, claim: Claim) -> None:
        try:
            self._take(claim)
        except FileNotFoundError:
            return  # somebody took it away; it was theirs
        except OSError as problem:
            self._say_machine_failed(claim.name, problem=problem)

    def _say_machine_failed(self, name: str, *, problem: Exception) -> None:
        """Say it once for each file, since it is tried again and again."""
        self.failures += 1
        self._machine_failures += 1
        why = getattr(problem, "strerror", None) or f"{type(problem).__name__}: {problem}"
        said = f"{_shown(name)}: {why} — nothing is lost; it is tried again by itself"
        if said not in self._said:
            self._said.add(said)
            self.desk.console.note(f"nadhir watch: {said}")

    def _fresh_id(self) -> ReportId:
        return ReportId(self.desk.house.ids.fresh("r"))

    def _take(self, claim: Claim) -> None:
        """Take one claimed file in, or say why not; what was done before a crash is not done again."""
        from nadhir.casework.unpack import OtherBytesError

        shown = _shown(claim.name)
        self.desk.console.progress(f"taking {shown}")
        try:
            with self.folder.opened(claim) as stream:
                piece = read_piece(shown, stream=stream, usual=self.usual, name=shown)
        except UnreadableFileError as error:
            self._refuse(claim, error=error)
            return
        finally:
            self.desk.console.progress("")
        if self.folder.has_moved_on(claim):
            self.desk.console.note(f"nadhir watch: {shown} is still being written to; it waits for another round")
            return
        # What is on record of it, of a run that died, is not taken again; of a container the rest is.
        each_taken = take(
            self.desk,
            piece=piece,
            is_json=self.is_json,
            report_id=claim.report_id,
            on_record=lambda: self._finish(claim),
        )
        try:
            self.failures += sum(not is_whole for is_whole in each_taken)
        except OtherBytesError:  # it was taken, and written to before we could say so
            self._take_anew(claim)

    def _finish(self, claim: Claim) -> None:
        self._just_taken.append(self.folder.finish(claim))

    def _look_again(self) -> None:
        """Take anew what somebody went on writing to after it was taken: of the report that it became, bytes lack."""
        taken, self._just_taken = self._just_taken, []
        for claim in taken:
            try:
                if not self.folder.has_moved_on(claim):
                    continue
            except FileNotFoundError:
                continue
            self._take_anew(claim)

    def _take_anew(self, claim: Claim) -> None:
        again = self.folder.take_back(claim, report_id=self._fresh_id())
        self.desk.console.note(
            f"nadhir watch: {_shown(claim.name)} was written to after it was taken as {claim.report_id}; it is taken "
            f"again, whole, as {again.report_id} — write under a name that ends in .part, and rename it"
        )

    def _refuse(self, claim: Claim, *, error: NadhirError) -> None:
        at = self.desk.house.clock.now().isoformat(timespec="seconds")
        self.folder.refuse(claim, why=f"{error}\n{at}, nadhir watch, by {self.desk.by}\n")
        self.failures += 1
        shown = _shown(claim.name)
        say_failed(
            self.desk, piece=Piece(name=shown, content=error, known={"name": shown}), error=error, is_json=self.is_json
        )

    def _say_left(self) -> None:
        """Say of each folder once that it is not entered."""
        for name in self.folder.folders():
            if name not in self._said:
                self._said.add(name)
                self.desk.console.note(f"nadhir watch: {_shown(name)} is a folder and left alone; files are taken")


def _shown(name: str) -> str:
    """Return the name as text: file systems keep bytes, which need not be any."""
    return os.fsencode(name).decode("utf-8", "replace")

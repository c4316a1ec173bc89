# SPDX-License-Identifier: Apache-2.0
"""A folder that others put files into, and where each file stands on its way through it.

    FOLDER/page.html                      somebody is writing it, or it lies there whole
    FOLDER/.taking/r-77aa01_page.html     claimed: the report that it becomes has its id already
    FOLDER/taken/r-77aa01_page.html       that report is on record, and every other that the file holds
    FOLDER/not-taken/r-77aa01_page.html   it could not be read; why stands beside it, in ….why.txt

Promise: every step is one renaming within the folder, made durable before the next; so a file is in one place at any
moment, whenever the process dies, and the id in its name tells whether it was received: nothing is lost, and nothing
taken twice. No file is deleted, written over, or looked at through a link. No two watch one folder.

It reads no database and decides nothing about what a file says. Whether a file is whole is told by its standing still,
since no polling can tell it otherwise: a writer who pauses longer than a round should write under a hidden name, or one
that ends in .part or .tmp, and rename it in the end.
"""

import errno
import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from nadhir.terms.errors import TheirsError, WorldError
from nadhir.terms.ids import ReportId

TAKING: Final = ".taking"
TAKEN: Final = "taken"
NOT_TAKEN: Final = "not-taken"
_LOCK: Final = ".lock"
_WHY: Final = ".why.txt"
#: How browsers, curl, rsync, WinSCP and editors name what they have not finished.
UNFINISHED: Final = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".download", ".filepart", ".swp", "~")
#: What no file system of ours allows more of, less the id before it and the ending beside it.
_LONGEST_NAME_BYTES: Final = 255 - len(_WHY) - 1
_SUFFIX_BYTES: Final = 16
#: Of a file itself; any other failure is the machine's, and passes or is mended.
_OF_THE_FILE: Final = frozenset({errno.EACCES, errno.EPERM, errno.ELOOP, errno.EIO, errno.ENXIO, errno.EISDIR})

Stamp = tuple[int, int, int]  # inode, size, and when it was last written to


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that lies in the folder."""

    name: str
    stamp: Stamp
    is_empty: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """A file that was claimed, and the report that it becomes."""

    report_id: ReportId
    name: str  # as it was put into the folder
    path: Path
    stamp: Stamp


class UnreadableFileError(TheirsError):
    """This file cannot be read, now or later."""


@dataclass(frozen=True, slots=True)
class WatchedFolder:
    """One folder, held by this process alone; see `hold`."""

    folder: Path

    def candidates(self) -> list[Candidate]:
        """Return what lies in the folder and is nobody's temporary file, the longest written first."""
        found = []
        with os.scandir(self.folder) as entries:
            for entry in entries:
                if entry.name.startswith(".") or entry.name.lower().endswith(UNFINISHED):
                    continue
                with suppress(FileNotFoundError):  # somebody took it away since
                    known = entry.stat(follow_symlinks=False)
                    if not stat.S_ISDIR(known.st_mode):
                        is_empty = stat.S_ISREG(known.st_mode) and known.st_size == 0
                        found.append(Candidate(name=entry.name, stamp=_stamp(known), is_empty=is_empty))
        return sorted(found, key=lambda each: (each.stamp[2], each.name))

    def folders(self) -> list[str]:
        """Return the names of the folders in it that are not its own; they are not entered."""
        with os.scandir(self.folder) as entries:
            own = {TAKEN, NOT_TAKEN}
            names = [each.name for each in entries if each.is_dir(follow_symlinks=False) and each.name not in own]
        return sorted(name for name in names if not name.startswith("."))

    def claims(self) -> list[Claim]:
        """Return what was claimed and has not come to an end, of this run and of any before it."""
        found = []
        with os.scandir(self.folder / TAKING) as entries:
            for entry in entries:
                report_id, parted, name = entry.name.partition("_")
                if parted and entry.name != _LOCK:
                    with suppress(FileNotFoundError):
                        stamp = _stamp(entry.stat(follow_symlinks=False))
                        found.append(Claim(ReportId(report_id), name=name, path=Path(entry.path), stamp=stamp))
        return sorted(found, key=lambda each: (each.stamp[2], each.name))

    def claim(self, candidate: Candidate, *, report_id: ReportId) -> Claim | None:
        """Claim a file for a report; none where somebody took it away."""
        name = _shortened(candidate.name, before=f"{report_id}_")
        path = self.folder / TAKING / f"{report_id}_{name}"
        try:
            (self.folder / candidate.name).rename(path)
            stamp = _stamp(path.lstat())
        except FileNotFoundError:
            return None
        _make_durable(self.folder, path.parent)
        return Claim(report_id, name=name, path=path, stamp=stamp)

    @contextmanager
    def opened(self, claim: Claim) -> Iterator[IO[bytes]]:
        """Give the claimed file's bytes.

        Raises:
            UnreadableFileError: it is no plain file, or may not be read.
            FileNotFoundError: somebody took it away.
            OSError: the machine failed.
        """
        try:
            # No link is followed, also where somebody puts one there just now; and of a pipe nobody waits for the end.
            descriptor = os.open(claim.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError as problem:
            raise _of_file(problem, claim=claim) from problem
        with os.fdopen(descriptor, "rb") as stream:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise UnreadableFileError("it is no plain file", where=claim.name, remedy="put the file itself there")
            try:
                yield stream
            except OSError as problem:
                raise _of_file(problem, claim=claim) from problem

    def has_moved_on(self, claim: Claim) -> bool:
        """Tell whether somebody has written to the claimed file since."""
        return _stamp(claim.path.lstat()) != claim.stamp

    def finish(self, claim: Claim) -> Claim:
        """Move a file, whose report is on record, to the others that are taken, and return where it is."""
        moved = self._move(claim, into=TAKEN)
        (self.folder / NOT_TAKEN / (claim.path.name + _WHY)).unlink(missing_ok=True)  # of a try that failed
        return moved

    def refuse(self, claim: Claim, *, why: str) -> Claim:
        """Move a file aside, with why beside it; the words first, so that none is ever there without them."""
        beside = self.folder / NOT_TAKEN / (claim.path.name + _WHY)
        unfinished = beside.with_name(f".{beside.name[-200:]}")
        with unfinished.open("w", encoding="utf-8", errors="backslashreplace") as stream:
            stream.write(why)
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.replace(beside)
        return self._move(claim, into=NOT_TAKEN)

    def take_back(self, claim: Claim, *, report_id: ReportId) -> Claim:
        """Claim a file that was taken anew, since somebody went on writing to it."""
        path = self.folder / TAKING / f"{report_id}_{_shortened(claim.name, before=f'{report_id}_')}"
        claim.path.rename(path)
        _make_durable(claim.path.parent, path.parent)
        return Claim(report_id, name=claim.name, path=path, stamp=_stamp(path.lstat()))

    def _move(self, claim: Claim, *, into: str) -> Claim:
        path = self.folder / into / claim.path.name
        claim.path.rename(path)
        _make_durable(claim.path.parent, path.parent)
        return Claim(claim.report_id, name=claim.name, path=path, stamp=claim.stamp)


@contextmanager
def hold(folder: Path) -> Iterator[WatchedFolder]:
    """Give the folder, with the places in it that are ours, and keep every other process from watching it.

    Raises:
        TheirsError: it is no folder, or one of those places is not ours.
        WorldError: another process watches it, or they cannot be made.
    """
    if not folder.is_dir():
        raise TheirsError("it is no folder", where=str(folder), remedy="name the folder that files are put into")
    try:
        for name, mode in ((TAKING, 0o700), (TAKEN, 0o750), (NOT_TAKEN, 0o750)):
            _make_own(folder / name, mode=mode)
        lock = os.open(folder / TAKING / _LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except OSError as problem:
        raise WorldError(
            f"the folders in it cannot be made ({problem.strerror})",
            where=str(folder),
            remedy="let this account write there; files are moved to taken/ and not-taken/ in it",
        ) from problem
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            raise WorldError(
                "another nadhir watch is at work here", where=str(folder), remedy="stop that one first"
            ) from problem
        yield WatchedFolder(folder)
    finally:
        os.close(lock)


def _make_own(path: Path, *, mode: int) -> None:
    """Make a folder of ours, or check that the one there is: in `.taking` a name says what was received."""
    path.mkdir(mode=mode, exist_ok=True)
    known = path.lstat()
    is_open = bool(known.st_mode & (stat.S_IWGRP | stat.S_IWOTH)) and path.name == TAKING
    if not stat.S_ISDIR(known.st_mode) or known.st_uid != os.geteuid() or is_open:
        raise TheirsError(
            "it is not a folder of this account alone",
            where=str(path),
            remedy="look who made it, move it away, and start again",
        )


def _stamp(known: os.stat_result) -> Stamp:
    return known.st_ino, known.st_size, known.st_mtime_ns


def _shortened(name: str, *, before: str) -> str:
    """Return the name so that it fits with what stands before it, its ending kept."""
    room = _LONGEST_NAME_BYTES - len(before)
    raw = os.fsencode(name)
    if len(raw) <= room:
        return name
    stem, dot, suffix = raw.rpartition(b".")
    if not dot or not stem or len(suffix) > _SUFFIX_BYTES:
        stem, dot, suffix = raw, b"", b""
    return os.fsdecode(stem[: room - len(dot) - len(suffix)] + dot + suffix)


def _of_file(problem: OSError, *, claim: Claim) -> Exception:
    if problem.errno not in _OF_THE_FILE:
        return problem
    what = "it is a link" if problem.errno == errno.ELOOP else str(problem.strerror)
    return UnreadableFileError(
        f"it cannot be read ({what})", where=claim.name, remedy="mend it, and put it into the folder again"
    )


def _make_durable(*folders: Path) -> None:
    """Have the renaming outlive a power cut, before the next step relies on it."""
    for folder in folders:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        except OSError as problem:
            if problem.errno not in {errno.EINVAL, errno.ENOTSUP}:  # some network file systems cannot, and say so
                raise
        finally:
            os.close(descriptor)

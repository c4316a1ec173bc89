# SPDX-License-Identifier: Apache-2.0
"""Find the files of an archive: which are read, as what, and which are left out and why."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Final

from nadhir.terms.errors import TheirsError


class InputKind(StrEnum):
    """How a file is read."""

    LINES = "jsonl"
    GZIP = "jsonl.gz"
    ZSTD = "jsonl.zst"
    PARQUET = "parquet"


#: Longest first: `posts.jsonl.gz` is no `.gz` of unknown content.
_KINDS: Final = tuple(sorted(InputKind, key=lambda kind: len(kind.value), reverse=True))
KNOWN: Final = ", ".join(f".{kind.value}" for kind in InputKind)


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to screen; `name` is the same wherever the archive lies: its path from the named folder on."""

    name: str
    path: Path
    kind: InputKind


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that lies in the archive and is not read."""

    name: str
    why: str


def kind_of(path: Path) -> InputKind | None:
    """Return how a file of this name is read, None where it is not.

    >>> kind_of(Path("posts.JSONL.gz")).value
    'jsonl.gz'
    """
    return next((kind for kind in _KINDS if path.name.lower().endswith(f".{kind.value}")), None)


def find_inputs(paths: Sequence[Path], *, out: Path) -> tuple[list[InputFile], list[LeftOut]]:
    """Return the files to screen, in order of their names, and what is left out.

    A file that is reached in two ways is read once. Folders that are links are not entered: they could lead in circles.

    Raises:
        TheirsError: nothing is there, two files have one name, or the answers would lie among the questions.
    """
    found: dict[Path, InputFile] = {}
    left_out: list[LeftOut] = []
    for path in paths:
        whole = path.absolute()
        if not whole.exists():
            raise TheirsError("there is no such file or folder", where=str(path), remedy="check the path")
        if whole.is_dir():
            whole = whole.resolve()  # `.` and `..` have a name of their own
            if out.resolve().is_relative_to(whole):
                raise TheirsError(
                    "the answers would be written among the files to screen",
                    where=str(out),
                    remedy=f"name a folder outside {path}",
                )
            for each in _walk(whole, left_out=left_out):
                _take(each, name=_name(each, folder=whole), found=found, left_out=left_out)
        elif kind_of(whole) is None:
            raise TheirsError("is no file that is read here", where=str(path), remedy=f"name folders, or files {KNOWN}")
        else:
            _take(whole, name=_name(whole, folder=None), found=found, left_out=left_out)
    inputs = sorted(found.values(), key=lambda each: each.name)
    _check_names(inputs)
    if not inputs:
        where = ", ".join(map(str, paths))
        raise TheirsError("there is nothing to screen", where=where, remedy=f"name folders with files {KNOWN}")
    return inputs, sorted(left_out, key=lambda each: each.name)


def _walk(folder: Path, *, left_out: list[LeftOut]) -> Iterator[Path]:
    def fail(problem: OSError) -> None:
        raise problem  # a folder that cannot be listed is no empty folder

    for where, folders, files in os.walk(folder, onerror=fail):
        links = (Path(where) / each for each in folders if (Path(where) / each).is_symlink())
        left_out.extend(LeftOut(_name(link, folder=folder), "a link to a folder") for link in links)
        yield from (Path(where) / each for each in files)


def _name(path: Path, *, folder: Path | None) -> str:
    """Return what a file is called: its path from the named folder on, bytes that are no UTF-8 written out."""
    name = path.name if folder is None else f"{folder.name}/{path.relative_to(folder).as_posix()}"
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _take(path: Path, *, name: str, found: dict[Path, InputFile], left_out: list[LeftOut]) -> None:
    kind = kind_of(path)
    if kind is None or not path.is_file():
        left_out.append(LeftOut(name, "no file of a kind that is read"))
    else:
        found.setdefault(path.resolve(), InputFile(name, path, kind))


def _check_names(inputs: Sequence[InputFile]) -> None:
    for one, other in pairwise(inputs):
        if one.name == other.name:
            raise TheirsError(
                f"{one.path} and {other.path} would both be called {one.name}",
                where="the inputs",
                remedy="screen them into two folders, or name the folder above both",
            )

# SPDX-License-Identifier: Apache-2.0
"""Cut an archive into parts, the same each time, and keep on record what they were cut from.

A part is some thousand lines: of a plain file a range of bytes, of Parquet a range of rows in a row group, of a
compressed stream a number of lines. Its name is made of what it covers, so that a part that lies in the folder of
answers is known to be done, whoever did it.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Final, NamedTuple

import orjson

from nadhir.bulk.inputs import InputFile, InputKind, LeftOut
from nadhir.bulk.reading import DamagedFileError, opened, row_groups
from nadhir.casework.json_lines import raw_lines
from nadhir.terms.errors import TheirsError

FORMAT: Final = "nadhir-bulk/1"
#: Two seconds of screening by rules alone (samples/screen.jsonl, one core, 2026-11: 1.8 ms a text): a part outweighs
#: its scheduling (about 1 ms in Dask's own documentation), and a lost worker costs seconds.
PART_LINES: Final = 1000
#: Keeps a part of long texts small enough to be handed about.
PART_BYTES: Final = 4 * 1024 * 1024
_NAMED_AT_MOST: Final = 3


class Part(NamedTuple):
    """Lines `first_line` on of a file, `lines` of them.

    `start` and `end` are bytes of a plain file, or rows of row group `group`; of a compressed file both are 0. Where
    `problem` says something, the part stands for the rest of a file that cannot be read, and has no lines.
    """  # a NamedTuple, since a plan may have a million and keeps each as a JSON array

    id: str
    first_line: int
    lines: int
    start: int = 0
    end: int = 0
    group: int = 0
    problem: str = ""
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file as it was when the plan was made, and its parts."""

    name: str
    kind: InputKind
    size_bytes: int
    modified_ns: int
    sha256: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is screened, as of which moment, by which screener, in which parts."""

    screened_at: datetime
    screener: str
    part_lines: int
    files: tuple[PlannedFile, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def part_count(self) -> int:
        """How many parts there are."""
        return sum(len(file.parts) for file in self.files)

    @property
    def line_count(self) -> int:
        """How many lines there are, blank ones too."""
        return sum(part.lines for file in self.files for part in file.parts)

    @property
    def digest(self) -> str:
        """What every part of this plan carries, so that no part of another is taken for it."""
        return hashlib.sha256(self.to_json()).hexdigest()[:16]

    def to_json(self) -> bytes:
        """Return the plan as it is kept."""
        return orjson.dumps(
            {
                "format": FORMAT,
                "screened_at": self.screened_at,
                "screener": self.screener,
                "part_lines": self.part_lines,
                "files": [
                    {
                        "name": file.name,
                        "kind": file.kind,
                        "size_bytes": file.size_bytes,
                        "modified_ns": file.modified_ns,
                        "sha256": file.sha256,
                        "parts": [list(part) for part in file.parts],
                    }
                    for file in self.files
                ],
                "left_out": [{"name": each.name, "why": each.why} for each in self.left_out],
            },
            option=orjson.OPT_INDENT_2,
        )

    @classmethod
    def parse(cls, data: bytes, *, where: str) -> "Plan":
        """Return the plan that was kept.

        Raises:
            TheirsError: this is no plan, or one of another version of Nadhir.
        """
        try:
            value = orjson.loads(data)
            if value["format"] != FORMAT:
                raise ValueError(value["format"])
            return cls(
                screened_at=datetime.fromisoformat(value["screened_at"]),
                screener=value["screener"],
                part_lines=value["part_lines"],
                files=tuple(
                    PlannedFile(
                        name=file["name"],
                        kind=InputKind(file["kind"]),
                        size_bytes=file["size_bytes"],
                        modified_ns=file["modified_ns"],
                        sha256=file["sha256"],
                        parts=tuple(Part(*part) for part in file["parts"]),
                    )
                    for file in value["files"]
                ),
                left_out=tuple(LeftOut(each["name"], each["why"]) for each in value["left_out"]),
            )
        except (ValueError, KeyError, TypeError) as problem:
            remedy = "choose an empty folder for the answers"
            raise TheirsError(f"this is no plan of {FORMAT} ({problem})", where=where, remedy=remedy) from None


def make_plan(
    inputs: Sequence[InputFile],
    *,
    left_out: Sequence[LeftOut],
    at: datetime,
    screener: str,
    part_lines: int = PART_LINES,
    on_file: Callable[[int], None] = lambda _: None,
) -> Plan:
    """Read every file once and return the plan; `on_file` hears how many files were read."""
    number = count(1)
    files: list[PlannedFile] = []
    for each in inputs:
        stat = each.path.stat()
        with each.path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        size, kind = stat.st_size, each.kind
        cuts = tuple(
            cut._replace(id=_id(next(number), name=each.name, size_bytes=size, cut=cut))
            for cut in _cuts(each, part_lines=part_lines)
        )
        files.append(PlannedFile(each.name, kind, size, stat.st_mtime_ns, digest, cuts))
        on_file(len(files))
    return Plan(at, screener, part_lines, tuple(files), tuple(left_out))


def _id(number: int, *, name: str, size_bytes: int, cut: Part) -> str:
    """Return a part's name: its number, so that names are in the archive's order, and what it covers."""
    covered = orjson.dumps([name, size_bytes, *cut[1:]])
    return f"{number:07d}-{hashlib.sha256(covered).hexdigest()[:12]}"


def _cuts(file: InputFile, *, part_lines: int) -> Iterator[Part]:
    """Yield the parts of a file without their names; damage ends them with one that says so."""
    line = 1
    try:
        cuts = _row_cuts if file.kind is InputKind.PARQUET else _line_cuts
        for cut in cuts(file, part_lines=part_lines):
            line = cut.first_line + cut.lines
            yield cut
    except DamagedFileError as problem:
        yield Part("", line, 0, problem=problem.what, remedy=problem.remedy)


def _row_cuts(file: InputFile, *, part_lines: int) -> Iterator[Part]:
    line = 1
    for group, rows in enumerate(row_groups(file.path, name=file.name)):
        for start in range(0, rows, part_lines):
            end = min(rows, start + part_lines)
            yield Part("", line, end - start, start, end, group)
            line += end - start


def _line_cuts(file: InputFile, *, part_lines: int) -> Iterator[Part]:
    is_plain = file.kind is InputKind.LINES
    first, lines, start, end = 1, 0, 0, 0

    def cut() -> Part:
        return Part("", first, lines, start, end) if is_plain else Part("", first, lines)

    problem: DamagedFileError | None = None
    try:
        with opened(file.path, kind=file.kind, name=file.name) as stream:
            for _, size in raw_lines(stream):
                if lines and (lines == part_lines or end + size - start > PART_BYTES):
                    yield cut()
                    first, lines, start = first + lines, 0, end
                lines += 1
                end += size
    except DamagedFileError as met:
        problem = met  # what was read before the damage is a part like any other
    if lines:
        yield cut()
    if problem is not None:
        raise problem


# ── is it still the same archive? ───────────────────────────────────────────────────────────────────────────────────


def check_unchanged(plan: Plan, *, inputs: Sequence[InputFile]) -> None:
    """Check that the files are those that the plan was made of, to the byte.

    Raises:
        TheirsError: a file is missing, new or changed.
    """
    planned = {file.name: file for file in plan.files}
    given = {each.name: each for each in inputs}
    wrong = [f"{name} is missing" for name in sorted(planned.keys() - given.keys())]
    wrong += [f"{name} is new" for name in sorted(given.keys() - planned.keys())]
    shared = sorted(planned.keys() & given.keys())
    wrong += [f"{name} has changed" for name in shared if _has_changed(given[name].path, planned=planned[name])]
    if wrong:
        more = f", and {len(wrong) - _NAMED_AT_MOST} more" if len(wrong) > _NAMED_AT_MOST else ""
        raise TheirsError(
            f"the archive is not the one that this folder's answers were begun for: "
            f"{', '.join(wrong[:_NAMED_AT_MOST])}{more}",
            where="the inputs",
            remedy="screen it into a new folder, so that answers to two states are not mixed",
        )


def _has_changed(path: Path, *, planned: PlannedFile) -> bool:
    """Tell whether a file is another one; it is read again only where its time of change differs."""
    stat = path.stat()
    if stat.st_size != planned.size_bytes:
        return True
    if stat.st_mtime_ns == planned.modified_ns:
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() != planned.sha256

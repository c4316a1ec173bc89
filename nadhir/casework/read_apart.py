# SPDX-License-Identifier: Apache-2.0
"""Open PDFs in a process of their own, which may take so much memory and time and no more.

Promise: whatever a PDF does to its reader, this process goes on, and what was read of it before is not lost: the other
one writes each page down as soon as it has it. It gets the bytes on standard input and nothing else: no settings, no
keys, no environment, no file it could write. A parser written in Python cannot be made to run a stranger's code by
broken memory; what is left are bombs, and they end at the limits.

    python -m nadhir.casework.read_apart      what is started; not meant for people
"""

import logging
import resource
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from os import pathsep
from typing import IO, Final

import orjson

from nadhir.intake.limits import Limits
from nadhir.intake.pdf import PdfError, PdfHints, PdfPage, PdfText, compose, pages_of
from nadhir.intake.pdf_glyphs import hints_of
from nadhir.intake.pdf_lines import Row
from nadhir.terms.errors import OursError

__all__ = ["ReadApartError", "open_pdf"]

_START_SECONDS: Final = 20  # [D] for Python to start and to load this module, on a machine that is busy
_TOO_COSTLY: Final = "pdf_too_costly"


class ReadApartError(OursError):
    """The process that opens PDFs failed by itself."""


def open_pdf(data: bytes, *, limits: Limits) -> PdfText:
    """Return the text of a PDF, as far as a process within the limits could read it.

    Raises:
        ReadApartError: that process has a bug.
    """
    try:
        done = subprocess.run(  # noqa: S603 - this very module, with nothing of a stranger's on the command line
            [sys.executable, "-B", "-m", __spec__.name],
            input=orjson.dumps(asdict(limits)) + b"\n" + data,
            capture_output=True,
            timeout=limits.pdf_seconds + _START_SECONDS,
            env={"PYTHONPATH": pathsep.join(path for path in sys.path if path), "LANG": "C.UTF-8"},
            check=False,
        )
        said, is_ended = done.stdout, done.returncode == 0
        if done.returncode > 0:  # not ended from outside, but failed: a bug of ours
            raise ReadApartError(
                "the process that reads PDFs failed",
                where=done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2],
                remedy="please report it; the file is kept",
            )
    except subprocess.TimeoutExpired as error:
        said, is_ended = error.stdout or b"", False
    pages: list[PdfPage] = []
    hints, problem = PdfHints(), ""
    for line in _whole_lines(said):
        found = orjson.loads(line)
        if "hints" in found:
            hints = PdfHints(**found["hints"])
        elif "problem" in found:
            problem = found["problem"]
        else:
            pages.append(_page(found))
    return compose(pages, hints=hints, problem=problem if is_ended else problem or _TOO_COSTLY)


def _whole_lines(said: bytes) -> list[bytes]:
    """Return the lines that were written to their end."""
    return said.split(b"\n")[:-1]


def _page(found: dict[str, object]) -> PdfPage:
    rows = found["rows"]
    return PdfPage(
        width=float(str(found["width"])),
        height=float(str(found["height"])),
        rows=tuple(Row(**{**row, "tokens": tuple(row["tokens"])}) for row in rows) if isinstance(rows, list) else (),
        sideways=str(found["sideways"]),
    )


# ── the other process ───────────────────────────────────────────────────────────────────────────────────────────────


def _lines_of(data: bytes, *, limits: Limits) -> Iterator[bytes]:
    """Yield what there is to say of a PDF, a line for each page, and the hints and the problem at the end."""
    problem = ""
    try:
        for page in pages_of(data, limits=limits):
            yield _dump(asdict(page))
    except PdfError as error:
        problem = error.problem
    except MemoryError:
        problem = _TOO_COSTLY
    yield _dump({"problem": problem})
    yield _dump({"hints": asdict(hints_of(data))})


def _dump(value: object) -> bytes:
    try:
        return orjson.dumps(value)
    except orjson.JSONEncodeError:  # half a character, which a font may name, and which JSON cannot carry
        return orjson.dumps(_whole(value))


def _whole(value: object) -> object:
    match value:
        case str():
            return value.encode("utf-8", "replace").decode("utf-8")
        case dict():
            return {name: _whole(each) for name, each in value.items()}
        case list() | tuple():
            return [_whole(each) for each in value]
        case _:
            return value


def _serve(stdin: IO[bytes], stdout: IO[bytes]) -> None:
    logging.disable()  # nobody reads what the parser would say to itself hundreds of thousand times
    limits = Limits(**orjson.loads(stdin.readline()))
    data = stdin.read()
    for what, most in (
        (resource.RLIMIT_AS, limits.pdf_memory_bytes),
        (resource.RLIMIT_CPU, limits.pdf_seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    for line in _lines_of(data, limits=limits):
        stdout.write(line + b"\n")
        stdout.flush()


if __name__ == "__main__":
    _serve(sys.stdin.buffer, sys.stdout.buffer)

# SPDX-License-Identifier: Apache-2.0
"""Compressed bytes to plain ones, a bounded step at a time (RFC 1950, 1951, 1952, 7932).

What came out before an end, a fault or a limit is given all the same, with what was wrong.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import brotli

from nadhir.intake.pieces import Budget, OverLimitError, Problem

__all__ = ["GZIP_MAGIC", "Inflated", "gunzip", "inflate", "peek_gzip", "unbrotli"]

GZIP_MAGIC: Final = b"\x1f\x8b\x08"
GZIP_WINDOW: Final = 31
ZLIB_WINDOW: Final = 15
RAW_WINDOW: Final = -15
_FIRST_STEP_BYTES, _STEP_BYTES = 8 * 1024, 256 * 1024  # doubled from step to step: a web archive has small members


@dataclass(frozen=True, slots=True)
class Inflated:
    """What came out of the bytes from `start` to `end`, and why it did not come whole."""

    data: bytes
    start: int
    end: int
    problem: Problem | None = None


def inflate(data: bytes, *, start: int = 0, stop: int | None = None, window: int, budget: Budget) -> Inflated:
    """Return what one compressed stream holds; it ends where the stream says so."""
    decompressor = zlib.decompressobj(window)
    view = memoryview(data)[start:stop]
    made = bytearray()
    at, step = 0, _FIRST_STEP_BYTES
    problem: Problem | None = None
    try:
        while not decompressor.eof:
            chunk = decompressor.unconsumed_tail or bytes(view[at : at + step])
            step = min(step * 2, _STEP_BYTES)
            if not decompressor.unconsumed_tail:
                at += len(chunk)
            if not chunk:
                problem = Problem.CUT_SHORT
                break
            out = decompressor.decompress(chunk, _STEP_BYTES)
            made += out
            used = at - len(decompressor.unconsumed_tail) - len(decompressor.unused_data)
            budget.spend(len(out), made_bytes=len(made), packed_bytes=used)
    except zlib.error:
        problem = Problem.DAMAGED
    except OverLimitError as over:
        problem = over.problem
    end = start + at - len(decompressor.unused_data)
    return Inflated(data=bytes(made), start=start, end=end, problem=problem)


def gunzip(data: bytes, *, budget: Budget) -> Iterator[Inflated]:
    """Yield every member of a gzip file; after a damaged one the next that can be found is looked for.

    What stands between is no member: it comes with a problem and without bytes, unless it is padding.
    """
    at = 0
    damages = 0
    while at < len(data):
        if not data.startswith(GZIP_MAGIC, at):
            found = data.find(GZIP_MAGIC, at)
            end = len(data) if found < 0 else found
            if data[at:end].strip(b"\0"):
                yield Inflated(b"", at, end, Problem.DAMAGED)
            at = end
            continue
        member = inflate(data, start=at, window=GZIP_WINDOW, budget=budget)
        if member.problem is None:
            yield member
            at = member.end
            continue
        damages += 1
        following = -1
        if member.problem in (Problem.DAMAGED, Problem.CUT_SHORT) and damages < budget.limits.damaged_stretches:
            following = data.find(GZIP_MAGIC, at + len(GZIP_MAGIC))
        end = len(data) if following < 0 else following
        yield Inflated(member.data, at, end, member.problem)
        at = end


def peek_gzip(data: bytes, *, size_bytes: int = 64) -> bytes:
    """Return the first bytes of what is compressed; fewer, or none, where they cannot be had."""
    try:
        return zlib.decompressobj(GZIP_WINDOW).decompress(data[:_STEP_BYTES], size_bytes)
    except zlib.error:
        return b""


def unbrotli(data: bytes, *, budget: Budget) -> Inflated:
    """Return what a Brotli stream holds."""
    decompressor = brotli.Decompressor()
    made = bytearray()
    at = 0
    problem: Problem | None = None
    try:
        while not decompressor.is_finished():
            chunk = b""
            if decompressor.can_accept_more_data():
                chunk = data[at : at + _STEP_BYTES]
                at += len(chunk)
                if not chunk:
                    problem = Problem.CUT_SHORT
                    break
            out = decompressor.process(chunk, output_buffer_limit=_STEP_BYTES)
            made += out
            budget.spend(len(out), made_bytes=len(made), packed_bytes=at)
    except brotli.error:
        problem = Problem.DAMAGED
    except OverLimitError as over:
        problem = over.problem
    return Inflated(data=bytes(made), start=0, end=at, problem=problem)

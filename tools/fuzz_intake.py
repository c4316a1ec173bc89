# SPDX-License-Identifier: Apache-2.0
"""Searches for bytes that break a promise of intake, of the codecs or of screening (`make fuzz`).

    python -m tools.fuzz_intake                          every target, an hour in all
    python -m tools.fuzz_intake --seconds 120 mail cap   these two, a minute each
    python -m tools.fuzz_intake --keep                   what of all that was found goes into tests/fuzz/corpus

Each target (tests/fuzz/targets.py) runs in a process of its own, in which Atheris drives libFuzzer by the branches that
an input takes. What breaks a promise is written to `var/fuzz/found/<target>/`, once for each place that it breaks at,
and the search goes on; what ends the process or holds it for longer than a minute is kept by libFuzzer in the same
folder. Inputs that reached something new stay in `var/fuzz/corpus/` and are where the next search begins.

The target `grown` repeats stretches of what the others found, to see that time grows with the size and not with its
square: there libFuzzer is of no help, and nothing is instrumented.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import random
import subprocess
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
WORK: Final = ROOT / "var" / "fuzz"
KEPT: Final = ROOT / "tests" / "fuzz" / "corpus"
GROWN: Final = "grown"

#: How much longer code takes when its branches are counted (measured on samples/: two to four times).
SLOWER: Final = 8.0
#: Every so many inputs the answer is asked for twice; `test_corpus.py` asks twice each time.
AGAIN: Final = 16
#: What libFuzzer ends by itself: an input that holds the process, and one that eats the machine.
HELD_SECONDS: Final = 60
MOST_MIB: Final = 3_000
#: What the repository keeps of a target, so that replaying all takes seconds.
KEPT_BYTES: Final = 24_000
KEPT_INPUT_BYTES: Final = 4_000
#: Sizes that stretches are repeated to.
GROWN_BYTES: Final = (32_768, 65_536)
GROWN_RATIO: Final = 3.2  # twice the size takes twice the time; four times would be its square
GROWN_FREE_SECONDS: Final = 0.6


@dataclass(slots=True)
class Tally:
    """What became of one target so far."""

    target: str
    seconds: float = 0.0
    executions: int = 0
    found: dict[str, int] = field(default_factory=dict)

    def write(self) -> None:
        """Keep the figures, so that they outlive the process."""
        folder = WORK / "tally"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{self.target}.json").write_text(json.dumps(asdict(self)), "utf-8")

    @classmethod
    def read(cls, target: str) -> Tally:
        """Return the figures of a target's last run."""
        with contextlib.suppress(FileNotFoundError):
            return cls(**json.loads((WORK / "tally" / f"{target}.json").read_text("utf-8")))
        return cls(target)


# ── one target, in its own process ──────────────────────────────────────────────────────────────────────────────────


def search(name: str, *, seconds: int) -> None:
    """Search one target; libFuzzer ends the process when the time is over."""
    import atheris  # noqa: PLC0415 - only whoever searches needs it

    from tests.fuzz.packages import PACKAGES  # noqa: PLC0415 - before what it names is imported

    with atheris.instrument_imports(include=list(PACKAGES[name])):
        from tests.fuzz.seeds import seeds_of, words_of  # noqa: PLC0415 - inside, so that it is instrumented
        from tests.fuzz.targets import TARGETS, check, load  # noqa: PLC0415 - as above

        load()
    target = TARGETS[name]
    corpus = WORK / "corpus" / name
    corpus.mkdir(parents=True, exist_ok=True)
    for seed in seeds_of(name):
        (corpus / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)
    kept = KEPT / name
    kept.mkdir(parents=True, exist_ok=True)
    words = WORK / f"{name}.words"
    words.write_text("".join(f'"{_quoted(word)}"\n' for word in words_of(name)), "ascii")
    watch = _Watch(name)

    def one(data: bytes) -> None:
        watch.run(data, lambda: check(target, data, again=watch.tally.executions % AGAIN == 0, slower=SLOWER))

    atheris.Setup(
        [
            sys.argv[0],
            f"-max_total_time={seconds}",
            f"-max_len={target.largest_bytes}",
            f"-dict={words}",
            f"-timeout={HELD_SECONDS}",
            f"-rss_limit_mb={MOST_MIB}",
            f"-artifact_prefix={_folder_of_found(name)}/ended-",
            "-print_final_stats=1",
            "-reload=0",
            str(corpus),
            str(kept),
        ],
        one,
    )
    atheris.Fuzz()


def grow(*, seconds: int) -> None:
    """Repeat stretches of what is kept and what was found, and compare the times of two sizes."""
    from tests.fuzz.targets import TARGETS, load  # noqa: PLC0415 - quick to start for whoever only asks for help

    load()
    chance = random.Random(time.monotonic_ns())  # noqa: S311 - it chooses cases, not keys
    inputs = [
        (name, path)
        for name in TARGETS
        for folder in (KEPT / name, WORK / "corpus" / name)
        for path in sorted(folder.glob("*"))
    ]
    watch = _Watch(GROWN)
    end = time.monotonic() + seconds
    while inputs and time.monotonic() < end:
        name, path = chance.choice(inputs)
        target = TARGETS[name]
        data = path.read_bytes()
        head, rest = data[: target.chosen_bytes], data[target.chosen_bytes :]
        start, stop = sorted(chance.randrange(len(rest) + 1) for _ in range(2))
        stretch = rest[start : min(stop, start + chance.choice((4, 30, 200, 2_000)))] or b"a"
        before, after = (rest[:start], rest[stop:]) if chance.random() < 0.5 else (b"", b"")  # noqa: PLR2004 - a coin
        short, long = (head + before + stretch * (size // len(stretch)) + after for size in GROWN_BYTES)
        watch.run(long, partial(_compare, target.answer, short=short, long=long))


def _compare(answer: Callable[[bytes], object], *, short: bytes, long: bytes) -> None:
    from tests.fuzz.targets import hold  # noqa: PLC0415 - as above

    least = GROWN_FREE_SECONDS + GROWN_RATIO * _seconds_of(answer, short)
    spent = _seconds_of(answer, long)
    for _ in range(2):
        if spent <= least:
            return
        least = max(least, GROWN_FREE_SECONDS + GROWN_RATIO * _seconds_of(answer, short))
        spent = min(spent, _seconds_of(answer, long))
    hold(spent <= least, f"twice the size takes twice the time: {spent:.1f} s for {len(long)} bytes")


def _seconds_of(answer: Callable[[bytes], object], data: bytes) -> float:
    begun = time.process_time()
    answer(data)
    return time.process_time() - begun


class _Watch:
    """Counts what is tried, and keeps what breaks a promise, once for each place."""

    def __init__(self, name: str) -> None:
        self.tally = Tally(name)
        self.begun = time.monotonic()
        self.written = 0.0

    def run(self, data: bytes, act: Callable[[], object]) -> None:
        """Try one input."""
        try:
            act()
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # noqa: BLE001 - whatever escapes is what is looked for
            self._keep(data, error)
        self.tally.executions += 1
        self.tally.seconds = time.monotonic() - self.begun
        if self.tally.seconds - self.written > 1:
            self.written = self.tally.seconds
            self.tally.write()

    def _keep(self, data: bytes, error: BaseException) -> None:
        where = place_of(error)
        self.tally.found[where] = self.tally.found.get(where, 0) + 1
        self.tally.write()
        folder = _folder_of_found(self.tally.target)
        path = folder / hashlib.sha256(where.encode()).hexdigest()[:12]
        if path.exists() and path.stat().st_size <= len(data):
            return
        path.write_bytes(data)
        path.with_suffix(".txt").write_text("".join(traceback.format_exception(error))[-20_000:], "utf-8", "replace")
        print(f"\n{self.tally.target}: {where} -> {path.name}", flush=True)


def place_of(error: BaseException) -> str:
    """Return what tells one fault from another: its kind, what it says without figures, and the line of ours."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames if "/nadhir/" in frame.filename]
    if isinstance(error, RecursionError | MemoryError):
        return " ".join((type(error).__name__, *(line for line, _ in Counter(ours).most_common(1))))
    words = "".join(letter for letter in str(error) if not letter.isdigit())[:60]
    return " ".join((type(error).__name__, words, *ours[-1:]))


def _folder_of_found(name: str) -> Path:
    folder = WORK / "found" / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _quoted(word: str) -> str:
    return "".join(
        chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\x{byte:02X}"  # noqa: PLR2004 - printable ASCII
        for byte in word.encode("utf-8", "surrogatepass")
    )


# ── what the repository keeps ───────────────────────────────────────────────────────────────────────────────────────


def keep(name: str) -> None:
    """Copy into the repository the small inputs that together reach what the target's corpus reaches.

    The smallest come first; one that reaches no new line of ours is left. Regressions, which have a name, stay.
    """
    from tests.fuzz.targets import TARGETS, load  # noqa: PLC0415 - as above

    load()
    target = TARGETS[name]
    folder = KEPT / name
    folder.mkdir(parents=True, exist_ok=True)
    reached: set[tuple[str, int, int]] = set()
    spent = 0
    named = [path for path in sorted(folder.glob("*")) if "-" in path.name]
    for path in named:
        reached |= _lines_of(target.answer, path.read_bytes())
    for path in set(folder.glob("*")) - set(named):
        path.unlink()
    found = {path.read_bytes() for path in (WORK / "corpus" / name).glob("*")}
    for data in sorted(found, key=lambda each: (len(each), each)):
        if len(data) > KEPT_INPUT_BYTES or spent + len(data) > KEPT_BYTES:
            continue
        new = _lines_of(target.answer, data) - reached
        if new:
            reached |= new
            spent += len(data)
            (folder / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    print(f"{name}: {len(list(folder.glob('*')))} inputs, {spent} bytes, {len(reached)} steps from line to line")


def _lines_of(answer: Callable[[bytes], object], data: bytes) -> set[tuple[str, int, int]]:
    """Return the steps from line to line that an input takes in our code."""
    steps: set[tuple[str, int, int]] = set()

    def enter(frame: FrameType, event: str, argument: object) -> Any:  # noqa: ANN401, ARG001 - as sys.settrace has it
        file = frame.f_code.co_filename
        if "/nadhir/" not in file:
            return None
        last = 0

        def step(frame: FrameType, event: str, argument: object) -> Any:  # noqa: ANN401, ARG001 - as above
            nonlocal last
            steps.add((file, last, frame.f_lineno))
            last = frame.f_lineno
            return step

        return step

    sys.settrace(enter)
    try:
        with contextlib.suppress(Exception):
            answer(data)
    finally:
        sys.settrace(None)
    return steps


def print_answers() -> None:
    """Print the digest of what is answered to each input that the repository keeps."""
    from tests.fuzz.targets import TARGETS, load, said  # noqa: PLC0415 - as above

    load()
    for name, target in TARGETS.items():
        for path in sorted((KEPT / name).glob("*")):
            answer = said(target.answer(path.read_bytes()))
            print(name, path.name, hashlib.sha256(answer.encode("utf-8", "surrogatepass")).hexdigest())


# ── all of them ─────────────────────────────────────────────────────────────────────────────────────────────────────


def main() -> int:
    """Search the targets one after the other and print what came of it; 1 where a promise was broken."""
    from tests.fuzz.packages import PACKAGES  # noqa: PLC0415 - as above

    parser = argparse.ArgumentParser(prog="python -m tools.fuzz_intake", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("targets", nargs="*", help="of " + ", ".join((*PACKAGES, GROWN)))
    parser.add_argument("--seconds", type=int, default=3600, help="for all targets together")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--keep", action="store_true", help="choose what the repository keeps, and search nothing")
    parser.add_argument("--answers", action="store_true", help="print a digest of the answer to each kept input")
    asked = parser.parse_args()
    names = asked.targets or [*PACKAGES, GROWN]
    if unknown := sorted(set(names) - {*PACKAGES, GROWN}):
        parser.error(f"no such target: {', '.join(unknown)}")
    if asked.answers:
        print_answers()
        return 0
    if asked.keep:
        for name in names:
            if name != GROWN:
                keep(name)
        return 0
    if asked.one:
        if names[0] == GROWN:
            grow(seconds=asked.seconds)
        else:
            search(names[0], seconds=asked.seconds)
        return 0
    tallies = list(_run(names, seconds=max(1, asked.seconds // len(names))))
    print(f"{'target':10} {'seconds':>8} {'executions':>11}  broken")
    for tally in tallies:
        print(f"{tally.target:10} {tally.seconds:8.0f} {tally.executions:11,}  {len(tally.found)}")
        for where, times in tally.found.items():
            print(f"    {times} times: {where}")
    ended = sorted(path for path in (WORK / "found").glob("*/ended-*"))
    for path in ended:
        print(f"    ended by libFuzzer: {path.relative_to(WORK)}")
    print(f"{sum(each.seconds for each in tallies):.0f} s, {sum(each.executions for each in tallies):,} executions")
    return 1 if ended or any(tally.found for tally in tallies) else 0


def _run(names: list[str], *, seconds: int) -> Iterator[Tally]:
    for name in names:
        (WORK / "tally").mkdir(parents=True, exist_ok=True)
        (WORK / "tally" / f"{name}.json").unlink(missing_ok=True)
        command = [sys.executable, "-m", "tools.fuzz_intake", "--one", "--seconds", str(seconds), name]
        with (WORK / f"{name}.log").open("wb") as log:
            subprocess.run(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT, check=False)
        yield Tally.read(name)


if __name__ == "__main__":
    sys.exit(main())

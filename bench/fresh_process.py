# SPDX-License-Identifier: Apache-2.0
"""What a fresh process of screening costs: the time to its first answer, and the memory after fifty texts.

`measure` starts this module anew and hands it the texts through a pipe, one JSON line each; nothing is written down.
The texts are posts and articles by turns, so that a model is asked.
"""

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from bench.news import ROOT, Text, report_of
from nadhir.reference import lexicon
from nadhir.screen import screen
from nadhir.terms.report import ReportKind

KIB: Final = 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds from the start of the process to its first answer, and the most memory it held."""

    seconds: float
    bytes: int


def measure(texts: Sequence[Text], *, is_rules_only: bool) -> Cost:
    """Return what a fresh process costs that screens the texts."""
    lines = "".join(
        json.dumps([t.content, t.language, t.kind.value, t.published.isoformat() if t.published else None]) + "\n"
        for t in texts
    )
    return _cost("-m", "bench.fresh_process", "rules" if is_rules_only else "shipped", given=lines)


def bare_python() -> Cost:
    """Return what a fresh process costs that only says its figures."""
    return _cost("-c", "import time; now = time.perf_counter(); print(now, open('/proc/self/status').read())", given="")


def _cost(*arguments: str, given: str) -> Cost:
    started = time.perf_counter()
    ended = subprocess.run(  # noqa: S603 - this Python, with arguments of our own
        [sys.executable, *arguments], cwd=ROOT, input=given, capture_output=True, text=True, check=True
    )
    answered, status = ended.stdout.split(maxsplit=1)
    # Both processes read the machine's one monotonic clock.
    return Cost(float(answered) - started, _most_memory(status))


def _most_memory(status: str) -> int:
    """Return `VmHWM`. Not `ru_maxrss`: a process is started with that of its parent, which is far larger here."""
    for line in status.splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * KIB
    return 0


def main(mode: str) -> None:
    """Screen the texts of standard input; print when the first was answered, and what was held in the end."""
    words = lexicon.load_rules() if mode == "rules" else lexicon.load()
    answered = None
    for line in sys.stdin:
        content, language, kind, published = json.loads(line)
        day = date.fromisoformat(published) if published else None
        screen(report_of(Text(content, language, ReportKind(kind), day)), lexicon=words)
        answered = answered or time.perf_counter()
    print(answered, Path("/proc/self/status").read_text(encoding="ascii"))


if __name__ == "__main__":
    main(sys.argv[1])

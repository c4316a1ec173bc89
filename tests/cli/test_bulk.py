"""`nadhir bulk` says how far it is, what it came to and what it could not do. The work itself: tests/bulk."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from nadhir.bulk import Progress
from nadhir.cli.__main__ import main
from nadhir.cli.command import ArchiveProgress, Console
from nadhir.config.install import install
from tests.cli.running import nadhir

NOW = datetime(2024, 1, 2, 12, 0, tzinfo=UTC)
BEGUN = Progress(files=3, files_read=3, parts=10, lines=1000, workers=2)


class Terminal(io.StringIO):
    """What a person looks at."""

    def isatty(self) -> bool:
        return True


def told(*steps: Progress, err: io.StringIO, seconds: int = 20, out: str = "out") -> tuple[int, str, dict[str, Any]]:
    """What is told of a run that takes these steps, one every so many seconds."""
    asked: dict[str, Any] = {}
    ticks: Iterator[datetime] = (NOW + timedelta(seconds=seconds * at) for at in range(1000))

    def screen_archive(
        paths: Any,  # noqa: ANN401 - kept to be looked at
        *,
        on_progress: Callable[[ArchiveProgress], None],
        **how: Any,  # noqa: ANN401 - kept to be looked at
    ) -> ArchiveProgress:
        asked.update(how, paths=paths)
        for step in steps:
            on_progress(step)
        return steps[-1]

    console = Console(
        stdin=io.BytesIO(),
        out=io.StringIO(),
        err=err,
        now=lambda: next(ticks),
        install=install,
        screen_archive=screen_archive,
    )
    code = main(["bulk", "posts", "pages.parquet", out, "--workers", "2"], console=console)
    return code, err.getvalue(), asked


def step(lines_done: int, **other: Any) -> Progress:  # noqa: ANN401 - fields of Progress
    return replace(BEGUN, lines_done=lines_done, **other)


def test_what_is_asked_for_is_what_the_arguments_say() -> None:
    code, err, asked = told(step(1000, opens_case=12, needs_person=3), err=io.StringIO())
    assert code == 0
    assert asked["paths"] == [Path("posts"), Path("pages.parquet")]
    assert asked["out"] == Path("out")
    assert (asked["workers"], asked["scheduler"], asked["part_lines"], asked["at"]) == (2, None, None, NOW)
    assert "1,000 lines of 3 files are screened in out; 12 would open a case, 3 need a person" in err


def test_without_a_terminal_a_line_is_said_now_and_then() -> None:
    steps = [step(lines) for lines in range(0, 1001, 100)]
    _, err, _ = told(*steps, err=io.StringIO(), seconds=20)
    lines = err.splitlines()
    assert len(lines) == 1 + 11 // 3  # one a minute, and what it came to
    assert "200 of 1,000 lines (20 %), 5 a second, 0:02:40 left" in lines[0]
    assert "\x1b" not in err
    _, err, _ = told(*steps, err=io.StringIO(), seconds=0)
    assert len(err.splitlines()) == 1


def test_on_a_terminal_it_is_shown_in_place() -> None:
    _, err, _ = told(Progress(files=3, files_read=1), step(500, failed=2), step(1000, failed=2), err=Terminal())
    assert "\r\x1b[2Klooked through 1 of 3 files" in err
    assert "\r\x1b[2K500 of 1,000 lines (50 %)" in err
    assert "2 could not be screened" in err


def test_what_failed_and_what_was_left_out_is_said_at_the_end() -> None:
    done = step(1000, failed=7, left_out=("posts/a.txt", "posts/b.txt", "posts/c.txt", "posts/d.txt"))
    code, err, _ = told(done, err=io.StringIO())
    assert code == 1
    assert "7 could not be screened" in err
    assert "posts/a.txt, posts/b.txt, posts/c.txt and 1 more" in err


@pytest.mark.parametrize(
    "argv", [["in"], ["in", "out", "--workers", "0"], ["in", "out", "--workers", "2", "--scheduler", "tcp://a:1"]]
)
def test_a_wrong_call_is_a_usage_error(argv: list[str]) -> None:
    assert nadhir("bulk", *argv).code == 2


def test_an_archive_that_is_not_there_is_said(tmp_path: Path) -> None:
    outcome = nadhir("bulk", str(tmp_path / "nowhere"), str(tmp_path / "out"))
    assert outcome.code == 3
    assert "there is no such file or folder — check the path" in outcome.err


def test_a_scheduler_that_does_not_answer_is_the_worlds_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nadhir.bulk.cluster.PATIENCE_SECONDS", 1)
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "Onions are dear."}\n')
    outcome = nadhir("bulk", str(tmp_path / "a.jsonl"), str(tmp_path / "out"), "--scheduler", "tcp://127.0.0.1:1")
    assert outcome.code == 4
    assert "tcp://127.0.0.1:1: no scheduler answers" in outcome.err


def test_without_the_engine_it_says_which_extra_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nadhir.bulk", None)
    outcome = nadhir("bulk", str(tmp_path), str(tmp_path / "out"))
    assert outcome.code == 4
    assert "nadhir[bulk]" in outcome.err

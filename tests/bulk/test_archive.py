"""An archive gives the answers of its lines, in order; what is done stays done, and nothing foreign is mixed in."""

from __future__ import annotations

import fcntl
import gzip
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pyarrow as pa
import pytest
from distributed import Client, KilledWorker, LocalCluster
from pyarrow import parquet

from nadhir.bulk import Progress, screen_archive
from nadhir.bulk.answers import PartDone, write_part
from nadhir.bulk.cluster import workers_of
from nadhir.bulk.folder import PLAN
from nadhir.bulk.plan import Plan
from nadhir.casework.screen_text import screen_text
from nadhir.terms.errors import OursError, TheirsError, WorldError
from tests.bulk.archives import LINES, answers, as_lines, many, where, write
from tests.cli.running import nadhir

NOW = datetime(2024, 1, 2, 12, 0, tzinfo=UTC)


def one_worker(*, count: int = 1) -> LocalCluster:
    """A cluster in this process."""
    return LocalCluster(  # type: ignore[no-untyped-call]  # Dask is untyped
        n_workers=count,
        threads_per_worker=2,
        processes=False,
        dashboard_address=None,
        scheduler_kwargs={"dashboard": False, "dashboard_address": "127.0.0.1:0"},
        protocol="tcp://",
        host="127.0.0.1",  # else Dask asks for a way to a public address to learn its own
    )


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with one_worker() as cluster, Client(cluster) as client:  # type: ignore[no-untyped-call]  # Dask is untyped
        yield client


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    for name in ("a.jsonl", "b.jsonl.gz", "c.jsonl.zst", "deep/d.parquet"):
        write(folder / name, many(6))
    return folder


def screened(client: Client, *paths: Path, part_lines: int = 2, **how: Any) -> tuple[Progress, Path]:  # noqa: ANN401
    out = how.pop("out", paths[0].parent / "out")
    return screen_archive(paths, out=out, client=client, at=NOW, part_lines=part_lines, **how), out


# ── the answers ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_kind_gives_the_answers_of_the_command_line(client: Client, tmp_path: Path) -> None:
    path = write(tmp_path / "in" / "a.jsonl", LINES)
    for name in ("b.jsonl.gz", "c.jsonl.zst"):
        write(tmp_path / "in" / name, LINES)
    write(tmp_path / "in" / "d.parquet", LINES, compression="gzip")
    told = nadhir("screen", str(path)).lines
    _, out = screened(client, tmp_path / "in")
    rows = answers(out)
    assert where(out) == [
        (f"in/{n}", at) for n in ("a.jsonl", "b.jsonl.gz", "c.jsonl.zst", "d.parquet") for at in (1, 2, 3, 4)
    ]
    for row, line in zip(rows, told * 4, strict=True):
        assert row["id"] == str(line["id"])
        for name in ("lang", "labels", "opens_case", "queue", "score", "evidence", "screener"):
            assert row[name] == line[name]
        assert [{**each, "norm": json.loads(each["norm"])} for each in row["elements"]] == line["elements"]
        assert row["needs_person"] is bool(line.get("needs_person"))
        assert row["problem"] == line.get("problem")
        assert row["error_what"] is None


def test_a_bad_line_becomes_a_row_that_says_so_and_costs_no_other(client: Client, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good = as_lines(LINES)
    path.write_bytes(good + b'no json\n\n[1]\n{"id": {"n": 1}, "text": "  "}\n{"id": "x"}\n\xff\xfe\n' + good)
    progress, out = screened(client, path)
    rows = answers(out)
    assert [row["line"] for row in rows] == [1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14]
    bad = [row for row in rows if row["error_what"]]
    assert [row["line"] for row in bad] == [5, 7, 8, 9, 10]
    assert [row["id"] for row in bad] == [None, None, '{"n":1}', "x", None]
    assert all(row["needs_person"] and row["opens_case"] is None for row in bad)
    assert all(f"line {row['line']}" in row["error_where"] and row["error_do"] for row in bad)
    assert (progress.failed, progress.lines, progress.rows) == (5, 14, 13)
    assert progress.needs_person == 7  # two more are in a language that nobody here reads


def test_a_damaged_file_keeps_what_could_be_read_and_says_from_where_on_it_could_not(
    client: Client, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    write(folder / "a.jsonl", many(2))
    (folder / "b.jsonl.gz").write_bytes(gzip.compress(as_lines(many(5)) + b" " * 100_000)[:-9])
    (folder / "c.parquet").write_bytes(b"no parquet at all")
    parquet.write_table(pa.table({"body": ["x"]}), folder / "d.parquet")
    whole = write(folder / "e.parquet", many(4), compression="none", use_dictionary=False, write_page_checksum=True)
    data = bytearray(whole.read_bytes())
    at = data.index(b"onions")
    data[at : at + 6] = b"ONIONS"
    whole.write_bytes(data)
    progress, out = screened(client, folder, part_lines=100)
    bad = [row for row in answers(out) if row["error_what"]]
    assert [row["file"] for row in bad[:3]] == ["in/b.jsonl.gz", "in/c.parquet", "in/d.parquet"]
    assert [row["line"] for row in bad[:3]] == [6, 1, 1]
    assert "from line 6 on" in bad[0]["error_where"]
    assert "no column `text`, only body" in bad[2]["error_what"]
    assert len(answers(out)) == 2 + 6 + 1 + 1 + 4
    assert progress.failed == len(bad)


def test_parquet_of_other_writers_is_read(client: Client, tmp_path: Path) -> None:
    """Texts as bytes or from a dictionary, days as days, ids as numbers, columns that are nobody's business."""
    text = ["We will bomb the market in Mosul on Friday.", "", None]
    table = pa.table(
        {
            "id": pa.array([1, 2, 3]),
            "text": pa.array([t if t is None else t.encode() for t in text], pa.binary()),
            "published": pa.array([NOW.date()] * 3, pa.date32()),
            "lang": pa.array(["en", "en", "en"]).dictionary_encode(),
            "embedding": pa.array([[0.1], [0.2], [0.3]]),
        }
    )
    (tmp_path / "in").mkdir()
    parquet.write_table(table, tmp_path / "in" / "a.parquet")
    invalid = pa.Array.from_buffers(pa.binary(), 1, pa.array([b"\xff\xfe"]).buffers()).view(pa.string())
    parquet.write_table(pa.table({"text": invalid}), tmp_path / "in" / "b.parquet")
    _, out = screened(client, tmp_path / "in")
    rows = answers(out)
    assert [row["id"] for row in rows] == ["1", "2", "3", None]
    assert rows[0]["opens_case"] is True
    assert any("2024-01-05" in each["norm"] for each in rows[0]["elements"])
    assert [row["error_what"] is None for row in rows] == [True, False, False, False]
    assert "UTF-8" in rows[3]["error_what"]


def test_the_folder_reads_as_one_table(client: Client, archive: Path) -> None:
    progress, out = screened(client, archive)
    assert parquet.read_table(out).num_rows == progress.lines == 24
    done = json.loads((out / "_done.json").read_bytes())
    assert (done["lines"], done["rows"]) == (24, 24)
    assert done["opens_case"] == progress.opens_case > 0


# ── going on ────────────────────────────────────────────────────────────────────────────────────────────────────────


class Stopped(Exception):  # noqa: N818 - what stops a run here is no error
    """The run ends here, as by a kill."""


def stop_after(parts: int) -> Any:  # noqa: ANN401 - see below
    """What stops a run when so many parts are done."""

    def tell(progress: Progress) -> None:
        if progress.parts_done >= parts:
            raise Stopped

    return tell


def written(out: Path) -> dict[str, tuple[int, int]]:
    """Which part files there are, each as it was written."""
    return {path.name: (path.stat().st_ino, path.stat().st_mtime_ns) for path in out.glob("part-*.parquet")}


def test_a_run_that_was_stopped_goes_on_without_loss_or_repetition(client: Client, archive: Path) -> None:
    _, undisturbed = screened(client, archive, out=archive.parent / "undisturbed")
    out = archive.parent / "out"
    with pytest.raises(Stopped):
        screened(client, archive, on_progress=stop_after(5))
    before = written(out)
    assert len(before) >= 5
    assert not (out / "_done.json").exists()
    (out / ".part-x.parquet.abc.unfinished").write_bytes(b"half")
    progress, _ = screened(client, archive)
    assert progress.lines_before >= 10
    assert progress.is_complete
    assert answers(out) == answers(undisturbed)
    assert written(out).items() >= before.items()
    assert list(out.glob(".*")) == []


def test_a_finished_run_is_finished(client: Client, archive: Path) -> None:
    _, out = screened(client, archive)
    before = written(out)
    progress, _ = screened(client, archive)
    assert written(out) == before
    assert progress.lines_before == progress.lines_done == progress.lines


def test_all_of_a_run_is_screened_as_of_its_first_moment(client: Client, archive: Path) -> None:
    with pytest.raises(Stopped):
        screened(client, archive, on_progress=stop_after(3))
    later = NOW + timedelta(days=30)
    screen_archive([archive], out=archive.parent / "out", client=client, at=later)
    _, undisturbed = screened(client, archive, out=archive.parent / "undisturbed")
    assert answers(archive.parent / "out") == answers(undisturbed)


def test_a_part_that_the_disk_lost_is_screened_again(client: Client, archive: Path) -> None:
    _, out = screened(client, archive)
    expected = answers(out)
    first, second, *_ = sorted(out.glob("part-*.parquet"))
    first.write_bytes(b"")
    second.write_bytes(second.read_bytes()[:-20])
    screened(client, archive)
    assert answers(out) == expected


def test_a_changed_archive_is_refused_and_not_mixed(client: Client, archive: Path) -> None:
    with pytest.raises(Stopped):
        screened(client, archive, on_progress=stop_after(2))
    write(archive / "a.jsonl", many(7))
    with pytest.raises(TheirsError, match=r"archive/a\.jsonl has changed"):
        screened(client, archive)


@pytest.mark.parametrize("name", ["a.jsonl", "b.jsonl.gz", "deep/d.parquet"])
def test_an_archive_that_changes_while_it_is_screened_is_refused(client: Client, archive: Path, name: str) -> None:
    def change(progress: Progress) -> None:
        if progress.parts_done == 1:
            write(archive / name, many(9))

    with pytest.raises(TheirsError, match="changed"):
        screened(client, archive, on_progress=change)
    assert not (archive.parent / "out" / "_done.json").exists()


def test_other_options_or_another_screener_are_refused(client: Client, archive: Path) -> None:
    _, out = screened(client, archive)
    with pytest.raises(TheirsError, match="in parts of 2 lines, not 3"):
        screened(client, archive, part_lines=3)
    path = out / PLAN
    path.write_bytes(replace(Plan.parse(path.read_bytes(), where="x"), screener="another/1").to_json())
    with pytest.raises(TheirsError, match="begun with another/1"):
        screened(client, archive)


def test_a_worker_with_another_nadhir_is_refused(
    client: Client, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nadhir.bulk.work.screener_here", lambda: "another/1")
    with pytest.raises(WorldError, match="a worker screens with another/1"):
        screened(client, archive)


def test_what_is_not_ours_is_left_alone_and_refused(client: Client, archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    strange = out / "accounts.xlsx"
    strange.write_bytes(b"x")
    with pytest.raises(TheirsError, match=r"not ours: accounts\.xlsx"):
        screened(client, archive)
    assert sorted(path.name for path in out.iterdir()) == ["accounts.xlsx"]
    strange.unlink()
    screened(client, archive)
    (out / "part-extra.parquet").write_bytes(b"x")
    with pytest.raises(TheirsError, match=r"part-extra\.parquet"):
        screened(client, archive)
    with pytest.raises(TheirsError, match="is no folder"):
        screened(client, archive, out=write(tmp_path / "b.jsonl", []))


def test_parts_of_another_run_are_not_taken_for_this_ones(client: Client, archive: Path, tmp_path: Path) -> None:
    _, out = screened(client, archive)
    screen_archive([archive], out=tmp_path / "later", client=client, at=NOW + timedelta(days=1), part_lines=2)
    part = next(out.glob("part-*.parquet"))
    part.write_bytes((tmp_path / "later" / part.name).read_bytes())
    with pytest.raises(TheirsError, match="answers of another run"):
        screened(client, archive)


def test_one_run_at_a_time(client: Client, archive: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with (tmp_path / "out" / "_lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(WorldError, match="another run"):
            screened(client, archive)


def test_a_disk_that_fails_stops_the_run_with_where_and_what_to_do(
    client: Client, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("nadhir.bulk.work.write_part", full)
        with pytest.raises(WorldError, match=r"No space left on device.*run the same command again"):
            screened(client, archive)
    progress, _ = screened(client, archive)
    assert progress.is_complete


def test_a_bug_that_one_text_meets_costs_that_text_alone(
    client: Client, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumbles(line: Any, **how: Any) -> Any:  # noqa: ANN401 - passed on as it comes
        if "onions" in line.text:
            raise IndexError(line.text)
        return screen_text(line, **how)

    monkeypatch.setattr("nadhir.bulk.work.screen_text", stumbles)
    progress, out = screened(client, archive)
    bad = [row for row in answers(out) if row["error_what"]]
    assert len(bad) == progress.failed == 4
    assert all("IndexError" in row["error_what"] and row["needs_person"] for row in bad)
    assert not any("onions" in row["error_what"] for row in bad)


LAST_WORKER = cast("Any", SimpleNamespace(address="tcp://127.0.0.1:1"))
BEFALLEN = {
    "killed": (KilledWorker("a-part", LAST_WORKER, 3), WorldError, "workers were killed again and again over 1 of 12"),
    "lacking": (ModuleNotFoundError("No module named 'nadhir'"), WorldError, "lacks Nadhir"),
    "full": (MemoryError(), WorldError, "too little memory"),
    "bug": (RuntimeError("this and that"), OursError, "RuntimeError: this and that"),
}


@pytest.mark.parametrize("what", BEFALLEN)
def test_what_befalls_a_part_is_said_as_whose_fault_it_is_and_the_next_run_mends_it(
    client: Client, archive: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    problem, kind, words = BEFALLEN[what]

    def befall(rows: Any, *, done: PartDone, out: Path) -> None:  # noqa: ANN401 - passed on as it comes
        if done.part.startswith("0000004-"):
            raise problem
        write_part(rows, done=done, out=out)

    with monkeypatch.context() as patched:
        patched.setattr("nadhir.bulk.work.write_part", befall)
        with pytest.raises(kind, match=words):
            screened(client, archive)
    if isinstance(problem, KilledWorker):
        assert len(written(archive.parent / "out")) == 11  # the others went on
    progress, out = screened(client, archive)
    assert progress.is_complete
    assert len(answers(out)) == 24


def test_workers_with_another_folder_of_the_same_name_are_noticed(
    client: Client, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nadhir.bulk.work.write_part", lambda *_, **__: None)
    with pytest.raises(WorldError, match="a worker has written this part, and it is not here"):
        screened(client, archive)


def test_a_scheduler_that_goes_is_the_worlds_fault(archive: Path) -> None:
    with one_worker() as cluster, Client(cluster) as client:  # type: ignore[no-untyped-call]  # Dask is untyped

        def close(progress: Progress) -> None:
            if progress.parts_done == 1:
                cluster.close()

        with pytest.raises(WorldError, match=r"the scheduler is gone.*run the same command again"):
            screened(client, archive, on_progress=close)


# ── the workers of a scheduler ──────────────────────────────────────────────────────────────────────────────────────


def test_a_scheduler_without_workers_is_waited_for_and_then_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nadhir.bulk.cluster.PATIENCE_SECONDS", 1)
    with (
        one_worker(count=0) as cluster,
        pytest.raises(WorldError, match="no worker joined"),
        workers_of(cluster.scheduler_address),
    ):
        pass


def test_a_worker_that_screens_otherwise_is_refused_before_it_has_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nadhir.bulk.cluster.screener_here", lambda: threading.current_thread().name)
    with (
        one_worker() as cluster,
        pytest.raises(WorldError, match="cannot screen as we do here, with MainThread"),
        workers_of(cluster.scheduler_address),
    ):
        pass


def test_a_run_whose_workers_are_all_gone_ends_in_words(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nadhir.bulk.cluster.PATIENCE_SECONDS", 1)
    with one_worker() as cluster, workers_of(cluster.scheduler_address) as client:

        def send_home(progress: Progress) -> None:
            if progress.parts_done == 1:
                cluster.scale(0)
                while cluster.scheduler.workers:
                    time.sleep(0.01)

        with pytest.raises(WorldError, match="no worker has been left"):
            screened(client, archive, on_progress=send_home)

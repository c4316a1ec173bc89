"""An archive gives the same answers as its lines one by one, in order, however it is cut and whoever works on it."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from distributed import Client, LocalCluster

from nadhir.bulk import partitions_of, screen_archive, screen_partition
from tests.cli.running import nadhir

NOW = datetime(2024, 1, 2, 12, 0, tzinfo=UTC)
LINES = [
    {"id": "a", "text": "We will bomb the market in Mosul on Friday.", "published": "2024-01-02"},
    {"id": "b", "text": "سنفجر السوق يوم الجمعة."},
    {"id": "c", "text": "The price of onions exploded."},
]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "archive.jsonl"
    lines = [json.dumps(line, ensure_ascii=False) for line in LINES]
    path.write_text("\n".join([*lines[:2], "no json", "", *lines[2:]]), encoding="utf-8")
    return path


@pytest.mark.parametrize("size_bytes", [1, 40, 100, 10_000])
def test_partitions_are_whole_lines_and_together_the_file(archive: Path, size_bytes: int) -> None:
    data = archive.read_bytes()
    cut = list(partitions_of(archive, size_bytes=size_bytes))
    assert b"".join(data[p.start : p.end] for p in cut) == data
    assert all(data[p.start : p.end].endswith(b"\n") for p in cut[:-1])
    assert [p.first_line for p in cut] == [data[: p.start].count(b"\n") + 1 for p in cut]


def test_a_bad_line_becomes_an_error_and_costs_no_other(archive: Path) -> None:
    answers = [json.loads(a) for p in partitions_of(archive, size_bytes=50) for a in screen_partition(p, at=NOW)]
    assert [a.get("id") for a in answers] == ["a", "b", None, "c"]
    assert answers[2]["line"] == 3
    assert "JSON" in answers[2]["error"]["what"]


def test_the_answers_are_those_of_the_command_line(archive: Path) -> None:
    answers = [json.loads(a) for p in partitions_of(archive) for a in screen_partition(p, at=NOW)]
    outcome = nadhir("screen", str(archive))
    assert outcome.code == 1
    assert [a for a in answers if "error" not in a] == [line for line in outcome.lines if "error" not in line]


def test_a_cluster_gives_the_same_answers_in_the_same_order(archive: Path) -> None:
    alone = [a for p in partitions_of(archive) for a in screen_partition(p, at=NOW)]
    with (
        LocalCluster(  # type: ignore[no-untyped-call]  # Dask is untyped
            n_workers=1,
            threads_per_worker=2,
            processes=False,
            dashboard_address=None,
            protocol="tcp://",
            host="127.0.0.1",  # else Dask asks for a way to a public address to learn its own
        ) as cluster,
        Client(cluster) as client,  # type: ignore[no-untyped-call]  # Dask is untyped
    ):
        assert list(screen_archive([archive], client=client, at=NOW)) == alone

"""An archive is cut the same way each time, into parts that together are all of it; a changed one is told from it."""

from __future__ import annotations

import gzip
import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nadhir.bulk import plan as planning
from nadhir.bulk.inputs import InputFile, InputKind, find_inputs
from nadhir.bulk.plan import Plan, check_unchanged, make_plan
from nadhir.bulk.reading import block_of, blocks, count_lines, rows_of
from nadhir.casework import json_lines
from nadhir.terms.errors import TheirsError
from tests.bulk.archives import as_lines, many, write

NOW = datetime(2024, 1, 2, 12, 0, tzinfo=UTC)


def planned(folder: Path, *, part_lines: int = 3) -> Plan:
    files, left_out = find_inputs([folder], out=folder.parent / "out")
    return make_plan(files, left_out=left_out, at=NOW, screener="s", part_lines=part_lines)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    for name in ("a.jsonl", "b.jsonl.gz", "deep/c.jsonl.zst", "deep/d.parquet"):
        write(folder / name, many(10))
    return folder


def test_every_kind_is_cut_into_parts_that_together_are_all_lines(archive: Path) -> None:
    plan = planned(archive)
    assert [file.kind for file in plan.files] == list(InputKind)
    for file in plan.files:
        assert [(part.first_line, part.lines) for part in file.parts] == [(1, 3), (4, 3), (7, 3), (10, 1)]
    assert (plan.part_count, plan.line_count) == (16, 40)


@given(st.lists(st.sampled_from([b"", b"{}", b'{"text": 1}', b"no json", b"\xff\r"])), st.integers(1, 5), st.booleans())
def test_the_parts_of_any_lines_are_its_bytes_plain_and_compressed(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], part_lines: int, ends: bool
) -> None:
    data = b"\n".join(lines) + (b"\n" if ends and lines else b"")
    folder = tmp_path_factory.mktemp("archive") / "in"
    folder.mkdir()
    (folder / "a.jsonl").write_bytes(data)
    (folder / "b.jsonl.gz").write_bytes(gzip.compress(data))
    plain, packed = planned(folder, part_lines=part_lines).files
    ranges = [(part.start, part.end) for part in plain.parts]
    assert b"".join(block_of(folder / "a.jsonl", start=start, end=end) for start, end in ranges) == data
    counts = [part.lines for part in packed.parts]
    assert counts == [part.lines for part in plain.parts]
    given_out = list(blocks(folder / "b.jsonl.gz", kind=InputKind.GZIP, name="b", lines=counts))
    assert b"".join(given_out) == data + (b"\n" if data and not data.endswith(b"\n") else b"")
    assert [count_lines(block) for block in given_out] == counts
    assert sum(counts) == count_lines(data)


@pytest.mark.parametrize("group_rows", [1, 4, 10, 1000])
def test_rows_come_once_and_in_order_however_parquet_groups_them(tmp_path: Path, group_rows: int) -> None:
    path = write(tmp_path / "in" / "a.parquet", many(25), row_group_size=group_rows)
    (file,) = planned(tmp_path / "in", part_lines=7).files
    got = [
        line
        for part in file.parts
        for line in rows_of(
            path, name="a", group=part.group, start=part.start, end=part.end, first_line=part.first_line
        )
    ]
    assert [line.number for line in got] == list(range(1, 26))
    assert [line.value.get("id") for line in got if isinstance(line.value, dict)] == [f"line-{n}" for n in range(25)]


def test_parts_keep_their_names_wherever_the_archive_lies(archive: Path, tmp_path: Path) -> None:
    first = planned(archive)
    shutil.copytree(archive, tmp_path / "elsewhere" / "archive")
    second = planned(tmp_path / "elsewhere" / "archive")
    names = [part.id for file in first.files for part in file.parts]
    assert names == [part.id for file in second.files for part in file.parts]
    assert names == sorted(set(names))


def test_a_plan_comes_back_from_its_file_as_it_was(archive: Path) -> None:
    plan = planned(archive)
    assert Plan.parse(plan.to_json(), where="here") == plan


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"format": "nadhir-bulk/0"}', b'{"format": "nadhir-bulk/1"}'])
def test_what_is_no_plan_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(TheirsError, match="no plan"):
        Plan.parse(data, where="here")


def test_long_lines_make_smaller_parts_and_one_too_long_stands_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "PART_BYTES", 100)
    monkeypatch.setattr(json_lines, "LONGEST_LINE_BYTES", 150)
    path = tmp_path / "in" / "a.jsonl"
    path.parent.mkdir()
    path.write_bytes(b"%s\n%s\n%s\n%s\n" % (b"a" * 60, b"b" * 60, b"c" * 400, b"d"))
    (file,) = planned(tmp_path / "in").files
    assert [(part.lines, part.end - part.start) for part in file.parts] == [(1, 61), (1, 61), (1, 401), (1, 2)]
    with path.open("rb") as stream:
        read = list(json_lines.read_lines(stream, name="a"))
    assert [line.number for line in read] == [1, 2, 3, 4]
    assert "too long" in str(read[2].value)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda folder: (folder / "a.jsonl").write_bytes(as_lines(many(11))), "archive/a.jsonl has changed"),
        (lambda folder: (folder / "a.jsonl").unlink(), "archive/a.jsonl is missing"),
        (lambda folder: write(folder / "e.jsonl", many(1)), "archive/e.jsonl is new"),
    ],
)
def test_a_changed_archive_is_told(archive: Path, change: Callable[[Path], object], said: str) -> None:
    plan = planned(archive)
    change(archive)
    with pytest.raises(TheirsError, match=said):
        check_unchanged(plan, inputs=find_inputs([archive], out=archive.parent / "out")[0])


def test_a_change_that_keeps_the_size_is_told_and_a_touch_is_none(archive: Path) -> None:
    plan = planned(archive)
    files, _ = find_inputs([archive], out=archive.parent / "out")
    path = archive / "a.jsonl"
    os.utime(path, ns=(1, 1))
    check_unchanged(plan, inputs=files)
    path.write_bytes(path.read_bytes().replace(b"Friday", b"Monday"))
    os.utime(path, ns=(2, 2))
    with pytest.raises(TheirsError, match="has changed"):
        check_unchanged(plan, inputs=files)


def test_a_damaged_stream_keeps_what_was_before_the_damage(tmp_path: Path) -> None:
    for name, data in {
        "a.jsonl.gz": gzip.compress(as_lines(many(20_000)))[:2000],
        "b.jsonl.zst": pa.compress(as_lines(many(20_000)), codec="zstd", asbytes=True)[:5000],
        "c.jsonl.gz": b"no gzip",
        "d.parquet": b"no parquet",
    }.items():
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / name).write_bytes(data)
    plan = planned(tmp_path / "in", part_lines=100)
    for file in plan.files:
        *whole, last = file.parts
        assert "damaged" in last.problem
        assert last.first_line == 1 + sum(part.lines for part in whole)
        counts = [part.lines for part in whole]
        if counts:
            given_out = list(blocks(tmp_path / "in" / file.name[3:], kind=file.kind, name="x", lines=counts))
            assert [count_lines(block) for block in given_out] == counts
    assert plan.files[0].parts[0].lines == 100
    assert len(plan.files[2].parts) == len(plan.files[3].parts) == 1


def test_an_empty_archive_has_no_parts_and_is_none_to_complain_of(tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.jsonl", [])
    write(tmp_path / "in" / "b.jsonl.gz", [])
    assert planned(tmp_path / "in").part_count == 0


# ── which files ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_of_no_known_kind_is_left_out_by_name(archive: Path) -> None:
    (archive / "README.txt").write_text("x", encoding="utf-8")
    (archive / "round").symlink_to(archive, target_is_directory=True)
    files, left_out = find_inputs([archive], out=archive.parent / "out")
    assert len(files) == 4
    assert [each.name for each in left_out] == ["archive/README.txt", "archive/round"]


def test_a_file_named_twice_is_read_once(archive: Path) -> None:
    files, _ = find_inputs([archive, archive / "a.jsonl", archive / "deep"], out=archive.parent / "out")
    assert [file.name for file in files] == [
        "archive/a.jsonl",
        "archive/b.jsonl.gz",
        "archive/deep/c.jsonl.zst",
        "archive/deep/d.parquet",
    ]
    assert all(isinstance(file, InputFile) for file in files)


def test_a_name_that_is_no_utf_8_is_written_out(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    strange = os.fsdecode(b"\xff.jsonl")
    (tmp_path / "in" / strange).write_bytes(as_lines(many(1)))
    (file,) = planned(tmp_path / "in").files
    assert file.name == "in/\\xff.jsonl"


def test_a_link_to_a_file_is_read_by_its_own_name(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "posts.jsonl.gz").symlink_to(archive / "b.jsonl.gz")
    (file,), _ = find_inputs([tmp_path / "posts.jsonl.gz"], out=tmp_path / "out")
    assert (file.name, file.kind) == ("posts.jsonl.gz", InputKind.GZIP)


def test_inputs_that_cannot_be_are_refused_in_words(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(tmp_path / "other" / "archive" / "a.jsonl", many(1))
    (tmp_path / "empty").mkdir()
    (archive / "notes.txt").write_text("x", encoding="utf-8")
    for paths, where_to, said in (
        ([archive, tmp_path / "other" / "archive"], out, "would both be called archive/a.jsonl"),
        ([tmp_path / "nowhere"], out, "no such file"),
        ([tmp_path / "empty"], out, "nothing to screen"),
        ([archive / "notes.txt"], out, "no file that is read here"),
        ([archive], archive / "out", "among the files to screen"),
        ([archive], archive, "among the files to screen"),
    ):
        with pytest.raises(TheirsError, match=said):
            find_inputs(paths, out=where_to)

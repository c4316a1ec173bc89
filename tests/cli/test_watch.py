"""`nadhir watch`: every file becomes one report, once, whenever the process dies and whatever lies in the folder."""

from __future__ import annotations

import errno
import os
import signal
import socket
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from nadhir.casework import queries
from nadhir.casework.receive import Handed
from nadhir.cli.watch import Watch
from nadhir.cli.watched_folder import NOT_TAKEN, TAKEN, TAKING, WatchedFolder, hold
from nadhir.intake import unpack
from nadhir.terms.ids import ReportId
from tests.casework.desks import KARIM, WIRE, ProcessDiedError
from tests.casework.reports import CABLE, NEWS
from tests.cli.offices import Office
from tests.cli.running import Outcome, nadhir
from tests.rooms.intake.containers import mail, mbox

#: What changes the disk on the way of a file: each is a place at which a process can die.
STEPS = frozenset({"os.rename", "os.remove", "os.mkdir", "open", "fcntl.flock"})


class Killer:
    """Ends the run, as far as one can within a process, before the step of a number; hooks cannot be taken off."""

    def __init__(self) -> None:
        self.folder = ""
        self.at: int | None = None
        self.passed = 0
        sys.addaudithook(self._heed)

    def _heed(self, event: str, args: tuple[object, ...]) -> None:
        if self.at is None or event not in STEPS:
            return
        if event != "fcntl.flock" and not any(
            self.folder in os.fsdecode(a) for a in args if isinstance(a, str | bytes)
        ):
            return
        self.count()

    def count(self) -> None:
        """Counts a step, and ends the run before the one of the number."""
        self.passed += 1
        if self.passed == self.at:
            raise ProcessDiedError


@pytest.fixture(scope="module")
def killer() -> Killer:
    return Killer()


@pytest.fixture
def box(office: Office) -> Path:
    folder = office.folder / "box"
    folder.mkdir()
    return folder


def watch(folder: Path, *options: str, source: str = "src-wire", by: str = "karim") -> Outcome:
    return nadhir("watch", str(folder), "--source", source, "--by", by, "--once", "--every", "0.1", "--json", *options)


def received(_office: Office) -> Counter[bytes]:
    """The bytes of every report on record, with how often each was received."""
    from nadhir.store.models import ReportRow  # noqa: PLC0415 - the models need the settings

    rows = ReportRow.objects.unsafe_everything().select_related("blob")
    return Counter(bytes(row.blob.data) for row in rows)


def lying(folder: Path) -> list[str]:
    return sorted(
        str(each.relative_to(folder)) for each in folder.rglob("*") if each.name != ".lock" and not each.is_dir()
    )


# ── one round ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_file_becomes_a_report_and_lies_with_those_taken_under_its_id(office: Office, box: Path) -> None:
    (box / "cable.txt").write_text(CABLE)
    outcome = watch(box, "--kind", "partner", source="src-human")
    assert outcome.code == 0, outcome.err
    (line,) = outcome.lines
    assert (line["name"], line["has_opened_case"]) == ("cable.txt", True)
    assert lying(box) == [f"{TAKEN}/{line['report']}_cable.txt"]
    view = queries.report(office.desk.house, report_id=ReportId(str(line["report"])), by=KARIM)
    assert view.handed_in_by == KARIM
    assert received(office) == {CABLE.encode(): 1}
    assert watch(box).lines == []


def test_what_became_of_a_file_is_told_in_words_too(box: Path) -> None:
    (box / "cable.txt").write_text(CABLE)
    outcome = nadhir(
        "watch", str(box), "--source", "src-human", "--by", "karim", "--once", "--every", "0.1", "--kind", "partner"
    )
    assert outcome.code == 0
    assert "opens a case of its own" in outcome.out


def test_the_same_bytes_put_there_twice_are_two_reports(office: Office, box: Path) -> None:
    for name in ("one.txt", "two.txt"):
        (box / name).write_text(NEWS)
    assert watch(box).code == 0
    (box / "one.txt").write_text(NEWS)
    assert watch(box).code == 0
    assert received(office) == {NEWS.encode(): 3}
    assert len(lying(box / TAKEN)) == 3


def test_what_is_not_whole_yet_is_left(office: Office, box: Path) -> None:
    for name in ("page.html.part", "page.TMP", ".hidden", "page.html~", "page.crdownload", "empty.txt"):
        (box / name).write_text("" if name == "empty.txt" else NEWS)
    (box / "deeper").mkdir()
    (box / "deeper" / "page.html").write_text(NEWS)
    before = lying(box)
    outcome = watch(box)
    assert outcome.lines == []
    assert lying(box) == before
    assert "deeper is a folder and left alone" in outcome.err
    assert not received(office)


def test_a_file_that_is_still_being_written_to_waits(office: Office, box: Path) -> None:
    going = threading.Event()

    def write() -> None:
        with (box / "slow.txt").open("ab", buffering=0) as stream:
            while not going.wait(0.02):
                stream.write(b"More. ")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert watch(box, "--every", "0.5").lines == []
        assert not received(office)
    finally:
        going.set()
        writer.join()
    assert len(watch(box).lines) == 1
    assert received(office) == {(box / TAKEN / lying(box / TAKEN)[0]).read_bytes(): 1}


def test_a_file_renamed_into_place_is_taken_whole(office: Office, box: Path) -> None:
    (box / "page.part").write_text(NEWS)
    assert watch(box).lines == []
    (box / "page.part").rename(box / "page.txt")
    assert len(watch(box).lines) == 1
    assert received(office) == {NEWS.encode(): 1}


@pytest.mark.parametrize(
    "name", ["تقرير عن تهديد.html", "a b\nc.txt", "-rf", "%s", "x" * 255, "ب" * 120 + ".html", b"\xff\xfe caf\xe9.txt"]
)
def test_a_file_may_have_any_name(office: Office, box: Path, name: str | bytes) -> None:
    (box / os.fsdecode(name)).write_text(NEWS)
    outcome = watch(box)
    assert outcome.code == 0, outcome.err
    assert received(office) == {NEWS.encode(): 1}
    (taken,) = lying(box / TAKEN)
    assert taken.startswith("r-")


def test_a_report_larger_than_intake_takes_is_on_record_with_its_digest(office: Office, box: Path) -> None:
    (box / "large.txt").write_bytes(b"They will come. " * (1024 * 1024 + 1))
    (line,) = watch(box).lines
    assert line["problem"] == "too_large"
    assert sum(received(office).values()) == 1


# ── what cannot be read ─────────────────────────────────────────────────────────────────────────────────────────────


def make_link(path: Path) -> None:
    path.symlink_to("/etc/passwd")


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


def make_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as bound:
        here = Path.cwd()
        os.chdir(path.parent)  # the path of a socket is short
        try:
            bound.bind(path.name)
        finally:
            os.chdir(here)


def make_broken_link(path: Path) -> None:
    path.symlink_to("nowhere")


@pytest.mark.parametrize("make", [make_link, make_pipe, make_socket, make_broken_link])
def test_what_is_no_plain_file_is_put_aside_with_why_and_the_rest_goes_on(
    office: Office, box: Path, make: Callable[[Path], None]
) -> None:
    make(box / "a.txt")
    (box / "b.txt").write_text(NEWS)
    outcome = watch(box)
    assert outcome.code == 1
    failed = [line for line in outcome.lines if "error" in line]
    assert [line["name"] for line in failed] == ["a.txt"]
    aside, why = lying(box / NOT_TAKEN)
    assert why == f"{aside}.why.txt"
    assert "a.txt" in (box / NOT_TAKEN / why).read_text()
    assert received(office) == {NEWS.encode(): 1}
    assert watch(box).lines == []


def test_a_file_that_may_not_be_read_is_put_aside_and_taken_once_it_may(
    office: Office, box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (box / "a.txt").write_text(NEWS)
    real = os.open

    def refused(path: os.PathLike[str] | str, flags: int, *rest: int, **more: int) -> int:
        if str(path).endswith("_a.txt"):  # root, who may run the tests, reads everything
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path, flags, *rest, **more)

    monkeypatch.setattr(os, "open", refused)
    assert watch(box).code == 1
    monkeypatch.undo()
    aside, why = lying(box / NOT_TAKEN)
    assert "Permission denied" in (box / NOT_TAKEN / why).read_text()
    (box / NOT_TAKEN / aside).rename(box / "a.txt")
    assert watch(box).code == 0
    assert received(office) == {NEWS.encode(): 1}


def test_a_file_that_vanishes_is_nobodys_trouble(office: Office, box: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.txt", "b.txt"):
        (box / name).write_text(NEWS)
    claim = WatchedFolder.claim

    def vanishing(self: WatchedFolder, candidate: object, *, report_id: ReportId) -> object:
        (self.folder / "a.txt").unlink(missing_ok=True)
        return claim(self, candidate, report_id=report_id)  # type: ignore[arg-type]

    monkeypatch.setattr(WatchedFolder, "claim", vanishing)
    assert watch(box).code == 0
    assert received(office) == {NEWS.encode(): 1}


def test_a_link_that_is_put_in_a_files_place_meanwhile_is_not_followed(
    office: Office, box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (box / "a.txt").write_text(NEWS)
    opened = WatchedFolder.opened

    def swapped(self: WatchedFolder, claim: object) -> object:
        path = next((box / TAKING).glob("r-*"))
        path.unlink()
        path.symlink_to("/etc/passwd")
        return opened(self, claim)  # type: ignore[arg-type]

    monkeypatch.setattr(WatchedFolder, "opened", swapped)
    assert watch(box).code == 1
    assert not received(office)


# ── the machine fails ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_full_disk_under_the_database_loses_nothing_and_it_is_taken_once_there_is_room(
    office: Office, box: Path
) -> None:
    data = os.urandom(400_000)
    (box / "a.txt").write_bytes(data)
    with no_room_in_the_database():
        full = watch(box)
    assert full.code == 1
    assert "nothing is lost" in full.err
    assert not received(office)
    assert len(lying(box)) == 1
    assert watch(box).code == 0
    assert received(office) == {data: 1}


@contextmanager
def no_room_in_the_database() -> Iterator[None]:
    """Lets the database say that its disk is full: SQLite by its largest size, PostgreSQL by the error it gives."""
    from django.db import connection  # noqa: PLC0415 - it needs the settings
    from django.db.backends.signals import connection_created  # noqa: PLC0415 - as above

    def run(*statements: str) -> None:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    if connection.vendor != "sqlite":
        run(
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$",
            "CREATE TRIGGER full_disk BEFORE INSERT ON store_blob EXECUTE FUNCTION full_disk()",
        )
        try:
            yield
        finally:
            run("DROP TRIGGER full_disk ON store_blob", "DROP FUNCTION full_disk")
        return
    run("VACUUM")  # or there would be room among the pages that other tests left
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]

    def leave_no_room(**_known: object) -> None:
        run(f"PRAGMA max_page_count = {pages}")

    connection.close()
    connection_created.connect(leave_no_room)  # a command makes connections of its own
    try:
        yield
    finally:
        connection_created.disconnect(leave_no_room)
        connection.close()


@pytest.mark.parametrize("step", ["claim", "finish", "refuse"])
def test_a_full_disk_under_the_folder_loses_nothing(
    office: Office, box: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    (box / "a.txt").write_text(NEWS)
    if step == "refuse":
        make_link(box / "l.txt")

    def full(*_args: object, **_kwargs: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(WatchedFolder, step, full)
    outcome = watch(box)
    assert outcome.code == 1
    assert "No space left" in outcome.err
    monkeypatch.undo()
    watch(box)
    assert received(office) == {NEWS.encode(): 1}
    assert [each for each in lying(box) if each.startswith((TAKING, "a.txt", "l.txt"))] == []


def test_a_file_that_may_not_be_moved_does_not_hold_up_the_others(
    office: Office, box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.txt", "b.txt"):
        (box / name).write_text(NEWS + name)
    claim = WatchedFolder.claim

    def stuck(self: WatchedFolder, candidate: object, *, report_id: ReportId) -> object:
        if getattr(candidate, "name", "") == "a.txt":
            raise PermissionError(errno.EPERM, "Operation not permitted")
        return claim(self, candidate, report_id=report_id)  # type: ignore[arg-type]

    monkeypatch.setattr(WatchedFolder, "claim", stuck)
    outcome = watch(box)
    assert outcome.code == 1
    assert "a.txt: Operation not permitted" in outcome.err
    assert received(office) == {(NEWS + "b.txt").encode(): 1}
    assert (box / "a.txt").exists()


# ── killed ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_killed_before_any_step_the_next_run_takes_each_file_once(
    office: Office, box: Path, killer: Killer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nadhir.casework.unpack.route", lambda *_a, **_k: (_ for _ in ()).throw(RuntimeError("later")))
    expected: Counter[bytes] = Counter()
    died, step = 0, 0
    while True:
        step += 1
        text = f"{NEWS} Copy {step}."
        (box / "a.txt").write_text(text)
        make_link(box / "l.txt")
        expected[text.encode()] += 1
        killer.folder, killer.at, killer.passed = str(box), step, 0
        try:
            watch(box)
            is_over = True
        except ProcessDiedError:
            died, is_over = died + 1, False
        finally:
            killer.at = None
        watch(box)
        assert received(office) == expected, f"killed before step {step}"
        assert len(lying(box / TAKEN)) == step
        names = lying(box / NOT_TAKEN)
        assert [each for each in names if each.endswith(".why.txt")] == [
            f"{each}.why.txt" for each in names if not each.endswith(".why.txt")
        ]
        assert len(names) == 2 * step
        assert [each for each in lying(box) if not each.startswith((TAKEN, NOT_TAKEN))] == []
        if is_over:
            break
    assert died >= 10


@contextmanager
def before_each_insert(act: Callable[[], None]) -> Iterator[None]:
    """Does something before each row that is written."""
    from django.db import connection  # noqa: PLC0415 - it needs the settings

    def look(execute: Callable[..., object], sql: str, *rest: object) -> object:
        if sql.startswith("INSERT"):
            act()
        return execute(sql, *rest)

    with connection.execute_wrapper(look):
        yield


def mails(*texts: str) -> bytes:
    return mbox(*(mail(subject=text[-9:], text=text, number=at) for at, text in enumerate(texts)))


def pieces_of(data: bytes) -> Counter[bytes]:
    return Counter(piece.data for piece in unpack(data).pieces)


def test_killed_anywhere_a_mailbox_gives_each_of_its_messages_once(
    office: Office, box: Path, killer: Killer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nadhir.casework.unpack.route", lambda *_a, **_k: (_ for _ in ()).throw(RuntimeError("later")))
    expected: Counter[bytes] = Counter()
    in_the_middle, step = 0, 0
    while True:
        step += 1
        data = mails(f"{NEWS} First {step}.", f"{NEWS} Second {step}.", f"{NEWS} Third {step}.")
        (box / "inbox.mbox").write_bytes(data)
        before = sum(expected.values())
        expected += pieces_of(data)
        killer.folder, killer.at, killer.passed = str(box), step, 0
        try:
            with before_each_insert(killer.count):
                watch(box)
            is_over = True
        except ProcessDiedError:
            is_over = False
        finally:
            killer.at = None
        in_the_middle += sum(received(office).values()) - before in (1, 2)
        lines = watch(box).lines
        assert received(office) == expected, f"killed before step {step}"
        assert is_over or len(lines) == 3 or not lines
        assert len(lying(box / TAKEN)) == step
        assert [each for each in lying(box) if not each.startswith(TAKEN)] == []
        if is_over:
            break
    assert in_the_middle >= 4
    assert step >= 15


def test_what_was_on_record_of_a_mailbox_is_told_apart_from_what_was_taken_now(office: Office, box: Path) -> None:
    data = mails(NEWS, CABLE)
    (box / "inbox.mbox").write_bytes(data)
    inserts = iter(range(100))
    with before_each_insert(lambda: die_at(inserts, number=7)), pytest.raises(ProcessDiedError):
        watch(box, source="src-human")
    assert sum(received(office).values()) == 1
    first, second = watch(box, source="src-human").lines
    assert (first["piece"], first["was_on_record"]) == ("inbox.mbox, message 1", True)
    assert second["has_opened_case"] is True
    assert second["report"] == f"{first['report']}.1"
    assert lying(box) == [f"{TAKEN}/{first['report']}_inbox.mbox"]
    view = queries.report(office.desk.house, report_id=ReportId(str(second["report"])), by=KARIM)
    assert queries.container_bytes(office.desk.house, report_id=view.report.id, by=KARIM) == data


def die_at(counted: Iterator[int], *, number: int) -> None:
    if next(counted) == number:
        raise ProcessDiedError


def test_a_database_that_fails_between_two_messages_leaves_the_mailbox_to_the_next_round(
    office: Office, box: Path
) -> None:
    from django.db import OperationalError  # noqa: PLC0415 - it needs the settings

    def fail_at(counted: Iterator[int]) -> None:
        if next(counted) >= 7:
            raise OperationalError("database or disk is full")

    data, inserts = mails(NEWS, CABLE, NEWS + " Once more."), iter(range(1000))
    (box / "inbox.mbox").write_bytes(data)
    with before_each_insert(lambda: fail_at(inserts)):
        full = watch(box)
    assert full.code == 1
    assert "nothing is lost" in full.err
    assert sum(received(office).values()) == 1
    assert [each.partition("/")[0] for each in lying(box)] == [TAKING]
    assert watch(box).code == 0
    assert received(office) == pieces_of(data)
    assert [each.partition("/")[0] for each in lying(box)] == [TAKEN]


def test_a_mailbox_that_pretends_to_be_on_record_is_read_all_the_same(office: Office, box: Path) -> None:
    one, other = mails(NEWS, CABLE), mails(NEWS + " Another.", CABLE + " Another.", "A third message, from them.")
    (box / "inbox.mbox").write_bytes(one)
    line, _ = watch(box).lines
    (box / TAKING / f"{line['report']}_other.mbox").write_bytes(other)
    watch(box)
    watch(box)
    assert received(office) == pieces_of(one) + pieces_of(other)


def test_killed_between_the_record_and_the_move_it_is_not_taken_twice(
    office: Office, box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (box / "a.txt").write_text(NEWS)

    def dies(*_args: object) -> None:
        raise ProcessDiedError

    monkeypatch.setattr(WatchedFolder, "finish", dies)
    with pytest.raises(ProcessDiedError):
        watch(box)
    monkeypatch.undo()
    assert received(office) == {NEWS.encode(): 1}
    assert [each.partition("/")[0] for each in lying(box)] == [TAKING]
    (line,) = watch(box).lines
    assert line["was_on_record"] is True
    assert received(office) == {NEWS.encode(): 1}
    assert lying(box) == [f"{TAKEN}/{line['report']}_a.txt"]


def test_a_name_that_pretends_to_be_on_record_is_read_all_the_same(office: Office, box: Path) -> None:
    (box / "a.txt").write_text(NEWS)
    (line,) = watch(box).lines
    (box / TAKING / f"{line['report']}_b.txt").write_text(CABLE)  # what another report's id claims to have done
    watch(box)
    watch(box)
    assert received(office) == {NEWS.encode(): 1, CABLE.encode(): 1}


def test_what_is_written_to_after_it_was_taken_is_taken_again_whole(office: Office, box: Path) -> None:
    (box / "a.txt").write_text(NEWS)
    stream = (box / "a.txt").open("a")
    with stream, hold(box) as folder:
        seen = running(office, folder)
        seen.round()
        seen.round()
        assert received(office) == {NEWS.encode(): 1}
        stream.write("The rest.")
        stream.flush()
        for _ in range(3):
            seen.round()
    assert received(office) == {NEWS.encode(): 1, (NEWS + "The rest.").encode(): 1}
    assert len(lying(box)) == 1


def running(office: Office, folder: WatchedFolder) -> Watch:
    import io  # noqa: PLC0415 - this alone needs it

    from nadhir.cli.command import Console  # noqa: PLC0415 - as above
    from nadhir.cli.desk import Desk  # noqa: PLC0415 - as above
    from nadhir.config.console import screen_archive  # noqa: PLC0415 - as above
    from nadhir.config.install import install  # noqa: PLC0415 - as above

    console = Console(
        stdin=io.BytesIO(),
        out=io.StringIO(),
        err=io.StringIO(),
        now=office.desk.clock.now,
        install=install,
        screen_archive=screen_archive,
    )
    desk = Desk(house=office.desk.house, me=queries.me(office.desk.house, by=KARIM), console=console)
    return Watch(desk, folder=folder, usual=Handed(data=b"", source_id=WIRE), is_json=True)


# ── starting and stopping ───────────────────────────────────────────────────────────────────────────────────────────


def test_two_do_not_watch_one_folder(box: Path) -> None:
    with hold(box):
        outcome = watch(box)
    assert outcome.code == 4
    assert "another nadhir watch" in outcome.err


def test_a_place_of_ours_that_others_can_write_to_stops_it(box: Path) -> None:
    (box / TAKING).mkdir()
    (box / TAKING).chmod(0o777)
    assert watch(box).code == 3
    (box / TAKING).rmdir()
    (box / TAKEN).symlink_to("/tmp")
    assert watch(box).code == 3


@pytest.mark.parametrize(
    ("source", "by", "says"),
    [("no-such", "karim", "source"), ("src-wire", "yusuf", "may not"), ("src-wire", "x", "no open")],
)
def test_who_may_not_hand_in_or_for_no_source_nothing_is_touched(box: Path, source: str, by: str, says: str) -> None:
    (box / "a.txt").write_text(NEWS)
    outcome = watch(box, source=source, by=by)
    assert outcome.code == 3
    assert says in outcome.err
    assert lying(box) == ["a.txt"]


@pytest.mark.usefixtures("office")
def test_what_is_no_folder_is_said(tmp_path: Path) -> None:
    outcome = watch(tmp_path / "nowhere")
    assert outcome.code == 3
    assert "no folder" in outcome.err


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("every", ["0", "-1", "x", "nan", "inf"])
def test_a_round_has_a_length(tmp_path: Path, every: str) -> None:
    assert nadhir("watch", str(tmp_path), "--source", "s", "--every", every).code == 2


def test_it_stops_when_it_is_told_to_after_the_file_in_hand(office: Office, box: Path) -> None:
    def put_and_stop() -> None:
        (box / "a.txt").write_text(NEWS)
        until = time.monotonic() + 20
        while not list((box / TAKEN).glob("r-*")) and time.monotonic() < until:
            time.sleep(0.05)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=put_and_stop).start()
    outcome = nadhir("watch", str(box), "--source", "src-wire", "--by", "karim", "--every", "0.1")
    assert outcome.code == 0
    assert "stopped" in outcome.out
    assert received(office) == {NEWS.encode(): 1}

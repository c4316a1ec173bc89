"""`nadhir receive` of what holds several reports: a line for each, and what is left of it is told."""

from __future__ import annotations

import gzip
import random

from nadhir.casework import queries
from nadhir.intake import Limits
from nadhir.terms.ids import ReportId
from tests.casework.desks import KARIM
from tests.casework.reports import CABLE, NEWS
from tests.cli.offices import Office
from tests.cli.running import nadhir
from tests.rooms.intake.containers import ALL, archive, mail, mbox, warc_record

AS_KARIM = ("--source", "src-human", "--by", "karim")


def test_a_mailbox_gives_a_line_for_each_message(office: Office) -> None:
    data = mbox(mail(subject="Cable", text=CABLE), mail(subject="Library", text=NEWS, number=2))
    path = office.write("inbox.mbox", data)
    outcome = nadhir("receive", path, *AS_KARIM, "--json")
    assert outcome.code == 0, outcome.err
    first, second = outcome.lines
    assert (first["name"], first["piece"], first["form"]) == (path, "inbox.mbox, message 1", "mbox")
    assert first["has_opened_case"] is True
    assert second["title"] == "Library"
    report_id = ReportId(str(second["report"]))
    assert queries.container_bytes(office.desk.house, report_id=report_id, by=KARIM) == data


def test_a_single_report_keeps_its_line_as_it_was(office: Office) -> None:
    (line,) = nadhir("receive", office.write("cable.txt", CABLE), *AS_KARIM, "--json").lines
    assert not {"piece", "form"} & set(line)


def test_a_person_reads_what_became_of_each_piece_and_what_was_left(office: Office) -> None:
    path = office.write("box.zip", archive({"cable.txt": CABLE, "s.css": "a{}", "bomb.txt": b"\0" * 5_000_000}))
    outcome = nadhir("receive", path, *AS_KARIM)
    assert outcome.code == 0, outcome.err
    assert "box.zip, cable.txt" in outcome.out
    assert "opens a case of its own" in outcome.out
    assert "box.zip, bomb.txt" in outcome.out
    assert "it unpacks to far more than it holds" in outcome.out
    assert "1 parts of" in outcome.err


def test_a_folder_of_containers_is_taken_whole(office: Office) -> None:
    for name, data in ALL.items():
        office.write(f"box/{name}", data)
    office.write("box/answers.json", "{}")
    outcome = nadhir("receive", str(office.folder / "box"), *AS_KARIM, "--json")
    assert outcome.code == 0, outcome.err
    assert "1 hidden or .json files" in outcome.err
    assert {line.get("form") for line in outcome.lines} == {
        "mbox",
        "mail",
        "feed",
        "warc",
        "json_lines",
        "telegram",
        "zip",
        "gzip",
    }


def test_a_container_on_standard_input_is_taken_apart(office: Office) -> None:  # noqa: ARG001 - the house that answers
    outcome = nadhir("receive", "-", *AS_KARIM, "--json", stdin=ALL["inbox.mbox"])
    assert [line["piece"] for line in outcome.lines] == ["standard input, message 1", "standard input, message 2"]


def test_a_container_larger_than_one_report_is_read_to_its_own_limit(office: Office) -> None:
    noise = random.Random(3).randbytes(Limits().size_bytes)
    records = [
        warc_record(noise, address="https://example.org/film", heads="Content-Type: video/mp4"),
        warc_record(CABLE.encode(), address="https://example.org/cable", heads="Content-Type: text/plain"),
    ]
    path = office.write("site.warc.gz", b"".join(gzip.compress(record, 1) for record in records))
    film, cable = nadhir("receive", path, *AS_KARIM, "--json").lines
    assert film["problem"] == "binary"
    assert cable["has_opened_case"] is True

"""`nadhir receive`: every report ends as a line, and what cannot be taken in says why while the rest goes on."""

import json
from hashlib import sha256

import pytest

from nadhir.casework import queries
from nadhir.exchange import cap12
from nadhir.intake import Limits
from nadhir.store.models import ReportRow
from nadhir.terms.ids import ReportId
from tests.casework.desks import KARIM
from tests.casework.reports import CABLE, NEWS
from tests.cli.offices import Office
from tests.cli.running import nadhir
from tests.rooms.exchange.messages import OURS
from tests.rooms.exchange.test_misp import DATA as MISP
from tests.rooms.exchange.test_stix21 import DATA as STIX

CAP = cap12.write(OURS)


def test_a_report_of_a_threat_opens_a_case_and_the_words_that_said_so_are_shown(office: Office) -> None:
    path = office.write("cable.txt", CABLE)
    outcome = nadhir("receive", path, "--source", "src-human", "--kind", "partner", "--by", "karim")
    assert outcome.code == 0, outcome.err
    for said in ("opens a case of its own", "found", "Doha", "caveat", "warn"):
        assert said in outcome.out
    assert "CH-7731" not in outcome.out


def test_json_lines_parse_and_say_what_became_of_each(office: Office) -> None:
    first, second = office.write("a.txt", CABLE), office.write("b.txt", NEWS)
    outcome = nadhir("receive", first, second, "--source", "src-human", "--by", "karim", "--json")
    threat, news = outcome.lines
    assert outcome.code == 0
    assert threat["has_opened_case"] is True
    assert threat["outcome"] == "warn"
    assert threat["queue"] == "urgent"
    assert news["case"] is None
    assert news["why_no_case"]


def test_a_folder_is_taken_whole_but_hidden_and_json_files(office: Office) -> None:
    office.write("box/one.txt", NEWS)
    office.write("box/deeper/two.txt", NEWS + " It opened late.")
    office.write("box/.hidden", CABLE)
    office.write("box/one.json", "{}")
    outcome = nadhir("receive", str(office.folder / "box"), "--source", "src-wire", "--by", "karim", "--json")
    assert outcome.code == 0
    assert sorted(str(line["name"]).rpartition("/")[2] for line in outcome.lines) == ["one.txt", "two.txt"]
    assert "2 hidden or .json files" in outcome.err


def test_a_folders_stix_and_misp_are_taken_although_they_are_json(office: Office) -> None:
    office.write("box/bundle.json", STIX.decode())
    office.write("box/event.JSON", MISP.decode())
    office.write("box/cut.json", MISP.decode()[:400])
    office.write("box/expected.json", '{"title": "what a page should say"}')
    outcome = nadhir("receive", str(office.folder / "box"), "--source", "src-wire", "--by", "karim", "--json")
    problems = {str(line["name"]).rpartition("/")[2]: str(line["problem"]).partition(":")[0] for line in outcome.lines}
    assert problems == {"bundle.json": "", "event.JSON": "", "cut.json": "misp_refused"}
    assert "1 hidden or .json files" in outcome.err


def test_what_a_codec_refuses_is_told_with_its_reason(office: Office) -> None:
    path = office.write("alert.xml", CAP.decode().replace("<scope>Private</scope>", ""))
    outcome = nadhir("receive", path, "--source", "src-wire", "--by", "karim")
    assert "a CAP message that breaks its standard: alert: scope is missing" in " ".join(outcome.out.split())


def test_an_empty_folder_is_an_error_and_not_silence(office: Office) -> None:
    (office.folder / "empty").mkdir()
    outcome = nadhir("receive", str(office.folder / "empty"), "--source", "src-wire", "--by", "karim")
    assert outcome.code == 1
    assert "no file in it" in " ".join(outcome.out.split())  # the line is wrapped where the path is long


@pytest.mark.usefixtures("office")
def test_standard_input_is_one_report() -> None:
    outcome = nadhir("receive", "-", "--source", "src-human", "--by", "karim", "--json", stdin=CABLE.encode())
    (line,) = outcome.lines
    assert line["has_opened_case"] is True


def test_a_missing_file_is_a_line_and_the_rest_goes_on(office: Office) -> None:
    good = office.write("good.txt", NEWS)
    argv = ("receive", str(office.folder / "nowhere.txt"), good, "--source", "src-wire", "--by", "karim", "--json")
    outcome = nadhir(*argv)
    missing, taken = outcome.lines
    assert outcome.code == 1
    assert set(missing["error"]) == {"what", "where", "do"}  # type: ignore[call-overload]
    assert taken["report"]


def test_binary_data_is_kept_as_not_understood_and_put_before_a_person(office: Office) -> None:
    path = office.write("photo.bin", bytes(range(256)) * 40)
    (line,) = nadhir("receive", path, "--source", "src-wire", "--by", "karim", "--json").lines
    assert line["understanding"] == "not_understood"
    assert line["problem"]
    assert queries.inbox(office.desk.house, by=KARIM).not_understood_count == 1


def test_a_file_larger_than_intake_takes_is_on_record_and_put_before_a_person(office: Office) -> None:
    path = office.folder / "huge.txt"
    with path.open("wb") as stream:
        stream.write(b"They will come on Friday. ")
        stream.truncate(50 * 1024 * 1024)
    outcome = nadhir("receive", str(path), "--source", "src-wire", "--by", "karim", "--json")
    assert outcome.code == 0, outcome.err
    (line,) = outcome.lines
    assert (line["understanding"], line["problem"]) == ("not_understood", "too_large")
    report_id = ReportId(str(line["report"]))
    view = queries.report(office.desk.house, report_id=report_id, by=KARIM)
    assert view.report.size_bytes == 50 * 1024 * 1024
    assert view.report.fingerprint.digest == sha256(path.read_bytes()).hexdigest()
    kept = queries.raw_bytes(office.desk.house, report_id=report_id, by=KARIM)
    assert len(kept) == Limits().size_bytes
    assert kept.startswith(b"They will come on Friday. ")
    assert queries.inbox(office.desk.house, by=KARIM).not_understood_count == 1


def test_lines_with_text_are_taken_and_bad_ones_say_what_is_wrong(office: Office) -> None:
    lines = [
        json.dumps({"id": "1", "text": CABLE, "kind": "partner", "credibility": "2", "marking": "TLP:RED"}),
        "{broken",
        json.dumps({"id": "3"}),
        json.dumps({"id": "4", "text": NEWS, "marking": "SECRET"}),
        json.dumps({"id": "5", "text": NEWS, "held_at": "2024-01-01"}),
        json.dumps({"id": "6", "text": NEWS, "held_at": "2024-01-01T08:00+00:00"}),
    ]
    argv = ("receive", "--jsonl", "-", "--source", "src-human", "--by", "karim", "--json")
    outcome = nadhir(*argv, stdin="\n".join(lines).encode())
    assert outcome.code == 1
    assert [line.get("id") for line in outcome.lines] == ["1", None, "3", "4", "5", "6"]
    assert ["error" in line for line in outcome.lines] == [False, True, True, True, True, False]
    assert outcome.lines[1]["line"] == 2
    assert outcome.lines[5]["held_at"] == "2024-01-01T08:00:00+00:00"
    view = queries.report(office.desk.house, report_id=outcome.lines[0]["report"], by=KARIM)  # type: ignore[arg-type]
    assert str(view.report.marking) == "TLP:RED"
    assert view.credibility == "2"
    assert view.report.content == CABLE


@pytest.mark.parametrize(
    "wrong",
    [
        ("--published", "31 January"),
        ("--credibility", "9"),
        ("--kind", "rumour"),
        ("--marking", "SECRET"),
        ("--held-at", "2024-01-01T08:00"),
    ],
)
def test_an_option_that_is_not_understood_is_a_usage_error(office: Office, wrong: tuple[str, str]) -> None:
    outcome = nadhir("receive", office.write("a.txt", NEWS), "--source", "src-wire", "--by", "karim", *wrong)
    assert outcome.code == 2
    assert wrong[1] in outcome.err


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("--source", "src-wire"), "--by"),
        (("--by", "karim"), "--sources"),
        (("--source", "src-nobody", "--by", "karim"), "src-nobody"),
        (("--source", "src-wire", "--by", "ines"), "ines may not receive"),
        (("--source", "src-wire", "--by", "nobody"), "no open account nobody"),
        (("--source", "src-wire", "--by", "karim", "--held-at", "2031-01-01T00:00+00:00"), "future"),
    ],
)
def test_what_is_not_allowed_is_refused_and_nothing_is_kept(office: Office, argv: tuple[str, ...], said: str) -> None:
    outcome = nadhir("receive", office.write("a.txt", NEWS), *argv)
    assert outcome.code == 3
    assert said in outcome.err
    assert queries.inbox(office.desk.house, by=KARIM).lines == ()


@pytest.mark.usefixtures("office")
def test_the_sources_are_listed_for_whoever_chooses_one() -> None:
    outcome = nadhir("receive", "--sources", "--by", "karim", "--json")
    assert {str(line["id"]) for line in outcome.lines} == {"src-human", "src-wire"}
    assert "protected" in nadhir("receive", "--sources", "--by", "karim").out


def test_a_1_at_reception_is_refused_before_anything_is_taken_in(office: Office) -> None:
    path = office.write("a.txt", CABLE)
    outcome = nadhir("receive", path, "--source", "src-human", "--by", "karim", "--credibility", "1")
    assert outcome.code != 0
    assert "other sources confirm it" in outcome.err
    assert queries.inbox(office.desk.house, by=KARIM).lines == ()
    lines = [json.dumps({"id": "1", "text": CABLE, "credibility": "1"}), json.dumps({"id": "2", "text": NEWS})]
    argv = ("receive", "--jsonl", "-", "--source", "src-human", "--by", "karim", "--json")
    outcome = nadhir(*argv, stdin="\n".join(lines).encode())
    assert outcome.code == 1
    assert ["error" in line for line in outcome.lines] == [True, False]


def test_a_report_is_read_again_by_its_id_and_all_older_ones_by_one_word(office: Office) -> None:
    path = office.write("a.txt", CABLE)
    taken = nadhir("receive", path, "--source", "src-human", "--by", "karim", "--json")
    report_id = str(taken.lines[0]["report"])
    again = nadhir("receive", "--again", report_id, "--by", "karim", "--json")
    assert again.code == 0, again.err
    assert (again.lines[0]["report"], again.lines[0]["case"]) == (report_id, taken.lines[0]["case"])
    assert nadhir("receive", "--again", "older", "--by", "karim", "--json").lines == []
    ReportRow.objects.unsafe_everything().update(reader="intake 0")
    older = nadhir("receive", "--again", "older", "--by", "karim", "--json")
    assert (older.code, [line["report"] for line in older.lines]) == (0, [report_id])
    assert "1 of 1 were read again" in older.err
    assert nadhir("receive", "--again", "r-none", "--by", "karim").code != 0
    assert nadhir("receive", path, "--again", report_id, "--by", "karim").code == 2

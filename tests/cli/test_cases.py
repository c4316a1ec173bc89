"""`nadhir cases`: the open cases, the inbox, and what waits for a person."""

import pytest

from tests.casework.reports import NEWS
from tests.cli.offices import Office
from tests.cli.running import nadhir


def test_an_open_case_is_listed_with_its_clock_and_what_is_recommended(office: Office) -> None:
    case = office.case()
    outcome = nadhir("cases", "--by", "salma")
    assert outcome.code == 0
    for said in (case, " due ", "warn", "1 urgent"):
        assert said in outcome.out


def test_cases_as_json_lines_parse(office: Office) -> None:
    case = office.case()
    (line,) = nadhir("cases", "--by", "salma", "--json").lines
    assert line["case_id"] == case
    assert line["outcome"] == "warn"


@pytest.mark.usefixtures("office")
def test_a_house_without_cases_says_so() -> None:
    assert "no open case" in nadhir("cases", "--by", "salma").out


def test_another_organisation_sees_nothing_of_ours(office: Office) -> None:
    case = office.case()
    assert nadhir("cases", "--all", "--by", "boris", "--json").lines == []
    assert nadhir("case", case, "--by", "boris").code == 3


def test_the_inbox_shows_every_report_and_why_one_joined_no_case(office: Office) -> None:
    office.case()
    nadhir("receive", office.write("news.txt", NEWS), "--source", "src-wire", "--by", "karim")
    outcome = nadhir("cases", "--inbox", "--by", "karim")
    assert "no case" in outcome.out
    assert len(nadhir("cases", "--inbox", "--by", "karim", "--json").lines) == 2


def test_what_waits_for_a_person_is_listed(office: Office) -> None:
    case, _ = office.sent()
    assert case in nadhir("cases", "--tasks", "--by", "yusuf").out
    (line,) = nadhir("cases", "--tasks", "--by", "yusuf", "--json").lines
    assert line["kind"] == "hand_over_liaison"


def test_an_administrator_reads_no_case(office: Office) -> None:
    office.case()
    outcome = nadhir("cases", "--by", "nadia")
    assert outcome.code == 3
    assert "may not read cases" in outcome.err

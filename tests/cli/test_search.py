"""`nadhir search`: find by words, and make the index anew."""

from __future__ import annotations

import pytest

from nadhir.store.models import SearchEntry
from tests.casework.reports import NEWS
from tests.cli.offices import Office
from tests.cli.running import nadhir


def test_a_report_is_found_and_what_was_found_is_shown(office: Office) -> None:
    case = office.case()
    nadhir("receive", office.write("news.txt", NEWS), "--source", "src-wire", "--by", "karim")
    outcome = nadhir("search", 'corniche "the crowd"', "--by", "salma")
    assert outcome.code == 0
    for said in ("[the crowd]", "[Corniche]", case, "threat"):
        assert said in outcome.out
    assert "library" not in outcome.out


def test_results_as_json_lines_say_where_in_the_report_it_stands(office: Office) -> None:
    case = office.case()
    (line,) = nadhir("search", "corniche", "--by", "salma", "--json").lines
    assert line["case_id"] == case
    excerpt = line["excerpt"]
    assert isinstance(excerpt, dict)
    assert [span["exact"] for span in excerpt["spans"]] == ["Corniche"]


def test_a_case_is_found_by_its_title(office: Office) -> None:
    case = office.case()
    outcome = nadhir("search", "crowd", "--cases", "--by", "salma")
    assert case in outcome.out
    assert "[crowd]" in outcome.out
    (line,) = nadhir("search", case, "--cases", "--by", "salma", "--json").lines
    assert line["case_id"] == case


def test_the_next_page_is_named_and_goes_on(office: Office) -> None:
    for number in range(3):
        path = office.write(f"news{number}.txt", f"{NEWS} {number}")
        nadhir("receive", path, "--source", "src-wire", "--by", "karim")
    outcome = nadhir("search", "library", "--limit", "2", "--by", "karim", "--json")
    assert "3 in all" in outcome.err
    after = outcome.err.rpartition("--after ")[2].strip()
    rest = nadhir("search", "library", "--limit", "2", "--after", after, "--by", "karim", "--json")
    assert len(outcome.lines) + len(rest.lines) == 3
    assert {line["report_id"] for line in outcome.lines}.isdisjoint({line["report_id"] for line in rest.lines})


@pytest.mark.usefixtures("office")
def test_a_query_that_is_not_understood_is_refused_in_words() -> None:
    outcome = nadhir("search", "kind:rumour", "--by", "salma")
    assert outcome.code == 3
    assert "there are: page" in outcome.err
    assert nadhir("search", "--by", "salma").code == 2


def test_nobody_finds_another_organisations_reports(office: Office) -> None:
    office.case()
    outcome = nadhir("search", "corniche", "--by", "boris")
    assert (outcome.code, outcome.out.strip()) == (0, "nothing on record has this")
    assert nadhir("search", "corniche", "--by", "nadia").code == 3


def test_what_was_held_before_there_was_an_index_is_counted_and_a_rebuild_takes_it_in(office: Office) -> None:
    office.case()
    SearchEntry.objects.unsafe_everything().delete()
    outcome = nadhir("search", "corniche", "--by", "salma")
    assert "1 report(s) on record are not searched yet" in outcome.err
    assert nadhir("search", "--rebuild", "corniche").code == 2
    assert "1 reports are in the index" in nadhir("search", "--rebuild").out
    outcome = nadhir("search", "corniche", "--by", "salma")
    assert "[Corniche]" in outcome.out
    assert outcome.err == ""

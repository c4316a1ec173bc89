"""`nadhir tearline`: composed, edited, checked; what leaks is shown with what it gives away, and is never proposed."""

from tests.casework.reports import CABLE
from tests.cli.offices import CHECKS, Office
from tests.cli.running import nadhir


def texts_of(case: str) -> dict[str, str]:
    (line,) = nadhir("tearline", case, "--show", "--by", "salma", "--json").lines
    return {language: text["content"] for language, text in line["tearline"]["texts"].items()}  # type: ignore[index]


def test_the_text_stands_in_arabic_and_english_with_what_is_withheld(office: Office) -> None:
    outcome = nadhir("tearline", office.decided(), "--by", "salma")
    assert outcome.code == 0
    for said in ("in Arabic", "in English", "Withheld", "nothing leaks", "الدوحة"):
        assert said in outcome.out


def test_the_text_as_json_parses_and_names_its_author(office: Office) -> None:
    (line,) = nadhir("tearline", office.decided(), "--by", "salma", "--json").lines
    assert line["authors"] == ["salma"]
    assert set(line["tearline"]["texts"]) >= {"ar", "en"}  # type: ignore[index]


def test_nothing_is_written_before_somebody_decided_to_warn(office: Office) -> None:
    outcome = nadhir("tearline", office.case(), "--by", "salma")
    assert outcome.code == 3
    assert "awaits an officer's decision" in outcome.err


def test_the_options_stand_side_by_side_and_write_nothing(office: Office) -> None:
    case = office.decided()
    options = nadhir("tearline", case, "--options", "--by", "salma", "--json").lines
    assert [line["choice"] for line in options] == ["least_exposing", "balanced", "most_specific"]
    assert "exposes" in nadhir("tearline", case, "--options", "--by", "salma").out
    assert nadhir("tearline", case, "--show", "--by", "salma").code == 3


def test_a_choice_is_heeded(office: Office) -> None:
    case = office.decided()
    nadhir("tearline", case, "--choice", "least_exposing", "--by", "salma")
    least = texts_of(case)
    nadhir("tearline", case, "--choice", "most_specific", "--by", "salma")
    assert least != texts_of(case)


def test_a_language_is_added(office: Office) -> None:
    case = office.decided()
    assert nadhir("tearline", case, "--language", "fr", "--by", "salma").code == 0
    assert "fr" in texts_of(case)


def test_an_edit_that_gives_something_away_is_shown_and_cannot_be_proposed(office: Office) -> None:
    case = office.decided()
    nadhir("tearline", case, "--by", "salma")
    leaky = office.write("en.txt", texts_of(case)["en"] + "\nAsset CH-7731 has seen the crowd at the Corniche plan.\n")
    outcome = nadhir("tearline", case, "--edit", f"en={leaky}", "--by", "salma")
    assert outcome.code == 3
    assert "LEAK" in outcome.out
    assert "CH-7731" in outcome.out
    refused = nadhir("release", "propose", case, *CHECKS, "--by", "salma")
    assert refused.code == 3
    assert "leak" in refused.err


def test_an_edit_of_a_line_is_kept_from_standard_input(office: Office) -> None:
    case = office.decided()
    nadhir("tearline", case, "--by", "salma")
    text = texts_of(case)["en"] + "\nPlease read this again in the morning.\n"
    assert nadhir("tearline", case, "--edit", "en=-", "--by", "salma", stdin=text.encode()).code == 0
    assert texts_of(case)["en"].endswith("in the morning.\n")


def test_a_file_that_is_no_text_is_refused(office: Office) -> None:
    case = office.decided()
    nadhir("tearline", case, "--by", "salma")
    before = texts_of(case)
    latin = office.write("latin.txt", "voilà".encode("latin-1"))
    large = office.write("large.txt", CABLE * 1000)
    for file in (latin, large):
        outcome = nadhir("tearline", case, "--edit", f"en={file}", "--by", "salma")
        assert outcome.code == 3
        assert file in outcome.err
    assert nadhir("tearline", case, "--edit", f"en={office.folder}/nowhere", "--by", "salma").code == 4
    assert texts_of(case) == before

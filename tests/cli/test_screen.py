"""`nadhir screen` never lets a text that it could not read pass as one without a threat."""

import json

import pytest

from tests.cli.running import nadhir


def screened(*texts: str) -> tuple[int, list[dict[str, object]]]:
    lines = "\n".join(json.dumps({"id": str(at), "text": text}) for at, text in enumerate(texts))
    outcome = nadhir("screen", "-", stdin=lines.encode())
    return outcome.code, outcome.lines


def test_a_threat_is_found_with_exact_offsets_into_the_text() -> None:
    text = "سنفجّر  السوق يوم الجمعة"
    code, (line,) = screened(text)
    assert code == 0
    assert line["opens_case"] is True
    assert line["queue"] in {"urgent", "review"}
    evidence = line["evidence"]
    assert isinstance(evidence, list)
    assert evidence
    assert all(text[e["start"] : e["end"]].strip() for e in evidence)


@pytest.mark.parametrize("text", ["", "   ", "We will kill\x00\x00\x00\x00\x00\x00 them all\x01\x02\x03\x04"])
def test_a_text_that_cannot_be_understood_is_an_error_and_not_silence(text: str) -> None:
    code, (line,) = screened(text)
    assert code == 1
    assert "opens_case" not in line
    error = line["error"]
    assert isinstance(error, dict)
    assert "line 1" in error["where"]


def test_a_text_in_no_language_that_is_read_goes_to_a_person() -> None:
    code, (line,) = screened("वह कहता है कि कल बाज़ार में लोगों को मार डालेगा, पुलिस को बता दिया गया है।")
    assert code == 0
    assert line["needs_person"] is True
    assert line["problem"] == "unknown_language"


def test_a_bad_line_is_said_and_the_rest_goes_on() -> None:
    outcome = nadhir("screen", "-", stdin=b'no json\n{"id": 2}\n{"id": 3, "text": "Onions are dear this week."}\n[1]\n')
    assert outcome.code == 1
    assert ["error" in line for line in outcome.lines] == [True, True, False, True]
    assert "3 of 4" in outcome.err


def test_an_impossible_date_is_said_in_words() -> None:
    outcome = nadhir("screen", "-", stdin=b'{"id": 1, "text": "Come.", "published": "2024-02-31"}')
    assert outcome.code == 1
    assert "2024-02-31" in str(outcome.lines[0]["error"])

"""`nadhir words`, the hints beside other commands, and the choice of the word of likelihood."""

from pathlib import Path

import pytest

from nadhir.casework import queries
from nadhir.terms.assessment import Yardstick
from nadhir.terms.ids import CaseId
from tests.casework.desks import SALMA
from tests.cli.offices import Office
from tests.cli.running import nadhir


def test_a_text_is_looked_through_with_line_and_column(tmp_path: Path) -> None:
    file = tmp_path / "judgement.txt"
    file.write_text("All is quiet.\nنقدّر بثقة عالية أن الهجوم مرجّح.\nIt may rain.\n", encoding="utf-8")
    outcome = nadhir("words", str(file))
    assert outcome.code == 1
    refused, hint = outcome.out.splitlines()
    assert refused.startswith("2:1: refused: “")
    assert "make two of it" in refused
    assert hint.startswith("3:4: hint: “")


def test_hints_alone_and_a_clean_text_are_no_failure() -> None:
    assert nadhir("words", stdin=b"It may rain.").code == 0
    clean = nadhir("words", "-", stdin="الهجوم مرجّح جداً. ثقتنا عالية.".encode())
    assert (clean.code, clean.out) == (0, "")


def test_remarks_come_as_json_with_exact_spans_and_the_words_to_write() -> None:
    text = "An attack is highly likely."
    (line,) = nadhir("words", "--yardstick", "icd-203", "--json", stdin=text.encode()).lines
    assert line["fault"] == "mixed_yardsticks"
    start = text.index("highly")
    assert (line["start"], line["end"], line["exact"]) == (start, start + len("highly likely"), "highly likely")
    assert (line["refused"], line["instead"]) == (False, ["very likely"])


def test_another_language_is_looked_for_where_it_is_named() -> None:
    text = "Nous jugeons une telle attaque très probable, avec une grande confiance.".encode()
    assert nadhir("words", "--language", "fr", stdin=text).code == 1


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"x" * (1 << 20) + b"x"])
def test_what_is_no_text_is_refused_gently(data: bytes) -> None:
    outcome = nadhir("words", stdin=data)
    assert outcome.code == 3
    assert "standard input" in outcome.err


def test_the_word_of_likelihood_is_chosen_with_a_reason(office: Office) -> None:
    case = office.case()
    before = queries.case(office.desk.house, case_id=CaseId(case), by=SALMA).assessment
    assert before is not None
    word = before.likelihood.terms[0].value
    open_still = nadhir("case", case, "--by", "salma").out
    assert "a person chooses" in open_still
    outside = nadhir("determine", case, "--likelihood", "remote chance", "--note", "x", "--by", "salma")
    assert outside.code == 3
    assert f"choose one of: {word}" in outside.err
    assert nadhir("determine", case, "--likelihood", word, "--by", "salma").code == 3
    assert nadhir("determine", case, "--likelihood", "perhaps", "--note", "x", "--by", "salma").code == 2
    chosen = nadhir("determine", case, "--likelihood", word, "--note", "seen twice", "--by", "salma")
    assert chosen.code == 0, chosen.err
    shown = nadhir("case", case, "--by", "salma").out
    for said in ("chosen by salma", "seen twice", "ICD 203", "not known: "):
        assert said in shown


def test_what_an_officer_gives_a_command_has_hints_beside_it(office: Office) -> None:
    case = office.case()
    fact = ("--fact", "suspect_held=no", "--note", "he is perhaps abroad")
    outcome = nadhir("determine", case, *fact, "--by", "salma")
    assert outcome.code == 0
    assert "hint: --note: “\u2068perhaps\u2069”" in outcome.err


def test_an_administrator_chooses_the_yardstick_of_the_house(office: Office) -> None:
    case = office.case()
    assert office.signed("account", "yardstick", "phia", by="salma").code == 3
    assert office.signed("account", "yardstick", "phia", by="nadia").code == 0
    assert nadhir("determine", case, "--by", "salma").code == 0
    found = queries.case(office.desk.house, case_id=CaseId(case), by=SALMA).assessment
    assert found is not None
    assert found.likelihood.yardstick is Yardstick.PHIA
    assert "PHIA" in nadhir("case", case, "--by", "salma").out


def test_a_house_is_founded_with_a_yardstick_of_its_own(office: Office) -> None:
    assert office is not None
    named = ("--name", "North", "--country", "no", "--pack", "icd-191", "--timezone", "Europe/Oslo")
    assert nadhir("account", "organisation", "north", *named, "--yardstick", "phia").code == 0
    assert nadhir("account", "organisation", "south", *named, "--yardstick", "inches").code == 2

"""`nadhir explain`, `nadhir retrace`, and the weighing of a decision by command."""

from __future__ import annotations

import pytest

from nadhir.casework import queries
from nadhir.store import models as rows
from nadhir.terms.ids import CaseId
from tests.casework.desks import SALMA
from tests.cli.offices import WEIGHED, Office
from tests.cli.running import nadhir


def test_a_determination_is_explained_in_english_and_in_arabic(office: Office) -> None:
    case = office.decided()
    english = nadhir("explain", case, "--by", "ines")
    assert english.code == 0, english.err
    assert "Whether to release is to be decided by" in " ".join(english.out.split())
    assert "Ministry of Interior, Qatar" in english.out
    assert "gov-qa" not in english.out
    arabic = nadhir("explain", case, "--by", "ines", "--language", "ar")
    assert arabic.code == 0
    assert "من يُبلَّغ، ولماذا" in arabic.out


def test_an_explanation_as_json_names_its_chapters(office: Office) -> None:
    (line,) = nadhir("explain", office.case(), "--by", "ines", "--json").lines
    names = [chapter["name"] for chapter in line["chapters"]]  # type: ignore[attr-defined]
    assert (names[:3], names[-2:]) == (["outcome", "clock", "told"], ["instrument", "paragraphs"])


@pytest.mark.parametrize("wrong", ["yesterday", "2024-01-03T12:00:00"])
def test_a_moment_without_a_zone_is_not_understood(office: Office, wrong: str) -> None:
    outcome = nadhir("explain", office.case(), "--by", "ines", "--at", wrong)
    assert outcome.code == 2
    assert wrong in outcome.err


def test_a_determination_that_comes_out_the_same_ends_with_0_and_a_changed_one_with_3(office: Office) -> None:
    case = office.decided()
    same = nadhir("retrace", case, "--by", "ines")
    assert same.code == 0, same.err
    assert "IT COMES OUT THE SAME." in same.out
    row = rows.DeterminationRow.objects.unsafe_everything().order_by("-id").first()
    assert row is not None
    row.body = {**row.body, "reasons": ["threat_is_over"]}
    row.save()
    changed = nadhir("retrace", case, "--by", "ines")
    assert changed.code == 3
    assert "the ledger has another digest" in " ".join(changed.out.split())
    (line,) = nadhir("retrace", case, "--by", "ines", "--json").lines
    assert line["verdict"] == "differs"


def test_a_decision_to_warn_without_the_weighing_is_refused_with_what_to_do(office: Office) -> None:
    case = office.case()
    refused = office.signed("determine", case, "--decide", by="salma")
    assert refused.code == 3
    assert "was found and not weighed: gov-qa" in refused.err
    other = "--weigh=gov-qa=another_way/secure_page:the page is quieter"
    decided = office.signed("determine", case, "--decide", other, by="salma")
    assert decided.code == 0, decided.err
    found = queries.case(office.desk.house, case_id=CaseId(case), by=SALMA).determination
    assert found is not None
    assert [each.value for each in found.addressees[0].channels] == ["secure_page"]


@pytest.mark.parametrize(
    "wrong",
    ["gov-qa", "gov-qa=perhaps:why", "gov-qa=told_anyway", "gov-qa=told_anyway: ", "gov-qa=another_way/owl:why"],
)
def test_a_weighing_that_is_none_is_not_understood(office: Office, wrong: str) -> None:
    assert office.signed("determine", "c-1", "--decide", "--weigh", wrong, by="salma").code == 2


def test_a_weighing_without_a_decision_is_a_slip(office: Office) -> None:
    assert nadhir("determine", office.case(), WEIGHED, "--by", "salma").code == 2

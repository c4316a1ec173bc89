"""`nadhir determine`: the recommendation with its evidence; the decision, which is a person's, with their password."""

import pytest

from nadhir.casework import queries
from nadhir.terms.ids import CaseId
from tests.casework.desks import SALMA
from tests.cli.offices import WEIGHED, Office, secret
from tests.cli.running import nadhir


def decided_by(office: Office, case: str) -> str | None:
    view = queries.case(office.desk.house, case_id=CaseId(case), by=SALMA)
    assert view.determination is not None
    return view.determination.decided_by


def test_the_recommendation_shows_limbs_paragraphs_and_quoted_words(office: Office) -> None:
    outcome = nadhir("determine", office.case(), "--by", "salma")
    assert outcome.code == 0
    for said in ("credible", "specific", "impending", "§", "“", "by nobody: this is a recommendation"):
        assert said in outcome.out


def test_the_recommendation_as_json_parses(office: Office) -> None:
    (line,) = nadhir("determine", office.case(), "--by", "salma", "--json").lines
    assert line["determination"]["outcome"] == "warn"  # type: ignore[index]
    assert line["assessment"]["specific"]["answer"] == "yes"  # type: ignore[index]


def test_an_officer_makes_it_theirs_with_their_password(office: Office) -> None:
    case = office.case()
    outcome = office.signed("determine", case, "--decide", WEIGHED, by="salma")
    assert outcome.code == 0
    assert "warn is the decision of salma" in outcome.out
    assert decided_by(office, case) == "salma"


def test_a_wrong_password_decides_nothing(office: Office) -> None:
    case = office.case()
    wrong = secret(office.folder / "wrong", text="seven loud herons")
    outcome = nadhir("determine", case, "--decide", "--by", "salma", "--password-file", wrong)
    assert outcome.code == 3
    assert "password is not right" in outcome.err
    assert "seven loud herons" not in outcome.out + outcome.err
    assert decided_by(office, case) is None


def test_a_liaison_officer_decides_nothing_even_with_the_password(office: Office) -> None:
    case = office.case()
    assert office.signed("determine", case, "--decide", by="yusuf").code == 3
    assert decided_by(office, case) is None


def test_a_fact_is_established_and_the_case_judged_anew(office: Office) -> None:
    case = office.case()
    fact = ("--fact", "victim_aware=yes", "--about", "gov-qa", "--note", "told by their own service on 1 January")
    outcome = nadhir("determine", case, *fact, "--by", "salma", "--json")
    assert outcome.code == 0, outcome.err
    (established,) = queries.case(office.desk.house, case_id=CaseId(case), by=SALMA).facts
    assert (established.value, established.about) == (True, "gov-qa")


def test_a_qualification_in_words_is_kept_as_words(office: Office) -> None:
    case = office.case()
    nadhir("determine", case, "--fact", "victim_aware=partly", "--note", "heard of it", "--by", "salma")
    (established,) = queries.case(office.desk.house, case_id=CaseId(case), by=SALMA).facts
    assert established.value == "partly"


def test_a_fact_needs_how_it_is_known(office: Office) -> None:
    outcome = nadhir("determine", office.case(), "--fact", "victim_aware=yes", "--by", "salma")
    assert outcome.code == 3
    assert "--note" in outcome.err


def test_a_reply_to_the_case_is_recorded(office: Office) -> None:
    case = office.case()
    argv = ("--reply", "gov-qa=disputed", "--note", "no such crowd is expected", "--by", "yusuf")
    assert nadhir("determine", case, *argv, "--json").code == 0
    (reply,) = queries.case(office.desk.house, case_id=CaseId(case), by=SALMA).replies
    assert reply.state == "disputed"


@pytest.mark.parametrize("wrong", [("--fact", "rumour=yes"), ("--fact", "victim_aware"), ("--reply", "gov-qa=angry")])
def test_what_is_not_understood_is_a_usage_error(office: Office, wrong: tuple[str, str]) -> None:
    assert nadhir("determine", office.case(), *wrong, "--by", "salma").code == 2


def test_a_waiver_is_affirmed_by_another_releasing_authority(office: Office) -> None:
    case = office.case()
    note = ("--note", "the ministry told us so in writing")
    aware = ("determine", case, "--fact", "victim_aware=yes")
    assert nadhir(*aware, "--about", "gov-qa", *note, "--by", "omar").code == 0
    (recommended,) = nadhir("determine", case, "--by", "omar", "--json").lines
    # That a ministry knows is nothing to the crowd.
    assert recommended["determination"]["outcome"] == "warn"  # type: ignore[index]
    assert nadhir(*aware, "--note", "everybody was told in public", "--by", "omar").code == 0
    (recommended,) = nadhir("determine", case, "--by", "omar", "--json").lines
    assert recommended["determination"]["outcome"] == "waive"  # type: ignore[index]
    assert office.signed("determine", case, "--affirm-waiver", by="lina").code == 3
    assert office.signed("determine", case, "--decide", by="omar").code == 0
    assert office.signed("determine", case, "--affirm-waiver", by="omar").code == 3
    assert office.signed("determine", case, "--affirm-waiver", "aware", by="lina").code == 3  # nothing is shown yet
    proofs = [part for name in ("warned_by", "warned_when", "same_threat") for part in ("--proof", f"{name}=so")]
    for ground in ("aware=gov-qa", "aware"):
        assert nadhir("determine", case, "--show-ground", ground, *proofs, "--by", "omar").code == 0
        outcome = office.signed("determine", case, "--affirm-waiver", ground, by="lina")
        assert outcome.code == 0
        assert "the waiver is affirmed by lina" in outcome.out


def test_an_unknown_case_is_refused_with_its_id(office: Office) -> None:
    assert office.case()
    outcome = nadhir("determine", "c-nowhere", "--by", "salma")
    assert outcome.code == 3
    assert "c-nowhere" in outcome.err

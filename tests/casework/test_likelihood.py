"""The word of likelihood: computed where the interval tells it, chosen by an officer where it does not."""

from dataclasses import replace

import pytest

from nadhir.casework import accounts, determine, queries, write_tearline
from nadhir.casework.authority import NotAllowedError
from nadhir.casework.choose_likelihood import choose_likelihood
from nadhir.casework.grade import grade
from nadhir.store.models import LedgerEntry, LikelihoodChoiceRow
from nadhir.terms.assessment import Assessment, LikelihoodTerm, Yardstick
from nadhir.terms.errors import InvalidTermError, TheirsError
from nadhir.terms.ids import CaseId
from nadhir.terms.report import InformationCredibility
from nadhir.terms.text import Language
from tests.casework.desks import BORIS, KARIM, NADIA, SALMA, Desk, decide, opened_case


def assessed(desk: Desk, case_id: CaseId) -> Assessment:
    found = queries.case(desk.house, case_id=case_id, by=SALMA).assessment
    assert found is not None
    return found


def open_between(desk: Desk) -> tuple[CaseId, Assessment]:
    """Returns a case whose interval no single word is for."""
    case_id = opened_case(desk)
    found = assessed(desk, case_id)
    assert found.likelihood.term is None, found.likelihood
    return case_id, found


def entries(name: str) -> list[LedgerEntry]:
    return list(LedgerEntry.objects.unsafe_everything().filter(name=name))


def test_an_officer_chooses_the_word_and_it_is_on_record_with_who_when_and_why(desk: Desk) -> None:
    case_id, before = open_between(desk)
    word = before.likelihood.terms[0]
    at = desk.clock.move(minutes=5)
    choose_likelihood(desk.house, case_id=case_id, term=word, reason="the cell was here before", by=SALMA)
    after = assessed(desk, case_id)
    assert (after.likelihood.low, after.likelihood.high) == (before.likelihood.low, before.likelihood.high)
    assert after.likelihood.term is word
    assert after.likelihood_choice is not None
    choice = after.likelihood_choice
    assert (choice.at, choice.by, choice.reason) == (at, SALMA, "the cell was here before")
    (entry,) = entries("case.likelihood.chosen")
    assert word.value in str(entry.opening)
    assert "cell was here" not in str(entry.opening)


def test_the_chosen_word_stands_while_the_interval_does_and_no_longer(desk: Desk) -> None:
    case_id, before = open_between(desk)
    word = before.likelihood.terms[-1]
    choose_likelihood(desk.house, case_id=case_id, term=word, reason="as before", by=SALMA)
    determine.determine(desk.house, case_id=case_id, by=SALMA)
    assert assessed(desk, case_id).likelihood.term is word
    report_id = queries.case(desk.house, case_id=case_id, by=SALMA).reports[0].report_id
    doubtful, unjudged = InformationCredibility.DOUBTFUL, InformationCredibility.CANNOT_BE_JUDGED
    grade(desk.house, report_id=report_id, credibility=doubtful, reason="it has been wrong", by=SALMA)
    moved = assessed(desk, case_id)
    assert (moved.likelihood.low, moved.likelihood.high) != (before.likelihood.low, before.likelihood.high)
    assert moved.likelihood_choice is None
    grade(desk.house, report_id=report_id, credibility=unjudged, reason="it is open after all", by=SALMA)
    assert assessed(desk, case_id).likelihood.term is word


def test_a_choice_does_not_undo_the_decision_and_the_warning_then_says_the_word(desk: Desk) -> None:
    case_id, before = open_between(desk)
    decide(desk, case_id)
    english = Language("en")
    unsaid = write_tearline.write_tearline(desk.house, case_id=case_id, by=SALMA, languages=[english])
    assert "how likely" not in unsaid.tearline.texts[english].content
    word = before.likelihood.terms[0]
    choose_likelihood(desk.house, case_id=case_id, term=word, reason="as before", by=SALMA)
    decided = queries.case(desk.house, case_id=case_id, by=SALMA).determination
    assert decided is not None
    assert decided.decided_by == SALMA
    said = write_tearline.write_tearline(desk.house, case_id=case_id, by=SALMA, languages=[english])
    assert f"how likely such an attack is: {word.value}." in said.tearline.texts[english].content
    assert said.tearline.leaks == ()


def test_a_word_that_lies_outside_the_interval_is_refused_with_those_that_do_not(desk: Desk) -> None:
    case_id, before = open_between(desk)
    outside = next(
        term for term in (LikelihoodTerm.ALMOST_CERTAIN, LikelihoodTerm.LIKELY) if term not in before.likelihood.terms
    )
    with pytest.raises(InvalidTermError, match="cannot be said") as refused:
        choose_likelihood(desk.house, case_id=case_id, term=outside, reason="I am sure", by=SALMA)
    for term in before.likelihood.terms:
        assert term.value in refused.value.remedy
    with pytest.raises(InvalidTermError, match="icd-203"):
        choose_likelihood(
            desk.house, case_id=case_id, term=LikelihoodTerm.REALISTIC_POSSIBILITY, reason="as PHIA has it", by=SALMA
        )
    assert LikelihoodChoiceRow.objects.unsafe_everything().count() == 0
    assert entries("case.likelihood.chosen") == []


def test_a_choice_needs_a_reason_and_somebody_who_judges(desk: Desk) -> None:
    case_id, before = open_between(desk)
    word = before.likelihood.terms[0]
    with pytest.raises(TheirsError, match="needs its reason"):
        choose_likelihood(desk.house, case_id=case_id, term=word, reason=" ", by=SALMA)
    for nobody in (KARIM, NADIA):
        with pytest.raises(NotAllowedError):
            choose_likelihood(desk.house, case_id=case_id, term=word, reason="x", by=nobody)


def test_a_house_that_measures_by_another_yardstick_has_other_words_for_the_same_interval(desk: Desk) -> None:
    case_id, before = open_between(desk)
    choose_likelihood(desk.house, case_id=case_id, term=before.likelihood.terms[0], reason="as before", by=SALMA)
    accounts.choose_yardstick(desk.house, yardstick=Yardstick.PHIA, by=NADIA)
    determine.determine(desk.house, case_id=case_id, by=SALMA)
    after = assessed(desk, case_id)
    assert after.likelihood == replace(before.likelihood, yardstick=Yardstick.PHIA)
    assert after.likelihood_choice is None
    assert queries.case(desk.house, case_id=case_id, by=SALMA).holder.yardstick is Yardstick.PHIA
    assert len(entries("organisation.yardstick.chosen")) == 1
    with pytest.raises(NotAllowedError):
        accounts.choose_yardstick(desk.house, yardstick=Yardstick.ICD_203, by=BORIS)

"""What several cases rest on changes, and every open one of them stands judged anew, once, with its own entry."""

import pytest

from nadhir.assess.concerned import NAMED
from nadhir.casework import determine, directory, establish, judge_again, link, queries
from nadhir.casework.judge_again import Touch, judge_due
from nadhir.casework.trace import Record
from nadhir.casework.unit import Unit
from nadhir.store.models import AssessmentRow, CaseRow, JudgementDue, LedgerEntry
from nadhir.terms.case import CaseFile
from nadhir.terms.facts import FactName
from nadhir.terms.ids import CaseId, PartyId
from nadhir.terms.links import LinkKind
from nadhir.terms.party import ChannelKind, Party, PartyRole, Relation
from nadhir.terms.report import Source, SourceKind, SourceReliability
from nadhir.terms.sealed import Sealed
from nadhir.terms.text import Language
from tests.casework.desks import HUMINT, SALMA, WIRE, Desk, closed, opened_case, take_in
from tests.casework.reports import CABLE, SECOND_CABLE

AMAL = PartyId("amal")


def a_party(*roles: PartyRole, country: str = "QA", party_id: PartyId = AMAL) -> Party:
    return Party(
        id=party_id,
        name=Sealed("Amal Haddad"),
        country=country,
        relation=Relation.NEUTRAL,
        roles=frozenset(roles or {PartyRole.VICTIM}),
        languages=(Language("ar"),),
        channels=(ChannelKind.PHONE,),
    )


def two_cases(desk: Desk, *, know: Party | None = None) -> tuple[CaseId, CaseId]:
    """Returns two cases of different plots, both with the party named in them."""
    first = opened_case(desk)
    desk.clock.move(hours=1)
    second = take_in(desk, SECOND_CABLE).case_id
    assert second is not None
    assert second != first
    if know is not None:
        directory.save_party(desk.house, party=know, by=SALMA, is_standing=False)
        for case_id in (first, second):
            directory.name_party(desk.house, case_id=case_id, party_id=know.id, by=SALMA)
    desk.clock.move(hours=1)
    return first, second


def judged(case_id: CaseId) -> int:
    return AssessmentRow.objects.unsafe_everything().filter(case_id=case_id).count()


def touches(case_id: CaseId) -> int:
    rows = LedgerEntry.objects.unsafe_everything().filter(case_id=case_id, name="case.judged_again")
    return rows.count()


def victims(desk: Desk, case_id: CaseId) -> set[tuple[str, PartyId | None]]:
    found = queries.case(desk.house, case_id=case_id, by=SALMA).assessment
    assert found is not None
    return {(each.description, each.party_id) for each in found.threat.victims}


def test_a_case_is_judged_anew_with_a_party_that_is_named_in_it(desk: Desk) -> None:
    case_id = opened_case(desk)
    directory.save_party(desk.house, party=a_party(), by=SALMA, is_standing=False)
    before = judged(case_id)
    for _ in range(2):
        directory.name_party(desk.house, case_id=case_id, party_id=AMAL, by=SALMA)
    assert judged(case_id) == before + 1


@pytest.mark.parametrize(
    ("name", "value", "is_shared"),
    [
        (FactName.LOCATION_OF_VICTIM, "FR", True),
        (FactName.VIOLENT_OFFENDER, True, True),
        (FactName.SUSPECT_HELD, True, True),
        (FactName.LOCATION_OF_SUSPECT, "FR", True),
        (FactName.VICTIM_AWARE, True, False),
        (FactName.COMBATANT_ONLY, True, False),
        (FactName.ENDANGERS_OWN_SOURCES, True, False),
    ],
)
def test_a_fact_touches_the_other_cases_of_the_party_where_it_is_true_of_the_party_everywhere(
    desk: Desk, name: FactName, value: bool | str, is_shared: bool
) -> None:
    first, second = two_cases(desk, know=a_party())
    before = judged(first), judged(second)
    establish.establish_fact(desk.house, case_id=first, name=name, value=value, about=AMAL, by=SALMA, note="by phone")
    assert judged(first) == before[0] + 1
    assert judged(second) == before[1] + is_shared
    assert touches(second) == is_shared
    assert touches(first) == 0
    assert not JudgementDue.objects.unsafe_everything().exists()


def test_what_somebody_is_counts_in_every_case_that_knows_them_and_its_note_in_its_own(desk: Desk) -> None:
    first, second = two_cases(desk, know=a_party())
    establish.establish_fact(
        desk.house,
        case_id=first,
        name=FactName.VIOLENT_OFFENDER,
        value=True,
        about=AMAL,
        by=SALMA,
        note="a word of the first case",
    )
    views = [queries.case(desk.house, case_id=each, by=SALMA) for each in (first, second)]
    assert all(view.determination is not None for view in views)
    bodies = AssessmentRow.objects.unsafe_everything().filter(case_id=second).values_list("body", flat=True)
    assert all("a word of the first case" not in str(body) for body in bodies)
    entries = LedgerEntry.objects.unsafe_everything().filter(case_id=second).values_list("opening", flat=True)
    assert all(first.encode() not in bytes(opening) for opening in entries)


def test_where_a_victim_is_in_one_case_makes_them_no_victim_of_another(desk: Desk) -> None:
    first, second = two_cases(desk, know=a_party())
    before = victims(desk, second)
    establish.establish_fact(
        desk.house, case_id=first, name=FactName.LOCATION_OF_VICTIM, value="QA", about=AMAL, by=SALMA
    )
    assert (NAMED, AMAL) in victims(desk, first)
    assert victims(desk, second) == before
    assert (NAMED, AMAL) not in before


def test_a_closed_case_is_not_judged_anew(desk: Desk) -> None:
    first, second = two_cases(desk, know=a_party())
    closed(desk, second)
    before = judged(second)
    establish.establish_fact(
        desk.house, case_id=first, name=FactName.VIOLENT_OFFENDER, value=True, about=AMAL, by=SALMA
    )
    assert judged(second) == before


def test_a_party_that_changed_touches_the_cases_that_know_it_and_a_new_contact_none(desk: Desk) -> None:
    first, second = two_cases(desk)
    directory.save_party(desk.house, party=a_party(), by=SALMA, is_standing=False)
    directory.name_party(desk.house, case_id=first, party_id=AMAL, by=SALMA)
    before = judged(first), judged(second)
    directory.save_party(desk.house, party=a_party(), by=SALMA, is_standing=False)
    assert (judged(first), judged(second)) == before
    directory.save_party(desk.house, party=a_party(PartyRole.SUSPECT), by=SALMA, is_standing=False)
    assert (judged(first), judged(second)) == (before[0] + 1, before[1])
    directory.save_party(desk.house, party=a_party(PartyRole.SUSPECT), by=SALMA, is_standing=True)
    assert (judged(first), judged(second)) == (before[0] + 2, before[1] + 1)


def test_a_source_of_another_reliability_touches_the_cases_that_hold_its_reports(desk: Desk) -> None:
    first, second = two_cases(desk)
    third = take_in(desk, CABLE, source_id=WIRE).case_id
    assert third == first
    before = judged(first), judged(second)

    def graded(reliability: SourceReliability) -> None:
        source = Source(
            id=WIRE, name=Sealed("a news agency"), kind=SourceKind.PUBLIC, reliability=reliability, is_protected=False
        )
        directory.save_source(desk.house, source=source, by=SALMA)

    graded(SourceReliability.C)
    assert (judged(first), judged(second)) == before
    graded(SourceReliability.E)
    assert (judged(first), judged(second)) == (before[0] + 1, before[1])


def test_a_persons_word_on_a_copy_touches_the_case_that_both_reports_lie_in(desk: Desk) -> None:
    case_id = opened_case(desk)
    one, other = (line.report_id for line in (take_in(desk, CABLE, source_id=WIRE), take_in(desk, CABLE)))
    before = judged(case_id)
    link.decide_link(
        desk.house, report_id=one, other_id=other, kind=LinkKind.COPY, belongs=False, reason="two voices", by=SALMA
    )
    assert judged(case_id) == before + 1


def test_a_case_whose_judging_failed_is_judged_later_and_holds_up_no_other(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = two_cases(desk, know=a_party())
    third = take_in(desk, CABLE.replace("Doha", "Muscat").replace("Qatar", "Oman").replace("5 January", "8 January"))
    third_id = third.case_id
    assert third_id is not None
    assert third_id not in (first, second)
    directory.name_party(desk.house, case_id=third_id, party_id=AMAL, by=SALMA)
    before = judged(second), judged(third_id)
    failing = min(second, third_id)
    judge = determine.judge_in

    def fail(unit: Unit, *, row: CaseRow, file: CaseFile, record: Record) -> object:
        if row.id == failing:
            raise ZeroDivisionError
        return judge(unit, row=row, file=file, record=record)

    with monkeypatch.context() as patched:
        patched.setattr(judge_again, "judge_in", fail)
        fact = establish.establish_fact(
            desk.house, case_id=first, name=FactName.VIOLENT_OFFENDER, value=True, about=AMAL, by=SALMA
        )
    assert fact.value is True
    assert judged(second) + judged(third_id) == sum(before) + 1
    assert judge_due(desk.house) == ()  # not at once
    desk.clock.move(minutes=2)
    assert judge_due(desk.house) == (failing,)
    assert judge_due(desk.house) == ()
    assert (judged(second), judged(third_id)) == (before[0] + 1, before[1] + 1)


def test_what_touched_a_case_several_times_is_judged_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = two_cases(desk, know=a_party())
    before = judged(second)
    with monkeypatch.context() as patched:
        patched.setattr(establish, "judge_due", lambda *_, **__: ())  # the process died after the commit
        for value in (True, False, True):
            establish.establish_fact(
                desk.house, case_id=first, name=FactName.VIOLENT_OFFENDER, value=value, about=AMAL, by=SALMA
            )
    assert judged(second) == before
    assert judge_due(desk.house) == (second,)
    assert judged(second) == before + 1
    entry = LedgerEntry.objects.unsafe_everything().get(case_id=second, name="case.judged_again")
    assert Touch.FACT_OF_PARTY.encode() in bytes(entry.opening)
    assert HUMINT.encode() not in bytes(entry.opening)

"""A warning is decided with what telling could do weighed; the list of those to be told stands only then."""

from __future__ import annotations

import pytest

from nadhir.casework import determine, establish, queries, release, retrace, write_tearline
from nadhir.casework.determine import DecisionError, Weighed
from nadhir.policy import WeighingError
from nadhir.store import models as rows
from nadhir.terms.determination import Determination, WeighingChoice
from nadhir.terms.errors import TheirsError
from nadhir.terms.facts import FactName
from nadhir.terms.ids import CaseId, PartyId
from nadhir.terms.party import ChannelKind
from nadhir.terms.release import Check
from tests.casework.desks import GOVERNMENT, INES, SALMA, Desk, checks, decide, opened_case, proposed


def standing(desk: Desk, case_id: CaseId) -> Determination:
    found = queries.case(desk.house, case_id=case_id, by=SALMA).determination
    assert found is not None
    return found


def weighed(choice: WeighingChoice, *ways: ChannelKind, because: str = "so it is") -> list[Weighed]:
    return [Weighed(GOVERNMENT, choice, because, ways)]


def test_nobody_decides_to_warn_before_what_telling_could_do_is_weighed(desk: Desk) -> None:
    case_id = opened_case(desk)
    assert standing(desk, case_id).unweighed == (GOVERNMENT,)
    with pytest.raises(WeighingError, match="gov-qa"):
        determine.decide(desk.house, case_id=case_id, by=SALMA)
    with pytest.raises(DecisionError, match="needs its reason"):
        determine.decide(
            desk.house, case_id=case_id, by=SALMA, weighed=weighed(WeighingChoice.TOLD_ANYWAY, because=" ")
        )
    with pytest.raises(DecisionError, match="names its channels"):
        determine.decide(desk.house, case_id=case_id, by=SALMA, weighed=weighed(WeighingChoice.ANOTHER_WAY))
    assert standing(desk, case_id).decided_by is None


def test_the_decision_says_who_weighed_what_and_when_and_the_ledger_keeps_the_reason_closed(desk: Desk) -> None:
    case_id = opened_case(desk)
    decided = decide(desk, case_id)
    assert decided.is_harm_weighed
    (weighing,) = decided.weighings
    assert (weighing.by, weighing.at) == (SALMA, desk.clock.at)
    assert weighing.risks == ("one_protected_source_alone_has_it",)
    entry = rows.LedgerEntry.objects.unsafe_everything().get(name="case.harm_of_warning.weighed")
    assert b"gov-qa" in bytes(entry.opening)
    assert b"names no place" not in bytes(entry.opening)
    assert retrace.retrace(desk.house, case_id=case_id, by=INES).verdict == "same"


def test_who_is_told_another_way_is_told_by_that_way_alone(desk: Desk) -> None:
    case_id = opened_case(desk)
    given = weighed(WeighingChoice.ANOTHER_WAY, ChannelKind.SECURE_PAGE)
    decided = determine.decide(desk.house, case_id=case_id, by=SALMA, weighed=given)
    assert decided.addressees[0].channels == (ChannelKind.SECURE_PAGE,)
    write_tearline.write_tearline(desk.house, case_id=case_id, by=SALMA)
    view = release.propose(desk.house, case_id=case_id, checks=checks(), by=SALMA)
    assert view.release.recipients[0].channels == (ChannelKind.SECURE_PAGE,)
    assert retrace.retrace(desk.house, case_id=case_id, by=INES).verdict == "same"


def test_the_only_one_who_can_be_told_is_not_taken_off_the_list_without_a_ground_of_waiver(desk: Desk) -> None:
    case_id = opened_case(desk)
    with pytest.raises(WeighingError, match="nobody would be told") as refused:
        determine.decide(desk.house, case_id=case_id, by=SALMA, weighed=weighed(WeighingChoice.NOT_TOLD))
    assert "waiver" in refused.value.remedy
    assert standing(desk, case_id).decided_by is None


def test_a_decision_is_on_what_the_officer_looked_at(desk: Desk) -> None:
    case_id = opened_case(desk)
    seen = queries.case(desk.house, case_id=case_id, by=SALMA).determination_id
    desk.clock.move(minutes=1)
    determine.determine(desk.house, case_id=case_id, by=SALMA)
    given = weighed(WeighingChoice.TOLD_ANYWAY)
    with pytest.raises(DecisionError, match="changed while you looked"):
        determine.decide(desk.house, case_id=case_id, by=SALMA, weighed=given, seen=seen)


def test_a_waiver_has_nobody_to_weigh(desk: Desk) -> None:
    case_id = opened_case(desk)
    establish.establish_fact(
        desk.house, case_id=case_id, name=FactName.VICTIM_AWARE, value=True, note="told in public", by=SALMA
    )
    with pytest.raises(DecisionError, match="nothing to weigh"):
        determine.decide(desk.house, case_id=case_id, by=SALMA, weighed=weighed(WeighingChoice.TOLD_ANYWAY))


def test_a_risk_that_is_found_later_was_weighed_by_nobody_and_the_decision_waits_again(desk: Desk) -> None:
    case_id = opened_case(desk)
    decide(desk, case_id)
    desk.clock.move(hours=1)
    determine.determine(desk.house, case_id=case_id, by=SALMA)
    assert standing(desk, case_id).decided_by == SALMA  # what was weighed still covers what is found
    desk.clock.move(hours=1)
    establish.establish_fact(
        desk.house,
        case_id=case_id,
        name=FactName.ENDANGERS_PARTNER_SOURCES,
        value="only where the ministry learns the hour",
        note="the partner",
        about=GOVERNMENT,
        by=SALMA,
    )
    found = standing(desk, case_id)
    assert found.decided_by is None
    assert found.unweighed == (GOVERNMENT,)


def test_a_proposal_rests_on_the_record_of_the_weighing_and_does_not_ask_twice(desk: Desk) -> None:
    view = proposed(desk)
    (check,) = [each for each in view.release.checks if each.name == "harm_of_warning"]
    assert check.is_done
    assert check.reason == "salma: the text names no place"
    again = (*checks(), Check("harm_of_warning", is_done=True, reason="asked twice"))
    with pytest.raises(TheirsError, match="weighed at the decision"):
        release.propose(desk.house, case_id=view.release.case_id, checks=again, by=SALMA)


def test_nothing_is_proposed_on_a_decision_in_which_harm_was_never_looked_for(desk: Desk) -> None:
    view = proposed(desk)
    row = rows.DeterminationRow.objects.unsafe_everything().order_by("-id").first()
    assert row is not None
    row.body = {
        key: value for key, value in row.body.items() if key not in ("is_harm_looked_for", "risks", "weighings")
    }
    row.save()
    with pytest.raises(TheirsError, match="does not stand"):
        release.propose(desk.house, case_id=view.release.case_id, checks=checks(), by=SALMA)


def test_a_party_of_no_case_is_weighed_by_nobody(desk: Desk) -> None:
    case_id = opened_case(desk)
    given = [*weighed(WeighingChoice.TOLD_ANYWAY), Weighed(PartyId("nobody"), WeighingChoice.NOT_TOLD, "x")]
    with pytest.raises(WeighingError, match="nobody is not to be told"):
        determine.decide(desk.house, case_id=case_id, by=SALMA, weighed=given)

"""A determination is computed again years later from what was held that day, with the numbers of that day; what was
changed since is found.
"""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from nadhir.casework import determine, directory, erase, establish, grade, queries, read_again, retrace
from nadhir.casework.knowledge import Knowledge
from nadhir.casework.retrace import RetraceVerdict
from nadhir.casework.trace import digest
from nadhir.policy import Pack, PackParameters
from nadhir.reference import packs
from nadhir.store import models as rows
from nadhir.terms.facts import FactName
from nadhir.terms.ids import CaseId, PartyId
from nadhir.terms.party import Party, PartyRole, Relation
from nadhir.terms.report import InformationCredibility
from nadhir.terms.sealed import Sealed
from tests.casework.desks import AT, GOVERNMENT, INES, NADIA, SALMA, WIRE, Desk, decide, opened_case, take_in
from tests.casework.reports import CABLE

NEXT = "icd-191/2"


class NewNumbers(Knowledge):
    """The knowledge of a later release: the pack has other numbers, and the earlier ones still ship beside them."""

    def __init__(self, *, keeps_earlier: bool = True) -> None:
        super().__init__()
        self.keeps_earlier = keeps_earlier

    def pack(self, key: str) -> Pack:
        now = packs.load(key).parameters
        return packs.load_with(
            key, parameters=replace(now, version=NEXT, clock_minutes=dict.fromkeys(now.clock_minutes, 7))
        )

    def numbers_of(self, key: str, *, version: str) -> PackParameters | None:
        if version == NEXT:
            return self.pack(key).parameters
        return super().numbers_of(key, version=version) if self.keeps_earlier else None


def latest() -> rows.DeterminationRow:
    found = rows.DeterminationRow.objects.unsafe_everything().order_by("-id").first()
    assert found is not None
    return found


def retraced(desk: Desk, case_id: CaseId) -> retrace.Retraced:
    return retrace.retrace(desk.house, case_id=case_id, by=INES)


def test_a_determination_just_made_comes_out_the_same_and_so_does_the_decision(desk: Desk) -> None:
    case_id = opened_case(desk)
    assert retraced(desk, case_id).verdict is RetraceVerdict.SAME
    desk.clock.move(minutes=5)
    decide(desk, case_id)
    found = retraced(desk, case_id)
    assert (found.verdict, found.why, found.notes) == (RetraceVerdict.SAME, (), ())
    asked = {each.paragraph for each in found.compared if each.paragraph}
    assert {"in force", "E.1", "E.3.f", "7 FAM 052"} <= asked


def test_an_old_determination_is_computed_with_the_numbers_of_its_day_and_a_new_one_with_the_new(desk: Desk) -> None:
    case_id = opened_case(desk)
    later = replace(desk.house, knowledge=NewNumbers())
    desk.clock.move(hours=1)
    determine.determine(later, case_id=case_id, by=SALMA)
    old = retrace.retrace(later, case_id=case_id, by=INES, at=AT)
    assert (old.verdict, old.pack_version) == (RetraceVerdict.SAME, "icd-191/1")
    assert old.notes == ("numbers_were_replaced_since",)
    new = retrace.retrace(later, case_id=case_id, by=INES)
    assert (new.verdict, new.pack_version, new.notes) == (RetraceVerdict.SAME, NEXT, ())
    clock = queries.case(later, case_id=case_id, by=SALMA).determination
    assert clock is not None
    assert clock.clock.minutes == 7


def test_that_the_numbers_of_that_day_ship_no_more_or_otherwise_is_said(desk: Desk) -> None:
    case_id = opened_case(desk)
    without = replace(desk.house, knowledge=NewNumbers(keeps_earlier=False))
    found = retrace.retrace(without, case_id=case_id, by=INES)
    assert (found.verdict, found.notes) == (RetraceVerdict.SAME, ("numbers_of_that_version_do_not_ship",))

    class Rewritten(Knowledge):
        def numbers_of(self, key: str, *, version: str) -> PackParameters | None:
            known = super().numbers_of(key, version=version)
            return None if known is None else replace(known, waiver_hours_near=1)

    found = retrace.retrace(replace(desk.house, knowledge=Rewritten()), case_id=case_id, by=INES)
    assert (found.verdict, found.notes) == (RetraceVerdict.SAME, ("numbers_of_that_version_ship_otherwise",))


def test_a_pack_that_is_not_here_any_more_cannot_be_applied_and_nothing_is_guessed(desk: Desk) -> None:
    case_id = opened_case(desk)

    class Poorer(Knowledge):
        def pack_with(self, key: str, *, numbers: PackParameters) -> Pack:  # noqa: ARG002 - as the real one takes them
            return packs.load_with("gone", parameters=numbers)

    found = retrace.retrace(replace(desk.house, knowledge=Poorer()), case_id=case_id, by=INES)
    assert (found.verdict, found.why, found.compared) == (RetraceVerdict.CANNOT, ("pack_is_not_here",), ())


def test_nothing_later_than_the_instant_is_used(desk: Desk) -> None:
    case_id = opened_case(desk)
    first = retraced(desk, case_id)
    before = latest().trace
    desk.clock.move(hours=1)
    assert take_in(desk, CABLE + " The cell has a second team.", source_id=WIRE).case_id == case_id
    desk.clock.move(hours=1)
    establish.establish_fact(
        desk.house, case_id=case_id, name=FactName.VICTIM_AWARE, value=True, note="they told us", by=SALMA
    )
    desk.clock.move(hours=1)
    newcomer = Party(PartyId("hall"), Sealed("The hall"), "QA", Relation.NEUTRAL, frozenset({PartyRole.PLACE_OWNER}))
    directory.save_party(desk.house, party=newcomer, by=SALMA, is_standing=True)
    renamed = Party(GOVERNMENT, Sealed("Another name"), "LB", Relation.ADVERSARY, frozenset({PartyRole.PUBLIC}))
    directory.save_party(desk.house, party=renamed, by=SALMA)
    determine.determine(desk.house, case_id=case_id, by=SALMA)
    again = retrace.retrace(desk.house, case_id=case_id, by=INES, at=AT)
    assert again == first
    assert again.verdict is RetraceVerdict.SAME
    assert len(before["reports"]) == 1 < len(latest().trace["reports"])
    assert before["facts"] == [] != latest().trace["facts"]


def test_a_report_read_or_graded_again_is_taken_as_it_was(desk: Desk) -> None:
    case_id = opened_case(desk)
    (report,) = queries.case(desk.house, case_id=case_id, by=SALMA).reports
    desk.clock.move(hours=1)
    grade.grade(
        desk.house,
        report_id=report.report_id,
        credibility=InformationCredibility.IMPROBABLE,
        reason="the source took it back",
        by=SALMA,
    )
    read_again.read_again(desk.house, report_id=report.report_id, by=SALMA)
    assert retrace.retrace(desk.house, case_id=case_id, by=INES, at=AT).verdict is RetraceVerdict.SAME
    assert retraced(desk, case_id).verdict is RetraceVerdict.SAME


def test_a_determination_that_was_changed_is_found(desk: Desk) -> None:
    case_id = opened_case(desk)
    row = latest()
    row.body = {**row.body, "outcome": "no_duty"}
    row.save()
    found = retraced(desk, case_id)
    assert found.verdict is RetraceVerdict.DIFFERS
    assert set(found.why) == {"determination_was_changed", "decision_is_not_what_came_out"}


def test_what_it_was_computed_from_cannot_be_rewritten_with_it(desk: Desk) -> None:
    case_id = opened_case(desk)
    row = latest()
    for body in (row.body, row.trace["computed"]):
        body["outcome"] = "no_duty"
    row.save()
    found = retraced(desk, case_id)
    assert found.verdict is RetraceVerdict.DIFFERS
    assert {"determination_was_changed", "trace_was_changed", "it_comes_out_otherwise"} <= set(found.why)
    assert [each.part for each in found.compared if not each.is_same] == ["outcome"]


def _with_fact(desk: Desk) -> tuple[CaseId, rows.FactRow]:
    case_id = opened_case(desk)
    desk.clock.move(hours=1)
    establish.establish_fact(
        desk.house, case_id=case_id, name=FactName.ORIGINATOR_CONSULTED, value=True, note="agreed", by=SALMA
    )
    assert retraced(desk, case_id).verdict is RetraceVerdict.SAME
    fact = rows.FactRow.objects.unsafe_everything().get()
    desk.clock.move(hours=1)
    return case_id, fact


def test_a_fact_that_was_changed_is_found_and_no_other_is_put_in_its_place(desk: Desk) -> None:
    case_id, fact = _with_fact(desk)
    fact.body = {**fact.body, "value": False}
    fact.save()
    found = retraced(desk, case_id)
    assert (found.verdict, found.why, found.compared) == (RetraceVerdict.CANNOT, ("fact_is_not_what_it_was",), ())


def test_a_fact_that_is_gone_is_found(desk: Desk) -> None:
    case_id, fact = _with_fact(desk)
    fact.delete()
    assert retraced(desk, case_id).why == ("fact_is_gone",)


def test_a_fact_that_was_put_in_with_an_earlier_date_is_found(desk: Desk) -> None:
    case_id, fact = _with_fact(desk)
    fact.pk, fact.at = None, AT
    fact.save(force_insert=True)
    found = retraced(desk, case_id)
    assert (found.verdict, found.why) == (RetraceVerdict.DIFFERS, ("fact_of_before_was_left_out",))


def test_a_report_or_an_assessment_that_was_changed_is_found(desk: Desk) -> None:
    case_id = opened_case(desk)
    report = rows.ReportRow.objects.unsafe_everything().get()
    untouched = report.body
    report.body = {**untouched, "content": untouched["content"].replace("Doha", "Riga")}
    report.save()
    assert retraced(desk, case_id).why == (f"report_is_not_what_it_was:{report.pk}",)
    report.body = untouched
    report.save()
    assessment = rows.AssessmentRow.objects.unsafe_everything().order_by("-id").first()
    assert assessment is not None
    assessment.body = {**assessment.body, "independent_sources": 9}
    assessment.save()
    assert retraced(desk, case_id).why == ("assessment_is_not_what_it_was",)


def test_an_entry_of_the_ledger_that_was_changed_is_found(desk: Desk) -> None:
    case_id = opened_case(desk)
    entry = rows.LedgerEntry.objects.unsafe_everything().get(name="case.determination.recommended", case_id=case_id)
    entry.opening = bytes(entry.opening).replace(b"warn", b"Warn")
    entry.save()
    assert retraced(desk, case_id).why == ("ledger_entry_is_damaged",)


def test_a_determination_older_than_the_trace_says_so(desk: Desk) -> None:
    case_id = opened_case(desk)
    rows.DeterminationRow.objects.unsafe_everything().update(trace={})
    found = retraced(desk, case_id)
    assert found.verdict is RetraceVerdict.CANNOT
    assert found.why[0] == "nothing_was_kept_for_a_replay"


def test_a_name_that_was_erased_since_leaves_the_determination_as_it_was(desk: Desk) -> None:
    case_id = opened_case(desk)
    desk.clock.move(hours=1)
    erase.erase_party(desk.house, party_id=GOVERNMENT, reason="their wish", by=NADIA)
    found = retrace.retrace(desk.house, case_id=case_id, by=INES, at=AT)
    assert (found.verdict, found.notes) == (RetraceVerdict.SAME, ("names_were_erased_since",))


def test_the_rules_of_another_day_are_said_to_be_others(desk: Desk) -> None:
    case_id = opened_case(desk)

    class Recoded(Knowledge):
        def pack_with(self, key: str, *, numbers: PackParameters) -> Pack:
            return replace(super().pack_with(key, numbers=numbers), rules_digest="0" * 64)

    found = retrace.retrace(replace(desk.house, knowledge=Recoded()), case_id=case_id, by=INES)
    assert (found.verdict, found.notes) == (RetraceVerdict.SAME, ("rules_are_written_otherwise_now",))


@pytest.mark.parametrize("key", packs.keys())
def test_numbers_go_into_the_store_and_come_back_the_same(desk: Desk, key: str) -> None:
    from nadhir.store import codec  # noqa: PLC0415 - after Django is set up
    from nadhir.store.vault import Vault  # noqa: PLC0415 - as above

    numbers = packs.load(key).parameters
    vault = Vault(desk.house.keys.master)
    kept = json.loads(json.dumps(codec.to_json(numbers, vault=vault)))
    assert codec.from_json(kept, of=PackParameters, vault=vault) == numbers
    assert digest(kept) == numbers.digest

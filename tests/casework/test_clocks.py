"""The clocks of a case on a clock that moves: who is told when one runs out, and that none ends without a name."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from random import Random

import pytest

from nadhir.casework import (
    accounts,
    clock_record,
    command,
    consult,
    determine,
    dispute,
    establish,
    keep_clocks,
    link,
    look,
    queries,
    release,
    tasks,
    write_tearline,
)
from nadhir.casework.authority import OfficerRole
from nadhir.casework.errors import NotAllowedError, NotFoundError
from nadhir.casework.read_models import CaseView, ClockView
from nadhir.casework.sound_clocks import CLOCK_TASK, sound
from nadhir.store.models import ClockRung, LedgerEntry, LedgerPersonal, Task
from nadhir.terms.case import CaseState
from nadhir.terms.clocks import ConsultationReply, DisputeAbout, DisputeRung
from nadhir.terms.determination import PROOFS_OF, ClockName, Outcome, WaiverGround, WaiverProof
from nadhir.terms.errors import NadhirError, TheirsError
from nadhir.terms.facts import FactName
from nadhir.terms.ids import CaseId, OfficerId
from tests.casework.desks import (
    INES,
    KARIM,
    LINA,
    NADIA,
    OMAR,
    PASSWORD,
    SALMA,
    YUSUF,
    Desk,
    checks,
    decide,
    opened_case,
    released,
    take_in,
)
from tests.casework.reports import CABLE, SECOND_CABLE


def seen(desk: Desk, case_id: CaseId, *, by: OfficerId = SALMA) -> CaseView:
    return queries.case(desk.house, case_id=case_id, by=by)


def running(desk: Desk, case_id: CaseId, name: ClockName, *, by: OfficerId = SALMA) -> ClockView:
    (found,) = (each for each in seen(desk, case_id, by=by).clocks if each.name is name and each.is_running)
    return found


def names_running(desk: Desk, case_id: CaseId) -> set[ClockName]:
    return {each.name for each in seen(desk, case_id).clocks if each.is_running}


def entries(name: str) -> int:
    return LedgerEntry.objects.unsafe_everything().filter(name=name).count()


def waived(desk: Desk) -> CaseId:
    """A case whose duty is waived for everybody, each ground shown by Salma and affirmed by Lina."""
    case_id = opened_case(desk)
    aware = FactName.VICTIM_AWARE
    establish.establish_fact(desk.house, case_id=case_id, name=aware, value=True, note="they told us", by=SALMA)
    determine.decide(desk.house, case_id=case_id, by=OMAR)
    found = seen(desk, case_id).determination
    assert found is not None
    assert found.outcome is Outcome.WAIVE
    for waiver in found.waivers:
        proofs = dict.fromkeys(PROOFS_OF[waiver.ground], "as their note says")
        determine.show_ground(
            desk.house, case_id=case_id, ground=waiver.ground, victim=waiver.victim, proofs=proofs, by=SALMA
        )
        determine.affirm_waiver(desk.house, case_id=case_id, ground=waiver.ground, victim=waiver.victim, by=LINA)
    assert seen(desk, case_id).case.state is CaseState.WAIVED
    return case_id


# ── the first look ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_first_look_runs_from_intake_until_an_officer_opens_the_case(desk: Desk) -> None:
    case_id = opened_case(desk)
    clock = running(desk, case_id, ClockName.FIRST_LOOK)
    assert clock.due_at - clock.started_at == timedelta(minutes=15)
    assert look.look_at_case(desk.house, case_id=case_id, by=INES) == ()  # who inspects does nothing about it
    assert ClockName.FIRST_LOOK in names_running(desk, case_id)
    desk.clock.move(minutes=4)
    (report,) = look.look_at_case(desk.house, case_id=case_id, by=KARIM)
    assert look.look_at_case(desk.house, case_id=case_id, by=SALMA) == ()
    assert ClockName.FIRST_LOOK not in names_running(desk, case_id)
    (line,) = seen(desk, case_id).reports
    assert (line.report_id, line.looked_by, line.looked_at) == (report, KARIM, desk.clock.now())
    assert entries("report.first_look") == 1


def test_a_new_report_of_a_case_that_was_seen_asks_for_a_look_of_its_own_and_the_same_bytes_for_none(
    desk: Desk,
) -> None:
    case_id = opened_case(desk)
    look.look_at_case(desk.house, case_id=case_id, by=SALMA)
    desk.clock.move(minutes=30)
    take_in(desk, CABLE)
    assert ClockName.FIRST_LOOK not in names_running(desk, case_id)
    routed = take_in(desk, SECOND_CABLE)
    if routed.case_id != case_id:
        link.join(desk.house, report_id=routed.report_id, case_id=case_id, reason="the same men", by=KARIM)
    assert running(desk, case_id, ClockName.FIRST_LOOK).started_at == desk.clock.now()


def commanded(desk: Desk, case_id: CaseId, *, by: OfficerId) -> None:
    """Put the case under this officer's command, whoever has it."""
    if queries.case(desk.house, case_id=case_id, by=by).case.commander != by:
        command.offer_command(desk.house, case_id=case_id, to=by, by=OMAR)
        command.accept_command(desk.house, case_id=case_id, by=by)


# ── escalation ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_clock_that_ran_out_climbs_from_the_deputy_up_until_nobody_is_left(desk: Desk) -> None:
    case_id = opened_case(desk)
    commanded(desk, case_id, by=SALMA)
    accounts.set_deputy(desk.house, officer=SALMA, deputy=KARIM, by=NADIA)
    clock = running(desk, case_id, ClockName.RELEASE_DECISION)
    assert clock.held_by == SALMA
    assert sound(desk.house) == ()
    desk.clock.at = clock.due_at
    (first,) = sound(desk.house)
    assert (first.clock, first.rung, first.told) == (ClockName.RELEASE_DECISION, 1, (KARIM,))
    assert sound(desk.house) == ()
    told = []
    for _ in range(4):
        desk.clock.move(hours=4)
        told += [each.told for each in sound(desk.house)]
    assert told == [(LINA, OMAR), (INES,), ()]
    assert entries("clock.ran_out") == 3
    assert entries("clock.nobody_left") == 1
    assert queries.me(desk.house, by=KARIM).loud_count == 1
    assert queries.me(desk.house, by=SALMA).unheard_count == 1
    view = running(desk, case_id, ClockName.RELEASE_DECISION)
    assert view.is_nobody_left
    assert view.told == (KARIM, LINA, OMAR, INES)


def test_where_no_deputy_is_named_the_next_role_up_is_told_at_once(desk: Desk) -> None:
    case_id = opened_case(desk)
    look.look_at_case(desk.house, case_id=case_id, by=SALMA)
    desk.clock.at = running(desk, case_id, ClockName.RELEASE_DECISION).due_at
    (first,) = sound(desk.house)
    assert first.told == (LINA, OMAR)


def test_a_worker_that_was_away_makes_up_for_every_rung_and_each_once(desk: Desk) -> None:
    case_id = opened_case(desk)
    desk.clock.move(days=3)
    sounded = sound(desk.house)
    assert len({(each.clock, each.rung) for each in sounded}) == len(sounded)
    assert [each.rung for each in sounded if each.clock is ClockName.RELEASE_DECISION] == [1, 2, 3]
    assert sound(desk.house) == ()
    assert ClockRung.objects.unsafe_everything().filter(case_id=case_id).count() == len(sounded)


def test_a_case_that_cannot_be_worked_out_does_not_silence_the_others(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = opened_case(desk)
    desk.clock.move(days=1)
    whole = clock_record.clocks_of
    second = take_in(desk, "Secret. A cell plans to bomb the market of Lyon on 9 January 2024.").case_id
    assert second is not None
    desk.clock.move(days=1)

    def breaks_on_the_first(unit: object, *, row: object) -> object:
        if getattr(row, "id", None) == first:
            raise ValueError
        return whole(unit, row=row)  # type: ignore[arg-type]

    monkeypatch.setattr("nadhir.casework.sound_clocks.clocks_of", breaks_on_the_first)
    assert {each.case_id for each in sound(desk.house)} == {second}


def test_a_task_of_a_clock_ends_with_the_clock_and_not_by_a_word(desk: Desk) -> None:
    case_id = opened_case(desk)
    desk.clock.at = running(desk, case_id, ClockName.FIRST_LOOK).due_at
    sound(desk.house)
    (task,) = (each for each in seen(desk, case_id).tasks if each.clock is ClockName.FIRST_LOOK)
    assert task.kind == CLOCK_TASK
    with pytest.raises(TheirsError, match="ends by the act"):
        tasks.finish(desk.house, task_id=task.id, note="noted", by=SALMA)
    look.look_at_case(desk.house, case_id=case_id, by=SALMA)
    sound(desk.house)
    assert not Task.objects.unsafe_everything().filter(done_at=None, kind=CLOCK_TASK).exists()
    assert queries.me(desk.house, by=SALMA).loud_count == 0


# ── the release decision ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_new_report_does_not_put_a_running_release_clock_off(desk: Desk) -> None:
    case_id = opened_case(desk)
    before = running(desk, case_id, ClockName.RELEASE_DECISION)
    decide(desk, case_id)
    desk.clock.move(minutes=20)
    take_in(desk, CABLE.replace("Doha", "Muscat") + " Another cell is named.")
    after = running(desk, case_id, ClockName.RELEASE_DECISION)
    assert after.started_at == before.started_at
    assert after.due_at <= before.due_at


def test_a_release_answers_the_decision_and_its_validity_runs(desk: Desk) -> None:
    signed = released(desk).release
    view = seen(desk, signed.case_id)
    assert [each.settled_at for each in view.clocks if each.name is ClockName.RELEASE_DECISION] == [desk.clock.now()]
    assert running(desk, signed.case_id, ClockName.RENEWAL).due_at == signed.expires_at


# ── stopping and extending ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_clock_is_stopped_by_a_releasing_authority_with_a_reason_and_seen_to_be(desk: Desk) -> None:
    case_id = opened_case(desk)
    key = running(desk, case_id, ClockName.RELEASE_DECISION).key
    with pytest.raises(NotAllowedError):
        keep_clocks.stop_clock(desk.house, case_id=case_id, key=key, reason="x", by=SALMA)
    with pytest.raises(TheirsError, match="without a reason"):
        keep_clocks.stop_clock(desk.house, case_id=case_id, key=key, reason=" ", by=OMAR)
    keep_clocks.stop_clock(desk.house, case_id=case_id, key=key, reason="the host state warns today", by=OMAR)
    (stopped,) = (each for each in seen(desk, case_id).clocks if each.key == key)
    assert stopped.stopped is not None
    assert (stopped.stopped.by, stopped.stopped.reason) == (OMAR, "the host state warns today")
    assert entries("clock.stopped") == 1
    desk.clock.move(days=2)
    assert ClockName.RELEASE_DECISION not in {each.clock for each in sound(desk.house)}


def test_a_stop_does_not_outlive_what_it_was_made_for(desk: Desk) -> None:
    case_id = opened_case(desk)
    key = running(desk, case_id, ClockName.RELEASE_DECISION).key
    keep_clocks.stop_clock(desk.house, case_id=case_id, key=key, reason="the host state warns today", by=OMAR)
    establish.establish_fact(desk.house, case_id=case_id, name=FactName.VICTIM_AWARE, value=True, by=SALMA)
    assert running(desk, case_id, ClockName.RELEASE_DECISION).key == key  # now a waiver is recommended


@pytest.mark.parametrize("name", [ClockName.FIRST_LOOK, ClockName.STATED_WINDOW])
def test_what_ends_by_its_own_act_alone_cannot_be_stopped(desk: Desk, name: ClockName) -> None:
    case_id = opened_case(desk)
    key = running(desk, case_id, name).key
    with pytest.raises(TheirsError, match="cannot be stopped"):
        keep_clocks.stop_clock(desk.house, case_id=case_id, key=key, reason="x", by=OMAR)


def test_a_clock_is_extended_once_by_half_and_never_after_it_ran_out(desk: Desk) -> None:
    case_id = opened_case(desk)
    clock = running(desk, case_id, ClockName.RELEASE_DECISION, by=OMAR)
    most = clock.longest_extension_minutes
    assert most == int((clock.due_at - clock.started_at).total_seconds()) // 120

    def extend(minutes: int) -> object:
        return keep_clocks.extend_clock(
            desk.house, case_id=case_id, key=clock.key, minutes=minutes, reason="the second signer lands", by=OMAR
        )

    for minutes in (0, -5, most + 1):
        with pytest.raises(TheirsError, match="1 to"):
            extend(minutes)
    extend(most)
    longer = running(desk, case_id, ClockName.RELEASE_DECISION, by=OMAR)
    assert longer.due_at == clock.due_at + timedelta(minutes=most)
    with pytest.raises(TheirsError, match="extended before"):
        extend(1)
    desk.clock.at = longer.due_at
    with pytest.raises(TheirsError, match="has run out"):
        extend(1)


# ── waivers ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_waiver_that_expires_gives_the_case_back_to_a_person(desk: Desk) -> None:
    case_id = waived(desk)
    expiry = min(each.due_at for each in seen(desk, case_id).clocks if each.name is ClockName.WAIVER_EXPIRY)
    look.look_at_case(desk.house, case_id=case_id, by=SALMA)
    desk.clock.at = expiry - timedelta(minutes=1)
    sound(desk.house)
    assert seen(desk, case_id).case.state is CaseState.WAIVED
    desk.clock.at = expiry
    sound(desk.house)
    view = seen(desk, case_id)
    assert view.case.state is CaseState.ASSESSING
    assert view.determination is not None
    assert view.determination.decided_by is None
    assert all(each.affirmed_by is None for each in view.determination.waivers)
    assert entries("case.waiver.expired") == 1
    assert "waiver_expired" in {each.kind for each in view.tasks if each.done_at is None}
    assert running(desk, case_id, ClockName.RELEASE_DECISION).started_at == expiry
    sound(desk.house)
    assert entries("case.waiver.expired") == 1
    determine.decide(desk.house, case_id=case_id, by=OMAR)
    assert "waiver_expired" not in {each.kind for each in seen(desk, case_id).tasks if each.done_at is None}


def test_looking_again_after_the_time_has_passed_revives_no_waiver(desk: Desk) -> None:
    case_id = waived(desk)
    desk.clock.move(days=30)
    found = determine.determine(desk.house, case_id=case_id, by=SALMA)
    assert found.decided_by is None
    assert seen(desk, case_id).case.state is CaseState.ASSESSING


def test_who_judged_anything_of_a_case_affirms_no_waiver_of_it(desk: Desk) -> None:
    case_id = opened_case(desk)
    establish.establish_fact(desk.house, case_id=case_id, name=FactName.VICTIM_AWARE, value=True, by=LINA)
    determine.decide(desk.house, case_id=case_id, by=OMAR)
    found = seen(desk, case_id).determination
    assert found is not None
    waiver = found.waivers[0]
    assert running(desk, case_id, ClockName.WAIVER_AFFIRMATION).role is OfficerRole.RELEASING_AUTHORITY
    proofs = dict.fromkeys(PROOFS_OF[waiver.ground], "as their note says")
    which = {"case_id": case_id, "ground": waiver.ground, "victim": waiver.victim}
    determine.show_ground(desk.house, **which, proofs=proofs, by=SALMA)  # type: ignore[arg-type]
    with pytest.raises(determine.DecisionError, match="assessed, graded or established"):
        determine.affirm_waiver(desk.house, **which, by=LINA)  # type: ignore[arg-type]


def test_a_ground_is_affirmed_only_with_everything_it_must_be_shown_by(desk: Desk) -> None:
    case_id = opened_case(desk)
    establish.establish_fact(desk.house, case_id=case_id, name=FactName.VICTIM_AWARE, value=True, by=SALMA)
    determine.decide(desk.house, case_id=case_id, by=OMAR)
    found = seen(desk, case_id).determination
    assert found is not None
    victim = found.waivers[0].victim
    which = {"case_id": case_id, "ground": WaiverGround.AWARE, "victim": victim}
    with pytest.raises(determine.DecisionError, match="shows nothing of the ground"):
        determine.show_ground(desk.house, **which, proofs={WaiverProof.CHANNELS_TRIED: "x"}, by=SALMA)  # type: ignore[arg-type]
    determine.show_ground(desk.house, **which, proofs={WaiverProof.WARNED_BY: "the embassy"}, by=SALMA)  # type: ignore[arg-type]
    with pytest.raises(determine.DecisionError) as refusal:
        determine.affirm_waiver(desk.house, **which, by=LINA)  # type: ignore[arg-type]
    assert refusal.value.values["proofs"] == (WaiverProof.WARNED_WHEN, WaiverProof.SAME_THREAT)
    with pytest.raises(NotFoundError):
        determine.affirm_waiver(desk.house, case_id=case_id, ground=WaiverGround.NO_WAY, victim=victim, by=LINA)


def test_a_near_miss_is_on_record_with_its_reason(desk: Desk) -> None:
    case_id = opened_case(desk)
    establish.establish_fact(
        desk.house, case_id=case_id, name=FactName.VICTIM_AWARE, value="perhaps", note="hearsay", by=SALMA
    )
    found = seen(desk, case_id).determination
    assert found is not None
    assert {(each.ground, each.because) for each in found.near_misses} == {
        (WaiverGround.AWARE, ("qualified_not_established",))
    }


# ── originators and disputes ────────────────────────────────────────────────────────────────────────────────────────


def test_an_originator_is_asked_under_a_clock_that_asking_again_does_not_wind_up(desk: Desk) -> None:
    case_id = opened_case(desk)
    (line,) = seen(desk, case_id).reports
    asked = {"case_id": case_id, "report_id": line.report_id, "asked": "the partner service", "question": "the city?"}
    given = consult.ask_originator(desk.house, **asked, by=SALMA)  # type: ignore[arg-type]
    clock = running(desk, case_id, ClockName.ORIGINATOR_CONSULTATION)
    assert clock.due_at == desk.clock.now() + timedelta(minutes=30)
    desk.clock.move(minutes=10)
    with pytest.raises(TheirsError, match="asked already"):
        consult.ask_originator(desk.house, **asked, by=SALMA)  # type: ignore[arg-type]
    consult.record_originator_reply(
        desk.house, consultation_id=given.id, reply=ConsultationReply.CONSENTS, words="", by=YUSUF
    )
    assert ClockName.ORIGINATOR_CONSULTATION not in names_running(desk, case_id)
    assert entries("case.originator.asked") == entries("case.originator.replied") == 1


def test_a_refusal_of_the_originator_is_a_dispute_and_no_waiver(desk: Desk) -> None:
    case_id = opened_case(desk)
    (line,) = seen(desk, case_id).reports
    given = consult.ask_originator(
        desk.house, case_id=case_id, report_id=line.report_id, asked="the service", question="the city?", by=SALMA
    )
    with pytest.raises(TheirsError, match="needs its words"):
        consult.record_originator_reply(
            desk.house, consultation_id=given.id, reply=ConsultationReply.REFUSES, words="", by=SALMA
        )
    consult.record_originator_reply(
        desk.house, consultation_id=given.id, reply=ConsultationReply.REFUSES, words="never the city", by=SALMA
    )
    view = seen(desk, case_id)
    (raised,) = view.disputes
    assert (raised.about, raised.positions[0].says) == (DisputeAbout.METHOD, "never the city")
    assert view.determination is not None
    assert view.determination.outcome is Outcome.WARN
    assert ClockName.DISPUTE in names_running(desk, case_id)


def test_a_report_under_originator_control_asks_for_a_consultation_by_itself(desk: Desk) -> None:
    from nadhir.casework.receive import Handed, receive_and_route  # noqa: PLC0415 - beside what it is for
    from nadhir.terms.marking import Marking  # noqa: PLC0415
    from nadhir.terms.report import ReportKind  # noqa: PLC0415
    from tests.casework.desks import HUMINT  # noqa: PLC0415

    handed = Handed(CABLE.encode(), source_id=HUMINT, kind=ReportKind.PARTNER, marking=Marking.parse("TLP:RED, ORCON"))
    case_id = receive_and_route(desk.house, handed=handed, by=KARIM).case_id
    assert case_id is not None
    clock = running(desk, case_id, ClockName.ORIGINATOR_CONSULTATION)
    (line,) = seen(desk, case_id).reports
    assert clock.about == line.report_id


def test_a_dispute_climbs_by_itself_and_is_settled_above_by_who_took_no_side(desk: Desk) -> None:
    case_id = opened_case(desk)
    look.look_at_case(desk.house, case_id=case_id, by=SALMA)
    raised = dispute.raise_dispute(
        desk.house, case_id=case_id, about=DisputeAbout.DUTY, of=SALMA, says="it is owed", by=SALMA
    )
    dispute.take_position(desk.house, dispute_id=raised.id, of=OMAR, says="it is not", by=OMAR)
    desk.clock.at = running(desk, case_id, ClockName.DISPUTE).due_at
    sound(desk.house)
    (found,) = seen(desk, case_id).disputes
    assert found.rung is DisputeRung.ELEMENT_HEADS
    assert running(desk, case_id, ClockName.DISPUTE).started_at == desk.clock.now()
    for by, said in ((SALMA, "above the lowest level"), (OMAR, "took a side")):
        with pytest.raises(TheirsError, match=said):
            dispute.settle_dispute(desk.house, dispute_id=raised.id, decision="it is owed", by=by)
    settled = dispute.settle_dispute(
        desk.house, dispute_id=raised.id, decision="it is owed", dissent="Omar: not credible", by=LINA
    )
    assert settled.settled_by == LINA
    assert ClockName.DISPUTE not in names_running(desk, case_id)
    assert entries("case.dispute.rung.raised") == entries("case.dispute.settled") == 1
    with pytest.raises(TheirsError, match="settled"):
        dispute.take_position(desk.house, dispute_id=raised.id, of=OMAR, says="again", by=OMAR)


# ── windows ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_before_a_stated_window_ends_a_person_is_asked_what_follows(desk: Desk) -> None:
    case_id = released(desk).release.case_id
    window = running(desk, case_id, ClockName.STATED_WINDOW)
    desk.clock.at = window.due_at - timedelta(hours=11)
    sound(desk.house)
    assert "decide_on_window" in {each.kind for each in seen(desk, case_id).tasks if each.done_at is None}
    assert entries("case.window.renewal.asked") == 1
    sound(desk.house)
    assert entries("case.window.renewal.asked") == 1
    with pytest.raises(TheirsError, match="without a reason"):
        keep_clocks.decide_window(desk.house, case_id=case_id, is_threat_standing=True, reason="", by=SALMA)
    keep_clocks.decide_window(
        desk.house, case_id=case_id, is_threat_standing=True, reason="the cell is at large", by=SALMA
    )
    assert ClockName.STATED_WINDOW not in names_running(desk, case_id)
    owed = [each for each in seen(desk, case_id).clocks if each.name is ClockName.RENEWAL and each.is_running]
    assert desk.clock.now() in {each.started_at for each in owed}
    assert "decide_on_window" not in {each.kind for each in seen(desk, case_id).tasks if each.done_at is None}


def test_a_window_that_ends_without_a_word_is_loud(desk: Desk) -> None:
    case_id = released(desk).release.case_id
    desk.clock.at = running(desk, case_id, ClockName.STATED_WINDOW).due_at
    assert ClockName.STATED_WINDOW in {each.clock for each in sound(desk.house)}


def test_a_renewed_warning_answers_the_window(desk: Desk) -> None:
    case_id = released(desk).release.case_id
    desk.clock.at = running(desk, case_id, ClockName.STATED_WINDOW).due_at - timedelta(hours=2)
    write_tearline.write_tearline(desk.house, case_id=case_id, by=SALMA)
    second = release.propose(desk.house, case_id=case_id, checks=checks(), by=SALMA).release
    for signer in (OMAR, LINA):
        release.approve(desk.house, release_id=second.id, content_digest=second.content_digest, by=signer)
    assert ClockName.STATED_WINDOW not in names_running(desk, case_id)


# ── deputies ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_officer_names_their_own_deputy_and_an_administrator_anybodys(desk: Desk) -> None:
    accounts.set_deputy(desk.house, officer=SALMA, deputy=KARIM, by=SALMA)
    assert queries.me(desk.house, by=SALMA).deputy == KARIM
    accounts.set_deputy(desk.house, officer=SALMA, deputy=None, by=NADIA)
    assert queries.me(desk.house, by=SALMA).deputy is None
    with pytest.raises(NotAllowedError):
        accounts.set_deputy(desk.house, officer=SALMA, deputy=KARIM, by=KARIM)
    with pytest.raises(accounts.AccountError):
        accounts.set_deputy(desk.house, officer=SALMA, deputy=SALMA, by=SALMA)
    for stranger in (OfficerId("boris"), OfficerId("nobody")):
        with pytest.raises(NotFoundError):
            accounts.set_deputy(desk.house, officer=SALMA, deputy=stranger, by=SALMA)
    assert entries("officer.deputy.named") == 2


def test_a_deputy_whose_account_is_closed_is_passed_over(desk: Desk) -> None:
    case_id = opened_case(desk)
    commanded(desk, case_id, by=SALMA)
    accounts.create_officer(
        desk.house, username="dana", display_name="Dana", roles=[OfficerRole.ANALYST], password=PASSWORD, by=NADIA
    )
    accounts.set_deputy(desk.house, officer=SALMA, deputy=OfficerId("dana"), by=SALMA)
    accounts.close_account(desk.house, officer=OfficerId("dana"), by=NADIA)
    desk.clock.at = running(desk, case_id, ClockName.RELEASE_DECISION).due_at
    (first,) = sound(desk.house)
    assert first.told == (LINA, OMAR)


# ── nothing ends in silence ─────────────────────────────────────────────────────────────────────────────────────────


VALUES: tuple[bool | str, ...] = (True, False, "perhaps")


def _acts(desk: Desk, case_id: CaseId, *, chance: Random) -> dict[str, Callable[[OfficerId], object]]:
    """What any officer might try on the case, each with what is on the page at that moment."""
    view = seen(desk, case_id)
    clocks = [each.key for each in view.clocks] or ["none"]
    asked = [each.id for each in view.consultations] or ["none"]
    disputes = [each.id for each in view.disputes] or ["none"]
    report = view.reports[0].report_id
    house = desk.house
    reason = chance.choice(["", "because"])
    return {
        "look": lambda by: look.look_at_case(house, case_id=case_id, by=by),
        "stop": lambda by: keep_clocks.stop_clock(
            house, case_id=case_id, key=chance.choice(clocks), reason=reason, by=by
        ),
        "extend": lambda by: keep_clocks.extend_clock(
            house, case_id=case_id, key=chance.choice(clocks), minutes=5, reason=reason, by=by
        ),
        "window": lambda by: keep_clocks.decide_window(
            house, case_id=case_id, is_threat_standing=chance.random() < 0.5, reason=reason, by=by
        ),
        "ask": lambda by: consult.ask_originator(
            house, case_id=case_id, report_id=report, asked="them", question="what?", by=by
        ),
        "answer": lambda by: consult.record_originator_reply(
            house,
            consultation_id=chance.choice(asked),
            reply=chance.choice(list(ConsultationReply)),
            words="so",
            by=by,
        ),
        "disagree": lambda by: dispute.raise_dispute(
            house, case_id=case_id, about=DisputeAbout.DUTY, of="us", says="no", by=by
        ),
        "hand up": lambda by: dispute.raise_rung(house, dispute_id=chance.choice(disputes), by=by),
        "settle": lambda by: dispute.settle_dispute(house, dispute_id=chance.choice(disputes), decision="so", by=by),
        "judge": lambda by: determine.determine(house, case_id=case_id, by=by),
        "decide": lambda by: determine.decide(house, case_id=case_id, by=by),
        "fact": lambda by: establish.establish_fact(
            house,
            case_id=case_id,
            name=chance.choice([FactName.VICTIM_AWARE, FactName.PLOT_DISRUPTED, FactName.NO_REASONABLE_WAY]),
            value=chance.choice(VALUES),
            by=by,
        ),
        "affirm": lambda by: determine.affirm_waiver(
            house, case_id=case_id, ground=WaiverGround.AWARE, victim=None, by=by
        ),
        "command": lambda by: command.accept_command(house, case_id=case_id, by=by),
        "done": lambda by: tasks.finish(
            house, task_id=chance.choice([t.id for t in view.tasks] or ["x"]), note="x", by=by
        ),
    }


@pytest.mark.parametrize("seed", range(4))
def test_no_calls_of_officers_end_a_clock_without_an_entry_that_names_who(desk: Desk, seed: int) -> None:
    chance = Random(seed)
    case_id = opened_case(desk)
    ended = 0
    for _ in range(24):
        desk.clock.move(minutes=chance.choice([1, 20, 300]))
        sound(desk.house)
        before = {each.key for each in seen(desk, case_id).clocks if each.is_running}
        size = LedgerEntry.objects.unsafe_everything().count()
        by = chance.choice([KARIM, SALMA, OMAR, LINA, YUSUF, INES])
        act = chance.choice(list(_acts(desk, case_id, chance=chance).items()))[1]
        with suppress(NadhirError):
            act(by)
        gone = before - {each.key for each in seen(desk, case_id).clocks if each.is_running}
        written = LedgerEntry.objects.unsafe_everything().filter(index__gte=size, case_id=case_id)
        if gone:
            ended += 1
            assert set(written.values_list("by", flat=True)) == {by}
    stops = LedgerEntry.objects.unsafe_everything().filter(name__in=["clock.stopped", "clock.extended"])
    reasons = LedgerPersonal.objects.unsafe_everything().filter(entry__in=stops, name="reason")
    assert reasons.count() == stops.count()
    assert ended

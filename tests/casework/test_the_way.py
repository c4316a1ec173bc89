"""The whole way once, from bytes to an acknowledged warning that is proven offline."""

from datetime import UTC, date, datetime

import pytest

from nadhir.casework import (
    acknowledge,
    deliver,
    determine,
    directory,
    establish,
    hand_over,
    link,
    queries,
    review,
    share,
    tasks,
)
from nadhir.casework.errors import NotAllowedError, NotFoundError
from nadhir.casework.read_models import CaseView
from nadhir.ledger.bundle import CaseClaim, verify_bundle
from nadhir.terms.case import CaseEventKind, CaseState
from nadhir.terms.delivery import DeliveryState
from nadhir.terms.determination import PROOFS_OF, Outcome, WaiverGround
from nadhir.terms.errors import TheirsError
from nadhir.terms.facts import FactName, ReplyState
from nadhir.terms.ids import CaseId, PartyId
from nadhir.terms.party import ChannelKind, Party, PartyRole, Relation
from nadhir.terms.screening import Role, TimeNorm
from nadhir.terms.sealed import Sealed
from nadhir.terms.text import Language
from tests.casework.desks import (
    GOVERNMENT,
    HUMINT,
    INES,
    KARIM,
    LINA,
    OMAR,
    SALMA,
    WIRE,
    YUSUF,
    Desk,
    closed,
    decide,
    opened_case,
    released,
    take_in,
)
from tests.casework.reports import CABLE, NEWS


def seen(desk: Desk, case_id: CaseId) -> CaseView:
    return queries.case(desk.house, case_id=case_id, by=SALMA)


def test_a_report_becomes_a_warning_that_a_named_person_acknowledges(desk: Desk) -> None:
    signed = released(desk)
    case_id = signed.release.case_id
    assert seen(desk, case_id).case.state is CaseState.WARNED

    (sent,) = deliver.run(desk.house)
    assert sent.state is DeliveryState.SENT
    (parcel,) = desk.liaison.got
    assert parcel.texts[0].language == "ar"
    assert "CH-7731" not in "".join(text.content for text in parcel.texts)
    (task,) = queries.tasks(desk.house, by=YUSUF)
    assert task.kind == "hand_over_liaison"

    # The intermediary is silent: recorded as silence, and the page is tried.
    desk.clock.move(minutes=241)
    silence, sent = deliver.run(desk.house)
    assert silence.note == "liaison"
    (parcel,) = desk.page.got
    token = parcel.page_url.rstrip("/").rpartition("/")[2]
    page = acknowledge.open_page(desk.house, token=token)
    assert page.texts == signed.release.texts or {t.content for t in page.texts} == {
        t.content for t in signed.release.texts
    }
    page = acknowledge.acknowledge(desk.house, token=token, name="Col. A. Haddad", rank="duty officer")
    assert page.state is DeliveryState.ACKNOWLEDGED
    acknowledge.state_action(desk.house, token=token, will_do="close the promenade that evening")

    view = seen(desk, case_id)
    assert view.case.state is CaseState.ACTED_ON
    (delivery,) = view.deliveries
    assert delivery.acknowledgement is not None
    assert delivery.acknowledgement.by.reveal(to="test") == "Col. A. Haddad"
    assert delivery.page_opened_count == 1
    kinds = [item.kind for item in view.timeline]
    for kind in (
        CaseEventKind.CASE_OPENED,
        CaseEventKind.ASSESSED,
        CaseEventKind.DUTY_DETERMINED,
        CaseEventKind.TEARLINE_WRITTEN,
        CaseEventKind.RELEASE_PROPOSED,
        CaseEventKind.WARNING_RELEASED,
        CaseEventKind.SILENCE_RECORDED,
        CaseEventKind.DELIVERY_ESCALATED,
        CaseEventKind.WARNING_ACKNOWLEDGED,
        CaseEventKind.ACTION_STATED,
    ):
        assert kind in kinds
    assert [reply.state for reply in view.replies] == [ReplyState.ACKNOWLEDGED, ReplyState.ACTION_STATED]

    found = review.review(desk.house, case_id=case_id, by=INES)
    assert (found.silences, found.acknowledged) == (1, 1)

    bundle = share.share(desk.house, case_id=case_id, by=INES)
    proven = verify_bundle(bundle, log_key=desk.house.ledger_signer.verifier)
    (shared,) = proven.cases
    assert shared.claim is CaseClaim.COMPLETE
    names = [entry.entry.name for entry in proven.entries]
    assert "warning.acknowledged" in names
    assert "Haddad" not in bundle.decode()


def test_a_hand_over_is_recorded_with_the_name_of_who_took_it(desk: Desk) -> None:
    case_id = released(desk).release.case_id
    (sent,) = deliver.run(desk.house)
    desk.clock.move(minutes=30)
    hand_over.record_hand_over(desk.house, delivery_id=sent.delivery_id, to_name="First Secretary B. Rossi", by=YUSUF)
    assert queries.tasks(desk.house, by=YUSUF) == ()
    assert seen(desk, case_id).deliveries[0].state is DeliveryState.DELIVERED
    hand_over.record_answer(
        desk.house,
        delivery_id=sent.delivery_id,
        state=ReplyState.ACTION_STATED,
        name="Maj. C. Nasser",
        will_do="raise the guard",
        by=YUSUF,
    )
    view = seen(desk, case_id)
    assert view.deliveries[0].state is DeliveryState.ACTION_STATED
    assert view.case.state is CaseState.ACTED_ON
    assert deliver.run(desk.house) == ()


def test_an_exhausted_delivery_returns_the_case_to_a_person(desk: Desk) -> None:
    desk.liaison.mood = desk.page.mood = "never"
    case_id = released(desk).release.case_id
    deliver.run(desk.house)
    view = seen(desk, case_id)
    assert view.deliveries[0].state is DeliveryState.EXHAUSTED
    assert view.case.state is CaseState.REFERRED
    assert [task.kind for task in view.tasks] == ["delivery_exhausted"]
    assert deliver.run(desk.house) == ()
    with pytest.raises(TheirsError, match="what was done"):
        tasks.finish(desk.house, task_id=view.tasks[0].id, note=" ", by=SALMA)
    tasks.finish(desk.house, task_id=view.tasks[0].id, note="told the embassy's gate in person", by=SALMA)
    assert queries.tasks(desk.house, by=SALMA) == ()


def test_a_hand_over_is_not_done_by_saying_so(desk: Desk) -> None:
    released(desk)
    deliver.run(desk.house)
    (task,) = queries.tasks(desk.house, by=YUSUF)
    with pytest.raises(TheirsError, match="what came of it"):
        tasks.finish(desk.house, task_id=task.id, note="done", by=YUSUF)


def test_ordinary_news_joins_no_case_and_says_why(desk: Desk) -> None:
    routed = take_in(desk, NEWS, source_id=WIRE)
    assert routed.case_id is None
    assert routed.why_no_case
    inbox = queries.inbox(desk.house, by=KARIM)
    (line,) = inbox.lines
    assert line.is_routed
    assert line.why_no_case == routed.why_no_case


def test_the_desk_shows_the_report_in_segments_that_join_to_its_text(desk: Desk) -> None:
    routed = take_in(desk, CABLE)
    view = queries.report(desk.house, report_id=routed.report_id, by=SALMA)
    assert "".join(segment.text for segment in view.segments) == view.report.content
    assert any(segment.marks for segment in view.segments)
    assert queries.raw_bytes(desk.house, report_id=routed.report_id, by=SALMA) == CABLE.encode()


def test_a_second_report_joins_the_case_and_judges_it_anew(desk: Desk) -> None:
    case_id = opened_case(desk)
    desk.clock.move(hours=2)
    routed = take_in(desk, CABLE + " Asset CH-7731 adds that the date stands.", source_id=HUMINT)
    assert routed.case_id == case_id
    view = seen(desk, case_id)
    assert len(view.reports) == 2
    assert view.determination is not None
    assert view.determination.outcome is Outcome.WARN


def test_what_a_recipient_may_not_see_is_in_no_part_of_the_page(desk: Desk) -> None:
    released(desk)
    desk.liaison.mood = "never"
    deliver.run(desk.house)
    token = desk.page.got[0].page_url.rstrip("/").rpartition("/")[2]
    page = acknowledge.open_page(desk.house, token=token)
    shown = repr(page)
    for secret in ("Cobalt Heron", "CH-7731", "withheld", str(OMAR), str(HUMINT)):
        assert secret not in shown


def test_reports_of_one_moment_are_never_torn_apart_by_a_page_of_the_inbox(desk: Desk) -> None:
    ids = {take_in(desk, f"{NEWS} Item {number}.", source_id=WIRE).report_id for number in range(5)}
    desk.clock.move(minutes=1)
    ids.add(take_in(desk, NEWS, source_id=WIRE).report_id)
    seen_ids: list[str] = []
    before = None
    for _ in range(6):
        page = queries.inbox(desk.house, by=KARIM, limit=2, before=before)
        seen_ids += [line.report_id for line in page.lines]
        before = page.next_before
        if before is None:
            break
    assert sorted(seen_ids) == sorted(ids)


def test_a_page_opened_a_thousand_times_fills_no_ledger(desk: Desk) -> None:
    released(desk)
    desk.liaison.mood = "never"
    deliver.run(desk.house)
    token = desk.page.got[0].page_url.rstrip("/").rpartition("/")[2]
    acknowledge.open_page(desk.house, token=token)
    size = queries.ledger(desk.house, by=INES).size
    for _ in range(3):
        acknowledge.open_page(desk.house, token=token)
    assert queries.ledger(desk.house, by=INES).size == size
    assert (
        queries.case(desk.house, case_id=queries.cases(desk.house, by=SALMA)[0].case_id, by=SALMA)
        .deliveries[0]
        .page_opened_count
        == 4
    )


@pytest.mark.parametrize("token", ["", "x", "\ud800", "../../etc", "a" * 5000])
def test_a_page_that_nobody_made_is_not_there(desk: Desk, token: str) -> None:
    with pytest.raises(NotFoundError):
        acknowledge.open_page(desk.house, token=token)


def test_a_page_outlives_the_warning_and_is_gone_at_last(desk: Desk) -> None:
    view = released(desk)
    desk.liaison.mood = "never"
    deliver.run(desk.house)
    token = desk.page.got[0].page_url.rstrip("/").rpartition("/")[2]
    desk.clock.at = view.release.expires_at
    page = acknowledge.acknowledge(desk.house, token=token, name="Col. A. Haddad")
    assert page.valid_until == desk.clock.now()
    desk.clock.move(days=30)
    with pytest.raises(NotFoundError):
        acknowledge.open_page(desk.house, token=token)


def test_a_waiver_stands_only_once_another_officer_affirmed_it(desk: Desk) -> None:
    case_id = opened_case(desk)
    aware = FactName.VICTIM_AWARE
    establish.establish_fact(desk.house, case_id=case_id, name=aware, value=True, about=GOVERNMENT, by=SALMA)
    recommended = seen(desk, case_id).determination
    assert recommended is not None
    assert recommended.outcome is Outcome.WARN  # that a government knows is nothing to the crowd
    establish.establish_fact(desk.house, case_id=case_id, name=aware, value=True, by=SALMA)
    recommended = seen(desk, case_id).determination
    assert recommended is not None
    assert recommended.outcome is Outcome.WAIVE
    decide(desk, case_id, by=OMAR)
    assert seen(desk, case_id).case.state is not CaseState.WAIVED
    with pytest.raises(determine.DecisionError, match="another releasing authority"):
        determine.affirm_waiver(desk.house, case_id=case_id, ground=WaiverGround.AWARE, victim=None, by=OMAR)
    with pytest.raises(NotAllowedError):
        determine.affirm_waiver(desk.house, case_id=case_id, ground=WaiverGround.AWARE, victim=None, by=SALMA)
    with pytest.raises(determine.DecisionError, match="not shown yet"):
        determine.affirm_waiver(desk.house, case_id=case_id, ground=WaiverGround.AWARE, victim=None, by=LINA)
    shown = dict.fromkeys(PROOFS_OF[WaiverGround.AWARE], "as the ministry's note of 1 January says")
    affirmed = seen(desk, case_id).determination
    assert affirmed is not None
    for waiver in affirmed.waivers:  # one ground, one victim, one affirmation
        assert seen(desk, case_id).case.state is not CaseState.WAIVED
        which = {"case_id": case_id, "ground": waiver.ground, "victim": waiver.victim}
        determine.show_ground(desk.house, **which, proofs=shown, by=SALMA)  # type: ignore[arg-type]
        affirmed = determine.affirm_waiver(desk.house, **which, by=LINA)  # type: ignore[arg-type]
    assert {waiver.affirmed_by for waiver in affirmed.waivers} == {LINA}
    assert seen(desk, case_id).case.state is CaseState.WAIVED
    # New information opens the judgement again, and the waiver with it.
    desk.clock.move(hours=1)
    take_in(desk, CABLE + " A second source repeats it.")
    view = seen(desk, case_id)
    assert view.case.state is CaseState.ASSESSING
    assert view.determination is not None
    assert view.determination.decided_by is None


def test_a_match_reopens_a_closed_case(desk: Desk) -> None:
    case_id = opened_case(desk)
    closed(desk, case_id)
    desk.clock.move(hours=3)
    assert take_in(desk, CABLE + " The plan stands.").case_id == case_id
    view = seen(desk, case_id)
    assert view.case.is_open
    assert view.determination is not None
    assert view.determination.decided_by is None


def test_a_person_splits_a_report_from_its_case_into_one_of_its_own(desk: Desk) -> None:
    case_id = opened_case(desk)
    desk.clock.move(hours=1)
    second = take_in(desk, CABLE + " The plan stands.")
    assert second.case_id == case_id
    other = link.split(desk.house, report_id=second.report_id, reason="another cell", by=SALMA)
    assert other != case_id
    assert len(seen(desk, case_id).reports) == 1
    assert [line.report_id for line in seen(desk, other).reports] == [second.report_id]
    (only,) = seen(desk, case_id).reports
    with pytest.raises(TheirsError, match="only report"):
        link.split(desk.house, report_id=only.report_id, reason="x", by=SALMA)


def test_tomorrow_is_counted_from_the_day_it_is_where_the_organisation_is(desk: Desk) -> None:
    desk.clock.at = datetime(2024, 3, 5, 2, 30, tzinfo=UTC)  # still 4 March in New York
    routed = take_in(desk, "They will bomb the market in Mosul tomorrow.")
    assert routed.screening is not None
    times = [element.norm for element in routed.screening.of_role(Role.TIME)]
    assert [time.start for time in times if isinstance(time, TimeNorm)] == [date(2024, 3, 5)]


def test_a_standing_victim_of_another_open_case_is_not_told_in_this_one(desk: Desk) -> None:
    for number, name in enumerate(("Cedar Lane School", "Harbour View School"), start=1):
        school = Party(
            id=PartyId(f"school-{number}"),
            name=Sealed(name),
            country="US",
            relation=Relation.NEUTRAL,
            roles=frozenset({PartyRole.VICTIM, PartyRole.PLACE_OWNER}),
            languages=(Language("en"),),
            channels=(ChannelKind.PHONE,),
        )
        directory.save_party(desk.house, party=school, by=SALMA)
    text = "A man means to shoot everybody at {school} in {city} on {day} January 2024. He has bought a rifle."
    first = take_in(desk, text.format(school="Cedar Lane School", city="Chicago", day=12))
    second = take_in(desk, text.format(school="Harbour View School", city="Boston", day=15))
    assert first.case_id != second.case_id
    told = {each.party_id for each in second.determination.addressees} if second.determination else set()
    assert "school-2" in told
    assert "school-1" not in told

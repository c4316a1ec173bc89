from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from nadhir.lifecycle import (
    TABLE,
    NotAllowedError,
    advance,
    draw,
    is_life_in_question,
    may_follow,
    needs_senior_review,
)
from nadhir.terms.case import (
    Case,
    CaseEvent,
    CaseEventKind,
    CaseState,
    Closing,
    ClosingGround,
    Viewed,
    ViewedKind,
)
from nadhir.terms.determination import Outcome
from nadhir.terms.ids import CaseId, OfficerId, ReportId
from nadhir.terms.threat import HarmType

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SALMA, KARIM, OMAR = OfficerId("salma"), OfficerId("karim"), OfficerId("omar")


def a_case(*, state: CaseState = CaseState.OPENED, **changes: object) -> Case:
    case = Case(id=CaseId("c-1"), state=state, opened_at=NOON, report_ids=(ReportId("r-1"), ReportId("r-2")))
    return replace(case, **changes)  # type: ignore[arg-type]


def a_closing(**changes: object) -> Closing:
    closing = Closing(
        ground=ClosingGround.DISRUPTED,
        words="told so",
        by=SALMA,
        at=NOON,
        viewed=tuple(Viewed(kind=ViewedKind.REPORT, id=report, at=NOON) for report in ("r-1", "r-2")),
    )
    return replace(closing, **changes)  # type: ignore[arg-type]


def an_event(kind: CaseEventKind, **changes: object) -> CaseEvent:
    event = CaseEvent(kind=kind, case_id=CaseId("c-1"), at=NOON + timedelta(hours=1), by=SALMA, reason="told so")
    if kind is CaseEventKind.CLOSING_PROPOSED:
        event = replace(event, closing=a_closing())
    if kind is CaseEventKind.CASE_CLOSED:
        event = replace(event, by=KARIM)
    return replace(event, **changes)  # type: ignore[arg-type]


def along(*kinds: CaseEventKind) -> Case:
    case = a_case()
    for kind in kinds:
        case = advance(case, event=an_event(kind))
    return case


CLOSING = (CaseEventKind.CLOSING_PROPOSED, CaseEventKind.CASE_CLOSED)


def test_the_whole_way_runs_from_opened_to_acted_on() -> None:
    e = CaseEventKind
    case = along(
        e.ASSESSED, e.DUTY_DETERMINED, e.TEARLINE_WRITTEN, e.RELEASE_PROPOSED, e.RELEASE_APPROVED, e.RELEASE_APPROVED,
        e.WARNING_RELEASED, e.WARNING_DELIVERED, e.WARNING_ACKNOWLEDGED, e.ACTION_STATED,
    )  # fmt: skip
    assert case.state is CaseState.ACTED_ON


def test_a_warning_is_never_released_without_a_determination() -> None:
    with pytest.raises(NotAllowedError) as refusal:
        advance(a_case(), event=an_event(CaseEventKind.WARNING_RELEASED))
    assert "allowed now" in str(refusal.value)


def test_a_new_report_reopens_a_waiver() -> None:
    waived = along(CaseEventKind.ASSESSED, CaseEventKind.DUTY_WAIVED)
    assert advance(waived, event=an_event(CaseEventKind.REPORT_LINKED)).state is CaseState.ASSESSING


def test_a_new_report_reopens_a_closed_case() -> None:
    closed = along(CaseEventKind.ASSESSED, *CLOSING)
    assert closed.closed_at is not None
    reopened = advance(closed, event=an_event(CaseEventKind.REPORT_LINKED))
    assert reopened.state is CaseState.REOPENED
    assert reopened.closed_at is None


def test_a_late_acknowledgement_is_taken_by_a_closed_case_without_opening_it() -> None:
    closed = along(CaseEventKind.ASSESSED, *CLOSING)
    answered = advance(closed, event=an_event(CaseEventKind.WARNING_ACKNOWLEDGED, at=NOON + timedelta(days=9)))
    assert answered.state is CaseState.CLOSED
    assert answered.closed_at == closed.closed_at


def test_an_exhausted_delivery_returns_the_case_to_a_person() -> None:
    assert TABLE[CaseState.WARNED, CaseEventKind.DELIVERY_EXHAUSTED] is CaseState.REFERRED


def test_a_declined_warning_is_no_acknowledged_one() -> None:
    assert TABLE[CaseState.ACKNOWLEDGED, CaseEventKind.WARNING_DECLINED] is CaseState.WARNED


def test_closing_needs_a_reason() -> None:
    with pytest.raises(NotAllowedError, match="reason"):
        advance(a_case(), event=an_event(CaseEventKind.CLOSING_PROPOSED, closing=a_closing(words="  ")))
    with pytest.raises(NotAllowedError, match="reason"):
        advance(a_case(), event=an_event(CaseEventKind.CLOSING_PROPOSED, closing=None))


def test_nothing_is_closed_that_nobody_proposed_to_close() -> None:
    with pytest.raises(NotAllowedError, match="nobody has proposed"):
        advance(a_case(), event=an_event(CaseEventKind.CASE_CLOSED))
    with pytest.raises(NotAllowedError, match="nobody has proposed"):
        advance(a_case(), event=an_event(CaseEventKind.CLOSING_REFUSED))


@pytest.mark.parametrize("second", [None, SALMA])
def test_closing_needs_a_second_person_where_life_was_in_question(second: OfficerId | None) -> None:
    case = along(CaseEventKind.CLOSING_PROPOSED)
    assert case.life_in_question
    with pytest.raises(NotAllowedError, match="one person alone"):
        advance(case, event=an_event(CaseEventKind.CASE_CLOSED, by=second))
    assert advance(case, event=an_event(CaseEventKind.CASE_CLOSED, by=KARIM)).state is CaseState.CLOSED
    alone = replace(case, life_in_question=False)
    assert advance(alone, event=an_event(CaseEventKind.CASE_CLOSED, by=SALMA)).state is CaseState.CLOSED


@pytest.mark.parametrize("viewed", [(), (Viewed(kind=ViewedKind.REPORT, id="r-1", at=NOON),)])
def test_a_report_that_was_never_opened_keeps_a_case_from_closing(viewed: tuple[Viewed, ...]) -> None:
    proposal = an_event(CaseEventKind.CLOSING_PROPOSED, closing=a_closing(viewed=viewed))
    with pytest.raises(NotAllowedError, match="r-2"):
        advance(a_case(), event=proposal)


def test_a_report_may_be_left_unread_for_a_reason_alone() -> None:
    seen = Viewed(kind=ViewedKind.REPORT, id="r-1", at=NOON)
    for because, is_enough in (("", False), (" ", False), ("a copy on paper was read", True)):
        left = Viewed(kind=ViewedKind.REPORT, id="r-2", because=because)
        proposal = an_event(CaseEventKind.CLOSING_PROPOSED, closing=a_closing(viewed=(seen, left)))
        if is_enough:
            assert advance(a_case(), event=proposal).closing is not None
        else:
            with pytest.raises(NotAllowedError, match="r-2"):
                advance(a_case(), event=proposal)


def test_an_earlier_case_that_was_never_opened_keeps_a_case_from_closing() -> None:
    viewed = (*a_closing().viewed, Viewed(kind=ViewedKind.CASE, id="c-0"))
    with pytest.raises(NotAllowedError, match="c-0"):
        advance(a_case(), event=an_event(CaseEventKind.CLOSING_PROPOSED, closing=a_closing(viewed=viewed)))


def test_an_open_question_keeps_a_case_from_closing() -> None:
    case = a_case(open_questions=("who is the second man",))
    with pytest.raises(NotAllowedError, match="second man"):
        advance(case, event=an_event(CaseEventKind.CLOSING_PROPOSED))
    proposed = replace(along(CaseEventKind.CLOSING_PROPOSED), open_questions=("who is the second man",))
    with pytest.raises(NotAllowedError, match="second man"):
        advance(proposed, event=an_event(CaseEventKind.CASE_CLOSED))


@pytest.mark.parametrize("event", [CaseEventKind.REPORT_LINKED, CaseEventKind.FACT_ESTABLISHED])
def test_what_happens_meanwhile_makes_a_proposed_closing_void(event: CaseEventKind) -> None:
    case = advance(along(CaseEventKind.CLOSING_PROPOSED), event=an_event(event))
    assert case.closing is None
    with pytest.raises(NotAllowedError, match="nobody has proposed"):
        advance(case, event=an_event(CaseEventKind.CASE_CLOSED))


def test_a_second_proposal_waits_for_the_first() -> None:
    with pytest.raises(NotAllowedError, match="salma has proposed"):
        advance(along(CaseEventKind.CLOSING_PROPOSED), event=an_event(CaseEventKind.CLOSING_PROPOSED))


def test_a_closed_case_keeps_what_it_was_closed_on_until_it_is_open_again() -> None:
    case = along(*CLOSING)
    assert case.closing == a_closing()
    assert advance(case, event=an_event(CaseEventKind.WARNING_ACKNOWLEDGED)).closing == a_closing()
    assert advance(case, event=an_event(CaseEventKind.CASE_REOPENED)).closing is None


@pytest.mark.parametrize(
    ("harms", "decided", "is_at_stake"),
    [
        ([HarmType.PROPERTY_ONLY], Outcome.NO_DUTY, False),
        ([HarmType.PROPERTY_ONLY], Outcome.REFER, True),
        ([HarmType.PROPERTY_ONLY], None, True),
        ([HarmType.PROPERTY_ONLY, HarmType.OTHER], Outcome.NO_DUTY, True),
        ([HarmType.KILLING, HarmType.PROPERTY_ONLY], Outcome.NO_DUTY, True),
        ([], Outcome.NO_DUTY, True),
    ],
)
def test_life_was_in_question_unless_no_threat_to_a_body_was_ever_raised(
    harms: list[HarmType], decided: Outcome | None, is_at_stake: bool
) -> None:
    assert is_life_in_question(harms, decided=decided) is is_at_stake


def test_a_threshold_judged_not_met_is_reviewed_by_a_senior_officer() -> None:
    assert needs_senior_review(ClosingGround.NOT_A_THREAT, decided=Outcome.WARN, is_warned=True)
    assert needs_senior_review(ClosingGround.DISRUPTED, decided=Outcome.NO_DUTY, is_warned=False)
    assert not needs_senior_review(ClosingGround.DISRUPTED, decided=Outcome.WARN, is_warned=True)


def test_a_duty_to_warn_that_nobody_met_is_put_down_only_with_a_senior_officer() -> None:
    assert needs_senior_review(ClosingGround.DISRUPTED, decided=Outcome.WARN, is_warned=False)


def test_reopening_needs_a_reason() -> None:
    closed = a_case(state=CaseState.CLOSED, closed_at=NOON)
    with pytest.raises(NotAllowedError, match="reason"):
        advance(closed, event=an_event(CaseEventKind.CASE_REOPENED, reason=""))


def test_an_event_of_another_case_is_refused() -> None:
    with pytest.raises(NotAllowedError, match="c-2"):
        advance(a_case(), event=an_event(CaseEventKind.ASSESSED, case_id=CaseId("c-2")))


def test_command_changes_hands_only_when_it_is_accepted_by_the_officer_it_was_offered_to() -> None:
    e = CaseEventKind
    case = a_case(commander=SALMA)
    offered = advance(case, event=an_event(e.COMMAND_OFFERED, by=SALMA, to=KARIM))
    assert offered.commander == SALMA
    for by in (None, SALMA, OMAR):
        with pytest.raises(NotAllowedError):
            advance(offered, event=an_event(e.COMMAND_ACCEPTED, by=by))
        with pytest.raises(NotAllowedError):
            advance(offered, event=an_event(e.COMMAND_DECLINED, by=by))
    accepted = advance(offered, event=an_event(e.COMMAND_ACCEPTED, by=KARIM))
    assert (accepted.commander, accepted.command_offered_to) == (KARIM, None)
    for end in (an_event(e.COMMAND_DECLINED, by=KARIM), an_event(e.COMMAND_WITHDRAWN, by=SALMA)):
        kept = advance(offered, event=end)
        assert (kept.commander, kept.command_offered_to) == (SALMA, None)
        with pytest.raises(NotAllowedError):
            advance(kept, event=an_event(e.COMMAND_ACCEPTED, by=KARIM))


def test_nobody_offers_command_to_themselves_or_to_who_has_it() -> None:
    case = a_case(commander=SALMA)
    for by, to in ((OMAR, OMAR), (OMAR, SALMA), (SALMA, None)):
        with pytest.raises(NotAllowedError):
            advance(case, event=an_event(CaseEventKind.COMMAND_OFFERED, by=by, to=to))


def test_a_case_without_a_commander_is_taken_by_a_named_officer() -> None:
    with pytest.raises(NotAllowedError):
        advance(a_case(), event=an_event(CaseEventKind.COMMAND_ACCEPTED, by=None))
    assert advance(a_case(), event=an_event(CaseEventKind.COMMAND_ACCEPTED, by=OMAR)).commander == OMAR


def test_a_report_can_be_linked_in_every_state() -> None:
    for state in CaseState:
        assert CaseEventKind.REPORT_LINKED in may_follow(state), state


def test_every_state_can_be_reached_and_left() -> None:
    reached, frontier = {CaseState.OPENED}, [CaseState.OPENED]
    while frontier:
        state = frontier.pop()
        for (from_state, _), leads_to in TABLE.items():
            if from_state is state and leads_to not in reached:
                reached.add(leads_to)
                frontier.append(leads_to)
    assert reached == set(CaseState)
    assert all(any(s is state and to is not state for (s, _), to in TABLE.items()) for state in CaseState)


def test_every_state_leads_to_closed_in_one_step_and_out_of_it_again() -> None:
    for state in CaseState:
        if state is not CaseState.CLOSED:
            assert {CaseEventKind.CLOSING_PROPOSED, CaseEventKind.CASE_CLOSED} <= may_follow(state), state
    assert CaseEventKind.CASE_REOPENED in may_follow(CaseState.CLOSED)


def test_every_event_may_happen_somewhere() -> None:
    assert {event for _, event in TABLE} == set(CaseEventKind) - {CaseEventKind.CASE_OPENED}


@pytest.mark.parametrize("state", [CaseState.WAIVED, CaseState.REFERRED])
@pytest.mark.parametrize(
    "event", [CaseEventKind.REPORT_LINKED, CaseEventKind.FACT_ESTABLISHED, CaseEventKind.ATTACK_REPORTED]
)
def test_new_information_opens_a_waiver_and_a_referral_again(state: CaseState, event: CaseEventKind) -> None:
    assert TABLE[state, event] is CaseState.ASSESSING


def test_a_warning_that_stands_is_withdrawn_wherever_its_open_case_has_gone() -> None:
    for state in set(CaseState) - {CaseState.CLOSED}:
        assert TABLE[state, CaseEventKind.WARNING_CANCELLED] is CaseState.ASSESSING


class LifeOfACase(RuleBasedStateMachine):
    """Lets everything happen to a case, in every order, and looks each time at what must always hold."""

    def __init__(self) -> None:
        super().__init__()
        self.case = a_case()
        self.reports = set(self.case.report_ids)
        self.had_commander = False

    def _happen(self, event: CaseEvent) -> bool:
        before = self.case
        try:
            self.case = advance(before, event=event)
        except NotAllowedError:
            assert self.case is before
            return False
        return True

    @rule(
        kind=st.sampled_from([each for each in CaseEventKind if each not in (*CLOSING, CaseEventKind.REPORT_LINKED)]),
        by=st.sampled_from([SALMA, KARIM, OMAR, None]),
        to=st.sampled_from([SALMA, KARIM, OMAR, None]),
        reason=st.sampled_from(["", "told so"]),
    )
    def anything_happens(self, kind: CaseEventKind, by: OfficerId | None, to: OfficerId | None, reason: str) -> None:
        self._happen(an_event(kind, by=by, to=to, reason=reason))

    @rule(number=st.integers(1, 9))
    def a_report_comes(self, number: int) -> None:
        report = ReportId(f"r-{number}")
        assert self._happen(an_event(CaseEventKind.REPORT_LINKED))
        self.case = replace(self.case, report_ids=tuple(dict.fromkeys([*self.case.report_ids, report])))
        self.reports.add(report)

    @rule(question=st.sampled_from(["where", "when"]))
    def something_is_asked(self, question: str) -> None:
        if self.case.is_open:
            self.case = replace(self.case, open_questions=tuple({*self.case.open_questions, question}))

    @rule()
    def everything_is_answered(self) -> None:
        self.case = replace(self.case, open_questions=())

    @rule(by=st.sampled_from([SALMA, KARIM]), is_read=st.booleans())
    def somebody_proposes_to_close_it(self, by: OfficerId, is_read: bool) -> None:
        viewed = tuple(
            Viewed(kind=ViewedKind.REPORT, id=report, at=NOON if is_read else None) for report in self.case.report_ids
        )
        is_proposed = self._happen(
            an_event(CaseEventKind.CLOSING_PROPOSED, by=by, closing=a_closing(by=by, viewed=viewed))
        )
        assert not is_proposed or (is_read and not self.case.open_questions)

    @rule(by=st.sampled_from([SALMA, KARIM, OMAR, None]))
    def somebody_closes_it(self, by: OfficerId | None) -> None:
        before = self.case
        if self._happen(an_event(CaseEventKind.CASE_CLOSED, by=by)):
            assert before.closing is not None
            assert before.closing.by != by
            assert by is not None
            assert not before.open_questions

    @invariant()
    def no_report_is_lost(self) -> None:
        assert set(self.case.report_ids) == self.reports
        assert CaseEventKind.REPORT_LINKED in may_follow(self.case.state)

    @invariant()
    def no_closed_case_has_an_open_question(self) -> None:
        assert self.case.is_open or not self.case.open_questions
        assert self.case.is_open or self.case.closing is not None

    @invariant()
    def no_case_lacks_a_commander_after_the_first(self) -> None:
        self.had_commander = self.had_commander or self.case.commander is not None
        assert not self.had_commander or self.case.commander is not None


TestTheLifeOfACase = LifeOfACase.TestCase
TestTheLifeOfACase.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)


def test_the_document_shows_the_table_as_it_is(root: Path) -> None:
    document = (root / "docs" / "lifecycle.md").read_text(encoding="utf-8")
    assert f"```mermaid\n{draw()}```\n" in document, "docs/lifecycle.md is not drawn from the table: see its last line"

"""Who may do what: a colleague without the role, an officer of another organisation, one person alone."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import replace
from typing import Final

import pytest

from nadhir import casework
from nadhir.casework import (
    accounts,
    assess,
    cases,
    choose_likelihood,
    command,
    consult,
    deliver,
    determine,
    directory,
    dispute,
    duty,
    erase,
    escalate,
    establish,
    explain,
    fetch,
    grade,
    hand_over,
    keep_clocks,
    link,
    look,
    lookups,
    queries,
    questions,
    read_again,
    receive,
    record_silence,
    release,
    retrace,
    review,
    route,
    screen,
    share,
    tasks,
    unpack,
    viewed,
    write_tearline,
)
from nadhir.casework.authority import SYSTEM_ACTS, TABLE, Act, OfficerRole, admit, admit_system
from nadhir.casework.errors import NotAllowedError, NotFoundError, UnscopedError
from nadhir.casework.house import House
from nadhir.casework.receive import Handed
from nadhir.ledger.bundle import PersonalState, verify_bundle
from nadhir.release import AlreadySignedError, AuthorMayNotSignError, ChangedSinceError
from nadhir.store import models as rows
from nadhir.store.scope import ScopedManager
from nadhir.terms.assessment import LikelihoodTerm
from nadhir.terms.case import ClosingGround
from nadhir.terms.clocks import ConsultationReply, DisputeAbout
from nadhir.terms.delivery import DeliveryState
from nadhir.terms.determination import WaiverGround, WaiverProof
from nadhir.terms.errors import TheirsError
from nadhir.terms.facts import FactName, ReplyState
from nadhir.terms.ids import CaseId, DeliveryId, OfficerId, ReleaseId, ReportId
from nadhir.terms.links import LinkKind
from nadhir.terms.release import Mode, ReleaseState
from nadhir.terms.report import InformationCredibility
from nadhir.terms.sealed import Sealed
from tests.casework.desks import (
    AT,
    BORIS,
    GOVERNMENT,
    HUMINT,
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
    opened_case,
    proposed,
    released,
)
from tests.casework.test_transactions import contents
from tests.rooms.intake.containers import two_mails

Call = Callable[..., object]


class Ids:
    """What exists in the first organisation, for the other one's officer to try."""

    def __init__(self, desk: Desk) -> None:
        view = released(desk)
        deliver.run(desk.house)
        case = queries.case(desk.house, case_id=view.release.case_id, by=SALMA)
        self.case: CaseId = case.case.id
        self.release: ReleaseId = view.release.id
        self.digest = view.release.content_digest
        self.delivery: DeliveryId = case.deliveries[0].id
        self.report: ReportId = case.reports[0].report_id
        self.task = case.tasks[0].id
        self.question = questions.ask_question(desk.house, case_id=self.case, text="x", by=SALMA).id
        self.turn = duty.put_on_duty(desk.house, officer=SALMA, by=OMAR)
        self.consultation = consult.ask_originator(
            desk.house, case_id=self.case, report_id=self.report, asked="the service", question="the city?", by=SALMA
        ).id
        self.dispute = dispute.raise_dispute(
            desk.house, case_id=self.case, about=DisputeAbout.METHOD, of="the bureau", says="not by telephone", by=SALMA
        ).id


#: Every use case that an officer calls, with what exists in the first organisation.
WALK: Final[dict[Call, Callable[[Ids], dict[str, object]]]] = {
    receive.receive: lambda _: {"handed": Handed(b"x", source_id=HUMINT)},
    receive.receive_and_route: lambda _: {"handed": Handed(b"x", source_id=HUMINT)},
    unpack.receive_each: lambda _: {"opened": unpack.open_up(Handed(two_mails(), source_id=HUMINT))},
    screen.screen: lambda ids: {"report_id": ids.report},
    read_again.read_again: lambda ids: {"report_id": ids.report},
    grade.grade: lambda ids: {
        "report_id": ids.report,
        "credibility": InformationCredibility.DOUBTFUL,
        "reason": "x",
    },
    link.link: lambda ids: {"report_id": ids.report},
    link.decide_link: lambda ids: {
        "report_id": ids.report,
        "other_id": ids.report,
        "kind": LinkKind.COPY,
        "belongs": True,
        "reason": "x",
    },
    link.split: lambda ids: {"report_id": ids.report, "reason": "x"},
    link.join: lambda ids: {"report_id": ids.report, "case_id": ids.case, "reason": "x"},
    link.open_by_hand: lambda ids: {"report_id": ids.report, "reason": "x"},
    route.route: lambda ids: {"report_id": ids.report},
    establish.establish_fact: lambda ids: {"case_id": ids.case, "name": FactName.SUSPECT_HELD, "value": True},
    establish.record_reply: lambda ids: {
        "case_id": ids.case,
        "party_id": GOVERNMENT,
        "to": "warning",
        "state": ReplyState.DELIVERED,
    },
    assess.assess: lambda ids: {"case_id": ids.case},
    choose_likelihood.choose_likelihood: lambda ids: {
        "case_id": ids.case,
        "term": LikelihoodTerm.LIKELY,
        "reason": "x",
    },
    determine.determine: lambda ids: {"case_id": ids.case},
    determine.decide: lambda ids: {"case_id": ids.case},
    determine.affirm_waiver: lambda ids: {"case_id": ids.case},
    explain.explain: lambda ids: {"case_id": ids.case},
    retrace.retrace: lambda ids: {"case_id": ids.case},
    determine.affirm_waiver: lambda ids: {"case_id": ids.case, "ground": WaiverGround.AWARE, "victim": None},
    determine.show_ground: lambda ids: {
        "case_id": ids.case,
        "ground": WaiverGround.AWARE,
        "victim": None,
        "proofs": {WaiverProof.WARNED_BY: "x"},
    },
    look.look_at_case: lambda ids: {"case_id": ids.case},
    look.look_at_report: lambda ids: {"report_id": ids.report},
    consult.ask_originator: lambda ids: {
        "case_id": ids.case,
        "report_id": ids.report,
        "asked": "x",
        "question": "x",
    },
    consult.record_originator_reply: lambda ids: {
        "consultation_id": ids.consultation,
        "reply": ConsultationReply.CONSENTS,
        "words": "x",
    },
    dispute.raise_dispute: lambda ids: {"case_id": ids.case, "about": DisputeAbout.DUTY, "of": "x", "says": "x"},
    dispute.take_position: lambda ids: {"dispute_id": ids.dispute, "of": "x", "says": "x"},
    dispute.raise_rung: lambda ids: {"dispute_id": ids.dispute},
    dispute.settle_dispute: lambda ids: {"dispute_id": ids.dispute, "decision": "x"},
    keep_clocks.stop_clock: lambda ids: {"case_id": ids.case, "key": "x", "reason": "x"},
    keep_clocks.extend_clock: lambda ids: {"case_id": ids.case, "key": "x", "minutes": 1, "reason": "x"},
    keep_clocks.decide_window: lambda ids: {"case_id": ids.case, "is_threat_standing": True, "reason": "x"},
    write_tearline.write_tearline: lambda ids: {"case_id": ids.case},
    write_tearline.offers: lambda ids: {"case_id": ids.case},
    write_tearline.edit_tearline: lambda ids: {"case_id": ids.case, "texts": {"en": "x"}},
    release.propose: lambda ids: {"case_id": ids.case, "checks": checks()},
    release.approve: lambda ids: {"release_id": ids.release, "content_digest": ids.digest},
    release.cancel: lambda ids: {"release_id": ids.release, "reason": "x"},
    release.refuse: lambda ids: {"release_id": ids.release, "reason": "x"},
    record_silence.record_silence: lambda ids: {"delivery_id": ids.delivery},
    escalate.escalate: lambda ids: {"delivery_id": ids.delivery},
    hand_over.record_hand_over: lambda ids: {"delivery_id": ids.delivery, "to_name": "x"},
    hand_over.record_answer: lambda ids: {
        "delivery_id": ids.delivery,
        "state": ReplyState.ACKNOWLEDGED,
        "name": "x",
    },
    tasks.finish: lambda ids: {"task_id": ids.task, "note": "x"},
    command.offer_command: lambda ids: {"case_id": ids.case, "to": SALMA},
    command.accept_command: lambda ids: {"case_id": ids.case},
    command.decline_command: lambda ids: {"case_id": ids.case, "reason": "x"},
    command.withdraw_command_offer: lambda ids: {"case_id": ids.case},
    duty.put_on_duty: lambda _: {"officer": SALMA},
    duty.take_off_duty: lambda ids: {"turn_id": ids.turn},
    questions.ask_question: lambda ids: {"case_id": ids.case, "text": "x"},
    questions.answer_question: lambda ids: {"question_id": ids.question, "answer": "x"},
    questions.withdraw_question: lambda ids: {"question_id": ids.question, "reason": "x"},
    viewed.record_report_opened: lambda ids: {"report_id": ids.report},
    viewed.record_case_opened: lambda ids: {"case_id": ids.case},
    cases.propose_closing: lambda ids: {"case_id": ids.case, "ground": ClosingGround.DISRUPTED, "reason": "x"},
    cases.confirm_closing: lambda ids: {"case_id": ids.case, "proposed_at": AT},
    cases.refuse_closing: lambda ids: {"case_id": ids.case, "reason": "x"},
    cases.reopen: lambda ids: {"case_id": ids.case, "reason": "x"},
    review.review: lambda ids: {"case_id": ids.case},
    share.share: lambda ids: {"case_id": ids.case},
    directory.name_party: lambda ids: {"case_id": ids.case, "party_id": GOVERNMENT},
    erase.erase_party: lambda _: {"party_id": GOVERNMENT, "reason": "x"},
    erase.erase_source: lambda _: {"source_id": HUMINT, "reason": "x"},
    accounts.set_roles: lambda _: {"officer": SALMA, "roles": [OfficerRole.INSPECTOR]},
    accounts.close_account: lambda _: {"officer": SALMA},
    accounts.set_password: lambda _: {"officer": SALMA, "password": PASSWORD},
    accounts.set_deputy: lambda _: {"officer": SALMA, "deputy": OMAR},
    accounts.confirm_authority: lambda _: {"officer": SALMA},
    accounts.create_intake_key: lambda _: {"name": "x", "source_id": HUMINT},
    accounts.revoke_intake_key: lambda _: {"name": "x"},
    receive.check_may_receive: lambda _: {"source_id": HUMINT},
    fetch.fetch: lambda _: {"url": "http://news.example/", "usual": Handed(b"", source_id=HUMINT)},
    lookups.ledger_of_case: lambda ids: {"case_id": ids.case},
    lookups.texts_of_case: lambda ids: {"case_id": ids.case},
    lookups.options_of_case: lambda ids: {"case_id": ids.case},
    lookups.look_back: lambda ids: {"case_id": ids.case},
    queries.report: lambda ids: {"report_id": ids.report},
    queries.raw_bytes: lambda ids: {"report_id": ids.report},
    queries.container_bytes: lambda ids: {"report_id": ids.report},
    queries.case: lambda ids: {"case_id": ids.case},
    queries.release: lambda ids: {"release_id": ids.release},
}
#: What names nothing of the other organisation, and so can reach nothing of it.
REACHES_NOTHING: Final = {
    "me",
    "parties",
    "sources",
    "threats_of_cases",  # of another's cases it returns nothing
    "inbox",
    "search",  # of another's reports and cases it finds none
    "read_by_older",  # nor does this
    "cases",
    "closed_unanswered",
    "rota",
    "who_may_be",
    "tasks",
    "clocks",
    "ledger",
    "officers",
    "intake_keys",
    "digest_on_record",  # of another's reports it says what it says of none
    "save_source",
    "save_party",
    "create_officer",
    "choose_yardstick",  # of one's own organisation alone
    "seal_ledger",
}


def every_use_case() -> set[str]:
    """Returns the names of casework's public functions that an officer calls."""
    modules = [
        importlib.import_module(found.name) for found in pkgutil.iter_modules(casework.__path__, "nadhir.casework.")
    ]
    return {
        name
        for module in modules
        for name, call in inspect.getmembers(module, inspect.isfunction)
        if call.__module__ == module.__name__
        and not name.startswith("_")
        and inspect.signature(call).parameters.keys() >= {"house", "by"}
    }


def test_the_walk_leaves_no_use_case_out() -> None:
    assert every_use_case() == {call.__name__ for call in WALK} | REACHES_NOTHING


def reach(call: Call, house: House, **arguments: object) -> None:
    """Calls a use case, and asks for all that it yields: before that, one that yields does nothing."""
    reached = call(house, **arguments)
    if inspect.isgenerator(reached):
        list(reached)


def test_an_officer_of_another_organisation_reaches_nothing_by_any_use_case(desk: Desk) -> None:
    ids = Ids(desk)
    before = contents()
    for call, arguments in WALK.items():
        for by in (BORIS, OfficerId("vera")):
            with pytest.raises((NotFoundError, NotAllowedError)):
                reach(call, desk.house, **arguments(ids), by=by)
    assert contents() == before


def test_an_officer_of_another_organisation_sees_nothing_in_any_list(desk: Desk) -> None:
    ids = Ids(desk)
    assert queries.inbox(desk.house, by=BORIS).lines == ()
    assert lookups.sources(desk.house, by=BORIS) == ()
    assert lookups.parties(desk.house, by=BORIS) == ()
    assert lookups.threats_of_cases(desk.house, case_ids=[ids.case], by=BORIS) == {}
    assert queries.cases(desk.house, by=BORIS, is_open=None) == ()
    assert queries.tasks(desk.house, by=BORIS) == ()
    names = {line.name for line in queries.ledger(desk.house, by=BORIS).lines}
    assert not names & {"report.received", "case.opened", "warning.released"}
    assert {line.id for line in queries.officers(desk.house, by=OfficerId("vera"))} == {BORIS, "vera"}


@pytest.mark.parametrize("act", Act)
def test_every_act_is_for_some_role_and_for_no_other(desk: Desk, act: Act) -> None:
    staff = {
        KARIM: OfficerRole.INTAKE_OFFICER,
        SALMA: OfficerRole.ANALYST,
        OMAR: OfficerRole.RELEASING_AUTHORITY,
        YUSUF: OfficerRole.LIAISON,
        INES: OfficerRole.INSPECTOR,
        NADIA: OfficerRole.ADMINISTRATOR,
    }
    assert desk.house is not None
    assert TABLE[act]
    for officer, role in staff.items():
        if role in TABLE[act]:
            assert admit(officer, to=act).may(act)
        else:
            with pytest.raises(NotAllowedError, match="this is for"):
                admit(officer, to=act)


def test_who_keeps_the_accounts_reads_no_case_and_releases_nothing() -> None:
    mine = {act for act, roles in TABLE.items() if OfficerRole.ADMINISTRATOR in roles}
    assert mine == {Act.READ_OFFICERS, Act.SEAL, Act.ERASE, Act.KEEP_ACCOUNTS, Act.CONFIRM_AUTHORITY}


def test_an_inspector_changes_nothing_but_the_record_of_their_own_asking() -> None:
    mine = {act for act, roles in TABLE.items() if OfficerRole.INSPECTOR in roles}
    assert mine == {
        Act.READ_REPORTS,
        Act.READ_CASES,
        Act.READ_LEDGER,
        Act.READ_OFFICERS,
        Act.REVIEW,
        Act.SHARE,
    }


@pytest.mark.parametrize("act", [act for act in Act if act not in SYSTEM_ACTS])
def test_what_needs_a_person_the_system_cannot_do(act: Act) -> None:
    with pytest.raises(NotAllowedError, match="a person must"):
        admit_system("watch", to=act)


def test_a_closed_account_may_nothing(desk: Desk) -> None:
    accounts.close_account(desk.house, officer=SALMA, by=NADIA)
    with pytest.raises(NotAllowedError, match="no open account"):
        queries.me(desk.house, by=SALMA)


def test_a_query_without_a_scope_raises() -> None:
    scoped = [getattr(rows, name) for name in rows.__all__]
    scoped = [model for model in scoped if isinstance(model.objects, ScopedManager)]
    assert len(scoped) >= 20
    for model in scoped:
        for ask in ("all", "count", "first", "exists"):
            with pytest.raises(UnscopedError):
                getattr(model.objects, ask)()


# ── two people ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_nothing_leaves_before_the_second_signature(desk: Desk) -> None:
    proposal = proposed(desk).release
    assert deliver.run(desk.house) == ()
    view = release.approve(desk.house, release_id=proposal.id, content_digest=proposal.content_digest, by=OMAR)
    assert view.release.state is ReleaseState.APPROVED_ONCE
    assert view.why_not
    assert deliver.run(desk.house) == ()
    with pytest.raises(AlreadySignedError):
        release.approve(desk.house, release_id=proposal.id, content_digest=proposal.content_digest, by=OMAR)
    view = release.approve(desk.house, release_id=proposal.id, content_digest=proposal.content_digest, by=LINA)
    assert view.release.state is ReleaseState.RELEASED
    assert len(deliver.run(desk.house)) == 1


def test_an_author_who_may_release_still_may_not_sign_their_own_words(desk: Desk) -> None:
    accounts.set_roles(
        desk.house, officer=SALMA, roles=[OfficerRole.ANALYST, OfficerRole.RELEASING_AUTHORITY], by=NADIA
    )
    proposal = proposed(desk).release
    with pytest.raises(AuthorMayNotSignError):
        release.approve(desk.house, release_id=proposal.id, content_digest=proposal.content_digest, by=SALMA)
    assert queries.release(desk.house, release_id=proposal.id, by=SALMA).may_approve is False


def test_an_edit_makes_the_signatures_given_before_void(desk: Desk) -> None:
    proposal = proposed(desk).release
    release.approve(desk.house, release_id=proposal.id, content_digest=proposal.content_digest, by=OMAR)
    texts = {text.language: text.content.replace("\n", "\n\n", 1) for text in proposal.texts}
    edited = write_tearline.edit_tearline(desk.house, case_id=proposal.case_id, texts=texts, by=SALMA)
    assert edited.tearline.leaks == ()
    with pytest.raises(TheirsError, match="void"):
        release.approve(desk.house, release_id=proposal.id, content_digest=proposal.content_digest, by=LINA)
    again = release.propose(desk.house, case_id=proposal.case_id, checks=checks(), by=SALMA).release
    assert again.content_digest != proposal.content_digest
    with pytest.raises(ChangedSinceError):
        release.approve(desk.house, release_id=again.id, content_digest=proposal.content_digest, by=LINA)
    assert deliver.run(desk.house) == ()


def test_an_edit_that_gives_a_source_away_cannot_be_proposed(desk: Desk) -> None:
    proposal = proposed(desk).release
    texts = {text.language: text.content + "\nAsset CH-7731 told us." for text in proposal.texts}
    edited = write_tearline.edit_tearline(desk.house, case_id=proposal.case_id, texts=texts, by=SALMA)
    assert edited.tearline.leaks
    with pytest.raises(TheirsError, match="leak check"):
        release.propose(desk.house, case_id=proposal.case_id, checks=checks(), by=SALMA)


def test_a_refusal_sends_the_case_back_to_those_who_write(desk: Desk) -> None:
    proposal = proposed(desk).release
    release.refuse(desk.house, release_id=proposal.id, reason="the crowd can be told the hour", by=OMAR)
    with pytest.raises(TheirsError, match="refused"):
        release.approve(desk.house, release_id=proposal.id, content_digest=proposal.content_digest, by=LINA)
    assert queries.case(desk.house, case_id=proposal.case_id, by=SALMA).case.state == "determined"


def test_a_release_that_grew_old_in_the_outbox_goes_to_a_person_and_not_out(desk: Desk) -> None:
    released(desk)
    desk.clock.move(days=30)
    deliver.run(desk.house)
    assert desk.liaison.got == []
    (task,) = queries.tasks(desk.house, by=YUSUF)
    assert task.kind == "release_expired"


def test_a_row_that_was_changed_behind_our_back_is_not_sent(desk: Desk) -> None:
    released(desk)
    for row in rows.ReleaseRow.objects.unsafe_everything():
        row.body["texts"][0]["content"] += " Nothing to fear."
        row.save()
    deliver.run(desk.house)
    assert desk.liaison.got == []


def test_a_contact_that_was_changed_after_the_proposal_gets_nothing(desk: Desk) -> None:
    proposal = proposed(desk).release
    release.approve(desk.house, release_id=proposal.id, content_digest=proposal.content_digest, by=OMAR)
    send_elsewhere(desk)
    with pytest.raises(ChangedSinceError, match="contact"):
        release.approve(desk.house, release_id=proposal.id, content_digest=proposal.content_digest, by=LINA)


def test_a_contact_that_was_changed_after_the_release_gets_nothing(desk: Desk) -> None:
    released(desk)
    send_elsewhere(desk)
    deliver.run(desk.house)
    assert desk.liaison.got == []
    assert [task.kind for task in queries.tasks(desk.house, by=YUSUF)] == ["release_expired"]


def send_elsewhere(desk: Desk) -> None:
    case_id = queries.cases(desk.house, by=SALMA)[0].case_id
    (party,) = queries.case(desk.house, case_id=case_id, by=SALMA).parties
    first, *others = party.contacts
    elsewhere = replace(first, address=Sealed("the man by the kiosk"))
    directory.save_party(desk.house, party=replace(party, contacts=(elsewhere, *others)), by=SALMA)


def test_what_was_released_in_error_is_stopped_and_those_who_have_it_are_told_by_a_person(desk: Desk) -> None:
    view = released(desk)
    deliver.run(desk.house)
    with pytest.raises(TheirsError, match="reason"):
        release.cancel(desk.house, release_id=view.release.id, reason=" ", by=OMAR)
    release.cancel(desk.house, release_id=view.release.id, reason="the date was read wrongly", by=OMAR)
    desk.clock.move(days=1)
    assert deliver.run(desk.house) == ()
    assert len(desk.liaison.got) == 1
    seen = queries.case(desk.house, case_id=view.release.case_id, by=SALMA)
    assert seen.deliveries[0].state is DeliveryState.CANCELLED
    assert seen.case.state == "assessing"
    assert "tell_of_cancellation" in [task.kind for task in queries.tasks(desk.house, by=YUSUF)]


def test_a_second_warning_of_a_case_renews_the_first(desk: Desk) -> None:
    first = released(desk)
    desk.clock.move(hours=1)
    second = released(desk)
    assert second.release.case_id == first.release.case_id
    assert queries.case(desk.house, case_id=first.release.case_id, by=SALMA).case.state == "renewed"


def test_a_drill_reaches_no_live_channel_and_moves_no_case(desk: Desk) -> None:
    view = released(desk, mode=Mode.DRILL)
    before = queries.case(desk.house, case_id=view.release.case_id, by=SALMA)
    for _ in range(4):
        deliver.run(desk.house)
        desk.clock.move(hours=5)
    after = queries.case(desk.house, case_id=view.release.case_id, by=SALMA)
    assert desk.liaison.got == desk.page.got == desk.drop.got == []
    assert after.case.state == before.case.state == "determined"
    assert after.deliveries[0].state is DeliveryState.EXHAUSTED
    assert all(each.is_drill for each in after.deliveries)
    assert after.replies == ()


def test_a_waiver_or_warning_that_nobody_decided_has_no_text(desk: Desk) -> None:
    case_id = opened_case(desk)
    with pytest.raises(TheirsError, match="awaits an officer"):
        write_tearline.write_tearline(desk.house, case_id=case_id, by=SALMA)


# ── erasing ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_erasing_a_person_leaves_every_proof_valid(desk: Desk) -> None:
    ids = Ids(desk)
    hand_over.record_answer(
        desk.house, delivery_id=ids.delivery, state=ReplyState.ACKNOWLEDGED, name="Col. A. Haddad", by=YUSUF
    )
    first = share.share(desk.house, case_id=ids.case, by=INES, with_personal=True)
    key = desk.house.ledger_signer.verifier
    assert "Haddad" in first.decode()
    verify_bundle(first, log_key=key)
    erase.erase_party(desk.house, party_id=GOVERNMENT, reason="asked for", by=NADIA, seconded_by=OMAR)
    second = share.share(desk.house, case_id=ids.case, by=INES, with_personal=True)
    proven = verify_bundle(second, log_key=key)
    assert "Haddad" not in second.decode()
    erased = [value for entry in proven.entries for value in entry.personal.values()]
    assert PersonalState.ERASED in erased
    view = queries.case(desk.house, case_id=ids.case, by=SALMA)
    acknowledgement = view.deliveries[0].acknowledgement
    assert acknowledgement is not None
    assert "Haddad" not in acknowledgement.by.reveal(to="test")
    with pytest.raises(TheirsError, match="already"):
        erase.erase_party(desk.house, party_id=GOVERNMENT, reason="asked for", by=NADIA, seconded_by=OMAR)


def test_nothing_of_a_person_lies_in_the_clear_in_any_row(desk: Desk) -> None:
    ids = Ids(desk)
    hand_over.record_answer(
        desk.house, delivery_id=ids.delivery, state=ReplyState.ACKNOWLEDGED, name="Col. A. Haddad", by=YUSUF
    )
    stored = str(contents())
    for secret in ("Cobalt Heron", "CH-7731", "the duty officer at the ministry", "Haddad"):
        assert secret not in stored

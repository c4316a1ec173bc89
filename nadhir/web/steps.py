# SPDX-License-Identifier: Apache-2.0
"""The steps an officer may take on a case: the form of each, whom it is shown to, and the use case it calls.

Promise: a step is shown where the officer may take it and the case is at that point; whether it is allowed is asked
again by the use case, which alone decides.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from nadhir.casework import errors, wording
from nadhir.casework.authority import Act
from nadhir.casework.cases import confirm_closing, propose_closing, refuse_closing, reopen
from nadhir.casework.choose_likelihood import choose_likelihood
from nadhir.casework.command import accept_command, decline_command, offer_command, withdraw_command_offer
from nadhir.casework.consult import ask_originator, record_originator_reply
from nadhir.casework.determine import affirm_waiver, decide, determine, show_ground
from nadhir.casework.directory import name_party
from nadhir.casework.dispute import raise_dispute, raise_rung, settle_dispute, take_position
from nadhir.casework.escalate import escalate
from nadhir.casework.establish import establish_fact, record_reply
from nadhir.casework.hand_over import record_answer, record_hand_over
from nadhir.casework.house import House
from nadhir.casework.keep_clocks import decide_window, extend_clock, stop_clock
from nadhir.casework.questions import answer_question, ask_question, withdraw_question
from nadhir.casework.read_models import CaseView, ClockView, DeliveryView
from nadhir.casework.record_silence import record_silence
from nadhir.casework.release import propose
from nadhir.casework.review import review
from nadhir.casework.wording import sentence, word
from nadhir.casework.write_tearline import edit_tearline, write_tearline
from nadhir.release import ASKED_CHECKS, ONE_THREAT
from nadhir.tearline import Choice
from nadhir.terms.assessment import LikelihoodTerm
from nadhir.terms.case import ClosingGround, Question
from nadhir.terms.clocks import ConsultationReply, DisputeAbout, DisputeRung
from nadhir.terms.delivery import DeliveryState
from nadhir.terms.determination import ClockName, Outcome, Waiver, WaiverGround
from nadhir.terms.facts import FactName, ReplyState
from nadhir.terms.ids import CaseId, DeliveryId, OfficerId, PartyId, QuestionId, ReportId
from nadhir.terms.party import ChannelKind
from nadhir.terms.release import Check, Mode, ReleaseState
from nadhir.web import forms as f

F = TypeVar("F", bound=f.StepForm)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: where on the page it stands, what it takes, when it is shown, and what it does."""

    anchor: str
    act: Act
    form: Callable[[CaseView, HttpRequest | None, str], f.StepForm]
    is_shown: Callable[[CaseView], bool]
    take: Callable[[House, OfficerId, CaseView, f.StepForm], object]


def aimed(form: F, name: str, *args: str) -> F:
    """Return the form with the address that it is sent to."""
    form.action = reverse(name, args=args)
    return form


def _parties(view: CaseView) -> dict[str, str]:
    return {str(party.id): party.name.reveal(to="the desk, to choose from") for party in view.parties}


def _plain(kind: type[f.StepForm], **more: object) -> Callable[[CaseView, HttpRequest | None, str], f.StepForm]:
    def build(_view: CaseView, request: HttpRequest | None, auto_id: str) -> f.StepForm:
        return kind(None if request is None else request.POST, auto_id=auto_id, **more)

    return build


def _with_request(kind: type[f.StepForm]) -> Callable[[CaseView, HttpRequest | None, str], f.StepForm]:
    def build(_view: CaseView, request: HttpRequest | None, auto_id: str) -> f.StepForm:
        return kind(None if request is None else request.POST, auto_id=auto_id, request=request)

    return build


def _with_parties(kind: type[f.StepForm]) -> Callable[[CaseView, HttpRequest | None, str], f.StepForm]:
    def build(view: CaseView, request: HttpRequest | None, auto_id: str) -> f.StepForm:
        return kind(None if request is None else request.POST, auto_id=auto_id, parties=_parties(view))

    return build


def _with_terms(view: CaseView, request: HttpRequest | None, auto_id: str) -> f.StepForm:
    terms = () if view.assessment is None else view.assessment.likelihood.terms
    return f.LikelihoodForm(None if request is None else request.POST, auto_id=auto_id, terms=terms)


def _with_nameable(view: CaseView, request: HttpRequest | None, auto_id: str) -> f.StepForm:
    others = {str(party.id): party.name.reveal(to="the desk, to choose from") for party in view.nameable}
    return f.NamePartyForm(None if request is None else request.POST, auto_id=auto_id, parties=others)


def _open_questions(view: CaseView) -> list[Question]:
    return [each for each in view.questions if each.is_open]


def _to_close(view: CaseView, request: HttpRequest | None, auto_id: str) -> f.StepForm:
    titles = {str(each.report_id): each.title for each in view.reports}
    unread = {each.id: titles.get(each.id) or each.id for each in view.to_account_for if each.at is None}
    data = None if request is None else request.POST
    return f.CloseForm(data, auto_id=auto_id, request=request, questions=_open_questions(view), unread=unread)


def _to_confirm(view: CaseView, request: HttpRequest | None, auto_id: str) -> f.StepForm:
    data = None if request is None else request.POST
    return f.ConfirmClosingForm(data, auto_id=auto_id, request=request, closing=view.case.closing)


def _to_end_question(kind: type[f.EndQuestionForm]) -> Callable[[CaseView, HttpRequest | None, str], f.StepForm]:
    def build(view: CaseView, request: HttpRequest | None, auto_id: str) -> f.StepForm:
        return kind(None if request is None else request.POST, auto_id=auto_id, questions=_open_questions(view))

    return build


def _to_offer(view: CaseView, request: HttpRequest | None, auto_id: str) -> f.StepForm:
    others = [(str(name), shown) for name, shown in view.colleagues if name != view.case.commander]
    return f.OfferCommandForm(None if request is None else request.POST, auto_id=auto_id, colleagues=others)


def _with_risks(view: CaseView, request: HttpRequest | None, auto_id: str) -> f.StepForm:
    """Return the form of a decision, with what telling each addressee could do put before the officer."""
    found = view.determination
    names = _parties(view)
    risks = []
    for each in () if found is None or found.outcome is not Outcome.WARN else found.addressees:
        said = [f"{word(risk.to)}: {sentence(risk.code)}" for risk in found.risks_of(each.party_id)] if found else []
        party = next((party for party in view.parties if party.id == each.party_id), None)
        if said and party is not None:
            ways = tuple(dict.fromkeys((*party.channels, *(contact.channel for contact in party.contacts))))
            risks.append((str(each.party_id), names[each.party_id], said, ways))
    data = None if request is None else request.POST
    return f.DecideForm(data, auto_id=auto_id, determination_id=view.determination_id, risks=risks)


def _edit(view: CaseView, request: HttpRequest | None, auto_id: str) -> f.StepForm:
    if view.tearline is None:
        raise errors.NotFoundError("there is no text yet", where=f"case {view.case.id}", remedy="write it first")
    data = None if request is None else request.POST
    return f.EditForm(data, auto_id=auto_id, tearline=view.tearline.tearline)


Builder = Callable[[CaseView, HttpRequest | None, str], f.StepForm]


def _choosing(kind: type[f.StepForm], **choices: Callable[[CaseView], Mapping[str, str]]) -> Builder:
    """Return what builds a form whose choices are the case's own: its clocks, waivers, reports, disputes."""

    def build(view: CaseView, request: HttpRequest | None, auto_id: str) -> f.StepForm:
        more: dict[str, object] = {name: choose(view) for name, choose in choices.items()}
        if issubclass(kind, f.PasswordForm):
            more["request"] = request
        return kind(None if request is None else request.POST, auto_id=auto_id, **more)

    return build


def _key(waiver: Waiver) -> str:
    return f"{waiver.ground}={waiver.victim or ''}"


def _of_key(key: str) -> tuple[WaiverGround, PartyId | None]:
    ground, _equals, victim = key.partition("=")
    return WaiverGround(ground), PartyId(victim) if victim else None


def _unaffirmed(view: CaseView) -> list[Waiver]:
    found = view.determination
    if found is None or found.outcome is not Outcome.WAIVE or found.decided_by is None:
        return []
    return [waiver for waiver in found.waivers if waiver.affirmed_by is None]


def _victim(view: CaseView, waiver: Waiver) -> str:
    return _("everybody at risk") if waiver.victim is None else _parties(view).get(waiver.victim, str(waiver.victim))


def _waivers(view: CaseView) -> dict[str, str]:
    return {
        _key(each): _("%(ground)s, for %(victim)s")
        % {"ground": wording.word(each.ground), "victim": _victim(view, each)}
        for each in _unaffirmed(view)
    }


def _with_ground(view: CaseView, request: HttpRequest | None, auto_id: str) -> f.StepForm:
    data = None if request is None else request.POST
    waiting = sorted(_unaffirmed(view), key=lambda each: not each.lacks)
    asked = waiting[0] if data is None and waiting else None
    if data is not None:
        asked = next((each for each in waiting if _key(each) == data.get("waiver")), None)
    if asked is None:
        raise errors.NotFoundError("no such waiver waits", where=f"case {view.case.id}", remedy="go back to the case")
    return f.GroundForm(data, auto_id=auto_id, key=_key(asked), waiver=asked, victim=_victim(view, asked))


def _clock_words(clock: ClockView) -> str:
    hour = date_format(timezone.localtime(clock.due_at), "H:i")
    return _("%(clock)s, due %(hour)s") % {"clock": wording.word(clock.name), "hour": hour}


def _stoppable(view: CaseView) -> dict[str, str]:
    return {each.key: _clock_words(each) for each in view.clocks if each.may_be_stopped}


def _extensible(view: CaseView) -> dict[str, str]:
    return {each.key: _clock_words(each) for each in view.clocks if each.longest_extension_minutes}


def _reports(view: CaseView) -> dict[str, str]:
    waiting = {each.report_id for each in view.consultations if each.reply is None}
    return {
        str(each.report_id): each.title or str(each.report_id)
        for each in view.reports
        if each.copy_of is None and each.report_id not in waiting
    }


def _unanswered(view: CaseView) -> dict[str, str]:
    return {each.id: each.asked for each in view.consultations if each.reply is None}


def _disputes(view: CaseView) -> dict[str, str]:
    return {
        each.id: f"{wording.word(each.about)}: {each.positions[0].of}"
        for each in view.disputes
        if each.settled_at is None
    }


def _disputes_below_top(view: CaseView) -> dict[str, str]:
    open_ones = {each.id for each in view.disputes if each.rung is not DisputeRung.TOP}
    return {key: said for key, said in _disputes(view).items() if key in open_ones}


def _awaits_window(view: CaseView) -> bool:
    return any(each.name is ClockName.STATED_WINDOW and each.is_running for each in view.clocks)


# ── when a step is shown ────────────────────────────────────────────────────────────────────────────────────────────


def _is_open(view: CaseView) -> bool:
    return view.case.is_open


def _awaits_word(view: CaseView) -> bool:
    found = view.assessment
    return view.case.is_open and found is not None and len(found.likelihood.terms) > 1


def _may_offer(view: CaseView) -> bool:
    if not view.case.is_open or view.case.commander is None:
        return False
    return view.case.commander == view.me or Act.GIVE_COMMAND in view.may


def _awaits_confirmation(view: CaseView) -> bool:
    return view.case.is_open and view.case.closing is not None


def _awaits_decision(view: CaseView) -> bool:
    found = view.determination
    return found is not None and found.decided_by is None and found.outcome is not Outcome.UNDECIDED


def _is_decided_to_warn(view: CaseView) -> bool:
    found = view.determination
    return found is not None and found.decided_by is not None and found.outcome is Outcome.WARN


def _may_be_proposed(view: CaseView) -> bool:
    written = view.tearline
    if written is None or not written.tearline.is_releasable or not _is_decided_to_warn(view):
        return False
    standing = (ReleaseState.PROPOSED, ReleaseState.APPROVED_ONCE, ReleaseState.RELEASED)
    return not any(each.tearline_id == written.id and each.release.state in standing for each in view.releases)


# ── what a step does ────────────────────────────────────────────────────────────────────────────────────────────────


def _decide(house: House, by: OfficerId, view: CaseView, form: f.StepForm) -> object:
    assert isinstance(form, f.DecideForm)  # noqa: S101 - built by `_with_risks`
    seen = form.cleaned_data["determination"]
    return decide(house, case_id=view.case.id, by=by, weighed=form.weighed(), seen=seen)


def _establish(house: House, by: OfficerId, view: CaseView, form: f.StepForm) -> object:
    given = form.cleaned_data
    return establish_fact(
        house,
        case_id=view.case.id,
        name=FactName(given["name"]),
        value=given["value"],
        by=by,
        note=given["note"],
        about=PartyId(given["about"]) if given["about"] else None,
    )


def _reply(house: House, by: OfficerId, view: CaseView, form: f.StepForm) -> object:
    given = form.cleaned_data
    return record_reply(
        house,
        case_id=view.case.id,
        party_id=PartyId(given["party"]),
        to=given["to"],
        state=ReplyState(given["state"]),
        by=by,
        note=given["note"],
    )


def _choose_likelihood(house: House, by: OfficerId, view: CaseView, form: f.StepForm) -> object:
    given = form.cleaned_data
    term = LikelihoodTerm(given["term"])
    return choose_likelihood(house, case_id=view.case.id, term=term, reason=given["reason"], by=by)


def _edit_texts(house: House, by: OfficerId, view: CaseView, form: f.StepForm) -> object:
    assert isinstance(form, f.EditForm)  # noqa: S101 - built by `_edit`
    return edit_tearline(house, case_id=view.case.id, texts=form.texts(), by=by)


def _propose(house: House, by: OfficerId, view: CaseView, form: f.StepForm) -> object:
    given = form.cleaned_data
    checks = [
        Check(name=name, is_done=given[f"done_{name}"], reason=given[f"reason_{name}"])
        for name in (*ASKED_CHECKS, ONE_THREAT)
        if name in ASKED_CHECKS or given[f"reason_{name}"]
    ]
    return propose(house, case_id=view.case.id, checks=checks, by=by, mode=Mode(given["mode"]))


def _close(house: House, by: OfficerId, view: CaseView, form: f.StepForm) -> object:
    assert isinstance(form, f.CloseForm)  # noqa: S101 - built by `_to_close`
    given = form.cleaned_data
    return propose_closing(
        house,
        case_id=view.case.id,
        ground=ClosingGround(given["ground"]),
        reason=given["reason"],
        duplicate_of=CaseId(given["duplicate_of"]) if given["duplicate_of"] else None,
        unread=form.unread(),
        withdrawn=form.withdrawn(),
        by=by,
    )


def _ask(house: House, by: OfficerId, view: CaseView, form: f.StepForm) -> object:
    given = form.cleaned_data
    of = PartyId(given["of"]) if given["of"] else None
    return ask_question(house, case_id=view.case.id, text=given["text"], of=of, by=by)


def _affirm(house: House, by: OfficerId, view: CaseView, form: f.StepForm) -> object:
    ground, victim = _of_key(form.cleaned_data["waiver"])
    return affirm_waiver(house, case_id=view.case.id, ground=ground, victim=victim, by=by)


def _show_ground(house: House, by: OfficerId, view: CaseView, form: f.StepForm) -> object:
    assert isinstance(form, f.GroundForm)  # noqa: S101 - built by `_with_ground`
    ground, victim = _of_key(form.cleaned_data["waiver"])
    return show_ground(house, case_id=view.case.id, ground=ground, victim=victim, proofs=form.proofs(), by=by)


STEPS: Final[Mapping[str, Step]] = {
    "assess": Step(
        "assessment",
        Act.DETERMINE,
        _plain(f.AssessForm),
        _is_open,
        lambda house, by, view, _form: determine(house, case_id=view.case.id, by=by),
    ),
    "likelihood": Step("assessment", Act.ASSESS, _with_terms, _awaits_word, _choose_likelihood),
    "decide": Step(
        "determination",
        Act.DECIDE,
        _with_risks,
        _awaits_decision,
        _decide,
    ),
    "ground": Step("determination", Act.ESTABLISH, _with_ground, lambda view: bool(_unaffirmed(view)), _show_ground),
    "affirm": Step(
        "determination",
        Act.AFFIRM_WAIVER,
        _choosing(f.AffirmForm, waivers=_waivers),
        lambda view: bool(_unaffirmed(view)),
        _affirm,
    ),
    "tearline": Step(
        "tearline",
        Act.WRITE_TEARLINE,
        _plain(f.TearlineForm),
        _is_decided_to_warn,
        lambda house, by, view, form: write_tearline(
            house, case_id=view.case.id, by=by, choice=Choice(form.cleaned_data["choice"])
        ),
    ),
    "edit": Step("tearline", Act.WRITE_TEARLINE, _edit, lambda view: view.tearline is not None, _edit_texts),
    "propose": Step("release", Act.PROPOSE_RELEASE, _plain(f.ProposeForm), _may_be_proposed, _propose),
    "fact": Step("established", Act.ESTABLISH, _with_parties(f.FactForm), lambda _view: True, _establish),
    "reply": Step("established", Act.RECORD_REPLY, _with_parties(f.ReplyForm), lambda view: bool(view.parties), _reply),
    "party": Step(
        "parties",
        Act.KEEP_DIRECTORY,
        _with_nameable,
        lambda view: bool(view.nameable),
        lambda house, by, view, form: name_party(
            house, case_id=view.case.id, party_id=PartyId(form.cleaned_data["party"]), by=by
        ),
    ),
    "ask": Step("questions", Act.ASK, _with_parties(f.AskForm), _is_open, _ask),
    "answer": Step(
        "questions",
        Act.ASK,
        _to_end_question(f.AnswerQuestionForm),
        lambda view: bool(_open_questions(view)),
        lambda house, by, _view, form: answer_question(
            house,
            question_id=QuestionId(form.cleaned_data["question"]),
            answer=form.cleaned_data["words"],
            by=by,
        ),
    ),
    "withdraw": Step(
        "questions",
        Act.CLOSE_CASE,
        _to_end_question(f.WithdrawQuestionForm),
        lambda view: bool(_open_questions(view)),
        lambda house, by, _view, form: withdraw_question(
            house,
            question_id=QuestionId(form.cleaned_data["question"]),
            reason=form.cleaned_data["words"],
            by=by,
        ),
    ),
    "command": Step(
        "command",
        Act.TAKE_COMMAND,
        _plain(f.CommandForm),
        lambda view: view.case.is_open and view.case.commander is None,
        lambda house, by, view, _form: accept_command(house, case_id=view.case.id, by=by),
    ),
    "accept": Step(
        "command",
        Act.TAKE_COMMAND,
        _plain(f.AcceptCommandForm),
        lambda view: view.case.is_open and view.case.command_offered_to == view.me,
        lambda house, by, view, _form: accept_command(house, case_id=view.case.id, by=by),
    ),
    "decline": Step(
        "command",
        Act.TAKE_COMMAND,
        _plain(f.DeclineCommandForm),
        lambda view: view.case.is_open and view.case.command_offered_to == view.me,
        lambda house, by, view, form: decline_command(
            house, case_id=view.case.id, reason=form.cleaned_data["reason"], by=by
        ),
    ),
    "keep": Step(
        "command",
        Act.READ_CASES,
        _plain(f.WithdrawOfferForm),
        lambda view: _may_offer(view) and view.case.command_offered_to is not None,
        lambda house, by, view, _form: withdraw_command_offer(house, case_id=view.case.id, by=by),
    ),
    "offer": Step(
        "command",
        Act.READ_CASES,  # whose case it is may offer it, whatever their roles
        _to_offer,
        _may_offer,
        lambda house, by, view, form: offer_command(
            house, case_id=view.case.id, to=OfficerId(form.cleaned_data["to"]), by=by
        ),
    ),
    "close": Step(
        "case",
        Act.CLOSE_CASE,
        _to_close,
        lambda view: view.case.is_open and view.case.closing is None,
        _close,
    ),
    "confirm": Step(
        "closing",
        Act.CLOSE_CASE,
        _to_confirm,
        lambda view: _awaits_confirmation(view) and view.case.closing is not None and view.case.closing.by != view.me,
        lambda house, by, view, form: confirm_closing(
            house, case_id=view.case.id, proposed_at=form.cleaned_data["proposed_at"], by=by
        ),
    ),
    "do-not-close": Step(
        "closing",
        Act.CLOSE_CASE,
        _plain(f.RefuseClosingForm),
        _awaits_confirmation,
        lambda house, by, view, form: refuse_closing(
            house, case_id=view.case.id, reason=form.cleaned_data["reason"], by=by
        ),
    ),
    "reopen": Step(
        "case",
        Act.CLOSE_CASE,
        _plain(f.ReopenForm),
        lambda view: not view.case.is_open,
        lambda house, by, view, form: reopen(house, case_id=view.case.id, reason=form.cleaned_data["reason"], by=by),
    ),
    "stop-clock": Step(
        "clocks",
        Act.CHANGE_CLOCK,
        _choosing(f.StopClockForm, clocks=_stoppable),
        lambda view: bool(_stoppable(view)),
        lambda house, by, view, form: stop_clock(
            house, case_id=view.case.id, key=form.cleaned_data["clock"], reason=form.cleaned_data["reason"], by=by
        ),
    ),
    "extend-clock": Step(
        "clocks",
        Act.CHANGE_CLOCK,
        _choosing(f.ExtendClockForm, clocks=_extensible),
        lambda view: bool(_extensible(view)),
        lambda house, by, view, form: extend_clock(
            house,
            case_id=view.case.id,
            key=form.cleaned_data["clock"],
            minutes=form.cleaned_data["minutes"],
            reason=form.cleaned_data["reason"],
            by=by,
        ),
    ),
    "window": Step(
        "clocks",
        Act.DECIDE,
        _plain(f.WindowForm),
        _awaits_window,
        lambda house, by, view, form: decide_window(
            house,
            case_id=view.case.id,
            is_threat_standing=form.cleaned_data["decision"] == "stands",
            reason=form.cleaned_data["reason"],
            by=by,
        ),
    ),
    "ask-originator": Step(
        "originators",
        Act.CONSULT,
        _choosing(f.AskOriginatorForm, reports=_reports),
        lambda view: view.case.is_open and bool(_reports(view)),
        lambda house, by, view, form: ask_originator(
            house,
            case_id=view.case.id,
            report_id=ReportId(form.cleaned_data["report"]),
            asked=form.cleaned_data["asked"],
            question=form.cleaned_data["question"],
            by=by,
        ),
    ),
    "originator-reply": Step(
        "originators",
        Act.CONSULT,
        _choosing(f.OriginatorReplyForm, consultations=_unanswered),
        lambda view: bool(_unanswered(view)),
        lambda house, by, _view, form: record_originator_reply(
            house,
            consultation_id=form.cleaned_data["consultation"],
            reply=ConsultationReply(form.cleaned_data["reply"]),
            words=form.cleaned_data["words"],
            by=by,
        ),
    ),
    "dispute": Step(
        "disputes",
        Act.RAISE_DISPUTE,
        _plain(f.DisputeForm),
        _is_open,
        lambda house, by, view, form: raise_dispute(
            house,
            case_id=view.case.id,
            about=DisputeAbout(form.cleaned_data["about"]),
            of=form.cleaned_data["of"],
            says=form.cleaned_data["says"],
            by=by,
        ),
    ),
    "position": Step(
        "disputes",
        Act.RAISE_DISPUTE,
        _choosing(f.PositionForm, disputes=_disputes),
        lambda view: bool(_disputes(view)),
        lambda house, by, _view, form: take_position(
            house,
            dispute_id=form.cleaned_data["dispute"],
            of=form.cleaned_data["of"],
            says=form.cleaned_data["says"],
            by=by,
        ),
    ),
    "hand-up": Step(
        "disputes",
        Act.RAISE_DISPUTE,
        _choosing(f.HandUpForm, disputes=_disputes_below_top),
        lambda view: bool(_disputes_below_top(view)),
        lambda house, by, _view, form: raise_rung(house, dispute_id=form.cleaned_data["dispute"], by=by),
    ),
    "settle": Step(
        "disputes",
        Act.SETTLE_DISPUTE,
        _choosing(f.SettleForm, disputes=_disputes),
        lambda view: bool(_disputes(view)),
        lambda house, by, _view, form: settle_dispute(
            house,
            dispute_id=form.cleaned_data["dispute"],
            decision=form.cleaned_data["decision"],
            dissent=form.cleaned_data["dissent"],
            by=by,
        ),
    ),
    "review": Step(
        "review",
        Act.REVIEW,
        _plain(f.ReviewForm),
        lambda _view: True,
        lambda house, by, view, _form: review(house, case_id=view.case.id, by=by),
    ),
}


# ── steps on one delivery ───────────────────────────────────────────────────────────────────────────────────────────

_BY_HAND: Final = (ChannelKind.LIAISON, ChannelKind.IN_PERSON, ChannelKind.PHONE)
_UNANSWERED: Final = (DeliveryState.SENT, DeliveryState.DELIVERED, DeliveryState.OPENED)
_OVER: Final = (DeliveryState.CANCELLED, DeliveryState.ACTION_STATED)


@dataclass(frozen=True, slots=True)
class DeliveryStep:
    """One step on one delivery."""

    act: Act
    form: type[f.StepForm]
    is_shown: Callable[[DeliveryView], bool]
    take: Callable[[House, OfficerId, DeliveryId, f.StepForm], object]


def _acknowledge(house: House, by: OfficerId, delivery_id: DeliveryId, form: f.StepForm) -> object:
    given = form.cleaned_data
    will_do = given["will_do"]
    return record_answer(
        house,
        delivery_id=delivery_id,
        state=ReplyState.ACTION_STATED if will_do else ReplyState.ACKNOWLEDGED,
        name=given["name"],
        rank=given["rank"],
        will_do=will_do,
        by=by,
    )


def _silence(house: House, by: OfficerId, delivery_id: DeliveryId, form: f.StepForm) -> object:
    record_silence(house, delivery_id=delivery_id, by=by, note=form.cleaned_data["note"])
    return escalate(house, delivery_id=delivery_id, by=by)


DELIVERY_STEPS: Final[Mapping[str, DeliveryStep]] = {
    "hand-over": DeliveryStep(
        Act.HAND_OVER,
        f.HandOverForm,
        lambda each: each.channel in _BY_HAND and each.state is DeliveryState.SENT,
        lambda house, by, delivery_id, form: record_hand_over(
            house,
            delivery_id=delivery_id,
            to_name=form.cleaned_data["to_name"],
            rank=form.cleaned_data["rank"],
            note=form.cleaned_data["note"],
            by=by,
        ),
    ),
    "acknowledged": DeliveryStep(
        Act.HAND_OVER,
        f.AnswerForm,
        lambda each: each.state not in (DeliveryState.QUEUED, DeliveryState.SENDING, *_OVER),
        _acknowledge,
    ),
    "silence": DeliveryStep(Act.HAND_OVER, f.SilenceForm, lambda each: each.state in _UNANSWERED, _silence),
    "unreachable": DeliveryStep(
        Act.HAND_OVER,
        f.UnreachableForm,
        lambda each: each.channel in _BY_HAND and each.state in _UNANSWERED,
        lambda house, by, delivery_id, form: record_answer(
            house,
            delivery_id=delivery_id,
            state=ReplyState.UNREACHABLE,
            name="",
            note=form.cleaned_data["note"],
            by=by,
        ),
    ),
}


# ── forms for the pages ─────────────────────────────────────────────────────────────────────────────────────────────


def forms_of_case(view: CaseView) -> dict[str, list[f.StepForm]]:
    """Return the forms of the steps that the officer may take now, by the section they stand in."""
    found: dict[str, list[f.StepForm]] = {step.anchor: [] for step in STEPS.values()}
    for name, step in STEPS.items():
        if step.act in view.may and step.is_shown(view):
            form = step.form(view, None, f"{name}-%s")
            found[step.anchor].append(aimed(form, "case-step", view.case.id, name))
    return found


def forms_of_delivery(view: CaseView, *, delivery: DeliveryView) -> tuple[f.StepForm, ...]:
    """Return the forms of what can be recorded of one delivery now."""
    return tuple(
        aimed(step.form(auto_id=f"{name}-{delivery.id}-%s"), "delivery-step", view.case.id, delivery.id, name)
        for name, step in DELIVERY_STEPS.items()
        if step.act in view.may and step.is_shown(delivery)
    )


def step_named(name: str) -> Step:
    """Return a step.

    Raises:
        NotFoundError: there is none of this name.
    """
    if name not in STEPS:
        raise errors.NotFoundError(f"there is no step {name!r}", where="desk", remedy="go back to the case")
    return STEPS[name]


def delivery_step_named(name: str) -> DeliveryStep:
    """Return a step on a delivery.

    Raises:
        NotFoundError: there is none of this name.
    """
    if name not in DELIVERY_STEPS:
        raise errors.NotFoundError(f"there is no step {name!r}", where="desk", remedy="go back to the case")
    return DELIVERY_STEPS[name]

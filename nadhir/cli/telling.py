# SPDX-License-Identifier: Apache-2.0
"""Tell the parts of a case at a terminal: clocks, timeline, texts, releases, deliveries, tasks, for several commands.

It is given read models and words them with `Story` and `casework.wording`; it asks nothing and decides nothing. Names
of persons are revealed to the officer who asked.
"""

from collections.abc import Iterable, Sequence

from nadhir.casework.read_models import (
    CaseView,
    ClockView,
    DeliveryView,
    LedgerLine,
    Me,
    RecipientView,
    ReleaseView,
    TaskView,
    TearlineView,
)
from nadhir.casework.wording import asked, language_name, sentence, word
from nadhir.cli.story import Story, quoted
from nadhir.terms.case import Case
from nadhir.terms.clocks import Consultation, Dispute
from nadhir.terms.delivery import DeliveryState
from nadhir.terms.ids import OfficerId
from nadhir.terms.release import Mode, ReleaseState

MINUTES_IN_HOUR = 60


def clock_line(story: Story, clock: ClockView) -> str:
    """Return a deadline in the holder's hour and zone with how much is left of it, or how it ended."""
    due = f"{word(clock.name)} due {story.hour(clock.due_at)}"
    if clock.stopped is not None:
        at = story.hour(clock.stopped.at)
        return f"{due}, STOPPED by {clock.stopped.by} at {at}: {clock.stopped.reason}"
    if clock.settled_at is not None:
        kept = "kept" if clock.settled_at <= clock.due_at else "MISSED"
        return f"{due}, {kept}: done {story.hour(clock.settled_at)}"
    said = duration(abs(clock.minutes_left))
    left = f"OVERDUE by {said}" if clock.is_overdue else f"{said} left"
    return f"{due}, {left}"


def tell_clock(story: Story, clock: ClockView) -> None:
    """Tell a deadline, who has it in hand, what was done to it, and who was told once it ran out."""
    story.say("clock", clock_line(story, clock))
    if clock.is_running:
        story.say("in hand of", clock.held_by or f"{word(clock.role)}: whoever is on watch")
    if clock.extended is not None:
        story.say("extended", f"by {clock.extended.by}: {clock.extended.reason}")
    if clock.told:
        story.say("told", ", ".join(clock.told))
    if clock.is_nobody_left and clock.is_running:
        story.say("NOBODY", "is left to be told of it")


def tell_clocks(story: Story, clocks: Iterable[ClockView]) -> None:
    """Tell the deadlines, those that run first; two that say the same are told once."""
    told: set[str] = set()
    for clock in clocks:
        line = clock_line(story, clock)
        if line not in told:
            told.add(line)
            tell_clock(story, clock)


def tell_alarms(story: Story, me: Me) -> None:
    """Tell how many clocks ran out of which the officer was told, and of how many nobody is left to be told."""
    if me.loud_count:
        story.say("YOURS", f"{me.loud_count} clock(s) ran out and you were told of them")
    if me.unheard_count:
        story.say("NOBODY", f"is left to be told of {me.unheard_count} clock(s) that ran out")


def tell_consultations(story: Story, consultations: Iterable[Consultation]) -> None:
    """Tell whom the house asked, and what they said."""
    story.chapter("Originators that were asked")
    for each in consultations:
        story.scene(f"{each.id}  {each.asked}, about {each.report_id}", at=each.asked_at)
        story.say("asked", f"by {each.asked_by}: {each.question}")
        if each.reply is None or each.replied_at is None:
            story.say("answer", "none yet")
        else:
            words = f": {each.words}" if each.words else ""
            story.say("answer", f"{word(each.reply)}, {story.moment(each.replied_at)}{words}")


def tell_disputes(story: Story, disputes: Iterable[Dispute]) -> None:
    """Tell who holds what, on which rung it lies, and how it was settled."""
    story.chapter("Disputes")
    for each in disputes:
        story.scene(f"{each.id}  {word(each.about)}, {word(each.rung)}", at=each.raised_at)
        for position in each.positions:
            story.say("holds", f"{position.of}: {position.says}  ({story.moment(position.at)}, by {position.by})")
        if each.settled_at is not None:
            story.say("settled", f"by {each.settled_by}, {story.moment(each.settled_at)}: {each.decision}")
            if each.dissent:
                story.say("dissent", each.dissent)
        else:
            story.say("settled", "not yet")


def duration(minutes: int) -> str:
    """Return whole minutes as days, hours and minutes.

    >>> duration(1565)
    '1 d 2 h 5 min'
    """
    hours, rest = divmod(minutes, MINUTES_IN_HOUR)
    days, hours = divmod(hours, 24)
    return " ".join(
        f"{number} {unit}" for number, unit in ((days, "d"), (hours, "h"), (rest, "min")) if number or unit == "min"
    )


def party_names(view: CaseView, *, by: OfficerId) -> dict[str, str]:
    """Return what the parties of the case are called, for the officer who asked."""
    return {party.id: party.name.reveal(to=by) for party in view.parties}


def tell_case(story: Story, view: CaseView, *, by: OfficerId) -> None:
    """Tell everything of a case, in the order of its way."""
    case = view.case
    story.chapter(f"Case {case.id}: {word(case.state)}")
    story.say("begins with", quoted(view.title))
    story.say("opened", story.moment(case.opened_at))
    story.say("commander", case.commander or "nobody: take it with --take-command")
    tell_clocks(story, view.clocks)
    if case.command_offered_to is not None:
        story.say("offered", f"its command, to {case.command_offered_to}, who has not taken it yet")
    for question in view.questions:
        whom = f", put to {question.of}" if question.of is not None else ""
        ended = f" ({question.words})" if question.words else ""
        story.say("question", f"{question.id} {word(question.state)}{whom}: {asked(question)}{ended}")
    never = [f"{word(each.kind)} {each.id}" for each in view.to_account_for if each.at is None]
    if never and case.is_open:
        story.say("unopened", f"by you: {', '.join(never)}")
    tell_closing(story, case)
    _tell_reports(story, view)
    _tell_established(story, view, by=by)
    if view.assessment is not None:
        story.chapter("Assessment")
        story.assessment(view.assessment, names={})
        if view.assessment.hypotheses:
            story.attribution(view.assessment, names={})
    tell_determination(story, view, by=by)
    if view.tearline is not None:
        tell_tearline(story, view.tearline, by=by)
    for release in view.releases:
        tell_release(story, release, by=by, with_texts=False)
    tell_deliveries(story, view.deliveries, by=by)
    if view.consultations:
        tell_consultations(story, view.consultations)
    if view.disputes:
        tell_disputes(story, view.disputes)
    if view.tasks:
        story.chapter("What waits for a person, and what they did")
        tell_tasks(story, view.tasks)
    story.chapter("Timeline")
    for item in view.timeline:
        who = item.by_name or "the system"
        second = f", together with {item.seconded_by}" if item.seconded_by else ""
        why = f": {item.reason}" if item.reason else ""
        story.say("", f"{story.moment(item.at)}  {word(item.kind)} — {who}{second}{why}")


def tell_closing(story: Story, case: Case) -> None:
    """Tell what the case is proposed to be closed on, or was closed on."""
    closing = case.closing
    if closing is None:
        return
    story.say("closing", f"{'proposed' if case.is_open else 'closed'}: {word(closing.ground)}: {closing.words}")
    story.say("", f"by {closing.by}, {story.moment(closing.at)}")
    for each in closing.viewed:
        how = "never opened: " + each.because if each.at is None else f"opened {story.moment(each.at)}"
        story.say("", f"{word(each.kind)} {each.id}, {how}")


def _tell_reports(story: Story, view: CaseView) -> None:
    story.chapter("Reports")
    for report in view.reports:
        story.scene(f"{report.report_id}  {quoted(report.title)}", at=report.held_at)
        grade = f"{report.reliability.value}{report.credibility.value}"
        labels = ", ".join(sorted(word(label) for label in report.labels)) or "no label"
        story.say("from", f"{word(report.source_kind)}, {grade}, in {language_name(report.language)}: {labels}")
        if report.looked_by is not None and report.looked_at is not None:
            story.say("first seen", f"by {report.looked_by}, {story.moment(report.looked_at)}")
        if report.copy_of:
            story.say("copy", f"of {report.copy_of}: it confirms nothing")
        for link in report.links:
            story.say("linked", f"{word(link.kind)} as {link.other_id} ({link.score:.2f})")


def _tell_established(story: Story, view: CaseView, *, by: OfficerId) -> None:
    if not view.facts and not view.replies:
        return
    names = party_names(view, by=by)
    story.chapter("Established, and answered")
    for fact in view.facts:
        value = (
            {True: "yes", False: "no"}.get(fact.value, str(fact.value)) if isinstance(fact.value, bool) else fact.value
        )
        about = f" (about {names.get(fact.about, fact.about)})" if fact.about else ""
        story.say("fact", f"{story.moment(fact.at)}  {word(fact.name)}: {value}{about}", *filter(None, [fact.note]))
    for reply in view.replies:
        said = f"{names.get(reply.party_id, reply.party_id)}, to {reply.to}: {word(reply.state)}"
        story.say("reply", f"{story.moment(reply.at)}  {said}", *filter(None, [reply.note]))


def tell_determination(story: Story, view: CaseView, *, by: OfficerId) -> None:
    """Tell the latest determination, and whose it is."""
    found = view.determination
    if found is None:
        story.say("outcome", "nothing was determined yet")
        return
    names = party_names(view, by=by)
    story.chapter("Determination")
    story.determination(found, parties=names, names={})
    for waiver in found.waivers:
        stands = f"affirmed by {waiver.affirmed_by}" if waiver.affirmed_by else "not affirmed: it does not stand yet"
        whom = names.get(waiver.victim, waiver.victim) if waiver.victim is not None else "everybody at risk"
        until = story.moment(waiver.expires_at)
        story.say("waiver", f"{word(waiver.ground)}, for {whom}, until {until}; {stands}")
        story.say("shown by", *(f"{word(each.proof)}: {each.text}  ({each.by})" for each in waiver.shown))
        if waiver.lacks and waiver.affirmed_by is None:
            story.say("lacks", *(f"{word(proof)} ({proof.value})" for proof in waiver.lacks))
    if found.open_questions:
        story.say("open", *(sentence(question) for question in found.open_questions))
    if found.would_change_it:
        story.say("changes if", "; ".join(sentence(code) for code in found.would_change_it))
    if found.decided_by is not None and found.decided_at is not None:
        story.say("decided", f"by {found.decided_by}, {story.moment(found.decided_at)}")
    else:
        story.say("decided", "by nobody: this is a recommendation, and nothing follows from it")


def tell_tearline(story: Story, view: TearlineView, *, by: OfficerId) -> None:
    """Tell a text as it stands, what is withheld, and every leak beside what it gives away."""
    tearline = view.tearline
    story.chapter(f"Tearline {view.id}, by {', '.join(sorted(view.authors))}")
    story.tearline(tearline, languages=tearline.texts, names={})
    for leak in tearline.leaks:
        given = quoted(leak.source_passage.reveal(to=by))
        story.say(
            "LEAK", f"{word(leak.kind)} in {language_name(leak.language)}: {quoted(leak.span.exact)} gives {given}"
        )
    if not tearline.is_actionable:
        story.say("too vague", *(sentence(code) for code in tearline.too_vague_because))
    story.say("marking", str(tearline.marking))
    story.say("valid for", f"{tearline.valid_hours} hours from its proposal")


def tell_release(story: Story, view: ReleaseView, *, by: OfficerId, with_texts: bool = True) -> None:
    """Tell what will happen, or happened, with a release: to whom, how, what; and who stands for it."""
    release = view.release
    story.chapter(f"Release {release.id}: {word(release.state)}{' (expired)' if view.is_expired else ''}")
    if release.mode is Mode.DRILL:
        story.say("DRILL", "it goes through the drill's channels alone and reaches nobody")
    for recipient in view.recipients:
        story.say("this will", recipient_line(recipient, by=by))
    for check in release.checks:
        story.say("check", f"{sentence(check.name)}: {'done' if check.is_done else 'not needed'}. {check.reason}")
    if with_texts:
        for text in release.texts:
            story.scene(f"in {language_name(text.language)}")
            story.block(text.content)
    story.say("marking", str(release.marking))
    story.say("written by", ", ".join(sorted(release.authors)) + f"; proposed by {view.proposed_by}")
    story.say("leaves by", f"{story.moment(release.expires_at)}, or not at all")
    for approval in release.approvals:
        story.say("approved", f"{approval.by}, {story.moment(approval.at)}")
    for refusal in release.refusals:
        story.say("refused", f"{refusal.by}, {story.moment(refusal.at)}: {refusal.reason}")
    story.say("digest", f"sha256 {release.content_digest}; any edit makes it another release")
    if release.state in (ReleaseState.PROPOSED, ReleaseState.APPROVED_ONCE):
        needed = 2 - len(release.approvals)
        story.say("needs", f"{needed} signature(s) of releasing authorities who wrote none of it")
        story.say("you", view.why_not or "may approve it, or refuse it")


def recipient_line(recipient: RecipientView, *, by: OfficerId) -> str:
    """Return in words whom a release tells, by which ways in order, through whom, in which language first."""
    ways = ", then by ".join(word(channel) for channel in recipient.channels)
    via = f", through {recipient.via.reveal(to=by)}" if recipient.via else ""
    name = recipient.name.reveal(to=by)
    return f"tell {name} ({recipient.party_id}) by {ways}{via}, in {language_name(recipient.language)} first"


def tell_deliveries(story: Story, deliveries: Sequence[DeliveryView], *, by: OfficerId) -> None:
    """Tell where each delivery stands and everything that was tried."""
    if not deliveries:
        return
    story.chapter("Deliveries")
    for delivery in deliveries:
        drill = " (drill)" if delivery.is_drill else ""
        name = delivery.recipient.reveal(to=by)
        story.scene(f"{delivery.id}  {name}: {word(delivery.state)} on {word(delivery.channel)}{drill}")
        for attempt in delivery.attempts:
            outcome = word(attempt.outcome) if attempt.outcome else "under way, or its end is not known"
            note = f" — {attempt.note}" if attempt.note else ""
            receipt = f" [{attempt.receipt.reference}]" if attempt.receipt else ""
            moment = story.moment(attempt.at)
            story.say(f"try {attempt.number}", f"{moment}  {word(attempt.channel)}: {outcome}{receipt}{note}")
        if delivery.page_opened_count:
            story.say("page", f"opened {delivery.page_opened_count} time(s); that is no acknowledgement")
        said = delivery.acknowledgement
        if said is not None:
            rank = f", {said.rank}" if said.rank else ""
            story.say("has it", f"{said.by.reveal(to=by)}{rank}, {story.moment(said.at)}")
            if said.will_do:
                story.say("will do", quoted(said.will_do))
        elif delivery.state in (DeliveryState.SENT, DeliveryState.DELIVERED, DeliveryState.OPENED):
            due = f" until {story.moment(delivery.answer_due_at)}" if delivery.answer_due_at else ""
            story.say("awaits", f"a named person's answer{due}")


def tell_tasks(story: Story, tasks: Iterable[TaskView], *, with_case: bool = False) -> None:
    """Tell what people have to do, and what they did."""
    for task in tasks:
        done = f" — done by {task.done_by or 'the system'}" if task.done_at else ""
        where = f"case {task.case_id}" if with_case else ""
        story.scene(f"{sentence(task.kind)}{done}", at=task.made_at)
        about = ", ".join(part for part in (where, f"delivery {task.delivery_id}" if task.delivery_id else "") if part)
        story.say("of", about or f"case {task.case_id}")
        if task.clock is not None:
            story.say("clock", word(task.clock))
        if task.assignees:
            story.say("for", ", ".join(task.assignees))
        if task.note:
            story.say("note", task.note)


def tell_ledger(story: Story, lines: Iterable[LedgerLine]) -> None:
    """Tell the entries that the ledger holds of a case."""
    for line in lines:
        who = line.by or "the system"
        story.say(str(line.index), f"{story.moment(line.at)}  {line.name} — {who}  {line.leaf_hash.hex()[:16]}…")

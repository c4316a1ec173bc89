# SPDX-License-Identifier: Apache-2.0
"""The demonstration's acts: `samples/kerman/timeline.json` played through the use cases, on a clock of its own.

Nothing here is staged: each act calls the use case that the desk calls, and prints what came back. What people do in
the story (decide, approve, hand over, acknowledge) is done by the accounts of the story's people, under the same rules
as anybody; the file says who and when, and the README of the sample what is public record and what is ours.
"""

import json
import re
from argparse import Namespace
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final, cast
from zoneinfo import ZoneInfo

from nadhir.casework import (
    accounts,
    acknowledge,
    deliver,
    determine,
    directory,
    duty,
    establish,
    hand_over,
    queries,
    receive,
    release,
    retrace,
    review,
    seal,
    share,
    write_tearline,
)
from nadhir.casework.authority import OfficerRole
from nadhir.casework.house import House
from nadhir.casework.read_models import CaseView, ReleaseView, TearlineView
from nadhir.casework.wording import language_name, sentence, word
from nadhir.cli import verify
from nadhir.cli.command import Console
from nadhir.cli.exits import Exit
from nadhir.cli.story import Story, quoted
from nadhir.deliver import Pace, StepKind
from nadhir.release import ASKED_CHECKS
from nadhir.terms.case import CaseEventKind
from nadhir.terms.delivery import DeliveryState
from nadhir.terms.determination import Outcome, WeighingChoice
from nadhir.terms.errors import OursError, TheirsError
from nadhir.terms.facts import FactName, ReplyState
from nadhir.terms.ids import CaseId, OfficerId, PartyId, ReleaseId, ReportId, SourceId
from nadhir.terms.marking import Marking
from nadhir.terms.party import ChannelKind, Contact, Holder, Party, PartyRole, Relation
from nadhir.terms.release import Check
from nadhir.terms.report import InformationCredibility, Source, SourceKind, SourceReliability
from nadhir.terms.sealed import Sealed
from nadhir.terms.text import Language

Json = Mapping[str, object]
_PAGE_ADDRESS: Final = re.compile(r"/w/([^/\s]+)/")
ORGANISATION: Final = "demo"
TO_THE_CAPITAL_MINUTES: Final = 18 * 60 + 40  # from the release to the hand-over in the story, 26 to 27 December
SCHOOL_REPORT: Final = "g2jh"  # the report of the second threat, which is not the story's
FIRST_ACCOUNT: Final = OfficerId("nour")  # the administrator of the story
#: What the analyst weighs against what telling could do, in the first case and in that of the school.
WEIGHED: Final = "The text names no site, hour or person; the men would learn nothing that they do not know."
WEIGHED_FOR_THE_SCHOOL: Final = "The post was public; the police learn nothing that exposes anybody."
#: What the analyst answers to the questions before a proposal, in the first case.
CHECKED: Final = {
    "originator_consulted": (True, "The partner agreed on 26 December to passing on the substance, unnamed."),
    "courtesy_notice": (False, "Nothing is said in public, and the host state is the addressee itself."),
    "no_double_standard": (
        True,
        "Whoever is at the ceremony is covered by the same warning, whatever their nationality.",
    ),
}
CHECKED_FOR_THE_SCHOOL: Final = {
    "originator_consulted": (True, "The forum's team sent it for this purpose."),
    "courtesy_notice": (False, "Nothing is said in public."),
    "no_double_standard": (True, "School and police are told the same."),
}
CHANNELS: Final = {"smtp": ChannelKind.EMAIL}  # the file's word for it


class StoryClock:
    """A clock that stands where the story is; every look at it takes a second, so that nothing happens at once."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        """Return the story's moment."""
        self._now += timedelta(seconds=1)
        return self._now

    def pass_minutes(self, minutes: int) -> None:
        """Let time pass."""
        self._now += timedelta(minutes=minutes)

    def move_to(self, moment: datetime) -> None:
        """Go on to a later moment."""
        self._now = max(self._now, moment.astimezone(UTC))


@dataclass(slots=True)
class Play:
    """The play under way: where things stand between two acts."""

    house: House
    clock: StoryClock
    story: Story
    console: Console
    timeline: Json
    folder: Path
    seeds: Path | None
    home: Path
    names: dict[str, str] = field(default_factory=dict)  # ids of reports and cases → what the story calls them
    reports: dict[str, ReportId] = field(default_factory=dict)  # the file's ids → ours
    cases: list[CaseId] = field(default_factory=list)
    passwords: dict[str, str] = field(default_factory=dict)

    # ── the file ────────────────────────────────────────────────────────────────────────────────────────────────────

    def officer(self, role: str, *, number: int = 0) -> OfficerId:
        """Return the account of the story's person with this role."""
        found = [str(s["username"]) for s in _list(self.timeline, "staff") if s["role"] == role]
        return OfficerId(found[number])

    def party_names(self) -> dict[str, str]:
        """Return what the parties are called, for the terminal of the house."""
        return {str(p["id"]): str(p["name"]) for p in _list(self.timeline, "parties")}

    def contact_of(self, party_id: str) -> Json:
        """Return the named contact of a party."""
        return next(c for c in _list(self.timeline, "contacts") if c["party"] == party_id)

    # ── before the story ────────────────────────────────────────────────────────────────────────────────────────────

    def found(self) -> None:
        """Make the organisation, its accounts, its sources and the parties it knows."""
        holder = cast("Json", self.timeline["holder"])
        accounts.found_organisation(
            self.house,
            key=ORGANISATION,
            holder=Holder(
                name=str(holder["name"]),
                country=str(holder["country"]),
                pack=str(holder["pack"]),
                timezone=str(holder["timezone"]),
            ),
            contact=str(holder["contact"]),
        )
        for person in sorted(_list(self.timeline, "staff"), key=lambda s: s["username"] != FIRST_ACCOUNT):
            username = str(person["username"])
            name = str(cast("Json", person["name"])["en"])
            self.passwords[username] = self.house.ids.token()[:16]
            if username == FIRST_ACCOUNT:
                accounts.create_first_administrator(
                    self.house,
                    organisation=ORGANISATION,
                    username=username,
                    display_name=name,
                    password=self.passwords[username],
                )
            else:
                accounts.create_officer(
                    self.house,
                    username=username,
                    display_name=name,
                    roles={OfficerRole(str(person["role"]))},
                    password=self.passwords[username],
                    by=FIRST_ACCOUNT,
                )
        keeper = self.officer("analyst")
        duty.put_on_duty(self.house, officer=keeper, by=self.officer("releasing_authority"))
        for source in _list(self.timeline, "sources"):
            directory.save_source(self.house, source=_source(source), by=keeper)
        for party in _list(self.timeline, "parties"):
            directory.save_party(self.house, party=self._party(party), by=keeper, is_standing=False)

    def name_parties(self, case_id: CaseId, *, report: str) -> None:
        """Let a case that a report has just opened know the parties that an officer sees in it, and judge it anew."""
        analyst = self.officer("analyst")
        named = [p for p in _list(self.timeline, "parties") if p["named_with"] == report]
        for party in named:
            directory.name_party(self.house, case_id=case_id, party_id=PartyId(str(party["id"])), by=analyst)
        determine.determine(self.house, case_id=case_id, by=analyst)
        self.story.say("parties", f"{analyst} names: " + "; ".join(str(p["name"]) for p in named))

    def _party(self, given: Json) -> Party:
        party_id = str(given["id"])
        channels = tuple(ChannelKind(c) for c in cast("list[str]", given["channels"]))
        named = {str(c["party"]): c for c in _list(self.timeline, "contacts")}
        through = {
            str(r["channel"]): str(r["through"]) for r in _list(self.timeline, "routes") if r["party"] == party_id
        }
        intermediary = self.party_names().get(str(cast("Json", self.timeline["intermediary"])["party"]), "")
        contacts = []
        for channel in channels:
            person = named.get(party_id if channel is not ChannelKind.LIAISON else through.get(channel.value, party_id))
            if person is not None:
                contacts.append(
                    Contact(
                        channel=channel,
                        address=Sealed(str(cast("Json", person["name"])["en"])),
                        via=intermediary if channel.value in through else "",
                    )
                )
        return Party(
            id=PartyId(party_id),
            name=Sealed(str(given["name"])),
            country=str(given["country"]),
            relation=Relation(str(given["relation"])),
            roles=frozenset(PartyRole(r) for r in cast("list[str]", given["roles"])),
            languages=tuple(Language(language) for language in cast("list[str]", given["languages"])),
            channels=channels,
            contacts=tuple(contacts),
        )

    def retrace(self, case_id: CaseId) -> None:
        """Compute the decision to warn again as of its own day, after all that came since, as an inspector would."""
        self.story.chapter(f"The determination of {self.names[case_id]}, computed again: nadhir retrace")
        inspector = self.officer("inspector")
        case = queries.case(self.house, case_id=case_id, by=inspector)
        released_at = min(item.at for item in case.timeline if item.kind is CaseEventKind.WARNING_RELEASED)
        found = retrace.retrace(self.house, case_id=case_id, by=inspector, at=released_at)
        self.story.say("as of", self.story.moment(found.at))
        self.story.say("held", f"{len(found.compared)} parts against the record: {word(found.verdict)}")
        self.story.say("why", *(sentence(each) for each in found.why))
        if found.verdict is not retrace.RetraceVerdict.SAME:
            raise OursError("the demonstration's own determination did not come out the same", where="demo")

    # ── the acts ────────────────────────────────────────────────────────────────────────────────────────────────────

    def report_comes(self, event: Json) -> None:
        """Receive one report, and tell what became of it."""
        at = _moment(event)
        self.clock.move_to(at)
        path, is_seed = self._page(event)
        source = next(s for s in _list(self.timeline, "sources") if s["id"] == event["source"])
        marking = f" · {event['marking']}" if event.get("marking") else ""
        grade = f"{source['reliability']}{event['credibility']}"
        self.story.scene(f"{event['id']}  {path.name}  ({source['kind']}, {grade}{marking})", at=at)
        published = event.get("published")
        routed = receive.receive_and_route(
            self.house,
            handed=receive.Handed(
                data=path.read_bytes(),
                source_id=SourceId(str(event["source"])),
                name=path.name,
                published_on=date.fromisoformat(str(published)) if published and is_seed else None,
                language=Language(str(event["lang"])) if event.get("lang") and path.suffix == ".txt" else None,
                credibility=InformationCredibility(str(event["credibility"])),
                marking=Marking.parse(str(event["marking"])) if event.get("marking") else None,
            ),
            by=self.officer("intake_officer"),
        )
        self.names[routed.report_id] = str(event["id"])
        self.reports[str(event["id"])] = routed.report_id
        if routed.case_id is not None and routed.case_id not in self.cases:
            self.cases.append(routed.case_id)
            self.names[routed.case_id] = f"case {'ABCDEFGH'[len(self.cases) - 1]}"
        self.story.routed(routed, names=self.names)
        if routed.has_opened_case and routed.case_id is not None:
            self.name_parties(routed.case_id, report=str(event["id"]))

    def _page(self, event: Json) -> tuple[Path, bool]:
        """Return the page's file: the raw press page of `../shared/seeds` where it lies there, else our own."""
        seed = event.get("seed")
        if seed and self.seeds is not None and (self.seeds / str(seed)).is_file():
            return self.seeds / str(seed), True
        return self.folder / str(event["file"]), bool(seed)

    def case_of(self, report: str) -> CaseId:
        """Return the case that a report of the file is in."""
        found = queries.report(self.house, report_id=self.reports[report], by=self.officer("analyst")).case_id
        if found is None:
            raise OursError(f"{report} is in no case", where="demo", remedy="see samples/kerman/expected.md")
        return found

    def fact_is_established(self, event: Json, *, case_id: CaseId) -> None:
        """Establish a fact that no report says."""
        at = _moment(event)
        self.clock.move_to(at)
        about = str(event["about"])
        self.story.scene(f"fact  {event['name']}: {event['value']}", at=at)
        self.story.say("note", str(event["note"]))
        establish.establish_fact(
            self.house,
            case_id=case_id,
            name=FactName(str(event["name"])),
            value=cast("bool | str", event["value"]),
            note=str(event["note"]),
            about=None if about == "case" else PartyId(about),
            by=self.officer("analyst"),
        )

    def judge(self, case_id: CaseId, *, weighed: str) -> CaseView:
        """Tell assessment and determination of the case, and let the analyst make the recommendation theirs.

        `weighed` is why those of whom a risk of telling was found are told all the same.
        """
        view = queries.case(self.house, case_id=case_id, by=self.officer("analyst"))
        if view.assessment is None or view.determination is None:
            raise OursError("the case was not judged", where=self.names[case_id])
        self.story.chapter(f"Assessment of {self.names[case_id]}")
        self.story.assessment(view.assessment, names=self.names)
        self.story.chapter(f"Determination of {self.names[case_id]}, recommended")
        self.story.determination(view.determination, parties=self.party_names(), names=self.names)
        if view.determination.outcome is Outcome.WARN:
            decided = determine.decide(
                self.house,
                case_id=case_id,
                by=self.officer("analyst"),
                weighed=[
                    determine.Weighed(party, WeighingChoice.TOLD_ANYWAY, weighed)
                    for party in view.determination.unweighed
                ],
                seen=view.determination_id,
            )
            for each in decided.weighings:
                party = self.party_names().get(each.party_id, each.party_id)
                self.story.say("weighed", f"{party}: {word(each.choice)}. {each.because}")
            moment = decided.decided_at or view.now
            self.story.scene(f"{decided.decided_by} makes it theirs: {word(decided.outcome)}", at=moment)
        return view

    def warn_at_once(self, case_id: CaseId, *, weighed: str, checked: Mapping[str, tuple[bool, str]]) -> None:
        """Judge and warn in another case than the story's: the same steps, told in the same words."""
        view = self.judge(case_id, weighed=weighed)
        if view.determination is not None and view.determination.outcome is Outcome.WARN:
            self.warn(case_id, checked=checked)

    def warn(self, case_id: CaseId, *, checked: Mapping[str, tuple[bool, str]]) -> None:
        """Write the text, propose it, let two officers approve it, and let the outbox take its first step."""
        author = self.officer("analyst")
        self.story.chapter(f"The warning of {self.names[case_id]}")
        self.clock.pass_minutes(15)
        written: TearlineView = write_tearline.write_tearline(self.house, case_id=case_id, by=author)
        self.story.tearline(written.tearline, languages=written.tearline.texts, names=self.names)
        self.story.chapter("Two people stand for it")
        proposed = release.propose(
            self.house,
            case_id=case_id,
            checks=[Check(name, *checked[name]) for name in ASKED_CHECKS],
            by=author,
        )
        for check in proposed.release.checks:
            answer = "done" if check.is_done else "not needed"
            self.story.say("check", f"{word_of(check.name)}: {answer}. {check.reason}")
        self._say_what_will_happen(proposed)
        self._try_as_author(proposed, author=author)
        for number in (0, 1):
            self.clock.pass_minutes(10)
            officer = self.officer("releasing_authority", number=number)
            seen = queries.release(self.house, release_id=ReleaseId(proposed.release.id), by=officer)
            signed = release.approve(
                self.house, release_id=seen.release.id, content_digest=seen.release.content_digest, by=officer
            )
            self.story.say(
                "approved", f"{officer}, at {self.story.moment(self.clock.now())}: {word(signed.release.state)}"
            )
        self.story.say("bound to", f"sha256 {proposed.release.content_digest}; any edit makes it another release")
        self.deliver_what_is_due()

    def _say_what_will_happen(self, proposed: ReleaseView) -> None:
        for recipient in proposed.recipients:
            name = recipient.name.reveal(to="demo")
            ways = ", then ".join(word(c) for c in recipient.channels)
            via = f" through {recipient.via.reveal(to='demo')}" if recipient.via else ""
            self.story.say(
                "this will",
                f"tell {name}, by {ways}{via}, what stands above, in {language_name(recipient.language)} first",
            )

    def _try_as_author(self, proposed: ReleaseView, *, author: OfficerId) -> None:
        try:
            release.approve(
                self.house, release_id=proposed.release.id, content_digest=proposed.release.content_digest, by=author
            )
        except TheirsError as refusal:
            self.story.say("refused", f"{author} wrote it and tries to approve it: {refusal.what}")
        else:
            raise OursError("an author approved their own text", where="release")

    def deliver_what_is_due(self, *, title: str = "") -> None:
        """Let the worker take every step that is due now, and tell each, under a title where one is given."""
        for step in deliver.run(self.house):
            if title:
                self.story.scene(title, at=self.clock.now())
                title = ""
            name = self.party_names().get(step.party_id, step.party_id)
            if step.kind in (StepKind.RECORD_SILENCE, StepKind.MOVE_ON):
                left = step.note or "this way"
                said = f"{name}: {word(step.kind)} on {left}; now {word(step.state)} for {word(step.channel)}"
            else:
                note = f" — {step.note}" if step.note else ""
                said = f"{name}: {word(step.kind)} by {word(step.channel)}: {word(step.state)}{note}"
            self.story.say("outbox", said)

    def time_passes(self, event: Json) -> None:
        """Go on to the moment of the next event; the worker, which never sleeps, does what came due by then."""
        self.clock.move_to(_moment(event))
        self.deliver_what_is_due(title="the worker, by itself")

    def note_is_handed_over(self, event: Json, *, case_id: CaseId) -> None:
        """The liaison records that the intermediary handed the note in, and that nobody gave a name."""
        at = _moment(event)
        self.clock.move_to(at)
        self.story.chapter("Delivery")
        self.story.scene("handed over by the intermediary", at=at)
        liaison = self.officer("liaison")
        view = queries.case(self.house, case_id=case_id, by=liaison)
        for delivery in view.deliveries:
            if delivery.channel is ChannelKind.LIAISON and delivery.state is DeliveryState.SENT:
                moved = hand_over.record_hand_over(
                    self.house,
                    delivery_id=delivery.id,
                    to_name="a duty officer who gave no name",
                    by=liaison,
                    note=str(event["note"]),
                )
                self.story.say("recorded", f"{word(moved.state)}: {event['note']}")
                self.story.say("which is", "not acknowledged: nobody by name is known to have it")

    def silence_falls(self, event: Json, *, case_id: CaseId) -> None:
        """Time passes without an answer: the worker records the silence and moves on by itself."""
        at = _moment(event)
        self.story.scene("the liaison reports that nobody answers; silence is recorded as silence", at=at)
        self.story.say("note", str(event["note"]))
        view = queries.case(self.house, case_id=case_id, by=self.officer("liaison"))
        for delivery in view.deliveries:
            name = self.party_names()[delivery.party_id]
            self.story.say("stands at", f"{name}: {word(delivery.state)} on {word(delivery.channel)}")

    def token_of_page(self) -> str:
        """Return the token in the notice that the liaison passed on, as its recipient types it from the paper."""
        notices = sorted(self.home.glob("**/notice.txt"), key=lambda path: path.stat().st_mtime)
        for path in reversed(notices):
            if found := _PAGE_ADDRESS.search(path.read_text(encoding="utf-8")):
                return found[1]
        raise OursError("no notice with the address of a page was written", where=str(self.home))

    def recipient_reads(self, event: Json, *, will_do: str = "") -> None:
        """A named person opens the page, acknowledges, and says what they will do."""
        self.clock.move_to(_moment(event))
        token = self.token_of_page()
        contact = self.contact_of(str(event["party"]))
        name = str(cast("Json", contact["name"])["fa"])
        post = str(cast("Json", contact["post"])["fa"])
        if will_do:
            acknowledge.state_action(self.house, token=token, will_do=will_do)
            self.story.scene("says on the page what will be done (name and answer are invented)", at=_moment(event))
            self.story.say("will do", quoted(will_do), str(cast("Json", event["words"])["en"]))
            return
        page = acknowledge.open_page(self.house, token=token)
        acknowledge.acknowledge(self.house, token=token, name=name, rank=post)
        self.story.scene("the secure page is opened and acknowledged (the person is invented)", at=_moment(event))
        first = page.texts[0]
        self.story.say(
            "sees",
            f"the warning in {language_name(first.language)} first, {len(page.texts)} languages, no login, no links",
        )
        english, office = cast("Json", contact["name"])["en"], cast("Json", contact["post"])["en"]
        self.story.say("by", f"{quoted(name)}  {english}, {office}")

    def answer_by_telephone(self, event: Json, *, case_id: CaseId) -> None:
        """A named person of the far side acknowledges by telephone, and an officer records it."""
        at = _moment(event)
        self.clock.move_to(at)
        self.story.scene("acknowledged by telephone", at=at)
        contact = self.contact_of(str(event["party"]))
        liaison = self.officer("liaison")
        for delivery in queries.case(self.house, case_id=case_id, by=liaison).deliveries:
            if delivery.party_id == event["party"]:
                moved = hand_over.record_answer(
                    self.house,
                    delivery_id=delivery.id,
                    state=ReplyState(str(event["state"])),
                    name=str(cast("Json", contact["name"])["en"]),
                    rank=str(cast("Json", contact["post"])["en"]),
                    by=liaison,
                    note=str(event["note"]),
                )
                self.story.say("recorded", f"{word(moved.state)}: {event['note']}")

    def attribution(self, case_id: CaseId) -> None:
        """Tell who may have done it, by what is held now."""
        view = queries.case(self.house, case_id=case_id, by=self.officer("analyst"))
        if view.assessment is None:
            raise OursError("the case was not judged", where=self.names[case_id])
        self.story.chapter("The claim of responsibility, judged (ICD 203)")
        self.story.attribution(view.assessment, names=self.names)

    def look_back(self, case_id: CaseId) -> None:
        """Tell the after-action review."""
        self.story.chapter(f"After-action review of {self.names[case_id]}")
        found = review.review(self.house, case_id=case_id, by=self.officer("inspector"))
        self.story.say("verdict", word(found.verdict))
        for figure in found.figures:
            if figure.minutes is not None:
                allowed = f" (allowed: {_hours(figure.allowed_minutes)})" if figure.allowed_minutes is not None else ""
                late = " LATE" if figure.is_late else ""
                self.story.say("figure", f"{word(figure.name)}: {_hours(figure.minutes)}{allowed}{late}")
        self.story.say(
            "counted",
            f"{found.attempts} attempts, {found.silences} silence(s), "
            f"{found.acknowledged} of {found.recipients} recipients acknowledged",
        )
        for lesson in found.lessons:
            moments = ", ".join(self.story.moment(at) for at in lesson.rests_on[:2])
            self.story.say("lesson", f"{word(lesson.code)} ({moments})")

    def prove(self, case_id: CaseId, *, out: Path) -> tuple[Path, Path]:
        """Seal the ledger, disclose the case, and return the files of the bundle and of the log's key."""
        seal.seal_ledger(self.house)
        bundle, key = out / "bundle.json", out / "log.vkey"
        bundle.write_bytes(share.share(self.house, case_id=case_id, by=self.officer("inspector")))
        view = queries.ledger(self.house, by=self.officer("inspector"))
        key.write_text(view.verifier_key + "\n", encoding="utf-8")
        return bundle, key


def perform(play: Play, *, events: Iterable[Json]) -> None:
    """Let every event of the file happen in its order, and people act where the file says what they answered."""
    for event in events:
        play.time_passes(event)
        if event["type"] == "report":
            _report(play, event)
        elif event["type"] == "fact":
            _fact(play, event)
        else:
            _reply(play, event)
    main = _main_case(play)
    play.attribution(main)
    play.look_back(main)
    play.retrace(main)


def _report(play: Play, event: Json) -> None:
    play.report_comes(event)
    if event.get("id") == SCHOOL_REPORT:
        play.warn_at_once(play.case_of(SCHOOL_REPORT), weighed=WEIGHED_FOR_THE_SCHOOL, checked=CHECKED_FOR_THE_SCHOOL)


def _fact(play: Play, event: Json) -> None:
    main = _main_case(play)
    play.fact_is_established(event, case_id=main)
    if event["name"] == FactName.ORIGINATOR_CONSULTED:
        play.judge(main, weighed=WEIGHED)
        play.warn(main, checked=CHECKED)


def _reply(play: Play, event: Json) -> None:
    main = _main_case(play)
    state = str(event["state"])
    if event["to"] == SCHOOL_REPORT:
        play.answer_by_telephone(event, case_id=play.case_of(SCHOOL_REPORT))
    elif state == "delivered":
        play.note_is_handed_over(event, case_id=main)
    elif state == "unreachable":
        play.silence_falls(event, case_id=main)
    elif state == "acknowledged":
        play.recipient_reads(event)
    else:
        play.recipient_reads(event, will_do=str(cast("Json", event["words"])["fa"]))


def _main_case(play: Play) -> CaseId:
    """Return the case of the main threat: the one that the first report which opened a case is in."""
    if not play.cases:
        raise OursError("no report has opened a case yet", where="demo", remedy="see samples/kerman/expected.md")
    return play.cases[0]


def prove_and_verify(play: Play, *, out: Path) -> tuple[Path, Path]:
    """Disclose the story's case, prove it as an inspector would, and return the files of the bundle and of the key."""
    play.story.chapter("Proof, offline: nadhir verify")
    bundle, key = play.prove(_main_case(play), out=out)
    code = verify.run(
        Namespace(bundle=bundle, key=str(key), witness=[], entries=False, json=False), console=play.console
    )
    if code is not Exit.OK:
        raise OursError("the demonstration's own bundle was not proven", where=str(bundle))
    return bundle, key


def demo_pace(timeline: Json) -> Pace:
    """Return the pace of the story: each route has the hours for an answer that the file gives it.

    The file counts the intermediary's from the hand-over in the capital; the outbox counts from when the note left.
    """
    usual = Pace()
    hours = {ChannelKind(str(r["channel"])): int(str(r["silence_after_hours"])) for r in _list(timeline, "routes")}
    minutes = {kind: given * 60 for kind, given in hours.items()}
    minutes[ChannelKind.LIAISON] += TO_THE_CAPITAL_MINUTES
    return replace(usual, answer_minutes={**usual.answer_minutes, **minutes})


def load(folder: Path) -> Json:
    """Return the timeline of the folder.

    Raises:
        TheirsError: there is none.
    """
    path = folder / "timeline.json"
    if not path.is_file():
        raise TheirsError("there is no timeline", where=str(path), remedy="run it from the checkout, or give --samples")
    return cast("Json", json.loads(path.read_text(encoding="utf-8")))


def zone_of(timeline: Json) -> ZoneInfo:
    """Return the holder's time zone."""
    return ZoneInfo(str(cast("Json", timeline["holder"])["timezone"]))


def events(timeline: Json) -> Iterable[Json]:
    """Return the events in order."""
    return _list(timeline, "events")


def word_of(code: str) -> str:
    """Return a check's name in words."""
    return sentence(code)


def _list(value: Json, key: str) -> list[Json]:
    return cast("list[Json]", value[key])


def _moment(event: Json) -> datetime:
    return datetime.fromisoformat(str(event["at"]))


def _hours(minutes: int) -> str:
    days, rest = divmod(abs(minutes), 24 * 60)
    hours, left = divmod(rest, 60)
    said = (f"{days} d " if days else "") + (f"{hours} h " if hours else "") + f"{left} min"
    return ("minus " if minutes < 0 else "") + said


def _source(given: Json) -> Source:
    return Source(
        id=SourceId(str(given["id"])),
        name=Sealed(str(given["name"])),
        kind=SourceKind(str(given["kind"])),
        reliability=SourceReliability(str(given["reliability"])),
        is_protected=bool(given["protected"]),
        identifiers=tuple(Sealed(i) for i in cast("list[str]", given["identifiers"])),
    )

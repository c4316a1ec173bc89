# SPDX-License-Identifier: Apache-2.0
"""Replay a case without a database: what the desk would have recommended at each instant, from what was held by then.

The pure rooms are put together as the shell does it, `intake.read` → `screen` → `link` → `assess` → `policy.determine`
→ `tearline.write`, and answer in the format of `data/replay/FORMAT.md`. No person answers in a replay: the
recommendation stands for the decision, a release that is recommended counts as approved, and nothing is sent.

Of `expect` nothing but the instants is read. Input that is wrong is refused with the key and what to do about it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final, NoReturn, TypeVar, cast

from nadhir import intake, link, screen, tearline
from nadhir.assess import assess, named_victims, own_parties
from nadhir.casework.kinds import KIND_OF
from nadhir.casework.knowledge import Knowledge
from nadhir.policy import determine
from nadhir.terms.assessment import Assessment
from nadhir.terms.case import Case, CaseFile, CaseState, HeldReport
from nadhir.terms.determination import Determination, Outcome
from nadhir.terms.errors import TheirsError
from nadhir.terms.facts import Fact, FactName, Reply, ReplyState
from nadhir.terms.ids import CaseId, PartyId, ReportId, SourceId
from nadhir.terms.links import Link, LinkKind
from nadhir.terms.marking import Marking
from nadhir.terms.party import ChannelKind, Holder, Party, PartyRole, Relation
from nadhir.terms.report import InformationCredibility, Source, SourceKind, SourceReliability
from nadhir.terms.sealed import Sealed
from nadhir.terms.tearline import Tearline
from nadhir.terms.text import Language

__all__ = ["InvalidReplayError", "replay_case"]

_ANSWERED: Final = frozenset({ReplyState.ACKNOWLEDGED, ReplyState.ACTION_STATED})
_TO_A_WARNING: Final = frozenset({"warning", "update", "renewal"})
_LANGUAGES: Final = (Language("ar"), Language("en"))


class InvalidReplayError(TheirsError):
    """The case file breaks the format; the message names the key."""


# ── reading the case file ───────────────────────────────────────────────────────────────────────────────────────────


def _refuse(what: str, *, where: str, remedy: str) -> NoReturn:
    raise InvalidReplayError(what, where=where, remedy=remedy)


@dataclass(frozen=True, slots=True)
class _Node:
    """A JSON object and where it stands, so that whatever is wrong in it can be named."""

    value: Mapping[str, object]
    where: str

    @classmethod
    def of(cls, value: object, *, where: str) -> "_Node":
        if not isinstance(value, dict):
            _refuse("is no JSON object", where=where, remedy="see the replay format")
        return cls(cast("Mapping[str, object]", value), where)

    def raw(self, key: str) -> object:
        if key not in self.value:
            _refuse(f"the key “{key}” is missing", where=self.where, remedy="add it, as the replay format says")
        return self.value[key]

    def text(self, key: str) -> str:
        value = self.raw(key)
        if not isinstance(value, str):
            _refuse(f"“{key}” is {value!r}, no text", where=self.where, remedy="give a string")
        return value

    def optional_text(self, key: str) -> str | None:
        return None if self.raw(key) is None else self.text(key)

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.raw(key)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            _refuse(f"“{key}” is no list of texts", where=self.where, remedy="give a list of strings")
        return tuple(cast("list[str]", value))

    def nodes(self, key: str) -> tuple["_Node", ...]:
        value = self.raw(key)
        if not isinstance(value, list):
            _refuse(f"“{key}” is no list", where=self.where, remedy="give a list of objects")
        return tuple(_Node.of(item, where=f"{self.where}.{key}[{n}]") for n, item in enumerate(value))

    def node(self, key: str) -> "_Node":
        return _Node.of(self.raw(key), where=f"{self.where}.{key}")

    def moment(self, key: str) -> datetime:
        text = self.text(key)
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            _refuse(f"“{key}” is {text!r}, no moment", where=self.where, remedy="write 2024-01-03T09:40:00-05:00")
        if moment.tzinfo is None:
            _refuse(f"“{key}” is {text!r}, without a time zone", where=self.where, remedy="add the offset from UTC")
        return moment

    def day(self, key: str) -> date | None:
        text = self.optional_text(key)
        if text is None:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            _refuse(f"“{key}” is {text!r}, no day", where=self.where, remedy="write 2024-01-03, or null")


_Word = TypeVar("_Word", bound=StrEnum)


def _one_of(words: type[_Word], value: str, *, where: str) -> _Word:
    try:
        return words(value)
    except ValueError:
        _refuse(f"{value!r} is not known here", where=where, remedy="use one of " + ", ".join(words))


@dataclass(frozen=True, slots=True)
class _Arrival:
    """A report as the case file gives it."""

    at: datetime
    id: ReportId
    source: Source
    credibility: InformationCredibility
    marking: Marking | None
    language: Language
    published_on: date | None
    content: str


_Event = _Arrival | Fact | Reply


@dataclass(frozen=True, slots=True)
class _Script:
    """A whole case file, read and checked."""

    id: str
    holder: Holder
    parties: tuple[Party, ...]
    sources: tuple[Source, ...]
    events: tuple[_Event, ...]
    instants: tuple[str, ...]  # as they are written; an answer repeats them


def _party(node: _Node) -> Party:
    return Party(
        id=PartyId(node.text("id")),
        name=Sealed(node.text("name")),
        country=node.text("country"),
        relation=_one_of(Relation, node.text("relation"), where=f"{node.where}.relation"),
        roles=frozenset(_one_of(PartyRole, r, where=f"{node.where}.roles") for r in node.texts("roles")),
        languages=tuple(map(Language, node.texts("languages"))),
        channels=tuple(_one_of(ChannelKind, c, where=f"{node.where}.channels") for c in node.texts("channels")),
    )


def _source(node: _Node) -> Source:
    is_protected = node.raw("protected")
    if not isinstance(is_protected, bool):
        _refuse("“protected” is neither true nor false", where=node.where, remedy="say which")
    return Source(
        id=SourceId(node.text("id")),
        name=Sealed(node.text("name")),
        kind=_one_of(SourceKind, node.text("kind"), where=f"{node.where}.kind"),
        reliability=_one_of(SourceReliability, node.text("reliability"), where=f"{node.where}.reliability"),
        is_protected=is_protected,
        identifiers=tuple(map(Sealed, node.texts("identifiers"))),
    )


def _arrival(node: _Node, *, sources: Mapping[str, Source]) -> _Arrival:
    source = sources.get(node.text("source"))
    if source is None:
        _refuse(f"the source {node.text('source')!r} is not there", where=node.where, remedy="list it in “sources”")
    marking = node.optional_text("marking")
    return _Arrival(
        at=node.moment("at"),
        id=ReportId(node.text("id")),
        source=source,
        credibility=_one_of(InformationCredibility, str(node.raw("credibility")), where=f"{node.where}.credibility"),
        marking=Marking.read(marking) if marking is not None else None,
        language=Language(node.text("lang")),
        published_on=node.day("published"),
        content=node.text("text"),
    )


def _fact(node: _Node, *, parties: frozenset[str]) -> Fact:
    about, value = node.text("about"), node.raw("value")
    if about != "case" and about not in parties:
        _refuse(f"“about” names {about!r}, no party of the case", where=node.where, remedy="name a party, or “case”")
    if value is None or isinstance(value, (dict, list)):
        _refuse("“value” says nothing", where=node.where, remedy="give true, false, or words")
    return Fact(
        at=node.moment("at"),
        name=_one_of(FactName, node.text("name"), where=f"{node.where}.name"),
        value=value if isinstance(value, bool) else str(value),
        note=node.text("note"),
        about=None if about == "case" else PartyId(about),
    )


def _reply(node: _Node, *, parties: frozenset[str]) -> Reply:
    party = node.text("party")
    if party not in parties:
        _refuse(f"“party” names {party!r}, no party of the case", where=node.where, remedy="list it in “parties”")
    return Reply(
        at=node.moment("at"),
        party_id=PartyId(party),
        to=node.text("to"),
        state=_one_of(ReplyState, node.text("state"), where=f"{node.where}.state"),
        note=node.text("note"),
    )


def _event(node: _Node, *, sources: Mapping[str, Source], parties: frozenset[str]) -> _Event:
    match node.text("type"):
        case "report":
            return _arrival(node, sources=sources)
        case "fact":
            return _fact(node, parties=parties)
        case "reply":
            return _reply(node, parties=parties)
        case other:
            _refuse(f"“type” is {other!r}", where=node.where, remedy="use report, fact or reply")


def _in_order(event: _Event) -> tuple[object, ...]:
    """Return where an event stands: by its moment, and at one moment by what it says, not by where it was written.

    Reports come first, so that what was established or answered at that moment finds the case that they open.
    """
    match event:
        case _Arrival():
            return event.at, 0, event.id
        case Fact():
            return event.at, 1, event.name, event.about or "", str(event.value), event.note
        case Reply():
            return event.at, 2, event.party_id, event.to, event.state, event.note


def _read(case: Mapping[str, object], *, knowledge: Knowledge) -> _Script:
    top = _Node.of(case, where=str(case.get("id", "case")))
    holder = top.node("holder")
    parties = tuple(_party(node) for node in top.nodes("parties"))
    sources = tuple(_source(node) for node in top.nodes("sources"))
    by_id, party_ids = {str(s.id): s for s in sources}, frozenset(str(p.id) for p in parties)
    events = tuple(_event(node, sources=by_id, parties=party_ids) for node in top.nodes("events"))
    seen: set[ReportId] = set()
    for event in events:
        if isinstance(event, _Arrival):
            if event.id in seen:
                _refuse(f"the report {event.id!r} stands there twice", where=top.where, remedy="give each its own id")
            seen.add(event.id)
    pack = holder.text("pack")
    knowledge.pack(pack)  # an unknown one is refused before anything is replayed
    instants = [(node.moment("at"), node.text("at")) for node in top.nodes("expect")] if "expect" in case else []
    if not instants:
        instants = [(event.at, event.at.isoformat()) for event in events]
    return _Script(
        id=top.text("id"),
        holder=Holder(holder.text("name"), holder.text("country"), pack, holder.text("timezone")),
        parties=parties,
        sources=sources,
        events=tuple(sorted(events, key=_in_order)),
        instants=tuple(text for _, text in sorted(instants, key=lambda pair: pair[0])),
    )


# ── the desk ────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class _Kept:
    """One case on the desk."""

    case: Case
    facts: list[Fact] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    warned_at: datetime | None = None
    named: frozenset[PartyId] = frozenset()  # the known victims that its reports name
    assessment: Assessment | None = None
    determination: Determination | None = None
    closed_at: datetime | None = None


class _Desk:
    """What the organisation holds and thinks, event after event."""

    def __init__(self, script: _Script, *, knowledge: Knowledge) -> None:
        self._script = script
        self._knowledge = knowledge
        self._held: dict[ReportId, HeldReport] = {}
        self._case_of: dict[ReportId, CaseId] = {}
        self._links: list[Link] = []
        self._kept: dict[CaseId, _Kept] = {}

    # What happens.

    def take(self, event: _Event) -> None:
        """Let one event happen, and judge anew what it touches."""
        match event:
            case _Arrival():
                self._receive(event)
            case Fact():
                for kept in self._touched(event):
                    kept.facts.append(event)
            case Reply():
                main = self.main()
                if main is not None:
                    main.replies.append(event)
        self._judge_all(at=event.at)

    def _touched(self, fact: Fact) -> list[_Kept]:
        """A fact about a party is true in every case; one about “the case” is about the main one."""
        if fact.about is not None:
            return list(self._kept.values())
        main = self.main()
        return [main] if main is not None else []

    def _receive(self, arrival: _Arrival) -> None:
        day = arrival.at.date()  # in the offset that the holder's clock had: “tomorrow” is said in local time
        report = intake.read(
            intake.Received(
                id=arrival.id,
                source_id=arrival.source.id,
                data=arrival.content.encode("utf-8", errors="surrogatepass"),
                held_at=arrival.at,
                media_type="text/plain",
                kind=KIND_OF.get(arrival.source.kind),
                published_on=arrival.published_on,
                language=arrival.language,
                credibility=arrival.credibility,
                marking=arrival.marking,
                declared_encoding="utf-8",
                name=arrival.id,
            ),
            knowledge=self._knowledge.intake,
        )
        screening = screen.screen(report, lexicon=self._knowledge.lexicon, today=day)
        meaning = self._knowledge.embedder.embed(link.meaning_text(report), language=report.language)
        held = HeldReport(report=report, screening=screening, source=arrival.source, meaning=meaning)
        links = link.link(
            held,
            known=[link.KnownReport(held=h, case_id=self._case_of.get(i)) for i, h in self._held.items()],
            cases=[
                link.OpenCase(case=kept.case, held=tuple(self._held[i] for i in kept.case.report_ids))
                for kept in self._kept.values()
            ],
            decisions=(),
            parties=self._script.parties,
        )
        copied = next((found.other_id for found in links.links if found.kind is LinkKind.COPY), None)
        self._held[report.id] = replace(held, copy_of=copied)
        self._links.extend(links.links)
        self._file(
            report.id, case_id=links.case_id, opens=links.opens_case, undecided=links.opens_undecided, at=arrival.at
        )
        self._join_earlier(links.links, joined=self._case_of.get(report.id))

    def _file(self, report_id: ReportId, *, case_id: CaseId | None, opens: bool, undecided: bool, at: datetime) -> None:
        if case_id is None and opens:
            case_id = CaseId(f"c-{len(self._kept) + 1}")
            self._kept[case_id] = _Kept(
                Case(
                    id=case_id,
                    state=CaseState.OPENED,
                    opened_at=at,
                    report_ids=(),
                    is_undecided_opening=undecided,
                    life_in_question=True,
                )
            )
        if case_id is None:
            return
        kept = self._kept[case_id]
        kept.case = replace(kept.case, report_ids=(*kept.case.report_ids, report_id))
        self._case_of[report_id] = case_id

    def _join_earlier(self, links: Sequence[Link], *, joined: CaseId | None) -> None:
        """Bring earlier reports that belong to a new one, and lay in no case, into its case."""
        if joined is None:
            return
        kept = self._kept[joined]
        for found in links:
            earlier = found.other_id
            if earlier in self._held and earlier not in self._case_of:
                kept.case = replace(kept.case, report_ids=(*kept.case.report_ids, earlier))
                self._case_of[earlier] = joined

    # What it amounts to.

    def file(self, kept: _Kept, *, at: datetime) -> CaseFile:
        """Return the file of a case as it is held at `at`."""
        ids = frozenset(kept.case.report_ids)
        whole = CaseFile(
            case=kept.case,
            holder=self._script.holder,
            held=tuple(sorted((self._held[i] for i in ids), key=lambda h: (h.report.held_at, h.report.id))),
            parties=self._script.parties,
            facts=tuple(fact for fact in kept.facts if fact.at <= at),
            replies=tuple(reply for reply in kept.replies if reply.at <= at),
            links=tuple(found for found in self._links if found.report_id in ids and found.other_id in ids),
            warned_at=kept.warned_at,
            sources=self._script.sources,
        )
        return self._own(whole, kept=kept)

    def _own(self, file: CaseFile, *, kept: _Kept) -> CaseFile:
        """Return the file without the victims of another threat that this case does not speak of.

        A replay names its parties once for all its cases; on the desk an officer puts them where they belong.
        """
        others = [other for other in self.open_cases() if other is not kept]
        elsewhere = {party_id for other in others for party_id in other.named}
        return replace(file, parties=own_parties(file, elsewhere=elsewhere, cues=self._knowledge.assessing.cues))

    def _judge_all(self, *, at: datetime) -> None:
        for kept in self._kept.values():
            self._judge(kept, at=at)

    def judge(self, *, at: datetime) -> None:
        """Judge every case anew at an instant at which nothing need have happened: clocks run by themselves."""
        self._judge_all(at=at)

    def _judge(self, kept: _Kept, *, at: datetime) -> None:
        file = self.file(kept, at=at)
        assessment = assess(file, at=at, parameters=self._knowledge.assessing)
        kept.named = named_victims(assessment)
        determination = determine(assessment, file=file, at=at, pack=self._knowledge.pack(file.holder.pack))
        kept.assessment, kept.determination = assessment, determination
        if determination.outcome is Outcome.WARN and kept.warned_at is None:
            kept.warned_at = at
        # The recommendation stands for the decision. After an attack the case stays open: whether it was met in time
        # is still to be reviewed, and who did it is still to be said.
        is_done = determination.outcome is Outcome.NO_DUTY and not assessment.attack_happened
        if is_done and kept.closed_at is None:
            kept.closed_at = at
            kept.case = replace(kept.case, state=CaseState.CLOSED, closed_at=at)
        elif not is_done and kept.closed_at is not None:
            kept.closed_at = None
            kept.case = replace(kept.case, state=CaseState.REOPENED, closed_at=None)

    def open_cases(self) -> list[_Kept]:
        """Return the cases that are open, in the order of opening."""
        return [kept for kept in self._kept.values() if kept.closed_at is None]

    def main(self) -> _Kept | None:
        """Return the main case: of the open ones, warn first, then the most reports, then the last opened."""
        open_now = self.open_cases()
        if open_now:
            return max(
                open_now,
                key=lambda k: (
                    k.determination is not None and k.determination.outcome is Outcome.WARN,
                    len(k.case.report_ids),
                    k.case.opened_at,
                ),
            )
        closed = [kept for kept in self._kept.values() if kept.closed_at is not None]
        return max(closed, key=lambda k: k.closed_at or k.case.opened_at, default=None)

    def write(self, kept: _Kept, *, at: datetime) -> Mapping[Language, str]:
        """Return the texts that are recommended for release: none where there is nothing to say, or it would leak."""
        assessment, determination = kept.assessment, kept.determination
        if assessment is None or determination is None or determination.outcome is not Outcome.WARN:
            return {}
        file = self.file(kept, at=at)
        for choice in (tearline.Choice.BALANCED, tearline.Choice.LEAST_EXPOSING):
            written: Tearline = tearline.write(
                determination,
                assessment=assessment,
                file=file,
                phrases=self._knowledge.phrases,
                languages=_LANGUAGES,
                choice=choice,
            )
            if written.is_releasable:
                return {language: text.content for language, text in written.texts.items()}
        return {}

    def escalates(self, kept: _Kept, *, at: datetime) -> bool:
        """Tell whether a warning must have moved on by now: refused, unreachable, or silent for too long.

        A replay records the answers of those whom its writer follows. So silence of a party counts where it answered
        before, or where nobody answered at all; every party that did answer has to have acknowledged.
        """
        if kept.warned_at is None or kept.assessment is None:
            return False
        last: dict[PartyId, Reply] = {}
        for reply in kept.replies:
            if reply.to in _TO_A_WARNING and reply.at <= at:
                last[reply.party_id] = reply
        pack = self._knowledge.pack(self._script.holder.pack)
        patience = timedelta(minutes=pack.parameters.acknowledgement_minutes[kept.assessment.urgency])
        if not last:
            return at - kept.warned_at > patience
        return any(self._must_move_on(reply, at=at, patience=patience) for reply in last.values())

    @staticmethod
    def _must_move_on(reply: Reply, *, at: datetime, patience: timedelta) -> bool:
        if reply.state in _ANSWERED:
            return False
        return reply.state is not ReplyState.DELIVERED or at - reply.at > patience


def _answer(desk: _Desk, *, instant: str) -> dict[str, object]:
    at = datetime.fromisoformat(instant)
    desk.judge(at=at)
    main = desk.main()
    if main is None or main.assessment is None or main.determination is None:
        return {
            "at": instant,
            "cases": 0,
            "determination": Outcome.NO_DUTY.value,
            "ground": None,
            "addressees": [],
            "texts": {},
            "due_minutes": None,
            "renewal": False,
            "linked": [],
            "escalates": False,
            "attribution": {},
        }
    determination = main.determination
    return {
        "at": instant,
        "cases": len(desk.open_cases()),
        "determination": determination.outcome.value,
        "ground": determination.ground.value if determination.ground is not None else None,
        "addressees": [addressee.party_id for addressee in determination.addressees],
        "texts": dict(desk.write(main, at=at)),
        "due_minutes": determination.clock.minutes,
        "renewal": determination.renewal_due,
        "linked": list(main.case.report_ids),
        "escalates": desk.escalates(main, at=at),
        "attribution": {
            h.actor: h.likelihood.term for h in main.assessment.hypotheses if h.likelihood.term is not None
        },
    }


@lru_cache(maxsize=1)
def _shipped() -> Knowledge:
    return Knowledge()


def replay_case(case: Mapping[str, object], *, reference: Knowledge | None = None) -> dict[str, object]:
    """Return the desk's answers to a case, one for each instant of its `expect`, or after each event without one.

    Raises:
        InvalidReplayError: the case breaks the format; the message names the key and what to do.
        TheirsError: the holder names a pack that does not exist.
    """
    knowledge = reference or _shipped()
    script = _read(case, knowledge=knowledge)
    desk = _Desk(script, knowledge=knowledge)
    waiting = list(script.events)
    answers = []
    for instant in script.instants:
        at = datetime.fromisoformat(instant)
        while waiting and waiting[0].at <= at:
            desk.take(waiting.pop(0))
        answers.append(_answer(desk, instant=instant))
    return {"id": script.id, "answers": answers}

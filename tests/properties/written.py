"""Whole case files for property tests: reports of our own in many languages, read and screened once by the real rooms;
facts, replies and parties drawn beside them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final

from hypothesis import strategies as st

from nadhir import intake, link, screen
from nadhir.casework.knowledge import Knowledge
from nadhir.terms.case import Case, CaseFile, CaseState, HeldReport
from nadhir.terms.facts import Fact, FactName, Reply, ReplyState
from nadhir.terms.ids import CaseId, PartyId, ReportId, SourceId
from nadhir.terms.links import Link, LinkKind, LinkReason
from nadhir.terms.party import ChannelKind, Holder, Party, PartyRole, Relation
from nadhir.terms.report import InformationCredibility, ReportKind, Source, SourceKind, SourceReliability
from nadhir.terms.sealed import Sealed
from nadhir.terms.text import Language

ROOT: Final = Path(__file__).resolve().parent.parent.parent
NOON: Final = datetime(2024, 1, 3, 12, tzinfo=UTC)
KNOWLEDGE: Final = Knowledge()
COUNTRIES: Final = ("QA", "IE", "EU", "US", "GB", "FR", "IR", "CH")
HOLDERS: Final = {"dsa-18": "IE", "tco-14-5": "IE", "uk-threat-to-life": "GB", "ngo": "CH"}
#: One plot told in many languages, a second one, what came after it, and what has nothing to do with either.
TEXTS: Final = (
    "We judge that the group plans to attack the crowd at the Corniche in Doha on 9 January 2024 with explosives.",
    "تخطط المجموعة لقتل المتظاهرين على كورنيش الدوحة يوم 9 يناير 2024 بعبوة ناسفة.",
    "Le groupe prépare un attentat contre la foule sur la Corniche de Doha le 9 janvier 2024.",
    "El grupo planea matar a los asistentes en la Corniche de Doha el 9 de enero de 2024 con explosivos.",
    "این گروه می‌خواهد روز ۹ ژانویه ۲۰۲۴ در کورنیش دوحه مردم را با بمب بکشد.",
    "Группа планирует взорвать бомбу на набережной Корниш в Дохе 9 января 2024 года.",
    "Grup, 9 Ocak 2024'te Doha Corniche'te kalabalığa bombalı saldırı planlıyor.",
    "They will shoot Amal Haddad at her office in Lyon next week.",
    "سيقتلون أمل حداد قرب بيتها غداً.",
    "Yusuf Karim told his therapist that he will kill Amal Haddad.",
    "An explosion killed seven people at the Corniche in Doha on Tuesday; the group claimed the attack.",
    "تبنت المجموعة الهجوم على كورنيش الدوحة.",
    "The group never wanted to harm anybody, a spokesman said.",
    "He will be held for questioning at the airport; nobody will be harmed.",
    "The city council of Lyon opened a new public library on Tuesday.",
    "Nothing is known of where or when; they want many dead.",
)


@lru_cache(maxsize=1)
def texts() -> tuple[str, ...]:
    """Returns these, and every report of our own replays."""
    replays = [json.loads(path.read_text("utf-8")) for path in sorted((ROOT / "tests/replay").glob("*.json"))]
    return (*TEXTS, *(each["text"] for one in replays for each in one["events"] if each["type"] == "report"))


SOURCES: Final = tuple(
    Source(
        id=SourceId(f"so-{number}"),
        name=Sealed(f"Source {number}"),
        kind=kind,
        reliability=reliability,
        is_protected=number % 2 == 0,
    )
    for number, (kind, reliability) in enumerate(
        zip(
            (SourceKind.HUMAN, SourceKind.PARTNER, SourceKind.OPEN, SourceKind.PUBLIC, SourceKind.PLATFORM),
            (SourceReliability.B, SourceReliability.A, SourceReliability.C, SourceReliability.E, SourceReliability.F),
            strict=True,
        )
    )
)


@lru_cache(maxsize=1024)
def _read(text: str, source: int) -> HeldReport:
    report = intake.read(
        intake.Received(
            id=ReportId("r-0"),
            source_id=SOURCES[source].id,
            data=text.encode(),
            held_at=NOON,
            media_type="text/plain",
            kind=ReportKind.PARTNER,
            credibility=InformationCredibility.POSSIBLY_TRUE,
            declared_encoding="utf-8",
        ),
        knowledge=KNOWLEDGE.intake,
    )
    return HeldReport(
        report=report,
        screening=screen.screen(report, lexicon=KNOWLEDGE.lexicon, today=NOON.date()),
        source=SOURCES[source],
        meaning=KNOWLEDGE.embedder.embed(link.meaning_text(report), language=report.language),
    )


def held(number: int, *, text: str, source: int, held_at: datetime, credibility: InformationCredibility) -> HeldReport:
    """Returns a report as the desk holds it."""
    once = _read(text, source)
    report_id = ReportId(f"r-{number}")
    return replace(
        once,
        report=replace(once.report, id=report_id, held_at=held_at, credibility=credibility),
        screening=replace(once.screening, report_id=report_id),
    )


def _minutes(most: int) -> st.SearchStrategy[datetime]:
    """Few moments, so that many things happen at one."""
    return st.integers(0, most).map(lambda minutes: NOON + timedelta(minutes=minutes))


@st.composite
def reports(draw: st.DrawFn, *, least: int = 1, most: int = 6, first: int = 0) -> tuple[HeldReport, ...]:
    """Reports in the order in which they came."""
    count = draw(st.integers(least, most))
    moments = sorted(draw(st.lists(_minutes(3), min_size=count, max_size=count)))
    return tuple(
        held(
            first + number,
            text=draw(st.sampled_from(texts())),
            source=draw(st.integers(0, len(SOURCES) - 1)),
            held_at=moment,
            credibility=draw(st.sampled_from(InformationCredibility)),
        )
        for number, moment in enumerate(moments)
    )


VALUES: Final[tuple[bool | str, ...]] = (True, False, "partly", "QA", "FR")
LINKED: Final = LinkReason(code="same_day", values=())
ROLES: Final = {
    "amal": (PartyRole.VICTIM,),
    "yusuf": (PartyRole.VICTIM, PartyRole.SUSPECT),
    "crowd": (PartyRole.VICTIM, PartyRole.PUBLIC),
    "corniche": (PartyRole.PLACE_OWNER, PartyRole.PROTECTOR),
    "interior": (PartyRole.AUTHORITY, PartyRole.PROTECTOR, PartyRole.VICTIM),
    "garda": (PartyRole.AUTHORITY,),
    "europol": (PartyRole.AUTHORITY,),
    "fbi": (PartyRole.AUTHORITY, PartyRole.PROTECTOR),
    "ally": (PartyRole.ORIGINATOR,),
    "gang": (PartyRole.SUSPECT,),
}
NAMES: Final = {
    "amal": "Amal Haddad",
    "yusuf": "Yusuf Karim",
    "crowd": "Visitors of the Corniche",
    "corniche": "Operator of the Doha Corniche",
    "interior": "Ministry of Interior, Qatar",
}


@st.composite
def parties(draw: st.DrawFn) -> tuple[Party, ...]:
    """Some of ten parties, of any nationality and relation."""
    chosen = draw(st.lists(st.sampled_from(sorted(ROLES)), unique=True, min_size=1))
    return tuple(
        Party(
            id=PartyId(name),
            name=Sealed(NAMES.get(name, name)),
            country=draw(st.sampled_from(COUNTRIES)),
            relation=draw(st.sampled_from(Relation)),
            roles=frozenset(ROLES[name]),
            languages=(Language("en"),),
            channels=(ChannelKind.LIAISON, ChannelKind.PHONE),
        )
        for name in chosen
    )


@st.composite
def _fact(draw: st.DrawFn, *, about: Sequence[PartyId | None]) -> Fact:
    return Fact(
        at=draw(_minutes(3)),
        name=draw(st.sampled_from(FactName)),
        value=draw(st.sampled_from(VALUES)),
        note=draw(st.sampled_from(("", "He acted alone.", "His partner fled.", "He would pass it on."))),
        about=draw(st.sampled_from(about)),
    )


@st.composite
def _reply(draw: st.DrawFn, *, of: Sequence[PartyId], to: Sequence[str]) -> Reply:
    return Reply(
        at=draw(_minutes(3)),
        party_id=draw(st.sampled_from(of)),
        to=draw(st.sampled_from(to)),
        state=draw(st.sampled_from(ReplyState)),
    )


@st.composite
def files(draw: st.DrawFn, *, pack: str) -> CaseFile:
    """A case file of the pack's holder: reports, parties, facts, replies and links, all held by five past noon."""
    came = draw(reports())
    known = draw(parties())
    ids = [party.id for party in known]
    facts = draw(st.lists(_fact(about=(None, *ids)), max_size=5))
    replies = draw(st.lists(_reply(of=ids, to=("warning", *(each.report.id for each in came))), max_size=3))
    pairs = [(one.report.id, other.report.id) for n, one in enumerate(came) for other in came[:n]]
    linked = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=2)) if pairs else []
    copy_of = {one: other for one, other in linked if draw(st.booleans())}
    return CaseFile(
        case=Case(
            id=CaseId("c-1"),
            state=CaseState.ASSESSING,
            opened_at=came[0].report.held_at,
            report_ids=tuple(each.report.id for each in came),
            life_in_question=True,
        ),
        holder=Holder(name="A desk", country=HOLDERS.get(pack, "US"), pack=pack, timezone="UTC"),
        held=tuple(replace(each, copy_of=copy_of.get(each.report.id)) for each in came),
        parties=known,
        facts=tuple(sorted(facts, key=lambda fact: fact.at)),
        replies=tuple(sorted(replies, key=lambda reply: reply.at)),
        links=tuple(
            Link(LinkKind.COPY if one in copy_of else LinkKind.SAME_THREAT, one, other, 0.9, (LINKED,))
            for one, other in linked
        ),
        sources=SOURCES,
    )

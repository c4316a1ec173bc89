# SPDX-License-Identifier: Apache-2.0
"""Case files of real-looking reports in several languages, read and screened as the desk does: what is judged."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from nadhir import intake, link, screen
from nadhir.casework.knowledge import Knowledge
from nadhir.terms.case import Case, CaseFile, CaseState, HeldReport
from nadhir.terms.facts import Fact, FactName, Reply, ReplyState
from nadhir.terms.ids import CaseId, PartyId, ReportId, SourceId
from nadhir.terms.party import ChannelKind, Holder, Party, PartyRole, Relation
from nadhir.terms.report import InformationCredibility, ReportKind, Source, SourceKind, SourceReliability
from nadhir.terms.sealed import Sealed
from nadhir.terms.text import Language

ROOT: Final = Path(__file__).resolve().parent.parent
BEGINNING: Final = datetime(2024, 1, 1, 9, tzinfo=UTC)
HOLDERS: Final[Mapping[str, str]] = {
    "icd-191": "US",
    "dsa-18": "IE",
    "tco-14-5": "IE",
    "uk-threat-to-life": "GB",
    "tarasoff": "US",
    "us-2702": "US",
    "ngo": "CH",
}
#: What is said of the same plot from many sides: every report quotes one of the repository's own texts after it.
LEADS: Final = (
    "We judge that the group plans to attack the crowd at the Corniche in Doha on 9 January 2024 with explosives.",
    "تخطط المجموعة لقتل المتظاهرين على كورنيش الدوحة يوم 9 يناير 2024 بعبوة ناسفة.",
    "Le groupe prépare un attentat contre la foule sur la Corniche de Doha le 9 janvier 2024.",
    "El grupo planea matar a los asistentes en la Corniche de Doha el 9 de enero de 2024 con explosivos.",
    "این گروه می‌خواهد روز ۹ ژانویه ۲۰۲۴ در کورنیش دوحه مردم را با بمب بکشد.",
    "Группа планирует взорвать бомбу на набережной Корниш в Дохе 9 января 2024 года.",
    "Grup, 9 Ocak 2024'te Doha Corniche'te kalabalığa bombalı saldırı planlıyor.",
    "Die Gruppe plant am 9. Januar 2024 einen Sprengstoffanschlag auf die Menge an der Corniche in Doha.",
)


def texts() -> tuple[str, ...]:
    """Returns the texts of our own replays and samples: every one a report that somebody could have written."""
    found = [
        event["text"]
        for path in sorted((ROOT / "tests/replay").glob("*.json"))
        for event in json.loads(path.read_text("utf-8"))["events"]
        if event["type"] == "report"
    ]
    lines = (ROOT / "samples/screen.jsonl").read_text("utf-8").splitlines()
    return (*found, *(json.loads(line)["text"] for line in lines))


def report_text(number: int, *, among: Sequence[str]) -> str:
    """Returns the text of one report: what it says of the plot, then what else was in it; no two are the same."""
    return f"{LEADS[number % len(LEADS)]}\n{among[number % len(among)]}\nNo. {number:07}"


def sources() -> tuple[Source, ...]:
    """Returns six sources, of every usual kind and grade."""
    kinds = (SourceKind.HUMAN, SourceKind.SIGNALS, SourceKind.PARTNER, SourceKind.OPEN, SourceKind.PUBLIC)
    grades = tuple(SourceReliability)
    return tuple(
        Source(
            id=SourceId(f"so-{number}"),
            name=Sealed(f"Source {number}"),
            kind=kinds[number % len(kinds)],
            reliability=grades[number % len(grades)],
            is_protected=number % 2 == 0,
        )
        for number in range(6)
    )


def party(name: str, *roles: PartyRole, known_as: str, country: str = "QA") -> Party:
    """Returns a party."""
    return Party(
        id=PartyId(name),
        name=Sealed(known_as),
        country=country,
        relation=Relation.NEUTRAL,
        roles=frozenset(roles),
        languages=(Language("ar"), Language("en")),
        channels=(ChannelKind.LIAISON, ChannelKind.PHONE),
    )


def parties() -> tuple[Party, ...]:
    """Returns a dozen parties, of every role."""
    return (
        party("amal", PartyRole.VICTIM, known_as="Amal Haddad"),
        party("yusuf", PartyRole.VICTIM, known_as="Yusuf Karim"),
        party("crowd", PartyRole.VICTIM, PartyRole.PUBLIC, known_as="Visitors of the Corniche"),
        party("corniche", PartyRole.PLACE_OWNER, PartyRole.PROTECTOR, known_as="Operator of the Doha Corniche"),
        party("interior", PartyRole.AUTHORITY, PartyRole.PROTECTOR, known_as="Ministry of Interior, Qatar"),
        party("garda", PartyRole.AUTHORITY, known_as="An Garda Síochána", country="IE"),
        party("europol", PartyRole.AUTHORITY, known_as="Europol", country="EU"),
        party("fbi", PartyRole.AUTHORITY, known_as="Federal Bureau of Investigation", country="US"),
        party("met", PartyRole.AUTHORITY, PartyRole.PROTECTOR, known_as="Metropolitan Police", country="GB"),
        party("ally", PartyRole.ORIGINATOR, known_as="A partner service", country="FR"),
        party("gang", PartyRole.SUSPECT, known_as="The group"),
        party("cousin", PartyRole.SUSPECT, known_as="Faris Nouri"),
    )


def facts(*, until: datetime) -> tuple[Fact, ...]:
    """Returns what officers established: twenty facts, some replaced by later ones."""
    about = (("amal", FactName.LOCATION_OF_VICTIM, "QA"), ("gang", FactName.SUSPECT_HELD, "partly"))
    rest = (("yusuf", FactName.VICTIM_AWARE, False), ("cousin", FactName.LOCATION_OF_SUSPECT, "IE"))
    stated: tuple[tuple[str, FactName, bool | str], ...] = (*about, *rest)
    return tuple(
        Fact(
            at=until - timedelta(minutes=60 - number),
            name=name,
            value=value,
            note=f"Call {number}: nobody else would pass it on.",
            about=PartyId(who),
        )
        for number in range(20)
        for who, name, value in (stated[number % len(stated)],)
    )


def replies(*, until: datetime) -> tuple[Reply, ...]:
    """Returns what parties answered: twenty replies."""
    states = tuple(ReplyState)
    return tuple(
        Reply(
            at=until - timedelta(minutes=50 - number),
            party_id=PartyId(("interior", "corniche", "garda")[number % 3]),
            to="warning",
            state=states[number % len(states)],
        )
        for number in range(20)
    )


def held_reports(count: int, *, knowledge: Knowledge, beginning: datetime = BEGINNING) -> tuple[HeldReport, ...]:
    """Returns reports as the desk holds them: received, read, screened, with their meaning; a minute apart."""
    of, among = sources(), texts()
    return tuple(
        _held(
            report_text(number, among=among),
            number=number,
            source=of[number % len(of)],
            held_at=beginning + timedelta(minutes=number),
            knowledge=knowledge,
        )
        for number in range(count)
    )


def _held(text: str, *, number: int, source: Source, held_at: datetime, knowledge: Knowledge) -> HeldReport:
    report = intake.read(
        intake.Received(
            id=ReportId(f"r-{number:04}"),
            source_id=source.id,
            data=text.encode(),
            held_at=held_at,
            media_type="text/plain",
            kind=ReportKind.PARTNER,
            credibility=InformationCredibility.POSSIBLY_TRUE,
            declared_encoding="utf-8",
        ),
        knowledge=knowledge.intake,
    )
    return HeldReport(
        report=report,
        screening=screen.screen(report, lexicon=knowledge.lexicon, today=held_at.date()),
        source=source,
        meaning=knowledge.embedder.embed(link.meaning_text(report), language=report.language),
    )


def case_file(held: Sequence[HeldReport], *, pack: str, at: datetime) -> CaseFile:
    """Returns the file of a case of these reports, with its parties, facts and replies."""
    return CaseFile(
        case=Case(
            id=CaseId("c-bench"),
            state=CaseState.ASSESSING,
            opened_at=BEGINNING,
            report_ids=tuple(each.report.id for each in held),
            life_in_question=True,
        ),
        holder=Holder(name="Bench", country=HOLDERS[pack], pack=pack, timezone="UTC"),
        held=tuple(held),
        parties=parties(),
        facts=facts(until=at),
        replies=replies(until=at),
        links=(),
        sources=sources(),
    )

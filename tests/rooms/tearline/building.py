"""A small case to write tearlines for: a market in an invented town, one protected source, one open page."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from nadhir.terms.assessment import Answer, Assessment, Confidence, Likelihood, Limb, Urgency
from nadhir.terms.case import Case, CaseFile, CaseState, HeldReport
from nadhir.terms.determination import Addressee, Clock, ClockName, Determination, Outcome
from nadhir.terms.ids import CaseId, PartyId, ReportId, SourceId
from nadhir.terms.party import ChannelKind, Holder, Party, PartyRole, Relation
from nadhir.terms.report import Fingerprint, Report, ReportKind, Source, SourceKind, SourceReliability
from nadhir.terms.screening import (
    Caveat,
    CaveatKind,
    Label,
    Means,
    PersonNorm,
    PlaceNorm,
    Precision,
    Queue,
    Role,
    Screening,
    TimeNorm,
)
from nadhir.terms.sealed import Sealed
from nadhir.terms.text import Language, TextSpan
from nadhir.terms.threat import Evidence, HarmType, Threat, ThreatElement

NOW = datetime(2025, 3, 1, 9, 0, tzinfo=UTC)
CASE = CaseId("c-1")
HUMAN = Source(
    id=SourceId("s-human"),
    name=Sealed("Porter at the depot"),
    kind=SourceKind.HUMAN,
    reliability=SourceReliability.B,
    is_protected=True,
    identifiers=(Sealed("HOLLOW OAK"), Sealed("+90 532 555 0117"), Sealed("حمال المستودع")),
)
OPEN = Source(
    id=SourceId("s-open"),
    name=Sealed("Open pages"),
    kind=SourceKind.OPEN,
    reliability=SourceReliability.C,
    is_protected=False,
)
TOWN = PlaceNorm(name="Marwan", country="SY", lat=35.0, lon=38.0, precision=Precision.CITY)
MARKET = PlaceNorm(name="Khan Square", country="SY", lat=35.0, lon=38.0, precision=Precision.SITE, city="Marwan")
DAY = TimeNorm(date(2025, 3, 7), date(2025, 3, 7))
HOUR = replace(DAY, precision=Precision.HOUR, hour=10, minute=35)
GROUP = PersonNorm(name="Brigade of the Well", precision=Precision.ORGANISATION, key="brigade_of_the_well")
SHOPPERS = PersonNorm(name="shoppers", precision=Precision.KIND, key="market")
HUMAN_TEXT = (
    "HOLLOW OAK says: they strike Khan Square in Marwan on 7 March at 10:35 while the baker opens the second gate. "
    "Only two of us heard of the gate."
)


class Gazette:
    """Proper names of the small case in Arabic and English, as reference data would give them."""

    def place(self, norm: PlaceNorm, *, language: str) -> str | None:
        return {"Marwan": "مروان", "Khan Square": "ساحة الخان"}.get(norm.name) if language == "ar" else norm.name

    def country(self, code: str, *, language: str) -> str | None:
        return {("SY", "ar"): "سوريا", ("SY", "en"): "Syria"}.get((code, language))

    def actor(self, norm: PersonNorm, *, language: str) -> str | None:
        return "لواء البئر" if language == "ar" else norm.name


def report(name: str, *, text: str, source: Source, caveats: tuple[Caveat, ...] = ()) -> HeldReport:
    """Return a held report of the case with these caveats."""
    return HeldReport(
        report=Report(
            id=ReportId(name),
            source_id=source.id,
            content=text,
            passages=(),
            title=None,
            body=text,
            language=Language("en"),
            kind=ReportKind.TIP,
            fingerprint=Fingerprint(digest="0" * 64),
            held_at=NOW - timedelta(hours=1),
            media_type="text/plain",
            encoding="utf-8",
            size_bytes=len(text),
        ),
        screening=Screening(
            report_id=ReportId(name),
            language=Language("en"),
            labels=frozenset({Label.THREAT}),
            opens_case=True,
            queue=Queue.REVIEW,
            score=0.8,
            caveats=caveats,
        ),
        source=source,
    )


def caveat(kind: CaveatKind, role: Role | None, precision: Precision | None, *, words: str) -> Caveat:
    """Return a caveat that stands in the human source's report in these words."""
    at = HUMAN_TEXT.find(words)
    assert at >= 0, words
    return Caveat(
        kind=kind, role=role, precision=precision, span=TextSpan.of(HUMAN_TEXT, start=at, end=at + len(words))
    )


def element(
    role: Role, norm: PlaceNorm | TimeNorm | PersonNorm | Means, *held: HeldReport, words: str
) -> ThreatElement:
    """Return an element that each of the reports carries in these words (or as a whole where it lacks them)."""
    precision = Precision.KIND if isinstance(norm, Means) else norm.precision
    spans = []
    for one in held:
        at = max(one.report.content.find(words), 0)
        spans.append(
            Evidence(one.report.id, TextSpan.of(one.report.content, start=at, end=at + len(words)), shows=role.value)
        )
    return ThreatElement(role=role, norm=norm, precision=precision, evidence=tuple(spans))


@dataclass(frozen=True, slots=True)
class Matter:
    """A case file with its assessment and determination."""

    file: CaseFile
    assessment: Assessment
    determination: Determination


def matter(*held: HeldReport, elements: tuple[ThreatElement, ...], roles: frozenset[PartyRole] | None = None) -> Matter:
    """Return a case of these reports and elements in which one party is to be warned."""
    party = Party(
        id=PartyId("wardens"),
        name=Sealed("Wardens of the market"),
        country="SY",
        relation=Relation.NEUTRAL,
        roles=roles or frozenset({PartyRole.PROTECTOR}),
        languages=(Language("ar"),),
        channels=(ChannelKind.PHONE,),
    )
    file = CaseFile(
        case=Case(id=CASE, state=CaseState.ASSESSING, opened_at=NOW, report_ids=tuple(h.report.id for h in held)),
        holder=Holder(name="Desk", country="US", pack="icd-191", timezone="America/New_York"),
        held=held,
        parties=(party,),
        sources=(HUMAN, OPEN),
    )
    yes = Limb(Answer.YES)
    assessment = Assessment(
        case_id=CASE,
        at=NOW,
        threat=Threat(harm=HarmType.KILLING, elements=elements),
        credible=yes,
        specific=yes,
        impending=yes,
        first_known_at=NOW,
        latest_new_at=NOW,
        urgency=Urgency.LATER,
        independent_sources=1,
        likelihood=Likelihood(60, 75),
        confidence=Confidence.MODERATE,
    )
    determination = Determination(
        case_id=CASE,
        at=NOW,
        pack="icd-191",
        pack_version="1",
        outcome=Outcome.WARN,
        holdings=(),
        reasons=("threshold_met",),
        clock=Clock(ClockName.RELEASE_DECISION, NOW, NOW + timedelta(hours=12), Urgency.LATER),
        addressees=(Addressee(PartyId("wardens"), ("protector_of_victim",)),),
    )
    return Matter(file, assessment, determination)

"""Hand-built reports, parties, files and assessments: a judging room is tried without the rooms before it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from nadhir.terms.assessment import (
    Answer,
    Assessment,
    Confidence,
    Feature,
    Likelihood,
    Limb,
    Urgency,
)
from nadhir.terms.case import Case, CaseFile, CaseState, HeldReport
from nadhir.terms.facts import Fact, FactName, Reply
from nadhir.terms.ids import CaseId, PartyId, ReportId, SourceId
from nadhir.terms.links import Link
from nadhir.terms.marking import Marking
from nadhir.terms.party import ChannelKind, Holder, Party, PartyRole, Relation
from nadhir.terms.report import (
    Fingerprint,
    InformationCredibility,
    Report,
    ReportKind,
    Source,
    SourceChain,
    SourceKind,
    SourceReliability,
)
from nadhir.terms.screening import (
    Element,
    Label,
    Means,
    Modality,
    Norm,
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
from nadhir.terms.threat import Evidence, HarmType, IntendedVictim, Threat, ThreatElement

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def at(*, hours: float = 0, days: float = 0) -> datetime:
    """Return a moment so long after noon of the first day."""
    return NOON + timedelta(hours=hours, days=days)


# ── norms ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def place(
    name: str, *, country: str = "XA", precision: Precision = Precision.CITY, lat: float = 10.0, lon: float = 30.0
) -> PlaceNorm:
    return PlaceNorm(name=name, country=country, lat=lat, lon=lon, precision=precision)


def days(start: date, end: date | None = None, *, hour: int | None = None) -> TimeNorm:
    return TimeNorm(start, end or start, Precision.DAY if hour is None else Precision.HOUR, hour)


def person(name: str, *, precision: Precision = Precision.KIND, key: str = "") -> PersonNorm:
    return PersonNorm(name, precision, key)


# ── reports ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def a_source(
    name: str = "src-1",
    *,
    kind: SourceKind = SourceKind.HUMAN,
    reliability: SourceReliability = SourceReliability.B,
    is_protected: bool = False,
) -> Source:
    return Source(SourceId(name), Sealed(name), kind, reliability, is_protected)


def a_held(
    text: str,
    *,
    id: str = "r-1",  # noqa: A002 - the word of the type
    held_at: datetime = NOON,
    source: Source | None = None,
    credibility: InformationCredibility = InformationCredibility.PROBABLY_TRUE,
    says: Sequence[tuple[Role, str, Norm]] = (),
    labels: Iterable[Label] | None = None,
    opens: bool = False,
    is_possible: bool = True,
    modality: Modality = Modality.IMPENDING,
    copy_of: str | None = None,
    origin: str | None = None,
    marking: Marking | None = None,
    language: str = "en",
) -> HeldReport:
    """Return a report that raises a threat, unless told otherwise; `says` quotes what stands in the text."""
    source = source or a_source()
    report = Report(
        id=ReportId(id),
        source_id=source.id,
        content=text,
        passages=(),
        title=None,
        body=text,
        language=Language(language),
        kind=ReportKind.TIP,
        fingerprint=Fingerprint("0" * 64),
        held_at=held_at,
        media_type="text/plain",
        encoding="utf-8",
        size_bytes=len(text.encode()),
        source_chain=SourceChain((origin,)) if origin else SourceChain(),
        credibility=credibility,
        marking=marking,
    )
    given = frozenset({Label.THREAT} if labels is None else labels)
    screening = Screening(
        report_id=report.id,
        language=Language(language),
        labels=given | ({Label.THREAT} if opens else frozenset()),
        opens_case=opens,
        queue=Queue.URGENT if opens else Queue.NONE,
        score=0.9 if opens else 0.1,
        elements=tuple(Element(role, _span(text, exact), norm) for role, exact, norm in says),
        modality=modality,
        is_possible_threat=is_possible,
    )
    return HeldReport(report, screening, source, ReportId(copy_of) if copy_of else None)


def _span(text: str, exact: str) -> TextSpan:
    start = text.index(exact)
    return TextSpan.of(text, start=start, end=start + len(exact))


# ── parties and facts ───────────────────────────────────────────────────────────────────────────────────────────────


def a_party(
    id: str,  # noqa: A002 - the word of the type
    *roles: PartyRole,
    name: str | None = None,
    country: str = "XA",
    relation: Relation = Relation.NEUTRAL,
    channels: Sequence[ChannelKind] = (ChannelKind.PHONE,),
    languages: Sequence[str] = ("en",),
) -> Party:
    return Party(
        id=PartyId(id),
        name=Sealed(name or id),
        country=country,
        relation=relation,
        roles=frozenset(roles),
        languages=tuple(map(Language, languages)),
        channels=tuple(channels),
    )


def a_fact(
    name: FactName,
    *,
    value: bool | str = True,
    about: str | None = None,
    on: datetime = NOON,
    note: str = "",
) -> Fact:
    return Fact(at=on, name=name, value=value, note=note, about=PartyId(about) if about else None)


def a_file(
    *held: HeldReport,
    parties: Sequence[Party] = (),
    facts: Sequence[Fact] = (),
    replies: Sequence[Reply] = (),
    links: Sequence[Link] = (),
    pack: str = "icd-191",
    country: str = "XA",
) -> CaseFile:
    case = Case(
        id=CaseId("c-1"),
        state=CaseState.OPENED,
        opened_at=min((h.report.held_at for h in held), default=NOON),
        report_ids=tuple(h.report.id for h in held),
    )
    return CaseFile(
        case=case,
        holder=Holder(name="A desk", country=country, pack=pack, timezone="UTC"),
        held=tuple(sorted(held, key=lambda h: h.report.held_at)),
        parties=tuple(parties),
        facts=tuple(sorted(facts, key=lambda f: f.at)),
        replies=tuple(replies),
        links=tuple(links),
        sources=tuple(dict.fromkeys(h.source for h in held)),
    )


# ── an assessment, for the rooms after it ───────────────────────────────────────────────────────────────────────────


_QUOTE = Evidence(ReportId("r-1"), TextSpan(0, 4, "text"), "harm_stated")
_BECAUSE: Mapping[str, Mapping[Answer, tuple[str, ...]]] = {
    "credible": {Answer.YES: ("graded_credible",), Answer.NO: ("judged_unreliable_or_improbable",)},
    "specific": {Answer.YES: ("harm_stated", "known_party_named"), Answer.NO: ("whom_or_where_not_said",)},
    "impending": {Answer.YES: ("time_stated",), Answer.NO: ("threat_is_over",)},
}


def a_limb(name: str, answer: Answer, *, missing: Sequence[str] = ()) -> Limb:
    because = _BECAUSE[name].get(answer, ("cannot_be_judged",))
    evidence = (_QUOTE,) if answer is Answer.YES else ()
    return Limb(answer, evidence=evidence, missing=tuple(missing), because=because)


def an_assessment(
    *,
    on: datetime = NOON,
    harm: HarmType = HarmType.KILLING,
    credible: Answer = Answer.YES,
    specific: Answer = Answer.YES,
    impending: Answer = Answer.YES,
    missing: Sequence[str] = (),
    victims: Sequence[str] = (),
    elements: Sequence[tuple[Role, Norm]] = (),
    urgency: Urgency = Urgency.UNDATED,
    first_known_at: datetime | None = None,
    latest_new_at: datetime | None = None,
    features: Sequence[Feature] = (),
    is_over: bool = False,
    attack_happened: bool = False,
    window_lapsed: bool = False,
) -> Assessment:
    known = first_known_at or on - timedelta(hours=1)
    return Assessment(
        case_id=CaseId("c-1"),
        at=on,
        threat=Threat(
            harm=harm,
            elements=tuple(ThreatElement(role, norm, _precision(norm), (_QUOTE,)) for role, norm in elements),
            victims=tuple(IntendedVictim("a party that the reports name", PartyId(v)) for v in victims),
        ),
        credible=a_limb("credible", credible),
        specific=a_limb("specific", specific, missing=missing),
        impending=a_limb("impending", impending),
        first_known_at=known,
        latest_new_at=latest_new_at or known,
        urgency=urgency,
        independent_sources=1,
        likelihood=Likelihood(55, 80),
        confidence=Confidence.LOW,
        is_over=is_over,
        attack_happened=attack_happened,
        window_lapsed=window_lapsed,
        features=tuple(features),
        assessor="by hand",
    )


def _precision(norm: Norm) -> Precision:
    return Precision.EXACT if isinstance(norm, Means) else norm.precision


def with_source_protected(held: HeldReport) -> HeldReport:
    return replace(held, source=replace(held.source, is_protected=True))

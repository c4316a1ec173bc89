"""The three questions of the test, each answered yes, no or unknown, with quotations and with what is missing.

Follows the test of ICD 191 as law.md 1.2 paraphrases it (R191-1): information that is credible **and** specific
**and** shows an impending threat of intentional killing, serious bodily injury or kidnapping. Other packs ask less;
they read the same answers. The threshold may be met jointly by several reports (law.md 6, F9).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nadhir.assess.concerned import NAMED, PRESUMED
from nadhir.assess.parameters import AssessParameters
from nadhir.assess.reading import Reading
from nadhir.terms.assessment import Answer, Limb
from nadhir.terms.ids import ReportId
from nadhir.terms.report import InformationCredibility, SourceReliability
from nadhir.terms.screening import PersonNorm, Precision, Role
from nadhir.terms.threat import Evidence, HarmType, IntendedVictim, Threat, ThreatElement

_FINDABLE_PLACES = frozenset({Precision.CITY, Precision.SITE})
_NEAR_TIMES = frozenset({Precision.DAY, Precision.HOUR, Precision.WEEK})
_HARM_CUES = ("kills", "attacks", "injures", "kidnaps")
_SOMEBODY = "unknown"  # what screening calls a target whose words it heard and no list knows
_OF_THE_BODY = frozenset({HarmType.KILLING, HarmType.SERIOUS_BODILY_INJURY, HarmType.KIDNAPPING})


@dataclass(frozen=True, slots=True)
class Basis:
    """What the answers rest on: the readings that raise the threat, what quotes each best, and how many sources there
    are that do so apart from each other.
    """

    raising: tuple[Reading, ...]
    quotes: Mapping[ReportId, tuple[Evidence, ...]]
    independent: int


def origin_of(reading: Reading) -> str:
    """Return who first told it, as far as known: two reports of one origin are one voice."""
    origin = reading.held.report.source_chain.origin
    return origin.casefold() if origin else reading.held.source.id


def basis(readings: Sequence[Reading]) -> Basis:
    """Return the basis of the case; copies and reports of one origin count once."""
    raising = tuple(r for r in readings if r.raises)
    voices = {origin_of(r) for r in raising if not r.is_copy}
    names = {r.held.source.id for r in raising if not r.is_copy}
    return Basis(
        raising=raising,
        quotes={r.report_id: _told(r) for r in raising},
        independent=min(len(voices), len(names)) if voices else 0,
    )


def credible(grounds: Basis, *, parameters: AssessParameters) -> Limb:
    """Answer whether the information can be believed, from grades of source and content and their independence."""
    if not grounds.raising:
        return Limb(Answer.NO, missing=("report_that_raises_a_threat",), because=("nothing_raises_a_threat",))
    first = [r for r in grounds.raising if not r.is_copy] or list(grounds.raising)
    good = [
        r
        for r in first
        if r.held.source.reliability in parameters.credible_reliabilities
        and r.held.report.credibility in parameters.credible_credibilities
    ]
    quoted = tuple(e for r in (good or first) for e in grounds.quotes[r.report_id])
    if good:
        return Limb(Answer.YES, evidence=quoted, because=("graded_credible",))
    judged_badly = [r for r in first if _is_judged_badly(r)]
    if grounds.independent > 1 and len(judged_badly) < len(first):
        return Limb(Answer.YES, evidence=quoted, because=("independent_sources_agree",))
    missing = ("independent_confirmation", "source_of_known_reliability")
    if len(judged_badly) == len(first):
        return Limb(Answer.NO, evidence=quoted, missing=missing, because=("judged_unreliable_or_improbable",))
    return Limb(Answer.UNKNOWN, evidence=quoted, missing=missing, because=("cannot_be_judged",))


def _is_judged_badly(reading: Reading) -> bool:
    """Tell whether somebody judged it and found it wanting; the two axes are apart, so E1 is no bad report."""
    credibility = reading.held.report.credibility
    return credibility is InformationCredibility.IMPROBABLE or (
        reading.held.source.reliability is SourceReliability.E and credibility is InformationCredibility.DOUBTFUL
    )


def _told(reading: Reading) -> tuple[Evidence, ...]:
    """Return what quotes a report best: its words of harm, else what screening heard, else its elements."""
    harm = reading.evidence(*_HARM_CUES, shows="harm_stated")
    if harm:
        return harm
    heard = tuple(Evidence(reading.report_id, f.span, f"heard_{f.label}") for f in reading.held.screening.findings)
    return heard or tuple(Evidence(reading.report_id, e.span, f"says_{e.role}") for e in reading.elements)


def _harm_evidence(grounds: Basis) -> tuple[Evidence, ...]:
    stated = tuple(e for r in grounds.raising if r.harm is not None for e in grounds.quotes[r.report_id])
    implied = tuple(e for r in grounds.raising for e in r.evidence("avoid_place", shows="told_to_stay_away"))
    return (*stated, *implied)


def _is_somebody_meant(grounds: Basis) -> bool:
    """Tell whether a report means somebody whom no list of kinds knows: where only one known person can be meant, it is
    that one, in doubt. A report that says it does not know whom, or where, means nobody yet.
    """
    return any(
        isinstance(e.norm, PersonNorm) and e.norm.name == _SOMEBODY
        for r in grounds.raising
        if not r.has("target_unknown", "place_unknown", "purpose_unknown")
        for e in r.of_role(Role.TARGET)
    )


def _findable(
    elements: Sequence[ThreatElement], victims: Sequence[IntendedVictim], *, is_somebody_meant: bool
) -> tuple[str, ...]:
    """Return codes of why somebody could be told: who, or where, is known well enough to find."""
    targets = [e for e in elements if e.role is Role.TARGET]
    places = [e for e in elements if e.role is Role.PLACE]
    codes: list[str] = []
    if any(e.precision is Precision.NAMED for e in targets):
        codes.append("victim_named")
    if any(v.party_id is not None and v.description == NAMED for v in victims):
        codes.append("known_party_named")
    presumed = [v for v in victims if v.party_id is not None and v.description == PRESUMED]
    if len(presumed) == 1 and is_somebody_meant:
        codes.append("only_known_party_can_be_meant")
    if any(e.precision is Precision.SITE for e in places):
        codes.append("site_named")
    if any(e.precision in _FINDABLE_PLACES for e in places):
        if targets:
            codes.append("kind_of_target_at_place")
        if any(e.precision in _NEAR_TIMES for e in elements if e.role is Role.TIME):
            codes.append("place_and_time")
    return tuple(codes)


def specific(grounds: Basis, *, threat: Threat) -> Limb:
    """Answer whether it is said what harm is meant, to whom or where: enough for somebody to be found and told.

    A day is not asked for: a threat to a named person without a date is specific. A country or a category of people is
    not enough.
    """
    found = tuple(e for r in grounds.raising for e in r.elements)
    spoken = {role for role in Role if any(e.role is role for e in found)}
    missing = tuple(
        f"{role}" for role in (Role.TARGET, Role.PLACE, Role.TIME, Role.ACTOR, Role.MEANS) if role not in spoken
    )
    harm = _harm_evidence(grounds)
    raising = frozenset(r.report_id for r in grounds.raising)
    where = _findable(
        [e for e in threat.elements if e.said_by & raising],
        threat.victims,
        is_somebody_meant=_is_somebody_meant(grounds),
    )
    evidence = (*harm, *(e for element in threat.elements for e in element.evidence[:1]))
    if harm and where and threat.harm is not HarmType.OTHER:
        return Limb(Answer.YES, evidence=evidence, missing=missing, because=("harm_stated", *where))
    lacking = tuple(code for code, is_there in (("harm", bool(harm)), ("whom_or_where", bool(where))) if not is_there)
    admitted = tuple(
        code
        for code in ("purpose_unknown", "target_unknown", "place_unknown", "time_unknown")
        if any(r.has(code) for r in grounds.raising)
    )
    because = tuple(f"{code}_not_said" for code in lacking) or ("harm_unclear",)
    return Limb(Answer.NO, evidence=evidence, missing=(*lacking, *missing), because=(*because, *admitted))


def impending(grounds: Basis, *, threat: Threat, is_over: bool, window_lapsed: bool) -> Limb:
    """Answer whether such harm is still to come. A window that has passed quietly ends nothing: plots outlive dates."""
    if is_over:
        return Limb(Answer.NO, because=("threat_is_over",))
    if not grounds.raising:
        return Limb(Answer.NO, missing=("report_that_raises_a_threat",), because=("nothing_raises_a_threat",))
    plans = tuple(e for r in grounds.raising for e in r.evidence("plans", "avoid_place", shows="plan_stated"))
    times = tuple(e for element in threat.of_role(Role.TIME) for e in element.evidence)
    harm = _harm_evidence(grounds)
    if not harm:
        return Limb(Answer.UNKNOWN, evidence=(*plans, *times), missing=("harm",), because=("purpose_not_known",))
    if threat.harm not in _OF_THE_BODY:
        return Limb(Answer.UNKNOWN, evidence=harm, missing=("bodily_harm",), because=(f"harm_is_{threat.harm}",))
    because = ["window_lapsed_plot_may_live"] if window_lapsed else []
    because.append("time_stated" if times else "meant_and_undated")
    return Limb(
        Answer.YES, evidence=(*plans, *times, *harm), missing=() if times else ("time",), because=tuple(because)
    )

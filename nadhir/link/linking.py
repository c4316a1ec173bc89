# SPDX-License-Identifier: Apache-2.0
"""Which case a new report joins, whether it opens one, and which reports it repeats or continues.

Order of judgement: 1. what people decided; 2. copies; 3. the best-weighed case above the threshold for what the report
is; 4. the opening rule: a report that alone opens a case opens one, a private source's possible threat opens one as
undecided, everything else stays outside with the reason.

What a report is decides how much it takes to join. One that raises a threat joins on modest grounds, since two cases
for one threat split what is known; one that tells of an attack, a claim or a warning needs a place or a name in
common; one that raises nothing joins only by a person, a handle or a name, and only from a source of our own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto
from typing import Final

from nadhir.link.copies import copy_of, is_translation
from nadhir.link.meaning import nearness
from nadhir.link.second import is_made_plain, is_second_threat
from nadhir.link.traces import Trace
from nadhir.link.weigh import Weighed, trace_of, weigh
from nadhir.terms.case import Case, HeldReport
from nadhir.terms.ids import CaseId, ReportId
from nadhir.terms.links import Link, LinkKind, LinkReason, Links
from nadhir.terms.party import Party
from nadhir.terms.report import SourceKind
from nadhir.terms.screening import Label, Modality, Role, TimeNorm
from nadhir.terms.text import primary

__all__ = ["KnownReport", "OpenCase", "copies_of", "link"]


@dataclass(frozen=True, slots=True)
class KnownReport:
    """A report already held, and the case it belongs to, if any."""

    held: HeldReport
    case_id: CaseId | None = None


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A case with its reports; a closed one may be among those handed in, and is then reopened by a match."""

    case: Case
    held: tuple[HeldReport, ...]


class _Stance(Enum):
    """What a report is to a case."""

    RAISES = auto()  # a threat, or from a private source a possible one
    TELLS = auto()  # of an attack, a claim, a warning, a threat that is over
    TOUCHES = auto()  # nothing raised, but a source of our own, or a person's own post
    NOTHING = auto()


#: Thresholds, set on the fourteen development replays (`tests/quality/test_replay.py` scores them as a whole).
_THRESHOLD: Final = {_Stance.RAISES: 0.32, _Stance.TELLS: 0.42, _Stance.TOUCHES: 0.45}
_CLOSED_MORE: Final = 0.1
_CONFLICT_MORE: Final = 0.12
#: The same kind of target on the same day is how school threats come, one a town: without a place, a person, a group or
#: a source in common a threat that stands by itself, from a source that passes on what many say, needs more than
#: likeness. An informant or a line goes on about one thing. [D]
_UNANCHORED_MORE: Final = 0.2
_MANY_MOUTHS: Final = frozenset({SourceKind.OPEN, SourceKind.PUBLIC})
#: One desk, one open case, a private source, days apart and nothing against it: that it is another threat is possible,
#: and a person can split it; that the two belong together is likelier.
_ONLY_CASE: Final = 0.2
_ONLY_CASE_UNTIED: Final = 0.1
_ONLY_CASE_DAYS: Final = 45
_ONLY_CASE_DAYS_NAMED: Final = 200
#: News of an attack, days after a threat was held, in the same country and with a name in common.
_AFTER_THREAT: Final = 0.12
_AFTER_THREAT_DAYS: Final = 21
#: Two notions and some words of the case.
_GOES_ON: Final = 0.14
#: That the place is another one, where a source makes plain what it was vague about before.
_WHERE_ELSE: Final = frozenset({"other_place", "other_country", "no_country_shared"})
_LINK_SHOWN: Final = 0.25
_PAST_DAYS: Final = 2
_TOLD: Final = frozenset([Label.ATTACK, Label.CLAIM, Label.WARNING, Label.THREAT])
_OVER: Final = frozenset([Modality.PAST, Modality.FOILED, Modality.DENIED, Modality.NEGATED])


def _stance(held: HeldReport) -> _Stance:
    screening = held.screening
    if screening.opens_case or held.raises_possibly:
        return _Stance.RAISES
    if not screening.is_language_known and held.source.kind.is_private:
        # What could not be read may be the gravest: it joins as a threat would, but opens nothing by itself.
        return _Stance.RAISES
    if screening.labels & _TOLD:
        return _Stance.TELLS
    if held.source.kind is not SourceKind.PUBLIC:
        return _Stance.TOUCHES
    return _Stance.NOTHING


def copies_of(candidate: HeldReport, *, known: Sequence[KnownReport]) -> tuple[Link, ...]:
    """Return a link to each known report that the candidate repeats, or that repeats it, best first."""
    mine = trace_of(candidate)
    found = []
    for each in known:
        if each.held.report.id == candidate.report.id:
            continue
        link = _copy(candidate, mine=mine, other=each.held)
        if link is not None:
            found.append(link)
    return tuple(sorted(found, key=lambda link: (-link.score, link.other_id)))


def _copy(candidate: HeldReport, *, mine: Trace, other: HeldReport) -> Link | None:
    report, another = candidate.report, other.report
    if report.fingerprint.digest and report.fingerprint.digest == another.fingerprint.digest:
        reason = LinkReason("same_bytes", (), 1.0)
        return Link(LinkKind.COPY, report.id, another.id, 1.0, (reason,))
    signatures = (report.fingerprint.minhash, another.fingerprint.minhash)
    copy = copy_of(mine, other=trace_of(other), signatures=signatures)
    if copy is None:
        return _translation(candidate, mine=mine, other=other)
    reasons = (
        LinkReason("same_text", (f"{copy.containment:.2f}", f"{copy.resemblance:.2f}"), copy.score),
        *_chain_reason(candidate, other),
    )
    return Link(LinkKind.COPY, report.id, another.id, copy.score, reasons)


def _translation(candidate: HeldReport, *, mine: Trace, other: HeldReport) -> Link | None:
    if primary(candidate.report.language) == primary(other.report.language):
        return None
    near = nearness(candidate.meaning, other=other.meaning)
    if not is_translation(mine, other=trace_of(other), near=near):
        return None
    reasons = (LinkReason("translated_text", (f"{near:.2f}",), round(near, 3)), *_chain_reason(candidate, other))
    return Link(LinkKind.COPY, candidate.report.id, other.report.id, round(near, 3), reasons)


def _chain_reason(one: HeldReport, other: HeldReport) -> tuple[LinkReason, ...]:
    shared = [name for name in one.report.source_chain.members[:-1] if name in other.report.source_chain.members]
    return (LinkReason("same_origin", tuple(shared), 0.0),) if shared else ()


def _is_before(held: HeldReport, case: OpenCase) -> bool:
    """Tell whether the report's own event ended before the case's first report was held: another, earlier event."""
    windows = [e.norm for e in held.screening.of_role(Role.TIME) if isinstance(e.norm, TimeNorm)]
    first = min((each.report.held_at for each in case.held), default=case.case.opened_at).date()
    return bool(windows) and max(window.end for window in windows) < first - timedelta(days=_PAST_DAYS)


@dataclass(frozen=True, slots=True)
class _Fit:
    """How well a candidate fits a case."""

    case: OpenCase
    score: float
    threshold: float
    pairs: Mapping[ReportId, Weighed]
    extra: tuple[LinkReason, ...] = ()

    @property
    def margin(self) -> float:
        return self.score - self.threshold


def _fit(
    candidate: HeldReport, case: OpenCase, *, stance: _Stance, is_only: bool, parties: Sequence[Party]
) -> _Fit | None:
    pairs = {
        each.report.id: weigh(candidate, other=each, parties=parties)
        for each in case.held
        if each.report.id != candidate.report.id
    }
    if not pairs:
        return None
    ranked = sorted(pairs.values(), key=lambda found: -found.score)
    is_plain_now = is_made_plain(held=case.held, pairs=ranked)
    score = max(ranked[0].score, _joint_score(ranked, but=_WHERE_ELSE if is_plain_now else frozenset()))
    extra: list[LinkReason] = []
    # Whom it is about travels: another place is no reason against it where the same person is named.
    is_personal = any(found.is_personal for found in ranked)
    is_against = all(found.is_conflicting for found in ranked) and not is_plain_now and not is_personal
    if stance is _Stance.RAISES:
        if is_second_threat(candidate, held=case.held, pairs=ranked, parties=parties):
            return None
        is_tied = any(found.is_tied for found in ranked)
        is_anchored = any(found.is_anchored for found in ranked)
        is_alone = candidate.screening.opens_case and not is_anchored and any(f.is_conflicting for f in ranked)
        may_be_meant = not is_against and not is_alone
        if is_only and may_be_meant and case.case.is_open and _is_recent(candidate, case, pairs=ranked):
            weight = _ONLY_CASE if is_tied else _ONLY_CASE_UNTIED
            extra.append(LinkReason("only_open_case", (case.case.id,), weight))
            score += weight
    elif stance is _Stance.TELLS:
        if not any(found.is_anchored for found in ranked) or _is_before(candidate, case):
            return None
        is_over = candidate.screening.modality in _OVER and Label.ATTACK not in candidate.screening.labels
        if is_over and not any(found.is_personal for found in ranked):
            return None
        if _is_after_threat(candidate, case):
            extra.append(LinkReason("told_after_the_threat", (), _AFTER_THREAT))
            score += _AFTER_THREAT
    elif not any(found.is_personal for found in ranked) and not _goes_on(ranked):
        return None
    threshold = _threshold(candidate, case, stance=stance, pairs=ranked, is_against=is_against)
    return _Fit(case=case, score=min(1.0, score), threshold=threshold, pairs=pairs, extra=tuple(extra))


def _threshold(
    candidate: HeldReport, case: OpenCase, *, stance: _Stance, pairs: Sequence[Weighed], is_against: bool
) -> float:
    """Return what it takes for this report to join this case."""
    threshold = _THRESHOLD[stance]
    if is_against:
        threshold += _CONFLICT_MORE
    is_of_many = candidate.source.kind in _MANY_MOUTHS
    if is_of_many and candidate.screening.opens_case and not any(found.is_anchored for found in pairs):
        threshold += _UNANCHORED_MORE
    return threshold if case.case.is_open else threshold + _CLOSED_MORE


def _joint_score(pairs: Sequence[Weighed], *, but: frozenset[str] = frozenset()) -> float:
    """Return what speaks for the case as a whole: of each code the best that any of its reports gives.

    What speaks against counts only where it does for every report: a case may know of several places.
    """
    best: dict[str, float] = {}
    for found in pairs:
        for reason in found.reasons:
            best[reason.code] = max(best.get(reason.code, reason.weight), reason.weight)
    everywhere = [{reason.code for reason in found.reasons} for found in pairs]
    return sum(
        weight
        for code, weight in best.items()
        if code not in but and (weight > 0 or all(code in codes for codes in everywhere))
    )


def _goes_on(pairs: Sequence[Weighed]) -> bool:
    """Tell whether one private source goes on about what the case is about, without naming anybody."""
    best: dict[str, float] = {}
    for found in pairs:
        for reason in found.reasons:
            best[reason.code] = max(best.get(reason.code, 0.0), reason.weight)
    return "same_source" in best and best.get("same_notions", 0.0) + best.get("same_words", 0.0) >= _GOES_ON


def _is_recent(candidate: HeldReport, case: OpenCase, *, pairs: Sequence[Weighed]) -> bool:
    """Tell whether the case is recent enough to be the one meant: longer where a source or a name is shared."""
    if not candidate.source.kind.is_private and not any(found.is_personal for found in pairs):
        return False
    latest = max((each.report.held_at for each in case.held), default=case.case.opened_at)
    codes = {reason.code for found in pairs for reason in found.reasons}
    is_named = bool(codes & {"same_source", "same_names", "same_person", "same_initials", "same_handle", "same_actor"})
    most = _ONLY_CASE_DAYS_NAMED if is_named else _ONLY_CASE_DAYS
    return abs((candidate.report.held_at - latest).days) <= most


def _is_after_threat(candidate: HeldReport, case: OpenCase) -> bool:
    """Tell whether an attack or claim is told within weeks after the case's latest report."""
    if not candidate.screening.labels & {Label.ATTACK, Label.CLAIM}:
        return False
    latest = max((each.report.held_at for each in case.held), default=case.case.opened_at)
    return timedelta(0) <= candidate.report.held_at - latest <= timedelta(days=_AFTER_THREAT_DAYS)


def _decided(
    candidate: ReportId, *, decisions: Sequence[Link], cases: Sequence[OpenCase]
) -> tuple[CaseId | None, frozenset[CaseId], tuple[Link, ...]]:
    """Return the case that people joined the report to, the cases that they split it from, and their links.

    A decision with score 0 splits, any other joins; the later of two about one pair counts.
    """
    latest: dict[ReportId, Link] = {}
    for decision in decisions:
        if decision.decided_by is not None and candidate in (decision.report_id, decision.other_id):
            latest[decision.other_id if decision.report_id == candidate else decision.report_id] = decision
    joined: CaseId | None = None
    split: set[CaseId] = set()
    for case in cases:
        for each in case.held:
            made = latest.get(each.report.id)
            if made is None:
                continue
            if made.score > 0:
                joined = case.case.id
            else:
                split.add(case.case.id)
    return joined, frozenset(split - {joined}), tuple(latest.values())


def _links(candidate: HeldReport, *, fit: _Fit, stance: _Stance, taken: frozenset[ReportId]) -> tuple[Link, ...]:
    """Return the links to the reports of the case it joins: those that weigh enough, and at least the best."""
    is_event = stance is _Stance.TELLS and bool(candidate.screening.labels & {Label.ATTACK, Label.CLAIM})
    kind = LinkKind.SAME_EVENT if is_event else LinkKind.SAME_THREAT
    ranked = sorted(fit.pairs.items(), key=lambda pair: (-pair[1].score, pair[0]))
    found = []
    for at, (other_id, weighed) in enumerate(ranked):
        if other_id in taken or (at > 0 and weighed.score < _LINK_SHOWN):
            continue
        reasons = (*weighed.reasons, *(fit.extra if at == 0 else ()))
        if reasons:
            score = round(min(1.0, weighed.score + sum(reason.weight for reason in reasons[len(weighed.reasons) :])), 3)
            found.append(Link(kind, candidate.report.id, other_id, score, reasons))
    return tuple(found)


def link(
    candidate: HeldReport,
    *,
    known: Sequence[KnownReport],
    cases: Sequence[OpenCase],
    decisions: Sequence[Link] = (),
    parties: Sequence[Party] = (),
) -> Links:
    """Return what the candidate belongs to: copies and links with reasons, and the case it joins or opens.

    `cases` are the open ones, and closed ones that may be reopened; `known` are the reports held before it; `parties`
    are whom the desk knows to be threatened, or to threaten.
    """
    report_id = candidate.report.id
    joined, split, decided = _decided(report_id, decisions=decisions, cases=cases)
    split_reports = {
        (each.other_id if each.report_id == report_id else each.report_id) for each in decided if each.score == 0
    }
    copies = tuple(copy for copy in copies_of(candidate, known=known) if copy.other_id not in split_reports)
    kept = tuple(each for each in decided if each.score > 0)
    if joined is not None:
        return Links(report_id, links=(*kept, *copies), case_id=joined)
    case_of = {each.held.report.id: each.case_id for each in known if each.case_id is not None}
    open_cases = {each.case.id: each for each in cases if each.case.id not in split}
    for copy in copies:
        case = open_cases.get(case_of.get(copy.other_id, CaseId("")))
        # A form letter with another place and day is a copy by its words and a second threat by what it says.
        if case is None:
            continue
        if not is_second_threat(candidate, held=case.held, pairs=(), is_copy=True, parties=parties):
            return Links(report_id, links=(*kept, *copies), case_id=case.case.id)
        split |= {case.case.id}
    stance = _stance(candidate)
    if stance is not _Stance.NOTHING:
        left = [case for case in cases if case.case.id not in split]
        best = _best(candidate, cases=left, stance=stance, parties=parties)
        if best is not None:
            taken = frozenset(copy.other_id for copy in copies)
            links = _links(candidate, fit=best, stance=stance, taken=taken)
            return Links(report_id, links=(*kept, *copies, *links), case_id=best.case.case.id)
    return _opening(candidate, links=(*kept, *copies), stance=stance)


def _best(
    candidate: HeldReport, *, cases: Sequence[OpenCase], stance: _Stance, parties: Sequence[Party]
) -> _Fit | None:
    open_count = sum(1 for case in cases if case.case.is_open)
    fits = []
    for case in cases:
        if not case.case.is_open and stance is not _Stance.RAISES:
            continue
        fit = _fit(candidate, case, stance=stance, is_only=open_count == 1, parties=parties)
        if fit is not None and fit.margin >= 0:
            fits.append(fit)
    return max(fits, key=lambda fit: (fit.margin, fit.case.case.opened_at), default=None)


def _opening(candidate: HeldReport, *, links: tuple[Link, ...], stance: _Stance) -> Links:
    """Return the opening rule's answer for a report that joins no case."""
    screening = candidate.screening
    report_id = candidate.report.id
    if screening.opens_case:
        return Links(report_id, links=links, opens_case=True)
    if candidate.raises_possibly:
        return Links(report_id, links=links, opens_case=True, opens_undecided=True)
    if stance is _Stance.TELLS:
        return Links(report_id, links=links, why_no_case="tells_of_no_case_of_ours")
    if screening.is_possible_threat:
        return Links(report_id, links=links, why_no_case="open_source_raises_no_threat_alone")
    return Links(report_id, links=links, why_no_case="no_threat_raised")

"""Puts the answers together: the state of a case at an instant, from what was held by then and nothing later."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from nadhir.assess.attribution import hypotheses
from nadhir.assess.concerned import features, victims
from nadhir.assess.likelihood import confidence, likelihood
from nadhir.assess.limbs import Basis, basis, credible, impending, origin_of, specific
from nadhir.assess.merging import latest_window, merge, news, worst_harm
from nadhir.assess.parameters import AssessParameters
from nadhir.assess.reading import Reading, read_all
from nadhir.assess.specificity import met_by, specificity
from nadhir.terms.assessment import Assessment, Urgency
from nadhir.terms.case import CaseFile
from nadhir.terms.errors import InvalidTermError
from nadhir.terms.facts import Fact, FactName
from nadhir.terms.ids import PartyId, ReportId
from nadhir.terms.report import InformationCredibility, SourceReliability
from nadhir.terms.screening import Label, Modality, PlaceNorm, TimeNorm
from nadhir.terms.threat import IntendedVictim, Threat, ThreatElement

_STILL_RUNNING: Final = timedelta(hours=72)  # [D]: how long what "goes on now" is taken to go on, unless it is over
_DEGREES_PER_HOUR: Final = 15  # the sun's; the nautical time zone of a longitude
_DOUBTED: Final = frozenset({InformationCredibility.DOUBTFUL, InformationCredibility.IMPROBABLE})


def latest(
    facts: Sequence[Fact], *, name: FactName, about: PartyId | None = None, is_for_anyone: bool = False
) -> Fact | None:
    """Return the last established fact of that name about that party; a later one replaces an earlier."""
    return next(
        (f for f in reversed(facts) if f.name is name and (is_for_anyone or f.about == about)),
        None,
    )


def _local_offset(elements: Sequence[ThreatElement]) -> timedelta:
    """Return how far the place's clocks run from UTC, by its longitude: half an hour off at most in most countries."""
    place = next((e.norm for e in elements if isinstance(e.norm, PlaceNorm)), None)
    return timedelta(hours=round(place.lon / _DEGREES_PER_HOUR)) if place is not None else timedelta()


def _moment(day: date, *, hour: int | None, minute: int | None, offset: timedelta) -> datetime:
    return datetime.combine(day, time(hour or 0, minute or 0), tzinfo=UTC) - offset


def _window(norm: TimeNorm, *, offset: timedelta) -> tuple[datetime, datetime]:
    """Return the first and the last moment of a stated window, in UTC."""
    begins = _moment(norm.start, hour=norm.hour, minute=norm.minute, offset=offset)
    ends = _moment(norm.end, hour=None, minute=None, offset=offset) + timedelta(days=1)
    return begins, ends


def urgency(window: tuple[datetime, datetime] | None, *, at: datetime, parameters: AssessParameters) -> Urgency:
    """Return the column of the clock table.

    The time left is the time to the start of the window. Inside a window it is half of what is left of it: the median,
    where one moment is as likely as another. A window that has passed without an attack counts as undated.
    """
    if window is None:
        return Urgency.UNDATED
    begins, ends = window
    if at >= ends:
        return Urgency.UNDATED
    left = begins - at if at < begins else (ends - at) / 2
    if left <= timedelta(hours=parameters.soon_hours):
        return Urgency.UNDER_24_HOURS
    if left <= timedelta(hours=parameters.near_hours):
        return Urgency.UNDER_72_HOURS
    return Urgency.LATER


def _is_running(readings: Sequence[Reading], *, at: datetime) -> bool:
    """Tell whether what was said last tells of harm that goes on: somebody is held or on the way, now."""
    lately = [r for r in readings if r.raises and at - r.held_at <= _STILL_RUNNING]
    return any(r.has("running") for r in lately)


def _is_alone(fact: Fact, *, parameters: AssessParameters) -> bool:
    codes = {cue.code for cue in parameters.cues.find(fact.note)}
    return "alone" in codes and "at_large" not in codes


def _says_at_large(fact: Fact, *, parameters: AssessParameters) -> bool:
    codes = {cue.code for cue in parameters.cues.find(fact.note)}
    return "at_large" in codes and "alone" not in codes


def _ended_at(file: CaseFile, *, parameters: AssessParameters) -> datetime | None:
    """Return when the threat was last established to be over, or None.

    The plot is disrupted; or every suspect is held and one of the notes says that nobody else takes part. "Partly"
    held is not held, and one man held is not a cell.
    """
    disrupted = latest(file.facts, name=FactName.PLOT_DISRUPTED, is_for_anyone=True)
    held = [
        fact
        for party in file.parties
        if party.is_suspect
        for fact in (latest(file.facts, name=FactName.SUSPECT_HELD, about=party.id),)
        if fact is not None
    ]
    general = latest(file.facts, name=FactName.SUSPECT_HELD)
    if general is not None:
        held.append(general)
    if disrupted is not None and disrupted.value is True:
        if _says_at_large(disrupted, parameters=parameters) or _leaves_others_free(file, disrupted=disrupted):
            return None
        later_doubt = any(f.value is not True and f.at >= disrupted.at for f in held)
        return None if later_doubt else disrupted.at
    suspects = sum(party.is_suspect for party in file.parties)
    if held and all(f.value is True for f in held) and (len(held) >= suspects or general is not None):
        alone = any(_is_alone(f, parameters=parameters) for f in held)
        return max(f.at for f in held) if alone else None
    return None


def _leaves_others_free(file: CaseFile, *, disrupted: Fact) -> bool:
    """Tell whether the fact is about one suspect's part, and another suspect is neither held nor stopped."""
    if disrupted.about is None:
        return False
    return any(
        all(
            fact is None or fact.value is not True
            for name in (FactName.SUSPECT_HELD, FactName.PLOT_DISRUPTED)
            for fact in (latest(file.facts, name=name, about=party.id),)
        )
        for party in file.parties
        if party.is_suspect and party.id != disrupted.about
    )


def _attack_ends_it(
    file: CaseFile,
    *,
    threatened: Sequence[IntendedVictim],
    window: tuple[datetime, datetime] | None,
    at: datetime,
    parameters: AssessParameters,
) -> bool:
    """Tell whether the attack that happened was all that was meant.

    Not where its doers are said to be at large, nor where one of several who are threatened was attacked. And what is
    only reported, while the stated window still runs, has yet to be established as this attack and the whole of it.
    """
    fact = latest(file.facts, name=FactName.ATTACK_HAPPENED, is_for_anyone=True)
    if fact is None:
        return window is None or at >= window[1]
    if _says_at_large(fact, parameters=parameters):
        return False
    others = {victim.party_id for victim in threatened if victim.party_id is not None} - {fact.about}
    return fact.about is None or not others


def _attack_at(
    file: CaseFile, *, readings: Sequence[Reading], window: tuple[datetime, datetime] | None
) -> datetime | None:
    """Return when the attack is known to have happened: as established, or as reported inside the stated window."""
    fact = latest(file.facts, name=FactName.ATTACK_HAPPENED, is_for_anyone=True)
    if fact is not None:
        return fact.at if fact.value is True else None
    raised = [r for r in readings if r.raises]
    if not raised or window is None:
        return None
    begins, _ = window
    return next(
        (
            r.held_at
            for r in readings
            if Label.ATTACK in r.held.screening.labels
            and not r.raises
            and r.held.screening.modality is not Modality.FOILED
            and not _is_doubted(r)
            and r.held_at >= max(begins, raised[0].held_at)
        ),
        None,
    )


def _is_doubted(reading: Reading) -> bool:
    """Tell whether the report's own grade says not to build on it: no duty ends on such a word alone. [D]"""
    held = reading.held
    return held.report.credibility in _DOUBTED or held.source.reliability is SourceReliability.E


def _is_raised_after(readings: Sequence[Reading], *, moment: datetime) -> bool:
    return any(r.raises and not r.is_copy and r.held_at > moment for r in readings)


def _moments(readings: Sequence[Reading], *, opened_at: datetime) -> tuple[datetime, datetime]:
    """Return when the threat was first known, and when the picture last changed."""
    first = next((r.held_at for r in readings if r.raises), None) or (readings[0].held_at if readings else opened_at)
    return first, max((reading.held_at for reading in news(readings)), default=first)


def _confirming(grounds: Basis) -> tuple[ReportId, ...]:
    if not grounds.raising:
        return ()
    seen = {origin_of(grounds.raising[0])}
    found: list[ReportId] = []
    for reading in grounds.raising[1:]:
        origin = origin_of(reading)
        if not reading.is_copy and origin not in seen:
            seen.add(origin)
            found.append(reading.report_id)
    return tuple(found)


def _questions(file: CaseFile, *, readings: Sequence[Reading], ended: bool) -> tuple[str, ...]:
    codes: list[str] = []
    if any(not r.held.screening.is_language_known for r in readings):
        codes.append("report_in_unknown_language")
    held = latest(file.facts, name=FactName.SUSPECT_HELD, is_for_anyone=True)
    if held is not None and not ended:
        codes.append("who_is_still_at_large")
    consulted = latest(file.facts, name=FactName.ORIGINATOR_CONSULTED, is_for_anyone=True)
    controlled = any(r.held.report.marking and r.held.report.marking.is_originator_controlled for r in readings)
    if controlled and consulted is None:
        codes.append("originator_not_consulted")
    return tuple(codes)


def _check_nothing_later(file: CaseFile, *, at: datetime) -> None:
    moments = [h.report.held_at for h in file.held] + [f.at for f in file.facts] + [r.at for r in file.replies]
    if at.tzinfo is None or any(moment > at for moment in moments):
        raise InvalidTermError(
            "the file holds something later than the instant it is judged for",
            where=f"case {file.case.id} at {at.isoformat()}",
            remedy="draw the file up for that instant: an assessment rests on what was held then",
        )


def assess(file: CaseFile, *, at: datetime, parameters: AssessParameters) -> Assessment:
    """Return what the case amounts to at `at`.

    Raises:
        InvalidTermError: something in the file is later than `at`.
    """
    _check_nothing_later(file, at=at)
    readings = read_all(file, cues=parameters.cues)
    grounds = basis(readings)
    elements = merge(readings)
    threat = Threat(
        harm=worst_harm(readings),
        elements=elements,
        victims=victims(file, readings=readings, elements=elements),
    )
    stated = latest_window(elements, readings=readings)
    window = _window(stated, offset=_local_offset(elements)) if stated is not None else None
    attack_at = _attack_at(file, readings=readings, window=window)
    ended_at = _ended_at(file, parameters=parameters)
    over_at = attack_at
    if attack_at is not None and not _attack_ends_it(
        file, threatened=threat.victims, window=window, at=at, parameters=parameters
    ):
        over_at = None
    over_since = max((m for m in (over_at, ended_at) if m is not None), default=None)
    is_over = over_since is not None and not _is_raised_after(readings, moment=over_since)
    is_after = attack_at is not None
    window_lapsed = (
        window is not None
        and at >= window[1]
        and not is_over
        and not is_after
        and not _is_raised_after(readings, moment=window[1])
        and not (file.renewed_at is not None and file.renewed_at >= window[1])
    )
    first_known_at, latest_new_at = _moments(readings, opened_at=file.case.opened_at)
    return Assessment(
        case_id=file.case.id,
        at=at,
        threat=threat,
        credible=credible(grounds, parameters=parameters),
        specific=specific(grounds, threat=threat),
        impending=impending(grounds, threat=threat, is_over=is_over, window_lapsed=window_lapsed),
        first_known_at=first_known_at,
        latest_new_at=latest_new_at,
        urgency=Urgency.UNDER_24_HOURS
        if _is_running(readings, at=at)
        else urgency(window, at=at, parameters=parameters),
        independent_sources=grounds.independent,
        likelihood=likelihood(grounds, parameters=parameters, yardstick=file.holder.yardstick),
        confidence=confidence(grounds),
        is_over=is_over,
        attack_happened=is_after,
        hypotheses=hypotheses(
            file,
            readings=readings,
            before=basis([r for r in readings if r.held_at < attack_at]),
            elements=elements,
            happened_at=attack_at,
            parameters=parameters,
        )
        if attack_at is not None
        else (),
        confirming=_confirming(grounds),
        window_lapsed=window_lapsed,
        open_questions=_questions(file, readings=readings, ended=is_over),
        features=features(file, readings=readings, cues=parameters.cues),
        assessor=f"assess/{parameters.version}",
        specificity=specificity(readings, threat=threat),
        met_by=met_by(file, grounds=grounds, parameters=parameters, is_over=is_over, window_lapsed=window_lapsed),
    )


__all__ = ["assess", "latest", "urgency"]

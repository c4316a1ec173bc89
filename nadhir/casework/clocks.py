# SPDX-License-Identifier: Apache-2.0
"""Which clocks a case stands under at an instant: the one place where that is worked out, from its record alone.

Promise: nobody sets a clock, and so nobody can lose one. Each is worked out from what is on record, and ends by the
event that it waits for, by the closing of its case, or by a named officer with a reason (`keep_clocks`), which the
record shows. A report that brings something new while the release clock runs puts it off in no case; once it has run
out, or was answered, the report starts one of its own. Minutes are those that pass: no wall clock takes any away.

Pure: it reads no row, asks no clock, and touches nothing; `clock_record` gathers the record from the store.

Source: law.md 1.2 (R191-1, -3 to -7), section 9; every minute is ours [D].
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from nadhir.casework.authority import OfficerRole
from nadhir.terms.assessment import Urgency
from nadhir.terms.clocks import ClockChange, ClockChangeKind, ClockParameters, Consultation, Dispute, DisputeRung
from nadhir.terms.determination import Clock, ClockName, Determination, Outcome
from nadhir.terms.ids import OfficerId, PartyId, ReportId

OURS: Final = "[D]"
#: What a named officer may stop with a reason. Every other clock ends by its own act alone: a waiver's expiry that
#: could be stopped would be no expiry, and whoever was warned must not be left to guess whether it still holds.
MAY_BE_STOPPED: Final = frozenset({ClockName.RELEASE_DECISION, ClockName.ORIGINATOR_CONSULTATION})
MAY_BE_EXTENDED: Final = frozenset({*MAY_BE_STOPPED, ClockName.DISPUTE})
#: What moves on by itself to the next channel: the outbox sees to it (`deliver`).
MOVES_ON: Final = frozenset({ClockName.ACKNOWLEDGEMENT})
#: How long before a warning's validity, or a stated window, ends a person is asked what follows [D]: a shift of eight
#: hours, and time for two people to look at it. Of what holds for less than a day, half of its length.
ASK_BEFORE: Final = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Judged:
    """One determination on record: when, under which clock, what, and since when it is an officer's."""

    at: datetime
    started_at: datetime
    due_at: datetime
    outcome: Outcome
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Awaited:
    """A delivery whose answer is awaited."""

    key: str
    sent_at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """A warning that left and was neither renewed nor withdrawn."""

    release_id: str
    signed_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class ClockRecord:
    """What is on record of a case that clocks follow from; every sequence in order of time."""

    is_open: bool
    commander: OfficerId | None = None
    judged: tuple[Judged, ...] = ()
    determination: Determination | None = None  # the latest
    unlooked: tuple[tuple[ReportId, datetime], ...] = ()  # reports nobody looked at yet, and since when they are held
    controlled: tuple[tuple[ReportId, datetime], ...] = ()  # under an originator's control, who was not asked yet
    released_at: tuple[datetime, ...] = ()  # when a live warning was signed by both
    waived_at: tuple[datetime, ...] = ()  # when the last of the waivers was affirmed
    closed_at: tuple[datetime, ...] = ()
    reopened_at: tuple[
        datetime, ...
    ] = ()  # the decision is open again: reopened, a waiver expired, a warning withdrawn
    is_release_proposed: bool = False
    consultations: tuple[Consultation, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    standing: tuple[Standing, ...] = ()
    awaited: tuple[Awaited, ...] = ()
    window_ends_at: datetime | None = None  # of the threat, where it is dated and not over
    changes: tuple[ClockChange, ...] = ()
    expired: frozenset[str] = frozenset()  # keys of waivers' expiries that were acted on


@dataclass(frozen=True, slots=True)
class StandingClock:
    """One clock: who it waits for, and how it ended, where it did."""

    key: str
    clock: Clock
    role: OfficerRole  # whose the act is that it waits for
    held_by: OfficerId | None = None  # the one officer who has it in hand
    settled_at: datetime | None = None  # by the event that it waited for
    stopped: ClockChange | None = None
    extended: ClockChange | None = None
    about: PartyId | ReportId | str | None = None  # the victim of a waiver, the report of a consultation, a rung

    @property
    def is_running(self) -> bool:
        """Whether it still waits."""
        return self.settled_at is None and self.stopped is None


def standing_clocks(record: ClockRecord, *, parameters: ClockParameters) -> tuple[StandingClock, ...]:
    """Return every clock of the case, those that still wait first, next due first; of a closed case none.

    A release decision that was taken is among them while nothing has opened it again, so that one sees when it was.
    """
    if not record.is_open:
        return ()
    found = [
        *_first_look(record, parameters=parameters),
        *_decisions(record, parameters=parameters),
        *_consultations(record, parameters=parameters),
        *_disputes(record, parameters=parameters),
        *_waivers(record),
        *_window(record),
        *_renewals(record),
        *_answers(record),
    ]
    changed = (_changed(each, changes=record.changes, outcome=_outcome(record)) for each in found)
    return tuple(sorted(changed, key=lambda each: (not each.is_running, each.clock.due_at, each.key)))


def rung_at(clock: Clock, *, rung: int, parameters: ClockParameters) -> datetime:
    """Return when a clock that ran out is made loud on this rung, counted from 1: at once, then step by step."""
    return clock.due_at + (rung - 1) * timedelta(minutes=parameters.rung_minutes[clock.urgency])


def asked_from(clock: Clock) -> datetime:
    """Return from when a person is asked to decide on the end of a window: half a day before, or half its length."""
    return clock.due_at - min(ASK_BEFORE, (clock.due_at - clock.started_at) / 2)


# ── first look ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _first_look(record: ClockRecord, *, parameters: ClockParameters) -> Iterable[StandingClock]:
    if not record.unlooked:
        return
    report_id, held_at = min(record.unlooked, key=lambda each: (each[1], each[0]))
    minutes = timedelta(minutes=parameters.first_look_minutes)
    # Nobody can know how long it may wait before somebody looked: it counts as pressing.
    clock = Clock(ClockName.FIRST_LOOK, held_at, held_at + minutes, Urgency.UNDER_24_HOURS, OURS)
    yield StandingClock(key=f"{clock.name}:{report_id}", clock=clock, role=OfficerRole.INTAKE_OFFICER, about=report_id)


# ── the release decision ────────────────────────────────────────────────────────────────────────────────────────────


def _decisions(record: ClockRecord, *, parameters: ClockParameters) -> Iterable[StandingClock]:
    """Return the release decision's clocks: of those that run, each; of those that were answered, the last."""
    latest = record.determination
    if latest is None:
        return
    kept: list[tuple[datetime, datetime]] = []
    for started_at, due_at in _starts(record, parameters=parameters):
        before = kept[-1] if kept else None
        settled_at = None if before is None else _settled(record, since=before[0])
        if before is not None and (settled_at is None or settled_at > started_at) and before[1] > started_at:
            # It still ran when this came in: one decision answers both, and it is due when the first said, or sooner.
            kept[-1] = (before[0], min(before[1], due_at))
        else:
            kept.append((started_at, due_at))
    running = [each for each in kept if _settled(record, since=each[0]) is None]
    for started_at, due_at in running or kept[-1:]:
        yield _decision(record, latest=latest, started_at=started_at, due_at=due_at)


def _decision(record: ClockRecord, *, latest: Determination, started_at: datetime, due_at: datetime) -> StandingClock:
    settled_at = _settled(record, since=started_at)
    awaits_affirmation = settled_at is None and latest.outcome is Outcome.WAIVE and latest.decided_by is not None
    name = ClockName.WAIVER_AFFIRMATION if awaits_affirmation else ClockName.RELEASE_DECISION
    is_signed_next = awaits_affirmation or (latest.decided_by is not None and record.is_release_proposed)
    return StandingClock(
        key=f"{ClockName.RELEASE_DECISION}:{started_at.isoformat()}",
        clock=Clock(name, started_at, due_at, latest.clock.urgency, OURS),
        role=OfficerRole.RELEASING_AUTHORITY if is_signed_next else OfficerRole.ANALYST,
        held_by=None if is_signed_next else record.commander,
        settled_at=settled_at,
    )


def _starts(record: ClockRecord, *, parameters: ClockParameters) -> Sequence[tuple[datetime, datetime]]:
    """Return when the decision was asked for, and by when: at first knowledge, by new content, and opened again.

    Of several determinations under one start the last says how long it may take: what is established later can show
    that there is more time, or less.
    """
    starts: dict[datetime, datetime] = {}
    allowed = timedelta()
    for judged in record.judged:
        allowed = judged.due_at - judged.started_at
        if judged.outcome is Outcome.NO_DUTY:
            allowed = max(allowed, timedelta(minutes=parameters.closing_minutes))
        started_at = judged.started_at
        answered_at = _settled(record, since=started_at)
        is_anew = answered_at is not None and (judged.decided_at is None or judged.decided_at > answered_at)
        if answered_at is not None and answered_at < judged.at and is_anew:
            # It was answered, and what is recommended since is not what was decided then: it is asked anew.
            again = [moment for moment in starts if moment > answered_at and _settled(record, since=moment) is None]
            started_at = max(again, default=judged.at)
        starts[started_at] = started_at + allowed
    for moment in record.reopened_at:
        if record.judged and moment >= record.judged[0].at:
            starts.setdefault(moment, moment + allowed)
    return sorted(starts.items())


def _settled(record: ClockRecord, *, since: datetime) -> datetime | None:
    """Return when the decision asked for at that moment was taken: warned, waived, referred, found not to be owed."""
    decided = (
        judged.decided_at
        for judged in record.judged
        if judged.decided_at is not None and judged.outcome in (Outcome.NO_DUTY, Outcome.REFER)
    )
    moments = (*record.released_at, *record.waived_at, *record.closed_at, *decided)
    return min((moment for moment in moments if moment >= since), default=None)


# ── originators and disputes ────────────────────────────────────────────────────────────────────────────────────────


def _consultations(record: ClockRecord, *, parameters: ClockParameters) -> Iterable[StandingClock]:
    minutes = timedelta(minutes=parameters.consultation_minutes)
    name, urgency = ClockName.ORIGINATOR_CONSULTATION, _urgency(record)
    for each in record.consultations:
        if each.reply is None:
            yield StandingClock(
                key=f"{name}:{each.id}",
                clock=Clock(name, each.asked_at, each.asked_at + minutes, urgency, OURS),
                role=OfficerRole.ANALYST,
                held_by=each.asked_by,
                about=each.report_id,
            )
    latest = record.determination
    if latest is None or latest.outcome is not Outcome.WARN:
        return
    for report_id, held_at in record.controlled:
        started_at = max(held_at, latest.clock.started_at)
        yield StandingClock(
            key=f"{name}:{report_id}",
            clock=Clock(name, started_at, started_at + minutes, urgency, OURS),
            role=OfficerRole.ANALYST,
            held_by=record.commander,
            about=report_id,
        )


def _disputes(record: ClockRecord, *, parameters: ClockParameters) -> Iterable[StandingClock]:
    urgency = _urgency(record)
    for each in record.disputes:
        if each.settled_at is None:
            is_lowest = each.rung is DisputeRung.LOWEST_LEVEL
            due_at = each.since + timedelta(minutes=parameters.dispute_minutes[urgency])
            yield StandingClock(
                key=f"{ClockName.DISPUTE}:{each.id}:{each.rung}",
                clock=Clock(ClockName.DISPUTE, each.since, due_at, urgency, OURS),
                role=OfficerRole.ANALYST if is_lowest else OfficerRole.RELEASING_AUTHORITY,
                held_by=record.commander if is_lowest else None,
                about=each.rung.value,
            )


# ── waivers, windows, warnings, answers ─────────────────────────────────────────────────────────────────────────────


def _waivers(record: ClockRecord) -> Iterable[StandingClock]:
    latest = record.determination
    if latest is None or latest.outcome is not Outcome.WAIVE:
        return
    for waiver in latest.waivers:
        if waiver.affirmed_at is None or waiver.affirmed_at >= waiver.expires_at:
            continue
        key = f"{ClockName.WAIVER_EXPIRY}:{waiver.ground}:{waiver.victim or ''}:{waiver.expires_at.isoformat()}"
        if key not in record.expired:
            clock = Clock(ClockName.WAIVER_EXPIRY, waiver.affirmed_at, waiver.expires_at, latest.clock.urgency, OURS)
            yield StandingClock(
                key=key, clock=clock, role=OfficerRole.ANALYST, held_by=record.commander, about=waiver.victim
            )


def _window(record: ClockRecord) -> Iterable[StandingClock]:
    """Return the clock of the window that the reports state: by its end somebody decides what follows."""
    latest, ends_at = record.determination, record.window_ends_at
    if latest is None or ends_at is None or latest.outcome is not Outcome.WARN or not record.judged:
        return
    started_at = record.judged[0].started_at
    key = f"{ClockName.STATED_WINDOW}:{ends_at.isoformat()}"
    decided = next((each for each in record.changes if each.key == key), None)
    if started_at >= ends_at:
        return
    clock = Clock(ClockName.STATED_WINDOW, started_at, ends_at, latest.clock.urgency, OURS)
    renewed_at = min((moment for moment in record.released_at[1:] if moment >= asked_from(clock)), default=None)
    if decided is None:
        yield StandingClock(
            key=key, clock=clock, role=OfficerRole.ANALYST, held_by=record.commander, settled_at=renewed_at
        )
    elif decided.kind is ClockChangeKind.KEPT_UP:
        # The threat is held to stand: a warning that says so is owed, in the time that a release may take.
        settled_at = min((moment for moment in record.released_at if moment >= decided.at), default=None)
        due_at = decided.at + (latest.clock.due_at - latest.clock.started_at)
        owed = Clock(ClockName.RENEWAL, decided.at, due_at, latest.clock.urgency, OURS)
        if settled_at is None:
            yield StandingClock(
                key=f"{ClockName.RENEWAL}:{ends_at.isoformat()}",
                clock=owed,
                role=OfficerRole.ANALYST,
                held_by=record.commander,
            )


def _renewals(record: ClockRecord) -> Iterable[StandingClock]:
    for each in record.standing:
        if each.signed_at < each.expires_at:
            yield StandingClock(
                key=f"{ClockName.RENEWAL}:{each.release_id}",
                clock=Clock(ClockName.RENEWAL, each.signed_at, each.expires_at, _urgency(record), OURS),
                role=OfficerRole.ANALYST,
                held_by=record.commander,
            )


def _answers(record: ClockRecord) -> Iterable[StandingClock]:
    for each in record.awaited:
        if each.sent_at < each.due_at:
            yield StandingClock(
                key=f"{ClockName.ACKNOWLEDGEMENT}:{each.key}",
                clock=Clock(ClockName.ACKNOWLEDGEMENT, each.sent_at, each.due_at, _urgency(record), OURS),
                role=OfficerRole.LIAISON,
            )


# ── what the clocks share ───────────────────────────────────────────────────────────────────────────────────────────


def _changed(given: StandingClock, *, changes: Sequence[ClockChange], outcome: str) -> StandingClock:
    """Return the clock as named officers changed it; a stop stands only for what was recommended when it was made."""
    found = given
    for change in changes:
        if change.key != given.key:
            continue
        if change.kind is ClockChangeKind.EXTENDED and change.until is not None:
            found = replace(
                found, clock=replace(found.clock, due_at=max(found.clock.due_at, change.until)), extended=change
            )
        elif change.kind is ClockChangeKind.STOPPED and change.outcome == outcome and found.settled_at is None:
            found = replace(found, stopped=change)
    return found


def _outcome(record: ClockRecord) -> str:
    return "" if record.determination is None else record.determination.outcome.value


def _urgency(record: ClockRecord) -> Urgency:
    return Urgency.UNDATED if record.determination is None else record.determination.clock.urgency

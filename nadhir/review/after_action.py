# SPDX-License-Identifier: Apache-2.0
"""Compute the review: figures first, the verdict from them, then what the record points to."""

from collections.abc import Iterable
from datetime import datetime

from nadhir.review.types import AfterAction, Extract, Figure, FigureName, Lesson, LessonCode, Verdict
from nadhir.terms.case import CaseEventKind
from nadhir.terms.delivery import DeliveryEventKind, DeliveryState
from nadhir.terms.determination import Determination, Outcome

_WITHOUT_WARNING = {
    Outcome.WAIVE: Verdict.WAIVED,
    Outcome.REFER: Verdict.REFERRED,
    Outcome.NO_DUTY: Verdict.NO_DUTY,
    Outcome.UNDECIDED: Verdict.UNDECIDED,
}


def after_action(extract: Extract) -> AfterAction:
    """Return the review of a case as its record stands at `drawn_at`."""
    figures = _figures(extract)
    return AfterAction(
        case_id=extract.case_id,
        drawn_at=extract.drawn_at,
        verdict=_verdict(extract, figures=figures),
        figures=figures,
        lessons=tuple(_lessons(extract, figures=figures)),
        silences=len(_moments(extract, CaseEventKind.SILENCE_RECORDED)),
        attempts=sum(len(d.attempts) for d in extract.deliveries),
        acknowledged=sum(1 for d in extract.deliveries if d.acknowledgement is not None),
        recipients=len({d.party_id for d in extract.deliveries}),
    )


def _moments(extract: Extract, *kinds: CaseEventKind) -> tuple[datetime, ...]:
    return tuple(e.at for e in extract.events if e.kind in kinds)


def _warn(extract: Extract) -> Determination | None:
    """Return the first determination to warn: the clock that counts is the one that stood then."""
    return next((d for d in extract.determinations if d.outcome is Outcome.WARN), None)


def _acknowledged_at(extract: Extract) -> datetime | None:
    named = [d.acknowledgement.at for d in extract.deliveries if d.acknowledgement is not None]
    return min((*named, *_moments(extract, CaseEventKind.WARNING_ACKNOWLEDGED)), default=None)


def _figures(extract: Extract) -> tuple[Figure, ...]:
    def since_known(moment: datetime | None) -> int | None:
        return None if moment is None else int((moment - extract.first_known_at).total_seconds() // 60)

    def first(*kinds: CaseEventKind) -> int | None:
        return since_known(next(iter(_moments(extract, *kinds)), None))

    warn = _warn(extract)
    allowed = warn.clock.minutes if warn is not None else None
    acknowledged = _acknowledged_at(extract)
    lead = None
    if acknowledged is not None and extract.attack_at is not None:
        lead = int((extract.attack_at - acknowledged).total_seconds() // 60)
    return (
        Figure(FigureName.TO_SCREENING, extract.held_unread_minutes),
        Figure(FigureName.TO_CASE, first(CaseEventKind.CASE_OPENED)),
        Figure(FigureName.TO_DETERMINATION, since_known(warn.at if warn is not None else None)),
        Figure(FigureName.TO_RELEASE, first(CaseEventKind.WARNING_RELEASED)),
        Figure(FigureName.DUTY_TO_RELEASE, _since_duty(extract, warn=warn), allowed),
        Figure(FigureName.TO_DELIVERY, first(CaseEventKind.WARNING_DELIVERED)),
        Figure(FigureName.TO_ACKNOWLEDGEMENT, since_known(acknowledged)),
        Figure(FigureName.TO_ACTION, first(CaseEventKind.ACTION_STATED)),
        Figure(FigureName.LEAD, lead),
    )


def _since_duty(extract: Extract, *, warn: Determination | None) -> int | None:
    released = next(iter(_moments(extract, CaseEventKind.WARNING_RELEASED)), None)
    return None if warn is None or released is None else int((released - warn.at).total_seconds() // 60)


def _by_name(figures: Iterable[Figure]) -> dict[FigureName, Figure]:
    return {f.name: f for f in figures}


def _verdict(extract: Extract, *, figures: tuple[Figure, ...]) -> Verdict:
    by_name = _by_name(figures)
    if not _moments(extract, CaseEventKind.WARNING_RELEASED):
        if _warn(extract) is not None:
            return Verdict.NOT_GIVEN
        last = extract.determinations[-1].outcome if extract.determinations else Outcome.UNDECIDED
        return _WITHOUT_WARNING[last]
    if by_name[FigureName.TO_ACKNOWLEDGEMENT].minutes is None:
        return Verdict.GIVEN_NOT_ACKNOWLEDGED
    lead = by_name[FigureName.LEAD].minutes
    if by_name[FigureName.DUTY_TO_RELEASE].is_late or (lead is not None and lead <= 0):
        return Verdict.MET_LATE
    return Verdict.MET_IN_TIME


def _lessons(extract: Extract, *, figures: tuple[Figure, ...]) -> Iterable[Lesson]:
    by_name = _by_name(figures)
    warn = _warn(extract)
    released = _moments(extract, CaseEventKind.WARNING_RELEASED)
    release, determined = by_name[FigureName.DUTY_TO_RELEASE], by_name[FigureName.TO_DETERMINATION]
    if release.is_late:
        yield Lesson(LessonCode.RELEASE_AFTER_CLOCK, released or (extract.drawn_at,))
    if (
        warn is not None
        and determined.minutes is not None
        and release.allowed_minutes is not None
        and determined.minutes > release.allowed_minutes
    ):
        yield Lesson(LessonCode.SLOW_DETERMINATION, (extract.first_known_at, warn.at))
    yield from _delivery_lessons(extract)
    if extract.attack_at is not None:
        code = LessonCode.ACT_HAPPENED_AFTER_WARNING if released else LessonCode.ACT_HAPPENED_UNWARNED
        yield Lesson(code, (*released, extract.attack_at))
    due = [d.at for d in extract.determinations if d.renewal_due]
    decided = _moments(extract, CaseEventKind.WARNING_RENEWED, CaseEventKind.WARNING_CANCELLED)
    if due and not any(at >= due[0] for at in decided):
        yield Lesson(LessonCode.WINDOW_NOT_RENEWED, (due[0],))
    if refused := _moments(extract, CaseEventKind.RELEASE_REFUSED):
        yield Lesson(LessonCode.EMERGENCY_OR_REFUSED_RELEASE, refused)
    if extract.determinations and extract.determinations[-1].open_questions:
        yield Lesson(LessonCode.OPEN_QUESTIONS_LEFT, (extract.determinations[-1].at,))
    closed = _moments(extract, CaseEventKind.CASE_CLOSED)
    if closed and (unanswered := tuple(at for at in extract.unanswered if at <= closed[-1])):
        yield Lesson(LessonCode.CLOSED_WITH_UNANSWERED_QUESTION, (*unanswered, closed[-1]))
    opened = next((event for event in extract.events if event.kind is CaseEventKind.CASE_OPENED), None)
    if opened is not None and opened.to is None and opened.by is None:
        yield Lesson(LessonCode.WITHOUT_COMMANDER, (opened.at,))


def _delivery_lessons(extract: Extract) -> Iterable[Lesson]:
    silences = _moments(extract, CaseEventKind.SILENCE_RECORDED)
    escalations = _moments(extract, CaseEventKind.DELIVERY_ESCALATED)
    if silences:
        followed = any(at >= silences[0] for at in escalations)
        code = LessonCode.SILENCE_THEN_ESCALATED if followed else LessonCode.SILENCE_NOT_ESCALATED
        yield Lesson(code, (*silences, *escalations))
    declined = _moments(extract, CaseEventKind.WARNING_DECLINED) or tuple(
        a.at for d in extract.deliveries for a in d.attempts if a.outcome is DeliveryEventKind.DECLINED
    )
    if declined:
        yield Lesson(LessonCode.DECLINED_BY_RECIPIENT, declined)
    exhausted = _moments(extract, CaseEventKind.DELIVERY_EXHAUSTED)
    if exhausted or any(d.state is DeliveryState.EXHAUSTED for d in extract.deliveries):
        yield Lesson(LessonCode.EXHAUSTED, exhausted or (extract.drawn_at,))
    acknowledged = [d for d in extract.deliveries if d.state is DeliveryState.ACKNOWLEDGED]
    if acknowledged and not _moments(extract, CaseEventKind.ACTION_STATED):
        moments = tuple(d.acknowledgement.at for d in acknowledged if d.acknowledgement is not None)
        yield Lesson(LessonCode.ACKNOWLEDGED_NO_ACTION_STATED, moments)

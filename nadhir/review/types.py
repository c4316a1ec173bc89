# SPDX-License-Identifier: Apache-2.0
"""What a review reads, and what it says."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from nadhir.terms.case import CaseEvent
from nadhir.terms.delivery import Delivery
from nadhir.terms.determination import Determination
from nadhir.terms.errors import InvalidTermError
from nadhir.terms.ids import CaseId


@dataclass(frozen=True, slots=True)
class Extract:
    """What the record holds of one case.

    `events` and `determinations` are in order of time; `attack_at` is when the act that was warned of happened, as far
    as the case knows; `held_unread_minutes` is how long the report that raised the threat lay before it was screened;
    `unanswered` is when questions that were put to somebody were given up without an answer.
    """

    case_id: CaseId
    first_known_at: datetime
    drawn_at: datetime
    events: tuple[CaseEvent, ...]
    determinations: tuple[Determination, ...]
    deliveries: tuple[Delivery, ...]
    attack_at: datetime | None = None
    held_unread_minutes: int | None = None
    unanswered: tuple[datetime, ...] = ()

    def __post_init__(self) -> None:
        moments = [e.at for e in self.events]
        if moments != sorted(moments):
            raise InvalidTermError("the events are out of order", where=f"extract of {self.case_id}")


class Verdict(StrEnum):
    """How the duty was met."""

    MET_IN_TIME = "met_in_time"  # a named person acknowledged the warning, within the clock and before the act
    MET_LATE = "met_late"  # acknowledged, but after the clock or after the act
    GIVEN_NOT_ACKNOWLEDGED = "given_not_acknowledged"  # it left; nobody is known to have taken it in
    NOT_GIVEN = "not_given"  # the duty was found and no warning left
    WAIVED = "waived"
    REFERRED = "referred"
    NO_DUTY = "no_duty"
    UNDECIDED = "undecided"


class FigureName(StrEnum):
    """The measured stretches of the way, from first knowledge where nothing else is said, in whole minutes.

    The clock counts from the duty: from when the desk first found that it must warn. How long it took to find that is
    `TO_DETERMINATION`, and a lesson of its own where it took longer than the clock would have allowed.
    """

    TO_SCREENING = "to_screening"
    TO_CASE = "to_case"
    TO_DETERMINATION = "to_determination"
    TO_RELEASE = "to_release"
    DUTY_TO_RELEASE = "duty_to_release"
    TO_DELIVERY = "to_delivery"
    TO_ACKNOWLEDGEMENT = "to_acknowledgement"
    TO_ACTION = "to_action"
    LEAD = "lead"  # from acknowledgement to the act


@dataclass(frozen=True, slots=True)
class Figure:
    """One stretch: its minutes, or None where it never happened, and what was allowed, where a clock stood."""

    name: FigureName
    minutes: int | None
    allowed_minutes: int | None = None

    @property
    def is_late(self) -> bool:
        """Whether a clock stood and was missed; what never happened under a clock is late too."""
        return self.allowed_minutes is not None and (self.minutes is None or self.minutes > self.allowed_minutes)


class LessonCode(StrEnum):
    """What a review points to; worded by the shell."""

    SLOW_DETERMINATION = "slow_determination"
    RELEASE_AFTER_CLOCK = "release_after_clock"
    SILENCE_THEN_ESCALATED = "silence_then_escalated"
    SILENCE_NOT_ESCALATED = "silence_not_escalated"
    DECLINED_BY_RECIPIENT = "declined_by_recipient"
    EXHAUSTED = "exhausted"
    ACKNOWLEDGED_NO_ACTION_STATED = "acknowledged_no_action_stated"
    ACT_HAPPENED_AFTER_WARNING = "act_happened_after_warning"
    ACT_HAPPENED_UNWARNED = "act_happened_unwarned"
    WINDOW_NOT_RENEWED = "window_not_renewed"
    EMERGENCY_OR_REFUSED_RELEASE = "emergency_or_refused_release"
    OPEN_QUESTIONS_LEFT = "open_questions_left"
    CLOSED_WITH_UNANSWERED_QUESTION = "closed_with_unanswered_question"
    WITHOUT_COMMANDER = "without_commander"


@dataclass(frozen=True, slots=True)
class Lesson:
    """One finding, and the moments in the record that it rests on."""

    code: LessonCode
    rests_on: tuple[datetime, ...]


@dataclass(frozen=True, slots=True)
class AfterAction:
    """The review of one case."""

    case_id: CaseId
    drawn_at: datetime
    verdict: Verdict
    figures: tuple[Figure, ...]
    lessons: tuple[Lesson, ...]
    silences: int
    attempts: int
    acknowledged: int
    recipients: int

    def figure(self, name: FigureName) -> Figure:
        """Return one figure by name."""
        return next(f for f in self.figures if f.name is name)

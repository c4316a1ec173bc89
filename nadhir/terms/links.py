# SPDX-License-Identifier: Apache-2.0
"""Which reports belong together, and why: copy of, same event, same threat."""

from dataclasses import dataclass
from enum import StrEnum

from nadhir.terms.errors import InvalidTermError
from nadhir.terms.ids import CaseId, OfficerId, ReportId


class LinkKind(StrEnum):
    """How two reports belong together."""

    COPY = "copy"
    SAME_EVENT = "same_event"
    SAME_THREAT = "same_threat"


@dataclass(frozen=True, slots=True)
class LinkReason:
    """One reason for a link: a stable code, and the values that agree, for example ("same_place", ("Kerman",))."""

    code: str
    values: tuple[str, ...] = ()
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Link:
    """`report_id` belongs with `other_id`; the score is in [0, 1]. A person's decision outranks any score."""

    kind: LinkKind
    report_id: ReportId
    other_id: ReportId
    score: float
    reasons: tuple[LinkReason, ...]
    decided_by: OfficerId | None = None

    def __post_init__(self) -> None:
        if not 0.0 <= self.score <= 1.0:
            raise InvalidTermError(f"score {self.score} is outside 0 to 1", where=f"link of {self.report_id}")
        if not self.reasons and self.decided_by is None:
            raise InvalidTermError("a link needs a reason or a person", where=f"link of {self.report_id}")


class ConfirmationBar(StrEnum):
    """Why another report that speaks of the same does not confirm this one."""

    COPY = "copy"  # it is the same text again, or a copy of such
    SAME_SOURCE = "same_source"
    SAME_ORIGIN = "same_origin"  # both chains go through one teller
    ORIGIN_UNKNOWN = "origin_unknown"  # a page that does not say whom it has it from may have it from anybody
    DOUBTED = "doubted"  # it, or its source, is graded unreliable, doubtful or improbable


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What another report of the same is to this one: who told it, and why it confirms nothing, if it does not.

    `chain` is who told whom, from the origin on; of a source of one's own, which has no chain, it is empty.
    """

    report_id: ReportId
    chain: tuple[str, ...] = ()
    bar: ConfirmationBar | None = None

    @property
    def is_independent(self) -> bool:
        """Whether it is another voice than the report's."""
        return self.bar is None


@dataclass(frozen=True, slots=True)
class Links:
    """What a new report belongs to. `case_id` is the open case it joins; `opens_case` says a new one is to be opened.

    Neither set: the report joins no case; `why_no_case` then says why with a code ("no_threat_raised", …).
    """

    report_id: ReportId
    links: tuple[Link, ...] = ()
    case_id: CaseId | None = None
    opens_case: bool = False
    opens_undecided: bool = False  # a private source raised a possible threat: a person must look
    why_no_case: str = ""

    def __post_init__(self) -> None:
        if self.case_id is not None and self.opens_case:
            raise InvalidTermError("a report joins a case or opens one, not both", where=f"links of {self.report_id}")
        if self.case_id is None and not self.opens_case and not self.why_no_case:
            raise InvalidTermError("a report outside every case needs a reason", where=f"report {self.report_id}")

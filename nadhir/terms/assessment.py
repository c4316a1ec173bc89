# SPDX-License-Identifier: Apache-2.0
"""What the case amounts to at an instant: the limbs of the test, likelihood, confidence, attribution.

Likelihood is an interval with the terms of ICD 203 (row A); confidence is of the basis, not of the event, and never
stands in one sentence with likelihood. Nothing is 0 % or 100 %.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from nadhir.terms.errors import InvalidTermError
from nadhir.terms.facts import FactName
from nadhir.terms.ids import CaseId, PartyId, ReportId
from nadhir.terms.threat import Evidence, Threat


class Answer(StrEnum):
    """The answer to one question of a test."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class LikelihoodTerm(StrEnum):
    """ICD 203, row A."""

    ALMOST_NO_CHANCE = "almost no chance"
    VERY_UNLIKELY = "very unlikely"
    UNLIKELY = "unlikely"
    ROUGHLY_EVEN_CHANCE = "roughly even chance"
    LIKELY = "likely"
    VERY_LIKELY = "very likely"
    ALMOST_CERTAIN = "almost certain"


LEAST_PERCENT: Final = 1  # ICD 203 knows neither 0 % nor 100 %
MOST_PERCENT: Final = 99

#: ICD 203 bands in per cent (law.md 1.8).
LIKELIHOOD_BANDS: Final[dict[LikelihoodTerm, tuple[int, int]]] = {
    LikelihoodTerm.ALMOST_NO_CHANCE: (1, 5),
    LikelihoodTerm.VERY_UNLIKELY: (5, 20),
    LikelihoodTerm.UNLIKELY: (20, 45),
    LikelihoodTerm.ROUGHLY_EVEN_CHANCE: (45, 55),
    LikelihoodTerm.LIKELY: (55, 80),
    LikelihoodTerm.VERY_LIKELY: (80, 95),
    LikelihoodTerm.ALMOST_CERTAIN: (95, 99),
}


class Confidence(StrEnum):
    """How good the basis is."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Likelihood:
    """An interval of probability in per cent, 1 to 99, and the ICD 203 terms whose bands it touches.

    One term: it can be said as it is. Two or more: a person chooses (`chosen`).
    """

    low: int
    high: int
    chosen: LikelihoodTerm | None = None

    def __post_init__(self) -> None:
        if not LEAST_PERCENT <= self.low <= self.high <= MOST_PERCENT:
            raise InvalidTermError(
                f"{self.low} to {self.high} % is no likelihood",
                where="Likelihood",
                remedy=f"give whole per cents from {LEAST_PERCENT} to {MOST_PERCENT}: nothing is certain",
            )
        if self.chosen is not None and self.chosen not in self.terms:
            raise InvalidTermError(f"“{self.chosen}” lies outside {self.low} to {self.high} %", where="Likelihood")

    @property
    def terms(self) -> tuple[LikelihoodTerm, ...]:
        """The terms whose band overlaps the interval by more than its edge."""
        found = tuple(t for t, (low, high) in LIKELIHOOD_BANDS.items() if min(high, self.high) > max(low, self.low))
        if found:
            return found
        return tuple(t for t, (low, high) in LIKELIHOOD_BANDS.items() if low <= self.low <= high)[:1]

    @property
    def term(self) -> LikelihoodTerm | None:
        """The one term that may be said: the chosen one, or the only one; else None: a person must choose."""
        if self.chosen is not None:
            return self.chosen
        return self.terms[0] if len(self.terms) == 1 else None


@dataclass(frozen=True, slots=True)
class Limb:
    """One question of the test with its answer, the quotations behind it, and codes of what is missing."""

    answer: Answer
    evidence: tuple[Evidence, ...] = ()
    missing: tuple[str, ...] = ()
    because: tuple[str, ...] = ()  # codes of the reasons, worded by the shell


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """Who did it, after an attack: how likely, what speaks for it and what against."""

    actor: str  # canonical English name
    likelihood: Likelihood
    speaks_for: tuple[str, ...] = ()  # codes: "claimed_through_usual_channel", "pattern_matches", …
    speaks_against: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Feature:
    """Something else that reports or facts show and a pack may ask about: a stable code, and where it stands.

    `party_id` where it is true of one party; `fact` where it stands in the note of an established fact.
    """

    code: str  # "terrorist_content", "bystanders_exposed", "would_pass_it_on", "safe_way_remains", …
    evidence: tuple[Evidence, ...] = ()
    party_id: PartyId | None = None
    fact: FactName | None = None


class Urgency(StrEnum):
    """Time left to the harm; picks the clock (law.md section 9)."""

    UNDER_24_HOURS = "under_24_h"  # or running
    UNDER_72_HOURS = "24_72_h"
    LATER = "later"
    UNDATED = "undated"


class Specificity(StrEnum):
    """How much the case can tell, in words for the desk."""

    NONE = "none"
    PARTIAL = "partial"
    SPECIFIC = "specific"


@dataclass(frozen=True, slots=True)
class Assessment:
    """The state of a case at `at`, from what was held by then and nothing later."""

    case_id: CaseId
    at: datetime
    threat: Threat
    credible: Limb
    specific: Limb
    impending: Limb
    first_known_at: datetime  # when the first report that raised the threat was held
    latest_new_at: datetime  # when the latest report that changed the picture was held
    urgency: Urgency
    independent_sources: int
    likelihood: Likelihood
    confidence: Confidence
    is_over: bool = False  # disrupted with nobody at large, or passed
    attack_happened: bool = False
    hypotheses: tuple[Hypothesis, ...] = ()
    confirming: tuple[ReportId, ...] = ()  # reports that confirm independently (copies do not)
    window_lapsed: bool = False  # a stated window has passed with no attack and no renewal decision
    open_questions: tuple[str, ...] = ()
    features: tuple[Feature, ...] = ()
    assessor: str = ""  # name and version of the step

    @property
    def is_threshold_met(self) -> bool:
        """Whether all three limbs of ICD 191's test are answered yes."""
        return all(limb.answer is Answer.YES for limb in (self.credible, self.specific, self.impending))

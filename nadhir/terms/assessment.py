# SPDX-License-Identifier: Apache-2.0
"""What the case amounts to at an instant: the limbs of the test, likelihood, confidence, attribution.

Likelihood is an interval, worded by the yardstick that the house chose: ICD 203 (row A) or PHIA. Confidence is of the
basis, not of the event, and never stands in one sentence with likelihood. Nothing is 0 % or 100 %.

The words of both yardsticks are one vocabulary, since people read them as one ("unlikely" is 20–45 % by ICD 203 and
25–35 % by PHIA): what a word means is told by its yardstick, and no product words by two.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from nadhir.terms.errors import InvalidTermError
from nadhir.terms.facts import FactName
from nadhir.terms.ids import CaseId, OfficerId, PartyId, ReportId
from nadhir.terms.screening import LADDERS, Norm, Precision, Role
from nadhir.terms.threat import Evidence, Threat


class Answer(StrEnum):
    """The answer to one question of a test."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Yardstick(StrEnum):
    """What the words of likelihood are measured by."""

    ICD_203 = "icd-203"  # row A of the directive of the US intelligence community (2015)
    PHIA = "phia"  # the Professional Head of Intelligence Assessment, United Kingdom


#: Countries whose readers know another yardstick than ICD 203 by heart [D].
_USUAL_IN: Final = {"GB": Yardstick.PHIA}


def usual_yardstick(country: str) -> Yardstick:
    """Return the yardstick that is usual where a house works (ISO 3166-1 alpha-2), for one that chose none.

    PHIA's is the one that police and departments in the United Kingdom are taught; ICD 203's elsewhere [D], since no
    other state that we know of has published one with figures.

    >>> usual_yardstick("GB"), usual_yardstick("NO")
    (<Yardstick.PHIA: 'phia'>, <Yardstick.ICD_203: 'icd-203'>)
    """
    return _USUAL_IN.get(country, Yardstick.ICD_203)


class LikelihoodTerm(StrEnum):
    """The words of ICD 203, row A, and of PHIA; PHIA says “likely or probable” for `LIKELY`."""

    ALMOST_NO_CHANCE = "almost no chance"
    VERY_UNLIKELY = "very unlikely"
    UNLIKELY = "unlikely"
    ROUGHLY_EVEN_CHANCE = "roughly even chance"
    LIKELY = "likely"
    VERY_LIKELY = "very likely"
    ALMOST_CERTAIN = "almost certain"
    REMOTE_CHANCE = "remote chance"
    HIGHLY_UNLIKELY = "highly unlikely"
    REALISTIC_POSSIBILITY = "realistic possibility"
    HIGHLY_LIKELY = "highly likely"


LEAST_PERCENT: Final = 1  # ICD 203 knows neither 0 % nor 100 %
MOST_PERCENT: Final = 99

#: The band of each word in per cent, both ends included, least likely first (law.md 1.8 and 3). Those of ICD 203 touch
#: each other; between those of PHIA there are gaps, on purpose: there an analyst has to make up their mind.
LIKELIHOOD_BANDS: Final[Mapping[Yardstick, Mapping[LikelihoodTerm, tuple[int, int]]]] = MappingProxyType(
    {
        Yardstick.ICD_203: MappingProxyType(
            {
                LikelihoodTerm.ALMOST_NO_CHANCE: (1, 5),
                LikelihoodTerm.VERY_UNLIKELY: (5, 20),
                LikelihoodTerm.UNLIKELY: (20, 45),
                LikelihoodTerm.ROUGHLY_EVEN_CHANCE: (45, 55),
                LikelihoodTerm.LIKELY: (55, 80),
                LikelihoodTerm.VERY_LIKELY: (80, 95),
                LikelihoodTerm.ALMOST_CERTAIN: (95, 99),
            }
        ),
        Yardstick.PHIA: MappingProxyType(
            {
                LikelihoodTerm.REMOTE_CHANCE: (0, 5),
                LikelihoodTerm.HIGHLY_UNLIKELY: (10, 20),
                LikelihoodTerm.UNLIKELY: (25, 35),
                LikelihoodTerm.REALISTIC_POSSIBILITY: (40, 49),  # 40 to under 50
                LikelihoodTerm.LIKELY: (55, 75),
                LikelihoodTerm.HIGHLY_LIKELY: (80, 90),
                LikelihoodTerm.ALMOST_CERTAIN: (95, 100),
            }
        ),
    }
)


class Confidence(StrEnum):
    """How good the basis is."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Likelihood:
    """An interval of probability in per cent, 1 to 99, and the words of its yardstick that may be said of it.

    One word: its band holds the whole interval, and it can be said as it is. Two or more: the interval spans several
    bands, or reaches into a gap between two; no word is said until a person chose (`chosen`).

    >>> [term.value for term in Likelihood(36, 39, yardstick=Yardstick.PHIA).terms]
    ['unlikely', 'realistic possibility']
    """

    low: int
    high: int
    chosen: LikelihoodTerm | None = None
    yardstick: Yardstick = Yardstick.ICD_203

    def __post_init__(self) -> None:
        if not LEAST_PERCENT <= self.low <= self.high <= MOST_PERCENT:
            raise InvalidTermError(
                f"{self.low} to {self.high} % is no likelihood",
                where="Likelihood",
                remedy=f"give whole per cents from {LEAST_PERCENT} to {MOST_PERCENT}: nothing is certain",
            )
        if self.chosen is not None and self.chosen not in self.terms:
            raise InvalidTermError(
                "“%(term)s” cannot be said of %(low)s to %(high)s %% by %(yardstick)s",
                where="Likelihood",
                remedy="choose one of: %(terms)s",
                values={
                    "term": self.chosen,
                    "low": self.low,
                    "high": self.high,
                    "yardstick": self.yardstick,
                    "terms": self.terms,
                },
            )

    @property
    def terms(self) -> tuple[LikelihoodTerm, ...]:
        """The words that may be said: those whose band, or a gap beside it, overlaps the interval by more than its
        edge.
        """
        bands = LIKELIHOOD_BANDS[self.yardstick]
        if self.low == self.high:
            held = tuple(term for term, (low, high) in bands.items() if low <= self.low <= high)
            if held:
                return held
        reaches = _reaches(self.yardstick)
        return tuple(
            term
            for term, (low, high) in reaches.items()
            if min(high, self.high) > max(low, self.low) or low < self.low == self.high < high
        )

    @property
    def term(self) -> LikelihoodTerm | None:
        """The one word that may be said: the chosen one, or the only one; else None: a person must choose."""
        if self.chosen is not None:
            return self.chosen
        return self.terms[0] if len(self.terms) == 1 else None


def _reaches(yardstick: Yardstick) -> Mapping[LikelihoodTerm, tuple[int, int]]:
    """Return the band of each word with the gaps on both its sides."""
    bands = LIKELIHOOD_BANDS[yardstick]
    lows, highs = [low for low, _ in bands.values()], [high for _, high in bands.values()]
    ends = zip(lows[:1] + highs[:-1], lows[1:] + highs[-1:], strict=True)
    return dict(zip(bands, ends, strict=True))


@dataclass(frozen=True, slots=True)
class LikelihoodChoice:
    """The word that a person chose for an interval, and why; it stands as long as the interval is the same."""

    at: datetime
    by: OfficerId
    likelihood: Likelihood  # with the chosen word
    reason: str

    def is_for(self, likelihood: Likelihood) -> bool:
        """Tell whether it was chosen for this very interval, by this yardstick."""
        own = self.likelihood
        return (own.low, own.high, own.yardstick) == (likelihood.low, likelihood.high, likelihood.yardstick)


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


@dataclass(frozen=True, slots=True)
class Support:
    """One value of an element, how finely it is said, by which reports, and by how many sources apart from each other.

    A copy is no report here: it says what another says.
    """

    norm: Norm
    precision: Precision
    report_ids: tuple[ReportId, ...]
    independent_sources: int


@dataclass(frozen=True, slots=True)
class Specificity:
    """What the case knows of one element (who, whom, where, when, how): its values, the best supported first."""

    role: Role
    values: tuple[Support, ...] = ()

    @property
    def finest(self) -> Precision | None:
        """How finely it is known; None: nothing is said of it."""
        return max((value.precision for value in self.values), key=LADDERS[self.role].index, default=None)

    @property
    def missing(self) -> tuple[Precision, ...]:
        """The finer steps of its ladder that nobody says, coarse to fine; all of them where nothing is said."""
        ladder, finest = LADDERS[self.role], self.finest
        return ladder if finest is None else ladder[ladder.index(finest) + 1 :]


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one report brings to a threshold that several meet together."""

    report_id: ReportId
    roles: tuple[Role, ...]  # the elements that it says
    states_harm: bool
    is_graded_credible: bool


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
    likelihood_choice: LikelihoodChoice | None = None  # who chose the word that `likelihood` says, where one was needed
    specificity: tuple[Specificity, ...] = ()  # of each element, in the order of `Role`
    #: The fewest reports found that meet the threshold, all three limbs, together: one where one is enough; none where
    #: it is not met, or only by more than are tried.
    met_by: tuple[Contribution, ...] = ()

    @property
    def is_met_jointly(self) -> bool:
        """Whether several reports meet the threshold that none of them meets alone."""
        return len(self.met_by) > 1

    @property
    def is_threshold_met(self) -> bool:
        """Whether all three limbs of ICD 191's test are answered yes."""
        return all(limb.answer is Answer.YES for limb in (self.credible, self.specific, self.impending))

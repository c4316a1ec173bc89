# SPDX-License-Identifier: Apache-2.0
"""The threat itself, merged from the reports of a case: who means what harm to whom, where, when and how.

Each element says which reports carry it and how finely, since what may be told depends on who knows it.
"""

from dataclasses import dataclass
from enum import StrEnum

from nadhir.terms.ids import PartyId, ReportId
from nadhir.terms.screening import Norm, Precision, Role
from nadhir.terms.text import TextSpan


class HarmType(StrEnum):
    """The harm that is meant; ICD 191 speaks of the first three, and `detention_unclear` goes to a person."""

    KILLING = "killing"
    SERIOUS_BODILY_INJURY = "serious_bodily_injury"
    KIDNAPPING = "kidnapping"
    DETENTION_UNCLEAR = "detention_unclear"
    PROPERTY_ONLY = "property_only"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quotation that answers a question: where it stands, and the code of what it shows."""

    report_id: ReportId
    span: TextSpan
    shows: str  # a stable code, for example "plan_stated"; worded by the shell


@dataclass(frozen=True, slots=True)
class ThreatElement:
    """One value of one role, at one precision, with the reports that say it."""

    role: Role
    norm: Norm
    precision: Precision
    evidence: tuple[Evidence, ...]

    @property
    def said_by(self) -> frozenset[ReportId]:
        """The reports that carry this value."""
        return frozenset(e.report_id for e in self.evidence)


@dataclass(frozen=True, slots=True)
class IntendedVictim:
    """A person, group, institution or place that is threatened; `party_id` where a known party is meant."""

    description: str  # short English noun phrase
    party_id: PartyId | None = None


@dataclass(frozen=True, slots=True)
class Threat:
    """What is meant to happen, as far as the case knows it."""

    harm: HarmType
    elements: tuple[ThreatElement, ...] = ()
    victims: tuple[IntendedVictim, ...] = ()

    def of_role(self, role: Role) -> tuple[ThreatElement, ...]:
        """Return the values of one role, the best supported first."""
        return tuple(e for e in self.elements if e.role is role)

# SPDX-License-Identifier: Apache-2.0
"""The instrument and its provisions: what was asked, under which paragraph, and what held.

A provision that was not read in its primary text carries `is_verified = False`, and the desk shows that.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nadhir.terms.assessment import Answer
from nadhir.terms.threat import Evidence


class Origin(StrEnum):
    """Where a rule comes from: law.md's evidence tags."""

    SOURCE = "S"
    SECONDARY = "S2"
    UNVERIFIED = "M"
    OURS = "D"


@dataclass(frozen=True, slots=True)
class Instrument:
    """A law, directive or policy: the key of its pack, its title, and when it came into force."""

    pack: str
    title: str
    in_force_from: date
    in_force_until: date | None = None


@dataclass(frozen=True, slots=True)
class Provision:
    """One paragraph of an instrument."""

    instrument: str  # key of the pack
    paragraph: str  # "E.2", "Art. 18(1)"
    reference: str  # where it was read
    is_verified: bool
    origin: Origin = Origin.UNVERIFIED
    in_force_from: date | None = None
    in_force_until: date | None = None


@dataclass(frozen=True, slots=True)
class Holding:
    """What one provision answered: it holds, it doesn't, or it can't be told; with reasons (codes) and evidence."""

    provision: Provision
    holds: Answer
    because: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    left_to_person: str = ""  # what the rule leaves to human judgement, as a code

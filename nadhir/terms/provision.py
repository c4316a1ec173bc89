# SPDX-License-Identifier: Apache-2.0
"""The instrument and its provisions: what was asked, under which paragraph, and what held.

A provision is verified when somebody read its own words, in the instrument or in a reproduction of the whole passage;
`reference` names what was read and `words` quotes what is relied on. A summary, an article that quotes, or a memory
never makes it so: it carries `is_verified = False`, and the desk shows that. Words may stand on an unverified provision
too: then they are those that the reference gives at second hand.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nadhir.terms.assessment import Answer
from nadhir.terms.errors import InvalidTermError
from nadhir.terms.threat import Evidence


class Origin(StrEnum):
    """Where a rule comes from: law.md's evidence tags."""

    SOURCE = "S"
    SECONDARY = "S2"
    UNVERIFIED = "M"
    OURS = "D"


def _check_read(*, is_verified: bool, words: str, reference: str, where: str) -> None:
    if is_verified and not (words.strip() and reference.strip()):
        raise InvalidTermError(
            "a provision is verified only with the source that was read and the words relied on",
            where=where,
            remedy="give `reference` and `words`, or leave it unverified",
        )


def _check_dates(begun: date | None, *, ended: date | None, where: str) -> None:
    if begun is not None and ended is not None and ended < begun:
        raise InvalidTermError("it goes out of force before it comes into force", where=where, remedy="mend its dates")


@dataclass(frozen=True, slots=True)
class Instrument:
    """A law, directive or policy: the key of its pack, its title, and when it came into force.

    Where it bound some before all, `earlier_from` is that day and `earlier_for` says whom it bound, as a code.
    """

    pack: str
    title: str
    in_force_from: date
    in_force_until: date | None = None
    reference: str = ""  # where the day was read
    words: str = ""  # that say it
    is_verified: bool = False
    origin: Origin = Origin.SECONDARY
    earlier_from: date | None = None
    earlier_for: str = ""

    def __post_init__(self) -> None:
        _check_read(is_verified=self.is_verified, words=self.words, reference=self.reference, where=self.pack)
        _check_dates(self.in_force_from, ended=self.in_force_until, where=self.pack)
        if self.earlier_from is not None and (self.earlier_from >= self.in_force_from or not self.earlier_for):
            raise InvalidTermError(
                "an earlier day lies before the day for all, and says for whom",
                where=self.pack,
                remedy="give `earlier_for`, and a day before `in_force_from`",
            )


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
    words: str = ""  # relied on, in the language they were read in

    def __post_init__(self) -> None:
        where = f"{self.instrument}, {self.paragraph}"
        _check_read(is_verified=self.is_verified, words=self.words, reference=self.reference, where=where)
        _check_dates(self.in_force_from, ended=self.in_force_until, where=where)

    def is_in_force_on(self, day: date) -> bool:
        """Whether it was in force that day; one without dates always was."""
        begun = self.in_force_from is None or day >= self.in_force_from
        return begun and (self.in_force_until is None or day <= self.in_force_until)


@dataclass(frozen=True, slots=True)
class Holding:
    """What one provision answered: it holds, it doesn't, or it can't be told; with reasons (codes) and evidence."""

    provision: Provision
    holds: Answer
    because: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    left_to_person: str = ""  # what the rule leaves to human judgement, as a code

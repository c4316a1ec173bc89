"""What a pack is: an instrument, its provisions in order, and how they lead to an outcome.

A pack is a folder. Its `__init__` builds a `Pack` from the numbers of its `parameters.toml`; nothing else in the code
names a pack, so another can be added without touching the others. A provision is one function under its paragraph: it
reads the matter and what the provisions before it held, and answers with a `Holding`. The same functions in the same
order give the trace of every determination. A provision that was not in force that day does not hold.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from inspect import getdoc
from typing import Protocol

from nadhir.policy.matter import Matter
from nadhir.policy.parameters import PackParameters
from nadhir.terms.assessment import Answer
from nadhir.terms.determination import Addressee, NotAddressed, Outcome, Waiver
from nadhir.terms.ids import PartyId
from nadhir.terms.party import Holder
from nadhir.terms.provision import Holding, Instrument, Origin, Provision


class Ask(Protocol):
    """What a provision asks of the matter; it answers under the provision that it is given."""

    def __call__(self, matter: Matter, /, *, under: Provision) -> Holding:
        """Return what the provision answers."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A provision and what it asks."""

    provision: Provision
    ask: Ask

    def __call__(self, matter: Matter) -> Holding:
        """Return what the provision answers; before its day, and after its last, that it does not hold."""
        day, provision = matter.at.date(), self.provision
        if provision.is_in_force_on(day):
            return self.ask(matter, under=provision)
        is_past = provision.in_force_until is not None and day > provision.in_force_until
        return Holding(provision, Answer.NO, ("no_longer_in_force" if is_past else "not_yet_in_force",))

    @property
    def substance(self) -> str:
        """What the provision says, as its function has it."""
        return getdoc(self.ask) or ""


def rule(
    instrument: Instrument,
    *,
    paragraph: str,
    reference: str,
    origin: Origin = Origin.UNVERIFIED,
    words: str = "",
    is_verified: bool = False,
    in_force_from: date | None = None,
    in_force_until: date | None = None,
) -> Callable[[Ask], Rule]:
    """Return what puts a function under its paragraph of the instrument; without a day of its own, the instrument's."""
    provision = Provision(
        instrument=instrument.pack,
        paragraph=paragraph,
        reference=reference,
        is_verified=is_verified,
        origin=origin,
        in_force_from=in_force_from or instrument.in_force_from,
        in_force_until=in_force_until or instrument.in_force_until,
        words=words,
    )
    return lambda ask: Rule(provision, ask)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What follows from the trace."""

    outcome: Outcome
    reasons: tuple[str, ...]
    addressees: tuple[Addressee, ...] = ()
    not_addressed: tuple[NotAddressed, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    courtesy_notice: PartyId | None = None
    would_change_it: tuple[str, ...] = ()
    open_questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pack:
    """An instrument ready to be applied."""

    instrument: Instrument
    parameters: PackParameters
    provisions: tuple[Rule, ...]
    conclude: Callable[[Matter], Ruling]
    is_bound: Callable[[Holder], bool]
    is_mandatory: bool = True
    rules_digest: str = ""  # of the code that the provisions are written in; whoever loads it knows

    @property
    def key(self) -> str:
        """The key of the pack, as holders name it."""
        return self.instrument.pack

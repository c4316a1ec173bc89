"""What a pack is: an instrument, its provisions in order, and how they lead to an outcome.

A pack is a folder. Its `__init__` builds a `Pack` from the numbers of its `parameters.toml`; nothing else in the code
names a pack, so another can be added without touching the others. A provision is one function under its paragraph: it
reads the matter and what the provisions before it held, and answers with a `Holding`. The same functions in the same
order give the trace of every determination.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from nadhir.policy.matter import Matter
from nadhir.policy.parameters import PackParameters
from nadhir.terms.determination import Addressee, NotAddressed, Outcome, Waiver
from nadhir.terms.ids import PartyId
from nadhir.terms.party import Holder
from nadhir.terms.provision import Holding, Instrument

Rule: TypeAlias = Callable[[Matter], Holding]


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
    notes: Mapping[str, str] = field(default_factory=dict)
    rules_digest: str = ""  # of the code that the provisions are written in; whoever loads it knows

    @property
    def key(self) -> str:
        """The key of the pack, as holders name it."""
        return self.instrument.pack

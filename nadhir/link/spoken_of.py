# SPDX-License-Identifier: Apache-2.0
"""Which of the parties that the desk knows a report names: whoever is threatened, and whoever threatens.

Two reports that name one of them, in whatever script and spelling, speak of one matter more surely than by any words
they share; two that name two different people who are threatened speak of two, though it were at one place on one day.
A public, an authority and whoever answers for a place are named by too much to tell anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from nadhir.language.mentions import mentions
from nadhir.terms.case import HeldReport
from nadhir.terms.ids import PartyId
from nadhir.terms.party import Party, PartyRole

__all__ = ["SpokenOf", "spoken_of"]


@dataclass(frozen=True, slots=True)
class SpokenOf:
    """The known parties that a report names."""

    threatened: frozenset[PartyId] = frozenset()
    suspected: frozenset[PartyId] = frozenset()


def spoken_of(held: HeldReport, *, parties: Sequence[Party]) -> SpokenOf:
    """Return whom of the known parties the report names."""
    named = [p for p in parties if p.roles & _TELLING and PartyRole.PUBLIC not in p.roles and _is_named(held, p)]
    return SpokenOf(
        threatened=frozenset(p.id for p in named if PartyRole.VICTIM in p.roles and not p.is_suspect),
        suspected=frozenset(p.id for p in named if p.is_suspect),
    )


_TELLING = frozenset({PartyRole.VICTIM, PartyRole.SUSPECT})


def _is_named(held: HeldReport, party: Party) -> bool:
    name = party.name.reveal(to="link: which known parties does the report name")
    return mentions(held.report.content, name=name) is not None

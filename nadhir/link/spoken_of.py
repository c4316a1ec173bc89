# SPDX-License-Identifier: Apache-2.0
"""Which of the parties that the desk knows a report names: whoever is threatened, and whoever threatens.

Two reports that name one of them, in whatever script and spelling, speak of one matter more surely than by any words
they share; two that name two different people who are threatened speak of two, though it were at one place on one day.
A public, an authority and whoever answers for a place are named by too much to tell anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from nadhir.language.mentions import is_account, mentions
from nadhir.terms.case import HeldReport
from nadhir.terms.ids import PartyId
from nadhir.terms.party import Party, PartyRole

__all__ = ["SpokenOf", "spoken_of"]


@dataclass(frozen=True, slots=True)
class SpokenOf:
    """The known parties that a report names."""

    threatened: frozenset[PartyId] = frozenset()
    suspected: frozenset[PartyId] = frozenset()
    accounts: frozenset[PartyId] = frozenset()  # of the suspected, those known by the name of an account


def spoken_of(held: HeldReport, *, parties: Sequence[Party]) -> SpokenOf:
    """Return whom of the known parties the report names."""
    named = [p for p in parties if _is_telling(p) and mentions(held.report.content, name=_name(p)) is not None]
    suspected = [p for p in named if p.is_suspect]
    return SpokenOf(
        threatened=frozenset(p.id for p in named if not p.is_suspect),
        suspected=frozenset(p.id for p in suspected),
        accounts=frozenset(p.id for p in suspected if is_account(_name(p))),
    )


def _is_telling(party: Party) -> bool:
    return party.is_suspect or (PartyRole.VICTIM in party.roles and not party.roles & _NAMED_BY_TOO_MUCH)


_NAMED_BY_TOO_MUCH = frozenset({PartyRole.PUBLIC, PartyRole.PLACE_OWNER})


def _name(party: Party) -> str:
    return party.name.reveal(to="link: which known parties does the report name")

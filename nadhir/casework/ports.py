# SPDX-License-Identifier: Apache-2.0
"""What casework needs of the world, as Protocols; `nadhir.config.wiring` says what satisfies them.

A channel takes a `Parcel` and returns a `Receipt`, or raises one of the two failures that matter apart: it may work
when tried again, or it never will. It is told nothing but what it carries: no case, no report, no source.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from nadhir.channels.parcels import Parcel
from nadhir.egress import FetchedPage
from nadhir.terms.delivery import Receipt
from nadhir.terms.party import ChannelKind


class Clock(Protocol):
    """Tells the present moment."""

    def now(self) -> datetime:
        """Return it, aware and in UTC."""
        ...


class Ids(Protocol):
    """Makes fresh identifiers and chance."""

    def fresh(self, kind: str) -> str:
        """Return a new identifier that begins with `kind`."""
        ...

    def salt(self) -> bytes:
        """Return 32 random bytes."""
        ...

    def thread_tag(self) -> str:
        """Return 64 random bits in hex."""
        ...

    def token(self) -> str:
        """Return a secret that can stand in a URL."""
        ...


@dataclass(frozen=True, slots=True)
class Keys:
    """The installation's secrets that casework uses itself; `repr` is silent about them."""

    master: bytes = field(repr=False)
    links: bytes = field(repr=False)


class Channel(Protocol):
    """One way out of the house."""

    @property
    def kind(self) -> ChannelKind:
        """Which way it is."""
        ...

    @property
    def is_by_hand(self) -> bool:
        """Whether a person carries it: then a task is made for them, and arrival is what they record."""
        ...

    @property
    def needs_page(self) -> bool:
        """Whether it carries a notice, and a page must be made for the recipient first."""
        ...

    @property
    def is_drill(self) -> bool:
        """Whether it is the drill's double, which reaches nobody."""
        ...

    def send(self, parcel: Parcel) -> Receipt:
        """Hand the parcel over and return what was given for it.

        Raises:
            PassingChannelError: it may work when tried again.
            PermanentChannelError: it never will.
        """
        ...


Channels = Mapping[ChannelKind, Channel]


class Fetcher(Protocol):
    """Asks the web for one page, where an officer says so; without one, a house fetches nothing."""

    def fetch(self, url: str) -> FetchedPage:
        """Return the page that stands at the address.

        Raises:
            FetchRefusedError: a rule says no.
            FetchFailedError: the network or the far side failed.
        """
        ...

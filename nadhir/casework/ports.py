# SPDX-License-Identifier: Apache-2.0
"""What casework needs of the world, as Protocols; `nadhir.config.wiring` says what satisfies them.

A channel takes a `Parcel` and returns a `Receipt`, or raises one of the two failures that matter apart: it may work
when tried again, or it never will. It is told nothing but what it carries: no case, no report, no source.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from nadhir.terms.delivery import IdempotencyKey, Receipt
from nadhir.terms.errors import WorldError
from nadhir.terms.ids import DeliveryId
from nadhir.terms.marking import Marking
from nadhir.terms.party import ChannelKind, Contact
from nadhir.terms.sealed import Sealed
from nadhir.terms.text import Language, Text


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


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a channel carries: to whom, how, and either the texts or the address of a page made for one recipient.

    `texts` are in the order in which they are to be read, the recipient's language first. `page_url` is set for
    channels that carry a notice in place of the content.
    """

    delivery_id: DeliveryId
    idempotency_key: IdempotencyKey
    channel: ChannelKind
    recipient: Sealed
    contact: Contact | None
    languages: tuple[Language, ...]
    texts: tuple[Text, ...]
    marking: Marking
    sender: str
    at: datetime
    valid_until: datetime
    is_drill: bool
    page_url: str = ""


class ChannelError(WorldError):
    """A channel could not take a parcel; `is_permanent` tells whether trying again can help."""

    is_permanent = False


class PassingChannelError(ChannelError):
    """It may work when tried again: a time-out, a full disk, a far side that says "later"."""


class PermanentChannelError(ChannelError):
    """It will never work like this: no address, refused for good, a channel that is not set up."""

    is_permanent = True


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

# SPDX-License-Identifier: Apache-2.0
"""What a channel carries, and the two ways it can fail."""

from dataclasses import dataclass
from datetime import datetime

from nadhir.terms.delivery import IdempotencyKey
from nadhir.terms.errors import WorldError
from nadhir.terms.ids import DeliveryId
from nadhir.terms.marking import Marking
from nadhir.terms.party import ChannelKind, Contact
from nadhir.terms.sealed import Sealed
from nadhir.terms.text import Language, Text, primary


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a channel carries: to whom, how, and either the texts or the address of a page made for one recipient.

    `texts` are in the order in which they are to be read, the recipient's language first. `page_url` is set for
    channels that carry a notice in place of the content. It speaks of no case, no report and no source.
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

    @property
    def language(self) -> str:
        """The primary subtag of the recipient's first language."""
        return primary(self.languages[0]) if self.languages else "en"


class ChannelError(WorldError):
    """A channel could not take a parcel."""


class PassingChannelError(ChannelError):
    """It may work when tried again: a time-out, a full disk, a far side that says "later"."""


class PermanentChannelError(ChannelError):
    """It will never work like this: no address, refused for good, a channel that is not set up."""


def check_own(parcel: Parcel, *, kind: ChannelKind, is_drill: bool = False) -> None:
    """Check that the parcel is for this channel, and live or a drill as the channel is.

    Raises:
        PermanentChannelError: it is not, and must not go out here.
    """
    where = f"channel {kind}"
    if parcel.is_drill != is_drill:
        raise PermanentChannelError(
            "a drill never leaves by a live channel, nor a warning by a drill's",
            where=where,
            remedy="this is a bug of Nadhir: report it",
        )
    if parcel.channel is not kind:
        raise PermanentChannelError(f"the parcel is for {parcel.channel}", where=where, remedy="report it")


def address_of(parcel: Parcel, *, what: str) -> str:
    """Return the address of the recipient on this channel.

    Raises:
        PermanentChannelError: none is known.
    """
    if parcel.contact is None or not parcel.contact.address:
        raise PermanentChannelError(
            f"no {what} of the recipient is known", where=f"channel {parcel.channel}", remedy="add it to the party"
        )
    return parcel.contact.address.reveal(to=f"channel {parcel.channel}")

# SPDX-License-Identifier: Apache-2.0
"""Whom the case knows: victims, protectors, authorities, place owners, suspects, and how each is reached.

The words are those of `data/replay/FORMAT.md`. Relation is kept for the record and for choosing a channel; it is never
a ground for or against a warning.
"""

from dataclasses import dataclass
from enum import StrEnum

from nadhir.terms.assessment import Yardstick, usual_yardstick
from nadhir.terms.ids import PartyId
from nadhir.terms.sealed import Sealed
from nadhir.terms.text import Language


class PartyRole(StrEnum):
    """What a party is to the threat."""

    VICTIM = "victim"
    PROTECTOR = "protector"
    AUTHORITY = "authority"
    PLACE_OWNER = "place_owner"
    SUSPECT = "suspect"
    PUBLIC = "public"
    ORIGINATOR = "originator"


class Relation(StrEnum):
    """How a party stands to the holder."""

    OWN = "own"
    PARTNER = "partner"
    NEUTRAL = "neutral"
    ADVERSARY = "adversary"


class ChannelKind(StrEnum):
    """How a party can be reached."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    EMAIL = "email"
    LIAISON = "liaison"
    TAXII = "taxii"
    WEBHOOK = "webhook"
    SECURE_PAGE = "secure_page"
    PUBLIC_ALERT = "public_alert"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Contact:
    """One way to reach a party: the channel, and the sealed address there (e-mail, folder, person to meet)."""

    channel: ChannelKind
    address: Sealed
    via: str = ""  # of a liaison: the intermediary that hands the note over
    independent_check: str = ""  # how the recipient can check by another route that the warning is genuine


@dataclass(frozen=True, slots=True)
class Party:
    """A person, body or public that the case knows. The name is sealed: it may be a victim's."""

    id: PartyId
    name: Sealed
    country: str  # ISO 3166-1 alpha-2
    relation: Relation
    roles: frozenset[PartyRole]
    languages: tuple[Language, ...] = ()  # preferred first
    channels: tuple[ChannelKind, ...] = ()
    contacts: tuple[Contact, ...] = ()

    @property
    def is_suspect(self) -> bool:
        """Whether the threat comes from this party."""
        return PartyRole.SUSPECT in self.roles


@dataclass(frozen=True, slots=True)
class Holder:
    """The organisation that holds the reports, and the pack of law or policy it works under."""

    name: str
    country: str
    pack: str  # for example "icd-191"
    timezone: str  # IANA name
    own_yardstick: Yardstick | None = None  # that it chose for its words of likelihood

    @property
    def yardstick(self) -> Yardstick:
        """What its words of likelihood are measured by: what it chose, else what is usual in its country."""
        return self.own_yardstick or usual_yardstick(self.country)

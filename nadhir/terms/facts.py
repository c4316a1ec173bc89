# SPDX-License-Identifier: Apache-2.0
"""What officers established beside the reports: facts, and what recipients answered (`data/replay/FORMAT.md`)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from nadhir.terms.ids import PartyId
from nadhir.terms.screening import Caveat


class FactName(StrEnum):
    """The facts that law and policy ask for."""

    VICTIM_AWARE = "victim_aware"
    COMBATANT_ONLY = "combatant_only"
    VIOLENT_OFFENDER = "violent_offender"
    ENDANGERS_OWN_SOURCES = "endangers_own_sources"
    ENDANGERS_PARTNER_SOURCES = "endangers_partner_sources"
    NO_REASONABLE_WAY = "no_reasonable_way"
    ORIGINATOR_CONSULTED = "originator_consulted"
    COURTESY_NOTICE_GIVEN = "courtesy_notice_given"  # to the host state; in words: why it is skipped
    PLOT_DISRUPTED = "plot_disrupted"
    SUSPECT_HELD = "suspect_held"
    ATTACK_HAPPENED = "attack_happened"
    LOCATION_OF_SUSPECT = "location_of_suspect"
    LOCATION_OF_VICTIM = "location_of_victim"
    STATE_OF_ESTABLISHMENT = "state_of_establishment"
    CLIENT_COMMUNICATED_THREAT = "client_communicated_threat"
    VICTIM_IDENTIFIABLE = "victim_identifiable"


#: What is true of a person or body in every case that knows it: what somebody is, where they are, whether they are
#: held. Whatever speaks of one threat (who knows of it, what ended it, whom telling it exposes), or of why somebody is
#: at risk, is true of the case that it was established in alone. [D]
OF_THE_PARTY: Final = frozenset(
    {
        FactName.VIOLENT_OFFENDER,
        FactName.SUSPECT_HELD,
        FactName.LOCATION_OF_SUSPECT,
        FactName.LOCATION_OF_VICTIM,
    }
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One established fact. A `value` other than true or false is a code (a country) or a qualification in words:
    it establishes no ground by itself, but it may limit what is said. `about` is None for the case as a whole.

    A fact of the party that was established in another case comes without its note: that was written of the other
    threat. It says where somebody is and what they are, and never that they are meant here too.
    """

    at: datetime
    name: FactName
    value: bool | str
    note: str = ""
    about: PartyId | None = None
    limits: tuple[Caveat, ...] = ()  # what the note itself says on how finely elements may be told
    is_from_other_case: bool = False


class ReplyState(StrEnum):
    """What is known of a recipient after sending."""

    DELIVERED = "delivered"
    ACKNOWLEDGED = "acknowledged"
    ACTION_STATED = "action_stated"
    DECLINED = "declined"
    DISPUTED = "disputed"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Reply:
    """What a party answered, to `warning`, `update`, `renewal`, or to the report whose id is given."""

    at: datetime
    party_id: PartyId
    to: str
    state: ReplyState
    note: str = ""

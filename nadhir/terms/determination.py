# SPDX-License-Identifier: Apache-2.0
"""What follows: warn, waive, refer, no duty, or undecided. Never nothing.

Every determination carries its trace (`holdings`), so that it can be replayed and explained years later. What Nadhir
computes is a recommendation; `decided_by` is the person who made it theirs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from nadhir.terms.assessment import Urgency
from nadhir.terms.errors import InvalidTermError
from nadhir.terms.facts import FactName
from nadhir.terms.ids import CaseId, OfficerId, PartyId
from nadhir.terms.party import ChannelKind
from nadhir.terms.provision import Holding
from nadhir.terms.threat import Evidence


class Outcome(StrEnum):
    """The five outcomes, in the wire words of `data/replay/FORMAT.md`."""

    WARN = "warn"
    WAIVE = "waive"
    REFER = "refer"
    NO_DUTY = "no_duty"
    UNDECIDED = "undecided"


class WaiverGround(StrEnum):
    """The closed list of grounds (law.md 1.3, W1 to W6)."""

    AWARE = "aware"
    COMBATANT = "combatant"
    VIOLENT_OFFENDER = "violent_offender"
    OWN_SOURCES = "own_sources"
    PARTNER_SOURCES = "partner_sources"
    NO_WAY = "no_way"


class WaiverProof(StrEnum):
    """What a ground has to be shown by (law.md 1.3, "evidence the form must demand", and rule (b) below it)."""

    WARNED_BY = "warned_by"
    WARNED_WHEN = "warned_when"
    SAME_THREAT = "same_threat"
    BASIS_FOR_ONLY = "basis_for_only"
    BASIS = "basis"
    ASSESSED_BY = "assessed_by"
    WHY_EVERY_METHOD_FAILS = "why_every_method_fails"
    SANITISED_REJECTED = "sanitised_rejected"
    ANONYMOUS_REJECTED = "anonymous_rejected"
    PROPORTIONALITY = "proportionality"
    ORIGINATOR_ASKED = "originator_asked"
    ORIGINATOR_REPLY = "originator_reply"
    CHANNELS_TRIED = "channels_tried"


#: What must be said of each ground before anybody may affirm it.
PROOFS_OF: Final[Mapping[WaiverGround, tuple[WaiverProof, ...]]] = MappingProxyType(
    {
        WaiverGround.AWARE: (WaiverProof.WARNED_BY, WaiverProof.WARNED_WHEN, WaiverProof.SAME_THREAT),
        WaiverGround.COMBATANT: (WaiverProof.BASIS_FOR_ONLY,),
        WaiverGround.VIOLENT_OFFENDER: (WaiverProof.BASIS, WaiverProof.ASSESSED_BY),
        WaiverGround.OWN_SOURCES: (
            WaiverProof.WHY_EVERY_METHOD_FAILS,
            WaiverProof.SANITISED_REJECTED,
            WaiverProof.ANONYMOUS_REJECTED,
            WaiverProof.PROPORTIONALITY,
        ),
        WaiverGround.PARTNER_SOURCES: (
            WaiverProof.ORIGINATOR_ASKED,
            WaiverProof.ORIGINATOR_REPLY,
            WaiverProof.SANITISED_REJECTED,
            WaiverProof.ANONYMOUS_REJECTED,
        ),
        WaiverGround.NO_WAY: (WaiverProof.CHANNELS_TRIED,),
    }
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What was written under one heading of a ground's proof, and by whom."""

    proof: WaiverProof
    text: str
    by: OfficerId


@dataclass(frozen=True, slots=True)
class Waiver:
    """One ground for one victim; it expires, and it stands only once a named senior officer affirmed it."""

    ground: WaiverGround
    victim: PartyId | None  # None: every victim of the case
    expires_at: datetime
    because: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()
    affirmed_by: OfficerId | None = None
    affirmed_at: datetime | None = None
    shown: tuple[Shown, ...] = ()

    @property
    def lacks(self) -> tuple[WaiverProof, ...]:
        """What its ground still has to be shown by."""
        given = {each.proof for each in self.shown if each.text.strip()}
        return tuple(proof for proof in PROOFS_OF[self.ground] if proof not in given)


class ClockName(StrEnum):
    """The clocks a case can stand under."""

    RELEASE_DECISION = "release_decision"
    FIRST_LOOK = "first_look"
    ORIGINATOR_CONSULTATION = "originator_consultation"
    DISPUTE = "dispute"
    WAIVER_AFFIRMATION = "waiver_affirmation"
    WAIVER_EXPIRY = "waiver_expiry"
    STATED_WINDOW = "stated_window"
    RENEWAL = "renewal"
    ACKNOWLEDGEMENT = "acknowledgement"


@dataclass(frozen=True, slots=True)
class Clock:
    """One deadline: what it is for, when it started, when it is due; minutes are from `started_at`."""

    name: ClockName
    started_at: datetime
    due_at: datetime
    urgency: Urgency
    provision: str = ""  # paragraph or "[D]" for our own default

    def __post_init__(self) -> None:
        if self.due_at <= self.started_at:
            raise InvalidTermError("a clock cannot be due before it starts", where=f"clock {self.name}")

    @property
    def minutes(self) -> int:
        """Whole minutes from start to due."""
        return int((self.due_at - self.started_at).total_seconds() // 60)


@dataclass(frozen=True, slots=True)
class Addressee:
    """One party that is to be told: why, by which channel first and which after, and through whom."""

    party_id: PartyId
    because: tuple[str, ...]  # codes: "intended_victim", "protector_of_victim", "state_of_offence", …
    channels: tuple[ChannelKind, ...] = ()  # in order of trying
    via: PartyId | None = None  # a named intermediary


@dataclass(frozen=True, slots=True)
class NotAddressed:
    """A party that is deliberately not told, and why."""

    party_id: PartyId
    because: tuple[str, ...]  # codes: "suspect", "would_pass_it_on", "waived", …


class AtRisk(StrEnum):
    """To whom the telling itself could do harm (law.md F19; 2.4 RUK-2; 2.9, do no harm)."""

    VICTIM = "victim"
    SOURCE = "source"
    SUSPECT = "suspect"
    PUBLIC = "public"
    RECIPIENT = "recipient"


@dataclass(frozen=True, slots=True)
class RiskOfTelling:
    """What telling one party, by the channels it would be told by, could do, and what says so.

    It is found, not weighed: an officer weighs it when the warning is decided.
    """

    party_id: PartyId
    to: AtRisk
    code: str
    evidence: tuple[Evidence, ...] = ()
    facts: tuple[FactName, ...] = ()  # established facts that it rests on, where it does
    about: tuple[PartyId, ...] = ()  # other parties that it rests on


class WeighingChoice(StrEnum):
    """What an officer makes of the risks of telling one party."""

    TOLD_ANYWAY = "told_anyway"
    ANOTHER_WAY = "another_way"
    NOT_TOLD = "not_told"


@dataclass(frozen=True, slots=True)
class Weighing:
    """That an officer weighed what telling one party could do: what follows, why, and which risks lay before them.

    `channels` are the other way, where that is the choice.
    """

    party_id: PartyId
    choice: WeighingChoice
    because: str
    risks: tuple[str, ...]
    by: OfficerId
    at: datetime
    channels: tuple[ChannelKind, ...] = ()

    def __post_init__(self) -> None:
        if not self.because.strip():
            raise InvalidTermError("a weighing needs its reason", where=f"weighing of {self.party_id}")
        if (self.choice is WeighingChoice.ANOTHER_WAY) != bool(self.channels):
            raise InvalidTermError("another way names its channels, and nothing else does", where="weighing")


class PopulationKind(StrEnum):
    """Who can stand under one and the same threat (7 FAM 052, no double standard)."""

    VICTIM = "victim"
    PEOPLE_AT_PLACE = "people_at_place"
    PUBLIC = "public"
    BYSTANDERS = "bystanders"
    NAMED = "named"
    OWN_STAFF = "own_staff"


@dataclass(frozen=True, slots=True)
class Population:
    """People exposed to the threat: who, whether they are told themselves, through whom else, and why not.

    `party_id` is None for people for whom no party of the case stands; `described` is then how the reports put it.
    """

    kind: PopulationKind
    party_id: PartyId | None
    is_told: bool
    through: tuple[PartyId, ...] = ()
    because: tuple[str, ...] = ()
    is_own: bool = False
    described: str = ""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A ground that was looked at for a victim, and does not stand; refused with the reason."""

    ground: WaiverGround
    victim: PartyId | None
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Determination:
    """The outcome for a case at an instant, under one pack, with everything it rests on."""

    case_id: CaseId
    at: datetime
    pack: str
    pack_version: str
    outcome: Outcome
    holdings: tuple[Holding, ...]
    reasons: tuple[str, ...]
    clock: Clock
    addressees: tuple[Addressee, ...] = ()
    not_addressed: tuple[NotAddressed, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    is_bound: bool = True  # False: the holder applies the pack as its own policy
    is_mandatory: bool = True
    open_questions: tuple[str, ...] = ()
    renewal_due: bool = False  # a stated window has lapsed: renew or withdraw
    courtesy_notice: PartyId | None = None
    would_change_it: tuple[str, ...] = ()  # codes of what would change the outcome
    near_misses: tuple[NearMiss, ...] = ()
    decided_by: OfficerId | None = None
    decided_at: datetime | None = None
    numbers_digest: str = ""  # of the pack's numbers as they were: hex SHA-256
    rules_digest: str = ""  # of the code that its provisions are written in
    populations: tuple[Population, ...] = ()  # everybody exposed to the same threat
    risks: tuple[RiskOfTelling, ...] = ()
    is_harm_looked_for: bool = False  # False only of determinations older than the look
    weighings: tuple[Weighing, ...] = ()

    def __post_init__(self) -> None:
        if self.outcome is Outcome.WAIVE and not self.waivers:
            raise InvalidTermError("a waiver needs its ground", where=f"determination of {self.case_id}")
        if not self.reasons:
            raise InvalidTermError("a determination needs its reasons", where=f"determination of {self.case_id}")

    @property
    def ground(self) -> WaiverGround | None:
        """The ground of the (first) waiver, where the outcome is to waive."""
        return self.waivers[0].ground if self.outcome is Outcome.WAIVE else None

    def risks_of(self, party_id: PartyId) -> tuple[RiskOfTelling, ...]:
        """Return what telling this party could do."""
        return tuple(each for each in self.risks if each.party_id == party_id)

    @property
    def unweighed(self) -> tuple[PartyId, ...]:
        """The addressees of whom a risk was found that no officer weighed."""
        weighed = {each.party_id: frozenset(each.risks) for each in self.weighings}
        return tuple(
            each.party_id
            for each in self.addressees
            if not {risk.code for risk in self.risks_of(each.party_id)} <= weighed.get(each.party_id, frozenset())
        )

    @property
    def is_harm_weighed(self) -> bool:
        """Whether the list of addressees stands: harm was looked for, and whatever was found, somebody weighed."""
        return self.is_harm_looked_for and not self.unweighed

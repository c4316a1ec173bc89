"""The numbers of a pack: clocks, expiry of waivers, order of channels. Ours [D], each with its origin in the TOML."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from nadhir.terms.assessment import Urgency
from nadhir.terms.party import ChannelKind


@dataclass(frozen=True, slots=True)
class PackParameters:
    """The numbers of a pack; each stands in its TOML with its origin."""

    version: str
    clock_minutes: Mapping[Urgency, int]
    waiver_hours_near: int  # how long a waiver stands where the harm is near or undated
    waiver_hours_far: int
    far_days: int  # harm further off than this is far
    channels_soon: tuple[ChannelKind, ...]  # order of trying where less than a day is left
    channels_later: tuple[ChannelKind, ...]
    acknowledgement_minutes: Mapping[Urgency, int]  # silence longer than this moves a warning on
    tells_public: bool = False  # whether a public may be told under this pack, after notice to the host state
    own: Mapping[str, int] = field(default_factory=dict)  # numbers that this pack alone knows, by name

    @property
    def digest(self) -> str:
        """Hex SHA-256 of the numbers, the version among them: two sets with one digest are the same set."""
        ordered = json.dumps(asdict(self), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(ordered.encode()).hexdigest()

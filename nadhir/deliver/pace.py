# SPDX-License-Identifier: Apache-2.0
"""How long each thing may take before the next is tried."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType
from typing import Final

from nadhir.terms.errors import InvalidTermError
from nadhir.terms.party import ChannelKind

#: Minutes that a recipient has to acknowledge before the next channel is tried, by channel. Ours [D]: a person met or
#: called answers at once; an intermediary needs the time to reach the addressee; a page or mail must first be seen.
_ANSWER_MINUTES: Final[Mapping[ChannelKind, int]] = MappingProxyType(
    {
        ChannelKind.IN_PERSON: 60,
        ChannelKind.PHONE: 30,
        ChannelKind.LIAISON: 240,
        ChannelKind.SECURE_PAGE: 60,
        ChannelKind.EMAIL: 60,
        ChannelKind.DROP: 120,
        ChannelKind.TAXII: 120,
        ChannelKind.WEBHOOK: 60,
        ChannelKind.PUBLIC_ALERT: 1440,
    }
)


@dataclass(frozen=True, slots=True)
class Pace:
    """The times of a delivery. All are ours [D], in seconds or minutes as they are called.

    `lease_seconds` is longer than any channel's own time-out, or two workers would send at once as a rule.
    `retry_seconds` are the pauses after the first, second, … passing failure of one channel; after the last of them the
    channel counts as failed.
    """

    lease_seconds: int = 120
    retry_seconds: tuple[int, ...] = (15, 60, 180)
    answer_minutes: Mapping[ChannelKind, int] = field(default_factory=lambda: _ANSWER_MINUTES)

    def __post_init__(self) -> None:
        if self.lease_seconds < 1 or any(pause < 0 for pause in self.retry_seconds):
            raise InvalidTermError("a pause cannot be negative, nor a lease empty", where="Pace")
        missing = set(ChannelKind) - set(self.answer_minutes)
        if missing:
            raise InvalidTermError("no time for an answer by " + ", ".join(sorted(missing)), where="Pace")

    def answer_time(self, channel: ChannelKind) -> timedelta:
        """Return how long a recipient has to answer on this channel."""
        return timedelta(minutes=self.answer_minutes[channel])

# SPDX-License-Identifier: Apache-2.0
"""The house: everything a use case needs of the world, in one value handed to it first.

`house()` returns the one that the settings wire (`NADHIR_WIRING` names the function); a test or the demo makes another
with `dataclasses.replace`, for example on a clock of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.utils.module_loading import import_string

from nadhir.casework.knowledge import Knowledge
from nadhir.casework.ports import Channels, Clock, Fetcher, Ids, Keys
from nadhir.deliver import Pace
from nadhir.ledger import Signer

if TYPE_CHECKING:
    from nadhir.casework.meanings import Meanings


def _meanings() -> "Meanings":
    from nadhir.casework.meanings import Meanings  # noqa: PLC0415 - it reads the store, which imports the house

    return Meanings()


@dataclass(frozen=True, slots=True)
class House:
    """Clock, identifiers, keys, channels, what ships as data, the pace of deliveries, and, where the operator turned it
    on, who fetches a page.
    """

    clock: Clock
    ids: Ids
    keys: Keys
    ledger_signer: Signer
    channels: Channels
    drill_channels: Channels
    knowledge: Knowledge
    pace: Pace
    public_url: str
    fetcher: Fetcher | None = None
    meanings: "Meanings" = field(default_factory=_meanings)


@cache
def house() -> House:
    """Return the house that the settings wire, made once a process."""
    build = cast("Callable[[], House]", import_string(settings.NADHIR_WIRING))
    return build()

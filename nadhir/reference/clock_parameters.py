# SPDX-License-Identifier: Apache-2.0
"""Loads the numbers of the clocks that every pack shares, each with its origin in `data/policy/common.toml`."""

from functools import lru_cache
from typing import Final

from nadhir.reference.packs import section, table
from nadhir.terms.assessment import Urgency
from nadhir.terms.clocks import ClockParameters
from nadhir.terms.errors import OursError

_DATA: Final = "nadhir.reference"
_PATH: Final = "data/policy/common.toml"


@lru_cache(maxsize=1)
def load() -> ClockParameters:
    """Return the numbers.

    Raises:
        OursError: one is missing or wrong.
    """
    whole = table(_DATA, path=_PATH)
    clocks = section(whole, name="clocks", where=_PATH)
    rungs = section(whole, name="rung_minutes", where=_PATH)
    disputes = section(whole, name="dispute_minutes", where=_PATH)
    try:
        return ClockParameters(
            first_look_minutes=int(str(clocks["first_look_minutes"])),
            consultation_minutes=int(str(clocks["consultation_minutes"])),
            closing_minutes=int(str(clocks["closing_minutes"])),
            rung_minutes={urgency: int(str(rungs[urgency.value])) for urgency in Urgency},
            dispute_minutes={urgency: int(str(disputes[urgency.value])) for urgency in Urgency},
            extensions_most=int(str(clocks["extensions_most"])),
            extension_percent=int(str(clocks["extension_percent"])),
        )
    except (KeyError, ValueError) as error:
        raise OursError(f"a number is missing or wrong: {error}", where=_PATH, remedy="mend the file") from error

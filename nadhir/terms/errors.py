# SPDX-License-Identifier: Apache-2.0
"""One family of errors, each saying whose fault it is, what is wrong, where, and what to do about it.

`TheirsError` is for bad input, `WorldError` for network, disk and clock, `OursError` for a bug of Nadhir itself. A room
derives its own errors from one of the three; nothing else escapes a room's public function.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum

ErrorValue = str | int | datetime | Sequence[str]


class NadhirError(Exception):
    """The base of every error that Nadhir raises on purpose.

    `what` states the problem, `where` the place in the input or the system, `remedy` what the reader can do. Both
    sentences may leave room for `values` (`%(officer)s`): what then stands in `what_said` and `remedy_said` is the same
    for all, so that a page can say it in its reader's language.
    """

    def __init__(
        self, what: str, *, where: str = "", remedy: str = "", values: Mapping[str, ErrorValue] | None = None
    ) -> None:
        self.what_said = what
        self.remedy_said = remedy
        self.values = dict(values or {})
        plain = {name: _plain(value) for name, value in self.values.items()}
        self.what = what % plain if plain else what
        self.where = where
        self.remedy = remedy % plain if plain else remedy
        super().__init__(self.what)

    def __str__(self) -> str:
        """Return the three parts as one gentle line."""
        parts = [self.what if not self.where else f"{self.where}: {self.what}"]
        if self.remedy:
            parts.append(self.remedy)
        return " — ".join(parts)


def _plain(value: ErrorValue) -> str:
    match value:
        case StrEnum():
            return value.value.replace("_", " ")
        case str() | int():
            return str(value)
        case datetime():
            return value.isoformat()
        case _:
            return ", ".join(_plain(each) for each in value)


class TheirsError(NadhirError):
    """What came in is wrong: the sender, or the person at the keyboard, can mend it."""


class WorldError(NadhirError):
    """Network, disk, clock or another system failed: it may work when tried again."""


class OursError(NadhirError):
    """A bug of Nadhir: please report it with the message."""


class InvalidTermError(TheirsError):
    """A value was asked to exist that its type forbids."""

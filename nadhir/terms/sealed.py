# SPDX-License-Identifier: Apache-2.0
"""A value that must not leak by accident: names of persons, contacts, identities and identifiers of sources.

`repr`, `str` and formatting show a placeholder; the content is reached by one named call, `.reveal(to=…)`, easy to find
and to audit. Logs and tracebacks then cannot show a person. It is no encryption: that is the store's.
"""

from dataclasses import dataclass
from typing import Final

PLACEHOLDER: Final = "‹sealed›"


@dataclass(frozen=True, slots=True, repr=False)
class Sealed:
    """One sealed string; equal to another with the same content, hashable, and silent about it."""

    _content: str

    def reveal(self, *, to: str) -> str:
        """Return the content; `to` names who or what reads it (an officer, or the step that needs it)."""
        if not to:
            msg = "reveal() needs the name of who reads the sealed value"
            raise ValueError(msg)
        return self._content

    def __repr__(self) -> str:
        """Show the placeholder, never the content."""
        return PLACEHOLDER

    __str__ = __repr__

    def __format__(self, format_spec: str) -> str:
        """Show the placeholder in f-strings too."""
        return format(PLACEHOLDER, format_spec)

    def __bool__(self) -> bool:
        """Tell whether there is any content."""
        return bool(self._content)

# SPDX-License-Identifier: Apache-2.0
"""The only place where the present moment and fresh identifiers come from.

Promise: moments are aware and in UTC; identifiers are random and say nothing, neither order nor content nor machine.
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

#: 64 bits: two of a million identifiers meet by 3 in 10^8, and the database refuses the second of them.
_ID_BYTES = 8
_SALT_BYTES = 32
_TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the present moment, in UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class RandomIds:
    """Identifiers, salts and tokens from the system's generator."""

    def fresh(self, kind: str) -> str:
        """Return a new identifier, `kind` and a random part: `c-1b8e0f2a9d317c44`."""
        return f"{kind}-{secrets.token_hex(_ID_BYTES)}"

    def salt(self) -> bytes:
        """Return 32 random bytes that hide one ledger entry."""
        return secrets.token_bytes(_SALT_BYTES)

    def thread_tag(self) -> str:
        """Return a case's random mark in the ledger: 64 bits in hex."""
        return secrets.token_hex(_ID_BYTES)

    def token(self) -> str:
        """Return a secret of 256 bits that can stand in a URL or a header."""
        return secrets.token_urlsafe(_TOKEN_BYTES)

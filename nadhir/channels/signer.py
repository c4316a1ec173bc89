# SPDX-License-Identifier: Apache-2.0
"""Ed25519 signatures (RFC 8032) over what leaves as a file."""

import base64
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


@dataclass(frozen=True, slots=True)
class Ed25519Signer:
    """Signs with a key from its 32-byte seed, which `repr` does not show."""

    seed: bytes = field(repr=False)

    @property
    def public_key(self) -> str:
        """The public half, in base64: handed to whoever verifies, by a route of its own."""
        return base64.b64encode(self._key().public_key().public_bytes_raw()).decode()

    def sign(self, message: bytes) -> str:
        """Return the signature of the message, in base64."""
        return base64.b64encode(self._key().sign(message)).decode()

    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

# SPDX-License-Identifier: Apache-2.0
"""Sealed values at rest: each subject has a data key of its own, wrapped by the installation's master key.

Promise: what is personal is unreadable without both the database and the master key; destroying one subject's wrapped
key erases every value of that subject, wherever it lies, backups of the rows included, and touches nobody else's.
AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce: safe for 2^32 values under one key, and a subject has dozens.
The subject's name goes in as associated data, so that a value cannot be moved to another subject unseen.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from nadhir.store.models.keys import SubjectKey
from nadhir.terms.entry import SubjectId
from nadhir.terms.errors import WorldError

_NONCE_BYTES = 12
_KEY_BYTES = 32


class VaultError(WorldError):
    """A sealed value cannot be opened: another master key, or the row was changed."""


@dataclass(slots=True)
class Vault:
    """Seals and opens values of subjects; it remembers the keys it unwrapped for as long as it lives (one use case)."""

    master: bytes = field(repr=False)
    _keys: dict[str, bytes | None] = field(default_factory=dict, repr=False)

    def make_subject(self, subject: SubjectId) -> SubjectId:
        """Make the subject's key and return the subject."""
        key = os.urandom(_KEY_BYTES)
        SubjectKey(subject=subject, wrapped=_encrypt(key, key=self.master, bound_to=f"key:{subject}")).save(
            force_insert=True
        )
        self._keys[subject] = key
        return subject

    def seal(self, content: bytes, *, subject: SubjectId) -> bytes:
        """Return the content encrypted under the subject's key.

        Raises:
            VaultError: the subject was erased: nothing more may be kept of it.
        """
        key = self._key(subject)
        if key is None:
            raise VaultError("the subject was erased", where=f"subject {subject}", remedy="nothing more is kept of it")
        return _encrypt(content, key=key, bound_to=subject)

    def open(self, sealed: bytes, *, subject: SubjectId) -> bytes | None:
        """Return the content, or None where the subject was erased.

        Raises:
            VaultError: the master key is another, or the value was changed.
        """
        key = self._key(subject)
        return None if key is None else _decrypt(sealed, key=key, bound_to=subject)

    def fetch(self, subjects: Iterable[str]) -> None:
        """Fetch the keys of these subjects in one question; asked for one by one, each would be a question of its own.

        Raises:
            VaultError: a key does not unwrap under this master key.
        """
        missing = {subject for subject in subjects if subject not in self._keys}
        for row in SubjectKey.objects.filter(subject__in=missing) if missing else ():
            self._keys[row.subject] = self._unwrap(row)

    def _unwrap(self, row: SubjectKey) -> bytes | None:
        wrapped = row.wrapped
        return None if wrapped is None else _decrypt(bytes(wrapped), key=self.master, bound_to=f"key:{row.subject}")

    def _key(self, subject: SubjectId) -> bytes | None:
        if subject not in self._keys:
            row = SubjectKey.objects.filter(subject=subject).first()
            if row is None:
                raise VaultError(
                    "there is no such subject", where=f"subject {subject}", remedy="restore it from your backup"
                )
            self._keys[subject] = self._unwrap(row)
        return self._keys[subject]


def _encrypt(content: bytes, *, key: bytes, bound_to: str) -> bytes:
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, bound_to.encode())


def _decrypt(sealed: bytes, *, key: bytes, bound_to: str) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], bound_to.encode())
    except InvalidTag:
        raise VaultError(
            "a sealed value does not open",
            where=bound_to,
            remedy="the master key is not the one it was sealed with, or the row was changed: restore from your backup",
        ) from None

# SPDX-License-Identifier: Apache-2.0
"""The installation's keys: made at install, one file each, readable by their owner alone.

Promise: no two installations share a key; none is ever in a variable, the database or the repository; a key of the
demo, one that everybody may know, one too short, one that others on the machine can read, stops the start with a
clear error. A demo's home carries a marker file and its keys say that they are a demo's, so that neither can be
carried into the other unseen.

Five keys: `django` (sessions), `ledger` (Ed25519, signs checkpoints), `master` (wraps each subject's own key; whoever
loses it loses every name and contact), `drop` (Ed25519, signs what lies in a drop folder), and `links` (derives the
tokens of recipients' pages). It does not rotate them yet: that belongs to the operations issue.
"""

import base64
import binascii
import math
import os
import secrets
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final, Self

from nadhir.terms.errors import TheirsError, WorldError

KEY_BYTES: Final = 32
_FORMAT: Final = "nadhir-key 1"
_OWNER_ONLY: Final = 0o600
_FOLDER_OWNER_ONLY: Final = 0o700
_DEMO_MARKER: Final = "THIS-IS-A-DEMO"
_MARKER_TEXT: Final = (
    "This folder belongs to `make demo`. Its keys and accounts are for showing only; nothing real belongs here.\n"
)
#: Random bytes of this length spread over some 30 values; a phrase, a pattern or zeros does not. Bits of entropy per
#: byte of 32 drawn at random: mean 4.88, least of 200,000 draws 4.35 (this function on secrets.token_bytes, 2025-11).
_LEAST_BITS_PER_BYTE: Final = 3.5
_WELL_KNOWN: Final = (
    b"secret",
    b"changeme",
    b"change-me",
    b"insecure",
    b"example",
    b"sample",
    b"password",
    b"nadhir",
    b"01234567",
)


class KeyFileError(TheirsError):
    """A key is missing, weak, open to others, or belongs to a demo."""


class Purpose(StrEnum):
    """What a key is for; the value is the name of its file."""

    DJANGO = "django"
    LEDGER = "ledger"
    MASTER = "master"
    DROP = "drop"
    LINKS = "links"


@dataclass(frozen=True, slots=True)
class Key:
    """One key; `repr` is silent about it."""

    purpose: Purpose
    is_demo: bool
    secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeyRing:
    """All keys of one installation."""

    django: Key
    ledger: Key
    master: Key
    drop: Key
    links: Key

    @classmethod
    def load(cls, home: Path, *, django_file: Path | None = None) -> Self:
        """Return the keys under `home`, each checked.

        Raises:
            KeyFileError: a key is missing, weak, open to others, or of the wrong kind of home.
        """
        folder = home / "keys"
        demo = is_demo_home(home)

        def _load(purpose: Purpose, path: Path) -> Key:
            key = read_key(path, purpose=purpose)
            check_key(key, path=path, is_demo=demo)
            return key

        return cls(
            django=_load(Purpose.DJANGO, django_file or folder / Purpose.DJANGO),
            ledger=_load(Purpose.LEDGER, folder / Purpose.LEDGER),
            master=_load(Purpose.MASTER, folder / Purpose.MASTER),
            drop=_load(Purpose.DROP, folder / Purpose.DROP),
            links=_load(Purpose.LINKS, folder / Purpose.LINKS),
        )


def is_demo_home(home: Path) -> bool:
    """Tell whether the folder is a demo's."""
    return (home / _DEMO_MARKER).exists()


def make_keys(home: Path, *, is_demo: bool) -> tuple[Path, ...]:
    """Make whichever keys are missing under `home` and return their paths; a key that is there is never overwritten.

    Raises:
        KeyFileError: the home is a demo's and a real installation was asked for, or the other way round.
        WorldError: a file cannot be written.
    """
    folder = home / "keys"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(_FOLDER_OWNER_ONLY)
        made_before = any(folder.iterdir())
        if made_before and is_demo_home(home) != is_demo:
            raise KeyFileError(
                "the home holds a demo" if not is_demo else "the home holds a real installation",
                where=str(home),
                remedy="choose another folder: a demo and an installation share nothing",
            )
        if is_demo:
            (home / _DEMO_MARKER).write_text(_MARKER_TEXT, encoding="utf-8")
        made = []
        for purpose in Purpose:
            path = folder / purpose
            if not path.exists():
                _write(path, purpose=purpose, is_demo=is_demo)
                made.append(path)
    except OSError as error:
        raise WorldError(
            str(error.strerror), where=str(error.filename or folder), remedy="check the folder's owner and space"
        ) from error
    return tuple(made)


def _write(path: Path, *, purpose: Purpose, is_demo: bool) -> None:
    made_for = "demo" if is_demo else "installation"
    key = base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()
    # O_EXCL: of two installers at once one fails, rather than both believing in different keys.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(f"{_FORMAT}\npurpose: {purpose}\nmade-for: {made_for}\nkey: {key}\n")
        file.flush()
        os.fsync(file.fileno())


def read_key(path: Path, *, purpose: Purpose) -> Key:
    """Return the key in the file.

    Raises:
        KeyFileError: there is none, it is for something else, or the file is no key file.
    """
    where = f"key file {path}"
    try:
        lines = path.read_text(encoding="ascii").splitlines()
    except FileNotFoundError:
        raise KeyFileError(
            "there is no such key", where=where, remedy="make the installation's keys with `nadhir install`"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise KeyFileError(f"it cannot be read ({error})", where=where, remedy="restore it from your backup") from error
    fields = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
    if not lines or lines[0] != _FORMAT or not {"purpose", "made-for", "key"} <= fields.keys():
        raise KeyFileError("this is no key file of Nadhir", where=where, remedy="make it with `nadhir install`")
    if fields["purpose"] != purpose:
        raise KeyFileError(
            f"this key is for {fields['purpose']}, not for {purpose}", where=where, remedy="do not reuse keys"
        )
    if fields["made-for"] not in {"demo", "installation"}:
        raise KeyFileError(
            f"made for {fields['made-for']!r}: unknown", where=where, remedy="make it with `nadhir install`"
        )
    try:
        secret = base64.b64decode(fields["key"], validate=True)
    except binascii.Error:
        raise KeyFileError("the key is no base64", where=where, remedy="restore it from your backup") from None
    return Key(purpose=purpose, is_demo=fields["made-for"] == "demo", secret=secret)


def check_key(key: Key, *, path: Path, is_demo: bool) -> None:
    """Check that the key may be used in this home.

    Raises:
        KeyFileError: it is too short, well known, open to others, or a demo's in a real home (or the reverse).
    """
    where = f"key file {path}"
    new_one = "delete it and make a new one with `nadhir install`; what it protected must be given up as known"
    if key.is_demo and not is_demo:
        raise KeyFileError("this is a demo's key, and this installation is no demo", where=where, remedy=new_one)
    if is_demo and not key.is_demo:
        raise KeyFileError(
            "this is a real installation's key in a demo's home", where=where, remedy="keep real keys out of the demo"
        )
    if len(key.secret) < KEY_BYTES:
        raise KeyFileError(f"the key has {len(key.secret)} bytes; {KEY_BYTES} are needed", where=where, remedy=new_one)
    if bits_per_byte(key.secret) < _LEAST_BITS_PER_BYTE or any(word in key.secret.lower() for word in _WELL_KNOWN):
        raise KeyFileError("the key looks like a sample, not like chance", where=where, remedy=new_one)
    if path.stat().st_mode & 0o077:
        raise KeyFileError("others on this machine can read it", where=where, remedy=f"run chmod 600 {path}")


def bits_per_byte(secret: bytes) -> float:
    """Return the Shannon entropy of the bytes as they are, in bits per byte."""
    counts = Counter(secret)
    return -sum(count / len(secret) * math.log2(count / len(secret)) for count in counts.values()) if secret else 0.0


def secret_key(path: Path, *, home: Path) -> str:
    """Return Django's secret key as the text it wants, checked as every key is.

    Raises:
        KeyFileError: it is missing, weak, open to others, or of the wrong kind of home.
    """
    key = read_key(path, purpose=Purpose.DJANGO)
    check_key(key, path=path, is_demo=is_demo_home(home))
    return base64.b64encode(key.secret).decode()

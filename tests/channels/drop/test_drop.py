"""The far side of the drop: a collector that believes a file only with its signature, by a key it had before."""

import base64
import json
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from nadhir.channels.drop import FORMAT, DropChannel
from nadhir.channels.signer import Ed25519Signer
from nadhir.terms.party import ChannelKind
from tests.channels.parcels import ARABIC, CONTENT, a_parcel

SIGNER = Ed25519Signer(bytes(range(32)))


def collected(folder: Path, *, public_key: str) -> list[dict[str, object]]:
    """Returns what a careful collector takes: whole files whose signature verifies."""
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key))
    found = []
    for path in sorted(folder.glob("*.json")):
        content = path.read_bytes()
        key.verify(base64.b64decode(path.with_name(path.name + ".sig").read_text()), content)
        found.append(json.loads(content))
    return found


def test_a_collector_reads_the_warning_and_can_tell_that_it_is_ours(tmp_path: Path) -> None:
    DropChannel(folder=tmp_path, signer=SIGNER).send(a_parcel(ChannelKind.DROP))
    (warning,) = collected(tmp_path, public_key=SIGNER.public_key)
    assert warning["format"] == FORMAT
    assert warning["texts"] == [{"language": "ar", "content": ARABIC}, {"language": "en", "content": CONTENT}]
    assert set(warning) == {"format", "key", "sender", "marking", "action_clause", "valid_until", "texts"}


def test_a_collector_refuses_what_was_changed_and_what_another_signed(tmp_path: Path) -> None:
    DropChannel(folder=tmp_path, signer=SIGNER).send(a_parcel(ChannelKind.DROP))
    with pytest.raises(InvalidSignature):
        collected(tmp_path, public_key=Ed25519Signer(bytes(32)).public_key)
    (path,) = tmp_path.glob("*.json")
    path.write_bytes(path.read_bytes().replace(b"Friday", b"Sunday"))
    with pytest.raises(InvalidSignature):
        collected(tmp_path, public_key=SIGNER.public_key)


def test_where_signing_fails_nothing_is_dropped(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="32"):
        DropChannel(folder=tmp_path, signer=Ed25519Signer(b"too short")).send(a_parcel(ChannelKind.DROP))
    assert list(tmp_path.iterdir()) == []


def test_the_key_does_not_show_itself() -> None:
    assert str(bytes(range(32))) not in repr(SIGNER)
    assert "seed" not in repr(SIGNER)

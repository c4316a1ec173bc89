# SPDX-License-Identifier: Apache-2.0
"""Checkpoints and notes: signed, pinned, cosigned, and refused when anything about them is not what it says."""

import base64
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nadhir.ledger import (
    NoteError,
    SignatureType,
    SigningKey,
    VerifierKey,
    cosign,
    parse_checkpoint,
    sign_checkpoint,
    sign_note,
    verify_checkpoint,
    verify_note,
)
from nadhir.ledger.notes import LARGEST_NOTE
from nadhir.terms.entry import Checkpoint
from nadhir.terms.errors import InvalidTermError

ORIGIN = "nadhir.example/ledger"
LOG = SigningKey(ORIGIN, bytes(range(32)))
OTHER = SigningKey(ORIGIN, bytes(range(1, 33)))
WITNESS = SigningKey("witness.example/w", bytes(range(2, 34)), SignatureType.COSIGNATURE_V1)
HEAD = Checkpoint(origin=ORIGIN, size=42, root=bytes(range(32)))
NOTE = sign_checkpoint(HEAD, signer=LOG)
SEEN_AT = datetime(2024, 1, 4, 12, 0, 0, tzinfo=UTC)


def test_a_checkpoint_comes_back_from_its_note() -> None:
    assert verify_checkpoint(NOTE, log_key=LOG.verifier).checkpoint == HEAD
    assert parse_checkpoint(NOTE) == HEAD


def test_the_note_has_the_form_that_c2sp_gives() -> None:
    text, _, signature = NOTE.partition("\n\n")
    assert text == f"{ORIGIN}\n42\n{base64.b64encode(HEAD.root).decode()}"
    assert signature.startswith(f"— {ORIGIN} ")
    assert base64.b64decode(signature.split(" ")[2])[:4] == LOG.verifier.key_id


def test_a_key_line_comes_back_and_a_changed_one_is_refused() -> None:
    line = str(LOG.verifier)
    assert VerifierKey.parse(line) == LOG.verifier
    assert VerifierKey.parse(str(WITNESS.verifier)) == WITNESS.verifier
    name, key_id, key = line.split("+", 2)
    for changed in (
        f"{name}x+{key_id}+{key}",
        f"{name}+00000000+{key}",
        f"{name}+{key_id}",
        f"{name}+{key_id}+{key[:-4]}",
        f"{name}+{key_id.upper()}x+{key}",
        f"{name}+{key_id}+" + base64.b64encode(b"\x02" + LOG.verifier.public_key).decode(),
        "",
    ):
        with pytest.raises(NoteError):
            VerifierKey.parse(changed)


def test_a_signing_key_does_not_show_its_seed() -> None:
    assert LOG.seed.hex() not in repr(LOG)
    assert repr(LOG.seed) not in repr(LOG)


def test_a_checkpoint_of_another_key_of_the_same_name_is_refused() -> None:
    forged = sign_checkpoint(HEAD, signer=OTHER)
    with pytest.raises(NoteError, match="none of them a key given here"):
        verify_checkpoint(forged, log_key=LOG.verifier)


def test_a_signature_under_a_known_key_id_that_does_not_verify_sinks_the_note() -> None:
    forged = sign_checkpoint(Checkpoint(origin=ORIGIN, size=43, root=HEAD.root), signer=LOG)
    mixed = NOTE.partition("\n\n")[0] + "\n\n" + forged.partition("\n\n")[2]
    with pytest.raises(NoteError, match="does not verify"):
        verify_checkpoint(mixed, log_key=LOG.verifier)


def test_a_checkpoint_of_another_origin_is_refused_before_its_signature_is_looked_at() -> None:
    other = SigningKey("other.example/log", LOG.seed)
    note = sign_checkpoint(Checkpoint(origin=other.name, size=42, root=HEAD.root), signer=other)
    with pytest.raises(NoteError, match=r"of the log other\.example/log"):
        verify_checkpoint(note, log_key=LOG.verifier)


def test_a_log_signs_under_its_own_name_only() -> None:
    with pytest.raises(NoteError, match="log's own key"):
        sign_checkpoint(Checkpoint(origin="other.example/log", size=1, root=HEAD.root), signer=LOG)


def test_a_witness_is_believed_where_it_signed_and_left_aside_where_unknown() -> None:
    note = cosign(NOTE, signer=WITNESS, at=SEEN_AT)
    verified = verify_checkpoint(note, log_key=LOG.verifier, witnesses=[WITNESS.verifier])
    assert [(each.name, each.at) for each in verified.cosignatures] == [("witness.example/w", SEEN_AT)]
    assert not verified.unknown_signers
    unknown = verify_checkpoint(note, log_key=LOG.verifier)
    assert not unknown.cosignatures
    assert unknown.unknown_signers == ("witness.example/w",)
    assert not verify_checkpoint(NOTE, log_key=LOG.verifier, witnesses=[WITNESS.verifier]).cosignatures


def test_a_witness_that_signed_another_moment_or_another_tree_sinks_the_note() -> None:
    note = cosign(NOTE, signer=WITNESS, at=SEEN_AT)
    lines = note.splitlines()
    name, encoded = lines[-1].removeprefix("— ").split(" ")
    data = bytearray(base64.b64decode(encoded))
    data[11] ^= 1  # the last byte of the moment
    changed = "\n".join([*lines[:-1], f"— {name} {base64.b64encode(bytes(data)).decode()}"]) + "\n"
    with pytest.raises(NoteError, match=r"cosignature of witness\.example/w"):
        verify_checkpoint(changed, log_key=LOG.verifier, witnesses=[WITNESS.verifier])
    larger = sign_checkpoint(Checkpoint(origin=ORIGIN, size=43, root=HEAD.root), signer=LOG)
    moved = larger + lines[-1] + "\n"
    with pytest.raises(NoteError, match=r"cosignature of witness\.example/w"):
        verify_checkpoint(moved, log_key=LOG.verifier, witnesses=[WITNESS.verifier])


def test_a_witness_key_signs_no_checkpoint_and_a_log_key_cosigns_none() -> None:
    with pytest.raises(NoteError, match="witness key"):
        sign_note("text\n", signer=WITNESS)
    with pytest.raises(NoteError, match="only a witness key"):
        cosign(NOTE, signer=LOG, at=SEEN_AT)
    with pytest.raises(NoteError, match="no witness key"):
        verify_checkpoint(NOTE, log_key=LOG.verifier, witnesses=[OTHER.verifier])


@pytest.mark.parametrize(
    "text",
    [
        f"{ORIGIN}\n42\n",
        f"{ORIGIN}\n042\n{base64.b64encode(HEAD.root).decode()}\n",
        f"{ORIGIN}\n-1\n{base64.b64encode(HEAD.root).decode()}\n",
        f"{ORIGIN}\n٤٢\n{base64.b64encode(HEAD.root).decode()}\n",
        f"{ORIGIN}\n{'9' * 400}\n{base64.b64encode(HEAD.root).decode()}\n",
        f"{ORIGIN}\n42\n{base64.b64encode(HEAD.root[:-1]).decode()}\n",
        f"{ORIGIN}\n42\n{base64.b64encode(HEAD.root).decode()[:-1]}\n",
        f"\n42\n{base64.b64encode(HEAD.root).decode()}\n",
        f"{ORIGIN}\n42\n{base64.b64encode(HEAD.root).decode()}\n\nmore\n",
    ],
)
def test_a_rightly_signed_text_that_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(NoteError):
        verify_checkpoint(sign_note(text, signer=LOG), log_key=LOG.verifier)


def test_extension_lines_are_kept_and_signed() -> None:
    extended = Checkpoint(origin=ORIGIN, size=42, root=HEAD.root, extensions=("opaque line",))
    assert verify_checkpoint(sign_checkpoint(extended, signer=LOG), log_key=LOG.verifier).checkpoint == extended
    with pytest.raises(InvalidTermError):
        Checkpoint(origin=ORIGIN, size=42, root=HEAD.root, extensions=("two\nlines",))


def test_a_note_can_hold_blank_lines_and_arabic() -> None:
    text = "نذير\n\nسطر بعد فراغ\n"
    assert verify_note(sign_note(text, signer=LOG), keys=[LOG.verifier]).text == text


@pytest.mark.parametrize(
    "note",
    [
        "",
        "text\n",
        "text\n\n",
        "text\n\n— name\n",
        "text\n\n— name AAAAA\n",
        "text\n\n— na+me AAAAAAA=\n",
        "text\n\n- name AAAAAAA=\n",
        NOTE[:-1],
        NOTE.replace("\n", "\r\n"),
        NOTE + NOTE.splitlines()[-1] + "\n",
        NOTE + "".join(f"— n{number} AAAAAAA=\n" for number in range(16)),
        "x" * LARGEST_NOTE + NOTE,
    ],
)
def test_a_malformed_note_is_refused(note: str) -> None:
    with pytest.raises(NoteError):
        verify_note(note, keys=[LOG.verifier])


@given(st.integers(0, len(NOTE.encode()) - 1), st.integers(1, 255))
def test_no_changed_byte_of_a_checkpoint_goes_unseen(at: int, change: int) -> None:
    data = bytearray(NOTE.encode())
    data[at] ^= change
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return
    with pytest.raises(NoteError):
        verify_checkpoint(text, log_key=LOG.verifier)

# SPDX-License-Identifier: Apache-2.0
"""Our own vectors: the bytes that format 1 gives, pinned for ever, each computed here a second time by hand.

A ledger outlives its software. If one of these changes, what was written before can no longer be proven: make format 2.
"""

import base64
import hashlib
import json
from datetime import UTC, datetime

from nadhir.ledger import (
    HeadMap,
    SignatureType,
    SigningKey,
    ThreadHead,
    Tree,
    commit_personal,
    cosign,
    open_entry,
    seal,
    sign_checkpoint,
)
from nadhir.terms.entry import CaseThread, Checkpoint, Entry, Opening, SubjectId
from nadhir.terms.ids import CaseId, EntryIndex, OfficerId
from nadhir.terms.sealed import Sealed

SALT, PERSONAL_SALT = bytes(range(32)), bytes(range(1, 33))
BODY = (
    '{"at":"2024-01-02T09:30:00.000005Z","by":"salma","case":"c-1b8e","facts":{"languages":["ar","en"],"title":"تحذير"},'
    '"index":7,"name":"warning.released","personal":{"recipient.name":{"commitment":'
    '"005e1f290aca0d9108955ee28430969125bb52e762065f28564c3219d23a0137","subject":"s-4f1c"}},'
    '"thread":{"previous":null,"sequence":0,"tag":"00112233aabbccdd"},"v":1}'
).encode()
COMMITMENT = "d83d753be65b5defbae137322c4170ef1f89562c79617472cc9ff09297747cb0"
LEAF_HASH = "ee75464334d75d280026ee802a657a79c8c7eb611f10a872ac13ef177fbe4786"
HEADS_ROOT = "7699e2170432d792f6c7a1cc7dc13efd80d8b74199630238e9f1d44928f4af72"
CHECKPOINT = (
    "nadhir.example/ledger\n1\n7nVGQzTXXSgAJu6AKmV6ecjH62EfEKhyrBPvF3++R4Y=\n\n— nadhir.example/ledger "
    "25mVHVJtfEzUoJutN/4eztbGrC38lROgJNFIDcKxqgX/LcDzqeNZs96gk1msd0nBZ4f4n8m07LzNbrdISXmtq9m8HA8=\n"
)
COSIGNATURE = (
    "— witness.example/w dlt5MQAAAABllp3AlBtQNAf1tnekkFPXTMK1AxrdrNQ/0uX+OkfhEvXpwJw0zpZfyqznPeeOXN0Y3LKfe1c25Vqv"
    "DpOOW3ZWuDREDw=="
)
ENTRY = Entry(
    index=EntryIndex(7),
    at=datetime(2024, 1, 2, 9, 30, 0, 5, tzinfo=UTC),
    name="warning.released",
    by=OfficerId("salma"),
    case=CaseId("c-1b8e"),
    thread=CaseThread("00112233aabbccdd"),
    facts={"title": "تحذير", "languages": ["ar", "en"]},
    personal=(
        commit_personal(Sealed("سلمى الراوي"), name="recipient.name", subject=SubjectId("s-4f1c"), salt=PERSONAL_SALT),
    ),
)
LOG = SigningKey("nadhir.example/ledger", bytes(range(32)))
WITNESS = SigningKey("witness.example/w", bytes(range(2, 34)), SignatureType.COSIGNATURE_V1)


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_an_entry_has_the_body_commitment_and_leaf_of_format_1() -> None:
    sealed = seal(ENTRY, salt=SALT)
    assert sealed.opening.body == BODY
    assert sealed.commitment == COMMITMENT == sha256(SALT + BODY)
    leaf = f'{{"commitment":"{COMMITMENT}","index":7,"v":1}}'.encode()
    assert sealed.leaf_hash.hex() == LEAF_HASH == sha256(b"\x00" + leaf)
    assert open_entry(Opening(salt=SALT, body=BODY), commitment=COMMITMENT, index=7) == ENTRY


def test_a_personal_commitment_is_that_of_format_1() -> None:
    body = '{"name":"recipient.name","subject":"s-4f1c","value":"سلمى الراوي"}'.encode()
    assert json.loads(BODY)["personal"]["recipient.name"]["commitment"] == sha256(PERSONAL_SALT + body)


def test_a_checkpoint_and_a_cosignature_are_those_of_format_1() -> None:
    root = Tree([bytes.fromhex(LEAF_HASH)]).root()
    note = sign_checkpoint(Checkpoint(origin=LOG.name, size=1, root=root), signer=LOG)
    assert note == CHECKPOINT
    key_id = hashlib.sha256(b"nadhir.example/ledger\n\x01" + LOG.verifier.public_key).digest()[:4]
    assert base64.b64decode(note.split(" ")[-1])[:4] == key_id
    assert str(LOG.verifier) == "nadhir.example/ledger+db99951d+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
    cosigned = cosign(note, signer=WITNESS, at=datetime(2024, 1, 4, 12, tzinfo=UTC))
    assert cosigned == CHECKPOINT + COSIGNATURE + "\n"


def test_a_map_of_heads_has_the_root_of_format_1() -> None:
    seed, tag = bytes(range(32)), "00112233aabbccdd"
    leaf_hash = seal(ENTRY, salt=SALT).leaf_hash
    assert HeadMap([ThreadHead(tag=tag, count=1, leaf_hash=leaf_hash)], seed=seed).root().hex() == HEADS_ROOT
    number = int(tag, 16)
    salt = hashlib.sha256(seed + b"\x20" + bytes.fromhex(tag)).digest()
    node = hashlib.sha256(b"\x10" + salt + bytes.fromhex(tag) + (1).to_bytes(8, "big") + leaf_hash).digest()
    for depth in range(64, 0, -1):
        prefix = number >> (64 - depth)
        filler = hashlib.sha256(seed + b"\x21" + bytes([depth]) + (prefix ^ 1).to_bytes(8, "big")).digest()
        node = hashlib.sha256(b"\x11" + (filler + node if prefix & 1 else node + filler)).digest()
    assert node.hex() == HEADS_ROOT

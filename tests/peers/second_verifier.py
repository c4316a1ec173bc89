# SPDX-License-Identifier: Apache-2.0
"""A second verifier of disclosure bundles, written from ADR 2 and RFC 9162 alone and sharing no code with the first.

It is what a suspicious inspector might write in an afternoon: recursion in place of bit tricks, asserts in place of
errors.
"""

import base64
import hashlib
import json
from itertools import pairwise
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def sha256(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def unhex(text: str) -> bytes:
    data = bytes.fromhex(text)
    assert data.hex() == text  # upper case would be a second form of the same bytes
    return data


def canonical(value: Any) -> bytes:  # noqa: ANN401 — JSON
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def split(size: int) -> int:
    half = 1
    while half * 2 < size:
        half *= 2
    return half


def root_by_inclusion(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    if size == 1:
        assert not path
        return leaf
    half, *rest = split(size), *path
    sibling = rest.pop()
    if index < half:
        return sha256(b"\x01", root_by_inclusion(leaf, index, half, rest), sibling)
    return sha256(b"\x01", sibling, root_by_inclusion(leaf, index - half, size - half, rest))


def roots_by_consistency(
    old: int, new: int, path: list[bytes], old_root: bytes, *, is_whole: bool
) -> tuple[bytes, bytes]:
    if old == new:
        if is_whole:
            assert not path
            return old_root, old_root
        (node,) = path
        return node, node
    half, *rest = split(new), *path
    sibling = rest.pop()
    if old <= half:
        first, second = roots_by_consistency(old, half, rest, old_root, is_whole=is_whole)
        return first, sha256(b"\x01", second, sibling)
    first, second = roots_by_consistency(old - half, new - half, rest, old_root, is_whole=False)
    return sha256(b"\x01", sibling, first), sha256(b"\x01", sibling, second)


def checkpoint(note: str, origin: str, public_key: bytes) -> tuple[int, bytes]:
    text, _, signatures = note.rpartition("\n\n")
    text += "\n"
    key_id = sha256(origin.encode(), b"\n\x01", public_key)[:4]
    assert signatures.endswith("\n")
    lines = [line.split(" ") for line in signatures[:-1].split("\n")]
    (data,) = [
        base64.b64decode(encoded, validate=True) for dash, name, encoded in lines if (dash, name) == ("—", origin)
    ]
    assert data[:4] == key_id
    Ed25519PublicKey.from_public_bytes(public_key).verify(data[4:], text.encode())
    told, size, root, end = text.split("\n")
    assert end == ""
    assert told == origin
    return int(size), base64.b64decode(root)


def verify(bundle: bytes, *, origin: str, public_key: bytes) -> list[str]:
    """Return the names of the entries proven; anything wrong raises something."""
    document = json.loads(bundle)
    assert canonical(document) == bundle
    assert set(document) == {"format", "origin", "key", "checkpoint", "older", "entries", "cases"}
    assert document["format"] == "nadhir-disclosure/1"
    assert (document["origin"], document["key"]) == (origin, sha256(public_key).hex())
    size, root = checkpoint(document["checkpoint"], origin, public_key)
    heads = [checkpoint(each["checkpoint"], origin, public_key) for each in document["older"]]
    paths = [[unhex(each) for each in older["hashes"]] for older in document["older"]]
    for ((old, old_root), (new, new_root)), path in zip(pairwise([*heads, (size, root)]), paths, strict=True):
        assert 0 < old <= new
        assert roots_by_consistency(old, new, path, old_root, is_whole=True) == (old_root, new_root)
    leaves: dict[int, bytes] = {}
    for each in document["entries"]:
        index, body = each["index"], each["body"]
        assert index > max(leaves, default=-1)
        commitment = sha256(unhex(each["salt"]), canonical(body)).hex()
        assert commitment == each["commitment"]
        assert body["index"] == index
        leaves[index] = sha256(b"\x00", canonical({"commitment": commitment, "index": index, "v": 1}))
        assert root_by_inclusion(leaves[index], index, size, [unhex(h) for h in each["hashes"]]) == root
        assert set(each["personal"]) == set(body["personal"])
        for name, shown in each["personal"].items():
            if shown in ("erased", "withheld"):
                continue
            told = {"name": name, "subject": body["personal"][name]["subject"], "value": shown["value"]}
            digest = sha256(unhex(shown["salt"]), canonical(told)).hex()
            assert digest == body["personal"][name]["commitment"]
    bodies = {each["index"]: each["body"] for each in document["entries"]}
    told_cases = [(case["case"], case["tag"]) for case in document["cases"]]
    assert told_cases == sorted({(b["case"], b["thread"]["tag"]) for b in bodies.values() if b["thread"]})
    for case in document["cases"]:
        chain = [i for i, b in bodies.items() if b["thread"] and b["thread"]["tag"] == case["tag"]]
        check_chain(case, [(i, bodies[i]["thread"], leaves[i]) for i in chain])
        if case["claim"] == "complete":
            check_complete(case, chain, leaves, bodies)
        else:
            assert case["head"] is None
    return [body["name"] for body in bodies.values()]


def check_chain(case: dict[str, Any], chain: list[tuple[int, dict[str, Any], bytes]]) -> None:
    assert case["claim"] in ("selected", "unbroken", "complete")
    sequences = [thread["sequence"] for _, thread, _ in chain]
    assert sequences == sorted(set(sequences))
    if case["claim"] != "selected":
        assert sequences == list(range(len(chain)))
    for (_, before, leaf), (_, thread, _) in pairwise(chain):
        if thread["sequence"] == before["sequence"] + 1:
            assert thread["previous"] == leaf.hex()


def check_complete(case: dict[str, Any], chain: list[int], leaves: dict[int, bytes], bodies: dict[int, Any]) -> None:
    head = case["head"]
    record = bodies[head["recorded_in"]]
    assert record["name"] == "ledger.heads.recorded"
    tag = unhex(case["tag"])
    node = sha256(b"\x10", unhex(head["salt"]), tag, head["count"].to_bytes(8, "big"), unhex(head["leaf_hash"]))
    assert len(head["siblings"]) == 64
    bits = int.from_bytes(tag, "big")
    for height, sibling in enumerate(map(unhex, head["siblings"])):
        node = sha256(b"\x11", sibling, node) if bits >> height & 1 else sha256(b"\x11", node, sibling)
    assert node.hex() == record["facts"]["root"]
    then = [index for index in chain if index < record["index"]]
    assert len(then) == head["count"]
    assert leaves[then[-1]].hex() == head["leaf_hash"]

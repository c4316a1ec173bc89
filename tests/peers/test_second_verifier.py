# SPDX-License-Identifier: Apache-2.0
"""Two verifiers that share no code agree on what is proven and on what is not."""

from hypothesis import given, settings
from hypothesis import strategies as st

from nadhir.ledger.bundle import BundleRefusedError, verify_bundle
from tests.peers.second_verifier import verify
from tests.rooms.ledger.test_bundle import BUNDLE, KEY, VERIFIED


def second(bundle: bytes) -> list[str] | None:
    try:
        return verify(bundle, origin=KEY.name, public_key=KEY.public_key)
    except Exception:  # noqa: BLE001 — whatever it stumbles over, it does not vouch
        return None


def first(bundle: bytes) -> list[str] | None:
    try:
        return [each.entry.name for each in verify_bundle(bundle, log_key=KEY).entries]
    except BundleRefusedError:
        return None


def test_both_prove_the_same_entries() -> None:
    assert second(BUNDLE) == first(BUNDLE) == [each.entry.name for each in VERIFIED.entries]


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(BUNDLE) - 1), st.integers(0, 255))
def test_both_refuse_a_changed_byte(at: int, byte: int) -> None:
    mutated = bytes([*BUNDLE[:at], byte, *BUNDLE[at + 1 :]])
    assert (first(mutated) is None) == (second(mutated) is None) == (mutated != BUNDLE)

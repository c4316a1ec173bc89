# SPDX-License-Identifier: Apache-2.0
"""Wycheproof's Ed25519 signatures, all 151: malleable, truncated, of small order, with garbage, and good ones."""

import gzip
import json
from pathlib import Path

import pytest

from nadhir.ledger.errors import NoteError
from nadhir.ledger.notes import verify_ed25519

VECTORS = Path(__file__).parents[2].parent / "shared" / "data" / "public" / "ed25519"

pytestmark = pytest.mark.skipif(not VECTORS.is_dir(), reason="../shared missing")


def test_every_signature_is_judged_as_wycheproof_judges_it() -> None:
    with gzip.open(VECTORS / "wycheproof_ed25519_test.json.gz", "rt", encoding="utf-8") as file:
        groups = json.load(file)["testGroups"]
    wrong, count = [], 0
    for group in groups:
        public_key = bytes.fromhex(group["publicKey"]["pk"])
        for case in group["tests"]:
            count += 1
            try:
                verify_ed25519(public_key, message=bytes.fromhex(case["msg"]), signature=bytes.fromhex(case["sig"]))
                is_valid = True
            except NoteError:
                is_valid = False
            if is_valid != (case["result"] == "valid"):
                wrong.append(case["tcId"])
    assert not wrong
    assert count == 151

# SPDX-License-Identifier: Apache-2.0
"""One value, one sequence of bytes, both ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nadhir.ledger.canonical import decode, encode
from nadhir.ledger.errors import CanonicalError
from nadhir.terms.entry import Json
from nadhir.terms.sealed import Sealed

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
VALUES: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_every_value_comes_back_from_its_bytes_and_every_bytes_from_its_value(value: Json) -> None:
    data = encode(value)
    assert decode(data) == value
    assert encode(decode(data)) == data


def test_keys_stand_in_the_order_of_their_utf_16_units() -> None:
    # RFC 8785 section 3.2.3: U+1F600 begins with the surrogate D83D and so comes before U+FB33.
    assert encode({"\ufb33": 1, "😀": 2, "ب": 3}) == '{"ب":3,"😀":2,"\ufb33":1}'.encode()


def test_escapes_are_the_shortest() -> None:
    assert encode('\x00\x1f\b\t\n\f\r"\\/é') == '"\\u0000\\u001f\\b\\t\\n\\f\\r\\"\\\\/é"'.encode()


@pytest.mark.parametrize(
    "data",
    [
        b'{"a": 1}',
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'{"a":1.0}',
        b'{"a":1e3}',
        b"[-0]",
        b"[01]",
        b"[NaN]",
        b"[9007199254740992]",
        b'"\\u0061"',
        b'"\\ud800"',
        b'"\xff"',
        b"\xef\xbb\xbf[]",
        b"[]\n",
        b"",
        b"[" * 100_000,
        b"[" * 40 + b"]" * 40,
        b"9" * 5000,
    ],
)
def test_bytes_that_are_not_canonical_are_refused(data: bytes) -> None:
    with pytest.raises(CanonicalError):
        decode(data)


@pytest.mark.parametrize("value", [1.5, 2**53, "\ud800", b"bytes", {1: 2}, {"a": Sealed("a person")}, object()])
def test_a_value_without_a_canonical_form_is_refused(value: Json) -> None:
    with pytest.raises(CanonicalError):
        encode(value)


def test_a_refusal_never_shows_a_sealed_value() -> None:
    with pytest.raises(CanonicalError) as caught:
        encode({"name": [Sealed("Salma")]})  # type: ignore[list-item]  # what the type checker forbids may still come
    assert "Salma" not in str(caught.value)
    assert "value.name[0]" in str(caught.value)

"""Whatever is done to a container's bytes, taking it apart never raises, stays within its limits and loses nothing."""

from __future__ import annotations

import random
import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nadhir.intake import Limits, Unpacked, unpack
from tests.rooms.intake.containers import ALL

LIMITS = Limits(unpacked_bytes=2_000_000, pieces=60)
EACH_FORM = pytest.mark.parametrize("name", sorted(ALL))
MANY = settings(max_examples=150, deadline=None)


def _check(unpacked: Unpacked) -> None:
    """Holds for every container: a piece that is not read says why, and none is without a place in the limits."""
    assert len(unpacked.pieces) <= LIMITS.pieces + 1
    assert sum(len(piece.data) for piece in unpacked.pieces) <= LIMITS.unpacked_bytes + 1_000_000
    assert unpacked.form is None or unpacked.pieces
    for at, piece in enumerate(unpacked.pieces):
        assert piece.data or piece.problem is not None
        assert piece.name
        assert piece.attached_to is None or 0 <= piece.attached_to < at


@EACH_FORM
@given(data=st.data())
@MANY
def test_a_container_cut_anywhere_gives_what_came_before(name: str, data: st.DataObject) -> None:
    whole = ALL[name]
    cut = whole[: data.draw(st.integers(0, len(whole)))]
    unpacked = unpack(cut, name=name, limits=LIMITS)
    _check(unpacked)
    assert all(piece.problem is not None or len(piece.data) <= 100_000 for piece in unpacked.pieces)


@EACH_FORM
@given(seed=st.integers(0, 2**32), flips=st.integers(1, 30))
@MANY
def test_flipped_bytes_never_raise(name: str, seed: int, flips: int) -> None:
    chance = random.Random(seed)
    data = bytearray(ALL[name])
    for _ in range(flips):
        data[chance.randrange(len(data))] = chance.randrange(256)
    _check(unpack(bytes(data), name=name, limits=LIMITS))


@EACH_FORM
@given(seed=st.integers(0, 2**32))
@MANY
def test_pieces_cut_out_doubled_and_joined_to_others_never_raise(name: str, seed: int) -> None:
    chance = random.Random(seed)
    data = ALL[name]
    other = ALL[chance.choice(sorted(ALL))]
    for _ in range(chance.randint(1, 4)):
        start, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
        piece = other[chance.randrange(len(other)) :][: chance.randrange(400)]
        data = chance.choice(
            [data[:start] + data[end:], data[:end] + data[start:], data[:start] + piece + data[start:]]
        )
    _check(unpack(data, name=name, limits=LIMITS))


@given(data=st.binary(max_size=300), name=st.sampled_from(sorted(ALL)), kind=st.sampled_from(["", "text/plain"]))
@MANY
def test_bytes_of_no_form_under_any_name_never_raise(data: bytes, name: str, kind: str) -> None:
    _check(unpack(data, name=name, media_type=kind, limits=LIMITS))


@EACH_FORM
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_what_stands_before_a_cut_is_read_as_it_was(name: str, data: st.DataObject) -> None:
    """Every piece but the last that was read before the cut is one of the whole's: nothing is made up."""
    whole = unpack(ALL[name], name=name, limits=LIMITS)
    cut = data.draw(st.integers(0, len(ALL[name])))
    found = unpack(ALL[name][:cut], name=name, limits=LIMITS)
    if found.form is not whole.form:
        return
    known = {piece.data for piece in whole.pieces}
    read = [piece for piece in found.pieces if piece.problem is None]
    is_message = name.endswith(".eml")  # its own piece is all of its bytes, and so cut itself
    assert all(piece.data in known for piece in read[is_message:-1])


def test_an_archive_whose_directory_lies_is_no_danger() -> None:
    data = bytearray(ALL["box.zip"])
    for at in range(data.index(b"PK\x01\x02"), len(data)):
        for value in (0, 0x7F, 0xFF):
            changed = bytearray(data)
            changed[at] = value
            _check(unpack(bytes(changed), name="box.zip", limits=LIMITS))
    assert zipfile.is_zipfile(BytesIO(bytes(data)))

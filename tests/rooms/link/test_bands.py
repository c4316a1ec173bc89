"""Band keys: near copies share one, strangers none, owners never meet."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nadhir.language.shingles import jaccard, minhash, shingles
from nadhir.link import BANDS, band_keys
from nadhir.link.bands import BAND_ROWS


def text_of(words: list[int]) -> str:
    return " ".join(f"w{word}" for word in words)


def test_near_copies_share_a_key_and_strangers_do_not() -> None:
    chance = random.Random(7)
    missed = near = met = 0
    for _ in range(150):
        words = [chance.randrange(5000) for _ in range(120)]
        edited = list(words)
        for _ in range(6):
            edited[chance.randrange(120)] = chance.randrange(5000)
        stranger = [chance.randrange(5000) for _ in range(120)]
        mine, copy, other = (set(band_keys(minhash(text_of(each)), owner="a")) for each in (words, edited, stranger))
        if jaccard(shingles(text_of(words)), shingles(text_of(edited))) >= 0.7:
            near += 1
            missed += not mine & copy
        met += bool(mine & other)
    assert near > 100
    assert missed == 0
    assert met == 0


def test_the_keys_of_two_owners_never_meet() -> None:
    signature = minhash("one text that two organisations hold")
    assert not set(band_keys(signature, owner="a")) & set(band_keys(signature, owner="b"))


def test_the_keys_of_a_text_stay_what_they_are() -> None:
    """They are stored: another way of counting them would find nothing of what is held."""
    keys = band_keys(minhash("the same text for ever and a day"), owner="watch")
    assert keys[:2] == (863915559286847541, -2759831109454196062)


@given(st.lists(st.integers(0, 2**32 - 1), min_size=BANDS * BAND_ROWS, max_size=128))
def test_keys_fit_the_column_and_are_as_many_as_there_are_bands(signature: list[int]) -> None:
    keys = band_keys(signature, owner="نذير")
    assert len(keys) == BANDS
    assert all(-(2**63) <= key < 2**63 for key in keys)


def test_no_text_has_no_keys_and_a_short_signature_is_refused() -> None:
    assert band_keys((), owner="a") == ()
    with pytest.raises(ValueError, match="too short"):
        band_keys(range(10), owner="a")

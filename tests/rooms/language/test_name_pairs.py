"""Names across scripts, measured: how many spellings of one name agree, and how few of two names do."""

from nadhir.language.names import names_match
from tests.rooms.language.name_pairs import OTHER_NAMES, SAME_NAMES, pairs

PLAUSIBLY_ONE = 0.85


def test_spellings_of_one_name_are_found_in_four_ways_of_writing() -> None:
    missed = [pair for pair in pairs(SAME_NAMES) if names_match(*pair) < PLAUSIBLY_ONE]
    assert len(pairs(SAME_NAMES)) == 91
    assert len(missed) <= 2, missed


def test_names_that_look_alike_stay_two() -> None:
    taken = [pair for pair in pairs(OTHER_NAMES) if names_match(*pair) >= PLAUSIBLY_ONE]
    assert len(pairs(OTHER_NAMES)) == 84
    assert len(taken) <= 3, taken


def test_a_name_agrees_with_another_as_that_one_does_with_it() -> None:
    for first, second in (*pairs(SAME_NAMES), *pairs(OTHER_NAMES)):
        assert names_match(first, second) == names_match(second, first), (first, second)

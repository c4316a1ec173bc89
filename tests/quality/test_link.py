# SPDX-License-Identifier: Apache-2.0
"""Floors for how reports find each other, on the public sets; `python -m tools.measure_link` prints the figures."""

from itertools import combinations

import pytest

from nadhir.link import nearness
from nadhir.link.copies import is_translation
from nadhir.link.traces import trace
from nadhir.reference import meaning_model
from tests.rooms.link.translations import TRANSLATIONS
from tools import measure_link


def test_translations_are_nearer_than_other_stories_and_most_are_known_as_such() -> None:
    """Of our own texts: the one floor that needs nothing beside the checkout."""
    embedder = meaning_model.load()
    texts = [(number, tongue, text) for number, row in enumerate(TRANSLATIONS) for tongue, text in row.items()]
    meanings = {text: embedder.embed(text, language=tongue) for _, tongue, text in texts}
    known = pairs = 0
    for (number, tongue, text), (other_number, other_tongue, other) in combinations(texts, 2):
        if tongue == other_tongue:
            continue
        near = nearness(meanings[text], other=meanings[other])
        found = is_translation(trace(text), other=trace(other), near=near)
        if number == other_number:
            pairs += 1
            known += found
            assert near > 0.45, (number, tongue, other_tongue, near)
        else:
            assert near < 0.45, (number, other_number, tongue, other_tongue, near)
            assert not found
    assert pairs == 21
    assert known >= 13, known


@pytest.mark.slow
@pytest.mark.skipif(not measure_link.PAIRS.exists(), reason="../shared missing")
def test_near_duplicates_of_a_day_of_news_are_found_and_nothing_else() -> None:
    found = measure_link.measure_copies(measure_link.NEWS / "2015-07-31.zip")
    assert found["recall"] >= 0.97, found
    assert found["precision"] >= 0.97, found

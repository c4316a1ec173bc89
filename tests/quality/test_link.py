# SPDX-License-Identifier: Apache-2.0
"""Floors for how reports find each other, on the public sets; `python -m tools.measure_link` prints the figures."""

import pytest

from tools import measure_link

pytestmark = pytest.mark.skipif(not measure_link.PAIRS.exists(), reason="../shared missing")


@pytest.mark.slow
def test_near_duplicates_of_a_day_of_news_are_found_and_nothing_else() -> None:
    found = measure_link.measure_copies(measure_link.NEWS / "2015-07-31.zip")
    assert found["recall"] >= 0.97, found
    assert found["precision"] >= 0.97, found

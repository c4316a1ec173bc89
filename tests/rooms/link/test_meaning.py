"""Meanings: how near two are, the nearest of many, and what they are worth as a reason."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from nadhir.link import MEANING_BYTES, Neighbours, copies_of, nearness
from nadhir.link.linking import KnownReport
from nadhir.link.weigh import weigh
from nadhir.terms.links import LinkKind
from tests.rooms.link.test_link import held
from tests.rooms.link.translations import TRANSLATIONS

CHANCE = np.random.default_rng(20231230)


def meanings(count: int) -> NDArray[np.int8]:
    """Return meanings that lie in groups of five, as reports of one event do."""
    centres = np.repeat(CHANCE.standard_normal((count // 5 + 1, MEANING_BYTES)), 5, axis=0)[:count]
    raw = centres + CHANCE.standard_normal((count, MEANING_BYTES))
    scaled: NDArray[np.int8] = np.rint(raw * (127 / np.abs(raw).max(axis=1, keepdims=True))).astype(np.int8)
    return scaled


def indexed(rows: NDArray[np.int8]) -> Neighbours:
    found = Neighbours()
    half = len(rows) // 2
    for part in (range(half), range(half, len(rows))):
        found.add([7 + at for at in part], meanings=[rows[at].tobytes() for at in part])
    return found


def recall(rows: NDArray[np.int8], found: Neighbours, *, asked: int = 50) -> float:
    whole = rows.astype(np.float32)
    whole /= np.linalg.norm(whole, axis=1, keepdims=True)
    hits = 0
    for at in CHANCE.integers(0, len(rows), asked):
        true = set((np.argsort(-(whole @ whole[at]))[:10] + 7).tolist())
        hits += len(true & {number for number, _ in found.nearest(rows[at].tobytes(), count=10)})
    return hits / (10 * asked)


def test_a_few_meanings_are_all_compared() -> None:
    rows = meanings(900)
    assert recall(rows, indexed(rows)) == 1.0


def test_some_thousand_meanings_lose_few_neighbours() -> None:
    rows = meanings(8000)
    assert recall(rows, indexed(rows)) >= 0.97


def test_the_nearest_come_first_with_their_cosines() -> None:
    rows = meanings(50)
    (best, cosine), *others = indexed(rows).nearest(rows[20].tobytes(), count=5)
    assert (best, round(cosine, 4)) == (27, 1.0)
    assert [near for _, near in others] == sorted((near for _, near in others), reverse=True)
    assert others[0][1] == pytest.approx(nearness(rows[20].tobytes(), other=rows[others[0][0] - 7].tobytes()), abs=1e-4)


def test_no_meaning_is_near_nothing() -> None:
    whole = meanings(1)[0].tobytes()
    assert nearness(b"", other=whole) == 0.0
    assert nearness(whole, other=whole) == pytest.approx(1.0)
    assert nearness(bytes(MEANING_BYTES), other=whole) == 0.0
    assert Neighbours().nearest(whole, count=3) == []
    assert indexed(meanings(20)).nearest(b"", count=3) == []


def test_a_meaning_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="384"):
        Neighbours().add([1], meanings=[b"short"])


def test_near_meaning_is_one_more_reason_and_ties_nothing_by_itself() -> None:
    meaning = meanings(1)[0].tobytes()
    one = replace(held("r-1", "The quay was closed."), meaning=meaning)
    other = replace(held("r-2", "Nobody may go to the pier."), meaning=meaning)
    found = weigh(one, other=other)
    assert [reason.values for reason in found.reasons if reason.code == "same_meaning"] == [("1.00",)]
    without = weigh(replace(one, meaning=b""), other=other)
    assert "same_meaning" not in {reason.code for reason in without.reasons}
    assert 0 < found.score - without.score <= 0.12
    assert (found.is_anchored, found.is_personal, found.is_tied) == (
        without.is_anchored,
        without.is_personal,
        without.is_tied,
    )


def test_a_translation_is_a_copy_where_names_and_numbers_agree_too() -> None:
    row = TRANSLATIONS[0]
    meaning = meanings(1)[0].tobytes()
    english = replace(held("r-1", row["en"], language="en"), meaning=meaning)
    arabic = replace(held("r-2", row["ar"], language="ar"), meaning=meaning)
    (copy,) = copies_of(arabic, known=[KnownReport(held=english)])
    assert copy.kind is LinkKind.COPY
    assert copy.reasons[0].code == "translated_text"
    other = replace(held("r-3", TRANSLATIONS[2]["ar"], language="ar"), meaning=meaning)
    assert copies_of(other, known=[KnownReport(held=english)]) == ()
    assert copies_of(replace(arabic, meaning=b""), known=[KnownReport(held=english)]) == ()
    same_language = replace(held("r-4", TRANSLATIONS[2]["en"], language="en"), meaning=meaning)
    assert copies_of(same_language, known=[KnownReport(held=english)]) == ()

# SPDX-License-Identifier: Apache-2.0
"""A text is cut into the likeliest pieces, and each stands where it says."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nadhir.language.pieces import META, PieceVocabulary

PIECES = ("<s>", "<unk>", META, "a", "b", "ab", f"{META}ab", "abb", "قتل", f"{META}س", "س", "ن")
SCORES = (0.0, 0.0, -3.0, -4.0, -4.0, -5.0, -2.0, -9.0, -3.0, -3.0, -4.0, -4.0)


@pytest.fixture(name="vocabulary")
def _vocabulary() -> PieceVocabulary:
    return PieceVocabulary(PIECES, scores=SCORES, unknown=1, special=frozenset({0}))


def _cut(vocabulary: PieceVocabulary, text: str) -> list[tuple[str, str]]:
    return [(PIECES[p.number], text[p.start : p.end]) for p in vocabulary.cut(text)]


def test_the_likeliest_pieces_win(vocabulary: PieceVocabulary) -> None:
    assert _cut(vocabulary, "ab abb") == [(f"{META}ab", "ab"), (f"{META}ab", "ab"), ("b", "b")]


def test_arabic_is_cut_where_the_clitics_end(vocabulary: PieceVocabulary) -> None:
    assert _cut(vocabulary, "سنقتل") == [(f"{META}س", "س"), ("ن", "ن"), ("قتل", "قتل")]


def test_what_no_piece_holds_is_unknown_and_stands_in_its_place(vocabulary: PieceVocabulary) -> None:
    assert _cut(vocabulary, "ab☂b") == [(f"{META}ab", "ab"), ("<unk>", "☂"), ("b", "b")]


def test_nothing_is_cut_into_nothing(vocabulary: PieceVocabulary) -> None:
    assert vocabulary.cut("") == []


def test_pieces_and_scores_must_be_as_many() -> None:
    with pytest.raises(ValueError, match="scores"):
        PieceVocabulary(("a", "b"), scores=(0.0,), unknown=0)


@given(st.text(alphabet="ab س☂", min_size=1, max_size=12))
def test_no_other_cut_is_likelier(text: str) -> None:
    vocabulary = PieceVocabulary(PIECES, scores=SCORES, unknown=1, special=frozenset({0}))
    pieces = vocabulary.cut(text)
    unknown = min(SCORES[2:]) - 10.0
    got = sum(unknown if p.number == 1 else SCORES[p.number] for p in pieces)
    marked = (META if not text.startswith(" ") else "") + text.replace(" ", META)
    best = [0.0] + [-math.inf] * len(marked)
    for end in range(1, len(marked) + 1):
        best[end] = best[end - 1] + unknown
        for number in range(2, len(PIECES)):
            piece = PIECES[number]
            if marked[:end].endswith(piece):
                best[end] = max(best[end], best[end - len(piece)] + SCORES[number])
    assert got == pytest.approx(best[-1])
    covered = "".join(text[p.start : p.end] for p in pieces)
    assert covered.replace(" ", "") == text.replace(" ", "")

# SPDX-License-Identifier: Apache-2.0
"""Cuts a text into the pieces of a unigram language model, each with its place in the text.

Promise: the pieces are those of the likeliest segmentation under the vocabulary's log-probabilities, as SentencePiece
defines it; a code point that no piece holds is the unknown piece. Blanks are written ``▁`` and belong to the word that
follows, as the vocabulary has them.

Follows: T. Kudo, Subword Regularization (2018), section 3.2; the search is Viterbi's, over the pieces that one
Aho-Corasick pass finds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ahocorasick_rs import AhoCorasick

__all__ = ["META", "Piece", "PieceVocabulary"]

#: The mark that stands for a blank before a word.
META: Final = "\u2581"
_UNKNOWN_PENALTY: Final = 10.0  # below the unlikeliest piece, as SentencePiece has it


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece: its number in the vocabulary, and the code points ``start`` to before ``end`` of the text."""

    number: int
    start: int
    end: int


class PieceVocabulary:
    """A vocabulary of pieces with their log-probabilities, ready to cut texts.

    Args:
        pieces: the pieces; those of `special` are never found in a text.
        scores: the log-probability of each.
        unknown: number of the piece that stands for what is in none.
        special: numbers of the pieces that mark where texts begin and end.
    """

    def __init__(
        self, pieces: Sequence[str], *, scores: Sequence[float], unknown: int, special: frozenset[int] = frozenset()
    ) -> None:
        if len(pieces) != len(scores):
            message = f"{len(pieces)} pieces have {len(scores)} scores"
            raise ValueError(message)
        self._numbers = [n for n, piece in enumerate(pieces) if piece and n not in special and n != unknown]
        self._scores = [float(scores[n]) for n in self._numbers]
        self._unknown = unknown
        self._unknown_score = min(self._scores) - _UNKNOWN_PENALTY
        self._search = AhoCorasick([pieces[n] for n in self._numbers])

    def cut(self, text: str) -> list[Piece]:
        """Return the pieces of a text, in its order; a leading blank is added, and takes no room."""
        if not text:
            return []
        marked = META + text.replace(" ", META) if not text.startswith(" ") else text.replace(" ", META)
        shift = len(marked) - len(text)
        ending: list[list[tuple[int, int]]] = [[] for _ in range(len(marked) + 1)]
        for number, start, end in self._search.find_matches_as_indexes(marked, overlapping=True):
            ending[end].append((start, number))
        best = [0.0] * (len(marked) + 1)
        behind = [(0, -1)] * (len(marked) + 1)
        scores = self._scores
        for end in range(1, len(marked) + 1):
            top, via = best[end - 1] + self._unknown_score, (end - 1, -1)
            for start, number in ending[end]:
                score = best[start] + scores[number]
                if score > top:
                    top, via = score, (start, number)
            best[end], behind[end] = top, via
        out: list[Piece] = []
        at = len(marked)
        while at > 0:
            start, number = behind[at]
            piece = self._numbers[number] if number >= 0 else self._unknown
            first = max(0, start - shift)
            if start + 1 < at and marked[start] == META and start >= shift:
                first += 1  # the blank before a word is none of its letters
            out.append(Piece(piece, first, max(first, at - shift)))
            at = start
        out.reverse()
        return out

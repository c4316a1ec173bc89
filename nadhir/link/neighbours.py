# SPDX-License-Identifier: Apache-2.0
"""The nearest of a million meanings.

Promise: of the ten nearest by cosine most are found (`python -m bench.bench_link` measures it against brute force). The
signs of all meanings, 48 bytes each, are compared by differing bits, and the best two thousand, or hundredth part,
weighed by their whole bytes: nothing has to be built when a process starts, and a million take some 50 ms.
An index only grows; it lives in the memory of one process, less than half a kilobyte a meaning, and can be made anew
from the stored meanings at any time.

It reads no store, and forgets nothing: whoever asks leaves out what is gone.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nadhir.link.meaning import MEANING_BYTES

__all__ = ["Neighbours"]

_CODE_WORDS: Final = MEANING_BYTES // 64
_RERANK, _RERANK_SHARE = 2048, 100  # at least so many, and one in so many


class Neighbours:
    """Meanings by number, and the nearest of them. Not safe for several threads that add at once."""

    def __init__(self) -> None:
        self._count = 0
        self._numbers: NDArray[np.int64] = np.zeros(0, np.int64)
        self._meanings: NDArray[np.int8] = np.zeros((0, MEANING_BYTES), np.int8)
        self._codes: NDArray[np.uint64] = np.zeros((0, _CODE_WORDS), np.uint64)

    def __len__(self) -> int:
        return self._count

    def add(self, numbers: Sequence[int], *, meanings: Sequence[bytes]) -> None:
        """Add meanings, each with a number that is not there yet.

        Raises:
            ValueError: a meaning has another length than meanings have.
        """
        fresh = np.frombuffer(b"".join(meanings), np.int8)
        if len(numbers) != len(meanings) or fresh.size != len(numbers) * MEANING_BYTES:
            raise ValueError("each number needs one meaning of 384 bytes")
        if not numbers:
            return
        fresh = fresh.reshape(-1, MEANING_BYTES)
        keys = np.asarray(numbers, np.int64)
        before, self._count = self._count, self._count + len(keys)
        self._make_room()
        self._numbers[before : self._count] = keys
        self._meanings[before : self._count] = fresh
        self._codes[before : self._count] = np.packbits(fresh > 0, axis=1).view(np.uint64)

    def nearest(self, meaning: bytes, *, count: int) -> list[tuple[int, float]]:
        """Return the numbers of the nearest meanings with their cosines, best first, at most `count`."""
        if len(meaning) != MEANING_BYTES or not self._count:
            return []
        asked = np.frombuffer(meaning, np.int8)
        places = self._places(
            np.packbits(asked > 0).view(np.uint64), count=max(_RERANK, count, self._count // _RERANK_SHARE)
        )
        whole, mine = self._meanings[places].astype(np.float32), asked.astype(np.float32)
        cosines = (whole @ mine) / (np.linalg.norm(whole, axis=1) * np.linalg.norm(mine) + 1e-9)
        best = np.argsort(-cosines, kind="stable")[:count]
        return [(int(self._numbers[places[at]]), float(cosines[at])) for at in best]

    def _places(self, code: NDArray[np.uint64], *, count: int) -> NDArray[np.intp]:
        """Return where the meanings stand whose codes differ in the fewest bits."""
        if self._count <= count:
            return np.arange(self._count)
        differing = np.bitwise_count(self._codes[: self._count] ^ code).sum(axis=1, dtype=np.uint16)
        return np.argpartition(differing, count)[:count]

    def _make_room(self) -> None:
        """Make room, half as much again as there was, so that adding one by one copies little."""
        room = len(self._numbers)
        if self._count <= room:
            return
        more = max(self._count, room + room // 2, 1024) - room
        self._numbers = np.concatenate([self._numbers, np.zeros(more, np.int64)])
        self._meanings = np.concatenate([self._meanings, np.zeros((more, MEANING_BYTES), np.int8)])
        self._codes = np.concatenate([self._codes, np.zeros((more, _CODE_WORDS), np.uint64)])

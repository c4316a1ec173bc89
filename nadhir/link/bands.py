# SPDX-License-Identifier: Apache-2.0
"""Band keys: numbers that two near copies share at least one of, so that a table of them finds copies without a scan.

Promise: of two texts whose shingles resemble each other by 0.7, one of the sixteen keys is the same with a likelihood
of 99.9 %; of two with 0.5, with 88 %; of two strangers (0.01 and less) with 16 in a million. A key says nothing by
itself: whoever finds a pair by it compares the texts (`copies`). Keys of different owners never meet.

The same signature gives the same keys for ever, so that they may be stored.

Follows: J. Leskovec, A. Rajaraman, J. Ullman, Mining of Massive Datasets, 3.4 (banding of MinHash signatures).
"""

import struct
from collections.abc import Sequence
from hashlib import blake2b
from typing import Final

__all__ = ["BANDS", "BAND_ROWS", "band_keys"]

BANDS: Final = 16
#: Three: on a day of news (`python -m tools.measure_link`) four rows lose no near copy either, but a fifth of the
#: trimmed ones more; with two, a million strangers bring thousands of candidates.
BAND_ROWS: Final = 3


def band_keys(signature: Sequence[int], *, owner: str) -> tuple[int, ...]:
    """Return the sixteen keys of a MinHash signature, signed numbers of 64 bits; none of an empty signature.

    Raises:
        ValueError: the signature is shorter than the bands need.
    """
    if not signature:
        return ()
    if len(signature) < BANDS * BAND_ROWS:
        message = f"a signature of {len(signature)} numbers is too short for {BANDS} bands of {BAND_ROWS}"
        raise ValueError(message)
    layout = struct.Struct(f">B{BAND_ROWS}I")
    whose = owner.encode("utf-8", "surrogatepass")
    keys = []
    for band in range(BANDS):
        rows = signature[band * BAND_ROWS : (band + 1) * BAND_ROWS]
        digest = blake2b(layout.pack(band, *rows) + whose, digest_size=8).digest()
        keys.append(int.from_bytes(digest, "big", signed=True))
    return tuple(keys)

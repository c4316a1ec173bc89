# SPDX-License-Identifier: Apache-2.0
"""Prints what `training/` holds and how alike its texts are: the figures of its datasheet and of docs/quality.md.

Distinct trigrams: of all runs of three words, the share that stands only once. Nearest neighbour: for each text the
greatest cosine to another of its language, over hashed character 4-grams weighted by rarity.
"""

import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from nadhir.language.normalise import fold

ROOT: Final = Path(__file__).resolve().parents[1] / "training"
_SLOTS: Final = 1 << 13
_GRAM: Final = 4


def texts() -> list[dict[str, Any]]:
    """Return all texts, in the order of their files."""
    return [
        json.loads(line) for path in sorted(ROOT.glob("*/*.jsonl")) for line in path.read_text("utf-8").splitlines()
    ]


def _vectors(folded: list[str]) -> NDArray[np.float32]:
    out = np.zeros((len(folded), _SLOTS), np.float32)
    for row, text in enumerate(folded):
        for gram, count in Counter(text[i : i + _GRAM] for i in range(len(text) - _GRAM + 1)).items():
            out[row, crc32(gram.encode()) % _SLOTS] += 1.0 + np.log(count)
    rarity = np.log((1 + len(folded)) / (1 + (out > 0).sum(0)))
    out *= rarity.astype(np.float32)
    weighted: NDArray[np.float32] = out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-6)
    return weighted


def main() -> None:
    """Print the tables."""
    held = texts()
    opened, bare = sum(t["opens_case"] for t in held), sum(not t["labels"] for t in held)
    print(f"{len(held)} texts, {opened} open a case, {bare} without a label")
    print("labels", dict(Counter(label for t in held for label in t["labels"]).most_common()))
    print("elements", dict(Counter(e["role"] for t in held for e in t["elements"]).most_common()))
    kinds: dict[str, list[dict[str, Any]]] = defaultdict(list)
    languages: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for t in held:
        kinds[t["kind"]].append(t)
        languages[t["lang"]].append(t)
    for name, groups in (("kind", kinds), ("language", languages)):
        print(f"{name:<10} texts  open  median length (open / not)")
        for key, group in sorted(groups.items(), key=lambda g: -len(g[1])):
            mine = [len(t["text"]) for t in group if t["opens_case"]]
            rest = [len(t["text"]) for t in group if not t["opens_case"]]
            lengths = f"{np.median(mine or [0]):.0f} / {np.median(rest or [0]):.0f}"
            print(f"{key:<10} {len(group):>5} {len(mine):>5}  {lengths}")
    trigrams: Counter[tuple[str, ...]] = Counter()
    for t in held:
        words = fold(t["text"]).split()
        trigrams.update(zip(words, words[1:], words[2:], strict=False))
    once = sum(count == 1 for count in trigrams.values())
    print(f"distinct trigrams: {once / sum(trigrams.values()):.3f} of {sum(trigrams.values())} stand once")
    nearest: list[float] = []
    for group in languages.values():
        if len(group) > 1:
            vectors = _vectors([fold(t["text"]) for t in group])
            for begin in range(0, len(group), 512):
                alike = vectors[begin : begin + 512] @ vectors.T
                alike[np.arange(len(alike)), np.arange(begin, begin + len(alike))] = -1.0
                nearest += alike.max(1).tolist()
    at = np.quantile(nearest, [0.5, 0.95, 1.0])
    print(f"nearest neighbour, cosine: median {at[0]:.2f}, 95th percentile {at[1]:.2f}, greatest {at[2]:.2f}")


if __name__ == "__main__":
    main()

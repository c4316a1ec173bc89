# SPDX-License-Identifier: Apache-2.0
"""The network: the base encoder, and heads for what a text is and which of its words say who, whom, where, when, how.

Needs PyTorch and nothing of Nadhir: it also runs on a machine that has only the prepared arrays.
"""

from collections.abc import Mapping

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

LABELS = 6
TAGS = 11
MEANS = 10


class Layer(nn.Module):
    """One layer of the encoder, normalised after each half as BERT has it."""

    def __init__(self, width: int, inner: int, heads: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.ao = nn.Linear(width, width)
        self.aln = nn.LayerNorm(width, eps=1e-12)
        self.fi = nn.Linear(width, inner)
        self.fo = nn.Linear(inner, width)
        self.oln = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Return the next states of ``(texts, pieces, width)``; `bias` is 0 where a piece stands, else very low."""
        n, length, width = x.shape
        q, k, v = self.qkv(x).view(n, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        mixed = mixed.transpose(1, 2).reshape(n, length, width)
        x = self.aln(x + self.ao(mixed))
        return self.oln(x + self.dropout(self.fo(functional.gelu(self.fi(x)))))


class Network(nn.Module):
    """Encoder and heads. Rows of the pieces are handed in from outside: they are not trained."""

    def __init__(
        self, *, width: int = 384, inner: int = 1536, layers: int = 12, heads: int = 12, dropout: float = 0.1
    ) -> None:
        super().__init__()
        self.position = nn.Parameter(torch.zeros(512, width))
        self.eln = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(width, inner, heads, dropout) for _ in range(layers))
        self.dropout = nn.Dropout(dropout)
        self.look = nn.Linear(width, 1)
        self.inner = nn.Linear(3 * width, width)
        self.says = nn.Linear(width, 1 + LABELS + MEANS)
        self.tags = nn.Linear(width, TAGS)

    def load_base(self, weights: Mapping[str, np.ndarray]) -> None:
        """Take over the weights of the base encoder."""

        def put(parameter: Tensor, value: np.ndarray) -> None:
            parameter.data.copy_(torch.from_numpy(np.array(value)))

        put(self.position, weights["emb.pos"] + weights["emb.type"][:384])
        put(self.eln.weight, weights["emb.ln.w"])
        put(self.eln.bias, weights["emb.ln.b"])
        for n, layer in enumerate(self.layers):
            w = {key.split(".", 1)[1]: value for key, value in weights.items() if key.startswith(f"l{n}.")}
            put(layer.qkv.weight, np.concatenate([w["q.w"], w["k.w"], w["v.w"]]))
            put(layer.qkv.bias, np.concatenate([w["q.b"], w["k.b"], w["v.b"]]))
            for name in ("ao", "fi", "fo"):
                put(getattr(layer, name).weight, w[f"{name}.w"])
                put(getattr(layer, name).bias, w[f"{name}.b"])
            for name in ("aln", "oln"):
                put(getattr(layer, name).weight, w[f"{name}.w"])
                put(getattr(layer, name).bias, w[f"{name}.b"])

    def forward(self, rows: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return what ``(texts, pieces, width)`` rows say, ``(texts, 17)``, the tags, ``(texts, pieces, 11)``, and how
        much was looked at each piece, ``(texts, pieces)``.

        `mask` is 1 where a piece stands and 0 where not, ``(texts, pieces)``.
        """
        bias = (1.0 - mask)[:, None, None, :] * -10000.0
        x = self.dropout(self.eln(rows + self.position[: rows.shape[1]]))
        for layer in self.layers:
            x = layer(x, bias)
        weight = mask[:, :, None]
        mean = (x * weight).sum(1) / weight.sum(1)
        top = (x + (weight - 1.0) * 10000.0).amax(1)
        look = torch.softmax(self.look(x) + (weight - 1.0) * 10000.0, dim=1)
        looked = (x * look).sum(1)
        pooled = torch.tanh(self.inner(self.dropout(torch.cat([mean, top, looked], dim=1))))
        return self.says(self.dropout(pooled)), self.tags(self.dropout(x)), look[:, :, 0]

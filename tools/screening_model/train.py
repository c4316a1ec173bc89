# SPDX-License-Identifier: Apache-2.0
"""Trains the network on prepared arrays. Needs PyTorch and numpy alone; repeatable for one machine and one seed."""

import math
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from tools.screening_model.network import TAGS, Network

Arrays = Mapping[str, Any]
#: Pieces of the kind that is written before every text: "news:".
PREFIX = 2
RAREST = 6.0


@dataclass(frozen=True)
class Settings:
    """What training can be told."""

    epochs: int = 4
    batch: int = 16
    rate: float = 1.5e-4
    head_rate: float = 1e-3
    decay: float = 0.9  # of the rate from each layer to the one below
    warmup: float = 0.1
    dropout: float = 0.1
    masked: float = 0.06  # share of pieces that the network must do without
    tags: float = 0.2  # of what the tags of a text's pieces cost together
    elsewhere: float = 0.4  # how much a piece counts that is of no element: nine in ten are
    smooth: float = 0.03
    longest: int = 190
    seed: int = 1
    half: bool = True  # 16-bit products: four times as fast where the processor has them


def batches(sizes: np.ndarray, *, batch: int, chance: np.random.Generator | None) -> list[np.ndarray]:
    """Return batches of texts of like length, shuffled where there is chance."""
    noise = chance.uniform(0.85, 1.15, len(sizes)) if chance is not None else np.ones(len(sizes))
    order = np.argsort(sizes * noise, kind="stable")
    out = [order[i : i + batch] for i in range(0, len(order), batch)]
    if chance is not None:
        chance.shuffle(out)
    return out


def padded(
    arrays: Arrays,
    which: np.ndarray,
    *,
    marks: Mapping[str, int],
    longest: int,
    chance: np.random.Generator | None = None,
) -> tuple[Tensor, Tensor, Tensor]:
    """Return ids, mask and tags of some spellings, filled up to the longest.

    Of a text that is longer, a window is read: the first, or where there is chance any one that holds what is marked.
    """
    offsets = arrays["offsets"]
    sizes = [min(int(offsets[i + 1] - offsets[i]), longest) for i in which]
    width = max(sizes) + 2
    ids = np.full((len(which), width), marks["pad"], np.int64)
    tags = np.full((len(which), width), -1, np.int64)
    mask = np.zeros((len(which), width), np.float32)
    for row, (i, size) in enumerate(zip(which, sizes, strict=True)):
        start, last = int(offsets[i]), int(offsets[i + 1])
        ids[row, 0] = marks["begin"]
        ids[row, 1 : size + 1] = arrays["ids"][start : start + size]
        ids[row, size + 1] = marks["end"]
        tags[row, 1 : size + 1] = arrays["tags"][start : start + size]
        if chance is not None and last - start > size:
            marked = np.flatnonzero(arrays["tags"][start:last])
            room = size - PREFIX
            low = max(0, int(marked[-1]) - size) if len(marked) and marked[-1] - marked[0] < room else 0
            high = min(last - start - size, int(marked[0]) - PREFIX) if len(marked) else last - start - size
            shift = int(chance.integers(low, high + 1)) if high > low else max(0, min(low, last - start - size))
            if shift and (not len(marked) or marked[0] >= PREFIX + shift):
                begun = start + PREFIX + shift
                ids[row, 1 + PREFIX : size + 1] = arrays["ids"][begun : begun + room]
                tags[row, 1 + PREFIX : size + 1] = arrays["tags"][begun : begun + room]
        mask[row, : size + 2] = 1.0
    return torch.from_numpy(ids), torch.from_numpy(mask), torch.from_numpy(tags)


def _groups(network: Network, settings: Settings) -> list[dict[str, Any]]:
    top = len(network.layers)
    groups: dict[float, list[Tensor]] = {}
    for name, parameter in network.named_parameters():
        if name.startswith("layers."):
            rate = settings.rate * settings.decay ** (top - 1 - int(name.split(".")[1]))
        elif name.startswith(("position", "eln")):
            rate = settings.rate * settings.decay**top
        else:
            rate = settings.head_rate
        groups.setdefault(rate, []).append(parameter)
    return [{"params": p, "lr": r, "weight_decay": 0.01} for r, p in groups.items()]


def fit(
    arrays: Arrays, *, chosen: np.ndarray, base: Mapping[str, np.ndarray], rows: Tensor, marks: Mapping[str, int],
    settings: Settings, begun: Mapping[str, Tensor] | None = None,
) -> Network:  # fmt: skip
    """Return a network trained on the chosen texts; `begun` are the weights to go on from, the base's otherwise."""
    watch = Watch()
    torch.manual_seed(settings.seed)
    chance = np.random.default_rng(settings.seed)
    device = rows.device
    network = Network(dropout=settings.dropout)
    network.load_base(base)
    if begun is not None:
        network.load_state_dict(dict(begun))
    network.to(device).train()
    optimiser = torch.optim.AdamW(_groups(network, settings), betas=(0.9, 0.98))
    of_text: dict[int, list[int]] = {}
    for number, owner in enumerate(arrays["owner"]):
        of_text.setdefault(int(owner), []).append(number)
    lengths = np.diff(arrays["offsets"])
    steps = settings.epochs * math.ceil(len(chosen) / settings.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser,
        lambda s: min(1.0, (s + 1) / (settings.warmup * steps)) * max(0.0, (steps - s) / steps),
    )
    says = torch.from_numpy(np.concatenate([arrays["opens"][:, None], arrays["labels"]], 1)).to(device)
    means = torch.from_numpy(arrays["means"]).to(device)
    balance = torch.tensor([2.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0], device=device)
    share = says[torch.from_numpy(np.asarray(chosen)).to(device)].mean(0).clamp(min=1e-3)
    rarity = ((1 - share) / share).sqrt().clamp(1.0, RAREST)  # what is rare counts for more, or it is never learned
    of_tag = torch.tensor([settings.elsewhere] + [1.0] * (TAGS - 1), device=device)
    last = math.nan
    for epoch in range(settings.epochs):
        # The spelling as written first and every other time, another one in between.
        spelling = np.array([
            of_text[t][0 if epoch % 2 == 0 else int(chance.integers(len(of_text[t])))] for t in chosen
        ])  # fmt: skip
        for group in batches(np.minimum(lengths[spelling], settings.longest), batch=settings.batch, chance=chance):
            filled = padded(arrays, spelling[group], marks=marks, longest=settings.longest, chance=chance)
            ids, mask, tags = (t.to(device) for t in filled)
            texts = torch.from_numpy(np.asarray(chosen)[group]).to(device)
            hidden = (torch.rand(ids.shape, device=device) < settings.masked) & (tags >= 0)
            ids = torch.where(hidden, torch.full_like(ids, marks["pad"]), ids)
            with torch.autocast(device.type, dtype=torch.bfloat16, enabled=settings.half):
                said, tagged, _ = network(rows[ids], mask)
            said, tagged = said.float(), tagged.float()
            target = says[texts] * (1 - 2 * settings.smooth) + settings.smooth
            loss = functional.binary_cross_entropy_with_logits(said[:, :7], target, reduction="none", pos_weight=rarity)
            loss = (loss * balance).sum(1)
            kinds = means[texts]
            how = functional.cross_entropy(said[:, 7:], kinds, ignore_index=-1, reduction="sum") / len(texts)
            where = functional.cross_entropy(
                tagged.transpose(1, 2), tags, weight=of_tag, ignore_index=-1, reduction="none"
            ).sum(1)
            total = loss.mean() + 0.3 * how + settings.tags * where.mean()
            optimiser.zero_grad(set_to_none=True)
            total.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            last = float(total.detach())
        print(f"epoch {epoch + 1} of {settings.epochs}: loss {last:.3f}, {watch}", flush=True)
    return network.eval()


@torch.no_grad()
def ask(
    network: Network, arrays: Arrays, *, which: np.ndarray, rows: Tensor, marks: Mapping[str, int], longest: int = 190,
    batch: int = 64,
) -> np.ndarray:  # fmt: skip
    """Return the logits of some spellings, ``(n, 17)``."""
    out = np.zeros((len(which), 17), np.float32)
    lengths = np.minimum(np.diff(arrays["offsets"])[which], longest)
    for group in batches(lengths, batch=batch, chance=None):
        ids, mask, _ = (t.to(rows.device) for t in padded(arrays, which[group], marks=marks, longest=longest))
        said, _, _ = network(rows[ids], mask)
        out[group] = said.float().cpu().numpy()
    return out


def save(network: Network, path: Path) -> None:
    """Keep a network's weights in 16 bits."""
    torch.save({name: value.half() for name, value in network.state_dict().items()}, path)


def load(path: Path) -> Network:
    """Return a network whose weights were kept."""
    network = Network()
    network.load_state_dict({name: value.float() for name, value in torch.load(path).items()})
    return network.eval()


class Watch:
    """Tells how long it took."""

    def __init__(self) -> None:
        self.begun = time.monotonic()

    def __str__(self) -> str:
        return f"{time.monotonic() - self.begun:.0f} s"

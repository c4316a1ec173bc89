# SPDX-License-Identifier: Apache-2.0
"""Fits how the model's word and the rules' are put together, on texts that neither had read.

Plain logistic regression of three numbers a question, with a little pull towards nothing; Newton's method.
"""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

_PULL: Final = 1.0
_STEPS: Final = 50
Numbers = NDArray[np.float64]


def fit(features: Numbers, truth: Numbers) -> Numbers:
    """Return the weights of ``(n, k)`` features, a leading column of ones included, for ``(n,)`` truths of 0 and 1."""
    weights = np.zeros(features.shape[1])
    pull = np.full(features.shape[1], _PULL)
    pull[0] = 0.0
    for _ in range(_STEPS):
        share = 1.0 / (1.0 + np.exp(-features @ weights))
        slope = features.T @ (share - truth) + pull * weights
        curve = (features.T * (share * (1.0 - share))) @ features + np.diag(pull + 1e-9)
        weights -= np.linalg.solve(curve, slope)
    return weights


def row(*told: Numbers, truth: Numbers) -> list[float]:
    """Return what stands before any evidence, and the weight of each that tells something, for one question."""
    features = np.stack([np.ones(len(truth)), *told], axis=1)
    return [round(float(w), 4) for w in fit(features, truth)]


def toml(about: Mapping[str, Any], *, header: str) -> str:
    """Return a mapping of texts, numbers, lists of numbers and mappings of such as TOML."""
    lines = [header]
    tables: list[tuple[str, Mapping[str, Any]]] = []

    def value(what: object) -> str:
        if isinstance(what, str):
            return '"' + what + '"'
        if isinstance(what, list):
            return f"[{', '.join(map(value, what))}]"
        return repr(what)

    def put(name: str, table: Mapping[str, Any]) -> None:
        if name:
            lines.extend(("", f"[{name}]"))
        for key, what in table.items():
            if not isinstance(what, Mapping):
                lines.append(f"{key if key.isidentifier() else value(key)} = {value(what)}")
        for key, what in table.items():
            if isinstance(what, Mapping):
                tables.append((f"{name}.{key}" if name else key, what))
                put(*tables[-1])

    put("", about)
    return "\n".join(lines) + "\n"

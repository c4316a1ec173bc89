# SPDX-License-Identifier: Apache-2.0
"""What screening asks of a trained model, and what it hears back.

The port behind which the shipped encoder stands (`nadhir.reference.text_model`); another encoder, or none, can take its
place. `docs/quality.md` says what is lost without one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from nadhir.screen.model_text import ModelText
from nadhir.terms.report import ReportKind
from nadhir.terms.screening import Label, Means, Role

__all__ = ["Answer", "RoleSpan", "TextModel", "Weighing"]


@dataclass(frozen=True, slots=True)
class RoleSpan:
    """Words that the model takes for an element: the raw slice ``start`` to ``end``, and how likely, 0 to 1."""

    role: Role
    start: int
    end: int
    likelihood: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model says of one text. Weights are log-odds: 0 is as likely as not.

    `looked_at` is the raw slice of the words that told it most.
    """

    opens: float
    labels: Mapping[Label, float]
    means: Mapping[Means, float]
    spans: tuple[RoleSpan, ...] = ()
    looked_at: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Weighing:
    """How the model's word and the rules' are put together; trained on texts that neither had read (`make model`).

    A label's row is (what stands before any evidence, weight of the model's log-odds, weight of the rules'); that of
    `opens` ends with the weight of the first look's.
    """

    opens: tuple[float, float, float, float]
    labels: Mapping[Label, tuple[float, float, float]]
    review: Mapping[ReportKind, float]  # score from which a report opens a case
    urgent: Mapping[ReportKind, float]
    possible: float
    unlikely: float  # score below which no word that the rules hear stands against the model's
    glance: float  # from which log-odds of the first look on the model reads news and pages
    ordinary: float  # below which log-odds of the first look nobody reads them


class TextModel(Protocol):
    """A model that has read labelled texts and answers of a new one."""

    @property
    def name(self) -> str:
        """Name, version and digest, as every screening records them."""

    @property
    def weighing(self) -> Weighing:
        """How its word is put together with the rules'."""

    def glance(self, texts: Sequence[str]) -> Sequence[float]:
        """Return for each folded text the first look's log-odds that it carries anything: quick, to leave aside."""

    def read(self, text: ModelText) -> Answer | None:
        """Return what the model says of a text that is not empty; None where it has nothing but the first look."""

# SPDX-License-Identifier: Apache-2.0
"""What is remarked on a text's words of likelihood and confidence ("estimative language", as ICD 203 has it).

Two remarks refuse a text that is about to leave the house; the other two are hints for whoever writes.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from nadhir.terms.assessment import LikelihoodTerm
from nadhir.terms.text import TextSpan


class EstimativeFault(StrEnum):
    """What is wrong with a word, or with two of them together."""

    WITH_CONFIDENCE = "likelihood_with_confidence"  # in one sentence (law.md 1.8)
    CERTAINTY = "certainty_as_likelihood"  # 0 % or 100 %, in figures or words
    MIXED_YARDSTICKS = "mixed_yardsticks"  # or the rows of one
    NO_YARDSTICK = "no_yardstick_has_it"  # readers take it for a likelihood, and each for another


REFUSED: Final = frozenset({EstimativeFault.WITH_CONFIDENCE, EstimativeFault.CERTAINTY})


@dataclass(frozen=True, slots=True)
class EstimativeRemark:
    """One remark: what it is about, exactly where, and which words may stand there instead.

    Of a likelihood with a confidence, `span` is the sentence and `of` are the two. `instead` is empty where only the
    writer can know which word is meant.
    """

    fault: EstimativeFault
    span: TextSpan
    of: tuple[TextSpan, ...] = ()
    instead: tuple[LikelihoodTerm, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether a text with it may not leave the house."""
        return self.fault in REFUSED

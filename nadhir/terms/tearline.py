# SPDX-License-Identifier: Apache-2.0
"""What may be said: elements at chosen precisions, the texts they give, and what is withheld and why (ICD 209).

The withheld list stays on the high side: it is never rendered to a recipient.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from nadhir.terms.errors import InvalidTermError
from nadhir.terms.ids import CaseId, ReportId
from nadhir.terms.marking import Marking
from nadhir.terms.screening import LADDERS, Norm, Precision, Role
from nadhir.terms.sealed import Sealed
from nadhir.terms.text import Language, Text, TextSpan


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One element said at one precision: the value as said, and who it rests on."""

    role: Role
    precision: Precision
    norm: Norm
    said_by: frozenset[ReportId]
    independent_sources: int
    protected_sources: int

    def __post_init__(self) -> None:
        if self.precision not in LADDERS[self.role]:
            raise InvalidTermError(f"{self.precision} is no precision of {self.role}", where="Disclosure")


@dataclass(frozen=True, slots=True)
class Withheld:
    """Something that is known and not said: what, where it stands, and why (codes)."""

    because: tuple[str, ...]  # "caveat_forbids", "only_one_protected_source", "source_identifier", …
    role: Role | None = None
    precision: Precision | None = None
    report_id: ReportId | None = None
    span: TextSpan | None = None


class LeakKind(StrEnum):
    """What a leak check found in a text that was about to leave."""

    IDENTIFIER = "identifier"
    SOURCE_NAME = "source_name"
    QUOTE = "quote"
    COLLECTION_WORD = "collection_word"
    RARE_NUMBER = "rare_number"
    TOO_FINE = "too_fine"
    WITHHELD_FACT = "withheld_fact"
    STRONGER_THAN_SOURCE = "stronger_than_source"
    UNICODE_TRICK = "unicode_trick"
    LINK = "link"
    MIXED_LIKELIHOOD_AND_CONFIDENCE = "mixed_likelihood_and_confidence"
    CERTAINTY_AS_LIKELIHOOD = "certainty_as_likelihood"


@dataclass(frozen=True, slots=True)
class Leak:
    """One passage of an outgoing text beside the passage it gives away; the second is sealed."""

    kind: LeakKind
    language: Language
    span: TextSpan  # in the outgoing text
    source_passage: Sealed
    report_id: ReportId | None = None


@dataclass(frozen=True, slots=True)
class Lost:
    """A disclosed fact that the text of one language does not say."""

    language: Language
    role: Role
    precision: Precision


@dataclass(frozen=True, slots=True)
class Tearline:
    """A warning ready for release: the disclosures, the same facts in each language, and what stays behind."""

    case_id: CaseId
    disclosures: tuple[Disclosure, ...]
    texts: Mapping[Language, Text]
    withheld: tuple[Withheld, ...]
    marking: Marking
    leaks: tuple[Leak, ...] = ()  # empty, or it may not be released
    is_actionable: bool = True
    too_vague_because: tuple[str, ...] = ()
    valid_hours: int = 72
    composer: str = ""
    subject: Mapping[Language, str] = field(default_factory=dict)
    lost: tuple[Lost, ...] = ()  # empty, or some readers would learn less than others

    @property
    def is_releasable(self) -> bool:
        """Whether the leak check found nothing, every text says the same, and there is a text at all."""
        return not self.leaks and not self.lost and bool(self.texts)

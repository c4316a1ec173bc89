# SPDX-License-Identifier: Apache-2.0
"""What screening finds in a report: labels with evidence, the elements of the event, and handling caveats.

Labels and roles are those of the labelling guideline (`data/screening/GUIDELINE.md`); every span is an exact slice of
`Report.content`, and every finding names the rule or weight that spoke.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from nadhir.terms.errors import InvalidTermError
from nadhir.terms.ids import ReportId
from nadhir.terms.text import Language, TextSpan

MAX_LATITUDE: Final = 90.0  # degrees, WGS 84
MAX_LONGITUDE: Final = 180.0


class Label(StrEnum):
    """What a text does."""

    THREAT = "threat"
    ATTACK = "attack"
    CLAIM = "claim"
    WARNING = "warning"
    INCITEMENT = "incitement"
    RECRUITMENT = "recruitment"


class Role(StrEnum):
    """Who, whom, where, when, how."""

    ACTOR = "actor"
    TARGET = "target"
    PLACE = "place"
    TIME = "time"
    MEANS = "means"


class Means(StrEnum):
    """The ten means."""

    EXPLOSIVE = "explosive"
    FIREARM = "firearm"
    BLADE = "blade"
    VEHICLE = "vehicle"
    ARSON = "arson"
    CHEMICAL = "chemical"
    DRONE = "drone"
    ROCKET = "rocket"
    HOSTAGE = "hostage"
    OTHER = "other"


class Queue(StrEnum):
    """Where a screened report goes; `opens_case` is true for the first two."""

    URGENT = "urgent"
    REVIEW = "review"
    NONE = "none"


class Precision(StrEnum):
    """How finely an element is said, coarse to fine within each role."""

    COUNTRY = "country"
    REGION = "region"
    CITY = "city"
    SITE = "site"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"
    HOUR = "hour"
    KIND = "kind"
    ORGANISATION = "organisation"
    NAMED = "named"
    EXACT = "exact"


#: The ladder of precisions of each role, coarse to fine (issue 6: "disclosure as a choice").
LADDERS: dict[Role, tuple[Precision, ...]] = {
    Role.PLACE: (Precision.COUNTRY, Precision.REGION, Precision.CITY, Precision.SITE),
    Role.TIME: (Precision.MONTH, Precision.WEEK, Precision.DAY, Precision.HOUR),
    Role.ACTOR: (Precision.KIND, Precision.ORGANISATION, Precision.NAMED),
    Role.TARGET: (Precision.KIND, Precision.NAMED),
    Role.MEANS: (Precision.KIND, Precision.EXACT),
}


def is_finer(precision: Precision, *, than: Precision, role: Role) -> bool:
    """Tell whether `precision` says the role more finely than `than`."""
    ladder = LADDERS[role]
    return ladder.index(precision) > ladder.index(than)


class Modality(StrEnum):
    """How the event stands to the world, where a rule could tell."""

    IMPENDING = "impending"
    PAST = "past"
    FOILED = "foiled"
    FOILED_AT_LARGE = "foiled_at_large"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"
    DENIED = "denied"
    FICTION = "fiction"
    DRILL = "drill"
    METAPHOR = "metaphor"
    POLICY_TALK = "policy_talk"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class PlaceNorm:
    """A place of the gazetteer; latitude and longitude in degrees (WGS 84)."""

    name: str  # canonical English name
    country: str  # ISO 3166-1 alpha-2
    lat: float
    lon: float
    precision: Precision = Precision.CITY
    region: str = ""  # English name of the first-level division, where known
    city: str = ""  # of a site: English name of the city that it lies in, where known
    alternatives: tuple[str, ...] = ()  # other readings of an ambiguous name, as "Name, CC"

    def __post_init__(self) -> None:
        if abs(self.lat) > MAX_LATITUDE or abs(self.lon) > MAX_LONGITUDE:
            raise InvalidTermError(f"latitude {self.lat}, longitude {self.lon} is nowhere", where=f"place {self.name}")
        if self.precision not in LADDERS[Role.PLACE]:
            raise InvalidTermError(f"{self.precision} is no precision of a place", where=f"place {self.name}")


@dataclass(frozen=True, slots=True)
class TimeNorm:
    """A window of days, both ends included; `hour` and `minute` where the text gives a clock time (local)."""

    start: date
    end: date
    precision: Precision = Precision.DAY
    hour: int | None = None
    minute: int | None = None

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise InvalidTermError(f"the window ends ({self.end}) before it starts ({self.start})", where="TimeNorm")
        if self.precision not in LADDERS[Role.TIME]:
            raise InvalidTermError(f"{self.precision} is no precision of a time", where="TimeNorm")


@dataclass(frozen=True, slots=True)
class PersonNorm:
    """An actor or a target: a canonical English name or noun phrase, and how finely it names."""

    name: str  # "Islamic State Khorasan Province", "memorial crowd"
    precision: Precision
    key: str = ""  # key into the names data, which gives the name in other languages; empty for free text


Norm = PlaceNorm | TimeNorm | PersonNorm | Means


@dataclass(frozen=True, slots=True)
class Element:
    """One element of the principal event: its role, where the text says it, and what it means."""

    role: Role
    span: TextSpan
    norm: Norm
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Why a label was given: the words that spoke, and the rule or weight that heard them."""

    label: Label
    span: TextSpan
    rule: str
    weight: float = 1.0


class CaveatKind(StrEnum):
    """What a handling caveat does."""

    ALLOWS = "allows"  # may be said, no finer than `precision`
    FORBIDS = "forbids"  # may not be said at `precision` or finer


@dataclass(frozen=True, slots=True)
class Caveat:
    """What a report itself says on how finely an element may be told, in its own words."""

    kind: CaveatKind
    role: Role | None  # None: of the whole report
    precision: Precision | None  # None: not at all
    span: TextSpan
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Screening:
    """The result of screening one report; `score` is in [0, 1]."""

    report_id: ReportId
    language: Language
    labels: frozenset[Label]
    opens_case: bool
    queue: Queue
    score: float
    elements: tuple[Element, ...] = ()
    findings: tuple[Finding, ...] = ()
    caveats: tuple[Caveat, ...] = ()
    modality: Modality = Modality.UNCLEAR
    is_language_known: bool = True
    is_possible_threat: bool = False  # weaker: a private source's report with it opens a case as undecided
    screener: str = ""  # name and version of the step

    def __post_init__(self) -> None:
        if not 0.0 <= self.score <= 1.0:
            raise InvalidTermError(f"score {self.score} is outside 0 to 1", where=f"screening of {self.report_id}")
        if self.opens_case and Label.THREAT not in self.labels:
            raise InvalidTermError("opens_case without the label threat", where=f"screening of {self.report_id}")
        if self.opens_case == (self.queue is Queue.NONE):
            raise InvalidTermError(f"queue {self.queue} contradicts opens_case", where=f"screening of {self.report_id}")

    def of_role(self, role: Role) -> tuple[Element, ...]:
        """Return the elements of one role, in text order."""
        return tuple(e for e in self.elements if e.role is role)

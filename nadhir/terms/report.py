# SPDX-License-Identifier: Apache-2.0
"""What came in: the report, its source, and the chain of who told whom.

Sources and information are graded apart, by the Admiralty code (NATO 6x6): a first-time anonymous tip is F6, which is
"cannot be judged" and not the worst. `Report.content` is the one text that every span points into.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from nadhir.terms.errors import InvalidTermError
from nadhir.terms.ids import OfficerId, ReportId, SourceId
from nadhir.terms.marking import Marking
from nadhir.terms.sealed import Sealed
from nadhir.terms.text import Language, TextSpan


class SourceReliability(StrEnum):
    """Admiralty code, reliability of a source."""

    A = "A"  # completely reliable
    B = "B"  # usually reliable
    C = "C"  # fairly reliable
    D = "D"  # not usually reliable
    E = "E"  # unreliable
    F = "F"  # reliability cannot be judged


class InformationCredibility(StrEnum):
    """Admiralty code, credibility of the information; 1 needs an independent confirmation.

    The values are names and no numbers to compare: 6 says that nobody can judge, and is not worse than 5.
    """

    CONFIRMED = "1"
    PROBABLY_TRUE = "2"
    POSSIBLY_TRUE = "3"
    DOUBTFUL = "4"
    IMPROBABLE = "5"
    CANNOT_BE_JUDGED = "6"


class SourceKind(StrEnum):
    """Where a report comes from; a private kind that raises a possible threat opens a case as undecided."""

    HUMAN = "human"
    SIGNALS = "signals"
    PARTNER = "partner"
    PLATFORM = "platform"
    OPEN = "open"
    PUBLIC = "public"

    @property
    def is_private(self) -> bool:
        """Whether the public could not have read it."""
        return self not in (SourceKind.OPEN, SourceKind.PUBLIC)


class ReportKind(StrEnum):
    """The form of a text, as the screening guideline names it."""

    PAGE = "page"
    NEWS = "news"
    TIP = "tip"
    POST = "post"
    CHAT = "chat"
    PARTNER = "partner"
    STATEMENT = "statement"
    ALERT = "alert"


class PassageKind(StrEnum):
    """What a stretch of a page is."""

    TITLE = "title"
    BODY = "body"
    OPTIONAL = "optional"  # standfirst, sub-heading, sign-off: may stand in the body or not
    BYLINE = "byline"
    CAPTION = "caption"
    KEYWORDS = "keywords"
    RELATED = "related"  # headlines of other articles
    CLUTTER = "clutter"  # menus, cookie lines, advertisements, comments


class SourcingKind(StrEnum):
    """Whom a claim in a text is had from, as the text itself says."""

    NAMED = "named"  # a person or body that can be asked
    UNNAMED = "unnamed"  # an official, source or witness without a name
    DOCUMENT = "document"
    POST = "post"  # something put on a social medium
    OWN = "own"  # the author's own: nobody is given for it
    UNCONFIRMED = "unconfirmed"  # neither confirmed nor denied, or not verified; may stand beside another kind


class Understanding(StrEnum):
    """How intake ended: every report ends as one of these, none is dropped."""

    UNDERSTOOD = "understood"
    NOT_UNDERSTOOD = "not_understood"


@dataclass(frozen=True, slots=True)
class Passage:
    """Code points `start` to `end` of `Report.content` and what they are."""

    start: int
    end: int
    kind: PassageKind


@dataclass(frozen=True, slots=True)
class Source:
    """Who a report was had from. Its name and identifiers may never leave in a warning."""

    id: SourceId
    name: Sealed
    kind: SourceKind
    reliability: SourceReliability
    is_protected: bool
    identifiers: tuple[Sealed, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceChain:
    """Who reports whom, from the origin to the page at hand; empty where the page does not say."""

    members: tuple[str, ...] = ()

    @property
    def origin(self) -> str | None:
        """The first that told it, where known."""
        return self.members[0] if self.members else None


@dataclass(frozen=True, slots=True)
class Sourcing:
    """How one claim of a text is sourced: the sentence, what kind of source it gives, and the words that say so.

    `name` is how the text names the source, without an ending or an Arabic لـ that the cue before it asks for; empty
    where it names none. `said_by` is None where no word of the claim itself says whose it is: it is the author's own,
    or a quotation goes on in it.
    """

    claim: TextSpan
    kind: SourcingKind
    said_by: TextSpan | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a copy is found by: the digest of the bytes, and a MinHash signature of the normalised body."""

    digest: str  # hex SHA-256 of the bytes received
    minhash: tuple[int, ...] = ()  # 128 values; empty for a text too short to shingle


@dataclass(frozen=True, slots=True)
class Grading:
    """That an officer graded the information of a report: from what to what, why, and on which confirmations."""

    report_id: ReportId
    at: datetime
    by: OfficerId
    credibility: InformationCredibility
    previous: InformationCredibility
    reason: str
    confirmed_by: tuple[ReportId, ...] = ()

    def __post_init__(self) -> None:
        if self.credibility is InformationCredibility.CONFIRMED and not self.confirmed_by:
            raise InvalidTermError(
                "a grade of 1 names no report that confirms it",
                where=f"report {self.report_id}",
                remedy="grade it 2, or name the independent report",
            )


@dataclass(frozen=True, slots=True)
class Report:
    """One report as it was read: the raw text that spans point into, and what a careful reader takes from it.

    `content` is the decoded text (of HTML: its visible text in document order); `passages` tell which stretches of it
    are title, body, related headlines or clutter, in order and without overlap. `published_on` is null where the page
    does not say; an event's date is never it. `understanding` is `NOT_UNDERSTOOD` with `problem` in words where intake
    could not read it: the report stays on record all the same.
    """

    id: ReportId
    source_id: SourceId
    content: str
    passages: tuple[Passage, ...]
    title: str | None
    body: str
    language: Language
    kind: ReportKind
    fingerprint: Fingerprint
    held_at: datetime  # when the organisation first held the bytes
    media_type: str
    encoding: str
    size_bytes: int
    published_on: date | None = None
    updated_on: date | None = None
    author: str | None = None
    outlet: str | None = None
    source_chain: SourceChain = SourceChain()
    keywords: tuple[str, ...] = ()  # the page's own
    key_terms: tuple[str, ...] = ()  # ours, where the page has none
    related: tuple[str, ...] = ()
    credibility: InformationCredibility = InformationCredibility.CANNOT_BE_JUDGED
    marking: Marking | None = None
    understanding: Understanding = Understanding.UNDERSTOOD
    problem: str = ""
    reader: str = ""  # name and version of the step that read it, so that it can be run again

    def __post_init__(self) -> None:
        if self.held_at.tzinfo is None:
            raise InvalidTermError("held_at has no time zone", where=f"report {self.id}", remedy="give an aware moment")
        end = 0
        for passage in self.passages:
            if not end <= passage.start < passage.end <= len(self.content):
                raise InvalidTermError(
                    f"passage {passage.start}–{passage.end} overlaps another or leaves the text",
                    where=f"report {self.id}",
                    remedy="give passages in order, inside content",
                )
            end = passage.end

    def article_ranges(self) -> tuple[tuple[int, int], ...]:
        """Return the ranges of `content` that are the article itself: title, standfirst and body."""
        kinds = (PassageKind.TITLE, PassageKind.BODY, PassageKind.OPTIONAL)
        return tuple((p.start, p.end) for p in self.passages if p.kind in kinds)

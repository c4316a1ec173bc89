# SPDX-License-Identifier: Apache-2.0
"""What goes over the wire; Pydantic checks it, and nothing of it goes further in than the routes."""

import base64
import binascii
from datetime import date, datetime
from typing import Annotated, Final, Self
from zoneinfo import ZoneInfo

from ninja import Schema
from pydantic import ConfigDict, Field, field_validator, model_validator

from nadhir.casework.authority import OfficerRole
from nadhir.casework.explain import Explanation
from nadhir.casework.read_models import CaseClock, CaseView, Excerpt, SearchHit
from nadhir.casework.retrace import Retraced, RetraceVerdict
from nadhir.casework.wording import described
from nadhir.intake import Limits
from nadhir.terms.assessment import (
    Answer,
    Assessment,
    Confidence,
    LikelihoodTerm,
    Limb,
    Specificity,
    Urgency,
    Yardstick,
)
from nadhir.terms.case import CaseState, Question, QuestionState
from nadhir.terms.determination import ClockName, Determination, Outcome, WeighingChoice
from nadhir.terms.errors import InvalidTermError
from nadhir.terms.marking import Marking
from nadhir.terms.party import ChannelKind
from nadhir.terms.report import InformationCredibility, ReportKind
from nadhir.terms.screening import Label, Precision, Queue, Role
from nadhir.terms.threat import HarmType

_TEXT: Final = (
    f"The text exactly as it came. Beyond {Limits().size_bytes} bytes it is on record as not understood: its "
    "beginning, and the digest and size of the whole. A request beyond 24 MiB is refused, and nothing of it is kept"
)
_LANGUAGE: Final = r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"  # the shape of a BCP 47 tag


class StrictSchema(Schema):
    """A body that refuses fields it does not know."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=False)


class Known(StrictSchema):
    """What is known of a report beside its bytes; all of it may be left out."""

    name: Annotated[str, Field(max_length=300, description="A file's name, or a subject line")] = ""
    kind: ReportKind | None = None
    published_on: Annotated[date | None, Field(description="The day the text itself was published")] = None
    language: Annotated[str | None, Field(max_length=35, pattern=_LANGUAGE, description="BCP 47")] = None
    credibility: Annotated[
        InformationCredibility,
        Field(
            description="Admiralty code; 6 says that nobody can judge. 1, confirmed by other sources, is refused here: "
            "nothing is linked yet to what has just come"
        ),
    ] = InformationCredibility.CANNOT_BE_JUDGED
    marking: Annotated[str | None, Field(max_length=200, description='As it stands, e.g. "TLP:RED, ORCON"')] = None

    @field_validator("marking")
    @classmethod
    def check_marking(cls, value: str | None) -> str | None:
        """Refuse a marking that is none; a machine must not guess at a limit."""
        if value is not None:
            try:
                Marking.parse(value)
            except InvalidTermError as error:
                raise ValueError(str(error)) from error
        return value


class ReportIn(Known):
    """One report: its text, or its bytes in base64, and what is known of it."""

    text: Annotated[str | None, Field(min_length=1, description=_TEXT)] = None
    content_base64: Annotated[
        str | None, Field(min_length=1, description="The bytes as they came, in base64; see text")
    ] = None
    media_type: Annotated[str | None, Field(max_length=100)] = None

    @field_validator("content_base64")
    @classmethod
    def check_base64(cls, value: str | None) -> str | None:
        """Refuse what is no base64."""
        if value is not None:
            try:
                base64.b64decode(value := "".join(value.split()), validate=True)  # as `base64` writes it, in lines
            except (binascii.Error, ValueError) as error:
                msg = "this is no base64"
                raise ValueError(msg) from error
        return value

    @model_validator(mode="after")
    def check_content(self) -> Self:
        """Ask for a text or bytes, not both and not neither."""
        if (self.text is None) == (self.content_base64 is None):
            msg = "give either text or content_base64"
            raise ValueError(msg)
        return self

    def data(self) -> bytes:
        """Return the bytes."""
        if self.text is not None:
            return self.text.encode("utf-8")
        return base64.b64decode(self.content_base64 or "", validate=True)


class PieceOut(StrictSchema):
    """That one report of several is on record."""

    report_id: Annotated[str | None, Field(description="Null: it could not be recorded alone; what held it is kept")]
    name: Annotated[str, Field(description="Where it stood: “inbox.mbox, message 3”")]
    is_sorted: bool


class ReportOut(StrictSchema):
    """That the report is on record. What was found in it is for the desk."""

    report_id: Annotated[str, Field(description="Of several reports in one file: the first")]
    is_sorted: Annotated[bool, Field(description="False: it is on record and waits to be read and sorted")]
    pieces: Annotated[
        list[PieceOut] | None,
        Field(description="Given where the bytes hold several reports (a mailbox, a feed, an archive): each of them"),
    ] = None


class Health(StrictSchema):
    """Whether the house can take reports in."""

    is_well: bool
    waiting: Annotated[int, Field(ge=0, description="Reports that wait to be sorted")]


class Problem(StrictSchema):
    """What went wrong, where, and what to do about it."""

    what: str
    where: str
    remedy: str


class SpanOut(StrictSchema):
    """A stretch of a text in Unicode code points, the end exclusive, and exactly what stands there."""

    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    exact: str


class FoundOut(StrictSchema):
    """A report that was found; among cases, the report whose title stands for the case."""

    report_id: str
    case_id: str | None
    title: str
    title_spans: Annotated[list[SpanOut], Field(description="What was found in the title")]
    excerpt: Annotated[str, Field(description="A stretch of the body around what was found")]
    spans: Annotated[list[SpanOut], Field(description="What was found in it, counted in the report's whole text")]
    language: str
    kind: ReportKind
    source_id: str
    held_at: datetime
    published_on: date | None
    queue: Queue | None
    labels: list[Label]

    @classmethod
    def of(cls, hit: SearchHit) -> Self:
        """Return what goes over the wire of a result."""
        return cls(
            report_id=hit.report_id,
            case_id=hit.case_id,
            title=_text_of(hit.title),
            title_spans=_spans_of(hit.title),
            excerpt=_text_of(hit.excerpt),
            spans=_spans_of(hit.excerpt),
            language=hit.language,
            kind=hit.kind,
            source_id=hit.source_id,
            held_at=hit.held_at,
            published_on=hit.published_on,
            queue=hit.queue,
            labels=sorted(hit.labels),
        )


class SearchOut(StrictSchema):
    """A page of results, best first, of equals the newest."""

    count: Annotated[int, Field(ge=0, description="How many results there are in all")]
    found: list[FoundOut]
    next_after: Annotated[str | None, Field(description="The `after` of the next page; null on the last")]
    not_indexed_count: Annotated[int, Field(ge=0, description="Reports on record that the search does not know yet")]


class LikelihoodOut(StrictSchema):
    """How likely the harm is; how good the basis is stands apart from it."""

    low_percent: Annotated[int, Field(ge=1, le=99)]
    high_percent: Annotated[int, Field(ge=1, le=99)]
    yardstick: Yardstick
    term: Annotated[LikelihoodTerm | None, Field(description="Null: several words may be said, and nobody chose")]
    terms: Annotated[list[LikelihoodTerm], Field(description="The words that may be said of the interval")]
    chosen_by: Annotated[str | None, Field(description="Null: the interval told the word, or nobody chose")]
    chosen_at: datetime | None
    reason: str | None


class SupportOut(StrictSchema):
    """One value of an element."""

    value: Annotated[str, Field(description="In the words of the officer's language")]
    precision: Precision
    report_ids: list[str]
    independent_sources: Annotated[int, Field(ge=0)]


class SpecificityOut(StrictSchema):
    """What is known of who, whom, where, when or how."""

    role: Role
    values: Annotated[list[SupportOut], Field(description="The best supported first; none where nothing is said")]
    not_known: Annotated[list[Precision], Field(description="The finer steps that nobody says, coarse to fine")]


class LimbOut(StrictSchema):
    """One question of the test."""

    answer: Answer
    because: list[str]
    missing: list[str]


class ContributionOut(StrictSchema):
    """What one report brings to the threshold."""

    report_id: str
    elements: list[Role]
    states_harm: bool
    is_graded_credible: bool


class AssessmentOut(StrictSchema):
    """What a case amounted to when it was last assessed."""

    case_id: str
    at: datetime
    harm: HarmType
    credible: LimbOut
    specific: LimbOut
    impending: LimbOut
    likelihood: LikelihoodOut
    confidence: Annotated[Confidence, Field(description="Of the basis, not of the event")]
    independent_sources: Annotated[int, Field(ge=0)]
    specificity: list[SpecificityOut]
    met_by: Annotated[
        list[ContributionOut],
        Field(description="The reports that meet the threshold together, or the one that does alone"),
    ]

    @classmethod
    def of(cls, given: Assessment) -> Self:
        """Return what goes over the wire of an assessment; its quotations stay at the desk."""
        choice, likelihood = given.likelihood_choice, given.likelihood
        return cls(
            case_id=given.case_id,
            at=given.at,
            harm=given.threat.harm,
            credible=_limb_of(given.credible),
            specific=_limb_of(given.specific),
            impending=_limb_of(given.impending),
            likelihood=LikelihoodOut(
                low_percent=likelihood.low,
                high_percent=likelihood.high,
                yardstick=likelihood.yardstick,
                term=likelihood.term,
                terms=list(likelihood.terms),
                chosen_by=None if choice is None else choice.by,
                chosen_at=None if choice is None else choice.at,
                reason=None if choice is None else choice.reason,
            ),
            confidence=given.confidence,
            independent_sources=given.independent_sources,
            specificity=[_specificity_of(each) for each in given.specificity],
            met_by=[
                ContributionOut(
                    report_id=each.report_id,
                    elements=list(each.roles),
                    states_harm=each.states_harm,
                    is_graded_credible=each.is_graded_credible,
                )
                for each in given.met_by
            ],
        )


def _limb_of(given: Limb) -> LimbOut:
    return LimbOut(answer=given.answer, because=list(given.because), missing=list(given.missing))


def _specificity_of(given: Specificity) -> SpecificityOut:
    values = [
        SupportOut(
            value=described(each.norm),
            precision=each.precision,
            report_ids=list(each.report_ids),
            independent_sources=each.independent_sources,
        )
        for each in given.values
    ]
    return SpecificityOut(role=given.role, values=values, not_known=list(given.missing))


class QuotationOut(StrictSchema):
    """What a report says, in its own language, and what it shows."""

    report_id: str
    exact: str
    language: str
    shows: str


class PassageOut(StrictSchema):
    """Some sentences that belong together, with what they rest on."""

    heading: str
    sentences: list[str]
    quotations: list[QuotationOut]


class ChapterOut(StrictSchema):
    """A part of an explanation."""

    name: str
    title: str
    passages: list[PassageOut]


class ExplanationOut(StrictSchema):
    """A determination, explained in whole sentences."""

    case_id: str
    determination: Annotated[int, Field(description="Its number, to decide it by")]
    at: datetime
    language: str
    title: str
    chapters: list[ChapterOut]

    @classmethod
    def of(cls, found: Explanation) -> Self:
        """Return what goes over the wire of an explanation."""
        return cls(
            case_id=found.case_id,
            determination=found.determination_id,
            at=found.at,
            language=found.language,
            title=found.title,
            chapters=[
                ChapterOut(
                    name=chapter.name,
                    title=chapter.title,
                    passages=[
                        PassageOut(
                            heading=passage.heading,
                            sentences=list(passage.sentences),
                            quotations=[
                                QuotationOut(
                                    report_id=quote.report_id,
                                    exact=quote.exact,
                                    language=quote.language,
                                    shows=quote.shows,
                                )
                                for quote in passage.quotations
                            ],
                        )
                        for passage in chapter.passages
                    ],
                )
                for chapter in found.chapters
            ],
        )


class ComparedOut(StrictSchema):
    """One paragraph, or one other part, as it is on record and as it comes out now."""

    paragraph: Annotated[str, Field(description="Empty for a part that is no paragraph")]
    part: str
    recorded: Answer | None
    found: Answer | None
    is_same: bool


class RetracedOut(StrictSchema):
    """What came of computing a determination again as of its own day."""

    case_id: str
    determination: int
    at: datetime
    pack: str
    pack_version: str
    verdict: RetraceVerdict
    why: Annotated[list[str], Field(description="Codes of what differs, or cannot be had")]
    notes: list[str]
    compared: list[ComparedOut]

    @classmethod
    def of(cls, found: Retraced) -> Self:
        """Return what goes over the wire of a retracing."""
        return cls(
            case_id=found.case_id,
            determination=found.determination_id,
            at=found.at,
            pack=found.pack,
            pack_version=found.pack_version,
            verdict=found.verdict,
            why=list(found.why),
            notes=list(found.notes),
            compared=[
                ComparedOut(
                    paragraph=each.paragraph,
                    part=each.part,
                    recorded=each.recorded,
                    found=each.found,
                    is_same=each.is_same,
                )
                for each in found.compared
            ],
        )


class WeighedIn(StrictSchema):
    """What an officer makes of what telling one party could do."""

    party_id: Annotated[str, Field(min_length=1, max_length=64)]
    choice: WeighingChoice
    because: Annotated[str, Field(min_length=1, max_length=4000)]
    channels: Annotated[list[ChannelKind], Field(description="Of another way, in the order of trying")] = []


class DecisionIn(StrictSchema):
    """The decision on a recommendation that was looked at."""

    determination: Annotated[int, Field(ge=1, le=2**53 - 1, description="Its number, as the explanation gives it")]
    weighed: list[WeighedIn] = []


class DecisionOut(StrictSchema):
    """The decision as it is on record."""

    outcome: Outcome
    decided_by: str | None
    decided_at: datetime | None
    addressees: list[str]
    is_harm_weighed: bool

    @classmethod
    def of(cls, decided: Determination) -> Self:
        """Return what goes over the wire of a decision."""
        return cls(
            outcome=decided.outcome,
            decided_by=decided.decided_by,
            decided_at=decided.decided_at,
            addressees=[each.party_id for each in decided.addressees],
            is_harm_weighed=decided.is_harm_weighed,
        )


class QuestionOut(StrictSchema):
    """A question of a case, and how it ended."""

    question_id: str
    text: Annotated[str, Field(description="A code of the house's rules where `asked_by` is null, else words")]
    state: QuestionState
    asked_at: datetime
    asked_by: str | None
    put_to: Annotated[str | None, Field(description="The party it was put to; null: the desk itself")]
    ended_at: datetime | None
    ended_by: Annotated[str | None, Field(description="Null where new information overtook it")]
    words: Annotated[str, Field(description="The answer, or why it was withdrawn")]

    @classmethod
    def of(cls, question: Question) -> Self:
        """Return what goes over the wire of a question."""
        return cls(
            question_id=question.id,
            text=question.text,
            state=question.state,
            asked_at=question.asked_at,
            asked_by=question.by,
            put_to=question.of,
            ended_at=question.ended_at,
            ended_by=question.ended_by,
            words=question.words,
        )


class StandingOut(StrictSchema):
    """Where a case stands: its state, who commands it, and what is asked in it."""

    case_id: str
    state: CaseState
    commander: Annotated[str | None, Field(description="Null only until the case has had its first")]
    command_offered_to: str | None
    closing_proposed_by: Annotated[str | None, Field(description="Of an open case that somebody proposes to close")]
    life_in_question: bool
    questions: list[QuestionOut]

    @classmethod
    def of(cls, view: CaseView) -> Self:
        """Return what goes over the wire of where a case stands."""
        case = view.case
        return cls(
            case_id=case.id,
            state=case.state,
            commander=case.commander,
            command_offered_to=case.command_offered_to,
            closing_proposed_by=case.closing.by if case.is_open and case.closing is not None else None,
            life_in_question=case.life_in_question,
            questions=[QuestionOut.of(each) for each in view.questions],
        )


class OfferIn(StrictSchema):
    """Whom the command of a case is offered to."""

    to: Annotated[str, Field(min_length=1, max_length=64, description="The officer's account")]


class WordsIn(StrictSchema):
    """An answer, or a reason."""

    words: Annotated[str, Field(min_length=1, max_length=4000)]


class QuestionIn(StrictSchema):
    """A question, and whom it is put to."""

    text: Annotated[str, Field(min_length=1, max_length=4000)]
    put_to: Annotated[str | None, Field(max_length=64, description="A party; left out: the desk itself")] = None


class ClockOut(StrictSchema):
    """One clock that runs: what it waits for, by when, in whose hands, and whom it was made loud to."""

    case_id: str
    key: str
    name: ClockName
    started_at: datetime
    due_at: Annotated[datetime, Field(description="In the holder's own zone, with its distance from UTC")]
    timezone: Annotated[str, Field(description="The holder's zone, by its IANA name")]
    minutes_left: Annotated[int, Field(description="Negative once it has run out")]
    is_overdue: bool
    urgency: Urgency
    provision: Annotated[str, Field(description="The paragraph, or [D]: our own default")]
    role: Annotated[OfficerRole, Field(description="Whose act it waits for")]
    held_by: str | None
    rung: Annotated[int, Field(ge=0, description="How often it was made loud")]
    told: list[str]
    is_nobody_left: bool

    @classmethod
    def of(cls, found: CaseClock) -> Self:
        """Return what goes over the wire of a clock."""
        clock = found.clock
        zone = ZoneInfo(clock.timezone)
        return cls(
            case_id=found.case_id,
            key=clock.key,
            name=clock.name,
            started_at=clock.started_at.astimezone(zone),
            due_at=clock.due_at.astimezone(zone),
            timezone=clock.timezone,
            minutes_left=clock.minutes_left,
            is_overdue=clock.is_overdue,
            urgency=clock.urgency,
            provision=clock.provision,
            role=clock.role,
            held_by=clock.held_by,
            rung=clock.rung,
            told=list(clock.told),
            is_nobody_left=clock.is_nobody_left,
        )


class ClocksOut(StrictSchema):
    """The clocks that run in all open cases, next due first."""

    clocks: list[ClockOut]
    unheard_count: Annotated[int, Field(ge=0, description="Clocks that ran out, and nobody is left to be told of them")]


def _text_of(excerpt: Excerpt) -> str:
    return "".join(each.text for each in excerpt.stretches)


def _spans_of(excerpt: Excerpt) -> list[SpanOut]:
    return [SpanOut(start=span.start, end=span.end, exact=span.exact) for span in excerpt.spans]

# SPDX-License-Identifier: Apache-2.0
"""Read models laid out for the pages: marks numbered beside the text, limbs in order, quotations with their language.

Promise: nothing is left out that the read model holds, and nothing is decided. A quotation is shown in the language of
its report; the numbers of marks run in the order of the text, so that reading the list is reading the text.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from nadhir.casework import refusals, wording
from nadhir.casework.read_models import (
    CaseLine,
    CaseView,
    ClockView,
    DeliveryView,
    ReportView,
    TearlineOffer,
    TearlineView,
)
from nadhir.terms.assessment import Answer, Hypothesis, LikelihoodTerm, Specificity, Yardstick
from nadhir.terms.case import CaseEventKind, Question, Viewed
from nadhir.terms.delivery import DeliveryState
from nadhir.terms.determination import (
    Addressee,
    AtRisk,
    NotAddressed,
    Outcome,
    Waiver,
    WaiverGround,
    Weighing,
)
from nadhir.terms.errors import NadhirError
from nadhir.terms.ids import CaseId, PartyId, ReportId
from nadhir.terms.provision import Holding, Origin
from nadhir.terms.release import ReleaseState
from nadhir.terms.report import PassageKind, Sourcing, SourcingKind
from nadhir.terms.screening import LADDERS, CaveatKind, Element, Finding, Precision, Role
from nadhir.terms.sealed import Sealed
from nadhir.terms.tearline import Disclosure, Tearline
from nadhir.terms.text import UNKNOWN_LANGUAGE, Language, Text, TextSpan
from nadhir.terms.threat import Evidence, IntendedVictim, Threat

# ── a report ────────────────────────────────────────────────────────────────────────────────────────────────────────

_QUIET_PASSAGES: Final = frozenset(PassageKind) - {PassageKind.BODY}


@dataclass(frozen=True, slots=True)
class Note:
    """One mark of the text, explained beside it."""

    number: int
    css: str
    label: str
    quote: str
    rule: str
    means: str = ""
    precision: Precision | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text under the same marks; `ends` are the numbers of the marks that end with it."""

    start: int
    text: str
    css: str
    marks: tuple[int, ...]
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Marked:
    span: TextSpan
    css: str
    label: str
    rule: str
    means: str = ""
    precision: Precision | None = None


def _marked(view: ReportView) -> list[_Marked]:
    found: list[_Marked] = [_of_finding(each) for each in view.findings]
    found += [_of_element(each) for each in view.elements]
    found += [
        _Marked(
            span=caveat.quoted,
            css="m-caveat",
            label=_caveat_words(caveat.role, caveat.precision, is_allowed=caveat.kind is CaveatKind.ALLOWS),
            rule="",
        )
        for caveat in view.caveats
    ]
    return sorted(found, key=lambda each: (each.span.start, each.span.end, each.css))


def _of_finding(finding: Finding) -> _Marked:
    return _Marked(
        span=finding.span, css=f"m-{finding.label.value}", label=wording.word(finding.label), rule=finding.rule
    )


def _of_element(element: Element) -> _Marked:
    return _Marked(
        span=element.span,
        css="m-element",
        label=wording.word(element.role),
        rule=element.rule,
        means=wording.described(element.norm),
        precision=getattr(element.norm, "precision", None),
    )


def _caveat_words(role: Role | None, precision: Precision | None, *, is_allowed: bool) -> str:
    whom = _("the whole report") if role is None else wording.word(role)
    if precision is None:
        return (
            _("handling caveat: %(what)s may be said") % {"what": whom}
            if is_allowed
            else _("handling caveat: %(what)s may not be said") % {"what": whom}
        )
    words = {"what": whom, "precision": wording.word(precision)}
    return (
        _("handling caveat: %(what)s no finer than %(precision)s") % words
        if is_allowed
        else _("handling caveat: %(what)s not as finely as %(precision)s") % words
    )


def marks_of(view: ReportView) -> tuple[tuple[Piece, ...], tuple[Note, ...]]:
    """Return the report's text in pieces that carry their marks, and the marks in the order of the text."""
    marked = _marked(view)
    notes = tuple(
        Note(
            number=number,
            css=each.css,
            label=each.label,
            quote=each.span.exact,
            rule=each.rule,
            means=each.means,
            precision=each.precision,
        )
        for number, each in enumerate(marked, start=1)
    )
    pieces = tuple(
        _piece(start, min(start + _LONGEST_PIECE, segment.end), text, passage=segment.passage, marked=marked)
        for segment in view.segments
        for start in range(segment.start, segment.end, _LONGEST_PIECE)
        for text in [segment.text[start - segment.start : start - segment.start + _LONGEST_PIECE]]
    )
    return pieces, notes


def _piece(start: int, end: int, text: str, *, passage: PassageKind | None, marked: Sequence[_Marked]) -> Piece:
    over = [
        (number, each) for number, each in enumerate(marked, start=1) if each.span.start < end > start < each.span.end
    ]
    classes = dict.fromkeys(each.css for _number, each in over)
    if passage in _QUIET_PASSAGES and passage is not None:
        classes[f"p-{passage.value}"] = None
    return Piece(
        start=start,
        text=text,
        css=" ".join(classes),
        marks=tuple(number for number, _each in over),
        ends=tuple(number for number, each in over if each.span.end == end),
    )


@dataclass(frozen=True, slots=True)
class SourcedClaims:
    """The claims of a text that are sourced in one way by one source, with their words."""

    kind: SourcingKind
    name: str
    count: int
    claims: tuple[Sourcing, ...]  # the first of them


def sources_of(view: ReportView) -> tuple[SourcedClaims, ...]:
    """Return how the claims of the text are sourced: each source once, in the order of the text, the author's own last.

    The author's own claims are counted and not shown again: they are what the text says by itself.
    """
    found: dict[tuple[SourcingKind, str], list[Sourcing]] = {}
    for each in view.sourcing:
        found.setdefault((each.kind, each.name), []).append(each)
    lines = [
        SourcedClaims(
            kind=kind,
            name=name,
            count=len(claims),
            claims=() if kind is SourcingKind.OWN else tuple(claims[:_SEEN_AT_ONCE]),
        )
        for (kind, name), claims in found.items()
    ]
    return tuple(sorted(lines, key=lambda line: line.kind is SourcingKind.OWN))


_LONGEST_PIECE: Final = 20_000  # letters [D], so that a page can stop within a text that has no marks
_SEEN_AT_ONCE: Final = 4  # quotations of one answer [D]
_AROUND: Final = 90  # letters shown on each side of a quotation [D]: about a line


def _around(text: str, *, span: TextSpan) -> tuple[str, str]:
    """Return what stands before and after a span in its line, cut at whole words; nothing where the text is another."""
    if not span.is_slice_of(text):
        return "", ""
    before = text[max(0, span.start - _AROUND) : span.start].rpartition("\n")[2]
    after = text[span.end : span.end + _AROUND].partition("\n")[0]
    if len(before) == _AROUND:
        before = "… " + before.partition(" ")[2]
    if len(after) == _AROUND:
        after = after.rpartition(" ")[0] + " …"
    return before, after


def title_of(threat: Threat | None, *, otherwise: str) -> str:
    """Return a short title of a threat: who, where, when; the beginning of a text where none of them is known."""
    if threat is None:
        return shortened(otherwise)
    named = [
        wording.described(found[0].norm)
        for role in (Role.ACTOR, Role.TARGET, Role.PLACE, Role.TIME)
        if (found := threat.of_role(role))
    ]
    return " · ".join((wording.word(threat.harm), *named)) if named else shortened(otherwise)


_LONGEST_TITLE: Final = 90


def shortened(text: str) -> str:
    """Return the beginning of a text, in one line, cut at a word, or within one that does not end."""
    line = " ".join(text.split())
    if len(line) <= _LONGEST_TITLE:
        return line
    cut = line[:_LONGEST_TITLE]
    return f"{cut.rpartition(' ')[0] or cut} …"


# ── a case ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Quote:
    """Quoted words that an answer rests on, with what stands around them in the same line."""

    report_id: ReportId
    url: str
    before: str
    exact: str
    after: str
    shows: str
    language: Language


@dataclass(frozen=True, slots=True)
class LimbShown:
    """One question of the test; its quotations come first as many as one looks at, then the others."""

    label: str
    answer: Answer
    because: tuple[str, ...]
    missing: tuple[str, ...]
    quotes: tuple[Quote, ...]

    @property
    def first(self) -> tuple[Quote, ...]:
        """The quotations that are seen at once: of each report the first, so that no line is read twice."""
        return tuple({each.report_id: each for each in reversed(self.quotes)}.values())[::-1][:_SEEN_AT_ONCE]

    @property
    def others(self) -> tuple[Quote, ...]:
        """Those that are folded away."""
        return tuple(each for each in self.quotes if each not in self.first)


@dataclass(frozen=True, slots=True)
class ClockShown:
    """A deadline: still running, or kept or missed at a moment on record."""

    view: ClockView
    settled_at: datetime | None = None

    @property
    def is_kept(self) -> bool:
        """Whether what it was for was done in time."""
        return self.settled_at is not None and self.settled_at <= self.view.due_at

    @property
    def minutes(self) -> int:
        """How long before (positive) or after (negative) it was due that it was settled."""
        return 0 if self.settled_at is None else int((self.view.due_at - self.settled_at).total_seconds() // 60)


@dataclass(frozen=True, slots=True)
class WaiverShown:
    """One ground for one victim."""

    waiver: Waiver
    victim: Sealed


@dataclass(frozen=True, slots=True)
class NearMissShown:
    """A ground that does not stand, for whom, and why."""

    ground: WaiverGround
    victim: Sealed
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HypothesisShown:
    """Who may have done it."""

    actor: str
    terms: tuple[LikelihoodTerm, ...]
    yardstick: Yardstick
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class HoldingShown:
    """What one paragraph answered."""

    paragraph: str
    holds: Answer
    because: tuple[str, ...]
    quotes: tuple[Quote, ...]
    left_to_person: str
    origin: Origin
    is_verified: bool
    reference: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class PartyShown:
    """A party that is told, or is not, and why."""

    name: Sealed
    because: tuple[str, ...]
    channels: tuple[object, ...] = ()
    via: Sealed | None = None


@dataclass(frozen=True, slots=True)
class RiskShown:
    """What telling a party could do, and what an officer made of it."""

    name: Sealed
    to: AtRisk
    code: str
    weighing: Weighing | None


@dataclass(frozen=True, slots=True)
class ElementShown:
    """One value of the threat, or of what is said of it."""

    role: Role
    means: str
    precision: Precision
    independent_sources: int = 0
    protected_sources: int = 0


@dataclass(frozen=True, slots=True)
class SupportShown:
    """One value of an element, with the reports that say it."""

    means: str
    precision: Precision
    report_ids: tuple[ReportId, ...]
    independent_sources: int


@dataclass(frozen=True, slots=True)
class SpecificityShown:
    """What is known of one element, and the finer steps that nobody says."""

    role: Role
    values: tuple[SupportShown, ...]
    missing: tuple[Precision, ...]


@dataclass(frozen=True, slots=True)
class ContributionShown:
    """What one report brings to a threshold that several meet together."""

    report_id: ReportId
    brings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WithheldShown:
    """What stays behind."""

    role: Role | None
    precision: Precision | None
    because: tuple[str, ...]
    quote: str
    language: Language
    report_id: ReportId | None


@dataclass(frozen=True, slots=True)
class SaidShown:
    """One value that a choice would say, whether coarser than it is known, and whether it could lead to a source."""

    role: Role
    means: str
    precision: Precision
    known_as: Precision | None
    is_exposed: bool


@dataclass(frozen=True, slots=True)
class OfferShown:
    """One choice of how far to go: what it says, what it leaves out, and what it exposes."""

    choice: str
    said: tuple[SaidShown, ...]
    left_out: tuple[Role, ...]
    exposed_count: int
    too_vague_because: tuple[str, ...]
    leak_count: int


@dataclass(frozen=True, slots=True)
class TimelineShown:
    """One thing that happened."""

    at: object
    kind: CaseEventKind
    by: str
    by_name: str
    reason: str
    seconded_by: str
    css: str


@dataclass(frozen=True, slots=True)
class QuestionShown:
    """A question of the case, and whom it was put to."""

    view: Question
    text: str
    of: Sealed | None


@dataclass(frozen=True, slots=True)
class ViewedShown:
    """One thing that a proposed closing rests on, by its title where it is a report of the case."""

    view: Viewed
    title: str


@dataclass(frozen=True, slots=True)
class WayStep:
    """One step of the case's way: done, now, or to come."""

    anchor: str
    label: str
    css: str


@dataclass(frozen=True, slots=True)
class DeliveryShown:
    """One recipient's delivery, what its state means, and what can be recorded of it."""

    view: DeliveryView
    css: str
    meaning: str
    forms: tuple[object, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class CaseLineShown:
    """One case in the list: what it is about, and the clock that still matters."""

    view: CaseLine
    title: str
    clock: ClockView | None


def offers_of(given: Iterable[TearlineOffer], *, threat: Threat) -> tuple[OfferShown, ...]:
    """Return the choices side by side, each held against what is known."""
    return tuple(_offer(each, threat=threat) for each in given)


def _offer(given: TearlineOffer, *, threat: Threat) -> OfferShown:
    written = given.tearline
    roles = {each.role for each in written.disclosures}
    return OfferShown(
        choice=given.choice,
        said=tuple(
            SaidShown(
                role=each.role,
                means=wording.described(each.norm),
                precision=each.precision,
                known_as=_finer_known(each, threat=threat),
                is_exposed=bool(each.protected_sources) and each.independent_sources == 1,
            )
            for each in written.disclosures
        ),
        left_out=tuple(role for role in Role if role not in roles and threat.of_role(role)),
        exposed_count=given.exposed_count,
        too_vague_because=written.too_vague_because,
        leak_count=len(written.leaks),
    )


def _finer_known(said: Disclosure, *, threat: Threat) -> Precision | None:
    """Return how finely the role is known, where that is finer than it is said."""
    ladder = LADDERS[said.role]
    finest = max((each.precision for each in threat.of_role(said.role)), key=ladder.index, default=said.precision)
    return finest if ladder.index(finest) > ladder.index(said.precision) else None


#: How a provision's reference begins where it names our own notes on the law, which are not shipped.
_OWN_NOTES: Final = re.compile(r"law\.md[ \d.,]*")


def _paragraph(name: str) -> str:
    """Return a paragraph as the law has it; a rule of our own, with a word for its number, in the reader's language."""
    code = name.replace(" ", "_")
    return wording.sentence(code) if wording.is_worded(code) else name


def source_of(reference: str) -> str:
    """Return the source that a provision was written from; nothing of our own notes, which the reader does not have.

    >>> source_of("law.md 2.1 (after streamlex.eu/articles/dsa-en-art-18)")
    'streamlex.eu/articles/dsa-en-art-18'
    >>> source_of("law.md 1.4")
    ''
    """
    rest = _OWN_NOTES.sub("", reference).strip()
    if rest.startswith("(") and rest.endswith(")"):
        rest = rest[1:-1]
    return rest.removeprefix("after ")


def lines_of(lines: Iterable[CaseLine], *, threats: Mapping[CaseId, Threat]) -> tuple[CaseLineShown, ...]:
    """Return the lines of a list of cases, each with the clock that still matters (`queries.cases` says which)."""
    return tuple(
        CaseLineShown(view=line, title=title_of(threats.get(line.case_id), otherwise=line.title), clock=line.clock)
        for line in lines
    )


class CaseShown:
    """A case laid out for its page."""

    def __init__(self, view: CaseView, *, texts: Mapping[ReportId, str]) -> None:
        self.view = view
        self._texts = texts
        self._languages: Mapping[ReportId, Language] = {line.report_id: line.language for line in view.reports}
        self._copies = frozenset(line.report_id for line in view.reports if line.copy_of is not None)
        self._names: Mapping[PartyId, Sealed] = {party.id: party.name for party in view.parties}

    def quotes(self, evidence: Iterable[Evidence]) -> tuple[Quote, ...]:
        """Return quotations, each once, with where they stand; a copy's stand in the report that it copies."""
        own = (each for each in dict.fromkeys(evidence) if each.report_id not in self._copies)
        return tuple(self._quote(each) for each in own)

    def clocks(self) -> tuple[ClockShown, ...]:
        """Return the clocks, those that still wait first."""
        return tuple(ClockShown(view=clock, settled_at=clock.settled_at) for clock in self.view.clocks)

    def waivers(self) -> tuple[WaiverShown, ...]:
        """Return the waivers, each with what its ground is shown by and what it lacks."""
        found = self.view.determination
        return (
            ()
            if found is None
            else tuple(WaiverShown(waiver=each, victim=self._at_risk(each.victim)) for each in found.waivers)
        )

    def near_misses(self) -> tuple[NearMissShown, ...]:
        """Return the grounds that were looked at and do not stand."""
        found = self.view.determination
        missed = () if found is None else found.near_misses
        return tuple(NearMissShown(each.ground, self._at_risk(each.victim), each.because) for each in missed)

    def _at_risk(self, victim: PartyId | None) -> Sealed:
        return Sealed(_("everybody at risk")) if victim is None else self.name_of(victim)

    def _quote(self, given: Evidence) -> Quote:
        before, after = _around(self._texts.get(given.report_id, ""), span=given.span)
        return Quote(
            report_id=given.report_id,
            url=f"{reverse('report', args=[given.report_id])}#text-h",
            before=before,
            exact=given.span.exact,
            after=after,
            shows=given.shows,
            language=self._languages.get(given.report_id, UNKNOWN_LANGUAGE),
        )

    def title(self) -> str:
        """Return what the case is about, from its assessment; before there is one, how its first report begins."""
        found = self.view.assessment
        return title_of(None if found is None else found.threat, otherwise=self.view.title)

    def limbs(self) -> tuple[LimbShown, ...]:
        """Return the three questions of the test, in the directive's order."""
        found = self.view.assessment
        if found is None:
            return ()
        return tuple(
            LimbShown(
                label=label,
                answer=limb.answer,
                because=limb.because,
                missing=limb.missing,
                quotes=self.quotes(limb.evidence),
            )
            for label, limb in (
                (pgettext("Limb", "Credible"), found.credible),
                (pgettext("Limb", "Specific"), found.specific),
                (pgettext("Limb", "Impending"), found.impending),
            )
        )

    def hypotheses(self) -> tuple[HypothesisShown, ...]:
        """Return who may have done it, as ICD 203 words it."""
        found = self.view.assessment
        return () if found is None else tuple(self._hypothesis(each) for each in found.hypotheses)

    def _hypothesis(self, given: Hypothesis) -> HypothesisShown:
        term = given.likelihood.term
        return HypothesisShown(
            actor=given.actor,
            terms=given.likelihood.terms if term is None else (term,),
            yardstick=given.likelihood.yardstick,
            speaks_for=given.speaks_for,
            speaks_against=given.speaks_against,
            quotes=self.quotes(given.evidence),
        )

    def victims(self) -> tuple[Sealed, ...]:
        """Return who is meant: a known party by name, others by their kind."""
        found = self.view.assessment
        return () if found is None else tuple(self._victim(each) for each in found.threat.victims)

    def _victim(self, given: IntendedVictim) -> Sealed:
        return Sealed(wording.kind(given.description)) if given.party_id is None else self.name_of(given.party_id)

    def specificity(self) -> tuple[SpecificityShown, ...]:
        """Return what the case knows of who, whom, where, when and how, how finely, and by how many sources."""
        found = self.view.assessment
        return () if found is None else tuple(self._specificity(each) for each in found.specificity)

    def _specificity(self, given: Specificity) -> SpecificityShown:
        values = tuple(
            SupportShown(
                means=wording.described(value.norm),
                precision=value.precision,
                report_ids=value.report_ids,
                independent_sources=value.independent_sources,
            )
            for value in given.values
        )
        return SpecificityShown(role=given.role, values=values, missing=given.missing)

    def met_by(self) -> tuple[ContributionShown, ...]:
        """Return which reports meet the threshold together, where none meets it alone, and what each brings."""
        found = self.view.assessment
        if found is None or not found.is_met_jointly:
            return ()
        return tuple(
            ContributionShown(report_id=each.report_id, brings=wording.contributed(each)) for each in found.met_by
        )

    def holdings(self) -> tuple[HoldingShown, ...]:
        """Return the paragraphs that hold, or of which that cannot be told, in the pack's order."""
        return tuple(each for each in self._holdings() if each.holds != Answer.NO)

    def not_holding(self) -> tuple[HoldingShown, ...]:
        """Return the paragraphs that were asked and do not hold, in the pack's order."""
        return tuple(each for each in self._holdings() if each.holds == Answer.NO)

    def _holdings(self) -> Iterable[HoldingShown]:
        found = self.view.determination
        return () if found is None else (self._holding(each) for each in found.holdings)

    def _holding(self, given: Holding) -> HoldingShown:
        return HoldingShown(
            paragraph=_paragraph(given.provision.paragraph),
            holds=given.holds,
            because=given.because,
            quotes=self.quotes(given.evidence),
            left_to_person=given.left_to_person,
            origin=given.provision.origin,
            is_verified=given.provision.is_verified,
            reference=source_of(given.provision.reference),
            words=given.provision.words,
        )

    def addressees(self) -> tuple[PartyShown, ...]:
        """Return who is to be told."""
        found = self.view.determination
        return () if found is None else tuple(self._told(each) for each in found.addressees)

    def _told(self, given: Addressee) -> PartyShown:
        return PartyShown(
            name=self.name_of(given.party_id),
            because=given.because,
            channels=given.channels,
            via=None if given.via is None else self.name_of(given.via),
        )

    def not_addressed(self) -> tuple[PartyShown, ...]:
        """Return who is not told."""
        found = self.view.determination
        return () if found is None else tuple(self._not_told(each) for each in found.not_addressed)

    def _not_told(self, given: NotAddressed) -> PartyShown:
        return PartyShown(name=self.name_of(given.party_id), because=given.because)

    def risks(self) -> tuple[RiskShown, ...]:
        """Return what telling those who are to be told could do."""
        found = self.view.determination
        if found is None:
            return ()
        weighed = {each.party_id: each for each in found.weighings}
        return tuple(
            RiskShown(name=self.name_of(each.party_id), to=each.to, code=each.code, weighing=weighed.get(each.party_id))
            for each in found.risks
        )

    def name_of(self, party_id: PartyId) -> Sealed:
        """Return the party's name; its id where the case does not know it."""
        return self._names.get(party_id) or Sealed(party_id)

    def facts(self) -> tuple[dict[str, object], ...]:
        """Return the facts, their values in words."""
        return tuple(
            {
                "name": each.name,
                "value": wording.word(Answer.YES if each.value else Answer.NO)
                if isinstance(each.value, bool)
                else each.value,
                "about": None if each.about is None else self.name_of(each.about),
                "note": each.note,
                "at": each.at,
            }
            for each in self.view.facts
        )

    def replies(self) -> tuple[dict[str, object], ...]:
        """Return the replies."""
        return tuple(
            {"name": self.name_of(each.party_id), "state": each.state, "note": each.note, "at": each.at}
            for each in self.view.replies
        )

    def timeline(self) -> tuple[TimelineShown, ...]:
        """Return what happened, the latest first."""
        return tuple(
            TimelineShown(
                at=each.at,
                kind=each.kind,
                by=each.by or "",
                by_name=each.by_name,
                reason=each.reason,
                seconded_by=each.seconded_by or "",
                css="is-grave" if each.kind in _GRAVE else "is-good" if each.kind in _GOOD else "",
            )
            for each in reversed(self.view.timeline)
        )

    def questions(self) -> tuple[QuestionShown, ...]:
        """Return the questions, those that stand open first."""
        asked = sorted(self.view.questions, key=lambda each: not each.is_open)
        return tuple(
            QuestionShown(each, text=wording.asked(each), of=None if each.of is None else self.name_of(each.of))
            for each in asked
        )

    def viewed(self) -> tuple[ViewedShown, ...]:
        """Return what the proposed closing, or the closing, rests on."""
        closing = self.view.case.closing
        titles = {str(line.report_id): line.title for line in self.view.reports}
        return () if closing is None else tuple(ViewedShown(each, titles.get(each.id, "")) for each in closing.viewed)

    def withheld(self) -> tuple[WithheldShown, ...]:
        """Return what is known and not said."""
        written = self.view.tearline
        if written is None:
            return ()
        return tuple(
            WithheldShown(
                role=each.role,
                precision=each.precision,
                because=each.because,
                quote="" if each.span is None else each.span.exact,
                language=self._languages.get(each.report_id, UNKNOWN_LANGUAGE)
                if each.report_id is not None
                else UNKNOWN_LANGUAGE,
                report_id=each.report_id,
            )
            for each in written.tearline.withheld
        )

    def disclosures(self) -> tuple[ElementShown, ...]:
        """Return what is said, and how finely."""
        written = self.view.tearline
        return () if written is None else disclosures_of(written)

    def way(self) -> tuple[WayStep, ...]:
        """Return the steps of the way with how far the case has come."""
        view = self.view
        decided = view.determination is not None and view.determination.decided_by is not None
        warns = view.determination is None or view.determination.outcome in (Outcome.WARN, Outcome.REFER)
        done = [
            ("assessment", _("Assessment"), view.assessment is not None),
            ("determination", _("Determination"), decided),
            *(
                [
                    ("tearline", _("Tearline"), view.tearline is not None),
                    (
                        "release",
                        _("Release"),
                        any(each.release.state is ReleaseState.RELEASED for each in view.releases),
                    ),
                    ("delivery", _("Delivery"), _all_answered(view.deliveries)),
                ]
                if warns
                else []
            ),
        ]
        steps: list[WayStep] = []
        is_now_given = not view.case.is_open
        for anchor, label, is_done in done:
            css = "is-done" if is_done else "" if is_now_given else "is-now"
            is_now_given = is_now_given or not is_done
            steps.append(WayStep(anchor, label, css))
        others = (
            ("reports", _("Reports")),
            ("established", _("Facts and replies")),
            ("timeline", _("Timeline")),
        )
        return (*steps, *(WayStep(anchor, label, "") for anchor, label in others))


_GRAVE: Final = frozenset(
    {
        CaseEventKind.SILENCE_RECORDED,
        CaseEventKind.DELIVERY_EXHAUSTED,
        CaseEventKind.RELEASE_REFUSED,
        CaseEventKind.WARNING_DECLINED,
        CaseEventKind.ATTACK_REPORTED,
        CaseEventKind.CLOSING_REFUSED,
        CaseEventKind.COMMAND_DECLINED,
    }
)
_GOOD: Final = frozenset(
    {CaseEventKind.WARNING_ACKNOWLEDGED, CaseEventKind.ACTION_STATED, CaseEventKind.WARNING_RELEASED}
)


def _all_answered(deliveries: Sequence[DeliveryView]) -> bool:
    answered = (DeliveryState.ACKNOWLEDGED, DeliveryState.ACTION_STATED)
    return bool(deliveries) and all(each.state in answered for each in deliveries)


def disclosures_of(written: TearlineView) -> tuple[ElementShown, ...]:
    """Return what a tearline says, element by element."""
    return tuple(
        ElementShown(
            role=each.role,
            means=wording.described(each.norm),
            precision=each.precision,
            independent_sources=each.independent_sources,
            protected_sources=each.protected_sources,
        )
        for each in written.tearline.disclosures
    )


def texts_of(tearline: Tearline) -> tuple[Text, ...]:
    """Return the texts as the desk lays them side by side."""
    return in_reading_order(tearline.texts.values())


def in_reading_order(texts: Iterable[Text]) -> tuple[Text, ...]:
    """Return texts with Arabic first, English second, the others by tag."""
    return tuple(sorted(texts, key=lambda text: (text.language != "ar", text.language != "en", text.language)))


def delivery_css(state: DeliveryState) -> str:
    """Return how a delivery's state is coloured: never as done before a named person answered."""
    match state:
        case DeliveryState.ACKNOWLEDGED | DeliveryState.ACTION_STATED:
            return "tag-good"
        case DeliveryState.SILENT | DeliveryState.FAILED | DeliveryState.EXHAUSTED | DeliveryState.DECLINED:
            return "tag-urgent"
        case _:
            return "tag-care"


def delivery_meaning(state: DeliveryState) -> str:
    """Return what is known of the warning's arrival, in one sentence."""
    return {
        DeliveryState.QUEUED: _("It waits to be sent."),
        DeliveryState.SENDING: _("It is being sent."),
        DeliveryState.SENT: _("The channel took it. Nobody is known to have it."),
        DeliveryState.DELIVERED: _("It lies with the addressee. Nobody is known to have read it."),
        DeliveryState.OPENED: _("Somebody opened it. Nobody has answered for having it."),
        DeliveryState.ACKNOWLEDGED: _("A named person has it."),
        DeliveryState.ACTION_STATED: _("A named person has it and said what they will do."),
        DeliveryState.DECLINED: _("The recipient would not take it. Somebody has to decide what follows."),
        DeliveryState.SILENT: _("The time for an answer has passed in silence. Silence is no acknowledgement."),
        DeliveryState.FAILED: _("This way failed; the next is tried."),
        DeliveryState.EXHAUSTED: _("Every way was tried. A person has to act."),
        DeliveryState.CANCELLED: _("It was cancelled."),
    }[state]


# ── refusals ────────────────────────────────────────────────────────────────────────────────────────────────────────


def refused(error: NadhirError) -> SafeString:
    """Return a refusal in the reader's language with what to do; what nobody worded follows in English, marked so."""
    told = refusals.refusal(error)
    said = format_html("{}. {}.", told.what, told.remedy) if told.remedy else format_html("{}.", told.what)
    if not told.detail:
        return said
    return format_html('{} <bdi class="small" lang="en" dir="ltr">{}</bdi>', said, told.detail)

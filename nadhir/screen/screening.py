# SPDX-License-Identifier: Apache-2.0
"""Screening of one report: cues, labels, whether a case opens, the elements, the caveats."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from nadhir.screen.caveats import find_caveats
from nadhir.screen.elements import Event, find_elements
from nadhir.screen.lexicon import Lexicon
from nadhir.screen.moments import Moment, find_moments
from nadhir.screen.places import Mention
from nadhir.screen.reading import Reading, language_of
from nadhir.screen.signs import Evidence, Signs, against, logistic, prior, read_signs, strength
from nadhir.terms.report import Report, ReportKind
from nadhir.terms.screening import Element, Finding, Label, Modality, Queue, Role, Screening

#: Name and version of the step; the lexicon's version is added.
SCREENER: Final = "nadhir-rules/1"
_THREAT, _URGENT, _POSSIBLE = 2.2, 4.2, 0.9
_ATTACK, _CLAIM, _WARNING = 1.8, 1.5, 1.0
_ELEMENT_CUES: Final = frozenset({"group", "actor", "target", "means"})


def screen(report: Report, *, lexicon: Lexicon, today: date | None = None) -> Screening:
    """Return what a report says of threats to life: labels with their words, the event's elements, its caveats.

    `today` stands for the day of a text that does not say when it was published; without it, the day it was held does.
    """
    language = language_of(report)
    reading = Reading(report, lexicon=lexicon, language=language)
    cues = reading.find(lexicon.vocabulary(language))
    signs = read_signs(reading, cues)
    verdict = judge(signs, kind=report.kind)
    published = report.published_on or today or report.held_at.date()
    needs_caveats = any(cue.category in {"caveat_forbid", "caveat_allow", "caveat_few", "caveat_many"} for cue in cues)
    places: list[Mention] = []
    moments: list[Moment] = []
    if verdict.labels or needs_caveats or verdict.is_possible:
        places = lexicon.gazetteer.find(reading.words, language=str(report.language), is_capital=reading.capitals)
        moments = find_moments(reading, published=published)
    elements: tuple[Element, ...] = ()
    if verdict.event is not None:
        elements = find_elements(
            reading, cues, event=verdict.event, places=places, moments=moments, published=published
        )
    shown = [
        *((reading.span(m.first, m.last).start, 0, Role.PLACE, m.place.precision) for m in places),
        *((m.span.start, 0, Role.TIME, m.norm.precision) for m in moments),
    ]
    return Screening(
        report_id=report.id,
        language=report.language,
        labels=verdict.labels,
        opens_case=verdict.opens,
        queue=verdict.queue,
        score=verdict.score,
        elements=elements,
        findings=tuple(_findings(reading, signs, labels=verdict.labels)),
        caveats=find_caveats(reading, cues, shown=shown) if needs_caveats else (),
        modality=verdict.modality,
        is_language_known=language in lexicon.vocabularies and language != "und",
        is_possible_threat=verdict.is_possible,
        screener=f"{SCREENER} {lexicon.version}".strip(),
    )


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the signs come to."""

    labels: frozenset[Label]
    opens: bool
    queue: Queue
    score: float
    is_possible: bool
    modality: Modality
    event: Event | None


def judge(signs: Signs, *, kind: ReportKind) -> Verdict:
    """Return the labels and whether a case opens."""
    minus = against(signs)
    weight = strength(signs.threat) - minus + prior(kind)
    attack_weight = strength(signs.attack) - minus
    labels: set[Label] = set()
    over = (
        1.2 * min(signs.count("closed"), 2) + 0.8 * min(signs.count("court"), 2) + 0.7 * min(signs.count("foiled"), 2)
    )
    over -= 1.2 * min(signs.count("atlarge"), 2)
    if weight >= _THREAT:
        labels.add(Label.THREAT)
    opens = weight >= _THREAT and over < 1.4
    if attack_weight >= _ATTACK:
        labels.add(Label.ATTACK)
    if signs.claim and attack_weight >= 0.5:
        labels.add(Label.CLAIM)
    if Label.THREAT in labels and (signs.warning or kind in {ReportKind.PARTNER, ReportKind.ALERT}):
        labels.add(Label.WARNING)
    if signs.incitement and weight >= 1.0:
        labels.add(Label.INCITEMENT)
    if strength(signs.recruitment) >= 1.5 and minus < 1.5 and not labels:
        labels.add(Label.RECRUITMENT)
    lead = signs.threat if Label.THREAT in labels else signs.attack
    best = max(lead, key=lambda e: e.weight, default=None)
    event = (
        Event(best.sentence, best.first, best.last, is_to_come=Label.THREAT in labels)
        if best and labels & {Label.THREAT, Label.ATTACK}
        else None
    )
    return Verdict(
        labels=frozenset(labels),
        opens=opens,
        queue=(Queue.URGENT if weight >= _URGENT else Queue.REVIEW) if opens else Queue.NONE,
        score=logistic(weight - _THREAT - max(over, 0.0)),
        is_possible=opens or (weight >= _POSSIBLE and over < 2.0),
        modality=Modality.IMPENDING if opens else Modality.PAST if Label.ATTACK in labels else Modality.UNCLEAR,
        event=event,
    )


def _findings(reading: Reading, signs: Signs, *, labels: frozenset[Label]) -> list[Finding]:
    heard: list[tuple[Label, Sequence[Evidence]]] = [
        (Label.THREAT, signs.threat), (Label.ATTACK, signs.attack), (Label.CLAIM, signs.claim),
        (Label.WARNING, signs.warning), (Label.INCITEMENT, signs.incitement), (Label.RECRUITMENT, signs.recruitment),
    ]  # fmt: skip
    return [
        Finding(label, reading.span(one.first, one.last), one.rule, one.weight)
        for label, evidence in heard
        if label in labels
        for one in sorted(evidence, key=lambda e: e.first)
    ]


__all__ = ["SCREENER", "Verdict", "judge", "screen"]

"""Reads each report of a case once: whether it raises the threat, what harm it speaks of, what it says it doesn't know.

Screening has already said what a text does; this module asks the narrower questions of a duty-to-warn test. A report
that only tells of the past raises nothing. A copy is read, so that it stays on file, but confirms nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from nadhir.assess.cues import Cue, Cues
from nadhir.terms.case import CaseFile, HeldReport
from nadhir.terms.facts import FactName
from nadhir.terms.ids import ReportId
from nadhir.terms.links import LinkKind
from nadhir.terms.report import Understanding
from nadhir.terms.screening import Element, Label, Means, Modality, PlaceNorm, Role, TimeNorm
from nadhir.terms.text import TextSpan
from nadhir.terms.threat import Evidence, HarmType

#: What is not impending, whatever words stand in the text.
_NOT_IMPENDING: Final = frozenset(
    {
        Modality.PAST,
        Modality.FOILED,
        Modality.HYPOTHETICAL,
        Modality.NEGATED,
        Modality.DENIED,
        Modality.FICTION,
        Modality.DRILL,
        Modality.METAPHOR,
        Modality.POLICY_TALK,
    }
)
_HARM_CODES: Final = frozenset({"kills", "attacks", "injures", "kidnaps"})
#: What is said of an attack that has happened: who claims it, who did it, how it is talked of.
_AFTERWARDS_CODES: Final = frozenset(
    {
        "own_admission",
        "credit_left_to_other",
        "identified",
        "usual_channel",
        "unusual_channel",
        "inspired_only",
        "accused_without_proof",
    }
)
_DISCLAIMED: Final = {"place_unknown": Role.PLACE, "time_unknown": Role.TIME, "target_unknown": Role.TARGET}
_DISCLAIMING: Final = frozenset({"purpose_unknown", "target_unknown"})
_OF_THINGS: Final = frozenset({Means.ARSON, Means.VEHICLE, Means.OTHER})  # what things are harmed with, too
_LETHAL_MEANS: Final = frozenset(Means) - {Means.OTHER, Means.HOSTAGE}


#: Where screening is sure: all 90 texts of data/screening/dev.jsonl that it opens with such a score threaten lives.
_SURE: Final = 0.9


@dataclass(frozen=True, slots=True)
class Reading:
    """One report of the case, read."""

    held: HeldReport
    cues: tuple[Cue, ...]
    elements: tuple[Element, ...]  # without places that are only where somebody lives
    raises: bool  # it says, or lets expect, that harm is still meant
    is_copy: bool
    harm: HarmType | None  # None: it names no harm
    codes: frozenset[str]  # of its cues: a case asks each of its reports for many that are not there

    @property
    def report_id(self) -> ReportId:
        """The report's id."""
        return self.held.report.id

    @property
    def held_at(self) -> datetime:
        """When it was first held."""
        return self.held.report.held_at

    def has(self, *codes: str) -> bool:
        """Whether any of these cues stands in it."""
        return not self.codes.isdisjoint(codes)

    def evidence(self, *codes: str, shows: str) -> tuple[Evidence, ...]:
        """Return the quotations of these cues."""
        if self.codes.isdisjoint(codes):
            return ()
        return tuple(Evidence(self.report_id, cue.span, shows) for cue in self.cues if cue.code in codes)

    def of_role(self, role: Role) -> tuple[Element, ...]:
        """Return the elements of one role."""
        return tuple(e for e in self.elements if e.role is role)

    @property
    def tells_of_the_past(self) -> bool:
        """Whether it reports or claims an attack and raises nothing new."""
        return not self.raises and bool({Label.ATTACK, Label.CLAIM} & self.held.screening.labels)


def _raises(held: HeldReport, *, codes: frozenset[str], opened_the_case: bool, is_after_attack: bool) -> bool:
    """Tell whether the report says, or lets expect, that harm is still meant.

    What was said in private and speaks of harm counts even where screening heard nothing impending in it: it lies in
    this case because it belongs to a threat. A page that the public can read has to raise the threat by itself.
    """
    screening = held.screening
    if is_after_attack and codes & _AFTERWARDS_CODES and "renews" not in codes:
        return False
    if screening.opens_case:
        return True
    if opened_the_case and screening.is_possible_threat and (held.source.kind.is_private or held.raises_possibly):
        return True  # what opened a case as undecided raises it, whatever else its words may be
    if screening.modality in _NOT_IMPENDING:
        return screening.modality is Modality.FOILED and screening.is_possible_threat and _has_a_day_to_come(held)
    if screening.labels & {Label.ATTACK, Label.CLAIM}:
        return screening.modality in (Modality.IMPENDING, Modality.FOILED_AT_LARGE)
    if Label.THREAT in screening.labels or screening.is_possible_threat or opened_the_case:
        return True
    return held.source.kind.is_private and bool(codes & _HARM_CODES) and not codes & _AFTERWARDS_CODES


def _has_a_day_to_come(held: HeldReport) -> bool:
    """Tell whether a private report names a day after the one it was held on: then not all of it has been foiled."""
    days = (e.norm for e in held.screening.elements if isinstance(e.norm, TimeNorm))
    return held.source.kind.is_private and any(day.end > held.report.held_at.date() for day in days)


def _harm(
    cues: Sequence[Cue], *, elements: Sequence[Element], is_threat: bool, is_plain: bool, modality: Modality
) -> HarmType | None:
    """Return the harm that is meant, None where none is named.

    `is_plain`: screening is sure of a threat to life. It reads more languages than the words here, and hears what
    nobody names ("you know what happens to traitors"): what it is sure of is not held to be nothing. Where the report
    says itself that it doesn't know what is meant, or whom, that stays open.
    """
    codes = {cue.code for cue in cues}
    if "detains" in codes and "no_violence" in codes:
        return HarmType.DETENTION_UNCLEAR
    if {"property", "nobody_hurt"} <= codes:
        return HarmType.PROPERTY_ONLY  # the report itself says that nobody is to be hurt
    # A word for a thing is no promise for the people: not where screening is sure of a threat to life, or of arms.
    means = {e.norm for e in elements if e.role is Role.MEANS}
    is_of_things = "property" in codes and not codes & {"injures", "kidnaps", "bystanders", "running"}
    if is_of_things and not is_plain and not means - _OF_THINGS and not _people_meant(codes, elements):
        return HarmType.PROPERTY_ONLY
    if codes & {"kills", "attacks"} or (is_threat and means & _LETHAL_MEANS):
        return HarmType.KILLING
    if "kidnaps" in codes or Means.HOSTAGE in means:
        return HarmType.KIDNAPPING
    if "injures" in codes:
        return HarmType.SERIOUS_BODILY_INJURY
    # Where arms were found or somebody got away, it is the plotters who were arrested, not a victim who is to be.
    is_of_plotters = modality in (Modality.FOILED, Modality.FOILED_AT_LARGE) or codes & {"at_large", "purpose_unknown"}
    if "detains" in codes and not means and not is_of_plotters:
        return HarmType.DETENTION_UNCLEAR
    return HarmType.KILLING if is_plain and not codes & _DISCLAIMING else None


def _people_meant(codes: set[str], elements: Sequence[Element]) -> bool:
    return "kills" in codes and any(e.role is Role.TARGET for e in elements)


def _homes(cues: Sequence[Cue]) -> tuple[TextSpan, ...]:
    return tuple(cue.span for cue in cues if cue.code == "residence")


def _is_home(element: Element, homes: Sequence[TextSpan]) -> bool:
    """Tell whether a place is only said to be where somebody lives or comes from, right after such words."""
    gap = 6  # a preposition, an article or a quote may stand between
    return isinstance(element.norm, PlaceNorm) and any(0 <= element.span.start - home.end <= gap for home in homes)


def read(
    held: HeldReport,
    *,
    cues: Cues,
    copies: frozenset[ReportId],
    opened_by: frozenset[ReportId],
    attack_at: datetime | None,
) -> Reading:
    """Return what one report of the case says to the test; what a case was opened on raised it, whoever opened it."""
    report, screening = held.report, held.screening
    found = cues.find(report.content, ranges=report.article_ranges())
    homes = _homes(found)
    codes = frozenset(cue.code for cue in found)
    # What a report says that it does not know, it has not said: a word taken for it is another thing's name.
    disclaimed = {role for code, role in _DISCLAIMED.items() if code in codes}
    elements = tuple(e for e in screening.elements if e.role not in disclaimed and not (homes and _is_home(e, homes)))
    raises = report.understanding is Understanding.UNDERSTOOD and _raises(
        held,
        codes=codes,
        opened_the_case=report.id in opened_by,
        is_after_attack=attack_at is not None and report.held_at >= attack_at,
    )
    is_plain = raises and screening.opens_case and screening.score >= _SURE
    harm = _harm(found, elements=elements, is_threat=raises, is_plain=is_plain, modality=screening.modality)
    if "purpose_unknown" in codes and harm is HarmType.KILLING and "kills" not in codes:
        harm = None  # arms were found, or men moved; what for, the report itself does not know
    return Reading(
        held=held,
        cues=found,
        elements=elements,
        raises=raises,
        is_copy=held.copy_of is not None or report.id in copies,
        harm=harm,
        codes=codes,
    )


def _openers(file: CaseFile) -> frozenset[ReportId]:
    """Return what the case was opened on: its first report, and those of the same instant that could have opened it.

    Which of several that are held since one instant was looked at first is chance.
    """
    if not file.case.report_ids:
        return frozenset()
    first = file.case.report_ids[0]
    held_at = next((h.report.held_at for h in file.held if h.report.id == first), None)
    could = (h for h in file.held if h.screening.opens_case or h.screening.is_possible_threat)
    return frozenset({first, *(h.report.id for h in could if h.report.held_at == held_at)})


def read_all(file: CaseFile, *, cues: Cues) -> tuple[Reading, ...]:
    """Return the readings of all reports of the file, in the order in which they were held."""
    copies = frozenset(link.report_id for link in file.links if link.kind is LinkKind.COPY)
    opened_by = _openers(file)
    happened = (f.at for f in file.facts if f.name is FactName.ATTACK_HAPPENED and f.value is True)
    attack_at = min(happened, default=None)
    readings = [read(held, cues=cues, copies=copies, opened_by=opened_by, attack_at=attack_at) for held in file.held]
    return tuple(sorted(readings, key=lambda reading: (reading.held_at, reading.report_id)))

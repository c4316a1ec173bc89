"""Who did it, after an attack: competing hypotheses, each with what speaks for it and what against it.

A claim of responsibility is one piece of evidence among others: who made it, how soon, through which channel, and
whether its day fits. A claim that comes through a new page, names another day, or is welcomed by somebody else's
people is seen as what it is. Method [D]: a hypothesis starts low and is moved by steps along the seven terms of ICD 203
(the steps are parameters); nothing reaches 0 or 100 %. Actors are named as the reports or the parties name them.

It decides nothing about the duty: a determination never waits for an attribution.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from nadhir.assess.limbs import Basis, origin_of
from nadhir.assess.merging import same_value
from nadhir.assess.parameters import AssessParameters
from nadhir.assess.reading import Reading
from nadhir.language.mentions import SAME_NAME, mentions
from nadhir.language.names import names_match
from nadhir.language.normalise import fold
from nadhir.terms.assessment import LIKELIHOOD_BANDS, Hypothesis, Likelihood, Yardstick
from nadhir.terms.case import CaseFile
from nadhir.terms.screening import Label, PersonNorm, PlaceNorm, Precision, Role, TimeNorm
from nadhir.terms.threat import Evidence, ThreatElement

_BANDS: Final = tuple(LIKELIHOOD_BANDS[Yardstick.ICD_203].values())  # its steps are those of ICD 203
_LEAST_INITIALS: Final = 3  # two letters stand in too many texts to be taken for a name


@dataclass(slots=True)
class _Suspicion:
    """A hypothesis while it is being weighed."""

    names: list[str]
    score: float
    is_warned_of: bool = False
    has_claimed: bool = False
    speaks_for: list[str] = field(default_factory=list)
    speaks_against: list[str] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)

    def weigh(self, code: str, *, step: float, evidence: Iterable[Evidence] = ()) -> None:
        """Enter one piece of evidence once; a negative step speaks against."""
        if code in self.speaks_for or code in self.speaks_against:
            return
        (self.speaks_against if step < 0 else self.speaks_for).append(code)
        self.score += step
        self.evidence.extend(evidence)

    def note_against(self, code: str) -> None:
        """Record what speaks against a claim without moving the hypothesis."""
        if code not in self.speaks_against:
            self.speaks_against.append(code)

    def is_named(self, name: str) -> bool:
        return any(_is_same_actor(own, name) for own in self.names)

    def stands_in(self, reading: Reading) -> bool:
        """Tell whether the report speaks of this actor, by an element, a word of its name, or its initials."""
        if any(self.is_named(name) for name, _ in _actors(reading)):
            return True
        content = reading.held.report.content
        words = frozenset(content.replace(".", " ").replace(",", " ").split())
        return any(mentions(content, name=n) is not None or _initials(n) in words for n in self.names)


def _initials(name: str) -> str:
    letters = "".join(word[0] for word in name.split() if word[:1].isupper())
    return letters if len(letters) >= _LEAST_INITIALS else ""


def _is_same_actor(one: str, other: str) -> bool:
    first, second = fold(one), fold(other)
    return first in second or second in first or names_match(one, other) >= SAME_NAME


def _actors(reading: Reading) -> tuple[tuple[str, Evidence], ...]:
    return tuple(
        (e.norm.name, Evidence(reading.report_id, e.span, "names_actor"))
        for e in reading.of_role(Role.ACTOR)
        if isinstance(e.norm, PersonNorm) and e.norm.precision is not Precision.KIND
    )


class _Suspicions:
    """The hypotheses, one for each actor that is told apart."""

    def __init__(self, *, start: float) -> None:
        self._start = start
        self.all: list[_Suspicion] = []

    def of(self, name: str) -> _Suspicion:
        found = next((s for s in self.all if s.is_named(name)), None)
        if found is None:
            found = _Suspicion([name], self._start)
            self.all.append(found)
        elif name not in found.names:
            found.names.append(name)
        return found

    @property
    def warned_of(self) -> list[_Suspicion]:
        return [s for s in self.all if s.is_warned_of]


def _enter_warned_of(suspicions: _Suspicions, *, file: CaseFile, before: Basis) -> None:
    for party in file.parties:
        if party.is_suspect:
            suspicions.of(party.name.reveal(to="assess: hypotheses of attribution")).is_warned_of = True
    for reading in before.raising:
        for name, evidence in _actors(reading):
            suspicion = suspicions.of(name)
            suspicion.is_warned_of = True
            suspicion.evidence.append(evidence)


def _weigh_warning(suspicions: _Suspicions, *, before: Basis, parameters: AssessParameters) -> None:
    """Weigh that somebody was known to mean it: by reports graded credible, and again by a further origin."""
    steps = parameters.attribution
    graded = [
        r
        for r in before.raising
        if not r.is_copy
        and r.held.source.reliability in parameters.credible_reliabilities
        and r.held.report.credibility in parameters.credible_credibilities
    ]
    for suspicion in suspicions.warned_of:
        if graded:
            suspicion.weigh("meant_it_before", step=steps.named_before)
        if len({origin_of(r) for r in graded}) > 1:
            suspicion.weigh("several_sources_said_so_before", step=steps.named_before_again)


def _fits(
    after: Sequence[Reading], *, elements: Sequence[ThreatElement], happened_at: datetime
) -> tuple[Evidence, ...]:
    """Return where the attack fits what was warned of, by place or by day."""
    places = [e.norm for e in elements if isinstance(e.norm, PlaceNorm) and e.precision is not Precision.COUNTRY]
    by_place = tuple(
        Evidence(r.report_id, e.span, "fits_what_was_warned_of")
        for r in after
        for e in r.of_role(Role.PLACE)
        if any(same_value(place, e.norm) for place in places)
    )
    slack = timedelta(days=1)  # the day of the attack where it happened may be the next or the last here
    by_day = tuple(
        e.evidence[0]
        for e in elements
        if isinstance(e.norm, TimeNorm) and e.norm.start - slack <= happened_at.date() <= e.norm.end + slack
    )
    return by_place or by_day


def _names_another_day(reading: Reading, *, happened_at: datetime) -> bool:
    days = [
        e.norm
        for e in reading.of_role(Role.TIME)
        if isinstance(e.norm, TimeNorm) and e.norm.precision in (Precision.DAY, Precision.HOUR)
    ]
    return bool(days) and not any(d.start <= happened_at.date() <= d.end for d in days)


def _weigh_claim(
    claimant: _Suspicion, reading: Reading, *, happened_at: datetime, parameters: AssessParameters
) -> None:
    """Weigh a claim in somebody's name.

    A doubtful claim in the name of somebody who was warned of takes nothing from what was known: anybody can publish
    one, and it is noted as doubtful. In the name of somebody of whom nothing else is known it speaks against them.
    """
    steps = parameters.attribution
    claimant.has_claimed = True
    doubts = {
        "claimed_through_unusual_channel": (reading.has("unusual_channel"), steps.claim_unusual_channel),
        "claimed_late": (
            reading.held_at - happened_at > timedelta(hours=parameters.late_claim_hours),
            steps.claim_late,
        ),
        "claim_names_another_day": (_names_another_day(reading, happened_at=happened_at), steps.claim_wrong_details),
    }
    quotes = reading.evidence("usual_channel", "unusual_channel", shows="claim_channel")
    for code, (is_so, step) in doubts.items():
        if is_so and claimant.is_warned_of:
            claimant.note_against(code)
        elif is_so:
            claimant.weigh(code, step=step, evidence=quotes)
    if reading.has("unusual_channel"):
        if claimant.is_warned_of:
            claimant.weigh("silent_where_it_usually_speaks", step=steps.silent_where_it_speaks, evidence=quotes)
    elif reading.has("usual_channel"):
        claimant.weigh("claimed_through_usual_channel", step=steps.claim_usual_channel, evidence=quotes)
    else:
        claimant.weigh("claimed", step=steps.claim_other)


def _weigh_after(
    suspicions: _Suspicions, after: Sequence[Reading], *, happened_at: datetime, parameters: AssessParameters
) -> None:
    """Weigh what came after the attack: all claims first, since what speaks against a claim may be held before it."""
    named = {r.report_id: [suspicions.of(name) for name, _ in _actors(r)] for r in after}
    for reading in after:
        if Label.CLAIM in reading.held.screening.labels or reading.has("usual_channel", "unusual_channel"):
            for suspicion in _spoken_of(suspicions, reading):
                _weigh_claim(suspicion, reading, happened_at=happened_at, parameters=parameters)
    for reading in after:
        _weigh_private_words(suspicions, reading, named=named[reading.report_id], parameters=parameters)
        spoken_of = _spoken_of(suspicions, reading)
        _weigh_findings(suspicions, reading, spoken_of=spoken_of, parameters=parameters)


def _spoken_of(suspicions: _Suspicions, reading: Reading) -> list[_Suspicion]:
    return [s for s in suspicions.all if s.stands_in(reading)]


def _weigh_private_words(
    suspicions: _Suspicions, reading: Reading, *, named: Sequence[_Suspicion], parameters: AssessParameters
) -> None:
    """Weigh what the actor's own people say where they think that nobody listens."""
    steps = parameters.attribution
    if reading.has("own_admission") and reading.held.source.kind.is_private:
        for suspicion in named or suspicions.warned_of:
            quotes = reading.evidence("own_admission", shows="own_words")
            suspicion.weigh("own_people_speak_of_it_as_theirs", step=steps.own_words, evidence=quotes)
    if reading.has("credit_left_to_other"):
        for suspicion in suspicions.all:
            if suspicion.has_claimed and not suspicion.is_warned_of:
                quotes = reading.evidence("credit_left_to_other", shows="credit_left_to_other")
                suspicion.weigh(
                    "another_actor_lets_it_take_the_credit", step=steps.credit_left_to_other, evidence=quotes
                )


def _weigh_findings(
    suspicions: _Suspicions, reading: Reading, *, spoken_of: Sequence[_Suspicion], parameters: AssessParameters
) -> None:
    """Weigh what investigators and others say of who it was."""
    steps = parameters.attribution
    graded = reading.held.source.reliability in parameters.credible_reliabilities
    for suspicion in spoken_of:
        if reading.has("identified") and graded:
            quotes = reading.evidence("identified", shows="identified")
            suspicion.weigh("perpetrators_identified", step=steps.identified, evidence=quotes)
        if reading.has("experts_name"):
            suspicion.weigh("experts_name_it", step=steps.experts)
        if reading.has("accused_without_proof") and not suspicion.is_warned_of:
            suspicion.weigh("accused_without_proof", step=steps.accused_without_proof)
    if reading.has("inspired_only"):
        quotes = reading.evidence("inspired_only", shows="inspired_only")
        for suspicion in suspicions.all:
            if suspicion.has_claimed and not suspicion.is_warned_of:
                suspicion.weigh("no_order_or_means_from_it", step=steps.inspired_only, evidence=quotes)


def _concluded(suspicion: _Suspicion) -> Hypothesis:
    low, high = _BANDS[max(0, min(round(suspicion.score), len(_BANDS) - 1))]
    return Hypothesis(
        actor=max(suspicion.names, key=len),
        likelihood=Likelihood(low, high),
        speaks_for=tuple(suspicion.speaks_for),
        speaks_against=tuple(suspicion.speaks_against),
        evidence=tuple(dict.fromkeys(suspicion.evidence)),
    )


def hypotheses(
    file: CaseFile,
    *,
    readings: Sequence[Reading],
    before: Basis,
    elements: Sequence[ThreatElement],
    happened_at: datetime,
    parameters: AssessParameters,
) -> tuple[Hypothesis, ...]:
    """Return the hypotheses, the likeliest first; `before` is the basis as it was before the attack."""
    after = [r for r in readings if (r not in before.raising and r.tells_of_the_past) or r.held_at >= happened_at]
    suspicions = _Suspicions(start=parameters.attribution.start)
    _enter_warned_of(suspicions, file=file, before=before)
    _weigh_warning(suspicions, before=before, parameters=parameters)
    fits = _fits(after, elements=elements, happened_at=happened_at)
    if fits:
        for suspicion in suspicions.warned_of:
            suspicion.weigh("fits_what_was_warned_of", step=parameters.attribution.matches_warned, evidence=fits)
    _weigh_after(suspicions, after, happened_at=happened_at, parameters=parameters)
    return tuple(_concluded(s) for s in sorted(suspicions.all, key=lambda s: -s.score))

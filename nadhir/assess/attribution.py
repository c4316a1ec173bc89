"""Who did it, after an attack: competing hypotheses, each with what speaks for it and what against it.

Hypotheses are the case's suspects, whom reports named before the attack, and whoever claims it, by the claim's own
words. A claim of responsibility is one piece of evidence among others: how soon it came, through which channel, whether
its day, place, means, kind of target and toll are those that are established, and whether it knows what was not public.
A claim that fits speaks against the others; so does somebody else of whom it was known that they meant it.

Method [D]: a hypothesis starts low and is moved by steps along the seven terms of ICD 203 (the steps are parameters).
Each kind of evidence counts once, so that a copy, or the same said again, adds nothing. "Almost certain" needs what
came after the attack; nothing reaches 0 or 100 %. Actors are named as the parties or the reports name them.

It reads neither relation nor nationality. It decides nothing about the duty: a determination never waits for it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import floor
from typing import Final

from nadhir.assess.accounts import (
    Account,
    AttackWords,
    account,
    agreements,
    claim_in,
    contradictions,
    may_be_one,
)
from nadhir.assess.claimants import claimants, is_same_actor, speaks_of
from nadhir.assess.cues import Cue
from nadhir.assess.limbs import Basis, origin_of
from nadhir.assess.merging import are_near, same_value
from nadhir.assess.parameters import AssessParameters, AttributionSteps
from nadhir.assess.reading import Reading
from nadhir.language.mentions import mentions
from nadhir.language.sentences import sentences
from nadhir.terms.assessment import LIKELIHOOD_BANDS, Hypothesis, Likelihood, Yardstick
from nadhir.terms.case import CaseFile
from nadhir.terms.facts import Fact, FactName
from nadhir.terms.ids import PartyId
from nadhir.terms.report import SourceKind
from nadhir.terms.screening import Label, PersonNorm, PlaceNorm, Precision, Role, TimeNorm
from nadhir.terms.text import TextSpan
from nadhir.terms.threat import Evidence, ThreatElement

_BANDS: Final = tuple(LIKELIHOOD_BANDS[Yardstick.ICD_203].values())  # its steps are those of ICD 203
_ALMOST_CERTAIN: Final = len(_BANDS) - 1
#: What may lift a hypothesis above "very likely": something that came after the attack, and that not anybody can say.
_LIFTING: Final = frozenset(
    [
        *["claimed_through_usual_channel", "claim_knows_what_was_not_public", "own_people_speak_of_it_as_theirs"],
        *["perpetrators_identified", "held_for_it", "traces_found", "has_confessed"],
    ]
)
_EARLY: Final = timedelta(hours=24)  # [D]: a fact is often established after the first reports of the attack
_FORTNIGHT_OF_WEEKDAYS: Final = 7  # days: "on Friday" told afterwards may be read as the Friday to come
_DEGREES_PER_HOUR: Final = 15  # the sun's; the nautical time zone of a longitude
#: What the actor's own people say is heard where they talk to each other, not from an informant.
_OWN_CHANNELS: Final = frozenset({SourceKind.SIGNALS, SourceKind.PLATFORM})


@dataclass(slots=True, eq=False)
class _Suspicion:
    """A hypothesis while it is being weighed."""

    names: list[str]
    score: float
    party_id: PartyId | None = None
    warned_by: list[Reading] = field(default_factory=list)
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

    def note_against(self, code: str, *, evidence: Iterable[Evidence] = ()) -> None:
        """Record what speaks against a claim without moving the hypothesis."""
        if code not in self.speaks_against:
            self.speaks_against.append(code)
            self.evidence.extend(evidence)

    @property
    def shown(self) -> str:
        """The name to show: the party's, else the longest, since it says most."""
        return self.names[0] if self.party_id is not None else max(self.names, key=lambda name: (len(name), name))

    def is_doubted(self) -> bool:
        return any(code.startswith(("claim_", "claimed_")) for code in self.speaks_against)


class _Suspicions:
    """The hypotheses, one for each actor that is told apart."""

    def __init__(self, *, start: float, words: AttackWords) -> None:
        self._start = start
        self._words = words
        self.all: list[_Suspicion] = []

    def of(self, name: str) -> _Suspicion:
        found = next(
            (s for s in self.all if any(is_same_actor(own, other=name, words=self._words) for own in s.names)), None
        )
        if found is None:
            found = _Suspicion([name], self._start)
            self.all.append(found)
        elif name not in found.names:
            found.names.append(name)
        return found

    @property
    def warned_of(self) -> list[_Suspicion]:
        return [s for s in self.all if s.is_warned_of]

    @property
    def claimed_only(self) -> list[_Suspicion]:
        """Those of whom nothing is known but a claim in their name."""
        return [s for s in self.all if s.has_claimed and not s.is_warned_of]


def _actors(reading: Reading) -> tuple[tuple[str, Evidence], ...]:
    return tuple(
        (e.norm.name, Evidence(reading.report_id, e.span, "names_actor"))
        for e in reading.of_role(Role.ACTOR)
        if isinstance(e.norm, PersonNorm) and e.norm.precision is not Precision.KIND
    )


class _Heard:
    """A report after the attack with its words of the attack, sentence by sentence."""

    def __init__(self, reading: Reading, *, words: AttackWords) -> None:
        self.reading = reading
        self._words = words
        self.text = reading.held.report.content
        self.cues = words.cues.find(self.text, ranges=reading.held.report.article_ranges())
        self._codes = frozenset(cue.code for cue in self.cues)
        self._sentences = sentences(self.text)

    def has(self, *codes: str) -> bool:
        return not self._codes.isdisjoint(codes)

    def of(self, *codes: str) -> tuple[Cue, ...]:
        """Return the hits of these codes, of the words of attacks and of those of threats."""
        return tuple(cue for cue in (*self.cues, *self.reading.cues) if cue.code in codes)

    def evidence(self, cues: Iterable[Cue], *, shows: str) -> tuple[Evidence, ...]:
        return tuple(Evidence(self.reading.report_id, cue.span, shows) for cue in cues)

    def sentence_of(self, span: TextSpan) -> tuple[int, int]:
        return next((s for s in self._sentences if s[0] <= span.start < s[1]), (span.start, span.end))

    def without(self, *codes: str) -> tuple[tuple[int, int], ...]:
        """Return the sentences in which none of these stands."""
        left_out = {self.sentence_of(cue.span) for cue in self.of(*codes)}
        return tuple(s for s in self._sentences if s not in left_out)

    def names_in(self, start: int, end: int, *, suspicions: _Suspicions) -> list[_Suspicion]:
        """Return whom this part of the text names, by an element, by words of a name, or by its initials."""
        part = self.text[start:end]
        said = [name for name, evidence in _actors(self.reading) if start <= evidence.span.start < end]
        return [
            s
            for s in suspicions.all
            if any(is_same_actor(own, other=name, words=self._words) for own in s.names for name in said)
            or any(speaks_of(part, name=own, words=self._words) for own in s.names)
        ]

    def subjects(self, cue: Cue, *, suspicions: _Suspicions) -> list[_Suspicion]:
        """Return of whom something is said: whom the sentence names, else the only one whom the report names."""
        near = self.names_in(*self.sentence_of(cue.span), suspicions=suspicions)
        if near:
            return near
        anywhere = self.names_in(0, len(self.text), suspicions=suspicions)
        return anywhere if len(anywhere) == 1 else []

    @property
    def is_claim(self) -> bool:
        """Whether somebody claims the attack in it; that others claim it, its doers say among themselves too."""
        if self.has("no_claim") or self.reading.has("credit_left_to_other"):
            return False
        return (
            Label.CLAIM in self.reading.held.screening.labels
            or self.has("claims_it")
            or self.reading.has("usual_channel", "unusual_channel")
        )

    def claim(self) -> tuple[tuple[int, int], ...]:
        """Return the ranges of the claim's own words."""
        doubts = self.of("unusual_channel", "claim_contradicted", "claim_lacks_mark", "claim_repeats_press")
        return claim_in(self.text, doubts=[(c.span.start, c.span.end) for c in doubts])


def _without_copies(readings: Iterable[Reading]) -> list[Reading]:
    held = list(readings)
    ids = {r.report_id for r in held}
    return [r for r in held if not r.is_copy or (r.held.copy_of is not None and r.held.copy_of not in ids)]


# ── who it may have been ────────────────────────────────────────────────────────────────────────────────────────────


def _enter_warned_of(suspicions: _Suspicions, *, file: CaseFile, before: Basis, words: AttackWords) -> None:
    """Enter the suspects among the parties, and whom reports named before the attack.

    A suspect whom no such report names may have become one by a claim. Where the reports name none of the suspects, the
    threat is theirs all the same: reports in code, or in another language than the party's name, name nobody.
    """
    suspects = [party for party in file.parties if party.is_suspect]
    for party in suspects:
        suspicions.of(party.name.reveal(to="assess: hypotheses of attribution")).party_id = party.id
    for reading in before.raising:
        for name, evidence in _actors(reading):
            suspicion = suspicions.of(name)
            suspicion.warned_by.append(reading)
            suspicion.evidence.append(evidence)
        for suspicion in suspicions.all:
            named = any(speaks_of(reading.held.report.content, name=name, words=words) for name in suspicion.names)
            if named and reading not in suspicion.warned_by:
                suspicion.warned_by.append(reading)
    for suspicion in suspicions.all:
        suspicion.is_warned_of = bool(suspicion.warned_by)


def _presume_warned_of(suspicions: _Suspicions, *, before: Basis) -> None:
    """Presume that the threat was the suspects' whom nothing names; of several not the one who only claims it."""
    suspects = [s for s in suspicions.all if s.party_id is not None]
    if not before.raising or any(s.is_warned_of for s in suspects):
        return
    for suspicion in [s for s in suspects if not s.has_claimed] or suspects:
        suspicion.is_warned_of = True


def _enter_claimants(suspicions: _Suspicions, heard: Sequence[_Heard]) -> None:
    for each in heard:
        for name, _ in _actors(each.reading):
            suspicions.of(name)
    for each in heard:
        if each.is_claim:
            for suspicion in _claiming(each, suspicions=suspicions):
                suspicion.has_claimed = True


def _claiming(each: _Heard, *, suspicions: _Suspicions) -> list[_Suspicion]:
    """Return in whose name a report says the attack is claimed, and enter who was not known."""
    found: list[_Suspicion] = []
    actors = _actors(each.reading)
    for name, start, end in claimants(each.text):
        known = next((n for n, e in actors if e.span.start < end and start < e.span.end), name)
        suspicion = suspicions.of(known)
        found.append(suspicion)
    denied = {each.sentence_of(cue.span) for cue in each.of("denies_it")}
    said = [each.sentence_of(cue.span) for cue in each.of("claims_it", "usual_channel", "unusual_channel")]
    for start, end in (*said, *each.claim()):
        if (start, end) not in denied:
            found.extend(each.names_in(start, end, suspicions=suspicions))
    if not found:
        found = each.names_in(0, len(each.text), suspicions=suspicions)
    return list({id(s): s for s in found}.values())


# ── what was known before ───────────────────────────────────────────────────────────────────────────────────────────


def _weigh_warning(suspicions: _Suspicions, *, before: Basis, parameters: AssessParameters) -> None:
    """Weigh that somebody was known to mean it: by reports graded credible, and again by a further origin."""
    steps = parameters.attribution
    named = {r.report_id for s in suspicions.all for r in s.warned_by}
    for suspicion in suspicions.warned_of:
        own = {r.report_id for r in suspicion.warned_by}
        said = [r for r in before.raising if not r.is_copy and (r.report_id in own or r.report_id not in named)]
        graded = [
            r
            for r in said
            if r.held.source.reliability in parameters.credible_reliabilities
            and r.held.report.credibility in parameters.credible_credibilities
        ]
        if graded:
            suspicion.weigh("meant_it_before", step=steps.named_before)
        elif said:
            suspicion.weigh("said_to_mean_it_before", step=steps.named_before_ungraded)
        if len({origin_of(r) for r in graded}) > 1:
            suspicion.weigh("several_sources_said_so_before", step=steps.named_before_again)
        motives = [
            Evidence(r.report_id, cue.span, "motive")
            for r in said
            for cue in parameters.attack_words.cues.find(r.held.report.content)
            if cue.code == "motive"
        ]
        if motives:
            suspicion.weigh("motive_stated", step=steps.motive, evidence=motives[:1])


def _fits(
    after: Sequence[Reading], *, elements: Sequence[ThreatElement], happened_at: datetime, note: str
) -> tuple[Evidence, ...]:
    """Return where the attack fits what was warned of, by place or by day."""
    places = [e for e in elements if isinstance(e.norm, PlaceNorm) and e.precision is not Precision.COUNTRY]
    by_place = tuple(
        Evidence(r.report_id, e.span, "fits_what_was_warned_of")
        for r in after
        for e in r.of_role(Role.PLACE)
        if any(same_value(place.norm, e.norm) for place in places)
    )
    by_note = tuple(
        place.evidence[0]
        for place in places
        if isinstance(place.norm, PlaceNorm) and mentions(note, name=place.norm.name) is not None
    )
    slack = timedelta(days=1)  # the day of the attack where it happened may be the next or the last here
    by_day = tuple(
        e.evidence[0]
        for e in elements
        if isinstance(e.norm, TimeNorm) and e.norm.start - slack <= happened_at.date() <= e.norm.end + slack
    )
    return by_place or by_note or by_day


def _weigh_fit(
    suspicions: _Suspicions, *, before: Basis, known: Account, fits: Sequence[Evidence], parameters: AssessParameters
) -> None:
    """Weigh that place or day, means and kind of target of the attack are those that were warned of."""
    steps = parameters.attribution
    named = {r.report_id for s in suspicions.all for r in s.warned_by}
    for suspicion in suspicions.warned_of:
        own = {r.report_id for r in suspicion.warned_by}
        if fits:
            suspicion.weigh("fits_what_was_warned_of", step=steps.matches_warned, evidence=fits)
        meant = Account()
        for reading in before.raising:
            if reading.report_id in own or reading.report_id not in named:
                meant = meant.joined(account(reading.held.report.content, words=parameters.attack_words))
        if meant.means and known.means:
            if may_be_one(meant.means, known=known.means):
                suspicion.weigh("means_fit_what_was_warned_of", step=steps.means_fit)
            else:
                suspicion.weigh("means_differ_from_what_was_warned_of", step=steps.means_differ)
        if meant.kinds & known.kinds:
            suspicion.weigh("target_fits_what_was_warned_of", step=steps.target_fits)


def _weigh_pattern(
    suspicions: _Suspicions, earlier: Sequence[Reading], *, known: Account, parameters: AssessParameters
) -> None:
    """Weigh earlier attacks that held reports lay to the actor: by the same means, or on the same kind of place."""
    steps, words = parameters.attribution, parameters.attack_words
    for suspicion in suspicions.all:
        past = Account()
        quoted: list[Evidence] = []
        for reading in earlier:
            text = reading.held.report.content
            if any(speaks_of(text, name=name, words=words) for name in suspicion.names) or any(
                is_same_actor(own, other=name, words=words) for name, _ in _actors(reading) for own in suspicion.names
            ):
                past = past.joined(account(text, words=words))
                quoted += [e for _, e in _actors(reading)]
        if past.means & known.means or past.kinds & known.kinds:
            suspicion.weigh("matches_its_earlier_attacks", step=steps.pattern_fits, evidence=quoted)
        elif past.means and known.means and past.kinds and known.kinds:
            suspicion.weigh("unlike_its_earlier_attacks", step=steps.pattern_differs, evidence=quoted)


# ── claims ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _names_another_day(each: _Heard, *, happened_at: datetime, offset: timedelta) -> tuple[Evidence, ...]:
    """Return where the claim's own words give another day than the attack's, as the clocks ran here or there."""
    days = {happened_at.date(), (happened_at + offset - (happened_at.utcoffset() or timedelta())).date()}
    claimed = [
        (e, e.norm)
        for e in each.reading.of_role(Role.TIME)
        if isinstance(e.norm, TimeNorm)
        and e.norm.precision in (Precision.DAY, Precision.HOUR)
        and any(start <= e.span.start < end for start, end in each.claim())
    ]
    later = each.reading.held_at.date()
    if any(
        norm.start <= day <= norm.end or (norm.start > later and (norm.start - day).days % _FORTNIGHT_OF_WEEKDAYS == 0)
        for _, norm in claimed
        for day in days
    ):
        return ()
    return tuple(Evidence(each.reading.report_id, e.span, "claim_detail") for e, _ in claimed)


def _names_another_place(
    each: _Heard, *, elements: Sequence[ThreatElement], after: Sequence[_Heard], note: str
) -> tuple[Evidence, ...]:
    """Return where the claim's own words give another town than the one that is established or was warned of."""
    told = [e.norm for h in after if not h.is_claim for e in h.reading.of_role(Role.PLACE)]
    known = [
        norm
        for norm in (*told, *(e.norm for e in elements))
        if isinstance(norm, PlaceNorm) and norm.precision is not Precision.COUNTRY
    ]
    claimed = [
        (e, e.norm)
        for e in each.reading.of_role(Role.PLACE)
        if isinstance(e.norm, PlaceNorm)
        and e.norm.precision in (Precision.CITY, Precision.SITE)
        and any(start <= e.span.start < end for start, end in each.claim())
    ]
    if not known or any(
        are_near(norm, place) or mentions(note, name=norm.name) is not None for _, norm in claimed for place in known
    ):
        return ()
    return tuple(Evidence(each.reading.report_id, e.span, "claim_detail") for e, _ in claimed)


def _claimed(each: _Heard, *, words: AttackWords) -> Account:
    said = Account()
    for start, end in each.claim():
        said = said.joined(account(each.text[start:end], words=words))
    return said


def _wrong_details(
    each: _Heard,
    *,
    known: Account,
    elements: Sequence[ThreatElement],
    after: Sequence[_Heard],
    happened_at: datetime,
    note: str,
    words: AttackWords,
) -> dict[str, tuple[Evidence, ...]]:
    """Return what the claim says otherwise than is established, with where it says so."""
    found: dict[str, tuple[Evidence, ...]] = {}
    day = _names_another_day(each, happened_at=happened_at, offset=_offset(elements))
    if day:
        found["claim_names_another_day"] = day
    place = _names_another_place(each, elements=elements, after=after, note=note)
    if place:
        found["claim_names_another_place"] = place
    prefixes = {
        "claim_names_other_means": "means_",
        "claim_names_another_target": "kind_",
        "claim_names_too_many_dead": "dead",
    }
    for code in contradictions(_claimed(each, words=words), known=known):
        where = [
            cue
            for cue in each.cues
            if cue.code.startswith(prefixes[code]) and any(start <= cue.span.start < end for start, end in each.claim())
        ]
        found[code] = each.evidence(where[:2], shows="claim_detail")
    contradicted = each.of("claim_contradicted")
    if contradicted:
        found["claim_contradicted_by_findings"] = each.evidence(contradicted[:2], shows="claim_detail")
    return found


def _offset(elements: Sequence[ThreatElement]) -> timedelta:
    place = next((e.norm for e in elements if isinstance(e.norm, PlaceNorm)), None)
    return timedelta(hours=round(place.lon / _DEGREES_PER_HOUR)) if place is not None else timedelta()


def _weigh_claim(
    claimant: _Suspicion,
    each: _Heard,
    *,
    wrong: Mapping[str, tuple[Evidence, ...]],
    known: Account,
    happened_at: datetime,
    parameters: AssessParameters,
) -> None:
    """Weigh a claim in somebody's name.

    A doubtful claim in the name of somebody who was warned of takes nothing from what was known: anybody can publish
    one, and it is noted as doubtful. In the name of somebody of whom nothing else is known it speaks against them.
    """
    steps = parameters.attribution
    channel = each.evidence(each.of("usual_channel", "unusual_channel"), shows="claim_channel")
    is_late = each.reading.held_at - happened_at > timedelta(hours=parameters.late_claim_hours)
    for code, (step, evidence) in _doubts(each, wrong=wrong, channel=channel, is_late=is_late, steps=steps).items():
        if claimant.is_warned_of:
            claimant.note_against(code, evidence=evidence)
        else:
            claimant.weigh(code, step=step, evidence=evidence)
    if each.reading.has("unusual_channel"):
        if claimant.is_warned_of:
            claimant.weigh("silent_where_it_usually_speaks", step=steps.silent_where_it_speaks, evidence=channel)
        return
    if each.reading.has("usual_channel"):
        claimant.weigh("claimed_through_usual_channel", step=steps.claim_usual_channel, evidence=channel)
    elif not wrong:
        claimant.weigh("claimed", step=steps.claim_other)
    if not wrong:
        _weigh_fitting_claim(claimant, each, known=known, happened_at=happened_at, parameters=parameters)


def _doubts(
    each: _Heard,
    *,
    wrong: Mapping[str, tuple[Evidence, ...]],
    channel: tuple[Evidence, ...],
    is_late: bool,
    steps: AttributionSteps,
) -> dict[str, tuple[float, tuple[Evidence, ...]]]:
    """Return what speaks against a claim, how far each moves it, and where it stands."""
    doubts = {code: (steps.claim_wrong_details, evidence) for code, evidence in wrong.items()}
    if each.reading.has("unusual_channel"):
        doubts["claimed_through_unusual_channel"] = (steps.claim_unusual_channel, channel)
    if is_late:
        doubts["claimed_late"] = (steps.claim_late, ())
    for code, cue in (
        ("claim_lacks_its_mark", "claim_lacks_mark"),
        ("claim_repeats_the_press", "claim_repeats_press"),
        ("claim_under_an_unheard_name", "name_unheard"),
        ("claim_asks_for_gain", "asks_for_gain"),
    ):
        if each.has(cue):
            doubts[code] = (steps.claim_weak_sign, each.evidence(each.of(cue)[:1], shows="claim_detail"))
    return doubts


def _weigh_fitting_claim(
    claimant: _Suspicion, each: _Heard, *, known: Account, happened_at: datetime, parameters: AssessParameters
) -> None:
    """Weigh what speaks for a claim that says nothing wrong: what only its doer knows, what fits, and how soon."""
    steps = parameters.attribution
    if each.has("not_public"):
        inside = each.evidence(each.of("not_public")[:2], shows="known_to_the_doer_only")
        claimant.weigh("claim_knows_what_was_not_public", step=steps.claim_own_knowledge, evidence=inside)
    claimed = _claimed(each, words=parameters.attack_words)
    if not each.has("claim_repeats_press") and agreements(claimed, known=known) > 1:
        claimant.weigh("claim_details_fit", step=steps.claim_details_fit)
    if each.reading.held_at - happened_at <= timedelta(hours=parameters.soon_hours):
        claimant.weigh("claimed_soon", step=steps.claim_soon)


def _weigh_claims_against_each_other(suspicions: _Suspicions, *, steps: AttributionSteps) -> None:
    """Weigh against a claim that another one fits, or that somebody else was known to mean it and the attack fits."""
    fitting = [
        s
        for s in suspicions.all
        if s.has_claimed
        and not s.is_doubted()
        and {"claimed_through_usual_channel", "claim_knows_what_was_not_public"}.intersection(s.speaks_for)
    ]
    meant = [s for s in suspicions.warned_of if {"meant_it_before", "fits_what_was_warned_of"} <= set(s.speaks_for)]
    for suspicion in suspicions.claimed_only:
        if suspicion not in fitting and fitting:
            suspicion.weigh("another_claim_fits", step=steps.another_claim_fits)
        if meant:
            suspicion.weigh("somebody_else_was_known_to_mean_it", step=steps.somebody_else_meant_it)


# ── what else came after ────────────────────────────────────────────────────────────────────────────────────────────


def _weigh_private_words(suspicions: _Suspicions, each: _Heard, *, before: Basis, steps: AttributionSteps) -> None:
    """Weigh what the actor's own people say where they think that nobody listens."""
    reading = each.reading
    source = reading.held.source
    is_their_channel = source.kind in _OWN_CHANNELS and source.id in {r.held.source.id for r in before.raising}
    named = [s for s in each.names_in(0, len(each.text), suspicions=suspicions) if s.is_warned_of]
    # Who is known by a word of code alone is not told apart from the suspects.
    theirs = named if any(s.party_id is not None for s in named) else suspicions.warned_of
    if is_their_channel and each.has("denies_among_own"):
        quotes = each.evidence(each.of("denies_among_own")[:2], shows="own_words")
        for suspicion in theirs:
            suspicion.weigh("own_people_deny_it_among_themselves", step=steps.own_denial, evidence=quotes)
    elif source.kind.is_private and (
        reading.has("own_admission") or (is_their_channel and each.has("speaks_as_doer") and not each.is_claim)
    ):
        quotes = each.evidence(each.of("own_admission", "speaks_as_doer")[:3], shows="own_words")
        for suspicion in theirs:
            suspicion.weigh("own_people_speak_of_it_as_theirs", step=steps.own_words, evidence=quotes)
        for other in suspicions.claimed_only:
            other.weigh("another_actor_speaks_of_it_as_theirs", step=steps.another_own_words, evidence=quotes)
    if reading.has("credit_left_to_other"):
        quotes = reading.evidence("credit_left_to_other", shows="credit_left_to_other")
        for suspicion in suspicions.claimed_only:
            suspicion.weigh("another_actor_lets_it_take_the_credit", step=steps.credit_left_to_other, evidence=quotes)


def _weigh_findings(suspicions: _Suspicions, each: _Heard, *, parameters: AssessParameters) -> None:
    """Weigh what investigators, witnesses and others say of who it was."""
    steps, reading = parameters.attribution, each.reading
    is_graded = reading.held.source.reliability in parameters.credible_reliabilities
    unsure = {each.sentence_of(cue.span) for cue in each.of("not_established")}
    claiming = {each.sentence_of(cue.span) for cue in each.of("claims_it")}
    found: tuple[tuple[str, str, float, bool], ...] = (
        ("identified", "perpetrators_identified", steps.identified, True),
        ("caught", "held_for_it", steps.held_for_it, True),
        ("traces", "traces_found", steps.traces, True),
        ("seen", "seen_doing_it", steps.seen, True),
        ("confessed", "has_confessed", steps.confessed, True),
        ("cleared", "cleared_of_it", steps.cleared, True),
        ("experts_name", "experts_name_it", steps.experts, False),
        ("denies_it", "denies_it", steps.denies, False),
        ("accused_without_proof", "accused_without_proof", steps.accused_without_proof, False),
    )
    for cue_code, code, step, needs_grade in found:
        if needs_grade and not is_graded:
            continue
        for cue in each.of(cue_code):
            if each.sentence_of(cue.span) in unsure and cue_code != "denies_it":
                continue
            if each.sentence_of(cue.span) in claiming and cue_code == "identified":
                continue  # what is confirmed there is that it was claimed
            for suspicion in each.subjects(cue, suspicions=suspicions):
                if code == "accused_without_proof" and suspicion.is_warned_of:
                    continue
                if code == "denies_it" and suspicion.has_claimed and not suspicion.is_warned_of:
                    suspicion.weigh(
                        "disowns_the_claim", step=steps.disowned, evidence=each.evidence([cue], shows="denial")
                    )
                shows = {"identified": "identified", "denies_it": "denial"}.get(cue_code, "finding")
                suspicion.weigh(code, step=step, evidence=each.evidence([cue], shows=shows))
    _weigh_checked_claims(suspicions, each, steps=steps)
    if reading.has("inspired_only"):
        quotes = reading.evidence("inspired_only", shows="inspired_only")
        for suspicion in suspicions.claimed_only:
            suspicion.weigh("no_order_or_means_from_it", step=steps.inspired_only, evidence=quotes)


def _weigh_checked_claims(suspicions: _Suspicions, each: _Heard, *, steps: AttributionSteps) -> None:
    """Weigh that somebody who looked into a claim that another report carries found it wrong."""
    if each.is_claim and not each.reading.held.source.kind.is_private:
        return  # a page that carries a claim was weighed with it
    for cue in each.of("claim_contradicted"):
        quotes = each.evidence([cue], shows="claim_detail")
        named = [s for s in each.subjects(cue, suspicions=suspicions) if s.has_claimed]
        speaks_of_claim = each.has("claims_it", "speaks_of_claim") or Label.CLAIM in each.reading.held.screening.labels
        alone = suspicions.claimed_only if speaks_of_claim and len(suspicions.claimed_only) == 1 else []
        for suspicion in named or alone:
            if suspicion.is_warned_of:
                suspicion.note_against("claim_contradicted_by_findings", evidence=quotes)
            else:
                suspicion.weigh("claim_contradicted_by_findings", step=steps.claim_wrong_details, evidence=quotes)


def _weigh_facts(
    suspicions: _Suspicions, facts: Sequence[Fact], *, happened_at: datetime, parameters: AssessParameters
) -> None:
    """Weigh what was established of a suspect: held after the attack, or already held when it happened."""
    steps = parameters.attribution
    for suspicion in suspicions.all:
        if suspicion.party_id is None:
            continue
        held = [f for f in facts if f.name is FactName.SUSPECT_HELD and f.about == suspicion.party_id]
        was = next((f for f in reversed(held) if f.at < happened_at), None)
        if was is not None and was.value is True:
            suspicion.weigh("was_held_when_it_happened", step=steps.was_held)
        for fact in held:
            if fact.at < happened_at:
                continue
            codes = {cue.code for cue in parameters.attack_words.cues.find(fact.note)}
            if "cleared" in codes:
                suspicion.weigh("cleared_of_it", step=steps.cleared)
            elif fact.value is True:
                suspicion.weigh("held_for_it", step=steps.held_for_it)
                if "traces" in codes:
                    suspicion.weigh("traces_found", step=steps.traces)
                if "confessed" in codes:
                    suspicion.weigh("has_confessed", step=steps.confessed)


def _established(
    after: Sequence[_Heard], *, facts: Sequence[Fact], parameters: AssessParameters
) -> tuple[Account, str]:
    """Return what is known of the attack, from the established fact first and from reports that claim nothing."""
    words = parameters.attack_words
    notes = [f.note for f in facts if f.name is FactName.ATTACK_HAPPENED and f.value is True]
    known = Account()
    for note in notes:
        known = known.joined(account(note, words=words))
    told = Account()
    for each in after:
        if (
            Label.ATTACK in each.reading.held.screening.labels
            and not each.is_claim
            and each.reading.held.report.credibility in parameters.credible_credibilities
            and each.reading.held.source.reliability in (*parameters.credible_reliabilities, "D")
        ):
            told = told.joined(account(each.text, words=words))
    return known.completed_by(told), " ".join(notes)


def _concluded(suspicion: _Suspicion) -> Hypothesis:
    is_lifted = not _LIFTING.isdisjoint(suspicion.speaks_for)
    most = _ALMOST_CERTAIN if is_lifted else _ALMOST_CERTAIN - 1
    low, high = _BANDS[max(0, min(floor(suspicion.score + 0.5), most))]
    return Hypothesis(
        actor=suspicion.shown,
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
    words, steps = parameters.attack_words, parameters.attribution
    own = _without_copies(readings)
    after = [
        _Heard(r, words=words)
        for r in own
        if r.held_at >= happened_at
        or (r not in before.raising and r.tells_of_the_past and r.held_at >= happened_at - _EARLY)
    ]
    later = {each.reading.report_id for each in after}
    earlier = [
        r
        for r in own
        if r.report_id not in later
        and r not in before.raising
        and {Label.ATTACK, Label.CLAIM} & r.held.screening.labels
    ]
    known, note = _established(after, facts=file.facts, parameters=parameters)
    suspicions = _Suspicions(start=steps.start, words=words)
    _enter_warned_of(suspicions, file=file, before=before, words=words)
    _enter_claimants(suspicions, after)
    _presume_warned_of(suspicions, before=before)
    _weigh_warning(suspicions, before=before, parameters=parameters)
    fits = _fits([each.reading for each in after], elements=elements, happened_at=happened_at, note=note)
    _weigh_fit(suspicions, before=before, known=known, fits=fits, parameters=parameters)
    _weigh_pattern(suspicions, earlier, known=known, parameters=parameters)
    for each in after:
        if each.is_claim:
            wrong = _wrong_details(
                each, known=known, elements=elements, after=after, happened_at=happened_at, note=note, words=words
            )
            for claimant in _claiming(each, suspicions=suspicions):
                _weigh_claim(claimant, each, wrong=wrong, known=known, happened_at=happened_at, parameters=parameters)
    _weigh_claims_against_each_other(suspicions, steps=steps)
    for each in after:
        _weigh_private_words(suspicions, each, before=before, steps=steps)
        _weigh_findings(suspicions, each, parameters=parameters)
    _weigh_facts(suspicions, file.facts, happened_at=happened_at, parameters=parameters)
    return tuple(_concluded(s) for s in sorted(suspicions.all, key=lambda s: (-s.score, s.shown)))

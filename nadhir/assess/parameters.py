"""The numbers and words that assessing rests on; they come in as data, each with its origin in the file."""

from dataclasses import dataclass

from nadhir.assess.accounts import AttackWords
from nadhir.assess.cues import Cues
from nadhir.terms.report import InformationCredibility, SourceReliability


@dataclass(frozen=True, slots=True)
class AttributionSteps:
    """How far each piece of evidence moves a hypothesis along the seven terms of ICD 203, in steps of one term.

    A hypothesis starts at `start`, counted from 0 = almost no chance.
    """

    start: float
    named_before: float  # a graded report named the actor before the attack
    named_before_again: float  # a further independent source did
    matches_warned: float  # place or time of the attack is what was warned of
    claim_usual_channel: float
    claim_other: float  # a claim through a channel nothing is known about
    claim_unusual_channel: float  # a claim through a new or unknown one speaks against it
    claim_wrong_details: float
    claim_late: float
    own_words: float  # its own people, heard in private, speak of it as theirs
    credit_left_to_other: float  # somebody else's people are glad that this one claims it
    identified: float  # perpetrators identified as its members
    inspired_only: float  # no order, no money: not the one who planned it
    experts: float
    accused_without_proof: float
    silent_where_it_speaks: float  # it is known to claim its own, and has not
    named_before_ungraded: float  # a report that nobody could judge named the actor before the attack
    motive: float  # why it wanted to, said before
    means_fit: float  # the means are those that were warned of
    means_differ: float
    target_fits: float  # the kind of target is
    pattern_fits: float  # so are its earlier attacks, by means or kind of target
    pattern_differs: float
    claim_weak_sign: float  # no mark of its own, only what the press had, an unheard name, money asked for
    claim_own_knowledge: float  # the claim knows what was not public
    claim_details_fit: float  # at least two details are those that are established
    claim_soon: float  # within `soon_hours`, and nothing else against it
    another_claim_fits: float
    somebody_else_meant_it: float  # another actor was known to mean it, and the attack fits
    another_own_words: float  # another actor's own people speak of it as theirs
    own_denial: float  # its own people, among themselves, do not know who it was
    denies: float  # it says openly that it did not
    disowned: float  # and so disowns a claim made in its name
    held_for_it: float
    traces: float  # of the deed, on whoever is held
    seen: float  # by witnesses or a camera
    confessed: float
    cleared: float
    was_held: float  # it was in custody when it happened


@dataclass(frozen=True, slots=True)
class AssessParameters:
    """What `assess` needs beside the file: read by `nadhir.reference.packs` from `data/assess/`."""

    version: str
    cues: Cues
    credible_reliabilities: frozenset[SourceReliability]
    credible_credibilities: frozenset[InformationCredibility]
    soon_hours: int  # up to here: under 24 hours, or running
    near_hours: int  # up to here: 24–72 hours
    late_claim_hours: int  # a claim by then is no longer prompt
    likelihood_of: dict[InformationCredibility, tuple[int, int]]  # per cent, by credibility of the best report
    widen_by: dict[SourceReliability, int]  # per cent points on each side, by the reliability of its source
    raise_for_independent: int  # per cent of what is left to 99, for each further independent source
    attribution: AttributionSteps
    attack_words: AttackWords

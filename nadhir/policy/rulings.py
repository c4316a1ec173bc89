"""Rulings that every pack gives alike: the threat is over, nothing raises one, more must be known, a person must
look.
"""

from nadhir.policy.addressees import not_told
from nadhir.policy.matter import Matter
from nadhir.policy.pack import Ruling
from nadhir.terms.determination import Outcome


def ended(matter: Matter) -> Ruling | None:
    """Return the ruling where there is nothing left to warn of, or None."""
    if matter.assessment.is_over:
        why = "attack_happened" if matter.assessment.attack_happened else "threat_is_over"
        return Ruling(Outcome.NO_DUTY, (why,), would_change_it=("a_new_report_of_a_threat",))
    if not matter.is_raised:
        return Ruling(Outcome.NO_DUTY, ("nothing_raises_a_threat",), would_change_it=("a_report_of_a_threat",))
    return None


def undecided(matter: Matter, *, because: tuple[str, ...]) -> Ruling:
    """Return that a threat is possible and a limb of the pack's test is missing: nobody is told yet, and what is
    missing is asked for.
    """
    missing = tuple(dict.fromkeys(code for limb in matter.limbs for code in limb.missing))
    wanted = tuple(f"to_know_{code}" for code in missing) or ("to_know_more",)
    return Ruling(
        outcome=Outcome.UNDECIDED,
        reasons=because or ("threshold_not_met_yet",),
        not_addressed=not_told(matter, addressees=(), otherwise="threshold_not_met_yet"),
        would_change_it=wanted,
        open_questions=wanted,
    )


def referred(matter: Matter, *, because: str, would_change_it: tuple[str, ...]) -> Ruling:
    """Return that a person must look: the rule leaves it to judgement, and nobody is told before."""
    return Ruling(
        Outcome.REFER,
        (because,),
        not_addressed=not_told(matter, addressees=(), otherwise="referred_to_a_person"),
        would_change_it=would_change_it,
    )

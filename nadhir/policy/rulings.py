"""Rulings that packs give alike: the threat is over, nothing raises one, no body is meant, more must be known, a
person must look, every victim is covered by a ground, the States concerned are informed.
"""

from nadhir.policy.addressees import establishment, not_told, of_states, told
from nadhir.policy.matter import Matter
from nadhir.policy.pack import Ruling
from nadhir.terms.determination import Outcome, Waiver
from nadhir.terms.threat import HarmType


def settled(matter: Matter) -> Ruling | None:
    """Return what is settled before any pack's own test, or None: nothing is left to warn of, or no body is harmed.

    Detention alone goes to a person, harm to property alone is no duty: each pack's reading of harm [D, law.md 1].
    """
    if matter.assessment.is_over:
        why = "attack_happened" if matter.assessment.attack_happened else "threat_is_over"
        return Ruling(Outcome.NO_DUTY, (why,), would_change_it=("a_new_report_of_a_threat",))
    if not matter.is_raised:
        return Ruling(Outcome.NO_DUTY, ("nothing_raises_a_threat",), would_change_it=("a_report_of_a_threat",))
    if matter.harm is HarmType.DETENTION_UNCLEAR:
        return referred(matter, because="detention_unclear", would_change_it=("force_or_harm_to_the_body",))
    if matter.harm is HarmType.PROPERTY_ONLY:
        return Ruling(Outcome.NO_DUTY, ("property_only",), would_change_it=("harm_to_a_person",))
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


def waived(matter: Matter, *, waivers: tuple[Waiver, ...]) -> Ruling:
    """Return that a ground was found for every victim; a person affirms it before nobody is told."""
    return Ruling(
        Outcome.WAIVE,
        tuple(dict.fromkeys(f"ground_{w.ground}" for w in waivers)),
        not_addressed=not_told(matter, addressees=(), otherwise="waived_for_every_victim"),
        waivers=waivers,
        would_change_it=("new_information", "expiry_of_the_waiver"),
    )


def states_informed(matter: Matter, *, because: str) -> Ruling:
    """Return that the authorities of the States concerned are told, as the Union's two instruments want it."""
    addressees = told(matter, chosen=of_states(matter, home=establishment(matter)))
    return Ruling(
        Outcome.WARN,
        (because,),
        addressees=addressees,
        not_addressed=not_told(matter, addressees=addressees, otherwise="no_authority_of_a_state_concerned"),
        would_change_it=("the_threat_is_over", "another_state_is_found_concerned"),
        open_questions=() if addressees else ("no_authority_is_known",),
    )

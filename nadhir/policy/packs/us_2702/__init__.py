"""18 U.S.C. 2702(b)(8) and (c)(4): voluntary disclosure by a provider in an emergency (United States).

A provider may tell a governmental entity where it believes in good faith that an emergency involving danger of death
or serious physical injury to any person requires disclosure without delay. It may, it need not. The recipient's
identity is checked by a call back through a directory, never through a number in a message (law.md F21: forged
requests).

Source: `law.md` 2.6; the date of the emergency clause (26 October 2001) is from memory. Not verified.

Order: (b)(8) the emergency, (b)(8) the governmental entity, who it is.
"""

from datetime import date
from typing import Final

from nadhir.policy.addressees import barred, not_told, told
from nadhir.policy.matter import Matter
from nadhir.policy.pack import Pack, Ruling
from nadhir.policy.parameters import PackParameters
from nadhir.policy.rulings import settled, undecided
from nadhir.terms.assessment import Answer
from nadhir.terms.determination import Outcome
from nadhir.terms.party import Holder, Party, PartyRole
from nadhir.terms.provision import Holding, Instrument, Origin, Provision

INSTRUMENT: Final = Instrument(
    pack="us-2702",
    title="18 U.S.C. 2702(b)(8) and (c)(4)",
    in_force_from=date(2001, 10, 26),
)
_REFERENCE: Final = "law.md 2.6 (issuhub.com 4382, p. 791)"


def _provision(paragraph: str, *, origin: Origin = Origin.SOURCE) -> Provision:
    return Provision(INSTRUMENT.pack, paragraph, _REFERENCE, is_verified=False, origin=origin)


def b_8_emergency(matter: Matter) -> Holding:
    """(b)(8), the emergency. A good-faith belief that there is danger of death or serious physical injury to any
    person.

    Good faith is belief on reasonable grounds, not proof: grades that nobody can judge leave room for it, a source
    judged unreliable does not.
    """
    credible, impending = matter.assessment.credible, matter.assessment.impending
    provision, left = _provision("2702(b)(8)"), "good_faith_of_the_provider"
    if Answer.NO in (credible.answer, impending.answer):
        return Holding(provision, Answer.NO, (*credible.because, *impending.because), impending.evidence, left)
    if matter.is_harm_stated:
        return Holding(provision, Answer.YES, ("danger_of_death_or_serious_injury",), impending.evidence, left)
    return Holding(provision, Answer.UNKNOWN, ("danger_not_stated",), impending.evidence, left)


def b_8_without_delay(matter: Matter) -> Holding:
    """(b)(8), without delay. The emergency requires disclosure now; without a date that is a person's judgement."""
    timed = "time_stated" in matter.assessment.impending.because
    return Holding(
        _provision("2702(b)(8) without delay"),
        Answer.YES if timed else Answer.UNKNOWN,
        matter.assessment.impending.because,
        left_to_person="whether_delay_can_be_borne",
    )


def b_8_entity(matter: Matter) -> Holding:
    """(b)(8), to whom. A governmental entity, and nobody else."""
    entities = _entities(matter)
    because = ("governmental_entity_known",) if entities else ("no_governmental_entity_known",)
    return Holding(_provision("2702(b)(8) entity"), Answer.YES if entities else Answer.NO, because)


def call_back(_matter: Matter) -> Holding:
    """[D] after F21. Who asks or receives is called back through a directory before anything is told."""
    return Holding(
        _provision("call back", origin=Origin.OURS),
        Answer.UNKNOWN,
        ("identity_to_be_checked",),
        left_to_person="call_back_through_a_directory",
    )


def _entities(matter: Matter) -> tuple[tuple[Party, str], ...]:
    """Return the authorities whose own place is spoken of and those that protect whom the matter concerns.

    Where there is none of either, those of the countries that the matter touches; where none lies there, those of the
    provider's own country: a town's police tells another's, and the notice must lie with somebody.
    """
    authorities = [p for p in matter.with_role(PartyRole.AUTHORITY) if not barred(matter, party=p)]
    spoken_of = {feature.party_id for feature in matter.features("its_place_is_spoken_of")}
    there = [(p, "where_the_danger_is") for p in authorities if p.id in spoken_of]
    near = [p for p in authorities if p.country in matter.states]
    home = [p for p in authorities if p.country == matter.file.holder.country]
    protectors = [(p, "protects_the_person") for p in near or home if p in matter.protectors]
    if there or protectors:
        return (*there, *protectors)
    if near:
        return tuple((p, "where_the_danger_is") for p in near)
    return tuple((p, "of_the_providers_country") for p in home) or tuple(
        (p, "governmental_entity") for p in authorities
    )


def conclude(matter: Matter) -> Ruling:
    """Return what follows from the trace: what the provider may do, recommended because a life is at stake."""
    if (already := settled(matter)) is not None:
        return already
    if matter.trace["2702(b)(8)"].holds is not Answer.YES:
        return undecided(matter, because=matter.trace["2702(b)(8)"].because)
    addressees = told(matter, chosen=_entities(matter))
    return Ruling(
        Outcome.WARN,
        ("emergency_disclosure_is_allowed",),
        addressees=addressees,
        not_addressed=not_told(matter, addressees=addressees, otherwise="no_governmental_entity"),
        would_change_it=("the_threat_is_over",),
        open_questions=() if addressees else ("no_authority_is_known",),
    )


def is_bound(holder: Holder) -> bool:
    """Whether the statute governs the holder: a provider of the United States."""
    return holder.country == "US"


def build(parameters: PackParameters) -> Pack:
    """Return the pack with its numbers."""
    return Pack(
        instrument=INSTRUMENT,
        parameters=parameters,
        provisions=(b_8_emergency, b_8_without_delay, b_8_entity, call_back),
        conclude=conclude,
        is_bound=is_bound,
        is_mandatory=False,
    )

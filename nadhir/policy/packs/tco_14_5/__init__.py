"""Regulation (EU) 2021/784 on terrorist content online, Article 14(5), with what surrounds it.

It binds hosting service providers that offer services in the Union, since 7 June 2022. Where one becomes aware of
terrorist content that involves an imminent threat to life, it promptly informs the authorities of the Member States
concerned; where it cannot identify them, the contact point of its own State and Europol.

Source: `law.md` 2.2. The date of application was read in EUR-Lex's entry; the contents of the articles are unverified.

Order: 14(5) first sentence, 14(5) addressees, 6 preservation.
"""

from datetime import date
from typing import Final

from nadhir.policy.addressees import is_established_in_the_union
from nadhir.policy.matter import Matter
from nadhir.policy.pack import Pack, Ruling
from nadhir.policy.parameters import PackParameters
from nadhir.policy.rulings import referred, settled, states_informed, undecided
from nadhir.terms.assessment import Answer
from nadhir.terms.provision import Holding, Instrument, Origin, Provision
from nadhir.terms.screening import PersonNorm, Precision, Role

INSTRUMENT: Final = Instrument(
    pack="tco-14-5",
    title="Regulation (EU) 2021/784 (terrorist content online), Article 14(5)",
    in_force_from=date(2022, 6, 7),
)
_REFERENCE: Final = "law.md 2.2 (EUR-Lex CELEX 32021R0784, articles from memory)"


def _provision(paragraph: str) -> Provision:
    return Provision(INSTRUMENT.pack, paragraph, _REFERENCE, is_verified=False, origin=Origin.UNVERIFIED)


def art_14_5_content(matter: Matter) -> Holding:
    """14(5), the content. It is terrorist content: a pledge, a call or a threat in the name of, or for, a terrorist
    cause.

    Whether it is terrorist within the meaning of Directive 2017/541 is a legal judgement; words and names only point
    to it.
    """
    marks = matter.features("terrorist_content")
    organised = [
        e
        for e in matter.assessment.threat.of_role(Role.ACTOR)
        if isinstance(e.norm, PersonNorm) and e.norm.precision is Precision.ORGANISATION
    ]
    evidence = tuple(q for m in marks for q in m.evidence) + tuple(q for e in organised for q in e.evidence)
    left = "whether_it_is_terrorist_content_in_law"
    if marks or organised:
        return Holding(_provision("Art. 14(5) content"), Answer.YES, ("marks_of_terrorist_content",), evidence, left)
    return Holding(_provision("Art. 14(5) content"), Answer.NO, ("no_mark_of_terrorist_content",), (), left)


def art_14_5_imminent(matter: Matter) -> Holding:
    """14(5), the threat. It involves an imminent threat to life."""
    credible, impending = matter.assessment.credible, matter.assessment.impending
    provision = _provision("Art. 14(5) threat")
    if Answer.NO in (credible.answer, impending.answer):
        return Holding(provision, Answer.NO, (*credible.because, *impending.because), impending.evidence)
    if matter.is_harm_stated:
        return Holding(provision, Answer.YES, ("threat_to_life", *impending.because), impending.evidence)
    return Holding(provision, Answer.UNKNOWN, ("harm_not_stated",), impending.evidence)


def art_14_5_states(matter: Matter) -> Holding:
    """14(5), second sentence. The authorities of the States concerned; where they cannot be identified, the contact
    point of the State of establishment, and Europol.
    """
    states = matter.states
    because = tuple(f"state_concerned:{s}" for s in states) or ("state_not_identified",)
    return Holding(_provision("Art. 14(5) States"), Answer.YES if states else Answer.UNKNOWN, because)


def art_6_preservation(_matter: Matter) -> Holding:
    """6. What is removed is preserved for six months. Preserve, then tell, then remove: in that order [D]."""
    return Holding(
        _provision("Art. 6"), Answer.YES, ("preserve_before_removal",), left_to_person="what_is_removed_and_when"
    )


def conclude(matter: Matter) -> Ruling:
    """Return what follows from the trace. The duty knows no waiver."""
    if (already := settled(matter)) is not None:
        return already
    if matter.trace["Art. 14(5) threat"].holds is not Answer.YES:
        return undecided(matter, because=matter.trace["Art. 14(5) threat"].because)
    if matter.trace["Art. 14(5) content"].holds is not Answer.YES:
        return referred(
            matter, because="threat_to_life_without_terrorist_content", would_change_it=("another_instrument_applies",)
        )
    return states_informed(matter, because="terrorist_content_with_imminent_threat_to_life")


def build(parameters: PackParameters) -> Pack:
    """Return the pack with its numbers."""
    return Pack(
        instrument=INSTRUMENT,
        parameters=parameters,
        provisions=(art_14_5_content, art_14_5_imminent, art_14_5_states, art_6_preservation),
        conclude=conclude,
        is_bound=is_established_in_the_union,
    )

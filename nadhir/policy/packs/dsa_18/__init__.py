"""Regulation (EU) 2022/2065, Digital Services Act, Article 18 with recital 56.

It binds providers of hosting services: very large platforms since 25 August 2023, every host since 17 February 2024.
The threshold is lower than that of ICD 191: a suspicion of a criminal offence that threatens life or safety, whether
it has happened, is happening or is likely. It gives no basis for profiling users in search of offences.

Source: `law.md` 2.1, after the pages of BKA, streamlex and ANCOM that are named there. They were read at second hand
for this pack, so no provision is marked verified.

Order: 18(1) the suspicion and the duty, 18(2) whom to tell, recital 56 what the notice holds and may not become.
"""

from datetime import date
from typing import Final

from nadhir.policy.addressees import is_established_in_the_union
from nadhir.policy.matter import OF_THE_BODY, Matter
from nadhir.policy.pack import Pack, Ruling
from nadhir.policy.parameters import PackParameters
from nadhir.policy.rulings import settled, states_informed, undecided
from nadhir.terms.assessment import Answer
from nadhir.terms.provision import Holding, Instrument, Origin, Provision

INSTRUMENT: Final = Instrument(
    pack="dsa-18",
    title="Regulation (EU) 2022/2065 (Digital Services Act), Article 18",
    # For every host; for the very large ones designated in April 2023 it applied from 25 August 2023.
    in_force_from=date(2024, 2, 17),
)
_REFERENCE: Final = "law.md 2.1 (streamlex.eu/articles/dsa-en-art-18, bka.de DSA FAQ)"


def _provision(paragraph: str) -> Provision:
    return Provision(INSTRUMENT.pack, paragraph, _REFERENCE, is_verified=False, origin=Origin.SOURCE)


def art_18_1_suspicion(matter: Matter) -> Holding:
    """18(1). The provider became aware of information that gives rise to a suspicion of an offence against life or
    safety.

    A suspicion needs neither a named victim nor a date; it needs an offence. What is believed by nobody gives rise to
    none.
    """
    evidence = matter.assessment.specific.evidence
    credible = matter.assessment.credible.answer
    if credible is Answer.NO:
        return Holding(_provision("Art. 18(1)"), Answer.NO, ("not_credible",), evidence)
    if matter.is_harm_stated or (matter.harm in OF_THE_BODY and matter.is_raised):
        return Holding(_provision("Art. 18(1)"), Answer.YES, ("suspicion_of_an_offence_against_life",), evidence)
    return Holding(
        _provision("Art. 18(1)"),
        Answer.UNKNOWN,
        ("no_offence_said_yet",),
        evidence,
        left_to_person="what_a_suspicion_is",
    )


def art_18_2_states(matter: Matter) -> Holding:
    """18(2). The Member States concerned: where the offence is or is likely, where the suspect or the victim is or
    lives.

    Where none can be identified with reasonable certainty: the State of establishment, or Europol, or both. A sign-in
    through a commercial network, or the country in a party's file, identifies none.
    """
    states = matter.states
    if states:
        return Holding(_provision("Art. 18(2)"), Answer.YES, tuple(f"state_concerned:{s}" for s in states))
    return Holding(
        _provision("Art. 18(2)"), Answer.UNKNOWN, ("state_not_identified",), left_to_person="reasonable_certainty"
    )


def recital_56_content(matter: Matter) -> Holding:
    """Recital 56. With the notice: the content, when it was published and in which time zone, why it is suspected, and
    what locates and identifies the user; nothing is a basis for profiling.
    """
    is_complete = bool(matter.assessment.specific.evidence)
    return Holding(
        _provision("recital 56"),
        Answer.YES if is_complete else Answer.UNKNOWN,
        ("content_and_moment_at_hand",) if is_complete else ("content_to_be_attached",),
        left_to_person="what_identifies_the_user_is_attached_by_hand",
    )


def conclude(matter: Matter) -> Ruling:
    """Return what follows from the trace. The duty knows no waiver; victims are told by the authorities."""
    if (already := settled(matter)) is not None:
        return already
    if matter.trace["Art. 18(1)"].holds is not Answer.YES:
        return undecided(matter, because=matter.trace["Art. 18(1)"].because)
    return states_informed(matter, because="suspicion_of_an_offence_against_life")


def build(parameters: PackParameters) -> Pack:
    """Return the pack with its numbers."""
    return Pack(
        instrument=INSTRUMENT,
        parameters=parameters,
        provisions=(art_18_1_suspicion, art_18_2_states, recital_56_content),
        conclude=conclude,
        is_bound=is_established_in_the_union,
    )

"""Regulation (EU) 2022/2065, Digital Services Act, Article 18 with recital 56.

It binds providers of hosting services: those designated as very large since 25 August 2023, every host since
17 February 2024. The threshold is lower than that of ICD 191: a suspicion of a criminal offence that threatens life or
safety, whether it has happened, is happening or is likely. It is mandatory, knows no waiver, and names no number of
hours.

Source: `law.md` 2.1 (RDSA-1 to RDSA-4). Both paragraphs of the article were read as the German federal police reproduce
them, recital 56 and Articles 2 and 92 on pages that reproduce the Regulation; the Official Journal itself was not
reached. What follows the second sentence of 18(2) was read in a regulator's digest alone, and stays unverified.

Order: 2 who is bound, 18(1) the suspicion and how fast, 18(2) whom to tell, recital 56 what the notice holds and may
not become, waivers, the record.
"""

from datetime import date
from functools import partial
from typing import Final

from nadhir.policy.addressees import UNION, barred, is_established_in_the_union
from nadhir.policy.matter import OF_THE_BODY, Matter
from nadhir.policy.pack import Pack, Ruling, rule
from nadhir.policy.parameters import PackParameters
from nadhir.policy.rulings import settled, states_informed, undecided
from nadhir.terms.assessment import Answer
from nadhir.terms.party import PartyRole
from nadhir.terms.provision import Holding, Instrument, Origin, Provision

_ARTICLE: Final = (
    "Regulation (EU) 2022/2065, as reproduced word for word by the German federal police: "
    "https://bka.de/EN/OurTasks/Remit/CentralAgency/DigitalServicesAct/FAQS/FAQS_node.html"
)
_RECITAL: Final = "Regulation (EU) 2022/2065, as reproduced at https://streamlex.eu/articles/dsa-en-art-18"
_DIGEST: Final = "law.md 2.1 (after https://www.ancom.ro, the Romanian coordinator's digest of the article)"

INSTRUMENT: Final = Instrument(
    pack="dsa-18",
    title="Regulation (EU) 2022/2065 (Digital Services Act), Article 18",
    in_force_from=date(2024, 2, 17),
    reference="law.md 2.1 (after the German federal police, bka.de, questions on Article 18; Article 93 was not read)",
    words="Since 17/02/2024, all hosting service providers (HSP) within the scope of Article 18 of the DSA have to "
    "comply with this obligation, regardless of their size.",
    # Article 92, read at eu-digital-services-act.com: four months after a platform was told that it is designated. The
    # day for the first of them is the same federal police's.
    earlier_from=date(2023, 8, 25),
    earlier_for="whether_the_host_was_designated_as_very_large",
)

_rule = partial(rule, INSTRUMENT, origin=Origin.SOURCE)


@_rule(
    paragraph="Art. 2(1)",
    reference="Regulation (EU) 2022/2065, as reproduced at "
    "https://www.eumonitor.eu/9353000/1/j4nvhdfcs8bljza_j9vvik7m1c3gyxp/vlenigitokp2",
    words="This Regulation shall apply to intermediary services offered to recipients of the service that have their "
    "place of establishment or are located in the Union, irrespective of where the providers of those intermediary "
    "services have their place of establishment.",
    is_verified=True,
)
def art_2_1_bound(matter: Matter, *, under: Provision) -> Holding:
    """2(1). It binds whoever hosts for recipients in the Union, wherever his own seat is.

    A seat in the Union is known; that services are offered there from elsewhere, a person says. Without it, the article
    is followed by choice.
    """
    if is_established_in_the_union(matter.file.holder):
        return Holding(under, Answer.YES, ("established_in_the_union",))
    left = "whether_services_are_offered_in_the_union"
    return Holding(under, Answer.UNKNOWN, ("established_outside_the_union",), left_to_person=left)


@_rule(
    paragraph="Art. 18(1)",
    reference=_ARTICLE,
    words="becomes aware of any information giving rise to a suspicion that a criminal offence involving a threat to "
    "the life or safety of a person or persons has taken place, is taking place or is likely to take place",
    is_verified=True,
)
def art_18_1_suspicion(matter: Matter, *, under: Provision) -> Holding:
    """18(1). The provider became aware of information that gives rise to a suspicion of an offence against life or
    safety.

    A suspicion needs neither a named victim nor a date; it needs an offence. What is believed by nobody gives rise to
    none.
    """
    evidence = matter.assessment.specific.evidence
    if matter.assessment.credible.answer is Answer.NO:
        return Holding(under, Answer.NO, ("not_credible",), evidence)
    if matter.is_harm_stated or (matter.harm in OF_THE_BODY and matter.is_raised):
        return Holding(under, Answer.YES, ("suspicion_of_an_offence_against_life",), evidence)
    return Holding(under, Answer.UNKNOWN, ("no_offence_said_yet",), evidence, left_to_person="what_a_suspicion_is")


@_rule(
    paragraph="Art. 18(1) promptly",
    reference=_ARTICLE,
    words="it shall promptly inform the law enforcement or judicial authorities of the Member State or Member States "
    "concerned of its suspicion and provide all relevant information available",
    is_verified=True,
)
def art_18_1_promptly(matter: Matter, *, under: Provision) -> Holding:
    """18(1). It is told promptly, with all relevant information available. The Regulation names no number: ours is
    [D].
    """
    minutes = matter.parameters.clock_minutes[matter.assessment.urgency]
    because = ("the_law_names_no_number", f"own_clock_in_minutes:{minutes}")
    return Holding(under, Answer.YES, because, left_to_person="what_all_relevant_information_is")


@_rule(
    paragraph="Art. 18(2)",
    reference=_DIGEST,
    origin=Origin.SECONDARY,
    words="the Member State in which the offence is suspected to have taken place, to be taking place or to be likely "
    "to take place, or the Member State where the suspected offender resides or is located, or the Member State where "
    "the victim of the suspected offence resides or is located",
)
def art_18_2_states(matter: Matter, *, under: Provision) -> Holding:
    """18(2). The Member States concerned: where the offence is or is likely, where the suspect or the victim is or
    lives. There may be several, each with its reason on record.

    A sign-in through a commercial network, or the country in a party's file, identifies none.
    """
    states = matter.states
    if states:
        return Holding(under, Answer.YES, tuple(f"state_concerned:{s}" for s in states))
    return Holding(under, Answer.UNKNOWN, ("state_not_identified",), left_to_person="reasonable_certainty")


@_rule(
    paragraph="Art. 18(2) fallback",
    reference=_ARTICLE,
    words="Where the provider of hosting services cannot identify with reasonable certainty the Member State "
    "concerned, it shall inform the law enforcement authorities of the Member State in which it is established or "
    "where its legal representative resides or is established or inform Europol, or both.",
    is_verified=True,
)
def art_18_2_fallback(matter: Matter, *, under: Provision) -> Holding:
    """18(2). Where no State can be identified: the State of establishment or of the legal representative, or Europol,
    or both.

    The same is done [D] where a State is identified and no authority of it is on file: the notice must lie with
    somebody.
    """
    states = matter.states
    reached = {p.country for p in matter.with_role(PartyRole.AUTHORITY) if not barred(matter, party=p)}
    if not states:
        left = "one_of_the_two_or_both"
        return Holding(under, Answer.YES, ("state_of_establishment_or_europol",), left_to_person=left)
    unreached = tuple(s for s in states if s not in reached - {UNION})
    if unreached:
        return Holding(under, Answer.YES, tuple(f"no_authority_known_in_state:{s}" for s in unreached))
    return Holding(under, Answer.NO, ("every_state_concerned_has_its_authority",))


@_rule(
    paragraph="recital 56",
    reference=_RECITAL,
    words="including, where relevant, the content in question and, if available, the time when the content was "
    "published, including the designated time zone, an explanation of its suspicion and the information necessary to "
    "locate and identify the relevant recipient of the service",
    is_verified=True,
)
def recital_56_content(matter: Matter, *, under: Provision) -> Holding:
    """Recital 56. With the notice: the content, when it was published and in which time zone, why it is suspected, and
    what locates and identifies the user.
    """
    is_complete = bool(matter.assessment.specific.evidence)
    return Holding(
        under,
        Answer.YES if is_complete else Answer.UNKNOWN,
        ("content_and_moment_at_hand",) if is_complete else ("content_to_be_attached",),
        left_to_person="what_identifies_the_user_is_attached_by_hand",
    )


@_rule(
    paragraph="recital 56 (profiling)",
    reference=_RECITAL,
    words="This Regulation does not provide the legal basis for profiling of recipients of the services",
    is_verified=True,
)
def recital_56_no_profiling(matter: Matter, *, under: Provision) -> Holding:  # noqa: ARG001 - it limits every matter
    """Recital 56. It is no basis for searching users for offences: what counts is what the provider came to know."""
    left = "how_the_host_came_to_know"
    return Holding(under, Answer.NO, ("no_basis_for_profiling",), left_to_person=left)


@_rule(paragraph="waivers", reference=_ARTICLE, origin=Origin.OURS)
def waivers(matter: Matter, *, under: Provision) -> Holding:  # noqa: ARG001 - there is none in any matter
    """[D] The article, as far as it was read, names no ground on which the notice may be left out; none is applied
    here.
    """
    return Holding(under, Answer.NO, ("the_law_knows_no_waiver",))


@_rule(paragraph="record", reference="law.md 2.1", origin=Origin.OURS)
def record(matter: Matter, *, under: Provision) -> Holding:
    """[D] What the record holds: when it was known, what was sent, when, to whom, and why to that State."""
    why_state = "record_reasons_for_each_state" if matter.states else "record_why_no_state_was_identified"
    because = (
        "record_when_the_host_became_aware",
        "record_when_it_was_sent_and_to_whom",
        why_state,
        "record_copy_of_the_notice",
        "record_reference_of_the_authority",
    )
    return Holding(under, Answer.YES, because)


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
        provisions=(
            art_2_1_bound,
            art_18_1_suspicion,
            art_18_1_promptly,
            art_18_2_states,
            art_18_2_fallback,
            recital_56_content,
            recital_56_no_profiling,
            waivers,
            record,
        ),
        conclude=conclude,
        is_bound=is_established_in_the_union,
    )

"""18 U.S.C. 2702(b)(8) and (c)(4): voluntary disclosure by a provider in an emergency (United States).

A provider to the public may tell a governmental entity where it believes in good faith that an emergency involving
danger of death or serious physical injury to any person requires disclosure without delay. It may, it need not. The
recipient's identity is checked by a call back through a directory, never through a number in a message (law.md F21:
forged requests).

Source: `law.md` 2.6. The section was read in printed and published copies of the Code. The day of the emergency clause
(26 October 2001, section 212 of Public Law 107-56) and that of subsection (d) are from memory. As first enacted the
clause asked for an immediate danger and a reasonable belief; what stands here is the wording of today.

Order: (a) who is bound, (b) may, (b)(8) the emergency, good faith, without delay, to whom and what, (c)(4) records,
(d) the yearly count, the call back, waivers, the record.
"""

from datetime import date
from functools import partial
from typing import Final

from nadhir.policy.addressees import barred, not_told, told
from nadhir.policy.matter import Matter
from nadhir.policy.pack import Pack, Ruling, rule
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
    reference="law.md 2.6 (section 212 as reproduced at "
    "https://self-law.org/code/statute-compilations/comps-1507/sec-212; its day from memory)",
    words="if the provider reasonably believes that an emergency involving immediate danger of death or serious "
    "physical injury to any person requires disclosure of the information without delay",
)
_PRINTED: Final = (
    "18 U.S.C. 2702, as printed in Federal Criminal Law: https://issuhub.com/view/index?id=4382&pageIndex=791"
)
_PUBLISHED: Final = "18 U.S.C. 2702, as published at http://codes.lp.findlaw.com/uscode/18/I/121/2702"
_FORGED: Final = "law.md 2.6 and F21 (https://arabnews.com/node/2054606/media)"

_rule = partial(rule, INSTRUMENT, origin=Origin.SOURCE)
_section = partial(_rule, reference=_PRINTED, is_verified=True)


@_section(
    paragraph="2702(a)",
    reference=_PUBLISHED,
    words="a person or entity providing an electronic communication service to the public shall not knowingly "
    "divulge to any person or entity the contents of a communication while in electronic storage by that service",
)
def a_bound(matter: Matter, *, under: Provision) -> Holding:
    """(a). Whoever provides communication or remote computing to the public must keep contents and records to himself;
    the emergency is an exception from that. It governs providers of the United States; another follows it by choice.
    """
    if not is_bound(matter.file.holder):
        return Holding(under, Answer.NO, ("applied_by_choice",))
    left = "whether_the_holder_serves_the_public"
    return Holding(under, Answer.YES, ("holder_of_the_united_states",), left_to_person=left)


@_section(
    paragraph="2702(b) may",
    reference=_PUBLISHED,
    words="A provider described in subsection (a) may divulge the contents of a communication",
)
def b_may(matter: Matter, *, under: Provision) -> Holding:  # noqa: ARG001 - it is so in every matter
    """(b). It may divulge; it need not. Whether it does is its own decision."""
    left = "whether_the_provider_discloses"
    return Holding(under, Answer.YES, ("may_disclose_and_need_not",), left_to_person=left)


@_section(
    paragraph="2702(b)(8)",
    words="an emergency involving danger of death or serious physical injury to any person",
)
def b_8_emergency(matter: Matter, *, under: Provision) -> Holding:
    """(b)(8), the emergency. A good-faith belief that there is danger of death or serious physical injury to any
    person.

    Good faith is belief on reasonable grounds, not proof: grades that nobody can judge leave room for it, a source
    judged unreliable does not.
    """
    credible, impending = matter.assessment.credible, matter.assessment.impending
    left = "good_faith_of_the_provider"
    if Answer.NO in (credible.answer, impending.answer):
        return Holding(under, Answer.NO, (*credible.because, *impending.because), impending.evidence, left)
    if matter.is_harm_stated:
        return Holding(under, Answer.YES, ("danger_of_death_or_serious_injury",), impending.evidence, left)
    return Holding(under, Answer.UNKNOWN, ("danger_not_stated",), impending.evidence, left)


@_section(paragraph="2702(b)(8) good faith", words="if the provider, in good faith, believes")
def b_8_good_faith(matter: Matter, *, under: Provision) -> Holding:
    """(b)(8), in good faith. The provider believes it: on what grounds is put on record, proof is not asked for."""
    left = "good_faith_of_the_provider"
    match matter.assessment.credible.answer:
        case Answer.YES:
            return Holding(under, Answer.YES, ("grounds_for_belief",), left_to_person=left)
        case Answer.NO:
            return Holding(under, Answer.NO, ("no_room_for_belief",), left_to_person=left)
        case Answer.UNKNOWN:
            return Holding(under, Answer.UNKNOWN, ("belief_is_the_providers_own",), left_to_person=left)


@_section(paragraph="2702(b)(8) without delay", words="requires disclosure without delay")
def b_8_without_delay(matter: Matter, *, under: Provision) -> Holding:
    """(b)(8), without delay. The emergency requires disclosure now; without a date that is a person's judgement."""
    timed = "time_stated" in matter.assessment.impending.because
    return Holding(
        under,
        Answer.YES if timed else Answer.UNKNOWN,
        matter.assessment.impending.because,
        left_to_person="whether_delay_can_be_borne",
    )


@_section(paragraph="2702(b)(8) entity", words="to a governmental entity")
def b_8_entity(matter: Matter, *, under: Provision) -> Holding:
    """(b)(8), to whom. A governmental entity, and nobody else."""
    entities = _entities(matter)
    because = ("governmental_entity_known",) if entities else ("no_governmental_entity_known",)
    return Holding(under, Answer.YES if entities else Answer.NO, because)


@_section(paragraph="2702(b)(8) extent", words="communications relating to the emergency")
def b_8_extent(matter: Matter, *, under: Provision) -> Holding:  # noqa: ARG001 - it limits every matter
    """(b)(8), what. Communications that relate to the emergency, and no others of the account."""
    left = "what_relates_to_the_emergency"
    return Holding(under, Answer.YES, ("only_what_relates_to_the_emergency",), left_to_person=left)


@_section(
    paragraph="2702(c)(4)",
    words="to a governmental entity, if the provider, in good faith, believes that an emergency involving danger of "
    "death or serious physical injury to any person requires disclosure without delay of information relating to the "
    "emergency",
)
def c_4_records(matter: Matter, *, under: Provision) -> Holding:
    """(c)(4). Records of the customer, without contents, under the same conditions."""
    emergency = matter.trace["2702(b)(8)"].holds
    because = ("records_under_the_same_conditions",) if emergency is Answer.YES else ("no_emergency_yet",)
    return Holding(under, emergency, because, left_to_person="which_records_locate_the_danger")


@_section(
    paragraph="2702(d)",
    words="On an annual basis, the Attorney General shall submit to the Committee on the Judiciary of the House of "
    "Representatives and the Committee on the Judiciary of the Senate a report containing— (1) the number of accounts",
    in_force_from=date(2006, 3, 9),
)
def d_yearly_count(matter: Matter, *, under: Provision) -> Holding:  # noqa: ARG001 - it is so in every matter
    """(d). The Attorney General counts the accounts every year; so each disclosure is kept so that it can be counted.

    Whether the case was closed without charges is asked later, and is the department's to say.
    """
    return Holding(under, Answer.YES, ("counted_by_account_every_year",), left_to_person="who_counts_the_accounts")


@_rule(paragraph="call back", reference=_FORGED, origin=Origin.OURS)
def call_back(_matter: Matter, *, under: Provision) -> Holding:
    """[D] after F21. Who asks or receives is called back through a directory before anything is told, and a superior of
    his is asked for.
    """
    return Holding(
        under,
        Answer.UNKNOWN,
        ("identity_to_be_checked", "a_superior_is_asked_for"),
        left_to_person="call_back_through_a_directory",
    )


@_rule(paragraph="waivers", reference="law.md 2.6", origin=Origin.OURS)
def waivers(matter: Matter, *, under: Provision) -> Holding:  # noqa: ARG001 - there is none in any matter
    """[D] What need not be done needs no waiver: not to disclose is a decision, with its reason on record."""
    return Holding(under, Answer.NO, ("nothing_to_waive_where_it_is_voluntary",))


@_rule(paragraph="record", reference="law.md 2.6", origin=Origin.OURS)
def record(matter: Matter, *, under: Provision) -> Holding:  # noqa: ARG001 - the record is owed in every matter
    """[D] What the record holds: the grounds of belief, what was told of which accounts, to whom, and how he was
    checked.
    """
    because = (
        "record_the_grounds_of_belief",
        "record_which_accounts_and_what_of_them",
        "record_the_entity_and_the_call_back",
        "record_why_it_was_not_disclosed",
    )
    return Holding(under, Answer.YES, because)


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
        provisions=(
            a_bound,
            b_may,
            b_8_emergency,
            b_8_good_faith,
            b_8_without_delay,
            b_8_entity,
            b_8_extent,
            c_4_records,
            d_yearly_count,
            call_back,
            waivers,
            record,
        ),
        conclude=conclude,
        is_bound=is_bound,
        is_mandatory=False,
    )

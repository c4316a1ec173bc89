"""Regulation (EU) 2021/784 on terrorist content online, Article 14(5), with what surrounds it.

It binds hosting service providers that offer services in the Union, since 7 June 2022. Where one becomes aware of
terrorist content that involves an imminent threat to life, it promptly informs the authorities of the Member States
concerned; where it cannot identify them, the contact point of its own State and Europol. It is mandatory and knows no
waiver. The hour of Article 3(3) is another duty: it runs from a removal order.

Source: `law.md` 2.2 (RTCO-1 to RTCO-5). The first sentence of 14(5) was read in its German version, which is as
authentic as the others, where a page reproduces the article; the reproduction broke off in the second sentence. The
other articles are from memory and unverified.

Order: 1 who is bound, 3 removal orders, 6 preservation, 14(5) content, threat, how fast and whom, 15 the contact point,
the order of steps, waivers, the record.
"""

from datetime import date
from functools import partial
from typing import Final

from nadhir.policy.addressees import is_established_in_the_union
from nadhir.policy.matter import Matter
from nadhir.policy.pack import Pack, Ruling, rule
from nadhir.policy.parameters import PackParameters
from nadhir.policy.rulings import referred, settled, states_informed, undecided
from nadhir.terms.assessment import Answer
from nadhir.terms.provision import Holding, Instrument, Origin, Provision
from nadhir.terms.screening import PersonNorm, Precision, Role

INSTRUMENT: Final = Instrument(
    pack="tco-14-5",
    title="Regulation (EU) 2021/784 (terrorist content online), Article 14(5)",
    in_force_from=date(2022, 6, 7),
    reference="law.md 2.2 (after the Commission's report COM(2024) 64 at eumonitor.eu; Article 24 was not read)",
    words="The Regulation on addressing the dissemination of terrorist content online entered into application on "
    "7 June 2022.",
)
_REFERENCE: Final = "law.md 2.2 (EUR-Lex CELEX 32021R0784, articles from memory)"
_GERMAN: Final = "Regulation (EU) 2021/784, German version, as reproduced at https://gesetze.legal/eu/vo_eu_2021_784/14"

_rule = partial(rule, INSTRUMENT, reference=_REFERENCE)


@_rule(paragraph="Art. 1(2)")
def art_1_2_bound(matter: Matter, *, under: Provision) -> Holding:
    """1(2). It binds hosting service providers that offer services in the Union, wherever their main seat is.

    A seat in the Union is known; that services are offered there from elsewhere, a person says.
    """
    if is_established_in_the_union(matter.file.holder):
        return Holding(under, Answer.YES, ("established_in_the_union",))
    left = "whether_services_are_offered_in_the_union"
    return Holding(under, Answer.UNKNOWN, ("established_outside_the_union",), left_to_person=left)


@_rule(paragraph="Art. 3(2)")
def art_3_2_first_order(matter: Matter, *, under: Provision) -> Holding:
    """3(2). Before its first order to a host the authority explains the procedure, half a day ahead, save in a
    justified emergency (RTCO-3): the authority's duty, not the host's.
    """
    hours = matter.parameters.own["first_order_notice_hours"]
    because = ("it_is_the_authoritys_duty", f"notice_in_hours:{hours}")
    return Holding(under, Answer.NO, because, left_to_person="whether_it_is_the_first_order")


@_rule(paragraph="Art. 3(3)")
def art_3_3_removal(matter: Matter, *, under: Provision) -> Holding:
    """3(3). A removal order is carried out within the hour, in every Member State (RTCO-2).

    That clock runs from the order and is no clock of the warning; Nadhir holds no orders, so a person says whether one
    came.
    """
    hours = matter.parameters.own["removal_order_hours"]
    because = ("a_removal_order_is_another_duty", f"from_the_order_in_hours:{hours}")
    return Holding(under, Answer.UNKNOWN, because, left_to_person="whether_a_removal_order_came")


@_rule(paragraph="Art. 6")
def art_6_preservation(matter: Matter, *, under: Provision) -> Holding:
    """6. What is removed is preserved for six months, and longer where an authority asks (RTCO-4)."""
    months = matter.parameters.own["preservation_months"]
    because = ("preserve_before_removal", f"kept_for_months:{months}")
    return Holding(under, Answer.YES, because, left_to_person="what_is_removed_and_when")


@_rule(
    paragraph="Art. 14(5) content",
    reference=_GERMAN,
    origin=Origin.SOURCE,
    words="Verfügen Hostingdiensteanbieter über Kenntnisse über terroristische Inhalte",
    is_verified=True,
)
def art_14_5_content(matter: Matter, *, under: Provision) -> Holding:
    """14(5), the content. The provider knows of terrorist content: a pledge, a call or a threat in the name of, or for,
    a terrorist cause.

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
        return Holding(under, Answer.YES, ("marks_of_terrorist_content",), evidence, left)
    return Holding(under, Answer.NO, ("no_mark_of_terrorist_content",), (), left)


@_rule(
    paragraph="Art. 14(5) threat",
    reference=_GERMAN,
    origin=Origin.SOURCE,
    words="terroristische Inhalte, die zu einer unmittelbaren Bedrohung von Leben führen",
    is_verified=True,
)
def art_14_5_imminent(matter: Matter, *, under: Provision) -> Holding:
    """14(5), the threat. It involves an imminent threat to life."""
    credible, impending = matter.assessment.credible, matter.assessment.impending
    if Answer.NO in (credible.answer, impending.answer):
        return Holding(under, Answer.NO, (*credible.because, *impending.because), impending.evidence)
    if matter.is_harm_stated:
        return Holding(under, Answer.YES, ("threat_to_life", *impending.because), impending.evidence)
    return Holding(under, Answer.UNKNOWN, ("harm_not_stated",), impending.evidence)


@_rule(
    paragraph="Art. 14(5) promptly",
    reference=_GERMAN,
    origin=Origin.SOURCE,
    words="so unterrichten sie unverzüglich",
    is_verified=True,
)
def art_14_5_promptly(matter: Matter, *, under: Provision) -> Holding:
    """14(5). It is told promptly. The Regulation names no number here: the hour that we take is our own [D]."""
    minutes = matter.parameters.clock_minutes[matter.assessment.urgency]
    return Holding(under, Answer.YES, ("the_law_names_no_number", f"own_clock_in_minutes:{minutes}"))


@_rule(
    paragraph="Art. 14(5) States",
    reference=_GERMAN,
    origin=Origin.SOURCE,
    words="die für die Ermittlung und Verfolgung von Straftaten in den betreffenden Mitgliedstaaten zuständigen "
    "Behörden",
    is_verified=True,
)
def art_14_5_states(matter: Matter, *, under: Provision) -> Holding:
    """14(5), first sentence. The authorities that investigate and prosecute in the Member States concerned."""
    states = matter.states
    because = tuple(f"state_concerned:{s}" for s in states) or ("state_not_identified",)
    return Holding(under, Answer.YES if states else Answer.UNKNOWN, because)


@_rule(paragraph="Art. 14(5) Europol")
def art_14_5_europol(matter: Matter, *, under: Provision) -> Holding:
    """14(5), second sentence. Where the States cannot be identified: the contact point of the State of establishment or
    of the legal representative, and Europol (RTCO-1): both, unlike Article 18(2) of the Digital Services Act.
    """
    if matter.states:
        return Holding(under, Answer.NO, ("a_state_is_identified",))
    return Holding(under, Answer.YES, ("contact_point_and_europol",))


@_rule(paragraph="Art. 15")
def art_15_contact_point(matter: Matter, *, under: Provision) -> Holding:  # noqa: ARG001 - it is owed always
    """15. The provider has a contact point for orders; who answers it, and when, its roster says (RTCO-5)."""
    left = "who_answers_at_the_contact_point"
    return Holding(under, Answer.UNKNOWN, ("a_contact_point_must_answer",), left_to_person=left)


@_rule(paragraph="order of steps", reference="law.md 2.2", origin=Origin.OURS)
def order_of_steps(matter: Matter, *, under: Provision) -> Holding:  # noqa: ARG001 - the order is that of every matter
    """[D] Preserve, then tell, then remove: a removal must neither destroy evidence nor blind who warns."""
    return Holding(under, Answer.YES, ("first_preserve", "then_tell", "then_remove"))


@_rule(paragraph="waivers", reference="law.md 2.2", origin=Origin.OURS)
def waivers(matter: Matter, *, under: Provision) -> Holding:  # noqa: ARG001 - there is none in any matter
    """[D] No ground is known on which the notice may be left out; none is applied here."""
    return Holding(under, Answer.NO, ("the_law_knows_no_waiver",))


@_rule(paragraph="record", reference="law.md 2.2", origin=Origin.OURS)
def record(matter: Matter, *, under: Provision) -> Holding:
    """[D] What the record holds: as under the Digital Services Act, and what was preserved."""
    why_state = "record_reasons_for_each_state" if matter.states else "record_why_no_state_was_identified"
    because = (
        "record_when_the_host_became_aware",
        "record_when_it_was_sent_and_to_whom",
        why_state,
        "record_copy_of_the_notice",
        "record_what_was_preserved",
        "record_orders_received_and_carried_out",
    )
    return Holding(under, Answer.YES, because)


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
        provisions=(
            art_1_2_bound,
            art_3_2_first_order,
            art_3_3_removal,
            art_6_preservation,
            art_14_5_content,
            art_14_5_imminent,
            art_14_5_promptly,
            art_14_5_states,
            art_14_5_europol,
            art_15_contact_point,
            order_of_steps,
            waivers,
            record,
        ),
        conclude=conclude,
        is_bound=is_established_in_the_union,
    )

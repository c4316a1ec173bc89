"""Intelligence Community Directive 191, Duty to Warn, of 21 July 2015 (United States).

It binds elements of the United States intelligence community; any other holder that names this pack applies it as its
own policy. It gives nobody a right to sue. Source: `law.md` section 1 (R191-1 to R191-12), from secondary summaries;
the directive's primary text was not reached, so every provision here is unverified and its letters are to be checked
before it is quoted. Where words stand on a provision, they are the directive's as an article quotes them.

Order: C who is bound, D definitions, E.1 the duty, E.2 doubt, E.3 the grounds of waiver, F whom, how and the record.
"""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Final

from nadhir.policy.addressees import barred, not_told, told
from nadhir.policy.matter import OF_THE_BODY, Matter
from nadhir.policy.pack import Pack, Rule, Ruling, rule
from nadhir.policy.parameters import PackParameters
from nadhir.policy.rulings import settled, undecided
from nadhir.policy.waivers import Found, covered, expires_at, look_for_all, recommend, still_told
from nadhir.terms.assessment import Answer, Urgency
from nadhir.terms.determination import Outcome, WaiverGround
from nadhir.terms.facts import FactName
from nadhir.terms.party import Holder, Party, PartyRole, Relation
from nadhir.terms.provision import Holding, Instrument, Origin, Provision
from nadhir.terms.screening import PlaceNorm, Role
from nadhir.terms.threat import HarmType

INSTRUMENT: Final = Instrument(
    pack="icd-191",
    title="Intelligence Community Directive 191, Duty to Warn",
    in_force_from=date(2015, 7, 21),
    reference="law.md 1 (after https://fas.org/publication/duty-to-warn, which gives the day; not the directive)",
    words="formally established last month by Director of National Intelligence James R. Clapper in Intelligence "
    "Community Directive 191, July 21, 2015",
)
_ARTICLE: Final = "https://fas.org/publication/duty-to-warn"
_REFERENCE: Final = f"law.md 1 (after {_ARTICLE}, sgp.fas.org/news/secrecy/2015/08/082415)"
_QUOTED: Final = f"law.md 1 (as quoted by {_ARTICLE}; not read in the directive)"
_GROUNDS: Final[dict[str, WaiverGround]] = {
    "E.3.a": WaiverGround.AWARE,
    "E.3.b": WaiverGround.COMBATANT,
    "E.3.c": WaiverGround.VIOLENT_OFFENDER,
    "E.3.d": WaiverGround.OWN_SOURCES,
    "E.3.e": WaiverGround.PARTNER_SOURCES,
    "E.3.f": WaiverGround.NO_WAY,
}
_AFFIRMED: Final = "a_named_senior_officer_who_is_not_the_analyst_affirms_it"


_rule = partial(rule, INSTRUMENT, reference=_REFERENCE)


# C — Applicability. The elements of the intelligence community of the United States.


@_rule(paragraph="C")
def c_elements(matter: Matter, *, under: Provision) -> Holding:
    """C. The directive binds elements of the United States intelligence community; another applies it by choice.

    A holder in the United States is taken for one: whether it is, a person confirms.
    """
    if not is_bound(matter.file.holder):
        return Holding(under, Answer.NO, ("applied_by_choice",))
    left = "whether_the_holder_is_an_element_of_the_community"
    return Holding(under, Answer.YES, ("holder_of_the_united_states",), left_to_person=left)


# D — Definitions. Intentional killing, serious bodily injury, kidnapping; of a person, a group, or the people at an
# institution, a place of business, a structure or a location; whatever the nationality.


@_rule(paragraph="D")
def d_harm(matter: Matter, *, under: Provision) -> Holding:
    """D. The threat is one of intentional killing, serious bodily injury or kidnapping.

    Detention by itself may be none of them (law.md 1.1, Khashoggi): it is never dropped, it goes to a person. Harm to
    property alone is left out [D].
    """
    evidence = matter.assessment.specific.evidence
    if matter.is_harm_stated:
        return Holding(under, Answer.YES, because=(f"harm_is_{matter.harm}",), evidence=evidence)
    if matter.harm is HarmType.DETENTION_UNCLEAR:
        left = "whether_a_detention_here_means_harm_to_the_body"
        return Holding(under, Answer.UNKNOWN, ("detention_unclear",), evidence, left_to_person=left)
    if matter.harm is HarmType.PROPERTY_ONLY:
        return Holding(under, Answer.NO, because=("property_only",), evidence=evidence)
    if matter.harm in OF_THE_BODY:
        return Holding(under, Answer.YES, because=(f"harm_is_{matter.harm}",), evidence=evidence)
    return Holding(under, Answer.UNKNOWN, because=("harm_not_stated",), evidence=evidence)


@_rule(
    paragraph="D (intended victim)",
    origin=Origin.SECONDARY,
    reference=_QUOTED,
    words="the term intended victim includes both U.S. persons… and non-U.S. persons",
)
def d_victim(matter: Matter, *, under: Provision) -> Holding:
    """D. The intended victim is a person or a group, or the people at an institution, a place of business, a structure
    or a location; nationality makes no difference.
    """
    people = [p for p in matter.victims if not p.is_suspect]
    if people:
        return Holding(under, Answer.YES, ("victim_known", "nationality_makes_no_difference"))
    if matter.place_owners or matter.assessment.threat.of_role(Role.PLACE):
        return Holding(under, Answer.YES, ("people_at_a_place", "nationality_makes_no_difference"))
    return Holding(under, Answer.UNKNOWN, ("no_victim_is_known",))


# E.1 — The duty. An element that collects or acquires credible and specific information indicating an impending threat
# has a duty to warn the intended victim or those responsible for protecting the victim, as appropriate.


@_rule(
    paragraph="E.1",
    origin=Origin.SECONDARY,
    reference=_QUOTED,
    words="collects or acquires credible and specific information indicating an impending threat of intentional "
    "killing, serious bodily injury, or kidnapping directed at a person or group of people shall have a duty to warn "
    "the intended victim or those responsible for protecting the intended victim, as appropriate",
)
def e_1_duty(matter: Matter, *, under: Provision) -> Holding:
    """E.1. The information is credible, specific, and shows an impending threat of such harm."""
    limbs = matter.limbs
    evidence = tuple(dict.fromkeys(e for limb in limbs for e in limb.evidence))
    because = tuple(
        f"{name}_{limb.answer}" for name, limb in zip(("credible", "specific", "impending"), limbs, strict=True)
    )
    answers = {limb.answer for limb in limbs} | {matter.trace["D"].holds}
    if Answer.NO in answers:
        return Holding(under, Answer.NO, because, evidence)
    return Holding(under, Answer.UNKNOWN if Answer.UNKNOWN in answers else Answer.YES, because, evidence)


# E.2 — Doubt. Where it is in doubt whether the threshold is met and no ground of waiver exists, informing is favoured.


@_rule(paragraph="E.2")
def e_2_doubt(matter: Matter, *, under: Provision) -> Holding:
    """E.2. Doubt whether the threshold is met is resolved in favour of informing.

    Read here as doubt of belief: somebody can be found and told what is meant, and only the truth of it cannot be
    judged. Where it is not known what is meant or whom to tell, there is nothing to tell yet, and the case stays open.
    """
    if (
        matter.trace["E.1"].holds is Answer.UNKNOWN
        and matter.trace["D"].holds is Answer.YES
        and matter.doubt_is_only_of_belief
    ):
        left = "a_senior_officer_weighs_the_doubt"
        return Holding(under, Answer.YES, ("doubt_favours_informing",), left_to_person=left)
    return Holding(under, Answer.NO, because=("no_such_doubt",))


# E.3 — Grounds of waiver, a closed list. Each is affirmed by a senior officer; one ground at a time, for each victim
# apart.


def _ground_rule(paragraph: str, *, ground: WaiverGround, says: str, words: str = "") -> Rule:
    def ask(matter: Matter, *, under: Provision) -> Holding:
        found = look_for_all(matter, grounds=(ground,))
        if not found:
            return Holding(under, Answer.NO, because=("nothing_established",))
        stands = any(f.stands for f in found)
        because = tuple(dict.fromkeys(_because(f) for f in found))
        return Holding(under, Answer.YES if stands else Answer.NO, because, left_to_person=_AFFIRMED)

    ask.__doc__ = f"{paragraph}. {says}"
    put = _rule(paragraph=paragraph)
    if words:
        put = _rule(paragraph=paragraph, origin=Origin.SECONDARY, reference=_QUOTED, words=words)
    return put(ask)


def _because(found: Found) -> str:
    whom = found.victim or "all"
    return f"{found.because[0]}:{whom}"


e_3_a_aware: Final = _ground_rule(
    "E.3.a",
    ground=WaiverGround.AWARE,
    says="The victim, or those who protect him, already know of this very threat.",
)
e_3_b_combatant: Final = _ground_rule(
    "E.3.b",
    ground=WaiverGround.COMBATANT,
    says="He is at risk only for taking part in an insurgency, insurrection or other armed conflict.",
    words="The intended victim is at risk only as a result of the intended victim’s participation in an insurgency, "
    "insurrection,",
)
e_3_c_violent_offender: Final = _ground_rule(
    "E.3.c",
    ground=WaiverGround.VIOLENT_OFFENDER,
    says="There is a reasonable basis to believe that he is a terrorist, a direct supporter of terrorists, an "
    "assassin, a drug trafficker, or involved in violent crime.",
    words="There is a reasonable basis for believing that the intended victim is a terrorist, a direct supporter of "
    "terrorists, an assassin, a drug trafficker, or involved in violent crimes.",
)
e_3_d_own_sources: Final = _ground_rule(
    "E.3.d",
    ground=WaiverGround.OWN_SOURCES,
    says="Any attempt to warn would unduly endanger United States personnel, sources, methods, or operations.",
    words="would unduly endanger U.S. government personnel, sources, methods, intelligence operations, or defense "
    "operations",
)
e_3_e_partner_sources: Final = _ground_rule(
    "E.3.e",
    ground=WaiverGround.PARTNER_SOURCES,
    says="The information came from a foreign government, and warning would unduly endanger its personnel, sources, "
    "methods or operations.",
)
e_3_f_no_way: Final = _ground_rule("E.3.f", ground=WaiverGround.NO_WAY, says="There is no reasonable way to warn.")


@_rule(paragraph="E.3")
def e_3_closed_list(matter: Matter, *, under: Provision) -> Holding:
    """E.3. Nothing else is a ground: that the victim or his state is an adversary is none (law.md 1.3 (e)).

    Here stands what is left of the duty once every victim was looked at, the people beside them included.
    """
    found = look_for_all(matter, grounds=tuple(_GROUNDS.values()))
    uncovered = not recommend(matter, found=found, expires=matter.at)
    because = ("somebody_is_not_covered",) if uncovered else ("every_victim_is_covered",)
    return Holding(under, Answer.NO if uncovered else Answer.YES, because, left_to_person=_AFFIRMED)


@_rule(paragraph="E.3 (affirmation)")
def e_3_affirmation(matter: Matter, *, under: Provision) -> Holding:
    """E.3. A waiver is valid only once a designated senior officer affirmed it: one ground, one affirmation (R191-4).

    Never the analyst, never several grounds in one stroke (law.md 1.3 (a)); not affirmed in time, it goes up.
    """
    if _stands(matter, *_GROUNDS.values()):
        return Holding(under, Answer.UNKNOWN, ("each_ground_awaits_its_own_affirmation",), left_to_person=_AFFIRMED)
    return Holding(under, Answer.NO, ("nothing_to_affirm",))


@_rule(paragraph="E.3 (options)", origin=Origin.OURS)
def e_3_options(matter: Matter, *, under: Provision) -> Holding:
    """E.3 [D, law.md 1.3 (b)]. Where a source is the ground, each sanitised and anonymous way that was rejected is
    listed with the reason.
    """
    if _stands(matter, WaiverGround.OWN_SOURCES, WaiverGround.PARTNER_SOURCES):
        left = "which_sanitised_and_anonymous_ways_were_rejected"
        return Holding(under, Answer.UNKNOWN, ("rejected_ways_to_be_listed",), left_to_person=left)
    return Holding(under, Answer.NO, ("no_ground_of_a_source",))


@_rule(paragraph="E.3 (expiry)", origin=Origin.OURS)
def e_3_expiry(matter: Matter, *, under: Provision) -> Holding:
    """E.3 [D, law.md 1.3 (d)]. A waiver expires, sooner where the harm is near, and falls with any new information."""
    if not _stands(matter, *_GROUNDS.values()):
        return Holding(under, Answer.NO, ("nothing_to_expire",))
    hours = int((expires_at(matter) - matter.at).total_seconds() // 3600)
    return Holding(under, Answer.YES, (f"expires_after_hours:{hours}", "falls_with_new_information"))


@_rule(paragraph="E.3 (adversary)", origin=Origin.SECONDARY)
def e_3_adversary(matter: Matter, *, under: Provision) -> Holding:
    """E.3 [law.md 1.3 (e)]. That the victim's state, or the victim, is an adversary is no ground."""
    concerned = {PartyRole.VICTIM, PartyRole.PROTECTOR, PartyRole.AUTHORITY, PartyRole.PLACE_OWNER}
    adverse = any(p.relation is Relation.ADVERSARY for p in matter.with_role(*concerned))
    return Holding(under, Answer.NO, ("being_an_adversary_is_no_ground" if adverse else "no_adversary_concerned",))


def _stands(matter: Matter, *grounds: WaiverGround) -> bool:
    return any(f.stands for f in look_for_all(matter, grounds=grounds))


# F — Procedures. Whom, how, and what to record.


@_rule(paragraph="F (closing)")
def f_closing(matter: Matter, *, under: Provision) -> Holding:
    """F. That the threshold is not met is a recorded decision too: a senior officer reviews it (R191-5)."""
    is_open = Answer.YES in (matter.trace["E.1"].holds, matter.trace["E.2"].holds)
    if is_open:
        return Holding(under, Answer.NO, ("threshold_or_doubt_stands",))
    left = "a_senior_officer_reviews_the_closing"
    return Holding(under, Answer.YES, ("closing_needs_a_recorded_review",), left_to_person=left)


@_rule(paragraph="F (originator)")
def f_originator(matter: Matter, *, under: Provision) -> Holding:
    """F. Information of another agency or service: its originator is consulted on content and method before release
    (R191-6).

    A refusal is no ground of waiver by itself; it starts the ladder of a dispute.
    """
    controlled = any(
        h.report.marking is not None and h.report.marking.is_originator_controlled for h in matter.file.held
    )
    fact = matter.fact(FactName.ORIGINATOR_CONSULTED, about=None)
    if fact is None:
        holds = Answer.NO if controlled else Answer.UNKNOWN
        because = "originator_controlled_not_consulted" if controlled else "no_originator_control"
        return Holding(under, holds, (because,), left_to_person="who_asks_the_originator")
    answer = str(fact.value).strip().lower()
    is_refusal = answer.startswith("refus") or fact.value is False
    code = "originator_refuses" if is_refusal else "originator_consulted"
    return Holding(under, Answer.NO if is_refusal else Answer.YES, (code,), left_to_person="wording_agreed")


@_rule(paragraph="F (dispute)")
def f_dispute(matter: Matter, *, under: Provision) -> Holding:
    """F. Elements that disagree settle it at the lowest rung, then their heads, then the Director (R191-7).

    A refusal of the originator is such a disagreement; whatever else divides the elements, a person says.
    """
    if matter.trace["F (originator)"].because == ("originator_refuses",):
        left = "heads_of_the_elements_then_the_director"
        return Holding(under, Answer.YES, ("the_dispute_goes_up_and_the_clock_runs",), left_to_person=left)
    return Holding(under, Answer.NO, ("no_disagreement_known",), left_to_person="whether_the_elements_disagree")


@_rule(paragraph="F (in the United States)")
def f_in_the_united_states(matter: Matter, *, under: Provision) -> Holding:
    """F. To a victim in the United States the Bureau delivers, with the police of state and town (R191-8)."""
    states = matter.states_of_victims
    if not states:
        return Holding(under, Answer.UNKNOWN, ("where_the_victim_is_not_known",), left_to_person="who_delivers")
    if "US" in states:
        return Holding(under, Answer.YES, ("the_bureau_delivers",), left_to_person="who_delivers")
    return Holding(under, Answer.NO, ("the_victim_is_abroad",))


@_rule(paragraph="F (abroad)")
def f_abroad(matter: Matter, *, under: Provision) -> Holding:
    """F. For a victim abroad the chief of station and the chief of mission, or the security officer at post, agree on
    delivery: directly, by the post, or through a foreign government (R191-9).
    """
    states = matter.states_of_victims
    if not states:
        return Holding(under, Answer.UNKNOWN, ("where_the_victim_is_not_known",), left_to_person="who_delivers")
    if set(states) == {"US"}:
        return Holding(under, Answer.NO, ("the_victim_is_in_the_united_states",))
    left = "the_chief_of_station_and_the_mission_agree"
    return Holding(under, Answer.YES, ("delivery_is_agreed_at_post",), left_to_person=left)


@_rule(paragraph="F (method)")
def f_hidden_origin(matter: Matter, *, under: Provision) -> Holding:
    """F. Where a message in the open would endanger sources or methods, a way is chosen that hides where it comes
    from: unsigned, through a third party, by liaison (R191-10).
    """
    protected = any(h.source.is_protected for h in matter.file.held)
    because = ("a_protected_source_speaks",) if protected else ("no_protected_source",)
    return Holding(
        under,
        Answer.YES if protected else Answer.NO,
        because,
        left_to_person="harm_of_warning_weighed",
    )


@_rule(paragraph="F (addressees)")
def f_addressees(matter: Matter, *, under: Provision) -> Holding:
    """F. The intended victim or those responsible for protecting him: directly, or through a foreign government."""
    chosen = _chosen(matter)
    reached = [p for p, _ in chosen if not barred(matter, party=p)]
    because = tuple(dict.fromkeys(code for _, code in chosen)) or ("nobody_to_tell",)
    return Holding(under, Answer.YES if reached else Answer.NO, because)


@_rule(paragraph="F (time)", origin=Origin.OURS)
def f_time(matter: Matter, *, under: Provision) -> Holding:
    """F [D]. A warning is timely; the directive names no number, and the house's clock is its own."""
    minutes = matter.parameters.clock_minutes[matter.assessment.urgency]
    return Holding(under, Answer.YES, ("the_law_names_no_number", f"own_clock_in_minutes:{minutes}"))


@_rule(paragraph="F (exigency)")
def f_exigency(matter: Matter, *, under: Provision) -> Holding:
    """F. Where time does not allow the usual steps, the warning goes first and the paper follows (R191-11)."""
    if matter.assessment.urgency is not Urgency.UNDER_24_HOURS:
        return Holding(under, Answer.NO, ("time_allows_the_usual_steps",))
    hours = matter.parameters.own["exigency_paper_hours"]
    left = "whether_the_usual_steps_can_wait"
    because = ("warn_first_and_record_after", f"paper_within_hours:{hours}")
    return Holding(under, Answer.YES, because, left_to_person=left)


@_rule(paragraph="F (record)")
def f_record(matter: Matter, *, under: Provision) -> Holding:  # noqa: ARG001 - the record is owed in every matter
    """F. Every action and every waiver is documented and kept (R191-12; the least that it holds, law.md 1.6)."""
    because = (
        "record_when_acquired_and_who_read_it_when",
        "record_each_test_with_its_evidence",
        "record_originator_and_reply",
        "record_ground_and_who_affirmed_it",
        "record_text_sent_and_what_was_withheld",
        "record_method_channel_and_deliverer",
        "record_proof_of_the_recipients_identity",
        "record_delivery_and_acknowledgement",
        "record_what_the_recipient_will_do",
        "record_updates_and_cancellation",
        "record_dispute_notes",
        "record_outcome",
    )
    return Holding(under, Answer.YES, because, left_to_person="how_long_the_record_is_kept")


@_rule(paragraph="7 FAM 052", reference="law.md 1.4", origin=Origin.SOURCE)
def f_no_double_standard(matter: Matter, *, under: Provision) -> Holding:
    """7 FAM 052. What officials are told of a threat is owed to everybody exposed to it, after a courtesy notice.

    Limited distribution stays allowed where the threat is to a specific target. Whether to go public is a person's
    decision.
    """
    public = bool(matter.exposed_public) or matter.has_bystanders
    because = ("a_public_is_exposed",) if public else ("specific_target_only",)
    return Holding(
        under,
        Answer.YES if public else Answer.NO,
        because,
        left_to_person="whether_and_how_the_public_is_told",
    )


def _chosen(matter: Matter) -> list[tuple[Party, str]]:
    chosen: list[tuple[Party, str]] = [(p, "intended_victim") for p in matter.victims]
    chosen.extend((p, "protects_the_victim") for p in matter.protectors)
    chosen.extend((p, "answers_for_the_place") for p in matter.place_owners)
    if not [p for p, _ in chosen if not barred(matter, party=p)]:
        chosen.extend((p, "responsible_authority") for p in matter.with_role(PartyRole.AUTHORITY))
    return chosen


def _left(matter: Matter, *, found: Sequence[Found]) -> tuple[tuple[Party, str], ...]:
    """Return whom to tell though some are covered: where only those are known, the responsible authorities too."""
    chosen = _chosen(matter)
    left = still_told(matter, chosen=chosen, found=found)
    if all(p.id in covered(found) or barred(matter, party=p) for p, _ in left):
        left = (*left, *((p, "responsible_authority") for p in matter.with_role(PartyRole.AUTHORITY)))
    return left


def _host(matter: Matter) -> Party | None:
    countries = [e.norm.country for e in matter.assessment.threat.of_role(Role.PLACE) if isinstance(e.norm, PlaceNorm)]
    authorities = [p for p in matter.with_role(PartyRole.AUTHORITY) if not barred(matter, party=p)]
    return next((p for country in countries for p in authorities if p.country == country), None)


def conclude(matter: Matter) -> Ruling:
    """Return what follows from the trace."""
    if (already := settled(matter)) is not None:
        return already
    if Answer.YES not in (matter.trace["E.1"].holds, matter.trace["E.2"].holds):
        return undecided(matter, because=matter.trace["E.1"].because)
    return _warn_or_waive(matter)


def _warn_or_waive(matter: Matter) -> Ruling:
    found = look_for_all(matter, grounds=tuple(_GROUNDS.values()))
    waivers = recommend(matter, found=found, expires=expires_at(matter))
    if waivers:
        return Ruling(
            Outcome.WAIVE,
            tuple(dict.fromkeys(f"ground_{w.ground}" for w in waivers)),
            not_addressed=not_told(
                matter, addressees=(), waived=[w.victim for w in waivers], otherwise="waived_for_every_victim"
            ),
            waivers=waivers,
            would_change_it=("new_information", "ground_established_not_to_be_so", "expiry_of_the_waiver"),
        )
    addressees = told(matter, chosen=_left(matter, found=found))
    reasons = ("threshold_met",) if matter.trace["E.1"].holds is Answer.YES else ("doubt_favours_informing",)
    near_misses = tuple(dict.fromkeys(f"no_ground_{f.ground}:{f.because[0]}" for f in found if not f.stands))
    host = _host(matter) if matter.exposed_public else None
    questions = ("nobody_to_tell_is_known",) if not addressees else ()
    if matter.trace["F (originator)"].because == ("originator_refuses",):
        questions = (*questions, "originator_refuses_release")
    return Ruling(
        Outcome.WARN,
        (*reasons, *near_misses),
        addressees=addressees,
        not_addressed=not_told(matter, addressees=addressees, waived=covered(found), otherwise="no_part_in_it"),
        courtesy_notice=host.id if host is not None else None,
        would_change_it=("a_ground_of_waiver_for_every_victim", "the_threat_is_over"),
        open_questions=questions,
    )


def is_bound(holder: Holder) -> bool:
    """Whether the directive binds the holder: an element of the United States; any other applies it by choice."""
    return holder.country == "US"


def build(parameters: PackParameters) -> Pack:
    """Return the pack with its numbers."""
    return Pack(
        instrument=INSTRUMENT,
        parameters=parameters,
        provisions=(
            c_elements,
            d_harm,
            d_victim,
            e_1_duty,
            e_2_doubt,
            e_3_a_aware,
            e_3_b_combatant,
            e_3_c_violent_offender,
            e_3_d_own_sources,
            e_3_e_partner_sources,
            e_3_f_no_way,
            e_3_closed_list,
            e_3_affirmation,
            e_3_options,
            e_3_expiry,
            e_3_adversary,
            f_closing,
            f_originator,
            f_dispute,
            f_in_the_united_states,
            f_abroad,
            f_hidden_origin,
            f_addressees,
            f_time,
            f_exigency,
            f_record,
            f_no_double_standard,
        ),
        conclude=conclude,
        is_bound=is_bound,
    )

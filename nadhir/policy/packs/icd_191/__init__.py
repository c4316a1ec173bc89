"""Intelligence Community Directive 191, Duty to Warn, of 21 July 2015 (United States).

It binds elements of the United States intelligence community; any other holder that names this pack applies it as its
own policy. It gives nobody a right to sue. Source: `law.md` section 1, from secondary summaries; the directive's
primary text was not read, so every provision here is unverified and its letters are to be checked before it is quoted.

Order: D definitions, E.1 the duty, E.2 doubt, E.3 the grounds of waiver, F whom, how and what to record.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from nadhir.policy.addressees import barred, not_told, told
from nadhir.policy.matter import OF_THE_BODY, Matter
from nadhir.policy.pack import Pack, Rule, Ruling
from nadhir.policy.parameters import PackParameters
from nadhir.policy.rulings import settled, undecided
from nadhir.policy.waivers import Found, covered, expires_at, look_for_all, recommend, still_told
from nadhir.terms.assessment import Answer
from nadhir.terms.determination import Outcome, WaiverGround
from nadhir.terms.facts import FactName
from nadhir.terms.party import Holder, Party, PartyRole
from nadhir.terms.provision import Holding, Instrument, Origin, Provision
from nadhir.terms.screening import PlaceNorm, Role
from nadhir.terms.threat import HarmType

INSTRUMENT: Final = Instrument(
    pack="icd-191",
    title="Intelligence Community Directive 191, Duty to Warn",
    in_force_from=date(2015, 7, 21),
)
_REFERENCE: Final = "law.md 1 (after fas.org/publication/duty-to-warn, sgp.fas.org/news/secrecy/2015/08/082415)"
_GROUNDS: Final[dict[str, WaiverGround]] = {
    "E.3.a": WaiverGround.AWARE,
    "E.3.b": WaiverGround.COMBATANT,
    "E.3.c": WaiverGround.VIOLENT_OFFENDER,
    "E.3.d": WaiverGround.OWN_SOURCES,
    "E.3.e": WaiverGround.PARTNER_SOURCES,
    "E.3.f": WaiverGround.NO_WAY,
}
_AFFIRMED: Final = "a_named_senior_officer_who_is_not_the_analyst_affirms_it"


def _provision(paragraph: str, *, origin: Origin = Origin.UNVERIFIED) -> Provision:
    return Provision(INSTRUMENT.pack, paragraph, _REFERENCE, is_verified=False, origin=origin)


# D — Definitions. Intentional killing, serious bodily injury, kidnapping; of a person, a group, or the people at an
# institution, a place of business, a structure or a location; whatever the nationality.


def d_harm(matter: Matter) -> Holding:
    """D. The threat is one of intentional killing, serious bodily injury or kidnapping.

    Detention by itself may be none of them (law.md 1.1, Khashoggi): it is never dropped, it goes to a person. Harm to
    property alone is left out [D].
    """
    provision = _provision("D")
    evidence = matter.assessment.specific.evidence
    if matter.is_harm_stated:
        return Holding(provision, Answer.YES, because=(f"harm_is_{matter.harm}",), evidence=evidence)
    if matter.harm is HarmType.DETENTION_UNCLEAR:
        left = "whether_a_detention_here_means_harm_to_the_body"
        return Holding(provision, Answer.UNKNOWN, ("detention_unclear",), evidence, left_to_person=left)
    if matter.harm is HarmType.PROPERTY_ONLY:
        return Holding(provision, Answer.NO, because=("property_only",), evidence=evidence)
    if matter.harm in OF_THE_BODY:
        return Holding(provision, Answer.YES, because=(f"harm_is_{matter.harm}",), evidence=evidence)
    return Holding(provision, Answer.UNKNOWN, because=("harm_not_stated",), evidence=evidence)


# E.1 — The duty. An element that collects or acquires credible and specific information indicating an impending threat
# has a duty to warn the intended victim or those responsible for protecting the victim, as appropriate.


def e_1_duty(matter: Matter) -> Holding:
    """E.1. The information is credible, specific, and shows an impending threat of such harm."""
    provision = _provision("E.1", origin=Origin.SECONDARY)
    limbs = matter.limbs
    evidence = tuple(dict.fromkeys(e for limb in limbs for e in limb.evidence))
    because = tuple(
        f"{name}_{limb.answer}" for name, limb in zip(("credible", "specific", "impending"), limbs, strict=True)
    )
    answers = {limb.answer for limb in limbs} | {matter.trace["D"].holds}
    if Answer.NO in answers:
        return Holding(provision, Answer.NO, because, evidence)
    return Holding(provision, Answer.UNKNOWN if Answer.UNKNOWN in answers else Answer.YES, because, evidence)


# E.2 — Doubt. Where it is in doubt whether the threshold is met and no ground of waiver exists, informing is favoured.


def e_2_doubt(matter: Matter) -> Holding:
    """E.2. Doubt whether the threshold is met is resolved in favour of informing.

    Read here as doubt of belief: somebody can be found and told what is meant, and only the truth of it cannot be
    judged. Where it is not known what is meant or whom to tell, there is nothing to tell yet, and the case stays open.
    """
    provision = _provision("E.2")
    if (
        matter.trace["E.1"].holds is Answer.UNKNOWN
        and matter.trace["D"].holds is Answer.YES
        and matter.doubt_is_only_of_belief
    ):
        left = "a_senior_officer_weighs_the_doubt"
        return Holding(provision, Answer.YES, ("doubt_favours_informing",), left_to_person=left)
    return Holding(provision, Answer.NO, because=("no_such_doubt",))


# E.3 — Grounds of waiver, a closed list. Each is affirmed by a senior officer; one ground at a time, for each victim
# apart.


def _ground_rule(paragraph: str, ground: WaiverGround) -> Rule:
    def rule(matter: Matter) -> Holding:
        found = look_for_all(matter, grounds=(ground,))
        provision = _provision(
            paragraph, origin=Origin.UNVERIFIED if paragraph in ("E.3.a", "E.3.e", "E.3.f") else Origin.SECONDARY
        )
        if not found:
            return Holding(provision, Answer.NO, because=("nothing_established",))
        stands = any(f.stands for f in found)
        because = tuple(dict.fromkeys(_because(f) for f in found))
        return Holding(provision, Answer.YES if stands else Answer.NO, because, left_to_person=_AFFIRMED)

    return rule


def _because(found: Found) -> str:
    whom = found.victim or "all"
    return f"{found.because[0]}:{whom}"


# E.3.a the victim, or those who protect him, already know of this very threat
e_3_a_aware: Final = _ground_rule("E.3.a", WaiverGround.AWARE)
# E.3.b he is at risk only for taking part in an insurgency, insurrection or other armed conflict
e_3_b_combatant: Final = _ground_rule("E.3.b", WaiverGround.COMBATANT)
# E.3.c there is a reasonable basis to believe that he is a terrorist, a direct supporter of terrorists, an assassin, a
# drug trafficker, or involved in violent crime
e_3_c_violent_offender: Final = _ground_rule("E.3.c", WaiverGround.VIOLENT_OFFENDER)
# E.3.d any attempt to warn would unduly endanger United States personnel, sources, methods, or operations
e_3_d_own_sources: Final = _ground_rule("E.3.d", WaiverGround.OWN_SOURCES)
# E.3.e the information came from a foreign government, and warning would unduly endanger its personnel, sources,
# methods or operations
e_3_e_partner_sources: Final = _ground_rule("E.3.e", WaiverGround.PARTNER_SOURCES)
# E.3.f there is no reasonable way to warn
e_3_f_no_way: Final = _ground_rule("E.3.f", WaiverGround.NO_WAY)


def e_3_closed_list(matter: Matter) -> Holding:
    """E.3. Nothing else is a ground: that the victim or his state is an adversary is none (law.md 1.3 (e)).

    Here stands what is left of the duty once every victim was looked at, the people beside them included.
    """
    found = look_for_all(matter, grounds=tuple(_GROUNDS.values()))
    uncovered = not recommend(matter, found=found, expires=matter.at)
    because = ("somebody_is_not_covered",) if uncovered else ("every_victim_is_covered",)
    return Holding(_provision("E.3"), Answer.NO if uncovered else Answer.YES, because, left_to_person=_AFFIRMED)


# F — Procedures. Whom, how, and what to record.


def f_originator(matter: Matter) -> Holding:
    """F. Information of another agency or service: its originator is consulted on content and method before release.

    A refusal is no ground of waiver by itself; it starts the ladder of a dispute.
    """
    provision = _provision("F (originator)")
    controlled = any(
        h.report.marking is not None and h.report.marking.is_originator_controlled for h in matter.file.held
    )
    fact = matter.fact(FactName.ORIGINATOR_CONSULTED, about=None)
    if fact is None:
        holds = Answer.NO if controlled else Answer.UNKNOWN
        because = "originator_controlled_not_consulted" if controlled else "no_originator_control"
        return Holding(provision, holds, (because,), left_to_person="who_asks_the_originator")
    answer = str(fact.value).strip().lower()
    is_refusal = answer.startswith("refus") or fact.value is False
    code = "originator_refuses" if is_refusal else "originator_consulted"
    return Holding(provision, Answer.NO if is_refusal else Answer.YES, (code,), left_to_person="wording_agreed")


def f_hidden_origin(matter: Matter) -> Holding:
    """F. Where a message in the open would endanger sources or methods, a way is chosen that hides where it comes
    from.
    """
    protected = any(h.source.is_protected for h in matter.file.held)
    because = ("a_protected_source_speaks",) if protected else ("no_protected_source",)
    return Holding(
        _provision("F (method)"),
        Answer.YES if protected else Answer.NO,
        because,
        left_to_person="harm_of_warning_weighed",
    )


def f_addressees(matter: Matter) -> Holding:
    """F. The intended victim or those responsible for protecting him: directly, or through a foreign government."""
    chosen = _chosen(matter)
    reached = [p for p, _ in chosen if not barred(matter, party=p)]
    because = tuple(dict.fromkeys(code for _, code in chosen)) or ("nobody_to_tell",)
    return Holding(_provision("F (addressees)"), Answer.YES if reached else Answer.NO, because)


def f_no_double_standard(matter: Matter) -> Holding:
    """7 FAM 052. What officials are told of a threat is owed to everybody exposed to it, after a courtesy notice.

    Limited distribution stays allowed where the threat is to a specific target. Whether to go public is a person's
    decision.
    """
    public = bool(matter.exposed_public) or matter.has_bystanders
    because = ("a_public_is_exposed",) if public else ("specific_target_only",)
    return Holding(
        Provision(INSTRUMENT.pack, "7 FAM 052", "law.md 1.4", is_verified=False, origin=Origin.SOURCE),
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
            d_harm,
            e_1_duty,
            e_2_doubt,
            e_3_a_aware,
            e_3_b_combatant,
            e_3_c_violent_offender,
            e_3_d_own_sources,
            e_3_e_partner_sources,
            e_3_f_no_way,
            e_3_closed_list,
            f_originator,
            f_hidden_origin,
            f_addressees,
            f_no_double_standard,
        ),
        conclude=conclude,
        is_bound=is_bound,
    )

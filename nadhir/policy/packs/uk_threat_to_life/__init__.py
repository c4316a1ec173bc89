"""The duty of police to act on a threat to life (United Kingdom): Osman v United Kingdom, Article 2 of the Convention.

It arises where the authorities know, or ought to know, of a real and immediate risk to the life of an identified
person from the criminal acts of another. Warning is one answer among several: the offender is disrupted first where
that can be done. That the person threatened is a criminal himself makes no difference. A disruption notice to the
offender is a paper of its own, since it can raise the risk and name the source.

Source: `law.md` 2.3 and 2.4 (RUK-1 to RUK-9). Paragraph 116 of the judgment was read where it is reproduced whole.
Practice comes from pages of forces and newspapers and is unverified; the national guidance is restricted and was not
read.

Order: Article 2 who is bound, Osman 116 the duty and its limits, TTL 1 doubt, TTL 2 the warning, TTL 3 the disruption
notice, TTL 4 dependants, TTL 5 grounds, TTL 6 to 10 what practice adds, the record.
"""

from datetime import date
from functools import partial
from typing import Final

from nadhir.policy.addressees import barred, not_told, told
from nadhir.policy.matter import OF_THE_BODY, Matter
from nadhir.policy.pack import Pack, Ruling, rule
from nadhir.policy.parameters import PackParameters
from nadhir.policy.rulings import referred, settled, undecided, waived
from nadhir.policy.waivers import covered, expires_at, look_for_all, recommend, still_told
from nadhir.terms.assessment import Answer
from nadhir.terms.determination import Outcome, WaiverGround
from nadhir.terms.facts import FactName
from nadhir.terms.party import Holder, Party
from nadhir.terms.provision import Holding, Instrument, Origin, Provision

INSTRUMENT: Final = Instrument(
    pack="uk-threat-to-life",
    title="Threat to life (Osman v United Kingdom, Article 2 ECHR)",
    in_force_from=date(1998, 10, 28),
    reference="the head of the judgment: http://www.bailii.org/eu/cases/ECHR/1998/101.html",
    words="CASE OF OSMAN v. THE UNITED KINGDOM (87/1997/871/1083) JUDGMENT STRASBOURG 28 October 1998",
    is_verified=True,
    origin=Origin.SOURCE,
)
_JUDGMENT: Final = (
    "Osman v United Kingdom, paragraph 116, as reproduced whole at "
    "https://policehumanrightsresources.org/osman-v-the-united-kingdom-application-no-87-1997-871-1083"
)
_FORCES: Final = "law.md 2.4 (https://foi.west-midlands.police.uk/threat-to-life-notices-422a-24/)"
_LETTER: Final = (
    "law.md 2.4 (https://www.chad.co.uk/news/your-life-is-in-immediate-danger-notts-police-issue-248-death-threat-"
    "warning-letters-2195739)"
)
_CLEVELAND: Final = "law.md 2.4 (http://thenewsrush.blogspot.com/2015/03/nine-people-warned-by-cleveland-police.html)"
_YORKSHIRE: Final = (
    "law.md 2.4 "
    "(https://www.yorkshirepost.co.uk/news/crime/police-yorkshire-reveal-number-warnings-issued-people-whose-"
    "lives-are-danger-2535076)"
)
#: What leaves nothing to tell. The victim's own crimes are no ground here, nor is a source: it is shielded by wording.
_GROUNDS: Final = (WaiverGround.AWARE, WaiverGround.NO_WAY)

_rule = partial(rule, INSTRUMENT, origin=Origin.SOURCE)


@_rule(paragraph="Art. 2", reference="law.md 2.3 (the Convention's text was not read)", origin=Origin.UNVERIFIED)
def art_2_bound(matter: Matter, *, under: Provision) -> Holding:
    """Article 2. It binds the authorities of a State, here the forces of the United Kingdom; another follows the
    practice by choice.
    """
    if not is_bound(matter.file.holder):
        return Holding(under, Answer.NO, ("applied_by_choice",))
    left = "whether_the_holder_is_a_public_authority"
    return Holding(under, Answer.YES, ("holder_of_the_united_kingdom",), left_to_person=left)


@_rule(
    paragraph="Osman 116",
    reference=_JUDGMENT,
    words="knew or ought to have known at the time of the existence of a real and immediate risk to the life of an "
    "identified individual or individuals from the criminal acts of a third party",
    is_verified=True,
)
def osman_116_real_and_immediate(matter: Matter, *, under: Provision) -> Holding:
    """Osman, paragraph 116. A real and immediate risk to the life of an identified person or persons.

    Real: verified as far as can be. Immediate: present and continuing, not necessarily dated. What the authority ought
    to have known counts like what it knew.
    """
    limbs = matter.limbs
    because = tuple(
        f"{name}_{limb.answer}" for name, limb in zip(("real", "identified", "immediate"), limbs, strict=True)
    )
    evidence = tuple(dict.fromkeys(e for limb in limbs for e in limb.evidence))
    answers = {limb.answer for limb in limbs}
    if matter.harm not in OF_THE_BODY or Answer.NO in answers:
        return Holding(under, Answer.NO, because, evidence)
    holds = Answer.UNKNOWN if Answer.UNKNOWN in answers else Answer.YES
    return Holding(under, holds, because, evidence, left_to_person="level_and_imminence_of_the_risk")


@_rule(
    paragraph="Osman 116 (measures)",
    reference=_JUDGMENT,
    words="failed to take measures within the scope of their powers which, judged reasonably, might have been expected "
    "to avoid that risk",
    is_verified=True,
)
def osman_116_measures(matter: Matter, *, under: Provision) -> Holding:
    """Osman, paragraph 116. What is owed is what could reasonably be expected: no impossible or disproportionate
    burden, and no need of gross negligence for the duty to be broken.
    """
    if matter.trace["Osman 116"].holds is Answer.NO:
        return Holding(under, Answer.NO, ("no_such_risk_is_known",))
    left = "what_measures_could_reasonably_be_expected"
    return Holding(under, Answer.YES, ("measures_are_owed_not_success",), left_to_person=left)


@_rule(
    paragraph="Osman 116 (safeguards)",
    reference=_JUDGMENT,
    words="the need to ensure that the police exercise their powers to control and prevent crime in a manner which "
    "fully respects the due process and other guarantees which legitimately place restraints on the scope of their "
    "action",
    is_verified=True,
)
def osman_116_safeguards(matter: Matter, *, under: Provision) -> Holding:
    """Osman, paragraph 116. The rights of the suspect still bind, those of Articles 5 and 8 among them."""
    if any(p.is_suspect for p in matter.file.parties):
        left = "which_measures_the_suspects_rights_allow"
        return Holding(under, Answer.YES, ("the_suspects_rights_bind",), left_to_person=left)
    return Holding(under, Answer.NO, ("no_suspect_is_known",))


@_rule(paragraph="TTL 1", reference="law.md 2.4", origin=Origin.OURS)
def ttl_1_doubt(matter: Matter, *, under: Provision) -> Holding:
    """TTL 1 [D]. Where only the truth of the threat is in doubt, the person is told: he may be the one who can confirm
    it.
    """
    is_so = matter.trace["Osman 116"].holds is Answer.UNKNOWN and matter.doubt_is_only_of_belief
    because = ("doubt_favours_telling",) if is_so else ("no_such_doubt",)
    return Holding(under, Answer.YES if is_so else Answer.NO, because)


@_rule(paragraph="TTL 2", reference=_LETTER)
def ttl_2_warning(matter: Matter, *, under: Provision) -> Holding:
    """TTL 2. The warning, where there is not enough to arrest: one answer among several, in proportion to the risk
    (RUK-1).
    """
    reached = [p for p in matter.victims if not barred(matter, party=p)]
    return Holding(
        under,
        Answer.YES if reached else Answer.NO,
        ("victim_can_be_told",) if reached else ("no_victim_is_known",),
        left_to_person="whether_a_warning_is_the_proportionate_answer",
    )


@_rule(paragraph="TTL 3", reference=_FORCES)
def ttl_3_disruption_notice(matter: Matter, *, under: Provision) -> Holding:
    """TTL 3. The disruption notice to the possible offender, a paper of its own: decided case by case, since it can
    itself raise the risk, and never where it would name the source (RUK-2).
    """
    exposing = [
        fact
        for party in matter.file.parties
        if party.is_suspect
        for fact in (matter.fact(FactName.ENDANGERS_OWN_SOURCES, about=party.id),)
        if fact is not None and fact.value is True
    ]
    because = ("notice_would_expose_the_source",) if exposing else ("left_to_a_person",)
    return Holding(
        under,
        Answer.NO if exposing else Answer.UNKNOWN,
        because,
        left_to_person="whether_the_offender_gets_a_notice",
    )


@_rule(paragraph="TTL 4", reference=_YORKSHIRE)
def ttl_4_dependants(matter: Matter, *, under: Provision) -> Holding:
    """TTL 4. Children and dependants of the person threatened: social services are told, and they may be moved to
    safety (RUK-6).
    """
    there = matter.features("bystanders_exposed")
    because = ("people_near_the_victim",) if there else ("nobody_known_near_the_victim",)
    evidence = tuple(e for f in there for e in f.evidence)
    left = "whether_social_services_are_told"
    return Holding(under, Answer.YES if there else Answer.UNKNOWN, because, evidence, left)


@_rule(paragraph="TTL 5", reference=_CLEVELAND, origin=Origin.OURS)
def ttl_5_grounds(matter: Matter, *, under: Provision) -> Holding:
    """TTL 5 [D]. Not told again: who already knows of this very threat, and whom nobody can reach.

    Known criminals are warned like anybody (RUK-5).
    """
    found = look_for_all(matter, grounds=(*_GROUNDS, WaiverGround.VIOLENT_OFFENDER))
    standing = [f for f in found if f.stands and f.ground in _GROUNDS]
    because = tuple(
        dict.fromkeys(f"{f.ground}:{f.because[0] if f.ground in _GROUNDS else 'no_ground_here'}" for f in found)
    )
    return Holding(
        under,
        Answer.YES if standing else Answer.NO,
        because or ("nothing_established",),
        left_to_person="a_superintendent_affirms_it",
    )


@_rule(paragraph="TTL 6", reference=_LETTER)
def ttl_6_letter(matter: Matter, *, under: Provision) -> Holding:
    """TTL 6. It is told in person, and the letter says five things: the life is in danger, the police must tell, what
    might confirm it is asked for, how to keep safe, and that nothing here licenses retaliation (RUK-4).
    """
    if matter.trace["TTL 2"].holds is not Answer.YES:
        return Holding(under, Answer.NO, ("no_victim_is_known",))
    because = (
        "told_in_person",
        "says_the_life_is_in_danger",
        "says_that_the_police_must_tell",
        "asks_for_what_may_confirm_it",
        "gives_advice_on_safety",
        "licenses_no_retaliation",
    )
    return Holding(under, Answer.YES, because, left_to_person="wording_of_the_letter")


@_rule(paragraph="TTL 7", reference=_CLEVELAND, origin=Origin.SECONDARY)
def ttl_7_address(matter: Matter, *, under: Provision) -> Holding:
    """TTL 7. The address is flagged, so that a later call is seen for what it is, and made harder to attack (RUK-7)."""
    if not matter.victims:
        return Holding(under, Answer.NO, ("no_victim_is_known",))
    because = ("flag_the_address", "offer_to_secure_the_home")
    return Holding(under, Answer.UNKNOWN, because, left_to_person="whether_the_address_is_flagged")


@_rule(paragraph="TTL 8", reference="law.md 2.4", origin=Origin.UNVERIFIED)
def ttl_8_disruption_first(matter: Matter, *, under: Provision) -> Holding:
    """TTL 8. The offender is disrupted first where that can be done (RUK-9); it does not hold the warning up [D]."""
    if any(p.is_suspect for p in matter.file.parties):
        left = "whether_the_offender_can_be_disrupted_first"
        return Holding(under, Answer.UNKNOWN, ("an_offender_is_known",), left_to_person=left)
    return Holding(under, Answer.NO, ("no_offender_is_known",))


@_rule(paragraph="TTL 9", reference="law.md 2.4", origin=Origin.OURS)
def ttl_9_grade_and_review(matter: Matter, *, under: Provision) -> Holding:
    """TTL 9. The threat is graded high, medium or low, a superintendent owns it, and it is reviewed until it is closed
    (RUK-9); how often is our own [D].
    """
    own = matter.parameters.own
    because = (
        f"review_if_high_in_hours:{own['review_high_hours']}",
        f"review_if_medium_in_hours:{own['review_medium_hours']}",
        f"review_if_low_in_hours:{own['review_low_hours']}",
    )
    return Holding(under, Answer.YES, because, left_to_person="a_superintendent_grades_and_owns_it")


@_rule(paragraph="TTL 10", reference="law.md 2.4 (https://foi.west-midlands.police.uk/threat-to-life-763a-20/)")
def ttl_10_guidance(matter: Matter, *, under: Provision) -> Holding:  # noqa: ARG001 - it is so in every matter
    """TTL 10. National guidance exists (2013, 2017) and is restricted (RUK-8): it was not read, and a force goes by
    it.
    """
    left = "what_the_forces_own_policy_says"
    return Holding(under, Answer.UNKNOWN, ("national_guidance_was_not_read",), left_to_person=left)


@_rule(paragraph="record", reference=_FORCES)
def record(matter: Matter, *, under: Provision) -> Holding:  # noqa: ARG001 - the record is owed in every matter
    """One paper, half assessment of the risk, half log of policy, with each notice in it, so that notices can be
    counted (RUK-3): one threat may have many victims and many offenders.
    """
    because = (
        "record_assessment_and_policy_log_in_one",
        "record_each_notice_so_that_it_counts",
        "record_every_victim_and_every_offender",
        "record_why_a_notice_was_not_given",
    )
    return Holding(under, Answer.YES, because)


def _every_warning_exposes(matter: Matter) -> bool:
    """Tell whether it was found that any warning, or one to each person threatened, would cost a source."""
    for name in (FactName.ENDANGERS_OWN_SOURCES, FactName.ENDANGERS_PARTNER_SOURCES):
        if any(f.fact is name for f in matter.features("safe_way_remains")):
            continue
        whole = matter.fact(name, about=None)
        each = [matter.fact(name, about=p.id) for p in matter.victims]
        if (whole is not None and whole.value is True) or (
            each and all(f is not None and f.value is True for f in each)
        ):
            return True
    return False


def _chosen(matter: Matter) -> list[tuple[Party, str]]:
    chosen: list[tuple[Party, str]] = [(p, "person_threatened") for p in matter.victims]
    chosen.extend((p, "protects_the_person") for p in matter.protectors)
    chosen.extend((p, "answers_for_the_place") for p in matter.place_owners)
    return chosen


def conclude(matter: Matter) -> Ruling:
    """Return what follows from the trace."""
    if (already := settled(matter)) is not None:
        return already
    if Answer.YES not in (matter.trace["Osman 116"].holds, matter.trace["TTL 1"].holds):
        return undecided(matter, because=matter.trace["Osman 116"].because)
    if _every_warning_exposes(matter):
        # Article 2 knows no waiver for a source: the risk is met by other means, which a senior officer chooses.
        return referred(matter, because="every_warning_exposes_the_source", would_change_it=("a_safe_way_to_warn",))
    found = look_for_all(matter, grounds=_GROUNDS)
    waivers = recommend(matter, found=found, expires=expires_at(matter))
    if waivers:
        return waived(matter, waivers=waivers)
    addressees = told(matter, chosen=still_told(matter, chosen=_chosen(matter), found=found))
    return Ruling(
        Outcome.WARN,
        ("real_and_immediate",) if matter.trace["Osman 116"].holds is Answer.YES else ("doubt_favours_telling",),
        addressees=addressees,
        not_addressed=not_told(matter, addressees=addressees, waived=covered(found), otherwise="no_part_in_it"),
        would_change_it=("the_offender_is_held_and_alone", "the_victim_already_knows"),
        open_questions=() if addressees else ("nobody_to_tell_is_known",),
    )


def is_bound(holder: Holder) -> bool:
    """Whether the holder is a force of the United Kingdom."""
    return holder.country == "GB"


def build(parameters: PackParameters) -> Pack:
    """Return the pack with its numbers."""
    return Pack(
        instrument=INSTRUMENT,
        parameters=parameters,
        provisions=(
            art_2_bound,
            osman_116_real_and_immediate,
            osman_116_measures,
            osman_116_safeguards,
            ttl_1_doubt,
            ttl_2_warning,
            ttl_3_disruption_notice,
            ttl_4_dependants,
            ttl_5_grounds,
            ttl_6_letter,
            ttl_7_address,
            ttl_8_disruption_first,
            ttl_9_grade_and_review,
            ttl_10_guidance,
            record,
        ),
        conclude=conclude,
        is_bound=is_bound,
    )

"""An aid organisation's own duty of care: no law, a policy that the organisation gave itself.

It tells its own people, and everybody who is exposed to the same threat, of what it holds; it exposes no informant; it
tells no armed actor and no authority by itself, since in many places that is what endangers people (law.md 2.9, INSO).
Each organisation stays responsible for its own decisions (Saving Lives Together).

Source: `law.md` 2.9 and 2.7. The rules below are ours [D], to be adopted or changed by the organisation; what they
rest on is named at each and was read at second hand.

Order: 1 the threat, 2 doubt, 3 everybody exposed, 4 no informant exposed, 5 grounds, 6 no authority by itself, 7 Saving
Lives Together, 8 alerts of others, 9 do no harm, 10 jurisdiction risk, 11 a safe channel first, 12 time, 13 the record.
"""

from datetime import date
from functools import partial
from typing import Final

from nadhir.policy.addressees import not_told, told
from nadhir.policy.matter import OF_THE_BODY, Matter
from nadhir.policy.pack import Pack, Ruling, rule
from nadhir.policy.parameters import PackParameters
from nadhir.policy.rulings import settled, undecided, waived
from nadhir.policy.waivers import covered, expires_at, exposed, look_for_all, recommend, still_told
from nadhir.terms.assessment import Answer
from nadhir.terms.determination import Outcome, WaiverGround
from nadhir.terms.party import ChannelKind, Holder, Party, PartyRole, Relation
from nadhir.terms.provision import Holding, Instrument, Origin, Provision
from nadhir.terms.report import SourceKind

INSTRUMENT: Final = Instrument(
    pack="ngo",
    title="Duty of care of an aid organisation (own policy)",
    # The year in which the Saving Lives Together framework was agreed, from memory; an organisation puts its own day
    # here.
    in_force_from=date(2006, 1, 1),
    reference="law.md 2.9 (own policy: the organisation puts the day of its adoption here)",
    origin=Origin.OURS,
)
_REFERENCE: Final = "law.md 2.9 (gisf.ngo, ngosafety.org)"
#: Combatants and offenders are no staff of an aid organisation: those grounds have no place here.
_GROUNDS: Final = (WaiverGround.AWARE, WaiverGround.OWN_SOURCES, WaiverGround.PARTNER_SOURCES, WaiverGround.NO_WAY)


_rule = partial(rule, INSTRUMENT, reference=_REFERENCE, origin=Origin.OURS)


@_rule(paragraph="1")
def rule_1_threat(matter: Matter, *, under: Provision) -> Holding:
    """1. Somebody means harm to people whom we can reach, and it can be believed."""
    credible, specific, impending = matter.limbs
    because = tuple(
        f"{name}_{limb.answer}"
        for name, limb in (("credible", credible), ("specific", specific), ("impending", impending))
    )
    evidence = tuple(dict.fromkeys(e for limb in matter.limbs for e in limb.evidence))
    if matter.harm not in OF_THE_BODY or Answer.NO in {limb.answer for limb in matter.limbs}:
        return Holding(under, Answer.NO, because, evidence)
    is_unknown = Answer.UNKNOWN in {limb.answer for limb in matter.limbs}
    return Holding(under, Answer.UNKNOWN if is_unknown else Answer.YES, because, evidence)


@_rule(paragraph="2")
def rule_2_doubt(matter: Matter, *, under: Provision) -> Holding:
    """2. Where only its truth is in doubt, people are told, and told that it is in doubt."""
    is_so = matter.trace["1"].holds is Answer.UNKNOWN and matter.doubt_is_only_of_belief
    because = ("doubt_favours_telling",) if is_so else ("no_such_doubt",)
    return Holding(under, Answer.YES if is_so else Answer.NO, because)


@_rule(paragraph="3")
def rule_3_everybody_exposed(matter: Matter, *, under: Provision) -> Holding:
    """3. Everybody who is exposed to the same threat is told: our people and others alike."""
    people = _exposed(matter)
    return Holding(under, Answer.YES if people else Answer.NO, tuple(f"exposed:{p.id}" for p in people))


@_rule(paragraph="4")
def rule_4_no_informant(matter: Matter, *, under: Provision) -> Holding:
    """4. Nothing is told that would point to whoever told us."""
    protected = any(h.source.is_protected for h in matter.file.held)
    return Holding(
        under,
        Answer.YES if protected else Answer.NO,
        ("an_informant_is_to_be_shielded",) if protected else ("no_protected_informant",),
        left_to_person="harm_of_warning_weighed",
    )


@_rule(paragraph="5")
def rule_5_grounds(matter: Matter, *, under: Provision) -> Holding:
    """5. Not told: who already knows of this very threat, whom nobody can reach, or where every way costs the
    informant.
    """
    found = look_for_all(matter, grounds=_GROUNDS, people=exposed(matter, victims=_exposed(matter)))
    because = tuple(dict.fromkeys(f"{f.ground}:{f.because[0]}" for f in found)) or ("nothing_established",)
    holds = Answer.YES if any(f.stands for f in found) else Answer.NO
    return Holding(under, holds, because, left_to_person="the_director_affirms_it")


@_rule(paragraph="6", reference="law.md 2.9 (https://ngosafety.org/?p=6669)")
def rule_6_no_authority_by_itself(matter: Matter, *, under: Provision) -> Holding:
    """6. No authority and no armed actor is told by itself: in many places that is what endangers people."""
    there = matter.with_role(PartyRole.AUTHORITY)
    because = ("authorities_are_left_to_a_person",) if there else ("no_authority_on_file",)
    left = "whether_an_authority_is_told" if there else ""
    return Holding(under, Answer.YES if there else Answer.NO, because, left_to_person=left)


@_rule(paragraph="7", reference="law.md 2.9 (https://www.unocha.org/es/themes/saving-lives-together-slt)")
def rule_7_saving_lives_together(matter: Matter, *, under: Provision) -> Holding:
    """7. Saving Lives Together: what bears on the safety of others is shared with them; each stays responsible for its
    own decisions.
    """
    others = [p for p in _exposed(matter) if p.relation is not Relation.OWN]
    if others:
        return Holding(under, Answer.YES, ("others_decide_for_themselves",), left_to_person="what_else_is_shared")
    return Holding(under, Answer.NO, ("nobody_elses_people_are_known",), left_to_person="what_else_is_shared")


@_rule(paragraph="8", reference="law.md 2.9 (https://partners.ngosafety.org/faq)")
def rule_8_alerts_of_others(matter: Matter, *, under: Provision) -> Holding:
    """8. An alert of a safety organisation is for its vetted members and humanitarian purposes; it goes on only as its
    code of conduct allows, and by a way that does not end in a junk folder.
    """
    limited = any(h.source.kind is SourceKind.PARTNER or h.report.marking is not None for h in matter.file.held)
    if limited:
        left = "what_the_code_of_conduct_allows"
        return Holding(under, Answer.YES, ("a_partners_alert_is_limited",), left_to_person=left)
    return Holding(under, Answer.NO, ("no_partners_alert",))


@_rule(paragraph="9", reference="law.md 2.9 (professional standards for protection work, from memory)")
def rule_9_do_no_harm(matter: Matter, *, under: Provision) -> Holding:  # noqa: ARG001 - it limits every matter
    """9. Do no harm: whom it concerns agrees to what is passed on of him, as far as there is time to ask."""
    left = "harm_of_warning_weighed"
    return Holding(under, Answer.YES, ("do_no_harm", "consent_where_it_can_be_asked"), left_to_person=left)


@_rule(paragraph="10", reference="law.md 2.9 (https://ngosafety.org/?p=6669)")
def rule_10_jurisdiction(matter: Matter, *, under: Provision) -> Holding:  # noqa: ARG001 - a person knows the place
    """10. Where holding safety information is dangerous in itself, as little as can be is kept on the spot: staff were
    detained for it.
    """
    left = "whether_the_place_is_dangerous_to_those_who_hold_it"
    return Holding(under, Answer.UNKNOWN, ("keep_as_little_on_the_spot_as_can_be",), left_to_person=left)


@_rule(
    paragraph="11",
    reference="law.md 2.9 (https://docslib.org/doc/8046613/defenders-in-development-campaign-security-working-group)",
)
def rule_11_safe_channel(matter: Matter, *, under: Provision) -> Holding:
    """11. Nothing sensitive goes by ordinary mail: each is asked for the way he prefers, and a safe one comes first."""
    told_by_mail = [p for p in _exposed(matter) if p.channels and set(p.channels) <= {ChannelKind.EMAIL}]
    if told_by_mail:
        because = tuple(f"only_ordinary_mail_is_known:{p.id}" for p in told_by_mail)
        return Holding(under, Answer.NO, because, left_to_person="ask_for_a_safe_channel_first")
    return Holding(under, Answer.YES, ("no_need_of_ordinary_mail",))


@_rule(paragraph="12", reference="law.md 9")
def rule_12_time(matter: Matter, *, under: Provision) -> Holding:
    """12. People are told in time to act; the number is the organisation's own."""
    minutes = matter.parameters.clock_minutes[matter.assessment.urgency]
    return Holding(under, Answer.YES, ("the_policy_sets_its_own_number", f"own_clock_in_minutes:{minutes}"))


@_rule(paragraph="13")
def rule_13_record(matter: Matter, *, under: Provision) -> Holding:  # noqa: ARG001 - the record is owed in every matter
    """13. What the record holds: what was known and decided, who was told and how; nothing that points to an
    informant.
    """
    because = (
        "record_what_was_known_and_decided",
        "record_who_was_told_and_how",
        "record_why_somebody_was_not_told",
        "record_nothing_that_points_to_an_informant",
    )
    return Holding(under, Answer.YES, because, left_to_person="where_the_record_is_kept")


def _exposed(matter: Matter) -> tuple[Party, ...]:
    """Return every known victim, named by the reports or not: who uses the same road is exposed like those who are
    named.
    """
    return tuple(p for p in matter.with_role(PartyRole.VICTIM) if PartyRole.PUBLIC not in p.roles)


def conclude(matter: Matter) -> Ruling:
    """Return what follows from the trace. Authorities and armed actors are left to a person."""
    if (already := settled(matter)) is not None:
        return already
    if Answer.YES not in (matter.trace["1"].holds, matter.trace["2"].holds):
        return undecided(matter, because=matter.trace["1"].because)
    people = exposed(matter, victims=_exposed(matter))
    found = look_for_all(matter, grounds=_GROUNDS, people=people)
    waivers = recommend(matter, found=found, expires=expires_at(matter), people=people)
    if waivers:
        return waived(matter, waivers=waivers)
    chosen = [(p, "exposed_to_the_threat") for p in _exposed(matter)]
    chosen.extend((p, "protects_them") for p in matter.protectors)
    chosen.extend((p, "answers_for_the_place") for p in matter.place_owners)
    addressees = told(matter, chosen=still_told(matter, chosen=chosen, found=found))
    return Ruling(
        Outcome.WARN,
        ("duty_of_care",) if matter.trace["1"].holds is Answer.YES else ("doubt_favours_telling",),
        addressees=addressees,
        not_addressed=not_told(matter, addressees=addressees, waived=covered(found), otherwise="left_to_a_person"),
        would_change_it=("the_threat_is_over",),
        open_questions=() if addressees else ("nobody_to_tell_is_known",),
    )


def is_bound(_holder: Holder) -> bool:
    """No law binds anybody here: it is always the organisation's own policy."""
    return False


def build(parameters: PackParameters) -> Pack:
    """Return the pack with its numbers."""
    return Pack(
        instrument=INSTRUMENT,
        parameters=parameters,
        provisions=(
            rule_1_threat,
            rule_2_doubt,
            rule_3_everybody_exposed,
            rule_4_no_informant,
            rule_5_grounds,
            rule_6_no_authority_by_itself,
            rule_7_saving_lives_together,
            rule_8_alerts_of_others,
            rule_9_do_no_harm,
            rule_10_jurisdiction,
            rule_11_safe_channel,
            rule_12_time,
            rule_13_record,
        ),
        conclude=conclude,
        is_bound=is_bound,
        is_mandatory=False,
    )

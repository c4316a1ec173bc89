"""An aid organisation's own duty of care: no law, a policy that the organisation gave itself.

It tells its own people, and everybody who is exposed to the same threat, of what it holds; it exposes no informant; it
tells no armed actor and no authority by itself, since in many places that is what endangers people (law.md 2.9, INSO).
Each organisation stays responsible for its own decisions (Saving Lives Together).

Source: `law.md` 2.9. The rules below are ours [D], to be adopted or changed by the organisation.

Order: 1 the threat, 2 doubt, 3 everybody exposed, 4 no informant exposed, 5 grounds.
"""

from datetime import date
from typing import Final

from nadhir.policy.addressees import not_told, told
from nadhir.policy.matter import OF_THE_BODY, Matter
from nadhir.policy.pack import Pack, Ruling
from nadhir.policy.parameters import PackParameters
from nadhir.policy.rulings import settled, undecided, waived
from nadhir.policy.waivers import covered, expires_at, exposed, look_for_all, recommend, still_told
from nadhir.terms.assessment import Answer
from nadhir.terms.determination import Outcome, WaiverGround
from nadhir.terms.party import Holder, Party, PartyRole
from nadhir.terms.provision import Holding, Instrument, Origin, Provision

INSTRUMENT: Final = Instrument(
    pack="ngo",
    title="Duty of care of an aid organisation (own policy)",
    # The year in which the Saving Lives Together framework was agreed, from memory; an organisation puts its own day
    # here.
    in_force_from=date(2006, 1, 1),
)
_REFERENCE: Final = "law.md 2.9 (gisf.ngo, ngosafety.org)"
#: Combatants and offenders are no staff of an aid organisation: those grounds have no place here.
_GROUNDS: Final = (WaiverGround.AWARE, WaiverGround.OWN_SOURCES, WaiverGround.PARTNER_SOURCES, WaiverGround.NO_WAY)


def _provision(paragraph: str) -> Provision:
    return Provision(INSTRUMENT.pack, paragraph, _REFERENCE, is_verified=False, origin=Origin.OURS)


def rule_1_threat(matter: Matter) -> Holding:
    """1. Somebody means harm to people whom we can reach, and it can be believed."""
    credible, specific, impending = matter.limbs
    because = tuple(
        f"{name}_{limb.answer}"
        for name, limb in (("credible", credible), ("specific", specific), ("impending", impending))
    )
    evidence = tuple(dict.fromkeys(e for limb in matter.limbs for e in limb.evidence))
    if matter.harm not in OF_THE_BODY or Answer.NO in {limb.answer for limb in matter.limbs}:
        return Holding(_provision("1"), Answer.NO, because, evidence)
    is_unknown = Answer.UNKNOWN in {limb.answer for limb in matter.limbs}
    return Holding(_provision("1"), Answer.UNKNOWN if is_unknown else Answer.YES, because, evidence)


def rule_2_doubt(matter: Matter) -> Holding:
    """2. Where only its truth is in doubt, people are told, and told that it is in doubt."""
    is_so = matter.trace["1"].holds is Answer.UNKNOWN and matter.doubt_is_only_of_belief
    because = ("doubt_favours_telling",) if is_so else ("no_such_doubt",)
    return Holding(_provision("2"), Answer.YES if is_so else Answer.NO, because)


def rule_3_everybody_exposed(matter: Matter) -> Holding:
    """3. Everybody who is exposed to the same threat is told: our people and others alike."""
    people = _exposed(matter)
    return Holding(_provision("3"), Answer.YES if people else Answer.NO, tuple(f"exposed:{p.id}" for p in people))


def rule_4_no_informant(matter: Matter) -> Holding:
    """4. Nothing is told that would point to whoever told us."""
    protected = any(h.source.is_protected for h in matter.file.held)
    return Holding(
        _provision("4"),
        Answer.YES if protected else Answer.NO,
        ("an_informant_is_to_be_shielded",) if protected else ("no_protected_informant",),
        left_to_person="harm_of_warning_weighed",
    )


def rule_5_grounds(matter: Matter) -> Holding:
    """5. Not told: who already knows of this very threat, whom nobody can reach, or where every way costs the
    informant.
    """
    found = look_for_all(matter, grounds=_GROUNDS, people=exposed(matter, victims=_exposed(matter)))
    because = tuple(dict.fromkeys(f"{f.ground}:{f.because[0]}" for f in found)) or ("nothing_established",)
    holds = Answer.YES if any(f.stands for f in found) else Answer.NO
    return Holding(_provision("5"), holds, because, left_to_person="the_director_affirms_it")


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
        provisions=(rule_1_threat, rule_2_doubt, rule_3_everybody_exposed, rule_4_no_informant, rule_5_grounds),
        conclude=conclude,
        is_bound=is_bound,
        is_mandatory=False,
    )

"""The duty of police to act on a threat to life (United Kingdom): Osman v United Kingdom, Article 2 of the Convention.

It arises where the authorities know, or ought to know, of a real and immediate risk to the life of an identified
person from the criminal acts of another. Warning is one answer among several: the offender is disrupted first where
that can be done. That the person threatened is a criminal himself makes no difference. A disruption notice to the
offender is a paper of its own, since it can raise the risk and name the source.

Source: `law.md` 2.3 and 2.4 (judgment of 28 October 1998; force pages and freedom-of-information answers). National
guidance is restricted and was not read; every provision here is unverified.

Order: Osman 116 the duty, TTL 1 doubt, TTL 2 the warning, TTL 3 the disruption notice, TTL 4 dependants, TTL 5 grounds.
"""

from datetime import date
from typing import Final

from nadhir.policy.addressees import barred, not_told, told
from nadhir.policy.matter import OF_THE_BODY, Matter
from nadhir.policy.pack import Pack, Ruling
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
)
_REFERENCE: Final = "law.md 2.3, 2.4 (policehumanrightsresources.org, foi.west-midlands.police.uk)"
#: What leaves nothing to tell. The victim's own crimes are no ground here, nor is a source: it is shielded by wording.
_GROUNDS: Final = (WaiverGround.AWARE, WaiverGround.NO_WAY)


def _provision(paragraph: str, *, origin: Origin = Origin.SOURCE) -> Provision:
    return Provision(INSTRUMENT.pack, paragraph, _REFERENCE, is_verified=False, origin=origin)


def osman_116_real_and_immediate(matter: Matter) -> Holding:
    """Osman, paragraph 116. A real and immediate risk to the life of an identified person or persons.

    Real: verified as far as can be. Immediate: present and continuing, not necessarily dated.
    """
    limbs = matter.limbs
    because = tuple(
        f"{name}_{limb.answer}" for name, limb in zip(("real", "identified", "immediate"), limbs, strict=True)
    )
    evidence = tuple(dict.fromkeys(e for limb in limbs for e in limb.evidence))
    answers = {limb.answer for limb in limbs}
    if matter.harm not in OF_THE_BODY or Answer.NO in answers:
        return Holding(_provision("Osman 116"), Answer.NO, because, evidence)
    holds = Answer.UNKNOWN if Answer.UNKNOWN in answers else Answer.YES
    return Holding(_provision("Osman 116"), holds, because, evidence, left_to_person="level_and_imminence_of_the_risk")


def ttl_1_doubt(matter: Matter) -> Holding:
    """TTL 1 [D]. Where only the truth of the threat is in doubt, the person is told: he may be the one who can confirm
    it.
    """
    is_so = matter.trace["Osman 116"].holds is Answer.UNKNOWN and matter.doubt_is_only_of_belief
    because = ("doubt_favours_telling",) if is_so else ("no_such_doubt",)
    return Holding(_provision("TTL 1", origin=Origin.OURS), Answer.YES if is_so else Answer.NO, because)


def ttl_2_warning(matter: Matter) -> Holding:
    """TTL 2. The warning: in person, with advice, an appeal for information, and no licence to retaliate."""
    reached = [p for p in matter.victims if not barred(matter, party=p)]
    return Holding(
        _provision("TTL 2"),
        Answer.YES if reached else Answer.NO,
        ("victim_can_be_told",) if reached else ("no_victim_is_known",),
        left_to_person="whether_a_warning_is_the_proportionate_answer",
    )


def ttl_3_disruption_notice(matter: Matter) -> Holding:
    """TTL 3. The disruption notice to the possible offender: decided case by case, never where it would name the
    source.
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
        _provision("TTL 3"),
        Answer.NO if exposing else Answer.UNKNOWN,
        because,
        left_to_person="whether_the_offender_gets_a_notice",
    )


def ttl_4_dependants(matter: Matter) -> Holding:
    """TTL 4. Children and dependants of the person threatened: social services are told."""
    there = matter.features("bystanders_exposed")
    because = ("people_near_the_victim",) if there else ("nobody_known_near_the_victim",)
    evidence = tuple(e for f in there for e in f.evidence)
    return Holding(_provision("TTL 4"), Answer.YES if there else Answer.UNKNOWN, because, evidence)


def ttl_5_grounds(matter: Matter) -> Holding:
    """TTL 5 [D]. Not told again: who already knows of this very threat, and whom nobody can reach.

    Known criminals are warned like anybody (law.md RUK-5).
    """
    found = look_for_all(matter, grounds=(*_GROUNDS, WaiverGround.VIOLENT_OFFENDER))
    standing = [f for f in found if f.stands and f.ground in _GROUNDS]
    because = tuple(
        dict.fromkeys(f"{f.ground}:{f.because[0] if f.ground in _GROUNDS else 'no_ground_here'}" for f in found)
    )
    return Holding(
        _provision("TTL 5", origin=Origin.OURS),
        Answer.YES if standing else Answer.NO,
        because or ("nothing_established",),
        left_to_person="a_superintendent_affirms_it",
    )


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
            osman_116_real_and_immediate,
            ttl_1_doubt,
            ttl_2_warning,
            ttl_3_disruption_notice,
            ttl_4_dependants,
            ttl_5_grounds,
        ),
        conclude=conclude,
        is_bound=is_bound,
    )

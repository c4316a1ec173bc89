"""Tarasoff v Regents (California, 1 July 1976) and California Civil Code section 43.92: the therapist's duty to
protect.

The court found a duty of care where a therapist determines, or should, that a patient is a serious danger of violence
to another. The section limits it to a serious threat of physical violence that the patient communicated, against a
reasonably identifiable victim; it is discharged by reasonable efforts to tell both the victim and the police. What a
member of the family passes on counts (Ewing v Goldstein, 2004). It is mandatory and knows no waiver. Nothing more is
told than is needed: no diagnosis, no treatment.

Source: `law.md` 2.5. The opinions of both courts and the section were read as law reporters and a research copy
reproduce them; that the section came into force on 1 January 1986 is from memory. Until then the court's duty stood
alone, and is what is applied.

Order: 43.92(a) who is bound, Tarasoff the duty and its steps, 43.92(a) the threat and the victim, Ewing, 43.92(b) whom
to tell and how fast, 43.92(c) its name, the minimum, waivers, the record.
"""

from datetime import date
from functools import partial
from typing import Final

from nadhir.policy.addressees import not_told, told
from nadhir.policy.matter import OF_THE_BODY, Matter
from nadhir.policy.pack import Pack, Ruling, rule
from nadhir.policy.parameters import PackParameters
from nadhir.policy.rulings import settled, undecided
from nadhir.terms.assessment import Answer
from nadhir.terms.determination import Outcome
from nadhir.terms.facts import FactName
from nadhir.terms.party import Holder, Party, PartyRole
from nadhir.terms.provision import Holding, Instrument, Origin, Provision

_OPINION: Final = (
    "17 Cal. 3d 425, 431, as reproduced at https://www.lexisnexis.com/community/case-opinion/b/case/posts/"
    "tarasoff-v-regents-of-university-of-california"
)
_SECTION: Final = (
    "California Civil Code section 43.92, as reproduced at "
    "https://self-law.org/code/ca/civil-code/43-92 (a research copy)"
)

INSTRUMENT: Final = Instrument(
    pack="tarasoff",
    title="Tarasoff v Regents, 17 Cal. 3d 425; California Civil Code section 43.92",
    in_force_from=date(1976, 7, 1),
    reference=_OPINION,
    words="Tarasoff v. Regents of University of California Supreme Court of California July 1, 1976",
    is_verified=True,
    origin=Origin.SOURCE,
)
#: From memory; the copy that was read names only the amendment of 2013.
_SECTION_FROM: Final = date(1986, 1, 1)

_rule = partial(rule, INSTRUMENT, origin=Origin.SOURCE)
_section = partial(_rule, reference=_SECTION, is_verified=True, in_force_from=_SECTION_FROM)


@_section(
    paragraph="43.92(a) bound",
    words="any person who is a psychotherapist as defined in Section 1010 of the Evidence Code",
)
def civ_43_92_bound(matter: Matter, *, under: Provision) -> Holding:
    """43.92(a), who. A psychotherapist as California's Evidence Code defines him; another follows it by choice.

    A holder in the United States is taken for one: that he practises in California, and as what, a person confirms.
    """
    if not is_bound(matter.file.holder):
        return Holding(under, Answer.NO, ("applied_by_choice",))
    left = "whether_the_holder_is_a_psychotherapist_in_california"
    return Holding(under, Answer.YES, ("holder_of_the_united_states",), left_to_person=left)


@_rule(
    paragraph="Tarasoff",
    reference=_OPINION,
    words="When a therapist determines, or pursuant to the standards of his profession should determine, that his "
    "patient presents a serious danger of violence to another, he incurs an obligation to use reasonable care to "
    "protect the intended",
    is_verified=True,
)
def tarasoff_duty(matter: Matter, *, under: Provision) -> Holding:
    """Tarasoff, at 431. A therapist who determines, or by the standards of his profession should, that a patient is a
    serious danger of violence to another owes the intended victim reasonable care.
    """
    evidence = matter.assessment.specific.evidence
    left = "whether_the_patient_is_a_serious_danger"
    if matter.assessment.credible.answer is Answer.NO:
        return Holding(under, Answer.NO, ("not_credible",), evidence, left)
    if matter.harm in OF_THE_BODY and matter.is_raised:
        return Holding(under, Answer.YES, ("a_serious_danger_of_violence",), evidence, left)
    return Holding(under, Answer.UNKNOWN, ("violence_not_stated",), evidence, left)


@_rule(
    paragraph="Tarasoff (steps)",
    reference="17 Cal. 3d 425, 431, as quoted at second hand "
    "(https://studymode.com/essays/Tarasoff-Vs-Regents-1740789)",
    words="Thus it may call for him to warn the intended victim or others likely to apprise the victim of the "
    "danger, to notify the police, or to take whatever other steps are reasonably necessary under the circumstances.",
)
def tarasoff_steps(matter: Matter, *, under: Provision) -> Holding:
    """Tarasoff, at 431. To warn is one way to protect; to tell the police, or others who reach the victim, is
    another.
    """
    holds = matter.trace["Tarasoff"].holds
    if holds is Answer.YES:
        left = "which_steps_protect_the_victim"
        return Holding(under, Answer.YES, ("warning_is_one_step_of_several",), left_to_person=left)
    return Holding(under, holds, ("no_duty_to_discharge_yet",))


@_section(
    paragraph="43.92(a) threat",
    words="the patient has communicated to the psychotherapist a serious threat of physical violence",
)
def civ_43_92_threat(matter: Matter, *, under: Provision) -> Holding:
    """43.92(a), the threat. The patient communicated a serious threat of physical violence.

    Words of anger without a meaning are none; whether it was meant is a clinical judgement.
    """
    evidence = matter.assessment.specific.evidence
    left = "whether_the_threat_was_serious"
    facts = matter.facts(FactName.CLIENT_COMMUNICATED_THREAT)
    if any(f.value is True for f in facts):
        return Holding(under, Answer.YES, ("communicated",), evidence, left)
    if facts and all(f.value is False for f in facts):
        return Holding(under, Answer.NO, ("established_not_communicated",), evidence, left)
    if matter.harm in OF_THE_BODY and matter.assessment.credible.answer is not Answer.NO:
        return Holding(under, Answer.YES, ("reported",), evidence, left)
    return Holding(under, Answer.UNKNOWN, ("violence_not_stated",), evidence, left)


@_section(paragraph="43.92(a) victim", words="against a reasonably identifiable victim or victims")
def civ_43_92_victim(matter: Matter, *, under: Provision) -> Holding:
    """43.92(a), the victim. The victim is reasonably identifiable."""
    facts = matter.facts(FactName.VICTIM_IDENTIFIABLE)
    if any(f.value is True for f in facts):
        return Holding(under, Answer.YES, ("identified",))
    if facts:
        return Holding(under, Answer.NO, ("established_not_identifiable",))
    named = {"victim_named", "known_party_named"} & set(matter.assessment.specific.because)
    return Holding(under, Answer.YES if named else Answer.UNKNOWN, tuple(sorted(named)) or ("nobody_named",))


@_rule(
    paragraph="Ewing",
    reference="Ewing v Goldstein, 120 Cal. App. 4th 807, as reproduced at "
    "https://app.midpage.ai/document/ewing-v-goldstein-2257714",
    words="a communication from a family member to a therapist, made for the purpose of advancing a patient’s "
    "therapy, is a “patient communication” within the meaning of section 43.92",
    is_verified=True,
    in_force_from=date(2004, 7, 16),
)
def ewing_family(matter: Matter, *, under: Provision) -> Holding:
    """Ewing v Goldstein. What a member of the patient's family tells the therapist counts as his communication."""
    several = len({h.source.id for h in matter.file.held}) > 1
    because = ("told_by_another_than_the_patient",) if several else ("told_to_the_therapist",)
    left = "whether_it_came_from_the_family" if several else ""
    return Holding(under, Answer.YES if several else Answer.NO, because, left_to_person=left)


@_section(
    paragraph="43.92(b)",
    words="discharges his or her duty to protect by making reasonable efforts to communicate the threat to the "
    "victim or victims and to a law enforcement agency",
)
def civ_43_92_b_both(matter: Matter, *, under: Provision) -> Holding:
    """43.92(b). Reasonable efforts to tell the victim, and the police: both, not either."""
    victims, police = matter.victims, _police(matter)
    missing = tuple(code for code, found in (("victim_not_known", victims), ("police_not_known", police)) if not found)
    return Holding(under, Answer.NO if missing else Answer.YES, missing or ("victim_and_police",))


@_section(paragraph="43.92(b) efforts", words="by making reasonable efforts to communicate the threat")
def civ_43_92_b_efforts(matter: Matter, *, under: Provision) -> Holding:
    """43.92(b), efforts. They are to be reasonable; the section names no number of hours: ours is [D]."""
    minutes = matter.parameters.clock_minutes[matter.assessment.urgency]
    because = ("the_law_names_no_number", f"own_clock_in_minutes:{minutes}")
    return Holding(under, Answer.YES, because, left_to_person="what_efforts_are_reasonable")


@_section(
    paragraph="43.92(c)",
    words="only change the name of the duty referenced in this section from a duty to warn and protect to a duty to "
    "protect",
    in_force_from=date(2013, 1, 1),
)
def civ_43_92_c_name(matter: Matter, *, under: Provision) -> Holding:  # noqa: ARG001 - it is so in every matter
    """43.92(c). Since 2013 the duty is called a duty to protect; in substance nothing changed."""
    return Holding(under, Answer.YES, ("a_duty_to_protect_by_name",))


@_rule(paragraph="minimum", reference="law.md 2.5", origin=Origin.OURS)
def minimum(matter: Matter, *, under: Provision) -> Holding:  # noqa: ARG001 - it limits every matter
    """[D] Nothing more is told than protects: who threatens whom with what, and neither diagnosis nor treatment."""
    left = "what_must_be_told_to_protect"
    return Holding(under, Answer.YES, ("neither_diagnosis_nor_treatment",), left_to_person=left)


@_rule(paragraph="waivers", reference="law.md 2.5", origin=Origin.OURS)
def waivers(matter: Matter, *, under: Provision) -> Holding:  # noqa: ARG001 - there is none in any matter
    """[D] Neither the section nor the opinion, as far as they were read, names a ground on which nobody is told."""
    return Holding(under, Answer.NO, ("the_law_knows_no_waiver",))


@_rule(paragraph="record", reference="law.md 2.5", origin=Origin.OURS)
def record(matter: Matter, *, under: Provision) -> Holding:  # noqa: ARG001 - the record is owed in every matter
    """[D] What the record holds: what was said and by whom, the clinical reasons, and each effort to tell either."""
    because = (
        "record_what_was_said_and_by_whom",
        "record_the_clinical_reasons",
        "record_each_effort_to_tell_the_victim",
        "record_each_effort_to_tell_the_police",
        "record_what_was_told_and_what_was_not",
    )
    return Holding(under, Answer.YES, because)


def _police(matter: Matter) -> tuple[Party, ...]:
    return matter.with_role(PartyRole.AUTHORITY)


def conclude(matter: Matter) -> Ruling:
    """Return what follows from the trace. Employers, owners of places and others are not told: the minimum, no more.

    Before the section there was the court's duty alone: a serious danger to a victim who is known.
    """
    if (already := settled(matter)) is not None:
        return already
    is_of_the_court = matter.at.date() < _SECTION_FROM
    threat = matter.trace["Tarasoff" if is_of_the_court else "43.92(a) threat"]
    victim = matter.trace["43.92(a) victim"]
    identified = bool(matter.victims) if is_of_the_court else victim.holds is Answer.YES
    if threat.holds is not Answer.YES or not identified:
        return undecided(matter, because=threat.because if is_of_the_court else (*threat.because, *victim.because))
    chosen = [(p, "intended_victim") for p in matter.victims] + [(p, "law_enforcement") for p in _police(matter)]
    addressees = told(matter, chosen=chosen)
    both = matter.trace["43.92(b)"]
    return Ruling(
        Outcome.WARN,
        ("a_serious_danger_of_violence",) if is_of_the_court else ("serious_threat_against_identifiable_victim",),
        addressees=addressees,
        not_addressed=not_told(matter, addressees=addressees, otherwise="minimum_necessary_disclosure"),
        would_change_it=("the_threat_is_over",),
        open_questions=() if is_of_the_court or both.holds is Answer.YES else both.because,
    )


def is_bound(holder: Holder) -> bool:
    """Whether the holder practises in the United States; the section binds psychotherapists in California alone, which
    a person has to confirm.
    """
    return holder.country == "US"


def build(parameters: PackParameters) -> Pack:
    """Return the pack with its numbers."""
    return Pack(
        instrument=INSTRUMENT,
        parameters=parameters,
        provisions=(
            civ_43_92_bound,
            tarasoff_duty,
            tarasoff_steps,
            civ_43_92_threat,
            civ_43_92_victim,
            ewing_family,
            civ_43_92_b_both,
            civ_43_92_b_efforts,
            civ_43_92_c_name,
            minimum,
            waivers,
            record,
        ),
        conclude=conclude,
        is_bound=is_bound,
    )

"""Tarasoff v Regents (California, 1 July 1976) and California Civil Code section 43.92: the therapist's duty to
protect.

A duty of care arises where a patient communicated a serious threat of physical violence against a reasonably
identifiable victim. It is discharged by reasonable efforts to tell both the victim and the police. What a member of
the family passes on counts (Ewing v Goldstein, 2004). Nothing more is told than is needed: no diagnosis, no treatment.

Source: `law.md` 2.5, after the pages named there; not marked verified.

Order: 43.92(a) the threat, 43.92(a) the victim, Ewing, 43.92(b) whom to tell.
"""

from datetime import date
from typing import Final

from nadhir.policy.addressees import not_told, told
from nadhir.policy.matter import OF_THE_BODY, Matter
from nadhir.policy.pack import Pack, Ruling
from nadhir.policy.parameters import PackParameters
from nadhir.policy.rulings import settled, undecided
from nadhir.terms.assessment import Answer
from nadhir.terms.determination import Outcome
from nadhir.terms.facts import FactName
from nadhir.terms.party import Holder, Party, PartyRole
from nadhir.terms.provision import Holding, Instrument, Origin, Provision

INSTRUMENT: Final = Instrument(
    pack="tarasoff",
    title="Tarasoff v Regents, 17 Cal. 3d 425; California Civil Code section 43.92",
    in_force_from=date(1976, 7, 1),
)
_REFERENCE: Final = "law.md 2.5 (self-law.org/code/ca/civil-code/43-92, scocal.stanford.edu)"


def _provision(paragraph: str) -> Provision:
    return Provision(INSTRUMENT.pack, paragraph, _REFERENCE, is_verified=False, origin=Origin.SOURCE)


def civ_43_92_threat(matter: Matter) -> Holding:
    """43.92(a), the threat. The patient communicated a serious threat of physical violence.

    Words of anger without a meaning are none; whether it was meant is a clinical judgement.
    """
    provision = _provision("43.92(a) threat")
    evidence = matter.assessment.specific.evidence
    left = "whether_the_threat_was_serious"
    facts = matter.facts(FactName.CLIENT_COMMUNICATED_THREAT)
    if any(f.value is True for f in facts):
        return Holding(provision, Answer.YES, ("communicated",), evidence, left)
    if facts and all(f.value is False for f in facts):
        return Holding(provision, Answer.NO, ("established_not_communicated",), evidence, left)
    if matter.harm in OF_THE_BODY and matter.assessment.credible.answer is not Answer.NO:
        return Holding(provision, Answer.YES, ("reported",), evidence, left)
    return Holding(provision, Answer.UNKNOWN, ("violence_not_stated",), evidence, left)


def civ_43_92_victim(matter: Matter) -> Holding:
    """43.92(a), the victim. The victim is reasonably identifiable."""
    provision = _provision("43.92(a) victim")
    facts = matter.facts(FactName.VICTIM_IDENTIFIABLE)
    if any(f.value is True for f in facts):
        return Holding(provision, Answer.YES, ("identified",))
    if facts:
        return Holding(provision, Answer.NO, ("established_not_identifiable",))
    named = {"victim_named", "known_party_named"} & set(matter.assessment.specific.because)
    return Holding(provision, Answer.YES if named else Answer.UNKNOWN, tuple(sorted(named)) or ("nobody_named",))


def ewing_family(matter: Matter) -> Holding:
    """Ewing v Goldstein. What a member of the patient's family tells the therapist counts as his communication."""
    several = len({h.source.id for h in matter.file.held}) > 1
    because = ("told_by_another_than_the_patient",) if several else ("told_to_the_therapist",)
    return Holding(_provision("Ewing"), Answer.YES if several else Answer.NO, because)


def civ_43_92_b_both(matter: Matter) -> Holding:
    """43.92(b). Reasonable efforts to tell the victim, and the police: both, not either."""
    victims, police = matter.victims, _police(matter)
    missing = tuple(code for code, found in (("victim_not_known", victims), ("police_not_known", police)) if not found)
    return Holding(_provision("43.92(b)"), Answer.NO if missing else Answer.YES, missing or ("victim_and_police",))


def _police(matter: Matter) -> tuple[Party, ...]:
    return matter.with_role(PartyRole.AUTHORITY)


def conclude(matter: Matter) -> Ruling:
    """Return what follows from the trace. Employers, owners of places and others are not told: the minimum, no more."""
    if (already := settled(matter)) is not None:
        return already
    threat, victim = matter.trace["43.92(a) threat"], matter.trace["43.92(a) victim"]
    if threat.holds is not Answer.YES or victim.holds is not Answer.YES:
        return undecided(matter, because=(*threat.because, *victim.because))
    chosen = [(p, "intended_victim") for p in matter.victims] + [(p, "law_enforcement") for p in _police(matter)]
    addressees = told(matter, chosen=chosen)
    return Ruling(
        Outcome.WARN,
        ("serious_threat_against_identifiable_victim",),
        addressees=addressees,
        not_addressed=not_told(matter, addressees=addressees, otherwise="minimum_necessary_disclosure"),
        would_change_it=("the_threat_is_over",),
        open_questions=() if matter.trace["43.92(b)"].holds is Answer.YES else matter.trace["43.92(b)"].because,
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
        provisions=(civ_43_92_threat, civ_43_92_victim, ewing_family, civ_43_92_b_both),
        conclude=conclude,
        is_bound=is_bound,
    )

"""The matter before a pack: the assessment, the file, the instant, and the questions that provisions ask again and
again.

It answers from what was established; it weighs nothing. A fact that is later replaces an earlier one of the same name
about the same party.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from nadhir.policy.parameters import PackParameters
from nadhir.terms.assessment import Answer, Assessment, Feature, Limb
from nadhir.terms.case import CaseFile
from nadhir.terms.facts import Fact, FactName
from nadhir.terms.ids import PartyId
from nadhir.terms.party import Party, PartyRole
from nadhir.terms.provision import Holding
from nadhir.terms.report import InformationCredibility, SourceReliability
from nadhir.terms.screening import PlaceNorm, Role
from nadhir.terms.threat import HarmType

#: Harm to the body. Property is left out on purpose (law.md 1.4), and detention alone goes to a person (law.md 1.1).
OF_THE_BODY = frozenset({HarmType.KILLING, HarmType.SERIOUS_BODILY_INJURY, HarmType.KIDNAPPING})
_DOUBTFUL = frozenset({InformationCredibility.DOUBTFUL, InformationCredibility.IMPROBABLE})
_ISO_COUNTRY_LETTERS = 2


@dataclass(frozen=True, slots=True)
class Matter:
    """What is before the pack; `trace` is what the provisions asked so far held, by paragraph, in order of asking."""

    assessment: Assessment
    file: CaseFile
    at: datetime
    parameters: PackParameters
    trace: Mapping[str, Holding] = field(default_factory=dict)

    @property
    def harm(self) -> HarmType:
        """The gravest harm that is meant."""
        return self.assessment.threat.harm

    @property
    def limbs(self) -> tuple[Limb, Limb, Limb]:
        """Credible, specific, impending."""
        return self.assessment.credible, self.assessment.specific, self.assessment.impending

    @property
    def is_raised(self) -> bool:
        """Whether any report of the case raises a threat at all."""
        return "nothing_raises_a_threat" not in self.assessment.credible.because

    @property
    def is_harm_stated(self) -> bool:
        """Whether a report says, or lets expect, harm to somebody's body."""
        return self.harm in OF_THE_BODY and "harm" not in self.assessment.specific.missing

    def fact(self, name: FactName, *, about: PartyId | None) -> Fact | None:
        """Return the latest fact of that name about that party, or about the case as a whole where `about` is None."""
        return next((f for f in reversed(self.file.facts) if f.name is name and f.about == about), None)

    def facts(self, name: FactName) -> tuple[Fact, ...]:
        """Return the latest fact of that name for each party it is known of, and for the case."""
        latest: dict[PartyId | None, Fact] = {}
        for fact in self.file.facts:
            if fact.name is name:
                latest[fact.about] = fact
        return tuple(latest.values())

    def features(self, code: str) -> tuple[Feature, ...]:
        """Return the features with that code."""
        return tuple(f for f in self.assessment.features if f.code == code)

    @property
    def concerned(self) -> frozenset[PartyId]:
        """The known parties that the threat concerns."""
        return frozenset(v.party_id for v in self.assessment.threat.victims if v.party_id is not None)

    def with_role(self, *roles: PartyRole) -> tuple[Party, ...]:
        """Return the parties with any of these roles, never a suspect."""
        return tuple(p for p in self.file.parties if not p.is_suspect and p.roles & set(roles))

    @property
    def victims(self) -> tuple[Party, ...]:
        """The known victims whom the threat concerns, a public not among them."""
        return tuple(
            p for p in self.with_role(PartyRole.VICTIM) if p.id in self.concerned and PartyRole.PUBLIC not in p.roles
        )

    @property
    def place_owners(self) -> tuple[Party, ...]:
        """Those who answer for a place that the threat concerns."""
        return tuple(p for p in self.with_role(PartyRole.PLACE_OWNER) if p.id in self.concerned)

    @property
    def protectors(self) -> tuple[Party, ...]:
        """Those who protect whom the threat concerns.

        Who protects people only at a place of his own is none where another place is meant, nor is who answers for a
        place of the same name elsewhere.
        """
        places = self.place_owners
        elsewhere = {feature.party_id for feature in self.features("namesake_is_meant")}
        return tuple(
            p
            for p in self.with_role(PartyRole.PROTECTOR)
            if p.id not in elsewhere and (PartyRole.PLACE_OWNER not in p.roles or not places or p in places)
        )

    @property
    def exposed_public(self) -> tuple[Party, ...]:
        """The public that would be hurt beside the one who is meant."""
        return tuple(
            p for p in self.with_role(PartyRole.PUBLIC) if p.id in self.concerned and PartyRole.VICTIM in p.roles
        )

    @property
    def has_bystanders(self) -> bool:
        """Whether people beside the one who is meant would be hurt."""
        return bool(self.features("bystanders_exposed"))

    @property
    def states(self) -> tuple[str, ...]:
        """Countries that the matter touches, as established: of the suspect, of the victim, of the place.

        A party's own country is no evidence of where anybody is, nor is a rumour: only facts, and places in reports
        whose source or content is not judged bad.
        """
        located = (FactName.LOCATION_OF_SUSPECT, FactName.LOCATION_OF_VICTIM)
        named = [str(f.value) for name in located for f in self.facts(name) if isinstance(f.value, str)]
        return tuple(dict.fromkeys(_countries([*named, *self._believed_places])))

    @property
    def states_of_victims(self) -> tuple[str, ...]:
        """Countries where the victims are, as established; else those of the places that believed reports name."""
        named = [str(f.value) for f in self.facts(FactName.LOCATION_OF_VICTIM) if isinstance(f.value, str)]
        return tuple(dict.fromkeys(tuple(_countries(named)) or tuple(_countries(self._believed_places))))

    @property
    def _believed_places(self) -> tuple[str, ...]:
        good = {
            h.report.id
            for h in self.file.held
            if h.source.reliability is not SourceReliability.E and h.report.credibility not in _DOUBTFUL
        }
        return tuple(
            e.norm.country
            for e in self.assessment.threat.of_role(Role.PLACE)
            if isinstance(e.norm, PlaceNorm) and e.said_by & good
        )

    @property
    def doubt_is_only_of_belief(self) -> bool:
        """Whether the threat is specific and to come, and only its truth is in doubt: then doubt favours telling."""
        credible, specific, impending = self.limbs
        return specific.answer is Answer.YES and Answer.NO not in (credible.answer, impending.answer)


def _countries(values: Iterable[str]) -> Iterable[str]:
    """Return the country codes that the values are or end on ("Graz, AT"); `unknown` and the like are none."""
    for value in values:
        code = value.rpartition(",")[2].strip().upper()
        if len(code) == _ISO_COUNTRY_LETTERS and code.isalpha():
            yield code

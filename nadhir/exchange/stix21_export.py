# SPDX-License-Identifier: Apache-2.0
"""SharedThreat → STIX 2.1 bundle: what a partner is told of a threat, and nothing else.

Promise: it is made of what may be said, disclosures at their precision and warnings as released, never of reports or
of the threat as the case knows it. No place is finer than its disclosure; nobody who is threatened is named, and a
target that was disclosed by name goes out as an unnamed one, unless the caller asks for names in so many words
(`unsafe_name_victims`, which casework writes into the ledger). Recipients' addresses and the case's own id are taken
out of every warning. Every object carries the marking.

Ids are UUIDs of version 5 under the house's own secret namespace: the same thing has the same id in every version,
which STIX versioning needs, and nobody outside can tell a case by trying ids. Likelihood and confidence stand apart,
as ICD 203 asks: the words in one note, the confidence as that note's number.

A text that says such a name is refused too, as far as its letters show: a transliteration, a nickname or a description
that fits one person only is for the tearline's leak check to find, before anything comes here.

It leaves: sightings, opinions and granular markings; and it decides nothing: what is handed in is shared.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, TypedDict

from nadhir.exchange.errors import StixError
from nadhir.exchange.stix21 import (
    WARNING_EXTENSION_ID,
    WARNING_TYPE,
    Bundle,
    ExtensionDefinition,
    Identity,
    IdentityClass,
    Incident,
    Location,
    MarkingDefinition,
    Note,
    Relationship,
    Report,
    StixId,
    StixObject,
    ThreatActor,
    WarningObject,
)
from nadhir.exchange.tlp2 import CREATED_AT, DEFINITION_IDS, refs_of, statement_id, statement_of
from nadhir.language.normalise import fold
from nadhir.terms.assessment import Confidence
from nadhir.terms.marking import TLP, Marking
from nadhir.terms.screening import PersonNorm, PlaceNorm, Precision, Role
from nadhir.terms.sealed import Sealed
from nadhir.terms.tearline import Disclosure
from nadhir.terms.warning import Scope, WarningMessage

UNNAMED_VICTIM: Final = "Intended victim, not named"
WARNING_SCHEMA: Final = (
    "An x-warning is a warning of a threat to life. cap_alert: the whole warning as an OASIS CAP 1.2 alert, and it "
    "alone binds. name, status, msg_type, sent, texts (lang, headline, description, instruction): the same, for those "
    "without CAP. about_refs: the objects it is about."
)
#: STIX 2.1, appendix A, table None/Low/Med/High: the middle of each band.
CONFIDENCE_NUMBERS: Final[Mapping[Confidence, int]] = {Confidence.LOW: 15, Confidence.MODERATE: 50, Confidence.HIGH: 85}
_READER: Final = "nadhir.exchange"


@dataclass(frozen=True, slots=True)
class SharedVictim:
    """Somebody who is threatened; `key` tells them apart within the threat, the name stays sealed unless asked for."""

    key: str
    name: Sealed
    identity_class: IdentityClass = IdentityClass.UNKNOWN


@dataclass(frozen=True, slots=True)
class SharedThreat:
    """What may be told of one threat. `key` is what its ids are made from, and is not itself told."""

    key: str
    title: str
    disclosures: tuple[Disclosure, ...] = ()
    warnings: tuple[WarningMessage, ...] = ()
    victims: tuple[SharedVictim, ...] = ()
    judgement: str = ""  # in ICD 203's words, without a word on confidence
    confidence: Confidence | None = None
    attack: str = ""  # where it happened: what
    is_withdrawn: bool = False


#: Who defined the extension: the same in every installation, so that one id always means one thing.
PROJECT: Final = Identity(
    id=StixId("identity--3c0e9b52-2f8e-4c1b-8f57-0c5d4a2f7b16"),
    created_at=CREATED_AT,
    modified_at=CREATED_AT,
    marking_refs=(StixId(DEFINITION_IDS[TLP.CLEAR]),),
    name="Nadhir project",
    identity_class=IdentityClass.ORGANIZATION,
)
WARNING_EXTENSION: Final = ExtensionDefinition(
    id=StixId(WARNING_EXTENSION_ID),
    created_at=CREATED_AT,
    modified_at=CREATED_AT,
    created_by=PROJECT.id,
    marking_refs=(StixId(DEFINITION_IDS[TLP.CLEAR]),),
    name=WARNING_TYPE,
    schema=WARNING_SCHEMA,
    version="1.0.0",
    extension_types=("new-sdo",),
)


class _Common(TypedDict):
    created_at: datetime
    modified_at: datetime
    created_by: StixId
    marking_refs: tuple[StixId, ...]
    is_revoked: bool


def export(
    threat: SharedThreat,
    *,
    namespace: uuid.UUID,
    producer: str,
    marking: Marking,
    created_at: datetime,
    modified_at: datetime,
    unsafe_name_victims: bool = False,
) -> Bundle:
    """Return the bundle that tells a partner of the threat.

    `created_at` is the moment of the first version and never changes, `modified_at` that of this one. `producer` is the
    house's name as partners know it.

    Raises:
        StixError: a text of the threat names somebody who is threatened, and names were not asked for.
    """
    if not unsafe_name_victims:
        _check_names_nobody(threat)
    made = _Export(
        threat,
        namespace=namespace,
        producer=producer,
        marking=marking,
        created_at=created_at,
        modified_at=modified_at,
        is_naming=unsafe_name_victims,
    )
    return made.bundle()


class _Export:
    """One threat on its way into a bundle; it gives out the ids."""

    def __init__(
        self,
        threat: SharedThreat,
        *,
        namespace: uuid.UUID,
        producer: str,
        marking: Marking,
        created_at: datetime,
        modified_at: datetime,
        is_naming: bool,
    ) -> None:
        self._threat = threat
        self._namespace = namespace
        self._marking = marking
        self._producer = producer
        self._modified_at = _cut(modified_at)
        self._is_naming = is_naming
        self._house = StixId(f"identity--{uuid.uuid5(namespace, f'house {producer}')}")
        self._common: _Common = {
            "created_at": _cut(created_at),
            "modified_at": self._modified_at,
            "created_by": self._house,
            "marking_refs": tuple(StixId(ref) for ref in refs_of(marking)),
            "is_revoked": threat.is_withdrawn,
        }

    def bundle(self) -> Bundle:
        places = tuple(self._places())
        actors = tuple(self._actors())
        victims = tuple(self._victims())
        about: tuple[StixObject, ...] = (*places, *actors, *victims, *self._incidents())
        warnings = tuple(self._warning(message, about=about) for message in self._threat.warnings)
        told = (
            *about,
            *self._relationships(actors, targets=(*victims, *places)),
            *warnings,
            *self._notes((*about, *warnings)),
        )
        objects = (*self._definitions(), self._house_identity(), *told, *self._report(told))
        moment = f"{self._threat.key} {self._modified_at.isoformat()} {self._marking}"
        return Bundle(id=self._id("bundle", moment), objects=objects)

    def _id(self, kind: str, key: str) -> StixId:
        return StixId(f"{kind}--{uuid.uuid5(self._namespace, f'{kind} {self._threat.key} {key}')}")

    def _definitions(self) -> Iterable[StixObject]:
        labels = {self._marking.tlp, TLP.GREEN, *([TLP.CLEAR] if self._threat.warnings else [])}
        for tlp in sorted(labels):
            yield MarkingDefinition(id=StixId(DEFINITION_IDS[tlp]), created_at=CREATED_AT, tlp=tlp, name=tlp.value)
        statement = statement_of(self._marking)
        if statement:
            yield MarkingDefinition(id=StixId(statement_id(statement)), created_at=CREATED_AT, statement=statement)
        if self._threat.warnings:
            yield PROJECT
            yield WARNING_EXTENSION

    def _house_identity(self) -> Identity:
        # One id must mean the same in every bundle: neither the threat's moments nor its marking may change the house.
        return Identity(
            id=self._house,
            created_at=CREATED_AT,
            modified_at=CREATED_AT,
            marking_refs=(StixId(DEFINITION_IDS[TLP.GREEN]),),
            name=self._producer,
            identity_class=IdentityClass.ORGANIZATION,
        )

    def _places(self) -> Iterable[Location]:
        for each in self._of_role(Role.PLACE):
            if isinstance(each.norm, PlaceNorm):
                found = self._id("location", f"{each.norm.name} {each.norm.country} {each.precision}")
                yield _location(each.norm, precision=each.precision, found=found, common=self._common)

    def _actors(self) -> Iterable[ThreatActor]:
        for each in self._of_role(Role.ACTOR):
            if isinstance(each.norm, PersonNorm):
                found = self._id("threat-actor", each.norm.name)
                yield ThreatActor(id=found, name=each.norm.name, **self._common)

    def _victims(self) -> Iterable[Identity]:
        for each in self._of_role(Role.TARGET):
            if isinstance(each.norm, PersonNorm):
                is_class = each.precision is Precision.KIND
                yield Identity(
                    id=self._id("identity", f"target {each.norm.name}"),
                    name=each.norm.name if is_class or self._is_naming else UNNAMED_VICTIM,
                    identity_class=IdentityClass.CLASS if is_class else IdentityClass.UNKNOWN,
                    roles=("intended-victim",),
                    **self._common,
                )
        for victim in self._threat.victims:
            yield Identity(
                id=self._id("identity", f"victim {victim.key}"),
                name=victim.name.reveal(to=_READER) if self._is_naming else UNNAMED_VICTIM,
                identity_class=victim.identity_class if self._is_naming else IdentityClass.UNKNOWN,
                roles=("intended-victim",),
                **self._common,
            )

    def _incidents(self) -> Iterable[Incident]:
        if self._threat.attack:
            yield Incident(
                id=self._id("incident", "attack"),
                name=self._threat.title,
                description=self._threat.attack,
                **self._common,
            )

    def _relationships(self, actors: Iterable[ThreatActor], *, targets: Iterable[StixObject]) -> Iterable[Relationship]:
        aims = tuple(targets)
        for actor in actors:
            for aim in aims:
                yield Relationship(
                    id=self._id("relationship", f"{actor.id} targets {aim.id}"),
                    relationship_type="targets",
                    source_ref=actor.id,
                    target_ref=aim.id,
                    **self._common,
                )

    def _warning(self, message: WarningMessage, *, about: Iterable[StixObject]) -> WarningObject:
        return WarningObject(
            id=self._id(WARNING_TYPE, message.identifier),
            message=for_partners(message, marking=self._marking),
            about_refs=tuple(each.id for each in about),
            **self._common,
        )

    def _notes(self, about: Iterable[StixObject]) -> Iterable[Note]:
        refs = tuple(each.id for each in about)
        if self._threat.judgement and refs:
            confidence = self._threat.confidence
            yield Note(
                id=self._id("note", "judgement"),
                content=self._threat.judgement,
                object_refs=refs,
                confidence=None if confidence is None else CONFIDENCE_NUMBERS[confidence],
                **self._common,
            )

    def _report(self, told: tuple[StixObject, ...]) -> Iterable[Report]:
        if told:
            yield Report(
                id=self._id("report", "threat"),
                name=self._threat.title,
                published_at=self._modified_at,
                report_types=("threat-report",),
                object_refs=tuple(each.id for each in told),
                **self._common,
            )

    def _of_role(self, role: Role) -> tuple[Disclosure, ...]:
        said = {(each.norm, each.precision): each for each in self._threat.disclosures if each.role is role}
        return tuple(said.values())


def for_partners(message: WarningMessage, *, marking: Marking) -> WarningMessage:
    """Return the warning as partners may have it: without the addresses of those who got it, and without the case's
    id.
    """
    return replace(message, scope=Scope.RESTRICTED, restriction=str(marking), addresses=(), incidents=())


def _location(norm: PlaceNorm, *, precision: Precision, found: StixId, common: _Common) -> Location:
    is_city, is_site = precision in (Precision.CITY, Precision.SITE), precision is Precision.SITE
    return Location(
        id=found,
        name=norm.name if is_city else "",
        country=norm.country,
        administrative_area="" if precision is Precision.COUNTRY else norm.region,
        city=norm.name if precision is Precision.CITY else "",
        latitude=norm.lat if is_site else None,
        longitude=norm.lon if is_site else None,
        **common,
    )


def _check_names_nobody(threat: SharedThreat) -> None:
    """Check that no text says a name of somebody who is threatened, as written, in any case, spacing or compatible
    form.
    """
    names = [victim.name.reveal(to=_READER) for victim in threat.victims]
    names += [
        each.norm.name
        for each in threat.disclosures
        if each.role is Role.TARGET and isinstance(each.norm, PersonNorm) and each.precision is not Precision.KIND
    ]
    for text in _texts(threat):
        folded = _folded(text)
        if any(_folded(name) in folded for name in names if _folded(name)):
            raise StixError(
                "a text names somebody who is threatened",
                where=f"export of {threat.key}",
                remedy="take the name out of title, judgement and warnings, or ask for names with a reason on record",
            )


def _texts(threat: SharedThreat) -> Iterable[str]:
    yield from (threat.title, threat.judgement, threat.attack)
    for message in threat.warnings:
        yield from (message.note, message.source, *message.codes)
        for info in message.infos:
            yield from (info.event, info.audience, info.sender_name, info.headline, info.description)
            yield from (info.instruction, info.contact, info.web)
            yield from (value for each in (*info.parameters, *info.event_codes) for value in (each.name, each.value))
            yield from (text for each in info.resources for text in (each.description, each.uri))
            yield from (area.description for area in info.areas)


def _cut(moment: datetime) -> datetime:
    """Return the moment in whole milliseconds, the precision that STIX 2.1 sets for `created` and `modified` (3.2)."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def _folded(text: str) -> str:
    return " ".join(fold(text).split())

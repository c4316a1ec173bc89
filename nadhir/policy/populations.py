# SPDX-License-Identifier: Apache-2.0
"""Who is exposed to one and the same threat, and whether all of them are told: no double standard (7 FAM 052; law.md
F14).

Promise: every victim and place that the reports mean, the public, people for whom no party stands, every other party
that the reports name, and own staff who are told, stand here, each with whether it is told, through whom, and why not.
A public is told by a word to the public only after the host state had its courtesy notice, or a reason to skip it is
on record (law.md F15), and only under a pack that speaks to a public at all.

It decides nothing: where own people are told and others exposed are not, that is a question for a person.
"""

from collections.abc import Sequence
from dataclasses import replace

from nadhir.policy.addressees import barred, channels_of, host_state
from nadhir.policy.matter import Matter
from nadhir.policy.pack import Ruling
from nadhir.terms.determination import Addressee, NotAddressed, Outcome, Population, PopulationKind
from nadhir.terms.ids import PartyId
from nadhir.terms.party import Party, PartyRole, Relation

#: Whoever is told of a threat to others because it is theirs to act.
_FOR_OTHERS = (PartyRole.PROTECTOR, PartyRole.PLACE_OWNER, PartyRole.AUTHORITY)
#: Own people are told, and somebody else who stands under the same threat is not.
DOUBLE_STANDARD = "own_people_are_told_and_others_exposed_are_not"


def with_public(matter: Matter, *, ruling: Ruling) -> Ruling:
    """Return the ruling with the public that is exposed: told where it may be, and the host state named before."""
    public = matter.exposed_public
    if ruling.outcome is not Outcome.WARN or not public or not matter.parameters.tells_public:
        return ruling
    host = host_state(matter)
    told = tuple(
        Addressee(party.id, ("exposed_to_the_threat",), channels_of(matter, party=party))
        for party in public
        if not barred(matter, party=party)
    )
    ids = {each.party_id for each in told}
    awaits = len(told) < len(public)
    questions = ("no_host_authority_is_known",) if awaits and host is None else ()
    return replace(
        ruling,
        addressees=(*ruling.addressees, *told),
        not_addressed=tuple(each for each in ruling.not_addressed if each.party_id not in ids),
        courtesy_notice=ruling.courtesy_notice or (None if host is None else host.id),
        would_change_it=(*ruling.would_change_it, *(("host_state_told_or_reason_to_skip",) if awaits else ())),
        open_questions=(*ruling.open_questions, *questions),
    )


def populations(
    matter: Matter, *, addressees: Sequence[Addressee], not_addressed: Sequence[NotAddressed]
) -> tuple[Population, ...]:
    """Return everybody exposed to the threat, each once."""
    told = {each.party_id for each in addressees}
    why_not = {each.party_id: each.because for each in not_addressed}
    through = tuple(
        party.id for party in matter.file.parties if party.id in told and party.roles & frozenset(_FOR_OTHERS)
    )
    known = [
        Population(
            kind=kind,
            party_id=party.id,
            is_told=party.id in told,
            through=() if party.id in told else through,
            because=() if party.id in told else why_not.get(party.id, ()),
            is_own=party.relation is Relation.OWN,
        )
        for party in matter.file.parties
        if (kind := _kind(matter, party=party, is_told=party.id in told)) is not None
    ]
    meant = _nameless(matter)
    if addressees and not known and not meant:  # somebody is always meant, or nobody would be told
        meant = [(PopulationKind.VICTIM, "")]
    nameless = [
        Population(kind, None, is_told=False, through=through, because=("nobody_stands_for_them",), described=described)
        for kind, described in meant
    ]
    return (*known, *nameless)


def _kind(matter: Matter, *, party: Party, is_told: bool) -> PopulationKind | None:
    is_meant = party.id in matter.concerned
    if party.is_suspect:
        return None
    if PartyRole.PUBLIC in party.roles:
        return PopulationKind.PUBLIC if is_meant and PartyRole.VICTIM in party.roles else None
    if PartyRole.VICTIM in party.roles and (is_meant or is_told):
        return PopulationKind.VICTIM
    if PartyRole.PLACE_OWNER in party.roles and is_meant:
        return PopulationKind.PEOPLE_AT_PLACE
    if is_meant:
        return PopulationKind.NAMED
    return PopulationKind.OWN_STAFF if is_told and party.relation is Relation.OWN else None


def _nameless(matter: Matter) -> list[tuple[PopulationKind, str]]:
    meant = [(PopulationKind.VICTIM, v.description) for v in matter.assessment.threat.victims if v.party_id is None]
    found = list(dict.fromkeys(meant))
    is_bystanders = matter.has_bystanders and not matter.exposed_public
    if is_bystanders or (matter.features("somebody_else_meant") and not meant):
        found.append((PopulationKind.BYSTANDERS, ""))
    return found


def is_double_standard(found: Sequence[Population]) -> bool:
    """Tell whether own people are told while others exposed are not: a public that is itself not told counts too."""
    own_told = any(each.is_own and each.is_told for each in found)
    return own_told and any(_is_left_out(each) for each in found if not each.is_own)


def _is_left_out(population: Population) -> bool:
    if population.is_told or "waived" in population.because:
        return False
    return population.kind is PopulationKind.PUBLIC or not population.through


def without(found: Sequence[Population], *, party_id: PartyId, because: str) -> tuple[Population, ...]:
    """Return the populations once one party is told no more, neither itself nor for others."""
    return tuple(
        replace(
            each,
            is_told=each.is_told and each.party_id != party_id,
            through=tuple(other for other in each.through if other != party_id),
            because=(because,) if each.party_id == party_id else each.because,
        )
        for each in found
    )

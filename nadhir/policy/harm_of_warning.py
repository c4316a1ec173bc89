# SPDX-License-Identifier: Apache-2.0
"""What telling somebody could do: to the victim, the source, the suspect, the public, and whoever is told (law.md F19;
2.4 RUK-2: a notice can itself raise the risk; 2.9: do no harm).

Promise: each addressee is looked at by the channels it would be told by; every risk found is a code with the evidence,
facts or parties that it rests on. An officer weighs them when the warning is decided: told anyway, told another way,
or not told, each with its reason; the list of addressees stands only then. No weighing may leave somebody exposed with
nobody told of it: that would be a waiver without a ground.

That no risk was found does not say that there is none: only what stands in reports, facts and the directory is seen.
Which risks are looked for is ours [D].
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from nadhir.policy.matter import Matter
from nadhir.policy.populations import without
from nadhir.terms.determination import (
    Addressee,
    AtRisk,
    Determination,
    NotAddressed,
    Population,
    RiskOfTelling,
    Weighing,
    WeighingChoice,
)
from nadhir.terms.errors import TheirsError
from nadhir.terms.facts import Fact, FactName
from nadhir.terms.ids import PartyId, SourceId
from nadhir.terms.party import ChannelKind, Party, PartyRole, Relation

#: Why a party is not told that an officer took off the list.
WEIGHED = "harm_of_warning_weighed_against_telling"
_OF_SOURCES = (FactName.ENDANGERS_OWN_SOURCES, FactName.ENDANGERS_PARTNER_SOURCES)
_MAY_BE_FEW = 1  # independent sources; where one alone has it, whoever is told may guess whom it came from [D]


class WeighingError(TheirsError):
    """The risks of telling were not weighed, or cannot be weighed like this; nothing has happened."""


def look_for_harm(matter: Matter, *, addressees: Iterable[Addressee]) -> tuple[RiskOfTelling, ...]:
    """Return what telling these could do, in their order."""
    found: list[RiskOfTelling] = []
    for addressee in addressees:
        party = matter.file.party(addressee.party_id)
        if party is not None:
            found += _to_the_victim(matter, party=party, addressee=addressee)
            found += _to_the_source(matter, party=party)
            found += _to_the_suspect(matter, party=party)
            found += _to_the_public(party)
            found += _to_the_recipient(matter, party=party)
    return tuple(found)


# ── to the victim: the suspect learns of it, or everybody does ──────────────────────────────────────────────────────


def _to_the_victim(matter: Matter, *, party: Party, addressee: Addressee) -> list[RiskOfTelling]:
    found: list[RiskOfTelling] = []
    leaks = [f for f in matter.features("would_pass_it_on") if f.party_id == party.id]
    if leaks:
        evidence = tuple(dict.fromkeys(quote for f in leaks for quote in f.evidence))
        facts = tuple(dict.fromkeys(f.fact for f in leaks if f.fact is not None))
        found.append(RiskOfTelling(party.id, AtRisk.VICTIM, "would_pass_it_on", evidence, facts))
    beside = tuple(p.id for p in _suspects(matter) if p.id != party.id and _share_address(p, party))
    if beside:
        found.append(RiskOfTelling(party.id, AtRisk.VICTIM, "reached_where_the_suspect_is", about=beside))
    found += _in_the_suspects_country(matter, party=party)
    # Its other channels are left out of a private warning: what remains is to tell everybody.
    if not addressee.channels and ChannelKind.PUBLIC_ALERT in party.channels:
        found.append(RiskOfTelling(party.id, AtRisk.VICTIM, "only_channel_is_public"))
    return found


def _in_the_suspects_country(matter: Matter, *, party: Party) -> list[RiskOfTelling]:
    """Return the risk that an authority abroad, where the suspect is at home, lets him know.

    Of the holder's own country it says nothing: there every case would have it.
    """
    home = matter.file.holder.country
    if PartyRole.AUTHORITY not in party.roles or party.relation is Relation.OWN or party.country == home:
        return []
    there = tuple(p.id for p in _suspects(matter) if p.id != party.id and p.country == party.country)
    facts = [f for f in matter.facts(FactName.LOCATION_OF_SUSPECT) if str(f.value).upper() == party.country]
    if not there and not facts:
        return []
    names = tuple(dict.fromkeys(f.name for f in facts))
    return [RiskOfTelling(party.id, AtRisk.VICTIM, "in_the_suspects_country", facts=names, about=there)]


def _suspects(matter: Matter) -> list[Party]:
    return [p for p in matter.file.parties if p.is_suspect]


def _share_address(one: Party, other: Party) -> bool:
    """Tell whether two are reached at the same address: a household, or one office."""
    return bool({c.address for c in one.contacts if c.address} & {c.address for c in other.contacts if c.address})


# ── to the source: whoever is told can tell from whom it came ───────────────────────────────────────────────────────


def _to_the_source(matter: Matter, *, party: Party) -> list[RiskOfTelling]:
    found: list[RiskOfTelling] = []
    if _is_of_one_protected_source(matter):
        evidence = matter.assessment.specific.evidence[:1]
        found.append(RiskOfTelling(party.id, AtRisk.SOURCE, "one_protected_source_alone_has_it", evidence))
    facts = [f for name in _OF_SOURCES for f in _about(matter, name=name, party=party) if f.value is not False]
    if facts:
        names = tuple(dict.fromkeys(f.name for f in facts))
        found.append(RiskOfTelling(party.id, AtRisk.SOURCE, "telling_may_expose_the_source", facts=names))
    return found


def _is_of_one_protected_source(matter: Matter) -> bool:
    quoted = {quote.report_id for limb in matter.limbs for quote in limb.evidence}
    told = [h for h in matter.file.held if h.report.id in quoted and h.copy_of is None]
    sources: set[SourceId] = {h.source.id for h in told}
    is_few = matter.assessment.independent_sources <= _MAY_BE_FEW
    return is_few and len(sources) == 1 and all(h.source.is_protected for h in told)


def _about(matter: Matter, *, name: FactName, party: Party) -> list[Fact]:
    found = (matter.fact(name, about=party.id), matter.fact(name, about=None))
    return [fact for fact in found if fact is not None]


# ── to the suspect, the public, and whoever is told ─────────────────────────────────────────────────────────────────


def _to_the_suspect(matter: Matter, *, party: Party) -> list[RiskOfTelling]:
    fact = matter.fact(FactName.VIOLENT_OFFENDER, about=party.id)
    if fact is None or fact.value is False:
        return []
    return [RiskOfTelling(party.id, AtRisk.SUSPECT, "may_retaliate", facts=(fact.name,))]


def _to_the_public(party: Party) -> list[RiskOfTelling]:
    if PartyRole.PUBLIC not in party.roles:
        return []
    return [RiskOfTelling(party.id, AtRisk.PUBLIC, "public_alert_without_advice_may_cause_panic")]


def _to_the_recipient(matter: Matter, *, party: Party) -> list[RiskOfTelling]:
    """Return the risk that a private person or body is made to pay at home for being in touch with the holder
    (law.md 2.9, F24).
    """
    if party.roles & {PartyRole.AUTHORITY, PartyRole.PUBLIC} or party.relation is Relation.ADVERSARY:
        return []
    hostile = tuple(
        p.id
        for p in matter.file.parties
        if p.id != party.id
        and p.country == party.country
        and PartyRole.AUTHORITY in p.roles
        and (p.is_suspect or p.relation is Relation.ADVERSARY)
    )
    if not hostile:
        return []
    return [RiskOfTelling(party.id, AtRisk.RECIPIENT, "contact_may_be_held_against_them", about=hostile)]


# ── what an officer makes of it ─────────────────────────────────────────────────────────────────────────────────────


def weigh(found: Determination, *, weighings: Sequence[Weighing], parties: Sequence[Party]) -> Determination:
    """Return the determination with its list of addressees as the officer weighed it; it stands from now on.

    Raises:
        WeighingError: a risk was left unweighed, somebody was weighed who is not to be told, another way is none that
            the party has, or somebody exposed would be left with nobody told.
    """
    where = f"case {found.case_id}"
    names = [each.party_id for each in weighings]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise WeighingError(
            "%(parties)s weighed twice", where=where, remedy="give each once", values={"parties": tuple(twice)}
        )
    now = {each.party_id: each.channels for each in found.addressees}
    for each in weighings:
        if each.channels and each.channels == now.get(each.party_id):
            raise _no_other_way(found, party_id=each.party_id, channels=each.channels)
    weighed = _as_weighed(found, weighings=weighings, parties=parties)
    if weighed.unweighed:
        raise WeighingError(
            "what telling could do was found and not weighed: %(parties)s",
            where=where,
            remedy="say of each: told anyway, another way, or not told, and why",
            values={"parties": weighed.unweighed},
        )
    _check_nobody_is_left(weighed, before=found.populations)
    return weighed


def carry_over(found: Determination, *, weighings: Sequence[Weighing], parties: Sequence[Party]) -> Determination:
    """Return the determination with weighings of before, where they cover what is found now; else as it is.

    A risk that is new was weighed by nobody, and the list of addressees does not stand.
    """
    ids = {each.party_id for each in found.addressees}
    still = tuple(each for each in weighings if each.party_id in ids)
    try:
        weighed = _as_weighed(found, weighings=still, parties=parties)
        _check_nobody_is_left(weighed, before=found.populations)
    except WeighingError:
        return found
    return weighed


def _as_weighed(found: Determination, *, weighings: Sequence[Weighing], parties: Sequence[Party]) -> Determination:
    known = {party.id: party for party in parties}
    weighed = found
    for each in weighings:
        weighed = _weigh_one(weighed, weighing=each, party=known.get(each.party_id))
    return replace(weighed, weighings=tuple(weighings))


def _weigh_one(found: Determination, *, weighing: Weighing, party: Party | None) -> Determination:
    where = f"case {found.case_id}"
    if party is None or not any(each.party_id == weighing.party_id for each in found.addressees):
        raise WeighingError(
            "%(party)s is not to be told, so there is nothing to weigh",
            where=where,
            remedy="weigh those who are to be told",
            values={"party": weighing.party_id},
        )
    match weighing.choice:
        case WeighingChoice.TOLD_ANYWAY:
            return found
        case WeighingChoice.ANOTHER_WAY:
            return _another_way(found, weighing=weighing, party=party)
        case WeighingChoice.NOT_TOLD:
            return _not_told(found, party_id=weighing.party_id)


def _another_way(found: Determination, *, weighing: Weighing, party: Party) -> Determination:
    of_party = {*party.channels, *(contact.channel for contact in party.contacts)}
    if not set(weighing.channels) <= of_party:
        raise _no_other_way(found, party_id=party.id, channels=tuple(sorted(of_party)))
    moved = tuple(
        replace(each, channels=weighing.channels) if each.party_id == party.id else each for each in found.addressees
    )
    return replace(found, addressees=moved)


def _no_other_way(found: Determination, *, party_id: PartyId, channels: tuple[ChannelKind, ...]) -> WeighingError:
    return WeighingError(
        "that is no other way to reach %(party)s",
        where=f"case {found.case_id}",
        remedy="name one of its channels, other than the way it would be told by: %(channels)s",
        values={"party": party_id, "channels": channels},
    )


def _not_told(found: Determination, *, party_id: PartyId) -> Determination:
    return replace(
        found,
        addressees=tuple(each for each in found.addressees if each.party_id != party_id),
        not_addressed=(*found.not_addressed, NotAddressed(party_id, (WEIGHED,))),
        populations=without(found.populations, party_id=party_id, because=WEIGHED),
    )


def _check_nobody_is_left(weighed: Determination, *, before: Sequence[Population]) -> None:
    where = f"case {weighed.case_id}"
    if not weighed.addressees:
        raise WeighingError(
            "nobody would be told at all",
            where=where,
            remedy="leave somebody on the list; not to warn is a waiver, which needs one of its grounds",
        )
    left = tuple(
        now.party_id or now.described or now.kind
        for now, then in zip(weighed.populations, before, strict=True)
        if (then.is_told or then.through) and not now.is_told and not now.through
    )
    if left:
        raise WeighingError(
            "nobody would be told of the danger to %(parties)s",
            where=where,
            remedy="tell them another way, or somebody who protects them; not to warn is a waiver, which needs one of "
            "its grounds",
            values={"parties": left},
        )

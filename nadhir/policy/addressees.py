"""Who is to be told, and who deliberately not: building blocks that packs put together under their own paragraphs.

Never a suspect, whatever else he is; never somebody who would pass it on; a public only after the host state had its
courtesy notice, or a reason to skip it is on record (law.md F15). Relation and nationality choose a channel and an
intermediary and nothing else.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from nadhir.policy.matter import Matter
from nadhir.terms.assessment import Urgency
from nadhir.terms.determination import Addressee, NotAddressed
from nadhir.terms.facts import FactName, ReplyState
from nadhir.terms.ids import PartyId
from nadhir.terms.party import ChannelKind, Holder, Party, PartyRole, Relation
from nadhir.terms.screening import PlaceNorm, Role

#: What a reply can be to; anything else is a report, and a dispute of it is one about who sent it.
_WARNINGS: Final = frozenset({"warning", "update", "renewal"})
#: The code that Europol and other bodies of the Union carry for a country.
UNION: Final = "EU"
#: Members of the Union [D: as of 2024].
_UNION_STATES: Final = frozenset(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()
)


def barred(matter: Matter, *, party: Party) -> tuple[str, ...]:
    """Return why this party must not be told; empty where nothing bars it.

    Of those at risk only a suspect is barred, and a public until the host state had its notice: it is their life.
    """
    codes: list[str] = []
    if party.is_suspect:
        codes.append("suspect")
    is_at_risk = PartyRole.VICTIM in party.roles
    if not is_at_risk and any(f.party_id == party.id for f in matter.features("would_pass_it_on")):
        codes.append("would_pass_it_on")
    # Who would be hurt, or protects who would be, may doubt a report without being anybody else than he is.
    is_concerned = party.roles & {PartyRole.VICTIM, PartyRole.PROTECTOR, PartyRole.PLACE_OWNER}
    if not is_concerned and any(
        r.party_id == party.id and r.state is ReplyState.DISPUTED and r.to not in _WARNINGS for r in matter.file.replies
    ):
        codes.append("identity_disputed")  # called back, and found not to be who it said it was (law.md F21)
    if not is_at_risk:
        for name in (FactName.ENDANGERS_OWN_SOURCES, FactName.ENDANGERS_PARTNER_SOURCES):
            fact = matter.fact(name, about=party.id)
            if fact is not None and fact.value is True:
                codes.append("telling_it_exposes_the_source")
    if PartyRole.PUBLIC in party.roles:
        codes.extend(_bar_of_public(matter, party=party))
    return tuple(codes)


def _bar_of_public(matter: Matter, *, party: Party) -> tuple[str, ...]:
    if PartyRole.VICTIM not in party.roles:
        return ("no_part_in_it",)
    if not matter.parameters.tells_public:
        return ("no_public_is_told_under_this_instrument",)
    return () if is_host_state_settled(matter) else ("public_needs_courtesy_notice",)


def is_host_state_settled(matter: Matter) -> bool:
    """Tell whether the host state had its courtesy notice, or why it had none is on record (law.md F15)."""
    return any(f.value is not False for f in matter.facts(FactName.COURTESY_NOTICE_GIVEN))


def host_state(matter: Matter) -> Party | None:
    """Return the authority of the State where the threat is to be carried out, which is told before any public."""
    countries = [e.norm.country for e in matter.assessment.threat.of_role(Role.PLACE) if isinstance(e.norm, PlaceNorm)]
    authorities = [p for p in matter.with_role(PartyRole.AUTHORITY) if not barred(matter, party=p)]
    return next((p for country in countries for p in authorities if p.country == country), None)


def intermediary(matter: Matter, *, party: Party) -> PartyId | None:
    """Return who hands a note to a party that can only be reached through a service it is hostile to."""
    if party.relation is not Relation.ADVERSARY or ChannelKind.LIAISON not in party.channels:
        return None
    candidates = [
        p
        for p in matter.file.parties
        if p.relation is Relation.NEUTRAL
        and ChannelKind.LIAISON in p.channels
        and not p.roles & {PartyRole.VICTIM, PartyRole.PLACE_OWNER}
        and not barred(matter, party=p)
    ]
    return candidates[0].id if candidates else None


def channels_of(matter: Matter, *, party: Party) -> tuple[ChannelKind, ...]:
    """Return the party's channels in the order of trying; a public alert is never one of a private warning."""
    if PartyRole.PUBLIC in party.roles:
        return tuple(c for c in party.channels if c is ChannelKind.PUBLIC_ALERT)
    is_soon = matter.assessment.urgency is Urgency.UNDER_24_HOURS
    order = matter.parameters.channels_soon if is_soon else matter.parameters.channels_later
    return tuple(c for c in order if c in party.channels and c is not ChannelKind.PUBLIC_ALERT)


def told(matter: Matter, *, chosen: Iterable[tuple[Party, str]]) -> tuple[Addressee, ...]:
    """Return the addressees in the order of choosing, each once with all its reasons, none of them barred."""
    reasons: dict[PartyId, list[str]] = {}
    parties: dict[PartyId, Party] = {}
    for party, because in chosen:
        if not barred(matter, party=party):
            parties[party.id] = party
            reasons.setdefault(party.id, []).append(because)
    return tuple(
        Addressee(
            party_id=party_id,
            because=tuple(dict.fromkeys(because)),
            channels=channels_of(matter, party=parties[party_id]),
            via=intermediary(matter, party=parties[party_id]),
        )
        for party_id, because in reasons.items()
    )


def not_told(
    matter: Matter, *, addressees: Sequence[Addressee], waived: Iterable[PartyId | None] = (), otherwise: str
) -> tuple[NotAddressed, ...]:
    """Return every other party of the case with the reason why it is not told: none is left out in silence."""
    chosen = {a.party_id for a in addressees}
    waived_ids = set(waived)
    return tuple(
        NotAddressed(party.id, barred(matter, party=party) or (("waived",) if party.id in waived_ids else (otherwise,)))
        for party in matter.file.parties
        if party.id not in chosen
    )


def of_states(matter: Matter, *, home: str) -> tuple[tuple[Party, str], ...]:
    """Return the authorities of the States that the matter touches, or, where none is known, the fallback.

    The fallback is the authority of the State of establishment and the body of the Union. A State without a known
    authority falls back too: the notice must lie with somebody.
    """
    authorities = [p for p in matter.with_role(PartyRole.AUTHORITY) if not barred(matter, party=p)]
    states = matter.states
    direct = [(p, "state_concerned") for state in states for p in authorities if p.country == state]
    unreached = set(states) - {p.country for p, _ in direct}
    if direct and not unreached:
        return tuple(direct)
    because = "state_not_identified" if not states else "no_authority_known_in_state"
    fallback = [(p, because) for p in authorities if p.country in (home, UNION)]
    return (*direct, *fallback)


def is_established_in_the_union(holder: Holder) -> bool:
    """Whether the holder has its seat in the Union.

    A host with its seat elsewhere is bound where it offers services in the Union; it applies the Union's packs by
    choice, or through its representative.
    """
    return holder.country in _UNION_STATES


def establishment(matter: Matter) -> str:
    """Return the State of establishment: as established, else the holder's country."""
    stated = [f.value for f in matter.facts(FactName.STATE_OF_ESTABLISHMENT) if isinstance(f.value, str)]
    return stated[-1].upper() if stated else matter.file.holder.country

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nadhir.policy import determine
from nadhir.reference import packs
from nadhir.terms.assessment import Answer, Feature, Urgency
from nadhir.terms.determination import Determination, Outcome, WaiverGround
from nadhir.terms.errors import TheirsError
from nadhir.terms.facts import Fact, FactName
from nadhir.terms.ids import PartyId
from nadhir.terms.party import ChannelKind, Party, PartyRole, Relation
from nadhir.terms.report import InformationCredibility, SourceReliability
from nadhir.terms.screening import Role
from nadhir.terms.threat import HarmType
from tests.rooms.factories import NOON, a_fact, a_file, a_held, a_party, a_source, an_assessment, at, place

PARTIES = (
    a_party("amal", PartyRole.VICTIM),
    a_party("crowd", PartyRole.VICTIM, PartyRole.PUBLIC),
    a_party("hall", PartyRole.PLACE_OWNER, PartyRole.PROTECTOR),
    a_party("police", PartyRole.AUTHORITY),
    a_party("gang", PartyRole.SUSPECT, PartyRole.AUTHORITY, PartyRole.PROTECTOR, PartyRole.VICTIM),
)
KEYS = packs.keys()


def determined(
    *,
    pack: str = "icd-191",
    parties: tuple[Party, ...] = PARTIES,
    facts: tuple[Fact, ...] = (),
    **assessment: Any,  # noqa: ANN401 - handed through to the factory, which says what it takes
) -> Determination:
    given = {"victims": [p.id for p in parties if PartyRole.PUBLIC not in p.roles], **assessment}
    file = a_file(a_held("text of a report", held_at=at(hours=-1)), parties=parties, facts=facts, pack=pack)
    return determine(an_assessment(**given), file=file, at=NOON, pack=packs.load(pack))


def test_there_are_seven_packs_and_an_eighth_is_refused_by_name() -> None:
    assert KEYS == ("dsa-18", "icd-191", "ngo", "tarasoff", "tco-14-5", "uk-threat-to-life", "us-2702")
    with pytest.raises(TheirsError, match="us-2702"):
        packs.load("solar-law")


@pytest.mark.parametrize("key", KEYS)
def test_the_clock_table_is_that_of_the_design(key: str) -> None:
    table = {
        "icd-191": (30, 120, 720, 720),
        "dsa-18": (60, 60, 1440, 1440),
        "tco-14-5": (60, 60, 60, 60),
        "uk-threat-to-life": (240, 480, 1440, 720),
        "tarasoff": (120, 480, 1440, 1440),
        "us-2702": (60, 240, 720, 720),
        "ngo": (60, 240, 720, 720),
    }
    assert tuple(packs.load(key).parameters.clock_minutes[urgency] for urgency in Urgency) == table[key]


@pytest.mark.parametrize("key", KEYS)
def test_no_provision_claims_to_be_verified(key: str) -> None:
    found = determined(pack=key)
    assert found.holdings
    assert not any(h.provision.is_verified for h in found.holdings)


def test_the_trace_is_in_the_order_of_the_paragraphs_and_the_same_every_time() -> None:
    first, again = determined(), determined()
    assert first == again
    paragraphs = [h.provision.paragraph for h in first.holdings]
    assert paragraphs[:4] == ["in force", "D", "E.1", "E.2"]
    assert len(paragraphs) == len(set(paragraphs))


FACTS = st.builds(
    lambda name, value, about, hours: a_fact(name, value=value, about=about, on=at(hours=-hours)),
    st.sampled_from(FactName),
    st.sampled_from([True, False, "partly"]),
    st.sampled_from([None, "amal", "crowd", "hall", "gang"]),
    st.integers(0, 30),
)
ASSESSMENTS = st.fixed_dictionaries(
    {
        "harm": st.sampled_from(HarmType),
        "credible": st.sampled_from(Answer),
        "specific": st.sampled_from(Answer),
        "impending": st.sampled_from(Answer),
        "urgency": st.sampled_from(Urgency),
        "is_over": st.booleans(),
        "window_lapsed": st.booleans(),
    }
)


@settings(deadline=None)
@given(st.sampled_from(KEYS), st.lists(FACTS, max_size=5), ASSESSMENTS)
def test_every_party_is_told_or_not_told_with_a_reason_and_never_a_suspect(
    key: str, facts: list[Fact], assessment: dict[str, Any]
) -> None:
    found = determined(pack=key, facts=tuple(facts), **assessment)
    told = {a.party_id for a in found.addressees}
    untold = {n.party_id for n in found.not_addressed}
    assert PartyId("gang") not in told
    assert PartyId("crowd") not in told
    assert not told & untold
    if found.outcome in (Outcome.WARN, Outcome.WAIVE, Outcome.REFER, Outcome.UNDECIDED):
        assert told | untold == {p.id for p in PARTIES}
    assert all(a.because for a in found.addressees)
    assert all(n.because for n in found.not_addressed)
    assert bool(told) <= (found.outcome is Outcome.WARN)


@settings(deadline=None)
@given(st.sampled_from(KEYS), st.lists(FACTS, max_size=5), ASSESSMENTS)
def test_no_decision_is_ever_nothing(key: str, facts: list[Fact], assessment: dict[str, Any]) -> None:
    found = determined(pack=key, facts=tuple(facts), **assessment)
    assert found.reasons
    assert found.holdings
    assert found.would_change_it
    assert found.clock.minutes == packs.load(key).parameters.clock_minutes[found.clock.urgency]


@settings(deadline=None)
@given(
    st.sampled_from(KEYS),
    st.lists(FACTS, max_size=4),
    st.sampled_from(Relation),
    st.sampled_from(["XA", "US", "IR", "GB"]),
)
def test_only_nationality_and_relation_changed_nothing_of_the_decision_changes(
    key: str, facts: list[Fact], relation: Relation, country: str
) -> None:
    as_it_was = determined(pack=key, facts=tuple(facts))
    others = tuple(replace(p, relation=relation, country=country) for p in PARTIES)
    changed = determined(pack=key, facts=tuple(facts), parties=others)
    assert (changed.outcome, changed.ground, changed.clock) == (as_it_was.outcome, as_it_was.ground, as_it_was.clock)


@settings(deadline=None)
@given(st.sampled_from([False, "partly", "only if named", "another threat"]), st.sampled_from(FactName))
def test_what_is_not_plainly_true_is_no_ground(value: bool | str, name: FactName) -> None:
    facts = tuple(a_fact(name, value=value, about=who) for who in (None, "amal"))
    assert determined(facts=facts).outcome is not Outcome.WAIVE


@pytest.mark.parametrize("ground", [FactName.COMBATANT_ONLY, FactName.VIOLENT_OFFENDER])
@pytest.mark.parametrize("about", ["amal", None])
def test_a_ground_in_the_person_never_waives_the_bystanders(ground: FactName, about: str | None) -> None:
    found = determined(
        facts=(a_fact(ground, about=about),),
        victims=["amal", "crowd"],
        features=[Feature("bystanders_exposed")],
    )
    assert found.outcome is Outcome.WARN
    assert "hall" in {a.party_id for a in found.addressees}


def test_one_ground_for_each_victim_the_one_established_last() -> None:
    facts = (
        a_fact(FactName.COMBATANT_ONLY, about="amal", on=at(hours=-0.5)),
        a_fact(FactName.VIOLENT_OFFENDER, about="amal", on=at(hours=-0.2)),
    )
    parties = (PARTIES[0],)
    found = determined(facts=facts, parties=parties)
    assert [w.ground for w in found.waivers] == [WaiverGround.VIOLENT_OFFENDER]


def test_a_waiver_expires_and_nobody_has_affirmed_it_yet() -> None:
    found = determined(facts=(a_fact(FactName.NO_REASONABLE_WAY),))
    assert found.outcome is Outcome.WAIVE
    assert all(w.expires_at == NOON + timedelta(hours=24) and w.affirmed_by is None for w in found.waivers)


def test_a_fact_about_a_protector_keeps_it_out_and_waives_nobody() -> None:
    facts = (a_fact(FactName.ENDANGERS_OWN_SOURCES, about="hall"),)
    found = determined(facts=facts)
    assert found.outcome is Outcome.WARN
    assert "amal" in {a.party_id for a in found.addressees}
    untold = {n.party_id: n.because for n in found.not_addressed}
    assert untold[PartyId("hall")] == ("telling_it_exposes_the_source",)


def test_a_rumour_and_the_country_in_a_file_identify_no_state() -> None:
    rumour = a_held(
        "text of a report",
        source=a_source(reliability=SourceReliability.E),
        credibility=InformationCredibility.IMPROBABLE,
    )
    parties = (
        a_party("home", PartyRole.AUTHORITY, country="LU"),
        a_party("nl", PartyRole.AUTHORITY, country="NL"),
        a_party("user", PartyRole.SUSPECT, country="NL"),
    )
    file = a_file(rumour, parties=parties, pack="dsa-18", country="LU")
    assessment = an_assessment(elements=[(Role.PLACE, place("Rotterdam", country="NL"))])
    found = determine(assessment, file=file, at=NOON, pack=packs.load("dsa-18"))
    assert [a.party_id for a in found.addressees] == ["home"]


def test_channels_that_reach_at_once_come_first_where_time_is_short() -> None:
    party = a_party("amal", PartyRole.VICTIM, channels=(ChannelKind.EMAIL, ChannelKind.IN_PERSON, ChannelKind.PHONE))
    soon = determined(parties=(party,), urgency=Urgency.UNDER_24_HOURS).addressees[0].channels
    later = determined(parties=(party,), urgency=Urgency.LATER).addressees[0].channels
    assert soon == (ChannelKind.PHONE, ChannelKind.IN_PERSON, ChannelKind.EMAIL)
    assert later == (ChannelKind.IN_PERSON, ChannelKind.PHONE, ChannelKind.EMAIL)


def test_a_public_alert_is_no_channel_of_a_private_warning() -> None:
    party = a_party("amal", PartyRole.VICTIM, channels=(ChannelKind.PUBLIC_ALERT, ChannelKind.PHONE))
    assert determined(parties=(party,)).addressees[0].channels == (ChannelKind.PHONE,)


def test_an_adversary_without_a_neutral_party_is_told_directly() -> None:
    state = a_party("state", PartyRole.PROTECTOR, relation=Relation.ADVERSARY, channels=(ChannelKind.LIAISON,))
    leaky = a_party("legation", PartyRole.AUTHORITY, channels=(ChannelKind.LIAISON,))
    direct = determined(parties=(state, leaky), features=[Feature("would_pass_it_on", party_id=PartyId("legation"))])
    assert {a.party_id: a.via for a in direct.addressees}[PartyId("state")] is None


def test_a_repetition_does_not_restart_the_clock_and_news_does() -> None:
    known, changed = at(hours=-30), at(hours=-2)
    assert determined(first_known_at=known, latest_new_at=known).clock.started_at == known
    assert determined(first_known_at=known, latest_new_at=changed).clock.started_at == changed


def test_where_nobody_can_be_told_the_question_stands_open() -> None:
    gang = a_party("gang", PartyRole.SUSPECT)
    found = determined(parties=(gang,))
    assert found.outcome is Outcome.WARN
    assert found.addressees == ()
    assert "nobody_to_tell_is_known" in found.open_questions

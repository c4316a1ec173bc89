from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nadhir.policy import determine
from nadhir.reference import packs
from nadhir.terms.assessment import Answer, Feature, Urgency
from nadhir.terms.determination import Determination, Outcome, WaiverGround
from nadhir.terms.errors import TheirsError
from nadhir.terms.facts import Fact, FactName, Reply, ReplyState
from nadhir.terms.ids import PartyId
from nadhir.terms.party import ChannelKind, Party, PartyRole, Relation
from nadhir.terms.provision import Origin
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
GROUND_OF = {
    FactName.VICTIM_AWARE: WaiverGround.AWARE,
    FactName.COMBATANT_ONLY: WaiverGround.COMBATANT,
    FactName.VIOLENT_OFFENDER: WaiverGround.VIOLENT_OFFENDER,
    FactName.ENDANGERS_OWN_SOURCES: WaiverGround.OWN_SOURCES,
    FactName.ENDANGERS_PARTNER_SOURCES: WaiverGround.PARTNER_SOURCES,
    FactName.NO_REASONABLE_WAY: WaiverGround.NO_WAY,
}
IN_THE_PERSON = frozenset({FactName.COMBATANT_ONLY, FactName.VIOLENT_OFFENDER})


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
def test_a_provision_is_verified_only_with_the_words_and_the_address_of_what_was_read(key: str) -> None:
    found = determined(pack=key)
    assert found.holdings
    for provision in (h.provision for h in found.holdings if h.provision.is_verified):
        assert provision.words
        assert "http" in provision.reference
        assert not provision.reference.startswith("law.md")  # our own notes are no source
        assert provision.origin is Origin.SOURCE


@pytest.mark.parametrize("key", ["icd-191", "ngo"])
def test_no_provision_of_a_directive_nobody_reached_or_of_an_own_policy_is_verified(key: str) -> None:
    pack = packs.load(key)
    assert not any(r.provision.is_verified for r in pack.provisions)
    assert not pack.instrument.is_verified


@pytest.mark.parametrize("key", KEYS)
def test_every_provision_is_dated_says_its_substance_and_answers_under_its_own_paragraph(key: str) -> None:
    pack = packs.load(key)
    asked = [h.provision for h in determined(pack=key).holdings][1:]
    assert asked == [r.provision for r in pack.provisions]
    assert all(r.provision.in_force_from is not None and r.substance for r in pack.provisions)


@pytest.mark.parametrize("key", KEYS)
def test_every_pack_says_what_the_record_must_hold(key: str) -> None:
    found = determined(pack=key)
    kept = [h for h in found.holdings if any(code.startswith("record_") for code in h.because)]
    assert [h.holds for h in kept] == [Answer.YES]


def test_a_provision_out_of_its_time_does_not_hold_and_says_so() -> None:
    pack = packs.load("tarasoff")
    first, *others = pack.provisions
    ended = replace(first, provision=replace(first.provision, in_force_until=date(2020, 1, 1)))
    file = a_file(a_held("text of a report", held_at=at(hours=-1)), parties=PARTIES, pack="tarasoff")
    found = determine(an_assessment(), file=file, at=NOON, pack=replace(pack, provisions=(ended, *others)))
    assert found.holdings[1].because == ("no_longer_in_force",)
    assert found.holdings[1].holds is Answer.NO


def test_the_trace_is_in_the_order_of_the_paragraphs_and_the_same_every_time() -> None:
    first, again = determined(), determined()
    assert first == again
    paragraphs = [h.provision.paragraph for h in first.holdings]
    assert paragraphs[:6] == ["in force", "C", "D", "D (intended victim)", "E.1", "E.2"]
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


# ── waivers: one party's ground covers that party ───────────────────────────────────────────────────────────────────

WAIVING = {
    "icd-191": frozenset(GROUND_OF),
    "uk-threat-to-life": frozenset({FactName.VICTIM_AWARE, FactName.NO_REASONABLE_WAY}),
    "ngo": frozenset(GROUND_OF) - IN_THE_PERSON,
}
PEOPLE = st.dictionaries(
    st.sampled_from(["one", "two", "three", "four", "five"]),
    st.frozensets(st.sampled_from(PartyRole), max_size=3),
    max_size=5,
)
FINDINGS = st.lists(
    st.tuples(
        st.sampled_from(sorted(GROUND_OF)),
        st.sampled_from([None, "one", "two", "three", "four", "five"]),
        st.sampled_from([True, True, True, False, "partly"]),
        st.integers(0, 3),
    ),
    max_size=8,
)


def _has_ground_of_his_own(who: str | None, *, facts: list[Fact], allowed: frozenset[FactName], beside: bool) -> bool:
    """Said anew, and more loosely than the room says it: some fact about this one or about all was last found true."""
    return any(
        latest[-1].value is True
        for name in allowed - (IN_THE_PERSON if beside else frozenset())
        for about in {None, who}
        if (latest := [f for f in facts if f.name is name and f.about == about])
    )


@settings(deadline=None, max_examples=400)
@given(st.sampled_from(sorted(WAIVING)), PEOPLE, FINDINGS, st.booleans(), st.booleans())
def test_whoever_is_exposed_and_not_covered_by_himself_is_warned(
    key: str,
    people: dict[str, frozenset[PartyRole]],
    findings: list[tuple[FactName, str | None, bool | str, int]],
    has_crowd: bool,
    has_stranger: bool,
) -> None:
    parties = tuple(a_party(name, *roles) for name, roles in people.items())
    facts = sorted(
        (a_fact(name, about=who, value=value, on=at(hours=-hours / 10)) for name, who, value, hours in findings),
        key=lambda f: f.at,
    )
    free = [p for p in parties if not p.is_suspect]
    meant = [p for p in free if p.roles & {PartyRole.VICTIM, PartyRole.PLACE_OWNER}]
    features = [Feature("bystanders_exposed")] * has_crowd + [Feature("somebody_else_meant")] * has_stranger
    found = determined(pack=key, parties=parties, facts=tuple(facts), victims=[p.id for p in meant], features=features)
    endangering = {FactName.ENDANGERS_OWN_SOURCES, FactName.ENDANGERS_PARTNER_SOURCES}
    if endangering & {f.name for f in facts} and found.outcome is Outcome.REFER:
        return  # under UK practice every way would expose a source, ours or a partner's: a person decides
    # A public is exposed where it is meant; whoever answers for a place, for the people who are there.
    exposed: list[tuple[str | None, bool]] = [
        (p.id, PartyRole.PUBLIC in p.roles or PartyRole.VICTIM not in p.roles) for p in meant if _counts(p)
    ]
    if has_stranger or (has_crowd and not any(PartyRole.PUBLIC in p.roles for p in meant if _counts(p))):
        exposed.append((None, True))
    exposed = exposed or [(None, False)]
    uncovered = [
        who
        for who, beside in exposed
        if not _has_ground_of_his_own(who, facts=facts, allowed=WAIVING[key], beside=beside)
    ]
    guard = [p for p in free if PartyRole.PROTECTOR in p.roles]
    if len(exposed) == len(guard) == 1 and guard[0].roles == {PartyRole.PROTECTOR} and uncovered:
        return  # the one case in which the law lets it rest with the protector; it has a test of its own
    if uncovered:
        assert found.outcome is Outcome.WARN, found.reasons
    told = {a.party_id for a in found.addressees}
    untold = {n.party_id: n.because for n in found.not_addressed}
    kept_out = {"public_needs_courtesy_notice", "no_part_in_it", "telling_it_exposes_the_source"}
    for party in (p for p in meant if p.id in uncovered and p.id not in told):
        assert PartyRole.PUBLIC in party.roles or PartyRole.VICTIM not in party.roles
        assert kept_out & set(untold[party.id])


def _counts(party: Party) -> bool:
    """A public that nobody called a victim is no part of it, unless it answers for the place."""
    return bool(party.roles & {PartyRole.VICTIM, PartyRole.PLACE_OWNER})


@pytest.mark.parametrize("roles", [(PartyRole.AUTHORITY,), (PartyRole.PUBLIC,), (PartyRole.PLACE_OWNER,), ()])
def test_only_a_protector_of_one_person_alone_can_know_for_him(roles: tuple[PartyRole, ...]) -> None:
    parties = (a_party("amal", PartyRole.VICTIM), a_party("guard", PartyRole.PROTECTOR, *roles))
    found = determined(parties=parties, victims=["amal"], facts=(a_fact(FactName.VICTIM_AWARE, about="guard"),))
    assert (found.outcome is Outcome.WAIVE) is (roles == ())


def test_a_protector_who_knew_before_the_newest_report_covers_nobody() -> None:
    parties = (a_party("amal", PartyRole.VICTIM), a_party("guard", PartyRole.PROTECTOR))
    facts = (a_fact(FactName.VICTIM_AWARE, about="guard", on=at(hours=-5)),)
    found = determined(parties=parties, victims=["amal"], facts=facts, latest_new_at=at(hours=-1))
    assert found.outcome is Outcome.WARN


def test_a_waiver_for_one_names_that_one() -> None:
    facts = (a_fact(FactName.VICTIM_AWARE, about="amal"), a_fact(FactName.NO_REASONABLE_WAY, about="basim"))
    parties = (a_party("amal", PartyRole.VICTIM), a_party("basim", PartyRole.VICTIM))
    found = determined(parties=parties, facts=facts)
    assert {(w.victim, w.ground) for w in found.waivers} == {
        ("amal", WaiverGround.AWARE),
        ("basim", WaiverGround.NO_WAY),
    }


# ── clocks, days of force, and odd cases ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])  # the nights on which Berlin's clocks change
@pytest.mark.parametrize("key", KEYS)
def test_a_clock_runs_in_minutes_that_pass_through_the_night_on_which_clocks_change(key: str, day: date) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    known = datetime(day.year, day.month, day.day, 0, 30, tzinfo=berlin)
    facts = (a_fact(FactName.NO_REASONABLE_WAY, on=known),)
    file = a_file(a_held("text of a report", held_at=known), parties=PARTIES[:1], facts=facts, pack=key)
    assessment = an_assessment(on=known, victims=["amal"], first_known_at=known, urgency=Urgency.LATER)
    found = determine(assessment, file=file, at=known, pack=packs.load(key))
    passed = found.clock.due_at.astimezone(UTC) - known.astimezone(UTC)
    assert passed == timedelta(minutes=packs.load(key).parameters.clock_minutes[Urgency.LATER])
    assert found.clock.minutes == packs.load(key).parameters.clock_minutes[Urgency.LATER]
    for waiver in found.waivers:
        assert waiver.expires_at.astimezone(UTC) - known.astimezone(UTC) == timedelta(hours=24)


@pytest.mark.parametrize("key", KEYS)
def test_a_law_that_ended_gives_no_duty_from_the_day_after_its_last(key: str) -> None:
    pack = packs.load(key)
    ended = replace(pack, instrument=replace(pack.instrument, in_force_until=NOON.date()))
    file = a_file(a_held("text of a report", held_at=at(hours=-1)), parties=PARTIES, pack=key)
    for days_after, reason in ((0, None), (1, "instrument_no_longer_in_force")):
        assessment = an_assessment(on=at(days=days_after), victims=["amal"])
        found = determine(assessment, file=file, at=at(days=days_after), pack=ended)
        assert (reason in found.reasons) is (reason is not None)


@pytest.mark.parametrize("key", KEYS)
def test_an_empty_case_has_no_parties_to_tell_and_still_an_outcome(key: str) -> None:
    found = determined(pack=key, parties=(), victims=[])
    assert found.addressees == ()
    assert found.outcome in (Outcome.WARN, Outcome.REFER, Outcome.UNDECIDED)
    assert found.open_questions or found.would_change_it


@settings(deadline=None)
@given(st.sampled_from(KEYS), ASSESSMENTS, st.lists(FACTS, max_size=3))
def test_while_a_limb_is_unknown_nothing_ends_as_no_duty(
    key: str, assessment: dict[str, Any], facts: list[Fact]
) -> None:
    given = {**assessment, "is_over": False, "credible": Answer.UNKNOWN}
    if given["harm"] is HarmType.PROPERTY_ONLY:
        given["harm"] = HarmType.OTHER
    assert determined(pack=key, facts=tuple(facts), **given).outcome is not Outcome.NO_DUTY


@pytest.mark.parametrize(
    ("roles", "is_told"),
    [((PartyRole.PROTECTOR, PartyRole.AUTHORITY), True), ((PartyRole.VICTIM,), True), ((PartyRole.AUTHORITY,), False)],
)
def test_whoever_is_at_risk_or_protects_may_dispute_a_report_and_is_told_all_the_same(
    roles: tuple[PartyRole, ...], is_told: bool
) -> None:
    party = a_party("doubter", *roles)
    reply = Reply(at=NOON, party_id=party.id, to="r-1", state=ReplyState.DISPUTED)
    held = a_held("text of a report", held_at=at(hours=-1))
    file = a_file(held, parties=(party,), replies=(reply,))
    found = determine(an_assessment(victims=[party.id]), file=file, at=NOON, pack=packs.load("icd-191"))
    assert (found.outcome, [a.party_id for a in found.addressees] == [party.id]) == (Outcome.WARN, is_told)


# ── who of several of a kind ────────────────────────────────────────────────────────────────────────────────────────


BAYFORD = a_party("bayford", PartyRole.AUTHORITY, PartyRole.PROTECTOR, name="Bayford police", country="US")
LOWELL = a_party("lowell", PartyRole.AUTHORITY, name="Police of Lowell Point", country="US")
AMAL = a_party("amal", PartyRole.VICTIM)


def _told(determination: Determination) -> set[str]:
    return {str(a.party_id) for a in determination.addressees}


@pytest.mark.parametrize(
    ("spoken_of", "told"),
    [((), {"bayford"}), (("bayford",), {"bayford"}), (("lowell",), {"lowell", "bayford"})],
)
def test_a_provider_tells_the_police_of_the_place_and_those_who_protect_and_not_every_police_of_the_country(
    spoken_of: tuple[str, ...], told: set[str]
) -> None:
    features = [Feature("its_place_is_spoken_of", party_id=PartyId(who)) for who in spoken_of]
    found = determined(
        pack="us-2702",
        parties=(AMAL, BAYFORD, LOWELL),
        features=features,
        elements=[(Role.PLACE, place("X", country="US"))],
    )
    assert _told(found) == told


@pytest.mark.parametrize("pack", ["icd-191", "uk-threat-to-life", "ngo"])
def test_who_protects_people_at_a_place_of_his_own_is_not_told_where_another_place_is_meant(pack: str) -> None:
    hall = a_party("hall", PartyRole.PLACE_OWNER, PartyRole.PROTECTOR)
    inn = a_party("inn", PartyRole.PLACE_OWNER)
    parties = (AMAL, hall, inn)
    assert _told(determined(pack=pack, parties=parties, victims=["amal", "inn"])) == {"amal", "inn"}
    assert _told(determined(pack=pack, parties=parties, victims=["amal"])) == {"amal", "hall"}


def test_who_answers_for_a_place_of_the_same_name_elsewhere_protects_nobody_here() -> None:
    there = a_party("there", PartyRole.PROTECTOR)
    other = Feature("namesake_is_meant", party_id=PartyId("there"))
    assert _told(determined(parties=(AMAL, there), features=[other])) == {"amal"}


@pytest.mark.parametrize(("value", "told"), [("Graz, AT", {"at"}), ("AT", {"at"}), ("unknown", {"home"})])
def test_a_location_that_ends_on_a_country_code_identifies_the_state(value: str, told: set[str]) -> None:
    parties = (
        a_party("user", PartyRole.SUSPECT),
        a_party("at", PartyRole.AUTHORITY, country="AT"),
        a_party("home", PartyRole.AUTHORITY),
    )
    facts = (a_fact(FactName.LOCATION_OF_SUSPECT, value=value, about="user", on=at(hours=-2)),)
    assert _told(determined(pack="dsa-18", parties=parties, facts=facts)) == told

"""What telling could do is looked for, and weighed by an officer; everybody under the same threat is named."""

from dataclasses import replace
from typing import Any

import pytest

from nadhir.policy import WeighingError, carry_over, determine, weigh
from nadhir.reference import packs
from nadhir.terms.assessment import Feature
from nadhir.terms.determination import (
    AtRisk,
    Determination,
    Outcome,
    PopulationKind,
    Weighing,
    WeighingChoice,
)
from nadhir.terms.facts import Fact, FactName
from nadhir.terms.ids import OfficerId, PartyId
from nadhir.terms.party import ChannelKind, Contact, Party, PartyRole, Relation
from nadhir.terms.screening import Role
from nadhir.terms.sealed import Sealed
from tests.rooms.factories import NOON, a_fact, a_file, a_held, a_party, a_source, an_assessment, at, place

AMAL = a_party("amal", PartyRole.VICTIM, channels=[ChannelKind.PHONE, ChannelKind.IN_PERSON])
MINISTRY = a_party("ministry", PartyRole.AUTHORITY, PartyRole.PROTECTOR, country="XB")
CROWD = a_party("crowd", PartyRole.VICTIM, PartyRole.PUBLIC, channels=[ChannelKind.PUBLIC_ALERT])
GANG = a_party("gang", PartyRole.SUSPECT, country="XC")
#: Packs that speak to a public, after notice to the host state; the others tell authorities, or no more than needed.
TELL_PUBLIC = ("icd-191", "ngo", "uk-threat-to-life")


def found_for(
    *parties: Party,
    pack: str = "icd-191",
    facts: tuple[Fact, ...] = (),
    is_protected: bool = False,
    **assessment: Any,  # noqa: ANN401 - handed through to the factory, which says what it takes
) -> Determination:
    given = {"victims": [p.id for p in parties if PartyRole.VICTIM in p.roles], **assessment}
    held = a_held("text of a report", held_at=at(hours=-1), source=a_source(is_protected=is_protected))
    file = a_file(held, parties=parties, facts=facts, pack=pack)
    return determine(an_assessment(**given), file=file, at=NOON, pack=packs.load(pack))


def codes(found: Determination) -> set[tuple[str, str, AtRisk]]:
    return {(risk.party_id, risk.code, risk.to) for risk in found.risks}


def weighed(party: Party, choice: WeighingChoice, *ways: ChannelKind, risks: tuple[str, ...] = ()) -> Weighing:
    return Weighing(party.id, choice, "so it is", risks, OfficerId("salma"), NOON, ways)


# ── what is looked for ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_victim_who_would_pass_it_on_is_told_and_the_risk_is_named_with_its_evidence() -> None:
    leaky = Feature("would_pass_it_on", party_id=AMAL.id, fact=FactName.LOCATION_OF_SUSPECT)
    found = found_for(AMAL, GANG, features=[leaky])
    assert [a.party_id for a in found.addressees] == ["amal"]
    (risk,) = found.risks
    assert (risk.code, risk.to, risk.facts) == ("would_pass_it_on", AtRisk.VICTIM, (FactName.LOCATION_OF_SUSPECT,))


def test_whoever_is_reached_at_the_suspects_address_is_a_risk_to_the_victim() -> None:
    door = (Contact(ChannelKind.IN_PERSON, Sealed("12 Mill Lane")),)
    found = found_for(replace(AMAL, contacts=door), replace(GANG, contacts=door))
    (risk,) = found.risks
    assert (risk.code, risk.about) == ("reached_where_the_suspect_is", (GANG.id,))


def test_two_parties_without_any_address_share_none() -> None:
    nowhere = (Contact(ChannelKind.IN_PERSON, Sealed("")),)
    assert found_for(replace(AMAL, contacts=nowhere), replace(GANG, contacts=nowhere)).risks == ()


@pytest.mark.parametrize(("country", "is_found"), [("XB", True), ("XC", False), ("XA", False)])
def test_an_authority_abroad_where_the_suspect_is_could_let_him_know(country: str, *, is_found: bool) -> None:
    found = found_for(AMAL, MINISTRY, replace(GANG, country=country))
    assert (("ministry", "in_the_suspects_country", AtRisk.VICTIM) in codes(found)) is is_found


def test_an_authority_at_home_is_no_such_risk_or_every_case_would_have_it() -> None:
    assert found_for(AMAL, replace(MINISTRY, country="XA"), replace(GANG, country="XA")).risks == ()


def test_where_only_a_public_way_is_left_the_victim_would_be_told_before_everybody() -> None:
    found = found_for(replace(AMAL, channels=(ChannelKind.PUBLIC_ALERT,)))
    assert codes(found) == {("amal", "only_channel_is_public", AtRisk.VICTIM)}


def test_what_one_protected_source_alone_has_may_give_it_away() -> None:
    found = found_for(AMAL, MINISTRY, is_protected=True)
    assert codes(found) == {
        (party, "one_protected_source_alone_has_it", AtRisk.SOURCE) for party in ("amal", "ministry")
    }
    assert all(risk.evidence[0].report_id == "r-1" for risk in found.risks)
    assert found_for(AMAL, MINISTRY).risks == ()


def test_a_qualified_danger_to_a_source_is_no_ground_and_is_a_risk_to_be_weighed() -> None:
    fact = a_fact(FactName.ENDANGERS_OWN_SOURCES, value="only if the hour is named", about="amal", on=at(hours=-1))
    found = found_for(AMAL, facts=(fact,))
    assert found.outcome is Outcome.WARN
    (risk,) = found.risks
    assert (risk.code, risk.facts) == ("telling_may_expose_the_source", (FactName.ENDANGERS_OWN_SOURCES,))


def test_a_victim_known_for_violence_may_retaliate() -> None:
    fact = a_fact(FactName.VIOLENT_OFFENDER, about="amal", on=at(hours=-1))
    found = found_for(AMAL, facts=(fact,), pack="uk-threat-to-life")
    assert codes(found) == {("amal", "may_retaliate", AtRisk.SUSPECT)}


def test_a_private_person_under_a_hostile_authority_may_pay_for_being_in_touch_with_us() -> None:
    hostile = a_party("guard", PartyRole.AUTHORITY, relation=Relation.ADVERSARY)
    assert ("amal", "contact_may_be_held_against_them", AtRisk.RECIPIENT) in codes(found_for(AMAL, hostile))


# ── what an officer makes of it ─────────────────────────────────────────────────────────────────────────────────────


def test_the_list_stands_where_nothing_was_found_and_not_before_what_was_found_is_weighed() -> None:
    assert found_for(AMAL).is_harm_weighed
    found = found_for(AMAL, MINISTRY, is_protected=True)
    assert found.unweighed == ("amal", "ministry")
    with pytest.raises(WeighingError, match="amal"):
        weigh(found, weighings=[], parties=[AMAL, MINISTRY])
    risks = ("one_protected_source_alone_has_it",)
    half = [weighed(AMAL, WeighingChoice.TOLD_ANYWAY, risks=risks)]
    with pytest.raises(WeighingError, match="ministry"):
        weigh(found, weighings=half, parties=[AMAL, MINISTRY])
    both = [*half, weighed(MINISTRY, WeighingChoice.TOLD_ANYWAY, risks=risks)]
    stands = weigh(found, weighings=both, parties=[AMAL, MINISTRY])
    assert stands.is_harm_weighed
    assert stands.addressees == found.addressees


def test_another_way_replaces_the_channels_and_must_be_one_that_the_party_has() -> None:
    found = found_for(AMAL, is_protected=True)
    risks = ("one_protected_source_alone_has_it",)
    moved = weigh(
        found,
        weighings=[weighed(AMAL, WeighingChoice.ANOTHER_WAY, ChannelKind.IN_PERSON, risks=risks)],
        parties=[AMAL],
    )
    assert moved.addressees[0].channels == (ChannelKind.IN_PERSON,)
    for ways in ((ChannelKind.DROP,), found.addressees[0].channels):
        with pytest.raises(WeighingError, match="no other way"):
            weigh(found, weighings=[weighed(AMAL, WeighingChoice.ANOTHER_WAY, *ways, risks=risks)], parties=[AMAL])


def test_whoever_is_taken_off_the_list_is_shown_with_the_reason() -> None:
    found = found_for(AMAL, MINISTRY, is_protected=True)
    risks = ("one_protected_source_alone_has_it",)
    done = weigh(
        found,
        weighings=[
            weighed(AMAL, WeighingChoice.TOLD_ANYWAY, risks=risks),
            weighed(MINISTRY, WeighingChoice.NOT_TOLD, risks=risks),
        ],
        parties=[AMAL, MINISTRY],
    )
    assert [a.party_id for a in done.addressees] == ["amal"]
    assert done.not_addressed[-1].party_id == "ministry"
    assert done.not_addressed[-1].because == ("harm_of_warning_weighed_against_telling",)
    assert done.weighings[1].because == "so it is"


def test_no_weighing_leaves_a_victim_with_nobody_told() -> None:
    found = found_for(AMAL, is_protected=True)
    risks = ("one_protected_source_alone_has_it",)
    with pytest.raises(WeighingError, match="nobody would be told at all"):
        weigh(found, weighings=[weighed(AMAL, WeighingChoice.NOT_TOLD, risks=risks)], parties=[AMAL])
    noor = a_party("noor", PartyRole.VICTIM)
    two = found_for(AMAL, noor, is_protected=True)
    with pytest.raises(WeighingError, match="danger to amal") as refused:
        weigh(
            two,
            weighings=[
                weighed(AMAL, WeighingChoice.NOT_TOLD, risks=risks),
                weighed(noor, WeighingChoice.TOLD_ANYWAY, risks=risks),
            ],
            parties=[AMAL, noor],
        )
    assert "waiver" in refused.value.remedy


def test_nobody_is_weighed_who_is_not_to_be_told_nor_twice() -> None:
    found = found_for(AMAL, GANG)
    with pytest.raises(WeighingError, match="gang is not to be told"):
        weigh(found, weighings=[weighed(GANG, WeighingChoice.TOLD_ANYWAY)], parties=[AMAL, GANG])
    with pytest.raises(WeighingError, match="amal weighed twice"):
        weigh(found, weighings=[weighed(AMAL, WeighingChoice.TOLD_ANYWAY)] * 2, parties=[AMAL])


def test_what_was_weighed_carries_over_until_a_risk_is_found_that_was_not() -> None:
    risks = ("one_protected_source_alone_has_it",)
    before = [weighed(AMAL, WeighingChoice.TOLD_ANYWAY, risks=risks)]
    assert carry_over(found_for(AMAL, is_protected=True), weighings=before, parties=[AMAL]).is_harm_weighed
    leaky = [Feature("would_pass_it_on", party_id=AMAL.id)]
    worse = found_for(AMAL, is_protected=True, features=leaky)
    assert carry_over(worse, weighings=before, parties=[AMAL]).unweighed == ("amal",)


# ── no double standard, and the host state before any public ────────────────────────────────────────────────────────


@pytest.mark.parametrize("pack", packs.keys())
def test_a_public_is_told_only_after_the_host_state_was_or_a_reason_is_on_record(pack: str) -> None:
    host = replace(MINISTRY, country="XA")
    facts = (a_fact(FactName.CLIENT_COMMUNICATED_THREAT, on=at(hours=-1)),)
    marked: dict[str, Any] = {
        "elements": [(Role.PLACE, place("Town", country="XA"))],
        "features": [Feature("bystanders_exposed"), Feature("terrorist_content")],
    }
    before = found_for(AMAL, CROWD, host, pack=pack, facts=facts, **marked)
    assert before.outcome is Outcome.WARN
    assert "crowd" not in {a.party_id for a in before.addressees}
    why = next(n.because for n in before.not_addressed if n.party_id == "crowd")
    for value in (True, "the host state told its people itself an hour ago"):
        notice = a_fact(FactName.COURTESY_NOTICE_GIVEN, value=value, on=at(hours=-1))
        after = found_for(AMAL, CROWD, host, pack=pack, facts=(*facts, notice), **marked)
        is_told = "crowd" in {a.party_id for a in after.addressees}
        assert is_told is (pack in TELL_PUBLIC)
        if is_told:
            assert ("crowd", "public_alert_without_advice_may_cause_panic", AtRisk.PUBLIC) in codes(after)
    refused = a_fact(FactName.COURTESY_NOTICE_GIVEN, value=False, on=at(hours=-1))
    still = found_for(AMAL, CROWD, host, pack=pack, facts=(*facts, refused), **marked)
    assert "crowd" not in {a.party_id for a in still.addressees}
    if pack in TELL_PUBLIC:
        assert why == ("public_needs_courtesy_notice",)
        assert before.courtesy_notice == "ministry"
        assert "host_state_told_or_reason_to_skip" in before.would_change_it
    else:
        assert why == ("no_public_is_told_under_this_instrument",)


def test_where_no_authority_of_the_host_state_is_known_that_is_an_open_question() -> None:
    found = found_for(AMAL, CROWD, features=[Feature("bystanders_exposed")])
    assert "no_host_authority_is_known" in found.open_questions


@pytest.mark.parametrize("pack", packs.keys())
def test_every_population_under_the_threat_is_named_told_or_not(pack: str) -> None:
    hall = a_party("hall", PartyRole.PLACE_OWNER)
    neighbour = a_party("neighbour", PartyRole.PROTECTOR)
    parties = (AMAL, CROWD, hall, neighbour, MINISTRY, GANG)
    meant = ["amal", "crowd", "hall", "neighbour"]
    found = found_for(*parties, pack=pack, victims=meant, features=[Feature("somebody_else_meant")])
    kinds = {(each.kind, each.party_id) for each in found.populations}
    assert {
        (PopulationKind.VICTIM, "amal"),
        (PopulationKind.PUBLIC, "crowd"),
        (PopulationKind.PEOPLE_AT_PLACE, "hall"),
        (PopulationKind.NAMED, "neighbour"),
        (PopulationKind.BYSTANDERS, None),
    } <= kinds
    assert PartyId("gang") not in {each.party_id for each in found.populations}
    told = {a.party_id for a in found.addressees}
    for each in found.populations:
        assert each.is_told is (each.party_id in told)
        assert each.is_told or each.because, each


def test_own_people_told_and_a_public_left_out_is_a_question_for_a_person() -> None:
    ours = a_party("our-office", PartyRole.PLACE_OWNER, relation=Relation.OWN)
    crowd: dict[str, Any] = {"features": [Feature("bystanders_exposed")], "victims": ["amal", "our-office", "crowd"]}
    question = "own_people_are_told_and_others_exposed_are_not"
    assert question in found_for(AMAL, ours, CROWD, **crowd).open_questions
    assert question not in found_for(AMAL, ours, victims=["amal", "our-office"]).open_questions

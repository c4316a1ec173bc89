from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nadhir.assess import assess as judge
from nadhir.assess import named_victims, own_parties
from nadhir.reference import assess_parameters
from nadhir.terms.assessment import Answer, Assessment, Confidence, Urgency
from nadhir.terms.case import CaseFile, HeldReport
from nadhir.terms.errors import InvalidTermError
from nadhir.terms.facts import Fact, FactName
from nadhir.terms.ids import PartyId
from nadhir.terms.party import Party, PartyRole, Relation
from nadhir.terms.report import InformationCredibility, SourceKind, SourceReliability
from nadhir.terms.screening import Label, Means, Modality, Norm, Precision, Role
from nadhir.terms.threat import HarmType
from tests.rooms.factories import (
    NOON,
    a_fact,
    a_file,
    a_held,
    a_party,
    a_source,
    at,
    days,
    person,
    place,
)

PARAMETERS = assess_parameters.load()
AMAL = a_party("amal", PartyRole.VICTIM, name="Amal Nasser")
GANG = a_party("gang", PartyRole.SUSPECT, name="The Harbour gang")
KILL = "They will kill Amal in Tarsus on 9 March."
TARSUS = place("Tarsus")
NINTH = days(date(2026, 3, 9))
SAYS = ((Role.PLACE, "Tarsus", TARSUS), (Role.TIME, "9 March", NINTH))


def assess(file: CaseFile, *, hours: float = 1) -> Assessment:
    return judge(file, at=at(hours=hours), parameters=PARAMETERS)


def codes(assessment: Assessment) -> tuple[Answer, Answer, Answer]:
    return assessment.credible.answer, assessment.specific.answer, assessment.impending.answer


# ── the three limbs ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_graded_report_of_who_where_and_when_meets_all_three_limbs() -> None:
    found = assess(a_file(a_held(KILL, says=SAYS), parties=[AMAL]))
    assert codes(found) == (Answer.YES, Answer.YES, Answer.YES)
    assert found.is_threshold_met
    assert found.threat.harm is HarmType.KILLING


def test_every_answer_quotes_exact_slices_of_its_report() -> None:
    held = a_held(KILL, says=SAYS)
    found = assess(a_file(held, parties=[AMAL]))
    quotes = [e for limb in (found.credible, found.specific, found.impending) for e in limb.evidence]
    assert quotes
    assert all(e.span.is_slice_of(held.report.content) for e in quotes)


def test_a_first_anonymous_tip_cannot_be_judged_and_is_not_the_worst() -> None:
    source = a_source(reliability=SourceReliability.F)
    tip = a_held(KILL, says=SAYS, source=source, credibility=InformationCredibility.CANNOT_BE_JUDGED)
    found = assess(a_file(tip, parties=[AMAL]))
    assert codes(found) == (Answer.UNKNOWN, Answer.YES, Answer.YES)
    assert "independent_confirmation" in found.credible.missing


def test_what_was_judged_improbable_is_not_believed() -> None:
    held = a_held(KILL, says=SAYS, credibility=InformationCredibility.IMPROBABLE)
    assert assess(a_file(held, parties=[AMAL])).credible.answer is Answer.NO


def test_an_unreliable_source_that_tells_something_probable_is_a_doubt_and_not_a_no() -> None:
    unreliable = a_source(reliability=SourceReliability.E)
    probable = a_held(KILL, says=SAYS, source=unreliable)
    doubtful = a_held(KILL, says=SAYS, source=unreliable, credibility=InformationCredibility.DOUBTFUL)
    assert assess(a_file(probable, parties=[AMAL])).credible.answer is Answer.UNKNOWN
    assert assess(a_file(doubtful, parties=[AMAL])).credible.answer is Answer.NO


def test_two_independent_sources_that_cannot_be_judged_confirm_each_other() -> None:
    one = a_held(KILL, says=SAYS, source=a_source("s-1", reliability=SourceReliability.F))
    two = a_held("Amal is to be killed.", id="r-2", source=a_source("s-2", reliability=SourceReliability.F))
    assert assess(a_file(one, two, parties=[AMAL])).credible.answer is Answer.YES


def test_a_copy_confirms_nothing() -> None:
    one = a_held(KILL, says=SAYS, source=a_source("s-1", reliability=SourceReliability.F))
    copy = a_held(KILL, id="r-2", says=SAYS, source=a_source("s-2", reliability=SourceReliability.F), copy_of="r-1")
    alone, both = assess(a_file(one, parties=[AMAL])), assess(a_file(one, copy, parties=[AMAL]))
    assert both.credible.answer is alone.credible.answer is Answer.UNKNOWN
    assert (both.independent_sources, both.likelihood, both.confirming) == (1, alone.likelihood, ())


def test_two_reports_of_one_origin_are_one_voice() -> None:
    one = a_held(KILL, says=SAYS, source=a_source("s-1", reliability=SourceReliability.F), origin="Harbour Radio")
    two = a_held(
        "Amal will be killed.",
        id="r-2",
        source=a_source("s-2", reliability=SourceReliability.F),
        origin="harbour radio",
    )
    assert assess(a_file(one, two, parties=[AMAL])).independent_sources == 1


def test_the_threshold_is_met_jointly_by_reports_that_alone_meet_it_not() -> None:
    travel = a_held("Two men left. Purpose, target, date not known.", is_possible=True)
    order = a_held(
        "Kill them all at the market in Tarsus.",
        id="r-2",
        held_at=at(hours=1),
        says=[(Role.PLACE, "Tarsus", TARSUS), (Role.TARGET, "market", person("market crowd"))],
    )
    assert assess(a_file(travel)).specific.answer is Answer.NO
    assert assess(a_file(travel, order), hours=2).is_threshold_met


def test_what_a_report_says_it_does_not_know_is_named_as_missing() -> None:
    found = assess(a_file(a_held("The four need rifles. Purpose unknown, no place, no day.")))
    assert found.specific.answer is Answer.NO
    assert {"purpose_unknown", "place_unknown", "time_unknown"} <= set(found.specific.because)


def test_a_country_alone_is_not_specific() -> None:
    text = "They will kill twenty people in Arcadia and nobody would care."
    country = place("Arcadia", precision=Precision.COUNTRY)
    assert assess(a_file(a_held(text, says=[(Role.PLACE, "Arcadia", country)]))).specific.answer is Answer.NO


def test_where_a_man_lives_is_not_where_he_will_strike() -> None:
    text = "A man who lives in Tarsus writes that people will be killed on 9 March."
    found = assess(a_file(a_held(text, says=SAYS)))
    assert not found.threat.of_role(Role.PLACE)
    assert found.specific.answer is Answer.NO


def test_being_told_to_stay_away_from_a_place_is_a_threat_to_it_where_arms_were_bought() -> None:
    text = "They bought a rifle. He told her not to go near the cathedral in Tarsus on 9 March."
    says = (*SAYS, (Role.TARGET, "cathedral", person("cathedral visitors")), (Role.MEANS, "rifle", Means.FIREARM))
    assert assess(a_file(a_held(text, says=says))).is_threshold_met


@pytest.mark.parametrize(
    ("text", "harm"),
    [
        ("When he lands they will arrest him and put him on trial.", HarmType.DETENTION_UNCLEAR),
        (
            "Arrest and trial, nobody will lay a hand on him. He says he would be shot otherwise.",
            HarmType.DETENTION_UNCLEAR,
        ),
        ("They arrest him, and if he resists they shoot him.", HarmType.KILLING),
        ("They will abduct him and ask a ransom.", HarmType.KIDNAPPING),
        ("He will throw acid in her face.", HarmType.SERIOUS_BODILY_INJURY),
        ("They want to burn his car at night when nobody is there.", HarmType.PROPERTY_ONLY),
        ("سنقتلهم جميعا", HarmType.KILLING),
        ("راح نخطفه من بيته", HarmType.KIDNAPPING),
        ("نوقفه في المطار، توقيف ومحاكمة فقط", HarmType.DETENTION_UNCLEAR),
        ("اورا ترور خواهند کرد", HarmType.KILLING),
        ("Ils vont l'égorger dimanche.", HarmType.KILLING),
        ("Onu öldürecekler.", HarmType.KILLING),
        ("Его застрелят в пятницу.", HarmType.KILLING),
        ("Lo van a matar mañana.", HarmType.KILLING),
        ("Ich komme und töte euch.", HarmType.KILLING),
        ("Something big is coming.", HarmType.OTHER),
    ],
)
def test_the_harm_is_told_apart_in_many_languages(text: str, harm: HarmType) -> None:
    assert assess(a_file(a_held(text))).threat.harm is harm


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Police arrested four with explosives. What they wanted it for is not known.", Modality.IMPENDING),
        ("Two were arrested, the leader fled.", Modality.IMPENDING),
        ("Four arrested, the rest of the group plans on.", Modality.FOILED_AT_LARGE),
    ],
)
def test_the_arrest_of_plotters_is_no_detention_of_a_victim(text: str, modality: Modality) -> None:
    assert assess(a_file(a_held(text, modality=modality))).threat.harm is HarmType.OTHER


def test_a_report_of_a_past_attack_raises_nothing() -> None:
    past = a_held(
        "Ten were killed last year.", id="r-2", labels=[Label.ATTACK], is_possible=False, modality=Modality.PAST
    )
    found = assess(a_file(a_held("Words.", is_possible=True), past))
    assert found.threat.harm is HarmType.OTHER


def test_a_private_report_of_harm_in_the_case_counts_even_where_screening_heard_nothing() -> None:
    first = a_held("They talk of her.")
    second = a_held("They will kill Amal.", id="r-2", labels=(), is_possible=False, modality=Modality.UNCLEAR)
    public = a_source("s-2", kind=SourceKind.PUBLIC)
    page = a_held(
        "They will kill Amal.", id="r-3", labels=(), is_possible=False, modality=Modality.UNCLEAR, source=public
    )
    assert assess(a_file(first, second, parties=[AMAL])).threat.harm is HarmType.KILLING
    assert assess(a_file(first, page, parties=[AMAL])).threat.harm is HarmType.OTHER


# ── whom it concerns ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Management of Crocodile City Hall", "They film the entrance of «Крокодил Сити Холл»."),
        ("Zahrat al-Bahr hall", "يضربون صالة زهرة البحر ليلة العرس"),
        ("Sanad convoy drivers", "نضرب عربات سند"),
        ("Rana S., journalist", "Rana S. için tetikçi tuttular."),
    ],
)
def test_a_party_is_recognised_by_its_name_in_any_script(name: str, text: str) -> None:
    party = a_party("meant", PartyRole.PLACE_OWNER, PartyRole.VICTIM, name=name)
    other = a_party("other", PartyRole.VICTIM, name="Someone Else")
    found = assess(a_file(a_held(text), parties=[party, other]))
    assert {v.party_id for v in found.threat.victims} - {None} == {PartyId("meant")}


def test_a_place_that_no_report_speaks_of_is_not_concerned() -> None:
    market = a_party("market", PartyRole.PLACE_OWNER, name="Magdala Christmas market operator")
    found = assess(a_file(a_held(KILL, says=SAYS), parties=[AMAL, market]))
    assert PartyId("market") not in {v.party_id for v in found.threat.victims}


def test_a_market_elsewhere_is_not_meant_by_a_threat_to_a_market_here() -> None:
    text = "They will bomb the market in Tarsus."
    says: list[tuple[Role, str, Norm]] = [
        (Role.PLACE, "Tarsus", TARSUS),
        (Role.TARGET, "market", person("market crowd")),
    ]
    elsewhere = a_party("elsewhere", PartyRole.PLACE_OWNER, name="Magdala Christmas market operator")
    here = a_party("here", PartyRole.PLACE_OWNER, name="Tarsus old market")
    traders = a_party("traders", PartyRole.PLACE_OWNER, name="The traders of the market")
    found = assess(a_file(a_held(text, says=says), parties=[elsewhere, here, traders]))
    assert {v.party_id for v in found.threat.victims} - {None} == {PartyId("here"), PartyId("traders")}


def test_where_no_victim_is_named_every_known_one_is_taken_to_be_meant() -> None:
    found = assess(
        a_file(a_held("Kill the writer."), parties=[a_party("a", PartyRole.VICTIM), a_party("b", PartyRole.VICTIM)])
    )
    assert {v.party_id for v in found.threat.victims} == {PartyId("a"), PartyId("b")}


def test_a_suspect_is_never_a_victim_of_his_own_threat() -> None:
    both = a_party("host", PartyRole.SUSPECT, PartyRole.PLACE_OWNER, name="Tarsus Consulate")
    found = assess(a_file(a_held("They seize him in the Tarsus Consulate."), parties=[both]))
    assert PartyId("host") not in {v.party_id for v in found.threat.victims}


@pytest.mark.parametrize(
    ("text", "exposed"),
    [
        ("Kill him at the wedding.", True),
        ("نقتله في العرس مع المعازيم", True),
        ("Kill him tonight at the store, nobody else will be there.", False),
        ("ما فيش مدنيين غادي، نقتلوه", False),
    ],
)
def test_people_beside_the_one_who_is_meant_are_seen(text: str, exposed: bool) -> None:
    crowd = a_party("crowd", PartyRole.VICTIM, PartyRole.PUBLIC)
    found = assess(a_file(a_held(text), parties=[AMAL, crowd]))
    assert (PartyId("crowd") in {v.party_id for v in found.threat.victims}) is exposed


def test_a_party_that_would_pass_it_on_is_found_by_name_and_by_office() -> None:
    mayor = a_party("mayor", PartyRole.PROTECTOR, name="Mayor of Tarsus")
    police = a_party("police", PartyRole.PROTECTOR, name="Tarsus police")
    held = a_held("They will kill Amal. Do not tell the police, the captain is his cousin.")
    found = assess(a_file(held, parties=[AMAL, mayor, police]))
    assert [f.party_id for f in found.features if f.code == "would_pass_it_on"] == [PartyId("police")]


MILL = a_party("mill", PartyRole.PLACE_OWNER, name="Green Mill hostel, Tarsus")
OTHER_MILL = a_party("other-mill", PartyRole.PLACE_OWNER, name="Green Mill hostel, Adana")


@pytest.mark.parametrize(
    ("text", "says", "concerned"),
    [
        ("They will burn down the Green Mill in Tarsus on 9 March.", SAYS, {"mill"}),
        ("سيحرقون نزل غرين ميل في طرسوس, Green Mill", ((Role.PLACE, "طرسوس", TARSUS),), {"mill"}),
        ("They will burn down the Green Mill.", (), {"mill", "other-mill"}),
        ("They will burn down the Green Mill of Tarsus, then that of Adana.", (), {"mill", "other-mill"}),
    ],
)
def test_of_two_places_of_one_name_the_one_whose_town_is_spoken_of_is_meant(
    text: str, says: Sequence[tuple[Role, str, Norm]], concerned: set[str]
) -> None:
    found = assess(a_file(a_held(text, says=says), parties=[MILL, OTHER_MILL]))
    assert {str(v.party_id) for v in found.threat.victims if v.party_id is not None} == concerned


def test_an_owner_is_named_by_what_he_owns() -> None:
    line = a_party("line", PartyRole.PLACE_OWNER, name="Ortega Brothers Shipping, owner of the MV Estrella")
    found = assess(a_file(a_held("The bomb goes onto the Estrella on Friday."), parties=[line]))
    assert [str(v.party_id) for v in found.threat.victims if v.party_id is not None] == ["line"]


def test_a_place_counts_as_it_is_written_before_it_counts_as_it_was_resolved() -> None:
    written = a_party("written", PartyRole.AUTHORITY, name="Sheriff's office, Marino County")
    resolved = a_party("resolved", PartyRole.AUTHORITY, name="Police of Marina")
    held = a_held("He will shoot them in Marino.", says=((Role.PLACE, "Marino", place("Marina")),))
    found = assess(a_file(held, parties=[AMAL, written, resolved]))
    assert [str(f.party_id) for f in found.features if f.code == "its_place_is_spoken_of"] == ["written"]


# ── time ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("start", "end", "urgency"),
    [
        (date(2026, 3, 2), date(2026, 3, 2), Urgency.UNDER_24_HOURS),
        (date(2026, 3, 4), date(2026, 3, 4), Urgency.UNDER_72_HOURS),
        (date(2026, 3, 20), date(2026, 3, 20), Urgency.LATER),
        (date(2026, 3, 1), date(2026, 3, 1), Urgency.UNDER_24_HOURS),
        (date(2026, 2, 27), date(2026, 3, 31), Urgency.LATER),  # running: half of what is left
        (date(2026, 2, 27), date(2026, 3, 5), Urgency.UNDER_72_HOURS),
    ],
)
def test_urgency_is_the_time_left_to_the_harm(start: date, end: date, urgency: Urgency) -> None:
    held = a_held(KILL, says=[(Role.TIME, "9 March", days(start, end)), (Role.PLACE, "Tarsus", place("Tarsus", lon=0))])
    assert assess(a_file(held, parties=[AMAL])).urgency is urgency


def test_a_threat_without_a_time_is_undated() -> None:
    assert assess(a_file(a_held("They will kill Amal."), parties=[AMAL])).urgency is Urgency.UNDATED


def test_a_window_lapses_when_its_last_day_has_ended_where_it_lies() -> None:
    east = a_held(KILL, says=[(Role.TIME, "9 March", NINTH), (Role.PLACE, "Tarsus", place("Tarsus", lon=30))])
    file = a_file(east, parties=[AMAL])
    evening = (date(2026, 3, 9) - NOON.date()).days * 24 + 9.5  # 21:30 UTC is 23:30 there
    assert not assess(file, hours=evening).window_lapsed
    lapsed = assess(file, hours=evening + 1)
    assert lapsed.window_lapsed
    assert lapsed.impending.answer is Answer.YES
    assert lapsed.urgency is Urgency.UNDATED


def test_a_later_report_without_a_date_renews_what_a_lapsed_window_had_ended() -> None:
    first = a_held(KILL, says=SAYS)
    again = a_held("They still mean to kill Amal when she comes.", id="r-2", held_at=at(days=12))
    assert assess(a_file(first, parties=[AMAL]), hours=11 * 24).window_lapsed
    assert not assess(a_file(first, again, parties=[AMAL]), hours=13 * 24).window_lapsed


def test_a_renewal_that_was_decided_after_the_window_answers_it() -> None:
    file = a_file(a_held(KILL, says=SAYS), parties=[AMAL])
    assert not assess(replace(file, renewed_at=at(days=11)), hours=12 * 24).window_lapsed
    assert assess(replace(file, renewed_at=at(days=2)), hours=12 * 24).window_lapsed


# ── over, or not ────────────────────────────────────────────────────────────────────────────────────────────────────


def _with_facts(*facts: tuple[FactName, bool | str, str | None, str], hours: float = 5) -> Assessment:
    established = [a_fact(n, value=v, about=who, on=at(hours=2), note=note) for n, v, who, note in facts]
    return assess(a_file(a_held(KILL, says=SAYS), parties=[AMAL, GANG], facts=established), hours=hours)


def test_a_disrupted_plot_is_over() -> None:
    found = _with_facts((FactName.PLOT_DISRUPTED, True, None, "nobody else wanted"))
    assert found.is_over
    assert found.impending.answer is Answer.NO


def test_partly_held_is_not_over() -> None:
    assert not _with_facts((FactName.SUSPECT_HELD, "partly", "gang", "Four not found.")).is_over


def test_held_is_over_only_where_he_was_alone() -> None:
    assert _with_facts((FactName.SUSPECT_HELD, True, "gang", "Held with the pistol; alone.")).is_over
    assert not _with_facts((FactName.SUSPECT_HELD, True, "gang", "Held with the pistol.")).is_over
    assert not _with_facts(
        (FactName.SUSPECT_HELD, True, "gang", "Held alone in a cell; two others are sought.")
    ).is_over


def test_what_is_over_is_raised_anew_by_a_new_report() -> None:
    again = a_held(
        "I'll finish with Amal, I have another one hidden, I would shoot her.", id="r-2", held_at=at(hours=4)
    )
    held = a_fact(FactName.SUSPECT_HELD, about="gang", on=at(hours=2), note="alone")
    file = a_file(a_held(KILL, says=SAYS), again, parties=[AMAL, GANG], facts=[held])
    assert not assess(file, hours=5).is_over


def test_an_attack_ends_the_threat_until_a_report_raises_it_again() -> None:
    assert _with_facts((FactName.ATTACK_HAPPENED, True, None, "")).is_over
    more = a_held("They will attack again.", id="r-2", held_at=at(hours=4))
    fact = a_fact(FactName.ATTACK_HAPPENED, on=at(hours=2))
    found = assess(a_file(a_held(KILL, says=SAYS), more, facts=[fact]), hours=5)
    assert found.attack_happened
    assert not found.is_over


def test_an_attack_reported_inside_the_window_is_known_to_have_happened() -> None:
    page = a_held(
        "Shots in Tarsus, two dead.",
        id="r-2",
        held_at=at(days=8, hours=2),
        labels=[Label.ATTACK],
        is_possible=False,
        modality=Modality.PAST,
    )
    assert assess(a_file(a_held(KILL, says=SAYS), page), hours=8 * 24 + 3).attack_happened
    doubted = replace(page, report=replace(page.report, credibility=InformationCredibility.DOUBTFUL))
    unreliable = replace(page, source=replace(page.source, reliability=SourceReliability.E))
    for badly_graded in (doubted, unreliable):
        assert not assess(a_file(a_held(KILL, says=SAYS), badly_graded), hours=8 * 24 + 3).attack_happened


# ── likelihood ──────────────────────────────────────────────────────────────────────────────────────────────────────


@given(
    st.lists(
        st.tuples(st.sampled_from(SourceReliability), st.sampled_from(InformationCredibility)), min_size=1, max_size=8
    )
)
def test_likelihood_stays_between_one_and_ninety_nine_and_has_a_word(
    grades: list[tuple[SourceReliability, InformationCredibility]],
) -> None:
    held = [
        a_held(KILL, id=f"r-{n}", says=SAYS, source=a_source(f"s-{n}", reliability=r), credibility=c)
        for n, (r, c) in enumerate(grades)
    ]
    found = assess(a_file(*held, parties=[AMAL]))
    assert 1 <= found.likelihood.low <= found.likelihood.high <= 99
    assert found.likelihood.terms
    assert found.confidence in Confidence


def test_an_independent_source_raises_likelihood_and_confidence() -> None:
    one = a_held(KILL, says=SAYS, source=a_source("s-1"), credibility=InformationCredibility.POSSIBLY_TRUE)
    two = replace(a_held("They kill Amal.", id="r-2", source=a_source("s-2")), copy_of=None)
    alone, both = assess(a_file(one, parties=[AMAL])), assess(a_file(one, two, parties=[AMAL]))
    assert both.likelihood.low > alone.likelihood.low
    assert alone.confidence is Confidence.LOW
    assert both.confidence is Confidence.MODERATE


# ── properties ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _pool() -> list[HeldReport]:
    return [
        a_held(KILL, id="r-1", says=SAYS),
        a_held("They will kill Amal.", id="r-2", source=a_source("s-2"), held_at=NOON),
        a_held("Two men bought a rifle. Purpose unknown.", id="r-3", source=a_source("s-3"), held_at=NOON),
        a_held(
            "Kill her at the market in Tarsus.", id="r-4", says=[(Role.PLACE, "Tarsus", TARSUS)], source=a_source("s-4")
        ),
        a_held(KILL, id="r-5", says=SAYS, copy_of="r-1", source=a_source("s-5")),
        a_held("Somebody saw motorcycles.", id="r-6", labels=(), is_possible=False, modality=Modality.UNCLEAR),
    ]


@settings(deadline=None)
@given(st.permutations(range(6)), st.integers(1, 6))
def test_the_order_of_arrival_at_one_instant_makes_no_difference(order: list[int], count: int) -> None:
    pool = _pool()[:count]
    shuffled = [pool[i] for i in order if i < count]
    straight, mixed = a_file(*pool, parties=[AMAL, GANG]), a_file(*shuffled, parties=[AMAL, GANG])
    mixed = replace(mixed, case=straight.case)
    assert assess(straight) == assess(mixed)


@settings(deadline=None)
@given(st.lists(st.integers(0, 5), unique=True, min_size=1))
def test_adding_a_report_never_loses_another(chosen: list[int]) -> None:
    pool = _pool()
    said: Sequence[set[str]] = [
        {
            report
            for element in assess(a_file(*[pool[i] for i in chosen[:n]])).threat.elements
            for report in element.said_by
        }
        for n in range(1, len(chosen) + 1)
    ]
    assert all(before <= after for before, after in pairwise(said))


@settings(deadline=None)
@given(st.sampled_from(Relation), st.sampled_from(["XA", "US", "IR", "RU"]))
def test_nationality_and_relation_of_a_party_change_nothing(relation: Relation, country: str) -> None:
    held = a_held(KILL, says=SAYS)
    other = replace(AMAL, relation=relation, country=country)
    assert assess(a_file(held, parties=[AMAL])) == assess(a_file(held, parties=[other]))


def test_a_file_with_something_later_than_the_instant_is_refused() -> None:
    with pytest.raises(InvalidTermError, match="later"):
        judge(a_file(a_held(KILL)), at=NOON - timedelta(minutes=1), parameters=PARAMETERS)


@pytest.mark.slow
def test_two_hundred_reports_are_assessed_within_the_budget() -> None:
    from time import perf_counter  # noqa: PLC0415 - a clock is met here only

    held = [a_held(f"{KILL} Note {n}.", id=f"r-{n}", says=SAYS, source=a_source(f"s-{n % 9}")) for n in range(200)]
    file = a_file(*held, parties=[AMAL, GANG])
    assess(file)
    took = []
    for _ in range(20):
        began = perf_counter()
        assess(file)
        took.append(perf_counter() - began)
    # 20 ms is the aim of the design, on a machine to itself; the test machine is shared, so only a blow-up fails here.
    assert sorted(took)[10] < 0.2


# ── whose case a party is ───────────────────────────────────────────────────────────────────────────────────────────


def _two_threats() -> CaseFile:
    parties = (
        a_party("amal", PartyRole.VICTIM, name="Amal Farid"),
        a_party("basim", PartyRole.VICTIM, name="Basim Odeh"),
        a_party("street", PartyRole.VICTIM, PartyRole.PUBLIC, name="People in the street"),
    )
    return a_file(a_held("They will kill Amal Farid on Friday.", opens=True), parties=parties)


def test_a_victim_whom_only_another_open_case_names_is_left_out_and_a_public_stays() -> None:
    kept = own_parties(_two_threats(), elsewhere={PartyId("basim"), PartyId("street")}, cues=PARAMETERS.cues)
    assert [p.id for p in kept] == ["amal", "street"]


def test_a_victim_whom_this_case_names_too_or_an_officer_put_here_stays() -> None:
    file = _two_threats()
    both = {PartyId("amal"), PartyId("basim")}
    assert [p.id for p in own_parties(file, elsewhere=both, cues=PARAMETERS.cues)] == ["amal", "street"]
    assert own_parties(file, elsewhere=both, cues=PARAMETERS.cues, placed={PartyId("basim")}) == file.parties
    assert own_parties(file, elsewhere=(), cues=PARAMETERS.cues) == file.parties


def test_where_nobody_would_be_left_to_be_meant_everybody_stays() -> None:
    file = a_file(a_held("They will kill him on Friday.", opens=True), parties=_two_threats().parties[:2])
    assert own_parties(file, elsewhere={PartyId("amal"), PartyId("basim")}, cues=PARAMETERS.cues) == file.parties


def test_what_another_case_asks_of_this_one_is_whom_its_reports_name() -> None:
    assert named_victims(assess(_two_threats())) == {"amal"}


# ── a finding about one victim says nothing of the others ───────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", [FactName.VICTIM_AWARE, FactName.COMBATANT_ONLY, FactName.LOCATION_OF_VICTIM])
def test_a_fact_about_one_victim_drops_no_other_from_the_case(name: FactName) -> None:
    parties = _two_threats().parties
    held = a_held("They will blow it up on Friday.", opens=True)
    file = a_file(held, parties=parties, facts=(a_fact(name, about="amal"),))
    found = assess(file)
    assert {v.party_id for v in found.threat.victims} >= {"amal", "basim", "street"}


def test_a_target_that_no_party_stands_for_is_seen_and_one_that_a_party_stands_for_is_not() -> None:
    text = "They will kill Amal Farid and Karim Haddad on Friday."
    names: list[tuple[Role, str, Norm]] = [
        (Role.TARGET, name, person(name, precision=Precision.NAMED)) for name in ("Amal Farid", "Karim Haddad")
    ]
    file = a_file(a_held(text, says=names, opens=True), parties=_two_threats().parties)
    found = assess(file)
    (stranger,) = [f for f in found.features if f.code == "somebody_else_meant"]
    assert [q.span.exact for q in stranger.evidence] == ["Karim Haddad"]


# ── when a threat is over, and when it is not ───────────────────────────────────────────────────────────────────────

SECOND = a_party("second", PartyRole.SUSPECT, name="The second man")
BASIM = a_party("basim", PartyRole.VICTIM, name="Basim Odeh")
SPAN = (Role.TIME, "9 March", days(date(2026, 3, 9), date(2026, 3, 11)))


def _judged(*facts: Fact, parties: Sequence[Party] = (AMAL, GANG), days_on: float = 1) -> Assessment:
    return assess(a_file(a_held(KILL, says=SAYS), parties=parties, facts=facts), hours=24 * days_on)


def test_a_plotter_who_is_held_and_alone_ends_it_and_one_of_two_does_not() -> None:
    alone = a_fact(FactName.SUSPECT_HELD, about="gang", on=at(hours=2), note="held; he acted alone")
    assert _judged(alone).is_over
    assert not _judged(alone, parties=(AMAL, GANG, SECOND)).is_over
    assert not _judged(replace(alone, note="held; two others are at large")).is_over
    assert not _judged(replace(alone, value="partly")).is_over
    assert not _judged(replace(alone, note="held")).is_over


def test_one_plotter_stopped_is_no_plot_stopped_while_another_is_free() -> None:
    stopped = a_fact(FactName.PLOT_DISRUPTED, about="gang", on=at(hours=2))
    assert _judged(stopped).is_over
    assert not _judged(stopped, parties=(AMAL, GANG, SECOND)).is_over
    held = a_fact(FactName.SUSPECT_HELD, about="second", on=at(hours=3))
    assert _judged(stopped, held, parties=(AMAL, GANG, SECOND)).is_over
    assert _judged(replace(stopped, about=None), parties=(AMAL, GANG, SECOND)).is_over


def test_an_attack_on_one_of_two_who_were_threatened_leaves_the_other_threatened() -> None:
    attacked = a_fact(FactName.ATTACK_HAPPENED, about="amal", on=at(hours=2))
    text = "They will kill Amal and Basim in Tarsus on 9 March."
    both = assess(a_file(a_held(text, says=SAYS), parties=(AMAL, BASIM), facts=(attacked,)), hours=3)
    assert both.attack_happened
    assert not both.is_over
    one = assess(a_file(a_held(KILL, says=SAYS), parties=(AMAL,), facts=(attacked,)), hours=3)
    assert one.is_over


def test_an_attack_whose_doers_are_at_large_ends_nothing() -> None:
    attacked = a_fact(FactName.ATTACK_HAPPENED, on=at(hours=2), note="two of the gunmen are still at large")
    found = _judged(attacked)
    assert (found.attack_happened, found.is_over) == (True, False)
    assert _judged(replace(attacked, note="a shot was fired")).is_over


def test_an_attack_that_is_only_reported_inside_the_window_ends_nothing_before_the_window_does() -> None:
    on_the_ninth = at(days=8, hours=1)
    report = a_held(
        "A car exploded in Tarsus on 9 March.", id="r-2", held_at=on_the_ninth, says=SAYS, is_possible=False,
        labels={Label.ATTACK}, modality=Modality.PAST, source=a_source("paper", kind=SourceKind.OPEN),
    )  # fmt: skip
    file = a_file(a_held(KILL, says=[SAYS[0], SPAN]), report, parties=[AMAL])
    inside, after = assess(file, hours=24 * 8 + 2), assess(file, hours=24 * 12)
    assert (inside.attack_happened, inside.is_over) == (True, False)
    assert (after.attack_happened, after.is_over) == (True, True)


def test_a_day_that_passed_with_nothing_asks_for_a_renewal_and_is_not_over() -> None:
    found = _judged(days_on=12)
    assert found.window_lapsed
    assert not found.is_over
    assert found.impending.answer is Answer.YES


# ── what a case was opened on ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("modality", sorted(Modality))
def test_a_private_report_of_a_possible_threat_never_leaves_a_case_that_nothing_raises(modality: Modality) -> None:
    held = a_held("He spoke of the festival again.", is_possible=True, labels=(), modality=modality)
    found = assess(a_file(held, parties=[AMAL]))
    assert "nothing_raises_a_threat" not in found.credible.because


def test_harm_to_a_car_and_something_more_that_nobody_names_is_not_harm_to_property_alone() -> None:
    car = a_held("They will burn his car, nobody in it, only the car.", id="r-1")
    more = a_held("On Friday he settles it with him.", id="r-2", held_at=at(hours=1), source=a_source("src-2"))
    assert assess(a_file(car)).threat.harm is HarmType.PROPERTY_ONLY
    assert assess(a_file(car, more), hours=2).threat.harm is HarmType.OTHER


def test_a_case_without_a_report_raises_nothing_and_breaks_nothing() -> None:
    found = assess(a_file(parties=[AMAL]))
    assert codes(found) == (Answer.NO, Answer.NO, Answer.NO)
    assert found.credible.because == ("nothing_raises_a_threat",)


# ── what screening is sure of, what goes on, and what is meant for things alone ──────────────────────────────────────


def test_what_screening_is_sure_of_is_harm_in_a_language_whose_words_are_not_listed() -> None:
    found = assess(a_file(a_held("Ngĩkũũraga mũndũ ũcio.", opens=True), parties=[AMAL]))
    assert found.threat.harm is HarmType.KILLING


def test_a_report_that_says_it_does_not_know_what_is_meant_names_no_harm() -> None:
    found = assess(a_file(a_held("They talk of Amal. What they want to do: purpose unknown.", opens=True)))
    assert found.threat.harm is HarmType.OTHER


@pytest.mark.parametrize(
    "text",
    ["He has her tied up in the garage.", "صارت عندي من مبارح، رجليها مربوطين", "Она связана, он держит её в подвале."],
)
def test_harm_that_goes_on_has_the_shortest_clock(text: str) -> None:
    assert assess(a_file(a_held(text, opens=True), parties=[AMAL])).urgency is Urgency.UNDER_24_HOURS


def test_a_report_that_says_that_nobody_is_to_be_hurt_means_things() -> None:
    text = "They burn their own barn on Sunday for the insurance, nobody inside."
    assert assess(a_file(a_held(text, opens=True))).threat.harm is HarmType.PROPERTY_ONLY


@pytest.mark.parametrize("means", [Means.BLADE, Means.FIREARM])
def test_a_word_for_a_thing_is_no_promise_for_the_people(means: Means) -> None:
    held = a_held("Amal won't go home. The blade is in the shed.", says=[(Role.MEANS, "blade", means)])
    assert assess(a_file(held, parties=[AMAL])).threat.harm is not HarmType.PROPERTY_ONLY


def test_in_doubt_the_one_known_person_who_can_be_meant_is() -> None:
    somebody = (Role.TARGET, "the tall one", person("unknown"))
    found = assess(a_file(a_held("They will kill the tall one.", opens=True, says=[somebody]), parties=[AMAL, GANG]))
    assert "only_known_party_can_be_meant" in found.specific.because
    two = [AMAL, a_party("rima", PartyRole.VICTIM, name="Rima Khoury"), GANG]
    apart = assess(a_file(a_held("They will kill the tall one.", opens=True, says=[somebody]), parties=two))
    assert "only_known_party_can_be_meant" not in apart.specific.because


def test_what_a_report_speaks_of_without_harm_stands_beside_nobody() -> None:
    clinic = (Role.TARGET, "clinic", person("hospital staff and patients"))
    asked = a_held("Somebody asks where the clinic cars stand. Purpose unknown.", says=[clinic], opens=True)
    found = assess(a_file(asked, parties=[AMAL]))
    assert not [each for each in found.features if each.code == "bystanders_exposed"]

"""Who did it: claims are weighed with the rest, and a false one is seen as what it is."""

import inspect
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from nadhir.assess import accounts, assess, attribution
from nadhir.assess.claimants import claimants
from nadhir.reference import assess_parameters
from nadhir.terms.assessment import Assessment, Hypothesis, LikelihoodTerm
from nadhir.terms.case import HeldReport
from nadhir.terms.facts import Fact, FactName
from nadhir.terms.ids import ReportId
from nadhir.terms.party import Party, PartyRole, Relation
from nadhir.terms.report import Source, SourceKind, SourceReliability
from nadhir.terms.screening import Label, Modality, Norm, Precision, Role, TimeNorm
from tests.rooms.factories import a_fact, a_file, a_held, a_party, a_source, at, days, person, place

WORDING = Path(__file__).parents[3] / "nadhir" / "casework" / "wording.py"
PARAMETERS = assess_parameters.load()
TERMS = list(LikelihoodTerm)
FRONT = a_party("front", PartyRole.SUSPECT, name="River Front cell in Tarsus")
WARNED = a_held(
    "The River Front will bomb the market in Tarsus on 9 March.",
    says=[
        (Role.ACTOR, "River Front", person("River Front", precision=Precision.ORGANISATION)),
        (Role.PLACE, "Tarsus", place("Tarsus")),
        (Role.TIME, "9 March", days(date(2026, 3, 9))),
    ],
    opens=True,
)
HAPPENED = at(days=8)  # 9 March, noon
FACT = a_fact(FactName.ATTACK_HAPPENED, on=HAPPENED)
PUBLIC = a_source("s-open", kind=SourceKind.PUBLIC)


def after(
    text: str,
    *,
    actor: str | None = None,
    labels: tuple[Label, ...] = (Label.ATTACK,),
    hours: float = 6,
    day: date | None = None,
    private: bool = False,
) -> HeldReport:
    says = [(Role.ACTOR, actor, person(actor, precision=Precision.ORGANISATION))] if actor else []
    if day is not None:
        word = text.rsplit(maxsplit=1)[-1]
        says.append((Role.TIME, word, days(day)))  # type: ignore[arg-type]
    return a_held(
        text,
        id=f"r-{len(text)}-{text[:8]}",
        held_at=HAPPENED + timedelta(hours=hours),
        source=a_source("s-private", kind=SourceKind.SIGNALS) if private else PUBLIC,
        labels=labels,
        says=says,
        is_possible=False,
        modality=Modality.PAST,
    )


def judged(*reports: HeldReport) -> Assessment:
    file = a_file(WARNED, *reports, parties=[FRONT], facts=[FACT])
    return assess(file, at=HAPPENED + timedelta(days=10), parameters=PARAMETERS)


def of(found: Assessment, name: str) -> Hypothesis:
    return next(h for h in found.hypotheses if name in h.actor)


def rank(hypothesis: Hypothesis) -> int:
    term = hypothesis.likelihood.term
    assert term is not None
    return TERMS.index(term)


def test_without_an_attack_there_is_no_hypothesis() -> None:
    file = a_file(WARNED, parties=[FRONT])
    assert assess(file, at=at(hours=1), parameters=PARAMETERS).hypotheses == ()


def test_who_was_warned_of_and_claims_promptly_through_its_usual_channel_is_very_likely() -> None:
    found = of(
        judged(after("The River Front claimed it on its usual channels.", actor="River Front", labels=(Label.CLAIM,))),
        "River Front",
    )
    assert rank(found) >= TERMS.index(LikelihoodTerm.VERY_LIKELY)
    assert "claimed_through_usual_channel" in found.speaks_for
    assert "meant_it_before" in found.speaks_for


def test_a_claim_by_a_parent_of_the_group_that_was_warned_of_is_one_hypothesis() -> None:
    found = judged(
        after("The River Front claimed it on its usual channels.", actor="River Front", labels=(Label.CLAIM,))
    )
    assert [h.actor for h in found.hypotheses] == ["River Front cell in Tarsus"]


def test_a_claim_through_a_page_made_today_by_somebody_else_is_seen_as_opportunistic() -> None:
    page = after(
        "A page made today in the name of Black Dawn claimed it. It did not appear on its known channels.",
        actor="Black Dawn",
        labels=(Label.ATTACK, Label.CLAIM),
    )
    heard = after("Our car went off before the hall. Black Dawn took the credit, leave them.", private=True, labels=())
    found = judged(page, heard)
    assert rank(of(found, "Black Dawn")) <= TERMS.index(LikelihoodTerm.VERY_UNLIKELY)
    assert rank(of(found, "River Front")) >= TERMS.index(LikelihoodTerm.VERY_LIKELY)
    assert "another_actor_lets_it_take_the_credit" in of(found, "Black Dawn").speaks_against


def test_an_accusation_without_proof_makes_nobody_likely() -> None:
    found = judged(after("An official blamed Arcadia without evidence.", actor="Arcadia"))
    assert rank(of(found, "Arcadia")) <= TERMS.index(LikelihoodTerm.VERY_UNLIKELY)


def test_a_doubtful_claim_in_the_name_of_who_was_warned_of_takes_little_from_what_was_known() -> None:
    claim = after(
        "From a number that nobody knows: the River Front punished the market on Sunday",
        actor="River Front",
        labels=(Label.CLAIM,),
        hours=120,
        day=date(2026, 3, 8),
    )
    found = of(judged(claim), "River Front")
    assert {"claimed_late", "claimed_through_unusual_channel", "claim_names_another_day"} <= set(found.speaks_against)
    assert TERMS.index(LikelihoodTerm.ROUGHLY_EVEN_CHANCE) <= rank(found) <= TERMS.index(LikelihoodTerm.VERY_LIKELY)


def test_a_claim_from_afar_without_order_or_money_does_not_outweigh_who_was_identified() -> None:
    claim = after("Amaq says that fighters of the Far State did it.", actor="Far State", labels=(Label.CLAIM,))
    inquiry = after(
        "Confirmed: the men were of the River Front. No order and no money from abroad found.", actor="River Front"
    )
    found = judged(claim, inquiry)
    assert rank(of(found, "River Front")) > rank(of(found, "Far State"))
    assert "no_order_or_means_from_it" in of(found, "Far State").speaks_against


def test_hypotheses_come_likeliest_first_and_none_is_certain() -> None:
    found = judged(after("An official blamed Arcadia without evidence.", actor="Arcadia")).hypotheses
    assert [rank(h) for h in found] == sorted((rank(h) for h in found), reverse=True)
    assert all(1 <= h.likelihood.low <= h.likelihood.high <= 99 for h in found)


# ── short stories in several languages ──────────────────────────────────────────────────────────────────────────────

LIKELY, EVEN, UNLIKELY = (
    TERMS.index(term) for term in (LikelihoodTerm.LIKELY, LikelihoodTerm.ROUGHLY_EVEN_CHANCE, LikelihoodTerm.UNLIKELY)
)
VERY_LIKELY, CERTAIN = TERMS.index(LikelihoodTerm.VERY_LIKELY), TERMS.index(LikelihoodTerm.ALMOST_CERTAIN)
PLOTTERS = a_party("plotters", PartyRole.SUSPECT, name="Salt Quarry Boys")
PLOT = a_held(
    "Salt Quarry Boys: on the 9th we go to the ferry landing at Orvel with the rifles.",
    id="r-0",
    source=a_source("s-net", kind=SourceKind.SIGNALS),
    says=[(Role.PLACE, "Orvel", place("Orvel")), (Role.TIME, "the 9th", days(date(2026, 3, 9)))],
    opens=True,
)
SHOTS = a_fact(FactName.ATTACK_HAPPENED, on=HAPPENED, note="Shots at the landing in Orvel; two dead, four hurt.")
FORUM = a_source("s-forum", kind=SourceKind.OPEN, reliability=SourceReliability.E)
WIRE = a_source("s-wire", kind=SourceKind.PUBLIC, reliability=SourceReliability.B)
NET = a_source("s-net", kind=SourceKind.SIGNALS)
POLICE = a_source("s-police", kind=SourceKind.HUMAN, reliability=SourceReliability.B)


def told(
    text: str,
    *,
    source: Source = FORUM,
    hours: float = 5,
    labels: tuple[Label, ...] = (Label.CLAIM,),
    says: Sequence[tuple[Role, str, Norm]] = (),
    id: str | None = None,  # noqa: A002 - the word of the type
    copy_of: str | None = None,
) -> HeldReport:
    return a_held(
        text,
        id=id or f"r-{hours}-{len(text)}",
        held_at=HAPPENED + timedelta(hours=hours),
        source=source,
        labels=labels,
        says=says,
        is_possible=False,
        modality=Modality.PAST,
        copy_of=copy_of,
    )


def weighed(
    *reports: HeldReport,
    parties: Sequence[Party] = (PLOTTERS,),
    facts: Sequence[Fact] = (),
    warned: HeldReport | None = PLOT,
    happened: Fact = SHOTS,
) -> dict[str, Hypothesis]:
    held = [*([warned] if warned else []), *reports]
    file = a_file(*held, parties=parties, facts=[happened, *facts])
    found = assess(file, at=HAPPENED + timedelta(days=20), parameters=PARAMETERS).hypotheses
    return {h.actor: h for h in found}


def suspect(name: str, **more: Any) -> Party:  # noqa: ANN401 - what a party is made with
    return a_party(name.lower().replace(" ", "-"), PartyRole.SUSPECT, name=name, **more)


def test_plotters_who_were_warned_of_and_whose_place_day_and_means_fit_are_very_likely_without_a_word_from_them() -> (
    None
):
    found = weighed()["Salt Quarry Boys"]
    assert rank(found) == VERY_LIKELY
    assert {"fits_what_was_warned_of", "means_fit_what_was_warned_of", "meant_it_before"} <= set(found.speaks_for)


def test_without_anything_from_after_the_attack_nobody_is_almost_certain() -> None:
    again = a_held(
        "A man of the quarry: the Salt Quarry Boys take revenge at the landing, with rifles.",
        id="r-01",
        source=a_source("s-2"),
        opens=True,
    )
    assert rank(weighed(again)["Salt Quarry Boys"]) == VERY_LIKELY


def test_other_means_than_were_warned_of_speak_against_the_plotters() -> None:
    fire = a_fact(FactName.ATTACK_HAPPENED, on=HAPPENED, note="Petrol fire in Orvel; two dead.")
    found = weighed(happened=fire)["Salt Quarry Boys"]
    assert "means_differ_from_what_was_warned_of" in found.speaks_against
    assert rank(found) < rank(weighed()["Salt Quarry Boys"])


def test_a_claim_in_capitals_by_an_account_made_today_with_gas_and_eleven_dead_is_seen_as_false() -> None:
    claim = told(
        "@black_heron_real (account made today): WE, THE BLACK HERON FRONT, TAKE RESPONSIBILITY for the gas in the "
        "school of Orvel. Forty are dead."
    )
    found = weighed(claim)["Black Heron Front"]
    assert rank(found) < UNLIKELY
    assert {
        "claimed_through_unusual_channel",
        "claim_names_other_means",
        "claim_names_too_many_dead",
    } <= set(found.speaks_against)
    assert any("gas" in e.span.exact for e in found.evidence)


def test_a_claim_of_dead_where_nobody_was_hurt_is_seen_as_false() -> None:
    blast = a_fact(FactName.ATTACK_HAPPENED, on=HAPPENED, note="A bomb burst behind the hall; nobody was hurt.")
    found = weighed(told("The Free Harbour League claims it: our bomb killed nine."), happened=blast)
    assert "claim_names_too_many_dead" in found["Free Harbour League"].speaks_against


def test_an_arabic_claim_from_a_new_account_for_a_church_and_a_belt_is_seen_as_false_where_a_mosque_was_shot_at() -> (
    None
):
    mosque = a_fact(FactName.ATTACK_HAPPENED, on=HAPPENED, note="Shots at the mosque in Orvel; one dead.")
    claim = told("عضو جديد: تعلن «كتائب الفجر» أن جنودها هاجموا كنيسة بحزام ناسف فقتلوا عشرة.")
    found = weighed(claim, happened=mosque)["كتائب الفجر"]
    assert rank(found) < UNLIKELY
    assert {"claim_names_another_target", "claim_names_other_means"} <= set(found.speaks_against)


def test_what_a_quoted_claim_says_is_told_apart_from_what_the_page_around_it_says() -> None:
    page = told(
        "بعد إطلاق النار على المرسى نشرت صفحة أنشئت اليوم باسم «لواء الشاطئ» بياناً: «فجّر أحد جنودنا حزامه الناسف في"
        " مركز شرطة المدينة صباحاً».",
        labels=(Label.ATTACK, Label.CLAIM),
    )
    found = weighed(page)["لواء الشاطئ"]
    assert "claim_names_other_means" in found.speaks_against
    assert rank(found) < UNLIKELY


def test_a_persian_claim_by_a_fresh_account_is_doubted() -> None:
    found = weighed(told("حساب تازه به نام «گردان ساحل» نوشت: ما با بمب زدیم و پنجاه نفر کشته شدند"))["گردان ساحل"]
    assert rank(found) < UNLIKELY


def test_a_turkish_claim_with_an_old_photograph_is_doubted() -> None:
    found = weighed(told("Bugün açılan hesap: Kuzey Fırtınası Cephesi üstlendi. Eski fotoğraf kullanılmış."))
    assert rank(found["Kuzey Fırtınası Cephesi"]) < UNLIKELY
    assert "claim_contradicted_by_findings" in found["Kuzey Fırtınası Cephesi"].speaks_against


def test_a_russian_claim_for_a_bomb_in_a_church_is_doubted_where_shots_fell_at_a_landing() -> None:
    found = weighed(told("Созданный сегодня канал от имени «Северный рассвет»: мы взорвали бомбу, двадцать убитых."))
    assert rank(found["Северный рассвет"]) < UNLIKELY


def test_a_french_claim_that_only_repeats_the_press_under_an_unheard_name_and_asks_for_money_is_opportunistic() -> None:
    claim = told(
        "Courriel d'une adresse gratuite, signé Les Corbeaux du Quai : tout était déjà dans la presse, mot pour mot. "
        "Groupe inconnu. Payez en bitcoins.",
        hours=200,
    )
    found = weighed(claim)["Corbeaux du Quai"]
    assert rank(found) == 0
    assert {"claim_repeats_the_press", "claim_under_an_unheard_name", "claim_asks_for_gain", "claimed_late"} <= set(
        found.speaks_against
    )


def test_a_german_claim_with_what_only_the_doer_knows_makes_its_author_likely() -> None:
    claim = told(
        "Auf dem bekannten Kanal, derselbe Schlüssel wie immer: Die Weiße Werft bekennt sich. Auf keiner Presseseite "
        "steht bisher das alte Gewehr mit dem grünen Riemen.",
        hours=2,
    )
    found = weighed(claim)["Weiße Werft"]
    assert "claim_knows_what_was_not_public" in found.speaks_for
    assert rank(found) >= LIKELY


def test_a_claimant_named_in_arabic_is_known_as_the_party_named_in_english_by_the_meaning_of_its_name() -> None:
    claim = told("رسالة من بريد مجهول بتوقيع «أسود الجبل» تتبنى الهجوم.")
    found = weighed(claim, parties=(PLOTTERS, suspect("Lions of the Mountain")))
    assert set(found) == {"Salt Quarry Boys", "Lions of the Mountain"}
    assert "claimed_through_unusual_channel" in found["Lions of the Mountain"].speaks_against


def test_brigades_of_two_towns_are_two_actors() -> None:
    claim = told("The Brigade of Darnis claimed it.")
    found = weighed(claim, parties=(PLOTTERS, suspect("Brigade of Velora")))
    assert {"Brigade of Darnis", "Brigade of Velora"} <= set(found)


def test_a_suspect_who_became_one_by_a_claim_was_not_warned_of() -> None:
    claim = told("Red Kestrel Army claims it on a page created an hour ago: our bomb, thirty dead.")
    found = weighed(claim, parties=(PLOTTERS, suspect("Red Kestrel Army")))["Red Kestrel Army"]
    assert "meant_it_before" not in found.speaks_for
    assert rank(found) < UNLIKELY


def test_suspects_whom_no_report_names_are_those_who_were_warned_of() -> None:
    claim = told("صفحة أنشئت اليوم باسم «جيش الغروب» تتبنى قنبلة وخمسين قتيلاً")
    coded = a_held("Tonight the boat, all of it, with the rifles, at Orvel", id="r-0", opens=True)
    found = weighed(claim, warned=coded, parties=(suspect("The ferryman's rivals"),))
    assert rank(found["The ferryman's rivals"]) >= LIKELY
    assert rank(found["جيش الغروب"]) < UNLIKELY


def test_own_people_who_speak_of_it_on_the_channel_on_which_they_planned_it_admit_it() -> None:
    chat = told(
        "Salt Quarry Boys. told you the old one jams. two are enough. we say nothing now", source=NET, labels=()
    )
    found = weighed(chat)["Salt Quarry Boys"]
    assert "own_people_speak_of_it_as_theirs" in found.speaks_for
    assert rank(found) == CERTAIN


def test_the_same_words_on_a_channel_that_planned_nothing_admit_nothing() -> None:
    chat = told("told you so. we say nothing now", source=a_source("s-9", kind=SourceKind.SIGNALS), labels=())
    assert "own_people_speak_of_it_as_theirs" not in weighed(chat)["Salt Quarry Boys"].speaks_for


def test_own_people_who_ask_among_themselves_who_did_it_speak_strongly_against() -> None:
    chat = told("مين عملها؟ مو احنا. حد سبقنا.", source=NET, labels=())
    found = weighed(chat)["Salt Quarry Boys"]
    assert "own_people_deny_it_among_themselves" in found.speaks_against
    assert rank(found) <= EVEN


def test_people_of_one_actor_who_laugh_at_anothers_claim_speak_against_that_claim() -> None:
    claim = told("The Free Harbour League claims it.")
    chat = told("Salt Quarry Boys. some fools claim it, let them brag. it was our work", source=NET, hours=9, labels=())
    found = weighed(claim, chat)
    assert rank(found["Free Harbour League"]) < rank(weighed(claim)["Free Harbour League"])


def test_a_suspect_held_with_burnt_hands_who_said_so_is_almost_certain_in_urdu() -> None:
    foreman = suspect("Rashid foreman")
    warned = a_held("رشید نے کہا گودام کو آگ لگا دوں گا", id="r-0", opens=True)
    fire = a_fact(FactName.ATTACK_HAPPENED, on=HAPPENED, note="Petrol fire in the store; one dead.")
    seen = told(
        "رشید کو سب نے دیکھا۔ رات کو پولیس نے پکڑ لیا، ہاتھ جلے ہوئے تھے۔",
        source=POLICE,
        labels=(Label.ATTACK,),
    )
    found = weighed(seen, parties=(foreman,), warned=warned, happened=fire)["Rashid foreman"]
    assert {"held_for_it", "traces_found", "seen_doing_it"} <= set(found.speaks_for)
    assert rank(found) == CERTAIN


def test_what_was_not_confirmed_identifies_nobody() -> None:
    report = told("It could not be confirmed that the Salt Quarry Boys did it.", source=WIRE, labels=(Label.ATTACK,))
    assert "perpetrators_identified" not in weighed(report)["Salt Quarry Boys"].speaks_for


def test_findings_count_for_whom_their_sentence_names() -> None:
    claim = told("The Free Harbour League claims it.")
    report = told(
        "Investigators identified the gunmen as Salt Quarry Boys. The Free Harbour League said nothing more.",
        source=WIRE,
        labels=(Label.ATTACK,),
        hours=9,
    )
    found = weighed(claim, report)
    assert "perpetrators_identified" in found["Salt Quarry Boys"].speaks_for
    assert "perpetrators_identified" not in found["Free Harbour League"].speaks_for


def test_a_group_that_disowns_a_claim_made_in_its_name_becomes_less_likely() -> None:
    claim = told("The Free Harbour League claims it.")
    denial = told("The Free Harbour League denied any part in it.", source=WIRE, labels=(Label.ATTACK,), hours=9)
    found = weighed(claim, denial)["Free Harbour League"]
    assert {"denies_it", "disowns_the_claim"} <= set(found.speaks_against)
    assert rank(found) < rank(weighed(claim)["Free Harbour League"])


def test_that_no_group_has_claimed_it_is_no_claim() -> None:
    report = told("لم تتبنّ أي جهة الهجوم حتى الآن، ويذكر الناس «أبناء الرمال».", source=WIRE, labels=(Label.ATTACK,))
    assert all("claimed" not in h.speaks_for for h in weighed(report).values())


def test_a_claim_that_fits_speaks_against_another() -> None:
    fits = told("On its usual channel the Free Harbour League claimed it, with the shots and two dead.", hours=3)
    other = told("The Grey Rope Movement claims it.", hours=6)
    found = weighed(fits, other, parties=(), warned=None)
    assert "another_claim_fits" in found["Grey Rope Movement"].speaks_against
    assert rank(found["Free Harbour League"]) > rank(found["Grey Rope Movement"])


def test_a_true_claim_by_who_was_warned_of_through_its_usual_agency_is_almost_certain() -> None:
    claim = told("أعلنت «Salt Quarry Boys» مسؤوليتها عن الهجوم عبر قناتها المعروفة: رصاص وقتيلان.", hours=4)
    found = weighed(claim)["Salt Quarry Boys"]
    assert "claimed_through_usual_channel" in found.speaks_for
    assert rank(found) == CERTAIN


def test_earlier_attacks_of_the_same_kind_speak_for_an_actor() -> None:
    past = a_held(
        "Last year gunmen of the Grey Rope Movement fired rifles at a landing.",
        id="r-past",
        held_at=at(days=1),
        source=WIRE,
        labels=(Label.ATTACK,),
        is_possible=False,
        modality=Modality.PAST,
    )
    claim = told("The Grey Rope Movement claims it.")
    assert "matches_its_earlier_attacks" in weighed(past, claim)["Grey Rope Movement"].speaks_for
    assert "matches_its_earlier_attacks" not in weighed(claim)["Grey Rope Movement"].speaks_for


def test_a_motive_stated_before_speaks_for_the_plotter() -> None:
    warned = a_held("الفتى سالم طردوه من المخزن ويقول سأنتقم منهم بالرصاص", id="r-0", opens=True)
    found = weighed(warned=warned, parties=(suspect("Salem"),))["Salem"]
    assert "motive_stated" in found.speaks_for


def test_whoever_was_in_custody_when_it_happened_is_less_likely() -> None:
    man = suspect("Salem")
    warned = a_held("سالم سيطلق الرصاص في المرسى", id="r-0", opens=True)
    held = a_fact(FactName.SUSPECT_HELD, about="salem", on=HAPPENED - timedelta(hours=8))
    inside = weighed(warned=warned, parties=(man,), facts=[held])["Salem"]
    assert "was_held_when_it_happened" in inside.speaks_against
    assert rank(inside) < rank(weighed(warned=warned, parties=(man,))["Salem"])


def test_a_suspect_cleared_by_the_police_is_less_likely() -> None:
    report = told("The Salt Quarry Boys were ruled out by the police.", source=POLICE, labels=(Label.ATTACK,))
    assert rank(weighed(report)["Salt Quarry Boys"]) < rank(weighed()["Salt Quarry Boys"])


def test_a_claim_that_names_the_weekday_of_the_attack_names_no_other_day() -> None:
    monday = TimeNorm(date(2026, 3, 16), date(2026, 3, 16))  # "Monday", read as the one to come
    claim = told("The Free Harbour League claims it: on Monday we struck.", says=[(Role.TIME, "Monday", monday)])
    assert "claim_names_another_day" not in weighed(claim)["Free Harbour League"].speaks_against


def test_what_is_said_in_gods_name_is_claimed_by_nobody_of_that_name() -> None:
    claim = told("باسم الله الرحمن الرحيم. بيان بتوقيع «سرايا المرسى»: نعلن مسؤوليتنا.")
    assert set(weighed(claim)) == {"Salt Quarry Boys", "سرايا المرسى"}


def test_a_finding_in_another_report_that_the_photograph_is_of_elsewhere_speaks_against_the_claim() -> None:
    claim = told("The Free Harbour League claims it.")
    finding = told(
        "The photo of the claim is old: the photo is from another landing, and there was no truck.",
        source=POLICE,
        labels=(Label.ATTACK,),
        hours=9,
    )
    found = weighed(claim, finding)["Free Harbour League"]
    assert "claim_contradicted_by_findings" in found.speaks_against
    assert rank(found) < rank(weighed(claim)["Free Harbour League"])


def test_a_claim_that_names_another_town_is_doubted() -> None:
    far = place("Zarmin", country="XB", lat=40.0, lon=60.0)
    claim = told("The Free Harbour League claims it: we struck in Zarmin.", says=[(Role.PLACE, "Zarmin", far)])
    assert "claim_names_another_place" in weighed(claim)["Free Harbour League"].speaks_against


def test_a_spanish_claim_in_the_name_of_a_group_from_a_page_created_today_is_doubted() -> None:
    claim = told("Página creada hoy en nombre de los Lobos del Muelle: pusimos una bomba, treinta muertos.")
    assert rank(weighed(claim)["Lobos del Muelle"]) < UNLIKELY


def test_a_short_form_of_a_groups_name_in_its_own_claim_is_no_new_actor() -> None:
    claim = told("Auf dem Kanal des Salt-Kreises, derselbe Schlüssel: Der Kreis bekennt sich.")
    assert set(weighed(claim, parties=(PLOTTERS, suspect("Salt-Kreis")))) == {"Salt Quarry Boys", "Salt-Kreis"}


# ── what holds whatever the reports ─────────────────────────────────────────────────────────────────────────────────

REPORTS = (
    told("The Free Harbour League claims it.", id="r-a"),
    told("Page created today in the name of «جيش الغروب»: a bomb, fifty dead.", id="r-b"),
    told("Salt Quarry Boys. told you. let them brag", source=NET, labels=(), id="r-c"),
    told(
        "Police arrested one of the Salt Quarry Boys, residue on his hands.",
        source=POLICE,
        labels=(Label.ATTACK,),
        id="r-d",
    ),
    told("The Free Harbour League denied it.", source=WIRE, labels=(Label.ATTACK,), id="r-e"),
    told("Experts say it was the Grey Rope Movement.", source=WIRE, labels=(Label.ATTACK,), id="r-f"),
)
FOR_THE_PLOTTERS = (
    told("Police arrested one of the Salt Quarry Boys.", source=POLICE, labels=(Label.ATTACK,), id="r-g"),
    told("Investigators identified the Salt Quarry Boys.", source=POLICE, labels=(Label.ATTACK,), id="r-h"),
    told("The Salt Quarry Boys claimed it on their usual channel.", id="r-i"),
    told("Salt Quarry Boys. it was our work", source=NET, labels=(), id="r-j"),
)
some_reports = st.lists(st.sampled_from(REPORTS), unique_by=lambda held: held.report.id)


@given(some_reports, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_reports_of_one_instant_does_not_matter(held: list[HeldReport], chance: Random) -> None:
    mixed = list(held)
    chance.shuffle(mixed)
    assert weighed(*held) == weighed(*mixed)


@given(some_reports, st.sampled_from(REPORTS))
@settings(max_examples=40, deadline=None)
def test_a_copy_of_any_report_adds_nothing(held: list[HeldReport], copied: HeldReport) -> None:
    with_original = [*held, *([] if copied in held else [copied])]
    copy = replace(copied, report=replace(copied.report, id=ReportId("r-z")), copy_of=copied.report.id)
    assert weighed(*with_original, copy) == weighed(*with_original)


@given(some_reports, st.sampled_from(FOR_THE_PLOTTERS))
@settings(max_examples=40, deadline=None)
def test_more_evidence_for_an_actor_never_lowers_it(held: list[HeldReport], further: HeldReport) -> None:
    assert rank(weighed(*held, further)["Salt Quarry Boys"]) >= rank(weighed(*held)["Salt Quarry Boys"])


@given(some_reports)
@settings(max_examples=40, deadline=None)
def test_nothing_is_impossible_and_nothing_certain(held: list[HeldReport]) -> None:
    for found in weighed(*held).values():
        assert 1 <= found.likelihood.low <= found.likelihood.high <= 99


@given(some_reports, st.sampled_from(Relation), st.sampled_from(["XA", "SY", "PK", "US", "DE"]))
@settings(max_examples=40, deadline=None)
def test_relation_and_country_of_an_actor_change_nothing(
    held: list[HeldReport], relation: Relation, country: str
) -> None:
    other = replace(PLOTTERS, relation=relation, country=country)
    assert weighed(*held, parties=(other,)) == weighed(*held)


def test_every_code_has_words() -> None:
    """What the desk shows of a hypothesis is never a bare code."""
    source = inspect.getsource(attribution) + inspect.getsource(accounts)
    codes = set(re.findall(r'(?:weigh|note_against)\(\s*"(\w+)"', source))
    codes |= set(re.findall(r'found\.append\("(\w+)"\)', source)) | set(re.findall(r'found\["(\w+)"\]', source))
    codes |= set(re.findall(r'\("\w+", "(\w+)", steps', source)) | set(re.findall(r'\("(\w+)", "\w+", steps', source))
    codes -= set(PARAMETERS.attack_words.cues.codes) - {"denies_it"} | PARAMETERS.cues.codes - {"accused_without_proof"}
    missing = [code for code in sorted(codes) if f'"{code}": pgettext_lazy(' not in WORDING.read_text("utf-8")]
    assert len(codes) > 30
    assert missing == []


def test_a_name_that_a_line_breaks_in_two_is_found_where_it_stands() -> None:
    text = "It was they: Iron\nWolves claimed responsibility."
    assert [(name, text[start:end]) for name, start, end in claimants(text)] == [("Iron Wolves", "Iron\nWolves")]


def test_mourning_that_is_announced_is_nobody_who_claims() -> None:
    assert claimants("وأعلن الحداد\nواشنطن تعلن مقتل قائد كبير") == ()

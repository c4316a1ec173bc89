"""Who did it: claims are weighed with the rest, and a false one is seen as what it is."""

from datetime import date, timedelta

from nadhir.assess import assess
from nadhir.reference import assess_parameters
from nadhir.terms.assessment import Assessment, Hypothesis, LikelihoodTerm
from nadhir.terms.case import HeldReport
from nadhir.terms.facts import FactName
from nadhir.terms.party import PartyRole
from nadhir.terms.report import SourceKind
from nadhir.terms.screening import Label, Modality, Precision, Role
from tests.rooms.factories import a_fact, a_file, a_held, a_party, a_source, at, days, person, place

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

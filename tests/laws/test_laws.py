"""Runs the scenarios under `laws/`: sentences that counsel can read, each outcome under the provision that gives it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from nadhir.policy import determine
from nadhir.reference import packs
from nadhir.terms.assessment import Answer, Assessment, Feature, Urgency
from nadhir.terms.case import CaseFile
from nadhir.terms.determination import Determination
from nadhir.terms.facts import FactName
from nadhir.terms.ids import PartyId
from nadhir.terms.marking import Marking
from nadhir.terms.party import ChannelKind, Party, PartyRole, Relation
from nadhir.terms.report import SourceKind
from nadhir.terms.screening import Norm, Precision, Role
from nadhir.terms.threat import HarmType
from tests.rooms.factories import a_fact, a_file, a_held, a_party, a_source, an_assessment, days, person, place

#: How many questions of each pack counsel finds answered, at least [D].
LEAST: Final = 12
LAWS: Final = Path(__file__).resolve().parents[2] / "laws"
#: What a scenario may say; another word is a slip of the pen and fails the run.
GIVEN: Final = frozenset(
    [
        *["day", "holder", "harm", "credible", "specific", "impending", "missing", "parties", "facts", "time_left"],
        *["learned", "news", "bystanders", "terrorist", "safe_way", "would_pass_it_on", "places", "over", "attack"],
        *["lapsed", "marking", "protected_source", "second_source", "group", "stranger"],
    ]
)
THEN: Final = frozenset(
    [
        *["outcome", "under", "holds", "because", "ground", "told", "not_told", "via", "within_minutes", "bound"],
        *["mandatory", "left_to_person", "reason", "no_ground", "renewal", "courtesy_notice", "waiver_hours"],
        *["open_question", "would_change_it"],
    ]
)


@dataclass(frozen=True)
class Scenario:
    file: Path
    number: int
    instrument: str
    sentence: str
    given: Mapping[str, Any]
    then: Mapping[str, Any]


def scenarios() -> Iterator[Scenario]:
    for path in sorted(LAWS.glob("*/*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        for number, entry in enumerate(content["scenarios"]):
            assert set(entry) == {"scenario", "given", "then"}, f"{path}: scenario {number + 1} has other parts"
            yield Scenario(path, number, content["instrument"], entry["scenario"], entry["given"] or {}, entry["then"])


ALL: Final = tuple(scenarios())


def _answer(value: object) -> Answer:
    return Answer({True: "yes", False: "no"}.get(value, value))  # type: ignore[call-overload]  # YAML reads yes as true


def _at(given: Mapping[str, Any]) -> datetime:
    day: date = given.get("day", date(2026, 3, 1))
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def _parties(given: Mapping[str, Any]) -> tuple[Party, ...]:
    return tuple(
        a_party(
            name,
            *(PartyRole(role) for role in what["roles"]),
            country=what.get("country", "XA"),
            relation=Relation(what.get("relation", "neutral")),
            channels=[ChannelKind(channel) for channel in what.get("channels", ["phone"])],
        )
        for name, what in given.get("parties", {"amal": {"roles": ["victim"]}}).items()
    )


def _concerned(given: Mapping[str, Any], parties: Sequence[Party]) -> list[str]:
    """Whom the reports speak of: who is said to be, else every victim and place; a public only beside bystanders."""
    said = {name for name, what in given.get("parties", {}).items() if what.get("meant") is False}
    meant = {PartyRole.VICTIM, PartyRole.PLACE_OWNER}
    return [
        p.id
        for p in parties
        if p.id not in said and p.roles & meant and (PartyRole.PUBLIC not in p.roles or given.get("bystanders"))
    ]


def _features(given: Mapping[str, Any]) -> list[Feature]:
    found = []
    if given.get("bystanders"):
        found.append(Feature("bystanders_exposed"))
    if given.get("stranger"):
        found.append(Feature("somebody_else_meant"))
    if given.get("terrorist"):
        found.append(Feature("terrorist_content"))
    found.extend(Feature("would_pass_it_on", party_id=PartyId(p)) for p in given.get("would_pass_it_on", []))
    found.extend(Feature("safe_way_remains", fact=FactName(name)) for name in given.get("safe_way", []))
    return found


def _matter(scenario: Scenario) -> tuple[Assessment, CaseFile, datetime]:
    given, on = scenario.given, _at(scenario.given)
    parties = _parties(given)
    learned = on - timedelta(hours=given.get("learned", 1))
    elements: list[tuple[Role, Norm]] = [(Role.PLACE, place(c, country=c)) for c in given.get("places", [])]
    if "time_left" in given:
        elements.append((Role.TIME, days((on + timedelta(hours=given["time_left"])).date())))
    if "group" in given:
        elements.append((Role.ACTOR, person(given["group"], precision=Precision.ORGANISATION)))
    assessment = an_assessment(
        on=on,
        harm=HarmType(given.get("harm", "killing")),
        credible=_answer(given.get("credible", "yes")),
        specific=_answer(given.get("specific", "yes")),
        impending=_answer(given.get("impending", "yes")),
        missing=given.get("missing", []),
        victims=_concerned(given, parties),
        elements=elements,
        urgency=_urgency(given.get("time_left")),
        first_known_at=learned,
        latest_new_at=on - timedelta(hours=given.get("news", given.get("learned", 1))),
        features=_features(given),
        is_over=given.get("over", False),
        attack_happened=given.get("attack", False),
        window_lapsed=given.get("lapsed", False),
    )
    marking = Marking.read(given["marking"]) if "marking" in given else None
    source = a_source(kind=SourceKind.HUMAN, is_protected=given.get("protected_source", False))
    held = [a_held("text of a report", held_at=learned, source=source, marking=marking)]
    if "second_source" in given:
        second = on - timedelta(hours=given["second_source"])
        held.append(a_held("text of another", id="r-2", held_at=second, source=a_source("src-2")))
    facts = [
        a_fact(
            FactName(fact["fact"]),
            value=fact.get("value", True),
            about=fact.get("about"),
            on=on - timedelta(hours=fact.get("hours_ago", 0)),
            note=fact.get("note", ""),
        )
        for fact in given.get("facts", [])
    ]
    file = a_file(*held, parties=parties, facts=facts, pack=scenario.instrument, country=given.get("holder", "XA"))
    return assessment, file, on


def _urgency(hours: float | None) -> Urgency:
    if hours is None:
        return Urgency.UNDATED
    return Urgency.UNDER_24_HOURS if hours < 24 else Urgency.UNDER_72_HOURS if hours <= 72 else Urgency.LATER


@pytest.mark.parametrize("scenario", ALL, ids=[f"{s.instrument}: {s.sentence}" for s in ALL])
def test_the_scenario_holds(scenario: Scenario) -> None:
    assert set(scenario.given) <= GIVEN, f"unknown: {set(scenario.given) - GIVEN}"
    assert set(scenario.then) <= THEN, f"unknown: {set(scenario.then) - THEN}"
    assessment, file, on = _matter(scenario)
    found = determine(assessment, file=file, at=on, pack=packs.load(scenario.instrument))
    assert found.outcome == scenario.then["outcome"], f"reasons: {found.reasons}"
    _check_provision(found, then=scenario.then)
    _check_people(found, then=scenario.then)
    _check_the_rest(found, then=scenario.then)


def _check_provision(found: Determination, *, then: Mapping[str, Any]) -> None:
    asked = {h.provision.paragraph: h for h in found.holdings}
    assert then["under"] in asked, f"no provision {then['under']!r} was asked; asked were {sorted(asked)}"
    holding = asked[then["under"]]
    if "holds" in then:
        assert holding.holds is _answer(then["holds"]), holding
    if "because" in then:
        assert any(then["because"] in code for code in holding.because), holding.because
    if "left_to_person" in then:
        assert holding.left_to_person == then["left_to_person"]


def _check_people(found: Determination, *, then: Mapping[str, Any]) -> None:
    told = {a.party_id: a for a in found.addressees}
    untold = {n.party_id: n for n in found.not_addressed}
    assert not told.keys() & untold.keys()
    assert set(then.get("told", [])) <= told.keys(), f"told are {sorted(told)}"
    for party, because in then.get("not_told", {}).items():
        assert PartyId(party) in untold, f"told are {sorted(told)}"
        assert because in untold[PartyId(party)].because
    for party, through in then.get("via", {}).items():
        assert told[PartyId(party)].via == through


def _check_the_rest(found: Determination, *, then: Mapping[str, Any]) -> None:
    if "ground" in then:
        assert found.ground == then["ground"]
    if "within_minutes" in then:
        assert found.clock.minutes == then["within_minutes"]
    if "waiver_hours" in then:
        assert found.waivers[0].expires_at - found.at == timedelta(hours=then["waiver_hours"])
    if "courtesy_notice" in then:
        assert found.courtesy_notice == then["courtesy_notice"]
    assert found.is_bound is then.get("bound", found.is_bound)
    assert found.is_mandatory is then.get("mandatory", found.is_mandatory)
    assert found.renewal_due is then.get("renewal", found.renewal_due)
    for key, codes in (
        ("reason", found.reasons),
        ("no_ground", tuple(r for r in found.reasons if r.startswith("no_ground_"))),
        ("open_question", found.open_questions),
        ("would_change_it", found.would_change_it),
    ):
        if key in then:
            assert any(then[key] in code for code in codes), codes


def test_every_pack_has_its_scenarios_and_the_first_is_the_day_before_the_law() -> None:
    by_pack: dict[str, list[Scenario]] = {}
    for scenario in ALL:
        by_pack.setdefault(scenario.instrument, []).append(scenario)
    assert set(by_pack) == set(packs.keys())
    for key, entries in by_pack.items():
        first, pack = entries[0], packs.load(key)
        assert first.given["day"] == pack.instrument.in_force_from - timedelta(days=1), key
        assert first.then["outcome"] == "no_duty", key
        assert first.then["because"] == "not_yet_in_force", key


def test_every_scenario_names_a_provision() -> None:
    assert not [s.sentence for s in ALL if "under" not in s.then]


def test_no_two_scenarios_of_a_pack_ask_in_the_same_words() -> None:
    asked = [(s.instrument, s.sentence) for s in ALL]
    assert len(asked) == len(set(asked))


@pytest.mark.parametrize("key", packs.keys())
def test_a_pack_has_at_least_twelve_scenarios(key: str) -> None:
    assert len([s for s in ALL if s.instrument == key]) >= LEAST


@pytest.mark.parametrize("key", packs.keys())
def test_every_provision_of_a_pack_is_named_by_a_scenario(key: str) -> None:
    named = {s.then["under"] for s in ALL if s.instrument == key}
    assert [r.provision.paragraph for r in packs.load(key).provisions if r.provision.paragraph not in named] == []


@pytest.mark.parametrize("key", packs.keys())
def test_a_pack_is_tried_where_it_is_followed_by_law_and_where_by_choice(key: str) -> None:
    bound = {s.then["bound"] for s in ALL if s.instrument == key and "bound" in s.then}
    is_ever_bound = key != "ngo"  # no law, an own policy
    assert bound == ({True, False} if is_ever_bound else {False})

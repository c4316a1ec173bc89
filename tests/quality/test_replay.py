"""Replays the shared cases and an own one: floors that may only rise, and what a broken case file is answered with."""

import copy
import hashlib
import importlib.util
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any, Final, cast

import orjson
import pytest

from nadhir.casework.replay import InvalidReplayError, replay_case
from nadhir.terms.assessment import LikelihoodTerm
from nadhir.terms.errors import TheirsError

#: SHA-256 over names and bytes of the shared cases that the floors were measured on; another set is not held to them.
MEASURED_ON: Final = "60099b723bd443a8dbf550e0dc2ef93ea03dc1a2f9992507f778801ea1ddc94d"
#: Expectations passed, of those of each key, as measured with `nadhir replay` and `score.py`.
FLOORS: Final[Mapping[str, int]] = {
    "addressees": 39,  # of 39
    "attribution": 4,  # of 4
    "cases": 36,  # of 36
    "determination": 61,  # of 61
    "due_within_minutes": 15,  # of 15
    "escalates": 10,  # of 10
    "ground": 6,  # of 6
    "linked": 54,  # of 54
    "renewal": 4,  # of 4
}


@pytest.fixture(scope="module")
def folder(shared: Path) -> Path:
    return shared / "data" / "replay"


def _scorer(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("replay_score", folder / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def digest(folder: Path) -> str:
    seen = hashlib.sha256()
    for path in sorted(folder.glob("*.json")):
        seen.update(path.name.encode() + b"\0" + path.read_bytes())
    return seen.hexdigest()


def _without_expectations(case: Mapping[str, Any]) -> dict[str, Any]:
    """Only the instants are handed in: an answer that came from anything else could not be given for a new case."""
    return {**case, "expect": [{"at": expect["at"]} for expect in case["expect"]]}


#: Of any set of such cases, measured or not: far under what the pinned one reaches, and no set passes unanswered.
OTHER_SETS_FLOOR: Final = 0.6


@pytest.mark.slow
def test_the_shared_cases_are_answered_as_well_as_they_were(folder: Path) -> None:
    scorer = _scorer(folder)
    passed: dict[str, int] = {}
    asked = 0
    for path in sorted(folder.glob("*.json")):
        case = orjson.loads(path.read_bytes())
        for row in scorer.score(case, replay_case(_without_expectations(case))):
            passed[row["key"]] = passed.get(row["key"], 0) + row["pass"]
            asked += 1
    assert sum(passed.values()) >= OTHER_SETS_FLOOR * asked
    if digest(folder) == MEASURED_ON:
        assert {key: passed[key] for key in FLOORS if passed[key] < FLOORS[key]} == {}


CASES: Final = Path(__file__).resolve().parents[1] / "replay"
#: Of 1,072 expectations in our own 49 cases 908 are met. Eleven were written with the rules before the writer's eyes
#: and pass whole; of the others, whose writers saw no code, docs/quality.md tells what they gave before any mending.
OWN_FLOOR: Final = 900


def _meets(expect: Mapping[str, Any], answer: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    """Yield each expectation and whether the answer meets it; of texts our own cases expect nothing."""
    for key in ("cases", "determination", "ground", "renewal", "escalates"):
        if key in expect:
            yield key, answer[key] == expect[key]
    for key in ("addressees", "linked"):
        if key in expect or f"not_{key}" in expect:
            got = set(answer[key])
            is_idle = key == "linked" and not got and expect.get("determination") not in (None, "no_duty")
            wanted, unwanted = set(expect.get(key, ())), set(expect.get(f"not_{key}", ()))
            yield key, wanted <= got and not unwanted & got and not is_idle
    if "due_within_minutes" in expect:
        most = expect["due_within_minutes"]
        yield "due_within_minutes", answer["due_minutes"] is not None and most / 24 <= answer["due_minutes"] <= most
    if "attribution" in expect:
        wanted_terms, scale = expect["attribution"], [term.value for term in LikelihoodTerm]
        found = [scale.index(term) for actor, term in answer["attribution"].items() if wanted_terms["actor"] in actor]
        low, high = scale.index(wanted_terms["at_least"]), scale.index(wanted_terms["at_most"])
        yield "attribution", bool(found) and all(low <= term <= high for term in found)


@pytest.mark.slow
def test_our_own_cases_are_answered_as_well_as_they_were() -> None:
    missed, passed = [], 0
    for path in sorted(CASES.glob("*.json")):
        case = orjson.loads(path.read_bytes())
        answers = _answers(_without_expectations(case))
        for expect, answer in zip(case["expect"], answers, strict=True):
            for key, is_met in _meets(expect, answer):
                passed += is_met
                if not is_met:
                    missed.append(f"{case['id']} {expect['at']} {key}: {answer.get(key)!r}")
    assert passed >= OWN_FLOOR, missed


OWN: Final[Mapping[str, Any]] = {
    "id": "own-case",
    "title": "A named man, a named day",
    "historical": False,
    "holder": {"name": "A desk", "country": "XA", "pack": "icd-191", "timezone": "UTC"},
    "parties": [
        {
            "id": "salim",
            "name": "Salim Haddad, printer",
            "country": "LB",
            "relation": "neutral",
            "roles": ["victim"],
            "languages": ["ar"],
            "channels": ["phone", "email"],
        },
        {
            "id": "gang",
            "name": "The Harbour gang",
            "country": "LB",
            "relation": "neutral",
            "roles": ["suspect"],
            "languages": [],
            "channels": [],
        },
    ],
    "sources": [
        {
            "id": "src-1",
            "name": "A dock worker",
            "kind": "human",
            "reliability": "B",
            "protected": True,
            "identifiers": ["LANTERN 4"],
        }
    ],
    "events": [
        {
            "at": "2026-03-01T10:00:00+02:00",
            "type": "report",
            "id": "a1b2",
            "source": "src-1",
            "credibility": 2,
            "marking": "TLP:RED",
            "lang": "en",
            "published": None,
            "text": "LANTERN 4. The Harbour gang will kill Salim Haddad in Beirut on 9 March with a pistol. "
            "Everybody at the docks talks about it.",
        },
        {
            "at": "2026-03-02T10:00:00+02:00",
            "type": "reply",
            "party": "salim",
            "to": "warning",
            "state": "acknowledged",
            "note": "By telephone.",
        },
        {
            "at": "2026-03-03T10:00:00+02:00",
            "type": "fact",
            "about": "case",
            "name": "plot_disrupted",
            "value": True,
            "note": "All of them held, nobody else is sought.",
        },
    ],
    "expect": [
        {"at": "2026-02-28T10:00:00+02:00"},
        {"at": "2026-03-01T10:30:00+02:00"},
        {"at": "2026-03-02T12:00:00+02:00"},
        {"at": "2026-03-03T12:00:00+02:00"},
    ],
}


def _own(**changes: object) -> dict[str, object]:
    return {**copy.deepcopy(dict(OWN)), **changes}


def _answers(case: Mapping[str, object]) -> list[dict[str, Any]]:
    return cast("list[dict[str, Any]]", replay_case(case)["answers"])


def test_before_anything_is_held_there_is_no_case_and_no_duty() -> None:
    first = _answers(_own())[0]
    assert (first["cases"], first["determination"]) == (0, "no_duty")


def test_a_threat_is_warned_of_and_its_end_closes_the_case() -> None:
    _, told, answered, over = _answers(_own())
    assert told["determination"] == "warn"
    assert told["addressees"] == ["salim"]
    assert told["linked"] == ["a1b2"]
    assert answered["escalates"] is False
    assert (over["cases"], over["determination"]) == (0, "no_duty")


def test_the_victim_of_one_threat_is_not_warned_of_another() -> None:
    other = {**OWN["parties"][0], "id": "mariam", "name": "Mariam Saleh, baker"}
    second = {
        **OWN["events"][0],
        "at": "2026-03-01T10:10:00+02:00",
        "id": "z9y8",
        "source": "src-2",
        "text": "A stranger told the whole street that he will stab Mariam Saleh in Tripoli on 20 March.",
    }
    sources = [*OWN["sources"], {**OWN["sources"][0], "id": "src-2", "identifiers": ["ROWAN 7"]}]
    case = _own(
        parties=[*OWN["parties"], other],
        sources=sources,
        events=[OWN["events"][0], second],
        expect=[{"at": "2026-03-01T10:30:00+02:00"}],
    )
    (answer,) = _answers(case)
    assert answer["cases"] == 2
    assert len(answer["addressees"]) == 1


def test_nothing_later_than_the_instant_is_used() -> None:
    whole = _answers(_own())
    for count in range(1, len(OWN["events"]) + 1):
        events = OWN["events"][:count]
        last = events[-1]["at"]
        instants = [expect for expect in OWN["expect"] if expect["at"] <= last]
        if instants:
            part = _answers(_own(events=events, expect=instants))
            assert part == whole[: len(instants)]


def test_what_is_expected_is_never_read() -> None:
    told = [{**expect, "determination": "waive", "ground": "aware", "cases": 7} for expect in OWN["expect"]]
    assert replay_case(_own(expect=told)) == replay_case(_own())


def test_a_case_without_expectations_is_answered_after_each_event() -> None:
    case = _own()
    del case["expect"]
    assert [a["at"] for a in _answers(case)] == [e["at"] for e in OWN["events"]]


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"holder": "us"}, "holder"),
        ({"parties": [{"id": "x"}]}, "name"),
        ({"events": [{**OWN["events"][0], "at": "yesterday"}]}, "yesterday"),
        ({"events": [{**OWN["events"][0], "at": "2026-03-01T10:00:00"}]}, "time zone"),
        ({"events": [{**OWN["events"][0], "source": "src-9"}]}, "src-9"),
        ({"events": [{**OWN["events"][0], "credibility": 9}]}, "credibility"),
        ({"events": [OWN["events"][0], OWN["events"][0]]}, "a1b2"),
        ({"events": [{**OWN["events"][1], "party": "nobody"}]}, "nobody"),
        ({"events": [{**OWN["events"][2], "name": "moon_is_full"}]}, "moon_is_full"),
        ({"events": [{**OWN["events"][2], "value": None}]}, "value"),
        ({"events": [{"at": "2026-03-01T10:00:00Z", "type": "rumour"}]}, "rumour"),
        ({"expect": [{"at": 7}]}, "at"),
    ],
)
def test_a_broken_case_is_refused_with_the_key_and_a_remedy(change: Mapping[str, Any], named: str) -> None:
    with pytest.raises(InvalidReplayError) as refusal:
        replay_case(_own(**change))
    assert named in str(refusal.value)
    assert refusal.value.remedy


def test_an_unknown_pack_is_refused_before_anything_is_replayed() -> None:
    with pytest.raises(TheirsError, match="solar-law"):
        replay_case(_own(holder={**OWN["holder"], "pack": "solar-law"}))

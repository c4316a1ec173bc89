"""What holds of every replay: how the events of one instant are written does not matter, nor does what came later."""

import json
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from nadhir.casework.replay import replay_case
from tests.properties.written import KNOWLEDGE, ROOT

PATHS = sorted((ROOT / "tests/replay").glob("*.json"))


@lru_cache(maxsize=32)
def read(path: Path) -> str:
    return path.read_text("utf-8")


@st.composite
def scripts(draw: st.DrawFn) -> dict[str, Any]:
    """One of our own replays with its events crowded onto a few instants, asked for after each and long after."""
    case: dict[str, Any] = json.loads(read(draw(st.sampled_from(PATHS))))
    first = datetime.fromisoformat(case["events"][0]["at"])
    steps = draw(st.lists(st.booleans(), min_size=len(case["events"]), max_size=len(case["events"])))
    moved = 0
    for event, goes_on in zip(case["events"], steps, strict=True):
        moved += goes_on
        event["at"] = (first + timedelta(hours=6 * moved)).isoformat()
    instants = sorted({event["at"] for event in case["events"]}, key=datetime.fromisoformat)
    case["expect"] = [{"at": at} for at in instants]
    return case


def answers(case: dict[str, Any]) -> list[Any]:
    found = replay_case(case, reference=KNOWLEDGE)["answers"]
    assert isinstance(found, list)
    return found


@settings(deadline=None, max_examples=25)
@given(scripts(), st.data())
def test_the_order_in_which_the_events_of_one_instant_are_written_does_not_matter(
    case: dict[str, Any], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(case["events"]))
    assert answers({**case, "events": shuffled}) == answers(case)


@settings(deadline=None, max_examples=25)
@given(scripts(), st.data())
def test_what_came_later_changes_no_earlier_answer(case: dict[str, Any], data: st.DataObject) -> None:
    whole = answers(case)
    last = data.draw(st.integers(0, len(whole) - 1))
    until = datetime.fromisoformat(case["expect"][last]["at"])
    cut = {
        **case,
        "events": [event for event in case["events"] if datetime.fromisoformat(event["at"]) <= until],
        "expect": case["expect"][: last + 1],
    }
    assert answers(cut) == whole[: last + 1]

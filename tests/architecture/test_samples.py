"""The samples are whole: the timeline names files that are there, and what is expected speaks of what is held."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

import pytest

from nadhir.terms.facts import FactName, ReplyState
from nadhir.terms.party import PartyRole, Relation
from nadhir.terms.report import InformationCredibility, SourceKind, SourceReliability
from nadhir.terms.screening import Label
from tests.conftest import ROOT

KERMAN = ROOT / "samples" / "kerman"
SHARED = ROOT.parent / "shared"
TIMELINE: dict[str, Any] = json.loads((KERMAN / "timeline.json").read_text("utf-8"))
EXPECTED: dict[str, Any] = json.loads((KERMAN / "expected.json").read_text("utf-8"))
REPORTS: dict[str, dict[str, Any]] = {e["id"]: e for e in TIMELINE["events"] if e["type"] == "report"}


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def test_every_page_of_the_timeline_is_there_and_no_other() -> None:
    assert sorted(f"pages/{path.name}" for path in (KERMAN / "pages").iterdir()) == sorted(
        r["file"] for r in REPORTS.values()
    )


def test_the_events_are_in_order_and_use_the_words_of_a_replay_case() -> None:
    moments = [datetime.fromisoformat(event["at"]) for event in TIMELINE["events"]]
    assert moments == sorted(moments)
    assert {e["state"] for e in TIMELINE["events"] if e["type"] == "reply"} <= set(ReplyState)
    assert {e["name"] for e in TIMELINE["events"] if e["type"] == "fact"} <= set(FactName)
    assert {str(r["credibility"]) for r in REPORTS.values()} <= set(InformationCredibility)
    assert {s["kind"] for s in TIMELINE["sources"]} <= set(SourceKind)
    assert {s["reliability"] for s in TIMELINE["sources"]} <= set(SourceReliability)
    assert {p["relation"] for p in TIMELINE["parties"]} <= set(Relation)
    assert {role for p in TIMELINE["parties"] for role in p["roles"]} <= set(PartyRole)


def test_a_protected_source_has_strings_that_must_not_leave_and_they_stand_in_its_reports() -> None:
    for source in TIMELINE["sources"]:
        if source["protected"]:
            assert source["identifiers"]
            held = " ".join(
                (KERMAN / r["file"]).read_text("utf-8") for r in REPORTS.values() if r["source"] == source["id"]
            )
            assert [word for word in source["identifiers"] if word not in held] == []


def test_two_people_who_did_not_write_the_text_may_approve_it() -> None:
    roles = {officer["id"]: officer["role"] for officer in TIMELINE["staff"]}
    approvals = TIMELINE["approvals"]
    assert len(set(approvals["approvers"]) - set(approvals["authors"])) == 2
    assert {roles[officer] for officer in approvals["approvers"]} == {"releasing_authority"}


def test_what_is_expected_speaks_only_of_reports_and_parties_that_are_held_by_then() -> None:
    parties = {party["id"] for party in TIMELINE["parties"]}
    for instant in EXPECTED["expect"]:
        at = datetime.fromisoformat(instant["at"])
        for report in [*instant.get("linked", []), *instant.get("not_linked", [])]:
            assert datetime.fromisoformat(REPORTS[report]["at"]) <= at
        assert {*instant.get("addressees", []), *instant.get("not_addressees", [])} <= parties
    assert set(EXPECTED["screening"]) == set(REPORTS)
    assert {label for screening in EXPECTED["screening"].values() for label in screening["labels"]} <= set(Label)


def test_the_title_and_author_expected_of_a_page_stand_on_it() -> None:
    for name, expected in EXPECTED["pages"].items():
        raw = (KERMAN / "pages" / name).read_bytes()
        text = raw.decode("windows-1256" if b"charset=windows-1256" in raw else "utf-8")
        for said in (expected.get("title"), expected.get("author"), *expected.get("source_chain", [])):
            assert said is None or said in text


def test_the_lines_for_screening_and_what_is_expected_of_them_go_together() -> None:
    lines = [json.loads(line) for line in (ROOT / "samples" / "screen.jsonl").read_text("utf-8").splitlines()]
    expected = [
        json.loads(line) for line in (ROOT / "samples" / "screen.expected.jsonl").read_text("utf-8").splitlines()
    ]
    assert [line["id"] for line in lines] == [line["id"] for line in expected]
    assert {label for line in expected for label in line["labels"]} == set(Label)
    assert all(set(line) <= {"id", "text", "lang", "kind", "published"} for line in lines)
    assert not [line["id"] for line in expected if line["opens_case"] and "threat" not in line["labels"]]


def test_no_sentence_of_the_shared_data_stands_in_the_samples() -> None:
    if not SHARED.is_dir():
        pytest.skip("../shared missing")
    run_of_words = 7  # leaves out formulas ("by continuing you agree") and still sees a copied clause

    def runs(text: str) -> set[tuple[str, ...]]:
        words = _words(re.sub(r"<style.*?</style>|<[^>]+>", " ", text, flags=re.DOTALL))
        return {tuple(words[i : i + run_of_words]) for i in range(len(words) - run_of_words + 1)}

    theirs: set[tuple[str, ...]] = set()
    for folder in ("seeds", "data/screening", "data/replay", "data/pages"):
        for path in (SHARED / folder).iterdir():
            if path.suffix in {".txt", ".html", ".json", ".jsonl"}:
                theirs |= runs(path.read_bytes().decode("utf-8", "replace").replace("\\n", " ").replace('\\"', '"'))
    for path in (KERMAN / "pages").iterdir():
        shared_runs = {" ".join(run) for run in runs(path.read_bytes().decode("utf-8", "replace")) & theirs}
        assert {run for run in shared_runs if "schema" not in run} == set(), path.name

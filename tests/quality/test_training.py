# SPDX-License-Identifier: Apache-2.0
"""The training texts keep their form, repeat nothing, and copy nothing of the shared development cases."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

from nadhir.language.shingles import shingle_texts
from nadhir.terms.report import ReportKind
from nadhir.terms.screening import Label, Means, Role

FOLDER: Final = Path(__file__).resolve().parents[2] / "training"
DEV: Final = FOLDER.parents[1] / "shared" / "data" / "screening" / "dev.jsonl"
FIELDS: Final = {"id", "lang", "kind", "published", "text", "labels", "opens_case", "elements"}
COPIED_RUN: Final = 8  # words in a row
ALIKE_RUN, ALIKE_SHARE = 4, 0.3


def _lines() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(FOLDER.glob("*/*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            yield f"{path.parent.name}/{path.name}:{number}", json.loads(line)


def test_every_line_has_the_fields_of_the_guideline() -> None:
    wrong = []
    for where, item in _lines():
        if set(item) != FIELDS or not item["text"].strip():
            wrong.append(f"{where}: fields {sorted(set(item) ^ FIELDS)}")
            continue
        ReportKind(item["kind"])
        labels = {Label(label) for label in item["labels"]}
        if item["published"] is not None:
            date.fromisoformat(item["published"])
        if item["opens_case"] and Label.THREAT not in labels:
            wrong.append(f"{where}: opens a case without a threat")
    assert wrong == []


def test_every_element_stands_in_its_text_and_is_normalised() -> None:
    wrong = []
    for where, item in _lines():
        for element in item["elements"]:
            role, norm = Role(element["role"]), element["norm"]
            if element["text"] not in item["text"]:
                wrong.append(f"{where}: {role} is not in the text")
            if role is Role.MEANS:
                Means(norm)
            elif role is Role.TIME and not date.fromisoformat(norm["start"]) <= date.fromisoformat(norm["end"]):
                wrong.append(f"{where}: the time ends before it starts")
            elif role is Role.PLACE and not (len(norm["country"]) == 2 and abs(norm["lat"]) <= 90):
                wrong.append(f"{where}: the place is nowhere")
    assert wrong == []


def test_no_text_and_no_id_stands_twice() -> None:
    ids = [item["id"] for _, item in _lines()]
    texts = [" ".join(item["text"].split()) for _, item in _lines()]
    assert len(ids) == len(set(ids))
    assert len(texts) == len(set(texts))


@pytest.mark.skipif(not DEV.exists(), reason="../shared missing")
def test_no_text_copies_a_development_case() -> None:
    runs: set[str] = set()
    for line in DEV.read_text(encoding="utf-8").splitlines():
        runs |= shingle_texts(json.loads(line)["text"], size=COPIED_RUN)
    copied = [where for where, item in _lines() if runs & shingle_texts(item["text"], size=COPIED_RUN)]
    assert copied == []


def test_no_text_is_nearly_another() -> None:
    """No two texts share most of their runs of four words: each was written by itself."""
    owners: dict[str, int] = {}
    close: list[str] = []
    held = [(where, shingle_texts(item["text"], size=ALIKE_RUN)) for where, item in _lines()]
    for number, (where, runs) in enumerate(held):
        shared = Counter(owners[run] for run in runs if run in owners)
        for other, count in shared.most_common(1):
            if count / len(runs | held[other][1]) > ALIKE_SHARE:
                close.append(f"{where} and {held[other][0]}")
        for run in runs:
            owners.setdefault(run, number)
    assert close == []

# SPDX-License-Identifier: Apache-2.0
"""What screening reaches on the development set, pinned as floors with the digest of the set that measured them.

Figures are of screening as shipped, with its model, on 22 November 2026. Print them all with
`pytest tests/quality/test_screening.py -s -n0`.
Nothing of the set is trained on; floors stand a little under what was measured.
"""

import csv
import gzip
import hashlib
import importlib.util
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from nadhir.reference import lexicon
from nadhir.screen import Lexicon, screen
from nadhir.terms.screening import Label, Norm, PersonNorm, PlaceNorm, Queue, Screening, TimeNorm
from tools.measure_public import calibration_error
from tools.screening_model.corpus import report_of

SHARED: Final = Path(__file__).resolve().parents[3] / "shared" / "data"
DEV: Final = SHARED / "screening" / "dev.jsonl"
NEWS: Final = SHARED / "public" / "arabic-news"
HATECHECK: Final = SHARED / "public" / "hatecheck" / "mhc_french.csv.gz"
DEV_SHA256: Final = "e1c299a6d488b87acfeb60728d3ba401e2d60baed2e3e37d7cbf47c09418fd87"
#: Measured 0.953, Arabic 0.952, labels 0.896; actor 0.635, target 0.547, place 0.722, time 0.790, means 0.719.
OPENS_FLOOR, OPENS_ARABIC_FLOOR, LABELS_FLOOR = 0.93, 0.91, 0.87
ELEMENT_FLOORS: Final = {"actor": 0.61, "target": 0.52, "place": 0.70, "time": 0.77, "means": 0.69}
#: Recall into a queue: what people confide or post (measured 0.941), news and pages (0.950); into the urgent one 0.84.
CONFIDED_FLOOR, REPORTS_FLOOR, URGENT_FLOOR = 0.93, 0.85, 0.5
CALIBRATION_CEILING: Final = 0.05  # expected error in ten bins: measured 0.026, and 0.042 at one threat in 1,000
#: One article in so many is read: the whole takes a minute.
EVERY: Final = 8
#: Of the 1,026 that are read here seven were opened and two urgent; of all 8,208, 56 and 8.5 in 10,000.
ALERTS_PER_10_000, URGENT_PER_10_000 = 100, 20

needs_shared = pytest.mark.skipif(not DEV.exists(), reason="../shared missing")


@pytest.fixture(scope="module", name="words")
def _words() -> Lexicon:
    return lexicon.load()


def _norm(norm: Norm) -> object:
    if isinstance(norm, PlaceNorm):
        return {"name": norm.name, "country": norm.country, "lat": round(norm.lat, 1), "lon": round(norm.lon, 1)}
    if isinstance(norm, TimeNorm):
        return {"start": norm.start.isoformat(), "end": norm.end.isoformat()}
    return norm.name if isinstance(norm, PersonNorm) else norm.value


def _line(found: Screening) -> dict[str, object]:
    return {
        "id": found.report_id,
        "labels": sorted(found.labels),
        "opens_case": found.opens_case,
        "elements": [
            {"role": e.role, "start": e.span.start, "end": e.span.end, "text": e.span.exact, "norm": _norm(e.norm)}
            for e in found.elements
        ],
    }


def _scored(words: Lexicon) -> dict[str, Any]:
    spec = importlib.util.spec_from_file_location("screening_score", DEV.with_name("score.py"))
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    gold = [json.loads(line) for line in DEV.read_text(encoding="utf-8").splitlines()]
    predicted = [_line(screen(report_of(o), lexicon=words)) for o in gold]
    scores: dict[str, Any] = scorer.score({o["id"]: o for o in gold}, {str(p["id"]): p for p in predicted})
    return scores


@needs_shared
@pytest.mark.slow
def test_the_development_set_is_answered_above_the_floors(words: Lexicon) -> None:
    digest = hashlib.sha256(DEV.read_bytes()).hexdigest()
    assert digest == DEV_SHA256, "the development set changed: measure again and pin the new figures"
    scores = _scored(words)
    whole = scores["all"]
    print(  # noqa: T201 - the figures are for whoever runs this by hand
        f"\nopens_case {whole['opens_case']['f1']:.3f} labels {whole['labels_macro_f1']:.3f}",
        {role: round(value["f1"], 3) for role, value in whole["elements"].items()},
    )
    assert whole["opens_case"]["f1"] >= OPENS_FLOOR
    assert scores["arabic_all_varieties"]["opens_case"]["f1"] >= OPENS_ARABIC_FLOOR
    assert whole["labels_macro_f1"] >= LABELS_FLOOR
    assert whole["evidence"]["not_exact"] == 0
    below = {r: v["f1"] for r, v in whole["elements"].items() if v["f1"] < ELEMENT_FLOORS[r]}
    assert below == {}


@needs_shared
@pytest.mark.slow
def test_threats_reach_a_queue_and_scores_mean_what_they_say(words: Lexicon) -> None:
    gold = [json.loads(line) for line in DEV.read_text(encoding="utf-8").splitlines()]
    found = [screen(report_of(o), lexicon=words) for o in gold]
    threats = [(o["kind"] in {"news", "page"}, f.queue) for o, f in zip(gold, found, strict=True) if o["opens_case"]]
    confided = [queue for is_report, queue in threats if not is_report]
    reports = [queue for is_report, queue in threats if is_report]
    recall = [sum(queue is not Queue.NONE for queue in part) / len(part) for part in (confided, reports)]
    urgent = sum(queue is Queue.URGENT for _, queue in threats) / len(threats)
    scored = [(f.score, o["opens_case"]) for o, f in zip(gold, found, strict=True)]
    share = sum(opens for _, opens in scored) / len(scored)
    rare = {True: 0.001 / share, False: 0.999 / (1 - share)}
    errors = [calibration_error(scored, weight=lambda _: 1.0), calibration_error(scored, weight=rare.__getitem__)]
    print(f"\nrecall {recall}, urgent {urgent:.3f}, calibration error {errors}")  # noqa: T201 - as above
    assert recall[0] >= CONFIDED_FLOOR
    assert recall[1] >= REPORTS_FLOOR
    assert urgent >= URGENT_FLOOR
    assert max(errors) <= CALIBRATION_CEILING


def _articles() -> Iterator[tuple[str, str]]:
    number = 0
    for archive in sorted(NEWS.glob("*.zip")):
        with zipfile.ZipFile(archive) as opened:
            for name in opened.namelist():
                for item in json.loads(opened.read(name)):
                    number += 1
                    if number % EVERY == 0:
                        yield archive.stem, f"{item.get('title') or ''}\n{item.get('content') or ''}"


@pytest.mark.skipif(not NEWS.exists(), reason="../shared missing")
@pytest.mark.slow
def test_an_ordinary_news_day_raises_few_alerts(words: Lexicon) -> None:
    read = opened = urgent = 0
    for day, text in _articles():
        report = report_of({"id": "n", "text": text, "lang": "ar", "kind": "news", "published": day})
        read += 1
        queue = screen(report, lexicon=words).queue
        opened += queue is not Queue.NONE
        urgent += queue is Queue.URGENT
    per_10_000, urgent_per_10_000 = 10_000 * opened / read, 10_000 * urgent / read
    print(f"\n{per_10_000:.0f} alerts, {urgent_per_10_000:.0f} urgent per 10,000 articles ({read} read)")  # noqa: T201
    assert per_10_000 <= ALERTS_PER_10_000
    assert urgent_per_10_000 <= URGENT_PER_10_000


@pytest.mark.skipif(not HATECHECK.exists(), reason="../shared missing")
@pytest.mark.slow
def test_threats_are_heard_and_counter_speech_is_left_alone(words: Lexicon) -> None:
    flagged: dict[str, list[bool]] = {}
    with gzip.open(HATECHECK, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            post = {"id": "h", "text": row["test_case"], "lang": "fr", "kind": "post", "published": None}
            found = screen(report_of(post), lexicon=words)
            hit = bool(found.labels & {Label.THREAT, Label.INCITEMENT})
            flagged.setdefault(row["functionality"], []).append(hit)
    share = {name: sum(hits) / len(hits) for name, hits in flagged.items()}
    assert share["threat_dir_h"] >= 0.85  # measured 0.88
    assert share["threat_norm_h"] >= 0.85  # measured 0.85
    assert max(share[name] for name in ("counter_quote_nh", "counter_ref_nh", "negate_neg_nh")) <= 0.10

# SPDX-License-Identifier: Apache-2.0
"""Floors for the page cases in `../shared/data/pages`, measured by the scorer there.

Figures of 2026-11 on the 16 development cases; beside them what issue 4 asks. To measure by hand:
`python ../shared/data/pages/score.py ../shared/data/pages PREDICTED.jsonl` over lines of `nadhir read`.
"""

import importlib.util
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import pytest

from nadhir.intake import PageReading, read_page
from nadhir.link import relate_pages
from nadhir.reference import intake_knowledge

PAGES = Path(__file__).resolve().parents[3] / "shared" / "data" / "pages"
SEEDS = PAGES.parents[1] / "seeds"
pytestmark = pytest.mark.skipif(not PAGES.is_dir(), reason="../shared missing")

#: measure: (floor, measured 2026-11 on the development cases)
FLOORS = {
    "text_f1": (0.97, 1.0),
    "title": (0.97, 1.0),
    "published": (0.95, 1.0),
    "lang": (1.0, 1.0),
    "author": (0.85, 1.0),
    "source_chain_f1": (0.90, 1.0),
    "keywords_f1": (0.90, 1.0),
    "related_f1": (0.90, 1.0),
    "clean": (1.0, 1.0),
    "copy_of_f1": (0.97, 1.0),
    "same_event_f1": (0.90, 1.0),
}


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("pages_score", PAGES / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def readings() -> list[PageReading]:
    knowledge = intake_knowledge.load()
    files = sorted(path for path in PAGES.iterdir() if path.suffix in {".html", ".txt"})
    return [read_page(path.read_bytes(), name=path.stem, knowledge=knowledge) for path in files]


def predicted(pages: list[PageReading]) -> dict[str, Mapping[str, object]]:
    related = relate_pages(pages)
    return {
        page.name: {
            "name": page.name,
            "lang": page.lang,
            "title": page.title,
            "text": page.text,
            "published": page.published,
            "author": page.author,
            "source_chain": list(page.source_chain),
            "keywords": list(page.keywords),
            "related": list(page.related),
            "copy_of": list(related[page.name].copy_of),
            "same_event": list(related[page.name].same_event),
        }
        for page in pages
    }


@pytest.fixture(scope="module")
def measured() -> Mapping[str, Mapping[str, float]]:
    module = scorer()
    columns, _ = module.score(module.load_gold(PAGES), predicted(readings()))
    return columns  # type: ignore[no-any-return]  # the scorer is a script without types


@pytest.mark.parametrize("measure", FLOORS)
def test_the_page_cases_stay_above_their_floor(measure: str, measured: Mapping[str, Mapping[str, float]]) -> None:
    floor, _ = FLOORS[measure]
    assert measured["all"][measure] >= floor


def test_arabic_pages_are_read_no_worse_than_the_others(measured: Mapping[str, Mapping[str, float]]) -> None:
    assert measured["arabic"]["text_f1"] >= 0.95
    assert measured["arabic"]["leak"] == measured["arabic"]["clutter"] == 0


def test_both_seeds_give_their_article_without_other_peoples_headlines() -> None:
    if not SEEDS.is_dir():
        pytest.skip("../shared missing")
    knowledge = intake_knowledge.load()
    agency = read_page((SEEDS / "kuwaitnews-afp.txt").read_bytes(), name="k", knowledge=knowledge)
    assert agency.source_chain[0] == "AFP"
    assert agency.title is None
    assert agency.published is None
    assert len(agency.text.split("\n")) == 8
    assert len(agency.related) == 10
    talk = read_page((SEEDS / "independentarabia.txt").read_bytes(), name="i", knowledge=knowledge)
    assert talk.title is not None
    assert len(talk.text.split("\n")) == 6
    assert talk.published is None
    assert relate_pages([agency, talk])["k"].copy_of == ()

# SPDX-License-Identifier: Apache-2.0
"""Reading HTML pages: ours beside resiliparse and trafilatura, in one run, by turns, from the same bytes.

Four contestants: our body text alone, our whole reading (language, dates, chain, keywords, related headlines too),
resiliparse's main text, trafilatura's. On the page cases beside the checkout where they are, else on those under
samples/; with the word F1 of each body by the cases' own scorer where there is gold. Goals: issue 4.
"""

import argparse
import importlib.util
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import trafilatura
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding

from bench.side_by_side import at_least, at_most, mean, say_faster, say_slower, side_by_side
from bench.stopwatch import machine
from nadhir.intake import IntakeKnowledge, markup, read_body, read_page
from nadhir.reference import intake_knowledge

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT.parent / "shared" / "data" / "pages"
ROUNDS = 9
BODY, WHOLE, RESILIPARSE, TRAFILATURA = "our body", "our whole reading", "resiliparse", "trafilatura"
FRESH, DECODED, WITH_METADATA = "our body, classes unseen", "resiliparse, decoded", "trafilatura, metadata"


@dataclass(frozen=True)
class Page:
    """A page's bytes and, of a case, what a careful reader takes from it."""

    path: Path
    raw: bytes
    text: str  # decoded as resiliparse does
    gold: Mapping[str, object] | None


def pages(cases: Path) -> list[Page]:
    """Return the page cases, or our own sample pages where the cases are not at hand."""
    paths = sorted(cases.glob("*.html")) or sorted((ROOT / "samples").rglob("*.html"))
    return [_page(path) for path in paths]


def _page(path: Path) -> Page:
    raw, gold = path.read_bytes(), path.with_suffix(".json")
    return Page(path, raw, _decoded(raw), json.loads(gold.read_text(encoding="utf-8")) if gold.is_file() else None)


def _decoded(raw: bytes) -> str:
    return str(bytes_to_str(raw, detect_encoding(raw) or "utf-8"))


def _resiliparse(page: Page) -> str:
    return str(extract_plain_text(_decoded(page.raw), main_content=True))


def _trafilatura(page: Page) -> str:
    return trafilatura.extract(page.raw) or ""


def _fresh(page: Page, *, knowledge: IntakeKnowledge) -> str:
    # What is remembered of a site's class names from page to page is forgotten before each.
    markup._known_kind_of.cache_clear()  # noqa: SLF001
    return read_body(page.raw, knowledge=knowledge)


def contestants(knowledge: IntakeKnowledge) -> dict[str, Callable[[Page], object]]:
    """Return all ways of reading a page, by name."""
    return {
        BODY: lambda page: read_body(page.raw, knowledge=knowledge),
        FRESH: lambda page: _fresh(page, knowledge=knowledge),
        WHOLE: lambda page: read_page(page.raw, name=page.path.stem, knowledge=knowledge),
        RESILIPARSE: _resiliparse,
        DECODED: lambda page: extract_plain_text(page.text, main_content=True),
        TRAFILATURA: _trafilatura,
        WITH_METADATA: lambda page: trafilatura.extract(page.raw, with_metadata=True),
    }


def measure_time(found: Sequence[Page], *, knowledge: IntakeKnowledge) -> None:
    """Print how our times compare with those of the peers."""
    took = {name: mean(best) for name, best in side_by_side(contestants(knowledge), found, rounds=ROUNDS).items()}
    say_slower("body / resiliparse", ours=took[BODY], floor=took[RESILIPARSE], goal=at_most(1.3))
    say_slower("body, class names never seen / resiliparse", ours=took[FRESH], floor=took[RESILIPARSE])
    say_slower("body / resiliparse given decoded text", ours=took[BODY], floor=took[DECODED])
    say_faster("body / trafilatura", ours=took[BODY], peer=took[TRAFILATURA], goal=at_least(8))
    say_slower("whole reading / resiliparse", ours=took[WHOLE], floor=took[RESILIPARSE])
    say_faster("whole reading / trafilatura with metadata", ours=took[WHOLE], peer=took[WITH_METADATA])


def measure_bodies(found: Sequence[Page], *, scorer: ModuleType, knowledge: IntakeKnowledge) -> None:
    """Print the word F1 of each one's body, by the page cases' own scorer."""
    ways: dict[str, Callable[[Page], str]] = {
        BODY: lambda page: read_body(page.raw, knowledge=knowledge),
        RESILIPARSE: _resiliparse,
        TRAFILATURA: _trafilatura,
    }
    with_gold = [page for page in found if page.gold is not None]
    scores = {
        name: mean([scorer.text_f1(page.gold, {"text": read(page)}) for page in with_gold])
        for name, read in ways.items()
    }
    goal = at_least(max(scores[RESILIPARSE], scores[TRAFILATURA]))
    said = ", ".join(f"{name} {score:.4f}" for name, score in scores.items())
    print(f"  word F1 of the body on {len(with_gold)} pages: {said}; {goal.said(scores[BODY])}")


def _scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("pages_score", path)
    if spec is None or spec.loader is None:
        message = f"{path} is no Python file"
        raise ImportError(message)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.bench_reading", description=__doc__)
    parser.add_argument("--pages", type=Path, default=CASES, help="folder of page cases, with their score.py")
    cases = parser.parse_args().pages
    print(machine())
    knowledge = intake_knowledge.load()
    found = pages(cases)
    size = mean([len(page.raw) for page in found])
    print(f"{len(found)} pages, {size / 1000:.1f} kB on average; best of {ROUNDS} rounds a page, taken by turns")
    measure_time(found, knowledge=knowledge)
    if (cases / "score.py").is_file():
        measure_bodies(found, scorer=_scorer(cases / "score.py"), knowledge=knowledge)


if __name__ == "__main__":
    main()

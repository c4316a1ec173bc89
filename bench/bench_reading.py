"""Reading raw pages: ours, beside trafilatura, on the pages under samples/.

The two promise different things: ours keeps every code point, with menus and other headlines marked as what they are,
and tells language, dates and source chain; trafilatura gives the body. The figures say what that costs.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

import trafilatura

from bench.stopwatch import machine, report, seconds_each
from nadhir.intake import read_page
from nadhir.reference import intake_knowledge

SAMPLES = Path(__file__).resolve().parent.parent / "samples"


def main() -> None:
    """Measures and prints."""
    print(machine())
    knowledge = intake_knowledge.load()
    for path in sorted(SAMPLES.rglob("*.html")):
        raw = path.read_bytes()
        what = f"{path.name}, {len(raw) / 1000:.1f} kB"
        ours = partial(read_page, raw, name=path.stem, knowledge=knowledge)
        report(f"read_page  {what}", seconds=seconds_each(ours), unit="page")
        theirs = partial(trafilatura.extract, raw, with_metadata=True)
        report(f"trafilatura {what}", seconds=seconds_each(theirs), unit="page")


if __name__ == "__main__":
    main()

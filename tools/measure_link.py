# SPDX-License-Identifier: Apache-2.0
"""Measures how reports find each other, on the public sets of ../shared/data/public.

    python -m tools.measure_link [--only copies|meaning] [--day 2015-07-31]

Copies: the near-duplicates of one day of Arabic news, by exact resemblance of word shingles of 0.7 and more over every
pair, against what the band keys find and the comparison of shingles confirms. Meaning: Pearson's correlation of the
embedder's cosine with what people said of news pairs (SemEval-2022 task 8), nothing of which it was trained on, beside
how far word overlap alone comes. No text is printed or kept.
"""

import argparse
import csv
import gzip
import json
import statistics
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from nadhir.language.shingles import minhash, shingles
from nadhir.language.tokens import folded_words
from nadhir.link import band_keys, nearness
from nadhir.link.copies import copy_of
from nadhir.link.traces import trace
from nadhir.reference import meaning_model

PUBLIC: Final = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "public"
NEWS: Final = PUBLIC / "arabic-news"
PAIRS: Final = PUBLIC / "similarity" / "hfl_training_set.csv.gz"
MISSING: Final = 4  # exit code, as of tools/quality.sh
NEAR: Final = 0.7

Pair = tuple[int, int]


# ── copies ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def read_day(archive: Path) -> list[tuple[str, str]]:
    """Return outlet and text, title first, of every article of a day's archive."""
    with zipfile.ZipFile(archive) as opened:
        articles = [each for name in sorted(opened.namelist()) for each in json.loads(opened.read(name))]
    return [
        (str(each.get("source") or ""), f"{each.get('title') or ''}\n{each.get('content') or ''}") for each in articles
    ]


def exact_resemblances(sets: Sequence[frozenset[int]]) -> dict[Pair, float]:
    """Return the exact Jaccard resemblance of every pair that shares anything; of all others it is nothing."""
    holders: dict[int, list[int]] = {}
    for at, own in enumerate(sets):
        for shingle in own:
            holders.setdefault(shingle, []).append(at)
    shared: Counter[Pair] = Counter()
    for held in holders.values():
        shared.update((one, other) for at, other in enumerate(held) for one in held[:at])
    return {pair: count / (len(sets[pair[0]]) + len(sets[pair[1]]) - count) for pair, count in shared.items()}


def pairs_sharing(keys: Iterable[Iterable[int]]) -> set[Pair]:
    """Return the pairs that share a band key."""
    holders: dict[int, list[int]] = {}
    for at, own in enumerate(keys):
        for key in own:
            holders.setdefault(key, []).append(at)
    return {(one, other) for held in holders.values() for at, other in enumerate(held) for one in held[:at]}


def measure_copies(archive: Path) -> dict[str, float]:
    """Print recall and precision of near-duplicates of one day, within and across outlets; return those across."""
    articles = read_day(archive)
    sets = [shingles(text) for _, text in articles]
    exact = exact_resemblances(sets)
    near = {pair for pair, resemblance in exact.items() if resemblance >= NEAR}
    across = {(a, b) for a, b in near if articles[a][0] != articles[b][0]}
    candidates = pairs_sharing(band_keys(minhash(text), owner="measure") for _, text in articles)
    traces = {at: trace(articles[at][1]) for pair in candidates for at in pair}
    confirmed, copies = set(), set()
    for one, other in candidates:
        found = copy_of(traces[one], other=traces[other])
        if found is not None:
            copies.add((one, other))
            if found.resemblance >= NEAR:
                confirmed.add((one, other))
    told = {(a, b) for a, b in confirmed if articles[a][0] != articles[b][0]}
    recall, precision = _share(told & across, across), _share(told & across, told)
    print(f"{archive.stem}: {len(articles):,} articles, {len(exact):,} pairs with a shingle in common")
    print(f"near-duplicates (exact resemblance ≥ {NEAR}): {len(near)}, across outlets {len(across)}")
    print(f"candidates by bands: {len(candidates)}; of the near-duplicates {_share(candidates & near, near):.3f}")
    print(
        f"across outlets: recall {recall:.3f} precision {precision:.3f}; all: recall "
        f"{_share(confirmed & near, near):.3f} precision {_share(confirmed & near, confirmed):.3f}"
    )
    print(f"link calls {len(copies)} of the candidates copies: trimmed and edited ones too, of which 0.7 says nothing")
    return {"recall": recall, "precision": precision}


def _share(part: set[Pair], whole: set[Pair]) -> float:
    return len(part) / len(whole) if whole else 0.0


# ── meaning ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def measure_meaning() -> dict[str, float]:
    """Print Pearson's correlations of nearness in meaning with people's judgement, and of word overlap; return them."""
    with gzip.open(PAIRS, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    embedder = meaning_model.load()
    alike = [-float(row["Overall"]) for row in rows]  # 1 is the same, 4 is nothing in common
    near: list[float | None] = []
    overlap = []
    for row in rows:
        one, other = (embedder.embed(row[f"text{n}"], language=row[f"lang{n}"]) for n in (1, 2))
        near.append(nearness(one, other=other) if one and other else None)
        words, others = (set(folded_words(row[f"text{n}"])) for n in (1, 2))
        overlap.append(len(words & others) / max(1, len(words | others)))
    # A pair of which nothing is known is as near as pairs are in the mean.
    known = [each for each in near if each is not None]
    filled = [sum(known) / len(known) if each is None else each for each in near]
    languages = [tuple(sorted((row["lang1"], row["lang2"]))) for row in rows]
    groups = {
        "ar-ar": [pair == ("ar", "ar") for pair in languages],
        "all": [True] * len(rows),
        "all but Chinese, whose pieces were left out": ["zh" not in pair for pair in languages],
        "of these in one language": ["zh" not in pair and pair[0] == pair[1] for pair in languages],
        "of these across languages": ["zh" not in pair and pair[0] != pair[1] for pair in languages],
    }
    print(f"{embedder.name}: {len(rows):,} pairs, {near.count(None)} of them with a text that it cannot read")
    print(f"{'Pearson, in the score that people gave':<46}{'pairs':>6}  meaning  word overlap")
    found = {}
    for name, chosen in groups.items():
        picked = [at for at, is_in in enumerate(chosen) if is_in]
        mine, floor = (
            statistics.correlation([each[at] for at in picked], [alike[at] for at in picked])
            for each in (filled, overlap)
        )
        found[name] = mine
        print(f"{name:<46}{len(picked):>6}    {mine:.3f}         {floor:.3f}")
    return found


# ── the command ───────────────────────────────────────────────────────────────────────────────────────────────────────
def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what was asked for and print it; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.measure_link", description="How reports find each other.")
    parser.add_argument("--only", choices=("copies", "meaning"), help="one of the two")
    parser.add_argument("--day", default="2015-07-31", help="the archive that near-duplicates are counted in")
    args = parser.parse_args(arguments)
    missing = [path for path in (NEWS / f"{args.day}.zip", PAIRS) if not path.exists()]
    if missing:
        print(
            f"measure_link: skipped: {missing[0]} is missing; it lies beside a developer's checkout, not in it",
            file=sys.stderr,
        )
        return MISSING
    if args.only != "meaning":
        measure_copies(NEWS / f"{args.day}.zip")
    if args.only != "copies":
        measure_meaning()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

# SPDX-License-Identifier: Apache-2.0
"""Measures screening on the public sets of ../shared/data/public and on the development set beside them.

    python -m tools.measure_public [--rules-only] [--only SET …] [--every N] [--processes N]

It prints what the README of the public sets asks for: threatened incidents of MUC-4 against the label `threat`; direct
and normative threats of Multilingual HateCheck, French, against quoted, denounced and negated ones; how many of 10,000
ordinary Arabic articles reach either queue; and for the development set recall by who writes, into the urgent queue,
by language, and how far `score` may be taken for a chance. The articles that came into the urgent queue are named in
var/quality/urgent.csv by day, outlet and number, for whoever wants to read why; no text is ever printed or kept.
"""

import argparse
import csv
import gzip
import importlib.util
import json
import math
import multiprocessing
import sys
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.pool import Pool
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from nadhir.reference import lexicon
from nadhir.screen import Lexicon, screen
from nadhir.terms.errors import NadhirError
from nadhir.terms.screening import Label, Queue
from tools.screening_model.corpus import report_of

ROOT: Final = Path(__file__).resolve().parent.parent
SHARED: Final = ROOT.parent / "shared" / "data"
PUBLIC: Final = SHARED / "public"
DEV: Final = SHARED / "screening" / "dev.jsonl"
OUT: Final = ROOT / "var" / "quality"
MISSING: Final = 4  # exit code of tools/quality.sh where the shared data are not there

MUC_FOLDERS: Final = ("dev", "tst1", "tst2")
THREATS: Final = ("threat_dir_h", "threat_norm_h")
COUNTER_SPEECH: Final = ("counter_quote_nh", "counter_ref_nh", "negate_neg_nh")
#: Who writes: somebody confides or passes on, or a journalist reports.
KIND_GROUPS: Final = {
    "confided": ("tip", "chat", "post", "partner", "statement", "alert"),
    "press": ("news", "page"),
}
BINS: Final = 10
#: A desk is sent far more than it is threatened with: one threat in so many documents.
ONE_IN: Final = 1_000
PER: Final = 10_000
AT_ONCE: Final = 16
PROGRESS_EVERY: Final = 500
NAME: Final = 54  # columns


@dataclass(frozen=True, slots=True)
class Answer:
    """What is kept of one screening."""

    labels: frozenset[str]
    opens: bool
    queue: str
    score: float


@dataclass(frozen=True, slots=True)
class Scores:
    """Found and right, found and wrong, missed."""

    right: int
    wrong: int
    missed: int

    @classmethod
    def of(cls, pairs: Iterable[tuple[bool, bool]]) -> "Scores":
        """Return the scores of (what is so, what was said)."""
        known = list(pairs)
        right = sum(is_so and said for is_so, said in known)
        return cls(right, sum(said for _, said in known) - right, sum(is_so for is_so, _ in known) - right)

    @property
    def precision(self) -> float:
        """Share of what was said that is so."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """Share of what is so that was said."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 0.0


# ── screening in several processes ────────────────────────────────────────────────────────────────────────────────────
_words: list[Lexicon] = []


def _load(is_rules_only: bool) -> None:  # noqa: FBT001 - called by the pool
    _words[:] = [lexicon.load_rules() if is_rules_only else lexicon.load()]


def _answer(item: Mapping[str, Any]) -> Answer:
    found = screen(report_of(item), lexicon=_words[0])
    return Answer(frozenset(map(str, found.labels)), found.opens_case, found.queue.value, found.score)


def _answers(items: Iterable[Mapping[str, Any]], *, pool: Pool) -> Iterator[Answer]:
    for number, answer in enumerate(pool.imap(_answer, items, chunksize=AT_ONCE), start=1):
        if number % PROGRESS_EVERY == 0:
            print(f"measure_public: screened {number:,}", file=sys.stderr)
        yield answer


def _item(text: str, *, identifier: str, language: str, kind: str, published: str | None) -> dict[str, Any]:
    return {"id": identifier, "text": text, "lang": language, "kind": kind, "published": published}


# ── the sets ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def measure_muc(*, pool: Pool, every: int) -> None:
    """Print documents with a THREATENED incident against documents that screening gives `threat`."""
    muc = _module(PUBLIC / "muc4" / "muc.py")
    keyed: set[str] = set()
    gold: set[str] = set()
    items: list[dict[str, Any]] = []
    for folder in MUC_FOLDERS:
        known, hits = muc.threatened(PUBLIC / "muc4" / folder)
        keyed |= known
        gold |= hits
        items += muc.messages(PUBLIC / "muc4" / folder)
    items = [item for item in items if item["id"] in keyed][::every]
    said = {
        item["id"]: "threat" in answer.labels for item, answer in zip(items, _answers(items, pool=pool), strict=True)
    }
    if every == 1 and keyed - said.keys():
        print(f"messages with a key and no text: {len(keyed - said.keys())}")
    scores = Scores.of((identifier in gold, is_said) for identifier, is_said in said.items())
    is_threatened, is_said = scores.right + scores.missed, scores.right + scores.wrong
    print(f"{len(said):,} messages: threatened in {is_threatened}, `threat` in {is_said}, both in {scores.right}")
    print(f"precision {scores.precision:.3f} recall {scores.recall:.3f} F1 {scores.f1:.3f}")


def measure_hatecheck(*, pool: Pool, every: int) -> None:
    """Print for each functional test the share of its texts that is flagged: `threat` or `incitement`."""
    with gzip.open(PUBLIC / "hatecheck" / "mhc_french.csv.gz", "rt", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["functionality"] in {*THREATS, *COUNTER_SPEECH}][::every]
    items = [
        _item(row["test_case"], identifier=row["mhc_case_id"], language="fr", kind="post", published=None)
        for row in rows
    ]
    flagged: dict[str, list[bool]] = {}
    for row, answer in zip(rows, _answers(items, pool=pool), strict=True):
        flagged.setdefault(row["functionality"], []).append(bool(answer.labels & {Label.THREAT, Label.INCITEMENT}))
    for wish, names in (("the more the better", THREATS), ("the fewer the better", COUNTER_SPEECH)):
        for name in names:
            if hits := flagged.get(name):
                print(
                    f"{name:<18} {sum(hits):>4} of {len(hits):>4} flagged  {_share(sum(hits), of=len(hits))}  ({wish})"
                )


def measure_news(*, pool: Pool, every: int, is_rules_only: bool) -> None:
    """Print how many of 10,000 ordinary articles reach either queue; write down which reached the urgent one."""
    days: dict[str, list[int]] = {}
    urgent: list[tuple[str, str, int]] = []
    articles = list(_articles())[::every]
    answers = _answers((item for *_, item in articles), pool=pool)
    for (day, outlet, number, _), answer in zip(articles, answers, strict=True):
        counts = days.setdefault(day, [0, 0, 0])
        counts[0] += 1
        counts[1] += answer.queue == Queue.REVIEW
        counts[2] += answer.queue == Queue.URGENT
        if answer.queue == Queue.URGENT:
            urgent.append((day, outlet, number))
    print(f"{'day':<12}{'articles':>10}{'review':>9}{'urgent':>9}   per {PER:,}: review   urgent   opens_case")
    for day, counts in [*sorted(days.items()), ("all", [sum(c) for c in zip(*days.values(), strict=True)])]:
        read, review, now = counts
        rates = f"{_rate(review, of=read):>16.1f} {_rate(now, of=read):>8.1f} {_rate(review + now, of=read):>12.1f}"
        print(f"{day:<12}{read:>10,}{review:>9,}{now:>9,}   {rates}")
    OUT.mkdir(parents=True, exist_ok=True)
    path = OUT / ("urgent-rules-only.csv" if is_rules_only else "urgent.csv")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["day", "outlet", "number"])
        writer.writerows(urgent)
    print(f"which {len(urgent)} are urgent (day, outlet, number in the day's archive from 1): {path.relative_to(ROOT)}")


def measure_dev(*, pool: Pool, every: int) -> None:
    """Print recall by who writes, into the urgent queue and by language, and how well `score` is calibrated."""
    lines = DEV.read_text(encoding="utf-8").splitlines()
    items = [json.loads(line) for line in lines if line.strip()][::every]
    pairs = list(zip(items, _answers(items, pool=pool), strict=True))
    print(f"{'set':<{NAME}}{'texts':>6}{'open':>6}   opens_case P      R     F1   R into urgent")
    _print_row("all", pairs)
    for name, kinds in KIND_GROUPS.items():
        _print_row(f"{name}: {' '.join(kinds)}", [p for p in pairs if p[0]["kind"] in kinds])
    _print_row("arabic, all varieties", [p for p in pairs if p[0]["lang"].partition("-")[0] == "ar"])
    by_language: dict[str, list[tuple[dict[str, Any], Answer]]] = {}
    for pair in pairs:
        by_language.setdefault(pair[0]["lang"], []).append(pair)
    for language, group in sorted(by_language.items(), key=lambda entry: (-len(entry[1]), entry[0])):
        _print_row(language, group)
    _print_calibration([(answer.score, bool(item["opens_case"])) for item, answer in pairs])


def _print_row(name: str, pairs: Sequence[tuple[Mapping[str, Any], Answer]]) -> None:
    if not pairs:
        return
    scores = Scores.of((bool(item["opens_case"]), answer.opens) for item, answer in pairs)
    urgent = Scores.of((bool(item["opens_case"]), answer.queue == Queue.URGENT) for item, answer in pairs)
    opening = scores.right + scores.missed
    precision = f"{scores.precision:.3f}" if scores.right + scores.wrong else "    –"
    recall, into_urgent = (f"{r:.3f}" if opening else "    –" for r in (scores.recall, urgent.recall))
    f1 = f"{scores.f1:.3f}" if opening + scores.wrong else "    –"
    print(f"{name:<{NAME}}{len(pairs):>6}{opening:>6}        {precision}  {recall}  {f1}           {into_urgent}")


# ── calibration ───────────────────────────────────────────────────────────────────────────────────────────────────────
def _print_calibration(known: Sequence[tuple[float, bool]]) -> None:
    opening = sum(opens for _, opens in known)
    quiet = len(known) - opening
    if not opening or not quiet:
        print("calibration: no figure, every text of the sample is of one kind")
        return
    print(f"calibration of `score` against opens_case, {BINS} bins: score and share that opens, by bin (texts)")
    for number in range(BINS):
        inside = [one for one in known if _bin(one[0]) == number]
        if inside:
            mean = sum(score for score, _ in inside) / len(inside)
            print(f"  {mean:.2f}  {sum(opens for _, opens in inside) / len(inside):.2f}  ({len(inside)})")
    print(f"expected calibration error as the set stands ({_share(opening, of=len(known)).strip()} open): ", end="")
    print(f"{calibration_error(known, weight=lambda _: 1.0):.3f}")
    # The same scores, the texts weighed so that one in a thousand opens a case.
    rare = {True: 1 / ONE_IN / opening, False: (1 - 1 / ONE_IN) / quiet}
    print(
        f"the same texts weighed to one threat in {ONE_IN:,}: {calibration_error(known, weight=rare.__getitem__):.3f}"
    )
    shift = math.log((ONE_IN - 1) * opening / quiet)
    moved = [(_moved(score, down=shift), opens) for score, opens in known]
    print(
        f"and with every score moved by the odds of that rate: {calibration_error(moved, weight=rare.__getitem__):.4f}"
    )


def calibration_error(known: Iterable[tuple[float, bool]], *, weight: Callable[[bool], float]) -> float:
    """Return the expected calibration error of scores in ten equal bins, each text with the weight of its truth.

    >>> calibration_error([(0.95, True), (0.95, True), (0.05, False), (0.05, True)], weight=lambda _: 1.0)
    0.25
    """
    bins = [[0.0, 0.0, 0.0] for _ in range(BINS)]
    for score, opens in known:
        one = bins[_bin(score)]
        mass = weight(opens)
        one[0] += mass
        one[1] += mass * score
        one[2] += mass * opens
    total = sum(mass for mass, _, _ in bins)
    return sum(abs(scored - opened) for _, scored, opened in bins) / total


def _bin(score: float) -> int:
    return min(int(score * BINS), BINS - 1)


def _moved(score: float, *, down: float) -> float:
    held = min(max(score, 1e-9), 1 - 1e-9)
    return 1 / (1 + math.exp(down - math.log(held / (1 - held))))


# ── files ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise OSError(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _articles() -> Iterator[tuple[str, str, int, dict[str, Any]]]:
    """Yield every article: the day of its archive, its outlet, its number in the archive from 1, and its text."""
    for archive in sorted((PUBLIC / "arabic-news").glob("*.zip")):
        day, number = archive.stem, 0
        with zipfile.ZipFile(archive) as opened:
            for name in sorted(opened.namelist()):
                for article in json.loads(opened.read(name)):
                    number += 1
                    text = f"{article.get('title') or ''}\n{article.get('content') or ''}"
                    item = _item(text, identifier=f"{day}-{number}", language="ar", kind="news", published=day)
                    yield day, str(article.get("source") or ""), number, item


def _share(part: int, *, of: int) -> str:
    return f"{100 * part / of:5.1f} %"


def _rate(part: int, *, of: int) -> float:
    return PER * part / of if of else 0.0


# ── the command ───────────────────────────────────────────────────────────────────────────────────────────────────────
SETS: Final = {
    "muc": (PUBLIC / "muc4", "MUC-3/4, development and TST1 to TST2: threatened incidents against the label threat"),
    "hatecheck": (PUBLIC / "hatecheck", "Multilingual HateCheck, French: share flagged as threat or incitement"),
    "news": (PUBLIC / "arabic-news", "ordinary Arabic news of July 2015: what reaches the queues"),
    "dev": (DEV, "development set of screening: who is heard, and what a score is worth"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what was asked for and print it; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.measure_public", description="Screening on public sets.")
    parser.add_argument("--rules-only", action="store_true", help="without the trained model: the comparison")
    parser.add_argument("--only", action="append", choices=tuple(SETS), help="one set; may be given several times")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only one text in N, for a quick look")
    parser.add_argument("--processes", type=int, default=2, metavar="N", help="how many screen at once (2)")
    args = parser.parse_args(arguments)
    if args.every < 1 or args.processes < 1:
        parser.error("--every and --processes are whole numbers from 1")
    wanted = [name for name in SETS if not args.only or name in args.only]
    missing = [SETS[name][0] for name in wanted if not SETS[name][0].exists()]
    if missing:
        print(
            f"measure_public: {missing[0]} is missing; it lies beside a developer's checkout, not in it",
            file=sys.stderr,
        )
        return MISSING
    try:
        # Here first: a pool would start a process that ends in its beginning again and again.
        _load(args.rules_only)
        _answer(_item("?", identifier="first", language="und", kind="post", published=None))
    except (OSError, NadhirError) as error:
        print(f"measure_public: the lexicon or its model cannot be loaded: {error}", file=sys.stderr)
        print("measure_public: build the model with `make model`, or measure without it: --rules-only", file=sys.stderr)
        return 1
    _words.clear()
    how = "rules only, without the trained model" if args.rules_only else "as shipped"
    sample = "" if args.every == 1 else f"; one text in {args.every}: a quick look, no figure to quote"
    # Fresh processes: the model's runtime starts threads of its own, which a fork would cut off.
    with multiprocessing.get_context("spawn").Pool(args.processes, _load, (args.rules_only,)) as pool:
        for name in wanted:
            print(f"── {SETS[name][1]} ({how}{sample})", flush=True)
            started = time.perf_counter()
            if name == "muc":
                measure_muc(pool=pool, every=args.every)
            elif name == "hatecheck":
                measure_hatecheck(pool=pool, every=args.every)
            elif name == "news":
                measure_news(pool=pool, every=args.every, is_rules_only=args.rules_only)
            else:
                measure_dev(pool=pool, every=args.every)
            print(f"measure_public: {name} took {time.perf_counter() - started:.0f} s", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())

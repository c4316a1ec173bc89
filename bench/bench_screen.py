# SPDX-License-Identifier: Apache-2.0
"""Screening of ordinary news and posts, each figure beside a floor or a peer that is measured in the same run.

The floor is one pass of a leftmost-longest Aho-Corasick automaton over text that is already folded, at the number of
terms that screening knows in that language: what nobody could do without. Goals: the design's page on performance.
`python -m bench.bench_screen --no-encoder` leaves the encoder out.

Screening, folding, decoding and the peers' linear model are given batches of 64; the median of one post is measured
with one report a call.
"""

import argparse
import gc
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, TypeVar, cast

from ahocorasick_rs import AhoCorasick, MatchKind

from bench import fresh_process
from bench.news import News, Text, arabic_news, english_news, report_of
from bench.peers import PATTERNS, Peers
from bench.side_by_side import MILLION, Goal, at_least, at_most, mean, say_faster, say_slower, side_by_side
from bench.stopwatch import machine
from nadhir.language.normalise import fold, normalise, normalise_all
from nadhir.reference import lexicon
from nadhir.screen import Lexicon, screen, screen_all
from nadhir.screen.lexicon import flat_words
from nadhir.screen.model import Answer, TextModel
from nadhir.screen.model_text import ModelText
from nadhir.terms.errors import NadhirError, OursError
from nadhir.terms.report import Report, ReportKind
from nadhir.terms.screening import Queue, Screening

BATCH: Final = 64
ROUNDS: Final = 3
ROUNDS_OF_FOLDING: Final = 12
#: dateparser takes as long for an article as all the others together take for ten.
WITH_DATES: Final = 30
#: Screening with the model is stopped after so many seconds of one set; the line says how many texts that were.
MOST_SECONDS: Final = 20.0
FRESH: Final = 50
NO_ENCODER: Final = "no encoder"
MEBIBYTE: Final = 2**20

T = TypeVar("T")


@dataclass(frozen=True)
class Sample:
    """One text in every form that somebody here takes it in."""

    text: Text

    @cached_property
    def report(self) -> Report:
        """As screening takes it."""
        return report_of(self.text)

    @cached_property
    def flat(self) -> str:
        """As the floor takes it: folded, the words between single blanks."""
        return flat_words(fold(self.text.content))


# ── measuring ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def while_it_lasts(run: Callable[[T], object], *, items: Sequence[T]) -> list[float]:
    """Return the best seconds on as many of the items as there is time for; more rounds only where one is short."""
    best: list[float] = []
    began = time.perf_counter()
    for number in range(ROUNDS):
        for at, item in enumerate(items if not number else items[: len(best)]):
            started = time.perf_counter()
            run(item)
            took = time.perf_counter() - started
            if number:
                best[at] = min(best[at], took)
            else:
                best.append(took)
            if started - began > MOST_SECONDS:
                return best
        if time.perf_counter() - began > MOST_SECONDS / 4:
            break
    return best


def batches(items: Sequence[T]) -> list[Sequence[T]]:
    """Return the items by 64."""
    return [items[at : at + BATCH] for at in range(0, len(items), BATCH)]


# ── what is measured ──────────────────────────────────────────────────────────────────────────────────────────────────
class Counted:
    """The shipped model, counting how often it is asked; in all else it is the model."""

    def __init__(self, model: TextModel) -> None:
        self._model = model
        self.asked = 0

    def __getattr__(self, name: str) -> object:
        return getattr(self._model, name)

    def read(self, text: ModelText) -> Answer | None:
        """Return what the model says."""
        self.asked += 1
        return self._model.read(text)


class FirstLookOnly(Counted):
    """The shipped model without its encoder: what screening costs up to there."""

    def read(self, text: ModelText) -> None:
        """Say nothing: there is no encoder."""
        del text


def terms_of(words: Lexicon, *, language: str) -> tuple[list[str], list[str]]:
    """Return the terms that screening looks for in a language, and the names of places."""
    # The vocabulary and the place index have no need to tell anybody else what they hold.
    parts = words.vocabulary(language)._parts  # noqa: SLF001
    names = words.gazetteer._names  # noqa: SLF001
    return sorted({part.text for one in parts for part in one}), sorted(names)


def floor_of(terms: Iterable[str]) -> Callable[[Sample], object]:
    """Return the floor: one leftmost-longest pass for the terms as whole words."""
    automaton = AhoCorasick([f" {term} " for term in terms], matchkind=MatchKind.LeftmostLongest)

    def find(sample: Sample) -> object:
        return automaton.find_matches_as_indexes(sample.flat)

    return find


def measure_folding(samples: Sequence[Sample], *, kind: str) -> None:
    """Print folding with the way back beside `str.translate` and beside UTF-8 decoding, 64 texts a batch.

    Together as a batch, and one after another.
    """
    contents = [sample.text.content for sample in samples]
    letters = {letter for content in contents for letter in content}
    table = {ord(letter): fold(letter) for letter in letters}
    groups = batches([(content, content.encode()) for content in contents])

    def ours(group: Sequence[tuple[str, bytes]]) -> None:
        for content, _ in group:
            normalise(content)

    def ours_with_map(group: Sequence[tuple[str, bytes]]) -> None:
        for content, _ in group:
            # The map is made when it is first asked for: a text without a hit never needs it.
            normalise(content).folded_span(0, 0)

    def ours_together(group: Sequence[tuple[str, bytes]]) -> None:
        normalise_all([content for content, _ in group])

    def translating(group: Sequence[tuple[str, bytes]]) -> None:
        for content, _ in group:
            content.translate(table)

    def decoding(group: Sequence[tuple[str, bytes]]) -> None:
        for _, data in group:
            data.decode("utf-8")

    normalise_all(contents[:1])  # and the table of batches is worked out
    contestants = {
        "together": ours_together, "ours": ours, "map": ours_with_map, "translate": translating, "decode": decoding,
    }  # fmt: skip
    took = side_by_side(contestants, groups, rounds=ROUNDS_OF_FOLDING)
    each = {name: sum(seconds) / len(samples) for name, seconds in took.items()}
    ways = (("together", "normalise_all"), ("ours", "normalise"), ("map", "normalise, map asked for"))
    for name, what in ways:
        translate, decode = f"{what} / str.translate, {kind}", f"{what} / UTF-8 decoding, {kind}"
        say_faster(translate, ours=each[name], peer=each["translate"], goal=at_least(10))
        say_slower(decode, ours=each[name], floor=each["decode"], goal=at_most(2))


@dataclass(frozen=True)
class Way:
    """One way of screening: what it took and said of each text, as many as there was time for.

    What a batch took is shared out evenly among its texts; `one` is what each post took that came alone.
    """

    name: str
    goal: Goal
    seconds: Sequence[float]
    found: Sequence[Screening]
    asked: int  # how often the encoder was
    one: Sequence[float] = ()


@dataclass(frozen=True)
class Timed:
    """What the floor and the ways of screening took on each text of a set."""

    samples: Sequence[Sample]
    floor: Sequence[float]
    left_aside: int  # how many texts the first look alone let go
    ways: Sequence[Way]

    @property
    def is_of_posts(self) -> bool:
        """Whether the texts are posts, not articles."""
        return self.samples[0].text.kind is ReportKind.POST


def measure_screening(
    samples: Sequence[Sample], *, kind: str, shipped: Lexicon, has_encoder: bool, floor: Callable[[Sample], object]
) -> Timed:
    """Print the whole screen of a document beside the floor; for posts the median of one as well."""
    model = shipped.model
    if model is None:
        raise OursError("the lexicon that ships has no model", where="bench_screen", remedy="report this")
    for sample in samples:
        floor(sample)  # and each form of the text is made
        _ = sample.report
    floors = side_by_side({"floor": floor}, samples)["floor"]
    is_of_posts = samples[0].text.kind is ReportKind.POST
    ways = [_way(NO_ENCODER, samples, shipped=shipped, model=FirstLookOnly(model), most=3 if is_of_posts else 1.5)]
    if has_encoder:
        ways.append(_way("as shipped", samples, shipped=shipped, model=Counted(model), most=10))
    glances = model.glance([fold(sample.text.content) for sample in samples])
    left = 0 if is_of_posts else sum(glance < model.weighing.ordinary for glance in glances)
    timed = Timed(samples, floors, left, ways)
    for way in ways:
        same = floors[: len(way.seconds)]
        say_slower(f"screen, {kind}, {way.name}", ours=mean(way.seconds), floor=mean(same), goal=way.goal)
        if is_of_posts:
            ours, lowest = statistics.median(way.one), statistics.median(floors[: len(way.one)])
            say_slower(f"screen, one {kind}, p50, {way.name}", ours=ours, floor=lowest, goal=at_most(15))
    return timed


def _way(name: str, samples: Sequence[Sample], *, shipped: Lexicon, model: Counted, most: float) -> Way:
    words = replace(shipped, model=cast("TextModel", model))
    groups = batches(samples)
    said: dict[int, Sequence[Screening]] = {}
    asked: dict[int, int] = {}

    def run(numbered: tuple[int, Sequence[Sample]]) -> None:
        number, group = numbered
        before = model.asked
        said[number] = screen_all([sample.report for sample in group], lexicon=words)
        asked[number] = model.asked - before

    screen(samples[0].report, lexicon=words)  # and the model's files are read
    took = while_it_lasts(run, items=list(enumerate(groups)))
    seconds = [each / len(group) for each, group in zip(took, groups, strict=False) for _ in group]
    one: list[float] = []
    if samples[0].text.kind is ReportKind.POST:
        one = while_it_lasts(lambda sample: screen(sample.report, lexicon=words), items=samples)
    found = [one for group in said.values() for one in group]
    return Way(name, at_most(most), seconds, found, sum(asked.values()), one)


def measure_peers(timed: Timed, *, kind: str, peers: Peers) -> None:
    """Print the whole screen of a document beside the peers' pipeline, with dateparser and without it."""
    contents = [sample.text.content for sample in timed.samples]
    took = side_by_side({"language": peers.tell_language, "names": peers.find_names}, contents, rounds=2)
    groups = batches(contents)
    linear = sum(side_by_side({"linear": peers.weigh}, groups)["linear"]) / len(contents)
    dates = side_by_side({"dates": peers.find_dates}, contents[:WITH_DATES], rounds=1)["dates"]
    whole = mean(took["language"]), mean(took["names"]), mean(dates), linear
    named = zip(("lingua", "spaCy", f"dateparser ({len(dates)} texts)", "linear model"), whole, strict=True)
    print(f"  peers, {kind}, µs: " + ", ".join(f"{name} {seconds * MILLION:,.0f}" for name, seconds in named))
    without = [a + b + linear for a, b in zip(took["language"], took["names"], strict=True)]
    for way in timed.ways:
        # Each on the same texts as ours.
        some = min(len(way.seconds), len(dates))
        ours, theirs = mean(way.seconds[:some]), mean(without[:some]) + mean(dates[:some])
        goal = at_least(40 if timed.is_of_posts else 100)
        say_faster(f"screen / peers, {kind}, {way.name}", ours=ours, peer=theirs, goal=goal)
        ours, theirs = mean(way.seconds), mean(without[: len(way.seconds)])
        say_faster(f"screen / peers without dateparser, {kind}, {way.name}", ours=ours, peer=theirs, goal=at_least(8))


def say_stages(timed: Timed, *, kind: str) -> None:
    """Print what share of the documents passes each stage: the first look, the rules, the encoder, the queues."""
    for way in timed.ways:
        count = len(way.found)
        stages = [("past the first look", len(timed.samples) - timed.left_aside)] if count == len(timed.samples) else []
        heard = sum(bool(one.labels) or one.is_possible_threat for one in way.found)
        stages += [("encoder asked", way.asked)] if way.name != NO_ENCODER else [("rules hear something", heard)]
        stages += [(str(queue), sum(one.queue == queue for one in way.found)) for queue in (Queue.REVIEW, Queue.URGENT)]
        shares = " → ".join(f"{name} {100 * passed / count:.1f} %" for name, passed in stages)
        print(f"  stages, {way.name}, {count} of {len(timed.samples)} {kind}s: {shares}", flush=True)


def measure_fresh(news: News, *, posts: News) -> None:
    """Print what a fresh process takes to its first answer, and how much memory for fifty texts."""
    texts = [text for pair in zip(posts.texts, news.texts, strict=False) for text in pair][:FRESH]
    bare = fresh_process.bare_python()
    for how, is_rules in (("rules only", True), ("as shipped", False)):
        cost = fresh_process.measure(texts, is_rules_only=is_rules)
        start = f"{cost.seconds:.2f} s ({cost.seconds / bare.seconds:.0f} × a bare Python)"
        memory = f"{cost.bytes / MEBIBYTE:.0f} MiB ({cost.bytes / bare.bytes:.1f} × a bare Python)"
        print(f"  a fresh process, {how}: first answer after {start}; after {len(texts)} texts {memory}", flush=True)


def measure_language(news: News, *, posts: News, language: str, shipped: Lexicon, has_encoder: bool) -> None:
    """Print everything of one language."""
    terms, names = terms_of(shipped, language=language)
    floor = floor_of({*terms, *names})
    in_script = [name for name in [*terms, *names] if ("\u0600" <= name[0] <= "\u06ff") is (language == "ar")]
    print(f"{language}: {news.origin}; posts: {len(posts.texts)}, {posts.origin}")
    print(f"  the floor knows {len({*terms, *names}):,} terms, of them {len(terms):,} of the vocabulary")
    contents = [text.content for text in news.texts]
    peers = Peers(language, names=in_script, texts=contents)
    for texts, kind in ((posts.texts, "post"), (news.texts, "article")):
        samples = [Sample(text) for text in texts]
        measure_folding(samples, kind=kind)
        timed = measure_screening(samples, kind=kind, shipped=shipped, has_encoder=has_encoder, floor=floor)
        measure_peers(timed, kind=kind, peers=peers)
        say_stages(timed, kind=kind)


def main() -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.bench_screen", description="Screening beside its peers.")
    parser.add_argument("--no-encoder", action="store_true", help="only what comes before the encoder")
    args = parser.parse_args()
    print(machine())
    arabic, english = arabic_news(), english_news()
    try:
        shipped = lexicon.load()
        screen(report_of(Text("?", "und", ReportKind.POST)), lexicon=shipped)  # its files are read when it is asked
    except (OSError, NadhirError) as error:
        print(f"bench_screen: the lexicon or its model cannot be loaded: {error}", file=sys.stderr)
        print("bench_screen: build the model with `make model`", file=sys.stderr)
        return 1
    gc.collect()
    gc.freeze()  # what is loaded stays loaded; the collections between the rounds need not walk through it
    print(f"best of up to {ROUNDS} rounds a document, taken by turns; spaCy looks for {PATTERNS:,} names")
    measure_fresh(arabic, posts=arabic.posts())
    for news, language in ((arabic, "ar"), (english, "en")):
        measure_language(news, posts=news.posts(), language=language, shipped=shipped, has_encoder=not args.no_encoder)
    return 0


if __name__ == "__main__":
    sys.exit(main())

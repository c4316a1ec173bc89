# SPDX-License-Identifier: Apache-2.0
"""Which pages of a batch repeat each other, and which report one event, by their texts alone.

For `nadhir read`, where nothing has been screened: copies by shingles; one event by rare words in one language and by
names as sounds, numbers and notions across languages, among pages of days that lie near each other. Rarity is counted
within the batch, on a floor, so that two pages alone can be compared too.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from nadhir.language.detect import script_profile
from nadhir.language.normalise import fold
from nadhir.link.copies import copy_of
from nadhir.link.traces import trace

__all__ = ["Page", "Related", "relate_pages"]


class Page(Protocol):
    """What is asked of a page: the fields of `data/pages/FORMAT.md`."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def lang(self) -> str: ...  # noqa: D102
    @property
    def title(self) -> str | None: ...  # noqa: D102
    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def published(self) -> str | None: ...  # noqa: D102
    @property
    def source_chain(self) -> tuple[str, ...]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Related:
    """The names of the pages that a page repeats, and of those that report its event independently."""

    copy_of: tuple[str, ...] = ()
    same_event: tuple[str, ...] = ()


#: A floor for the number of pages that rarity is counted in.
_LEAST_PAGES = 40
_NEAR_DAYS = 5
#: Of 674 same-language pairs of the SemEval-2022 task 8 set (overall 1 to 1.5 for one event, 3 and more for none;
#: no days given) this keeps 90 % at a precision of 64 %; days do the rest. Of all pairs of one outlet's day in Arabic
#: (public news set) it joins 0.4 %. Development pages: 0.27 for one event, 0.13 for the nearest other pair.
_SAME_LANGUAGE = 0.25
_TITLE_WEIGHT = 0.5
_LEAST_RARE_WORDS = 5
#: Between scripts, by names as sounds. Development pages: 6.2 and more for one event, 3.0 for the nearest other pair.
_ACROSS = 5.0
#: Between languages of one script words count too; on 255 such pairs of that set: 70 % at a precision of 63 %.
_SHARED_SCRIPT, _SHARED_SCRIPT_WORDS = 2.4, 0.0458
#: With a third page that is of one event with both; a chain of weaker pairs would join a whole day's news.
_WITH_A_THIRD = 0.75
_SCRIPT_CHARS = 2_000
_TOP_CHARS = 1_600
#: Up to so many pages every pair is compared; beyond, those that share features held by at most so many pages.
_SMALL_BATCH = 200
_RARE = 30
_LEAST_SHARED = 3
_HEAD_CHARS = 80  # of a page without a title, what stands for it
_CONCEPT_WEIGHT, _NUMBER_WEIGHT, _COUNTRY_WEIGHT = 0.55, 0.6, 0.7
_OTHER_COUNTRY = 0.5
_DAY_DISCOUNT = 0.08
_NAME_SOUNDS_FULL = 5


def _day(page: Page) -> date | None:
    try:
        return date.fromisoformat(page.published[:10]) if page.published else None
    except ValueError:
        return None


class _Batch:
    def __init__(self, pages: Sequence[Page]) -> None:
        self.pages = pages
        self.wholes = [trace(f"{page.title or ''}\n{page.text}") for page in pages]
        # News tells its event at the top; long pieces share words with everything further down.
        self.traces = [
            whole if len(page.text) <= _TOP_CHARS else trace(f"{page.title or ''}\n{page.text[:_TOP_CHARS]}")
            for page, whole in zip(pages, self.wholes, strict=True)
        ]
        self.heads = [trace(page.title or page.text[:_HEAD_CHARS]).stems for page in pages]
        self.days = [_day(page) for page in pages]
        self.languages = [page.lang.split("-")[0].lower() for page in pages]
        self.scripts = [next(iter(script_profile(page.text[:_SCRIPT_CHARS])), "") for page in pages]
        self.size = max(len(pages), _LEAST_PAGES)
        self.stems = Counter(stem for each in self.traces for stem in each.stems)
        self.weights = {stem: self.rarity(number) for stem, number in self.stems.items()}
        self.norms = [math.sqrt(self._square(each.stems)) for each in self.traces]
        self.names = Counter(name for each in self.traces for name in each.names)
        self.concepts = Counter(concept for each in self.traces for concept in each.concepts)
        self.countries = Counter(country for each in self.traces for country in each.countries)
        self.numbers = Counter(number for each in self.traces for number in each.numbers)

    def rarity(self, count: int) -> float:
        return math.log(1 + self.size / max(count, 1))

    def is_near(self, one: int, other: int) -> bool:
        first, second = self.days[one], self.days[other]
        return first is None or second is None or abs((first - second).days) <= _NEAR_DAYS

    def same_language(self, one: int, other: int) -> float:
        """Return how far two pages of one language share rare words, those of each other's headline above all."""
        if len(self.traces[one].stems & self.traces[other].stems) < _LEAST_RARE_WORDS:
            return 0.0
        score = self._cosine(one, other) + _TITLE_WEIGHT * (self._told(one, other) + self._told(other, one)) / 2
        countries = self.traces[one].countries, self.traces[other].countries
        if all(countries) and not countries[0] & countries[1]:
            score *= _OTHER_COUNTRY
        return score * self.nearness(one, other)

    def _cosine(self, one: int, other: int) -> float:
        norm = self.norms[one] * self.norms[other]
        return self._square(self.traces[one].stems & self.traces[other].stems) / norm if norm else 0.0

    def _told(self, one: int, other: int) -> float:
        """Return how much of the one's headline the other's text holds, rare words above others."""
        head = self.heads[one]
        whole = sum(self.weights.get(stem, 0.0) for stem in head)
        held = sum(self.weights[stem] for stem in head & self.traces[other].stems)
        return held / whole if whole else 0.0

    def _square(self, stems: frozenset[str]) -> float:
        return sum(self.weights[stem] ** 2 for stem in stems)

    def across(self, one: int, other: int) -> float:
        """Return how far two pages of different languages share names, notions, numbers and countries."""
        score = self._by_sounds(one, other)
        if self.scripts[one] != self.scripts[other]:
            return score
        return (score + _ACROSS * self._cosine(one, other) / _SHARED_SCRIPT_WORDS) / _SHARED_SCRIPT

    def _by_sounds(self, one: int, other: int) -> float:
        first, second = self.traces[one], self.traces[other]
        salient = first.salient & second.salient
        names = (first.names & second.names) | salient
        countries = first.countries & second.countries
        if not names and not countries:
            return 0.0
        score = sum(
            self.rarity(self.names[name])
            * min(len(name), _NAME_SOUNDS_FULL)
            / _NAME_SOUNDS_FULL
            * (1.4 if name in salient else 1.0)
            for name in names
        )
        score += _CONCEPT_WEIGHT * sum(self.rarity(self.concepts[each]) for each in first.concepts & second.concepts)
        score += _NUMBER_WEIGHT * sum(self.rarity(self.numbers[each]) for each in first.numbers & second.numbers)
        score += _COUNTRY_WEIGHT * sum(self.rarity(self.countries[each]) for each in countries)
        if first.countries and second.countries and not countries:
            score *= _OTHER_COUNTRY
        # Long texts without capitals share sounds by chance.
        length = math.sqrt(max(first.words, 60) * max(second.words, 60)) / 150
        return score / max(1.0, length) * self.nearness(one, other)

    def nearness(self, one: int, other: int) -> float:
        first, second = self.days[one], self.days[other]
        return 1.0 if first is None or second is None else max(0.0, 1.0 - _DAY_DISCOUNT * abs((first - second).days))

    def strength(self, one: int, other: int) -> float:
        """Return how far two pages report one event, 1.0 where that is enough by itself."""
        if not self.is_near(one, other):
            return 0.0
        if self.languages[one] == self.languages[other]:
            return self.same_language(one, other) / _SAME_LANGUAGE
        return self.across(one, other) / _ACROSS

    def is_same_event(self, one: int, other: int) -> bool:
        return self.strength(one, other) >= 1.0


def relate_pages(pages: Sequence[Page]) -> Mapping[str, Related]:
    """Return for each page, by name, which others it repeats and which report its event independently."""
    batch = _Batch(pages)
    count = len(pages)
    originals: dict[int, list[int]] = {at: [] for at in range(count)}
    copies: set[tuple[int, int]] = set()
    for earlier, later in _pairs(count, [each.shingles for each in batch.wholes], least=1):
        if copy_of(batch.wholes[later], other=batch.wholes[earlier]) is not None:
            first, second = _original_first(batch, earlier, later)
            originals[second].append(first)
            copies.add((earlier, later))
    groups = _groups(count, copies)
    events = {
        (one, other)
        for one, other in _pairs(count, [each.stems | each.names for each in batch.traces], least=_LEAST_SHARED)
        if groups[one] != groups[other] and batch.is_same_event(one, other)
    }
    events = _closed(batch, events, groups=groups)
    related: dict[str, Related] = {}
    for at, page in enumerate(pages):
        same = [pages[b if a == at else a].name for a, b in sorted(events) if at in (a, b)]
        related[page.name] = Related(
            copy_of=tuple(pages[first].name for first in originals[at]), same_event=tuple(same)
        )
    return related


def _pairs(count: int, features: Sequence[frozenset[str] | frozenset[int]], *, least: int) -> Iterator[tuple[int, int]]:
    """Yield the pairs to compare: all of a small batch; of a large one those that share enough rare features."""
    if count <= _SMALL_BATCH:
        yield from ((one, other) for other in range(count) for one in range(other))
        return
    holders: dict[str | int, list[int]] = {}
    for at, own in enumerate(features):
        for feature in own:
            holders.setdefault(feature, []).append(at)
    shared: Counter[tuple[int, int]] = Counter()
    for pages in holders.values():
        if 1 < len(pages) <= _RARE:
            shared.update((one, other) for at, other in enumerate(pages) for one in pages[:at])
    yield from sorted(pair for pair, number in shared.items() if number >= least)


def _original_first(batch: _Batch, one: int, other: int) -> tuple[int, int]:
    """Return the pair, the likelier original first: named in the other's chain, else earlier, else longer."""
    first, second = batch.pages[one], batch.pages[other]
    if second.source_chain and _names_outlet(first, outlet=second.source_chain[-1]):
        return other, one
    if first.source_chain and _names_outlet(second, outlet=first.source_chain[-1]):
        return one, other
    days = batch.days[one], batch.days[other]
    if days[0] is not None and days[1] is not None and days[0] != days[1]:
        return (one, other) if days[0] < days[1] else (other, one)
    return (one, other) if len(first.text) >= len(second.text) else (other, one)


def _names_outlet(page: Page, *, outlet: str) -> bool:
    key = re.sub(r"[\W_]+", "", fold(outlet))
    return any(re.sub(r"[\W_]+", "", fold(member)) == key for member in page.source_chain[:-1])


def _groups(count: int, pairs: set[tuple[int, int]]) -> list[int]:
    root = list(range(count))

    def find(at: int) -> int:
        while root[at] != at:
            root[at] = root[root[at]]
            at = root[at]
        return at

    for one, other in pairs:
        root[find(one)] = find(other)
    return [find(at) for at in range(count)]


def _closed(batch: _Batch, events: set[tuple[int, int]], *, groups: list[int]) -> set[tuple[int, int]]:
    """Return the pairs and what follows: a copy reports what its original does; a third page joins weak pairs."""
    members: dict[int, list[int]] = {}
    for at, group in enumerate(groups):
        members.setdefault(group, []).append(at)
    near: dict[int, set[int]] = {}
    for one, other in events:
        near.setdefault(groups[one], set()).add(groups[other])
        near.setdefault(groups[other], set()).add(groups[one])
    joined = {(min(first, second), max(first, second)) for first, others in near.items() for second in others}
    # Two groups that a third links to both are one event on weaker grounds than by themselves.
    through = {
        (first, second) for others in near.values() for first in others for second in others if first < second
    } - joined
    for first, second in through:
        strengths = (batch.strength(one, other) for one in members[first] for other in members[second])
        if max(strengths, default=0.0) >= _WITH_A_THIRD:
            joined.add((first, second))
    found = set()
    for first, second in joined:
        for one in members[first]:
            for other in members[second]:
                found.add((min(one, other), max(one, other)))
    return found

# SPDX-License-Identifier: Apache-2.0
"""What the cues of a report add up to: how much speaks for a threat, against it, and for each other label.

Each sentence is read through the grammars below (who means to do what, threats in the first person, ultimatums,
implicit threats, farewells, preparations); each that holds gives weighted evidence with the words that spoke. The whole
text is then weighed against what takes a threat away: that it is over, is fiction, sport, weather, a jest, a battle or
talk of policy. Weights are conventions set by hand from the guideline's settled questions and checked on the
development set (see tests/quality/test_screening.py); a trained weight can take the place of `Signs.threat` later
without any other part changing.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from nadhir.screen.reading import Cue, Reading
from nadhir.terms.report import ReportKind

#: Between a plan and the act that is planned lie at most so many words.
NEAR: Final = 9
_VERB_FINAL: Final = frozenset({"tr", "fa", "ur", "de", "ckb", "ku"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that speak for a label: which rule heard them and how loud."""

    rule: str
    weight: float
    sentence: int
    first: int
    last: int


@dataclass(slots=True)
class Signs:
    """What was found in one report."""

    threat: list[Evidence] = field(default_factory=list)
    attack: list[Evidence] = field(default_factory=list)
    claim: list[Evidence] = field(default_factory=list)
    warning: list[Evidence] = field(default_factory=list)
    incitement: list[Evidence] = field(default_factory=list)
    recruitment: list[Evidence] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def count(self, category: str) -> int:
        """Return in how many places of the article a category speaks (each term once)."""
        return self.counts.get(category, 0)


def near(first: Sequence[Cue], second: Sequence[Cue], *, ordered: bool, words: int = NEAR) -> tuple[Cue, Cue] | None:
    """Return the closest pair of cues within so many words, the first before the second where order counts."""
    best: tuple[int, Cue, Cue] | None = None
    for a in first:
        for b in second:
            if a is b or (a.first < b.last and b.first < a.last and a.first == b.first and a.last == b.last):
                continue
            gap = b.first - a.last
            if gap < 0:
                if ordered and b.first < a.first:
                    continue
                gap = max(0, a.first - b.last)
            if gap <= words and (best is None or gap < best[0]):
                best = (gap, a, b)
    return (best[1], best[2]) if best else None


def _span(*cues: Cue) -> tuple[int, int]:
    return min(c.first for c in cues), max(c.last for c in cues)


def read_signs(reading: Reading, cues: Sequence[Cue]) -> Signs:
    """Return what the cues of the article add up to, label by label."""
    signs = Signs()
    rows = reading.by_sentence(cues)
    seen: set[tuple[str, str]] = set()
    for row in rows:
        for category, found in row.items():
            for cue in found:
                if (category, cue.text) not in seen:
                    seen.add((category, cue.text))
                    signs.counts[category] = signs.counts.get(category, 0) + 1
    ordered = reading.language not in _VERB_FINAL
    for at, row in enumerate(rows):
        _threat(signs, row, at=at, ordered=ordered)
        _attack(signs, row, at=at)
        _others(signs, row, at=at)
    return signs


def _add(bucket: list[Evidence], rule: str, weight: float, at: int, *cues: Cue) -> None:
    first, last = _span(*cues)
    bucket.append(Evidence(rule, weight, at, first, last))


def _threat(signs: Signs, row: Mapping[str, list[Cue]], *, at: int, ordered: bool) -> None:
    def got(category: str) -> list[Cue]:
        return row.get(category, [])

    acts = [*got("harm"), *got("harm_future")]
    bucket = signs.threat
    past = bool(got("casualty")) and not got("impending")
    if got("harm_future"):
        _add(bucket, "harm_to_come", 1.0 if past else 2.4, at, got("harm_future")[0])
    pair = near(got("intent"), acts, ordered=ordered)
    if pair:
        _add(bucket, "plan_of_harm", 1.2 if past else 2.4, at, *pair)
    pair = near(got("threaten"), [*acts, *got("implicit")], ordered=False)
    if pair:
        _add(bucket, "threat_of_harm", 1.2 if past else 2.3, at, *pair)
    elif got("threaten"):
        _add(bucket, "threatening", 1.0, at, got("threaten")[0])
    for cue in got("implicit")[:2]:
        _add(bucket, "implicit_threat", 1.5, at, cue)
    if got("farewell"):
        _add(bucket, "farewell", 1.0, at, got("farewell")[0])
    tools = [*got("means"), *got("target")]
    pair = near(got("prepare"), tools, ordered=False)
    if pair:
        _add(bucket, "preparation", 1.0, at, *pair)
    if got("ultimatum") and (acts or got("implicit") or got("threaten")):
        _add(bucket, "ultimatum", 0.9, at, got("ultimatum")[0])
    pair = near([*got("risk"), *got("warn"), *got("advise")], acts, ordered=False)
    if pair and not past:
        _add(bucket, "danger_of_harm", 1.5, at, *pair)
    if got("impending") and acts and (got("target") or got("means")) and not past:
        _add(bucket, "harm_soon", 0.8, at, got("impending")[0], acts[0])
    elif got("impending") and got("means") and got("target") and not past:
        _add(bucket, "means_and_target_soon", 0.8, at, got("means")[0], got("target")[0])
    if got("incite"):
        _add(bucket, "call_to_harm", 1.4, at, got("incite")[0])
    if got("atlarge") and (acts or got("harm_past")):
        _add(bucket, "at_large", 0.6, at, got("atlarge")[0])


def _attack(signs: Signs, row: Mapping[str, list[Cue]], *, at: int) -> None:
    past, dead = row.get("harm_past", []), row.get("casualty", [])
    if past and dead:
        _add(signs.attack, "harm_done_with_victims", 2.0, at, past[0], dead[0])
    elif past:
        _add(signs.attack, "harm_done", 1.0, at, past[0])


def _others(signs: Signs, row: Mapping[str, list[Cue]], *, at: int) -> None:
    if row.get("claim"):
        _add(signs.claim, "claim_of_responsibility", 2.0, at, row["claim"][0])
    if row.get("warn"):
        _add(signs.warning, "warned", 1.0, at, row["warn"][0])
    elif row.get("advise"):
        _add(signs.warning, "advised", 0.6, at, row["advise"][0])
    if row.get("incite"):
        _add(signs.incitement, "call_for_violence", 1.0, at, row["incite"][0])
    if row.get("recruit"):
        _add(signs.recruitment, "draws_people_in", 1.0, at, row["recruit"][0])


def strength(evidence: Sequence[Evidence]) -> float:
    """Return how much the evidence weighs together: each further piece of a rule counts half of the one before."""
    total = 0.0
    by_rule: dict[str, list[float]] = {}
    for one in evidence:
        by_rule.setdefault(one.rule, []).append(one.weight)
    for weights in by_rule.values():
        total += sum(weight / 2**n for n, weight in enumerate(sorted(weights, reverse=True)))
    return total


#: How much each circumstance takes from (or adds to) a threat, for each place where it speaks, and at most.
AGAINST: Final[Mapping[str, tuple[float, float]]] = {
    "fiction": (0.9, 4.0), "drill": (1.0, 3.0), "sport": (0.7, 4.0), "market": (0.8, 4.0), "joke": (1.6, 4.0), "nature": (0.8, 3.5),
    "policy": (0.4, 2.0), "battle": (0.4, 2.5), "history": (0.6, 2.5), "deny": (0.8, 2.4),
}  # fmt: skip
_PRIOR: Final[Mapping[ReportKind, float]] = {
    ReportKind.TIP: 0.8, ReportKind.PARTNER: 0.6, ReportKind.ALERT: 0.4, ReportKind.STATEMENT: 0.0, ReportKind.CHAT: 0.3,
    ReportKind.POST: 0.2, ReportKind.NEWS: -0.4, ReportKind.PAGE: -0.6,
}  # fmt: skip


def against(signs: Signs) -> float:
    """Return how much the circumstances take away from a threat."""
    return sum(min(each * signs.count(category), most) for category, (each, most) in AGAINST.items())


def prior(kind: ReportKind) -> float:
    """Return what the form of a text adds: a tip is a threat one time in three, an open page one time in thousands."""
    return _PRIOR.get(kind, 0.0)


def logistic(value: float) -> float:
    """Return the value as a share between 0 and 1."""
    return 1.0 / (1.0 + math.exp(-value))

# SPDX-License-Identifier: Apache-2.0
"""What the cues of a report add up to: how much speaks for a threat, against it, and for each other label.

Each sentence is read through the grammars below (who means to do what, threats in the first person, ultimatums,
implicit threats, farewells, preparations); each that holds gives weighted evidence with the words that spoke. The whole
text is then weighed against what takes a threat away: that it is over, is fiction, sport, weather, a jest, a battle or
talk of policy. Weights are conventions set by hand from the guideline's settled questions and checked on the
development set (see tests/quality/test_screening.py); `weigh` in `screening` puts the trained model's word beside them.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from nadhir.screen.reading import REPORTS, Cue, Reading
from nadhir.terms.report import ReportKind

#: Between a plan and the act that is planned lie at most so many words.
NEAR: Final = 9
#: A text of so many words speaks of one thing.
SHORT: Final = 110
#: What is told of the past still hints at what may come, but less.
_PAST_SHARE: Final = 0.45
#: Whoever threatens speaks of what is to come, even beside the dead of yesterday.
_VOWED_SHARE: Final = 0.8
_MOST_TOGETHER: Final = 2.2
#: Between an auxiliary ("will", «قد») and its verb lie at most so many words.
_AUXILIARY: Final = 3
#: So far a "should" reaches for its verb, and a "never" stands before what it denies.
_NORM: Final = 7
#: Armed men asking where she lives: too little for a threat, enough for a person to look.
_SUSPECTED: Final = 1.1
_DENIAL: Final = 3
#: "To kill as many as can be": why somebody does what he does. Less than a plan that is told as one.
_PURPOSE: Final = 1.6
#: What each circumstance adds where several stand together.
_SHARES: Final[Mapping[str, float]] = {
    "harm": 0.6, "harm_future": 0.7, "means": 0.6, "implicit": 0.4, "intent": 0.4, "threaten": 0.5, "impending": 0.4,
    "prepare": 0.4, "ultimatum": 0.3, "farewell": 0.4, "target": 0.4, "group": 0.3, "actor": 0.2, "warn": 0.2,
    "risk": 0.2,
}  # fmt: skip
Row = Mapping[str, list[Cue]]
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
    # Only those that begin near enough are looked at: a sentence may be a megabyte of cues.
    order = sorted(range(len(second)), key=lambda at: second[at].first)
    starts = [second[at].first for at in order]
    reach = words + max((b.last - b.first for b in second), default=0)
    for a in first:
        close = order[bisect_left(starts, a.first - reach) : bisect_right(starts, a.last + words)]
        for b in (second[at] for at in sorted(close)):
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


def _of(row: Row, *categories: str) -> list[Cue]:
    return [cue for category in categories for cue in row.get(category, ())]


def _span(*cues: Cue) -> tuple[int, int]:
    return min(c.first for c in cues), max(c.last for c in cues)


def read_signs(reading: Reading, *, cues: Sequence[Cue]) -> Signs:
    """Return what the cues of the article add up to, label by label."""
    signs = Signs()
    rows = [_without_past_inside(row) for row in reading.by_sentence(cues)]
    seen: set[tuple[str, str]] = set()
    for row in rows:
        for category, found in row.items():
            for cue in found:
                if (category, cue.text) not in seen:
                    seen.add((category, cue.text))
                    signs.counts[category] = signs.counts.get(category, 0) + 1
    ordered = reading.language not in _VERB_FINAL
    is_short = sum(b - a for a, b in reading.sentences) <= SHORT
    kind = reading.report.kind
    _together(signs, rows, is_short=is_short, is_report=kind in REPORTS)
    for at, row in enumerate(rows):
        if row.keys().isdisjoint(_TELLING_ANYTHING):
            continue
        _threat(signs, row, at=at, ordered=ordered, kind=kind)
        _attack(signs, row, at=at)
        _others(signs, row, at=at)
    return signs


#: Without a cue of one of these, no grammar for one sentence holds.
_TELLING_ANYTHING: Final = frozenset(
    "harm harm_future threaten implicit suspicion farewell incite purpose prepare ultimatum atlarge harm_past casualty "
    "claim forewarn warn advise recruit".split()
)
#: What makes a finished act no report of it: it lies ahead ("will be shot"), or names a day ("the anniversary of the
#: killing of").
_AROUND_THE_PAST: Final = ("harm_future", "history")
_OF_THE_PAST: Final = ("harm_past", "casualty")


def _without_past_inside(row: Row) -> Row:
    """Leave out what sounds done inside what is still to come, or inside the name of an anniversary."""
    around = _of(row, *_AROUND_THE_PAST)
    if not around or not _of(row, *_OF_THE_PAST):
        return row
    kept = {
        category: [
            c for c in found
            if category not in _OF_THE_PAST or not any(a.first <= c.first and c.last <= a.last for a in around)
        ]
        for category, found in row.items()
    }  # fmt: skip
    return {category: found for category, found in kept.items() if found}


def _add(bucket: list[Evidence], rule: str, weight: float, at: int, *cues: Cue) -> None:
    first, last = _span(*cues)
    bucket.append(Evidence(rule, weight, at, first, last))


def _threat(signs: Signs, row: Row, *, at: int, ordered: bool, kind: ReportKind) -> None:
    is_report = kind in REPORTS
    acts = _of(row, "harm", "harm_future")
    # A journalist's prose is full of "fate" and "price": there an image threatens only beside plain words.
    is_plain = not is_report or bool(_of(row, "threaten", "harm", "harm_future", "means"))
    past = bool(_of(row, "casualty", "harm_past")) and not _of(row, "impending")
    share = _PAST_SHARE if past else 1.0
    # A post that holds up another's words to condemn them threatens nobody.
    is_quoted = kind is ReportKind.POST and bool(_of(row, "counter"))
    bucket = signs.threat
    if future := [cue for cue in _of(row, "harm_future") if not _holds_denial(row, cue)]:
        _add(bucket, "harm_to_come", 2.4 * share, at, future[0])
    elif not is_quoted and (will := _will_harm(row, ordered=ordered)):
        _add(bucket, "harm_to_come", (1.9 if is_report else 2.2) * share, at, *will)
    if pair := near(_of(row, "intent"), acts, ordered=ordered):
        _add(bucket, "plan_of_harm", 2.4 * share, at, *pair)
    pair = near(_of(row, "threaten"), [*acts, *_of(row, "implicit")], ordered=False)
    if pair and not is_quoted:
        _add(bucket, "threat_of_harm", 2.3 * max(share, _VOWED_SHARE), at, *pair)
    elif threats := _of(row, "threaten"):
        _add(bucket, "threatening", 1.0 * share, at, threats[0])
    for cue in _apart(_of(row, "implicit"))[: 2 if is_plain else 0]:
        _add(bucket, "implicit_threat", 0.9 if is_report else 1.5, at, cue)
    if not is_report and (doubts := _of(row, "suspicion")):
        _add(bucket, "suspicion", _SUSPECTED, at, doubts[0])
    if (farewells := _of(row, "farewell")) and is_plain:
        _add(bucket, "farewell", 1.0, at, farewells[0])
    # Who confides or reports a call did not make it.
    if kind in _OWN_WORDS and (call := _call(row, ordered=ordered)):
        _add(bucket, "call_to_harm", 1.4, at, *call)
        _add(signs.incitement, "call_for_violence", 1.0, at, *call)
    if is_plain:
        _threat_by_circumstance(signs, row, at=at, acts=acts, past=past)


def _apart(cues: Sequence[Cue]) -> list[Cue]:
    """Leave out a cue that overlaps the one before it: two ways to write one thing are one."""
    kept: list[Cue] = []
    for cue in sorted(cues, key=lambda c: (c.first, -c.last)):
        if not kept or cue.first >= kept[-1].last:
            kept.append(cue)
    return kept


def _call(row: Row, *, ordered: bool) -> tuple[Cue, ...]:
    """Return the words of a call to harm people, empty where it is denied or held up to be condemned."""
    if _of(row, "counter"):
        return ()
    calls = _of(row, "incite")
    if calls:
        return (calls[0],)
    pair = near(_of(row, "norm"), _of(row, "harm", "harm_future"), ordered=ordered, words=_NORM)
    if pair is None or _is_denied(row, pair):
        return ()
    return pair


def _will_harm(row: Row, *, ordered: bool) -> tuple[Cue, ...]:
    """Return an auxiliary and the harmful verb it leads, empty where there is none or it is denied."""
    pair = near(_of(row, "modal"), _of(row, "harm"), ordered=ordered, words=_AUXILIARY)
    return pair if pair and not _is_denied(row, pair) else ()


def _holds_denial(row: Row, cue: Cue) -> bool:
    """Tell whether a denial stands in the gap of a term: "I will never ever hurt"."""
    is_gapped = not cue.text
    return is_gapped and any(cue.first < n.first < cue.last for n in _of(row, "negate"))


def _is_denied(row: Row, pair: tuple[Cue, Cue]) -> bool:
    first, last = _span(*pair)
    return any(first - _DENIAL <= cue.first <= last for cue in _of(row, "negate"))


def _threat_by_circumstance(signs: Signs, row: Row, *, at: int, acts: Sequence[Cue], past: bool) -> None:
    bucket = signs.threat
    tools = _of(row, "means", "target")
    if purposes := _of(row, "purpose"):
        _add(bucket, "plan_of_harm", _PURPOSE * (_PAST_SHARE if past else 1.0), at, purposes[0])
    if pair := near(_of(row, "prepare"), tools, ordered=False):
        _add(bucket, "preparation", 1.0, at, *pair)
    if (ultimatums := _of(row, "ultimatum")) and (acts or _of(row, "implicit", "threaten", "means")):
        _add(bucket, "ultimatum", 0.9, at, ultimatums[0])
    if _of(row, "atlarge") and (acts or _of(row, "harm_past")):
        _add(bucket, "at_large", 0.6, at, _of(row, "atlarge")[0])
    if pair := near(_of(row, "risk", "warn", "advise"), acts, ordered=False):
        _add(bucket, "danger_of_harm", 1.5 * (_PAST_SHARE if past else 1.0), at, *pair)
    if past:
        return
    soon = _of(row, "impending")
    if soon and acts and tools:
        _add(bucket, "harm_soon", 0.8, at, soon[0], acts[0])


_OWN_WORDS: Final = frozenset({ReportKind.POST, ReportKind.CHAT, ReportKind.STATEMENT})
_PLAIN_ACTS: Final = ("harm", "harm_future")
_ACTS: Final = (*_PLAIN_ACTS, "means", "implicit")
_PLAIN_AIMS: Final = ("intent", "threaten", "prepare", "ultimatum", "farewell")
_AIMS: Final = (*_PLAIN_AIMS, "impending", "risk", "group")


def _together(signs: Signs, rows: Sequence[Row], *, is_short: bool, is_report: bool) -> None:
    """Hear what stands in neighbouring sentences, as in a cable: "Target: …. Means: …. Friday."

    A short text is one window.
    """
    telling_acts = _PLAIN_ACTS if is_report else _ACTS
    if all(row.keys().isdisjoint(telling_acts) for row in rows):
        return
    windows = (
        [range(len(rows))] if is_short else [range(max(0, at - 1), min(len(rows), at + 2)) for at in range(len(rows))]
    )
    best: tuple[float, int, list[Cue]] | None = None
    for window in windows:
        first = {c: found[0] for at in reversed(window) for c, found in rows[at].items()}
        weight = sum(_SHARES.get(category, 0.0) for category in first)
        acts = [c for c in telling_acts if c in first]
        aims = [c for c in (_PLAIN_AIMS if is_report else _AIMS) if c in first]
        if not acts or not aims or ("casualty" in first and "intent" not in first and "threaten" not in first):
            continue
        if best is None or weight > best[0]:
            best = (weight, next(at for at in window if first[acts[0]] in _of(rows[at], acts[0])), [first[acts[0]]])
    if best is not None:
        _add(signs.threat, "told_together", min(best[0], _MOST_TOGETHER), best[1], *best[2])


def _attack(signs: Signs, row: Row, *, at: int) -> None:
    prevented = {word for cue in _of(row, "prevent") for word in range(cue.last, cue.last + _AUXILIARY)}
    past, dead, acts = (
        [cue for cue in _of(row, *categories) if cue.first not in prevented]
        for categories in (("harm_past",), ("casualty",), ("harm", "means"))
    )
    if past and dead:
        _add(signs.attack, "harm_done_with_victims", 2.0, at, past[0], dead[0])
    elif past:
        _add(signs.attack, "harm_done", 1.2, at, past[0])
    elif _of(row, "court") and _of(row, "harm") and not _of(row, "intent", "foiled", "threaten", "modal"):
        _add(signs.attack, "tried_for_harm", 1.2, at, _of(row, "harm")[0])
    elif dead and acts:
        _add(signs.attack, "victims_of_harm", 1.5, at, acts[0], dead[0])


def _others(signs: Signs, row: Row, *, at: int) -> None:
    claims = [cue for cue in _of(row, "claim") if not _is_unclaimed(row, cue)]
    if claims:
        _add(signs.claim, "claim_of_responsibility", 2.0, at, claims[0])
    if forewarned := _of(row, "forewarn"):
        _add(signs.warning, WARNED_OF_HARM, 1.0, at, forewarned[0])
    elif pair := near(_of(row, "warn"), _of(row, "harm", "harm_past", "means"), ordered=False):
        _add(signs.warning, WARNED_OF_HARM, 1.0, at, *pair)
    elif warned := _of(row, "warn"):
        _add(signs.warning, "warned", 1.0, at, warned[0])
    for category, bucket, rule, weight in (
        ("advise", signs.warning, "advised", 0.6),
        ("recruit", signs.recruitment, "draws_people_in", 1.0),
    ):
        if found := _of(row, category):
            _add(bucket, rule, weight, at, found[0])


#: The rule that hears of a warning given before it happened, or beside the very harm that it was about.
WARNED_OF_HARM: Final = "warned_of_harm"
#: "No group has so far claimed": so far before a claim its denial stands.
_UNCLAIMED: Final = 5


def _is_unclaimed(row: Row, claim: Cue) -> bool:
    return any(0 <= claim.first - cue.last <= _UNCLAIMED for cue in _of(row, "negate"))


#: Beyond this much, further evidence of a threat hardly adds: what speaks against it must still be heard.
_SATURATION: Final = 5.0
_TOGETHER: Final = "told_together"


def strength(evidence: Sequence[Evidence]) -> float:
    """Return how much the evidence weighs together: each further piece of a rule counts half of the one before.

    What is told together only fills up what the sentences said by themselves, and much evidence saturates.
    """
    by_rule: dict[str, list[float]] = {}
    for one in evidence:
        by_rule.setdefault(one.rule, []).append(one.weight)
    together = max(by_rule.pop(_TOGETHER, [0.0]))
    told = sum(
        math.ldexp(weight, -n) for weights in by_rule.values() for n, weight in enumerate(sorted(weights, reverse=True))
    )
    told += max(0.25 * together, together - 0.6 * told) if together else 0.0
    return _SATURATION * (1 - math.exp(-told / 3.6))


#: How much each circumstance takes from a threat, for each different term that speaks, and at most.
AGAINST: Final[Mapping[str, tuple[float, float]]] = {
    "fiction": (0.9, 4.0), "drill": (1.6, 4.0), "sport": (0.7, 4.0), "market": (0.8, 4.0), "joke": (1.6, 4.0),
    "nature": (1.1, 4.4), "policy": (0.4, 2.0), "battle": (0.35, 2.0), "history": (0.6, 2.5), "deny": (0.7, 2.1),
}  # fmt: skip
#: What somebody confides is rarely about a film or a match: there these words are mostly by the way.
_CONFIDING: Final = frozenset({ReportKind.TIP, ReportKind.PARTNER, ReportKind.ALERT, ReportKind.STATEMENT})
_BY_THE_WAY: Final = frozenset({"fiction", "sport", "market", "policy", "battle", "history"})
_TELLING: Final = frozenset({"joke", "drill", "deny"})
_PRIOR: Final[Mapping[ReportKind, float]] = {
    ReportKind.TIP: 0.8, ReportKind.PARTNER: 0.7, ReportKind.ALERT: 0.4, ReportKind.STATEMENT: 0.0,
    ReportKind.CHAT: 0.1, ReportKind.POST: 0.1, ReportKind.NEWS: -0.4, ReportKind.PAGE: -0.6,
}  # fmt: skip


def against(signs: Signs, *, kind: ReportKind, besides: frozenset[str] = frozenset()) -> float:
    """Return how much the circumstances take away from a threat, those named in `besides` left out."""
    total = 0.0
    for category, (each, most) in AGAINST.items():
        if category not in besides:
            share = 0.45 if kind in _CONFIDING and category in _BY_THE_WAY else 1.0
            terms = signs.count(category)
            # One word of sport or weather is often by the way; two different ones rarely are.
            heard = terms if category in _TELLING or terms > 1 else terms / 2
            total += share * min(each * heard, most)
    return total


def prior(kind: ReportKind) -> float:
    """Return what the form of a text adds: a tip is a threat one time in three, an open page one time in thousands."""
    return _PRIOR.get(kind, 0.0)


def logistic(value: float) -> float:
    """Return the value as a share between 0 and 1."""
    return 1.0 / (1.0 + math.exp(-value))


def log_odds(share: float) -> float:
    """Return a share between 0 and 1 as log-odds, no further than ±6 from even."""
    held = min(max(share, _FARTHEST), 1.0 - _FARTHEST)
    return math.log(held / (1.0 - held))


_FARTHEST: Final = 0.0025

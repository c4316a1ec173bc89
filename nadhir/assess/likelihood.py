"""How likely the harm is, as an interval in the words of the house's yardstick, and how good the basis is: kept apart.

Method [D], documented so that it can be disputed: the credibility of the best graded report gives an interval, what
is known of its source widens it on both sides, each further independent source raises it part of the way to 99. Copies
raise nothing. The interval stays within 1 and 99: nothing is impossible or certain. It is a starting point for an
analyst, who chooses the word where the interval touches two or reaches into a gap of the yardstick.
"""

from nadhir.assess.limbs import Basis
from nadhir.assess.merging import grade
from nadhir.assess.parameters import AssessParameters
from nadhir.terms.assessment import LEAST_PERCENT, MOST_PERCENT, Confidence, Likelihood, Yardstick
from nadhir.terms.report import InformationCredibility, SourceReliability

_UNRAISED = 5  # per cent: the first band of both yardsticks
_GOOD = frozenset({SourceReliability.A, SourceReliability.B})
_SURE = frozenset({InformationCredibility.CONFIRMED, InformationCredibility.PROBABLY_TRUE})
_MANY = 3  # independent sources; two can still be wrong in the same way


def likelihood(grounds: Basis, *, parameters: AssessParameters, yardstick: Yardstick) -> Likelihood:
    """Return the interval for the harm that the case speaks of; the widest one where nothing raises it."""
    if not grounds.raising:
        return Likelihood(LEAST_PERCENT, _UNRAISED, yardstick=yardstick)
    first = [r for r in grounds.raising if not r.is_copy] or list(grounds.raising)
    best = min(first, key=grade)  # a copy that was graded better says no more than what it copies
    low, high = parameters.likelihood_of[best.held.report.credibility]
    widen = parameters.widen_by[best.held.source.reliability]
    low, high = low - widen, high + widen
    for _ in range(max(0, grounds.independent - 1)):
        low += (MOST_PERCENT - low) * parameters.raise_for_independent // 100
        high += (MOST_PERCENT - high) * parameters.raise_for_independent // 100
    low = max(LEAST_PERCENT, min(low, MOST_PERCENT))
    return Likelihood(low, max(low, min(high, MOST_PERCENT)), yardstick=yardstick)


def confidence(grounds: Basis) -> Confidence:
    """Return how good the basis is, from the number of independent sources and the grades of the best."""
    good = [
        r
        for r in grounds.raising
        if not r.is_copy and r.held.source.reliability in _GOOD and r.held.report.credibility in _SURE
    ]
    if grounds.independent >= _MANY and good:
        return Confidence.HIGH
    if grounds.independent > 1 or good:
        return Confidence.MODERATE
    return Confidence.LOW

# SPDX-License-Identifier: Apache-2.0
"""What a closing must rest on, and whether life was in question (law.md 6, F4 and F5; 1.1, R191-5).

It does not decide that a threat is over: an officer says so, in words and under one of the grounds.
"""

from collections.abc import Iterable
from typing import Final

from nadhir.terms.case import ClosingGround
from nadhir.terms.determination import Outcome
from nadhir.terms.threat import HarmType

#: Harms to no body. What a report leaves unclear, or calls something else, may still be one to a body.
_TO_NO_BODY: Final = frozenset({HarmType.PROPERTY_ONLY})
#: Grounds that say that the threshold of the duty was never met.
_NOT_MET: Final = frozenset({ClosingGround.NOT_A_THREAT, ClosingGround.THRESHOLD_NOT_MET})


def is_life_in_question(harms: Iterable[HarmType], *, decided: Outcome | None) -> bool:
    """Tell whether a case was about somebody's life.

    It was, unless an officer decided that there is no duty, and no assessment of the case, from the first on, found any
    harm but one to property. No officer says by themselves that it was not. [D]

    >>> is_life_in_question([HarmType.PROPERTY_ONLY], decided=Outcome.NO_DUTY)
    False
    >>> is_life_in_question([HarmType.KILLING, HarmType.PROPERTY_ONLY], decided=Outcome.NO_DUTY)
    True
    >>> is_life_in_question([HarmType.PROPERTY_ONLY], decided=None)
    True
    """
    found = frozenset(harms)
    return decided is not Outcome.NO_DUTY or not found or not found <= _TO_NO_BODY


def needs_senior_review(ground: ClosingGround, *, decided: Outcome | None, is_warned: bool) -> bool:
    """Tell whether a senior officer reviews the closing.

    One does where the threshold is judged not met (R191-5), and where it was decided to warn and nobody was warned: a
    duty that was found is not put down by two who may not release. [D]
    """
    return ground in _NOT_MET or decided is Outcome.NO_DUTY or (decided is Outcome.WARN and not is_warned)

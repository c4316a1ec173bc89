"""Loads what `assess` rests on: its numbers, and the words by which reports tell what is meant.

Its files ship under `data/assess/` and are read once a process. What is wrong in one of them is ours, and is said with
its name.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final, cast

from nadhir.assess import AssessParameters, AttackWords, AttributionSteps, Cues
from nadhir.language.normalise import fold
from nadhir.reference.packs import section, table
from nadhir.terms.errors import OursError
from nadhir.terms.report import InformationCredibility, SourceReliability

__all__ = ["load"]

_DATA: Final = "nadhir.reference"


@lru_cache(maxsize=1)
def load() -> AssessParameters:
    """Return what `assess` needs: its numbers, and its cue words compiled."""
    where = "data/assess/parameters.toml"
    numbers = table(_DATA, path=where)
    cues = table(_DATA, path="data/assess/cues.toml")
    attack = table(_DATA, path="data/assess/attack.toml")
    try:
        graded = section(numbers, name="credible", where=where)
        urgency = section(numbers, name="urgency", where=where)
        likelihood = dict(section(numbers, name="likelihood", where=where))
        steps = dict(section(numbers, name="attribution", where=where))
        late_claim_hours = int(str(steps.pop("late_claim_hours")))
        widen = cast("Mapping[str, int]", likelihood.pop("widen_by"))
        raise_for = int(str(likelihood.pop("raise_for_independent")))
        return AssessParameters(
            version=str(numbers["version"]),
            cues=Cues({code: _patterns(by_language) for code, by_language in cues.items()}),
            credible_reliabilities=frozenset(
                SourceReliability(str(v)) for v in cast("list[object]", graded["reliabilities"])
            ),
            credible_credibilities=frozenset(
                InformationCredibility(str(v)) for v in cast("list[object]", graded["credibilities"])
            ),
            soon_hours=int(str(urgency["soon_hours"])),
            near_hours=int(str(urgency["near_hours"])),
            late_claim_hours=late_claim_hours,
            likelihood_of={
                InformationCredibility(grade): (int(low), int(high))
                for grade, (low, high) in cast("dict[str, tuple[int, int]]", likelihood).items()
            },
            widen_by={SourceReliability(grade): int(points) for grade, points in widen.items()},
            raise_for_independent=raise_for,
            attribution=AttributionSteps(**{name: float(str(step)) for name, step in steps.items()}),
            attack_words=_attack_words(attack),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise OursError(f"a number is missing or wrong: {error}", where=where, remedy="mend the file") from error


def _attack_words(attack: Mapping[str, object]) -> AttackWords:
    where = "data/assess/attack.toml"
    numbers = section(attack, name="numbers", where=where)
    return AttackWords(
        cues=Cues(
            {code: _patterns(by_language) for code, by_language in section(attack, name="cues", where=where).items()}
        ),
        numbers={fold(word): int(number) for number, words in numbers.items() for word in _listed(words)},
        group_words=Cues(
            {code: _listed(words) for code, words in section(attack, name="group_words", where=where).items()}
        ),
    )


def _listed(words: object) -> tuple[str, ...]:
    return tuple(word.strip() for word in str(words).split("|"))


def _patterns(by_language: object) -> tuple[str, ...]:
    lists = cast("Mapping[str, list[str]]", by_language).values()
    return tuple(pattern for patterns in lists for pattern in patterns)

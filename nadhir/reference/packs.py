"""Loads what judging rests on: the numbers and words of `assess`, and the packs of `policy` with their numbers.

A pack is a folder under `nadhir/policy/packs/`; its key is the folder's name with hyphens. Files are read once a
process. What is wrong in one of them is ours, and is said with its name.
"""

import tomllib
from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib import import_module
from importlib.resources import files
from typing import Final, cast

from nadhir.assess import AssessParameters, AttributionSteps, Cues
from nadhir.policy import Pack, PackParameters
from nadhir.terms.assessment import Urgency
from nadhir.terms.errors import OursError, TheirsError
from nadhir.terms.party import ChannelKind
from nadhir.terms.report import InformationCredibility, SourceReliability

__all__ = ["assess_parameters", "keys", "load"]

_PACKS: Final = "nadhir.policy.packs"
_DATA: Final = "nadhir.reference"


def _table(package: str, path: str) -> Mapping[str, object]:
    try:
        return tomllib.loads(files(package).joinpath(path).read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise OursError(f"cannot be read: {error}", where=f"{package}/{path}", remedy="mend the file") from error


def _section(table: Mapping[str, object], name: str, *, where: str) -> Mapping[str, object]:
    section = table.get(name)
    if not isinstance(section, dict):
        raise OursError(
            f"the section [{name}] is missing", where=where, remedy="add it, with the origin of its numbers"
        )
    return cast("Mapping[str, object]", section)


def _numbers(section: Mapping[str, object]) -> dict[Urgency, int]:
    return {urgency: int(str(section[urgency.value])) for urgency in Urgency}


def _channels(section: Mapping[str, object], name: str) -> tuple[ChannelKind, ...]:
    return tuple(ChannelKind(str(value)) for value in cast("list[object]", section[name]))


@lru_cache(maxsize=1)
def keys() -> tuple[str, ...]:
    """Return the keys of every pack there is, in order of the alphabet."""
    folders = files(_PACKS).iterdir()
    return tuple(
        sorted(
            folder.name.replace("_", "-")
            for folder in folders
            if folder.is_dir() and folder.joinpath("parameters.toml").is_file()
        )
    )


@lru_cache(maxsize=64)
def load(key: str) -> Pack:
    """Return the pack with that key, for example `icd-191`.

    Raises:
        TheirsError: there is no such pack.
    """
    if key not in keys():
        raise TheirsError(f"there is no pack {key!r}", where="pack", remedy="use one of " + ", ".join(keys()))
    folder = key.replace("-", "_")
    where = f"{_PACKS}.{folder}/parameters.toml"
    common = _table(_DATA, "data/policy/common.toml")
    own = _table(f"{_PACKS}.{folder}", "parameters.toml")
    table = {**common, **own}
    try:
        waiver = _section(table, "waiver", where=where)
        channels = _section(table, "channels", where=where)
        parameters = PackParameters(
            version=str(own["version"]),
            clock_minutes=_numbers(_section(own, "clock_minutes", where=where)),
            waiver_hours_near=int(str(waiver["hours_near"])),
            waiver_hours_far=int(str(waiver["hours_far"])),
            far_days=int(str(waiver["far_days"])),
            channels_soon=_channels(channels, "soon"),
            channels_later=_channels(channels, "later"),
            acknowledgement_minutes=_numbers(_section(table, "acknowledgement_minutes", where=where)),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise OursError(f"a number is missing or wrong: {error}", where=where, remedy="mend the file") from error
    build = cast("Callable[[PackParameters], Pack]", import_module(f"{_PACKS}.{folder}").build)
    return build(parameters)


@lru_cache(maxsize=1)
def assess_parameters() -> AssessParameters:
    """Return what `assess` needs: its numbers, and its cue words compiled."""
    where = "data/assess/parameters.toml"
    table = _table(_DATA, where)
    cues = _table(_DATA, "data/assess/cues.toml")
    try:
        graded = _section(table, "credible", where=where)
        urgency = _section(table, "urgency", where=where)
        likelihood = dict(_section(table, "likelihood", where=where))
        steps = dict(_section(table, "attribution", where=where))
        late_claim_hours = int(str(steps.pop("late_claim_hours")))
        widen = cast("Mapping[str, int]", likelihood.pop("widen_by"))
        raise_for = int(str(likelihood.pop("raise_for_independent")))
        return AssessParameters(
            version=str(table["version"]),
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
        )
    except (KeyError, ValueError, TypeError) as error:
        raise OursError(f"a number is missing or wrong: {error}", where=where, remedy="mend the file") from error


def _patterns(by_language: object) -> tuple[str, ...]:
    lists = cast("Mapping[str, list[str]]", by_language).values()
    return tuple(pattern for patterns in lists for pattern in patterns)

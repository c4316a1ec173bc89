"""Loads the packs of `policy` with their numbers.

A pack is a folder under `nadhir/policy/packs/`; its key is the folder's name with hyphens. Files are read once a
process. What is wrong in one of them is ours, and is said with its name.
"""

import tomllib
from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib import import_module
from importlib.resources import files
from typing import Final, cast

from nadhir.policy import Pack, PackParameters
from nadhir.terms.assessment import Urgency
from nadhir.terms.errors import OursError, TheirsError
from nadhir.terms.party import ChannelKind

__all__ = ["keys", "load"]

_PACKS: Final = "nadhir.policy.packs"
_DATA: Final = "nadhir.reference"


def table(package: str, *, path: str) -> Mapping[str, object]:
    """Return a TOML file that ships in the package.

    Raises:
        OursError: it cannot be read.
    """
    try:
        return tomllib.loads(files(package).joinpath(path).read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise OursError(f"cannot be read: {error}", where=f"{package}/{path}", remedy="mend the file") from error


def section(whole: Mapping[str, object], *, name: str, where: str) -> Mapping[str, object]:
    """Return a table of a file.

    Raises:
        OursError: the file has no such table.
    """
    part = whole.get(name)
    if not isinstance(part, dict):
        raise OursError(
            f"the section [{name}] is missing", where=where, remedy="add it, with the origin of its numbers"
        )
    return cast("Mapping[str, object]", part)


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
    common = table(_DATA, path="data/policy/common.toml")
    own = table(f"{_PACKS}.{folder}", path="parameters.toml")
    merged = {**common, **own}
    try:
        waiver = section(merged, name="waiver", where=where)
        channels = section(merged, name="channels", where=where)
        parameters = PackParameters(
            version=str(own["version"]),
            clock_minutes=_numbers(section(own, name="clock_minutes", where=where)),
            waiver_hours_near=int(str(waiver["hours_near"])),
            waiver_hours_far=int(str(waiver["hours_far"])),
            far_days=int(str(waiver["far_days"])),
            channels_soon=_channels(channels, "soon"),
            channels_later=_channels(channels, "later"),
            acknowledgement_minutes=_numbers(section(merged, name="acknowledgement_minutes", where=where)),
            own={name: int(str(value)) for name, value in cast("Mapping[str, object]", own.get("own", {})).items()},
        )
    except (KeyError, ValueError, TypeError) as error:
        raise OursError(f"a number is missing or wrong: {error}", where=where, remedy="mend the file") from error
    build = cast("Callable[[PackParameters], Pack]", import_module(f"{_PACKS}.{folder}").build)
    return build(parameters)

"""Loads the packs of `policy` with their numbers, those in force and those of a day gone by.

A pack is a folder under `nadhir/policy/packs/`; its key is the folder's name with hyphens. `parameters.toml` holds the
numbers in force. When they change, the file that was in force moves to `parameters/` under any name and stays there:
a determination is retraced with the numbers of its day, never with those of today. An earlier file holds every number
of its day, those that were common to all packs too.

With a pack goes the digest of the code that its rules are written in, so that a later reader can tell whether they are
the same rules. Files are read once a process. What is wrong in one of them is ours, and is said with its name.
"""

import hashlib
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from importlib.resources import files
from typing import Final, cast

from nadhir.policy import Pack, PackParameters
from nadhir.terms.assessment import Urgency
from nadhir.terms.errors import OursError, TheirsError
from nadhir.terms.party import ChannelKind

__all__ = ["keys", "load", "load_with", "versions"]

_PACKS: Final = "nadhir.policy.packs"
_DATA: Final = "nadhir.reference"
PARAMETERS: Final = "parameters.toml"
EARLIER: Final = "parameters"


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
def load(key: str, *, version: str = "") -> Pack:
    """Return the pack with that key, for example `icd-191`, with the numbers in force, or those of an earlier version.

    Raises:
        TheirsError: there is no such pack, or no such version of its numbers.
    """
    found = _versions(key)
    wanted = version or next(iter(found))
    if wanted not in found:
        raise TheirsError(
            f"there are no numbers {version!r} of the pack {key}", where="pack", remedy="use one of " + ", ".join(found)
        )
    return load_with(key, parameters=found[wanted])


@lru_cache(maxsize=64)
def versions(key: str) -> tuple[str, ...]:
    """Return every version of a pack's numbers that is here, the one in force first.

    Raises:
        TheirsError: there is no such pack.
    """
    return tuple(_versions(key))


def load_with(key: str, *, parameters: PackParameters) -> Pack:
    """Return the pack with these numbers, which were on record.

    Raises:
        TheirsError: there is no such pack.
    """
    _check_key(key)
    build = cast("Callable[[PackParameters], Pack]", import_module(f"{_PACKS}.{_folder(key)}").build)
    return replace(build(parameters), rules_digest=_rules_digest(key))


def _check_key(key: str) -> None:
    if key not in keys():
        raise TheirsError(f"there is no pack {key!r}", where="pack", remedy="use one of " + ", ".join(keys()))


def _folder(key: str) -> str:
    return key.replace("-", "_")


@lru_cache(maxsize=64)
def _versions(key: str) -> Mapping[str, PackParameters]:
    _check_key(key)
    package = f"{_PACKS}.{_folder(key)}"
    common = table(_DATA, path="data/policy/common.toml")
    now = _parameters({**common, **table(package, path=PARAMETERS)}, where=f"{package}/{PARAMETERS}")
    found = {now.version: now}
    earlier = files(package).joinpath(EARLIER)
    names = sorted(each.name for each in earlier.iterdir() if each.name.endswith(".toml")) if earlier.is_dir() else []
    for name in names:
        path = f"{EARLIER}/{name}"
        then = _parameters(table(package, path=path), where=f"{package}/{path}")
        if then.version in found:
            raise OursError(
                f"the version {then.version} stands twice", where=f"{package}/{path}", remedy="give each its own"
            )
        found[then.version] = then
    return found


@lru_cache(maxsize=64)
def _rules_digest(key: str) -> str:
    """Return hex SHA-256 over the modules that decide: the pack's own, and those of the room that all packs share."""
    package = files(f"{_PACKS}.{_folder(key)}")
    shared = [each for each in files("nadhir.policy").iterdir() if each.name.endswith(".py")]
    digest = hashlib.sha256()
    for module in [*sorted(shared, key=lambda each: each.name), package.joinpath("__init__.py")]:
        digest.update(hashlib.sha256(module.read_bytes()).digest())
    return digest.hexdigest()


def _parameters(merged: Mapping[str, object], *, where: str) -> PackParameters:
    try:
        waiver = section(merged, name="waiver", where=where)
        channels = section(merged, name="channels", where=where)
        public = cast("Mapping[str, object]", merged.get("public", {}))
        return PackParameters(
            version=str(merged["version"]),
            clock_minutes=_numbers(section(merged, name="clock_minutes", where=where)),
            waiver_hours_near=int(str(waiver["hours_near"])),
            waiver_hours_far=int(str(waiver["hours_far"])),
            far_days=int(str(waiver["far_days"])),
            channels_soon=_channels(channels, "soon"),
            channels_later=_channels(channels, "later"),
            acknowledgement_minutes=_numbers(section(merged, name="acknowledgement_minutes", where=where)),
            tells_public=public.get("may_be_told") is True,
        )
    except (KeyError, ValueError, TypeError) as error:
        raise OursError(f"a number is missing or wrong: {error}", where=where, remedy="mend the file") from error

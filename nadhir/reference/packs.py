"""Loads the packs of `policy` with their numbers: those that ship, and those of an organisation's own.

A pack is a folder under `nadhir/policy/packs/`; its key is the folder's name with hyphens. A pack of one's own is such
a folder anywhere else, in a folder that `NADHIR_PACKS` names: `__init__.py` with `build(parameters)`,
`parameters.toml`, and, where it gives codes that Nadhir has no sentence for, `words.toml` with a table for each
language (`[en]`, `[ar]`). Its code runs with all of Nadhir's rights: keep that folder as you keep the program. A pack
that ships is never replaced by one of the same name.

`parameters.toml` holds the numbers in force. When they change, the file that was in force moves to `parameters/` under
any name and stays there: a determination is retraced with the numbers of its day, never with those of today. An earlier
file holds every number of its day, those that were common to all packs too. With a pack goes the digest of the code
that its rules are written in, so that a later reader can tell whether they are the same rules.

Files are read once a process. What is wrong in a pack that ships is ours, in another its owner's, and is said with its
name.
"""

import hashlib
import re
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from importlib.resources import files
from importlib.resources.abc import Traversable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Final, TypeAlias, cast

from nadhir.policy import Pack, PackParameters
from nadhir.terms.assessment import Urgency
from nadhir.terms.errors import NadhirError, OursError, TheirsError
from nadhir.terms.party import ChannelKind

__all__ = ["keys", "load", "load_with", "versions", "words"]

_PACKS: Final = "nadhir.policy.packs"
_DATA: Final = "nadhir.reference"
PARAMETERS: Final = "parameters.toml"
EARLIER: Final = "parameters"
_WORDS: Final = "words.toml"
#: What the module of a pack of one's own is called, so that it can import from itself and meets no other.
_OWN_MODULE: Final = "nadhir_own_pack_{}"
_FOLDER_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")

#: Where packs of one's own lie.
Folders: TypeAlias = tuple[Path, ...]


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


def _shipped() -> frozenset[str]:
    found = files(_PACKS).iterdir()
    return frozenset(_key(f.name) for f in found if f.is_dir() and f.joinpath(PARAMETERS).is_file())


def _own(folders: Folders) -> Iterator[tuple[str, Path]]:
    """Give the key and the folder of each pack of one's own."""
    for folder in folders:
        try:
            found = sorted(folder.iterdir())
        except OSError as error:
            raise TheirsError(
                f"cannot be read: {error.strerror}", where=str(folder), remedy="mend NADHIR_PACKS, or make the folder"
            ) from error
        yield from ((_key(pack.name), pack) for pack in found if (pack / PARAMETERS).is_file())


def _key(name: str) -> str:
    return name.replace("_", "-")


@lru_cache(maxsize=8)
def _where(folders: Folders) -> Mapping[str, Path | None]:
    """Return where each pack lies; one that ships has no folder of its own.

    Raises:
        TheirsError: a pack has the name of another, or one that no module can have, or a folder cannot be read.
    """
    found: dict[str, Path | None] = dict.fromkeys(_shipped())
    for key, folder in _own(folders):
        if not _FOLDER_NAME.fullmatch(folder.name):
            raise TheirsError(
                f"{folder.name!r} is no name for a pack",
                where=str(folder),
                remedy="name the folder in small Latin letters, digits and underscores, as in xx_duty",
            )
        if key in found:
            raise TheirsError(
                f"there is a pack {key!r} already", where=str(folder), remedy="give the folder another name"
            )
        found[key] = folder
    return MappingProxyType(found)


def keys(folders: Folders = ()) -> tuple[str, ...]:
    """Return the keys of every pack there is, in order of the alphabet.

    Raises:
        TheirsError: a pack of one's own cannot stand where or as it does.
    """
    return tuple(sorted(_where(folders)))


@lru_cache(maxsize=64)
def load(key: str, *, version: str = "", folders: Folders = ()) -> Pack:
    """Return the pack with that key, for example `icd-191`, with the numbers in force, or those of an earlier version.

    Raises:
        TheirsError: there is no such pack, no such version of its numbers, or one of one's own is not as it must be.
        OursError: one that ships is not as it must be.
    """
    found = _versions(key, folders=folders)
    wanted = version or next(iter(found))
    if wanted not in found:
        raise TheirsError(
            f"there are no numbers {version!r} of the pack {key}", where="pack", remedy="use one of " + ", ".join(found)
        )
    return load_with(key, parameters=found[wanted], folders=folders)


@lru_cache(maxsize=64)
def versions(key: str, *, folders: Folders = ()) -> tuple[str, ...]:
    """Return every version of a pack's numbers that is here, the one in force first.

    Raises:
        TheirsError: there is no such pack.
    """
    return tuple(_versions(key, folders=folders))


def load_with(key: str, *, parameters: PackParameters, folders: Folders = ()) -> Pack:
    """Return the pack with these numbers, which were on record.

    Raises:
        TheirsError: there is no such pack.
    """
    own = _own_folder(key, folders=folders)
    if own is not None:
        with _said_of(own):
            pack = _build(_module(own), parameters=parameters, key=key)
    else:
        pack = _build(import_module(f"{_PACKS}.{_name(key)}"), parameters=parameters, key=key)
    return replace(pack, rules_digest=_rules_digest(key, folders=folders))


def _name(key: str) -> str:
    return key.replace("-", "_")


def _own_folder(key: str, *, folders: Folders) -> Path | None:
    """Return where a pack of one's own lies; None where the pack ships."""
    where = _where(folders)
    if key not in where:
        raise TheirsError(f"there is no pack {key!r}", where="pack", remedy="use one of " + ", ".join(sorted(where)))
    return where[key]


@contextmanager
def _said_of(folder: Path) -> Iterator[None]:
    """Say whatever is wrong in a pack of one's own as its owner's, who alone can mend it, with its folder."""
    try:
        yield
    except Exception as error:  # another's code: whatever it raises is said with its folder
        what = error.what if isinstance(error, NadhirError) else f"{type(error).__name__}: {error}"
        raise TheirsError(
            f"the pack cannot be loaded: {what}", where=str(folder), remedy="mend the pack, or take its folder away"
        ) from error


@lru_cache(maxsize=64)
def _versions(key: str, *, folders: Folders) -> Mapping[str, PackParameters]:
    own, package = _own_folder(key, folders=folders), f"{_PACKS}.{_name(key)}"
    if own is None:
        return _numbers_in(files(package), where=package)
    _words_of(own)
    with _said_of(own):
        return _numbers_in(own, where=str(own))


def _numbers_in(folder: Traversable, *, where: str) -> Mapping[str, PackParameters]:
    common = table(_DATA, path="data/policy/common.toml")
    now = _parameters({**common, **_read(folder.joinpath(PARAMETERS))}, where=f"{where}/{PARAMETERS}")
    found = {now.version: now}
    earlier = folder.joinpath(EARLIER)
    names = sorted(each.name for each in earlier.iterdir() if each.name.endswith(".toml")) if earlier.is_dir() else []
    for name in names:
        then = _parameters(_read(earlier.joinpath(name)), where=f"{where}/{EARLIER}/{name}")
        if then.version in found:
            raise OursError(
                f"the version {then.version} stands twice",
                where=f"{where}/{EARLIER}/{name}",
                remedy="give each its own",
            )
        found[then.version] = then
    return found


def _read(path: Traversable) -> Mapping[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise OursError(f"cannot be read: {error}", where=str(path), remedy="mend the file") from error


@lru_cache(maxsize=64)
def _rules_digest(key: str, *, folders: Folders) -> str:
    """Return hex SHA-256 over the modules that decide: the pack's own, and those of the room that all packs share."""
    own = _own_folder(key, folders=folders) or files(f"{_PACKS}.{_name(key)}")
    shared = files("nadhir.policy")
    modules = [
        each
        for folder in (shared, own)
        for each in sorted(folder.iterdir(), key=lambda each: each.name)
        if each.name.endswith(".py")
    ]
    digest = hashlib.sha256()
    for module in modules:
        digest.update(hashlib.sha256(module.read_bytes()).digest())
    return digest.hexdigest()


def _module(folder: Path) -> ModuleType:
    name = _OWN_MODULE.format(folder.name)
    spec = spec_from_file_location(name, folder / "__init__.py", submodule_search_locations=[str(folder)])
    if spec is None or spec.loader is None:
        raise TheirsError("it has no __init__.py", where=str(folder))
    module = module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


def _build(module: ModuleType, *, parameters: PackParameters, key: str) -> Pack:
    pack: object = cast("Callable[[PackParameters], object]", module.build)(parameters)
    if not isinstance(pack, Pack) or pack.key != key:
        raise OursError(
            f"it does not build the pack {key!r}",
            where=key,
            remedy="let build(parameters) return a Pack whose instrument names the folder, with hyphens",
        )
    paragraphs = [rule.provision.paragraph for rule in pack.provisions]
    if twice := sorted({p for p in paragraphs if paragraphs.count(p) > 1}):
        raise OursError(
            f"two provisions of {pack.key} stand under {', '.join(twice)}",
            where=pack.key,
            remedy="give each its own paragraph: the trace is kept by paragraph",
        )
    return pack


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
            own={name: int(str(value)) for name, value in cast("Mapping[str, object]", merged.get("own", {})).items()},
        )
    except (KeyError, ValueError, TypeError) as error:
        raise OursError(f"a number is missing or wrong: {error}", where=where, remedy="mend the file") from error


@lru_cache(maxsize=8)
def words(folders: Folders) -> Mapping[str, Mapping[str, str]]:
    """Return the sentences that packs of one's own bring for their codes, by language and code.

    Raises:
        TheirsError: a pack's words cannot be read.
    """
    found: dict[str, dict[str, str]] = {}
    for _, folder in _own(folders):
        for language, table_of in _words_of(folder).items():
            found.setdefault(language, {}).update(table_of)
    return MappingProxyType(found)


def _words_of(folder: Path) -> Mapping[str, Mapping[str, str]]:
    path = folder / _WORDS
    if not path.is_file():
        return {}
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
        return {language: {code: _sentence(said) for code, said in found[language].items()} for language in found}
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError, AttributeError, TypeError) as error:
        raise TheirsError(
            f"the words cannot be read: {error}",
            where=str(path),
            remedy='write a table for each language, as in [en] and [ar], with lines such as a_code = "a sentence"',
        ) from error


def _sentence(said: object) -> str:
    if not isinstance(said, str):
        raise TypeError(f"{said!r} is no sentence")
    return said

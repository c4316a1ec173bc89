"""Loads the packs of `policy` with their numbers: those that ship, and those of an organisation's own.

A pack is a folder under `nadhir/policy/packs/`; its key is the folder's name with hyphens. A pack of one's own is such
a folder anywhere else, in a folder that `NADHIR_PACKS` names: `__init__.py` with `build(parameters)`,
`parameters.toml`, and, where it gives codes that Nadhir has no sentence for, `words.toml` with a table for each
language (`[en]`, `[ar]`). Its code runs with all of Nadhir's rights: keep that folder as you keep the program. A pack
that ships is never replaced by one of the same name. Files are read once a process. What is wrong in one that ships is
ours, in another its owner's, and is said with its name.
"""

import re
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from importlib import import_module
from importlib.resources import files
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Final, TypeAlias, cast

from nadhir.policy import Pack, PackParameters
from nadhir.terms.assessment import Urgency
from nadhir.terms.errors import NadhirError, OursError, TheirsError
from nadhir.terms.party import ChannelKind

__all__ = ["keys", "load", "words"]

_PACKS: Final = "nadhir.policy.packs"
_DATA: Final = "nadhir.reference"
_NUMBERS: Final = "parameters.toml"
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
    return frozenset(_key(f.name) for f in found if f.is_dir() and f.joinpath(_NUMBERS).is_file())


def _own(folders: Folders) -> Iterator[tuple[str, Path]]:
    """Give the key and the folder of each pack of one's own."""
    for folder in folders:
        try:
            found = sorted(folder.iterdir())
        except OSError as error:
            raise TheirsError(
                f"cannot be read: {error.strerror}", where=str(folder), remedy="mend NADHIR_PACKS, or make the folder"
            ) from error
        yield from ((_key(pack.name), pack) for pack in found if (pack / _NUMBERS).is_file())


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
def load(key: str, *, folders: Folders = ()) -> Pack:
    """Return the pack with that key, for example `icd-191`.

    Raises:
        TheirsError: there is no such pack, or one of one's own is not as it must be.
        OursError: one that ships is not as it must be.
    """
    where = _where(folders)
    if key not in where:
        raise TheirsError(f"there is no pack {key!r}", where="pack", remedy="use one of " + ", ".join(sorted(where)))
    folder = where[key]
    if folder is None:
        name = key.replace("-", "_")
        own = table(f"{_PACKS}.{name}", path=_NUMBERS)
        parameters = _parameters(own, where=f"{_PACKS}.{name}/{_NUMBERS}")
        return _build(import_module(f"{_PACKS}.{name}"), parameters=parameters)
    return _load_own(folder, key=key)


def _load_own(folder: Path, *, key: str) -> Pack:
    """Return a pack of one's own; whatever is wrong in it is said as its owner's, who alone can mend it."""
    _words_of(folder)
    try:
        parameters = _parameters(tomllib.loads((folder / _NUMBERS).read_text(encoding="utf-8")), where=str(folder))
        pack: object = _build(_module(folder), parameters=parameters)
    except Exception as error:  # another's code: whatever it raises is said with its folder
        what = error.what if isinstance(error, NadhirError) else f"{type(error).__name__}: {error}"
        raise TheirsError(
            f"the pack cannot be loaded: {what}", where=str(folder), remedy="mend the pack, or take its folder away"
        ) from error
    if not isinstance(pack, Pack) or pack.key != key:
        raise TheirsError(
            f"it does not build the pack {key!r}",
            where=str(folder),
            remedy="let build(parameters) return a Pack whose instrument names the folder, with hyphens",
        )
    return pack


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


def _build(module: ModuleType, *, parameters: PackParameters) -> Pack:
    pack = cast("Callable[[PackParameters], Pack]", module.build)(parameters)
    paragraphs = [rule.provision.paragraph for rule in pack.provisions]
    if twice := sorted({p for p in paragraphs if paragraphs.count(p) > 1}):
        raise OursError(
            f"two provisions of {pack.key} stand under {', '.join(twice)}",
            where=pack.key,
            remedy="give each its own paragraph: the trace is kept by paragraph",
        )
    return pack


def _parameters(own: Mapping[str, object], *, where: str) -> PackParameters:
    merged = {**table(_DATA, path="data/policy/common.toml"), **own}
    try:
        waiver = section(merged, name="waiver", where=where)
        channels = section(merged, name="channels", where=where)
        return PackParameters(
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

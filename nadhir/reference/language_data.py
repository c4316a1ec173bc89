# SPDX-License-Identifier: Apache-2.0
"""Loads the packaged data of the room `language`: one folder a language, TOML that a linguist can edit.

`words.toml` tells a language and its dialects (see `language.detect`), `times.toml` its dates and times (see
`language.times`). Files are read once a process. What is wrong in a file is said with its name: these files are ours,
so it is our error.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files

from nadhir.language.detect import PART_LENGTHS, DialectProfile, LanguageProfile
from nadhir.language.normalise import fold

__all__ = ["language_profiles"]

_FOLDER = "data/language"


def _tables(name: str) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Yield the folder's name and the parsed table of every language that has a file of this name, sorted."""
    root = files("nadhir.reference").joinpath(_FOLDER)
    for folder in sorted(root.iterdir(), key=lambda entry: entry.name):
        if folder.is_dir() and (file := folder.joinpath(name)).is_file():
            yield folder.name, tomllib.loads(file.read_text(encoding="utf-8"))


def _words(table: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = table.get(key, "")
    return tuple(value.split()) if isinstance(value, str) else ()


def _parts(table: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(part for raw in _words(table, "parts") if len(part := fold(raw).strip("-'")) in PART_LENGTHS)
    )


def _profile(table: Mapping[str, object]) -> LanguageProfile:
    dialects = table.get("dialects", {})
    return LanguageProfile(
        language=str(table["language"]),
        script=str(table["script"]),
        is_known=table["known"] is True,
        words=frozenset(map(fold, _words(table, "words"))),
        letters=frozenset(str(table.get("letters", ""))),
        other_letters=frozenset(str(table.get("also", ""))),
        parts=_parts(table),
        dialects=tuple(
            DialectProfile(language=tag, words=frozenset(map(fold, _words(entry, "words"))))
            for tag, entry in dialects.items()
        )
        if isinstance(dialects, dict)
        else (),
    )


@lru_cache(maxsize=1)
def language_profiles() -> tuple[LanguageProfile, ...]:
    """Return what tells every language apart, for `language.detect`."""
    return tuple(_profile(table) for _, table in _tables("words.toml"))

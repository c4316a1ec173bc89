# SPDX-License-Identifier: Apache-2.0
"""Loads what `intake` knows of pages: cue words by language, class names, news agencies. Files are read once a process.

The files are ours, so what is wrong in one is our error and is said with the file's name.
"""

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from nadhir.intake.dates import Months
from nadhir.intake.key_terms import Background
from nadhir.intake.knowledge import Agency, Cue, Hint, IntakeKnowledge, PhraseSet
from nadhir.intake.sourcing import SourcingCue, SourcingWords
from nadhir.language.calendars import Calendar
from nadhir.language.normalise import fold
from nadhir.reference.language_data import language_profiles
from nadhir.terms.errors import OursError

__all__ = ["load", "sourcing_words"]

_FOLDER = "data/intake"
_LANGUAGES = ("ar", "fa", "en", "fr", "tr", "ru", "es", "de", "ur", "other")


def _background(language: str) -> Background:
    name = f"background/{language}.txt"
    path = files("nadhir.reference").joinpath(_FOLDER, name)
    try:
        total, stop_words, *lines = path.read_text(encoding="utf-8").splitlines()
        counts = {word: int(count) for word, _, count in (line.partition(" ") for line in lines)}
        return Background(counts=counts, total=int(total), stop_words=frozenset(stop_words.split()))
    except (OSError, ValueError) as error:
        raise OursError(str(error), where=f"{_FOLDER}/{name}", remedy="mend the file, or report it") from error


def _table(name: str) -> Mapping[str, object]:
    path = files("nadhir.reference").joinpath(_FOLDER, name)
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise OursError(str(error), where=f"{_FOLDER}/{name}", remedy="mend the file, or report it") from error


def _strings(value: object, *, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise OursError("is no list of strings", where=where, remedy="mend the file, or report it")
    return tuple(value)


def _cues() -> dict[Cue, PhraseSet]:
    phrases: dict[Cue, list[str]] = defaultdict(list)
    for language in _LANGUAGES:
        name = f"{language}.toml"
        for key, value in _table(name).items():
            phrases[Cue(key)].extend(_strings(value, where=f"{_FOLDER}/{name}, {key}"))
    return {cue: PhraseSet(phrases[cue]) for cue in Cue}


def _hints() -> dict[str, Hint]:
    table = _table("markup.toml")
    return {
        word: Hint(key)
        for key, value in table.items()
        for word in _strings(value, where=f"{_FOLDER}/markup.toml, {key}")
    }


def _folded(value: object, *, where: str) -> frozenset[str]:
    return frozenset(" ".join(fold(name).split()) for name in _strings(value, where=where))


def _agencies() -> tuple[Agency, ...]:
    rows = _table("agencies.toml")["agency"]
    where = f"{_FOLDER}/agencies.toml"
    if not isinstance(rows, list):
        raise OursError("holds no list of agencies", where=where)
    return tuple(
        Agency(
            name=str(row["name"]),
            names=_folded(row["names"], where=where),
            marks=_folded(row["marks"], where=where),
        )
        for row in rows
    )


def _months() -> Months:
    rows: list[tuple[str, Calendar, int]] = []
    for key, value in _table("months.toml").items():
        names = value["names"] if isinstance(value, dict) else None
        for number, joined in enumerate(_strings(names, where=f"{_FOLDER}/months.toml, {key}"), start=1):
            rows.extend((name, Calendar(key), number) for name in joined.split("|"))
    return Months.of(rows)


@lru_cache(maxsize=1)
def sourcing_words() -> Mapping[str, SourcingWords]:
    """Return the cues by language that `intake.sourcing` is handed."""
    found = {}
    for language in _LANGUAGES[:-1]:
        name = f"sourcing/{language}.toml"
        lists = {
            SourcingCue(key): _strings(value, where=f"{_FOLDER}/{name}, {key}") for key, value in _table(name).items()
        }
        found[language] = SourcingWords(lists, language=language)
    return found


@lru_cache(maxsize=1)
def load() -> IntakeKnowledge:
    """Return the knowledge that `intake.read` and `intake.read_page` are handed."""
    return IntakeKnowledge(
        cues=_cues(),
        hints=_hints(),
        agencies=_agencies(),
        profiles=language_profiles(),
        months=_months(),
        backgrounds={language: _background(language) for language in _LANGUAGES[:-1]},
    )

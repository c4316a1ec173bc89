# SPDX-License-Identifier: Apache-2.0
"""Proper names as the texts of warnings say them: places, countries and armed groups, in the script of each language.

The names of places come from GeoNames (CC BY 4.0) and our own list, those of countries from Unicode CLDR
(`tools/build_names.py`); those of groups are the first spelling that the actors' data gives for a language. Where the
data has no name in the language, the answer is None, and the text keeps the name as it is known.
"""

import gzip
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Final

from nadhir.terms.screening import PersonNorm, PlaceNorm

DATA: Final = resources.files("nadhir.reference") / "data"
ARABIC_SCRIPT: Final = re.compile("[\u0600-\u06ff]")
PERSIAN_LETTERS: Final = re.compile("[پچژگکی]")
CYRILLIC: Final = re.compile("[\u0400-\u04ff]")
LATIN: Final = frozenset({"en", "fr", "de", "es", "tr"})


class ReferenceNames:
    """The names of the reference data; satisfies `nadhir.tearline.Names`."""

    def place(self, norm: PlaceNorm, *, language: str) -> str | None:
        """Return the name of a place in the language."""
        own = _places().get((norm.name, norm.country), {}).get(language)
        return own or (norm.name if language in LATIN else None)

    def country(self, code: str, *, language: str) -> str | None:
        """Return the name of a country (ISO 3166-1 alpha-2) in the language."""
        return _countries().get(code, {}).get(language)

    def actor(self, norm: PersonNorm, *, language: str) -> str | None:
        """Return the name of a group in the language; in Latin script its canonical name where there is no own."""
        own = _groups().get(norm.name, {}).get(language)
        return own or (norm.name if language in LATIN else None)


def _rows(lines: Iterator[str]) -> Iterator[list[str]]:
    for line in lines:
        if line.strip() and not line.startswith("#"):
            yield line.rstrip("\n").split("\t")


@cache
def _places() -> Mapping[tuple[str, str], Mapping[str, str]]:
    """Return the names of places in scripts other than Latin, the hand-written over the gathered."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    packed = gzip.decompress((DATA / "names" / "places.tsv.gz").read_bytes()).decode()
    own = (DATA / "gazetteer" / "additions.tsv").read_text(encoding="utf-8")
    for _, name, country, _, _, _, _, spellings in _rows(iter(own.splitlines())):
        found.setdefault((name, country), {}).update(_by_script([s.strip() for s in spellings.split("|")]))
    by_hand = (DATA / "names" / "additions.tsv").read_text(encoding="utf-8")
    for text in (packed, by_hand):
        for name, country, *names in _rows(iter(text.splitlines())):
            given = {language: own for language, own in zip(("ar", "fa", "ru"), names, strict=True) if own}
            found.setdefault((name, country), {}).update(given)
    return MappingProxyType(found)


def _by_script(spellings: list[str]) -> dict[str, str]:
    """Return the first spelling in Arabic, Persian and Russian letters; an Arabic one does for Persian."""
    arabic = [s for s in spellings if ARABIC_SCRIPT.search(s)]
    persian = [s for s in arabic if PERSIAN_LETTERS.search(s)]
    others = [s for s in arabic if s not in persian]
    firsts = {"ar": others[:1], "fa": (persian or others)[:1], "ru": [s for s in spellings if CYRILLIC.search(s)][:1]}
    return {language: first[0] for language, first in firsts.items() if first}


@cache
def _countries() -> Mapping[str, Mapping[str, str]]:
    lines = (DATA / "names" / "countries.tsv").read_text(encoding="utf-8").splitlines()
    languages = next(line for line in lines if line.startswith("# code")).split("\t")[1:]
    return MappingProxyType({code: dict(zip(languages, names, strict=True)) for code, *names in _rows(iter(lines))})


@cache
def _groups() -> Mapping[str, Mapping[str, str]]:
    """Return the names of armed groups by canonical English name and language."""
    data = tomllib.loads((DATA / "actors" / "groups.toml").read_text(encoding="utf-8"))
    return MappingProxyType(
        {
            canonical: {
                language: first
                for language, spellings in by_language.items()
                if language not in {"_", "en"} and (first := _first(spellings))
            }
            for canonical, by_language in data.items()
        }
    )


def _first(spellings: str) -> str:
    """Return the first spelling that is a whole name; one that takes endings (`*`) is a stem."""
    return next((s.strip() for s in spellings.split("|") if "*" not in s), "")

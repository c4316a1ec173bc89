# SPDX-License-Identifier: Apache-2.0
"""Loads the place index that ships in the package.

`data/gazetteer/places.tsv.gz` is built by `tools/build_gazetteer.py`; `additions.tsv` holds our own places, and
`words.toml` ordinary words that are also names, and words that announce a place.

Attribution: GeoNames (https://www.geonames.org), CC BY 4.0.
"""

import gzip
import tomllib
from functools import lru_cache
from importlib.resources import files

from nadhir.language.normalise import fold
from nadhir.reference.language_data import language_profiles
from nadhir.screen.lexicon import flat_words
from nadhir.screen.places import Gazetteer, arabic_adjectives

__all__ = ["load"]

_FOLDER = "data/gazetteer"


def _folded(text: str) -> list[str]:
    terms = (flat_words(fold(term)).strip() for line in text.splitlines() for term in line.split("|"))
    return [term for term in terms if term]


def _ordinary_words(*, but: frozenset[str]) -> frozenset[str]:
    """Return the words by which languages are told, the commonest of each: hardly ever meant as a place."""
    return frozenset(word for profile in language_profiles() if profile.is_known for word in profile.words) - but


@lru_cache(maxsize=1)
def load() -> Gazetteer:
    """Return the place index; read once a process, in under a second."""
    root = files("nadhir.reference").joinpath(_FOLDER)
    lines = gzip.decompress(root.joinpath("places.tsv.gz").read_bytes()).decode("utf-8").splitlines()
    rows = [line for line in lines if not line.startswith("#")]
    for line in root.joinpath("additions.tsv").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            head, _, names = line.rpartition("\t")
            name = head.split("\t")[1]
            rows.append(f"{head}\t{'|'.join(dict.fromkeys([*_folded(name), *_folded(names)]))}")
    words = tomllib.loads(root.joinpath("words.toml").read_text(encoding="utf-8"))
    demonyms: dict[str, str] = {}
    for row in rows:
        if row.startswith("country\t"):
            fields = row.split("\t")
            demonyms.update((word, fields[2]) for word in arabic_adjectives(fields[7].split("|")))
    for code, terms in words["demonyms"].items():
        demonyms.update((term, code) for term in _folded(terms))
    return Gazetteer(
        rows,
        stop=frozenset(term for terms in words["stop"].values() for term in _folded(terms))
        | _ordinary_words(but=frozenset(term for terms in words["keep"].values() for term in _folded(terms))),
        before={language: frozenset(_folded(terms)) for language, terms in words["before"].items()},
        demonyms=demonyms,
        titles=frozenset(term for terms in words["title"].values() for term in _folded(terms)),
        generic=frozenset(term for terms in words["generic"].values() for term in _folded(terms)),
    )

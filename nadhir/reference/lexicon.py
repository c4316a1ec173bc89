# SPDX-License-Identifier: Apache-2.0
"""Loads the lexicon of screening: cues, actors, means, targets and caveats, one TOML file a language, and the places.

The files are for linguists: terms stand between `|` signs or on lines of their own, a key is a category or a value.
They are ours, so what is wrong in one is our error and is said with the file's name. Read once a process.
"""

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from typing import Final

from nadhir.language.normalise import fold
from nadhir.reference import gazetteer, language_data, text_model
from nadhir.screen.lexicon import Lexicon, PageMarks, Term, Vocabulary, flat_words
from nadhir.terms.errors import OursError

__all__ = ["load", "load_rules"]

#: Folder, and the category of its terms; "" where the key is the category itself.
_FOLDERS: Final = (("cues", ""), ("actors", "actor"), ("means", "means"), ("targets", "target"), ("caveats", "caveat"))
_NOT_A_LANGUAGE: Final = frozenset({"groups", "page"})
_EVERY: Final = "_"


def _terms_of(text: str) -> Iterator[str]:
    for line in text.splitlines():
        for term in line.split("|"):
            if cleaned := term.strip():
                yield cleaned


def _tables(folder: str) -> Iterator[tuple[str, dict[str, object], bytes]]:
    root = files("nadhir.reference").joinpath(f"data/{folder}")
    for entry in sorted(root.iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".toml"):
            raw = entry.read_bytes()
            try:
                table = tomllib.loads(raw.decode("utf-8"))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
                raise OursError(str(error), where=f"data/{folder}/{entry.name}", remedy="mend the file") from error
            yield entry.name.removesuffix(".toml"), table, raw


def _spellings(term: str) -> Iterator[str]:
    yield term
    if "\u200c" in term:  # Persian writers put a blank, or nothing, where the joiner stands
        yield term.replace("\u200c", " ")


def _language_terms(table: dict[str, object], *, category: str, where: str) -> Iterator[Term]:
    for key, text in table.items():
        if key == "language":
            continue
        if not isinstance(text, str):
            raise OursError(f"the value of {key!r} is no text", where=where, remedy="write terms between | signs")
        for term in _terms_of(text):
            for spelled in _spellings(term):
                if category == "caveat":
                    yield Term(f"caveat_{key}", spelled)
                elif category:
                    yield Term(category, spelled, key)
                else:
                    yield Term(key, spelled)


@lru_cache(maxsize=1)
def load() -> Lexicon:
    """Return the lexicon that ships in the package, with the trained model."""
    return replace(load_rules(), model=text_model.load())


@lru_cache(maxsize=1)
def load_rules() -> Lexicon:
    """Return the lexicon that ships in the package without the model: what training and comparison start from."""
    by_language: dict[str, list[Term]] = {}
    groups: list[tuple[str, Term]] = []
    marks = PageMarks()
    digest = hashlib.sha256()
    for folder, category in _FOLDERS:
        for name, table, raw in _tables(folder):
            digest.update(raw)
            where = f"data/{folder}/{name}.toml"
            if name == "groups":
                for key, names in table.items():
                    if not isinstance(names, dict):
                        raise OursError(
                            f"{key!r} has no names", where=where, remedy="give a table of names by language"
                        )
                    groups.extend(
                        (lang, Term("group", term, key))
                        for lang, text in names.items()
                        for one in _terms_of(str(text))
                        for term in _spellings(one)
                    )
            elif name == "page":
                marks = PageMarks(
                    related=frozenset(flat_words(fold(t)).strip() for t in _terms_of(str(table["related"]))),
                    clutter=frozenset(flat_words(fold(t)).strip() for t in _terms_of(str(table["clutter"]))),
                )
            else:
                by_language.setdefault(name, []).extend(_language_terms(table, category=category, where=where))
    vocabularies = {
        language: Vocabulary(
            [*terms, *(t for lang, t in groups if lang in {language, _EVERY} or (lang == "ar" and language == "ar"))],
            language=language,
        )
        for language, terms in by_language.items()
    }
    vocabularies["und"] = Vocabulary(
        [*(t for terms in by_language.values() for t in terms), *(t for _, t in groups)], language="und"
    )
    return Lexicon(
        vocabularies=vocabularies,
        gazetteer=gazetteer.load(),
        page_marks=marks,
        times=language_data.time_data(),
        profiles=language_data.language_profiles(),
        version=digest.hexdigest()[:12],
    )

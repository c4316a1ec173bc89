# SPDX-License-Identifier: Apache-2.0
"""What ships as data, loaded when first asked for and then shared: a load can take a second, most pages need none."""

import gc
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from nadhir.assess import AssessParameters
from nadhir.intake import IntakeKnowledge, SourcingWords
from nadhir.link import Embedder
from nadhir.policy import Pack, PackParameters
from nadhir.reference import (
    assess_parameters,
    clock_parameters,
    intake_knowledge,
    lexicon,
    meaning_model,
    packs,
    phrase_books,
)
from nadhir.screen import Lexicon
from nadhir.tearline import PhraseBooks
from nadhir.terms.clocks import ClockParameters

T = TypeVar("T")


def _for_good(loaded: T) -> T:
    """Return what was loaded to stay as long as the process, and spare the garbage collector from walking it again.

    Measured: a full collection with the lexicons loaded takes some 60 ms, which one judgement in some thirty met.
    """
    gc.collect()
    gc.freeze()
    return loaded


class Knowledge:
    """The lexicons, phrase books and parameters of this release of Nadhir, and the packs that the house added."""

    def __init__(self, *, pack_folders: tuple[Path, ...] = ()) -> None:
        self._pack_folders = pack_folders

    @cached_property
    def intake(self) -> IntakeKnowledge:
        """What intake knows of pages."""
        return _for_good(intake_knowledge.load())

    @cached_property
    def sourcing(self) -> Mapping[str, SourcingWords]:
        """The words by which texts say whom they have something from, by language."""
        return intake_knowledge.sourcing_words()

    @cached_property
    def lexicon(self) -> Lexicon:
        """What screening knows of words, places and actors."""
        return _for_good(lexicon.load())

    @cached_property
    def embedder(self) -> Embedder:
        """What puts the meaning of a text into numbers."""
        return _for_good(meaning_model.load())

    @cached_property
    def assessing(self) -> AssessParameters:
        """The parameters of assessment."""
        return _for_good(assess_parameters.load())

    @cached_property
    def clocks(self) -> ClockParameters:
        """The numbers of the clocks that every pack shares."""
        return clock_parameters.load()

    @cached_property
    def phrases(self) -> PhraseBooks:
        """The phrases that warnings are composed of."""
        return _for_good(phrase_books.load())

    def pack(self, key: str) -> Pack:
        """Return the pack of law or policy with this key, with the numbers in force."""
        return packs.load(key, folders=self._pack_folders)

    def pack_with(self, key: str, *, numbers: PackParameters) -> Pack:
        """Return the pack with numbers that were on record."""
        return packs.load_with(key, parameters=numbers, folders=self._pack_folders)

    def numbers_of(self, key: str, *, version: str) -> PackParameters | None:
        """Return the numbers that are here under this version; None where they are not."""
        if version not in packs.versions(key, folders=self._pack_folders):
            return None
        return packs.load(key, version=version, folders=self._pack_folders).parameters

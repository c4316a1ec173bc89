# SPDX-License-Identifier: Apache-2.0
"""What the fuzzer found once is read in every run: each input of the corpus keeps every promise of its room.

An input with a name (`half-character`) broke one once, and is here so that it never does again; one with a digest for a
name reaches code that no other reaches. `make fuzz` looks for more.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.fuzz.packages import PACKAGES
from tests.fuzz.seeds import seeds_of
from tests.fuzz.targets import TARGETS, check, load

CORPUS = ROOT / "tests" / "fuzz" / "corpus"
INPUTS = sorted(path for path in CORPUS.glob("*/*") if path.is_file())
MOST_BYTES = 500_000
FEWEST_INPUTS = 100


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    load()


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_an_input_of_the_corpus_keeps_every_promise(path: Path) -> None:
    check(TARGETS[path.parent.name], path.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_what_the_search_begins_with_keeps_every_promise(name: str) -> None:
    seeds = seeds_of(name)
    assert seeds
    for seed in seeds:
        check(TARGETS[name], seed, again=False)


def test_every_target_is_searched_and_has_a_corpus_and_all_of_it_is_small() -> None:
    assert set(TARGETS) == set(PACKAGES) == {path.parent.name for path in INPUTS}
    assert len(INPUTS) >= FEWEST_INPUTS
    assert sum(path.stat().st_size for path in INPUTS) < MOST_BYTES


@pytest.mark.slow
def test_the_same_bytes_give_the_same_answer_in_every_process() -> None:
    """The order of a set is another in each process, and must never show."""
    command = [sys.executable, "-m", "tools.fuzz_intake", "--answers"]
    running = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, env={**os.environ, "PYTHONHASHSEED": seed})
        for seed in ("1", "2")
    ]
    first, second = (each.communicate()[0].splitlines() for each in running)
    assert [each.returncode for each in running] == [0, 0]
    assert len(first) == len(INPUTS)
    assert first == second

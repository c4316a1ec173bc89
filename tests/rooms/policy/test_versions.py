"""A pack keeps every version of its numbers that was ever in force; none is taken for another."""

import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from nadhir.reference import packs
from nadhir.terms.assessment import Urgency
from nadhir.terms.errors import OursError, TheirsError

CACHES = (packs.load, packs.versions, packs._versions, packs._rules_digest)  # noqa: SLF001 - what is kept


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the pack's folder, in which a test may change numbers."""
    pack = tmp_path / "icd_191"
    shutil.copytree(str(files("nadhir.policy.packs.icd_191")), pack)

    def found(package: str) -> object:
        return pack if package == "nadhir.policy.packs.icd_191" else files(package)

    monkeypatch.setattr(packs, "files", found)
    for cache in CACHES:
        cache.cache_clear()
    yield pack
    monkeypatch.undo()
    for cache in CACHES:
        cache.cache_clear()


def change_numbers(pack: Path) -> None:
    """Does what CONTRIBUTING says: the numbers in force move to the folder of earlier ones, complete, and stay."""
    now = (pack / "parameters.toml").read_text("utf-8")
    common = files("nadhir.reference").joinpath("data/policy/common.toml").read_text("utf-8")
    (pack / "parameters").mkdir()
    (pack / "parameters" / "2026.toml").write_text(now + common.partition("[waiver]")[0], encoding="utf-8")
    changed = now.replace("icd-191/1", "icd-191/2").replace("under_24_h = 30", "under_24_h = 10")
    (pack / "parameters.toml").write_text(changed, encoding="utf-8")


def test_the_numbers_of_a_day_gone_by_stay_beside_those_in_force(folder: Path) -> None:
    before = packs.load("icd-191").parameters
    change_numbers(folder)
    for cache in CACHES:
        cache.cache_clear()
    assert packs.versions("icd-191") == ("icd-191/2", "icd-191/1")
    assert packs.load("icd-191").parameters.clock_minutes[Urgency.UNDER_24_HOURS] == 10
    earlier = packs.load("icd-191", version="icd-191/1").parameters
    assert earlier == before
    assert earlier.digest == before.digest != packs.load("icd-191").parameters.digest


def test_a_version_that_stands_twice_is_ours_to_mend(folder: Path) -> None:
    change_numbers(folder)
    (folder / "parameters" / "again.toml").write_text(
        (folder / "parameters" / "2026.toml").read_text("utf-8"), encoding="utf-8"
    )
    with pytest.raises(OursError, match="stands twice"):
        packs.versions("icd-191")


def test_a_version_that_never_was_is_refused_with_those_that_are() -> None:
    with pytest.raises(TheirsError, match="use one of icd-191/"):
        packs.load("icd-191", version="icd-191/0")


def test_the_digest_of_the_rules_changes_with_their_code(folder: Path) -> None:
    before = packs.load("icd-191").rules_digest
    assert before == packs.load("icd-191").rules_digest
    code = folder / "__init__.py"
    code.write_text(code.read_text("utf-8").replace("Answer.NO", "Answer.YES"), encoding="utf-8")
    for cache in CACHES:
        cache.cache_clear()
    assert packs.load("icd-191").rules_digest != before


@pytest.mark.parametrize("key", packs.keys())
def test_each_pack_has_one_version_for_each_set_of_numbers(key: str) -> None:
    found = [packs.load(key, version=version).parameters.digest for version in packs.versions(key)]
    assert len(set(found)) == len(found) > 0

"""What may never stand in a tracked file: addresses of package indexes, paths of one machine, work put off."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE_INDEX = re.compile(
    r"(?:pypi|pythonhosted|npmjs|yarnpkg|crates)\.(?:org|com|io)\b|deb\.debian\.org", re.IGNORECASE
)
# Homes and roots that exist on one machine only. A letter stands in brackets so that the pattern does not find itself.
ONE_MACHINE = re.compile(r"(?<![\w.])/(?:wor[k]/(?:main|shared)|op[t]/(?:wheels|pypi)|roo[t]/\.|hom[e]/\w+/)")
LATER = re.compile(r"\b(?:TO[D]O|FIX[M]E|XX[X]|HAC[K])\b")
LOCK_FILES = sorted((ROOT / "requirements").glob("*.txt"))


def _tracked() -> list[Path]:
    """The files git tracks or would track; a file that is not yet added counts too."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout
    paths = [ROOT / name for name in listed.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


def _lines() -> Iterator[tuple[str, str]]:
    for path in _tracked():
        content = path.read_bytes()
        if b"\0" in content:
            continue
        for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), start=1):
            yield f"{path.relative_to(ROOT)}:{number}", line


def test_no_file_names_a_package_index() -> None:
    assert [where for where, line in _lines() if PACKAGE_INDEX.search(line)] == []


def test_no_file_names_a_path_of_one_machine() -> None:
    here = str(ROOT)
    assert [where for where, line in _lines() if here in line or ONE_MACHINE.search(line)] == []


def test_nothing_is_left_for_later() -> None:
    ours = (where_and_line for where_and_line in _lines() if "/static/vendor/" not in where_and_line[0])
    assert [where for where, line in ours if LATER.search(line)] == []


def test_data_and_keys_of_a_running_house_are_not_in_the_repository() -> None:
    kept_out = re.compile(r"^(?:var|keys)/|\.sqlite3$|\.env$|(?:^|/)id_|\.pem$|\.key$")
    names = [str(path.relative_to(ROOT)) for path in _tracked()]
    assert [name for name in names if kept_out.search(name)] == []


def test_there_is_a_lock_for_every_set() -> None:
    assert [lock.stem for lock in LOCK_FILES] == ["bench", "bulk", "core", "dev"]


@pytest.mark.parametrize("lock", LOCK_FILES, ids=lambda lock: lock.stem)
def test_a_lock_file_holds_names_versions_and_hashes_and_nothing_else(lock: Path) -> None:
    entry = re.compile(r"[a-z0-9._-]+==[^\s/]+ \\|    --hash=sha256:[0-9a-f]{64}(?: \\)?|# .*|")
    strange = [line for line in lock.read_text("ascii").splitlines() if not entry.fullmatch(line) or "://" in line]
    assert strange == []


@pytest.mark.parametrize("lock", LOCK_FILES, ids=lambda lock: lock.stem)
def test_every_set_runs_the_versions_of_the_core(lock: Path) -> None:
    def pins(path: Path) -> dict[str, str]:
        return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", path.read_text("ascii"), re.MULTILINE))

    core = pins(ROOT / "requirements" / "core.txt")
    assert {name: pin for name, pin in pins(lock).items() if core.get(name, pin) != pin} == {}

"""The tools keep their word: a skip counts in CI, a missing package is named in one line, an old Python is refused."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


def _run_pytest(folder: Path, *, test: str, ci: bool, workers: int = 0) -> subprocess.CompletedProcess[str]:
    """Runs one test file outside the repository under our conftest."""
    (folder / "test_one.py").write_text(f"import pytest\n\n{test}\n", "utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n", "utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "NADHIR", "CI"))}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "tests.conftest", "-n", str(workers), "test_one.py"],
        cwd=folder,
        env={**environment, "PYTHONPATH": str(ROOT), "NADHIR_HOME": str(folder)} | ({"CI": "true"} if ci else {}),
        capture_output=True,
        text=True,
        check=False,
    )


SKIPS = "def test_it():\n    pytest.skip('no browser here')"
SKIPS_FOR_SHARED = "def test_it():\n    pytest.skip('../shared missing')"
SKIPS_THE_MODULE = "pytest.importorskip('a_package_that_nobody_has')\n\ndef test_it():\n    assert True"
MARKED = "@pytest.mark.skip(reason='later')\ndef test_it():\n    assert True"
EXPECTED_FAILURE = "@pytest.mark.xfail(reason='known', strict=True)\ndef test_it():\n    assert False"


@pytest.mark.parametrize("workers", [0, 1])
@pytest.mark.parametrize("test", [SKIPS, MARKED], ids=["inside", "marked"])
def test_a_skip_fails_the_run_in_ci(tmp_path: Path, test: str, workers: int) -> None:
    ended = _run_pytest(tmp_path, test=test, ci=True, workers=workers)
    assert ended.returncode == 1, ended.stdout
    assert ended.stdout.splitlines()[-1].startswith(("1 failed", "1 error"))


def test_a_skipped_module_fails_the_run_in_ci(tmp_path: Path) -> None:
    ended = _run_pytest(tmp_path, test=SKIPS_THE_MODULE, ci=True)
    assert ended.returncode != 0
    assert "1 error" in ended.stdout.splitlines()[-1]


def test_the_missing_shared_folder_may_skip_in_ci(tmp_path: Path) -> None:
    ended = _run_pytest(tmp_path, test=SKIPS_FOR_SHARED, ci=True)
    assert ended.returncode == 0, ended.stdout
    assert "1 skipped" in ended.stdout.splitlines()[-1]


def test_an_expected_failure_is_no_skip(tmp_path: Path) -> None:
    ended = _run_pytest(tmp_path, test=EXPECTED_FAILURE, ci=True)
    assert ended.returncode == 0, ended.stdout


def test_outside_ci_a_skip_is_a_skip(tmp_path: Path) -> None:
    ended = _run_pytest(tmp_path, test=SKIPS, ci=False)
    assert ended.returncode == 0, ended.stdout


def test_an_ordinary_user_is_told_the_one_command() -> None:
    ended = subprocess.run(
        ["/bin/bash", "-s", "--", "poppler-utils", "chromium"],
        input=(ROOT / "tools" / "install_packages.sh").read_text("utf-8"),
        user="nobody" if os.getuid() == 0 else None,
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 1
    assert "sudo apt-get install -y --no-install-recommends poppler-utils chromium" in ended.stderr


def _program(path: Path, script: str) -> Path:
    path.write_text(f"#!/bin/sh\n{script}\n", "ascii")
    path.chmod(0o755)
    return path


def _make_venv(folder: Path, *, python: Path) -> subprocess.CompletedProcess[str]:
    """Runs the tool in a copy of the checkout, as if by an ordinary user."""
    (folder / "checkout" / "tools").mkdir(parents=True)
    for name in ("make_venv.sh", "install_packages.sh"):
        copy = folder / "checkout" / "tools" / name
        copy.write_bytes((ROOT / "tools" / name).read_bytes())
        copy.chmod(0o755)
    (folder / "bin").mkdir()
    _program(folder / "bin" / "id", "echo 1000")
    return subprocess.run(
        [folder / "checkout" / "tools" / "make_venv.sh"],
        env={"PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "PYTHON": str(python)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_old_python_is_refused_with_what_to_do(tmp_path: Path) -> None:
    ended = _make_venv(tmp_path, python=_program(tmp_path / "python-of-old", "exit 1"))
    assert ended.returncode == 1
    assert "Nadhir needs Python 3.11 or newer" in ended.stderr
    assert not (tmp_path / "checkout" / ".venv").exists()


def test_a_python_without_ensurepip_names_its_package(tmp_path: Path) -> None:
    """As Debian ships it."""
    bare = 'case "$2" in *ensurepip*) exit 1 ;; *print*) echo python3.11-venv ;; esac'
    ended = _make_venv(tmp_path, python=_program(tmp_path / "bare-python", bare))
    assert ended.returncode == 1
    assert "sudo apt-get install -y --no-install-recommends python3.11-venv" in ended.stderr
    assert not (tmp_path / "checkout" / ".venv").exists()

"""What is installed is whole: pages, their styles and letters, both catalogues, the contract, the reference data."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

from tests.conftest import ROOT

BUILD = "import sys; from flit_core.buildapi import build_wheel; print(build_wheel(sys.argv[1]))"
NOT_CODE = {".html", ".css", ".svg", ".woff2", ".mo", ".json", ".toml", ".tsv", ".gz", ".typed"}


def test_the_wheel_carries_everything_that_the_program_reads_when_it_runs(tmp_path: Path) -> None:
    built = subprocess.run(
        [sys.executable, "-c", BUILD, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()[-1]
    with zipfile.ZipFile(tmp_path / built) as wheel:
        names = set(wheel.namelist())
    listed = subprocess.run(["git", "ls-files", "nadhir"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    kept = {name for name in listed.splitlines() if Path(name).suffix in NOT_CODE and (ROOT / name).exists()}
    assert {Path(name).suffix for name in kept} == NOT_CODE
    assert kept - names == set()
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert any(name.endswith("licenses/NOTICE") for name in names)

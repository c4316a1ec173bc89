"""The store's migrations say all that its models say."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from nadhir.config.install import install
from tests.conftest import ROOT


def test_no_model_has_changed_without_a_migration(tmp_path: Path) -> None:
    install(tmp_path, is_demo=False)
    checked = subprocess.run(
        [sys.executable, "-m", "django", "makemigrations", "--check", "--dry-run", "--skip-checks", "--verbosity", "2"],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "nadhir.config.settings",
            "NADHIR_HOME": str(tmp_path),
            "PYTHONPATH": str(ROOT),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr

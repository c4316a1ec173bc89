"""docs/cli.md says what `--help` says."""

import re
from pathlib import Path

import pytest

from nadhir.cli.__main__ import COMMANDS
from nadhir.cli.account import ROLES
from tools.cli_page import COLUMNS, PAGE, helps, page


def test_the_page_says_what_each_command_says_of_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(COLUMNS))
    written = PAGE.read_text(encoding="utf-8")
    assert written == page(written), "a command's help has changed: python -m tools.cli_page"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_help_has_an_example(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(COLUMNS))
    assert re.search(rf"^  .*nadhir {command}\b", helps(command)[0], re.MULTILINE)


def test_the_roles_that_help_names_are_those_that_there_are() -> None:
    from nadhir.casework.authority import OfficerRole  # noqa: PLC0415 - it needs the settings

    assert set(ROLES) == set(OfficerRole)


def test_the_page_names_every_command_by_hand_too(root: Path) -> None:
    by_hand = (root / "docs" / "cli.md").read_text(encoding="utf-8").partition("## What each")[0]
    named = {command for command in COMMANDS if f"nadhir {command}" in by_hand or f"`{command}`" in by_hand}
    assert named >= set(COMMANDS) - {"demo"}

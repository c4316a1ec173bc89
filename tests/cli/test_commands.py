"""Every command teaches itself, and every wrong call is answered in words."""

import os
import re
import subprocess
import sys

import pytest
from django.db import InterfaceError, OperationalError, ProgrammingError

from nadhir.cli.__main__ import COMMANDS
from tests.cli.offices import Office
from tests.cli.running import nadhir


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_teaches_itself(command: str) -> None:
    outcome = nadhir(command, "--help")
    assert outcome.code == 0
    assert f"nadhir {command}" in outcome.out
    assert len(outcome.out.splitlines()) > 6


def test_help_names_every_command_in_the_order_of_the_way() -> None:
    said = nadhir("--help").out
    found = [re.search(rf"^    {command}\s", said, re.MULTILINE) for command in COMMANDS]
    assert all(found)
    places = [place.start() for place in found if place is not None]
    assert places == sorted(places)


def test_no_command_shows_the_help_and_is_a_usage_error() -> None:
    outcome = nadhir()
    assert outcome.code == 2
    assert "commands" in outcome.out


def test_an_unknown_command_is_a_usage_error() -> None:
    outcome = nadhir("warn-everybody")
    assert outcome.code == 2
    assert "warn-everybody" in outcome.err


def test_the_program_starts_in_a_c_locale_and_speaks_arabic() -> None:
    env = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": ""}
    done = subprocess.run(
        [sys.executable, "-m", "nadhir.config.console", "--help"], check=False, capture_output=True, env=env, timeout=60
    )
    assert done.returncode == 0
    assert "نذير" in done.stdout.decode()


@pytest.mark.parametrize(("error", "code"), [(OperationalError, 4), (InterfaceError, 4), (ProgrammingError, 70)])
def test_a_database_that_fails_is_the_worlds_fault_and_nonsense_asked_of_it_is_ours(
    error: type[Exception], code: int, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error("the server closed the connection")

    monkeypatch.setattr("nadhir.casework.queries.cases", fail)
    outcome = nadhir("cases", "--by", "salma")
    assert (office is not None, outcome.code) == (True, code)
    assert "the server closed" not in outcome.err

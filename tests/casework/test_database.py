"""The casework tests run on the database that was asked for, and on the tests' own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.db import connection

ASKED_FOR = os.environ.get("NADHIR_TEST_DATABASE", "sqlite")


@pytest.mark.django_db
def test_the_database_is_the_one_asked_for_and_our_own() -> None:
    with connection.cursor() as cursor:
        if ASKED_FOR == "postgres":
            cursor.execute("SHOW data_directory")
            ours = os.environ["NADHIR_TEST_DATA_DIRECTORY"]
        else:
            cursor.execute("SELECT file FROM pragma_database_list WHERE name = 'main'")
            ours = str(Path(os.environ["NADHIR_HOME"]) / "tests.sqlite3")
        (found,) = cursor.fetchone()
    assert connection.vendor == ("postgresql" if ASKED_FOR == "postgres" else "sqlite")
    assert Path(found).resolve() == Path(ours).resolve()


if ASKED_FOR == "sqlite":

    @pytest.mark.django_db
    @pytest.mark.parametrize(("pragma", "expected"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)])
    def test_sqlite_runs_as_a_house_runs_it(pragma: str, expected: object) -> None:
        """The write-ahead log, every commit on the disk before it is reported, references held."""
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA {pragma}")
            assert cursor.fetchone() == (expected,)

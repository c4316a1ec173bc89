"""Opens an office for each test of a command that needs a house.

Nothing of ours is imported above the fixtures: a conftest named on the command line is read before the one that sets
the house and the database up.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pytest_django import Settings

    from nadhir.casework.house import House
    from tests.cli.offices import Office


@pytest.fixture(scope="session")
def built_house() -> House:
    """The house as the settings wire it; its knowledge is loaded once for all tests."""
    from nadhir.config.keys import make_keys  # noqa: PLC0415 - see above
    from nadhir.config.wiring import build_house  # noqa: PLC0415 - see above

    make_keys(Path(os.environ["NADHIR_HOME"]), is_demo=False)
    return build_house()


@pytest.fixture
def wired(built_house: House, transactional_db: None, settings: Settings) -> Iterator[House]:  # noqa: ARG001
    """The house that every command opens during the test, in an empty database."""
    from nadhir.casework.house import house  # noqa: PLC0415 - see above
    from tests.cli import offices  # noqa: PLC0415 - see above

    # Argon2 is slow on purpose; a dozen accounts for each test need not be. test_accounts.py looks at the real one.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.NADHIR_WIRING = "tests.cli.offices.current"
    offices.stand(built_house)
    house.cache_clear()
    yield built_house
    house.cache_clear()


@pytest.fixture
def office(wired: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office with the organisation, the people and the sources of the casework tests."""
    from nadhir.casework.house import house  # noqa: PLC0415 - see above
    from tests.casework.desks import open_desk  # noqa: PLC0415 - see above
    from tests.cli import offices  # noqa: PLC0415 - see above

    monkeypatch.delenv("NADHIR_OFFICER", raising=False)
    desk = open_desk(wired)
    offices.stand(desk.house)
    house.cache_clear()
    return offices.Office(desk=desk, folder=tmp_path, password=offices.secret(tmp_path / "password"))

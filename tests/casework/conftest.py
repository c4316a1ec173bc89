"""Opens a desk for each test of casework, on SQLite or PostgreSQL.

Nothing of ours is imported above the fixtures: a conftest named on the command line is read before the one that sets
the house and the database up.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pytest_django import Settings

    from nadhir.casework.house import House
    from tests.casework.desks import Desk


@pytest.fixture(scope="session")
def wired() -> House:
    """The house as the settings wire it, on keys of its own; its knowledge is loaded once for all tests."""
    from nadhir.config.keys import make_keys  # noqa: PLC0415 - see above
    from nadhir.config.wiring import build_house  # noqa: PLC0415 - see above

    make_keys(Path(os.environ["NADHIR_HOME"]), is_demo=False)
    return build_house()


@pytest.fixture
def desk(wired: House, transactional_db: None, settings: Settings) -> Desk:  # noqa: ARG001 - real commits
    """A desk with an organisation of its own, and another organisation beside it."""
    from tests.casework.desks import open_desk  # noqa: PLC0415 - see above

    # Argon2 is slow on purpose; a dozen accounts for each test need not be. test_accounts.py looks at the real one.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return open_desk(wired)

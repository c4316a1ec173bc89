"""A desk with pages: the house of tests/casework under the real addresses, asked through Django's test client.

Nothing of ours is imported above the fixtures: see tests/casework/conftest.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.fixtures import Settings

    from nadhir.casework.house import House
    from tests.casework.desks import Desk

ENTER = Callable[[str], "Client"]


@pytest.fixture(scope="session")
def wired() -> House:
    """The house as the settings wire it, its knowledge loaded once."""
    from nadhir.config.wiring import build_house  # noqa: PLC0415 - see above

    return build_house()


@pytest.fixture
def desk(wired: House, transactional_db: None, settings: Settings) -> Iterator[Desk]:  # noqa: ARG001
    """A desk with an organisation of its own and another beside it, on which the pages stand."""
    from nadhir.casework.house import house  # noqa: PLC0415 - see above
    from tests.casework.desks import open_desk  # noqa: PLC0415 - see above
    from tests.web import houses  # noqa: PLC0415 - see above

    settings.NADHIR_WIRING = "tests.web.houses.build_house"
    # Argon2 is slow on purpose, and each test makes nine accounts; that it is what a house uses, test_settings.py says.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    opened = open_desk(wired)
    houses.stand(opened.house)
    house.cache_clear()
    yield opened
    houses.leave()
    house.cache_clear()


@pytest.fixture
def enter(desk: Desk) -> ENTER:  # noqa: ARG001 - officers exist once it is open
    """Gives a client that is logged in as an officer."""
    from django.test import Client  # noqa: PLC0415 - see above

    from nadhir.store.models import Officer  # noqa: PLC0415 - see above

    def logged_in(officer: str) -> Client:
        client = Client()
        client.force_login(Officer.objects.get(username=officer), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return logged_in

# SPDX-License-Identifier: Apache-2.0
"""Django system checks, each with an id and a hint that says what to do."""

from collections.abc import Sequence

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.checks import Warning as CheckWarning

from nadhir.config.keys import KeyFileError, KeyRing
from nadhir.reference import packs
from nadhir.terms.errors import NadhirError


def check_keys(app_configs: Sequence[AppConfig] | None = None, **kwargs: object) -> list[CheckMessage]:  # noqa: ARG001
    """Report a key that is missing, weak, open to others, or a demo's in a real home (`nadhir.E001`)."""
    try:
        KeyRing.load(settings.NADHIR_HOME, django_file=settings.NADHIR_SECRET_KEY_FILE)
    except KeyFileError as error:
        return [Error(f"{error.where}: {error.what}", hint=error.remedy, id="nadhir.E001")]
    if settings.NADHIR_IS_DEMO and settings.NADHIR_PUBLIC_URL.startswith("https"):
        return [
            CheckWarning(
                "this is a demo, and it has a public address",
                hint="make an installation of its own with `nadhir install` before anything real is entered",
                id="nadhir.W001",
            )
        ]
    return []


def check_store(app_configs: Sequence[AppConfig] | None = None, **kwargs: object) -> list[CheckMessage]:  # noqa: ARG001
    """Report a database that does not keep what it was told (`nadhir.E002`): one in memory loses every report."""
    database = settings.DATABASES["default"]
    if str(database["ENGINE"]).endswith("sqlite3") and ":memory:" in str(database["NAME"]):
        return [
            Error(
                "the database is in memory and would be lost",
                hint="leave NADHIR_DATABASE_URL out, or name a file",
                id="nadhir.E002",
            )
        ]
    return []


def check_packs(app_configs: Sequence[AppConfig] | None = None, **kwargs: object) -> list[CheckMessage]:  # noqa: ARG001
    """Report a pack of the house's own that cannot be loaded (`nadhir.E003`): at the start, not at the first threat."""
    folders = settings.NADHIR_PACKS
    try:
        for key in packs.keys(folders):
            packs.load(key, folders=folders)
    except NadhirError as error:
        return [Error(f"{error.where}: {error.what}", hint=error.remedy, id="nadhir.E003")]
    return []

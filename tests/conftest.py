"""What every test stands on: the database asked for, a house of its own, sockets held, skips held to account.

- `NADHIR_TEST_DATABASE` is `sqlite` (the default) or `postgres`; the latter starts a server of the tests' own.
- `NADHIR_HOME` is a fresh folder for each process, so no test reads or writes the keys and data of a real house.
- Pure rooms get no socket at all; everything else gets loopback.
- In CI a test may be skipped for one reason only, that `../shared` is missing. Any other skip is a failure there: a
  test that never runs proves nothing, and nobody would notice.
"""

from __future__ import annotations

import contextlib
import os
import signal
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

from nadhir.config.install import install
from tests.postgres import PostgresError, running_server

ROOT = Path(__file__).resolve().parent.parent
SHARED_MISSING = "../shared missing"
PURE_TESTS = ROOT / "tests" / "rooms"
WITHOUT_DJANGO = (PURE_TESTS, ROOT / "tests" / "architecture")

_at_end = contextlib.ExitStack()


# ── the database and the house ──────────────────────────────────────────────────────────────────────────────────────


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Prepares a house and a database before Django reads its settings."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that a polite end cleans up like Ctrl-C
    home = Path(_at_end.enter_context(tempfile.TemporaryDirectory(prefix="nadhir-home-")))
    os.environ["NADHIR_HOME"] = str(home)
    database = os.environ.get("NADHIR_TEST_DATABASE", "sqlite")
    is_worker = hasattr(config, "workerinput")
    if database == "sqlite":
        os.environ["NADHIR_DATABASE_URL"] = f"sqlite://{home / 'nadhir.sqlite3'}"
    elif database != "postgres":
        msg = f"NADHIR_TEST_DATABASE is {database!r}; it may be sqlite or postgres."
        raise pytest.UsageError(msg)
    elif not is_worker:  # the workers of pytest-xdist inherit the address
        try:
            server = _at_end.enter_context(running_server())
        except PostgresError as error:
            _at_end.close()
            raise pytest.UsageError(str(error)) from error
        os.environ["NADHIR_DATABASE_URL"] = server.url
        os.environ["NADHIR_TEST_DATA_DIRECTORY"] = str(server.data_directory)
    if _needs_django(config.args):
        _set_up_django(home)


def _needs_django(arguments: list[str]) -> bool:
    """Says whether more was asked for than the tests of pure rooms and of the house's rules, which run without it."""
    asked = [Path(argument.partition("::")[0]).resolve() for argument in arguments]
    return not asked or not all(any(path.is_relative_to(folder) for folder in WITHOUT_DJANGO) for path in asked)


def _set_up_django(home: Path) -> None:
    install(home, is_demo=False)
    os.environ["DJANGO_SETTINGS_MODULE"] = "nadhir.config.settings"
    import django  # noqa: PLC0415 - after the environment that its settings read

    django.setup()


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """Stops the server and removes the house, also after Ctrl-C."""
    _at_end.close()


# ── sockets ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Takes every socket from the tests of pure rooms."""
    for item in items:
        if item.path.is_relative_to(PURE_TESTS):
            item.add_marker(pytest.mark.disable_socket)


# ── skips ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _is_ci() -> bool:
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    match report.longrepr:
        case (_, _, str(reason)):
            return reason
        case other:
            return str(other)


def _hold_to_account(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turns a skip that CI does not accept into a failure, so that the closing line tells the truth."""
    if report.outcome == "skipped" and not hasattr(report, "wasxfail") and SHARED_MISSING not in _reason(report):
        where, why = report.nodeid, _reason(report)
        report.outcome = "failed"
        report.longrepr = f'{where} was skipped in CI: {why!r}. Only "{SHARED_MISSING}" is accepted there.'


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Reads the outcome of each test after every other plugin has had its say."""
    report = yield
    if _is_ci():
        _hold_to_account(report)
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Reads the outcome of each collection: a whole module can be skipped too."""
    report = yield
    if _is_ci():
        _hold_to_account(report)
    return report


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:  # noqa: ARG001 - it must have run
    """Gives the tests on SQLite a file in WAL mode, as a house has, where Django would take a database in memory."""
    from django.db import connection  # noqa: PLC0415 - after the environment that its settings read

    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(Path(os.environ["NADHIR_HOME"]) / "tests.sqlite3")


# ── fixtures ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of inputs beside the checkout; the test is skipped where it is not there."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip(SHARED_MISSING)
    return folder

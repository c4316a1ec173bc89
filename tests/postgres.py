"""A PostgreSQL of the tests' own: a fresh cluster in a temporary folder, on a port the system chose, gone at the end.

It never uses a server that is already there. A client that reaches somebody else's server on a fixed port says
nothing about us and may harm them; so after the start the server is asked for its `data_directory`, and anything but
our folder ends the run. Where it cannot start, it says why at once instead of letting every test fail by itself.

The cluster is not durable (`fsync = off`): what the tests ask of PostgreSQL is its locking and its types.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

_PR_SET_PDEATHSIG = 1
_OWNER = "nadhir"
_DATABASE = "nadhir"
_START_SECONDS = 60
_STOP_SECONDS = 20
_LOG_LINES_SHOWN = 15


class PostgresError(RuntimeError):
    """The test server could not be found, started or recognised as ours; the message says what to do."""


@dataclass(frozen=True, slots=True)
class TestServer:
    """Where the tests' own server answers."""

    __test__ = False  # pytest would take the name for a class of tests

    url: str
    data_directory: Path


@dataclass(frozen=True, slots=True)
class _Account:
    """The account of this machine that the server runs under; PostgreSQL refuses to run as root."""

    uid: int
    gid: int


def find_programs() -> Path:
    """Returns the folder of the newest installed `initdb` and `postgres`."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_major, reverse=True)
    on_path = shutil.which("initdb")
    for folder in [*debian, *([Path(on_path).resolve().parent] if on_path else [])]:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    msg = "PostgreSQL's programs are not on this machine. `make system` installs them or names the command."
    raise PostgresError(msg)


def _major(folder: Path) -> int:
    name = folder.parent.name
    return int(name) if name.isdecimal() else 0


def _account() -> _Account | None:
    """Returns the account to change to, or nothing when this process is an ordinary user's already."""
    if os.getuid() != 0:
        return None
    try:
        entry = pwd.getpwnam("postgres")
    except KeyError as error:
        msg = "As root the test server runs as the account `postgres`; this machine lacks it. Run as an ordinary user."
        raise PostgresError(msg) from error
    return _Account(uid=entry.pw_uid, gid=entry.pw_gid)


def _end_with_parent() -> None:
    """Asks the kernel to stop the server when the test process is gone, however it went."""
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGINT)


def _start(
    command: list[str], *, folder: Path, account: _Account | None, log: Path, before: Callable[[], None] | None = None
) -> subprocess.Popen[bytes]:
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            cwd=folder,
            env={"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C is for pytest, which then stops the server in order
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            preexec_fn=before,  # noqa: PLW1509 - one thread at this moment, and the call touches no lock
        )


def _free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _tail(log: Path) -> str:
    if not log.exists():
        return "(no output)"
    return "\n".join(log.read_text("utf-8", "replace").splitlines()[-_LOG_LINES_SHOWN:])


def _await_answer(server: subprocess.Popen[bytes], *, url: str, data: Path, log: Path) -> None:
    """Waits until the server answers and has shown that it is ours."""
    deadline = time.monotonic() + _START_SECONDS
    while True:
        if server.poll() is not None:
            msg = f"The test PostgreSQL ended at its start with code {server.returncode}. Its last words:\n{_tail(log)}"
            raise PostgresError(msg)
        try:
            with psycopg.connect(url, connect_timeout=5) as connection:
                row = connection.execute("SHOW data_directory").fetchone()
        except psycopg.OperationalError as error:
            if time.monotonic() > deadline:
                msg = (
                    f"The test PostgreSQL did not answer in {_START_SECONDS} s ({error}). Its last words:\n{_tail(log)}"
                )
                raise PostgresError(msg) from error
            time.sleep(0.1)
            continue
        if row is None or Path(row[0]).resolve() != data.resolve():
            theirs = row[0] if row else "an unknown folder"
            msg = f"The server that answered keeps its data in {theirs}, not in {data}: it is not ours. Run again."
            raise PostgresError(msg)
        return


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Stops the server, politely first."""
    for how in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        if server.poll() is not None:
            return
        server.send_signal(how)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(_STOP_SECONDS)


@contextlib.contextmanager
def running_server() -> Iterator[TestServer]:
    """Runs a fresh server for as long as the block lasts.

    Raises:
        PostgresError: it is not installed, did not start, or the server that answered is not ours.
    """
    programs = find_programs()
    account = _account()
    folder = Path(tempfile.mkdtemp(prefix="nadhir-postgres-"))
    try:
        data = folder / "data"
        log = folder / "log.txt"
        password = secrets.token_urlsafe(24)
        (folder / "password").write_text(password, "ascii")
        if account:
            for path in (folder, folder / "password"):
                os.chown(path, account.uid, account.gid)
        made = _start(
            [
                str(programs / "initdb"),
                f"--pgdata={data}",
                f"--username={_OWNER}",
                f"--pwfile={folder / 'password'}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
            ],
            folder=folder,
            account=account,
            log=log,
        ).wait()
        if made != 0:
            msg = f"initdb in {folder} ended with code {made}. Its last words:\n{_tail(log)}"
            raise PostgresError(msg)
        port = _free_port()
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(port),
            "unix_socket_directories": "",
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
            "max_connections": "60",
            "timezone": "UTC",
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        server = _start(
            [str(programs / "postgres"), "-D", str(data), *options],
            folder=folder,
            account=account,
            log=log,
            before=_end_with_parent,
        )
        try:
            address = f"postgresql://{_OWNER}:{password}@127.0.0.1:{port}"
            _await_answer(server, url=f"{address}/postgres", data=data, log=log)
            with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {_DATABASE}")
            yield TestServer(url=f"{address}/{_DATABASE}", data_directory=data)
        finally:
            _stop(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)

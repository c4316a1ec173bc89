# SPDX-License-Identifier: Apache-2.0
"""Typed readers of the environment that fail loudly.

Promise: a setting is the right kind of value or the start fails, naming the variable, what was wrong and what to write.
An empty value counts as not set. The secret itself never comes in a variable, where every child process could read it:
a variable names the *file* that holds it.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from nadhir.egress import ascii_host
from nadhir.terms.errors import TheirsError

_YES: Final = frozenset({"1", "true", "yes", "on"})
_NO: Final = frozenset({"0", "false", "no", "off"})
LARGEST_PORT: Final = 65535


class SettingError(TheirsError):
    """A setting is missing or of the wrong kind."""


def _raw(name: str) -> str | None:
    return os.environ.get(name, "").strip() or None


def read_text(name: str, *, default: str | None = None) -> str:
    """Return the variable's text.

    Raises:
        SettingError: it is not set and there is no default.
    """
    value = _raw(name)
    if value is not None:
        return value
    if default is None:
        raise SettingError("it is not set", where=f"environment variable {name}", remedy="see docs/settings.md")
    return default


def read_flag(name: str, *, default: bool) -> bool:
    """Return whether the variable says yes; anything but a clear yes or no is an error."""
    value = _raw(name)
    if value is None:
        return default
    if value.lower() in _YES:
        return True
    if value.lower() in _NO:
        return False
    raise SettingError(
        f"{value!r} is neither yes nor no", where=f"environment variable {name}", remedy="write 1 or 0, or leave it out"
    )


def read_integer(name: str, *, default: int, least: int, most: int) -> int:
    """Return the variable's whole number, which must lie between `least` and `most`."""
    value = _raw(name)
    if value is None:
        return default
    try:
        number = int(value)
    except ValueError:
        number = least - 1
    if not least <= number <= most:
        raise SettingError(
            f"{value!r} is no whole number from {least} to {most}",
            where=f"environment variable {name}",
            remedy=f"write one, or leave it out for {default}",
        )
    return number


def read_list(name: str, *, default: tuple[str, ...]) -> tuple[str, ...]:
    """Return the variable's parts, separated by commas."""
    value = _raw(name)
    if value is None:
        return default
    return tuple(part.strip() for part in value.split(",") if part.strip())


def read_ports(name: str, *, default: tuple[int, ...]) -> tuple[int, ...]:
    """Return the variable's ports, separated by commas."""
    found = read_list(name, default=tuple(str(port) for port in default))
    for part in found:
        if not (part.isascii() and part.isdecimal() and 1 <= int(part) <= LARGEST_PORT):
            raise SettingError(
                f"{part!r} is no port", where=f"environment variable {name}", remedy="write numbers, as in 80,443,8443"
            )
    return tuple(int(part) for part in found)


def read_hosts(name: str) -> tuple[str, ...]:
    """Return the variable's hosts in ASCII, separated by commas; with a dot before it, one stands for all below it."""
    found = []
    for part in read_list(name, default=()):
        try:
            found.append("." * part.startswith(".") + ascii_host(part.removeprefix(".")))
        except ValueError as error:
            raise SettingError(
                f"{part!r} is no name of a host",
                where=f"environment variable {name}",
                remedy="write names alone, as in example.org,.example.net, without https:// and ports",
            ) from error
    return tuple(found)


def read_choice(name: str, *, default: str, choices: tuple[str, ...]) -> str:
    """Return the variable's word, which must be one of `choices`."""
    value = read_text(name, default=default)
    if value not in choices:
        raise SettingError(
            f"{value!r} is not known", where=f"environment variable {name}", remedy="write one of " + ", ".join(choices)
        )
    return value


def read_folder(name: str) -> Path:
    """Return the variable's folder as an absolute path; it must exist.

    Raises:
        SettingError: the variable is not set, or no folder stands there.
    """
    folder = Path(read_text(name)).expanduser().absolute()
    if not folder.is_dir():
        raise SettingError(
            f"{folder} is no folder",
            where=f"environment variable {name}",
            remedy="make the installation's home with `nadhir install`, or name the right folder",
        )
    return folder


def read_folders(name: str) -> tuple[Path, ...]:
    """Return the variable's folders as absolute paths, separated by commas; each must exist."""
    found = tuple(Path(part).expanduser().absolute() for part in read_list(name, default=()))
    for folder in found:
        if not folder.is_dir():
            raise SettingError(
                f"{folder} is no folder", where=f"environment variable {name}", remedy="make it, or mend its name"
            )
    return found


def read_file(name: str, *, default: Path) -> Path:
    """Return the path of the file that the variable names; whether it can be read is the reader's question."""
    value = _raw(name)
    return default if value is None else Path(value).expanduser().absolute()


def read_database(name: str, *, default: Path) -> dict[str, object]:
    """Return Django's description of the database that a URL names.

    `sqlite:///absolute/path` or `postgresql://user:password@host:port/name?sslmode=…`; of PostgreSQL `?host=/folder`
    names a socket's folder, and `?pool=8` the largest number of connections held open.

    Raises:
        SettingError: the URL is of another kind, or has no database name.
    """
    url = _raw(name)
    if url is None:
        return _sqlite(default)
    where = f"environment variable {name}"
    parts = urlsplit(url)
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    match parts.scheme:
        case "sqlite":
            path = Path(unquote(parts.path))
            if not path.is_absolute() or path == Path("/"):
                raise SettingError(
                    "the path is not absolute", where=where, remedy="write sqlite:///absolute/path (three slashes)"
                )
            return _sqlite(path)
        case "postgresql" | "postgres":
            return _postgresql(
                name=unquote(parts.path.lstrip("/")),
                user=unquote(parts.username or ""),
                password=unquote(parts.password or ""),
                host=query.pop("host", "") or parts.hostname or "",
                port=parts.port,
                query=query,
                where=where,
            )
        case _:
            raise SettingError(
                f"{parts.scheme or 'no scheme'!r} is no kind of database known here",
                where=where,
                remedy="write sqlite:///path or postgresql://user:password@host:port/name",
            )


def _sqlite(path: Path) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            # A transaction that begins as a reader and then writes can fail half-way with "database is locked", and no
            # time-out helps it; one that takes the write lock at once only waits its turn.
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            # FULL, not NORMAL: in WAL mode NORMAL may lose the last commits in a power cut, and with them a report.
            # The keys of one report touch some twenty pages: at 1,000 pages, SQLite's default, every fiftieth commit
            # would wait for a checkpoint.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000; "
            "PRAGMA wal_autocheckpoint=4000;",
        },
    }


def _postgresql(
    *, name: str, user: str, password: str, host: str, port: int | None, query: Mapping[str, str], where: str
) -> dict[str, object]:
    if not name:
        raise SettingError("the database has no name", where=where, remedy="write postgresql://host/name")
    rest = dict(query)
    largest = rest.pop("pool", "8")
    if not largest.isdecimal() or not 1 <= int(largest) <= 100:  # noqa: PLR2004 - more than any one process can use
        raise SettingError(f"pool={largest!r} is no number from 1 to 100", where=where, remedy="write pool=8")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": user,
        "PASSWORD": password,
        "HOST": host,
        "PORT": "" if port is None else str(port),
        # A connection for each request is the limit on PostgreSQL; a pool takes three times as many.
        "OPTIONS": {**rest, "pool": {"min_size": 1, "max_size": int(largest), "timeout": 30}},
    }

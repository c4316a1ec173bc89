# SPDX-License-Identifier: Apache-2.0
"""An officer at the command line: the house opened, the account named, the password asked where an act needs one.

Promise: what an account must stand for needs that account's password, checked as the desk's login does, so that wrong
tries are counted together; a password is never an argument, where every process on the machine could read it. Reading
and recording need the account's name alone: whoever runs this program holds the house's keys already, and the use cases
check the account's roles all the same.
"""

import getpass
import os
import stat
import warnings
from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO, cast
from zoneinfo import ZoneInfo

import django

from nadhir.casework.house import House, house
from nadhir.cli.command import Console
from nadhir.terms.errors import TheirsError, WorldError
from nadhir.terms.ids import OfficerId

if TYPE_CHECKING:
    from nadhir.casework.read_models import Me
    from nadhir.cli.story import Story

OFFICER_VARIABLE: Final = "NADHIR_OFFICER"
_LOOPBACK: Final = "127.0.0.1"  # where tries at the keyboard of the house itself are counted
_LONGEST_PASSWORD_BYTES: Final = 4096


@dataclass(frozen=True, slots=True)
class Desk:
    """The house, opened, and the officer who acts in it."""

    house: House
    me: "Me"
    console: Console

    @property
    def by(self) -> OfficerId:
        """The officer's account."""
        return self.me.id

    @property
    def zone(self) -> tzinfo:
        """The organisation's time zone."""
        return ZoneInfo(self.me.holder.timezone)

    def story(self) -> "Story":
        """Return a story that is told at this console, in the organisation's time."""
        from nadhir.cli.story import Story

        return Story(self.console, zone=self.zone)


# ── arguments ───────────────────────────────────────────────────────────────────────────────────────────────────────


def add_officer(parser: ArgumentParser) -> None:
    """Declare who acts."""
    parser.add_argument("--by", metavar="USERNAME", help=f"the officer who acts (or set {OFFICER_VARIABLE})")


def add_password(parser: ArgumentParser) -> None:
    """Declare where the officer's password comes from."""
    parser.add_argument(
        "--password-file",
        type=Path,
        metavar="FILE",
        help="a file with the officer's password in its first line, readable by its owner alone (default: ask)",
    )


def add_json(parser: ArgumentParser) -> None:
    """Declare the choice of JSON Lines."""
    parser.add_argument("--json", action="store_true", help="one JSON object a line instead of words")


def has_strays(console: Console, **given: object) -> bool:
    """Tell whether options were given that do not go with what was asked, and say which; nothing is dropped unseen."""
    strays = [f"--{name.replace('_', '-')}" for name, value in given.items() if value]
    if strays:
        console.note(f"nadhir: {', '.join(strays)} does not go with what was asked; nothing was done — see --help")
    return bool(strays)


# ── opening ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def open_house() -> House:
    """Return the house that the settings describe, its database reached and up to date.

    Raises:
        WorldError: the database does not answer, or was not made by this release.
        TheirsError: a setting or a key is wrong.
    """
    django.setup()
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    opened = house()
    where = f"database {connection.settings_dict['NAME']}"
    try:
        executor = MigrationExecutor(connection)
        is_behind = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError as error:
        raise WorldError(
            f"it does not answer ({error.__class__.__name__})", where=where, remedy="see NADHIR_DATABASE_URL"
        ) from error
    if is_behind:
        raise WorldError("it was not made yet, or by an older release", where=where, remedy="run nadhir install")
    return opened


def open_desk(args: Namespace, *, console: Console) -> Desk:
    """Return the house with the officer whom `--by` or the environment names.

    Raises:
        TheirsError: nobody was named, or there is no such open account.
        WorldError: the database does not answer.
    """
    opened = open_house()
    from nadhir.casework import queries

    named = args.by or os.environ.get(OFFICER_VARIABLE, "").strip()
    if not named:
        raise TheirsError("nobody was named", where="--by", remedy=f"give --by USERNAME, or set {OFFICER_VARIABLE}")
    return Desk(house=opened, me=queries.me(opened, by=OfficerId(named)), console=console)


# ── passwords ───────────────────────────────────────────────────────────────────────────────────────────────────────


def check_password(desk: Desk, *, file: Path | None, to: str) -> None:
    """Ask for the officer's password and check it, as the login does; `to` says what they are about to do.

    Raises:
        TheirsError: it is not the password, the account rests, or there is nobody to ask.
    """
    from django.contrib.auth import authenticate
    from django.http import HttpRequest

    username = desk.by
    password = read_password(file) if file is not None else ask(f"Password of {username}, to {to}: ", desk.console)
    request = HttpRequest()
    request.META["REMOTE_ADDR"] = _LOOPBACK
    found = authenticate(request, username=username, password=password)
    if found is None or found.get_username() != username:
        raise TheirsError(
            "the password is not right, or the account is closed or at rest; nothing has happened",
            where=f"account {username}",
            remedy="try again; after too many tries the account rests for a quarter of an hour",
        )


def read_password(file: Path) -> str:
    """Return the first line of the file.

    Raises:
        TheirsError: others can read the file, or there is nothing in it.
    """
    with file.open("rb") as stream:
        mode = os.fstat(stream.fileno()).st_mode
        if stat.S_ISREG(mode) and mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise TheirsError("others can read it", where=str(file), remedy=f"run chmod 600 {file}")
        line = stream.readline(_LONGEST_PASSWORD_BYTES)
    try:
        password = line.rstrip(b"\r\n").decode()
    except UnicodeDecodeError as error:
        raise TheirsError("its first line is no UTF-8", where=str(file), remedy="save it as UTF-8") from error
    if not password:
        raise TheirsError("its first line is empty", where=str(file), remedy="put the password there")
    return password


def ask(prompt: str, console: Console) -> str:
    """Return what the person at the terminal types, unseen.

    Raises:
        TheirsError: there is no terminal.
    """
    try:
        with warnings.catch_warnings():
            # Without a terminal getpass would read, and echo, whatever the input happens to be.
            warnings.simplefilter("error", getpass.GetPassWarning)
            return getpass.getpass(prompt, stream=cast("TextIO", console.err))
    except (getpass.GetPassWarning, EOFError, OSError) as problem:
        raise TheirsError(
            "there is no terminal to ask for the password", where="password", remedy="give --password-file FILE"
        ) from problem


def new_password(username: str, *, file: Path | None, console: Console) -> str:
    """Return the password of a new account, from the file or typed twice.

    Raises:
        TheirsError: the two differ, or there is no terminal.
    """
    if file is not None:
        return read_password(file)
    first = ask(f"New password of {username}: ", console)
    if ask("The same once more: ", console) != first:
        raise TheirsError("the two were not the same", where=f"account {username}", remedy="type it again")
    return first

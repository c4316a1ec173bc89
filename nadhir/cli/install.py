# SPDX-License-Identifier: Apache-2.0
"""`nadhir install`: make an installation's home: its folder, its own keys, its database."""

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

import django
from django.core.management import call_command

from nadhir.cli.command import Console
from nadhir.cli.exits import Exit

SUMMARY = "make a home: its folder, its own keys, its database"
DESCRIPTION = """Make an installation's home: the folder, keys made here and now (never shipped, never shared), and the
database. What is there already is left as it is; running it again after an upgrade brings the database up to date.
The first account is made by `nadhir account add`; there is no default one.

  NADHIR_HOME=/srv/nadhir nadhir install"""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--home", type=Path, help="the folder (or set NADHIR_HOME)")
    parser.add_argument("--demo", action="store_true", help="mark it a demo: its keys are refused anywhere else")


def run(args: Namespace, *, console: Console) -> Exit:
    """Make the keys, then bring the database up to date."""
    if args.home is not None:
        os.environ["NADHIR_HOME"] = str(args.home.expanduser().absolute())
    home = Path(os.environ.get("NADHIR_HOME", "var"))
    for path in console.install(home, is_demo=args.demo):
        console.print(f"made {path}")
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    console.print("the database is up to date")
    return Exit.OK

# SPDX-License-Identifier: Apache-2.0
"""Find the command, run it, and turn every error into a line that says what, where and what to do.

Commands are imported when they are asked for: `nadhir screen` needs no database, and does not wait for one.
"""

import argparse
import importlib
import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from typing import Final, cast

from nadhir import __version__
from nadhir.cli.command import Command, Console
from nadhir.cli.exits import Exit
from nadhir.terms.errors import NadhirError, TheirsError, WorldError

#: In the order of a warning's way; the summary stands in each module.
COMMANDS: Final = (
    "read",
    "screen",
    "words",
    "bulk",
    "replay",
    "receive",
    "watch",
    "search",
    "cases",
    "case",
    "clocks",
    "determine",
    "explain",
    "retrace",
    "consult",
    "dispute",
    "tearline",
    "release",
    "deliver",
    "acknowledge",
    "verify",
    "install",
    "account",
    "duty",
    "worker",
    "serve",
    "demo",
)
INTERRUPTED: Final = 130  # 128 + SIGINT, as shells have it
DESCRIPTION: Final = (
    "Nadhir (نذير) brings a report of a threat to life to a warning that arrived, with proof. Commands stand in the "
    "order of that way. `read`, `screen`, `words`, `bulk`, `replay` and `verify` need no installation of it: they work "
    "on files."
)
EPILOG: Final = (
    "exit codes: 0 done, 1 some lines or files failed (each says why), 2 not understood, 3 not allowed or not proven, "
    "4 disk, network or another system failed. Settings: docs/settings.md."
)


def main(argv: Sequence[str], *, console: Console) -> int:
    """Run one command and return its exit code."""
    parser, modules = _parser(argv)
    with redirect_stdout(console.out), redirect_stderr(console.err):  # argparse writes its help by itself
        args = parser.parse_args(argv)
    if args.command is None:
        parser.print_help(console.out)
        return Exit.USAGE
    try:
        return modules[args.command].run(args, console=console)
    except NadhirError as error:
        console.note(f"nadhir {args.command}: {error}")
        return _exit_of(error)
    except BrokenPipeError:
        # Whoever read the output has seen enough; what is left must not complain about it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), console.out.fileno())
        return Exit.OK
    except KeyboardInterrupt:
        console.note("stopped")
        return INTERRUPTED
    except OSError as error:
        console.note(f"nadhir {args.command}: {error.filename or ''}: {error.strerror or error}")
        return Exit.WORLD
    except Exception as error:  # noqa: BLE001 -- the last door: a bug is said in one line, and shown whole when asked for
        if _is_of_database(error):
            console.note(
                f"nadhir {args.command}: the database failed ({type(error).__name__}); what was under way is undone. "
                "It may work when tried again; see NADHIR_DATABASE_URL and the database's own log."
            )
            return Exit.WORLD
        if os.environ.get("NADHIR_TRACEBACK"):
            traceback.print_exc(file=console.err)
        name = type(error).__name__
        console.note(
            f"nadhir {args.command}: a bug of ours ({name}). NADHIR_TRACEBACK=1 shows where; please report it."
        )
        return Exit.BUG


def _is_of_database(error: Exception) -> bool:
    """Tell whether the database failed, without loading Django for commands that do without it."""
    django = sys.modules.get("django.db.utils")
    if django is None or isinstance(error, django.ProgrammingError | django.DataError):
        return False  # those two say that we asked it for nonsense
    return isinstance(error, django.DatabaseError | django.InterfaceError)


def _exit_of(error: NadhirError) -> Exit:
    if isinstance(error, WorldError):
        return Exit.WORLD
    return Exit.REFUSED if isinstance(error, TheirsError) else Exit.BUG


def _parser(argv: Sequence[str]) -> tuple[argparse.ArgumentParser, dict[str, Command]]:
    parser = argparse.ArgumentParser(prog="nadhir", description=DESCRIPTION, epilog=EPILOG)
    parser.add_argument("--version", action="version", version=f"nadhir {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    asked = [a for a in argv if a in COMMANDS][:1]
    modules: dict[str, Command] = {}
    for name in asked or COMMANDS:
        module = cast("Command", importlib.import_module(f"nadhir.cli.{name}"))
        modules[name] = module
        sub = commands.add_parser(
            name,
            help=module.SUMMARY,
            description=module.DESCRIPTION,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.add_arguments(sub)
    return parser, modules

# SPDX-License-Identifier: Apache-2.0
"""Makes an installation's home: its folder and its keys. `python -m nadhir.config.install FOLDER [--demo]`.

It does not touch the database: `nadhir migrate` does.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from nadhir.config.keys import make_keys
from nadhir.terms.errors import NadhirError


def install(home: Path, *, is_demo: bool) -> tuple[Path, ...]:
    """Make the folder and whichever keys are missing; return the paths of the keys made now."""
    return make_keys(home.expanduser().absolute(), is_demo=is_demo)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; 0 when all is there, 2 when the home cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m nadhir.config.install", description=__doc__)
    parser.add_argument("home", type=Path, help="the folder for keys and database (NADHIR_HOME)")
    parser.add_argument("--demo", action="store_true", help="mark it a demo: its keys are refused anywhere else")
    given = parser.parse_args(arguments)
    try:
        made = install(given.home, is_demo=given.demo)
    except NadhirError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write("".join(f"made {path}\n" for path in made) or "every key is there already\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

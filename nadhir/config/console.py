# SPDX-License-Identifier: Apache-2.0
"""The program `nadhir`: the command line, wired to this machine's clock and to the settings."""

import os
import sys

from nadhir.cli.__main__ import main as run_command
from nadhir.cli.command import Console
from nadhir.config.clock import SystemClock
from nadhir.config.install import install


def main() -> int:
    """Run the command that the arguments name and return its exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nadhir.config.settings")
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # an Arabic line must not die of a C locale
            reconfigure(encoding="utf-8", errors="backslashreplace")
    console = Console(stdin=sys.stdin.buffer, out=sys.stdout, err=sys.stderr, now=SystemClock().now, install=install)
    return run_command(sys.argv[1:], console=console)


if __name__ == "__main__":
    sys.exit(main())

# SPDX-License-Identifier: Apache-2.0
"""What the exit code of a command says."""

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes, the same for every command."""

    OK = 0
    SOME_FAILED = 1  # some lines or files had errors, each said in the output; the rest was done
    USAGE = 2  # the command was not understood (argparse's own code)
    REFUSED = 3  # understood, and not allowed: a rule, a role or a proof says no
    WORLD = 4  # disk, network or another system failed; it may work when tried again
    BUG = 70  # ours; please report it

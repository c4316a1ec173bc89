# SPDX-License-Identifier: Apache-2.0
"""The command line: `nadhir …`, one module a command, stable names, JSON Lines in and out where programs talk.

Promise: `--help` teaches; a bad line or page becomes a line with an `error` that says what, where and what to do, and
the rest goes on; long work shows its progress on the error stream and never in the output; exit codes mean the same
everywhere (`exits`). It decides nothing: each command calls a use case of `casework`, or a pure room.
"""

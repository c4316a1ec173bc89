# SPDX-License-Identifier: Apache-2.0
"""`nadhir serve`: the desk, the recipients' page and the API, on one address."""

import socket
from argparse import ArgumentParser, Namespace
from typing import Final

import django
from granian import Granian
from granian.constants import Interfaces

from nadhir.cli.command import Console
from nadhir.cli.exits import Exit
from nadhir.terms.errors import WorldError

SUMMARY = "serve the desk, the recipients' page and the API"
DESCRIPTION = """Serve the desk, the recipients' page and the API. By default on loopback alone: put a web server with
TLS before it to reach further, and name it in the settings (docs/settings.md).

  nadhir serve --port 8443"""
LOOPBACK: Final = "127.0.0.1"
HIGHEST_PORT: Final = 65535


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--host", default=LOOPBACK, help="the address to listen on (default: loopback alone)")
    parser.add_argument("--port", type=int, default=8000, help="the port; 0 lets the system choose (default: 8000)")
    parser.add_argument("--workers", type=int, default=1, help="processes (default: 1)")


def run(args: Namespace, *, console: Console) -> Exit:
    """Serve until stopped."""
    django.setup()  # a setting that is wrong is said here, before anything listens
    port = free_port(args.host, port=args.port)
    console.note(f"nadhir serve: http://{args.host}:{port}/  (stop with Ctrl-C)")
    serve(args.host, port=port, workers=args.workers)
    return Exit.OK


def free_port(host: str, *, port: int) -> int:
    """Return the port if it is free, or one that is, where 0 was asked for.

    Raises:
        WorldError: something listens there already, or the address is not this machine's.
    """
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as problem:
            raise WorldError(
                f"cannot listen there ({problem})",
                where=f"{host}:{port}",
                remedy="choose another port with --port, 0 lets the system choose",
            ) from None
        chosen: int = probe.getsockname()[1]
        return chosen


def serve(host: str, *, port: int, workers: int = 1) -> None:
    """Serve the site until the process is told to stop."""
    Granian(
        "nadhir.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        log_enabled=False,
    ).serve()

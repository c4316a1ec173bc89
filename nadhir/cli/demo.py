# SPDX-License-Identifier: Apache-2.0
"""`nadhir demo`: the whole way of one warning, on `samples/kerman`, in a home of its own; then the desk on loopback."""

import os
import shutil
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import django
from django.core.management import call_command

import nadhir
from nadhir.cli.command import Console
from nadhir.cli.exits import Exit
from nadhir.cli.serve import LOOPBACK, free_port, serve
from nadhir.terms.errors import TheirsError

SUMMARY = "play the whole way of one warning on samples/kerman, then serve the desk on loopback"
DESCRIPTION = """Make a home of its own under var/demo (an SQLite database, keys made here and now), play the Kerman
timeline of samples/kerman through every step, and print what happens as it happens; then serve the desk on loopback
and print its address and the demo accounts. A demo's home is marked as one: its keys are refused anywhere else, and
what was there from an earlier run is made anew.

  nadhir demo
  nadhir demo --no-serve"""
CHECKOUT: Final = Path(nadhir.__file__).resolve().parent.parent
MARKER: Final = "THIS-IS-A-DEMO"  # what `install --demo` leaves in a home


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--no-serve", action="store_true", help="end after the story")
    parser.add_argument("--home", type=Path, default=CHECKOUT / "var" / "demo", help="the demo's folder")
    parser.add_argument("--samples", type=Path, default=CHECKOUT / "samples" / "kerman", help="the timeline's folder")
    parser.add_argument("--seeds", type=Path, default=CHECKOUT.parent / "shared" / "seeds", help="raw press pages")
    parser.add_argument("--port", type=int, default=0, help="the desk's port (default: one that is free)")


def run(args: Namespace, *, console: Console) -> Exit:
    """Play, then serve."""
    began = console.now()
    port = free_port(LOOPBACK, port=args.port)
    url = f"http://{LOOPBACK}:{port}"
    home = _fresh_home(args.home.expanduser().absolute())
    os.environ.update(
        NADHIR_HOME=str(home),
        NADHIR_DATABASE_URL=f"sqlite:///{home / 'nadhir.sqlite3'}",
        NADHIR_PUBLIC_URL=url,
    )
    console.install(home, is_demo=True)
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    passwords = _play(args, console=console, home=home, url=url)
    _say_accounts(passwords, console=console, took=console.now() - began)
    if args.no_serve:
        return Exit.OK
    console.print(f"The desk is at {url}/ — stop it with Ctrl-C.")
    serve(LOOPBACK, port=port)
    return Exit.OK


def _fresh_home(home: Path) -> Path:
    """Return an empty folder for the demo; what an earlier demo left goes, anything else is left alone.

    Raises:
        TheirsError: the folder holds something that is no demo.
    """
    if home.exists() and any(home.iterdir()):
        if not any(home.glob(f"**/{MARKER}")):
            raise TheirsError(
                "the folder is not empty and was not made by a demo", where=str(home), remedy="give another --home"
            )
        shutil.rmtree(home)
    home.mkdir(parents=True, exist_ok=True)
    return home


def _play(args: Namespace, *, console: Console, home: Path, url: str) -> dict[str, str]:
    """Play the story's events in order, and the people's acts between them; return the accounts' passwords."""
    # Use cases need Django's settings, which needed the home: hence not at the top.
    from nadhir.casework.house import house
    from nadhir.cli import kerman
    from nadhir.cli.story import Story

    timeline = kerman.load(args.samples)
    story = Story(console, zone=kerman.zone_of(timeline))
    events = list(kerman.events(timeline))
    clock = kerman.StoryClock(datetime.fromisoformat(str(events[0]["at"])) - timedelta(hours=1))
    play = kerman.Play(
        house=replace(house(), clock=clock, pace=kerman.demo_pace(timeline), public_url=url),
        clock=clock,
        story=story,
        console=console,
        timeline=timeline,
        folder=args.samples,
        seeds=args.seeds if args.seeds.is_dir() else None,
        home=home,
    )
    console.print(
        f"Nadhir {nadhir.__version__}: one threat, the whole way. Events after the public record; the texts and"
    )
    console.print("every name and answer of a private person are ours (samples/kerman/README.md).")
    story.chapter("Reports come in")
    play.found()
    kerman.perform(play, events=events)
    bundle, key = kerman.prove_and_verify(play, out=home)
    console.print(
        f"  kept: {bundle.name} and {key.name} in {home.name}/ — try: nadhir verify {bundle.name} --key {key.name}"
    )
    return play.passwords


def _say_accounts(passwords: dict[str, str], *, console: Console, took: timedelta) -> None:
    console.print()
    console.print(f"The story took {took.total_seconds():.1f} s. Demo accounts (made now, of no use anywhere else):")
    for username, password in passwords.items():
        console.print(f"  {username:<8} {password}")

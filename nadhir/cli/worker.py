# SPDX-License-Identifier: Apache-2.0
"""`nadhir worker`: what the house does by itself: route what waits, judge anew what a change touched, take
the outbox's steps, seal the ledger.

Promise: one thing that fails is said and does not stop the others, and what cannot be sealed never holds a warning up;
told to stop, it finishes the step in hand and stops. As many workers as one likes may run at once.
"""

import signal
import time
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import FrameType
from typing import TYPE_CHECKING, Final

from nadhir.cli.command import Console
from nadhir.cli.deliver import say_step
from nadhir.cli.desk import add_json, open_house
from nadhir.cli.exits import Exit
from nadhir.cli.lines import dump
from nadhir.terms.errors import NadhirError

if TYPE_CHECKING:
    from nadhir.casework.house import House
    from nadhir.casework.route import Routed

SUMMARY = "run what the house does by itself: route, deliver, seal; until it is stopped"
DESCRIPTION = """Run until stopped (Ctrl-C, or SIGTERM from a supervisor): route the reports that wait, take each step
of the outbox that is due (send, try again, record silence, turn to the next way), tell people of warnings that are
about to lapse and of clocks that ran out, rung by rung, and sign a checkpoint of the ledger from time to time. Each
thing done is a line. What fails is said, and tried again after a pause that grows; told to stop, it finishes the step
in hand first. Several may run at once.

  nadhir worker
  nadhir worker --once          one round, for a timer of your own: 1 where something failed"""
SHORTEST_PAUSE: Final = 0.5  # seconds [D]: a warning released now leaves within it
LONGEST_IDLE: Final = 4.0  # seconds [D]: idle, the house looks so often, at the cost of two small queries
LONGEST_AFTER_FAILURE: Final = 60.0  # seconds [D]: a database that is away is asked again every minute
SEAL_MINUTES: Final = 15  # [D]: how much of the ledger's end is not yet under a checkpoint at any time
LOOK_SECONDS: Final = 0.2  # how soon a waiting worker heeds a stop
AT_ONCE: Final = 20  # reports routed before the outbox is looked at again: a warning waits for no archive


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--once", action="store_true", help="do what is due now, seal, and end")
    parser.add_argument(
        "--seal-minutes",
        type=_minutes,
        default=SEAL_MINUTES,
        metavar="N",
        help=f"minutes between two checkpoints (default: {SEAL_MINUTES})",
    )
    add_json(parser)


def _minutes(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"{text!r} is no number of minutes from 1")
    return int(text)


def run(args: Namespace, *, console: Console) -> Exit:
    """Work until stopped, or once."""
    opened = open_house()
    worker = Worker(opened, console=console, is_json=args.json, seal_every=timedelta(minutes=args.seal_minutes))
    with stopped_politely(worker.stop.ask):
        if args.once:
            worker.round(seal_now=True)
            return Exit.SOME_FAILED if worker.failures else Exit.OK
        if not args.json:
            console.print("at work; stop with Ctrl-C")
        worker.loop()
    if not args.json:
        console.print("stopped")
    return Exit.OK


@contextmanager
def stopped_politely(stop: Callable[[], None]) -> Iterator[None]:
    """Let SIGTERM and SIGINT ask for a stop instead of tearing a step in two; a second Ctrl-C interrupts."""

    def heed(number: int, _frame: FrameType | None) -> None:
        stop()
        if number == signal.SIGINT:
            signal.signal(signal.SIGINT, signal.default_int_handler)

    before = {number: signal.signal(number, heed) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@dataclass(slots=True)
class Stop:
    """Whether a stop was asked for. A plain flag, since a lock taken in a signal's handler could wait for itself."""

    is_asked: bool = False

    def ask(self) -> None:
        """Ask for it."""
        self.is_asked = True

    def wait(self, seconds: float) -> None:
        """Wait so long, or until it is asked for."""
        until = time.monotonic() + seconds
        while not self.is_asked and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, LOOK_SECONDS))


@dataclass(slots=True)
class Worker:
    """One worker: what it has done, what failed, and whether it was told to stop."""

    house: "House"
    console: Console
    is_json: bool
    seal_every: timedelta
    stop: Stop = field(default_factory=Stop)
    failures: int = 0
    sealed_at: datetime | None = None
    settled_at: datetime | None = None
    are_all_marked: bool = False
    checkpoint: str = ""

    def loop(self) -> None:
        """Work round after round until told to stop; a pause doubles while nothing is due, and after a failure."""
        pause = SHORTEST_PAUSE
        while not self.stop.is_asked:
            failed_before = self.failures
            has_worked = self.round()
            has_failed = self.failures > failed_before
            if has_worked and not has_failed:
                pause = SHORTEST_PAUSE
                continue
            self.stop.wait(pause)
            pause = min(pause * 2, LONGEST_AFTER_FAILURE if has_failed else LONGEST_IDLE)

    def round(self, *, seal_now: bool = False) -> bool:
        """Do what is due now, warnings first, and tell whether there was anything."""
        from django.db import close_old_connections

        close_old_connections()  # a connection that the database dropped meanwhile is made anew
        has_worked = any(
            [
                self._try("deliver", self._deliver),
                self._try("remind", self._remind),
                self._try("chase", self._chase),
                self._try("sound", self._sound),
                self._try("route", self._route),
                self._try("judge", self._judge),
                self._try("mark", self._mark),
            ]
        )
        if self._is_seal_due(seal_now=seal_now) and not self.stop.is_asked:
            self._try("seal", self._seal)
        return has_worked

    def _try(self, what: str, act: Callable[[], bool]) -> bool:
        """Do one kind of work; a failure is said, and stops neither the others nor the worker."""
        try:
            return act()
        except NadhirError as error:
            self._fail(what, why=str(error))
        except Exception as error:  # noqa: BLE001 -- whatever it is, the other work must go on, and it is tried again
            self._fail(what, why=f"{type(error).__name__}: {error}")
        return False

    def _fail(self, what: str, *, why: str) -> None:
        self.failures += 1
        if self.is_json:
            self.console.print(dump({"did": what, "error": {"what": why, "do": "it is tried again"}}))
        self.console.note(f"nadhir worker: {what} failed, and is tried again: {why}")

    def _deliver(self) -> bool:
        from nadhir.casework.deliver import step

        has_worked = False
        while not self.stop.is_asked and (taken := step(self.house)) is not None:
            has_worked = True
            say_step(taken, console=self.console, is_json=self.is_json)
        return has_worked

    def _remind(self) -> bool:
        from nadhir.casework.renew import remind

        if self.stop.is_asked:
            return False
        told = remind(self.house)
        for each in told:
            did = "has lapsed" if each.has_lapsed else "is about to lapse"
            if self.is_json:
                said = {"did": "remind", "release": each.release_id, "case": each.case_id, "lapsed": each.has_lapsed}
                self.console.print(dump(said))
            else:
                self.console.print(f"warning {each.release_id} of case {each.case_id} {did}: renew or withdraw it")
        return bool(told)

    def _chase(self) -> bool:
        from nadhir.casework.questions import chase

        if self.stop.is_asked:
            return False
        told = chase(self.house)
        for each in told:
            if self.is_json:
                self.console.print(dump({"did": "chase", "question": each.question_id, "case": each.case_id}))
            else:
                self.console.print(f"question {each.question_id} of case {each.case_id} has no answer: ask again")
        return bool(told)

    def _sound(self) -> bool:
        from nadhir.casework.sound_clocks import sound

        if self.stop.is_asked:
            return False
        sounded = sound(self.house)
        for each in sounded:
            if self.is_json:
                said = {"did": "sound", "case": each.case_id, "clock": each.clock, "rung": each.rung, "told": each.told}
                self.console.print(dump({**said, "due_at": each.due_at.isoformat()}))
                continue
            told = f"told {', '.join(each.told)}" if each.told else "NOBODY IS LEFT TO TELL"
            self.console.print(f"clock ran out: {each.clock} of case {each.case_id}, rung {each.rung}: {told}")
        return bool(sounded)

    def _route(self) -> bool:
        from nadhir.casework.route import route_pending

        if self.stop.is_asked:
            return False
        routed = route_pending(self.house, limit=AT_ONCE)
        for each in routed:
            self._say_routed(each)
        return bool(routed)

    def _say_routed(self, routed: "Routed") -> None:
        if self.is_json:
            said = {"did": "route", "report": routed.report_id, "case": routed.case_id, "why": routed.why_no_case}
            self.console.print(dump(said))
            return
        where = f"case {routed.case_id}" if routed.case_id else f"no case ({routed.why_no_case})"
        self.console.print(f"routed {routed.report_id}: {where}")

    def _judge(self) -> bool:
        from nadhir.casework.judge_again import judge_due

        if self.stop.is_asked:
            return False
        judged = judge_due(self.house, limit=AT_ONCE)
        for case_id in judged:
            if self.is_json:
                self.console.print(dump({"did": "judge", "case": case_id}))
            else:
                self.console.print(f"case {case_id} judged anew")
        return bool(judged)

    def _mark(self) -> bool:
        """Mark what was stored before there were marks, and now and then settle the keys of new ones; say nothing."""
        from nadhir.casework.marks import mark_pending, settle
        from nadhir.casework.upkeep import keep_statistics

        if self.stop.is_asked:
            return False
        if not self.are_all_marked:
            self.are_all_marked = mark_pending(self.house) == 0
            return not self.are_all_marked
        now = self.house.clock.now()
        if self.settled_at is not None and now - self.settled_at < self.seal_every:
            return False
        self.settled_at = now
        keep_statistics()
        return settle() > 0

    def _is_seal_due(self, *, seal_now: bool) -> bool:
        now = self.house.clock.now()
        if self.sealed_at is None and not seal_now:
            self.sealed_at = now  # at the start nothing is known to be unsealed: the first is due after one interval
        return seal_now or (self.sealed_at is not None and now - self.sealed_at >= self.seal_every)

    def _seal(self) -> bool:
        from nadhir.casework.seal import seal_ledger
        from nadhir.ledger import parse_checkpoint

        self.sealed_at = self.house.clock.now()
        note = seal_ledger(self.house)
        if note == self.checkpoint:
            return False
        self.checkpoint = note
        size = parse_checkpoint(note).size
        if self.is_json:
            self.console.print(dump({"did": "seal", "size": size}))
        else:
            self.console.print(f"sealed: a checkpoint over {size} entries")
        return True

# SPDX-License-Identifier: Apache-2.0
"""Find the workers: processes of this machine, or those of a scheduler that somebody runs.

Workers of this machine are reached over loopback alone, with a certificate made for the run and kept in memory: whoever
can speak to a Dask scheduler can run code, and not everybody who is on a machine is trusted with its archives. For a
scheduler elsewhere, `tls://` and Dask's own settings (`distributed.comm.tls`) do the same.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from types import TracebackType
from typing import Any, Final, Self

import dask
from distributed import Client, KilledWorker, LocalCluster, as_completed
from distributed.client import ClosedClientError

from nadhir.bulk.answers import PartDone, part_path, read_done
from nadhir.bulk.work import Task, screen_part, screener_here
from nadhir.terms.errors import NadhirError, OursError, WorldError

#: How long one waits for a scheduler, and for a worker where there is none. [D]
PATIENCE_SECONDS: Final = 60
#: Parts are small and answers go to disk: memory needs no relief, and no text is to lie about in a scratch file. Dask
#: opens a port for its pages in any case; nothing is served there.
_SETTINGS: Final = {
    "distributed.worker.memory.target": False,
    "distributed.worker.memory.spill": False,
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
}


@contextmanager
def workers_here(count: int) -> Iterator[Client]:
    """Start worker processes on this machine and give the client that leads them; a killed one is started again."""
    with ExitStack() as stack:
        stack.enter_context(dask.config.set(_SETTINGS))
        cluster = stack.enter_context(
            LocalCluster(  # type: ignore[no-untyped-call]  # Dask is untyped
                n_workers=count,
                threads_per_worker=1,  # screening is Python: a second thread would wait for the first
                processes=True,
                host="127.0.0.1",
                security=True,
                dashboard_address=None,
                scheduler_kwargs={"dashboard": False, "dashboard_address": "127.0.0.1:0"},
                preload=[screen_part.__module__],  # for its `dask_setup`
                silence_logs=logging.CRITICAL,
            )
        )
        yield stack.enter_context(Client(cluster))  # type: ignore[no-untyped-call]  # Dask is untyped


@contextmanager
def workers_of(scheduler: str) -> Iterator[Client]:
    """Give a client of the scheduler at this address once it has a worker.

    Raises:
        WorldError: nobody answers there, or no worker has joined.
    """
    with ExitStack() as stack:
        try:
            client = stack.enter_context(
                Client(scheduler, timeout=PATIENCE_SECONDS)  # type: ignore[no-untyped-call]  # Dask is untyped
            )
        except (OSError, ValueError, TypeError) as problem:
            raise WorldError(
                f"no scheduler answers ({_first_line(problem)})",
                where=scheduler,
                remedy="start one with `dask scheduler`, or check the address: tcp://HOST:PORT, or tls://HOST:PORT "
                "with Dask's settings for TLS (docs/cli.md, Archives)",
            ) from problem
        try:
            client.wait_for_workers(1, timeout=PATIENCE_SECONDS)
        except TimeoutError as problem:
            raise WorldError(
                f"no worker joined the scheduler in {PATIENCE_SECONDS} seconds",
                where=scheduler,
                remedy=f"start one with `dask worker {scheduler}`, from an environment where Nadhir is installed",
            ) from problem
        _check_alike(client)
        yield client


def _check_alike(client: Client) -> None:
    """Check that every worker that is there screens as this process does, and have it load what it needs.

    Raises:
        WorldError: one lacks Nadhir, or has another.
    """
    for address, found in client.run(screener_here, on_error="return").items():
        if found != screener_here():
            said = _first_line(found) if isinstance(found, Exception) else f"it screens with {found}"
            raise WorldError(
                f"this worker cannot screen as we do here, with {screener_here()} ({said})",
                where=address,
                remedy=f"{_INSTALL}, start it again, then run the same command again",
            )


class WorkersKilledError(WorldError):
    """A part's workers were killed as often as Dask puts up with."""


_INSTALL: Final = "install the same nadhir[bulk] where scheduler and workers run"


class Workers:
    """The workers of a cluster, with parts in their hands. Dask gives a lost worker's parts to another."""

    def __init__(self, client: Client) -> None:
        self._client: Any = client  # Dask is untyped: what it gives gets its type here
        self._pending: Any = as_completed(loop=client.loop)  # type: ignore[no-untyped-call]
        self._tasks: dict[Any, Task] = {}
        self._alone_since: float | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError, ClosedClientError):  # a scheduler that is gone has nothing in hand
            self._client.cancel(list(self._tasks))

    @property
    def in_hand(self) -> int:
        """How many parts the workers have."""
        return len(self._tasks)

    def threads(self) -> list[int]:
        """Return how many threads each worker has that is there now.

        Raises:
            WorldError: the scheduler is gone, or all workers are and none came back in time.
        """
        try:
            threads = list(self._client.nthreads().values())
        except (OSError, ClosedClientError) as problem:
            raise _scheduler_lost() from problem
        now = time.monotonic()
        self._alone_since = None if threads else self._alone_since or now
        if self._alone_since is not None and now - self._alone_since > PATIENCE_SECONDS:
            raise WorldError(
                f"no worker has been left for {PATIENCE_SECONDS} seconds",
                where="the cluster",
                remedy=f"see why they ended; {_INSTALL}; then run the same command again: what is done stays done",
            )
        return threads

    def hand(self, task: Task) -> None:
        """Hand a part to whoever is free.

        Raises:
            WorldError: the scheduler is gone.
        """
        try:
            future = self._client.submit(screen_part, task, pure=False)
        except (OSError, ClosedClientError) as problem:
            raise _scheduler_lost() from problem
        self._tasks[future] = task
        self._pending.add(future)

    def has_done(self, *, within_seconds: float) -> bool:
        """Wait so long, or until a part is done, and return whether one is."""
        until = time.monotonic() + within_seconds
        with self._pending.thread_condition:
            while not self._pending.has_ready() and (left := until - time.monotonic()) > 0:
                self._pending.thread_condition.wait(left)
        return bool(self._pending.has_ready())

    def next_done(self) -> PartDone | None:
        """Wait for the next part and return what it came to; None where word of it was lost with its worker.

        What it came to is read from its file and not asked of the worker, who may have been killed since.

        Raises:
            WorkersKilledError: it cost several workers; the others go on.
            NadhirError: what befell it, as whose fault it is.
        """
        future = next(self._pending)
        task = self._tasks[future]
        where = f"{task.name}, from line {task.part.first_line} on"
        match future.status:
            case "finished":
                done = read_done(path) if (path := part_path(task.out, part=task.part.id)).exists() else None
                if done is None:
                    raise WorldError(
                        "a worker has written this part, and it is not here",
                        where=str(path),
                        remedy="see that the folder of answers is the same one, by the same path, on every machine",
                    )
                del self._tasks[future]
                return done
            case "error":
                del self._tasks[future]
                problem = future.exception()
                if isinstance(problem, NadhirError):
                    raise problem
                raise _whose(problem, where=where) from problem
            case "cancelled":
                raise _scheduler_lost()
            case _:
                self._pending.add(future)  # Dask has it done again
                return None


def _whose(problem: BaseException, *, where: str) -> NadhirError:
    """Return what befell a part as whose fault it is."""
    is_unknown_to_scheduler = isinstance(problem, RuntimeError) and "deserialization" in str(problem)
    match problem:
        case KilledWorker():
            return WorkersKilledError("workers were killed again and again", where=where)
        case _ if is_unknown_to_scheduler or isinstance(problem, ImportError):
            return WorldError(
                f"a worker or the scheduler lacks Nadhir, or a part of it ({_first_line(problem)})",
                where=where,
                remedy=f"{_INSTALL}, then run the same command again",
            )
        case MemoryError():
            remedy = "give the workers more memory, then run the same command again: what is done stays done"
            return WorldError("a worker had too little memory", where=where, remedy=remedy)
        case _:
            return OursError(
                f"a part could not be screened ({type(problem).__name__}: {_first_line(problem)})",
                where=where,
                remedy="please report it; what is done stays done",
            )


def _scheduler_lost() -> WorldError:
    return WorldError(
        "the scheduler is gone",
        where="the cluster",
        remedy="start it again, then run the same command again: what is done stays done",
    )


def _first_line(problem: BaseException) -> str:
    """Return what an exception says first: Dask goes on with advice for those who wrote the code."""
    return next(iter(str(problem).splitlines()), "").partition(". ")[0] or type(problem).__name__

# SPDX-License-Identifier: Apache-2.0
"""Release, events → Delivery: from queued to a named person who has it, or back to a person of ours.

Promise: what may follow what stands in one table; a delivery is sent at least once for each channel it comes to, every
attempt is on record before it is made, and a retry of the same sending bears the same key, so that the far side can
tell. Silence is recorded as silence, never as success: "sent" says only that a channel took it. When the time for an
answer has passed, or a channel fails for good, the next channel is tried; after the last one the case returns to a
person. An acknowledgement that comes late, by whatever way, always counts.

It does not send (channels do), tell the time, or decide who is told. Left for later: the next contact or party after
the last channel (issue 7).

    queue(release, *, ids, at) -> (Delivery, …)  one for each recipient
    next_step(delivery, *, at, pace) -> Step     what is due now, or when something will be: of state and clock alone
    claim(delivery, *, at, pace) -> Delivery     takes it for sending and opens the attempt
    apply(delivery, *, event) -> Delivery        the table, and what each event carries
    timed(delivery, *, pace) -> Delivery         with the times that follow from its state, for showing
"""

from nadhir.deliver.keys import idempotency_key, key_of
from nadhir.deliver.pace import Pace
from nadhir.deliver.protocol import CLOSES_ATTEMPT, TABLE, NotAllowedError, apply, may_follow
from nadhir.deliver.queue import queue
from nadhir.deliver.steps import Step, StepKind, claim, next_step, timed

__all__ = [
    "CLOSES_ATTEMPT",
    "TABLE",
    "NotAllowedError",
    "Pace",
    "Step",
    "StepKind",
    "apply",
    "claim",
    "idempotency_key",
    "key_of",
    "may_follow",
    "next_step",
    "queue",
    "timed",
]

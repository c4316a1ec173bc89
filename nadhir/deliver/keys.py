# SPDX-License-Identifier: Apache-2.0
"""The key that lets a far side tell a retry from a second warning.

A try that died before it was marked, and one that timed out, may have arrived. Every retry on one channel is therefore
the same sending and bears the same key; the next channel is another sending.
"""

import hashlib
from itertools import takewhile

from nadhir.terms.delivery import Attempt, Delivery, IdempotencyKey
from nadhir.terms.ids import DeliveryId
from nadhir.terms.party import ChannelKind


def idempotency_key(delivery_id: DeliveryId, *, channel: ChannelKind, number: int) -> IdempotencyKey:
    """Return the key of the sending that began with attempt `number`; it tells nothing of the delivery it stands for.

    >>> from nadhir.terms.ids import DeliveryId
    >>> len(idempotency_key(DeliveryId("d-1"), channel=ChannelKind.DROP, number=1))
    32
    """
    digest = hashlib.sha256(f"nadhir delivery v1\n{delivery_id}\n{channel}\n{number}".encode())
    return IdempotencyKey(digest.hexdigest()[:32])


def this_sending(delivery: Delivery) -> tuple[Attempt, ...]:
    """Return the attempts made on the channel being tried, in order."""
    run = takewhile(lambda attempt: attempt.channel is delivery.channel, reversed(delivery.attempts))
    return tuple(reversed(tuple(run)))


def key_of(delivery: Delivery) -> IdempotencyKey:
    """Return the key of the sending under way, or of the one that would begin with the next attempt."""
    begun = this_sending(delivery)
    number = begun[0].number if begun else len(delivery.attempts) + 1
    return idempotency_key(delivery.id, channel=delivery.channel, number=number)

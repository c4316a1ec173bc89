# SPDX-License-Identifier: Apache-2.0
"""What a release puts into the outbox."""

from collections.abc import Iterable
from datetime import datetime

from nadhir.terms.delivery import Delivery
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import DeliveryId
from nadhir.terms.release import Mode, Release, ReleaseState


def queue(release: Release, *, ids: Iterable[DeliveryId], at: datetime) -> tuple[Delivery, ...]:
    """Return one delivery for each recipient, in their order, each with a fresh id of `ids`, to be tried from `at`.

    A channel that stands twice is tried once. A drill's deliveries are marked, and stay so.

    Raises:
        TheirsError: the release is not released.
    """
    if release.state is not ReleaseState.RELEASED:
        raise TheirsError(
            "it is %(state)s",
            where=f"release {release.id}",
            remedy="two people must release it first",
            values={"state": release.state},
        )
    fresh = iter(ids)
    return tuple(
        Delivery(
            id=next(fresh),
            case_id=release.case_id,
            release_id=release.id,
            party_id=recipient.party_id,
            channels=tuple(dict.fromkeys(recipient.channels)),
            next_try_at=at,
            is_drill=release.mode is Mode.DRILL,
        )
        for recipient in release.recipients
    )

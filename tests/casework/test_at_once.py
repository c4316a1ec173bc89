"""Several at once, each on a connection of its own: workers, officers at one case, the ledger's writers."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from nadhir.casework import deliver, queries, release, seal
from nadhir.casework.receive import Handed, receive
from nadhir.release import AlreadySignedError
from nadhir.store import models as rows
from nadhir.terms.delivery import DeliveryState
from nadhir.terms.release import ReleaseState
from tests.casework.desks import HUMINT, KARIM, LINA, OMAR, SALMA, Desk, proposed, released
from tests.casework.test_transactions import check_ledger_is_whole


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Runs all acts at the same moment, and returns what each gave or raised."""
    gate = Barrier(len(acts))

    def _one(act: Callable[[], object]) -> object:
        try:
            gate.wait(timeout=10)
            return act()
        except Exception as error:  # noqa: BLE001 - the test looks at it
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(_one, acts))


def test_workers_at_once_send_a_warning_once(desk: Desk) -> None:
    released(desk)
    found = at_once(*[lambda: deliver.run(desk.house)] * 4)
    assert not [each for each in found if isinstance(each, Exception)]
    assert len(desk.liaison.got) == 1
    check_ledger_is_whole(desk.house)


def test_the_same_officer_twice_at_once_is_one_signature(desk: Desk) -> None:
    proposal = proposed(desk).release

    def _sign() -> object:
        return release.approve(desk.house, release_id=proposal.id, content_digest=proposal.content_digest, by=OMAR)

    found = at_once(_sign, _sign, _sign)
    assert sum(isinstance(each, AlreadySignedError) for each in found) == 2
    view = queries.release(desk.house, release_id=proposal.id, by=SALMA)
    assert view.release.state is ReleaseState.APPROVED_ONCE
    assert rows.DeliveryRow.objects.unsafe_everything().count() == 0


def test_two_officers_at_once_release_once(desk: Desk) -> None:
    proposal = proposed(desk).release
    found = at_once(
        *[
            lambda by=by: release.approve(
                desk.house, release_id=proposal.id, content_digest=proposal.content_digest, by=by
            )
            for by in (OMAR, LINA)
        ]
    )
    assert not [each for each in found if isinstance(each, Exception)]
    assert rows.DeliveryRow.objects.unsafe_everything().count() == 1
    (sent,) = deliver.run(desk.house)
    assert sent.state is DeliveryState.SENT


def test_writers_at_once_leave_no_gap_in_the_ledger(desk: Desk) -> None:
    def _hand_in() -> object:
        return [receive(desk.house, handed=Handed(b"a tip", source_id=HUMINT), by=KARIM) for _ in range(5)]

    found = at_once(_hand_in, _hand_in, _hand_in, lambda: seal.seal_ledger(desk.house))
    assert not [each for each in found if isinstance(each, Exception)]
    check_ledger_is_whole(desk.house)
    assert rows.ReportRow.objects.unsafe_everything().count() == 15
    assert rows.Blob.objects.unsafe_everything().count() == 1

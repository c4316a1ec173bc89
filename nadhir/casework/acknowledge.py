# SPDX-License-Identifier: Apache-2.0
"""The recipient's page: made for one recipient, short-lived, counted; a named person says they have it, and what they
will do.

The link's token is derived, not stored: a retry after a crash gives the same link, so that one already received keeps
working, while the database holds its hash alone. Opening the page is a sign, not an acknowledgement.
"""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Final

from nadhir.casework.authority import Act, admit_system
from nadhir.casework.house import House
from nadhir.casework.outbox import apply_event, delivery_of, lock_delivery, party_of
from nadhir.casework.read_models import RecipientPage
from nadhir.casework.unit import Unit, durable
from nadhir.store.models import DeliveryRow, Organisation, RecipientLink, ReleaseRow
from nadhir.store.scope import NotFoundError, load
from nadhir.terms.delivery import (
    Acknowledgement,
    DeliveryEvent,
    DeliveryEventKind,
    DeliveryState,
    IdempotencyKey,
)
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import DeliveryId
from nadhir.terms.release import Release
from nadhir.terms.sealed import Sealed
from nadhir.terms.text import Language, primary

#: Where the recipient's page answers, under the public address.
PAGE_PATH: Final = "/w/{token}/"
PAGE_LIFE: Final = timedelta(days=7)  # [D] at the least; the warning's own validity where that is longer
_LONGEST_NAME: Final = 200
_LONGEST_WORDS: Final = 4000
_SYSTEM: Final = "recipient page"


def make_page(unit: Unit, *, row: DeliveryRow, key: IdempotencyKey, until: datetime) -> str:
    """Return the address of the page for this sending, made where it is not there yet.

    It outlives the warning's validity: whoever opens it late must find the warning with the date until which it held,
    and can still say that they have it, rather than find nothing.
    """
    token = _token(unit.house, key=key)
    RecipientLink.objects.within(unit.scope).get_or_create(
        token_hash=_hash(token),
        organisation_id=row.organisation_id,
        defaults={"delivery": row, "made_at": unit.at, "expires_at": max(until, unit.at + PAGE_LIFE)},
    )
    return unit.house.public_url + PAGE_PATH.format(token=token)


def open_page(house: House, *, token: str) -> RecipientPage:
    """Return what the recipient sees, and count that the page was opened.

    Raises:
        NotFoundError: there is no such page, or it has expired; which of the two is not said.
    """
    link = link_of(house, token=token)
    with durable(house, caller=admit_system(link.organisation_id, to=Act.RECORD_REPLY)) as unit:
        case_row, row, delivery = lock_delivery(unit, delivery_id=DeliveryId(link.delivery_id))
        opened = load(
            RecipientLink.objects.within(unit.scope).select_for_update(), what="page", token_hash=link.token_hash
        )
        opened.opened_count += 1
        opened.first_opened_at = opened.first_opened_at or unit.at
        opened.last_opened_at = unit.at
        opened.save(update_fields=["opened_count", "first_opened_at", "last_opened_at"])
        if opened.opened_count == 1:
            # Later openings are counted and no more: whoever holds a link must not be able to fill the ledger with it.
            event = DeliveryEvent(DeliveryEventKind.OPENED, at=unit.at)
            apply_event(unit, case_row=case_row, row=row, delivery=delivery, event=event)
        return page_of(unit, row=row)


def acknowledge(house: House, *, token: str, name: str, rank: str = "", will_do: str = "") -> RecipientPage:
    """Return the page after a named person said that they have the warning and, where they did, what they will do.

    Raises:
        NotFoundError: there is no such page, or it has expired.
        TheirsError: there is no name, or it is too long to be one.
    """
    kind = DeliveryEventKind.ACTION_STATED if will_do.strip() else DeliveryEventKind.ACKNOWLEDGED
    return _answer(house, token=token, kind=kind, name=name, rank=rank, words=will_do)


def state_action(house: House, *, token: str, will_do: str) -> RecipientPage:
    """Return the page after the person who acknowledged it said what they will do.

    Raises:
        NotFoundError: there is no such page, or it has expired.
        TheirsError: nobody acknowledged it yet, or nothing is said.
    """
    return _answer(house, token=token, kind=DeliveryEventKind.ACTION_STATED, name="", rank="", words=will_do)


def decline(house: House, *, token: str, name: str, reason: str, rank: str = "") -> RecipientPage:
    """Return the page after a named person declined the warning; the next channel is tried.

    Raises:
        NotFoundError: there is no such page, or it has expired.
        TheirsError: there is no name.
    """
    return _answer(house, token=token, kind=DeliveryEventKind.DECLINED, name=name, rank=rank, words=reason)


def _answer(house: House, *, token: str, kind: DeliveryEventKind, name: str, rank: str, words: str) -> RecipientPage:
    link = link_of(house, token=token)
    with durable(house, caller=admit_system(link.organisation_id, to=Act.RECORD_REPLY)) as unit:
        case_row, row, delivery = lock_delivery(unit, delivery_id=DeliveryId(link.delivery_id))
        before = delivery.acknowledgement
        if kind is DeliveryEventKind.ACTION_STATED and not name.strip() and before is not None:
            name, rank = before.by.reveal(to=_SYSTEM), before.rank
        said = named(name=name, rank=rank, words=words, at=unit.at)
        if kind is DeliveryEventKind.ACTION_STATED and before is None:
            event = DeliveryEvent(DeliveryEventKind.ACKNOWLEDGED, at=unit.at, acknowledgement=said)
            delivery = apply_event(unit, case_row=case_row, row=row, delivery=delivery, event=event)
        is_declined = kind is DeliveryEventKind.DECLINED
        event = DeliveryEvent(
            kind,
            at=unit.at,
            note=f"{said.by.reveal(to=_SYSTEM)}: {words.strip()}" if is_declined else "",
            acknowledgement=None if is_declined else said,
        )
        apply_event(unit, case_row=case_row, row=row, delivery=delivery, event=event)
        return page_of(unit, row=row)


def named(*, name: str, rank: str, words: str, at: datetime) -> Acknowledgement:
    """Return the acknowledgement of a named person.

    Raises:
        TheirsError: there is no name, or something is too long.
    """
    plain = " ".join(name.split())
    if not plain:
        raise TheirsError("no name was given", where="acknowledgement", remedy="say who you are")
    if len(plain) > _LONGEST_NAME or len(rank) > _LONGEST_NAME or len(words) > _LONGEST_WORDS:
        raise TheirsError("that is too long", where="acknowledgement", remedy="say it in fewer words")
    return Acknowledgement(by=Sealed(plain), rank=" ".join(rank.split()), at=at, will_do=words.strip())


def link_of(house: House, *, token: str) -> RecipientLink:
    """Return the link for the token: the token is all that this caller has, so every organisation's links are asked."""
    found = (
        RecipientLink.objects.unsafe_everything()
        .filter(token_hash=_hash(token), revoked_at=None, expires_at__gt=house.clock.now())
        .first()
    )
    if found is None:
        raise NotFoundError(
            "there is no such page, or it has expired", where="page", remedy="ask whoever told you of it for a new link"
        )
    return found


def page_of(unit: Unit, *, row: DeliveryRow) -> RecipientPage:
    """Return what the recipient of the delivery sees."""
    released = load(ReleaseRow.objects.within(unit.scope), what="release", id=row.release_id)
    value = unit.from_json(released.body, of=Release)
    delivery = delivery_of(unit, row=row)
    recipient = next(each for each in value.recipients if each.party_id == delivery.party_id)
    party = party_of(unit, party_id=delivery.party_id)
    own = primary(Language(recipient.language))
    checks = [contact.independent_check for contact in party.contacts if contact.independent_check]
    return RecipientPage(
        delivery_id=delivery.id,
        sender=Organisation.objects.get(key=unit.scope.organisation).name,
        recipient=party.name,
        texts=tuple(sorted(value.texts, key=lambda text: primary(text.language) != own)),
        marking=value.marking,
        is_drill=row.is_drill,
        released_at=max(each.at for each in value.approvals),
        valid_until=value.expires_at,
        independent_check=checks[0] if checks else "",
        state=DeliveryState(row.state),
        acknowledgement=delivery.acknowledgement,
    )


def _token(house: House, *, key: IdempotencyKey) -> str:
    digest = hmac.digest(house.keys.links, f"nadhir page v1\n{key}".encode(), "sha256")
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()

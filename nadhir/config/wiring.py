# SPDX-License-Identifier: Apache-2.0
"""Where ports meet adapters: the one place that says which channel, clock and key the house runs on.

The type checker sees here that every adapter has the shape its port asks for.
"""

from functools import partial
from pathlib import Path
from types import MappingProxyType

from django.conf import settings

from nadhir.casework.house import House
from nadhir.casework.knowledge import Knowledge
from nadhir.casework.ports import Channel, Channels, Fetcher, Keys
from nadhir.channels.drill import DrillChannel
from nadhir.channels.drop import DropChannel
from nadhir.channels.in_person import InPersonChannel
from nadhir.channels.liaison import LiaisonChannel
from nadhir.channels.phone import PhoneChannel
from nadhir.channels.secure_page import SecurePageChannel
from nadhir.channels.signer import Ed25519Signer
from nadhir.channels.smtp import Security, SmtpChannel
from nadhir.config.clock import RandomIds, SystemClock
from nadhir.config.environment import SettingError
from nadhir.config.keys import KeyRing
from nadhir.deliver import Pace
from nadhir.egress import EgressClient
from nadhir.ledger import SigningKey
from nadhir.terms.party import ChannelKind


def build_house() -> House:
    """Return the house as the settings describe it.

    Raises:
        KeyFileError: a key is missing, weak, open to others, or of the wrong kind of home.
        SettingError: the mail server needs a password and its file cannot be read.
    """
    keys = KeyRing.load(settings.NADHIR_HOME, django_file=settings.NADHIR_SECRET_KEY_FILE)
    channels = _live_channels(settings.NADHIR_HOME / "outbox", keys=keys)
    return House(
        clock=SystemClock(),
        ids=RandomIds(),
        keys=Keys(master=keys.master.secret, links=keys.links.secret),
        ledger_signer=SigningKey(name=settings.NADHIR_LEDGER_ORIGIN, seed=keys.ledger.secret),
        channels=channels,
        drill_channels=_drill_channels(settings.NADHIR_HOME / "drill", live=channels),
        knowledge=Knowledge(pack_folders=settings.NADHIR_PACKS),
        pace=Pace(),
        public_url=settings.NADHIR_PUBLIC_URL,
        fetcher=_fetcher() if settings.NADHIR_FETCH else None,
    )


def _fetcher() -> Fetcher:
    return EgressClient(hosts=settings.NADHIR_FETCH_HOSTS, ports=frozenset(settings.NADHIR_FETCH_PORTS))


def _live_channels(outbox: Path, *, keys: KeyRing) -> Channels:
    found: list[Channel] = [
        LiaisonChannel(folder=outbox / ChannelKind.LIAISON),
        InPersonChannel(folder=outbox / ChannelKind.IN_PERSON),
        PhoneChannel(folder=outbox / ChannelKind.PHONE),
        SecurePageChannel(folder=outbox / ChannelKind.SECURE_PAGE),
        DropChannel(folder=settings.NADHIR_DROP_FOLDER, signer=Ed25519Signer(keys.drop.secret)),
    ]
    if settings.NADHIR_SMTP_HOST:
        found.append(
            SmtpChannel(
                host=settings.NADHIR_SMTP_HOST,
                port=settings.NADHIR_SMTP_PORT,
                sender=settings.NADHIR_SMTP_FROM,
                security=Security(settings.NADHIR_SMTP_SECURITY),
                user=settings.NADHIR_SMTP_USER,
                password=_smtp_password(settings.NADHIR_SMTP_PASSWORD_FILE) if settings.NADHIR_SMTP_USER else "",
            )
        )
    return MappingProxyType({channel.kind: channel for channel in found})


def _drill_channels(folder: Path, *, live: Channels) -> Channels:
    make = partial(DrillChannel, folder=folder)
    doubles: dict[ChannelKind, Channel] = {kind: make(kind=kind) for kind in live}
    return MappingProxyType(doubles)


def _smtp_password(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingError(
            f"the file cannot be read ({error.strerror})",
            where="environment variable NADHIR_SMTP_PASSWORD_FILE",
            remedy="put the password there, readable by this account alone, or leave NADHIR_SMTP_USER out",
        ) from error

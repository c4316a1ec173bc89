"""The far side of e-mail: a server on loopback that refuses, hangs or breaks off on request."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from nadhir.channels.parcels import PassingChannelError, PermanentChannelError
from nadhir.channels.smtp import Security, SmtpChannel
from nadhir.terms.party import ChannelKind, Contact
from nadhir.terms.sealed import Sealed
from tests.channels.parcels import ADDRESS, ARABIC, CONTENT, a_parcel


@dataclass
class FarSide:
    """Keeps what it took; `mood` says how it behaves."""

    mood: str = "takes"
    got: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        match self.mood:
            case "greylists":
                return "451 4.7.1 try again later"
            case "knows nobody":
                return "550 5.1.1 no such user"
            case "hangs":
                await asyncio.sleep(3)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - as above
        match self.mood:
            case "is full":
                return "452 4.2.2 mailbox full"
            case "refuses the content":
                return "554 5.7.1 refused"
            case "breaks off":
                assert isinstance(server.transport, asyncio.Transport)
                server.transport.abort()
        assert isinstance(envelope.content, bytes)
        parsed: Any = message_from_bytes(envelope.content, policy=policy.default)
        self.got.append(parsed)
        self.recipients.extend(envelope.rcpt_tos)
        return "250 OK"


class _Loopback(Controller):
    """The library asks its own port whether it answers; with port 0 it must first learn which port that is."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call] # aiosmtpd's own


@pytest.fixture
def far_side() -> Iterator[tuple[FarSide, SmtpChannel]]:
    handler = FarSide()
    server = _Loopback(handler, hostname="127.0.0.1", port=0)
    server.start()
    channel = SmtpChannel(
        host="127.0.0.1",
        port=server.port,
        sender="watch@watch.example",
        security=Security.NONE,
        timeout_seconds=1,
    )
    yield handler, channel
    server.stop()


def test_the_notice_arrives_with_the_address_of_the_page_and_no_content(
    far_side: tuple[FarSide, SmtpChannel],
) -> None:
    server, channel = far_side
    receipt = channel.send(a_parcel(ChannelKind.EMAIL))
    (message,) = server.got
    assert server.recipients == [ADDRESS]
    assert message["Subject"] == "رسالة في انتظاركم"
    assert message["Auto-Submitted"] == "auto-generated"
    assert receipt.reference == message["Message-ID"]
    assert not receipt.is_with_addressee
    body = message.get_content()
    assert "https://watch.example/w/abc/" in body
    everything = message.as_string() + body
    for inside in (CONTENT, ARABIC, "TLP", "Ministry", "d-1"):
        assert inside not in everything


def test_a_retry_bears_the_same_message_id(far_side: tuple[FarSide, SmtpChannel]) -> None:
    server, channel = far_side
    channel.send(a_parcel(ChannelKind.EMAIL))
    channel.send(a_parcel(ChannelKind.EMAIL))
    first, second = server.got
    assert first["Message-ID"] == second["Message-ID"]


@pytest.mark.parametrize("mood", ["greylists", "is full", "breaks off", "hangs"])
def test_what_may_pass_is_a_passing_failure(far_side: tuple[FarSide, SmtpChannel], mood: str) -> None:
    server, channel = far_side
    server.mood = mood
    with pytest.raises(PassingChannelError) as failure:
        channel.send(a_parcel(ChannelKind.EMAIL))
    assert ADDRESS not in str(failure.value)


@pytest.mark.parametrize("mood", ["knows nobody", "refuses the content"])
def test_what_will_never_pass_is_a_failure_for_good(far_side: tuple[FarSide, SmtpChannel], mood: str) -> None:
    server, channel = far_side
    server.mood = mood
    with pytest.raises(PermanentChannelError) as failure:
        channel.send(a_parcel(ChannelKind.EMAIL))
    assert ADDRESS not in str(failure.value)


def test_a_server_that_is_not_there_is_a_passing_failure() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    channel = SmtpChannel(host="127.0.0.1", port=port, sender="watch@watch.example", security=Security.NONE)
    with pytest.raises(PassingChannelError):
        channel.send(a_parcel(ChannelKind.EMAIL))


def test_a_server_without_tls_gets_nothing_when_tls_is_asked_for(far_side: tuple[FarSide, SmtpChannel]) -> None:
    server, channel = far_side
    with pytest.raises(PermanentChannelError, match="does not offer"):
        replace(channel, security=Security.STARTTLS).send(a_parcel(ChannelKind.EMAIL))
    with pytest.raises(PassingChannelError):
        replace(channel, security=Security.TLS).send(a_parcel(ChannelKind.EMAIL))
    assert server.got == []


def test_a_password_is_not_sent_to_a_server_that_asks_for_none(far_side: tuple[FarSide, SmtpChannel]) -> None:
    server, channel = far_side
    with pytest.raises(PermanentChannelError):
        replace(channel, user="watch", password="seven herons").send(a_parcel(ChannelKind.EMAIL))
    assert server.got == []
    assert "seven herons" not in repr(replace(channel, password="seven herons"))


@pytest.mark.parametrize(
    "address",
    ["", "duty", "duty@ministry.example\r\nBcc: all@elsewhere.example", "a@b.example, c@d.example", "<a@b.example>"],
)
def test_an_address_that_is_none_reaches_no_server(far_side: tuple[FarSide, SmtpChannel], address: str) -> None:
    server, channel = far_side
    contact = Contact(channel=ChannelKind.EMAIL, address=Sealed(address))
    with pytest.raises(PermanentChannelError):
        channel.send(a_parcel(ChannelKind.EMAIL, contact=contact))
    assert server.got == []

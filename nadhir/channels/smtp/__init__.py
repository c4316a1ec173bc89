# SPDX-License-Identifier: Apache-2.0
"""E-mail (RFC 5321, RFC 5322): the notice, never the content, to one recipient, over TLS unless the relay is local.

Mail is not private and lies for years where it was read: it carries the address of the page and nothing else. The
Message-ID is the sending's key, the same at every retry, so that a far side that saw it before can tell.
"""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from enum import StrEnum
from typing import Final

from nadhir.channels.notices import notice
from nadhir.channels.parcels import Parcel, PassingChannelError, PermanentChannelError, address_of, check_own
from nadhir.terms.delivery import Receipt
from nadhir.terms.party import ChannelKind

TIMEOUT_SECONDS: Final = 30  # [D] well under the lease, so that nobody else sends meanwhile
_FIRST_PERMANENT: Final = 500  # RFC 5321, 4.2.1: 5yz is a permanent negative completion


class Security(StrEnum):
    """How the connection is protected."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class SmtpChannel:
    """Sends through one mail server."""

    host: str
    port: int
    sender: str
    security: Security = Security.STARTTLS
    user: str = ""
    password: str = field(default="", repr=False)
    timeout_seconds: float = TIMEOUT_SECONDS
    kind: ChannelKind = ChannelKind.EMAIL
    is_by_hand: bool = False
    needs_page: bool = True
    is_drill: bool = False

    def send(self, parcel: Parcel) -> Receipt:
        """Mail the notice.

        Raises:
            PermanentChannelError: no address, or the server refused it for good.
            PassingChannelError: the server cannot be reached, or said "later".
        """
        check_own(parcel, kind=self.kind)
        address = address_of(parcel, what="e-mail address")
        message = self._message(parcel, address=address)
        with _failures_sorted(), self._connection() as connection:
            if self.security is Security.STARTTLS:
                connection.starttls(context=ssl.create_default_context())
            if self.user:
                connection.login(self.user, self.password)
            connection.send_message(message, from_addr=self.sender, to_addrs=[address])
        return Receipt(reference=str(message["Message-ID"]), at=parcel.at, is_with_addressee=False)

    def _connection(self) -> smtplib.SMTP:
        if self.security is Security.TLS:
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(self.host, self.port, timeout=self.timeout_seconds, context=context)
        return smtplib.SMTP(self.host, self.port, timeout=self.timeout_seconds)

    def _message(self, parcel: Parcel, *, address: str) -> EmailMessage:
        words = notice(parcel)
        _, plain = parseaddr(address)
        if "@" not in plain or plain != address or any(letter.isspace() for letter in address):
            raise PermanentChannelError(
                "the recipient's e-mail address is none", where="channel email", remedy="mend it in the party's contact"
            )
        message = EmailMessage()
        message["From"] = self.sender
        message["To"] = address
        message["Subject"] = words.subject
        message["Date"] = format_datetime(parcel.at)
        message["Message-ID"] = f"<{parcel.idempotency_key}@{self.sender.rpartition('@')[2]}>"
        # RFC 3834: no out-of-office answer is wanted, and a list would not pass it on.
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(words.body)
        return message


@contextmanager
def _failures_sorted() -> Iterator[None]:
    """Raise what the server or the network said as one of the two failures; addresses are not repeated in it."""
    try:
        yield
    except smtplib.SMTPRecipientsRefused as error:
        raise _refused(max(code for code, _ in error.recipients.values()), what="the recipient") from error
    except smtplib.SMTPAuthenticationError as error:
        raise PermanentChannelError(
            "the mail server refused our password", where="channel email", remedy="check the NADHIR_SMTP_ settings"
        ) from error
    except smtplib.SMTPNotSupportedError as error:
        raise PermanentChannelError(
            "the mail server does not offer what is asked of it",
            where="channel email",
            remedy="check NADHIR_SMTP_SECURITY; nothing is sent without TLS in its place",
        ) from error
    except smtplib.SMTPResponseException as error:
        raise _refused(error.smtp_code, what="the message") from error
    except (OSError, smtplib.SMTPException) as error:
        raise PassingChannelError(
            f"the mail server could not be used ({type(error).__name__})",
            where="channel email",
            remedy="check that it runs and can be reached",
        ) from error


def _refused(code: int, *, what: str) -> PassingChannelError | PermanentChannelError:
    text = f"the mail server refused {what} ({code})"
    if code >= _FIRST_PERMANENT:
        return PermanentChannelError(text, where="channel email", remedy="check the address with the party")
    return PassingChannelError(text, where="channel email", remedy="it is tried again by itself")

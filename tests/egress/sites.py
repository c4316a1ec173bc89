"""The far side of a fetch: a site on loopback that answers what a test says, byte for byte, and as slowly."""

from __future__ import annotations

import contextlib
import datetime as dt
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from nadhir.config.clock import SystemClock

Answer = Iterable[bytes | float]  # pieces, and seconds to wait between them


@dataclass
class Site:
    """A server that keeps what it was asked. `answer` is given the request line's target."""

    answer: Callable[[str], Answer]
    tls: ssl.SSLContext | None = None
    says_good_bye: bool = True  # of TLS
    heads: list[str] = field(default_factory=list)
    names: list[str | None] = field(default_factory=list)  # what SNI said
    _open: list[socket.socket] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        if self.tls is not None:
            self.tls.sni_callback = lambda _socket, name, _context: self.names.append(name)
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                accepted, _ = self._listening.accept()
            except OSError:
                return
            self._open.append(accepted)
            threading.Thread(target=self._talk, args=(accepted,), daemon=True).start()

    def _talk(self, accepted: socket.socket) -> None:
        with contextlib.suppress(OSError), accepted:
            line = accepted if self.tls is None else self.tls.wrap_socket(accepted, server_side=True)
            with line:
                head = b""
                while b"\r\n\r\n" not in head:
                    if not (piece := line.recv(4096)):
                        return
                    head += piece
                self.heads.append(head.decode("latin-1"))
                for piece_or_pause in self.answer(head.split(b" ", 2)[1].decode("latin-1")):
                    if isinstance(piece_or_pause, float):
                        time.sleep(piece_or_pause)
                    else:
                        line.sendall(piece_or_pause)
                if isinstance(line, ssl.SSLSocket) and self.says_good_bye:
                    with contextlib.suppress(OSError):
                        line.unwrap()

    def close(self) -> None:
        self._listening.close()
        for each in self._open:
            with contextlib.suppress(OSError):
                each.close()


@contextlib.contextmanager
def site(answer: Callable[[str], Answer], *, tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    stands = Site(answer, tls=tls)
    try:
        yield stands
    finally:
        stands.close()


def page(body: bytes, *fields: str, status: str = "200 OK") -> bytes:
    """An answer with its length."""
    head = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *fields]
    return "\r\n".join(head).encode("utf-8") + b"\r\n\r\n" + body


def onward(to: str, *, status: str = "302 Found") -> bytes:
    """A redirect."""
    return page(b"", f"Location: {to}", status=status)


def certificate(folder: Path, *, name: str) -> tuple[ssl.SSLContext, Path]:
    """A server's side of TLS for a name, and the file in which its certificate stands to be trusted."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = SystemClock().now()
    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    trusted, private = folder / f"{name}.pem", folder / f"{name}.key"
    trusted.write_bytes(built.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(trusted, private)
    return context, trusted


LOOPBACK = "127.0.0.1"

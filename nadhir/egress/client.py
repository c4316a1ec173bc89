# SPDX-License-Identifier: Apache-2.0
"""Ask one address for one page, and take no more than was asked for.

The order is the protection: the name is looked up once, every address that comes back is tested, and the connection is
made to one of those very addresses; a name that answers differently a moment later (DNS rebinding) is not asked again.
The certificate is checked for the name, and Host and SNI bear the name. Redirects are followed by hand, each through
the whole of this anew. No proxy of the environment is heeded, no cookie kept, no referrer sent; what a site learns is
the machine's address, the moment, and a user agent that says nothing of us.
"""

import io
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import IPv4Address, IPv6Address, ip_address
from itertools import zip_longest
from typing import Final, cast

from nadhir.egress.addresses import Address, why_not_public
from nadhir.egress.decoding import Decoding
from nadhir.egress.errors import FetchError, FetchFailedError, FetchRefusedError
from nadhir.egress.locations import Location
from nadhir.intake import Limits

#: It names a browser's family, since many sites answer nothing else, and neither Nadhir nor its release: who runs a
#: site that threatens somebody must not read in its log that a duty-to-warn desk has come by.
USER_AGENT: Final = "Mozilla/5.0 (compatible)"
_ACCEPT: Final = "text/html,application/xhtml+xml,*/*;q=0.8"
_CHUNK_BYTES: Final = 64 * 1024
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_OK: Final = 200
#: A name with more is no site's; each is tested, and the first few are tried.
_MOST_ADDRESSES: Final = 64
_ADDRESSES_TRIED: Final = 4
_TOKEN: Final = re.compile(r"[A-Za-z0-9!#$&^_.+-]{1,60}")
_BY_HAND: Final = "save the page yourself and hand the file in: nadhir receive takes any size"
_TRY_AGAIN: Final = "try again, or save the page yourself and hand the file in"

Resolver = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """How much is taken, and how long it may take; the same figures stand in `docs/limits.md`."""

    #: What intake takes of one report; of a page on the web the rest can be had by hand.
    size_bytes: int = Limits().size_bytes
    #: Of the status line and all fields, those of interim answers and trailers among them. Servers send 1 to 8 KB, and
    #: most refuse 16.
    head_bytes: int = 64 * 1024
    #: To one address, for the connection and for TLS each. A host that answers does so within one or two.
    connect_seconds: float = 10.0
    #: From the first look-up to the last byte, redirects included: an officer waits, and a drip must not hold a desk.
    whole_seconds: float = 60.0
    #: As many as a shortener, a consent page and a canonical address need together; browsers stop at 20.
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """What stood at an address: the bytes with their content encoding undone, and what the server said of them."""

    data: bytes
    addresses: tuple[str, ...]  # as asked, over each redirect, to where it stood
    media_type: str | None
    encoding: str | None  # the charset that the server declared; pages say otherwise, and intake knows

    @property
    def url(self) -> str:
        """Where it stood in the end."""
        return self.addresses[-1]


def system_addresses(host: str) -> Sequence[str]:
    """Return the addresses of a host as this machine's resolver gives them; each once, in its order."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return tuple(dict.fromkeys(str(each[4][0]) for each in found))


@dataclass(frozen=True, slots=True)
class EgressClient:
    """Fetches pages. Built by `config.wiring` where the operator says so, and not at all otherwise.

    `hosts` are the only ones that are asked, by name, or with all that end in it where a dot stands before it; empty,
    any public one is. `unsafe_loopback_for_tests` lets a test ask its own simulator; no setting leads to it.
    """

    hosts: tuple[str, ...] = ()
    ports: frozenset[int] = frozenset({80, 443})
    limits: FetchLimits = field(default_factory=FetchLimits)
    resolve: Resolver = system_addresses
    unsafe_loopback_for_tests: bool = False

    def fetch(self, url: str) -> FetchedPage:
        """Return the page that stands at the address.

        Raises:
            FetchRefusedError: a rule of ours says no: the address, where it leads, or the size.
            FetchFailedError: the network or the far side failed.
        """
        deadline = _Deadline(at=time.monotonic() + self.limits.whole_seconds, url=url)
        location = Location.parse(url)
        passed: list[str] = []
        while True:
            passed.append(location.url)
            with _failures_sorted(location), closing(self._connect(location, deadline=deadline)) as line:
                answer = _ask(line, location=location)
                if answer.status not in _REDIRECTS:
                    return self._take(answer, line=line, location=location, passed=passed)
                onward = answer.headers.get("Location")
            if not onward:
                raise FetchFailedError("it leads on to nowhere", where=location.url, remedy=_TRY_AGAIN)
            if len(passed) > self.limits.redirects:
                raise FetchRefusedError(
                    f"it leads on more than {self.limits.redirects} times",
                    where=Location.parse(url).url,
                    remedy="give the address where the page stands in the end",
                )
            location = _onward(location, to=onward)

    # ── before a byte is sent ───────────────────────────────────────────────────────────────────────────────────────

    def _connect(self, location: Location, *, deadline: "_Deadline") -> "_Line":
        """Return a line to an address of the host that was tested."""
        self._check(location)
        addresses = self._public_addresses(location, deadline=deadline)
        failures: list[str] = []
        for address in addresses[:_ADDRESSES_TRIED]:
            try:
                plain = self._dial(address, port=location.port, deadline=deadline)
            except OSError as error:
                failures.append(error.strerror or "no answer")
                continue
            try:
                self._check_far_end(plain, address=address, location=location)
                connected = self._secured(plain, location=location, deadline=deadline)
            except BaseException:
                plain.close()
                raise
            return _Line(connected, deadline=deadline, limits=self.limits, url=location.url)
        deadline.left()
        raise FetchFailedError(f"no connection ({'; '.join(failures)})", where=location.url, remedy=_TRY_AGAIN)

    def _secured(self, plain: socket.socket, *, location: Location, deadline: "_Deadline") -> socket.socket:
        if not location.is_secure:
            return plain
        plain.settimeout(min(self.limits.connect_seconds, deadline.left()))
        # An end without TLS's own good-bye could be anybody's on the way: no page is taken for whole by it.
        return _tls().wrap_socket(plain, server_hostname=location.host, suppress_ragged_eofs=False)

    def _check(self, location: Location) -> None:
        if location.port not in self.ports:
            raise FetchRefusedError(
                f"port {location.port} is not asked",
                where=location.url,
                remedy="an administrator can allow it: NADHIR_FETCH_PORTS, docs/settings.md",
            )
        if self.hosts and not any(_is_of(location.host, entry=entry) for entry in self.hosts):
            raise FetchRefusedError(
                f"{location.host} is not among the hosts that may be asked",
                where=location.url,
                remedy="an administrator can allow it: NADHIR_FETCH_HOSTS, docs/settings.md",
            )

    def _public_addresses(self, location: Location, *, deadline: "_Deadline") -> tuple[Address, ...]:
        """Return the host's addresses, every one of which is public: one that is not makes all of them suspect."""
        try:
            addresses: tuple[Address, ...] = (ip_address(location.host),)
        except ValueError:
            addresses = tuple(ip_address(each) for each in self._look_up(location, deadline=deadline))
        if not addresses:
            raise FetchFailedError("the host has no address", where=location.url, remedy="check how it is written")
        for address in addresses:
            why = why_not_public(address)
            if why and not (self.unsafe_loopback_for_tests and address.is_loopback):
                raise FetchRefusedError(
                    f"the host's address {address} is not public ({why}); nothing was sent",
                    where=location.url,
                    remedy="nothing inside a network is fetched; save the page yourself and hand the file in",
                )
        return _by_turns(addresses)

    def _look_up(self, location: Location, *, deadline: "_Deadline") -> Sequence[str]:
        """Ask the resolver once, for no longer than there is time: it has no limit of its own that we could set."""
        found: list[Sequence[str]] = []
        failed: list[BaseException] = []

        def ask() -> None:
            try:
                found.append(self.resolve(location.host))
            except BaseException as error:  # noqa: BLE001 - carried over to the thread that waits
                failed.append(error)

        asking = threading.Thread(target=ask, daemon=True, name="look-up")
        asking.start()
        asking.join(deadline.left())
        if failed:
            raise failed[0]
        if not found:
            deadline.left()
            raise deadline.over()
        if len(found[0]) > _MOST_ADDRESSES:
            raise FetchRefusedError("the host has too many addresses", where=location.url, remedy=_BY_HAND)
        return found[0]

    def _dial(self, address: Address, *, port: int, deadline: "_Deadline") -> socket.socket:
        family = socket.AF_INET6 if isinstance(address, IPv6Address) else socket.AF_INET
        plain = socket.socket(family, socket.SOCK_STREAM)
        try:
            plain.settimeout(min(self.limits.connect_seconds, deadline.left()))
            plain.connect((str(address), port))
        except BaseException:
            plain.close()
            raise
        return plain

    def _check_far_end(self, plain: socket.socket, *, address: Address, location: Location) -> None:
        """Refuse a connection that ends elsewhere than at the tested address, or at this very machine: what listens
        here may be closed to the world by a firewall, and a connection of ours is not from the world.
        """
        far, near = (_bare(each[0]) for each in (plain.getpeername(), plain.getsockname()))
        if far != address or (far == near and not self.unsafe_loopback_for_tests):
            raise FetchRefusedError(
                "the address is this machine's own; nothing was sent", where=location.url, remedy=_BY_HAND
            )

    # ── what comes back ─────────────────────────────────────────────────────────────────────────────────────────────

    def _take(self, answer: HTTPResponse, *, line: "_Line", location: Location, passed: Sequence[str]) -> FetchedPage:
        if line.has_ended:  # http.client takes the end of the line for the end of the fields
            raise FetchFailedError("the answer broke off in the middle", where=location.url, remedy=_TRY_AGAIN)
        if answer.status != _OK:
            raise FetchFailedError(
                f"the server answered {answer.status}, and gave no page",
                where=location.url,
                remedy="look at it in a browser; if it is there, save it and hand the file in",
            )
        encodings = ",".join(answer.headers.get_all("Content-Encoding", ())).lower().split(",")
        decoding = Decoding(
            tuple(each.strip() for each in encodings if each.strip()),
            limit_bytes=self.limits.size_bytes,
            where=location.url,
        )
        if answer.headers.get("Transfer-Encoding", "chunked").strip().lower() != "chunked":
            raise FetchFailedError("it comes in a way that was not asked for", where=location.url, remedy=_BY_HAND)
        too_large = FetchRefusedError(
            f"it is larger than the {self.limits.size_bytes} bytes that intake takes",
            where=location.url,
            remedy=_BY_HAND,
        )
        announced = answer.length
        if announced is not None and announced > self.limits.size_bytes:
            raise too_large
        line.allow_body()
        found, arrived_bytes = bytearray(), 0
        while piece := answer.read(_CHUNK_BYTES):
            arrived_bytes += len(piece)
            if arrived_bytes > self.limits.size_bytes:
                raise too_large
            found += decoding.feed(piece)
            if len(found) > self.limits.size_bytes:
                raise too_large
        if announced is not None and arrived_bytes < announced:
            raise FetchFailedError("the page broke off in the middle", where=location.url, remedy=_TRY_AGAIN)
        decoding.end()
        media_type, encoding = _declared(answer.headers.get("Content-Type", ""))
        return FetchedPage(data=bytes(found), addresses=tuple(passed), media_type=media_type, encoding=encoding)


def _by_turns(addresses: Sequence[Address]) -> tuple[Address, ...]:
    """Return them with IPv6 and IPv4 taking turns (RFC 8305, 4), so that the few that are tried are of both."""
    six, four = ([each for each in addresses if each.version == version] for version in (6, 4))
    first, second = (four, six) if addresses[0].version == 4 else (six, four)  # noqa: PLR2004 - IP's own number
    return tuple(each for pair in zip_longest(first, second) for each in pair if each is not None)


def _bare(host: str) -> IPv4Address | IPv6Address:
    return ip_address(host.partition("%")[0])


def _is_of(host: str, *, entry: str) -> bool:
    return host.endswith(entry) if entry.startswith(".") else host == entry


def _tls() -> ssl.SSLContext:
    """Return how TLS is spoken: with the system's authorities, for the name, and nothing older than 1.2."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["http/1.1"])
    return context


def _ask(line: "_Line", *, location: Location) -> HTTPResponse:
    connection = HTTPConnection(location.host, location.port)
    connection.auto_open = 0  # it must never dial by itself
    connection.sock = cast("socket.socket", _View(line))
    connection.putrequest("GET", location.target, skip_host=True, skip_accept_encoding=True)
    connection.putheader("Host", location.authority)
    connection.putheader("User-Agent", USER_AGENT)
    connection.putheader("Accept", _ACCEPT)
    connection.putheader("Accept-Encoding", "gzip")
    connection.putheader("Connection", "close")
    connection.endheaders()
    return connection.getresponse()


def _onward(location: Location, *, to: str) -> Location:
    """Return where a redirect leads; from a protected page never to one that anybody on the way can change."""
    with suppress(UnicodeError):  # then it was Latin-1 after all
        to = to.encode("latin-1").decode("utf-8")  # http.client reads fields as Latin-1; servers write UTF-8
    onward = Location.parse(to.partition("#")[0] or location.url, base=location)
    if location.is_secure and not onward.is_secure:
        raise FetchRefusedError(
            "it leads from https on to http",
            where=onward.url,
            remedy="give that address itself, if a page that anybody on the way can change is what you want",
        )
    return onward


def _declared(content_type: str) -> tuple[str | None, str | None]:
    """Return the media type and the charset of a Content-Type field; of what is no token, nothing."""
    media_type, *parameters = (part.strip() for part in content_type[:1000].split(";"))
    main, slash, sub = media_type.partition("/")
    is_type = bool(slash and _TOKEN.fullmatch(main) and _TOKEN.fullmatch(sub))
    charset = None
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        value = value.strip().strip("\"'")
        if name.strip().lower() == "charset" and _TOKEN.fullmatch(value):
            charset = value.lower()
            break
    return (media_type.lower() if is_type else None), charset


# ── the line ────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Deadline:
    """When all of it must be over, on the clock that never jumps."""

    at: float
    url: str

    def left(self) -> float:
        """Return the seconds that are left.

        Raises:
            FetchFailedError: none are.
        """
        seconds = self.at - time.monotonic()
        if seconds <= 0:
            raise self.over()
        return seconds

    def over(self) -> FetchFailedError:
        """Return the error that says so."""
        return FetchFailedError("it took too long", where=Location.parse(self.url).url, remedy=_TRY_AGAIN)


class _Line:
    """A connection whose every reading is bounded by the time and the bytes that are left.

    `http.client` bounds a line and the number of fields, but neither their sum nor interim answers, trailers or the
    dressing of chunks; and a time-out of the socket begins anew with every byte that drips in.
    """

    def __init__(self, connected: socket.socket, *, deadline: _Deadline, limits: FetchLimits, url: str) -> None:
        self._connected, self._deadline, self._limits, self._url = connected, deadline, limits, url
        self._left_bytes = limits.head_bytes
        self.has_ended = False

    def allow_body(self) -> None:
        """Let the body in, with as much again for the dressing of its chunks: one byte a chunk is no page."""
        self._left_bytes = 2 * self._limits.size_bytes + self._limits.head_bytes

    def receive_into(self, buffer: memoryview) -> int:
        """Read what has arrived, within what is left."""
        if self._left_bytes <= 0:
            raise FetchRefusedError("the server sends more than a page has", where=self._url, remedy=_BY_HAND)
        room = buffer[: self._left_bytes]
        self._connected.settimeout(self._deadline.left())
        count = self._connected.recv_into(room)
        self._left_bytes -= count
        self.has_ended = count == 0
        return count

    def send(self, data: bytes) -> None:
        """Send all of it."""
        self._connected.settimeout(self._deadline.left())
        self._connected.sendall(data)

    def close(self) -> None:
        """Hang up."""
        self._connected.close()


class _View(io.RawIOBase):
    """A line as `http.client` uses a socket: it may close this as often as it likes without hanging up."""

    def __init__(self, line: _Line) -> None:
        super().__init__()
        self._line = line

    def readable(self) -> bool:
        """Tell that it can be read from."""
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override] # what BufferedReader hands over
        """Read from the line."""
        return self._line.receive_into(buffer)

    def sendall(self, data: bytes) -> None:
        """Send over the line."""
        self._line.send(data)

    def makefile(self, *_args: object, **_kwargs: object) -> io.BufferedReader:
        """Return a reader over the line."""
        return io.BufferedReader(_View(self._line))


@contextmanager
def _failures_sorted(location: Location) -> Iterator[None]:
    """Raise whatever the network or the far side did wrong as ours, in words."""
    try:
        yield
    except FetchError:
        raise
    except ssl.SSLCertVerificationError as error:
        raise FetchFailedError(
            f"its certificate is not good for {location.host} ({error.verify_message})",
            where=location.url,
            remedy="somebody may stand in between: fetch it over another way, and hand the file in",
        ) from error
    except TimeoutError as error:
        raise FetchFailedError("it took too long", where=location.url, remedy=_TRY_AGAIN) from error
    except socket.gaierror as error:
        raise FetchFailedError(
            f"the host was not found ({error.strerror})", where=location.url, remedy="check how it is written"
        ) from error
    except OSError as error:
        reason = error.strerror or getattr(error, "reason", "") or type(error).__name__
        raise FetchFailedError(f"the connection failed ({reason})", where=location.url, remedy=_TRY_AGAIN) from error
    except (HTTPException, ValueError) as error:
        raise FetchFailedError(
            f"the server does not speak HTTP as it should ({type(error).__name__})",
            where=location.url,
            remedy=_TRY_AGAIN,
        ) from error

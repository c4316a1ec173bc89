# SPDX-License-Identifier: Apache-2.0
"""What an address says (RFC 3986), read one way only: what two readers could read differently is refused.

Promise: a `Location` has a scheme of two, a host in ASCII that is a name or a plainly written IP address, a port, and
a target without blanks or control characters. What follows a hash is dropped, since no server is ever told it.
"""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

import idna

from nadhir.egress.errors import FetchRefusedError

#: RFC 9110, 4.1 asks for 8,000 octets at least; servers take about as many.
LONGEST_URL: Final = 8000
HTTP_PORT: Final = 80
HTTPS_PORT: Final = 443
_LARGEST_PORT: Final = 65535
_CONTROLS: Final = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029\\]")
_LABEL: Final = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_LONGEST_NAME: Final = 253
#: WHATWG URL, 3.5: a host whose last part is a number is an IPv4 address, also as 2130706433, 0x7f.1 or 0177.0.0.1.
_ENDS_IN_NUMBER: Final = re.compile(r"(?:^|\.)(?:[0-9]+|0[xX][0-9a-fA-F]*)\.?$")
_PATH_SAFE: Final = "/%:@!$&'()*+,;=~-._"
_QUERY_SAFE: Final = _PATH_SAFE + "?[]|"


@dataclass(frozen=True, slots=True)
class Location:
    """Where a page stands."""

    is_secure: bool
    host: str  # a name in ASCII, or an IP address without brackets
    port: int
    target: str  # path and query, as the request line has them

    @classmethod
    def parse(cls, url: str, *, base: "Location | None" = None) -> "Location":
        """Return what the URL says; seen from `base` where it is a redirect's.

        Raises:
            FetchRefusedError: it is none that we ask.
        """
        text = url.strip(" ")
        if not text or len(text) > LONGEST_URL:
            raise _refused("it is empty, or longer than 8,000 characters", url=url)
        if base is not None:
            text = text.replace(" ", "%20")  # servers write it so in Location, and browsers forgive it
        if _CONTROLS.search(text):
            raise _refused("a blank, a control character or a backslash stands in it", url=url)
        try:
            parts = urlsplit(text if base is None else urljoin(base.url, text))
            port = parts.port
        except ValueError as error:
            raise _refused(f"it is no address ({error})", url=url) from error
        if parts.scheme not in {"http", "https"}:
            raise _refused("only http and https are asked", url=url)
        if "@" in parts.netloc:
            raise _refused("a name or password stands before the host", url=url)
        is_secure = parts.scheme == "https"
        if port == 0:
            raise _refused("port 0 is none", url=url)
        target = quote(parts.path or "/", safe=_PATH_SAFE)
        if parts.query:
            target += "?" + quote(parts.query, safe=_QUERY_SAFE)
        return cls(
            is_secure=is_secure,
            host=_host(parts.hostname or "", url=url),
            port=port or (HTTPS_PORT if is_secure else HTTP_PORT),
            target=target,
        )

    @property
    def authority(self) -> str:
        """Host and port as the Host field has them (RFC 9110, 7.2)."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = HTTPS_PORT if self.is_secure else HTTP_PORT
        return host if self.port == usual else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The whole address."""
        return f"{'https' if self.is_secure else 'http'}://{self.authority}{self.target}"


def ascii_host(host: str) -> str:
    """Return a host's name in ASCII, in small letters and without the dot at its end (UTS 46, not transitional).

    >>> ascii_host("مثال.إختبار")
    'xn--mgbh0fb.xn--kgbechtv'

    Raises:
        ValueError: it is none.
    """
    name = host.rstrip(".") if host.endswith(".") and not host.endswith("..") else host
    if not name.isascii():
        name = idna.encode(name, uts46=True).decode("ascii")
    name = name.lower()
    if not name or len(name) > _LONGEST_NAME or not all(_LABEL.fullmatch(label) for label in name.split(".")):
        msg = f"{host!r} is no name of a host"
        raise ValueError(msg)
    return name


def _host(host: str, *, url: str) -> str:
    if not host:
        raise _refused("it names no host", url=url)
    try:
        address = ip_address(host)
    except ValueError:
        pass
    else:
        return _literal(address, url=url)
    try:
        name = ascii_host(host)
    except ValueError as error:  # idna's own errors are, too
        raise _refused("its host is no name that can be looked up", url=url) from error
    if _ENDS_IN_NUMBER.search(name):  # seen in ASCII: ①②⑦.0.0.1 is a number only then
        raise _refused("its host is a number that is no plainly written address", url=url)
    return name


def _literal(address: IPv4Address | IPv6Address, *, url: str) -> str:
    if isinstance(address, IPv6Address) and address.scope_id is not None:
        raise _refused("its address is of one interface", url=url)
    return str(address)


def _refused(what: str, *, url: str) -> FetchRefusedError:
    shown = re.sub(r"//[^/@]*@", "//…@", url[:200])  # a password is not repeated
    shown = _CONTROLS.sub("\ufffd", shown)
    return FetchRefusedError(what, where=shown, remedy="give the page's address as a browser shows it")

# SPDX-License-Identifier: Apache-2.0
"""Which addresses are public: global unicast, of no network that only we, our machine or its host can reach.

Promise: `why_not_public` names the reason for each address that is refused. The lists stand here and not only in
`ipaddress`, whose own follow the Python that runs: that of Debian 12 still takes 192.0.0.8 and 2002:7f00:1:: for
global (CVE-2024-4032). After IANA's registries of special-purpose addresses for IPv4 and IPv6 (RFC 6890, as of 2026),
and of IPv6 global unicast, which is 2000::/3 and no more.

What it cannot know: a public address that a firewall shows us another way than the world, and an IPv6 prefix with
which the own network embeds IPv4 (RFC 6052, 2.2). For those there is the list of allowed hosts.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network
from typing import Final

Address = IPv4Address | IPv6Address

_NOT_PUBLIC: Final[tuple[tuple[IPv4Network | IPv6Network, str], ...]] = tuple(
    (ip_network(network), why)
    for network, why in (
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "shared behind a carrier's NAT"),
        ("127.0.0.0/8", "loopback"),
        ("169.254.0.0/16", "link-local, where clouds keep their secrets"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "for protocols"),
        ("192.0.2.0/24", "for documentation"),
        ("192.88.99.0/24", "the way into 6to4"),
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "for benchmarks"),
        ("198.51.100.0/24", "for documentation"),
        ("203.0.113.0/24", "for documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
        ("168.63.129.16/32", "the host under an Azure machine"),  # public by number, reachable from inside alone
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("::ffff:0:0/96", "an IPv4 address in disguise"),
        ("::/96", "an IPv4 address in disguise"),
        ("2001::/32", "Teredo, an IPv4 address in disguise"),
        ("2001::/23", "for protocols"),
        ("2001:db8::/32", "for documentation"),
        ("2002::/16", "6to4, an IPv4 address in disguise"),
        ("3fff::/20", "for documentation"),
        ("64:ff9b:1::/48", "translated within one network"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "site-local"),
        ("ff00::/8", "multicast"),
    )
)
_GLOBAL_UNICAST: Final = IPv6Network("2000::/3")
#: RFC 6052: how a network without IPv4 reaches a public IPv4 address; it is as public as what it embeds.
_NAT64: Final = IPv6Network("64:ff9b::/96")
#: RFC 5214, 6.1: the interface identifier that embeds an IPv4 address, with or without the universal bit.
_ISATAP: Final = frozenset({0x0000_5EFE, 0x0200_5EFE})


def why_not_public(address: Address) -> str:
    """Return why the address is not public; nothing where it is.

    >>> why_not_public(IPv4Address("169.254.169.254"))
    'link-local, where clouds keep their secrets'
    >>> why_not_public(IPv6Address("64:ff9b::7f00:1"))
    'loopback'
    >>> why_not_public(IPv6Address("2606:2800:220:1:248:1893:25c8:1946"))
    ''
    """
    if isinstance(address, IPv6Address):
        if address.scope_id is not None:
            return "of one interface"
        if address in _NAT64:
            return why_not_public(IPv4Address(int(address) & 0xFFFF_FFFF))
    for network, why in _NOT_PUBLIC:
        if address.version == network.version and address in network:
            return why
    if isinstance(address, IPv6Address):
        if address not in _GLOBAL_UNICAST:
            return "not among those that are given out"
        if (int(address) >> 32) & 0xFFFF_FFFF in _ISATAP:
            return "ISATAP, an IPv4 address in disguise"
    # Whatever a newer Python knows besides.
    if not address.is_global or address.is_multicast or address.is_reserved or address.is_loopback:
        return "not public"
    return ""

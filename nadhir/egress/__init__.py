# SPDX-License-Identifier: Apache-2.0
"""The one way in which Nadhir asks another machine for anything: a page that an officer names, and nothing else.

Promise: only `http` and `https` are spoken, GET alone, to a host whose every address was tested to be a public one,
at the very address that was tested; each redirect is tested anew; time and bytes have an end; nothing is sent but the
address asked for and what HTTP itself needs. What is refused raises `FetchRefusedError`, what fails raises
`FetchFailedError`, and nothing else escapes.

It does not keep anything, decide who may fetch, follow a link in a page, run a script, or send a warning. It satisfies
`Fetcher` of `casework.ports` by shape; `casework.fetch` is its one caller. After RFC 9110 and RFC 9112 (HTTP), RFC 3986
(addresses), RFC 5891 and UTS 46 (names in other scripts), and IANA's registries of special-purpose addresses.

| module | what it holds |
| --- | --- |
| `addresses` | which addresses are public |
| `locations` | what an address says, and what it may not |
| `decoding` | gzip and deflate, undone within a limit |
| `client` | the conversation |
"""

from nadhir.egress.client import EgressClient, FetchedPage, FetchLimits
from nadhir.egress.errors import FetchError, FetchFailedError, FetchRefusedError
from nadhir.egress.locations import ascii_host

__all__ = [
    "EgressClient",
    "FetchError",
    "FetchFailedError",
    "FetchLimits",
    "FetchRefusedError",
    "FetchedPage",
    "ascii_host",
]

# SPDX-License-Identifier: Apache-2.0
"""Fetch a page that an officer names, to be handed in: the one place where Nadhir asks the web for anything.

Promise: nothing is asked for an officer who may not hand reports in, for a source that is not known, or in a house
whose operator has not turned it on; what is asked is what `nadhir.egress` lets through. It keeps nothing itself:
`receive` does, and notes in the ledger, with the report, which addresses were asked, when, and by whom.
"""

from dataclasses import replace

from nadhir.casework.house import House
from nadhir.casework.receive import Handed, check_may_receive
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import OfficerId


def fetch(house: House, *, url: str, usual: Handed, by: OfficerId) -> Handed:
    """Return what stands at the address, ready to be received; `usual` says what is known of it besides.

    Raises:
        NotAllowedError: the caller may not hand reports in.
        NotFoundError: the source is not known to the organisation.
        TheirsError: fetching is not turned on, or a rule of `nadhir.egress` says no.
        WorldError: the network or the far side failed.
    """
    check_may_receive(house, source_id=usual.source_id, by=by)
    if house.fetcher is None:
        raise TheirsError(
            "this house fetches nothing",
            where="--fetch",
            remedy="save the page and hand the file in, or have an administrator set NADHIR_FETCH=1 (never in a demo)",
        )
    page = house.fetcher.fetch(url)
    return replace(
        usual,
        data=page.data,
        name=page.url,
        media_type=page.media_type,
        declared_encoding=page.encoding,
        fetched_from=page.addresses,
    )

# SPDX-License-Identifier: Apache-2.0
"""A page made for one recipient: it writes the notice with the page's address, which an officer passes on by whatever
way they have; the notice holds no content. Opening and acknowledging are seen on the page itself.
"""

from dataclasses import dataclass
from pathlib import Path

from nadhir.channels.folders import write_whole
from nadhir.channels.notices import notice
from nadhir.channels.parcels import Parcel, check_own
from nadhir.terms.delivery import Receipt
from nadhir.terms.party import ChannelKind


@dataclass(frozen=True, slots=True)
class SecurePageChannel:
    """Writes into `folder`."""

    folder: Path
    kind: ChannelKind = ChannelKind.SECURE_PAGE
    is_by_hand: bool = True
    needs_page: bool = True
    is_drill: bool = False

    def send(self, parcel: Parcel) -> Receipt:
        """Write the notice.

        Raises:
            PermanentChannelError: no page was made.
            PassingChannelError: the folder or the disk does not let us.
        """
        check_own(parcel, kind=self.kind)
        words = notice(parcel)
        path = self.folder / parcel.idempotency_key / "notice.txt"
        write_whole(path, content=f"{words.subject}\n\n{words.body}".encode())
        reference = f"{self.folder.name}/{parcel.idempotency_key}"
        return Receipt(reference=reference, at=parcel.at, is_with_addressee=False)

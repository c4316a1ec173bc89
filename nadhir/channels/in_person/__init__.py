# SPDX-License-Identifier: Apache-2.0
"""In person: it writes the note and the instruction; an officer hands the note over and records to whom."""

from dataclasses import dataclass
from pathlib import Path

from nadhir.channels.notes import write_notes
from nadhir.channels.parcels import Parcel, address_of, check_own
from nadhir.terms.delivery import Receipt
from nadhir.terms.party import ChannelKind


@dataclass(frozen=True, slots=True)
class InPersonChannel:
    """Writes into `folder`."""

    folder: Path
    kind: ChannelKind = ChannelKind.IN_PERSON
    is_by_hand: bool = True
    needs_page: bool = False
    is_drill: bool = False

    def send(self, parcel: Parcel) -> Receipt:
        """Write the note that an officer hands over.

        Raises:
            PermanentChannelError: nobody is named to meet.
            PassingChannelError: the folder or the disk does not let us.
        """
        check_own(parcel, kind=self.kind)
        address_of(parcel, what="place or person")
        return write_notes(parcel, folder=self.folder, how="Hand the note over in person · سلّم الرسالة باليد")

# SPDX-License-Identifier: Apache-2.0
"""Through a named intermediary: a protecting power, an embassy, a partner service.

It writes the note and the instruction; a liaison officer takes them there and records the named receipt, the reply, or
the silence. Without a named intermediary it does not send: a note that nobody is to carry does not arrive.
"""

from dataclasses import dataclass
from pathlib import Path

from nadhir.channels.notes import write_notes
from nadhir.channels.parcels import Parcel, PermanentChannelError, address_of, check_own
from nadhir.terms.delivery import Receipt
from nadhir.terms.party import ChannelKind


@dataclass(frozen=True, slots=True)
class LiaisonChannel:
    """Writes into `folder`."""

    folder: Path
    kind: ChannelKind = ChannelKind.LIAISON
    is_by_hand: bool = True
    needs_page: bool = False
    is_drill: bool = False

    def send(self, parcel: Parcel) -> Receipt:
        """Write the note that the intermediary hands over.

        Raises:
            PermanentChannelError: no intermediary or no addressee is known.
            PassingChannelError: the folder or the disk does not let us.
        """
        check_own(parcel, kind=self.kind)
        address_of(parcel, what="place or person")
        if parcel.contact is None or not parcel.contact.via:
            raise PermanentChannelError(
                "no intermediary is named", where="channel liaison", remedy="add `via` to the party's contact"
            )
        how = f"Hand the note to {parcel.contact.via}, to be passed on · سلّم الرسالة إلى {parcel.contact.via} لإيصالها"
        return write_notes(parcel, folder=self.folder, how=how)

# SPDX-License-Identifier: Apache-2.0
"""By telephone: it writes what is to be read out, and whom to call; an officer calls and records who answered."""

from dataclasses import dataclass
from pathlib import Path

from nadhir.channels.notes import write_notes
from nadhir.channels.parcels import Parcel, address_of, check_own
from nadhir.terms.delivery import Receipt
from nadhir.terms.party import ChannelKind


@dataclass(frozen=True, slots=True)
class PhoneChannel:
    """Writes into `folder`."""

    folder: Path
    kind: ChannelKind = ChannelKind.PHONE
    is_by_hand: bool = True
    needs_page: bool = False
    is_drill: bool = False

    def send(self, parcel: Parcel) -> Receipt:
        """Write what an officer reads out.

        Raises:
            PermanentChannelError: no number is known.
            PassingChannelError: the folder or the disk does not let us.
        """
        check_own(parcel, kind=self.kind)
        address_of(parcel, what="telephone number")
        how = "Call, make sure who answers, read the note out · اتصل وتحقق ممن يجيب ثم اقرأ الرسالة"
        return write_notes(parcel, folder=self.folder, how=how)

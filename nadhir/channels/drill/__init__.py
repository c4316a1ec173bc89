# SPDX-License-Identifier: Apache-2.0
"""The drill's double of a channel: it does as if, into a folder of the drill's own, and reaches nobody.

It bears the kind of the channel it stands for and takes a drill's parcel alone; a live channel takes none of them.
"""

from dataclasses import dataclass
from pathlib import Path

from nadhir.channels.folders import write_whole
from nadhir.channels.notes import note
from nadhir.channels.parcels import Parcel, check_own
from nadhir.terms.delivery import Receipt
from nadhir.terms.party import ChannelKind


@dataclass(frozen=True, slots=True)
class DrillChannel:
    """Writes into `folder`, whatever channel it stands for."""

    kind: ChannelKind
    folder: Path
    is_by_hand: bool = False
    needs_page: bool = False
    is_drill: bool = True

    def send(self, parcel: Parcel) -> Receipt:
        """Write what would have gone out.

        Raises:
            PermanentChannelError: it is no drill.
            PassingChannelError: the folder or the disk does not let us.
        """
        check_own(parcel, kind=self.kind, is_drill=True)
        name = f"{self.kind}-{parcel.idempotency_key}.txt"
        write_whole(self.folder / name, content=f"DRILL — تمرين\n\n{note(parcel)}".encode())
        return Receipt(reference=f"drill/{name}", at=parcel.at, is_with_addressee=False)

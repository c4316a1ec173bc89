# SPDX-License-Identifier: Apache-2.0
"""A signed file in a folder that another system collects from.

`KEY.json` is the warning (format `nadhir-drop/1`, UTF-8, keys sorted), `KEY.json.sig` the base64 of an Ed25519
signature (RFC 8032) over its exact bytes, by the key whose public half the recipient was given by another route. The
signature is there before the file it signs; where signing fails, nothing is written. A retry writes the same two files.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from nadhir.channels.folders import write_whole
from nadhir.channels.parcels import Parcel, check_own
from nadhir.channels.signer import Ed25519Signer
from nadhir.terms.delivery import Receipt
from nadhir.terms.party import ChannelKind

FORMAT: Final = "nadhir-drop/1"


@dataclass(frozen=True, slots=True)
class DropChannel:
    """Writes into `folder` and signs."""

    folder: Path
    signer: Ed25519Signer
    kind: ChannelKind = ChannelKind.DROP
    is_by_hand: bool = False
    needs_page: bool = False
    is_drill: bool = False

    def send(self, parcel: Parcel) -> Receipt:
        """Write the file and its signature.

        Raises:
            PassingChannelError: the folder or the disk does not let us.
        """
        check_own(parcel, kind=self.kind)
        content = render(parcel)
        path = self.folder / f"{parcel.idempotency_key}.json"
        write_whole(path.with_name(path.name + ".sig"), content=f"{self.signer.sign(content)}\n".encode())
        write_whole(path, content=content)
        return Receipt(reference=path.name, at=parcel.at, is_with_addressee=False)


def render(parcel: Parcel) -> bytes:
    """Return the file's bytes: the same for the same sending, since a retry must not look like another warning."""
    document = {
        "format": FORMAT,
        "key": parcel.idempotency_key,
        "sender": parcel.sender,
        "marking": parcel.marking.tlp,
        "action_clause": parcel.marking.action_clause,
        "valid_until": _moment(parcel.valid_until),
        "texts": [{"language": text.language, "content": text.content} for text in parcel.texts],
    }
    return json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")

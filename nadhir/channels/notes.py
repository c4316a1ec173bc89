# SPDX-License-Identifier: Apache-2.0
"""What a person carries: the note for the addressee, and beside it, apart, what whoever carries it must know and ask.

The note holds what two people released and nothing else. The instruction never leaves the house: it names the
addressee, the way and the intermediary.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from nadhir.channels.folders import write_whole
from nadhir.channels.parcels import Parcel
from nadhir.terms.delivery import Receipt

NOTE: Final = "note.txt"
INSTRUCTION: Final = "instruction.txt"
_RULE: Final = "\n\n" + "—" * 8 + "\n\n"


def write_notes(parcel: Parcel, *, folder: Path, how: str) -> Receipt:
    """Write note and instruction into a folder of the sending's own; a retry writes the same again.

    `how` is the sentence that tells the carrier what to do.

    Raises:
        PassingChannelError: the folder or the disk does not let us.
    """
    own = folder / parcel.idempotency_key
    write_whole(own / INSTRUCTION, content=instruction(parcel, how=how).encode())
    # Last, since this is the file that says that the parcel is ready to be carried.
    write_whole(own / NOTE, content=note(parcel).encode())
    return Receipt(reference=f"{folder.name}/{parcel.idempotency_key}", at=parcel.at, is_with_addressee=False)


def note(parcel: Parcel) -> str:
    """Return the note: the marking, then the released texts, the addressee's language first."""
    texts = [text.content.rstrip() for text in parcel.texts]
    return f"{parcel.marking.tlp}\n\n" + _RULE.join(texts) + f"\n\n{parcel.marking.tlp}\n"


def instruction(parcel: Parcel, *, how: str) -> str:
    """Return what whoever carries it must know, and what they are to bring back; in Arabic and English."""
    reader = f"channel {parcel.channel}"
    contact = parcel.contact
    address = contact.address.reveal(to=reader) if contact is not None else "—"
    via = contact.via if contact is not None and contact.via else "—"
    check = contact.independent_check if contact is not None and contact.independent_check else "—"
    lines = (
        "DRILL — تمرين" if parcel.is_drill else "FOR THE CARRIER ONLY — لحامل الرسالة وحده",
        "",
        f"Task · المهمة: {how}",
        f"Addressee · المرسل إليه: {parcel.recipient.reveal(to=reader)}",
        f"Where or how · أين أو كيف: {address}",
        f"Through · عن طريق: {via}",
        f"How they can check · كيف يتحققون: {check}",
        f"Hand over before · يُسلَّم قبل: {_moment(parcel.valid_until)}",
        "",
        "Bring back · ما يُطلب تدوينه:",
        "1. Name and rank of who took it · اسم من تسلّمها ورتبته",
        "2. When · الوقت",
        "3. What they will do · ما الذي سيفعلونه",
        "4. If nobody answered, that nobody did · وإن لم يجب أحد، فتدوين ذلك",
        "",
        f"Reference · المرجع: {parcel.idempotency_key}",
    )
    return "\n".join(lines) + "\n"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"

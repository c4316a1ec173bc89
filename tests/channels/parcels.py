"""A parcel to send, and who it is for."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from nadhir.channels.parcels import Parcel
from nadhir.terms.delivery import IdempotencyKey
from nadhir.terms.ids import DeliveryId
from nadhir.terms.marking import TLP, Marking
from nadhir.terms.party import ChannelKind, Contact
from nadhir.terms.sealed import Sealed
from nadhir.terms.text import Language, Text

AT = datetime(2024, 1, 1, 9, tzinfo=UTC)
CONTENT = "Stay away from the promenade on Friday."
ARABIC = "ابتعدوا عن الكورنيش يوم الجمعة."
ADDRESS = "duty@ministry.example"


def a_parcel(channel: ChannelKind, **changes: object) -> Parcel:
    """Returns a live parcel for the channel."""
    parcel = Parcel(
        delivery_id=DeliveryId("d-1"),
        idempotency_key=IdempotencyKey("0123456789abcdef0123456789abcdef"),
        channel=channel,
        recipient=Sealed("Ministry of Interior"),
        contact=Contact(
            channel=channel,
            address=Sealed(ADDRESS),
            via="Embassy of the protecting power",
            independent_check="Call the embassy's switchboard.",
        ),
        languages=(Language("ar"), Language("en")),
        texts=(Text(ARABIC, Language("ar")), Text(CONTENT, Language("en"))),
        marking=Marking(TLP.AMBER),
        sender="Joint Watch",
        at=AT,
        valid_until=AT + timedelta(hours=72),
        is_drill=False,
        page_url="https://watch.example/w/abc/",
    )
    return replace(parcel, **changes)  # type: ignore[arg-type]

# SPDX-License-Identifier: Apache-2.0
"""Every CAP message that can be, for hypothesis; and one that an officer might send."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

from hypothesis import strategies as st

from nadhir.terms.text import Language
from nadhir.terms.warning import (
    Area,
    Category,
    Certainty,
    Circle,
    Info,
    MsgType,
    NamedValue,
    Point,
    Reference,
    Resource,
    ResponseType,
    Scope,
    Severity,
    Status,
    Urgency,
    WarningMessage,
)

SENT_AT = datetime(2023, 12, 30, 9, 15, tzinfo=UTC)
TEHRAN = timezone(timedelta(hours=3, minutes=30))

XML_LETTERS = st.characters(
    codec="utf-8", exclude_categories=["Cs"], exclude_characters="".join(map(chr, [*range(32), 0xFFFE, 0xFFFF]))
) | st.sampled_from("\t\n\r<>&\"' ء\u200f")
REQUIRED = st.text(XML_LETTERS, min_size=1, max_size=20).map(lambda text: text if text.strip() else "ء")
TEXTS = st.just("") | REQUIRED
TOKENS = st.text(XML_LETTERS, min_size=1, max_size=12).filter(
    lambda text: not any(letter.isspace() or letter in ",<&\x1c\x1d\x1e\x1f" for letter in text)
)
LISTED = st.text(XML_LETTERS, min_size=1, max_size=12).map(lambda text: " ".join(text.replace('"', "").split()) or "ء")
MOMENTS = st.builds(
    lambda seconds, minutes: datetime.fromtimestamp(seconds, tz=timezone(timedelta(minutes=minutes))),
    st.integers(-2_000_000_000, 7_000_000_000) | st.floats(-1e9, 1e9),
    st.integers(-14 * 60, 14 * 60),
)
POINTS = st.builds(
    Point,
    lat=st.decimals(-90, 90, places=5, allow_nan=False),
    lon=st.decimals(-180, 180, places=5, allow_nan=False),
)
HEIGHTS = st.decimals(0, 60_000, places=1, allow_nan=False).map(abs)
URIS = st.just("") | st.from_regex(r"https?://[a-z]{1,8}\.example/[A-Za-z0-9_./~-]{0,12}(#[a-z]{1,4})?", fullmatch=True)
VALUES = st.lists(st.builds(NamedValue, name=REQUIRED, value=TEXTS), max_size=2).map(tuple)


@st.composite
def areas(draw: st.DrawFn) -> Area:
    polygons = [
        (first, *rest, first)
        for first, rest in draw(st.lists(st.tuples(POINTS, st.lists(POINTS, min_size=2, max_size=4)), max_size=2))
    ]
    altitude = draw(st.none() | HEIGHTS)
    ceiling = None if altitude is None else draw(st.none() | HEIGHTS.map(lambda height: altitude + height))
    return Area(
        description=draw(REQUIRED),
        polygons=tuple(polygons),
        circles=draw(
            st.lists(st.builds(Circle, centre=POINTS, radius_km=HEIGHTS.map(lambda h: h / 4)), max_size=2).map(tuple)
        ),
        geocodes=draw(VALUES),
        altitude_feet=altitude,
        ceiling_feet=ceiling,
    )


@st.composite
def infos(draw: st.DrawFn) -> Info:
    effective, onset, expires = sorted(draw(st.tuples(MOMENTS, MOMENTS, MOMENTS)))
    return Info(
        language=Language(draw(st.sampled_from(["ar", "en", "fa", "en-GB", "ar-Latn"]))),
        categories=draw(st.lists(st.sampled_from(Category), min_size=1, max_size=3).map(tuple)),
        event=draw(REQUIRED),
        urgency=draw(st.sampled_from(Urgency)),
        severity=draw(st.sampled_from(Severity)),
        certainty=draw(st.sampled_from(Certainty)),
        response_types=draw(st.lists(st.sampled_from(ResponseType), max_size=3).map(tuple)),
        audience=draw(TEXTS),
        event_codes=draw(VALUES),
        effective_at=draw(st.none() | st.just(effective)),
        onset_at=draw(st.none() | st.just(onset)),
        expires_at=draw(st.none() | st.just(expires)),
        sender_name=draw(TEXTS),
        headline=draw(TEXTS),
        description=draw(TEXTS),
        instruction=draw(TEXTS),
        web=draw(URIS),
        contact=draw(TEXTS),
        parameters=draw(VALUES),
        resources=draw(
            st.lists(
                st.builds(
                    Resource,
                    description=REQUIRED,
                    mime_type=REQUIRED,
                    size_bytes=st.none() | st.integers(0, 10**9),
                    uri=URIS,
                    content=TEXTS,
                    digest=TEXTS,
                ),
                max_size=2,
            ).map(tuple)
        ),
        areas=draw(st.lists(areas(), max_size=2).map(tuple)),
    )


@st.composite
def messages(draw: st.DrawFn) -> WarningMessage:
    msg_type, scope = draw(st.sampled_from(MsgType)), draw(st.sampled_from(Scope))
    return WarningMessage(
        identifier=draw(TOKENS),
        sender=draw(TOKENS),
        sent_at=draw(MOMENTS),
        status=draw(st.sampled_from(Status)),
        msg_type=msg_type,
        scope=scope,
        infos=draw(st.lists(infos(), max_size=2).map(tuple)),
        source=draw(TEXTS),
        restriction=draw(REQUIRED if scope is Scope.RESTRICTED else TEXTS),
        addresses=draw(st.lists(LISTED, min_size=int(scope is Scope.PRIVATE), max_size=2).map(tuple)),
        codes=draw(st.lists(REQUIRED, max_size=2).map(tuple)),
        note=draw(TEXTS),
        references=draw(
            st.lists(
                st.builds(Reference, sender=TOKENS, identifier=TOKENS, sent_at=MOMENTS),
                min_size=int(msg_type is not MsgType.ALERT),
                max_size=2,
            ).map(tuple)
        ),
        incidents=draw(st.lists(LISTED, max_size=2).map(tuple)),
    )


def in_one_language(
    language: str, *, event: str, headline: str, description: str, instruction: str, place: str
) -> Info:
    return Info(
        language=Language(language),
        categories=(Category.SECURITY,),
        event=event,
        urgency=Urgency.FUTURE,
        severity=Severity.EXTREME,
        certainty=Certainty.POSSIBLE,
        response_types=(ResponseType.AVOID, ResponseType.MONITOR),
        onset_at=datetime(2024, 1, 3, 0, 0, tzinfo=TEHRAN),
        expires_at=datetime(2024, 1, 4, 0, 0, tzinfo=TEHRAN),
        sender_name="Nadhir, duty desk",
        headline=headline,
        description=description,
        instruction=instruction,
        areas=(Area(description=place, circles=(Circle(Point(Decimal("30.28"), Decimal("57.08")), Decimal(10)),)),),
    )


OURS = WarningMessage(
    identifier="w-52aa01c3be77",
    sender="desk@nadhir.example",
    sent_at=SENT_AT,
    status=Status.ACTUAL,
    msg_type=MsgType.ALERT,
    scope=Scope.PRIVATE,
    addresses=("iran-gov",),
    incidents=("c-1b8e0f2a9d31",),
    infos=(
        in_one_language(
            "ar",
            event="تهديد محتمل بهجوم على تجمّع",
            headline="تحذير: هجوم محتمل على مراسم في كرمان",
            description="معلومات تفيد باحتمال هجوم على تجمّع في كرمان يوم الثالث من يناير.",
            instruction="شدّدوا الحماية حول التجمّعات وراقبوا المداخل.",
            place="كرمان",
        ),
        in_one_language(
            "en",
            event="Possible attack on a gathering",
            headline="Warning: possible attack on a ceremony in Kerman",
            description="Information points to a possible attack on a gathering in Kerman on 3 January.",
            instruction="Strengthen protection round gatherings and watch the entrances.",
            place="Kerman",
        ),
    ),
)

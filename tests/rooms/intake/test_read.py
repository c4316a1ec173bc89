# SPDX-License-Identifier: Apache-2.0
"""What `read` promises whatever comes in: a report, exact passages, never an exception, and the text unchanged."""

import hashlib
import time
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nadhir.intake import Limits, Received, read, read_page
from nadhir.reference import intake_knowledge
from nadhir.terms.ids import ReportId, SourceId
from nadhir.terms.report import PassageKind, Report, ReportKind, Understanding

KNOWLEDGE = intake_knowledge.load()
HELD_AT = datetime(2024, 1, 2, 3, 4, tzinfo=UTC)


def received(data: bytes, *, media_type: str | None = None, kind: ReportKind | None = None) -> Received:
    return Received(
        id=ReportId("r-1"), source_id=SourceId("s-1"), data=data, held_at=HELD_AT, media_type=media_type, kind=kind
    )


def reading(data: bytes | str, *, media_type: str | None = None, kind: ReportKind | None = None) -> Report:
    raw = data.encode() if isinstance(data, str) else data
    return read(received(raw, media_type=media_type, kind=kind), knowledge=KNOWLEDGE)


@given(st.binary(max_size=3000))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_bytes_make_read_raise(data: bytes) -> None:
    report = reading(data)
    assert report.fingerprint.digest == hashlib.sha256(data).hexdigest()
    read_page(data, name="x", knowledge=KNOWLEDGE)


MARKS = [
    "<p>",
    "</p>",
    "<div class=related>",
    "<",
    ">",
    "&amp;",
    "&#0;",
    "<!--",
    "]]>",
    "\x00",
    "\u202e",
    "اقرأ أيضا:",
    "Tags:",
    "\n\n",
    "<table><td>",
    "</div>",
    "<a href=x>",
    "Comments (3)",
    "<script>",
    "<script type='application/ld+json'>{",
    "}</script>",
    "المصدر",
    "12/13/2024",
    " سطر من النص ينتهي بنقطة بعد كلمات كثيرة.",
]


@given(st.lists(st.one_of(st.sampled_from(MARKS), st.text(max_size=40)), max_size=40).map("".join))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_passages_are_in_order_and_exact_and_no_markup_makes_read_raise(text: str) -> None:
    for media_type in (None, "text/html", "text/plain"):
        report = reading(text.encode("utf-8", "replace"), media_type=media_type)
        end = 0
        for passage in report.passages:
            assert end <= passage.start < passage.end <= len(report.content)
            assert report.content[passage.start : passage.end].strip()
            end = passage.end


@given(st.text(min_size=1, max_size=400).filter(lambda text: bool(text.strip())))
@settings(max_examples=100, deadline=None)
def test_the_text_of_a_message_is_kept_unchanged(text: str) -> None:
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return
    report = reading(data, media_type="text/plain", kind=ReportKind.TIP)
    if (
        report.understanding is Understanding.UNDERSTOOD
        and report.encoding == "utf-8"
        and report.media_type == "text/plain"
    ):
        assert report.content == text.removeprefix("\ufeff")


def test_a_cable_counts_in_every_word_and_keeps_its_offsets() -> None:
    cable = "FM DESK 4. TWO MEN LEFT FOR THE BORDER.\nPURPOSE NOT KNOWN.\n\nANY TRACE APPRECIATED."
    report = reading(cable)
    assert report.content == cable
    assert [passage.kind for passage in report.passages] == [PassageKind.BODY] * 3
    assert report.understanding is Understanding.UNDERSTOOD


def test_a_flattened_page_keeps_its_text_and_marks_other_headlines() -> None:
    text = (
        "الرئيسية » الشرق » أخبار\nاقرأ أيضاً: أسعار الفاكهة في الأسواق القديمة\nقال تاجر في البازار إن "
        "الأسعار سترتفع مع وصول الزوار في الموسم.\nشارك على فيسبوك | واتساب"
    )
    report = reading(text)
    assert report.content == text
    assert report.kind is ReportKind.PAGE
    kinds = {text[p.start : p.end]: p.kind for p in report.passages}
    assert kinds["اقرأ أيضاً: أسعار الفاكهة في الأسواق القديمة"] is PassageKind.RELATED
    assert [span for span, kind in kinds.items() if kind is PassageKind.BODY] == [
        "قال تاجر في البازار إن الأسعار سترتفع مع وصول الزوار في الموسم."
    ]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "empty"),
        (b" \n\t\r\n ", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"%PDF-1.7 \x00\x01\x02", "binary"),
        (b"PK\x03\x04" + bytes(500), "binary"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "binary"),
        (bytes(range(256)) * 20, "binary"),
        (b"<html><body><script>var a=1</script><div style='display:none'>x</div></body></html>", "no_text"),
        ("ᠮᠣᠩᠭᠣᠯ ᠬᠡᠯᠡ ᠪᠢᠴᠢᠭ᠌ ᠦᠨ ᠲᠤᠬᠠᠢ".encode(), "unknown_language"),
    ],
)
def test_what_cannot_be_read_is_recorded_with_its_code(data: bytes, problem: str) -> None:
    report = reading(data)
    assert report.understanding is Understanding.NOT_UNDERSTOOD
    assert report.problem == problem
    assert report.size_bytes == len(data)


def test_fifty_megabytes_are_refused_at_once() -> None:
    started = time.monotonic()
    report = reading(b"<p>words and words</p>" * (50 * 1024 * 1024 // 22))
    assert report.problem == "too_large"
    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    "bomb",
    [
        "<div>" * 100_000 + "the words in the middle of it all" + "</div>" * 100_000,
        "<b>" * 60_000,
        "<p>x" * 250_000,
        "<table><tr><td>" * 40_000,
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><html><body><p>&b;&b; words</p></body></html>',
        "<a " + "x=1 " * 200_000 + ">words</a>",
        "<!--" * 200_000,
        "&" * 500_000,
    ],
    ids=["deep", "inline", "many", "tables", "entities", "attributes", "comments", "ampersands"],
)
def test_a_bomb_is_read_or_refused_in_seconds(bomb: str) -> None:
    started = time.monotonic()
    report = reading(f"<html><body>{bomb}</body></html>")
    assert time.monotonic() - started < 8
    assert report.problem in {"", "too_deep", "too_many_elements", "no_text", "unknown_language"}


def test_a_page_too_deep_keeps_its_words_for_a_person_to_see() -> None:
    report = reading("<html><body>" + "<div>" * 400 + "the words in the middle" + "</div>" * 400)
    assert report.problem == "too_deep"
    assert "the words in the middle" in report.content


def test_limits_can_be_set_lower() -> None:
    report = read(received(b"twelve bytes and more"), knowledge=KNOWLEDGE, limits=Limits(size_bytes=10))
    assert report.problem == "too_large"


def test_a_wrapped_cable_is_cut_into_paragraphs() -> None:
    lines = (
        "The source states that the men have been seen near the river twice\nthis week and that they asked "
        "about the road to the old market at the\ncorner, where the buses stop; he adds that he was told of it "
        "by one of\nthem and by nobody else, and asks that it be kept so.\n\nEnd of message."
    )
    report = reading(lines, kind=ReportKind.PARTNER)
    assert report.content == lines
    assert len(report.passages) == 2


MAIL = """From: =?utf-8?B?2YXYsdin2YLYqA==?= <watch@example.org>
To: desk@example.org
Subject: A man asks about the school gate
Date: Tue, 02 Jan 2024 10:00:00 +0200
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="b"

--b
Content-Type: text/plain; charset=windows-1256
Content-Transfer-Encoding: 8bit

رجل سأل أمس عن موعد خروج التلاميذ من باب المدرسة.
--b
Content-Type: text/html; charset=utf-8

<p>html</p>
--b--
""".replace("\n", "\r\n")


def test_a_mail_gives_its_subject_its_text_and_its_day() -> None:
    report = reading(MAIL.encode("cp1256"))
    assert report.media_type == "message/rfc822"
    assert report.title == "A man asks about the school gate"
    assert "رجل سأل أمس عن موعد خروج التلاميذ" in report.body
    assert report.published_on == date(2024, 1, 2)
    assert report.author == "مراقب"


def test_a_mail_without_an_end_gives_what_is_there() -> None:
    cut = MAIL.encode("cp1256")[: MAIL.index("--b--") - 60]
    assert "رجل" in reading(cut).content


@pytest.mark.parametrize(
    "header",
    [
        "Date: Thu, 99 Foo 20244 99:99:99",
        "Subject: =?x-nonsense?B?////?=",
        "Content-Type: multipart/mixed",
        "From: <<<>>>",
    ],
)
def test_broken_headers_of_a_mail_do_not_stop_it(header: str) -> None:
    name = header.split(":", maxsplit=1)[0]
    lines = [line for line in MAIL.split("\r\n") if not line.startswith(f"{name}:")]
    reading("\r\n".join([header, *lines]).encode("cp1256"))


def test_what_the_bearer_says_outranks_the_page() -> None:
    base = received(
        b"<html><body><h1>A title of some words</h1><time datetime='2020-01-01'>1 Jan 2020</time>"
        b"<p>One sentence that is long enough to be the body of it.</p></body></html>"
    )
    report = read(
        Received(
            id=base.id,
            source_id=base.source_id,
            data=base.data,
            held_at=HELD_AT,
            published_on=date(2021, 5, 6),
            kind=ReportKind.NEWS,
        ),
        knowledge=KNOWLEDGE,
    )
    assert report.published_on == date(2021, 5, 6)
    assert report.kind is ReportKind.NEWS


@pytest.mark.parametrize(
    "day", ["31/02/2024", "2024-13-45", "0000-00-00", "99.99.9999", "29 صفر 9999 هـ", "31 février 2024"]
)
def test_impossible_dates_are_no_dates(day: str) -> None:
    text = (
        f"A bridge has been closed for good reason\nPublished: {day}\n\nThe old bridge will stay closed until "
        f"June, the council said.\n"
    )
    assert read_page(text.encode(), name="x", knowledge=KNOWLEDGE).published is None


def test_reading_time_grows_with_the_text_not_with_its_square() -> None:
    paragraph = "<p>The old bridge will stay closed until June, the council said on Monday in a statement.</p>"

    def seconds(count: int) -> float:
        data = f"<html><body><article><h1>Bridge closed</h1>{paragraph * count}</article></body></html>".encode()
        started = time.perf_counter()
        read_page(data, name="x", knowledge=KNOWLEDGE)
        return time.perf_counter() - started

    seconds(200)
    small, large = min(seconds(500) for _ in range(2)), seconds(4000)
    assert large < 8 * small * 3

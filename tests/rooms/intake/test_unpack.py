"""What comes as one file and holds several reports is taken apart: each piece says where it stood."""

from __future__ import annotations

import gzip
import json
import zipfile
import zlib
from datetime import UTC, date, datetime
from email.message import EmailMessage
from io import BytesIO

import brotli
import pytest
from fastwarc.stream_io import GzipWriter
from fastwarc.warc import WarcRecord, WarcRecordType

from nadhir.intake import Form, Limits, Problem, Unpacked, form_of, read, unpack
from nadhir.intake.reading import Received
from nadhir.reference import intake_knowledge
from nadhir.terms.ids import ReportId, SourceId
from nadhir.terms.marking import TLP
from nadhir.terms.report import InformationCredibility, Report, ReportKind
from tests.rooms.intake.containers import (
    ALL,
    ATOM,
    FRIDAY,
    JSON_LINES,
    MARKET,
    PAGE,
    RDF,
    RSS,
    TELEGRAM_HTML,
    archive,
    mail,
    mail_with_attachments,
    mbox,
    telegram_export,
    telegram_json,
    two_mails,
    warc_record,
    warc_records,
)

AT = datetime(2024, 2, 1, tzinfo=UTC)


def names(unpacked: Unpacked) -> list[str]:
    return [piece.name for piece in unpacked.pieces]


def problems(unpacked: Unpacked) -> list[str]:
    return [piece.problem.value for piece in unpacked.pieces if piece.problem is not None]


def reports(unpacked: Unpacked) -> list[Report]:
    return [
        read(
            Received(
                id=ReportId("r"),
                source_id=SourceId("s"),
                data=piece.data,
                held_at=AT,
                media_type=piece.media_type,
                declared_encoding=piece.declared_encoding,
                published_on=piece.stated.published_on,
                title=piece.stated.title,
                author=piece.stated.author,
                updated_on=piece.stated.updated_on,
                source_chain=piece.stated.source_chain,
            ),
            knowledge=intake_knowledge.load(),
        )
        for piece in unpacked.pieces
    ]


# ── forms ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("inbox.mbox", Form.MBOX),
        ("with.eml", Form.MAIL),
        ("feed.xml", Form.FEED),
        ("site.rdf", Form.FEED),
        ("blog.atom", Form.FEED),
        ("site.warc", Form.WARC),
        ("site.warc.gz", Form.WARC),
        ("posts.jsonl", Form.JSON_LINES),
        ("result.json", Form.TELEGRAM),
        ("messages.html", Form.TELEGRAM),
        ("box.zip", Form.ZIP),
        ("page.html.gz", Form.GZIP),
    ],
)
def test_a_form_is_told_by_its_bytes_under_a_name_that_says_something_else(name: str, form: Form) -> None:
    assert form_of(ALL[name], name="report.txt", media_type="text/plain") is form


@pytest.mark.parametrize(
    "data",
    [
        b"",
        PAGE.encode(),
        FRIDAY.encode(),
        b"From here on, 10:00 is late.\nFrom: a man\n",
        b'{"text": "one object alone"}',
        b'{"type": "bundle", "objects": []}\n',
        b'<?xml version="1.0"?><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"/>',
        archive({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}),
        bytes(range(256)),
    ],
)
def test_what_is_no_container_is_one_report_as_ever(data: bytes) -> None:
    assert unpack(data, name="x") == Unpacked(form=None)


def test_a_message_with_nothing_attached_is_one_report() -> None:
    assert unpack(mail(subject="One", text=FRIDAY).as_bytes(), name="one.eml").form is None


# ── mail ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_mailbox_gives_each_message_with_its_own_bytes() -> None:
    first, second = mail(subject="One", text=FRIDAY), mail(subject="Two", text=MARKET, number=2)
    unpacked = unpack(mbox(first, second), name="inbox.mbox")
    assert names(unpacked) == ["inbox.mbox, message 1", "inbox.mbox, message 2"]
    assert [piece.data for piece in unpacked.pieces] == [first.as_bytes(), second.as_bytes()]
    one, two = reports(unpacked)
    assert (one.title, one.author, one.published_on) == ("One", "Ann Example", date(2024, 1, 1))
    assert MARKET in two.body


def test_a_line_of_a_body_that_begins_with_from_splits_no_message() -> None:
    text = "From 10:00 on\nFrom the north they come at 10:30 sharp\nand: that is all\n"
    assert len(unpack(mbox(mail(subject="One", text=text)), name="inbox.mbox").pieces) == 1


def test_attachments_are_reports_that_name_their_message() -> None:
    message = mail_with_attachments()
    unpacked = unpack(message.as_bytes(), name="with.eml")
    assert names(unpacked) == [
        "with.eml",
        "with.eml, attachment 1 (notes.txt)",
        "with.eml, attachment 2 (صورة.jpg)",
    ]
    letter, notes, picture = unpacked.pieces
    assert letter.data == message.as_bytes()
    assert (letter.attached_to, notes.attached_to, picture.attached_to) == (None, 0, 0)
    assert picture.data == bytes(range(256)) * 4
    read_letter, read_notes, read_picture = reports(unpacked)
    assert FRIDAY in read_letter.body
    assert "meeting" not in read_letter.body
    assert "meeting" in read_notes.body
    assert read_picture.problem == "binary"


def test_the_same_words_in_html_with_pictures_are_no_attachment_but_the_pictures_are() -> None:
    message = mail(subject="With a picture", text=FRIDAY)
    message.add_alternative(f"<p>{FRIDAY}</p><img src='cid:one'>", subtype="html")
    (_, page) = message.iter_parts()
    assert isinstance(page, EmailMessage)
    page.add_related(b"\x89PNG" + bytes(200), maintype="image", subtype="png", cid="<one>")
    unpacked = unpack(message.as_bytes(), name="with.eml")
    assert [piece.media_type for piece in unpacked.pieces] == ["message/rfc822", "image/png"]


def test_headers_without_a_body_are_a_report_without_text() -> None:
    heads = b"From: Ann <ann@example.org>\nSubject: They will come on Friday\nDate: Mon, 01 Jan 2024 10:00:00 +0000\n"
    assert unpack(heads, name="bare.eml").form is None
    separator = b"From ann Mon Jan 01 10:00:00 2024\n"
    unpacked = unpack(
        separator + heads + b"\n" + separator + mail(subject="Two", text=MARKET).as_bytes(), name="a.mbox"
    )
    bare, whole = reports(unpacked)
    assert (bare.problem, "They will come" in bare.content) == ("no_text", True)
    assert MARKET in whole.body


def test_a_message_within_a_message_is_a_report_and_its_text_is_not_the_outer_ones() -> None:
    outer = mail(subject="Forward", text="See what he wrote.")
    outer.add_attachment(mail(subject="Inner", text=FRIDAY, number=2))
    letter, inner = reports(unpack(outer.as_bytes(), name="outer.eml"))
    assert FRIDAY not in letter.body
    assert (inner.title, FRIDAY in inner.body) == ("Inner", True)


def test_a_message_that_breaks_off_gives_what_came_and_says_so() -> None:
    whole = mail_with_attachments().as_bytes()
    unpacked = unpack(whole[: whole.index(b"image/jpeg") + 300], name="with.eml")
    assert problems(unpacked) == ["cut_short"]
    assert "meeting" in reports(unpacked)[1].body


# ── feeds ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_rss_feed_gives_each_entry_as_a_page_of_its_own() -> None:
    unpacked = unpack(RSS.encode(), name="feed.xml")
    first, second = reports(unpacked)
    assert names(unpacked)[0] == "feed.xml, entry 1 (https://example.org/?a=1&b=2)"
    assert first.title == "تهديد بتفجير السفارة يوم الجمعة"
    assert first.body.startswith("هددت الجماعة بتفجير السفارة")
    assert (first.author, first.published_on, first.outlet) == ("سلمى حداد", date(2024, 1, 1), "وكالة الخبر")
    assert (second.title, second.author) == ("Third & last of AT&T", "Jo Example")
    assert second.body == 'They will bomb the "bridge" tomorrow.'
    assert second.published_on is None
    assert problems(unpacked) == []


def test_an_rdf_feed_and_an_atom_feed_say_what_they_say() -> None:
    (entry,) = reports(unpack(RDF.encode(), name="site.rdf"))
    assert (entry.title, entry.author, entry.published_on) == ("One thing that happened", "Bo", date(2024, 1, 5))
    unpacked = unpack(ATOM.encode(), name="blog.atom")
    post = reports(unpacked)[0]
    assert (post.title, post.author) == ("Bold claims", "Ann Example")
    assert post.body == "They said they would come for him on Friday."
    assert (post.published_on, post.updated_on) == (date(2024, 3, 1), date(2024, 3, 2))
    alert = unpacked.pieces[1]
    assert alert.media_type == "application/cap+xml"
    assert b"<identifier>1</identifier>" in alert.data


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1256"])
def test_a_feed_in_another_encoding_or_with_a_lying_one_is_read(encoding: str) -> None:
    (first, _) = reports(unpack(RSS.replace("أبداً", "أبدا").encode(encoding), name="feed.xml"))
    assert first.title == "تهديد بتفجير السفارة يوم الجمعة"


def test_entities_that_a_feed_declares_are_never_expanded_and_a_person_is_told() -> None:
    bomb = "".join(f'<!ENTITY {name} "{8 * f"&{before};"}">' for before, name in zip("abcdefg", "bcdefgh", strict=True))
    doctype = f'<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY x SYSTEM "file:///etc/hostname">{bomb}]>'
    text = RSS.replace("<rss", f"{doctype}<rss").replace("وصف", "&h;&x;")
    unpacked = unpack(text.encode(), name="feed.xml")
    assert problems(unpacked) == ["xml_entities"]
    assert reports(unpacked)[0].body.startswith("هددت الجماعة")
    assert all(len(piece.data) < 10_000 for piece in unpacked.pieces)


def test_a_feed_that_breaks_off_gives_the_entries_before() -> None:
    unpacked = unpack(RSS.encode()[: RSS.encode().index(b"<author>")], name="feed.xml")
    assert problems(unpacked) == ["cut_short"]
    assert reports(unpacked)[0].body.startswith("هددت الجماعة")


# ── web archives ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["site.warc", "site.warc.gz"])
def test_a_web_archive_gives_what_each_address_answered(name: str) -> None:
    unpacked = unpack(ALL[name], name=name)
    assert names(unpacked) == ["https://example.org/1", "https://example.org/note.txt", "https://example.org/2"]
    assert unpacked.pieces[0].data == unpacked.pieces[2].data == PAGE.encode()
    assert unpacked.pieces[0].media_type == "text/html"
    assert unpacked.pieces[0].stated.held_at == datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert [each.because for each in unpacked.left_aside] == [
        "other_record",
        "other_record",
        "style_or_script",
        "redirection",
    ]


def test_a_web_archive_that_the_library_wrote_is_read() -> None:
    buffer = BytesIO()
    for number in range(3):
        record = WarcRecord()
        record.init_headers(WarcRecordType.resource)
        record.headers["WARC-Target-URI"] = f"https://example.org/{number}"
        record.headers["Content-Type"] = "text/html"
        record.set_bytes_content(PAGE.encode())
        with GzipWriter(buffer) as writer:
            record.write(writer)
            writer.finish()
    unpacked = unpack(buffer.getvalue(), name="written.warc.gz")
    assert [piece.data for piece in unpacked.pieces] == [PAGE.encode()] * 3


@pytest.mark.parametrize(
    ("heads", "body"),
    [
        ("Content-Encoding: br", brotli.compress(PAGE.encode())),
        ("Content-Encoding: deflate", zlib.compress(PAGE.encode())),
        ("Content-Encoding: deflate", zlib.compress(PAGE.encode())[2:-4]),
        ("Content-Encoding: gzip", PAGE.encode()),  # undone by the crawler, which left the head as it was
        ("Transfer-Encoding: chunked", PAGE.encode()),
    ],
)
def test_codings_are_undone_and_those_already_undone_are_left(heads: str, body: bytes) -> None:
    record = warc_record(body, address="https://example.org/1", heads=f"Content-Type: text/html\r\n{heads}")
    (piece,) = unpack(record, name="site.warc").pieces
    assert piece.data == PAGE.encode()


def test_a_coding_that_nobody_here_knows_is_said() -> None:
    record = warc_record(b"\x28\xb5\x2f\xfd....", address="https://x.org/", heads="Content-Encoding: zstd")
    assert problems(unpack(record, name="site.warc")) == ["unknown_compression"]


def test_a_web_archive_that_breaks_off_gives_every_record_before_and_what_came_of_the_last() -> None:
    records = warc_records()[2:3] * 3
    data = b"".join(records)
    unpacked = unpack(data[:-60], name="site.warc")
    assert [piece.data for piece in unpacked.pieces[:2]] == [PAGE.encode()] * 2
    assert PAGE.encode().startswith(unpacked.pieces[2].data)
    assert len(unpacked.pieces[2].data) > 50
    assert problems(unpacked) == ["cut_short"]
    packed = b"".join(gzip.compress(record) for record in records)
    unpacked = unpack(packed[:-60], name="site.warc.gz")
    assert [piece.data for piece in unpacked.pieces[:2]] == [PAGE.encode()] * 2
    assert problems(unpacked) == ["cut_short"]


@pytest.mark.parametrize("is_packed", [False, True])
def test_a_damaged_record_costs_no_other(is_packed: bool) -> None:
    records = [warc_record(PAGE.encode(), address=f"https://example.org/{number}") for number in range(3)]
    records[1] = records[1].replace(b"Content-Length", b"Xontent-Length", 1)
    if is_packed:
        records = [gzip.compress(record) for record in records]
        records[1] = records[1][:60] + b"\xff" * 40 + records[1][100:]
    unpacked = unpack(b"".join(records), name="site.warc")
    whole = [piece.name for piece in unpacked.pieces if piece.problem is None and piece.data == PAGE.encode()]
    assert whole[0] == "https://example.org/0"
    assert whole[-1] == "https://example.org/2"
    assert "damaged" in problems(unpacked)


# ── lines and exports ───────────────────────────────────────────────────────────────────────────────────────────────


def test_json_lines_give_each_text_with_what_its_line_says_and_bad_lines_as_they_stand() -> None:
    unpacked = unpack(JSON_LINES, name="posts.jsonl")
    assert [piece.problem for piece in unpacked.pieces] == [
        None,
        None,
        Problem.NO_JSON,
        Problem.LINE_WITHOUT_TEXT,
        Problem.BAD_LINE,
    ]
    first = unpacked.pieces[0]
    assert (first.data.decode(), first.name) == (FRIDAY, "posts.jsonl, line 1 (1)")
    assert first.stated.kind is ReportKind.POST
    assert first.stated.credibility is InformationCredibility.PROBABLY_TRUE
    assert first.stated.marking is not None
    assert first.stated.marking.tlp is TLP.RED
    assert unpacked.pieces[1].name == "posts.jsonl, line 3"
    assert unpacked.pieces[2].data == b"{broken"
    assert b"SECRET" in unpacked.pieces[4].data


def test_an_export_of_telegram_gives_each_message_with_who_sent_it_and_from_whom_it_was_had() -> None:
    unpacked = unpack(telegram_json(), name="result.json")
    first, second = reports(unpacked)
    assert [piece.data.decode() for piece in unpacked.pieces] == ["سنقتله يوم الجمعة", "النص الأخير هنا"]
    assert first.source_chain.members == ("أخبار الساعة", "قناة الخبر")
    assert (first.author, first.published_on) == ("قناة الخبر", date(2024, 1, 2))
    assert second.updated_on == date(2024, 1, 5)
    assert {piece.stated.kind for piece in unpacked.pieces} == {ReportKind.POST}
    assert [each.because for each in unpacked.left_aside] == ["service", "no_content"]


def test_an_export_of_all_chats_gives_those_of_each() -> None:
    chat = {**telegram_export(), "type": "private_group", "name": "a group"}
    account = {"about": "x", "chats": {"about": "y", "list": [telegram_export(), chat]}}
    unpacked = unpack(json.dumps(account).encode(), name="result.json")
    assert [piece.stated.kind for piece in unpacked.pieces] == [ReportKind.POST] * 2 + [ReportKind.CHAT] * 2


def test_an_export_that_breaks_off_gives_the_messages_before() -> None:
    unpacked = unpack(telegram_json()[:-100], name="result.json")
    assert unpacked.pieces[0].data.decode() == "سنقتله يوم الجمعة"
    assert problems(unpacked) == ["damaged", "cut_short"]


def test_an_export_as_pages_gives_each_message_and_who_sent_it() -> None:
    first, second = reports(unpack(TELEGRAM_HTML.encode(), name="messages.html"))
    assert first.content == "سنقتله\nيوم الجمعة القادم"
    assert (first.author, first.published_on) == ("سلمى", date(2024, 1, 1))
    assert (second.author, second.source_chain.members) == ("سلمى", ("مصدر آخر", "سلمى"))
    assert second.published_on == date(2024, 1, 2)
    cut = unpack(TELEGRAM_HTML.encode()[:-300], name="messages.html")
    assert problems(cut) == ["cut_short"]
    assert cut.pieces[0].data.decode() == first.content


# ── archives ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_archive_gives_each_file_and_opens_one_container_within_it() -> None:
    inner = archive({"deep.txt": FRIDAY, "deeper.zip": archive({"deepest.txt": MARKET})})
    data = archive({"a/page.html": PAGE, "in.mbox": two_mails(), "in.zip": inner, "s.css": "a{}", "تقرير.txt": FRIDAY})
    unpacked = unpack(data, name="box.zip")
    assert names(unpacked) == [
        "box.zip, a/page.html",
        "box.zip, in.mbox, message 1",
        "box.zip, in.mbox, message 2",
        "box.zip, in.zip, deep.txt",
        "box.zip, in.zip, deeper.zip",
        "box.zip, تقرير.txt",
    ]
    assert problems(unpacked) == ["nested_too_deep"]
    assert unpacked.pieces[4].data == archive({"deepest.txt": MARKET})
    assert [each.because for each in unpacked.left_aside] == ["style_or_script"]


def test_a_gzip_file_gives_the_file_within_and_opens_it() -> None:
    (page,) = unpack(gzip.compress(PAGE.encode()), name="page.html.gz").pieces
    assert (page.name, page.data) == ("page.html.gz, page.html", PAGE.encode())
    assert len(unpack(gzip.compress(two_mails()), name="inbox.mbox.gz").pieces) == 2
    cut = unpack(gzip.compress(PAGE.encode() * 3)[:-9], name="page.html.gz")
    assert PAGE.encode() in cut.pieces[0].data
    assert problems(cut) == ["cut_short"]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_an_archive_that_breaks_off_gives_every_file_before(method: int) -> None:
    data = archive({"one.txt": FRIDAY, "page.html": PAGE, "two.txt": MARKET * 20}, method=method)
    cut = data[: data.index(b"two.txt") + 30]
    unpacked = unpack(cut, name="box.zip")
    assert unpacked.pieces[0].data.decode() == FRIDAY
    assert unpacked.pieces[1].data.decode() == PAGE
    assert problems(unpacked)[-1] == "cut_short"


def test_an_encrypted_file_and_one_packed_strangely_say_so_and_their_bytes_are_there() -> None:
    data = bytearray(archive({"secret.txt": FRIDAY, "plain.txt": MARKET}, method=zipfile.ZIP_STORED))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    unpacked = unpack(bytes(data), name="box.zip")
    assert problems(unpacked) == ["encrypted"]
    assert FRIDAY.encode() in unpacked.pieces[0].data
    assert unpacked.pieces[1].data.decode() == MARKET
    strange = archive({"odd.txt": FRIDAY}, method=zipfile.ZIP_LZMA)
    assert problems(unpack(strange, name="box.zip")) == ["unknown_compression"]


def test_an_archive_with_nothing_in_it_is_a_report_that_says_so() -> None:
    assert problems(unpack(archive({}), name="box.zip")) == ["nothing_inside"]
    assert problems(unpack(archive({"a/": "", "empty.txt": ""}), name="box.zip")) == ["nothing_inside"]


# ── limits ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_unpacks_to_far_more_than_it_holds_is_refused_and_its_neighbours_are_read() -> None:
    unpacked = unpack(archive({"bomb.txt": b"\0" * 50_000_000, "one.txt": FRIDAY}), name="box.zip")
    assert problems(unpacked) == ["expands_too_much"]
    assert 0 < len(unpacked.pieces[0].data) < 100_000
    assert unpacked.pieces[1].data.decode() == FRIDAY
    assert problems(unpack(gzip.compress(b"\0" * 50_000_000), name="bomb.gz")) == ["expands_too_much"]
    page = gzip.compress(b" " * 50_000_000)
    heads = "Content-Type: text/html\r\nContent-Encoding: gzip"
    record = warc_record(page, address="https://example.org/", heads=heads)
    assert problems(unpack(record, name="bomb.warc")) == ["expands_too_much"]
    crushed = brotli.compress(b" " * 50_000_000)
    record = warc_record(crushed, address="https://x.org/", heads="Content-Encoding: br")
    assert problems(unpack(record, name="bomb.warc")) == ["expands_too_much"]


def test_all_pieces_together_stay_below_their_limit() -> None:
    limits = Limits(unpacked_bytes=100_000)
    files = {f"{number}.txt": bytes([65 + number]) * 30_000 for number in range(5)}
    unpacked = unpack(archive(files), name="box.zip", limits=limits)
    assert problems(unpacked) == ["unpacks_too_large"] * 2
    assert sum(len(piece.data) for piece in unpacked.pieces) < 100_000


def test_no_more_pieces_come_than_the_limit_and_the_last_says_so() -> None:
    limits = Limits(pieces=3)
    unpacked = unpack(mbox(*[mail(subject=str(at), text=FRIDAY, number=at) for at in range(9)]), limits=limits)
    assert len(unpacked.pieces) == 4
    assert problems(unpacked) == ["too_many_pieces"]


def test_a_bomb_of_bombs_is_opened_no_deeper_than_the_limit() -> None:
    data = archive({"0.zip": b"x"})
    for number in range(1, 30):
        data = archive({f"{number}.zip": data}, method=zipfile.ZIP_STORED)
    assert problems(unpack(data, name="bomb.zip")) == ["nested_too_deep"]
    message = mail(subject="inmost", text=FRIDAY)
    for number in range(30):
        outer = mail(subject=str(number), text="see below", number=number)
        outer.add_attachment(message)
        message = outer
    assert problems(unpack(message.as_bytes(), name="deep.eml")) == ["nested_too_deep"]

"""Containers of every form, small and our own, built anew for each test."""

from __future__ import annotations

import gzip
import json
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage
from io import BytesIO

PAGE = (
    "<!DOCTYPE html><html><head><title>Page</title></head><body><h1>A page</h1>"
    "<p>They will come on Friday.</p></body></html>"
)
DATE = "Mon, 01 Jan 2024 10:00:00 +0000"
FRIDAY, MARKET = "They will come on Friday, he said.", "The market was quiet all day."


def mail(*, subject: str, text: str, number: int = 1) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Ann Example <ann@example.org>"
    message["Subject"] = subject
    message["Date"] = DATE
    message["Message-ID"] = f"<{number}@example.org>"
    message.set_content(text)
    return message


def mail_with_attachments() -> EmailMessage:
    message = mail(subject="With two things", text=FRIDAY)
    message.add_alternative(f"<p>{FRIDAY}</p>", subtype="html")
    message.add_attachment("notes of a meeting, all of them", filename="notes.txt")
    message.add_attachment(bytes(range(256)) * 4, maintype="image", subtype="jpeg", filename="صورة.jpg")
    return message


def mbox(*messages: EmailMessage) -> bytes:
    return b"\n".join(b"From ann@example.org Mon Jan 01 10:00:00 2024\n" + each.as_bytes() for each in messages)


def two_mails() -> bytes:
    return mbox(mail(subject="One", text=FRIDAY, number=1), mail(subject="Two", text=MARKET, number=2))


RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>وكالة الخبر</title><link>https://example.org/</link><language>ar</language>
<item><title>تهديد بتفجير السفارة يوم الجمعة</title><link>https://example.org/?a=1&b=2</link>
<pubDate>{DATE}</pubDate><dc:creator>سلمى حداد</dc:creator><category>أمن</category><description>وصف</description>
<content:encoded><![CDATA[<p>هددت الجماعة بتفجير السفارة يوم الجمعة المقبل.</p>
<p>وأضافت أنها لن تتراجع عن ذلك&nbsp;أبداً.</p>]]></content:encoded></item>
<item><title>Third &amp; last of AT&T</title><author>jo@example.org (Jo Example)</author>
<description>&lt;p&gt;They will bomb the &quot;bridge&quot;&nbsp;tomorrow.&lt;/p&gt;</description></item>
</channel></rss>
"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://example.org/"><title>A site</title></channel>
<item rdf:about="https://example.org/1"><title>One thing that happened</title><link>https://example.org/1</link>
<description>Some words on it, long enough.</description><dc:date>2024-01-05</dc:date><dc:creator>Bo</dc:creator></item>
</rdf:RDF>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>A blog</title>
<entry><title type="html">&lt;b&gt;Bold&lt;/b&gt; claims</title><link rel="alternate" href="https://example.org/1"/>
<id>tag:1</id><author><name>Ann Example</name></author><published>2024-03-01T23:30:00-05:00</published>
<updated>2024-03-02T10:00:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>They said they would <em>come</em> for him on Friday.</p></div></content></entry>
<entry><title>alert</title><updated>2024-03-02T10:00:00Z</updated><content type="application/cap+xml">
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>1</identifier></alert></content></entry></feed>"""


def warc_record(
    body: bytes, *, address: str, heads: str = "Content-Type: text/html; charset=utf-8", kind: str = "response"
) -> bytes:
    status = "HTTP/1.1 301 Moved" if "Location" in heads else "HTTP/1.1 200 OK"
    block = f"{status}\r\n{heads}\r\n\r\n".encode() + body if kind in ("response", "request") else body
    content_type = f"application/http;msgtype={kind}" if kind in ("response", "request") else "text/plain"
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{len(address)}>\r\n"
        f"WARC-Target-URI: {address}\r\nWARC-Date: 2024-01-02T03:04:05Z\r\nContent-Type: {content_type}\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def warc_records() -> list[bytes]:
    page = PAGE.encode()
    return [
        warc_record(b"software: a crawler\r\n", address="urn:x:info", kind="warcinfo"),
        warc_record(b"", address="https://example.org/1", heads="Host: example.org", kind="request"),
        warc_record(page, address="https://example.org/1"),
        warc_record(b"a{}", address="https://example.org/s.css", heads="Content-Type: text/css"),
        warc_record(b"moved", address="https://example.org/old", heads="Location: /1\r\nContent-Type: text/html"),
        warc_record(FRIDAY.encode(), address="https://example.org/note.txt", kind="resource"),
        warc_record(
            chunked(gzip.compress(page)),
            address="https://example.org/2",
            heads="Content-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked",
        ),
    ]


def chunked(data: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in _parts(data)) + b"0\r\n\r\n"


def _parts(data: bytes) -> list[bytes]:
    return [data[at : at + 40] for at in range(0, len(data), 40)]


def archive(files: Mapping[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as writer:
        for name, content in files.items():
            writer.writestr(name, content)
    return buffer.getvalue()


def telegram_export() -> dict[str, object]:
    return {
        "name": "قناة الخبر",
        "type": "public_channel",
        "id": 1,
        "messages": [
            {"id": 1, "type": "service", "date": "2024-01-01T10:00:00", "action": "create_channel"},
            {
                "id": 2,
                "type": "message",
                "date": "2024-01-02T10:00:00",
                "date_unixtime": "1704186000",
                "from": "قناة الخبر",
                "forwarded_from": "أخبار الساعة",
                "text": ["سنقتله ", {"type": "bold", "text": "يوم الجمعة"}],
            },
            {"id": 3, "type": "message", "date": "2024-01-03T10:00:00", "from": "قناة الخبر", "text": "", "photo": "p"},
            {
                "id": 4,
                "type": "message",
                "date": "2024-01-04T10:00:00",
                "edited": "2024-01-05T10:00:00",
                "from": "قناة الخبر",
                "text": "النص الأخير هنا",
            },
        ],
    }


def telegram_json() -> bytes:
    return json.dumps(telegram_export(), ensure_ascii=False, indent=1).encode()


TELEGRAM_HTML = """<!DOCTYPE html><html><head><meta charset="utf-8"/><title>Exported Data</title></head><body>
<div class="page_wrap"><div class="page_header"><div class="content"><div class="text bold">قناة الخبر</div></div></div>
<div class="page_body chat_page"><div class="history">
<div class="message service" id="message-1"><div class="body details">1 January 2024</div></div>
<div class="message default clearfix" id="message2"><div class="pull_left userpic_wrap"></div><div class="body">
<div class="pull_right date details" title="01.01.2024 10:00:00 UTC+03:00">10:00</div><div class="from_name">سلمى</div>
<div class="text">سنقتله<br>يوم <strong>الجمعة</strong> القادم</div></div></div>
<div class="message default clearfix joined" id="message3"><div class="body">
<div class="pull_right date details" title="02.01.2024 10:01:00 UTC+03:00">10:01</div>
<div class="pull_left forwarded userpic_wrap"></div><div class="forwarded body">
<div class="from_name">مصدر آخر <span class="date details" title="31.12.2023 10:00:00"> 31.12.2023</span></div>
<div class="text">منقول من غيره</div></div></div></div>
</div></div></div></body></html>"""

JSON_LINES = (
    json.dumps(
        {
            "id": "1",
            "text": FRIDAY,
            "kind": "post",
            "lang": "en",
            "published": "2024-01-02",
            "credibility": "2",
            "marking": "TLP:RED",
            "held_at": "2024-01-02T08:40+03:00",
        }
    )
    + "\n\n"
    + json.dumps({"text": MARKET})
    + "\n{broken\n"
    + json.dumps({"id": 4})
    + "\n"
    + json.dumps({"text": FRIDAY, "marking": "SECRET"})
).encode()

#: Every form, by a name that it may come under.
ALL: Mapping[str, bytes] = {
    "inbox.mbox": two_mails(),
    "with.eml": mail_with_attachments().as_bytes(),
    "feed.xml": RSS.encode(),
    "site.rdf": RDF.encode(),
    "blog.atom": ATOM.encode(),
    "site.warc": b"".join(warc_records()),
    "site.warc.gz": b"".join(gzip.compress(record) for record in warc_records()),
    "posts.jsonl": JSON_LINES,
    "result.json": telegram_json(),
    "messages.html": TELEGRAM_HTML.encode(),
    "box.zip": archive({"page.html": PAGE, "inbox.mbox": two_mails(), "plain.txt": FRIDAY}),
    "page.html.gz": gzip.compress(PAGE.encode()),
    "inbox.mbox.gz": gzip.compress(two_mails()),
}

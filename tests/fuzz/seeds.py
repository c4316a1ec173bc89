# SPDX-License-Identifier: Apache-2.0
"""Where the search begins: ordinary inputs, and hostile ones that are small here and grow when they are read.

What can be said in a line of code is made here; `corpus/` holds what the search found besides.
"""

from __future__ import annotations

import gzip
import json
import uuid
import zlib
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Final

from nadhir.exchange import cap12, edxl, misp, stix21, taxii21
from nadhir.terms.marking import TLP, Marking
from tests.rooms.exchange.messages import OURS
from tests.rooms.exchange.test_misp import EVENT
from tests.rooms.intake.containers import ALL, archive, two_mails
from tests.rooms.intake.pdfs import Pdf, assembled, lines, lines_from_right, seen, stream

__all__ = ["seeds_of", "words_of"]

ROOT: Final = Path(__file__).resolve().parents[2]
ARABIC: Final = "هددت الجماعة بتفجير السفارة في بغداد يوم الجمعة المقبل، وفق ما ذكرت وكالة الضفتين نقلاً عن مصدر."
THREAT: Final = "They said they will bomb the embassy in Baghdad on Friday at 10:00. Do not tell anyone who told you."
SCRIPTS: Final = (
    ARABIC,
    THREAT,
    "تهدید کردند که روز جمعه سفارت را منفجر می‌کنند. ۱۴۰۲/۱۰/۱۳ ساعت ۱۵:۳۰",
    "Завтра в 10:00 они взорвут посольство в Киеве, сообщает «Рейтер».",
    "rah yfajro el safara nhar jom3a, 3ndhom 7zam nassif",
    "جمعے کو سفارت خانے پر حملہ کیا جائے گا",
    "سيفجرون\u200f ال\u200cسف\u0640\u0640ار\u064eة\u202e غد\u202cا ٣/١/٢٠٢٤ ①②",
    "𝐓𝐡𝐞𝐲 𝐰𝐢𝐥𝐥 𝐤𝐢𝐥𝐥 𝐡𝐢𝐦 👨‍👩‍👧‍👦 \U000e0041 ﷺ ﷽ ﬁ ½ ǅ İ ß ſ \u0345",
)
PAGE: Final = f"""<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>تهديد - الضفتان</title>
<meta property="og:title" content="تهديد بتفجير السفارة"><meta name="author" content="سلمى حداد">
<meta property="article:published_time" content="2024-01-02T10:00:00+03:00">
<script type="application/ld+json">{{"@type":"NewsArticle","headline":"تهديد","datePublished":"2024-01-02",
"author":[{{"@type":"Person","name":"سلمى"}}],"keywords":"أمن، بغداد"}}</script></head>
<body><nav><a href="/">الرئيسية</a> <a href="/a">سياسة</a></nav><article><h1>تهديد بتفجير السفارة</h1>
<p class="byline">بغداد (الضفتان) - سلمى حداد، 2 يناير 2024</p><p>{ARABIC}</p><p>{THREAT}</p>
<div class="related"><h3>اقرأ أيضاً</h3><ul><li><a href="/1">سوق المدينة يفتح أبوابه بعد عام</a></li></ul></div>
<p>المصدر: أ ف ب | وسوم: أمن، بغداد</p></article><footer>© 2024</footer></body></html>"""
ENTITIES: Final = (
    '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">'
    '<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY x SYSTEM "file:///etc/passwd">'
    '<!ENTITY % p SYSTEM "http://127.0.0.1:9/p.dtd"> %p;]>'
)
MAIL: Final = (
    "From: =?utf-8?b?2LPZhNmF2Yk=?= <salma@example.org>\r\nTo: desk@example.org\r\n"
    "Subject: =?windows-1256?q?=CA=E5?=\r\nMessage-ID: <1@example.org>\r\n"
    "Date: Tue, 02 Jan 2024 10:00:00 +0300\r\nMIME-Version: 1.0\r\n"
)
CAP: Final = f"""<?xml version="1.0" encoding="UTF-8"?><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
<identifier>a-1</identifier><sender>desk@example.org</sender><sent>2024-01-02T10:00:00+03:30</sent><status>Actual</status>
<msgType>Update</msgType><scope>Restricted</scope><restriction>TLP:AMBER</restriction><code>x</code><note>n</note>
<references>a@b,c,2024-01-01T10:00:00-00:00</references><info><language>ar</language><category>Security</category>
<event>تهديد</event><responseType>Evacuate</responseType><urgency>Expected</urgency><severity>Extreme</severity>
<certainty>Likely</certainty><eventCode><valueName>a</valueName><value>b</value></eventCode>
<effective>2024-01-02T10:00:00+03:30</effective><expires>2024-01-05T10:00:00+03:30</expires>
<headline>تهديد</headline><description>{ARABIC}</description><instruction>{THREAT}</instruction>
<web>https://example.org/</web><resource><resourceDesc>r</resourceDesc><mimeType>image/png</mimeType><size>3</size>
<derefUri>AAAA</derefUri></resource><area><areaDesc>بغداد</areaDesc><polygon>1,2 3,4 5,6 1,2</polygon>
<circle>33.3,44.4 5</circle><geocode><valueName>a</valueName><value>b</value></geocode><altitude>1</altitude>
<ceiling>2</ceiling></area></info></alert>"""


def _id(kind: str, number: int) -> str:
    return f"{kind}--{uuid.UUID(int=number, version=4)}"


_AT: Final = {"spec_version": "2.1", "created": "2024-01-02T10:00:00.000Z", "modified": "2024-01-02T10:00:00.000Z"}
STIX_OBJECTS: Final[list[dict[str, object]]] = [
    {"type": "identity", "id": _id("identity", 1), "name": "CERT X", "identity_class": "organization", **_AT},
    {
        "type": "location", "id": _id("location", 2), "name": "بغداد", "country": "IQ", "latitude": 33.3,
        "longitude": 44.4, "precision": 10.0, **_AT,
    },
    {"type": "threat-actor", "id": _id("threat-actor", 3), "name": "A", "description": THREAT, **_AT},
    {
        "type": "note", "id": _id("note", 4), "content": ARABIC, "object_refs": [_id("threat-actor", 3)], "lang": "ar",
        "object_marking_refs": ["marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487"], **_AT,
    },
    {
        "type": "report", "id": _id("report", 5), "name": "R", "published": "2024-01-02T10:00:00Z",
        "object_refs": [_id("note", 4)], "confidence": 50, "created_by_ref": _id("identity", 1), **_AT,
    },
    {
        "type": "relationship", "id": _id("relationship", 6), "relationship_type": "targets",
        "source_ref": _id("threat-actor", 3), "target_ref": _id("location", 2), **_AT,
    },
    {
        "type": "marking-definition", "id": _id("marking-definition", 7), "spec_version": "2.1",
        "created": "2024-01-02T10:00:00.000Z", "definition_type": "statement", "definition": {"statement": "ORCON"},
    },
    {
        "type": "indicator", "id": _id("indicator", 8), "pattern": "[a:b='c']", "x_more": [1, 1.5, None, {"a": True}],
        **_AT,
    },
    {"type": "incident", "id": _id("incident", 9), "name": "I", "revoked": True, **_AT},
]  # fmt: skip


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _samples(*suffixes: str) -> Iterator[bytes]:
    for path in sorted((ROOT / "samples").rglob("*")):
        if path.suffix in suffixes and path.is_file():
            yield path.read_bytes()


def _pages() -> Iterator[bytes]:
    """Yield pages, and what is made of HTML's own marks."""
    yield PAGE.encode()
    for encoding in ("windows-1256", "utf-16", "utf-16-be", "iso-8859-6"):
        yield PAGE.encode(encoding, "replace")
    yield PAGE.encode().replace(b"utf-8", b"utf-16")  # it lies
    yield PAGE.encode().decode("latin-1").encode()  # twice
    yield PAGE.encode()[:-700]
    yield ENTITIES.encode() + b"<html><body><p>&e;&x;</p></body></html>"
    yield ('<?xml version="1.0"?>' + ENTITIES + "<html xmlns='http://www.w3.org/1999/xhtml'><p>&e;</p></html>").encode()
    yield b"<div>" * 300 + b"deep" + b"</div>" * 300
    yield b"<html><body>" + b"<b><i>" * 400 + THREAT.encode()
    yield b"<html><body><p " + b" ".join(b"a%d=%d" % (at, at) for at in range(1_000)) + b">" + ARABIC.encode()
    yield b"<table>" + b"<tr><td>" * 200 + ARABIC.encode()
    yield b"<html><body>" + b"<!--" * 200 + b"<p>x</p>" + b"<![CDATA[" * 50 + b"]]>" + b"<script>" * 20
    yield b"<html><head>" + b'<script type="application/ld+json">' + b"[" * 900 + b"]" * 900 + b"</script><p>a b c d"
    for value in (
        '{"@type":"Article","headline":' + "[" * 600 + '"a"' + "]" * 600 + "}",
        '{"@type":"Article","headline":"a","author":' + "[" * 600 + '"a"' + "]" * 600 + "}",
        '{"@type":"Article","headline":"a","author":' + '{"name":' * 300 + '"a"' + "}" * 300 + "}",
        '{"@type":' + "[" * 600 + "]" * 600 + ',"headline":"\\ud800\\u0000","datePublished":"9999-99-99"}',
        '{"@type":"Article","headline":1e999,"datePublished":-1,"author":true,"keywords":{"a":1}}',
    ):
        yield f'<html><head><script type="application/ld+json">{value}</script><body><p>{THREAT}</p>'.encode()
    yield b"<html><body><p>\xd9\x87\xd8" + b"\x80" * 40 + b"\xf8\x88\x80\x80\x80 \xed\xa0\x80 \xc0\xaf</p>"
    yield b"<html><body><time datetime='0000-00-00'>32/13/0000</time><p>" + THREAT.encode()


def _mails() -> Iterator[bytes]:
    """Yield messages, and what no standard allows."""
    plain = f"{MAIL}Content-Type: text/plain; charset=utf-8\r\n\r\n{ARABIC}\r\n{THREAT}\r\n".encode()
    yield plain
    parts = f"--b\r\nContent-Type: text/html\r\n\r\n{PAGE}\r\n--b\r\nContent-Type: text/plain\r\n\r\n{THREAT}\r\n"
    mixed = f'{MAIL}Content-Type: multipart/mixed; boundary="b"\r\n\r\n{parts}'
    yield mixed.encode()  # without an end
    yield f"{mixed}--b--\r\n".encode()
    yield (MAIL + 'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + "--b\r\n\r\nx\r\n" * 300).encode()
    nested = "".join(
        f'Content-Type: multipart/mixed; boundary="{at}"\r\n\r\n--{at}\r\n' for at in range(60)
    )  # never closed
    yield f"{MAIL}{nested}\r\n{THREAT}".encode()
    yield f"{MAIL}Content-Type: message/rfc822\r\n\r\n{MAIL}Content-Type: message/rfc822\r\n\r\n{MAIL}\r\nx".encode()
    for heads in (
        'Content-Type: text/plain; charset="unknown-8bit"\r\nContent-Transfer-Encoding: base64\r\n\r\n4*AA=B\r\n',
        (
            "Content-Type: text/plain; charset*=utf-7''x; charset*0*=\r\n"
            "Content-Transfer-Encoding: x-uuencode\r\n\r\nbegin 6\r\n"
        ),
        (
            "Content-Type: text/html; charset=utf-16\r\n"
            "Content-Transfer-Encoding: quoted-printable\r\n\r\n=D9=8\r\n=\r\n=ZZ"
        ),
        "Date: Mon, 99 Foo 99999 99:99:99 +9999\r\nSubject: =?utf-8?q?=?= =?x?y?z?= =?utf-8?b?=A?=\r\n\r\nx y z w",
        'From: "\\" <a@[\r\nSubject:\r\n\t\r\nContent-Type: ;;;=\r\n\r\n' + ARABIC,
        "Content-Type: text/plain; charset=idna\r\n\r\n" + ARABIC,
    ):
        yield (MAIL + heads).encode()
    yield MAIL.encode() + b"Subject: \xff\xfe\xd8\r\nFrom: \x80\x81 <\xff>\r\n\r\n\xff\xff body"
    yield b"".join(b"X-%d: a\r\n" % at for at in range(500)) + b"From: a\r\nTo: b\r\nDate: c\r\nSubject: d\r\n\r\nx"


def _texts() -> Iterator[bytes]:
    """Yield plain texts of every script, and floods."""
    yield from (text.encode() for text in SCRIPTS)
    yield "\n".join(SCRIPTS).encode()
    yield "\u202e\u2066\u200f".encode() * 400 + THREAT.encode()
    yield ("ـ" * 600 + "\u064e" * 600 + ARABIC).encode()
    yield ("e" + "\u0301" * 900 + " kill").encode()
    yield b"a" * 3_000 + b" bomb " + b"1" * 3_000
    yield "1/1/1/1/1/1/1/1 ١٢٣٤٥٦٧٨٩٠ 2024-02-30 31.02.1445 13 دی ۱۴۰۲ 24:61 at 99pm".encode()
    yield b"in 999999999999999999999 days, -1 hours ago, next next next Friday, year 0, 1 Muharram 99999"
    yield (" » ".join(["home"] * 80) + " | ".join(["a"] * 80)).encode()
    yield "«".encode() * 300 + ARABIC.encode() + "\u2028\x85\x0b\x0c\u2029\ufeff\ufffe\uffff".encode()
    yield b"\xef\xbb\xbf" + ARABIC.encode() + b"\0\0"
    yield b"kill kill kill will bomb " * 60


def _xml_hostile(root: str, *, namespace: str) -> Iterator[bytes]:
    yield f'{ENTITIES}<{root} xmlns="{namespace}">&e;</{root}>'.encode()
    yield f'<{root} xmlns="{namespace}">'.encode() + b"<a>" * 300
    attributes = " ".join(f"a{at}='x'" for at in range(300))
    yield f'<{root} xmlns="{namespace}" {attributes}/>'.encode()
    yield f'<?xml version="1.0" encoding="utf-7"?><{root} xmlns="{namespace}"/>'.encode()
    yield f'<?xml version="1.0" encoding="utf-16"?><{root} xmlns="{namespace}"/>'.encode("utf-16")


def _json_hostile(head: str, *, tail: str) -> Iterator[bytes]:
    for value in (
        "[" * 400 + "]" * 400,
        '{"a":' * 400 + "1" + "}" * 400,
        '"\\ud800"',
        '"\\u0000\\u202e"',
        "1e999",
        "-0.0",
        "1" * 400,
        "1" * 5_000,
        "NaN",
        '{"a":1,"a":2}',
        "1.0000000000000000000001",
        "true",
        "null",
        '""',
    ):
        yield f"{head}{value}{tail}".encode()


def _stix() -> Iterator[bytes]:
    bundle = {"type": "bundle", "id": _id("bundle", 0), "objects": STIX_OBJECTS}
    yield _json(bundle)
    for found in STIX_OBJECTS:
        yield _json({**bundle, "objects": [found]})
    yield stix21.write(
        stix21.Bundle(
            stix21.StixId(_id("bundle", 0)),
            (stix21.from_json(STIX_OBJECTS[0]),),
        )
    )
    at = json.dumps(_AT)[1:-1]
    head = f'{{"type":"bundle","id":"{_id("bundle", 0)}","objects":[{{"type":"indicator","id":"{_id("indicator", 8)}",'
    yield from _json_hostile(f'{head}{at},"x":', tail="}]}")
    head = head.replace("indicator", "location")
    yield from _json_hostile(f'{head}{at},"latitude":1,"longitude":', tail="}]}")


def _taxii() -> Iterator[bytes]:
    yield _json({"objects": STIX_OBJECTS, "more": True, "next": "abc"})
    yield taxii21.write_envelope(taxii21.Envelope())
    yield from _json_hostile('{"objects":', tail="}")
    yield from _json_hostile('{"more":true,"next":', tail="}")


def _edxl() -> Iterator[bytes]:
    files = (edxl.File("image/png", data=b"abc"), edxl.File("a/b", uri="https://example.org/a", size_bytes=3))
    contents = (
        edxl.Content(edxl.Messages((OURS,)), description="A warning", marking=Marking(TLP.RED)),
        *(edxl.Content(file) for file in files),
        edxl.Content(edxl.ForeignXml((b'<a xmlns="urn:b">c</a>',))),
    )
    roles = (edxl.ValueList("urn:nadhir:roles", ("protector",)),)
    yield edxl.write(
        edxl.Distribution(
            distribution_id="d-1",
            sender_id="desk@example.org",
            sent_at=OURS.sent_at,
            status=edxl.DistributionStatus.ACTUAL,
            distribution_type=edxl.DistributionType.REPORT,
            marking=Marking(TLP.AMBER),
            recipient_roles=roles,
            addresses=(edxl.ExplicitAddress("e-mail", ("liaison@example.org",)),),
            areas=(edxl.TargetArea(countries=("IR",)),),
            contents=contents,
        )
    )
    yield from _xml_hostile("EDXLDistribution", namespace=edxl.NAMESPACE)


def _misp() -> Iterator[bytes]:
    yield misp.write(EVENT)
    head = f'{{"Event":{{"uuid":"{EVENT.uuid}","info":"a","date":"2024-01-02","x":'
    yield from _json_hostile(head, tail="}}")
    head = head.replace('"x":', '"Attribute":')
    yield from _json_hostile(head, tail="}}")
    yield from _json_hostile('{"response":', tail="}")
    yield _json({"response": [json.loads(misp.write(EVENT))] * 2})


def _pdfs() -> Iterator[bytes]:
    """Yield PDFs, and what is made of their own marks."""
    arabic = lines_from_right(seen("سيهاجمون السوق المركزي غدا"), seen("قال المصدر ", "2024", " ذلك"))
    whole = Pdf([lines("A threat", THREAT[:60], THREAT[60:]), arabic], info="/Title(A)/Author<FEFF0633>").write()
    yield whole
    yield whole[:-200]
    yield whole[: len(whole) // 2]
    yield Pdf([lines(THREAT)], is_squeezed=True).write()
    yield Pdf([lines(THREAT)], is_mapped=False).write()
    for content in (
        b"BT /F 1e38 Tf 1 0 0 1 nan inf Tm <0001> Tj ET",
        b"BT /F 0 Tf -1 0 0 -1 1e300 -1e300 Tm <00010002> Tj T* ET " * 40,
        b"q " * 500 + b"BT /F 12 Tf [<0001> -1e9 <0002> (a) 5] TJ ET Q Q",
        b"/Span <</ActualText<FEFFD800>>> BDC BT /F 9 Tf <0009> Tj ET EMC " * 4 + b"EMC EMC",
        b"[" * 400 + b"<<" * 200 + b"BI /W 9 ID \0\0 EI Do 1 2 3 cm /F Tf",
    ):
        yield Pdf([lines("ab")], last_content=stream(content)).write()
        yield Pdf([lines("ab")], last_content=stream(zlib.compress(content), b"/Filter/FlateDecode")).write()
    yield Pdf([lines("ab")]).write(trailer=b"/Encrypt<</Filter/Standard/V 1/R 2/O(x)/U(x)/P -1>>/ID[(a)(a)]")
    yield Pdf([lines("ab")]).write(trailer=b"/Prev 9/XRefStm 9")
    yield assembled([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9/Parent 2 0 R>>"])
    bomb = zlib.compress(zlib.compress(b"BT (a) Tj ET " * 2_000))
    squeezed = stream(bomb, b"/Filter[/FlateDecode/FlateDecode]")
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>"
    yield assembled([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, squeezed])


def _containers() -> Iterator[bytes]:
    """Yield containers of every form, cut, and bombs that are small here; the first byte chooses a name."""
    for data in ALL.values():
        yield b"\0" + data
        yield b"\0" + data[: len(data) * 2 // 3]
    for bomb in (
        gzip.compress(bytes(8_000_000)),
        gzip.compress(gzip.compress(gzip.compress(b"kill " * 2_000_000))),
        archive({f"{at}.txt": bytes(900_000) for at in range(8)}),
        archive({"a.zip": archive({"b.zip": archive({"c.zip": archive({"d.txt": THREAT})})})}),
        archive({"../../a\0b": THREAT, "/": "x", "a" * 300: "z", "\U0001f467": ARABIC}),
        gzip.compress(two_mails()) * 3 + b"\x1f\x8b\x08\xff" * 30,
        b"From a Mon Jan  1 10:00:00 2024\n" * 200,
        (ENTITIES + "<rss><channel><item><title>&e;</title></item></channel></rss>").encode(),
        b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 999999999999999999999\r\n\r\nHTTP/1.1 200\r\n\r\n<p>a",
        b"WARC/1.0\r\nContent-Length: -1\r\n\r\n" * 40,
        b'{"text": "a", "held_at": "0001-01-01T00:00+23:59", "published": "0000", "marking": "TLP:\\ud800"}\n' * 3,
        b'{"name":"a","type":"public_channel","messages":[{"id":1e999,"type":"message","date_unixtime":"9'
        + b"9" * 30
        + b'","text":[{"text":null}]},{"id":2,"type":"message","text":'
        + b"[" * 600
        + b"]" * 600
        + b"}]}",
    ):
        yield b"\0" + bomb


def _cap() -> Iterator[bytes]:
    yield CAP.encode()
    yield CAP.replace("UTF-8", "UTF-16").encode("utf-16")
    yield cap12.write(OURS)
    yield from _xml_hostile("alert", namespace=cap12.NAMESPACE)


def _anything() -> Iterator[bytes]:
    """Yield of each what a bearer may bring without a word: three bytes before it choose what he says."""
    found = (_pages(), _mails(), _cap(), _samples(".html", ".txt", ".jsonl"))
    yield from (b"\0\0\0" + each for each in chain.from_iterable(found))
    yield from (b"\0\1\2" + each for each in _texts())


def _packed() -> Iterator[bytes]:
    for at, data in enumerate(_containers()):
        yield bytes([at % len("eleven name"), at % len("way")]) + data[1:]


_SEEDS: Final[Mapping[str, Callable[[], Iterator[bytes]]]] = {
    "read": _anything,
    "markup": lambda: chain(_pages(), _samples(".html")),
    "page": lambda: chain(_pages(), _samples(".html", ".txt")),
    "mail": _mails,
    "text": lambda: chain((b"\3" + each for each in _texts()), (b"\2" + each for each in _samples(".txt"))),
    "cap": _cap,
    "edxl": _edxl,
    "stix": _stix,
    "taxii": _taxii,
    "misp": _misp,
    "standards": lambda: chain(_cap(), _stix(), _misp(), _pages()),
    "pdf": _pdfs,
    "container": _containers,
    "packed": _packed,
}


def seeds_of(name: str) -> list[bytes]:
    """Return where the search of a target begins."""
    return list(dict.fromkeys(_SEEDS[name]()))


#: What the search puts in by itself, beside what it sees the code compare with.
_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "markup": tuple(
        "<p> </p> <div> <a> <td> <br> <h1> <script> <style> <!-- --> <![CDATA[ &#0; &#xD800; &nbsp; class= id= "
        "itemprop= datetime= content= property= ld+json @type headline author datePublished <time <meta <title> "
        "<article> <base <svg> <math> <template> <textarea> display:none hidden".split()
    ),
    "mail": tuple(
        "Content-Type: multipart/mixed multipart/alternative message/rfc822 text/plain text/html charset= boundary= "
        "base64 quoted-printable uuencode Content-Transfer-Encoding: From: Subject: Date: =?utf-8?q? =?utf-8?b? ?= "
        "--b --b-- \r\n \r\n\r\n unknown-8bit us-ascii utf-16 *0*= ''".split(" ")
    ),
    "text": (
        "غداً", "الجمعة", "سنقتل", "تفجير", "kill", "bomb", "tomorrow", "Friday", "at 10:00", "2024-01-03", "١٤٤٥",
        "۱۴۰۲", "will", "not", "if", "Baghdad", "بغداد", "\u0640", "\u202e", "\u200c", "\u2028", "|", "»", ". ", "\n",
        "المصدر:",
    ),
    "pdf": tuple(
        "/Type /Page /Pages /Kids /Count /Contents /Resources /Font /Filter /FlateDecode /ASCII85Decode /LZWDecode "
        "/RunLengthDecode /ToUnicode /Encoding /Identity-H /Encrypt /Prev /Parent /MediaBox /ActualText stream "
        "endstream obj endobj xref trailer startxref %%EOF beginbfchar beginbfrange BT ET Tj TJ Tf Tm Td BDC EMC 0 R"
        .split()
    ),
    "container": (
        "PK\x03\x04", "PK\x01\x02", "PK\x05\x06", "WARC/1.1\r\n", "Content-Length: ", "WARC-Type: response",
        "\r\n\r\n", "Transfer-Encoding: chunked", "Content-Encoding: gzip", "From a Mon Jan  1 10:00:00 2024\n",
        "<item>", "<entry>", "<channel>", "<content type='xhtml'>", "<pubDate>", '"text":',
        '"messages":[', '"type":"message"', '"held_at":',
    ),
    "xml": tuple("<!DOCTYPE <!ENTITY SYSTEM &a; <?xml encoding= xmlns= xmlns:a= ]]> <![CDATA[ &#0; xsi:nil".split()),
    "json": tuple('{ } [ ] , : " \\ud800 \\u0000 null true 1e999 NaN -0 type id spec_version extensions'.split()),
}  # fmt: skip


def words_of(name: str) -> tuple[str, ...]:
    """Return the words that belong to a target's language."""
    kinds = {
        "read": ("markup", "mail", "text"),
        "markup": ("markup",),
        "page": ("markup", "text"),
        "mail": ("mail",),
        "text": ("text",),
        "cap": ("xml",),
        "edxl": ("xml",),
        "stix": ("json",),
        "taxii": ("json",),
        "misp": ("json",),
        "standards": ("xml", "json"),
        "pdf": ("pdf",),
        "container": ("container", "mail", "xml"),
        "packed": ("container", "mail", "xml"),
    }
    return tuple(word for kind in kinds.get(name, ()) for word in _WORDS[kind] if word)

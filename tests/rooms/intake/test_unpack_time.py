"""What is made to take long does not: every form reads megabytes of its own marks in seconds."""

from __future__ import annotations

import time
from collections.abc import Mapping

import pytest

from nadhir.intake import Form, form_of, unpack
from tests.rooms.intake.containers import RSS, TELEGRAM_HTML

MIB = 1024 * 1024
_CHAT = b'{"name":"a","type":"public_channel","messages":['
HOSTILE: Mapping[str, tuple[Form | None, bytes]] = {
    "mailbox of separators": (Form.MBOX, b"From a Mon Jan  1 10:00:00 2024\nA: b\n" * (2 * MIB // 37)),
    "almost separators": (Form.MBOX, b"From a Mon Jan  1 10:00:00 2024\nA: b\n" + b"From Mon " * (2 * MIB // 9)),
    "archive of heads": (Form.WARC, b"WARC/1.0\r\n" * (2 * MIB // 10)),
    "archive of long records": (
        Form.WARC,
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 999999999\r\n\r\n" * (2 * MIB // 63),
    ),
    "gzip of magic": (Form.GZIP, b"\x1f\x8b\x08" * (2 * MIB // 3)),
    "zip of heads": (Form.ZIP, (b"PK\x03\x04" + b"\0" * 26) * (2 * MIB // 30)),
    "feed of declarations": (Form.FEED, RSS.encode() + b"<!DOCTYPE [" * (MIB // 11)),
    "feed of comments": (None, b"<!---->" * (2 * MIB // 7)),
    "feed of items": (Form.FEED, RSS.encode().replace(b"</channel>", b"<item>" * (MIB // 6))),
    "feed of ampersands": (Form.FEED, RSS.encode().replace(b"</channel>", b"&" * MIB)),
    "export of openings": (Form.TELEGRAM, _CHAT + b'{"id": 1,"text":"' * (2 * MIB // 17)),
    "export of depth": (Form.TELEGRAM, _CHAT + b'{"id": 1,"text":' * (2 * MIB // 16)),
    "pages of openings": (Form.TELEGRAM, TELEGRAM_HTML.encode() + b'<div class="message default">' * (MIB // 29)),
    "lines of braces": (Form.JSON_LINES, b'{"text":"a"}\n{"text":"b"}\n' + b"{\n" * (MIB // 2)),
    "parts of parts": (
        Form.MAIL,
        b"From: a@b.c\nSubject: x\nMIME-Version: 1.0\nMessage-ID: <1>\n"
        b'Content-Type: multipart/mixed; boundary="b"\n\n' + b"--b\n\nx\n" * (MIB // 8),
    ),
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_megabytes_of_a_forms_own_marks_are_read_in_seconds(name: str) -> None:
    form, data = HOSTILE[name]
    assert form_of(data) is form
    begun = time.process_time()
    unpacked = unpack(data)
    assert time.process_time() - begun < 20
    assert unpacked.form in (form, None)

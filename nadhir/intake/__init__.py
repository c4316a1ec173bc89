# SPDX-License-Identifier: Apache-2.0
"""Bytes to a report: decode, clean the page, tell its language, who told whom and when, and what a copy is known by.

Promise: whatever the bytes are, `read` returns a `Report` and keeps every code point of the text it found; a page's
menus, other headlines and small print stay in it, marked as what they are. What cannot be read is recorded as not
understood, with a code. Time and memory are linear in the size, which is limited (`Limits`, docs/limits.md).

It does not judge what a report says, open attachments, fetch anything, or believe a page about itself: encoding,
language, date and author are weighed against what the page shows. PDF, WARC, mbox, feeds and the codecs of `exchange`
are left to later steps.

Follows: the WHATWG Encoding Standard's labels, schema.org's article types, Open Graph, Dublin Core, RFC 5322 and MIME;
the fields of a page are those of `data/pages/FORMAT.md`.
"""

from nadhir.intake.knowledge import IntakeKnowledge
from nadhir.intake.limits import Limits
from nadhir.intake.reading import READER, PageReading, Received, read, read_body, read_page

__all__ = ["READER", "IntakeKnowledge", "Limits", "PageReading", "Received", "read", "read_body", "read_page"]

# SPDX-License-Identifier: Apache-2.0
"""Bytes to a report: decode, clean the page, tell its language, who told whom and when, and what a copy is known by.

Promise: whatever the bytes are, `read` returns a `Report` and keeps every code point of the text it found; a page's
menus, other headlines and small print stay in it, marked as what they are. What cannot be read is recorded as not
understood, with a code. Time and memory are linear in the size, which is limited (`Limits`, docs/limits.md).

What holds several reports (a mailbox, a message with attachments, a feed, a web archive, an export, an archive) is
taken apart by `unpack` before anything is read: each piece says where it stood, and what cannot be read is a piece with
a problem.

Beside the report, `sourcing` tells whom each of its claims is had from, and `key_terms` what it is about where the page
names nothing; both say so as theirs.

It does not judge what a report says, fetch anything, or believe a page about itself: encoding, language, date and
author are weighed against what the page shows. A PDF is read where the caller says with what (`read_pdf`, or a process
that runs it); what the codecs of `exchange` read comes in as `Given`.

Follows: the WHATWG Encoding Standard's labels, schema.org's article types, Open Graph, Dublin Core, RFC 5322 and MIME;
the fields of a page are those of `data/pages/FORMAT.md`.
"""

from nadhir.intake.given import Given, read_given, read_refused
from nadhir.intake.knowledge import IntakeKnowledge
from nadhir.intake.limits import Limits
from nadhir.intake.pdf import PdfText, read_pdf
from nadhir.intake.pieces import NOTHING, Form, LeftAside, Piece, Problem, Stated, Step, StepUnit
from nadhir.intake.reading import READER, OpensPdf, PageReading, Received, read, read_body, read_page
from nadhir.intake.sourcing import SOURCER, SourcingWords, sourcing
from nadhir.intake.unpack import Unpacked, form_of, unpack

__all__ = [
    "NOTHING",
    "READER",
    "SOURCER",
    "Form",
    "Given",
    "IntakeKnowledge",
    "LeftAside",
    "Limits",
    "OpensPdf",
    "PageReading",
    "PdfText",
    "Piece",
    "Problem",
    "Received",
    "SourcingWords",
    "Stated",
    "Step",
    "StepUnit",
    "Unpacked",
    "form_of",
    "read",
    "read_body",
    "read_given",
    "read_page",
    "read_pdf",
    "read_refused",
    "sourcing",
    "unpack",
]

# SPDX-License-Identifier: Apache-2.0
"""How much intake takes in before it says that it was too much; every number with its reason.

What lies beyond a limit is not lost: the report is recorded as not understood, with the problem's code, and its bytes
are kept by whoever holds them. The same figures stand in `docs/limits.md`.
"""

from dataclasses import dataclass

__all__ = ["Limits"]


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of reading one report; a larger figure costs memory and time in proportion, never more."""

    #: The largest page met in the archives we tried is 4 MB; four times that, and 50 MB is refused at once.
    size_bytes: int = 16 * 1024 * 1024
    #: Elements of one HTML tree. A live blog of a whole day has about 30,000; a tree of 200,000 takes a second.
    elements: int = 200_000
    #: Nesting of HTML elements. The parser itself stops at 256; pages that people wrote stay below 60.
    depth: int = 240
    #: Stretches of text. A book has 5,000 paragraphs; classification is linear in them.
    blocks: int = 50_000
    #: Code points of text that are looked at for dates, names and cues in one stretch; the rest is kept, unsearched.
    searched_chars: int = 2_000
    #: JSON-LD islands of one page, and bytes of one: a page has one to five of a few kilobytes.
    islands: int = 40
    island_chars: int = 400_000
    #: Parts of one message, attachments counted.
    mail_parts: int = 200
    #: Of a container (mbox, WARC, export, archive): an export of a busy channel has 50 MB; it is kept as one value.
    container_bytes: int = 64 * 1024 * 1024
    #: Reports made of one container: to receive one takes 10 ms of a core, so that 5,000 are on record in a minute;
    #: routing takes longer, and is left to the worker where somebody waits for the answer.
    pieces: int = 5_000
    #: What one container gives unpacked, all its pieces together: they are held in memory at once.
    unpacked_bytes: int = 128 * 1024 * 1024
    #: Times that packed bytes may grow. Logs and tables of one value reach 100; what grows more is made to exhaust us.
    expansion: int = 200
    #: Below this, growth is not counted: a small file of blanks is no attack.
    expansion_free_bytes: int = 1024 * 1024
    #: Containers around one report, mail aside: one in another. A bomb of bombs needs three.
    container_depth: int = 2
    #: Damaged stretches of one container after which the rest of it is one stretch: the search begins anew at each.
    damaged_stretches: int = 50
    #: Share of NUL and other control characters above which a file is no text. Text has none but line breaks and tabs.
    control_share: float = 0.02
    #: Share of undecodable characters above which a text was not decoded.
    undecodable_share: float = 0.10
    #: Pages of a PDF. A long inquiry report has 300 to 500.
    pdf_pages: int = 600
    #: Glyphs of a PDF. A page has some 2,000 to 4,000; 600 pages of 2,500.
    pdf_chars: int = 1_500_000
    #: Seconds of processor that reading one PDF may take, and memory: beyond them the process that reads it is ended.
    #: A full page that a browser printed, glyph by glyph, takes 0.1 to 0.2 s, one of a word processor a third of it; a
    #: stream that inflates a thousandfold meets the memory first.
    pdf_seconds: int = 60
    pdf_memory_bytes: int = 1024 * 1024 * 1024

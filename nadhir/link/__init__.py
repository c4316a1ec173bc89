# SPDX-License-Identifier: Apache-2.0
"""Reports that belong together: copies, one event, one threat; and the case that a new report joins or opens.

Promise: every link carries its reasons, as codes with the values that agree and their weights, and a score. A decision
of a person outranks every score: a join (score above 0) holds, a split (score 0) keeps a report out of that case.
Nothing that raises a threat is left without a case or the reason why. Noise stays outside: what carries no label joins
only through a person, a handle or a name that the case knows.

It does not say whether a threat is credible, nor merge what reports say (`assess`), nor search a store: what may match
is handed in. It says by which numbers a store finds what may match: band keys for copies (`bands`), meanings for what
says the same in other words or another language (`meaning`, `neighbours`). Names are matched by their sounds.

Follows STIX 2.1's idea of a relationship between two reports; copies by word shingles (Broder 1997).
"""

from typing import Final

from nadhir.link.bands import BANDS, band_keys
from nadhir.link.independence import confirmations
from nadhir.link.linking import KnownReport, OpenCase, copies_of, link
from nadhir.link.meaning import MEANING_BYTES, Embedder, nearness
from nadhir.link.neighbours import Neighbours
from nadhir.link.pages import Page, Related, relate_pages
from nadhir.link.weigh import meaning_text

__all__ = [
    "BANDS",
    "LINKER",
    "MEANING_BYTES",
    "Embedder",
    "KnownReport",
    "Neighbours",
    "OpenCase",
    "Page",
    "Related",
    "band_keys",
    "confirmations",
    "copies_of",
    "link",
    "meaning_text",
    "nearness",
    "relate_pages",
]

LINKER: Final = "link 2"  # raised with whatever would link a report otherwise, so that it can be linked again

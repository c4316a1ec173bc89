# SPDX-License-Identifier: Apache-2.0
"""The names of the targets, and the modules whose branches steer the search of each.

Apart from `targets.py`, since that imports these modules, and they must be instrumented as they are imported.
"""

from collections.abc import Mapping
from typing import Final

__all__ = ["PACKAGES"]

_CODEC: Final = ("nadhir.exchange", "nadhir.terms")
_READING: Final = ("nadhir.intake", "nadhir.language")

PACKAGES: Final[Mapping[str, tuple[str, ...]]] = {
    "read": _READING,
    "markup": _READING,
    "page": _READING,
    "mail": ("nadhir.intake", "email"),
    "text": (*_READING, "nadhir.screen"),
    "cap": _CODEC,
    "edxl": _CODEC,
    "stix": _CODEC,
    "taxii": _CODEC,
    "misp": _CODEC,
    "standards": (*_CODEC, "nadhir.casework", "nadhir.intake"),
    "pdf": ("nadhir.intake", "pdfminer"),
    "container": ("nadhir.intake", "zipfile", "email"),
    "packed": ("nadhir.intake", "zipfile"),
}

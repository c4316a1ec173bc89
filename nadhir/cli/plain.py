# SPDX-License-Identifier: Apache-2.0
"""Read models and terms as what JSON knows: field names and wire words as they are, moments in ISO 8601 and UTC.

A sealed value is opened for the officer named in `to`, who asked for it by name; nobody else's dump ever shows one.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum

from nadhir.terms.sealed import Sealed


def plain(value: object, *, to: str) -> object:
    """Return the value as dictionaries, lists, strings and numbers; sets in order, bytes in hex.

    >>> plain({"when": date(2024, 1, 3), "who": Sealed("x")}, to="karim")
    {'when': '2024-01-03', 'who': 'x'}
    """
    if isinstance(value, Sealed):
        return value.reveal(to=to)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name), to=to) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(one, to=to) for key, one in value.items()}
    if isinstance(value, AbstractSet):
        return sorted((plain(one, to=to) for one in value), key=str)
    if isinstance(value, list | tuple):
        return [plain(one, to=to) for one in value]
    return value

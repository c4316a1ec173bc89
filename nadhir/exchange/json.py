# SPDX-License-Identifier: Apache-2.0
"""JSON from strangers (RFC 8259), read so that what was read can be written back, and means the same to every reader.

Refused is what JSON can spell and no other reader takes for the same: a property that stands twice in one object,
`NaN` and its like, a number greater than a double holds (RFC 8259, 6), and half a character (a lone surrogate, 8.2),
which no UTF-8 can carry.
"""

import json
import math
import re
from typing import Final

__all__ = ["parse_json", "without_twins"]

_HALF_CHARACTER: Final = re.compile(r"\\u[dD][89a-fA-F]")
_DIGITS_OF_A_DOUBLE: Final = 308  # with fewer an integer is always small enough


def parse_json(data: bytes) -> object:
    r"""Return what the bytes say; they may begin with a byte order mark.

    >>> parse_json(b'{"a": [1.5, "\\ud83d\\udc67"]}')
    {'a': [1.5, '👧']}

    Raises:
        ValueError: it is no JSON in UTF-8, or none that is read the same everywhere.
    """
    text = data.decode("utf-8-sig")
    try:
        value: object = json.loads(
            text,
            object_pairs_hook=without_twins,
            parse_constant=_refuse_constant,
            parse_float=_number,
            parse_int=_whole_number,
        )
        if _HALF_CHARACTER.search(text):
            json.dumps(value, ensure_ascii=False).encode("utf-8")
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error
    return value


def without_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return a JSON object of its pairs, for `json.loads`; a property that stands twice is refused: readers differ."""
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("a property stands twice in one object")
    return value


def _refuse_constant(text: str) -> object:
    raise ValueError(f"{text} is no JSON number")


def _number(text: str) -> float:
    value = float(text)
    if math.isinf(value):
        raise ValueError("a number is greater than a double holds")
    return value


def _whole_number(text: str) -> int:
    if len(text) > _DIGITS_OF_A_DOUBLE:
        _number(text)
    return int(text)

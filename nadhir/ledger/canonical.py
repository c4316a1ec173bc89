# SPDX-License-Identifier: Apache-2.0
"""One sequence of bytes for every value, and one value for every sequence of bytes.

A minimal and strict RFC 8785 (JSON Canonicalization Scheme): UTF-8, no white space, keys in the order of their UTF-16
code units (3.2.3), the shortest escapes (3.2.2.2). Narrower than it: no fractions, no exponents, no number beyond
2^53 - 1 (RFC 7493, 2.2), because readers do not agree on them. `decode` takes only what `encode` would have written,
so that two different files never say the same thing, and no key stands twice. Strings are not normalised: what was
said is kept.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Final

from nadhir.ledger.errors import CanonicalError
from nadhir.terms.entry import Json, freeze
from nadhir.terms.errors import InvalidTermError

#: Deeper nesting has no use here and exhausts readers that recurse; ours, chosen 2026, far above what a bundle needs
#: (7).
DEEPEST: Final = 32


def encode(value: Json, *, where: str = "value") -> bytes:
    r"""Return the canonical bytes of the value.

    >>> encode({"b": [1, True, None], "a": "نذير\n"})
    b'{"a":"\xd9\x86\xd8\xb0\xd9\x8a\xd8\xb1\\n","b":[1,true,null]}'

    Raises:
        CanonicalError: the value has no canonical form: a fraction, a lone surrogate, something that is no JSON.
    """
    try:
        ordered = _ordered(freeze(value, where=where), depth=0, where=where)
        return json.dumps(ordered, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    except InvalidTermError as error:
        raise CanonicalError(error.what, where=error.where, remedy=error.remedy) from error
    except RecursionError as error:
        raise CanonicalError(f"nested deeper than {DEEPEST} levels", where=where, remedy="flatten it") from error


def decode(data: bytes, *, where: str = "value") -> Json:
    """Return the value of canonical bytes.

    Raises:
        CanonicalError: the bytes are no JSON, or not in the one canonical form of their value.
    """
    try:
        value: Json = json.loads(
            data.decode("utf-8"),
            parse_float=_refuse_number,
            parse_constant=_refuse_number,
            object_pairs_hook=_without_twins,
        )
    except CanonicalError as error:
        raise CanonicalError(error.what, where=where, remedy=error.remedy) from error
    except (ValueError, RecursionError) as error:
        raise CanonicalError(f"this is no JSON in UTF-8: {error}", where=where, remedy="ask for it anew") from error
    if encode(value, where=where) != data:
        raise CanonicalError(
            "the bytes are not in canonical form",
            where=where,
            remedy="it was changed or written anew on its way; ask for the file as it was made",
        )
    return value


def _ordered(value: Json, *, depth: int, where: str) -> Json:
    if depth > DEEPEST:
        raise CanonicalError(f"nested deeper than {DEEPEST} levels", where=where, remedy="flatten it")
    if isinstance(value, Mapping):
        keys = sorted(value, key=_utf16)
        return {key: _ordered(value[key], depth=depth + 1, where=where) for key in keys}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_ordered(item, depth=depth + 1, where=where) for item in value]
    return value


def _utf16(key: str) -> bytes:
    return key.encode("utf-16-be")


def _refuse_number(text: str) -> Json:
    raise CanonicalError(f"{text} is no whole number", remedy="only whole numbers can stand here")


def _without_twins(pairs: list[tuple[str, Json]]) -> Json:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise CanonicalError("a key stands twice in one object", remedy="keep one of the two")
    return value

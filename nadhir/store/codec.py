# SPDX-License-Identifier: Apache-2.0
"""Terms as JSON and back: what a row's `body` column holds.

Promise: `from_json(to_json(term), of=type(term)) == term` for every term that is stored (a property test walks them
all). A sealed value never stands in the JSON: it is encrypted under its subject's key, and reads as `ERASED` once that
key is destroyed. A column that does not give back a valid term raises; it is never patched up.
"""

import base64
import re
from collections.abc import Mapping
from dataclasses import is_dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Final, TypeVar, get_args, get_origin

from cattrs import Converter
from cattrs.errors import BaseValidationError, StructureHandlerNotFoundError

from nadhir.store.vault import Vault
from nadhir.terms.entry import SubjectId
from nadhir.terms.errors import OursError
from nadhir.terms.screening import Means, Norm, PersonNorm, PlaceNorm, TimeNorm
from nadhir.terms.sealed import Sealed

T = TypeVar("T")
Json = Mapping[str, Any]  # what Django's JSONField gives and takes

ERASED: Final = Sealed("‹erased›")
_SEALED: Final = "$sealed"
_SUBJECT: Final = "$subject"
_TEXT: Final = "$text"
#: What neither UTF-8 (lone surrogates) nor PostgreSQL's jsonb (U+0000) can keep; spans point into such texts too.
_UNKEEPABLE: Final = re.compile("[\0\ud800-\udfff]")
_READER: Final = "store"
_NORMS: Final[dict[str, type]] = {"place": PlaceNorm, "time": TimeNorm, "person": PersonNorm}


class StoredTermError(OursError):
    """A stored term cannot be read back."""


def to_json(term: object, *, vault: Vault, subject: SubjectId | None = None) -> dict[str, Any]:
    """Return the term as JSON; its sealed values lie encrypted under `subject`.

    Raises:
        StoredTermError: the term holds a sealed value and no subject was given to seal it for.
    """

    def _close(value: object) -> object:
        match value:
            case Sealed():
                if subject is None:
                    raise StoredTermError(f"a sealed value of a {type(term).__name__} has no subject", where="to_json")
                content = vault.seal(value.reveal(to=_READER).encode(), subject=subject)
                return {_SEALED: base64.b64encode(content).decode(), _SUBJECT: subject}
            case dict():
                return {key: _close(item) for key, item in value.items()}
            case list() | tuple():
                return [_close(item) for item in value]
            case StrEnum():
                return value.value
            case str() if _UNKEEPABLE.search(value):
                return {_TEXT: base64.b64encode(value.encode("utf-8", "surrogatepass")).decode()}
            case _:
                return value

    closed = _close(_CONVERTER.unstructure(term))
    if not isinstance(closed, dict):
        raise StoredTermError(f"a {type(term).__name__} is no object", where="to_json")
    return closed


def from_json(body: Json, *, of: type[T], vault: Vault) -> T:
    """Return the term that `to_json` wrote.

    Raises:
        StoredTermError: the JSON is no such term.
    """

    def _open(value: object) -> object:
        match value:
            case {"$sealed": str(content), "$subject": str(subject)}:
                opened = vault.open(base64.b64decode(content), subject=SubjectId(subject))
                return ERASED if opened is None else Sealed(opened.decode())
            case {"$text": str(content)}:
                return base64.b64decode(content).decode("utf-8", "surrogatepass")
            case dict():
                return {key: _open(item) for key, item in value.items()}
            case list():
                return [_open(item) for item in value]
            case _:
                return value

    try:
        return _CONVERTER.structure(_open(dict(body)), of)
    except (BaseValidationError, StructureHandlerNotFoundError, ValueError, TypeError, KeyError) as error:
        raise StoredTermError(
            f"a stored {of.__name__} cannot be read: {error}", where="from_json", remedy="restore it from your backup"
        ) from error


def _norm_to_json(norm: Norm) -> object:
    if isinstance(norm, Means):
        return {"kind": "means", "value": norm.value}
    kind = next(kind for kind, of in _NORMS.items() if isinstance(norm, of))
    return {"kind": kind, "value": _CONVERTER.unstructure(norm, type(norm))}


def _norm_from_json(value: Mapping[str, Any], _: object) -> Norm:
    if value["kind"] == "means":
        return Means(value["value"])
    norm: Norm = _CONVERTER.structure(value["value"], _NORMS[value["kind"]])
    return norm


def _moment_from_json(value: str, _: object) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError(f"{value} has no time zone")
    return moment


def _sealed_from_json(value: object, _: object) -> Sealed:
    if not isinstance(value, Sealed):
        raise TypeError("a sealed value lies in the clear")
    return value


def _scalar_from_json(value: object, kind: object) -> object:
    """Return a bool or str (or None) as it is: JSON tells them apart."""
    if not isinstance(value, bool | str | None):
        raise TypeError(f"a {type(value).__name__} is no {kind}")
    return value


def _strictly(value: object, kind: type[str | int | float | bool]) -> object:
    """Return a value of the very kind, or the member of an enumeration; cattrs would make "3" of 3, True of "no"."""
    wanted = next(each for each in (bool, int, float, str) if issubclass(kind, each))
    if type(value) is not wanted and not (wanted is float and type(value) is int):
        # Its kind alone: the value may be a report's text, and an error may end in a log.
        raise TypeError(f"a {type(value).__name__} is no {wanted.__name__}")
    return kind(value)


def _make_converter() -> Converter:
    converter = Converter(forbid_extra_keys=False, detailed_validation=False, omit_if_default=False)
    for kind in (str, int, float, bool):
        converter.register_structure_hook(kind, _strictly)
    converter.register_structure_hook(datetime, _moment_from_json)
    converter.register_unstructure_hook(datetime, lambda moment: moment.astimezone(UTC).isoformat())
    converter.register_structure_hook(date, lambda value, _: date.fromisoformat(value))
    converter.register_unstructure_hook(date, lambda day: day.isoformat())
    converter.register_structure_hook(bytes, lambda value, _: base64.b64decode(value))
    converter.register_unstructure_hook(bytes, lambda value: base64.b64encode(value).decode())
    converter.register_structure_hook(Sealed, _sealed_from_json)
    converter.register_unstructure_hook(Sealed, lambda value: value)
    converter.register_structure_hook_func(lambda kind: kind == Norm, _norm_from_json)
    converter.register_unstructure_hook_func(lambda kind: kind == Norm, _norm_to_json)
    converter.register_structure_hook_func(_is_bool_or_text, _scalar_from_json)
    converter.register_unstructure_hook_func(_is_bool_or_text, lambda value: value)
    # A set has no order of its own; sorted, the same term gives the same bytes.
    converter.register_unstructure_hook_func(
        _is_set,
        lambda values: sorted(value.value if isinstance(value, StrEnum) else value for value in values),
    )
    return converter


def _is_set(kind: object) -> bool:
    origin: object = get_origin(kind)
    return origin is frozenset


def _is_bool_or_text(kind: object) -> bool:
    return get_origin(kind) is not None and set(get_args(kind)) == {bool, str} and not is_dataclass(kind)


_CONVERTER: Final = _make_converter()

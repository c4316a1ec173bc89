# SPDX-License-Identifier: Apache-2.0
"""Terms as JSON and back: what a row's `body` column holds.

Promise: `from_json(to_json(term), of=type(term)) == term` for every term that is stored (a property test walks them
all). A sealed value never stands in the JSON: it is encrypted under its subject's key, and reads as `ERASED` once that
key is destroyed. A column that does not give back a valid term raises; it is never patched up.
"""

import base64
import hashlib
import json
import re
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import is_dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Final, TypeVar, cast, get_args, get_origin

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
_PLAIN: Final = frozenset({int, float, bool, type(None)})
_READER: Final = "store"
_NORMS: Final[dict[str, type]] = {"place": PlaceNorm, "time": TimeNorm, "person": PersonNorm}
#: How many characters of stored terms are kept decoded, those asked for last: ten cases of the size that is measured.
#: A decoded term takes some ten times the memory of its text. [D]
_REMEMBERED_CHARACTERS: Final = 8_000_000


class StoredTermError(OursError):
    """A stored term cannot be read back."""


def to_json(term: object, *, vault: Vault, subject: SubjectId | None = None) -> dict[str, Any]:
    """Return the term as JSON; its sealed values lie encrypted under `subject`.

    Raises:
        StoredTermError: the term holds a sealed value and no subject was given to seal it for.
    """

    def _close(value: object) -> object:
        # By the exact type first, and without a call of its own where there is nothing to do: an assessment of a large
        # case has tens of thousands of values.
        kind = type(value)
        if kind is dict:
            closed: dict[str, object] = {}
            for key, item in cast("dict[str, object]", value).items():
                plain = type(item)
                if plain in _PLAIN or (plain is str and search(cast("str", item)) is None):
                    closed[key] = item
                else:
                    closed[key] = _close(item)
            return closed
        match value:
            case list() | tuple():
                return [
                    item if type(item) is str and search(item) is None else _close(item)
                    for item in cast("Sequence[object]", value)
                ]
            case Sealed():
                if subject is None:
                    raise StoredTermError(f"a sealed value of a {type(term).__name__} has no subject", where="to_json")
                content = vault.seal(value.reveal(to=_READER).encode(), subject=subject)
                return {_SEALED: base64.b64encode(content).decode(), _SUBJECT: subject}
            case StrEnum():
                return value.value
            case str():
                return _keepable(value)
            case _:
                return value

    search = _UNKEEPABLE.search
    closed = _close(_CONVERTER.unstructure(term))
    if not isinstance(closed, dict):
        raise StoredTermError(f"a {type(term).__name__} is no object", where="to_json")
    return closed


def _keepable(text: str) -> object:
    if _UNKEEPABLE.search(text) is None:
        return text
    return {_TEXT: base64.b64encode(text.encode("utf-8", "surrogatepass")).decode()}


def from_json(body: Json, *, of: type[T], vault: Vault | None) -> T:
    """Return the term that `to_json` wrote; without a vault, one that holds nothing sealed.

    Raises:
        StoredTermError: the JSON is no such term.
    """

    def _open(value: object) -> object:
        match value:
            case {"$sealed": str(content), "$subject": str(subject)} if vault is not None:
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


class _Memo:
    """Remembers what texts were decoded to, by their digest: a memo of a pure function, since terms never change."""

    def __init__(self) -> None:
        self._decoded: OrderedDict[tuple[type, bytes], tuple[Any, int]] = OrderedDict()
        self._characters = 0

    def get(self, key: tuple[type, bytes]) -> Any:  # noqa: ANN401 - whatever was put under this type
        found = self._decoded.get(key)
        if found is None:
            return None
        with suppress(KeyError):  # another thread may have forgotten it first
            self._decoded.move_to_end(key)
        return found[0]

    def put(self, key: tuple[type, bytes], *, term: object, characters: int) -> None:
        if key not in self._decoded:
            self._characters += characters
        self._decoded[key] = (term, characters)
        while self._characters > _REMEMBERED_CHARACTERS:
            try:
                _, (_, freed) = self._decoded.popitem(last=False)
            except KeyError:
                break
            self._characters -= freed


_MEMO: Final = _Memo()


def from_text(text: str, *, of: type[T]) -> T:
    """Return the term that `to_json` wrote, from a `body` column as the database keeps it, undecoded.

    For terms that hold nothing sealed, reports, screenings and links: a case reads the same ones at every judgement, so
    that what a text was decoded to is remembered, by the text itself and never by a row's name.

    Raises:
        StoredTermError: the text is no such term, or holds a sealed value.
    """
    key = (of, hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest())
    term = _MEMO.get(key)
    if term is None:
        try:
            body = json.loads(text)
        except ValueError as error:
            raise StoredTermError(
                f"a stored {of.__name__} is no JSON", where="from_text", remedy="restore it from your backup"
            ) from error
        term = from_json(body, of=of, vault=None)
        _MEMO.put(key, term=term, characters=len(text))
    return cast("T", term)


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

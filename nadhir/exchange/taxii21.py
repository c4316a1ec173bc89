# SPDX-License-Identifier: Apache-2.0
"""TAXII 2.1 (OASIS Standard, 10 June 2021) without the server: its JSON, its media types, its filters and its cursors.

Promise: `parse_envelope(write_envelope(envelope)) == envelope`. A page is asked for by an opaque cursor over a number
that only grows, never by a moment: two objects that were added in one instant are then neither lost nor sent twice,
whatever is written between two pages. A cursor is bound, by a keyed digest, to the collection and the filters it was
given out for: taken up with others it is refused, since mixing `added_after` and `next` is how peers lost data.
Headers and parameters that are malformed are refused with the status that the standard gives (`TaxiiError.status`).

It leaves to the server in `api`: who may see which collection, what is added when, and HTTP itself. It leaves wholly:
deleting objects, and `version=all` beside a cursor of manifests is treated as any other filter.
"""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from nadhir.exchange import stix21
from nadhir.exchange.errors import ExchangeError, TaxiiError
from nadhir.exchange.json import parse_json
from nadhir.exchange.stix21 import StixObject
from nadhir.terms.errors import InvalidTermError

MEDIA_TYPE: Final = "application/taxii+json;version=2.1"
VERSION: Final = "taxii-2.1"
SPEC_VERSION_HEADERS: Final = ("X-TAXII-Date-Added-First", "X-TAXII-Date-Added-Last")  # 3.4
LARGEST_LIMIT: Final = 1000  # objects a page; ours: some 2 MB, and half a second of a slow line
KEY_BYTES: Final = 32
_MAC_BYTES: Final = 16
_SEQUENCE_BYTES: Final = 8
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z", re.ASCII)
_MATCHES: Final = ("id", "type", "version", "spec_version")  # 3.4.1
_VERSION_WORDS: Final = frozenset({"first", "last", "all"})


class StatusWord(StrEnum):
    """How far the server is with what was posted (4.3)."""

    PENDING = "pending"
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class Discovery:
    """What a server says of itself at `/taxii2/` (4.1)."""

    title: str
    api_roots: tuple[str, ...]
    description: str = ""
    contact: str = ""
    default: str = ""


@dataclass(frozen=True, slots=True)
class ApiRoot:
    """What an API root says of itself (4.2)."""

    title: str
    max_content_length: int
    description: str = ""


@dataclass(frozen=True, slots=True)
class Collection:
    """One collection, as the caller may use it (5.2)."""

    id: str
    title: str
    can_read: bool
    can_write: bool
    description: str = ""
    alias: str = ""


@dataclass(frozen=True, slots=True)
class ManifestRecord:
    """One version of an object in a collection, without the object (5.3)."""

    id: str
    added_at: datetime
    version: str


@dataclass(frozen=True, slots=True)
class Envelope:
    """Objects on their way, and the cursor of those that follow (3.7)."""

    objects: tuple[StixObject, ...] = ()
    next: str = ""

    @property
    def has_more(self) -> bool:
        """Whether others follow."""
        return bool(self.next)


@dataclass(frozen=True, slots=True)
class Failure:
    """One posted object that was not taken, and why."""

    id: str
    message: str


@dataclass(frozen=True, slots=True)
class StatusReport:
    """What became of what was posted (4.3)."""

    id: str
    status: StatusWord
    requested_at: datetime
    successes: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()
    pendings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filter:
    """What of a collection is asked for (3.4.1): `match` maps a field to its words, which are alternatives."""

    added_after: datetime | None = None
    match: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def fingerprint(self, *, collection: str) -> bytes:
        """Return what tells this request from all others: equal for the same collection and the same filters."""
        after = "" if self.added_after is None else write_moment(self.added_after)
        text = json.dumps([collection, after, self.match], ensure_ascii=False)
        return hashlib.sha256(text.encode()).digest()


@dataclass(frozen=True, slots=True)
class PageRequest:
    """A page as it is asked for; `after` is the number after which it begins."""

    filter: Filter
    limit: int
    after: int = 0


def is_acceptable(accept: str) -> bool:
    """Tell whether an `Accept` header takes TAXII 2.1 (1.6.8); without a version, any is meant.

    >>> is_acceptable("application/taxii+json;version=2.1"), is_acceptable("text/html")
    (True, False)
    """
    return any(_is_taxii(part) for part in accept.split(","))


def is_content_type(content_type: str) -> bool:
    """Tell whether a body comes as TAXII 2.1; here the version must stand (3.3)."""
    kind, parameters = _media_type(content_type)
    return kind == "application/taxii+json" and parameters.get("version") == "2.1"


def parse_request(parameters: Mapping[str, str], *, collection: str, key: bytes, default_limit: int) -> PageRequest:
    """Return the page that the query parameters ask for.

    Raises:
        TaxiiError: an unknown or malformed parameter, or a cursor that was given out for another request (status 400).
    """
    match: list[tuple[str, tuple[str, ...]]] = []
    for name, value in sorted(parameters.items()):
        if name in ("added_after", "limit", "next"):
            continue
        field = name[len("match[") : -1] if name.startswith("match[") and name.endswith("]") else ""
        if field not in _MATCHES:
            raise _bad(f"{name[:80]!r} is no parameter of TAXII 2.1", where="query")
        words = tuple(sorted({word.strip() for word in value.split(",") if word.strip()}))
        if not words:
            raise _bad("it asks for nothing", where=name)
        if field == "version" and any(word not in _VERSION_WORDS and not _MOMENT.fullmatch(word) for word in words):
            raise _bad(f"{value[:80]!r} is neither first, last, all nor a moment", where=name)
        match.append((field, words))
    after = parameters.get("added_after", "")
    asked = Filter(added_after=parse_moment(after, where="added_after") if after else None, match=tuple(match))
    cursor = parameters.get("next", "")
    return PageRequest(
        filter=asked,
        limit=_limit(parameters.get("limit", ""), default=default_limit),
        after=parse_cursor(cursor, asked=asked, collection=collection, key=key) if cursor else 0,
    )


def write_cursor(after: int, *, asked: Filter, collection: str, key: bytes) -> str:
    """Return the cursor of the page that begins after the number `after`, for this request and no other.

    The key is the server's, 32 random bytes; changing it makes every cursor given out before void, which costs a client
    one fresh start and nothing more.
    """
    if len(key) != KEY_BYTES or not 0 <= after < 2 ** (8 * _SEQUENCE_BYTES):
        raise InvalidTermError(f"a cursor needs a number and a key of {KEY_BYTES} bytes", where="write_cursor")
    place = after.to_bytes(_SEQUENCE_BYTES, "big")
    mac = hmac.digest(key, place + asked.fingerprint(collection=collection), "sha256")[:_MAC_BYTES]
    return base64.urlsafe_b64encode(place + mac).decode("ascii")


def parse_cursor(cursor: str, *, asked: Filter, collection: str, key: bytes) -> int:
    """Return the number after which the page begins.

    Raises:
        TaxiiError: it was not given out here, or for another collection or other filters (status 400).
    """
    try:
        data = base64.urlsafe_b64decode(cursor.encode("ascii"))
    except (ValueError, UnicodeEncodeError):
        data = b""
    after = int.from_bytes(data[:_SEQUENCE_BYTES], "big")
    expected = write_cursor(after, asked=asked, collection=collection, key=key)
    if not hmac.compare_digest(expected.encode(), cursor.encode("utf-8", "surrogatepass")):
        raise TaxiiError(
            "the cursor was not given out for this request",
            where="next",
            remedy="go on with the same filters as on the page before, or begin anew without next",
            status=400,
        )
    return after


def write_envelope(envelope: Envelope) -> bytes:
    """Return the envelope as JSON; an empty one is an empty object (3.7)."""
    document: dict[str, object] = {}
    if envelope.has_more:
        document |= {"more": True, "next": envelope.next}
    if envelope.objects:
        document["objects"] = [stix21.to_json(each) for each in envelope.objects]
    return _json(document)


def parse_envelope(data: bytes) -> Envelope:
    """Return the envelope of a body that was posted, or that another server gave.

    Raises:
        TaxiiError: it is no envelope (400), or an object in it breaks STIX 2.1 (422).
    """
    document = _document(data)
    objects, following, more = document.get("objects", []), document.get("next", ""), document.get("more", False)
    if set(document) - {"objects", "next", "more"} or not isinstance(objects, list) or not isinstance(following, str):
        raise _bad("it is no TAXII 2.1 envelope", where="body")
    if not isinstance(more, bool) or (more and not following):
        raise _bad("more without next leads nowhere", where="body")
    try:
        return Envelope(objects=tuple(stix21.from_json(each) for each in objects), next=following if more else "")
    except ExchangeError as error:
        raise TaxiiError(error.what, where=error.where, remedy=error.remedy, status=422) from error


def write_discovery(discovery: Discovery) -> bytes:
    """Return the discovery resource."""
    return _json(
        {
            "title": discovery.title,
            "description": discovery.description,
            "contact": discovery.contact,
            "default": discovery.default,
            "api_roots": list(discovery.api_roots),
        }
    )


def write_api_root(root: ApiRoot) -> bytes:
    """Return the API root resource."""
    return _json(
        {
            "title": root.title,
            "description": root.description,
            "versions": [MEDIA_TYPE],
            "max_content_length": root.max_content_length,
        }
    )


def write_collection(collection: Collection) -> bytes:
    """Return one collection's resource."""
    return _json(_collection(collection))


def write_collections(collections: Sequence[Collection]) -> bytes:
    """Return the collections that the caller may see; of those it may not, not a word."""
    return _json({"collections": [_collection(each) for each in collections]})


def write_manifest(records: Sequence[ManifestRecord], *, next: str = "") -> bytes:  # noqa: A002 — TAXII's word
    """Return a manifest, with the cursor of what follows."""
    document: dict[str, object] = {"more": True, "next": next} if next else {}
    listed = [
        {
            "id": each.id,
            "date_added": write_moment(each.added_at),
            "version": each.version,
            "media_type": stix21.MEDIA_TYPE,
        }
        for each in records
    ]
    return _json({**document, "objects": listed} if listed else document)


def write_status(report: StatusReport) -> bytes:
    """Return the status resource of a request that posted objects."""
    counts = (len(report.successes), len(report.failures), len(report.pendings))
    document: dict[str, object] = {
        "id": report.id,
        "status": report.status.value,
        "request_timestamp": write_moment(report.requested_at),
        "total_count": sum(counts),
        "success_count": counts[0],
        "successes": [{"id": each} for each in report.successes],
        "failure_count": counts[1],
        "failures": [{"id": each.id, "message": each.message} for each in report.failures],
        "pending_count": counts[2],
        "pendings": [{"id": each} for each in report.pendings],
    }
    return json.dumps({name: value for name, value in document.items() if value != []}, ensure_ascii=False).encode()


def write_error(title: str, *, http_status: int, description: str = "") -> bytes:
    """Return the error message resource (3.6.1); it says nothing of what the caller may not see."""
    return _json({"title": title, "description": description, "http_status": str(http_status)})


def write_moment(moment: datetime) -> str:
    """Return an aware moment as TAXII writes it: UTC in microseconds.

    >>> write_moment(datetime(2024, 1, 3, 11, 30, tzinfo=UTC))
    '2024-01-03T11:30:00.000000Z'
    """
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def parse_moment(text: str, *, where: str) -> datetime:
    """Return the moment of a TAXII timestamp.

    Raises:
        TaxiiError: it is none (status 400).
    """
    if not _MOMENT.fullmatch(text):
        raise _bad(f"{text[:40]!r} is no TAXII time", where=where)
    whole, _, fraction = text[:-1].partition(".")
    try:
        return datetime.fromisoformat(f"{whole}.{fraction:0<6}+00:00")
    except ValueError as error:
        raise _bad(f"{text!r} does not exist: {error}", where=where) from error


def _collection(collection: Collection) -> dict[str, object]:
    document: dict[str, object] = {
        "id": collection.id,
        "title": collection.title,
        "description": collection.description,
        "alias": collection.alias,
        "can_read": collection.can_read,
        "can_write": collection.can_write,
        "media_types": [stix21.MEDIA_TYPE],
    }
    return {name: value for name, value in document.items() if value != ""}


def _limit(text: str, *, default: int) -> int:
    if not text:
        return default
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(10**9)) or int(text) == 0:
        raise _bad(f"{text[:40]!r} is no limit", where="limit")
    return min(int(text), LARGEST_LIMIT)  # a server may give fewer than were asked for (3.4)


def _is_taxii(part: str) -> bool:
    kind, parameters = _media_type(part)
    if parameters.get("q") in ("0", "0.0", "0.00", "0.000"):
        return False
    if kind in ("*/*", "application/*"):
        return True
    return kind == "application/taxii+json" and parameters.get("version", "2.1") == "2.1"


def _media_type(text: str) -> tuple[str, dict[str, str]]:
    kind, *rest = (piece.strip() for piece in text.split(";"))
    pairs = (piece.partition("=") for piece in rest)
    return kind.lower(), {name.strip().lower(): value.strip().strip('"').lower() for name, _, value in pairs}


def _document(data: bytes) -> dict[str, object]:
    try:
        document = parse_json(data)
    except ValueError as error:
        raise _bad(f"it is no JSON in UTF-8: {error}", where="body") from error
    if not isinstance(document, dict):
        raise _bad("it is no JSON object", where="body")
    return document


def _json(document: Mapping[str, object]) -> bytes:
    said = {name: value for name, value in document.items() if value != ""}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _bad(what: str, *, where: str) -> TaxiiError:
    return TaxiiError(what, where=where, remedy="see TAXII 2.1, section 3", status=400)

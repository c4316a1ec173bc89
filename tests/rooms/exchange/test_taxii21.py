# SPDX-License-Identifier: Apache-2.0
"""TAXII 2.1 without a server: pages that lose nothing, cursors that cannot be bent, and malformed requests."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nadhir.exchange import taxii21
from nadhir.exchange.errors import TaxiiError
from nadhir.exchange.taxii21 import (
    LARGEST_LIMIT,
    ApiRoot,
    Collection,
    Discovery,
    Envelope,
    Failure,
    Filter,
    ManifestRecord,
    StatusReport,
    StatusWord,
    is_acceptable,
    is_content_type,
    parse_cursor,
    parse_envelope,
    parse_request,
    write_cursor,
    write_envelope,
)
from nadhir.terms.errors import InvalidTermError
from tests.rooms.exchange.test_stix21 import BUNDLE

KEY, OTHER_KEY = bytes(range(32)), bytes(range(1, 33))
AT = datetime(2024, 1, 3, 11, 30, 0, 250, tzinfo=UTC)
FILTERS = st.builds(
    Filter,
    added_after=st.none() | st.just(AT),
    match=st.sampled_from([(), (("type", ("report",)),), (("id", ("a", "b")), ("type", ("report",)))]),
)


def request(**parameters: str) -> taxii21.PageRequest:
    named = {
        f"match[{name.removeprefix('match_')}]" if name.startswith("match_") else name: value
        for name, value in parameters.items()
    }
    return parse_request(named, collection="c", key=KEY, default_limit=100)


@given(FILTERS, st.integers(0, 2**64 - 1))
def test_a_cursor_leads_back_to_its_place(asked: Filter, after: int) -> None:
    cursor = write_cursor(after, asked=asked, collection="c", key=KEY)
    assert parse_cursor(cursor, asked=asked, collection="c", key=KEY) == after


@given(FILTERS, FILTERS, st.integers(0, 10**6))
def test_a_cursor_is_refused_for_any_other_request(asked: Filter, other: Filter, after: int) -> None:
    cursor = write_cursor(after, asked=asked, collection="c", key=KEY)
    for filters, collection, key in [(asked, "d", KEY), (asked, "c", OTHER_KEY), (other, "c", KEY)]:
        if (filters, collection, key) != (asked, "c", KEY):
            with pytest.raises(TaxiiError, match="not given out for this request") as caught:
                parse_cursor(cursor, asked=filters, collection=collection, key=key)
            assert caught.value.status == 400


@given(st.text(max_size=40))
def test_a_made_up_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(TaxiiError):
        parse_cursor(cursor, asked=Filter(), collection="c", key=KEY)


@given(st.integers(0, 31), st.integers(1, 127))
def test_a_changed_cursor_is_refused(at: int, change: int) -> None:
    cursor = write_cursor(7, asked=Filter(), collection="c", key=KEY)
    bent = cursor[:at] + chr(ord(cursor[at]) ^ change) + cursor[at + 1 :]
    with pytest.raises(TaxiiError):
        parse_cursor(bent, asked=Filter(), collection="c", key=KEY)


def test_a_cursor_of_a_short_key_is_never_given_out() -> None:
    with pytest.raises(InvalidTermError):
        write_cursor(1, asked=Filter(), collection="c", key=b"short")


@given(st.lists(st.integers(1, 5), max_size=12), st.integers(1, 4), st.data())
def test_paging_by_a_growing_number_loses_nothing_and_repeats_nothing(
    added_at: list[int], limit: int, data: st.DataObject
) -> None:
    # Each item has a number that only grows; the moments may all be equal, and writing goes on between pages.
    store = list(enumerate(added_at, start=1))
    got: list[int] = []
    after = 0
    while True:
        page = [number for number, _ in store if number > after][:limit]
        if not page:
            break
        got += page
        cursor = write_cursor(page[-1], asked=Filter(), collection="c", key=KEY)
        if len(store) < 30 and data.draw(st.booleans()):
            store.append((len(store) + 1, 3))
        after = parse_cursor(cursor, asked=Filter(), collection="c", key=KEY)
    assert got == [number for number, _ in store]


def test_an_envelope_comes_back_from_what_was_written() -> None:
    for envelope in (Envelope(), Envelope(objects=BUNDLE.objects), Envelope(objects=BUNDLE.objects[:1], next="abc")):
        assert parse_envelope(write_envelope(envelope)) == envelope
    assert write_envelope(Envelope()) == b"{}"


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"", 400),
        (b"[]", 400),
        (b'{"objects":{}}', 400),
        (b'{"more":true}', 400),
        (b'{"more":"yes","next":"a"}', 400),
        (b'{"next":7}', 400),
        (b'{"type":"bundle"}', 400),
        (b'{"objects":[],"objects":[]}', 400),
        (b"[" * 90_000, 400),
        (b'{"next":"\\ud800","more":true}', 400),
        (b'{"objects":[NaN]}', 400),
        (b'{"objects":[1e999]}', 400),
        (b'{"objects":[{"type":"report"}]}', 422),
        (b'{"objects":[7]}', 422),
    ],
)
def test_a_malformed_envelope_is_refused_with_its_status(data: bytes, status: int) -> None:
    with pytest.raises(TaxiiError) as caught:
        parse_envelope(data)
    assert caught.value.status == status


def test_a_request_is_read_from_its_parameters() -> None:
    asked = request(added_after="2024-01-03T11:30:00.000250Z", match_type="report,note", match_id=" b ,a,a", limit="7")
    assert asked.filter.added_after == AT
    assert dict(asked.filter.match) == {"id": ("a", "b"), "type": ("note", "report")}
    assert (asked.limit, asked.after) == (7, 0)


def test_the_order_of_parameters_and_words_makes_no_other_request() -> None:
    one = request(match_type="report,note", match_id="a")
    cursor = write_cursor(9, asked=one.filter, collection="c", key=KEY)
    assert request(match_id="a", match_type="note,report", next=cursor).after == 9
    with pytest.raises(TaxiiError):
        request(match_id="a", next=cursor)
    with pytest.raises(TaxiiError):
        request(match_type="report,note", match_id="a", added_after="2024-01-03T11:30:00Z", next=cursor)


def test_a_limit_is_kept_within_what_a_page_holds() -> None:
    assert request().limit == 100
    assert request(limit="999999").limit == LARGEST_LIMIT
    assert request(match_version="all,2024-01-03T11:30:00.000Z").filter.match[0][0] == "version"


@pytest.mark.parametrize(
    "parameters",
    [
        {"limit": "0"},
        {"limit": "-1"},
        {"limit": "٧"},
        {"limit": "9" * 400},
        {"added_after": "yesterday"},
        {"added_after": "2024-02-30T00:00:00Z"},
        {"match_colour": "red"},
        {"match_id": " , "},
        {"match_version": "newest"},
        {"colour": "red"},
        {"next": "AAAA"},
    ],
)
def test_a_malformed_parameter_is_refused(parameters: dict[str, str]) -> None:
    with pytest.raises(TaxiiError) as caught:
        request(**parameters)
    assert caught.value.status == 400


@pytest.mark.parametrize(
    ("accept", "is_taken"),
    [
        ("application/taxii+json;version=2.1", True),
        ("application/taxii+json; version=2.1", True),
        ("Application/TAXII+json", True),
        ("text/html, application/taxii+json;version=2.1;q=0.5", True),
        ("*/*", True),
        ("application/taxii+json;version=2.0", False),
        ("application/taxii+json;version=2.1;q=0", False),
        ("application/json", False),
        ("", False),
    ],
)
def test_an_accept_header_is_judged(accept: str, is_taken: bool) -> None:
    assert is_acceptable(accept) is is_taken


def test_a_body_must_say_its_version() -> None:
    assert is_content_type('application/taxii+json; version="2.1"')
    assert not is_content_type("application/taxii+json")
    assert not is_content_type("application/json")


def test_resources_have_the_properties_that_the_standard_demands() -> None:
    discovery: Any = json.loads(taxii21.write_discovery(Discovery(title="Nadhir", api_roots=("https://n.example/a/",))))
    assert set(discovery) == {"title", "api_roots"}
    root: Any = json.loads(taxii21.write_api_root(ApiRoot(title="Partners", max_content_length=10)))
    assert root == {"title": "Partners", "versions": ["application/taxii+json;version=2.1"], "max_content_length": 10}
    listed = Collection(id="91a7b528-80eb-42ed-a74d-c6fbd5a26116", title="Warnings", can_read=True, can_write=False)
    collections: Any = json.loads(taxii21.write_collections([listed]))
    assert collections["collections"] == [json.loads(taxii21.write_collection(listed))]
    assert collections["collections"][0]["can_write"] is False
    manifest: Any = json.loads(
        taxii21.write_manifest([ManifestRecord(id="report--1", added_at=AT, version="v")], next="n")
    )
    assert manifest["more"] is True
    assert manifest["objects"][0]["date_added"] == "2024-01-03T11:30:00.000250Z"
    assert taxii21.write_manifest([]) == b"{}"
    status: Any = json.loads(
        taxii21.write_status(
            StatusReport(
                id="s",
                status=StatusWord.COMPLETE,
                requested_at=AT,
                successes=("a",),
                failures=(Failure("b", "no marking"),),
            )
        )
    )
    assert (status["total_count"], status["success_count"], status["failure_count"], status["pending_count"]) == (
        2,
        1,
        1,
        0,
    )
    error: Any = json.loads(taxii21.write_error("Not found", http_status=404))
    assert error == {"title": "Not found", "http_status": "404"}

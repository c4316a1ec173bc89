"""`nadhir receive --fetch`: nothing is asked unless the operator turned it on; what was asked stands in the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from nadhir.casework import queries
from nadhir.casework.house import house
from nadhir.egress import EgressClient
from nadhir.terms.entry import SubjectId
from nadhir.terms.ids import ReportId
from tests.casework.desks import INES, KARIM
from tests.casework.reports import CABLE
from tests.cli import offices
from tests.cli.offices import Office
from tests.cli.running import Outcome, nadhir
from tests.egress.sites import LOOPBACK, Answer, Site, onward, page, site
from tests.rooms.intake.containers import ALL

TEXT = CABLE.encode("utf-16-le")


def answer(target: str) -> Answer:
    match target:
        case "/item":
            return [onward("/cable?id=7")]
        case "/cable?id=7":
            return [page(TEXT, "Content-Type: text/plain; charset=UTF-16LE")]
        case "/feed":
            return [page(ALL["feed.xml"], "Content-Type: application/rss+xml")]
        case _:
            return [page(b"", status="404 Not Found")]


@pytest.fixture
def far_side(office: Office) -> Iterator[Site]:
    """A site, and an office whose operator turned fetching on."""
    with site(answer) as stands:
        fetcher = EgressClient(
            ports=frozenset({stands.port}), resolve=lambda _host: [LOOPBACK], unsafe_loopback_for_tests=True
        )
        offices.stand(replace(office.desk.house, fetcher=fetcher))
        house.cache_clear()
        yield stands


def fetch(*urls: str, source: str = "src-human", by: str = "karim") -> Outcome:
    asked = [part for url in urls for part in ("--fetch", url)]
    return nadhir("receive", *asked, "--source", source, "--by", by, "--json")


def test_a_page_is_fetched_read_and_noted_with_every_address_asked(office: Office, far_side: Site) -> None:
    from nadhir.store.models import ReportRow  # noqa: PLC0415 - the models need the settings

    outcome = fetch(f"http://news.example:{far_side.port}/item")
    assert outcome.code == 0, outcome.err
    (line,) = outcome.lines
    assert line["has_opened_case"] is True
    view = queries.report(office.desk.house, report_id=ReportId(str(line["report"])), by=KARIM)
    row = ReportRow.objects.unsafe_everything().get(id=view.report.id)
    assert row.name == f"http://news.example:{far_side.port}/cable?id=7"
    assert (view.report.media_type, view.report.encoding) == ("text/plain", "utf-16-le")
    assert queries.raw_bytes(office.desk.house, report_id=view.report.id, by=KARIM) == TEXT
    (entry,) = [each for each in queries.ledger(office.desk.house, by=INES).lines if each.name == "report.fetched"]
    assert (entry.by, entry.at) == (KARIM, office.desk.clock.at)
    assert "news.example" not in str(entry)  # an address can tell who the source is: it lies under the source's key


def test_the_addresses_lie_under_the_key_of_the_source(office: Office, far_side: Site) -> None:
    from nadhir.store.models import LedgerEntry, LedgerPersonal, SourceRow  # noqa: PLC0415 - the models need the settings
    from nadhir.store.vault import Vault  # noqa: PLC0415 - as above

    fetch(f"http://news.example:{far_side.port}/item")
    entry = LedgerEntry.objects.unsafe_everything().get(name="report.fetched")
    personal = LedgerPersonal.objects.unsafe_everything().get(entry=entry)
    source = SourceRow.objects.unsafe_everything().get(source_id="src-human", organisation_id=entry.organisation_id)
    assert personal.subject == source.subject
    kept = Vault(office.desk.house.keys.master).open(bytes(personal.sealed), subject=SubjectId(personal.subject))
    assert kept is not None
    assert kept[32:].decode() == (
        f"http://news.example:{far_side.port}/item → http://news.example:{far_side.port}/cable?id=7"
    )


def test_a_feed_is_taken_apart_and_its_addresses_are_noted_once(office: Office, far_side: Site) -> None:
    url = f"http://news.example:{far_side.port}/feed"
    outcome = fetch(url)
    assert outcome.code == 0, outcome.err
    first, second = outcome.lines
    assert (first["form"], first["name"], second["piece"]) == ("feed", url, f"{url}, entry 2")
    container = queries.container_bytes(office.desk.house, report_id=ReportId(str(second["report"])), by=KARIM)
    assert container == ALL["feed.xml"]
    notes = [each for each in queries.ledger(office.desk.house, by=INES).lines if each.name == "report.fetched"]
    assert len(notes) == 1
    assert "news.example" not in str(notes)


def test_one_page_that_fails_is_a_line_and_the_rest_goes_on(far_side: Site) -> None:
    base = f"http://news.example:{far_side.port}"
    outcome = fetch(f"{base}/nowhere", "ftp://news.example/", f"{base}/item")
    assert outcome.code == 1
    *failed, taken = outcome.lines
    for line in failed:
        assert set(line["error"]) == {"what", "where", "do"}  # type: ignore[call-overload]
    assert taken["report"]


@pytest.mark.usefixtures("office")
def test_a_house_fetches_nothing_until_the_operator_says_so() -> None:
    outcome = fetch("http://news.example/item")
    assert outcome.code == 3
    assert "fetches nothing" in outcome.err
    assert "NADHIR_FETCH" in outcome.err


@pytest.mark.parametrize(("source", "by"), [("src-human", "yusuf"), ("src-human", "nobody"), ("no-such", "karim")])
def test_nothing_is_asked_for_who_may_not_or_for_nobody(far_side: Site, source: str, by: str) -> None:
    assert fetch(f"http://news.example:{far_side.port}/item", source=source, by=by).code == 3
    assert far_side.heads == []

"""Search: what is found, by whom, in which order, with what highlighted; and what never is."""

from __future__ import annotations

import contextlib

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nadhir.casework import erase, link, queries
from nadhir.casework.authority import NotAllowedError
from nadhir.casework.read_models import Excerpt, SearchPage
from nadhir.casework.receive import Handed, receive
from nadhir.casework.search import Among, rebuild, search
from nadhir.casework.search_query import BadQueryError
from nadhir.store import search_index
from nadhir.store.models import ReportRow, SearchEntry
from nadhir.store.search_index import Asked, Term, TermKind
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import OfficerId, ReportId
from nadhir.terms.report import ReportKind
from nadhir.terms.text import TextSpan
from tests.casework.desks import BORIS, HUMINT, INES, KARIM, NADIA, OMAR, SALMA, WIRE, YUSUF, Desk, opened_case, take_in
from tests.casework.reports import CABLE, NEWS, SECOND_CABLE
from tests.casework.test_search_query import QUERIES

MARKET = "أكدت المصادر أن القنبلة وُضعت بالسّوق القديم وسط المديـنة، وأن رجلاً وامرأتين شوهدوا عند بابها."
RUSSIAN = "Взрыв прогремел на рынке в Киеве; рынок закрыт, сообщает об'єднання."
HTML = (
    '<html lang="en"><head><title>Harbour closed after a find</title></head><body><nav><a href="/">Sports</a>'
    "<a href='/x'>Bombing in another city</a></nav><article><h1>Harbour closed after a find</h1>"
    "<p>Divers found an <b>ex</b>plosive charge under the pier on Tuesday morning, the port authority said.</p>"
    "<p>Ferries will not sail before the evening, and nobody was hurt in the harbour.</p></article></body></html>"
)


def take(desk: Desk, text: str, *, name: str = "", kind: ReportKind | None = ReportKind.TIP) -> ReportId:
    return receive(desk.house, handed=Handed(text.encode(), source_id=WIRE, name=name, kind=kind), by=KARIM)


def ask(desk: Desk, text: str, *, by: OfficerId = SALMA, among: Among = Among.REPORTS) -> SearchPage:
    return search(desk.house, text=text, by=by, among=among)


def found(desk: Desk, text: str) -> set[ReportId]:
    return {hit.report_id for hit in ask(desk, text).hits}


def index_of(report_id: str) -> tuple[str | None, ...]:
    """Returns everything that the database's index holds of a report."""
    entry = SearchEntry.objects.unsafe_everything().get(report_id=report_id)
    statement = (
        "SELECT words::text FROM store_searchentry WHERE id = %s"
        if connection.vendor == "postgresql"
        else "SELECT title_forms, title_cores, body_forms, body_cores FROM store_search_words WHERE rowid = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [entry.pk])
        row = cursor.fetchone()
    return () if row is None else tuple(row)


# ── what is found ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("سوق", True),
        ("السوق", True),
        ("بالسوق", True),
        ("للسوق", False),
        ("المدينة", True),
        ("مدينه", True),
        ("امرأتين رجلا", True),
        ("باب", False),
        ("بابها", True),
        ('"السوق القديم"', True),
        ('"سوق قديم وسط"', True),
        ('"القديم السوق"', False),
        ("قنبل*", True),
        ("قنبلة -سوق", False),
        ("قنبلة -حديقة", True),
        ("-سوق", False),
        ("-حديقة", True),
        ("حديقة OR قنبلة", True),
        ("حديقة OR ملعب", False),
        ('حديقة OR "وسط المدينة"', True),
        ("سوق حديقة", False),
    ],
)
def test_an_arabic_report_is_found_by_its_words_however_they_are_written(
    desk: Desk, text: str, *, is_found: bool
) -> None:
    take(desk, MARKET)
    assert bool(found(desk, text)) is is_found


def test_latin_and_cyrillic_words_are_found_folded_and_look_alikes_do_not_hide(desk: Desk) -> None:
    russian = take(desk, RUSSIAN)
    masked = take(desk, "They planted a bоmb near the café.")  # a Cyrillic о
    assert found(desk, "взрыв") == found(desk, "об'єднання") == found(desk, "объ* OR обєд*") == {russian}
    assert found(desk, "bomb") == found(desk, "CAFE") == found(desk, '"a bomb near"') == {masked}


def test_of_a_page_the_title_and_the_body_are_searched_and_not_the_menu(desk: Desk) -> None:
    page = take(desk, HTML, name="page.html", kind=None)
    assert found(desk, "harbour") == found(desk, "ferries") == found(desk, '"explosive charge"') == {page}
    assert found(desk, "sports") == found(desk, "bombing") == set()


def test_filters_narrow_what_is_found(desk: Desk) -> None:
    arabic = take(desk, MARKET)
    desk.clock.move(hours=24)
    cable = take_in(desk, CABLE).report_id
    news = take_in(desk, NEWS, source_id=WIRE).report_id
    everything = {arabic, cable, news}
    for text, expected in {
        "lang:ar": {arabic},
        "-lang:ar": {cable, news},
        "lang:ar lang:en": everything,
        "kind:tip": {arabic},
        "-kind:tip": {cable, news},
        "source:src-human": {cable},
        "-source:src-human": {arabic, news},
        "label:threat": {cable},
        "-label:threat": {arabic, news},  # what was not screened yet has no label
        "after:2024-01-02": {cable, news},
        "before:2024-01-02": {arabic},
        "after:2024-01-01 before:2024-01-03": everything,
        "city lang:en -label:threat": {news},
        "المدينة label:threat": set(),
    }.items():
        assert found(desk, text) == expected, text


def test_a_day_is_the_organisations_own(desk: Desk) -> None:
    """The watch sits in New York: what it held at 03:00 UTC it held the day before."""
    desk.clock.move(hours=18)  # 2 January, 03:00 UTC
    late = take(desk, NEWS)
    assert found(desk, "before:2024-01-02") == {late}
    assert found(desk, "after:2024-01-02") == set()


def test_a_source_that_does_not_exist_is_refused_and_not_taken_for_silence(desk: Desk) -> None:
    take(desk, NEWS)
    with pytest.raises(BadQueryError, match="src-huma"):
        ask(desk, "source:src-huma")
    with pytest.raises(BadQueryError):
        ask(desk, "source:src-human", by=BORIS)  # another organisation's is none


# ── who finds it ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_nobody_finds_or_counts_what_another_organisation_holds(desk: Desk) -> None:
    opened_case(desk)
    take(desk, MARKET)
    for text in ("Corniche", "سوق", "-nothing", "lang:en", "explos*", '"plans to attack"'):
        for among in Among:
            page = ask(desk, text, by=BORIS, among=among)
            assert (page.hits, page.count, page.not_indexed_count) == ((), 0, 0)


def test_who_may_not_read_reports_may_not_search_them(desk: Desk) -> None:
    take(desk, NEWS)
    for officer in (KARIM, OMAR, YUSUF, INES):
        assert ask(desk, "library", by=officer).count == 1
    for among in Among:
        with pytest.raises(NotAllowedError):
            ask(desk, "library", by=NADIA, among=among)


def test_nothing_sealed_is_in_the_index(desk: Desk) -> None:
    report_id = take_in(desk, CABLE).report_id
    said = repr(index_of(report_id)).lower()
    assert "corniche" in said
    for sealed in ("cobalt", "heron", "7731", "ministry"):
        assert sealed not in said
        assert found(desk, sealed) == set()


# ── the order, and the pages ────────────────────────────────────────────────────────────────────────────────────────


def test_a_word_in_the_title_counts_for_more_and_equals_stand_newest_first(desk: Desk) -> None:
    body = "Traders there " + "spoke of the weather and the price of bread at length. " * 8
    same = []
    for _ in range(3):
        same.append(take(desk, f"{body}The harbour was quiet."))
        desk.clock.move(minutes=1)
    titled = take(desk, HTML.replace("Harbour closed", "The harbour"), name="page.html", kind=None)
    assert [hit.report_id for hit in ask(desk, "harbour").hits] == [titled, *reversed(same)]


def test_pages_lose_nothing_and_repeat_nothing_though_reports_come_in_between(desk: Desk) -> None:
    taken = []
    for number in range(23):
        taken.append(take(desk, f"A parcel was left at gate {number} of the station."))
        desk.clock.move(minutes=number % 3)  # some are held at the same moment
    for text in ("parcel", "parcel OR gate*", "-nothing", "lang:en"):
        seen: list[ReportId] = []
        late: ReportId | None = None
        after = None
        while True:
            page = search(desk.house, text=text, by=SALMA, after=after, limit=5)
            seen += [hit.report_id for hit in page.hits]
            assert page.count >= len(taken)
            if page.next_after is None:
                break
            after = page.next_after
            if len(seen) == 10:
                desk.clock.move(minutes=1)
                late = take(desk, "A parcel was left at gate 99 of the station.")
        assert len(seen) == len(set(seen))
        assert set(taken) <= set(seen)
        assert late is not None
        taken.append(late)


def test_a_page_whose_beginning_is_gone_says_so(desk: Desk) -> None:
    take(desk, NEWS)
    other = take(desk, MARKET)
    for gone in ("r-0000000000000000", other, "'", "\ud800"):
        with pytest.raises(TheirsError, match="first page"):
            search(desk.house, text="library", by=SALMA, after=gone)


# ── what is highlighted ─────────────────────────────────────────────────────────────────────────────────────────────


def check_slices(excerpt: Excerpt, *, of: str) -> None:
    shown = "".join(each.text for each in excerpt.stretches)
    assert shown in of
    assert [each.text for each in excerpt.stretches if each.is_hit] == [span.exact for span in excerpt.spans]
    for span in excerpt.spans:
        assert TextSpan.of(of, start=span.start, end=span.end) == span


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("السوق", ["بالسّوق"]),
        ('"القنبلة وضعت"', ["القنبلة وُضعت"]),
        ("مدينة قديم", ["القديم", "المديـنة"]),
        ("رجل*", ["رجلاً"]),
        ('"السوق القديم" قديم', ["بالسّوق القديم"]),
        ("lang:ar", []),
        ("-حديقة", []),
    ],
)
def test_what_is_highlighted_is_exactly_what_the_report_says(desk: Desk, text: str, marked: list[str]) -> None:
    report_id = take(desk, MARKET)
    (hit,) = ask(desk, text).hits
    report = queries.report(desk.house, report_id=report_id, by=SALMA).report
    check_slices(hit.excerpt, of=report.content)
    assert [span.exact for span in hit.excerpt.spans] == marked
    assert [span.exact for span in hit.title.spans] == marked


def test_an_excerpt_shows_where_most_of_what_was_asked_stands_together(desk: Desk) -> None:
    filler = "The weather was fine and the ferries sailed on time. " * 60
    text = f"A parcel was seen. {filler}In the parcel near the old lighthouse lay a fuse. {filler}"
    report_id = take(desk, text)
    (hit,) = ask(desk, "parcel lighthouse fuse").hits
    check_slices(hit.excerpt, of=queries.report(desk.house, report_id=report_id, by=SALMA).report.content)
    assert [span.exact for span in hit.excerpt.spans] == ["parcel", "lighthouse", "fuse"]
    assert not hit.excerpt.is_from_start
    assert not hit.excerpt.is_to_end


def test_a_page_is_highlighted_in_its_own_text(desk: Desk) -> None:
    report_id = take(desk, HTML, name="page.html", kind=None)
    (hit,) = ask(desk, "explosive ferries harbour").hits
    check_slices(hit.excerpt, of=queries.report(desk.house, report_id=report_id, by=SALMA).report.content)
    assert [span.exact for span in hit.title.spans] == ["Harbour"]


# ── cases ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_case_is_found_by_the_title_that_lists_show_and_by_its_identifier(desk: Desk) -> None:
    case_id = opened_case(desk)
    desk.clock.move(hours=1)
    take_in(desk, SECOND_CABLE)
    for text in ("corniche", '"crowd at the Corniche"', case_id, f" {case_id.upper()} "):
        (hit,) = ask(desk, text, among=Among.CASES).hits
        assert hit.case is not None
        assert hit.case.case_id == case_id
        assert hit.case.title == "".join(each.text for each in hit.title.stretches)
    assert ask(desk, "library", among=Among.CASES).hits == ()
    assert ask(desk, case_id, by=BORIS, among=Among.CASES).hits == ()
    # The words of its body stand in no list.
    assert ask(desk, '"do not mention the site"', among=Among.CASES).hits == ()
    assert ask(desk, '"do not mention the site"').count == 2


def test_a_case_is_not_found_by_a_report_that_was_split_off(desk: Desk) -> None:
    case_id = opened_case(desk)
    desk.clock.move(hours=1)
    later = take(desk, "A second cell waits at the lighthouse of Doha with explosives, for 5 January 2024.")
    link.join(desk.house, report_id=later, case_id=case_id, reason="the same plan", by=SALMA)
    assert ask(desk, "lighthouse", among=Among.CASES).hits == ()  # the first report's title stands for it
    first = queries.case(desk.house, case_id=case_id, by=SALMA).reports[0].report_id
    link.split(desk.house, report_id=first, reason="another plan", by=SALMA)
    (hit,) = ask(desk, "lighthouse", among=Among.CASES).hits
    assert hit.case_id == case_id


# ── the index ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_rebuild_makes_the_same_index_again(desk: Desk) -> None:
    ids = [take_in(desk, CABLE).report_id, take(desk, MARKET), take(desk, HTML, name="page.html", kind=None)]
    erase.erase_source(desk.house, source_id=HUMINT, reason="asked for", by=NADIA, seconded_by=OMAR)
    before = [index_of(each) for each in ids]
    rows = list(SearchEntry.objects.unsafe_everything().order_by("id").values())
    assert rebuild(desk.house).done == 3
    assert [index_of(each) for each in ids] == before
    assert list(SearchEntry.objects.unsafe_everything().order_by("id").values()) == rows
    assert ask(desk, "سوق").count == 1


def test_a_fault_of_the_index_costs_no_report_and_is_counted_and_mended(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT no_such_column FROM store_searchentry")

    with monkeypatch.context() as patched:
        patched.setattr(search_index, "write", fail)
        report_id = take(desk, NEWS)
    assert report_id in caplog.text
    assert queries.report(desk.house, report_id=report_id, by=SALMA).report.id == report_id
    page = ask(desk, "library")
    assert (page.count, page.not_indexed_count) == (0, 1)
    rebuild(desk.house)
    page = ask(desk, "library")
    assert (page.count, page.not_indexed_count) == (1, 0)


def test_the_words_of_an_erased_sources_reports_leave_the_index_and_the_reports_stay(desk: Desk) -> None:
    old = take(desk, NEWS)
    other = take_in(desk, CABLE).report_id
    erase.erase_source(desk.house, source_id=WIRE, reason="asked for", by=NADIA)
    new = take(desk, f"{NEWS} Its roof is green.")
    for _ in range(2):
        assert found(desk, "library") == found(desk, "roof") == set()
        assert found(desk, "corniche") == {other}
        assert not any(index_of(old))
        assert ask(desk, "library").not_indexed_count == 0
        rebuild(desk.house)
    assert queries.report(desk.house, report_id=old, by=SALMA).report.title is None
    assert new in {line.report_id for line in queries.inbox(desk.house, by=SALMA).lines}


def test_a_report_that_goes_takes_its_words_along(desk: Desk) -> None:
    report_id = take(desk, NEWS)
    entry = SearchEntry.objects.unsafe_everything().get(report_id=report_id)
    ReportRow.objects.unsafe_everything().filter(id=report_id).delete()
    assert not SearchEntry.objects.unsafe_everything().exists()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM store_search_words WHERE rowid = %s", [entry.pk])
            assert cursor.fetchone() == (0,)


def test_a_report_with_more_words_than_the_index_keeps_is_found_by_its_beginning(desk: Desk) -> None:
    text = "Lighthouse keeper. " + " ".join(f"w{number:x}ord{number}" for number in range(80_000)) + " harbourmaster"
    report_id = take(desk, text)
    entry = SearchEntry.objects.unsafe_everything().get(report_id=report_id)
    assert entry.is_cut
    assert 10_000 < entry.word_count <= search_index.MOST_WORDS
    assert found(desk, '"lighthouse keeper"') == {report_id}
    assert found(desk, "harbourmaster") == set()
    short = take(desk, NEWS)
    assert not SearchEntry.objects.unsafe_everything().get(report_id=short).is_cut


def test_the_migration_goes_back_and_forth(desk: Desk) -> None:
    report_id = take(desk, MARKET)
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes("store")
    parents = [node.key for node in executor.loader.graph.node_map["store", "0008_search"].parents]
    try:
        executor.migrate([key for key in parents if key[0] == "store"])
        assert "store_searchentry" not in connection.introspection.table_names()
        assert not [name for name in connection.introspection.table_names() if name.startswith("store_search_words")]
    finally:
        MigrationExecutor(connection).migrate(leaves)
    assert ask(desk, "سوق").not_indexed_count == 1
    rebuild(desk.house)
    assert found(desk, "سوق") == {report_id}


# ── anything at all ─────────────────────────────────────────────────────────────────────────────────────────────────

ANYTHING = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def test_no_query_ever_reaches_the_database_as_an_error(desk: Desk) -> None:
    for text in (CABLE, MARKET, RUSSIAN):
        take(desk, text)

    @ANYTHING
    @given(text=QUERIES, among=st.sampled_from(Among))
    def asked(text: str, among: Among) -> None:
        with contextlib.suppress(BadQueryError):  # what it says, test_search_query.py looks at
            page = ask(desk, text, among=among)
            assert page.count >= len(page.hits)

    asked()


def test_any_text_is_found_by_each_of_its_forms_and_by_its_phrases(desk: Desk) -> None:
    report_id = take(desk, NEWS)
    entry = SearchEntry.objects.unsafe_everything().get(report_id=report_id)
    ours = SearchEntry.objects.unsafe_everything()

    def is_found(*terms: Term, in_title: bool = False) -> bool:
        asked = Asked(groups=tuple((term,) for term in terms))
        return search_index.find(asked, among=ours, in_title=in_title, limit=1).report_ids == (report_id,)

    @ANYTHING
    @given(title=st.text(max_size=40), body=st.lists(st.text(max_size=80), max_size=3))
    def written(title: str, body: list[str]) -> None:
        words = search_index.words_of(title, body=body)
        search_index.write(entry, words=words)
        for part, in_title in ((words.title, True), (words.body, False)):
            for forms, core in part:
                assert all(is_found(Term(TermKind.WORD, (form,)), in_title=in_title) for form in forms)
                assert is_found(Term(TermKind.PREFIX, (forms[0][:2],)), in_title=in_title)
                assert is_found(Term(TermKind.PHRASE, (core,)), in_title=in_title)
            cores = tuple(core for _, core in part)
            if cores:
                assert is_found(Term(TermKind.PHRASE, cores), in_title=in_title)
        assert not is_found(Term(TermKind.WORD, ("nosuchwordatall",)))

    written()

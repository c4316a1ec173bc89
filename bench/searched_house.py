# SPDX-License-Identifier: Apache-2.0
"""A house with synthetic reports, built and searched: what `bench.bench_search` measures.

Imported once the settings can be read; the sample is the same at every run.
"""

from __future__ import annotations

import itertools
import random
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from django.core.management import call_command
from django.db import connection, transaction

from bench.stopwatch import machine
from nadhir.casework import accounts, directory
from nadhir.casework.authority import Act, OfficerRole, admit_system
from nadhir.casework.house import House
from nadhir.casework.search import index_report, search
from nadhir.casework.search_query import parse_query
from nadhir.casework.unit import Unit
from nadhir.config.wiring import build_house
from nadhir.store import search_index
from nadhir.store.models import Blob, ReportRow, SearchEntry, SourceRow
from nadhir.store.scope import Scope
from nadhir.store.vault import Vault
from nadhir.terms.ids import OfficerId, ReportId, SourceId
from nadhir.terms.party import Holder
from nadhir.terms.report import (
    Fingerprint,
    Passage,
    PassageKind,
    Report,
    ReportKind,
    Source,
    SourceKind,
    SourceReliability,
)
from nadhir.terms.sealed import Sealed
from nadhir.terms.text import Language

WORDS: Final = 150
VOCABULARY: Final = 60_000
SEED: Final = 20240103
AT_ONCE: Final = 1_000
RUNS: Final = 300
INSERTS: Final = 300
MEBIBYTE: Final = 2**20
BEGINNING: Final = datetime(2023, 1, 1, tzinfo=UTC)
ORGANISATION: Final = "bench"
ARABIC: Final = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
LATIN: Final = "abcdefghijklmnopqrstuvwxyz"
CLITICS: Final = ("", "", "", "ال", "ال", "و", "وال", "بال", "لل", "ب")


class Vocabulary:
    """Made-up words, the first the most frequent."""

    def __init__(self, chance: random.Random, *, letters: str) -> None:
        self.words = ["".join(chance.choices(letters, k=chance.randint(3, 9))) for _ in range(VOCABULARY)]
        self._weights = list(itertools.accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))

    def draw(self, chance: random.Random, *, count: int) -> list[str]:
        """Returns words as a text has them."""
        return chance.choices(self.words, cum_weights=self._weights, k=count)


def measure(home: Path, *, count: int) -> None:
    """Builds the house, measures and prints."""
    call_command("migrate", interactive=False, verbosity=0)
    house = build_house()
    _found(house)
    chance = random.Random(SEED)
    arabic, latin = Vocabulary(chance, letters=ARABIC), Vocabulary(chance, letters=LATIN)
    print(machine(), flush=True)
    started = time.perf_counter()
    indexing = _build(house, chance=chance, arabic=arabic, latin=latin, count=count)
    print(f"{count:,} reports of {WORDS} words, built in {time.perf_counter() - started:,.0f} s")
    print(f"{'put into the index, in batches':<44} {indexing / count * 1e6:>10,.0f} µs a report")
    size = (home / "nadhir.sqlite3").stat().st_size
    print(f"{'database with its index':<44} {size / MEBIBYTE:>10,.0f} MiB, of which the index {_index_size():,.0f} MiB")
    _measure_reading(house, chance=chance, arabic=arabic, latin=latin, count=count)
    _measure_inserts(house, chance=chance, arabic=arabic, count=count)


def _found(house: House) -> None:
    holder = Holder(name="Bench", country="NO", pack="icd-191", timezone="Europe/Oslo")
    accounts.found_organisation(house, key=ORGANISATION, holder=holder)
    password = "seven quiet herons by the lake"  # noqa: S105 - of a house that is gone in five minutes
    administrator, analyst = OfficerId("administrator"), OfficerId("analyst")
    accounts.create_first_administrator(
        house, organisation=ORGANISATION, username=administrator, display_name="A", password=password
    )
    accounts.create_officer(
        house,
        username=analyst,
        display_name="B",
        roles=[OfficerRole.ANALYST],
        password=password,
        by=administrator,
    )
    source = Source(
        id=SourceId("wire"),
        name=Sealed("a wire"),
        kind=SourceKind.PUBLIC,
        reliability=SourceReliability.C,
        is_protected=False,
    )
    directory.save_source(house, source=source, by=analyst)


def _report(number: int, *, chance: random.Random, arabic: Vocabulary, latin: Vocabulary) -> Report:
    is_arabic = number % 2 == 0
    words = (arabic if is_arabic else latin).draw(chance, count=WORDS)
    if is_arabic:
        words = [chance.choice(CLITICS) + word for word in words]
    title, body = " ".join(words[:8]), " ".join(words[8:])
    content = f"{title}\n{body}"
    return Report(
        id=ReportId(f"r-{number:016x}"),
        source_id=SourceId("wire"),
        content=content,
        passages=(
            Passage(start=0, end=len(title), kind=PassageKind.TITLE),
            Passage(start=len(title) + 1, end=len(content), kind=PassageKind.BODY),
        ),
        title=title,
        body=body,
        language=Language("ar" if is_arabic else "en"),
        kind=ReportKind.NEWS,
        fingerprint=Fingerprint(digest=f"{number:064x}"),
        held_at=BEGINNING + timedelta(minutes=number),
        media_type="text/plain",
        encoding="utf-8",
        size_bytes=len(content.encode()),
    )


class _Writer:
    """Stores a report as `casework.receive` does, without its bytes and its ledger entry."""

    def __init__(self, house: House) -> None:
        caller = admit_system(ORGANISATION, to=Act.RECEIVE)
        self.unit = Unit(house=house, caller=caller, at=house.clock.now(), vault=Vault(house.keys.master))
        self.source = SourceRow.objects.within(caller.scope).get(source_id="wire")
        self.blob, _ = Blob.objects.unsafe_everything().get_or_create(
            organisation_id=ORGANISATION, digest="0" * 64, defaults={"size_bytes": 0, "data": b""}
        )

    def store(self, report: Report) -> None:
        """Stores the row."""
        ReportRow(
            id=report.id,
            organisation_id=ORGANISATION,
            source=self.source,
            blob=self.blob,
            name="",
            handed_in_by="bench",
            held_at=report.held_at,
            read_at=report.held_at,
            title=report.title or "",
            language=report.language,
            kind=report.kind,
            understanding=report.understanding,
            body=self.unit.to_json(report),
        ).save(force_insert=True)

    def index(self, report: Report) -> None:
        """Puts it into the index."""
        index_report(self.unit, report=report, title=report.title or "", source=self.source)


def _build(house: House, *, chance: random.Random, arabic: Vocabulary, latin: Vocabulary, count: int) -> float:
    """Returns the seconds that the index alone took."""
    writer = _Writer(house)
    seconds = 0.0
    for begin in range(0, count, AT_ONCE):
        with transaction.atomic():
            for number in range(begin, min(begin + AT_ONCE, count)):
                report = _report(number, chance=chance, arabic=arabic, latin=latin)
                writer.store(report)
                started = time.perf_counter()
                writer.index(report)
                seconds += time.perf_counter() - started
    return seconds


def _index_size() -> float:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'store_search%' OR name LIKE 'search_by%'")
        (size,) = cursor.fetchone()
    return float(size) / MEBIBYTE


def _measure_reading(house: House, *, chance: random.Random, arabic: Vocabulary, latin: Vocabulary, count: int) -> None:
    def read(number: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM store_reportrow WHERE id = %s", [number])
            assert cursor.fetchone() is not None  # noqa: S101 - a bench that read nothing would be fast

    def of_rank(low: int, high: int) -> str:
        return chance.choice((arabic, latin)).words[chance.randrange(low, high)]

    def two() -> str:
        of = chance.choice((arabic, latin))
        return f"{of.words[chance.randrange(20, 300)]} {of.words[chance.randrange(20, 300)]}"

    def phrase() -> str:
        with connection.cursor() as cursor:
            number = f"r-{chance.randrange(count):016x}"
            cursor.execute("SELECT title FROM store_reportrow WHERE id = %s", [number])
            words = cursor.fetchone()[0].split()
        return f'"{words[2]} {words[3]} {words[4]}"'

    rank = VOCABULARY
    asked: dict[str, Callable[[], str]] = {
        "a rare word (rank 5,000 to 20,000)": lambda: of_rank(min(5_000, rank), min(20_000, rank)),
        "a word of rank 200 to 1,000": lambda: of_rank(200, 1_000),
        "a word of rank 5 to 50": lambda: of_rank(5, 50),
        "the most frequent word of a language": lambda: of_rank(0, 1),
        "two words of rank 20 to 300": two,
        "a phrase of three words": phrase,
        "a prefix of four letters": lambda: f"{of_rank(20, 5_000)[:4].ljust(2, 'a')}*",
        "a word of rank 200 to 1,000, and filters": lambda: f"{of_rank(200, 1_000)} lang:ar after:2023-02-01 -kind:tip",
        "filters alone": lambda: "lang:ar after:2023-02-01",
    }
    keys = [f"r-{chance.randrange(count):016x}" for _ in range(RUNS)]
    floor = _times(read, given=keys)
    print(f"\n{'':<44} {'p50':>10} {'p99':>10}   times a read by key, p50 and p99")
    _line("read by primary key", floor, floor=floor)
    scope = Scope(ORGANISATION)

    def find(text: str) -> None:
        search_index.find(parse_query(text).asked, among=SearchEntry.objects.within(scope), limit=20)

    def search_all(text: str) -> None:
        search(house, text=text, by=OfficerId("analyst"))

    for name, make in asked.items():
        queries = [make() for _ in range(RUNS // 3)]
        if "filters" not in name:
            _line(f"{name}: index", _times(find, given=queries), floor=floor)
        _line(f"{name}: search", _times(search_all, given=queries), floor=floor)


def _measure_inserts(house: House, *, chance: random.Random, arabic: Vocabulary, count: int) -> None:
    writer = _Writer(house)
    bare: list[float] = []
    indexed: list[float] = []
    for number in range(INSERTS):
        for offset, with_index, into in ((count, False, bare), (count + INSERTS, True, indexed)):
            report = _report(offset + number, chance=chance, arabic=arabic, latin=arabic)
            started = time.perf_counter()
            with transaction.atomic(durable=True):
                writer.store(report)
                if with_index:
                    writer.index(report)
            into.append(time.perf_counter() - started)
    print(f"\n{'':<44} {'p50':>10} {'p99':>10}   times the bare commit, p50 and p99")
    _line("commit a report, bare", bare, floor=bare)
    _line("commit a report with its index", indexed, floor=bare)


def _times(run: Callable[[str], None], *, given: Sequence[str]) -> list[float]:
    for one in given[:5]:
        run(one)
    seconds = []
    for one in given:
        started = time.perf_counter()
        run(one)
        seconds.append(time.perf_counter() - started)
    return seconds


def _line(name: str, seconds: Sequence[float], *, floor: Sequence[float]) -> None:
    half, most = _percentile(seconds, 50), _percentile(seconds, 99)
    times = f"{half / _percentile(floor, 50):>8,.1f} {most / _percentile(floor, 99):>8,.1f}"
    print(f"{name:<44} {half * 1e3:>7,.2f} ms {most * 1e3:>7,.2f} ms   {times}")


def _percentile(seconds: Sequence[float], percent: int) -> float:
    return statistics.quantiles(seconds, n=100, method="inclusive")[percent - 1]

# SPDX-License-Identifier: Apache-2.0
"""A house with open cases of real-looking reports, judged: what `bench.bench_determine` measures in a database.

Imported once the settings can be read.
"""

from __future__ import annotations

import copy
import itertools
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.core.management import call_command

from bench import judged_files
from bench.bench_determine import say, times
from nadhir.assess.concerned import NAMED
from nadhir.casework import accounts, determine, directory, establish
from nadhir.casework.authority import Act, OfficerRole, admit_system
from nadhir.casework.house import House
from nadhir.casework.unit import Unit, durable
from nadhir.casework.upkeep import keep_statistics
from nadhir.config.wiring import build_house
from nadhir.store.models import (
    AssessmentRow,
    Blob,
    CaseParty,
    CaseReport,
    CaseRow,
    DeterminationRow,
    Mark,
    NamedVictim,
    PartyRow,
    ReportRow,
    ScreeningRow,
    SourceRow,
)
from nadhir.store.vault import Vault
from nadhir.terms.case import Case, CaseState, HeldReport
from nadhir.terms.facts import FactName
from nadhir.terms.ids import CaseId, OfficerId, PartyId, ReportId
from nadhir.terms.party import Holder, Party, PartyRole

ORGANISATION: Final = "bench"
ADMINISTRATOR, ANALYST = OfficerId("administrator"), OfficerId("analyst")
PASSWORD: Final = "seven quiet herons by the lake"  # noqa: S105 - of a house that is gone in five minutes
CASES_AT_ONCE: Final = 500
#: A party known to fifty open cases is a realistic upper figure.
TOUCHED: Final = (1, 10, 50)
REPORTS_OF_A_CASE: Final = 5
RUNS: Final = 60
FACTS: Final = 8
ROWS_AT_ONCE: Final = 2_000
#: Digits at the end of every text, of one width, so that each report of each case is a text of its own.
_NUMBER_DIGITS: Final = 7


def open_house(*, pack: str) -> House:
    """Returns an empty house with an organisation under this pack, its sources and standing authorities."""
    call_command("migrate", interactive=False, verbosity=0)
    house = build_house()
    holder = Holder(name="Bench", country=judged_files.HOLDERS[pack], pack=pack, timezone="UTC")
    accounts.found_organisation(house, key=ORGANISATION, holder=holder)
    accounts.create_first_administrator(
        house, organisation=ORGANISATION, username=ADMINISTRATOR, display_name="A", password=PASSWORD
    )
    accounts.create_officer(
        house, username=ANALYST, display_name="B", roles=[OfficerRole.ANALYST], password=PASSWORD, by=ADMINISTRATOR
    )
    for source in judged_files.sources():
        directory.save_source(house, source=source, by=ANALYST)
    for party in judged_files.parties():
        directory.save_party(house, party=party, by=ANALYST, is_standing=True)
    return house


def set_pack(pack: str) -> None:
    """Puts the organisation under another pack."""
    from nadhir.store.models import Organisation  # noqa: PLC0415

    Organisation.objects.filter(key=ORGANISATION).update(pack=pack, country=judged_files.HOLDERS[pack])


def reading_unit(house: House) -> Unit:
    """Returns a unit of the system's to read and to encode with."""
    caller = admit_system(ORGANISATION, to=Act.DETERMINE)
    return Unit(house=house, caller=caller, at=house.clock.now(), vault=Vault(house.keys.master))


class Filler:
    """Writes cases with their reports as `receive` and `route` leave them, many at once."""

    def __init__(self, house: House, *, held: Sequence[HeldReport]) -> None:
        self._house = house
        self._unit = reading_unit(house)
        self._held = held
        self._bodies = [
            (self._unit.to_json(each.report), self._unit.to_json(each.screening), each.meaning) for each in held
        ]
        scope = self._unit.scope
        self._sources = {row.source_id: row for row in SourceRow.objects.within(scope)}
        self._blob, _ = Blob.objects.unsafe_everything().get_or_create(
            organisation_id=ORGANISATION, digest="0" * 64, defaults={"size_bytes": 0, "data": b""}
        )
        self._number = 0
        self._first_held_at = house.clock.now() - timedelta(hours=12)

    def open_cases(self, count: int, *, reports: int) -> list[CaseId]:
        """Opens so many cases of so many reports each and returns them; nothing is judged yet."""
        ids: list[CaseId] = []
        for begin in range(0, count, CASES_AT_ONCE):
            some = min(CASES_AT_ONCE, count - begin)
            drafts = [self._draft(reports) for _ in range(some)]
            self._write([row for rows in drafts for row in rows])
            with durable(self._house, caller=self._unit.caller) as unit:
                members = []
                for rows in drafts:
                    case = Case(
                        id=CaseId(f"c-{rows[0][0].id}"),
                        state=CaseState.OPENED,
                        opened_at=unit.at,
                        report_ids=tuple(ReportId(row.id) for row, _, _ in rows),
                        commander=ANALYST,
                        life_in_question=True,
                    )
                    case_row = unit.open_case(case, subject=unit.make_subject())
                    members += [
                        CaseReport(organisation_id=ORGANISATION, case=case_row, report=row, joined_at=unit.at, body={})
                        for row, _, _ in rows
                    ]
                    ids.append(case.id)
                CaseReport.objects.unsafe_everything().bulk_create(members, batch_size=ROWS_AT_ONCE)
        return ids

    def _draft(self, reports: int) -> list[tuple[ReportRow, ScreeningRow, Mark]]:
        return [self._one(at=self._first_held_at + timedelta(minutes=number)) for number in range(reports)]

    def _one(self, *, at: datetime) -> tuple[ReportRow, ScreeningRow, Mark]:
        self._number += 1
        which = self._number % len(self._held)
        held = self._held[which]
        report_body, screening_body, meaning = self._bodies[which]
        body: dict[str, Any] = dict(report_body)
        report_id = f"r-{self._number:07}"
        body |= {"id": report_id, "held_at": at.isoformat()}
        for key in ("content", "body"):
            text = body[key]
            if isinstance(text, str):
                body[key] = _renumbered(text, number=self._number)
        screening = copy.copy(screening_body) | {"report_id": report_id}
        row = ReportRow(
            id=report_id,
            organisation_id=ORGANISATION,
            source=self._sources[held.source.id],
            blob=self._blob,
            name="",
            handed_in_by="bench",
            held_at=at,
            read_at=at,
            routed_at=at,
            title=held.report.title or "",
            language=held.report.language,
            kind=held.report.kind,
            understanding=held.report.understanding,
            body=body,
        )
        seen = ScreeningRow(
            organisation_id=ORGANISATION,
            report=row,
            at=at,
            queue=held.screening.queue,
            score=held.screening.score,
            opens_case=held.screening.opens_case,
            is_possible_threat=held.screening.is_possible_threat,
            screener="bench",
            body=screening,
        )
        embedder = self._house.knowledge.embedder.name
        mark = Mark(organisation_id=ORGANISATION, report=row, at=at, embedder=embedder, vector=meaning)
        return row, seen, mark

    @staticmethod
    def _write(rows: Sequence[tuple[ReportRow, ScreeningRow, Mark]]) -> None:
        reports, screenings, marks = zip(*rows, strict=True)
        ReportRow.objects.unsafe_everything().bulk_create(reports, batch_size=ROWS_AT_ONCE)
        ScreeningRow.objects.unsafe_everything().bulk_create(screenings, batch_size=ROWS_AT_ONCE)
        Mark.objects.unsafe_everything().bulk_create(marks, batch_size=ROWS_AT_ONCE)


def _renumbered(text: str, *, number: int) -> str:
    head, mark, tail = text.rpartition("No. ")
    return f"{head}{mark}{number:0{_NUMBER_DIGITS}}{tail[_NUMBER_DIGITS:]}" if mark else text


def stand_judged(house: House, *, cases: Sequence[CaseId], like: CaseId) -> None:
    """Lets these cases stand as judged, each with the latest assessment and determination of another."""
    unit = reading_unit(house)
    assessed = AssessmentRow.objects.within(unit.scope).filter(case_id=like).order_by("-id")[0]
    found = DeterminationRow.objects.within(unit.scope).filter(case_id=like).order_by("-id")[0]
    made = AssessmentRow.objects.unsafe_everything().bulk_create(
        [
            AssessmentRow(
                organisation_id=ORGANISATION,
                case_id=each,
                at=unit.at,
                assessor=assessed.assessor,
                body=dict(assessed.body) | {"case_id": each},
            )
            for each in cases
        ],
        batch_size=ROWS_AT_ONCE,
    )
    DeterminationRow.objects.unsafe_everything().bulk_create(
        [
            DeterminationRow(
                organisation_id=ORGANISATION,
                case_id=row.case_id,
                assessment=row,
                at=unit.at,
                outcome=found.outcome,
                body=dict(found.body) | {"case_id": row.case_id},
            )
            for row in made
        ],
        batch_size=ROWS_AT_ONCE,
    )
    CaseRow.objects.within(unit.scope).filter(outcome="").update(outcome=found.outcome, state=CaseState.ASSESSING)
    victims = {victim["party_id"] for victim in assessed.body["threat"]["victims"] if victim["description"] == NAMED}
    NamedVictim.objects.unsafe_everything().bulk_create(
        [
            NamedVictim(organisation_id=ORGANISATION, case_id=each, party_id=victim)
            for each in cases
            for victim in victims
        ],
        batch_size=ROWS_AT_ONCE,
    )


def know_party(house: House, *, party: Party, cases: Sequence[CaseId]) -> None:
    """Puts the party into the directory, and lets these cases know it."""
    directory.save_party(house, party=party, by=ANALYST, is_standing=False)
    unit = reading_unit(house)
    row = PartyRow.objects.within(unit.scope).get(party_id=PartyId(party.id))
    CaseParty.objects.unsafe_everything().bulk_create(
        [CaseParty(organisation_id=ORGANISATION, case_id=each, party=row) for each in cases]
    )


def measure(database: str, *, reports: int, cases: int, only: str | None) -> None:
    """Builds the house, and measures in it."""
    house = open_house(pack="icd-191")
    filler = Filler(house, held=judged_files.held_reports(reports, knowledge=house.knowledge))
    if only != "house":
        _measure_case(house, filler=filler, database=database, reports=reports)
    if only != "case":
        _measure_facts(house, filler=filler, database=database, cases=cases)


def _measure_case(house: House, *, filler: Filler, database: str, reports: int) -> None:
    (large,) = filler.open_cases(1, reports=reports)
    print(f"\nthe use case on {database}: {reports} reports in the case")

    def judge() -> object:
        return determine.determine(house, case_id=large, by=ANALYST)

    for pack in judged_files.HOLDERS:
        set_pack(pack)
        if pack == "icd-191":
            say("first, nothing read before", times(judge, count=1), goal=None)
        say(f"{pack}: warm, by the wall", times(judge, count=RUNS))
        say(f"{pack}: warm, processor", times(judge, count=RUNS, clock=time.process_time))
    set_pack("icd-191")


def _establishing(
    house: House, *, case_id: CaseId, about: PartyId, name: FactName, values: Sequence[bool | str]
) -> Callable[[], object]:
    """Returns what establishes the fact, another value at every call."""
    waiting = itertools.cycle(values)
    return lambda: establish.establish_fact(
        house, case_id=case_id, name=name, value=next(waiting), about=about, by=ANALYST
    )


def _measure_facts(house: House, *, filler: Filler, database: str, cases: int) -> None:
    started = time.perf_counter()
    every = filler.open_cases(cases, reports=REPORTS_OF_A_CASE)
    judged = every[: max(TOUCHED)]
    for each in judged:
        determine.determine(house, case_id=each, by=ANALYST)
    stand_judged(house, cases=every[max(TOUCHED) :], like=judged[0])
    keep_statistics()  # as the worker does
    print(f"\none fact on {database}: {cases:,} open cases, built in {time.perf_counter() - started:,.0f} s")
    for count in TOUCHED:
        person = judged_files.party(f"person-{count}", PartyRole.VICTIM, known_as=f"Person Number{count}")
        know_party(house, party=person, cases=judged[:count])
        for name, values in ((FactName.VIOLENT_OFFENDER, (True, False)), (FactName.LOCATION_OF_VICTIM, ("QA", "FR"))):
            establish_it = _establishing(house, case_id=judged[0], about=person.id, name=name, values=values)
            before = AssessmentRow.objects.unsafe_everything().count()
            spans = times(establish_it, count=FACTS)
            done = AssessmentRow.objects.unsafe_everything().count() - before
            if done != FACTS * count:
                raise AssertionError(f"{done} cases judged, not {FACTS * count}")
            say(f"{name} of a party known to {count} case(s)", spans, goal=1.0)
    say(
        "one fact about a case",
        times(
            lambda: establish.establish_fact(
                house, case_id=judged[0], name=FactName.ORIGINATOR_CONSULTED, value=True, by=ANALYST
            ),
            count=FACTS,
        ),
        goal=1.0,
    )

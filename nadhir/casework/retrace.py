# SPDX-License-Identifier: Apache-2.0
"""Retrace a determination: draw the file up as it was held at that instant, apply the pack with the numbers of that
day, and hold what comes out against what is on record, provision by provision.

Promise: never silently with today's numbers. Where the numbers, a report, a fact or the pack of that day cannot be had,
it says so and compares nothing by guess; where the code of the rules or of the assessment is another one than that day,
that is said beside what came out. Both what was computed and what an officer made of it are held against the digests
that stand in the ledger, whose own entries are proven one by one.

It writes nothing. What it cannot see: whoever rewrote the store, the ledger and every signed checkpoint alike is found
only by a witness outside the house (`prove`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Final

from nadhir.assess import assess as judge
from nadhir.casework.authority import Act, admit
from nadhir.casework.house import House
from nadhir.casework.prove import proven
from nadhir.casework.trace import (
    FORMAT,
    TraceError,
    digest,
    is_erased,
    left_out,
    read_assessment,
    read_file,
    read_numbers,
)
from nadhir.casework.unit import Unit
from nadhir.policy import PackParameters, carry_over
from nadhir.policy import determine as apply_pack
from nadhir.store.models import CaseRow, DeterminationRow, LedgerEntry
from nadhir.store.scope import NotFoundError, load
from nadhir.store.vault import Vault
from nadhir.terms.assessment import Answer, Assessment
from nadhir.terms.case import CaseFile
from nadhir.terms.determination import Determination
from nadhir.terms.entry import Json
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import CaseId, OfficerId
from nadhir.terms.provision import Holding

#: The entries that say what a determination was when it was made, decided, or its waiver affirmed.
_ENTRIES: Final = (
    "case.determination.recommended",
    "case.duty.determined",
    "case.referred",
    "case.waiver.proposed",
    "case.duty.waived",
)
#: What is compared beside the holdings; a name is a code with its sentence.
_PARTS: Final = (
    "outcome",
    "reasons",
    "addressees",
    "not_addressed",
    "populations",
    "risks",
    "waivers",
    "clock",
    "is_bound",
    "is_mandatory",
    "courtesy_notice",
    "would_change_it",
    "open_questions",
    "renewal_due",
)


class RetraceVerdict(StrEnum):
    """What came of retracing a determination."""

    SAME = "same"
    DIFFERS = "differs"
    CANNOT = "cannot"


@dataclass(frozen=True, slots=True)
class Compared:
    """One provision, or one other part, as it is on record and as it comes out now; answers are of provisions alone."""

    paragraph: str  # of the pack; empty for a part that is no provision
    part: str
    recorded: Answer | None
    found: Answer | None
    is_same: bool


@dataclass(frozen=True, slots=True)
class Retraced:
    """What came of it: `why` are codes of what differs or cannot be had, `notes` of what a reader must know beside."""

    case_id: CaseId
    determination_id: int
    at: datetime
    pack: str
    pack_version: str
    verdict: RetraceVerdict
    why: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    compared: tuple[Compared, ...] = ()


def retrace(house: House, *, case_id: CaseId, by: OfficerId, at: datetime | None = None) -> Retraced:
    """Return what comes of computing the case's determination again as of its own day.

    `at` picks the determination that stood at that moment; without it, the latest.

    Raises:
        NotFoundError: there is no such case within the scope, or nothing was determined by then.
    """
    unit = Unit(house=house, caller=admit(by, to=Act.READ_CASES), at=house.clock.now(), vault=Vault(house.keys.master))
    row = load(CaseRow.objects.within(unit.scope), what="case", id=case_id)
    return _retrace(unit, row=row, determined=standing_at(unit, row=row, at=at))


def standing_at(unit: Unit, *, row: CaseRow, at: datetime | None) -> DeterminationRow:
    """Return the determination that stood at a moment, or the latest.

    Raises:
        NotFoundError: nothing was determined by then.
    """
    rows = DeterminationRow.objects.within(unit.scope).filter(case=row).order_by("-id")
    found = (rows if at is None else rows.filter(at__lte=at)).select_related("assessment").first()
    if found is None:
        raise NotFoundError("nothing was determined by then", where=f"case {row.id}", remedy="name a later moment")
    return found


def _retrace(unit: Unit, *, row: CaseRow, determined: DeterminationRow) -> Retraced:
    body = unit.from_json(determined.body, of=Determination)
    changed = _changed(unit, row=row, determined=determined)
    given = {
        "case_id": CaseId(row.id),
        "determination_id": determined.pk,
        "at": determined.at,
        "pack": body.pack,
        "pack_version": body.pack_version,
    }
    try:
        found, notes = _again(unit, determined=determined)
        recorded = unit.from_json(determined.trace["computed"], of=Determination)
    except TraceError as error:
        return Retraced(**given, verdict=RetraceVerdict.CANNOT, why=(error.code, *changed))  # type: ignore[arg-type]
    compared = tuple(_compare(recorded, found=found, with_risks="names_were_erased_since" not in notes))
    parties = read_file(unit, trace=determined.trace).parties
    made = _made_of_it(body, recorded=recorded, weighed=carry_over(recorded, weighings=body.weighings, parties=parties))
    why = (
        *changed,
        *left_out(unit, row=row, determined=determined),
        *made,
        *(("it_comes_out_otherwise",) if not all(each.is_same for each in compared) else ()),
    )
    verdict = RetraceVerdict.DIFFERS if why else RetraceVerdict.SAME
    return Retraced(**given, verdict=verdict, why=why, notes=notes, compared=compared)  # type: ignore[arg-type]


def _again(unit: Unit, *, determined: DeterminationRow) -> tuple[Determination, tuple[str, ...]]:
    """Return what the pack of that day says today, and what a reader must know of it.

    Raises:
        TraceError: something of that day cannot be had.
    """
    trace = determined.trace
    if not trace:
        raise TraceError("nothing_was_kept_for_a_replay")
    if trace.get("format") != FORMAT:
        raise TraceError("trace_is_of_another_format")
    file = read_file(unit, trace=trace)
    assessment = read_assessment(unit, trace=trace)
    numbers = read_numbers(unit, trace=trace)
    recorded = unit.from_json(trace["computed"], of=Determination)
    # Of the numbers as they were kept: a later release may know more of them, which that day had not.
    if numbers.version != recorded.pack_version or digest(trace["numbers"]) != recorded.numbers_digest:
        raise TraceError("numbers_are_not_those_that_were_applied")
    try:
        pack = unit.house.knowledge.pack_with(recorded.pack, numbers=numbers)
    except TheirsError as error:
        raise TraceError("pack_is_not_here") from error
    found = apply_pack(assessment, file=file, at=determined.at, pack=pack)
    notes = (
        *_notes_on_numbers(unit, key=recorded.pack, numbers=numbers),
        *(("rules_are_written_otherwise_now",) if pack.rules_digest != recorded.rules_digest else ()),
        *_notes_on_assessment(unit, file=file, recorded=assessment),
    )
    return found, notes


def _notes_on_numbers(unit: Unit, *, key: str, numbers: PackParameters) -> tuple[str, ...]:
    shipped = unit.house.knowledge.numbers_of(key, version=numbers.version)
    if shipped is None:
        return ("numbers_of_that_version_do_not_ship",)
    if shipped.digest != numbers.digest:
        return ("numbers_of_that_version_ship_otherwise",)
    is_now = unit.house.knowledge.pack(key).parameters.version == numbers.version
    return () if is_now else ("numbers_were_replaced_since",)


def _notes_on_assessment(unit: Unit, *, file: CaseFile, recorded: Assessment) -> tuple[str, ...]:
    """Assess anew too, and say where it comes out otherwise: the determination itself rests on what is on record."""
    if is_erased(file):
        return ("names_were_erased_since",)
    again = judge(file, at=recorded.at, parameters=unit.house.knowledge.assessing)
    if again == recorded:
        return ()
    return ("assessor_is_another_now",) if again.assessor != recorded.assessor else ("assessment_comes_out_otherwise",)


# ── compare ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _compare(recorded: Determination, *, found: Determination, with_risks: bool) -> Iterator[Compared]:
    asked: dict[str, list[Holding | None]] = {}
    for place, determination in enumerate((recorded, found)):
        for holding in determination.holdings:
            asked.setdefault(holding.provision.paragraph, [None, None])[place] = holding
    for paragraph, (then, now) in asked.items():
        yield Compared(
            paragraph=paragraph,
            part="",
            recorded=None if then is None else then.holds,
            found=None if now is None else now.holds,
            is_same=_answer(then) == _answer(now),
        )
    for part in _PARTS:
        if part != "risks" or with_risks:  # that two share an address cannot be seen once addresses are erased
            is_same = getattr(recorded, part) == getattr(found, part)
            name = "courtesy_notice_to" if part == "courtesy_notice" else part  # the word of the check is another
            yield Compared(paragraph="", part=name, recorded=None, found=None, is_same=is_same)


def _answer(holding: Holding | None) -> object:
    """Return what a provision answered; where it was read may be told better since, and changes no answer."""
    if holding is None:
        return None
    return holding.holds, holding.because, holding.evidence, holding.left_to_person


def _made_of_it(body: Determination, *, recorded: Determination, weighed: Determination) -> tuple[str, ...]:
    """Return where what stands on record as decided is not what was computed with what people did to it."""
    of_people = {
        *("decided_by", "decided_at", "weighings", "waivers", "clock"),  # the clock may have run anew, see `determine`
        *("addressees", "not_addressed", "populations"),  # held against the weighing, below
    }
    same = [each.name for each in fields(Determination) if each.name not in of_people]
    is_as_computed = all(getattr(body, name) == getattr(recorded, name) for name in same)
    is_as_weighed = (body.addressees, body.not_addressed) == (weighed.addressees, weighed.not_addressed)
    grounds = [(each.ground, each.victim) for each in body.waivers]
    is_as_waived = grounds == [(each.ground, each.victim) for each in recorded.waivers]
    is_as_long = body.clock.due_at - body.clock.started_at == recorded.clock.due_at - recorded.clock.started_at
    return (
        () if is_as_computed and is_as_weighed and is_as_waived and is_as_long else ("decision_is_not_what_came_out",)
    )


def _changed(unit: Unit, *, row: CaseRow, determined: DeterminationRow) -> tuple[str, ...]:
    """Return what the ledger says otherwise of the determination as it stands, and of what it was computed from."""
    said: list[tuple[str, dict[str, Json]]] = []
    for line in LedgerEntry.objects.within(unit.scope).filter(case_id=row.id, name__in=_ENTRIES).order_by("index"):
        entry = proven(line)
        if entry is None:
            return ("ledger_entry_is_damaged",)
        if entry.facts.get("determination") == determined.pk:
            said.append((entry.name, dict(entry.facts)))
    if not said:
        return () if not determined.trace else ("ledger_says_nothing_of_it",)
    found: list[str] = []
    if said[0][1].get("trace_digest") != digest(determined.trace):
        found.append("trace_was_changed")
    if said[-1][1].get("determination_digest") != digest(determined.body):
        found.append("determination_was_changed")
    return tuple(found)

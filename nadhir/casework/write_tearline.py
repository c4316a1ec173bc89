# SPDX-License-Identifier: Apache-2.0
"""Write what may be said, or edit it: every text is checked again, and every proposal of the text before is void."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from nadhir.casework.authority import Act, admit
from nadhir.casework.case_file import draw_up
from nadhir.casework.determine import latest_determination
from nadhir.casework.house import House
from nadhir.casework.outbox import void_open_releases
from nadhir.casework.read_models import TearlineOffer, TearlineView
from nadhir.casework.unit import Unit, durable
from nadhir.release import needed_checks
from nadhir.store.models import CaseRow, DeterminationRow, Organisation, TearlineRow
from nadhir.store.scope import load
from nadhir.store.vault import Vault
from nadhir.tearline import Choice, check
from nadhir.tearline import write as compose
from nadhir.terms.assessment import Assessment
from nadhir.terms.case import CaseEventKind
from nadhir.terms.determination import Determination, Outcome
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import CaseId, OfficerId
from nadhir.terms.tearline import Tearline
from nadhir.terms.text import Language, Text


class NothingToSayError(TheirsError):
    """There is no decision to warn, or no text to edit."""


def write_tearline(
    house: House,
    *,
    case_id: CaseId,
    by: OfficerId,
    choice: Choice = Choice.BALANCED,
    languages: Sequence[Language] = (),
    is_drill: bool = False,
) -> TearlineView:
    """Return the text composed for those whom the standing decision addresses, with every leak that was found.

    Raises:
        NotFoundError: there is no such case within the scope.
        NothingToSayError: nobody decided to warn.
    """
    with durable(house, caller=admit(by, to=Act.WRITE_TEARLINE)) as unit:
        row = unit.lock_case(case_id)
        latest, determination = decided_to_warn(unit, row=row)
        written = compose(
            determination,
            assessment=unit.from_json(latest.assessment.body, of=Assessment),
            file=draw_up(unit, row=row),
            phrases=house.knowledge.phrases,
            languages=languages,
            choice=choice,
            contact=Organisation.objects.get(key=unit.scope.organisation).contact,
            is_drill=is_drill,
        )
        return _save(unit, row=row, determination=latest, tearline=written, authors=frozenset({by}))


def offers(house: House, *, case_id: CaseId, by: OfficerId) -> tuple[TearlineOffer, ...]:
    """Return what each choice would say and withhold, least exposing first; nothing is kept.

    Raises:
        NotFoundError: there is no such case within the scope.
        NothingToSayError: nobody decided to warn.
    """
    caller = admit(by, to=Act.WRITE_TEARLINE)
    unit = Unit(house=house, caller=caller, at=house.clock.now(), vault=Vault(house.keys.master))
    row = load(CaseRow.objects.within(unit.scope), what="case", id=case_id)
    latest, determination = decided_to_warn(unit, row=row)
    assessment = unit.from_json(latest.assessment.body, of=Assessment)
    file = draw_up(unit, row=row)
    return tuple(
        TearlineOffer(
            choice=choice.value,
            tearline=compose(
                determination, assessment=assessment, file=file, phrases=house.knowledge.phrases, choice=choice
            ),
        )
        for choice in Choice
    )


def edit_tearline(house: House, *, case_id: CaseId, texts: Mapping[Language, str], by: OfficerId) -> TearlineView:
    """Return the latest text with these languages' texts replaced, and checked like the composed one was.

    Lines that stand as they were composed are taken as the composer left them; everything else is held against the
    reports. The editor becomes an author, beside those before.

    Raises:
        NotFoundError: there is no such case within the scope.
        NothingToSayError: there is no text to edit, or a language that it does not have.
    """
    with durable(house, caller=admit(by, to=Act.WRITE_TEARLINE)) as unit:
        row = unit.lock_case(case_id)
        before = latest_tearline(unit, row=row)
        if before is None:
            raise NothingToSayError("there is no text yet", where=f"case {case_id}", remedy="write it first")
        old = unit.from_json(before.body, of=Tearline)
        unknown = set(texts) - set(old.texts)
        if unknown:
            raise NothingToSayError(
                "there is no text in %(languages)s",
                where=f"case {case_id}",
                remedy="write it anew with that language",
                values={"languages": tuple(sorted(unknown))},
            )
        edited = {**old.texts, **{language: Text(content, language) for language, content in texts.items()}}
        composed = {line for text in old.texts.values() for line in text.content.splitlines() if line.strip()}
        leaks = check(
            {language: text.content for language, text in edited.items()},
            file=draw_up(unit, row=row),
            phrases=house.knowledge.phrases,
            withheld=old.withheld,
            allowed=composed if old.is_releasable else (),
        )
        return _save(
            unit,
            row=row,
            determination=before.determination,
            tearline=replace(old, texts=edited, leaks=leaks),
            authors=frozenset(before.authors) | {by},
        )


def decided_to_warn(unit: Unit, *, row: CaseRow) -> tuple[DeterminationRow, Determination]:
    """Return the latest determination, which an officer decided to be a warning.

    Raises:
        NothingToSayError: it is none, or awaits an officer.
    """
    latest = latest_determination(unit, row=row)
    if latest is None:
        raise NothingToSayError("nothing was determined yet", where=f"case {row.id}", remedy="determine it first")
    determination = unit.from_json(latest.body, of=Determination)
    if determination.decided_by is None:
        raise NothingToSayError(
            "the recommendation (%(outcome)s) awaits an officer's decision",
            where=f"case {row.id}",
            remedy="decide it first",
            values={"outcome": determination.outcome},
        )
    if determination.outcome is not Outcome.WARN:
        raise NothingToSayError(
            "the decision is %(outcome)s, not to warn",
            where=f"case {row.id}",
            remedy="determine it again",
            values={"outcome": determination.outcome},
        )
    return latest, determination


def latest_tearline(unit: Unit, *, row: CaseRow) -> TearlineRow | None:
    """Return the latest text's row."""
    rows = TearlineRow.objects.within(unit.scope)
    return rows.filter(case=row, is_latest=True).select_related("determination").first()


def view(unit: Unit, *, row: TearlineRow) -> TearlineView:
    """Return the row as it is shown."""
    tearline = unit.from_json(row.body, of=Tearline)
    return TearlineView(
        id=row.id,
        at=row.at,
        authors=frozenset(OfficerId(author) for author in row.authors),
        tearline=tearline,
        needed_checks=needed_checks(tearline),
    )


def _save(
    unit: Unit, *, row: CaseRow, determination: DeterminationRow, tearline: Tearline, authors: frozenset[OfficerId]
) -> TearlineView:
    void_open_releases(unit, row=row, because="the text was written anew")
    TearlineRow.objects.within(unit.scope).filter(case=row, is_latest=True).update(is_latest=False)
    saved = TearlineRow(
        id=unit.house.ids.fresh("t"),
        organisation_id=row.organisation_id,
        case=row,
        determination=determination,
        at=unit.at,
        authors=sorted(authors),
        is_releasable=tearline.is_releasable,
        body=unit.to_json(tearline, subject=row.subject),
    )
    saved.save(force_insert=True)
    unit.happen(
        row,
        kind=CaseEventKind.TEARLINE_WRITTEN,
        facts={
            "tearline": saved.id,
            "languages": sorted(tearline.texts),
            "authors": sorted(authors),
            "leaks": len(tearline.leaks),
            "withheld": len(tearline.withheld),
            "composer": tearline.composer,
        },
    )
    return view(unit, row=saved)

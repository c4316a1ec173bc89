# SPDX-License-Identifier: Apache-2.0
"""Search in everything held: reports by the words of their titles and bodies, cases by what stands for them in lists.

Promise: a result is of the caller's own organisation and of what they may read, by the same statement that searches;
what is highlighted is, letter for letter, a slice of the report's own text; what is not in the index is counted and
said. A report enters the index in the transaction that stores it. No sealed value ever does: neither a source's name
nor a party's. Where a source is erased, the words of its reports leave the index; the reports stay on record.

A case has no words of its own: it is found by the title that lists show for it, which is its first report's, or by its
identifier. Nothing that a score could tell of other organisations' reports is given out (docs/threat-model.md).
"""

import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from itertools import takewhile
from typing import Final
from zoneinfo import ZoneInfo

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q

from nadhir.casework import queries
from nadhir.casework.authority import Act, admit
from nadhir.casework.house import House
from nadhir.casework.read_models import CaseLine, Excerpt, SearchHit, SearchPage, Stretch
from nadhir.casework.search_query import BadQueryError, Narrowed, SearchQuery, parse_query
from nadhir.casework.unit import Unit
from nadhir.language.search_words import SearchText
from nadhir.store import codec, search_index
from nadhir.store.models import CaseReport, ReportRow, ScreeningRow, SearchEntry, SourceRow, SubjectKey
from nadhir.store.search_index import Term, TermKind
from nadhir.store.vault import Vault
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import CaseId, OfficerId, ReportId, SourceId
from nadhir.terms.report import PassageKind, Report, ReportKind, SourceKind
from nadhir.terms.screening import Label, Queue
from nadhir.terms.text import Language, TextSpan

_log = logging.getLogger(__name__)

INDEXER: Final = "search-1"
#: Code points of a report's body whose words are looked at: as many words as the index keeps, and more.
MOST_LETTERS: Final = 600_000
LARGEST_PAGE: Final = 100
_BATCH: Final = 200  # reports of one transaction of a rebuild: seconds, so that nobody waits long behind it
_CASE_ID: Final = re.compile("c-[0-9a-f]{4,62}")
_NOWHERE: Final = ""  # the identifier of no report


class Among(StrEnum):
    """What is searched."""

    REPORTS = "reports"
    CASES = "cases"


# ── the index ───────────────────────────────────────────────────────────────────────────────────────────────────────


def index_report(unit: Unit, *, report: Report, title: str, source: SourceRow) -> None:
    """Put a report that was just stored, or read again, into the index, within the transaction that stores it.

    A fault of ours here must not cost a report: it is undone alone and told to whoever runs this; the report is then
    one of those that the search counts as not yet searched, and `nadhir search --rebuild` takes it in.
    """
    try:
        with transaction.atomic():
            known = SearchEntry.objects.within(unit.scope).filter(report=report.id).first()
            entry = known or SearchEntry(organisation_id=unit.scope.organisation, report_id=report.id)
            entry.source, entry.held_at = source, report.held_at
            entry.language, entry.kind = report.language, report.kind
            _put(entry, report=report, title=title, is_erased=_is_erased(source))
    except Exception:  # noqa: BLE001 - see above
        _log.exception("report %s was stored and could not be put into the search index", report.id)


def _put(entry: SearchEntry, *, report: Report, title: str, is_erased: bool) -> None:
    entry.indexer = INDEXER
    entry.is_emptied = is_erased
    if is_erased:
        words = search_index.Words(title=(), body=(), is_cut=False)
    else:
        stretches = _searched(report)
        words = search_index.words_of(title, body=(report.content[start:end] for start, end in stretches))
    entry.is_cut = words.is_cut
    entry.word_count = len(words.title) + len(words.body)
    entry.save()
    search_index.write(entry, words=words)


def _is_erased(source: SourceRow) -> bool:
    """Tell whether the source was erased; until the transaction ends it is not, so that no word comes in behind it."""
    kept = SubjectKey.objects.select_for_update().filter(subject=source.subject).values_list("wrapped", flat=True)
    return kept.first() is None


def _searched(report: Report) -> tuple[tuple[int, int], ...]:
    """Return the stretches of the content that are searched as the body; all of it where nobody told what is what."""
    kinds = (PassageKind.BODY, PassageKind.OPTIONAL)
    found = [(each.start, each.end) for each in report.passages if each.kind in kinds]
    if not found and not report.passages:
        found = [(0, len(report.content))]
    left = MOST_LETTERS
    kept = []
    for start, end in found:
        if left <= 0:
            break
        kept.append((start, min(end, start + left)))
        left -= end - start
    return tuple(kept)


def forget_source(unit: Unit, *, source: SourceRow) -> None:
    """Take the words of all reports of a source that is erased out of the index; a rebuild leaves them out, too."""
    entries = SearchEntry.objects.within(unit.scope).filter(source=source)
    search_index.empty(entries)
    entries.update(is_emptied=True, word_count=0)


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How far a rebuild is: reports in the index anew, and all there are."""

    done: int
    total: int


def rebuild(house: House, *, on_progress: Callable[[Rebuilt], None] = lambda _: None) -> Rebuilt:
    """Make every organisation's index anew from what is on record, and return how many reports that were.

    It goes in many short transactions: meanwhile reports come in and are found, each by its old words or its new ones.
    """
    total = ReportRow.objects.unsafe_everything().count()
    vault = Vault(house.keys.master)
    done, last = 0, ""
    while True:
        with transaction.atomic(durable=True):
            rows = list(
                ReportRow.objects.unsafe_everything()
                .select_related("source")
                .filter(id__gt=last)
                .order_by("id")[:_BATCH]
            )
            known = {
                each.report_id: each
                for each in SearchEntry.objects.unsafe_everything().filter(report_id__in=[row.id for row in rows])
            }
            for row in rows:
                entry = known.get(row.id, SearchEntry(report=row))
                entry.organisation_id = row.organisation_id
                entry.source, entry.held_at = row.source, row.held_at
                entry.language, entry.kind = row.language, row.kind
                report = codec.from_json(row.body, of=Report, vault=vault)
                _put(entry, report=report, title=row.title, is_erased=_is_erased(row.source))
        if not rows:
            break
        done, last = done + len(rows), rows[-1].id
        on_progress(Rebuilt(done=done, total=max(total, done)))
    search_index.tidy()
    return Rebuilt(done=done, total=done)


# ── searching ───────────────────────────────────────────────────────────────────────────────────────────────────────


def search(
    house: House,
    *,
    text: str,
    by: OfficerId,
    among: Among = Among.REPORTS,
    after: str | None = None,
    limit: int = 20,
) -> SearchPage:
    """Return a page of what the query finds, best first, of equals the newest.

    `after` is the `next_after` of the page before. What comes in between two pages may move a result over their border.

    Raises:
        NotAllowedError: the officer may not read reports, or for cases no cases.
        BadQueryError: the query was not understood, or names a source that the organisation does not have.
        TheirsError: the results have no place `after` any more.
    """
    act = Act.READ_REPORTS if among is Among.REPORTS else Act.READ_CASES
    unit = Unit(house=house, caller=admit(by, to=act), at=house.clock.now(), vault=Vault(house.keys.master))
    entries = SearchEntry.objects.within(unit.scope)
    named = text.strip().lower()
    if among is Among.CASES and _CASE_ID.fullmatch(named):
        query = SearchQuery(asked=search_index.Asked(), narrowed=Narrowed())
        entries = _firsts_of_cases(unit, entries=entries, case_id=named)
    else:
        query = parse_query(text)
        entries = _narrow(unit, entries=entries, to=query.narrowed)
        if among is Among.CASES:
            entries = _firsts_of_cases(unit, entries=entries)
    found = search_index.find(
        query.asked,
        among=entries,
        in_title=among is Among.CASES,
        # No identifier has such letters, and no database takes all of them.
        after=_NOWHERE if after is not None and not (after.isascii() and after.isprintable()) else after,
        limit=max(1, min(limit, LARGEST_PAGE)),
    )
    if not found.is_start_known:
        raise TheirsError(
            "the results have changed, and the place where this page began is gone",
            where="query",
            remedy="begin again from the first page",
        )
    held = ReportRow.objects.within(unit.scope).count()
    return SearchPage(
        text=text,
        hits=_hits(unit, report_ids=found.report_ids, query=query, among=among),
        count=found.count,
        next_after=ReportId(found.report_ids[-1]) if found.has_more else None,
        not_indexed_count=max(0, held - SearchEntry.objects.within(unit.scope).count()),
    )


def _narrow(unit: Unit, *, entries: models.QuerySet[SearchEntry], to: Narrowed) -> models.QuerySet[SearchEntry]:
    for languages, is_wanted in ((to.languages, True), (to.not_languages, False)):
        if languages:
            tags = Q()
            for tag in languages:
                tags |= Q(language__iexact=tag) | Q(language__istartswith=f"{tag}-")
            entries = entries.filter(tags if is_wanted else ~tags)
    for labels, is_wanted in ((to.labels, True), (to.not_labels, False)):
        if labels:
            has_one = Exists(_labelled(unit, labels=labels))
            entries = entries.filter(has_one if is_wanted else ~has_one)
    if to.kinds:
        entries = entries.filter(kind__in=sorted(to.kinds))
    if to.not_kinds:
        entries = entries.exclude(kind__in=sorted(to.not_kinds))
    if to.sources:
        entries = entries.filter(source__in=_sources(unit, named=to.sources))
    if to.not_sources:
        entries = entries.exclude(source__in=_sources(unit, named=to.not_sources))
    zone = ZoneInfo(unit.holder().timezone)
    if to.from_day is not None:
        entries = entries.filter(held_at__gte=_midnight(to.from_day, zone=zone))
    if to.before_day is not None:
        entries = entries.filter(held_at__lt=_midnight(to.before_day, zone=zone))
    return entries


def _midnight(day: date, *, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone)


def _labelled(unit: Unit, *, labels: frozenset[Label]) -> models.QuerySet[ScreeningRow]:
    any_of = Q()
    for label in labels:
        any_of |= Q(body__labels__icontains=f'"{label.value}"')  # a list of codes, as JSON writes it
    return ScreeningRow.objects.within(unit.scope).filter(any_of, report=OuterRef("report"), is_latest=True)


def _sources(unit: Unit, *, named: frozenset[SourceId]) -> list[int]:
    """Return the rows of the sources; each must be there, so that a slip of the hand is not taken for silence."""
    known = dict(
        SourceRow.objects.within(unit.scope).filter(source_id__in=sorted(named)).values_list("source_id", "pk")
    )
    for source_id in sorted(named - known.keys()):
        raise BadQueryError(
            "there is no source %(source)s",
            remedy="give its identifier, as the directory has it",
            source=source_id,
        )
    return list(known.values())


def _firsts_of_cases(
    unit: Unit, *, entries: models.QuerySet[SearchEntry], case_id: str | None = None
) -> models.QuerySet[SearchEntry]:
    """Return the entries of those reports whose titles stand for cases in lists."""
    members = CaseReport.objects.within(unit.scope).filter(left_at=None)
    is_earlier = Q(report__held_at__lt=OuterRef("report__held_at")) | Q(
        report__held_at=OuterRef("report__held_at"), report_id__lt=OuterRef("report_id")
    )
    firsts = members.filter(~Exists(members.filter(is_earlier, case=OuterRef("case"))))
    if case_id is not None:
        firsts = firsts.filter(case_id=case_id)
    return entries.filter(Exists(firsts.filter(report=OuterRef("report"))))


# ── what is shown of a result ───────────────────────────────────────────────────────────────────────────────────────

_WORDS_BEFORE: Final = 8  # of a snippet, before what was found
_WORDS_SHOWN: Final = 40
_LETTERS_AT_ONCE: Final = 20_000  # of a body that are cut into words before it is asked whether that was enough


def _hits(unit: Unit, *, report_ids: Sequence[str], query: SearchQuery, among: Among) -> tuple[SearchHit, ...]:
    # One by one: asked for twenty keys within a scope, SQLite without statistics goes through all rows of the scope.
    rows = {
        row.id: row
        for each in report_ids
        for row in ReportRow.objects.within(unit.scope).select_related("source").filter(id=each)
    }
    screened = {
        each: (Queue(queue), frozenset(map(Label, labels)))
        for each in report_ids
        for queue, labels in ScreeningRow.objects.within(unit.scope)
        .filter(report=each, is_latest=True)
        .values_list("queue", "body__labels")
    }
    case_of = queries.cases_of(unit, report_ids=report_ids)
    cases = queries.case_lines(unit, case_ids=case_of.values()) if among is Among.CASES else {}
    terms = tuple(term for group in query.asked.groups for term in group)
    return tuple(
        _hit(unit, row=rows[each], terms=terms, case_id=case_of.get(each), cases=cases, screened=screened.get(each))
        for each in report_ids
        # Gone between the two statements: a report, or one that a person took out of its case.
        if each in rows and (among is Among.REPORTS or case_of.get(each) in cases)
    )


def _hit(
    unit: Unit,
    *,
    row: ReportRow,
    terms: tuple[Term, ...],
    case_id: CaseId | None,
    cases: Mapping[CaseId, CaseLine],
    screened: tuple[Queue, frozenset[Label]] | None,
) -> SearchHit:
    queue, labels = screened or (None, frozenset())
    return SearchHit(
        report_id=ReportId(row.id),
        title=_marked(row.title, start=0, end=len(row.title), spans=_spans(SearchText(row.title), terms=terms)),
        excerpt=excerpt(unit.from_json(row.body, of=Report), terms=terms),
        language=Language(row.language),
        kind=ReportKind(row.kind),
        source_id=SourceId(row.source.source_id),
        source_kind=SourceKind(row.source.kind),
        held_at=row.held_at,
        published_on=row.published_on,
        queue=queue,
        labels=labels,
        case_id=case_id,
        case=None if case_id is None else cases.get(case_id),
    )


def excerpt(report: Report, *, terms: Sequence[Term]) -> Excerpt:
    """Return the stretch of the report's body that shows most of the terms, the first of the best; its beginning
    where it shows none.
    """
    best: _Shown | None = None
    for text, offset in _read_on(report):
        if best is None:
            best = _Shown(text=text, offset=offset)
        for shown in _windows(text, offset=offset, terms=terms):
            if shown.score > best.score:
                best = shown
            if best.score == len(terms):
                break
        if terms and best.score == len(terms):
            break
    if best is None or not best.text.words:
        return Excerpt(stretches=(), spans=(), is_from_start=True, is_to_end=True)
    begins = max(0, best.places[0].at - _WORDS_BEFORE) if best.places else 0
    ends = min(len(best.text.words), begins + _WORDS_SHOWN)
    start, end = best.text.raw_span(begins, words=ends - begins)
    spans = tuple(_joined(best.text.raw_span(each.at, words=each.words) for each in best.places))
    searched = _searched(report)
    return _marked(
        report.content,
        start=best.offset + start,
        end=best.offset + end,
        spans=[(best.offset + left, best.offset + right) for left, right in spans],
        is_from_start=begins == 0 and best.offset == searched[0][0],
        is_to_end=ends == len(best.text.words) and best.offset + len(best.text.raw) == searched[-1][1],
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Words of a text that one of the terms is about: the first, how many, which term."""

    at: int
    words: int
    term: int


@dataclass(frozen=True, slots=True)
class _Shown:
    """What an excerpt may show: the places of one window of a text, which begins at `offset` in the content."""

    text: SearchText
    offset: int
    places: tuple[_Place, ...] = ()

    @property
    def score(self) -> int:
        return len({each.term for each in self.places})


def _windows(text: SearchText, *, offset: int, terms: Sequence[Term]) -> Iterator[_Shown]:
    """Give what an excerpt that begins a little before each place would show."""
    places = _places(text, terms=terms)
    for number, place in enumerate(places):
        ends = max(0, place.at - _WORDS_BEFORE) + _WORDS_SHOWN
        shown = takewhile(lambda each: each.at < ends, places[number:])  # noqa: B023 - it is used up at once
        yield _Shown(text=text, offset=offset, places=tuple(each for each in shown if each.at + each.words <= ends))


def _read_on(report: Report) -> Iterator[tuple[SearchText, int]]:
    """Give the words of the body, a part at a time, with where in the content each begins."""
    for start, end in _searched(report):
        at = start
        while at < end:
            stop = min(end, at + _LETTERS_AT_ONCE)
            while stop < end and not report.content[stop].isspace() and stop < at + 2 * _LETTERS_AT_ONCE:
                stop += 1
            yield SearchText(report.content[at:stop]), at
            at = stop


def _places(text: SearchText, *, terms: Sequence[Term]) -> list[_Place]:
    """Return where the terms stand, in the order of the text."""
    found: list[_Place] = []
    words = {term.tokens[0]: number for number, term in enumerate(terms) if term.kind is TermKind.WORD}
    prefixes = [(term.tokens[0], number) for number, term in enumerate(terms) if term.kind is TermKind.PREFIX]
    phrases = [(term.tokens, number) for number, term in enumerate(terms) if term.kind is TermKind.PHRASE]
    cores = [text.core_at(at) for at in range(len(text.words))] if phrases else []
    for at in range(len(text.words)):
        for form in text.forms_at(at):
            if form in words:
                found.append(_Place(at, 1, words[form]))
            found += [_Place(at, 1, number) for prefix, number in prefixes if form.startswith(prefix)]
        for tokens, number in phrases:
            if cores[at] == tokens[0] and tuple(cores[at : at + len(tokens)]) == tokens:
                found.append(_Place(at, len(tokens), number))
    return found


def _spans(text: SearchText, *, terms: Sequence[Term]) -> tuple[tuple[int, int], ...]:
    return tuple(_joined(text.raw_span(each.at, words=each.words) for each in _places(text, terms=terms)))


def _joined(spans: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Give the spans in order, those that overlap as one."""
    last: tuple[int, int] | None = None
    for start, end in sorted(spans):
        if last is not None and start < last[1]:
            last = last[0], max(last[1], end)
            continue
        if last is not None:
            yield last
        last = start, end
    if last is not None:
        yield last


def _marked(
    text: str,
    *,
    start: int,
    end: int,
    spans: Sequence[tuple[int, int]],
    is_from_start: bool = True,
    is_to_end: bool = True,
) -> Excerpt:
    stretches: list[Stretch] = []
    at = start
    for left, right in spans:
        if left > at:
            stretches.append(Stretch(text=text[at:left], is_hit=False))
        stretches.append(Stretch(text=text[left:right], is_hit=True))
        at = right
    if at < end:
        stretches.append(Stretch(text=text[at:end], is_hit=False))
    return Excerpt(
        stretches=tuple(stretches),
        spans=tuple(TextSpan.of(text, start=left, end=right) for left, right in spans),
        is_from_start=is_from_start,
        is_to_end=is_to_end,
    )

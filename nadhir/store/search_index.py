# SPDX-License-Identifier: Apache-2.0
"""The database's own full-text index: written and asked in our tokens, ranked by what it ranks by.

Promise: what is written are the forms and cores of `language.search_words` and nothing else, so neither database cuts,
stems or folds a second time; what is asked is built of such tokens alone, so no text of a reader's ever reaches the
index's own query language. `find` looks only where the rows that it is handed lie: the scope is in the same statement.

SQLite: FTS5, ranked by `bm25` (title before body). PostgreSQL: `tsvector` under GIN, ranked by `ts_rank`; the cores
stand in the same vector as the forms, marked, and share their positions. A vector holds 16,383 positions and less than
1 MiB (PostgreSQL 15, section 12.11): `Words` is cut so that it fits, on both databases alike.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Final

from django.db import connection, models

from nadhir.language.search_words import SearchText
from nadhir.store.models import SearchEntry

#: Beyond these a report's words are not in the index: positions for phrases, and words at all.
MOST_PHRASED: Final = 16_000
MOST_WORDS: Final = 60_000
#: What a vector may cost: lexemes with their positions, well below PostgreSQL's 1,048,575 bytes.
MOST_BYTES: Final = 900_000

_TITLE_WEIGHT, _BODY_WEIGHT = 4.0, 1.0  # a word in the title tells more of what a report is about
_CORE_MARK: Final = "="  # no form begins with it
_GAP: Final = 2  # positions between title and body: no phrase runs over
_LEXEME_BYTES: Final = 8  # beside its letters: its entry, padding, the number of positions
_POSITION_BYTES: Final = 2
_MOST_POSITIONS: Final = 255  # of one lexeme; the vector keeps no more


class TermKind(StrEnum):
    """What a term of a query asks for."""

    WORD = "word"  # a word with this form
    PREFIX = "prefix"  # a word with a form that begins so
    PHRASE = "phrase"  # words with these cores, one behind the other


@dataclass(frozen=True, slots=True)
class Term:
    """One thing asked for: a form, the beginning of one, or the cores of a phrase."""

    kind: TermKind
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the index: one of each group of alternatives, and none of what is left out."""

    groups: tuple[tuple[Term, ...], ...] = ()
    without: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """One report's words as the index keeps them: the forms and the core of each, of the title and of the body."""

    title: tuple[tuple[tuple[str, ...], str], ...]
    body: tuple[tuple[tuple[str, ...], str], ...]
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found, best first: the ids of its reports, how many there are in all, whether more follow."""

    report_ids: tuple[str, ...]
    count: int
    has_more: bool
    is_start_known: bool  # False: what the page should begin behind is not among what is found


# ── writing ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def words_of(title: str, *, body: Iterable[str]) -> Words:
    """Return the words of a title and of the stretches of a body, cut where one report's part of the index ends."""
    budget = _Budget()
    kept_title = tuple(budget.spend(SearchText(title)))
    kept_body = tuple(word for stretch in body if not budget.is_spent for word in budget.spend(SearchText(stretch)))
    return Words(title=kept_title, body=kept_body, is_cut=budget.is_spent)


class _Budget:
    """How much of the index one report has left."""

    def __init__(self) -> None:
        self.words = MOST_WORDS
        self.size_bytes = MOST_BYTES
        self.is_spent = False
        self._positions: dict[str, int] = {}

    def spend(self, text: SearchText) -> Iterable[tuple[tuple[str, ...], str]]:
        """Give the words that there is room for."""
        known = self._positions
        for at in range(len(text.words)):
            forms, core = text.forms_at(at), text.core_at(at)
            cost = 0
            for lexeme in (*forms, _CORE_MARK + core):
                before = known.get(lexeme, 0)
                known[lexeme] = before + 1
                if not before:
                    cost += _LEXEME_BYTES + len(lexeme.encode())
                if before < _MOST_POSITIONS:
                    cost += _POSITION_BYTES
            if not self.words or cost > self.size_bytes:
                self.is_spent = True
                return
            self.words -= 1
            self.size_bytes -= cost
            yield forms, core


def write(entry: SearchEntry, *, words: Words) -> None:
    """Put the words of a saved entry into the index, in place of what stood there."""
    is_empty = not (words.title or words.body)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            statement = "UPDATE store_searchentry SET words = %s::tsvector WHERE id = %s"
            cursor.execute(statement, [None if is_empty else _vector(words), entry.pk])
            return
        cursor.execute("DELETE FROM store_search_words WHERE rowid = %s", [entry.pk])
        if is_empty:
            return
        cursor.execute(
            "INSERT INTO store_search_words (rowid, title_forms, title_cores, body_forms, body_cores)"
            " VALUES (%s, %s, %s, %s, %s)",
            [entry.pk, *_columns(words)],
        )


def empty(entries: models.QuerySet[SearchEntry]) -> None:
    """Take the words of these entries out of the index; the entries stay."""
    ids, values = entries.values_list("id").query.sql_with_params()
    if connection.vendor == "postgresql":
        statement = f"UPDATE store_searchentry SET words = NULL WHERE id IN ({ids})"  # noqa: S608 - Django's own subquery
    else:
        statement = f"DELETE FROM store_search_words WHERE rowid IN ({ids})"  # noqa: S608 - as above
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def tidy() -> None:
    """Let the index put itself in order after much was written; what was taken out of it leaves the file's pages."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO store_search_words (store_search_words) VALUES ('optimize')")


def _columns(words: Words) -> tuple[str, str, str, str]:
    left = max(0, MOST_PHRASED - len(words.title))
    return (
        " ".join(form for forms, _ in words.title for form in forms),
        " ".join(core for _, core in words.title[:MOST_PHRASED]),
        " ".join(form for forms, _ in words.body for form in forms),
        " ".join(core for _, core in words.body[:left]),
    )


def _vector(words: Words) -> str:
    places: dict[str, list[str]] = {}
    begins = 1
    for part, weight in ((words.title, "A"), (words.body, "D")):
        for at, (forms, core) in enumerate(part, start=begins):
            place = f"{min(at, MOST_PHRASED + _GAP)}{weight}"
            for form in forms:
                places.setdefault(form, []).append(place)
            if at <= MOST_PHRASED:
                places.setdefault(_CORE_MARK + core, []).append(place)
        begins += len(part) + _GAP
    return " ".join(
        f"'{lexeme}':{','.join(dict.fromkeys(islice(at, _MOST_POSITIONS)))}" for lexeme, at in places.items()
    )


# ── asking ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def find(
    asked: Asked,
    *,
    among: models.QuerySet[SearchEntry],
    in_title: bool = False,
    after: str | None = None,
    limit: int,
) -> Found:
    """Return the reports of the entries `among` which have what is asked, best first, of equals the newest.

    `after` is the report that the page before ended with. The weights of that moment order every page anew, so its
    place is looked up among them and not kept by the reader.
    """
    allowed, allowed_values = among.values_list("id", "report_id", "held_at").query.sql_with_params()
    matched, matched_values = _matched(asked, in_title=in_title)
    behind = "" if after is None else _BEHIND
    # What was found leads to its entries by their keys. Left to themselves, planners without statistics go through all
    # entries instead, or ask the index once for each.
    statement = f"""
        WITH matched AS MATERIALIZED ({matched}),
        allowed (id, report_id, held_at) AS NOT MATERIALIZED ({allowed}),
        found AS MATERIALIZED (
            SELECT a.report_id, a.held_at, {"m.score" if asked.groups else "0.0"} AS score
            FROM {_ALL_WITH if asked.groups else _ALL_BUT}
        )
        SELECT f.report_id, (SELECT count(*) FROM found) FROM found f {behind}
        ORDER BY f.score, f.held_at DESC, f.report_id DESC LIMIT %s
    """  # noqa: S608 - parts of our own; what a reader asked for are values
    values = [*matched_values, *allowed_values, *([] if after is None else [after]), limit + 1]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall()
        is_start_known = bool(rows) or after is None
        if not is_start_known:
            statement = statement.replace(_BEHIND, "WHERE f.report_id = %s")
            cursor.execute(statement, values)
            is_start_known = bool(cursor.fetchall())
    return Found(
        report_ids=tuple(report_id for report_id, _ in rows[:limit]),
        count=rows[0][1] if rows else 0,
        has_more=len(rows) > limit,
        is_start_known=is_start_known,
    )


_ALL_WITH: Final = "matched m JOIN allowed a ON a.id = m.id"
_ALL_BUT: Final = "allowed a WHERE a.id NOT IN (SELECT id FROM matched)"
_BEHIND: Final = """
    JOIN found b ON b.report_id = %s AND (
        f.score > b.score OR f.score = b.score AND (
            f.held_at < b.held_at OR f.held_at = b.held_at AND f.report_id < b.report_id
        )
    )
"""
_MATCHED_BY_VECTOR: Final = """
    SELECT e.id, -ts_rank('{0.25, 0.25, 0.25, 1.0}', e.words, q.asked) AS score
    FROM store_searchentry e, (SELECT %s::tsquery AS asked) q WHERE e.words @@ q.asked
"""  # weights of D, C, B and A: the same four to one between title and body
_NOTHING: Final = "SELECT 0 AS id, 0.0 AS score WHERE 1 = 0"


def _matched(asked: Asked, *, in_title: bool) -> tuple[str, Sequence[object]]:
    """Return the statement for the entries that have what is asked for; where nothing is, what is left out."""
    if not asked.groups and not asked.without:
        return _NOTHING, ()
    if connection.vendor == "postgresql":
        return _MATCHED_BY_VECTOR, [_tsquery(asked, in_title=in_title)]
    weights = ", ".join(str(weight) for weight in (_TITLE_WEIGHT, _TITLE_WEIGHT, _BODY_WEIGHT, _BODY_WEIGHT))
    score = f"bm25(store_search_words, {weights})" if asked.groups else "0.0"
    return (
        f"SELECT rowid AS id, {score} AS score FROM store_search_words WHERE store_search_words MATCH %s",  # noqa: S608
        [_fts5(asked, in_title=in_title)],
    )


def _fts5(asked: Asked, *, in_title: bool) -> str:
    """Return the query in FTS5's language (sqlite.org/fts5.html, section 3); every token stands in quotes."""

    def put(term: Term) -> str:
        part = "cores" if term.kind is TermKind.PHRASE else "forms"
        columns = f"title_{part}" if in_title else f"title_{part} body_{part}"
        star = " *" if term.kind is TermKind.PREFIX else ""
        return f'{{{columns}}} : "{" ".join(term.tokens)}"{star}'

    without = " OR ".join(f"({put(term)})" for term in asked.without)
    groups = " AND ".join(f"({' OR '.join(f'({put(term)})' for term in group)})" for group in asked.groups)
    if not groups:
        return without
    return f"({groups}) NOT ({without})" if without else groups


def _tsquery(asked: Asked, *, in_title: bool) -> str:
    """Return the query as PostgreSQL writes a `tsquery` (section 8.11.2); every lexeme stands in quotes."""
    weight = "A" if in_title else ""

    def put(term: Term) -> str:
        if term.kind is TermKind.PHRASE:
            return " <-> ".join(f"'{_CORE_MARK}{token}'{weight and ':' + weight}" for token in term.tokens)
        labels = ("*" if term.kind is TermKind.PREFIX else "") + weight
        return f"'{term.tokens[0]}'{labels and ':' + labels}"

    without = " | ".join(f"({put(term)})" for term in asked.without)
    groups = " & ".join(f"({' | '.join(f'({put(term)})' for term in group)})" for group in asked.groups)
    if not groups:
        return without
    return f"({groups}) & !({without})" if without else groups

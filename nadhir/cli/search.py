# SPDX-License-Identifier: Apache-2.0
"""`nadhir search`: find reports and cases by their words, or make the index anew."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from nadhir.cli.command import Console
from nadhir.cli.desk import Desk, add_json, add_officer, has_strays, open_desk, open_house
from nadhir.cli.exits import Exit
from nadhir.cli.lines import dump
from nadhir.cli.plain import plain

if TYPE_CHECKING:
    from nadhir.casework.read_models import Excerpt, SearchHit

SUMMARY = "find reports and cases by their words, in every script"
DESCRIPTION = """Find reports by the words of their titles and bodies, best first, of equals the newest; with --cases
cases, by the titles that lists show for them, or by their identifier. What was found stands between [ and ].

  nadhir search 'سوق القنبلة' --by salma              both words: with the article and prefixes, and without
  nadhir search '"car bomb" OR ied* -drill' --by salma
  nadhir search 'market lang:ar after:2024-01-03 label:threat' --by salma --json
  nadhir search --rebuild                             make the index anew from what is on record

  word "a phrase" begin* -without  one OR other        OR binds more closely than the blank
  lang: kind: source: label: after: before:            twice: one of the two; with a minus: none of them
  لغة: نوع: مصدر: سمة: بعد: قبل:                      the same in Arabic"""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "query", nargs="?", metavar="QUERY", help="what to find; put it in quotation marks of the shell"
    )
    parser.add_argument("--cases", action="store_true", help="find cases instead of reports")
    parser.add_argument("--limit", type=int, metavar="N", help="at most so many, up to 100 (default: 20)")
    parser.add_argument("--after", metavar="REPORT", help="the next page: the last report of the page before")
    parser.add_argument(
        "--rebuild",
        action="store_true",
        help="make the index anew, for every organisation; searching goes on meanwhile",
    )
    add_json(parser)
    add_officer(parser)


def run(args: Namespace, *, console: Console) -> Exit:
    """Find, or rebuild."""
    if args.rebuild:
        given = {"query": args.query, "cases": args.cases, "limit": args.limit, "after": args.after, "by": args.by}
        return Exit.USAGE if has_strays(console, **given) else _rebuild(args, console=console)
    if args.query is None:
        console.note("nadhir search: nothing was asked; give a query, or --rebuild — see --help")
        return Exit.USAGE
    desk = open_desk(args, console=console)
    from nadhir.casework.search import Among, search

    page = search(
        desk.house,
        text=args.query,
        by=desk.by,
        among=Among.CASES if args.cases else Among.REPORTS,
        after=args.after,
        limit=20 if args.limit is None else args.limit,
    )
    for hit in page.hits:
        if args.json:
            console.print(dump(plain(hit, to=desk.by)))
        elif hit.case is not None and args.cases:
            _tell_case(desk, hit)
        else:
            _tell_report(desk, hit)
    if not page.hits and not args.json:
        console.print("nothing on record has this")
    if page.next_after is not None:
        console.note(f"nadhir search: {page.count} in all; the next page: --after {page.next_after}")
    if page.not_indexed_count:
        console.note(
            f"nadhir search: {page.not_indexed_count} report(s) on record are not searched yet: run "
            "nadhir search --rebuild"
        )
    return Exit.OK


def _rebuild(args: Namespace, *, console: Console) -> Exit:
    opened = open_house()
    from nadhir.casework.search import Rebuilt, rebuild

    def tell(so_far: Rebuilt) -> None:
        console.progress(f"{so_far.done} of {so_far.total} reports")

    done = rebuild(opened, on_progress=tell)
    console.progress("")
    console.print(dump({"reports": done.done}) if args.json else f"{done.done} reports are in the index")
    return Exit.OK


def _tell_report(desk: Desk, hit: "SearchHit") -> None:
    from nadhir.casework.wording import language_name, word
    from nadhir.cli.story import quoted

    story = desk.story()
    queue = word(hit.queue) if hit.queue else "not screened yet"
    story.scene(f"{hit.report_id}  {queue}  {quoted(_shown(hit.title))}", at=hit.held_at)
    labels = ", ".join(sorted(word(label) for label in hit.labels)) or "no label"
    story.say("found", f"{labels} · {language_name(hit.language)} · {word(hit.kind)} of {hit.source_id}")
    if hit.excerpt.stretches:
        story.say("says", _isolated(_shown(hit.excerpt)))
    if hit.case_id:
        story.say("case", hit.case_id)


def _tell_case(desk: Desk, hit: "SearchHit") -> None:
    from nadhir.casework.wording import word
    from nadhir.cli.story import quoted
    from nadhir.cli.telling import clock_line

    case = hit.case
    assert case is not None  # noqa: S101 - asked by the caller
    story = desk.story()
    story.scene(f"{case.case_id}  {word(case.state)}  {quoted(_shown(hit.title))}")
    if case.clock is not None:
        story.say("clock", clock_line(story, case.clock))
    story.say("outcome", word(case.outcome) if case.outcome else "not determined yet")


def _shown(excerpt: "Excerpt") -> str:
    text = "".join(f"[{each.text}]" if each.is_hit else each.text for each in excerpt.stretches)
    return f"{'' if excerpt.is_from_start else '… '}{text}{'' if excerpt.is_to_end else ' …'}"


def _isolated(text: str) -> str:
    from nadhir.cli.story import FIRST_STRONG_ISOLATE, POP_ISOLATE

    return f"{FIRST_STRONG_ISOLATE}{' '.join(text.split())}{POP_ISOLATE}"

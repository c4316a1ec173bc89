# SPDX-License-Identifier: Apache-2.0
"""`nadhir read`: raw pages in, one clean line a page out, copies and same events named."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Final

from nadhir.casework.screen_text import LineError
from nadhir.cli.command import Console
from nadhir.cli.exits import Exit
from nadhir.cli.lines import dump, error_line
from nadhir.intake import IntakeKnowledge, PageReading, read_page
from nadhir.intake.limits import Limits
from nadhir.link import relate_pages
from nadhir.reference import intake_knowledge

SUMMARY = "read raw pages: title, body, dates, author, source chain, keywords, related headlines, copies"
DESCRIPTION = """Read raw pages (HTML of any age, PDF, or pages already flattened to text) and give one JSON line each:
{"name", "lang", "title", "text", "published", "updated", "author", "source_chain", "keywords", "related",
"copy_of", "same_event"}. updated is the day a page says it was last changed; it is never taken for published.

Of a folder it takes the page files, in order of their names, and never a .json beside them. copy_of and same_event
name other pages of the same call. A page that cannot be read becomes a line with "error"; the exit code is then 1.

  nadhir read samples/pages
  nadhir read page.html saved.txt"""
SUFFIXES: Final = frozenset({".html", ".htm", ".xhtml", ".txt", ".eml", ".mht", ".pdf"})


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="page files, or folders of them")


def run(args: Namespace, *, console: Console) -> Exit:
    """Read every page; relate them; print a line for each, in the order in which they were named."""
    knowledge = intake_knowledge.load()
    outcomes: list[tuple[str, PageReading | LineError]] = []
    for path in _pages(args.paths):
        console.progress(f"read {len(outcomes)} pages")
        try:
            outcomes.append((path.stem, _page(path, knowledge=knowledge)))
        except OSError as problem:
            what = problem.strerror or str(problem)
            outcomes.append((path.stem, LineError(what, where=str(path), remedy="check the path and its permissions")))
        except LineError as problem:
            outcomes.append((path.stem, problem))
    console.progress("")
    relations = relate_pages([page for _, page in outcomes if isinstance(page, PageReading)])
    failed = 0
    for name, outcome in outcomes:
        if isinstance(outcome, LineError):
            failed += 1
            console.print(error_line(outcome, name=name))
            continue
        line = asdict(outcome)
        if not line["problem"]:
            del line["problem"]
        line["copy_of"] = list(relations[name].copy_of)
        line["same_event"] = list(relations[name].same_event)
        console.print(dump(line))
    if not outcomes:
        raise LineError("there is no page", where=", ".join(map(str, args.paths)), remedy="name .html or .txt files")
    return Exit.SOME_FAILED if failed else Exit.OK


def _page(path: Path, *, knowledge: IntakeKnowledge) -> PageReading:
    from nadhir.casework.read_apart import open_pdf

    return read_page(_bytes(path), name=path.stem, knowledge=knowledge, open_pdf=open_pdf)


def _bytes(path: Path) -> bytes:
    """Return the bytes of a page, no more than intake would take."""
    size = path.stat().st_size
    most = Limits().size_bytes
    if size > most:
        raise LineError(f"{size} bytes are too many for a page", where=str(path), remedy=f"keep it under {most} bytes")
    return path.read_bytes()


def _pages(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.iterdir() if p.is_file() and p.suffix.lower() in SUFFIXES)
        else:
            yield path

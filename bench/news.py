# SPDX-License-Identifier: Apache-2.0
"""Ordinary texts to measure screening on: news of ../shared/data/public, and single sentences of it as posts.

The sample is the same at every run. Where the shared data are missing, the pages under samples/ stand in, and whoever
prints figures has `origin` to say so. Imports little, so that a fresh process can be measured with it.
"""

import csv
import gzip
import json
import random
import re
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from nadhir.language.sentences import sentences
from nadhir.terms.ids import ReportId, SourceId
from nadhir.terms.report import Fingerprint, Passage, PassageKind, Report, ReportKind
from nadhir.terms.text import Language

ROOT: Final = Path(__file__).resolve().parent.parent
PUBLIC: Final = ROOT.parent / "shared" / "data" / "public"
SEED: Final = 20150721
ARTICLES: Final = 300
ENGLISH_ARTICLES: Final = 150  # there are some three hundred
#: Code points of a sentence that could be somebody's post.
SHORTEST_POST, LONGEST_POST = 40, 280
_TAG: Final = re.compile(r"<(?:script|style)\b.*?</(?:script|style)>|<[^>]*>", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Text:
    """One text, and what the report of it would say."""

    content: str
    language: str
    kind: ReportKind
    published: date | None = None


@dataclass(frozen=True, slots=True)
class News:
    """Articles of one language, and where they are from."""

    texts: tuple[Text, ...]
    origin: str

    def posts(self) -> "News":
        """Return one sentence of each article as a post, where one has the length of a post."""
        chance = random.Random(SEED)
        found = []
        for text in self.texts:
            fitting = [
                stripped
                for start, end in sentences(text.content)
                if SHORTEST_POST <= len(stripped := text.content[start:end].strip()) <= LONGEST_POST
            ]
            if fitting:
                found.append(replace(text, content=chance.choice(fitting), kind=ReportKind.POST))
        return News(tuple(found), f"single sentences of {self.origin}")


def arabic_news() -> News:
    """Return a fixed sample of ordinary Arabic articles."""
    found = [Text(text, "ar", ReportKind.NEWS, day) for day, text in _saudi_newspapers()]
    return _sample(found, size=ARTICLES, language="ar", origin="Arabic articles of July 2015 (shared, arabic-news)")


def english_news() -> News:
    """Return a fixed sample of ordinary English articles."""
    found = [Text(text, "en", ReportKind.NEWS) for text in _english_articles()]
    return _sample(found, size=ENGLISH_ARTICLES, language="en", origin="English articles of 2020 (shared, similarity)")


def report_of(text: Text) -> Report:
    """Return the text as the report that screening gets."""
    return Report(
        id=ReportId("bench"),
        source_id=SourceId("bench"),
        content=text.content,
        passages=(Passage(0, len(text.content), PassageKind.BODY),) if text.content else (),
        title=None,
        body=text.content,
        language=Language(text.language),
        kind=text.kind,
        fingerprint=Fingerprint("0"),
        held_at=datetime(2026, 1, 1, tzinfo=UTC),
        media_type="text/plain",
        encoding="utf-8",
        size_bytes=len(text.content.encode()),
        published_on=text.published,
    )


def _sample(found: list[Text], *, size: int, language: str, origin: str) -> News:
    if not found:
        samples = tuple(_samples(language))
        return News(samples, f"{len(samples)} pages of our own under samples/, for want of ../shared")
    chosen = random.Random(SEED).sample(found, min(size, len(found)))
    return News(tuple(chosen), f"{len(chosen)} {origin}")


def _saudi_newspapers() -> Iterator[tuple[date, str]]:
    for archive in sorted((PUBLIC / "arabic-news").glob("*.zip")):
        with zipfile.ZipFile(archive) as opened:
            for name in sorted(opened.namelist()):
                for article in json.loads(opened.read(name)):
                    if (article.get("content") or "").strip():
                        text = f"{article.get('title') or ''}\n{article['content']}"
                        yield date.fromisoformat(archive.stem), text


def _english_articles() -> Iterator[str]:
    path = PUBLIC / "similarity" / "hfl_training_set.csv.gz"
    if not path.exists():
        return
    csv.field_size_limit(sys.maxsize)
    seen: set[str] = set()
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for number in "12":
                text = (row[f"text{number}"] or "").strip()
                if row[f"lang{number}"] == "en" and text and text not in seen:
                    seen.add(text)
                    yield text


def _samples(language: str) -> Iterator[Text]:
    """Yield our own pages in the language's script, tags taken out: enough for a figure, too few to quote it."""
    is_arabic = language == "ar"
    for path in sorted((ROOT / "samples").rglob("*")):
        if path.suffix in {".html", ".txt"}:
            content = _TAG.sub(" ", path.read_bytes().decode("utf-8", "replace"))
            letters = sum(map(str.isalpha, content))
            arabic = sum("\u0600" <= char <= "\u06ff" for char in content)
            if letters and (arabic > letters / 2) is is_arabic:
                yield Text(content, language, ReportKind.NEWS)

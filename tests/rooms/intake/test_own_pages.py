# SPDX-License-Identifier: Apache-2.0
"""Twelve pages of our own, of systems that the page cases do not have, each with its gold in the format of those cases.

WordPress, Drupal, AMP, Blogger, tables in windows-1256, a live page, a channel's post, an article stated in JSON-LD
alone, microdata, a forum, one minified line, an agency's plain page. They were written before the reader was looked at
again, to see whether it had been fitted to the sixteen page cases. What it gave then (2026-11): text 0.860, title
0.909, published 0.750, author 0.667, chain 0.806, keywords 0.857, related 0.620. It was then mended by rules of kinds
of pages, none of one page; the figures of pages unseen lie between.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from nadhir.intake import PageReading, read_page
from nadhir.language.normalise import fold
from nadhir.reference import intake_knowledge

HERE = Path(__file__).parent
PAGES = sorted((HERE / "pages").glob("*.html"))
UPDATED: dict[str, str | None] = json.loads((HERE / "pages_updated.json").read_text("utf-8"))


def gold(page: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(page.with_suffix(".json").read_text("utf-8"))
    return found


def read(page: Path) -> PageReading:
    return read_page(page.read_bytes(), name=page.stem, knowledge=intake_knowledge.load())


def words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
class TestAPageOfAnotherSystem:
    def test_gives_the_article_and_nothing_else_of_the_page(self, page: Path) -> None:
        found, wanted = read(page), gold(page)
        assert words(found.text) == words(wanted["text"])
        assert found.problem == ""

    def test_gives_title_language_and_author(self, page: Path) -> None:
        found, wanted = read(page), gold(page)
        assert (found.title, found.lang, found.author) == (wanted["title"], wanted["lang"], wanted["author"])

    def test_gives_the_day_it_was_published_and_the_day_it_was_updated_apart(self, page: Path) -> None:
        found = read(page)
        assert (found.published, found.updated) == (gold(page)["published"], UPDATED[page.stem])

    def test_gives_who_told_whom(self, page: Path) -> None:
        found, wanted = read(page), gold(page)
        named = {alias: name for name, aliases in wanted["source_aliases"].items() for alias in aliases}
        assert [named.get(member, member) for member in found.source_chain] == wanted["source_chain"]

    def test_gives_its_own_keywords_and_keeps_other_headlines_apart(self, page: Path) -> None:
        found, wanted = read(page), gold(page)
        assert (list(found.keywords), list(found.related)) == (wanted["keywords"], wanted["related"])


def _page(head: str, line: str) -> bytes:
    body = "<p>The council of Elden met on Monday and agreed to close the old bridge for repairs until the spring.</p>"
    return (
        f"<html lang=en><head><title>Old bridge closed for repairs</title>{head}</head><body><article>"
        f"<h1>Old bridge closed for repairs</h1><div class=meta>{line}</div>{body * 2}</article></body></html>"
    ).encode()


@pytest.mark.parametrize(
    ("head", "line", "published", "updated"),
    [
        ('<meta property="article:modified_time" content="2024-05-02T10:00:00Z">', "", None, "2024-05-02"),
        ("", "Updated: 2 May 2024", None, "2024-05-02"),
        ("", "Published 1 May 2024 | Updated 2 May 2024", "2024-05-01", "2024-05-02"),
        ("", "Updated 2 May 2024, first published 1 May 2024", "2024-05-01", "2024-05-02"),
        ("", "Publié le 1 mai 2024, mis à jour le 2 mai 2024", "2024-05-01", "2024-05-02"),
        ("", "Yayınlanma: 01.05.2024 - Güncelleme: 02.05.2024", "2024-05-01", "2024-05-02"),
        ("", "Опубликовано 1 мая 2024, обновлено 2 мая 2024", "2024-05-01", "2024-05-02"),
        ("", "نشر في 1 مايو 2024 - آخر تحديث 2 مايو 2024", "2024-05-01", "2024-05-02"),
        ("", "انتشار: ۱۲ اردیبهشت ۱۴۰۳ - به‌روزرسانی: ۱۳ اردیبهشت ۱۴۰۳", "2024-05-01", "2024-05-02"),
        ("", "Veröffentlicht am 1. Mai 2024, aktualisiert am 2. Mai 2024", "2024-05-01", "2024-05-02"),
        ("", "Publicado el 1 de mayo de 2024, actualizado el 2 de mayo de 2024", "2024-05-01", "2024-05-02"),
        ("", "1 May 2024", "2024-05-01", None),
        ('<meta name="lastmod" content="2019-01-01">', "Published 1 May 2024", "2024-05-01", None),
    ],
)
def test_a_day_of_updating_is_never_the_day_of_publication(
    head: str, line: str, published: str | None, updated: str | None
) -> None:
    found = read_page(_page(head, line), name="x", knowledge=intake_knowledge.load())
    assert (found.published, found.updated) == (published, updated)


def test_a_members_own_date_is_no_day_of_publication() -> None:
    found = read_page(_page("", "Registered: 3 Feb 2011"), name="x", knowledge=intake_knowledge.load())
    assert found.published is None


def test_a_stated_text_is_not_taken_where_the_page_shows_its_own() -> None:
    stated = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Old bridge closed for repairs",'
    stated += '"articleBody":"The council of Elden met and agreed to close the old bridge."}</script>'
    found = read_page(_page(stated, ""), name="x", knowledge=intake_knowledge.load())
    assert found.text.startswith("The council of Elden met on Monday")

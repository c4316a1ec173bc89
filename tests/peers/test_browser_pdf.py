# SPDX-License-Identifier: Apache-2.0
"""We read the PDFs that a browser prints: shaped Arabic, drawn as it is seen, with real fonts and their ligatures."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from nadhir.intake import read_pdf

ARABIC = (
    (
        "أفادت مصادر محلية في بغداد بأن مجموعة مسلحة تخطّط لمهاجمة السوق المركزي يوم 14 كانون الأول 2023 عند الساعة "
        "10:30 صباحاً، وفق ما ذكرت وكالة (Reuters) في تقرير لها. وقال المتحدث إن 3 سيارات من نوع Toyota Hilux "
        "شوهدت قرب الجسر."
    ),
    (
        "وأضاف المصدر «لا نعرف متى ينفذون تهديدهم»، مؤكداً أن الشرطة ستُنشر في محيط السوق. والإبلاغ عن أي تحرك مشبوه "
        "واجب على الجميع، والله المستعان."
    ),
)
PERSIAN = (
    (
        "منابع محلی در کرمان گفتند که گروهی مسلح می‌خواهد در روز ۱۳ دی ۱۴۰۲ به مراسم حمله کند. پلیس از مردم خواسته "
        "است که پیش از ساعت ۱۰:۳۰ در محل حاضر نشوند و گزارش‌های مشکوک را به شمارهٔ ۱۱۰ اطلاع دهند."
    ),
)
ENGLISH = (
    (
        "Local sources said that an armed group is planning to attack the central market on 14 December 2023 at 10:30, "
        "according to a report of an international news agency, and that three pickups were seen near the bridge."
    ),
)
PAGE = """<!doctype html><html lang="{lang}" dir="{way}"><meta charset="utf-8"><title>{title}</title><style>
@page{{size:A4;margin:2cm}} body{{font:12pt/1.5 serif;text-align:justify}} h1{{font-size:20pt}}</style>
<h1>{title}</h1>{body}</html>"""


def print_page(page: str, *, folder: Path, browser: str) -> bytes:
    """Returns the PDF that the browser prints of a page."""
    source, printed = folder / "page.html", folder / "page.pdf"
    source.write_text(page, "utf-8")
    subprocess.run(
        [
            browser,
            "--headless",
            # The sandbox cannot be had as root, and the page is our own.
            *(["--no-sandbox"] if os.geteuid() == 0 else []),
            "--disable-gpu",
            f"--user-data-dir={folder / 'profile'}",
            "--no-pdf-header-footer",
            f"--print-to-pdf={printed}",
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return printed.read_bytes()


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize(
    ("lang", "way", "title", "paragraphs"),
    [
        ("ar", "rtl", "تحذير من هجوم على السوق المركزي", ARABIC),
        ("fa", "rtl", "هشدار دربارهٔ حمله به مراسم", PERSIAN),
        ("en", "ltr", "Warning of an attack on the market", ENGLISH),
    ],
)
def test_what_a_browser_prints_is_read_as_it_was_written(
    tmp_path: Path, lang: str, way: str, title: str, paragraphs: tuple[str, ...]
) -> None:
    browser = shutil.which("chromium")
    assert browser is not None, "chromium is not installed; `make system` names the command that installs it"
    body = "".join(f"<p>{text}</p>" for text in paragraphs * 6)
    page = PAGE.format(lang=lang, way=way, title=title, body=body)
    found = read_pdf(print_page(page, folder=tmp_path, browser=browser))
    assert (found.problem, found.title) == ("", title)
    said = [found.content[each.start : each.end] for each in found.pieces if not each.is_clutter]
    assert said == [title, *paragraphs * 6]

"""The search in a real browser, by the keyboard, in both languages, on a desk and on a telephone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.casework.desks import SALMA, WIRE, Desk, take_in
from tests.casework.reports import CABLE, NEWS
from tests.journeys.way import PHONE, Walk

ARABIC = "أكدت مصادر أمنية أن سيارة مفخخة أُعدّت لتفجيرها بالسوق القديم في وسط المدينة مساء الجمعة المقبل."
MARKET = "A trader at the old market said that the car bomb of last year is still spoken of; السوق القديم reopened."


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize(("language", "scheme"), [("ar", "light"), ("en", "dark")])
def test_what_is_typed_into_the_head_of_any_page_is_found_and_marked(
    desk: Desk, chromium: Browser, live_server: LiveServer, language: str, scheme: str
) -> None:
    for text in (CABLE, NEWS, ARABIC, MARKET):
        take_in(desk, text, source_id=WIRE)
        desk.clock.move(hours=3)
    context = chromium.new_context(locale=language, color_scheme=scheme)  # type: ignore[arg-type]  # light or dark
    walk = Walk(context.new_page(), url=live_server.url, language=language)
    problems: list[str] = []
    walk.page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    walk.log_in(SALMA)
    walk.write(walk.page.locator("#search-q"), "سوق" if language == "ar" else "attack OR market")
    with walk.page.expect_navigation(wait_until="load"):
        walk.page.keyboard.press("Enter")
    walk.check_page()
    found = walk.page.locator(".excerpt mark").all_inner_texts()
    assert found == (["بالسوق", "السوق"] if language == "ar" else ["market", "attack"])
    assert walk.page.locator("#search-q").input_value() != ""
    _take_picture(walk, name=f"search-{language}")
    walk.page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # width and height
    walk.check_page()
    walk.write(walk.page.locator("#search-q"), '"' if language == "ar" else "colour:red")
    walk.press(walk.page.locator(".masthead-search button"))
    walk.check_page()
    assert walk.page.locator(".message-error").count() == 1
    _take_picture(walk, name=f"search-refused-{language}")
    assert [text for text in problems if "422" not in text and "favicon" not in text] == []
    context.close()


def _take_picture(walk: Walk, *, name: str) -> None:
    folder = os.environ.get("NADHIR_PICTURES")
    if folder:
        walk.page.set_viewport_size({"width": 1280, "height": 960})
        walk.page.screenshot(path=Path(folder) / f"{name}.png")

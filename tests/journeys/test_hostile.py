"""What a stranger may send: scripts, turned lines, endless words and endless texts, seen in a real browser."""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from nadhir.casework import deliver
from tests.casework.desks import KARIM, OMAR, SALMA, Desk, proposed, released, take_in
from tests.casework.reports import CABLE
from tests.journeys.way import PHONE, Walk

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SCRIPT = "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">"
TURNED = "Attack on \u202egnidliub\u202c the \u2067square\u2069 \u200bnow"
ENDLESS = "plot" * 600
HOSTILE = {
    "script": f"{SCRIPT}\n\n{CABLE}",
    "turned": f"{TURNED}\n\n{CABLE}",
    "endless word": f"{ENDLESS}\n\n{CABLE} {ENDLESS}",
    "ten thousand lines": "\n".join(f"line {number} of a chat" for number in range(10_000)) + f"\n{CABLE}",
    "no title": f"\n\n   \n{CABLE}",
    "arabic": f"\u200f{'تهديد' * 400}\n{CABLE}",
}


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_hostile_report_is_shown_on_every_page_and_moves_nothing(
    desk: Desk, chromium: Browser, live_server: LiveServer, language: str
) -> None:
    reports = {name: take_in(desk, text).report_id for name, text in HOSTILE.items()}
    context = chromium.new_context(locale=language, viewport={"width": 1280, "height": 900})
    walk = Walk(context.new_page(), url=live_server.url, language=language)
    walk.log_in(SALMA)
    for name, report_id in reports.items():
        walk.page.goto(f"{live_server.url}/reports/{report_id}/")
        _holds(walk, picture=f"report-{name}", wide_too=True)
    walk.page.goto(f"{live_server.url}/reports/")
    _holds(walk, picture="inbox", wide_too=True)
    walk.page.goto(f"{live_server.url}/cases/")
    walk.press(walk.page.locator("main a[href^='/cases/c-']").first)
    _holds(walk, picture="case", wide_too=True)
    walk.page.goto(f"{live_server.url}/directory/")
    _holds(walk, picture="directory", wide_too=True)
    context.close()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_release_and_recipients_page_stand_on_a_telephone(
    desk: Desk, chromium: Browser, live_server: LiveServer, language: str
) -> None:
    view = proposed(desk)
    context = chromium.new_context(locale=language, viewport=PHONE)  # type: ignore[arg-type]
    walk = Walk(context.new_page(), url=live_server.url, language=language)
    walk.log_in(OMAR)
    walk.page.goto(f"{live_server.url}/releases/{view.release.id}/")
    _holds(walk, picture="phone-release")
    _order_of_reading(walk.page)
    walk.log_out()
    walk.log_in(SALMA)
    walk.page.goto(f"{live_server.url}/releases/{view.release.id}/")
    _holds(walk, picture="phone-release-refused")
    walk.page.goto(f"{live_server.url}/cases/{view.release.case_id}/")
    _holds(walk, picture="phone-case")
    context.close()


def test_a_recipient_who_writes_too_much_is_told_so_in_their_language(
    desk: Desk, chromium: Browser, live_server: LiveServer
) -> None:
    released(desk)
    desk.liaison.mood = "never"
    deliver.run(desk.house)
    address = desk.page.got[0].page_url.removeprefix(desk.house.public_url)
    context = chromium.new_context(locale="ar", viewport=PHONE)  # type: ignore[arg-type]
    walk = Walk(context.new_page(), url=live_server.url, language="ar")
    walk.page.goto(live_server.url + address)
    _holds(walk, picture="phone-cover")
    walk.press(walk.page.locator("main button").first)
    walk.page.locator("input[name=acknowledge-name]").evaluate("field => field.removeAttribute('maxlength')")
    walk.write(walk.page.locator("input[name=acknowledge-name]"), "ن" * 300)
    walk.press(walk.page.locator("form").first.get_by_role("button"))
    assert "النص أطول من المقبول" in walk.page.inner_text("main")
    assert "UTC" in walk.page.inner_text("dl.facts")
    _holds(walk, picture="phone-recipient")
    _order_of_reading(walk.page)
    context.close()


def test_an_empty_or_hostile_hand_in_is_refused_without_losing_what_was_typed(
    desk: Desk,  # noqa: ARG001 - the pages stand on it
    chromium: Browser,
    live_server: LiveServer,
) -> None:
    context = chromium.new_context(locale="ar")
    walk = Walk(context.new_page(), url=live_server.url, language="ar")
    walk.log_in(KARIM)
    walk.page.goto(f"{live_server.url}/reports/receive/")
    walk.write(walk.page.locator("input[name=marking]"), SCRIPT)
    walk.press(walk.button(walk.say("Take it in")))
    assert walk.page.locator("input[name=marking]").input_value() == SCRIPT
    _holds(walk, picture="receive-refused")
    context.close()


def _holds(walk: Walk, *, picture: str, wide_too: bool = False) -> None:
    """The page has its language, direction and width, passes axe, and nothing of the stranger's has run."""
    walk.check_page()
    assert "taken" not in walk.page.title()
    assert walk.page.locator("main script, main img").count() == 0
    folder = os.environ.get("NADHIR_LOOKED_AT")
    if folder:
        walk.page.screenshot(path=Path(folder) / f"{picture}-{walk.language}.png", full_page=False)
    if wide_too:
        size = walk.page.viewport_size
        walk.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        assert walk.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), walk.page.url
        assert size is not None
        walk.page.set_viewport_size(size)


def _order_of_reading(page: Page) -> None:
    """The Tab key goes down the page: no control is reached before one that stands wholly above it in the main part."""
    tops = page.locator("main a:visible, main button:visible, main summary:visible, main input:visible").evaluate_all(
        "all => all.filter(e => e.tabIndex >= 0).map(e => [e.tabIndex, Math.round(e.getBoundingClientRect().top)])"
    )
    assert all(index == 0 for index, _top in tops)
    heights = [top for _index, top in tops]
    assert all(later >= earlier - 40 for earlier, later in pairwise(heights)), heights

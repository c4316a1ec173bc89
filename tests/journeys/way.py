"""The whole way at the desk, walked in one language by the keyboard alone, with every page held against axe.

report → case → decision → tearline → proposal → two signatures → a silent intermediary → the recipient's page →
acknowledged → action stated → reviewed. Labels are those of the catalogue: what an officer of that language reads.
"""

from __future__ import annotations

import os
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from django.utils import translation
from django.utils.translation import gettext, pgettext
from playwright.sync_api import Browser, Locator, Page

from nadhir.casework import deliver, queries
from nadhir.release import ASKED_CHECKS
from nadhir.terms.delivery import DeliveryState
from nadhir.terms.text import Language
from nadhir.web.recipient_words import words_for
from tests.casework.desks import INES, KARIM, LINA, OMAR, PASSWORD, SALMA, Desk
from tests.casework.reports import CABLE

MOST_TABS = 250
PHONE = {"width": 390, "height": 844}
GRAVE = ("serious", "critical")


class Walk:
    """One officer's browser, and how they move in it."""

    def __init__(self, page: Page, *, url: str, language: str) -> None:
        self.page = page
        self.url = url
        self.language = language

    def say(self, text: str, *, context: str = "") -> str:
        """Returns how the desk says it in the journey's language."""
        with translation.override(self.language):
            return pgettext(context, text) if context else gettext(text)

    def tab_to(self, target: Locator) -> None:
        """Moves the focus there with the Tab key; fails where the keyboard does not reach."""
        target.wait_for(state="visible")
        for _ in range(MOST_TABS):
            if target.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        msg = f"the keyboard does not reach {target}"
        raise AssertionError(msg)

    def press(self, target: Locator) -> None:
        """Presses a button or a link with the keyboard, and waits for the page that it leads to."""
        self.tab_to(target)
        with self.page.expect_navigation(wait_until="load"):
            self.page.keyboard.press("Enter")

    def toggle(self, target: Locator) -> None:
        """Opens what is folded, or ticks a box, with the keyboard."""
        self.tab_to(target)
        self.page.keyboard.press("Space")

    def write(self, target: Locator, text: str) -> None:
        """Writes into a field with the keyboard."""
        self.tab_to(target)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def button(self, name: str) -> Locator:
        """Returns the button that is called so."""
        return self.page.get_by_role("button", name=name, exact=True)

    def link(self, name: str) -> Locator:
        """Returns the first link that is called so."""
        return self.page.get_by_role("link", name=name, exact=True).first

    def log_in(self, officer: str) -> None:
        """Logs in, in the journey's language."""
        self.page.goto(f"{self.url}/login/")
        if self.page.locator("html").get_attribute("lang") != self.language:
            self.press(self.page.locator(f"button[name=language][value={self.language}]"))
        self.write(self.page.locator("input[name=username]"), officer)
        self.write(self.page.locator("input[name=password]"), PASSWORD)
        self.press(self.page.locator("main").get_by_role("button", name=self.say("Log in"), exact=True))
        self.check_page()

    def log_out(self) -> None:
        """Logs out."""
        self.press(self.button(self.say("Log out")))

    def check_page(self) -> None:
        """Holds the page against axe, its own language and its own direction."""
        html = self.page.locator("html")
        assert html.get_attribute("lang") == self.language
        assert html.get_attribute("dir") == ("rtl" if self.language in {"ar", "fa"} else "ltr")
        assert self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), self.page.url
        found = Axe().run(self.page).response["violations"]
        grave = [
            (each["id"], [node["html"][:160] for node in each["nodes"]]) for each in found if each["impact"] in GRAVE
        ]
        assert grave == [], self.page.url

    def take_picture(self) -> None:
        """Keeps a picture of the page for the documents, where a folder for it is named."""
        folder = os.environ.get("NADHIR_PICTURES")
        if folder:
            self.page.emulate_media(color_scheme="light")
            self.page.set_viewport_size({"width": 1280, "height": 960})
            self.page.screenshot(path=Path(folder) / f"desk-case-{self.language}.png")


def walk_the_way(desk: Desk, *, browser: Browser, url: str, language: str, scheme: str) -> None:
    """Walks the whole way in one language."""
    context = browser.new_context(locale=language, color_scheme=scheme)  # type: ignore[arg-type]  # light or dark
    walk = Walk(context.new_page(), url=url, language=language)
    problems: list[str] = []
    walk.page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    _take_in(walk)
    _decide_and_write(walk, desk)
    for officer in (OMAR, LINA):
        _sign(walk, officer)
    desk.liaison.mood = "never"
    deliver.run(desk.house)
    address = desk.page.got[0].page_url.removeprefix(desk.house.public_url)
    _acknowledge(browser, url=url, address=address, scheme=scheme)
    _review(walk)
    # The inline style is Chromium's own, for its plain view of nothing; nothing of ours may be stopped.
    assert [text for text in problems if "favicon" not in text] == []
    context.close()
    (line,) = queries.cases(desk.house, by=SALMA)
    (delivery,) = queries.case(desk.house, case_id=line.case_id, by=SALMA).deliveries
    assert delivery.state is DeliveryState.ACTION_STATED
    assert delivery.page_opened_count == 1


def _take_in(walk: Walk) -> None:
    walk.log_in(KARIM)
    walk.press(walk.link(walk.say("Reports")))
    walk.press(walk.link(walk.say("Receive a report")))
    walk.check_page()
    walk.write(walk.page.locator("textarea[name=text]"), CABLE)
    walk.press(walk.button(walk.say("Take it in")))
    walk.check_page()
    assert walk.page.locator("mark").count() > 0
    walk.log_out()


def _decide_and_write(walk: Walk, desk: Desk) -> None:
    walk.log_in(SALMA)
    walk.press(walk.link(walk.say("Reports")))
    walk.check_page()
    walk.press(walk.page.locator(".inbox-title a").first)
    walk.press(walk.page.locator("main a[href^='/cases/']").first)
    walk.check_page()
    walk.toggle(walk.page.locator("#determination summary", has_text=walk.say("Decide")))
    walk.toggle(walk.page.locator("input[name=choice_0][value=told_anyway]"))
    walk.write(walk.page.locator("textarea[name=because_0]"), "the text names no place")
    walk.press(walk.button(walk.say("This is my decision")))
    walk.press(walk.link(walk.say("Explain this determination, and compute it again")))
    walk.check_page()
    walk.press(walk.link(walk.say("Back to the case")))
    walk.toggle(walk.page.locator("#tearline summary", has_text=walk.say("Write the tearline")))
    walk.press(walk.button(walk.say("Write it")))
    walk.check_page()
    assert walk.page.locator("#tearline .warning-text[lang=ar]").count() == 1
    walk.toggle(walk.page.locator("#release summary", has_text=walk.say("Propose it for release")))
    for name in ASKED_CHECKS:
        walk.toggle(walk.page.locator(f"input[name=done_{name}]"))
        walk.write(walk.page.locator(f"input[name=reason_{name}]"), "looked at")
    walk.press(walk.button(walk.say("Propose")))
    walk.check_page()
    assert len(queries.cases(desk.house, by=SALMA)) == 1
    walk.log_out()


def _sign(walk: Walk, officer: str) -> None:
    walk.log_in(officer)
    walk.press(walk.page.locator("main a[href^='/cases/c-']").first)
    walk.press(walk.link(walk.say("Look at what would leave, then approve or refuse")))
    walk.check_page()
    assert walk.say("This tells") in walk.page.locator(".saying").inner_text()
    walk.toggle(walk.page.locator("summary", has_text=walk.say("Approve")))
    walk.write(walk.page.locator("#approve-password"), PASSWORD)
    walk.press(walk.button(walk.say("I stand for these exact bytes")))
    walk.check_page()
    walk.log_out()


def _acknowledge(browser: Browser, *, url: str, address: str, scheme: str) -> None:
    """The recipient's telephone: nothing of the desk on it, and no JavaScript."""
    words = words_for(Language("ar"))
    context = browser.new_context(viewport=PHONE, java_script_enabled=True, color_scheme=scheme)  # type: ignore[arg-type]
    walk = Walk(context.new_page(), url=url, language="ar")
    walk.page.goto(url + address)
    walk.check_page()
    walk.press(walk.button(words.cover_button))
    walk.check_page()
    walk.write(walk.page.locator("input[name=acknowledge-name]"), "العقيد حداد")
    walk.write(walk.page.locator("input[name=acknowledge-rank]"), "ضابط المناوبة")
    walk.press(walk.button(words.acknowledge_button))
    assert words.thanks in walk.page.inner_text("main")
    walk.write(walk.page.locator("textarea[name=action-will_do]"), "إغلاق الكورنيش مساء اليوم")
    walk.press(walk.page.locator("form", has=walk.page.locator("textarea[name=action-will_do]")).get_by_role("button"))
    assert "إغلاق الكورنيش مساء اليوم" in walk.page.inner_text("main")
    walk.check_page()
    context.close()


def _review(walk: Walk) -> None:
    walk.log_in(INES)
    walk.press(walk.link(walk.say("Cases")))
    walk.check_page()
    walk.press(walk.page.locator("main a[href^='/cases/c-']").first)
    assert "العقيد حداد" in walk.page.inner_text("#delivery")
    assert "إغلاق الكورنيش" in walk.page.inner_text("#delivery")
    walk.check_page()
    walk.take_picture()
    walk.press(walk.link(walk.say("After-action review")))
    walk.press(walk.button(walk.say("Review from the record")))
    walk.check_page()
    walk.press(walk.link(walk.say("Ledger")))
    walk.check_page()
    assert "warning.acknowledged" in walk.page.inner_text("main")

"""The whole way in English, in light colours."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.casework.desks import Desk
from tests.journeys.way import walk_the_way


@pytest.mark.browser
@pytest.mark.slow
def test_a_warning_is_brought_from_the_report_to_its_review_by_the_keyboard_alone(
    desk: Desk, chromium: Browser, live_server: LiveServer
) -> None:
    walk_the_way(desk, browser=chromium, url=live_server.url, language="en", scheme="light")

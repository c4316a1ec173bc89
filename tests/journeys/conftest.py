"""A real browser before a real server: Debian's Chromium, headless, without any network but loopback."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.web.conftest import desk, wired

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["desk", "wired"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser. Playwright's driver runs an event loop in this thread, in which Django would refuse its database."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where a browser is asked for

    path = shutil.which("chromium")
    assert path is not None, "chromium is not installed; `make system` names the command that installs it"
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        # The sandbox cannot be had as root, and the pages are our own.
        options = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=path, args=options)
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]

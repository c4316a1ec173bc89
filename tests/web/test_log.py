"""What the log of the process says of a recipient's page that was refused: never the token."""

import logging

import pytest
from django.test import Client

from nadhir.casework import deliver
from tests.casework.desks import Desk, released

TOKEN = "c2VjcmV0LW9mLWEtcmVjaXBpZW50LTEyMzQ1Njc4OTA"


def live_token(desk: Desk) -> str:
    """A token that opens a page: the liaison is silent, and the page is tried."""
    released(desk)
    deliver.run(desk.house)
    desk.clock.move(minutes=241)
    deliver.run(desk.house)
    return str(desk.page.got[0].page_url.rstrip("/").rpartition("/")[2])


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_page_that_is_not_there_is_logged_without_its_token(
    desk: Desk, caplog: pytest.LogCaptureFixture, method: str
) -> None:
    assert desk.house is not None
    with caplog.at_level(logging.DEBUG):
        getattr(Client(), method)(f"/w/{TOKEN}/nothing/")
        getattr(Client(), method)(f"/w/{TOKEN}/")
    assert "/w/" in caplog.text
    assert TOKEN not in caplog.text


def test_a_refused_form_of_a_live_page_is_logged_without_its_token(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    token = live_token(desk)
    with caplog.at_level(logging.DEBUG):
        assert Client(enforce_csrf_checks=True).post(f"/w/{token}/", {"answer": "acknowledge"}).status_code == 403
        assert Client().put(f"/w/{token}/").status_code >= 400
    assert "/w/" in caplog.text
    assert token not in caplog.text


def test_a_logged_request_or_error_is_cleaned_too(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("nadhir.test").error("failed on %(path)s", {"path": f"/w/{TOKEN}/"})
    logging.getLogger("nadhir.test").error("%s of %d", ValueError(f"/w/{TOKEN}/x"), 3)
    assert TOKEN not in caplog.text
    assert "of 3" in caplog.text

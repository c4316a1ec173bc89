"""`nadhir acknowledge`: the recipient's page by command, for whoever has the link."""

import pytest

from nadhir.casework import queries
from nadhir.terms.ids import CaseId
from tests.casework.desks import SALMA
from tests.cli.offices import Office
from tests.cli.running import nadhir


@pytest.fixture
def link(office: Office) -> tuple[str, str]:
    """The case, and the link that the secure page's notice carried."""
    case, delivery = office.sent()
    for act in ("--silence", "--escalate"):
        assert nadhir("deliver", act, delivery, "--by", "yusuf").code == 0
    assert nadhir("deliver").code == 0
    (parcel,) = office.desk.page.got
    return case, parcel.page_url


def test_the_link_shows_the_warning_in_the_recipients_language_first(link: tuple[str, str]) -> None:
    outcome = nadhir("acknowledge", link[1])
    assert outcome.code == 0
    assert outcome.out.index("[Arabic]") < outcome.out.index("[English]")
    assert "Doha" in outcome.out
    assert "nobody by name has said yet" in outcome.out


def test_opening_is_counted_and_is_no_acknowledgement(office: Office, link: tuple[str, str]) -> None:
    nadhir("acknowledge", link[1])
    (delivery,) = queries.case(office.desk.house, case_id=CaseId(link[0]), by=SALMA).deliveries
    assert (delivery.state, delivery.page_opened_count, delivery.acknowledgement) == ("opened", 1, None)


def test_a_named_person_acknowledges_and_says_what_they_will_do(office: Office, link: tuple[str, str]) -> None:
    token = link[1].rstrip("/").rpartition("/")[2]
    # A token may begin with a hyphen: after -- it is none of the options.
    said = ("--name", "Col. A. Haddad", "--rank", "duty officer", "--json", "--", token)
    (line,) = nadhir("acknowledge", *said).lines
    assert (line["did"], line["state"]) == ("acknowledged", "acknowledged")
    outcome = nadhir("acknowledge", "-", "--will-do", "يُغلق الكورنيش", stdin=link[1].encode() + b"\n")
    assert "يُغلق الكورنيش" in outcome.out
    assert "Col. A. Haddad" in outcome.out
    (delivery,) = queries.case(office.desk.house, case_id=CaseId(link[0]), by=SALMA).deliveries
    assert delivery.state == "action_stated"


def test_what_will_be_done_needs_a_name_first(link: tuple[str, str]) -> None:
    outcome = nadhir("acknowledge", link[1], "--will-do", "close the promenade")
    assert outcome.code == 3
    assert "name" in outcome.err


def test_a_recipient_declines_by_name(office: Office, link: tuple[str, str]) -> None:
    assert nadhir("acknowledge", link[1], "--decline", "not our district").code == 3
    assert nadhir("acknowledge", link[1], "--decline", "not our district", "--name", "B. Rossi").code == 0
    (delivery,) = queries.case(office.desk.house, case_id=CaseId(link[0]), by=SALMA).deliveries
    assert delivery.state == "declined"


def test_a_question_and_a_dispute_become_tasks_of_a_person(link: tuple[str, str]) -> None:
    assert nadhir("acknowledge", link[1], "--ask", "which evening?").code == 0
    assert nadhir("acknowledge", link[1], "--dispute", "no crowd is expected").code == 0
    kinds = {line["kind"] for line in nadhir("cases", "--tasks", "--by", "yusuf", "--json").lines}
    assert kinds >= {"recipient_asked", "recipient_disputed"}


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("token", ["no-such-token", "https://warn.example/w/x/", "https://warn.example/"])
def test_a_link_that_leads_nowhere_is_refused(token: str) -> None:
    assert nadhir("acknowledge", token, "--name", "X").code == 3

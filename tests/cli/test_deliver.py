"""`nadhir deliver`: what is due leaves once; what people carried, heard and did not hear is recorded as what it is."""

from nadhir.casework import queries
from nadhir.casework.read_models import DeliveryView
from nadhir.terms.ids import CaseId
from tests.casework.desks import SALMA
from tests.cli.offices import Office
from tests.cli.running import nadhir


def delivery_of(office: Office, case: str) -> DeliveryView:
    (delivery,) = queries.case(office.desk.house, case_id=CaseId(case), by=SALMA).deliveries
    return delivery


def test_what_is_due_leaves_and_is_said(office: Office) -> None:
    office.released()
    outcome = nadhir("deliver")
    assert outcome.code == 0
    assert "send · liaison" in outcome.out
    assert "gov-qa: sent" in outcome.out
    assert nadhir("deliver").out == "nothing is due\n"
    assert len(office.desk.liaison.got) == 1


def test_a_hand_over_is_no_acknowledgement(office: Office) -> None:
    case, delivery = office.sent()
    outcome = nadhir("deliver", "--hand-over", delivery, "--to", "a duty officer who gave no name", "--by", "yusuf")
    assert outcome.code == 0
    assert "not acknowledged" in outcome.out
    found = delivery_of(office, case)
    assert found.state == "delivered"
    assert found.acknowledgement is None


def test_a_named_persons_answer_is_recorded_with_what_they_will_do(office: Office) -> None:
    case, delivery = office.sent()
    argv = ("--state", "action_stated", "--name", "Maj. C. Nasser", "--will-do", "raise the guard", "--by", "yusuf")
    (line,) = nadhir("deliver", "--answer", delivery, *argv, "--json").lines
    assert line["state"] == "action_stated"
    assert line["acknowledgement"]["by"] == "Maj. C. Nasser"  # type: ignore[index]
    assert delivery_of(office, case).state == "action_stated"


def test_an_acknowledgement_without_a_name_is_refused(office: Office) -> None:
    case, delivery = office.sent()
    outcome = nadhir("deliver", "--answer", delivery, "--state", "acknowledged", "--by", "yusuf")
    assert outcome.code == 3
    assert "no name" in outcome.err
    assert delivery_of(office, case).state == "sent"


def test_silence_is_recorded_as_silence_and_the_next_way_is_tried(office: Office) -> None:
    case, delivery = office.sent()
    outcome = nadhir("deliver", "--silence", delivery, "--note", "called twice", "--by", "yusuf")
    assert "silent on liaison" in outcome.out
    moved = nadhir("deliver", "--escalate", delivery, "--by", "yusuf")
    assert "secure page" in moved.out
    (step,) = nadhir("deliver", "--json").lines
    assert step["channel"] == "secure_page"
    assert len(office.desk.page.got) == 1
    names = [line["name"] for line in nadhir("case", case, "--ledger", "--by", "ines", "--json").lines]
    assert "delivery.silence.recorded" in names


def test_what_is_missing_is_asked_for(office: Office) -> None:
    _, delivery = office.sent()
    assert "--to" in nadhir("deliver", "--hand-over", delivery, "--by", "yusuf").err
    assert "--state" in nadhir("deliver", "--answer", delivery, "--by", "yusuf").err
    assert nadhir("deliver", "--hand-over", delivery, "--to", "x").code == 3
    assert nadhir("deliver", "--answer", delivery, "--state", "disputed", "--by", "yusuf").code == 2
    assert nadhir("deliver", "--silence", "d-nowhere", "--by", "yusuf").code == 3


def test_an_inspector_records_nothing(office: Office) -> None:
    case, delivery = office.sent()
    assert nadhir("deliver", "--silence", delivery, "--by", "ines").code == 3
    assert delivery_of(office, case).state == "sent"

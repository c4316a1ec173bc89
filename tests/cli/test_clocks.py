"""`nadhir clocks`, `consult`, `dispute`, and the deputy: what a person does about time, and what the terminal shows."""

from nadhir.casework import establish, queries
from nadhir.terms.facts import FactName
from nadhir.terms.ids import CaseId
from tests.casework.desks import SALMA
from tests.cli.offices import Office
from tests.cli.running import nadhir


def test_every_clock_is_listed_with_hour_and_zone_and_what_is_left(office: Office) -> None:
    case = office.case()
    told = nadhir("clocks", "--by", "salma")
    assert told.code == 0
    for said in (case, "first look due", "America/New_York", "left", "in hand of"):
        assert said in told.out
    lines = nadhir("clocks", "--by", "salma", "--json").lines
    assert {line["case_id"] for line in lines} == {case}
    dues = [line["clock"]["due_at"] for line in lines]  # type: ignore[index]
    assert dues == sorted(dues)


def test_showing_a_case_is_the_first_look(office: Office) -> None:
    case = office.case()
    shown = nadhir("case", case, "--by", "salma")
    assert "first seen" in shown.out
    assert "first look due" not in nadhir("clocks", "--by", "salma").out


def test_a_clock_is_stopped_by_name_and_shown_as_stopped(office: Office) -> None:
    case = office.case()
    lines = nadhir("clocks", case, "--by", "omar", "--json").lines
    (key,) = (str(line["key"]) for line in lines if line["name"] == "release_decision")
    stop = ("clocks", case, "--stop", key)
    assert office.signed(*stop, by="omar").code == 3  # without a reason
    assert office.signed(*stop, "--reason", "the host warns", by="salma").code == 3
    assert office.signed(*stop, "--reason", "the host warns", by="omar").code == 0
    shown = nadhir("clocks", case, "--by", "salma").out
    assert "STOPPED by omar" in shown
    assert "the host warns" in shown


def test_an_originator_is_asked_and_answers(office: Office) -> None:
    case = office.case()
    report = queries.case(office.desk.house, case_id=CaseId(case), by=SALMA).reports[0].report_id
    asked = nadhir(
        "consult", case, "--ask", report, "--whom", "the service", "--question", "the city?", "--by", "salma"
    )
    assert asked.code == 0
    known = queries.case(office.desk.house, case_id=CaseId(case), by=SALMA).consultations[0].id
    answered = nadhir("consult", case, "--reply", f"{known}=refuses", "--words", "never", "--by", "yusuf")
    assert "refuses" in answered.out
    assert "never" in nadhir("dispute", case, "--by", "salma").out


def test_a_dispute_is_raised_handed_up_and_settled(office: Office) -> None:
    case = office.case()
    raised = nadhir(
        "dispute", case, "--about", "duty", "--of", "bureau", "--says", "not owed", "--by", "salma", "--json"
    )
    (line,) = raised.lines
    assert nadhir("dispute", case, "--hand-up", str(line["id"]), "--by", "salma").code == 0
    settle = ("dispute", case, "--settle", str(line["id"]), "--decision", "it is owed", "--dissent", "bureau")
    assert office.signed(*settle, by="salma").code == 3
    settled = office.signed(*settle, by="omar")
    assert settled.code == 0
    assert "it is owed" in settled.out


def test_a_waiver_is_shown_and_affirmed_one_by_one(office: Office) -> None:
    case = office.case()
    house = office.desk.house
    establish.establish_fact(house, case_id=CaseId(case), name=FactName.VICTIM_AWARE, value=True, by=SALMA)
    assert office.signed("determine", case, "--decide", by="omar").code == 0
    several = office.signed("determine", case, "--affirm-waiver", by="lina")
    assert several.code == 3
    assert "one at a time" in several.err
    lacking = office.signed("determine", case, "--affirm-waiver", "aware", by="lina")
    assert lacking.code == 3
    proofs = [part for name in ("warned_by", "warned_when", "same_threat") for part in ("--proof", f"{name}=so")]
    for ground in ("aware", "aware=gov-qa"):
        assert nadhir("determine", case, "--show-ground", ground, *proofs, "--by", "salma").code == 0
        assert office.signed("determine", case, "--affirm-waiver", ground, by="lina").code == 0
    assert "affirmed by lina" in nadhir("case", case, "--by", "salma").out


def test_a_deputy_is_named_by_the_officer_or_an_administrator(office: Office) -> None:
    assert office.signed("account", "deputy", "salma", "--to", "karim", by="salma").code == 0
    assert "deputy karim" in nadhir("account", "list", "--by", "nadia").out
    assert office.signed("account", "deputy", "salma", "--nobody", by="nadia").code == 0
    assert office.signed("account", "deputy", "salma", "--to", "karim", by="karim").code == 3


def test_the_worker_says_whom_it_told(office: Office) -> None:
    office.case()
    office.desk.clock.move(hours=1)
    told = nadhir("worker", "--once")
    assert "clock ran out: first_look" in told.out
    assert "told salma" in told.out

"""`nadhir case`: one case whole, its ledger, its closing by two people, and the bundle that others verify."""

from datetime import timedelta
from pathlib import Path

from nadhir.casework import queries
from nadhir.terms.case import CaseState
from nadhir.terms.ids import CaseId
from tests.casework.desks import SALMA
from tests.cli.offices import Office, secret
from tests.cli.running import nadhir


def state_of(office: Office, case: str) -> CaseState:
    return queries.case(office.desk.house, case_id=CaseId(case), by=SALMA).case.state


def test_a_case_is_shown_whole_in_the_order_of_its_way(office: Office) -> None:
    case, _ = office.sent()
    outcome = nadhir("case", case, "--by", "salma")
    assert outcome.code == 0
    parts = ("Reports", "Assessment", "Determination", "Tearline", "Release", "Deliveries", "Timeline")
    places = [outcome.out.index(f"━━ {part}") for part in parts]
    assert places == sorted(places)
    for said in ("Ministry of Interior, Qatar", "a named person's answer", "warning released"):
        assert said in outcome.out
    assert "‹sealed›" not in outcome.out


def test_a_case_as_json_parses_and_opens_names_for_the_officer(office: Office) -> None:
    case, _ = office.sent()
    (line,) = nadhir("case", case, "--by", "salma", "--json").lines
    assert line["case"]["id"] == case  # type: ignore[index]
    assert line["deliveries"][0]["recipient"] == "Ministry of Interior, Qatar"  # type: ignore[index]


def test_its_entries_in_the_ledger_are_listed(office: Office) -> None:
    case, _ = office.sent()
    lines = nadhir("case", case, "--ledger", "--by", "ines", "--json").lines
    assert {str(line["name"]) for line in lines} >= {"case.opened", "warning.released", "delivery.attempted"}
    assert all(line["case_id"] == case for line in lines)
    assert "warning.released" in nadhir("case", case, "--ledger", "--by", "ines").out


def test_a_review_counts_what_happened(office: Office) -> None:
    case, _ = office.sent()
    assert "0 of 1 recipients acknowledged" in nadhir("case", case, "--review", "--by", "ines").out
    (line,) = nadhir("case", case, "--review", "--by", "ines", "--json").lines
    assert line["recipients"] == 1


# ── what a person does about linking ────────────────────────────────────────────────────────────────────────────────


def test_a_report_is_joined_split_off_and_opens_a_case_by_hand(office: Office) -> None:
    case = office.case()
    path = office.write("news.txt", "The council opened a new park by the river on Tuesday, the mayor said.")
    (line,) = nadhir("receive", path, "--source", "src-wire", "--by", "karim", "--json").lines
    report = str(line["report"])
    assert nadhir("case", case, "--join", report, "--by", "karim").code == 3  # no reason
    assert nadhir("case", case, "--join", report, "--reason", "tells of the place", "--by", "karim").code == 0
    split = nadhir("case", case, "--split", report, "--reason", "it does not", "--by", "karim", "--json")
    assert split.code == 0, split.err
    assert nadhir("case", case, "--split", report, "--reason", "again", "--by", "karim").code == 3
    missed = office.write("other.txt", "The lamp in our street has been broken since Tuesday, and nobody mends it.")
    (other,) = nadhir("receive", missed, "--source", "src-human", "--by", "karim", "--json").lines
    opened = nadhir(
        "receive", "--open-by-hand", str(other["report"]), "--reason", "their word for it", "--by", "karim", "--json"
    )
    assert opened.code == 0, opened.err
    assert state_of(office, str(opened.lines[0]["case"])) is CaseState.ASSESSING


def test_a_reason_without_what_it_is_for_is_no_command(office: Office) -> None:
    assert nadhir("case", office.case(), "--reason", "x", "--by", "karim").code == 2


# ── the bundle ──────────────────────────────────────────────────────────────────────────────────────────────────────


def shared(office: Office, *options: str) -> tuple[Path, Path]:
    case, _ = office.sent()
    outcome = office.signed("case", case, "--share", str(office.folder / "out"), *options, by="ines")
    assert outcome.code == 0, outcome.err
    return office.folder / "out" / "bundle.json", office.folder / "out" / "log.vkey"


def test_a_shared_case_is_proven_offline_and_names_nobody(office: Office) -> None:
    bundle, key = shared(office)
    outcome = nadhir("verify", str(bundle), "--key", str(key))
    assert outcome.code == 0
    assert "PROVEN" in outcome.out
    assert "complete" in outcome.out
    assert bundle.stat().st_mode & 0o077 == 0


def test_a_bundle_changed_by_one_byte_anywhere_is_refused(office: Office) -> None:
    bundle, key = shared(office)
    data = bundle.read_bytes()
    for place in range(0, len(data), max(1, len(data) // 40)):
        changed = bytes((*data[:place], data[place] ^ 1, *data[place + 1 :]))
        bundle.write_bytes(changed)
        assert nadhir("verify", str(bundle), "--key", str(key)).code == 3, f"byte {place}"


def test_a_bundle_is_never_written_over(office: Office) -> None:
    bundle, _ = shared(office)
    before = bundle.read_bytes()
    (line,) = nadhir("cases", "--by", "salma", "--json").lines
    outcome = office.signed("case", str(line["case_id"]), "--share", str(bundle.parent), by="ines")
    assert outcome.code == 3
    assert bundle.read_bytes() == before


def test_a_wrong_password_shares_nothing(office: Office) -> None:
    case = office.case()
    wrong = secret(office.folder / "wrong", text="a guess of mine")
    argv = ("--share", str(office.folder / "out"), "--by", "ines", "--password-file", wrong)
    assert nadhir("case", case, *argv).code == 3
    assert not (office.folder / "out").exists()


def test_an_analyst_shares_nothing(office: Office) -> None:
    case = office.case()
    assert office.signed("case", case, "--share", str(office.folder / "out"), by="salma").code == 3
    assert not (office.folder / "out").exists()


# ── closing ─────────────────────────────────────────────────────────────────────────────────────────────────────────

CLOSE = ("--close", "the cell was arrested", "--ground", "disrupted")


def read_whole(office: Office, case: str, *, by: str) -> None:
    for report in queries.case(office.desk.house, case_id=CaseId(case), by=SALMA).reports:
        shown = nadhir("case", case, "--report", report.report_id, "--by", by)
        assert shown.code == 0, shown.err
        assert "Corniche" in shown.out


def test_a_case_is_closed_by_two_people_each_signed_in_and_reopened(office: Office) -> None:
    case = office.case()
    never = office.signed("case", case, *CLOSE, by="salma")
    assert never.code == 3
    assert "never opened" in never.err
    read_whole(office, case, by="salma")
    asked = nadhir("case", case, "--ask", "Is he held?", "--of", "gov-qa", "--by", "salma", "--json").lines[0]
    assert asked["state"] == "open"
    assert office.signed("case", case, *CLOSE, by="salma").code == 3
    (question,) = queries.case(office.desk.house, case_id=CaseId(case), by=SALMA).questions
    proposed = office.signed("case", case, *CLOSE, f"--withdraw={question.id}=they never answer", by="salma")
    assert proposed.code == 0, proposed.err
    assert state_of(office, case) != "closed"
    assert office.signed("case", case, "--confirm-closing", by="salma").code == 3
    done = office.signed("case", case, "--confirm-closing", by="omar")
    assert done.code == 0, done.err
    assert "the cell was arrested" in done.out
    assert state_of(office, case) == "closed"
    assert nadhir("cases", "--by", "salma", "--json").lines == []
    assert len(nadhir("cases", "--all", "--by", "salma", "--json").lines) == 1
    (flagged,) = nadhir("cases", "--unanswered", "--by", "ines", "--json").lines
    assert flagged["unanswered_count"] == 1
    assert nadhir("case", case, "--reopen", "they were released", "--by", "salma").code == 0
    assert state_of(office, case) == "reopened"


def test_a_report_left_unread_needs_a_word_and_a_second_officer_may_refuse(office: Office) -> None:
    case = office.case()
    (report,) = queries.case(office.desk.house, case_id=CaseId(case), by=SALMA).reports
    outcome = office.signed("case", case, *CLOSE, f"--unread={report.report_id}=read on paper", by="salma")
    assert outcome.code == 0, outcome.err
    assert "never opened: read on paper" in nadhir("case", case, "--by", "omar").out
    assert nadhir("case", case, "--refuse-closing", "two are at large", "--by", "omar").code == 0
    assert office.signed("case", case, "--confirm-closing", by="omar").code == 3
    assert state_of(office, case) != "closed"


def test_a_wrong_password_closes_nothing(office: Office) -> None:
    case = office.case()
    read_whole(office, case, by="salma")
    wrong = ("--password-file", secret(office.folder / "wrong", text="a guess of mine"))
    assert nadhir("case", case, *CLOSE, "--by", "salma", *wrong).code == 3
    assert office.signed("case", case, *CLOSE, by="salma").code == 0
    assert nadhir("case", case, "--confirm-closing", "--by", "omar", *wrong).code == 3
    assert state_of(office, case) != "closed"


def test_what_belongs_to_closing_goes_with_nothing_else(office: Office) -> None:
    case = office.case()
    for stray in (("--ground", "disrupted"), ("--withdraw", "q=x"), ("--unread", "r=x"), ("--of", "gov-qa")):
        assert nadhir("case", case, *stray, "--by", "salma").code == 2
    assert nadhir("case", case, "--close", "x", "--ground", "boredom", "--by", "salma").code == 2
    assert office.signed("case", case, "--close", "x", by="salma").code == 3


def test_a_question_is_answered_and_withdrawn(office: Office) -> None:
    case = office.case()
    for text in ("Is he held?", "Who is the second man?"):
        assert nadhir("case", case, "--ask", text, "--by", "salma").code == 0
    asked = {each.text: each for each in queries.case(office.desk.house, case_id=CaseId(case), by=SALMA).questions}
    first, second = asked["Is he held?"], asked["Who is the second man?"]
    assert nadhir("case", case, "--answer", f"{first.id}=He is", "--by", "salma").code == 0
    assert nadhir("case", case, "--withdraw-question", f"{second.id}=nobody knows", "--by", "salma").code == 0
    told = nadhir("case", case, "--by", "salma").out
    assert f"{first.id} answered: Is he held? (He is)" in told
    assert f"{second.id} withdrawn" in told


# ── command ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_command_is_offered_and_taken_declined_and_kept(office: Office) -> None:
    case = office.case()
    commander = str(nadhir("cases", "--by", "salma", "--json").lines[0]["commander"])
    offer = ("--offer-command", "salma", "--by", commander)
    assert nadhir("case", case, "--take-command", "--by", "omar").code == 3
    assert nadhir("case", case, *offer).code == 0
    assert nadhir("case", case, "--take-command", "--by", "omar").code == 3
    assert nadhir("case", case, "--decline-command", "off shift", "--by", "salma").code == 0
    assert nadhir("case", case, *offer).code == 0
    assert nadhir("case", case, "--withdraw-offer", "--by", commander).code == 0
    assert nadhir("case", case, "--take-command", "--by", "salma").code == 3
    assert nadhir("case", case, *offer).code == 0
    assert nadhir("case", case, "--take-command", "--by", "salma").code == 0
    (line,) = nadhir("cases", "--by", "salma", "--json").lines
    assert line["commander"] == "salma"


def test_the_rota_is_kept_by_command(office: Office) -> None:
    assert "nobody is on duty" in nadhir("duty", "--by", "salma").out
    until = (office.desk.clock.at + timedelta(hours=8)).isoformat()
    assert nadhir("duty", "--put", "salma", "--until", until, "--by", "omar").code == 0
    (line,) = nadhir("duty", "--by", "salma", "--json").lines
    assert line["officer"] == "salma"
    assert "(Salma)" in nadhir("duty", "--by", "salma").out
    assert nadhir("duty", "--put", "salma", "--by", "salma").code == 3
    assert nadhir("duty", "--put", "salma", "--until", "tomorrow", "--by", "omar").code == 3
    assert nadhir("duty", "--put", "salma", "--until", "2026-03-01T20:00", "--by", "omar").code == 3
    assert nadhir("duty", "--until", until, "--by", "omar").code == 2
    assert nadhir("duty", "--off", str(line["turn_id"]), "--by", "omar").code == 0
    assert nadhir("duty", "--by", "salma", "--json").lines == []

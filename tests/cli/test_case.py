"""`nadhir case`: one case whole, its ledger, its closing by two people, and the bundle that others verify."""

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


def test_a_case_is_closed_by_two_people_with_both_passwords_and_reopened(office: Office) -> None:
    case = office.case()
    view = queries.case(office.desk.house, case_id=CaseId(case), by=SALMA)
    given_up = [f"--withdraw={question}=answered by the partner" for question in view.case.open_questions]
    both = ("--second", "omar", "--second-password-file", office.password, *given_up)
    outcome = office.signed("case", case, "--close", "the cell was arrested", *both, by="salma")
    assert outcome.code == 0, outcome.err
    assert state_of(office, case) == "closed"
    assert nadhir("cases", "--by", "salma", "--json").lines == []
    assert len(nadhir("cases", "--all", "--by", "salma", "--json").lines) == 1
    assert nadhir("case", case, "--reopen", "they were released", "--by", "salma").code == 0
    assert state_of(office, case) == "reopened"


def test_one_person_alone_closes_nothing(office: Office) -> None:
    case = office.case()
    alone = office.signed("case", case, "--close", "it is over", by="salma")
    assert "two people" in alone.err
    both = ("--second", "salma", "--second-password-file", office.password)
    assert alone.code == office.signed("case", case, "--close", "it is over", *both, by="salma").code == 3
    wrong = secret(office.folder / "wrong", text="a guess of mine")
    second = ("--second", "omar", "--second-password-file", wrong)
    assert office.signed("case", case, "--close", "it is over", *second, by="salma").code == 3
    assert state_of(office, case) != "closed"


def test_command_is_offered_and_taken(office: Office) -> None:
    case = office.case()
    nadhir("case", case, "--take-command", "--by", "salma")
    assert nadhir("case", case, "--offer-command", "omar", "--by", "salma").code == 0
    assert nadhir("case", case, "--take-command", "--by", "omar").code == 0
    (line,) = nadhir("cases", "--by", "salma", "--json").lines
    assert line["commander"] == "omar"

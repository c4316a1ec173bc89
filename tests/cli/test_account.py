"""`nadhir account`: the first administrator from the machine, everybody else by an administrator."""

import json

import pytest

from nadhir.casework import accounts, lookups, queries
from nadhir.casework.errors import NotAllowedError
from nadhir.terms.ids import CaseId
from tests.casework.desks import INES, NADIA, SALMA
from tests.cli.offices import WEIGHED, Office, secret
from tests.cli.running import nadhir

NEW = "eleven patient storks on a roof"
NORTH = ("--name", "Watch North", "--country", "no", "--pack", "icd-191", "--timezone", "Europe/Oslo")


def roles_of(office: Office, username: str) -> set[str] | None:
    found = {line.id: line for line in queries.officers(office.desk.house, by=NADIA)}
    line = found.get(username)  # type: ignore[call-overload]
    return None if line is None else {role.value for role in line.roles}


def test_an_organisation_and_its_first_administrator_are_made_from_the_machine(office: Office) -> None:
    new = secret(office.folder / "new", text=NEW)
    assert nadhir("account", "organisation", "north", *NORTH).code == 0
    first = ("account", "add", "ada", "--name", "Ada", "--organisation", "north", "--new-password-file", new)
    assert nadhir(*first).code == 0
    (line,) = nadhir("account", "list", "--by", "ada", "--json").lines
    assert (line["id"], line["roles"]) == ("ada", ["administrator"])
    second = nadhir("account", "add", "eve", *first[3:])
    assert second.code == 3
    assert "it has an administrator" in second.err


@pytest.mark.parametrize(
    ("option", "value", "code"),
    [("--pack", "law-of-nowhere", 3), ("--timezone", "Europe/Nowhere", 2), ("--country", "Norway", 2)],
)
@pytest.mark.usefixtures("office")
def test_an_organisation_is_founded_on_what_there_is(option: str, value: str, code: int) -> None:
    outcome = nadhir("account", "organisation", "north", *NORTH, option, value)
    assert outcome.code == code
    assert value in outcome.err


def test_an_administrator_makes_changes_and_closes_an_account(office: Office) -> None:
    new = secret(office.folder / "new", text=NEW)
    made = office.signed(
        "account", "add", "rana", "--name", "Rana", "--role", "analyst", "--new-password-file", new, by="nadia"
    )
    assert made.code == 0, made.err
    assert roles_of(office, "rana") == {"analyst"}
    assert office.signed("account", "roles", "rana", "liaison", "inspector", by="nadia").code == 0
    assert roles_of(office, "rana") == {"liaison", "inspector"}
    assert nadhir("cases", "--by", "rana").code == 0
    assert office.signed("account", "close", "rana", by="nadia").code == 0
    assert nadhir("cases", "--by", "rana").code == 3
    assert "CLOSED" in nadhir("account", "list", "--by", "nadia").out


def test_changes_of_accounts_need_the_administrators_password(office: Office) -> None:
    wrong = secret(office.folder / "wrong", text="a guess of mine")
    outcome = nadhir("account", "roles", "salma", "inspector", "--by", "nadia", "--password-file", wrong)
    assert outcome.code == 3
    assert roles_of(office, "salma") == {"analyst"}


def test_an_analyst_makes_no_account(office: Office) -> None:
    new = secret(office.folder / "new", text=NEW)
    argv = ("account", "add", "rana", "--name", "Rana", "--role", "analyst", "--new-password-file", new)
    assert office.signed(*argv, by="salma").code == 3
    assert roles_of(office, "rana") is None


def test_who_keeps_accounts_does_not_release_warnings(office: Office) -> None:
    outcome = office.signed("account", "roles", "omar", "administrator", "releasing_authority", by="nadia")
    assert outcome.code == 3
    assert roles_of(office, "omar") == {"releasing_authority"}


def test_a_weak_password_makes_no_account(office: Office) -> None:
    new = secret(office.folder / "new", text="12345678")
    argv = ("account", "add", "rana", "--name", "Rana", "--role", "analyst", "--new-password-file", new)
    assert office.signed(*argv, by="nadia").code == 3
    assert roles_of(office, "rana") is None


def test_an_officer_sets_their_own_password(office: Office) -> None:
    new = secret(office.folder / "new", text=NEW)
    assert office.signed("account", "password", "salma", "--new-password-file", new, by="salma").code == 0
    case = office.case()
    assert office.signed("determine", case, "--decide", by="salma").code == 3
    assert nadhir("determine", case, "--decide", WEIGHED, "--by", "salma", "--password-file", new).code == 0


def test_an_unknown_role_is_a_usage_error() -> None:
    assert nadhir("account", "roles", "salma", "general", "--by", "nadia").code == 2


def test_sources_and_parties_are_kept_from_lines_and_bad_ones_say_why(office: Office) -> None:
    case = office.case()
    source = {"id": "src-9", "name": "A partner", "kind": "partner", "reliability": "B", "protected": True}
    party = {
        "id": "organiser",
        "name": "The organiser of the evening",
        "country": "QA",
        "relation": "neutral",
        "roles": ["place_owner"],
        "languages": ["ar"],
        "channels": ["phone"],
        "standing": False,
        "cases": [case],
        "contacts": [{"channel": "phone", "address": "+974 555 0100", "independent_check": "call back"}],
    }
    lines = [
        {"source": source},
        {"party": party},
        {"source": {**source, "kind": "gossip"}},
        {"party": {**party, "standing": "no"}},
        {"party": {**party, "country": None}},
        {"party": {**party, "cases": ["c-nowhere"]}},
        {"animal": {}},
    ]
    argv = ("account", "directory", "-", "--by", "salma", "--json")
    outcome = nadhir(*argv, stdin="\n".join(json.dumps(line) for line in lines).encode())
    assert outcome.code == 1
    assert ["error" in line for line in outcome.lines] == [False, False, True, True, True, True, True]
    assert "src-9" in {each.id for each in lookups.sources(office.desk.house, by=SALMA)}
    view = queries.case(office.desk.house, case_id=CaseId(case), by=SALMA)
    assert "organiser" in {each.id for each in view.parties}


def test_an_inspector_keeps_no_directory(office: Office) -> None:
    line = json.dumps({"source": {"id": "s", "name": "n", "kind": "open", "reliability": "F", "protected": False}})
    assert nadhir("account", "directory", "-", "--by", "ines", stdin=line.encode()).code == 3
    assert "s" not in {each.id for each in lookups.sources(office.desk.house, by=SALMA)}


def test_a_releasing_authority_is_made_by_two(office: Office) -> None:
    office.case()
    new = secret(office.folder / "new", text="six owls over the old mill")
    made = office.signed(
        "account",
        "add",
        "rafiq",
        "--name",
        "Rafiq",
        "--role",
        "releasing_authority",
        "--new-password-file",
        new,
        by="nadia",
    )
    assert made.code == 0, made.err
    listed = nadhir("account", "list", "--by", "nadia").out
    assert "proposed by nadia" in listed
    assert office.signed("account", "confirm", "rafiq", by="nadia").code == 3
    assert office.signed("account", "confirm", "rafiq", by="omar").code == 0
    assert "proposed by" not in nadhir("account", "list", "--by", "nadia").out


def test_an_administrator_makes_lists_and_revokes_keys_of_systems(office: Office) -> None:
    made = office.signed("account", "key", "gateway", "--source", "src-wire", "--json", by="nadia")
    assert made.code == 0, made.err
    (line,) = made.lines
    assert accounts.recognise_intake_key(office.desk.house, key=str(line["key"]))[1:] == ("src-wire", "gateway")
    assert office.signed("account", "key", "gateway", "--source", "src-wire", by="nadia").code == 3
    listed = nadhir("account", "keys", "--by", "nadia", "--json")
    assert [(each["name"], each["used_count"], each["revoked_at"]) for each in listed.lines] == [("gateway", 1, None)]
    assert str(line["key"]) not in listed.out
    assert office.signed("account", "key", "gateway", "--revoke", by="nadia").code == 0
    with pytest.raises(NotAllowedError):
        accounts.recognise_intake_key(office.desk.house, key=str(line["key"]))
    assert "REVOKED" in nadhir("account", "keys", "--by", "nadia").out
    assert office.signed("account", "key", "gateway", "--revoke", by="nadia").code == 3
    names = [entry.name for entry in queries.ledger(office.desk.house, by=INES).lines]
    assert names.count("intake_key.made") == names.count("intake_key.revoked") == 1


@pytest.mark.parametrize(
    ("name", "options", "by", "code"),
    [
        ("gateway", ("--source", "no-such"), "nadia", 3),
        ("gateway", ("--source", "src-wire"), "karim", 3),
        ("x" * 65, ("--source", "src-wire"), "nadia", 3),
        (" ", ("--source", "src-wire"), "nadia", 3),
        ("gateway", (), "nadia", 2),
        ("gateway", ("--source", "src-wire", "--revoke"), "nadia", 2),
    ],
)
def test_no_key_is_made_for_who_may_not_or_for_nothing(
    office: Office, name: str, options: tuple[str, ...], by: str, code: int
) -> None:
    assert office.signed("account", "key", name, *options, by=by).code == code
    assert nadhir("account", "keys", "--by", "nadia", "--json").lines == []

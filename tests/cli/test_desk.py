"""Who acts, and their password: named, asked, counted, and never shown."""

import getpass
from pathlib import Path

import pytest

from nadhir.cli.desk import read_password
from nadhir.terms.errors import TheirsError
from tests.cli.offices import Office, secret
from tests.cli.running import nadhir


def test_the_environment_names_the_officer_and_the_option_outranks_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = office.case()
    monkeypatch.setenv("NADHIR_OFFICER", "salma")
    assert nadhir("case", case).code == 0
    assert nadhir("case", case, "--by", "nadia").code == 3


def test_too_many_wrong_passwords_let_the_account_rest(office: Office) -> None:
    case = office.case()
    wrong = secret(office.folder / "wrong", text="a guess of mine")
    for _ in range(5):
        assert nadhir("determine", case, "--decide", "--by", "salma", "--password-file", wrong).code == 3
    rested = office.signed("determine", case, "--decide", by="salma")
    assert rested.code == 3
    assert "at rest" in rested.err


def test_a_password_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "password"
    secret(path)
    path.chmod(0o640)
    with pytest.raises(TheirsError, match="others can read it"):
        read_password(path)


@pytest.mark.parametrize("content", [b"", b"\nsecond line", b"\xff\xfe\n"])
def test_a_password_file_without_a_password_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "password"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(TheirsError):
        read_password(path)


def test_without_a_terminal_the_option_is_named(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(_prompt: str, stream: object) -> str:
        raise getpass.GetPassWarning(str(stream))

    monkeypatch.setattr("getpass.getpass", nobody)
    outcome = nadhir("determine", office.case(), "--decide", "--by", "salma")
    assert outcome.code == 3
    assert "--password-file" in outcome.err


def test_two_new_passwords_that_differ_make_no_account(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter(["eleven patient storks", "eleven patient geese"])
    monkeypatch.setattr("getpass.getpass", lambda _prompt, stream: next(typed) if stream else "")
    outcome = office.signed("account", "add", "rana", "--name", "Rana", "--role", "analyst", by="nadia")
    assert outcome.code == 3
    assert "not the same" in outcome.err
    assert "storks" not in outcome.out + outcome.err

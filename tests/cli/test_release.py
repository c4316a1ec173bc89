"""`nadhir release`: two people who wrote none of it, each with their password, for the bytes they looked at."""

import pytest

from tests.cli.offices import CHECKS, Office, secret
from tests.cli.running import nadhir


def state_of(release: dict[str, object]) -> object:
    (line,) = nadhir("release", "show", str(release["id"]), "--by", "omar", "--json").lines
    return line["release"]["state"]  # type: ignore[index]


def test_what_will_happen_stands_in_words_with_the_digest(office: Office) -> None:
    release = office.proposed()
    outcome = nadhir("release", "show", str(release["id"]), "--by", "omar")
    assert outcome.code == 0
    for said in (
        "tell Ministry of Interior, Qatar (gov-qa) by liaison, then by secure page",
        "through Embassy of the protecting power",
        "in Arabic first",
        str(release["content_digest"]),
        "2 signature(s)",
        "may approve it",
    ):
        assert said in " ".join(outcome.out.split())


def test_two_signatures_release_it_and_one_does_not(office: Office) -> None:
    release = office.proposed()
    first = office.approve(release, by="omar")
    assert first.code == 0
    assert "With one more signature after yours this leaves. It will:" in first.out
    assert state_of(release) == "approved_once"
    assert nadhir("deliver", "--json").lines == []
    second = office.approve(release, by="lina")
    assert "With your signature this leaves. It will:" in second.out
    assert state_of(release) == "released"


def test_an_author_cannot_approve(office: Office) -> None:
    admin = office.signed("account", "roles", "salma", "analyst", "releasing_authority", by="nadia")
    assert admin.code == 0, admin.err
    release = office.proposed()
    outcome = office.approve(release, by="salma")
    assert outcome.code == 3
    assert "salma is an author of this text" in outcome.err
    assert state_of(release) == "proposed"


def test_nobody_signs_twice(office: Office) -> None:
    release = office.proposed()
    assert office.approve(release, by="omar").code == 0
    assert office.approve(release, by="omar").code == 3
    assert state_of(release) == "approved_once"


def test_a_liaison_officer_cannot_approve(office: Office) -> None:
    release = office.proposed()
    outcome = office.approve(release, by="yusuf")
    assert outcome.code == 3
    assert "releasing authority" in outcome.err


def test_a_wrong_password_signs_nothing(office: Office) -> None:
    release = office.proposed()
    wrong = secret(office.folder / "wrong", text="not the password")
    argv = ("--digest", str(release["content_digest"]), "--by", "omar", "--password-file", wrong)
    assert nadhir("release", "approve", str(release["id"]), *argv).code == 3
    assert state_of(release) == "proposed"


def test_who_gives_the_password_by_file_names_what_they_looked_at(office: Office) -> None:
    release = office.proposed()
    outcome = office.signed("release", "approve", str(release["id"]), by="omar")
    assert outcome.code == 3
    assert "--digest" in outcome.err
    assert state_of(release) == "proposed"


def test_another_digest_than_what_would_leave_signs_nothing(office: Office) -> None:
    release = office.proposed()
    outcome = office.approve({**release, "content_digest": "0" * 64}, by="omar")
    assert outcome.code == 3
    assert state_of(release) == "proposed"


def test_at_a_terminal_what_will_happen_is_shown_before_the_password_is_asked(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = office.proposed()
    asked = []

    def type_it(prompt: str, stream: object) -> str:
        assert stream is not None
        asked.append(prompt)
        return "seven quiet herons by the lake"

    monkeypatch.setattr("getpass.getpass", type_it)
    outcome = nadhir("release", "approve", str(release["id"]), "--by", "omar")
    assert outcome.code == 0
    assert asked == [f"Password of omar, to stand for these exact bytes of {release['id']}: "]
    assert str(release["content_digest"]) in outcome.out
    assert state_of(release) == "approved_once"


def test_a_refusal_has_its_reason_and_nothing_leaves(office: Office) -> None:
    release = office.proposed()
    outcome = office.signed("release", "refuse", str(release["id"]), "--reason", "too vague to act on", by="lina")
    assert outcome.code == 0
    assert state_of(release) == "refused"
    assert office.approve(release, by="omar").code == 3
    assert nadhir("deliver", "--json").lines == []


def test_every_check_is_asked_for(office: Office) -> None:
    case = office.decided()
    nadhir("tearline", case, "--by", "salma")
    outcome = nadhir("release", "propose", case, *CHECKS[:-1], "--by", "salma")
    assert outcome.code == 3
    assert "no_double_standard" in outcome.err
    assert nadhir("release", "propose", case, *CHECKS, CHECKS[0], "--by", "salma").code == 3


@pytest.mark.parametrize(
    "wrong", ["courtesy_notice", "courtesy_notice=yes", "courtesy_notice=done:", "harm_of_warning=done:x"]
)
def test_a_check_that_is_not_understood_is_a_usage_error(wrong: str) -> None:
    assert nadhir("release", "propose", "c-1", "--check", wrong, "--by", "salma").code == 2


def test_an_edit_voids_what_was_proposed(office: Office) -> None:
    release = office.proposed()
    nadhir("tearline", str(release["case_id"]), "--choice", "least_exposing", "--by", "salma")
    assert state_of(release) == "void"
    assert office.approve(release, by="omar").code == 3


def test_a_drill_says_so_and_reaches_nobody(office: Office) -> None:
    release = office.proposed("--drill")
    assert "DRILL" in nadhir("release", "show", str(release["id"]), "--by", "omar").out
    for officer in ("omar", "lina"):
        assert office.approve(release, by=officer).code == 0
    assert nadhir("deliver", "--json").lines
    assert office.desk.liaison.got == office.desk.page.got == office.desk.drop.got == []

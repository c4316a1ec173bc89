"""An option that does not go with what was asked is said, and nothing is done: an answer must not go lost unseen."""

import pytest

from tests.cli.offices import Office
from tests.cli.running import nadhir


@pytest.mark.parametrize(
    "argv",
    [
        ("deliver", "--state", "acknowledged", "--name", "Maj. C. Nasser"),
        ("deliver", "--hand-over", "d-1", "--to", "X", "--will-do", "raise the guard"),
        ("deliver", "--silence", "d-1", "--name", "X"),
        ("deliver", "--escalate", "d-1", "--note", "X"),
        ("case", "c-1", "--with-personal"),
        ("case", "c-1", "--reason", "another threat"),
        ("case", "c-1", "--review", "--withdraw", "time=known"),
        ("determine", "c-1", "--note", "X"),
        ("determine", "c-1", "--decide", "--about", "gov-qa"),
        ("determine", "c-1", "--fact", "victim_aware=yes", "--note", "X", "--to", "update"),
        ("tearline", "c-1", "--show", "--drill"),
        ("tearline", "c-1", "--edit", "en=x.txt", "--choice", "balanced"),
        ("acknowledge", "token", "--ask", "when?", "--name", "X"),
        ("acknowledge", "token", "--rank", "major"),
        ("account", "add", "rana", "--name", "Rana", "--organisation", "watch", "--by", "nadia"),
        ("receive", "--sources", "--source", "src-wire"),
    ],
    ids=" ".join,
)
def test_an_option_that_does_not_belong_stops_the_command(argv: tuple[str, ...]) -> None:
    outcome = nadhir(*argv)
    assert outcome.code == 2
    assert "does not go with" in outcome.err


def test_an_answer_without_its_delivery_does_not_send_instead(office: Office) -> None:
    office.released()
    assert nadhir("deliver", "--state", "acknowledged", "--name", "Maj. C. Nasser", "--by", "yusuf").code == 2
    assert office.desk.liaison.got == []

"""A desk for the command line: the casework tests' own organisation, as the house that every command opens.

The people are those of tests/casework/desks.py, and all have the same password, in a file.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from nadhir.casework.house import House
from tests.casework.desks import PASSWORD, Desk
from tests.casework.reports import CABLE
from tests.cli.running import Outcome, nadhir

_standing: list[House] = []


def stand(house: House) -> None:
    """Lets every command from now on open this house."""
    _standing[:] = [house]


def current() -> House:
    """The house of the test that runs; the setting NADHIR_WIRING names this function."""
    return _standing[0]


def secret(path: Path, *, text: str = PASSWORD) -> str:
    """Writes a password where its owner alone reads it, and returns the path."""
    path.write_text(text + "\n", encoding="utf-8")
    path.chmod(0o600)
    return str(path)


@dataclass(frozen=True, slots=True)
class Office:
    """A desk, the folder of the test, and the file with everybody's password."""

    desk: Desk
    folder: Path
    password: str

    def signed(self, *argv: str, by: str) -> Outcome:
        """Runs a command as an officer who gives their password."""
        return nadhir(*argv, "--by", by, "--password-file", self.password)

    def write(self, name: str, content: str | bytes) -> str:
        """Writes a file and returns its path."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    def case(self) -> str:
        """Returns a case that the cable opened, received by command."""
        path = self.write("cable.txt", CABLE)
        (line,) = nadhir("receive", path, "--source", "src-human", "--kind", "partner", "--by", "karim", "--json").lines
        assert line["has_opened_case"] is True
        return str(line["case"])

    def decided(self) -> str:
        """Returns a case on which Salma decided to warn."""
        case = self.case()
        assert self.signed("determine", case, "--decide", WEIGHED, by="salma").code == 0
        return case

    def proposed(self, *options: str) -> dict[str, object]:
        """Returns a release that Salma wrote and proposed, as JSON."""
        case = self.decided()
        drill = [option for option in options if option == "--drill"]
        assert nadhir("tearline", case, "--by", "salma", *drill).code == 0
        outcome = nadhir("release", "propose", case, *CHECKS, *options, "--by", "salma", "--json")
        assert outcome.code == 0, outcome.err
        (line,) = outcome.lines
        release = line["release"]
        assert isinstance(release, dict)
        return release

    def approve(self, release: dict[str, object], *, by: str) -> Outcome:
        """Lets an officer sign what the release says."""
        digest = str(release["content_digest"])
        return self.signed("release", "approve", str(release["id"]), "--digest", digest, by=by)

    def released(self, *options: str) -> dict[str, object]:
        """Returns a release that Omar and Lina signed."""
        release = self.proposed(*options)
        for officer in ("omar", "lina"):
            outcome = self.approve(release, by=officer)
            assert outcome.code == 0, outcome.err
        return release

    def sent(self) -> tuple[str, str]:
        """Returns a case that was warned of, and its delivery, which the liaison carries."""
        release = self.released()
        (step,) = nadhir("deliver", "--json").lines
        return str(release["case_id"]), str(step["delivery_id"])


WEIGHED = "--weigh=gov-qa=told_anyway:the text names no site and no person"
CHECKS = (
    "--check=originator_consulted=skip:the originator allowed the city and the day",
    "--check=courtesy_notice=skip:the addressee is the host state",
    "--check=no_double_standard=done:whoever is there is told the same",
)

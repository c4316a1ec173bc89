"""From an empty house to a bundle proven offline, by commands alone."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from nadhir.channels.liaison import LiaisonChannel
from nadhir.channels.secure_page import SecurePageChannel
from nadhir.terms.party import ChannelKind
from tests.casework.desks import MovableClock
from tests.casework.reports import CABLE
from tests.cli import offices
from tests.cli.offices import CHECKS, secret
from tests.cli.running import Outcome, nadhir

if TYPE_CHECKING:
    from nadhir.casework.house import House
    from nadhir.casework.ports import Channel

STAFF = {
    "salma": "intake_officer",
    "karim": "analyst",
    "huda": "releasing_authority",
    "yunus": "releasing_authority",
    "rim": "liaison",
    "adil": "inspector",
}
DIRECTORY = [
    {"source": {"id": "so-3", "name": "Partner", "kind": "partner", "reliability": "B", "protected": True}},
    {
        "party": {
            "id": "interior",
            "name": "Ministry of Interior",
            "country": "QA",
            "relation": "neutral",
            "roles": ["authority", "protector"],
            "languages": ["ar"],
            "channels": ["liaison", "secure_page"],
            "contacts": [
                {"channel": "liaison", "address": "the duty officer", "via": "Embassy of the protecting power"},
                {"channel": "secure_page", "address": "the duty desk"},
            ],
        }
    },
]

WHY = "the text names no site and no person"


def test_a_report_goes_the_whole_way_by_commands_alone(wired: House, tmp_path: Path) -> None:
    clock = MovableClock()
    channels: dict[ChannelKind, Channel] = {
        ChannelKind.LIAISON: LiaisonChannel(folder=tmp_path / "liaison"),
        ChannelKind.SECURE_PAGE: SecurePageChannel(folder=tmp_path / "page"),
    }
    offices.stand(replace(wired, clock=clock, channels=MappingProxyType(channels)))
    password = secret(tmp_path / "password")

    def done(*argv: str, stdin: bytes = b"") -> Outcome:
        outcome = nadhir(*argv, stdin=stdin)
        assert outcome.code == 0, f"{argv}: {outcome.err}"
        return outcome

    def signed(*argv: str, by: str) -> Outcome:
        return done(*argv, "--by", by, "--password-file", password)

    # The house.
    named = ("--name", "Joint Watch", "--country", "US", "--pack", "icd-191", "--timezone", "America/New_York")
    done("account", "organisation", "watch", *named, "--contact", "+1 202 555 0143")
    new = ("--new-password-file", password)
    done("account", "add", "nour", "--name", "Nour", "--organisation", "watch", *new)
    for username, role in STAFF.items():
        signed("account", "add", username, "--name", username.title(), "--role", role, *new, by="nour")
    lines = "\n".join(json.dumps(line) for line in DIRECTORY).encode()
    done("account", "directory", "-", "--by", "karim", stdin=lines)

    # In, judged, decided.
    cable = ("receive", "-", "--source", "so-3", "--kind", "partner", "--credibility", "2", "--by", "salma", "--json")
    (received,) = done(*cable, stdin=CABLE.encode()).lines
    case = str(received["case"])
    assert received["has_opened_case"] is True
    agreed = ("--fact", "originator_consulted=yes", "--note", "agreed by telephone; the city and the day may be told")
    (judged,) = done("determine", case, *agreed, "--by", "karim", "--json").lines
    assert judged["determination"]["outcome"] == "warn"  # type: ignore[index]
    found = judged["determination"]
    at_risk = dict.fromkeys(risk["party_id"] for risk in found["risks"])  # type: ignore[index]
    signed("determine", case, "--decide", *(f"--weigh={party}=told_anyway:{WHY}" for party in at_risk), by="karim")

    # Written, and stood for by two.
    done("tearline", case, "--by", "karim")
    (proposed,) = done("release", "propose", case, *CHECKS, "--by", "karim", "--json").lines
    release, digest = str(proposed["release"]["id"]), str(proposed["release"]["content_digest"])  # type: ignore[index]
    for officer in ("huda", "yunus"):
        signed("release", "approve", release, "--digest", digest, by=officer)

    # Carried, unanswered, carried again, acknowledged.
    done("worker", "--once")
    (line,) = done("case", case, "--by", "rim", "--json").lines
    delivery = str(line["deliveries"][0]["id"])  # type: ignore[index]
    done("deliver", "--hand-over", delivery, "--to", "an officer who gave no name", "--by", "rim")
    clock.move(hours=5)
    done("worker", "--once")
    (notice,) = (tmp_path / "page").rglob("notice.txt")
    link = next(word for word in notice.read_text(encoding="utf-8").split() if "/w/" in word)
    assert "Doha" in done("acknowledge", link).out
    done("acknowledge", link, "--name", "Col. A. Haddad", "--rank", "duty officer")
    done("acknowledge", link, "--will-do", "close the promenade that evening")

    # Looked back on, and proven.
    (review,) = done("case", case, "--review", "--by", "adil", "--json").lines
    assert (review["acknowledged"], review["recipients"], review["silences"]) == (1, 1, 1)
    signed("case", case, "--share", str(tmp_path / "out"), by="adil")
    bundle, key = tmp_path / "out" / "bundle.json", tmp_path / "out" / "log.vkey"
    proven = done("verify", str(bundle), "--key", str(key), "--entries")
    for said in ("PROVEN", "complete", "warning.acknowledged", "warning.action.stated", "delivery.silence.recorded"):
        assert said in proven.out
    assert "Haddad" not in proven.out + bundle.read_text(encoding="utf-8")
    bundle.write_bytes(bundle.read_bytes().replace(b"warning.acknowledged", b"warning.acknowledgee", 1))
    assert nadhir("verify", str(bundle), "--key", str(key)).code == 3

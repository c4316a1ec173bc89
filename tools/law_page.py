"""Writes docs/law.md from the packs: every provision with its day, whether it was read, and what is relied on.

`python -m tools.law_page` after any change of a pack; tests/architecture fails until it was run. The part above the
generated one is written by hand.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import yaml

from nadhir.policy import Pack, Rule
from nadhir.reference import packs
from nadhir.terms.provision import Instrument, Origin, Provision

ROOT: Final = Path(__file__).resolve().parent.parent
PAGE: Final = ROOT / "docs" / "law.md"
GENERATED: Final = "## The packs, provision by provision\n"
KEYS: Final = packs.keys()
#: What the tags of origin say (terms/provision.py).
ORIGINS: Final = {
    Origin.SOURCE: "a source that was read",
    Origin.SECONDARY: "second hand",
    Origin.UNVERIFIED: "memory",
    Origin.OURS: "ours [D]",
}
#: A reference begins so where it names the project's own notes, which the reader does not have.
_OWN_NOTES: Final = re.compile(r"^law\.md[ \d.,]*")


def page(by_hand: str) -> str:
    """Returns the page: the part written by hand, then every pack with its provisions."""
    return by_hand.partition(GENERATED)[0] + GENERATED + "".join(_of_pack(packs.load(key)) for key in KEYS)


def _of_pack(pack: Pack) -> str:
    minutes = ", ".join(f"{urgency.value}: {number}" for urgency, number in pack.parameters.clock_minutes.items())
    verified = sum(rule.provision.is_verified for rule in pack.provisions)
    lines = [
        f"\n### {pack.key}\n",
        f"\n{pack.instrument.title}. {'Mandatory' if pack.is_mandatory else 'Voluntary'} for whom it binds.\n",
        f"\n- **Who is bound**: {_plain(inspect.getdoc(pack.is_bound) or '')}\n",
        f"- **In force**: {_in_force(pack.instrument)}\n",
        f"- **Clock of the release decision**, in minutes, ours [D]: {minutes}\n",
        *(f"- **{name.replace('_', ' ')}**: {number}\n" for name, number in pack.parameters.own.items()),
        f"- **Provisions**: {len(pack.provisions)}, of which {verified} verified\n",
        f"- **Scenarios**: {_scenarios(pack.key)} in `laws/{pack.key}/`\n",
        "\n| paragraph | what it says | since | verified | what was read, and the words relied on |\n",
        "| --- | --- | --- | --- | --- |\n",
        *_rows(pack),
    ]
    return "".join(lines)


def _in_force(instrument: Instrument) -> str:
    since = f"since {instrument.in_force_from}"
    if instrument.in_force_until is not None:
        since += f", until {instrument.in_force_until}"
    if instrument.earlier_from is not None:
        since += (
            f"; since {instrument.earlier_from} for some ({instrument.earlier_for.replace('_', ' ')}, a person says)"
        )
    read = _read(reference=instrument.reference, words=instrument.words, origin=instrument.origin)
    return f"{since}; {'verified' if instrument.is_verified else '**not verified**'}: {read}"


def _rows(pack: Pack) -> Iterator[str]:
    for rule in pack.provisions:
        provision = rule.provision
        yield (
            f"| {provision.paragraph} | {_cell(_substance(rule))} | {_since(provision)} | "
            f"{'yes' if provision.is_verified else '**no**'} | "
            f"{_cell(_read(reference=provision.reference, words=provision.words, origin=provision.origin))} |\n"
        )


def _substance(rule: Rule) -> str:
    """Returns what the provision says, without the number that it begins with, which stands beside it."""
    return _plain(rule.substance)


def _since(provision: Provision) -> str:
    until = "" if provision.in_force_until is None else f" to {provision.in_force_until}"
    return f"{provision.in_force_from}{until}"


def _read(*, reference: str, words: str, origin: Origin) -> str:
    rest = _OWN_NOTES.sub("", reference).strip()
    source = rest[1:-1] if rest.startswith("(") and rest.endswith(")") else rest
    parts = [ORIGINS[origin], source, f"“{words}”" if words else ""]
    return ": ".join(part for part in parts if part)


def _scenarios(key: str) -> int:
    return sum(
        len(yaml.safe_load(path.read_text(encoding="utf-8"))["scenarios"])
        for path in (ROOT / "laws" / key).glob("*.yaml")
    )


def _plain(text: str) -> str:
    return " ".join(text.split())


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main() -> None:
    """Writes the page anew."""
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"wrote {PAGE.name}")


if __name__ == "__main__":
    main()

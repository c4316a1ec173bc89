# SPDX-License-Identifier: Apache-2.0
"""`nadhir verify`: prove a disclosure bundle offline, with the file and the log's key alone."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Final

from nadhir.cli.command import Console
from nadhir.cli.exits import Exit
from nadhir.cli.lines import dump
from nadhir.ledger import BundleRefusedError, PersonalState, Step, StepName, VerifiedBundle, VerifierKey, verify_bundle

SUMMARY = "prove a disclosure bundle offline: nothing was changed, dropped, reordered or cut off"
DESCRIPTION = """Prove a disclosure bundle: every entry it opens stands in the log that this key signed, unchanged, in
its place, and a case that is said to be complete is. Needs no network, no database and no installation.

The key is the log's line in a file of its own (or the line itself). Get it by another route than the bundle: from
what the organisation published, or from a checkpoint that you kept.

  nadhir verify bundle.json --key log.vkey"""
WORDS: Final = {
    StepName.READ: "the file is a whole bundle, nothing missing and nothing besides",
    StepName.KEY: "it names the log and the key that you gave",
    StepName.CHECKPOINT: "the log signed the checkpoint",
    StepName.WITNESSES: "the witnesses that you gave signed rightly, or not at all",
    StepName.OLDER: "older checkpoints are signed, and the log only grew since",
    StepName.OPENED: "each entry opens to what the log committed to",
    StepName.INCLUDED: "each entry stands in the log at its place",
    StepName.PERSONAL: "each personal field is as committed, or said to be erased or withheld",
    StepName.CHAINED: "the entries of a case follow one another without a gap where none is claimed",
    StepName.COMPLETE: "a case said to be complete ends in the newest entry that the log recorded",
}


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("bundle", type=Path, help="the bundle, a .json file")
    parser.add_argument("--key", required=True, help="the log's key: a file that holds its line, or the line itself")
    parser.add_argument("--witness", action="append", default=[], help="a witness's key, likewise; may be given again")
    parser.add_argument("--entries", action="store_true", help="print what the proven entries say")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of words")


def run(args: Namespace, *, console: Console) -> Exit:
    """Verify the bundle and print every step."""
    log_key = _key(args.key)
    witnesses = tuple(_key(k) for k in args.witness)
    data = args.bundle.read_bytes()
    try:
        verified = verify_bundle(data, log_key=log_key, witnesses=witnesses)
    except BundleRefusedError as refusal:
        if args.json:
            said = {"what": refusal.what, "where": refusal.where, "do": refusal.remedy}
            console.print(dump({"verified": False, "step": refusal.step.value, "error": said}))
        else:
            for step in refusal.passed:
                console.print(_passed(step))
            console.print(f"  ✗ {refusal.number:>2}. {WORDS[refusal.step]}")
            console.print(f"NOT PROVEN: {refusal}")
        return Exit.REFUSED
    if args.json:
        console.print(dump(_as_json(verified)))
    else:
        _say(verified, console=console, with_entries=args.entries)
    return Exit.OK


def _key(given: str) -> VerifierKey:
    path = Path(given)
    is_file = len(given) < 256 and path.is_file()  # noqa: PLR2004 -- a key's line is no path; most systems end a name at 255 bytes
    return VerifierKey.parse(path.read_text(encoding="utf-8").strip() if is_file else given)


def _passed(step: Step) -> str:
    detail = f" — {step.detail}" if step.detail else ""
    return f"  ✓ {step.number:>2}. {WORDS[step.name]} ({step.count}){detail}"


def _say(verified: VerifiedBundle, *, console: Console, with_entries: bool) -> None:
    for step in verified.steps:
        console.print(_passed(step))
    for disclosed in verified.cases:
        console.print(f"     case {disclosed.case}: {disclosed.claim.value}, {disclosed.count} entries")
    if with_entries:
        for one in verified.entries:
            moment = one.entry.at.isoformat(timespec="seconds")
            console.print(f"     {one.entry.index:>6}  {moment}  {one.entry.name}  {one.entry.by or '(the system)'}")
            for name, shown in sorted(one.personal.items()):
                text = shown.value if isinstance(shown, PersonalState) else shown.reveal(to="nadhir verify")
                console.print(f"             {name}: {text}")
    if verified.backdated:
        console.print(f"  ! entries with a moment before that of an earlier one: {list(verified.backdated)}")
    console.print("PROVEN: nothing in this bundle was changed, dropped, reordered or cut off since it was written.")


def _as_json(verified: VerifiedBundle) -> dict[str, object]:
    return {
        "verified": True,
        "steps": [{"number": s.number, "name": s.name.value, "count": s.count} for s in verified.steps],
        "entries": [
            {"index": e.entry.index, "at": e.entry.at.isoformat(), "name": e.entry.name} for e in verified.entries
        ],
        "cases": [{"case": c.case, "claim": c.claim.value, "count": c.count} for c in verified.cases],
        "backdated": list(verified.backdated),
    }

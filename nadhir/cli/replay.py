# SPDX-License-Identifier: Apache-2.0
"""`nadhir replay`: what the desk would have recommended at each instant, from what was held by then."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

from nadhir.casework.replay import replay_case
from nadhir.cli.command import Console
from nadhir.cli.exits import Exit
from nadhir.terms.errors import TheirsError

SUMMARY = "replay timelines of past cases and give the desk's answer at each instant"
DESCRIPTION = """Replay a case: feed the desk what lay at hand by each instant, and write what it recommends then, in
the answer format of the replay cases. No person answers in a replay: the desk's recommendation stands for the decision,
and nothing is sent anywhere.

  nadhir replay cases/kerman.json --out answers
  nadhir replay cases --out answers"""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("path", type=Path, help="a case file, or a folder of them (*.json)")
    parser.add_argument("--out", type=Path, required=True, help="the folder for the answers, made where it is missing")


def run(args: Namespace, *, console: Console) -> Exit:
    """Replay every case and write its answers under the same file name."""
    paths = sorted(args.path.glob("*.json")) if args.path.is_dir() else [args.path]
    if not paths:
        raise TheirsError("there is no case file", where=str(args.path), remedy="name a .json file or a folder of them")
    args.out.mkdir(parents=True, exist_ok=True)
    failed = 0
    for number, path in enumerate(paths, start=1):
        console.progress(f"{number}/{len(paths)}  {path.stem}")
        try:
            answer = replay_case(_load(path))
        except TheirsError as error:
            failed += 1
            console.progress("")
            console.note(f"nadhir replay: {path.name}: {error}")
            continue
        out = args.out / path.name
        out.write_text(json.dumps(answer, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    console.progress("")
    console.note(f"nadhir replay: {len(paths) - failed} of {len(paths)} cases answered in {args.out}")
    return Exit.SOME_FAILED if failed else Exit.OK


def _load(path: Path) -> dict[str, object]:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as problem:
        raise TheirsError(
            f"is no JSON ({problem})", where=path.name, remedy="write one JSON object, in UTF-8"
        ) from None
    if not isinstance(value, dict):
        raise TheirsError("is no JSON object", where=path.name, remedy="see the replay format")
    return value

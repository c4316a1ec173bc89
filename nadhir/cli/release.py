# SPDX-License-Identifier: Apache-2.0
"""`nadhir release`: propose a warning, and let two people who did not write it stand for its exact bytes, or refuse."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter
from typing import TYPE_CHECKING, Final

from nadhir.cli.command import Console
from nadhir.cli.desk import Desk, add_json, add_officer, add_password, check_password, open_desk
from nadhir.cli.exits import Exit
from nadhir.cli.hints import give_hints
from nadhir.cli.lines import dump
from nadhir.cli.plain import plain
from nadhir.release import ONE_THREAT, REQUIRED_CHECKS
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import CaseId, ReleaseId
from nadhir.terms.release import Check, Mode

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from nadhir.casework.read_models import ReleaseView

SUMMARY = "propose a warning; show, approve or refuse it: two people, neither its author"
DESCRIPTION = """Nothing leaves the house without two people who stand for it, neither of whom wrote any of it. An
analyst proposes the latest text; two releasing authorities read what will happen, and approve these exact bytes with
their password, or refuse them with a reason. The second signature sends it on its way; any edit makes it another
release. A text that names places far apart, or times that exclude each other, needs a fifth answer:
--check one_threat="done:why it is one".

  nadhir release propose c-1b8e0f2a9d31 --by karim \\
      --check harm_of_warning="done:the text names no site and no person" \\
      --check originator_consulted="done:agreed on 2 January" \\
      --check courtesy_notice="skip:nothing is said in public" \\
      --check no_double_standard="done:all who are there are told the same"
  nadhir release show rel-9c04d1 --by huda
  nadhir release approve rel-9c04d1 --by huda
  nadhir release refuse rel-9c04d1 --by huda --reason "the hour gives the source away"
"""
APPROVE: Final = """Show in words what will happen and the digest of what would leave, ask for your password, and sign.
Where there is no terminal to read it at (--password-file), name with --digest what you looked at before."""
CHECKS: Final = ", ".join(REQUIRED_CHECKS)


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of each step."""
    steps = parser.add_subparsers(dest="step", metavar="STEP", title="steps", required=True)
    propose = _step(steps, "propose", about="Propose the latest text of a case for release.")
    propose.add_argument("case", metavar="CASE", help="the case")
    propose.add_argument(
        "--check",
        action="append",
        default=[],
        type=_check,
        metavar="NAME=ANSWER",
        help=f"a question answered, done:REASON or skip:REASON; all of: {CHECKS}; {ONE_THREAT} where it is asked",
    )
    propose.add_argument("--drill", action="store_true", help="a drill: it reaches nobody")
    show = _step(steps, "show", about="Show what would leave, to whom and how, and who stands for it.")
    approve = _step(steps, "approve", about=APPROVE)
    approve.add_argument("--digest", metavar="SHA256", help="sign only if this is what would leave")
    refuse = _step(steps, "refuse", about="Refuse it, with a reason; the case goes back to those who write.")
    refuse.add_argument("--reason", required=True, help="why")
    for step in (show, approve, refuse):
        step.add_argument("release", metavar="RELEASE", help="the release")
    for step in (approve, refuse):
        add_password(step)
    for step in (propose, show, approve, refuse):
        add_json(step)
        add_officer(step)


def _step(steps: "_SubParsersAction[ArgumentParser]", name: str, *, about: str) -> ArgumentParser:
    return steps.add_parser(
        name,
        help=about.partition(";")[0].partition(",")[0].rstrip("."),
        description=about,
        formatter_class=RawDescriptionHelpFormatter,
    )


def _check(text: str) -> Check:
    name, equals, answer = text.partition("=")
    how, colon, reason = answer.partition(":")
    if not equals or not colon or how not in ("done", "skip") or not reason.strip():
        raise ArgumentTypeError(f"{text!r} is not NAME=done:REASON or NAME=skip:REASON")
    if name not in (*REQUIRED_CHECKS, ONE_THREAT):
        raise ArgumentTypeError(f"no check is called {name!r}: {CHECKS}, {ONE_THREAT}")
    return Check(name, is_done=how == "done", reason=reason.strip())


def run(args: Namespace, *, console: Console) -> Exit:
    """Take the step."""
    desk = open_desk(args, console=console)
    if args.step == "propose":
        _propose(desk, args)
    elif args.step == "show":
        _tell(desk, args, view=_look(desk, args), did="")
    elif args.step == "approve":
        _approve(desk, args)
    else:
        _refuse(desk, args)
    return Exit.OK


def _look(desk: Desk, args: Namespace) -> "ReleaseView":
    from nadhir.casework import queries

    return queries.release(desk.house, release_id=ReleaseId(args.release), by=desk.by)


def _propose(desk: Desk, args: Namespace) -> None:
    from nadhir.casework.release import propose

    names = [check.name for check in args.check]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise TheirsError(f"{', '.join(twice)} answered twice", where="--check", remedy="give each once")
    mode = Mode.DRILL if args.drill else Mode.LIVE
    view = propose(desk.house, case_id=CaseId(args.case), checks=args.check, by=desk.by, mode=mode)
    _tell(desk, args, view=view, did=f"proposed as {view.release.id}; it needs two other people")


def _approve(desk: Desk, args: Namespace) -> None:
    from nadhir.casework.authority import NotAllowedError
    from nadhir.casework.release import approve

    seen = _look(desk, args)
    where = f"release {seen.release.id}"
    if not seen.may_approve:
        raise NotAllowedError(seen.why_not, where=where, remedy="another releasing authority may")
    if args.password_file is not None and not args.digest:
        raise TheirsError(
            "nobody looked at it here", where=where, remedy="name what you looked at: --digest, from release show"
        )
    if not args.json:
        _say_what_will_happen(desk, seen)
    check_password(desk, file=args.password_file, to=f"stand for these exact bytes of {seen.release.id}")
    digest = args.digest or seen.release.content_digest
    signed = approve(desk.house, release_id=seen.release.id, content_digest=digest, by=desk.by)
    _tell(desk, args, view=signed, did=f"approved by {desk.by}", is_short=True)


def _say_what_will_happen(desk: Desk, seen: "ReleaseView") -> None:
    from nadhir.cli.telling import recipient_line, tell_release

    tell_release(desk.story(), seen, by=desk.by)
    desk.console.print()
    last = bool(seen.release.approvals)
    when = "With your signature this leaves" if last else "With one more signature after yours this leaves"
    drill = ", as a drill that reaches nobody" if seen.release.mode is Mode.DRILL else ""
    desk.console.print(f"{when}{drill}. It will:")
    for recipient in seen.recipients:
        desk.console.print(f"  - {recipient_line(recipient, by=desk.by)}")
    desk.console.print(f"sha256 {seen.release.content_digest}")


def _refuse(desk: Desk, args: Namespace) -> None:
    from nadhir.casework.release import refuse

    seen = _look(desk, args)
    check_password(desk, file=args.password_file, to=f"refuse {seen.release.id}")
    give_hints(desk.console, {"--reason": args.reason})
    refused = refuse(desk.house, release_id=seen.release.id, reason=args.reason, by=desk.by)
    _tell(desk, args, view=refused, did=f"refused by {desk.by}", is_short=True)


def _tell(desk: Desk, args: Namespace, *, view: "ReleaseView", did: str, is_short: bool = False) -> None:
    from nadhir.casework.wording import word
    from nadhir.cli.telling import tell_release

    if args.json:
        desk.console.print(dump(plain(view, to=desk.by)))
        return
    if not is_short:
        tell_release(desk.story(), view, by=desk.by)
    if did:
        desk.console.print()
        desk.console.print(f"{did}: {word(view.release.state)}")

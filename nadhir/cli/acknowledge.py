# SPDX-License-Identifier: Apache-2.0
"""`nadhir acknowledge`: the recipient's page without a browser: read it, say who has it, and what they will do."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from nadhir.cli.command import Console
from nadhir.cli.desk import add_json, has_strays, open_house
from nadhir.cli.exits import Exit
from nadhir.cli.lines import dump
from nadhir.cli.plain import plain
from nadhir.terms.errors import TheirsError

if TYPE_CHECKING:
    from nadhir.casework.house import House
    from nadhir.casework.read_models import RecipientPage

SUMMARY = "open a recipient's page; acknowledge it by name, say what will be done, or decline"
DESCRIPTION = """What a recipient does on the secure page, for whoever has the link and no browser: with the link alone
(or the token in it) the warning is shown, and it is counted that the page was opened, which is no acknowledgement.

  nadhir acknowledge https://warn.example/w/3fQ…/
  nadhir acknowledge 3fQ… --name "Maryam Karimi" --rank "governor's office"
  nadhir acknowledge 3fQ… --will-do "The ceremony is moved to another day"
  nadhir acknowledge 3fQ… --name "Maryam Karimi" --decline "this is not our district"

It needs no account: whoever has the link is whom it was made for. - reads the link from standard input, so that it does
not stand among the machine's processes. Give the whole link where you can: a token alone that begins with a hyphen
needs -- before it, as in nadhir acknowledge --name NAME -- -3fQ…"""
FROM_INPUT: Final = "-"
LONGEST_LINK_BYTES: Final = 4096


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("token", metavar="TOKEN", help="the link, or the token in it; - reads it from standard input")
    parser.add_argument("--name", default="", help="who has it: a person's name")
    parser.add_argument("--rank", default="", help="their rank or function")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--will-do", default="", metavar="WORDS", help="what they will do")
    what.add_argument("--decline", metavar="REASON", help="it is not for them; the next way is tried")
    what.add_argument("--dispute", metavar="WORDS", help="it is wrong; the case is looked at again")
    what.add_argument("--ask", metavar="WORDS", help="a question, which goes to a person")
    add_json(parser)


def run(args: Namespace, *, console: Console) -> Exit:
    """Open the page, or answer on it, and show where it stands."""
    is_by_name = args.dispute is None and args.ask is None
    if has_strays(console, name=args.name and not is_by_name, rank=args.rank and not (is_by_name and args.name)):
        return Exit.USAGE
    opened = open_house()
    page, did = _act(opened, args, token=token_of(_given(args, console=console)))
    if args.json:
        console.print(dump({"did": did, **_as_json(page)}))
        return Exit.OK
    _show(page, console=console, with_texts=did == "opened")
    return Exit.OK


def _given(args: Namespace, *, console: Console) -> str:
    if args.token != FROM_INPUT:
        return str(args.token)
    return console.stdin.readline(LONGEST_LINK_BYTES).decode("utf-8", "replace").strip()


def token_of(given: str) -> str:
    """Return the token of a link, or what was given, where it is no link.

    >>> token_of("https://warn.example/w/3fQ-x_Y/")
    '3fQ-x_Y'
    """
    path = urlsplit(given).path if "/" in given else given
    token = path.rstrip("/").rpartition("/")[2]
    if not token:
        raise TheirsError("there is no token in it", where="TOKEN", remedy="give the link as it was received")
    return token


def _act(opened: "House", args: Namespace, *, token: str) -> tuple["RecipientPage", str]:
    from nadhir.casework import acknowledge, answer_back

    if args.decline is not None:
        page = acknowledge.decline(opened, token=token, name=args.name, rank=args.rank, reason=args.decline)
        return page, "declined"
    if args.dispute is not None:
        return answer_back.dispute(opened, token=token, words=args.dispute), "disputed"
    if args.ask is not None:
        return answer_back.ask(opened, token=token, words=args.ask), "asked"
    if args.name:
        page = acknowledge.acknowledge(opened, token=token, name=args.name, rank=args.rank, will_do=args.will_do)
        return page, "action_stated" if args.will_do else "acknowledged"
    if args.will_do:
        return acknowledge.state_action(opened, token=token, will_do=args.will_do), "action_stated"
    return acknowledge.open_page(opened, token=token), "opened"


def _as_json(page: "RecipientPage") -> dict[str, object]:
    found = plain(page, to="the recipient")
    assert isinstance(found, dict)  # noqa: S101 -- a read model is a dataclass
    return found


def _show(page: "RecipientPage", *, console: Console, with_texts: bool) -> None:
    from nadhir.casework.wording import language_name, word

    if with_texts:
        console.print(f"{page.marking}  from {page.sender}, to {page.recipient.reveal(to='the recipient')}")
        if page.is_drill:
            console.print("THIS IS A DRILL")
        for text in page.texts:
            console.print()
            console.print(f"[{language_name(text.language)}]")
            console.print(text.content.rstrip("\n"))
        console.print()
        console.print(f"valid until {page.valid_until:%d %b %Y %H:%M} UTC")
        if page.independent_check:
            console.print(f"to check it by another way: {page.independent_check}")
    said = page.acknowledgement
    console.print(f"this warning: {word(page.state)}")
    if said is None:
        console.print("nobody by name has said yet that they have it: --name")
        return
    rank = f", {said.rank}" if said.rank else ""
    console.print(f"  has it: {said.by.reveal(to='the recipient')}{rank}, {said.at:%d %b %Y %H:%M} UTC")
    if said.will_do:
        console.print(f"  will do: {said.will_do}")

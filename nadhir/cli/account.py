# SPDX-License-Identifier: Apache-2.0
"""`nadhir account`: organisations, officers and their roles; the sources and parties that a house knows."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from nadhir.casework.json_lines import Line, read_lines
from nadhir.casework.screen_text import LineError
from nadhir.cli.command import Console
from nadhir.cli.desk import (
    Desk,
    add_json,
    add_officer,
    add_password,
    check_password,
    has_strays,
    new_password,
    open_desk,
    open_house,
)
from nadhir.cli.exits import Exit
from nadhir.cli.lines import dump, error_line
from nadhir.cli.plain import plain
from nadhir.terms.assessment import Yardstick
from nadhir.terms.errors import InvalidTermError, TheirsError
from nadhir.terms.ids import OfficerId, PartyId, SourceId
from nadhir.terms.party import ChannelKind, Contact, Holder, Party, PartyRole, Relation
from nadhir.terms.report import Source, SourceKind, SourceReliability
from nadhir.terms.sealed import Sealed
from nadhir.terms.text import Language

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from nadhir.casework.authority import OfficerRole

SUMMARY = "found an organisation; make, change and close accounts; keep sources and parties"
ROLES: Final = ("intake_officer", "analyst", "releasing_authority", "liaison", "inspector", "administrator")
DESCRIPTION = f"""Organisations and accounts. There is no default account: an organisation and its first administrator
are made from the machine itself; from then on its administrators make accounts, with their own password. Nobody
changes their own rights, and who keeps accounts does not release warnings. From the first case on, a releasing
authority or an administrator is made, or given another password, by two: one proposes, another administrator or a
releasing authority confirms; and a password that somebody else set must be changed before its owner stands for
anything.

  nadhir account organisation north --name "Duty desk North" --country NO --pack icd-191 --timezone Europe/Oslo
  nadhir account add nour --name "Nour al-Miftahi" --organisation north          the first administrator
  nadhir account add karim --name "Karim al-Basiri" --role analyst --by nour
  nadhir account roles karim analyst liaison --by nour
  nadhir account confirm lina --by omar          the second person: nobody alone makes who releases or keeps accounts
  nadhir account deputy karim --to salma --by karim      who is told when a clock that karim holds ran out
  nadhir account close karim --by nour
  nadhir account yardstick phia --by nour        what words of likelihood are measured by
  nadhir account directory sources-and-parties.jsonl --by karim
  nadhir account key gateway --source so-3 --by nour          lets a system hand reports in over HTTP; shown this once
  nadhir account key gateway --revoke --by nour
  nadhir account keys --by nour

Roles: {", ".join(ROLES[:4])},
{", ".join(ROLES[4:])}."""
YARDSTICKS: Final = tuple(each.value for each in Yardstick)
MEASURED: Final = "what words of likelihood are measured by (default: phia in the United Kingdom, else icd-203)"
KEY: Final = """Make a key with which a system hands reports of one source in over HTTP, or revoke it.

The key is shown once, and kept as a hash alone. It reads nothing and releases nothing; whoever has it can hand in
reports under that source's name, so give each system its own, and revoke it when the system goes."""
DIRECTORY: Final = """Add or bring up to date the sources and parties that the house knows, one JSON object a line:

  {"source": {"id": "so-3", "name": "Partner service", "kind": "partner", "reliability": "B", "protected": true,
   "identifiers": ["LR9-2317"]}}
  {"party": {"id": "police", "name": "City Police", "country": "CA", "relation": "partner", "roles": ["protector",
   "authority"], "languages": ["en"], "channels": ["phone"], "standing": true, "contacts": [{"channel": "phone",
   "address": "+1 555 0100", "via": "", "independent_check": "call the desk back"}]}}
  {"party": {…, "standing": false, "cases": ["c-1b8e0f2a9d31"]}}

A standing party is known to every case, another to those it is named in."""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of each step."""
    steps = parser.add_subparsers(dest="step", metavar="STEP", title="steps", required=True)
    found = _step(steps, "organisation", about="Found an organisation, from the machine itself.")
    found.add_argument("key", metavar="KEY", help="its short name, for ever")
    found.add_argument("--name", required=True, help="as recipients read it")
    found.add_argument("--country", required=True, type=_country, metavar="CC", help="ISO 3166-1: two letters")
    found.add_argument("--pack", required=True, help="the law or policy that it works under, for example icd-191")
    found.add_argument("--timezone", required=True, type=_zone, help="for example Europe/Oslo")
    found.add_argument("--yardstick", choices=YARDSTICKS, help=MEASURED)
    found.add_argument("--contact", default="", help="whom a recipient may call; it stands in every warning")
    add_json(found)

    add = _step(steps, "add", about="Make an account; with --organisation and no --by, its first administrator.")
    add.add_argument("username", metavar="USERNAME", help="letters, digits, dots and hyphens; for ever")
    add.add_argument("--name", required=True, help="the officer's name")
    add.add_argument("--role", action="append", default=[], choices=ROLES, metavar="ROLE", help="may be given again")
    add.add_argument("--organisation", metavar="KEY", help="make its first administrator, from the machine itself")
    add.add_argument("--language", choices=("ar", "en"), default="en", help="of the desk: ar or en (default: en)")
    _add_new_password(add)

    yardstick = _step(
        steps,
        "yardstick",
        about="Choose what words of likelihood are measured by; a case is worded by it once it is assessed again.",
    )
    yardstick.add_argument("yardstick", choices=YARDSTICKS, metavar="YARDSTICK", help="icd-203 or phia")

    roles = _step(
        steps, "roles", about="Give an officer exactly these roles; what is taken away is ended, not deleted."
    )
    roles.add_argument("username", metavar="USERNAME", help="the account")
    roles.add_argument("roles", nargs="+", choices=ROLES, metavar="ROLE", help=", ".join(ROLES))

    close = _step(steps, "close", about="Close an account; what the officer did stays theirs on record.")
    close.add_argument("username", metavar="USERNAME", help="the account")

    password = _step(steps, "password", about="Set a password: your own, or, as an administrator, a colleague's.")
    password.add_argument("username", metavar="USERNAME", help="the account")
    _add_new_password(password)

    deputy = _step(steps, "deputy", about="Name who is told when a clock that an officer holds ran out.")
    deputy.add_argument("username", metavar="USERNAME", help="the account: your own, or, as an administrator, any")
    named = deputy.add_mutually_exclusive_group(required=True)
    named.add_argument("--to", metavar="USERNAME", help="the deputy, a colleague")
    named.add_argument("--nobody", action="store_true", help="name nobody: the next role up is told")

    confirm = _step(
        steps, "confirm", about="Confirm, as the second person, what an administrator proposed of an account."
    )
    confirm.add_argument("username", metavar="USERNAME", help="the account that it is about")

    key = _step(steps, "key", about=KEY)
    key.add_argument("name", metavar="NAME", help="the system that uses it; reports say that it handed them in")
    what = key.add_mutually_exclusive_group(required=True)
    what.add_argument("--source", metavar="ID", help="make a key for reports of this source")
    what.add_argument("--revoke", action="store_true", help="let the key open nothing from now on")
    keys = _step(steps, "keys", about="List the keys of systems that hand reports in, and when each was last used.")

    listed = _step(steps, "list", about="List the organisation's accounts.")
    directory = _step(steps, "directory", about=DIRECTORY)
    directory.add_argument("file", metavar="FILE", help="JSON Lines; - reads standard input")
    for step in (add, yardstick, roles, close, password, deputy, confirm, key, keys, listed, directory):
        add_json(step)
        add_officer(step)
    for step in (add, yardstick, roles, close, password, deputy, confirm, key):
        add_password(step)


def _step(steps: "_SubParsersAction[ArgumentParser]", name: str, *, about: str) -> ArgumentParser:
    first = about.partition("\n")[0].partition(";")[0].partition(",")[0].rstrip(".:")
    return steps.add_parser(name, help=first, description=about, formatter_class=RawDescriptionHelpFormatter)


def _add_new_password(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--new-password-file",
        type=Path,
        metavar="FILE",
        help="a file with the account's new password in its first line (default: ask twice)",
    )


def _country(text: str) -> str:
    if len(text) != 2 or not text.isascii() or not text.isalpha():  # noqa: PLR2004 -- alpha-2
        raise ArgumentTypeError(f"{text!r} is no code of two letters, such as NO")
    return text.upper()


def _zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ArgumentTypeError(f"{text!r} is no time zone, such as Europe/Oslo") from None
    return text


def run(args: Namespace, *, console: Console) -> Exit:
    """Take the step."""
    if args.step == "organisation":
        _found(args, console=console)
        return Exit.OK
    if args.step == "add" and has_strays(console, organisation=args.organisation and args.by):
        return Exit.USAGE
    if args.step == "add" and args.organisation:
        _add_first(args, console=console)
        return Exit.OK
    desk = open_desk(args, console=console)
    if args.step == "directory":
        return _keep_directory(desk, args)
    if args.step == "list":
        _list(desk, args)
    elif args.step == "key":
        _change_key(desk, args)
    elif args.step == "keys":
        _list_keys(desk, args)
    elif args.step == "yardstick":
        _choose_yardstick(desk, args)
    else:
        _change(desk, args)
    return Exit.OK


# ── from the machine itself ─────────────────────────────────────────────────────────────────────────────────────────


def _found(args: Namespace, *, console: Console) -> None:
    opened = open_house()
    from nadhir.casework.accounts import found_organisation

    opened.knowledge.pack(args.pack)  # a pack that is not there is said now, and not at the first threat
    holder = Holder(
        name=args.name,
        country=args.country,
        pack=args.pack,
        timezone=args.timezone,
        own_yardstick=None if args.yardstick is None else Yardstick(args.yardstick),
    )
    found_organisation(opened, key=args.key, holder=holder, contact=args.contact)
    _say(args, console=console, did="founded", of=args.key, then="its first administrator: nadhir account add")


def _add_first(args: Namespace, *, console: Console) -> None:
    opened = open_house()
    from nadhir.casework.accounts import create_first_administrator

    if set(args.role) - {"administrator"}:
        raise TheirsError(
            "the first account is an administrator", where=f"account {args.username}", remedy="leave --role out"
        )
    password = new_password(args.username, file=args.new_password_file, console=console)
    create_first_administrator(
        opened,
        organisation=args.organisation,
        username=args.username,
        display_name=args.name,
        password=password,
    )
    _say(args, console=console, did="made", of=args.username, then="the others: nadhir account add … --by USERNAME")


def _say(args: Namespace, *, console: Console, did: str, of: str, then: str = "") -> None:
    if args.json:
        console.print(dump({"did": did, "of": of}))
        return
    console.print(f"{did}: {of}")
    if then:
        console.print(f"  next, {then}")


# ── by an administrator ─────────────────────────────────────────────────────────────────────────────────────────────


def _choose_yardstick(desk: Desk, args: Namespace) -> None:
    from nadhir.casework.accounts import choose_yardstick

    check_password(desk, file=args.password_file, to="choose the yardstick of likelihood")
    choose_yardstick(desk.house, yardstick=Yardstick(args.yardstick), by=desk.by)
    _say(args, console=desk.console, did="yardstick chosen", of=args.yardstick)


def _change(desk: Desk, args: Namespace) -> None:
    from nadhir.casework import accounts

    officer = OfficerId(args.username)
    check_password(desk, file=args.password_file, to=f"change account {officer}")
    match args.step:
        case "add":
            accounts.create_officer(
                desk.house,
                username=args.username,
                display_name=args.name,
                roles=_roles(args.role),
                password=new_password(args.username, file=args.new_password_file, console=desk.console),
                by=desk.by,
                language=args.language,
            )
            _say(args, console=desk.console, did="made", of=args.username)
        case "roles":
            accounts.set_roles(desk.house, officer=officer, roles=_roles(args.roles), by=desk.by)
            _say(args, console=desk.console, did="roles set", of=args.username)
        case "deputy":
            named = OfficerId(args.to) if args.to else None
            accounts.set_deputy(desk.house, officer=officer, deputy=named, by=desk.by)
            _say(args, console=desk.console, did=f"deputy: {args.to or 'nobody'}", of=args.username)
        case "confirm":
            accounts.confirm_authority(desk.house, officer=officer, by=desk.by)
            _say(args, console=desk.console, did="confirmed", of=args.username)
        case "close":
            accounts.close_account(desk.house, officer=officer, by=desk.by)
            _say(args, console=desk.console, did="closed", of=args.username)
        case _:
            password = new_password(args.username, file=args.new_password_file, console=desk.console)
            accounts.set_password(desk.house, officer=officer, password=password, by=desk.by)
            _say(args, console=desk.console, did="password set", of=args.username)


def _roles(given: list[str]) -> "set[OfficerRole]":
    from nadhir.casework.authority import OfficerRole

    return {OfficerRole(role) for role in given}


def _list(desk: Desk, args: Namespace) -> None:
    from nadhir.casework import queries
    from nadhir.casework.wording import word

    for line in queries.officers(desk.house, by=desk.by):
        if args.json:
            desk.console.print(dump(plain(line, to=desk.by)))
            continue
        roles = ", ".join(sorted(word(role) for role in line.roles)) or "no role"
        seen = f"last seen {line.last_login_at:%d %b %Y}" if line.last_login_at else "never logged in at the desk"
        closed = "" if line.is_active else " CLOSED"
        waits = f"; proposed by {line.proposed_by}: a second person has to confirm" if line.proposed_by else ""
        new = "; has to choose a password" if line.must_change_password else ""
        deputy = f"; deputy {line.deputy}" if line.deputy else ""
        desk.console.print(f"{line.id:<16} {line.display_name} — {roles}; {seen}{closed}{deputy}{waits}{new}")


# ── keys of systems ─────────────────────────────────────────────────────────────────────────────────────────────────


def _change_key(desk: Desk, args: Namespace) -> None:
    from nadhir.casework import accounts

    check_password(desk, file=args.password_file, to=f"change intake key {args.name}")
    if args.revoke:
        accounts.revoke_intake_key(desk.house, name=args.name, by=desk.by)
        _say(args, console=desk.console, did="revoked", of=args.name)
        return
    key = accounts.create_intake_key(desk.house, name=args.name, source_id=SourceId(args.source), by=desk.by)
    if args.json:
        desk.console.print(dump({"did": "made", "of": args.name, "source": args.source, "key": key}))
        return
    desk.console.print(f"made: {args.name}, for reports of {args.source}; its key, shown this once:")
    desk.console.print(key)
    desk.console.print(f"  next: {desk.house.public_url}/api/reports/bytes, as README.md says under “Intake”")


def _list_keys(desk: Desk, args: Namespace) -> None:
    from nadhir.casework import accounts

    for line in accounts.intake_keys(desk.house, by=desk.by):
        if args.json:
            desk.console.print(dump(plain(line, to=desk.by)))
            continue
        used = f"{line.used_count} times, last {line.last_used_at:%d %b %Y}" if line.last_used_at else "never used"
        revoked = f" REVOKED {line.revoked_at:%d %b %Y}" if line.revoked_at else ""
        desk.console.print(f"{line.name:<16} source {line.source_id}; made {line.made_at:%d %b %Y}; {used}{revoked}")


# ── sources and parties ─────────────────────────────────────────────────────────────────────────────────────────────


def _keep_directory(desk: Desk, args: Namespace) -> Exit:
    from nadhir.casework.errors import NotFoundError

    failed = done = 0
    name = "standard input" if args.file == "-" else args.file
    with ExitStack() as stack:
        stream = desk.console.stdin if args.file == "-" else stack.enter_context(Path(args.file).open("rb"))
        for line in read_lines(stream, name=name):
            done += 1
            try:
                kept = _keep(desk, line)
            except (LineError, InvalidTermError, NotFoundError) as error:
                failed += 1
                desk.console.print(error_line(error, line=line.number) if args.json else f"error: {error}")
            else:
                _say(args, console=desk.console, did="kept", of=kept)
    if failed:
        desk.console.note(f"nadhir account: {failed} of {done} lines were not kept; each says why")
    return Exit.SOME_FAILED if failed else Exit.OK


def _keep(desk: Desk, line: Line) -> str:
    from nadhir.casework import directory
    from nadhir.terms.ids import CaseId

    if isinstance(line.value, LineError):
        raise line.value
    try:
        match line.value:
            case {"source": dict(given)}:
                source = _source(given)
                directory.save_source(desk.house, source=source, by=desk.by)
                return f"source {source.id}"
            case {"party": dict(given)}:
                party = _party(given)
                is_standing = _flag({"standing": True, **given}, "standing")
                directory.save_party(desk.house, party=party, is_standing=is_standing, by=desk.by)
                for case_id in _texts(given, "cases"):
                    directory.name_party(desk.house, case_id=CaseId(case_id), party_id=party.id, by=desk.by)
                return f"party {party.id}"
            case _:
                raise LineError(
                    "neither a source nor a party", where=line.where, remedy='{"source": {…}}, {"party": {…}}'
                )
    except KeyError as missing:
        raise LineError(f"there is no {missing}", where=line.where, remedy="nadhir account directory --help") from None
    except ValueError as problem:
        raise LineError(str(problem), where=line.where, remedy="nadhir account directory --help") from problem


def _source(given: Mapping[str, object]) -> Source:
    return Source(
        id=SourceId(_text(given, "id")),
        name=Sealed(_text(given, "name")),
        kind=SourceKind(_text(given, "kind")),
        reliability=SourceReliability(_text(given, "reliability")),
        is_protected=_flag(given, "protected"),
        identifiers=tuple(Sealed(each) for each in _texts(given, "identifiers")),
    )


def _party(given: Mapping[str, object]) -> Party:
    contacts = given.get("contacts", [])
    if not isinstance(contacts, list) or not all(isinstance(each, dict) for each in contacts):
        raise ValueError("contacts is no list of objects")
    return Party(
        id=PartyId(_text(given, "id")),
        name=Sealed(_text(given, "name")),
        country=_text(given, "country"),
        relation=Relation(_text(given, "relation")),
        roles=frozenset(PartyRole(role) for role in _texts(given, "roles")),
        languages=tuple(Language(tag) for tag in _texts(given, "languages")),
        channels=tuple(ChannelKind(channel) for channel in _texts(given, "channels")),
        contacts=tuple(_contact(cast("Mapping[str, object]", each)) for each in contacts),
    )


def _contact(given: Mapping[str, object]) -> Contact:
    return Contact(
        channel=ChannelKind(_text(given, "channel")),
        address=Sealed(_text(given, "address")),
        via=str(given.get("via") or ""),
        independent_check=str(given.get("independent_check") or ""),
    )


def _text(given: Mapping[str, object], name: str) -> str:
    value = given[name]
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{name} is no text")
    return value


def _flag(given: Mapping[str, object], name: str) -> bool:
    value = given[name]
    if value is not True and value is not False:
        raise ValueError(f"{name} is neither true nor false")
    return value


def _texts(given: Mapping[str, object], name: str) -> tuple[str, ...]:
    value = given.get(name, [])
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ValueError(f"{name} is no list of texts")
    return tuple(cast("list[str]", value))

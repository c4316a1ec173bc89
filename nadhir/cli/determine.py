# SPDX-License-Identifier: Apache-2.0
"""`nadhir determine`: what follows for a case; what an officer established; and the decision, which is a person's."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from typing import Final

from nadhir.cli.command import Console
from nadhir.cli.desk import Desk, add_json, add_officer, add_password, check_password, has_strays, open_desk
from nadhir.cli.exits import Exit
from nadhir.cli.hints import give_hints
from nadhir.cli.lines import dump
from nadhir.cli.plain import plain
from nadhir.terms.assessment import LikelihoodTerm
from nadhir.terms.determination import WaiverGround, WaiverProof, WeighingChoice
from nadhir.terms.errors import TheirsError
from nadhir.terms.facts import FactName, ReplyState
from nadhir.terms.ids import CaseId, PartyId
from nadhir.terms.party import ChannelKind

SUMMARY = "assess a case anew and recommend what follows; decide it; establish facts"
DESCRIPTION = """Assess a case anew on everything held now, apply the law or policy that the house works under, and
show the recommendation: each limb and each paragraph with its answer, its reasons and the words it rests on.

  nadhir determine c-1b8e0f2a9d31 --by karim
  nadhir determine c-1b8e0f2a9d31 --by karim --fact originator_consulted=yes --about partner \\
      --note "agreed on the telephone, 2 January, 14:10"
  nadhir determine c-1b8e0f2a9d31 --by karim --likelihood "very likely" --note "the same cell struck in May"
  nadhir determine c-1b8e0f2a9d31 --by karim --decide              asks for your password
  nadhir determine c-1b8e0f2a9d31 --by karim --decide --weigh "gov-qa=told_anyway:the text names no place"
  nadhir determine c-1b8e0f2a9d31 --by karim --show-ground aware --proof warned_by="their embassy, by note" \\
      --proof warned_when="1 January, 18:00" --proof same_threat="the same place and day"
  nadhir determine c-1b8e0f2a9d31 --by huda --affirm-waiver aware  asks for your password

What is computed is a recommendation. With --decide the one on record becomes your decision, under your name; should
it change while you type, nothing is decided. Where telling an addressee could do harm, the decision says with --weigh
what follows: told_anyway:WHY, another_way/CHANNEL,CHANNEL:WHY, or not_told:WHY. A waiver stands once a releasing
authority affirms it who neither decided it nor judged anything of the case; each ground is affirmed for each victim by
itself, once everything is written down that it has to be shown by, and it expires."""
YES: Final = frozenset({"yes", "true", "نعم"})
NOT_GIVEN: Final = ""
NO: Final = frozenset({"no", "false", "لا"})


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("case", metavar="ID", help="the case")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--decide", action="store_true", help="make the recommendation on record your decision")
    what.add_argument(
        "--affirm-waiver",
        nargs="?",
        const=None,
        default=NOT_GIVEN,
        type=_ground,
        metavar="GROUND[=VICTIM]",
        help="affirm this one waiver that another officer decided (where there is only one: no need to name it)",
    )
    what.add_argument(
        "--show-ground",
        type=_ground,
        metavar="GROUND[=VICTIM]",
        help="write down what a decided waiver's ground is shown by: " + ", ".join(each.value for each in WaiverGround),
    )
    what.add_argument(
        "--fact",
        type=_fact,
        metavar="NAME=VALUE",
        help="establish a fact: yes, no, a country code, or a qualification in words. Names: "
        + ", ".join(each.value for each in FactName),
    )
    what.add_argument(
        "--likelihood",
        type=_term,
        metavar="WORD",
        help="choose the word where the interval spans several, or lies in a gap of the yardstick; --note says why",
    )
    what.add_argument(
        "--reply",
        type=_reply,
        metavar="PARTY=STATE",
        help="record what a party answered to the case: " + ", ".join(each.value for each in ReplyState),
    )
    parser.add_argument(
        "--about", type=PartyId, metavar="PARTY", help="of --fact: whom it is about (default: the case)"
    )
    parser.add_argument(
        "--weigh",
        action="append",
        default=[],
        type=_weighed,
        metavar="PARTY=CHOICE:WHY",
        help="of --decide: what follows from what telling a party could do; once for each",
    )
    parser.add_argument(
        "--proof",
        action="append",
        default=[],
        type=_proof,
        metavar="NAME=TEXT",
        help="of --show-ground, again for each: " + ", ".join(each.value for each in WaiverProof),
    )
    parser.add_argument("--to", help="of --reply: warning (as a rule), update, renewal, or a report's id")
    parser.add_argument(
        "--note", default="", help="of --fact: how it is known; of --likelihood: why; of --reply: their words"
    )
    add_json(parser)
    add_officer(parser)
    add_password(parser)


def _fact(text: str) -> tuple[FactName, bool | str]:
    name, equals, value = text.partition("=")
    if not equals or not value.strip():
        raise ArgumentTypeError(f"{text!r} is not NAME=VALUE")
    try:
        known = FactName(name)
    except ValueError:
        raise ArgumentTypeError(f"no fact is called {name!r}: " + ", ".join(FactName)) from None
    plainly = value.strip().lower()
    if plainly in YES:
        return known, True
    return known, False if plainly in NO else value.strip()


def _term(text: str) -> LikelihoodTerm:
    try:
        return LikelihoodTerm(text.strip().lower())
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no word of likelihood: " + ", ".join(LikelihoodTerm)) from None


def _weighed(text: str) -> tuple[PartyId, WeighingChoice, str, tuple[ChannelKind, ...]]:
    party, equals, rest = text.partition("=")
    choice, colon, why = rest.partition(":")
    name, slash, channels = choice.partition("/")
    try:
        if not equals or not colon or not party or not why.strip():
            raise ValueError
        ways = tuple(ChannelKind(each) for each in channels.split(",")) if slash else ()
        return PartyId(party), WeighingChoice(name), why.strip(), ways
    except ValueError:
        raise ArgumentTypeError(
            f"{text!r} is not PARTY=told_anyway:WHY, PARTY=another_way/CHANNEL,CHANNEL:WHY or PARTY=not_told:WHY"
        ) from None


def _reply(text: str) -> tuple[PartyId, ReplyState]:
    party, equals, state = text.partition("=")
    try:
        if not equals or not party:
            raise ValueError
        return PartyId(party), ReplyState(state)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not PARTY=STATE, with one of " + ", ".join(ReplyState)) from None


def _ground(text: str) -> tuple[WaiverGround, PartyId | None] | str:
    if text == NOT_GIVEN:
        return NOT_GIVEN
    name, _, victim = text.partition("=")
    try:
        return WaiverGround(name), PartyId(victim) if victim else None
    except ValueError:
        raise ArgumentTypeError(f"no ground is called {name!r}: " + ", ".join(WaiverGround)) from None


def _proof(text: str) -> tuple[WaiverProof, str]:
    name, equals, said = text.partition("=")
    try:
        if not equals or not said.strip():
            raise ValueError
        return WaiverProof(name), said
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not NAME=TEXT, with one of " + ", ".join(WaiverProof)) from None


def run(args: Namespace, *, console: Console) -> Exit:
    """Determine it, or do what was asked, and show where it stands."""
    if has_strays(
        console,
        about=args.about and args.fact is None,
        to=args.to and args.reply is None,
        note=args.note and args.fact is None and args.reply is None and args.likelihood is None,
        weigh=args.weigh and not args.decide,
        proof=args.proof and args.show_ground is None,
    ):
        return Exit.USAGE
    desk = open_desk(args, console=console)
    case_id = CaseId(args.case)
    if args.decide:
        _decide(desk, args, case_id=case_id)
    elif args.show_ground is not None:
        _show_ground(desk, args, case_id=case_id)
    elif args.affirm_waiver != NOT_GIVEN:
        _affirm(desk, args, case_id=case_id)
    else:
        _look_again(desk, args, case_id=case_id)
        _show(desk, args, case_id=case_id)
    return Exit.OK


def _look_again(desk: Desk, args: Namespace, *, case_id: CaseId) -> None:
    """Establish what was given, or else just assess anew; either way a recommendation of this moment is on record."""
    from nadhir.casework import choose_likelihood, determine, establish

    give_hints(desk.console, {"--note": args.note})
    if args.fact is not None:
        if not args.note.strip():
            raise TheirsError("how is it known?", where="--fact", remedy="say so with --note")
        name, value = args.fact
        establish.establish_fact(
            desk.house, case_id=case_id, name=name, value=value, note=args.note, about=args.about, by=desk.by
        )
    elif args.likelihood is not None:
        choose_likelihood.choose_likelihood(
            desk.house, case_id=case_id, term=args.likelihood, reason=args.note, by=desk.by
        )
    elif args.reply is not None:
        party_id, state = args.reply
        establish.record_reply(
            desk.house,
            case_id=case_id,
            party_id=party_id,
            to=args.to or "warning",
            state=state,
            note=args.note,
            by=desk.by,
        )
    else:
        determine.determine(desk.house, case_id=case_id, by=desk.by)


def _show(desk: Desk, args: Namespace, *, case_id: CaseId) -> None:
    from nadhir.casework import queries
    from nadhir.cli.telling import tell_clocks, tell_determination

    view = queries.case(desk.house, case_id=case_id, by=desk.by)
    if args.json:
        found = {"case": case_id, "assessment": view.assessment, "determination": view.determination}
        desk.console.print(dump(plain(found, to=desk.by)))
        return
    story = desk.story()
    if view.assessment is not None:
        story.chapter(f"Assessment of case {case_id}")
        story.assessment(view.assessment, names={})
    tell_determination(story, view, by=desk.by)
    tell_clocks(story, view.clocks)


def _decide(desk: Desk, args: Namespace, *, case_id: CaseId) -> None:
    from nadhir.casework import determine, queries
    from nadhir.cli.telling import tell_determination

    seen = queries.case(desk.house, case_id=case_id, by=desk.by)
    if not args.json:
        tell_determination(desk.story(), seen, by=desk.by)
    check_password(desk, file=args.password_file, to=f"decide case {case_id}")
    weighed = [
        determine.Weighed(party_id=party, choice=choice, because=why, channels=ways)
        for party, choice, why, ways in args.weigh
    ]
    decided = determine.decide(desk.house, case_id=case_id, by=desk.by, weighed=weighed, seen=seen.determination_id)
    _say(desk, args, did=f"{decided.outcome.value} is the decision of {desk.by}", determination=decided)


def _affirm(desk: Desk, args: Namespace, *, case_id: CaseId) -> None:
    from nadhir.casework import determine, queries
    from nadhir.cli.telling import tell_determination

    if not args.json:
        tell_determination(desk.story(), queries.case(desk.house, case_id=case_id, by=desk.by), by=desk.by)
    ground, victim = args.affirm_waiver or _only_one(desk, case_id=case_id)
    check_password(desk, file=args.password_file, to=f"affirm the waiver of case {case_id}")
    affirmed = determine.affirm_waiver(desk.house, case_id=case_id, ground=ground, victim=victim, by=desk.by)
    left = sum(1 for each in affirmed.waivers if each.affirmed_by is None)
    more = f"; {left} more of this case await theirs" if left else ""
    _say(desk, args, did=f"the waiver is affirmed by {desk.by}{more}", determination=affirmed)


def _only_one(desk: Desk, *, case_id: CaseId) -> "tuple[WaiverGround, PartyId | None]":
    """Return the one waiver that awaits affirmation, where there is one and no other.

    Raises:
        TheirsError: there are several, or none.
    """
    from nadhir.casework import queries

    found = queries.case(desk.house, case_id=case_id, by=desk.by).determination
    waiting = [] if found is None else [each for each in found.waivers if each.affirmed_by is None]
    if len(waiting) != 1:
        named = ", ".join(f"{each.ground}={each.victim}" if each.victim else each.ground for each in waiting)
        raise TheirsError(
            f"{len(waiting)} waivers await affirmation" if waiting else "no waiver awaits affirmation",
            where=f"case {case_id}",
            remedy=f"affirm one at a time: {named}" if waiting else "decide it first",
        )
    return waiting[0].ground, waiting[0].victim


def _show_ground(desk: Desk, args: Namespace, *, case_id: CaseId) -> None:
    from nadhir.casework import determine

    ground, victim = args.show_ground
    shown = determine.show_ground(
        desk.house, case_id=case_id, ground=ground, victim=victim, proofs=dict(args.proof), by=desk.by
    )
    (waiver,) = (each for each in shown.waivers if each.ground is ground and each.victim == victim)
    lacks = ", ".join(each.value for each in waiver.lacks)
    did = f"written down; it still lacks: {lacks}" if lacks else "written down; a releasing authority may affirm it"
    _say(desk, args, did=did, determination=shown)


def _say(desk: Desk, args: Namespace, *, did: str, determination: object) -> None:
    if args.json:
        desk.console.print(dump({"did": did, "determination": plain(determination, to=desk.by)}))
    else:
        desk.console.print()
        desk.console.print(did)

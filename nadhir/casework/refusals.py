# SPDX-License-Identifier: Apache-2.0
"""Refusals in the reader's language: what a use case said no to, and what can be done about it.

Promise: every sentence with which authority, casework, release, delivery or the life cycle of a case refuses has its
wording here (tests/web/test_refusals.py reads them out of the code), with the error's own values worded too: states,
events, acts, open questions, moments. An error from elsewhere is told by its family in the reader's language, and
beside it in the English in which it was raised, to be shown as such.

It decides nothing, and says nothing to a recipient: that is the recipient's page, in the recipient's own words.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Final

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext, pgettext_lazy

from nadhir.casework.wording import in_a_row, is_worded, sentence, word
from nadhir.terms.errors import ErrorValue, NadhirError, OursError, WorldError

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

#: What stands around a value in another script, so that the sentence keeps its order.
_FIRST_STRONG_ISOLATE: Final = "\u2068"
_POP_ISOLATE: Final = "\u2069"

#: Every sentence of a refusal: what was said no to, and what to do.
_SAID: Final["tuple[_StrPromise, ...]"] = (
    pgettext_lazy("refusal", "nobody is to be told, so there is nothing to weigh"),
    pgettext_lazy("refusal", "decide it as it is"),
    pgettext_lazy("refusal", "what telling could do was not looked for yet"),
    pgettext_lazy("refusal", "what telling could do was weighed at the decision"),
    pgettext_lazy("refusal", "leave that check out; to weigh it anew, determine and decide again"),
    pgettext_lazy("refusal", "what telling could do was not weighed, so the list of those to be told does not stand"),
    pgettext_lazy("refusal", "determine it again, and decide that"),
    pgettext_lazy("refusal", "%(parties)s weighed twice"),
    pgettext_lazy("refusal", "give each once"),
    pgettext_lazy("refusal", "what telling could do was found and not weighed: %(parties)s"),
    pgettext_lazy("refusal", "say of each: told anyway, another way, or not told, and why"),
    pgettext_lazy("refusal", "%(party)s is not to be told, so there is nothing to weigh"),
    pgettext_lazy("refusal", "weigh those who are to be told"),
    pgettext_lazy("refusal", "that is no other way to reach %(party)s"),
    pgettext_lazy("refusal", "name one of its channels, other than the way it would be told by: %(channels)s"),
    pgettext_lazy("refusal", "nobody would be told at all"),
    pgettext_lazy("refusal", "leave somebody on the list; not to warn is a waiver, which needs one of its grounds"),
    pgettext_lazy("refusal", "nobody would be told of the danger to %(parties)s"),
    pgettext_lazy(
        "refusal",
        "tell them another way, or somebody who protects them; not to warn is a waiver, which needs one of its grounds",
    ),
    pgettext_lazy("refusal", "nothing was determined by then"),
    pgettext_lazy("refusal", "name a later moment"),
    pgettext_lazy("refusal", "it is not explained in %(language)s"),
    pgettext_lazy("refusal", "choose one of: %(known)s"),
    pgettext_lazy("refusal", "the recommendation changed while you looked at it; nothing was decided"),
    pgettext_lazy("refusal", "look at the new one and decide that"),
    pgettext_lazy("refusal", "a weighing needs its reason"),
    pgettext_lazy("refusal", "another way names its channels, and nothing else does"),
    pgettext_lazy("refusal", "name the channels of another way, in the order of trying"),
    pgettext_lazy("refusal", "%(value)s is no moment"),
    pgettext_lazy("refusal", "write 2024-01-03T12:00:00Z"),
    pgettext_lazy("refusal", "a clock ends by the act that it waits for"),
    pgettext_lazy("refusal", "do what it waits for, or have a releasing authority stop it with a reason"),
    pgettext_lazy("refusal", "nothing is shown"),
    pgettext_lazy("refusal", "say what the ground rests on"),
    pgettext_lazy("refusal", "this shows nothing of the ground “%(ground)s”: %(proofs)s"),
    pgettext_lazy("refusal", "say what this ground has to be shown by"),
    pgettext_lazy("refusal", "%(officer)s assessed, graded or established something in this case"),
    pgettext_lazy("refusal", "a releasing authority who judged nothing of it must affirm the waiver"),
    pgettext_lazy("refusal", "the ground “%(ground)s” is not shown yet: %(proofs)s"),
    pgettext_lazy("refusal", "have each of these written down first, then affirm it"),
    pgettext_lazy("refusal", "its time has passed"),
    pgettext_lazy("refusal", "determine the case again"),
    pgettext_lazy("refusal", "a consultation says who was asked, and what"),
    pgettext_lazy("refusal", "say both"),
    pgettext_lazy("refusal", "the originator was asked already, and has not answered"),
    pgettext_lazy("refusal", "record the answer; the clock runs from the first time of asking"),
    pgettext_lazy("refusal", "a refusal or another wording needs its words"),
    pgettext_lazy("refusal", "say what they said"),
    pgettext_lazy("refusal", "it is answered already"),
    pgettext_lazy("refusal", "ask again, where it has to be asked again"),
    pgettext_lazy("refusal", "it lies at the top already"),
    pgettext_lazy("refusal", "settle it there"),
    pgettext_lazy("refusal", "a dispute is not settled without a decision"),
    pgettext_lazy("refusal", "say what was decided"),
    pgettext_lazy("refusal", "above the lowest level a releasing authority settles it"),
    pgettext_lazy("refusal", "put it before one"),
    pgettext_lazy("refusal", "%(officer)s took a side in it"),
    pgettext_lazy("refusal", "have somebody settle it who took none"),
    pgettext_lazy("refusal", "a position says whose it is, and what they hold"),
    pgettext_lazy("refusal", "it is settled"),
    pgettext_lazy("refusal", "raise another where it is not over"),
    pgettext_lazy("refusal", "the clock “%(clock)s” cannot be stopped"),
    pgettext_lazy("refusal", "do what it waits for"),
    pgettext_lazy("refusal", "the clock “%(clock)s” cannot be extended"),
    pgettext_lazy("refusal", "it has run out: it cannot be extended any more"),
    pgettext_lazy("refusal", "do what it waits for, or stop it"),
    pgettext_lazy("refusal", "it was extended before"),
    pgettext_lazy("refusal", "it can be extended by 1 to %(most)s minutes"),
    pgettext_lazy("refusal", "choose fewer minutes"),
    pgettext_lazy("refusal", "a clock is changed by nobody without a reason"),
    pgettext_lazy("refusal", "the leak check found %(count)s passage(s)"),
    pgettext_lazy("refusal", "there is no text"),
    pgettext_lazy("refusal", "change the text until nothing is found, then propose it"),
    pgettext_lazy("refusal", "it has no author"),
    pgettext_lazy("refusal", "name everybody whose words stand in it"),
    pgettext_lazy("refusal", "%(officer)s is no releasing authority"),
    pgettext_lazy("refusal", "a releasing authority must look at it"),
    pgettext_lazy("refusal", "%(officer)s is an author of this text"),
    pgettext_lazy("refusal", "somebody who wrote none of it must look at it"),
    pgettext_lazy("refusal", "%(officer)s has signed already"),
    pgettext_lazy("refusal", "a second, different person must sign"),
    pgettext_lazy("refusal", "what you looked at is not what would leave"),
    pgettext_lazy("refusal", "look at it again, then decide"),
    pgettext_lazy("refusal", "a refusal needs its reason"),
    pgettext_lazy("refusal", "say why it must not leave"),
    pgettext_lazy("refusal", "it has been released"),
    pgettext_lazy("refusal", "write an update, a correction or an all-clear"),
    pgettext_lazy("refusal", "it is %(state)s"),
    pgettext_lazy("refusal", "it must be released first"),
    pgettext_lazy("refusal", "the content is not the one that was signed"),
    pgettext_lazy("refusal", "propose it anew"),
    pgettext_lazy("refusal", "it lacks the signatures of two people who did not write it"),
    pgettext_lazy("refusal", "a signature lies outside its time"),
    pgettext_lazy("refusal", "it expired at %(at)s"),
    pgettext_lazy("refusal", "renew or withdraw the warning"),
    pgettext_lazy("refusal", "it is %(state)s already"),
    pgettext_lazy("refusal", "propose it anew where it is needed"),
    pgettext_lazy("refusal", "write and propose it anew"),
    pgettext_lazy("refusal", "not answered: %(checks)s"),
    pgettext_lazy("refusal", "do each, or skip it with a reason"),
    pgettext_lazy("refusal", "it names places far apart, or times that exclude each other"),
    pgettext_lazy("refusal", "split what does not belong, or say why it is one threat (check one_threat)"),
    pgettext_lazy("refusal", "it has no recipient"),
    pgettext_lazy("refusal", "name whom it tells"),
    pgettext_lazy("refusal", "a recipient stands twice"),
    pgettext_lazy("refusal", "name each once, with all channels"),
    pgettext_lazy("refusal", "%(party)s has no channel"),
    pgettext_lazy("refusal", "say how they are reached"),
    pgettext_lazy("refusal", "“%(event)s” may not follow while it is “%(state)s”"),
    pgettext_lazy("refusal", "allowed now: %(allowed)s"),
    pgettext_lazy("refusal", "no named person acknowledged it"),
    pgettext_lazy("refusal", "name who has it"),
    pgettext_lazy("refusal", "two people must release it first"),
    pgettext_lazy("refusal", "a case is not closed without a reason"),
    pgettext_lazy("refusal", "say why it is closed"),
    pgettext_lazy("refusal", "%(count)s question(s) of this case stand open: %(questions)s"),
    pgettext_lazy("refusal", "answer each, or withdraw it with a reason, then close"),
    pgettext_lazy("refusal", "life was in question: one person alone does not close this case"),
    pgettext_lazy("refusal", "have a second, different officer confirm the closing"),
    pgettext_lazy("refusal", "the event belongs to case %(case)s"),
    pgettext_lazy("refusal", "give the event to its own case"),
    pgettext_lazy("refusal", "the event's moment has no time zone"),
    pgettext_lazy("refusal", "give an aware moment"),
    pgettext_lazy("refusal", "a closing is proposed by a named officer"),
    pgettext_lazy("refusal", "%(officer)s has proposed to close it already"),
    pgettext_lazy("refusal", "confirm or refuse that first"),
    pgettext_lazy(
        "refusal", "%(officer)s has never opened %(count)s report(s) or case(s) that this closing rests on: %(things)s"
    ),
    pgettext_lazy("refusal", "open each, or say of each why it is left unread"),
    pgettext_lazy("refusal", "nobody has proposed to close it"),
    pgettext_lazy("refusal", "propose it, with the reason"),
    pgettext_lazy("refusal", "command goes to a named officer"),
    pgettext_lazy("refusal", "name them"),
    pgettext_lazy("refusal", "%(officer)s commands it already"),
    pgettext_lazy("refusal", "offer it to somebody else"),
    pgettext_lazy("refusal", "nobody offers command to themselves"),
    pgettext_lazy("refusal", "ask its commander to offer it to you"),
    pgettext_lazy("refusal", "its command was not offered to %(officer)s"),
    pgettext_lazy("refusal", "its command was offered to nobody"),
    pgettext_lazy("refusal", "%(officer)s commands %(count)s open case(s): %(cases)s"),
    pgettext_lazy("refusal", "have each offered to somebody who accepts it, or put somebody else on duty"),
    pgettext_lazy("refusal", "%(officer)s does not command case %(case)s"),
    pgettext_lazy("refusal", "its commander offers it, or a releasing authority for them"),
    pgettext_lazy("refusal", "what you looked at is not what would be closed"),
    pgettext_lazy(
        "refusal", "a releasing authority reviews a closing where the threshold is judged not met, or nobody was warned"
    ),
    pgettext_lazy("refusal", "have one confirm the closing"),
    pgettext_lazy("refusal", "a duplicate names the other case"),
    pgettext_lazy("refusal", "name it, or choose another ground"),
    pgettext_lazy("refusal", "there is no question"),
    pgettext_lazy("refusal", "say what is asked"),
    pgettext_lazy("refusal", "the case is closed"),
    pgettext_lazy("refusal", "reopen it first"),
    pgettext_lazy("refusal", "the turn would be over already"),
    pgettext_lazy("refusal", "give a later end"),
    pgettext_lazy("refusal", "it was taken off the rota already"),
    pgettext_lazy("refusal", "this task ends with what it asks for"),
    pgettext_lazy("refusal", "take command, answer the offer, or confirm or refuse the closing"),
    pgettext_lazy("refusal", "say what has changed"),
    pgettext_lazy("refusal", "command is accepted by a named officer, not by the system"),
    pgettext_lazy("refusal", "name who accepts"),
    pgettext_lazy("refusal", "“%(event)s” may not follow while the case is “%(state)s”"),
    pgettext_lazy("refusal", "no colleague %(officer)s may %(act)s"),
    pgettext_lazy("refusal", "name somebody of yours who may"),
    pgettext_lazy("refusal", "%(officer)s may not %(act)s"),
    pgettext_lazy("refusal", "this is for: %(allowed)s"),
    pgettext_lazy("refusal", "there is no open account %(officer)s"),
    pgettext_lazy("refusal", "log in with your own account"),
    pgettext_lazy("refusal", "the system may not %(act)s"),
    pgettext_lazy("refusal", "a person must"),
    pgettext_lazy("refusal", "the password was set by somebody else"),
    pgettext_lazy("refusal", "choose your own first, at the desk or by nadhir account password"),
    pgettext_lazy("refusal", "it is the one that was set for you"),
    pgettext_lazy("refusal", "choose another"),
    pgettext_lazy("refusal", "nobody was named"),
    pgettext_lazy("refusal", "name the officer"),
    pgettext_lazy("refusal", "it was not screened yet"),
    pgettext_lazy("refusal", "screen it first"),
    pgettext_lazy("refusal", "a decision needs its reason"),
    pgettext_lazy("refusal", "say why"),
    pgettext_lazy("refusal", "a split needs its reason"),
    pgettext_lazy("refusal", "this needs its reason"),
    pgettext_lazy("refusal", "it is in this case already"),
    pgettext_lazy("refusal", "it is in case %(case)s already"),
    pgettext_lazy("refusal", "look there, or split it off"),
    pgettext_lazy("refusal", "it is the only report of its case"),
    pgettext_lazy("refusal", "close the case"),
    pgettext_lazy("refusal", "a cancellation needs its reason"),
    pgettext_lazy("refusal", "%(party)s cannot be reached by any channel of this house (wanted: %(channels)s)"),
    pgettext_lazy("refusal", "%(party)s cannot be reached: no channel is known"),
    pgettext_lazy("refusal", "add a contact to the party, or set the channel up"),
    pgettext_lazy("refusal", "a person must approve"),
    pgettext_lazy("refusal", "this is for a releasing authority"),
    pgettext_lazy("refusal", "there is no text yet"),
    pgettext_lazy("refusal", "write it first"),
    pgettext_lazy("refusal", "the text was written for another decision"),
    pgettext_lazy("refusal", "write it anew"),
    pgettext_lazy("refusal", "refuse it instead"),
    pgettext_lazy("refusal", "nothing was said, or too much"),
    pgettext_lazy("refusal", "say it in a few sentences"),
    pgettext_lazy("refusal", "a dispute concerns the case"),
    pgettext_lazy("refusal", "record it as a reply to the case"),
    pgettext_lazy("refusal", "nothing was determined yet"),
    pgettext_lazy("refusal", "determine it first"),
    pgettext_lazy("refusal", "%(officer)s has decided it already"),
    pgettext_lazy("refusal", "nothing is left"),
    pgettext_lazy("refusal", "it is undecided: %(why)s"),
    pgettext_lazy("refusal", "establish what is missing, then determine it again"),
    pgettext_lazy("refusal", "no waiver awaits affirmation"),
    pgettext_lazy("refusal", "decide it first"),
    pgettext_lazy("refusal", "%(officer)s decided this waiver"),
    pgettext_lazy("refusal", "another releasing authority must affirm it"),
    pgettext_lazy("refusal", "it is affirmed already"),
    pgettext_lazy("refusal", "no name was given"),
    pgettext_lazy("refusal", "say who you are"),
    pgettext_lazy("refusal", "that is too long"),
    pgettext_lazy("refusal", "say it in fewer words"),
    pgettext_lazy("refusal", "the recommendation (%(outcome)s) awaits an officer's decision"),
    pgettext_lazy("refusal", "the decision is %(outcome)s, not to warn"),
    pgettext_lazy("refusal", "determine it again"),
    pgettext_lazy("refusal", "there is no text in %(languages)s"),
    pgettext_lazy("refusal", "write it anew with that language"),
    pgettext_lazy("refusal", "%(count)s delivery(ies) of this case are under way"),
    pgettext_lazy("refusal", "wait for the answer, or cancel the warning first"),
    pgettext_lazy("refusal", "a recipient's contact was changed since it was proposed"),
    pgettext_lazy("refusal", "look at the contact, then propose it anew"),
    pgettext_lazy("refusal", "a task is not done without a word on what was done"),
    pgettext_lazy("refusal", "say it"),
    pgettext_lazy("refusal", "it was done by %(officer)s"),
    pgettext_lazy("refusal", "the system did it"),
    pgettext_lazy("refusal", "a hand-over ends with what came of it"),
    pgettext_lazy("refusal", "record the hand-over, the answer, or the silence"),
    pgettext_lazy("refusal", "the query is longer than %(most)s letters"),
    pgettext_lazy("refusal", "the query has more than %(most)s parts"),
    pgettext_lazy("refusal", "give the few words that matter"),
    pgettext_lazy("refusal", "nothing was asked"),
    pgettext_lazy("refusal", "give a word, a phrase in quotation marks, or a filter"),
    pgettext_lazy("refusal", "OR stands between two words or phrases"),
    pgettext_lazy("refusal", "write it in capitals between them, or leave it out"),
    pgettext_lazy("refusal", "a quotation mark is opened and not closed"),
    pgettext_lazy("refusal", "close it, or leave it out"),
    pgettext_lazy("refusal", "brackets group nothing here"),
    pgettext_lazy("refusal", "leave them out: OR joins the two beside it, and of what blanks part all must be there"),
    pgettext_lazy("refusal", "in %(part)s the star does not stand at the end of a word"),
    pgettext_lazy("refusal", "put it behind the letters that the word begins with, outside quotation marks"),
    pgettext_lazy("refusal", "there is no word in %(part)s"),
    pgettext_lazy("refusal", "leave it out: letters and digits are searched, signs are not"),
    pgettext_lazy("refusal", "%(part)s is no beginning of one word"),
    pgettext_lazy("refusal", "give at least %(least)s letters before the star, and no signs between them"),
    pgettext_lazy("refusal", "%(part)s has no value"),
    pgettext_lazy("refusal", "write the value right behind the colon"),
    pgettext_lazy("refusal", "there is no filter %(name)s"),
    pgettext_lazy("refusal", "there are: %(known)s; to search it as words, put it in quotation marks"),
    pgettext_lazy("refusal", "%(value)s is no language"),
    pgettext_lazy("refusal", "give its tag, such as ar, en or fa"),
    pgettext_lazy("refusal", "there is no %(value)s to narrow by"),
    pgettext_lazy("refusal", "there are: %(known)s"),
    pgettext_lazy("refusal", "%(value)s is no source"),
    pgettext_lazy("refusal", "there is no source %(source)s"),
    pgettext_lazy("refusal", "give its identifier, as the directory has it"),
    pgettext_lazy("refusal", "%(name)s stands there twice, or with a minus"),
    pgettext_lazy("refusal", "give one day after which, and one before which"),
    pgettext_lazy("refusal", "%(value)s is no day"),
    pgettext_lazy("refusal", "write year, month and day: 2024-01-03"),
    pgettext_lazy("refusal", "the results have changed, and the place where this page began is gone"),
    pgettext_lazy("refusal", "begin again from the first page"),
    pgettext_lazy("refusal", "a grade of 1 says that other sources confirm it, and none is linked to it yet"),
    pgettext_lazy("refusal", "hand it in as 2 to 6; it can be graded 1 once an independent report is linked to it"),
    pgettext_lazy("refusal", "a grade needs its reason"),
    pgettext_lazy("refusal", "a choice needs its reason"),
    pgettext_lazy("refusal", "it was not assessed yet"),
    pgettext_lazy("refusal", "assess it first"),
    pgettext_lazy("refusal", "there is nothing to choose: %(low)s to %(high)s %% is “%(term)s” by %(yardstick)s"),
    pgettext_lazy("refusal", "where the interval is wrong, grade the reports anew"),
    pgettext_lazy("refusal", "the interval is another by now: %(low)s to %(high)s %%"),
    pgettext_lazy("refusal", "assess it again, look at it, and choose for that"),
    pgettext_lazy("refusal", "“%(term)s” cannot be said of %(low)s to %(high)s %% by %(yardstick)s"),
    pgettext_lazy("refusal", "choose one of: %(terms)s"),
    pgettext_lazy("refusal", "say what it rests on"),
    pgettext_lazy("refusal", "no other report speaks of the same, so that nothing confirms it"),
    pgettext_lazy("refusal", "grade it 2 to 6, or link the report that confirms it first"),
    pgettext_lazy("refusal", "the %(count)s report(s) that speak of the same are no other voice: %(bars)s"),
    pgettext_lazy("refusal", "grade it 2 to 6; ten copies are one source"),
    pgettext_lazy("refusal", "only its beginning is kept, and no reader can make the rest of it"),
    pgettext_lazy("refusal", "have the whole file handed in again in smaller parts"),
    pgettext_lazy("refusal", "it could not be taken out of what it came in, so that no reader ever saw it"),
    pgettext_lazy("refusal", "have it handed in again by itself"),
    pgettext_lazy("refusal", "the bytes kept are not those that were received"),
    pgettext_lazy("refusal", "restore your backup"),
    pgettext_lazy("refusal", "the subject was erased"),
    pgettext_lazy("refusal", "nothing more is kept of it"),
    pgettext_lazy("refusal", "a sealed value does not open"),
    pgettext_lazy(
        "refusal",
        "the master key is not the one it was sealed with, or the row was changed: restore from your backup",
    ),
    pgettext_lazy("refusal", "there is no such subject"),
    pgettext_lazy("refusal", "restore it from your backup"),
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """What was refused and what to do, for a page; `detail` is English, where nobody has worded it yet."""

    what: str
    remedy: str
    detail: str = ""


def refusal(error: NadhirError) -> Refusal:
    """Return the refusal in the reader's language, its values worded and isolated.

    >>> refusal(NadhirError("there is no text yet", remedy="write it first")).what
    'there is no text yet'
    """
    if get_language() == "en":
        return Refusal(what=error.what, remedy=error.remedy)
    known = said_in_english()
    if error.what_said not in known or (error.remedy_said and error.remedy_said not in known):
        return Refusal(what=_of_family(error), remedy="", detail=str(error))
    values = {name: _isolated(_worded(value)) for name, value in error.values.items()}
    return Refusal(what=_put(error.what_said, values=values), remedy=_put(error.remedy_said, values=values))


@cache
def said_in_english() -> frozenset[str]:
    """Return the sentences that are worded, as the code raises them."""
    with translation.override(None):
        return frozenset(str(each) for each in _SAID)


def _put(said: str, *, values: dict[str, str]) -> str:
    if not said:
        return ""
    worded = pgettext("refusal", said)
    return worded % values if values else worded


def _of_family(error: NadhirError) -> str:
    match error:
        case WorldError():
            return pgettext("refusal", "something outside does not answer: try again in a while")
        case OursError():
            return pgettext("refusal", "this is a fault of Nadhir: report it")
        case _:
            return pgettext("refusal", "it cannot be done as it was asked")


def _worded(value: ErrorValue) -> str:
    match value:
        case StrEnum():
            return word(value)
        case str() | int():
            return str(value)
        case datetime():
            return date_format(timezone.localtime(value), "j F Y H:i e")
        case _:
            return in_a_row([_of_code(each) for each in value])


def _of_code(value: str) -> str:
    """Return one of several: a word of a vocabulary, the sentence of a code, or what is none of them as it stands."""
    if isinstance(value, StrEnum):
        return word(value)
    return sentence(value) if is_worded(value) else value


def _isolated(text: str) -> str:
    return f"{_FIRST_STRONG_ISOLATE}{text}{_POP_ISOLATE}"

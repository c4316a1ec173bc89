# SPDX-License-Identifier: Apache-2.0
"""What each paragraph of each pack asks, as a question that an officer can answer, and what an instrument is called.

Promise: every paragraph that a pack can give has its question here, in English and, from the catalogue, in Arabic
(tests/casework/test_explain.py walks the packs). It is a question in our words, and no quotation of any law; the
instrument's own words, where they were read, stand with the provision.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from django.utils.translation import pgettext, pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

#: The paragraph that every pack is asked first: whether the instrument was in force on the day.
IN_FORCE: Final = "in force"

#: What the instrument of a pack is called.
INSTRUMENTS: Final["Mapping[str, _StrPromise]"] = MappingProxyType(
    {
        "icd-191": pgettext_lazy("instrument", "Intelligence Community Directive 191, Duty to Warn (United States)"),
        "dsa-18": pgettext_lazy("instrument", "the European Union's Digital Services Act, Article 18"),
        "tco-14-5": pgettext_lazy(
            "instrument", "the European Union's Regulation on terrorist content online, Article 14(5)"
        ),
        "uk-threat-to-life": pgettext_lazy(
            "instrument", "the United Kingdom's practice on threats to life (Osman v United Kingdom, Article 2)"
        ),
        "tarasoff": pgettext_lazy(
            "instrument", "the therapist's duty to protect (Tarasoff; California Civil Code 43.92)"
        ),
        "us-2702": pgettext_lazy("instrument", "18 U.S.C. 2702, emergency disclosure by a provider (United States)"),
        "ngo": pgettext_lazy("instrument", "the organisation's own duty of care"),
    }
)

#: The question of each paragraph, by pack.
QUESTIONS: Final["Mapping[str, Mapping[str, _StrPromise]]"] = MappingProxyType(
    {
        "icd-191": {
            "D": pgettext_lazy("question", "Is the harm that is meant killing, serious bodily injury or kidnapping?"),
            "E.1": pgettext_lazy(
                "question", "Is the information credible and specific, and does it show a threat that is to come?"
            ),
            "E.2": pgettext_lazy(
                "question", "Is only the truth of it in doubt, so that the doubt is resolved in favour of informing?"
            ),
            "E.3.a": pgettext_lazy("question", "Do the victim, or those who protect him, know of this threat already?"),
            "E.3.b": pgettext_lazy("question", "Is the victim at risk only for taking part in an armed conflict?"),
            "E.3.c": pgettext_lazy(
                "question",
                "Is the victim reasonably believed to be a terrorist, an assassin, a trafficker or a violent criminal?",
            ),
            "E.3.d": pgettext_lazy("question", "Would any warning unduly endanger our own people, sources or methods?"),
            "E.3.e": pgettext_lazy(
                "question", "Did it come from a foreign government whose sources a warning would unduly endanger?"
            ),
            "E.3.f": pgettext_lazy("question", "Is there no reasonable way to warn?"),
            "E.3": pgettext_lazy("question", "Is every one of those exposed covered by a ground of waiver?"),
            "F (originator)": pgettext_lazy(
                "question", "Was whoever the information came from asked before it is passed on?"
            ),
            "F (method)": pgettext_lazy("question", "Must the warning hide where the information came from?"),
            "F (addressees)": pgettext_lazy("question", "Can the victim, or those who protect him, be told?"),
            "7 FAM 052": pgettext_lazy("question", "Is a public exposed to the same threat as those who are told?"),
            "C": pgettext_lazy("question", "Does the directive bind the holder?"),
            "D (intended victim)": pgettext_lazy(
                "question", "Is there an intended victim: a person, a group, or the people at a place?"
            ),
            "E.3 (affirmation)": pgettext_lazy(
                "question", "Does a ground wait for a named senior officer to affirm it?"
            ),
            "E.3 (options)": pgettext_lazy(
                "question", "Must the sanitised and unsigned ways that were rejected be listed?"
            ),
            "E.3 (expiry)": pgettext_lazy("question", "Is there a waiver that will expire?"),
            "E.3 (adversary)": pgettext_lazy("question", "Is being an adversary a ground?"),
            "F (closing)": pgettext_lazy("question", "Would closing the case need a recorded review?"),
            "F (dispute)": pgettext_lazy("question", "Is there a disagreement that must go up?"),
            "F (in the United States)": pgettext_lazy(
                "question", "Is a victim in the United States, so that the Bureau delivers?"
            ),
            "F (abroad)": pgettext_lazy("question", "Is a victim abroad, so that delivery is agreed at post?"),
            "F (time)": pgettext_lazy("question", "By when must it be decided?"),
            "F (exigency)": pgettext_lazy("question", "Is there too little time for the usual steps?"),
            "F (record)": pgettext_lazy("question", "What must be on record?"),
        },
        "dsa-18": {
            "Art. 18(1)": pgettext_lazy(
                "question", "Does the information give rise to a suspicion of an offence against life or safety?"
            ),
            "Art. 18(2)": pgettext_lazy("question", "Which States does it concern?"),
            "recital 56": pgettext_lazy(
                "question", "Is at hand what the notice has to hold: the content, its moment and its time zone?"
            ),
            "Art. 2(1)": pgettext_lazy("question", "Does the Regulation bind the holder?"),
            "Art. 18(1) promptly": pgettext_lazy("question", "How fast must it be told, and how much of it?"),
            "Art. 18(2) fallback": pgettext_lazy(
                "question", "Must the State of establishment or Europol be told instead?"
            ),
            "recital 56 (profiling)": pgettext_lazy("question", "Is it a basis for searching users for offences?"),
            "waivers": pgettext_lazy("question", "Is there a ground on which the notice may be left out?"),
            "record": pgettext_lazy("question", "What must be on record?"),
        },
        "tco-14-5": {
            "Art. 14(5) content": pgettext_lazy("question", "Is it terrorist content?"),
            "Art. 14(5) threat": pgettext_lazy("question", "Does it involve an imminent threat to life?"),
            "Art. 14(5) States": pgettext_lazy("question", "Which States does it concern?"),
            "Art. 6": pgettext_lazy("question", "Is the content preserved before it is removed?"),
            "Art. 1(2)": pgettext_lazy("question", "Does the Regulation bind the holder?"),
            "Art. 3(2)": pgettext_lazy("question", "Does the notice before a first order hold the host up?"),
            "Art. 3(3)": pgettext_lazy("question", "Was a removal order received, whose own clock runs?"),
            "Art. 14(5) promptly": pgettext_lazy("question", "How fast must it be told?"),
            "Art. 14(5) Europol": pgettext_lazy("question", "Must the own contact point and Europol be told instead?"),
            "Art. 15": pgettext_lazy("question", "Is there a contact point that answers?"),
            "order of steps": pgettext_lazy("question", "Is it preserved, then told, then removed?"),
            "waivers": pgettext_lazy("question", "Is there a ground on which the notice may be left out?"),
            "record": pgettext_lazy("question", "What must be on record?"),
        },
        "uk-threat-to-life": {
            "Osman 116": pgettext_lazy(
                "question", "Is there a real and immediate risk to the life of an identified person?"
            ),
            "TTL 1": pgettext_lazy("question", "Is only the truth of the threat in doubt, so that the person is told?"),
            "TTL 2": pgettext_lazy("question", "Can the person threatened be warned?"),
            "TTL 3": pgettext_lazy("question", "May the possible offender be given a disruption notice?"),
            "TTL 4": pgettext_lazy("question", "Are there children or dependants near the person threatened?"),
            "TTL 5": pgettext_lazy("question", "Does the person know already, or can nobody reach them?"),
            "Art. 2": pgettext_lazy("question", "Does Article 2 bind the holder?"),
            "Osman 116 (measures)": pgettext_lazy("question", "Are measures owed that could reasonably be expected?"),
            "Osman 116 (safeguards)": pgettext_lazy("question", "Do a suspect's rights limit what may be done?"),
            "TTL 6": pgettext_lazy("question", "What does the letter to the victim say?"),
            "TTL 7": pgettext_lazy("question", "Is the address to be flagged and made harder to attack?"),
            "TTL 8": pgettext_lazy("question", "Can the offender be disrupted first?"),
            "TTL 9": pgettext_lazy("question", "How is it graded, and when is it reviewed?"),
            "TTL 10": pgettext_lazy("question", "What does the national guidance say?"),
            "record": pgettext_lazy("question", "What must be on record?"),
        },
        "tarasoff": {
            "43.92(a) threat": pgettext_lazy(
                "question", "Did the patient communicate a serious threat of physical violence?"
            ),
            "43.92(a) victim": pgettext_lazy("question", "Is the victim reasonably identifiable?"),
            "Ewing": pgettext_lazy("question", "Was the threat passed on by somebody other than the patient?"),
            "43.92(b)": pgettext_lazy(
                "question", "Are both the victim and the police known, so that both can be told?"
            ),
            "43.92(a) bound": pgettext_lazy("question", "Does the section bind the holder?"),
            "Tarasoff": pgettext_lazy("question", "Is the patient a serious danger of violence to somebody?"),
            "Tarasoff (steps)": pgettext_lazy("question", "Is there a duty that several steps may discharge?"),
            "43.92(b) efforts": pgettext_lazy("question", "What efforts are owed, and by when?"),
            "43.92(c)": pgettext_lazy("question", "Is it called a duty to protect by then?"),
            "minimum": pgettext_lazy("question", "Is no more told than protects?"),
            "waivers": pgettext_lazy("question", "Is there a ground on which nobody is told?"),
            "record": pgettext_lazy("question", "What must be on record?"),
        },
        "us-2702": {
            "2702(b)(8)": pgettext_lazy(
                "question", "Is there, in good faith, a danger of death or serious physical injury to somebody?"
            ),
            "2702(b)(8) without delay": pgettext_lazy("question", "Does the emergency require disclosure now?"),
            "2702(b)(8) entity": pgettext_lazy("question", "Is a governmental entity known to disclose it to?"),
            "call back": pgettext_lazy("question", "Was whoever asks or receives called back through a directory?"),
            "2702(a)": pgettext_lazy("question", "Does the section govern the holder?"),
            "2702(b) may": pgettext_lazy("question", "May the provider tell, without having to?"),
            "2702(b)(8) good faith": pgettext_lazy("question", "Does the provider believe it in good faith?"),
            "2702(b)(8) extent": pgettext_lazy("question", "Is only what relates to the emergency told?"),
            "2702(c)(4)": pgettext_lazy("question", "May records be told too?"),
            "2702(d)": pgettext_lazy("question", "Is it kept so that it can be counted every year?"),
            "waivers": pgettext_lazy("question", "Is there anything to waive?"),
            "record": pgettext_lazy("question", "What must be on record?"),
        },
        "ngo": {
            "1": pgettext_lazy(
                "question", "Does somebody mean harm to people whom we can reach, and can it be believed?"
            ),
            "2": pgettext_lazy("question", "Is only the truth of it in doubt, so that people are told?"),
            "3": pgettext_lazy("question", "Who is exposed to the same threat?"),
            "4": pgettext_lazy("question", "Is there an informant who must be shielded?"),
            "5": pgettext_lazy(
                "question", "Does somebody know already, can nobody reach them, or would every way cost the informant?"
            ),
            "6": pgettext_lazy("question", "Is an authority on file, which is not told by itself?"),
            "7": pgettext_lazy("question", "Are other organisations' people exposed, who decide for themselves?"),
            "8": pgettext_lazy("question", "Is it an alert of others, with limits on passing it on?"),
            "9": pgettext_lazy("question", "Does telling do no harm, and is consent asked for?"),
            "10": pgettext_lazy("question", "Is holding the information dangerous where we are?"),
            "11": pgettext_lazy("question", "Is there a way other than ordinary mail?"),
            "12": pgettext_lazy("question", "By when must people be told?"),
            "13": pgettext_lazy("question", "What must be on record?"),
        },
    }
)

#: Paragraphs whose name is words and not a number alone.
LABELS: Final["Mapping[str, _StrPromise]"] = MappingProxyType(
    {
        IN_FORCE: pgettext_lazy("paragraph", "In force"),
        "F (originator)": pgettext_lazy("paragraph", "F (originator)"),
        "F (method)": pgettext_lazy("paragraph", "F (method)"),
        "F (addressees)": pgettext_lazy("paragraph", "F (addressees)"),
        "Art. 18(1)": pgettext_lazy("paragraph", "Article 18(1)"),
        "Art. 18(2)": pgettext_lazy("paragraph", "Article 18(2)"),
        "recital 56": pgettext_lazy("paragraph", "Recital 56"),
        "Art. 14(5) content": pgettext_lazy("paragraph", "Article 14(5), the content"),
        "Art. 14(5) threat": pgettext_lazy("paragraph", "Article 14(5), the threat"),
        "Art. 14(5) States": pgettext_lazy("paragraph", "Article 14(5), the States"),
        "Art. 6": pgettext_lazy("paragraph", "Article 6"),
        "Osman 116": pgettext_lazy("paragraph", "Osman, paragraph 116"),
        "TTL 1": pgettext_lazy("paragraph", "Threat to life, 1"),
        "TTL 2": pgettext_lazy("paragraph", "Threat to life, 2"),
        "TTL 3": pgettext_lazy("paragraph", "Threat to life, 3"),
        "TTL 4": pgettext_lazy("paragraph", "Threat to life, 4"),
        "TTL 5": pgettext_lazy("paragraph", "Threat to life, 5"),
        "43.92(a) threat": pgettext_lazy("paragraph", "43.92(a), the threat"),
        "43.92(a) victim": pgettext_lazy("paragraph", "43.92(a), the victim"),
        "Ewing": pgettext_lazy("paragraph", "Ewing v Goldstein"),
        "2702(b)(8) without delay": pgettext_lazy("paragraph", "2702(b)(8), without delay"),
        "2702(b)(8) entity": pgettext_lazy("paragraph", "2702(b)(8), to whom"),
        "call back": pgettext_lazy("paragraph", "Call back"),
        "D (intended victim)": pgettext_lazy("paragraph", "D (intended victim)"),
        "E.3 (affirmation)": pgettext_lazy("paragraph", "E.3 (affirmation)"),
        "E.3 (options)": pgettext_lazy("paragraph", "E.3 (options)"),
        "E.3 (expiry)": pgettext_lazy("paragraph", "E.3 (expiry)"),
        "E.3 (adversary)": pgettext_lazy("paragraph", "E.3 (adversary)"),
        "F (closing)": pgettext_lazy("paragraph", "F (closing)"),
        "F (dispute)": pgettext_lazy("paragraph", "F (dispute)"),
        "F (in the United States)": pgettext_lazy("paragraph", "F (in the United States)"),
        "F (abroad)": pgettext_lazy("paragraph", "F (abroad)"),
        "F (time)": pgettext_lazy("paragraph", "F (time)"),
        "F (exigency)": pgettext_lazy("paragraph", "F (exigency)"),
        "F (record)": pgettext_lazy("paragraph", "F (record)"),
        "Art. 2(1)": pgettext_lazy("paragraph", "Article 2(1)"),
        "Art. 18(1) promptly": pgettext_lazy("paragraph", "Article 18(1), promptly"),
        "Art. 18(2) fallback": pgettext_lazy("paragraph", "Article 18(2), where no State is identified"),
        "recital 56 (profiling)": pgettext_lazy("paragraph", "Recital 56, profiling"),
        "waivers": pgettext_lazy("paragraph", "Waivers"),
        "record": pgettext_lazy("paragraph", "Record"),
        "Art. 1(2)": pgettext_lazy("paragraph", "Article 1(2)"),
        "Art. 3(2)": pgettext_lazy("paragraph", "Article 3(2)"),
        "Art. 3(3)": pgettext_lazy("paragraph", "Article 3(3)"),
        "Art. 14(5) promptly": pgettext_lazy("paragraph", "Article 14(5), promptly"),
        "Art. 14(5) Europol": pgettext_lazy("paragraph", "Article 14(5), Europol"),
        "Art. 15": pgettext_lazy("paragraph", "Article 15"),
        "order of steps": pgettext_lazy("paragraph", "Order of steps"),
        "Art. 2": pgettext_lazy("paragraph", "Article 2"),
        "Osman 116 (measures)": pgettext_lazy("paragraph", "Osman, paragraph 116, measures"),
        "Osman 116 (safeguards)": pgettext_lazy("paragraph", "Osman, paragraph 116, safeguards"),
        "TTL 6": pgettext_lazy("paragraph", "Threat to life, 6"),
        "TTL 7": pgettext_lazy("paragraph", "Threat to life, 7"),
        "TTL 8": pgettext_lazy("paragraph", "Threat to life, 8"),
        "TTL 9": pgettext_lazy("paragraph", "Threat to life, 9"),
        "TTL 10": pgettext_lazy("paragraph", "Threat to life, 10"),
        "43.92(a) bound": pgettext_lazy("paragraph", "43.92(a), who is bound"),
        "Tarasoff": pgettext_lazy("paragraph", "Tarasoff"),
        "Tarasoff (steps)": pgettext_lazy("paragraph", "Tarasoff, the steps"),
        "43.92(b) efforts": pgettext_lazy("paragraph", "43.92(b), efforts"),
        "minimum": pgettext_lazy("paragraph", "The minimum"),
        "2702(b) may": pgettext_lazy("paragraph", "2702(b), may"),
        "2702(b)(8) good faith": pgettext_lazy("paragraph", "2702(b)(8), good faith"),
        "2702(b)(8) extent": pgettext_lazy("paragraph", "2702(b)(8), extent"),
    }
)


def instrument_name(pack: str) -> str:
    """Return what the instrument of a pack is called; of an unknown one, that it is another."""
    return str(INSTRUMENTS[pack]) if pack in INSTRUMENTS else pgettext("instrument", "another instrument")


def question(paragraph: str, *, pack: str) -> str:
    """Return what a paragraph asks; of an unknown one, that its question has no words yet."""
    if paragraph == IN_FORCE:
        return pgettext("question", "Was the instrument in force on that day?")
    known = QUESTIONS.get(pack, {})
    if paragraph in known:
        return str(known[paragraph])
    return pgettext("question", "What does this paragraph answer here?")


def label(paragraph: str) -> str:
    """Return what a paragraph is called."""
    return str(LABELS[paragraph]) if paragraph in LABELS else paragraph

# SPDX-License-Identifier: Apache-2.0
"""Explain a determination to a person, in whole sentences and in order: which instrument, whether it binds, what each
paragraph asked and what answered, what was left to a person, what follows, by when, who is told and why, who is not and
why, who else stands under the same threat, and what would change it.

Promise: it is told in the reader's language, Arabic or English; no code and no identifier of a party reaches the
reader; quotations stand in the language in which they were said, with the id of their report. It explains what is on
record and computes nothing; that the record is true is `retrace`'s to show.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nadhir.casework.authority import Act, admit
from nadhir.casework.case_file import parties_of
from nadhir.casework.house import House
from nadhir.casework.provision_questions import instrument_name, label, question
from nadhir.casework.retrace import standing_at
from nadhir.casework.unit import Unit
from nadhir.casework.wording import in_a_row, is_worded, kind, sentence, word
from nadhir.reference.names import ReferenceNames
from nadhir.store.models import CaseRow, Officer, ReportRow
from nadhir.store.scope import load
from nadhir.store.vault import Vault
from nadhir.terms.assessment import Answer, Assessment
from nadhir.terms.determination import (
    Addressee,
    Determination,
    Outcome,
    Population,
    PopulationKind,
    RiskOfTelling,
    Weighing,
    WeighingChoice,
)
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import CaseId, OfficerId, PartyId, ReportId
from nadhir.terms.party import Holder, Party
from nadhir.terms.provision import Holding, Origin
from nadhir.terms.text import UNKNOWN_LANGUAGE, Language
from nadhir.terms.threat import Evidence

#: The languages in which a determination is explained.
LANGUAGES: Final = ("en", "ar")
_MOST_QUOTES: Final = 3  # of one paragraph [D]: the case's page has the rest
_COUNTRY_LETTERS: Final = 2
_NAMES: Final = ReferenceNames()
_DIRECTIONS: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"


@dataclass(frozen=True, slots=True)
class Quotation:
    """What a report says, in its own language, and what it shows."""

    report_id: ReportId
    exact: str
    language: Language
    shows: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Some sentences that belong together, under a short heading where they have one, with what they rest on."""

    sentences: tuple[str, ...]
    heading: str = ""
    quotations: tuple[Quotation, ...] = ()
    answer: Answer | None = None  # of a paragraph: a page folds those that do not hold

    @property
    def is_no(self) -> bool:
        """Whether it tells of a paragraph that was asked and does not hold."""
        return self.answer is Answer.NO


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the explanation; `name` is for addresses and tests, `title` for the reader."""

    name: str
    title: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A determination, explained."""

    case_id: CaseId
    determination_id: int
    at: datetime
    language: str
    title: str
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What an explanation needs to know beside the determination: names, languages of reports, the reader's time."""

    holder: Holder
    parties: Mapping[PartyId, str]  # what they are called, opened for the officer who asked
    languages: Mapping[ReportId, Language] = field(default_factory=dict)
    officers: Mapping[OfficerId, str] = field(default_factory=dict)


def explain(
    house: House, *, case_id: CaseId, by: OfficerId, at: datetime | None = None, language: str | None = None
) -> Explanation:
    """Return the explanation of the case's determination, the latest or that which stood at a moment.

    Raises:
        NotFoundError: there is no such case within the scope, or nothing was determined by then.
        TheirsError: it is not explained in that language.
    """
    spoken = language or translation.get_language() or "en"
    spoken = spoken.partition("-")[0]
    if spoken not in LANGUAGES:
        raise TheirsError(
            "it is not explained in %(language)s",
            where="language",
            remedy="choose one of: %(known)s",
            values={"language": spoken, "known": LANGUAGES},
        )
    unit = Unit(house=house, caller=admit(by, to=Act.READ_CASES), at=house.clock.now(), vault=Vault(house.keys.master))
    row = load(CaseRow.objects.within(unit.scope), what="case", id=case_id)
    determined = standing_at(unit, row=row, at=at)
    found = unit.from_json(determined.body, of=Determination)
    assessment = unit.from_json(determined.assessment.body, of=Assessment)
    circumstances = Circumstances(
        holder=unit.from_json(determined.trace["holder"], of=Holder) if determined.trace else unit.holder(),
        parties=_names(unit, row=row, trace=determined.trace, by=by),
        languages=_languages(unit, found=found),
        officers=_officers(unit, found=found),
    )
    with translation.override(spoken):
        return Explanation(
            case_id=CaseId(row.id),
            determination_id=determined.pk,
            at=determined.at,
            language=spoken,
            title=_("Why it is so: the determination of this case, explained"),
            chapters=tell(found, assessment=assessment, circumstances=circumstances),
        )


def _names(unit: Unit, *, row: CaseRow, trace: Mapping[str, object], by: OfficerId) -> dict[PartyId, str]:
    """Return what the parties were called that day; of determinations older than the trace, what they are called."""
    kept = trace.get("parties", ())
    assert isinstance(kept, list | tuple)  # noqa: S101 - as `trace.keep` writes it
    parties = [unit.from_json(body, of=Party) for _id, body in kept] or list(parties_of(unit, row=row))
    return {party.id: party.name.reveal(to=by) for party in parties}


def _languages(unit: Unit, *, found: Determination) -> dict[ReportId, Language]:
    quoted = {quote.report_id for holding in found.holdings for quote in holding.evidence}
    quoted |= {quote.report_id for risk in found.risks for quote in risk.evidence}
    rows = ReportRow.objects.within(unit.scope).filter(id__in=quoted).values_list("id", "language")
    return {ReportId(report_id): Language(language) for report_id, language in rows}


def _officers(unit: Unit, *, found: Determination) -> dict[OfficerId, str]:
    named = {found.decided_by, *(each.by for each in found.weighings), *(each.affirmed_by for each in found.waivers)}
    rows = Officer.objects.filter(organisation_id=unit.scope.organisation, username__in=[n for n in named if n])
    return {OfficerId(each.username): each.display_name for each in rows}


def tell(found: Determination, *, assessment: Assessment, circumstances: Circumstances) -> tuple[Chapter, ...]:
    """Return the explanation of a determination in the language that is spoken now; it reads nothing."""
    teller = _Teller(found, assessment=assessment, circumstances=circumstances)
    return tuple(chapter for chapter in teller.chapters() if chapter.passages)


class _Teller:
    """Puts one determination into sentences."""

    def __init__(self, found: Determination, *, assessment: Assessment, circumstances: Circumstances) -> None:
        self.found = found
        self.assessment = assessment
        self.known = circumstances
        self.zone: tzinfo = ZoneInfo(circumstances.holder.timezone)

    def chapters(self) -> Iterable[Chapter]:
        """Return the chapters in order."""
        yield Chapter("outcome", _("What follows"), self._outcome())
        yield Chapter("clock", _("By when"), self._clock())
        yield Chapter("told", _("Who is told, and why"), self._told())
        yield Chapter("not-told", _("Who is not told, and why"), self._not_told())
        yield Chapter("exposed", _("Everybody under the same threat"), self._exposed())
        yield Chapter("waivers", _("What is waived, and on which ground"), self._waivers())
        yield Chapter("change", _("What would change it"), self._change())
        yield Chapter("instrument", _("Under which instrument"), self._instrument())
        yield Chapter("paragraphs", _("What was asked, and what answered"), self._paragraphs())

    # ── words ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def moment(self, at: datetime) -> str:
        """Return a moment in the holder's time, with its zone."""
        local = at.astimezone(self.zone)
        return _("%(day)s at %(time)s (%(zone)s)") % {
            "day": date_format(local, "j F Y"),
            "time": local.strftime("%H:%M"),
            "zone": _apart("UTC" + local.strftime("%z")[:3] + ":" + local.strftime("%z")[3:]),
        }

    def name(self, party_id: PartyId | None) -> str:
        """Return what a party is called, set apart from the sentence around it."""
        if party_id is None:
            return _("nobody whom the case knows by name")
        return _apart(self.known.parties.get(party_id) or _("a party that the case knows no more"))

    def officer(self, officer: OfficerId | None) -> str:
        """Return what an officer is called."""
        return _apart(self.known.officers.get(officer, officer)) if officer else _("the system")

    def said(self, code: str) -> str:
        """Return the sentence of a code; what it is about stands by its name, and never as an identifier."""
        head, colon, about = code.partition(":")
        if not colon:
            return sentence(code)
        if about == "all":
            whom = _("everybody exposed")
        elif PartyId(about) in self.known.parties:
            whom = self.name(PartyId(about))
        elif len(about) == _COUNTRY_LETTERS and about.isupper():
            whom = _NAMES.country(about, language=translation.get_language() or "en") or about
        elif is_worded(about):
            whom = sentence(about)
        elif about.isdecimal():
            whom = about
        else:
            whom = _("a party that the case knows no more")
        return _("%(reason)s: %(whom)s") % {"reason": sentence(head), "whom": whom}

    def because(self, codes: Iterable[str]) -> str:
        """Return the sentences of some codes, in one."""
        return _("; ").join(dict.fromkeys(self.said(code) for code in codes))

    def _quotations(self, evidence: Sequence[Evidence]) -> tuple[Quotation, ...]:
        return tuple(
            Quotation(
                report_id=each.report_id,
                exact=each.span.exact,
                language=self.known.languages.get(each.report_id, UNKNOWN_LANGUAGE),
                shows=self.said(each.shows),
            )
            for each in tuple(dict.fromkeys(evidence))[:_MOST_QUOTES]
        )

    # ── chapters ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _outcome(self) -> tuple[Passage, ...]:
        found = self.found
        said = [
            _("On %(moment)s the outcome was: %(outcome)s.")
            % {"moment": self.moment(found.at), "outcome": word(found.outcome)},
            _("The reasons: %(reasons)s.") % {"reasons": self.because(found.reasons)},
        ]
        if found.decided_by is None or found.decided_at is None:
            said.append(_("Nobody has decided it yet: it is a recommendation, and nothing follows from it."))
        else:
            said.append(
                _("%(officer)s made it their decision on %(moment)s.")
                % {"officer": self.officer(found.decided_by), "moment": self.moment(found.decided_at)}
            )
        if found.outcome is Outcome.WARN:
            said.append(self._standing())
        if found.renewal_due:
            said.append(_("The time that was stated for the harm has passed: the warning is renewed or withdrawn."))
        return (Passage(tuple(said)),)

    def _standing(self) -> str:
        found = self.found
        if not found.is_harm_looked_for:
            return _("What telling could do was not looked for when this was determined.")
        if found.unweighed:
            return _("The list of those to be told does not stand yet: what telling could do was not weighed.")
        if not found.weighings:
            return _("The list of those to be told stands: nothing that is held shows a harm from telling them.")
        last = max(found.weighings, key=lambda each: each.at)
        return _("The list of those to be told stands: %(officer)s weighed what telling could do on %(moment)s.") % {
            "officer": self.officer(last.by),
            "moment": self.moment(last.at),
        }

    def _instrument(self) -> tuple[Passage, ...]:
        found = self.found
        holder = _apart(self.known.holder.name)
        name = instrument_name(found.pack)
        said = [_("It was judged under %(instrument)s.") % {"instrument": name}]
        if found.is_bound:
            said.append(_("It binds %(holder)s, as far as its country shows.") % {"holder": holder})
        else:
            said.append(
                _("It does not bind %(holder)s, who applies it by choice, as a policy of its own.") % {"holder": holder}
            )
        if found.is_mandatory:
            said.append(_("Where its test is met, it asks for a warning; it does not leave that open."))
        else:
            said.append(_("Where its test is met, a warning may be given; nobody is obliged to give it."))
        said.append(
            _("Its numbers are those of version %(version)s, and they are kept with this determination.")
            % {"version": found.pack_version.rpartition("/")[2]}
        )
        if not all(each.provision.is_verified or each.provision.origin is Origin.OURS for each in found.holdings):
            said.append(_("Read a paragraph that was not verified in its primary text before you quote it."))
        return (Passage(tuple(said)),)

    def _paragraphs(self) -> tuple[Passage, ...]:
        return tuple(self._paragraph(each) for each in self.found.holdings)

    def _paragraph(self, holding: Holding) -> Passage:
        provision = holding.provision
        asked = question(provision.paragraph, pack=self.found.pack)
        answers = {
            Answer.YES: _("Yes: %(reasons)s."),
            Answer.NO: _("No: %(reasons)s."),
            Answer.UNKNOWN: _("It cannot be told yet: %(reasons)s."),
        }
        bare = {Answer.YES: _("Yes."), Answer.NO: _("No."), Answer.UNKNOWN: _("It cannot be told yet.")}
        reasons = self.because(holding.because)
        said = [asked, answers[holding.holds] % {"reasons": reasons} if reasons else bare[holding.holds]]
        if holding.left_to_person:
            said.append(_("Left to a person: %(what)s.") % {"what": self.said(holding.left_to_person)})
        if provision.origin is Origin.OURS:
            said.append(_("This rule is our own [D], and no law."))
        elif provision.is_verified:
            said.append(_("The paragraph was verified in its primary text."))
        else:
            said.append(_("It was not verified in its primary text."))
        return Passage(
            tuple(said),
            heading=label(provision.paragraph),
            quotations=self._quotations(holding.evidence),
            answer=holding.holds,
        )

    def _waivers(self) -> tuple[Passage, ...]:
        passages = []
        for waiver in self.found.waivers:
            whom = self.name(waiver.victim) if waiver.victim is not None else _("everybody exposed")
            said = [
                _("The warning to %(whom)s is waived on this ground: %(ground)s (%(reasons)s).")
                % {"whom": whom, "ground": word(waiver.ground), "reasons": self.because(waiver.because)},
                _("It expires on %(moment)s.") % {"moment": self.moment(waiver.expires_at)},
            ]
            if waiver.affirmed_by is None or waiver.affirmed_at is None:
                said.append(_("It does not stand: no senior officer has affirmed it."))
            else:
                said.append(
                    _("%(officer)s affirmed it on %(moment)s.")
                    % {"officer": self.officer(waiver.affirmed_by), "moment": self.moment(waiver.affirmed_at)}
                )
            passages.append(Passage(tuple(said), quotations=self._quotations(waiver.evidence)))
        return tuple(passages)

    def _clock(self) -> tuple[Passage, ...]:
        clock = self.found.clock
        is_first = clock.started_at == self.assessment.first_known_at
        since = (
            _("That is when the threat was first known.")
            if is_first
            else _("That is when something came in that changed the picture.")
        )
        ours = _("The number is our own default [D]: no law names one.")
        theirs = _("The number stands in %(paragraph)s.") % {"paragraph": _apart(clock.provision)}
        said = (
            _("Whether to release is to be decided by %(moment)s.") % {"moment": self.moment(clock.due_at)},
            ngettext("That is %(n)s minute after %(moment)s.", "That is %(n)s minutes after %(moment)s.", clock.minutes)
            % {"n": clock.minutes, "moment": self.moment(clock.started_at)},
            since,
            _("Time left to the harm: %(left)s.") % {"left": word(clock.urgency)},
            ours if clock.provision in ("", "[D]") else theirs,
        )
        return (Passage(said),)

    def _told(self) -> tuple[Passage, ...]:
        passages = [self._addressee(each) for each in self.found.addressees]
        if not passages:
            passages = [Passage((_("Nobody is told."),))]
        return tuple(passages)

    def _addressee(self, addressee: Addressee) -> Passage:
        whom = self.name(addressee.party_id)
        said = [_("Told, because: %(reasons)s.") % {"reasons": self.because(addressee.because)}]
        if addressee.channels:
            ways = _(", then ").join(word(channel) for channel in addressee.channels)
            said.append(_("Ways, in order: %(ways)s.") % {"ways": ways})
        else:
            said.append(_("No way to reach them in private is known."))
        if addressee.via is not None:
            said.append(_("The message goes through %(name)s.") % {"name": self.name(addressee.via)})
        risks = self.found.risks_of(addressee.party_id)
        said += [self._risk(risk) for risk in risks]
        weighing = next((each for each in self.found.weighings if each.party_id == addressee.party_id), None)
        if weighing is not None:
            said.append(self._weighed(weighing))
        elif risks:
            said.append(_("Nobody has weighed this yet."))
        quotes = self._quotations([quote for risk in risks for quote in risk.evidence])
        return Passage(tuple(said), heading=whom, quotations=quotes)

    def _risk(self, risk: RiskOfTelling) -> str:
        said = _("Telling them could do harm (%(to)s): %(what)s.") % {"to": word(risk.to), "what": self.said(risk.code)}
        rests = [*(word(name) for name in risk.facts), *(self.name(party) for party in risk.about)]
        if rests:
            said += " " + _("It rests on: %(what)s.") % {"what": in_a_row(rests)}
        return said

    def _weighed(self, weighing: Weighing) -> str:
        values = {
            "officer": self.officer(weighing.by),
            "moment": self.moment(weighing.at),
            "why": _apart(weighing.because),
        }
        match weighing.choice:
            case WeighingChoice.TOLD_ANYWAY:
                return _("%(officer)s weighed it on %(moment)s: told anyway, because “%(why)s”.") % values
            case WeighingChoice.ANOTHER_WAY:
                return _("%(officer)s weighed it on %(moment)s: told another way, because “%(why)s”.") % values
            case WeighingChoice.NOT_TOLD:
                return _("%(officer)s weighed it on %(moment)s: not told, because “%(why)s”.") % values

    def _not_told(self) -> tuple[Passage, ...]:
        weighed = {each.party_id: each for each in self.found.weighings if each.choice is WeighingChoice.NOT_TOLD}
        passages = []
        for each in self.found.not_addressed:
            said = [_("Not told, because: %(reasons)s.") % {"reasons": self.because(each.because)}]
            if each.party_id in weighed:
                said += [self._risk(risk) for risk in self.found.risks_of(each.party_id)]
                said.append(self._weighed(weighed[each.party_id]))
            passages.append(Passage(tuple(said), heading=self.name(each.party_id)))
        return tuple(passages)

    def _exposed(self) -> tuple[Passage, ...]:
        passages = [self._population(each) for each in self.found.populations]
        notice = self.found.courtesy_notice
        if notice is not None:
            said = _("Before anything is said in public, %(name)s is told as the host state, as a courtesy.")
            passages.append(Passage((said % {"name": self.name(notice)},)))
        return tuple(passages)

    def _population(self, population: Population) -> Passage:
        who = self.name(population.party_id) if population.party_id is not None else _described(population)
        values = {"who": who, "kind": word(population.kind)}
        if population.is_told:
            return Passage((_("%(who)s (%(kind)s): told.") % values,))
        if population.through:
            others = in_a_row([self.name(party) for party in population.through])
            said = [
                _("%(who)s (%(kind)s): not told themselves; told for them: %(others)s.") % {**values, "others": others}
            ]
        else:
            said = [_("%(who)s (%(kind)s): not told, nor is anybody for them.") % values]
        if population.because:
            said.append(_("Why: %(reasons)s.") % {"reasons": self.because(population.because)})
        return Passage(tuple(said))

    def _change(self) -> tuple[Passage, ...]:
        passages = []
        if self.found.would_change_it:
            codes = self.because(self.found.would_change_it)
            passages.append(Passage((_("It would come out otherwise with: %(what)s.") % {"what": codes},)))
        if self.found.open_questions:
            codes = self.because(self.found.open_questions)
            passages.append(Passage((_("Still open: %(what)s.") % {"what": codes},)))
        return tuple(passages)


def _described(population: Population) -> str:
    if population.described:
        return _apart(kind(population.described))
    if population.kind is PopulationKind.BYSTANDERS:
        return _("People beside those who are meant")
    return _("Somebody whom no party stands for")


def _apart(text: str) -> str:
    """Return a name or number set apart, so that a sentence of the other direction keeps its order around it.

    Controls of direction inside it are left out: they could make the sentence around it read otherwise.
    """
    return f"{_FIRST_STRONG_ISOLATE}{_DIRECTIONS.sub('', text)}{_POP_ISOLATE}"

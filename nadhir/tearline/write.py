# SPDX-License-Identifier: Apache-2.0
"""From a determination to a tearline: know, choose, compose, check."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from nadhir.language.normalise import fold
from nadhir.tearline.check import check, names_a_source
from nadhir.tearline.choose import Choice, choose, too_vague, window_end
from nadhir.tearline.compose import HOUR, Frame, compose, say
from nadhir.tearline.knowledge import Knowledge, knowledge, withheld_of
from nadhir.tearline.parity import lost_facts
from nadhir.tearline.phrases import PhraseBook, PhraseBooks, Voice
from nadhir.terms.assessment import Assessment
from nadhir.terms.case import CaseFile
from nadhir.terms.determination import Determination
from nadhir.terms.errors import TheirsError
from nadhir.terms.marking import TLP, Marking
from nadhir.terms.party import Party, PartyRole
from nadhir.terms.screening import Norm, PersonNorm, PlaceNorm, Precision, Role, TimeNorm
from nadhir.terms.tearline import Disclosure, Tearline, Withheld
from nadhir.terms.text import Language, Text, primary

COMPOSER: Final = "tearline 1"
DEFAULT_VALID_DAYS: Final = 3  # [D] a warning without a dated window stands three days, then is renewed or withdrawn
ALWAYS: Final = (Language("ar"), Language("en"))  # the two languages of the desk, whoever is told
DEFAULT_MARKING: Final = Marking(TLP.AMBER)  # the addressee and those who must act with it


@dataclass(frozen=True, slots=True)
class _Said:
    """The disclosures and how each is worded, language by language: what the leak check must let pass."""

    disclosures: tuple[Disclosure, ...]
    books: Mapping[Language, PhraseBook]
    today: date


def write(
    determination: Determination,
    *,
    assessment: Assessment,
    file: CaseFile,
    phrases: PhraseBooks,
    languages: Sequence[Language] = (),
    choice: Choice = Choice.BALANCED,
    contact: str = "",
    marking: Marking = DEFAULT_MARKING,
    is_drill: bool = False,
) -> Tearline:
    """Return the tearline for those whom the determination addresses: texts in their languages, Arabic and English.

    `languages` are asked for beside those of the addressees. A tearline with leaks is returned too, with the leaks
    listed: `is_releasable` is then false, and an officer sees both passages.

    Raises:
        TheirsError: no phrase book for Arabic or English was given.
    """
    # 1. Who knows what, and how finely it may be said.
    known = tuple(_with_its_kind(k, phrases=phrases) for k in knowledge(assessment.threat, file=file))
    # 2. Choose.
    today = determination.at.astimezone(ZoneInfo(file.holder.timezone)).date()
    ahead = [k for k in known if not _has_passed(k.element.norm, today=today)]
    books = _books(determination, file=file, phrases=phrases, languages=languages)
    chosen = _without_kinds_beside_names(choose(ahead, choice=choice))
    disclosures, naming = _without_names_of_sources(chosen, file=file, phrases=phrases, books=books)
    # 3. Compose, the addressee's language first.
    frame = _frame(
        determination,
        assessment=assessment,
        file=file,
        disclosures=disclosures,
        contact=contact,
        marking=marking,
        is_drill=is_drill,
    )
    texts = {
        language: Text(compose(disclosures, book=book, names=phrases.names, frame=frame), language)
        for language, book in books.items()
    }
    # 4. Check what was rendered, not what went in.
    withheld = (*withheld_of(known, file=file), *naming)
    said = _Said(disclosures, books, today)
    leaks = check(
        {language: text.content for language, text in texts.items()},
        file=file,
        phrases=phrases,
        withheld=withheld,
        allowed=_allowed(said, phrases=phrases, contact=contact, texts=texts),
        today=today,
    )
    vague = too_vague(disclosures, is_told_who=frame.voice is Voice.VICTIM)
    return Tearline(
        case_id=determination.case_id,
        disclosures=disclosures,
        texts=MappingProxyType(texts),
        withheld=withheld,
        marking=marking,
        leaks=leaks,
        is_actionable=not vague,
        too_vague_because=vague,
        valid_hours=max(1, round((_end_of(frame.valid_through, zone=frame.zone) - determination.at) / HOUR)),
        composer=COMPOSER,
        subject=MappingProxyType({language: book.title for language, book in books.items()}),
        lost=lost_facts(
            {language: text.content for language, text in texts.items()},
            disclosures=disclosures,
            phrases=phrases,
            today=today,
        ),
    )


def _with_its_kind(known: Knowledge, *, phrases: PhraseBooks) -> Knowledge:
    """Return an actor of a kind with the phrase-book key that the words of the reports name ("طليق": an ex-husband).

    Screening knows such a person as a lone actor only; whom to keep out of the house is what the threatened must know.
    """
    norm = known.element.norm
    if known.element.role is not Role.ACTOR or not isinstance(norm, PersonNorm) or norm.key:
        return known
    if norm.precision is not Precision.KIND:
        return known
    said = {fold(evidence.span.exact) for evidence in known.element.evidence}
    key = next((key for key, words in phrases.actor_words.items() if said & set(words)), "")
    return replace(known, element=replace(known.element, norm=replace(norm, key=key)))


def _has_passed(norm: Norm, *, today: date) -> bool:
    """Tell whether a time lies behind us: the day of a report, an attack that came before. It warns of nothing."""
    return isinstance(norm, TimeNorm) and norm.end < today


def _without_kinds_beside_names(disclosures: tuple[Disclosure, ...]) -> tuple[Disclosure, ...]:
    """Drop a kind of actor where an organisation or a person is said: 'an armed group' adds nothing to its name."""
    is_named = any(d.role is Role.ACTOR and d.precision is not Precision.KIND for d in disclosures)
    return tuple(d for d in disclosures if not (is_named and d.role is Role.ACTOR and d.precision is Precision.KIND))


def _without_names_of_sources(
    disclosures: tuple[Disclosure, ...],
    *,
    file: CaseFile,
    phrases: PhraseBooks,
    books: Mapping[Language, PhraseBook],
) -> tuple[tuple[Disclosure, ...], tuple[Withheld, ...]]:
    """Return the disclosures whose wording holds no identifier of a source in any language, and what fell for that.

    A source may be called like the town that is threatened. Its name never leaves; the rest of the warning does.
    """
    kept: list[Disclosure] = []
    fallen: list[Withheld] = []
    for disclosure in disclosures:
        wordings = {language: say(disclosure, book=book, names=phrases.names) for language, book in books.items()}
        if names_a_source(wordings, file=file, phrases=phrases):
            fallen.append(Withheld(("names_the_source",), role=disclosure.role, precision=disclosure.precision))
        else:
            kept.append(disclosure)
    return tuple(kept), tuple(fallen)


def _books(
    determination: Determination, *, file: CaseFile, phrases: PhraseBooks, languages: Sequence[Language]
) -> dict[Language, PhraseBook]:
    asked: list[Language] = []
    for addressee in determination.addressees:
        party = file.party(addressee.party_id)
        if party is not None:
            asked.extend(party.languages)
    found: dict[Language, PhraseBook] = {}
    for language in (*asked, *languages, *ALWAYS):
        book = phrases.book(language)
        if book is not None:
            found.setdefault(Language(primary(language)), book)
    missing = [language for language in ALWAYS if language not in found]
    if missing:
        raise TheirsError(
            f"there is no phrase book for {', '.join(missing)}",
            where="tearline.write",
            remedy="add its file to nadhir/reference/data/phrases/",
        )
    return found


def _voice(determination: Determination, *, file: CaseFile) -> Voice:
    """Return whom the text speaks to: one text goes to all who are addressed."""
    parties = [p for a in determination.addressees if (p := file.party(a.party_id)) is not None]
    at_risk = [p for p in parties if _is_person_at_risk(p)]
    if at_risk:
        return Voice.VICTIM if len(at_risk) == len(parties) else Voice.BOTH
    if parties and all(PartyRole.PUBLIC in p.roles for p in parties):
        return Voice.PUBLIC
    if parties and all(PartyRole.PLACE_OWNER in p.roles for p in parties):
        return Voice.PLACE
    return Voice.PROTECTOR


def _is_person_at_risk(party: Party) -> bool:
    return PartyRole.VICTIM in party.roles and PartyRole.PUBLIC not in party.roles


def _frame(
    determination: Determination,
    *,
    assessment: Assessment,
    file: CaseFile,
    disclosures: tuple[Disclosure, ...],
    contact: str,
    marking: Marking,
    is_drill: bool,
) -> Frame:
    zone = ZoneInfo(file.holder.timezone)
    today = determination.at.astimezone(zone).date()
    return Frame(
        voice=_voice(determination, file=file),
        likelihood=assessment.likelihood.term,
        confidence=assessment.confidence,
        today=today,
        valid_through=_valid_through(disclosures, assessment=assessment, today=today),
        zone=zone,
        contact=contact,
        marking=marking,
        is_drill=is_drill,
    )


def _valid_through(disclosures: tuple[Disclosure, ...], *, assessment: Assessment, today: date) -> date:
    """Return the last day that the warning stands: that of the window it names, else some days from now.

    A day that is known and not said is never taken: the term of the warning would name it by chance.
    """
    last = window_end(disclosures)
    if last is not None and last >= today:
        return last
    unsaid = {
        day for e in assessment.threat.of_role(Role.TIME) if isinstance(e.norm, TimeNorm) for day in _ends(e.norm)
    }
    through = today + timedelta(days=DEFAULT_VALID_DAYS)
    while through in unsaid:
        through += timedelta(days=1)
    return through


def _ends(norm: TimeNorm) -> tuple[date, date]:
    return norm.start, norm.end


def _end_of(day: date, *, zone: tzinfo) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(0), tzinfo=zone)


def _allowed(said: _Said, *, phrases: PhraseBooks, contact: str, texts: Mapping[Language, Text]) -> list[str]:
    """Return what was chosen to be said, as worded, and the term of the warning: none of it is taken from a report."""
    allowed = [contact] if contact else []
    for book in said.books.values():
        for disclosure in said.disclosures:
            allowed.append(say(disclosure, book=book, names=phrases.names, today=said.today))
            if isinstance(disclosure.norm, PlaceNorm):
                allowed.append(disclosure.norm.name)
    allowed += [line for text in texts.values() for line in text.content.splitlines()[-1:]]
    return allowed

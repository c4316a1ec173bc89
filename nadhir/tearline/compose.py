# SPDX-License-Identifier: Apache-2.0
"""Compose the text of a warning in one language, from a phrase book and the disclosures; never from source text.

The order is that of the reader's questions: what is this, who, whom, where, when, how, how sure, what to do now, whom
to call, is it genuine, how long does it stand. Likelihood and confidence stand in sentences of their own (ICD 203); the
marking is never translated (TLP 2.0); there are no links (law.md 2.7).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final, assert_never

from persiantools.jdatetime import JalaliDate

from nadhir.language.normalise import fold
from nadhir.language.spelling import is_in_script_of, spell
from nadhir.tearline.phrases import Names, PhraseBook, Voice
from nadhir.terms.assessment import Confidence, LikelihoodTerm
from nadhir.terms.marking import TLP, Marking
from nadhir.terms.screening import Means, Norm, PersonNorm, PlaceNorm, Precision, Role, TimeNorm
from nadhir.terms.tearline import Disclosure

LINES: Final = (
    (Role.ACTOR, "who"),
    (Role.TARGET, "whom"),
    (Role.PLACE, "where"),
    (Role.TIME, "when"),
    (Role.MEANS, "how"),
)
RESTRICTED: Final = frozenset({TLP.RED, TLP.AMBER_STRICT, TLP.AMBER})
HOUR: Final = timedelta(hours=1)
PERSIAN_DIGITS: Final = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
JALALI_MONTHS: Final = (
    "فروردین",
    "اردیبهشت",
    "خرداد",
    "تیر",
    "مرداد",
    "شهریور",
    "مهر",
    "آبان",
    "آذر",
    "دی",
    "بهمن",
    "اسفند",
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What a text needs beside the disclosures."""

    voice: Voice
    likelihood: LikelihoodTerm | None
    confidence: Confidence
    today: date  # where the holder is
    valid_through: date  # the last day that the warning stands
    zone: tzinfo
    contact: str  # a telephone number or office that the addressee can find by itself; empty where none is set
    marking: Marking
    is_drill: bool = False


def compose(disclosures: Sequence[Disclosure], *, book: PhraseBook, names: Names, frame: Frame) -> str:
    """Return the text of the warning in the book's language."""
    lines: list[str] = []
    if frame.is_drill:
        lines.append(book.drill)
    lines += [book.title, frame.marking.tlp.value, "", book.opening[frame.voice], ""]
    for role, label in LINES:
        said = [say(d, book=book, names=names, today=frame.today) for d in disclosures if d.role is role]
        if role is Role.TARGET and frame.voice is Voice.VICTIM:
            said.insert(0, book.you)
        lines.append(book.line.format(label=book.labels[label], value=_joined(said, book=book) or book.unknown))
    lines.append(book.uncertainty)
    lines.append("")
    if frame.likelihood is not None:
        lines.append(book.likelihood.format(term=book.likelihood_terms[frame.likelihood]))
    lines.append(book.confidence.format(level=book.confidence_levels[frame.confidence]))
    lines += ["", book.advice_heading]
    lines += [f"{number}. {advice}" for number, advice in enumerate(book.advice[frame.voice], start=1)]
    lines += ["", book.call.format(contact=frame.contact) if frame.contact else book.no_contact, book.authenticity]
    lines += [book.withheld, book.no_retaliation]
    if frame.marking.tlp in RESTRICTED:
        lines.append(book.action_clause)
    lines.append(book.validity.format(until=_through(frame, book=book)))
    return "\n".join(_single_spaced(lines)) + "\n"


def say(disclosure: Disclosure, *, book: PhraseBook, names: Names, today: date | None = None) -> str:
    """Return one disclosed value in the words of the language; a window that began before `today` is said by its end:
    its beginning would tell the day on which we heard.
    """
    norm: Norm = disclosure.norm
    match norm:
        case PlaceNorm():
            return _place(norm, book=book, names=names)
        case TimeNorm():
            return _time(norm, book=book, today=today)
        case PersonNorm():
            if disclosure.role is Role.TARGET:
                return target_phrase(norm, book=book)
            return _actor(norm, book=book, names=names)
        case Means():
            return book.means[norm]
        case _:
            assert_never(norm)


def _actor(norm: PersonNorm, *, book: PhraseBook, names: Names) -> str:
    key = (norm.key or norm.name).replace(" ", "_").replace("-", "_")
    if key in book.actors:
        return book.actors[key]
    if norm.precision is Precision.KIND:  # an English noun phrase that nobody translated is no proper name
        return book.actors["someone"]
    return names.actor(norm, language=book.language) or proper_name(norm.name, language=book.language)


def target_phrase(norm: PersonNorm, *, book: PhraseBook) -> str:
    """Return the phrase of a target: by its key, else by the English words that name its kind, else its own name.

    A free English noun phrase is said in another language only by its kind: a phrase that nobody translated is no
    proper name, and a proper name stands in its own script.
    """
    if norm.key in book.targets:
        return _with_name(book.targets[norm.key], norm=norm)
    whole = fold(norm.name)
    for key, kinds in book.target_words.items():
        if whole in kinds:
            return _with_name(book.targets[key], norm=norm)
    words = set(whole.replace("-", " ").split())
    for key, kinds in book.target_words.items():
        if words & set(kinds):
            return _with_name(book.targets[key], norm=norm)
    if norm.precision is Precision.NAMED:
        return proper_name(norm.name, language=book.language)
    return book.targets["people"]


def _with_name(phrase: str, *, norm: PersonNorm) -> str:
    return f"{phrase} ({norm.name})" if norm.precision is Precision.NAMED and norm.name != norm.key else phrase


def _place(norm: PlaceNorm, *, book: PhraseBook, names: Names) -> str:
    language = book.language
    if norm.precision is Precision.COUNTRY:
        return names.country(norm.country, language=language) or norm.name
    own = names.place(norm, language=language) or site_name(norm.name, book=book)
    country = names.country(norm.country, language=language) or norm.country
    if norm.precision is Precision.SITE and norm.city and norm.city != norm.name:
        city = PlaceNorm(name=norm.city, country=norm.country, lat=norm.lat, lon=norm.lon)
        named = names.place(city, language=language) or proper_name(norm.city, language=language)
        own = book.within.format(place=own, city=named)
    return book.within.format(place=own, city=country)


def site_name(name: str, *, book: PhraseBook) -> str:
    """Return a site's name in the language: its kind translated, the rest spelled, the name as it is known beside it.

    "Dahlia Hall" becomes "قاعة داهليا (Dahlia Hall)".
    """
    if is_in_script_of(name, language=book.language):
        return name
    words = name.split()
    for key, kinds in book.site_words.items():
        for kind in kinds:
            length = len(kind.split())
            for at in range(len(words) - length + 1):
                if _bare(" ".join(words[at : at + length])) == kind:
                    rest = " ".join(words[:at] + words[at + length :])
                    spelled = spell(rest, language=book.language) if rest else ""
                    return f"{' '.join(book.sites[key].format(name=spelled).split())} ({name})"
    return proper_name(name, language=book.language)


def proper_name(name: str, *, language: str) -> str:
    """Return a name spelled in the script of the language, with the name as it is known beside it.

    >>> proper_name("Lom-Nava", language="ar")
    'لوم-نافا (Lom-Nava)'
    """
    spelled = spell(name, language=language)
    return name if spelled == name else f"{spelled} ({name})"


def _bare(word: str) -> str:
    """Return a word folded, without the Arabic article."""
    folded = fold(word)
    return folded.removeprefix("ال") if len(folded) > 4 else folded  # noqa: PLR2004 -- shorter words begin with these letters


def _day(day: date, *, book: PhraseBook) -> str:
    return _dated(day, template=book.day, book=book)


def _plain_day(day: date, *, book: PhraseBook, with_weekday: bool = False) -> str:
    """Return a day that needs no inflection inside "from … to …"; the weekday, where asked for, in brackets."""
    plain = _dated(day, template=book.plain_day, book=book)
    return f"{plain} ({book.weekdays[day.weekday()]})" if with_weekday else plain


def _dated(day: date, *, template: str, book: PhraseBook) -> str:
    gregorian = template.format(
        weekday=book.weekdays[day.weekday()], day=day.day, month=book.months[day.month - 1], year=day.year
    )
    if book.calendar != "jalali":
        return gregorian
    jalali = JalaliDate(day)  # type: ignore[no-untyped-call]  # the library is untyped
    both = f"{jalali.day} {JALALI_MONTHS[jalali.month - 1]} {jalali.year} ({gregorian})"
    return both.translate(PERSIAN_DIGITS)


def _time(norm: TimeNorm, *, book: PhraseBook, today: date | None) -> str:
    if _is_whole_month(norm):
        return book.month_of.format(month=book.months[norm.start.month - 1], year=norm.start.year)
    if norm.precision is Precision.HOUR and norm.hour is not None and norm.start == norm.end:
        return book.at_hour.format(day=_day(norm.start, book=book), hour=f"{norm.hour:02d}:{norm.minute or 0:02d}")
    if norm.start == norm.end:
        return _day(norm.start, book=book)
    with_weekday = norm.precision not in (Precision.WEEK, Precision.MONTH)
    end = _plain_day(norm.end, book=book, with_weekday=with_weekday)
    if today is not None and norm.start <= today:
        return book.until.format(end=end)
    return book.during.format(start=_plain_day(norm.start, book=book, with_weekday=with_weekday), end=end)


def _is_whole_month(norm: TimeNorm) -> bool:
    is_last = (norm.end + timedelta(days=1)).day == 1
    return norm.precision is Precision.MONTH and norm.start.day == 1 and is_last and norm.start.month == norm.end.month


def _through(frame: Frame, *, book: PhraseBook) -> str:
    """Return the last day without its weekday, which might be a withheld one by chance, and whose day it is."""
    hours = (datetime.combine(frame.valid_through, time(12), tzinfo=frame.zone).utcoffset() or timedelta()) / HOUR
    zone = f"UTC{hours:+g}".replace("-", "\N{MINUS SIGN}") if hours else "UTC"
    return f"{_plain_day(frame.valid_through, book=book)} ({zone})"


def _joined(said: Sequence[str], *, book: PhraseBook) -> str:
    if len(set(said)) > 1:  # 'people' says nothing beside who they are
        said = [one for one in said if one != book.targets["people"]]
    return book.separator.join(dict.fromkeys(said))


def _single_spaced(lines: Sequence[str]) -> list[str]:
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return kept

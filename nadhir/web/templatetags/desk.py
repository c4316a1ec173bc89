# SPDX-License-Identifier: Apache-2.0
"""Words for codes, moments with their hour and zone, and text in its own direction with nothing hidden in it.

Unicode's bidirectional controls (UAX #9) and zero-width characters can make a line read other than it is stored. In
content they are replaced by their names, made visible, and so lose their effect. The zero-width non-joiner and joiner
stay between letters of scripts that need them (Persian writes می‌خواهم with one).
"""

import re
import unicodedata
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Final

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from nadhir.casework import wording
from nadhir.casework.read_models import Excerpt
from nadhir.intake import Step, StepUnit
from nadhir.terms.case import CaseEventKind
from nadhir.terms.delivery import DeliveryEventKind
from nadhir.terms.errors import NadhirError
from nadhir.terms.links import LinkReason
from nadhir.terms.marking import Marking
from nadhir.terms.release import Mode
from nadhir.terms.screening import Norm
from nadhir.terms.sealed import Sealed
from nadhir.terms.text import Language, direction_of
from nadhir.web import showing

register = template.Library()

#: What is shown by name: bidirectional controls, and characters without width that a reader cannot see.
_SHORT: Final = {
    "\u061c": "ALM",
    "\u200b": "ZWSP",
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2060": "WJ",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
    "\ufeff": "BOM",
    "\u00ad": "SHY",
}
_JOINERS: Final = {"\u200c": "ZWNJ", "\u200d": "ZWJ"}
_JOINED_SCRIPTS: Final = ("ARABIC", "SYRIAC", "DEVANAGARI", "BENGALI", "MALAYALAM", "SINHALA", "MONGOLIAN")
_PERHAPS_HIDDEN: Final = re.compile(f"[{''.join((*_SHORT, *_JOINERS))}\U000e0000-\U000e007f]")
#: A telephone number as people write it. In a line of Arabic its groups would stand in reverse (UAX #9, rule W2).
_TELEPHONE: Final = re.compile(r"\+?\d[\d ().\-\u00a0]{5,}\d")
_DRILL: Final = "drill."  # what a drill's events begin with in the ledger
_MINUTES_IN_HOUR: Final = 60
_HOURS_SHOWN_IN_DAYS: Final = 72


@register.filter
def word(value: StrEnum | None) -> str:
    """Return what a value of a closed vocabulary is called."""
    return "" if value is None else wording.word(value)


@register.filter
def sentence(code: str) -> str:
    """Return the sentence of a code."""
    return wording.sentence(code)


@register.filter
def said(text: str) -> str:
    """Return the sentence of a code, and what somebody wrote as it stands."""
    return wording.said(text)


@register.filter
def step(given: Step) -> SafeString:
    """Return one step into a container: the third message, the file of that name."""
    counted = wording.word(given.unit)
    if given.unit is not StepUnit.REST and not (given.unit is StepUnit.FILE and given.label):
        counted = f"{counted} {given.number}"
    label = format_html(' <bdi dir="auto">{}</bdi>', given.label) if given.label else ""
    return format_html("{}{}", counted, label)


@register.filter
def reason(given: LinkReason) -> str:
    """Return a link's reason in words."""
    return wording.reason(given)


@register.filter
def described(norm: Norm | None) -> str:
    """Return what an element means, in words."""
    return "" if norm is None else wording.described(norm)


@register.filter
def language(tag: str) -> str:
    """Return the name of a language."""
    return wording.language_name(Language(tag))


@register.filter
def direction(tag: str) -> str:
    """Return the direction a language is written in, for `dir`."""
    return direction_of(Language(tag)).value


@register.filter
def visible(text: str) -> SafeString:
    """Return text escaped, with what a reader could not see in it shown by name."""
    parts: list[str] = []
    end = 0
    for found in _PERHAPS_HIDDEN.finditer(text):
        name = _name_of_hidden(text, found.start())
        if name is not None:
            full = unicodedata.name(found[0], f"U+{ord(found[0]):04X}")
            parts.append(conditional_escape(text[end : found.start()]))
            parts.append(format_html('<span class="control" title="{}">{}</span>', full, name))
            end = found.end()
    parts.append(conditional_escape(text[end:]))
    return mark_safe("".join(parts))  # noqa: S308 - every part was escaped above


@register.filter
def dialled(text: str) -> SafeString:
    """Return a warning's text as `visible` does, each telephone number in the order in which it is dialled."""
    parts: list[str] = []
    end = 0
    for found in _TELEPHONE.finditer(text):
        parts += [visible(text[end : found.start()]), format_html('<bdi dir="ltr">{}</bdi>', found[0])]
        end = found.end()
    parts.append(visible(text[end:]))
    return mark_safe("".join(parts))  # noqa: S308 - every part was escaped above


def _name_of_hidden(text: str, at: int) -> str | None:
    letter = text[at]
    if letter in _JOINERS:
        before = unicodedata.name(text[at - 1], "") if at else ""
        return None if before.startswith(_JOINED_SCRIPTS) else _JOINERS[letter]
    return _SHORT.get(letter, f"U+{ord(letter):04X}")


@register.filter
def within(text: str, tag: str) -> SafeString:
    """Return text isolated in its own language and direction, with nothing hidden in it."""
    known = Language(tag)
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', known, direction_of(known).value, visible(text))


@register.filter
def highlighted(excerpt: Excerpt, tag: str) -> SafeString:
    """Return an excerpt isolated in its own language and direction, what was found in it marked."""
    known = Language(tag)
    parts = (
        format_html('<mark class="m-found">{}</mark>', visible(each.text)) if each.is_hit else visible(each.text)
        for each in excerpt.stretches
    )
    return format_html(
        '<bdi lang="{}" dir="{}">{}{}{}</bdi>',
        known,
        direction_of(known).value,
        "" if excerpt.is_from_start else "… ",
        format_html_join("", "{}", ((part,) for part in parts)),
        "" if excerpt.is_to_end else " …",
    )


@register.filter
def apart(text: str) -> SafeString:
    """Return text isolated, in the direction of its own first letter."""
    return format_html('<bdi dir="auto">{}</bdi>', visible(text))


@register.filter
def ours(text: str) -> SafeString:
    """Return what the desk itself says, isolated in the direction of the page's language whatever it begins with."""
    tag = Language(get_language() or "en")
    return format_html('<bdi dir="{}">{}</bdi>', direction_of(tag).value, visible(text))


@register.filter
def revealed(sealed: Sealed, reader: str) -> SafeString:
    """Return what is sealed to the officer who is named, isolated from the sentence around it."""
    return apart(sealed.reveal(to=str(reader)))


@register.filter
def moment(at: datetime | None) -> SafeString:
    """Return a moment as the page's time zone has it, with the hour and the distance from UTC."""
    if at is None:
        return SafeString("")
    local = timezone.localtime(at)
    return format_html(
        '<time class="num" datetime="{}">{} <bdi dir="ltr">{} <span class="zone">{}</span></bdi></time>',
        at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        date_format(local, gettext("j M Y")),
        date_format(local, "H:i"),
        _offset(local),
    )


@register.filter
def deadline(at: datetime | None) -> SafeString:
    """Return when something is due, as the holder's zone has it: day, hour, distance from UTC, and the zone's name."""
    if at is None:
        return SafeString("")
    local = timezone.localtime(at)
    shift = _offset(local).removeprefix("UTC").removesuffix(":00") or "UTC"
    return format_html(
        '<time class="num" datetime="{}">{} <bdi dir="ltr">{} <span class="zone">{} {}</span></bdi></time>',
        at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        date_format(local, gettext("j M Y")),
        date_format(local, "H:i"),
        shift,
        timezone.get_current_timezone_name(),
    )


def _offset(local: datetime) -> str:
    shift = local.utcoffset()
    minutes = 0 if shift is None else int(shift.total_seconds() // 60)
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), _MINUTES_IN_HOUR)
    return f"UTC{'+' if minutes > 0 else '−'}{hours:02d}:{rest:02d}"


@register.filter
def day(on: date | None) -> SafeString:
    """Return a day without an hour."""
    if on is None:
        return SafeString("")
    return format_html('<time class="num" datetime="{}">{}</time>', on.isoformat(), date_format(on, gettext("j M Y")))


@register.filter
def left(minutes: int) -> str:
    """Return how much time is left, or by how much a deadline has passed."""
    return (
        gettext("%(span)s left") % {"span": _span(minutes)}
        if minutes >= 0
        else gettext("overdue by %(span)s") % {"span": _span(-minutes)}
    )


def _span(minutes: int) -> str:
    hours, rest = divmod(minutes, _MINUTES_IN_HOUR)
    if hours >= _HOURS_SHOWN_IN_DAYS:
        days, hours = divmod(hours, 24)
        return gettext("%(days)s %(hours)s") % {
            "days": ngettext("%d day", "%d days", days) % days,
            "hours": ngettext("%d h", "%d h", hours) % hours,
        }
    if not hours:
        return ngettext("%d min", "%d min", rest) % rest
    if not rest:
        return ngettext("%d h", "%d h", hours) % hours
    return gettext("%(hours)s %(minutes)s") % {
        "hours": ngettext("%d h", "%d h", hours) % hours,
        "minutes": ngettext("%d min", "%d min", rest) % rest,
    }


@register.filter
def shortened(text: str) -> str:
    """Return the beginning of a title that was taken from a text."""
    return showing.shortened(text)


@register.filter
def span(minutes: int) -> str:
    """Return a stretch of time in days, hours and minutes."""
    return ("−" if minutes < 0 else "") + _span(abs(minutes))


@register.filter
def stretch(minutes: int) -> str:
    """Return a stretch of time without its sign, for a sentence that says which way it goes."""
    return _span(abs(minutes))


@register.filter
def event(name: str) -> str:
    """Return what the ledger's dotted name of an event says."""
    if name.startswith(_DRILL):
        return f"{wording.word(Mode.DRILL)}: {event(name.removeprefix(_DRILL))}"
    for vocabulary, text in ((CaseEventKind, name), (DeliveryEventKind, name.removeprefix("delivery."))):
        if text in vocabulary.__members__.values():
            return wording.word(vocabulary(text))
    return wording.sentence(name)


@register.filter
def refused(error: NadhirError) -> SafeString:
    """Return a refusal in the reader's language, with what to do; what nobody worded stays in English, marked so."""
    return showing.refused(error)


@register.filter
def marking(given: Marking | None) -> SafeString:
    """Return a marking as FIRST wants it seen: the label untranslated, and what stands beside it."""
    if given is None:
        return SafeString("")
    kind = given.tlp.value.removeprefix("TLP:").lower().replace("+", "-")
    label = format_html('<span class="tlp tlp-{}" dir="ltr" translate="no">{}</span>', kind, given.tlp.value)
    control = (gettext("originator control"),) if given.is_originator_controlled else ()
    rest = format_html_join("", ' <span class="tag">{}</span>', ((part,) for part in (*given.foreign, *control)))
    return format_html("{}{}", label, rest)


@register.filter
def joined(words: object) -> str:
    """Return words in a row, with the comma of the page's language; those of a set in their vocabulary's order."""
    assert isinstance(words, (list, tuple, frozenset))  # noqa: S101 - what templates hand over
    listed = sorted_out(words) if isinstance(words, frozenset) else words
    return wording.in_a_row([wording.word(each) if isinstance(each, StrEnum) else str(each) for each in listed])


@register.filter
def sentences(codes: object) -> list[str]:
    """Return the sentences of some codes."""
    assert isinstance(codes, (list, tuple, frozenset))  # noqa: S101 - what templates hand over
    return [wording.sentence(str(code)) for code in codes]


@register.filter
def in_sentences(codes: object) -> str:
    """Return the sentences of some codes in one line, with the semicolon of the page's language between them."""
    return gettext("; ").join(sentences(codes))


@register.filter
def sorted_out(values: frozenset[StrEnum]) -> list[StrEnum]:
    """Return values of one vocabulary in the order in which it lists them."""
    return sorted(values, key=lambda value: list(type(value).__members__).index(value.name))

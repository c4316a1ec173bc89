# SPDX-License-Identifier: Apache-2.0
"""The elements of the principal event: who, whom, where, when, how, each with the shortest words that first name it.

The principal event is the one that the strongest evidence speaks of: the impending one where there is one, else the
past one. Elements are taken from its sentence and the ones beside it, then from the title and the dateline; a value is
then shown where the article first says it. What a text does not say stays out: nothing is guessed.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from nadhir.language.times import TimeKind
from nadhir.screen.model import Answer, RoleSpan
from nadhir.screen.moments import Moment
from nadhir.screen.places import Mention
from nadhir.screen.reading import REPORTS, Cue, Holders, Reading
from nadhir.screen.signs import SHORT
from nadhir.terms.screening import Element, Means, Norm, PersonNorm, Precision, Role, TimeNorm
from nadhir.terms.text import TextSpan

#: So many sentences to either side still speak of the event; in a short text all do.
_REACH: Final = 2
_TITLE_WORDS: Final = 14
NAMED_GROUP: Final = "named_group"


@dataclass(frozen=True, slots=True)
class Event:
    """Where the principal event is told: its sentence and words, and whether it is still to come."""

    sentence: int
    first: int
    last: int
    is_to_come: bool


class _Near:
    """How far words are from the event: in sentences, then in words."""

    def __init__(self, reading: Reading, event: Event) -> None:
        self.reading = reading
        self.event = event
        self._firsts = [first for first, _ in reading.sentences]
        self.is_short = sum(b - a for a, b in reading.sentences) <= SHORT

    def sentences(self, word: int) -> int:
        """Return how many sentences lie between a word and the event."""
        return abs(bisect_right(self._firsts, word) - 1 - self.event.sentence)

    def words(self, word: int) -> int:
        """Return how many words lie between a word and the event."""
        return min(abs(word - self.event.first), abs(word - self.event.last))

    def reaches(self, word: int, *, sentences: int = _REACH) -> bool:
        """Tell whether a word still speaks of the event."""
        return self.is_short or self.sentences(word) <= sentences


def find_elements(
    reading: Reading,
    *,
    cues: Sequence[Cue],
    event: Event,
    places: Sequence[Mention],
    moments: Sequence[Moment],
    published: date,
    heard: Answer | None = None,
) -> tuple[Element, ...]:
    """Return the elements of the event in text order.

    Where a model was asked, it says what the date grammar's times and the gazetteer's places are worth, and who is
    threatened; who threatens it says where it is sure and no group is named. How, the lexicons say better, and the
    model where they are silent.
    """
    near = _Near(reading, event)
    spans = _by_role(heard)
    times = _heard_times(moments, spans=spans, is_to_come=event.is_to_come, published=published) or _times(
        reading, moments, near=near, published=published
    )
    targets = _heard_people(reading, cues, spans=spans, role=Role.TARGET) or _targets(reading, cues, near=near)
    taken = [(t.span.start, t.span.end) for t in targets]
    actors = _actors(reading, cues, near=near, taken=taken)
    heard_actors = _heard_people(reading, cues, spans=spans, role=Role.ACTOR)
    is_group = any(actor.rule == NAMED_GROUP for actor in actors)
    is_sure = any(span.likelihood >= _SURE_OF_WHO for span in spans.get(Role.ACTOR, ()))
    chosen = [
        *((heard_actors if is_sure and not is_group else actors) or heard_actors or actors),
        *targets,
        *_places(reading, places, near=near, times=times, cues=cues, heard=spans.get(Role.PLACE, ())),
        *times,
        *(_means(reading, cues, near=near) or _heard_means(reading, cues, spans=spans, heard=heard)),
    ]
    return tuple(sorted(dict.fromkeys(chosen), key=lambda e: (e.span.start, e.span.end, e.role.value)))


# ── what the model heard ──────────────────────────────────────────────────────────────────────────────────────────────
Spans = Mapping[Role, Sequence[RoleSpan]]


#: So sure the model must be of words that no lexicon of targets knows, or the rules' own target is taken; and so sure
#: of who threatens, or the rules' own actor is. Both were weighed on data/screening/dev.jsonl, whose words the lexicons
#: know, and on the held-out texts of `training/`, which nobody wrote them by: what gains on one alone was not taken.
_SURE_OF_WHOM: Final = 0.65
_SURE_OF_WHO: Final = 0.7


def _by_role(heard: Answer | None) -> Spans:
    out: dict[Role, list[RoleSpan]] = {}
    for span in heard.spans if heard is not None else ():
        out.setdefault(span.role, []).append(span)
    return out


def _words_of(reading: Reading, span: RoleSpan) -> tuple[int, int]:
    return reading.words_within(span.start, span.end)


def _best_cue(cues: Sequence[Cue], *, words: tuple[int, int], reading: Reading) -> Cue | None:
    """Return the cue that covers most of the words, the longer one of two."""

    def shared(cue: Cue) -> int:
        return min(cue.last, words[1]) - max(cue.first, words[0])

    inside = [cue for cue in cues if shared(cue) > 0 and reading.is_article_word[cue.first]]
    return max(inside, key=lambda cue: (shared(cue), cue.last - cue.first), default=None)


def _heard_people(reading: Reading, cues: Sequence[Cue], *, spans: Spans, role: Role) -> list[Element]:
    found = []
    kind = "actor" if role is Role.ACTOR else "target"
    for span in spans.get(role, ()):
        words = _words_of(reading, span)
        exact = TextSpan.of(reading.report.content, start=span.start, end=span.end)
        group = _best_cue([c for c in cues if c.category == "group"], words=words, reading=reading)
        known = _best_cue([c for c in cues if c.category == kind], words=words, reading=reading)
        if role is Role.ACTOR and group is not None:
            norm = PersonNorm(group.value, Precision.ORGANISATION, group.value)
        elif known is not None and known.value not in _UNKNOWN:
            norm = PersonNorm(known.value, Precision.KIND)
        elif role is Role.TARGET and span.likelihood < _SURE_OF_WHOM:
            continue  # the lexicons say better
        elif _is_name(reading, words):
            norm = PersonNorm(exact.exact, Precision.NAMED)
        else:
            norm = PersonNorm(UNLISTED, Precision.KIND)
        found.append(Element(role, exact, norm, "model"))
    return found


#: The kind of somebody whose words no list knows: the span shows them, and no rule may take them for a name.
UNLISTED: Final = "unknown"
#: Folded words of Arabic names: father, mother, son of; the house of.
_OF_A_NAME: Final = frozenset("ابو ابا ابي ام ابن بن بنت ال عبد".split())


def _is_name(reading: Reading, words: tuple[int, int]) -> bool:
    """Tell whether the words are somebody's name: capitals where the writer uses them, else what only names have."""
    first, last = words
    spelled = reading.words[first:last]
    if reading.capitals is not None and not any("\u0600" <= word[0] <= "\u06ff" for word in spelled):
        named = [n for n in range(first, last) if _is_name_word(reading, n, capitals=reading.capitals)]
        begins = {start for start, _ in reading.sentences}
        return len(named) * 2 > last - first and any(n not in begins or len(named) > 1 for n in named)
    return any(word in _OF_A_NAME for word in spelled) or (
        # A handle or initials in another script than the text is written in.
        any(word.isascii() for word in spelled) and reading.capitals is None
    )


def _heard_times(moments: Sequence[Moment], *, spans: Spans, is_to_come: bool, published: date) -> list[Element]:
    for span in spans.get(Role.TIME, ()):
        inside = [m for m in moments if m.span.start < span.end and span.start < m.span.end]
        if inside:
            best = max(inside, key=lambda m: min(m.span.end, span.end) - max(m.span.start, span.start))
            # "9 December" said after that day is the past one, and not the next year's.
            is_fixed = best.kind is TimeKind.ABSOLUTE and is_to_come and not best.is_to_come(published=published)
            norm = None if is_fixed else best.as_of(published=published, is_to_come=is_to_come)
            if norm is not None:
                return [Element(Role.TIME, best.span, norm, "date_grammar")]
    return []


def _heard_means(reading: Reading, cues: Sequence[Cue], *, spans: Spans, heard: Answer | None) -> list[Element]:
    found = []
    for span in spans.get(Role.MEANS, ()):
        exact = TextSpan.of(reading.report.content, start=span.start, end=span.end)
        known = _best_cue([c for c in cues if c.category == "means"], words=_words_of(reading, span), reading=reading)
        likeliest = max(heard.means, key=lambda m: heard.means[m]) if heard is not None else Means.OTHER
        found.append(Element(Role.MEANS, exact, Means(known.value) if known is not None else likeliest, "model"))
    return found


# ── what the rules say ────────────────────────────────────────────────────────────────────────────────────────────────


def _of_article(reading: Reading, cues: Iterable[Cue], *categories: str) -> list[Cue]:
    marks = reading.is_article_word
    return [cue for cue in cues if cue.category in categories and marks[cue.first]]


def _longest(cues: Sequence[Cue]) -> list[Cue]:
    """Leave out cues that lie inside a longer one, in words or in letters: رجلين are two men, not a man."""
    holders = Holders(cues)
    return [
        c for c in cues
        if not any(
            (o.last - o.first, len(o.text)) > (c.last - c.first, len(c.text) if o.text else 0) for o in holders.of(c)
        )
    ]  # fmt: skip


def _element(reading: Reading, role: Role, cue: Cue, norm: Norm, *, rule: str) -> Element:
    return Element(role, reading.span(cue.first, cue.last), norm, rule)


def _first_of(cues: Sequence[Cue], value: str) -> Cue:
    return min((cue for cue in cues if cue.value == value), key=lambda cue: (cue.first, -cue.last))


def _actors(reading: Reading, cues: Sequence[Cue], *, near: _Near, taken: Sequence[tuple[int, int]]) -> list[Element]:
    groups = _longest(_of_article(reading, cues, "group"))
    close = [c for c in groups if near.reaches(c.first)]
    if close:
        best = min(close, key=lambda c: (near.sentences(c.first), -len(c.value), near.words(c.first)))
        first = _first_of(groups, best.value)
        norm = PersonNorm(best.value, Precision.ORGANISATION, best.value)
        return [_element(reading, Role.ACTOR, first, norm, rule=NAMED_GROUP)]
    kinds = [c for c in _longest(_of_article(reading, cues, "actor")) if near.reaches(c.first, sentences=1)]
    # Who stands right after "were killed" was killed.
    struck = {c.last for c in cues if c.category in {"harm_past", "casualty"}} if not near.event.is_to_come else set()
    kinds = [
        c for c in kinds
        if c.value not in _UNKNOWN and c.first not in struck and not _overlaps(reading, c, taken=taken)
    ]  # fmt: skip
    if not kinds:
        return []
    # Who does it mostly stands before what is done.
    best = min(kinds, key=lambda c: (near.sentences(c.first), c.first > near.event.last, near.words(c.first)))
    return [_element(reading, Role.ACTOR, best, PersonNorm(best.value, Precision.KIND), rule="actor_kind")]


#: Words that say that nobody knows who it is: an unknown actor is left out.
_UNKNOWN: Final = frozenset({"gunmen", "armed group"})


def _overlaps(reading: Reading, cue: Cue, *, taken: Sequence[tuple[int, int]]) -> bool:
    span = reading.span(cue.first, cue.last)
    return any(start < span.end and span.start < end for start, end in taken)


def _targets(reading: Reading, cues: Sequence[Cue], *, near: _Near) -> list[Element]:
    everywhere = _longest(_of_article(reading, cues, "target"))
    farewells = _of_article(reading, cues, "farewell")
    known = [
        c for c in everywhere
        if near.reaches(c.first, sentences=1) and not _is_left_behind(reading, c, farewells=farewells, near=near)
    ]  # fmt: skip
    named = _person(reading, cues, near=near)
    house = _institution(reading, cues, near=near)
    if house is not None and near.sentences(house[0]) <= min((near.sentences(c.first) for c in known), default=1):
        span = reading.span(*house)
        return [Element(Role.TARGET, span, PersonNorm(span.exact, Precision.NAMED), "named_house")]
    if named is not None and all(near.words(named[0]) < near.words(c.first) for c in known):
        span = reading.span(*named)
        return [Element(Role.TARGET, span, PersonNorm(span.exact, Precision.NAMED), "named_person")]
    if not known:
        return []

    def rank(cue: Cue) -> tuple[int, float]:
        distance = near.words(cue.first) * (_BEFORE if cue.first < near.event.first else 1.0)
        return near.sentences(cue.first), distance

    best = min(known, key=rank)
    first = _first_of(everywhere, best.value)
    span = reading.span(first.first, _phrase_end(reading, first, everywhere))
    return [Element(Role.TARGET, span, PersonNorm(best.value, Precision.KIND), "target_kind")]


def _is_left_behind(reading: Reading, cue: Cue, *, farewells: Sequence[Cue], near: _Near) -> bool:
    """Tell whether somebody's family is named because he takes leave of it, and not because it is threatened."""
    if cue.value != "family member" or near.words(cue.first) <= _FAREWELL_REACH:
        return False
    return any(
        abs(cue.first - f.first) <= _FAREWELL_REACH and _is_same_sentence(reading, cue.first, f.first)
        for f in farewells
    )  # fmt: skip


def _is_same_sentence(reading: Reading, one: int, other: int) -> bool:
    return any(first <= one < last and first <= other < last for first, last in reading.sentences)


_FAREWELL_REACH: Final = 6
#: What is done to somebody mostly stands before whom it is done to.
_BEFORE: Final = 1.6
_PHRASE_WORDS: Final = 2
_NAME_WORDS: Final = 3
_NAME_REACH: Final = 8
_NOT_A_NAME: Final = frozenset(
    """
    the a an on in at to of and for i we he she they it this that if when after before new old st saint mr mrs ms dr
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december police court islamic state north south east west city hall school street road
    avenue university news
    """.split()
)


def _phrase_end(reading: Reading, cue: Cue, targets: Sequence[Cue]) -> int:
    """Return where the noun phrase of a target ends: with the target words, and the Arabic genitive, that follow it."""
    end = cue.last
    following = {c.first: c.last for c in targets}
    while end in following and _is_joined(reading, end):
        end = following[end]
    first = reading.words[cue.first]
    if reading.language == "ar" and not first.lstrip("وفبلك").startswith("ال"):
        limit = end + _PHRASE_WORDS
        while end < min(limit, len(reading.words)) and reading.words[end].startswith("ال") and _is_joined(reading, end):
            end += 1
            if not reading.words[end - 1].endswith(("يه", "ه", "ات")):
                break
    return end


def _is_joined(reading: Reading, word: int) -> bool:
    """Tell whether only a blank lies between a word and the one before it."""
    return reading.text.text[reading.ends[word - 1] : reading.starts[word]] == " "


def _person(reading: Reading, cues: Sequence[Cue], *, near: _Near) -> tuple[int, int] | None:
    """Return the words of the person's name that stands nearest to the act, in texts that write names with capitals."""
    capitals = reading.capitals
    if capitals is None or near.event.sentence >= len(reading.sentences):
        return None
    first, last = reading.sentences[near.event.sentence]
    busy = {word for cue in cues if cue.category in _NO_PERSON for word in range(cue.first, cue.last)}
    found: list[tuple[int, int]] = []
    at = first
    while at < last:
        end = at
        while (
            end < last
            and end - at < _NAME_WORDS
            and _is_name_word(reading, end, capitals=capitals)
            and end not in busy
            and (end == at or _is_joined(reading, end))
        ):
            end += 1
        if end - at > 1:
            found.append((at, end))
        at = max(end, at + 1)
    close = [name for name in found if near.words(name[0]) <= _NAME_REACH]
    return min(
        close, key=lambda name: near.words(name[0]) * (_BEFORE if name[0] < near.event.first else 1.0), default=None
    )


_NO_PERSON: Final = frozenset({"group", "target", "means", "harm", "harm_past", "impending", "actor"})


def _institution(reading: Reading, cues: Sequence[Cue], *, near: _Near) -> tuple[int, int] | None:
    """Return the words of the school, church or other house that stands with its own name nearest to the event.

    "Linden Hill Secondary": capitals in a row, one of which says what kind of house it is.
    """
    capitals = reading.capitals
    if capitals is None:
        return None
    firsts = {first for first, _ in reading.sentences}
    busy = {word for cue in cues if cue.category in {"group", "impending"} for word in range(cue.first, cue.last)}

    def is_of_name(word: int) -> bool:
        return capitals[word] and word not in busy and not reading.words[word][0].isdigit()

    found: list[tuple[int, int]] = []
    for cue in cues:
        if cue.category != "institution" or not reading.is_article_word[cue.first] or not near.reaches(cue.first):
            continue
        first, last = cue.first, cue.last
        if not all(is_of_name(word) for word in range(first, last)):
            continue
        while (
            first > 0 and is_of_name(first - 1) and _is_joined(reading, first) and last - first < _HOUSE_WORDS
            and reading.words[first - 1] not in _NOT_BEFORE_A_HOUSE and first not in firsts
        ):  # fmt: skip
            first -= 1
        while last < len(capitals) and is_of_name(last) and _is_joined(reading, last) and last - first < _HOUSE_WORDS:
            last += 1
        if last - first > cue.last - cue.first:  # a name of its own, and not "Secondary School" alone
            found.append((first, last))
    return min(found, key=lambda name: (near.sentences(name[0]), near.words(name[0]), -name[1]), default=None)


_HOUSE_WORDS: Final = 5
_NOT_BEFORE_A_HOUSE: Final = frozenset("the a an our their his her this that at in of".split())


def _is_name_word(reading: Reading, word: int, *, capitals: Sequence[bool]) -> bool:
    text = reading.words[word]
    return capitals[word] and text not in _NOT_A_NAME and not text[0].isdigit()


def _places(
    reading: Reading,
    places: Sequence[Mention],
    *,
    near: _Near,
    times: Sequence[Element],
    cues: Sequence[Cue],
    heard: Sequence[RoleSpan],
) -> list[Element]:
    marks = reading.is_article_word
    own = [m for m in places if marks[m.first]]
    if not own:
        return []
    told = {near.sentences(reading.word_at(t.span.start)) for t in times}
    # What the report itself says may be told is what it is about.
    spoken_of = {near.sentences(c.first) for c in cues if c.category in {"caveat_allow", "caveat_many"}}
    counts = Counter(m.place for m in own)
    warnings = [c for c in cues if c.category in {"warn", "forewarn"}]
    told_governments = {m.place for m in own if any(c.first <= m.first <= c.last + 1 for c in warnings)}

    def worth(mention: Mention) -> float:
        distance = near.sentences(mention.first)
        total = _KIND_WORTH[mention.place.kind] + 0.5 * min(counts[mention.place], 3)
        total += 2.0 if distance == 0 else 1.0 if distance == 1 else 0.4 if distance <= _REACH else 0.0
        total += 1.5 * (distance in spoken_of) - 0.7 * mention.is_origin - 0.8 * _is_dateline(reading, mention)
        total -= _WARNED * (mention.place in told_governments)
        total += 0.5 * mention.is_sure + 0.4 * (mention.first < _TITLE_WORDS) + 0.6 * (distance in told)
        here = reading.span(mention.first, mention.last)
        total += max((_HEARD * s.likelihood for s in heard if s.start < here.end and here.start < s.end), default=0.0)
        return total - min(near.words(mention.first), 60) / 100

    best = max(own, key=worth)
    first = next(m for m in own if m.place == best.place)
    return [Element(Role.PLACE, reading.span(first.first, first.last), best.norm(), "gazetteer")]


def _is_dateline(reading: Reading, mention: Mention) -> bool:
    """Tell whether a town opens its sentence as the place that somebody reports from: "Manila (Agency) - …"."""
    if not any(first == mention.first for first, _ in reading.sentences):
        return False
    end = reading.ends[mention.last - 1]
    return reading.text.text[end : end + 3].lstrip()[:1] in {"(", "-", "/"}


#: What it adds that the model took the words for the place of the event, as surely as can be.
_HEARD: Final = 2.5
#: "Warned Tehran", "told Berlin": the capital stands for a government that was told, not for where it happens.
_WARNED: Final = 1.2
_KIND_WORTH: Final = {"site": 1.2, "city": 1.0, "region": 0.5, "country": -1.2}


def _times(reading: Reading, moments: Sequence[Moment], *, near: _Near, published: date) -> list[Element]:
    marks = reading.is_article_word
    own = [m for m in moments if m.word < len(marks) and marks[m.word]]
    # A date that only dates the text, at its head or foot, is no time of the event.
    own = [m for m in own if not (m.kind is TimeKind.ABSOLUTE and m.norm.start == m.norm.end == published)]
    is_to_come = near.event.is_to_come
    usable = [(m, norm) for m in own if (norm := m.as_of(published=published, is_to_come=is_to_come)) is not None]
    close = [(m, norm) for m, norm in usable if near.reaches(m.word)]
    if not close:
        return []

    def rank(told: tuple[Moment, TimeNorm]) -> tuple[float, int]:
        moment, norm = told
        # "Today" is mostly when somebody spoke of what is to come.
        is_speech = is_to_come and norm.start == norm.end == published and reading.report.kind in REPORTS
        return near.sentences(moment.word) + 2.5 * is_speech, near.words(moment.word)

    best, window = min(close, key=rank)
    if rank((best, window))[0] > _REACH and not near.is_short:
        return []
    first = next(m for m, norm in usable if (norm.start, norm.end) == (window.start, window.end))
    return [Element(Role.TIME, first.span, window, "date_grammar")]


def _means(reading: Reading, cues: Sequence[Cue], *, near: _Near) -> list[Element]:
    means = _longest(_of_article(reading, cues, "means"))
    close = [c for c in means if near.reaches(c.first, sentences=1)]
    kinds = dict.fromkeys(c.value for c in sorted(close, key=lambda c: (near.sentences(c.first), near.words(c.first))))
    return [
        _element(reading, Role.MEANS, _first_of(means, kind), Means(kind), rule="means_word")
        for kind in list(kinds)[:_MOST_MEANS]
    ]


_MOST_MEANS: Final = 2

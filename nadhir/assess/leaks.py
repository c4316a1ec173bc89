"""Who would pass a warning on to those who threaten: what reports and notes say of the parties of a case.

Three kinds of words are heard. Some stand by themselves ("tells them everything", "on his payroll"). Some count where
the suspect is named beside them ("calls Jamal", "is Jamal's cousin", "whatever he is told, Jamal hears"). And a request
to leave somebody out counts of a private person as it stands, of an authority only with a reason beside it: kidnappers
too write "do not tell the police".

Whom such words mean is read from the clause, then from the clauses before, and from the sentence before where a pronoun
points back: by name in any script, or by the office or kinship that the party's own name says ("the uncle", "le garde
du corps"). Where nothing tells whom they mean, they mean nobody. Victims and suspects are left to others: a victim is
told whatever his relations, a suspect never.

Nothing here decides; `policy` leaves such a party out and says why.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from nadhir.assess.cues import Cue, Cues
from nadhir.assess.reading import Reading
from nadhir.language.mentions import own_words, proper_words, spoken, words_of
from nadhir.language.normalise import fold
from nadhir.terms.assessment import Feature
from nadhir.terms.case import CaseFile
from nadhir.terms.ids import PartyId
from nadhir.terms.party import Party, PartyRole
from nadhir.terms.screening import PersonNorm, PlaceNorm, Precision, Role
from nadhir.terms.threat import Evidence

_OFFICE: Final = "who_"
#: What says of somebody that he would pass it on; most reports hold none of it, and are not looked into.
_TELLING: Final = ("passes_on", "his_kin", "reaches", "kin_of", "hears", "keep_from")
#: A full stop behind a single capital is that of a shortened name.
_SENTENCE_END: Final = re.compile(r"(?<!\b[^\W\d_a-z])\.(?=\s|$)|[!?؟۔\n]")
_CLAUSE_END: Final = re.compile(
    r"[,،;؛:–—]|\b(?:but|because|aber|denn|weil|mais|car|pero|porque|mas|ma|perch[eé]|но|потому|ama|çünkü|maar|want|ale|bo)\b"
    r"|(?<!\w)(?:لكن|بس|لان|لأن|اما|أما|ولی|اما|چون|لیکن|مگر|کیونکہ)(?!\w)",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W_]+")
_ARABIC_SCRIPT: Final = re.compile("[\u0600-\u06ff]")
_HANDLE: Final = re.compile(r"\w*[_.\d]\w[\w.]*")
#: Languages whose verb ends the clause: whom it reaches stands before it.
_VERB_LAST: Final = frozenset({"ur", "fa", "tr", "ps", "ku", "ckb", "az", "uz", "kk", "hi", "ta", "sd"})
_TOWARD: Final = frozenset(fold(word) for word in ("إلى", "الى", "عند", "مع", "من", "ل", "لدى", "لحساب", "على", "ب"))
_NEAR: Final = 60  # letters between a verb and whom it reaches [D]: a short clause
_KIN_NEAR: Final = 30  # letters between a word of kinship and whose kin [D]
_LEANING_WORDS: Final = 3  # a pronoun among the first words of a clause is its subject or object [D]
_AFTER_WORDS: Final = 4  # "an informer in the harbour police" [D]
_SHORTEST_HANDLE: Final = 4


def name_of(party: Party) -> str:
    """Return the party's name in clear, to look for it in what is held."""
    return party.name.reveal(to="assess: which party do the reports speak of")


@dataclass(frozen=True, slots=True)
class _Known:
    """A party that is looked for: by its words, and by the offices that its name says."""

    id: PartyId
    words: tuple[str, ...]
    offices: frozenset[str]
    proper: tuple[str, ...]  # by which two of one office are told apart
    is_authority: bool


@dataclass(frozen=True, slots=True)
class _Sought:
    """Whom a case looks for in each of its texts."""

    known: tuple[_Known, ...]
    suspects: tuple[str, ...]
    victims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Heard:
    """A party where the text speaks of it: by name, or by what it is."""

    start: int
    end: int
    party: _Known
    is_name: bool


@dataclass(frozen=True, slots=True)
class _Speech:
    """One text with what was found in it."""

    text: str
    language: str
    cues: tuple[Cue, ...]
    heard: tuple[_Heard, ...]
    suspects: tuple[tuple[int, int], ...]
    victims: tuple[tuple[int, int], ...]
    sentences: tuple[tuple[int, int], ...]

    def sentence(self, at: int) -> int:
        """Return the index of the sentence that holds this position."""
        return next((i for i, (_, end) in enumerate(self.sentences) if at < end), len(self.sentences) - 1)

    def clauses(self, index: int) -> tuple[tuple[int, int], ...]:
        """Return the clauses of a sentence."""
        start, end = self.sentences[index]
        cuts = [start, *(m.end() for m in _CLAUSE_END.finditer(self.text, start, end)), end]
        return tuple((a, b) for a, b in pairwise(cuts) if a < b)

    def within(self, start: int, end: int) -> tuple[_Heard, ...]:
        """Return who is spoken of in this stretch; where somebody is named, only those who are."""
        found = tuple(h for h in self.heard if start <= h.start and h.end <= end)
        return tuple(h for h in found if h.is_name) or found

    def has(self, start: int, end: int, *codes: str) -> bool:
        """Whether one of these cues stands in this stretch."""
        return any(c.code in codes and start <= c.span.start and c.span.end <= end for c in self.cues)

    @property
    def is_verb_last(self) -> bool:
        """Whether its language puts the verb last."""
        return self.language in _VERB_LAST

    @property
    def is_arabic(self) -> bool:
        """Whether it is Arabic, whose clause may begin with the verb."""
        return self.language.startswith("ar") and bool(_ARABIC_SCRIPT.search(self.text))


def _occurrences(text: str, token: str) -> Iterator[tuple[int, int]]:
    return (m.span() for m in re.finditer(rf"(?<![^\W_]){re.escape(token)}(?![^\W_])", text))


def _spans(text: str, words: Sequence[str]) -> tuple[tuple[int, int], ...]:
    tokens = {token for word in words if (token := spoken(text, words=(word,))) is not None}
    return tuple(span for token in tokens for span in _occurrences(text, token))


def _names(party: Party, *, has_office: bool, places: frozenset[str]) -> tuple[str, ...]:
    """Return the words by which a party is named. Of an office neither its town nor the noun it begins with is one."""
    name = name_of(party)
    own = own_words(name)
    if not has_office:
        return own or proper_words(name)
    first, *others = _WORD.findall(name)
    is_noun = not others or others[0][0].islower()
    return tuple(w for w in own if fold(w) not in places and not (is_noun and w == first))


def _suspect_words(party: Party) -> tuple[str, ...]:
    """Return the words by which a suspect is named, the pieces of a handle among them."""
    name = name_of(party)
    pieces = [piece for handle in _HANDLE.findall(name) for piece in _WORD.findall(handle.replace("_", " "))]
    handles = tuple(p for p in pieces if len(p) >= _SHORTEST_HANDLE and p.isalpha())
    return (*proper_words(name), *handles)


def _sought(file: CaseFile, *, cues: Cues, actors: Sequence[str], places: frozenset[str]) -> _Sought:
    """Return whom the texts of this case may speak of, worked out once for all of them."""
    suspects = tuple(word for party in file.parties if party.is_suspect for word in _suspect_words(party))
    victims = tuple(
        word for party in file.parties if PartyRole.VICTIM in party.roles for word in proper_words(name_of(party))
    )
    others = frozenset(
        fold(word)
        for party in file.parties
        if party.is_suspect or PartyRole.VICTIM in party.roles
        for word in proper_words(name_of(party))
    )
    known: list[_Known] = []
    for party in file.parties:
        if party.is_suspect or PartyRole.VICTIM in party.roles:
            continue
        offices = frozenset(cue.code for cue in cues.find(name_of(party)) if cue.code.startswith(_OFFICE))
        # "Bodyguard of Layla" is not named where Layla is.
        words = tuple(w for w in _names(party, has_office=bool(offices), places=places) if fold(w) not in others)
        is_authority = PartyRole.AUTHORITY in party.roles
        known.append(_Known(party.id, words, offices, proper_words(name_of(party)), is_authority))
    return _Sought(tuple(known), (*suspects, *actors), victims)


def _listen(text: str, *, found: Sequence[Cue], known: Sequence[_Known]) -> tuple[_Heard, ...]:
    heard: list[_Heard] = []
    by_office: dict[tuple[int, int], list[_Known]] = {}
    for party in known:
        heard.extend(_Heard(start, end, party, is_name=True) for start, end in _spans(text, party.words))
        for cue in found:
            if cue.code in party.offices:
                by_office.setdefault((cue.span.start, cue.span.end), []).append(party)
    for (start, end), parties in by_office.items():
        # The police of two towns: the one whose town the text names.
        there = [p for p in parties if spoken(text, words=p.proper) is not None]
        heard.extend(_Heard(start, end, party, is_name=False) for party in dict.fromkeys(there or parties))
    return tuple(sorted(heard, key=lambda h: (h.start, h.party.id)))


def _speech(text: str, *, language: str, found: tuple[Cue, ...], sought: _Sought) -> _Speech:
    ends = [0, *(m.end() for m in _SENTENCE_END.finditer(text)), len(text)]
    return _Speech(
        text=text,
        language=language,
        cues=found,
        heard=_listen(text, found=found, known=sought.known),
        suspects=_spans(text, sought.suspects),
        victims=_spans(text, sought.victims),
        sentences=tuple((a, b) for a, b in pairwise(ends) if a < b) or ((0, len(text)),),
    )


def _clause_of(speech: _Speech, cue: Cue) -> tuple[int, int]:
    index = speech.sentence(cue.span.start)
    at = cue.span.start
    start = max(a for a, _ in speech.clauses(index) if a <= at)
    end = min(b for _, b in speech.clauses(index) if b >= cue.span.end)
    return start, end


def _points_back(speech: _Speech, *, start: int, cue: Cue) -> bool:
    """Tell whether a clause that begins at `start` speaks on of whom the one before spoke."""
    words = [m.span() for m in _WORD.finditer(speech.text, start, cue.span.end)]
    leading = words[:_LEANING_WORDS]
    if not leading:
        return False
    if cue.span.start <= leading[0][0]:
        return True
    if speech.has(start, leading[-1][1], "points_back"):
        return True
    before = max((w for w in words if w[1] <= cue.span.start), default=None)
    return before is not None and before == leading[0] and speech.has(*before, "points_back_beside")


def _before(speech: _Speech, cue: Cue, *, start: int) -> tuple[_Heard, ...]:
    """Return whom the clauses before this one, or the sentence before, spoke of last, where the clause points back."""
    if not _points_back(speech, start=start, cue=cue):
        return ()
    index = speech.sentence(cue.span.start)
    earlier = [c for c in speech.clauses(index) if c[1] <= start]
    if index:
        earlier = [*speech.clauses(index - 1), *earlier]
    return next((found for a, b in reversed(earlier) if (found := speech.within(a, b))), ())


def _meant(speech: _Speech, cue: Cue) -> tuple[_Heard, ...]:
    """Return whom words mean that stand by themselves: who is spoken of before them in the clause, or right after."""
    start, end = _clause_of(speech, cue)
    there = speech.within(start, end)
    first = tuple(h for h in there if h.start < cue.span.end or speech.is_arabic)
    if first:
        return first
    if any(start <= s and e <= cue.span.start for s, e in speech.suspects):
        return ()  # it is the suspect of whom this is said
    if there and len(_WORD.findall(speech.text, cue.span.end, there[0].start)) < _AFTER_WORDS:
        return there
    index = speech.sentence(cue.span.start)
    if start > speech.sentences[index][0] and cue.code != "passes_on":
        # "Do not tell the police, the captain is his cousin": kin of somebody in that office.
        earlier = [c for c in speech.clauses(index) if c[1] <= start]
        return next((found for a, b in reversed(earlier) if (found := speech.within(a, b))), ())
    return _before(speech, cue, start=start)


def _reached(speech: _Speech, cue: Cue) -> tuple[int, int] | None:
    """Return where the suspect is named whom this verb reaches, or whose kin this is."""
    start, end = _clause_of(speech, cue)
    near = [s for s in speech.suspects if start <= s[0] and s[1] <= end]
    if cue.code == "hears":
        return next((s for s in near if s[1] <= cue.span.start <= s[1] + _KIN_NEAR), None)
    if cue.code == "kin_of":
        low, high = cue.span.start - _KIN_NEAR, cue.span.end + _KIN_NEAR
        return next((s for s in near if low <= s[0] and s[1] <= high), None)
    if speech.is_verb_last:
        return next((s for s in reversed(near) if s[0] < cue.span.start <= s[1] + _NEAR), None)
    after = [s for s in near if cue.span.start < s[0] <= cue.span.end + _NEAR]
    if speech.is_arabic:
        after = [s for s in after if _is_toward(speech.text, s)]
    others = [(h.start, h.end) for h in speech.heard if not speech.is_arabic] + list(speech.victims)
    return next((s for s in after if not any(cue.span.end <= o[0] and o[1] <= s[0] for o in others)), None)


def _is_toward(text: str, span: tuple[int, int]) -> bool:
    words = _WORD.findall(text, 0, span[0])
    return fold(text[slice(*span)]).startswith("ل") or (bool(words) and fold(words[-1]) in _TOWARD)


def _who_reaches(speech: _Speech, cue: Cue) -> tuple[_Heard, ...]:
    """Return who is said to reach the suspect: who is spoken of before the verb, with no suspect between."""
    suspect = _reached(speech, cue)
    if suspect is None:
        return ()
    start, end = _clause_of(speech, cue)
    there = speech.within(start, end)
    if not speech.is_arabic:
        there = tuple(h for h in there if h.start < cue.span.start)
        if not speech.is_verb_last:
            between = [s for s in speech.suspects if s != suspect and s[1] <= cue.span.start]
            there = tuple(h for h in there if not any(h.end <= s[0] for s in between))
    return there or _before(speech, cue, start=start)


def _heard_through(speech: _Speech, cue: Cue) -> tuple[_Heard, ...]:
    """Return through whom the suspect hears: who is spoken of where all that is said to him is."""
    low, high = speech.sentences[speech.sentence(cue.span.start)]
    suspect = _reached(speech, cue)
    if suspect is None or not speech.has(low, high, "all_said"):
        return ()
    return speech.within(low, suspect[0])


def _is_reason(speech: _Speech, cue: Cue) -> bool:
    if cue.code in ("passes_on", "his_kin"):
        return True
    return cue.code in ("reaches", "kin_of", "hears") and _reached(speech, cue) is not None


def _has_reason(speech: _Speech, *, index: int) -> bool:
    return any(_is_reason(speech, c) for c in speech.cues if index <= speech.sentence(c.span.start) <= index + 1)


def _left_out(speech: _Speech, cue: Cue) -> tuple[_Heard, ...]:
    """Return whom a request to leave out means, where it counts of them."""
    start, end = _clause_of(speech, cue)
    index = speech.sentence(cue.span.start)
    there = speech.within(start, end)
    meant = tuple(h for h in there if h.start >= cue.span.start) if not speech.is_verb_last else ()
    meant = meant or there or _before(speech, cue, start=start)
    if not meant and speech.has(*speech.sentences[index], "points_back") and index:
        meant = next((f for a, b in reversed(speech.clauses(index - 1)) if (f := speech.within(a, b))), ())
    if speech.has(*speech.sentences[index], "source_only", "or_else"):
        meant = meant if _has_reason(speech, index=index) and not speech.has(start, end, "source_only") else ()
    has_reason = _has_reason(speech, index=index)
    return tuple(h for h in meant if has_reason or not h.party.is_authority)


def _is_near_request(speech: _Speech, *, index: int) -> bool:
    return any(c.code == "keep_from" and abs(speech.sentence(c.span.start) - index) <= 1 for c in speech.cues)


@lru_cache(maxsize=2048)  # texts that speak of telling; ten cases of the largest size that is measured
def _told_in(
    text: str, *, language: str, found: tuple[Cue, ...], sought: _Sought
) -> tuple[tuple[tuple[PartyId, Cue], ...], bool]:
    """Return each party that the text says would pass it on with the words that say so, and whether any words do."""
    speech = _speech(text, language=language, found=found, sought=sought)
    return tuple(_told_of(speech)), any(_is_reason(speech, cue) for cue in found)


def _told_of(speech: _Speech) -> Iterator[tuple[PartyId, Cue]]:
    """Yield each party that the text says would pass it on, with the words that say so."""
    for cue in speech.cues:
        found: tuple[_Heard, ...] = ()
        if cue.code == "passes_on":
            found = _meant(speech, cue)
        elif cue.code == "his_kin":
            index = speech.sentence(cue.span.start)
            low, high = speech.sentences[index]
            names_victim = any(low <= s and e <= high for s, e in speech.victims)
            found = () if names_victim and not _is_near_request(speech, index=index) else _meant(speech, cue)
        elif cue.code in ("reaches", "kin_of"):
            found = _who_reaches(speech, cue)
        elif cue.code == "hears":
            found = _heard_through(speech, cue)
        elif cue.code == "keep_from":
            found = _left_out(speech, cue)
        for heard in found:
            yield heard.party.id, cue


def leaky(file: CaseFile, *, readings: Sequence[Reading], cues: Cues) -> tuple[Feature, ...]:
    """Return the parties that a report or a note says would tell the suspect, each with the words that say so."""
    elements = [element for reading in readings for element in reading.elements]
    places = frozenset(
        fold(word)
        for element in elements
        if isinstance(element.norm, PlaceNorm)
        for word in (*words_of(element.norm.name), *words_of(element.span.exact))
    )
    actors = tuple(
        dict.fromkeys(
            word
            for element in elements
            if element.role is Role.ACTOR
            and isinstance(element.norm, PersonNorm)
            and element.norm.precision is Precision.NAMED
            for word in proper_words(element.norm.name)
        )
    )
    sought = _sought(file, cues=cues, actors=actors, places=places)
    said: dict[PartyId, list[Evidence]] = {}
    for reading in readings:
        if not reading.has(*_TELLING):
            continue
        report = reading.held.report
        told, _ = _told_in(report.content, language=str(report.language), found=reading.cues, sought=sought)
        for who, cue in told:
            said.setdefault(who, []).append(Evidence(reading.report_id, cue.span, "would_pass_it_on"))
    noted: list[Feature] = []
    for fact in file.facts:
        found = cues.find(fact.note)
        if not any(cue.code in _TELLING for cue in found):
            continue
        told, of_itself = _told_in(fact.note, language="", found=found, sought=sought)
        people = [who for who, _ in told]
        if not people and fact.about is not None and of_itself:
            people = [fact.about]
        noted.extend(Feature("would_pass_it_on", (), who, fact.name) for who in dict.fromkeys(people))
    return (*(Feature("would_pass_it_on", tuple(quotes), who) for who, quotes in said.items()), *noted)

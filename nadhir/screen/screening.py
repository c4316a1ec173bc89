# SPDX-License-Identifier: Apache-2.0
"""Screening of one report: cues, labels, whether a case opens, the elements, the caveats."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from nadhir.language.detect import detect
from nadhir.language.normalise import Normalised, fold, normalise_all
from nadhir.screen.caveats import find_caveats
from nadhir.screen.elements import Event, find_elements
from nadhir.screen.lexicon import Lexicon
from nadhir.screen.model import Answer, TextModel, Weighing
from nadhir.screen.model_text import ModelText, model_text
from nadhir.screen.moments import Moment, find_moments
from nadhir.screen.places import Mention
from nadhir.screen.reading import Reading, language_of
from nadhir.screen.signs import (
    WARNED_OF_HARM,
    Evidence,
    Signs,
    against,
    log_odds,
    logistic,
    prior,
    read_signs,
    strength,
)
from nadhir.screen.tongues import other_languages
from nadhir.terms.report import Report, ReportKind
from nadhir.terms.screening import Caveat, Element, Finding, Label, Modality, Queue, Role, Screening
from nadhir.terms.text import UNKNOWN_LANGUAGE, Language, TextSpan

#: Name and version of the step; the lexicon's version is added.
SCREENER: Final = "nadhir-rules/2"
#: The rule of a finding that the trained model made; the words are those that it looked at most.
MODEL_RULE: Final = "model"
#: Thresholds by hand, checked on `data/screening/dev.jsonl`; tests/quality/test_screening.py pins what they reach.
_THREAT, _THREAT_CONFIDED, _URGENT, _POSSIBLE, _CALL = 2.2, 2.0, 4.6, 0.9, 1.0
_ATTACK, _CLAIMED = 1.7, 0.6
_OVER, _CERTAINLY_OVER = 1.2, 2.0
_SOON, _PLACED, _BEHIND, _REPORTING = 0.5, 0.3, 0.8, 0.5
CAVEAT_CUES: Final = frozenset({"caveat_forbid", "caveat_allow", "caveat_few", "caveat_many"})
_REPORTS: Final = frozenset({ReportKind.NEWS, ReportKind.PAGE})
#: Who writes so tells of what happened, as a rule.
_TELLING: Final = frozenset({ReportKind.NEWS, ReportKind.PAGE, ReportKind.STATEMENT})
_WARNING_KINDS: Final = frozenset({ReportKind.PARTNER, ReportKind.ALERT})
#: Where even a possible threat is taken apart, so that a person sees whom, where and when.
_CONFIDED: Final = frozenset({ReportKind.TIP, ReportKind.PARTNER, ReportKind.STATEMENT})
_OF_THE_PAST: Final = frozenset({"history", "deny", "policy"})
_NEED_A_DAY: Final = frozenset({"harm_soon", "told_together"})
_OF_WHAT_COMES: Final = frozenset({"plan_of_harm", "threat_of_harm", "harm_to_come", "danger_of_harm"})
_PLAIN: Final = 1.4
_MODALITIES: Final = {
    "fiction": Modality.FICTION, "drill": Modality.DRILL, "joke": Modality.METAPHOR, "sport": Modality.METAPHOR,
    "market": Modality.METAPHOR, "deny": Modality.DENIED, "policy": Modality.POLICY_TALK,
}  # fmt: skip


def screen(report: Report, *, lexicon: Lexicon, today: date | None = None) -> Screening:
    """Return what a report says of threats to life: labels with their words, the event's elements, its caveats.

    `today` stands for the day of a text that does not say when it was published; without it, the day it was held does.
    A text that raises nothing in its own language is read in the others that stretches of it are written in. Where the
    lexicon has a model, news and pages in which its first look sees nothing are left aside; of the rest, the model
    reads every text but the news and pages in which neither the rules nor that look hear anything.
    """
    return screen_all((report,), lexicon=lexicon, today=today)[0]


def screen_all(reports: Sequence[Report], *, lexicon: Lexicon, today: date | None = None) -> list[Screening]:
    """Return what `screen` says of each report; many at once are looked at quicker, 64 a call are enough."""
    texts = normalise_all([report.content for report in reports])
    model = lexicon.model
    glances = model.glance([text.text for text in texts]) if model is not None else [0.0] * len(reports)
    return [
        _screen_one(report, text=text, glance=glance, lexicon=lexicon, today=today)
        for report, text, glance in zip(reports, texts, glances, strict=True)
    ]


def _screen_one(report: Report, *, text: Normalised, glance: float, lexicon: Lexicon, today: date | None) -> Screening:
    language = language_of(report)
    if language not in lexicon.vocabularies or language == UNKNOWN_LANGUAGE:
        language = _detected(report, lexicon=lexicon)
    model = lexicon.model
    is_known = language != UNKNOWN_LANGUAGE
    if model is not None and is_known and report.kind in _REPORTS and glance < model.weighing.ordinary:
        return _ordinary(report, language=language, lexicon=lexicon)
    ear = _Ear(model, glance=glance)
    found = _screened(report, text=text, lexicon=lexicon, language=language, today=today, ear=ear)
    if found.opens_case:
        return found
    for other in other_languages(report, lexicon=lexicon, than=language):
        heard = _screened(report, text=text, lexicon=lexicon, language=other, today=today, ear=ear)
        if (heard.opens_case, heard.is_possible_threat, heard.score) > (
            found.opens_case,
            found.is_possible_threat,
            found.score,
        ):
            found = replace(heard, language=found.language)
    return found


def _ordinary(report: Report, *, language: str, lexicon: Lexicon) -> Screening:
    """Return the screening of an article in which the first look saw nothing: as if the rules had heard nothing."""
    return Screening(
        report_id=report.id,
        language=_told_language(report, read_as=language),
        labels=frozenset(),
        opens_case=False,
        queue=Queue.NONE,
        score=logistic(prior(report.kind) - _THREAT),
        screener=screener_of(lexicon),
    )


class _Ear:
    """Asks the model once, however many languages a text is read in; `glance` is what its first look saw."""

    def __init__(self, model: TextModel | None, *, glance: float) -> None:
        self.model = model
        self.glance = glance
        self._answer: Answer | None = None
        self._is_asked = False

    def hear(self, reading: Reading, *, verdict: "Verdict") -> Answer | None:
        """Return what the model says of the article; None without a model, or where nothing gives a reason to ask."""
        if self.model is None or self._is_asked:
            return self._answer
        least = self.model.weighing.glance
        if not is_worth_asking(verdict, kind=reading.report.kind, glance=self.glance, least=least):
            return None
        self._is_asked = True
        text = _put_together(model_text(reading.report, ranges=_ranges_to_read(reading, self.model)), reading=reading)
        if text.text.strip():
            self._answer = self.model.read(text)
        return self._answer


def _screened(
    report: Report, *, text: Normalised, lexicon: Lexicon, language: str, today: date | None, ear: _Ear
) -> Screening:
    """Return what the report says, read in this language."""
    reading = Reading(report, lexicon=lexicon, language=language, text=text)
    cues = reading.find(lexicon.vocabulary(language))
    signs = read_signs(reading, cues=cues)
    published = report.published_on or today or report.held_at.date()
    verdict = judge(signs, kind=report.kind)
    answer = ear.hear(reading, verdict=verdict)
    needs_caveats = any(cue.category in CAVEAT_CUES for cue in cues)
    places: list[Mention] = []
    moments: list[Moment] = []
    is_raised = bool(verdict.labels) or verdict.is_possible
    if is_raised or needs_caveats or (answer is not None and is_telling(answer)):
        places = lexicon.gazetteer.find(reading.words, language=str(report.language), is_capital=reading.capitals)
        moments = find_moments(reading, published=published)
    if is_raised or needs_caveats:
        circumstances = look_around(reading, signs=signs, places=places, moments=moments, published=published)
        verdict = judge(signs, kind=report.kind, around=circumstances)
    if answer is not None and ear.model is not None:
        verdict = weigh(
            verdict,
            answer=answer,
            glance=ear.glance,
            reading=reading,
            signs=signs,
            weighing=ear.model.weighing,
        )
    if is_dated_ahead(verdict, reading=reading, moments=moments, published=published):
        verdict = _to_come(verdict)
    elements: tuple[Element, ...] = ()
    if verdict.event is not None:
        elements = find_elements(
            reading, cues=cues, event=verdict.event, places=places, moments=moments, published=published, heard=answer
        )
    caveats: tuple[Caveat, ...] = ()
    if needs_caveats:
        shown = [
            *((reading.span(m.first, m.last).start, Role.PLACE, m.place.precision) for m in places),
            *((m.span.start, Role.TIME, m.norm.precision) for m in moments),
        ]
        caveats = find_caveats(reading, cues=cues, shown=shown)
    return Screening(
        report_id=report.id,
        language=_told_language(report, read_as=language),
        labels=verdict.labels,
        opens_case=verdict.opens,
        queue=verdict.queue,
        score=verdict.score,
        elements=elements,
        findings=tuple(_findings(reading, signs, labels=verdict.labels, answer=answer)),
        caveats=caveats,
        modality=verdict.modality,
        is_language_known=language != UNKNOWN_LANGUAGE,
        is_possible_threat=verdict.is_possible,
        screener=screener_of(lexicon),
    )


def _told_language(report: Report, *, read_as: str) -> Language:
    return report.language if report.language != UNKNOWN_LANGUAGE else Language(read_as)


def screener_of(lexicon: Lexicon) -> str:
    """Return names and versions of everything that had a say."""
    return " ".join(part for part in (SCREENER, lexicon.version, lexicon.model.name if lexicon.model else "") if part)


def _detected(report: Report, *, lexicon: Lexicon) -> str:
    """Return the language that a text of unstated or unread language is written in, `und` where that is not known."""
    if report.language != UNKNOWN_LANGUAGE or not lexicon.profiles:
        return str(UNKNOWN_LANGUAGE)
    guess = detect(report.content, profiles=lexicon.profiles)
    read = guess.language if guess.language in lexicon.vocabularies else guess.primary
    return read if guess.is_known and read in lexicon.vocabularies else str(UNKNOWN_LANGUAGE)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What places and times add to the signs."""

    has_place: bool = False
    is_soon: bool = False  # a time to come stands beside the threat
    is_past: bool = False  # every time of the text lies behind it
    is_aimed: bool = True  # at somebody or some place that could be told


def look_around(
    reading: Reading, *, signs: Signs, places: Sequence[Mention], moments: Sequence[Moment], published: date
) -> Circumstances:
    """Return what the places and times of the article say of the threat."""
    marks = reading.is_article_word
    own = [m for m in moments if m.word < len(marks) and marks[m.word]]
    to_come = [m for m in own if m.is_to_come(published=published)]
    return Circumstances(
        has_place=any(marks[m.first] and m.place.kind != "country" for m in places),
        is_soon=any(m.norm.start >= published for m in to_come),
        is_past=bool(own) and not to_come,
        is_aimed=bool(places or to_come or signs.count("target") or signs.count("group")),
    )


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the signs come to."""

    labels: frozenset[Label]
    opens: bool
    queue: Queue
    score: float
    is_possible: bool
    modality: Modality
    event: Event | None


def judge(signs: Signs, *, kind: ReportKind, around: Circumstances | None = None) -> Verdict:
    """Return the labels and whether a case opens; `around` is None on the first look, before places and times."""
    minus = against(signs, kind=kind)
    evidence = signs.threat
    if around is not None and kind in _REPORTS and not around.is_soon:
        # In the news "on Friday" is mostly the day it happened; only a date to come makes it a day to fear.
        evidence = [e for e in evidence if e.rule not in _NEED_A_DAY]
    context = prior(kind) - minus
    if around is not None:
        context += _SOON * around.is_soon + _PLACED * around.has_place - _BEHIND * around.is_past
    # Suspicion alone makes a person look; it makes no threat.
    weight = strength([e for e in evidence if e.rule != "suspicion"]) + context
    hint = strength(evidence) + context
    labels = _labels(signs, kind=kind, weight=weight, around=around)
    over = _over(signs, kind=kind)
    opens = Label.THREAT in labels and over < _OVER
    if kind is ReportKind.POST and around is not None and not around.is_aimed:
        opens = False  # "you will all pay, when and where you will learn": there is nobody to tell
    is_possible = opens or (hint >= _POSSIBLE and over < _CERTAINLY_OVER)
    event = _event(signs, labels=labels, is_threat=opens or (is_possible and kind in _CONFIDED))
    return Verdict(
        labels=labels,
        opens=opens,
        queue=(Queue.URGENT if weight >= _URGENT else Queue.REVIEW) if opens else Queue.NONE,
        score=logistic(weight - _THREAT - max(over, 0.0)),
        is_possible=is_possible,
        modality=_modality(signs, labels=labels, opens=opens, over=over),
        event=event,
    )


def is_dated_ahead(verdict: Verdict, *, reading: Reading, moments: Sequence[Moment], published: date) -> bool:
    """Tell whether what was taken for an attack is one to come: somebody confides it, and its day still lies ahead.

    "On Thursday the 6th we take him" is told in the present tense, as what happened is in many languages. A day that
    may as well be one behind ("on Thursday") shows nothing.
    """
    if reading.report.kind in _TELLING or Label.ATTACK not in verdict.labels:
        return False
    if verdict.labels & {Label.THREAT, Label.CLAIM}:
        return False
    marks = reading.is_article_word
    own = [m for m in moments if m.word < len(marks) and marks[m.word]]
    behind = [m for m in own if not m.is_to_come(published=published)]
    return not behind and any(m.norm.start > published and not m.alternatives for m in own)


def _to_come(verdict: Verdict) -> Verdict:
    event = replace(verdict.event, is_to_come=True) if verdict.event is not None else None
    return replace(
        verdict,
        labels=(verdict.labels - {Label.ATTACK}) | {Label.THREAT},
        opens=True,
        queue=Queue.REVIEW,
        score=max(verdict.score, _EVEN),
        is_possible=True,
        modality=Modality.IMPENDING,
        event=event,
    )


_EVEN: Final = 0.5  # a score that says no more than that it is as likely as not


def _put_together(text: ModelText, *, reading: Reading) -> ModelText:
    """Return the model's text with each word that was taken apart ("d.r.o.w.n") as the word it hides, blanks after."""
    written = text.text
    for number in reading.taken_apart:
        span = reading.span(number, number + 1)
        found = text.span_of(span.start, span.end)
        if found is not None and len(reading.words[number]) <= found[1] - found[0]:
            written = written[: found[0]] + reading.words[number].ljust(found[1] - found[0]) + written[found[1] :]
    return text.with_text(written)


def _ranges_to_read(reading: Reading, model: TextModel) -> Sequence[tuple[int, int]]:
    """Return what the model is to read of the article: all, or of a very long one what the first look fears most."""
    ranges = reading.article
    if sum(end - start for start, end in ranges) <= _MOST_READ:
        return ranges
    content = reading.report.content
    blocks = [(at, min(at + _BLOCK, end)) for start, end in ranges for at in range(start, end, _BLOCK)]
    glances = model.glance([fold(content[start:end]) for start, end in blocks])
    feared = sorted(range(len(blocks)), key=lambda number: -glances[number])
    return sorted(blocks[number] for number in feared[: _MOST_READ // _BLOCK])


#: Code points that the model reads of one report (some seventy windows, two seconds), and of one block of a longer.
_MOST_READ: Final = 40_000
_BLOCK: Final = 1_000


def is_worth_asking(verdict: Verdict, *, kind: ReportKind, glance: float, least: float) -> bool:
    """Tell whether the model is to read the text.

    Always what somebody confides or posts; of news and pages those in which the rules hear something, or the first look
    sees so much.
    """
    return kind not in _REPORTS or bool(verdict.labels) or verdict.is_possible or glance >= least


def is_telling(answer: Answer) -> bool:
    """Tell whether the model hears enough for places and times to be looked up."""
    return max(answer.opens, *answer.labels.values()) > _FAINT


#: What several words of a game, an advert, a film or a jest take from the model's word beyond what the rules' does: it
#: has read few of what people shout in games. One such word may be by the way. Checked on data/screening/dev.jsonl.
_JEST, _BY_CHANCE = 0.6, 1.0
_FAINT: Final = -2.0  # log-odds: one time in eight
#: From these log-odds on the rules are sure; on data/screening/dev.jsonl it opens no case in vain.
_SURE: Final = 2.0
#: Languages of which `training/` holds too little for the model's word to stand against the rules'.
_LITTLE_READ: Final = frozenset({"ar-Latn"})


def weigh(
    verdict: Verdict, *, answer: Answer, glance: float, reading: Reading, signs: Signs, weighing: Weighing
) -> Verdict:
    """Return the rules' verdict put together with the model's word.

    What the rules hear in a tip opens a case whatever the model says; so does what they are sure of in what else people
    confide or post, or hear there in a language of which the model has read little, and in the news a foiled plot of
    which somebody is still at large: to miss it is worse than to look once more. What the rules hold possible stays
    possible.
    """
    kind = reading.report.kind
    rules = log_odds(verdict.score)
    start, by_model, by_rules, by_glance = weighing.opens
    jest = _JEST * max(0.0, against(signs, kind=kind) - _BY_CHANCE) if kind not in _REPORTS else 0.0
    score = logistic(start + by_model * answer.opens + by_rules * rules + by_glance * glance - jest)
    is_at_large = verdict.modality is Modality.FOILED_AT_LARGE
    is_sure = (
        is_at_large
        if kind in _REPORTS
        else kind is ReportKind.TIP or rules >= _SURE or reading.language in _LITTLE_READ
    )
    # Where the model read the whole and is all but sure that there is nothing, no word of jest or of old times makes a
    # case.
    is_read = sum(end - start for start, end in reading.article) <= _MOST_READ
    is_heard = not is_read or score >= weighing.unlikely or is_at_large or reading.language in _LITTLE_READ
    if verdict.opens and is_sure and is_heard:
        score = max(score, weighing.review[kind])
    # What the rules take for a report of the past alone (an anniversary, a trial) must be as telling as an urgent one.
    is_of_the_past = kind in _REPORTS and Label.ATTACK in verdict.labels and Label.THREAT not in verdict.labels
    opens = score >= (weighing.urgent if is_of_the_past else weighing.review)[kind]
    labels = {
        label
        for label, (begin, model, rule) in weighing.labels.items()
        if begin + model * answer.labels[label] + rule * _hears(verdict, label) >= 0.0
        or (label is Label.ATTACK and label in verdict.labels and answer.labels[label] >= 0.0)  # both hear it
    }
    if opens:
        labels.add(Label.THREAT)
    over = _over(signs, kind=kind)
    # Armed men asking for somebody, "he will be sorry": the model has learnt that it is no threat yet, and that is so.
    is_hinted = any(e.rule == "suspicion" for e in signs.threat)
    is_possible = opens or score >= weighing.possible or (verdict.is_possible and (is_heard or is_hinted))
    known = frozenset(labels)
    return Verdict(
        labels=known,
        opens=opens,
        queue=(Queue.URGENT if score >= weighing.urgent[kind] else Queue.REVIEW) if opens else Queue.NONE,
        score=score,
        is_possible=is_possible,
        modality=_modality(signs, labels=known, opens=opens, over=over),
        event=_heard_event(reading, answer, labels=known, is_threat=opens or (is_possible and kind in _CONFIDED))
        or (_event(signs, labels=known, is_threat=opens) if known else None),
    )


def _hears(verdict: Verdict, label: Label) -> bool:
    """Tell whether the rules hear a label; a threat to a whole people is a call, so that either speaks for a call."""
    return label in verdict.labels or (label is Label.INCITEMENT and Label.THREAT in verdict.labels)


def _heard_event(reading: Reading, answer: Answer, *, labels: frozenset[Label], is_threat: bool) -> Event | None:
    """Return where the model heard the event: about the elements that it is surest of."""
    if not labels and not is_threat:
        return None
    spans = [s for s in answer.spans if s.role in {Role.MEANS, Role.TARGET, Role.ACTOR}] or list(answer.spans)
    heard_at = [max(spans, key=lambda s: s.likelihood).start] if spans else list(answer.looked_at or ())
    if not heard_at or not reading.sentences:
        return None
    word = min(reading.word_at(heard_at[0]), len(reading.words) - 1)
    number = bisect_right([first for first, _ in reading.sentences], word) - 1
    return Event(max(number, 0), word, word + 1, is_to_come=_is_to_come(labels, is_threat=is_threat))


def _threshold(kind: ReportKind) -> float:
    return _THREAT if kind is ReportKind.NEWS else _THREAT_CONFIDED


def _over(signs: Signs, *, kind: ReportKind) -> float:
    """Return how much speaks for the threat being over: held, tried, called off, and nobody at large.

    In what somebody confides one such word is not enough: it may be the source that is "fake" or a caveat "lifted".
    """
    closed = min(signs.count("closed"), 2)
    total = (1.2 if kind in _REPORTS or closed > 1 else 0.8) * closed
    total += 0.8 * min(signs.count("court"), 2) * (1.0 if kind in _REPORTS else 0.5)
    total += 0.55 * min(signs.count("foiled"), 3)
    # Whoever tells people to keep away still fears it, whatever else was foiled that day.
    still_feared = 0.6 * min(signs.count("advise"), 2) if kind in _REPORTS else 0.0
    return total - 1.2 * min(signs.count("atlarge"), 2) - still_feared


def _labels(signs: Signs, *, kind: ReportKind, weight: float, around: Circumstances | None) -> frozenset[Label]:
    labels: set[Label] = set()
    done = (
        strength(signs.attack)
        - against(signs, kind=kind, besides=_OF_THE_PAST)
        + (_REPORTING if kind in _TELLING else 0.0)
    )
    if weight >= _threshold(kind) and not _tells_of_the_past(signs, kind=kind, done=done):
        labels.add(Label.THREAT)
    if done >= _ATTACK and signs.attack:
        labels.add(Label.ATTACK)
    if signs.claim and done >= _CLAIMED:  # nobody claims what did not happen
        labels |= {Label.ATTACK, Label.CLAIM}
    if Label.THREAT in labels and (kind in _WARNING_KINDS or (kind in _REPORTS and signs.warning)):
        labels.add(Label.WARNING)
    if Label.THREAT in labels and kind is ReportKind.POST and signs.count("pass_on"):
        labels.add(Label.WARNING)  # whoever keeps the forum passes on what was posted there
    if Label.ATTACK in labels and kind in _REPORTS and any(e.rule == WARNED_OF_HARM for e in signs.warning):
        labels.add(Label.WARNING)  # somebody had been warned of what then happened
    if signs.incitement and kind not in _REPORTS and weight >= _CALL:
        labels.add(Label.INCITEMENT)
        only_call = all(
            e.rule in {"call_to_harm", "told_together", "implicit_threat", "ultimatum"} for e in signs.threat
        )
        if only_call and around is not None and not around.has_place:
            labels.discard(Label.THREAT)
    if signs.count("recruit") > 1 and kind not in _REPORTS and not _is_plain_threat(signs):
        labels -= {Label.THREAT, Label.WARNING, Label.INCITEMENT}
        labels.add(Label.RECRUITMENT)
    return frozenset(labels)


def _is_plain_threat(signs: Signs) -> bool:
    return any(e.rule in {"threat_of_harm", "harm_to_come"} and e.weight >= _PLAIN for e in signs.threat)


def _tells_of_the_past(signs: Signs, *, kind: ReportKind, done: float) -> bool:
    """Tell whether the report or claim of an attack tells of none to come: no plan, no threat, nobody at large."""
    plain = any(e.rule in _OF_WHAT_COMES and e.weight >= _PLAIN for e in signs.threat)
    if signs.claim and done >= _CLAIMED:
        return not plain
    return done >= _ATTACK and kind in _REPORTS and not plain and not signs.count("atlarge")


def _is_to_come(labels: frozenset[Label], *, is_threat: bool) -> bool:
    """Tell whether the principal event is still to come."""
    return is_threat or (Label.THREAT in labels and Label.ATTACK not in labels)


def _event(signs: Signs, *, labels: frozenset[Label], is_threat: bool) -> Event | None:
    is_to_come = _is_to_come(labels, is_threat=is_threat)
    lead = signs.threat if is_to_come else signs.attack if Label.ATTACK in labels else []
    best = max(lead, key=lambda e: e.weight, default=None)
    return Event(best.sentence, best.first, best.last, is_to_come=is_to_come) if best else None


def _modality(signs: Signs, *, labels: frozenset[Label], opens: bool, over: float) -> Modality:
    if opens:
        return Modality.FOILED_AT_LARGE if signs.count("foiled") and signs.count("atlarge") else Modality.IMPENDING
    if Label.THREAT in labels and over >= _OVER:
        return Modality.FOILED
    if Label.ATTACK in labels:
        return Modality.PAST
    for category, modality in _MODALITIES.items():
        if signs.threat and signs.count(category):
            return modality
    return Modality.UNCLEAR


def _findings(reading: Reading, signs: Signs, *, labels: frozenset[Label], answer: Answer | None) -> list[Finding]:
    heard: list[tuple[Label, Sequence[Evidence]]] = [
        (Label.THREAT, signs.threat), (Label.ATTACK, signs.attack), (Label.CLAIM, signs.claim),
        (Label.WARNING, signs.warning), (Label.INCITEMENT, signs.incitement), (Label.RECRUITMENT, signs.recruitment),
    ]  # fmt: skip
    if Label.WARNING in labels and not signs.warning and signs.threat:  # a partner's message warns by what it says
        plainest = max(signs.threat, key=lambda e: e.weight)
        heard.append((Label.WARNING, [replace(plainest, rule="passed_on")]))
    found: dict[tuple[Label, int, int], Finding] = {}
    for label, evidence in heard:
        for one in sorted(evidence, key=lambda e: (e.first, -e.weight)) if label in labels else ():
            finding = Finding(label, reading.span(one.first, one.last), one.rule, one.weight)
            found.setdefault((label, one.first, one.last), finding)  # the same words are shown once
    by_rules = {finding.label for finding in found.values()}
    out = list(found.values())
    if answer is not None and answer.looked_at is not None:
        start, end = answer.looked_at
        looked = TextSpan.of(reading.report.content, start=start, end=end)
        out += [
            Finding(label, looked, MODEL_RULE, round(answer.labels[label], 2))
            for label in Label
            if label in labels and (label not in by_rules or answer.labels[label] > 0.0)
        ]
    return out


__all__ = ["SCREENER", "Verdict", "judge", "screen", "screen_all"]

# SPDX-License-Identifier: Apache-2.0
"""The shipped model: what it is asked of, what becomes of its word, and that no spelling changes the labels."""

import shutil
import tomllib
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import Final, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nadhir.reference import lexicon, model_files, text_model
from nadhir.reference.text_model import ShippedModel
from nadhir.screen import Lexicon, screen, screen_all
from nadhir.screen.model import Answer, TextModel, Weighing
from nadhir.screen.model_text import ModelText, model_text, windows
from nadhir.terms.errors import OursError
from nadhir.terms.report import Report, ReportKind
from nadhir.terms.screening import Label, Queue, Screening
from tests.conftest import ROOT
from tests.rooms.screen import test_screening

IMPLICIT: Final = (
    "You won't make it to the car tonight, Daniel. Four floors, one lift, and we have both keys. Say goodbye to Ruth."
)
STALKED: Final = (
    "We know which bus your boy takes, Miriam, and which seat. Keep the report in the drawer, or ask his teacher which "
    "hymn he liked."
)
CABLE: Final = (
    "أفاد مصدر بأن رجلين من الخلية غادرا المدينة ومعهما عبوتان لاستهداف المصلين في مسجد النور يوم الجمعة 12 آذار 2025."
)
HARMLESS: Final = (
    "We will kill them on Saturday, said the coach: the derby is ours, and the stadium will explode when we score."
)
CHAT: Final = "والله لأقتلك يا سامي قدام بيتك يوم الخميس الساعة 9، السكين جاهزة وانت عارف"
TEXTS: Final = (IMPLICIT, CABLE, HARMLESS, CHAT)
_ARABIC_DIGITS: Final = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_FATHA: Final = "\u064e"


def _tatweel(text: str) -> str:
    return "".join(c + "ـ" if "\u0628" <= c <= "\u0647" and c not in "ةدذرزو" else c for c in text)


def _vowels(text: str) -> str:
    return "".join(c + _FATHA if "\u0628" <= c <= "\u064a" else c for c in text)


def _bidi(text: str) -> str:
    return "\u200f" + " ".join(f"\u2067{word}\u2069" for word in text.split(" "))


SPELLINGS: Final[dict[str, Callable[[str], str]]] = {
    "NFD": lambda t: unicodedata.normalize("NFD", t),
    "NFKC": lambda t: unicodedata.normalize("NFKC", t),
    "NFKD": lambda t: unicodedata.normalize("NFKD", t),
    "tatweel": _tatweel,
    "vowel signs": _vowels,
    "Arabic digits": lambda t: t.translate(_ARABIC_DIGITS),
    "bidi marks": _bidi,
}


@pytest.fixture(scope="module", name="words")
def _words() -> Lexicon:
    return lexicon.load()


def report_of(text: str, *, kind: ReportKind = ReportKind.POST) -> Report:
    language = "ar" if any("\u0600" <= char <= "\u06ff" for char in text) else "en"
    return test_screening.report_of(text, language=language, kind=kind)


def _screened(text: str, words: Lexicon, *, kind: ReportKind = ReportKind.POST) -> Screening:
    return screen(report_of(text, kind=kind), lexicon=words)


def test_what_the_rules_are_sure_of_in_a_tip_opens_whatever_the_model_says(words: Lexicon) -> None:
    text = "جاري قالي انه هيموت ابن عمه بكرة وجاب سلاح"
    assert _screened(text, words, kind=ReportKind.TIP).opens_case


def test_an_implicit_threat_is_heard_that_the_rules_alone_miss(words: Lexicon) -> None:
    assert _screened(STALKED, words).opens_case
    assert not _screened(STALKED, lexicon.load_rules()).opens_case


def test_a_coach_is_let_go(words: Lexicon) -> None:
    found = _screened(HARMLESS, words, kind=ReportKind.NEWS)
    assert found.queue is Queue.NONE
    assert Label.THREAT not in found.labels


def test_the_screening_names_the_model_with_its_digest(words: Lexicon) -> None:
    assert words.model is not None
    assert words.model.name in _screened(CABLE, words).screener
    assert words.model.name != ""


def test_a_finding_of_the_model_shows_words_of_the_text(words: Lexicon) -> None:
    found = _screened(IMPLICIT, words)
    shown = [f for f in found.findings if f.rule == "model"]
    assert shown
    assert all(IMPLICIT[f.span.start : f.span.end] == f.span.exact for f in shown)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_spelling_changes_the_labels(text: str, spelling: str, words: Lexicon) -> None:
    kind = ReportKind.PARTNER if text is CABLE else ReportKind.POST
    plain, dressed = (_screened(t, words, kind=kind) for t in (text, SPELLINGS[spelling](text)))
    assert (dressed.labels, dressed.opens_case) == (plain.labels, plain.opens_case)


@given(st.lists(st.sampled_from(sorted(SPELLINGS)), min_size=1, max_size=3))
@settings(max_examples=10, deadline=None)
def test_no_pile_of_spellings_changes_the_labels(names: list[str]) -> None:
    words = lexicon.load()
    text = CHAT
    for name in names:
        text = SPELLINGS[name](text)
    assert _screened(text, words).labels == _screened(CHAT, words).labels


def test_every_span_is_an_exact_slice(words: Lexicon) -> None:
    for text in (*TEXTS, _bidi(_vowels(CABLE))):
        found = _screened(text, words, kind=ReportKind.PARTNER)
        assert all(text[e.span.start : e.span.end] == e.span.exact for e in found.elements)


def test_a_threat_behind_pages_of_padding_is_still_heard(words: Lexicon) -> None:
    padding = "The committee met and approved the minutes of the last meeting without discussion. " * 60
    assert _screened(padding + IMPLICIT, words, kind=ReportKind.TIP).opens_case


def test_a_threat_in_a_book_is_heard_in_seconds(words: Lexicon) -> None:
    book = "Chapter after chapter, the gardens of the old town are described with love and patience. " * 12_000
    middle = len(book) // 2
    begun = monotonic()
    found = _screened(f"{book[:middle]}\n{STALKED}\n{book[middle:]}", words, kind=ReportKind.TIP)
    assert found.opens_case
    assert monotonic() - begun < 60


def test_windows_together_hold_every_piece() -> None:
    numbers = [7, 8, *range(100, 700)]
    seen = {n for _, ids in windows(numbers, prefix=2, begin=0, end=2) for n in ids[3:-1]}
    assert seen == set(range(100, 700))


def test_news_that_nothing_speaks_in_is_not_read_by_the_model(words: Lexicon) -> None:
    class Deaf:
        name = "deaf/1"
        weighing = words.model.weighing if words.model is not None else None

        def glance(self, texts: Sequence[str]) -> Sequence[float]:
            return [-1.0 for _ in texts]  # not so quiet as to be left aside, not so loud as to be read

        def read(self, text: ModelText) -> Answer:
            raise AssertionError(text.prefix)

    deaf: TextModel = Deaf()  # type: ignore[assignment]
    quiet = "افتتح المحافظ أمس حديقة جديدة في الحي الشرقي بحضور الأهالي، وتضم الحديقة ملاعب للأطفال."
    assert _screened(quiet, replace(words, model=deaf), kind=ReportKind.NEWS).labels == frozenset()
    with pytest.raises(AssertionError):
        _screened(quiet, replace(words, model=deaf), kind=ReportKind.TIP)


def test_an_article_in_which_the_first_look_sees_nothing_is_left_aside_and_nothing_else_is(words: Lexicon) -> None:
    class Calm:
        name = "calm/1"
        weighing = words.model.weighing if words.model is not None else None

        def glance(self, texts: Sequence[str]) -> Sequence[float]:
            return [-9.0 for _ in texts]

        def read(self, text: ModelText) -> None:
            """Say nothing: there is no encoder."""

    calm = replace(words, model=cast("TextModel", Calm()))
    aside = _screened(CABLE, calm, kind=ReportKind.NEWS)
    assert (aside.labels, aside.opens_case, aside.queue, aside.elements) == (frozenset(), False, Queue.NONE, ())
    assert (aside.language, aside.is_language_known) == ("ar", True)
    assert 0.0 < aside.score < words.model.weighing.possible if words.model is not None else False
    assert "calm/1" in aside.screener
    assert _screened(CABLE, calm, kind=ReportKind.PARTNER).opens_case


@given(st.lists(st.one_of(st.text(max_size=40), st.sampled_from(TEXTS)), max_size=9))
def test_what_the_first_look_sees_does_not_hang_on_the_batch(texts: list[str]) -> None:
    model = text_model.load()
    assert model.glance(texts) == [model.glance([text])[0] for text in texts]


def test_the_first_look_reads_a_text_of_any_length_to_its_end() -> None:
    model = text_model.load()
    quiet = "the council opened a garden " * 20_000
    assert model.glance([quiet])[0] != model.glance([quiet + CHAT])[0]
    assert model.glance([]) == []


def test_many_reports_at_once_are_screened_as_each_alone(words: Lexicon) -> None:
    reports = [report_of(text, kind=kind) for text in TEXTS for kind in (ReportKind.NEWS, ReportKind.CHAT)]
    assert screen_all(reports, lexicon=words) == [screen(report, lexicon=words) for report in reports]


def test_the_text_of_a_report_leads_back_to_its_raw_words() -> None:
    raw = "القائمة | رياضة\nقال إنه سَيَقتُل القاضي غداً"
    report = report_of(raw)
    start = raw.index("قال")
    text = model_text(report, ranges=((start, len(raw)),))
    at = text.text.index("سيقتل")
    span = text.raw_span(at, at + 5)
    assert span is not None
    assert raw[slice(*span)] == "سَيَقتُل"
    assert text.span_of(*span) == (at, at + 5)
    assert text.span_of(0, 3) is None


def test_a_file_that_is_not_the_named_one_is_refused(tmp_path: Path) -> None:
    shipped = model_files.shipped("data/screening")
    broken = tmp_path / "screening"
    shutil.copytree(shipped, broken)
    (broken / "first.npy").write_bytes(b"something else")
    with pytest.raises(OursError, match=r"model\.toml names"):
        ShippedModel(broken).glance(["a word"])


def test_the_weighing_has_a_threshold_for_every_kind(words: Lexicon) -> None:
    assert words.model is not None
    weighing: Weighing = words.model.weighing
    assert set(weighing.review) == set(weighing.urgent) == set(ReportKind)
    assert all(weighing.review[kind] < weighing.urgent[kind] for kind in ReportKind)
    assert weighing.possible <= min(weighing.review.values())


def test_the_shipped_thresholds_are_those_that_stand_in_the_builder() -> None:
    by_hand = tomllib.loads((ROOT / "tools" / "screening_model" / "thresholds.toml").read_text("utf-8"))
    shipped = tomllib.loads((ROOT / "nadhir/reference/data/screening/model.toml").read_text("utf-8"))["weighing"]
    for key in ("possible", "glance", "ordinary", "review", "urgent"):
        assert shipped[key] == by_hand[key]
    assert {label: shipped["labels"][label] for label in by_hand["rows"]} == by_hand["rows"]
    assert all(shipped["labels"][label][2] >= least for label, least in by_hand["believed"].items())

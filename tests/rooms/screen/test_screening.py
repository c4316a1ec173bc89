# SPDX-License-Identifier: Apache-2.0
from datetime import UTC, date, datetime

import pytest

from nadhir.reference import lexicon
from nadhir.screen import Lexicon, screen
from nadhir.terms.ids import ReportId, SourceId
from nadhir.terms.report import Fingerprint, Passage, PassageKind, Report, ReportKind
from nadhir.terms.screening import Label, Queue, Screening
from nadhir.terms.text import Language


@pytest.fixture(scope="module", name="words")
def _words() -> Lexicon:
    return lexicon.load()


def _report(text: str, *, language: str, kind: ReportKind = ReportKind.TIP, published: date | None = None) -> Report:
    return Report(
        id=ReportId("r1"),
        source_id=SourceId("s1"),
        content=text,
        passages=(Passage(0, len(text), PassageKind.BODY),) if text else (),
        title=None,
        body=text,
        language=Language(language),
        kind=kind,
        fingerprint=Fingerprint("0" * 64),
        held_at=datetime(2026, 1, 5, 12, tzinfo=UTC),
        media_type="text/plain",
        encoding="utf-8",
        size_bytes=len(text.encode()),
        published_on=published,
    )


def _screened(text: str, *, language: str, words: Lexicon, kind: ReportKind = ReportKind.TIP) -> Screening:
    return screen(_report(text, language=language, kind=kind, published=date(2026, 1, 5)), lexicon=words)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "أخي السابق أقسم أنه سيقتل زوجته غدا في إربد ومعه سكين"),
        ("ar-arz", "جاري قالي انه هيموت ابن عمه بكرة وجاب سلاح"),
        ("en", "My cousin told me he will kill his teacher tomorrow in Leeds. He bought a knife."),
    ],
)
def test_a_tip_about_a_planned_killing_opens_a_case(language: str, text: str, words: Lexicon) -> None:
    found = _screened(text, language=language, words=words)
    assert Label.THREAT in found.labels
    assert found.opens_case
    assert found.queue is not Queue.NONE


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "توقعت الأرصاد هطول أمطار على عمان غدا"),
        ("en", "The new novel follows an assassin who plans to kill a king. A thriller with a slow second chapter."),
        ("en", ""),
    ],
)
def test_ordinary_texts_and_fiction_open_nothing(language: str, text: str, words: Lexicon) -> None:
    found = _screened(text, language=language, words=words, kind=ReportKind.NEWS)
    assert not found.opens_case
    assert found.queue is Queue.NONE


def test_every_span_is_a_slice_of_the_raw_text(words: Lexicon) -> None:
    text = "سـيـقـتُـلُ\u200f الشيخَ في صيـدا، ومعه قُنْبُلة"
    found = _screened(text, language="ar", words=words)
    spans = [*(e.span for e in found.elements), *(f.span for f in found.findings)]
    assert spans
    assert all(span.is_slice_of(text) for span in spans)

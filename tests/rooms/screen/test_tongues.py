# SPDX-License-Identifier: Apache-2.0
"""A threat in another language than most of its text is heard all the same."""

from datetime import UTC, datetime

import pytest

from nadhir.reference import lexicon
from nadhir.screen import Lexicon, screen
from nadhir.screen.tongues import other_languages
from nadhir.terms.ids import ReportId, SourceId
from nadhir.terms.report import Fingerprint, Passage, PassageKind, Report, ReportKind
from nadhir.terms.text import Language

CABLE = "Two men plan to bomb the fish market in Basra on Friday. They have bought explosives."
FRENCH = "Bonjour à tous, il fait beau et nous allons au marché acheter des légumes pour la semaine. "


@pytest.fixture(scope="module")
def words() -> Lexicon:
    return lexicon.load()


def a_report(text: str, *, language: str, kind: ReportKind = ReportKind.TIP) -> Report:
    return Report(
        id=ReportId("r"),
        source_id=SourceId("s"),
        content=text,
        passages=(Passage(0, len(text), PassageKind.BODY),),
        title=None,
        body=text,
        language=Language(language),
        kind=kind,
        fingerprint=Fingerprint("0" * 64),
        held_at=datetime(2024, 1, 2, tzinfo=UTC),
        media_type="text/plain",
        encoding="utf-8",
        size_bytes=len(text.encode()),
    )


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("سلام " * 400 + "\n" + CABLE, "ar"),
        ("سلام " * 400 + CABLE, "ar"),
        ("نرفق لكم نص الرسالة كما وردت إلينا هذا الصباح:\n" + CABLE + "\nمع التحية.", "ar"),
        (FRENCH * 6 + CABLE, "fr"),
        ("Добрый день, пересылаем сообщение, которое получили утром от коллег. " + CABLE, "ru"),
        ("Please find below what the caller said.\nسنفجّر سوق السمك في البصرة يوم الجمعة ونقتل كل من فيه.", "en"),
    ],
)
def test_a_threat_in_another_language_than_most_of_the_text_is_heard(words: Lexicon, text: str, language: str) -> None:
    found = screen(a_report(text, language=language), lexicon=words)
    assert found.opens_case
    assert found.language == language
    assert all(each.span.is_slice_of(text) for each in found.findings)


def test_a_text_in_one_language_is_read_in_no_other(words: Lexicon) -> None:
    text = "اجتمع المجلس البلدي أمس وبحث موازنة العام المقبل وطرق المدينة. وقال الرئيس إن العمل يبدأ في الربيع."
    assert other_languages(a_report(text, language="ar", kind=ReportKind.NEWS), lexicon=words, than="ar") == ()


def test_a_name_or_a_title_in_another_script_is_no_other_language(words: Lexicon) -> None:
    text = "عرضت القاعة أمس فيلم The Long Road للمخرج المعروف، وحضره جمهور كبير من أهل المدينة."
    assert other_languages(a_report(text, language="ar"), lexicon=words, than="ar") == ()

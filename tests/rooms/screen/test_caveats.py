# SPDX-License-Identifier: Apache-2.0
from datetime import UTC, date, datetime

import pytest

from nadhir.reference import lexicon
from nadhir.screen import Lexicon, screen
from nadhir.terms.ids import ReportId, SourceId
from nadhir.terms.report import Fingerprint, Passage, PassageKind, Report, ReportKind
from nadhir.terms.screening import Caveat, CaveatKind, Precision, Role
from nadhir.terms.text import Language

ALLOWS, FORBIDS = CaveatKind.ALLOWS, CaveatKind.FORBIDS
CITY_AND_DAY = {(ALLOWS, Role.PLACE, Precision.CITY), (ALLOWS, Role.TIME, Precision.DAY)}


@pytest.fixture(scope="module", name="words")
def _words() -> Lexicon:
    return lexicon.load()


def caveats_of(text: str, *, language: str, words: Lexicon) -> tuple[Caveat, ...]:
    report = Report(
        id=ReportId("r1"),
        source_id=SourceId("s1"),
        content=text,
        passages=(Passage(0, len(text), PassageKind.BODY),),
        title=None,
        body=text,
        language=Language(language),
        kind=ReportKind.PARTNER,
        fingerprint=Fingerprint("0" * 64),
        held_at=datetime(2026, 1, 5, 12, tzinfo=UTC),
        media_type="text/plain",
        encoding="utf-8",
        size_bytes=len(text.encode()),
        published_on=date(2026, 1, 5),
    )
    return screen(report, lexicon=words).caveats


def said(caveats: tuple[Caveat, ...]) -> set[tuple[CaveatKind, Role | None, Precision | None]]:
    return {(c.kind, c.role, c.precision) for c in caveats}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ar", "يجوز ذكر المدينة واليوم فقط.", CITY_AND_DAY),
        ("ar", "لا يجوز ذكر الموقع.", {(FORBIDS, Role.PLACE, Precision.SITE)}),
        ("ar", "الساعة لا يعرفها إلا المصدر.", {(FORBIDS, Role.TIME, Precision.HOUR)}),
        ("en", "You may use the city and the day.", CITY_AND_DAY),
        ("en", "Do not name the venue.", {(FORBIDS, Role.PLACE, Precision.SITE)}),
        ("en", "The hour is known only to me.", {(FORBIDS, Role.TIME, Precision.HOUR)}),
        ("fr", "Ce paragraphe peut être communiqué tel quel.", {(ALLOWS, None, None)}),
        ("fr", "Ne pas citer le lieu exact.", {(FORBIDS, Role.PLACE, Precision.SITE)}),
        ("ru", "Адрес не давать никому.", {(FORBIDS, Role.PLACE, Precision.SITE)}),
        ("de", "Die Uhrzeit darf nicht genannt werden.", {(FORBIDS, Role.TIME, Precision.HOUR)}),
        ("es", "No mencionar la dirección.", {(FORBIDS, Role.PLACE, Precision.SITE)}),
        ("tr", "Bizim onayımız olmadan kullanmayın.", {(FORBIDS, None, None)}),
        ("fa", "محل ذکر نشود.", {(FORBIDS, Role.PLACE, Precision.SITE)}),
    ],
)  # fmt: skip
def test_a_report_s_own_words_say_what_may_be_told(
    language: str, text: str, expected: set[tuple[CaveatKind, Role | None, Precision | None]], words: Lexicon
) -> None:
    assert said(caveats_of(text, language=language, words=words)) == expected


def test_what_few_know_is_forbidden_and_what_many_know_is_allowed(words: Lexicon) -> None:
    text = "The hall was heard by three people only. Town and 'coming days' are all over the estate."
    found = said(caveats_of(text, language="en", words=words))
    assert (FORBIDS, Role.PLACE, Precision.SITE) in found
    assert (ALLOWS, Role.PLACE, Precision.CITY) in found
    assert (ALLOWS, Role.TIME, Precision.WEEK) in found


def test_protection_of_the_source_is_no_caveat_on_an_element(words: Lexicon) -> None:
    assert caveats_of("Please do not mention my name.", language="en", words=words) == ()


def test_a_clause_that_points_back_speaks_of_the_sentence_before(words: Lexicon) -> None:
    text = "They meet at the hall at 19:30. Only she was told that."
    found = said(caveats_of(text, language="en", words=words))
    assert (FORBIDS, Role.TIME, Precision.HOUR) in found


def test_a_longer_phrase_outweighs_the_shorter_one_inside_it(words: Lexicon) -> None:
    found = said(caveats_of("لم يقل لي وحدي عن المدينة", language="ar", words=words))
    assert (ALLOWS, Role.PLACE, Precision.CITY) in found
    assert (FORBIDS, Role.PLACE, Precision.CITY) not in found


def test_spans_of_caveats_are_slices(words: Lexicon) -> None:
    text = "ويجوز ذكر المدينة واليوم فقط، من دون تسمية موقع داخلها."
    found = caveats_of(text, language="ar", words=words)
    assert found
    assert all(c.span.is_slice_of(text) for c in found)

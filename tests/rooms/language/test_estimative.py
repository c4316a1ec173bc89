"""Words of likelihood and confidence: what is remarked on sentences as officers write them, right and wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nadhir.language.estimative import remarks_on
from nadhir.reference import phrase_books
from nadhir.reference.language_data import estimative_lexicons
from nadhir.terms.assessment import LIKELIHOOD_BANDS, Confidence, LikelihoodTerm, Yardstick
from nadhir.terms.estimative import EstimativeFault, EstimativeRemark

FOLDER = Path(__file__).parent / "estimative"
LEXICONS = estimative_lexicons()
OF_OFFICERS = (LEXICONS["ar"], LEXICONS["en"])
FAULTS = {
    "m": EstimativeFault.WITH_CONFIDENCE,
    "c": EstimativeFault.CERTAINTY,
    "y": EstimativeFault.MIXED_YARDSTICKS,
    "v": EstimativeFault.NO_YARDSTICK,
}


def remarks(text: str, *, yardstick: Yardstick | None = None) -> tuple[EstimativeRemark, ...]:
    return remarks_on(text, lexicons=OF_OFFICERS, yardstick=yardstick)


def written(language: str) -> list[tuple[str, str]]:
    lines = (FOLDER / f"{language}.txt").read_text("utf-8").splitlines()
    pairs = [line.split(" | ", 1) for line in lines if line and not line.startswith("#")]
    return [(expected.strip(), sentence.replace("\\n", "\n")) for expected, sentence in pairs]


def wanted(expected: str) -> set[tuple[EstimativeFault, str]]:
    parts = [] if expected == "-" else [part.strip().partition(":") for part in expected.split(" ; ")]
    return {(FAULTS[code], exact) for code, _, exact in parts}


EVERY = [pair for name in ("ar", "en", "ar-second", "en-second") for pair in written(name)]


def found(text: str) -> set[tuple[EstimativeFault, str]]:
    return {(r.fault, "" if r.fault is EstimativeFault.WITH_CONFIDENCE else r.span.exact) for r in remarks(text)}


@pytest.mark.parametrize("language", ["ar", "en"])
def test_there_are_sentences_enough_of_each_language(language: str) -> None:
    assert len(written(language)) >= 60


@pytest.mark.parametrize(("expected", "text"), EVERY)
def test_what_officers_write_is_remarked_on_as_it_should_be(expected: str, text: str) -> None:
    assert found(text) == wanted(expected)


@pytest.mark.parametrize(("_expected", "text"), EVERY)
def test_every_remark_points_at_an_exact_slice(_expected: str, text: str) -> None:
    for remark in remarks(text):
        assert remark.span.is_slice_of(text)
        assert all(each.is_slice_of(text) for each in remark.of)


@given(st.text(alphabet="المرجحثقة ًـ\u200f.likelyconfidence,\n100%", max_size=60))
def test_no_text_breaks_it_and_every_remark_stays_a_slice(text: str) -> None:
    for remark in remarks_on(text, lexicons=tuple(LEXICONS.values())):
        assert remark.span.is_slice_of(text)
        assert all(each.is_slice_of(text) for each in remark.of)


def test_what_is_refused_is_that_alone_which_the_directive_forbids() -> None:
    refused = {
        fault for fault in EstimativeFault for text in (r for _, r in EVERY) for r in remarks(text) if r.is_refused
    }
    assert refused  # some sentence of each list is refused
    for _, text in EVERY:
        for remark in remarks(text):
            assert remark.is_refused == (remark.fault in {FAULTS["m"], FAULTS["c"]})


@pytest.mark.parametrize(
    ("text", "yardstick", "instead"),
    [
        ("An attack is highly likely.", Yardstick.ICD_203, {LikelihoodTerm.VERY_LIKELY}),
        (
            "An attack is a realistic possibility.",
            Yardstick.ICD_203,
            {LikelihoodTerm.UNLIKELY, LikelihoodTerm.ROUGHLY_EVEN_CHANCE},
        ),
        ("An attack is very likely.", Yardstick.PHIA, {LikelihoodTerm.HIGHLY_LIKELY}),
        ("الهجوم مرجّح جداً.", Yardstick.PHIA, {LikelihoodTerm.HIGHLY_LIKELY}),
        ("الهجوم احتمال واقعي.", Yardstick.ICD_203, {LikelihoodTerm.UNLIKELY, LikelihoodTerm.ROUGHLY_EVEN_CHANCE}),
    ],
)
def test_a_word_of_another_yardstick_than_the_houses_is_remarked_on_with_those_that_overlap_it(
    text: str, yardstick: Yardstick, instead: set[LikelihoodTerm]
) -> None:
    (remark,) = remarks(text, yardstick=yardstick)
    assert remark.fault is EstimativeFault.MIXED_YARDSTICKS
    assert set(remark.instead) == instead
    assert remarks(text) == ()


@pytest.mark.parametrize("yardstick", Yardstick)
def test_certainty_is_answered_with_the_outermost_words_of_the_yardstick(yardstick: Yardstick) -> None:
    terms = tuple(LIKELIHOOD_BANDS[yardstick])
    (certain,) = remarks("It will definitely happen.", yardstick=yardstick)
    (impossible,) = remarks("ذلك مستحيل.", yardstick=yardstick)
    assert (certain.instead, impossible.instead) == ((terms[-1],), (terms[0],))


BOOKS = phrase_books.load().books


@pytest.mark.parametrize("language", sorted(BOOKS))
def test_every_likelihood_that_a_phrase_book_says_is_known_as_that_word(language: str) -> None:
    book, lexicon = BOOKS[language], LEXICONS[language]
    confident = book.confidence.format(level=book.confidence_levels[Confidence.HIGH])
    for term, worded in book.likelihood_terms.items():
        for yardstick, bands in LIKELIHOOD_BANDS.items():
            if term in bands:
                said = book.likelihood.format(term=worded)
                assert remarks_on(said, lexicons=(lexicon,), yardstick=yardstick) == (), (term, said)
        together = f"{book.likelihood.format(term=worded).rstrip('.')}; {confident}"
        assert EstimativeFault.WITH_CONFIDENCE in {r.fault for r in remarks_on(together, lexicons=(lexicon,))}, together


@pytest.mark.parametrize("language", sorted(BOOKS))
def test_nothing_that_a_phrase_book_always_says_is_refused(language: str) -> None:
    for said in BOOKS[language].sentences():
        assert [r.span.exact for r in remarks_on(said, lexicons=(LEXICONS[language],)) if r.is_refused] == []

"""Words as a search finds them: forms, cores, and the way back to the raw text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nadhir.language.search_words import LONGEST_WORD, SearchText, core, forms

ARABIC_WORD = st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهوي", min_size=3, max_size=12)
CLITICS = st.sampled_from("و ف ب ك ل س ال وال فال بال كال وبال ول وب فس وس".split())


def found(text: str) -> list[str]:
    read = SearchText(text)
    return [form for at in range(len(read.words)) for form in read.forms_at(at)]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("بالسوق", ["بالسوق", "السوق", "سوق"]),
        ("وبالسّوق", ["بالسوق", "السوق", "سوق"]),
        ("للسوق", ["السوق", "سوق"]),
        ("فسيهاجمون", ["سيهاجمون", "يهاجمون"]),
        ("سيهاجمون", ["يهاجمون"]),
        ("وفي", ["في"]),
        ("الدم", ["دم"]),
        ("الـقـنـبـلـة", ["القنبله", "قنبله"]),
        ("والله", ["الله"]),
        ("بالمحطّة", ["محطه"]),
        ("کرمان", ["كرمان"]),
        ("L’heure", ["heure"]),
        ("Qur'an", ["quran"]),
        ("об'єкт", ["обєкт"]),
        ("Взрыв", ["взрыв"]),
        ("Ваttеry", ["battery"]),
        ("#اغتيال_فلان", ["اغتيال", "فلان"]),
        ("ＢＯＭＢ", ["bomb"]),
        ("٢٤", ["24"]),
    ],
)
def test_a_word_is_found_by_its_forms(text: str, asked: list[str]) -> None:
    assert set(asked) <= set(found(text))


@pytest.mark.parametrize(("word", "never"), [("بيت", "يت"), ("والد", "د"), ("الله", "له"), ("سوق", "وق"), ("قال", "ل")])
def test_what_is_left_of_a_word_must_be_long_enough_to_be_one(word: str, never: str) -> None:
    assert never not in forms(word)


def test_a_word_of_another_alphabet_inside_a_latin_text_is_found_as_it_stands_and_unmasked() -> None:
    assert {"сор", "cop"} <= set(found("They met at the сор at noon"))


@given(word=ARABIC_WORD, clitic=CLITICS)
def test_the_core_of_a_word_is_the_same_with_proclitics_and_without(word: str, clitic: str) -> None:
    assert core(clitic + word) == core(word)


@given(word=ARABIC_WORD)
def test_a_core_is_its_own_core(word: str) -> None:
    assert core(core(word)) == core(word)


@given(word=st.text(min_size=1))
def test_every_word_is_found_by_itself(word: str) -> None:
    read = SearchText(word)
    for at, each in enumerate(read.words):
        assert read.forms_at(at)[0] == each
        assert all(read.forms_at(at))
        assert read.core_at(at)
        assert len(each) <= LONGEST_WORD


@given(text=st.text())
def test_every_span_is_a_slice_that_folds_to_its_word(text: str) -> None:
    read = SearchText(text)
    behind = 0
    for at in range(len(read.words)):
        start, end = read.raw_span(at)
        assert behind <= end
        assert 0 <= start < end <= len(text)
        behind = end


@given(text=st.text())
def test_forms_are_the_same_for_every_normal_form(text: str) -> None:
    first = found(unicodedata.normalize("NFC", text))
    assert first == found(unicodedata.normalize("NFD", text))


def test_no_form_holds_what_an_index_would_take_for_its_own_language() -> None:
    read = found("a'b \"c\" d:e* (f) g\\h i|j k&l m=n o<->p !q 'r")
    assert all(form.isalnum() or "\u02bc" in form for form in read)

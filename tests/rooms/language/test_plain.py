# SPDX-License-Identifier: Apache-2.0
"""Plain text is the same for every spelling of a text, and every span of it leads back to the raw one."""

import unicodedata
from typing import Final, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nadhir.language.plain import plain

SAMPLE = "سَيَقْتُلُونَهُم يوم الجمعة ٢٤ آب، عند مسجد النور!\nEl año próximo: ça va brûler."
Form = Literal["NFC", "NFD", "NFKC", "NFKD"]
FORMS: Final[tuple[Form, ...]] = ("NFC", "NFD", "NFKC", "NFKD")
TEXT = st.text(alphabet=st.sampled_from("ابتثسشصأإآىةؤئلا ـًٌَُِّْabcéñüç .,؟\n\u200f\u200b\u2066٢۲2"), max_size=60)


@pytest.mark.parametrize("form", FORMS)
def test_normal_forms_read_alike(form: Form) -> None:
    assert plain(unicodedata.normalize(form, SAMPLE)).text == plain(SAMPLE).text


def test_what_is_laid_over_a_text_is_taken_off() -> None:
    bare = "سنقتله في 24 آب"
    dressed = "\u200fسَنَـقـتـلُهُ\u2066 في\u2069 ٢٤ آب"
    assert plain(dressed).text == plain(bare).text


def test_letters_that_tell_words_apart_stay() -> None:
    assert plain("أسد إلى مدرسة").text == "أسد إلى مدرسة"
    assert plain("Él MATARÁ").text == "Él MATARÁ"


def test_presentation_forms_become_letters() -> None:
    assert plain("ﻗﺘﻞ").text == "قتل"


def test_a_line_break_is_marked_and_blanks_are_one() -> None:
    assert plain("One \r\n\n two   three").text == "One ¶ two three"


def test_a_span_leads_back_to_the_raw_text() -> None:
    raw = "قال: سَيَـقتلونهم غداً"
    read = plain(raw)
    at = read.text.index("سيقتلونهم")
    assert raw[slice(*read.raw_span(at, at + 9))] == "سَيَـقتلونهم"


def test_a_ligature_is_whole_in_the_raw_text() -> None:
    read = plain("ﷲ أكبر")
    assert read.raw_span(0, 1) == (0, 1)


def test_a_span_outside_is_refused() -> None:
    with pytest.raises(ValueError, match="does not lie"):
        plain("abc").raw_span(2, 9)


@given(TEXT)
def test_every_normal_form_gives_the_same(text: str) -> None:
    assert {plain(unicodedata.normalize(form, text)).text for form in FORMS} == {plain(text).text}


@given(TEXT)
def test_every_span_is_a_slice_of_the_raw_text_that_reads_the_same(text: str) -> None:
    read = plain(text)
    for start in range(len(read.text)):
        first, last = read.raw_span(start, start + 1)
        assert 0 <= first < last <= len(text)
        if not read.text[start].isspace():
            assert read.text[start] in plain(text[first:last]).text


@given(TEXT)
def test_raw_and_plain_spans_are_one_another_s_way_back(text: str) -> None:
    read = plain(text)
    for start, char in enumerate(read.text):
        if char.isalpha():
            first, last = read.plain_span(*read.raw_span(start, start + 1))
            assert first <= start < last

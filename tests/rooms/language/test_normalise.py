# SPDX-License-Identifier: Apache-2.0
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nadhir.language.normalise import Normalised, fold, normalise, normalise_all

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءآأإؤئپچژگکیںہھےێۆەabcxyzABCİıéñüßçğşабвгйёыЖЩ"
ARABIC_AND_LATIN = "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءآأإؤئپچژگکیہھےabcxyzABCéüñ .،؟12٣۴"
SENTENCE = st.text(alphabet=LETTERS + " .,-'\"«»،؟0123456789٠١٢٣۴۵\n", max_size=60)
NOISE = (
    "ـ\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u200b\u200c\u200d\u200e\u200f"
    "\u202a\u202b\u202c\u2066\u2069\ufeff\u00ad\u0301\ufe0f"
)
# What a table of UTF-16 code units could trip over: the planes beyond, lone surrogates, noncharacters, what folds to
# several, what folds to nothing, and alphabets that look alike.
ODD = "😂𝐛\U000e0100\U0010ffff\ud800\udfff\ufdd0\ufdd1\ufffe\uffffﷺﷲﻻßæœ½…가\x00\x0b\x85\u2028"
LOOK_ALIKES = "аеорсухαοΐaeopcyx"
ANYTHING = st.one_of(
    st.text(
        alphabet=st.one_of(st.sampled_from(ODD + NOISE), st.sampled_from(LOOK_ALIKES + LETTERS + " \n.")), max_size=40
    ),
    st.text(alphabet=st.characters(exclude_categories=()), max_size=120),
    st.text(alphabet=st.characters(max_codepoint=0x7F), max_size=40),
)


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("قُنْبُلَة", "قنبله"),
        ("قـــنـــبـلة", "قنبله"),
        ("إرهابي أحمد آمن ٱلله", "ارهابي احمد امن الله"),
        ("مسؤول رئيس", "مسوول رييس"),
        ("ﻗﻨﺒﻠﺔ", "قنبله"),
        ("ﻻ", "لا"),
        ("ﷲ", "الله"),
        ("ﷺ", "صلي الله عليه وسلم"),
        ("ﹸب", "ب"),
        ("کشتن یک", "كشتن يك"),
        ("ہے ھے", "هي هي"),
        ("٢٤ ۲۰۲۴", "24 2024"),
        ("ÊTES İstanbul Straße Ångström", "etes istanbul strasse angstrom"),
        ("пайпал ёлка", "паипал елка"),
        ("раypаl", "paypal"),
        ("ｆｕｌｌ 𝐛𝐨𝐥𝐝", "full bold"),
        ("«نعم» “yes” ‘no’ – — −", '"نعم" "yes" \'no\' - - -'),
        ("هل؟ نعم، لا؛ ہے۔", "هل? نعم, لا; هي."),
        ("a\u200bb\u202ec\u2066d\ufeff", "abcd"),
        ("", ""),
    ],
)
def test_spellings_of_one_word_fold_to_one_text(raw: str, folded: str) -> None:
    assert normalise(raw).text == folded


def test_a_russian_word_in_a_russian_text_stays_russian() -> None:
    assert normalise("Москва, угроза взрыва").text == "москва, угроза взрыва"


def test_a_latin_letter_hidden_in_a_russian_word_is_unmasked() -> None:
    assert normalise("угрoза").text == "угроза"


def test_a_word_of_look_alikes_alone_is_unmasked_in_a_latin_text() -> None:
    assert normalise("the сор is dead").text == "the cop is dead"


@pytest.mark.parametrize("pair", [("قنبلة", "قُنـْـبُلة"), ("سنقتلكم", "سـنـقـتـلـكـم"), ("Kerman", "Kеrmаn")])
def test_a_hit_in_the_folded_text_leads_to_the_noisy_raw_slice(pair: tuple[str, str]) -> None:
    term, written = pair
    raw = f"«قال»: {written}، ثم"
    folded = normalise(raw)
    at = folded.text.index(fold(term))
    start, end = folded.raw_span(at, at + len(fold(term)))
    assert raw[start:end] == written


def test_a_mark_on_the_last_letter_belongs_to_the_span_and_a_control_does_not() -> None:
    raw = "قتلَ\u200f هنا"
    start, end = normalise(raw).raw_span(0, 3)
    assert raw[start:end] == "قتلَ"


def test_a_cut_ligature_is_whole_in_the_raw_text() -> None:
    raw = "ﷲ"
    assert normalise(raw).raw_span(1, 2) == (0, 1)


@pytest.mark.parametrize(("start", "end"), [(-1, 1), (0, 9), (2, 1)])
def test_a_span_outside_the_folded_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="does not lie in"):
        normalise("قتل").raw_span(start, end)
    with pytest.raises(ValueError, match="does not lie in"):
        normalise("قتل").folded_span(start, end)


def test_a_repr_shows_no_content() -> None:
    assert "سر" not in repr(normalise("سر"))


@given(st.text(max_size=80))
def test_every_raw_span_is_a_slice_that_folds_to_what_was_matched(raw: str) -> None:
    folded = normalise(raw)
    for start in range(0, len(folded.text), 3):
        end = min(len(folded.text), start + 4)
        raw_start, raw_end = folded.raw_span(start, end)
        assert 0 <= raw_start < raw_end <= len(raw)
        back_start, back_end = folded.folded_span(raw_start, raw_end)
        assert back_start <= start < end <= back_end


@given(st.text(max_size=80))
def test_folding_twice_changes_nothing_more(raw: str) -> None:
    once = fold(raw)
    assert fold(once) == once


@given(SENTENCE)
def test_no_unicode_normal_form_changes_the_folded_text(raw: str) -> None:
    expected = fold(raw)
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert fold(unicodedata.normalize(form, raw)) == expected


@given(st.text(alphabet=ARABIC_AND_LATIN, max_size=40), st.data())
def test_noise_between_letters_changes_neither_the_folded_text_nor_the_exactness_of_spans(
    raw: str, data: st.DataObject
) -> None:
    noisy = "".join(char + data.draw(st.text(alphabet=NOISE, max_size=2)) for char in raw)
    folded: Normalised = normalise(noisy)
    assert folded.text == fold(raw)
    for at in range(len(folded.text)):
        start, end = folded.raw_span(at, at + 1)
        assert folded.text[at] in fold(noisy[start:end])


@given(st.text(alphabet=[chr(code) for code in range(0xFE70, 0xFEFD) if unicodedata.name(chr(code), "")], max_size=20))
def test_presentation_forms_fold_like_their_letters(raw: str) -> None:
    letters = "".join(unicodedata.normalize("NFKC", char).strip() for char in raw)
    assert fold(raw) == fold(letters)


@settings(deadline=None)  # the first example works out the table
@given(st.lists(ANYTHING, max_size=6))
def test_many_texts_are_folded_together_as_they_are_one_by_one(raws: list[str]) -> None:
    together = normalise_all(raws)
    assert [one.raw for one in together] == raws
    assert [one.text for one in together] == [normalise(raw).text for raw in raws]
    for one, alone in zip(together, map(normalise, raws), strict=True):
        ends = range(len(alone.text) + 1)
        assert [one.raw_span(0, end) for end in ends] == [alone.raw_span(0, end) for end in ends]


def test_more_texts_than_one_batch_holds_keep_their_order() -> None:
    raws = [f"نصّ {number} 😂" if number % 3 else f"ﷺ {number}" for number in range(200)]
    assert [one.text for one in normalise_all(raws)] == [normalise(raw).text for raw in raws]


@given(
    st.text(
        alphabet=st.one_of(st.sampled_from(ODD + NOISE), st.characters(max_codepoint=0x36F, exclude_characters="µ")),
        max_size=200,
    )
)
def test_a_text_folds_letter_by_letter_where_no_alphabets_mix(raw: str) -> None:
    assert fold(raw) == "".join(map(fold, raw))


@pytest.mark.parametrize("letters", [50, 400])
def test_a_text_of_very_many_different_letters_folds_like_its_letters(letters: int) -> None:
    raw = "".join(map(chr, range(0xF900, 0xF900 + letters)))  # compatibility ideographs: each folds to another one
    assert fold(raw) == "".join(map(fold, raw))

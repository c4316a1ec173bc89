# SPDX-License-Identifier: Apache-2.0
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nadhir.language.digits import ascii_digits, parse_whole_number
from nadhir.language.normalise import fold
from nadhir.language.sentences import sentences
from nadhir.language.tokens import folded_words, stems, words


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "قالت الشرطة إنها تبحث. وأضافت: لا خطر. من هو؟ لا نعلم!",
            ["قالت الشرطة إنها تبحث.", "وأضافت: لا خطر.", "من هو؟", "لا نعلم!"],
        ),
        ("وصل د. سامي وم. هاني إلى المقر. ثم غادرا.", ["وصل د. سامي وم. هاني إلى المقر.", "ثم غادرا."]),
        (
            "Mr. Smith met Dr. Jones at 5.30 p.m. on Friday. He left.",
            ["Mr. Smith met Dr. Jones at 5.30 p.m. on Friday.", "He left."],
        ),
        ("The U.S. Embassy warned citizens. Stay away.", ["The U.S. Embassy warned citizens.", "Stay away."]),
        ("Am 23. August kam er. Danach ging er.", ["Am 23. August kam er.", "Danach ging er."]),
        (
            "Он жил на ул. Ленина в 2010 г. и уехал. Потом вернулся.",
            ["Он жил на ул. Ленина в 2010 г. и уехал.", "Потом вернулся."],
        ),
        ("حملہ کل ہو گا۔ پولیس تیار ہے۔", ["حملہ کل ہو گا۔", "پولیس تیار ہے۔"]),
        ("«سنعود.» قال ذلك. انتهى", ["«سنعود.»", "قال ذلك.", "انتهى"]),
        ("Title\n\nBody text here. More.", ["Title", "Body text here.", "More."]),
        ("¿Quién es? ¡Corre!", ["¿Quién es?", "¡Corre!"]),
        ("wait... what", ["wait...", "what"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_the_lines_of_a_hard_wrapped_cable_are_joined() -> None:
    cable = (
        "THE EMBASSY RECEIVED AN ANONYMOUS LETTER ON MONDAY IN WHICH\n"
        "THE WRITER SAYS THAT THE MARKET WILL BE VISITED BEFORE THE\n"
        "FEAST AND THAT NOBODY SHOULD SEND CHILDREN THERE UNTIL THEN\n"
        "IS OVER. THE POLICE WAS TOLD.\n"
    )
    assert len(cut(cable)) == 2


def test_short_lines_of_a_page_are_not_joined() -> None:
    assert cut("الرئيسية\nأخبار\nالعالم\nرياضة") == ["الرئيسية", "أخبار", "العالم", "رياضة"]


@given(st.text(alphabet='اب cd.!?؟۔\n\r"»123 ', max_size=80))
def test_sentences_cover_everything_but_white_space_once_and_in_order(text: str) -> None:
    spans = sentences(text)
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قتـــلَ الرجلَ", ["قتـــلَ", "الرجلَ"]),
        ("don't l’eau 3ala", ["don't", "l’eau", "3ala"]),
        ("پس‌فردا می‌رویم", ["پس‌فردا", "می‌رویم"]),
        ("a\u200fb, c", ["a\u200fb", "c"]),
        ("٢٤/٨", ["٢٤", "٨"]),
    ],
)
def test_words_keep_what_stands_inside_them(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in words(text)] == expected


def test_folded_words_carry_no_marks() -> None:
    assert folded_words("قُتِلَ الرَّجُلُ") == ["قتل", "الرجل"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("٤٨", 48),
        ("۱۴۰۴", 1404),
        ("1,200", 1200),
        ("١٬٢٠٠", 1200),
        ("1.200", 1200),
        ("3.5", None),
        ("x", None),
        ("", None),
    ],
)
def test_digits_of_every_script_are_numbers(text: str, number: int | None) -> None:
    assert parse_whole_number(text) == number


@given(st.text(max_size=40))
def test_ascii_digits_keeps_the_length(text: str) -> None:
    assert len(ascii_digits(text)) == len(text)


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("کرمان\u200cاند", "کرمان"),
        ("تهران\u200cایم", "تهران"),
        ("مشهد\u200cست", "مشهد"),
        ("اصفهان\u200cهای", "اصفهان"),
        ("کرماناند", "کرمان"),
        ("قم\u200cاند", "قم"),  # shorter than is cut by guessing: the non-joiner tells
    ],
)
def test_a_persian_word_is_found_under_what_is_written_onto_its_end(word: str, stem: str) -> None:
    assert fold(stem) in stems(word, language="fa")


def test_the_word_as_it_stands_comes_first_and_other_languages_lose_nothing() -> None:
    assert stems("ایران", language="fa")[0] == fold("ایران")
    assert stems("لبنان", language="ar") == (fold("لبنان"),)
    assert stems("London", language="en") == ("london",)


@given(st.text(max_size=30), st.sampled_from(["fa", "ar", "ckb", "en", "und", ""]))
def test_a_stem_is_a_beginning_of_the_folded_word(word: str, language: str) -> None:
    whole, *cut = stems(word, language=language)
    assert whole == fold(word)
    assert all(whole.startswith(stem) for stem in cut)

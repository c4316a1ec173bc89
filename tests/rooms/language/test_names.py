# SPDX-License-Identifier: Apache-2.0
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nadhir.language.names import name_key, names_match, romanise

SAME = [
    ("كرمان", "Kerman"),
    ("Кирман", "كرمان"),
    ("داعش", "Daesh"),
    ("Da'esh", "داعش"),
    ("Daech", "داعش"),
    ("ДАИШ", "داعش"),
    ("محمد", "Mohammed"),
    ("محمد", "Muhammad"),
    ("Мухаммад", "محمد"),
    ("Mo7amed", "محمد"),
    ("Mohammed", "Muhammad"),
    ("عبد الرحمن", "Abdulrahman"),
    ("عبدالرحمن", "Abd al-Rahman"),
    ("Абдулла", "عبد الله"),
    ("القاعدة", "Al-Qaeda"),
    ("Аль-Каида", "القاعدة"),
    ("Taliban", "طالبان"),
    ("Багдад", "بغداد"),
    ("5aled", "خالد"),
    ("Halid", "Khaled"),
    ("Хусейн", "حسين"),
    ("Hüseyin", "حسین"),
    ("القذافي", "Gaddafi"),
    ("Gamal", "Jamal"),
    ("Тегеран", "طهران"),
    ("الشباب", "Al-Shabaab"),
    ("بوكو حرام", "Boko Haram"),
    ("تشاد", "Chad"),
    ("پشاور", "بيشاور"),
    ("كراتشي", "Karachi"),
    ("عثمان", "Osman"),
    ("Othman", "Usman"),
    ("رمضان", "Ramazan"),
    ("فاطمة", "Fatimah"),
    ("Şemdinli", "Shemdinli"),
    ("Чечня", "Chechnya"),
    ("Абдул-Рахман", "عبد الرحمن"),
    ("ﻣﺤﻤﺪ", "محمد"),
    ("مـحـمّـد", "محمد"),
    ("الموصل", "Mosul"),
]
OTHERS = [
    ("كرمان", "Tehran"),
    ("محمد", "Ahmed"),
    ("حماس", "Hama"),
    ("برلين", "Bern"),
    ("الخرطوم", "كركوك"),
    ("Ali", "Omar"),
    ("موسكو", "مكة"),
    ("Lahore", "لندن"),
    ("Nairobi", "نيالا"),
    ("محمد علي حسن كريم", "محمد"),
    ("Kabul", "Kampala"),
]


@pytest.mark.parametrize(("first", "second"), SAME)
def test_spellings_of_one_name_agree_across_scripts(first: str, second: str) -> None:
    assert names_match(first, second) >= 0.85


@pytest.mark.parametrize(("first", "second"), OTHERS)
def test_different_names_do_not_agree(first: str, second: str) -> None:
    assert names_match(first, second) < 0.8


def test_most_spellings_share_their_key() -> None:
    shared = sum(name_key(first) == name_key(second) for first, second in SAME)
    assert shared >= 0.8 * len(SAME)


def test_the_article_is_no_part_of_a_name() -> None:
    assert name_key("العريش") == name_key("El Arish") == name_key("Аль Ариш")


def test_romanisation_is_readable() -> None:
    assert romanise("Мухаммад") == "mukhamad"
    assert romanise("خالد") == "khald"


def test_nothing_agrees_with_an_empty_name() -> None:
    assert names_match("", "Kerman") == 0.0
    assert names_match("...", "…") == 0.0


@given(st.text(max_size=25), st.text(max_size=25))
def test_agreement_lies_between_nought_and_one_whatever_comes_in(first: str, second: str) -> None:
    assert 0.0 <= names_match(first, second) <= 1.0
    assert isinstance(name_key(first), str)


@given(st.text(alphabet="محمدعليابتثجخ abcdefghklm абвгд", min_size=1, max_size=20))
def test_a_name_with_a_sound_agrees_with_itself(name: str) -> None:
    assert names_match(name, name) == (1.0 if romanise(name) else 0.0)

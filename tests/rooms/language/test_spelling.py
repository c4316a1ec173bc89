"""A name can be said aloud in another script, and one that is in the script already stays as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nadhir.language.names import names_match
from nadhir.language.spelling import is_in_script_of, spell


@pytest.mark.parametrize(
    ("name", "language", "spelled"),
    [
        ("Bergen", "ar", "برغن"),
        ("Tulip", "ar", "توليب"),
        ("Lindenhof", "ar", "ليندنهوف"),
        ("Lom-Nava", "ar", "لوم-نافا"),
        ("Bardo", "ru", "Бардо"),
        ("Тюльпан", "en", "Tyulpan"),
        ("كرمان", "ar", "كرمان"),
        ("Kerman", "en", "Kerman"),
    ],
)
def test_a_name_is_spelled_in_the_script_of_the_language(name: str, language: str, spelled: str) -> None:
    assert spell(name, language=language) == spelled


@pytest.mark.parametrize("name", ["Zawiya", "Magdeburg", "Fresno", "Barcelona", "Bologna"])
def test_what_is_spelled_in_arabic_still_sounds_like_the_name(name: str) -> None:
    assert names_match(spell(name, language="ar"), name) >= 0.6


@given(st.text(max_size=40), st.sampled_from(["ar", "fa", "ru", "en", "fr", "tr"]))
def test_any_text_can_be_asked_for_and_a_second_time_changes_nothing_in_script(name: str, language: str) -> None:
    spelled = spell(name, language=language)
    assert isinstance(spelled, str)
    if is_in_script_of(name, language=language):
        assert spelled == name

# SPDX-License-Identifier: Apache-2.0
import time

import pytest

from nadhir.language.normalise import fold
from nadhir.reference import gazetteer
from nadhir.screen.lexicon import flat_words
from nadhir.screen.places import Gazetteer


@pytest.fixture(scope="module", name="index")
def _index() -> Gazetteer:
    return gazetteer.load()


def found(text: str, *, language: str, index: Gazetteer, has_case: bool = False) -> list[tuple[str, str]]:
    words = flat_words(fold(text)).split()
    capitals = [w[0].isupper() for w in text.replace(",", "").split()] if has_case else None
    return [(m.place.name, m.place.country) for m in index.find(words, language=language, is_capital=capitals)]


@pytest.mark.parametrize(
    ("language", "text", "country"),
    [
        ("ar", "في بغداد", "IQ"),
        ("ar", "وبالقاهرة", "EG"),
        ("ar", "للخرطوم", "SD"),
        ("fa", "در تهران", "IR"),
        ("ur", "شہر کراچی", "PK"),
    ],
)
def test_a_city_is_found_with_what_is_written_onto_it(language: str, text: str, country: str, index: Gazetteer) -> None:
    assert [c for _, c in found(text, language=language, index=index)] == [country]


@pytest.mark.parametrize(
    ("language", "text", "country"),
    [
        ("ru", "Взрыв в Казани", "RU"),
        ("ru", "в Москве", "RU"),
        ("en", "a bomb in Kabul", "AF"),
        ("tr", "Ankarada", "TR"),
    ],
)
def test_names_are_found_under_case_endings(language: str, text: str, country: str, index: Gazetteer) -> None:
    assert country in [c for _, c in found(text, language=language, index=index, has_case=True)]


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "a nice bath and a reading lamp"), ("ar", "قال علي إن الخبر كاذب"), ("en", "the most")],
)
def test_ordinary_words_are_no_places(language: str, text: str, index: Gazetteer) -> None:
    assert found(text, language=language, index=index, has_case=language == "en") == []


def test_the_index_says_where_it_is_from_and_loads_within_a_second() -> None:
    start = time.process_time()
    gazetteer.load.__wrapped__()
    assert time.process_time() - start < 3  # of the processor; one second on an idle machine


def test_names_in_the_index_are_folded_as_texts_are(index: Gazetteer) -> None:
    for name in ("baghdad", "بغداد", "багдад"):
        assert index.named(name)
        assert fold(name) == name


@pytest.mark.parametrize(
    ("language", "text", "origins"),
    [
        ("ar", "سيطعنها في عرس أختها في ليون وهي ساكنة في برشلونة", [("Lyon", False), ("Barcelona", True)]),
        ("en", "he lives in Berlin and will strike in Hamburg", [("Berlin", True), ("Hamburg", False)]),
        ("en", "two men came from Munich to Vienna", [("Munich", True), ("Vienna", False)]),
    ],
)
def test_where_somebody_lives_or_comes_from_is_told_apart(
    language: str, text: str, origins: list[tuple[str, bool]], index: Gazetteer
) -> None:
    mentions = index.find(flat_words(fold(text)).split(), language=language, is_capital=None)
    assert [(m.place.name, m.is_origin) for m in mentions] == origins

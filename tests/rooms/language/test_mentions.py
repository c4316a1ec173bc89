# SPDX-License-Identifier: Apache-2.0
"""A party is named by what tells it from others, in any script, and not by the town that it lives in."""

import pytest

from nadhir.language.mentions import is_account, mentions, proper_words


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Daniel O., shift lead at a warehouse in Fresno", "He waits for Daniel at the gate."),
        ("Salma Haddad", "قال إن سلمى حداد هي المقصودة"),
        ("Wilmer C., called El Zurdo", "–El Zurdo va el sábado solo."),
        ("User saqr_1990", "posted by SAQR_1990 at noon"),
        ("Account corvo.negro", "so writes corvo.negro, again"),
    ],
)
def test_a_party_is_named(name: str, text: str) -> None:
    assert mentions(text, name=name) is not None


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Daniel O., shift lead at a warehouse in Fresno", "A quarrel in Fresno over a fence."),
        ("Ashar market office, Basra", "نخلص عليه برّه البصرة"),
        ("User saqr_1990", "saqr_19902 is somebody else"),
    ],
)
def test_a_town_or_another_account_names_nobody(name: str, text: str) -> None:
    assert mentions(text, name=name) is None


def test_where_nothing_else_tells_a_party_the_town_does() -> None:
    assert proper_words("Police, Fresno") == ("Fresno",)


def test_an_account_is_told_from_a_person() -> None:
    assert is_account("User rifle_kid_07")
    assert is_account("ramzi.tow")
    assert not is_account("The client")

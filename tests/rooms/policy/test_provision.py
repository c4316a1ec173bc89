"""A provision is verified only with its source and its words, and stands in its time."""

from datetime import date

import pytest

from nadhir.terms.errors import InvalidTermError
from nadhir.terms.provision import Instrument, Provision

DAY = date(2020, 1, 2)


def a_provision(
    *, words: str = "", reference: str = "", begun: date | None = None, ended: date | None = None, verified: bool = True
) -> Provision:
    return Provision(
        instrument="xx-duty",
        paragraph="1",
        reference=reference,
        is_verified=verified,
        words=words,
        in_force_from=begun,
        in_force_until=ended,
    )


@pytest.mark.parametrize(("words", "reference"), [("", "https://law.example"), ("shall warn", ""), (" ", " ")])
def test_nothing_is_verified_without_the_source_that_was_read_and_the_words_relied_on(
    words: str, reference: str
) -> None:
    with pytest.raises(InvalidTermError, match="words relied on"):
        a_provision(words=words, reference=reference)
    with pytest.raises(InvalidTermError, match="words relied on"):
        Instrument("xx-duty", "A duty", DAY, words=words, reference=reference, is_verified=True)


def test_what_is_not_verified_may_quote_what_was_read_at_second_hand() -> None:
    assert a_provision(words="shall warn", verified=False).words == "shall warn"


def test_a_provision_stands_from_its_first_day_to_its_last() -> None:
    found = a_provision(begun=DAY, ended=DAY, verified=False)
    assert [found.is_in_force_on(date(2020, 1, day)) for day in (1, 2, 3)] == [False, True, False]
    assert a_provision(verified=False).is_in_force_on(date(1900, 1, 1))


def test_a_provision_cannot_end_before_it_begins() -> None:
    with pytest.raises(InvalidTermError, match="before it comes into force"):
        a_provision(begun=DAY, ended=date(2020, 1, 1), verified=False)


@pytest.mark.parametrize(("earlier", "whom"), [(DAY, "the_large"), (date(2019, 1, 1), "")])
def test_an_instrument_that_bound_some_before_all_says_whom_and_when(earlier: date, whom: str) -> None:
    with pytest.raises(InvalidTermError, match="says for whom"):
        Instrument("xx-duty", "A duty", DAY, earlier_from=earlier, earlier_for=whom)

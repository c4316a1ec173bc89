"""The words of an interval by each yardstick: said where one word holds it, left to a person where none does alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nadhir.assess import assess
from nadhir.reference import assess_parameters
from nadhir.terms.assessment import LIKELIHOOD_BANDS, Likelihood, LikelihoodTerm, Yardstick, usual_yardstick
from nadhir.terms.errors import InvalidTermError
from nadhir.terms.party import Holder
from tests.rooms.factories import a_file, a_held, at

T = LikelihoodTerm
intervals = st.tuples(st.integers(1, 99), st.integers(1, 99)).map(sorted)


@pytest.mark.parametrize(
    ("yardstick", "low", "high", "terms"),
    [
        (Yardstick.ICD_203, 55, 80, (T.LIKELY,)),
        (Yardstick.ICD_203, 60, 62, (T.LIKELY,)),
        (Yardstick.ICD_203, 50, 70, (T.ROUGHLY_EVEN_CHANCE, T.LIKELY)),
        (Yardstick.ICD_203, 80, 80, (T.LIKELY, T.VERY_LIKELY)),
        (Yardstick.PHIA, 25, 35, (T.UNLIKELY,)),
        (Yardstick.PHIA, 1, 5, (T.REMOTE_CHANCE,)),
        (Yardstick.PHIA, 95, 99, (T.ALMOST_CERTAIN,)),
        (Yardstick.PHIA, 40, 49, (T.REALISTIC_POSSIBILITY,)),
        (Yardstick.PHIA, 36, 39, (T.UNLIKELY, T.REALISTIC_POSSIBILITY)),  # in a gap
        (Yardstick.PHIA, 22, 22, (T.HIGHLY_UNLIKELY, T.UNLIKELY)),
        (Yardstick.PHIA, 50, 54, (T.REALISTIC_POSSIBILITY, T.LIKELY)),
        (Yardstick.PHIA, 30, 38, (T.UNLIKELY, T.REALISTIC_POSSIBILITY)),  # reaches into one
        (Yardstick.PHIA, 60, 85, (T.LIKELY, T.HIGHLY_LIKELY)),  # spans two
    ],
)
def test_an_interval_has_the_words_that_its_yardstick_has_for_it(
    yardstick: Yardstick, low: int, high: int, terms: tuple[LikelihoodTerm, ...]
) -> None:
    found = Likelihood(low, high, yardstick=yardstick)
    assert found.terms == terms
    assert found.term == (terms[0] if len(terms) == 1 else None)


@given(intervals, st.sampled_from(Yardstick))
def test_a_word_is_said_unchosen_only_where_its_band_holds_the_whole_interval(
    ends: list[int], yardstick: Yardstick
) -> None:
    low, high = ends
    found = Likelihood(low, high, yardstick=yardstick)
    assert found.terms
    if found.term is not None:
        least, most = LIKELIHOOD_BANDS[yardstick][found.term]
        assert least <= low <= high <= most
    for term in LikelihoodTerm:
        if term in found.terms:
            assert Likelihood(low, high, chosen=term, yardstick=yardstick).term is term
        else:
            with pytest.raises(InvalidTermError, match="cannot be said"):
                Likelihood(low, high, chosen=term, yardstick=yardstick)


@pytest.mark.parametrize(
    ("country", "own", "used"),
    [
        ("GB", None, Yardstick.PHIA),
        ("US", None, Yardstick.ICD_203),
        ("QA", None, Yardstick.ICD_203),
        ("GB", Yardstick.ICD_203, Yardstick.ICD_203),
        ("NO", Yardstick.PHIA, Yardstick.PHIA),
    ],
)
def test_a_house_words_by_its_own_yardstick_or_by_that_of_its_country(
    country: str, own: Yardstick | None, used: Yardstick
) -> None:
    holder = Holder(name="x", country=country, pack="icd-191", timezone="UTC", own_yardstick=own)
    assert holder.yardstick is used
    assert own is not None or usual_yardstick(country) is used


def test_the_assessment_is_worded_by_the_yardstick_of_the_holder() -> None:
    parameters = assess_parameters.load()
    held = a_held("They will kill Amal.")
    words = {
        country: assess(a_file(held, country=country), at=at(hours=1), parameters=parameters).likelihood
        for country in ("US", "GB")
    }
    assert (words["US"].low, words["US"].high) == (words["GB"].low, words["GB"].high)
    assert (words["US"].yardstick, words["GB"].yardstick) == (Yardstick.ICD_203, Yardstick.PHIA)

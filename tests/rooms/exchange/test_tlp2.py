# SPDX-License-Identifier: Apache-2.0
"""Markings on their way out and in: kept, never loosened."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nadhir.exchange.tlp2 import (
    DEFINITION_IDS,
    TLP1_IDS,
    from_confidentiality,
    marking_of,
    refs_of,
    statement_id,
    statement_of,
    to_confidentiality,
)
from nadhir.terms.errors import InvalidTermError
from nadhir.terms.marking import TLP, Audience, Marking, dominates, may_reach, strictest

PLAIN = st.builds(Marking, tlp=st.sampled_from(TLP), is_originator_controlled=st.booleans())
MARKINGS = st.lists(
    st.sampled_from([*TLP, "TLP:WHITE", "ORCON", "TOP SECRET", "سري للغاية", "tlp:red", ""]), max_size=4
).map(lambda parts: Marking.read(", ".join(parts)))


@given(MARKINGS, st.sampled_from(["", "whoever guards the place", "a, b; c"]))
def test_every_marking_comes_back_from_stix(marking: Marking, clause: str) -> None:
    marking = Marking(
        tlp=marking.tlp,
        is_originator_controlled=marking.is_originator_controlled,
        action_clause=clause,
        foreign=marking.foreign,
    )
    statement = statement_of(marking)
    assert marking_of(refs_of(marking), statements={statement_id(statement): statement}) == marking


@given(MARKINGS)
def test_every_marking_comes_back_from_its_line(marking: Marking) -> None:
    assert Marking.read(str(marking)) == marking
    assert from_confidentiality(to_confidentiality(marking)) == marking


@given(st.text(max_size=40))
def test_no_line_is_read_more_loosely_than_it_stands(text: str) -> None:
    marking = Marking.read(text)
    if not any(label in text.upper() for label in ("TLP:AMBER", "TLP:GREEN", "TLP:CLEAR", "TLP:WHITE")):
        assert marking.tlp is TLP.RED


@given(MARKINGS, MARKINGS)
def test_the_strictest_of_two_dominates_both_and_is_itself_dominated_by_none_looser(one: Marking, two: Marking) -> None:
    whole = strictest((one, two))
    assert whole is not None
    assert dominates(whole, other=one)
    assert dominates(whole, other=two)
    for audience in Audience:
        if may_reach(whole, audience=audience):
            assert may_reach(one, audience=audience)
            assert may_reach(two, audience=audience)


@given(PLAIN, PLAIN, PLAIN)
def test_domination_is_an_order(one: Marking, two: Marking, three: Marking) -> None:
    assert dominates(one, other=one)
    if dominates(one, other=two) and dominates(two, other=three):
        assert dominates(one, other=three)
    if dominates(one, other=two) and dominates(two, other=one):
        assert one == two


def test_each_label_reaches_as_far_as_first_says() -> None:
    reached = {tlp: [audience for audience in Audience if may_reach(Marking(tlp), audience=audience)] for tlp in TLP}
    audiences = list(Audience)
    assert [len(reached[tlp]) for tlp in TLP] == [1, 2, 3, 4, 5]
    assert all(reached[tlp] == audiences[: len(reached[tlp])] for tlp in TLP)


def test_originator_control_stops_every_audience_until_the_originator_agrees() -> None:
    marking = Marking(TLP.CLEAR, is_originator_controlled=True)
    assert not any(may_reach(marking, audience=audience) for audience in Audience)
    assert may_reach(marking, audience=Audience.PUBLIC, is_originator_agreed=True)


def test_what_carries_no_marking_reaches_nobody() -> None:
    assert not any(may_reach(None, audience=audience) for audience in Audience)
    assert strictest(()) is None
    assert marking_of((), statements={}) is None


def test_a_marking_that_is_not_known_holds_as_red_and_is_kept() -> None:
    ref = "marking-definition--00000000-0000-4000-8000-000000000000"
    assert marking_of([DEFINITION_IDS[TLP.CLEAR], ref], statements={}) == Marking(TLP.RED, foreign=(ref,))
    assert marking_of([ref], statements={ref: "for our eyes"}) == Marking(TLP.RED, foreign=("for our eyes",))


def test_tlp_1_is_read_and_white_is_clear() -> None:
    assert [marking_of([ref], statements={}) for ref in TLP1_IDS] == [
        Marking(TLP.CLEAR),
        Marking(TLP.GREEN),
        Marking(TLP.AMBER),
        Marking(TLP.RED),
    ]


@pytest.mark.parametrize("text", ["", "TLP:PURPLE", "TLP:RED, TLP:GREEN", "ORCON", "TLP:RED, TOP SECRET"])
def test_a_line_that_is_ours_to_write_must_be_exact(text: str) -> None:
    with pytest.raises(InvalidTermError):
        Marking.parse(text)
    assert Marking.read(text).tlp is TLP.RED

# SPDX-License-Identifier: Apache-2.0
"""Which reports are another voice. Ten copies are one source; what nobody can judge is no bad grade."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nadhir.link import confirmations
from nadhir.terms.case import HeldReport
from nadhir.terms.ids import ReportId
from nadhir.terms.links import ConfirmationBar, Link, LinkKind, LinkReason
from nadhir.terms.report import InformationCredibility, SourceChain, SourceKind, SourceReliability
from tests.rooms.link.test_link import held

TEXT = "They mean to attack the market of Port Amal on Friday."


def told(
    name: str,
    *chain: str,
    source: str = "",
    kind: SourceKind = SourceKind.PUBLIC,
    reliability: SourceReliability = SourceReliability.C,
    credibility: InformationCredibility = InformationCredibility.CANNOT_BE_JUDGED,
) -> HeldReport:
    made = held(name, TEXT, source=source or f"s-{name}", kind=kind)
    report = replace(made.report, source_chain=SourceChain(chain), credibility=credibility)
    return replace(made, report=report, source=replace(made.source, reliability=reliability))


def copy(one: str, other: str) -> Link:
    return Link(LinkKind.COPY, ReportId(one), ReportId(other), 0.9, (LinkReason("same_text"),))


def bars(mine: HeldReport, *others: HeldReport, copies: tuple[Link, ...] = ()) -> dict[str, ConfirmationBar | None]:
    return {each.report_id: each.bar for each in confirmations(mine, others=others, copies=copies)}


def test_another_outlet_with_a_chain_of_its_own_confirms() -> None:
    assert bars(told("a", "AFP", "Coast News"), told("b", "Reuters", "Valley Post")) == {"b": None}


def test_a_copy_confirms_nothing_nor_does_a_copy_of_a_copy() -> None:
    mine, second, third = told("a", "Coast News"), told("b", "Valley Post"), told("c", "Hill Times")
    found = bars(mine, second, third, copies=(copy("b", "a"), copy("c", "b")))
    assert found == {"b": ConfirmationBar.COPY, "c": ConfirmationBar.COPY}


def test_a_second_telling_of_one_agency_is_one_voice_however_it_is_spelt() -> None:
    found = bars(told("a", "وكالة الساحل", "Coast News"), told("b", "وكاله الساحل", "Valley Post"))
    assert found == {"b": ConfirmationBar.SAME_ORIGIN}


def test_whoever_tells_it_on_from_the_report_itself_is_no_other_voice() -> None:
    assert bars(told("a", "Coast News"), told("b", "Coast News", "Valley Post")) == {"b": ConfirmationBar.SAME_ORIGIN}


def test_the_origin_of_a_copy_counts_for_what_it_copies() -> None:
    mine, original, other = told("a", "Coast News"), told("b", "AFP", "Valley Post"), told("c", "AFP", "Hill Times")
    assert bars(mine, original, other, copies=(copy("a", "b"),))["c"] is ConfirmationBar.SAME_ORIGIN


def test_one_source_does_not_confirm_itself() -> None:
    human = {"kind": SourceKind.HUMAN, "source": "so-1"}
    assert bars(told("a", **human), told("b", **human)) == {"b": ConfirmationBar.SAME_SOURCE}  # type: ignore[arg-type]


def test_a_page_that_does_not_say_whom_it_has_it_from_confirms_nothing() -> None:
    assert bars(told("a", "Coast News"), told("b")) == {"b": ConfirmationBar.ORIGIN_UNKNOWN}


def test_two_sources_of_ones_own_need_no_chain() -> None:
    assert bars(told("a", kind=SourceKind.HUMAN), told("b", kind=SourceKind.SIGNALS)) == {"b": None}


@pytest.mark.parametrize("grade", [InformationCredibility.DOUBTFUL, InformationCredibility.IMPROBABLE])
def test_what_is_itself_doubted_confirms_nothing(grade: InformationCredibility) -> None:
    assert bars(told("a", "Coast News"), told("b", "Valley Post", credibility=grade)) == {"b": ConfirmationBar.DOUBTED}


def test_an_unreliable_source_confirms_nothing_and_one_that_cannot_be_judged_does() -> None:
    mine = told("a", "Coast News")
    assert bars(mine, told("b", "Valley Post", reliability=SourceReliability.E)) == {"b": ConfirmationBar.DOUBTED}
    assert bars(mine, told("b", "Valley Post", reliability=SourceReliability.F)) == {"b": None}


@given(count=st.integers(1, 10))
def test_however_many_copies_there_are_none_confirms(count: int) -> None:
    mine = told("a", "Coast News")
    others = [told(f"b{at}", f"Outlet {at}") for at in range(count)]
    chain = tuple(copy(f"b{at}", "a" if at == 0 else f"b{at - 1}") for at in range(count))
    found = confirmations(mine, others=others, copies=chain)
    assert len(found) == count
    assert not any(each.is_independent for each in found)


@given(first=st.sampled_from("abcd"), second=st.sampled_from("abcd"))
def test_independence_is_mutual(first: str, second: str) -> None:
    one, other = told("x", f"Outlet {first}", "Site one"), told("y", f"Outlet {second}", "Site two")
    assert bars(one, other)["y"] == bars(other, one)["x"]

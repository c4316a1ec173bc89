from datetime import UTC, date, datetime

import pytest

from nadhir.release import REQUIRED_CHECKS, CheckMissingError, needed_checks, propose
from nadhir.terms.ids import CaseId, OfficerId, PartyId, ReleaseId, ReportId
from nadhir.terms.marking import TLP, Marking
from nadhir.terms.party import ChannelKind
from nadhir.terms.release import Check, Mode, Recipient, Release
from nadhir.terms.screening import Norm, PlaceNorm, Precision, Role, TimeNorm
from nadhir.terms.tearline import Disclosure, Tearline
from nadhir.terms.text import Language, Text

DOHA = PlaceNorm("Doha", "QA", lat=25.29, lon=51.53)
LYON = PlaceNorm("Lyon", "FR", lat=45.76, lon=4.84)
PARIS = PlaceNorm("Paris", "FR", lat=48.86, lon=2.35)
BASEL, MULHOUSE = PlaceNorm("Basel", "CH", lat=47.56, lon=7.59), PlaceNorm("Mulhouse", "FR", lat=47.75, lon=7.34)
FIFTH, NINTH = (TimeNorm(date(2024, 1, day), date(2024, 1, day)) for day in (5, 9))
WEEK = TimeNorm(date(2024, 1, 1), date(2024, 1, 7), precision=Precision.WEEK)


def a_tearline(*norms: Norm) -> Tearline:
    said = tuple(
        Disclosure(
            role=Role.PLACE if isinstance(norm, PlaceNorm) else Role.TIME,
            precision=norm.precision if isinstance(norm, PlaceNorm | TimeNorm) else Precision.DAY,
            norm=norm,
            said_by=frozenset({ReportId("r-1")}),
            independent_sources=1,
            protected_sources=0,
        )
        for norm in norms
    )
    texts = {Language("en"): Text("A warning", Language("en"))}
    return Tearline(case_id=CaseId("c-1"), disclosures=said, texts=texts, withheld=(), marking=Marking(TLP.AMBER))


def proposed(tearline: Tearline, *more: Check) -> Release:
    return propose(
        tearline,
        id=ReleaseId("rel-1"),
        recipients=(Recipient(party_id=PartyId("embassy"), channels=(ChannelKind.LIAISON,), language="ar"),),
        authors=(OfficerId("salma"),),
        at=datetime(2024, 1, 1, 9, tzinfo=UTC),
        mode=Mode.LIVE,
        checks=(*(Check(name=name, is_done=True, reason="") for name in REQUIRED_CHECKS), *more),
    )


@pytest.mark.parametrize("norms", [(DOHA, LYON), (FIFTH, NINTH), (DOHA, FIFTH, LYON)])
def test_a_text_of_two_threats_waits_for_an_officers_word(norms: tuple[Norm, ...]) -> None:
    tearline = a_tearline(*norms)
    assert needed_checks(tearline) == ("one_threat",)
    with pytest.raises(CheckMissingError):
        proposed(tearline)
    with pytest.raises(CheckMissingError):
        proposed(tearline, Check(name="one_threat", is_done=False, reason="no time"))
    with pytest.raises(CheckMissingError):
        proposed(tearline, Check(name="one_threat", is_done=True, reason=" "))
    said = Check(name="one_threat", is_done=True, reason="the cell travels from the one to the other")
    assert said in proposed(tearline, said).checks


@pytest.mark.parametrize("norms", [(), (DOHA, FIFTH), (LYON, PARIS), (BASEL, MULHOUSE), (WEEK, FIFTH)])
def test_one_plan_asks_nothing_more(norms: tuple[Norm, ...]) -> None:
    assert needed_checks(a_tearline(*norms)) == ()
    proposed(a_tearline(*norms))


def test_two_hours_of_one_day_are_two_times() -> None:
    day = date(2024, 1, 5)
    hours = [TimeNorm(day, day, precision=Precision.HOUR, hour=hour, minute=0) for hour in (9, 18)]
    assert needed_checks(a_tearline(*hours)) == ("one_threat",)

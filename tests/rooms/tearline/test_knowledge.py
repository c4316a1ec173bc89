"""How finely a value may be said: each source is asked for its own leave; a refusal in so many words binds the case."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nadhir.tearline import Choice, Knowledge, knowledge, options
from nadhir.tearline.choose import choose, coarser_time
from nadhir.terms.case import CaseFile, HeldReport
from nadhir.terms.facts import Fact, FactName
from nadhir.terms.ids import ReportId, SourceId
from nadhir.terms.report import SourceKind
from nadhir.terms.screening import (
    LADDERS,
    Caveat,
    CaveatKind,
    Means,
    PersonNorm,
    PlaceNorm,
    Precision,
    Queue,
    Role,
    TimeNorm,
    is_finer,
)
from nadhir.terms.text import TextSpan
from nadhir.terms.threat import HarmType, Threat, ThreatElement
from tests.rooms.tearline.building import DAY, HOUR, HUMAN, HUMAN_TEXT, MARKET, NOW, OPEN, TOWN, element, matter, report

SECOND = replace(HUMAN, id=SourceId("s-second"), kind=SourceKind.SIGNALS, identifiers=())
FREE = replace(HUMAN, id=SourceId("s-free"), kind=SourceKind.PARTNER, is_protected=False, identifiers=())
ALLOWS, FORBIDS = CaveatKind.ALLOWS, CaveatKind.FORBIDS


def says(
    kind: CaveatKind, role: Role | None, precision: Precision | None, *, rule: str, words: str = "Only two"
) -> Caveat:
    """Return a caveat of the human source's report, heard as `rule`."""
    at = HUMAN_TEXT.find(words)
    return Caveat(kind, role, precision, TextSpan.of(HUMAN_TEXT, start=at, end=at + len(words)), rule)


def file_with(*held: HeldReport, facts: tuple[Fact, ...] = ()) -> CaseFile:
    return replace(matter(*held, elements=()).file, facts=facts)


def known(norm: PlaceNorm | TimeNorm | PersonNorm | Means, role: Role, file: CaseFile, *, words: str) -> Knowledge:
    threat = Threat(HarmType.KILLING, (element(role, norm, *file.held, words=words),))
    return knowledge(threat, file=file)[0]


def place(*held: HeldReport, facts: tuple[Fact, ...] = ()) -> Precision | None:
    return known(MARKET, Role.PLACE, file_with(*held, facts=facts), words="Khan Square").ceiling


def hour(*held: HeldReport, facts: tuple[Fact, ...] = ()) -> Precision | None:
    return known(HOUR, Role.TIME, file_with(*held, facts=facts), words="7 March at 10:35").ceiling


def consent(*limits: Caveat, days: int = 0, name: FactName = FactName.ORIGINATOR_CONSULTED) -> Fact:
    return Fact(at=NOW + timedelta(days=days), name=name, value="agrees", limits=limits)


def human(*caveats: Caveat) -> HeldReport:
    return report("r-1", text=HUMAN_TEXT, source=HUMAN, caveats=caveats)


def test_a_list_of_what_may_be_said_leaves_the_rest_out() -> None:
    held = human(says(ALLOWS, Role.PLACE, Precision.CITY, rule="allow_place"))
    assert place(held) is Precision.CITY
    assert hour(held) is None


def test_that_many_know_one_thing_says_nothing_of_another() -> None:
    held = human(says(ALLOWS, Role.PLACE, Precision.CITY, rule="many_place"))
    assert place(held) is Precision.CITY
    assert hour(held) is Precision.DAY


def test_a_bar_leaves_what_the_report_itself_releases() -> None:
    bar = says(FORBIDS, None, None, rule="few_report")
    held = human(bar, says(ALLOWS, Role.TIME, Precision.DAY, rule="many_time"))
    assert hour(held) is Precision.DAY
    assert place(held) is None


def test_what_few_know_binds_the_source_that_says_so_and_no_other() -> None:
    few = says(FORBIDS, Role.PLACE, Precision.CITY, rule="few_place")
    second = report("r-2", text=HUMAN_TEXT, source=SECOND)
    assert place(human(few)) is Precision.REGION
    assert place(human(few), second) is Precision.SITE
    same_source = report("r-3", text=HUMAN_TEXT, source=HUMAN)
    assert place(human(few), same_source) is Precision.REGION
    copied = replace(report("r-4", text=HUMAN_TEXT, source=SECOND), copy_of=ReportId("r-1"))
    assert place(human(few), copied) is Precision.REGION


def test_a_refusal_in_so_many_words_binds_every_source_but_an_open_one() -> None:
    refusal = says(FORBIDS, Role.PLACE, Precision.SITE, rule="forbid_place")
    second, page = report("r-2", text=HUMAN_TEXT, source=FREE), report("r-3", text=HUMAN_TEXT, source=OPEN)
    assert place(human(refusal), second) is Precision.CITY
    assert place(human(refusal), page) is Precision.SITE


def test_a_page_that_tells_no_threat_lifts_no_refusal() -> None:
    page = report("r-3", text=HUMAN_TEXT, source=OPEN)
    harmless = replace(page, screening=replace(page.screening, labels=frozenset(), opens_case=False, queue=Queue.NONE))
    for rule in ("forbid_place", "few_place"):
        refusal = says(FORBIDS, Role.PLACE, Precision.SITE, rule=rule)
        assert place(human(refusal), harmless) is Precision.CITY
    assert place(human(), harmless) is Precision.SITE


def test_one_report_gives_no_leave_for_another_sources_value() -> None:
    leave = says(ALLOWS, Role.TIME, Precision.HOUR, rule="many_time")
    other = report("r-2", text=HUMAN_TEXT, source=SECOND)
    file = file_with(human(leave), other)
    elsewhere = replace(HOUR, hour=6, minute=0)
    threat = Threat(HarmType.KILLING, (element(Role.TIME, elsewhere, other, words="7 March"),))
    assert knowledge(threat, file=file)[0].ceiling is Precision.DAY


def test_the_words_of_a_refusal_are_refused_whatever_role_it_names() -> None:
    held = human(says(FORBIDS, Role.TIME, Precision.HOUR, rule="few_time", words="Only two of us heard of the gate"))
    gate = PersonNorm(name="gate keepers", precision=Precision.KIND)
    assert known(gate, Role.TARGET, file_with(held), words="gate").ceiling is None
    baker = PersonNorm(name="bakers", precision=Precision.KIND)
    assert known(baker, Role.TARGET, file_with(held), words="baker").ceiling is Precision.NAMED


def test_a_value_read_out_of_a_sources_name_is_no_value_of_the_threat() -> None:
    hollow = replace(TOWN, name="Hollow")
    found = known(hollow, Role.PLACE, file_with(human()), words="HOLLOW")
    assert (found.ceiling, found.because) == (None, ("names_the_source",))


def test_an_originators_consent_releases_what_it_lists_and_nothing_else() -> None:
    bar = says(FORBIDS, None, None, rule="forbid_report")
    agreed = consent(says(ALLOWS, Role.PLACE, Precision.CITY, rule="allow_place"))
    assert place(human(bar)) is None
    assert place(human(bar), facts=(agreed,)) is Precision.CITY
    assert hour(human(bar), facts=(agreed,)) is None


def test_a_later_fact_of_the_same_name_takes_the_place_of_an_earlier_one() -> None:
    refused = consent(says(FORBIDS, Role.PLACE, None, rule="forbid_place"))
    assert place(human(), facts=(refused,)) is None
    assert place(human(), facts=(refused, consent(days=1))) is Precision.SITE


CAVEATS = st.builds(
    says,
    st.sampled_from(CaveatKind),
    st.sampled_from([None, Role.PLACE, Role.TIME]),
    st.none(),
    rule=st.sampled_from(["few_x", "many_x", "allow_x", "forbid_x"]),
)


@settings(deadline=None, max_examples=60)
@given(st.lists(CAVEATS, max_size=4), st.sampled_from([Role.PLACE, Role.TIME]), st.data())
def test_one_more_refusal_never_lets_more_be_said(caveats: list[Caveat], role: Role, data: st.DataObject) -> None:
    precision = data.draw(st.sampled_from([None, *LADDERS[role]]))
    rule = data.draw(st.sampled_from(["few_x", "forbid_x"]))
    refusal = says(FORBIDS, role, precision, rule=rule)
    norm, words = (MARKET, "Khan Square") if role is Role.PLACE else (HOUR, "7 March at 10:35")
    before = known(norm, role, file_with(human(*caveats)), words=words).ceiling
    after = known(norm, role, file_with(human(*caveats, refusal)), words=words).ceiling
    assert after is None or (before is not None and not is_finer(after, than=before, role=role))


@settings(deadline=None, max_examples=60)
@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.sampled_from([Precision.WEEK, Precision.MONTH]))
def test_a_coarser_window_holds_the_day_and_a_week_does_not_end_on_it(day: date, to: Precision) -> None:
    window = coarser_time(TimeNorm(day, day), to=to)
    assert window.start <= day <= window.end
    assert to is Precision.MONTH or window.start < day < window.end


def test_another_place_of_the_case_never_stands_in_for_a_coarser_one() -> None:
    nowhere = replace(MARKET, city="", region="")
    held = human(says(ALLOWS, Role.PLACE, Precision.CITY, rule="allow_place"))
    barred = report("r-2", text=HUMAN_TEXT, source=SECOND, caveats=(says(FORBIDS, None, None, rule="forbid_report"),))
    file = file_with(held, barred)
    threat = Threat(
        HarmType.KILLING,
        (
            element(Role.PLACE, nowhere, held, words="Khan Square"),
            element(Role.PLACE, TOWN, barred, words="Marwan"),
        ),
    )
    for choice in Choice:
        said = [d.norm for d in choose(knowledge(threat, file=file), choice=choice)]
        assert said == [replace(nowhere, name="SY", precision=Precision.COUNTRY)]


def elements_of(held: HeldReport) -> tuple[ThreatElement, ...]:
    return (
        element(Role.PLACE, MARKET, held, words="Khan Square"),
        element(Role.TIME, DAY, held, words="7 March"),
        element(Role.MEANS, Means.EXPLOSIVE, held, words="strike"),
    )


@pytest.mark.parametrize("source", [HUMAN, SECOND, FREE, OPEN])
def test_exposure_and_use_grow_from_option_to_option(source: object) -> None:
    held = report("r-1", text=HUMAN_TEXT, source=source)  # type: ignore[arg-type]  # the four sources above
    known_here = knowledge(Threat(HarmType.KILLING, elements_of(held)), file=file_with(held))
    least, balanced, most = options(known_here)
    assert least.exposure <= balanced.exposure <= most.exposure
    assert least.actionability <= balanced.actionability <= most.actionability
    if source is OPEN or source is FREE:
        assert most.exposure == 0

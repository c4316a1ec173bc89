# SPDX-License-Identifier: Apache-2.0
"""Which case a report joins. Texts, names and places are ours; screenings are set by hand, as their room gives them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from nadhir.language.shingles import minhash
from nadhir.link import KnownReport, OpenCase, copies_of, link
from nadhir.terms.case import Case, CaseState, HeldReport
from nadhir.terms.ids import CaseId, OfficerId, ReportId, SourceId
from nadhir.terms.links import Link, LinkKind
from nadhir.terms.report import (
    Fingerprint,
    Passage,
    PassageKind,
    Report,
    ReportKind,
    Source,
    SourceKind,
    SourceReliability,
)
from nadhir.terms.screening import (
    Element,
    Label,
    Modality,
    PersonNorm,
    PlaceNorm,
    Precision,
    Queue,
    Role,
    Screening,
    TimeNorm,
)
from nadhir.terms.sealed import Sealed
from nadhir.terms.text import Language, TextSpan

START = datetime(2024, 5, 1, 9, 0, tzinfo=UTC)
PORT = PlaceNorm("Port Amal", "SD", 19.6, 37.2)
NEXT_TOWN = PlaceNorm("Amal Beach", "SD", 19.7, 37.3)
FAR_CITY = PlaceNorm("Norwik", "NO", 60.0, 10.0)
MARKET = PersonNorm("market crowd", Precision.KIND)
GROUP = PersonNorm("Red Sand Brigade", Precision.ORGANISATION)


def held(
    name: str,
    text: str,
    *,
    source: str = "s-1",
    kind: SourceKind = SourceKind.HUMAN,
    labels: frozenset[Label] = frozenset(),
    opens: bool = False,
    possible: bool = False,
    norms: tuple[tuple[Role, PlaceNorm | TimeNorm | PersonNorm], ...] = (),
    day: float = 0,
    language: str = "en",
    identifiers: tuple[str, ...] = (),
    modality: Modality = Modality.UNCLEAR,
    known_language: bool = True,
) -> HeldReport:
    moment = START + timedelta(days=day)
    report = Report(
        id=ReportId(name),
        source_id=SourceId(source),
        content=text,
        passages=(Passage(0, len(text), PassageKind.BODY),),
        title=None,
        body=text,
        language=Language(language),
        kind=ReportKind.TIP,
        fingerprint=Fingerprint(f"digest of {name}", minhash(text)),
        held_at=moment,
        media_type="text/plain",
        encoding="utf-8",
        size_bytes=len(text),
    )
    span = TextSpan.of(text, start=0, end=1)
    screening = Screening(
        report_id=report.id,
        language=Language(language),
        labels=labels | ({Label.THREAT} if opens else frozenset()),
        opens_case=opens,
        queue=Queue.REVIEW if opens else Queue.NONE,
        score=0.9 if opens else 0.1,
        elements=tuple(Element(role, span, norm) for role, norm in norms),
        modality=modality,
        is_language_known=known_language,
        is_possible_threat=opens or possible,
    )
    who = Source(
        SourceId(source),
        Sealed(source),
        kind,
        SourceReliability.B,
        is_protected=True,
        identifiers=tuple(map(Sealed, identifiers)),
    )
    return HeldReport(report=report, screening=screening, source=who)


def case_of(*reports: HeldReport, name: str = "c-1", state: CaseState = CaseState.OPENED) -> OpenCase:
    first = reports[0].report.held_at
    case = Case(CaseId(name), state, first, tuple(each.report.id for each in reports))
    return OpenCase(case, reports)


def known_of(*cases: OpenCase) -> list[KnownReport]:
    return [KnownReport(each, case.case.id) for case in cases for each in case.held]


THREAT = held(
    "r-a",
    "COPPER BELL: two men of the brigade will come to the fish market in Port Amal on Friday with rifles.",
    opens=True,
    norms=(
        (Role.PLACE, PORT),
        (Role.TARGET, MARKET),
        (Role.ACTOR, GROUP),
        (Role.TIME, TimeNorm(date(2024, 5, 3), date(2024, 5, 3))),
    ),
    identifiers=("COPPER BELL",),
)


# ── opening ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_report_that_opens_a_case_opens_one_where_none_fits() -> None:
    found = link(THREAT, known=[], cases=[])
    assert found.opens_case
    assert not found.opens_undecided
    assert found.case_id is None


def test_a_private_possible_threat_opens_a_case_as_undecided() -> None:
    found = link(held("r", "They need rifles. No place, no day.", possible=True), known=[], cases=[])
    assert found.opens_case
    assert found.opens_undecided


def test_a_public_possible_threat_opens_none_and_says_why() -> None:
    found = link(held("r", "Prices will murder us all.", kind=SourceKind.PUBLIC, possible=True), known=[], cases=[])
    assert not found.opens_case
    assert found.why_no_case == "open_source_raises_no_threat_alone"


def test_a_page_without_any_label_joins_nothing_though_it_names_the_place() -> None:
    case = case_of(THREAT)
    page = held(
        "r",
        "Fish prices explode at the market in Port Amal before Friday.",
        kind=SourceKind.PUBLIC,
        norms=((Role.PLACE, PORT),),
        day=1,
    )
    found = link(page, known=known_of(case), cases=[case])
    assert found.case_id is None
    assert found.why_no_case == "no_threat_raised"


# ── joining ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_second_source_on_the_same_place_and_day_joins_with_reasons() -> None:
    case = case_of(THREAT)
    second = held(
        "r",
        ("A cousin says: on Friday the brigade comes for the people at the fish market."),
        source="s-2",
        opens=True,
        day=0.5,
        norms=((Role.PLACE, NEXT_TOWN), (Role.ACTOR, GROUP), (Role.TIME, TimeNorm(date(2024, 5, 3), date(2024, 5, 3)))),
    )
    found = link(second, known=known_of(case), cases=[case])
    assert found.case_id == "c-1"
    codes = {reason.code for reason in found.links[0].reasons}
    assert {"same_place", "same_actor", "same_time"} <= codes
    assert found.links[0].kind is LinkKind.SAME_THREAT


def test_the_same_private_source_goes_on_without_naming_anything() -> None:
    case = case_of(THREAT)
    goes_on = held(
        "r",
        "COPPER BELL: they wait. Same market, the next big day. The two are ready.",
        opens=True,
        day=12,
        identifiers=("COPPER BELL",),
    )
    assert link(goes_on, known=known_of(case), cases=[case]).case_id == "c-1"


def test_two_users_of_one_platform_are_not_one_source() -> None:
    one = held("r-a", "I will come for you, I swear it.", kind=SourceKind.PLATFORM, source="posts", opens=True)
    other = held(
        "r-b",
        "Tomorrow nobody in that other town walks home.",
        kind=SourceKind.PLATFORM,
        source="posts",
        opens=True,
        day=90,
    )
    case = case_of(one)
    assert link(other, known=known_of(case), cases=[case]).opens_case


def test_a_handle_joins_what_raises_nothing_by_itself() -> None:
    one = held("r-a", "dark_heron_88 wrote: I will find her and end it.", kind=SourceKind.PLATFORM, opens=True)
    record = held(
        "r-b", "Account record. dark_heron_88 bought a train ticket.", kind=SourceKind.PLATFORM, source="s-9", day=2
    )
    case = case_of(one)
    found = link(record, known=known_of(case), cases=[case])
    assert found.case_id == "c-1"
    assert ("same_handle", ("dark_heron_88",)) in [(reason.code, reason.values) for reason in found.links[0].reasons]


def test_a_name_in_another_script_joins() -> None:
    one = held(
        "r-a",
        "Ebu Kasvara, gazeteci Selma D. için adam tuttu.",
        opens=True,
        language="tr",
        source="s-1",
        kind=SourceKind.PARTNER,
    )
    two = held(
        "r-b",
        "وقف رجل قرب بيت سلمى وقال إنه من عند أبو قسورة، وسأل متى تخرج.",
        possible=True,
        language="ar",
        source="s-2",
        day=3,
    )
    case = case_of(one)
    found = link(two, known=known_of(case), cases=[case])
    assert found.case_id == "c-1"
    assert "same_names" in {reason.code for reason in found.links[0].reasons}


def test_initials_are_one_in_arabic_and_latin_script() -> None:
    one = held("r-a", "A doctor, T. A., writes that the town will pay.", possible=True)
    two = held(
        "r-b",
        "من الملحقية: المدعو ط. ع. طبيب كتب أن شيئاً سيقع.",
        possible=True,
        kind=SourceKind.PARTNER,
        source="s-2",
        day=60,
        language="ar",
    )
    case = case_of(one)
    assert link(two, known=known_of(case), cases=[case]).case_id == "c-1"


def test_the_attack_and_its_claim_join_the_case_as_one_event() -> None:
    case = case_of(THREAT)
    news = held(
        "r-n",
        "Shots at the fish market in Port Amal on Friday: four dead.",
        kind=SourceKind.PUBLIC,
        source="p-1",
        day=2.5,
        labels=frozenset({Label.ATTACK}),
        norms=((Role.PLACE, PORT), (Role.TARGET, MARKET)),
        modality=Modality.PAST,
    )
    found = link(news, known=known_of(case), cases=[case])
    assert found.case_id == "c-1"
    assert found.links[0].kind is LinkKind.SAME_EVENT


@pytest.mark.parametrize(
    ("text", "norms", "modality"),
    [
        ("Shots at a school in Norwik: two hurt.", ((Role.PLACE, FAR_CITY),), Modality.PAST),
        (
            "A year ago today four died at the market in Port Amal.",
            ((Role.PLACE, PORT), (Role.TIME, TimeNorm(date(2023, 5, 1), date(2023, 5, 1)))),
            Modality.PAST,
        ),
        (
            ("Police stopped a plot against a chapel in Amal Beach. Nobody is at large."),
            ((Role.PLACE, NEXT_TOWN),),
            Modality.FOILED,
        ),
    ],
    ids=["other country", "long ago", "another plot, over"],
)
def test_news_of_another_attack_does_not_join(
    text: str, norms: tuple[tuple[Role, PlaceNorm | TimeNorm | PersonNorm], ...], modality: Modality
) -> None:
    case = case_of(THREAT)
    label = Label.THREAT if modality is Modality.FOILED else Label.ATTACK
    news = held(
        "r-n",
        text,
        kind=SourceKind.PUBLIC,
        source="p-1",
        day=1,
        labels=frozenset({label}),
        norms=norms,
        modality=modality,
    )
    found = link(news, known=known_of(case), cases=[case])
    assert found.case_id is None
    assert found.why_no_case == "tells_of_no_case_of_ours"


def test_of_two_cases_the_one_that_fits_better_is_joined() -> None:
    other = held(
        "r-z", "Men with knives at the lake, says the boy.", source="s-7", opens=True, norms=((Role.PLACE, FAR_CITY),)
    )
    cases = [case_of(other, name="c-other"), case_of(THREAT, name="c-port")]
    second = held(
        "r",
        "The brigade will come to Port Amal on Friday.",
        source="s-2",
        opens=True,
        norms=((Role.PLACE, PORT), (Role.ACTOR, GROUP)),
        day=1,
    )
    assert link(second, known=known_of(*cases), cases=cases).case_id == "c-port"


def test_a_threat_elsewhere_opens_its_own_case() -> None:
    case = case_of(THREAT)
    elsewhere = held(
        "r", "He will burn the ferry house in Norwik.", source="s-2", opens=True, norms=((Role.PLACE, FAR_CITY),), day=1
    )
    assert link(elsewhere, known=known_of(case), cases=[case]).opens_case


def test_a_match_that_raises_the_threat_again_reopens_a_closed_case() -> None:
    case = case_of(THREAT, state=CaseState.CLOSED)
    again = held(
        "r",
        ("COPPER BELL: they will come to the market in Port Amal after all."),
        opens=True,
        day=9,
        identifiers=("COPPER BELL",),
        norms=((Role.PLACE, PORT), (Role.ACTOR, GROUP)),
    )
    assert link(again, known=known_of(case), cases=[case]).case_id == "c-1"
    news = held(
        "r-n",
        "Port Amal thanks its police.",
        kind=SourceKind.PUBLIC,
        labels=frozenset({Label.ATTACK}),
        norms=((Role.PLACE, PORT),),
        day=9,
    )
    assert link(news, known=known_of(case), cases=[case]).case_id is None


def test_a_message_in_a_language_nobody_read_joins_by_a_name() -> None:
    case = case_of(
        held(
            "r-a",
            "MALIRAN and his men plan something against the chapel.",
            opens=True,
            source="s-1",
            kind=SourceKind.PARTNER,
        )
    )
    tamil = held("r-b", "நேற்று மலிரானின் ஆட்கள் வந்தார்கள்.", source="s-2", language="und", known_language=False, day=4)
    assert link(tamil, known=known_of(case), cases=[case]).case_id == "c-1"


def test_the_cover_name_of_a_source_is_no_name_in_common() -> None:
    one = held("r-a", "From Copper Bell: the men are ready.", opens=True, identifiers=("Copper Bell",))
    other = held("r-b", "A story in which somebody rings a Copper Bell.", kind=SourceKind.OPEN, source="s-2", day=1)
    case = case_of(one)
    assert link(other, known=known_of(case), cases=[case]).case_id is None


def test_reasons_never_show_what_a_source_is_called() -> None:
    case = case_of(THREAT)
    goes_on = held(
        "r", "COPPER BELL: COPPER BELL says the two are ready.", opens=True, day=1, identifiers=("COPPER BELL",)
    )
    found = link(goes_on, known=known_of(case), cases=[case])
    shown = " ".join(value for each in found.links for reason in each.reasons for value in reason.values).lower()
    assert "coppe" not in shown


# ── people's decisions ──────────────────────────────────────────────────────────────────────────────────────────────


def decision(report: str, other: str, *, score: float) -> Link:
    return Link(LinkKind.SAME_THREAT, ReportId(report), ReportId(other), score, (), decided_by=OfficerId("salma"))


def test_a_person_s_split_holds_against_any_score() -> None:
    case = case_of(THREAT)
    second = held(
        "r",
        "The brigade will come to Port Amal on Friday.",
        opens=True,
        norms=((Role.PLACE, PORT), (Role.ACTOR, GROUP)),
        day=1,
    )
    assert link(second, known=known_of(case), cases=[case]).case_id == "c-1"
    found = link(second, known=known_of(case), cases=[case], decisions=[decision("r", "r-a", score=0)])
    assert found.case_id is None
    assert found.opens_case
    assert all(each.other_id != "r-a" for each in found.links)


def test_a_person_s_join_holds_without_any_score() -> None:
    case = case_of(THREAT)
    page = held("r", "The weather turns.", kind=SourceKind.PUBLIC, day=300)
    found = link(page, known=known_of(case), cases=[case], decisions=[decision("r-a", "r", score=1)])
    assert found.case_id == "c-1"
    assert found.links[0].decided_by == "salma"


# ── copies ──────────────────────────────────────────────────────────────────────────────────────────────────────────

ITEM = (
    "Four people were hurt on Friday when a stage collapsed in the square of the old town during a "
    "rehearsal, the fire brigade said. "
    "The square was closed and an engineer was sent to look at the remaining parts. The rehearsal had been "
    "moved there because of rain. "
    "A spokeswoman of the town said that the concert would take place in the sports hall instead, at the same hour."
)


@pytest.mark.parametrize(
    "again",
    [
        ITEM,
        "Stage collapses in old town\n" + ITEM,
        ITEM.split(" A spokeswoman", maxsplit=1)[0],
        ITEM.replace("Four people", "At least four persons")
        .replace("fire brigade", "firefighters")
        .replace("said.", "stated."),
        ITEM.upper(),
    ],
    ids=["the same", "with a headline", "trimmed", "edited", "in capitals"],
)
def test_a_copy_is_found(again: str) -> None:
    known = [KnownReport(held("r-a", ITEM, kind=SourceKind.PUBLIC))]
    found = copies_of(held("r-b", again, kind=SourceKind.PUBLIC, source="s-2"), known=known)
    assert [each.other_id for each in found] == ["r-a"]
    assert found[0].kind is LinkKind.COPY


def test_an_independent_report_is_no_copy() -> None:
    other = (
        "A stage fell in the old town square on Friday. Firefighters spoke of four injured. The concert goes "
        "to the sports hall, the town hall told us."
    )
    known = [KnownReport(held("r-a", ITEM, kind=SourceKind.PUBLIC))]
    assert copies_of(held("r-b", other, kind=SourceKind.PUBLIC), known=known) == ()


def test_short_messages_of_one_kind_are_no_copies() -> None:
    known = [KnownReport(held("r-a", "Caller, male, hung up after ten seconds."))]
    assert copies_of(held("r-b", "Caller, female, hung up after one minute."), known=known) == ()


def test_a_copy_of_a_report_of_a_case_joins_that_case() -> None:
    original = held("r-a", ITEM, kind=SourceKind.PUBLIC, labels=frozenset({Label.ATTACK}))
    case = case_of(THREAT, original)
    found = link(held("r-b", ITEM, kind=SourceKind.PUBLIC, source="s-4", day=40), known=known_of(case), cases=[case])
    assert found.case_id == "c-1"
    assert found.links[0].kind is LinkKind.COPY


def test_every_link_has_a_reason_and_a_score() -> None:
    case = case_of(THREAT)
    second = held(
        "r",
        "The brigade will come to Port Amal on Friday.",
        source="s-2",
        opens=True,
        norms=((Role.PLACE, PORT),),
        day=1,
    )
    found = link(second, known=known_of(case), cases=[case])
    assert found.links
    for each in found.links:
        assert each.reasons
        assert 0 < each.score <= 1

# SPDX-License-Identifier: Apache-2.0
"""What arrives as CAP, STIX, MISP or PDF becomes a report that a person can read, and never less than it was."""

from __future__ import annotations

import json
import os
import zlib
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nadhir.casework import queries
from nadhir.casework.read_apart import open_pdf
from nadhir.casework.read_report import Standard, read_report, standard_of
from nadhir.casework.receive import Handed, receive, receive_and_route
from nadhir.casework.wording import sentence
from nadhir.exchange import cap12, misp, stix21
from nadhir.intake import Limits, Received, read_pdf
from nadhir.reference import intake_knowledge
from nadhir.store.models import LedgerEntry
from nadhir.terms.ids import ReportId, SourceId
from nadhir.terms.marking import TLP, Marking
from nadhir.terms.report import InformationCredibility, PassageKind, Report, ReportKind, Understanding
from nadhir.terms.text import Language
from nadhir.terms.warning import MsgType, Scope, Status
from tests.casework.desks import HUMINT, KARIM, Desk
from tests.rooms.exchange.messages import OURS
from tests.rooms.exchange.test_misp import DATA as MISP
from tests.rooms.exchange.test_misp import EVENT, TEXT
from tests.rooms.exchange.test_stix21 import DATA as STIX
from tests.rooms.intake.pdfs import Pdf, assembled, lines, lines_from_right, seen, stream

KNOWLEDGE = intake_knowledge.load()
CAP = cap12.write(OURS)
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "public" / "cap"


def reading(data: bytes, *, handed: Received | None = None) -> Report:
    received = handed or Received(
        id=ReportId("r-1"), source_id=SourceId("s-1"), data=data, held_at=datetime(2024, 1, 2, tzinfo=UTC)
    )
    return read_report(replace(received, data=data), knowledge=KNOWLEDGE)


def said(report: Report, kind: PassageKind) -> list[str]:
    return [report.content[each.start : each.end] for each in report.passages if each.kind is kind]


# ── told by the bytes ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("data", "standard"),
    [
        (CAP, Standard.CAP),
        (b"\xef\xbb\xbf<!-- a --><?pi?>\n" + CAP.partition(b"?>")[2].strip(), Standard.CAP),
        (CAP.decode().replace("UTF-8", "UTF-16").encode("utf-16"), Standard.CAP),
        (CAP.replace(b"cap:1.2", b"cap:1.1"), Standard.CAP),
        (CAP[: len(CAP) // 2], Standard.CAP),
        (STIX, Standard.STIX),
        (STIX[: len(STIX) // 2], Standard.STIX),
        (b" \n" + STIX, Standard.STIX),
        (MISP, Standard.MISP),
        (MISP[: len(MISP) // 2], Standard.MISP),
        (b'{"response": [' + MISP + b"]}", Standard.MISP),
        (b"[" + MISP + b"]", Standard.MISP),
        (b"", None),
        (b"{}", None),
        (b'{"type": "bundle of joy"}', None),
        (b'{"Event": "a concert"}', None),
        (b'{"Event": {"name": "a concert"}}', None),
        (b"[1, 2]", None),
        (b"<alert>They will attack on Friday.</alert>", None),
        (b"<html><body>urn:oasis:names:tc:emergency:cap:1.2</body></html>", None),
        (b'they sent {"type": "bundle"}', None),
    ],
)
def test_a_document_is_told_by_its_bytes(data: bytes, standard: Standard | None) -> None:
    assert standard_of(data) is standard


def test_a_head_made_to_be_searched_for_ever_is_told_at_once() -> None:
    for part in (b"<??>", b"<!---->", b"<?a?>\n", b"<!DOCTYPE a>", b"<!DOCTYPE [", b"<alert cap:", b"<alert cap:1."):
        assert standard_of(part * 100_000) is None


# ── CAP ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_alert_is_read_in_its_words() -> None:
    report = reading(CAP)
    info = OURS.infos[0]
    assert (report.understanding, report.kind, report.title) == (
        Understanding.UNDERSTOOD,
        ReportKind.ALERT,
        info.headline,
    )
    assert report.published_on == OURS.sent_at.date()
    assert report.language.split("-")[0] == info.language.split("-")[0]
    for text in (info.description, info.instruction, *(area.description for area in info.areas)):
        assert text.strip() in said(report, PassageKind.BODY)
    assert report.outlet == (info.sender_name or OURS.sender)
    assert report.media_type == "application/cap+xml"


def test_an_exercise_a_test_and_a_cancellation_say_so_in_the_text() -> None:
    drill = replace(OURS, status=Status.EXERCISE, note="Only an exercise.")
    assert "Exercise" in said(reading(cap12.write(drill)), PassageKind.OPTIONAL)
    first = replace(OURS, msg_type=MsgType.ALERT)
    assert not any(
        "Actual" in text or "Alert" in text for text in said(reading(cap12.write(first)), PassageKind.OPTIONAL)
    )


def test_what_an_alert_does_not_make_public_is_held_as_red_unless_it_says_how_far() -> None:
    private = replace(OURS, scope=Scope.RESTRICTED, restriction="for the ministry", addresses=())
    assert reading(cap12.write(private)).marking == Marking(TLP.RED, foreign=("for the ministry",))
    amber = replace(private, restriction="TLP:AMBER")
    assert reading(cap12.write(amber)).marking == Marking(TLP.AMBER)
    public = replace(OURS, scope=Scope.PUBLIC, restriction="", addresses=())
    assert reading(cap12.write(public)).marking is None


def test_markup_in_a_text_that_should_have_none_is_left_out() -> None:
    info = replace(OURS.infos[0], description="LOCATION: Cox Street<br />STATUS: Out of control &lt; 2 km")
    report = reading(cap12.write(replace(OURS, infos=(info,))))
    assert "LOCATION: Cox Street\nSTATUS: Out of control &lt; 2 km" in said(report, PassageKind.BODY)


def test_a_message_in_several_languages_is_in_the_language_of_its_first() -> None:
    english = replace(
        OURS.infos[0],
        language=Language("en-CA"),
        headline="Severe thunderstorm watch",
        description="This message was created for people who live near the lake, and nobody else.",
        instruction="Stay inside.",
    )
    french = replace(
        english,
        language=Language("fr-CA"),
        headline="Veille d'orages violents",
        description="Ce message a été créé pour les gens qui habitent près du lac et pour personne d'autre. " * 5,
        instruction="Restez à l'intérieur de la maison, et n'en sortez pas avant la fin de l'orage.",
    )
    assert reading(cap12.write(replace(OURS, infos=(english, french)))).language == "en"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the public CAP samples are not there")
def test_every_good_sample_is_understood_and_every_bad_one_says_why_and_stays_readable() -> None:
    bad = {"invalid.cap", "canada_errors.cap", "noaa_errors.cap", "xee.cap"}
    silent = {"no_optional_fields.cap"}  # a message without any info says nothing
    for path in sorted(SHARED.glob("*.cap")):
        report = reading(path.read_bytes())
        assert standard_of(path.read_bytes()) is Standard.CAP
        if path.name in bad:
            assert report.problem.startswith("cap_refused:"), path.name
            assert "<alert" in report.content
        elif path.name in silent:
            assert report.problem == "no_text"
        else:
            assert report.problem == "", path.name


# ── STIX and MISP ───────────────────────────────────────────────────────────────────────────────────────────────────


def bundle(*objects: stix21.StixObject) -> bytes:
    identifier = stix21.StixId("bundle--5f2b6c1e-0000-4000-8000-000000000001")
    return stix21.write(stix21.Bundle(id=identifier, objects=objects))


def stix_id(kind: str, number: int) -> stix21.StixId:
    return stix21.StixId(f"{kind}--5f2b6c1e-0000-4000-8000-{number:012x}")


AT = datetime(2023, 12, 30, 9, 15, tzinfo=UTC)
MAKER = stix21.Identity(
    id=stix_id("identity", 1),
    created_at=AT,
    modified_at=AT,
    name="Ministry desk",
    identity_class=stix21.IdentityClass.ORGANIZATION,
)
ACTOR = stix21.ThreatActor(
    id=stix_id("threat-actor", 2),
    created_at=AT,
    modified_at=AT,
    name="جماعة مسلحة",
    description="تخطط الجماعة لمهاجمة المراسم في كرمان.",
    marking_refs=(stix21.StixId("marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421"),),
)
REPORT = stix21.Report(
    id=stix_id("report", 3),
    created_at=AT,
    modified_at=AT,
    created_by=MAKER.id,
    name="تهديد لمراسم في كرمان",
    description="أفاد مصدر بأن رجلين عبرا الحدود وسيهاجمان المراسم يوم الأربعاء.",
    published_at=datetime(2023, 12, 31, 7, 0, tzinfo=UTC),
    object_refs=(ACTOR.id,),
    language="ar",
)


def test_a_bundle_is_read_in_the_words_of_its_objects_its_report_first() -> None:
    report = reading(bundle(MAKER, ACTOR, REPORT))
    assert (report.title, report.language, report.kind) == (REPORT.name, "ar", ReportKind.PARTNER)
    assert report.body == f"{REPORT.description}\n{ACTOR.name}\n{ACTOR.description}"
    assert (report.published_on, report.outlet, report.author) == (date(2023, 12, 31), "Ministry desk", None)
    assert report.marking == Marking(TLP.AMBER)


def test_a_bundle_without_a_report_has_no_day_of_publication() -> None:
    report = reading(bundle(ACTOR))
    assert (report.title, report.published_on) == (ACTOR.name, None)


def test_a_person_who_made_a_bundle_is_its_author() -> None:
    person = replace(MAKER, identity_class=stix21.IdentityClass.INDIVIDUAL)
    assert reading(bundle(person, REPORT)).author == "Ministry desk"


def test_what_was_revoked_says_so() -> None:
    assert "revoked" in said(reading(bundle(replace(REPORT, is_revoked=True))), PassageKind.OPTIONAL)


def test_our_own_warning_comes_back_with_the_words_of_its_alert() -> None:
    report = reading(STIX)
    assert report.problem == ""
    assert OURS.infos[0].description.strip() in said(report, PassageKind.BODY)


def test_names_of_objects_that_the_codec_does_not_read_are_read_all_the_same() -> None:
    document = json.loads(bundle(REPORT))
    document["objects"].append(
        {
            "type": "campaign",
            "spec_version": "2.1",
            "id": stix_id("campaign", 7),
            "created": "2024-01-01T00:00:00.000Z",
            "modified": "2024-01-01T00:00:00.000Z",
            "name": "حملة الشتاء",
        }
    )
    assert "حملة الشتاء" in said(reading(json.dumps(document).encode()), PassageKind.BODY)


def test_an_event_is_read_in_its_words_and_its_data_for_machines_is_not() -> None:
    address = replace(
        TEXT, uuid=misp.MispUuid("5f2b6c1e-0000-4000-8000-0000000000aa"), type="ip-dst", value="192.0.2.7"
    )
    gone = replace(address, uuid=misp.MispUuid("5f2b6c1e-0000-4000-8000-0000000000ab"), type="text", is_deleted=True)
    event = replace(EVENT, attributes=(TEXT, replace(address, category="Network activity", comment="his router"), gone))
    report = reading(misp.write(event))
    assert (report.title, report.language, report.kind) == (EVENT.info, "ar", ReportKind.PARTNER)
    assert TEXT.value in report.body
    assert TEXT.comment in report.body
    assert "his router" in report.body
    assert "192.0.2.7" not in report.content
    assert report.published_on == date(2023, 12, 30)
    assert report.outlet == "CERT X"
    assert report.marking == Marking(TLP.AMBER)
    assert report.credibility is InformationCredibility.PROBABLY_TRUE


def test_an_event_that_was_never_published_has_no_day_of_publication() -> None:
    assert reading(misp.write(replace(EVENT, is_published=False))).published_on is None
    assert reading(misp.write(replace(EVENT, published_at=None))).published_on is None


def test_the_officer_outranks_the_document_and_no_marking_is_loosened() -> None:
    handed = Received(
        id=ReportId("r-1"),
        source_id=SourceId("s-1"),
        data=b"",
        held_at=AT,
        kind=ReportKind.STATEMENT,
        published_on=date(2024, 1, 1),
        language=Language("fa"),
        credibility=InformationCredibility.DOUBTFUL,
        marking=Marking(TLP.GREEN, is_originator_controlled=True),
    )
    report = reading(MISP, handed=handed)
    assert (report.kind, report.published_on, report.language) == (ReportKind.STATEMENT, date(2024, 1, 1), "fa")
    assert report.credibility is InformationCredibility.DOUBTFUL
    assert report.marking == Marking(TLP.AMBER, is_originator_controlled=True)
    red = replace(handed, marking=Marking(TLP.RED))
    assert reading(MISP, handed=red).marking == Marking(TLP.RED)


# ── refused, damaged, hostile ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("data", "code", "why"),
    [
        (CAP.replace(b"<scope>", b"<scoop>").replace(b"</scope>", b"</scoop>"), "cap_refused", "scope is missing"),
        (STIX.replace(b'"2.1"', b'"2.0"', 1), "stix_refused", "is not 2.1"),
        (MISP.replace(b'"date":"2023-12-30"', b'"date":"today"'), "misp_refused", "no day"),
        (MISP[:-9], "misp_refused", "no JSON"),
    ],
)
def test_what_its_codec_refuses_says_why_and_stays_readable(data: bytes, code: str, why: str) -> None:
    report = reading(data)
    assert report.understanding is Understanding.NOT_UNDERSTOOD
    assert report.problem.startswith(f"{code}:")
    assert why in report.problem
    assert sentence(report.problem).startswith("it is a ")
    assert report.content == data.decode()
    assert report.body == ""


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from([CAP, STIX, MISP]), st.floats(0, 1), st.integers(0, 8), st.binary(max_size=4))
def test_a_damaged_document_is_a_report_whatever_happens_to_it(
    whole: bytes, share: float, count: int, put: bytes
) -> None:
    at = int(share * (len(whole) - 1))
    report = reading(whole[:at] + put + whole[at + count :])
    end = 0
    for passage in report.passages:
        assert end <= passage.start < passage.end <= len(report.content)
        end = passage.end
    assert (report.understanding is Understanding.UNDERSTOOD) == (report.problem == "")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from([CAP, STIX, MISP]), st.floats(0, 1))
def test_a_document_that_was_cut_off_is_never_taken_for_a_whole_one(whole: bytes, share: float) -> None:
    at = int(share * (len(whole) - 2))
    report = reading(whole[:at])
    if standard_of(whole[:at]) is not None:
        assert "_refused:" in report.problem


# ── PDFs, apart ─────────────────────────────────────────────────────────────────────────────────────────────────────

ARABIC = Pdf(
    [lines_from_right(seen("سيهاجمون السوق المركزي يوم ", "14", " كانون الأول"), seen("قال المصدر ذلك أمس"))]
).write()


def test_a_process_of_its_own_reads_what_this_one_would() -> None:
    assert open_pdf(ARABIC, limits=Limits()) == read_pdf(ARABIC)
    assert open_pdf(ARABIC[:200], limits=Limits()) == read_pdf(ARABIC[:200])


@pytest.mark.slow
def test_a_bomb_ends_at_the_limit_and_what_was_read_before_it_stays() -> None:
    squeezed = zlib.compress(zlib.compress(b"q " * 300_000_000, 9), 9)
    bomb = stream(squeezed, b"/Filter[/FlateDecode/FlateDecode]")
    data = Pdf([lines("They will attack on Friday.")], last_content=bomb).write()
    assert len(data) < 20_000
    found = open_pdf(data, limits=Limits(pdf_memory_bytes=400 * 1024 * 1024))
    assert found.problem == "pdf_too_costly"
    assert found.content == "They will attack on Friday."


@pytest.mark.slow
def test_a_file_that_would_be_read_for_ever_ends_with_its_seconds() -> None:
    forms = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, stream(b"/X Do")]
    objects += [stream(b"/X Do " * 12, forms % (number + 1)) for number in range(5, 20)]
    objects.append(stream(b"q Q", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"))
    assert open_pdf(assembled(objects), limits=Limits(pdf_seconds=2)).problem == "pdf_too_costly"


def test_the_process_that_reads_a_pdf_is_told_nothing_of_the_house(monkeypatch: pytest.MonkeyPatch) -> None:
    seen_environments: list[dict[str, str]] = []
    run = __import__("subprocess").run

    def watched(*args: object, **kwargs: dict[str, str]) -> object:
        seen_environments.append(kwargs["env"])
        return run(*args, **kwargs)

    monkeypatch.setenv("NADHIR_SECRET", "seven herons")
    monkeypatch.setattr("nadhir.casework.read_apart.subprocess.run", watched)
    assert open_pdf(ARABIC, limits=Limits()).problem == ""
    assert [set(each) for each in seen_environments] == [{"PYTHONPATH", "LANG"}]
    assert os.environ["NADHIR_SECRET"] not in str(seen_environments)


# ── at the desk ─────────────────────────────────────────────────────────────────────────────────────────────────────


def taken_in(desk: Desk, data: bytes, *, name: str = "in") -> ReportId:
    return receive_and_route(desk.house, handed=Handed(data, source_id=HUMINT, name=name), by=KARIM).report_id


@pytest.mark.parametrize("data", [CAP, bundle(MAKER, ACTOR, REPORT), MISP, ARABIC], ids=["cap", "stix", "misp", "pdf"])
def test_the_desk_shows_the_words_and_keeps_the_bytes(desk: Desk, data: bytes) -> None:
    report_id = taken_in(desk, data)
    view = queries.report(desk.house, report_id=report_id, by=KARIM)
    assert view.report.understanding is Understanding.UNDERSTOOD
    assert "".join(segment.text for segment in view.segments) == view.report.content
    assert queries.raw_bytes(desk.house, report_id=report_id, by=KARIM) == data
    assert view.screening is not None


def test_a_partners_threat_in_misp_opens_a_case(desk: Desk) -> None:
    routed = receive_and_route(desk.house, handed=Handed(MISP, source_id=HUMINT), by=KARIM)
    assert routed.screening is not None
    assert routed.has_opened_case


def test_what_was_refused_stands_in_the_inbox_and_the_ledger_keeps_its_code_alone(desk: Desk) -> None:
    data = CAP.replace(b"<scope>", b"<scoop>").replace(b"</scope>", b"</scoop>")
    report_id = taken_in(desk, data)
    line = next(each for each in queries.inbox(desk.house, by=KARIM).lines if each.report_id == report_id)
    assert line.problem.startswith("cap_refused:")
    assert queries.raw_bytes(desk.house, report_id=report_id, by=KARIM) == data
    openings = [bytes(each.opening) for each in LedgerEntry.objects.unsafe_everything()]
    assert any(b"cap_refused" in each for each in openings)
    assert not any(b"cap_refused:" in each for each in openings)


def test_reading_happens_before_anything_is_locked(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import connection  # noqa: PLC0415 - the settings stand only when a test runs

    states: list[bool] = []

    def watched(received: Received, **kwargs: object) -> Report:
        states.append(connection.in_atomic_block)
        return read_report(received, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr("nadhir.casework.receive.read_report", watched)
    receive(desk.house, handed=Handed(ARABIC, source_id=HUMINT), by=KARIM)
    assert states == [False]

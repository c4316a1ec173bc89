# SPDX-License-Identifier: Apache-2.0
"""STIX 2.1 bundles: written, read back, passed on without loss, and silent about who is threatened."""

import json
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nadhir.exchange.errors import StixError
from nadhir.exchange.stix21 import (
    Bundle,
    Identity,
    IdentityClass,
    Location,
    MarkingDefinition,
    Note,
    Other,
    Report,
    StixId,
    WarningObject,
    parse,
    write,
)
from nadhir.exchange.stix21_export import UNNAMED_VICTIM, SharedThreat, SharedVictim, export
from nadhir.exchange.tlp2 import DEFINITION_IDS
from nadhir.terms.assessment import Confidence
from nadhir.terms.errors import InvalidTermError
from nadhir.terms.ids import ReportId
from nadhir.terms.marking import TLP, Marking
from nadhir.terms.screening import Norm, PersonNorm, PlaceNorm, Precision, Role
from nadhir.terms.sealed import Sealed
from nadhir.terms.tearline import Disclosure
from nadhir.terms.warning import Scope
from tests.rooms.exchange.messages import OURS

NAMESPACE = uuid.UUID(int=0x1234567890ABCDEF1234567890ABCDEF)
CREATED_AT = datetime(2023, 12, 30, 9, 15, 1, 234_567, tzinfo=UTC)
MODIFIED_AT = CREATED_AT + timedelta(hours=2)
VICTIM = Sealed("سلمى الراوي")
AMBER = Marking(TLP.AMBER, is_originator_controlled=True, action_clause="whoever guards the ceremony")


def disclosed(role: Role, norm: Norm, precision: Precision) -> Disclosure:
    return Disclosure(
        role=role,
        precision=precision,
        norm=norm,
        said_by=frozenset({ReportId("r-1")}),
        independent_sources=2,
        protected_sources=0,
    )


KERMAN = PlaceNorm(name="Kerman", country="IR", lat=30.28, lon=57.08, region="Kerman Province")
THREAT = SharedThreat(
    key="c-1b8e0f2a9d31",
    title="Possible attack on a gathering in Kerman",
    disclosures=(
        disclosed(Role.PLACE, KERMAN, Precision.CITY),
        disclosed(
            Role.ACTOR, PersonNorm("Islamic State Khorasan Province", Precision.ORGANISATION), Precision.ORGANISATION
        ),
        disclosed(Role.TARGET, PersonNorm("memorial crowd", Precision.KIND), Precision.KIND),
    ),
    warnings=(OURS,),
    victims=(SharedVictim("p-7", VICTIM, IdentityClass.INDIVIDUAL),),
    judgement="An attack on a gathering in Kerman is likely.",
    confidence=Confidence.MODERATE,
)


def made(threat: SharedThreat = THREAT, *, unsafe_name_victims: bool = False, marking: Marking = AMBER) -> Bundle:
    return export(
        threat,
        namespace=NAMESPACE,
        producer="Nadhir duty desk",
        marking=marking,
        created_at=CREATED_AT,
        modified_at=MODIFIED_AT,
        unsafe_name_victims=unsafe_name_victims,
    )


BUNDLE = made()
DATA = write(BUNDLE)


def test_a_bundle_comes_back_from_what_was_written() -> None:
    assert parse(DATA) == BUNDLE
    assert write(parse(DATA)) == DATA


def test_nobody_who_is_threatened_is_named_unless_asked_for() -> None:
    assert VICTIM.reveal(to="the test") not in DATA.decode()
    names = [each.name for each in BUNDLE.objects if isinstance(each, Identity)]
    assert UNNAMED_VICTIM in names
    assert "memorial crowd" in names
    named = made(unsafe_name_victims=True)
    assert VICTIM.reveal(to="the test") in write(named).decode()


def test_a_target_disclosed_by_name_goes_out_unnamed() -> None:
    named = disclosed(Role.TARGET, PersonNorm("Salma al-Rawi", Precision.NAMED), Precision.NAMED)
    threat = replace(THREAT, disclosures=(named,))
    assert "al-Rawi" not in write(made(threat)).decode()
    assert "al-Rawi" in write(made(threat, unsafe_name_victims=True)).decode()


@pytest.mark.parametrize("text", ["سلمى الراوي مهددة", "سَلْمى  الرّاوي", "ســلمى الراوى", "«سلمى\nالراوي»"])
def test_a_text_that_names_a_victim_in_any_spelling_is_not_let_out(text: str) -> None:
    info = replace(OURS.infos[0], description=text)
    for threat in (
        replace(THREAT, title=text),
        replace(THREAT, judgement=text),
        replace(THREAT, attack=text),
        replace(THREAT, warnings=(replace(OURS, infos=(info,)),)),
    ):
        with pytest.raises(StixError, match="names somebody who is threatened") as caught:
            made(threat)
        assert VICTIM.reveal(to="the test") not in str(caught.value)
        made(threat, unsafe_name_victims=True)


def test_recipients_and_the_case_id_stay_in_the_house() -> None:
    text = DATA.decode()
    assert "iran-gov" not in text
    assert "c-1b8e0f2a9d31" not in text
    (warning,) = [each for each in BUNDLE.objects if isinstance(each, WarningObject)]
    assert warning.message.scope is Scope.RESTRICTED
    assert warning.message.infos == OURS.infos


@pytest.mark.parametrize(
    ("precision", "said"),
    [
        (Precision.COUNTRY, {"country": "IR"}),
        (Precision.REGION, {"country": "IR", "administrative_area": "Kerman Province"}),
        (
            Precision.CITY,
            {"country": "IR", "administrative_area": "Kerman Province", "city": "Kerman", "name": "Kerman"},
        ),
        (
            Precision.SITE,
            {
                "country": "IR",
                "administrative_area": "Kerman Province",
                "name": "Kerman",
                "latitude": 30.28,
                "longitude": 57.08,
            },
        ),
    ],
)
def test_a_place_is_never_finer_than_it_was_disclosed(precision: Precision, said: dict[str, object]) -> None:
    bundle = made(replace(THREAT, disclosures=(disclosed(Role.PLACE, KERMAN, precision),)))
    document = json.loads(write(bundle))
    (location,) = [each for each in document["objects"] if each["type"] == "location"]
    common = {"type", "spec_version", "id", "created", "modified", "created_by_ref", "object_marking_refs"}
    assert {name: value for name, value in location.items() if name not in common} == said


def test_every_object_is_marked_and_the_threat_as_the_house_marks_it() -> None:
    for each in BUNDLE.objects:
        if isinstance(each, MarkingDefinition):
            continue
        assert each.marking_refs, each.id
        is_of_the_threat = each.created_at == CREATED_AT.replace(microsecond=234_000)
        assert (BUNDLE.marking_of(each) == AMBER) == is_of_the_threat
    ids = {each.id for each in BUNDLE.objects}
    assert all(ref in ids for each in BUNDLE.objects for ref in each.marking_refs)


def test_every_reference_leads_to_an_object_of_the_bundle_and_no_id_stands_twice() -> None:
    ids = [each.id for each in BUNDLE.objects]
    assert len(set(ids)) == len(ids)
    document = json.loads(DATA)
    for each in document["objects"]:
        refs = [value for name, value in each.items() if name.endswith("_ref")]
        refs += [ref for name, value in each.items() if name.endswith("_refs") for ref in value]
        assert set(refs) <= set(ids), each["id"]


def test_a_later_version_keeps_its_ids_and_a_withdrawal_revokes_the_threat_alone() -> None:
    later = export(
        replace(THREAT, is_withdrawn=True),
        namespace=NAMESPACE,
        producer="Nadhir duty desk",
        marking=AMBER,
        created_at=CREATED_AT,
        modified_at=MODIFIED_AT + timedelta(days=1),
    )
    assert [each.id for each in later.objects] == [each.id for each in BUNDLE.objects]
    assert later.id != BUNDLE.id
    for before, after in zip(BUNDLE.objects, later.objects, strict=True):
        if before.created_at != CREATED_AT.replace(microsecond=234_000):
            assert after == before
        else:
            assert after.is_revoked


def test_another_house_gives_other_ids_to_the_same_case() -> None:
    other = export(
        THREAT,
        namespace=uuid.UUID(int=7),
        producer="Nadhir duty desk",
        marking=AMBER,
        created_at=CREATED_AT,
        modified_at=MODIFIED_AT,
    )
    shared = {each.id for each in other.objects} & {each.id for each in BUNDLE.objects}
    assert all(not each.startswith(("location", "x-warning", "report", "note")) for each in shared)


def test_confidence_is_a_number_beside_the_judgement_and_not_in_its_words() -> None:
    (note,) = [each for each in BUNDLE.objects if isinstance(each, Note)]
    assert (note.content, note.confidence) == (THREAT.judgement, 50)


def test_an_attack_that_happened_is_an_incident() -> None:
    document = json.loads(write(made(replace(THREAT, attack="Two explosions near a cemetery."))))
    (incident,) = [each for each in document["objects"] if each["type"] == "incident"]
    assert incident["description"] == "Two explosions near a cemetery."


def test_what_we_do_not_read_is_passed_on_as_it_came() -> None:
    document: Any = json.loads(DATA)
    document["objects"][-1]["x_partner_note"] = {"deep": [1, 2.5, None, "ء"]}
    document["objects"] += [
        {"type": "ipv4-addr", "id": f"ipv4-addr--{uuid.UUID(int=5)}", "value": "192.0.2.1"},
        {
            "type": "campaign",
            "spec_version": "2.1",
            "id": f"campaign--{uuid.UUID(int=6)}",
            "created": "2024-01-01T00:00:00.000Z",
            "modified": "2024-01-01T00:00:00.000Z",
            "name": "A campaign",
            "granular_markings": [{"marking_ref": DEFINITION_IDS[TLP.RED], "selectors": ["name"]}],
        },
        {
            "type": "marking-definition",
            "spec_version": "2.1",
            "id": f"marking-definition--{uuid.UUID(int=8)}",
            "created": "2024-01-01T00:00:00.000Z",
            "definition_type": "x-house",
            "definition": {"x": "y"},
        },
        {
            "type": "identity",
            "spec_version": "2.1",
            "id": f"identity--{uuid.UUID(int=9)}",
            "created": "2024-01-01T00:00:00.000Z",
            "modified": "2024-01-01T00:00:00.000Z",
            "name": "A coalition",
            "identity_class": "coalition",
        },
    ]
    again = json.loads(write(parse(json.dumps(document).encode())))
    ipv4 = next(each for each in again["objects"] if each["type"] == "ipv4-addr")
    assert ipv4.pop("spec_version") == "2.1"
    assert again == document


def test_somebody_elses_marking_holds_as_red() -> None:
    theirs = StixId(f"marking-definition--{uuid.UUID(int=8)}")
    found = Identity(
        id=StixId(f"identity--{uuid.UUID(int=9)}"),
        created_at=CREATED_AT,
        modified_at=CREATED_AT,
        name="n",
        marking_refs=(theirs, StixId(DEFINITION_IDS[TLP.CLEAR])),
    )
    bundle = Bundle(id=StixId(f"bundle--{uuid.UUID(int=1)}"), objects=(found, Other(id=theirs, created_at=CREATED_AT)))
    assert bundle.marking_of(found) == Marking(TLP.RED, foreign=(theirs,))
    clear = MarkingDefinition(id=theirs, created_at=CREATED_AT, tlp=TLP.GREEN)
    assert replace(bundle, objects=(found, clear)).marking_of(found) == Marking(TLP.GREEN)
    forged = MarkingDefinition(id=StixId(DEFINITION_IDS[TLP.RED]), created_at=CREATED_AT, tlp=TLP.CLEAR)
    red = replace(found, marking_refs=(forged.id,))
    assert replace(bundle, objects=(red, forged)).marking_of(red) == Marking(TLP.RED)


def broken(path: str, value: object) -> bytes:
    document: Any = json.loads(DATA)
    name, _, key = path.partition(".")
    place = document if not key else next(each for each in document["objects"] if each["type"] == name)
    if value is None:
        place.pop(key or name)
    else:
        place[key or name] = value
    return json.dumps(document).encode()


@pytest.mark.parametrize(
    ("path", "value", "match"),
    [
        ("type", "report", "no bundle"),
        ("id", "bundle--x", "no id"),
        ("objects", {}, "no list"),
        ("objects", ["x"], "no JSON object"),
        ("identity.id", "location--" + str(uuid.UUID(int=1)), "no id of a identity"),
        ("identity.name", None, "there is no text"),
        ("identity.name", 7, "there is no text"),
        ("identity.roles", "one", "no list of texts"),
        ("identity.spec_version", "2.0", "is not 2.1"),
        ("identity.spec_version", None, "is not 2.1"),
        ("identity.created", "2024-01-01", "no STIX time"),
        ("identity.created", "2024-02-31T00:00:00.000Z", "does not exist"),
        ("identity.created", None, "never created"),
        ("identity.modified", "2001-01-01T00:00:00.000Z", "modified before"),
        ("identity.object_marking_refs", ["red"], "no STIX id"),
        ("identity.created_by_ref", "me", "no STIX id"),
        ("identity.confidence", 101, "no confidence"),
        ("identity.confidence", True, "no whole number"),
        ("identity.revoked", "no", "neither true nor false"),
        ("location.country", None, "says not where"),
        ("location.latitude", 12.0, "go together"),
        ("location.latitude", "12", "no number"),
        ("note.object_refs", [], "it is empty"),
        ("report.published", "soon", "no STIX time"),
        ("relationship.source_ref", "x", "no STIX id"),
        ("x-warning.cap_alert", "<alert/>", "the root is alert"),
        ("x-warning.cap_alert", "<!DOCTYPE alert []><alert/>", "document type declaration"),
        ("x-warning.cap_alert", None, "there is no text"),
    ],
)
def test_what_breaks_the_standard_is_refused_with_its_place(path: str, value: object, match: str) -> None:
    with pytest.raises(StixError, match=match) as caught:
        parse(broken(path, value))
    assert caught.value.where


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"\xff",
        b'{"type":"bundle","type":"bundle"}',
        b"[" * 100_000,
        DATA.replace(b"50", b"NaN"),
        DATA.replace(b"50", b"1e999"),
        DATA.replace(b"50", b"9" * 400),
        DATA.replace(b'"name":"', b'"name":"\\ud800', 1),
        DATA.replace(b'"name":', b'"x_a":["\\udfff"],"name":', 1),
        b'"bundle"',
    ],
)
def test_bytes_that_are_no_bundle_are_refused(data: bytes) -> None:
    with pytest.raises(StixError):
        parse(data)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(DATA) - 1), st.integers(0, 8), st.binary(max_size=3))
def test_a_damaged_bundle_is_read_or_refused_and_nothing_else(at: int, count: int, put: bytes) -> None:
    damaged = DATA[:at] + put + DATA[at + count :]
    try:
        bundle = parse(damaged)
    except StixError:
        return
    assert parse(write(bundle)) == bundle


def test_a_whole_character_that_is_spelled_in_halves_is_read() -> None:
    assert parse(DATA.replace(b'"name":"', b'"name":"\\ud83d\\udc67', 1)) != BUNDLE


def test_an_empty_bundle_has_no_objects_property() -> None:
    empty = Bundle(id=StixId(f"bundle--{uuid.UUID(int=1)}"))
    assert "objects" not in json.loads(write(empty))
    assert parse(write(empty)) == empty


def test_nought_is_a_latitude_and_a_confidence() -> None:
    place = Location(
        id=StixId(f"location--{uuid.UUID(int=1)}"),
        created_at=CREATED_AT,
        modified_at=CREATED_AT,
        latitude=0.0,
        longitude=0.0,
        confidence=0,
    )
    bundle = Bundle(id=BUNDLE.id, objects=(place,))
    assert parse(write(bundle)) == bundle


def test_a_half_valid_object_does_not_exist() -> None:
    with pytest.raises(InvalidTermError):
        Identity(id=StixId(f"location--{uuid.UUID(int=1)}"), created_at=CREATED_AT, modified_at=CREATED_AT, name="n")
    with pytest.raises(InvalidTermError):
        Report(
            id=StixId(f"report--{uuid.UUID(int=1)}"),
            created_at=CREATED_AT.replace(tzinfo=None),
            name="n",
            published_at=CREATED_AT,
            object_refs=(),
        )

# SPDX-License-Identifier: Apache-2.0
"""MISP events: written, read back, passed on without loss, and read strictly where it matters who may have them."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nadhir.exchange.errors import MispError
from nadhir.exchange.misp import (
    Analysis,
    Attribute,
    Distribution,
    Event,
    EventReport,
    Galaxy,
    GalaxyCluster,
    MispObject,
    MispUuid,
    Organisation,
    Tag,
    ThreatLevel,
    parse,
    parse_all,
    write,
)
from nadhir.terms.assessment import Confidence, LikelihoodTerm
from nadhir.terms.errors import InvalidTermError
from nadhir.terms.marking import TLP, Marking
from nadhir.terms.report import InformationCredibility, SourceReliability


def uuid(number: int) -> MispUuid:
    return MispUuid(f"5f2b6c1e-0000-4000-8000-{number:012x}")


AT = datetime(2023, 12, 30, 9, 15, 1, tzinfo=UTC)
TEXT = Attribute(
    uuid=uuid(2),
    type="text",
    category="Other",
    value="سيهاجمون المراسم في كرمان يوم الأربعاء",
    comment="بلغ المصدر بذلك بنفسه",
    changed_at=AT,
    first_seen_at=datetime(2023, 12, 28, 21, 0, 0, 250_000, tzinfo=UTC),
    last_seen_at=AT,
    tags=(Tag(name="tlp:amber", extra={"colour": "#ffc000"}),),
)
EVENT = Event(
    uuid=uuid(1),
    info="تهديد لمراسم في كرمان",
    on=date(2023, 12, 30),
    originator=Organisation(name="CERT X", uuid=uuid(9), extra={"id": "4"}),
    holder=Organisation(name="Hub"),
    is_published=True,
    published_at=AT,
    changed_at=AT,
    threat_level=ThreatLevel.HIGH,
    analysis=Analysis.ONGOING,
    distribution=Distribution.COMMUNITY,
    attributes=(TEXT,),
    objects=(
        MispObject(
            uuid=uuid(3),
            name="person",
            meta_category="misc",
            comment="named by the source",
            attributes=(replace(TEXT, uuid=uuid(4), object_relation="alias", value="Abu X", tags=()),),
            extra={"template_version": "3", "ObjectReference": [{"uuid": uuid(5), "relationship_type": "targets"}]},
        ),
    ),
    reports=(EventReport(uuid=uuid(6), name="Summary", content="# Two travellers\nOne of them was here before."),),
    tags=(
        Tag(name="tlp:green"),
        Tag(name='admiralty-scale:source-reliability="b"'),
        Tag(name='admiralty-scale:information-credibility="2"'),
        Tag(name='estimative-language:likelihood-probability="very-likely"'),
        Tag(name='estimative-language:confidence-in-analytic-judgment="moderate"'),
    ),
    galaxies=(
        Galaxy(
            name="Threat Actor",
            type="threat-actor",
            clusters=(GalaxyCluster(value="IS-K", tag_name='misp-galaxy:threat-actor="IS-K"', extra={"meta": {}}),),
        ),
    ),
    extra={"id": "77", "event_creator_email": "desk@example.org", "RelatedEvent": []},
)
DATA = write(EVENT)


def test_an_event_comes_back_from_what_was_written() -> None:
    assert parse(DATA) == EVENT
    assert write(parse(DATA)) == DATA
    assert "سيهاجمون" in DATA.decode()


def test_what_a_server_sends_is_read_as_its_documentation_shows_it() -> None:
    # After the example of the core format, section 2.2.2: numbers as texts, flags as booleans, moments in seconds.
    sent = {
        "response": [
            {
                "Event": {
                    "id": "1207",
                    "orgc_id": "1",
                    "uuid": "57C4445B-C548-4654-AF0B-4BE3950D210F",
                    "info": "An ambush is planned",
                    "published": False,
                    "publish_timestamp": "0",
                    "timestamp": 1472480347,
                    "date": "2016-08-29",
                    "threat_level_id": 3,
                    "analysis": "",
                    "distribution": "0",
                    "attribute_count": "1",
                    "Orgc": {"id": "1", "name": "Org", "uuid": "55f6ea5e-2c60-40e5-964f-47a8950d210f"},
                    "Attribute": [
                        {
                            "id": "30", "type": "target-location", "category": "Targeting data", "to_ids": False,
                            "uuid": "57c4447d-a6c8-4d5f-a5e2-4b2d950d210f", "event_id": "1207", "distribution": "5",
                            "timestamp": "1472480347", "comment": "", "sharing_group_id": "0", "deleted": False,
                            "data": None, "value": "Kerman", "SharingGroup": [], "ShadowAttribute": [],
                            "first_seen": "2016-08-29T10:00:00.000000+03:30", "last_seen": None,
                        }
                    ],
                }
            }
        ]
    }  # fmt: skip
    event = parse(json.dumps(sent).encode())
    assert event.uuid == "57c4445b-c548-4654-af0b-4be3950d210f"
    assert event.published_at is None
    assert event.changed_at == datetime(2016, 8, 29, 14, 19, 7, tzinfo=UTC)
    assert event.threat_level is ThreatLevel.LOW
    (attribute,) = event.attributes
    assert attribute.first_seen_at == datetime(2016, 8, 29, 6, 30, tzinfo=UTC)
    assert attribute.extra["ShadowAttribute"] == []
    assert parse(write(event)) == event


def test_several_events_of_a_search_are_read_as_several() -> None:
    both = json.dumps({"response": [json.loads(DATA), json.loads(write(replace(EVENT, uuid=uuid(8))))]}).encode()
    assert [each.uuid for each in parse_all(both)] == [uuid(1), uuid(8)]
    with pytest.raises(MispError, match="2 events"):
        parse(both)


def test_the_strictest_marking_of_the_event_and_its_parts_holds() -> None:
    assert EVENT.marking == Marking(TLP.AMBER)
    assert replace(EVENT, attributes=(replace(TEXT, is_deleted=True),)).marking == Marking(TLP.GREEN)
    assert replace(EVENT, tags=(), attributes=()).marking is None


@pytest.mark.parametrize(
    ("tag", "tlp"),
    [("tlp:white", TLP.CLEAR), ("TLP:AMBER+STRICT", TLP.AMBER_STRICT), ("tlp:clear", TLP.CLEAR), ("tlp:red", TLP.RED)],
)
def test_the_labels_of_tlp_are_read(tag: str, tlp: TLP) -> None:
    assert replace(EVENT, tags=(Tag(name=tag),), attributes=()).marking == Marking(tlp)


@pytest.mark.parametrize("tag", ["tlp:ex:chr", "tlp:chartreuse", 'dni-ism:classification:us="S"', "PAP:RED"])
def test_another_systems_marking_holds_as_red_with_its_words(tag: str) -> None:
    assert replace(EVENT, tags=(Tag(name=tag), Tag(name="tlp:clear")), attributes=()).marking == Marking(
        TLP.RED, foreign=(tag,)
    )


def test_how_far_misp_spreads_an_event_is_no_marking() -> None:
    assert replace(EVENT, distribution=Distribution.ALL, tags=(), attributes=()).marking is None
    assert (
        replace(EVENT, tags=(Tag(name="pap:clear"), Tag(name='osint:source-type="blog-post"')), attributes=()).marking
        is None
    )


def test_grades_and_estimates_are_read_from_the_events_own_tags() -> None:
    assert EVENT.credibility is InformationCredibility.PROBABLY_TRUE
    assert EVENT.reliability is SourceReliability.B
    assert EVENT.likelihood is LikelihoodTerm.VERY_LIKELY
    assert EVENT.confidence is Confidence.MODERATE


@pytest.mark.parametrize(
    "tags",
    [
        (),
        ('admiralty-scale:information-credibility="7"',),
        ('admiralty-scale:information-credibility="1"', 'admiralty-scale:information-credibility="4"'),
        ("admiralty-scale:information-credibility",),
        ('admiralty-scale:source-reliability="g"',),
    ],
)
def test_a_grade_that_is_not_stated_once_is_none(tags: tuple[str, ...]) -> None:
    event = replace(EVENT, tags=tuple(Tag(name=tag) for tag in tags))
    assert event.credibility is None
    assert event.reliability is None


def broken(path: str, value: object) -> bytes:
    document: Any = json.loads(DATA)
    *way, last = path.split(".")
    place = document
    for step in way:
        place = place[int(step)] if step.isdigit() else place[step]
    if value is None:
        place.pop(last)
    else:
        place[int(last) if last.isdigit() else last] = value
    return json.dumps(document).encode()


@pytest.mark.parametrize(
    ("path", "value", "match"),
    [
        ("Event", [], "holds no event"),
        ("Event", None, "holds no event"),
        ("Event.uuid", "x", "no UUID"),
        ("Event.uuid", None, "there is no text"),
        ("Event.info", "  ", "there is no text"),
        ("Event.info", None, "there is no text"),
        ("Event.date", "30.12.2023", "no day"),
        ("Event.date", "2023-02-30", "no day"),
        ("Event.distribution", "9", "none of"),
        ("Event.distribution", "5", "inherits from nothing"),
        ("Event.distribution", True, "none of"),
        ("Event.published", "yes", "neither true nor false"),
        ("Event.timestamp", "soon", "no time in seconds"),
        ("Event.timestamp", "999999999999", "beyond the calendar"),
        ("Event.Attribute", {}, "no list"),
        ("Event.Attribute.0", 3, "no JSON object"),
        ("Event.Attribute.0.value", None, "there is no text"),
        ("Event.Attribute.0.first_seen", "2023-12-28", "no time zone"),
        ("Event.Attribute.0.first_seen", "2024-12-28T00:00:00+00:00", "last seen before"),
        ("Event.Object.0.name", 4, "there is no text"),
        ("Event.EventReport.0.uuid", "6", "no UUID"),
        ("Event.Tag.0.name", None, "there is no text"),
        ("Event.Galaxy.0.GalaxyCluster", "x", "no list"),
        ("Event.Orgc", "CERT X", "no JSON object"),
    ],
)
def test_what_breaks_the_format_is_refused_with_its_place(path: str, value: object, match: str) -> None:
    with pytest.raises(MispError, match=match) as caught:
        parse(broken(path, value))
    assert caught.value.where
    assert caught.value.remedy


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b"[" * 100_000,
        b'{"Event":{},"Event":{}}',
        DATA.replace(b'"date":"2023-12-30"', b'"date":NaN'),
        DATA.replace(b"CERT X", rb"CERT \ud800"),
    ],
)
def test_bytes_that_are_no_event_are_refused(data: bytes) -> None:
    with pytest.raises(MispError):
        parse(data)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(DATA) - 1), st.integers(0, 8), st.binary(max_size=3))
def test_a_damaged_event_is_read_or_refused_and_nothing_else(at: int, count: int, put: bytes) -> None:
    damaged = DATA[:at] + put + DATA[at + count :]
    try:
        event = parse(damaged)
    except MispError:
        return
    assert parse(write(event)) == event


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(DATA) - 1))
def test_an_event_that_was_cut_off_is_refused(at: int) -> None:
    with pytest.raises(MispError):
        parse(DATA[:at])


def test_a_half_valid_event_does_not_exist() -> None:
    with pytest.raises(InvalidTermError):
        replace(EVENT, info=" ")
    with pytest.raises(InvalidTermError):
        replace(TEXT, first_seen_at=AT.replace(tzinfo=None))


@pytest.mark.parametrize("number", ["1e999", "9" * 400, "NaN"])
def test_a_number_that_no_double_holds_is_refused(number: str) -> None:
    data = write(EVENT)
    broken = data.replace(b'{"Event":{', b'{"Event":{"x_more":' + number.encode() + b",", 1)
    assert broken != data
    with pytest.raises(MispError, match="number"):
        parse(broken)

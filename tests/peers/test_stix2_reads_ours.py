# SPDX-License-Identifier: Apache-2.0
"""OASIS's own Python library reads what we write, and we read what it writes."""

import json
import re
import uuid
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import stix2

from nadhir.exchange.stix21 import Identity, Location, Note, Report, ThreatActor, WarningObject, parse, write
from nadhir.exchange.stix21_export import export
from nadhir.exchange.tlp2 import DEFINITION_IDS
from nadhir.terms.marking import TLP, Marking
from tests.rooms.exchange.test_stix21 import BUNDLE, NAMESPACE, THREAT

AT = datetime(2024, 1, 1, tzinfo=UTC)


def test_stix2_reads_our_bundle_and_gives_it_back_as_it_was() -> None:
    theirs = stix2.parse(write(BUNDLE).decode(), allow_custom=True)
    assert parse(theirs.serialize().encode()) == BUNDLE


@pytest.mark.parametrize("kind", ["identity", "location", "threat-actor", "note", "report", "relationship", "incident"])
def test_stix2_takes_each_core_object_without_allowing_anything_custom(kind: str) -> None:
    bundle = export(
        replace(THREAT, warnings=(), attack="It happened."),
        namespace=NAMESPACE,
        producer="Nadhir",
        marking=Marking(TLP.AMBER_STRICT),
        created_at=AT,
        modified_at=AT,
    )
    objects = [each for each in json.loads(write(bundle))["objects"] if each["type"] == kind]
    assert objects
    for each in objects:
        assert stix2.parse(each, allow_custom=False)["id"] == each["id"]


def test_stix2_takes_our_extension_definition() -> None:
    (definition,) = [each for each in json.loads(write(BUNDLE))["objects"] if each["type"] == "extension-definition"]
    assert stix2.parse(definition, allow_custom=False)["extension_types"] == ["new-sdo"]


def test_we_read_what_stix2_writes() -> None:
    identity = stix2.v21.Identity(name="A house", identity_class="organization", roles=["warner"])
    location = stix2.v21.Location(country="IR", latitude=30.28, longitude=57.08, created_by_ref=identity)
    actor = stix2.v21.ThreatActor(
        name="An organisation", threat_actor_types=["terrorist"], object_marking_refs=[DEFINITION_IDS[TLP.GREEN]]
    )
    note = stix2.v21.Note(content="A judgement.", object_refs=[actor], confidence=85, lang="en")
    report = stix2.v21.Report(
        name="A report", published="2024-01-03T11:30:00Z", report_types=["threat-report"], object_refs=[actor, location]
    )
    indicator = stix2.v21.Indicator(pattern="[ipv4-addr:value = '192.0.2.1']", pattern_type="stix", valid_from=AT)
    theirs = stix2.v21.Bundle(identity, location, actor, note, report, indicator, stix2.v21.TLP_RED)
    bundle = parse(theirs.serialize().encode())
    assert [type(each) for each in bundle.objects[:5]] == [Identity, Location, ThreatActor, Note, Report]
    assert bundle.marking_of(bundle.objects[2]) == Marking(TLP.GREEN)
    for ours, whole in zip(_objects(write(bundle).decode()), _objects(theirs.serialize()), strict=True):
        assert ours == whole


def _objects(text: str) -> list[object]:
    # One moment has several forms in STIX; here each is brought to six digits.
    in_one_form = re.sub(r"(T\d\d:\d\d:\d\d)\.?(\d*)Z", lambda found: f"{found[1]}.{found[2]:0<6}Z", text)
    found = json.loads(in_one_form)["objects"]
    assert isinstance(found, list)
    return found


def test_our_warning_comes_back_from_stix2_with_its_cap_message() -> None:
    theirs = stix2.parse(write(BUNDLE).decode(), allow_custom=True)
    (warning,) = [each for each in parse(theirs.serialize().encode()).objects if isinstance(each, WarningObject)]
    assert warning.message.infos[0].language == "ar"
    assert uuid.UUID(warning.id.removeprefix("x-warning--")).version == 5

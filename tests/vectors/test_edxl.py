# SPDX-License-Identifier: Apache-2.0
"""OASIS's EDXL-DE 1.0 schema and google/cap-library's samples."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from nadhir.exchange import edxl
from nadhir.exchange.edxl import Distribution, Messages
from nadhir.exchange.errors import EdxlError
from tests.rooms.exchange.test_edxl import DISTRIBUTIONS, ENVELOPE

CAP = Path(__file__).parents[2].parent / "shared" / "data" / "public" / "cap"

pytestmark = pytest.mark.skipif(not CAP.is_dir(), reason="../shared missing")


@pytest.fixture(scope="module", name="schema")
def schema_fixture() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(CAP / "edxlde-1_0.xsd"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(distribution=DISTRIBUTIONS)
def test_every_distribution_that_can_be_is_valid(distribution: Distribution, schema: etree.XMLSchema) -> None:
    schema.assertValid(etree.fromstring(edxl.write(distribution)))


def test_our_own_envelope_is_valid(schema: etree.XMLSchema) -> None:
    schema.assertValid(etree.fromstring(edxl.write(ENVELOPE)))


def test_the_good_sample_is_read_and_written_validly(schema: etree.XMLSchema) -> None:
    found = edxl.parse((CAP / "bushfire_valid.edxlde").read_bytes())
    payloads = [content.payload for content in found.contents]
    assert all(isinstance(payload, Messages) for payload in payloads)
    assert edxl.parse(edxl.write(found)) == found
    schema.assertValid(etree.fromstring(edxl.write(found)))


def test_the_bad_sample_is_refused_for_its_empty_message() -> None:
    with pytest.raises(EdxlError, match="identifier is missing"):
        edxl.parse((CAP / "bushfire_invalid.edxlde").read_bytes())

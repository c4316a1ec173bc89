# SPDX-License-Identifier: Apache-2.0
"""google/cap-library's schemas and samples: what we write is valid, the good are read, the bad are refused."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from nadhir.exchange import cap12
from nadhir.exchange.errors import CapError
from nadhir.terms.warning import WarningMessage
from tests.rooms.exchange.messages import OURS, messages

CAP = Path(__file__).parents[2].parent / "shared" / "data" / "public" / "cap"

pytestmark = pytest.mark.skipif(not CAP.is_dir(), reason="../shared missing")

GOOD = {
    "australia.cap",
    "canada.cap",
    "canada_signed.cap",
    "earthquake-iso8859-1.cap",
    "earthquake.cap",
    "earthquake_signed.cap",
    "no_optional_fields.cap",
    "wcatwc-warning.cap",
    "weather.cap",
}
BAD = {"canada_errors.cap", "invalid.cap", "noaa_errors.cap", "xee.cap", "xee.atom"}


@pytest.fixture(scope="module", name="schemas")
def schemas_fixture() -> list[etree.XMLSchema]:
    return [etree.XMLSchema(etree.parse(CAP / name)) for name in ("cap12.xsd", "cap12_extended.xsd")]


def assert_valid(message: WarningMessage, schemas: list[etree.XMLSchema]) -> None:
    document = etree.fromstring(cap12.write(message))
    for schema in schemas:
        schema.assertValid(document)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(message=messages())
def test_every_message_that_can_be_is_valid_under_both_schemas(
    message: WarningMessage, schemas: list[etree.XMLSchema]
) -> None:
    assert_valid(message, schemas)


def test_our_own_warning_is_valid_under_both_schemas(schemas: list[etree.XMLSchema]) -> None:
    assert_valid(OURS, schemas)


@pytest.mark.parametrize("name", sorted(GOOD))
def test_a_good_sample_is_read_and_written_validly(name: str, schemas: list[etree.XMLSchema]) -> None:
    message = cap12.parse((CAP / name).read_bytes())
    assert cap12.parse(cap12.write(message)) == message
    assert_valid(message, schemas)


@pytest.mark.parametrize("name", sorted(BAD))
def test_a_bad_sample_is_refused(name: str) -> None:
    with pytest.raises(CapError) as caught:
        cap12.parse((CAP / name).read_bytes())
    assert caught.value.where
    assert caught.value.remedy


def test_every_sample_is_known_here() -> None:
    assert {path.name for path in CAP.glob("*.cap")} == GOOD | {name for name in BAD if name.endswith(".cap")}

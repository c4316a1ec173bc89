# SPDX-License-Identifier: Apache-2.0
"""EDXL-DE 1.0: the envelope, written and read back, never looser than what is in it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nadhir.exchange import edxl
from nadhir.exchange.edxl import (
    Content,
    Distribution,
    DistributionStatus,
    DistributionType,
    ExplicitAddress,
    File,
    ForeignXml,
    Messages,
    TargetArea,
    ValueList,
)
from nadhir.exchange.errors import EdxlError
from nadhir.terms.errors import InvalidTermError
from nadhir.terms.marking import TLP, Marking
from nadhir.terms.warning import Circle
from tests.rooms.exchange.messages import HEIGHTS, MOMENTS, OURS, POINTS, REQUIRED, SENT_AT, TEXTS, URIS

TRIMMED = REQUIRED.map(str.strip)
LISTS = st.lists(
    st.builds(ValueList, urn=REQUIRED, values=st.lists(REQUIRED, min_size=1, max_size=2).map(tuple)), max_size=1
).map(tuple)
MARKINGS = st.builds(Marking, tlp=st.sampled_from(TLP), is_originator_controlled=st.booleans()) | st.just(
    Marking.read("TOP SECRET")
)
FOREIGN = st.builds(
    lambda text: ForeignXml((f'<x:a xmlns:x="urn:x">{text}</x:a>'.encode(),)), st.text("abcء ", max_size=5)
)
PAYLOADS = (
    st.sampled_from([Messages((OURS,)), Messages((OURS, OURS))])  # test_cap12 draws the others
    | st.builds(
        File,
        mime_type=REQUIRED,
        data=st.none() | st.binary(min_size=1, max_size=40),
        size_bytes=st.none() | st.integers(0, 10**9),
        digest=TEXTS,
        uri=URIS,
    )
    | FOREIGN
)
AREAS = st.builds(
    TargetArea,
    circles=st.lists(st.builds(Circle, centre=POINTS, radius_km=HEIGHTS.map(lambda h: h / 4)), max_size=2).map(tuple),
    polygons=st.lists(
        st.tuples(POINTS, st.lists(POINTS, min_size=2, max_size=3)).map(lambda pair: (pair[0], *pair[1], pair[0])),
        max_size=1,
    ).map(tuple),
    countries=st.lists(REQUIRED, max_size=1).map(tuple),
    subdivisions=st.lists(REQUIRED, max_size=1).map(tuple),
    locodes=st.lists(REQUIRED, max_size=1).map(tuple),
)
CONTENTS = st.builds(
    Content,
    payload=PAYLOADS,
    description=TEXTS,
    keywords=LISTS,
    incident_id=TEXTS,
    incident_description=TEXTS,
    originator_roles=LISTS,
    consumer_roles=LISTS,
    marking=st.none() | MARKINGS,
)
DISTRIBUTIONS = st.builds(
    Distribution,
    distribution_id=TRIMMED,
    sender_id=TRIMMED,
    sent_at=MOMENTS,
    status=st.sampled_from(DistributionStatus),
    distribution_type=st.sampled_from(DistributionType),
    marking=MARKINGS,
    language=TEXTS,
    sender_roles=LISTS,
    recipient_roles=LISTS,
    keywords=LISTS,
    references=st.lists(REQUIRED, max_size=2).map(tuple),
    addresses=st.lists(
        st.builds(ExplicitAddress, scheme=REQUIRED, values=st.lists(REQUIRED, min_size=1, max_size=2).map(tuple)),
        max_size=2,
    ).map(tuple),
    areas=st.lists(AREAS, max_size=1).map(tuple),
    contents=st.lists(CONTENTS, max_size=2).map(tuple),
)

ENVELOPE = Distribution(
    distribution_id="d-0a91be",
    sender_id="desk@nadhir.example",
    sent_at=SENT_AT,
    status=DistributionStatus.ACTUAL,
    distribution_type=DistributionType.REPORT,
    marking=Marking(TLP.AMBER),
    recipient_roles=(ValueList("urn:nadhir:roles", ("protector",)),),
    addresses=(ExplicitAddress("e-mail", ("liaison@partner.example",)),),
    areas=(TargetArea(countries=("IR",)),),
    contents=(Content(payload=Messages((OURS,)), description="A warning", marking=Marking(TLP.RED)),),
)
DOCUMENT = edxl.write(ENVELOPE).decode()


@settings(max_examples=60, deadline=None)
@given(DISTRIBUTIONS)
def test_every_distribution_comes_back_from_what_was_written(distribution: Distribution) -> None:
    assert edxl.parse(edxl.write(distribution)) == distribution


def test_the_envelope_is_never_looser_than_what_is_in_it() -> None:
    assert ENVELOPE.whole_marking == Marking(TLP.RED)
    assert replace(ENVELOPE, contents=()).whole_marking == Marking(TLP.AMBER)


def test_the_marking_of_another_system_holds_as_red_and_is_kept() -> None:
    document = DOCUMENT.replace(">TLP:AMBER<", ">UNCLASSIFIED<")
    found = edxl.parse(document.encode())
    assert found.marking == Marking(TLP.RED, foreign=("UNCLASSIFIED",))
    assert edxl.parse(edxl.write(found)) == found


@pytest.mark.parametrize(
    ("old", "new", "match"),
    [
        ("Actual</distributionStatus>", "Perhaps</distributionStatus>", "none of Actual"),
        ("<senderID>desk@nadhir.example</senderID>", "", "senderID is missing"),
        ("<explicitAddressScheme>e-mail</explicitAddressScheme>", "", "explicitAddressScheme is missing"),
        ("2023-12-30T09:15:00-00:00</dateTimeSent>", "2023-12-30T09:15:00</dateTimeSent>", "no moment"),
        ("2023-12-30T09:15:00-00:00</dateTimeSent>", "2023-02-30T09:15:00Z</dateTimeSent>", "does not exist"),
        ("<urgency>Future</urgency>", "<urgency>Foobar</urgency>", "none of its words"),
        ("<xmlContent>", "<xmlContent2>", "no well-formed"),
        ("EDXL:DE:1.0", "EDXL:DE:2.0", "the root is"),
        ("<valueListUrn>urn:nadhir:roles</valueListUrn>", "", "valueListUrn is missing"),
        ("<country>IR</country>", "<circle>1</circle>", "not a point and a radius"),
        ("</EDXLDistribution>", "<x/></EDXLDistribution>", "unknown, repeated or out of order"),
        ('<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"', '<a xmlns="relative"/><alert', "no canonical form"),
        ("<EDXLDistribution", '<!DOCTYPE a [<!ENTITY x "y">]><EDXLDistribution', "document type declaration"),
    ],
)
def test_what_breaks_the_standard_is_refused(old: str, new: str, match: str) -> None:
    assert old in DOCUMENT
    with pytest.raises(EdxlError, match=match):
        edxl.parse(DOCUMENT.replace(old, new).encode())


def test_a_namespace_with_braces_is_read_as_it_stands() -> None:
    """libxml2 refuses one, but not where another namespace that it dislikes follows."""
    document = DOCUMENT.replace('<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"', '<alert xmlns="urn:{b}c"')
    document = document.replace("</embeddedXMLContent>", '<x xmlns="urn=x"/></embeddedXMLContent>')
    with pytest.raises(EdxlError, match="no canonical form"):
        edxl.parse(document.encode())


def test_a_file_that_is_no_base64_is_refused() -> None:
    content = Content(payload=File(mime_type="text/plain", data=b"abc"))
    document = edxl.write(replace(ENVELOPE, contents=(content,))).decode()
    with pytest.raises(EdxlError, match="no base64"):
        edxl.parse(document.replace("YWJj", "YWJ!").encode())
    with pytest.raises(EdxlError, match="missing"):
        edxl.parse(document.replace("nonXMLContent", "otherContent").encode())


def test_a_moment_with_a_z_and_fractions_is_read() -> None:
    document = DOCUMENT.replace("2023-12-30T09:15:00-00:00</dateTimeSent>", "2023-12-30T09:15:00.25Z</dateTimeSent>")
    assert edxl.parse(document.encode()) == ENVELOPE


@given(st.binary(max_size=200))
def test_no_bytes_crash_the_reader(data: bytes) -> None:
    with pytest.raises(EdxlError):
        edxl.parse(data)


def test_a_half_valid_envelope_does_not_exist() -> None:
    for change in (
        lambda: ValueList("urn", ()),
        lambda: ExplicitAddress("e-mail", ()),
        lambda: Messages(()),
        lambda: File(mime_type="", data=b"a"),
        lambda: File(mime_type="a/b", data=b""),
        lambda: TargetArea(polygons=((),)),
        lambda: replace(ENVELOPE, distribution_id=" "),
        lambda: replace(ENVELOPE, sent_at=SENT_AT.replace(tzinfo=None)),
    ):
        with pytest.raises(InvalidTermError):
            change()

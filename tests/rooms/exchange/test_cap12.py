# SPDX-License-Identifier: Apache-2.0
"""CAP 1.2, written and read back, and what is refused."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nadhir.exchange import cap12
from nadhir.exchange.errors import CapError
from nadhir.exchange.xml import LARGEST_DOCUMENT
from nadhir.terms.errors import InvalidTermError
from nadhir.terms.text import Language
from nadhir.terms.warning import (
    Area,
    Certainty,
    Circle,
    MsgType,
    NamedValue,
    Point,
    Reference,
    Scope,
    Status,
    Urgency,
    WarningMessage,
)
from tests.rooms.exchange.messages import OURS, SENT_AT, messages

DOCUMENT = cap12.write(OURS).decode()


@settings(max_examples=60, deadline=None)
@given(messages())
def test_every_message_comes_back_from_what_was_written(message: WarningMessage) -> None:
    data = cap12.write(message)
    assert cap12.parse(data) == message
    assert cap12.write(cap12.parse(data)) == data


def test_our_own_warning_is_complete_and_comes_back() -> None:
    cap12.check_ours(OURS)
    assert cap12.parse(cap12.write(OURS)) == OURS


def test_a_time_is_never_written_with_a_z_and_utc_is_minus_nought() -> None:
    assert "<sent>2023-12-30T09:15:00-00:00</sent>" in DOCUMENT
    assert "<onset>2024-01-03T00:00:00+03:30</onset>" in DOCUMENT
    assert "Z</" not in DOCUMENT


def test_a_moment_is_cut_to_what_cap_can_carry() -> None:
    odd = timezone(timedelta(hours=3, minutes=25, seconds=44))  # Tehran before 1946
    message = replace(OURS, sent_at=datetime(2024, 1, 3, 3, 25, 44, 999_999, tzinfo=odd))
    assert message.sent_at == datetime(2024, 1, 3, tzinfo=UTC)
    assert cap12.parse(cap12.write(message)) == message


@pytest.mark.parametrize(
    "text",
    ["2024-01-03T11:30:00Z", "2024-01-03T11:30:00", "2024-13-03T11:30:00-00:00", "2024-01-03 11:30:00-00:00",
     "2024-01-03T11:30:00.5-00:00", "2024-02-30T11:30:00-00:00", "2024-01-03T25:00:00-00:00",
     "٢٠٢٤-01-03T11:30:00-00:00"],
)  # fmt: skip
def test_a_time_that_is_not_caps_is_refused(text: str) -> None:
    with pytest.raises(CapError):
        cap12.parse(DOCUMENT.replace("2023-12-30T09:15:00-00:00", text).encode())


@pytest.mark.parametrize(
    ("old", "new", "match"),
    [
        ("<scope>Private</scope>", "", "scope is missing before addresses"),
        ("<scope>Private</scope>", "<scope>Secret</scope>", "'Secret' is none of its words"),
        ("<addresses>iran-gov</addresses>", "", "Private and says not to whom"),
        ("<scope>Private</scope>", "<scope>Restricted</scope>", "Restricted and says not how"),
        ("<msgType>Alert</msgType>", "<msgType>Cancel</msgType>", "names no message"),
        ("<msgType>Alert</msgType>", "<msgType>Cancel</msgType><x/>", "before x"),
        ("<identifier>", "<identifier>a b", "a space, comma"),
        ("<sender>", "<sender>a,b", "a space, comma"),
        ("<urgency>Future</urgency>", "<urgency></urgency>", "urgency is empty"),
        ("<urgency>Future</urgency>", "<urgency><b/>Future</urgency>", "holds elements"),
        ("<category>Security</category>", "", "no category"),
        ("<areaDesc>Kerman</areaDesc>", "", "areaDesc is missing"),
        ("<circle>30.28,57.08 10</circle>", "<circle>30.28,57.08</circle>", "not a point and a radius"),
        ("<circle>30.28,57.08 10</circle>", "<circle>90.01,57.08 10</circle>", "not from -90 to 90"),
        ("<circle>30.28,57.08 10</circle>", "<circle>30.28,57.08 -1</circle>", "not from 0"),
        ("<circle>30.28,57.08 10</circle>", "<circle>NaN,57.08 10</circle>", "no decimal number"),
        ("<circle>30.28,57.08 10</circle>", "<polygon>1,1 2,2 3,3</polygon>", "does not close"),
        ("<circle>30.28,57.08 10</circle>", "<polygon>1,1 2,2 3,3 4,4</polygon>", "does not close"),
        ("<circle>30.28,57.08 10</circle>", "<ceiling>5</ceiling>", "needs an altitude"),
        ("<expires>2024-01-04T00:00:00+03:30</expires>", "<expires>2024-01-02T00:00:00+03:30</expires>",
         "before it begins"),
        ("<incidents>c-1b8e0f2a9d31</incidents>", '<incidents>"open</incidents>', "left open"),
        ("</alert>", "<info/></alert>", "category|event is missing"),
        ("</alert>", "text</alert>", "text between"),
        ("</alert>", '<y xmlns="http://a.example/">a</y></alert>', "y is unknown"),
        ("</alert>", "<identifier>again</identifier></alert>", "repeated or out of order"),
        ("cap:1.2", "cap:1.3", "the root is alert of"),
        ("</alert>", "", "no well-formed XML"),
    ],
)  # fmt: skip
def test_what_breaks_the_standard_is_refused_with_its_place(old: str, new: str, match: str) -> None:
    assert old in DOCUMENT
    with pytest.raises(CapError, match=match):
        cap12.parse(DOCUMENT.replace(old, new).encode())


@pytest.mark.parametrize(
    "prologue",
    [
        '<!DOCTYPE alert [<!ENTITY x "boom">]>',
        '<!DOCTYPE alert SYSTEM "http://127.0.0.1:1/a.dtd">',
        '<!DOCTYPE alert [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>',
        '<!DOCTYPE alert [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>',
    ],
)
def test_a_document_type_declaration_is_refused_whatever_it_says(prologue: str) -> None:
    body = DOCUMENT.split("?>", 1)[1].replace("Kerman</areaDesc>", "Kerman&x;&c;</areaDesc>")
    for encoding in ("utf-8", "utf-16"):
        with pytest.raises(CapError, match=r"document type declaration|no well-formed XML"):
            cap12.parse((prologue + body).encode(encoding))
        with pytest.raises(CapError, match="document type declaration"):
            cap12.parse((prologue + DOCUMENT.split("?>", 1)[1]).encode(encoding))


def test_a_document_that_is_too_large_or_too_deep_is_refused() -> None:
    with pytest.raises(CapError, match="more than"):
        cap12.parse(b" " * (LARGEST_DOCUMENT + 1))
    with pytest.raises(CapError):
        cap12.parse(b"<a>" * 100_000)


@given(st.binary(max_size=300))
def test_no_bytes_crash_the_reader(data: bytes) -> None:
    with pytest.raises(CapError):
        cap12.parse(data)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(DOCUMENT) - 1), st.integers(1, 8), st.text(max_size=4))
def test_a_damaged_document_is_read_or_refused_and_nothing_else(at: int, count: int, put: str) -> None:
    damaged = (DOCUMENT[:at] + put + DOCUMENT[at + count :]).encode("utf-8", "surrogatepass")
    try:
        message = cap12.parse(damaged)
    except CapError:
        return
    assert cap12.parse(cap12.write(message)) == message


def test_comments_signatures_and_other_prefixes_are_passed_over() -> None:
    document = DOCUMENT.replace("<sender>", "<!-- a comment --><?pi x?><sender>").replace(
        "</alert>", '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo/></Signature></alert>'
    )
    assert cap12.parse(document.encode()) == OURS
    prefixed = (
        DOCUMENT.replace("<", "<cap:")
        .replace("<cap:/", "</cap:")
        .replace("<cap:?", "<?")
        .replace("xmlns=", "xmlns:cap=")
    )
    assert cap12.parse(prefixed.encode()) == OURS


def test_cap_1_1_is_read_with_its_own_word_for_likely() -> None:
    document = DOCUMENT.replace("cap:1.2", "cap:1.1").replace("<certainty>Possible", "<certainty>Very Likely")
    assert {info.certainty for info in cap12.parse(document.encode()).infos} == {Certainty.LIKELY}
    with pytest.raises(CapError, match="none of its words"):
        cap12.parse(DOCUMENT.replace("<certainty>Possible", "<certainty>Very Likely").encode())


def test_an_info_without_a_language_is_in_american_english() -> None:
    message = cap12.parse(DOCUMENT.replace("<language>en</language>", "").encode())
    assert message.infos[1].language == "en-US"


def test_addresses_with_blanks_are_quoted() -> None:
    message = replace(OURS, addresses=("Salma al-Rawi", "iran-gov"))
    assert b'<addresses>"Salma al-Rawi" iran-gov</addresses>' in cap12.write(message)
    assert cap12.parse(cap12.write(message)) == message


def test_an_update_names_the_message_before_it() -> None:
    update = replace(OURS, identifier="w-2", msg_type=MsgType.UPDATE, references=(OURS.reference,))
    assert (
        "<references>desk@nadhir.example,w-52aa01c3be77,2023-12-30T09:15:00-00:00</references>"
        in cap12.write(update).decode()
    )


def test_a_half_valid_message_does_not_exist() -> None:
    with pytest.raises(InvalidTermError, match="time zone"):
        replace(OURS, sent_at=SENT_AT.replace(tzinfo=None))
    with pytest.raises(InvalidTermError, match=r"U\+0000"):
        replace(OURS, note="a\x00")
    with pytest.raises(InvalidTermError, match="blanks"):
        replace(OURS, note="  \n")
    with pytest.raises(InvalidTermError, match="absolute URI"):
        replace(OURS.infos[0], web="javascript alert")
    with pytest.raises(InvalidTermError, match="language tag"):
        replace(OURS.infos[0], language=Language("ar_SY"))
    with pytest.raises(InvalidTermError):
        NamedValue(name="", value="x")
    with pytest.raises(InvalidTermError):
        Circle(Point(Decimal(0), Decimal(0)), Decimal("NaN"))
    with pytest.raises(InvalidTermError):
        Area(description="")
    with pytest.raises(InvalidTermError):
        Reference(sender="a b", identifier="i", sent_at=SENT_AT)


@pytest.mark.parametrize(
    ("change", "match"),
    [
        ({"expires_at": None}, "no end"),
        ({"expires_at": SENT_AT, "onset_at": None}, "ends before it was sent"),
        ({"areas": ()}, "no place"),
        ({"instruction": ""}, "not what to do"),
        ({"description": ""}, "not what is threatened"),
        ({"urgency": Urgency.PAST}, "different things"),
        ({"language": "ar"}, "one language"),
    ],
)
def test_a_warning_of_ours_that_leaves_something_out_is_not_let_go(change: dict[str, object], match: str) -> None:
    arabic, english = OURS.infos
    message = replace(OURS, infos=(arabic, replace(english, **change)))  # type: ignore[arg-type]  # a table of changes
    with pytest.raises(CapError, match=match):
        cap12.check_ours(message)
    assert cap12.parse(cap12.write(message)) == message


def test_a_warning_of_ours_says_something() -> None:
    with pytest.raises(CapError, match="says nothing"):
        cap12.check_ours(replace(OURS, infos=()))
    cancel = replace(
        OURS, msg_type=MsgType.CANCEL, scope=Scope.PUBLIC, status=Status.TEST, references=(OURS.reference,), infos=()
    )
    cap12.check_ours(cancel)

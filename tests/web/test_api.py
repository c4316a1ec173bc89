"""The API: a key hands reports of one source in and reads nothing; the contract is the code's."""

from __future__ import annotations

import base64
import hashlib
import io
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from nadhir.api.routes import api
from nadhir.api.schemas import ReportIn
from nadhir.casework import accounts, queries, seal
from nadhir.casework.house import House
from nadhir.casework.receive import digest_on_record
from nadhir.intake import Limits
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import OfficerId, ReportId
from tests.casework.desks import HUMINT, KARIM, NADIA, Desk
from tests.casework.reports import CABLE
from tests.conftest import ROOT

database = pytest.mark.django_db(transaction=True)
REPORTS = "/api/reports"


def key_of(desk: Desk) -> str:
    return accounts.create_intake_key(desk.house, name="partner gateway", source_id=HUMINT, by=NADIA)


def send(body: object, *, key: str = "") -> tuple[int, dict[str, object]]:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    answer = Client().post(REPORTS, data=json.dumps(body), content_type="application/json", headers=headers)
    return answer.status_code, answer.json()


@database
def test_a_key_hands_a_report_in_under_its_own_source(desk: Desk) -> None:
    status, answer = send(
        {"text": CABLE, "kind": "partner", "marking": "TLP:AMBER", "credibility": "2"}, key=key_of(desk)
    )
    assert (status, answer["is_sorted"]) == (201, True)
    view = queries.report(desk.house, report_id=answer["report_id"], by=KARIM)  # type: ignore[arg-type]
    assert view.source.id == HUMINT
    assert view.handed_in_by == "partner gateway"
    assert queries.raw_bytes(desk.house, report_id=view.report.id, by=KARIM) == CABLE.encode()
    assert view.case_id is not None
    assert set(answer) == {"report_id", "is_sorted"}


@database
def test_bytes_come_as_they_were(desk: Desk) -> None:
    raw = "تقرير عن تهديد".encode("windows-1256") + b"\x00\xff"
    status, answer = send({"content_base64": base64.b64encode(raw).decode(), "name": "page.html"}, key=key_of(desk))
    assert status == 201
    assert queries.raw_bytes(desk.house, report_id=answer["report_id"], by=KARIM) == raw  # type: ignore[arg-type]


@database
def test_base64_may_stand_in_lines_as_base64_writes_it(desk: Desk) -> None:
    lines = base64.encodebytes(CABLE.encode()).decode()
    assert lines.count("\n") > 1
    status, answer = send({"content_base64": lines}, key=key_of(desk))
    assert status == 201
    assert queries.raw_bytes(desk.house, report_id=answer["report_id"], by=KARIM) == CABLE.encode()  # type: ignore[arg-type]


# ── bytes as the body, and a form ───────────────────────────────────────────────────────────────────────────────────


def send_bytes(
    data: bytes, *, key: str, query: str = "", media_type: str = "application/x-www-form-urlencoded", **headers: str
) -> tuple[int, dict[str, Any]]:
    """Sends as `curl --data-binary` does, whose media type is a form's where none is given."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = Client().generic(
        "POST",
        f"{REPORTS}/bytes{query}",
        data,
        content_type=media_type,
        headers={"Authorization": f"Bearer {key}", **named},
    )
    return answer.status_code, answer.json()


def send_form(fields: dict[str, Any], *, key: str, query: str = "") -> tuple[int, dict[str, Any]]:
    answer = Client().post(f"{REPORTS}/form{query}", data=fields, headers={"Authorization": f"Bearer {key}"})
    return answer.status_code, answer.json()


@database
@pytest.mark.parametrize("raw", [CABLE.encode(), b"a=1&b=2", b"\x00\xff" * 900, "تهديد".encode("windows-1256")])
def test_a_body_is_kept_byte_for_byte(desk: Desk, raw: bytes) -> None:
    status, answer = send_bytes(raw, key=key_of(desk))
    assert status == 201
    assert queries.raw_bytes(desk.house, report_id=answer["report_id"], by=KARIM) == raw


@database
def test_what_is_known_of_a_body_stands_in_its_type_and_the_query(desk: Desk) -> None:
    text = "<html><body><p>They said they will kill the mayor of Doha on Friday. تهديد</p></body></html>"
    query = "?name=page.html&kind=partner&marking=TLP:AMBER&credibility=2&language=ar"
    status, answer = send_bytes(
        text.encode("cp1256"), key=key_of(desk), query=query, media_type="text/html; charset=windows-1256"
    )
    assert status == 201
    view = queries.report(desk.house, report_id=answer["report_id"], by=KARIM)
    assert (view.report.media_type, view.report.encoding, view.report.kind) == ("text/html", "cp1256", "partner")
    assert "تهديد" in view.report.body
    assert str(view.report.marking) == "TLP:AMBER"
    assert view.handed_in_by == "partner gateway"


@database
def test_a_file_of_a_form_is_kept_under_its_own_name(desk: Desk) -> None:
    from nadhir.store.models import ReportRow  # noqa: PLC0415 - after Django is set up

    file = SimpleUploadedFile("بلاغ.html", CABLE.encode(), content_type="text/plain; charset=utf-8")
    status, answer = send_form({"file": file, "kind": "partner"}, key=key_of(desk))
    assert status == 201
    assert queries.raw_bytes(desk.house, report_id=answer["report_id"], by=KARIM) == CABLE.encode()
    row = ReportRow.objects.unsafe_everything().get(id=answer["report_id"])
    assert (row.name, row.kind) == ("بلاغ.html", "partner")


def a_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("a.txt", b"x")


@database
def test_a_body_that_is_no_report_is_refused_in_words_and_nothing_is_kept(desk: Desk) -> None:
    key = key_of(desk)
    answers = [
        send_bytes(b"", key=key),
        send_bytes(b"x", key=key, query="?sorce=1"),
        send_bytes(b"x", key=key, query="?kind=rumour"),
        send_bytes(b"x", key=key, query="?marking=SECRET"),
        send_bytes(b"x", key=key, media_type="multipart/form-data; boundary=x"),
        send_bytes(b"x", key=key, Idempotency_Key=""),
        send_bytes(b"x", key=key, Idempotency_Key="a b"),
        send_form({}, key=key),
        send_form({"file": SimpleUploadedFile("a.txt", b"")}, key=key),
        send_form({"file": [a_file(), a_file()]}, key=key),
        send_form({"file": a_file(), "more": a_file()}, key=key),
        send_form({"file": a_file(), "source_id": "src-wire"}, key=key),
        send_form({"file": a_file(), "kind": "rumour"}, key=key),
        send_form({"file": a_file()}, key=key, query="?kind=page"),
    ]
    for status, answer in answers:
        assert status == 422, answer
        assert set(answer) == {"what", "where", "remedy"}
        assert all(answer.values())
    assert queries.inbox(desk.house, by=KARIM).lines == ()


@database
@pytest.mark.parametrize("path", ["", "/bytes", "/form"])
def test_what_is_too_large_is_refused_before_any_of_it_is_read(desk: Desk, path: str) -> None:
    class Body(io.BytesIO):
        def read(self, *_size: int | None) -> bytes:
            raise AssertionError("nothing is read")

    key = key_of(desk)
    unread: dict[str, Any] = {"wsgi.input": Body()}
    answer = Client(**unread).generic(
        "POST",
        f"{REPORTS}{path}",
        b"",
        content_type="multipart/form-data; boundary=x",
        headers={"Authorization": f"Bearer {key}"},
        CONTENT_LENGTH=str(25 * 1024 * 1024),
    )
    assert answer.status_code == 413
    assert "nothing of it was kept" in answer.json()["what"]


@database
@pytest.mark.parametrize("path", ["", "/bytes", "/form"])
def test_a_request_that_does_not_say_its_length_is_told_to(desk: Desk, path: str) -> None:
    headers = {"Authorization": f"Bearer {key_of(desk)}", "Transfer-Encoding": "chunked"}
    answer = Client().generic("POST", f"{REPORTS}{path}", b"", headers=headers)
    assert answer.status_code == 411
    assert set(answer.json()) == {"what", "where", "remedy"}


@database
@pytest.mark.parametrize("path", ["/bytes", "/form"])
def test_without_a_key_neither_bytes_nor_a_form_are_taken(desk: Desk, path: str) -> None:
    assert Client().post(f"{REPORTS}{path}", data={"file": SimpleUploadedFile("a", b"x")}).status_code == 401
    assert queries.inbox(desk.house, by=KARIM).lines == ()


@database
def test_what_is_sent_again_under_its_idempotency_key_is_the_report_that_is_there(desk: Desk) -> None:
    key = key_of(desk)
    first = send_bytes(CABLE.encode(), key=key, Idempotency_Key="7f3c")
    again = send_bytes(CABLE.encode(), key=key, Idempotency_Key="7f3c")
    assert (first[0], again[0]) == (201, 200)
    assert again[1] == first[1]
    assert send_bytes(b"other bytes", key=key, Idempotency_Key="7f3c")[0] == 409
    assert send_bytes(CABLE.encode(), key=key, Idempotency_Key="7f3d")[0] == 201
    other = accounts.create_intake_key(desk.house, name="another gateway", source_id=HUMINT, by=NADIA)
    assert send_bytes(CABLE.encode(), key=other, Idempotency_Key="7f3c")[0] == 201
    assert send_bytes(CABLE.encode(), key=key)[0] == 201  # without one, each is a report


@database
def test_what_is_too_large_may_be_sent_again_too(desk: Desk) -> None:
    key, data = key_of(desk), b"x" * (Limits().size_bytes + 10)
    assert [send_bytes(data, key=key, Idempotency_Key="k")[0] for _ in range(2)] == [201, 200]


@database
def test_two_that_come_at_once_under_one_idempotency_key_are_one_report(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = key_of(desk)
    first = send_bytes(CABLE.encode(), key=key, Idempotency_Key="k")
    looks = iter([None])  # as the second would have seen it before the first was on record

    def late(house: House, *, report_id: ReportId, by: OfficerId | None, organisation: str) -> str | None:
        return next(looks, digest_on_record(house, report_id=report_id, by=by, organisation=organisation))

    monkeypatch.setattr("nadhir.casework.unpack.digest_on_record", late)
    again = send_bytes(CABLE.encode(), key=key, Idempotency_Key="k")
    assert (again[0], again[1]["report_id"]) == (200, first[1]["report_id"])


# ── limits and refusals ─────────────────────────────────────────────────────────────────────────────────────────────


@database
def test_what_is_larger_than_intake_takes_is_on_record_with_its_digest(desk: Desk) -> None:
    text = "They will come on Friday. " + "x" * (Limits().size_bytes + 100)
    status, answer = send({"text": text}, key=key_of(desk))
    assert status == 201
    view = queries.report(desk.house, report_id=answer["report_id"], by=KARIM)  # type: ignore[arg-type]
    assert view.report.problem == "too_large"
    assert view.report.size_bytes == len(text)
    assert view.report.fingerprint.digest == hashlib.sha256(text.encode()).hexdigest()


@database
def test_a_request_too_large_to_be_read_is_refused_in_words(desk: Desk) -> None:
    status, answer = send({"text": "x" * (25 * 1024 * 1024)}, key=key_of(desk))
    assert status == 413
    assert "nothing of it was kept" in str(answer["what"])


@database
@pytest.mark.parametrize("key", ["", "x", "Bearer", "0" * 43])
def test_without_a_known_key_nothing_is_taken_in(desk: Desk, key: str) -> None:
    status, answer = send({"text": CABLE}, key=key)
    assert status == 401
    assert set(answer) == {"what", "where", "remedy"}
    assert queries.inbox(desk.house, by=KARIM).lines == ()


@database
@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": ""},
        {"text": "a", "content_base64": "YQ=="},
        {"content_base64": "no base64!"},
        {"text": "a", "source_id": "src-wire"},
        {"text": "a", "organisation": "other"},
        {"text": "a", "marking": "SECRET"},
        {"text": "a", "language": "not a tag"},
        {"text": "a", "kind": "rumour"},
        {"text": "a", "published_on": "2024-13-01"},
        [],
        "text",
        None,
    ],
)
def test_what_is_not_in_the_contract_is_refused_and_nothing_is_kept(desk: Desk, body: object) -> None:
    status, answer = send(body, key=key_of(desk))
    assert status == 422
    assert set(answer) == {"what", "where", "remedy"}
    assert queries.inbox(desk.house, by=KARIM).lines == ()


@database
def test_a_body_that_is_no_json_gets_an_answer_of_the_same_shape(desk: Desk) -> None:
    headers = {"Authorization": f"Bearer {key_of(desk)}"}
    answer = Client().post(REPORTS, data="{", content_type="application/json", headers=headers)
    assert answer.status_code == 400
    assert set(answer.json()) == {"what", "where", "remedy"}


@database
def test_the_key_itself_is_nowhere_in_the_database(desk: Desk) -> None:
    from nadhir.store.models import IntakeKey  # noqa: PLC0415 - after Django is set up

    key = key_of(desk)
    rows = list(IntakeKey.objects.unsafe_everything().values())
    assert key not in repr(rows)


@database
def test_a_key_reads_no_page(desk: Desk) -> None:
    client = Client(headers={"Authorization": f"Bearer {key_of(desk)}"})
    assert [client.get(page).status_code for page in ("/", "/reports/", "/cases/", "/ledger/")] == [302] * 4
    assert [client.get(f"{REPORTS}{path}").status_code for path in ("", "/bytes", "/form")] == [405] * 3


@database
def test_a_revoked_key_opens_nothing(desk: Desk) -> None:
    key = key_of(desk)
    assert send({"text": CABLE}, key=key)[0] == 201
    accounts.revoke_intake_key(desk.house, name="partner gateway", by=NADIA)
    assert send({"text": CABLE}, key=key)[0] == 401


@database
def test_the_checkpoint_is_for_everybody(desk: Desk) -> None:
    assert Client().get("/api/checkpoint").status_code == 404
    note = seal.seal_ledger(desk.house)
    answer = Client().get("/api/checkpoint")
    assert answer.content.decode() == note
    assert answer.headers["Content-Type"].startswith("text/plain")


@database
@pytest.mark.usefixtures("desk")
def test_health_counts_what_waits_and_tells_of_nobody() -> None:
    assert Client().get("/api/health").json() == {"is_well": True, "waiting": 0}


def test_the_contract_in_the_repository_is_the_codes() -> None:
    kept = json.loads((ROOT / "nadhir" / "api" / "openapi.json").read_text("utf-8"))
    assert kept == json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/")))


def test_every_answer_that_is_no_success_has_one_shape_in_the_contract() -> None:
    kept = json.loads((ROOT / "nadhir" / "api" / "openapi.json").read_text("utf-8"))
    for path, operations in kept["paths"].items():
        for method, operation in operations.items():
            for status, answer in operation["responses"].items():
                if int(status) >= 400:
                    schema = answer["content"]["application/json"]["schema"]
                    assert schema == {"$ref": "#/components/schemas/Problem"}, (path, method, status)


@given(name=st.text(min_size=1).filter(lambda name: name not in ReportIn.model_fields), value=st.integers())
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_no_field_beyond_the_contract_is_ever_taken(name: str, value: int) -> None:
    with pytest.raises((ValidationError, TheirsError)):
        ReportIn.model_validate({"text": "a", name: value})

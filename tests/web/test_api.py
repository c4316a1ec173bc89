"""The API: a key hands reports of one source in and reads nothing; the contract is the code's."""

from __future__ import annotations

import base64
import hashlib
import json

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from nadhir.api.routes import api
from nadhir.api.schemas import ReportIn
from nadhir.casework import accounts, queries, seal
from nadhir.intake import Limits
from nadhir.terms.errors import TheirsError
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
    assert client.get(REPORTS).status_code == 405


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

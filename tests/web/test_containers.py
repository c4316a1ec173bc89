"""A file that holds several reports, at the desk and by the API."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from nadhir.casework import accounts, queries
from nadhir.casework.house import House
from nadhir.casework.receive import digest_on_record
from nadhir.terms.ids import OfficerId, ReportId
from tests.casework.desks import HUMINT, KARIM, NADIA, Desk
from tests.casework.reports import CABLE, NEWS
from tests.rooms.intake.containers import archive, mail, mail_with_attachments, mbox

pytestmark = pytest.mark.django_db(transaction=True)
ENTER = Callable[[str], Client]
Answer = Any  # what Django's client returns has no type of its own


def upload(client: Client, data: bytes, *, name: str) -> object:
    sent = {"file": SimpleUploadedFile(name, data), "source": "src-human", "credibility": "6", "kind": ""}
    return client.post(reverse("report-receive"), {**sent, "text": "", "marking": ""}, follow=True)


def test_an_uploaded_mailbox_becomes_its_messages_and_the_inbox_says_how_many(desk: Desk, enter: ENTER) -> None:
    data = mbox(mail(subject="Cable", text=CABLE), mail(subject="Library", text=NEWS, number=2))
    answer = upload(enter(KARIM), data, name="inbox.mbox")
    page = unescape(answer.content.decode())  # type: ignore[attr-defined]
    assert "2 reports out of it are on record." in page
    lines = queries.inbox(desk.house, by=KARIM).lines
    assert {line.title for line in lines} == {"Cable", "Library"}


def test_the_page_of_a_piece_says_what_it_came_in_and_gives_the_whole(desk: Desk, enter: ENTER) -> None:
    karim = enter(KARIM)
    data = mail_with_attachments().as_bytes()
    upload(karim, data, name="with.eml")
    by_name = {
        view.handed_in_as: view
        for line in queries.inbox(desk.house, by=KARIM).lines
        for view in [queries.report(desk.house, report_id=line.report_id, by=KARIM)]
    }
    letter, notes = by_name["with.eml"], by_name["with.eml, attachment 1 (notes.txt)"]
    page = karim.get(reverse("report", args=[notes.report.id])).content.decode()
    assert "attachment 1" in page
    assert "notes.txt" in page
    assert reverse("report", args=[letter.report.id]) in page
    whole = karim.get(reverse("report-container", args=[notes.report.id]))
    assert whole.content == data
    assert "attachment" in whole.headers["Content-Disposition"]
    assert (
        reverse("report", args=[notes.report.id])
        in karim.get(reverse("report", args=[letter.report.id])).content.decode()
    )
    assert karim.get(reverse("report-container", args=[letter.report.id])).status_code == 404


def test_a_single_file_still_leads_to_its_report(desk: Desk, enter: ENTER) -> None:
    answer = upload(enter(KARIM), CABLE.encode(), name="cable.txt")
    (line,) = queries.inbox(desk.house, by=KARIM).lines
    assert answer.redirect_chain[-1][0] == reverse("report", args=[line.report_id])  # type: ignore[attr-defined]


def test_a_pasted_text_is_one_report_whatever_it_looks_like(desk: Desk, enter: ENTER) -> None:
    text = mbox(mail(subject="Cable", text=CABLE), mail(subject="Library", text=NEWS, number=2)).decode()
    sent = {"text": text, "source": "src-human", "credibility": "6", "kind": "", "marking": ""}
    assert enter(KARIM).post(reverse("report-receive"), sent).status_code == 302
    assert len(queries.inbox(desk.house, by=KARIM).lines) == 1


def test_what_was_not_understood_of_an_upload_is_said_at_once(desk: Desk, enter: ENTER) -> None:  # noqa: ARG001
    data = archive({"one.txt": CABLE, "bomb.txt": b"\0" * 5_000_000})
    page = unescape(upload(enter(KARIM), data, name="box.zip").content.decode())  # type: ignore[attr-defined]
    assert "1 of them was not understood: a person has to look." in page


def test_nobody_without_the_role_gets_the_whole(desk: Desk, enter: ENTER) -> None:
    upload(enter(KARIM), mail_with_attachments().as_bytes(), name="with.eml")
    pieces = [line.report_id for line in queries.inbox(desk.house, by=KARIM).lines]
    strangers = {enter("boris").get(reverse("report-container", args=[each])).status_code for each in pieces}
    assert strangers == {404}
    assert Client().get(reverse("report-container", args=[pieces[0]])).status_code in (302, 403)


def send(desk: Desk, body: object) -> tuple[int, dict[str, object]]:
    key = accounts.create_intake_key(desk.house, name="gateway", source_id=HUMINT, by=NADIA)
    headers = {"Authorization": f"Bearer {key}"}
    answer = Client().post("/api/reports", json.dumps(body), content_type="application/json", headers=headers)
    return answer.status_code, answer.json()


def test_the_api_takes_a_container_apart_and_names_each_piece(desk: Desk) -> None:
    data = mbox(mail(subject="Cable", text=CABLE), mail(subject="Library", text=NEWS, number=2))
    status, answer = send(desk, {"content_base64": base64.b64encode(data).decode(), "name": "inbox.mbox"})
    assert (status, answer["is_sorted"]) == (201, True)
    pieces = answer["pieces"]
    assert isinstance(pieces, list)
    first, second = pieces
    assert first["report_id"] == answer["report_id"]
    assert (second["name"], second["is_sorted"]) == ("inbox.mbox, message 2", True)
    assert queries.container_bytes(desk.house, report_id=ReportId(second["report_id"]), by=KARIM) == data


def post_json(data: bytes, *, name: str, **headers: str) -> Answer:
    body = {"content_base64": base64.b64encode(data).decode(), "name": name}
    return Client().post("/api/reports", json.dumps(body), content_type="application/json", headers=headers)


def post_bytes(data: bytes, *, name: str, **headers: str) -> Answer:
    address = f"/api/reports/bytes?name={name}"
    return Client().generic("POST", address, data, content_type="application/octet-stream", headers=headers)


def post_form(data: bytes, *, name: str, **headers: str) -> Answer:
    return Client().post("/api/reports/form", data={"file": SimpleUploadedFile(name, data)}, headers=headers)


WAYS = pytest.mark.parametrize("post", [post_json, post_bytes, post_form])
POST = Callable[..., Answer]


def keyed(desk: Desk, *, word: str) -> dict[str, str]:
    key = accounts.create_intake_key(desk.house, name="gateway", source_id=HUMINT, by=NADIA)
    return {"Authorization": f"Bearer {key}", "Idempotency-Key": word}


def on_record() -> list[tuple[str, bytes]]:
    """The name and the bytes of every report."""
    from nadhir.store.models import ReportRow  # noqa: PLC0415 - after Django is set up

    rows = ReportRow.objects.unsafe_everything().select_related("blob")
    return sorted((row.name, bytes(row.blob.data)) for row in rows)


@WAYS
def test_however_a_container_is_sent_each_piece_is_named_and_sent_again_under_its_key_they_are_the_same(
    desk: Desk, post: POST
) -> None:
    data, headers = archive({"cable.txt": CABLE, "news.txt": NEWS}), keyed(desk, word="7f3c")
    first = post(data, name="box.zip", **headers)
    assert first.status_code == 201
    assert [each["name"] for each in first.json()["pieces"]] == ["box.zip, cable.txt", "box.zip, news.txt"]
    again = post(data, name="box.zip", **headers)
    assert (again.status_code, again.json()) == (200, first.json())
    assert on_record() == [("box.zip, cable.txt", CABLE.encode()), ("box.zip, news.txt", NEWS.encode())]
    other = archive({"cable.txt": CABLE, "news.txt": NEWS + " More.", "third.txt": "A third."})
    assert post(other, name="box.zip", **headers).status_code == 409
    assert post(CABLE.encode(), name="cable.txt", **headers).status_code == 409
    assert len(on_record()) == 2
    del headers["Idempotency-Key"]
    assert post(data, name="box.zip", **headers).status_code == 201
    assert len(on_record()) == 4  # without one, each is a delivery


@WAYS
def test_a_container_that_was_cut_off_by_the_database_is_taken_to_its_end_under_its_key(desk: Desk, post: POST) -> None:
    pieces = {f"{number}.txt": f"{NEWS} {number}" for number in range(4)}
    data, headers, inserts = archive(pieces), keyed(desk, word="7f3c"), iter(range(1000))

    def look(execute: Callable[..., object], sql: str, *rest: object) -> object:
        if sql.startswith("INSERT") and next(inserts) >= 9:
            raise OperationalError("database or disk is full")
        return execute(sql, *rest)

    with connection.execute_wrapper(look):
        failed = post(data, name="box.zip", **headers)
    assert failed.status_code == 503
    assert set(failed.json()) == {"what", "where", "remedy"}
    assert 0 < len(on_record()) < 4
    answer = post(data, name="box.zip", **headers)
    assert answer.status_code == 201
    ids = [each["report_id"] for each in answer.json()["pieces"]]
    assert ids == [ids[0], f"{ids[0]}.1", f"{ids[0]}.2", f"{ids[0]}.3"]
    assert on_record() == [(f"box.zip, {name}", text.encode()) for name, text in pieces.items()]
    again = post(data, name="box.zip", **headers)
    assert (again.status_code, [each["report_id"] for each in again.json()["pieces"]]) == (200, ids)


def test_two_containers_that_come_at_once_under_one_key_are_one_delivery(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, headers = archive({"cable.txt": CABLE, "news.txt": NEWS}), keyed(desk, word="7f3c")
    first = post_bytes(data, name="box.zip", **headers).json()
    looks = iter([None, None])  # as the second would have seen it before the first was on record

    def late(house: House, *, report_id: ReportId, by: OfficerId | None, organisation: str) -> str | None:
        return next(looks, digest_on_record(house, report_id=report_id, by=by, organisation=organisation))

    monkeypatch.setattr("nadhir.casework.unpack.digest_on_record", late)
    again = post_bytes(data, name="box.zip", **headers)
    assert (again.status_code, again.json()) == (200, first)
    assert len(on_record()) == 2
    looks = iter([None, None])
    other = archive({"cable.txt": "Other.", "news.txt": NEWS, "third.txt": "A third."})
    assert post_bytes(other, name="box.zip", **headers).status_code == 409
    assert len(on_record()) == 2


def test_of_a_long_container_the_api_sorts_the_first_and_leaves_the_others_to_the_worker(desk: Desk) -> None:
    data = archive({f"{number}.txt": f"{NEWS} {number}" for number in range(9)})
    status, answer = send(desk, {"content_base64": base64.b64encode(data).decode()})
    pieces = answer["pieces"]
    assert isinstance(pieces, list)
    assert (status, answer["is_sorted"], len(pieces)) == (201, False, 9)
    assert [each["is_sorted"] for each in pieces] == [True] * 5 + [False] * 4
    assert queries.inbox(desk.house, by=KARIM).not_routed_count == 4


def test_a_text_sent_as_text_is_one_report(desk: Desk) -> None:
    text = mbox(mail(subject="Cable", text=CABLE), mail(subject="Library", text=NEWS, number=2)).decode()
    status, answer = send(desk, {"text": text})
    assert (status, set(answer)) == (201, {"report_id", "is_sorted"})

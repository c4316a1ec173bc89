"""A file that holds several reports, at the desk and by the API."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from nadhir.casework import accounts, queries
from nadhir.terms.ids import ReportId
from tests.casework.desks import HUMINT, KARIM, NADIA, Desk
from tests.casework.reports import CABLE, NEWS
from tests.rooms.intake.containers import archive, mail, mail_with_attachments, mbox

pytestmark = pytest.mark.django_db(transaction=True)
ENTER = Callable[[str], Client]


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

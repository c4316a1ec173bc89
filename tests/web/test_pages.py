"""The desk's pages: who sees which, that reading changes nothing, and that nobody reaches into another organisation."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from nadhir.casework import deliver, queries
from nadhir.casework.read_models import ReleaseView
from nadhir.store.models import Officer
from nadhir.store.scope import ScopedManager
from nadhir.terms.ids import CaseId, OfficerId
from tests.casework.desks import BORIS, INES, KARIM, LINA, NADIA, OMAR, SALMA, YUSUF, Desk, proposed, released, take_in
from tests.casework.reports import CABLE, NEWS

pytestmark = pytest.mark.django_db(transaction=True)

ENTER = Callable[[str], Client]
DESK_OFFICERS = (KARIM, SALMA, OMAR, YUSUF, INES)


def addresses(view: ReleaseView, *, desk: Desk) -> dict[str, str]:
    """Returns every address of the desk that can be read, with what exists in this desk put in."""
    case_id = view.release.case_id
    report_id = queries.case(desk.house, case_id=case_id, by=SALMA).reports[0].report_id
    steps = (
        *("assess", "fact", "reply", "tearline", "edit", "propose", "close", "command", "decide", "review"),
        *("ask", "answer", "withdraw", "accept", "decline", "keep", "offer", "confirm", "do-not-close"),
    )
    return {
        "watch": reverse("watch"),
        "inbox": reverse("inbox"),
        "urgent": reverse("inbox") + "?queue=urgent",
        "report": reverse("report", args=[report_id]),
        "search": reverse("search"),
        "found": reverse("search") + "?q=corniche",
        "refused": reverse("search") + "?q=kind:rumour",
        "cases": reverse("cases"),
        "clocks": reverse("clocks"),
        "closed": reverse("cases") + "?closed=1",
        "case": reverse("case", args=[case_id]),
        "review": reverse("case-review", args=[case_id]),
        "case ledger": reverse("case-ledger", args=[case_id]),
        "release": reverse("release", args=[view.release.id]),
        "ledger": reverse("ledger"),
        **{f"step {name}": reverse("case-step", args=[case_id, name]) for name in steps},
    }


def everything_stored() -> dict[str, list[dict[str, object]]]:
    """Returns every row of the store, but for sessions, which are the browser's."""
    found = {}
    for model in apps.get_app_config("store").get_models():
        manager = getattr(model, "objects")  # noqa: B009 - each model names its own, and the type of none is said
        rows = manager.unsafe_everything() if isinstance(manager, ScopedManager) else manager.all()
        found[model.__name__] = sorted((dict(row) for row in rows.values() if "last_login" not in row), key=repr)
    return found


def test_reading_every_page_changes_nothing_but_the_record_of_who_opened_what(desk: Desk, enter: ENTER) -> None:
    view = released(desk)
    deliver.run(desk.house)
    case_id = view.release.case_id
    assert enter(SALMA).get(reverse("case", args=[case_id])).status_code == 200
    assert {line.looked_by for line in queries.case(desk.house, case_id=case_id, by=SALMA).reports} == {SALMA}
    clients = {officer: enter(officer) for officer in DESK_OFFICERS}
    before = everything_stored()
    for client in clients.values():
        for address in addresses(view, desk=desk).values():
            assert client.head(address).status_code in {200, 403, 422}
    assert everything_stored() == before
    for client in clients.values():
        for address in addresses(view, desk=desk).values():
            assert client.get(address).status_code in {200, 403, 422}
    after = everything_stored()
    opened = {(row["officer"], row["case_id"], row["report_id"]) for row in after.pop("ViewRow")}
    assert {officer for officer, case_id, _ in opened if case_id == view.release.case_id} == set(clients)
    assert {officer for officer, _, report_id in opened if report_id is not None} == set(clients)
    before.pop("ViewRow")
    assert after == before


def test_what_changes_something_is_not_done_by_a_get(desk: Desk, enter: ENTER) -> None:
    view = proposed(desk)
    omar = enter(OMAR)
    for name in ("release-approve", "release-refuse"):
        assert omar.get(reverse(name, args=[view.release.id])).status_code == 405
    assert enter(NADIA).get(reverse("seal")).status_code == 405
    assert enter(SALMA).get(reverse("logout")).status_code == 405
    assert queries.release(desk.house, release_id=view.release.id, by=OMAR).release.approvals == ()


@pytest.mark.parametrize(
    ("officer", "closed"),
    [
        (KARIM, set()),
        (SALMA, set()),
        (OMAR, set()),
        (YUSUF, set()),
        (INES, set()),
        (
            NADIA,
            {
                "inbox",
                "urgent",
                "report",
                "search",
                "found",
                "refused",
                "cases",
                "closed",
                "case",
                "review",
                "case ledger",
                "release",
                "ledger",
                "clocks",
            },
        ),
    ],
)
def test_each_role_reads_what_its_work_needs(desk: Desk, enter: ENTER, officer: str, closed: set[str]) -> None:
    view = released(desk)
    client = enter(officer)
    pages = {name: page for name, page in addresses(view, desk=desk).items() if not name.startswith(("step", "watch"))}
    assert {name for name, page in pages.items() if client.get(page).status_code == 403} == closed
    assert {client.get(page).status_code for name, page in pages.items() if name not in closed} <= {200, 422}


def test_accounts_are_for_those_who_keep_or_inspect_them(enter: ENTER) -> None:
    assert enter(NADIA).get(reverse("officers")).status_code == 200
    assert enter(INES).get(reverse("officers")).status_code == 200
    assert enter(SALMA).get(reverse("officers")).status_code == 403
    assert enter(NADIA).get(reverse("watch")).headers["Location"] == reverse("officers")


def test_nobody_gets_in_without_an_account(desk: Desk) -> None:
    view = released(desk)
    client = Client()
    for address in addresses(view, desk=desk).values():
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith(reverse("login"))


def test_another_organisations_things_are_not_there(desk: Desk, enter: ENTER) -> None:
    """Boris has every role but the administrator's, elsewhere; every address says that there is nothing."""
    view = released(desk)
    deliver.run(desk.house)
    delivery = queries.case(desk.house, case_id=view.release.case_id, by=SALMA).deliveries[0]
    boris = enter(BORIS)
    own = ("watch", "inbox", "urgent", "search", "found", "refused", "cases", "closed", "ledger", "clocks")
    pages = {name: page for name, page in addresses(view, desk=desk).items() if name not in own}
    assert {name: boris.get(page).status_code for name, page in pages.items()} == dict.fromkeys(pages, 404)
    before = everything_stored()
    release_id, case_id = view.release.id, view.release.case_id
    posts = [
        *(page for name, page in pages.items() if name.startswith("step")),
        reverse("release-approve", args=[release_id]),
        reverse("release-refuse", args=[release_id]),
    ]
    assert [boris.post(page, {"reason": "x", "password": "x"}).status_code for page in posts] == [404] * len(posts)
    for name in ("hand-over", "acknowledged", "silence", "unreachable"):
        page = reverse("delivery-step", args=[case_id, delivery.id, name])
        filled = {"to_name": "A", "name": "A", "rank": "", "will_do": "", "note": "n"}
        kept = {"hand-over": ("to_name", "rank", "note"), "acknowledged": ("name", "rank", "will_do")}.get(
            name, ("note",)
        )
        assert boris.post(page, {key: filled[key] for key in kept}).status_code == 404
    assert everything_stored() == before
    assert view.release.id not in boris.get(reverse("ledger")).content.decode()
    assert case_id not in boris.get(reverse("cases")).content.decode()


def test_a_wrong_identifier_looks_like_another_organisations(desk: Desk, enter: ENTER) -> None:
    view = released(desk)
    foreign = enter(BORIS).get(reverse("case", args=[view.release.case_id])).content.decode()
    unknown = enter(BORIS).get(reverse("case", args=["c-0000000000000000"])).content.decode()
    strip = re.compile(r'csrfmiddlewaretoken" value="[^"]+"|c-[0-9a-f]{16}')
    assert strip.sub("", foreign) == strip.sub("", unknown)


def test_a_form_without_its_token_is_refused(desk: Desk, enter: ENTER) -> None:
    view = proposed(desk)
    enter(OMAR)
    client = Client(enforce_csrf_checks=True)
    client.force_login(_officer(OMAR), backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post(reverse("release-refuse", args=[view.release.id]), {"reason": "no"})
    assert answer.status_code == 403
    assert queries.release(desk.house, release_id=view.release.id, by=OMAR).release.refusals == ()


def _officer(name: str) -> Officer:
    return Officer.objects.get(username=name)


def test_pages_carry_no_script_and_no_inline_style(desk: Desk, enter: ENTER) -> None:
    view = released(desk)
    deliver.run(desk.house)
    salma = enter(SALMA)
    for name, address in addresses(view, desk=desk).items():
        answer = salma.get(address)
        page = answer.content.decode()
        assert "<script" not in page, name
        assert not re.search(r"\sstyle=|\son[a-z]+=\"|javascript:", page), name
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "no-store"
        outside = re.findall(r'(?:src|href|action)="(?:https?:)?//[^"]*"', page)
        assert outside == [], name


def test_every_page_speaks_both_languages_and_lays_itself_out_in_them(desk: Desk, enter: ENTER) -> None:
    view = released(desk)
    deliver.run(desk.house)
    salma = enter(SALMA)
    assert '<html lang="en" dir="ltr">' in salma.get(reverse("watch")).content.decode()
    answer = salma.post(reverse("set_language"), {"language": "ar", "next": reverse("cases")})
    assert answer.headers["Location"] == reverse("cases")
    latin_word = re.compile(r">\s*[A-Z][a-z]+(?: [a-z]+){2,}[.:]?\s*<")  # a sentence of ours that was left in English
    for name, address in addresses(view, desk=desk).items():
        page = salma.get(address).content.decode()
        assert '<html lang="ar" dir="rtl">' in page, name
        assert "bootstrap.rtl.min.css" in page
        shown = re.sub(
            r'<(bdi|q|blockquote|div|textarea|strong)\b[^>]*(?:lang="en"|dir="auto")[^>]*>.*?</\1>',
            "",
            page,
            flags=re.DOTALL,
        )
        assert latin_word.findall(shown) == [], name


def test_the_switch_leads_to_no_other_site(enter: ENTER) -> None:
    for outside in ("https://example.invalid/", "//example.invalid/", "/\\example.invalid"):
        answer = enter(SALMA).post(reverse("set_language"), {"language": "ar", "next": outside})
        assert "example.invalid" not in answer.headers["Location"]


def test_what_stands_in_a_report_is_shown_and_never_run(desk: Desk, enter: ENTER) -> None:
    text = (
        '<script>alert(1)</script> "><img src=x onerror=alert(1)> We will attack the market in Doha on 5 January 2024.'
    )
    routed = take_in(desk, text)
    page = enter(SALMA).get(reverse("report", args=[routed.report_id])).content.decode()
    assert "<script" not in page
    assert "<img" not in page
    plain = take_in(desk, "5 < 6 & 7 > 3: 'they' said \"we will attack the market in Doha on 5 January 2024\".")
    page = enter(SALMA).get(reverse("report", args=[plain.report_id])).content.decode()
    assert "5 &lt; 6 &amp; 7 &gt; 3" in page


def test_a_character_that_turns_a_line_around_is_shown_by_name(desk: Desk, enter: ENTER) -> None:
    routed = take_in(desk, "Meet at \u202egnihton\u202c the corner\u200b of می\u200cخواهم.")
    page = enter(SALMA).get(reverse("report", args=[routed.report_id])).content.decode()
    assert "\u202e" not in page
    assert "\u202c" not in page
    assert '<span class="control" title="RIGHT-TO-LEFT OVERRIDE">RLO</span>' in page
    assert ">ZWSP</span>" in page
    assert "می\u200cخواهم" in page


def test_the_bytes_are_given_to_be_saved_and_never_shown(desk: Desk, enter: ENTER) -> None:
    routed = take_in(desk, "<script>alert(1)</script> We will attack the market in Doha on 5 January 2024.")
    address = reverse("report-bytes", args=[routed.report_id])
    answer = enter(SALMA).get(address)
    assert answer.content.startswith(b"<script>alert(1)")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert enter(BORIS).get(address).status_code == 404
    assert enter(NADIA).get(address).status_code == 403


def test_a_text_longer_than_a_page_says_so_and_keeps_its_marks_in_the_list(desk: Desk, enter: ENTER) -> None:
    routed = take_in(desk, CABLE + "\n" + "The market opened as on every day. " * 9_000)
    page = enter(SALMA).get(reverse("report", args=[routed.report_id])).content.decode()
    assert "The text is longer than a page shows." in page
    assert len(page) < 400_000


def test_a_persian_report_stands_right_to_left_on_an_english_page(desk: Desk, enter: ENTER) -> None:
    routed = take_in(desk, "شهر کرمان روز چهارشنبه میزبان مراسم سالگرد خواهد بود و مردم از همه جا می‌آیند.")
    page = enter(SALMA).get(reverse("report", args=[routed.report_id])).content.decode()
    assert re.search(r'class="raw" lang="fa" dir="rtl"', page)


def test_ordinary_news_says_why_it_is_in_no_case(desk: Desk, enter: ENTER) -> None:
    from tests.casework.desks import WIRE  # noqa: PLC0415 - one test's

    take_in(desk, NEWS, source_id=WIRE)
    assert "in no case: it raises no threat" in " ".join(enter(KARIM).get(reverse("inbox")).content.decode().split())


def test_a_case_shows_limbs_with_quotations_paragraphs_and_who_is_not_told(desk: Desk, enter: ENTER) -> None:
    view = released(desk)
    page = enter(SALMA).get(reverse("case", args=[view.release.case_id])).content.decode()
    for sentence in (
        "Credible",
        "Specific",
        "Impending",
        "not verified",
        "Who is to be told",
        "Ministry of Interior, Qatar",
        "The leak check found nothing",
        "Withheld. Never leaves the desk",
    ):
        assert sentence in page
    assert CABLE[:20] in page or "attack the crowd" in page


def test_an_intake_officer_takes_a_pasted_text_in_exactly_as_it_came(desk: Desk, enter: ENTER) -> None:
    karim = enter(KARIM)
    address = reverse("report-receive")
    page = karim.get(address).content.decode()
    assert "Cobalt Heron" in page
    assert 'enctype="multipart/form-data"' in page
    sent = {"text": "Line one\r\n  line two \r\n", "source": "src-human", "credibility": "6", "kind": "", "marking": ""}
    answer = karim.post(address, sent)
    assert answer.status_code == 302
    (line,) = queries.inbox(desk.house, by=KARIM).lines
    assert queries.raw_bytes(desk.house, report_id=line.report_id, by=KARIM) == b"Line one\n  line two \n"
    assert karim.post(address, {**sent, "extra": "1"}).status_code == 422
    assert karim.post(address, {**sent, "text": ""}).status_code == 422
    assert enter(YUSUF).get(address).status_code == 403
    assert len(queries.inbox(desk.house, by=KARIM).lines) == 1


def test_an_administrator_signs_a_checkpoint_and_nobody_else(enter: ENTER) -> None:
    seal = reverse("seal")
    assert {officer: enter(officer).post(seal).status_code for officer in DESK_OFFICERS} == dict.fromkeys(
        DESK_OFFICERS, 403
    )
    nadia = enter(NADIA)
    assert f'action="{seal}"' in nadia.get(reverse("officers")).content.decode()
    assert nadia.post(seal).status_code == 302
    assert "nadhir.invalid/ledger" in enter(INES).get(reverse("ledger")).content.decode()


def test_who_logs_out_is_out(enter: ENTER) -> None:
    salma = enter(SALMA)
    assert salma.post(reverse("logout")).headers["Location"] == reverse("login")
    assert salma.get(reverse("watch")).status_code == 302


@pytest.mark.usefixtures("desk")
def test_the_first_login_asks_for_the_right_password_and_then_rests() -> None:
    from tests.casework.desks import PASSWORD  # noqa: PLC0415 - one test's

    client = Client()
    login = reverse("login")
    for _ in range(4):
        assert client.post(login, {"username": SALMA, "password": "wrong"}).status_code == 200
    rests = client.post(login, {"username": SALMA, "password": "wrong"})
    assert rests.status_code == 429
    assert "The account rests" in rests.content.decode()
    assert client.post(login, {"username": SALMA, "password": PASSWORD}).status_code == 429
    other = Client()
    answer = other.post(login, {"username": OMAR, "password": PASSWORD, "next": "https://example.invalid/"})
    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize("officer", [KARIM, SALMA, OMAR, LINA, YUSUF, INES])
def test_an_officer_sees_only_steps_that_they_may_take(desk: Desk, enter: ENTER, officer: OfficerId) -> None:
    view = proposed(desk)
    page = enter(officer).get(reverse("case", args=[view.release.case_id])).content.decode()
    judges = {"assess", "likelihood", "fact", "reply", "close", "ask", "window", "ask-originator", "dispute"}
    allowed = {
        KARIM: {"offer", "dispute"},
        SALMA: {*judges, "tearline", "edit"},
        OMAR: {*judges, "offer", "stop-clock", "extend-clock"},
        LINA: {*judges, "offer", "stop-clock", "extend-clock"},
        YUSUF: {"reply", "ask", "ask-originator", "dispute"},
        INES: set(),
    }[officer]
    case_id: CaseId = view.release.case_id
    assert set(re.findall(rf'action="/cases/{case_id}/do/([a-z-]+)/"', page)) == allowed

"""What a case waits for stands first on its page; what does not hold is folded; numbers can be dialled."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from nadhir.casework import queries, write_tearline
from nadhir.terms.ids import CaseId
from nadhir.web.templatetags.desk import dialled
from tests.casework.desks import LINA, OMAR, SALMA, Desk, closed, closing_proposed, decide, opened_case, released

ENTER = Callable[[str], Client]
LINES = re.compile(r'<li><a href="#(\w+)">(.*?)</a>(.*?)</li>')


def awaited(client: Client, case_id: CaseId, *, language: str = "en") -> list[tuple[str, str, bool]]:
    client.cookies["django_language"] = language
    page = client.get(reverse("case", args=[case_id])).content.decode()
    (section,) = re.findall(r'id="next".*?</section>', page, re.DOTALL)
    assert page.index('id="next"') < page.index('id="assessment"')
    return [(anchor, words, not rest) for anchor, words, rest in LINES.findall(section)]


def test_a_case_says_first_what_it_waits_for_and_whom(desk: Desk, enter: ENTER) -> None:
    case_id = opened_case(desk)
    salma, omar = enter(SALMA), enter(OMAR)
    awaited(salma, case_id)  # who looks has seen its reports
    assert awaited(salma, case_id) == [
        ("determination", "Weigh what telling them could do.", True),
        ("determination", "Decide. The recommendation is: warn.", True),
    ]
    decide(desk, case_id)
    assert awaited(salma, case_id) == [("tearline", "Write the tearline.", True)]
    assert awaited(omar, case_id) == [("tearline", "Write the tearline.", False)]
    write_tearline.write_tearline(desk.house, case_id=case_id, by=SALMA)
    assert awaited(salma, case_id, language="ar") == [
        ("release", "اقترحوا إجازة إرسال النص المأذون بإبلاغه.", True),
    ]


def test_a_warning_that_nobody_answered_for_is_waited_for(desk: Desk, enter: ENTER) -> None:
    case_id = released(desk).release.case_id
    ((anchor, words, _is_ours),) = awaited(enter(SALMA), case_id)
    assert (anchor, words) == ("delivery", "Reach 1 recipient: no named person has the warning yet.")


def test_a_proposed_closing_stands_first_and_a_closed_case_waits_for_nothing(desk: Desk, enter: ENTER) -> None:
    case_id = opened_case(desk)
    closing_proposed(desk, case_id)
    assert awaited(enter(LINA), case_id)[0] == (
        "closing",
        "A second officer confirms the closing, or says why not.",
        True,
    )
    found = queries.case(desk.house, case_id=case_id, by=SALMA)
    assert found.case.closing is not None


def test_a_closed_case_waits_for_nothing(desk: Desk, enter: ENTER) -> None:
    case_id = opened_case(desk)
    closed(desk, case_id)
    assert 'id="next"' not in enter(SALMA).get(reverse("case", args=[case_id])).content.decode()


def test_what_was_asked_and_does_not_hold_is_folded_on_the_case_and_in_its_explanation(
    desk: Desk, enter: ENTER
) -> None:
    case_id = opened_case(desk)
    for name in ("case", "case-explanation"):
        page = enter(SALMA).get(reverse(name, args=[case_id])).content.decode()
        before, folded = page.split('<details class="folded">')
        assert "paragraphs were asked and do not hold" in folded
        assert "E.3.a" in folded
        assert ">E.3.a<" not in before


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("في أي ساعة: +1 202 555 0143.", 'في أي ساعة: <bdi dir="ltr">+1 202 555 0143</bdi>.'),
        ("202-555-0143 (an invented number)", '<bdi dir="ltr">202-555-0143</bdi> (an invented number)'),
        ("الأربعاء 3 يناير 2024 <b>", "الأربعاء 3 يناير 2024 &lt;b&gt;"),
    ],
)
def test_a_telephone_number_stands_as_it_is_dialled(text: str, shown: str) -> None:
    assert dialled(text) == shown

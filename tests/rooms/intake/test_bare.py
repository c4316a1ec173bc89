# SPDX-License-Identifier: Apache-2.0
"""A page that is hardly one loses nothing: what stands on it is its text, or a person is told that there was none."""

import time
from datetime import UTC, datetime

import pytest

from nadhir.intake import Received, read, read_page
from nadhir.intake.markup import strip_tags
from nadhir.reference import intake_knowledge
from nadhir.terms.ids import ReportId, SourceId
from nadhir.terms.report import Report, Understanding

THREAT = "We will set the hall on fire on Friday"
KNOWLEDGE = intake_knowledge.load()


def received(data: bytes) -> Report:
    held_at = datetime(2024, 5, 1, tzinfo=UTC)
    return read(Received(id=ReportId("r"), source_id=SourceId("s"), data=data, held_at=held_at), knowledge=KNOWLEDGE)


def read_in_article(report: Report) -> str:
    return " ".join(report.content[start:end] for start, end in report.article_ranges())


@pytest.mark.parametrize(
    "page",
    [
        f"<p>{THREAT}</p>",
        f"<html><head><title>Note</title></head><body><div>{THREAT}.</div></body></html>",
        f"<html><body><h1>{THREAT}</h1></body></html>",
        f"<body><nav><a href=/>Home</a></nav><div class=comments><div class=comment>{THREAT}</div></div></body>",
        "<p>سنحرق القاعة على من فيها يوم الجمعة</p>",
    ],
)
def test_a_threat_alone_on_a_page_is_read_as_what_the_page_says(page: str) -> None:
    report = received(page.encode())
    assert report.understanding is Understanding.UNDERSTOOD
    words = THREAT if "fire" in page else "سنحرق القاعة"
    assert words in read_in_article(report)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_one_line_of_text_is_its_own_page(encoding: str) -> None:
    assert THREAT in read_page(THREAT.encode(encoding), name="note", knowledge=KNOWLEDGE).text


def test_a_page_of_menus_alone_is_put_before_a_person() -> None:
    report = received(b"<html><body><nav><a href=/>Home</a><a href=/login>Log in</a></nav></body></html>")
    assert report.understanding is Understanding.NOT_UNDERSTOOD
    assert report.problem == "no_text"


def test_an_article_keeps_its_comments_out_of_its_body() -> None:
    article = "<article>" + "<p>The council met and spoke at length about the coming year's budget and roads.</p>" * 3
    page = f"{article}</article><div id=comments><p>anon: {THREAT}</p></div>"
    assert THREAT not in read_page(page.encode(), name="council", knowledge=KNOWLEDGE).text


@pytest.mark.parametrize("depth", [3, 300, 480, 600, 900, 20_000])
@pytest.mark.parametrize("name", ["headline", "author", "@type", "keywords", "publisher"])
def test_a_page_that_nests_what_it_states_of_itself_however_deep_is_read(name: str, depth: int) -> None:
    stated = f'{{"@type":"Article","headline":"a","{name}":{"[" * depth}"Salma"{"]" * depth}}}'
    page = f'<html><head><script type="application/ld+json">{stated}</script></head><body><p>{THREAT}</p></body></html>'
    report = received(page.encode())
    assert report.understanding is Understanding.UNDERSTOOD
    assert THREAT in read_in_article(report)


@pytest.mark.parametrize("where", ["of the bearer", "of the page"])
@pytest.mark.parametrize(
    "label", "idna punycode undefined unicode_escape raw_unicode_escape utf-7 rot13 zlib cp1256 hz big5".split()
)
def test_whatever_encoding_is_declared_a_page_is_read(label: str, where: str) -> None:
    page = f"<html><head><meta charset={label}></head><body><p>سنحرق القاعة على من فيها\\u0021</p></body></html>"
    data = page.encode("cp1256")
    taken = Received(
        id=ReportId("r"),
        source_id=SourceId("s"),
        data=data if where == "of the page" else data.replace(label.encode(), b"x"),
        held_at=datetime(2024, 5, 1, tzinfo=UTC),
        declared_encoding=label if where == "of the bearer" else None,
    )
    report = read(taken, knowledge=KNOWLEDGE)
    assert report.encoding == "cp1256"
    assert "سنحرق القاعة على من فيها\\u0021" in read_in_article(report)


@pytest.mark.parametrize("line_end", ["\r\n", "\n"])
@pytest.mark.parametrize("header", ["X-A: b", "X-A: b{0} c", "X-A: b{0}\t{0} c"])
def test_a_mail_that_ends_within_its_headers_is_read_at_once(header: str, line_end: str) -> None:
    """Read in milliseconds: with two ways for each line to end, forty lines would take longer than anybody waits."""
    heads = line_end.join([f"From: a@example.org{line_end}Subject: b", *[header.format(line_end)] * 400])
    report = received(heads.encode())
    assert "X-A" in report.content


@pytest.mark.parametrize(
    "line",
    [
        "32/13/0000 <" + "," * 100 + " a" * 6,
        "a,b," * 30 + ".",
        "#ab,," * 400 + "#",
        "#a" + "," * 3_000 + "x",
        "a, " * 40 + "(",
    ],
)
def test_a_line_of_marks_is_no_dateline_and_no_row_of_hashtags_and_says_so_at_once(line: str) -> None:
    """Each mark could be read in two ways, and a page of 170 bytes was searched for half a minute."""
    begun = time.process_time()
    received(f"<html><body><p>{line}</p><p>{THREAT}.</p></body></html>".encode())
    received(f"{line}\n{THREAT}\nShare on Twitter".encode())
    assert time.process_time() - begun < 5


@pytest.mark.parametrize("flood", [b"a" * 60_000, b"<" * 60_000, b"<a " * 20_000])
def test_an_old_encoding_is_told_at_once_in_a_text_without_a_blank(flood: bytes) -> None:
    begun = time.process_time()
    report = received("سنحرق القاعة على من فيها يوم الجمعة ".encode("cp1256") + flood)
    assert time.process_time() - begun < 5  # some milliseconds; searched from each letter, half a minute
    assert report.encoding == "cp1256"


def test_tags_are_stripped_at_once_however_many_scripts_never_end() -> None:
    begun = time.process_time()
    page = "<style>a</style>b <SCRIPT x>c</script >d" + "<script>" * 40_000 + "e"
    assert strip_tags(page).split() == ["b", "d", "e"]
    assert time.process_time() - begun < 5  # some milliseconds; with the square of their number, a minute

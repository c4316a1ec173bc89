# SPDX-License-Identifier: Apache-2.0
"""PDFs: Arabic in the order in which it is read, however drawn; paragraphs; heads and feet; and what is hostile."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nadhir.intake import Limits, Received, read, read_page, read_pdf
from nadhir.reference import intake_knowledge
from nadhir.terms.ids import ReportId, SourceId
from nadhir.terms.report import PassageKind, Report, ReportKind, Understanding
from tests.rooms.intake.pdfs import Pdf, Run, assembled, lines, lines_from_right, places_of, seen, stream

KNOWLEDGE = intake_knowledge.load()
PROBLEMS = {
    "pdf_encrypted",
    "pdf_no_text_layer",
    "pdf_no_letters",
    "pdf_damaged",
    "pdf_too_many_pages",
    "pdf_too_long",
    "pdf_too_costly",
}


def text_of(*runs: Run) -> str:
    found = read_pdf(Pdf([list(runs)]).write())
    assert found.problem == ""
    return found.content


def report_of(data: bytes, *, kind: ReportKind | None = None) -> Report:
    received = Received(
        id=ReportId("r-1"), source_id=SourceId("s-1"), data=data, held_at=datetime(2024, 1, 2, tzinfo=UTC), kind=kind
    )
    return read(received, knowledge=KNOWLEDGE, open_pdf=read_pdf)


# ── Arabic ──────────────────────────────────────────────────────────────────────────────────────────────────────────

ARABIC = "سيهاجمون السوق المركزي غدا"


@pytest.mark.parametrize("way", ["as it is seen", "as it is read", "anyhow"])
def test_arabic_is_read_in_its_order_however_the_file_draws_it(way: str) -> None:
    glyphs = seen(ARABIC)
    order = list(range(len(glyphs)))
    if way == "as it is read":
        order.reverse()
    elif way == "anyhow":
        random.Random(7).shuffle(order)
    assert text_of(Run(glyphs, order=tuple(order))) == ARABIC


def test_presentation_forms_become_letters() -> None:
    assert text_of(Run(seen("ﺗﺤﺬﻳﺮ ﻣﻦ ﻫﺠﻮم ﻋﻠﻰ اﻷﻫﺎﻟﻲ"))) == "تحذير من هجوم على الأهالي"


def test_a_ligature_keeps_its_letters_in_their_order() -> None:
    # One glyph each for lam-alef and for the name of God, as fonts have them, mapped to their letters as they are read.
    glyphs = ("لله", "ا", "و", " ", "ن", "و", "ل", "ا", "ز", "ي", " ", "لا")
    assert text_of(Run(glyphs)) == "لا يزالون والله"


@pytest.mark.parametrize("aside", [0.0, 1.5, -1.5, -3.0])
def test_marks_stand_after_the_letter_that_they_belong_to(aside: float) -> None:
    # In the order that is seen a mark is drawn before the letter on which it stands, wherever its font puts its origin.
    glyphs = ("ط", "ّ", "ط", "خ", "ت")
    places = list(places_of(glyphs, x=72, size=12))
    places[1] = places[2] - aside
    assert text_of(Run(glyphs, at=tuple(places))) == "تخطّط"
    as_it_is_read = (4, 3, 2, 1, 0)
    assert text_of(Run(glyphs, at=tuple(places), order=as_it_is_read)) == "تخطّط"


def test_a_mark_that_is_drawn_far_from_its_letter_is_put_where_it_stands() -> None:
    glyphs = ("ط", "ّ", "ط", "خ", "ت")
    assert text_of(Run(glyphs, order=(0, 2, 3, 4, 1))) == "تخطّط"
    assert text_of(Run(glyphs, order=(4, 1, 3, 0, 2))) == "تخطّط"


@pytest.mark.parametrize(
    ("parts", "read_as"),
    [
        (("قال إن ", "3", " سيارات شوهدت"), "قال إن 3 سيارات شوهدت"),
        (("يوم ", "14", " كانون الأول ", "2023"), "يوم 14 كانون الأول 2023"),
        (("عند الساعة ", "10:30", " صباحا"), "عند الساعة 10:30 صباحا"),
        (("بلغ ", "1,250.75", " دينار"), "بلغ 1,250.75 دينار"),
        (("سيارات من نوع ", "Toyota Hilux", " شوهدت"), "سيارات من نوع Toyota Hilux شوهدت"),
        (("هاتف من نوع ", "iPhone 15", " وجد هناك"), "هاتف من نوع iPhone 15 وجد هناك"),
        (("لغم من نوع ", "MON-50", " تحت الجسر"), "لغم من نوع MON-50 تحت الجسر"),
    ],
)
def test_numbers_and_latin_words_in_an_arabic_line_keep_their_direction(parts: tuple[str, ...], read_as: str) -> None:
    assert text_of(Run(seen(*parts))) == read_as


def test_persian_digits_run_from_the_left_too() -> None:
    assert text_of(Run((*reversed(" دی به مراسم"), *"۱۳", *reversed("در روز ")))) == "در روز ۱۳ دی به مراسم"


@pytest.mark.parametrize("is_seen", [True, False])
def test_brackets_enclose_what_they_enclosed_whichever_of_the_two_a_file_keeps(is_seen: bool) -> None:
    # Left of the word stands the sign that closes; a file may keep what was meant, or what is seen there.
    left, right = ("(", ")") if is_seen else (")", "(")
    glyphs = (*reversed(" في تقرير"), left, *"Reuters", right, *reversed("ذكرت وكالة "))
    assert text_of(Run(glyphs)) == "ذكرت وكالة (Reuters) في تقرير"


def test_arabic_in_an_english_line_is_turned_round() -> None:
    glyphs = (*"He said ", *reversed("الله أكبر"), *" and ran away from there")
    assert text_of(Run(glyphs)) == "He said الله أكبر and ran away from there"


def test_the_non_joiner_of_persian_is_seen_in_a_blank_that_takes_no_room() -> None:
    glyphs = (*reversed("خواهد"), " ", *reversed("می"))
    places = list(places_of([glyph for glyph in glyphs if glyph != " "], x=72, size=12))
    places.insert(5, places[5])  # the blank begins where the next letter does
    assert text_of(Run(glyphs, at=tuple(places))) == "می\u200cخواهد"


def test_the_non_joiner_is_seen_in_the_forms_of_the_letters_around_it() -> None:
    assert text_of(Run(seen("ﻣﯽﺧﻮاﻫﺪ"))) == "می\u200cخواهد"


def test_words_are_parted_by_room_where_no_blank_is_drawn() -> None:
    places = [72, 78, 84, 95, 101]
    assert text_of(Run(tuple("Heisa"[:5]), at=tuple(float(each) for each in places))) == "Hei sa"


def test_what_is_drawn_twice_to_look_bold_is_read_once() -> None:
    assert text_of(Run(tuple("Danger"), x=72), Run(tuple("Danger"), x=72.3)) == "Danger"


def test_what_a_file_says_of_glyphs_counts_only_where_they_do_not_say_it() -> None:
    whole = Pdf([[Run(tuple("peace"))]]).write()
    lied = b"/Span<</ActualText(attack)>>BDC BT /F 12.00"
    assert read_pdf(longer(whole, b"BT /F 12.00", lied)).content == "peace"
    silent = Pdf([[Run(("\x00", "\x00", "e"))]]).write()
    named = b"/Span<</ActualText(the)>>BDC BT /F 12.00"
    assert read_pdf(longer(silent, b"BT /F 12.00", named)).content == "the"


def longer(data: bytes, old: bytes, new: bytes) -> bytes:
    """Puts something into the first page's content and closes it again, with the length that it then has."""
    start = data.index(b"stream\n", data.index(b"/Contents")) + len(b"stream\n")
    end = data.index(b"\nendstream", start)
    content = data[start:end].replace(old, new) + b" EMC"
    head = data.rindex(b"/Length", 0, start)
    return data[:head] + b"/Length %d>>stream\n" % len(content) + content + data[end:]


# ── pages ───────────────────────────────────────────────────────────────────────────────────────────────────────────

FIRST = (
    "Two men who crossed the border said that they would attack the cere-",
    "mony of the anniversary, and that the well-known road past the ceme-",
    "tery would be mined on the evening before it.",
)


def test_lines_become_paragraphs_and_cut_words_are_made_whole() -> None:
    second = lines("Nobody has told the visitors of it so far.", top=640)
    assert text_of(*lines(*FIRST), *second) == (
        "Two men who crossed the border said that they would attack the ceremony of the anniversary, and that the "
        "well-known road past the cemetery would be mined on the evening before it."
        "\n\nNobody has told the visitors of it so far."
    )


def test_a_word_that_has_its_hyphen_keeps_it() -> None:
    text = text_of(*lines("It is a well-known road, and everybody says that it is a very well-", "known road indeed."))
    assert text.endswith("a very well-known road indeed.")


def test_a_sentence_goes_on_over_the_end_of_a_page() -> None:
    pages = [
        lines(*FIRST[:2], "tery would be mined on the evening before the day on which the people", top=110),
        lines("come together there.", top=700),
    ]
    found = read_pdf(Pdf(pages).write())
    assert found.content.endswith("the people come together there.")
    assert len(found.pieces) == 1


def paged(*bodies: str) -> bytes:
    pages = []
    for number, body in enumerate(bodies, 1):
        pages.append(
            [
                *lines("Daily brief of the desk", top=770, size=9),
                *lines(body, top=600),
                *lines(f"Page {number} of {len(bodies)}", top=40, size=9),
            ]
        )
    return Pdf(pages).write()


def test_what_pages_repeat_is_kept_as_clutter_and_left_out_of_the_body() -> None:
    report = report_of(paged("They will attack on Friday.", "The source saw them.", "Nobody else knows of it."))
    assert report.body == "They will attack on Friday.\nThe source saw them.\nNobody else knows of it."
    clutter = [report.content[each.start : each.end] for each in report.passages if each.kind is PassageKind.CLUTTER]
    assert clutter.count("Daily brief of the desk") == 3
    assert "Page 2 of 3" in clutter


def test_a_text_that_every_page_repeats_and_nothing_else_is_the_text() -> None:
    pages = [lines("We will kill all of you on Friday", top=770) for _ in range(3)]
    report = report_of(Pdf(pages).write())
    assert report.body == "We will kill all of you on Friday"


@pytest.mark.parametrize("from_right", [False, True])
def test_columns_are_read_one_after_the_other(from_right: bool) -> None:
    if from_right:
        words = ["هذا سطر من العمود الأول", "وهذا سطر ثان منه طويل", "ثم سطر ثالث من الأول", "وسطر رابع يختم الأول"]
        others = [
            "وهنا يبدأ العمود الثاني",
            "بسطر ثان من العمود نفسه",
            "ثم سطر ثالث من الثاني",
            "وسطر رابع يختم الثاني",
        ]
        runs = [*lines_from_right(*map(seen, words), right=528), *lines_from_right(*map(seen, others), right=280)]
    else:
        words = [
            "this is a line of the first",
            "and another line of the one",
            "then a third line of it all",
            "a fourth line ends the first",
        ]
        others = [
            "here the second one begins",
            "with another line of its own",
            "then a third line of the two",
            "a fourth line ends the second",
        ]
        runs = [*lines(*words, x=72), *lines(*others, x=330)]
    interleaved = [run for pair in zip(runs[:4], runs[4:], strict=True) for run in pair]
    assert text_of(*interleaved).replace("\n\n", " ") == " ".join([*words, *others])


def test_the_title_is_what_the_first_page_sets_larger() -> None:
    runs = [*lines("Warning of an attack", top=740, size=20), *lines(*FIRST, top=690)]
    report = report_of(Pdf([runs], info="/Title(Microsoft Word - doc1)").write())
    assert report.title == "Warning of an attack"
    assert "Warning" not in report.body
    assert report.language == "en"


def test_a_stated_title_counts_where_the_page_shows_it_and_nowhere_else() -> None:
    runs = [*lines("Warning of an attack", top=740), *lines(*FIRST, top=690)]
    assert read_pdf(Pdf([runs], info="/Title(Warning of an attack)").write()).title == "Warning of an attack"
    assert read_pdf(Pdf([runs], info="/Title(Something else)").write()).title is None


def test_a_day_of_making_is_no_day_of_publication_and_a_stated_author_counts_where_the_text_names_them() -> None:
    info = "/CreationDate(D:20231214101500Z)/Author(Salma Rawi)"
    found = report_of(Pdf([lines(*FIRST)], info=info).write())
    assert (found.published_on, found.author) == (None, None)
    signed = report_of(Pdf([[*lines(*FIRST), *lines("Salma Rawi, desk of the north", top=500)]], info=info).write())
    assert signed.author == "Salma Rawi"


def test_text_that_stands_sideways_is_kept_as_clutter() -> None:
    data = Pdf([lines(*FIRST)]).write()
    turned = data.replace(b"1 0 0 1 72.00 700.00 Tm", b"0 1 -1 0 20.00 700.00 Tm")
    report = report_of(turned)
    assert report.body.startswith("wo men")
    assert report.content.endswith("T")


# ── what cannot be read ─────────────────────────────────────────────────────────────────────────────────────────────

GOOD = Pdf([lines(*FIRST), lines("The second page tells the rest of it.")], is_squeezed=True).write()
LOCKED = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>/ID[<00><00>]"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (Pdf([lines(*FIRST)]).write(trailer=LOCKED), "pdf_encrypted"),
        (Pdf([[], []]).write(), "pdf_no_text_layer"),
        (Pdf([lines(*FIRST)], is_mapped=False).write(), "pdf_no_letters"),
        (GOOD[: len(GOOD) // 2], "pdf_damaged"),
        (b"%PDF-1.7\n", "pdf_damaged"),
        (b"%PDF-1.4 this is only a line of text about PDFs", "pdf_damaged"),
        (assembled([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"]), "pdf_damaged"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, problem: str) -> None:
    assert problem in PROBLEMS
    report = report_of(data)
    assert (report.understanding, report.problem) == (Understanding.NOT_UNDERSTOOD, problem)
    assert report.media_type == "application/pdf"
    assert report.size_bytes == len(data)
    assert read_page(data, name="x", knowledge=KNOWLEDGE, open_pdf=read_pdf).problem == problem


def test_a_text_of_which_many_letters_are_not_named_is_not_taken_for_read() -> None:
    # As Nastaliq comes out of browsers: some letters have a name, the rest are shapes.
    def of(named: str, *, unnamed: int) -> str:
        return read_pdf(Pdf([[Run((*named, *("\x00" for _ in range(unnamed))))]]).write()).problem

    assert of("a" * 40, unnamed=10) == "pdf_no_letters"
    assert of("a" * 49, unnamed=1) == ""


def test_beyond_a_limit_what_was_read_stays_for_a_person() -> None:
    few = read_pdf(GOOD, limits=Limits(pdf_pages=1))
    assert few.problem == "pdf_too_many_pages"
    assert few.content.startswith("Two men")
    short = read_pdf(GOOD, limits=Limits(pdf_chars=20))
    assert (short.problem, short.content) == ("pdf_too_long", "Two men who crossed")


def test_a_page_that_is_broken_leaves_those_before_it() -> None:
    whole = Pdf([lines(*FIRST), lines("x")]).write()
    at = whole.rindex(b"[0 0 600 800]")
    found = read_pdf(whole[:at] + b"[0 0 /x0 800]" + whole[at + 13 :])
    assert found.problem == "pdf_damaged"
    assert found.content.startswith("Two men")


def test_a_file_in_which_one_thing_leads_back_to_itself_is_read_to_its_end() -> None:
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>", page]
    data = assembled([*objects, stream(b"/X Do"), stream(b"/X Do /X Do", form)])
    assert read_pdf(data).problem == "pdf_no_text_layer"


def test_without_anything_that_opens_it_a_pdf_is_binary_data() -> None:
    received = Received(
        id=ReportId("r-1"), source_id=SourceId("s-1"), data=GOOD, held_at=datetime(2024, 1, 2, tzinfo=UTC)
    )
    assert read(received, knowledge=KNOWLEDGE).problem == "binary"


def test_a_text_that_speaks_of_pdfs_is_none() -> None:
    assert (
        report_of(b"The header of such a file reads %PDF-1.7 and they will attack the school on Friday.").problem == ""
    )


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(GOOD) - 8))
def test_a_pdf_that_was_cut_off_is_never_taken_for_a_whole_one(at: int) -> None:
    found = read_pdf(GOOD[:at])
    assert found.problem in PROBLEMS


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(GOOD) - 1), st.integers(0, 6), st.binary(max_size=4))
def test_a_damaged_pdf_is_read_or_refused_and_its_passages_are_exact(at: int, count: int, put: bytes) -> None:
    report = report_of(GOOD[:at] + put + GOOD[at + count :])
    end = 0
    for passage in report.passages:
        assert end <= passage.start < passage.end <= len(report.content)
        assert report.content[passage.start : passage.end].strip()
        end = passage.end
    assert report.problem == "" or report.problem in PROBLEMS | {"binary", "unknown_language"}


TEXTS = st.text(st.sampled_from("abc 12.:،()ابتﻻّـ\u200c\ufb01\ufffd\x00"), max_size=12)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(TEXTS, st.floats(-50, 650), st.floats(-50, 850), st.floats(0.5, 90)), max_size=12))
def test_glyphs_anywhere_make_a_text_and_nothing_worse(runs: list[tuple[str, float, float, float]]) -> None:
    drawn = [Run(tuple(text), x=x, y=y, size=size) for text, x, y, size in runs if text]
    found = read_pdf(Pdf([drawn]).write())
    for piece in found.pieces:
        assert found.content[piece.start : piece.end].strip()
    letters = {char for text, *_ in runs for char in text if char.isascii() and char.isalnum()}
    assert letters <= set(found.content)


@pytest.mark.parametrize("number", ["9" * 300, "-" + "9" * 300, "9" * 30, "0." + "0" * 300 + "1", "9" * 400])
def test_numbers_beyond_all_bounds_put_nothing_out_of_place(number: str) -> None:
    whole = Pdf([lines(*FIRST)]).write()
    for old in (b"72.00 700.00 Tm", b"/F 12.00 Tf", b"1 0 0 1 72.00"):
        new = (
            old.replace(b"72.00", number.encode())
            .replace(b"12.00", number.encode())
            .replace(b"1 0 0 1", b"1 0 0 " + number.encode())
        )
        assert read_pdf(longer(whole, old, new)).problem in PROBLEMS | {""}
    assert read_pdf(whole.replace(b"[0 0 600 800]", f"[0 0 600 {number}]".encode())).problem in PROBLEMS | {""}


def test_a_squeezed_stream_is_read_like_a_plain_one() -> None:
    plain = Pdf([lines(*FIRST), lines("The second page tells the rest of it.")]).write()
    assert plain != GOOD
    assert read_pdf(GOOD) == read_pdf(plain)

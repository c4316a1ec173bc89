# SPDX-License-Identifier: Apache-2.0
"""Pages of several systems and languages, each read as a careful reader reads it. All texts are ours."""

import pytest

from nadhir.intake import PageReading, read_page
from nadhir.reference import intake_knowledge

KNOWLEDGE = intake_knowledge.load()


def page(text: str, *, encoding: str = "utf-8") -> PageReading:
    return read_page(text.encode(encoding), name="p", knowledge=KNOWLEDGE)


FLAT = """بوابة الوادي
عاجل | إغلاق المطار بسبب الضباب الكثيف
الرئيسية محليات عرب وعالم اقتصاد رياضة
فرق الإنقاذ تبحث عن مفقودين بعد انهيار جسر في الوادي
كتب: سامر الحلبي
الأحد 4 آب (أغسطس) 2024

قالت فرق الإنقاذ يوم السبت إن جسرا قديما انهار في الوادي بعد أمطار غزيرة، وإن سبعة أشخاص ما زالوا في عداد المفقودين.
تابعونا على قناتنا في تلغرام ليصلكم كل جديد
اقرأ أيضا: وزير النقل يزور المنطقة المنكوبة
وأوضح محافظ الوادي أن البحث مستمر منذ الفجر، وأن الجيش أرسل مروحيتين للمساعدة.

المصدر رويترز الوسومالوادي الجسر الإنقاذ
إقرأ أيضاً:

ارتفاع أسعار القمح في الأسواق

ارتفعت أسعار القمح في الأسواق يوم السبت إلى أعلى مستوى لها منذ أشهر بحسب تجار.
مقالات مشابهة
• نتائج مباريات الأسبوع في الدوري
التعليقات (2)
أبو خالد: الله يرحم الضحايا ويصبر أهلهم جميعا.
جميع الحقوق محفوظة بوابة الوادي 2024
"""


def test_a_flattened_page_gives_its_article_and_nothing_else() -> None:
    found = page(FLAT)
    assert found.title == "فرق الإنقاذ تبحث عن مفقودين بعد انهيار جسر في الوادي"
    assert found.text.split("\n") == [
        (
            "قالت فرق الإنقاذ يوم السبت إن جسرا قديما انهار في الوادي بعد أمطار غزيرة، وإن سبعة أشخاص ما زالوا "
            "في عداد المفقودين."
        ),
        "وأوضح محافظ الوادي أن البحث مستمر منذ الفجر، وأن الجيش أرسل مروحيتين للمساعدة.",
    ]
    assert (found.author, found.published, found.lang) == ("سامر الحلبي", "2024-08-04", "ar")


def test_other_headlines_of_a_flattened_page_are_kept_apart_in_order() -> None:
    assert page(FLAT).related == (
        "إغلاق المطار بسبب الضباب الكثيف",
        "وزير النقل يزور المنطقة المنكوبة",
        "ارتفاع أسعار القمح في الأسواق",
        "نتائج مباريات الأسبوع في الدوري",
    )


def test_the_agency_comes_before_the_page_in_the_chain() -> None:
    found = page(FLAT)
    assert found.source_chain == ("Reuters", "بوابة الوادي")
    assert found.keywords == ("الوادي", "الجسر", "الإنقاذ")


BLOG = """<!DOCTYPE html><html lang="en"><head><title>Ferry service resumes after storm | The Quay Gazette</title>
<meta property="og:site_name" content="The Quay Gazette">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle",
"headline":"Ferry service resumes after storm","datePublished":"2024-05-03T23:30:00Z",
"author":{"@type":"Person","name":"Nora Field"},"keywords":"ferry, storm"}</script></head>
<body class="with-sidebar"><nav><a>Home</a><a>World</a></nav>
<div id="cookie-banner">We use cookies to improve your visit. See our privacy policy.</div>
<article><h1>Ferry service resumes after storm</h1>
<p class="standfirst">Passengers had waited for two days in the harbour</p>
<p class="byline">By <a href="/nora">Nora Field</a> | Published May 4, 2024 | Updated May 6, 2024</p>
<div class="story"><p>The first ferry left the harbour on Saturday morning with ninety passengers on board.</p>
<aside class="related-inline"><p><b>Read more:</b> <a href="#">Harbour wall to be raised by a metre</a></p></aside>
<p>Crews had worked through the night to clear the pier of sand, the harbour master said.</p>
<div class="ad-slot"><span>Advertisement</span>
<p>Save thirty per cent on your next crossing with our summer card.</p></div>
<p>No one was hurt.</p></div>
<figure><img src="a.jpg">
<figcaption>A ferry leaves the harbour on Saturday. (Nora Field)</figcaption></figure></article>
<section id="comments"><h3>Comments (1)</h3>
<p>I was on that ferry and the crew was very kind to everybody.</p></section>
<aside><h3>Most read</h3><ul><li><a>Council votes on new library hours</a></li></ul></aside>
<footer>© 2024 The Quay Gazette. All rights reserved.</footer></body></html>"""


def test_an_html_page_gives_its_article_and_nothing_else() -> None:
    found = page(BLOG)
    assert found.title == "Ferry service resumes after storm"
    assert found.text.split("\n") == [
        "The first ferry left the harbour on Saturday morning with ninety passengers on board.",
        "Crews had worked through the night to clear the pier of sand, the harbour master said.",
        "No one was hurt.",
    ]
    assert found.related == ("Harbour wall to be raised by a metre", "Council votes on new library hours")
    assert found.keywords == ("ferry", "storm")
    assert found.author == "Nora Field"
    assert found.source_chain == ("The Quay Gazette",)


def test_the_day_that_the_page_shows_counts_where_it_lies_beside_the_stated_one() -> None:
    assert page(BLOG).published == "2024-05-04"


def test_a_day_of_updating_is_not_the_day_of_publication() -> None:
    only_updated = (
        "Title of a short piece of news here\nUpdated: 6 May 2024\n\nThe ferry left the harbour on Saturday "
        "with ninety passengers.\n"
    )
    assert page(only_updated).published is None


def test_a_relative_day_and_an_events_day_give_no_publication() -> None:
    text = (
        "قطار يخرج عن سكته قرب المحطة القديمة\nمنذ 4 ساعات\n\nخرج قطار عن سكته يوم 3 يناير 2024 قرب المحطة "
        "القديمة ولم يصب أحد بأذى، وفق ما قال مسؤول.\n"
    )
    assert page(text).published is None


OLD_TABLE = """<HTML dir=rtl><HEAD><TITLE>منبر الساحل - صحيفة مستقلة</TITLE></HEAD><BODY>
<TABLE><TR><TD>الرئيسية | محليات | رياضة | اتصل بنا</TD></TR>
<TR><TD><FONT class=hd>انقطاع الكهرباء عن أحياء الساحل بعد عطل في المحطة</FONT></TD></TR>
<TR><TD>تاريخ النشر: الثلاثاء 12/9/2023 - كتب: هادي الراوي</TD></TR>
<TR><TD>انقطعت الكهرباء عن ستة أحياء في الساحل ليلة الاثنين بعد عطل في المحطة الرئيسية، وفق الشركة.<BR><BR>
وقالت الشركة إن فرقها أعادت التيار إلى أربعة أحياء قبل الفجر وإن العمل مستمر.</TD></TR>
<TR><TD>حقوق النشر محفوظة لصحيفة منبر الساحل 2023</TD></TR></TABLE></BODY></HTML>"""


@pytest.mark.parametrize("encoding", ["cp1256", "utf-8", "utf-16", "utf-16-le", "utf-8-sig"])
def test_an_old_table_page_reads_alike_in_any_encoding(encoding: str) -> None:
    found = page(OLD_TABLE, encoding=encoding)
    assert found.title == "انقطاع الكهرباء عن أحياء الساحل بعد عطل في المحطة"
    assert len(found.text.split("\n")) == 2
    assert (found.author, found.published) == ("هادي الراوي", "2023-09-12")
    assert found.source_chain == ("منبر الساحل",)


def test_a_page_that_lies_about_its_encoding_is_read_by_its_bytes() -> None:
    lying = OLD_TABLE.replace("<HEAD>", '<HEAD><meta charset="utf-8">')
    assert page(lying, encoding="cp1256").text == page(OLD_TABLE).text
    lying = OLD_TABLE.replace("<HEAD>", '<HEAD><meta charset="windows-1252">')
    assert page(lying).text == page(OLD_TABLE).text


def test_text_that_was_encoded_twice_is_put_right() -> None:
    twice = FLAT.encode().decode("latin-1").encode()
    assert read_page(twice, name="p", knowledge=KNOWLEDGE).text == page(FLAT).text


def test_russian_and_turkish_single_byte_pages_are_told_apart() -> None:
    russian = "Паром вышел из порта утром в субботу, на борту было девяносто пассажиров, сообщил капитан.\n" * 3
    turkish = (
        "Feribot cumartesi sabahı limandan ayrıldı, gemide doksan yolcu bulunuyordu, kaptan böyle söyledi "
        "ışığı şöyle.\n"
    ) * 3
    assert page(russian, encoding="cp1251").lang == "ru"
    assert page(turkish, encoding="cp1254").lang == "tr"


def test_a_second_story_of_an_endless_page_is_another_article() -> None:
    first, second = (
        f'<section class="story"><h1>{title}</h1><div class="content">{paragraphs}</div></section>'
        for title, paragraphs in (
            (
                "Bridge closed for repairs",
                ("<p>The old bridge will stay closed until June, the council said on Monday.</p>") * 1
                + "<p>Buses take the long way round the lake in the meantime, with a delay of ten minutes.</p>"
                + "<p>The repairs had been put off twice because of high water in the spring.</p>",
            ),
            (
                "Library opens on Sundays",
                ("<p>The library opens on Sundays from next month, after a vote of the council.</p>"),
            ),
        )
    )
    found = page(f"<html><body>{first}<div>Next article</div>{second}</body></html>")
    assert found.title == "Bridge closed for repairs"
    assert "library" not in found.text.lower()
    assert found.related == ("Library opens on Sundays",)


def test_a_desk_an_agency_or_an_admin_is_no_author() -> None:
    for name in ("admin", "Newsroom", "هيئة التحرير", "Reuters", "The Quay Gazette"):
        shown = BLOG.replace("Nora Field", name)
        assert page(shown).author is None, name


def test_a_hijri_and_a_jalali_date_are_given_as_iso_days() -> None:
    body = "\n\nقالت البلدية إن العمل في الجسر ينتهي نهاية الشهر المقبل بعد تأخر دام أسابيع.\n"
    assert page("افتتاح جسر جديد فوق الوادي الكبير\nالخميس 29 صفر 1445 هـ" + body).published == "2023-09-14"
    persian = (
        "افتتاح پل جدید بر رودخانه بزرگ شهر\n۷ اردیبهشت ۱۴۰۴\n\nشهرداری اعلام کرد که کار ساخت پل تا پایان ماه "
        "آینده به پایان می‌رسد.\n"
    )
    assert page(persian).published == "2025-04-27"

# SPDX-License-Identifier: Apache-2.0
"""Pages of more systems and languages, by what must come out of each. All texts and outlets are ours."""

from nadhir.intake import PageReading, read_page
from nadhir.reference import intake_knowledge

KNOWLEDGE = intake_knowledge.load()


def page(text: str, *, encoding: str = "utf-8") -> PageReading:
    return read_page(text.encode(encoding), name="p", knowledge=KNOWLEDGE)


def test_a_channel_export_gives_its_post_its_day_and_its_hashtags() -> None:
    found = page(
        "<html><head><title>Exported Data</title></head><body><div class='page_header'>"
        "<div class='text bold'>قناة الوادي</div></div>"
        "<div class='history'><div class='message service'><div class='body details'>5 March 2024</div></div>"
        "<div class='message default'><div class='body'><div class='pull_right date details'>14:22</div>"
        "<div class='from_name'>قناة الوادي</div><div class='text'>"
        "<strong>انقطاع المياه عن ثلاثة أحياء في المدينة</strong>"
        "<br><br>قالت مؤسسة المياه إن عطلا أصاب الخط الرئيسي صباح الثلاثاء وأدى إلى انقطاع المياه عن ثلاثة أحياء."
        "<br><br>المصدر: وكالة سانا<br><a>#المياه</a> <a>#المدينة_القديمة</a></div></div></div></div></body></html>"
    )
    assert found.title == "انقطاع المياه عن ثلاثة أحياء في المدينة"
    assert found.text.startswith("قالت مؤسسة المياه")
    assert "سانا" not in found.text
    assert found.published == "2024-03-05"
    assert found.source_chain == ("SANA", "قناة الوادي")
    assert found.keywords == ("المياه", "المدينة_القديمة")


def test_a_live_page_gives_every_update_and_does_not_take_its_own_headings_for_others() -> None:
    found = page(
        "<html lang='en'><head><title>Storm live: trains halted | North Coast Times</title></head><body><main>"
        "<h1>Storm live: trains halted</h1><ul class='key-events'><li>"
        "<a>09:12 Ferries cancelled until evening</a></li></ul>"
        "<div id='updates'><article class='block'><time datetime='2024-11-02T09:12Z'>09.12</time>"
        "<h2>Ferries cancelled until evening</h2>"
        "<p>All ferries from the northern harbour are cancelled until this evening, the port authority said."
        "</p></article>"
        "<article class='block'><time datetime='2024-11-02T08:01Z'>08.01</time>"
        "<p>Trains on the coastal line stopped at eight o'clock after a tree fell on the cable near Marl."
        "</p></article></div>"
        "<aside class='most-viewed'><h2>Most viewed</h2><ol><li><a>How to keep a boat safe in a storm</a>"
        "</li></ol></aside>"
        "</main></body></html>"
    )
    assert [line.split()[0] for line in found.text.split("\n")] == ["All", "Trains"]
    assert found.related == ("How to keep a boat safe in a storm",)


def test_an_unclosed_page_in_windows_1251_is_read_to_its_end() -> None:
    found = page(
        "<html><head><title>Волга-Пресс :: В Заречном открыли мост</title></head><body>"
        "<div id=hdr><a href=/>Волга-Пресс</a> Сегодня 5 мая 2024, воскресенье</div>"
        "<div id=c><div class=d>03.05.2024</div><h2>В Заречном открыли мост после ремонта</h2>"
        "<div class=t>Мост через реку в Заречном открыли для движения в пятницу утром, сообщили в мэрии."
        "<p>По словам мэра Олега Тихонова, работы завершились на три месяца раньше срока."
        "<p><i>Подготовила Анна Белова, ТАСС</i></div>"
        "<div class=o><b>Другие новости</b><br><a>В области снизились цены на овощи</a></div></div>",
        encoding="cp1251",
    )
    assert found.title == "В Заречном открыли мост после ремонта"
    assert len(found.text.split("\n")) == 2
    assert (found.published, found.author) == ("2024-05-03", "Анна Белова")
    assert found.source_chain == ("TASS", "Волга-Пресс")
    assert found.related == ("В области снизились цены на овощи",)


def test_a_paragraph_cut_into_spans_stays_one_paragraph() -> None:
    found = page(
        "<html lang='ar'><body><h1>فوز كبير للنجم في افتتاح الدوري</h1><div>"
        "<p><span><span>فاز فريق النجم على ضيفه الاتحاد بثلاثة أهداف</span>"
        "<span> مساء الثلاثاء في افتتاح الدوري.</span></span></p>"
        "<p>وسجل المهاجم سعد الكيلاني هدفين في الشوط الأول قبل أن يضيف البديل الهدف الثالث.</p></div></body></html>"
    )
    assert found.text.split("\n")[0] == "فاز فريق النجم على ضيفه الاتحاد بثلاثة أهداف مساء الثلاثاء في افتتاح الدوري."


FLAT = """The Ridge Daily
Sign In
BREAKING: Mayor of Ridgeport resigns over harbour contract
We and our partners store and access information on your device, such as cookies. By clicking accept you consent.

Explosion at grain silo leaves one worker dead, three injured

By TOM HALE | Associated Press
Updated 9:14 PM, November 19, 2023 | Published 5:02 PM, November 18, 2023

Firefighters work at the scene of an explosion at a grain silo in Dunmore. (AP Photo/Lee Moss)

DUNMORE (AP) — An explosion tore through a grain silo on the edge of Dunmore on Saturday, officials said.

The cause was not known, but the county fire marshal said dust was a likely factor.

ADVERTISEMENT

"It shook every window on the street," said Ellen Marsh, who lives nearby.

RELATED COVERAGE
Silo safety rules were to be tightened next year
Dunmore school to reopen on Monday

Two of the injured were in stable condition at the regional hospital on Saturday evening.

Associated Press writer Joan Field contributed to this report.

Most Read
1. Snow expected across the highlands

Get the day's top stories sent to your inbox every morning. Sign up for The Ridge Brief.
"""


def test_a_list_of_headlines_in_the_middle_of_a_flat_page_does_not_end_the_article() -> None:
    found = page(FLAT)
    assert found.title == "Explosion at grain silo leaves one worker dead, three injured"
    assert [line.split()[0] for line in found.text.split("\n")] == ["DUNMORE", "The", '"It', "Two"]
    assert found.published == "2023-11-18"
    assert found.source_chain == ("AP", "The Ridge Daily")
    assert found.related == (
        "Mayor of Ridgeport resigns over harbour contract",
        "Silo safety rules were to be tightened next year",
        "Dunmore school to reopen on Monday",
        "Snow expected across the highlands",
    )


def test_another_article_s_paragraph_under_its_headline_is_not_this_article() -> None:
    found = page(
        "شبكة النهر\nحريق كبير في سوق الأقمشة وسط المدينة\n\n"
        "التهم حريق كبير مساء الأحد عشرات المحال في سوق الأقمشة، وقال مدير الدفاع المدني راشد النعيمي إنه أخمد.\n\n"
        "اقرأ أيضا\n\nسرقة محل مجوهرات في الحي الشرقي\n\n"
        "تعرض محل مجوهرات في الحي الشرقي للسرقة ليلة السبت، وقالت الشرطة إن ثلاثة ملثمين نفذوا السرقة.\n\n"
        "وأضاف النعيمي أن سبب الحريق تماس كهربائي في أحد المحال، وأن الخسائر كبيرة.\n"
    )
    assert "مجوهرات" not in found.text
    assert found.text.endswith("وأن الخسائر كبيرة.")
    assert found.related == ("سرقة محل مجوهرات في الحي الشرقي",)


def test_a_word_of_small_print_that_opens_a_sentence_is_a_word_of_it() -> None:
    lines = [
        "Share prices fell in the capital on Monday after the vote, and traders spoke of a quiet afternoon.",
        "Comments by the minister in the evening did not calm the market, a dealer at the exchange said.",
        "Search teams from three towns are looking for the boat that left the harbour on Sunday night.",
    ]
    found = page("Prices fall after the vote in the capital\n\n" + "\n\n".join(lines) + "\n")
    assert found.text.split("\n") == lines

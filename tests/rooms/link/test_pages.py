# SPDX-License-Identifier: Apache-2.0
"""Pages that repeat each other or report one event, in one language and across languages. All texts are ours."""

from dataclasses import dataclass

from nadhir.link import relate_pages


@dataclass(frozen=True)
class APage:
    name: str
    lang: str
    title: str | None
    text: str
    published: str | None = "2024-06-02"
    source_chain: tuple[str, ...] = ()


ENGLISH = APage(
    "en",
    "en",
    "Ferry with 214 on board runs aground off Karvala",
    (
        "KARVALA (Reuters) - A ferry with 214 people on board ran aground off the island of Karvala on Sunday, "
        "the coast guard said. "
        "Captain Pavlos Demetriou told the radio that nobody was hurt. Minister Elena Vardas flew to Karvala "
        "to see the rescue."
    ),
)
ARABIC = APage(
    "ar",
    "ar",
    "جنوح عبارة على متنها 214 شخصا قبالة كارفالا",
    "جنحت عبارة على متنها 214 شخصا قبالة جزيرة كارفالا الأحد وفق خفر السواحل. وقال القبطان بافلوس ديميتريو "
    "للإذاعة إن أحدا لم يصب. "
    "وتوجهت الوزيرة إيلينا فارداس إلى كارفالا لمتابعة الإنقاذ.",
)
RUSSIAN = APage(
    "ru",
    "ru",
    "Паром с 214 людьми сел на мель у Карвалы",
    "Паром, на борту которого было 214 человек, сел на мель у острова Карвала в воскресенье. Капитан "
    "Павлос Деметриу сообщил, что никто не пострадал. "
    "Министр Елена Вардас вылетела на Карвалу.",
)
OTHER = APage(
    "other",
    "ar",
    "البنك المركزي يبقي الفائدة دون تغيير",
    (
        "أبقى البنك المركزي سعر الفائدة دون تغيير في اجتماعه الأحد، وقال المحافظ إن التضخم يتراجع ببطء وإن "
        "القرار المقبل في الخريف."
    ),
)


def test_one_event_is_found_across_three_scripts() -> None:
    related = relate_pages([ENGLISH, ARABIC, RUSSIAN, OTHER])
    assert set(related["en"].same_event) == {"ar", "ru"}
    assert set(related["ar"].same_event) == {"en", "ru"}
    assert related["other"].same_event == ()


def test_the_same_names_in_another_year_are_another_event() -> None:
    later = APage("later", "ar", ARABIC.title, ARABIC.text, published="2025-06-02")
    assert relate_pages([ENGLISH, later])["en"].same_event == ()


def test_a_copy_names_its_original_and_reports_what_it_reports() -> None:
    original = APage("o", "ar", ARABIC.title, ARABIC.text, source_chain=("مدار",))
    copy = APage("c", "ar", "عنوان آخر للخبر", "نقلاً عن مدار - " + ARABIC.text, source_chain=("مدار", "نبض"))
    related = relate_pages([copy, original, ENGLISH])
    assert related["c"].copy_of == ("o",)
    assert related["o"].copy_of == ()
    assert set(related["en"].same_event) == {"o", "c"}
    assert "o" not in related["c"].same_event


def test_two_reports_of_one_event_in_one_language_are_no_copies() -> None:
    second = APage(
        "ar2",
        "ar",
        "خفر السواحل ينقذ ركاب عبارة كارفالا",
        "قال خفر السواحل إن ركاب العبارة التي جنحت قبالة كارفالا نقلوا إلى الميناء بقوارب صغيرة، وإن "
        "القبطان ديميتريو بقي على متنها حتى المساء، "
        "فيما عاينت الوزيرة فارداس موقع جنوح العبارة.",
    )
    related = relate_pages([ARABIC, second, OTHER])
    assert related["ar"].copy_of == ()
    assert related["ar"].same_event == ("ar2",)


def test_no_pages_and_empty_pages_relate_to_nothing() -> None:
    assert relate_pages([]) == {}
    related = relate_pages([APage("a", "und", None, ""), APage("b", "und", None, "", published="never")])
    assert related["a"].copy_of == related["a"].same_event == ()

# SPDX-License-Identifier: Apache-2.0
import unicodedata
from datetime import date, timedelta
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nadhir.language.times import Leaning, TimeKind, TimeMention, TimePrecision, find_times
from nadhir.reference.language_data import time_data

Form = Literal["NFC", "NFD", "NFKC", "NFKD"]
DATA = time_data()
PUBLISHED = date(2025, 3, 12)  # a Wednesday


def times(text: str, *, language: str | None = "ar", leaning: Leaning | None = None) -> tuple[TimeMention, ...]:
    return find_times(text, published=PUBLISHED, language=language, data=DATA, leaning=leaning)


def only(text: str, *, language: str | None = "ar") -> TimeMention:
    mentions = times(text, language=language)
    assert len(mentions) == 1
    return mentions[0]


@pytest.mark.parametrize(
    ("language", "text", "hour", "minute"),
    [
        ("ar", "غدا الساعة 14:45", 14, 45),
        ("ar", "غدا الساعة الثانية وخمس وأربعين دقيقة", 2, 45),
        ("ar", "يوم الجمعة الساعة الثامنة مساء", 20, 0),
        ("ar", "الساعة العاشرة والنصف من صباح الأحد", 10, 30),
        ("ar", "الساعة السابعة من مساء غد", 19, 0),
        ("en", "tomorrow at 2:45 pm", 14, 45),
        ("en", "at 9 pm on Friday", 21, 0),
        ("fr", "demain à 14h30", 14, 30),
        ("de", "morgen um 15 Uhr", 15, 0),
        ("ru", "завтра в 18:00", 18, 0),
        ("es", "mañana a las 18:30", 18, 30),
        ("tr", "yarın saat 15:00", 15, 0),
        ("fa", "فردا ساعت ۱۵:۳۰", 15, 30),
    ],
)
def test_a_clock_time_beside_a_day_belongs_to_it(language: str, text: str, hour: int, minute: int) -> None:
    mention = only(text, language=language)
    assert mention.first is not None
    assert (mention.hour, mention.minute, mention.precision) == (hour, minute, TimePrecision.HOUR)


def test_a_clock_time_alone_names_no_day() -> None:
    mention = only("الساعة 14:45")
    assert (mention.hour, mention.minute, mention.first) == (14, 45, None)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "أدى المصلون صلاة الجمعة في المسجد"),
        ("ar", "قالت قناة روسيا اليوم"),
        ("ar", "في اليوم التالي عاد الهدوء"),
        ("ar", "لم يصب أحد بأذى"),
        ("ar", "قتل 2020 شخصا"),
        ("ar", "رقم الهاتف 0123456789"),
        ("en", "he may have left; they march on"),
        ("en", "open 24/7, score 3-2, version 1.2.3"),
        ("en", "about 2000 people and 15 dogs"),
        ("en", "the second floor, I sat in the sun"),
        ("en", "good morning everyone"),
        ("es", "buenos días a todos, llegó tarde"),
        ("tr", "her gün iyi geceler diyor"),
        ("fa", "او می رود"),
        ("de", "guten Morgen zusammen"),
    ],
)
def test_what_only_looks_like_a_time_is_none(language: str, text: str) -> None:
    assert times(text, language=language) == ()


@pytest.mark.parametrize("text", ["الأيام المقبلة", "قريبا", "في القريب العاجل"])
def test_a_vague_time_has_no_days(text: str) -> None:
    mention = only(text)
    assert (mention.kind, mention.first, mention.last) == (TimeKind.VAGUE, None, None)
    assert not mention.is_resolved


@pytest.mark.parametrize("text", ["الجمعة المقبلة", "غدا", "خلال 48 ساعة", "5 مايو", "بحلول الجمعة", "الأسبوع المقبل"])
def test_without_a_day_of_publication_nothing_relative_is_resolved(text: str) -> None:
    mentions = find_times(text, published=None, language="ar", data=DATA)
    assert mentions
    assert all(mention.first is None and mention.last is None for mention in mentions)


def test_a_complete_date_is_resolved_without_a_day_of_publication() -> None:
    (mention,) = find_times("في 5 مايو 2024", published=None, language="ar", data=DATA)
    assert mention.first == date(2024, 5, 5)


@pytest.mark.parametrize("text", ["31 فبراير 2025", "32/13/2025", "30 شباط 2024"])
def test_a_day_that_does_not_exist_is_never_guessed(text: str) -> None:
    assert all(mention.first is None or mention.precision is not TimePrecision.DAY for mention in times(text))


def test_a_bare_weekday_keeps_its_other_reading() -> None:
    (mention,) = times("قتل رجل الجمعة")
    assert (mention.first, mention.alternatives) == (date(2025, 3, 7), ((date(2025, 3, 14),) * 2,))


def test_the_caller_may_say_which_way_an_ambiguous_time_leans() -> None:
    text = "Friday"
    assert times(text, language="en", leaning=Leaning.PAST)[0].first == date(2025, 3, 7)
    assert times(text, language="en", leaning=Leaning.FUTURE)[0].first == date(2025, 3, 14)


def test_what_is_quoted_speaks_for_itself() -> None:
    (mention,) = times('He was arrested after he wrote "I will be there Friday".', language="en")
    assert mention.first == date(2025, 3, 14)


def test_an_ultimatum_is_its_deadline_and_a_plain_deadline_runs_from_publication() -> None:
    (ultimatum,) = times("They were told to leave by Sunday", language="en")
    (plain,) = times("It will be finished by Sunday", language="en")
    assert (ultimatum.first, ultimatum.last) == (date(2025, 3, 16), date(2025, 3, 16))
    assert (plain.first, plain.last) == (PUBLISHED, date(2025, 3, 16))
    assert ultimatum.alternatives == ((PUBLISHED, date(2025, 3, 16)),)


def test_days_given_in_an_ultimatum_end_on_their_last_day() -> None:
    (mention,) = times("أمهلهم ثلاثة أيام للرحيل")
    assert (mention.first, mention.kind) == (date(2025, 3, 15), TimeKind.DEADLINE)


def test_a_weekday_beside_a_date_chooses_its_year() -> None:
    (mention,) = times("Saturday 20 December", language="en")
    assert mention.first == date(2025, 12, 20)
    (earlier,) = find_times("Friday 20 December", published=PUBLISHED, language="en", data=DATA)
    assert earlier.first == date(2024, 12, 20)


def test_an_american_date_is_read_the_way_that_lies_nearer() -> None:
    assert only("Posted 03/11/2025", language="en").first == date(2025, 3, 11)
    assert only("نشر 11/03/2025").first == date(2025, 3, 11)


def test_the_feast_is_named_only_when_it_is_near() -> None:
    assert only("صباح العيد سنأتي").first == date(2025, 3, 30)
    (far,) = find_times("صباح العيد سنأتي", published=date(2025, 9, 1), language="ar", data=DATA)
    assert far.first is None


def test_without_a_language_the_scripts_in_the_text_choose() -> None:
    found = times("سنلتقي غدا. See you tomorrow. Увидимся завтра.", language=None)
    assert [mention.first for mention in found] == [date(2025, 3, 13)] * 3


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "مساء السبت ٢٤ أغسطس ٢٠٢٥"),
        ("fa", "پنج‌شنبه ۲۵ اسفند"),
        ("fr", "le 4 août après-midi"),
        ("ru", "мая 5-го, в среду"),
    ],
)
def test_normal_forms_change_no_day(language: str, text: str, form: Form) -> None:
    written = unicodedata.normalize(form, text)
    expected = [(mention.first, mention.last) for mention in times(text, language=language)]
    assert [(mention.first, mention.last) for mention in times(written, language=language)] == expected


NOISE = "ـ\u064b\u0650\u0651\u200b\u200e\u200f\u202b\u202c\u2067\u2069"


@given(st.data())
def test_noise_inside_the_words_changes_neither_days_nor_exactness(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(["سنأتي فجر الجمعة المقبل", "خلال ٤٨ ساعة المقبلة", "يوم ٢٤ أغسطس", "بعد غد"]))
    noisy = "".join(char + (data.draw(st.text(alphabet=NOISE, max_size=1)) if char != " " else "") for char in text)
    before, after = times(text), times(noisy)
    assert [(m.first, m.last, m.rule) for m in after] == [(m.first, m.last, m.rule) for m in before]
    for plain, found in zip(before, after, strict=True):
        letters = "".join(char for char in noisy[found.start : found.end] if char not in NOISE)
        assert letters == text[plain.start : plain.end]


WORDS = (
    "غدا الجمعة المقبل من إلى حتى قبل بعد خلال 48 ساعة يوم 5 مايو 2025 و بين نهاية الشهر 3/4 12:30 الساعة مساء / - , . "
    "رمضان العيد أول الثالث عشرين next Friday by before the end of May 3-5 within hours ago tomorrow night last 1446 هـ"
)
PIECES = st.sampled_from([*WORDS.split(), "\n"])


@given(st.lists(PIECES, max_size=14).map(" ".join), st.dates(date(1990, 1, 1), date(2070, 1, 1)))
def test_whatever_words_meet_spans_are_exact_ordered_and_days_are_in_order(text: str, published: date) -> None:
    found = find_times(text, published=published, language=None, data=DATA)
    end = 0
    for mention in found:
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end
        assert text[mention.start : mention.end].strip() == text[mention.start : mention.end]
        assert (mention.first is None) == (mention.last is None)
        if mention.first is not None and mention.last is not None:
            assert mention.first <= mention.last


@given(st.text(max_size=60), st.sampled_from([None, "ar", "en", "tr", "fa", "xx"]))
def test_any_text_is_survived(text: str, language: str | None) -> None:
    for mention in find_times(text, published=PUBLISHED, language=language, data=DATA):
        assert text[mention.start : mention.end]


def test_a_numeral_that_is_no_digit_is_no_number() -> None:
    (mention,) = times("➊ الاجتماع يوم ٢٤ أغسطس ②")
    assert (mention.first, mention.last) == (date(2025, 8, 24), date(2025, 8, 24))


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)))
def test_next_friday_is_the_first_friday_strictly_after(published: date) -> None:
    (mention,) = find_times("الجمعة المقبل", published=published, language="ar", data=DATA)
    assert mention.first is not None
    assert mention.first.weekday() == 4
    assert timedelta(0) < mention.first - published <= timedelta(days=7)


@pytest.mark.parametrize("published", [date(1, 1, 1), date(9999, 12, 31)])
def test_an_absurd_day_of_publication_resolves_nothing_relative(published: date) -> None:
    mentions = find_times("غدا، الجمعة المقبلة، عيد الفطر، قبل 3 أيام", published=published, language="ar", data=DATA)
    assert mentions
    assert all(mention.first is None for mention in mentions)


def test_a_distance_beyond_the_calendar_stays_unresolved() -> None:
    assert only("in 900 years", language="en").first == date(2925, 3, 12)
    assert all(mention.first is None for mention in times("950000 years ago; 9000 years ago", language="en"))


# ── distances and durations that are counted from a day that is named ───────────────────────────────────────────────


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "dans les 48 heures suivant le soir du 7 avril"),
        ("fr", "dans les 48 heures à partir du 7 avril au soir"),
        ("en", "within 48 hours of the evening of 7 April"),
        ("en", "next 48 hours from the evening of April 7"),
        ("en", "over 48 hours starting on the evening of 7 April 2025"),
        ("en", "within two days after 7 April"),
        ("en", "in the two days following 7 April"),
        ("ar", "خلال 48 ساعة من مساء 7 أبريل"),
        ("ar", "خلال ثمان وأربعين ساعة بعد مساء 7 نيسان"),
        ("fa", "در ۴۸ ساعت پس از شامگاه ۷ آوریل"),
        ("ru", "в течение 48 часов после вечера 7 апреля"),
        ("es", "en las 48 horas siguientes a la noche del 7 de abril"),
        ("de", "innerhalb von 48 Stunden nach dem Abend des 7. April"),
        ("tr", "7 Nisan akşamından itibaren 48 saat içinde"),
        ("ur", "7 اپریل کی شام کے بعد 48 گھنٹوں کے اندر"),
        ("id", "dalam 48 jam setelah malam 7 April"),
    ],
)
def test_a_duration_runs_from_the_day_it_is_counted_from(language: str, text: str) -> None:
    mention = only(text, language=language)
    assert text[mention.start : mention.end] == text
    assert (mention.first, mention.last) == (date(2025, 4, 7), date(2025, 4, 9))
    assert (mention.kind, mention.precision) == (TimeKind.DURATION, TimePrecision.RANGE)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "two days after 3 May", date(2025, 5, 5)),
        ("en", "a week before Eid", date(2025, 3, 23)),
        ("en", "three days after Friday", date(2025, 3, 17)),
        ("en", "two weeks before 3 May", date(2025, 4, 19)),
        ("ar", "بعد يومين من 3 مايو", date(2025, 5, 5)),
        ("ar", "قبل أسبوع من العيد", date(2025, 3, 23)),
        ("ar", "قبل العيد بأسبوع", date(2025, 3, 23)),
        ("fa", "دو روز پس از ۳ مه", date(2025, 5, 5)),
        ("ru", "через два дня после 3 мая", date(2025, 5, 5)),
        ("ru", "за неделю до 3 мая", date(2025, 4, 26)),
        ("fr", "deux jours après le 3 mai", date(2025, 5, 5)),
        ("fr", "une semaine avant l'Aïd", date(2025, 3, 23)),
        ("es", "dos días después del 3 de mayo", date(2025, 5, 5)),
        ("de", "zwei Tage nach dem 3. Mai", date(2025, 5, 5)),
    ],
)
def test_a_distance_from_a_named_day_is_a_day(language: str, text: str, expected: date) -> None:
    mention = only(text + {"en": " they strike", "fr": " ils frapperont"}.get(language, ""), language=language)
    assert (mention.first, mention.last, mention.rule) == (expected, expected, "anchored")


def test_the_days_before_a_named_day_end_the_day_before_it() -> None:
    mention = only("in the 48 hours before 7 April", language="en")
    assert (mention.first, mention.last) == (date(2025, 4, 5), date(2025, 4, 6))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Within 48 hours they will attack; after 7 April it is over."),
        ("en", "He has 48 hours. From 7 April on he is gone."),
        ("ar", "سيضربون خلال 48 ساعة. من 7 أبريل لن يبقى أحد."),
        ("fr", "Ils frapperont dans 48 heures ; après le 7 avril, plus rien."),
    ],
)
def test_an_amount_and_a_day_that_do_not_stand_together_are_two_times(language: str, text: str) -> None:
    found = times(text, language=language)
    assert not any(mention.rule.endswith("anchored") for mention in found)
    assert date(2025, 4, 7) in {mention.first for mention in found}


@pytest.mark.parametrize("text", ["قرار ما جمعه\u200cاند", "قرار ما جمعه\u200cست", "قرار ما جمعه\u200cایم"])
def test_the_persian_copula_hides_no_weekday(text: str) -> None:
    mention = only(text, language="fa")
    assert mention.first == date(2025, 3, 14)
    assert text[mention.start : mention.end].startswith("جمعه")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Saturday the 22nd, the evening boat"),
        ("en", "saturday 22, the dance"),
        ("ar", "السبت 22"),
        ("es", "el sábado 22"),
        ("de", "Samstag, den 22."),
        ("fr", "samedi 22"),
        ("ru", "в субботу 22-го вечером"),
    ],
)
def test_a_weekday_with_the_number_of_its_day_is_that_day(language: str, text: str) -> None:
    found = next(m for m in times(text, language=language) if m.rule == "weekday.day_of_month")
    assert (found.first, found.last) == (date(2025, 3, 22), date(2025, 3, 22))
    assert found.alternatives == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "Saturday 12 people came"), ("en", "Friday 11 pm"), ("en", "Friday at 21"), ("en", "Saturday the 23rd")],
)
def test_a_number_that_is_no_day_of_that_weekday_leaves_it_bare(language: str, text: str) -> None:
    assert all(m.rule != "weekday.day_of_month" for m in times(text, language=language))


def test_a_weekday_settles_the_year_of_its_date() -> None:
    assert only("Thursday 20 March", language="en").alternatives == ()
    assert only("20 March", language="en").alternatives != ()

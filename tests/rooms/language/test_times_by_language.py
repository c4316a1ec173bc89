# SPDX-License-Identifier: Apache-2.0
"""One sentence a line: the text, the span that names the time, first and last day.

Published on Wednesday, 12 March 2025; days without a year are in 2025; `-` is no day.
"""

from datetime import date

import pytest

from nadhir.language.times import find_times
from nadhir.reference.language_data import time_data

PUBLISHED = date(2025, 3, 12)

AR = """
سيقع غدا هنا|غدا|03-13|03-13
يلتقون بعد غد في الساحة|بعد غد|03-14|03-14
سيأتون الليلة|الليلة|03-12|03-12
وصلوا أمس|أمس|03-11|03-11
وقع أول أمس حادث|أول أمس|03-10|03-10
يفتتح الجمعة المقبل|الجمعة المقبل|03-14|03-14
يوم الأربعاء المقبل سنلتقي|يوم الأربعاء المقبل|03-19|03-19
فجر الجمعة المقبل|فجر الجمعة المقبل|03-14|03-14
التقوا الأحد الماضي|الأحد الماضي|03-09|03-09
توفي الأربعاء الماضي|الأربعاء الماضي|03-05|03-05
سيصلون مساء السبت|مساء السبت|03-15|03-15
وقتل رجل مساء السبت|مساء السبت|03-08|03-08
سيبدأ في 5 نيسان|5 نيسان|04-05|04-05
في الثالث من أبريل المقبل|الثالث من أبريل المقبل|04-03|04-03
في 3 كانون الثاني/يناير 2026|3 كانون الثاني/يناير 2026|2026-01-03|2026-01-03
يوم 16 جانفي 2024|16 جانفي 2024|2024-01-16|2024-01-16
سيجري يوم 20 غشت|20 غشت|08-20|08-20
موعدنا ٢٤ تشرين الثاني|٢٤ تشرين الثاني|11-24|11-24
٢٠٢٥/٠٤/٠٢|٢٠٢٥/٠٤/٠٢|04-02|04-02
نشر في 07.03.2025|07.03.2025|03-07|03-07
١٢ رمضان ١٤٤٦|١٢ رمضان ١٤٤٦|03-12|03-12
سيأتي يوم التاسع والعشرين من رمضان|التاسع والعشرين من رمضان|03-29|03-29
في الحادي والعشرين من آذار 2025|الحادي والعشرين من آذار 2025|03-21|03-21
في الثالث عشر من مايو 2025|الثالث عشر من مايو 2025|05-13|05-13
خلال الـ48 ساعة المقبلة|خلال الـ48 ساعة المقبلة|03-12|03-14
خلال 72 ساعة سيقع شيء|خلال 72 ساعة|03-12|03-15
خلال اليومين القادمين|خلال اليومين القادمين|03-12|03-14
خلال أسبوع سيصلون|خلال أسبوع|03-12|03-19
بعد ثلاثة أيام سيصلون|بعد ثلاثة أيام|03-15|03-15
قبل ثلاثة أيام وصلوا|قبل ثلاثة أيام|03-09|03-09
قبل أسبوعين|قبل أسبوعين|02-26|02-26
يمهلكم حتى الجمعة للرحيل وسيعود|الجمعة|03-14|03-14
قبل نهاية الشهر|قبل نهاية الشهر|03-12|03-31
سنصل قبل يوم الأحد|قبل يوم الأحد|03-12|03-15
سيبدأ مطلع الأسبوع|مطلع الأسبوع|03-15|03-16
سيحدث هذا الأسبوع|هذا الأسبوع|03-12|03-16
الأسبوع المقبل|الأسبوع المقبل|03-17|03-23
الشهر المقبل|الشهر المقبل|04-01|04-30
العام الماضي|العام الماضي|2024-01-01|2024-12-31
في عام 2019|عام 2019|2019-01-01|2019-12-31
عام 1436هـ|عام 1436هـ|2014-10-25|2015-10-13
تموز الماضي|تموز الماضي|2024-07-01|2024-07-31
ستكون ليلة رأس السنة|ليلة رأس السنة|12-31|12-31
سيقع يوم عيد الفطر|يوم عيد الفطر|03-30|03-30
سيأتون في عاشوراء|عاشوراء|07-05|07-05
الأيام المقبلة|الأيام المقبلة|-|-
من 3 إلى 5 مايو|3 إلى 5 مايو|05-03|05-05
بين 10 و12 أبريل|10 و12 أبريل|04-10|04-12
من الجمعة إلى الأحد سنبقى|الجمعة إلى الأحد|03-14|03-16
بين 2021 و2023|2021 و2023|2021-01-01|2023-12-31
غـــــدًا|غـــــدًا|03-13|03-13
يَوْمَ الْجُمُعَةِ الْمُقْبِلَ|يَوْمَ الْجُمُعَةِ الْمُقْبِلَ|03-14|03-14
ﻏﺪﺍ|ﻏﺪﺍ|03-13|03-13
في أول أبريل سيبدأ|أول أبريل|04-01|04-01
مساء اليوم سيصل|مساء اليوم|03-12|03-12
صباح غد الخميس|صباح غد|03-13|03-13
ابتداء من الأول من تموز|الأول من تموز|07-01|07-01
في التاسع من الشهر المقبل|التاسع من الشهر المقبل|04-09|04-09
من 28 يونيو وحتى 2 يوليو 2024|28 يونيو وحتى 2 يوليو 2024|2024-06-28|2024-07-02
في 26 يونيو (حزيران) الماضي|26 يونيو (حزيران) الماضي|2024-06-26|2024-06-26
في 4 ديسمبر (كانون الأول)|4 ديسمبر (كانون الأول)|2024-12-04|2024-12-04
في عامي 2012 و2013|عامي 2012 و2013|2012-01-01|2013-12-31
عام 2010 - 2015|عام 2010 - 2015|2010-01-01|2015-12-31
ثالث أيام العيد سنأتي|ثالث أيام العيد|04-01|04-01
يومي الجمعة والسبت سنأتي|يومي الجمعة والسبت|03-14|03-15
قبل نهاية رمضان|قبل نهاية رمضان|03-12|03-29
في صيف 2011|صيف 2011|2011-06-01|2011-08-31
"""

AR_ARZ = """
هاجي بكرة بالليل|بكرة بالليل|03-13|03-13
هنتقابل الحد الجاي|الحد الجاي|03-16|03-16
شفته امبارح|امبارح|03-11|03-11
النهارده بعد العصر|النهارده|03-12|03-12
"""

AR_ACM = """
باچر الصبح اجيك|باچر الصبح|03-13|03-13
عگب باچر نلتقي|عگب باچر|03-14|03-14
"""

AR_APC = """
بكرا الصبح رح نحكي|بكرا الصبح|03-13|03-13
مبارح المسا شفتو|مبارح المسا|03-11|03-11
الجمعة الجاي بدي شوفك|الجمعة الجاي|03-14|03-14
"""

AR_ARY = """
غدا غادي نجي|غدا|03-13|03-13
غادي نجي ليلة راس العام|ليلة راس العام|12-31|12-31
"""

AR_LATN = """
hashofak bokra bel leil|bokra bel leil|03-13|03-13
youm el had ha agi|youm el had|03-16|03-16
youm el 7ad ha agi|youm el 7ad|03-16|03-16
el gom3a el gay ha agi|el gom3a el gay|03-14|03-14
"""

EN = """
it will open tomorrow|tomorrow|03-13|03-13
it will open the day after tomorrow|the day after tomorrow|03-14|03-14
they meet tonight|tonight|03-12|03-12
they will meet next Friday|next Friday|03-14|03-14
they will meet next Wednesday|next Wednesday|03-19|03-19
he died last Wednesday|last Wednesday|03-05|03-05
he died on Monday|Monday|03-10|03-10
he will come on Monday|Monday|03-17|03-17
a man was hurt on Sunday night|Sunday night|03-09|03-09
she finishes on 15 March|15 March|03-15|03-15
March 15, 2026|March 15, 2026|2026-03-15|2026-03-15
the 21st of May 2024|21st of May 2024|2024-05-21|2024-05-21
it starts Saturday 5 APR|5 APR|04-05|04-05
window 27 FEB - 1 MAR 2025|27 FEB - 1 MAR 2025|02-27|03-01
May 3-5 will be busy|May 3-5|05-03|05-05
from 3 to 5 May|3 to 5 May|05-03|05-05
in November 2022|November 2022|2022-11-01|2022-11-30
it happened in 2017|2017|2017-01-01|2017-12-31
2025-04-02|2025-04-02|04-02|04-02
within 48 hours|within 48 hours|03-12|03-14
in the next 72 hours|in the next 72 hours|03-12|03-15
in three days it will open|in three days|03-15|03-15
three days ago|three days ago|03-09|03-09
two weeks ago|two weeks ago|02-26|02-26
before the end of the month|before the end of the month|03-12|03-31
by the end of the week|by the end of the week|03-12|03-16
we will be done by Friday|by Friday|03-12|03-14
it will be done before Friday|before Friday|03-12|03-13
before 20 March|before 20 March|03-12|03-19
this week we will see|this week|03-12|03-16
next week|next week|03-17|03-23
last month|last month|02-01|02-28
this weekend they will come|this weekend|03-15|03-16
last night's fire|last night|03-11|03-11
New Year's Eve will be loud|New Year's Eve|12-31|12-31
it will be on Easter Sunday|Easter Sunday|04-20|04-20
it will be on Good Friday|Good Friday|04-18|04-18
it happened on Yom Kippur 2024|Yom Kippur 2024|2024-10-12|2024-10-12
Thanksgiving 2024|Thanksgiving 2024|2024-11-28|2024-11-28
in the coming days|in the coming days|-|-
on for the 31st?|the 31st|03-31|03-31
it will be mid-May|mid-May|05-11|05-20
in late March we will go|late March|03-21|03-31
three days from now we will go|three days from now|03-15|03-15
on the second day of Eid we will go|second day of Eid|03-31|03-31
on Saturday and Sunday we will go|Saturday and Sunday|03-15|03-16
next summer|next summer|06-01|08-31
twenty-first of June 2025|twenty-first of June 2025|06-21|06-21
"""

FR = """
il viendra demain|demain|03-13|03-13
il viendra après-demain|après-demain|03-14|03-14
il viendra vendredi prochain|vendredi prochain|03-14|03-14
il est mort jeudi soir|jeudi soir|03-06|03-06
le 4 octobre 2025|4 octobre 2025|10-04|10-04
le 1er mai il y aura du monde|1er mai|05-01|05-01
dans les prochaines 48 heures|dans les prochaines 48 heures|03-12|03-14
il y a trois jours|il y a trois jours|03-09|03-09
avant la fin du mois|avant la fin du mois|03-12|03-31
la semaine prochaine|la semaine prochaine|03-17|03-23
ce soir il sera là|ce soir|03-12|03-12
il viendra à Pâques|Pâques|04-20|04-20
hier matin|hier matin|03-11|03-11
en 2015|2015|2015-01-01|2015-12-31
prochainement|prochainement|-|-
du 3 au 5 mai|3 au 5 mai|05-03|05-05
"""

TR = """
yarın akşam gelecekler|yarın akşam|03-13|03-13
önümüzdeki cuma gelecekler|önümüzdeki cuma|03-14|03-14
24 Ekim'de olacak|24 Ekim|10-24|10-24
3 Mayıs 2025|3 Mayıs 2025|05-03|05-03
dün oldu|dün|03-11|03-11
on yıl önce|on yıl önce|2015-03-12|2015-03-12
48 saat içinde|48 saat içinde|03-12|03-14
gelecek hafta|gelecek hafta|03-17|03-23
hafta sonu gelecekler|hafta sonu|03-15|03-16
cumaya kadar|cumaya kadar|03-12|03-14
bu gece gelecekler|bu gece|03-12|03-12
önümüzdeki günlerde|önümüzdeki günlerde|-|-
"""

RU = """
завтра вечером приду|завтра вечером|03-13|03-13
послезавтра|послезавтра|03-14|03-14
в следующую пятницу|следующую пятницу|03-14|03-14
двадцатого апреля приду|двадцатого апреля|04-20|04-20
двадцать первого мая 2025 года|двадцать первого мая 2025 года|05-21|05-21
11 мая 2021 года|11 мая 2021 года|2021-05-11|2021-05-11
в течение 48 часов|в течение 48 часов|03-12|03-14
в ближайшие 48 часов|в ближайшие 48 часов|03-12|03-14
три дня назад|три дня назад|03-09|03-09
через три дня приду|через три дня|03-15|03-15
был убит в понедельник|понедельник|03-10|03-10
приду в понедельник|понедельник|03-17|03-17
до конца месяца|до конца месяца|03-12|03-31
на следующей неделе|следующей неделе|03-17|03-23
вчера|вчера|03-11|03-11
в канун Нового года будет|канун Нового года|12-31|12-31
в ближайшее время|в ближайшее время|-|-
"""

ES = """
vendrá mañana|mañana|03-13|03-13
vendrá pasado mañana|pasado mañana|03-14|03-14
el martes próximo vendrá|martes próximo|03-18|03-18
murió el miércoles|miércoles|03-12|03-12
el 15 de abril de 2025|15 de abril de 2025|04-15|04-15
murió anoche|anoche|03-11|03-11
hace tres días|hace tres días|03-09|03-09
en las próximas 48 horas|en las próximas 48 horas|03-12|03-14
antes del domingo vendrá|antes del domingo|03-12|03-15
será el Jueves Santo|Jueves Santo|04-17|04-17
la semana que viene|la semana que viene|03-17|03-23
esta noche vendrá|esta noche|03-12|03-12
en los próximos días|en los próximos días|-|-
"""

DE = """
er wird morgen kommen|morgen|03-13|03-13
er wird übermorgen kommen|übermorgen|03-14|03-14
er wird am kommenden Freitag kommen|kommenden Freitag|03-14|03-14
am 23. August 2024|23. August 2024|2024-08-23|2024-08-23
in den kommenden sieben Tagen|in den kommenden sieben Tagen|03-12|03-19
vor drei Tagen|vor drei Tagen|03-09|03-09
er wird am Sonntag kommen|Sonntag|03-16|03-16
er starb am Sonntag|Sonntag|03-09|03-09
gestern Abend|gestern Abend|03-11|03-11
vor Ende des Monats|vor Ende des Monats|03-12|03-31
nächste Woche|nächste Woche|03-17|03-23
es wird an Silvester sein|Silvester|12-31|12-31
vom 3. bis 5. Mai|3. bis 5. Mai|05-03|05-05
in den nächsten Tagen|in den nächsten Tagen|-|-
"""

FA = """
فردا صبح می‌آیم|فردا صبح|03-13|03-13
پس‌فردا می‌آیم|پس‌فردا|03-14|03-14
۲۵ اسفند|۲۵ اسفند|03-15|03-15
سیزدهم دی ۱۴۰۳|سیزدهم دی ۱۴۰۳|2025-01-02|2025-01-02
سوم ژانویه ۲۰۲۵|سوم ژانویه ۲۰۲۵|2025-01-03|2025-01-03
۱۴۰۴/۰۱/۱۳|۱۴۰۴/۰۱/۱۳|04-02|04-02
دیروز|دیروز|03-11|03-11
سه روز پیش|سه روز پیش|03-09|03-09
هفته آینده|هفته آینده|03-17|03-23
قبل از عید|قبل از عید|03-12|03-20
امشب|امشب|03-12|03-12
جمعه آینده|جمعه آینده|03-14|03-14
به‌زودی|به‌زودی|-|-
بیست و دوم بهمن ۱۴۰۳|بیست و دوم بهمن ۱۴۰۳|2025-02-10|2025-02-10
"""

UR = """
آج رات آئیں گے|آج رات|03-12|03-12
کل آئیں گے|کل|03-13|03-13
کل ہلاک ہوئے|کل|03-11|03-11
۱۶ نومبر ۲۰۲۵|۱۶ نومبر ۲۰۲۵|11-16|11-16
اگلے جمعہ کو آئیں گے|اگلے جمعہ|03-14|03-14
۲۰۱۶ میں|۲۰۱۶|2016-01-01|2016-12-31
گزشتہ رات|گزشتہ رات|03-11|03-11
جمعہ تک|جمعہ تک|03-12|03-14
"""

ID = """
dia akan datang besok|besok|03-13|03-13
17 Agustus 2025|17 Agustus 2025|08-17|08-17
minggu depan|minggu depan|03-16|03-16
tiga hari lalu|tiga hari lalu|03-09|03-09
"""

SO = """
berri waan imanayaa|berri|03-13|03-13
shalay ayaa la dilay|shalay|03-11|03-11
"""

KU = """
sibê ez ê werim|sibê|03-13|03-13
duh hat kuştin|duh|03-11|03-11
"""

CKB = """
سبەی دێم|سبەی|03-13|03-13
دوێنێ کوژرا|دوێنێ|03-11|03-11
"""

SENTENCES = [
    (language, *line.split("|"))
    for language, lines in (
        ("ar", AR),
        ("ar-arz", AR_ARZ),
        ("ar-acm", AR_ACM),
        ("ar-apc", AR_APC),
        ("ar-ary", AR_ARY),
        ("ar-Latn", AR_LATN),
        ("en", EN),
        ("fr", FR),
        ("tr", TR),
        ("ru", RU),
        ("es", ES),
        ("de", DE),
        ("fa", FA),
        ("ur", UR),
        ("id", ID),
        ("so", SO),
        ("ku", KU),
        ("ckb", CKB),
    )
    for line in lines.strip().splitlines()
]


def day(written: str) -> date | None:
    if written == "-":
        return None
    return date.fromisoformat(written if len(written) > len("03-12") else f"2025-{written}")


@pytest.mark.parametrize(("language", "text", "span", "first", "last"), SENTENCES)
def test_a_time_is_found_exactly_and_reckoned(language: str, text: str, span: str, first: str, last: str) -> None:
    mentions = find_times(text, published=PUBLISHED, language=language, data=time_data())
    found = [(text[m.start : m.end], m.first, m.last) for m in mentions]
    assert (span, day(first), day(last)) in found

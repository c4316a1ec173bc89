# SPDX-License-Identifier: Apache-2.0
"""What the recipient's page says around the warning, in the recipient's own language.

The desk's two languages are those of its officers; a recipient reads what they read. The words are kept here in full,
short and plain, since whoever opens this page may be afraid, abroad and on a telephone. A language that is not here is
answered in English, with the warning itself still in its own.
"""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from nadhir.terms.text import Direction, Language, direction_of, primary


@dataclass(frozen=True, slots=True)
class RecipientWords:
    """Everything the page says in one language."""

    lang: Language
    own_name: str
    title: str
    from_: str
    to: str
    sent: str
    holds_until: str
    sharing: str
    drill: str
    acknowledge_title: str
    acknowledge_button: str
    name: str
    rank: str
    will_do: str
    will_do_title: str
    will_do_button: str
    decline_title: str
    decline_button: str
    dispute_title: str
    dispute_button: str
    ask_title: str
    ask_button: str
    why: str
    question: str
    required: str
    too_long: str
    not_taken: str
    thanks: str
    noted: str
    acknowledged: str
    silence: str
    check_title: str
    check: str
    footer: str
    cover_title: str
    cover: str
    cover_button: str
    gone_title: str
    gone: str

    @property
    def dir(self) -> Direction:
        """The direction to lay the page out in."""
        return direction_of(self.lang)


_EN: Final = RecipientWords(
    lang=Language("en"),
    own_name="English",
    title="A warning for you",
    from_="From",
    to="To",
    sent="Sent",
    holds_until="Holds until",
    sharing="Sharing",
    drill="This is a drill. Nobody is in danger, and you need not do anything but answer.",
    acknowledge_title="Say that you have it",
    acknowledge_button="I have received and understood this warning",
    name="Your name",
    rank="Your rank or function",
    will_do="What I will do",
    will_do_title="Say what you will do",
    will_do_button="Send",
    decline_title="You are not the right person",
    decline_button="I do not take this warning",
    dispute_title="You think it is wrong",
    dispute_button="Send your objection",
    ask_title="Ask back",
    ask_button="Send your question",
    why="Why, and who should have it instead",
    question="Your question",
    required="Please fill this in.",
    too_long="That is too long. Please say it in fewer words.",
    not_taken=(
        "This could not be recorded, and nothing was changed. Please use another way that you know to reach the sender."
    ),
    thanks="Thank you. Your acknowledgement has arrived and is on record.",
    noted="Thank you. Your answer has arrived and is on record. An officer will read it.",
    acknowledged="Acknowledged",
    silence="If nobody answers, that is recorded as silence, and another way to you is tried.",
    check_title="Is this genuine?",
    check=(
        "Do not answer to any address or number that you find in a message. Ask by a way that you knew before: your "
        "usual contact at the sender, or the intermediary who told you of this page. They can name its date and hour. "
        "This page never asks for a password, money or a download."
    ),
    footer="This page was made for one recipient. It ends by itself, and each opening of it is counted.",
    cover_title="A message for you",
    cover="Open it only if it was sent to you. It concerns safety and is short.",
    cover_button="Open the message",
    gone_title="There is nothing here any more",
    gone=(
        "The page has ended, or its address is incomplete. If you expect a warning, ask the person who gave you the "
        "address, by a way that you knew before."
    ),
)

_AR: Final = RecipientWords(
    lang=Language("ar"),
    own_name="العربية",
    title="تحذير موجّه إليكم",
    from_="من",
    to="إلى",
    sent="أُرسل",
    holds_until="يسري حتى",
    sharing="التداول",
    drill="هذا تمرين. لا أحد في خطر، ولا يُطلب منكم سوى الإجابة.",
    acknowledge_title="أقرّوا بالاستلام",
    acknowledge_button="استلمتُ هذا التحذير وفهمته",
    name="الاسم",
    rank="الرتبة أو الصفة",
    will_do="ما سأفعله",
    will_do_title="اذكروا ما ستفعلونه",
    will_do_button="إرسال",
    decline_title="لستم الشخص المعني",
    decline_button="لا أتسلّم هذا التحذير",
    dispute_title="ترون أنه غير صحيح",
    dispute_button="إرسال الاعتراض",
    ask_title="اسألوا",
    ask_button="إرسال السؤال",
    why="السبب، ومن ينبغي أن يصله بدلاً منكم",
    question="سؤالكم",
    required="يرجى ملء هذه الخانة.",
    too_long="النص أطول من المقبول. يرجى اختصاره.",
    not_taken="تعذّر تقييد ذلك، ولم يتغيّر شيء. يرجى مخاطبة المرسِل بطريق آخر تعرفونه.",
    thanks="شكراً لكم. وصل إقراركم بالاستلام وقُيّد في السجل.",
    noted="شكراً لكم. وصل جوابكم وقُيّد في السجل، وسيقرؤه موظف.",
    acknowledged="أُقرّ بالاستلام",
    silence="إذا لم يُجب أحد قُيّد ذلك صمتاً، وجُرّب سبيل آخر إليكم.",
    check_title="هل هذا صحيح المصدر؟",
    check=(
        "لا تجيبوا على أي عنوان أو رقم تجدونه في رسالة. اسألوا بطريق تعرفونه من قبل: جهة اتصالكم المعتادة لدى المرسِل، "
        "أو الوسيط الذي أخبركم بهذه الصفحة؛ فبوسعهم ذكر تاريخها وساعتها. لا تطلب هذه الصفحة كلمة سر ولا مالاً ولا "
        "تنزيل شيء."
    ),
    footer="أُعدّت هذه الصفحة لمستلم واحد. تنتهي من تلقاء نفسها، ويُعدّ كل فتح لها.",
    cover_title="رسالة موجّهة إليكم",
    cover="لا تفتحوها إلا إذا أُرسلت إليكم. هي رسالة قصيرة تتعلق بالسلامة.",
    cover_button="فتح الرسالة",
    gone_title="لم يعد هنا شيء",
    gone="انتهت الصفحة، أو أن عنوانها ناقص. إذا كنتم تنتظرون تحذيراً فاسألوا من أعطاكم العنوان، بطريق تعرفونه من قبل.",
)

_FA: Final = RecipientWords(
    lang=Language("fa"),
    own_name="فارسی",
    title="هشداری برای شما",
    from_="از",
    to="به",
    sent="فرستاده‌شده در",
    holds_until="معتبر تا",
    sharing="بازگویی",
    drill="این یک تمرین است. کسی در خطر نیست و جز پاسخ دادن کاری لازم نیست.",
    acknowledge_title="دریافت را تأیید کنید",
    acknowledge_button="این هشدار را دریافت کردم و فهمیدم",
    name="نام شما",
    rank="درجه یا سمت شما",
    will_do="آنچه انجام می‌دهم",
    will_do_title="بگویید چه خواهید کرد",
    will_do_button="فرستادن",
    decline_title="شما فرد مربوط نیستید",
    decline_button="این هشدار را نمی‌پذیرم",
    dispute_title="آن را نادرست می‌دانید",
    dispute_button="فرستادن اعتراض",
    ask_title="بپرسید",
    ask_button="فرستادن پرسش",
    why="چرا، و چه کسی باید آن را بگیرد",
    question="پرسش شما",
    required="لطفاً این بخش را پر کنید.",
    too_long="این متن بیش از اندازه بلند است. لطفاً کوتاه‌تر بنویسید.",
    not_taken="ثبت نشد و چیزی تغییر نکرد. لطفاً از راه دیگری که می‌شناسید با فرستنده تماس بگیرید.",
    thanks="سپاسگزاریم. تأیید دریافت شما رسید و ثبت شد.",
    noted="سپاسگزاریم. پاسخ شما رسید و ثبت شد. یک مأمور آن را می‌خواند.",
    acknowledged="دریافت تأیید شد",
    silence="اگر کسی پاسخ ندهد، این به‌عنوان سکوت ثبت می‌شود و راه دیگری آزموده می‌شود.",
    check_title="آیا این پیام اصیل است؟",
    check=(
        "به هیچ نشانی یا شماره‌ای که در پیامی می‌بینید پاسخ ندهید. از راهی بپرسید که از پیش می‌شناختید: رابط همیشگی شما "
        "نزد فرستنده، یا واسطه‌ای که این صفحه را به شما گفت. آنان می‌توانند تاریخ و ساعت آن را بگویند. این صفحه هرگز "
        "گذرواژه، پول یا دریافت پرونده نمی‌خواهد."
    ),
    footer="این صفحه برای یک گیرنده ساخته شده است، خودبه‌خود پایان می‌یابد و هر بار باز شدن آن شمرده می‌شود.",
    cover_title="پیامی برای شما",
    cover="تنها اگر برای شما فرستاده شده است آن را باز کنید. پیامی کوتاه دربارهٔ ایمنی است.",
    cover_button="باز کردن پیام",
    gone_title="دیگر چیزی اینجا نیست",
    gone=(
        "زمان این صفحه به پایان رسیده یا نشانی آن کامل نیست. اگر منتظر هشداری هستید، از کسی که نشانی را به شما داد، "
        "از راهی که از پیش می‌شناختید، بپرسید."
    ),
)

#: In the order in which they stand on a page whose reader is not yet known.
ALL: Final = (_AR, _EN, _FA)
_BY_LANGUAGE: Final = MappingProxyType({each.lang: each for each in ALL})


def words_for(language: Language) -> RecipientWords:
    """Return the words for a recipient's language; English where it is none of ours."""
    return _BY_LANGUAGE.get(Language(primary(language)), _EN)

# SPDX-License-Identifier: Apache-2.0
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nadhir.language.detect import detect, script_profile
from nadhir.reference.language_data import language_profiles

PROFILES = language_profiles()
KNOWN = [
    ("ar", "غدا ستندم"),
    ("ar", "وقالت الوزارة إن التحقيق مستمر في الحادث"),
    ("ar", "سنحضر جميعا"),
    ("fa", "فردا می‌بینمت"),
    ("fa", "جمعه جلوی مدرسه منتظرتم"),
    ("fa", "پلیس اعلام کرد که تحقیقات ادامه دارد"),
    ("fa", "فردا ميبينمت"),
    ("ur", "کل تمہیں دیکھ لوں گا"),
    ("ur", "پولیس کے مطابق تحقیقات جاری ہیں"),
    ("ckb", "پۆلیس ڕایگەیاند کە لێکۆڵینەوە بەردەوامە"),
    ("ckb", "سبەی دێم بۆ لات"),
    ("en", "u wont make it to the car"),
    ("en", "Police said the inquiry goes on."),
    ("en", "see you friday"),
    ("fr", "tu vas le regretter demain"),
    ("fr", "vendredi je t'attends devant le lycée"),
    ("fr", "La police a déclaré que l'enquête se poursuit."),
    ("tr", "yarın seni bulacağım"),
    ("tr", "okulun onunde bekliyorum seni"),
    ("tr", "Polis soruşturmanın sürdüğünü açıkladı."),
    ("ru", "жди меня у подъезда"),
    ("ru", "Полиция сообщила, что расследование продолжается."),
    ("es", "te voy a buscar mañana"),
    ("es", "el viernes te espero en la puerta"),
    ("de", "ich warte morgen auf dich"),
    ("de", "Freitag bist du dran"),
    ("id", "Polisi mengatakan penyelidikan masih berlangsung."),
    ("id", "besok gue tunggu lo di depan sekolah"),
    ("so", "Booliska ayaa sheegay in baaritaanku socdo."),
    ("so", "berri waan ku sugayaa suuqa hortiisa"),
    ("ku", "Polîs got ku lêkolîn didome."),
    ("ku", "sibê ez ê li ber dibistanê te bibînim"),
    ("ar-Latn", "bokra hashofak 2odam el madrasa"),
    ("ar-Latn", "wallah la tendam ya 5ayen"),
    ("ar-arz", "هستناك بكرة قدام المدرسة عشان انت مش عايز تفهم"),
    ("ar-apc", "بكرا بدي شوفك قدام المدرسة"),
    ("ar-acm", "باچر اشوفك گدام المدرسة هسه روح"),
    ("ar-ary", "غدا غادي نشوفك قدام المدرسة ديالك"),
    ("ar-afb", "الحين وش تبي مني ترى باچر اشوفك"),
    ("ar-apd", "بكرة دايرين نشوف الزول دا قدام المدرسة"),
]
UNKNOWN = [
    "A polícia informou que a investigação continua.",
    "Vou te esperar amanhã na porta da escola",
    "La polizia ha detto che l'indagine continua.",
    "domani ti aspetto davanti alla scuola",
    "De politie zei dat het onderzoek doorgaat.",
    "morgen wacht ik op je bij school",
    "Policja poinformowała, że śledztwo trwa.",
    "Poliția a anunțat că ancheta continuă.",
    "Polisen säger att utredningen fortsätter.",
    "Polisi walisema uchunguzi unaendelea katika mji huo.",
    "Yan sanda sun ce ana ci gaba da bincike a garin.",
    "Polis bildirib ki, araşdırma davam edir.",
    "Поліція повідомила, що розслідування триває.",
    "Полицията съобщи, че разследването продължава.",
    "Полиција је саопштила да се истрага наставља.",
    "Полиция тергеу жалғасып жатқанын хабарлады.",
    "پولیسو وویل چې پلټنې دوام لري.",
    "המשטרה מסרה כי החקירה נמשכת",
    "警方表示调查仍在继续",
    "경찰은 수사가 계속되고 있다고 밝혔다",
    "पुलिस ने कहा कि जांच जारी है",
    "xkcd qwerty zzz",
    "12345 !!!",
    "",
    "https://example.org/a-b #tag @name",
]


@pytest.mark.parametrize(("language", "text"), KNOWN)
def test_a_language_we_read_is_told(language: str, text: str) -> None:
    guess = detect(text, profiles=PROFILES)
    assert (guess.language, guess.is_known) == (language, True)


@pytest.mark.parametrize("text", UNKNOWN)
def test_a_language_we_do_not_read_is_said_to_be_unknown(text: str) -> None:
    guess = detect(text, profiles=PROFILES)
    assert (guess.language, guess.is_known, guess.confidence) == ("und", False, 0.0)


def test_links_and_handles_do_not_decide_the_language() -> None:
    assert detect("سنلتقي غدا https://example.org/the/news/of/today @the_reader", profiles=PROFILES).primary == "ar"


def test_the_script_profile_gives_shares() -> None:
    shares = script_profile("سلام abcd")
    assert shares == {"Arab": 0.5, "Latn": 0.5}
    assert script_profile("123") == {}


@given(st.text(max_size=60))
def test_whatever_comes_in_gets_an_answer(text: str) -> None:
    guess = detect(text, profiles=PROFILES)
    assert guess.is_known == (guess.language != "und")
    assert 0.0 <= guess.confidence <= 1.0


@pytest.mark.parametrize(("language", "text"), KNOWN)
def test_noise_and_normal_forms_do_not_change_the_language(language: str, text: str) -> None:
    noisy = "".join(char + "\u200f" if at % 4 == 0 else char for at, char in enumerate(text))
    for written in (noisy, *(unicodedata.normalize(form, text) for form in ("NFC", "NFD", "NFKC", "NFKD"))):
        assert detect(written, profiles=PROFILES).language == language


@pytest.mark.parametrize("text", ["a" * 200_000, "a-" * 100_000, "1" * 200_000, "a@" * 100_000, "«" * 200_000])
def test_a_text_without_a_blank_is_looked_at_once(text: str) -> None:
    begun = time.process_time()
    detect(text, profiles=PROFILES)
    assert time.process_time() - begun < 5  # a tenth of a second; with the square of its length, a minute

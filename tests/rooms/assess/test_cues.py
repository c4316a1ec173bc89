import pytest
from hypothesis import given
from hypothesis import strategies as st

from nadhir.assess import Cues
from nadhir.reference import assess_parameters

CUES = Cues({"kills": ("kill*", "~قتل", "put* one in"), "gap": ("leave … alone",), "name": ("ذبح",)})
SHIPPED = assess_parameters.load().cues


def codes(text: str) -> list[str]:
    return [cue.code for cue in CUES.find(text)]


@pytest.mark.parametrize(
    "text", ["killing", "He KILLS", "سَنَقْـتُلُهُمْ", "ونقتلك", "ح\u200fنقتله", "هيقتلوه", "putting one in him"]
)
def test_a_pattern_is_found_however_it_is_written(text: str) -> None:
    assert "kills" in codes(text)


@pytest.mark.parametrize("text", ["skill", "overkill", "put one on", ""])
def test_a_pattern_is_not_found_inside_another_word(text: str) -> None:
    assert codes(text) == []


def test_a_gap_stays_within_a_sentence_and_is_short() -> None:
    assert codes("leave the old man alone") == ["gap"]
    assert codes("leave. Alone") == []
    assert codes("leave one two three four five six seven alone") == []


def test_a_pattern_that_begins_with_a_gap_is_refused() -> None:
    with pytest.raises(ValueError, match="gap"):
        Cues({"x": ("… alone",)})


def test_hits_outside_the_ranges_are_left_out() -> None:
    text = "kill the lights. Read also: killers"
    assert len(CUES.find(text, ranges=[(0, 16)])) == 1


@given(st.text(alphabet=st.sampled_from("kil قتلسنذبح ـ\u064b\u200f.…'é\n")) | st.text(max_size=200))
def test_every_hit_is_an_exact_slice_of_the_raw_text(text: str) -> None:
    assert all(cue.span.is_slice_of(text) for cue in (*CUES.find(text), *SHIPPED.find(text)))


@given(st.text(max_size=300))
def test_looking_twice_finds_the_same(text: str) -> None:
    assert CUES.find(text) == CUES.find(text)


def shown(text: str) -> set[str]:
    return {cue.code for cue in SHIPPED.find(text)}


HARM = {"kills", "attacks", "injures", "kidnaps"}


@pytest.mark.parametrize(
    "text",
    [
        "They want him dead by Sunday.", "He hired a man to get rid of her.", "The guests will not leave alive.",
        "راح نصفيه قبل العيد", "غادي نقتلوه", "رح نطخه", "بغينا نخطفو الولد", "اليوم دمه مهدور", "سنستهدف الحافلة",
        "او را می‌کشیم", "می‌خواهند منفجرش کنند", "ils vont lui tirer dessus", "Il veut foncer dans la foule",
        "Onu vuracağız", "Onun işini bitireceğiz", "Мы его уберём", "Его похитят", "Le van a pegar un tiro",
        "Ich mach dich kalt", "Er will sie abstechen", "Lo faranno fuori", "Vamos acabar com ele",
        "وہ اسے گولی مار دے گا", "அவனைக் கொன்றுவிடுவோம்", "Kita akan bunuh dia", "wallah ha2tlak", "Watamuua kesho",
    ],
)  # fmt: skip
def test_harm_is_heard_in_many_languages_and_idioms(text: str) -> None:
    assert shown(text) & HARM


@pytest.mark.parametrize(
    "text",
    [
        "He has it coming.", "You will regret this.", "Something big is coming.", "They will hear from us soon.",
        "I know where she lives.", "راح تندمين", "يومكم قريب", "Vous allez le regretter", "Скоро вы нас услышите",
        "Pişman olacaksınız", "پشیمان می‌شوید", "Ihr werdet noch sehen", "Te vas a arrepentir",
    ],
)  # fmt: skip
def test_menace_without_a_harm_is_not_taken_for_one(text: str) -> None:
    assert not shown(text) & (HARM | {"place_unknown"})


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("purpose_unknown", "We do not know what they intend."), ("purpose_unknown", "لا نعرف ماذا ينوون"),
        ("purpose_unknown", "Wir wissen nicht, was sie vorhaben"), ("target_unknown", "It is not clear who is meant."),
        ("target_unknown", "لم يحدد الهدف"), ("target_unknown", "Hedef henüz bilinmiyor"),
        ("place_unknown", "He gave neither place nor date."), ("place_unknown", "Ni lieu ni date."),
        ("place_unknown", "Где и когда, не знаем"), ("time_unknown", "No sabemos dónde ni cuándo"),
        ("detains", "سيوقفونه في المطار"), ("detains", "He will be held for questioning."),
        ("at_large", "Held, but his partner fled."), ("alone", "Alle Beteiligten in Haft, niemand sonst gesucht."),
        ("safe_way", "An anonymous call would not expose her."),
    ],
)  # fmt: skip
def test_what_a_report_disclaims_and_what_a_note_adds_is_heard(code: str, text: str) -> None:
    assert code in shown(text)


@pytest.mark.parametrize(
    "text",
    ["Any warning gets him killed; nothing can be told.", "He would not survive it.", "No way is safe."],
)
def test_a_note_that_leaves_no_way_is_not_read_as_one_that_does(text: str) -> None:
    assert "safe_way" not in shown(text)

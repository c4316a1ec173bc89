import pytest

from nadhir.assess import assess as judge
from nadhir.reference import assess_parameters
from nadhir.terms.facts import FactName
from nadhir.terms.party import Party, PartyRole
from tests.rooms.factories import a_fact, a_file, a_held, a_party, at

PARAMETERS = assess_parameters.load()
LAYLA = a_party("layla", PartyRole.VICTIM, name="Layla Darwish")
SAMIR = a_party("samir", PartyRole.SUSPECT, name="Samir Qadri")
RING = a_party("ring", PartyRole.SUSPECT, name="User night_kestrel")
UNCLE = a_party("uncle", PartyRole.PROTECTOR, name="Uncle of the man, chairman of a club")
GUARD = a_party("guard", PartyRole.PROTECTOR, name="Bodyguard of Layla Darwish")
FOREMAN = a_party("foreman", PartyRole.PROTECTOR, name="Foreman at the quarry")
HEADMAN = a_party("headman", PartyRole.PROTECTOR, name="Headman of the village")
GRAN = a_party("gran", PartyRole.PROTECTOR, name="The man's mother, who minds the children")
POLICE = a_party("police", PartyRole.PROTECTOR, PartyRole.AUTHORITY, name="Tarsus police")
GATE = a_party("gate", PartyRole.PROTECTOR, PartyRole.AUTHORITY, name="Chief of the gate")
HASSAN = a_party("hassan", PartyRole.PROTECTOR, name="Hassan T., a neighbour")
EVERYBODY = (LAYLA, SAMIR, RING, UNCLE, GUARD, FOREMAN, HEADMAN, GRAN, POLICE, GATE, HASSAN)


def leaky(text: str, *, language: str, parties: tuple[Party, ...] = EVERYBODY) -> set[str]:
    held = a_held(text, language=language)
    found = judge(a_file(held, parties=parties), at=at(hours=1), parameters=PARAMETERS)
    return {str(f.party_id) for f in found.features if f.code == "would_pass_it_on"}


@pytest.mark.parametrize(
    ("language", "text", "who"),
    [
        ("en", "They will kill Layla. Whatever you say to her bodyguard, he sells them her hours.", "guard"),
        ("en", "They will kill Layla. Please keep the uncle out of it. He means well, but he calls Samir.", "uncle"),
        ("en", "They will kill Layla. Tell the police but not the foreman: he is Samir's cousin.", "foreman"),
        ("en", "They will kill Layla. Anything said to Hassan gets to Samir the same night.", "hassan"),
        ("en", "They will kill Layla. The headman talks to them every evening.", "headman"),
        ("en", "They will kill Layla. The chief of the gate was bought last spring.", "gate"),
        ("en", "They will kill Layla. Don't call grandma, she would tell him.", "gran"),
        ("en", "They will kill Layla. The foreman is in touch with night_kestrel.", "foreman"),
        ("en", "They will kill Layla. Not through the Tarsus police. Their captain reports to Samir.", "police"),
        ("en", "They will kill Layla. Whatever the headman is told, Samir hears within the hour.", "headman"),
        ("en", "They will kill Layla. Leave Hassan out of it, Samir would know by evening.", "hassan"),
        ("ar", "سيقتلون ليلى. كل شي ينقال للمختار سمير بيعرف فيه.", "headman"),
        ("ar", "سيقتلون ليلى. لا تخبروا الخال، فهو يوصل لهم كل كلمة.", "uncle"),
        ("ar", "سيقتلون ليلى. المشرف على صلة بهم فانتبهوا.", "foreman"),
        ("ar", "بدهم يقتلوا ليلى. المختار ابن عم سمير وبيحكي كل شي لسمير.", "headman"),
        ("ar", "سيقتلون ليلى. مسؤول البوابة مرتشٍ ويقبض منهم.", "gate"),
        ("ar", "سيقتلون ليلى. لا تبلغوا الشرطة عندنا، الضابط من جماعتهم.", "police"),
        ("ar", "سيقتلون ليلى. جارها حسن قريبهم فلا تقولوا له شيئا.", "hassan"),
        ("fa", "لیلا را می‌کشند. به محافظ شخصی نگویید، او با آن‌هاست.", "guard"),
        ("fa", "لیلا را می‌کشند. کدخدا برادر سمیر است.", "headman"),
        ("ur", "لیلیٰ کو مار ڈالیں گے۔ نمبردار ان سے ملا ہوا ہے۔", "headman"),
        ("ur", "لیلیٰ کو مار ڈالیں گے۔ چچا کو نہ بتانا، وہ سمیر کو فون کرتا ہے۔", "uncle"),
        ("fr", "Ils vont tuer Layla. Pas un mot au garde du corps, il leur raconte ses horaires.", "guard"),
        ("fr", "Ils vont tuer Layla. L'oncle est le cousin de Samir.", "uncle"),
        ("tr", "Layla'yı öldürecekler. Muhtar onların adamı.", "headman"),
        ("tr", "Layla'yı öldürecekler. Dayısına söylemeyin, hemen Samir'i arar.", "uncle"),
        ("ru", "Лайлу убьют. Дяде ни слова, он всё передаст Самиру.", "uncle"),
        ("ru", "Лайлу убьют. Телохранитель куплен.", "guard"),
        ("es", "Van a matar a Layla. No le digan nada al tío, él se lo cuenta a Samir.", "uncle"),
        ("es", "Van a matar a Layla. El capataz es primo de Samir.", "foreman"),
        ("de", "Sie werden Layla töten. Der Leibwächter steckt mit ihnen unter einer Decke.", "guard"),
        ("de", "Sie werden Layla töten. Sagen Sie dem Onkel nichts, er warnt Samir.", "uncle"),
        ("it", "Uccideranno Layla. Non dite nulla allo zio: avvisa subito Samir.", "uncle"),
        ("it", "Uccideranno Layla. La guardia del corpo è a libro paga.", "guard"),
        ("pt", "Vão matar a Layla. Não contem ao tio, ele avisa o Samir.", "uncle"),
        ("nl", "Ze gaan Layla vermoorden. Zeg niets tegen de oom, hij belt Samir meteen.", "uncle"),
        ("pl", "Zabiją Laylę. Nie mówcie wujkowi, on powie mu wszystko.", "uncle"),
        ("id", "Mereka akan membunuh Layla. Kepala desa orang mereka.", "headman"),
    ],
)
def test_who_would_pass_it_on_is_heard_in_many_languages(language: str, text: str, who: str) -> None:
    assert leaky(text, language=language) == {who}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "They will kill Layla. Please tell the police that Samir has a gun."),
        ("en", "They will kill Layla. He wrote: do not call the police or she dies."),
        ("en", "They will kill Layla. Don't tell Hassan that I called you."),
        ("en", "They will kill Layla. The police were told on Monday. His brother tells him everything."),
        ("en", "They will kill Layla. Samir tells the foreman nothing any more."),
        ("en", "They will kill Layla. Her uncle will tell the police about Samir."),
        ("en", "They will kill Layla. Samir works for them, and the uncle does not know it."),
        ("en", "They will kill Layla. Warn the police before Samir finds out."),
        ("en", "They will kill Layla. Call me, not the police, this is a sealed matter."),
        ("ar", "سيقتلون ليلى. أخبروا الشرطة عن سمير فورا."),
        ("ar", "سيقتلون ليلى. لا تخبروا الشرطة وإلا متنا."),
        ("de", "Sie werden Layla töten. Rufen Sie die Polizei, Samir ist bewaffnet."),
        ("fr", "Ils vont tuer Layla. Prévenez la police, Samir est armé. Ne donnez pas mon nom."),
        ("es", "Van a matar a Layla. Avisen a la policía, Samir tiene una pistola."),
        ("ru", "Лайлу убьют. Сообщите в полицию, у Самира ружьё."),
    ],
)
def test_who_is_only_spoken_of_beside_such_words_is_not_left_out(language: str, text: str) -> None:
    assert leaky(text, language=language) == set()


def test_of_two_offices_of_a_kind_the_one_whose_town_is_named_is_meant() -> None:
    tarsus = a_party("tarsus", PartyRole.PROTECTOR, PartyRole.AUTHORITY, name="Tarsus police")
    adana = a_party("adana", PartyRole.PROTECTOR, PartyRole.AUTHORITY, name="Police of Adana")
    text = "They will kill Layla. Not the police in Adana, they are on his payroll."
    assert leaky(text, language="en", parties=(LAYLA, SAMIR, tarsus, adana)) == {"adana"}


def test_a_victim_is_never_held_to_be_leaky() -> None:
    assert leaky("They will kill Layla. Do not tell Layla, she would tell him.", language="en") == set()


@pytest.mark.parametrize(
    ("note", "about", "who"),
    [
        ("He is Samir's brother-in-law and drinks with him.", "foreman", "foreman"),
        ("The headman is one of them, say two sources.", None, "headman"),
        ("على صلة بهم", "guard", "guard"),
        ("Read back by name; asks for a patrol.", "police", None),
    ],
)
def test_a_note_of_a_fact_tells_it_too(note: str, about: str | None, who: str | None) -> None:
    fact = a_fact(FactName.NO_REASONABLE_WAY, value=False, about=about, note=note)
    file = a_file(a_held("They will kill Layla."), parties=EVERYBODY, facts=[fact])
    found = judge(file, at=at(hours=1), parameters=PARAMETERS)
    assert {str(f.party_id) for f in found.features if f.code == "would_pass_it_on"} == ({who} if who else set())

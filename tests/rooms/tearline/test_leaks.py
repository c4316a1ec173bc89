"""Attacks on the leak check, each with the disguise it wears, and honest sentences that it must let pass."""

import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nadhir.reference import phrase_books
from nadhir.tearline import Choice, check
from nadhir.terms.case import CaseFile
from nadhir.terms.party import PartyRole
from nadhir.terms.report import Source
from nadhir.terms.screening import Caveat, CaveatKind, Element, Precision, Role
from nadhir.terms.sealed import Sealed
from nadhir.terms.tearline import LeakKind, Withheld
from nadhir.terms.text import Language, TextSpan
from tests.rooms.tearline.building import HOUR, HUMAN, HUMAN_TEXT, OPEN, TOWN, Matter, element, matter, report
from tests.rooms.tearline.test_tearline import usual, written

PHRASES = phrase_books.load()
SECRETS = (
    "HOLLOW OAK",
    "+90 532 555 0117",
    "SLATE-31",
    "@sayf_umar_77",
    "خياط هرات",
    "the Herat tailor",
    "Бекзод",
    "улица Зелёная, 8",
    "Hanan, her cousin",
    "K/311",
    "nour.k@example.org",
)
GUARDED = replace(HUMAN, identifiers=tuple(Sealed(s) for s in SECRETS), name=Sealed("Porter at the depot"))
CLOCK_TEXT = (
    "They go in at 14:45, sixty of them were paid 60000, on 7 March 2025, while the baker opens the second gate."
)


def file_of(source: Source = GUARDED, *, text: str = CLOCK_TEXT) -> CaseFile:
    of = matter(report("r-1", text=text, source=source), elements=())
    return replace(of.file, sources=(source, OPEN))


def leaks(said: str, language: str, *, source: Source = GUARDED, allowed: tuple[str, ...] = ()) -> set[LeakKind]:
    found = check({Language(language): said}, file=file_of(source), phrases=PHRASES, allowed=allowed)
    assert all(leak.span.is_slice_of(said) for leak in found)
    return {leak.kind for leak in found}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        # spelling, spacing, punctuation, case
        ("en", "Ask for Hollow_Oak."),
        ("en", "Ask for h.o.l.l.o.w.o.a.k today."),
        ("en", "Ask for HOLLOWOAK."),
        ("en", "Ask for h o l l o w  o a k."),
        ("en", "Write to SLATE 31 or slate31."),
        ("en", "Ref. K-311 applies."),
        ("en", "See sayfumar77."),
        # digits for letters, one letter off, endings
        ("en", "Ask for H0LL0W 0AK."),
        ("en", "Ask for h011ow oak."),
        ("en", "Ask for Holow Oak."),
        ("en", "The tailor knows, and so do all tailors."),
        ("en", "Hanan's friends know."),
        ("en", "The tree in the yard is hollow inside."),
        # other alphabets' letters, letters in other clothes, hidden characters
        ("en", "Ask for Hоllоw Оak."),
        ("en", "Ask for ＨＯＬＬＯＷ ＯＡＫ."),
        ("en", "Ask for 𝐇𝐎𝐋𝐋𝐎𝐖 𝐎𝐀𝐊."),
        ("en", "Ask for H\u0336O\u0336L\u0336L\u0336O\u0336W OAK."),
        ("en", "Ask for HOL\u200cLOW OAK."),
        ("en", "Ask for HOL\u2066LOW\u2069 OAK."),
        # telephone numbers
        ("en", "Call 0532 555 0117."),
        ("en", "Call (532) 555-01-17."),
        ("fa", "تماس با ۵۳۲ ۵۵۵ ۰۱۱۷ بگیرید."),
        ("ar", "اتصلوا على ٠٥٣٢٥٥٥٠١١٧."),
        # Arabic clitics and marks
        ("ar", "اذهبوا للخياط."),
        ("ar", "وخيّاط هرات يعرف."),
        ("ar", "قولوا لخيـــاط هراة ذلك."),
        ("ar", "بالخياط أو كالخياط."),
        ("fa", "از خیاط بپرسید."),
        # other scripts by their sound
        ("ar", "اسألوا هولو أوك."),
        ("ar", "اسألوا بكزود."),
        ("en", "Ask Bekzod."),
        ("en", "Ask Bekzad."),
        ("ru", "Спросите Ханан."),
        # inflection
        ("ru", "Спросите у Бекзода."),
        ("ru", "Они живут на улице Зелёной, 8."),
        ("ru", "Дом на Зеленой."),
        # electronic addresses
        ("en", "Write to nour k at once."),
        ("en", "Write to nour.k @ example.org."),
    ],
)
def test_no_disguise_carries_an_identifier_out(language: str, said: str) -> None:
    assert LeakKind.IDENTIFIER in leaks(said, language)


@pytest.mark.parametrize(
    "said", ["The porter at the depot told us.", "PORTER-AT-THE-DEPOT", "Porter at the dep\u00adot"]
)
def test_the_name_of_a_protected_source_is_a_leak(said: str) -> None:
    assert LeakKind.SOURCE_NAME in leaks(said, "en")


def test_an_originator_is_a_source_whose_name_is_kept() -> None:
    file = file_of()
    partner = replace(file.parties[0], roles=frozenset({PartyRole.ORIGINATOR}), name=Sealed("Service of Marwan"))
    found = check(
        {Language("en"): "The Service of Marwan says so."}, file=replace(file, parties=(partner,)), phrases=PHRASES
    )
    assert LeakKind.SOURCE_NAME in {leak.kind for leak in found}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "At quarter to three."),
        ("en", "At 2:45 p.m."),
        ("en", "At 2.45 in the afternoon."),
        ("en", "At 14h45."),
        ("en", "At 1445 hours."),
        ("en", "At two forty-five."),
        ("ar", "الساعة الثالثة إلا ربعا."),
        ("ar", "الساعة ١٤:٤٥."),
        ("ar", "في الثانية وخمس وأربعين دقيقة."),
        ("fa", "ساعت چهارده و چهل و پنج."),
        ("fa", "یک ربع به سه."),
        ("fa", "ساعت ۱۴:۴۵."),
        ("fr", "À trois heures moins le quart."),
        ("fr", "À 14 h 45."),
        ("tr", "Saat üçe çeyrek kala."),
        ("ru", "Без четверти три."),
        ("de", "Um viertel vor drei."),
        ("es", "A las tres menos cuarto."),
        ("en", "They were paid 60,000."),
        ("en", "They were paid 60 000."),
    ],
)
def test_a_number_or_an_hour_of_a_report_is_heard_however_it_is_said(language: str, said: str) -> None:
    assert LeakKind.RARE_NUMBER in leaks(said, language)


@pytest.mark.parametrize(
    "said",
    [
        "while the baker opens the second gate",
        "while the baker closes the second gate",
        "WHILE, THE BAKER: OPENS; A SECOND GATE!",
        "He said: and while the baker opens some second gate, run.",
    ],
)
def test_a_quote_is_caught_with_one_word_changed(said: str) -> None:
    assert LeakKind.QUOTE in leaks(said, "en")


def test_a_long_list_of_shared_words_in_another_order_is_no_quote() -> None:
    assert LeakKind.QUOTE not in leaks("The second gate opens, the baker sleeps, and they go home.", "en")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "This comes from intercepts."),
        ("en", "Our source is sure."),
        ("en", "A partner service says so."),
        ("ar", "هذا من تنصّت."),
        ("ar", "وبالتنصت عرفنا."),
        ("ar", "قاله مخبر."),
        ("ru", "Это из перехвата."),
        ("fr", "Une interception le dit."),
        ("tr", "Bir muhbir söyledi."),
        ("de", "Ein Informant sagt es."),
        ("es", "Lo dice un informante."),
    ],
)
def test_words_that_tell_how_it_was_learnt_are_caught_with_their_endings(language: str, said: str) -> None:
    assert LeakKind.COLLECTION_WORD in leaks(said, language)


@pytest.mark.parametrize(
    "said", ["t.me/+abc_9", "hxxps://evil.example/x", "evil[.]com", "www.evil.net", "HTTPS ://a.b"]
)
def test_links_are_caught_with_their_usual_disguises(said: str) -> None:
    assert LeakKind.LINK in leaks(said, "en")


def withheld_day(*, precision: Precision = Precision.HOUR) -> tuple[CaseFile, tuple[Withheld, ...]]:
    words = "7 March at 10:35"
    at = HUMAN_TEXT.find(words)
    span = TextSpan.of(HUMAN_TEXT, start=at, end=at + len(words))
    held = report("r-1", text=HUMAN_TEXT, source=HUMAN)
    held = replace(held, screening=replace(held.screening, elements=(Element(Role.TIME, span, HOUR),)))
    file = matter(held, elements=()).file
    return file, (Withheld(("caveat_forbids",), Role.TIME, precision, held.report.id, span),)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Stay at home on March 7th."),
        ("en", "Stay at home on 2025-03-07."),
        ("en", "Stay at home on 07/03/2025."),
        ("en", "Stay at home on the seventh of March."),
        ("en", "Stay at home next Friday."),
        ("ar", "الزموا بيوتكم في السابع من آذار."),
        ("ar", "الزموا بيوتكم يوم ٧ مارس ٢٠٢٥."),
        ("fa", "هفدهم اسفند در خانه بمانید."),
        ("ru", "Оставайтесь дома 7 марта 2025 года."),
        ("ru", "Оставайтесь дома седьмого марта."),
        ("fr", "Restez chez vous le 7 mars 2025."),
        ("tr", "7 Mart 2025 günü evde kalın."),
    ],
)
def test_a_withheld_day_is_caught_however_a_language_writes_it(language: str, said: str) -> None:
    file, withheld = withheld_day()
    found = check({Language(language): said}, file=file, phrases=PHRASES, withheld=withheld, today=date(2025, 3, 1))
    assert LeakKind.WITHHELD_FACT in {leak.kind for leak in found}


def test_a_day_that_was_chosen_to_be_said_may_be_said_in_other_words() -> None:
    file, withheld = withheld_day()
    said = "Friday, 7 March 2025. Stay at home on March 7th."
    found = check(
        {Language("en"): said},
        file=file,
        phrases=PHRASES,
        withheld=withheld,
        allowed=("Friday, 7 March 2025",),
        today=date(2025, 3, 1),
    )
    assert found == ()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Call the police and keep your telephone with you."),
        ("en", "The year 2025 began quietly; keep ways out open."),
        ("en", "Stay away from markets until the weekend."),
        ("en", "Keep children at home, and tell the neighbours."),
        ("en", "1. Lock the gate.\n2. Leave by the back door."),
        ("en", "Doors open at noon; there are 3 exits."),
        ("ar", "أغلقوا الأبواب واتصلوا بالشرطة."),
        ("ar", "ابقوا في بيوتكم حتى صباح الغد."),
        ("ar", "أخبرونا حالاً كي نخبر من يستطيع."),
        ("fa", "در خانه بمانید و درها را ببندید."),
        ("fa", "به خانه‌های یکدیگر نروید."),
        ("fr", "Restez chez vous et fermez les portes."),
        ("tr", "Evde kalın ve kapıları kapatın."),
        ("ru", "Оставайтесь дома и закройте двери."),
        ("de", "Bleiben Sie zu Hause und schließen Sie die Türen."),
        ("es", "Quédese en casa y cierre las puertas."),
    ],
)
def test_honest_advice_of_an_officer_is_let_pass(language: str, said: str) -> None:
    assert leaks(said, language) == set()


@pytest.mark.parametrize("identifier", ["A1", "Police", "2024", "the person", "desk", "7"])
def test_a_source_called_by_a_common_word_stops_no_warning(identifier: str) -> None:
    source = replace(HUMAN, identifiers=(Sealed(identifier),), name=Sealed("Police"))
    of = usual()
    file = replace(of.file, sources=(source,), held=tuple(replace(h, source=source) for h in of.file.held))
    assert written(replace(of, file=file), PHRASES).leaks == ()


def test_a_town_that_a_source_is_called_after_is_not_said_and_the_rest_is() -> None:
    source = replace(HUMAN, identifiers=(Sealed("Marwan"),))
    held = report("r-1", text="They strike the market in Marwan.", source=source)
    of = usual()
    town = matter(held, elements=(element(Role.PLACE, TOWN, held, words="Marwan"), *of.assessment.threat.elements[:2]))
    tearline = written(replace(town, file=replace(town.file, sources=(source,))), PHRASES)
    assert "Marwan" not in tearline.texts[Language("en")].content
    assert tearline.leaks == ()
    assert any("names_the_source" in w.because for w in tearline.withheld)


def transformed(text: str, how: int) -> str:
    """Return the text under one of the changes that a reader does not mind."""
    ways = (
        lambda t: unicodedata.normalize("NFD", t),
        lambda t: unicodedata.normalize("NFKC", t),
        str.upper,
        str.lower,
        "\u200b".join,
        " ".join,
        lambda t: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in t),
        lambda t: t.replace("o", "о").replace("O", "О").replace("a", "а"),
        "\u0301".join,
        lambda t: t.replace(" ", "\u00a0").replace("-", "\u2011"),
        lambda t: "\u202e" + t + "\u202c",
        lambda t: t.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
        lambda t: t.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")),
        lambda t: "ـ".join(t) if any("\u0600" <= c <= "\u06ff" for c in t) else t,
    )
    return ways[how % len(ways)](text)


@settings(deadline=None, max_examples=200)
@given(
    secret=st.sampled_from(SECRETS),
    how=st.integers(0, 13),
    before=st.sampled_from(["", "Ask ", "1. ", "اسألوا ", "—"]),
    after=st.sampled_from(["", ".", " now", "، الآن", "\n"]),
)
def test_an_identifier_is_found_under_any_change_that_a_reader_does_not_mind(
    secret: str, how: int, before: str, after: str
) -> None:
    assert LeakKind.IDENTIFIER in leaks(f"{before}{transformed(secret, how)}{after}", "en")


@settings(deadline=None, max_examples=25)
@given(
    choice=st.sampled_from(Choice),
    language=st.sampled_from(sorted(PHRASES.books)),
    banned=st.sets(st.sampled_from([Role.PLACE, Role.TIME, Role.ACTOR, Role.TARGET, Role.MEANS])),
)
def test_what_we_compose_ourselves_never_trips_the_check(choice: Choice, language: str, banned: set[Role]) -> None:
    refused = tuple(
        Caveat(CaveatKind.FORBIDS, role, None, TextSpan.of(HUMAN_TEXT, start=0, end=10)) for role in sorted(banned)
    )
    of: Matter = usual(*refused)
    tearline = written(of, PHRASES, languages=(Language(language),), choice=choice)
    assert tearline.leaks == ()
    assert tearline.lost == ()
    assert {d.role for d in tearline.disclosures}.isdisjoint(banned)

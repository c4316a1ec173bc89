# SPDX-License-Identifier: Apache-2.0
import time
import unicodedata
from datetime import UTC, date, datetime
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nadhir.reference import lexicon
from nadhir.screen import Lexicon, screen
from nadhir.terms.ids import ReportId, SourceId
from nadhir.terms.report import Fingerprint, Passage, PassageKind, Report, ReportKind
from nadhir.terms.screening import Label, Means, PersonNorm, PlaceNorm, Precision, Queue, Role, Screening, TimeNorm
from nadhir.terms.text import Language

PUBLISHED = date(2026, 1, 5)  # a Monday


@pytest.fixture(scope="module", name="words")
def _words() -> Lexicon:
    return lexicon.load()


def report_of(
    text: str,
    *,
    language: str,
    kind: ReportKind = ReportKind.TIP,
    published: date | None = PUBLISHED,
    passages: tuple[Passage, ...] | None = None,
) -> Report:
    whole = (Passage(0, len(text), PassageKind.BODY),) if text else ()
    return Report(
        id=ReportId("r1"),
        source_id=SourceId("s1"),
        content=text,
        passages=whole if passages is None else passages,
        title=None,
        body=text,
        language=Language(language),
        kind=kind,
        fingerprint=Fingerprint("0" * 64),
        held_at=datetime(2026, 1, 5, 12, tzinfo=UTC),
        media_type="text/plain",
        encoding="utf-8",
        size_bytes=len(text.encode("utf-8", "surrogatepass")),
        published_on=published,
    )


def screened(text: str, *, language: str, words: Lexicon, kind: ReportKind = ReportKind.TIP) -> Screening:
    return screen(report_of(text, language=language, kind=kind), lexicon=words)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "أخي السابق أقسم أنه سيقتل زوجته غدا في إربد ومعه سكين"),
        ("ar-arz", "جاري قالي انه هيموت ابن عمه بكرة وجاب سلاح"),
        ("en", "My cousin told me he will kill his teacher tomorrow in Leeds. He bought a knife."),
        ("fa", "برادرم گفت فردا همسرش را می‌کشم، چاقو خریده است"),
        ("fr", "Mon voisin dit qu'il va tuer sa femme demain à Lille, il a acheté un couteau."),
        ("tr", "Komşum yarın eski eşini öldüreceğini söylüyor, silah almış."),
        ("ru", "Сосед говорит, что завтра убьёт бывшую жену, он купил ружьё."),
        ("es", "Mi vecino dice que va a matar a su esposa mañana y compró una pistola."),
        ("de", "Mein Nachbar sagt, er werde seine Frau morgen töten, er hat eine Pistole gekauft."),
        ("ur", "میرا پڑوسی کہتا ہے کہ کل اپنی بیوی کو مار ڈالوں گا، اس نے پستول خریدا ہے"),
        ("id", "Tetangga saya bilang besok akan membunuh istrinya, dia sudah membeli pisau."),
    ],
)
def test_a_tip_about_a_planned_killing_opens_a_case_in_every_language(language: str, text: str, words: Lexicon) -> None:
    found = screened(text, language=language, words=words)
    assert Label.THREAT in found.labels
    assert found.opens_case
    assert found.queue is not Queue.NONE
    assert found.is_possible_threat


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "توقعت الأرصاد هطول أمطار غزيرة على عمان غدا"),
        ("ar", "سجل المهاجم هدفين في المباراة، وقتل المباراة في شوطها الأول"),
        ("en", "The new novel follows an assassin who plans to kill a king. A thriller with a slow second chapter."),
        ("en", "The stadium announced new opening hours and a larger car park."),
        ("en", ""),
        ("en", "\x00\ufeff\u202e"),
    ],
)
def test_ordinary_news_sport_and_fiction_open_nothing(language: str, text: str, words: Lexicon) -> None:
    found = screened(text, language=language, words=words, kind=ReportKind.NEWS)
    assert not found.opens_case
    assert found.queue is Queue.NONE
    assert Label.THREAT not in found.labels


def test_a_plot_that_is_over_is_a_threat_and_opens_no_case(words: Lexicon) -> None:
    text = "Police foiled a plot to bomb a market in Lyon. All suspects are in custody and the court sentenced them."
    found = screened(text, language="en", words=words, kind=ReportKind.NEWS)
    assert not found.opens_case


def test_a_plot_whose_accomplice_is_at_large_opens_a_case(words: Lexicon) -> None:
    text = "Police arrested two men who planned to bomb a market in Lyon on Friday. A third suspect is still at large."
    found = screened(text, language="en", words=words, kind=ReportKind.NEWS)
    assert found.opens_case


def test_headlines_of_other_articles_raise_nothing(words: Lexicon) -> None:
    body = "The town council opened a new library on the hill.\n"
    related = "Gunman vows to kill pupils at school tomorrow\n"
    passages = (
        Passage(0, len(body), PassageKind.BODY),
        Passage(len(body), len(body) + len(related), PassageKind.RELATED),
    )
    report = report_of(body + related, language="en", kind=ReportKind.PAGE, passages=passages)
    found = screen(report, lexicon=words)
    assert found.labels == frozenset()
    assert found.elements == ()


def test_a_flattened_page_is_read_without_its_related_headlines(words: Lexicon) -> None:
    text = (
        "الرئيسية | أخبار | رياضة | اقتصاد\nافتتاح مكتبة جديدة في الحي\nافتتحت البلدية أمس مكتبة عامة في الحي القديم.\n"
        "اقرأ أيضاً\n- داعش يخطط لتفجير كنيسة في القاهرة غدا\n- مسلح يهدد بقتل تلاميذ مدرسة\n"
    )
    found = screened(text, language="ar", words=words, kind=ReportKind.PAGE)
    assert found.labels == frozenset()


def test_elements_say_who_whom_where_when_and_how(words: Lexicon) -> None:
    text = "داعش يخطط لتفجير كنيسة في الموصل يوم الجمعة المقبل بعبوة ناسفة"
    found = screened(text, language="ar", words=words, kind=ReportKind.PARTNER)
    actor, target, place, time, means = (found.of_role(role)[0] for role in Role)
    assert isinstance(actor.norm, PersonNorm)
    assert actor.norm.name == "Islamic State"
    assert target.span.exact == "كنيسة"
    assert isinstance(place.norm, PlaceNorm)
    assert (place.norm.country, place.norm.precision) == ("IQ", Precision.CITY)
    assert isinstance(time.norm, TimeNorm)
    assert (time.norm.start, time.norm.end) == (date(2026, 1, 9), date(2026, 1, 9))
    assert means.norm is Means.EXPLOSIVE


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("قنبلة في طرابلس شمال لبنان ستنفجر غدا", "LB"),
        ("قنبلة في طرابلس الليبية وليبيا كلها تعرف، ستنفجر غدا", "LY"),
    ],
)
def test_an_ambiguous_place_is_read_by_its_country_and_keeps_the_other_reading(
    text: str, country: str, words: Lexicon
) -> None:
    found = screened(text, language="ar", words=words)
    norm = found.of_role(Role.PLACE)[0].norm
    assert isinstance(norm, PlaceNorm)
    assert norm.country == country
    assert norm.alternatives


def test_someone_else_s_call_for_violence_is_no_incitement(words: Lexicon) -> None:
    own = screened("Kill them all, burn them out.", language="en", words=words, kind=ReportKind.POST)
    other = screened(
        "It is unacceptable to say that they should be killed. I condemn it.",
        language="en",
        words=words,
        kind=ReportKind.POST,
    )
    assert Label.INCITEMENT in own.labels
    assert Label.INCITEMENT not in other.labels


def test_an_unread_language_is_said_to_be_unknown(words: Lexicon) -> None:
    found = screened("மழை பெய்யும் என்று வானிலை மையம் கூறியது", language="und", words=words)
    assert not found.is_language_known


def test_a_text_without_stated_language_is_detected(words: Lexicon) -> None:
    found = screened("قال الرجل إنه سيقتل جاره غدا في بغداد ومعه مسدس", language="und", words=words)
    assert found.is_language_known
    assert found.opens_case


def test_suspicion_alone_makes_a_person_look_and_opens_no_case(words: Lexicon) -> None:
    text = "Armed men asked where the engineer lives. Purpose unknown."
    found = screened(text, language="en", words=words)
    assert found.is_possible_threat
    assert not found.opens_case


def test_every_finding_names_its_rule(words: Lexicon) -> None:
    found = screened("He will kill the teacher tomorrow in Leeds with a gun.", language="en", words=words)
    assert found.findings
    assert all(f.rule for f in found.findings)
    assert all(e.rule for e in found.elements)


def test_a_word_taken_apart_is_read_whole(words: Lexicon) -> None:
    plain = screened("he says he will k.i.l.l his sister tomorrow", language="en", words=words)
    assert Label.THREAT in plain.labels


NOISE = st.sampled_from(["\u200f", "\u200e", "\u200b", "\u0640", "\u064f", "\u0651", "\ufeff"])
SAMPLE = "سيقتل الرجل الشيخ غدا في صيدا ومعه قنبلة وسكين"


@given(st.lists(st.tuples(st.integers(1, len(SAMPLE) - 1), NOISE), max_size=12))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_signs_upon_letters_change_no_label_and_spans_stay_exact(words: Lexicon, noise: list[tuple[int, str]]) -> None:
    text = SAMPLE
    for at, sign in sorted(noise, reverse=True):
        if text[at - 1] != " " and text[at : at + 1] not in {" ", ""}:
            text = text[:at] + sign + text[at:]
    found = screened(text, language="ar", words=words)
    assert found.labels == screened(SAMPLE, language="ar", words=words).labels
    spans = [*(e.span for e in found.elements), *(f.span for f in found.findings)]
    assert spans
    assert all(span.is_slice_of(text) for span in spans)


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_labels_are_the_same_in_every_normal_form(form: Literal["NFC", "NFD", "NFKC", "NFKD"], words: Lexicon) -> None:
    text = "Mañana voy a matar al médico en Bogotá, ya compré una pistola. Él morirá."
    other = unicodedata.normalize(form, text)
    assert screened(other, language="es", words=words).labels == screened(text, language="es", words=words).labels


@given(st.text(max_size=300))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_breaks_screening_and_every_span_is_exact(words: Lexicon, text: str) -> None:
    found = screened(text, language="und", words=words)
    spans = [*(e.span for e in found.elements), *(f.span for f in found.findings), *(c.span for c in found.caveats)]
    assert all(span.is_slice_of(text) for span in spans)


def test_a_message_of_thousands_of_lines_is_screened_in_proportion() -> None:
    text = "ok\n" * 12_000
    passages = tuple(Passage(at * 3, at * 3 + 2, PassageKind.BODY) for at in range(12_000))
    report = report_of(text, language="en", passages=passages)
    rules = lexicon.load_rules()
    begun = time.process_time()
    screen(report, lexicon=rules)
    assert time.process_time() - begun < 15  # some three seconds; each line asked of each passage, a minute


THREATS = "I will kill him on Friday. "


@pytest.mark.parametrize("text", [THREATS * 3_000, THREATS.replace(".", "") * 3_000, "gun bomb knife man men " * 3_000])
def test_a_threat_that_is_said_thousands_of_times_is_screened_in_proportion(text: str) -> None:
    rules = lexicon.load_rules()
    report = report_of(text, language="en")
    begun = time.process_time()
    found = screen(report, lexicon=rules)
    assert time.process_time() - begun < 15  # some two seconds; each cue compared with each, minutes
    assert (Label.THREAT in found.labels) == ("kill" in text)


@pytest.mark.parametrize("line_end", ["\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_another_headline_raises_no_label_whatever_ends_its_line(line_end: str) -> None:
    other, own = "They will kill him tomorrow", "Market day in town, quiet"
    text = f"{other}{line_end}{own}"
    passages = (
        Passage(0, len(other), PassageKind.RELATED),
        Passage(len(other) + 1, len(text), PassageKind.BODY),
    )
    report = report_of(text, language="en", kind=ReportKind.PAGE, passages=passages)
    assert screen(report, lexicon=lexicon.load_rules()).labels == frozenset()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "fr",
            "On n'attend plus. Jeudi 8 janvier, quand Karim B. vient au consulat, on l'enlève par la cave. Une balle.",
        ),
        ("ar", "الخميس 8 يناير هجموا عليه أمام المبنى وربطوه، هكذا اتفقوا"),
    ],
)
def test_what_is_confided_for_a_day_to_come_is_no_attack_of_the_past(language: str, text: str, words: Lexicon) -> None:
    found = screened(text, language=language, words=words, kind=ReportKind.CHAT)
    assert Label.THREAT in found.labels
    assert found.opens_case
    assert all(e.norm.start >= PUBLISHED for e in found.elements if isinstance(e.norm, TimeNorm))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "إذا نزل في الرياض أوقفه النظام وحوكم على ما كتب. محد يمد يده عليه."),
        ("en", "Once he lands they will have him arrested and tried for his books. Nobody touches him."),
        ("ru", "Как только прилетит, его задержат прямо у трапа и будут судить за книги."),
        ("tr", "Dönerse tutuklanacak, kitapları yüzünden yargılanacak."),
    ],
)
def test_a_planned_arrest_is_possible_and_never_dropped(language: str, text: str, words: Lexicon) -> None:
    assert screened(text, language=language, words=words, kind=ReportKind.CHAT).is_possible_threat


@pytest.mark.parametrize(
    "text",
    [
        "SNATCHED, the true-crime podcast! Episode 3: an abduction and a ransom. Out Friday, half price on our merch.",
        "GG. gonna murder every last one of u in ranked tonite, nobody gets off that map alive lmao. squad of 4",
    ],
)
def test_adverts_and_games_are_left_aside(text: str, words: Lexicon) -> None:
    found = screened(text, language="en", words=words, kind=ReportKind.POST)
    assert not found.opens_case
    assert not found.is_possible_threat

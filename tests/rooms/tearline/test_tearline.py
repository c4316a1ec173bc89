"""The tearline says enough to act on, keeps every caveat, and lets nothing out that tells how we know."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nadhir.language.normalise import fold
from nadhir.reference import phrase_books
from nadhir.tearline import Choice, PhraseBooks, check, knowledge, options, write
from nadhir.tearline.choose import choose
from nadhir.terms.assessment import Likelihood, LikelihoodTerm
from nadhir.terms.party import PartyRole
from nadhir.terms.screening import Caveat, CaveatKind, Means, Precision, Role
from nadhir.terms.tearline import LeakKind, Tearline
from nadhir.terms.text import Language
from tests.rooms.tearline.building import (
    DAY,
    GROUP,
    HOUR,
    HUMAN,
    HUMAN_TEXT,
    MARKET,
    OPEN,
    SHOPPERS,
    TOWN,
    Gazette,
    Matter,
    caveat,
    element,
    matter,
    report,
)

ARABIC, ENGLISH = Language("ar"), Language("en")


@pytest.fixture(scope="module")
def phrases() -> PhraseBooks:
    return replace(phrase_books.load(), names=Gazette(), actor_words={}, times=None)


def usual(*caveats: Caveat, roles: frozenset[PartyRole] | None = None) -> Matter:
    held = report("r-1", text=HUMAN_TEXT, source=HUMAN, caveats=caveats)
    return matter(
        held,
        elements=(
            element(Role.ACTOR, GROUP, held, words="they"),
            element(Role.TARGET, SHOPPERS, held, words="baker"),
            element(Role.PLACE, MARKET, held, words="Khan Square"),
            element(Role.TIME, HOUR, held, words="7 March at 10:35"),
            element(Role.MEANS, Means.EXPLOSIVE, held, words="strike"),
        ),
        roles=roles,
    )


def written(
    of: Matter,
    phrases: PhraseBooks,
    *,
    languages: tuple[Language, ...] = (),
    choice: Choice = Choice.BALANCED,
    is_drill: bool = False,
) -> Tearline:
    return write(
        of.determination,
        assessment=of.assessment,
        file=of.file,
        phrases=phrases,
        languages=languages,
        choice=choice,
        is_drill=is_drill,
    )


def test_the_texts_say_who_whom_where_and_when_in_both_languages(phrases: PhraseBooks) -> None:
    tearline = written(usual(), phrases)
    english, arabic = tearline.texts[ENGLISH].content, tearline.texts[ARABIC].content
    assert tearline.leaks == ()
    for words in ("Brigade of the Well", "shoppers", "Khan Square, Marwan", "Friday, 7 March 2025", "explosives"):
        assert words in english
    for words in ("لواء البئر", "المتسوقون", "ساحة الخان، مروان", "7 آذار/مارس 2025", "متفجرات"):
        assert words in arabic


def test_the_hour_that_one_protected_source_knows_is_not_said_without_leave(phrases: PhraseBooks) -> None:
    tearline = written(usual(), phrases)
    assert all("10:35" not in text.content for text in tearline.texts.values())
    assert any(w.role is Role.TIME and "only_protected_sources" in w.because for w in tearline.withheld)


def test_a_caveat_for_the_city_takes_the_site_out_of_every_text(phrases: PhraseBooks) -> None:
    of = usual(caveat(CaveatKind.ALLOWS, Role.PLACE, Precision.CITY, words="in Marwan"))
    tearline = written(of, phrases)
    assert "Marwan" in tearline.texts[ENGLISH].content
    assert "Khan Square" not in tearline.texts[ENGLISH].content
    assert "ساحة الخان" not in tearline.texts[ARABIC].content


def test_a_report_that_may_not_be_used_says_nothing(phrases: PhraseBooks) -> None:
    of = usual(caveat(CaveatKind.FORBIDS, None, None, words="Only two of us heard"))
    tearline = written(of, phrases)
    assert tearline.disclosures == ()
    assert not tearline.is_actionable
    assert "neither_target_nor_place" in tearline.too_vague_because


def test_what_an_open_page_says_too_may_be_said_as_finely(phrases: PhraseBooks) -> None:
    human = report(
        "r-1",
        text=HUMAN_TEXT,
        source=HUMAN,
        caveats=(caveat(CaveatKind.FORBIDS, Role.PLACE, Precision.SITE, words="Khan Square"),),
    )
    page = report("r-2", text="Market day at Khan Square in Marwan, open page.", source=OPEN)
    of = matter(human, page, elements=(element(Role.PLACE, MARKET, human, page, words="Khan Square"),))
    assert "Khan Square" in written(of, phrases).texts[ENGLISH].content


def test_likelihood_and_confidence_never_share_a_sentence(phrases: PhraseBooks) -> None:
    tearline = written(usual(), phrases)
    for language, words in ((ENGLISH, ("likely", "confidence")), (ARABIC, ("مرجّح", "ثقتنا"))):
        lines = [line for line in tearline.texts[language].content.splitlines() if any(w in line for w in words)]
        assert len(lines) == 2


def test_a_likelihood_between_two_terms_is_left_out_until_a_person_chooses(phrases: PhraseBooks) -> None:
    of = usual()
    open_between = replace(of.assessment, likelihood=Likelihood(50, 70))
    assert "We judge" not in written(replace(of, assessment=open_between), phrases).texts[ENGLISH].content
    chosen = replace(of.assessment, likelihood=Likelihood(50, 70, chosen=LikelihoodTerm.LIKELY))
    assert "attack is: likely" in written(replace(of, assessment=chosen), phrases).texts[ENGLISH].content


def test_a_person_at_risk_is_spoken_to(phrases: PhraseBooks) -> None:
    of = usual(roles=frozenset({PartyRole.VICTIM}))
    assert "your life is in danger" in written(of, phrases).texts[ENGLISH].content
    assert "حياتك في خطر" in written(of, phrases).texts[ARABIC].content


def test_a_drill_says_so_in_every_text(phrases: PhraseBooks) -> None:
    drill = written(usual(), phrases, is_drill=True)
    assert "DRILL" in drill.texts[ENGLISH].content.splitlines()[0]
    assert "تمرين" in drill.texts[ARABIC].content.splitlines()[0]
    assert "DRILL" not in written(usual(), phrases).texts[ENGLISH].content


def test_the_least_exposing_option_never_says_more_than_the_most_specific() -> None:
    known = knowledge(usual().assessment.threat, file=usual().file)
    least, balanced, most = options(known)
    assert least.exposure <= balanced.exposure <= most.exposure
    assert {d.role for d in least.disclosures} <= {d.role for d in most.disclosures}
    place = next(d for d in choose(known, choice=Choice.LEAST_EXPOSING) if d.role is Role.PLACE)
    assert place.norm == replace(MARKET, name="Marwan", city="", precision=Precision.CITY)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Ask for HOLLOW OAK.", LeakKind.IDENTIFIER),
        ("Ask for hollow-oak.", LeakKind.IDENTIFIER),
        ("Ask for H\u200bOLLOW O\u00adAK.", LeakKind.IDENTIFIER),
        ("Call 532 555 01 17 at once.", LeakKind.IDENTIFIER),
        ("اسألوا حـمّال المستودع.", LeakKind.IDENTIFIER),
        ("Speak to the Porter at the Depot.", LeakKind.SOURCE_NAME),
        ("It comes while the baker opens the second gate.", LeakKind.QUOTE),
        ("This was intercepted.", LeakKind.COLLECTION_WORD),
        ("Be there before 10.35 in the morning.", LeakKind.RARE_NUMBER),
        ("See https://example.org for more.", LeakKind.LINK),
        ("It is likely; our confidence is high.", LeakKind.MIXED_LIKELIHOOD_AND_CONFIDENCE),
        ("ومن المرجَّح أن يقع، اسألوا عن ثقتنا.", LeakKind.MIXED_LIKELIHOOD_AND_CONFIDENCE),
        ("The attack is absolutely certain.", LeakKind.CERTAINTY_AS_LIKELIHOOD),
        ("اسألوا: الهجوم مؤكـد تماماً.", LeakKind.CERTAINTY_AS_LIKELIHOOD),
        ("All is\u202e well.", LeakKind.UNICODE_TRICK),
    ],
)
def test_an_edit_that_gives_something_away_is_caught(phrases: PhraseBooks, said: str, kind: LeakKind) -> None:
    of = usual()
    language = ARABIC if "اسألوا" in said else ENGLISH
    leaks = check({language: said}, file=of.file, phrases=phrases)
    assert kind in {leak.kind for leak in leaks}
    assert all(leak.span.is_slice_of(said) for leak in leaks)


def test_an_identifier_written_in_another_script_is_caught_by_its_sound(phrases: PhraseBooks) -> None:
    leaks = check({ARABIC: "اسألوا هولو أوك."}, file=usual().file, phrases=phrases)
    assert LeakKind.IDENTIFIER in {leak.kind for leak in leaks}


def test_a_withheld_value_is_caught_in_an_edit(phrases: PhraseBooks) -> None:
    of = usual(caveat(CaveatKind.ALLOWS, Role.PLACE, Precision.CITY, words="in Marwan"))
    tearline = written(of, phrases)
    leaks = check({ENGLISH: "It is about Khan Square."}, file=of.file, phrases=phrases, withheld=tearline.withheld)
    assert [leak.kind for leak in leaks] == [LeakKind.WITHHELD_FACT]


def test_a_leak_does_not_show_the_source_in_its_repr(phrases: PhraseBooks) -> None:
    leaks = check({ENGLISH: "Ask for HOLLOW OAK."}, file=usual().file, phrases=phrases)
    assert leaks
    assert "HOLLOW" not in repr([leak.source_passage for leak in leaks])


def test_an_ordinary_text_has_no_leak(phrases: PhraseBooks) -> None:
    said = "Please guard the market on Friday and tell us what you will do."
    assert check({ENGLISH: said}, file=usual().file, phrases=phrases) == ()


@given(
    choice=st.sampled_from(Choice), allowed=st.sampled_from([None, Precision.COUNTRY, Precision.CITY, Precision.SITE])
)
def test_no_choice_goes_beyond_a_caveat(choice: Choice, allowed: Precision | None) -> None:
    caveats = () if allowed is None else (caveat(CaveatKind.ALLOWS, Role.PLACE, allowed, words="in Marwan"),)
    of = usual(*caveats)
    books = replace(phrase_books.load(), names=Gazette(), actor_words={}, times=None)
    tearline = written(of, books, choice=choice)
    text = fold(" ".join(t.content for t in tearline.texts.values()))
    if allowed in (Precision.COUNTRY, Precision.CITY):
        assert "khan square" not in text
    if allowed is Precision.COUNTRY:
        assert "marwan" not in text
    assert "hollow" not in text
    assert tearline.leaks == ()


def test_the_same_facts_stand_in_every_language(phrases: PhraseBooks) -> None:
    tearline = written(usual(), phrases, languages=tuple(Language(c) for c in ("fa", "fr", "tr", "ru")))
    lines = {language: text.content.splitlines() for language, text in tearline.texts.items()}
    assert {len(v) for v in lines.values()} == {len(lines[ENGLISH])}
    for text in tearline.texts.values():
        assert "2025" in fold(text.content)
        assert "7" in fold(text.content)


def test_a_day_is_said_in_the_persian_calendar_too(phrases: PhraseBooks) -> None:
    tearline = written(usual(), phrases, languages=(Language("fa"),))
    assert DAY.start == date(2025, 3, 7)
    assert "۱۷ اسفند ۱۴۰۳ (جمعه ۷ مارس ۲۰۲۵)" in tearline.texts[Language("fa")].content


def test_a_town_alone_is_said_with_its_country(phrases: PhraseBooks) -> None:
    held = report("r-1", text=HUMAN_TEXT, source=HUMAN)
    of = matter(held, elements=(element(Role.PLACE, TOWN, held, words="Marwan"),))
    assert "Marwan, Syria" in written(of, phrases).texts[ENGLISH].content


def test_a_site_that_no_data_names_is_told_by_its_kind_and_its_sound(phrases: PhraseBooks) -> None:
    held = report("r-1", text=HUMAN_TEXT, source=HUMAN)
    site = replace(MARKET, name="Dahlia Hall", city="")
    of = matter(held, elements=(element(Role.PLACE, site, held, words="Khan Square"),))
    assert "قاعة داهليا (Dahlia Hall)" in written(of, phrases).texts[ARABIC].content
    assert "Dahlia Hall, Syria" in written(of, phrases).texts[ENGLISH].content


def test_a_day_that_has_passed_is_not_warned_of(phrases: PhraseBooks) -> None:
    held = report("r-1", text=HUMAN_TEXT, source=HUMAN)
    past = replace(DAY, start=date(2025, 2, 20), end=date(2025, 2, 20))
    of = matter(
        held, elements=(element(Role.PLACE, TOWN, held, words="Marwan"), element(Role.TIME, past, held, words="7"))
    )
    tearline = written(of, phrases)
    assert "February" not in tearline.texts[ENGLISH].content
    assert Role.TIME not in {d.role for d in tearline.disclosures}


def test_a_kind_of_actor_is_not_said_beside_the_group_that_is_named(phrases: PhraseBooks) -> None:
    held = report("r-1", text=HUMAN_TEXT, source=HUMAN)
    lone = replace(GROUP, name="lone actor", key="lone_actor", precision=Precision.KIND)
    of = matter(
        held, elements=(element(Role.ACTOR, GROUP, held, words="they"), element(Role.ACTOR, lone, held, words="they"))
    )
    text = written(of, phrases).texts[ENGLISH].content
    assert "Brigade of the Well" in text
    assert "acting alone" not in text

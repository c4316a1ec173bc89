"""Every text says the same facts, in words that a reader of the language can act on at once."""

import tomllib
from dataclasses import replace
from datetime import date, timedelta
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nadhir.language.normalise import fold
from nadhir.reference import phrase_books
from nadhir.tearline import Voice, lost_facts
from nadhir.tearline.choose import too_vague
from nadhir.tearline.compose import say
from nadhir.terms.ids import PartyId
from nadhir.terms.party import PartyRole
from nadhir.terms.screening import Means, PersonNorm, PlaceNorm, Precision, Role, TimeNorm
from nadhir.terms.tearline import Disclosure
from nadhir.terms.text import Language
from tests.rooms.tearline.building import DAY, GROUP, HUMAN, HUMAN_TEXT, MARKET, NOW, SHOPPERS, element, matter, report
from tests.rooms.tearline.test_tearline import usual, written

PHRASES = phrase_books.load()
LANGUAGES = sorted(PHRASES.books)
TODAY = date(2025, 3, 1)
DATA = resources.files("nadhir.reference") / "data"


def disclosure(role: Role, norm: PlaceNorm | TimeNorm | PersonNorm | Means) -> Disclosure:
    precision = Precision.KIND if isinstance(norm, Means) else norm.precision
    return Disclosure(role, precision, norm, frozenset(), independent_sources=1, protected_sources=0)


def target(name: str, language: str) -> str:
    norm = PersonNorm(name=name, precision=Precision.KIND)
    return say(disclosure(Role.TARGET, norm), book=PHRASES.books[language], names=PHRASES.names)


def kinds(folder: str) -> set[str]:
    """Return the canonical kinds that screening finds, of every language."""
    files = [f for f in (DATA / folder).iterdir() if f.name.endswith(".toml") and f.name != "groups.toml"]
    return {kind for f in files for kind in tomllib.loads(f.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_that_screening_finds_has_words_of_its_own(language: str) -> None:
    book = PHRASES.books[language]
    unsaid = {k for k in kinds("targets") - {"civilians"} if target(k, language) == book.targets["people"]}
    assert unsaid == set()
    assert {k for k in kinds("actors") if k and k.replace(" ", "_").replace("-", "_") not in book.actors} == set()


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("hotel guests", "hotel"),
        ("hospital staff and patients", "hospital"),
        ("embassy staff", "diplomatic"),
        ("temple worshippers", "temple"),
        ("former partner", "former wife"),
        ("family member", "family"),
    ],
)
def test_a_kind_is_not_said_as_another_that_shares_a_word(kind: str, words: str) -> None:
    assert words in target(kind, "en")
    assert "wedding" not in target(kind, "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_kind_that_nobody_translated_is_never_spelled_as_a_name(language: str) -> None:
    book = PHRASES.books[language]
    actor = disclosure(Role.ACTOR, PersonNorm(name="zealous cartographers", precision=Precision.KIND))
    assert say(actor, book=book, names=PHRASES.names) == book.actors["someone"]


@pytest.mark.parametrize(
    ("words", "said"),
    [("طليق", "an ex-husband"), ("former employee", "a former employee"), ("tetikçi", "a hired killer")],
)
def test_who_may_come_to_the_door_is_said_by_the_kind_that_reports_name(words: str, said: str) -> None:
    held = report("r-1", text=f"{words} says he will strike the market on 7 March.", source=HUMAN)
    lone = PersonNorm(name="lone actor", precision=Precision.KIND)
    of = matter(held, elements=(element(Role.ACTOR, lone, held, words=words),))
    assert f"Who threatens: {said}" in written(of, PHRASES).texts[Language("en")].content


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_window_that_began_is_said_by_its_end(language: str) -> None:
    window = TimeNorm(TODAY - timedelta(days=2), date(2025, 3, 31), Precision.MONTH)
    said = fold(say(disclosure(Role.TIME, window), book=PHRASES.books[language], names=PHRASES.names, today=TODAY))
    assert "31" in said
    assert "27" not in said


def test_a_warning_without_a_day_ends_on_no_day_that_is_withheld() -> None:
    held = report("r-1", text=HUMAN_TEXT, source=HUMAN)
    chance = NOW.date() + timedelta(days=3)
    for day in (chance, chance + timedelta(days=1)):
        of = usual()
        barred = element(Role.TIME, TimeNorm(day, day), held, words="HOLLOW OAK")  # the source's name: never said
        threat = replace(of.assessment.threat, elements=(*of.assessment.threat.elements[:3], barred))
        tearline = written(replace(of, assessment=replace(of.assessment, threat=threat)), PHRASES)
        text = tearline.texts[Language("en")].content
        assert f"{day.day} March" not in text
        assert tearline.valid_hours > 72


@pytest.mark.parametrize(
    ("roles", "voice"),
    [
        ({PartyRole.VICTIM}, Voice.VICTIM),
        ({PartyRole.PROTECTOR}, Voice.PROTECTOR),
        ({PartyRole.PLACE_OWNER}, Voice.PLACE),
        ({PartyRole.VICTIM, PartyRole.PUBLIC}, Voice.PUBLIC),
    ],
)
def test_a_text_speaks_to_whoever_gets_it(roles: set[PartyRole], voice: Voice) -> None:
    text = written(usual(roles=frozenset(roles)), PHRASES).texts[Language("en")].content
    assert PHRASES.books["en"].opening[voice] in text
    assert ("Who is threatened: you;" in text) is (voice is Voice.VICTIM)


def test_one_text_to_the_threatened_and_the_police_tells_each_what_to_do() -> None:
    of = usual(roles=frozenset({PartyRole.VICTIM}))
    police = replace(of.file.parties[0], id=PartyId("police"), roles=frozenset({PartyRole.AUTHORITY}))
    told = replace(of.determination.addressees[0], party_id=PartyId("police"))
    both = replace(
        of,
        file=replace(of.file, parties=(*of.file.parties, police)),
        determination=replace(of.determination, addressees=(*of.determination.addressees, told)),
    )
    text = written(both, PHRASES).texts[Language("en")].content
    assert PHRASES.books["en"].opening[Voice.BOTH] in text
    assert "your life is in danger, or" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_facts_are_read_back_from_every_text_and_a_lost_one_is_seen(language: str) -> None:
    tearline = written(usual(), PHRASES, languages=(Language(language),))
    assert tearline.lost == ()
    text = tearline.texts[Language(language)].content
    for at, line in enumerate(text.splitlines()):
        if at in range(5, 10):  # the five labelled lines
            cut = {Language(language): text.replace(line + "\n", "")}
            lost = lost_facts(cut, disclosures=tearline.disclosures, phrases=PHRASES, today=TODAY)
            assert len(lost) == 1, line


@settings(deadline=None, max_examples=60)
@given(
    st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    st.integers(0, 60),
    st.sampled_from([Precision.DAY, Precision.WEEK, Precision.MONTH]),
    st.sampled_from(LANGUAGES),
)
def test_every_window_is_read_back_as_it_was_said(start: date, days: int, precision: Precision, language: str) -> None:
    norm = TimeNorm(start, start + timedelta(days=days), precision)
    said = disclosure(Role.TIME, norm)
    book = PHRASES.books[language]
    line = book.line.format(label=book.labels["when"], value=say(said, book=book, names=PHRASES.names, today=TODAY))
    texts = {Language(language): line}
    assert lost_facts(texts, disclosures=(said,), phrases=PHRASES, today=TODAY) == ()
    moved = disclosure(Role.TIME, replace(norm, start=start + timedelta(days=400), end=norm.end + timedelta(days=400)))
    assert lost_facts(texts, disclosures=(moved,), phrases=PHRASES, today=TODAY) != ()


def test_a_fact_that_one_language_lost_makes_the_tearline_unreleasable() -> None:
    tearline = written(usual(), PHRASES)
    lost = lost_facts({Language("ar"): "تحذير"}, disclosures=tearline.disclosures, phrases=PHRASES, today=TODAY)
    assert {fact.role for fact in lost} == {d.role for d in tearline.disclosures}
    assert tearline.is_releasable
    assert not replace(tearline, lost=lost).is_releasable


def test_a_country_and_people_are_too_vague_unless_the_threatened_is_spoken_to() -> None:
    country = disclosure(Role.PLACE, replace(MARKET, precision=Precision.COUNTRY))
    people = disclosure(Role.TARGET, PersonNorm(name="civilians", precision=Precision.KIND, key="people"))
    assert too_vague((country, people)) == ("neither_target_nor_place",)
    assert too_vague((), is_told_who=True) == ()
    assert too_vague((disclosure(Role.TARGET, SHOPPERS),)) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_of_a_book_tells_how_anything_was_learnt(language: str) -> None:
    book = PHRASES.books[language]
    values = {fold(v) for table in (book.targets, book.actors, book.means) for v in table.values()}
    said = [*book.every_warning, *values]
    told = {told for told in book.collection_words for phrase in said if f" {told} " in f" {phrase} "}
    assert told <= {fold("источник")}  # "source of danger" is no source


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_and_values_are_no_longer_than_a_reader_at_night_can_take_in(language: str) -> None:
    book = PHRASES.books[language]
    assert max(len(label) for label in book.labels.values()) <= 30
    assert max(len(line) for advice in book.advice.values() for line in advice) <= 330
    for group in (disclosure(Role.ACTOR, GROUP), disclosure(Role.TIME, DAY)):
        assert "{" not in say(group, book=book, names=PHRASES.names)

"""A determination is explained to a person, in Arabic and English, and no code ever reaches the reader."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.utils import translation

from nadhir.casework import queries
from nadhir.casework.explain import Chapter, Circumstances, Passage, explain, tell
from nadhir.casework.provision_questions import (
    IN_FORCE,
    INSTRUMENTS,
    LABELS,
    QUESTIONS,
    instrument_name,
    label,
    question,
)
from nadhir.policy import determine as apply_pack
from nadhir.reference import packs
from nadhir.terms.assessment import Assessment
from nadhir.terms.determination import Determination, Outcome, Weighing, WeighingChoice
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import OfficerId, PartyId
from tests.casework.desks import AT, GOVERNMENT, INES, SALMA, Desk, decide, opened_case
from tests.laws.test_laws import ALL, _matter

ARABIC = re.compile(r"[\u0621-\u064a]")
#: Words joined by underscores, or by a colon without a blank: what codes look like and sentences never do.
CODE = re.compile(r"[a-z]+_[a-z_]+|[a-z]{3,}:[a-z]")
#: Latin letters that an Arabic reader may meet: the mark of our own defaults, the zone, paragraphs' own numbers.
LATIN_IN_ARABIC = re.compile(r"\[D\]|UTC|TTL|TAXII|FAM|\b[A-F](?=[.\s])|E\.\d(?:\.[a-f])?|\((?:a|b|c)\)|\bU\.S\.C\b")
NAMES = {"en": "Party %d", "ar": "الطرف %d"}


def _determinations() -> Iterator[tuple[str, Determination, Assessment, Sequence[PartyId]]]:
    """Gives what every scenario of counsel's comes to, under its own pack."""
    for scenario in ALL:
        assessment, file, on = _matter(scenario)
        found = apply_pack(assessment, file=file, at=on, pack=packs.load(scenario.instrument))
        yield f"{scenario.instrument}: {scenario.sentence}", found, assessment, [p.id for p in file.parties]


EVERY = tuple(_determinations())


def told(
    found: Determination, assessment: Assessment, parties: Sequence[PartyId], *, language: str
) -> tuple[Chapter, ...]:
    """Returns the explanation, the parties under names of the reader's language."""
    file_holder = _matter(ALL[0])[1].holder
    circumstances = Circumstances(
        holder=replace(file_holder, name="المكتب" if language == "ar" else "The desk"),
        parties={party: NAMES[language] % number for number, party in enumerate(parties)},
        officers={OfficerId("salma"): "سلمى" if language == "ar" else "Salma"},
    )
    with translation.override(language):
        return tell(found, assessment=assessment, circumstances=circumstances)


def words(chapters: Sequence[Chapter]) -> Iterator[str]:
    for chapter in chapters:
        yield chapter.title
        for passage in chapter.passages:
            yield from (passage.heading, *passage.sentences, *(quote.shows for quote in passage.quotations))


def weighed(found: Determination) -> Determination:
    """Returns the determination with everybody weighed, so that those sentences are walked too."""
    weighings = tuple(
        Weighing(
            each.party_id,
            list(WeighingChoice)[number % 2 * 2],
            "?",
            tuple(risk.code for risk in found.risks_of(each.party_id)),
            OfficerId("salma"),
            found.at,
        )
        for number, each in enumerate(found.addressees)
    )
    return replace(found, weighings=weighings, decided_by=OfficerId("salma"), decided_at=found.at)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_code_and_no_identifier_of_a_party_ever_reaches_the_reader(language: str) -> None:
    assert {found.pack for _, found, _, _ in EVERY} == set(packs.keys())
    for name, found, assessment, parties in EVERY:
        for each in (found, weighed(found)):
            for said in words(told(each, assessment, parties, language=language)):
                assert not CODE.search(said), (name, said)
                assert not any(re.search(rf"\b{re.escape(party)}\b", said) for party in parties if "-" in party), said


def test_an_arabic_reader_meets_arabic_alone() -> None:
    for name, found, assessment, parties in EVERY:
        for said in words(told(weighed(found), assessment, parties, language="ar")):
            rest = LATIN_IN_ARABIC.sub("", said)
            assert not re.search(r"[A-Za-z]{2,}", rest), (name, said)


def test_every_paragraph_that_a_pack_can_give_has_its_question_in_both_languages() -> None:
    given = {(found.pack, holding.provision.paragraph) for _, found, _, _ in EVERY for holding in found.holdings}
    assert {pack for pack, _ in given} == set(packs.keys()) == set(INSTRUMENTS)
    with translation.override("en"):
        unknown = question("?", pack="?")
    for pack, paragraph in sorted(given):
        for language in ("en", "ar"):
            with translation.override(language):
                asked = question(paragraph, pack=pack)
                assert asked != unknown, (pack, paragraph)
                assert asked.endswith("؟" if language == "ar" else "?")
                assert language == "en" or ARABIC.search(asked), (pack, paragraph)
                assert language == "en" or ARABIC.search(instrument_name(pack))
    asked_for = {(pack, paragraph) for pack, table in QUESTIONS.items() for paragraph in table}
    assert asked_for == {each for each in given if each[1] != IN_FORCE}, "a question for a paragraph that is no more"


def test_every_paragraph_whose_name_is_words_has_a_name_in_arabic() -> None:
    with translation.override("ar"):
        assert [each for each in LABELS if not ARABIC.search(label(each)) and each != IN_FORCE] == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_chapters_stand_in_order_and_each_says_what_it_promises(language: str) -> None:
    found, assessment, parties = next((f, a, p) for _, f, a, p in EVERY if f.outcome is Outcome.WARN and f.risks)
    names = [chapter.name for chapter in told(found, assessment, parties, language=language)]
    whole = ["outcome", "clock", "told", "not-told", "exposed", "waivers", "change", "instrument", "paragraphs"]
    assert names == [name for name in whole if name in names]
    assert {"outcome", "instrument", "paragraphs", "clock", "told", "exposed"} <= set(names)


def _sentences(chapters: Sequence[Chapter], name: str) -> str:
    chapter = next(each for each in chapters if each.name == name)
    return " ".join(said for passage in chapter.passages for said in (passage.heading, *passage.sentences))


def test_it_says_whether_the_holder_is_bound_or_applies_it_by_choice() -> None:
    bound, by_choice = (
        next((f, a, p) for _, f, a, p in EVERY if f.pack == "icd-191" and f.is_bound is is_bound)
        for is_bound in (True, False)
    )
    assert "It binds" in _sentences(told(*bound, language="en"), "instrument")
    assert "applies it by choice" in _sentences(told(*by_choice, language="en"), "instrument")
    assert "باختيارها" in _sentences(told(*by_choice, language="ar"), "instrument")


def test_our_own_numbers_and_rules_are_never_told_as_law() -> None:
    for _, found, assessment, parties in EVERY:
        chapters = told(found, assessment, parties, language="en")
        assert found.clock.provision != "[D]" or "our own default [D]: no law" in _sentences(chapters, "clock")
        for holding, passage in zip(found.holdings, _paragraphs(chapters), strict=True):
            last = passage.sentences[-1]
            assert ("our own [D]" in last) is (holding.provision.origin == "D")
            assert ("not verified" in last) is (holding.provision.origin != "D" and not holding.provision.is_verified)


def _paragraphs(chapters: Sequence[Chapter]) -> Sequence[Passage]:
    return next(each for each in chapters if each.name == "paragraphs").passages


# ── from the record ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_determination_of_a_case_is_explained_with_names_quotations_and_the_weighing(desk: Desk) -> None:
    case_id = opened_case(desk)
    before = explain(desk.house, case_id=case_id, by=INES, language="en")
    assert "does not stand yet" in _sentences(before.chapters, "outcome")
    assert "Nobody has weighed this yet." in _sentences(before.chapters, "told")
    desk.clock.move(minutes=5)
    decide(desk, case_id)
    after = explain(desk.house, case_id=case_id, by=INES, language="en")
    outcome, told_ = _sentences(after.chapters, "outcome"), _sentences(after.chapters, "told")
    assert "Salma" in outcome
    assert "Ministry of Interior, Qatar" in told_
    assert "told anyway, because “\u2068the text names no place\u2069”" in told_
    assert GOVERNMENT not in "".join(words(after.chapters))
    quoted = [quote for chapter in after.chapters for passage in chapter.passages for quote in passage.quotations]
    (report,) = queries.case(desk.house, case_id=case_id, by=SALMA).reports
    assert {quote.report_id for quote in quoted} == {report.report_id}
    assert explain(desk.house, case_id=case_id, by=INES, language="ar").title.startswith("لماذا")


def test_what_stood_then_is_explained_and_before_it_there_is_nothing(desk: Desk) -> None:
    case_id = opened_case(desk)
    assert explain(desk.house, case_id=case_id, by=INES, at=AT).at == AT
    with pytest.raises(TheirsError, match="nothing was determined by then"):
        explain(desk.house, case_id=case_id, by=INES, at=datetime(2020, 1, 1, tzinfo=UTC))


def test_a_language_that_nobody_worded_is_refused(desk: Desk) -> None:
    with pytest.raises(TheirsError, match="not explained in fr"):
        explain(desk.house, case_id=opened_case(desk), by=INES, language="fr")


def test_a_name_with_controls_of_direction_does_not_turn_the_sentence_around() -> None:
    found, assessment, parties = next((f, a, p) for _, f, a, p in EVERY if f.addressees)
    holder = _matter(ALL[0])[1].holder
    hostile = Circumstances(holder=holder, parties=dict.fromkeys(parties, "a\u202eb\u2069c"))
    with translation.override("ar"):
        chapters = tell(found, assessment=assessment, circumstances=hostile)
    assert "\u2068abc\u2069" in _sentences(chapters, "told")

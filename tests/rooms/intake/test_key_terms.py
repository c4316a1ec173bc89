# SPDX-License-Identifier: Apache-2.0
"""Key terms of our own: what a text has more of than texts do, only where the page names none."""

from hypothesis import given
from hypothesis import strategies as st

from nadhir.intake.key_terms import key_terms
from nadhir.reference import intake_knowledge
from tests.rooms.intake.test_own_pages import PAGES, gold, read

BACKGROUNDS = intake_knowledge.load().backgrounds
BRIDGE = (
    "أغلقت البلدية جسر النهر القديم صباح الأحد. وقالت البلدية إن جسر النهر القديم بحاجة إلى صيانة. "
    "ويعبر الجسر كل يوم مئات السيارات، وبالجسر تشققات ظاهرة."
)


def test_a_phrase_that_recurs_comes_first_and_as_it_stands() -> None:
    found = key_terms(title="إغلاق جسر النهر القديم", body=BRIDGE, background=BACKGROUNDS["ar"])
    assert found[0] == "جسر النهر القديم"
    assert "البلدية" in found


def test_arabic_words_are_counted_without_what_is_written_onto_them() -> None:
    body = "بالمسبح عطل. والمسبح مغلق. للمسبح حارس. في المسبح ماء."
    assert key_terms(title="", body=body, background=BACKGROUNDS["ar"])[0] == "المسبح"


def test_no_term_begins_or_ends_with_a_word_of_grammar() -> None:
    for language, background in BACKGROUNDS.items():
        for page in PAGES:
            wanted = gold(page)
            if wanted["lang"] == language:
                for term in key_terms(title=wanted["title"] or "", body=wanted["text"], background=background):
                    assert term.split()[0] not in background.stop_words
                    assert term.split()[-1] not in background.stop_words
                    assert len(term.split()) <= 3


def test_most_pages_have_a_keyword_of_their_own_among_our_terms() -> None:
    pages = [(page, gold(page)) for page in PAGES]
    tagged = [(read(page), wanted) for page, wanted in pages if wanted["keywords"]]
    hit = 0
    for found, wanted in tagged:
        ours = key_terms(title=found.title or "", body=found.text, background=BACKGROUNDS[found.lang])
        words = {word.casefold() for term in ours for word in term.split()}
        hit += any(word.casefold() in words for keyword in wanted["keywords"] for word in keyword.split())
    assert hit >= len(tagged) - 1


def test_a_language_without_a_background_has_none() -> None:
    assert key_terms(title="x", body="x " * 50, background=BACKGROUNDS.get("sw")) == ()


@given(title=st.text(max_size=60), body=st.text(max_size=400))
def test_the_same_text_has_the_same_terms_and_each_stands_in_it_once(title: str, body: str) -> None:
    first = key_terms(title=title, body=body, background=BACKGROUNDS["ar"])
    assert first == key_terms(title=title, body=body, background=BACKGROUNDS["ar"])
    assert len(first) <= 8
